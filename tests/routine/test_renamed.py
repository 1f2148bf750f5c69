"""What was done under an id that a routine had before is still its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from backday_tui.routine import store

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = datetime(2026, 1, 5, 18, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def routines(tmp_path: Path) -> Path:
    make(tmp_path, "legs")
    return tmp_path


def make(folder: Path, *ids: str) -> None:
    for each in ids:
        (folder / f"{each}.toml").write_text('name = "X"\nwork = ["Plank"]\n', encoding="utf-8")


def test_without_a_record_nothing_is_changed(routines: Path) -> None:
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}
    assert list(routines.iterdir()) == [routines / "legs.toml"]


def test_the_last_time_follows_through_every_name(routines: Path) -> None:
    store.note(routines, "first", "second")
    store.note(routines, "second", "legs")
    assert store.followed({"first": MONDAY}, routines)["legs"] == MONDAY
    assert store.followed({"first": MONDAY, "second": TUESDAY}, routines)["legs"] == TUESDAY
    assert store.followed({"first": MONDAY, "legs": TUESDAY}, routines)["legs"] == TUESDAY


def test_an_id_that_is_in_use_again_is_the_new_routines(routines: Path) -> None:
    store.note(routines, "old", "legs")
    make(routines, "old")
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}


def test_a_name_there_and_back(routines: Path) -> None:
    store.note(routines, "legs", "arms")
    store.note(routines, "arms", "legs")
    assert store.followed({"legs": MONDAY, "arms": TUESDAY}, routines)["legs"] == TUESDAY


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"legs": "old"}', b'{"legs": [1, null]}', b"[" * 9999, b"\xff"]
)
def test_a_record_that_holds_something_else_is_none(routines: Path, content: bytes) -> None:
    (routines / store.FILE).write_bytes(content)
    assert store.followed({"old": MONDAY}, routines) == {"old": MONDAY}
    store.note(routines, "old", "legs")
    assert store.followed({"old": MONDAY}, routines)["legs"] == MONDAY


def test_where_it_can_not_be_kept_nothing_is_said(tmp_path: Path) -> None:
    store.note(tmp_path / "nowhere", "old", "legs")
    assert not (tmp_path / "nowhere").exists()


def test_a_thousand_names_are_kept(routines: Path) -> None:
    names = {f"new-{number}": ["old"] for number in range(1000)}
    (routines / store.FILE).write_text(json.dumps(names), encoding="utf-8")
    store.note(routines, "old", "legs")
    kept = json.loads((routines / store.FILE).read_bytes())
    assert (len(kept), "new-0" in kept, kept["legs"]) == (1000, False, ["old"])
