"""What a person says that names mean: `names.toml` beside their settings, read, checked, and added to.

    "Lat Pulldown (Cable)" = "lat-pull-down"
    "My odd machine" = "My odd machine"

A name means an exercise, by its id or a name of it; or itself, where it is none of those that backday knows. It is how
names in the logs of other apps are remembered; whatever is changed in it changes the whole log, old sets too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from backday_tui import files
from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.exercises.catalog import as_called
from backday_tui.routine import source
from backday_tui.routine.problems import Fault, Faults, problem_line, problems_of
from backday_tui.text import clean
from backday_tui.toml_text import key_token, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog

TABLE: Final = "names"
"""The names may stand below this header, or below none."""
_HEAD: Final = (
    "# What names mean, in the log and in routines: an exercise by its id or a name, or the same name again\n"
    "# where it is one of your own.\n\n"
)
_SHOWN: Final = 60


class UnwrittenNamesError(BackdayError):
    """The names can't be kept; the message says why."""


def with_names_of(path: Path, catalog: Catalog) -> tuple[Catalog, tuple[str, ...]]:
    """A catalogue in which names mean what a file says, and a line for each that can't mean that.

    Args:
        path: of the file.
        catalog: in which what they mean is looked up; what it says already holds where the file says nothing.

    Raises:
        UnreadableError: it can't be read, or is no TOML; the message says where.
    """
    text = source.normal(_text(path))
    faults = Faults()
    found = dict(catalog.called)
    for keys, name, meant in _pairs(_table(path, text)):
        key = as_called(name)
        if not isinstance(meant, str) or not meant.strip():
            faults.add(Fault(keys, "a name means an exercise, in quotes"))
        elif as_called(meant) == key:
            found[key] = ""
        elif (exercise := catalog.find(meant)) is not None:
            found[key] = exercise.id
        else:
            faults.add(Fault(keys, f'no exercise is called "{clean(meant, _SHOWN)}"'))
    return catalog.with_names(found), tuple(problem_line(path, each) for each in problems_of(text, faults))


def remarks(path: Path, catalog: Catalog) -> tuple[str, ...]:
    """A line where something in the file can't be used, and how much more there is; nothing if all is well."""
    try:
        lines = with_names_of(path, catalog)[1]
    except UnreadableError as error:
        return (f"{error}: none of its names is known",)
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return (lines[0] + more,) if lines else ()


def remember(path: Path, names: Mapping[str, str]) -> None:
    """Add to a file what names mean; those that it has stay as they are.

    Raises:
        UnreadableError: it can't be read, or is no TOML.
        UnwrittenNamesError: it can't be written.
    """
    try:
        before = source.normal(_text(path)) if path.exists() else _HEAD
    except OSError as error:
        raise UnwrittenNamesError(f"{clean(str(path))}: {error.strerror}") from error
    known = {as_called(name) for _, name, _ in _pairs(_table(path, before))}
    lines = [f"{key_token(name)} = {token(meant)}\n" for name, meant in names.items() if as_called(name) not in known]
    if not lines:
        return
    gap = "" if before.endswith("\n") or not before else "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, (before + gap + "".join(lines)).encode())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwrittenNamesError(f"{clean(str(path))}: the names can't be kept: {clean(reason)}") from error


def _text(path: Path) -> str:
    try:
        return source.decode(source.read_bytes(path))
    except source.TomlProblem as problem:
        raise _broken(path, problem) from problem


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        return source.parse(text)
    except source.TomlProblem as problem:
        raise _broken(path, problem) from problem


def _broken(path: Path, problem: source.TomlProblem) -> UnreadableError:
    return UnreadableError(f"{clean(str(path))}:{problem.line}:{problem.column}: {problem.message}")


def _pairs(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Each name with where it stands and what it means."""
    for name, meant in table.items():
        if name == TABLE and isinstance(meant, dict):
            yield from (((TABLE, each), each, value) for each, value in meant.items())
        else:
            yield (name,), name, meant
