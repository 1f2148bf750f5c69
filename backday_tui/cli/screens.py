"""The screens, wired together: whether there is a terminal for them, and what each is given.

Textual is imported only once it is sure that a screen is shown.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from backday_tui.cli import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.audio.player import SoundOutput
    from backday_tui.cli.routines import Read
    from backday_tui.cli.running import Way
    from backday_tui.cli.surroundings import Surroundings
    from backday_tui.clock import Clock
    from backday_tui.routine.model import Routine
    from backday_tui.tui.args import LiveArgs


def can_show_screen(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether keys come from a terminal and one that can show more than lines is looked at.

    The screen is drawn on stderr, so that has to be a terminal too.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return environ.get("TERM", "") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)


def open_library() -> int:
    """The library, until it is left; gives the exit code."""
    from backday_tui.cli.surroundings import look_around  # noqa: PLC0415 -- only where a screen is shown
    from backday_tui.tui.screens.library import LibraryScreen  # noqa: PLC0415 -- as above

    around = look_around()
    for line in around.warnings:
        tell(line)
    return Screens(around).show(lambda: LibraryScreen(around.folders.routines))


def follow_on_screen(read: Read, way: Way, around: Surroundings) -> int:
    """Follow a workout on the live screen; gives the exit code.

    Raises:
        NoSuchStepError: it is to begin where there is nothing.
    """
    from backday_tui.cli.running import step_at  # noqa: PLC0415 -- only where a screen is shown
    from backday_tui.exercises.catalog import bundled  # noqa: PLC0415 -- as above
    from backday_tui.session.plan import build  # noqa: PLC0415 -- as above
    from backday_tui.tui.args import LiveArgs  # noqa: PLC0415 -- as above

    catalog = bundled()
    first = 0 if way.begin is None else step_at(build(read.routine, catalog), way.begin)
    args = LiveArgs(read.routine, catalog, auto=way.auto, speed=way.speed, first_step=first)
    return Screens(around, way, read.path.parent if read.path else None).show(args)


class Screens:
    """One run of the app, with the sound of each workout in it.

    Args:
        around: the person's folders and settings.
        way: how workouts are followed.
        folder: of the routine that is followed at once; None where there is none.
    """

    def __init__(self, around: Surroundings, way: Way | None = None, folder: Path | None = None) -> None:
        self._around = around
        self._way = way
        self._folder = folder

    def show(self, first: LiveArgs | Callable[[], Screen[None]]) -> int:
        """Show this until the person leaves; gives the exit code."""
        from backday_tui.clock import SystemClock  # noqa: PLC0415 -- only where a screen is shown
        from backday_tui.tui.app import BackdayApp, run_app  # noqa: PLC0415 -- as above
        from backday_tui.tui.args import Preferences  # noqa: PLC0415 -- as above

        wishes = self._around.settings
        preferences = Preferences(wishes.theme, wishes.flash, wishes.bell, wishes.space, wishes.units)
        return run_app(
            BackdayApp(
                first,
                make_sound=self._sound,
                clock=SystemClock(),
                preferences=preferences,
                prepare=self._prepare,
            )
        )

    def _prepare(self, path: Path | None, routine: Routine) -> LiveArgs:
        """A workout that was picked on a screen; without a path its routine is from no file."""
        from backday_tui.exercises.catalog import bundled  # noqa: PLC0415 -- not for the first picture
        from backday_tui.tui.args import LiveArgs  # noqa: PLC0415 -- as above

        self._folder = path.parent if path else None
        return LiveArgs(routine, bundled())

    def _sound(self, args: LiveArgs, clock: Clock) -> SoundOutput:
        """The sound of the workout that begins now."""
        from backday_tui.cli.running import Way, sound_for  # noqa: PLC0415 -- not for the first picture

        return sound_for(self._folder, self._around, clock, self._way or Way(speed=args.speed))
