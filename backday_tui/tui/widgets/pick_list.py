"""A list with a cursor: rows to pick one from, by keys or by mouse.

What a row is and how it looks belongs to the subclasses; what follows from a choice, to whoever hears of it.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from textual.binding import Binding
from textual.content import Content
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import var

from backday_tui.tui.widgets.lines import LineView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click, Leave, MouseMove
    from textual.style import Style

R = TypeVar("R")

MUTED: Final = "$foreground 60%"
_CURSOR: Final = "▌"
_LEAST_LINES: Final = 3
"""So many lines are left to the rows, or they have no headings above them."""


class PickList(LineView, Generic[R]):
    """Rows of equal height, one of them under the cursor."""

    DEFAULT_CSS = """
    PickList {
        scrollbar-gutter: auto;
        & > .pick-list--cursor { background: $primary 16%; }
        & > .pick-list--hover { background: $foreground 5%; }
        &:focus > .pick-list--cursor { background: $primary 24%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick-list--cursor", "pick-list--hover"}
    BINDINGS: ClassVar = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "move(-1000000)", "First", show=False),
        Binding("end,G", "move(1000000)", "Last", show=False),
        Binding("enter", "choose", "Start", show=False),
    ]

    cursor: var[int | None] = var(None, init=False)
    row_height: var[int] = var(1, init=False)
    _hovered: var[int | None] = var(None, init=False)

    class Selected(Message):
        """The cursor went to another row, or to none; which one, its list says."""

    class Chosen(Message):
        """The person wants the row under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[R] = ()
        self._places: Sequence[int] = ()
        self._nothing = ""
        self._clicked: int | None = None

    @property
    def rows(self) -> Sequence[R]:
        """All rows, in order."""
        return self._rows

    @property
    def selected(self) -> R | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor is not None and self.cursor < len(self._rows) else None

    @property
    def rows_in_view(self) -> Sequence[R]:
        """The rows of which something is seen."""
        first = self.scroll_offset.y // self.row_height
        return self._rows[first : first + self._lines_of_rows // self.row_height + 2]

    @property
    def _lines_of_rows(self) -> int:
        """The lines that rows have, below those that stay."""
        return max(self.size.height - self.pinned_lines(), 0)

    # What the subclasses say.

    def row_line(self, row: R, part: int, width: int) -> Content:
        """One of the lines of a row, from 0, in so many cells."""
        raise NotImplementedError

    def can_pick(self, row: R) -> bool:  # noqa: ARG002 - a subclass may have rows that are titles
        """Whether the cursor may stand on a row."""
        return True

    def heading_lines(self) -> int:
        """The lines above the rows, which aren't scrolled: a subclass may name its columns there."""
        return 0

    def heading(self, part: int, width: int) -> Content:
        """One of those lines, from 0, in so many cells."""
        raise NotImplementedError

    def shaded_lines(self) -> int:
        """The lines of a row that the cursor shades."""
        return self.row_height

    # What is shown.

    def show(self, rows: Sequence[R], *, select: Callable[[R], bool] | None = None, nothing: str = "") -> None:
        """Show these rows, the cursor on the first that fits `select`, else on the first; with none, say `nothing`."""
        self._rows, self._nothing, self._clicked = rows, nothing, None
        self._places = [place for place, row in enumerate(rows) if self.can_pick(row)]
        self.rows_changed()
        self.lines_changed()
        wanted = (place for place in self._places if select is not None and select(rows[place]))
        self.set_reactive(PickList.cursor, next(wanted, self._places[0] if self._places else None))
        self._cursor_moved()

    def select(self, wanted: Callable[[R], bool]) -> None:
        """Put the cursor on the first row that fits; it stays where none does."""
        found = next((place for place in self._places if wanted(self._rows[place])), None)
        if found is not None:
            self.cursor = found

    def replace(self, rows: Sequence[R]) -> None:
        """Show as many rows anew, with what has become known of them."""
        self._rows = rows
        self.rows_changed()
        self.refresh()

    def rows_changed(self) -> None:
        """Called when there are other rows: a subclass may measure them."""

    def line_count(self) -> int:
        """The lines of all rows and the headings above them; one to say that there are no rows."""
        return self.pinned_lines() + len(self._rows) * self.row_height if self._rows else 1

    def pinned_lines(self) -> int:
        """The headings, where there is room for more than them."""
        count = self.heading_lines() if self._rows else 0
        return count if self.size.height >= count + _LEAST_LINES else 0

    def line_style(self, number: int) -> Style:
        """The row under the cursor stands out, the one under the mouse a little."""
        place, part = divmod(number - self.pinned_lines(), self.row_height)
        if self._rows and place >= 0 and part < self.shaded_lines():
            if place == self.cursor:
                return self.get_visual_style("pick-list--cursor")
            if place == self._hovered:
                return self.get_visual_style("pick-list--hover")
        return self.visual_style

    def line(self, number: int, width: int) -> Content:
        """One line of a row, after the mark of the cursor."""
        if not self._rows:
            return Content.styled(f"  {self._nothing}", MUTED)
        pinned = self.pinned_lines()
        if number < pinned:
            return Content(" ") + self.heading(number, width - 1)
        place, part = divmod(number - pinned, self.row_height)
        if part >= self.shaded_lines():
            return Content()
        bar = Content.styled(_CURSOR if place == self.cursor else " ", "$primary")
        return bar + self.row_line(self._rows[place], part, width - 1)

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor by so many rows that can be picked."""
        if self.cursor is not None:
            place = bisect.bisect_left(self._places, self.cursor) + count
            self.cursor = self._places[clamp(place, 0, len(self._places) - 1)]

    def action_page(self, count: int) -> None:
        self.action_move(count * max(self._lines_of_rows // self.row_height - 1, 1))

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen())

    def on_click(self, event: Click) -> None:
        """A click selects, a second one on the same row takes it."""
        place = self._place_at(event.y)
        if place is None:
            self._clicked = None
            return
        again = place == self._clicked and place == self.cursor
        self._clicked = None if again else place
        self.cursor = place
        if again:
            self.post_message(self.Chosen())

    def on_mouse_move(self, event: MouseMove) -> None:
        self._hovered = self._place_at(event.y)

    def on_leave(self, event: Leave) -> None:  # noqa: ARG002 - Textual's
        self._hovered = None

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        self._refresh_rows(old, new)
        self._cursor_moved()

    def watch__hovered(self, old: int | None, new: int | None) -> None:
        self._refresh_rows(old, new)

    def watch_row_height(self) -> None:
        """Lay the rows out at their new height."""
        self.lines_changed()
        self._scroll_to_cursor()

    def _refresh_rows(self, *places: int | None) -> None:
        for place in places:
            if place is not None:
                self.refresh_lines(self.pinned_lines() + place * self.row_height, self.row_height)

    def _place_at(self, y: int) -> int | None:
        if y < self.pinned_lines():
            return None
        place = (y - self.pinned_lines() + self.scroll_offset.y) // self.row_height
        return place if 0 <= place < len(self._rows) and self.can_pick(self._rows[place]) else None

    def _cursor_moved(self) -> None:
        self._scroll_to_cursor()
        self.post_message(self.Selected())

    def _scroll_to_cursor(self) -> None:
        """Bring the row into view, and the titles right above it; with the last one also what stands below it."""
        if self.cursor is None or not self.size.height:
            return
        first, last = self.cursor, self.cursor
        while first and not self.can_pick(self._rows[first - 1]):
            first -= 1
        if self.cursor == self._places[-1]:
            last = len(self._rows) - 1
        top, bottom = first * self.row_height, (last + 1) * self.row_height
        end = (self.cursor + 1) * self.row_height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + self._lines_of_rows:
            lowest = max(end - self._lines_of_rows, min(bottom - self._lines_of_rows, self.cursor * self.row_height))
            self.scroll_to(y=lowest, animate=False, force=True)
