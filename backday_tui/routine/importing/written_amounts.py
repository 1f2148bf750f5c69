"""How people write a time, a number of reps, a load or a distance, and what it comes to.

The patterns are strings, because others build theirs on them (`phrases.py`, `groups.py`); letters stand for either case
(`pattern`). What an amount is for, a set or a rest, is not known here.

What a line of notation may say is another thing and stricter: `routine/amounts.py`. Its limits hold here too, what
times and loads come to is asked of `routine/meant.py`, as its messages do, and what notation accepts is read alike
here. Three things are left open that notation takes at its word: "12-8" is a range all the same, a number over 20
before a cross may be a load, and a percentage is a note as long as nobody says of what.
"""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine import amounts, meant
from backday_tui.routine.model import Load, Reps, Span

_UNIT = "(?:" + "|".join(unit for unit in meant.SECONDS_IN if unit not in ("m", "'")) + r")(?!\w)"
"""A lone "m" may be metres, and a lone prime feet."""
_CLOCK = r"\d{0,3}:\d{2}(?::\d{2})?(?![\d:])"
_SECONDS = r"[0-5]?\d[ -]?(?:seconds?|secs?|s)(?!\w)"
_AND_SECONDS = rf"(?:, ?(?:and )?(?!{_SECONDS} (?:of )?(?:rest|off|easy|recover|break|between))| ?(?:and )?){_SECONDS}"
"""Seconds behind minutes; behind a comma, "2 minutes, 30 s rest" is another time."""
TIME: Final = (
    rf"(?:{_CLOCK}(?: ?min(?:ute)?s?(?!\w))?"
    rf"|\d{{1,5}}m ?\d{{1,2}}s(?!\w)|\d{{1,2}}(?:min|')\d{{2}}(?:s|''|\")?(?![\w'])"
    rf"|\d{{1,5}}(?:\.\d{{1,2}})?[ -]?(?:h|hrs?|hours?|min(?:ute)?s?)(?!\w){_AND_SECONDS}"
    rf"|\d{{1,5}}(?:[.,]\d{{1,2}})?[ -]?{_UNIT})"
)
"""A time: "1:30", "1 min 30 s", "90 sec"."""
TIME_RANGE: Final = rf"\d{{1,4}}(?:\.\d)? ?(?:-|to|or) ?\d{{1,4}}(?:\.\d)?[ -]?{_UNIT}"
"""Two times: "30-45 sec"."""
ANY_TIME: Final = rf"(?:{TIME_RANGE}|{TIME})"

REPS_WORD: Final = (
    r"(?:(?:slow|total|controlled|full|good|smooth|easy|hard|quick|fast) )?(?:reps?|repetitions?|times"
    r"|steps)(?![a-z])"
)
COUNT: Final = r"\d{1,5}(?: ?(?:-|to) ?\d{1,5})?\+?"
"""How many: "10", "8-12", "5+"."""
COUNTS: Final = r"\d{1,3}(?: ?[/,-] ?\d{1,3}){2,19}\+?(?![\d/])"
"""How many in each set: "12-10-8"."""
ANY_COUNT: Final = rf"(?:{COUNTS}|{COUNT})"

_F: Final = r"(?-i:F)(?![\w-])"
TO_FAILURE: Final = rf"(?:to|until|till) (?:(?:near )?(?:failure|exhaustion)|{_F})"
AS_MANY: Final = r"as many (?:reps )?as (?:possible|(?:you|i) can)"
FAILURE: Final = (
    rf"(?:{TO_FAILURE}|failure|max(?:imum)?(?: effort)?(?: reps?)?(?![a-z])|amr?ap(?![a-z])|{AS_MANY}|\?|{_F})"
)
"""As many as one can."""

WEIGHT_UNIT: Final = r"(?:kgs?|kilos?|lbs?|pounds?)"
WEIGHT: Final = rf"(?P<load>\d{{1,5}}(?:[.,]\d{{1,3}})?)[ -]?(?P<unit>{WEIGHT_UNIT}|kilograms?|#)(?![a-z])"
"""A load, as the groups `load` and `unit`: "60kg", "25 lb"."""
WEIGHT_RANGE: Final = r"\d{1,4}(?:\.\d)? ?(?:kg|lbs?)? ?(?:-|to) ?\d{1,4}(?:\.\d)? ?(?:kgs?|lbs?|pounds?)(?![a-z])"
DISTANCE_UNIT: Final = r"(?:m|km|mi|miles?|met(?:er|re)s?|yds?|yards?|ft|feet|cals?|calories?)(?![a-z])"

