"""What is put right in the log leaves a line that says what it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import STARTED, a_set, logged

from backday_tui.history.log import corrected
from backday_tui.history.store import Store
from backday_tui.session.commands import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.fromisoformat("2026-01-07T20:00:00+01:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "history.sqlite3", lambda: NOW)) as opened:
        logged(opened, a_set("Seated row", load="40 kg", at=STARTED + timedelta(minutes=1), source="done"))
        yield opened


def changes(store: Store) -> list[tuple[int, str, Any, Any]]:
    rows = store._db.execute("SELECT session, at, what, was, now FROM change ORDER BY id").fetchall()
    assert {at for _, at, *_ in rows} <= {"2026-01-07T20:00:00+01:00"}
    return [(session, what, json.loads(was), now and json.loads(now)) for session, _, what, was, now in rows]


def test_a_corrected_set_says_what_was_changed(store: Store) -> None:
    (done,) = store.sessions()[0].sets
    store.correct(corrected(done, Record(reps=9, load="42.5 kg")))
    (now,) = store.sessions()[0].sets
    assert (now.reps, now.load, now.source, now.moved_kg) == (9, "42.5 kg", "entered", 42.5)
    assert changes(store) == [
        (
            1,
            "set",
            {"set": done.id, "reps": 8, "load": "40 kg", "source": "done", "moved_kg": 40.0},
            {"set": done.id, "reps": 9, "load": "42.5 kg", "source": "entered", "moved_kg": 42.5},
        )
    ]
    assert store._db.execute("SELECT load_kind, load_value FROM performed_set").fetchall() == [("weight", 42.5)]


def test_what_stays_as_it_was_leaves_no_line(store: Store) -> None:
    (done,) = store.sessions()[0].sets
    store.correct(corrected(done, Record(reps=8)))
    assert changes(store) == []
    assert store.sessions()[0].sets == (done,)


def test_of_a_deleted_set_and_session_all_is_kept(store: Store) -> None:
    (done,) = store.sessions()[0].sets
    store.delete_set(done.id or 0)
    logged(store, a_set("Plank", movement="plank"))
    store.delete(2)
    (first, second) = changes(store)
    assert (first[:2], first[3], first[2]["exercise"], first[2]["reps"]) == ((1, "set deleted"), None, "Seated row", 8)
    assert (second[:2], second[3]) == ((2, "session deleted"), None)
    assert (second[2]["name"], second[2]["performed_set"][0]["movement"]) == ("At home", "plank")


def test_a_moved_session_takes_the_times_of_its_sets_with_it(store: Store) -> None:
    store.move(1, STARTED + timedelta(days=1), None)
    (row,) = store.sessions()
    assert row.sets[0].at == STARTED + timedelta(days=1, minutes=1)
    before, after = "2026-01-05T18:00:00+01:00", "2026-01-06T18:00:00+01:00"
    assert changes(store) == [(1, "moved", {"started": before, "ended": before}, {"started": after, "ended": None})]


def test_a_note_says_what_it_was(store: Store) -> None:
    store.annotate(1, "good")
    store.annotate(1, "better")
    assert changes(store) == [
        (1, "note", {"note": ""}, {"note": "good"}),
        (1, "note", {"note": "good"}, {"note": "better"}),
    ]


def test_a_session_with_texts_of_absurd_length_is_deleted_all_the_same(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        for column in ("snapshot", "started", "note"):
            other.execute(f"UPDATE session SET {column} = ?", ("x" * (9 << 20),))  # noqa: S608 -- the test's own
    store.delete(1)
    assert store.sessions() == ()
    ((_, what, was, _),) = changes(store)
    assert (what, was["name"], len(was["started"])) == ("session deleted", "At home", 41)  # as far as it is read


def test_a_correction_that_fails_leaves_neither_the_change_nor_its_line(store: Store) -> None:
    (done,) = store.sessions()[0].sets
    with pytest.raises(OverflowError):
        store.correct(replace(done, reps=1 << 70))
    assert (changes(store), store.sessions()[0].sets) == ([], (done,))
