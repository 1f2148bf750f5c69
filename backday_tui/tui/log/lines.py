"""What the log says of a session and its sets, short and cleaned, and the two lists that show it.

Pure: rows of the log go in, text comes out. Where a row is from, and what is done with it, is not known here.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui import words
from backday_tui.history.log import clock_doubt, done_text, figures_of, load_text, nonsense_in
from backday_tui.text import clean
from backday_tui.tui.widgets.lines import paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.history.store import PerformedSet, SessionRow


_TIMED: Final = re.compile(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(\+?)")
_LONGEST_NOTE: Final = 2000
_LONGEST_NAME: Final = 200
_A_MINUTE: Final = 60
_MOST: Final = 120
"""The most characters of a name."""


def day_text(moment: datetime | None, now: datetime) -> str:
    """A day at a glance: "today", "Mon 5 Jan", "5 Jan 2024"; by the calendar of the place where it was."""
    if moment is None:
        return words.UNKNOWN
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    day = f"{moment.day} {words.MONTHS[moment.month - 1]}"
    return f"{words.WEEKDAYS[moment.weekday()]} {day}" if moment.year == now.year else f"{day} {moment.year}"


def ago_text(moment: datetime, now: datetime) -> str:
    """How long ago a day was: "today", "3 days ago", "5 weeks ago"; "" for one that is still to come."""
    return words.ago((now.date() - moment.date()).days)


def date_text(moment: datetime | None) -> str:
    """Day and time in full: "Mon 5 Jan 2026, 18:04"."""
    if moment is None:
        return "at a time that nobody knows"
    day = f"{words.WEEKDAYS[moment.weekday()]} {moment.day} {words.MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M}"


def state_text(row: SessionRow, now: datetime) -> str:
    """What is to be said of its end and its date; "" where it was gone through to the last step, by a right clock."""
    state = "not ended" if not row.has_ended else "ended early" if row.partial else ""
    return words.joined(state, clock_doubt(row.started, now), "part of it unreadable" if nonsense_in(row) else "")


def sets_text(row: SessionRow) -> str:
    """How much of it was done: "12 of 15 sets"."""
    done = figures_of(row).sets_done
    planned = f"{words.UNKNOWN} sets" if row.planned_sets is None else words.counted(row.planned_sets, "set")
    return planned if done == row.planned_sets else f"{done} of {planned}"


def volume_text(row: SessionRow) -> str:
    """The volume load: "1,250 kg"; "" where nothing was lifted."""
    return words.lifted(figures_of(row).volume)


def hold_text(row: SessionRow) -> str:
    """The longest hold: "1:30"; "" where nothing was held."""
    longest = figures_of(row).longest_hold_s
    return words.measured(longest) if longest else ""


def totals_text(row: SessionRow) -> str:
    """All that it came to, in a line."""
    volume, hold = volume_text(row), hold_text(row)
    return words.joined(
        words.known(row.elapsed_s, words.about),
        sets_text(row),
        f"{volume} lifted" if volume else "",
        f"longest hold {hold}" if hold else "",
    )


def figures_text(done: PerformedSet) -> str:
    """A set as it was done: "8 reps · 25 lb"; "?" stands for what makes no sense."""
    return words.joined(done_text(done), load_text(done))


def place_text(done: PerformedSet) -> str:
    """Which set of its exercise it is: "2 left"."""
    number = words.UNKNOWN if "number" in done.unknown else done.number
    return f"{number} {clean(done.side, 12)}".strip()


def target_text(done: PerformedSet) -> str:
    """What was to be done: "8-12 reps", "hold 1:30", "to failure", "as long as it takes"."""
    found = _TIMED.fullmatch(done.target)
    if found:
        more = " or longer" if found[2] else ""
        return ("hold " if done.kind == "hold" else "") + found[1] + more
    if not done.target:
        return "until done"
    if done.target == "max":
        return "to failure"
    return f"{clean(done.target, 20)} rep" + ("" if done.target == "1" else "s")


def least(done: PerformedSet) -> int | None:
    """What was to be done at least, in seconds where the target is a time, else in reps; None where all will do."""
    found = _TIMED.fullmatch(done.target)
    if found:
        seconds = 0
        for part in found[1].split(":"):
            seconds = seconds * _A_MINUTE + int(part)
        return seconds
    low = done.target.removesuffix("+").partition("-")[0]
    return int(low) if low.isascii() and low.isdecimal() else None


def is_short(done: PerformedSet) -> bool:
    """Whether less was done than was to be."""
    figure, wanted = done.seconds if _TIMED.fullmatch(done.target) else done.reps, least(done)
    return figure is not None and wanted is not None and round(figure) < wanted


def read_date(text: str, now: datetime) -> tuple[str, datetime | None]:
    """What is to be said of a text as the time at which a session began, and the time; None where it can't be one."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError):
        return "a day and a time: such as 2026-01-05 18:00", None
    if moment > now:
        return "that is still to come", None
    doubt = clock_doubt(moment, now)
    return (doubt, None) if doubt else (date_text(moment), moment)


