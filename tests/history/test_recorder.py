"""The recorder, on real files, with real faults: a lock held elsewhere, a damaged file, a full disk."""

import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import machine
import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here

from backday_tui.clock import ManualClock
from backday_tui.history.journal import Opening
from backday_tui.history.recorder import Recorder
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

OPENING = Opening("home", "At home", 'name = "x"', 3, datetime.fromisoformat("2026-01-05T18:00:00+01:00"))
PLANK = PerformedSet(0, "", "Plank", 1, 3, "hold", "1:00", seconds=60.0)
DEADLINE_S = 20.0


def settled(recorder: Recorder) -> bool:
    return _eventually(lambda: recorder.is_settled)


def _eventually(condition: Callable[[], bool]) -> bool:
    tries = int(DEADLINE_S / 0.01)
    pause = threading.Event()
    return any(condition() or pause.wait(0.01) for _ in range(tries))


def line(
    entry: JournalEntry, sets: Sequence[PerformedSet] | None = None, *, partial: bool | None = None
) -> JournalLine:
    """A line; one with `partial` is the last of its session."""
    ended = None if partial is None else ManualClock().wall()
    standing = SessionTotals(entry.at_s, 3, ended, partial=partial is not False)
    return JournalLine(entry, standing, None if sets is None else tuple(sets))


def recorder_on(path: Path, opener: Callable[[Path], Store] = Store) -> Recorder:
    return Recorder(path, ManualClock(), opener=opener, retry_s=0.01)


def test_what_is_noted_is_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(60, "Done", {}), [PLANK]))
    recorder.note(line(JournalEntry(70.0, "Position", {}), partial=False))

    assert recorder.close(DEADLINE_S)
    row = Store(path).sessions()[0]
    assert [done.exercise for done in row.sets] == ["Plank"]
    assert (row.ended, row.partial, row.elapsed_s) == (ManualClock().wall(), False, 70.0)
    assert recorder.trouble is None


def test_where_no_thread_can_be_had_the_workout_goes_on_without_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError(f"can't start new thread {thread.name}")

    ended: list[bool] = []
    recorder = Recorder(tmp_path / "history.db", ManualClock(), at_end=lambda: ended.append(True))
    monkeypatch.setattr(threading.Thread, "start", refuse)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(60, "Done", {}), [PLANK]))
    assert (recorder.is_off, recorder.is_settled) == (True, False)
    assert recorder.trouble == "nothing is logged in this run: can't start new thread backday-history"
    assert not recorder.close(DEADLINE_S)
    assert ended == [True]


def test_nothing_is_opened_before_something_is_noted(tmp_path: Path) -> None:
    recorder = recorder_on(tmp_path / "history.db")
    assert recorder.close()
    assert list(tmp_path.iterdir()) == []


def test_a_slow_disk_delays_nobody(tmp_path: Path) -> None:
    gate = threading.Event()

    class SlowStore(Store):
        def append(self, *args: object, **kwargs: object) -> None:
            gate.wait(DEADLINE_S)
            super().append(*args, **kwargs)  # type: ignore[arg-type]

    recorder = recorder_on(tmp_path / "history.db", SlowStore)
    recorder.begin(OPENING)
    for second in range(100):
        recorder.note(line(JournalEntry(float(second), "Done", {}), [PLANK]))
    assert not recorder.is_settled  # all of them were taken although none is written yet
    gate.set()
    assert recorder.close(DEADLINE_S)
    store = Store(tmp_path / "history.db")
    assert len(store.journal(store.sessions()[0].id)) == 100


def test_a_locked_file_is_written_once_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backday_tui.history.database.BUSY_S", 0.01)
    path = tmp_path / "history.db"
    Store(path).close()
    recorder = recorder_on(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        recorder.begin(OPENING)
        recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))
        assert _eventually(lambda: recorder.trouble is not None)
        assert recorder.trouble == "not logged yet: database is locked"
        other.execute("ROLLBACK")
    assert settled(recorder)
    assert _eventually(lambda: recorder.trouble is None)
    recorder.close()
    assert len(Store(path).sessions()) == 1


@pytest.mark.parametrize("damage", [b"this is no database, but long enough to look like a file", None])
def test_a_damaged_file_is_set_aside_with_its_date(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "history.db"
    store = Store(path)
    for _ in range(60):
        store.begin(OPENING)
    store.close()
    content = damage or path.read_bytes()[:4096] + os.urandom(8192)
    path.write_bytes(content)

    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))

    assert recorder.close(DEADLINE_S)
    aside = list(tmp_path.glob("history.damaged-2026-01-05T180000.db"))
    assert [file.read_bytes() for file in aside] == [content]
    assert [done.exercise for done in Store(path).sessions()[0].sets] == ["Plank"]


def test_damage_in_mid_session_loses_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))
    assert settled(recorder)
    path.write_bytes(os.urandom(20_000))
    recorder.note(line(JournalEntry(2, "Done", {}), [PLANK]))
    assert recorder.close(DEADLINE_S)
    store = Store(path)
    assert store.journal(store.sessions()[0].id) == (JournalEntry(1, "Done", {}), JournalEntry(2, "Done", {}))


def note_in(path: Path) -> str:
    """The note of the one session that a log holds."""
    with closing(Store(path)) as store:
        (row,) = store.sessions()
        return row.note


def test_a_note_is_kept_and_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK], partial=False))
    recorder.annotate("so so")
    assert settled(recorder)
    assert note_in(path) == "so so"
    recorder.annotate("so so; slept badly")
    assert recorder.close(DEADLINE_S)
    assert note_in(path) == "so so; slept badly"


