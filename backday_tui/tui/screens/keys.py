"""What the keys of a screen do, over it; any key that leaves goes back. Which they are is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from backday_tui.tui.screens.dialog import SCROLLED
from backday_tui.tui.widgets.lines import TextLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

_KEY_WIDTH = 14
_LOW = 12
"""Below so many rows there is none for the last line."""
_AROUND, _AROUND_LOW = 6, 4
"""Rows of the box beside those of the page."""
_LEAST_WIDTH = 32
"""Of a page of two columns; on a narrower one what a key does stands below it."""


class KeysScreen(ModalScreen[None]):
    """A line for each thing that a person can do.

    Args:
        title: of which screen.
        keys: the keys as they are shown, and what they do; an empty pair is an empty line.
    """

    DEFAULT_CSS = """
    KeysScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Static { height: 2; color: $accent; text-style: bold; }
        .leaving { padding-top: 1; color: $text-muted; text-style: none; }
        &.-low .leaving { display: none; }
        TextLines { height: auto; max-height: 100%; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter,space", "dismiss", show=False)]

    def __init__(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The title, and the lines, which can be scrolled."""
        with Vertical():
            yield Static(self._title, markup=False)
            yield TextLines()
            yield Static(SCROLLED, markup=False, classes="leaving")

    def on_resize(self, event: Resize) -> None:
        """As wide as there is room for."""
        width = min(event.size.width, 72) - 5
        page = self.query_one(TextLines)
        lines = [line for key, text in self._keys for line in key_lines(key, text, width)]
        around = _AROUND_LOW if event.size.height < _LOW else _AROUND
        page.styles.height = min(len(lines), max(event.size.height - around, 1))
        page.show(lines)


def key_lines(key: str, text: str, width: int) -> list[Content]:
    """A key and what it does, on as many lines as it takes."""
    if width < _LEAST_WIDTH:
        above = [Content.styled(key, "bold $primary")] if key else []
        return [*above, *(Content("  ") + line for line in Content(text).wrap(max(width - 2, 8)))]
    first, *more = Content(text).wrap(width - _KEY_WIDTH) or [Content()]
    head = Content.styled(key.ljust(_KEY_WIDTH), "bold $primary")
    return [head + first, *(Content(" " * _KEY_WIDTH) + line for line in more)]
