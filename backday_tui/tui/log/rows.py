"""The sessions as the log screen lists them: a line each under their weeks, and what is known of them by now.

Every session is known in few words. Its sets are read when it comes into view, and forgotten again: ten years of them
would take their time, and memory. Nothing is read here; the screen has it done in threads.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content
from textual.message import Message

from backday_tui import words
from backday_tui.history.log import figures_of
from backday_tui.history.log_words import by_weeks
from backday_tui.history.store import SessionHead
from backday_tui.text import clean
from backday_tui.tui.log.lines import day_text, hold_text, length_text, mark_of, state_text, volume_text
from backday_tui.tui.widgets.browse import fits
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from textual.events import Resize

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.log_words import LoggedWeek
    from backday_tui.history.store import SessionRow, Store
    from backday_tui.training.records import FallenRecord
    from backday_tui.tui.widgets.browse import Matter, Words


_MOST_READ: Final = 200
"""The sessions of which the sets are kept in memory: those in view, and some around them."""
_MOST_NAME: Final = 120
_GAP: Final = 2
_LEAST_NAME: Final = 18
_WIDEST_NAME: Final = 44


class SessionsRead(NamedTuple):
    """Sessions with their sets, and what was put right in them, by their ids."""

    rows: Sequence[SessionRow] = ()
    changes: Mapping[int, Sequence[LoggedChange]] = MappingProxyType({})

    @classmethod
    def of(cls, store: Store, numbers: Collection[int]) -> SessionsRead:
        """Those with these ids that are there."""
        rows = store.sessions_of(numbers)
        return cls(rows, {row.id: store.changes(row.id) for row in rows})


class WeekLine(NamedTuple):
    """The heading of a week: which one it is and what was done in it."""

    week: LoggedWeek


ListedSession = SessionHead | WeekLine


class SessionLine(NamedTuple):
    """What is shown of one session; every text is cleaned, "" leaves its place empty."""

    mark: str
    day: str
    time: str
    name: str
    state: str
    length: str
    sets: str = ""
    volume: str = ""
    hold: str = ""


def session_line(head: SessionHead, row: SessionRow | None, now: datetime) -> SessionLine:
    """The line of a session; without its figures where its sets have not been read."""
    line = SessionLine(
        mark=mark_of(row or head, now),
        day=day_text(head.started, now),
        time=f"{head.started:%H:%M}" if head.started and not head.is_day_only else "",
        name=clean(head.name, _MOST_NAME) or words.UNKNOWN,
        state=state_text(row or head, now),
        length=length_text(head),
    )
    if row is None:
        return line
    sets = f"{figures_of(row).sets_done}/{words.known(row.planned_sets, str)}"
    return line._replace(sets=sets, volume=volume_text(row), hold=hold_text(row))


class KnownSessions:
    """The sessions of the log, newest first.

    Attributes:
        heads: all of them, in few words.
        rows: with their sets, those that were read last.
        changes: what was put right in these.
        records: those that fell, by the ids of their sessions; none before they are known.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` is the time of day."""
        self.heads: Sequence[SessionHead] = ()
        self.rows: dict[int, SessionRow] = {}
        self.changes: dict[int, Sequence[LoggedChange]] = {}
        self._now = now
        self.records: Mapping[int, tuple[FallenRecord, ...]] = {}
        self._lines: dict[int, SessionLine] = {}
        self._matters: Mapping[int, Matter] | None = None

    @property
    def can_be_filtered(self) -> bool:
        """Whether it is known by now what a filter looks at."""
        return self._matters is not None

    def take_heads(self, heads: Sequence[SessionHead], read: SessionsRead) -> None:
        """Take in the log as it is now, with the sets of those that are in view."""
        self.heads, self.rows, self.changes, self._lines, self._matters = heads, {}, {}, {}, None
        self.take_rows(read)

    def take_rows(self, read: SessionsRead) -> None:
        """Take in the sets of sessions that came into view."""
        for row in read.rows:
            self._lines.pop(row.id, None)
            self.rows[row.id] = row
        self.changes.update(read.changes)
        while len(self.rows) > _MOST_READ:
            gone = next(iter(self.rows))
            self._lines.pop(gone, None)
            self.changes.pop(gone, None)
            del self.rows[gone]

    def take_records(self, records: Mapping[int, tuple[FallenRecord, ...]]) -> None:
        """Take in which records fell."""
        self.records = records
        self._lines = {}

    def take_matters(self, matters: Mapping[int, Matter]) -> None:
        """Take in what a filter looks at, by the ids of the sessions."""
        self._matters = matters

    def line(self, head: SessionHead) -> SessionLine:
        """What is shown of a session by now."""
        if head.id not in self._lines:
            line = session_line(head, self.rows.get(head.id), self._now())
            starred = f"{words.STAR} {line.state}".rstrip() if head.id in self.records else line.state
            self._lines[head.id] = line._replace(state=starred)
        return self._lines[head.id]

    def fitting(self, wanted: Words) -> list[SessionHead]:
        """The sessions that fit the words of a filter, as far as it is known what it looks at."""
        matters = self._matters
        if not wanted or matters is None:
            return list(self.heads)
        return [head for head in self.heads if head.id in matters and fits(wanted, matters[head.id])]

    def under_weeks(self, heads: Iterable[SessionHead]) -> list[ListedSession]:
        """Sessions under the headings of their weeks."""
        rows: list[ListedSession] = []
        for week in by_weeks(heads):
            rows += [WeekLine(week), *week.sessions]
        return rows

    def title(self, line: WeekLine) -> str:
        """The heading of a week in words."""
        return line.week.title(self._now())


_COLUMNS: Final = {"date": 11, "time": 8, "sets": 7, "volume load": 11, "hold": 7}
"""The cells of the columns besides the name of the routine, those that give way last first."""
_ORDER: Final = ("date", "routine", "time", "sets", "volume load", "hold")
_BELOW: Final = ("time", "sets", "volume load", "hold")
"""What stands in the second line of a row of two."""
_TO_THE_LEFT: Final = ("date", "routine")


class SessionList(PickList[ListedSession]):
    """Sessions to pick one from. A row has one line; of two, the second has the figures; a third is empty."""

    class Scrolled(Message):
        """Other rows came into view."""

    def __init__(self, known: KnownSessions, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._known = known

    def can_pick(self, row: ListedSession) -> bool:
        """The heading of a week is only there to be read."""
        return not isinstance(row, WeekLine)

    def shaded_lines(self) -> int:
        """The cursor doesn't shade the empty line."""
        return min(self.row_height, 2)

    def on_resize(self, event: Resize) -> None:
        """More rows may be in view."""
        super().on_resize(event)
        self.post_message(self.Scrolled())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def heading_lines(self) -> int:
        """The names of the columns."""
        return self.shaded_lines()

    def heading(self, part: int, width: int) -> Content:
        """The names of the columns in a line of a row."""
        if self.row_height == 1:
            cells = {column: column for column in _ORDER}
            return _muted("  ") + _in_columns(cells, columns_within(width - 3), width - 3)
        if part == 0:
            return _muted("  ") + _with_right(_muted("routine"), _muted("date"), width - 3)
        return _muted("  ") + _below({column: column for column in _BELOW})

    def row_line(self, row: ListedSession, part: int, width: int) -> Content:
        """One line of a row."""
        if isinstance(row, WeekLine):
            title = self._known.title(row) if part == self.shaded_lines() - 1 else ""
            return Content.styled(f" {title}", "bold $secondary").truncate(width, ellipsis=True)
        line = self._known.line(row)
        mark = Content.styled(f"{' ' if part else line.mark} ", "$accent")
        if part:
            return mark + _second_line(line, width - 3)
        return mark + (_one_line if self.row_height == 1 else _first_line)(line, width - 3)


def columns_within(width: int) -> list[str]:
    """The columns besides the name that fit."""
    shown: list[str] = []
    room = width - _LEAST_NAME
    for column, cells in _COLUMNS.items():
        if room < cells + _GAP:
            break
        shown.append(column)
        room -= cells + _GAP
    return shown


def _cells(line: SessionLine) -> dict[str, str]:
    return {
        "date": line.day, "routine": line.name, "time": line.length, "sets": line.sets, "volume load": line.volume,
        "hold": line.hold,
    }  # fmt: skip


def _one_line(line: SessionLine, width: int) -> Content:
    return _in_columns(_cells(line), columns_within(width), width, line.state)


def _in_columns(texts: Mapping[str, str], shown: Sequence[str], width: int, state: str | None = None) -> Content:
    """Cells side by side; with `state` None they are the names of the columns."""
    room = width - sum(_COLUMNS[column] + _GAP for column in shown)
    cells = []
    for column in _ORDER:
        if column == "routine":
            cells.append(_named(texts[column], max(min(room, _WIDEST_NAME), 1), state))
        elif column in shown:
            style = "$text" if column == "date" and state is not None else MUTED
            cells.append(_cell(texts[column], _COLUMNS[column], style, to_the_left=column in _TO_THE_LEFT))
    return Content(" " * _GAP).join(cells)


def _named(name: str, width: int, state: str | None) -> Content:
    """The name of a routine and, in what is left of its room, what is to be said of the session."""
    content = Content.styled(name, MUTED if state is None else "bold")
    if state:
        content += Content.styled(f"  {state}", "$accent")
    return content.truncate(width, ellipsis=True, pad=True)


def _cell(text: str, width: int, style: str, *, to_the_left: bool) -> Content:
    content = Content.styled(text, style)
    if to_the_left or content.cell_length >= width:
        return content.truncate(width, ellipsis=True, pad=True)
    return Content(" " * (width - content.cell_length)) + content


def _muted(text: str) -> Content:
    return Content.styled(text, MUTED)


def _with_right(left: Content, right: Content, width: int) -> Content:
    """A text with another one at the right end, which stays whole."""
    room = max(width - right.cell_length - _GAP, 1)
    return left.truncate(room, ellipsis=True, pad=True) + Content(" " * _GAP) + right


def _first_line(line: SessionLine, width: int) -> Content:
    when = Content.styled(f"{line.day} {line.time}".strip(), "$text")
    return _with_right(Content.styled(line.name, "bold"), when, width) + Content(" ")


def _below(texts: Mapping[str, str]) -> Content:
    return Content(" " * _GAP).join(
        _cell(texts[column], _COLUMNS[column], MUTED, to_the_left=True) for column in _BELOW
    )


def _second_line(line: SessionLine, width: int) -> Content:
    """The figures, and what is to be said of the session; that comes first where there isn't room for both."""
    figures, state = _below(_cells(line)).rstrip(), Content.styled(line.state, "$accent")
    if not line.state:
        return figures.truncate(width, ellipsis=True)
    gap = Content(" " * _GAP)
    if figures.cell_length + _GAP + state.cell_length <= width:
        return figures + gap + state
    return (state + gap + figures).truncate(width, ellipsis=True)
