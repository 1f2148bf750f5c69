"""Notices a terminal that was closed behind the app's back, or that takes nothing more while the app is to end.

In a thread of its own, because the app itself may be waiting for that terminal: what it wrote last is never taken, and
its event loop stands still. What was done is in the journal by then.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_S = 2.0
GRACE_S = 3.0
"""How long the app has to end by itself once its terminal is gone."""
PATIENCE_S = 6.0
"""How long it has once a signal came, for a terminal that may only be slow."""
HUNG_UP = 129


def is_gone() -> bool:
    """Whether the terminal was closed, as where SIGHUP is ignored."""
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    import termios  # noqa: PLC0415 - not on Windows

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
        while not self._over.wait(LOOK_S):
            if self._code is not None:
                self._end_unless_over(PATIENCE_S, self._code)
            elif is_gone():
                with contextlib.suppress(RuntimeError):
                    self._tell()
                self._end_unless_over(GRACE_S, HUNG_UP)

    def _end_unless_over(self, wait_s: float, code: int) -> None:
        if not self._over.wait(wait_s):
            os._exit(code)
