"""Which program wrote a log, told by its first line; and the names of its columns, made alike.

Whoever imports a log asks this, and whoever imports a routine: a log is none. Nothing here reads a file.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LogFormat = Literal["backday", "csv", "hevy", "strong", "fitnotes", "stronglifts", "liftlog", "liftosaur", "gravl"]
"""The program whose form a log has; "backday" is our JSON, "csv" our table."""

APPS: Final[Mapping[LogFormat, str]] = MappingProxyType(
    {
        "backday": "backday", "csv": "backday", "hevy": "Hevy", "strong": "Strong", "fitnotes": "FitNotes",
        "stronglifts": "StrongLifts", "liftlog": "LiftLog", "liftosaur": "Liftosaur", "gravl": "Gravl",
    }
)  # fmt: skip
"""What each program is called."""
JSON_MARK: Final = "backday log"
"""What our JSON says that it is, under "format"."""
_TRANSLATED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "datum": "date", "workout-name": "workout name", "workoutname": "workout name",
        "name der übung": "exercise name", "übung": "exercise name", "reihenfolge festlegen": "set order",
        "satzreihenfolge": "set order", "gewicht": "weight", "gewichtseinheit": "weight unit", "wiederh.": "reps",
        "wdh.": "reps", "wiederholungen": "reps", "entfernung": "distance", "entfernungseinheit": "distance unit",
        "sekunden": "seconds", "notizen": "notes", "workout-notizen": "workout notes", "dauer": "duration",
        "workout-dauer": "workout duration",
    }
)  # fmt: skip
"""Strong translates its columns with the app: the German ones, each with the English one."""
_MARKS_OF: Final[tuple[tuple[LogFormat, frozenset[str]], ...]] = (
    ("hevy", frozenset({"start_time", "exercise_title"})),
    ("liftosaur", frozenset({"workout datetime", "exercise"})),
    ("liftlog", frozenset({"sessionid", "timestamp", "exercise"})),
    ("stronglifts", frozenset({"exercise", "set 1 (reps)"})),
    ("stronglifts", frozenset({"date (yyyy/mm/dd)", "workout", "exercise"})),
    ("gravl", frozenset({"start date", "workout", "exercise"})),
    ("csv", frozenset({"session", "started", "exercise", "exercise_id"})),
    ("strong", frozenset({"date", "exercise name", "set order"})),
    ("strong", frozenset({"date", "workout name", "exercise name"})),
    ("fitnotes", frozenset({"date", "exercise", "category"})),
    ("fitnotes", frozenset({"date", "measurement", "value", "unit"})),
)
"""The columns by which each is known: the first that a line has all of says whose it is."""
_UNIT: Final = re.compile(
    r"[\s_]*(?:\(\s*(kgs?|lbs?|km|miles|mi|m|met(?:er|re)s)\s*\)|[\s_](kgs?|lbs?|km|miles|mi))\s*$"
)
_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kg": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "lb": "lb", "lbs": "lb", "pound": "lb",
        "pounds": "lb", "km": "km", "kms": "km", "mi": "mi", "mi.": "mi", "mile": "mi", "miles": "mi", "m": "m",
        "meter": "m", "meters": "m", "metre": "m", "metres": "m", "ft": "ft",
        "feet": "ft", "yd": "yd", "yards": "yd", "cm": "cm", "in": "in", "inches": "in",
    }
)  # fmt: skip
_DATES: Final = frozenset({"date", "datetime", "date/time", "day performed", "performed on", "timestamp", "start time"})
_LIFTED: Final = frozenset(
    {
        *(
            "exercise",
            "exercise name",
            "exercises",
            "movement",
            "lift",
            "set",
            "sets",
            "set #",
            "set order",
            "set number",
        ),
        *("reps", "repetitions", "weight", "load"),
    }
)
_LONGEST: Final = 10_000
"""The characters of a line that may be a head."""
_IN_JSON: Final = re.compile(r'\s*\{\s*"format"\s*:\s*"' + JSON_MARK + '"')
_TIMES: Final = "\N{MULTIPLICATION SIGN}"


class Column(NamedTuple):
    """A column of a log: its place from 0, its name made alike, and the unit that stands in its name, "" for none."""

    place: int
    name: str
    unit: str = ""


def is_log_head(line: str) -> LogFormat | None:
    """Whose log begins with this line; None where it is the head of none that is known."""
    if _IN_JSON.match(line[:_LONGEST]):
        return "backday"
    return format_of(head_cells(line))


def is_dated(line: str) -> bool:
    """Whether a line is the head of any log: a date, and two at least of what was lifted, how often, how much."""
    cells = head_cells(re.sub(r"\|| {2,}", "\t", line[:_LONGEST].strip(" |")))
    names = {without_unit(cell)[0].strip(" *_") for cell in cells}
    return not _DATES.isdisjoint(names) and len(names & _LIFTED) > 1


def format_of(cells: tuple[str, ...]) -> LogFormat | None:
    """Whose log has these columns, which are as by `head_cells`; None where nobody's that is known has."""
    names = {*cells, *(without_unit(cell)[0] for cell in cells)}
    return next((known for known, marks in _MARKS_OF if marks <= names), None)


def head_cells(line: str) -> tuple[str, ...]:
    """The names of the columns in a line, made alike: "Sets\N{MULTIPLICATION SIGN}Reps" is "setsxreps"."""
    line = line[:_LONGEST].lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").rstrip("\r\n")
    return tuple(alike(cell) for cell in _split(line, delimiter_of(line)))


def alike(cell: str) -> str:
    """The name of a column, so that case, blanks and the language of the app make no difference."""
    name = " ".join(cell.replace(_TIMES, "x").casefold().split())
    base, unit = without_unit(name)
    translated = _TRANSLATED.get(base)
    if translated is None:
        return name
    return f"{translated} ({unit})" if unit else translated


def without_unit(name: str) -> tuple[str, str]:
    """The name of a column and the unit that stands in it: "weight_kg", "weight (lbs)"; "" for none."""
    found = _UNIT.search(name)
    return (name[: found.start()], unit_called(found[1] or found[2])) if found else (name, "")


def unit_called(text: str) -> str:
    """A unit of weight or of distance as people write it: "kg", "lb", "km", "mi", "m"; "" for none that is known."""
    return _UNITS.get(text.strip().casefold(), "")


def delimiter_of(line: str) -> str:
    """What stands between the cells of a line: a comma, a semicolon or a tab, counted outside quotes."""
    outside = re.sub(r'"[^"]*"?', "", line[:_LONGEST])
    return max(",;\t", key=outside.count)


def _split(line: str, delimiter: str) -> list[str]:
    cells = re.findall(rf'(?:^|{delimiter})(?:\s*"((?:[^"]|"")*)"\s*|([^{delimiter}]*))', line)
    return [quoted or plain for quoted, plain in cells]
