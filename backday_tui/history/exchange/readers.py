"""A row of a log -> a set: one reader for each program, which knows its columns and its habits.

What its exports look like is told in docs/log-formats.md. A reader never raises for what stands in a row: it tells a
problem with the place of the cell, and leaves the row out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from backday_tui.history.exchange import cells
from backday_tui.history.exchange.cells import CellError
from backday_tui.history.exchange.foreign import (
    METRES_OF,
    MOST_KG,
    MOST_REPS,
    Doubt,
    ForeignExercise,
    ForeignSession,
    ForeignSet,
    Place,
)
from backday_tui.history.values import MOST_S
from backday_tui.log_heads import Column, unit_called, without_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from backday_tui.history.exchange.csv_rows import LogRows
    from backday_tui.history.exchange.foreign import ForeignLog
    from backday_tui.log_heads import LogFormat
    from backday_tui.routine.model import Unit
    from backday_tui.training.past import SetMark

T = TypeVar("T")

_LONGEST_NAME: Final = 200
_LONGEST_NOTE: Final = 9000
_ASSISTED: Final = re.compile(r"\bassisted\b", re.IGNORECASE)
_WEIGHTED: Final = re.compile(r"\(\s*weighted\b", re.IGNORECASE)
_WARM_UP: Final = re.compile(r"warm[ -]?up(?: set)?[.!]?", re.IGNORECASE)
_NO_UNIT: Final = Column(-1, "")
_MARKS: Final[Mapping[str, SetMark]] = {
    "d": "drop", "drop": "drop", "dropset": "drop", "f": "failure", "failure": "failure",
    "to failure": "failure",
}  # fmt: skip
_WARM_UPS: Final = frozenset(
    {
        "w", "warmup", "warm up", "warm-up", "aufwärmen", "aufwärmsatz", "calentamiento", "aquecimento",
        "échauffement", "echauffement", "riscaldamento", "opwarming",
    }
)  # fmt: skip
"""What a warm-up is called in the languages that phones are set to."""
_ORDINARY: Final = frozenset({"", "normal", "working", "work", "regular", "standard", "note", "notiz"})
_MOST_TYPES: Final = 5
_A_SET: Final = " set"
WARM_UP_NOTE: Final = "warm-up"
DROP_NOTE: Final = "drop set"
FAILURE_NOTE: Final = "to failure"
"""What stands in the notes of a set where its kind has no place of its own."""
NO_FIGURES: Final = "row without figures"
_EMPTY_NOTE: Final = "-"


class _BadRowError(Exception):
    """The row is left out; its problem was told."""


class LogTableReader:
    """Reads the rows of one file.

    Attributes:
        row: the cells of the row that is read.
    """

    FORMAT: ClassVar[LogFormat]
    KNOWN: ClassVar[frozenset[str]] = frozenset()
    """Columns that say what others say too, or that backday has no place for by intent."""

    def __init__(self, rows: LogRows, log: ForeignLog) -> None:
        self.rows, self.log = rows, log
        self.row: Sequence[str] = ()
        self._by_name: dict[str, Column] = {}
        for place, name in enumerate(rows.head):
            base, unit = without_unit(name)
            column = Column(place, name, unit)
            self._by_name.setdefault(name, column)
            self._by_name.setdefault(base, column)
        self._used: set[int] = set()
        self._comma = rows.delimiter == ";"
        self._is_bad = False
        self._unknown_types: set[str] = set()
        self.columns()
        self._unused = [
            Column(place, name)
            for place, name in enumerate(rows.head)
            if place not in self._used and name and self.KNOWN.isdisjoint((name, without_unit(name)[0]))
        ]

    def columns(self) -> None:
        """Look up the columns that are read."""
        raise NotImplementedError

    def read_row(self) -> None:
        """Take the sets of the row."""
        raise NotImplementedError

    def read(self) -> None:
        """Read all rows."""
        for row in self.rows.rows(self.log.problem):
            self.row, self._is_bad = row, False
            try:
                self.read_row()
            except _BadRowError:
                continue
            for column in self._unused:
                if self.row[column.place].strip():
                    self.log.remarks.append(f'not kept: what stands in the column "{column.name}"')
                    self._unused = [each for each in self._unused if each is not column]

    # -- cells ------------------------------------------------------------------------------------------------

    def column(self, *names: str) -> Column:
        """The first of these columns that there is; one that is always empty where there is none."""
        for name in names:
            if name in self._by_name:
                column = self._by_name[name]
                self._used.add(column.place)
                return column
        return _NO_UNIT

    def needed(self, *names: str) -> Column:
        """The same, where nothing can be read without it."""
        column = self.column(*names)
        if column is _NO_UNIT:
            from backday_tui.history.exchange.csv_rows import LogRefusedError

            raise LogRefusedError(f'its head has no column "{names[0]}": is it exported with the app in English?')
        return column

    def cell(self, column: Column) -> str:
        """A cell as it stands, without blanks around it."""
        return self.row[column.place].strip() if column.place >= 0 else ""

    def place(self, column: Column) -> Place:
        """Where the cell of a column begins."""
        return Place(*self.rows.place(max(column.place, 0)))

    def fault(self, column: Column, message: str) -> None:
        """Tell a problem of this row, which is left out."""
        self._is_bad = True
        self.log.fault(self.place(column), f"{column.name}: {message}" if column.name else message)

    def end_if_bad(self) -> None:
        """Leave the row out where something in it makes no sense."""
        if self._is_bad:
            raise _BadRowError

    def value(self, column: Column, read: Callable[[str], T]) -> T | None:
        """What a cell says; None where it is empty, or makes no sense, which is told."""
        text = self.cell(column)
        if not text:
            return None
        try:
            return read(text)
        except CellError as error:
            self.fault(column, str(error))
            return None

    def number(self, column: Column) -> float | None:
        """The number in a cell; None for none, and for 0, by which apps say none."""
        return self.value(column, lambda text: cells.number_in(text, decimal_comma=self._comma)) or None

    def count(self, column: Column) -> int | None:
        """The whole number in a cell."""
        return self.value(column, lambda text: cells.count_in(text, decimal_comma=self._comma))

    def length(self, column: Column) -> float | None:
        """The length of time in a cell, in seconds."""
        seconds = self.value(column, lambda text: cells.length_in(text, decimal_comma=self._comma))
        if seconds is not None and seconds > MOST_S:
            self.fault(column, f"{cells.shown(self.cell(column))} is longer than any set")
        return seconds

    def moment(self, column: Column) -> datetime | None:
        """The moment in a cell."""
        from datetime import datetime

        found = self.value(column, cells.date_in)
        return found if isinstance(found, datetime) else None

    def text(self, column: Column, longest: int = _LONGEST_NOTE) -> str:
        r"""A text, with line ends for "\n", and as it was before it was made harmless."""
        text = self.cell(column)
        if not text:
            return ""
        if cells.is_formula(text):
            self.fault(column, f"{cells.shown(text)} is what a spreadsheet would run, and no text")
            return ""
        if len(text) > longest:
            self.fault(column, f"{len(text):,} characters are more than are kept, {longest:,}")
        return cells.taken_back(text).replace("\\n", "\n")

    def note(self, column: Column) -> str:
        """A note; "-" stands for none."""
        text = self.text(column)
        return "" if text == _EMPTY_NOTE else text

    def name(self, column: Column) -> str:
        """A name, which everything has."""
        text = " ".join(self.text(column, _LONGEST_NAME).split())
        if not text and not self._is_bad:
            self.fault(column, "there is none")
        return text

    # -- what they come to ------------------------------------------------------------------------------------

    def session(self, when: Column, title: str, known_by: str | None = None) -> ForeignSession:
        """The session of a row, known by the text of its start and its title."""
        start = self.cell(when)
        if not start:
            self.fault(when, "there is none")
            raise _BadRowError
        key = (start, title if known_by is None else known_by)
        found = self.log.sessions.get(key)
        if found is None:
            found = ForeignSession(title, start, self.place(when), known_by=key[1])
            self.log.sessions[key] = found
            self.log.note_date(start)
        return found

    def exercise(self, session: ForeignSession, name: str, index: float | None = None, group: str = "") -> int:
        """The place of an exercise in its session; one that counts its sets from the beginning is done again."""
        exercises = session.exercises
        for place in range(len(exercises) - 1, -1, -1):
            if exercises[place].name == name:
                if index is not None and index < exercises[place].index:
                    break
                if index is not None:
                    exercises[place].index = index
                return place
        exercises.append(ForeignExercise(name, group, -1 if index is None else index))
        return len(exercises) - 1

    def note_exercise(self, session: ForeignSession, done: ForeignSet, note: str) -> None:
        """Keep what is said of an exercise in each of its rows with the first of its sets."""
        exercise = session.exercises[done.block]
        if note and exercise.note != note:
            exercise.note = note
            done.add_note(note)

    def weigh(self, done: ForeignSet, name: str, column: Column, unit: Unit | None) -> None:
        """Take the weight of a set: what it means is told by the name of its exercise."""
        weight = self.number(column)
        if weight is None:
            return
        done.weight, done.unit = weight, unit
        if _ASSISTED.search(name) or weight < 0:
            done.meaning, done.weight = "help", abs(weight)
        elif _WEIGHTED.search(name):
            done.meaning = "added"

    def weight_unit(self, weight: Column, of_row: Column) -> Unit | None:
        """The unit of a row's weight: its own, that in the name of the column, or None."""
        written = self.cell(of_row)
        unit = unit_called(written) if written else weight.unit
        if unit in ("kg", "lb"):
            return "kg" if unit == "kg" else "lb"
        if written and self.cell(weight) not in ("", "0", "0.0"):
            self.fault(of_row, f"{cells.shown(written)} is no unit of weight: kg or lb")
        return None

    def reach(self, done: ForeignSet, column: Column, of_row: Column = _NO_UNIT) -> None:
        """Take the distance of a set."""
        distance = self.number(column)
        if distance is None:
            return
        if distance < 0:
            self.fault(column, f"{cells.shown(self.cell(column))} is no distance")
            return
        written = self.cell(of_row)
        unit = unit_called(written) if written else column.unit
        if unit in METRES_OF:
            done.distance_unit = unit
        elif written:
            self.fault(of_row, f"{cells.shown(written)} is no unit of distance that is known")
        done.distance = distance

    def effort(self, done: ForeignSet, column: Column) -> None:
        """Take how hard a set was, from an RPE."""
        found = self.value(column, lambda text: cells.effort_in(text, decimal_comma=self._comma))
        if found is not None:
            done.rir = found.rir
            done.add_note(found.note)

    def repeat(self, done: ForeignSet, column: Column) -> None:
        """Take the reps of a set; 0 is none."""
        done.reps = self.count(column) or None
        if done.reps is not None and done.reps > MOST_REPS:
            self.fault(column, f"{done.reps:,} reps are more than anybody does, {MOST_REPS:,}")

    def type_set(self, done: ForeignSet, text: str) -> None:
        """Take what kind of set it was: "warmup", "dropset", "F"; that one isn't known is told once."""
        kind = text.strip().casefold().replace("_", " ").removesuffix(_A_SET)
        done.is_warmup = done.is_warmup or kind in _WARM_UPS
        done.mark = _MARKS.get(kind) or done.mark
        if kind in _WARM_UPS or kind in _MARKS or kind in _ORDINARY or kind.isdecimal() or kind in self._unknown_types:
            return
        if len(self._unknown_types) < _MOST_TYPES:
            self._unknown_types.add(kind)
            self.log.remarks.append(f"no kind of set that is known: {cells.shown(text)}, taken as an ordinary set")

    def take(
        self, session: ForeignSession, done: ForeignSet, weight: Column, notes: str = "", *, may_be_empty: bool = False
    ) -> None:
        """Put a set into its session, unless something in its row makes no sense, or nothing was done."""
        self.end_if_bad()
        if done.is_empty and not may_be_empty:
            self.log.left_out[NO_FIGURES] += 1
            if notes:
                name = session.exercises[done.block].name
                session.pending_notes[name] = "; ".join(filter(None, (session.pending_notes.get(name), notes)))
            return
        if session.waits_s is not None:
            done.rest_s, session.waits_s = session.waits_s, None
        if session.pending_notes:
            done.add_note(session.pending_notes.pop(session.exercises[done.block].name, ""))
        session.sets.append(done)
        if done.weight is not None and done.weight > MOST_KG:
            self.log.doubts.append(Doubt(self.place(weight), session, done))


