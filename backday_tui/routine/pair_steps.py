"""Steps on a key and its value: put, renamed, taken out, in a table with a header, an inline one, or in dotted keys.

What a step is stands in `splicing.py`; the elements of lists are for `list_steps.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from backday_tui.routine.blocks import Document, Header, LayoutError, Pair, Splice
from backday_tui.routine.splicing import Outcome, opened, without_lines
from backday_tui.routine.tokens import key_token, token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from backday_tui.routine.problems import KeyPath


@dataclasses.dataclass(frozen=True, slots=True)
class Put:
    """A new value in an old one's place, or a key more. `order` says behind which keys a new one stands."""

    path: KeyPath
    value: Any
    order: tuple[str, ...] = ()

    def mean(self, data: dict[str, Any]) -> None:
        """Set it."""
        opened(data, self.path[:-1])[self.path[-1]] = self.value

    def write(self, doc: Document) -> Outcome:
        """Replace the old value's characters, or add a pair."""
        found = doc.find(self.path)
        if found:
            start, end = found.node.start_byte, found.node.end_byte
            return Outcome(doc.spliced([Splice(start, end, (token(self.value, doc.text[start:end]),))]))
        key = self.path[-1]
        if doc.table(self.path) or not isinstance(key, str):
            raise LayoutError("it is a table with a header of its own", doc.place(self.path))
        return Outcome(doc.spliced([self._new_pair(doc, key)]))

    def _new_pair(self, doc: Document, key: str) -> Splice:
        parent = self.path[:-1]
        text = f"{key_token(key)} = {token(self.value)}"
        header = doc.table(parent)
        if header or not parent:
            return self._new_line(doc, header, key, text)
        inline = doc.find(parent)
        if inline and inline.node.type == "inline_table":
            return self._new_inline(doc, inline.node, key, text)
        return _new_dotted(doc, parent, text)

    def _before(self, pairs: Sequence[Pair], key: str) -> Pair | None:
        """The pair behind which a new one stands."""
        ahead = self.order[: self.order.index(key)] if key in self.order else self.order
        fitting = [pair for pair in pairs if not ahead or pair.keys[0][0] in ahead]
        return fitting[-1] if fitting else None

    def _new_line(self, doc: Document, header: Header | None, key: str, text: str) -> Splice:
        pairs = doc.pairs(header.node if header else doc.tree.root_node)
        pair = self._before(pairs, key) or (pairs[0] if pairs and not header else None)
        if pair or header:
            at = doc.line_end(pair.end if pair else header.end if header else 0)
            indent = doc.indent(pairs[0].start) if pairs else ""
            return Splice(at, at, (f"\n{indent}{text}",))
        start = doc.table_start(doc.headers[0]) if doc.headers else len(doc.text)
        return Splice(start, start, (f"{text}\n\n" if doc.headers else f"{text}\n",))

    def _new_inline(self, doc: Document, table: Node, key: str, text: str) -> Splice:
        pairs = doc.pairs(table)
        if not pairs:
            return Splice(table.start_byte, table.end_byte, (f"{{ {text} }}",))
        pair = self._before(pairs, key)
        if pair:
            return Splice(pair.end, pair.end, (f", {text}",))
        return Splice(pairs[0].start, pairs[0].start, (f"{text}, ",))


def _new_dotted(doc: Document, parent: KeyPath, text: str) -> Splice:
    """A pair more of a table that is written in dotted keys: `progress.hold = "+5s"`."""
    for at, holder in doc.holders(parent):
        rest = parent[len(at) :]
        pairs = [pair for pair in doc.pairs(holder) if pair.names[: len(rest)] == rest]
        if rest and pairs and holder.type != "inline_table":
            last = pairs[-1]
            end = doc.line_end(last.end)
            prefix = doc.text[last.start : last.keys[len(rest)][1][0]]
            return Splice(end, end, (f"\n{doc.indent(last.start)}{prefix}{text}",))
    raise LayoutError("there is no table to put it in", doc.place(parent))


@dataclasses.dataclass(frozen=True, slots=True)
class Rename:
    """Another key with another value in the place of one: reps for a hold."""

    path: KeyPath
    key: str
    value: Any

    def mean(self, data: dict[str, Any]) -> None:
        """Put the one, take the other out."""
        table = opened(data, self.path[:-1])
        del table[self.path[-1]]
        table[self.key] = self.value

    def write(self, doc: Document) -> Outcome:
        """Replace the characters of key and value."""
        found = doc.find(self.path)
        if not found or not found.pair or len(found.pair.keys) > 1:
            raise LayoutError("its key is written in several parts", doc.place(self.path))
        start, end = found.node.start_byte, found.node.end_byte
        key = Splice(*found.pair.keys[0][1], (key_token(self.key),))
        return Outcome(doc.spliced([key, Splice(start, end, (token(self.value, doc.text[start:end]),))]))


@dataclasses.dataclass(frozen=True, slots=True)
class Drop:
    """A key taken out. A comment behind it stays, on a line of its own."""

    path: KeyPath

    def mean(self, data: dict[str, Any]) -> None:
        """Take it out."""
        del opened(data, self.path[:-1])[self.path[-1]]

    def write(self, doc: Document) -> Outcome:
        """Take out its line, or its part of an inline table."""
        found = doc.find(self.path)
        if not found or not found.pair:
            return Outcome(doc.spliced(_without_table(doc, self.path)))
        if found.holder.type == "inline_table":
            return Outcome(doc.spliced([_without_inline(doc, found.holder, found.pair.names)]))
        return Outcome(doc.spliced(_without_line(doc, found.pair)))


def _without_inline(doc: Document, table: Node, names: KeyPath) -> Splice:
    """An inline table without the pair of a key, or without all whose dotted keys begin so."""
    pairs = doc.pairs(table)
    numbers = [number for number, pair in enumerate(pairs) if pair.names[: len(names)] == names]
    if not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
        raise LayoutError("it is written in several pieces", table.start_byte)
    if numbers[-1] + 1 < len(pairs):
        return Splice(pairs[numbers[0]].start, pairs[numbers[-1] + 1].start)
    if numbers[0]:
        return Splice(pairs[numbers[0] - 1].end, pairs[numbers[-1]].end)
    return Splice(table.start_byte, table.end_byte, ("{}",))


def _without_table(doc: Document, path: KeyPath) -> list[Splice]:
    """A table with a header of its own, or all pairs of one that is written in dotted keys."""
    inline = doc.find(path[:-1])
    if inline and inline.node.type == "inline_table":
        return [_without_inline(doc, inline.node, path[-1:])]
    numbers = [number for number, header in enumerate(doc.headers) if header.path[: len(path)] == path]
    if numbers:
        slot = doc.table_slot(numbers)
        return [without_lines(doc, slot.start, slot.end)]
    for at, holder in doc.holders(path):
        rest = path[len(at) :]
        pairs = [pair for pair in doc.pairs(holder) if rest and pair.names[: len(rest)] == rest]
        if pairs:
            return [splice for pair in pairs for splice in _without_line(doc, pair)]
    raise LayoutError("its lines can't be told apart", doc.place(path))


def _without_line(doc: Document, pair: Pair) -> list[Splice]:
    end = doc.line_end(pair.end)
    behind = doc.text[pair.end : end].lstrip(" \t")
    if behind:
        return [Splice(pair.start, end - len(behind))]
    return [without_lines(doc, doc.line_start(pair.start), doc.next_line(pair.end))]
