"""A routine today: what each of its entries aims at, why, and what was done of it last time; the same in words.

And how one really rests, where that is not what the file says.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from backday_tui import words
from backday_tui.routine.model import HARDER, Amrap, Emom, RestWindow
from backday_tui.routine.sets import in_order
from backday_tui.text import clean
from backday_tui.training.past import InTurn, LastTime, PastSession, in_turn, last_time, last_time_text
from backday_tui.training.prescription import (
    AS_WRITTEN,
    entries_in_order,
    figures_text,
    movement_of,
    movement_of_group,
    named_entries,
    planned_entries,
)
from backday_tui.training.progression import Target, ahead, grown_max, needs_earlier, target
from backday_tui.training.weeks import lightened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Load, Rest, Routine, Section
    from backday_tui.routine.week_plan import Deload
    from backday_tui.training.loads import Equipment
    from backday_tui.training.prescription import EntryPlace, PlannedEntry, Prescription, TrainingMax


class Known(NamedTuple):
    """What the log knows: sessions in any order, and training maxes by movement.

    `deload` is what the week makes less on the day; None outside of a deload week.
    """

    sessions: tuple[PastSession, ...] = ()
    maxes: Mapping[str, TrainingMax] = {}
    deload: Deload | None = None


@dataclass(frozen=True, slots=True)
class EntryToday:
    """An entry of a routine today.

    Attributes:
        movement: what it is kept under; of choices that which was picked.
        target: what its sets are to reach; None for what has no aim.
        last: when it was last done; None for never.
    """

    movement: str
    target: Target | None = None
    last: LastTime | None = None


def today_of(
    entries: Mapping[EntryPlace, PlannedEntry], past: Iterable[PastSession], now: date
) -> dict[EntryPlace, EntryToday]:
    """What is known of the entries of a routine, by their place in it.

    Args:
        entries: see `prescription.planned_entries`.
        past: what was done, in any order; a session that runs is not among it.
        now: what is later counts for nothing.
    """
    sessions = in_turn(past, now)
    return {
        place: EntryToday(
            entry.movement,
            target(entry, sessions, now),
            last_time(sessions, now, entry.routine, entry.movement, entry.nth),
        )
        for place, entry in entries.items()
    }


class ReadPast(Protocol):
    """Reads what was done before of a routine, by its id, and of movements; `newest` sessions of the routine besides.

    It may take its time, and raise BackdayError.
    """

    def __call__(self, routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        """What the log knows of them."""


_NEWEST: Final = (16, 60)
"""Where something grows so many sessions of a routine are read; the first nearly always tell, else more are read."""


class RoutineNow(NamedTuple):
    """The entries of a routine by their place in it, and what was done before, up to a moment or a day.

    `clocked` are those of which the reps have a last time and no aim: each movement, and the how manieth with it in the
    routine. `deload` is as that of `Known`.
    """

    routine: str
    entries: Mapping[EntryPlace, PlannedEntry]
    clocked: Mapping[EntryPlace, tuple[str, int]]
    sessions: InTurn
    now: date
    deload: Deload | None = None

    def today(self) -> dict[EntryPlace, EntryToday]:
        """What is known of each entry."""
        lasts = {
            place: EntryToday(movement, last=last_time(self.sessions, self.now, self.routine, movement, nth))
            for place, (movement, nth) in self.clocked.items()
        }
        found = today_of(self.entries, self.sessions, self.now)
        if self.deload is not None:
            less = self.deload
            found = {
                place: replace(each, target=lightened(each.target, less, self.entries[place]))
                for place, each in found.items()
            }
        return lasts | found

    def ahead(self, count: int) -> tuple[dict[EntryPlace, Target], ...]:
        """The targets of so many sessions after the next, if each meets its aims.

        In a deload week the next isn't judged: the first of them has the aims that it would have had.
        """
        found: tuple[dict[EntryPlace, Target], ...] = tuple({} for _ in range(count))
        for place, entry in self.entries.items():
            targets = ahead(entry, self.sessions, self.now, count)
            if self.deload is not None and (usual := target(entry, self.sessions, self.now)) is not None:
                targets = (usual, *targets)
            for of_session, each in zip(found, targets, strict=False):
                of_session[place] = each
        return found


def ahead_text(targets: Iterable[Target], asks: Prescription) -> str:
    """Targets one after the other, a load said where it is another: "8 reps · 40 kg → 9 → 10 → 8 reps · 42.5 kg"."""
    said: list[str] = []
    before: list[Load | None] | None = None
    for each in targets:
        loads = [aim.load for aim in each.aims]
        if loads == before:
            said.append(figures_text([replace(aim, load=None) for aim in each.aims], asks).removesuffix(" reps"))
        else:
            said.append(figures_text(each.aims, asks))
        before = loads
    return " → ".join(said)


def routine_now(
    routine: Routine,
    catalog: Catalog,
    read_past: ReadPast,
    now: date,
    equipment: Equipment,
    *,
    picked: Mapping[EntryPlace, str] | None = None,
    rounds: Mapping[tuple[Section, int], int] | None = None,
) -> RoutineNow:
    """A routine with what was done before.

    Args:
        routine: as it is followed.
        catalog: with the person's own exercises; the routine's are added.
        read_past: reads what was done before. What it raises is raised.
        now: what is later counts for nothing.
        equipment: the person's, by which loads are such as can be loaded.
        picked: of choices the exercise that was picked, where one was.
        rounds: of a circuit with a range how many were picked, where somebody did.
    """
    known = catalog.with_own(routine.exercises)
    in_order = [entry for _, entry, _ in entries_in_order(routine)]
    clocked = dict(_clocked(routine, known, picked or {}))
    movements = {movement_of(name, known) for entry in in_order for name in entry.exercise}
    movements |= {movement for movement, _ in clocked.values()}
    planned = partial(planned_entries, routine, catalog, equipment, picked=picked or {}, rounds=rounds or {})
    growing = [each for each in planned(maxes={}).values() if each.prescription.growth]
    past = _read(read_past, routine.id, movements, growing, now)
    sessions = in_turn(past.sessions, now)
    maxes = {movement: _grown(most, movement, growing, sessions) for movement, most in past.maxes.items()}
    return RoutineNow(routine.id, planned(maxes=maxes), clocked, sessions, now, past.deload)


def _clocked(
    routine: Routine, known: Catalog, picked: Mapping[EntryPlace, str]
) -> Iterator[tuple[EntryPlace, tuple[str, int]]]:
    """The entries of EMOMs, and each AMRAP, which stands at its first entry."""
    seen: Counter[str] = Counter()
    for place, _, group, _, movement, nth in named_entries(routine, known, picked):
        if isinstance(group, Emom):
            yield place, (movement, nth)
        elif isinstance(group, Amrap) and place[2] == 0:
            whole = movement_of_group((each.exercise[0] for each in group.entries), known)
            seen[whole] += 1
            yield place, (whole, seen[whole])


def _read(
    read_past: ReadPast, routine: str, movements: Collection[str], growing: Sequence[PlannedEntry], now: date
) -> Known:
    """What was done before, as far back as what grows goes by it."""
    if not growing:
        return read_past(routine, movements)
    past = Known()
    for newest in _NEWEST:
        past = read_past(routine, movements, newest)
        there = sum(session.routine == routine for session in past.sessions)
        if there < newest or not any(needs_earlier(entry, past.sessions, now) for entry in growing):
            break
    return past


def _grown(most: TrainingMax, movement: str, growing: Sequence[PlannedEntry], sessions: InTurn) -> TrainingMax:
    """What has become of a training max that was given, by the entries of the routine that make it grow."""
    growers = [each for each in growing if each.movement == movement and _grows_max(each)]
    return grown_max(most.load, most.days[0], growers, sessions, sessions.now) if growers and most.days else most


def _grows_max(entry: PlannedEntry) -> bool:
    growth = entry.prescription.growth
    return growth is not None and growth.policy == "max"


def entry_words(today: EntryToday, now: date) -> tuple[str, ...]:
    """What there is to say of an entry, a line each: when it was last done, and what it aims at, if not by the file.

    "Last time (17 Nov, 12 days ago) 10 · 9 · 8 x 80 kg", "Today 8 reps · 82.5 kg: every rep at 80 kg on 17 Nov".
    """
    said = [] if today.last is None else [last_time_text(today.last, now)]
    if today.target is not None and today.target.why != AS_WRITTEN:
        said.append(f"Today {today.target.why}")
    if today.target is not None and today.target.then:
        then = "the harder one" if today.target.then == HARDER else today.target.then
        said.append(f"At its top: {then} comes next, once you put it into the file")
    return tuple(clean(line) for line in said)


# -- rests, beside the file --------------------------------------------------------------------------------------------

_TELLING: Final = 5
"""How many sessions have to tell, the newest."""
READ_FOR_RESTS: Final = 3 * _TELLING
"""How many to look at: in some an exercise was left out."""
_NOTABLE_S: Final = 15
"""A rest that differs by less is as the file says."""


def rests_beside_file(
    routine: Routine, entries: Mapping[EntryPlace, PlannedEntry], sessions: Iterable[PastSession]
) -> dict[EntryPlace, str]:
    """What there is to say of the rest between two sets, by the place of the entry: where five sessions tell another.

    Args:
        routine: as its file has it.
        entries: those of it, see `prescription.planned_entries`.
        sessions: the newest last.
    """
    said = {}
    ours = [session for session in sessions if session.routine == routine.id]
    for place, rest in _rests(routine).items():
        usual_s = _usual_s(ours, entries[place]) if place in entries else None
        if usual_s is not None and _differs(usual_s, rest):
            said[place] = f"you rest {words.measured(usual_s)}, the file says {_rest_text(rest)}"
    return said


def _rests(routine: Routine) -> dict[EntryPlace, Rest]:
    """The rest between two sets of an entry, or two rounds of a group, by the place of its first exercise."""
    return {planned.ref: planned.across for planned in in_order(routine) if planned.across and not planned.ref[2]}


def _usual_s(sessions: list[PastSession], entry: PlannedEntry) -> float | None:
    """The median of what the newest sessions had, each by its own median; None where too few tell."""
    found = []
    for session in reversed(sessions):
        rests = [
            done.rest_s
            for each in session.entries
            if (each.movement, each.nth) == (entry.movement, entry.nth) and not each.was_swapped
            for done in each.sets
            if done.number > 1 and done.rest_s and done.side != "right" and not done.is_warmup
        ]
        if rests:
            found.append(median(rests))
        if len(found) == _TELLING:
            return median(found)
    return None


def _differs(usual_s: float, rest: Rest) -> bool:
    least, most = (rest.least, rest.most) if isinstance(rest, RestWindow) else (rest, rest)
    return not least - _NOTABLE_S < usual_s < most + _NOTABLE_S


def _rest_text(rest: Rest) -> str:
    if isinstance(rest, RestWindow):
        return f"{words.clock(rest.least)}{words.TO}{words.clock(rest.most)}"
    return words.clock(rest)
