"""What one cell of a log says: a number, a date in the language of somebody's phone, a length of time, an effort.

Pure. What makes no sense raises a `CellError`, whose message says what was found and what would do. A text that a
spreadsheet would run is told here, made harmless and taken back.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.text import clean, without_accents

if TYPE_CHECKING:
    from collections.abc import Mapping

DateOrder = Literal["day", "month"]
"""Which of the two comes first in a date of numbers alone, 03/04/2026."""

_SHOWN: Final = 40
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,30})?|\.\d{1,30})(?:e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+", re.ASCII)
_BLANKS: Final = re.compile("[\\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


class CellError(BackdayError):
    """A cell that makes no sense; the message is one line, without the name of its column."""


def shown(text: str) -> str:
    """A cell as it is quoted in a message."""
    return f'"{clean(text.strip(), _SHOWN)}"'


# -- numbers ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # thousands of rows have few different ones
def number_in(text: str, *, decimal_comma: bool = False) -> float | None:
    """The number in a cell, with at most three decimals: 185 of "185.00000000000003"; None where it is empty.

    Args:
        text: of the cell.
        decimal_comma: whether "1,250" is one and a quarter, as where semicolons part the cells.

    Raises:
        CellError: it is none.
    """
    plain = _BLANKS.sub("", text)
    if not plain:
        return None
    if "," in plain:
        plain = _with_point(plain, decimal_comma=decimal_comma)
    if not _NUMBER.fullmatch(plain):
        raise CellError(f"{shown(text)} is no number")
    value = float(plain)
    if not math.isfinite(value) or abs(value) > _MOST:
        raise CellError(f"{shown(text)} is no number that a set can have")
    return round(value, 3) + 0.0  # not -0.0


_MOST: Final = 1e9


def _with_point(plain: str, *, decimal_comma: bool) -> str:
    if "." in plain:  # the last of the two is what parts the decimals
        if plain.rindex(",") > plain.rindex("."):
            return plain.replace(".", "").replace(",", ".")
        return plain.replace(",", "")
    if not decimal_comma and _THOUSANDS.fullmatch(plain):
        return plain.replace(",", "")
    return plain.replace(",", ".")


def count_in(text: str, *, decimal_comma: bool = False) -> int | None:
    """A whole number from 0 on, also as "10.0"; None where it is empty.

    Raises:
        CellError: it is none.
    """
    value = number_in(text, decimal_comma=decimal_comma)
    if value is None:
        return None
    if value < 0 or value != int(value):
        raise CellError(f"{shown(text)} is no whole number")
    return int(value)


def flag_in(text: str) -> bool:
    """Whether a cell says yes: "1", "yes", "true"."""
    return text.strip().casefold() in {"1", "1.0", "yes", "true", "y"}


# -- effort -------------------------------------------------------------------------------------------------------

_MOST_RPE: Final = 10
_MOST_RIR: Final = 6


class EffortSaid(NamedTuple):
    """How hard a set was: reps in reserve in halves, None where they are more than anybody can tell; what else to say.

    `note` is what was written where that can't be kept as it is: "RPE 3".
    """

    rir: float | None
    note: str = ""


def effort_in(text: str, *, decimal_comma: bool = False) -> EffortSaid:
    """The reps in reserve that an RPE means: 10 - RPE.

    Raises:
        CellError: it is no RPE.
    """
    value = number_in(text, decimal_comma=decimal_comma)
    if not value:  # apps write 0 for none
        return EffortSaid(None)
    if not 0 < value <= _MOST_RPE:
        raise CellError(f"{shown(text)} is no RPE, which is from 1 to 10")
    rir = round((_MOST_RPE - value) * 2) / 2
    said = "" if rir == _MOST_RPE - value and rir <= _MOST_RIR else f"RPE {value:g}"
    return EffortSaid(rir if rir <= _MOST_RIR else None, said)


# -- lengths of time ----------------------------------------------------------------------------------------------

_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d{1,9})?", re.ASCII)
_PART: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*([a-z]+)\.?", re.ASCII)
_SECONDS_OF: Final[Mapping[str, int]] = MappingProxyType(
    dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), 3600)
    | dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 60)
    | dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunden"), 1)
)


@lru_cache(maxsize=4096)
def length_in(text: str, *, decimal_comma: bool = False) -> float | None:
    """A length of time in seconds: "1h 10m", "62m", "0:01:30", "1:30", "90"; None where it is empty or nothing.

    Raises:
        CellError: it is none.
    """
    plain = text.strip().casefold()
    if not plain or plain == "-":
        return None
    if found := _CLOCK.fullmatch(plain):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        if seconds >= _A_MINUTE or (found[1] and minutes >= _A_MINUTE):
            raise CellError(f"{shown(text)} is no length of time")
        return hours * 3600.0 + minutes * 60.0 + seconds or None
    parts = _PART.findall(plain)
    if parts and not _PART.sub("", plain).strip(" ,") and all(unit in _SECONDS_OF for _, unit in parts):
        return sum(float(value.replace(",", ".")) * _SECONDS_OF[unit] for value, unit in parts) or None
    try:
        value = number_in(plain, decimal_comma=decimal_comma)
    except CellError:
        value = -1.0
    if value is not None and value < 0:
        raise CellError(f'{shown(text)} is no length of time, as "90", "1:30" or "1h 10m"')
    return value or None


_A_MINUTE: Final = 60

# -- dates --------------------------------------------------------------------------------------------------------

_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]m)?\s*(z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBERS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE | re.ASCII)
_WORD: Final = re.compile(r"[a-z]+")
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_OLDEST: Final = 1000
_THIS_CENTURY: Final = 2000
_NOON: Final = 12
_MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: month
        for month, names in enumerate(
            (
                "jan january januar janvier janv janeiro enero ene gennaio gen januari jaenner janner jän",
                "feb february februar fevrier fev fevr fevereiro febrero febbraio februari febr",
                "mar march marz mrz maerz mars marco marzo maart mrt",
                "apr april avril avr abril abr aprile",
                "may mai maio mayo maggio mag mei maj",
                "jun june juni juin junho junio giugno giu",
                "jul july juli juillet juil julho julio luglio lug",
                "aug august aout aou agosto ago augustus augusti",
                "sep sept september septembre setembro set septiembre setiembre settembre sett",
                "oct october oktober okt octobre outubro out octubre ottobre ott",
                "nov november novembre novembro noviembre",
                "dec december dezember dez decembre dezembro diciembre dic dicembre",
            ),
            start=1,
        )
        for name in names.split()
    }
)
"""The names of the months, without accents, in the languages that phones are set to: en, de, fr, pt, es, it, nl."""


@lru_cache(maxsize=8192)  # a session has its time on each of its rows
def date_in(text: str, order: DateOrder | None = None) -> date:
    """The moment that a cell tells, or the day alone; without an offset where it tells none.

    Args:
        text: "2026-11-29 18:02:00", "29 Nov 2026, 18:02", "27 de jul. de 2026, 19:00", "Jan 1, 2024, 10:00 AM", ...
        order: of a date of numbers alone; None where the file doesn't settle it.

    Raises:
        CellError: it is no date, or one of two.
    """
    plain = without_accents(_BLANKS.sub(" ", text)).casefold().strip()
    try:
        if found := _ISO.fullmatch(plain):
            return _of_iso(found)
        if found := _NUMBERS.match(plain):
            return _of_numbers(found, plain[found.end() :], order)
        return _in_words(plain)
    except CellError:
        raise
    except (ValueError, OverflowError):
        raise CellError(f"{shown(text)} is no date") from None


def order_of(text: str) -> DateOrder | None:
    """Which comes first in a date of numbers alone, where it can be told of it: the day in "29/11/2026"."""
    found = _NUMBERS.match(text.strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > _NOON:
        return "day"
    return "month" if second > _NOON else None


def is_in_numbers(text: str) -> bool:
    """Whether a date is of numbers alone, the year last."""
    return _NUMBERS.match(text.strip()) is not None


def _of_iso(found: re.Match[str]) -> date:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return _sensible(day)
    moment = _at(day, int(found[4]), int(found[5]), int(found[6] or 0), found[7] or "")
    return moment.replace(tzinfo=_zone(found[8]) if found[8] else None)


def _zone(written: str) -> timezone:
    if written == "z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone((1 if written[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _of_numbers(found: re.Match[str], rest: str, order: DateOrder | None) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == ".":
        order = "day"  # no language writes the month first with dots
    order = order or order_of(found[0])
    if order is None:
        raise CellError(
            f"{shown(found[0])} may be the day or the month first, and no date of the file tells which: "
            "`--dates day` or `--dates month` says so"
        )
    day, month = (first, second) if order == "day" else (second, first)
    if month > _NOON >= day:
        raise CellError(f"{shown(found[0])} has the {order} last, unlike other dates of the file")
    year += _THIS_CENTURY if len(found[4]) == 2 else 0
    return _with_time(date(year, month, day), rest)


def _in_words(plain: str) -> date:
    clock = _TIME.search(plain)
    rest = plain if clock is None else f"{plain[: clock.start()]} {plain[clock.end() :]}"
    month = next((found for word in _WORD.findall(rest) if (found := _month(word))), 0)
    numbers = [int(each) for each in _DIGITS.findall(rest)]
    years = [each for each in numbers if each >= _OLDEST]
    days = [each for each in numbers if each < _OLDEST]
    if len(years) != 1 or len(days) != 1:
        raise ValueError(plain)
    day = date(years[0], month, days[0])
    return _with_time(day, "" if clock is None else clock[0])


def _month(word: str) -> int:
    return _MONTHS.get(word) or 0


def _with_time(day: date, rest: str) -> date:
    clock = _TIME.search(rest)
    if clock is None:
        if rest.strip(" ,"):
            raise ValueError(rest)
        return _sensible(day)
    return _at(day, int(clock[1]), int(clock[2]), int(clock[3] or 0), clock[4] or "")


def _at(day: date, hour: int, minute: int, second: int, half: str) -> datetime:
    half = half.casefold()[:1]
    if half:
        if not 1 <= hour <= _NOON:
            raise ValueError(hour)
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return datetime(_sensible(day).year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 -- of no place yet


def _sensible(day: date) -> date:
    if not _OLDEST <= day.year < _FARTHEST:
        raise ValueError(day)
    return day


_FARTHEST: Final = 9000


@lru_cache(maxsize=4096)
def time_in(text: str) -> tuple[int, int]:
    """A time of day: hours and minutes of "7:37 PM", "18:05".

    Raises:
        CellError: it is none.
    """
    found = _TIME.fullmatch(without_accents(text).strip())
    try:
        if found is not None:
            at = _at(date(2000, 1, 1), int(found[1]), int(found[2]), 0, found[4] or "")
            return at.hour, at.minute
    except ValueError:
        pass
    raise CellError(f'{shown(text)} is no time of day, as "18:05" or "7:37 PM"')


# -- what a spreadsheet would run ---------------------------------------------------------------------------------

_RUN: Final = "=+-@\t\r"
_QUOTE: Final = "'"
_FORMULA: Final = re.compile(r"=\s*[\w\"'({+\-@]|[+\-@][\w+\-*/.'$:!]*\w(?:[(|]|![\w$'])|[\t\r]\s*=")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a cell: "=HYPERLINK(...)", "@SUM(1)", "-2+cmd|..."; not "- felt", "+5kg!"."""
    return text[:1] in _RUN and _FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe before what would begin a formula. `taken_back` undoes it.

    A dash alone is none.
    """
    return _QUOTE + text if text[:1] and text[0] in _RUN + _QUOTE and text != "-" else text


def taken_back(text: str) -> str:
    """A text as it was before it was made harmless."""
    return text[1:] if text[:1] == _QUOTE and text[1:2] and text[1] in _RUN + _QUOTE else text  # as `harmless` made it
