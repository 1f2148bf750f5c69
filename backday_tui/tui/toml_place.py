"""Where in a routine's TOML a cursor stands: in which table, at a key or at which key's value.

Text that is being typed is seldom whole, so nothing here needs it to be. What may stand there is for
`completion.py`; nothing here draws.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final, Literal

from backday_tui.routine.model import SECTIONS
from backday_tui.routine.tables import GROUPS
from backday_tui.tui.toml_colours import quotes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Table = Literal["routine", "item", "member", "progress", "exercise", "exercises", "other"]

_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)
_HEADER: Final = re.compile(r"""[ \t]*\[\[?[ \t]*([A-Za-z0-9_."' -]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$""")
_TOKEN: Final = re.compile(
    r"(?P<comment>\#.*)"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"?|'[^']*'?)"
    r"|(?P<word>[^\s\[\]{}=,.\"'#]+)"
    r"|(?P<mark>[\[\]{}=,.])"
)
_ELEMENT: Final = re.compile(r'[ \t]*"[^"\\]*",[ \t]*')
"""A line with a text and its comma in a list, which changes nothing about where one is."""
_CHILDREN: Final[dict[tuple[Table, str], Table]] = {
    **{("routine", section): "item" for section in SECTIONS},
    **{("item", key): "member" for key in _GROUP_KEYS},
    ("item", "progress"): "progress",
    ("member", "progress"): "progress",
    ("routine", "exercises"): "exercises",
}


@dataclasses.dataclass(slots=True)
class _Frame:
    """An open table or list; `keys` are those that a table has so far, `key` the one whose value is due."""

    table: Table
    is_list: bool = False
    key: str = ""
    keys: list[str] = dataclasses.field(default_factory=list)
    value: bool = False
    inline: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class CursorPlace:
    """What stands at the cursor.

    `table` is what holds it, `keys` what that table has besides. At a key `is_key` is True; else the value of `key` is
    due, in a list of them where `in_list`. `word` is what is typed of it, from the column `start` on; `quote` the mark
    that it is in, "" where it is in none; `closed` tells whether that ends. `whole_key` is the key under the cursor,
    its end included, or the key that the value belongs to.
    """

    table: Table
    is_key: bool
    key: str
    keys: frozenset[str]
    word: str
    start: int
    quote: str = ""
    in_list: bool = False
    closed: bool = False
    whole_key: str = ""

    @property
    def is_line(self) -> bool:
        """Whether a line of notation stands there."""
        return self.in_list and not self.is_key and _CHILDREN.get((self.table, self.key)) in ("item", "member")


def place_at(lines: Sequence[str], row: int, column: int) -> CursorPlace | None:
    """What stands at a cursor; None within a comment, a header or a text of several lines."""
    if quotes_of(lines[: row + 1])[row] or _HEADER.match(lines[row]):
        return None
    first, table = _table_above(lines, row)
    frames = [_Frame(table)]
    for line in lines[first:row]:
        if frames[-1].is_list and _ELEMENT.fullmatch(line):
            continue
        for token in _TOKEN.finditer(line):
            _take(frames, token)
        _end_line(frames)
    return _in_line(frames, lines[row], column)


def _table_above(lines: Sequence[str], row: int) -> tuple[int, Table]:
    """The line behind the header that a line stands under, and what table that is."""
    for at in range(row - 1, -1, -1):
        line = lines[at]
        if "[" in line and (match := _HEADER.match(line)) and not line.lstrip().startswith(('["', "['")):
            return at + 1, _table_of(re.split(r"\s*\.\s*", match[1]))
    return 0, "routine"


def _table_of(keys: Sequence[str]) -> Table:
    table: Table = "routine"
    for key in keys:
        table = "exercise" if table == "exercises" else _CHILDREN.get((table, key.strip("\"'")), "other")
    return table


def _take(frames: list[_Frame], token: re.Match[str]) -> None:
    """A token that stands wholly before the cursor."""
    frame, mark = frames[-1], token["mark"]
    if token["comment"]:
        return
    if mark == "=":
        frame.value = True
    elif mark == ",":
        frame.value = frame.value and not frame.inline
    elif mark and mark in "[{":
        frames.append(_opened(frame, mark))
    elif mark and mark in "]}":
        if len(frames) > 1:
            frames.pop()
    elif not mark and not frame.is_list and not frame.value:
        frame.key = token[0].strip("\"'")
        frame.keys.append(frame.key)


def _opened(frame: _Frame, mark: str) -> _Frame:
    if mark == "[":
        return _Frame(frame.table, is_list=True, key=frame.key)
    child = _CHILDREN.get((frame.table, frame.key), "exercise" if frame.table == "exercises" else "other")
    return _Frame(child, inline=True)


def _end_line(frames: list[_Frame]) -> None:
    """A key of a table that is not inline ends with its line; what is open inline goes on."""
    if len(frames) == 1:
        frames[0].value = False


def _in_line(frames: list[_Frame], line: str, column: int) -> CursorPlace | None:
    for token in _TOKEN.finditer(line):
        start, end = token.span()
        if token["comment"] and start < column:
            return None
        if start >= column:
            break
        if not token["mark"] and column <= end and not (token["string"] and column == end and _closed(token[0])):
            return _within(frames, line, token, column)
        _take(frames, token)
    return _between(frames, line, column)


def _closed(text: str) -> bool:
    return len(text) > 1 and text[-1] == text[0]


def _within(frames: list[_Frame], line: str, token: re.Match[str], column: int) -> CursorPlace:
    """In a word or a text."""
    frame, start = frames[-1], token.start()
    quote = token[0][0] if token["string"] else ""
    start += len(quote)
    is_key = not frame.is_list and not frame.value
    whole = token[0].strip("\"'") if is_key else frame.key
    return _place(frame, line[start:column], start, quote=quote, closed=bool(quote) and _closed(token[0]), whole=whole)


def _between(frames: list[_Frame], line: str, column: int) -> CursorPlace:
    """Between two words, or behind the last."""
    frame = frames[-1]
    whole = frame.key if frame.value or frame.is_list else ""
    if not whole and (behind := _TOKEN.match(line, column)) and behind["word"]:
        whole = behind["word"]
    return _place(frame, "", column, whole=whole)


def _place(
    frame: _Frame, word: str, start: int, *, quote: str = "", closed: bool = False, whole: str = ""
) -> CursorPlace:
    is_key = not frame.is_list and not frame.value
    key = "" if is_key else frame.key
    return CursorPlace(
        frame.table, is_key, key, frozenset(frame.keys), word, start, quote, frame.is_list, closed, whole
    )