NUMBER_STARTS: Final = r"(?<![\w.:/$])(?<!\d-)"
"""Where a number may begin: in no word, price, fraction or clock."""
NO_OTHER_UNIT: Final = rf"(?! ?(?:(?:{WEIGHT_UNIT}|%|#)(?![a-z])|{DISTANCE_UNIT}))(?![\d:%])(?!\.\d)(?! ?x ?\d)"
"""Where a number of reps or seconds may end: not before kilograms or metres."""
AMOUNT: Final = rf"(?P<amount>{TIME_RANGE}|{TIME}\+?|{ANY_COUNT}(?: ?{REPS_WORD})?|{FAILURE}){NO_OTHER_UNIT}"
"""What is done in a set, as the group `amount`; a bare number is one of reps."""
WORDED_AMOUNT: Final = rf"(?P<amount>{ANY_TIME}|{ANY_COUNT} ?{REPS_WORD}|{FAILURE})"
"""The same where a bare number says nothing."""
EFFORTS: Final = r"(?:holds?|hangs?|efforts?|bouts?|sprints?|intervals?|attempts?|repeats?)"
"""What a timed set may be called."""
BETWEEN_WHAT: Final = (
    rf"sets?|{EFFORTS}|exercises?|movements?|moves?|stations?|rounds?|circuits?|supersets?|giant sets?|tri-?sets?"
    r"|laps?|pairs?"
)
"""What there are rests between."""
SETS: Final = r"(?P<sets>\d{1,5})(?: ?(?:-|to|or) ?(?P<most>\d{1,3}))?"
"""How many sets, as the groups `sets` and `most`: "3", "3-4"."""


class ImpossibleError(ValueError):
    """A number out of its limits."""


def pattern(text: str) -> re.Pattern[str]:
    """A pattern whose letters stand for either case."""
    return re.compile(text, re.IGNORECASE)


_IS_TIME = pattern(ANY_TIME)
_IS_TIME_RANGE = pattern(TIME_RANGE)
_ARE_COUNTS = pattern(rf"{COUNTS}(?: ?{REPS_WORD})?")
_LEADING_TIME = pattern(TIME)
_TWO_TIMES = pattern(rf"(\d{{1,4}}(?:\.\d)?) ?(?:-|to|or) ?(\d{{1,4}}(?:\.\d)?)([ -]?{_UNIT})")
_DASH_IN_TIME = re.compile(r"(?<=\d)-(?=[^\W\d])")
_DIGITS = re.compile(r"\d+")


# --------------------------------------------------------------------------------------------------- sets, reps, loads


def whole(digits: str, most: int) -> int:
    """A number of things.

    Raises:
        ImpossibleError: it is not from 1 to `most`.
    """
    number = amounts.number_of(digits)
    if not 1 <= number <= most:
        raise ImpossibleError
    return number


def amount(text: str) -> Reps | Span | tuple[Reps, ...]:
    """What is done in a set, or in each; of a range of times the shortest.

    Raises:
        ImpossibleError: it is nothing, or more than a routine may say.
    """
    if not any(char.isdigit() for char in text):
        return amounts.TO_FAILURE
    if _ARE_COUNTS.fullmatch(text):
        counts = [whole(each, amounts.MAX_REPS) for each in _DIGITS.findall(text)]
        last = Reps(counts[-1], None if "+" in text else counts[-1])
        return (*(Reps(count, count) for count in counts[:-1]), last)
    if _IS_TIME.match(text):
        time_s = _of_range(text.rstrip("+"), 0)
        if not time_s:
            raise ImpossibleError
        return Span(time_s, open_ended="+" in text)
    numbers = [whole(digits, amounts.MAX_REPS) for digits in _DIGITS.findall(text)]
    if len(numbers) == 1 and "+" in text:
        return Reps(numbers[0], None)
    return Reps(min(numbers), max(numbers))


def load(number: str, unit: str, each: int = 1) -> Load:
    """A load, or several of it, by the number and its unit as they are written.

    Raises:
        ImpossibleError: it is nothing, or more than a routine may say.
    """
    read = next(meant.loads(f"{each}x{number} {unit}"), None)
    if read is None or not 0 < read.value <= amounts.MAX_LOAD or not 1 <= read.each <= amounts.MAX_EACH:
        raise ImpossibleError
    return read


# --------------------------------------------------------------------------------------------------------------- times


def is_time_range(text: str) -> bool:
    """Whether a text begins with two times: "30-45 sec"."""
    return bool(_IS_TIME_RANGE.match(text))


def longest_s(text: str) -> int:
    """Seconds of a time or, of "60-90 s", the 90: a rest is easily cut short.

    Raises:
        ImpossibleError: it is more than a routine may say.
    """
    return _of_range(text, 1)


def seconds_in(text: str) -> int | None:
    """The time that a text begins with, in seconds; None where there is none, or an impossible one."""
    found = _LEADING_TIME.match(text)
    if not found:
        return None
    try:
        return seconds(found[0])
    except ImpossibleError:
        return None


def seconds(text: str) -> int:
    """Seconds of "1:30", "90 sec", "1 min 30 s".

    Raises:
        ImpossibleError: it is more than a routine may say, or a clock with 60 seconds.
    """
    if ":" in text:
        fields = text.lower().strip(" minutes").split(":")
        if any(amounts.number_of(field) >= 60 for field in fields[1:]):  # a minute, an hour
            raise ImpossibleError
        total = amounts.clock_s(fields)
    else:
        read = meant.seconds(_DASH_IN_TIME.sub(" ", text.strip()))
        if read is None:
            raise ImpossibleError
        total = read
    if total > amounts.MAX_TIME_S:
        raise ImpossibleError
    return total


def _of_range(text: str, which: int) -> int:
    """Seconds of one time, or of the shorter (0) or longer (1) of two."""
    pair = _TWO_TIMES.fullmatch(text.strip())
    if not pair:
        return seconds(text)
    return sorted(seconds(digits + pair[3]) for digits in pair.groups()[:2])[which]
