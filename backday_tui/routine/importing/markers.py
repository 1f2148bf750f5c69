"""What marks a line as one of a list: "•", "3.", "A1)", "Exercise 3:".

Here it is taken off. What a number or the letter of a pair means for the lines around is decided in `gathering.py`.
"""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine.importing.statements import NO_MARKER, Marker

_MARKER = re.compile(
    r"(?:(?P<bullet>\u2022\s*|[-*+]\s+|-(?=[A-Za-z])|o\s+(?=\S)|\[[ xX]?\]\s+)"
    r"|\(?#?(?P<number>\d{1,3})(?:[.)](?:\s+|(?=[A-Za-z]))|:\s+(?!\d+:)|\s+-\s+(?=[A-Za-z]))"
    r"|#(?P<hash>\d{1,3})[:.]?\s+"
    r"|(?i:exercise|movement|min(?:ute)?|station|step)\s#?(?P<labelled>\d{1,3})\s?(?:[.:)]|-)\s*"
    r"|(?i:ex)\.? ?#?(?P<short>\d{1,2})(?:[.:)]\s*|\s-\s|\s+)"
    r"|(?i:odd|even)(?i: min(?:ute)?s?)?\s?[:-]\s+"
    r"|(?:(?P<pair>[A-Ha-h])\s?(?P<place>\d)|(?P<place2>\d)(?P<pair2>[a-d]))(?:\s?[.:)]\s*|\s-\s|\s+(?=[A-Za-z]))"
    r"|(?P<letter>[A-Ha-h])[.)]\s+)"
)
_BEFORE_PAIR = re.compile(r"\s*[/;,|]\s*(?=[A-Ha-h]\d\s?[.:)]|\d[a-d][.:)])")
_BEFORE_NUMBER = re.compile(r"\s+(?=\d{1,2}[.)]\s?[A-Za-z\d])")
_NUMBERED = re.compile(r"\(?1[.)] ?[A-Za-z\d].{0,200}? 2[.)] ?[A-Za-z\d]")
_MOST_MARKERS: Final = 3


def marked(text: str) -> tuple[Marker, str]:
    """What marks a line, and the line without it; of several marks the last counts."""
    marker = NO_MARKER
    for _ in range(_MOST_MARKERS):
        found = _MARKER.match(text)
        if not found:
            break
        text = text[found.end() :].lstrip()
        marker = _marker(found)
    return marker, text.strip()


def items(text: str) -> list[str]:
    """The items of a list that stands in one line, "A1. Row / A2. Fly" or "1. Row 2. Fly"; else the line alone."""
    return numbered_items(text) or _BEFORE_PAIR.split(text)


def numbered_items(text: str) -> list[str]:
    """The same of a numbered list alone; none where it is no such list."""
    return _BEFORE_NUMBER.split(text) if _NUMBERED.match(text) else []


def _marker(found: re.Match[str]) -> Marker:
    pair = found["pair"] or found["pair2"]
    if pair:
        return Marker(
            "pair", int(found["place"] or found["place2"]), pair.upper() if found["pair"] else found["place2"]
        )
    number = found["number"] or found["hash"] or found["labelled"] or found["short"]
    if number:
        return Marker("number", int(number))
    return Marker("number", ord(found["letter"].upper()) - 64) if found["letter"] else Marker("bullet")
