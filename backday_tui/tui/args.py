"""What the terminal app is given: the workout to follow and the parts it is played with.

Values only, so that whoever wires the app needs no Textual for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from backday_tui.audio.player import SoundOutput
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Routine, Section
    from backday_tui.session.plan import Plan, Ref
    from backday_tui.session.session import Session
    from backday_tui.settings import Settings, SpaceKey, Units
    from backday_tui.workout.performance import Display, JournalSink

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


class Source(NamedTuple):
    """The file of a routine, the folder of the person's own, and the one in which unsaved text is kept."""

    path: Path
    routines_dir: Path
    unsaved_dir: Path


class WorkoutRequest(NamedTuple):
    """A workout to follow.

    `first_step` is an index of the plan's steps. `resumed` is an interrupted session, paused, to be taken up; None for
    a new one. `speed` is how many times faster time runs than it does. `open_journal` is called when the session
    begins; None keeps nothing. `display` is told when to stay on. `source` is the file that it is from, for it to be
    changed; None where it is from none.
    """

    routine: Routine
    catalog: Catalog
    auto: bool = False
    speed: float = 1.0
    first_step: int = 0
    resumed: Session | None = None
    open_journal: Callable[[Start], JournalSink | None] | None = None
    display: Display | None = None
    source: Source | None = None


class ResumePrompt(Protocol):
    """What the library offers of a session that was interrupted. All of it may take a disk's time."""

    def find(self) -> str | None:
        """The session interrupted last, in words; None where there is none to offer."""
        ...

    def go_on(self) -> WorkoutRequest:
        """Follow it further; may raise BackdayError, as the others."""
        ...

    def keep(self) -> None:
        """End it as of its last moment."""
        ...

    def throw_away(self) -> None:
        """Delete it."""
        ...


class LibraryContext(NamedTuple):
    """Where the person's things lie that the library leads to; none of them need be there yet.

    `now` is the wall clock. `settings_changed` is told the settings as they are from now on, `make_sound` makes the
    sound of just those, to hear them.
    """

    log_file: Path
    settings_file: Path
    unsaved_dir: Path
    now: Callable[[], datetime]
    settings_changed: Callable[[Settings], None]
    make_sound: Callable[[Settings], SoundOutput]


class Preferences(NamedTuple):
    """How the person wants the screen. `space` is "auto", "pause" or "next"; `theme` None is backday's own.

    `rest_s` is the rest of an exercise that is started by itself.
    """

    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: SpaceKey = "auto"
    units: Units = "kg"
    rest_s: int = 60

    @classmethod
    def of(cls, settings: Settings) -> Preferences:
        """What the settings say of it."""
        return cls(settings.theme, settings.flash, settings.bell, settings.space, settings.units, settings.rest)
