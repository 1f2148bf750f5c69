"""A real terminal for a real program: keys go in, what it shows comes out, what it leaves behind is looked at."""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import machine
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
LIMIT_S = 60.0
PROGRAM = (sys.executable, "-m", "backday_tui")
LEFT_BEHIND = {b"\x1b[?1049": b"the alternate screen", b"\x1b[?25": b"the cursor", b"\x1b[?1000": b"the mouse"}
"""What a screen turns on ("h", of the cursor "l") and has to turn off again, by the beginning of the sequence."""


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person whose things lie in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BACKDAY", "NO_COLOR"))}
    return {**kept, "TERM": "xterm-256color", "BACKDAY_HOME": str(home), "BACKDAY_AUDIO": "off", **more}


class Terminal:
    """A program on a terminal of its own, which stays open after the program's end."""

    def __init__(
        self, environment: Mapping[str, str], *arguments: str, program: tuple[str, ...] = PROGRAM,
        size: tuple[int, int] = (24, 80),
    ) -> None:  # fmt: skip
        """`size` is rows and columns."""
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.modes = termios.tcgetattr(self.theirs)
        self.seen = b""
        self.arrivals: list[tuple[float, int]] = []
        self.process = subprocess.Popen(
            [*program, *arguments], stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, env=dict(environment),
            start_new_session=True, preexec_fn=take_terminal,  # noqa: PLW1509 -- the terminal is to be its own
        )  # fmt: skip

    def resize(self, rows: int, columns: int) -> None:
        """Make it larger or smaller."""
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, wait_s: float = LIMIT_S) -> bool:
        """Read what there is, or comes within so many seconds; whether something came."""
        ready, _, _ = select.select([self.ours], [], [], wait_s)
        if ready:
            self.seen += os.read(self.ours, 1 << 16)
            self.arrivals.append((time.monotonic(), len(self.seen)))
        return bool(ready)

    def until(self, words: str, limit_s: float = LIMIT_S) -> None:
        """Read until these words were seen."""
        end = time.monotonic() + limit_s
        while words.encode() not in self.seen:
            assert time.monotonic() < end, f"{words!r} did not come: {self.seen[-600:]!r}"
            self.read(0.2)

    def told(self, event: str) -> dict[str, Any]:
        """Read until a JSON line of this event came; gives the first."""
        end = time.monotonic() + LIMIT_S
        while True:
            found = [record for _, record in self.records() if record["event"] == event]
            if found:
                return found[0]
            assert time.monotonic() < end, f"{event} did not come: {self.seen[-600:]!r}"
            self.read(0.2)

    def pump(self, seconds: float) -> None:
        """Read for so many seconds, whatever comes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def type(self, keys: str, words: str = "") -> None:
        """Type, and read on until these words come."""
        self.seen, self.arrivals = b"", []
        os.write(self.ours, keys.encode())
        self.until(words)

    def ended(self, limit_s: float = LIMIT_S) -> int:
        """Read until the program ends; its exit code."""
        end = time.monotonic() + limit_s
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end: {self.seen[-600:]!r}"
            self.read(0.02)
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
    def is_as_before(self) -> bool:
        """Whether the terminal has the modes that it had, and all that was turned on is off."""
        modes: list[Any] = termios.tcgetattr(self.theirs)
        return modes == self.modes and not self.left_on

    @property
    def left_on(self) -> list[bytes]:
        """What the program turned on and not off again."""
        return [
            name for start, name in LEFT_BEHIND.items()
            if self.seen.rfind(start + (b"l" if b"?25" in start else b"h"))
            > self.seen.rfind(start + (b"h" if b"?25" in start else b"l"))
        ]  # fmt: skip

    def records(self) -> list[tuple[float, dict[str, Any]]]:
        """The JSON lines seen, each with the time at which its end arrived."""
        found, place = [], 0
        for line in self.seen.splitlines(keepends=True):
            place += len(line)
            if line.startswith(b'{"event"') and line.endswith(b"\n"):
                arrived = next(at for at, length in self.arrivals if length >= place)
                found.append((arrived, json.loads(line)))
        return found

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


@contextmanager
def beginning(environment: Mapping[str, str]) -> Iterator[Begin]:
    """Begins programs on terminals, by arguments, a `program` and more of the environment; all end with the block."""
    opened: list[Terminal] = []

    def begin(*arguments: str, program: tuple[str, ...] = PROGRAM, **more: str) -> Terminal:
        opened.append(Terminal({**environment, **more}, *arguments, program=program))
        return opened[-1]

    yield begin
    for terminal in opened:
        terminal.close()


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
