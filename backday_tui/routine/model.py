"""What a routine is: frozen values, nothing about files, screens or time passing.

(contract sketch: attribute names and types are what plan.py, the screens and the writer rely on)
"""

from __future__ import annotations

import dataclasses
from typing import Literal

from backday_tui.exercises.catalog import Exercise

Level = Literal["beginner", "intermediate", "advanced"]
Sides = Literal["each", "alternating"]


@dataclasses.dataclass(frozen=True, slots=True)
class Reps:
    """A target of repetitions: 8 is (8, 8), "8-12" is (8, 12), "5+" is (5, None), "max" (to failure) is (None, None)."""

    low: int | None
    high: int | None

    @property
    def to_failure(self) -> bool:
        return self.low is None


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A target of time in seconds: "1:00" is (60, False), "1:00+" is (60, True), "max" is (None, True)."""

    seconds: int | None
    open_ended: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """A load; str() gives what JSON and the screen show: "25 lb", "22.5 kg", "bodyweight"."""

    value: float | None  # None: bodyweight
    unit: Literal["kg", "lb"] | None


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    reps: int
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    reps: tuple[int, int] | None = None      # "10-20"
    load: Load | None = None                 # "+5 lb"
    hold_s: int | None = None                # "+5s"
    until_s: int | None = None               # "2:00"


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An exercise with its dose. reps / hold / time / load: one value for all sets, or a tuple with one per set."""

    exercise: tuple[str, ...]                # as the file writes it; several: the person picks one
    sets: int = 1
    reps: Reps | tuple[Reps, ...] | None = None
    hold: Span | tuple[Span, ...] | None = None
    time: Span | tuple[Span, ...] | None = None
    load: Load | tuple[Load, ...] | None = None
    rest: int | None = None                  # seconds; None: the routine's
    after: int | None = None
    sides: Sides | None = None
    switch: int = 5
    tempo: tuple[int, int, int] | None = None
    parts: tuple[Part, ...] | None = None
    optional: bool = False
    note: str | None = None
    sound: str | None = None
    progress: Progress | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Superset:
    entries: tuple[Entry, ...]
    sets: int
    rest: int | None = None
    after: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Circuit:
    entries: tuple[Entry, ...]
    rounds: tuple[int, int]                  # (3, 3) or (2, 3)
    rest: int = 0                            # between exercises
    between: int | None = None               # between rounds; None: the routine's `between`
    after: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Emom:
    entries: tuple[Entry, ...]
    minutes: int


@dataclasses.dataclass(frozen=True, slots=True)
class Amrap:
    entries: tuple[Entry, ...]
    time: int                                # seconds


Item = Entry | Superset | Circuit | Emom | Amrap


@dataclasses.dataclass(frozen=True, slots=True)
class Routine:
    id: str                                  # the stem of its file; "" where there is none
    name: str
    warmup: tuple[Item, ...] = ()
    work: tuple[Item, ...] = ()
    cooldown: tuple[Item, ...] = ()
    summary: str | None = None
    source: str | None = None
    author: str | None = None
    level: Level | None = None
    tags: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    rest: int = 60
    between: int = 60                        # resolved: the value of `rest` where the file has none
    prepare: int = 5
    exercises: tuple[Exercise, ...] = ()     # the routine's own
