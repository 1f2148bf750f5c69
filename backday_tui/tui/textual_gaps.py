"""Keys and sizes reach the screens one after another: each when all that came of the one before is done.

Textual hands both on at once. A key that was pressed right after another then goes to the screen that the first one has
just left, or to one that is not there yet, and is lost; two sizes that a screen is told at once follow each other for
ever, because it tells itself of each again. What a key means is not known here.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from textual.app import ScreenStackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App
    from textual.events import Key, Paste, Resize
    from textual.message_pump import MessagePump


KEY_LOOK_S: Final = 0.02
"""How often to look whether a part that is waited for is still there."""
KEY_PATIENCE_S: Final = 3.0
"""How long a part may keep the others waiting; after that it is left alone, so that no key is stuck."""


async def has_dealt(app: App[Any], part: MessagePump) -> None:
    """Wait until a part of the app has dealt with what it was told so far; one that goes away meanwhile has."""
    dealt = asyncio.Event()
    if not part.call_later(dealt.set):
        return
    for _ in range(round(KEY_PATIENCE_S / KEY_LOOK_S)):
        try:
            await asyncio.wait_for(dealt.wait(), KEY_LOOK_S)
        except TimeoutError:
            if not part.is_running and part not in app.screen_stack:
                return
        else:
            return


async def is_quiet(app: App[Any]) -> None:
    """Wait until the screen on top is there, has its focus, and opens no other by itself."""
    screen = None
    while (top := _top(app)) is not None and top is not screen:
        screen = top
        await has_dealt(app, screen)
        await has_dealt(app, app)


def _top(app: App[Any]) -> MessagePump | None:
    try:
        return app.screen
    except ScreenStackError:  # it is about to end
        return None


class KeysInTurn:
    """What is typed and pasted, in its order."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._held: deque[Key | Paste] = deque()
        self._next: Key | Paste | None = None
        self._following: asyncio.Task[None] | None = None

    def is_due(self, event: Key | Paste) -> bool:
        """Whether it may be handled now; if not it is kept, and the app is told of it again in its turn."""
        if self._following is None or event is self._next:
            return True
        self._held.append(event)
        return False

    def follow(self) -> None:
        """What came last has been handed on: see what comes of it before there is another."""
        self._next = None
        self._following = asyncio.create_task(self._let_through())

    async def _let_through(self) -> None:
        try:
            await self._is_seen_through()
        finally:  # whatever happened, no key is stuck
            self._following = None
            if self._held:
                self._next = self._held.popleft()
                self._following = asyncio.current_task()
                self._app.post_message(self._next)

    async def _is_seen_through(self) -> None:
        top = _top(self._app)
        if top is not None:
            target = self._app.focused or top
            for part in (target, *_parents(target)):
                await has_dealt(self._app, part)
            await is_quiet(self._app)


def _parents(part: MessagePump) -> Sequence[MessagePump]:
    found = []
    while (above := part._parent) is not None:  # noqa: SLF001 - the way on which a key goes up
        found.append(above)
        part = above
    return found


class SizesInTurn:
    """The sizes of the terminal: it has another one only when all screens have taken the one before."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._is_taken = True
        self._held: Resize | None = None
        self._following: asyncio.Task[None] | None = None

    def is_due(self, event: Resize) -> bool:
        """Whether it may be handled now; if not it is kept until then, unless a newer one comes."""
        if self._is_taken:
            self._is_taken, self._held = False, None
            return True
        self._held = event
        return False

    def follow(self) -> None:
        """The screens were told it."""
        self._following = asyncio.create_task(self._let_through())

    async def _let_through(self) -> None:
        try:
            for _ in range(2):  # the size, then what each screen told itself of it
                for screen in tuple(self._app.screen_stack):
                    await has_dealt(self._app, screen)
        finally:  # whatever happened, no size is stuck
            self._is_taken = True
            # Not posted again: behind a newer size that is in the queue, it would take that one's place.
            self._app.call_later(self._take_held)

    async def _take_held(self) -> None:
        if self._held is not None:
            await self._app.on_event(self._held)


# Notices a terminal that was closed behind the app's back, or that takes nothing more while the app is to end.
#
# In a thread of its own, because the app itself may be waiting for that terminal: what it wrote last is never taken,
# and its event loop stands still. What was done is in the journal by then.


GONE_LOOK_S = 2.0
GRACE_S = 3.0
"""How long the app has to end by itself once its terminal is gone."""
END_PATIENCE_S = 6.0
"""How long it has once a signal came, for a terminal that may only be slow."""
HUNG_UP = 129


def is_gone() -> bool:
    """Whether the terminal was closed, as where SIGHUP is ignored."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    import termios

    try:
        termios.tcgetattr(sys.__stdin__.fileno())
    except termios.error:
        return True
    return False


class TerminalWatch:
    """Tells the app that its terminal is gone, and ends the process where the app can't hear that any more."""

    def __init__(self, tell: Callable[[], object]) -> None:
        """`tell` is called from the thread, once; a RuntimeError of it means that the app is ending already."""
        self._tell = tell
        self._over = threading.Event()
        self._code: int | None = None
        self._thread = threading.Thread(target=self._run, name="backday-terminal", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._thread.start()

    def expect_end(self, code: int) -> None:
        """The app is about to end; where it can't, because its terminal takes nothing more, the process does.

        Safe in a signal handler.
        """
        self._code = code

    def stop(self) -> None:
        """The app has let the terminal go."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(GONE_LOOK_S):
            if self._code is not None:
                self._end_unless_over(END_PATIENCE_S, self._code)
            elif is_gone():
                with contextlib.suppress(RuntimeError):
                    self._tell()
                self._end_unless_over(GRACE_S, HUNG_UP)

    def _end_unless_over(self, wait_s: float, code: int) -> None:
        if not self._over.wait(wait_s):
            os._exit(code)
