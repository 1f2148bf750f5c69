"""An exercise of the person's own, made and changed by keys and mouse; what is in their file by then."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, Browsed, drive, notices, screen_name, seen

from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.own_exercises import read_text
from backday_tui.tui.exercises.own import MuscleFigure, OwnExerciseScreen
from backday_tui.tui.exercises.screen import ExercisesScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    Size = tuple[int, int]

LEAN = """\
# What my physio showed me.
[exercises.lean]
name = "Wall lean"  # on the left wall
alias = ["Lehnen"]
muscles = ["quads"]
steps = ["Lean.", "Stay."]
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's file is, or is going to be."""
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    return tmp_path / "exercises.toml"


def entry_of(file: Path, exercise_id: str) -> dict[str, object]:
    """What the file says of an exercise."""
    found: dict[str, object] = tomllib.loads(file.read_text())["exercises"][exercise_id]
    return found


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Keys one after another, each of which may open something."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause(0.1)


def on_page(exercise_id: str, steps: Callable[[Pilot[None], Browsed], Awaitable[None]], size: Size = (120, 40)) -> None:
    """Take these steps on the page about an exercise, which lies over the list."""

    async def opened(pilot: Pilot[None], app: Browsed) -> None:
        await app.push_screen(OwnExerciseScreen(exercise_id))
        await pilot.pause(0.1)
        await steps(pilot, app)

    drive(ExercisesScreen, opened, size)


async def go_to(pilot: Pilot[None], app: Browsed, label: str) -> None:
    """To the field that is called so."""
    fields = app.screen.query_one("#fields")
    for _ in range(40):
        if fields.selected.label == label:  # type: ignore[attr-defined]
            return
        await pilot.press("down")
    raise AssertionError(f"there is no field {label}")


def test_a_new_exercise_is_made_from_the_list_and_stands_there_as_yours(file: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "slash", *"Gribble", "tab", "n")
        assert "Gribble  ● not saved" in seen(app)
        await go_to(pilot, app, "Also called")
        await pressed(pilot, "enter", *"Grob, Grab", "enter")
        await go_to(pilot, app, "Equipment")
        await pressed(pilot, "enter", *"barbel")
        assert '"barbel" is new; is "barbell" meant?' in seen(app)
        await pressed(pilot, "l", "enter")
        await go_to(pilot, app, "Kind")
        await pressed(pilot, "right", "right")
        await go_to(pilot, app, "Held")
        await pressed(pilot, "enter")
        await go_to(pilot, app, "Body weight")
        await pressed(pilot, "enter", *"64")
        assert "share = 64.0: allowed is a number from 0 to 1" in seen(app)
        await pressed(pilot, "ctrl+u", *"0.64", "enter")
        await go_to(pilot, app, "How")
        await pressed(pilot, "enter", *"Stand.", "enter", "enter", *"Sit.", "enter", "up", "K")
        await pressed(pilot, "s")
        assert screen_name(app) == "ExercisesScreen"
        assert "Yours  1" in seen(app)
        assert "310 exercises" in seen(app)

    drive(ExercisesScreen, steps)
    assert entry_of(file, "gribble") == {
        "name": "Gribble", "alias": ["Grob", "Grab"], "equipment": ["barbell"], "pattern": "push", "isometric": True,
        "share": 0.64, "steps": ["Sit.", "Stand."],
    }  # fmt: skip
    assert read_text(file.read_text()).problems == ()
    assert known_exercises().find("grab") is not None


def test_one_of_the_catalogue_becomes_mine_with_what_was_changed_alone(file: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "e")
        assert "Chin-up" in seen(app)
        await go_to(pilot, app, "Barbell")
        await pressed(pilot, "space", "ctrl+s")
        assert screen_name(app) == "ExercisesScreen"

    drive(ExercisesScreen, steps)
    assert entry_of(file, "chin-up") == {"barbell": True}


def test_muscles_are_picked_on_the_list_and_on_the_figure(file: Path) -> None:
    file.write_text(LEAN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "m")
        assert "What does it work?" in seen(app)
        await pressed(pilot, "home", "space", "down", "space", "space", "down", "2", "down", "1", "0")
        figure = app.screen.query_one(MuscleFigure)
        assert figure.sides == ("back", "front")
        await pilot.click(MuscleFigure, offset=(7, 10))  # the thigh, from the back
        await pilot.pause(0.1)
        assert "█ Hamstrings" in seen(app)
        await pressed(pilot, "enter")
        await pilot.click(MuscleFigure, offset=(26, 4))  # the chest, on the page itself
        await pilot.pause(0.1)
        assert "Chest" in seen(app)
        await pressed(pilot, "s")

    on_page("lean", steps)
    entry = entry_of(file, "lean")
    assert entry["muscles"] == ["latissimus dorsi", "hamstrings", "quadriceps", "chest"]
    assert entry["secondary"] == ["rhomboids", "trapezius"]
    assert file.read_text().startswith(
        '# What my physio showed me.\n[exercises.lean]\nname = "Wall lean"  # on the left'
    )


