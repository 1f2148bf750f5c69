"""The list of sessions in the log, and that of the sets of one of them.

They draw what they are given; where it is from, and what is done with a row, is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from backday_tui.history.store import PerformedSet, SessionRow

PARTIAL_MARK: Final = "◐"
"""Stands before a session that was not gone through to its end."""
_GAP: Final = 2
_LEAST_NAME: Final = 22
_MOST_NAME: Final = 44
_SET: Final = 9
_TARGET: Final = 20


class SessionLine(NamedTuple):
    """What is shown of one session; every text is cleaned, "" leaves its place empty.

    `sets` is how many of them were done in full, `done` the same where there is little room.
    """

    session: SessionRow
    day: str
    time: str
    name: str
    state: str
    length: str
    sets: str
    done: str
    volume: str
    hold: str


_WIDTHS: Final = {"day": 11, "length": 8, "sets": 11, "volume": 10, "hold": 9}
"""The cells of the columns besides the name, those that give way last first."""
_ORDER: Final = ("day", "name", "length", "sets", "volume", "hold")


class SessionList(PickList[SessionLine]):
    """Sessions to pick one from. A row has one line; of two, the second has the figures; a third is empty."""

    def shaded_lines(self) -> int:
        """The cursor leaves the empty line out."""
        return min(self.row_height, 2)

    def row_line(self, row: SessionLine, part: int, width: int) -> Content:
        """One line of a row."""
        mark = Content.styled(f"{PARTIAL_MARK if row.state and not part else ' '} ", "$accent")
        if part:
            figures = " · ".join(text for text in (row.length, row.sets, row.volume, _held(row)) if text)
            state = Content.styled(f"{row.state} · " if row.state else "", "$accent")
            return mark + (state + Content.styled(figures, MUTED)).truncate(width - 3, ellipsis=True)
        if self.row_height > 1:
            return mark + _headed(row, width - 3) + Content(" ")
        return mark + _in_columns(row, width - 3)


def _held(row: SessionLine) -> str:
    return f"hold {row.hold}" if row.hold else ""


def _headed(row: SessionLine, width: int) -> Content:
    when = Content.styled(f"{row.day} {row.time}", "$text")
    name = Content.styled(row.name, "bold").truncate(max(width - when.cell_length - _GAP, 1), ellipsis=True, pad=True)
    return name + Content(" " * _GAP) + when


def _in_columns(row: SessionLine, width: int) -> Content:
    shown = columns_within(width)
    name = width - sum(_WIDTHS[column] + _GAP for column in shown)
    texts = {"day": row.day, "length": row.length, "sets": row.done, "volume": row.volume, "hold": _held(row)}
    cells = [
        Content.styled(row.name, "bold").truncate(max(min(name, _MOST_NAME), 1), ellipsis=True, pad=True)
        if column == "name"
        else _cell(texts[column], _WIDTHS[column], column)
        for column in _ORDER
        if column == "name" or column in shown
    ]
    return Content(" " * _GAP).join(cells)


def _cell(text: str, width: int, column: str) -> Content:
    content = Content.styled(text, "$text" if column == "day" else MUTED)
    if column == "day" or content.cell_length >= width:
        return content.truncate(width, ellipsis=True, pad=True)
    return Content(" " * (width - content.cell_length)) + content


def columns_within(width: int) -> list[str]:
    """The columns besides the name that fit."""
    shown: list[str] = []
    room = width - _LEAST_NAME
    for column, cells in _WIDTHS.items():
        if room < cells + _GAP:
            break
        shown.append(column)
        room -= cells + _GAP
    return shown


class SetLine(NamedTuple):
    """A set of a session, or with None the title of the exercise that follows, or an empty line. Cleaned texts."""

    performed: PerformedSet | None
    text: str = ""
    target: str = ""
    done: str = ""
    is_short: bool = False


class SetList(PickList[SetLine]):
    """The sets of a session to pick one from, each under its exercise."""

    def can_pick(self, row: SetLine) -> bool:
        """Titles are only there to be read."""
        return row.performed is not None

    def row_line(self, row: SetLine, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """A title, or a set: which one, what was to be done, what was."""
        return set_content(row, width)


def set_content(row: SetLine, width: int) -> Content:
    """A line of the sets of a session."""
    if row.performed is None:
        return Content.styled(f" {row.text}" if row.text else "", "bold $secondary").truncate(width, ellipsis=True)
    place = Content.styled(f"   {row.text}", MUTED).truncate(_SET + 3, ellipsis=True, pad=True)
    target = Content.styled(row.target, MUTED).truncate(min(_TARGET, max(width // 3, 8)), ellipsis=True, pad=True)
    done = Content.styled(row.done, "bold $accent" if row.is_short else "bold")
    return (place + target + Content("  ") + done).truncate(max(width, 1), ellipsis=True)
