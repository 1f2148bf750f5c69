"""What a changed text is held to: the data that was meant, the same comments, and no new problem.

Nothing is changed here; what is refused says at which line the person can make the change as text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from backday_tui.errors import BackdayError
from backday_tui.routine import source
from backday_tui.routine.edit import document
from backday_tui.routine.edit.document import LayoutError, TomlDocument
from backday_tui.routine.format import GROUPS
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.reader import MAX_ENTRIES, TableReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.exercises.catalog import Catalog


_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)


class EditRefusedError(BackdayError):
    """A change that can't be made to this text without harm. `line`, from 1, is where the person can make it."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line


def opened(text: str) -> tuple[TomlDocument, dict[str, Any]]:
    """A text that is to be changed, and its data.

    Raises:
        EditRefusedError: it is no TOML, its parts can't be told apart, or no file can hold it.
    """
    data = _parsed(text)
    _hold_encoding(text)
    return _document(text), data


def _parsed(text: str) -> dict[str, Any]:
    try:
        return source.parse(source.normal(text))
    except source.TomlProblem as problem:
        raise EditRefusedError(problem.message, problem.line) from None


def _document(text: str) -> TomlDocument:
    try:
        return TomlDocument(text)
    except LayoutError as error:
        line = source.place_in(source.normal(text), error.at)[0]
        raise EditRefusedError(f"this can only be changed as text: {error.reason}", line) from None


def _hold_encoding(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise EditRefusedError("a character stands here that no file can hold", line) from None


def hold_same(
    doc: TomlDocument, new: str, meant: Mapping[str, Any], line: int = 1, lost: Counter[str] | None = None
) -> None:
    """Refuse a text that holds other data than was meant, or other comments but for those that were to be lost.

    Raises:
        EditRefusedError: it does.
    """
    try:
        data = source.parse(source.normal(new))
    except source.TomlProblem:
        data = None
    if data is None or not _same(_without_empty(data), _without_empty(meant)):
        raise EditRefusedError("this can only be changed as text: it is written in an unusual way", line)
    kept = Counter(document.comments_of(doc.text)) - (lost or Counter())
    if kept != Counter(document.comments_of(source.normal(new))):
        raise EditRefusedError("this can only be changed as text: a comment would be lost", line)


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """A list of entries that is empty, and one that is not there, mean the same."""
    return {key: value for key, value in data.items() if value != [] or key not in SECTIONS}


def _same(one: Any, other: Any) -> bool:
    """Whether two values of TOML are the same; 1 and true are not."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or one != one  # noqa: PLR0124 -- nan


def hold_rules(before: dict[str, Any], after: dict[str, Any], catalog: Catalog, line: int) -> None:
    """Refuse a change that brings a problem which would stop the routine from being started.

    Only entries that changed are looked at: that a routine gets too many steps in all is for the reader to find.

    Raises:
        EditRefusedError: it does.
    """
    old, new = _elements(before), _elements(after)
    gone = [element for key, element in old.items() if key not in new]
    come = [element for key, element in new.items() if key not in old]
    known = _problems(before, gone, catalog, others=len(old) > len(gone))
    fresh = [each for each in _problems(after, come, catalog, others=len(new) > len(come)) if each not in known]
    if fresh:
        raise EditRefusedError(fresh[0], line)
    if _count(after) > max(MAX_ENTRIES, _count(before)):
        raise EditRefusedError(f"a routine has at most {MAX_ENTRIES:,} entries", line)


def _elements(data: dict[str, Any]) -> dict[str, Any]:
    """The entries and groups of all sections, by how they look."""
    lists = (data.get(section) for section in SECTIONS)
    return {repr(element): element for each in lists if isinstance(each, list) for element in each}


def _problems(data: dict[str, Any], elements: list[Any], catalog: Catalog, *, others: bool) -> list[str]:
    """What stops a routine of some of its entries; `others` tells whether there are more than these."""
    rest = {key: value for key, value in data.items() if key not in SECTIONS or not isinstance(value, list)}
    walker = TableReader(catalog, None)
    walker.routine({**rest, "work": elements or (["Plank"] if others else [])}, "")
    return [fault.message for fault in walker.faults.found if fault.stops_start and fault.severity == "error"]


def _count(data: dict[str, Any]) -> int:
    """How many entries there are, those in groups counted each."""
    count = 0
    for section in SECTIONS:
        for element in data.get(section, ()) if isinstance(data.get(section), list) else ():
            key = group_key(element)
            count += len(element[key]) if key else 1
    return count


def group_key(element: Any) -> str | None:
    """Under which key a group has its entries; None where it is no group."""
    keys = _GROUP_KEYS if isinstance(element, dict) else ()
    return next((key for key in keys if isinstance(element.get(key), list)), None)
