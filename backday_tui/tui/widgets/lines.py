"""A widget that draws lines when they come into view, so that a thousand cost what one screenful does.

What the lines say belongs to the subclasses. Text from files reaches them cleaned, and as `Content`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.events import Resize


def _parsed(style: str | Style) -> Style:
    return Style.parse(style) if isinstance(style, str) else style


class LineView(ScrollView, can_focus=True):
    """Lines of equal height, of which only those in view are made."""

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $primary;
        scrollbar-background: $foreground 4%;
        scrollbar-background-hover: $foreground 8%;
        scrollbar-background-active: $foreground 8%;
    }
    """
    ALLOW_SELECT = False

    def line_count(self) -> int:
        """How many lines there are now."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Content:
        """What a line says, from 0; whatever is longer than `width` cells is cut off."""
        raise NotImplementedError

    def line_style(self, number: int) -> Style:  # noqa: ARG002 - a subclass may style each line
        """What a line stands on."""
        return self.visual_style

    def lines_changed(self) -> None:
        """Draw anew, after the number of lines or what they say has changed."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.line_count())
        self.refresh()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        """Another width, other lines."""
        self.lines_changed()

    def render_line(self, y: int) -> Strip:
        """One line in view, as Textual asks for it."""
        number, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if width <= 0 or number >= self.line_count():
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        content = self.line(number, width).truncate(width, pad=True)
        # Not by Visual.to_strips, which would look for places to wrap.
        parts = content.render(self.line_style(number), end="", parse_style=_parsed)
        return Strip([Segment(text, style.rich_style) for text, style in parts], width)


class TextLines(LineView):
    """Lines that are there from the start: a page to scroll."""

    DEFAULT_CSS = """
    TextLines {
        &:focus { background-tint: $foreground 3%; }
    }
    """
    BINDINGS: ClassVar = [
        ("j", "scroll_down"),
        ("k", "scroll_up"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Content] = ()

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines from the top."""
        self._lines = lines
        self.scroll_home(animate=False)
        self.lines_changed()

    def line_count(self) -> int:
        """How many lines the page has."""
        return len(self._lines)

    def line(self, number: int, width: int) -> Content:  # noqa: ARG002 - a page is laid out before
        """A line of the page."""
        return self._lines[number]
