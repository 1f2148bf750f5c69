"""What the terminal app is given besides the workout to follow. Values only: who wires the app needs no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.settings import Effort, Settings, SpaceKey, Units
    from backday_tui.training.loads import Equipment
    from backday_tui.workout.workout import WorkoutRequest


class ResumePrompt(Protocol):
    """What the library offers of a session that was interrupted. All of it may take a disk's time."""

    def find(self) -> str | None:
        """The session interrupted last, in words; None where there is none to offer."""

    def go_on(self) -> WorkoutRequest:
        """Follow it further; may raise BackdayError, as the others."""

    def keep(self) -> None:
        """End it as of its last moment."""

    def throw_away(self) -> None:
        """Delete it."""


class LibraryContext(NamedTuple):
    """Where the person's things lie that the library leads to; none of them need be there yet.

    `now` is the wall clock. `settings_changed` is told the settings as they are from now on, `make_sound` makes the
    sound of just those, to hear them. `go_on` takes a session of the log up again, by its id; it may raise
    BackdayError. None where no workout can be followed. `equipment_file` says what the person trains with; that is read
    by `read_equipment`, None for what is usual.
    """

    log_file: Path
    settings_file: Path
    unsaved_dir: Path
    now: Callable[[], datetime]
    settings_changed: Callable[[Settings], None]
    make_sound: Callable[[Settings], SoundOutput]
    go_on: Callable[[int], WorkoutRequest] | None = None
    cache_dir: Path | None = None
    equipment_file: Path | None = None
    read_equipment: Callable[[], Equipment] | None = None

    def equipment(self) -> Equipment:
        """What the person trains with; it may take a disk's time."""
        from backday_tui.training.loads import USUAL  # fractions: not at a start

        return self.read_equipment() if self.read_equipment is not None else USUAL["kg"]


class Preferences(NamedTuple):
    """How the person wants the screen. `space` is "auto", "pause" or "next"; `theme` None is backday's own.

    `rest_s` is the rest of an exercise that is started by itself, `effort` how it is written down, see Settings.
    """

    theme: str | None = None
    flash: bool = True
    bell: bool = True
    space: SpaceKey = "auto"
    units: Units = "kg"
    rest_s: int = 60
    effort: Effort = "off"

    @classmethod
    def of(cls, settings: Settings) -> Preferences:
        """What the settings say of it."""
        return cls(
            settings.theme, settings.flash, settings.bell, settings.space, settings.units, settings.rest,
            settings.effort,
        )  # fmt: skip


@runtime_checkable
class BackdayHost(Protocol):
    """What a screen asks of the app that shows it. Another app may show it, too; it goes by the defaults then."""

    preferences: Preferences
    clock: Clock

    def adopt(self, preferences: Preferences, *, with_theme: bool) -> None:
        """Go by these preferences from now on; `with_theme` tells that the theme is among what changed."""

    def follow(self, args: WorkoutRequest) -> None:
        """Follow a workout, then come back to this screen."""
