"""What is put right in the log afterwards: sets, notes and times changed or thrown away.

Each leaves a line in the table `change`, in the same transaction: what it was, and what it is now.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.clock import SystemClock
from backday_tui.history.database import Database
from backday_tui.history.kept_values import load_columns, load_from, moment_text
from backday_tui.history.values import FIGURES, MOST, PLANNED_COLUMNS, SESSION_COLUMNS, SET_COLUMNS
from backday_tui.training.loads import moved_kg

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from backday_tui.history.store import PerformedSet
    from backday_tui.history.values import RowValues

_SAID: Final = ("source", "rir", "note")
"""What else is corrected of a set."""
_MOST_BODY_KG: Final = 1000.0


class LoggedChange(NamedTuple):
    """What was put right at some time: the columns that are others since then, as they were and as they are now.

    `what` is "set", "set deleted", "moved" or "note"; `at` None where the log makes no sense of it, `now` where what
    it was is gone. Of a set `was` and `now` name the id too.
    """

    at: datetime | None
    what: str
    was: dict[str, Any]
    now: dict[str, Any] | None


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
        rows = self.rows(
            "change", ("id", "at", "what", "was", "now"), "session = ? ORDER BY id LIMIT ?", (session, MOST)
        )
        return tuple(
            LoggedChange(
                row.moment("at"),
                row.text("what"),
                row.table("was"),
                None if row.kept("now")["now"] is None else row.table("now"),
            )
            for row in rows
        )

    def _as_it_was(self, session: int) -> dict[str, Any]:
        """All of a session but its journal."""
        of_session = {"performed_set": SET_COLUMNS, "planned_entry": PLANNED_COLUMNS}
        rows = self.rows("session", SESSION_COLUMNS, "id = ?", (session,))
        found: dict[str, Any] = rows[0].kept(*SESSION_COLUMNS) if rows else {}
        for table, columns in of_session.items():
            found[table] = [row.kept(*columns) for row in self.rows(table, columns, "session = ?", (session,))]
        return found

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
