"""The steps that change a routine's text: each does one thing to the text, and says what it does to the data.

No other line is touched; comments above a table or an element, and behind it on its line, are its own. First
stands what they share, then the steps on lists, on pairs, and those that make and dissolve groups. Whether text and
data agree is for `editor.py` to find out, and so is what a step means for a workout.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
import tomllib
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from backday_tui.routine.edit.document import Header, LayoutError, Pair, Slot, Splice, TextSpan, TomlDocument
from backday_tui.toml_text import INDENT, WIDTH, key_token, table_lines, token, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from backday_tui.routine.problems import KeyPath


class Rewritten(NamedTuple):
    """A changed text, and the comments that went with what was taken out."""

    text: str
    lost: tuple[str, ...] = ()


class TextStep(Protocol):
    """One change to a text, and the same to its data."""

    def write(self, doc: TomlDocument) -> Rewritten:
        """The text with the change.

        Raises:
            LayoutError: the text is laid out so that it can't be made.
        """

    def mean(self, data: dict[str, Any]) -> None:
        """Make the change to the data, in place."""


def held(data: Any, path: KeyPath) -> Any:
    """What a path holds."""
    for part in path:
        data = data[part]
    return data


def opened(data: Any, path: KeyPath) -> Any:
    """What a path holds, to be changed: it is a copy, and so is all that leads to it but for the first."""
    for part in path:
        data[part] = copy.copy(data[part])
        data = data[part]
    return data


def without_lines(doc: TomlDocument, start: int, end: int, array: Node | None = None) -> Splice:
    """Whole lines taken out, with the blank ones that would else stand twice, or at one end of the file or list.

    `start` and `end` are beginnings of lines; `array` is the list that they are in, None at the top level.
    """
    opens = start == (doc.next_line(array.start_byte) if array else 0)
    if opens or doc.is_blank(doc.line_start(start - 1)):
        while doc.is_blank(end):
            end = doc.next_line(end)
    closes = end == (doc.line_start(array.end_byte) if array else len(doc.text))
    while closes and not opens and doc.is_blank(doc.line_start(start - 1)):
        start = doc.line_start(start - 1)
    if end < len(doc.text):
        return Splice(start, end)
    if start and not doc.text.endswith("\n"):  # a file without a last line's end stays so
        start -= 1
    return Splice(start, end)


# Steps on the elements of a list: moved, taken out, added, doubled, and the first of one that isn't there yet.
#
# A list is written in brackets, or as [[tables]]; its elements may share lines.


class List(NamedTuple):
    """A list of a document: its slots, and the array that it is written as (None: [[tables]])."""

    slots: list[Slot]
    array: Node | None
    headers: list[list[int]]


def list_at(doc: TomlDocument, path: KeyPath, first: int, last: int) -> List:
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

    def write(self, doc: TomlDocument) -> Rewritten:
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
            return Rewritten(doc.spliced(Splice(*to.token, (of.token,)) for to, of in zip(slots, order, strict=True)))
        if places.array is None and doc.text[slots[-1].tail : slots[-1].end] == "":
            # The file's last line has no end: the ends of lines stay where they are.
            return Rewritten(doc.spliced(Splice(*to.token, (of.token,)) for to, of in zip(slots, order, strict=True)))
        splices: list[Splice] = []
        for to, of in zip(slots, order, strict=True):
            splices.append(Splice(to.start, to.token[1], ((of.start, of.token[1]),)))
            splices.append(Splice(to.tail, to.end, ((of.tail, of.end),)))
        return Rewritten(doc.spliced(splices))


def _hold_comments(doc: TomlDocument, slots: Sequence[Slot]) -> None:
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

    def write(self, doc: TomlDocument) -> Rewritten:
        """Take out its lines, or its part of a line."""
        places = list_at(doc, self.path, self.index, self.index)
        slot = places.slots[self.index]
        if slot.own_lines:
            lost = tuple(doc.comments_in(slot.start, slot.end))
            return Rewritten(doc.spliced([without_lines(doc, slot.start, slot.end, places.array)]), lost)
        lost = tuple(doc.comments_in(*slot.token))
        return Rewritten(doc.spliced([_without_element(doc, places.slots, self.index)]), lost)


def _without_element(doc: TomlDocument, slots: list[Slot], index: int) -> Splice:
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

    def write(self, doc: TomlDocument) -> Rewritten:
        """Put a line or a table in."""
        nearby = (max(self.index - 1, 0), self.index)
        places = list_at(doc, self.path, *nearby)
        if places.array is None:
            return Rewritten(doc.spliced([_new_table(doc, places, self.index, self.value)]))
        return Rewritten(doc.spliced(_new_element(doc, places.slots, places.array, self.index, token(self.value))))


def _new_table(doc: TomlDocument, places: List, index: int, value: Any) -> Splice:
    near = min(index, len(places.slots) - 1)
    header = doc.headers[places.headers[near][0]]
    block = table_lines(doc.text[header.start : header.end], value)
    slot = places.slots[near]
    if index < len(places.slots):
        return Splice(slot.start, slot.start, (f"{block}\n{_gap_above(doc, slot)}",))
    return Splice(slot.token[1], slot.token[1], (f"\n{_gap_below(doc, slot)}{block}",))


def _gap_above(doc: TomlDocument, slot: Slot) -> str:
    """The blank line between two tables, where there is one above this one."""
    return "\n" if slot.start == 0 or doc.is_blank(doc.line_start(slot.start - 1)) else ""


def _gap_below(doc: TomlDocument, slot: Slot) -> str:
    """The same, and where a comment below this table would else stand above the next one."""
    return "\n" if doc.is_comment(doc.line_start(slot.token[1])) else _gap_above(doc, slot)


def _new_element(doc: TomlDocument, slots: list[Slot], array: Node, index: int, text: str) -> list[Splice]:
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


def _first_element(doc: TomlDocument, array: Node, text: str) -> Splice:
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

    def write(self, doc: TomlDocument) -> Rewritten:
        """Put the same lines in."""
        places = list_at(doc, self.path, self.index, self.index)
        slot = places.slots[self.index]
        if places.array is not None:
            text = _without_comments(doc, *slot.token)
            return Rewritten(doc.spliced(_new_element(doc, places.slots, places.array, self.index + 1, text)))
        first = doc.line_start(doc.headers[places.headers[self.index][0]].start)
        block = _without_comments(doc, first, slot.token[1])
        return Rewritten(doc.spliced([Splice(slot.token[1], slot.token[1], (f"\n{_gap_below(doc, slot)}{block}",))]))


def _without_comments(doc: TomlDocument, start: int, end: int) -> str:
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

    def write(self, doc: TomlDocument) -> Rewritten:
        """As the other lists are written: in brackets, or as a [[table]]."""
        if isinstance(self.value, dict) and any(doc.table_headers((section,)) for section in self.sections):
            return Rewritten(doc.spliced([self._table(doc)]))
        text = f"{key_token(self.section)} = [{token(self.value)}]"
        pairs = doc.pairs(doc.tree.root_node)
        behind = self.sections[self.sections.index(self.section) + 1 :]
        after = next((pair for pair in pairs if pair.keys[0][0] in behind), None)
        if after:
            start = doc.lead_start(doc.line_start(after.start))
            return Rewritten(doc.spliced([Splice(start, start, (f"{text}\n\n",))]))
        if not pairs:
            raise LayoutError("there is no key at the top level to put it behind")
        end = doc.line_end(pairs[-1].end)
        return Rewritten(doc.spliced([Splice(end, end, (f"\n\n{text}",))]))

    def _table(self, doc: TomlDocument) -> Splice:
        block = table_lines(f"[[{key_token(self.section)}]]", self.value)
        number = self.sections.index(self.section)
        for section in self.sections[number + 1 :]:
            if groups := doc.table_headers((section,)):
                start = doc.table_start(doc.headers[groups[0][0]])
                return Splice(start, start, (f"{block}\n\n",))
        groups = next(filter(None, (doc.table_headers((section,)) for section in reversed(self.sections[:number]))))
        end = doc.table_slot(groups[-1]).token[1]
        return Splice(end, end, (f"\n\n{block}",))


# Steps on a key and its value: put, renamed, taken out, in a table with a header, an inline one, or in dotted keys.


@dataclasses.dataclass(frozen=True, slots=True)
class Put:
    """A new value in an old one's place, or a key more. `order` says behind which keys a new one stands."""

    path: KeyPath
    value: Any
    order: tuple[str, ...] = ()

    def mean(self, data: dict[str, Any]) -> None:
        """Set it."""
        opened(data, self.path[:-1])[self.path[-1]] = self.value

    def write(self, doc: TomlDocument) -> Rewritten:
        """Replace the old value's characters, or add a pair."""
        found = doc.find(self.path)
        if found:
            start, end = found.node.start_byte, found.node.end_byte
            return Rewritten(doc.spliced([Splice(start, end, (self._written(doc.text[start:end]),))]))
        key = self.path[-1]
        if doc.table(self.path) or not isinstance(key, str):
            raise LayoutError("it is a table with a header of its own", doc.place(self.path))
        return Rewritten(doc.spliced([self._new_pair(doc, key)]))

    def _written(self, like: str = "") -> str:
        """The value; a list of texts may need several lines."""
        return value_text(self.value) if isinstance(self.value, list) else token(self.value, like)

    def _new_pair(self, doc: TomlDocument, key: str) -> Splice:
        parent = self.path[:-1]
        text = f"{key_token(key)} = {self._written()}"
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

    def _new_line(self, doc: TomlDocument, header: Header | None, key: str, text: str) -> Splice:
        pairs = doc.pairs(header.node if header else doc.tree.root_node)
        pair = self._before(pairs, key) or (pairs[0] if pairs and not header else None)
        if pair or header:
            at = doc.line_end(pair.end if pair else header.end if header else 0)
            indent = doc.indent(pairs[0].start) if pairs else ""
            return Splice(at, at, (f"\n{indent}{text}",))
        start = doc.table_start(doc.headers[0]) if doc.headers else len(doc.text)
        return Splice(start, start, (f"{text}\n\n" if doc.headers else f"{text}\n",))

    def _new_inline(self, doc: TomlDocument, table: Node, key: str, text: str) -> Splice:
        pairs = doc.pairs(table)
        if not pairs:
            return Splice(table.start_byte, table.end_byte, (f"{{ {text} }}",))
        pair = self._before(pairs, key)
        if pair:
            return Splice(pair.end, pair.end, (f", {text}",))
        return Splice(pairs[0].start, pairs[0].start, (f"{text}, ",))


