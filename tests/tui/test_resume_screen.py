"""A session that was interrupted, offered over the library: every answer, and who may be in the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, drive_app, hold, interrupted, notices, routine, screen_name, seen, settled
from plans import build
from silent import SilentPlayer

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.tui.app import BackdayApp
from backday_tui.tui.library.screen import LibraryScreen
from backday_tui.tui.live.screen import LiveScreen
from backday_tui.workout.workout import WorkoutRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot


class Offered:
    """Sessions that were interrupted, the newest first, and what became of them."""

    def __init__(self, *told: str, refusal: str = "") -> None:
        self._told = list(told)
        self._refusal = refusal
        self.done: list[str] = []

    def find(self) -> str | None:
        return self._told[0] if self._told else None

    def go_on(self) -> WorkoutRequest:
        self._do("go on")
        plan = build(routine(hold(30), name="Interrupted"), bundled())
        session = Session(plan)
        session.start(0.0)
        session.advance(15.0)
        session.do(c.Pause(), 15.0)
        return WorkoutRequest(plan.routine, bundled(), resumed=interrupted(session))

    def keep(self) -> None:
        self._do("keep")

    def throw_away(self) -> None:
        self._do("throw away")

    def _do(self, what: str) -> None:
        if self._refusal:
            raise BackdayError(self._refusal)
        self.done.append(f"{what} {self._told.pop(0)}")


def drive(offer: Offered, steps: Callable[[Pilot[None], BackdayApp], Awaitable[None]]) -> None:
    """Open the library with this offer, and take these steps once it is there."""

    drive_app(
        lambda clock: BackdayApp(
            lambda: LibraryScreen(Path("nowhere")), make_sound=lambda *_: SilentPlayer(), clock=clock, offer=offer
        ),
        steps,
    )


def test_where_nothing_was_interrupted_nothing_is_over_the_library() -> None:
    async def steps(_: Pilot[None], app: BackdayApp) -> None:
        assert screen_name(app) == "LibraryScreen"

    drive(Offered(), steps)


def test_it_says_what_it_was_and_what_can_be_done() -> None:
    async def steps(_: Pilot[None], app: BackdayApp) -> None:
        text = seen(app)
        expected = ("A workout was interrupted", "Holds, 1 of 3", "enter  go on", "k  keep", "d  throw", "esc  later")
        assert [words for words in expected if words not in text] == []

    drive(Offered("Holds, 1 of 3"), steps)


@pytest.mark.parametrize("keys", [("enter",), ("down", "up", "enter")])
def test_enter_goes_on_paused_and_the_first_space_lets_it(keys: tuple[str, ...]) -> None:
    offer = Offered("Holds")

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        app.notify("told before")
        await pilot.press(*keys)
        await pilot.pause()
        assert (screen_name(app), offer.done) == ("LiveScreen", ["go on Holds"])
        assert isinstance(app.screen, LiveScreen)
        assert app.screen.session.is_paused
        assert "space go on" in seen(app)
        assert "told before" not in seen(app)
        await pilot.press("space")
        await pilot.pause(1)
        assert not app.screen.session.is_paused

    drive(offer, steps)


@pytest.mark.parametrize("keys", [("k",), ("down", "enter")])
def test_kept_and_the_one_before_is_asked_about(keys: tuple[str, ...]) -> None:
    offer = Offered("Second", "First")

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        await pilot.press(*keys)
        await settled(pilot)
        assert offer.done == ["keep Second"]
        assert "First" in seen(app)
        await pilot.press("k")
        await settled(pilot)
        assert (screen_name(app), offer.done) == ("LibraryScreen", ["keep Second", "keep First"])

    drive(offer, steps)


def test_throwing_away_is_asked_once_more() -> None:
    offer = Offered("Holds")

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        await pilot.press("d")
        await pilot.pause()
        assert "Throw this workout away?" in seen(app)
        await pilot.press("enter")
        await settled(pilot)
        assert (screen_name(app), offer.done) == ("LibraryScreen", [])
        app.post_message(app.Interrupted(offer, "Holds"))
        await pilot.pause()
        await pilot.press("d", "y")
        await settled(pilot)
        assert (screen_name(app), offer.done) == ("LibraryScreen", ["throw away Holds"])

    drive(offer, steps)


def test_escape_leaves_it_for_later() -> None:
    offer = Offered("Holds")

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        await pilot.press("escape")
        await settled(pilot)
        assert (screen_name(app), offer.done) == ("LibraryScreen", [])

    drive(offer, steps)


@pytest.mark.parametrize("keys", ["enter", "k", "dy"])
def test_what_cannot_be_done_is_said(keys: str) -> None:
    offer = Offered("Holds", refusal=f"no {HOSTILE}")

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        await pilot.press(*(["enter"] if keys == "enter" else keys))
        await settled(pilot)
        assert (screen_name(app), offer.done) == ("LibraryScreen", [])
        assert notices(app) == [f"no {SHOWN_HOSTILE}"]

    drive(offer, steps)


def test_a_hostile_name_is_shown_as_marks() -> None:
    async def steps(_: Pilot[None], app: BackdayApp) -> None:
        assert "\x1b" not in seen(app)
        assert SHOWN_HOSTILE[:20] in seen(app)

    drive(Offered(HOSTILE), steps)


def test_somebody_who_is_elsewhere_already_is_not_asked() -> None:
    offer = Offered()

    async def steps(pilot: Pilot[None], app: BackdayApp) -> None:
        await pilot.press("x")
        await pilot.pause()
        app.post_message(app.Interrupted(offer, "Holds"))
        await pilot.pause()
        assert screen_name(app) == "ExercisesScreen"

    drive(offer, steps)
