"""The pipe to the worker process: lines out without ever waiting, lines in as they come, the end of it for sure.

What the lines mean must not live here.
"""

from __future__ import annotations

import collections
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import backday_tui

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

WORKER = ("-m", "backday_tui.audio.worker")

_MOST_LINES = 4096
_LONGEST_LINE = 65_536
_PIECE = 65_536
_MOST_PIECES = 16
_GRACE_S = 0.3


class Outbox(Protocol):
    """Lines on their way out."""

    def put(self, kind: str, line: bytes) -> None:
        """Send a line; it replaces one of its kind that has not left yet. Never waits, never raises."""

    def flush(self) -> None:
        """Send what can be sent now."""

    def close(self) -> None:
        """The end of the worker's input; safe to call twice."""


class PipeOutbox:
    """Writes straight into a pipe that never blocks: no other thread has to wake up for a line to leave."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._begun = b""
        self._waiting: dict[str, bytes] = {}
        os.set_blocking(pipe.fileno(), False)

    def put(self, kind: str, line: bytes) -> None:
        self._waiting[kind] = line
        self.flush()

    def flush(self) -> None:
        while not self._pipe.closed and (self._begun or self._waiting):
            if not self._begun:
                self._begun = self._waiting.pop(next(iter(self._waiting)))
            try:
                written = os.write(self._pipe.fileno(), self._begun)
            except BlockingIOError:
                return
            except OSError:  # the worker is gone
                self._begun = b""
                self._waiting.clear()
                return
            self._begun = self._begun[written:]

    def close(self) -> None:
        _close(self._pipe)


class ThreadOutbox:
    """The same where a pipe can't be told not to block (Windows): a thread waits in its place."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._waiting: dict[str, bytes] = {}
        self._changed = threading.Condition()
        self._is_closed = False
        threading.Thread(target=self._write_on, name="to the sound worker", daemon=True).start()

    def put(self, kind: str, line: bytes) -> None:
        with self._changed:
            self._waiting[kind] = line
            self._changed.notify()

    def flush(self) -> None:
        """The thread sees to it."""

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def _next(self) -> bytes | None:
        with self._changed:
            while not self._waiting and not self._is_closed:
                self._changed.wait()
            return self._waiting.pop(next(iter(self._waiting))) if self._waiting and not self._is_closed else None

    def _write_on(self) -> None:
        while (line := self._next()) is not None:
            try:
                self._pipe.write(line)
                self._pipe.flush()
            except (OSError, ValueError):  # the worker is gone
                break
        _close(self._pipe)


class Inbox(Protocol):
    """Lines as they come."""

    def lines(self) -> list[bytes]:
        """The whole lines that have come since the last call; never waits, never raises."""

    def close(self) -> None:
        """Nobody listens any more; safe to call twice."""


class PipeInbox:
    """Reads straight from a pipe that never blocks: no thread wakes up for a line that nobody asks for yet."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._begun = b""
        os.set_blocking(pipe.fileno(), False)

    def lines(self) -> list[bytes]:
        *whole, self._begun = (self._begun + self._read()).split(b"\n")
        if len(self._begun) > _LONGEST_LINE:
            self._begun = b""
        return whole

    def close(self) -> None:
        _close(self._pipe)

    def _read(self) -> bytes:
        pieces = []
        while not self._pipe.closed:
            try:
                piece = os.read(self._pipe.fileno(), _PIECE)
            except BlockingIOError:
                break
            except OSError:
                piece = b""
            if not piece:
                _close(self._pipe)
            pieces.append(piece)
            if len(pieces) == _MOST_PIECES:  # the rest the next time: one that never stops talking must not hold us up
                break
        return b"".join(pieces)


class ThreadInbox:
    """The same where a pipe can't be told not to block (Windows): a thread waits in its place."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._lines: collections.deque[bytes] = collections.deque(maxlen=_MOST_LINES)
        threading.Thread(target=self._read_on, args=(pipe,), name="from the sound worker", daemon=True).start()

    def _read_on(self, pipe: IO[bytes]) -> None:
        with pipe:
            while line := pipe.readline(_LONGEST_LINE):
                self._lines.append(line.rstrip(b"\n"))

    def lines(self) -> list[bytes]:
        taken = []
        while self._lines:
            taken.append(self._lines.popleft())
        return taken

    def close(self) -> None:
        """The thread ends with the worker."""


def inbox(pipe: IO[bytes]) -> Inbox:
    """The way to read that this system allows."""
    return ThreadInbox(pipe) if sys.platform == "win32" else PipeInbox(pipe)


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what was still to be written has no reader any more
        pipe.close()


def outbox(pipe: IO[bytes]) -> Outbox:
    """The way to write that this system allows."""
    return ThreadOutbox(pipe) if sys.platform == "win32" else PipeOutbox(pipe)


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """The worker's environment: an allocator that simpleaudio's thread may use, and this package to be found."""
    root = str(Path(backday_tui.__file__).resolve().parent.parent)
    env = {**base, "PYTHONMALLOC": "malloc", "PYTHONSAFEPATH": "1"}
    if Path(root).name not in {"site-packages", "dist-packages"}:
        env["PYTHONPATH"] = os.pathsep.join(part for part in (root, base.get("PYTHONPATH", "")) if part)
    return env


def start(arguments: Sequence[str] = WORKER) -> subprocess.Popen[bytes]:
    """The worker, in a session of its own.

    Raises:
        OSError: it can't be started.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        [sys.executable or "python3", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # sound libraries complain there, at length
        env=environment(os.environ),
        start_new_session=True,
        creationflags=flags,
    )


class WorkerProcess:
    """One worker from its start to its end. Only `__init__` may raise (OSError); nothing but `close` waits."""

    def __init__(self, arguments: Sequence[str] = WORKER) -> None:
        self._process = start(arguments)
        assert self._process.stdin and self._process.stdout  # noqa: S101,PT018 - both PIPE
        self._outbox = outbox(self._process.stdin)
        self._said = inbox(self._process.stdout)

    @property
    def pid(self) -> int:
        """Its process id, which is also that of its group."""
        return self._process.pid

    def send(self, kind: str, value: object) -> None:
        """Send one message; it replaces one of its kind that has not left yet."""
        self._outbox.put(kind, json.dumps({kind: value}).encode() + b"\n")

    def received(self) -> list[dict[str, Any]]:
        """The answers that have come since the last call."""
        self._outbox.flush()
        return [message for line in self._said.lines() if (message := _message(line)) is not None]

    @property
    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End it, and what it started, now; a stopped one too. `has_ended` is true some moments later."""
        self._outbox.close()
        self._said.close()
        if self.has_ended:
            return
        try:
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        except OSError:
            self._process.kill()

    def close(self) -> None:
        """Let it end by itself, or make it; takes a moment, never long."""
        self._outbox.close()
        if not self._ends_within(_GRACE_S):
            self.kill()
            self._ends_within(_GRACE_S)
        self._said.close()

    def _ends_within(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def _message(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
