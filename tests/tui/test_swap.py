"""Another exercise in the place of one, picked from the list over a workout that runs on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Stage, follow, hold, reps, routine

from backday_tui.errors import BackdayError
from backday_tui.routine.model import Amrap, Entry, Reps
from backday_tui.session import commands as c
from backday_tui.tui.live.swap import SwapList, SwapScreen

if TYPE_CHECKING:
    from backday_tui.routine.model import Routine

ROW = "Barbell row"


def listed(stage: Stage) -> list[str]:
    """The names in the list."""
    return [row.choice.name for row in stage.app.screen.query_one(SwapList).rows]


def test_what_can_stand_in_is_listed_with_its_equipment() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x")
        assert "What instead? Not Barbell row" in stage.text()
        row = next(line for line in stage.text().splitlines() if "Seated row" in line)
        assert "cable machine" in row
        assert "Pull-up" in listed(stage)

    follow(play, routine(reps(name=ROW, sets=2)))


def test_each_row_says_when_it_was_last_done_as_soon_as_that_is_read() -> None:
    def days(today: date) -> dict[str, date]:
        return {"seated-row": today - timedelta(12), "plank": today, "zorgle": today - timedelta(1)}

    async def play(stage: Stage) -> None:
        await stage.press("x")
        await stage.wait(1)
        (row,) = [line for line in stage.text().splitlines() if "Seated row" in line]
        assert "12 days ago" in row
        assert stage.text().count(" ago") == 1
        await stage.press(*"zorgle")
        (row,) = [line for line in stage.text().splitlines() if "as you wrote it" in line]
        assert "yesterday" in row

    follow(play, routine(reps(name=ROW)), prepare_args=lambda args: args._replace(read_days=days))


def test_a_log_that_cant_be_read_leaves_the_list_without_days() -> None:
    def days(today: date) -> dict[str, date]:
        raise BackdayError(f"{today}: no log")

    async def play(stage: Stage) -> None:
        await stage.press("x")
        await stage.wait(1)
        assert "Seated row" in stage.text()
        await stage.press("enter")
        assert stage.screen == "LiveScreen"

    follow(play, routine(reps(name=ROW)), prepare_args=lambda args: args._replace(read_days=days))


def test_enter_takes_the_marked_one_says_so_and_undo_brings_it_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x", "down", "enter")
        assert stage.screen == "LiveScreen"
        name = stage.session.state.step.exercise
        assert name is not None
        assert f"From here on {name}, in place of Barbell row; u undoes it" in stage.text()
        await stage.press("u")
        assert stage.session.state.step.exercise == ROW
        assert "Taken back: another exercise" in stage.text()

    stage = follow(play, routine(reps(name=ROW, sets=2)))
    assert [type(command) for command in stage.diary.commands] == [c.Swap, c.Undo]


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_escape_leaves_it_as_it_is(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x", "r", "o", key)
        assert stage.screen == "LiveScreen"

    assert follow(play, routine(reps(name=ROW))).diary.commands == []


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (120, 40), (160, 50)])
def test_the_digits_stay_in_view_and_run_on(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(5.1)
        await stage.press("x")
        digits = stage.live.query_one("Countdown").region
        box = stage.app.screen.query_one(".box").region
        assert box.y >= digits.bottom
        assert len(listed(stage)) > 3
        before = stage.countdown
        await stage.wait(3)
        assert stage.countdown != before
        assert f"HOLD {stage.countdown}" in stage.text()

    follow(play, routine(hold(60)), size=size)


def test_where_there_is_no_room_below_the_digits_the_box_says_the_time() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x")
        assert "GET READY 0:0" in stage.text()
        assert "Knee plank" in stage.text()

    follow(play, routine(hold(60)), size=(50, 10))


def test_typing_filters_all_exercises_by_name_muscle_and_equipment() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x", *"cable")
        assert listed(stage)[0] == "Seated row", "what can stand in comes first"
        assert "Cable curl" in listed(stage)
        await stage.press(*["backspace"] * 5, *"plank")
        assert listed(stage)[0] == "Plank", "what is called just so is the first"
        await stage.press("enter")
        assert stage.session.state.step.exercise == "Plank"

    follow(play, routine(reps(name=ROW)))


def test_what_is_typed_is_taken_as_it_is_written() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x", *"Zorgle", "enter")
        assert stage.session.state.step.exercise == "Zorgle"
        assert "Zorgle, which the catalogue does not know" in stage.text()

    follow(play, routine(reps(name=ROW)))


def test_what_does_the_same_isnt_offered_as_another() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x", *"bent-over row")
        assert "Bent-over row" not in listed(stage)
        assert "Bent-over dumbbell row" in listed(stage)

    follow(play, routine(reps(name=ROW)))


def test_a_click_marks_a_row_and_a_second_one_takes_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x")
        names = listed(stage)
        for _ in range(2):
            await stage.wait(1)
            await stage.pilot.click(SwapList, offset=(5, 2))
            await stage.settle()
        assert stage.session.state.step.exercise == names[2]

    follow(play, routine(reps(name=ROW)))


def test_a_list_that_another_exercise_has_overtaken_is_made_anew() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(5.1)
        await stage.press("x")
        assert "Not Plank" in stage.text()
        await stage.wait(20)  # the plank is over, the row comes next
        await stage.press("enter")
        assert stage.screen == "SwapScreen", "nothing is swapped that wasn't meant"
        assert "Not Barbell row" in stage.text()
        assert "Seated row" in listed(stage)

    assert follow(play, routine(hold(20), reps(name=ROW))).diary.commands == []


def test_the_last_set_over_the_list_goes_to_the_summary() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(5.1)
        await stage.press("x")
        await stage.wait(20)
        assert stage.screen == "SummaryScreen"

    follow(play, routine(hold(20)))


def test_one_that_nobody_knows_has_nothing_to_stand_in_but_what_is_typed() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x")
        assert "type a name" in stage.text()
        await stage.press("enter")
        assert stage.screen == "SwapScreen"
        await stage.press(*"seated row", "enter")
        assert stage.session.state.step.exercise == "Seated row"

    follow(play, routine(reps(name="Zorgle")))


def amrap() -> Routine:
    return routine(Amrap((Entry(("Pull-up",), reps=Reps(5, 5)), Entry(("Push-up",), reps=Reps(9, 9))), time=60))


def test_an_amrap_says_why_nothing_is_swapped() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(6)
        await stage.press("x")
        assert stage.screen == "LiveScreen"
        assert "none of them can be swapped" in stage.text()

    follow(play, amrap())


def test_hostile_names_are_shown_as_text() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("x")
        assert isinstance(stage.app.screen, SwapScreen)
        assert SHOWN_HOSTILE[:20] in stage.text()
        await stage.press("enter")
        assert SHOWN_HOSTILE[:20] in stage.text()

    choices = Entry(("Seated row", HOSTILE), reps=Reps(5, 5))

    async def picked(stage: Stage) -> None:
        await stage.press("enter")
        await play(stage)

    follow(picked, routine(choices), size=(120, 40))
