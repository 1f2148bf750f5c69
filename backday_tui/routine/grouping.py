"""Elements of a list put into a table of their own in it, and taken out again: how a superset is made and dissolved.

As in `splicing.py` a step changes a text and says what it does to the data; comments and blank lines go with the
elements.
"""

from __future__ import annotations

import dataclasses
import itertools
import tomllib
from typing import TYPE_CHECKING, Any, Final

from backday_tui.routine.blocks import Document, Header, LayoutError, Slot, Span, Splice
from backday_tui.routine.list_steps import list_at
from backday_tui.routine.splicing import Outcome, opened
from backday_tui.routine.tokens import INDENT, WIDTH, key_token, table_lines, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backday_tui.routine.problems import KeyPath

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

    def write(self, doc: Document) -> Outcome:
        """Put brackets around their lines, or a header above them."""
        last = self.first + self.count - 1
        places = list_at(doc, self.path, self.first, last)
        slots = places.slots[self.first : last + 1]
        if places.array is None:
            numbers = [number for group in places.headers[self.first : last + 1] for number in group]
            return Outcome(doc.spliced(self._tables(doc, slots, [doc.headers[number] for number in numbers])))
        start, end = slots[0].start, slots[-1].end
        line = self._line(doc, slots)
        if all(slot.own_lines for slot in slots):
            if line and len(line) <= WIDTH:
                comma = "," if slots[-1].has_comma else ""
                return Outcome(doc.spliced([Splice(start, end, (f"{line}{comma}", (slots[-1].tail, end)))]))
            return Outcome(doc.spliced([Splice(start, end, tuple(self._lines(doc, slots)))]))
        start, end = slots[0].token[0], slots[-1].token[1]
        if not line:
            raise LayoutError("they share lines with comments or with others", start)
        return Outcome(doc.spliced([Splice(start, end, (line.lstrip(),))]))

    def _line(self, doc: Document, slots: Sequence[Slot]) -> str | None:
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

    def _lines(self, doc: Document, slots: Sequence[Slot]) -> Iterator[str | Span]:
        """An element a line, with the comments that are there."""
        indent = doc.indent(slots[0].token[0])
        last = slots[-1]
        yield f"{indent}{{ {self.key} = [\n"
        yield from indented(doc, slots[0].start, last.token[1], INDENT)
        yield ","
        yield last.tail, last.end
        yield f"{indent}]{self._rest()} }}{',' if last.has_comma else ''}\n"

    def _tables(self, doc: Document, slots: Sequence[Slot], headers: Sequence[Header]) -> Iterator[Splice]:
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

    def write(self, doc: Document) -> Outcome:
        """Take the brackets or the header away."""
        inner_path = (*self.path, self.index, self.key)
        inner = list_at(doc, inner_path, 0, _ALL)
        outer = list_at(doc, self.path, self.index, self.index)
        slot = outer.slots[self.index]
        if outer.array is None:
            numbers = outer.headers[self.index]
            if inner.array is None:
                return Outcome(doc.spliced(self._tables(doc, [doc.headers[number] for number in numbers])))
            header = doc.headers[numbers[0]]
            return Outcome(doc.spliced([self._blocks(doc, header, slot, inner.slots)]))
        if inner.array is None:
            raise LayoutError("it is written in several tables", slot.start)
        if slot.own_lines:
            return Outcome(doc.spliced(self._elements(doc, slot, inner.slots)))
        start, end = inner.slots[0].token[0], inner.slots[-1].token[1]
        return Outcome(doc.spliced([Splice(*slot.token, ((start, end),))]))

    def _blocks(self, doc: Document, header: Header, slot: Slot, inner: Sequence[Slot]) -> Splice:
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

    def _elements(self, doc: Document, slot: Slot, inner: Sequence[Slot]) -> Iterator[Splice]:
        """A group that has lines of its own: its comments stay above and behind, each element gets a line."""
        indent = doc.indent(slot.token[0])
        comma = "," if slot.has_comma else ""
        line = doc.line_start(slot.token[0])
        behind: Span = (slot.tail, slot.end)
        if not all(each.own_lines for each in inner):
            pieces: list[str | Span] = []
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

    def _tables(self, doc: Document, headers: Sequence[Header]) -> Iterator[Splice]:
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


def indented(doc: Document, start: int, end: int, more: str, less: int = 0) -> Iterator[str | Span]:
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
