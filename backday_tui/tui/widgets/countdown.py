"""The countdown: the largest thing on the screen, each character a widget of its own so that a second costs few bytes.

What time it is, is told from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from backday_tui.tui.widgets.digits import Grid, drawn, largest
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.app import ComposeResult

AIRY = (8, 11)
"""From so many rows on one is left free, and from so many a second."""


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
        self._style: Style | None = None
        self.display = False

    def show(self, char: str) -> None:
        """Show another character of the same width; only the rows that differ are drawn."""
        if char != self._char:
            rows = zip(drawn(self._char, self._grid), drawn(char, self._grid), strict=True)
            self._char = char
            self.refresh(*(Region(0, y, self.size.width, 1) for y, (old, new) in enumerate(rows) if old != new))

    def resize_to(self, char: str, grid: Grid, *, last: bool) -> None:
        """Show a character in another size; all but the last have a gap behind them."""
        self._char, self._grid = char, grid
        self.styles.width = grid.columns(char) + (0 if last else grid.gap)
        self.styles.height = grid.rows
        self.display = True
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, all in one style, which is looked up once and only where one of them is drawn."""
        self._style = None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row, as Textual asks for it."""
        if self._style is None:
            self._style = self.rich_style
        rows = drawn(self._char, self._grid) if self._grid.height else ()
        text = rows[y] if y < len(rows) else ""
        return Strip([Segment(text.ljust(self.size.width), self._style)], self.size.width)


class Countdown(Horizontal):
    """A time, as large as there is room for; a line of text where there is room for no more."""

    DEFAULT_CSS = """
    Countdown {
        width: 1fr;
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

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._text = ""
        self._word = ""
        self._is_composed = False
        self._room = (0, 0)
        self._grid: Grid | None = None
        self._glyphs: list[Glyph] = []
        self._plain: Line | None = None

    def compose(self) -> ComposeResult:
        """What is needed so far: a widget for each character, or the line for when there is no room for them."""
        self._is_composed = True
        yield from self._glyphs
        if self._plain is not None:
            yield self._plain

    @property
    def text(self) -> str:
        """What is shown, such as "1:30"."""
        return self._text

    @property
    def is_large(self) -> bool:
        """Whether there is room for digits."""
        return self._grid is not None

    def show(self, text: str, word: str) -> None:
        """Show this time; as plain text it has the word before it, which is shown elsewhere otherwise."""
        if (text, word) == (self._text, self._word):
            return
        same_shape = _shape(text) == _shape(self._text)
        self._text, self._word = text, word
        if not same_shape:
            self._lay_out()
        elif self._grid is None:
            self._show_plain()
        else:
            for glyph, char in zip(self._glyphs, text, strict=False):
                glyph.show(char)

    def fit(self, columns: int, rows: int) -> None:
        """Another size, other digits. Told before it is drawn, so that the screen is laid out once."""
        if (columns, rows) != self._room:
            self._room = (columns, rows)
            self.styles.height = rows
            self._lay_out()

    def _lay_out(self) -> None:
        columns, rows = self._room
        rows -= sum(rows >= least for least in AIRY)
        grid = self._grid = largest(self._text, columns, rows) if self._text else None
        if grid is None:
            self._show_plain()
        else:
            self._have_glyphs(len(self._text))
        if self._plain is not None:
            self._plain.display = grid is None
        for place, glyph in enumerate(self._glyphs):
            if grid is not None and place < len(self._text):
                glyph.resize_to(self._text[place], grid, last=place == len(self._text) - 1)
            else:
                glyph.display = False

    def _have_glyphs(self, count: int) -> None:
        more = [Glyph() for _ in range(count - len(self._glyphs))]
        self._glyphs += more
        self._have(more)

    def _show_plain(self) -> None:
        if self._plain is None:
            self._plain = Line()
            self._have([self._plain])
        self._plain.show(f"{self._word}  {self._text}".strip())

    def _have(self, widgets: Sequence[Widget]) -> None:
        """Widgets made after the countdown itself was put on the screen join it."""
        if widgets and self._is_composed:
            self.mount(*widgets)

    def on_click(self) -> None:
        """Say so to whoever owns the workout."""
        self.post_message(self.Pressed())


def _shape(text: str) -> str:
    """A text with every digit made the same: texts of one shape take the same room."""
    return "".join("0" if char.isdigit() else char for char in text)
