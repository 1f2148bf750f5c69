"""Where in a text the faults of a routine are: lines and characters, found with tree-sitter.

It is imported only when there is a fault to place, and looks only at text that tomllib took. It knows no key by name.
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

Place = tuple[int, int]
"""Line and column, in characters from 1."""

_MOST_NODES: Final = 250_000
_KEYS: Final = frozenset({"bare_key", "quoted_key", "dotted_key"})


def find(text: str, faults: Sequence[Fault]) -> list[Place]:
    """The place of each fault; where its key can't be found, that of what holds it.

    A text of which tree-sitter would make hundreds of megabytes is looked through by its lines: then a place is that of
    the top-level key.
    """
    wanted = {fault.path[:length] for fault in faults for length in range(1, len(fault.path) + 1)}
    if sum(text.count(mark) for mark in "\n,\"'=") > _MOST_NODES:
        return [_rough_place(text, fault.path) for fault in faults]
    data = text.encode("utf-8", "replace")
    spots = _spots(data, wanted)
    return [_place(data, spots, fault) for fault in faults]


class _Spot(NamedTuple):
    """The nodes of a path: its last key (None for an element of a list), and its value or the header of its table."""

    key: Node | None
    value: Node


_Spots = dict["KeyPath", _Spot]


def _place(data: bytes, spots: _Spots, fault: Fault) -> Place:
    path = fault.path[:-1] if fault.aim == "table" else fault.path
    while path and path not in spots:
        path = path[:-1]
    if not path:
        return 1, 1
    spot = spots[path]
    node = spot.key if spot.key and fault.aim == "key" and path == fault.path else spot.value
    line, column = _start(data, node)
    if fault.offset and path == fault.path and node.type == "string":
        literal = data[node.start_byte : node.end_byte].decode()
        return _along(literal[: source_index(literal, fault.offset)], line, column)
    return line, column


def _start(data: bytes, node: Node) -> Place:
    row, column = node.start_point
    return row + 1, len(data[node.start_byte - column : node.start_byte].decode()) + 1


def _along(text: str, line: int, column: int) -> Place:
    """The place behind a text that begins at a place."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))


def source_index(literal: str, offset: int) -> int:
    """Where in a string as TOML writes it, quotes included, the character `offset` (from 0) of its value stands."""
    width = 3 if literal[:3] in ('"""', "'''") else 1
    at = width + (width == 3 and literal[3:4] == "\n")  # noqa: PLR2004 -- three quotes; the line break behind is none
    if literal[0] == "'":
        return min(at + offset, len(literal) - width)
    for _ in range(offset):
        at = _next_character(literal, _past_line_ends(literal, at))
    return min(_past_line_ends(literal, at), len(literal) - width)


def _past_line_ends(literal: str, at: int) -> int:
    """Behind the backslashes at ends of lines, which stand for nothing."""
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
    return at + {"u": 6, "U": 10}.get(literal[at + 1 : at + 2], 2)


# ----------------------------------------------------------------------------------------------------- the syntax tree


def _spots(data: bytes, wanted: set[KeyPath]) -> _Spots:
    tree = Parser(Language(tree_sitter_toml.language())).parse(data)
    spots: _Spots = {}
    counts: dict[KeyPath, int] = {}
    for node in _children(tree.root_node):
        if node.type == "pair":
            _pair(data, node, (), wanted, spots)
        elif node.type in ("table", "table_array_element"):
            _table(data, node, counts, wanted, spots)
    return spots


def _children(node: Node) -> Iterator[Node]:
    """What stands in a node, without brackets, commas and comments; one at a time, for there may be very many."""
    cursor = node.walk()
    more = cursor.goto_first_child()
    while more:
        child = cursor.node
        if child is not None and child.is_named and child.type != "comment":
            yield child
        more = cursor.goto_next_sibling()


def _table(data: bytes, node: Node, counts: dict[KeyPath, int], wanted: set[KeyPath], spots: _Spots) -> None:
    """A table with a header, [a.b] or [[a.b]]."""
    children = _children(node)
    keys = list(_keys(data, next(children)))
    path: KeyPath = ()
    for number, (name, key) in enumerate(keys):
        path = (*path, name)
        if path in wanted:
            spots.setdefault(path, _Spot(key, node))
        if node.type == "table_array_element" and number == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    if path in wanted:
        spots.setdefault(path, _Spot(keys[-1][1], node))
        for child in children:
            _pair(data, child, path, wanted, spots)


def _pair(data: bytes, node: Node, path: KeyPath, wanted: set[KeyPath], spots: _Spots) -> None:
    children = list(_children(node))
    if len(children) < 2 or children[0].type not in _KEYS:  # noqa: PLR2004 -- a key and a value
        return
    key = children[0]
    for name, key in _keys(data, children[0]):
        path = (*path, name)
        if path not in wanted:
            return
        spots.setdefault(path, _Spot(key, key))
    spots[path] = _Spot(key, children[1])
    _inside(data, children[1], path, wanted, spots)


def _inside(data: bytes, node: Node, path: KeyPath, wanted: set[KeyPath], spots: _Spots) -> None:
    """What stands in a value."""
    if node.type == "inline_table":
        for child in _children(node):
            _pair(data, child, path, wanted, spots)
    elif node.type == "array":
        for number, child in enumerate(_children(node)):
            if (*path, number) in wanted:
                spots[*path, number] = _Spot(None, child)
                _inside(data, child, (*path, number), wanted, spots)


def _keys(data: bytes, node: Node) -> Iterator[tuple[str, Node]]:
    """The parts of a key with their nodes, in order."""
    if node.type == "dotted_key":
        for child in _children(node):
            yield from _keys(data, child)
        return
    text = data[node.start_byte : node.end_byte].decode()
    if node.type == "quoted_key":
        text = next(iter(tomllib.loads(f"{text} = 0"))) if "\\" in text else text[1:-1]
    yield text, node


# -------------------------------------------------------------------------------------------------- without a tree


def _rough_place(text: str, path: KeyPath) -> Place:
    """Where the top-level key of a path begins a line, as a key or as a header."""
    key = str(path[0]) if path else ""
    pattern = rf"^[ \t]*+(?:\[\[?[ \t]*+)?[\"']?({re.escape(key)})(?![A-Za-z0-9_-])"
    found = [match.start(1) for match, _ in zip(re.finditer(pattern, text, re.MULTILINE), range(1001), strict=False)]
    if not key or not found:
        return 1, 1
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
    at = found[number] if number < len(found) else found[0]
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
