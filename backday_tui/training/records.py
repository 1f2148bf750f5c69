"""What was best, and when a record fell.

Records are counted from the sets of the log each time; nothing is kept. All weights are compared as exact fractions of
a kilogram. A set counts where somebody gave its figures and it is no warm-up set; of two sides the weaker counts. Where
the rules leave room, this is the choice:

- A set without a load is one of the body's alone. Loads on top of it, and help, are of the same kind; a label is a kind
  by itself. Kinds are not compared. With help the most reps, or the longest hold, is that with this help or less.
- "At this load or more" is against sets with such a load: the first with a heavier one is a record of the load alone.
- A set stands against the sessions before; of several records of a kind in one session the best counts.
- The volume of a two-sided set, and its reps and time in a session's, are those of the weaker side.
- A hold counts in whole seconds, as it is shown: a thousandth more is no record.
- What is done in a warm-up section is no working set.
- A rep in reserve counts for the e1RM alone. More than 12 reps tell nothing of it, reserve or not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from backday_tui import words
from backday_tui.training.loads import comparable_kg, in_unit
from backday_tui.training.past import GIVEN, PastEntry, PastSession, PastSet, done_text, in_turn

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backday_tui.routine.model import Load, Unit

RecordKind = Literal[
    "heaviest",
    "e1rm",
    "reps_at_load",
    "hold_at_load",
    "reps",
    "hold",
    "set_volume",
    "session_volume",
    "session_reps",
    "session_time",
    "rounds",
]
"""What a record is of, the most telling first: of several in one session that is told. Programs get it as it is."""

KINDS: Final[tuple[RecordKind, ...]] = get_args(RecordKind)
REP_MAXES: Final = (1, 3, 5, 8, 10, 12)
MOST_E1RM_REPS: Final = 12
_EPLEY: Final = 30


def e1rm_kg(load_kg: Fraction, reps: int, rir: float | None = None) -> Fraction:
    """What could be lifted once, by Epley; what was lifted once, with nothing in reserve, is itself."""
    could = reps + Fraction(rir or 0)
    return load_kg if could == 1 else load_kg * (1 + could / _EPLEY)


def reps_to_beat(load_kg: Fraction, best_kg: Fraction) -> int | None:
    """The fewest reps with a load whose e1RM is over the best; None where it would take more than 12."""
    return next((reps for reps in range(1, MOST_E1RM_REPS + 1) if e1rm_kg(load_kg, reps) > best_kg), None)


class DoneBefore(NamedTuple):
    """Every session in which some movements were done, in any order, and what the person weighs now, where known."""

    sessions: Sequence[PastSession] = ()
    body_kg: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RecordSource:
    """Where a figure is from: the set, with its session; of a session's total there is no set.

    `unit` is that in which the load was written; "kg" where there was none.
    """

    session: PastSession
    done: PastSet | None = None
    unit: Unit = "kg"


@dataclass(frozen=True, slots=True)
class MovementRecord:
    """A best figure, or one that was better than all before.

    `value` is in kg, reps, seconds, or rounds with the reps of the one begun; `kind` says which. `load_kg` is at which
    load or more that was, where the record is of reps or a hold at a load. `of` is the kind of load, as
    `loads.comparable_kg` has it.
    """

    kind: RecordKind
    of: str
    value: tuple[Fraction, ...]
    source: RecordSource
    load_kg: Fraction | None = None


class RecordBook:
    """What was done of one movement, session by session, and what was best in it."""

    def __init__(self, movement: str) -> None:
        self._movement = movement
        self._best: dict[tuple[RecordKind, str], MovementRecord] = {}
        self._at_load: dict[tuple[RecordKind, str], list[MovementRecord]] = {}
        self._seen: set[_SetKey] = set()

    @classmethod
    def of(cls, movement: str, sessions: Iterable[PastSession], now: date) -> RecordBook:
        """All of it up to now."""
        book = cls(movement)
        for session in in_turn(sessions, now):
            book._take(book._figures(session))
        return book

    def fallen(self, session: PastSession) -> tuple[MovementRecord, ...]:
        """The records that fall in a session newer than all in the book, the most telling first.

        There is one of each kind, and kind of load. What was never done before is no record: the first session sets
        them in silence.
        """
        return self._fallen(self._figures(session).records)

    def add(self, session: PastSession) -> tuple[MovementRecord, ...]:
        """Take a session in; gives the records that fell in it, as `fallen`."""
        return tuple(each.record for each in self.take_in(session))

    def take_in(self, session: PastSession) -> list[FallenRecord]:
        """The same, each with what was best before."""
        figures = self._figures(session)
        fallen = self._fallen(figures.records)
        with_best = [FallenRecord(self._movement, each, best) for each in fallen if (best := self.before(each))]
        self._take(figures)
        return with_best

    def _figures(self, session: PastSession) -> _RecordFigures:
        return _figures(session, self._movement, self._seen)

    def _fallen(self, figures: Iterable[MovementRecord]) -> tuple[MovementRecord, ...]:
        best: dict[tuple[RecordKind, str], MovementRecord] = {}
        for figure in figures:
            before = self.before(figure)
            is_more = before is not None and figure.value > before.value
            fell = figure.kind, figure.of
            if is_more and (fell not in best or _rank(figure) > _rank(best[fell])):
                best[fell] = figure
        return tuple(sorted(best.values(), key=lambda record: KINDS.index(record.kind)))

    def _take(self, figures: _RecordFigures) -> None:
        for figure in figures.records:
            before = self.before(figure)
            if before is None or figure.value > before.value:
                kept = figure.kind, figure.of
                if figure.load_kg is None:
                    self._best[kept] = figure
                else:
                    self._at_load.setdefault(kept, []).append(figure)
        self._seen.update(figures.sets)

    def best(self, kind: RecordKind, of: str = "weight") -> MovementRecord | None:
        """The best figure of a kind, the earliest of equals; None where there is none."""
        return self._best.get((kind, of))

    def best_with(self, today: PastSession | None, kind: RecordKind, of: str = "weight") -> MovementRecord | None:
        """The same with a session that is newer than all in the book."""
        before, figures = self.best(kind, of), [] if today is None else self._figures(today).records
        found = [*([before] if before else []), *(each for each in figures if (each.kind, each.of) == (kind, of))]
        return max(found, key=lambda each: each.value, default=None)

    def at_load(self, kind: RecordKind, load_kg: Fraction, of: str = "weight") -> MovementRecord | None:
        """The most reps, or the longest hold, with a load or more; None where no such load was lifted."""
        found = [each for each in self._at_load.get((kind, of), ()) if each.load_kg is None or each.load_kg >= load_kg]
        return max(found, key=lambda each: each.value, default=None)

    def rep_max(self, reps: int, of: str = "weight") -> MovementRecord | None:
        """The set with the heaviest load of those with so many reps or more, the earliest of equals."""
        found = [each for each in self._at_load.get(("reps_at_load", of), ()) if each.value[0] >= reps]
        return max(found, key=lambda each: each.load_kg or 0, default=None)

    def before(self, figure: MovementRecord) -> MovementRecord | None:
        """What a figure is to be more than; None where there is nothing of its kind."""
        if figure.load_kg is None:
            return self.best(figure.kind, figure.of)
        return self.at_load(figure.kind, figure.load_kg, figure.of)


def _rank(figure: MovementRecord) -> tuple[Fraction, tuple[Fraction, ...]]:
    return figure.load_kg or Fraction(0), figure.value


def counted_sets(entry: PastEntry) -> Iterator[PastSet]:
    """The sets of an entry that records are made of: working sets with figures that somebody gave, the weaker side."""
    return (done for done in entry.weaker() if done.source in GIVEN)


_SetKey = tuple[bool, "Load | None", int | None, float | None, int | None, Fraction | None, float | None]
"""What of a set decides whether it is a record: another set with the same never is one."""


class _RecordFigures(NamedTuple):
    """Every figure of a session that could be a record, in the order of its sets, its totals last; and its sets."""

    records: list[MovementRecord]
    sets: dict[_SetKey, None]


def _figures(session: PastSession, movement: str, seen: Container[_SetKey]) -> _RecordFigures:
    """The figures of a session; of a set like one that was `seen` before, or like another of it, there is none.

    Ten years have ten thousands of sets with few different figures: what is reckoned of each is reckoned seldom.
    """
    found = _RecordFigures([], {})
    reps: Counter[Load | None] = Counter()
    held_s: Counter[Load | None] = Counter()
    for entry in session.entries:
        if entry.movement != movement or entry.section == "warmup":
            continue
        is_hold = entry.kind == "hold"
        for done in counted_sets(entry):
            load = done.load
            if done.rounds is None and done.reps:
                reps[load] += done.reps
            elif done.rounds is None and is_hold:
                held_s[load] += done.whole_s
            moved_kg = done.moved_kg if load is None or load.kind == "body" else None
            key = is_hold, load, done.reps, done.seconds, done.rounds, moved_kg, done.rir
            if key not in seen and key not in found.sets:
                found.sets[key] = None
                found.records.extend(_of_set(done, entry, session))
    found.records.extend(_totals(session, reps, held_s))
    return found


def _totals(
    session: PastSession, reps: Mapping[Load | None, int], held_s: Mapping[Load | None, int]
) -> Iterator[MovementRecord]:
    """What a session comes to: weight lifted, reps of the body's weight and of labels, time held, by kinds of load."""
    totals: dict[tuple[RecordKind, str], Fraction] = {}
    unit: Unit = "kg"
    for counted, is_held in ((reps, False), (held_s, True)):
        for load, amount in counted.items():
            compared = comparable_kg(load)
            if compared is None or not amount:
                continue
            of, load_kg = compared
            unit = _unit(load)
            kind: RecordKind = "session_time" if is_held else "session_volume" if of == "weight" else "session_reps"
            each = load_kg if kind == "session_volume" else Fraction(1)
            totals[kind, of] = totals.get((kind, of), Fraction(0)) + amount * each
    for (kind, of), total in totals.items():
        yield MovementRecord(kind, of, (total,), RecordSource(session, unit=unit))


