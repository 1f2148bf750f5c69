"""What was done, as values that the log is read into, and what of it is newest and last.

A session holds the entries that it had, an entry its sets: so it can be seen what was asked, what of it was done, and
what was left out. Nothing here knows how the log keeps them, or what time it is: `now` is given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from math import floor
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

from backday_tui import words
from backday_tui.training.loads import heavier_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from backday_tui.routine.model import Load, Section
    from backday_tui.training.prescription import Aim, Prescription

FigureSource = Literal["typed", "done", "auto", "entered", "imported", "unknown"]
"""How a set's figures came: a person gave one; said done, or followed a countdown to its end; reps ended by tempo or
with nobody there; entered afterwards; from another app; from before this was kept."""
SetKind = Literal["reps", "hold", "time", "open", "rounds"]
"""What was counted in a set: as the steps of a plan, and "rounds" for an AMRAP."""
SetMark = Literal["drop", "failure"]
SetSide = Literal["", "left", "right"]

GIVEN: Final[frozenset[FigureSource]] = frozenset({"typed", "done", "entered", "imported"})
"""Figures that somebody gave: records and aims come from these alone. The others are shown, and are in totals."""


# -- what was done ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PastSet:
    """A set that was done, or one side of it.

    Attributes:
        number: which set of its entry, from 1.
        side: "" for both at once, or in turn.
        reps, seconds, rounds, distance_m: None where nobody gave one.
        load: as written, a percentage as what it came to; None for none.
        moved_kg: what was moved, body weight of that day included, as it was worked out then; None where unknown.
        is_warmup: neither in volume, records, progression, nor sets per muscle.
        rir: reps in reserve, 0 to 6 in halves.
        aim: of that day; None where none was kept.
        at: when it was done.
        rest_s: the rest before it, pauses left out.
        is_cut: a hold that q, a skip, a signal or a gap ended: it is no miss.
    """

    number: int
    side: SetSide = ""
    reps: int | None = None
    seconds: float | None = None
    load: Load | None = None
    moved_kg: Fraction | None = None
    rounds: int | None = None
    distance_m: float | None = None
    source: FigureSource = "typed"
    is_warmup: bool = False
    mark: SetMark | None = None
    rir: float | None = None
    aim: Aim | None = None
    note: str = ""
    at: datetime | None = None
    rest_s: float | None = None
    is_cut: bool = False

    @property
    def whole_s(self) -> int:
        """Its seconds as they are shown, 0 where nobody knows them: a thousandth more is no more."""
        return floor((self.seconds or 0.0) + 0.5)


@dataclass(frozen=True, slots=True)
class PastEntry:
    """An exercise of a session, with the sets of it that were done.

    Attributes:
        movement: as `prescription.movement_of` has it; of an AMRAP a name that its group is known by.
        kind: what was counted.
        nth: which of the entries with this movement in its routine, from 1.
        sets: those done, warm-up sets among them; none where all were left out.
        planned: how many working sets it was to have, before any was added or taken off.
        prescription: what the file said that day; None where nobody knows, as of sets without a routine.
        two_sided: each side is done for itself.
        was_swapped: this was done in the place of another exercise, or another in its.
        section: sets of the work count for muscles.
    """

    movement: str
    sets: tuple[PastSet, ...] = ()
    kind: SetKind = "reps"
    nth: int = 1
    planned: int = 0
    prescription: Prescription | None = None
    two_sided: bool = False
    was_swapped: bool = False
    section: Section = "work"

    def weaker(self) -> Iterator[PastSet]:
        """The working sets in order, one for each number: of two sides that which did less, with the lighter load.

        Where a side is missing there is no such set. One that names no side was done with both.
        """
        working = [done for done in self.sets if not done.is_warmup]
        if not self.two_sided and len({done.number for done in working if not done.side}) == len(working):
            yield from sorted(working, key=_NUMBER)  # by far the most: ten years are gone through in a moment
            return
        for _, same in groupby(sorted(working, key=_NUMBER), key=_NUMBER):
            sides = list(same)
            named = {done.side for done in sides}
            if named == {""} or len(named) == (2 if self.two_sided else 1):
                yield _weaker(sides)


_NUMBER: Final = attrgetter("number")


def _weaker(sides: Sequence[PastSet]) -> PastSet:
    first, *others = sides
    for other in others:
        least = min((first, other), key=lambda done: (done.reps or 0, done.seconds or 0.0))
        lighter = other if (heavier_by(first.load, other.load) or 0) > 0 else first
        judged = next((done.source for done in (first, other) if done.source not in GIVEN), first.source)
        first = replace(
            least, load=lighter.load, moved_kg=lighter.moved_kg, source=judged, is_cut=first.is_cut or other.is_cut
        )
    return first


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session of the log.

    Attributes:
        id: its number in the log.
        uid: what it is known by in every copy of the log.
        routine: the id that its routine has today, whatever it was called then; "" where it had none.
        started: with time and offset, or the day alone where nobody knows more.
        ended: None where it was interrupted, or only the day is known.
        imported: the app that it came from; None for a session of our own.
        is_judged: not in a deload week.
        planned_sets: how many were to be done; None where nobody planned any.
    """

    id: int
    routine: str
    started: date
    entries: tuple[PastEntry, ...] = ()
    uid: str = ""
    ended: datetime | None = None
    partial: bool = False
    imported: str | None = None
    is_judged: bool = True
    planned_sets: int | None = None
    note: str = ""

    @property
    def day(self) -> date:
        """The day on which it started, where it was done."""
        return self.started.date() if isinstance(self.started, datetime) else self.started

    def entry(self, movement: str, nth: int = 1) -> PastEntry | None:
        """The nth entry with a movement; None where there is none."""
        return next((entry for entry in self.entries if (entry.movement, entry.nth) == (movement, nth)), None)


