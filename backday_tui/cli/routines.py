"""The routines that a command is about: found by what the person wrote, read, and written down on the command line.

What is wrong with them is raised, and told by whoever runs the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine import library, reader
from backday_tui.routine.problems import Problem, problem_line
from backday_tui.routine.reader import Loaded, RoutineError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backday_tui.folders import Folders
    from backday_tui.routine.library import Headline
    from backday_tui.routine.model import Routine

COMMAND_LINE: Final = "command line"
"""What a routine of notation is called where a file would be named."""
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class LoadedRoutine:
    """A routine that can be started, the file it is from (None: the command line), its TOML, and what is said of it."""

    routine: Routine
    path: Path | None
    text: str
    remarks: tuple[str, ...] = ()


def named(query: str, folders: Folders) -> LoadedRoutine:
    """The routine that an id, a path, or the beginning of an id means.

    Raises:
        NotFoundError, AmbiguousError: no routine, or several are meant.
        UnreadableError: its file can't be read at all.
        RoutineError: it has problems that stop it.
    """
    path = library.find(query, folders.routines)
    return _startable(reader.read_file(path, bundled(), sound_folders=(folders.sounds,)), path)


def written(entries: Sequence[str], times: Mapping[str, str]) -> LoadedRoutine:
    """The routine that lines of notation make; `times` are keys of a routine file, such as `rest`.

    Raises:
        RoutineError: a line or a time can't be read; the keys of its problems say which.
    """
    import tomli_w

    name = clean(", ".join(entries), _LONGEST_NAME).strip() or "Workout"
    table: dict[str, Any] = {"name": name, **times, "work": list(entries)}
    return _startable(reader.read_text(tomli_w.dumps(table), id="", catalog=bundled()), None)


def _startable(loaded: Loaded, path: Path | None) -> LoadedRoutine:
    file = COMMAND_LINE if path is None else str(path)
    if loaded.routine is None:
        raise RoutineError(file, [problem for problem in loaded.problems if problem.stops_start])
    remarks = tuple(
        problem_line(file, problem)
        for problem in loaded.problems
        if problem.severity == "error" and not problem.stops_start
    )
    return LoadedRoutine(loaded.routine, path, loaded.text, remarks)


def checked(path: Path, folders: Folders) -> tuple[Problem, ...]:
    """Every problem of a file; one that can't be read at all is a problem in its first place."""
    try:
        return reader.read_file(path, bundled(), sound_folders=(folders.sounds,)).problems
    except UnreadableError as error:
        return (Problem(1, 1, "error", str(error).removeprefix(f"{clean(str(path))}: ")),)


def checked_as_named(file: str, folders: Folders) -> tuple[Problem, ...]:
    """As `checked`, for a file as the person names it; "" names none."""
    return checked(Path(file), folders) if file else (Problem(1, 1, "error", "there is no such file"),)


def found(folders: Folders) -> Iterator[tuple[Headline, Loaded]]:
    """Every routine of the library with all that is in its file, whatever that is."""
    for headline in library.headlines(folders.routines):
        try:
            loaded = reader.read_file(headline.path, bundled(), sound_folders=(folders.sounds,))
        except UnreadableError as error:
            loaded = Loaded(None, (Problem(1, 1, "error", str(error)),), "")
        yield headline, loaded
