"""A log that can't be written: the workout goes on, what is not kept is said, and kept as soon as it can be."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import machine
import pytest
from terminals import LIMIT_S, PROGRAM, called, logged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

pytestmark = pytest.mark.slow

HELD_S: Final = 2
PREPARE_S: Final = 1
LATE_S: Final = 0.5
OLD_LOG: Final = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"
SYNC: Final = "trace=fsync,fdatasync"


class Run:
    """A plank that nobody types in."""

    def __init__(self, environment: Mapping[str, str], *, before: Sequence[str] = (), held_s: int = HELD_S) -> None:
        self._ends_at_s = PREPARE_S + held_s
        workout = ("do", f"1x:{held_s:02} Plank", "--prepare", f"{PREPARE_S}s", "--plain", "--json")
        self._process = subprocess.Popen(
            [*before, *PROGRAM, *workout], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=dict(environment), text=True,
        )  # fmt: skip
        self.arrivals: list[tuple[float, dict[str, Any]]] = []

    def says(self, words: str) -> str:
        """Wait until it says this on stderr; the line."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if words in line:
                return line
        raise AssertionError(f"it never said {words!r}")

    def ended(self) -> str:
        """Wait for its end, which is that of a workout all of which was done; what it said after `says`."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.arrivals.append((time.monotonic(), json.loads(line)))
        _, errors = self._process.communicate(timeout=LIMIT_S)
        assert self._process.returncode == 0, errors
        assert [(record["event"], record["at_s"]) for _, record in self.arrivals][-1] == ("finished", self._ends_at_s)
        return errors


def with_one_session(environment: Mapping[str, str], home: Path) -> Path:
    """A log in which something is; its file."""
    assert called(environment, "do", "1 Row", "--plain").returncode == 0
    return home / "history.sqlite3"


def is_kept(session: dict[str, Any], held_s: int = HELD_S) -> bool:
    return not session["partial"] and [done["seconds"] for done in session["sets"]] == [held_s]


def test_locked_by_another_program(environment: dict[str, str], home: Path) -> None:
    path = with_one_session(environment, home)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        run = Run(environment, held_s=9)
        assert run.says("not logged") == "backday: not logged yet: database is locked\n"
        other.execute("ROLLBACK")
    assert "backday: all of it is logged again\n" in run.ended()
    newest, before = logged(environment)
    assert is_kept(newest, 9)
    assert not before["partial"]


@pytest.mark.parametrize("damage", ["no database", "cut short", "overwritten"])
def test_a_damaged_log_is_set_aside(environment: dict[str, str], home: Path, damage: str) -> None:
    path = with_one_session(environment, home)
    whole = path.read_bytes()
    damaged = {
        "no database": b"dear diary, today I did nothing" * 100,
        "cut short": whole[: len(whole) // 3],
        "overwritten": whole[:100] + os.urandom(len(whole) - 100),
    }[damage]
    path.write_bytes(damaged)
    listed = called(environment, "list", "--json")
    assert listed.returncode == 0
    assert len(json.loads(listed.stdout)) >= 4
    assert "the log can't be read" in listed.stderr
    told = called(environment, "log")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.count("\n") == 1

    run = Run(environment)
    errors = run.ended()

    assert "backday: The log was damaged: it is set aside, and a new one begins\n" in errors
    (aside,) = home.glob("history.damaged-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert [is_kept(session) for session in logged(environment)] == [True]


OTHER_TABLES: Final = {
    "a view that never ends": """DROP TABLE session; CREATE VIEW session AS
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
        SELECT x AS id, 'home' AS routine, '' AS name, '' AS snapshot, '{}' AS options, 1 AS planned_sets,
        '2026-01-05' AS started, NULL AS ended, 1 AS partial, 0.0 AS elapsed_s, '' AS note FROM n;""",
    "an insert that does nothing": """CREATE TRIGGER mine BEFORE INSERT ON session
        BEGIN SELECT raise(IGNORE); END;""",
    "other columns": "DROP TABLE performed_set; CREATE TABLE performed_set (session, what);",
}


@pytest.mark.parametrize("statements", OTHER_TABLES.values(), ids=OTHER_TABLES)
def test_a_log_with_other_tables_keeps_nothing_waiting(
    environment: dict[str, str], home: Path, statements: str
) -> None:
    path = with_one_session(environment, home)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(statements)
    before = path.read_bytes()
    listed = called(environment, "list", "--json")
    assert listed.returncode == 0
    assert len(json.loads(listed.stdout)) >= 4
    assert "its tables are not those of backday's log; the next workout that is logged sets it aside" in listed.stderr
    for command in (["log"], ["log", "1"], ["start", "--resume", "--plain"]):
        told = called(environment, *command)
        assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert path.read_bytes() == before

    errors = Run(environment).ended()

    assert "backday: The log held other tables than backday's: it is set aside, and a new one begins\n" in errors
    (aside,) = home.glob("history.damaged-*.sqlite3")
    assert aside.read_bytes() == before
    assert [is_kept(session) for session in logged(environment)] == [True]


def test_the_log_of_an_older_version_is_taken_on_whatever_lies_beside_it(
    environment: dict[str, str], home: Path
) -> None:
    home.mkdir()
    path = home / "history.sqlite3"
    path.write_bytes(OLD_LOG.read_bytes())
    (home / "history.sqlite3.before-2").mkdir()
    assert Run(environment).ended().count("An interrupted session is kept in the log") == 1
    assert [session["id"] for session in logged(environment)] == [4, 3, 2, 1]
    assert (home / "history.sqlite3.before-2-2").is_file()
    assert list(home.glob("*damaged*")) == []


_NEWER: Final = "the log was written by a newer backday: it is left as it is"


def test_a_newer_log_is_left_alone_and_said_once(environment: dict[str, str], home: Path) -> None:
    path = with_one_session(environment, home)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    errors = Run(environment).ended()
    assert sorted(errors.splitlines()) == [
        f"backday: {path} was written by a newer backday: nothing is logged in this run",
        f"backday: what was done last time isn't known: {path}: {_NEWER}",
    ]
    assert path.read_bytes() == before
    listed = called(environment, "list")
    assert listed.returncode == 0
    assert "newer backday" in listed.stderr
    assert called(environment, "log").returncode == 1
    assert called(environment, "start", "--resume", "--plain").returncode == 1


def test_a_folder_that_is_read_only(environment: dict[str, str], home: Path) -> None:
    home.mkdir(mode=0o500)
    errors = Run({**environment, "PYTHONDONTWRITEBYTECODE": "1"}, before=machine.as_a_person()).ended()
    assert list(home.iterdir()) == []
    assert "backday: not logged yet: unable to open database file\n" in errors
    assert "backday: the last of it could not be kept: unable to open database file\n" in errors


def test_a_log_that_is_read_only(environment: dict[str, str], home: Path) -> None:
    path = with_one_session(environment, home)
    with read_only(home, path):
        run = Run(environment)
        errors = run.ended()
    assert "backday: not logged yet: attempt to write a readonly database\n" in errors


@contextlib.contextmanager
def read_only(home: Path, path: Path) -> Iterator[None]:
    """The folder with the log on a disk that can't be written."""
    kept = path.read_bytes()
    with machine.small_disk(home, "1m"):
        path.write_bytes(kept)
        machine.make_read_only(home)
        yield


