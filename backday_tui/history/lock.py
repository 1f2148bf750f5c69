"""One workout at a time: no two programs of a person run one at once, and so none is mixed up with another in the log.

The lock is on a small file, which says who holds it. The system keeps it for as long as the program lives: after a
kill -9 it is free.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Final

from backday_tui import files
from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


LOCK_NAME: Final = "running.lock"
LOOK_S: Final = 0.02
TRIES: Final = 3
"""Another program may hold the lock, which only looks who runs a workout, for so many of these times."""
TRIES_UNSIGNED: Final = 50
"""And so many where nobody has signed: whoever holds it only looks, or is about to sign."""


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
    """Held while a workout runs.

    Attributes:
        trouble: why there is no lock to be had here, so that the workout runs without; None where there is.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is locked before `take`."""
        self.trouble: str | None = None
        self._path = path
        self._file: IO[str] | None = None

    def begin(self, name: str, now: datetime) -> None:
        """A workout of this name begins: of two programs that try at once one succeeds.

        Raises:
            RunningError: another program runs a workout.
        """
        holder = self.take(name, now.isoformat(sep=" ", timespec="minutes"))
        if holder is not None:
            raise RunningError(holder)

    def take(self, name: str, since: str) -> Holder | None:
        """Lock; None if that worked, else who holds it. If it is held here already, only the name changes.

        Where there is no lock to be had, as in a read-only folder, the workout goes on without one.
        """
        self.trouble = None
        try:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.ExitStack() as unless_locked:
                    file = self._path.open("a+", encoding="utf-8")  # "w" would wipe out who holds it
                    unless_locked.callback(file.close)
                    holder = _lock(file)
                    if holder is not None:
                        return holder
                    unless_locked.pop_all()
                self._file = file
            self._sign(self._file, Holder(name, os.getpid(), _terminal(), since))
        except (OSError, RecursionError) as error:  # a folder too deep to be made is the latter
            if self._file is None:
                self.trouble = getattr(error, "strerror", None) or str(error)
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
            return _lock(file)
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
            # The next one that finds it locked must not take this one for who holds it. Where that finds no room on the
            # disk, it is closed all the same.
            with contextlib.suppress(OSError):
                self._file.seek(0)
                self._file.truncate()
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def _lock(file: IO[str]) -> Holder | None:
    """Lock, or tell which other program holds it. One that only looks lets go at once.

    Raises:
        OSError: there are no locks here.
    """
    pause = threading.Event()
    for tried in range(TRIES_UNSIGNED):
        if files.lock_at_once(file.fileno()):
            return None
        holder = _holder(file)
        if holder is not None and tried >= TRIES:
            return holder
        pause.wait(LOOK_S)
    return Holder("a workout", 0, "", "")


def _holder(file: IO[str]) -> Holder | None:
    """Who has signed; None where nobody has, or is about to."""
    file.seek(0)
    try:
        said = json.loads(file.read(4096))
        return Holder(str(said["name"]), int(said["pid"]), str(said["terminal"]), str(said["since"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _terminal() -> str:
    with contextlib.suppress(OSError, AttributeError):  # no terminal, or a system without names for them
        return os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ else ""
    return ""
