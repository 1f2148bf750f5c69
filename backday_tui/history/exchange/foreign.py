"""What was read of a log, before it is settled: sessions and sets as another program has them, and what is open.

A file may leave open what a number means: kg or lb, km or miles, 3 April or 4 March. That is decided for the whole of
it, by what it holds or by a person; then each load, distance and date has its one meaning (`settle`), and what can't
be right is told with its place.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from backday_tui.history.exchange import cells
from backday_tui.history.exchange.cells import CellError, DateOrder
from backday_tui.history.measures import HEAVIEST_KG, LIGHTEST_KG
from backday_tui.history.values import MOST_M, MOST_S
from backday_tui.log_heads import APPS, LogFormat
from backday_tui.routine.model import Load
from backday_tui.routine.problems import Problem
from backday_tui.text import clean
from backday_tui.training.loads import in_kg
from backday_tui.training.past import as_day, is_ahead, place_in_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backday_tui.history.imports import NewSession
    from backday_tui.routine.model import Unit
    from backday_tui.training.past import FigureSource, SetMark, SetSide

DistanceUnit = Literal["km", "mi", "m"]
LoadMeaning = Literal["weight", "added", "help"]
"""What a weight is: what is lifted, added to the body, or taken off it by a machine or a band."""

MOST_KG: Final = 1500
MOST_REPS: Final = 1000
FIRST_YEAR: Final = 1970
"""What is over these, or before, is a slip of the keys."""
MOST_PROBLEMS: Final = 200
METRES_OF: Final[Mapping[str, float]] = MappingProxyType(
    {"km": 1000.0, "mi": 1609.344, "m": 1.0, "yd": 0.9144, "ft": 0.3048, "in": 0.0254, "cm": 0.01}
)
"""What a distance of each unit is in metres."""
_NAME: Final = 200


class Place(NamedTuple):
    """Where a cell begins: line and character, from 1."""

    line: int
    column: int


@dataclass(slots=True, eq=False)
class ForeignSet:
    """A set as it was read; what nobody gave is None or "".

    Attributes:
        block: the place of its exercise in the session.
        weight: a number over 0 of `unit`, which is None where the file doesn't say it.
        distance: a number of `distance_unit`, as above.
        at: when it was done.
        target_weight: of the set's unit.
    """

    block: int
    reps: int | None = None
    seconds: float | None = None
    weight: float | None = None
    unit: Unit | None = None
    meaning: LoadMeaning = "weight"
    load: str | None = None
    distance: float | None = None
    distance_unit: str | None = None
    rir: float | None = None
    is_warmup: bool = False
    mark: SetMark | None = None
    note: str = ""
    at: datetime | None = None
    rest_s: float | None = None
    target_reps: int | None = None
    target_s: int | None = None
    target_weight: float | None = None
    target_load: str | None = None
    target: str = ""
    side: SetSide = ""
    number: int | None = None
    kind: str = ""
    source: FigureSource = "imported"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done that can be counted."""
        return not (self.reps or self.seconds or self.distance)

    def add_note(self, note: str) -> None:
        """Say something more of it."""
        self.note = _with_note(self.note, note, "; ")


@dataclass(slots=True)
class ForeignExercise:
    """An exercise of a session: its name as it was written, and the superset that it is in, "" for none.

    `index` is the number of its last set, as the file counts them; `note` what was said of all of it.
    """

    name: str
    group: str = ""
    index: float = -1
    note: str = ""
    section: str = "work"


@dataclass(slots=True)
class ForeignSession:
    """A session as it was read.

    Attributes:
        title: what it was called.
        when: the text of its date, in `place`.
        known_by: what it is known by besides app and start, its title as a rule.
        starts: when it began; None before it is settled. Without an offset it is of this machine's place.
        uid: where the file has one of ours.
    """

    title: str
    when: str
    place: Place
    known_by: str = ""
    clock: tuple[int, int] | None = None
    end_clock: tuple[int, int] | None = None
    ended: str = ""
    length_s: float | None = None
    note: str = ""
    body_weight: tuple[float, Unit] | None = None
    uid: str = ""
    routine: str = ""
    exercises: list[ForeignExercise] = field(default_factory=list)
    sets: list[ForeignSet] = field(default_factory=list)
    starts: date | None = None
    ends: datetime | None = None
    waits_s: float | None = None
    pending_notes: dict[str, str] = field(default_factory=dict)

    def add_note(self, note: str) -> None:
        """Say something more of it."""
        self.note = _with_note(self.note, note, "\n")


def _with_note(before: str, note: str, between: str) -> str:
    """What was said, and something more; the same is said once."""
    if not note or f"{between}{note}{between}" in f"{between}{before}{between}":
        return before
    return f"{before}{between}{note}" if before else note


