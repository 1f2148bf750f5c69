"""The live screen for real: a process on a terminal of its own, its keys, its end, the terminal it leaves behind."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import machine
import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

import fcntl
import struct
import termios

PROGRAM = Path(__file__).with_name("follow_for_real.py")
PATIENCE_S = 20.0
MODES = {b"?1049": "alternate screen", b"?1000": "mouse", b"?1003": "mouse moves", b"?2004": "paste", b"?1004": "focus"}
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p")
"""Sequences that pyte takes for text."""


class Terminal:
    """A program on a pseudo-terminal, with what it wrote."""

    def __init__(self, *arguments: str, ignore: int | None = None) -> None:
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.written = bytearray()
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            self._become(arguments, ignore)

    def _become(self, arguments: tuple[str, ...], ignore: int | None) -> None:
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(self.slave, number)
            os.closerange(3, 256)
            if ignore is not None:
                signal.signal(ignore, signal.SIG_IGN)
            environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execve(sys.executable, [sys.executable, str(PROGRAM), *arguments], environ)  # noqa: S606 - no shell needed
        finally:
            os._exit(127)

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def read(self, wait_s: float = 0.05) -> None:
        """Take what was written within so many seconds."""
        ready, _, _ = select.select([self.master], [], [], wait_s)
        if not ready:
            return
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return
        self.written += data
        self._stream.feed(_PRIVATE.sub(b"", data))

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something to become so."""
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, "\n".join(self.screen.display)
            self.read()

    def shows(self, text: str) -> None:
        """Wait until this stands on the screen."""
        self.until(lambda: text in "\n".join(self.screen.display))

    def exit_code(self) -> int:
        """Wait for the end; minus the number of the signal where one ended it."""
        self.until(self._has_ended)
        for _ in range(5):
            self.read()
        assert self.status is not None
        return os.waitstatus_to_exitcode(self.status)

    def _has_ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None

    def stopped(self) -> None:
        """Wait until the program is stopped."""

        def is_stopped() -> bool:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            return bool(pid) and os.WIFSTOPPED(status)

        self.until(is_stopped)

    @property
    def modes(self) -> set[str]:
        """The modes of the terminal that are on."""
        state: dict[str, bool] = {"no cursor": False}
        for found in re.finditer(rb"\x1b\[(\?[0-9]+)([hl])", bytes(self.written)):
            if found[1] in MODES:
                state[MODES[found[1]]] = found[2] == b"h"
            if found[1] == b"?25":
                state["no cursor"] = found[2] == b"l"
        kitty = len(re.findall(rb"\x1b\[>[0-9]+u", self.written)) - len(re.findall(rb"\x1b\[<[0-9]*u", self.written))
        return {name for name, is_on in state.items() if is_on} | ({"kitty keys"} if kitty > 0 else set())

    @property
    def is_cooked(self) -> bool:
        """Whether the line discipline is as it was before."""
        return termios.tcgetattr(self.slave)[:4] == self.before[:4]

    def close(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.slave)
        os.close(self.master)


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def terminal(opened: list[Terminal]) -> Terminal:
    opened.append(Terminal())
    opened[0].shows("GET READY")
    return opened[0]


def test_it_starts_takes_keys_and_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    assert "alternate screen" in terminal.modes
    assert not terminal.is_cooked
    terminal.press("\r")
    terminal.shows("HOLD")
    terminal.press(" ")
    terminal.shows("PAUSED")
    terminal.press("n")
    terminal.press("q")
    terminal.shows("Finish the workout?")
    terminal.press("f")
    terminal.shows("FINISHED EARLY")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert terminal.modes == set()
    assert terminal.is_cooked


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_ends_it_with_the_terminal_put_right(terminal: Terminal, number: signal.Signals) -> None:
    os.kill(terminal.pid, number)
    assert terminal.exit_code() == 128 + number
    assert terminal.modes == set()
    assert terminal.is_cooked


def test_ctrl_z_pauses_and_gives_the_terminal_back_and_fg_shows_all_again(terminal: Terminal) -> None:
    terminal.press("\x1a")
    terminal.stopped()
    terminal.read()
    terminal.read()
    assert terminal.modes == set()
    assert terminal.is_cooked
    terminal.screen.reset()
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.shows("PAUSED")
    terminal.shows("Plank")
    assert "alternate screen" in terminal.modes
    terminal.press(" ")
    terminal.shows("GET READY")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.exit_code() == 143
    assert terminal.modes == set()
    assert terminal.is_cooked


def test_a_continue_without_a_stop_changes_nothing_at_the_end(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.press("\r")
    terminal.shows("HOLD")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.exit_code() == 143
    assert terminal.modes == set()
    assert terminal.is_cooked


def test_a_fault_is_told_in_two_lines_without_local_variables(opened: list[Terminal]) -> None:
    terminal = Terminal("faulty")
    opened.append(terminal)
    terminal.shows("GET READY")
    terminal.press("t")
    assert terminal.exit_code() == 1
    assert terminal.modes == set()
    assert terminal.is_cooked
    told = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert "RuntimeError: the bar broke" in told
    assert "a local variable" not in told
    assert len(told.splitlines()) <= 3


def test_a_terminal_that_is_closed_ends_it_even_where_hang_ups_are_ignored(opened: list[Terminal]) -> None:
    terminal = Terminal(ignore=signal.SIGHUP)
    opened.append(terminal)
    terminal.shows("GET READY")
    os.close(terminal.slave)
    os.close(terminal.master)
    terminal.master, terminal.slave = os.openpty()
    terminal.until(terminal._has_ended)


def test_a_terminal_that_takes_nothing_more_and_is_closed_ends_it(opened: list[Terminal]) -> None:
    """As where a connection hangs and then breaks: the app is in the middle of writing, and its loop stands still."""
    terminal = Terminal(ignore=signal.SIGHUP)
    opened.append(terminal)
    terminal.shows("GET READY")
    for rows in range(10, 60):  # each drawn anew, none of it taken
        fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 200, 0, 0))
        os.kill(terminal.pid, signal.SIGWINCH)
        select.select([], [], [], 0.02)
    os.close(terminal.slave)
    os.close(terminal.master)
    terminal.master, terminal.slave = os.openpty()
    terminal.until(terminal._has_ended)


def test_the_terminal_is_resized(terminal: Terminal) -> None:
    fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 20, 0, 0))
    terminal.screen.resize(5, 20)
    os.kill(terminal.pid, signal.SIGWINCH)
    terminal.shows("GET READY  0:0")
