"""What a person can tell a session to do: imperative, values only.

Which command is legal when, and what it does, stands in session.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.session.plan import Ref
    from backday_tui.training.progression import Target


@dataclass(frozen=True, slots=True)
class Plain:
    """A command that says all by its name; two of one kind are equal."""


class Done(Plain):
    """This is done: a set of reps, an open step, a hold; an EMOM's reps; a round of an AMRAP."""

    __slots__ = ()


class Pause(Plain):
    """Stop time."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Resume:
    """Let time go on; with `counted` as if there had been no pause, every boundary in it crossed."""

    counted: bool = False


class Skip(Plain):
    """Leave this step out."""

    __slots__ = ()


class Back(Plain):
    """Go back one step; what was logged stays until it is done anew."""

    __slots__ = ()


class BeginNow(Plain):
    """End a rest, a countdown or a change of sides: begin what comes next."""

    __slots__ = ()


class SkipExercise(Plain):
    """Leave out what remains of this exercise."""

    __slots__ = ()


class DoLater(Plain):
    """Put what remains of this exercise after the others of its section, or of its round."""

    __slots__ = ()


class AddSet(Plain):
    """One set more of this exercise."""

    __slots__ = ()


class RemoveSet(Plain):
    """One set less of this exercise, the last that has not begun."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """Do another exercise in the place of this one, from now on."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Extend:
    """Move the end of a timed step by so many seconds; fewer than none end it sooner."""

    seconds: int


class Restart(Plain):
    """Begin this step anew."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Give the reps, seconds, load or rounds of a set; what is None stays as it is, but for what is emptied.

    `log` is the place of a logged set in the session's logs, from 0; None is the set that is being done. `emptied` are
    the names of figures that nobody can tell. `rir` and `note` are as those of `Figures`. What is given
    `afterwards` was put right in the log, once the session was over.
    """

    reps: int | None = None
    load: str | None = None
    seconds: float | None = None
    rounds: int | None = None
    log: int | None = None
    emptied: tuple[str, ...] = ()
    rir: float | None = None
    note: str | None = None
    afterwards: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Give figures of a set as they are typed while it runs, or in the rest after it; what is None stays as it is.

    Attributes:
        reps, seconds, load, rir: reps in reserve are 0 to 6, in halves; the load is text as `Step.load` is.
        note: a line about the exercise, today; "" takes it away.
        log: the place of a logged set in the session's logs, from 0; None is the set that is being done.
        ends: a set that is being done ends with these figures, as if `Done` were told. Reps, or the seconds of a hold
            to failure, end one; a load, a note, and one more or less of what is planned don't.
        moves: the load moves the sets to come by as much as it differs from this set's; otherwise it becomes that of
            the sets to come which were planned with the load that this one was planned with.
    """

    reps: int | None = None
    seconds: float | None = None
    load: str | None = None
    rir: float | None = None
    note: str | None = None
    log: int | None = None
    ends: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class SetTargets:
    """What the sets are to reach, made from what was done before: given once, right after the start, by no person.

    `targets` are by the place of their exercise in the routine. Undo doesn't take it back.
    """

    targets: tuple[tuple[Ref, Target], ...]


class Finish(Plain):
    """End the session here; what was done is kept."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class GoOn:
    """Take up a session that is over: the step with this index of its steps begins anew."""

    index: int


@dataclass(frozen=True, slots=True)
class GoTo:
    """Leave the step that runs, and begin that with this index of the steps; what was logged stays logged."""

    index: int


@dataclass(frozen=True, slots=True)
class SetAuto:
    """From now on every step ends by itself after its estimate, the running one too; or, with False, none more.

    `alone` is whether nobody is there to say that anything was done.
    """

    auto: bool
    alone: bool = False


class Undo(Plain):
    """Take back the last command other than a pause, a change of `auto`, or the day's targets."""

    __slots__ = ()


Command = (
    Done | Pause | Resume | Skip | Back | BeginNow | SkipExercise | DoLater | AddSet | RemoveSet | Swap
    | Extend | Restart | Record | Figures | SetTargets | Finish | GoOn | GoTo | SetAuto | Undo
)  # fmt: skip

ATTEMPTS: Mapping[type[Command], str] = MappingProxyType(
    {
        Done: "call it done", Pause: "pause", Resume: "go on", Skip: "skip", Back: "go back", BeginNow: "begin now",
        SkipExercise: "skip this exercise", DoLater: "do it later", AddSet: "add a set", RemoveSet: "drop a set",
        Swap: "swap it", Extend: "change the time", Restart: "start over", Record: "write figures down",
        Figures: "give figures", SetTargets: "set targets",
        Finish: "finish", GoOn: "take it up again", GoTo: "go there",
        SetAuto: "let sets end by themselves", Undo: "undo",
    }
)  # fmt: skip
"""Each command as what the person tried; short, so that a refusal fits into a line of 80 characters."""
