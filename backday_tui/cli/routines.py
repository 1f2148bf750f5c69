"""The routines that a command is about: found by what the person wrote, and read.

What is wrong with them is raised, or given back, and told by whoever runs the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backday_tui import settings
from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.folders import folders
from backday_tui.routine import library, own_exercises, reader, week_file
from backday_tui.routine.file_kinds import kind_of_file
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import Problem, problem_line
from backday_tui.routine.reader import RoutineError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backday_tui.folders import Folders
    from backday_tui.routine.model import Routine
    from backday_tui.routine.reader import HasMax, Loaded
    from backday_tui.session.plan import Plan, Ref
    from backday_tui.settings import Settings
    from backday_tui.training.loads import Equipment, WarmupSet

COMMAND_LINE: Final = "command line"
"""What a routine of notation is called where a file would be named."""


@dataclass(frozen=True, slots=True)
class LoadedRoutine:
    """A routine that can be started, the file it is from (None: the command line), its TOML, and what is said of it."""

    routine: Routine
    path: Path | None
    text: str
    remarks: tuple[str, ...] = ()

    @property
    def folder(self) -> Path | None:
        """Where the sounds that it names may lie; None where it is from no file."""
        return self.path.absolute().parent if self.path else None


def named(query: str, folders: Folders) -> LoadedRoutine:
    """The routine that an id, a path, or the beginning of an id means.

    Raises:
        NotFoundError, AmbiguousError: no routine, or several are meant.
        BackdayError: it is the week.
        UnreadableError: its file can't be read at all.
        RoutineError: it has problems that stop it.
    """
    path = library.find(query, folders.routines)
    if kind_of_file(path) == "week":
        raise BackdayError(f"{clean(str(path))}: this is your week, and no routine: `backday week` shows it")
    return startable(reader.read_file(path, known_exercises(), sound_folders=(folders.sounds,)), path)


def startable(loaded: Loaded, path: Path | None) -> LoadedRoutine:
    """What was read as a routine to start; without a path it is from the command line.

    Raises:
        RoutineError: it has problems that stop it.
    """
    file = COMMAND_LINE if path is None else str(path)
    if loaded.routine is None:
        raise RoutineError(file, [problem for problem in loaded.problems if problem.stops_start])
    remarks = tuple(
        problem_line(file, problem)
        for problem in loaded.problems
        if problem.severity == "error" and not problem.stops_start
    )
    return LoadedRoutine(loaded.routine, path, loaded.text, remarks)


def planned_as_set(
    routine: Routine,
    equipment: Callable[[], Equipment],
    wanted: Settings | None = None,
    warmups: Mapping[Ref, tuple[WarmupSet, ...]] | None = None,
) -> Plan:
    """The plan of a routine, with the rests that the settings, by default the person's, have where it says nothing.

    `equipment` and `warmups` are as for `build`.
    """
    from backday_tui.session.plan import build  # which a check of files does without
    from backday_tui.session.rest_options import RestOptions

    if wanted is None:
        wanted, _ = settings.load(folders().settings_file)
    return build(RestOptions.of(wanted).put_into(routine), known_exercises(), warmups=warmups, equipment=equipment)


def checked(path: Path, folders: Folders, has_max: HasMax | None = None) -> tuple[Problem, ...]:
    """Every problem of a routine, of a file of exercises, of one of equipment, or of a week.

    A file that can't be read is a problem in its first place.

    With `has_max` a training max that isn't known is among them, as a hint.
    """
    try:
        match kind_of_file(path):
            case "exercises":
                return own_exercises.read_file(path).problems
            case "equipment":
                from backday_tui import equipment  # which few checks are of

                return equipment.read_file(path, settings.load(folders.settings_file)[0].units).problems
            case "week":
                return week_file.read_file(path, library.ids_beside(path, folders.routines)).problems
        return reader.read_file(path, known_exercises(), sound_folders=(folders.sounds,), has_max=has_max).problems
    except UnreadableError as error:
        return (Problem(1, 1, "error", str(error).removeprefix(f"{clean(str(path))}: ")),)
