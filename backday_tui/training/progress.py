"""Whether a person gets stronger: what was best of a movement, where it stood session by session, and how steadily.

Figures are those of `records.py`: their kinds, and what counts, are known there. What nobody gave (`auto`, `unknown`)
is among the sessions and the points, and counts for nothing. Values are exact, in kg, seconds, reps; words for them, in
the person's unit, stand in progress_text.py. Where the rules leave room, this is the choice:

- What a movement is followed by is the kind of load (a weight, the body, a label) that most of its sessions have.
- A trend is the best of the last four weeks beside the best before them.
- What could be lifted so many times is what the best e1RM says by Epley, the other way round.
- A week of the run is one with a session in it; the week that runs never breaks it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.routine.week_plan import monday_of
from backday_tui.training.loads import comparable_kg
from backday_tui.training.past import GIVEN, as_day, in_turn, is_ahead
from backday_tui.training.records import REP_MAXES, RecordBook, e1rm_kg

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from backday_tui.training.past import PastEntry, PastSession, PastSet
    from backday_tui.training.records import MovementRecord, RecordKind

LAST_SESSIONS: Final = 10
"""So many are shown."""
RECENT: Final = timedelta(weeks=4)
_FOLLOWED: Final[tuple[RecordKind, ...]] = (
    "e1rm", "reps", "hold", "heaviest", "session_volume", "session_reps", "session_time", "rounds",
)  # fmt: skip
"""What is followed from session to session, the most telling first."""
_BESTS: Final[tuple[RecordKind, ...]] = (
    "e1rm", "heaviest", "reps", "hold", "rounds", "set_volume", "session_volume", "session_reps", "session_time",
)  # fmt: skip
BODY: Final = "body"
WEIGHT: Final = "weight"
"""Kinds of load, as `loads.comparable_kg` has them: on top of the body, or help; a weight. Others are labels."""


class SessionFigure(NamedTuple):
    """What a session came to in one kind of figure. What doesn't `count` nobody gave."""

    session: PastSession
    value: tuple[Fraction, ...]
    counts: bool


class Series(NamedTuple):
    """A figure from session to session, the oldest first; `of` is the kind of load, as `loads.comparable_kg` has it."""

    kind: RecordKind
    of: str
    figures: tuple[SessionFigure, ...]


class RepMax(NamedTuple):
    """The heaviest load for so many reps: lifted (or more of it, or more often), and what the best e1RM would give.

    `estimate_kg` is None where no e1RM is known. Of what moves the body both are on top of it, less than 0 for help.
    """

    reps: int
    done: MovementRecord | None
    estimate_kg: Fraction | None


class Trend(NamedTuple):
    """The best of the last four weeks, and the best before; None where there is none."""

    recent: Fraction | None
    before: Fraction | None


