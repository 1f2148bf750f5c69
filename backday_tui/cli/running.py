"""A workout, wired together: its plan, its clock, its sound and its face, which is the live screen or lines of text."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from backday_tui.audio.announcer import Announcer
from backday_tui.audio.player import Player
from backday_tui.awake import Awake
from backday_tui.cli.routines import LoadedRoutine
from backday_tui.cli.way import folder_of, step_at
from backday_tui.clock import ScaledClock, SystemClock
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import cache_folder
from backday_tui.history.history import LEISURE_S
from backday_tui.history.journal import Beginning
from backday_tui.history.recorder import CLOSE_S
from backday_tui.routine.sounds import bundled_folder, sound_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from backday_tui.audio.player import SoundOutput
    from backday_tui.cli.surroundings import Context
    from backday_tui.cli.way import RunOptions
    from backday_tui.clock import Clock
    from backday_tui.history.history import History
    from backday_tui.history.resume import ResumedSession
    from backday_tui.plain.keys import Keys
    from backday_tui.plain.workout import Reporter
    from backday_tui.session.cues import Cue
    from backday_tui.session.session import Session
    from backday_tui.session.speech import Announcement
    from backday_tui.workout.performance import JournalSink


class RoutinePlayer(Player):
    """Sound that finds the files which a routine names; one that isn't there leaves the usual sound in its place."""

    def __init__(
        self, *, own: Sequence[Path], backend: str, sounds: Sequence[Path], clock: Clock, volume: float, muted: bool,
        announcer: Announcer | None = None,
    ) -> None:  # fmt: skip
        """`own` are the folders in which a routine's sounds may lie; the rest is the player's."""
        super().__init__(
            backend=backend, sounds=sounds, clock=clock, volume=volume, muted=muted, announcer=announcer
        )  # fmt: skip
        self._own = tuple(own)
        self._found: dict[str, str | None] = {}

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""
        super().schedule([self._located(cue) for cue in cues], speech)

    def _located(self, cue: Cue) -> Cue:
        return cue if cue.path is None else replace(cue, path=self._file(cue.path))

    def _file(self, name: str) -> str | None:
        if name not in self._found:
            file = sound_file(name, self._own)
            self._found[name] = None if file is None else str(file)
        return self._found[name]


def sound_for(folder: Path | None, around: Context, clock: Clock, way: RunOptions) -> SoundOutput:
    """The sound of one workout; none where time runs fast. `folder` is the routine's, None where it has none."""
    wishes = around.settings
    muted = way.mute or wishes.mute
    backend = wishes.sound if way.speed == 1.0 else "off"
    folders = (around.folders.sounds, bundled_folder())
    speaks = wishes.voice if way.voice is None else way.voice
    return RoutinePlayer(
        own=folders if folder is None else (folder, *folders),
        backend=backend, sounds=folders, clock=clock, volume=wishes.volume / 100, muted=muted,
        announcer=None if backend in ("bell", "off") else Announcer(cache_folder() / "voice", is_on=speaks),
    )  # fmt: skip


class InLines:
    """A workout that is followed as lines.

    Args:
        what: the routine, or the session that goes on.
        way: how.
        around: the person's folders and settings.
        keeping: the log.
    """

    def __init__(
        self, what: LoadedRoutine | ResumedSession, way: RunOptions, around: Context, keeping: History
    ) -> None:
        self._what = what
        self._way = way
        self._around = around
        self._keeping = keeping
        self._lines = _lines(way)

    def follow(self) -> int:
        """Follow it to its end; gives the exit code.

        Raises:
            NoSuchStepError: it is to begin where there is nothing.
            RunningError: another program runs a workout.
        """
        from backday_tui.plain.keys import open_keys
        from backday_tui.plain.questions import Stopped

        wait_s = CLOSE_S
        try:
            with open_keys() as keys, contextlib.closing(Awake()) as display:
                code = self._perform(keys, display)
            wait_s = CLOSE_S if code else LEISURE_S
        except Stopped as stopped:
            return stopped.code
        finally:
            for sentence in self._keeping.close(wait_s, self._lines.warn):
                self._lines.warn(sentence)
        return code

    def _perform(self, keys: Keys, display: Awake) -> int:
        from backday_tui.plain.workout import PlainWorkout
        from backday_tui.workout.performance import Performance

        real, way, wishes = SystemClock(), self._way, self._around.settings
        session, journal = self._begun(keys)
        clock = ScaledClock(real, way.speed) if way.speed != 1.0 else real
        sound = sound_for(folder_of(self._what), self._around, clock, way)
        performance = Performance(session, clock, sound, real=real, journal=journal, display=display)
        try:
            return PlainWorkout(
                performance, self._lines, keys, sound, bundled(), speed=way.speed, space=wishes.space,
                units=wishes.units, bell=wishes.bell, resumed=not isinstance(self._what, LoadedRoutine),
            ).run()  # fmt: skip
        finally:
            sound.close()
            performance.leave()

    def _begun(self, keys: Keys) -> tuple[Session, JournalSink | None]:
        """The session that is to be followed, and its journal; None where nothing is kept of it."""
        from backday_tui.plain.questions import plan_asked
        from backday_tui.session.session import Session

        what, way, keeping = self._what, self._way, self._keeping
        if not isinstance(what, LoadedRoutine):
            return what.session, keeping.goes_on(what) if way.is_kept else None
        chosen = plan_asked(what.routine, bundled(), self._lines, keys)
        first = 0 if way.begin is None else step_at(chosen.plan, way.begin)
        session = Session(chosen.plan.starting_at(first) if first else chosen.plan, auto=way.auto)
        beginning = Beginning(what.text, chosen.picks, chosen.rounds, first, folder_of(what))
        return session, keeping.begins(beginning, what.routine.name, keep_others=True) if way.is_kept else None


def _lines(way: RunOptions) -> Reporter:
    """Where the workout is told."""
    from backday_tui.plain.json_lines import JsonLines

    if way.json:
        return JsonLines(sys.stdout, sys.stderr, bundled())
    from rich.console import Console

    from backday_tui.cli.output import console
    from backday_tui.plain.console_lines import (
        ConsoleLines,
        in_place_on,
    )

    out = console()
    return ConsoleLines(out, Console(stderr=True, markup=False, highlight=False), in_place=in_place_on(out))
