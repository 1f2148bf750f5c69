"""What came of all that was done, on screens: a year, every movement with its best, charts; from wherever `g` leads."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Browsed, drive, screen_name, seen, settled
from silent import SilentPlayer
from two_years import LAST, write_two_years

from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.exercises.screen import ExercisesScreen
from backday_tui.tui.log.screen import LogScreen
from backday_tui.tui.progress.movement import MovementScreen
from backday_tui.tui.progress.screen import ProgressScreen
from backday_tui.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

NOW = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
SIZES = ((60, 15), (80, 24), (120, 40), (160, 50))


def context_of(folder: Path, now: datetime = NOW) -> LibraryContext:
    return LibraryContext(
        folder / "history.sqlite3", folder / "settings.toml", folder / "unsaved", lambda: now, lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    write_two_years(folder)
    return folder


def logged(folder: Path, *sets: PerformedSet) -> None:
    store = Store(folder / "history.sqlite3")
    number = store.begin(Opening("back", "Back", "", len(sets), NOW))
    totals = SessionTotals(1500.0, len(sets), NOW, partial=False)
    store.append(number, 0, [JournalLine(JournalEntry(1.0, "Done", {}), totals, sets)])
    store.close()


def row_of(load: str = "100 kg", exercise: str = "Deadlift", bout: int = 0) -> PerformedSet:
    return PerformedSet(bout, "", exercise, 1, 1, "reps", "8", reps=5, load=load, source="typed")


def words_on(app: Browsed) -> str:
    return " ".join(seen(app).replace("\N{MULTIPLICATION SIGN}", "x").split())


@pytest.mark.parametrize("size", SIZES)
def test_a_movement_of_two_years_is_seen_at_every_size(two_years: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        text = words_on(app)
        assert "Deadlift 98 sessions" in text
        assert "e1RM, kg" in text
        assert "●" in text
        assert "2026" in text
        await pilot.press("right")
        assert "top set, kg" in words_on(app)
        await pilot.press("left", "left")
        assert "volume, kg" in words_on(app)
        await pilot.press("tab")
        assert "e1RM, kg" in words_on(app)
        await pilot.press("shift+tab")
        assert "volume, kg" in words_on(app)
        for _ in range(80):
            await pilot.press("down")
        text = words_on(app)
        assert "16 Sep 5 · 4 · 5 x 150 kg leg-day" in text  # the tenth
        assert "3 RM 155 kg 5 x 155 kg on 28 Oct 169.1 kg" in text or size[1] < 24

    drive(lambda: MovementScreen("deadlift", "Deadlift", context_of(two_years, LAST)), steps, size)


def test_each_chart_can_be_clicked(two_years: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.click("#charts", offset=(9, 0))
        assert "top set, kg" in words_on(app)

    drive(lambda: MovementScreen("deadlift", "Deadlift", context_of(two_years, LAST)), steps, (80, 24))


@pytest.mark.parametrize("size", SIZES)
def test_the_year_and_every_movement(two_years: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        is_low = size[1] < 24
        text = words_on(app)
        assert "weeks in a row · 2026: " in text
        assert ("none" in text) != is_low
        assert "Pull-up e1RM 136.5 kg" in text
        await pilot.press("y")
        assert ("none" in words_on(app)) == is_low
        if is_low:
            assert "Pull-up" not in words_on(app)
            await pilot.press("enter")
            assert screen_name(app) == "ProgressScreen"
        await pilot.press("end", "enter")
        await settled(pilot)
        assert screen_name(app) == "MovementScreen"
        assert "Pull-up 99 sessions" in words_on(app)
        await pilot.press("g")
        assert screen_name(app) == "ProgressScreen"

    drive(lambda: ProgressScreen(context_of(two_years, LAST)), steps, size)


def test_in_the_c_locale_it_is_ascii(two_years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.pause()
        page = seen(app).splitlines()[3:-2]
        assert any("@" in line for line in page)
        assert not any("\u2800" <= sign <= "\u28ff" for line in page for sign in line)

    drive(lambda: MovementScreen("deadlift", "Deadlift", context_of(two_years, LAST)), steps, (80, 24))


def test_from_the_log_the_exercise_of_the_session_is_first(tmp_path: Path) -> None:
    logged(tmp_path, row_of(), row_of("20 kg", "Seated row", 1))
    logged(tmp_path, row_of("40 kg", "Squat"))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("down", "g")
        await settled(pilot)
        assert screen_name(app) == "ProgressScreen"
        selected = app.screen.query_one(PickList).selected
        assert selected is not None
        assert selected.name == "Deadlift"
        await pilot.press("escape")
        assert screen_name(app) == "LogScreen"
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("down", "g")
        await settled(pilot)
        assert "Seated row 1 session" in words_on(app)
        await pilot.press("escape", "e")
        await settled(pilot)
        assert screen_name(app) == "ExerciseLogScreen"
        await pilot.press("g")
        await settled(pilot)
        assert screen_name(app) == "MovementScreen"

    drive(lambda: LogScreen(context_of(tmp_path)), steps)


def test_a_g_that_is_typed_into_the_filter_is_one(tmp_path: Path) -> None:
    logged(tmp_path, row_of())

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("slash", "g")
        assert screen_name(app) in ("LogScreen", "ExercisesScreen")
        assert app.screen.has_class("-filter")

    drive(lambda: LogScreen(context_of(tmp_path)), steps)
    drive(lambda: ExercisesScreen(context=context_of(tmp_path)), steps)


def test_from_the_exercises(tmp_path: Path) -> None:
    logged(tmp_path, row_of())

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("slash", *"deadlift", "down", "up", "escape")
        await pilot.press("g")
        await settled(pilot)
        assert screen_name(app) == "MovementScreen"
        assert "was never done" in words_on(app) or "1 session" in words_on(app)

    drive(lambda: ExercisesScreen(context=context_of(tmp_path)), steps)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda context: MovementScreen("deadlift", "Deadlift", context), "Deadlift was never done."),
        (ProgressScreen, "Nothing is logged yet."),
    ],
)
def test_where_nothing_was_logged_that_is_said(
    tmp_path: Path, make: Callable[[LibraryContext], Screen[None]], said: str
) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert said in words_on(app)
        await pilot.press("right", "down", "y", "enter", "question_mark", "escape")

    drive(lambda: make(context_of(tmp_path)), steps)
    assert not (tmp_path / "history.sqlite3").exists()


@pytest.mark.parametrize("make", [lambda context: MovementScreen("deadlift", "Deadlift", context), ProgressScreen])
def test_a_log_that_cannot_be_read_is_said(tmp_path: Path, make: Callable[[LibraryContext], Screen[None]]) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"no database at all" * 100)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.pause()
        assert "the log can't be read" in words_on(app)

    drive(lambda: make(context_of(tmp_path)), steps)


@pytest.mark.parametrize("size", [(10, 3), (20, 8), (46, 14), (120, 40)])
def test_hostile_names_are_shown_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    logged(tmp_path, row_of(HOSTILE[:50], HOSTILE), row_of("20 kg", "漢字" * 200, 1))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        if size[0] > 100:
            assert SHOWN_HOSTILE[:26] in seen(app)
        await pilot.press("end", "enter")
        await settled(pilot)
        await pilot.press("right", "right", "down")
        assert app.is_running

    drive(lambda: ProgressScreen(context_of(tmp_path)), steps, size)
