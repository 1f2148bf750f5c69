"""Which sessions saw a record, as it is kept beside the log: never told as it was before something changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import OPENING, a_set, logged

from backday_tui.exercises.catalog import bundled
from backday_tui.history import stars
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.fromisoformat("2026-11-29T18:00:00+01:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "history.sqlite3")) as opened:
        yield opened


def rows(store: Store, reps: int, days_ago: int) -> int:
    done = replace(a_set("Seated row", movement="seated-row", nth=1, source="typed", load="40 kg"), reps=reps)
    return logged(store, done, opening=replace(OPENING, started=NOW - timedelta(days=days_ago)))


def found(store: Store, tmp_path: Path, now: datetime = NOW) -> set[int]:
    return set(stars.starred(store, bundled(), now, tmp_path / "cache"))


def test_what_did_not_change_is_not_read_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(store, 8, 3)
    best = rows(store, 9, 2)
    assert found(store, tmp_path) == {best}
    monkeypatch.setattr(stars, "records_in", lambda *_: pytest.fail("it is read again"))
    assert found(store, tmp_path) == {best}


def test_whatever_changes_in_the_log_is_seen_at_once(store: Store, tmp_path: Path) -> None:
    rows(store, 8, 4)
    mistyped, later = rows(store, 99, 3), rows(store, 10, 2)
    assert found(store, tmp_path) == {mistyped, later}  # ten have an e1RM, ninety-nine have none
    (done,) = store.sessions_of([mistyped])[0].sets
    store.correct(replace(done, reps=8))
    assert found(store, tmp_path) == {later}
    store.delete(later)
    assert found(store, tmp_path) == set()
    assert found(store, tmp_path) == set()


def test_what_lies_in_the_future_has_a_star_once_it_has_come(store: Store, tmp_path: Path) -> None:
    rows(store, 8, 4)
    ahead = rows(store, 9, -1)
    assert found(store, tmp_path) == set()
    assert found(store, tmp_path, NOW + timedelta(days=2)) == {ahead}


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"of": 1, "starred": [1]}', '{"of": null, "starred": ["x"]}'])
def test_whatever_stands_in_its_place_it_is_reckoned_anew(store: Store, tmp_path: Path, kept: str) -> None:
    rows(store, 8, 3)
    best = rows(store, 9, 2)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / stars.FILE).write_text(kept, encoding="utf-8")
    assert found(store, tmp_path) == {best}


def test_where_it_can_not_be_kept_it_is_told_all_the_same(store: Store, tmp_path: Path) -> None:
    rows(store, 8, 3)
    best = rows(store, 9, 2)
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert found(store, tmp_path) == {best}
