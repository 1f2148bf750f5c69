"""Text in a place of fixed size: what changes often and never moves anything else.

Textual's Static lays the screen out anew when its text changes; these only draw. Text reaches them cleaned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from backday_tui.tui.widgets.letters import ROWS, drawn, width_of
from backday_tui.tui.widgets.still import Still

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(Still, Widget):
    """One line; what is too long ends in an ellipsis."""

    DEFAULT_CSS = """
    Line {
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


class Headline(Line):
    """One line, in capitals three rows high where there is room for them."""

    DEFAULT_CSS = """
    Headline {
        text-align: center;
        content-align: center middle;
    }
    """

    def render(self) -> Content:
        """The text, large or as it is."""
        columns = width_of(self.text) if self.size.height >= ROWS else None
        if columns is None or columns > self.size.width:
            return self._content
        return Content("\n".join(drawn(self.text)))


class Ends(Line):
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


class Lines(Still, Widget):
    """A few lines, each cut off where it is too long."""

    DEFAULT_CSS = """
    Lines {
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


class Paragraphs(Still, Widget):
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
