"""Where routines are found: in the person's folder, then among those that come with backday.

Of a file no more than its headline is looked at, with tomllib alone: the first rows of the library wait for nothing
else. One of the person's routines hides the bundled one with the same id. What a program that syncs folders, or an
editor, puts beside a routine is none, and is told instead of listed.
"""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import AmbiguousError, NotFoundError, UnreadableError
from backday_tui.folders import bundled_routines
from backday_tui.routine import source
from backday_tui.routine.file_kinds import kind_of_file
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIX: Final = ".toml"
"""How the name of a routine's file ends, in capitals or not."""
# As Syncthing, Dropbox, Nextcloud, ownCloud, Seafile, Resilio and others name the second of two versions, in the
# languages in which they do. OneDrive and iCloud name it as people name a routine: "back-laptop", "back 2".
_CONFLICT: Final = (
    r"(?i)(?P<of>.+?)(?:\.sync-conflict-[^.]+| ?\([^()]*(?:confli|konfli)[^()]*\)| ?\[conflict[^\]]*\]"
    r"|_conflict-\d[\d-]*|\.conflict)"
)
_BACKUP: Final = (
    r"(?i)\.(?P<open>.+)\.toml\.sw[a-p]|#.+\.toml#|(?P<of>.+?)(?P<whole>\.toml)?(?:\.~\d+)?~(?P<inside>\.toml)?"
)
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
    """The routines that come with backday."""
    return Path(bundled_routines())


def paths(routines_dir: Path) -> dict[str, Path]:
    """The file of each routine by its id, the person's first, then by id."""
    found: dict[str, Path] = {}
    for folder in (routines_dir, bundled_dir()):
        for path in files_in(folder):
            found.setdefault(path.stem, path)
    return found


def ids_beside(path: Path, routines_dir: Path) -> tuple[str, ...]:
    """The ids that a week in this file may name: those of all routines, and of those beside it."""
    return tuple(dict.fromkeys([*paths(routines_dir), *(each.stem for each in files_in(path.parent))]))


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that are routines by their names, by id; none where it can't be read.

    Of two that differ in the case of ".toml" the small one comes first.
    """
    found = [name for name in _names(folder) if _is_routine(name) and kind_of_file(folder / name) != "week"]
    return [folder / name for name in sorted(found, key=lambda name: (without_suffix(name), name[-1].isupper()))]


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 -- names alone: nothing is asked about each file
    except OSError:  # not there yet, or not ours to read: there are the bundled ones
        return []


def _is_routine(name: str) -> bool:
    stem = without_suffix(name)
    return has_suffix(name) and stem[:1] not in ("", ".") and stem[-1:] != "~" and not _of_conflict(name)


def _of_conflict(name: str) -> str:
    """The id of the routine of which a file is another version, left by a program that syncs folders; "" for none."""
    if not has_suffix(name) or "onfli" not in name.lower():
        return ""
    found = re.fullmatch(_CONFLICT, without_suffix(name))
    return found["of"] if found else ""


def has_suffix(name: str) -> bool:
    """Whether a file is called as one of a routine is."""
    return name[-len(SUFFIX) :].lower() == SUFFIX


def without_suffix(name: str) -> str:
    """The name of a routine's file without its ".toml"; any other name as it is."""
    return name[: -len(SUFFIX)] if has_suffix(name) else name


def file_in(folder: Path, routine_id: str) -> Path:
    """The file of a routine in a folder; where there is none, the one that it would have."""
    path = folder / f"{routine_id}{SUFFIX}"
    if os.path.lexists(path):
        return path
    return next((each for each in files_in(folder) if each.stem == routine_id), path)


def not_listed(routines_dir: Path) -> dict[Path, str]:
    """What lies among the person's routines and is not listed as one: of each file a sentence with what to do."""
    names = sorted(_names(routines_dir))
    listed = {path.stem: path.name for path in reversed(files_in(routines_dir))}
    told = {name: _reason_left_out(name, listed) for name in names}
    return {routines_dir / name: f"{clean(name, 120)} is not listed: {why}" for name, why in told.items() if why}


def _reason_left_out(name: str, listed: dict[str, str]) -> str:
    if of := _of_conflict(name):
        if of in listed:
            other = f"a sync program kept it beside {clean(listed[of])}, as both had changed"
            return f"{other}; take over from it what you want, then delete it"
        return f"a sync program kept it beside another; rename it to {clean(of)}{SUFFIX} to have it, or delete it"
    if _is_routine(name):
        first = listed.get(without_suffix(name), name)
        return "" if first == name else f"{clean(first)} has the same name; rename one of them"
    backup = re.fullmatch(_BACKUP, name) if "~" in name or "#" in name or ".sw" in name else None
    if backup is None or (backup["of"] and not (backup["whole"] or backup["inside"] or backup["of"] in listed)):
        return ""
    if backup["open"]:
        return f"an editor has {clean(backup['open'])}{SUFFIX} open, or ended before it saved it"
    return "an editor left it as a backup; delete it, or give it another name to have it"


def headlines(routines_dir: Path, read: Callable[[str, Path, bool], Headline] | None = None) -> tuple[Headline, ...]:
    """A row for each routine, the person's first, then by name. Whatever a file holds, this doesn't raise.

    Args:
        routines_dir: the person's own; the bundled ones are there besides.
        read: gives the headline of a file; reads it, as `headline_of` does, where it isn't known.
    """
    bundled, read = bundled_dir(), read or headline_of
    rows = [read(routine_id, path, path.parent == bundled) for routine_id, path in paths(routines_dir).items()]
    hidden = {path.stem for path in files_in(bundled)}
    rows = [dataclasses.replace(row, is_copy=True) if not row.bundled and row.id in hidden else row for row in rows]
    return tuple(sorted(rows, key=lambda row: (row.bundled, row.name.casefold())))


def headline_of(routine_id: str, path: Path, bundled: bool) -> Headline:
    """The headline of a file, whatever that holds."""
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
    raise _unknown(query, found)


def find_id(routine_id: str, routines_dir: Path) -> Path:
    """The file of the routine with just this id.

    Raises:
        NotFoundError: there is none; the message names what comes near.
    """
    found = paths(routines_dir)
    if routine_id not in found:
        raise _unknown(routine_id, found)
    return found[routine_id]


def _unknown(query: str, found: dict[str, Path]) -> NotFoundError:
    return NotFoundError(f'no routine is called "{clean(query, 60)}"{_near(query.casefold(), found)}')


def _is_path(query: str) -> bool:
    separators = [os.sep, *filter(None, (os.altsep,))]
    return has_suffix(query) or any(separator in query for separator in separators)


def _existing(query: str, found: dict[str, Path]) -> Path:
    path = Path(os.path.expanduser(query))  # noqa: PTH111 -- Path.expanduser raises where there is no such person
    if os.path.lexists(path):
        return path
    if without_suffix(query) in found:
        return found[without_suffix(query)]
    raise NotFoundError(f"{clean(query, 200)}: there is no such file{_near(path.stem, found)}")


def _near(wanted: str, found: dict[str, Path]) -> str:
    near = difflib.get_close_matches(wanted[:60], list(found), n=3, cutoff=0.5)
    return f"; did you mean {_listed(near)}?" if near else "; `backday list` shows them all"


def _listed(ids: list[str]) -> str:
    quoted = [f'"{clean(routine_id, 60)}"' for routine_id in ids[:_MOST_NAMED]]
    if len(ids) > _MOST_NAMED:
        return f"{', '.join(quoted)} or {len(ids) - _MOST_NAMED} others"
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
