"""What the log says of a session and its sets: short and cleaned. Pure: rows of the log go in, text comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backday_tui.history.log import figures_of
from backday_tui.session import words
from backday_tui.text import clean, clock_text, counted, spoken_text

if TYPE_CHECKING:
    from datetime import datetime

    from backday_tui.history.store import PerformedSet, SessionRow

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TIMED: Final = re.compile(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(\+?)")
_A_MINUTE: Final = 60
_A_WEEK: Final = 7
_DAYS_TOLD: Final = 14
_WEEKS_TOLD: Final = 60
_MONTHS_TOLD: Final = 365
_AVERAGE_MONTH: Final = 30.4


def day_text(moment: datetime, now: datetime) -> str:
    """A day for the eye in passing: "today", "Mon 5 Jan", "5 Jan 2024"; by the calendar of where it was."""
    days = (now.date() - moment.date()).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{_DAYS[moment.weekday()]} {day}" if moment.year == now.year else f"{day} {moment.year}"


def ago_text(moment: datetime, now: datetime) -> str:
    """How long ago a day was: "today", "3 days ago", "5 weeks ago"; "" for one that is still to come."""
    days = (now.date() - moment.date()).days
    if days < 0:
        return ""
    if days <= 1:
        return ("today", "yesterday")[days]
    if days < _DAYS_TOLD:
        return f"{days} days ago"
    if days < _WEEKS_TOLD:
        return f"{days // _A_WEEK} weeks ago"
    if days < _MONTHS_TOLD:
        return f"{round(days / _AVERAGE_MONTH)} months ago"
    return f"{counted(days // _MONTHS_TOLD, 'year')} ago"


def date_text(moment: datetime) -> str:
    """Day and time in full: "Mon 5 Jan 2026, 18:04"."""
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day}, {moment:%H:%M}"


def state_text(row: SessionRow) -> str:
    """What is to be said of its end; "" where it was gone through to the last step."""
    if row.ended is None:
        return "not ended"
    return "ended early" if row.partial else ""


def sets_text(row: SessionRow) -> str:
    """How much of it was done: "12 of 15 sets"."""
    done = figures_of(row).sets_done
    return counted(done, "set") if done == row.planned_sets else f"{done} of {counted(row.planned_sets, 'set')}"


def volume_text(row: SessionRow) -> str:
    """The volume load: "1,250 kg"; "" where nothing was lifted."""
    return " + ".join(f"{amount:,.10g} {clean(unit, 4)}" for unit, amount in figures_of(row).volume)


def hold_text(row: SessionRow) -> str:
    """The longest hold: "1:30"; "" where nothing was held."""
    longest = figures_of(row).longest_hold_s
    return clock_text(longest + 0.5) if longest else ""


def totals_text(row: SessionRow) -> str:
    """All that it came to, in a line."""
    volume, hold = volume_text(row), hold_text(row)
    parts = (
        spoken_text(row.elapsed_s),
        sets_text(row),
        f"{volume} lifted" if volume else "",
        f"longest hold {hold}" if hold else "",
    )
    return words.BETWEEN.join(part for part in parts if part)


def place_text(done: PerformedSet) -> str:
    """Which set of its exercise it is: "2 left"."""
    return f"{done.number} {clean(done.side, 12)}".strip()


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
