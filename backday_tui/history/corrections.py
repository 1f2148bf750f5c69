"""What is put right in the log afterwards: sets, notes and times changed or thrown away; and that taken back again.

Each leaves a line in the table `change`, in the same transaction: what it was, and what it is now. Whoever takes the
last of them back takes its line back too, so that the one before it is the last.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.history.database import Database, storable
from backday_tui.history.kept_values import aim_body, load_columns, load_from, moment_text, prescription_text
from backday_tui.history.values import (
    FIGURES,
    LINE_COLUMNS,
    MOST,
    PLANNED_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    RowValues,
)
from backday_tui.training.loads import moved_kg
from backday_tui.training.past import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, timedelta, tzinfo
    from pathlib import Path

    from backday_tui.history.store import LoggedEntry, PerformedSet, SessionRow

_SAID: Final = ("source", "rir", "note")
"""What else is corrected of a set."""
_MOST_BODY_KG: Final = 1000.0
ADDED: Final = 50_000
"""From here on sets are numbered that were added to a session afterwards; no session has as many by itself."""
_OF_SESSION: Final = MappingProxyType(
    {"performed_set": SET_COLUMNS, "planned_entry": PLANNED_COLUMNS, "journal": ("seq", *LINE_COLUMNS)}
)
"""What belongs to a session, by table."""
_EDITED: Final = ("started", "ended", "note")
"""What else of a session is changed where all of it is edited as text."""
MOST_NUMBER: Final = 1_000_000_000
"""Higher numbers of sessions were not given by backday."""
_LONGEST_JOURNAL: Final = 2 << 20


class TakeBackError(BackdayError):
    """What was put right last can't be taken back."""

    def __init__(self) -> None:
        super().__init__("it can't be taken back: what was changed is not in the log any more, or makes no sense there")


class LoggedChange(NamedTuple):
    """What was put right at some time: the columns that are others since then, as they were and as they are now.

    `what` is "set", "set added", "set deleted", "session added", "session deleted", "edited", "moved" or "note", or one
    of those in `imports.py`, which belong to no session; `at` None where the log makes no sense of it, `now` where what
    it was is gone. Of a set `was` and `now` name the id too.
    """

    at: datetime | None
    what: str
    was: dict[str, Any]
    now: dict[str, Any] | None
    session: int = 0
    number: int = 0


