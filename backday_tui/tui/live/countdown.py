"""The countdown: the largest thing on the screen. Of a second, only the rows of the digit that differ are written.

What time it is, is told from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from backday_tui.text import clean
from backday_tui.tui.widgets.glyphs import Grid, drawn_digits, largest
from backday_tui.tui.widgets.lines import CachedRows

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import ComposeResult
    from textual.events import Click


AIRY: Final = (8, 11)
"""From so many rows on one is left free, and from so many a second."""


class DigitRow(CachedRows, Widget):
    """Characters of the countdown, beside each other; without a grid they are a line of text."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._hollow = False
        self._rows: tuple[str, ...] = ()
        self._style: Style | None = None

    def show(self, text: str) -> None:
        """Show other characters in the same size; only the rows that differ are drawn."""
        before, self._rows = self._rows, _rows(text, self._grid, hollow=self._hollow)
        width = self.size.width
        changed = [y for y, (was, now) in enumerate(zip(before, self._rows, strict=True)) if was != now]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def shape(self, text: str, grid: Grid | None, *, hollow: bool, gap: int = 0) -> None:
        """Show characters in another form, with a gap behind them; without a grid across the whole width."""
        self._grid, self._hollow, self._rows = grid, hollow, _rows(text, grid, hollow=hollow)
        self.styles.width = grid.total(text) + gap if grid else "1fr"
        self.styles.height = grid.rows if grid else 1
        self.display = bool(text)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, in one style, which is looked up once."""
        self._style = self.rich_style if self._kept is None else None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        text = self._rows[y] if y < len(self._rows) else ""
        width = self.size.width
        line = text.ljust(width) if self._grid else clean(text, width).center(width)
        return Strip([Segment(line, self._style or self.rich_style)], width)


def _rows(text: str, grid: Grid | None, *, hollow: bool) -> tuple[str, ...]:
    """A text in digits of this size; as it stands without a grid."""
    if grid is None:
        return (text,)
    drawn = (drawn_digits(char, grid, hollow=hollow) for char in text)
    return tuple((" " * grid.gap).join(row) for row in zip(*drawn, strict=True))


class Countdown(CachedRows, Horizontal):
    """A time, as large as there is room for; a line of text where there is room for no more."""

    DEFAULT_CSS = """
    Countdown {
        width: 1fr;
        align: center middle;
    }
    """
    ALLOW_SELECT = False

    class Pressed(Message):
        """The person clicked on it."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._text = ""
        self._word = ""
        self._hollow = False
        self._room = (0, 0)
        self._grid: Grid | None = None
        self._steady, self._quick = DigitRow(), DigitRow()

    def compose(self) -> ComposeResult:
        """All characters but the last, and the last, which changes each second."""
        yield self._steady
        yield self._quick

    @property
    def text(self) -> str:
        """What is shown, such as "1:30"."""
        return self._text

    @property
    def grid(self) -> Grid | None:
        """The size of the digits; None where there is no room for any."""
        return self._grid

    def show(self, text: str, word: str, *, hollow: bool = False) -> None:
        """Show this time, in outlines where it is hollow.

        As plain text it has the word before it, which is shown elsewhere otherwise.
        """
        if (text, word, hollow) == (self._text, self._word, self._hollow):
            return
        same_shape = (_shape(text), hollow) == (_shape(self._text), self._hollow)
        self._text, self._word, self._hollow = text, word, hollow
        if not same_shape:
            self._choose_size()
        elif self._grid is None:
            self._quick.show(self._line)
        else:
            self._steady.show(text[:-1])
            self._quick.show(text[-1:])

    @property
    def _line(self) -> str:
        return f"{self._word}  {self._text}".strip()

    def fit(self, columns: int, rows: int) -> None:
        """Another size, other digits. Told before it is drawn, so that the screen is laid out once."""
        if (columns, rows) != self._room:
            self._room = (columns, rows)
            self.styles.height = rows
            self._choose_size()

    def _choose_size(self) -> None:
        columns, rows = self._room
        rows -= sum(rows >= least for least in AIRY)
        grid = self._grid = largest(self._text, columns, rows) if self._text else None
        if grid is None:
            self._steady.shape("", None, hollow=False)
            self._quick.shape(self._line, None, hollow=False)
        else:
            self._steady.shape(self._text[:-1], grid, hollow=self._hollow, gap=grid.gap)
            self._quick.shape(self._text[-1:], grid, hollow=self._hollow)

    def on_click(self, event: Click) -> None:
        """Say so to whoever owns the workout; a double click is one."""
        if event.chain == 1:
            self.post_message(self.Pressed())


def _shape(text: str) -> str:
    """A text with every digit made the same: texts of one shape take the same room."""
    return "".join("0" if char.isdigit() else char for char in text)
