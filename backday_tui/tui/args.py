"""What the terminal app is given: the workout to follow and the parts it is played with.

Values only, so that whoever wires the app needs no Textual for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.performance import Journal
    from backday_tui.routine.model import Routine
    from backday_tui.session.plan import Plan, Ref, Section
    from backday_tui.session.session import Session

    Picks = Mapping[Ref, str]
    Rounds = Mapping[tuple[Section, int], int]


class Start(NamedTuple):
    """What a session begins with, for whoever writes it down.

    `plan` is the whole one, also where the session begins at its `first_step`. `origin` is when the session began, on
    its clock; of one that is taken up, when it would have begun had it run without a break.
    """

    plan: Plan
    picks: Picks
    rounds: Rounds
    first_step: int
    auto: bool
    origin: float


class LiveArgs(NamedTuple):
    """A workout to follow.

    `first_step` is an index of the plan's steps. `resumed` is an interrupted session, paused, to be taken up; None for
    a new one. `speed` is how many times faster time runs than it does. `open_journal` is called when the session
    begins; None keeps nothing.
    """

    routine: Routine
    catalog: Catalog
    auto: bool = False
    speed: float = 1.0
    first_step: int = 0
    resumed: Session | None = None
    open_journal: Callable[[Start], Journal | None] | None = None


class Preferences(NamedTuple):
    """How the person wants the screen. `space` is "auto", "pause" or "next"; `theme` None is backday's own."""

    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: str = "auto"
    units: str = "kg"
