"""A routine file -> Routine, or every problem with its place.

It puts together what reads the text (`source.py`), what walks its tables (`walk.py`) and what finds a place
(`places.py`). Nothing is written here.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.routine import sounds, source
from backday_tui.routine.problems import Problem, key_text, problem_line
from backday_tui.routine.walk import Faults, Walker
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Routine


@dataclasses.dataclass(frozen=True, slots=True)
class Loaded:
    """What a text holds: its routine, None where a problem stops it; all problems in order; the text itself."""

    routine: Routine | None
    problems: tuple[Problem, ...]
    text: str


class RoutineError(BackdayError):
    """A routine with problems that stop it. `lines` has one for each problem, `str()` the first."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.lines = tuple(problem_line(file, problem) for problem in problems)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(self.lines[0] + more)


def load(path: Path, catalog: Catalog, *, sound_folders: Sequence[Path] = ()) -> Routine:
    """The routine of a file.

    Raises:
        UnreadableError: it can't be read at all.
        RoutineError: it has problems that stop it.
    """
    loaded = read_file(path, catalog, sound_folders=sound_folders)
    if loaded.routine is None:
        raise RoutineError(str(path), [problem for problem in loaded.problems if problem.stops_start])
    return loaded.routine


def check_file(path: Path, catalog: Catalog, *, sound_folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Every problem of a file; one that can't be read at all is a problem in its first line."""
    try:
        return read_file(path, catalog, sound_folders=sound_folders).problems
    except UnreadableError as error:
        return (Problem(1, 1, "error", str(error).removeprefix(f"{clean(str(path))}: ")),)


def read_file(path: Path, catalog: Catalog, *, sound_folders: Sequence[Path] = ()) -> Loaded:
    """What a file holds. Its stem is the id; sounds are looked for in its folder, then as in `read_text`.

    Raises:
        UnreadableError: it can't be read at all.
    """
    raw = source.read_bytes(path)
    try:
        text = source.decode(raw)
    except source.TomlProblem as problem:
        return Loaded(None, (_placed(problem),), "")
    return read_text(text, id=path.stem, catalog=catalog, folder=path.parent, sound_folders=sound_folders)


def read_text(
    text: str,
    *,
    id: str,  # noqa: A002 -- as the routine calls it
    catalog: Catalog,
    folder: Path | None = None,
    sound_folders: Sequence[Path] = (),
) -> Loaded:
    """What a text holds.

    Args:
        text: TOML.
        id: of the routine; "" where it has none.
        catalog: tells which exercises there are, and which are held.
        folder: where the file lies; None leaves out whether a sound is there.
        sound_folders: where else a sound may be, besides the bundled ones.
    """
    text = source.normal(text)
    if len(text) > source.MAX_BYTES or len(text.encode("utf-8", "replace")) > source.MAX_BYTES:
        return Loaded(None, (Problem(1, 1, "error", "larger than 1 MiB, the most a routine may have"),), text)
    try:
        raw = source.parse(text)
    except source.TomlProblem as problem:
        return Loaded(None, (_placed(problem),), text)
    folders = None if folder is None else (folder, *sound_folders, sounds.bundled_folder())
    walker = Walker(catalog, folders)
    routine = walker.routine(raw, id)
    return Loaded(routine, _in_place(text, walker.faults), text)


def _placed(problem: source.TomlProblem) -> Problem:
    return Problem(problem.line, problem.column, "error", problem.message)


def _in_place(text: str, faults: Faults) -> tuple[Problem, ...]:
    if not faults.found:
        return ()
    from backday_tui.routine import places  # noqa: PLC0415 -- brings tree-sitter, which a good file needs not

    at = places.find(text, faults.found)
    problems = sorted(
        (
            Problem(*place, fault.severity, clean(fault.message), key_text(fault.path), fault.stops_start)
            for fault, place in zip(faults.found, at, strict=True)
        ),
        key=lambda problem: (problem.line, problem.column),
    )
    return (*problems, *_missed(faults, problems[-1]))


def _missed(faults: Faults, last: Problem) -> Iterator[Problem]:
    """A line for those that are left out of the report, at the place of the last."""
    for severity, count in faults.missed().items():
        words = f"and {count:,} more {'problems' if severity == 'error' else 'hints'}"
        yield Problem(last.line, last.column, severity, words, stops_start=severity == "error")
