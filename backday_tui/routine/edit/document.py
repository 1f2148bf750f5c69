"""Where the parts of a routine's text stand: tables, pairs, the elements of lists with the comments that are theirs.

Found with tree-sitter in a text that tomllib took. Nothing is changed here, and no key is known by name; what is done
to the parts is in `steps.py`.
"""

from __future__ import annotations

import bisect
import functools
import re
import tomllib
from typing import TYPE_CHECKING, Final, NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from backday_tui.routine import source
from backday_tui.routine.fault_places import without_blank_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backday_tui.routine.problems import KeyPath


MAX_PARTS: Final = 150_000
_QUIET: Final = re.compile(
    r'"""(?:[^"\\]++|(?s:\\.)|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_PART: Final = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")

TextSpan = tuple[int, int]
"""Where something begins and ends in a document's text, in characters from 0."""


class LayoutError(Exception):
    """A text whose parts can't be told apart, or that has too many; `at` is a character of it."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class Pair(NamedTuple):
    """A key with its value. `keys` are the parts of a dotted key, each with its span; `value` is the value's node."""

    keys: tuple[tuple[str, TextSpan], ...]
    value: Node

    @property
    def names(self) -> KeyPath:
        """The parts of the key."""
        return tuple(name for name, _ in self.keys)

    @property
    def start(self) -> int:
        """Where the key begins."""
        return self.keys[0][1][0]

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value.end_byte


class Header(NamedTuple):
    """A table with a header. `path` counts the elements of lists; `end` is where the header ends, its pairs follow."""

    path: KeyPath
    keys: tuple[tuple[str, TextSpan], ...]
    node: Node
    start: int
    end: int


class Found(NamedTuple):
    """A value: its node, and the pair that it belongs to (None for an element of a list) with what holds that pair."""

    node: Node
    pair: Pair | None
    holder: Node


class Slot(NamedTuple):
    """The place of an element in a list.

    What goes with the element when it moves are two pieces: from `start` (that of the comments above it, where it has
    lines of its own) to `token[1]`, and from `tail` to `end`: the comment behind it, and the line's end. Between them
    stands the comma, which stays. `token` is the element itself.
    """

    start: int
    token: TextSpan
    tail: int
    end: int
    has_comma: bool
    own_lines: bool


class TomlDocument:
    """A text with its syntax tree. `text` has neither byte order mark nor carriage returns: all places are in it.

    Raises:
        LayoutError: its parts can't be told apart.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = source.normal(original)
        if sum(self.text.count(mark) for mark in "\n,\"'=") > MAX_PARTS:
            raise LayoutError("it has too many values to be changed other than as text")
        # A character other than ASCII stands in texts and comments alone: one byte for each makes bytes of places.
        self.tree = Parser(Language(tree_sitter_toml.language())).parse(
            without_blank_ends(_NOT_ASCII.sub("x", self.text).encode())
        )
        if self.tree.root_node.has_error:
            raise LayoutError("its lines can't be told apart", _first_error(self.tree.root_node))

    # ---------------------------------------------------------------------------------------- the text as it was read

    @functools.cached_property
    def _returns(self) -> list[int]:
        """Where a line ended with a carriage return, as places in `text`."""
        if "\r\n" not in self.original:
            return []
        lead = len(self.original) - len(self.original.lstrip("\ufeff"))
        ends = (match.start() for match in re.finditer("\r\n", self.original))
        return [end - lead - before for before, end in enumerate(ends)]

    @functools.cached_property
    def newline(self) -> str:
        """The line end that most lines have."""
        return "\r\n" if 2 * len(self._returns) > self.text.count("\n") else "\n"

    def written(self, start: int, end: int) -> str:
        """A part of the text with the line ends that it has in the file."""
        return self.original[self._in_original(start) : self._in_original(end)]

    def _in_original(self, at: int) -> int:
        lead = len(self.original) - len(self.original.lstrip("\ufeff"))
        return lead + at + bisect.bisect_left(self._returns, at)

    def spliced(self, splices: Iterable[Splice]) -> str:
        """The original with some spans replaced; they must not overlap. Line ends of new text are those of the file."""
        out: list[str] = []
        done = 0
        for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            out.append(self.original[done : self._in_original(splice.start)])
            out += (
                piece.replace("\n", self.newline) if isinstance(piece, str) else self.written(*piece)
                for piece in splice.pieces
            )
            done = self._in_original(splice.end)
        return "".join([*out, self.original[done:]])

    # ------------------------------------------------------------------------------------------------------- lines

    def line_start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a place ends, before its line feed."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def next_line(self, at: int) -> int:
        """Where the line behind that of a place begins; the end of the text where there is none."""
        return min(self.line_end(at) + 1, len(self.text))

    def line_number(self, at: int) -> int:
        """The line of a place, from 1."""
        return self.text.count("\n", 0, at) + 1

    def indent(self, at: int) -> str:
        """The blanks with which the line of a place begins."""
        start = self.line_start(at)
        return self.text[start : start + _blanks(self.text, start)]

    def is_blank(self, start: int) -> bool:
        """Whether the line that begins there is there and has nothing in it."""
        return 0 <= start < len(self.text) and not self.text[start : self.line_end(start)].strip(" \t")

    def is_comment(self, start: int) -> bool:
        """Whether the line that begins there has nothing but a comment in it."""
        return start in self._comment_lines

    @functools.cached_property
    def comments(self) -> list[TextSpan]:
        """Where the comments stand, in order."""
        return [match.span() for match in self.quiet if self.text[match.start()] == "#"]

    @functools.cached_property
    def quiet(self) -> list[re.Match[str]]:
        """All strings and comments, in order."""
        return list(_QUIET.finditer(self.text))

    @functools.cached_property
    def _comment_lines(self) -> set[int]:
        """Where the lines begin that hold nothing but a comment."""
        starts = ((self.line_start(start), start) for start, _ in self.comments)
        return {line for line, start in starts if not self.text[line:start].strip(" \t")}

    def lead_start(self, line: int, floor: int = 0) -> int:
        """Where the comments right above a line begin, not higher than `floor`; else the line itself."""
        while line > floor and (above := self.line_start(line - 1)) >= floor and above in self._comment_lines:
            line = above
        return line

    def trail_end(self, line: int, ceiling: int) -> int:
        """Where the comments end that stand right below: the begin of the first line from `line` on that is none."""
        while line < ceiling and line in self._comment_lines:
            line = self.next_line(line)
        return line

    def comments_in(self, start: int, end: int) -> list[str]:
        """The comments within a span, without blanks at their ends."""
        first = bisect.bisect_left(self.comments, (start, start))
        found: list[str] = []
        for begin, stop in self.comments[first:]:
            if begin >= end:
                break
            found.append(self.text[begin:stop].rstrip())
        return found

    def begins_inside_string(self, line: int) -> bool:
        """Whether a line begins within a string of several lines."""
        before = bisect.bisect_left(self._string_starts, line) - 1
        return before >= 0 and self._strings[before][1] > line

    @functools.cached_property
    def _strings(self) -> list[TextSpan]:
        return [match.span() for match in self.quiet if self.text[match.start()] != "#"]

    @functools.cached_property
    def _string_starts(self) -> list[int]:
        return [start for start, _ in self._strings]

    # ------------------------------------------------------------------------------------------------ tables and pairs

    @functools.cached_property
    def headers(self) -> list[Header]:
        """All tables with a header, in order."""
        counts: dict[KeyPath, int] = {}
        return [
            self._header(node, counts)
            for node in self.tree.root_node.children
            if node.type in ("table", "table_array_element")
        ]

    def _header(self, node: Node, counts: dict[KeyPath, int]) -> Header:
        keys = self._keys(_child(node, 1))
        path: KeyPath = ()
        for number, (name, _) in enumerate(keys):
            path = (*path, name)
            if node.type == "table_array_element" and number == len(keys) - 1:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return Header(path, keys, node, node.start_byte, _child(node, 2).end_byte)

    def _keys(self, node: Node) -> tuple[tuple[str, TextSpan], ...]:
        parts = _PART.finditer(self.text, node.start_byte, node.end_byte)
        return tuple((key_name(part[0]), part.span()) for part in parts)

    def pairs(self, holder: Node) -> list[Pair]:
        """The pairs of a table, of an inline table or of the top level."""
        return [Pair(self._keys(_child(node, 0)), _child(node, 2)) for node in holder.children if node.type == "pair"]

    def body_end(self, header: Header) -> int:
        """Where the last value of a table with a header ends; its header's end where it has none."""
        pairs = self.pairs(header.node)
        return pairs[-1].end if pairs else header.end

    def holders(self, path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
        """Where the value of a path may stand: the paths and nodes of tables with a header, and of the top level."""
        for header in self.headers:
            if header.path == path[: len(header.path)]:
                yield header.path, header.node
        yield (), self.tree.root_node

    def find(self, path: KeyPath) -> Found | None:
        """The value of a path; None where there is none, or where it is a table with a header of its own."""
        for at, node in self.holders(path):
            found = self._in_table(node, path[len(at) :])
            if found:
                return found
        return None

    def _in_table(self, holder: Node, rest: KeyPath) -> Found | None:
        for pair in self.pairs(holder) if rest else ():
            names = pair.names
            if rest[: len(names)] == names:
                return self._in_value(Found(pair.value, pair, holder), rest[len(names) :])
        return None

    def _in_value(self, found: Found, rest: KeyPath) -> Found | None:
        if not rest:
            return found
        if found.node.type == "inline_table":
            return self._in_table(found.node, rest)
        if found.node.type != "array" or not isinstance(rest[0], int):
            return None
        values = elements(found.node)
        if rest[0] >= len(values):
            return None
        return self._in_value(Found(values[rest[0]], None, found.node), rest[1:])

    def table(self, path: KeyPath) -> Header | None:
        """The table with exactly this path that has a header."""
        return next((header for header in self.headers if header.path == path), None)

    def place(self, path: KeyPath) -> int:
        """Where a path stands in the text, or the nearest that holds it."""
        while path:
            found = self.find(path)
            if found:
                return found.pair.start if found.pair else found.node.start_byte
            if header := next((header for header in self.headers if header.path[: len(path)] == path), None):
                return header.start
            path = path[:-1]
        return 0

    # --------------------------------------------------------------------------------------------- elements of lists

    def array_slots(self, array: Node) -> list[Slot]:
        """The places of the elements of a list in brackets."""
        slots: list[Slot] = []
        children = array.children
        for number, node in enumerate(children):
            if _is_value(node):
                comma = _comma_behind(children, number)
                slots.append(self._array_slot(array, node, comma))
        return slots

    def _array_slot(self, array: Node, node: Node, comma: Node | None) -> Slot:
        token = (node.start_byte, node.end_byte)
        tail = token[1]
        attached = comma is None or not self.text[tail : comma.start_byte].strip(" \t")
        if comma and attached:
            tail = comma.end_byte
        line, line_end = self.line_start(token[0]), self.line_end(tail)
        behind = self.text[tail:line_end].strip(" \t")
        alone = not self.text[line : token[0]].strip(" \t") and line > array.start_byte
        if alone and attached and (not behind or behind[0] == "#") and line_end < array.end_byte:
            floor = self.next_line(array.start_byte)
            return Slot(self.lead_start(line, floor), token, tail, line_end + 1, comma is not None, own_lines=True)
        return Slot(token[0], token, tail, tail, comma is not None, own_lines=False)

    def table_headers(self, path: KeyPath) -> list[list[int]]:
        """For each element of a list written as [[tables]] the numbers of the headers that make it."""
        found: list[list[int]] = []
        for number, header in enumerate(self.headers):
            index = header.path[len(path)] if len(header.path) > len(path) else None
            if header.path[: len(path)] == path and isinstance(index, int):
                while len(found) <= index:
                    found.append([])
                found[index].append(number)
        return found

    def table_slot(self, numbers: list[int], *, with_trail: bool = True) -> Slot:
        """The place of an element written as [[table]], with the tables under it, and the comments right below.

        Raises:
            LayoutError: another table stands in between.
        """
        headers = self.headers
        if numbers != list(range(numbers[0], numbers[-1] + 1)):
            raise LayoutError("its tables don't stand together", headers[numbers[0]].start)
        start = self.table_start(headers[numbers[0]])
        last = headers[numbers[-1]]
        ceiling = self.table_start(headers[numbers[-1] + 1]) if numbers[-1] + 1 < len(headers) else len(self.text)
        end = self.next_line(self.body_end(last))
        end = self.trail_end(end, ceiling) if with_trail else end
        body = end - 1 if self.text[end - 1 : end] == "\n" else end
        return Slot(start, (start, body), body, end, has_comma=False, own_lines=True)

    def table_start(self, header: Header) -> int:
        """Where the comments above a table begin that are its own."""
        return self.lead_start(self.line_start(header.start))


class Splice(NamedTuple):
    """A span of a document, and what stands in its place: new text, and spans of the old."""

    start: int
    end: int
    pieces: tuple[str | TextSpan, ...] = ()


def _child(node: Node, number: int) -> Node:
    child = node.child(number)
    if child is None:
        raise LayoutError("its lines can't be told apart", node.start_byte)
    return child


def _first_error(node: Node) -> int:
    """Where a tree has its first fault."""
    for child in node.children:
        if child.is_error or child.is_missing:
            return child.start_byte
        if child.has_error:
            return _first_error(child)
    return node.start_byte


def _is_value(node: Node) -> bool:
    return node.is_named and node.type != "comment"


def elements(array: Node) -> list[Node]:
    """The elements of a list in brackets."""
    return [node for node in array.children if _is_value(node)]


def _comma_behind(children: list[Node], number: int) -> Node | None:
    for node in children[number + 1 :]:
        if node.type == ",":
            return node
        if _is_value(node):
            return None
    return None


def _blanks(text: str, start: int) -> int:
    end = start
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return end - start


def key_name(part: str) -> str:
    """The key that one part of a dotted key, as it is written, stands for."""
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0"))) if "\\" in part else part[1:-1]


def comments_of(text: str) -> list[str]:
    """The comments of a text that tomllib took, without blanks at their ends, in order."""
    return [match[0].rstrip() for match in _QUIET.finditer(text) if match[0][0] == "#"]
