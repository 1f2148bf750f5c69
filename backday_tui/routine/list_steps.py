"""Steps on the elements of a list: moved, taken out, added, doubled, and the first of one that isn't there yet.

A list is written in brackets, or as [[tables]]; its elements may share lines. What a step is stands in `splicing.py`;
elements that become a table of their own are for `grouping.py`.
"""

from __future__ import annotations

import copy
import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from backday_tui.routine.blocks import Document, LayoutError, Slot, Splice
from backday_tui.routine.splicing import Outcome, opened, without_lines
from backday_tui.routine.tokens import INDENT, key_token, table_lines, token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from backday_tui.routine.problems import KeyPath


class List(NamedTuple):
    """A list of a document: its slots, and the array that it is written as (None: [[tables]])."""

    slots: list[Slot]
    array: Node | None
    headers: list[list[int]]


def list_at(doc: Document, path: KeyPath, first: int, last: int) -> List:
    """The list of a path; of one in [[tables]] only the slots from `first` to `last` are looked at.

    Raises:
        LayoutError: it is no list.
    """
    found = doc.find(path)
    if found and found.node.type == "array":
        return List(doc.array_slots(found.node), found.node, [])
    groups = doc.table_headers(path)
    if found or not groups:
        raise LayoutError("there is no list", doc.place(path))
    none = Slot(0, (0, 0), 0, 0, has_comma=False, own_lines=False)
    slots = [doc.table_slot(group) if first <= number <= last else none for number, group in enumerate(groups)]
    return List(slots, None, groups)


@dataclasses.dataclass(frozen=True, slots=True)
class Shift:
    """An element of a list to another place of it; those in between close up."""

    path: KeyPath
    origin: int
    to: int

    def mean(self, data: dict[str, Any]) -> None:
        """Move it."""
        values = opened(data, self.path)
        values.insert(self.to, values.pop(self.origin))

    def write(self, doc: Document) -> Outcome:
        """Put the lines of each element in the place of another's."""
        low, high = min(self.origin, self.to), max(self.origin, self.to)
        places = list_at(doc, self.path, low, high)
        slots = places.slots[low : high + 1]
        if places.array is None and any(slot.end < len(doc.text) and not doc.is_blank(slot.end) for slot in slots):
            # A comment below one table would come to stand right above another one: such comments stay.
            slots = [doc.table_slot(numbers, with_trail=False) for numbers in places.headers[low : high + 1]]
        order = list(slots)
        order.insert(self.to - low, order.pop(self.origin - low))
        if not all(slot.own_lines for slot in slots):
            _hold_comments(doc, slots)
            return Outcome(doc.spliced(Splice(*to.token, (of.token,)) for to, of in zip(slots, order, strict=True)))
        if places.array is None and doc.text[slots[-1].tail : slots[-1].end] == "":
            # The file's last line has no end: the ends of lines stay where they are.
            return Outcome(doc.spliced(Splice(*to.token, (of.token,)) for to, of in zip(slots, order, strict=True)))
        splices: list[Splice] = []
        for to, of in zip(slots, order, strict=True):
            splices.append(Splice(to.start, to.token[1], ((of.start, of.token[1]),)))
            splices.append(Splice(to.tail, to.end, ((of.tail, of.end),)))
        return Outcome(doc.spliced(splices))


def _hold_comments(doc: Document, slots: Sequence[Slot]) -> None:
    """Elements that share lines may change places where no comment would then stand beside another one."""
    start, end = slots[0].token[0], slots[-1].token[1]
    if "\n" not in doc.text[start:end]:
        return
    if doc.comments_in(doc.line_start(slots[0].start), doc.line_end(slots[-1].end)):
        raise LayoutError("it shares a line with another one, and there are comments", start)


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """An element of a list taken out, with the comments above it, in it and behind it."""

    path: KeyPath
    index: int

    def mean(self, data: dict[str, Any]) -> None:
        """Take it out."""
        del opened(data, self.path)[self.index]

    def write(self, doc: Document) -> Outcome:
        """Take out its lines, or its part of a line."""
        places = list_at(doc, self.path, self.index, self.index)
        slot = places.slots[self.index]
        if slot.own_lines:
            lost = tuple(doc.comments_in(slot.start, slot.end))
            return Outcome(doc.spliced([without_lines(doc, slot.start, slot.end, places.array)]), lost)
        lost = tuple(doc.comments_in(*slot.token))
        return Outcome(doc.spliced([_without_element(doc, places.slots, self.index)]), lost)


def _without_element(doc: Document, slots: list[Slot], index: int) -> Splice:
    """An element that shares its line with others."""
    slot = slots[index]
    if slot.has_comma and slot.tail > slot.token[1]:
        end = slot.tail
        while doc.text[end] in " \t":
            end += 1
        return Splice(slot.token[0], end if doc.text[end] != "\n" else slot.tail)
    before = slots[index - 1].token[1] if index else slot.token[0]
    plain = not doc.text[before : slot.token[0]].strip(" \t,")
    return Splice(before if plain and not slot.has_comma else slot.token[0], slot.token[1])


@dataclasses.dataclass(frozen=True, slots=True)
class Add:
    """A new element in a list, in front of what has its number now, or at the end.

    `value` is a text or a table; in a list written as [[tables]] it must be a table.
    """

    path: KeyPath
    index: int
    value: Any

    def mean(self, data: dict[str, Any]) -> None:
        """Put it in."""
        opened(data, self.path).insert(self.index, self.value)

    def write(self, doc: Document) -> Outcome:
        """Put a line or a table in."""
        nearby = (max(self.index - 1, 0), self.index)
        places = list_at(doc, self.path, *nearby)
        if places.array is None:
            return Outcome(doc.spliced([_new_table(doc, places, self.index, self.value)]))
        return Outcome(doc.spliced(_new_element(doc, places.slots, places.array, self.index, token(self.value))))