def _new_dotted(doc: TomlDocument, parent: KeyPath, text: str) -> Splice:
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

    def write(self, doc: TomlDocument) -> Rewritten:
        """Replace the characters of key and value."""
        found = doc.find(self.path)
        if not found or not found.pair or len(found.pair.keys) > 1:
            raise LayoutError("its key is written in several parts", doc.place(self.path))
        start, end = found.node.start_byte, found.node.end_byte
        key = Splice(*found.pair.keys[0][1], (key_token(self.key),))
        return Rewritten(doc.spliced([key, Splice(start, end, (token(self.value, doc.text[start:end]),))]))


@dataclasses.dataclass(frozen=True, slots=True)
class Drop:
    """A key taken out. A comment behind it stays, on a line of its own."""

    path: KeyPath

    def mean(self, data: dict[str, Any]) -> None:
        """Take it out."""
        del opened(data, self.path[:-1])[self.path[-1]]

    def write(self, doc: TomlDocument) -> Rewritten:
        """Take out its line, or its part of an inline table."""
        found = doc.find(self.path)
        if not found or not found.pair:
            return Rewritten(doc.spliced(_without_table(doc, self.path)))
        if found.holder.type == "inline_table":
            return Rewritten(doc.spliced([_without_inline(doc, found.holder, found.pair.names)]))
        return Rewritten(doc.spliced(_without_line(doc, found.pair)))


