"""One change to a routine's text, its comments and layout kept; or none, with the reason.

A change is broken into steps on the text (`steps.py`), each of which says what it means for the data.
What comes out is read with tomllib and must hold just that data, and the same comments: else the change is refused and
the text is for the person to edit. Nothing here reads or writes files (`store.py`) or shows anything.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from backday_tui.routine import notation
from backday_tui.routine.edit import line as rewording
from backday_tui.routine.edit import steps, verify
from backday_tui.routine.edit.document import LayoutError, TomlDocument
from backday_tui.routine.edit.line import DOSES, ENTRY_KEYS
from backday_tui.routine.edit.steps import Rewritten, TextStep, held
from backday_tui.routine.edit.verify import EditRefusedError
from backday_tui.routine.format import GROUPS, DownTable, ExerciseTable, ProgressTable, RoutineTable
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.notation import NotationError
from backday_tui.routine.problems import KeyPath, key_text, shown
from backday_tui.routine.reader import TableReader
from backday_tui.routine.rules import OUTSIDE_GROUPS
from backday_tui.routine.value_kinds import RefusedValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.notation import Isometric


__all__ = [
    "Delete",
    "Duplicate",
    "Edit",
    "EditRefusedError",
    "GroupEntries",
    "Insert",
    "Move",
    "Remove",
    "SetValue",
    "Ungroup",
    "apply",
    "diff",
]

_PER_SET: Final = (*DOSES, "load")
_TABLES_OF_ENTRY: Final = {"progress": ProgressTable, "down": DownTable}


@dataclasses.dataclass(frozen=True, slots=True)
class SetValue:
    """A value in the place of what a path holds, or a key more: ("work", 2, "sets"), ("rest",), ("work", 2).

    `value` is as a file has it: "1:30", 8, True, a list or a table. One of reps, hold and time takes the place of the
    other. The number of sets of an entry in a superset is that of the superset.
    """

    path: KeyPath
    value: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Remove:
    """A key taken out, ("work", 2, "rest"). A comment behind it stays, on a line of its own."""

    path: KeyPath


@dataclasses.dataclass(frozen=True, slots=True)
class Move:
    """An entry or group some places down its list (up where `by` is negative)."""

    path: KeyPath
    by: int


@dataclasses.dataclass(frozen=True, slots=True)
class Duplicate:
    """The same entry or group once more, right behind; without its comments."""

    path: KeyPath


@dataclasses.dataclass(frozen=True, slots=True)
class Delete:
    """An entry or group taken out, with the comments right above it, in it, and behind it on its line."""

    path: KeyPath


@dataclasses.dataclass(frozen=True, slots=True)
class Insert:
    """A line of notation, or a table's keys: in front of what is at `path` now, or at the end of the list."""

    path: KeyPath
    entry: str | dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class GroupEntries:
    """The `count` entries from `path` on as one superset; `sets` is needed where they don't have the same number.

    The rest between its sets is the last one that an entry has; `after` that of the last entry.
    """

    path: KeyPath
    count: int
    sets: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Ungroup:
    """A superset dissolved: each entry gets its sets and its rest, the last one its `after`."""

    path: KeyPath


Edit = SetValue | Remove | Move | Duplicate | Delete | Insert | GroupEntries | Ungroup


def apply(text: str, edit: Edit, catalog: Catalog) -> str:
    """A text with one change.

    Args:
        text: of a routine, as its file has it, with its line ends and byte order mark.
        edit: what is to be changed.
        catalog: tells which exercises are held; the routine's own are added here.

    Raises:
        EditRefusedError: it can't be done.
    """
    doc, before = verify.opened(text)
    data = dict(before)
    try:
        changer = _Changer(doc, data, _isometric(data, catalog))
        new, lost = carried_out(doc, changer.steps(edit), data)
    except _Refusal as refusal:
        raise EditRefusedError(refusal.reason, doc.line_number(doc.place(refusal.path))) from None
    except LayoutError as error:
        raise EditRefusedError(f"this can only be changed as text: {error.reason}", _line(doc, edit)) from None
    verify.hold_same(doc, new, data, _line(doc, edit), lost)
    verify.hold_rules(before, data, catalog, _line(doc, edit))
    return new


def _line(doc: TomlDocument, edit: Edit) -> int:
    return doc.line_number(doc.place(edit.path))


