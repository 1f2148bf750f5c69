"""Sessions, their sets, and the journal of the one that runs, in one SQLite file.

Every write is one short transaction that is on the disk, whole, when the call returns (rollback journal,
synchronous=EXTRA). Times are arguments. Whoever can't wait for a disk calls this from another thread, as `recorder.py`
does.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backday_tui.errors import BackdayError
from backday_tui.history.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from backday_tui.history.journal import Opening

BUSY_S = 2.0
"""How long a write waits for another program that holds the file."""


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """A set that was done, with its target. `side` is "" for both; figures that weren't given are None."""

    bout: int
    side: str
    exercise: str
    number: int
    sets: int
    kind: str
    target: str
    reps: int | None = None
    seconds: float | None = None
    load: str | None = None
    rounds: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A line of the journal: a command with its arguments, `at_s` seconds after the session's start."""

    at_s: float
    command: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SessionTotals:
    """What a session comes to at some moment: `elapsed_s` is without pauses, `ended` None while it goes on."""

    elapsed_s: float
    planned_sets: int
    ended: datetime | None = None
    partial: bool = True


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal, what the session comes to after it, and all its sets, if they changed."""

    entry: JournalEntry
    standing: SessionTotals
    sets: tuple[PerformedSet, ...] | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the log shows it; `ended` is None while it runs, or where it was interrupted.

    `options` is what the log keeps of its beginning as JSON (see journal.py), as it stands there.
    """

    id: int
    routine: str
    name: str
    snapshot: str
    options: dict[str, Any]
    planned_sets: int
    started: datetime
    ended: datetime | None
    partial: bool
    elapsed_s: float
    note: str
    sets: tuple[PerformedSet, ...] = ()


class GoneError(BackdayError):
    """The session is no longer in the log: somebody threw it away."""


