"""A workout as the screen plays it: from what was asked for to a performance with its sound and its journal.

No widgets: what is shown is decided by the screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.clock import ScaledClock
from backday_tui.performance import Happening, Performance
from backday_tui.session.plan import Plan, build
from backday_tui.session.session import Session
from backday_tui.tui.args import Start

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.performance import Journal
    from backday_tui.session.commands import Command
    from backday_tui.tui.args import LiveArgs, Picks, Rounds

FASTEST_S = 0.05
"""The shortest wait between two looks at the clock, in real seconds, where time runs faster than it does."""


class Workout:
    """One workout from its first step to its last."""

    def __init__(self, args: LiveArgs, make_sound: Callable[[LiveArgs, Clock], SoundOutput], clock: Clock) -> None:
        """`clock` is the real one. Nothing begins before `begin`, which is to be called first."""
        self.args = args
        self._real = clock
        self.clock = ScaledClock(clock, args.speed) if args.speed != 1 else clock
        self.sound = make_sound(args, self.clock)
        self.catalog = args.catalog.with_own(args.routine.exercises)
        self._has_begun = False

    def plan(self, picks: Picks, rounds: Rounds) -> Plan:
        """The routine's steps with what the person picked."""
        return build(self.args.routine, self.args.catalog, picks, rounds)

    def begin(self, picks: Picks, rounds: Rounds) -> tuple[Happening, ...]:
        """Begin the first step, or take up the session that was interrupted, which stays paused."""
        plan = self.plan(picks, rounds)
        first = min(self.args.first_step, len(plan.steps) - 1)
        now, resumed = self.clock.now(), self.args.resumed
        if resumed is not None:
            resumed.rebase(now)
        self.session = resumed or Session(plan.starting_at(first) if first else plan, auto=self.args.auto)
        start = Start(plan, picks, rounds, first, self.session.auto, now if resumed is None else resumed.origin)
        journal = self._journal(start)
        self.performance = Performance(
            self.session, self.clock, self.sound, real=self._real, journal=journal, display=self.args.display
        )
        self._has_begun = True
        return self.performance.take_up() if resumed else self.performance.start()

    def close(self) -> None:
        """Nobody follows it any more: no sound outlives it, and its journal is complete."""
        self.sound.close()
        if self._has_begun:
            self.performance.leave()

    def _journal(self, start: Start) -> Journal | None:
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
        return self.performance.now