def _unit(load: Load | None) -> Unit:
    return "kg" if load is None or load.unit is None else load.unit


def _of_set(done: PastSet, entry: PastEntry, session: PastSession) -> Iterator[MovementRecord]:
    """The figures of a set."""
    compared = comparable_kg(done.load)
    if compared is None:
        return
    of, load_kg = compared
    source = RecordSource(session, done, _unit(done.load))
    if done.rounds is not None:
        yield MovementRecord("rounds", of, (Fraction(done.rounds), Fraction(done.reps or 0)), source)
    elif done.reps:
        yield from _of_reps(done, of, load_kg, source)
    elif entry.kind == "hold" and (seconds := Fraction(done.whole_s)):
        yield MovementRecord("heaviest", of, (load_kg,), source)
        yield MovementRecord("hold_at_load", of, (seconds,), source, load_kg)
        if load_kg >= 0:
            yield MovementRecord("hold", of, (seconds,), source)


def _of_reps(done: PastSet, of: str, load_kg: Fraction, source: RecordSource) -> Iterator[MovementRecord]:
    """The figures of a set of reps."""
    reps = done.reps or 0
    yield MovementRecord("heaviest", of, (load_kg,), source)
    moved_kg = load_kg if of == "weight" else done.moved_kg
    if reps <= MOST_E1RM_REPS and moved_kg:
        yield MovementRecord("e1rm", of, (e1rm_kg(moved_kg, reps, done.rir),), source)
    yield MovementRecord("reps_at_load", of, (Fraction(reps),), source, load_kg)
    if of == "weight":
        yield MovementRecord("set_volume", of, (load_kg * reps,), source)
    elif load_kg >= 0:
        yield MovementRecord("reps", of, (Fraction(reps),), source)