# -- Hevy ---------------------------------------------------------------------------------------------------------


class HevyReader(LogTableReader):
    """A row is a set; its start is on each row, in the language of the phone; the units are in the names of columns."""

    FORMAT = "hevy"

    def columns(self) -> None:
        self._title, self._start = self.column("title"), self.needed("start_time")
        self._end, self._description = self.column("end_time"), self.column("description")
        self._name, self._superset = self.needed("exercise_title"), self.column("superset_id")
        self._note, self._index = self.column("exercise_notes"), self.column("set_index")
        self._type, self._weight = self.column("set_type"), self.column("weight")
        self._reps, self._distance = self.column("reps"), self.column("distance")
        self._seconds, self._rpe = self.column("duration_seconds", "duration"), self.column("rpe")

    def read_row(self) -> None:
        session = self.session(self._start, self.text(self._title, _LONGEST_NAME))
        session.ended = session.ended or self.cell(self._end)
        session.add_note(self.text(self._description))
        name = self.name(self._name)
        self.end_if_bad()
        done = ForeignSet(self.exercise(session, name, self.number(self._index) or 0.0, self.cell(self._superset)))
        self.type_set(done, self.cell(self._type))
        self.weigh(done, name, self._weight, self.weight_unit(self._weight, _NO_UNIT))
        self.repeat(done, self._reps)
        self.reach(done, self._distance)
        done.seconds = self.length(self._seconds)
        self.effort(done, self._rpe)
        note = self.text(self._note)
        if not self._is_bad and not done.is_empty:
            self.note_exercise(session, done, note)
        self.take(session, done, self._weight, note)


