"""What the terminal app is given: the workout to follow and the parts it is played with.

Values and protocols only, so that whoever wires the app needs no Textual for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Routine
    from backday_tui.session.commands import Command
    from backday_tui.session.events import Event
    from backday_tui.session.plan import Plan, Ref, Section
    from backday_tui.session.session import Session

    Picks = Mapping[Ref, str]
    Rounds = Mapping[tuple[Section, int], int]


class Log(Protocol):
    """Who writes down what happens in one session; backday_tui.history.journal.Journal is one."""

    def happened(self, session: Session, now: float, events: Sequence[Event], command: Command | None = None) -> None:
        """These events came, by this command where there is one; called at every wake-up, without events too."""
        ...


@dataclass(frozen=True, slots=True)
class Start:
    """What a session began with, for whoever writes it down: `at` is on the session's clock."""

    plan: Plan
    picks: Picks
    rounds: Rounds
    first_step: int
    auto: bool
    at: float


@dataclass(frozen=True, slots=True)
class LiveArgs:
    """A workout to follow.

    `first_step` is an index of the plan's steps. `resumed` is an interrupted session, paused, to be taken up with its
    own `clock`; None for a new one, which runs on the app's. `speed` is how many times faster time runs than it does.
    `open_log` is called when the session begins; None keeps nothing.
    """

    routine: Routine
    catalog: Catalog
    auto: bool = False
    speed: float = 1.0
    first_step: int = 0
    resumed: Session | None = None
    clock: Clock | None = None
    open_log: Callable[[Start], Log | None] | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the person wants the screen. `space` is "auto", "pause" or "next"; `theme` None is backday's own."""

    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: str = "auto"
    units: str = "kg"


MakeSound = "Callable[[LiveArgs, Clock], SoundOutput]"
