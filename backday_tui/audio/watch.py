"""Whether the worker is well: when to ask it, when to give it up, and when to start another one.

Pure: time is an argument. The process, and what it says of sounds, must not live here.
"""

from __future__ import annotations

from typing import Any, Final

_NO_ANSWER_S: Final = 2.0
_ASK_EVERY_S: Final = 2.0
_START_S: Final = 10.0
_STEADY_S: Final = 10.0
_BACKOFF_S: Final = (0.2, 0.5, 1.0, 5.0)
"""Pauses before a new worker, by how many failed in a row; the bell and the flash are there meanwhile."""


class Watch:
    """Whether the worker is well: what it was asked, how long it has not answered, how often it failed.

    Time without an answer is counted only while this process itself ran: at most a second from one look to the next.
    """

    def __init__(self, now: float) -> None:
        self.failures = 0
        self.started_at = now
        self._looked_at = now
        self._silent_s = 0.0
        self._patience_s = _START_S
        self._well_s = 0.0
        self._asked = 0
        self._is_asked = False
        self._asked_at = -_ASK_EVERY_S
        self._restart_at: float | None = None

    def started(self, now: float) -> None:
        """A worker was started; its first answer may take longer."""
        self.started_at = self._looked_at = now
        self._silent_s, self._well_s, self._patience_s = 0.0, 0.0, _START_S
        self._is_asked, self._asked_at = False, now - _ASK_EVERY_S
        self._restart_at = None

    def saw(self, now: float) -> None:
        """Time has passed."""
        passed_s = min(1.0, max(0.0, now - self._looked_at))
        self._looked_at = now
        self._well_s += passed_s
        if self._is_asked:
            self._silent_s += passed_s

    def heard(self, message: dict[str, Any]) -> None:
        """It said something."""
        self._silent_s = 0.0
        slow = message.get("slow")
        self._patience_s = max(_NO_ANSWER_S, float(slow)) if isinstance(slow, int | float) else _NO_ANSWER_S
        if "pong" in message:
            self._is_asked = False
        if self._well_s > _STEADY_S:
            self.failures = 0

    def wants_ping(self, now: float, *, is_near: bool) -> bool:
        """Whether it is time to ask whether it is there; oftener where a sound is near."""
        return not self._is_asked and (is_near or now - self._asked_at >= _ASK_EVERY_S)

    def ping(self, now: float) -> int:
        """A number to be answered."""
        self._asked += 1
        self._is_asked, self._asked_at = True, now
        return self._asked

    @property
    def is_overdue(self) -> bool:
        """Whether it has been silent for too long."""
        return self._silent_s > self._patience_s

    def failed(self, now: float) -> None:
        """It is gone; when to try again."""
        self.failures += 1
        self._restart_at = now + _BACKOFF_S[min(self.failures - 1, len(_BACKOFF_S) - 1)]

    def may_restart(self, now: float) -> bool:
        """Whether to try again now."""
        return self._restart_at is not None and now >= self._restart_at
