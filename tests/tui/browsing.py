"""The screens that one looks through, driven: what is on them, and what the app heard."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from textual.worker import WorkerCancelled
from virtual_time import LoopClock, run

from backday_tui.clock import SystemClock
from backday_tui.tui import app as app_module
from backday_tui.tui.app import BackdayApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.pilot import Pilot
    from textual.screen import Screen

    from backday_tui.tui.library.screen import StartRoutine

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
    """Wait until no thread reads any more, and all it found is shown; what it found may lead to another."""
    for _ in range(3):
        await pilot.pause(0.5)
        await _worked_off(pilot.app)
    await pilot.pause(0.5)


async def _worked_off(app: App[None]) -> None:
    """Wait for all that threads are at; what was let go for something newer is no fault."""
    outcomes = await asyncio.gather(*(worker.wait() for worker in app.workers), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, WorkerCancelled):
            raise outcome


def screen_name(app: BackdayApp) -> str:
    """The class of the screen on top."""
    return type(app.screen).__name__


def seen(app: BackdayApp) -> str:
    """The characters on the screen, a line a row."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
