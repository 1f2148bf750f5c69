"""The screens that one looks through, driven: what is on them, and what the app heard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from virtual_time import LoopClock, run

from backday_tui.clock import SystemClock
from backday_tui.tui import app as app_module
from backday_tui.tui.app import BackdayApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot
    from textual.screen import Screen

    from backday_tui.tui.screens.library import StartRoutine

HOSTILE = "[@click=app.quit]press[/] [/] \x1b]0;title\x07 \u202eevil [b]x"
"""Markup that ends an app, an escape sequence, and a turn of direction."""
SHOWN_HOSTILE = "[@click=app.quit]press[/] [/] ␛]0;title␇ \ufffdevil [b]x"


class Browsed(BackdayApp):
    """The app, which writes down what is to be started in place of starting it."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")

    def __init__(self, first: Callable[[], Screen[None]]) -> None:
        super().__init__(first, make_sound=_no_sound, clock=SystemClock())
        self.started: list[StartRoutine] = []

    def on_start_routine(self, event: StartRoutine) -> None:
        self.started.append(event)


def _no_sound(*_: object) -> NoReturn:
    raise AssertionError("nothing is to be heard on these screens")


def drive(
    first: Callable[[], Screen[None]],
    steps: Callable[[Pilot[None], Browsed], Awaitable[None]],
    size: tuple[int, int] = (120, 40),
) -> None:
    """Run the app on this screen, and take these steps once everything is known."""

    async def play(clock: LoopClock) -> None:
        del clock
        app = Browsed(first)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await steps(pilot, app)

    run(play)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no thread reads any more, and all it found is shown."""
    for _ in range(2):
        await pilot.pause(0.5)
        await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.5)


def screen_name(app: BackdayApp) -> str:
    """The class of the screen on top."""
    return type(app.screen).__name__


def seen(app: BackdayApp) -> str:
    """The characters on the screen, a line a row."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
