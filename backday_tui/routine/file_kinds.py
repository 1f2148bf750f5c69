"""Which kind of file a TOML file of the person's is: a routine, their week, their exercises, what they train with.

Its name says it, unless it has what only a routine has: a routine may be called "week". The first rows of the library
ask this, so little is imported.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, Literal

from backday_tui.errors import UnreadableError
from backday_tui.routine import source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FileKind = Literal["routine", "week", "exercises", "equipment"]

WEEK_FILE: Final = "week.toml"
EXERCISES_FILE: Final = "exercises.toml"
EQUIPMENT_FILE: Final = "training.toml"

_NAME: Final = frozenset({"name"})
_OF_ROUTINE: Final = _NAME | {"warmup", "work", "cooldown"}  # `model.SECTIONS`, which no prompt waits for
_BY_NAME: Final[Mapping[str, tuple[FileKind, Collection[str]]]] = {
    WEEK_FILE: ("week", _NAME),
    EXERCISES_FILE: ("exercises", _OF_ROUTINE),
    EQUIPMENT_FILE: ("equipment", _OF_ROUTINE),
}
"""Of each such name the kind, and the keys by any of which a file is a routine all the same."""


def kind_of(path: Path | str, text: str) -> FileKind:
    """What a text is that stands in this file, or is to be saved there, whatever is wrong with it."""
    # A prompt of the shell asks this too: pathlib costs it a tenth of its time.
    kind, of_routine = _BY_NAME.get(os.path.basename(path), ("routine", ()))  # noqa: PTH119 -- see above
    return "routine" if kind == "routine" or _keys_of(text) & {*of_routine} else kind


def kind_of_file(path: Path) -> FileKind:
    """The same of a file; one that can't be read is what its name says. Where that is a routine's, it isn't opened."""
    by_name = kind_of(path, "")
    if by_name == "routine":
        return by_name
    try:
        return kind_of(path, source.decode(source.read_bytes(path)))
    except (UnreadableError, source.TomlProblem):
        return by_name


def _keys_of(text: str) -> set[str]:
    """The keys at the top; of a text that isn't TOML those that can be made out."""
    try:
        return {*source.parse(source.normal(text))}
    except source.TomlProblem as problem:
        if problem.mended is not None:
            return {*source.parse(problem.mended.text)}
    top = re.split(r"(?m)^\s*\[", text, maxsplit=1)[0]
    return {*re.findall(r"(?m)^\s*([\w-]+)\s*=", top)}