class InTurn(list[PastSession]):
    """Sessions as `in_turn` gives them, up to `now`: put in turn once, however often they are asked about."""

    __slots__ = ("now",)

    def __init__(self, sessions: Iterable[PastSession], now: date) -> None:
        super().__init__(sessions)
        self.now = now


def in_turn(sessions: Iterable[PastSession], now: date) -> InTurn:
    """The sessions up to now, the newest last: by day, then by time, then by id. What lies in the future is left out.

    Of one day those without a time come first, so what is entered for the past is never the newest. `now` as a day
    means all of that day.
    """
    if isinstance(sessions, InTurn) and sessions.now is now:
        return sessions
    there = (session for session in sessions if not is_ahead(session.started, now))
    return InTurn(sorted(there, key=lambda session: place_in_time(session.started, session.id)), now)


def place_in_time(started: date, number: int) -> tuple[date, float, int]:
    """By what the sessions of a log are ordered, the newest last: by day where it was, by time, by id."""
    at = started.timestamp() if isinstance(started, datetime) else float("-inf")
    return as_day(started), at, number


def is_ahead(started: date, now: date) -> bool:
    """Whether this lies in the future of now."""
    if isinstance(started, datetime) and isinstance(now, datetime) and started.tzinfo and now.tzinfo:
        return started > now
    return as_day(started) > as_day(now)


def as_day(moment: date) -> date:
    """The day of a moment, by the calendar of the place where it was."""
    return moment.date() if isinstance(moment, datetime) else moment


# -- last time ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LastTime:
    """When a movement was last done, and its sets of then."""

    session: PastSession
    sets: tuple[PastSet, ...]

    def of_set(self, number: int, side: SetSide = "") -> PastSet:
        """What was done in the set of this number, or in the last one; of a side, where sides were told apart."""
        sides = [done for done in self.sets if done.side == side] or self.sets
        return next((done for done in sides if done.number == number), sides[-1])

    def days_ago(self, now: date) -> int:
        """How many days it is since then."""
        return (as_day(now) - self.session.day).days


def last_time(
    sessions: Iterable[PastSession],
    now: date,
    routine: str,
    movement: str,
    nth: int = 1,
    *,
    counts: Callable[[PastSet], bool] = lambda _: True,
) -> LastTime | None:
    """The newest session of this routine in which this entry was done, else the newest with the movement; None: never.

    Warm-up sets don't count. A session whose sets of it were all left out is passed over; a partial one counts. Where
    a session outside the routine has the movement more than once, the first time counts.

    Args:
        sessions: in any order, that which runs not among them.
        now: what is later counts for nothing.
        routine: the id of the routine.
        movement: what was done, of choices that which was picked.
        nth: which of the routine's entries with this movement.
        counts: which sets are looked at; all of them where it isn't given.
    """
    newest_first = in_turn(sessions, now)[::-1]
    in_routine = (
        (session, entry)
        for session in newest_first
        if session.routine == routine and (entry := session.entry(movement, nth))
    )
    anywhere = ((session, entry) for session in newest_first for entry in session.entries if entry.movement == movement)
    for found in (in_routine, anywhere):
        for session, entry in found:
            sets = tuple(done for done in entry.sets if not done.is_warmup and counts(done))
            if sets:
                return LastTime(session, tuple(sorted(sets, key=lambda done: done.number)))
    return None


LONG_AGO_DAYS: Final = 90
_SIDES: Final = {"": "", "left": "L ", "right": "R "}


def done_text(sets: Sequence[PastSet]) -> str:
    """Sets in one line: "10 · 9 · 8 x 80 kg", "8 x 40 kg · 6 x 45 kg", "1:30 · 1:05", "L 12 · R 11"."""
    loads = {"" if done.load is None else str(done.load) for done in sets}
    said = [_SIDES[done.side] + (_figure_text(done) or "done") for done in sets]
    if len(loads) == 1:
        return f"{words.joined(*said)}{_at_load(sets[0])}"
    return words.joined(*(figure + _at_load(done) for figure, done in zip(said, sets, strict=True)))


def _figure_text(done: PastSet) -> str:
    if done.rounds is not None:
        return words.done(done.reps, None, done.rounds)
    return str(done.reps) if done.reps is not None else "" if done.seconds is None else words.measured(done.seconds)


def _at_load(done: PastSet) -> str:
    load = done.load
    return "" if load is None or (load.kind == "body" and not load.value) else f" {words.TIMES} {load}"


def last_time_text(last: LastTime, now: date) -> str:
    """When a movement was last done, and how: "Last time (17 Nov, 12 days ago) 10 · 9 · 8 x 80 kg"."""
    days = last.days_ago(now)
    ago = "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
    if days > LONG_AGO_DAYS:
        ago = f"more than {LONG_AGO_DAYS} days ago"
    return f"Last time ({words.on_days((last.session.day,), now)}, {ago}) {done_text(last.sets)}"


def note_text(last: LastTime, now: date) -> str:
    """What was noted to an exercise then: "Note of 17 Nov: grip gave way"; "" for nothing."""
    notes = dict.fromkeys(done.note for done in last.sets if done.note)
    return f"Note of {words.on_days((last.session.day,), now)}: {'; '.join(notes)}" if notes else ""
