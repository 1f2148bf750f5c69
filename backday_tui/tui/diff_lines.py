"""A unified diff as coloured lines, for the places where a change is shown before it is made. Pure layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from textual.content import Content

from backday_tui.text import clean
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

_HUNK: Final = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)")
_STYLES: Final = {"+": "$text-success", "-": "$text-error"}


def diff_lines(diff: str, width: int) -> list[Content]:
    """The lines of a diff, its hunks told by the lines that they begin at; text that is not there gives none."""
    return list(_lines(diff, width))


def _lines(diff: str, width: int) -> Iterator[Content]:
    for number, line in enumerate(diff.split("\n")[:-1]):
        if number < 2:  # noqa: PLR2004 - the names of the file, before and after
            continue
        if hunk := _HUNK.match(line):
            yield Content.styled(f"line {hunk[2]}".center(width, "─")[:width], MUTED)
        elif line.startswith("\\"):
            yield Content.styled("  (no line end at the end)", MUTED)
        else:
            yield _line(line, width)


def _line(line: str, width: int) -> Content:
    text = f"{line[:1]} {clean(line[1:].rstrip(chr(13)).replace(chr(9), '  '), width)}"
    return Content.styled(text, _STYLES.get(line[:1], MUTED)).truncate(width, ellipsis=True)
