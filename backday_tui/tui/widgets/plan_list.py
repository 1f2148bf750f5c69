"""The plan beside a text: rows to look at, and to pick one from. What they say is laid out by `draft_page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from backday_tui.tui.draft_page import PlanRow
from backday_tui.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Click


class PlanList(PickList[PlanRow]):
    """Problems and entries of a routine."""

    DEFAULT_CSS = """
    PlanList {
        background: $surface;
        scrollbar-gutter: stable;
    }
    """

    class Walked(Message):
        """The person went to another row, by key or by mouse; which one, the list says."""

    def can_pick(self, row: PlanRow) -> bool:
        """Titles, muscles and second lines are only there to be read."""
        return row.path is not None or row.problem is not None

    def row_line(self, row: PlanRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """The row as it was laid out."""
        return row.content

    def action_move(self, count: int) -> None:
        """Move the cursor, and say that the person did."""
        super().action_move(count)
        self.post_message(self.Walked())

    def on_click(self, event: Click) -> None:  # noqa: ARG002 - Textual's
        """Say so; the row is picked by the list."""
        self.post_message(self.Walked())
