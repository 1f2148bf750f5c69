"""What one run of the command works with: folders, settings, options, the log and the sound; a report of its faults.

The library's first picture waits for this module, so what that does without is imported by the function that needs it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from backday_tui import __version__, settings
from backday_tui.cli.console import tell
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.folders import cache_folder, folders
from backday_tui.routine import week_file
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.folders import Folders
    from backday_tui.history.history import History
    from backday_tui.history.lock import RunningLock
    from backday_tui.session.plan import Plan
    from backday_tui.session.rest_options import RestOptions
    from backday_tui.settings import Settings
    from backday_tui.training.loads import Equipment


@dataclass(frozen=True, slots=True)
class Context:
    """The person's folders, settings, and what was wrong with those and their own exercises, a line each."""

    folders: Folders
    settings: Settings
    warnings: tuple[str, ...]


def load_context(environ: Mapping[str, str] = os.environ, *, with_faults: bool = True) -> Context:
    """Read the settings; what is wrong with what lies beside them is told by whoever shows something.

    Without `with_faults` the person's exercises, names, equipment and week aren't looked at: the caller does that.
    """
    here = folders(environ)
    found, warnings = settings.load(here.settings_file)
    found, more = settings.with_environment(found, environ)
    faults = faults_beside(here, found) if with_faults else ()
    return Context(here, found, (*warnings, *more, *faults))


def faults_beside(here: Folders, wanted: Settings) -> tuple[str, ...]:
    """What in the person's own exercises, names, equipment and week can't be used: all that a workout goes by."""
    faults = (*own_exercise_faults(here), *equipment_faults(here, wanted))
    return (*faults, *week_file.remarks(here.routines)) if os.path.lexists(week_file.path_in(here.routines)) else faults


def own_exercise_faults(here: Folders) -> tuple[str, ...]:
    """What in the person's own exercises, and in what they say that names mean, can't be used, a line for each file.

    Most people have neither, and read nothing for it.
    """
    faults: tuple[str, ...] = ()
    if os.path.lexists(here.exercises_file):
        from backday_tui.routine import own_exercises

        faults += own_exercises.remarks(here.exercises_file)
    if os.path.lexists(here.names_file):
        from backday_tui.routine import own_names
        from backday_tui.routine.known_exercises import known_exercises

        faults += own_names.remarks(here.names_file, known_exercises())
    return faults


def tell_own_exercise_faults(here: Folders) -> None:
    """Say the same on stderr, for a command that goes by them."""
    for line in own_exercise_faults(here):
        tell(line)


def equipment_faults(here: Folders, wanted: Settings) -> tuple[str, ...]:
    """What in the person's equipment can't be used, in a line; most people have no such file, as above."""
    if not os.path.lexists(here.equipment_file):
        return ()
    from backday_tui.equipment import remarks

    return remarks(here.equipment_file, wanted.units)


def equipment_of(here: Folders, wanted: Settings) -> Equipment:
    """What the person trains with, as their file says it now: this is the one place where it is read for a workout.

    It takes a disk's time and brings the reader, so no first picture waits for it.
    """
    from backday_tui.training.loads import USUAL  # fractions: not at a start

    if not os.path.lexists(here.equipment_file):
        return USUAL[wanted.units]
    from backday_tui.equipment import known_equipment

    return known_equipment(here.equipment_file, wanted.units)


def equipment_now() -> Equipment:
    """The same for a command."""
    here = folders()
    return equipment_of(here, settings.load(here.settings_file)[0])


def equipment_told() -> Equipment:
    """The same for one that goes by nothing else: what is wrong with the file is said on stderr."""
    here = folders()
    wanted, _ = settings.load(here.settings_file)
    for line in equipment_faults(here, wanted):
        tell(line)
    return equipment_of(here, wanted)


def tell_faults_beside(here: Folders) -> None:
    """Say on stderr what `faults_beside` finds, for a command that says what there is to do today."""
    for line in faults_beside(here, settings.load(here.settings_file)[0]):
        tell(line)


class NoSuchStepError(BackdayError):
    """--from names nothing in the routine; the message says what there is."""


