"""One workout at a time: no two programs of a person run one at once, and so none is mixed up with another in the log.

The lock is on a small file, which says who holds it. The system keeps it for as long as the program lives: after a
kill -9 it is free.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import threading
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path


if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME: Final = "running.lock"
LOCKED_BYTE: Final = 1 << 20
"""Which byte is locked on Windows: one beyond the text, so that others can read who holds it."""
HELD: Final = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
"""How a system says that another program holds a lock; any other error means that it has no locks here."""
TRIES: Final = 3
LOOK_S: Final = 0.02
"""How long another program may hold the lock that only looks who runs a workout."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs a workout: the routine's name, the process, its terminal ("" if unknown), and since when."""

    name: str
    pid: int
    terminal: str
    since: str

    @property
    def told(self) -> str:
        """Who it is, in words that are safe for a terminal."""
        where = f" in {clean(self.terminal, 60)}" if self.terminal else ""
        process = f" (process {self.pid})" if self.pid else ""
        since = f", since {clean(self.since, 40)}" if self.since else ""
        return f"{clean(self.name, 60)}{where}{process}{since}"


class RunningError(BackdayError):
    """Another program runs a workout; the message says which and where."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"a workout is running already: {holder.told}. Finish it first, or train with --no-log")
        self.holder = holder


def check(data: Path) -> None:
    """Make sure that no other program runs a workout; `data` is the folder that holds the log.

    Raises:
        RunningError: one does.
    """
    RunningLock(data / LOCK_NAME).check()


class RunningLock:
    """Held while a workout runs."""

    def __init__(self, path: Path) -> None:
        """Nothing is locked before `take`."""
        self._path = path
        self._file: IO[str] | None = None

    def take(self, name: str, since: str) -> Holder | None:
        """Lock; None if that worked, else who holds it. If it is held here already, only the name changes.

        Where there is no lock to be had, as in a read-only folder, the workout goes on without one.
        """
        with contextlib.suppress(OSError, RecursionError):  # a folder too deep to be made is the latter
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = self._path.open("a+", encoding="utf-8")  # "w" would wipe out who holds it
                if not _lock(file):
                    holder = _holder(file)
                    file.close()
                    return holder
                self._file = file
            self._sign(self._file, Holder(name, os.getpid(), _terminal(), since))
        return None

    def _sign(self, file: IO[str], holder: Holder) -> None:
        file.seek(0)
        file.truncate()
        json.dump(asdict(holder), file)
        file.flush()

    def holder(self) -> Holder | None:
        """Which other program runs a workout now; None if none does."""
        if self._file is not None:
            return None
        with contextlib.suppress(OSError), self._path.open("r+", encoding="utf-8") as file:
            if not _lock(file):
                return _holder(file)
        return None

    def check(self) -> None:
        """Make sure that no other program runs a workout.

        Raises:
            RunningError: one does.
        """
        holder = self.holder()
        if holder is not None:
            raise RunningError(holder)

    def release(self) -> None:
        """Release the lock; safe to call twice."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # who holds it found no room on the disk; it is closed all the same
                self._file.close()
            self._file = None


def _lock(file: IO[str]) -> bool:
    """Lock, unless another program holds it; gives whether that worked. One that only looks lets go at once."""
    pause = threading.Event()
    return any(_locked_at_once(file) or pause.wait(LOOK_S) for _ in range(TRIES))


def _locked_at_once(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in HELD
    return True


def _holder(file: IO[str]) -> Holder:
    file.seek(0)
    try:
        said = json.loads(file.read(4096))
        return Holder(str(said["name"]), int(said["pid"]), str(said["terminal"]), str(said["since"]))
    except (ValueError, KeyError, TypeError):  # caught between lock and text
        return Holder("a workout", 0, "", "")


def _terminal() -> str:
    with contextlib.suppress(OSError, AttributeError):  # no terminal, or a system without names for them
        return os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ else ""
    return ""
