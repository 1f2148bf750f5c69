"""What marks the items of a list: "•", "3.", "A1", "Station 2:"; and lists that stand in one line."""

from __future__ import annotations

import re
from typing import Final

from backday_tui.routine.importing.statements import NO_MARKER, Marker

_MARKER = re.compile(
    r"(?:(?P<bullet>\u2022\s*|[-*+]\s+|-(?=[A-Za-z])|o\s+(?=\S)|\[[ xX]?\]\s+)"
    r"|\(?#?(?P<number>\d{1,3})(?:\.?[.)](?:\s+|(?=[A-Za-z]))|:\s+(?!\d+:)|\s+-\s+(?=[A-Za-z]))"
    r"|#(?P<hash>\d{1,3})[:.]?\s+|T[1-4](?::\s*|\s+(?=[A-Z][a-z]))"
    r"|(?i:exercise|movement|min(?:ute)?|station|step|move|drill)\s?#?\s?(?P<labelled>\d{1,3})\s?(?:[.:)]|-)\s*"
    r"|(?P<ordinal>\d{1,2})(?i:st|nd|rd|th)\s(?i:min(?:ute)?|station|exercise|movement)\s?(?:[.:)]|-)\s*"
    r"|(?i:ex)\.? ?#?(?P<short>\d{1,2})(?:[.:)]\s*|\s-\s|\s+)"
    r"|(?i:(?:on |the )*(?:odd|even)(?: min(?:ute)?s?)?)\s?[:-]\s+"
    r"|(?:(?P<pair>[A-Ha-h])\s?(?P<place>\d)|(?P<place2>\d)(?P<pair2>[a-dA-D]))(?:\s?[.:)]\s*|\s-\s|\s+(?=[A-Za-z]))"
    r"|(?P<letter>[A-Ha-h])(?:[.)]|:(?= [A-Z\d]))\s+"
    r"|(?P<bare>[B-H]) (?=[A-Z][a-z])(?!(?:Stance|Skip)s?(?!\w)))"
)
_IN_BRACKETS = re.compile(r"^\((\d{1,3})\)(?= [A-Za-z])")
_BEFORE_PAIR = re.compile(r"(?:\s*[/;,|]\s*|(?<=\w)\s+(?=[A-Ha-h]\d[.)]\s))(?=[A-Ha-h]\d\s?[.:)]|\d[a-dA-D][.:)])")
_BEFORE_NUMBER = re.compile(r"\s+(?=\d{1,2}[.)]\s?[A-Za-z\d])")
_NUMBERED = re.compile(r"\(?1[.)] ?[A-Za-z\d].{0,200}? 2[.)] ?[A-Za-z\d]")
_MOST_MARKERS: Final = 3
_LONGEST_ITEM: Final = 90


def split_marker(text: str) -> tuple[Marker, str]:
    """What marks a line, and the line without it; of several marks the last counts."""
    marker = NO_MARKER
    for _ in range(_MOST_MARKERS):
        found = _MARKER.match(text)
        if not found:
            break
        text = text[found.end() :].lstrip()
        marker = _marker(found)
        if found["labelled"] or found["ordinal"]:  # then no number behind it is one more
            return marker, _IN_BRACKETS.sub(r"\1", text).strip()
    return marker, text.strip()


def list_items(text: str) -> list[str]:
    """The items of a list that stands in one line, "A1. Row / A2. Fly" or "1. Row 2. Fly"; else the line alone."""
    return numbered_items(text) or _BEFORE_PAIR.split(text)


def numbered_items(text: str) -> list[str]:
    """The same of a numbered list alone; none where it is no such list."""
    items = _BEFORE_NUMBER.split(text) if _NUMBERED.match(text) else []
    if any(not item.lstrip("(").startswith(str(at)) for at, item in enumerate(items, 1)):
        return []
    return items if all(len(item) <= _LONGEST_ITEM for item in items) else []  # else they are steps of one exercise


def _marker(found: re.Match[str]) -> Marker:
    if found["pair2"]:  # of "1a", "1" is what both share
        return Marker("pair", ord(found["pair2"].upper()) - 64, found["place2"])
    if found["pair"]:
        return Marker("pair", int(found["place"]), found["pair"].upper())
    number = found["number"] or found["hash"] or found["labelled"] or found["ordinal"] or found["short"]
    if number:
        return Marker("number", int(number))
    letter = found["letter"] or found["bare"]
    return Marker("number", ord(letter.upper()) - 64) if letter else Marker("bullet")