def test_a_full_disk(environment: dict[str, str], home: Path) -> None:
    with machine.small_disk(home, "256k"):
        ballast = machine.fill(home)
        run = Run(environment)
        assert run.says("not logged") == "backday: not logged yet: database or disk is full\n"
        ballast.unlink()
        assert "backday: all of it is logged again\n" in run.ended()
        assert is_kept(logged(environment)[0])


def test_an_error_of_the_disk_on_sync(environment: dict[str, str]) -> None:
    failing = machine.strace("-e", SYNC, "-e", "inject=fsync,fdatasync:error=EIO:when=1..3")
    errors = Run(environment, before=failing).ended()
    assert "backday: not logged yet: disk I/O error\n" in errors
    assert errors.endswith("backday: all of it is logged again\n")
    assert [is_kept(session) for session in logged(environment)] == [True]


def test_a_disk_that_never_syncs(environment: dict[str, str]) -> None:
    failing = machine.strace("-e", SYNC, "-e", "inject=fsync,fdatasync:error=EIO")
    errors = Run(environment, before=failing).ended()
    assert "backday: the last of it could not be kept: disk I/O error\n" in errors


def test_a_disk_that_takes_a_second_for_each_sync_delays_nothing(environment: dict[str, str]) -> None:
    slow = machine.strace("-e", SYNC, "-e", "inject=fsync,fdatasync:delay_exit=1000000")
    run = Run(environment, before=slow)
    errors = run.ended()
    (first, beginning), *later = run.arrivals
    assert beginning["at_s"] == 0
    late_s = [arrived - first - record["at_s"] for arrived, record in later]
    assert max(late_s) < LATE_S, late_s
    assert errors in ("", "backday: what was done last is being written\n")
    assert [is_kept(session) for session in logged(environment)] == [True]
