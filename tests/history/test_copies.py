"""The copies made before each change of the log's form: listed, and gone back to without losing what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import machine
import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import a_set, logged, read_sessions

from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.history.copies import copies, named, restore
from backday_tui.history.lock import LOCK_NAME, RunningError, RunningLock
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

OLD_LOG = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"
NOW = datetime.fromisoformat("2026-11-29T18:00:00+01:00")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of the first form, brought to today's, with a session more."""
    path = tmp_path / "history.sqlite3"
    shutil.copy(OLD_LOG, path)
    with closing(Store(path)) as store:
        logged(store, a_set("Plank"))
    for number, name in enumerate(("before-2", "before-3")):
        os.utime(path.with_name(f"{path.name}.{name}"), (1_700_000_000 + number, 1_700_000_000 + number))
    return path


def short(log: Path) -> list[tuple[str, int | None, str]]:
    return [(copy.path.name.removeprefix(f"{log.name}."), copy.sessions, copy.fault) for copy in copies(log)]


def test_they_are_listed_the_newest_first(log: Path) -> None:
    assert short(log) == [("before-3", 3, ""), ("before-2", 3, "")]
    assert [copy.size for copy in copies(log)] == [28672, 24576]
    assert copies(log.with_name("other.sqlite3")) == ()


def test_one_goes_back_and_nothing_is_lost(log: Path) -> None:
    before = [row.uid for row in read_sessions(log)]
    kept = restore(log, named(log, "2"), NOW)
    assert kept == log.with_name("history.sqlite3.before-restore")
    with closing(sqlite3.connect(log)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert [row.uid for row in read_sessions(log)] == before[:-1]  # the same ones, by what they are known by
    restore(log, named(log, "before-restore"), NOW)
    assert [row.uid for row in read_sessions(log)] == before


def test_what_is_kept_never_takes_the_place_of_another(log: Path) -> None:
    for number in (1, 2, 3):
        restore(log, named(log, "before-2"), NOW)
        assert len(list(log.parent.glob("*.before-restore*"))) == number


@pytest.mark.parametrize("wanted", ["before-3", "history.sqlite3.before-3", "1"])
def test_one_is_named_by_its_number_or_its_name(log: Path, wanted: str) -> None:
    assert named(log, wanted).path.name == "history.sqlite3.before-3"


@pytest.mark.parametrize("wanted", ["0", "3", "-1", "\N{ARABIC-INDIC DIGIT ONE}", "9" * 5000, "before-4", "", "../x"])
def test_what_is_none_is_said(log: Path, wanted: str) -> None:
    with pytest.raises(NotFoundError, match="there is no copy"):
        named(log, wanted)


def test_while_a_workout_runs_the_log_stays(log: Path) -> None:
    before = log.read_bytes()
    lock = RunningLock(log.parent / LOCK_NAME)
    lock.begin("Back", NOW)
    with pytest.raises(RunningError, match="Back"):
        restore(log, named(log, "1"), NOW)
    lock.release()
    assert log.read_bytes() == before
    assert not list(log.parent.glob("*.before-restore*"))


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


def no_database(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def another_one(path: Path) -> None:
    changed(path, "DROP TABLE journal")


@pytest.mark.parametrize("damage", [no_database, nothing, cut_short, another_one])
def test_a_damaged_copy_is_told_and_takes_no_place(log: Path, damage: Callable[[Path], None]) -> None:
    path = log.with_name("history.sqlite3.before-3")
    damage(path)
    before = log.read_bytes()
    copy = named(log, "before-3")
    assert (copy.sessions, copy.fault.startswith("damaged: ")) == (None, True)
    with pytest.raises(BackdayError, match="before-3 can't take the place of the log: damaged"):
        restore(log, copy, NOW)
    assert log.read_bytes() == before


def test_one_of_a_newer_backday_takes_no_place(log: Path) -> None:
    changed(log.with_name("history.sqlite3.before-3"), "PRAGMA user_version = 99")
    with pytest.raises(BackdayError, match="a newer backday wrote it"):
        restore(log, named(log, "before-3"), NOW)


def test_a_damaged_log_is_kept_byte_for_byte(log: Path) -> None:
    log.write_bytes(b"garbage" * 1000)
    kept = restore(log, named(log, "before-3"), NOW)
    assert kept is not None
    assert kept.read_bytes() == b"garbage" * 1000
    assert len(read_sessions(log)) == 3


def test_where_the_log_is_gone_the_copy_takes_its_place(log: Path) -> None:
    log.unlink()
    assert restore(log, named(log, "before-3"), NOW) is None
    assert len(read_sessions(log)) == 3


def test_what_a_killed_program_left_beside_the_log_is_not_taken_for_the_copys(log: Path) -> None:
    with closing(sqlite3.connect(log, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE session SET note = 'kept'")
        for end in ("-wal", "-shm"):
            shutil.copy(f"{log}{end}", f"{log}{end}.left")
    for end in ("-wal", "-shm"):
        Path(f"{log}{end}.left").rename(f"{log}{end}")
    kept = restore(log, named(log, "before-3"), NOW)
    assert kept is not None
    assert {row.note for row in read_sessions(log)} == {""}
    assert {row.note for row in read_sessions(kept)} == {"kept"}


@machine.links
def test_a_link_stays_one(log: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.sqlite3"
    log.rename(target)
    log.symlink_to(target)
    restore(log, named(log, "before-3"), NOW)
    assert log.is_symlink()
    assert len(read_sessions(target)) == 3


def test_where_nothing_can_be_written_the_log_stays(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = log.read_bytes()
    monkeypatch.setattr("backday_tui.history.migrations._MOST_COPIES", 0)
    with pytest.raises(BackdayError, match="the log can't be put back: 0 of them are there already"):
        restore(log, named(log, "before-3"), NOW)
    assert log.read_bytes() == before
