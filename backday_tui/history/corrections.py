"""What is put right in the log afterwards: sets, notes and times changed or thrown away; and that taken back again.

Each leaves a line in the table `change`, in the same transaction: what it was, and what it is now. Whoever takes the
last of them back takes its line back too, so that the one before it is the last.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.history.database import Database
from backday_tui.history.kept_values import load_columns, load_from, moment_text
from backday_tui.history.values import FIGURES, LINE_COLUMNS, MOST, PLANNED_COLUMNS, SESSION_COLUMNS, SET_COLUMNS
from backday_tui.training.loads import moved_kg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from backday_tui.history.store import PerformedSet
    from backday_tui.history.values import RowValues

_SAID: Final = ("source", "rir", "note")
"""What else is corrected of a set."""
_MOST_BODY_KG: Final = 1000.0
_OF_SESSION: Final = MappingProxyType(
    {"performed_set": SET_COLUMNS, "planned_entry": PLANNED_COLUMNS, "journal": ("seq", *LINE_COLUMNS)}
)
"""What belongs to a session, by table."""
_EDITED: Final = ("started", "ended", "note")
"""What else of a session is changed where all of it is edited as text."""
_LONGEST_JOURNAL: Final = 2 << 20


class TakeBackError(BackdayError):
    """What was put right last can't be taken back."""

    def __init__(self) -> None:
        super().__init__("it can't be taken back: what was changed is not in the log any more, or makes no sense there")


class LoggedChange(NamedTuple):
    """What was put right at some time: the columns that are others since then, as they were and as they are now.

    `what` is "set", "set added", "set deleted", "session added", "session deleted", "edited", "moved" or "note"; `at`
    None where the log makes no sense of it, `now` where what it was is gone. Of a set `was` and `now` name the id too.
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

    def move(self, session: int, started: datetime, ended: datetime | None) -> None:
        """Replace the times of day of a session that was logged under a wrong clock; its sets move with it."""
        with self.transaction() as db, self.unlimited():
            times = {"started": moment_text(started), "ended": moment_text(ended) if ended else None}
            before = self.rows("session", ("id", "started", "ended"), "id = ?", (session,))
            for row in before:
                self._note_change(db, session, "moved", row.kept("started", "ended"), times)
                self._move_sets(db, session, row.moment("started"), started)
            db.execute("UPDATE session SET started = ?, ended = ? WHERE id = ?", (*times.values(), session))

    def _move_sets(self, db: sqlite3.Connection, session: int, before: datetime | None, now: datetime) -> None:
        for row in self.rows("performed_set", ("id", "at"), "session = ? AND at IS NOT NULL", (session,)):
            at = row.moment("at")
            moved = moment_text((at + (now - before)).astimezone(now.tzinfo)) if at and before else None
            db.execute("UPDATE performed_set SET at = ? WHERE id = ?", (moved, row.id))

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
                    known["moved_kg"] = self.moved_kg_of(replace(done, moved_kg=None), self.body_kg(session))
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
        undo = {
            "set": self._set_as_before,
            "set added": self._without_added,
            "set deleted": self._with_deleted,
            "session added": self._without_session,
            "session deleted": self._with_session,
            "edited": self._as_before_editing,
            "moved": self._moved_back,
            "note": self._with_note_before,
        }.get(change.what)
        try:
            with self.transaction() as db, self.unlimited():
                if undo is None or not undo(db, change):
                    raise TakeBackError
                db.execute("DELETE FROM change WHERE id = ?", (change.number,))
        except (LookupError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError, sqlite3.DataError) as error:
            raise TakeBackError from error

    def forget_change(self, change: LoggedChange) -> None:
        """Keep a change that can't be taken back: those before it can be again."""
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
        before = self.rows("session", ("id", "started"), "id = ?", (change.session,))
        times = {name: change.was[name] for name in ("started", "ended")}
        for row in before:
            started = datetime.fromisoformat(times["started"])
            self._move_sets(
                db, change.session, row.moment("started"), started if started.tzinfo else started.astimezone()
            )
        return _update(db, "session", times, change.session)

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

    def moved_kg_of(self, done: PerformedSet, body_kg: Fraction | None) -> float | None:
        """What was moved, where that can be told; what was worked out before stays."""
        load = load_from(done.load)
        if done.load is not None and load is None:
            return None
        moved = moved_kg(load, body_kg, done.share)
        return done.moved_kg if moved is None else round(float(moved), 6)

    def body_kg(self, session: int) -> Fraction | None:
        """What the person weighed on the day of a session: the newest weight up to it; None where nobody knows."""
        rows = self._db.execute(
            "SELECT kg FROM body_weight WHERE day <= (SELECT substr(started, 1, 10) FROM session WHERE id = ?)"
            " ORDER BY day DESC, id DESC LIMIT 1",
            (session,),
        ).fetchall()
        return Fraction(str(rows[0][0])) if rows and 0 < rows[0][0] <= _MOST_BODY_KG else None


def _update(db: sqlite3.Connection, table: str, columns: Mapping[str, Any], number: int) -> bool:
    """Change a row; whether it is there."""
    marks = ", ".join(f"{name} = ?" for name in columns)
    values = (*columns.values(), number)
    return bool(db.execute(f"UPDATE {table} SET {marks} WHERE id = ?", values).rowcount)  # noqa: S608 -- own names
