"""What became of each sound that was to be heard: still to come, played, missed, or come while nothing sounded.

For what made no sound somebody rings a bell, once each. Pure: time is an argument. What is sent to the worker, and
whether it sounds, must not live here.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.audio.timetable import LATEST_S, Remembered, TimedCue

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_COME: Final = 200
"""The most that is kept of what came from lists that were replaced: nobody asked for it."""


class Come(NamedTuple):
    """What is new since one last asked: the cues that the worker missed, and all whose time has come."""

    missed: list[TimedCue]
    due: list[TimedCue]


class Ledger:
    """The sounds of the newest list, and what is known of those before."""

    def __init__(self, now: float) -> None:
        self.cues: tuple[TimedCue, ...] = ()
        self._asked_until = now
        self._dealt_with = Remembered()
        self._heard = Remembered()
        self._rung = Remembered()
        self._due: list[TimedCue] = []
        self._missed: list[TimedCue] = []

    def replace(self, cues: Iterable[TimedCue], now: float) -> None:
        """This list in place of the one before; what had come of that is not forgotten."""
        self._due = [*self._due, *self._due_until(now)][-_MOST_COME:]
        self.cues = tuple(sorted(cues))

    def ahead(self, now: float) -> list[TimedCue]:
        """What is still to be played, the earliest first."""
        oldest = now - LATEST_S
        return [cue for cue in self.cues if cue.at >= oldest and cue.id not in self._dealt_with]

    def is_any(self, after: float, until: float) -> bool:
        """Whether there is a sound between two times."""
        return bool(self._between(after, until))

    def played(self, cue_id: str) -> None:
        """It was heard."""
        self._dealt_with.add(cue_id)
        self._heard.add(cue_id)

    def missed(self, cue_id: str) -> None:
        """It could not be played."""
        self._dealt_with.add(cue_id)
        self._missed += [cue for cue in self.cues if cue.id == cue_id]

    def take_come(self, now: float) -> Come:
        """What has come since the last call; it is told once."""
        come = Come(self._missed, [*self._due, *self._due_until(now)])
        self._missed, self._due = [], []
        self._asked_until = max(now, self._asked_until)
        return come

    def ring(self, cues: Iterable[TimedCue], now: float) -> list[str]:
        """The names of those for which a bell is rung: not what was heard, nor what is late, and none twice."""
        names = []
        for cue in cues:
            if cue.id not in self._rung and cue.id not in self._heard and now - cue.at <= LATEST_S:
                self._rung.add(cue.id)
                names.append(cue.name)
        return names

    def _due_until(self, now: float) -> tuple[TimedCue, ...]:
        return self._between(max(self._asked_until, now - LATEST_S), now)

    def _between(self, after: float, until: float) -> tuple[TimedCue, ...]:
        first, end = (bisect.bisect_right(self.cues, at, key=lambda cue: cue.at) for at in (after, until))
        return self.cues[first:end]
