"""What a routine is: frozen values that are equal if they hold the same.

Nothing here knows how a routine is written down or read, or that time passes.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Exercise

Level = Literal["beginner", "intermediate", "advanced"]
Sides = Literal["each", "alternating"]
Section = Literal["warmup", "work", "cooldown"]
Unit = Literal["kg", "lb"]
LoadKind = Literal["weight", "body", "percent", "label"]
StartMode = Literal["auto", "wait"]
"""Whether timed work begins by itself once the rest before it is over, or waits for the person."""

REST_S = 60
PREPARE_S = 5
SWITCH_S = 5
"""Seconds where a file says nothing: rest between sets, the get-ready countdown, the change of sides."""

WARMUP_REST_S = 45
"""The rest after a warm-up set, where a file says nothing."""

HARDER = "harder"
"""What an exercise goes on with (`Progress.then`) where the catalogue says what that is."""

SECTIONS: tuple[Section, ...] = ("warmup", "work", "cooldown")


@dataclasses.dataclass(frozen=True, slots=True)
class Reps:
    """A target of repetitions: 8 is (8, 8), "8-12" (8, 12), "5+" (5, None), "max" (None, None)."""

    low: int | None
    high: int | None

    @property
    def to_failure(self) -> bool:
        """Whether there is no number to aim for."""
        return self.low is None


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A target of time in seconds: "1:00" is (60, False), "1:00+" is (60, True), "max" is (None, True)."""

    seconds: int | None
    open_ended: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RestWindow:
    """A rest of at least `least` and at most `most` seconds, which ends when the person says so."""

    least: int
    most: int


Rest = int | RestWindow
"""A rest that ends by itself after so many seconds, or a window."""


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """A load as a person writes it; `value` has at most three decimals.

    `kind` is "weight" ("40 kg"; "2x12 kg" where `each` is 2), "body" ("bodyweight" with a `value` of 0, "+10 kg" with
    10, "-20 kg" with -20: 20 kg of help), "percent" of the training max, or "label" ("red band", in `label`), which
    weighs nothing and is like itself alone. `unit` is None for a percentage, a label and body weight alone.
    """

    kind: LoadKind
    value: float = 0.0
    unit: Unit | None = None
    each: int = 1
    label: str = ""

    def with_value(self, value: float, unit: Unit | None = None) -> Load:
        """The same with another number; `unit` where it had none, as body weight alone has."""
        return dataclasses.replace(self, value=round(value * 1000) / 1000, unit=self.unit or unit)

    def __str__(self) -> str:
        if self.kind == "label":
            return self.label
        if self.kind == "percent":
            return f"{_number(self.value)}%"
        if self.kind == "body":
            return f"{'+' if self.value > 0 else ''}{_number(self.value)} {self.unit}" if self.value else "bodyweight"
        times = f"{self.each}x" if self.each != 1 else ""
        return f"{times}{_number(self.value)} {self.unit}"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A named share of one set: 7 "bottom half"."""

    reps: int
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Deloading:
    """After so many sessions in a row that missed, so many per cent less."""

    after: int = 3
    percent: float = 10.0


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How the target of an entry grows from session to session.

    Attributes:
        reps: from and up to how many reps a set grows.
        step: what is added to the load, a weight.
        hold_s: what is added to a hold, up to `until_s`.
        max_step: what is added to the training max, a weight.
        after: how many sessions in a row are to meet their aims before it grows.
        down: when it gets less; None for never.
        doubles: a last set "5+" that comes to twice its least makes two steps of one.
        sets: from and up to how many sets, one more each time the top is reached.
        then: the exercise to go on with at the top: its name, or "harder".
    """

    reps: tuple[int, int] | None = None
    step: Load | None = None
    hold_s: int | None = None
    until_s: int | None = None
    max_step: Load | None = None
    after: int = 1
    down: Deloading | None = Deloading()
    doubles: bool = False
    sets: tuple[int, int] | None = None
    then: str | None = None

    @property
    def policy(self) -> Literal["linear", "double", "reps", "hold", "max"]:
        """Which of the ways to grow this is."""
        if self.max_step is not None:
            return "max"
        if self.hold_s is not None:
            return "hold"
        if self.reps is not None:
            return "double" if self.step is not None else "reps"
        return "linear"


@dataclasses.dataclass(frozen=True, slots=True)
class WarmupShare:
    """A warm-up set as a routine has it: "60% x3"; `percent` of the working load, None for the bar alone."""

    percent: float | None
    reps: int