@pytest.mark.parametrize("fault", ["damaged", "thrown away"])
def test_a_note_comes_with_the_session_into_its_new_place(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "history.db"
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))
    recorder.annotate("so so")
    assert settled(recorder)
    if fault == "damaged":
        path.write_bytes(os.urandom(20_000))
    else:
        with closing(Store(path)) as store:
            store.delete(store.sessions()[0].id)
    recorder.note(line(JournalEntry(2, "Done", {}), [PLANK]))
    assert recorder.close(DEADLINE_S)
    assert note_in(path) == "so so"


def test_a_newer_file_turns_history_off_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    assert _eventually(lambda: recorder.trouble is not None)
    assert recorder.trouble is not None
    assert recorder.trouble.endswith("was written by a newer backday: nothing is logged in this run")
    recorder.note(line(JournalEntry(1, "Done", {})))
    recorder.close()


def test_an_interrupted_session_goes_on_in_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    first = recorder_on(path)
    first.begin(OPENING)
    first.note(line(JournalEntry(1, "Done", {}), [PLANK]))
    first.close(DEADLINE_S)
    store = Store(path)
    number = store.sessions()[0].id

    second = recorder_on(path)
    second.go_on(OPENING, number, [line(entry) for entry in store.journal(number)])
    second.note(line(JournalEntry(2, "Resume", {"counted": False})))
    second.close(DEADLINE_S)

    assert [entry.command for entry in store.journal(number)] == ["Done", "Resume"]
    assert len(store.sessions()) == 1


def test_a_session_that_is_thrown_away_while_it_runs_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    recorder = recorder_on(path)
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))
    assert settled(recorder)
    with closing(Store(path)) as store:
        store.delete(store.sessions()[0].id)
    recorder.note(line(JournalEntry(2, "Done", {}), [PLANK]))
    assert recorder.close(DEADLINE_S)
    store = Store(path)
    (row,) = store.sessions()
    assert (len(store.journal(row.id)), len(row.sets)) == (2, 1)


def test_what_comes_first_is_done_before_anything_is_written_and_told(tmp_path: Path) -> None:
    seen: list[int] = []

    def first(store: Store) -> tuple[str, ...]:
        seen.append(len(store.sessions()))
        return ("one", "two")

    recorder = Recorder(tmp_path / "history.db", ManualClock(), first=first)
    recorder.begin(OPENING)
    assert recorder.close(DEADLINE_S)
    assert (seen, recorder.news(), recorder.news()) == ([0], ("one", "two"), ())


def test_the_end_is_told_once_all_is_written(tmp_path: Path) -> None:
    ends: list[bool] = []
    recorder = Recorder(tmp_path / "history.db", ManualClock(), at_end=lambda: ends.append(recorder.is_settled))
    recorder.begin(OPENING)
    recorder.note(line(JournalEntry(1, "Done", {}), [PLANK]))
    recorder.finish()
    assert _eventually(lambda: ends == [True])
    recorder.close()
    assert ends == [True]


def test_the_end_is_told_also_where_nothing_was_ever_noted(tmp_path: Path) -> None:
    ends: list[None] = []
    recorder = Recorder(tmp_path / "history.db", ManualClock(), at_end=lambda: ends.append(None))
    recorder.finish()
    recorder.close()
    assert ends == [None]


def test_a_fault_of_its_own_turns_history_off_and_is_told(tmp_path: Path) -> None:
    recorder = recorder_on(tmp_path / "history.db")
    no_json: Any = {1, 2}
    recorder.begin(replace(OPENING, first_step=no_json))
    assert _eventually(lambda: recorder.trouble is not None)
    assert recorder.trouble is not None
    assert recorder.trouble.startswith("nothing is logged in this run: TypeError: ")
    assert not recorder.close(DEADLINE_S)


def test_two_damaged_files_in_one_second_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    contents = [b"one that is no database", b"another that is none"]
    for content in contents:
        path.write_bytes(content)
        recorder = recorder_on(path)
        recorder.begin(OPENING)
        assert recorder.close(DEADLINE_S)
        assert recorder.news() == ("The log was damaged: it is set aside, and a new one begins",)
    aside = sorted(tmp_path.glob("history.damaged-2026-01-05T180000*.db"))
    assert sorted(file.read_bytes() for file in aside) == sorted(contents)


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_the_unfinished_transaction_of_a_damaged_file_goes_with_it(tmp_path: Path, end: str) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(b"this is no database")
    path.with_name(f"history.db{end}").write_bytes(b"of another time")
    assert recorder_on(path)._set_aside()
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "history.damaged-2026-01-05T180000.db": b"this is no database",
        f"history.damaged-2026-01-05T180000.db{end}": b"of another time",
    }


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    recorder = recorder_on(tmp_path / "file" / "history.db")
    recorder.begin(OPENING)
    assert _eventually(lambda: recorder.trouble is not None)
    assert recorder.trouble is not None
    assert recorder.trouble.startswith("not logged yet: ")
    assert not recorder.close(0.1)


def test_a_full_disk_is_said_and_written_once_there_is_room(tmp_path: Path) -> None:
    with machine.small_disk(tmp_path, "256k"):
        recorder = recorder_on(tmp_path / "history.db")
        recorder.begin(OPENING)
        assert settled(recorder)
        ballast = machine.fill(tmp_path)
        for second in range(300):
            recorder.note(line(JournalEntry(float(second), "Swap", {"exercise": "Row" * 100}), [PLANK]))
        assert _eventually(lambda: recorder.trouble is not None)
        assert recorder.trouble == "not logged yet: database or disk is full"
        ballast.unlink()
        assert settled(recorder)
        recorder.close()
        store = Store(tmp_path / "history.db")
        assert len(store.journal(store.sessions()[0].id)) == 300
        store.close()
