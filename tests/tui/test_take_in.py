"""A log of another app taken in from the log screen: its file, what it leaves open, what would be written, and undo."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pilot import Browsed, drive, notices, screen_name, seen, settled
from silent import SilentPlayer

from backday_tui.history.store import Store
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.log.screen import LogScreen
from backday_tui.tui.log.take_in import read_meaning, read_path, recent_logs

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from backday_tui.history.store import SessionRow

LOGS = Path(__file__).parents[1] / "data" / "logs"
NOW = datetime.fromisoformat("2026-11-29T18:00:00+01:00")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person whose current folder, and Downloads, have nothing in them."""
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def log_of(folder: Path) -> Callable[[], LogScreen]:
    context = LibraryContext(
        folder / "history.sqlite3", folder / "settings.toml", folder / "unsaved", lambda: NOW, lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip
    return lambda: LogScreen(context)


def sessions(folder: Path) -> tuple[SessionRow, ...]:
    with closing(Store(folder / "history.sqlite3")) as store:
        return store.sessions()


def copied(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes((LOGS / name).read_bytes())
    return path


def test_a_log_is_shown_then_written_and_u_takes_it_back(home: Path) -> None:
    copied(home, "hevy.csv")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("i")
        await settled(pilot)
        assert "a log of Hevy" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert screen_name(app) == "TakeInScreen"
        assert "Hevy: 2 sessions, 11 sets, 2026-07-27 to 2026-11-26" in seen(app)
        assert not (home / "history.sqlite3").exists()
        await pilot.press("enter")
        await settled(pilot)
        assert "What is My odd thing? (1 set)" in seen(app)
        await pilot.press(*"face", "space", *"pull")
        assert "Face pull" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert notices(app) == ["Taken in from Hevy: 2 sessions, 11 sets. u takes it back"]
        assert [each.imported for each in sessions(home)] == ["Hevy", "Hevy"]
        assert sessions(home)[1].sets[1].movement == "face-pull"
        await pilot.press("u")
        await settled(pilot)
        assert sessions(home) == ()

    drive(log_of(home), steps, (100, 30))


def test_a_point_keeps_all_names_that_are_left_as_ones_own(home: Path) -> None:
    path = copied(home, "fitnotes.csv")
    head, row, *_ = path.read_text(encoding="utf-8").splitlines()
    rows = [row.replace("Deadlift", name) for name in ("Odd one", "Odder two", "Oddest three")]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for key in ("i", "enter", "enter"):
            await pilot.press(key)
            await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "What is Odder two?" in seen(app)
        await pilot.press(".")
        assert "all that are left" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert [len(each.sets) for each in sessions(home)] == [3]
        kept = (home / "names.toml").read_text(encoding="utf-8")
        assert [name for name in ("Odd one", "Odder two", "Oddest three") if f'"{name}" = "{name}"' in kept] == [
            "Odd one", "Odder two", "Oddest three",
        ]  # fmt: skip

    drive(log_of(home), steps, (100, 30))


def test_what_the_file_leaves_open_is_asked_and_escape_writes_nothing(home: Path) -> None:
    copied(home, "strong-classic.csv")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("i", "enter")
        await settled(pilot)
        assert "Its weights are in?" in seen(app)
        assert "by its numbers they are in lb" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Its distances are in?" in seen(app)
        await pilot.press("k")
        await settled(pilot)
        assert "Strong: 2 sessions, 6 sets" in seen(app)
        await pilot.press("escape")
        await settled(pilot)
        assert screen_name(app) == "LogScreen"

    drive(log_of(home), steps, (100, 30))
    assert not (home / "history.sqlite3").exists()


def test_problems_are_shown_with_their_places_and_the_rest_can_be_written(home: Path) -> None:
    path = copied(home, "fitnotes.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("80.0,kgs", "80x,kgs"), encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("i", "enter")
        await settled(pilot)
        assert "1 problem, whose rows are left out" in seen(app)
        assert 'line 2, character 26: weight: "80x" is no number' in seen(app)
        assert "write the rest" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert sum(len(each.sets) for each in sessions(home)) == 3

    drive(log_of(home), steps, (100, 30))


def test_what_is_there_already_is_said_and_can_not_be_written(home: Path) -> None:
    copied(home, "gravl.csv")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for _ in range(2):
            await pilot.press("i", "enter")
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
        assert "Nothing is new: all of it is in the log." in seen(app)
        assert screen_name(app) == "TakeInScreen"
        await pilot.press("q")
        await settled(pilot)

    drive(log_of(home), steps, (80, 24))
    assert len(sessions(home)) == 2


def test_a_file_that_is_no_log_is_refused_in_its_words(home: Path) -> None:
    (home / "x.csv").write_bytes(b"a,b\n\0")
    assert read_path(str(home / "x.csv"))[0] == "it does not begin with the head of a log that is known"
    assert read_path(str(home / "x")) == ("x.csv", None)
    assert read_path(str(home / "y")) == ("there is no such file", None)
    assert read_path("")[1] is None

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("i", *"x.csv", "enter")
        await settled(pilot)
        assert "line 2 holds a NUL: it is no text" in seen(app)

    drive(log_of(home), steps, (80, 24))


def test_the_newest_log_stands_there_first(home: Path) -> None:
    (home / "Downloads").mkdir()
    (home / "other.csv").write_text("a,b\n", encoding="utf-8")
    old, new = copied(home, "hevy.csv"), copied(home / "Downloads", "gravl.csv")
    os.utime(old, (1_000_000, 1_000_000))
    assert [path.name for path in recent_logs()] == [new.name, old.name]


def test_a_name_means_an_exercise_or_is_ones_own() -> None:
    assert read_meaning("") == ("it is kept as an exercise of your own", "")
    assert read_meaning("plank") == ("Plank", "plank")
    assert read_meaning("no such lift")[1] is None