class Store:
    """One open history file. Every method raises sqlite3.Error if the disk or another program is in the way."""

    def __init__(self, path: Path) -> None:
        """Open the file; it and its folder are made if they aren't there.

        Raises:
            sqlite3.Error: it is no database, can't be read or written, or another program holds it.
            NewerHistoryError: a newer backday wrote it.
            OSError: its folder can't be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        with ExitStack() as unless_opened:
            unless_opened.callback(self._db.close)
            self._use_rollback_journal()
            self._db.execute("PRAGMA synchronous = EXTRA")
            self._db.execute("PRAGMA foreign_keys = ON")
            migrate(self._db, path)
            unless_opened.pop_all()

    def _use_rollback_journal(self) -> None:
        """As is the default; if another program has the file open with a write-ahead log, that has to do."""
        try:
            self._db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            if not self.path.with_name(f"{self.path.name}-wal").exists():
                raise

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    # -- the session that runs ----------------------------------------------------------------------------------

    def begin(self, opening: Opening) -> int:
        """A new session; gives its id."""
        with self._transaction() as db:
            row = db.execute(
                "INSERT INTO session (routine, name, snapshot, options, planned_sets, started)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    storable(opening.routine),
                    storable(opening.name),
                    storable(opening.snapshot),
                    json.dumps(opening.options),
                    opening.planned_sets,
                    opening.started.isoformat(timespec="seconds"),
                ),
            )
            return int(row.lastrowid or 0)

    def append(self, session: int, first: int, lines: Sequence[JournalLine]) -> None:
        """Write lines of the journal, from number `first` on, and what the session comes to after the last.

        A line that is there already, by session and number, isn't written again.

        Raises:
            GoneError: the session is gone.
        """
        rows = [
            (session, number, line.entry.at_s, line.entry.command, json.dumps(line.entry.body))
            for number, line in enumerate(lines, start=first)
        ]
        sets = next((line.sets for line in reversed(lines) if line.sets is not None), None)
        with self._transaction() as db:
            self._stand(db, session, lines[-1].standing)
            db.executemany(
                "INSERT INTO journal (session, seq, at_s, command, body) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (session, seq) DO NOTHING",
                rows,
            )
            if sets is not None:
                self._replace_sets(db, session, sets)

    def end(self, session: int, standing: SessionTotals) -> None:
        """Write what the session comes to, without a line in its journal.

        Raises:
            GoneError: the session is gone.
        """
        with self._transaction() as db:
            self._stand(db, session, standing)

    def journal(self, session: int) -> tuple[JournalEntry, ...]:
        """The lines of a session's journal, in order."""
        rows = self._db.execute("SELECT at_s, command, body FROM journal WHERE session = ? ORDER BY seq", (session,))
        return tuple(JournalEntry(at_s, command, json.loads(body)) for at_s, command, body in rows)

    # -- the log ------------------------------------------------------------------------------------------------

    def sessions(self, *, limit: int = -1) -> tuple[SessionRow, ...]:
        """The sessions, newest first, with their sets; `limit` -1 for all."""
        return self._sessions("ORDER BY id DESC LIMIT ?", (limit,))

    def session(self, number: int) -> SessionRow | None:
        """The session with this id; None where there is none."""
        return next(iter(self._sessions("WHERE id = ?", (number,))), None)

    def unfinished(self, routine: str | None = None) -> tuple[SessionRow, ...]:
        """The sessions that haven't ended, newest first; of one routine if that is named."""
        if routine is None:
            return self._sessions("WHERE ended IS NULL ORDER BY id DESC", ())
        return self._sessions("WHERE ended IS NULL AND routine = ? ORDER BY id DESC", (routine,))

    def last_done(self) -> dict[str, datetime]:
        """By the id of each routine, when the last session began in which a set of it was done."""
        rows = self._db.execute(
            "SELECT routine, started FROM session"
            " WHERE routine <> '' AND EXISTS (SELECT 1 FROM performed_set WHERE performed_set.session = session.id)"
        )
        done: dict[str, datetime] = {}
        for routine, text in rows:
            started = datetime.fromisoformat(text)
            done[routine] = max(started, done.get(routine, started))
        return done

    def delete(self, session: int) -> None:
        """Throw a session away, with its sets and its journal."""
        with self._transaction() as db:
            db.execute("DELETE FROM session WHERE id = ?", (session,))

    def annotate(self, session: int, note: str) -> None:
        """Replace the note of a session."""
        with self._transaction() as db:
            db.execute("UPDATE session SET note = ? WHERE id = ?", (note, session))

    def correct(self, done: PerformedSet) -> None:
        """Replace the figures of a set that is in the log, and so has an id."""
        with self._transaction() as db:
            db.execute(
                "UPDATE performed_set SET reps = ?, seconds = ?, load = ?, rounds = ? WHERE id = ?",
                (done.reps, done.seconds, done.load, done.rounds, done.id),
            )

    def delete_set(self, number: int) -> None:
        """Throw one set away."""
        with self._transaction() as db:
            db.execute("DELETE FROM performed_set WHERE id = ?", (number,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Either everything that is written within is kept, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            yield self._db

    def _stand(self, db: sqlite3.Connection, session: int, standing: SessionTotals) -> None:
        ended = standing.ended.isoformat(timespec="seconds") if standing.ended else None
        changed = db.execute(
            "UPDATE session SET ended = ?, elapsed_s = ?, planned_sets = ?, partial = ? WHERE id = ?",
            (ended, standing.elapsed_s, standing.planned_sets, int(standing.partial), session),
        ).rowcount
        if not changed:
            raise GoneError(f"session {session} is not in the log any more")

    def _replace_sets(self, db: sqlite3.Connection, session: int, sets: Sequence[PerformedSet]) -> None:
        db.execute("DELETE FROM performed_set WHERE session = ?", (session,))
        columns = ("bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load", "rounds")
        marks = ", ".join("?" * (len(columns) + 1))
        db.executemany(
            f"INSERT INTO performed_set (session, {', '.join(columns)}) VALUES ({marks})",  # noqa: S608 -- own names
            [
                (session, *(storable(value) if isinstance(value, str) else value for value in _values(done, columns)))
                for done in sets
            ],
        )

    def _sessions(self, tail: str, values: tuple[object, ...]) -> tuple[SessionRow, ...]:
        columns = "id, routine, name, snapshot, options, planned_sets, started, ended, partial, elapsed_s, note"
        rows = self._db.execute(f"SELECT {columns} FROM session {tail}", values).fetchall()  # noqa: S608 -- own text
        return tuple(self._row(*row) for row in rows)

    def _row(self, *values: Any) -> SessionRow:
        number, routine, name, snapshot, options, planned, started, ended, partial, elapsed_s, note = values
        return SessionRow(
            number,
            routine,
            name,
            snapshot,
            json.loads(options),
            planned,
            datetime.fromisoformat(started),
            datetime.fromisoformat(ended) if ended else None,
            bool(partial),
            elapsed_s,
            note,
            self._sets(number),
        )

    def _sets(self, session: int) -> tuple[PerformedSet, ...]:
        rows = self._db.execute(
            "SELECT bout, side, exercise, number, sets, kind, target, reps, seconds, load, rounds, id"
            " FROM performed_set WHERE session = ? ORDER BY id",
            (session,),
        )
        return tuple(PerformedSet(*row) for row in rows)


def storable(text: str) -> str:
    """The text, with question marks for what UTF-8 can't say, as the bytes of a file name that aren't text."""
    return text.encode("utf-8", "replace").decode()


def _values(done: PerformedSet, columns: Sequence[str]) -> Iterator[Any]:
    return (getattr(done, column) for column in columns)