def diff(old: str, new: str, name: str) -> str:
    """What a change does to a file, as a unified diff; "" where it does nothing."""
    lines = difflib.unified_diff(_lines(old), _lines(new), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")][:-1] + ([text.rpartition("\n")[2]] if text[-1:] != "\n" else [])


# ------------------------------------------------------------------------------------------------ before and after


class _Refusal(Exception):  # noqa: N818 -- never leaves this module
    """Why a change makes no sense, and the path it is about."""

    def __init__(self, reason: str, path: KeyPath) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


def _isometric(data: dict[str, Any], catalog: Catalog) -> Isometric:
    own = data.get("exercises")
    if own:
        routine = TableReader(catalog, None).routine({"name": "Own", "work": ["Plank"], "exercises": own}, "")
        catalog = catalog.with_own(routine.exercises) if routine else catalog
    return notation.isometric_in(catalog)


def carried_out(doc: TomlDocument, steps: Iterator[TextStep], data: dict[str, Any]) -> tuple[str, Counter[str]]:
    """The text after all steps, and the comments that went; the data goes with it."""
    lost: Counter[str] = Counter()
    text = doc.original
    for step in steps:
        outcome: Rewritten = step.write(TomlDocument(text) if text is not doc.original else doc)
        step.mean(data)
        text = outcome.text
        lost.update(outcome.lost)
    return text, lost


# ----------------------------------------------------------------------------------------------- from an edit to steps


class _Changer:
    """Breaks an edit into steps. `data` moves on with each step that is carried out."""

    def __init__(self, doc: TomlDocument, data: dict[str, Any], isometric: Isometric) -> None:
        self._doc = doc
        self._data = data
        self._isometric = isometric

    def steps(self, edit: Edit) -> Iterator[TextStep]:
        """The steps of an edit, each to be carried out before the next is asked for."""
        match edit:
            case SetValue(path, value):
                yield from self._set(path, value)
            case Remove(path):
                yield from self._remove(path)
            case Move(path, by):
                yield from self._move(path, by)
            case Duplicate(path):
                yield steps.Copy(path[:-1], self._number(path))
            case Delete(path):
                yield from self._delete(path)
            case Insert(path, entry):
                yield from self._insert(path, entry)
            case GroupEntries(path, count, sets):
                yield from self._group(path, count, sets)
            case Ungroup(path):
                yield from self._ungroup(path)

    # ---------------------------------------------------------------------------------------------------- the data

    def _at(self, path: KeyPath) -> Any:
        try:
            return held(self._data, path)
        except (KeyError, IndexError, TypeError):
            raise _Refusal(f"there is no {key_text(path)}", path) from None

    def _has(self, path: KeyPath) -> bool:
        try:
            held(self._data, path)
        except (KeyError, IndexError, TypeError):
            return False
        return True

    def _number(self, path: KeyPath) -> int:
        """The number of an entry or group that is there."""
        self._at(path)
        number = path[-1] if path else None
        if not isinstance(number, int) or number < 0 or path[0] not in SECTIONS:
            raise _Refusal(f"{key_text(path)} is no entry", path)
        return number

    def _order(self, path: KeyPath) -> tuple[str, ...]:
        """The keys of a table in the order in which they are written."""
        if not path:
            return (*RoutineTable.plain_keys(), *RoutineTable.nested)
        if path[0] == "exercises":
            return ExerciseTable.all_keys()
        if path[-1] in _TABLES_OF_ENTRY:
            return _TABLES_OF_ENTRY[path[-1]].all_keys()
        key = verify.group_key(self._at(path))
        return next((group.all_keys() for group in GROUPS if group.list_key == key), ENTRY_KEYS)

    # -------------------------------------------------------------------------------------------------- one value

    def _set(self, path: KeyPath, value: Any) -> Iterator[TextStep]:
        if not path:
            raise _Refusal("nothing is named", path)
        parent, key = path[:-1], path[-1]
        element = self._at(parent)
        if isinstance(element, str) and parent[0] in SECTIONS:
            yield from self._reword(parent, element, str(key), value)
        elif isinstance(key, int):
            self._at(path)
            yield steps.Put(path, value)
        elif self._in_superset(parent) and key == "sets":
            yield from self._set_group_sets(parent[:-2], value)
        elif isinstance(element, dict) and "superset" in element and key == "sets":
            yield from self._set_group_sets(parent, value)
        elif isinstance(element, dict):
            yield from self._set_key(parent, key, element, value)
        else:
            raise _Refusal(f"{key_text(parent)} has no keys", parent)

    def _set_key(self, parent: KeyPath, key: str, table: dict[str, Any], value: Any) -> Iterator[TextStep]:
        others = (
            [dose for dose in DOSES if dose in table and dose != key] if key in DOSES and "exercise" in table else []
        )
        if others and key not in table:
            yield steps.Rename((*parent, others.pop(0)), key, value)
        else:
            yield steps.Put((*parent, key), value, self._order(parent))
        for other in others:
            yield steps.Drop((*parent, other))
        if not isinstance(value, list):
            yield from self._keep_sets(parent, table)

    def _keep_sets(self, path: KeyPath, before: dict[str, Any]) -> Iterator[TextStep]:
        """The number of sets, where it was said by a list that is no longer there."""
        if "exercise" in before and _says_sets(before) and not _says_sets(self._at(path)) and "sets" not in before:
            yield steps.Put((*path, "sets"), _sets(before), ENTRY_KEYS)

    def _reword(self, path: KeyPath, line: str, key: str, value: Any) -> Iterator[TextStep]:
        """A line with another value, or the table that says it."""
        if key == "sets" and self._in_superset(path) and value is not None:
            yield from self._set_group_sets(path[:-2], value)
        else:
            yield steps.Put(path, self._reworded(path, line, key, value))

    def _reworded(self, path: KeyPath, line: str, key: str, value: Any) -> str | dict[str, Any]:
        if key not in ENTRY_KEYS:
            raise _Refusal(f"{shown(key)} is no key of an entry", path)
        try:
            return rewording.changed(line, key, value, self._isometric)
        except NotationError as error:
            raise _Refusal(error.message, path) from None
        except RefusedValueError as error:
            raise _Refusal(key + error.faults[0][1], path) from None

    def _remove(self, path: KeyPath) -> Iterator[TextStep]:
        parent = path[:-1]
        entry = self._at(parent)
        if isinstance(entry, str) and parent[0] in SECTIONS:
            if path[-1] not in self._table(parent):
                raise _Refusal(f"there is no {key_text(path)}", path)
            yield from self._reword(parent, entry, str(path[-1]), None)
            return
        self._at(path)
        if not path or isinstance(path[-1], int):
            raise _Refusal(f"{key_text(path)} is no key", path)
        yield steps.Drop(path)
        yield from self._keep_sets(parent, entry)

    def _table(self, path: KeyPath) -> dict[str, Any]:
        """An entry as a table, however it is written."""
        return self._as_table(path, self._at(path))

    def _as_table(self, path: KeyPath, entry: Any) -> dict[str, Any]:
        if isinstance(entry, dict):
            return dict(entry)
        if not isinstance(entry, str):
            raise _Refusal(f"{shown(entry)} is no entry", path)
        try:
            return rewording.as_table(notation.parse_line(entry), self._isometric)
        except NotationError as error:
            raise _Refusal(error.message, path) from None

    # --------------------------------------------------------------------------------------------- entries in a list

    def _move(self, path: KeyPath, by: int) -> Iterator[TextStep]:
        number = self._number(path)
        last = len(self._at(path[:-1])) - 1
        if not 0 <= number + by <= last:
            raise _Refusal(f"it is the {'first' if by < 0 else 'last'} of its list", path)
        if by:
            yield steps.Shift(path[:-1], number, number + by)

    def _delete(self, path: KeyPath) -> Iterator[TextStep]:
        number = self._number(path)
        if len(path) > 2 and len(self._at(path[:-1])) == 1:  # more than section and number
            raise _Refusal("it is the last entry of its group: delete the group", path)
        yield steps.Cut(path[:-1], number)

    def _insert(self, path: KeyPath, entry: Any) -> Iterator[TextStep]:
        if len(path) < 2 or path[0] not in SECTIONS or not isinstance(path[-1], int):  # list and number
            raise _Refusal(f"{key_text(path)} is no place for an entry", path)
        if len(path) == 2 and not self._data.get(str(path[0])):  # as above
            yield from self._begin(str(path[0]), entry)
            return
        there = self._at(path[:-1])
        if not isinstance(there, list) or not 0 <= path[-1] <= len(there):
            raise _Refusal(f"{key_text(path)} is no place for an entry", path)
        if self._in_tables(path[:-1]):
            entry = self._as_table(path, entry)
        yield steps.Add(path[:-1], path[-1], entry)

    def _in_tables(self, path: KeyPath) -> bool:
        """Whether a list is written as [[tables]]."""
        return self._doc.find(path) is None and bool(self._doc.table_headers(path))

    def _begin(self, section: str, entry: Any) -> Iterator[TextStep]:
        if section in self._data:
            yield steps.Add((section,), 0, entry)
        else:
            yield steps.Begin(section, entry, SECTIONS)

    # ------------------------------------------------------------------------------------------------------ supersets

    def _in_superset(self, path: KeyPath) -> bool:
        return len(path) > 3 and path[-2] == "superset" and isinstance(path[-1], int)  # work, 0, superset, 0

    def _set_group_sets(self, path: KeyPath, value: Any) -> Iterator[TextStep]:
        """The sets of a superset, wherever they are said: in its table, in its entries, in both."""
        group = self._at(path)
        members = [(*path, "superset", number) for number in range(len(group["superset"]))]
        saying = [member for member in members if "sets" in self._table(member)]
        if "sets" in group or len(saying) < len(members):
            yield steps.Put((*path, "sets"), value, self._order(path))
        for member in saying:
            yield from self._say_sets(member, value)

    def _say_sets(self, path: KeyPath, value: Any) -> Iterator[TextStep]:
        entry = self._at(path)
        if isinstance(entry, str):
            yield steps.Put(path, self._reworded(path, entry, "sets", value))
        else:
            yield steps.Put((*path, "sets"), value, ENTRY_KEYS)

    def _group(self, path: KeyPath, count: int, sets: int | None) -> Iterator[TextStep]:
        first = self._number(path)
        members = [(*path[:-1], number) for number in range(first, first + count)]
        if count < 1 or len(path) != 2:  # section and number
            raise _Refusal("only entries of a section become a superset", path)
        tables = {member: self._table(member) for member in members}
        for member, table in tables.items():
            if verify.group_key(table):
                raise _Refusal("a group can't stand in a superset", member)
            if table.get("warmup"):
                raise _Refusal("in a superset an entry has no warm-up sets: take its warmup out first", member)
        number = sets or self._common_sets(tables)
        more = self._group_keys(list(tables.values()), number)
        for member, table in tables.items():
            if _sets(table) != number:
                yield from self._say_sets(member, number)
            for key in OUTSIDE_GROUPS:
                if key in table:
                    yield steps.Drop((*member, key))
        yield steps.Wrap(path[:-1], first, count, "superset", more)

    def _common_sets(self, tables: dict[KeyPath, dict[str, Any]]) -> int:
        path, first = next(iter(tables.items()))
        for table in tables.values():
            if _sets(table) != _sets(first):
                raise _Refusal(
                    f"they have {_sets(first)} and {_sets(table)} sets: a superset has one number for all", path
                )
        return _sets(first)

    def _group_keys(self, tables: list[dict[str, Any]], sets: int) -> dict[str, Any]:
        """The keys that a superset needs beside its list."""
        silent = any(_sets(table) == sets and not _says_sets(table) for table in tables)
        keys: dict[str, Any] = {"sets": sets} if silent else {}
        rests = [table["rest"] for table in tables if "rest" in table]
        if rests:
            keys["rest"] = rests[-1]
        if "after" in tables[-1]:
            keys["after"] = tables[-1]["after"]
        return keys

    def _ungroup(self, path: KeyPath) -> Iterator[TextStep]:
        index = self._number(path)
        group = self._at(path)
        if verify.group_key(group) != "superset" or not group["superset"]:
            raise _Refusal("only a superset is dissolved into entries", path)
        members = [(*path, "superset", number) for number in range(len(group["superset"]))]
        if self._in_tables(path[:-1]) and not self._in_tables((*path, "superset")):
            for member in members:
                if isinstance(self._at(member), str):
                    yield steps.Put(member, self._table(member))
        given = {key: group[key] for key in group if key != "superset"}
        for key in given:
            yield steps.Drop((*path, key))
        for member in members:
            yield from self._give(member, {**given, "after": given.get("after") if member == members[-1] else None})
        yield steps.Unwrap(path[:-1], index, "superset")

    def _give(self, path: KeyPath, keys: dict[str, Any]) -> Iterator[TextStep]:
        """What an entry needs so that it is by itself what it was in its superset."""
        table = self._table(path)
        if "sets" in keys and keys["sets"] != _sets(table):
            yield from self._say_sets(path, keys["sets"])
        for key in ("rest", "after", *(key for key, doses in _OF_DOSES.items() if not doses.isdisjoint(table))):
            if keys.get(key) is not None and key not in table:
                entry = self._at(path)
                if isinstance(entry, str):
                    yield steps.Put(path, self._reworded(path, entry, key, keys[key]))
                else:
                    yield steps.Put((*path, key), keys[key], ENTRY_KEYS)


_OF_DOSES: Final = {
    "missed": frozenset({"reps", "hold", "parts"}),
    "start": frozenset({"hold", "time"}),
    "beyond": frozenset({"hold"}),
    "countdown": frozenset({"exercise"}),  # whatever the dose: the rest before it ticks too
}
"""The keys of a group that count for its entries where these have none of their own, and for which doses."""


def _sets(table: dict[str, Any]) -> int:
    """How many sets an entry's table says: by number, by a list with one a set, else 1."""
    said = table.get("sets")
    if type(said) is int:
        return said
    return next((len(table[key]) for key in _PER_SET if isinstance(table.get(key), list)), 1)


def _says_sets(table: dict[str, Any]) -> bool:
    return "sets" in table or any(isinstance(table.get(key), list) for key in _PER_SET)
