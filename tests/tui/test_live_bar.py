"""The bar on the live screen: its plates in words under the load, and drawn to scale where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pilot import Stage, follow, routine

from backday_tui.routine.model import Entry, Load, Reps
from backday_tui.training.loads import USUAL, LoadedBar, loaded_bar
from backday_tui.tui.live.bar import PLATES, drawn_bar

if TYPE_CHECKING:
    from backday_tui.workout.workout import WorkoutRequest

KG = USUAL["kg"]
SIZES = ((160, 50), (120, 40), (100, 30), (80, 24), (60, 15), (40, 12))


def kg(value: float) -> Load:
    return Load("weight", value, "kg")


def bar(value: float) -> LoadedBar:
    return loaded_bar(kg(value), KG)


SQUATS = Entry(("Squat",), sets=3, reps=Reps(5, 5), load=(kg(97.5), kg(105), kg(61)))


def equipped(args: WorkoutRequest) -> WorkoutRequest:
    return args._replace(equipment=lambda: KG)


def shown(stage: Stage) -> str:
    return " ".join(stage.text().split())


@pytest.mark.parametrize("size", SIZES)
def test_the_plates_of_a_set_and_what_changes_in_the_rest(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.settle()
        assert "20 + 25 · 10 · 2.5 · 1.25 a side" in shown(stage)
        await stage.press("enter")
        await stage.settle()
        assert "20 + 25 · 15 · 2.5 a side" in shown(stage)
        assert "off 10 · 1.25, on 15" in shown(stage).replace("Off", "off")
        await stage.press("enter")
        await stage.settle()
        assert "off 10" not in shown(stage).replace("Off", "off")

    follow(play, routine(SQUATS), size=size, prepare_args=equipped)


def test_they_follow_what_is_typed_stepped_swapped_and_taken_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.settle()
        await stage.press("right_curly_bracket")
        assert "20 + 25 · 15 a side" in shown(stage)
        await stage.press("u")
        assert "20 + 25 · 10 · 2.5 · 1.25 a side" in shown(stage)
        await stage.press("at", *"60", "enter")
        assert "20 + 20 a side" in shown(stage)
        await stage.press("enter")
        assert "20 + 25 · 15 · 2.5 a side: off 20, on 25 · 15 · 2.5" in shown(stage)
        await stage.press("w")
        assert "a side" in shown(stage)

    follow(play, routine(SQUATS), size=(120, 40), prepare_args=equipped)


def test_it_is_drawn_where_there_is_room() -> None:
    async def play(stage: Stage) -> None:
        await stage.settle()
        assert "━━━━━━▐██━██━██━██━━━━" in stage.text()

    for size in ((80, 24), (120, 40), (160, 50)):
        follow(play, routine(SQUATS), size=size, prepare_args=equipped)


def test_the_heavier_plate_is_the_higher_one() -> None:
    lines = [line.plain for line in drawn_bar(bar(97.5), 40, 7)]
    assert [line.rstrip() for line in lines] == [
        "       ██",
        "       ██ ██",
        "       ██ ██ ██ ▄▄",
        "━━━━━━▐██━██━██━██━━━━",
        "       ██ ██ ██ ▀▀",
        "       ██ ██",
        "       ██",
    ]


@pytest.mark.parametrize("width", range(1, 60))
@pytest.mark.parametrize("rows", range(9))
def test_what_is_drawn_fits(width: int, rows: int) -> None:
    for load in (20, 22.5, 97.5, 300, 1000):
        lines = drawn_bar(bar(load), width, rows)
        assert len(lines) in {0, 3, 5, 7}
        assert len(lines) <= rows
        assert all(line.cell_length == lines[0].cell_length <= width for line in lines)
        assert {str(span.style) for line in lines for span in line.spans} <= PLATES
