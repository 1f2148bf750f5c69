"""What is wrong with a routine file: problems with their places, and how they are shown.

Nothing here knows the rules of a routine, or TOML. Whoever finds a fault says which key it is at; `fault_places.py`
finds out where in the text that is.
"""

from __future__ import annotations

import dataclasses
import difflib
from typing import TYPE_CHECKING, Any, Final, Literal

from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Severity = Literal["error", "hint"]
KeyPath = tuple[str | int, ...]
Aim = Literal["value", "key", "table"]

MAX_PROBLEMS: Final = 200
_SHOWN: Final = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a file.

    `line` and `column` count characters from 1. `key` is where it is in the TOML, as "work[2].sets" with places in
    lists from 0, or "" for the whole file. `message` is one line that is safe to show in a terminal. `stops_start` is
    False for hints and for a sound that can't be played: a workout starts all the same. `is_syntax` says that the text
    is no TOML there, as while something is being typed.
    """

    line: int
    column: int
    severity: Severity
    message: str
    key: str = ""
    stops_start: bool = True
    is_syntax: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A problem whose place in the text isn't known yet.

    `aim` says what is meant of `path`: its value (`offset` characters into it), its key, or, for a key that is missing,
    the table around it.
    """

    path: KeyPath
    message: str
    aim: Aim = "value"
    offset: int = 0
    severity: Severity = "error"
    stops_start: bool = True


def problem_line(file: str | Path, problem: Problem) -> str:
    """As `check` prints it: "FILE:LINE:COLUMN: message", a hint with "hint: " before its message."""
    hint = "hint: " if problem.severity == "hint" else ""
    return f"{clean(str(file))}:{problem.line}:{problem.column}: {hint}{problem.message}"


def to_json(file: str | Path, problem: Problem) -> dict[str, str | int]:
    """As `check --json` gives it."""
    return {
        "file": str(file),
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "key": problem.key,
    }


def key_text(path: KeyPath) -> str:
    """A path as programs get it: "work[2].sets"; a part that is no bare key is quoted."""
    text = ""
    for part in path[:16]:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            bare = part.isascii() and part.replace("-", "").replace("_", "").isalnum()
            text += ("." if text else "") + (part[:_SHOWN] if bare else f'"{clean(part, _SHOWN)}"')
    return text


def shown(value: Any) -> str:
    """A value of a TOML file for a message: short, on one line, safe for a terminal."""
    if isinstance(value, str):
        return f'"{clean(value, _SHOWN)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else "a number of many digits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "a table" if isinstance(value, dict) else "a date or time"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that this one is likely meant to be; None if none comes near."""
    if len(word) > _SHOWN:
        return None
    spellings = {spelling.lower(): spelling for spelling in known}
    found = difflib.get_close_matches(word.lower(), spellings, n=1)
    return spellings[found[0]] if found else None


def meant(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: '; is "sets" meant?', or nothing."""
    near = nearest(word, known)
    return f'; is "{near}" meant?' if near else ""


def one_of(words: Iterable[str]) -> str:
    """The words that are allowed, for a message: '"a", "b" or "c"'."""
    quoted = [f'"{word}"' for word in words]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
