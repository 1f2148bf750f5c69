"""Text in a place of fixed size: what changes often and never moves anything else.

Textual's Static lays the screen out anew when its text changes; these only draw. Text reaches them cleaned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from backday_tui.tui.widgets.letters import ROWS, drawn, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(Widget):
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


class Paragraphs(Widget):
    """Paragraphs wrapped to the width, as many whole ones as there is room for; a last "…" says that there are more."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._paragraphs: tuple[Content, ...] = ()

    def show(self, paragraphs: Sequence[Content]) -> None:
        """Show these instead."""
        if tuple(paragraphs) != self._paragraphs:
            self._paragraphs = tuple(paragraphs)
            self.refresh()

    def render(self) -> Content:
        """Those that fit."""
        return Content("\n").join(fitting(self._paragraphs, self.size.width, self.size.height))


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
