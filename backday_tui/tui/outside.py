"""What happens to a file outside of backday: it is changed by another program, or by the person's own editor.

Nothing is shown here, and what follows from a change is for the screens.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

_LOOK_EVERY_S: Final = 0.5
_DEBOUNCE_MS: Final = 100
_STEP_MS: Final = 50
_TAKE_A_LINE: Final = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "ne"}
)
"""Editors that open a file at the line that "+12" before its name says."""


class NoEditorError(BackdayError):
    """There is no editor that could be called."""


def editor_command(path: Path, line: int, environ: Mapping[str, str] = os.environ) -> list[str]:
    """What opens a file in the person's editor: $VISUAL, else $EDITOR, else what the system usually has.

    Raises:
        NoEditorError: there is none, or it can't be found.
    """
    wanted = environ.get("VISUAL") or environ.get("EDITOR") or _usual()
    try:
        words = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:
        words = []
    program = shutil.which(words[0], path=environ.get("PATH")) if words else None
    if not program:
        said = f"{clean(wanted, 60)} is not there" if wanted.strip() else "none is set"
        raise NoEditorError(f"no editor to hand over to ({said}): set $VISUAL or $EDITOR")
    at = [f"+{line}"] if Path(words[0]).stem in _TAKE_A_LINE and line > 1 else []
    return [program, *words[1:], *at, os.fspath(path)]


def _usual() -> str:
    if sys.platform == "win32":
        return "notepad"
    return next((name for name in ("sensible-editor", "nano", "vi") if shutil.which(name)), "")


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


async def changes(path: Path) -> AsyncIterator[None]:
    """Tell each time that a file may have been changed, for as long as it is asked."""
    while True:
        async for _ in _told(path):
            yield
        await asyncio.sleep(_LOOK_EVERY_S)
        yield


async def _told(path: Path) -> AsyncIterator[None]:
    """What the system tells of a file; ends where it tells nothing, as in a folder that isn't there."""
    try:
        import watchfiles  # noqa: PLC0415 - after the first paint; there may be no wheel of it
    except ImportError:
        return
    with contextlib.suppress(OSError, RuntimeError):
        async for found in watchfiles.awatch(
            path.parent, watch_filter=None, debounce=_DEBOUNCE_MS, step=_STEP_MS, recursive=False
        ):
            if any(Path(name).name == path.name for _, name in found):
                yield