# -- in words -------------------------------------------------------------------------------------------------------


def record_text(record: MovementRecord) -> str:
    """What was done, and what of it is best: "5 x 102.5 kg, the heaviest so far", "1:30, the longest hold so far"."""
    return f"{_figure_text(record)}, {_best_text(record)}"


def before_text(record: MovementRecord, now: date) -> str:
    """What was best before, and when: "5 x 100 kg on 17 Nov", "112.5 kg, from 5 x 96.4 kg on 17 Nov"."""
    value = f"{_kg_text(record)}, from " if record.kind == "e1rm" else ""
    return f"{value}{_figure_text(record)} on {words.on_days((record.source.session.day,), now)}"


def _figure_text(record: MovementRecord) -> str:
    """The set as it was done, both sides as one; of a total the figure."""
    done = record.source.done
    if done is not None:
        is_bare = done.rounds is None and done.reps is not None and str(done.load or "bodyweight") == "bodyweight"
        return words.counted(done.reps or 0, "rep") if is_bare else done_text((replace(done, side=""),))
    total = float(record.value[0])
    if record.kind == "session_volume":
        return f"{_kg_text(record)} in one session"
    held = f"{words.measured(total)} held"
    return f"{held if record.kind == 'session_time' else words.counted(int(total), 'rep')} in one session"


