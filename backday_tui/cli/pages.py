"""Pages for people, made with rich: as wide as the terminal, but whole and without escape sequences in a pipe.

Every text of a file is cleaned before it becomes part of a page, and is never taken for markup. What stands on a page
is decided beside the command that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backday_tui.cli.console import console, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

HEADING: Final = "bold"
FAINT: Final = "dim"
_GAP: Final = "  "
_INDENT: Final = 2
_BETWEEN: Final = " · "


def put(*pages: RenderableType) -> None:
    """Print pages, without the blanks at the end of a line that nobody sees."""
    out = console()
    if out.is_terminal:
        for page in pages:
            out.print(page)
        return
    with out.capture() as captured:
        for page in pages:
            out.print(page)
    text = captured.get()
    write("".join(f"{line.rstrip()}\n" for line in text.split("\n")[: -1 if text.endswith("\n") else None]))


def facts_grid(facts: Mapping[str, str]) -> Table:
    """What is known of one thing: a line for each fact that isn't empty, its label before it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=FAINT)
    grid.add_column(overflow="fold")
    for label, fact in facts.items():
        if fact:
            grid.add_row(Text(label), Text(fact))
    return grid


@dataclass(frozen=True, slots=True)
class ConsoleColumns:
    """A table that fits: its cells side by side, folded or not, where there is room, else one below the other.

    `rows` have a cell for each of `headings`, cleaned. Columns in `right` are aligned there. Those in `folds` may be
    as narrow as said there, and have their cells folded. Those in `gives_way` are left out one by one, the last first,
    where that lets the others fit. Those in `named` keep their heading beside the cell where the cells stand one below
    the other. `titles` are lines above rows, by the number of the row.
    """

    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    right: frozenset[str] = frozenset()
    folds: Mapping[str, int] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    gives_way: tuple[str, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        natural = [max(map(cell_len, column)) for column in zip(self.headings, *self.rows, strict=True)]
        room = options.max_width - len(_GAP) * (len(natural) - 1)
        if sum(natural) <= room:
            yield from self._whole(natural)
        elif widths := self._narrowed(natural, room):
            yield from self._folded(widths)
        elif any(heading in self.gives_way for heading in self.headings):
            yield self._without(next(heading for heading in self.gives_way[::-1] if heading in self.headings))
        else:
            yield from self._below(_INDENT if options.max_width > 2 * _INDENT else 0)

    def _without(self, heading: str) -> ConsoleColumns:
        place = self.headings.index(heading)
        headings, *rows = [(*row[:place], *row[place + 1 :]) for row in (self.headings, *self.rows)]
        return replace(self, headings=headings, rows=rows)

    def _parts(self) -> Iterator[tuple[str, Sequence[tuple[str, ...]]]]:
        """The rows from one title to the next, with the title; "" for those that have none above them."""
        starts = sorted({0, *self.titles})
        for start, end in zip(starts, [*starts[1:], len(self.rows)], strict=True):
            if start < end:
                yield self.titles.get(start, ""), self.rows[start:end]

    def _narrowed(self, natural: Sequence[int], room: int) -> list[int]:
        """Widths that fit; none where those that may be narrower can't be narrow enough."""
        pairs = list(zip(self.headings, natural, strict=True))
        least = [min(width, self.folds.get(heading, width)) for heading, width in pairs]
        spare, wanted = room - sum(least), sum(natural) - sum(least)
        if spare < 0:
            return []
        return [low + spare * (width - low) // wanted for low, width in zip(least, natural, strict=True)]

    def _whole(self, widths: Sequence[int]) -> Iterator[RenderableType]:
        yield Text(self._line(self.headings, widths), style=HEADING)
        for title, rows in self._parts():
            yield from _titled(title)
            yield Text("\n".join(self._line(row, widths) for row in rows), no_wrap=True)

    def _line(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        padded = (
            blanks + cell if heading in self.right else cell + blanks
            for heading, cell, width in zip(self.headings, cells, widths, strict=True)
            for blanks in [" " * (width - cell_len(cell))]
        )
        return _GAP.join(padded).rstrip()

    def _folded(self, widths: Sequence[int]) -> Iterator[RenderableType]:
        yield self._table(widths, [self.headings], HEADING)
        for title, rows in self._parts():
            yield from _titled(title)
            yield self._table(widths, rows)

    def _table(self, widths: Sequence[int], rows: Sequence[tuple[str, ...]], style: str = "") -> Table:
        table = Table.grid(padding=(0, len(_GAP), 0, 0))
        for heading, width in zip(self.headings, widths, strict=True):
            table.add_column(width=width, justify="right" if heading in self.right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell, style=style) for cell in row))
        return table

    def _below(self, indent: int) -> Iterator[RenderableType]:
        """A row's first cell on a line of its own, the others in words below it."""
        for title, rows in self._parts():
            yield from _titled(title)
            for first, *others in rows:
                said = (
                    f"{heading} {cell}" if heading in self.named else cell
                    for heading, cell in zip(self.headings[1:], others, strict=True)
                    if cell
                )
                yield Text(first, style=HEADING)
                yield Padding(Text(_BETWEEN.join(said)), (0, 0, 0, indent))


def filled_columns(headings: Sequence[str], rows: Sequence[tuple[str, ...]], **how: Any) -> ConsoleColumns:
    """A table of those columns in which something stands; `how` as `ConsoleColumns` takes it."""
    shown = [place for place, _ in enumerate(headings) if any(row[place] for row in rows)]
    return ConsoleColumns(
        tuple(headings[place] for place in shown), [tuple(row[place] for place in shown) for row in rows], **how
    )


def _titled(title: str) -> Iterator[RenderableType]:
    """A title over rows, apart from what is above it."""
    if title:
        yield Text()
        yield Text(title, style=FAINT)
