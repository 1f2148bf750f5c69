"""What a workout came to at its end, beside what was planned and what was done last time; both faces tell it.

Values and sentences only: how they are laid out is up to the face. Totals are counted in `session/summary.py`, records
in `training/records.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui import words
from backday_tui.history.kept_values import load_from
from backday_tui.routine.model import Amrap, Load
from backday_tui.session.aims import names_planned
from backday_tui.session.plan import Ref
from backday_tui.session.summary import next_exercises, sets_by_exercise, summarize
from backday_tui.text import clean
from backday_tui.training.loads import heavier_by, in_unit
from backday_tui.training.muscles import muscle_weeks
from backday_tui.training.past import GIVEN, PastEntry, PastSession, PastSet, as_day, done_text
from backday_tui.training.prescription import entries_in_order, movement_of, movement_of_group
from backday_tui.training.records import KINDS, before_text, record_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Unit
    from backday_tui.session.events import SetLog
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.session.summary import NextExercise, Summary
    from backday_tui.training.past import LastTime
    from backday_tui.training.records import FallenRecord

MOST_RECORDS: Final = 3
DONE, LEFT = "\N{BLACK CIRCLE}", "\N{WHITE CIRCLE}"
"""A set that was done, and one that was planned and wasn't."""
_MOST_DOTS: Final = 12
_MOST_MUSCLES: Final = 6
_MINUS: Final = "\N{MINUS SIGN}"
NOT_LOGGED: Final = "This workout is not logged: nothing of it is kept."


class ExerciseResult(NamedTuple):
    """An exercise at the end: its sets of those planned, its figures in words, and what is more or less than last time.

    `compared` is "+1 rep since 10 Nov", or "as on 10 Nov", "" where nobody knows of a last time; `is_better` is whether
    more was lifted, or more reps with it.
    """

    name: str
    done: int
    planned: int
    figures: str
    compared: str = ""
    is_better: bool = False

    @property
    def dots(self) -> str:
        """A dot for each set, those not done hollow; as numbers where there are many."""
        most = max(self.done, self.planned)
        return DONE * self.done + LEFT * (most - self.done) if most <= _MOST_DOTS else f"{self.done}/{self.planned}"


class LoadToKeep(NamedTuple):
    """A load that was lifted and is another than the file's, of an exercise that nothing makes grow."""

    ref: Ref
    exercise: str
    load: str
    in_file: str

    @property
    def asked(self) -> str:
        """As a question: "Keep 45 kg for Seated row next time? The file says 40 kg"."""
        name, load = clean(self.exercise, words.MOST), words.load(self.load)
        return f"Keep {load} for {name} next time? The file says {words.load(self.in_file) or 'none'}"


class SessionResults(NamedTuple):
    """All that is told of a workout at its end; the texts are cleaned."""

    totals: Summary
    exercises: tuple[ExerciseResult, ...]
    records: tuple[str, ...] = ()
    muscles: Mapping[str, float] = {}
    coming: tuple[NextExercise, ...] = ()
    to_keep: tuple[LoadToKeep, ...] = ()
    is_logged: bool = True


def muscles_text(muscles: Mapping[str, float]) -> str:
    """The muscles that were worked most, with their sets: "latissimus dorsi 5.5, biceps 3"."""
    return ", ".join(f"{clean(muscle, 40)} {sets:g}" for muscle, sets in [*muscles.items()][:_MOST_MUSCLES])


def results_of(
    session: Session,
    now: float,
    catalog: Catalog,
    last_of: Callable[[Step], LastTime | None],
    today: date,
    *,
    records: Sequence[str] = (),
    is_logged: bool = True,
) -> SessionResults:
    """What a session came to.

    Args:
        session: that is over, or is left.
        now: on its clock.
        catalog: with the routine's own exercises.
        last_of: when the exercise of a step was last done.
        today: the day.
        records: those that fell, see `records_told`.
        is_logged: whether it is kept.
    """
    state = session.state
    return SessionResults(
        summarize(session, now),
        tuple(_exercises(state, last_of, today)),
        tuple(records),
        _sets_by_muscle(state, catalog, today),
        next_exercises(state, catalog),
        loads_to_keep(state) if state.plan.routine.id else (),
        is_logged,
    )


def records_told(fallen: Sequence[FallenRecord], name_of: Callable[[str], str], now: date) -> tuple[str, ...]:
    """The most telling record of each exercise, at most three: "Deadlift: 5 x 102.5 kg, the heaviest so far (...)"."""
    firsts: dict[str, FallenRecord] = {}
    for each in fallen:
        firsts.setdefault(each.movement, each)
    telling = sorted(firsts.values(), key=lambda each: KINDS.index(each.record.kind))[:MOST_RECORDS]
    return tuple(
        clean(f"{name_of(each.movement)}: {record_text(each.record)} (before: {before_text(each.best, now)})")
        for each in telling
    )


# -- exercises ----------------------------------------------------------------------------------------------------


