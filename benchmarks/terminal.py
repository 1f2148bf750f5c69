"""A program on a terminal of its own: when it first shows something, how much it writes, what processor time it takes.

It knows nothing of what is measured. Processor time of another process is read from Linux's clocks.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COLUMNS, ROWS = 80, 24
NOT_FOR_IT = ("TMUX", "LINES", "COLUMNS", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""What the surroundings say and a program shall not hear: with compiled modules forbidden, a start compiles what the
installer left out, which is all of a checkout and nothing of what it is compared with."""
ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, moves, modes
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles
    rb"|\x1bP[^\x1b]*\x1b\\"  # DCS
    rb"|\x1b[ -/]*[0-~]"  # all others
)
ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",  # where is the cursor
    b"\x1b[c": b"\x1b[?62;c",  # what are you
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # can you hold a frame back until it is whole
}
"""What a program asks of its terminal, and what one of today answers."""


class Terminal:
    """A program that runs on a pseudo-terminal of 80 x 24; ended with the `with` block it is used in."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it. What is given of the environment is added to this process's."""
        settings = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        for name in NOT_FOR_IT:
            settings.pop(name, None)
        self.started = time.monotonic()
        self.pid, self.keys = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), settings)  # noqa: S606 -- the program to measure, by list
        self.written = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.keys)

    @property
    def text(self) -> str:
        """All that it wrote since the last `forget`, without colours and moves."""
        return ESCAPES.sub(b"", bytes(self.written)).decode(errors="replace")

    def forget(self) -> None:
        """Count what is written from here on."""
        self.written.clear()

    def wait_for(self, text: str, timeout_s: float = 20.0) -> float:
        """Seconds from its start until this text was written.

        Raises:
            TimeoutError: it was not, in that time; the message shows the end of what was.
        """
        for moment in self._reads(self.started + timeout_s):
            if text in self.text:
                return moment - self.started
        raise TimeoutError(f"{text!r} was not seen; what was: {self.text[-600:]!r}")

    def read_for(self, seconds: float) -> None:
        """Take what it writes for so long."""
        for _ in self._reads(time.monotonic() + seconds):
            pass

    def cpu_s(self) -> float:
        """Processor time that it and its children took so far, in seconds."""
        return sum(time.clock_gettime(_cpu_clock(pid)) for pid in self._family())

    def memory_mib(self) -> float:
        """What it and its children hold in memory."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._family())
        return pages * os.sysconf("SC_PAGESIZE") / 2**20

    def _reads(self, until: float) -> Iterator[float]:
        """The moment of each piece that was read, up to a moment; ends early where the program does."""
        while (left_s := until - time.monotonic()) > 0:
            if not select.select([self.keys], [], [], left_s)[0]:
                return
            moment = time.monotonic()
            try:
                piece = os.read(self.keys, 65536)
            except OSError:  # Linux says so where the program has ended
                return
            self._answer(piece)
            self.written += piece
            yield moment

    def _answer(self, piece: bytes) -> None:
        for question, answer in ANSWERS.items():
            if question in piece:
                os.write(self.keys, answer)

    def _family(self) -> list[int]:
        found = [self.pid]
        for pid in found:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        return found


def read_side_by_side(terminals: Sequence[Terminal], seconds: float) -> None:
    """Take what several programs write in the same span of time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for terminal in terminals:
            terminal.read_for(0.05)


def _cpu_clock(pid: int) -> int:
    """The number of a process's processor clock, as Linux makes it of the process's (clock_getcpuclockid)."""
    return (~pid << 3) | 2