class Unsettled(NamedTuple):
    """What a file leaves open.

    Attributes:
        unit: whether nothing says if its weights are kg or lb; `guess` is which they may be.
        distance: whether nothing says what its distances are of.
        dates: whether nothing says if the day or the month comes first.
    """

    unit: bool
    guess: Unit
    distance: bool
    dates: bool


class Doubt(NamedTuple):
    """A weight that may be too much, once its unit is known."""

    place: Place
    session: ForeignSession
    done: ForeignSet


@dataclass(slots=True)
class ForeignLog:
    """All that was read of a file.

    Attributes:
        format: whose it is.
        sessions: by what they are known by, in the order of the file.
        body_weights: the days on which somebody was weighed, as text, in their places; `weighed` by day, once settled.
        problems: the first of them; `faults` is how many there are.
        left_out: what was not taken, in words, and how often.
        orders: how many dates of numbers tell which comes first.
        remarks: what else a person should know.
        own: sessions of a log of our own, as they are.
        own_tables: rows of it that belong to no session, by table.
    """

    format: LogFormat
    sessions: dict[tuple[str, str], ForeignSession] = field(default_factory=dict)
    body_weights: list[tuple[str, Place, float, Unit]] = field(default_factory=list)
    weighed: dict[date, tuple[float, Unit]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    own: list[NewSession] = field(default_factory=list)
    own_tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def app(self) -> str:
        """The program that it is from."""
        return APPS[self.format]

    def problem(self, problem: Problem) -> None:
        """One more; of very many the first are kept, and all counted."""
        self.faults += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def fault(self, place: Place, message: str) -> None:
        """A problem at a cell."""
        self.problem(Problem(*place, "error", message))

    def note_date(self, text: str) -> None:
        """Take into account what a date tells of all."""
        if cells.is_in_numbers(text):
            self.orders[cells.order_of(text) or ""] += 1

    def sets(self) -> Iterator[ForeignSet]:
        """All sets."""
        for session in self.sessions.values():
            yield from session.sets

    def unsettled(self) -> Unsettled:
        """What nothing in the file says."""
        weights = [done.weight for done in self.sets() if done.weight and done.unit is None]
        weights += [done.target_weight for done in self.sets() if done.target_weight and done.unit is None]
        distance = any(done.distance and done.distance_unit is None for done in self.sets())
        is_open = bool(self.orders[""]) and not (self.orders["day"] or self.orders["month"])
        return Unsettled(bool(weights), guessed_unit(weights), distance, is_open)


def guessed_unit(weights: Iterable[float | None]) -> Unit:
    """The unit that weights may be of: plates of 45, 25, 10 and 5 lb make other numbers than those in kg."""
    known = [weight for weight in weights if weight]
    if not known or max(known) >= _SURELY_LB:
        return "lb" if known else "kg"
    fives = sum(not weight % 5 for weight in known) / len(known)
    plates = sum(not (weight - _LB_BAR) % 10 and weight > _LB_BAR for weight in known) / len(known)
    return "lb" if fives >= _NEARLY_ALL and plates >= _HALF else "kg"


_SURELY_LB: Final = 250
_LB_BAR: Final = 45
_NEARLY_ALL: Final = 0.9
_HALF: Final = 0.5


# -- settled ------------------------------------------------------------------------------------------------------


class Settlement(NamedTuple):
    """What a person, or the file, says of what it leaves open; None where nobody does."""

    unit: Unit | None = None
    dates: DateOrder | None = None
    distance: DistanceUnit | None = None


def settle(log: ForeignLog, said: Settlement, now: datetime) -> list[ForeignSession]:
    """The sessions with their dates, loads and distances, the oldest first; those that have none of these are told.

    Sets and sessions that can't be right are taken out of the log, each with a problem.

    Args:
        log: what was read; its problems are added to.
        said: what it leaves open.
        now: what is later can't have been.
    """
    order = _order(log, said)
    found: dict[tuple[str, str], ForeignSession] = {}
    for place, session, done in log.doubts:
        unit = done.unit or said.unit
        if done.weight is not None and unit is not None and in_kg(done.weight, unit) > MOST_KG:
            log.fault(place, f"{done.weight:,.6g} {unit} is more than anybody lifts, {MOST_KG:,} kg")
            session.sets.remove(done)
    for session in log.sessions.values():
        try:
            session.starts = _start(session, order)
            _hold_possible(session.starts, now)
        except CellError as error:
            log.fault(session.place, str(error))
            continue
        _set_end(session, order)
        for done in session.sets:
            _settle_set(done, said)
        if session.sets:
            same = found.setdefault((session.starts.isoformat(), session.known_by), session)
            if same is not session:
                _join(same, session)
    log.doubts.clear()
    _settle_weights(log, order, now)
    for session in found.values():
        if session.body_weight is not None and session.starts is not None:
            log.weighed[as_day(local(session.starts))] = session.body_weight
    return sorted(found.values(), key=_place_in_time)


def _settle_weights(log: ForeignLog, order: DateOrder | None, now: datetime) -> None:
    """By day what somebody weighed; the last of a day counts."""
    for text, place, value, unit in log.body_weights:
        try:
            day = cells.date_in(text, order)
            _hold_possible(day, now)
            _hold_weight(value, unit)
        except CellError as error:
            log.fault(place, str(error))
        else:
            log.weighed[as_day(local(day))] = value, unit
    log.body_weights.clear()


def _join(session: ForeignSession, other: ForeignSession) -> None:
    """Put a session behind another that is the same, whose date is written in another way."""
    for done in other.sets:
        done.block += len(session.exercises)
    session.exercises += other.exercises
    session.sets += other.sets
    session.add_note(other.note)
    session.ended, session.ends = session.ended or other.ended, session.ends or other.ends


def _hold_weight(value: float, unit: Unit) -> None:
    if not LIGHTEST_KG <= in_kg(value, unit) <= HEAVIEST_KG:
        raise CellError(f"{value:,.6g} {unit} is no body weight, which is from {LIGHTEST_KG} to {HEAVIEST_KG} kg")


def _order(log: ForeignLog, said: Settlement) -> DateOrder | None:
    """Which comes first in dates of numbers: what is said, what most of the file says; FitNotes has the day first."""
    if said.dates or not (log.orders["day"] or log.orders["month"]):
        return said.dates or ("day" if log.format == "fitnotes" else None)
    return "day" if log.orders["day"] >= log.orders["month"] else "month"


def _start(session: ForeignSession, order: DateOrder | None) -> date:
    starts = cells.date_in(session.when, order)
    if session.clock is not None:
        starts = datetime.combine(starts, time(*session.clock))
    return starts


def _hold_possible(starts: date, now: datetime) -> None:
    if starts.year < FIRST_YEAR:
        raise CellError(f"{starts:%Y-%m-%d} is before {FIRST_YEAR}: nobody kept a log then")
    if is_ahead(local(starts), now):
        raise CellError(f"{starts:%Y-%m-%d} is in the future")


def local(moment: date) -> date:
    """A moment with an offset: that of this machine's place on that day, where it has none. A day stays one."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone()
    except (OverflowError, OSError):  # a system may know no offset of that year
        return moment.replace(tzinfo=moment.tzinfo or UTC)


def _set_end(session: ForeignSession, order: DateOrder | None) -> None:
    """When it ended, where that is known and makes sense."""
    starts = session.starts
    if not isinstance(starts, datetime):
        return
    ends: date | None = None
    if session.ended:
        try:
            ends = cells.date_in(session.ended, order)
        except CellError:
            session.ended = ""
    elif session.end_clock is not None:
        ends = datetime.combine(starts, time(*session.end_clock))
        ends += timedelta(days=1) if ends < starts else timedelta()
    elif session.length_s is not None:
        ends = starts + timedelta(seconds=min(session.length_s, MOST_S))
    if not isinstance(ends, datetime) or (ends.tzinfo is None) != (starts.tzinfo is None):
        return
    took = (ends - starts).total_seconds()
    if 0 <= took <= MOST_S:
        session.ends = ends
        session.length_s = took if session.length_s is None else session.length_s


def _settle_set(done: ForeignSet, said: Settlement) -> None:
    done.unit = done.unit or said.unit
    if done.load is None and done.unit is not None:
        if done.weight:
            done.load = load_text(done.weight, done.unit, done.meaning)
        if done.target_weight:
            done.target_load = load_text(done.target_weight, done.unit, done.meaning)
    if done.distance:
        unit = done.distance_unit or said.distance
        if unit is None:
            done.add_note(f"distance {done.distance:g}")
            done.distance = None
        else:
            done.distance = min(round(done.distance * METRES_OF[unit], 3), MOST_M)
            done.distance_unit = "m"


def load_text(weight: float, unit: Unit, meaning: LoadMeaning) -> str:
    """A weight as the log has loads: "80 kg", "+10 kg", "-20 kg"."""
    if meaning == "weight" and weight > 0:
        return str(Load("weight", weight, unit))
    is_help = meaning == "help" or weight < 0
    return str(Load("body", -abs(weight) if is_help else weight, unit))


def _place_in_time(session: ForeignSession) -> tuple[date, float]:
    starts = local(session.starts or date.min)
    return place_in_time(starts, 0)[:2]


def uid_of(log: ForeignLog, session: ForeignSession) -> str:
    """What a session is known by in every copy of the log: made of its app, start and title, or its day alone."""
    if session.uid:
        return session.uid
    start = session.starts.isoformat() if session.starts else ""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{log.app}\n{start}\n{session.known_by}").hex


def title_shown(session: ForeignSession) -> str:
    """What a session is called."""
    return clean(session.title, _NAME).strip() or "Workout"
