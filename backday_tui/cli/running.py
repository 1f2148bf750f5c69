"""A workout, wired together: its plan, its clock, its sound and its face, which is the live screen or lines of text."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backday_tui.audio.player import Player, SilentPlayer
from backday_tui.audio.timetable import TimedCue
from backday_tui.clock import ScaledClock, SystemClock
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.sounds import bundled_folder, sound_file
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from backday_tui.audio.player import Cue, SoundOutput
    from backday_tui.cli.routines import Read
    from backday_tui.cli.surroundings import Surroundings
    from backday_tui.clock import Clock
    from backday_tui.plain.workout import Lines
    from backday_tui.session.plan import Plan


@dataclass(frozen=True, slots=True)
class Way:
    """How a workout is followed, as the command line says it. `begin` is a section or a step, None for the start."""

    begin: str | None = None
    auto: bool = False
    mute: bool = False
    log: bool = True
    speed: float = 1.0
    json: bool = False


class RoutinePlayer(Player):
    """Sound that finds the files which a routine names; one that isn't there leaves the usual sound in its place."""

    def __init__(
        self, *, own: Sequence[Path], backend: str, sounds: Sequence[Path], clock: Clock, volume: float, muted: bool
    ) -> None:
        """`own` are the folders in which a routine's sounds may lie; the rest is the player's."""
        super().__init__(backend=backend, sounds=sounds, clock=clock, volume=volume, muted=muted)
        self._own = tuple(own)
        self._found: dict[str, str | None] = {}

    def schedule(self, cues: Sequence[Cue]) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""
        super().schedule([self._located(cue) for cue in cues])

    def _located(self, cue: Cue) -> Cue:
        return TimedCue(cue.at, cue.id, cue.name, self._file(name)) if (name := getattr(cue, "path", None)) else cue

    def _file(self, name: str) -> str | None:
        if name not in self._found:
            file = sound_file(name, self._own)
            self._found[name] = None if file is None else str(file)
        return self._found[name]


def sound_for(folder: Path | None, around: Surroundings, clock: Clock, way: Way) -> SoundOutput:
    """The sound of one workout; none where time runs fast. `folder` is the routine's, None where it has none."""
    wishes = around.settings
    muted = way.mute or wishes.mute
    if way.speed != 1.0:
        return SilentPlayer(volume=wishes.volume / 100, muted=muted)
    folders = (around.folders.sounds, bundled_folder())
    return RoutinePlayer(
        own=folders if folder is None else (folder, *folders),
        backend=wishes.sound, sounds=folders, clock=clock, volume=wishes.volume / 100, muted=muted,
    )  # fmt: skip


class NoSuchStepError(BackdayError):
    """--from names nothing in the routine; the message says what there is."""


def step_at(plan: Plan, where: str) -> int:
    """The index of the step at which to begin: a section's first, one by its index, or the first of an exercise.

    Raises:
        NoSuchStepError: there is no such section, step or exercise.
    """
    wanted = where.strip().casefold()
    for index, step in enumerate(plan.steps):
        if wanted in (step.section, str(index)) or (step.is_work and step.title.casefold() == wanted):
            return index
    sections = dict.fromkeys(step.section for step in plan.steps)
    allowed = f"{', '.join(sections)}, an exercise, or the index of a step, 0 to {len(plan.steps) - 1}"
    raise NoSuchStepError(f'--from "{clean(where, 40)}" is not in this routine; it may be {allowed}')


def follow_in_lines(read: Read, way: Way, around: Surroundings) -> int:
    """Follow a workout as lines; gives the exit code.

    Raises:
        NoSuchStepError: it is to begin where there is nothing.
    """
    from backday_tui.performance import Performance  # noqa: PLC0415 -- not for the screen
    from backday_tui.plain.before import Stopped, plan_asked  # noqa: PLC0415 -- as above
    from backday_tui.plain.keys import open_keys  # noqa: PLC0415 -- as above
    from backday_tui.plain.workout import PlainWorkout  # noqa: PLC0415 -- as above
    from backday_tui.session.session import Session  # noqa: PLC0415 -- as above

    catalog, real, lines, wishes = bundled(), SystemClock(), _lines(way), around.settings
    with open_keys() as keys:
        try:
            plan = plan_asked(read.routine, catalog, lines, keys)
        except Stopped as stopped:
            return stopped.code
        if way.begin is not None:
            plan = plan.starting_at(step_at(plan, way.begin))
        clock = ScaledClock(real, way.speed) if way.speed != 1.0 else real
        sound = sound_for(read.path.parent if read.path else None, around, clock, way)
        try:
            performance = Performance(Session(plan, auto=way.auto), clock, sound, real=real)
            workout = PlainWorkout(
                performance, lines, keys, sound, catalog, speed=way.speed, space=wishes.space, bell=wishes.bell
            )
            return workout.run()
        finally:
            sound.close()


def _lines(way: Way) -> Lines:
    """Where the workout is told."""
    from backday_tui.plain.records import JsonLines  # noqa: PLC0415 -- not for the screen

    if way.json:
        return JsonLines(sys.stdout, sys.stderr, bundled())
    from rich.console import Console  # noqa: PLC0415 -- not for JSON

    from backday_tui.cli.output import console  # noqa: PLC0415 -- as above
    from backday_tui.plain.lines import TextLines, in_place_on  # noqa: PLC0415 -- as above

    out = console()
    return TextLines(out, Console(stderr=True, markup=False, highlight=False), in_place=in_place_on(out))
