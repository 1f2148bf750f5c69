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
from backday_tui.session.state import Outcome, Rules, State
from backday_tui.session.transitions import TRANSITIONS, WHILE_PAUSED, begun, completed

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
        """The seconds left of the running step; None where it waits for the person."""
        return None if self.state.ends is None else max(self.state.ends - self._active(now), 0.0)

    def remaining_total_s(self, now: float) -> float:
        """The seconds left of the whole workout, steps without an end by their estimate."""
        if self.is_over:
            return 0.0
        left = self.remaining_s(now)
        if left is None:
            left = max(self.state.step.estimate_s - self.in_step_s(now), 0.0)
        return left + sum(step.estimate_s for step in self.state.steps[self.state.index + 1 :])

    def end_of(self, step: Step, began: float) -> float | None:
        """When a step that begins then ends by itself; None where it waits for the person."""
        return began + step.estimate_s if step.ends_by_itself or self.auto else None

    def start(self, now: float) -> tuple[e.Event, ...]:
        """Begin the first step."""
        self._origin = self.latest = now
        return self._take(begun(self._rules(self.state), self.state, 0, 0.0))

    def advance(self, now: float) -> tuple[e.Event, ...]:
        """Cross every boundary up to `now`, in order, however late this is asked."""
        self.latest = max(now, self.latest)
        return () if self.is_paused else self._take(self._due(self.latest))

    def do(self, command: c.Command, now: float) -> tuple[e.Event, ...]:
        """Carry out a command, after every boundary that was crossed before it.

        Raises:
            CommandRefusedError: it makes no sense now; nothing was changed, not even by boundaries that were due.
        """
        now = max(now, self.latest)
        due = Outcome(self.state, ()) if self.is_paused else self._due(now)
        effect = self._effect(command, due.state, now)
        self.latest = now
        return self._take(due) + effect()

    def _effect(self, command: c.Command, state: State, now: float) -> Effect:
        """What remains to be done once it is sure that the command is legal."""
        handler = TRANSITIONS[type(command)].get(state.situation)
        if handler is None or (self.is_paused and type(command) not in WHILE_PAUSED):
            where = "while paused" if self.is_paused else f"in {state.situation.value}"
            raise CommandRefusedError(f"{type(command).__name__} makes no sense {where}")
        if isinstance(command, c.Pause):
            return lambda: self._pause(now)
        if isinstance(command, c.Resume):
            return self._resume(now, counted=command.counted)
        if isinstance(command, c.Undo):
            return self._undo(now)
        outcome = handler(self._rules(state), state, command, max(self._active(now), state.began))
        return lambda: self._commit(outcome, state, command)

    def _commit(self, outcome: Outcome, before: State, command: c.Command) -> tuple[e.Event, ...]:
        self._past.append((before, type(command).__name__))
        happened = self._take(outcome)
        return happened if self.is_paused else happened + self._take(self._due(self.latest))

    def _pause(self, now: float) -> tuple[e.Event, ...]:
        self.paused_at = now
        return (e.Paused(now),)

    def _resume(self, now: float, *, counted: bool) -> Effect:
        if self.paused_at is None:
            raise CommandRefusedError("Resume makes no sense while time runs")
        gap_s = 0.0 if counted else now - self.paused_at

        def go_on() -> tuple[e.Event, ...]:
            self.paused_s += gap_s
            self.paused_at = None
            return (e.Resumed(now, gap_s), *self._take(self._due(now)))

        return go_on

    def _undo(self, now: float) -> Effect:
        """Take the last command back: what it changed is as if it had not been given, and time went on meanwhile."""
        if not self._past:
            raise CommandRefusedError("there is nothing to undo")

        def bring_back() -> tuple[e.Event, ...]:
            state, command = self._past.pop()
            back = self._take(Outcome(state, (e.Undone(self._active(now), command),)))
            return back if self.is_paused else back + self._take(self._due(now))

        return bring_back

    def _active(self, now: float) -> float:
        frozen = max(now, self.latest) if self.paused_at is None else self.paused_at
        return frozen - self._origin - self.paused_s

    def _rules(self, state: State) -> Rules:
        return Rules(self.end_of, max(self._visits, state.visit))

    def _due(self, now: float) -> Outcome:
        """The state at `now`, and what happened on the way there."""
        state, happened = self.state, list[e.Event]()
        while state.over_at is None and state.ends is not None and self.on_clock(state.ends) <= now:
            state, events = completed(self._rules(state), state, state.ends, "time")
            happened += events
        return Outcome(state, tuple(happened))

    def _take(self, outcome: Outcome) -> tuple[e.Event, ...]:
        self.state = outcome.state
        self._visits = max(self._visits, outcome.state.visit)
        return tuple(replace(event, at=self.on_clock(event.at)) for event in outcome.events)