# -- Strong -------------------------------------------------------------------------------------------------------


class StrongReader(LogTableReader):
    """A row is a set, or a rest; 0 is none; kg and lb stand nowhere in the older of its two forms."""

    FORMAT = "strong"
    KNOWN = frozenset({"workout #"})
    _RESTS: Final = frozenset({"rest timer", "ruhezeit"})

    def columns(self) -> None:
        self._date, self._title = self.needed("date"), self.column("workout name")
        self._length = self.column("workout duration", "duration", "duration (sec)")
        self._name = self.needed("exercise name")
        self._order, self._type = self.column("set order"), self.column("set type")
        self._weight, self._unit = self.column("weight"), self.column("weight unit")
        self._reps, self._rpe = self.column("reps"), self.column("rpe")
        self._distance, self._distance_unit = self.column("distance"), self.column("distance unit")
        self._seconds, self._note = self.column("seconds"), self.column("notes")
        self._workout_note = self.column("workout notes")

    def read_row(self) -> None:
        session = self.session(self._date, self.text(self._title, _LONGEST_NAME))
        if session.length_s is None:
            session.length_s = self.length(self._length)
        session.add_note(self.note(self._workout_note))
        order, name = self.cell(self._order), self.name(self._name)
        if not self._RESTS.isdisjoint((order.casefold(), name.casefold())):
            rest = self.length(self._seconds)
            self.end_if_bad()
            session.waits_s = rest or session.waits_s
            return
        self.end_if_bad()
        index = float(order) if order.isascii() and order.isdecimal() else None
        done = ForeignSet(self.exercise(session, name, index))
        self.type_set(done, order)
        self.type_set(done, self.cell(self._type))
        self.weigh(done, name, self._weight, self.weight_unit(self._weight, self._unit))
        self.repeat(done, self._reps)
        done.seconds = self.length(self._seconds)
        self.reach(done, self._distance, self._distance_unit)
        self.effort(done, self._rpe)
        note = "; ".join(part for part in self.note(self._note).split("; ") if not self._says_type(done, part))
        done.add_note(note)
        self.take(session, done, self._weight, note)

    def _says_type(self, done: ForeignSet, said: str) -> bool:
        """Whether a note says what kind of set it was, as other programs write it where the order must be a number."""
        if said in (DROP_NOTE, FAILURE_NOTE):
            done.mark = "drop" if said == DROP_NOTE else "failure"
            return True
        if _WARM_UP.fullmatch(said):
            done.is_warmup = True
            return True
        return False


