"""The JSON Schema of a routine file, and of a file of exercises, for editors: made from the tables in `format.py`.

A schema can't say all: what it lets pass may still be a problem for `backday check`, what it refuses always is. Nothing
here is needed to read a routine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from backday_tui.routine import value_kinds
from backday_tui.routine.format import (
    GROUPS,
    AmrapTable,
    DownTable,
    EmomTable,
    EntryTable,
    ExerciseTable,
    GroupTable,
    OwnExercisesTable,
    ProgressTable,
    RoutineTable,
    Table,
)
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.notation import MAX_TEXT
from backday_tui.routine.reader import MAX_ENTRIES
from backday_tui.routine.rules import DOSES, OUTSIDE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.routine.value_kinds import Schema

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SETS: Final = r"0*([1-9][0-9]?|100)\s*[xX\u00d7]\s*"
_AMOUNT: Final = rf"(\?|{value_kinds.REPS_PATTERN}|{value_kinds.TIME_PATTERN}\+?)"
# No name begins with what begins a dose, or with a mark of a list.
_NAME: Final = r"(?![0-9:?+*\-\u2013\u2014\u2212\u2022])[^@\s][^@]*"
_LOAD: Final = rf"@\s*{value_kinds.LOAD_PATTERN}(\s+[A-Za-z ]+)?"

LINE: Final[Mapping[str, Any]] = {
    "type": "string",
    "maxLength": MAX_TEXT,
    "pattern": rf"^\s*(({_SETS})?{_AMOUNT}\s+)?{_NAME}({_LOAD})?\s*$",
    "description": 'An exercise in one line: "3x8 Seated row", "3x8-12 Row @ 20 kg", "3x1:30 Plank", '
    '"3x? Pull-up / Chin-up", "10min Treadmill, fast walk", "4x12 One-arm row each side", "Cat/cow stretch".',
}
_PROGRESS: Final = 'How the target grows: { reps = "8-12", load = "+5 lb" } or { hold = "+5s", until = "2:00" }.'
_DOWN: Final = 'When it gets less: { after = 3, by = "10%" } where it is left out; false for never.'
_SECTIONS: Final = {
    "warmup": "Entries before the work, with no rest between them unless `after` says so.",
    "work": "The entries of the work, with `between` between them.",
    "cooldown": "Entries after the work, with no rest between them unless `after` says so.",
}


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of a routine file as JSON has it."""
    tables = {
        "Entry": _entry(),
        "GroupEntry": _entry(but=OUTSIDE_GROUPS),
        "ClockedEntry": _entry(but=(*OUTSIDE_GROUPS, "missed", "start", "beyond", "countdown")),
        "Progress": {**_progress(), "minProperties": 1},
        "Down": {**_table(DownTable), "minProperties": 1},
        "Exercise": _table(ExerciseTable),
        **{_name(group): _group(group) for group in GROUPS},
    }
    titled = {name: {**table, "title": name} for name, table in tables.items()}
    whole = _sorted({**_routine(), "$defs": titled, "title": "backday routine"})
    return {"$schema": _DIALECT, **whole}


def exercises_schema() -> dict[str, Any]:
    """The same of a file of the person's own exercises."""
    own = {**_own_exercises(), "description": "Exercises by id that the catalogue lacks, or of which this says more."}
    exercise = {**_table(ExerciseTable), "title": "Exercise"}
    whole = {**_table(OwnExercisesTable, {"exercises": own}), "$defs": {"Exercise": exercise}}
    return {"$schema": _DIALECT, **_sorted({**whole, "title": "backday exercises"})}


def schema_of(table: type[Table], title: str) -> dict[str, Any]:
    """The same of a file that has the keys of one table, and nothing else."""
    return {"$schema": _DIALECT, **_sorted({**_table(table), "title": title})}


def _table(table: type[Table], nested: Mapping[str, Schema] | None = None, but: tuple[str, ...] = ()) -> Schema:
    """A table of the file.

    Args:
        table: whose keys they are.
        nested: its keys that hold tables or lists of entries.
        but: keys of it that may not stand here.
    """
    plain = {
        key: {**at.kind.schema, "description": at.description}
        for key, at in table.plain_keys().items()
        if key not in but
    }
    properties = {**plain, **(nested or {})}
    required = [key for key in properties if key in table.required]
    return {
        "type": "object",
        "description": table.__doc__,
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _routine() -> Schema:
    item = {"anyOf": [LINE, _ref("Entry"), *(_ref(_name(group)) for group in GROUPS)]}
    lists = {
        section: {"type": "array", "items": item, "maxItems": MAX_ENTRIES, "description": description}
        for section, description in _SECTIONS.items()
    }
    words = "Exercises by id that the catalogue lacks, or of which this routine says more."
    own = {**_own_exercises(), "description": words}
    some = [{"required": [section], "properties": {section: {"minItems": 1}}} for section in SECTIONS]
    return {**_table(RoutineTable, {**lists, "exercises": own}), "anyOf": some}


def _own_exercises() -> Schema:
    return {"type": "object", "additionalProperties": _ref("Exercise")}


def _entry(but: tuple[str, ...] = ()) -> Schema:
    pairs = [[one, other] for at, one in enumerate(DOSES) for other in DOSES[at + 1 :]]
    two_doses = {"anyOf": [{"required": pair} for pair in pairs]}
    progress = {**_ref("Progress"), "description": _PROGRESS}
    return {**_table(EntryTable, {"progress": progress}, but), "not": two_doses}


def _progress() -> Schema:
    down = {"anyOf": [{"const": False}, _ref("Down")], "description": _DOWN}
    return _table(ProgressTable, {"down": down})


def _group(group: type[GroupTable]) -> Schema:
    entries = {
        "type": "array",
        "items": {"anyOf": [LINE, _ref("ClockedEntry" if group in (EmomTable, AmrapTable) else "GroupEntry")]},
        "minItems": 1,
        "maxItems": MAX_ENTRIES,
        "description": "The entries, lines or tables; no groups.",
    }
    return _table(group, {group.list_key: entries})


def _name(group: type[GroupTable]) -> str:
    return group.__name__.removesuffix("Table")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _sorted(part: Any, *, are_keys_of_file: bool = False) -> Any:
    """A schema with its words in the order of the alphabet; keys of the file stay in the order of their table."""
    if isinstance(part, dict):
        words = part if are_keys_of_file else sorted(part)
        return {
            word: _sorted(part[word], are_keys_of_file=word == "properties" and not are_keys_of_file) for word in words
        }
    return [_sorted(each) for each in part] if isinstance(part, list) else part
