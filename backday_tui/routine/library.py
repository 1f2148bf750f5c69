"""Where routines are found: in the person's folder, then among those that come with backday.

Of a file no more than its headline is looked at, with tomllib alone: the first rows of the library wait for nothing
else. One of the person's routines hides the bundled one with the same id.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
from pathlib import Path
from typing import Any, Final

import backday_tui
from backday_tui.errors import AmbiguousError, NotFoundError, UnreadableError
from backday_tui.routine import source
from backday_tui.text import clean

SUFFIX: Final = ".toml"
_LEVELS: Final = ("beginner", "intermediate", "advanced")
_MOST_NAMED: Final = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """A routine as a row of the library.

    `name` is the id if the file has no name that can be read. `level` is None and `equipment` empty unless the file
    says them correctly. Both name and equipment are as the file has them: pass them through `text.clean` before a
    terminal sees them. `warnings` are lines for the person that say why the file can't be read. `is_copy` is for one of
    the person's that has the id of a bundled one.
    """

    id: str
    name: str
    level: str | None
    equipment: tuple[str, ...]
    path: Path
    bundled: bool
    warnings: tuple[str, ...] = ()
    is_copy: bool = False


def bundled_dir() -> Path:
    """The routines that come with backday: beside its modules, or in a checkout beside the package."""
    package = Path(backday_tui.__file__).parent
    beside = package / "routines"
    return beside if beside.is_dir() else package.parent / "routines"


def paths(routines_dir: Path) -> dict[str, Path]:
    """The file of each routine by its id, the person's first, then by id."""
    found: dict[str, Path] = {}
    for folder in (routines_dir, bundled_dir()):
        for path in files_in(folder):
            found.setdefault(path.stem, path)
    return found


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that are routines by their names, in the order of these; none where it can't be read."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 -- names alone: nothing is asked about each file
    except OSError:  # not there yet, or not ours to read: there are the bundled ones
        return []
    return [
        folder / name
        for name in sorted(names, key=lambda name: name.removesuffix(SUFFIX))
        if name.endswith(SUFFIX) and not name.startswith(".")
    ]


def headlines(routines_dir: Path) -> tuple[Headline, ...]:
    """A row for each routine, the person's first, then by name. Whatever a file holds, this doesn't raise."""
    bundled = bundled_dir()
    rows = [headline(routine_id, path, path.parent == bundled) for routine_id, path in paths(routines_dir).items()]
    hidden = {path.stem for path in files_in(bundled)}
    rows = [dataclasses.replace(row, is_copy=True) if not row.bundled and row.id in hidden else row for row in rows]
    return tuple(sorted(rows, key=lambda row: (row.bundled, row.name.casefold())))


def headline(routine_id: str, path: Path, bundled: bool) -> Headline:
    """The row of one routine. Whatever its file holds, this doesn't raise."""
    try:
        raw = source.parse(source.decode(source.read_bytes(path)))
    except UnreadableError as error:
        return Headline(routine_id, routine_id, None, (), path, bundled, (str(error),))
    except source.TomlProblem as problem:
        warning = f"{clean(path.name)}:{problem.line}:{problem.column}: {problem.message}"
        return Headline(routine_id, routine_id, None, (), path, bundled, (warning,))
    name, level = raw.get("name"), raw.get("level")
    warnings = () if isinstance(name, str) and name.strip() else (f"{clean(path.name)}: it has no name",)
    return Headline(
        routine_id,
        name if isinstance(name, str) and not warnings else routine_id,
        level if isinstance(level, str) and level in _LEVELS else None,
        _texts(raw.get("equipment")),
        path,
        bundled,
        warnings,
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def find(query: str, routines_dir: Path) -> Path:
    """The file that is meant by an id, a path, or the beginning of just one id.

    An id wins over a path, and an id that differs only in case over one that merely begins like it. A file in the
    current folder whose name doesn't end in ".toml" comes last.

    Raises:
        NotFoundError: nothing fits; the message names what comes near.
        AmbiguousError: several ids begin like it; the message names them.
    """
    found = paths(routines_dir)
    if query in found:
        return found[query]
    if _is_path(query):
        return _existing(query, found)
    wanted = query.casefold()
    for fits in (str.__eq__, str.startswith):
        fitting = [routine_id for routine_id in found if wanted and fits(routine_id.casefold(), wanted)]
        if len(fitting) == 1:
            return found[fitting[0]]
        if fitting:
            raise AmbiguousError(f'"{clean(query, 60)}" may be {_listed(fitting)}')
    if wanted and os.path.isfile(query):  # noqa: PTH113 -- Path.is_file raises on some names
        return Path(query)
    raise NotFoundError(f'no routine is called "{clean(query, 60)}"{_near(wanted, found)}')


def _is_path(query: str) -> bool:
    separators = [os.sep, *filter(None, (os.altsep,))]
    return query.endswith(SUFFIX) or any(separator in query for separator in separators)


def _existing(query: str, found: dict[str, Path]) -> Path:
    path = Path(os.path.expanduser(query))  # noqa: PTH111 -- Path.expanduser raises where there is no such person
    if os.path.lexists(path):
        return path
    if query.removesuffix(SUFFIX) in found:
        return found[query.removesuffix(SUFFIX)]
    raise NotFoundError(f"{clean(query, 200)}: there is no such file{_near(path.stem, found)}")


def _near(wanted: str, found: dict[str, Path]) -> str:
    near = difflib.get_close_matches(wanted[:60], list(found), n=3, cutoff=0.5)
    return f"; did you mean {_listed(near)}?" if near else "; `backday list` shows them all"


def _listed(ids: list[str]) -> str:
    quoted = [f'"{clean(routine_id, 60)}"' for routine_id in ids[:_MOST_NAMED]]
    if len(ids) > _MOST_NAMED:
        return f"{', '.join(quoted)} or {len(ids) - _MOST_NAMED} others"
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