def _without_inline(doc: TomlDocument, table: Node, names: KeyPath) -> Splice:
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


def _without_table(doc: TomlDocument, path: KeyPath) -> list[Splice]:
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


def _without_line(doc: TomlDocument, pair: Pair) -> list[Splice]:
    end = doc.line_end(pair.end)
    behind = doc.text[pair.end : end].lstrip(" \t")
    if behind:
        return [Splice(pair.start, end - len(behind))]
    return [without_lines(doc, doc.line_start(pair.start), doc.next_line(pair.end))]


# Elements of a list put into a table of their own in it, and taken out again: how a superset is made and dissolved.
#
# Comments and blank lines go with the elements.


_ALL: Final = 1 << 30


@dataclasses.dataclass(frozen=True, slots=True)
class Wrap:
    """Consecutive elements of a list as the list `key` of a new table in their place; `more` are its other keys."""

    path: KeyPath
    first: int
    count: int
    key: str
    more: Mapping[str, Any]

    def mean(self, data: dict[str, Any]) -> None:
        """Put them together."""
        values = opened(data, self.path)
        last = self.first + self.count
        values[self.first : last] = [{self.key: values[self.first : last], **self.more}]

    def write(self, doc: TomlDocument) -> Rewritten:
        """Put brackets around their lines, or a header above them."""
        last = self.first + self.count - 1
        places = list_at(doc, self.path, self.first, last)
        slots = places.slots[self.first : last + 1]
        if places.array is None:
            numbers = [number for group in places.headers[self.first : last + 1] for number in group]
            return Rewritten(doc.spliced(self._tables(doc, slots, [doc.headers[number] for number in numbers])))
        start, end = slots[0].start, slots[-1].end
        line = self._line(doc, slots)
        if all(slot.own_lines for slot in slots):
            if line and len(line) <= WIDTH:
                comma = "," if slots[-1].has_comma else ""
                return Rewritten(doc.spliced([Splice(start, end, (f"{line}{comma}", (slots[-1].tail, end)))]))
            return Rewritten(doc.spliced([Splice(start, end, tuple(self._lines(doc, slots)))]))
        start, end = slots[0].token[0], slots[-1].token[1]
        if not line:
            raise LayoutError("they share lines with comments or with others", start)
        return Rewritten(doc.spliced([Splice(start, end, (line.lstrip(),))]))

    def _line(self, doc: TomlDocument, slots: Sequence[Slot]) -> str | None:
        """All in one line, where there is no comment to keep and nothing of several lines."""
        tokens = [doc.text[slice(*slot.token)] for slot in slots]
        gaps = any(
            doc.text[a.end : b.start].strip(" \t\n,") or "\n" in doc.text[a.end : b.start] for a, b in _pairs(slots)
        )
        if gaps or "\n" in "".join(tokens) or doc.comments_in(slots[0].start, slots[-1].end):
            return None
        return f"{doc.indent(slots[0].token[0])}{{ {self.key} = [{', '.join(tokens)}]{self._rest()} }}"

    def _rest(self) -> str:
        return "".join(f", {key_token(key)} = {token(value)}" for key, value in self.more.items())

    def _lines(self, doc: TomlDocument, slots: Sequence[Slot]) -> Iterator[str | TextSpan]:
        """An element a line, with the comments that are there."""
        indent = doc.indent(slots[0].token[0])
        last = slots[-1]
        yield f"{indent}{{ {self.key} = [\n"
        yield from indented(doc, slots[0].start, last.token[1], INDENT)
        yield ","
        yield last.tail, last.end
        yield f"{indent}]{self._rest()} }}{',' if last.has_comma else ''}\n"

    def _tables(self, doc: TomlDocument, slots: Sequence[Slot], headers: Sequence[Header]) -> Iterator[Splice]:
        if [header.start for header in headers] != [
            header.start for header in doc.headers if headers[0].start <= header.start <= headers[-1].start
        ]:
            raise LayoutError("other tables stand between them", headers[0].start)
        depth = _depth(self.path)
        start = slots[0].start
        apart = "\n" if start == 0 or doc.is_blank(doc.line_start(start - 1)) else ""
        first = headers[0]
        yield Splice(start, start, (f"{table_lines(doc.text[first.start : first.end], self.more)}\n{apart}",))
        for header in headers:
            end = header.keys[depth - 1][1][1]
            yield Splice(end, end, (f".{key_token(self.key)}",))


