# ruff: noqa: RUF001 -- sets and ranges are written so on the screen
"""The library, driven by keys and mouse on the bundled routines and on folders of one's own."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Browsed, drive, notices, screen_name, seen, settled
from silent import SilentPlayer

from backday_tui.history.log import opened
from backday_tui.history.measures import given_maxes
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library.rows import RoutineList
from backday_tui.tui.library.screen import LibraryScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.content import Content
    from textual.pilot import Pilot

NAMES = (
    "Back circuit",
    "Back workout at home",
    "Back workout for men",
    "Back workout for women",
    "Back workout with dumbbells",
    "Back workout without weights",
    "Core holds",
    "Essential back workout",
    "Five back exercises at the gym",
    "Full body with dumbbells",
    "Leg workout",
    "Lower back workout",
    "Lower back workout for men",
    "Morning stretch",
    "Push workout",
    "Tabata",
    "Three back exercises at home",
    "Upper back workout",
)


def library_of(app: Browsed) -> LibraryScreen:
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


def names(app: Browsed) -> list[str]:
    return [row.name for row in library_of(app).query_one(RoutineList).rows]


def toml_text(text: str) -> str:
    """A text as TOML writes it, escapes and all."""
    return '"' + "".join(char if " " <= char < "\x7f" else f"\\u{ord(char):04x}" for char in text) + '"'


def test_every_bundled_routine_is_in_view_with_what_one_picks_it_by(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        text = seen(app)
        assert [name for name in NAMES if name not in text] == []
        assert "kettlebell, dumbbells, mat" in text
        assert "beginner" in text
        assert "intermediate" in text
        assert text.count(" min") >= len(NAMES)
        assert f"{len(NAMES)} routines" in text

    drive(lambda: LibraryScreen(tmp_path), steps)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (160, 50), (100, 20)])
def test_every_bundled_routine_can_be_reached_in_smaller_and_larger_terminals(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        text = seen(app)
        assert "enter start" in text
        for _ in NAMES:
            await pilot.press("down")
            await pilot.pause()
            text += seen(app)
        assert [name for name in NAMES if name not in text] == []

    drive(lambda: LibraryScreen(tmp_path), steps, size)


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (10, 3), (1, 1)])
def test_a_tiny_terminal_still_lets_one_pick(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("end", "enter")
        assert [event.routine.name for event in app.started] == ["Upper back workout"]

    drive(lambda: LibraryScreen(tmp_path), steps, size)


def test_in_a_tiny_terminal_a_routine_is_known_by_its_name_and_a_broken_one_by_words(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('name = "A"\nwork = []\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "Back circuit" in seen(app)
        assert "A        line" in seen(app)
        await pilot.press("question_mark")
        await pilot.pause(0.1)
        assert "start the" in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps, (20, 10))


def test_the_cursor_stays_in_view_where_the_rows_do_not_all_fit(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("end")
        await pilot.pause(0.1)
        assert "▌  Upper back workout" in seen(app)
        assert "Back circuit" not in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps, (60, 8))


def test_the_preview_shows_plan_estimate_and_muscles_of_the_selected_one(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("down", "down")
        await settled(pilot)
        text = seen(app)
        assert "about 53 min · advanced" in text
        assert "Superset, 3 sets" in text
        assert "10 × 10  Lat pull-down" in text
        assert "3 × max  Chin-up / Pull-up" in text
        assert "7 bottom half, 7 top" in text
        assert "rest 1:30, 2:30 between exercises" in text
        assert "Latissimus dorsi" in text
        assert "12½" in text

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_enter_starts_the_selected_routine(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("down", "enter")
        (event,) = app.started
        assert event.routine.name == "Back workout at home"
        assert event.path is not None
        assert event.path.name == "home.toml"

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_what_is_started_is_what_the_file_says_now(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\nwork = ["3x8 Seated row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        file.write_text('name = "Mine"\nwork = ["3x:30 Plank"]\n', encoding="utf-8")
        await pilot.press("enter")
        assert [entry.exercise for entry in app.started[0].routine.work] == [("Plank",)]  # type: ignore[union-attr]

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_a_click_selects_and_a_second_one_starts(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.click("#list", offset=(10, 3))
        await pilot.pause(0.1)
        assert app.started == []
        assert library_of(app).query_one(RoutineList).selected is not None
        await pilot.click("#list", offset=(10, 3))
        assert [event.routine.name for event in app.started] == ["Back workout at home"]

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_a_first_click_on_the_row_under_the_cursor_starts_nothing(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.click("#list", offset=(10, 0))
        assert app.started == []

    drive(lambda: LibraryScreen(tmp_path), steps)


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *(key if key != " " else "space" for key in text))
    await pilot.pause(0.1)


def test_dumbbells_leaves_what_can_be_done_with_dumbbells(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "dumbbells")
        assert names(app) == [
            "Back circuit", "Back workout with dumbbells", "Full body with dumbbells", "Three back exercises at home",
        ]  # fmt: skip
        assert f"4 of {len(NAMES)}" in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("circuit", ["Back circuit"]),
        ("PULL-UP adv", ["Back workout for men", "Upper back workout"]),
        ("lower men", ["Lower back workout for men"]),
        ("toning", ["Back workout for women"]),
        ("shrugs", []),
    ],
)
def test_the_filter_takes_names_tags_levels_and_equipment(tmp_path: Path, words: str, expected: list[str]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, words)
        assert names(app) == expected

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_filter_takes_muscles_by_what_people_call_them(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "abs")
        assert "Back workout at home" in names(app)
        assert "Back workout for men" not in names(app)

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_nothing_that_fits_is_said_and_escape_shows_all(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "zzz")
        assert "Nothing fits. Escape shows all." in seen(app)
        await pilot.press("enter")
        assert app.started == []
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert len(names(app)) == len(NAMES)

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_filter_has_all_letters_and_the_slash_and_enter_starts_from_it(tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text('name = "xqrp/j"\nwork = ["3x8 Seated row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("slash", "x", "q", "r", "p", "slash", "j")
        await pilot.pause(0.1)
        assert names(app) == ["xqrp/j"]
        await pilot.press("enter")
        assert [event.routine.name for event in app.started] == ["xqrp/j"]

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_arrows_move_the_cursor_while_one_filters(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await typed(pilot, "gym")
        before = names(app)
        await pilot.press("down", "enter")
        assert [event.routine.name for event in app.started] == [before[1]]

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_selection_stays_while_the_filter_lets_it(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("end")
        await typed(pilot, "gym")
        selected = library_of(app).query_one(RoutineList).selected
        assert selected is not None
        assert selected.name == "Upper back workout"

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_own_routines_stand_first_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "Zebra"\nwork = ["3x8 Seated row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        text = seen(app)
        assert names(app)[0] == "Zebra"
        assert "◆ Zebra" in text
        assert f"{len(NAMES) + 1} routines   ◆ 1 yours" in text

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_a_broken_file_is_a_row_and_selecting_it_shows_every_problem_with_its_line(tmp_path: Path) -> None:
    broken = 'name = "Broken"\nlevel = "hard"\nwork = [\n  "3x8",\n  "0x8 Row",\n]\n'
    (tmp_path / "broken.toml").write_text(broken, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        text = seen(app)
        assert "can't start" in text
        assert "Can't be started: 3 problems" in text
        assert all(f"• line {line}: " in text for line in (2, 4, 5))
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.started == []
        assert "Can't be started: 3 problems" in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_files_that_are_no_routines_at_all_are_rows_too(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "nothing.toml").write_text("", encoding="utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"name = '\xff\x00'")
    (tmp_path / "syntax.toml").write_text("name = [", encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(tmp_path / "link.toml")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert len(names(app)) == len(NAMES) + 5
        for _ in range(5):
            assert "Can't be started: " in seen(app)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("escape", "down")
            await settled(pilot)
        assert app.started == []

    drive(lambda: LibraryScreen(tmp_path), steps, size)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15), (20, 5)])
def test_hostile_texts_are_shown_as_they_stand_and_do_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    text = toml_text(HOSTILE)
    content = (
        f"name = {text}\nsummary = {text}\nsource = {text}\nauthor = {text}\ntags = [{text}]\nequipment = [{text}]\n"
        f"[[work]]\nexercise = {toml_text('[/] [b]' + HOSTILE[-20:])}\nsets = 2\nnote = {text}\n"
    )
    (tmp_path / "h [red].toml").write_text(content, encoding="utf-8")
    (tmp_path / "broken [b].toml").write_text(f"name = {text}\nlevel = {text}\nwork = [{text}]\n", encoding="utf-8")
    (tmp_path / f"{'n' * 200}.toml").write_text("work = []", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for key in ("down", "p", "down", "p", "down", "p", "p", "home", "slash", "left_square_bracket", "slash"):
            await pilot.press(key)
            await pilot.pause(0.1)
            assert not any(char in seen(app) for char in "\x1b\x07\u202e")
        assert app.is_running

    drive(lambda: LibraryScreen(tmp_path), steps, size)


def test_a_hostile_name_is_readable(tmp_path: Path) -> None:
    (tmp_path / "h.toml").write_text(f'name = {toml_text(HOSTILE)}\nwork = ["3x8 Row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("p")
        await pilot.pause(0.1)
        assert SHOWN_HOSTILE in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_plan_can_have_the_whole_screen(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "Deadlift" not in seen(app)
        await pilot.press("p")
        await pilot.pause(0.1)
        assert "Deadlift" in seen(app)
        assert "Essential back workout" not in seen(app)
        await pilot.press("enter")
        assert [event.routine.name for event in app.started] == ["Back circuit"]
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert "Essential back workout" in seen(app)

    drive(lambda: LibraryScreen(tmp_path), steps, (60, 16))


def test_reload_finds_what_is_new_and_what_is_gone(tmp_path: Path) -> None:
    first, second = tmp_path / "one.toml", tmp_path / "two.toml"
    first.write_text('name = "One"\nwork = ["3x8 Seated row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert names(app)[0] == "One"
        first.unlink()
        second.write_text('name = "Two"\nwork = ["3x8 Seated row"]\n', encoding="utf-8")
        await pilot.press("r")
        await settled(pilot)
        assert names(app)[0] == "Two"
        assert "One" not in names(app)
        assert library_of(app).query_one(RoutineList).rows[0].estimate_s is not None

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_a_thousand_routines_are_all_there(tmp_path: Path) -> None:
    for number in range(1000):
        text = f'name = "Routine {number:04}"\nwork = ["3x8 Seated row"]\n'
        (tmp_path / f"{number:04}.toml").write_text(text, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert f"1,{len(NAMES):03} routines" in seen(app)
        rows = library_of(app).query_one(RoutineList).rows
        assert all(row.estimate_s for row in rows)
        await typed(pilot, "0999")
        assert names(app) == ["Routine 0999"]

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_only_what_is_in_view_is_drawn(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.toml").write_text(f'name = "R{number}"\nwork = ["3x8 Row"]\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        routines = library_of(app).query_one(RoutineList)
        drawn: list[int] = []
        line = routines.line

        def drawn_line(number: int, width: int) -> Content:
            drawn.append(number)
            return line(number, width)

        routines.line = drawn_line  # type: ignore[method-assign]
        routines.refresh()
        await pilot.pause(0.1)
        assert drawn
        assert max(drawn) < 40

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_the_keys_of_the_last_line_can_be_clicked(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        place = seen(app).splitlines()[-1].index("x exercises")
        await pilot.click("KeyLine", offset=(place + 1, 0))
        await pilot.pause(0.1)
        assert screen_name(app) == "ExercisesScreen"

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_help_and_exercises_come_back_to_the_library(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("question_mark")
        await pilot.pause(0.1)
        assert screen_name(app) == "KeysScreen"
        assert "esc back" in seen(app)
        await pilot.press("end")
        await pilot.pause(0.1)
        assert "read the files anew" in seen(app)
        await pilot.press("escape", "x")
        await pilot.pause(0.1)
        assert screen_name(app) == "ExercisesScreen"
        await pilot.press("escape")
        assert screen_name(app) == "LibraryScreen"

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_q_quits_and_escape_does_not(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("escape")
        assert app.is_running
        await pilot.press("q")
        assert not app.is_running

    drive(lambda: LibraryScreen(tmp_path), steps)


def test_nothing_covers_the_rows_at_first(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        assert len(app.screen_stack) == 1
        assert notices(app) == []

    drive(lambda: LibraryScreen(tmp_path), steps)


FIRST_PAINT = """
import sys
from pathlib import Path
from textual.app import App
from backday_tui.tui.library.loader import FactsLoader
from backday_tui.tui.library.screen import LibraryScreen

