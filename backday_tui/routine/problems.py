"""What is wrong with a routine file: problems with their places, and how they are shown.

Nothing here knows the rules of a routine. Whoever finds a fault says which key it is at; `fault_places.py` finds out
where in the text that is.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from typing import TYPE_CHECKING, Any, Final, Literal

from backday_tui.routine import source
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from backday_tui.routine.toml_mistakes import Mended

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


def first_of(file: str | Path, problems: Iterable[Problem]) -> tuple[str, ...]:
    """The first error of a file in a line, with how many more there are; nothing where there is none."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return ()
    more = f" (and {len(errors) - 1} more: backday check {clean(str(file))})" if len(errors) > 1 else ""
    return (problem_line(file, errors[0]) + more,)


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


class Faults:
    """The faults that were found, as many of them as anybody will read."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.stopping = 0
        self._count: dict[Severity, int] = {"error": 0, "hint": 0}

    def full(self, severity: Severity = "error") -> bool:
        """Whether there are as many as anybody will read."""
        return self._count[severity] >= MAX_PROBLEMS

    def add(self, fault: Fault) -> None:
        """Keep a fault; once there are enough, only count it."""
        self._count[fault.severity] += 1
        self.stopping += fault.stops_start and fault.severity == "error"
        if self._count[fault.severity] <= MAX_PROBLEMS:
            self.found.append(fault)

    def skip(self, count: int) -> None:
        """Count errors that nobody will read, without wording them."""
        self._count["error"] += count
        self.stopping += count

    def missed(self) -> dict[Severity, int]:
        """How many more there are than anybody will read."""
        return {severity: count - MAX_PROBLEMS for severity, count in self._count.items() if count > MAX_PROBLEMS}


def unreadable(problem: source.TomlProblem) -> Problem:
    """What is said of a text that is no TOML."""
    return Problem(problem.line, problem.column, "error", problem.message, key_text(problem.key), is_syntax=True)


def problems_of_broken(
    text: str, first: source.TomlProblem, faults_in: Callable[[dict[str, Any]], Faults]
) -> tuple[Problem, ...]:
    """The mistakes of a text that is no TOML and, where they can be mended, what is wrong with it besides.

    What may merely follow from a mistake is left out. `faults_in` walks the tables of the mended text.
    """
    mistakes = (first, *first.others)
    problems = {mistake: unreadable(mistake) for mistake in mistakes}
    if first.mended is None:
        return tuple(problems.values())
    faults = faults_in(source.parse(first.mended.text))
    faults.found = [
        fault
        for fault in faults.found
        if first.mended.renamed.isdisjoint(map(str, fault.path)) and (first.mended.is_whole or fault.aim != "table")
    ]
    others: list[Problem] = []
    for problem in _in_original(text, first.mended, problems_of(first.mended.text, faults)):
        beside = [mistake for mistake in mistakes if mistake.line == problem.line]
        same = next((each for each in beside if each.is_text and problems[each].key == problem.key), None)
        if same and problem.severity == "error":  # in quotes it won't do either
            problems[same] = dataclasses.replace(problems[same], message=f"{same.words}; {problem.message}")
        elif not any(_may_follow(problem, problems[each], is_text=each.is_text) for each in beside):
            others.append(problem)
    return tuple(sorted([*problems.values(), *others], key=lambda problem: (problem.line, problem.column)))


def _may_follow(problem: Problem, mistake: Problem, *, is_text: bool) -> bool:
    """Whether a problem on the line of a mistake may come from that alone."""
    if mistake.key.startswith(problem.key):
        return True
    return problem.key.startswith(mistake.key) if is_text else problem.column >= mistake.column


def _in_original(text: str, mended: Mended, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of a mended text with the places that they have in the original."""
    begins = [0, *(found.end() for found in re.finditer("\n", mended.text))]
    for problem in problems:
        at = mended.place(begins[problem.line - 1] + problem.column - 1)
        line, column = source.place_in(text, at)
        yield dataclasses.replace(problem, line=line, column=column)


def problems_of(text: str, faults: Faults) -> tuple[Problem, ...]:
    """Faults as problems with their places in the text, in its order."""
    if not faults.found:
        return ()
    from backday_tui.routine import fault_places

    at = fault_places.find(text, faults.found)
    problems = sorted(
        (
            Problem(*place, fault.severity, clean(fault.message), key_text(fault.path), fault.stops_start)
            for fault, place in zip(faults.found, at, strict=True)
        ),
        key=lambda problem: (problem.line, problem.column),
    )
    return (*problems, *_missed(faults, problems[-1]))


def _missed(faults: Faults, last: Problem) -> Iterator[Problem]:
    """One line that counts the problems left out, at the place of the last."""
    for severity, count in faults.missed().items():
        words = f"and {count:,} more {'problems' if severity == 'error' else 'hints'}"
        yield Problem(last.line, last.column, severity, words, stops_start=severity == "error")
