"""Times, days, counts, loads and sets in words, for every screen and every line: said once, rounded once.

Numbers and strings go in, short cleaned text comes out. Nothing here knows what a step, a session or a log is; what is
said of a step stands in session/step_text.py. How a routine's file writes an amount stands in routine/amounts.py.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BETWEEN: Final = " · "
TO: Final = "\N{EN DASH}"
TIMES: Final = "\N{MULTIPLICATION SIGN}"
STAR: Final = "\N{BLACK STAR}"
"""Stands where a record fell."""
MOST: Final = 200
"""The most characters of a name that are looked at; what is shown is cut to the width besides."""
UNKNOWN: Final = "?"
"""Stands for what is there and makes no sense."""
MOST_RPE: Final = 10
"""Nothing was left: RPE 8 are two reps in reserve."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE_S: Final = 60
_A_WEEK: Final = 7
_A_YEAR: Final = 365
_AVERAGE_MONTH: Final = 30.4
_DAYS_TOLD: Final = 14
_WEEKS_TOLD: Final = 60
"""From so many days on weeks are told, and months."""

_T = TypeVar("_T")


def joined(*parts: str) -> str:
    """What there is to say, in one line; parts that are empty are left out."""
    return BETWEEN.join(part for part in parts if part)


def capital(text: str) -> str:
    """The same with a capital letter in front."""
    return text[:1].upper() + text[1:]


def known(value: _T | None, said: Callable[[_T], str]) -> str:
    """What is said of a value, or that nobody knows it."""
    return UNKNOWN if value is None else said(value)


def counted(number: int, noun: str, written: Callable[[int], str] = "{:,}".format) -> str:
    """A number with its noun: "1 set", "1,365 reps".

    `written` gives the number as it is to stand there, in words for who hears it.
    """
    return f"{written(number)} {noun}" if number == 1 else f"{written(number)} {noun}s"


# -- times --------------------------------------------------------------------------------------------------------


def clock(seconds: float) -> str:
    """Whole seconds as a clock shows them: "0:05", "1:30", "1:02:42". A fraction is cut off, less than 0 is 0.

    For a time that is still running. One that was measured is rounded, see `measured`.
    """
    minutes, secs = divmod(max(int(seconds), 0), _MINUTE_S)
    hours, minutes = divmod(minutes, _MINUTE_S)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def measured(seconds: float) -> str:
    """How long something took, to the nearest second: 44.6 is "0:45", wherever it is said."""
    return clock(math.floor(seconds + 0.5))


def length(seconds: float) -> str:
    """A length that was planned, without doubt of its unit: "45 s", "1:30", "10 min"."""
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{whole} s"
    return f"{whole // _MINUTE_S} min" if whole % _MINUTE_S == 0 and whole > _MINUTE_S else clock(whole)


def about(seconds: float) -> str:
    """A length for the eye in passing: "45 s", "12 min", "1 h 5 min"; minutes are rounded."""
    if round(seconds) < _MINUTE_S:
        return f"{max(round(seconds), 0)} s"
    hours, minutes = divmod(round(seconds / _MINUTE_S), _MINUTE_S)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


# -- days ---------------------------------------------------------------------------------------------------------


def week(monday: date, now: date) -> str:
    """An ISO week: "Week 48, 23 to 29 Nov"; with the year where that isn't this one."""
    sunday = monday + timedelta(days=6)
    in_one_year = monday.year == sunday.year
    year = f" {sunday.year}" if sunday.year != now.year or not in_one_year else ""
    first = str(monday.day)
    if monday.month != sunday.month:
        first += f" {MONTHS[monday.month - 1]}" + ("" if in_one_year else f" {monday.year}")
    return f"Week {monday.isocalendar().week}, {first} to {day_month(sunday)}{year}"


def day_month(day: date) -> str:
    """A day of the calendar at its shortest: "17 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def on_day(day: date, now: date) -> str:
    """A day with its weekday: "Thu 12 Nov"; with the year where it isn't this one."""
    return f"{WEEKDAYS[day.weekday()]} {on_days((day,), now)}"


def on_days(days: Sequence[date], now: date) -> str:
    """Days in words: "17 Nov", "3, 10 and 17 Nov", "27 Oct and 3 Nov"; with the year where it isn't this one."""
    said = []
    for day, following in zip(days, (*days[1:], None), strict=True):
        year = "" if day.year == now.year else f" {day.year}"
        is_told_later = following is not None and (following.year, following.month) == (day.year, day.month)
        said.append(str(day.day) if is_told_later else f"{day_month(day)}{year}")
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def ago(days: int) -> str:
    """How long ago a day was: "today", "3 days ago", "5 weeks ago"; "" for one that is still to come."""
    if days < 0:
        return ""
    if days <= 1:
        return ("today", "yesterday")[days]
    if days < _DAYS_TOLD:
        return f"{days} days ago"
    if days < _WEEKS_TOLD:
        return f"{days // _A_WEEK} weeks ago"
    if days < _A_YEAR:
        return f"{round(days / _AVERAGE_MONTH)} months ago"
    return f"{counted(days // _A_YEAR, 'year')} ago"


# -- sets ---------------------------------------------------------------------------------------------------------


def reps(low: int | None, high: int | None, written: Callable[[int], str] = str, between: str = TO) -> str:
    """Repetitions: "8 reps", "8-12 reps" with an en dash, "5 reps or more" (no `high`), "to failure" (no `low`)."""
    if low is None:
        return "to failure"
    if high is None:
        return f"{counted(low, 'rep', written)} or more"
    most = counted(high, "rep", written)
    return most if low == high else f"{written(low)}{between}{most}"


def load(text: str | None) -> str:
    """What is lifted, as it was written down; "" for nothing."""
    return clean(text, MOST) if text else ""


def weight(value: float) -> str:
    """A weight without its unit: "20", "1.25"."""
    return f"{value:.10g}"


def effort(rir: float, *, as_rpe: bool) -> str:
    """How hard a set was, of its reps in reserve: "2 in reserve", or as "RPE 8"."""
    figure = effort_figure(rir, as_rpe=as_rpe)
    return f"RPE {figure}" if as_rpe else f"{figure} in reserve"


def effort_figure(rir: float, *, as_rpe: bool) -> str:
    """The same as a number alone, as it is typed: "2", or as an RPE "8"."""
    return f"{MOST_RPE - rir if as_rpe else rir:g}"


def amount(number: float) -> str:
    """A weight that was worked out, to a tenth: "116.7", "1,240"."""
    return f"{number:,.1f}".removesuffix(".0")


def halves(number: float) -> str:
    """A number of sets that counts halves: "12", "4½"."""
    whole, half = divmod(round(number * 2), 2)
    return (str(whole) if whole else "") + ("½" if half else "") if whole or half else "0"


def lifted(volume: Iterable[tuple[str, float]]) -> str:
    """A volume load by unit: "1,365 kg", "1,250.5 kg + 300 lb"; "" where nothing was lifted."""
    return " + ".join(f"{total:,.10g} {clean(unit, 4)}" for unit, total in volume)


def done(reps: int | None, seconds: float | None, rounds: int | None) -> str:
    """The figures of a set without its load: "8 reps", "0:45", "4 rounds, 3 reps"; "" where nobody gave one.

    The time of rounds isn't said: it is what was planned.
    """
    said = (
        counted(rounds, "round") if rounds is not None else "",
        counted(reps, "rep") if reps is not None else "",
        measured(seconds) if seconds is not None and rounds is None else "",
    )
    return ", ".join(part for part in said if part)
