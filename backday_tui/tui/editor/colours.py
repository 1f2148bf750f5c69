"""The parts of a line of TOML, for their colours: found line by line, so that only lines in view cost anything.

A line alone can't tell all; what it needs to know of those above is whether it begins within a text of several lines.
Nothing is checked here, and nothing drawn.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PieceKind = Literal["comment", "header", "key", "text", "dose", "load", "number", "mark"]
Quotes = Literal["", '"""', "'''"]
"""The quotes of the text of several lines that a line begins in; "" where it begins in none."""

_TOKEN: Final = re.compile(
    r"(?P<comment>\#.*)"
    r'|(?P<open>"{3}|\'{3})'
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"?|'[^']*'?)"
    r"|(?P<word>[A-Za-z0-9_+-][A-Za-z0-9_+.:-]*)"
    r"|(?P<mark>[\[\]{}=,.])"
)
_HEADER: Final = re.compile(r"""\s*\[\[?[ \t]*[A-Za-z0-9_."' -]+\]\]?[ \t]*(?=#|$)""")
_EQUALS: Final = re.compile(r"[ \t]*(?:\.[ \t]*[\w\"'-]+[ \t]*)*=")
_DOSE: Final = re.compile(
    r"[ \t]*((?:\d+[ \t]*[xX\u00d7][ \t]*)?(?:\d[\d:]*(?:[-\u2013]\d+)?\+?|:\d\d\+?|\?)"
    r"[ \t]*(?:(?:s|secs?|seconds?|min|minutes?|h|hours?)\b\+?)?)(?=[ \t])"
)
_LOAD: Final = re.compile(r"@[^\"']*|\b(?:each side|alternating)(?=[\"' \t]*$)")
_NUMBER: Final = re.compile(r"[+-]?\d|true$|false$|inf$|nan$")


class Piece(NamedTuple):
    """A part of a line: characters from 0, and what it is."""

    start: int
    end: int
    kind: PieceKind


def quotes_of(lines: Sequence[str]) -> list[Quotes]:
    """For each line, the quotes of the multi-line text that it begins in."""
    found: list[Quotes] = []
    now: Quotes = ""
    for line in lines:
        found.append(now)
        if now or '"""' in line or "'''" in line:
            now = _quotes_after(line, now)
    return found


def _quotes_after(line: str, now: Quotes) -> Quotes:
    at = 0
    while True:
        if now:
            close = _close(line, at, now)
            if close < 0:
                return now
            at, now = close, ""
        found = next((match for match in _TOKEN.finditer(line, at) if match["open"] or match["comment"]), None)
        if found is None or found["comment"]:
            return ""
        now, at = ('"""' if found["open"][0] == '"' else "'''"), found.end()


def _close(line: str, at: int, quotes: str) -> int:
    """Where the text that began before `at` ends; -1 where it goes on."""
    while True:
        close = line.find(quotes, at)
        if close < 0:
            return -1
        slashes = len(line[:close]) - len(line[:close].rstrip("\\"))
        if quotes[0] == "'" or slashes % 2 == 0:
            end = close + 3
            while line[end : end + 1] == quotes[0] and end < close + 5:
                end += 1
            return end
        at = close + 1


def pieces(line: str, quotes: Quotes = "") -> list[Piece]:
    """The parts of a line; `quotes` are those of the multi-line text that it begins in."""
    return list(_pieces(line, quotes))


def _pieces(line: str, quotes: Quotes) -> Iterator[Piece]:
    at = 0
    if quotes:
        close = _close(line, 0, quotes)
        at = len(line) if close < 0 else close
        yield Piece(0, at, "text")
    elif header := _HEADER.match(line):
        at = header.end()
        yield Piece(0, at, "header")
    after_key = False
    while match := _TOKEN.search(line, at):
        at = match.end()
        if match["mark"]:
            after_key = match["mark"] == "=" or (after_key and match["mark"] not in "[,")
        elif match["open"]:
            close = _close(line, at, match["open"])
            at = len(line) if close < 0 else close
        yield from _piece(line, match, at, after_key=after_key)


def _piece(line: str, match: re.Match[str], end: int, *, after_key: bool) -> Iterator[Piece]:
    start = match.start()
    if match["comment"]:
        yield Piece(start, end, "comment")
    elif match["open"]:
        yield Piece(start, end, "text")
    elif match["mark"]:
        yield Piece(start, end, "mark")
    elif _EQUALS.match(line, end):
        yield Piece(start, end, "key")
    elif match["string"]:
        yield from (Piece(start, end, "text"),) if after_key else _notation(line, start, end)
    elif _NUMBER.match(match["word"]):
        yield Piece(start, end, "number")


def _notation(line: str, start: int, end: int) -> Iterator[Piece]:
    """A text that may be a line of notation: dose, name, load."""
    yield Piece(start, end, "text")
    if dose := _DOSE.match(line, start + 1, end):
        yield Piece(dose.start(1), dose.end(1), "dose")
    if load := _LOAD.search(line, start + 1, end):
        closed = line[end - 1] in "\"'"
        yield Piece(load.start(), min(load.end(), end - closed), "load")
