"""The entries of a text that is edited: where each stands, and its fields as a form, with the edits that they come to.

Pure: a text and what was typed go in, a changed text comes out of routine/edit/editor.py. Nothing here draws. Where
entries stand is found only in a text that is whole; while somebody is typing, whoever asks keeps what was found last.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.routine import notation, source
from backday_tui.routine.edit import editor, line
from backday_tui.routine.edit.document import LayoutError, TomlDocument, elements
from backday_tui.routine.format import GROUPS
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.notation import NotationError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.problems import KeyPath


DOSES: Final = ("reps", "hold", "time")
_WITH_RESTS: Final = ("superset", "circuit")
"""The groups whose entries rest."""
_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)
_GROUP_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "superset": ("sets", "rest", "missed", "start", "beyond", "countdown"),
    "circuit": ("rounds", "rest", "between", "missed", "start", "beyond", "countdown"),
    "emom": ("minutes", "start", "countdown"),
    "amrap": ("time", "start", "countdown"),
}
_ROUTINE_FIELDS: Final = ("rest", "between", "prepare", "missed", "start", "beyond", "countdown")
_EXAMPLES: Final[Mapping[str, str]] = {
    "sets": "3",
    "reps": "8, 8-12, 5+, max; each set: 12, 10, 8",
    "hold": "1:30, 45s, 1:00+, max",
    "time": "10min, 1:30",
    "rest": "1:00, 45s, 1:30-3:00, 0 for none",
    "between": "2:00, 1:30-3:00",
    "missed": "3:00 after a set that missed",
    "start": "auto, wait",
    "beyond": "true: a hold counts on",
    "countdown": "false: no ticks before an end",
    "prepare": "10s",
    "load": "25 lb, 2x12 kg, +10 kg, -20 kg, 70%",
    "rounds": "3, or 2-3",
    "minutes": "10",
    "rir": "2: reps to leave",
    "barbell": "true: a bar with plates",
    "warmup": "true, or bar x8, 40% x5",
    "warmup_rest": "45s",
    "progress": "reps 8-12, load +2.5 kg; hold +5s, until 2:00",
}
_DOWN: Final = re.compile(r"(?P<after>[0-9]{1,3})?\s*(?:by\s+(?P<by>\S+))?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_HALVES: Final = re.compile(r"[0-9]\.[05]")
_NAME_LIMIT: Final = 60


class Field(NamedTuple):
    """A key of an entry, a group or the routine: its value as it is typed ("" where there is none), and an example."""

    key: str
    value: str
    example: str


class FormEntry(NamedTuple):
    """An entry or group of a text (with the path () the routine): what it is called, cleaned, and its fields."""

    path: KeyPath
    title: str
    fields: tuple[Field, ...]
    is_group: bool


def value_at(text: str, path: KeyPath) -> Any:
    """What stands at a path of a text that is TOML; None where nothing is there."""
    data: Any = source.parse(source.normal(text))
    try:
        for part in path:
            data = data[part]
    except (KeyError, IndexError, TypeError):
        return None
    return data


def entry_at(text: str, path: KeyPath, catalog: Catalog) -> FormEntry | None:
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
    if len(path) > 2 and path[2] == "superset":  # section, number, list, number
        table = {"sets": routine[path[0]][path[1]].get("sets"), **table}
    return _made(path, _name(table), table, _entry_fields(path, table))


def _table(data: Any, catalog: Catalog) -> dict[str, Any] | None:
    if isinstance(data, dict):
        return data
    try:
        return line.as_table(notation.parse_line(data), notation.isometric_in(catalog))
    except (NotationError, TypeError, AttributeError):
        return None


def _name(table: Mapping[str, Any]) -> str:
    names = table.get("exercise", "entry")
    return title_of(tuple(map(str, names)) if isinstance(names, list) else (str(names),))


def title_of(names: tuple[str, ...]) -> str:
    """The title of an entry that offers these exercises."""
    return clean(" / ".join(names), _NAME_LIMIT)


def _entry_fields(path: KeyPath, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of an entry. In a superset its sets are those of the superset, in any other group it has none."""
    group = path[2] if len(path) > 2 else None  # as above
    sets = ("sets",) if group in (None, "superset") else ()
    time = ("time",) if "time" in table else ()
    rest = ("rest",) if group is None else ()
    progress = () if group in ("emom", "amrap") else ("progress",)
    start = ("start",) if not {"hold", "time"}.isdisjoint(table) or "start" in table else ()
    beyond = ("beyond",) if "hold" in table or "beyond" in table else ()
    ticks = ("countdown",) if start or "countdown" in table else ()
    around = ("missed", *start, *beyond, *ticks) if group in (None, *_WITH_RESTS) else ()
    reserve = ("rir",) if not {"reps", "parts", "rir"}.isdisjoint(table) else ()
    return (*sets, "reps", "hold", *time, *rest, "load", *_around_load(group, table), *reserve, *progress, *around)


