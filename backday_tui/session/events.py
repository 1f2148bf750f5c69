"""What can happen in a session, in the past tense, each with its time on the session's clock.

Values only: what follows from an event is decided by whoever hears of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from backday_tui.session.plan import Ref, Side, Step
    from backday_tui.training.past import FigureSource

Ending = Literal["done", "time", "skipped", "left"]
"""How a step ended: the person said so, its time was up, it was skipped, or the person went elsewhere."""


@dataclass(frozen=True, slots=True)
class SetLog:
    """A set as it was done: what history keeps.

    `reps` is None where nobody counted, `seconds` None where the work was not timed. An AMRAP has whole `rounds` and
    the reps of the one begun. `target` is what was to be done, its aim of the day included. `source` is how the
    figures came, `rir` the reps in reserve, `note` a line about the exercise on that day. `at_s` is when it was done,
    in seconds on the clock since the session's start, `rest_s` the rest before it in seconds without pauses; None for
    none. `is_cut` is timed work that the end of the session ended.
    """

    bout: int
    ref: Ref
    exercise: str
    set: int
    sets: int
    side: Side | None
    reps: int | None
    seconds: float | None
    load: str | None
    target: Step
    rounds: int | None = None
    source: FigureSource = "done"
    rir: float | None = None
    note: str | None = None
    at_s: float | None = None
    rest_s: float | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class StepBegan:
    """The step at this index of the session's steps began."""

    at: float
    index: int
    step: Step


@dataclass(frozen=True, slots=True)
class StepEnded:
    """A step ended; `seconds` is the time spent in it, pauses left out."""

    at: float
    index: int
    step: Step
    how: Ending
    seconds: float


@dataclass(frozen=True, slots=True)
class SetLogged:
    """A set was done; it takes the place of the same set logged before."""

    at: float
    log: SetLog


@dataclass(frozen=True, slots=True)
class SetCorrected:
    """The figures of a set that was logged before were changed."""

    at: float
    log: SetLog


@dataclass(frozen=True, slots=True)
class SetEntered:
    """Figures were given for the set that is being done: all that are known by now."""

    at: float
    reps: int | None
    load: str | None
    seconds: float | None = None
    rir: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LoadCarried:
    """The load given for a set is that of so many sets to come, too; where it `moved` them, by as much."""

    at: float
    exercise: str
    load: str
    sets: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class RoundCounted:
    """The person ended a round of an AMRAP; `rounds` is how many that makes."""

    at: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Time stopped."""

    at: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """Time goes on, after so many seconds of pause; none, and from when it began, where the pause counts."""

    at: float
    paused_s: float


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """The end of the running step was moved by so many seconds."""

    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class RestReady:
    """The least of a rest that is a window is over: the person begins when they like."""

    at: float


@dataclass(frozen=True, slots=True)
class RestOver:
    """The most of a rest that is a window is over; it still waits."""

    at: float


@dataclass(frozen=True, slots=True)
class HoldBeyond:
    """A hold has reached its end and goes on."""

    at: float


@dataclass(frozen=True, slots=True)
class RestSet:
    """The running rest is another than it was: after a set that missed, for the reason `why`, or no longer, for none.

    `seconds` and `most` are as a step's.
    """

    at: float
    seconds: int
    most: int | None
    why: str


@dataclass(frozen=True, slots=True)
class StepsChanged:
    """The steps to come are others than before: a set more or less, an exercise later, left out or swapped."""

    at: float


@dataclass(frozen=True, slots=True)
class Undone:
    """The last command was taken back; `command` is its name.

    The events that come with it may be earlier: they are what would have happened since that command.
    """

    at: float
    command: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over; `early` when steps were left."""

    at: float
    early: bool


Event = (
    StepBegan
    | StepEnded
    | SetLogged
    | SetCorrected
    | SetEntered
    | LoadCarried
    | RoundCounted
    | Paused
    | Resumed
    | DeadlineMoved
    | RestReady
    | RestOver
    | HoldBeyond
    | RestSet
    | StepsChanged
    | Undone
    | Finished
)
