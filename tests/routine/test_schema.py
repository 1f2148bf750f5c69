"""The JSON Schema, held against an independent validator."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from routine_values import CATALOG, routines

from backday_tui.routine import library
from backday_tui.routine.model import Routine
from backday_tui.routine.schema import schema
from backday_tui.routine.writer import to_text

DATA = Path(__file__).parent.parent / "data"
GOOD = sorted(library.bundled_dir().glob("*.toml")) + sorted((DATA / "valid").glob("*.toml"))
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)

# What a schema can't say: what one key demands of another, order, sums, what is on the disk, all in all.
BEYOND = {
    "hint-ambiguous-exercise",
    "hint-bare-number",
    "hint-choices-in-a-text",
    "hint-rests-that-say-nothing",
    "hint-unknown-exercise",
    "hint-warmup-sets",
    "limit-steps",
    "limit-steps-sides",
    "line-after-load",
    "line-choice-missing",
    "line-load-limits",
    "line-range-downwards",
    "line-time-fraction",
    "line-time-of-nothing",
    "line-time-order",
    "line-time-over-six-hours",
    "list-length",
    "own-exercise-without-name",
    "parts-of-hold",
    "parts-of-range",
    "parts-sum",
    "progress-misfit",
    "progress-together",
    "sound-missing",
    "superset-list-differs",
    "superset-sets-differ",
    "superset-without-sets",
}


def invalid() -> Iterator[Any]:
    for file in sorted((DATA / "invalid").glob("*.toml")):
        try:
            table = tomllib.loads(file.read_bytes().decode().removeprefix("\ufeff"))
        except ValueError:  # no TOML
            continue
        yield pytest.param(table, file.stem, id=file.stem)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_good_file_is_valid(file: Path) -> None:
    VALIDATOR.validate(tomllib.loads(file.read_bytes().decode().removeprefix("\ufeff")))


@pytest.mark.parametrize(("table", "name"), list(invalid()))
def test_a_file_with_a_problem_is_invalid_where_a_schema_can_say_so(table: dict[str, Any], name: str) -> None:
    assert VALIDATOR.is_valid(table) is (name in BEYOND)


@given(routines())
@settings(max_examples=30)
def test_what_is_written_is_valid(routine: Routine) -> None:
    VALIDATOR.validate(tomllib.loads(to_text(routine, CATALOG)))


def test_every_key_is_described() -> None:
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = [(key, words) for table in tables for key, words in table["properties"].items()]
    assert len(keys) > 60
    assert [key for key, words in keys if not words.get("description")] == []
    assert [table for table in tables if not table.get("description")] == []
