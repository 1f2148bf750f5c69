"""Text on the screen: lines that are drawn as they come into view, a line or a few in a fixed place, a page to scroll.

A thousand lines cost what one screenful does, and a text in a fixed place never has the screen laid out anew. Text from
files reaches all of these cleaned; it is shown as it is, with no markup read in it. Functions that lay out a page by
hand stand at the end.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, ClassVar, Self

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.widgets import Static

from backday_tui.text import clean, has_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.events import Resize
    from textual.geometry import Region


def can_draw() -> bool:
    """Whether a picture may be of more signs than ASCII has; the screen itself is written as UTF-8."""
    return has_unicode("utf-8", os.environ)


def has_few_colours(app: App[object]) -> bool:
    """Whether shades are told apart by their signs: there are 16 colours, or none."""
    return app.no_color or app.has_class("-few-colours")


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

    def pinned_lines(self) -> int:
        """How many of the first lines stay where they are while the others are scrolled."""
        return 0

    def line_style(self, number: int) -> Style:  # noqa: ARG002 - a subclass may style each line
        """The style of a line, beneath those of its text."""
        return self.visual_style

    def lines_changed(self) -> None:
        """Draw anew, after the number of lines or what they say has changed."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.line_count())
        self.refresh()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        self.lines_changed()

    def render_line(self, y: int) -> Strip:
        """One line in view, as Textual asks for it."""
        number = y if y < self.pinned_lines() else y + self.scroll_offset.y
        width = self.scrollable_content_region.width
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


if TYPE_CHECKING:
    from textual.widget import Widget as _WidgetForTypes
else:
    # Textual takes the CSS of the first base that is a widget: this one must not be it.
    _WidgetForTypes = object


class CachedRows(_WidgetForTypes):
    """The first base of a widget that costs nothing while it stands still.

    Each second something on the live screen changes. Textual then asks every visible widget for its rows, and each
    looks up its styles only to find that nothing is new. This hands out the rows of before until the widget is
    refreshed, its style changes or another part of it is asked for.
    """

    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, as Textual asks for them."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, super().render_lines(crop))
        return self._kept[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, see Widget.refresh."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """A style of this or of what it stands on has changed."""
        self._kept = None
        super().notify_style_update()


class TextLine(CachedRows, Static):
    """One line; what is too long ends in an ellipsis."""

    DEFAULT_CSS = """
    TextLine {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        self.text = Content(text) if isinstance(text, str) else text
        super().__init__(self.text, id=id, classes=classes)

    def show(self, text: str | Content) -> None:
        """Show this instead."""
        content = Content(text) if isinstance(text, str) else text
        if not content.is_same(self.text):
            self.text = content
            # Its size never depends on the text, so nothing else on the screen moves.
            self.update(content, layout=False)


class HeaderLine(TextLine):
    """One line with a text at each end; the right one gives way."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._right = ""

    def show_right(self, text: str) -> None:
        """Show this at the right end."""
        if text != self._right:
            self._right = text
            self.refresh()

    def render(self) -> Content:
        room = self.size.width - self.text.cell_length
        right = Content(self._right)
        if right.cell_length + 1 > room:
            return self.text
        return self.text + Content(" " * (room - right.cell_length)) + right


def fitting(paragraphs: Sequence[Content], width: int, rows: int) -> list[Content]:
    """The lines of as many paragraphs as fit, each wrapped with its second line under the first's third character."""
    lines: list[Content] = []
    for paragraph in paragraphs:
        wrapped = hanging(paragraph, width)
        if len(lines) + len(wrapped) > rows:
            return [*lines, Content("…")] if len(lines) < rows else lines
        lines += wrapped
    return lines


HANGING = 3


def hanging(paragraph: Content, width: int) -> list[Content]:
    """A paragraph as lines, all but the first indented."""
    if width <= 2 * HANGING:
        return [paragraph]
    first, *rest = paragraph.wrap(width - HANGING)
    return [first, *(Content(" " * HANGING) + line for line in rest)]


PageLines = list[Content]

_LEAST_WIDTH = 4


def paragraph(text: str, width: int, style: str = "") -> PageLines:
    """Text, cleaned, on as many lines as it takes; none for no text."""
    content = Content.styled(clean(text), style) if style else Content(clean(text))
    return [line.rstrip() for line in content.wrap(max(width, _LEAST_WIDTH))] if text else []


def hang_after(head: Content, text: Content, width: int) -> PageLines:
    """A paragraph with its mark before it, the other lines indented by as much."""
    indent = Content(" " * head.cell_length)
    wrapped = text.wrap(max(width - head.cell_length, _LEAST_WIDTH))
    heads = itertools.chain([head], itertools.repeat(indent))
    return [mark + line.rstrip() for mark, line in zip(heads, wrapped, strict=False)]


def beside(left: PageLines, right: PageLines, start: int) -> PageLines:
    """Two columns, the right one from the cell `start` on."""
    pairs = itertools.zip_longest(left, right, fillvalue=Content())
    return [one.truncate(start, pad=True) + other for one, other in pairs]


def blank_before(lines: PageLines) -> PageLines:
    """The lines with an empty one before them, where there are any."""
    return [Content(), *lines] if lines else []
