"""A widget that draws lines when they come into view, so that a thousand cost what one screenful does.

What the lines say belongs to the subclasses. Text from files reaches them cleaned, and as `Content`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, ClassVar, Self

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from backday_tui.text import clean
from backday_tui.tui.widgets.glyphs import ROWS, drawn_letters, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Resize
    from textual.geometry import Region


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


# Widgets that cost nothing while they stand still.
#
# Each second something on the live screen changes, and Textual then asks every visible widget for its rows, and each
# looks up its styles to find that nothing is new. These hand out the rows that they handed out before.


if TYPE_CHECKING:
    from textual.widget import Widget as _WidgetForTypes
else:
    _WidgetForTypes = object
    """Textual takes the CSS of the first base that is a widget: this one must not be it."""


class CachedRows(_WidgetForTypes):
    """Keeps its rows until it is refreshed, its style changes or another part of it is asked for.

    A class of widgets has it as its first base.
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


# Text in a place of fixed size: what changes often and never moves anything else.
#
# Textual's Static lays the screen out anew when its text changes; these only draw. Text reaches them cleaned.


class TextLine(CachedRows, Widget):
    """One line; what is too long ends in an ellipsis."""

    DEFAULT_CSS = """
    TextLine {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._content = Content(text)

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._content.plain

    def show(self, text: str | Content) -> None:
        """Show this instead."""
        content = Content(text) if isinstance(text, str) else text
        if content.is_same(self._content):
            return
        self._content = content
        self.refresh()

    def render(self) -> Content:
        """The text, as a literal."""
        return self._content


class TitleLine(TextLine):
    """One line, in capitals three rows high where there is room for them."""

    DEFAULT_CSS = """
    TitleLine {
        text-align: center;
        content-align: center middle;
    }
    """

    def render(self) -> Content:
        """The text, large or as it is."""
        columns = width_of(self.text) if self.size.height >= ROWS else None
        if columns is None or columns > self.size.width:
            return self._content
        return Content("\n".join(drawn_letters(self.text)))


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
        """Both texts."""
        room = self.size.width - self._content.cell_length
        right = Content(self._right)
        if right.cell_length + 1 > room:
            return self._content
        return self._content + Content(" " * (room - right.cell_length)) + right


class TextBlock(CachedRows, Widget):
    """A few lines, each cut off where it is too long."""

    DEFAULT_CSS = """
    TextBlock {
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._content = Content("")

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._content.plain

    def show(self, lines: Sequence[str]) -> None:
        """Show these instead."""
        content = Content("\n".join(lines))
        if content.plain != self._content.plain:
            self._content = content
            self.refresh()

    def render(self) -> Content:
        """The lines, as literals."""
        return self._content


class Paragraphs(CachedRows, Widget):
    """Paragraphs wrapped to the width, as many as there is room for, and a line at the bottom."""

    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._paragraphs: tuple[Content, ...] = ()
        self._last = Content("")

    def show(self, paragraphs: Sequence[Content], last: Content | None = None) -> None:
        """Show these instead, with `last` at the bottom where it is given."""
        new = (tuple(paragraphs), last or Content(""))
        if new != (self._paragraphs, self._last):
            self._paragraphs, self._last = new
            self.refresh()

    def render(self) -> Content:
        """Those that fit."""
        width, rows = self.size
        last = [self._last] if self._last.plain else []
        lines = fitting(self._paragraphs, width, rows - len(last))
        blank = [Content("")] * (rows - len(last) - len(lines))
        return Content("\n").join([*lines, *blank, *(line.truncate(max(width, 1), ellipsis=True) for line in last)])


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


# Paragraphs and columns as lines of so many cells, for pages that are laid out by hand.
#
# Whatever the text is, it is text: no markup is read in it. What stands on a page is not known here.


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
