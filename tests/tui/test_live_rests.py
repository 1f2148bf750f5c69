"""Rests that serve on the live screen: word, colour and digits tell what they are, and keys begin what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pilot import Stage, follow, routine

from backday_tui.routine.model import Entry, Reps, RestWindow, Span

if TYPE_CHECKING:
    from backday_tui.workout.workout import WorkoutRequest

WINDOW = RestWindow(8, 14)


def reps(**more: Any) -> Entry:
    return Entry(("Seated row",), reps=Reps(8, 8), **more)


def hold(seconds: int, **more: Any) -> Entry:
    return Entry(("Plank",), hold=Span(seconds), **more)


def phase(stage: Stage) -> str:
    """The phase by its colours."""
    return " ".join(sorted(name for name in stage.live.classes if name in ("-rest", "-ready", "-late", "-work")))


@pytest.mark.parametrize("key", ["space", "enter"])
def test_word_colour_and_digits_tell_the_three_parts_of_a_window(key: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        assert ("REST" in stage.text(), phase(stage), stage.countdown) == (True, "-rest", "0:08")
        await stage.wait(9.5)
        assert ("READY" in stage.text(), phase(stage), stage.countdown) == (True, "-ready", "0:05")
        await stage.wait(60)
        assert ("REST OVER" in stage.text(), phase(stage)) == (True, "-late")
        assert stage.countdown.startswith("+0:5")
        await stage.press(key)
        assert phase(stage) == "-work"
        assert "Set 2 of 2" in stage.text()

    follow(play, routine(reps(sets=2, rest=WINDOW)))


def test_before_its_least_space_pauses_a_window_as_any_rest() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.press("space")
        assert "PAUSED" in stage.text()

    follow(play, routine(reps(sets=2, rest=WINDOW)))


def test_the_screen_says_why_a_rest_is_longer() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(2)
        await stage.press("6", "enter")
        assert "Longer after 6 of 8 reps" in stage.text()
        assert stage.countdown in ("0:28", "0:27")

    follow(play, routine(reps(sets=2, rest=10, missed=30)))


def test_a_hold_counts_on_past_its_end() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(5 + 20 + 7.5)
        assert ("BEYOND" in stage.text(), phase(stage), stage.countdown) == (True, "-work", "+0:07")
        await stage.press("space")
        assert stage.session.state.logs[0].seconds == pytest.approx(27.5, abs=0.3)

    follow(play, routine(hold(20, beyond=True), reps()))


def test_what_is_timed_waits_for_a_key() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(5 + 20 + 10 + 30.5)
        assert ("READY" in stage.text(), phase(stage), stage.countdown) == (True, "-ready", "0:30")
        await stage.press("space")
        assert "GET READY" in stage.text()

    follow(play, routine(hold(20, sets=2, rest=10, start="wait")))


def test_that_rests_are_shortened_is_said() -> None:
    async def play(stage: Stage) -> None:
        assert "It can't be done in 1 min: it takes about 2 min with rests half as long" in stage.text()
        assert "rests 50 %" in stage.text()

    def in_a_minute(request: WorkoutRequest) -> WorkoutRequest:
        return request._replace(fit_s=60)

    follow(play, routine(reps(sets=3, rest=60)), prepare_args=in_a_minute)


@pytest.mark.parametrize("size", [(160, 50), (120, 40), (80, 24), (60, 15), (40, 8)])
def test_it_is_told_in_every_size(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(20)
        assert "enter begin" in stage.text() or "begin" in stage.text()
        assert "REST OVER" in stage.text() or size == (40, 8)

    follow(play, routine(reps(sets=2, rest=WINDOW)), size=size)
