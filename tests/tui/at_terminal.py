"""backday itself on a terminal of its own, for tests: keys go in as bytes, what it draws is read as a screen."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

import machine
import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

import fcntl
import struct
import termios

PATIENCE_S = 30.0
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p")
"""Sequences that pyte takes for text."""


class AtTerminal:
    """A run of backday on a pseudo-terminal; ended with the `with` block it is used in.

    Args:
        home: where everything of the person's lies.
        arguments: of the command line.
        size: rows and columns that the terminal says it has.
        before: a program that backday is run by, with its arguments.
        environment: more of it.
    """

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (24, 80),
        before: tuple[str, ...] = (),
        **environment: str,
    ) -> None:
        self._ours, theirs = os.openpty()
        self._size = size
        self._tell_size(theirs)
        self._screen = pyte.Screen(size[1] or 80, size[0] or 24)
        self._stream = pyte.ByteStream(self._screen)
        self.written = bytearray()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BACKDAY", "NO_COLOR"))}
        for name in ("LINES", "COLUMNS", "TMUX", "VISUAL", "EDITOR"):
            kept.pop(name, None)
        environ = {**kept, "TERM": "xterm-256color", "BACKDAY_HOME": str(home), "BACKDAY_AUDIO": "off", **environment}
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "backday_tui", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environ,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 -- the terminal is to be its own
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)

    def _tell_size(self, descriptor: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", *self._size, 0, 0))

    def resize(self, rows: int, columns: int) -> None:
        """Say that it has another size; nought is what some terminals say."""
        self._size = (rows, columns)
        self._screen.resize(rows or 24, columns or 80)
        self._tell_size(self._ours)
        os.kill(self.process.pid, signal.SIGWINCH)

    def type(self, keys: str) -> None:
        """Type, in one go."""
        os.write(self._ours, keys.encode())

    def read(self, wait_s: float) -> bool:
        """Take what is written within so many seconds, once; whether something was."""
        if not select.select([self._ours], [], [], wait_s)[0]:
            return False
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:  # Linux says so where the program has ended
            return False
        self.written += data
        self._stream.feed(_PRIVATE.sub(b"", data))
        return bool(data)

    @property
    def seen(self) -> str:
        """The characters on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Read until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, self.seen
            self.read(0.05)

    def shows(self, words: str) -> None:
        """Read until this stands on the screen."""
        self.until(lambda: words in self.seen)

    def is_still(self, for_s: float = 0.4) -> bool:
        """Whether nothing is written for so long, before patience ends."""
        end = time.monotonic() + PATIENCE_S
        while self.read(for_s):
            if time.monotonic() > end:
                return False
        return True

    def ended(self) -> int:
        """Read until it ends; its exit code."""
        self.until(lambda: self.process.poll() is not None)
        return self.process.returncode


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
