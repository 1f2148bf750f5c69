"""A session of the log as text, to be changed in an editor, and that text read back with problems in their places.

Each set stands in a line with its number; a line that is as it was leaves its set as it was. Pure: the text is shown
and kept by whoever calls this, and the store writes what comes of it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.history.entered import started_text, when_doubt
from backday_tui.history.log import LONGEST_NOTE
from backday_tui.history.log_words import kind_text
from backday_tui.history.store import PerformedSet
from backday_tui.routine.problems import Problem
from backday_tui.text import clean
from backday_tui.training.prescription import movement_of
from backday_tui.workout.figures import FigureError
from backday_tui.workout.told import DONE, TypedWord, logged_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backday_tui.history.entered import ToldSet
    from backday_tui.history.store import LoggedEntry, SessionRow
    from backday_tui.settings import Effort
    from backday_tui.workout.told import ToldProblem, ToldReader

_HELP: Final = """\
# Change figures, notes and the date, then save. A line that is taken out deletes its set;
# "+ 10 @ 40 kg" below an exercise adds one. An empty text changes nothing.
# What begins with # is not read.
"""
MARK: Final = "#!"
"""What a line begins with that tells a problem of the line below it."""
_SET: Final = re.compile(r"(?P<number>\d{1,6})\s*[:.)]\s*(?P<figures>.*)")
_FIELD: Final = re.compile(r"(?P<name>date|note)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\s+#.*$")
_MOST_LINES: Final = 5000
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class EditedSession:
    """A session as it is to be: `started` None and the note as it was where they stay; sets without an id are new."""

    started: date | None
    note: str
    sets: tuple[PerformedSet, ...]

    def is_same(self, row: SessionRow) -> bool:
        """Whether nothing is another than in the log."""
        by_id = {done.id: done for done in row.sets}
        is_same_sets = len(self.sets) == len(by_id) and all(by_id.get(done.id) == done for done in self.sets)
        return self.started is None and self.note == row.note and is_same_sets


class ReadSession(NamedTuple):
    """What a text makes of a session; None where it has problems."""

    edited: EditedSession | None
    problems: tuple[Problem, ...]


def session_text(row: SessionRow, effort: Effort) -> str:
    """A session as text; `read_session_text` is the way back. The first line is another one for another session."""
    lines = [f"date: {_date(row)}", f"note: {_one_line(row.note)}".rstrip()]
    exercise = None
    for number, done in enumerate(row.sets, start=1):
        if done.exercise != exercise:
            exercise = done.exercise
            lines += ["", _heading(done)]
        kind = kind_text(done)
        lines.append(f"  {number}: {figures_text(done, effort)}" + (f"  # {kind}" if kind else ""))
        if done.note:
            lines.append(f"     note: {_one_line(done.note)}")
    body = "\n".join(lines) + "\n"
    stamp = zlib.crc32(body.encode("utf-8", "replace"))
    return f"# Session {row.id}: {clean(row.name, words.MOST)} ({stamp:08x})\n{_HELP}\n{body}"


def _date(row: SessionRow) -> str:
    return "" if row.when is None else started_text(row.when)


def _heading(done: PerformedSet) -> str:
    return clean(done.exercise, words.MOST).strip() or words.UNKNOWN


def _one_line(note: str) -> str:
    return " ".join(clean(note, LONGEST_NOTE).split())


def figures_text(done: PerformedSet, effort: Effort) -> str:
    """A set as it is typed: "10 r2 @ 40 kg", "L 1:30", "4 12" of an AMRAP, "done"."""
    side = {"left": "L ", "right": "R "}.get(done.side, "")
    if done.rounds is not None:
        return f"{done.rounds} {done.reps or ''}".strip()
    is_timed = done.seconds is not None and done.reps is None
    figure = _time(done.seconds or 0.0) if is_timed else DONE if done.reps is None else str(done.reps)
    load = f" @ {done.load}" if done.load else ""
    is_told = done.rir is not None and effort != "off"
    hard = f" r{words.effort_figure(done.rir or 0.0, as_rpe=effort == 'rpe')}" if is_told else ""
    return f"{side}{figure}{hard}{load}"


def _time(seconds: float) -> str:
    return words.clock(round(seconds))


def without_marks(text: str) -> str:
    """A text without the problems that were told in it."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith(MARK))


