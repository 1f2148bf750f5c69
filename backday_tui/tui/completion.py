"""What can stand at the cursor of a routine that is edited, and what the key under it means.

All of it comes from the tables of the format and the catalogue. Pure: lines and a place go in, suggestions come out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES
from backday_tui.routine.tables import GROUPS, EntryTable, ExerciseTable, ProgressTable, RoutineTable
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.tables import Key
    from backday_tui.tui.toml_place import CursorPlace

MOST: Final = 60
"""The most suggestions that are made."""
_SIDES: Final = ("each side", "alternating")
_LEAST_OF_SIDE: Final = 2
_DOSE: Final = re.compile(
    r"[ \t]*(?:(?:\d+[ \t]*[xX\u00d7][ \t]*)?(?:\d[\d:]*(?:[-\u2013]\d+)?\+?|:\d\d\+?|\?)"
    r"(?:[ \t]*(?:s|secs?|seconds?|min|minutes?|h|hours?)\b\+?)*[ \t]+)?"
)
_LISTS: Final = {
    "warmup": "Entries before the work, with no rest between them unless `after` says so.",
    "work": "The entries of the work, with `between` between them.",
    "cooldown": "Entries after the work, with no rest between them unless `after` says so.",
    "exercises": "Exercises that the catalogue lacks, or whose text this routine replaces.",
    "progress": 'How the target grows: { reps = "8-12", load = "+5 lb" } or { hold = "+5s", until = "2:00" }.',
}
_LINE: Final = 'A line: sets x amount, exercise, @ load, side: "3x8-12 Seated row @ 20kg each side".'
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "equipment": EQUIPMENT,
    "muscles": tuple(MUSCLES),
    "secondary": tuple(MUSCLES),
    "reps": ("max",),
    "hold": ("max",),
    "load": ("bodyweight",),
}


class Suggestion(NamedTuple):
    """What may stand at the cursor: as it is shown, what is put in from the column `start` up to the cursor, and more.

    `label` and `detail` are cleaned. `goes_on` tells that something is to be typed or picked right behind it.
    """

    label: str
    insert: str
    start: int
    detail: str = ""
    goes_on: bool = False


def suggestions(place: CursorPlace, line: str, column: int, catalog: Catalog) -> list[Suggestion]:
    """What fits what is typed so far, the best first; `catalog` has the routine's own exercises too."""
    if place.is_key:
        return list(_keys(place, line, column))[:MOST] if not place.quote else []
    if place.is_line and place.quote:
        return list(_notation(place, catalog))[:MOST]
    if place.is_line:
        return []
    if place.key == "exercise" and place.table in ("item", "member"):
        return list(_exercises(place, place.word, place.start, catalog))[:MOST]
    return list(_values(place))[:MOST]


def explanation(place: CursorPlace, catalog: Catalog) -> str:
    """A line about the key under the cursor or whose value stands there; "" where there is nothing to say."""
    if place.is_line and place.quote:
        return _LINE
    key = place.whole_key
    found = known_keys(place).get(key)
    if found is None:
        return ""
    if key == "exercise" and (exercise := catalog.find(place.word) if place.word else None):
        return _about(exercise)
    return f"{key}: {clean(found)}"


def known_keys(place: CursorPlace) -> dict[str, str]:
    """Every key that may stand in the table, with what it means."""
    if place.table == "routine":
        return {key: _meaning(RoutineTable.plain_keys(), key) for key in RoutineTable.all_keys()}
    if place.table == "progress":
        return {key: _meaning(ProgressTable.plain_keys(), key) for key in ProgressTable.all_keys()}
    if place.table == "exercise":
        return {key: _meaning(ExerciseTable.plain_keys(), key) for key in ExerciseTable.all_keys()}
    if place.table == "item":
        return _item_keys(place.keys)
    if place.table == "member":
        keys = {key: _meaning(EntryTable.plain_keys(), key) for key in EntryTable.all_keys()}
        return {key: meaning for key, meaning in keys.items() if key not in ("rest", "after")}
    return {}


def _item_keys(there: Iterable[str]) -> dict[str, str]:
    """The keys of an entry, or of the group that it is going to be."""
    group = next((group for group in GROUPS if group.list_key in there), None)
    if group:
        return {key: _meaning(group.plain_keys(), key) for key in group.all_keys()}
    keys = {key: _meaning(EntryTable.plain_keys(), key) for key in EntryTable.all_keys()}
    return keys if "exercise" in there else {**keys, **{each.list_key: each.__doc__ or "" for each in GROUPS}}


