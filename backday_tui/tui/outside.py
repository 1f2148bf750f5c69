"""The person's own editor, which has the terminal for itself for a while.

Nothing is shown here, and what follows from what it saved is for the screens.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from backday_tui.routine.editor_program import NoEditorError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def run_in_terminal(command: list[str], reattend: Callable[[], None]) -> int:
    """Run a program that has the terminal for itself; gives its exit code.

    A ctrl+c meanwhile is the program's. `reattend` makes the app hear of signals again.

    Raises:
        NoEditorError: it can't be started.
    """
    with _interrupts_are_its_own(reattend):
        try:
            return subprocess.run(command, check=False).returncode
        except OSError as error:
            reason = clean(error.strerror or type(error).__name__)
            raise NoEditorError(f"{clean(command[0], 60)} can't be started: {reason}") from error


@contextlib.contextmanager
def _interrupts_are_its_own(reattend: Callable[[], None]) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    with contextlib.suppress(NotImplementedError, RuntimeError):
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        reattend()
