"""The few words that may stand at the cursor, in a box beside it. It takes no keys: whoever shows it moves its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.geometry import Offset, clamp
from textual.message import Message

from backday_tui.tui.widgets.lines import LineView
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click
    from textual.geometry import Region
    from textual.style import Style

    from backday_tui.tui.completion import Suggestion

_MOST_ROWS: Final = 8
_WIDEST: Final = 64
_LEAST_DETAIL: Final = 14


class CompletionList(LineView, can_focus=False):
    """Suggestions, one of them marked."""

    DEFAULT_CSS = """
    CompletionList {
        display: none;
        layer: over;
        position: absolute;
        background: $panel;
        padding: 0;
        & > .completion--marked { background: $primary 35%; }
    }
    """
    COMPONENT_CLASSES = {"completion--marked"}  # noqa: RUF012 - Textual's

    class Picked(Message):
        """One was clicked; which, its list says."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Suggestion] = ()
        self._marked = 0

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return bool(self.display and self._all)

    @property
    def marked(self) -> Suggestion | None:
        """The one that would be taken."""
        return self._all[self._marked] if self._all else None

    def open_at(self, suggestions: Sequence[Suggestion], cursor: Offset, area: Region) -> None:
        """Show these below the cursor, or above it where there is no room below; `area` is where it may stand."""
        self._all, self._marked = suggestions, 0
        rows = min(len(suggestions), _MOST_ROWS)
        below, above = area.bottom - cursor.y - 1, cursor.y - area.y
        rows = clamp(rows, 1, max(below, above, 1))
        y = cursor.y + 1 if rows <= below or below >= above else cursor.y - rows
        width = min(self._wanted_width(), area.width)
        self.styles.width, self.styles.height = width, rows
        self.styles.offset = (clamp(cursor.x, area.x, max(area.right - width, area.x)), y)
        self.display = True
        self.scroll_to(y=0, animate=False, force=True)
        self.lines_changed()

    def _wanted_width(self) -> int:
        labels = max(Content(each.label).cell_length for each in self._all)
        details = max(Content(each.detail).cell_length for each in self._all)
        return min(labels + (details + 2 if details else 0) + 3, _WIDEST)

    def close(self) -> None:
        """Show nothing."""
        self._all = ()
        self.display = False

    def move(self, by: int) -> None:
        """Mark another."""
        self._marked = (self._marked + by) % max(len(self._all), 1)
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        self.scroll_to(y=clamp(top, self._marked - height + 1, self._marked), animate=False, force=True)
        self.refresh()

    def line_count(self) -> int:
        """A line each."""
        return len(self._all)

    def line_style(self, number: int) -> Style:
        """The marked one stands out."""
        return self.get_visual_style("completion--marked") if number == self._marked else self.visual_style

    def line(self, number: int, width: int) -> Content:
        """What it is, and what is to be known of it."""
        suggestion = self._all[number]
        label = Content.styled(f" {suggestion.label}", "bold" if number == self._marked else "")
        room = width - label.cell_length - 3
        if room < _LEAST_DETAIL or not suggestion.detail:
            return label.truncate(width, ellipsis=True)
        return label + Content("  ") + Content.styled(suggestion.detail, MUTED).truncate(room, ellipsis=True)

    def on_click(self, event: Click) -> None:
        """A click takes one."""
        event.stop()
        place = event.y + self.scroll_offset.y
        if place < len(self._all):
            self._marked = place
            self.post_message(self.Picked())
