"""The list of routines: a row each, one line high or two, with the cursor on one of them.

It draws what it is given and says what the person did; what a routine is, is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import var

from backday_tui.text import spoken_text
from backday_tui.tui.widgets.lines import LineView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.events import Click, Leave, MouseMove
    from textual.style import Style

OWN_MARK: Final = "◆"
"""Stands before a routine of the person's own."""
_CURSOR: Final = "▌"
_MUTED: Final = "$foreground 60%"
_LEVEL_WIDTH: Final = 12
_TIME_WIDTH: Final = 10
_LEAST_NAME: Final = 16
_LEAST_EQUIPMENT: Final = 14


class Row(NamedTuple):
    """What is shown of one routine; every text is cleaned. `problem` is why it can't be started."""

    path: Path
    name: str
    equipment: str = ""
    level: str = ""
    own: bool = False
    estimate_s: int | None = None
    problem: str | None = None


class Columns(NamedTuple):
    """The cells of each column of a row of one line; 0 leaves a column out."""

    name: int
    equipment: int
    level: int
    time: int

    @classmethod
    def within(cls, width: int, longest_name: int) -> Columns:
        """The columns that fit: the name and the time always, then the level, then the equipment."""
        room = width - 4 - _TIME_WIDTH - 2
        wanted = max(longest_name, _LEAST_NAME)
        level = _LEVEL_WIDTH if room >= min(wanted, _LEAST_NAME * 2) + 2 + _LEVEL_WIDTH else 0
        room -= level + 2 if level else 0
        equipment = max(room - wanted - 2, 0)
        if equipment < _LEAST_EQUIPMENT:
            return cls(max(room, 0), 0, level, _TIME_WIDTH)
        return cls(wanted, equipment, level, _TIME_WIDTH)