def _meaning(keys: Mapping[str, Key], key: str) -> str:
    if key in keys:
        return keys[key].description
    group = next((group.__doc__ or "" for group in GROUPS if group.list_key == key), "")
    return _LISTS.get(key) or group


def _keys(place: CursorPlace, line: str, column: int) -> Iterator[Suggestion]:
    behind = "" if line[column:].lstrip().startswith("=") else " = "
    for key, meaning in known_keys(place).items():
        if key.startswith(place.word) and (key not in place.keys or key == place.whole_key):
            yield Suggestion(key, key + behind, place.start, clean(meaning), goes_on=True)


def _values(place: CursorPlace) -> Iterator[Suggestion]:
    for value in _value_words(place):
        if value.casefold().startswith(place.word.casefold()):
            text = value if value in ("true", "false") else _quoted(value, place)
            yield Suggestion(value, text, place.start)


def _value_words(place: CursorPlace) -> tuple[str, ...]:
    """The values of a key, where there is a set of them."""
    schema = _schema(place)
    if schema.get("type") == "boolean":
        return () if place.quote else ("true", "false")
    if "enum" in schema:
        return tuple(schema["enum"])
    return _WORDS.get(place.key, ())


def _schema(place: CursorPlace) -> Mapping[str, Any]:
    tables = {"routine": RoutineTable, "item": EntryTable, "member": EntryTable, "exercise": ExerciseTable}
    table = tables.get(place.table)
    key = table.plain_keys().get(place.key) if table else None
    return key.kind.schema if key else {}


def _notation(place: CursorPlace, catalog: Catalog) -> Iterator[Suggestion]:
    """The exercise in a line of notation, and the words that may follow it."""
    dose = _DOSE.match(place.word)
    begin = dose.end() if dose else 0
    before, sign, after = place.word.partition("@")
    if sign:
        if "bodyweight".startswith(after.strip().casefold()) and after.strip():
            load = len(before) + 1 + len(after) - len(after.lstrip())
            yield Suggestion("bodyweight", _escaped("bodyweight", place), place.start + load)
        return
    if " / " in place.word[begin:]:
        begin = place.word.rindex(" / ") + 3
    typed = place.word[begin:]
    name, _, last = typed.rpartition(" ")
    if len(last) >= _LEAST_OF_SIDE and catalog.find(name):
        for side in _SIDES:
            if side.startswith(last.casefold()):
                yield Suggestion(side, side, place.start + len(place.word) - len(last))
    yield from _exercises(place, typed, place.start + begin, catalog, in_line=True)


def _exercises(
    place: CursorPlace, typed: str, start: int, catalog: Catalog, *, in_line: bool = False
) -> Iterator[Suggestion]:
    """Exercises by any part of a name or alias."""
    for exercise in catalog.search(typed):
        if in_line and (exercise.name[:1].isdigit() or "@" in exercise.name):
            continue
        text = _escaped(exercise.name, place) if in_line else _quoted(exercise.name, place)
        yield Suggestion(clean(exercise.name), text, start, _about(exercise, _alias(exercise, typed)))


def _alias(exercise: Exercise, typed: str) -> str:
    """The alias that was meant, where it isn't the name."""
    wanted = typed.strip().casefold()
    if not wanted or wanted in exercise.name.casefold():
        return ""
    return next((alias for alias in exercise.aliases if wanted in alias.casefold()), "")


def _about(exercise: Exercise, alias: str = "") -> str:
    parts = [f"also {alias}" if alias else "", ", ".join(exercise.muscles[:2]), "held" if exercise.isometric else ""]
    parts += [", ".join(exercise.equipment[:2])]
    return clean(" · ".join(part for part in parts if part))


def _quoted(value: str, place: CursorPlace) -> str:
    """A text as it stands behind the mark that was typed, or with marks of its own."""
    if not place.quote:
        return f'"{_escaped(value, place)}"'
    return _escaped(value, place) + ("" if place.closed else place.quote)


def _escaped(value: str, place: CursorPlace) -> str:
    return value if place.quote == "'" else value.replace("\\", "\\\\").replace('"', '\\"')
