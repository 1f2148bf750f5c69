"""The page about the selected routine, beside or below the list.

What stands on it is laid out by `page.py`, which brings what the first paint does without; this only shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.tui.widgets.lines import TextLines

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Resize

    from backday_tui.tui.library.facts import RoutineFacts
    from backday_tui.tui.library.rows import Row


_LEAST_WIDTH: Final = 8


class Subject(NamedTuple):
    """What the page is about: the row of the list, and the facts as soon as they are known."""

    row: Row
    facts: RoutineFacts | None


class Preview(TextLines):
    """The page of the selected routine."""

    DEFAULT_CSS = """
    Preview {
        padding: 1 1 0 2;
        background: $surface;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._subject: Subject | None = None

    def show_routine(self, subject: Subject | None) -> None:
        """Show this one, from the top where it is another than before. Without facts it waits for them."""
        same = subject and self._subject and subject.row.path == self._subject.row.path
        top = self.scroll_offset.y if same else 0
        self._subject = subject
        self.show(self._page())
        if top:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        """Lay the page out for the new size."""
        self.show(self._page())

    def _page(self) -> list[Content]:
        size = self.scrollable_content_region.size
        if self._subject is None or self._subject.facts is None or size.width < _LEAST_WIDTH:
            return []
        from backday_tui.tui.library.page import page
        from backday_tui.tui.widgets.figure import Palette

        return page(self._subject, size.width - 1, size.height, Palette.of(self.app.theme_variables))
