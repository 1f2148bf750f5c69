"""A session as it is performed: where the session, the clock and the sound meet.

The live screen and the lines of text both drive a workout through this, so that neither holds a rule of it. Nothing
here draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.cues import Cue, upcoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.clock import Clock
    from backday_tui.session.session import Session

GAP_S = 5.0
"""A wake-up so many real seconds later than asked for means that the machine slept or the program was stopped."""
SHOWN_EARLY_S = 0.002
"""A second is shown as begun this much before it does: a timer may wake that early."""


class Sound(Protocol):
    """What a performance needs of the sound: to be told all that is to come, each time that changes."""

    def schedule(self, cues: Sequence[Cue]) -> None:
        """Play these, and nothing else that was scheduled before."""
        ...

    def tick(self) -> None:
        """Look after the sound; called about once a second."""
        ...


@dataclass(frozen=True, slots=True)
class GapNoticed:
    """The machine slept or the program stood still for so many seconds: the session is paused as of before."""

    at: float
    seconds: float


Happening = e.Event | GapNoticed


def shown_seconds(remaining_s: float) -> int:
    """What a countdown shows with so much left: whole seconds rounded up, so that 0 is shown at the end alone."""
    return max(math.ceil(remaining_s - SHOWN_EARLY_S), 0)


class Performance:
    """A session with its clock and its sound.

    `clock` is the session's and may run fast; `real` is the one that the machine's sleep is noticed by.
    """

    def __init__(self, session: Session, clock: Clock, sound: Sound, *, real: Clock | None = None) -> None:
        """Nothing begins before `start`."""
        self.session = session
        self.clock = clock
        self._sound = sound
        self._real = real or clock
        self._awake_at = clock.now()
        self._expected = self._real.now()

    @property
    def now(self) -> float:
        """The time on the session's clock."""
        return self.clock.now()

    def start(self) -> tuple[Happening, ...]:
        """Begin the first step."""
        return self._heard(self.session.start(self._wakes()))

    def wake(self) -> tuple[Happening, ...]:
        """Cross the boundaries up to now; after a gap, pause as of the last wake-up instead."""
        late_s = self._real.now() - self._expected
        if late_s > GAP_S and not (self.session.is_paused or self.session.is_over):
            paused = self.session.do(c.Pause(), self._awake_at)
            return (*self._heard(paused), GapNoticed(self._wakes(), late_s))
        happened = self.session.advance(self._wakes())
        self._sound.tick()
        return self._heard(happened) if happened else ()

    def do(self, command: c.Command) -> tuple[Happening, ...]:
        """Carry out a command.

        Raises:
            CommandRefusedError: it makes no sense now; the message says why.
        """
        return self._heard(self.session.do(command, self._wakes()))

    def wake_in_s(self) -> float:
        """How long it is, on the session's clock, until something that is shown changes; at most a second."""
        now = self.now
        remaining = self.session.remaining_s(now)
        if self.session.is_paused or self.session.is_over:
            wait = 1.0
        elif remaining is None:
            spent = self.session.in_step_s(now) + SHOWN_EARLY_S
            wait = math.floor(spent) + 1 - spent
        else:
            wait = remaining - (shown_seconds(remaining) - 1)
        return min(max(wait, 0.0), 1.0)

    def sleeps_for(self, real_s: float) -> None:
        """Say for how long nobody is going to call, in real seconds, so that a longer gap is noticed."""
        self._expected = self._real.now() + real_s

    def _wakes(self) -> float:
        self._awake_at = self.clock.now()
        self._expected = self._real.now()
        return self._awake_at

    def _heard(self, events: tuple[e.Event, ...]) -> tuple[Happening, ...]:
        self._sound.schedule(upcoming(self.session, self._awake_at))
        return events
