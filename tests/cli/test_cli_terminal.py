"""The command on a real terminal: keys, signals, and the terminal as it was before."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

import pty
import termios

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT_S = 30.0
PROGRAM = ("-m", "backday_tui")
TELLS_ITS_MODULES = """
import sys
from backday_tui.cli import run
code = run(sys.argv[1:])
print("loaded:", *sys.modules, ":end")
sys.exit(code)
"""


class Terminal:
    """A program on a terminal of its own, which stays open after the program's end."""

    def __init__(self, *arguments: str, program: tuple[str, ...] = PROGRAM, **variables: str) -> None:
        self._ours, self._theirs = pty.openpty()
        self._modes = termios.tcgetattr(self._theirs)
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            stdin=self._theirs, stdout=self._theirs, stderr=self._theirs, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **variables},
            preexec_fn=self._take,  # noqa: PLW1509 -- the terminal has to be the session's own
        )  # fmt: skip

    def _take(self) -> None:
        import fcntl  # noqa: PLC0415 -- not on Windows

        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def until(self, words: str) -> None:
        """Read until these words were seen."""
        end = time.monotonic() + LIMIT_S
        while words.encode() not in self.seen:
            assert time.monotonic() < end, f"{words!r} is not in {self.seen[-300:]!r}"
            self._read()

    def _read(self) -> None:
        ready, _, _ = select.select([self._ours], [], [], LIMIT_S)
        assert ready, f"nothing more came after {self.seen[-300:]!r}"
        self.seen += os.read(self._ours, 65536)

    def type(self, keys: str, words: str) -> None:
        """Type, and read on until these words come."""
        self.seen = b""
        os.write(self._ours, keys.encode())
        self.until(words)

    def ended(self) -> int:
        """The exit code."""
        while self.process.poll() is None:
            ready, _, _ = select.select([self._ours], [], [], 0.02)
            self.seen += os.read(self._ours, 65536) if ready else b""
        return self.process.returncode

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal has the modes that it had."""
        modes: list[Any] = termios.tcgetattr(self._theirs)
        return modes == self._modes

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Terminal]]:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    monkeypatch.setenv("BACKDAY_AUDIO", "off")
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def on(terminals: list[Terminal], *arguments: str, program: tuple[str, ...] = PROGRAM, **variables: str) -> Terminal:
    terminal = Terminal(*arguments, program=program, **variables)
    terminals.append(terminal)
    return terminal


def test_single_keys_drive_a_workout_in_lines(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "2x8 Row", "--rest", "1:00", "--plain")
    terminal.until("enter when done")
    assert not terminal.is_as_before
    terminal.type(" ", "Rest 1:00")
    terminal.type("\x1b[C", "set 2 of 2")
    terminal.type("r", "reps and load")
    terminal.type("9 25 lb\r", "noted: 9 reps, 25 lb")
    terminal.type("\r", "All done in")
    assert terminal.ended() == 0
    assert terminal.is_as_before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_right(terminals: list[Terminal], number: int, code: int) -> None:
    terminal = on(terminals, "do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.process.send_signal(number)
    assert terminal.ended() == code
    assert terminal.is_as_before
    assert b"Finished early" in terminal.seen


def test_ctrl_c_ends_it_with_130(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.type("\x03", "Finished early")
    assert terminal.ended() == 130
    assert terminal.is_as_before


def test_ctrl_c_at_a_question_before_it_begins(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "2x? Chin-up / Pull-up", "--plain")
    terminal.until("which one? 1 Chin-up, 2 Pull-up [1]")
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.ended() == 130
    assert terminal.is_as_before


def test_a_terminal_that_can_do_no_more_gets_lines(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "8 Row", TERM="dumb")
    terminal.until("enter when done")
    terminal.type("\r", "All done in")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.seen


def test_no_color_means_none(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "8 Row", "--plain", NO_COLOR="1")
    terminal.until("enter when done")
    terminal.type("\r", "All done in")
    assert terminal.ended() == 0
    assert b"\x1b[32" not in terminal.seen
    assert b";32m" not in terminal.seen


def test_the_screen_is_opened_and_left(terminals: list[Terminal]) -> None:
    terminal = on(terminals)
    terminal.until("Back circuit")
    os.write(terminal._ours, b"q")
    assert terminal.ended() == 0
    assert terminal.is_as_before


def test_the_library_does_without_what_is_slow_to_import(terminals: list[Terminal]) -> None:
    terminal = on(terminals, program=("-c", TELLS_ITS_MODULES))
    terminal.until("Back circuit")
    terminal.type("q", ":end")
    loaded = set(terminal.seen.decode().partition("loaded: ")[2].split())
    assert "textual" in loaded
    assert not loaded & {"click", "pydantic", "tree_sitter", "tomlkit", "backday_tui.cli.commands"}


def test_a_workout_on_the_screen_ends_by_a_signal(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "1x10:00 Plank")
    terminal.until("Plank")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.is_as_before


def test_a_terminal_that_went_away_ends_it(terminals: list[Terminal]) -> None:
    terminal = on(terminals, "do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    os.close(terminal._ours)
    terminal._ours = os.dup(terminal._theirs)
    assert terminal.process.wait(LIMIT_S) == 129
