"""How the history file came to its present form: a list of named steps, each of which a file goes through once.

A step and the note that it was taken are one transaction. Before a file that holds something takes a step, a copy is
made beside it. Nothing here reads or writes sessions.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from pathlib import Path


class NewerHistoryError(BackdayError):
    """A newer backday wrote the file, so it is left as it is."""


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
)


def migrate(connection: sqlite3.Connection, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring the file to the form that this program knows.

    Args:
        connection: open on `path`, in autocommit mode (isolation_level None).
        path: copies are put beside it, as `NAME.before-N`.
        migrations: all steps; `user_version` of the file says how many of them it has taken.

    Raises:
        NewerHistoryError: the file has taken more steps than there are.
        sqlite3.Error: the file couldn't be read or written.
    """
    while (seen := _version(connection)) < len(migrations):
        if seen:
            _copy(connection, path.with_name(f"{path.name}.before-{seen + 1}"))
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if _version(connection) == seen:  # nobody else took this step meanwhile
                for statement in migrations[seen].statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {seen + 1}")
    if seen > len(migrations):
        raise NewerHistoryError(f"{path} was written by a newer backday: nothing is logged in this run")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as target:
        connection.backup(target)