PARTIAL_MARK: Final = "◐"
"""Stands before a session that was not gone through to its end."""
DOUBT_MARK: Final = "?"
"""Stands before one whose date or figures can't be right."""
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
    mark: str
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
        """The cursor doesn't shade the empty line."""
        return min(self.row_height, 2)

    def row_line(self, row: SessionLine, part: int, width: int) -> Content:
        """One line of a row."""
        mark = Content.styled(f"{' ' if part else row.mark} ", "$accent")
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


def _mark_of(row: SessionRow, now: datetime) -> str:
    if clock_doubt(row.started, now) or nonsense_in(row):
        return DOUBT_MARK
    return PARTIAL_MARK if row.partial or not row.has_ended else " "


def session_line(row: SessionRow, now: datetime) -> SessionLine:
    """The line of a session in a list."""
    return SessionLine(
        session=row,
        mark=_mark_of(row, now),
        day=day_text(row.started, now),
        time=f"{row.started:%H:%M}" if row.started else "",
        name=clean(row.name, _MOST) or words.UNKNOWN,
        state=state_text(row, now),
        length=words.known(row.elapsed_s, words.about),
        sets=sets_text(row),
        done=f"{figures_of(row).sets_done}/{words.known(row.planned_sets, str)} sets",
        volume=volume_text(row),
        hold=hold_text(row),
    )


def set_lines(sets: Sequence[PerformedSet]) -> Iterator[SetLine]:
    """A line for each set in the order done, under the names of their exercises."""
    first = True
    for exercise, group in groupby(sets, key=lambda done: done.exercise):
        if not first:
            yield SetLine(None)
        first = False
        yield SetLine(None, clean(exercise, _MOST) or words.UNKNOWN)
        for done in group:
            yield SetLine(
                done,
                place_text(done),
                target_text(done),
                figures_text(done),
                is_short(done),
            )


def read_note(text: str) -> tuple[str, str | None]:
    """What is to be said of a text as a note, and the note; None where it can't be one."""
    if len(text) > _LONGEST_NOTE:
        return f"{len(text):,} characters; a note has at most {_LONGEST_NOTE:,}", None
    return "", text


def session_head(row: SessionRow, width: int, now: datetime) -> list[Content]:
    """What a session was and came to, its note, and what the log holds of it that makes no sense."""
    state = state_text(row, now)
    when = date_text(row.started)
    nonsense = nonsense_in(row)
    told = f"The log holds what makes no sense, shown as {words.UNKNOWN}: {nonsense}." if nonsense else ""
    return [
        *paragraph(clean(row.name, _LONGEST_NAME) or words.UNKNOWN, width, "bold $primary"),
        *paragraph(f"{when} · {state}" if state else when, width, "$accent" if state else MUTED),
        *paragraph(totals_text(row), width, "bold"),
        *paragraph(clean(row.note, _LONGEST_NOTE), width, "italic"),
        *paragraph(told, width, "$text-error"),
        *paragraph("t puts its date right." if clock_doubt(row.started, now) else "", width),
    ]
