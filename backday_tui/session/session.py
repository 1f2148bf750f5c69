"""One performance of a routine as it runs.

Pure: no screen, no sound, no disk; time is an argument. A session stores deadlines and counts nothing down. Its state
is in seconds of activity, pauses left out, so that a pause moves nothing; `on_clock` gives them on the clock of the
caller. The next step begins at the old deadline and not when somebody looked: a late wake-up makes the screen late,
never the workout. What each command does stands in transitions.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from backday_tui.errors import CommandRefusedError
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.aims import aimed, is_to_begin_anew
from backday_tui.session.state import Outcome, Rules, Situation, State
from backday_tui.session.transitions import TRANSITIONS, WHILE_PAUSED, begun, completed, staged

if TYPE_CHECKING:
    from backday_tui.session.plan import Plan, Step

Effect = Callable[[], tuple[e.Event, ...]]


class Session:
    """A workout that a person follows. `now` is seconds on one clock; a time before the latest counts as the latest."""

    def __init__(self, plan: Plan, *, auto: bool = False) -> None:
        """Take a plan with at least one step; with `auto` every step ends by itself after its estimate."""
        if not plan.steps:
            raise ValueError("a plan without steps can't be followed")
        self.auto = auto
        self.is_alone = False
        self.state = State(plan, plan.bouts, plan.steps)
        self.paused_at: float | None = None
        self.paused_s = 0.0
        self.latest = 0.0
        self._origin = 0.0
        self._past: list[tuple[State, str]] = []
        self._visits = 0

    @property
    def is_paused(self) -> bool:
        """Whether time stands still."""
        return self.paused_at is not None

    @property
    def is_over(self) -> bool:
        """Whether the last step has ended, or the person finished early."""
        return self.state.over_at is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is a command to take back."""
        return bool(self._past)

    @property
    def origin(self) -> float:
        """When it was started, on the clock."""
        return self._origin

    @property
    def next_visit(self) -> int:
        """The number that the next step to begin gets, see `State.visit`."""
        return self._visits + 1

    @property
    def deadline(self) -> float | None:
        """When the running step ends by itself, on the clock; None while it waits, is paused, or all is over."""
        if self.is_paused or self.is_over or self.state.ends is None:
            return None
        return self.on_clock(self.state.ends)

    def on_clock(self, active: float) -> float:
        """Seconds of activity as a time on the caller's clock, should there be no further pause."""
        return self._origin + self.paused_s + active

    def elapsed_s(self, now: float) -> float:
        """The seconds of activity since the start; once all is over, those of the whole session."""
        return self._active(now) if self.state.over_at is None else self.state.over_at

    def in_step_s(self, now: float) -> float:
        """The seconds spent in the running step."""
        return max(self.elapsed_s(now) - self.state.began, 0.0)

    def remaining_s(self, now: float) -> float | None:
        """The seconds left of the running step, or of its stage; None where it waits for the person."""
        ends = self._counts_to
        return None if ends is None else max(ends - self._active(now), 0.0)

    @property
    def _counts_to(self) -> float | None:
        """The time that a countdown leads to. A hold past its end has bounds, but nobody is to wait for them."""
        state = self.state
        if state.situation is Situation.BEYOND:
            return None
        to_come = [time for time in (state.ends, state.next_stage) if time is not None]
        return min(to_come, default=None)

    def past_s(self, now: float) -> float | None:
        """For how long what was planned is over: a hold past its end, a window past its most; None for all else."""
        state = self.state
        ends = state.stage_ends
        if not (ends and state.stage) or state.ends is not None or self._counts_to is not None:
            return None
        return max(self.elapsed_s(now) - ends[state.stage - 1], 0.0)

    def remaining_total_s(self, now: float) -> float:
        """The seconds left of the whole workout, steps without an end by their estimate."""
        if self.is_over:
            return 0.0
        state = self.state
        left = self.remaining_s(now)
        if left is None or state.step.stages:
            left = max(state.step.estimate_s + state.moved_s - self.in_step_s(now), 0.0)
        return left + sum(step.estimate_s for step in self.state.steps[self.state.index + 1 :])

    def end_of(self, step: Step, began: float) -> float | None:
        """When a step that begins then ends by itself; None where it waits for the person."""
        return began + step.auto_s if step.ends_by_itself or self.auto else None

    def start(self, now: float) -> tuple[e.Event, ...]:
        """Begin the first step."""
        self._origin = self.latest = now
        return self._take(begun(self._rules, self.state, 0, 0.0))

    def rebase(self, now: float) -> None:
        """Go over to another clock, on which the latest time is `now`: nothing but the reading of time changes."""
        moved_s = now - self.latest
        self._origin += moved_s
        self.latest = now
        if self.paused_at is not None:
            self.paused_at += moved_s

    def advance(self, now: float) -> tuple[e.Event, ...]:
        """Cross every boundary up to `now`, in order, however late this is asked."""
        self.latest = max(now, self.latest)
        return self._take(self._due(self.latest))

    def do(self, command: c.Command, now: float) -> tuple[e.Event, ...]:
        """Carry out a command, after every boundary that was crossed before it.

        Raises:
            CommandRefusedError: it makes no sense now; the message names the command and the situation. Nothing was
                changed, not even by boundaries that were due.
        """
        now = max(now, self.latest)
        due = self._due(now)
        effect = self._effect(command, due.state, now)
        self.latest = now
        return self._take(due) + effect()

    def _effect(self, command: c.Command, state: State, now: float) -> Effect:
        """What remains to be done once it is sure that the command is legal."""
        handler = TRANSITIONS[type(command)].get(state.situation)
        if handler is None or not self._is_its_time(command):
            raise self._refusal(command, state)
        if isinstance(command, c.Undo) and not self.can_undo:
            raise self._refusal(command, state, ": there is nothing to take back")
        if isinstance(command, c.Pause):
            return lambda: self._pause(now)
        if isinstance(command, c.Resume):
            return lambda: self._resume(now, counted=command.counted)
        if isinstance(command, c.SetAuto):
            return lambda: self._set_auto(now, command)
        if isinstance(command, c.SetTargets):
            return lambda: self._aim(command, now)
        if isinstance(command, c.Undo):
            return lambda: self._undo(now)
        at = max(self._active(now), state.began)
        if isinstance(command, c.GoOn) and state.over_at is not None:
            at = state.over_at
        try:
            outcome = handler(self._rules, state, self._as_meant_now(command), at)
        except CommandRefusedError as refused:
            raise self._refusal(command, state, f": {refused}") from None
        return lambda: self._commit(outcome, state, command)

    def _as_meant_now(self, command: c.Command) -> c.Command:
        """Figures end no set while time stands still: they are there once it goes on."""
        return replace(command, ends=False) if isinstance(command, c.Figures) and self.is_paused else command

    def _is_its_time(self, command: c.Command) -> bool:
        if isinstance(command, c.Resume):
            return self.is_paused
        return not self.is_paused or type(command) in WHILE_PAUSED

    def _refusal(self, command: c.Command, state: State, why: str = "") -> CommandRefusedError:
        paused = " while paused" if self.is_paused else ""
        return CommandRefusedError(f"You can't {c.ATTEMPTS[type(command)]} in {state.situation}{paused}{why}")

    def _commit(self, outcome: Outcome, before: State, command: c.Command) -> tuple[e.Event, ...]:
        if isinstance(command, c.GoOn) and before.over_at is not None and self.paused_at is None:
            self.paused_s += self._active(self.latest) - before.over_at  # nobody trained since the end
        self._past.append((before, type(command).__name__))
        return self._take(outcome) + self._take(self._due(self.latest))

    def _pause(self, now: float) -> tuple[e.Event, ...]:
        self.paused_at = now
        return (e.Paused(now),)

    def _resume(self, now: float, *, counted: bool) -> tuple[e.Event, ...]:
        """Time goes on; a pause that counts ended when it began."""
        since = now if self.paused_at is None else self.paused_at
        resumed_at = since if counted else now
        self.paused_s += resumed_at - since
        self.paused_at = None
        return (e.Resumed(resumed_at, resumed_at - since), *self._take(self._due(now)))

    def _undo(self, now: float) -> tuple[e.Event, ...]:
        """Take the last command back: what it changed is as if it had not been given, and time went on meanwhile."""
        state, command = self._past.pop()
        undone = e.Undone(self._active(now), command)
        return self._take(Outcome(self._ending(state, now), (undone,))) + self._take(self._due(now))

    def _aim(self, command: c.SetTargets, now: float) -> tuple[e.Event, ...]:
        """The day's targets are those of every state, so that no undo loses them."""
        before, at = self.state, self._active(now)
        anew = not (self._past or self.is_paused) and is_to_begin_anew(before, command, at)
        self._past = [(aimed(self._rules, state, command), name) for state, name in self._past]
        state = aimed(self._rules, before, command, anew=anew)
        changed = e.StepsChanged(at)
        if anew and state.step.bout != before.step.bout:
            spent_s = at - before.began
            ended = e.StepEnded(at, 0, before.step, "left", spent_s)
            first = begun(self._rules, replace(state, spent_s=spent_s), 0, at)
            outcome = Outcome(first.state, (ended, changed, *first.events))
        else:
            outcome = Outcome(state, (changed,))
        return self._take(outcome) + self._take(self._due(now))

    def _set_auto(self, now: float, command: c.SetAuto) -> tuple[e.Event, ...]:
        self.auto, self.is_alone = command.auto, command.alone
        return self._take(Outcome(self._ending(self.state, now), ())) + self._take(self._due(now))

    def _ending(self, state: State, now: float) -> State:
        """This state with its step ending by itself, or not, as `auto` is now; never before `now`."""
        if state.over_at is not None or state.step.ends_by_itself or self.auto == (state.ends is not None):
            return state
        ends = self.end_of(state.step, state.began)
        return replace(state, ends=None if ends is None else max(ends + state.moved_s, self._active(now)))

    def _active(self, now: float) -> float:
        frozen = max(now, self.latest) if self.paused_at is None else self.paused_at
        return frozen - self._origin - self.paused_s

    @property
    def _rules(self) -> Rules:
        return Rules(self.end_of, self._visits, self.auto, self.is_alone, self.paused_s)

    def _due(self, now: float) -> Outcome:
        """The state at `now`, while paused that at the pause, and what happened on the way there."""
        now = now if self.paused_at is None else self.paused_at
        state, happened = self.state, list[e.Event]()
        while state.over_at is None:
            ends, stage = state.ends, state.next_stage
            if stage is not None and (ends is None or stage < ends) and self._has_come(stage, now):
                state, events = staged(self._rules, state, stage)
            elif ends is not None and self._has_come(ends, now):
                state, events = completed(self._rules, state, ends, "time")
            else:
                break
            happened += events
        return Outcome(state, tuple(happened))

    def _has_come(self, active: float, now: float) -> bool:
        """Whether that time has come, by either way of reckoning: sums of floats may differ in their last digit."""
        return self.on_clock(active) <= now or active <= self._active(now)

    def _take(self, outcome: Outcome) -> tuple[e.Event, ...]:
        self.state = outcome.state
        self._visits = max(self._visits, outcome.state.visit)
        return tuple(replace(event, at=self.on_clock(event.at)) for event in outcome.events)
