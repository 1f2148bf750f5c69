"""A real terminal for a real program: keys go in, what it shows comes out, what it leaves behind is looked at."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

import machine
import pyte
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

import fcntl
import pty
import termios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

Begin: TypeAlias = "Callable[..., Terminal]"
LIMIT_S: Final = 60.0
"""How long something that is awaited may take, on a machine with all its hands full."""
PROGRAM: Final = (sys.executable, "-m", "backday_tui")
ON_BY_ITSELF: Final = frozenset({7, 25})
"""The modes of a terminal that are on before anything is written: line wrap and the cursor."""
_NOT_TAKEN: Final = ("BACKDAY", "NO_COLOR", "LINES", "COLUMNS", "TMUX", "VISUAL", "EDITOR")
_UNKNOWN_TO_PYTE: Final = re.compile(rb"\x1b\[[<>=][0-9;]*u|\x1b\[\?[0-9;]*\$p")
"""Sequences that pyte takes for text."""
_UNFINISHED: Final = re.compile(rb"(?:\x1b[^a-zA-Z\x07]*)?\Z")


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person whose things lie in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_TAKEN)}
    return {**kept, "TERM": "xterm-256color", "BACKDAY_HOME": str(home), "BACKDAY_AUDIO": "off", **more}


def left_on(written: bytes) -> set[str]:
    """The private modes that are not as they were before this was written, and "kitty" where its keys are on."""
    last = {int(mode): turn == b"h" for mode, turn in re.findall(rb"\x1b\[\?(\d+)([hl])", written)}
    pushed, popped = len(re.findall(rb"\x1b\[>\d+u", written)), len(re.findall(rb"\x1b\[<\d*u", written))
    modes = {str(mode) for mode, is_on in last.items() if is_on != (mode in ON_BY_ITSELF)}
    return modes | ({"kitty"} if pushed > popped else set())


class Terminal:
    """A program on a terminal of its own, which stays open after the program's end.

    Attributes:
        written: all that came.
        seen: what came since something was typed last.
        shown: the characters that stand on the screen.
    """

    def __init__(
        self, environment: Mapping[str, str], *arguments: str, program: tuple[str, ...] = PROGRAM,
        size: tuple[int, int] = (24, 80),
    ) -> None:  # fmt: skip
        """`size` is rows and columns; nought is what some terminals say."""
        self.ours, self.theirs = pty.openpty()
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self.resize(*size)
        self.modes = termios.tcgetattr(self.theirs)
        self.written = bytearray()
        self.seen = b""
        self.arrivals: list[tuple[float, int]] = []
        self.process = subprocess.Popen(
            [*program, *arguments], stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, env=dict(environment),
            start_new_session=True, preexec_fn=take_terminal,  # noqa: PLW1509 -- the terminal is to be its own
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def resize(self, rows: int, columns: int) -> None:
        """Make it larger or smaller; the system tells the program."""
        self._screen.resize(rows or 24, columns or 80)
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, wait_s: float = LIMIT_S) -> bool:
        """Read what there is, or comes within so many seconds; whether something came."""
        ready, _, _ = select.select([self.ours], [], [], wait_s)
        if ready:
            came = os.read(self.ours, 1 << 16)
            self.written += came
            self.seen += came
            self.arrivals.append((time.monotonic(), len(self.seen)))
        return bool(ready)

    @property
    def shown(self) -> str:
        """The characters on the screen, a line a row."""
        told = bytes(self.written[self._drawn :])
        told = told[: _UNFINISHED.search(told).start()]  # type: ignore[union-attr] # it always finds an end
        self._drawn += len(told)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", told))
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        cells = self._screen.buffer  # pyte's own text of it fails on half of a wide character
        return "\n".join("".join(cells[row][column].data for column in columns).rstrip() for row in rows)

    def wait_for(self, is_so: Callable[[], object], awaited: object = "what is awaited") -> None:
        """Read until something is so; that is asked once a look, for what a system tells it may tell only once."""
        end = time.monotonic() + LIMIT_S
        while not is_so():
            is_over = self.process.poll() is not None
            if not self.read(0.05) and is_over:
                assert is_so(), f"it ended before {awaited!r}: {self.seen[-600:]!r}"
                return
            assert time.monotonic() < end, f"{awaited!r} did not come:\n{self.shown}\n{self.seen[-600:]!r}"

    def until(self, words: str) -> None:
        """Read until these words were seen."""
        self.wait_for(lambda: words.encode() in self.seen, words)

    def shows(self, words: str) -> None:
        """Read until these words stand on the screen."""
        self.wait_for(lambda: words in self.shown, words)

    def told(self, event: str) -> dict[str, Any]:
        """Read until a JSON line of this event came; gives the first."""

        def found() -> list[dict[str, Any]]:
            return [record for _, record in self.records() if record["event"] == event]

        self.wait_for(found, event)
        return found()[0]

    def pump(self, seconds: float) -> None:
        """Read for so many seconds, whatever comes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.ours, keys.encode())

    def send(self, raw: bytes) -> None:
        """Give the program these bytes, whatever they are; go on when it has read them, so that no others join them."""
        os.write(self.ours, raw)
        end = time.monotonic() + LIMIT_S
        while struct.unpack("i", fcntl.ioctl(self.theirs, termios.FIONREAD, bytes(4)))[0]:
            self.read(0.001)
            assert time.monotonic() < end, "it reads no more"

    def type(self, keys: str, words: str = "") -> None:
        """Type, and read on until these words come."""
        self.seen, self.arrivals = b"", []
        self.press(keys)
        self.until(words)

    def ended(self) -> int:
        """Read until the program ends; its exit code, minus the number of a signal that ended it."""
        self.wait_for(lambda: self.process.poll() is not None, "its end")
        while self.read(0):
            pass
        return self.process.returncode

    def kill(self) -> float:
        """Kill it at once; when that was. What it wrote before is read."""
        now = time.monotonic()
        self.process.kill()
        self.process.wait()
        while self.read(0):
            pass
        return now

    @property
    def is_cooked(self) -> bool:
        """Whether the terminal takes lines, as it did before."""
        modes: list[Any] = termios.tcgetattr(self.theirs)
        return modes == self.modes

    @property
    def left_on(self) -> set[str]:
        """What the program turned on and not off again."""
        return left_on(bytes(self.written))

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal has the modes that it had, and all that was turned on is off."""
        return self.is_cooked and not self.left_on

    def records(self) -> list[tuple[float, dict[str, Any]]]:
        """The JSON lines seen, each with the time at which its end arrived."""
        found, place = [], 0
        for line in self.seen.splitlines(keepends=True):
            place += len(line)
            # What is killed in the middle of a line has it ended by what puts the terminal right.
            if line.startswith(b'{"event"') and line.endswith(b"\n") and line.rstrip().endswith(b"}"):
                arrived = next(at for at, length in self.arrivals if length >= place)
                found.append((arrived, json.loads(line)))
        return found

    def go_away(self) -> None:
        """Close it, as where its window is closed."""
        os.close(self.theirs)
        os.close(self.ours)
        self.ours, self.theirs = pty.openpty()

    def close(self) -> None:
        """End the program, whatever it does, and close the terminal."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()
        for descriptor in (self.ours, self.theirs):
            if descriptor >= 0:
                os.close(descriptor)
        self.ours = self.theirs = -1


@contextlib.contextmanager
def beginning(environment: Mapping[str, str]) -> Iterator[Begin]:
    """Begins programs by arguments, `program`, `size` and more of the environment; all end with the block."""
    with contextlib.ExitStack() as opened:

        def begin(
            *arguments: str, program: tuple[str, ...] = PROGRAM, size: tuple[int, int] = (24, 80), **more: str
        ) -> Terminal:
            return opened.enter_context(Terminal({**environment, **more}, *arguments, program=program, size=size))

        yield begin


def take_terminal() -> None:
    """Make the terminal that stdin is this process's own."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def called(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that was run to its end, with nobody at its stdin."""
    return subprocess.run(
        [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=dict(environment),
        check=False, timeout=LIMIT_S,
    )  # fmt: skip


def logged(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """What `backday log --json` tells."""
    done = called(environment, "log", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    sessions: list[dict[str, Any]] = json.loads(done.stdout)
    return sessions