# -- FitNotes -----------------------------------------------------------------------------------------------------


class FitNotesReader(LogTableReader):
    """A row is a set, a day a session; the unit may be on each row. Its file of body weights has other columns."""

    FORMAT = "fitnotes"
    KNOWN = frozenset({"kind"})
    _BODY_WEIGHTS: Final = frozenset({"bodyweight", "body weight", "weight"})

    def columns(self) -> None:
        self._date = self.needed("date")
        self._measurement, self._value = self.column("measurement"), self.column("value")
        self._unit, self._name = self.column("weight unit", "unit"), self.column("exercise")
        self._time, self._note = self.column("time"), self.column("comment", "notes")
        if self._measurement is not _NO_UNIT:
            return
        self._name, self._category = self.needed("exercise"), self.column("category")
        self._weight = self.column("weight (kg)", "weight (kgs)", "weight", "weight (lbs)")
        self._other_weight = self.column("weight (lbs)", "weight (lb)")
        self._reps = self.column("reps")
        self._distance, self._distance_unit = self.column("distance"), self.column("distance unit")

    def read_row(self) -> None:
        if self._measurement is not _NO_UNIT:
            self._read_weight()
            return
        session = self.session(self._date, "", "")
        category, name = self.text(self._category, _LONGEST_NAME), self.name(self._name)
        self.end_if_bad()
        if category and category not in session.title.split(_OR):
            session.title = f"{session.title}{_OR}{category}" if session.title else category
        done = ForeignSet(self.exercise(session, name))
        weight = self._weight if self.cell(self._weight) else self._other_weight
        self.weigh(done, name, weight, self.weight_unit(weight, self._unit))
        self.repeat(done, self._reps)
        self.reach(done, self._distance, self._distance_unit)
        done.seconds = self.length(self._time)
        note = self.text(self._note)
        done.add_note(note)
        self.take(session, done, weight, note)

    def _read_weight(self) -> None:
        what = self.cell(self._measurement)
        if what.casefold() not in self._BODY_WEIGHTS:
            self.log.left_out[f"measurement of {cells.shown(what)}"] += 1
            return
        weight, unit = self.number(self._value), unit_called(self.cell(self._unit))
        if unit not in ("kg", "lb"):
            self.fault(self._unit, f"{cells.shown(self.cell(self._unit))} is no unit of weight: kg or lb")
        self.end_if_bad()
        day = self.cell(self._date)
        if weight is not None and day:
            self.log.note_date(day)
            kept: Unit = "kg" if unit == "kg" else "lb"
            self.log.body_weights.append((day, self.place(self._date), weight, kept))


