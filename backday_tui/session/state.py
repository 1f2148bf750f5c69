"""The state of a session between two moments: values that commands turn into other values.

What turns them stands in transitions.py; the clock and pauses belong to session.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.session.commands import Record
from backday_tui.session.plan import TIMED, Bout, Plan, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.session.events import Event, SetLog
    from backday_tui.session.plan import Ref
    from backday_tui.training.progression import Target


class Situation(StrEnum):
    """What the person is in the middle of, as far as commands are concerned."""

    LEAD = "a rest or countdown"
    READY = "a rest that waits for you"
    TIMED = "timed work"
    WAITING = "a set that waits for you"
    FAILURE = "a hold to failure"
    BEYOND = "a hold past its end"
    MINUTE = "a minute of an EMOM"
    AMRAP = "an AMRAP"
    OVER = "a workout that is over"


@dataclass(frozen=True, slots=True)
class State:
    """All that a command can change and undo can bring back. Times are seconds of activity since the start.

    `bouts` are in the order in which they are done, `steps` are what they lay out to. `ends` is None where the step
    waits for the person. `just_logged` is the place in `logs` of the set logged last. `entered` holds figures given for
    the set being done. `spent_s` is the time of all steps that ended. `visit` counts the steps begun, returns included.
    `rested_s` is how long the rest before the set that is being done took; None where there was none. `targets` are the
    day's, by the place of their exercise. `stage` is how many of the running step's stages are over, `moved_s` by how
    much their ends were moved.
    """

    plan: Plan
    bouts: tuple[Bout, ...]
    steps: tuple[Step, ...]
    index: int = 0
    began: float = 0.0
    ends: float | None = None
    logs: tuple[SetLog, ...] = ()
    just_logged: int | None = None
    entered: Record = field(default_factory=Record)
    rounds_counted: int = 0
    minute_logged: bool = False
    spent_s: float = 0.0
    rested_s: float | None = None
    stage: int = 0
    moved_s: float = 0.0
    visit: int = 0
    over_at: float | None = None
    early: bool = False
    targets: tuple[tuple[Ref, Target], ...] = ()

    @property
    def step(self) -> Step:
        """The step that runs, or the last that ran."""
        return self.steps[self.index]

    @property
    def stage_ends(self) -> tuple[float, ...]:
        """When each stage of the running step is over, see `Step.stages`."""
        return tuple(self.began + seconds + self.moved_s for seconds in self.step.stages)

    @property
    def next_stage(self) -> float | None:
        """When the stage that runs is over; None where the step has none, or no more."""
        ends = self.stage_ends[self.stage :]
        return ends[0] if ends and self.over_at is None else None

    @property
    def situation(self) -> Situation:
        """What the person is in the middle of."""
        if self.over_at is not None:
            return Situation.OVER
        step = self.step
        waits = step.kind == "wait" or self.stage > 0
        if not step.is_work:
            return Situation.READY if waits else Situation.LEAD
        if step.group == "emom":
            return Situation.MINUTE
        if step.group == "amrap":
            return Situation.AMRAP
        if step.kind not in TIMED:
            return Situation.WAITING
        goes_on = Situation.BEYOND if waits else Situation.TIMED
        return Situation.FAILURE if step.to_failure else goes_on


class Outcome(NamedTuple):
    """A state and what happened on the way to it; the events' times are seconds of activity."""

    state: State
    events: tuple[Event, ...]


class Rules(NamedTuple):
    """What a transition needs besides the state.

    `end_of` tells when a step that begins then ends by itself, `visits` how many steps were begun so far, those of
    commands taken back included; `auto` is whether every step ends by itself, `alone` whether nobody is there.
    `paused_s` are the pauses so far.
    """

    end_of: Callable[[Step, float], float | None]
    visits: int
    auto: bool
    alone: bool = False
    paused_s: float = 0.0
