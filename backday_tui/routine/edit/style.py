"""A routine's text in the house style, with its comments: what `backday fmt` writes.

Only blanks, blank lines, line ends and the commas of lists change. The order of keys, the quotes and lines of notation
are the person's own, and so is whether a list other than a section's stands in one line or in several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.routine.edit import verify
from backday_tui.routine.edit.document import Header, Pair, TomlDocument, elements
from backday_tui.routine.model import SECTIONS
from backday_tui.toml_text import INDENT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


_BEFORE_COMMENT: Final = "  "
_BLANK: Final = re.compile(r"\n[ \t]*\n")


def formatted(text: str) -> str:
    """A text in the house style; its data and its comments are the same.

    A pair is `key = value`, without blanks in front. A section with several entries has one a line. A list that is
    broken, holds a comment or is too long for a line has an element a line, indented by two, each with a comma; any
    other is in one line, as is an inline table. Two blanks stand before a comment behind something. At most one blank
    line stands between two lines, and one above a table with a header, or above its comments. All line ends are what
    most were, and the last line has one; a byte order mark stays, but not a
    second one.

    Raises:
        EditRefusedError: it is no TOML, or too much of it.
    """
    doc, data = verify.opened(text)
    lines = "".join(f"{line}\n" for line in _Style(doc).lines())
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    new = mark + lines.replace("\n", doc.newline)
    verify.hold_same(doc, new, data)
    return new


class _Statement(NamedTuple):
    """What stands on lines of its own at the top level: a pair, a header, a comment (neither of both)."""

    start: int
    end: int
    pair: Pair | None = None
    header: Header | None = None


class _Style:
    """Writes the lines of one document anew."""

    def __init__(self, doc: TomlDocument) -> None:
        self._doc = doc
        self._text = doc.text

    def lines(self) -> Iterator[str]:
        """All lines, without their ends."""
        before: _Statement | None = None
        statements = self._statements()
        for number, statement in enumerate(statements):
            if before and self._is_apart(before, statement, statements[number:]):
                yield ""
            yield from self._written(statement).split("\n")
            before = statement

    def _statements(self) -> list[_Statement]:
        doc = self._doc
        found = [_Statement(pair.start, pair.end, pair=pair) for pair in doc.pairs(doc.tree.root_node)]
        for header in doc.headers:
            found.append(_Statement(header.start, header.end, header=header))
            found += (_Statement(pair.start, pair.end, pair=pair) for pair in doc.pairs(header.node))
        return sorted([*found, *self._comments(found)])

    def _comments(self, statements: list[_Statement]) -> Iterator[_Statement]:
        """The comments that stand in lines of their own, in no list."""
        rest = iter(statements)
        statement = next(rest, None)
        done = 0
        for start, end in self._doc.comments:
            while statement and statement.start < start:
                done = self._doc.line_end(statement.end)
                statement = next(rest, None)
            if start >= done:
                yield _Statement(start, end)

    def _is_apart(self, before: _Statement, statement: _Statement, rest: list[_Statement]) -> bool:
        """Whether a blank line stands between two: where there was one, and above a table or its comments."""
        return self._has_blank(before.end, statement.start) or (before.pair is not None and self._leads(rest))

    def _has_blank(self, end: int, start: int) -> bool:
        return bool(_BLANK.search(self._text, self._doc.line_end(end), start))

    def _leads(self, rest: list[_Statement]) -> bool:
        """Whether a header comes, or comments with no blank line down to a header."""
        for number, statement in enumerate(rest):
            if statement.pair or (number and self._has_blank(rest[number - 1].end, statement.start)):
                return False
            if statement.header:
                return True
        return False

    # ----------------------------------------------------------------------------------------------- one statement

    def _written(self, statement: _Statement) -> str:
        if statement.header:
            return self._header(statement.header) + self._behind(statement.end)
        if statement.pair:
            is_section = statement.pair.keys[0][0] in SECTIONS and statement.pair.start < self._first_header
            return self._pair(statement.pair, "", is_section=is_section) + self._behind(statement.end)
        return self._text[statement.start : statement.end].rstrip()

    @property
    def _first_header(self) -> int:
        headers = self._doc.headers
        return headers[0].start if headers else len(self._text)

    def _header(self, header: Header) -> str:
        width = 2 if header.node.type == "table_array_element" else 1
        return f"{'[' * width}{self._keys(header.keys)}{']' * width}"

    def _keys(self, keys: tuple[tuple[str, tuple[int, int]], ...]) -> str:
        return ".".join(self._text[start:end] for _, (start, end) in keys)

    def _behind(self, end: int) -> str:
        """The comment behind something on its line."""
        comment = self._text[end : self._doc.line_end(end)].strip()
        return _BEFORE_COMMENT + comment if comment else ""

    def _pair(self, pair: Pair, indent: str, *, is_section: bool = False) -> str:
        return f"{self._keys(pair.keys)} = {self._value(pair.value, indent, is_section=is_section)}"

    def _value(self, node: Node, indent: str, *, is_section: bool = False) -> str:
        if node.type == "inline_table":
            pairs = ", ".join(self._pair(pair, indent) for pair in self._doc.pairs(node))
            return f"{{ {pairs} }}" if pairs else "{}"
        if node.type != "array":
            return self._text[node.start_byte : node.end_byte]
        values = elements(node)
        if not (is_section and len(values) > 1) and not self._is_broken(node):
            line = f"[{', '.join(self._value(value, indent) for value in values)}]"
            if len(line) <= WIDTH or not values:
                return line
        return self._broken(node, indent)

    def _is_broken(self, array: Node) -> bool:
        """Whether a list has a comment, or an end of a line between its elements."""
        at = array.start_byte + 1
        for node in array.children[1:]:
            if node.type == "comment" or "\n" in self._text[at : node.start_byte]:
                return True
            at = node.end_byte
        return False

    def _broken(self, array: Node, indent: str) -> str:
        """A list with an element a line, and its comments."""
        inner = indent + INDENT
        lines = ["["]
        end = array.start_byte + 1
        for node in array.children[1:-1]:
            if node.type == ",":
                continue
            gap = self._text.count("\n", end, node.start_byte)
            if node.type == "comment" and not gap:
                lines[-1] += _BEFORE_COMMENT + self._text[node.start_byte : node.end_byte].rstrip()
            else:
                if len(lines) > 1 and self._has_blank(end, node.start_byte):
                    lines.append("")
                is_comment = node.type == "comment"
                text = self._text[node.start_byte : node.end_byte].rstrip() if is_comment else self._value(node, inner)
                lines.append(f"{inner}{text}{'' if is_comment else ','}")
            end = node.end_byte
        return "\n".join([*lines, f"{indent}]"])