_OR: Final = " / "


# -- StrongLifts --------------------------------------------------------------------------------------------------


class StrongLiftsReader(LogTableReader):
    """A row is an exercise: its sets stand beside each other, and its reps are their sum."""

    FORMAT = "stronglifts"
    KNOWN = frozenset(
        {
            "setsxreps", "setsxtime", "top set (repsxkg)", "top set (repsxlb)", "top set reps x", "top set repsx",
            "e1rm", "reps", "volume", "workout volume", "program name",
        }
    )  # fmt: skip
    _SET: Final = re.compile(r"set (\d{1,3}) \((reps|kgs?|lbs?)\)")

    def columns(self) -> None:
        self._date = self.needed("date (yyyy/mm/dd)", "date")
        self._workout, self._title = self.column("workout"), self.column("workout name")
        self._body, self._name = self.column("body weight"), self.needed("exercise")
        self._by_reps, self._by_time = self.column("setsxreps"), self.column("setsxtime")
        self._hours, self._notes = self.column("duration (hours)", "duration"), self.column("notes")
        self._start, self._end = self.column("start time (h:mm)"), self.column("end time (h:mm)")
        sets: dict[int, dict[str, Column]] = {}
        for place, name in enumerate(self.rows.head):
            found = self._SET.fullmatch(name)
            if found:
                what = "reps" if found[2] == "reps" else "weight"
                sets.setdefault(int(found[1]), {})[what] = Column(place, name, unit_called(found[2]))
                self._used.add(place)
        self._sets = [sets[number] for number in sorted(sets) if "reps" in sets[number]]
        if not self._sets:
            self.needed("set 1 (reps)")

    def read_row(self) -> None:
        workout = self.text(self._workout, _LONGEST_NAME)
        title = self.text(self._title, _LONGEST_NAME) or (f"Workout {workout}" if workout else "")
        session = self.session(self._date, title, workout or title)
        if session.clock is None and self.cell(self._start):
            session.clock = self.value(self._start, cells.time_in)
            session.end_clock = self.value(self._end, cells.time_in)
        if session.length_s is None:
            hours = self.number(self._hours)
            session.length_s = None if hours is None or hours < 0 else round(hours * 3600)
        session.add_note(self.text(self._notes))
        body = self.number(self._body)
        if body is not None and self._body.unit in ("kg", "lb"):
            session.body_weight = (body, "kg" if self._body.unit == "kg" else "lb")
        name = self.name(self._name)
        self.end_if_bad()
        block = self.exercise(session, name)
        # What is held has its seconds where others have their reps: "3x60" stands under the times of the sets alone.
        is_timed = bool(self.cell(self._by_time)) and not self.cell(self._by_reps)
        for columns in self._sets:
            reps, weight = columns["reps"], columns.get("weight", _NO_UNIT)
            if not self.cell(reps) or self.cell(reps) == "0":
                continue  # not used, or nothing was lifted
            done = ForeignSet(block)
            if is_timed:
                done.seconds = self.length(reps)
            else:
                self.repeat(done, reps)
            self.weigh(done, name, weight, self.weight_unit(weight, _NO_UNIT))
            self.take(session, done, weight)


