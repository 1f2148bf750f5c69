"""The words that headings are made of: days, weeks, sessions, "workout".

Whether a short line is a heading or an exercise is decided in `gathering.py`, of what it knows of the lines around. The
headings of sections are `sections.py`.
"""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine.importing.words import words

_TITLE_WORDS: Final = frozenset(
    """
    workout workouts routine routines program programme plan plans day days week weeks session sessions training guide
    tips exercises best why how what benefits monday tuesday wednesday thursday friday saturday sunday challenge phase
    muscles article minutes ways reasons
    """.split()  # noqa: SIM905 -- reads best
)
_LONG_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_OFF = re.compile(r"(?:off|rest)(?: ?days?)?", re.IGNORECASE)
_STARTS_ANEW = re.compile(
    rf"\b(?:workouts?|routines?|day|week|session|program(?:me)?|phase|{_LONG_DAY})\b"
    rf"|^(?:{_SHORT_DAY}|(?:push|pull|legs?|upper|lower|full)(?:[ -]body)? #?[A-D1-6])$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:week \w{1,3}[ ,:-]*)?"
    rf"(?:(?:day|session|workout|week|phase) ?#?\w{{1,3}}|{_LONG_DAY}|{_SHORT_DAY}$)(?!\w)",
    re.IGNORECASE,
)
_DAY_LABEL = re.compile(
    r"(?P<day>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:day|session) ?#?\w{1,2})(?: ?: ?| - )"
    r"(?P<content>.+)",
    re.IGNORECASE,
)


def titled(text: str) -> bool:
    """Whether one of the words is of those that stand in titles and in no exercise."""
    return not _TITLE_WORDS.isdisjoint(words(text.lower()))


def starts_anew(text: str) -> bool:
    """Whether a heading announces a workout of its own."""
    return bool(_STARTS_ANEW.search(text))


def is_off(text: str) -> bool:
    """Whether a heading says that nothing is done on this day."""
    return bool(_OFF.fullmatch(text.strip().rstrip(":")))


def is_day(text: str) -> bool:
    """Whether a heading is that of one day of several: "Day 1", "Monday: pull"."""
    return bool(_DAY.match(text))


def is_bare_day(text: str) -> bool:
    """Whether a heading is no more than "Day 1" or "Monday"."""
    return bool(_DAY.fullmatch(text.strip().rstrip(":")))


def day_and_content(text: str) -> tuple[str, str] | None:
    """A day and what stands behind it in its line, "Mon: Squat 3x5"; None where it begins with no day."""
    found = _DAY_LABEL.fullmatch(text)
    return (found["day"], found["content"]) if found else None
