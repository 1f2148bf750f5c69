"""A pasted text as plain lines: numbered as in the paste, those of HTML as a browser shows them, rows put into words.

How a line becomes plain is `typography.py`, how rows are found `pasted_tables.py`. What a line means is not known here
(`line_reader.py`).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import pasted_tables
from backday_tui.routine.importing.pasted_tables import PastedTable
from backday_tui.routine.importing.typography import LONGEST, plain
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN: Final = 300
_LONGEST_HTML: Final = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]{1,200}(?:\*\*|__):?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_TAG = re.compile(r"</?(?:[a-z]{1,10}|h[1-6])(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:tr|li|p|div|h[1-6]|ul|ol|table)>|<br ?/?>", re.IGNORECASE)
_CHAPTER = re.compile(r"\s*[(\[]?((?:\d{1,2}:)?\d{1,2}:\d{2})[)\]]?(?:\s+|\s*-\s*)(?=\S)")
_RULE = re.compile(r"[\s|:=_~*#.\-\u2500-\u257f]*")


@dataclasses.dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of the paste.

    `number` counts from 1. `text` is plain: blanks are single, dashes "-", crosses "x", bullets "•"; "" where there is
    nothing. `shown` is the line as it stood, fit for a terminal and a comment. `level` is that of a markdown heading, 7
    for a line all in bold, 0 for any other. `ruled` marks what draws a line across the page. `indent` are the blanks
    before the text.
    """

    number: int
    text: str
    shown: str
    level: int = 0
    ruled: bool = False
    indent: int = 0


def lines(text: str) -> Iterator[PastedLine]:
    """Every line of a paste, in order."""
    table = PastedTable()
    for number, written in pasted_tables.upright(list(_without_chapters(_rows(text)))):
        shown = clean(written.strip(), _SHOWN)
        raw = _TAG.sub("", _CELL_END.sub("\t", written)) if "<" in written else written
        cells = table.cells(raw)
        if cells is None:
            if shown:
                table.end()
            yield _line(number, raw, shown)
        elif table.begins(cells) or _RULE.fullmatch("".join(cells)):
            yield PastedLine(number, "", shown, ruled=True)
        else:
            yield PastedLine(number, table.worded(cells), shown)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines by their number; one of HTML as those that a browser would show."""
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        parts = _BLOCK_END.split(raw) if "<" in raw and len(raw) < _LONGEST_HTML else [raw]
        yield from ((number, part) for part in parts if part.strip() or len(parts) == 1)


def _without_chapters(rows: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Without the times of a video's chapters, which begin at 0:00 and go on upwards: they say how long nothing is."""
    last = -1
    for number, raw in rows:
        found = _CHAPTER.match(raw)
        at = _clock_s(found[1]) if found else -1
        if found and (at > last >= 0 or at == 0):
            last = at
            yield number, raw[found.end() :]
        else:
            yield number, raw


def _clock_s(clock: str) -> int:
    seconds = 0
    for field in clock.split(":"):
        seconds = seconds * 60 + int(field)
    return seconds


def _line(number: int, raw: str, shown: str) -> PastedLine:
    if len(raw) > LONGEST:
        return PastedLine(number, raw, shown)
    if raw.strip() and _RULE.fullmatch(raw):
        return PastedLine(number, "", shown, ruled=True)
    heading = _HEADING.match(raw)
    level = len(heading[1]) if heading else 7 if _BOLD.fullmatch(raw) else 0
    indent = len(raw) - len(raw.lstrip())
    return PastedLine(number, plain(raw[heading.end() :] if heading else raw), shown, level, indent=indent)
