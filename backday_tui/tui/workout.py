"""A workout as the screen plays it: from what was asked for to a performance with its sound and its journal.

No widgets: what is shown is decided by the screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.clock import ScaledClock
from backday_tui.session.plan import Plan, build
from backday_tui.session.session import Session
from backday_tui.tui.args import Start
from backday_tui.workout.performance import Happening, Performance

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.session.commands import Command
    from backday_tui.tui.args import Picks, Rounds, WorkoutRequest
    from backday_tui.workout.performance import JournalSink

FASTEST_S = 0.05
"""The shortest wait between two looks at the clock, in real seconds, where time runs faster than it does."""


class Workout:
    """One workout from its first step to its last."""

    def __init__(
        self, args: WorkoutRequest, make_sound: Callable[[WorkoutRequest, Clock], SoundOutput], clock: Clock
    ) -> None:
        """`clock` is the real one. Nothing begins before `begin`; before it there are the args and `glimpse` alone."""
        self.args = args
        self._real = clock
        self._make_sound = make_sound
        self.clock = ScaledClock(clock, args.speed) if args.speed != 1 else clock
        self.catalog = args.catalog.with_own(args.routine.exercises)
        self._has_begun = False

    def plan(self, picks: Picks, rounds: Rounds) -> Plan:
        """The routine's steps with what the person picked."""
        return build(self.args.routine, self.args.catalog, picks, rounds)

    def glimpse(self, picks: Picks, rounds: Rounds) -> Session:
        """The session as it will begin, to be shown while what it is played with is made ready."""
        self.session = self._session(self.plan(picks, rounds))
        if self.args.resumed is None:
            self.session.start(self.now)
        return self.session

    def _session(self, plan: Plan) -> Session:
        if self.args.resumed is not None:
            self.args.resumed.rebase(self.now)
            return self.args.resumed
        first = self._first_of(plan)
        return Session(plan.starting_at(first) if first else plan, auto=self.args.auto)

    def _first_of(self, plan: Plan) -> int:
        return min(self.args.first_step, len(plan.steps) - 1)

    def begin(self, picks: Picks, rounds: Rounds) -> tuple[Happening, ...]:
        """Begin the first step, or take up the session that was interrupted, which stays paused."""
        plan = self.plan(picks, rounds)
        now, is_new = self.now, self.args.resumed is None
        self.session = self._session(plan)
        start = Start(
            plan, picks, rounds, self._first_of(plan), self.session.auto, now if is_new else self.session.origin
        )
        journal = self._journal(start)
        self.sound = self._make_sound(self.args, self.clock)
        self.performance = Performance(
            self.session, self.clock, self.sound, real=self._real, journal=journal, display=self.args.display
        )
        self._has_begun = True
        return self.performance.start() if is_new else self.performance.take_up()

    def close(self) -> None:
        """Nobody follows it any more: no sound outlives it, and its journal is complete."""
        if self._has_begun:
            self.sound.close()
            self.performance.leave()

    def _journal(self, start: Start) -> JournalSink | None:
        return self.args.open_journal(start) if self.args.open_journal else None

    def wake(self) -> tuple[Happening, ...]:
        """Cross the boundaries up to now."""
        return self.performance.wake()

    def do(self, command: Command) -> tuple[Happening, ...]:
        """Carry out a command.

        Raises:
            CommandRefusedError: it makes no sense now; the message says why.
        """
        return self.performance.do(command)

    def next_look_s(self) -> float:
        """In how many real seconds to wake; until then nobody is expected to."""
        wait = self.performance.wake_in_s()
        real_s = wait if self.args.speed == 1 else max(wait / self.args.speed, FASTEST_S)
        self.performance.sleeps_for(real_s)
        return real_s

    @property
    def now(self) -> float:
        """The time on the session's clock."""
        return self.clock.now()