def _best_text(record: MovementRecord) -> str:
    if record.kind == "heaviest":
        return _heaviest_text(record)
    said = {
        "e1rm": f"an e1RM of {_kg_text(record)}, the highest",
        "reps_at_load": f"the most reps{_at_load_text(record)}",
        "hold_at_load": f"the longest hold{_at_load_text(record)}",
        "reps": "the most reps",
        "hold": "the longest hold",
        "set_volume": f"{_kg_text(record)}, the most in one set",
    }
    return f"{said.get(record.kind, 'the most')} so far"


def _heaviest_text(record: MovementRecord) -> str:
    if record.of == "weight":
        return "the heaviest so far"
    if not record.value[0]:
        return "without help for the first time"
    return f"the {'most weight on top' if record.value[0] > 0 else 'least help'} so far"


def _at_load_text(record: MovementRecord) -> str:
    load_kg, done = record.load_kg, record.source.done
    if not load_kg or done is None:
        return ""
    if record.of == "body":
        with_it = "on top or more" if load_kg > 0 else "of help or less"
        return f" with {words.amount(float(abs(in_unit(load_kg, record.source.unit))))} {record.source.unit} {with_it}"
    return f" at {done.load} or more"


def _kg_text(record: MovementRecord) -> str:
    """A weight in the unit in which the load was written: "116.7 kg"."""
    unit = record.source.unit
    return f"{words.amount(float(in_unit(record.value[0], unit)))} {unit}"


# -- in a whole log ---------------------------------------------------------------------------------------------------


class FallenRecord(NamedTuple):
    """A record of a movement, and what was best before."""

    movement: str
    record: MovementRecord
    best: MovementRecord


def records_by_session(sessions: Iterable[PastSession], now: date) -> dict[int, tuple[FallenRecord, ...]]:
    """Every record that fell, by the id of its session, the most telling of each movement first."""
    books: dict[str, RecordBook] = {}
    found = {}
    for session in in_turn(sessions, now):
        fallen: list[FallenRecord] = []
        for movement in dict.fromkeys(entry.movement for entry in session.entries):
            if movement not in books:
                books[movement] = RecordBook(movement)
            fallen += books[movement].take_in(session)
        if fallen:
            found[session.id] = tuple(fallen)
    return found
