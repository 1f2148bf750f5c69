"""Which cue comes next: the list of sounds to come, each played once however often the list is sent anew.

Pure: no device, no file, time is an argument.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LATEST_S = 1.0
"""A sound that is later than this is never played."""

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, order=True)
class TimedCue:
    """A sound with its time on the session's clock. `path` is a WAV file that is heard in place of `name`.

    One with `until` is speech: it has no name, and is heard only where it is over by then.
    """

    at: float
    id: str
    name: str
    path: str | None = None
    until: float | None = None


class Remembered:
    """The ids of sounds that were dealt with; the oldest are forgotten, so that it never grows."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._ids: dict[str, None] = {}
        self._most = most

    def __contains__(self, cue_id: object) -> bool:
        return cue_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def discard(self, cue_id: str) -> None:
        """It was not dealt with after all."""
        self._ids.pop(cue_id, None)

    def add(self, cue_id: str) -> None:
        """Remember one more."""
        self._ids[cue_id] = None
        if len(self._ids) > self._most:
            del self._ids[next(iter(self._ids))]


class Timetable:
    """The sounds to come, earliest first."""

    def __init__(self) -> None:
        self._heap: list[TimedCue] = []
        self._done = Remembered()

    def replace(self, cues: Iterable[TimedCue]) -> None:
        """This list in place of the one before; what was played is left out."""
        self._heap = [cue for cue in cues if cue.id not in self._done]
        heapq.heapify(self._heap)

    @property
    def cues(self) -> tuple[TimedCue, ...]:
        """What is to come, in no order."""
        return tuple(self._heap)

    @property
    def next_at(self) -> float | None:
        """The time of the next sound; None where there is none."""
        return self._heap[0].at if self._heap else None

    def put_back(self, cue: TimedCue, at: float) -> None:
        """It could not be played: it comes again then, with the time that it always had to be over by."""
        self._done.discard(cue.id)
        heapq.heappush(self._heap, replace(cue, at=at))

    def pop(self, until: float) -> TimedCue | None:
        """The next sound whose time is not after `until`: it counts as played from now on."""
        while self._heap and self._heap[0].at <= until:
            cue = heapq.heappop(self._heap)
            if cue.id not in self._done:
                self._done.add(cue.id)
                return cue
        return None
