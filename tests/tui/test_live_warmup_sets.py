"""Warm-up sets on the live screen: told apart in every size, and left out or added by a key."""

from __future__ import annotations

from datetime import date

import pytest
from pilot import Stage, follow, routine
from plans import build

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import WARMUP, Entry, Load, Reps
from backday_tui.training.prescription import TrainingMax
from backday_tui.training.today import Known
from backday_tui.tui.live.timeline import cells_of, shape_of

DEADLIFT = Entry(("Deadlift",), sets=3, reps=Reps(5, 5), load=Load("weight", 100, "kg"), warmup=WARMUP, rir=2)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15), (160, 50)])
def test_they_are_told_apart_in_every_size(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        assert "WARM-UP" in stage.text()
        assert "Warm-up 1 of 4" in stage.text()
        await stage.press("space")
        assert "REST" in stage.text()
        assert "Warm-up 2 of 4" in stage.text()
        await stage.press("enter")
        for _ in range(2):
            await stage.press("space")
            await stage.press("enter")
        await stage.press("space")
        assert "Set 1 of 3" in stage.text()
        assert "Warm-up 4 of 4 done" in stage.text() or size[1] < 20
        await stage.press("enter")
        assert "WORK" in stage.text()
        assert "Set 1 of 3" in stage.text()

    follow(play, routine(DEADLIFT), size=size)


def test_keys_add_one_and_leave_one_out() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("d")
        assert "One warm-up set less" in stage.text()
        assert "Warm-up 1 of 3" in stage.text()
        await stage.press("d", "d", "d")
        assert "no warm-up set of this exercise is left" in stage.text()
        await stage.press("a")
        assert "One warm-up set more" in stage.text()
        assert sum(not bout.is_warmup for bout in stage.session.state.bouts) == 3

    follow(play, routine(DEADLIFT), size=(100, 30))


def test_those_of_today_come_a_moment_after_the_first_picture() -> None:
    """The load is a share of a training max, which the log knows: a workout that has just begun begins with them."""
    share = Entry(("Deadlift",), sets=2, reps=Reps(5, 5), load=Load("percent", 80), warmup=WARMUP)

    most = TrainingMax(Load("weight", 100, "kg"), "as you said", days=(date(2026, 1, 1),))
    known = Known((), {"deadlift": most})

    async def play(stage: Stage) -> None:
        await stage.settle()
        assert "Warm-up 1 of 4" in stage.text()
        assert [step.load for step in stage.session.state.steps if step.warmup and step.is_work] == [
            "20 kg", "30 kg", "47.5 kg", "62.5 kg",
        ]  # fmt: skip
        await stage.press("space")
        assert [log.load for log in stage.session.state.logs] == ["20 kg"]

    follow(play, routine(share), prepare_args=lambda args: args._replace(read_past=lambda *_: known))


def test_the_summary_counts_the_work_and_the_others_apart() -> None:
    async def play(stage: Stage) -> None:
        for _ in range(3):
            await stage.press("space")
            await stage.press("enter")
        await stage.press("q", "f")
        assert "0 of 1 set · 3 warm-up sets" in stage.text()
        assert "No set was done but warm-up sets." in stage.text()

    one = Entry(("Deadlift",), reps=Reps(5, 5), load=Load("weight", 100, "kg"), warmup=WARMUP)
    follow(play, routine(one))


def test_on_the_timeline_they_are_lower_than_the_work() -> None:
    steps = build(routine(DEADLIFT), bundled()).steps
    assert [shape_of(step) for step in steps if step.is_work] == ["warmup"] * 4 + ["reps"] * 3
    assert "▃" in {cell.glyph for cell in cells_of(steps, 200)}
