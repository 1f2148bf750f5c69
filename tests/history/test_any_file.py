"""Whatever lies where the log is, or beside it: reading ends, memory is bounded, and a sound log is never set aside."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import machine
import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import read_sessions

from backday_tui.clock import ManualClock
from backday_tui.history.journal import Opening
from backday_tui.history.log import LogError, change_log, last_times, nonsense_in, opened
from backday_tui.history.migrations import CopyError, ForeignTablesError
from backday_tui.history.recorder import Recorder
from backday_tui.history.store import (
    UNREADABLE,
    JournalEntry,
    JournalLine,
    PerformedSet,
    SessionTotals,
    Store,
)

if TYPE_CHECKING:
    from collections.abc import Callable

OLD_LOG = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"
NOW = datetime.fromisoformat("2026-12-05T18:00:00+01:00")
OPENING = Opening("home", "At home", 'name = "x"', 3, datetime.fromisoformat("2026-12-05T18:00:00+01:00"))
PLANK = PerformedSet(0, "", "Plank", 1, 3, "hold", "1:00", seconds=60.0)
LINE = JournalLine(JournalEntry(60, "Done", {}), SessionTotals(60, 3, NOW, partial=False), (PLANK,))
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"


def changed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def recorded(path: Path) -> tuple[bool, tuple[str, ...]]:
    """A session written down; whether it is on the disk, and what there is to tell."""
    recorder = Recorder(path, ManualClock(), retry_s=0.01)
    recorder.begin(OPENING)
    recorder.note(LINE)
    return recorder.close(20), recorder.news()


# -- the name of the copy ---------------------------------------------------------------------------------------------


def a_file(place: Path) -> None:
    place.write_text("mine")


def a_folder(place: Path) -> None:
    place.mkdir()


def a_link_to_nowhere(place: Path) -> None:
    place.symlink_to("nowhere")


def a_link_to_itself(place: Path) -> None:
    place.symlink_to(place)


@pytest.mark.parametrize(
    "take", [a_file, a_folder, pytest.param(a_link_to_nowhere, marks=machine.links),
             pytest.param(a_link_to_itself, marks=machine.links)]
)  # fmt: skip
def test_where_the_name_of_the_copy_is_taken_another_is_found(tmp_path: Path, take: Callable[[Path], None]) -> None:
    path = tmp_path / "history.sqlite3"
    shutil.copy(OLD_LOG, path)
    take(tmp_path / "history.sqlite3.before-2")
    before = (tmp_path / "history.sqlite3.before-2").lstat()
    assert recorded(path) == (True, ())
    assert [row.id for row in read_sessions(path)] == [4, 3, 2, 1]
    assert list(tmp_path.glob("*damaged*")) == []
    assert (tmp_path / "history.sqlite3.before-2").lstat() == before
    with closing(sqlite3.connect(tmp_path / "history.sqlite3.before-2-2")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM session").fetchone() == (3,)


def test_where_what_belongs_to_the_copy_has_its_name_taken_another_is_found(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    shutil.copy(OLD_LOG, path)
    (tmp_path / "history.sqlite3.before-2-journal").mkdir()
    assert recorded(path) == (True, ())
    assert len(read_sessions(path)) == 4
    assert (tmp_path / "history.sqlite3.before-2-2").is_file()


def test_where_no_copy_can_be_made_the_log_stays_as_it_is_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.sqlite3"
    shutil.copy(OLD_LOG, path)
    monkeypatch.setattr("backday_tui.history.migrations._MOST_COPIES", 0)
    why = "no copy of it can be made before its form is changed: 0 of them are there already"
    with pytest.raises(CopyError, match=why):
        Store(path)
    with pytest.raises(LogError, match=why):
        read_sessions(path)
    recorder = Recorder(path, ManualClock(), retry_s=0.01)
    recorder.begin(OPENING)
    recorder.note(LINE)
    assert not recorder.close(0.2)
    assert recorder.trouble == f"not logged yet: {why}"
    assert path.read_bytes() == OLD_LOG.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_new_log_makes_no_copy_of_nothing(tmp_path: Path) -> None:
    Store(tmp_path / "history.sqlite3").close()
    assert [file.name for file in tmp_path.iterdir()] == ["history.sqlite3"]


# -- other tables -----------------------------------------------------------------------------------------------------

FOREIGN = {
    "a view that never ends": (
        "DROP TABLE session",
        f"CREATE VIEW session AS {ENDLESS} x AS id, '' AS routine, '' AS name, '' AS started, NULL AS ended FROM n",
    ),
    "a trigger that lets nothing in": (
        "CREATE TRIGGER mine BEFORE INSERT ON session BEGIN SELECT raise(IGNORE); END",
    ),
    "a trigger that calls itself": ("CREATE TRIGGER busy AFTER UPDATE ON session BEGIN DELETE FROM session; END",),
    "other columns": ("DROP TABLE journal", "CREATE TABLE journal (session, text)"),
    "a table of a form to come": ("PRAGMA user_version = 1",),
    "a number of steps that is none": ("PRAGMA user_version = -7",),
    "a table less": ("DROP TABLE performed_set",),
    "a value only once": ("CREATE UNIQUE INDEX mine ON session (routine)",),
    "an index that reckons": ("CREATE INDEX mine ON session (length(name))",),
    "columns that reckon": (
        "DROP TABLE given_number",
        "CREATE TABLE given_number (last INTEGER NOT NULL, more TEXT AS (hex(zeroblob(last)))) STRICT",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("version", [1, 2])
def test_a_log_with_other_tables_is_set_aside_and_never_asked(
    tmp_path: Path, statements: tuple[str, ...], version: int
) -> None:
    path = tmp_path / "history.sqlite3"
    Store(path).close()
    changed(path, f"PRAGMA user_version = {version}", *statements)
    before = path.read_bytes()
    with pytest.raises(LogError, match="its tables are not those of backday's log; the next workout that is logged"):
        read_sessions(path)
    assert path.read_bytes() == before
    told = "The log held other tables than backday's: it is set aside, and a new one begins"
    assert recorded(path) == (True, (told,))
    assert [row.name for row in read_sessions(path)] == ["At home"]
    (aside,) = tmp_path.glob("history.damaged-*.sqlite3")
    assert aside.read_bytes() == before


def test_a_form_that_is_no_text_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    raw = OLD_LOG.read_bytes()
    path.write_bytes(raw.replace(b"NOT NULL", b"NOT \xafULL", 1))
    with pytest.raises(LogError, match="the log can't be read: malformed database schema"):
        read_sessions(path)
    assert recorded(path) == (True, ("The log was damaged: it is set aside, and a new one begins",))


def test_a_log_that_is_given_up_half_read_is_not_kept_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.sqlite3"
    for _ in range(3):
        assert recorded(path) == (True, ())
    monkeypatch.setattr("backday_tui.history.database.MOST_TEXT", 30)
    monkeypatch.setattr("backday_tui.history.database.BUSY_S", 0.01)
    with pytest.raises(LogError) as given_up:
        read_sessions(path)
    assert recorded(path) == (True, ())  # while what went wrong, with all that it had open, is still at hand
    assert "more text than is read at once" in str(given_up.value)


def test_another_programs_database_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    changed(path, "CREATE TABLE visits (url TEXT)")
    with pytest.raises(ForeignTablesError):
        Store(path)
    settled, _ = recorded(path)
    assert settled
    (aside,) = tmp_path.glob("history.damaged-*.sqlite3")
    with closing(sqlite3.connect(aside)) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("visits",)]


def test_an_empty_database_becomes_a_log_whatever_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    changed(path, "PRAGMA user_version = -7")
    assert recorded(path) == (True, ())
    assert len(read_sessions(path)) == 1


def test_what_a_person_added_beside_the_tables_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    Store(path).close()
    changed(
        path,
        "CREATE TABLE mine (x)",
        "CREATE VIEW total AS SELECT sum(reps) FROM performed_set",
        "CREATE INDEX by_routine ON session (routine)",
        "CREATE TRIGGER own AFTER INSERT ON mine BEGIN SELECT 1; END",
    )
    assert recorded(path) == (True, ())
    assert len(read_sessions(path)) == 1


def test_what_takes_too_much_work_to_read_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.sqlite3"
    Store(path).close()
    changed(
        path,
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000)"
        " INSERT INTO session (id, routine, name, snapshot, options, planned_sets, started, ended, partial, elapsed_s,"
        " note) SELECT x, 'a', 'a', '', '{}', 1, '2026-12-05', '2026-12-05', 0, 1.0, '' FROM n",
    )
    assert len(read_sessions(path)) == 5000
    monkeypatch.setattr("backday_tui.history.database.MOST_WORK", 0)
    monkeypatch.setattr("backday_tui.history.database._STEPS", 1000)
    with pytest.raises(LogError, match="the log can't be read: it takes too long to read"):
        read_sessions(path)
    with opened(path) as store:
        assert store is not None
        assert store.session(7) is not None  # each call has its own measure


# -- texts of absurd length -------------------------------------------------------------------------------------------

MEASURE = """
import resource, sys
from pathlib import Path
from backday_tui.history.store import Store
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
store = Store(Path(sys.argv[1]))
rows = store.sessions()
store.starts(), store.unfinished(), [store.journal(row.id) for row in rows]
print(len(rows), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@machine.linux
@pytest.mark.parametrize(
    ("table", "column"),
    [("session", "name"), ("session", "note"), ("session", "snapshot"), ("session", "started"),
     ("performed_set", "exercise"), ("journal", "body")],
)  # fmt: skip
def test_a_text_of_absurd_length_is_not_read(tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "history.sqlite3"
    assert recorded(path) == (True, ())
    megabytes = 60
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"UPDATE {table} SET {column} = ?", ("x" * (megabytes << 20),))  # noqa: S608 -- the test's own
    read = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert read[0] == "1"
    assert int(read[1]) < megabytes // 2
    (row,) = read_sessions(path)
    with opened(path) as store:
        assert store is not None
        if table == "journal":
            assert [entry.command for entry in store.journal(row.id)] == [UNREADABLE]
        else:
            assert nonsense_in(row)
        assert last_times(store, NOW).without_date == (column == "started")
        store.delete(row.id)
        assert store.sessions() == ()


def test_many_long_texts_are_given_up_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.sqlite3"
    for _ in range(3):
        assert recorded(path) == (True, ())
    changed(path, "UPDATE session SET snapshot = printf('%.3000c', 'x')")
    assert len(read_sessions(path)) == 3
    monkeypatch.setattr("backday_tui.history.database.MOST_TEXT", 8000)
    with pytest.raises(LogError, match="it holds more text than is read at once"):
        read_sessions(path)
    assert recorded(path) == (True, ())
    assert list(tmp_path.glob("*damaged*")) == []


def test_a_text_that_is_longer_than_any_is_cut_and_told(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    assert recorded(path) == (True, ())
    changed(path, "UPDATE session SET note = printf('%.20000c', 'x')")
    (row,) = read_sessions(path)
    assert (len(row.note), nonsense_in(row)) == (10_000, "its note")


def test_to_correct_a_figure_leaves_another_that_makes_no_sense(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    assert recorded(path) == (True, ())
    changed(path, "UPDATE performed_set SET seconds = 9e999, reps = -7")
    with closing(Store(path)) as store:
        (done,) = store.sessions()[0].sets
        assert done.unknown == ("reps", "seconds")
        store.correct(replace(done, reps=8, load="20 kg"))
        (done,) = store.sessions()[0].sets
        assert (done.reps, done.seconds, done.load, done.unknown) == (8, None, "20 kg", ("seconds",))


def test_an_interrupted_session_that_can_not_be_ended_keeps_no_other_from_the_log(tmp_path: Path) -> None:
    from sessions import broken_off, history_in, opening_for, plan_of

    from backday_tui.session.session import Session

    clock = ManualClock()
    broken_off(tmp_path, clock)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as db:
        db.execute("UPDATE session SET snapshot = ?", ("x" * (9 << 20),))
    history, session = history_in(tmp_path, clock), Session(plan_of())
    journal = history.begins(opening_for(session, "", clock), keep_others=True)
    journal.happened(session, 0.0, ())
    journal.leave(session, 0.0)
    (told,) = history.close(20)
    assert "An interrupted session can't be ended" in told
    assert len(read_sessions(tmp_path / "history.sqlite3")) == 2


# -- numbers ----------------------------------------------------------------------------------------------------------


def test_a_number_is_given_once_also_after_the_newest_session_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    for number in (1, 2):
        with closing(Store(path)) as store:
            assert store.begin(OPENING) == number
            store.delete(number)
    with closing(Store(path)) as store:
        assert (store.begin(OPENING), store.begin(OPENING)) == (3, 4)


def test_an_old_log_keeps_its_numbers_and_goes_on_behind_them(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    shutil.copy(OLD_LOG, path)
    with closing(Store(path)) as store:
        assert [row.id for row in store.sessions()] == [3, 2, 1]
        store.delete(3)
        assert store.begin(OPENING) == 4


@pytest.mark.parametrize("statement", [
    "DELETE FROM given_number",
    "UPDATE given_number SET last = 9223372036854775807",
    "UPDATE given_number SET last = -5",
    "INSERT INTO given_number VALUES (9223372036854775806)",
    "UPDATE session SET id = 9223372036854775807 WHERE id = 1",
])  # fmt: skip
def test_numbers_that_nobody_gave_keep_nothing_from_the_log(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(Store(path)) as store:
        store.begin(OPENING)
    changed(path, statement)
    assert recorded(path) == (True, ())
    assert recorded(path) == (True, ())
    numbers = [row.id for row in read_sessions(path)]
    assert len(set(numbers)) == 3


def test_a_log_that_can_be_read_alone_is_told_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    Store(path).close()

    def write(store: Store) -> None:
        store._db.execute("PRAGMA query_only = ON")  # as of a file that is read-only; root writes those, too
        store.annotate(1, "slept badly")

    with pytest.raises(LogError, match="the log can't be written: attempt to write a readonly database"):
        change_log(path, write)
