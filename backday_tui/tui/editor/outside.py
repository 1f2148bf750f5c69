"""The person's own editor, which has the terminal for itself for a while.

One with a window of its own may come back while it still has the file open: then the person is asked. What follows from
what was saved is for whoever calls it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from backday_tui import signals
from backday_tui.routine import editor_program
from backday_tui.routine.editor_program import NoEditorError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


AT_ONCE_S: Final = 2.0
"""Nobody looks at a file and closes it again in less time."""
_LOOK_EVERY_S: Final = 0.2
_PROCESSES: Final = Path("/proc")
_MARK: Final = "BACKDAY_EDITING"
ITS_OWN: Final = ("SIGINT", "SIGQUIT")
"""What a terminal sends to all that run in it: only the editor knows what is meant. All else that is to end us ends the
editor first, so that it can save what it has and put the terminal right."""


def edit(path: Path, line: int = 1, reattend: Callable[[], object] = lambda: None) -> int:
    """Let the person change a file in their own editor; gives its exit code.

    A ctrl+c meanwhile is the editor's. A signal that is to end us ends it first, and comes again after it.

    Args:
        path: of the file.
        line: where to begin, from 1.
        reattend: called after it: makes an app hear of signals again.

    Raises:
        NoEditorError: there is none, or it can't be started.
    """
    command = editor_program.command(path, line)
    before, begun = _held(path), time.monotonic()

    def is_done() -> bool:
        is_quick = time.monotonic() - begun < AT_ONCE_S
        return not is_quick or _held(path) != before or editor_program.runs_in_terminal(command)

    attention = _Attention()
    try:
        with attention.given_up():
            return _run(command, attention, is_done)
    finally:
        reattend()
        attention.catch_up()


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _run(command: list[str], attention: _Attention, is_done: Callable[[], bool]) -> int:
    name = clean(os.path.basename(command[0]), 60)  # noqa: PTH119 -- a text to be shown
    with _Descendants() as descendants:
        try:
            with subprocess.Popen(command, pass_fds=descendants.to_pass, env=descendants.environment) as process:
                descendants.have_begun()
                attention.watch(process)
                code = process.wait()
        except OSError as error:
            reason = clean(error.strerror or type(error).__name__)
            raise NoEditorError(f"{name} can't be started: {reason}") from error
        if code == 0 and not is_done():
            _wait(name, descendants, attention, asks=not editor_program.is_told_to_wait(command))
    return code


def _wait(name: str, descendants: _Descendants, attention: _Attention, *, asks: bool) -> None:
    """An editor came back at once: wait until what it started has ended, or the person says that they are done.

    Where nothing goes on they are asked only if `asks`.
    """
    goes_on = descendants.are_there()
    has_person = sys.stdin is not None and sys.stdin.isatty()
    if not (goes_on or (asks and has_person)):
        return
    told = f"{name} came back at once: if it has a window of its own, save the file there, then press enter here"
    if goes_on:
        enter = ", or press enter" if has_person else ""
        told = f"{name} came back and is still at work: close the file there{enter}, to go on here"
    attention.is_called = attention.is_ended
    print(f"backday: {told}", file=sys.stderr, flush=True)  # noqa: T201 -- the terminal is nobody's now
    if sys.platform == "win32":
        with contextlib.suppress(EOFError):
            input()
        return
    stdin = [sys.stdin.fileno()] if has_person else []
    while not attention.is_called and (descendants.are_there() or not goes_on):
        if select.select(stdin, [], [], _LOOK_EVERY_S)[0]:
            os.read(stdin[0], 1 << 12)  # the line, which is over
            return


class _Descendants:
    """The processes that a program leaves behind when it ends.

    Each inherits its end of a pipe, and a word in its environment for those that close what they inherit; the word can
    be read on Linux alone.
    """

    def __init__(self) -> None:
        self._ours, self._theirs = (-1, -1) if sys.platform == "win32" else os.pipe()
        self._mark = f"{_MARK}={os.getpid()}-{time.monotonic_ns()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.have_begun()
        if self._ours >= 0:
            os.close(self._ours)

    @property
    def to_pass(self) -> tuple[int, ...]:
        """The descriptor that the program inherits."""
        return () if self._theirs < 0 else (self._theirs,)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the program gets."""
        return {**os.environ, _MARK: self._mark.partition("=")[2]}

    def have_begun(self) -> None:
        """The program has its end of the pipe: give up our copy of it."""
        if self._theirs >= 0:
            os.close(self._theirs)
            self._theirs = -1

    def are_there(self) -> bool:
        """Whether one of them is still running."""
        if self._ours >= 0 and not select.select([self._ours], [], [], 0)[0]:
            return True
        return any(self._mark.encode() in _environment_of(process) for process in _PROCESSES.glob("[0-9]*"))


def _environment_of(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:  # it has ended, or is somebody else's
        return []


class _Attention:
    """What becomes of signals while another program has the terminal."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._came: int | None = None
        self.is_called = False
        """Whether any signal came, one for the editor included."""

    @property
    def is_ended(self) -> bool:
        """Whether a signal came that is to end us."""
        return self._came is not None

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
        self.is_called = True
        if signals.name_of(number) in ITS_OWN:
            return
        self._came = number
        if self._process is not None:
            self._process.send_signal(number)