WARMUP = (WarmupShare(None, 8), WarmupShare(40, 5), WarmupShare(60, 3), WarmupShare(80, 2))
"""What `warmup = true` means."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An exercise with its dose.

    `exercise` has the names as the file writes them; of several, the person picks one. `reps`, `hold`, `time` and
    `load` are one value for all sets, or a tuple with one for each. At most one of the first three is given; with none,
    the person says when it is done. `switch` is seconds. `missed` is the rest in seconds after a set that missed, 0 for
    none of its own; `beyond` is whether a hold counts on past its end, `countdown` whether the last seconds before the
    end of what is timed are heard. `rir` is how many reps to leave in reserve, 0 to 6 in halves; `barbell` is whether
    its load is a bar with plates, None for as the catalogue says. `warmup` are the sets before its first, where it has
    a load, with `warmup_rest` seconds after each. Of what is None, as of `rest` and `after`, the group or the routine
    says what holds. Parts without reps set the reps to their sum.
    """

    exercise: tuple[str, ...]
    sets: int = 1
    reps: Reps | tuple[Reps, ...] | None = None
    hold: Span | tuple[Span, ...] | None = None
    time: Span | tuple[Span, ...] | None = None
    load: Load | tuple[Load, ...] | None = None
    rest: Rest | None = None
    after: Rest | None = None
    sides: Sides | None = None
    switch: int = SWITCH_S
    tempo: tuple[int, int, int] | None = None
    parts: tuple[Part, ...] | None = None
    optional: bool = False
    note: str | None = None
    sound: str | None = None
    progress: Progress | None = None
    missed: int | None = None
    start: StartMode | None = None
    beyond: bool | None = None
    countdown: bool | None = None
    rir: float | None = None
    barbell: bool | None = None
    warmup: tuple[WarmupShare, ...] = ()
    warmup_rest: int = WARMUP_REST_S

    def __post_init__(self) -> None:
        if self.parts and self.reps is None:
            total = sum(part.reps for part in self.parts)
            object.__setattr__(self, "reps", Reps(total, total))


@dataclasses.dataclass(frozen=True, slots=True)
class Superset:
    """One set of each entry in turn, `sets` times. Each of its entries has that number of sets too."""

    entries: tuple[Entry, ...]
    sets: int
    rest: Rest | None = None
    after: Rest | None = None
    missed: int | None = None
    start: StartMode | None = None
    beyond: bool | None = None
    countdown: bool | None = None

    def __post_init__(self) -> None:
        entries = tuple(dataclasses.replace(entry, sets=self.sets) for entry in self.entries)
        object.__setattr__(self, "entries", entries)


@dataclasses.dataclass(frozen=True, slots=True)
class Circuit:
    """The entries in order, round after round: `rounds` is the least and the most to pick from.

    `rest` comes between two exercises, in seconds, `between` between two rounds (None: the routine's).
    """

    entries: tuple[Entry, ...]
    rounds: tuple[int, int]
    rest: int = 0
    between: Rest | None = None
    after: Rest | None = None
    missed: int | None = None
    start: StartMode | None = None
    beyond: bool | None = None
    countdown: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Emom:
    """Every minute on the minute: the entries in turn, a minute each."""

    entries: tuple[Entry, ...]
    minutes: int
    start: StartMode | None = None
    countdown: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Amrap:
    """As many rounds as possible of the entries in `time` seconds."""

    entries: tuple[Entry, ...]
    time: int
    start: StartMode | None = None
    countdown: bool | None = None


Group = Superset | Circuit | Emom | Amrap
Item = Entry | Group


@dataclasses.dataclass(frozen=True, slots=True)
class Routine:
    """A whole routine. `id` is the stem of its file, "" if it has none; times are seconds.

    Where the file has no `between`, it is the same as `rest` here. `missed`, `start` and `beyond` are as in an entry;
    where they are None, the person's settings say what holds. `countdown` is too; None is true.
    `exercises` are the routine's own, completed from the catalogue.
    """

    id: str
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
    rest: Rest = REST_S
    between: Rest = REST_S
    prepare: int = PREPARE_S
    missed: int | None = None
    start: StartMode | None = None
    beyond: bool | None = None
    countdown: bool | None = None
    exercises: tuple[Exercise, ...] = ()

    def section(self, name: Section) -> tuple[Item, ...]:
        """The items of one section, in order."""
        return {"warmup": self.warmup, "work": self.work, "cooldown": self.cooldown}[name]
