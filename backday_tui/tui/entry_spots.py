"""Which lines of a routine's text an entry or group has, and which one a cursor stands in.

Read from a text that tomllib takes; a text that is half typed has the spots of when it was last whole. Nothing is
changed here.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.routine.blocks import Document, LayoutError, elements
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.tables import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from backday_tui.routine.problems import KeyPath

_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)
Place = tuple[int, int]
"""Line and column, in characters from 0."""


class Spot(NamedTuple):
    """An entry or group: its path, where it begins and ends with the comments that are its own, where it is itself."""

    path: KeyPath
    start: Place
    end: Place
    at: Place


def spots_of(text: str) -> tuple[Spot, ...]:
    """Every entry and group of a text, in its order; none where it can't be told."""
    try:
        finder = _Finder(Document(text))
        found = [spot for section in SECTIONS for spot in finder.section(section)]
    except LayoutError:
        return ()
    return tuple(sorted(found, key=lambda spot: (spot.start, len(spot.path))))


def spot_at(spots: Sequence[Spot], place: Place) -> Spot | None:
    """The innermost entry or group that a cursor stands in, else the one that begins on its line."""
    inside = [spot for spot in spots if spot.start <= place < spot.end or (place == spot.end and place[1])]
    inside = inside or [spot for spot in spots if spot.at[0] == place[0]][-1:]
    return max(inside, key=lambda spot: (len(spot.path), spot.start), default=None)


class _Finder:
    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._starts = [0]
        at = doc.text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = doc.text.find("\n", at + 1)

    def _place(self, at: int) -> Place:
        row = bisect.bisect_right(self._starts, at) - 1
        return row, at - self._starts[row]

    def _spot(self, path: KeyPath, start: int, end: int, at: int) -> Spot:
        return Spot(path, self._place(start), self._place(end), self._place(at))

    def section(self, section: str) -> Iterator[Spot]:
        """The entries and groups of a section, however it is written."""
        found = self._doc.find((section,))
        if found is not None and found.node.type == "array":
            yield from self._array((section,), found.node)
            return
        for number, headers in enumerate(self._doc.table_headers((section,))):
            yield from self._table((section, number), headers)

    def _array(self, path: KeyPath, array: Node) -> Iterator[Spot]:
        slots = self._doc.array_slots(array)
        for number, (slot, node) in enumerate(zip(slots, elements(array), strict=True)):
            yield self._spot((*path, number), slot.start, slot.end, slot.token[0])
            if node.type == "inline_table" and len(path) == 1:
                yield from self._members((*path, number), node)

    def _members(self, path: KeyPath, table: Node) -> Iterator[Spot]:
        for pair in self._doc.pairs(table):
            if len(pair.names) == 1 and pair.names[0] in _GROUP_KEYS and pair.value.type == "array":
                yield from self._array((*path, *pair.names), pair.value)

    def _table(self, path: KeyPath, numbers: list[int]) -> Iterator[Spot]:
        """An element written as [[table]], with those under it."""
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