def with_problems(text: str, problems: Iterable[Problem]) -> str:
    """A text with its problems, each above its line; told before, they are told anew."""
    lines = text.splitlines()
    for problem in sorted(problems, key=lambda each: each.line, reverse=True):
        lines.insert(min(problem.line - 1, len(lines)), f"{MARK} {problem.message}")
    return "\n".join(lines) + "\n"


def read_session_text(
    text: str, row: SessionRow, entries: Sequence[LoggedEntry], reader: ToldReader, now: datetime
) -> ReadSession:
    """What a text makes of a session.

    Args:
        text: as `session_text` made it, changed by a person.
        row: the session as it is in the log.
        entries: what it was to have.
        reader: of figures and names.
        now: nothing can have been done later.
    """
    return _Reading(row, entries, reader, now).read(text)


@dataclass(slots=True)
class _Reading:
    """Goes through the lines of a text."""

    row: SessionRow
    entries: Sequence[LoggedEntry]
    reader: ToldReader
    now: datetime
    problems: list[Problem] = field(default_factory=list)
    sets: list[PerformedSet] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    heading: str = ""
    line: int = 0
    started: date | None = None
    note: str = ""

    def read(self, text: str) -> ReadSession:
        lines = text.splitlines()
        for self.line, line in enumerate(lines[:_MOST_LINES], start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                self._take(line)
        if len(lines) > _MOST_LINES:
            self._fault(0, f"more than {_MOST_LINES:,} lines")
        if self.problems:
            return ReadSession(None, tuple(self.problems))
        note = self.row.note if self.note == _one_line(self.row.note) else self.note
        return ReadSession(EditedSession(self.started, note, tuple(self._numbered())), ())

    def _fault(self, at: int, message: str) -> None:
        self.problems.append(Problem(self.line, at + 1, "error", clean(message)))

    def _take(self, line: str) -> None:
        at = len(line) - len(line.lstrip())
        text = line.strip()
        if found := _FIELD.fullmatch(text):
            where = at + found.start("value")
            if found["name"].lower() == "date":
                self._take_date(found["value"], where)
            else:
                self._take_note(found["value"], where)
            return
        text = _COMMENT.sub("", text)
        if found := _SET.fullmatch(text):
            self._take_set(int(found["number"]), found["figures"].strip(), at, at + found.start("figures"))
        elif text.startswith("+"):
            self._add(text[1:].strip(), at + len(text) - len(text[1:].lstrip()))
        else:
            self.heading = text.rstrip(":")

    def _take_date(self, value: str, at: int) -> None:
        if self.heading:
            self._fault(at, "the date of the session stands before its exercises")
        elif value != _date(self.row):
            self.started = self._read_date(value.strip(), at)

    def _read_date(self, value: str, at: int) -> date | None:
        try:
            is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            started = date.fromisoformat(value) if is_day else datetime.fromisoformat(value).astimezone()
        except (ValueError, OverflowError):
            self._fault(at, "a day, or a day and a time: such as 2026-11-02 or 2026-11-02 18:30")
            return None
        if doubt := when_doubt(started, self.now):
            self._fault(at, doubt)
        return started

    def _take_note(self, value: str, at: int) -> None:
        if len(value) > LONGEST_NOTE:
            self._fault(at, f"{len(value):,} characters; a note has at most {LONGEST_NOTE:,}")
        elif not self.heading:
            self.note = value
        elif not self.sets or self.sets[-1].exercise != self.heading:
            self._fault(at, "a note of a set stands below it; that of the session before the exercises")
        else:
            self.sets[-1] = replace(self.sets[-1], note=value)

    def _take_set(self, number: int, figures: str, at: int, figures_at: int) -> None:
        if not 1 <= number <= len(self.row.sets):
            count = words.counted(len(self.row.sets), "set")
            self._fault(at, f'there is no set {number} of {count}; one more begins with a "+"')
            return
        if number in self.seen:
            self._fault(at, f"set {number} stands here twice")
            return
        if not self.heading:
            self._fault(at, "the exercise stands above its sets")
            return
        self.seen.add(number)
        before = self.row.sets[number - 1]
        done = before
        if figures != figures_text(before, self.reader.effort):
            done = self._with_figures(before, figures, figures_at)
        if self.heading != _heading(before):
            done = self._renamed(done)
        self.sets.append(replace(done, note="") if before.note else done)
        if self.heading == _heading(before):
            self.heading = before.exercise

    def _with_figures(self, before: PerformedSet, text: str, at: int) -> PerformedSet:
        if before.rounds is not None:
            try:
                record = logged_set(0, before).read_line(text, self.reader.units)
            except FigureError as error:
                self._fault(at, f'"{clean(text, _SHOWN)}": {error}')
                return before
            return replace(before, rounds=record.rounds, reps=record.reps, source="entered")
        told = self._told(text, at, is_timed=before.reps is None and before.seconds is not None)
        if len(told) > 1:
            self._fault(at, f'"{clean(text, _SHOWN)}": this line is one set; one more begins with a "+"')
        if len(told) != 1:
            return before
        new = told[0]
        rir = before.rir if self.reader.effort == "off" else new.rir
        is_same = None not in (new.seconds, before.seconds) and _time(new.seconds or 0) == _time(before.seconds or 0)
        is_minute = before.reps is not None and new.seconds is None  # one of an EMOM has its time besides
        seconds = before.seconds if is_same or is_minute else new.seconds
        return replace(before, side=new.side, reps=new.reps, seconds=seconds, load=new.load, rir=rir, source="entered")

    def _told(self, text: str, at: int, *, is_timed: bool | None = None) -> tuple[ToldSet, ...]:
        """The sets of a line, or its problems."""
        reader = self.reader
        if is_timed is not None:
            movement = movement_of(self.heading, reader.catalog)
            reader = replace(reader, counted={**reader.counted, movement: "seconds" if is_timed else "reps"})
        faults: list[ToldProblem] = []
        said = [TypedWord(word[0], at + word.start()) for word in re.finditer(r"\S+", text)]
        found = tuple(reader.sets(self.heading, said, faults)) if said else ()
        if not (found or faults):
            self._fault(at, f"what was done: such as 10, 1:30, 9@42.5, or {DONE}")
        for fault in faults:
            self._fault(fault.at, fault.message)
        return () if faults else found

    def _add(self, text: str, at: int) -> None:
        if not self.heading:
            self._fault(at, "the exercise stands above its sets")
            return
        for told in self._told(text, at):
            new = PerformedSet(
                bout=-told.number, side=told.side, exercise=self.heading, number=told.number, sets=0,
                kind="hold" if told.seconds is not None else "reps" if told.reps is not None else "open", target="",
                reps=told.reps, seconds=told.seconds, load=told.load, rir=told.rir, source="entered",
            )  # fmt: skip
            self.sets.append(self._renamed(new))

    def _renamed(self, done: PerformedSet) -> PerformedSet:
        """A set of the exercise that stands above it."""
        known = self.reader.catalog
        same = [each for each in self.row.sets if each.exercise == self.heading or _heading(each) == self.heading]
        if same:
            like = same[-1]
            name, movement, entry, nth, target = like.exercise, like.movement, like.entry, like.nth, like.target
        else:
            found, movement = known.find(self.heading), movement_of(self.heading, known)
            planned = next((each for each in self.entries if each.movement == movement), None)
            name = planned.exercise if planned else found.name if found else self.heading
            entry, nth, target = (planned.place, planned.nth, "") if planned else (None, 1, "")
        self.heading = name
        return replace(
            done, exercise=name, movement=movement, entry=entry, nth=nth, target=done.target or target, moved_kg=None
        )

    def _numbered(self) -> Iterator[PerformedSet]:
        """Sets that are new are counted on behind the others of their exercise."""
        known = self.reader.catalog
        last = Counter[tuple[str, int]]()
        for done in self.sets:
            key = (done.movement, done.nth)
            last[key] = max(last[key], done.number if done.id is not None and not done.is_warmup else 0)
        group: tuple[object, ...] = ()
        bout = -1
        for done in self.sets:
            exercise = known.find(done.exercise)
            shared = replace(done, share=exercise.share if exercise else None)
            if done.id is not None:
                yield shared
                continue
            key = (done.movement, done.nth)
            if (key, done.bout) != group or not done.side:
                group, bout = (key, done.bout), bout - 1
                last[key] += 1
            yield replace(shared, bout=bout, number=last[key], sets=last[key])
