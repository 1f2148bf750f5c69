"""Where time comes from: a clock of the system that keeps running during suspend, and one that tests move by hand.

Everything that times a workout takes a `Clock`. Only this module reads the system's time.
"""

import sys
import time
from datetime import datetime
from typing import Protocol

CLOCK_IDS = {"linux": getattr(time, "CLOCK_BOOTTIME", None), "darwin": getattr(time, "CLOCK_MONOTONIC", None)}
"""The clock that keeps running while the machine sleeps, where time.monotonic() doesn't read that one."""


class Clock(Protocol):
    """Seconds that never run backwards and keep running while the machine sleeps; and the time of day, for the log."""

    def now(self) -> float:
        """Seconds since some fixed moment, the same one in every process until the machine is restarted."""

    def wall(self) -> datetime:
        """The date and time with the local offset: only for the log, never to time a workout."""

    def asleep_s(self) -> float:
        """The seconds that the machine has slept since some moment; 0 if the system doesn't tell."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """CLOCK_BOOTTIME on Linux, CLOCK_MONOTONIC on macOS, else the monotonic clock: all keep running in suspend."""
        clock_id = CLOCK_IDS.get(sys.platform)
        return time.monotonic() if clock_id is None else time.clock_gettime(clock_id)

    def wall(self) -> datetime:
        """The local date and time with its offset from UTC."""
        return datetime.now().astimezone()

    def asleep_s(self) -> float:
        """How far the clock that keeps running during suspend is ahead of the one that doesn't."""
        return 0.0 if CLOCK_IDS.get(sys.platform) is None else self.now() - time.monotonic()


def thread_cpu_s() -> float:
    """The processor time that the calling thread took so far, in seconds."""
    return time.thread_time()


class ScaledClock:
    """A clock that runs `factor` times as fast, to look through a routine."""

    def __init__(self, inner: Clock, factor: float) -> None:
        self._inner = inner
        self._factor = factor
        self._origin = inner.now()

    def now(self) -> float:
        """The inner clock's time since this one was made, times the factor."""
        return self._origin + (self._inner.now() - self._origin) * self._factor

    def wall(self) -> datetime:
        """The inner clock's wall time, not scaled."""
        return self._inner.wall()

    def asleep_s(self) -> float:
        """The inner clock's, not scaled."""
        return self._inner.asleep_s()


class ManualClock:
    """A clock that stands still until it is moved: for tests."""

    def __init__(self, now: float = 1000.0, wall: datetime | None = None) -> None:
        self._now = now
        self._asleep_s = 0.0
        self._wall = wall or datetime.fromisoformat("2026-01-05T18:00:00+01:00")

    def now(self) -> float:
        """The time that it was moved to."""
        return self._now

    def wall(self) -> datetime:
        """The wall time that it was given."""
        return self._wall

    def asleep_s(self) -> float:
        """The seconds that it was told to sleep."""
        return self._asleep_s

    def move(self, seconds: float) -> None:
        """Move on by so many seconds, which must not be negative."""
        if seconds < 0:
            raise ValueError(f"a clock does not run backwards: {seconds}")
        self._now += seconds

    def sleep(self, seconds: float) -> None:
        """Move on by so many seconds during which the machine sleeps."""
        self.move(seconds)
        self._asleep_s += seconds
