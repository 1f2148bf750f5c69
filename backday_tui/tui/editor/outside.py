"""The person's own editor, which has the terminal for itself for a while.

Nothing is shown here, and what follows from what it saved is for whoever calls it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from backday_tui import signals
from backday_tui.routine.editor_program import NoEditorError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


ITS_OWN: Final = ("SIGINT", "SIGQUIT")
"""What a terminal sends to all that run in it: only the editor knows what is meant. All else that is to end us ends the
editor first, so that it can save what it has and put the terminal right."""


def run_in_terminal(command: list[str], reattend: Callable[[], object] = lambda: None) -> int:
    """Run a program that has the terminal for itself; gives its exit code.

    A ctrl+c meanwhile is the program's. A signal that is to end us ends it first, and comes again after it.

    Args:
        command: the program and its arguments.
        reattend: called after it: makes an app hear of signals again.

    Raises:
        NoEditorError: it can't be started.
    """
    attention = _Attention()
    try:
        with attention.given_up():
            return _run(command, attention)
    finally:
        reattend()
        attention.catch_up()


def _run(command: list[str], attention: _Attention) -> int:
    try:
        with subprocess.Popen(command) as process:
            attention.watch(process)
            return process.wait()
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise NoEditorError(f"{clean(command[0], 60)} can't be started: {reason}") from error


class _Attention:
    """What becomes of signals while another program has the terminal."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._came: int | None = None

    @contextlib.contextmanager
    def given_up(self) -> Iterator[None]:
        """Keep signals from our event loop: it hears of none of them, not even later."""
        if sys.platform == "win32":
            yield
            return
        waker = signal.set_wakeup_fd(-1)
        before = signals.caught(self._came_meanwhile)
        try:
            yield
        finally:
            signals.give_back(before)
            signal.set_wakeup_fd(waker)

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Pass signals on to this process from now on, and one that has come already."""
        self._process = process
        if self._came is not None:
            process.send_signal(self._came)

    def catch_up(self) -> None:
        """Send ourselves the signal that came meanwhile."""
        if self._came is not None:
            os.kill(os.getpid(), self._came)

    def _came_meanwhile(self, number: int, _: FrameType | None) -> None:
        if signals.name_of(number) in ITS_OWN:
            return
        self._came = number
        if self._process is not None:
            self._process.send_signal(number)
