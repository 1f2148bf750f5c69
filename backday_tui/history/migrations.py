"""How the history file came to its present form: a list of named steps, each of which a file goes through once.

A step and the note that it was taken are one transaction. Before a file that holds something takes a step, a copy is
made beside it. A file whose tables are not what these steps make is no log of backday's: nothing in it is asked, for a
view or a trigger may answer for ever. Nothing here reads or writes sessions.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BESIDE: Final = ("-journal", "-wal", "-shm")
"""Added to the name of a database: the files that hold what isn't in it yet."""
_MOST_COPIES: Final = 1000
_PLAIN_INDEX: Final = re.compile(r"CREATE INDEX \S+ ON \S+ ?\([\w\s,]+\)", re.ASCII)


class NewerHistoryError(BackdayError):
    """A newer backday wrote the file, so it is left as it is."""


class ForeignTablesError(sqlite3.DatabaseError):
    """A sound database, but its tables are not those of a log: it is treated as a damaged one."""

    def __init__(self) -> None:
        super().__init__("its tables are not those of backday's log")


class CopyError(sqlite3.OperationalError):
    """The copy before a step can't be made; nothing is wrong with the log, which is as it was."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no copy of it can be made before its form is changed: {why}")


class Migration(NamedTuple):
    """One step: its name, and the statements that it runs, in order."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "sessions, their sets and the journal",
        (
            """CREATE TABLE session (
                 id INTEGER PRIMARY KEY,
                 routine TEXT NOT NULL,
                 name TEXT NOT NULL,
                 snapshot TEXT NOT NULL,
                 options TEXT NOT NULL,
                 planned_sets INTEGER NOT NULL,
                 started TEXT NOT NULL,
                 ended TEXT,
                 partial INTEGER NOT NULL DEFAULT 1,
                 elapsed_s REAL NOT NULL DEFAULT 0,
                 note TEXT NOT NULL DEFAULT ''
               ) STRICT""",
            """CREATE TABLE performed_set (
                 id INTEGER PRIMARY KEY,
                 session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                 bout INTEGER NOT NULL,
                 side TEXT NOT NULL,
                 exercise TEXT NOT NULL,
                 number INTEGER NOT NULL,
                 sets INTEGER NOT NULL,
                 kind TEXT NOT NULL,
                 target TEXT NOT NULL,
                 reps INTEGER,
                 seconds REAL,
                 load TEXT,
                 rounds INTEGER,
                 UNIQUE (session, bout, side)
               ) STRICT""",
            """CREATE TABLE journal (
                 session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                 seq INTEGER NOT NULL,
                 at_s REAL NOT NULL,
                 command TEXT NOT NULL,
                 body TEXT NOT NULL,
                 PRIMARY KEY (session, seq)
               ) STRICT""",
        ),
    ),
    Migration(
        "a number is given to one session only, also after that is deleted",
        (
            "CREATE TABLE given_number (last INTEGER NOT NULL) STRICT",
            "INSERT INTO given_number SELECT coalesce(max(id), 0) FROM session",
        ),
    ),
    # Each new column has a default, so that an older backday which had the file open before this step goes on writing.
    Migration(
        "how figures came, movements, aims and what was planned; corrections, body weight and training maxes",
        (
            "ALTER TABLE session ADD COLUMN uid TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE session ADD COLUMN imported TEXT",
            "ALTER TABLE session ADD COLUMN judged INTEGER NOT NULL DEFAULT 1",
            *(
                f"ALTER TABLE performed_set ADD COLUMN {column}"
                for column in (
                    "movement TEXT NOT NULL DEFAULT ''",
                    "nth INTEGER NOT NULL DEFAULT 0",
                    "entry INTEGER",
                    "source TEXT NOT NULL DEFAULT 'unknown'",
                    "warmup INTEGER NOT NULL DEFAULT 0",
                    "mark TEXT",
                    "cut INTEGER NOT NULL DEFAULT 0",
                    "rir REAL",
                    "distance_m REAL",
                    "note TEXT NOT NULL DEFAULT ''",
                    "at TEXT",
                    "rest_s REAL",
                    "load_kind TEXT NOT NULL DEFAULT ''",
                    "load_value REAL",
                    "load_unit TEXT",
                    "moved_kg REAL",
                    "aim TEXT",
                )
            ),
            """CREATE TABLE planned_entry (
                 session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                 place INTEGER NOT NULL,
                 section TEXT NOT NULL,
                 item INTEGER NOT NULL,
                 entry INTEGER NOT NULL,
                 exercise TEXT NOT NULL,
                 movement TEXT NOT NULL,
                 nth INTEGER NOT NULL,
                 kind TEXT NOT NULL,
                 planned INTEGER NOT NULL,
                 prescription TEXT,
                 two_sided INTEGER NOT NULL,
                 swapped INTEGER NOT NULL,
                 PRIMARY KEY (session, place)
               ) STRICT""",
            """CREATE TABLE change (
                 id INTEGER PRIMARY KEY,
                 session INTEGER NOT NULL,
                 at TEXT NOT NULL,
                 what TEXT NOT NULL,
                 was TEXT NOT NULL,
                 now TEXT
               ) STRICT""",
            """CREATE TABLE body_weight (
                 id INTEGER PRIMARY KEY,
                 day TEXT NOT NULL,
                 weight TEXT NOT NULL,
                 kg REAL NOT NULL
               ) STRICT""",
            """CREATE TABLE training_max (
                 id INTEGER PRIMARY KEY,
                 day TEXT NOT NULL,
                 movement TEXT NOT NULL,
                 exercise TEXT NOT NULL,
                 load TEXT NOT NULL,
                 percent REAL NOT NULL DEFAULT 100
               ) STRICT""",
            "CREATE TABLE looked_up (stamp TEXT NOT NULL) STRICT",
            "CREATE UNIQUE INDEX session_uid ON session (uid) WHERE uid <> ''",
            "CREATE INDEX session_without_uid ON session (id) WHERE uid = ''",
            "CREATE INDEX session_by_date ON session (started, routine)",
            "CREATE INDEX session_not_ended ON session (started) WHERE ended IS NULL",
            "CREATE INDEX set_of_movement ON performed_set (movement, nth, session, warmup, source, cut)",
            "CREATE INDEX set_not_looked_up ON performed_set (session) WHERE movement = ''",
            "CREATE INDEX change_of_session ON change (session)",
        ),
    ),
)