@dataclasses.dataclass(frozen=True, slots=True)
class Unwrap:
    """The elements of the list `key` of a table in the place of the table, which has no other key."""

    path: KeyPath
    index: int
    key: str

    def mean(self, data: dict[str, Any]) -> None:
        """Put them in its place."""
        values = opened(data, self.path)
        values[self.index : self.index + 1] = values[self.index][self.key]

    def write(self, doc: TomlDocument) -> Rewritten:
        """Take the brackets or the header away."""
        inner_path = (*self.path, self.index, self.key)
        inner = list_at(doc, inner_path, 0, _ALL)
        outer = list_at(doc, self.path, self.index, self.index)
        slot = outer.slots[self.index]
        if outer.array is None:
            numbers = outer.headers[self.index]
            if inner.array is None:
                return Rewritten(doc.spliced(self._tables(doc, [doc.headers[number] for number in numbers])))
            header = doc.headers[numbers[0]]
            return Rewritten(doc.spliced([self._blocks(doc, header, slot, inner.slots)]))
        if inner.array is None:
            raise LayoutError("it is written in several tables", slot.start)
        if slot.own_lines:
            return Rewritten(doc.spliced(self._elements(doc, slot, inner.slots)))
        start, end = inner.slots[0].token[0], inner.slots[-1].token[1]
        return Rewritten(doc.spliced([Splice(*slot.token, ((start, end),))]))

    def _blocks(self, doc: TomlDocument, header: Header, slot: Slot, inner: Sequence[Slot]) -> Splice:
        """A table with a list in brackets: each element becomes a table, its comments stand above it."""
        start = done = doc.line_start(header.start)
        blocks: list[str] = []
        for each in inner:
            comments = doc.comments_in(done, each.token[0]) + doc.comments_in(each.token[1], each.end)
            value = tomllib.loads(f"value = {doc.text[slice(*each.token)]}")["value"]
            table = table_lines(doc.text[header.start : header.end], value)
            blocks.append("\n".join([*comments, table]))
            done = each.end
        below = doc.comments_in(done, slot.token[1])
        return Splice(start, slot.token[1], ("\n".join(["\n\n".join(blocks), *below]),))

    def _elements(self, doc: TomlDocument, slot: Slot, inner: Sequence[Slot]) -> Iterator[Splice]:
        """A group that has lines of its own: its comments stay above and behind, each element gets a line."""
        indent = doc.indent(slot.token[0])
        comma = "," if slot.has_comma else ""
        line = doc.line_start(slot.token[0])
        behind: TextSpan = (slot.tail, slot.end)
        if not all(each.own_lines for each in inner):
            pieces: list[str | TextSpan] = []
            for each in inner[:-1]:
                pieces += [indent, each.token, ",\n"]
            yield Splice(line, slot.end, (*pieces, indent, inner[-1].token, comma, behind))
            return
        last = inner[-1]
        top = doc.next_line(slot.token[0])
        above = doc.comments_in(line, top) + doc.comments_in(*behind)
        below = doc.comments_in(last.end, slot.token[1])
        yield Splice(
            line,
            slot.end,
            (
                *(f"{indent}{comment}\n" for comment in above),
                *indented(doc, top, last.token[1], "", len(INDENT)),
                comma,
                (last.tail, last.end),
                *(f"{indent}{comment}\n" for comment in below),
            ),
        )

    def _tables(self, doc: TomlDocument, headers: Sequence[Header]) -> Iterator[Splice]:
        own, *members = headers
        if doc.pairs(own.node):
            raise LayoutError("its table has other keys", own.start)
        start, end = doc.line_start(own.start), doc.next_line(own.end)
        behind = doc.text[own.end : doc.line_end(own.end)].strip(" \t")
        if behind:
            yield Splice(own.start, doc.line_end(own.end) - len(behind))
        else:
            while doc.is_blank(end):
                end = doc.next_line(end)
            yield Splice(start, end)
        depth = _depth(self.path)
        for header in members:
            before, part = header.keys[depth - 1][1], header.keys[depth][1]
            yield Splice(before[1], part[1])


def _pairs(slots: Sequence[Slot]) -> Iterator[tuple[Slot, Slot]]:
    return itertools.pairwise(slots)


def _depth(path: KeyPath) -> int:
    """How many parts of a header's key lead to a path."""
    return sum(isinstance(part, str) for part in path)


def indented(doc: TomlDocument, start: int, end: int, more: str, less: int = 0) -> Iterator[str | TextSpan]:
    """Whole lines with blanks more or less in front; what is inside a string of several lines stays as it is."""
    line = start
    while line < end:
        stop = min(doc.next_line(line), end)
        if doc.is_blank(line) or (line != start and doc.begins_inside_string(line)):
            yield line, stop
        else:
            blanks = doc.text[line : line + less]
            yield more
            yield line + len(blanks) - len(blanks.lstrip(" \t")), stop
        line = stop