def _exercises(state: State, last_of: Callable[[Step], LastTime | None], now: date) -> Iterator[ExerciseResult]:
    """Each exercise in the order of the routine, and what was done in its place behind it."""
    for name, logs, planned in sets_by_exercise(state):
        sets = [_past_set(log) for log in logs]
        last = last_of(logs[-1].target) if logs else None
        compared, is_better = _compared(sets, last.sets) if last is not None else ("", False)
        on = words.on_days((last.session.day,), now) if last else ""
        since = f"{compared or 'as'} {'since' if compared else 'on'} {on}" if last else ""
        done, figures = len({log.set for log in logs}), clean(done_text(sets)) if sets else "not done"
        yield ExerciseResult(clean(name, words.MOST), done, planned, figures, since, is_better)


def _sets_by_muscle(state: State, catalog: Catalog, today: date) -> dict[str, float]:
    """Sets by muscle as a week counts them, the most worked first."""
    entries = tuple(
        PastEntry(_movement(logs[0], catalog), tuple(map(_past_set, logs)), section=logs[0].ref.section)
        for _, logs, _ in sets_by_exercise(state)
        if logs
    )
    week = muscle_weeks([PastSession(0, "", as_day(today), entries)], catalog, today, 1)
    sets = week.weeks[0].sets
    return {muscle: sets[muscle] for muscle in sorted(week.muscles, key=lambda muscle: -sets[muscle])}


def _movement(log: SetLog, catalog: Catalog) -> str:
    entries = log.target.entries if log.target.group == "amrap" else None
    return movement_of(log.exercise, catalog) if entries is None else movement_of_group(entries, catalog)


def _past_set(log: SetLog) -> PastSet:
    side = log.side if log.side in ("left", "right") else ""
    return PastSet(log.set, side, log.reps, log.seconds, load_from(log.load), rounds=log.rounds, source=log.source)


def _compared(sets: Sequence[PastSet], last: Sequence[PastSet]) -> tuple[str, bool]:
    """What is more or less than last time, in the sets that were done both times, "" for nothing; whether it is more.

    A heavier load is more, however many reps.
    """
    before = {(done.number, done.side): done for done in last if not done.is_warmup}
    pairs = [(done, before[done.number, done.side]) for done in sets if (done.number, done.side) in before]
    if not pairs:
        return "", False
    load, unit = _more_load(pairs)
    figures = (
        (sum((one.rounds or 0) - (two.rounds or 0) for one, two in pairs), lambda more: words.counted(more, "round")),
        (sum((one.reps or 0) - (two.reps or 0) for one, two in pairs), lambda more: words.counted(more, "rep")),
        (_more_seconds(pairs), words.measured),
    )
    said = [_signed(more, in_words) for more, in_words in figures if more]
    said += [_signed(load, lambda more: f"{words.amount(more)} {unit}")] if load else []
    first = load or next((more for more, _ in figures if more), 0)
    return ", ".join(said), first > 0


def _more_load(pairs: Sequence[tuple[PastSet, PastSet]]) -> tuple[float, str]:
    """By how much the heaviest set is heavier, in the unit of today's; 0 where they can't be compared."""
    heaviest, before = _heaviest([one for one, _ in pairs]), _heaviest([two for _, two in pairs])
    by_kg = heavier_by(heaviest, before)
    units: list[Unit] = [load.unit for load in (heaviest, before) if load is not None and load.unit is not None]
    unit = units[0] if units else "kg"
    return round(float(in_unit(by_kg, unit)), 1) if by_kg else 0.0, unit


def _heaviest(sets: Sequence[PastSet]) -> Load | None:
    found = sets[0].load
    for done in sets[1:]:
        found = done.load if (heavier_by(done.load, found) or 0) > 0 else found
    return found


def _more_seconds(pairs: Sequence[tuple[PastSet, PastSet]]) -> int:
    held = [(one.seconds, two.seconds) for one, two in pairs if one.rounds is None and one.reps is None]
    return sum(round(one or 0.0) - round(two or 0.0) for one, two in held)


def _signed(more: float, in_words: Callable[[Any], str]) -> str:
    return f"{'+' if more > 0 else _MINUS}{in_words(abs(more))}"


# -- loads to keep ------------------------------------------------------------------------------------------------


def loads_to_keep(state: State) -> tuple[LoadToKeep, ...]:
    """The loads of today that the file could have from now on: where it has another one, and no `progress`."""
    found = []
    for place, entry, group in entries_in_order(state.plan.routine):
        ref, in_file = Ref(*place), _load_in_file(entry.load)
        if entry.progress is not None or len(entry.exercise) > 1 or in_file is None or isinstance(group, Amrap):
            continue
        names = names_planned(state, ref)
        logs = [log for log in state.logs if log.ref == ref and not log.target.warmup and log.exercise in names]
        load = load_from(logs[-1].load) if logs and logs[-1].source in GIVEN else None
        is_weighed = load is not None and load.kind in ("weight", "body") and load.value
        if is_weighed and heavier_by(load, None if in_file == "" else load_from(in_file)) != 0:
            found.append(LoadToKeep(ref, logs[-1].exercise, str(load), in_file))
    return tuple(found)


def _load_in_file(load: Load | tuple[Load, ...] | None) -> str | None:
    """The one load of an entry, "" for none; None where it has one for each set, or a part of a training max."""
    if load is None:
        return ""
    return None if isinstance(load, tuple) or load.kind == "percent" else str(load)