class RunOptions(NamedTuple):
    """How a workout is followed, as the command line says it.

    `begin` is a section or a step, None for the start. `voice` is None for what the settings say. With `waits` what is
    timed waits for the person after a rest. `fit_s` is how many seconds it may take; None for as long as it does.
    """

    begin: str | None = None
    auto: bool = False
    mute: bool = False
    log: bool = True
    speed: float = 1.0
    plain: bool = False
    json: bool = False
    voice: bool | None = None
    ticker: bool = False
    waits: bool = False
    fit_s: int | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it becomes part of the log; a look-through at another speed doesn't."""
        return self.log and self.speed == 1.0

    def rests(self, settings: Settings) -> RestOptions:
        """How rests are besides what a routine says."""
        from backday_tui.session.rest_options import RestOptions

        return RestOptions.of(settings, waits=self.waits)

    def first_step(self, shown: Plan, followed: Plan | None = None) -> int:
        """The index of the step to begin at, in the plan that is `followed`, which may have more steps than is `shown`.

        Raises:
            NoSuchStepError: there is no such section, step or exercise.
        """
        if self.begin is None:
            return 0
        begins_at = self._begins_at(shown)
        if followed is None:
            return begins_at
        bout = shown.steps[begins_at].bout
        return next(index for index, step in enumerate(followed.steps) if step.bout == bout)

    def _begins_at(self, plan: Plan) -> int:
        """A section's first step, one by its index, or the first of an exercise."""
        if self.begin is None:
            return 0
        wanted = self.begin.strip().casefold()
        for index, step in enumerate(plan.steps):
            if wanted in (step.section, str(index)) or (step.is_work and step.title.casefold() == wanted):
                return index
        sections = dict.fromkeys(step.section for step in plan.steps)
        allowed = f"{', '.join(sections)}, an exercise, or the index of a step, 0 to {len(plan.steps) - 1}"
        raise NoSuchStepError(f'--from "{clean(self.begin, 40)}" is not in this routine; it may be {allowed}')


def history_of(context: Context, lock: RunningLock | None = None) -> History:
    """The log of this run; `lock` is that of the workout that is about to begin, where it is taken already."""
    from backday_tui.history.history import History
    from backday_tui.routine.known_exercises import known_exercises

    return History(context.folders, SystemClock(), known_exercises, lock)


def sound_for(folder: Path | None, context: Context, clock: Clock, options: RunOptions) -> SoundOutput:
    """The sound of one workout; none where time runs fast. `folder` is the routine's, None where it has none."""
    from backday_tui.audio.announcer import Announcer
    from backday_tui.audio.player import RoutinePlayer
    from backday_tui.routine.sounds import bundled_folder

    wanted = context.settings
    backend = wanted.sound if options.speed == 1.0 else "off"
    folders = (context.folders.sounds, bundled_folder())
    speaks = wanted.voice if options.voice is None else options.voice
    return RoutinePlayer(
        own=folders if folder is None else (folder, *folders),
        backend=backend, sounds=folders, clock=clock, volume=wanted.volume / 100, muted=options.mute or wanted.mute,
        announcer=None if backend in ("bell", "off") else Announcer(cache_folder() / "voice", is_on=speaks),
    )  # fmt: skip


def keep_report(error: BaseException, folders: Folders) -> str | None:
    """Write what there is to know of a fault of the program into the data folder.

    No local variables: what a person trains with is theirs, and the file may be sent on.

    Returns:
        The path of the report, to be shown; None where it could not be written.
    """
    stamp = SystemClock().wall().strftime("%Y-%m-%dT%H%M%S")
    path = folders.data / f"fault-{stamp}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(_report(error))
    except FileExistsError:  # of two faults in one second the first is the cause
        return clean(str(path))
    except (OSError, RecursionError):  # a folder too deep to be made is the latter
        return None
    return clean(str(path))


def _report(error: BaseException) -> str:
    import platform
    import traceback

    heads = (
        f"backday {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )
    return "\n".join(heads) + "\n\n" + "".join(traceback.format_exception(error))
