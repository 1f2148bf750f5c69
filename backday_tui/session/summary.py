"""What a session came to, counted from its sets, and what a routine will work, counted from its plan.

Nothing here knows how the figures are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from backday_tui import words
from backday_tui.exercises.catalog import MUSCLES, muscle_shares
from backday_tui.routine import meant
from backday_tui.routine.model import HARDER, Circuit, Emom, Entry, Item, Routine, Superset
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Progress
    from backday_tui.session.events import SetLog
    from backday_tui.session.plan import Bout, Ref
    from backday_tui.session.session import Session
    from backday_tui.session.state import State


@dataclass(frozen=True, slots=True)
class Summary:
    """The totals of a session. Both sides of a set are one set; their reps and seconds add up.

    `elapsed_s` leaves pauses out. An optional set that was left out is not planned, one that was skipped is. `volume`
    is the volume load by unit, "kg" before "lb": the sum of reps times load, of the sets that have both. Warm-up sets
    are in none of it but the time, and counted apart.
    """

    elapsed_s: float
    sets_done: int
    sets_planned: int
    reps: int
    holds: int
    hold_s: float
    longest_hold_s: float
    volume: tuple[tuple[str, float], ...]
    partial: bool
    warmup_sets: int = 0


def summarize(session: Session, now: float) -> Summary:
    """The totals up to `now`; `partial` unless every step was gone through."""
    state = session.state
    logs = [log for log in state.logs if not log.target.warmup]
    held = [log for log in logs if log.target.kind == "hold" and log.seconds is not None]
    seconds = [log.seconds or 0.0 for log in held]
    return Summary(
        elapsed_s=session.elapsed_s(now),
        sets_done=_sets(logs),
        sets_planned=planned_sets(state),
        reps=sum(log.reps or 0 for log in logs),
        holds=_sets(held),
        hold_s=sum(seconds),
        longest_hold_s=max(seconds, default=0.0),
        volume=volume_load(logs),
        partial=state.early or not session.is_over,
        warmup_sets=_sets(log for log in state.logs if log.target.warmup),
    )


class Lifted(Protocol):
    """A set with what was lifted in it, whoever keeps it."""

    @property
    def reps(self) -> int | None:
        """How many; None where nobody counted."""

    @property
    def load(self) -> str | None:
        """As in "25 lb"; None for none."""


def volume_load(logs: Iterable[Lifted]) -> tuple[tuple[str, float], ...]:
    """The sum of reps times load for each unit that occurs, "kg" before "lb"; to a thousandth."""
    totals: dict[str, float] = {}
    for log in logs:
        weight = weight_in(log.load or "")
        if weight and log.reps:
            unit, amount = weight
            totals[unit] = totals.get(unit, 0.0) + log.reps * amount
    return tuple((unit, round(total, 3)) for unit, total in sorted(totals.items()) if total)


@lru_cache(maxsize=1024)  # years of a log have few loads, written again and again
def weight_in(load: str) -> tuple[str, float] | None:
    """The unit, "kg" or "lb", and how much of it a load is in all; None for one that isn't weighed, as "bodyweight"."""
    meant_loads = [*meant.loads(load)]
    if len(meant_loads) != 1 or meant_loads[0].kind != "weight" or meant_loads[0].unit is None:
        return None
    return meant_loads[0].unit, meant_loads[0].value * meant_loads[0].each


def _sets(logs: Iterable[SetLog]) -> int:
    return len({(log.ref, log.set) for log in logs})


def planned_sets(state: State) -> int:
    """How many sets were to be done: those added count, those taken away and optional ones left out do not.

    Nor do warm-up sets.
    """
    told = {bout.ref: bout.work[0].sets for bout in state.bouts if not bout.is_warmup}
    planned = 0
    for ref, bouts in _by_exercise(bout for bout in state.plan.bouts if not bout.is_warmup).items():
        first = bouts[0].work[0]
        changed = told.get(ref, first.sets) - first.sets
        done = _sets(log for log in state.logs if log.ref == ref and not log.target.warmup)
        planned += done if first.optional else len(bouts) + changed
    return planned


def _by_exercise(bouts: Iterable[Bout]) -> Mapping[Ref, Sequence[Bout]]:
    found: dict[Ref, list[Bout]] = {}
    for bout in bouts:
        found.setdefault(bout.ref, []).append(bout)
    return found


class ExerciseSets(NamedTuple):
    """An exercise of a session: what it is called there, its working sets as they were done, and how many were planned.

    Both sides of a set are one set that was planned.
    """

    name: str
    logs: tuple[SetLog, ...]
    planned: int


def sets_by_exercise(state: State) -> tuple[ExerciseSets, ...]:
    """The exercises in the order of the routine; what was done in the place of one stands behind it, planned for none.

    An optional one that was left out isn't there.
    """
    bouts = _by_exercise(bout for bout in state.plan.bouts if not bout.is_warmup)
    told = {bout.ref: bout.work[0].sets for bout in state.bouts if not bout.is_warmup}
    found = []
    for ref, planned in bouts.items():
        first = planned[0].work[0]
        logs = [log for log in state.logs if log.ref == ref and not log.target.warmup]
        names = dict.fromkeys(log.exercise for log in logs)
        count = len(planned) + told.get(ref, first.sets) - first.sets
        for place, name in enumerate(names or ([] if first.optional else [first.title])):
            of_it = tuple(log for log in logs if log.exercise == name)
            others = len({log.set for log in logs if log.exercise != name})
            found.append(ExerciseSets(name, of_it, 0 if first.optional or place else max(count - others, 0)))
    return tuple(found)


