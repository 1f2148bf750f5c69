"""Sessions, their sets, and the journal of the one that runs, in one SQLite file.

Every write is one short transaction that is on the disk, whole, when the call returns (rollback journal,
synchronous=EXTRA). Times are arguments. Whoever can't wait for a disk calls this from another thread, as `recorder.py`
does. What is read is limited, in work and in length, and checked by `values.py`.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from backday_tui.errors import BackdayError
from backday_tui.history.migrations import migrate
from backday_tui.history.values import LENGTHS, RowValues
from backday_tui.training.past import place_in_time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from backday_tui.history.journal import Opening
    from backday_tui.training.past import FigureSource, SetMark
    from backday_tui.training.prescription import Aim

FIGURES = ("reps", "seconds", "load", "rounds")
"""What is written down of a set that was done."""
BUSY_S = 2.0
"""How long a write waits for another program that holds the file."""
MOST_STEPS: Final = 200
"""How much work one call may make for SQLite, in millions of the steps of its machine: some seconds. A log of twenty
years takes two or three; a table that never ends is given up."""
_STEPS: Final = 1_000_000
MOST_NUMBER: Final = 1_000_000_000
"""Higher numbers of sessions were not given by backday."""
MOST_BYTES: Final = 8 << 20
"""The longest text, or row, that is read or written: several times the longest routine file."""
MOST_TEXT: Final = 64 << 20
"""The characters that one call reads: those of a log of twenty years are half of that."""
_MOST_SETS: Final = 20_000
_MOST_ENTRIES: Final = 200_000
"""A line each four seconds: a workout of nine days."""
_HEAD: Final = ("id", "routine", "name", "planned_sets", "started", "ended", "partial", "elapsed_s", "note")
_SESSION: Final = (*_HEAD, "snapshot", "options")
_SET: Final = (
    "id", "bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load", "rounds"
)  # fmt: skip
_ENTRY: Final = ("at_s", "command", "body")
UNREADABLE: Final = "Unreadable"
"""The command of a line that stands for the rest of a journal, from where it makes no sense on."""


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """A set that was done, with its target. `side` is "" for both; figures that weren't given are None.

    `unknown` names the fields of which the log holds what makes no sense: figures are None then, numbers 0, texts "".
    """

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
    unknown: tuple[str, ...] = ()
    movement: str = ""
    source: FigureSource = "unknown"
    is_warmup: bool = False
    mark: SetMark | None = None
    rir: float | None = None
    distance_m: float | None = None
    note: str = ""
    at: datetime | None = None
    rest_s: float | None = None
    moved_kg: float | None = None
    aim: Aim | None = None


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
class SessionHead:
    """A session of the log in few words, without its sets: as many as there are can be read at once.

    `ended` is None while it runs, or where it was interrupted (see `has_ended`). `unknown` names the fields of which
    the log holds what makes no sense: times and counts are None then, texts "" or cut.
    """

    id: int
    routine: str
    name: str
    planned_sets: int | None
    started: datetime | None
    ended: datetime | None
    partial: bool
    elapsed_s: float | None
    note: str
    unknown: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def has_ended(self) -> bool:
        """Whether it is over, even where nobody knows when that was."""
        return self.ended is not None or "ended" in self.unknown


@dataclass(frozen=True, slots=True)
class SessionRow(SessionHead):
    """A session with its sets, and what it was made from.

    `options` is what the log keeps of its beginning as JSON (see journal.py), as it stands there.
    """

    snapshot: str
    options: dict[str, Any]
    sets: tuple[PerformedSet, ...] = ()


_Session = TypeVar("_Session", bound=SessionHead)


def newest_first(sessions: Iterable[_Session]) -> tuple[_Session, ...]:
    """By date, then by id. What has a date that makes no sense comes first: it is to be seen."""

    def place(session: _Session) -> tuple[bool, date, float, int]:
        return (session.started is None, *place_in_time(session.started or date.max, session.id))

    return tuple(sorted(sessions, key=place, reverse=True))


class TooMuchError(sqlite3.OperationalError):
    """The log holds more than is read at once."""

    def __init__(self) -> None:
        super().__init__("it holds more text than is read at once")


class GoneError(BackdayError):
    """The session is no longer in the log: somebody threw it away."""


class Store:
    """One open history file. Every method raises sqlite3.Error if the disk or another program is in the way."""

    def __init__(self, path: Path) -> None:
        """Open the file; it and its folder are made if they aren't there.

        Raises:
            sqlite3.Error: it is no database or another one, can't be read or written, or another program holds it.
            NewerHistoryError: a newer backday wrote it.
            OSError: its folder can't be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        with ExitStack() as unless_opened:
            unless_opened.callback(self._db.close)
            self._limit_reading()
            try:
                self._use_rollback_journal()
                self._db.execute("PRAGMA synchronous = EXTRA")
                self._db.execute("PRAGMA foreign_keys = ON")
                migrate(self._db, path)
            except UnicodeDecodeError as error:  # what SQLite says of a damaged schema has that in it
                raise sqlite3.DatabaseError("malformed database schema") from error
            unless_opened.pop_all()

    def _limit_reading(self) -> None:
        """Whatever is in the file, to read it ends, and takes no more memory than a log does."""
        self._db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        self._begin_call()
        self._db.set_progress_handler(self._step, _STEPS)

    def _begin_call(self) -> None:
        """Each call has its own measure."""
        self._steps_left, self._text_left = MOST_STEPS, MOST_TEXT

    def _step(self) -> bool:
        """Called by SQLite each million steps; whether it is to give up."""
        self._steps_left -= 1
        return self._steps_left < 0

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
            number = self._new_number(db)
            db.execute(
                "INSERT INTO session (id, routine, name, snapshot, options, planned_sets, started)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    storable(opening.routine),
                    storable(opening.name),
                    storable(opening.snapshot),
                    json.dumps(opening.options),
                    opening.planned_sets,
                    _written(opening.started),
                ),
            )
            return number

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

    def end_as_it_is(self, session: int, ended: datetime) -> None:
        """End a session and leave all else in it as it stands."""
        with self._transaction() as db:
            db.execute("UPDATE session SET ended = ? WHERE id = ?", (_written(ended), session))

    def journal(self, session: int) -> tuple[JournalEntry, ...]:
        """The lines of a session's journal, in order; where one makes no sense an `UNREADABLE` one is the last."""
        self._begin_call()
        found: list[JournalEntry] = []
        latest = 0.0
        for row in self._rows("journal", _ENTRY, "session = ? ORDER BY seq LIMIT ?", (session, _MOST_ENTRIES + 1)):
            at_s, command, body = row.seconds("at_s"), row.text("command"), row.table("body")
            if row.unknown or at_s is None or len(found) == _MOST_ENTRIES:
                return (*found, JournalEntry(latest, UNREADABLE, {}))
            found.append(JournalEntry(at_s, command, body))
            latest = at_s
        return tuple(found)

    # -- the log ------------------------------------------------------------------------------------------------

    def heads(self) -> tuple[SessionHead, ...]:
        """Every session in few words, newest first."""
        self._begin_call()
        rows = self._rows("session", _HEAD, "TRUE", ())
        return newest_first(SessionHead(**_head(row), unknown=tuple(row.unknown)) for row in rows)

    def sessions(self, *, limit: int = -1) -> tuple[SessionRow, ...]:
        """The sessions, newest first, with their sets; `limit` -1 for all."""
        if limit < 0:
            return newest_first(self._sessions("TRUE", ()))
        return self.sessions_of([head.id for head in self.heads()[:limit]])

    def sessions_of(self, numbers: Collection[int]) -> tuple[SessionRow, ...]:
        """The sessions with these ids, newest first, with their sets; those that are gone are left out."""
        return newest_first(self._sessions(f"id IN ({', '.join('?' * len(numbers))})", tuple(numbers)))

    def session(self, number: int) -> SessionRow | None:
        """The session with this id; None where there is none."""
        return next(iter(self._sessions("id = ?", (number,))), None)

    def unfinished(self, routine: str | None = None) -> tuple[SessionRow, ...]:
        """The sessions that haven't ended, newest first; of one routine if that is named."""
        if routine is None:
            return self._sessions("ended IS NULL ORDER BY id DESC", ())
        return self._sessions("ended IS NULL AND routine = ? ORDER BY id DESC", (routine,))

    def starts(self) -> tuple[tuple[str, datetime | None], ...]:
        """When each session began in which something was done, with its routine's id; None for a time that is none."""
        self._begin_call()
        done = "EXISTS (SELECT 1 FROM performed_set WHERE performed_set.session = session.id)"
        rows = self._rows("session", ("routine", "started"), f"routine <> '' AND {done}", ())
        return tuple((row.text("routine"), row.moment("started")) for row in rows)

    def finished(self, routine: str | None = None) -> Iterator[SessionRow]:
        """The sessions that have ended, the one that ended last first; of one routine if that is named.

        One of which nobody knows when it ended is left out.
        """
        which, values = ("", ()) if routine is None else (" AND routine = ?", (routine,))
        self._steps_left = MOST_STEPS
        rows = self._rows("session", ("id", "ended"), f"ended IS NOT NULL{which}", values)
        ended = [(moment, row.id) for row in rows if (moment := row.moment("ended")) is not None]
        for _, number in sorted(ended, reverse=True):
            yield from self._sessions("id = ?", (number,))

    def delete(self, session: int) -> None:
        """Throw a session away, with its sets and its journal."""
        with self._transaction() as db:
            db.execute("DELETE FROM session WHERE id = ?", (session,))

    def move(self, session: int, started: datetime, ended: datetime | None) -> None:
        """Replace the times of day of a session that was logged under a wrong clock."""
        with self._transaction() as db:
            times = (_written(started), _written(ended) if ended else None)
            db.execute("UPDATE session SET started = ?, ended = ? WHERE id = ?", (*times, session))

    def annotate(self, session: int, note: str) -> None:
        """Replace the note of a session."""
        with self._transaction() as db:
            db.execute("UPDATE session SET note = ? WHERE id = ?", (note, session))

    def correct(self, done: PerformedSet) -> None:
        """Replace the figures of a set that is in the log, and so has an id.

        What the log holds and makes no sense stays, unless there is a figure to take its place.
        """
        figures = {name: getattr(done, name) for name in ("reps", "seconds", "load", "rounds")}
        known = {name: value for name, value in figures.items() if value is not None or name not in done.unknown}
        if known:
            marks = ", ".join(f"{name} = ?" for name in known)
            with self._transaction() as db:
                db.execute(f"UPDATE performed_set SET {marks} WHERE id = ?", (*known.values(), done.id))  # noqa: S608 -- own names

    def delete_set(self, number: int) -> None:
        """Throw one set away."""
        with self._transaction() as db:
            db.execute("DELETE FROM performed_set WHERE id = ?", (number,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Either everything that is written within is kept, or nothing."""
        self._begin_call()
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            yield self._db

    def _stand(self, db: sqlite3.Connection, session: int, standing: SessionTotals) -> None:
        ended = _written(standing.ended) if standing.ended else None
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

    # -- rows ---------------------------------------------------------------------------------------------------

    def _sessions(self, which: str, values: tuple[object, ...]) -> tuple[SessionRow, ...]:
        self._begin_call()
        return tuple(self._session(row) for row in self._rows("session", _SESSION, which, values))

    def _session(self, row: RowValues) -> SessionRow:
        number = row.id
        sets = self._sets(number)
        session = SessionRow(
            **_head(row), snapshot=row.text("snapshot"), options=row.table("options"), sets=sets[:_MOST_SETS]
        )
        unknown = (*row.unknown, *(["sets"] if len(sets) > _MOST_SETS else ()))
        return replace(session, unknown=unknown) if unknown else session

    def _sets(self, session: int) -> tuple[PerformedSet, ...]:
        rows = self._rows("performed_set", _SET, "session = ? ORDER BY id LIMIT ?", (session, _MOST_SETS + 1))
        return tuple(self._set(row) for row in rows)

    def _set(self, row: RowValues) -> PerformedSet:
        bout = row.count("bout")
        done = PerformedSet(
            bout=-row.id if bout is None else bout,
            side=row.text("side"),
            exercise=row.text("exercise"),
            number=row.count("number") or 0,
            sets=row.count("sets") or 0,
            kind=row.text("kind"),
            target=row.text("target"),
            reps=row.count("reps"),
            seconds=row.seconds("seconds"),
            load=row.load("load"),
            rounds=row.count("rounds"),
            id=row.id,
        )
        return replace(done, unknown=tuple(row.unknown)) if row.unknown else done

    def _rows(self, table: str, columns: Sequence[str], which: str, values: tuple[object, ...]) -> list[RowValues]:
        """The rows of a table of which this holds; of one with a text of absurd length all but that text."""
        return [RowValues(dict(zip(columns, row, strict=True))) for row in self._read(table, columns, which, values)]

    def _read(
        self, table: str, columns: Sequence[str], which: str, values: tuple[object, ...]
    ) -> list[tuple[object, ...]]:
        read = ", ".join(_no_more_of(each) if each in LENGTHS else each for each in columns)
        rows: list[tuple[object, ...]] = []
        # Nothing is left half read, whatever comes in between: that would keep the file locked.
        with closing(self._db.cursor()) as cursor, suppress(sqlite3.DataError):
            for row in cursor.execute(f"SELECT {read} FROM {table} WHERE {which}", values):  # noqa: S608 -- own names
                self._spend(row)
                rows.append(row)
            return rows
        numbers = self._db.execute(f"SELECT rowid FROM {table} WHERE {which}", values).fetchall()  # noqa: S608 -- own names
        for (number,) in numbers[len(rows) :]:
            rows.append(tuple(self._value(table, each, number) for each in columns))
            self._spend(rows[-1])
        return rows

    def _spend(self, row: tuple[object, ...]) -> None:
        self._text_left -= sum(len(value) for value in row if isinstance(value, str))
        if self._text_left < 0:
            raise TooMuchError

    def _value(self, table: str, column: str, number: int) -> object:
        """One value of one row; `...`, which is none that a column can hold, for one that is too long to be read."""
        read = _no_more_of(column) if column in LENGTHS else column
        try:
            return self._db.execute(f"SELECT {read} FROM {table} WHERE rowid = ?", (number,)).fetchone()[0]  # noqa: S608 -- own names
        except sqlite3.DataError:
            return ...


def _head(row: RowValues) -> dict[str, Any]:
    """What a row says of a session, by the fields of a `SessionHead`."""
    return {
        "id": row.id,
        "routine": row.text("routine"),
        "name": row.text("name"),
        "planned_sets": row.count("planned_sets"),
        "started": row.moment("started"),
        "ended": row.moment("ended"),
        "partial": row.count("partial") != 0,
        "elapsed_s": row.seconds("elapsed_s"),
        "note": row.text("note"),
    }


def _no_more_of(column: str) -> str:
    """What is read of a column of texts: the beginning of a text, and a number, which is none, for all else."""
    beginning = f"substr({column}, 1, {LENGTHS[column] + 1})"
    return f"CASE typeof({column}) WHEN 'text' THEN {beginning} WHEN 'null' THEN NULL ELSE 0 END"


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def reason(error: sqlite3.Error) -> str:
    """Why a call failed, in words."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_INTERRUPT:
        return "it takes too long to read"
    return "a text in it is longer than any that is written" if code == sqlite3.SQLITE_TOOBIG else str(error)


def storable(text: str) -> str:
    """The text, with question marks for what UTF-8 can't say, as the bytes of a file name that aren't text."""
    return text.encode("utf-8", "replace").decode()


def _values(done: PerformedSet, columns: Sequence[str]) -> Iterator[Any]:
    return (getattr(done, column) for column in columns)
