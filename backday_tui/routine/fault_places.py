"""Where in its text the faults of a routine are: lines and characters, found with tree-sitter.

This is imported only when there is a fault to place, and sees only text that tomllib has accepted. It knows no key by
its name.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final, NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.problems import Fault, KeyPath


FaultPlace = tuple[int, int]
"""Line and column, in characters from 1."""

_BLANK_END: Final = re.compile(rb"(?<!\\)((?:\\\\)*+)\\([ \t]++)\n")
_MOST_NODES: Final = 150_000
_LINE_KEY: Final = re.compile(r"""^[ \t]*+\[{0,2}[ \t]*+["']?([A-Za-z0-9_-]++)""", re.MULTILINE)
_PART: Final = re.compile(rb"""[A-Za-z0-9_-]++|"(?:[^"\\]|\\.)*+"|'[^']*+'""")


def find(text: str, faults: Sequence[Fault]) -> list[FaultPlace]:
    """The place of each fault; if its key can't be found, the place of what holds it.

    A text from which tree-sitter would make hundreds of megabytes is searched line by line instead: then a place is
    that of the top-level key.
    """
    wanted = {fault.path[:length] for fault in faults for length in range(1, len(fault.path) + 1)}
    if sum(text.count(mark) for mark in "\n,\"'=") > _MOST_NODES:
        return _rough_places(text, faults)
    data = text.encode("utf-8", "replace")
    spots = _Finder(data, wanted).document()
    return [_place(data, spots, fault) for fault in faults]


class _Spot(NamedTuple):
    """At which byte the last key of a path begins (None for an element of a list), and its value or header."""

    key: int | None
    value: int
    end: int
    is_string: bool = False


_Spots = dict["KeyPath", _Spot]


def _place(data: bytes, spots: _Spots, fault: Fault) -> FaultPlace:
    path = fault.path[:-1] if fault.aim == "table" else fault.path
    while path and path not in spots:
        path = path[:-1]
    if not path:
        return 1, 1
    spot = spots[path]
    if spot.key is not None and fault.aim == "key" and path == fault.path:
        return _place_of(data, spot.key)
    line, column = _place_of(data, spot.value)
    if fault.offset and path == fault.path and spot.is_string:
        literal = data[spot.value : spot.end].decode()
        return _along(literal[: source_index(literal, fault.offset)], line, column)
    return line, column


def _place_of(data: bytes, at: int) -> FaultPlace:
    begin = data.rfind(b"\n", 0, at) + 1
    return data.count(b"\n", 0, at) + 1, len(data[begin:at].decode()) + 1


def _along(text: str, line: int, column: int) -> FaultPlace:
    """The place right behind a text that begins at this one."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))


def source_index(literal: str, offset: int) -> int:
    """Where, in a string as TOML writes it with its quotes, the character `offset` (from 0) of its value is."""
    width = 3 if literal[:3] in ('"""', "'''") else 1
    at = width + (width == 3 and literal[3:4] == "\n")  # three quotes; the line break behind is none
    if literal[0] == "'":
        return min(at + offset, len(literal) - width)
    for _ in range(offset):
        at = _next_character(literal, _past_line_ends(literal, at))
    return min(_past_line_ends(literal, at), len(literal) - width)


def _past_line_ends(literal: str, at: int) -> int:
    """The place behind any backslashes at ends of lines, which stand for nothing."""
    while literal[at : at + 1] == "\\" and (end := _blanks_end(literal, at + 1)) > at + 1:
        at = end
    return at


def _blanks_end(literal: str, at: int) -> int:
    while literal[at : at + 1] in (" ", "\t", "\n"):
        at += 1
    return at


def _next_character(literal: str, at: int) -> int:
    if literal[at : at + 1] != "\\":
        return at + 1
    return at + {"x": 4, "u": 6, "U": 10}.get(literal[at + 1 : at + 2], 2)


# ----------------------------------------------------------------------------------------------------- the syntax tree


def _children(node: Node) -> Iterator[Node]:
    """What a node holds, without brackets, commas and comments; one at a time, as there may be very many."""
    cursor = node.walk()
    more = cursor.goto_first_child()
    while more:
        child = cursor.node
        if child is not None and child.is_named and child.type != "comment":
            yield child
        more = cursor.goto_next_sibling()


def without_blank_ends(data: bytes) -> bytes:
    """The same text without blanks between a backslash and the end of its line, an error to tree-sitter-toml.

    The two change places, so that every other byte stays where it is.
    """
    return _BLANK_END.sub(rb"\1\2\\\n", data)


class _Finder:
    """Goes through the syntax tree of a text, no deeper than the wanted paths lead, and gathers their spots."""

    def __init__(self, data: bytes, wanted: set[KeyPath]) -> None:
        self.spots: _Spots = {}
        self._data = data
        self._wanted = wanted
        self._counts: dict[KeyPath, int] = {}

    def document(self) -> _Spots:
        tree = Parser(Language(tree_sitter_toml.language())).parse(without_blank_ends(self._data))
        for node in _children(tree.root_node):
            if node.type == "pair":
                self._pair(node, ())
            elif node.type in ("table", "table_array_element"):
                self._table(node)
        return self.spots

    def _table(self, node: Node) -> None:
        """A table with a header, [a.b] or [[a.b]]."""
        keys = _keys(self._data, node.child(1)) if node.child_count > 1 else []
        path: KeyPath = ()
        for number, (name, at) in enumerate(keys):
            path = (*path, name)
            if path in self._wanted:
                self.spots.setdefault(path, _Spot(at, node.start_byte, at))
            if node.type == "table_array_element" and number == len(keys) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        if path in self._wanted:
            self.spots.setdefault(path, _Spot(keys[-1][1], node.start_byte, node.start_byte))
            for child in _children(node):
                if child.type == "pair":
                    self._pair(child, path)

    def _pair(self, node: Node, path: KeyPath) -> None:
        if node.child_count < 3:  # key, "=", value; less where tree-sitter gave up
            return
        at = node.start_byte
        for name, at in _keys(self._data, node.child(0)):
            path = (*path, name)
            if path not in self._wanted:
                return
            self.spots.setdefault(path, _Spot(at, at, at))
        self._value(node.child(2), path, at)

    def _value(self, node: Node, path: KeyPath, key: int | None) -> None:
        """A value, and what is in it."""
        self.spots[path] = _Spot(key, node.start_byte, node.end_byte, node.type == "string")
        if node.type == "inline_table":
            for child in _children(node):
                self._pair(child, path)
        elif node.type == "array":
            for number, child in enumerate(_children(node)):
                if (*path, number) in self._wanted:
                    self._value(child, (*path, number), None)


def _keys(data: bytes, node: Node) -> list[tuple[str, int]]:
    """The parts of a key, in order, each with the byte at which it begins."""
    parts = _PART.finditer(data, node.start_byte, node.end_byte)
    return [(_name(part[0].decode()), part.start()) for part in parts]


def _name(part: str) -> str:
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0"))) if "\\" in part else part[1:-1]


# -------------------------------------------------------------------------------------------------- without a tree


def _rough_places(text: str, faults: Sequence[Fault]) -> list[FaultPlace]:
    """Where a line begins with the top-level key of each fault, as a key or in the header of an element."""
    wanted = {str(fault.path[0]) for fault in faults if fault.path}
    found: dict[str, list[int]] = {}
    for match in _LINE_KEY.finditer(text):
        if match[1] in wanted:
            found.setdefault(match[1], []).append(match.start(1))
    places: dict[tuple[str | int, ...], FaultPlace] = {}
    for fault in faults:
        if fault.path[:2] not in places:
            places[fault.path[:2]] = _rough_place(text, fault.path, found)
    return [places[fault.path[:2]] for fault in faults]


def _rough_place(text: str, path: KeyPath, found: dict[str, list[int]]) -> FaultPlace:
    starts = found.get(str(path[0])) if path else None
    if not starts:
        return 1, 1
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    at = starts[number] if number < len(starts) else starts[0]
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