@dataclass(frozen=True)  # without slots: what takes its time is reckoned once, and only where it is looked at
class MovementProgress:
    """What was done of a movement, and what came of it.

    Attributes:
        movement: see `prescription.movement_of`.
        sessions: those with working sets of it, the oldest first; of each only what belongs to it.
        book: what was best in them.
    """

    movement: str
    sessions: tuple[PastSession, ...]
    book: RecordBook

    @classmethod
    def of(
        cls, movement: str, sessions: Iterable[PastSession], now: date, since: date | None = None
    ) -> MovementProgress:
        """All of it up to now; from a day on, where one is given, as if nothing had been before."""
        found = tuple(_with_it(movement, in_turn(sessions, now), since))
        return cls(movement, found, RecordBook.of(movement, found, now))

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """What can be followed from session to session, the most telling first."""
        return tuple(_series(self.movement, self.sessions, self.loads))

    @cached_property
    def loads(self) -> tuple[str, ...]:
        """The kinds of load that were used, the one that most sessions have first."""
        found = Counter(load for session in self.sessions for load in _loads(session))
        return tuple(load for load, _ in found.most_common())

    @property
    def bests(self) -> tuple[MovementRecord, ...]:
        """The best figures, by kind of load, the most telling first."""
        kinds = ((kind, of) for of in self.loads for kind in _BESTS)
        return tuple(best for kind, of in kinds if (best := self.book.best(kind, of)) and _tells(best))

    @property
    def loaded_by(self) -> str:
        """The kind of load that rep maxes are of: weights, or what is on top of the body."""
        return next((each for each in self.loads if each in (WEIGHT, BODY)), WEIGHT)

    @property
    def rep_maxes(self) -> tuple[RepMax, ...]:
        """The heaviest loads for 1, 3, 5, 8, 10 and 12 reps; none where nothing was ever loaded."""
        of = self.loaded_by
        heaviest, best = self.book.best("heaviest", of), self.book.best("e1rm", of)
        found = tuple(RepMax(reps, self.book.rep_max(reps, of), _estimate_kg(best, reps)) for reps in REP_MAXES)
        is_loaded = any(each.done is not None and each.done.load_kg for each in found)
        return found if heaviest is not None and is_loaded else ()

    @property
    def last_sessions(self) -> tuple[PastSession, ...]:
        """The last ten, the newest first."""
        return self.sessions[: -LAST_SESSIONS - 1 : -1]

    @property
    def best(self) -> MovementRecord | None:
        """The best of what tells most of it; None where nobody gave a figure."""
        found = (self.book.best(kind, of) for of in self.loads for kind in _FOLLOWED)
        return next((best for best in found if best is not None and best.value[0]), None)

    def trend(self, now: date) -> Trend:
        """How that went lately."""
        best, first = self.best, as_day(now) - RECENT
        if best is None:
            return Trend(None, None)
        parts = ([each for each in self.sessions if (each.day > first) == is_recent] for is_recent in (True, False))
        books = (RecordBook.of(self.movement, part, now) for part in parts)
        recent, before = (book.best(best.kind, best.of) for book in books)
        return Trend(None if recent is None else recent.value[0], None if before is None else before.value[0])


def _with_it(movement: str, sessions: Iterable[PastSession], since: date | None) -> Iterator[PastSession]:
    for session in sessions:
        entries = tuple(entry for entry in session.entries if entry.movement == movement and working(entry))
        if entries and (since is None or session.day >= since):
            yield replace(session, entries=entries)


def working(entry: PastEntry) -> list[PastSet]:
    """The sets of an entry without its warm-up sets, whoever gave their figures, both sides of each."""
    return [done for done in entry.sets if not done.is_warmup]


def _series(movement: str, sessions: Sequence[PastSession], loads: Sequence[str]) -> Iterator[Series]:
    found: dict[tuple[RecordKind, str], list[SessionFigure]] = {}
    for session in sessions:
        as_if_given, given = _as_if_given(session), _best_of(movement, session)
        counted = given if as_if_given is session else _best_of(movement, as_if_given)
        for place, best in counted.items():
            counts = place in given
            value = given[place].value if counts else best.value
            found.setdefault(place, []).append(SessionFigure(session, value, counts))
    for load in loads:
        for kind in _FOLLOWED:
            figures = tuple(found.get((kind, load), ()))
            if any(figure.value[0] for figure in figures):
                yield Series(kind, load, figures)


def _loads(session: PastSession) -> set[str]:
    """The kinds of load of its working sets."""
    compared = (comparable_kg(done.load) for entry in session.entries for done in working(entry))
    return {each[0] for each in compared if each is not None}


def _best_of(movement: str, session: PastSession) -> Mapping[tuple[RecordKind, str], MovementRecord]:
    """The best figure of each kind in one session."""
    book = RecordBook.of(movement, [session], session.started)
    return {(kind, of): best for of in _loads(session) for kind in _FOLLOWED if (best := book.best(kind, of))}


def _as_if_given(session: PastSession) -> PastSession:
    """The same with figures that count, whoever gave them."""
    if all(done.source in GIVEN for entry in session.entries for done in entry.sets):
        return session
    entries = (
        replace(entry, sets=tuple(replace(done, source="done") for done in entry.sets)) for entry in session.entries
    )
    return replace(session, entries=tuple(entries))