def _around_load(group: Any, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of an entry that has a load, or will have one; in a group nothing warms it up."""
    has_load = "load" in table or isinstance(table.get("progress"), dict)
    barbell = ("barbell",) if has_load or "barbell" in table else ()
    warmup = ("warmup",) if group is None and (has_load or "warmup" in table) else ()
    return (*barbell, *warmup, *(("warmup_rest",) if warmup and "warmup" in table else ()))


def _made(
    path: KeyPath, title: str, table: Mapping[str, Any], keys: tuple[str, ...], *, is_group: bool = False
) -> FormEntry:
    fields = (Field(key, written(table.get(key)), _EXAMPLES.get(key, "")) for key in keys)
    return FormEntry(path, title, tuple(fields), is_group)


def first_field(entry: FormEntry, wanted: str) -> str:
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
    if isinstance(value, dict):
        return ", ".join(f"{key} {_down_text(each) if key == 'down' else each}" for key, each in value.items())
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _down_text(down: Any) -> str:
    """When it gets less, in a word: "3 by 10%", "by 10%", "3"; "false" for never."""
    if not isinstance(down, dict):
        return "false"
    return " ".join(filter(None, (str(down.get("after", "")), f"by {down['by']}" if "by" in down else "")))


def value_of(key: str, typed: str) -> Any:
    """What is typed in a field, as a file has it: a number, a text, or a list with one for each set.

    What is to grow is typed as keys with their values: "reps 8-12, load +2.5 kg, down 2 by 5%".
    """
    if key == "progress":
        pairs = (part.strip().partition(" ") for part in typed.split(",") if part.strip())
        return {name.rstrip("="): _growth(name.rstrip("="), value.strip(' ="')) for name, _, value in pairs}
    parts = [_one(key, part.strip()) for part in typed.split(",")]
    return parts if len(parts) > 1 and key in (*DOSES, "load") else _one(key, typed.strip())


def _growth(key: str, typed: str) -> Any:
    """The value of a key of `progress`."""
    if key != "down":
        return _one("load" if key == "then" else key, typed)
    if typed in ("false", "never", "no"):
        return False
    found = _DOWN.fullmatch(typed)
    if found is None:
        return typed
    after, by = found["after"], found["by"]
    return {**({"after": int(after)} if after else {}), **({"by": by} if by else {})}


def _one(key: str, typed: str) -> float | str | bool:
    if key in ("beyond", "countdown", "barbell", "warmup") and typed.lower() in ("true", "false", "yes", "no"):
        return typed.lower() in ("true", "yes")
    if key == "rir" and _HALVES.fullmatch(typed):
        return float(typed)
    return int(typed) if _WHOLE.fullmatch(typed) and key != "load" else typed


def with_fields(text: str, entry: FormEntry, typed: Mapping[str, str], catalog: Catalog) -> str:
    """The text with each field that was changed; one that was emptied takes its key out.

    Raises:
        EditRefusedError: it can't be done.
    """
    before = {field.key: field.value for field in entry.fields}
    changed = {key: value for key, value in typed.items() if value.strip() != before[key]}
    for key in sorted(changed, key=lambda key: (key in DOSES, not changed[key].strip())):
        text = _with_field(text, entry, key, changed, catalog)
    return text


def _with_field(text: str, entry: FormEntry, key: str, changed: Mapping[str, str], catalog: Catalog) -> str:
    path = (*entry.path, key)
    if changed[key].strip():
        if key == "progress" and _has_header(text, path):
            return _with_progress(text, path, value_of(key, changed[key]), catalog)
        return editor.apply(text, editor.SetValue(path, value_of(key, changed[key])), catalog)
    if key in DOSES and any(changed[other].strip() for other in changed.keys() & set(DOSES)):
        return text  # the other took its place
    return editor.apply(text, editor.Remove(path), catalog)


def _has_header(text: str, path: KeyPath) -> bool:
    """Whether a table stands under a header of its own, `[work.progress]`, and not in braces."""
    return any(header.path == path for header in TomlDocument(text).headers)


def _with_progress(text: str, path: KeyPath, wanted: Mapping[str, Any], catalog: Catalog) -> str:
    """The same key by key: those that stay or are new first, so that something grows at any time."""
    data = value_at(text, path)
    for key, value in wanted.items():
        if data.get(key) != value:
            text = editor.apply(text, editor.SetValue((*path, key), value), catalog)
    for key in data.keys() - wanted.keys():
        text = editor.apply(text, editor.Remove((*path, key)), catalog)
    return text


def place_of_new(path: KeyPath | None, text: str) -> KeyPath:
    """Where a new entry goes: behind the one at the cursor, else at the end of the work."""
    if path:
        return (*path[:-1], int(path[-1]) + 1)
    try:
        work = source.parse(source.normal(text)).get("work")
    except source.TomlProblem:
        work = None
    return ("work", len(work) if isinstance(work, list) else 0)


EntryPlace = tuple[int, int]
"""Line and column, in characters from 0."""


class EntrySpan(NamedTuple):
    """An entry or group: its path, where it begins and ends with the comments that are its own, where it is itself."""

    path: KeyPath
    start: EntryPlace
    end: EntryPlace
    at: EntryPlace


def spots_of(text: str) -> tuple[EntrySpan, ...]:
    """Every entry and group of a text, in its order; none where it can't be told."""
    try:
        finder = _SpanFinder(TomlDocument(text))
        found = [spot for section in SECTIONS for spot in finder.section(section)]
    except LayoutError:
        return ()
    return tuple(sorted(found, key=lambda spot: (spot.start, len(spot.path))))


def spot_at(spots: Sequence[EntrySpan], place: EntryPlace) -> EntrySpan | None:
    """The innermost entry or group that a cursor stands in, else the one that begins on its line."""
    inside = [spot for spot in spots if spot.start <= place < spot.end or (place == spot.end and place[1])]
    inside = inside or [spot for spot in spots if spot.at[0] == place[0]][-1:]
    return max(inside, key=lambda spot: (len(spot.path), spot.start), default=None)


class _SpanFinder:
    def __init__(self, doc: TomlDocument) -> None:
        self._doc = doc
        self._starts = [0]
        at = doc.text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = doc.text.find("\n", at + 1)

    def _place(self, at: int) -> EntryPlace:
        row = bisect.bisect_right(self._starts, at) - 1
        return row, at - self._starts[row]

    def _spot(self, path: KeyPath, start: int, end: int, at: int) -> EntrySpan:
        return EntrySpan(path, self._place(start), self._place(end), self._place(at))

    def section(self, section: str) -> Iterator[EntrySpan]:
        """The entries and groups of a section, however it is written."""
        found = self._doc.find((section,))
        if found is not None and found.node.type == "array":
            yield from self._array((section,), found.node)
            return
        for number, headers in enumerate(self._doc.table_headers((section,))):
            yield from self._table((section, number), headers)

    def _array(self, path: KeyPath, array: Node) -> Iterator[EntrySpan]:
        slots = self._doc.array_slots(array)
        for number, (slot, node) in enumerate(zip(slots, elements(array), strict=True)):
            yield self._spot((*path, number), slot.start, slot.end, slot.token[0])
            if node.type == "inline_table" and len(path) == 1:
                yield from self._members((*path, number), node)

    def _members(self, path: KeyPath, table: Node) -> Iterator[EntrySpan]:
        for pair in self._doc.pairs(table):
            if len(pair.names) == 1 and pair.names[0] in _GROUP_KEYS and pair.value.type == "array":
                yield from self._array((*path, *pair.names), pair.value)

    def _table(self, path: KeyPath, numbers: list[int]) -> Iterator[EntrySpan]:
        """An entry written as [[table]], with those under it."""
        if not numbers:
            return
        headers = [self._doc.headers[number] for number in numbers]
        ends = [self._doc.body_end(header) for header in headers]
        first = headers[0]
        yield self._spot(path, self._doc.table_start(first), self._doc.next_line(ends[-1]), first.start)
        for header, end in zip(headers, ends, strict=True):
            if header.path == path:
                yield from self._members(path, header.node)
            elif len(header.path) == len(path) + 2:
                yield self._spot(header.path, self._doc.table_start(header), self._doc.next_line(end), header.start)