def migrate(connection: sqlite3.Connection, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file to the form that this program knows.

    Args:
        connection: open on `path`, in autocommit mode (isolation_level None).
        path: copies are put beside it, as `NAME.before-N`.
        migrations: all steps; `user_version` of the file says how many of them it has taken.

    Raises:
        NewerHistoryError: the file has taken more steps than there are.
        ForeignTablesError: its tables are not those that its steps make.
        CopyError: no copy of it can be made.
        sqlite3.Error: the file couldn't be read or written.
    """
    while (seen := _steps_taken(connection, migrations)) < len(migrations):
        then = seen + 1 if seen else len(migrations)  # a new file, of which there is nothing to copy, takes all at once
        if seen:
            _copy(connection, path, then)
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if _version(connection) == seen:  # nobody else took this step meanwhile
                for statement in (each for migration in migrations[seen:then] for each in migration.statements):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {then}")
    if seen > len(migrations):
        raise NewerHistoryError(f"{path} was written by a newer backday: nothing is logged in this run")


def steps_taken(connection: sqlite3.Connection, path: Path) -> int:
    """How many steps a file has taken, 0 for an empty one.

    Raises:
        NewerHistoryError: it has taken more than are known here.
        ForeignTablesError: its tables are not those that its steps make.
        sqlite3.Error: it can't be read.
    """
    seen = _steps_taken(connection, MIGRATIONS)
    if seen > len(MIGRATIONS):
        raise NewerHistoryError(f"{path} was written by a newer backday")
    return seen


def _version(connection: sqlite3.Connection) -> int:
    return max(int(connection.execute("PRAGMA user_version").fetchone()[0]), 0)


def _steps_taken(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> int:
    """How many steps a file has taken; its tables are what they make, unless it has taken more than are known."""
    connection.execute("BEGIN")  # another program may bring it to its next form between two looks
    try:
        seen = _version(connection)
        if seen <= len(migrations):
            _hold_form(connection, migrations, seen)
    finally:
        connection.execute("ROLLBACK")
    return seen


# -- the form -----------------------------------------------------------------------------------------------------


def _hold_form(connection: sqlite3.Connection, migrations: tuple[Migration, ...], seen: int) -> None:
    """Make sure that the tables are those that the steps make which a file has taken.

    Somebody's own tables and views beside them, and plain indexes, are left alone. A trigger, or an index that allows a
    value only once or reckons, would have a say in what can be written; a name that a later step needs is taken.
    """
    wanted, found = _made_by(migrations[:seen]), _form(connection)
    names = {name for _, name in _made_by(migrations)}
    others = (place for place in found if place not in wanted)
    if any(found.get(place) != made for place, made in wanted.items()) or any(
        not seen or name in names or _has_a_say(connection, kind, name, names) for kind, name in others
    ):
        raise ForeignTablesError


def _has_a_say(connection: sqlite3.Connection, kind: str, name: str, tables: set[str]) -> bool:
    table, text = connection.execute(
        "SELECT tbl_name, sql FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)
    ).fetchone()
    is_harmless = kind == "index" and _PLAIN_INDEX.fullmatch(str(text)) is not None
    return str(table).lower() in tables and not is_harmless


@functools.cache
def _made_by(taken: tuple[Migration, ...]) -> Mapping[tuple[str, str], str]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for migration in taken:
            for statement in migration.statements:
                empty.execute(statement)
        return _form(empty)


def _form(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What there is in a file, by kind and name, and the statement that makes it; without what SQLite adds itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {(str(kind), str(name)): " ".join(str(text).split()) for kind, name, text in rows}


# -- the copy -----------------------------------------------------------------------------------------------------


def _copy(connection: sqlite3.Connection, path: Path, step: int) -> None:
    """Copy the file to the first name that nothing has: `NAME.before-2`, `NAME.before-2-2`, ..."""
    try:
        copy = new_file_beside(path, f"before-{step}")
    except OSError as error:
        raise CopyError(error.strerror or str(error)) from error
    try:
        with contextlib.closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise CopyError(str(error)) from error


def new_file_beside(beside: Path, what: str) -> Path:
    """An empty file that wasn't there. What has its name already, be it a folder or a link to nowhere, stays as it is.

    Raises:
        OSError: none can be made.
    """
    for number in range(1, _MOST_COPIES):
        path = beside.with_name(f"{beside.name}.{what}" + (f"-{number}" if number > 1 else ""))
        if any(os.path.lexists(f"{path}{end}") for end in BESIDE):
            continue
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{_MOST_COPIES} of them are there already")
