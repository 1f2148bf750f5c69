"""The JSON Schema of a routine file, for editors: made from the tables with pydantic.

A schema can't say all: what it lets pass may still be a problem for `backday check`, what it refuses always is. Nothing
here is needed to read a routine.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from backday_tui.routine import format as routine_format
from backday_tui.routine.format import (
    GROUPS,
    EntryTable,
    ExerciseTable,
    GroupTable,
    ProgressTable,
    RoutineTable,
    Table,
)
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.notation import MAX_TEXT
from backday_tui.routine.reader import MAX_ENTRIES
from backday_tui.routine.rules import DOSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SETS: Final = r"0*([1-9][0-9]?|100)\s*[xX\u00d7]\s*"
_AMOUNT: Final = rf"(\?|{routine_format.REPS_PATTERN}|{routine_format.TIME_PATTERN}\+?)"
# No name begins with what begins a dose, or with a mark of a list.
_NAME: Final = r"(?![0-9:?+*\-\u2013\u2014\u2212\u2022])[^@\s][^@]*"
_LOAD: Final = rf"@\s*{routine_format.LOAD_PATTERN}(\s+[A-Za-z ]+)?"

LINE: Final[Mapping[str, Any]] = {
    "type": "string",
    "maxLength": MAX_TEXT,
    "pattern": rf"^\s*(({_SETS})?{_AMOUNT}\s+)?{_NAME}({_LOAD})?\s*$",
    "description": 'An exercise in one line: "3x8 Seated row", "3x8-12 Row @ 20 kg", "3x1:30 Plank", '
    '"3x? Pull-up / Chin-up", "10min Treadmill, fast walk", "4x12 One-arm row each side", "Cat/cow stretch".',
}


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of a routine file as JSON has it."""
    made = _routine_model().model_json_schema(schema_generator=_Generator)
    return {"$schema": _DIALECT, **made, "title": "backday routine"}


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Described:
    """A value that stands in the schema as these words."""

    words: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.any_schema()

    def __get_pydantic_json_schema__(
        self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.words)


class _Generator(GenerateJsonSchema):
    """Without titles and empty defaults, which say nothing that the keys and their descriptions don't."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- pydantic calls it so
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _model(
    name: str,
    table: type[Table],
    nested: dict[str, tuple[Any, str]],
    extra: Mapping[str, Any],
    left_out: tuple[str, ...] = (),
) -> type[BaseModel]:
    """A pydantic model of a table, its nested keys given with their types and descriptions."""
    plain = {
        key: (Annotated[Any, _Described(at.kind.schema)], at.description)
        for key, at in table.plain_keys().items()
        if key not in left_out
    }
    fields: dict[str, Any] = {
        key: (kind, Field(... if key in table.required else None, description=description))
        for key, (kind, description) in (plain | nested).items()
    }
    config = ConfigDict(extra="forbid", json_schema_extra=dict(extra))
    return create_model(name, __config__=config, __doc__=table.__doc__, **fields)


def _routine_model() -> type[BaseModel]:
    entry = _entry_model("Entry", ())
    inner = _entry_model("GroupEntry", ("rest", "after"))
    line: Any = Annotated[str, _Described(LINE)]
    groups = [_group_model(group, line | inner) for group in GROUPS]
    item: Any = line | entry
    for group in groups:
        item |= group
    sections = {
        "warmup": "Entries before the work, with no rest between them unless `after` says so.",
        "work": "The entries of the work, with `between` between them.",
        "cooldown": "Entries after the work, with no rest between them unless `after` says so.",
    }
    entries = Annotated[list[item], Field(max_length=MAX_ENTRIES)]
    own: Any = _model("Exercise", ExerciseTable, {}, {})
    nested: dict[str, tuple[Any, str]] = {key: (entries, description) for key, description in sections.items()}
    nested["exercises"] = (
        dict[str, own],
        "Exercises by id that the catalogue lacks, or of which this routine says more.",
    )
    some = [{"required": [key], "properties": {key: {"minItems": 1}}} for key in SECTIONS]
    return _model("Routine", RoutineTable, nested, {"anyOf": some})


def _entry_model(name: str, left_out: tuple[str, ...]) -> type[BaseModel]:
    progress = _model("Progress", ProgressTable, {}, {"minProperties": 1})
    pairs = [[one, other] for at, one in enumerate(DOSES) for other in DOSES[at + 1 :]]
    one_dose = {"not": {"anyOf": [{"required": pair} for pair in pairs]}}
    words = 'How the target grows: { reps = "8-12", load = "+5 lb" } or { hold = "+5s", until = "2:00" }.'
    return _model(name, EntryTable, {"progress": (progress, words)}, one_dose, left_out)


def _group_model(group: type[GroupTable], entry: Any) -> type[BaseModel]:
    entries = Annotated[list[entry], Field(min_length=1, max_length=MAX_ENTRIES)]
    name = group.__name__.removesuffix("Table")
    return _model(name, group, {group.list_key: (entries, "The entries, lines or tables; no groups.")}, {})
