"""What a person changes most of an entry, as fields of a form: what stands in them, and the edits that they come to.

Pure: a text and what was typed go in, a changed text comes out of routine/editor.py. Nothing here draws.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.routine import editor, notation, rewording, source
from backday_tui.routine.notation import NotationError
from backday_tui.routine.tables import GROUPS
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.problems import KeyPath

DOSES: Final = ("reps", "hold", "time")
_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)
_GROUP_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "superset": ("sets", "rest"),
    "circuit": ("rounds", "rest", "between"),
    "emom": ("minutes",),
    "amrap": ("time",),
}
_ROUTINE_FIELDS: Final = ("rest", "between", "prepare")
_EXAMPLES: Final[Mapping[str, str]] = {
    "sets": "3",
    "reps": "8, 8-12, 5+, max; each set: 12, 10, 8",
    "hold": "1:30, 45s, 1:00+, max",
    "time": "10min, 1:30",
    "rest": "1:00, 45s, 0 for none",
    "between": "2:00",
    "prepare": "10s",
    "load": "25 lb, 12 kg, bodyweight",
    "rounds": "3, or 2-3",
    "minutes": "10",
}
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_NAME_LIMIT: Final = 60


class Field(NamedTuple):
    """A key of an entry, a group or the routine: its value as it is typed ("" where there is none), and an example."""

    key: str
    value: str
    example: str


class Entry(NamedTuple):
    """An entry or group of a text (with the path () the routine): what it is called, cleaned, and its fields."""

    path: KeyPath
    title: str
    fields: tuple[Field, ...]
    is_group: bool


def entry_at(text: str, path: KeyPath, catalog: Catalog) -> Entry | None:
    """What a path of a text holds; None where the text is no TOML, or nothing is there."""
    try:
        data: Any = source.parse(source.normal(text))
        routine: Any = data
        for part in path:
            data = data[part]
    except (source.TomlProblem, KeyError, IndexError, TypeError):
        return None
    if not path:
        return _made((), "the routine", data, _ROUTINE_FIELDS)
    table = _table(data, catalog)
    if table is None:
        return None
    group = next((key for key in _GROUP_KEYS if key in table), None)
    if group:
        return _made(path, f"the {group}", table, _GROUP_FIELDS[group], is_group=True)
    if len(path) > 2 and path[2] == "superset":  # noqa: PLR2004 -- section, number, list, number
        table = {"sets": routine[path[0]][path[1]].get("sets"), **table}
    return _made(path, _name(table), table, _entry_fields(path, table))


def _table(data: Any, catalog: Catalog) -> dict[str, Any] | None:
    if isinstance(data, dict):
        return data
    try:
        return rewording.as_table(notation.parse_line(data), notation.isometric_in(catalog))
    except (NotationError, TypeError, AttributeError):
        return None


def _name(table: Mapping[str, Any]) -> str:
    names = table.get("exercise", "entry")
    return title_of(tuple(map(str, names)) if isinstance(names, list) else (str(names),))


def title_of(names: tuple[str, ...]) -> str:
    """What an entry with these exercises to pick from is called."""
    return clean(" / ".join(names), _NAME_LIMIT)


def _entry_fields(path: KeyPath, table: Mapping[str, Any]) -> tuple[str, ...]:
    """Of an entry in a superset the sets are those of the superset; one in another group has none."""
    group = path[2] if len(path) > 2 else None  # noqa: PLR2004 -- as above
    sets = ("sets",) if group in (None, "superset") else ()
    time = ("time",) if "time" in table else ()
    rest = ("rest",) if group is None else ()
    return (*sets, "reps", "hold", *time, *rest, "load")


def _made(
    path: KeyPath, title: str, table: Mapping[str, Any], keys: tuple[str, ...], *, is_group: bool = False
) -> Entry:
    fields = (Field(key, written(table.get(key)), _EXAMPLES.get(key, "")) for key in keys)
    return Entry(path, title, tuple(fields), is_group)


def first_field(entry: Entry, wanted: str) -> str:
    """The key of the field to begin with: the wanted one, else the dose that the entry has, else its first."""
    keys = [field.key for field in entry.fields]
    if wanted in keys:
        return wanted
    of_dose = (field.key for field in entry.fields if field.key in DOSES and field.value)
    return next(of_dose, keys[0])


def written(value: Any) -> str:
    """A value of a file as a person types it in a field."""
    if value is None:
        return ""
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def value_of(key: str, typed: str) -> Any:
    """What is typed in a field as a file has it: a number, a text, or a list with one a set."""
    parts = [_one(key, part.strip()) for part in typed.split(",")]
    return parts if len(parts) > 1 and key in (*DOSES, "load") else _one(key, typed.strip())


def _one(key: str, typed: str) -> int | str:
    return int(typed) if _WHOLE.fullmatch(typed) and key != "load" else typed


def with_fields(text: str, entry: Entry, typed: Mapping[str, str], catalog: Catalog) -> str:
    """A text with every field changed that has been typed in; an empty one takes its key out.

    Raises:
        EditRefusedError: it can't be done.
    """
    before = {field.key: field.value for field in entry.fields}
    changed = {key: value for key, value in typed.items() if value.strip() != before[key]}
    for key in sorted(changed, key=lambda key: (key in DOSES, not changed[key].strip())):
        text = _with_field(text, entry, key, changed, catalog)
    return text


def _with_field(text: str, entry: Entry, key: str, changed: Mapping[str, str], catalog: Catalog) -> str:
    path = (*entry.path, key)
    if changed[key].strip():
        return editor.apply(text, editor.SetValue(path, value_of(key, changed[key])), catalog)
    if key in DOSES and any(changed[other].strip() for other in changed.keys() & set(DOSES)):
        return text  # the other took its place
    return editor.apply(text, editor.Remove(path), catalog)


def place_of_new(path: KeyPath | None, text: str) -> KeyPath:
    """Where a new entry goes: behind the one at the cursor, else at the end of the work."""
    if path:
        return (*path[:-1], int(path[-1]) + 1)
    try:
        work = source.parse(source.normal(text)).get("work")
    except source.TomlProblem:
        work = None
    return ("work", len(work) if isinstance(work, list) else 0)