class Corrections(Database):
    """A history file in which something can be put right.

    Args:
        path: of the file.
        wall: gives the time of day of a correction; None for this machine's.
    """

    def __init__(self, path: Path, wall: Callable[[], datetime] | None = None) -> None:
        """As `Database`."""
        super().__init__(path)
        self._wall = wall or SystemClock().wall

    def delete(self, session: int) -> None:
        """Throw a session away, with its sets and its journal."""
        with self.transaction() as db, self.unlimited():
            self._note_change(db, session, "session deleted", self._as_it_was(session), None)
            db.execute("DELETE FROM session WHERE id = ?", (session,))

    def move(self, session: int, started: date, ended: datetime | None) -> None:
        """Replace the times of a session that was logged under a wrong clock; its sets move with it.

        Args:
            session: its id.
            started: a moment, or the day alone.
            ended: None for one that has not ended. Of what nobody timed it stays unknown.
        """
        with self.transaction() as db, self.unlimited():
            for row in self.rows("session", ("id", "started", "ended"), "id = ?", (session,)):
                times = self._put_times(db, row, started, ended)
                self._note_change(db, session, "moved", row.kept("started", "ended"), times)

    def _put_times(
        self, db: sqlite3.Connection, row: RowValues, started: date, ended: datetime | None
    ) -> dict[str, str | None]:
        """Change the times of a session, and those of its sets; gives the columns as they are now."""
        is_day, before = not isinstance(started, datetime), row.moment("started")
        times = {"started": when_text(started), "ended": moment_text(ended) if ended else None}
        if is_day or row.is_day("ended") or row.is_day("started"):
            times["ended"] = as_day(started).isoformat()
        moved_by = None
        if before is not None:
            is_timed = isinstance(started, datetime) and not row.is_day("started")
            moved_by = started - before if is_timed else as_day(started) - as_day(before)
        self._move_sets(db, row.id, moved_by, started.tzinfo if isinstance(started, datetime) else None)
        _update(db, "session", times, row.id)
        return times

    def _move_sets(self, db: sqlite3.Connection, session: int, moved_by: timedelta | None, zone: tzinfo | None) -> None:
        for row in self.rows("performed_set", ("id", "at"), "session = ? AND at IS NOT NULL", (session,)):
            at = row.moment("at")
            moved = (at + moved_by).astimezone(zone or at.tzinfo) if at and moved_by is not None else None
            db.execute(
                "UPDATE performed_set SET at = ? WHERE id = ?", (None if moved is None else moment_text(moved), row.id)
            )

    def annotate(self, session: int, note: str, *, is_change: bool = True) -> None:
        """Replace the note of a session; while it runs, or has just ended, that is no change of what was."""
        with self.transaction() as db:
            for row in self.rows("session", ("id", "note"), "id = ?", (session,)) if is_change else ():
                self._note_change(db, session, "note", row.kept("note"), {"note": note})
            db.execute("UPDATE session SET note = ? WHERE id = ?", (note, session))

    def correct(self, done: PerformedSet) -> None:
        """Replace the figures of a set that is in the log, and so has an id; what is said of them too.

        What the log holds and makes no sense stays, unless there is a figure to take its place.
        """
        figures = {name: getattr(done, name) for name in (*FIGURES, *_SAID)}
        known = {name: value for name, value in figures.items() if value is not None or name not in done.unknown}
        if not known:
            return
        if "load" in known:
            known |= load_columns(done.load)
        with self.transaction() as db:
            for session, row in self._set_rows(done):
                was = row.kept(*(name for name in known if name in figures))
                is_now = {name: known[name] for name in was if known[name] != was[name]}
                if "load" in is_now:
                    known["moved_kg"] = moved_kg_of(replace(done, moved_kg=None), self.body_kg(session))
                    was, is_now = was | row.kept("moved_kg"), is_now | {"moved_kg": known["moved_kg"]}
                if is_now:
                    what = {"set": done.id, **{name: was[name] for name in is_now}}
                    self._note_change(db, session, "set", what, {"set": done.id, **is_now})
            marks = ", ".join(f"{name} = ?" for name in known)
            db.execute(f"UPDATE performed_set SET {marks} WHERE id = ?", (*known.values(), done.id))  # noqa: S608 -- own names

    def _set_rows(self, done: PerformedSet) -> Iterator[tuple[int, RowValues]]:
        for session, *_ in self._db.execute("SELECT session FROM performed_set WHERE id = ?", (done.id,)).fetchall():
            for row in self.rows("performed_set", SET_COLUMNS, "id = ?", (done.id,)):
                yield session, row

    def add_sets(self, session: int, sets: Sequence[PerformedSet]) -> None:
        """Sets more in a session that is over, as one change."""
        with self.transaction() as db:
            numbers = self._add_sets(db, session, sets)
            now = [{"set": number, **_brief(each)} for number, each in zip(numbers, sets, strict=True)]
            self._note_change(db, session, "set added", {}, {"sets": now})

    def _add_sets(self, db: sqlite3.Connection, session: int, sets: Sequence[PerformedSet]) -> list[int]:
        """Sets behind those that there are, by numbers of their own; gives their ids."""
        query = "SELECT coalesce(max(bout) + 1, 0) FROM performed_set WHERE session = ? AND bout BETWEEN ? AND ?"
        (first,) = db.execute(query, (session, ADDED, MOST)).fetchone()
        first, body_kg, numbers = max(first, ADDED), self.body_kg(session), list[int]()
        bouts = {bout: first + place for place, bout in enumerate(dict.fromkeys(each.bout for each in sets))}
        for each in sets:
            columns = self._columns_of(replace(each, bout=bouts[each.bout]), body_kg)
            self.insert("performed_set", [{"session": session, **columns}])
            numbers.append(db.execute("SELECT last_insert_rowid()").fetchone()[0])
        return numbers

    def edit(
        self, before: SessionRow, sets: Sequence[PerformedSet], note: str, times: tuple[date, datetime | None] | None
    ) -> None:
        """Make a session what it is to be, as one change.

        Args:
            before: as it is.
            sets: all of them; those without an id are new, those that are left out are deleted.
            note: of the session.
            times: as `move` takes them; None where they stay.
        """
        old, kept = {done.id: done for done in before.sets}, {done.id for done in sets}
        changed = [done for done in sets if done.id is not None and done != old[done.id]]
        new, gone = [done for done in sets if done.id is None], [number for number in old if number not in kept]
        with self.transaction() as db, self.unlimited():
            was, body_kg = self._as_it_was(before.id), self.body_kg(before.id)
            for number in gone:
                db.execute("DELETE FROM performed_set WHERE id = ?", (number,))
            for done in changed:
                is_same = done.load == old[done.id].load
                known = replace(done, share=None) if is_same else replace(done, moved_kg=None)
                columns, unchanged = self._columns_of(known, body_kg), self._columns_of(old[done.id], body_kg)
                is_now = {name: value for name, value in columns.items() if value != unchanged[name]}
                _update(db, "performed_set", is_now, done.id or 0)
            self._add_sets(db, before.id, new)
            now: dict[str, Any] = {"changed": len(changed), "added": len(new), "deleted": len(gone)}
            if note != before.note:
                now |= {"note": note}
                _update(db, "session", {"note": storable(note)}, before.id)
            for row in self.rows("session", ("id", "started", "ended"), "id = ?", (before.id,)) if times else ():
                now |= self._put_times(db, row, *times) if times else {}
            kept_as_was = {name: was[name] for name in (*_EDITED, "performed_set")}
            self._note_change(db, before.id, "edited", kept_as_was, now)

    def delete_set(self, number: int) -> None:
        """Throw one set away."""
        with self.transaction() as db, self.unlimited():
            for session, *_ in db.execute("SELECT session FROM performed_set WHERE id = ?", (number,)).fetchall():
                for row in self.rows("performed_set", SET_COLUMNS, "id = ?", (number,)):
                    self._note_change(db, session, "set deleted", row.kept(*SET_COLUMNS), None)
            db.execute("DELETE FROM performed_set WHERE id = ?", (number,))

    def changes(self, session: int) -> tuple[LoggedChange, ...]:
        """What was put right in a session, in the order in which it was."""
        self.begin_call()
        return self._changes("session = ? ORDER BY id LIMIT ?", (session, MOST))

    def last_change(self) -> LoggedChange | None:
        """What was put right last, in whatever session; None for nothing."""
        self.begin_call()
        return next(iter(self._changes("TRUE ORDER BY id DESC LIMIT 1", ())), None)

    def _changes(self, which: str, values: tuple[object, ...]) -> tuple[LoggedChange, ...]:
        return tuple(
            LoggedChange(
                row.moment("at"),
                row.text("what"),
                row.table("was"),
                None if row.kept("now")["now"] is None else row.table("now"),
                row.number_of("session"),
                row.id,
            )
            for row in self.rows("change", ("id", "session", "at", "what", "was", "now"), which, values)
        )

    def _as_it_was(self, session: int) -> dict[str, Any]:
        """All of a session, and of its journal as much as can be read again."""
        rows = self.rows("session", SESSION_COLUMNS, "id = ?", (session,))
        found: dict[str, Any] = rows[0].kept(*SESSION_COLUMNS) if rows else {}
        for table, columns in _OF_SESSION.items():
            found[table] = [row.kept(*columns) for row in self.rows(table, columns, "session = ?", (session,))]
        if len(json.dumps(found["journal"])) > _LONGEST_JOURNAL:
            found["journal"] = []
        return found

    # -- taken back -------------------------------------------------------------------------------------------

    def take_back(self, change: LoggedChange) -> None:
        """Make it as it was before the change that was made last, and forget the change.

        Raises:
            TakeBackError: it can't be: the log holds what makes no sense of it, or what was changed is gone.
        """
        try:
            with self.transaction() as db, self.unlimited():
                undo = self.undoing().get(change.what)
                if undo is None or not undo(db, change):
                    raise TakeBackError
                db.execute("DELETE FROM change WHERE id = ?", (change.number,))
        except (LookupError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError, sqlite3.DataError) as error:
            raise TakeBackError from error

    def undoing(self) -> dict[str, Callable[[sqlite3.Connection, LoggedChange], bool]]:
        """What takes a change back, by what it was; each says whether it could."""
        return {
            "set": self._set_as_before,
            "set added": self._without_added,
            "set deleted": self._with_deleted,
            "session added": self._without_session,
            "session deleted": self._with_session,
            "edited": self._as_before_editing,
            "moved": self._moved_back,
            "note": self._with_note_before,
        }

    def forget_change(self, change: LoggedChange) -> None:
        """Forget the line of a change that can't be taken back, so that those before it can be."""
        self.forget("change", change.number)

    def _set_as_before(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        columns = {name: value for name, value in change.was.items() if name in SET_COLUMNS and name != "id"}
        if "load" in columns:
            columns |= load_columns(columns["load"])
        return _update(db, "performed_set", columns, change.was["set"])

    def _without_added(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        numbers = [int(each["set"]) for each in (change.now or {})["sets"]]
        gone = [db.execute("DELETE FROM performed_set WHERE id = ?", (number,)).rowcount for number in numbers]
        return any(gone)

    def _with_deleted(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        if not db.execute("SELECT 1 FROM session WHERE id = ?", (change.session,)).fetchone():
            return False
        self._put_set(change.session, change.was)
        return True

    def _without_session(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        return bool(db.execute("DELETE FROM session WHERE id = ?", (change.session,)).rowcount)

    def _with_session(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        columns = {name: change.was[name] for name in SESSION_COLUMNS}
        self.insert("session", [columns])
        for table in _OF_SESSION:
            for row in change.was.get(table, ()):
                if table == "performed_set":
                    self._put_set(change.session, row)
                else:
                    self.insert(table, [{"session": change.session, **row}])
        return bool(db.total_changes)

    def _as_before_editing(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        db.execute("DELETE FROM performed_set WHERE session = ?", (change.session,))
        for row in change.was["performed_set"]:
            self._put_set(change.session, row)
        return _update(db, "session", {name: change.was[name] for name in _EDITED}, change.session)

    def _moved_back(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        was = RowValues(change.was)
        started = was.moment("started")
        if started is None:
            return False
        for row in self.rows("session", ("id", "started", "ended"), "id = ?", (change.session,)):
            self._put_times(db, row, started.date() if was.is_day("started") else started, None)
        return _update(db, "session", {name: change.was[name] for name in ("started", "ended")}, change.session)

    def _with_note_before(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        return _update(db, "session", {"note": change.was["note"]}, change.session)

    def _put_set(self, session: int, columns: Mapping[str, Any]) -> None:
        """A set as a change keeps it."""
        known = {name: columns[name] for name in SET_COLUMNS}
        self.insert("performed_set", [{"session": session, **known, **load_columns(known["load"])}])

    def _note_change(
        self, db: sqlite3.Connection, session: int, what: str, was: dict[str, Any], now: dict[str, Any] | None
    ) -> None:
        moment, after = moment_text(self._wall()), None if now is None else json.dumps(now)
        db.execute(
            "INSERT INTO change (session, at, what, was, now) VALUES (?, ?, ?, ?, ?)",
            (session, moment, what, json.dumps(was), after),
        )

    def _free_uid(self, wanted: str) -> str:
        """That one, or a new one where there is none, or another session has it."""
        taken = self._db.execute("SELECT 1 FROM session WHERE uid = ? AND uid <> ''", (wanted,)).fetchone()
        return wanted if wanted and not taken else uuid.uuid4().hex

    def _new_number(self, db: sqlite3.Connection) -> int:
        """A number that no session ever had: a deleted one's isn't given again. Those that nobody gave don't count."""
        (last,) = db.execute(
            "SELECT max(number) FROM (SELECT last AS number FROM given_number UNION ALL SELECT id FROM session)"
            " WHERE number BETWEEN 0 AND ?",
            (MOST_NUMBER,),
        ).fetchone()
        number = (last or 0) + 1
        db.execute("DELETE FROM given_number")
        db.execute("INSERT INTO given_number (last) VALUES (?)", (number,))
        return number

    def _columns_of(self, done: PerformedSet, body_kg: Fraction | None) -> dict[str, Any]:
        of_its_name = (
            "bout", "side", "exercise", "number", "sets", "kind", "target", *FIGURES, "movement", "nth", "entry",
            "source", "mark", "rir", "distance_m", "note", "rest_s",
        )  # fmt: skip
        return {
            **{name: getattr(done, name) for name in of_its_name},
            **load_columns(done.load),
            "warmup": int(done.is_warmup),
            "cut": int(done.is_cut),
            "at": None if done.at is None else moment_text(done.at),
            "moved_kg": moved_kg_of(done, body_kg),
            "aim": None if done.aim is None else json.dumps(aim_body(done.aim)),
        }

    def body_kg(self, session: int) -> Fraction | None:
        """What the person weighed on the day of a session: the newest weight up to it; None where nobody knows."""
        rows = self._db.execute(
            "SELECT kg FROM body_weight WHERE day <= (SELECT substr(started, 1, 10) FROM session WHERE id = ?)"
            " ORDER BY day DESC, id DESC LIMIT 1",
            (session,),
        ).fetchall()
        return Fraction(str(rows[0][0])) if rows and 0 < rows[0][0] <= _MOST_BODY_KG else None


def moved_kg_of(done: PerformedSet, body_kg: Fraction | None) -> float | None:
    """What was moved, where that can be told; what was worked out before stays."""
    load = load_from(done.load)
    if done.load is not None and load is None:
        return None
    moved = moved_kg(load, body_kg, done.share)
    return done.moved_kg if moved is None else round(float(moved), 6)


def columns_of_entry(entry: LoggedEntry) -> dict[str, Any]:
    """The columns of an exercise that a session was to have."""
    of_its_name = ("place", "section", "item", "entry", "exercise", "movement", "nth", "kind", "planned")
    return {
        **{name: getattr(entry, name) for name in of_its_name},
        "prescription": prescription_text(entry.prescription),
        "two_sided": int(entry.two_sided),
        "swapped": int(entry.was_swapped),
    }


def _update(db: sqlite3.Connection, table: str, columns: Mapping[str, Any], number: int) -> bool:
    """Change a row; whether it is there."""
    marks = ", ".join(f"{name} = ?" for name in columns)
    values = (*columns.values(), number)
    return bool(db.execute(f"UPDATE {table} SET {marks} WHERE id = ?", values).rowcount)  # noqa: S608 -- own names


def _brief(done: PerformedSet) -> dict[str, Any]:
    """What there is to say of a set that is kept as a change."""
    figures = {name: getattr(done, name) for name in (*FIGURES, "rir") if getattr(done, name) is not None}
    return {"exercise": done.exercise, **figures}


def when_text(started: date) -> str:
    """A moment, or a day of which nobody knows more, as the log has it."""
    return moment_text(started) if isinstance(started, datetime) else started.isoformat()
