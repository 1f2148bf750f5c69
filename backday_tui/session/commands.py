"""What a person can tell a session to do: imperative, values only.

Which command is legal when, and what it does, stands in session.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """This is done: a set of reps, an open step, a hold; an EMOM's reps; a round of an AMRAP."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop time."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let time go on; with `counted` as if there had been no pause, every boundary in it crossed."""

    counted: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave this step out."""


@dataclass(frozen=True, slots=True)
class Back:
    """Go back one step; what was logged stays until it is done anew."""


@dataclass(frozen=True, slots=True)
class BeginNow:
    """End a rest, a countdown or a change of sides: begin what comes next."""


@dataclass(frozen=True, slots=True)
class SkipExercise:
    """Leave out what remains of this exercise."""


@dataclass(frozen=True, slots=True)
class DoLater:
    """Put what remains of this exercise after the others of its section, or of its round."""


@dataclass(frozen=True, slots=True)
class AddSet:
    """One set more of this exercise."""


@dataclass(frozen=True, slots=True)
class RemoveSet:
    """One set less of this exercise, the last that has not begun."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Do another exercise in the place of this one, from now on."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Extend:
    """Move the end of a timed step by so many seconds; fewer than none end it sooner."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Restart:
    """Begin this step anew."""


@dataclass(frozen=True, slots=True)
class Record:
    """Give the reps, seconds, load or rounds of a set; what is None stays as it is.

    `log` is the place of a logged set in the session's logs, from 0; None is the set that is being done.
    """

    reps: int | None = None
    load: str | None = None
    seconds: float | None = None
    rounds: int | None = None
    log: int | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """End the session here; what was done is kept."""


@dataclass(frozen=True, slots=True)
class SetAuto:
    """From now on every step ends by itself after its estimate, the running one too; or, with False, none more."""

    auto: bool


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last command other than a pause or a change of `auto`."""


Command = (
    Done | Pause | Resume | Skip | Back | BeginNow | SkipExercise | DoLater | AddSet | RemoveSet | Swap
    | Extend | Restart | Record | Finish | SetAuto | Undo
)  # fmt: skip