@pytest.mark.parametrize(("size", "sides"), [((80, 24), 2), ((60, 15), 1), ((40, 12), 0), ((160, 50), 2)])
def test_as_much_of_the_figure_is_there_as_there_is_room_for(size: tuple[int, int], sides: int) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "m")
        figure = app.screen.query_one(MuscleFigure)
        assert (len(figure.sides) if figure.display else 0) == sides
        if sides == 1:  # the side on which the muscle under the cursor is seen
            await pressed(pilot, "end")
            assert figure.sides == ("front",)
            await pressed(pilot, "home")
            assert figure.sides == ("back",)
        await pressed(pilot, "escape", "escape")
        assert app.is_running

    on_page("plank", steps, size)


def test_a_field_goes_back_to_what_the_catalogue_has_and_a_step_is_taken_out(file: Path) -> None:
    file.write_text(LEAN + "\n[exercises.plank]\nisometric = false\nshare = 0.5\n")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await go_to(pilot, app, "Held")
        assert "no: it is repeated" in seen(app)
        await pressed(pilot, "backspace")
        assert "yes: it is held" in seen(app)
        await pressed(pilot, "s")

    on_page("plank", steps)
    assert entry_of(file, "plank") == {"share": 0.5}

    async def fewer(pilot: Pilot[None], app: Browsed) -> None:
        await go_to(pilot, app, "How")
        await pressed(pilot, "delete", "s")

    on_page("lean", fewer)
    assert entry_of(file, "lean")["steps"] == ["Stay."]


def test_what_is_not_saved_is_asked_about(file: Path) -> None:
    file.write_text(LEAN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await go_to(pilot, app, "Barbell")
        await pressed(pilot, "space", "escape")
        assert "It is not saved" in seen(app)
        await pressed(pilot, "escape")
        assert screen_name(app) == "OwnExerciseScreen"
        await pressed(pilot, "q", "d")

    on_page("lean", steps)
    assert file.read_text() == LEAN


def test_no_change_of_another_program_is_lost(file: Path) -> None:
    file.write_text(LEAN)

    def change_outside() -> None:
        file.write_text(LEAN.replace("quads", "glutes") + "barbell = false\n[exercises.x]\nname = 'X'\n")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await go_to(pilot, app, "Barbell")
        await pressed(pilot, "space")
        change_outside()
        await pressed(pilot, "s")
        assert "barbell was changed by another program meanwhile" in notices(app)[-1]
        assert screen_name(app) == "OwnExerciseScreen"
        await pressed(pilot, "s")

    on_page("lean", steps)
    assert file.read_text() == LEAN.replace("quads", "glutes") + "barbell = true\n[exercises.x]\nname = 'X'\n"


def test_one_that_is_no_longer_mine_is_taken_out(file: Path) -> None:
    file.write_text(LEAN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "D")
        assert "no longer yours?" in seen(app)
        await pressed(pilot, "t")

    on_page("lean", steps)
    assert "lean" not in file.read_text()


def test_a_file_that_is_no_toml_is_said_and_left_as_it_is(file: Path) -> None:
    file.write_text("[exercises.")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "exercises.toml:1:1" in seen(app)
        await go_to(pilot, app, "Barbell")
        await pressed(pilot, "space", "s")
        assert screen_name(app) == "OwnExerciseScreen"

    on_page("plank", steps)
    assert file.read_text() == "[exercises."


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (20, 5), (1, 1)])
def test_hostile_texts_do_nothing(file: Path, size: tuple[int, int]) -> None:
    hostile = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00").replace('"', '\\"')
    file.write_text(f'[exercises.evil]\nname = "{hostile}"\nmuscles = ["{hostile}"]\nsteps = ["{hostile}"]\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for key in ("enter", "escape", "m", "space", "enter", "end", "enter", "escape", "question_mark", "escape"):
            await pressed(pilot, key)
            assert not any(char in seen(app) for char in "\x1b\x07\u202e")
        assert app.is_running

    on_page("evil", steps, size)