def _tells(best: MovementRecord) -> bool:
    """Whether a best figure is worth a line: not that nothing was on top of the body, or of a band."""
    return best.kind != "heaviest" or bool(best.value[0])


def _estimate_kg(best: MovementRecord | None, reps: int) -> Fraction | None:
    if best is None:
        return None
    could = best.value[0] / e1rm_kg(Fraction(1), reps)
    done = best.source.done
    if best.of != BODY or done is None or done.moved_kg is None:
        return could
    of = comparable_kg(done.load)
    return could - (done.moved_kg - (of[1] if of else 0))


def sets_done(session: PastSession) -> int:
    """How many sets of a session's entries were done; both sides are one, warm-up sets none."""
    return sum(len({done.number for done in working(entry)}) for entry in session.entries)


# -- how steadily ---------------------------------------------------------------------------------------------------


class TrainedSession(NamedTuple):
    """That something was done: when, for how many seconds (0 where nobody knows), how many sets without warm-up."""

    started: date
    seconds: float
    sets: int

    @property
    def monday(self) -> date:
        """That of its ISO week."""
        return monday_of(as_day(self.started))


class SpanTrained(NamedTuple):
    """What was done from a day on: an ISO week, by its Monday, or a year."""

    first: date
    sessions: int
    seconds: float
    sets: int

    @classmethod
    def of(cls, first: date, sessions: Sequence[TrainedSession]) -> SpanTrained:
        """What these come to."""
        seconds, sets = sum(each.seconds for each in sessions), sum(each.sets for each in sessions)
        return cls(first, len(sessions), seconds, sets)


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How steadily somebody trained up to a day.

    Attributes:
        today: that day.
        sessions: all in which something was done up to then, in any order.
        since: the first day of what is summed up; None for all. The run of weeks goes back behind it.
        held: the run of weeks by the week's own plan; None where there is none.
    """

    today: date
    sessions: tuple[TrainedSession, ...]
    since: date | None = None
    held: int | None = None

    @classmethod
    def of(
        cls, sessions: Iterable[TrainedSession], now: date, since: date | None = None, held: int | None = None
    ) -> Steadiness:
        """What is ahead of now is left out, and so is that in which nothing was done."""
        done = (session for session in sessions if session.sets and not is_ahead(session.started, now))
        return cls(as_day(now), tuple(done), since, held)

    @property
    def minutes(self) -> Mapping[date, float]:
        """The minutes of each day on which something was done."""
        found: dict[date, float] = {}
        for session in self._since(self.since):
            day = as_day(session.started)
            found[day] = found.get(day, 0.0) + session.seconds / 60
        return found

    @property
    def weeks(self) -> tuple[SpanTrained, ...]:
        """The weeks in which something was done, the newest first."""
        found: dict[date, list[TrainedSession]] = {}
        for session in self._since(self.since):
            found.setdefault(session.monday, []).append(session)
        return tuple(SpanTrained.of(monday, found[monday]) for monday in sorted(found, reverse=True))

    @property
    def run_of_weeks(self) -> int:
        """How many weeks one after the other had a session, or held, up to this one or the last."""
        if self.held is not None:
            return self.held
        return weeks_in_a_row({session.monday for session in self.sessions}, self.today)

    @property
    def this_year(self) -> SpanTrained:
        """What this year came to, from its first day on."""
        first = date(self.today.year, 1, 1)
        first = max(first, self.since) if self.since else first
        return SpanTrained.of(first, self._since(first))

    def _since(self, first: date | None) -> list[TrainedSession]:
        return [session for session in self.sessions if first is None or as_day(session.started) >= first]


def weeks_in_a_row(mondays: Collection[date], today: date) -> int:
    """How many weeks, by their Mondays, come one after the other up to this one; where it has none yet, to the last."""
    monday = monday_of(today)
    if monday not in mondays:
        monday -= timedelta(weeks=1)
    count = 0
    while monday in mondays:
        count, monday = count + 1, monday - timedelta(weeks=1)
    return count
