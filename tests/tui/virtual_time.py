"""An event loop whose time jumps to the next timer instead of waiting for it: an hour of workout in a second.

No dependency, no thread; what the loop would wait for from outside (a terminal, a process) is not supported.
"""

from __future__ import annotations

import asyncio
import selectors
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

T = TypeVar("T")
GLANCE_S = 0.01
"""How long to look for something from outside while no timer is set at all."""
TURNS = 40
"""How often each part of the app gets its turn until a key is dealt with."""


class Leaps(selectors.DefaultSelector):
    """Never waits for a timer: it adds the waiting time to its own."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 5000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(GLANCE_S if timeout is None else 0)
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time."""

    def __init__(self) -> None:
        self._leaps = Leaps()
        super().__init__(self._leaps)

    def time(self) -> float:
        return self._leaps.now

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 -- as asyncio has it
        """Wait for threads without the time limit of Python 3.12 and later: here it would be over at once."""
        del timeout
        await super().shutdown_default_executor()


class LoopClock:
    """The clock of a workout on a virtual loop; `slept_s` are seconds that the loop knows nothing of."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.slept_s = 0.0

    def now(self) -> float:
        return self._loop.time() + self.slept_s

    def wall(self) -> datetime:
        return datetime.fromisoformat("2026-01-05T18:00:00+01:00")

    def asleep_s(self) -> float:
        return self.slept_s


async def _settle(*_: object, **__: object) -> None:
    """What Textual's wait for an idle processor comes to where time stands still meanwhile."""
    for _turn in range(TURNS):
        await asyncio.sleep(0)


@contextmanager
def textual_in(loop: VirtualLoop) -> Iterator[None]:
    """Let Textual's timers read the loop's time."""
    with (
        mock.patch("textual._time.get_time", loop.time),
        mock.patch("textual._time.time", loop.time),
        mock.patch("textual.pilot.wait_for_idle", _settle),
        mock.patch("textual.app.wait_for_idle", _settle),
    ):
        yield


def run(play: Callable[[LoopClock], Awaitable[T]]) -> T:
    """Run a coroutine in virtual time; it is given the clock."""

    async def body(loop: VirtualLoop) -> T:
        return await play(LoopClock(loop))

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualLoop)
        with textual_in(loop):
            return runner.run(body(loop))