def _new_table(doc: Document, places: List, index: int, value: Any) -> Splice:
    near = min(index, len(places.slots) - 1)
    header = doc.headers[places.headers[near][0]]
    block = table_lines(doc.text[header.start : header.end], value)
    slot = places.slots[near]
    if index < len(places.slots):
        return Splice(slot.start, slot.start, (f"{block}\n{_gap_above(doc, slot)}",))
    return Splice(slot.token[1], slot.token[1], (f"\n{_gap_below(doc, slot)}{block}",))


def _gap_above(doc: Document, slot: Slot) -> str:
    """The blank line between two tables, where there is one above this one."""
    return "\n" if slot.start == 0 or doc.is_blank(doc.line_start(slot.start - 1)) else ""


def _gap_below(doc: Document, slot: Slot) -> str:
    """The same, and where a comment below this table would else stand above the next one."""
    return "\n" if doc.is_comment(doc.line_start(slot.token[1])) else _gap_above(doc, slot)


def _new_element(doc: Document, slots: list[Slot], array: Node, index: int, text: str) -> list[Splice]:
    if not slots:
        return [_first_element(doc, array, text)]
    near = slots[min(index, len(slots) - 1)]
    indent = doc.indent(near.token[0])
    if index < len(slots):
        if near.own_lines:
            return [Splice(near.start, near.start, (f"{indent}{text},\n",))]
        return [Splice(near.token[0], near.token[0], (f"{text}, ",))]
    if not near.own_lines:
        return [Splice(near.token[1], near.token[1], (f", {text}",))]
    line = Splice(near.end, near.end, (f"{indent}{text}{',' if near.has_comma else ''}\n",))
    return [line] if near.has_comma else [Splice(near.token[1], near.token[1], (",",)), line]


def _first_element(doc: Document, array: Node, text: str) -> Splice:
    inside = (array.start_byte + 1, array.end_byte - 1)
    if "\n" not in doc.text[slice(*inside)]:
        return Splice(*inside, (text,))
    line = doc.line_start(inside[1])
    if doc.text[line : inside[1]].strip(" \t"):
        raise LayoutError("the list ends behind something else", inside[1])
    return Splice(line, line, (f"{doc.indent(inside[1])}{INDENT}{text},\n",))


@dataclasses.dataclass(frozen=True, slots=True)
class Copy:
    """An element of a list once more, right behind itself, as it is written but for its comments."""

    path: KeyPath
    index: int

    def mean(self, data: dict[str, Any]) -> None:
        """Put a copy in."""
        values = opened(data, self.path)
        values.insert(self.index + 1, copy.deepcopy(values[self.index]))

    def write(self, doc: Document) -> Outcome:
        """Put the same lines in."""
        places = list_at(doc, self.path, self.index, self.index)
        slot = places.slots[self.index]
        if places.array is not None:
            text = _without_comments(doc, *slot.token)
            return Outcome(doc.spliced(_new_element(doc, places.slots, places.array, self.index + 1, text)))
        first = doc.line_start(doc.headers[places.headers[self.index][0]].start)
        block = _without_comments(doc, first, slot.token[1])
        return Outcome(doc.spliced([Splice(slot.token[1], slot.token[1], (f"\n{_gap_below(doc, slot)}{block}",))]))


def _without_comments(doc: Document, start: int, end: int) -> str:
    """A part of the text that begins and ends with what is no comment's own line."""
    kept: list[str] = []
    for begin, stop in doc.comments:
        if start <= begin < end:
            lead = doc.text[start:begin].rstrip(" \t")
            kept.append(lead.removesuffix("\n"))
            start = stop
    return "".join([*kept, doc.text[start:end]])


@dataclasses.dataclass(frozen=True, slots=True)
class Begin:
    """A list that isn't there yet, with its first element. `sections` are the lists of the top level in their order."""

    section: str
    value: Any
    sections: tuple[str, ...]

    def mean(self, data: dict[str, Any]) -> None:
        """Put it in."""
        data[self.section] = [self.value]

    def write(self, doc: Document) -> Outcome:
        """As the other lists are written: in brackets, or as a [[table]]."""
        if isinstance(self.value, dict) and any(doc.table_headers((section,)) for section in self.sections):
            return Outcome(doc.spliced([self._table(doc)]))
        text = f"{key_token(self.section)} = [{token(self.value)}]"
        pairs = doc.pairs(doc.tree.root_node)
        behind = self.sections[self.sections.index(self.section) + 1 :]
        after = next((pair for pair in pairs if pair.keys[0][0] in behind), None)
        if after:
            start = doc.lead_start(doc.line_start(after.start))
            return Outcome(doc.spliced([Splice(start, start, (f"{text}\n\n",))]))
        if not pairs:
            raise LayoutError("there is no key at the top level to put it behind")
        end = doc.line_end(pairs[-1].end)
        return Outcome(doc.spliced([Splice(end, end, (f"\n\n{text}",))]))

    def _table(self, doc: Document) -> Splice:
        block = table_lines(f"[[{key_token(self.section)}]]", self.value)
        number = self.sections.index(self.section)
        for section in self.sections[number + 1 :]:
            if groups := doc.table_headers((section,)):
                start = doc.table_start(doc.headers[groups[0][0]])
                return Splice(start, start, (f"{block}\n\n",))
        groups = next(filter(None, (doc.table_headers((section,)) for section in reversed(self.sections[:number]))))
        end = doc.table_slot(groups[-1]).token[1]
        return Splice(end, end, (f"\n\n{block}",))
