"""What is unlike between two texts, over the screen; any key that leaves goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from backday_tui.text import clean
from backday_tui.tui.diff_lines import diff_lines
from backday_tui.tui.widgets.line import Line
from backday_tui.tui.widgets.lines import TextLines

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize


class DifferencesScreen(ModalScreen[None]):
    """A diff, to be scrolled."""

    DEFAULT_CSS = """
    DifferencesScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 92; max-width: 100%; height: 100%; max-height: 36; padding: 1 2; background: $surface; }
        Line { color: $accent; text-style: bold; margin-bottom: 1; width: 1fr; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q,enter,space", "dismiss", show=False)]
    AUTO_FOCUS = "TextLines"

    def __init__(self, title: str, diff: str) -> None:
        super().__init__()
        self._heading, self._diff = title, diff

    def compose(self) -> ComposeResult:
        """The title, and the lines."""
        with Vertical():
            yield Line(clean(self._heading, 200))
            yield TextLines()

    def on_resize(self, event: Resize) -> None:
        """As wide as there is room for."""
        lines = diff_lines(self._diff, max(min(event.size.width, 92) - 5, 8))
        self.query_one(TextLines).show(lines or [Content("There is no difference.")])
