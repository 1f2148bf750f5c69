"""What the log says of a session and its sets, short and cleaned, and the list of its sets.

Pure: rows of the log go in, text comes out. Where a row is from, and what is done with it, is not known here.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui import words
from backday_tui.history.log import LONGEST_NOTE, clock_doubt, date_doubt, figures_of, nonsense_in
from backday_tui.history.log_words import done_text, load_text
from backday_tui.history.store import SessionRow
from backday_tui.text import clean
from backday_tui.tui.widgets.lines import paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.history.store import PerformedSet, SessionHead


_TIMED: Final = re.compile(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(\+?)")
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


def state_text(row: SessionHead, now: datetime) -> str:
    """What is to be said of its end and its date; "" where it was gone through to the last step, by a right clock."""
    state = "not ended" if not row.has_ended else "ended early" if row.partial else ""
    return words.joined(state, date_doubt(row.started, now), "part of it unreadable" if nonsense_in(row) else "")


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


def totals_text(row: SessionHead) -> str:
    """All that it came to, in a line; of one without its sets how long it took."""
    if not isinstance(row, SessionRow):
        return words.known(row.elapsed_s, words.about)
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
AHEAD_MARK: Final = "»"
"""Stands before one that lies in the future."""
_SET: Final = 9
_TARGET: Final = 20


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


def mark_of(row: SessionHead, now: datetime) -> str:
    """What stands before a session, to be seen in passing; a blank where there is nothing to be said."""
    if clock_doubt(row.started, now) or nonsense_in(row):
        return DOUBT_MARK
    if date_doubt(row.started, now):
        return AHEAD_MARK
    return PARTIAL_MARK if row.partial or not row.has_ended else " "


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


def session_head(row: SessionHead, width: int, now: datetime) -> list[Content]:
    """What a session was and came to, its note, and what the log holds of it that makes no sense."""
    state = state_text(row, now)
    when = date_text(row.started)
    nonsense = nonsense_in(row)
    told = f"The log holds what makes no sense, shown as {words.UNKNOWN}: {nonsense}." if nonsense else ""
    return [
        *paragraph(clean(row.name, _LONGEST_NAME) or words.UNKNOWN, width, "bold $primary"),
        *paragraph(f"{when} · {state}" if state else when, width, "$accent" if state else MUTED),
        *paragraph(totals_text(row), width, "bold"),
        *paragraph(clean(row.note, LONGEST_NOTE), width, "italic"),
        *paragraph(told, width, "$text-error"),
        *paragraph("t puts its date right." if clock_doubt(row.started, now) else "", width),
    ]
