"""An SQLite file that may hold anything: opened, brought to the form of this program, and read within limits.

Whatever is in it, to read it ends, and takes no more memory than a log does. What the tables mean is known in
`store.py`, how they came about in `migrations.py`.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from backday_tui.history.migrations import migrate
from backday_tui.history.values import LENGTHS, RowValues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

BUSY_S = 2.0
"""How long a write waits for another program that holds the file."""
MOST_WORK: Final = 200
"""How much work one call may make for SQLite, in millions of the steps of its machine: some seconds. A log of twenty
years takes two or three; a table that never ends is given up."""
_STEPS: Final = 1_000_000
MOST_BYTES: Final = 8 << 20
"""The longest text, or row, that is read or written: several times the longest routine file."""
_ANY_LENGTH: Final = 1 << 30
MOST_TEXT: Final = 64 << 20
"""The characters that one call reads: those of a log of twenty years are half of that."""


class TooMuchError(sqlite3.OperationalError):
    """The log holds more than is read at once."""

    def __init__(self) -> None:
        super().__init__("it holds more text than is read at once")


class Database:
    """One open file. Every method raises sqlite3.Error if the disk or another program is in the way.

    Attributes:
        path: of the file.
    """

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
                with self.unlimited():  # a text of absurd length may come into an index
                    migrate(self._db, path)
            except UnicodeDecodeError as error:  # what SQLite says of a damaged schema has that in it
                raise sqlite3.DatabaseError("malformed database schema") from error
            unless_opened.pop_all()

    def _limit_reading(self) -> None:
        """Whatever is in the file, to read it ends, and takes no more memory than a log does."""
        self._db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        self.begin_call()
        self._db.set_progress_handler(self._step, _STEPS)

    @contextmanager
    def unlimited(self) -> Iterator[None]:
        """A row is changed or deleted whatever its length: what the indexes have of it is read for that."""
        self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _ANY_LENGTH)
        try:
            yield
        finally:
            self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)

    def begin_call(self) -> None:
        """Each call has its own measure."""
        self._steps_left, self._text_left = MOST_WORK, MOST_TEXT

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

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Either everything that is written within is kept, or nothing."""
        self.begin_call()
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            yield self._db

    def kept(self, table: str, columns: Sequence[str]) -> list[RowValues]:
        """All rows of a table that stands by itself, as they were kept."""
        self.begin_call()
        return self.rows(table, columns, "TRUE", ())

    def keep(self, table: str, columns: Mapping[str, str | float]) -> None:
        """One row more in such a table; it gets the number after the last."""
        with self.transaction():
            self.insert(table, [columns])

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows more, in this order, within a transaction."""
        for row in rows:
            marks = ", ".join("?" * len(row))
            self._db.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 -- own names
                tuple(storable(value) if isinstance(value, str) else value for value in row.values()),
            )

    def forget(self, table: str, number: int) -> bool:
        """One row less in it; False where it was gone already."""
        with self.transaction() as db:
            return db.execute(f"DELETE FROM {table} WHERE id = ?", (number,)).rowcount > 0  # noqa: S608 -- own names

    def rows(self, table: str, columns: Sequence[str], which: str, values: tuple[object, ...]) -> list[RowValues]:
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
        for value in row:  # no generator: ten thousands of rows come through here
            if type(value) is str:
                self._text_left -= len(value)
        if self._text_left < 0:
            raise TooMuchError

    def _value(self, table: str, column: str, number: int) -> object:
        """One value of one row; `...`, which is none that a column can hold, for one that is too long to be read."""
        read = _no_more_of(column) if column in LENGTHS else column
        try:
            return self._db.execute(f"SELECT {read} FROM {table} WHERE rowid = ?", (number,)).fetchone()[0]  # noqa: S608 -- own names
        except sqlite3.DataError:
            return ...


def storable(text: str) -> str:
    """The text, with question marks for what UTF-8 can't say, as the bytes of a file name that aren't text."""
    return text.encode("utf-8", "replace").decode()


def _no_more_of(column: str) -> str:
    """What is read of a column of texts: the beginning of a text, and a number, which is none, for all else."""
    beginning = f"substr({column}, 1, {LENGTHS[column] + 1})"
    return f"CASE typeof({column}) WHEN 'text' THEN {beginning} WHEN 'null' THEN NULL ELSE 0 END"


def reason(error: sqlite3.Error) -> str:
    """Why a call failed, in words."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_INTERRUPT:
        return "it takes too long to read"
    return "a text in it is longer than any that is written" if code == sqlite3.SQLITE_TOOBIG else str(error)