# -- LiftLog, Liftosaur, Gravl ------------------------------------------------------------------------------------


class LiftLogReader(LogTableReader):
    """A row is a set with the time at which it was done, the newest first; a session is known by its id."""

    FORMAT = "liftlog"

    def columns(self) -> None:
        self._id, self._at = self.needed("sessionid"), self.needed("timestamp")
        self._name, self._weight = self.needed("exercise"), self.column("weight")
        self._unit, self._reps = self.column("weightunit"), self.column("reps")
        self._target, self._note = self.column("targetreps"), self.column("notes")

    def read_row(self) -> None:
        number, at = self.cell(self._id), self.moment(self._at)
        if at is None and not self._is_bad:
            self.fault(self._at, "there is no time of day")
        name = self.name(self._name)
        self.end_if_bad()
        session = self.log.sessions.get(("", number))
        if session is None:
            session = ForeignSession("", self.cell(self._at), self.place(self._at), known_by=number)
            self.log.sessions["", number] = session
        done = ForeignSet(self.exercise(session, name), at=at)
        self.weigh(done, name, self._weight, self.weight_unit(self._weight, self._unit))
        self.repeat(done, self._reps)
        done.target_reps = self.count(self._target) or None
        note = self.text(self._note)
        if not self._is_bad and not done.is_empty:
            self.note_exercise(session, done, note)
        self.take(session, done, self._weight, note)

    def read(self) -> None:
        """Read all rows; then put the sets of each session in the order in which they were done."""
        super().read()
        for session in self.log.sessions.values():
            times = [done.at.isoformat() for done in session.sets if done.at is not None]
            if times and times[0] > times[-1]:
                session.sets.reverse()
            session.sets.sort(key=lambda done: done.at.isoformat() if done.at else "")
            if times:
                session.when = min(times)