class Paint(App):
    def get_default_screen(self):
        return LibraryScreen(Path(sys.argv[1]))

app = Paint()

def painted(learning, known, turn):
    text = "\\n".join(strip.text for strip in app.screen._compositor.render_strips())
    heavy = ("click", "tree_sitter", "backday_tui.exercises", "backday_tui.session")
    sys.__stdout__.write(f"{'Upper back workout' in text} {[name for name in heavy if name in sys.modules]}")
    app.exit()

FactsLoader.begin = painted
app.run(headless=True, size=(120, 40))
"""


def test_the_first_paint_needs_neither_catalogue_nor_reader(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_PAINT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "True []"


def test_an_exercise_that_nobody_knows_becomes_mine_and_is_counted_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "a.toml").write_text(
        'name = "A"\nwork = ["2x8 Squat", "1x8 Gribble", "1x8 Snorkel pull"]\n'
    )

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "Gribble, Snorkel pull" in seen(app)
        await pilot.press("m")
        await pilot.pause(0.1)
        assert "Which one is yours?" in seen(app)
        await pilot.press("1")
        await pilot.pause(0.1)
        await pilot.press("m", "space", "enter", "s")
        await settled(pilot)
        assert "Gribble, Snorkel pull" not in seen(app)
        assert "Latissimus dorsi" in seen(app)
        await pilot.press("end", "m")
        assert notices(app)[-1] == "Every exercise of its work is known"

    drive(lambda: LibraryScreen(tmp_path / "routines"), steps, (200, 50))


def test_a_training_max_is_asked_for_on_the_page_of_the_routine_that_needs_it(tmp_path: Path) -> None:
    (tmp_path / "shares.toml").write_text('name = "Shares"\nwork = ["5x5 Deadlift @ 70%", "5 Squat @ 80%"]\n')
    now = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    context = LibraryContext(
        tmp_path / "log",
        tmp_path / "settings.toml",
        tmp_path / "unsaved",
        lambda: now,
        lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "No training max of Deadlift, Squat is known" in " ".join(seen(app).split())
        await pilot.press("M")
        for exercise in ("Deadlift", "Squat"):
            await pilot.pause(0.1)
            assert f"What can you lift of {exercise} once?" in seen(app)
            await pilot.press(*"120", "enter")
            await settled(pilot)
        assert "No training max" not in seen(app)
        await pilot.press("M")
        assert "Every training max that it needs is known" in notices(app)

    drive(lambda: LibraryScreen(tmp_path, context), steps, (160, 50))
    with opened(tmp_path / "log") as store:
        assert store is not None
        assert [each.exercise for each in given_maxes(store)] == ["Squat", "Deadlift"]
