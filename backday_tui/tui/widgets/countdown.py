"""The countdown: the largest thing on the screen, each character a widget of its own so that a second costs few bytes.

What time it is, is told from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from backday_tui.tui.widgets.digits import Grid, drawn, largest
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

AIRY = (8, 11)
"""From so many rows on one is left free, and from so many a second."""
MOST_CHARS = 8
"""As many as "10:00:00" has."""


class Glyph(Widget):
    """One character of the countdown."""

    DEFAULT_CSS = """
    Glyph {
        width: auto;
        height: auto;
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._char = " "
        self._grid = Grid(0, 0, 0)
        self.display = False

    def show(self, char: str) -> None:
        """Show another character of the same width."""
        if char != self._char:
            self._char = char
            self.refresh()

    def resize_to(self, char: str, grid: Grid, *, last: bool) -> None:
        """Show a character in another size; all but the last have a gap behind them."""
        self._char, self._grid = char, grid
        self.styles.width = grid.columns(char) + (0 if last else grid.gap)
        self.styles.height = grid.rows
        self.display = True
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row, as Textual asks for it."""
        rows = drawn(self._char, self._grid) if self._grid.height else ()
        text = rows[y] if y < len(rows) else ""
        return Strip([Segment(text.ljust(self.size.width), self.rich_style)], self.size.width)


class Countdown(Horizontal):
    """A time, as large as there is room for; a line of text where there is room for no more."""

    DEFAULT_CSS = """
    Countdown {
        width: 1fr;
        height: 1fr;
        align: center middle;
    }
    Countdown > Line {
        width: 1fr;
        text-align: center;
        text-style: bold;
    }
    """
    ALLOW_SELECT = False

    class Pressed(Message):
        """The person clicked on it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._text = ""
        self._word = ""
        self._layout: tuple[int, Grid | None] | None = None
        self._glyphs = [Glyph() for _ in range(MOST_CHARS)]
        self._plain = Line()

    def compose(self) -> ComposeResult:
        """A widget for each character, and the line for when there is no room for them."""
        yield from self._glyphs
        yield self._plain

    @property
    def text(self) -> str:
        """What is shown, such as "1:30"."""
        return self._text

    @property
    def is_large(self) -> bool:
        """Whether there is room for digits."""
        return self._layout is not None and self._layout[1] is not None

    def show(self, text: str, word: str) -> None:
        """Show this time; as plain text it has the word before it, which is shown elsewhere otherwise."""
        same_shape = _shape(text) == _shape(self._text) and word == self._word
        self._text, self._word = text, word
        if not same_shape or self._layout is None:
            self._lay_out()
            return
        if self.is_large:
            for glyph, char in zip(self._glyphs, text, strict=False):
                glyph.show(char)
        else:
            self._show_plain()

    def on_resize(self, event: events.Resize) -> None:
        """Another size, other digits."""
        del event
        self._lay_out()

    def _lay_out(self) -> None:
        rows = self.size.height - sum(self.size.height >= least for least in AIRY)
        grid = largest(self._text, self.size.width, rows) if self._text else None
        self._layout = (len(self._text), grid)
        self._plain.display = grid is None
        for place, glyph in enumerate(self._glyphs):
            if grid is not None and place < len(self._text):
                glyph.resize_to(self._text[place], grid, last=place == len(self._text) - 1)
            else:
                glyph.display = False
        if grid is None:
            self._show_plain()

    def _show_plain(self) -> None:
        self._plain.show(f"{self._word}  {self._text}".strip())

    def on_click(self) -> None:
        """Say so to whoever owns the workout."""
        self.post_message(self.Pressed())


def _shape(text: str) -> str:
    """A text with every digit made the same: texts of one shape take the same room."""
    return "".join("0" if char.isdigit() else char for char in text)