class LiftosaurReader(LogTableReader):
    """A row is a set with its time and with what was asked for."""

    FORMAT = "liftosaur"
    KNOWN = frozenset({"log rpe?", "ask weight?", "target muscles", "synergist muscles", "required rpe"})

    def columns(self) -> None:
        self._start, self._program = self.needed("workout datetime"), self.column("program")
        self._day, self._name = self.column("day name"), self.needed("exercise")
        self._warm_up, self._asked = self.column("is warmup set?"), self.column("required reps")
        self._reps, self._amrap = self.needed("completed reps"), self.column("is amrap?")
        self._rpe, self._at = self.column("completed rpe", "rpe"), self.column("completed reps time")
        self._weight = self.column("completed weight value", "weight value")
        self._unit = self.column("completed weight unit", "weight unit")
        self._asked_weight = self.column("required weight value")
        self._asked_unit, self._note = self.column("required weight unit"), self.column("notes")

    def read_row(self) -> None:
        day, program = self.text(self._day, _LONGEST_NAME), self.text(self._program, _LONGEST_NAME)
        session = self.session(self._start, f"{day} ({program})" if day and program else day or program)
        name = _with_brackets(self.name(self._name))
        self.end_if_bad()
        done = ForeignSet(self.exercise(session, name), at=self.moment(self._at))
        done.is_warmup = cells.flag_in(self.cell(self._warm_up))
        self.weigh(done, name, self._weight, self.weight_unit(self._weight, self._unit))
        self.repeat(done, self._reps)
        self.effort(done, self._rpe)
        done.target_reps = self.count(self._asked) or None
        if done.target_reps and cells.flag_in(self.cell(self._amrap)):
            done.target, done.target_reps = f"{done.target_reps}+", None
        asked = self.number(self._asked_weight)
        if asked and asked > 0 and done.unit in (None, self.weight_unit(self._asked_weight, self._asked_unit)):
            done.target_weight = asked
            done.unit = done.unit or self.weight_unit(self._asked_weight, self._asked_unit)
        note = self.text(self._note)
        if not self._is_bad and not done.is_empty:
            self.note_exercise(session, done, note)
        self.take(session, done, self._weight, note)


def _with_brackets(name: str) -> str:
    """What an exercise is done with in brackets, as others have it: of "Bench Press, Dumbbell" it is a part."""
    head, comma, equipment = name.rpartition(", ")
    return f"{head} ({equipment})" if comma else name


class GravlReader(LogTableReader):
    """A row is a set; the time of day stands in a column of its own. What its "Effort" means nobody knows."""

    FORMAT = "gravl"

    def columns(self) -> None:
        self._date, self._clock = self.needed("date"), self.column("start date")
        self._title, self._minutes = self.column("workout"), self.column("workout duration (min)")
        self._name, self._superset = self.needed("exercise"), self.column("superset")
        self._index, self._type = self.column("set"), self.column("set type")
        self._reps, self._weight = self.column("reps"), self.column("weight")
        self._distance, self._seconds = self.column("distance"), self.column("set duration (sec)")
        self._note = self.column("workout notes")

    def read_row(self) -> None:
        title = self.text(self._title, _LONGEST_NAME)
        session = self.session(self._date, title, f"{self.cell(self._clock)} {title}")
        if session.clock is None and self.cell(self._clock):
            session.clock = self.value(self._clock, cells.time_in)
        if session.length_s is None:
            minutes = self.number(self._minutes)
            session.length_s = None if minutes is None or minutes < 0 else minutes * 60
        session.add_note(self.text(self._note))
        name = self.name(self._name)
        superset = self.cell(self._superset)
        self.end_if_bad()
        group = "" if superset.casefold() in ("", "no", "0", "false") else superset
        done = ForeignSet(self.exercise(session, name, self.number(self._index) or 0.0, group))
        self.type_set(done, self.cell(self._type))
        self.weigh(done, name, self._weight, self.weight_unit(self._weight, _NO_UNIT))
        self.repeat(done, self._reps)
        self.reach(done, self._distance)
        done.seconds = self.length(self._seconds)
        self.take(session, done, self._weight)