# -- what comes at the top --------------------------------------------------------------------------------------


class NextExercise(NamedTuple):
    """What the routine goes on with in the place of an exercise that is at its top, and what was done of that."""

    ref: Ref
    exercise: str
    then: str
    done: str

    @property
    def told(self) -> str:
        """In a sentence: "Chin-up: 10 reps in every set. Pull-up comes next"."""
        return f"{clean(self.exercise, words.MOST)}: {self.done}. {clean(self.then, words.MOST)} comes next"


def next_exercises(state: State, catalog: Catalog) -> tuple[NextExercise, ...]:
    """What `then` of a progress names, where every set that was aimed at came to the top today."""
    from backday_tui.training.prescription import entries_in_order  # it brings fractions, which no start waits for

    progress = {place: entry.progress for place, entry, _ in entries_in_order(state.plan.routine) if entry.progress}
    found = []
    for ref, target in state.targets:
        growth = progress.get((*ref,))
        done = [log for log in state.logs if log.ref == ref and log.set <= target.sets and not log.target.warmup]
        if growth is None or growth.then is None or len({log.set for log in done}) < target.sets:
            continue
        name = done[0].exercise
        then = _then(name, growth.then, catalog)
        text = _top_reached(done, growth, target.sets)
        if then and text and all(log.exercise == name for log in done):
            found.append(NextExercise(ref, name, then, text))
    return tuple(found)


def _then(name: str, then: str, catalog: Catalog) -> str | None:
    """The exercise that is meant; None for a harder one that nobody knows."""
    if then != HARDER:
        return then
    known = catalog.find(name)
    harder = catalog.get(known.harder) if known is not None and known.harder else None
    return None if harder is None else harder.name


def _top_reached(done: Sequence[SetLog], growth: Progress, sets: int) -> str:
    """What every set came to, "" where one didn't, nobody gave its figure, or the load or a set more is next."""
    from backday_tui.training.judging import NEARLY_S  # as above
    from backday_tui.training.past import GIVEN

    is_more_left = growth.sets is not None and sets < growth.sets[1]
    if is_more_left or any(log.source not in GIVEN or log.is_cut for log in done):
        return ""
    if growth.policy == "hold" and growth.until_s is not None:
        is_there = all((log.seconds or 0) >= growth.until_s - NEARLY_S for log in done)
        return f"{words.clock(growth.until_s)} in every set" if is_there else ""
    if growth.policy in ("reps", "double") and growth.reps is not None:
        is_loaded = growth.policy == "double" and any(log.load for log in done)
        is_there = not is_loaded and all((log.reps or 0) >= growth.reps[1] for log in done)
        return f"{words.counted(growth.reps[1], 'rep')} in every set" if is_there else ""
    return ""


# -- muscles ----------------------------------------------------------------------------------------------------

_PLACES = {muscle: place for place, muscle in enumerate(MUSCLES)}


def worked(routine: Routine, catalog: Catalog) -> dict[str, float]:
    """Sets by muscle as the routine plans them, whatever was done, the most worked first.

    Equals stand in the order of `MUSCLES`, muscles unknown there last.

    Only the work counts, unless there is nothing but warm-up and cool-down. Of several exercises to pick from the
    first counts, of a range of rounds the highest; both sides are one set. An AMRAP counts as one round. Exercises
    that neither the catalogue nor the routine knows count nothing.
    """
    known = catalog.with_own(routine.exercises)
    sets: dict[str, float] = {}
    for item in routine.work or (*routine.warmup, *routine.cooldown):
        for entry, count in _entries(item):
            for muscle, share in muscle_shares(known.find(entry.exercise[0])).items():
                sets[muscle] = sets.get(muscle, 0) + count * share
    order = sorted(sets, key=lambda muscle: (-sets[muscle], _PLACES.get(muscle, len(_PLACES)), muscle))
    return {muscle: sets[muscle] for muscle in order}


def uncounted(routine: Routine, catalog: Catalog) -> tuple[str, ...]:
    """The exercises, as the routine names them, of which nobody knows what they work: `worked` leaves them out."""
    known = catalog.with_own(routine.exercises)
    items = routine.work or (*routine.warmup, *routine.cooldown)
    names = dict.fromkeys(entry.exercise[0] for item in items for entry, _ in _entries(item))
    return tuple(name for name in names if not muscle_shares(known.find(name)))


def _entries(item: Item) -> Iterator[tuple[Entry, int]]:
    """The entries of an item, each with the number of its sets."""
    match item:
        case Entry():
            yield item, item.sets
        case Superset():
            yield from ((entry, item.sets) for entry in item.entries)
        case Circuit():
            yield from ((entry, item.rounds[1]) for entry in item.entries)
        case Emom():
            full, rest = divmod(item.minutes, len(item.entries))
            yield from ((entry, full + (place < rest)) for place, entry in enumerate(item.entries))
        case _:
            yield from ((entry, 1) for entry in item.entries)