class RoutineList(LineView):
    """Routines to pick one from."""

    DEFAULT_CSS = """
    RoutineList {
        scrollbar-gutter: auto;
        & > .routine-list--cursor { background: $primary 16%; }
        & > .routine-list--hover { background: $foreground 5%; }
        &:focus > .routine-list--cursor { background: $primary 24%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"routine-list--cursor", "routine-list--hover"}
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
    """The lines of a row: 1; 2 with one for level and equipment; 3 with an empty one besides."""
    _hovered: var[int | None] = var(None, init=False)

    class Selected(Message):
        """The cursor went to another row, or to none."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """The person wants this one."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str | None = None, nothing: str = "") -> None:  # noqa: A002 - Textual's name
        """`nothing` is what stands here where there is no row."""
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._nothing = nothing
        self._longest_name = 0
        self._clicked: Path | None = None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def selected(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor is not None and self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[Row], *, select: Path | None = None, nothing: str = "") -> None:
        """Show these rows, the cursor on this routine, else on the first; with none, say this instead."""
        self._rows, self._nothing = rows, nothing
        self._longest_name = max((Content(row.name).cell_length for row in rows), default=0)
        found = next((place for place, row in enumerate(rows) if row.path == select), 0)
        self.lines_changed()
        self.set_reactive(RoutineList.cursor, found if rows else None)
        self._cursor_moved()

    def replace(self, rows: Sequence[Row]) -> None:
        """Show the same routines anew, with what has become known of them."""
        self._rows = rows
        self._longest_name = max((Content(row.name).cell_length for row in rows), default=0)
        self.refresh()

    # What a row looks like.

    def line_count(self) -> int:
        """The lines of all rows; one to say that there are none."""
        return len(self._rows) * self.row_height or 1

    def line_style(self, number: int) -> Style:
        """The row under the cursor stands out, the one under the mouse a little."""
        place, part = divmod(number, self.row_height)
        if not self._rows or part > 1:
            return self.visual_style
        if place == self.cursor:
            return self.get_visual_style("routine-list--cursor")
        if place == self._hovered:
            return self.get_visual_style("routine-list--hover")
        return self.visual_style

    def line(self, number: int, width: int) -> Content:
        """One line of a row."""
        if not self._rows:
            return Content.styled(f"  {self._nothing}", _MUTED)
        place, part = divmod(number, self.row_height)
        if part > 1:
            return Content()
        row = self._rows[place]
        bar = Content.styled(_CURSOR if place == self.cursor else " ", "$primary")
        if part:
            return bar + _second_line(row).truncate(width - 2, ellipsis=True)
        mark = Content.styled(f"{OWN_MARK} " if row.own else "  ", "$secondary")
        rest = self._only_line(row, width) if self.row_height == 1 else _first_line(row, width - 4)
        return bar + mark + rest + Content(" ")

    def _only_line(self, row: Row, width: int) -> Content:
        columns = Columns.within(width, self._longest_name)
        name = Content.styled(row.name, "bold").truncate(columns.name, ellipsis=True, pad=True)
        room = width - 4 - columns.name - 2
        if row.problem:
            name = name.stylize("$text-error")
            return name + Content("  ") + _fault(row.problem).truncate(room, ellipsis=True, pad=True)
        cells = [name]
        if columns.equipment:
            cells.append(_cell(row.equipment, columns.equipment))
        if columns.level:
            cells.append(_cell(row.level, columns.level))
        cells.append(_time(row))
        return Content("  ").join(cells)

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor by so many rows."""
        if self._rows:
            self.cursor = clamp((self.cursor or 0) + count, 0, len(self._rows) - 1)

    def action_page(self, count: int) -> None:
        """Move the cursor by a screenful."""
        self.action_move(count * max(self.size.height // self.row_height - 1, 1))

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        if self.selected:
            self.post_message(self.Chosen(self.selected))

    def on_click(self, event: Click) -> None:
        """A click selects, a second one on the same routine takes it."""
        place = self._place_at(event.y)
        if place is None:
            return
        row = self._rows[place]
        again, self._clicked = row.path == self._clicked and place == self.cursor, row.path
        self.cursor = place
        if again:
            self._clicked = None
            self.post_message(self.Chosen(row))

    def on_mouse_move(self, event: MouseMove) -> None:
        """The row under the mouse."""
        self._hovered = self._place_at(event.y)

    def on_leave(self, event: Leave) -> None:  # noqa: ARG002 - Textual's
        """No row is under the mouse any more."""
        self._hovered = None

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        """The old and the new row are drawn anew."""
        for place in (old, new):
            if place is not None:
                self.refresh_lines(place * self.row_height, self.row_height)
        self._cursor_moved()

    def watch_row_height(self) -> None:
        """Other heights, another number of lines."""
        self.lines_changed()
        self._scroll_to_cursor()

    def watch__hovered(self, old: int | None, new: int | None) -> None:
        """The old and the new row are drawn anew."""
        for place in (old, new):
            if place is not None:
                self.refresh_lines(place * self.row_height, self.row_height)

    def _place_at(self, y: int) -> int | None:
        place = (y + self.scroll_offset.y) // self.row_height
        return place if 0 <= place < len(self._rows) else None

    def _cursor_moved(self) -> None:
        self._scroll_to_cursor()
        self.post_message(self.Selected(self.selected))

    def _scroll_to_cursor(self) -> None:
        if self.cursor is None or not self.size.height:
            return
        top, height = self.cursor * self.row_height, self.size.height
        first = self.scroll_offset.y
        if top < first:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + self.row_height > first + height:
            self.scroll_to(y=top + self.row_height - height, animate=False, force=True)


def _cell(text: str, width: int) -> Content:
    return Content.styled(text, _MUTED).truncate(width, ellipsis=True, pad=True)


def _fault(text: str) -> Content:
    return Content.styled(text, "$text-error")


def _time(row: Row) -> Content:
    text = "" if row.estimate_s is None else spoken_text(row.estimate_s)
    return Content.styled(text.rjust(_TIME_WIDTH), "$text")


def _first_line(row: Row, width: int) -> Content:
    time = _fault("can't start") if row.problem else _time(row)
    name = Content.styled(row.name, "bold $text-error" if row.problem else "bold")
    return name.truncate(max(width - time.cell_length - 2, 0), ellipsis=True, pad=True) + Content("  ") + time


def _second_line(row: Row) -> Content:
    if row.problem:
        return _fault(f"  {row.problem}")
    return Content.styled("  " + " · ".join(text for text in (row.level, row.equipment) if text), _MUTED)
