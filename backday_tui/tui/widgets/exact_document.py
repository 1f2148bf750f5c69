"""A text that is edited line by line and comes out as it went in: byte order mark, line ends, the last line's end.

Textual's own document ends a line at every character that Python calls a line end, and gives all lines the same end.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from textual.document._document import Document, EditResult
from textual.geometry import Size

if TYPE_CHECKING:
    from textual.document._document import Location, Newline

_BOM: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r?\n")


class ExactDocument(Document):
    """Lines, each with the end that it has in the file, "" for the last.

    What is typed gets the end that most lines have. `text` is all of it, the byte order mark included.
    """

    def __init__(self, text: str) -> None:
        self._bom = _BOM if text.startswith(_BOM) else ""
        self._lines, self._ends = _split(text.removeprefix(_BOM))
        self._newline: Newline = "\r\n" if 2 * self._ends.count("\r\n") > len(self._ends) - 1 else "\n"
        self._uniform = len(set(self._ends[:-1])) <= 1

    @property
    def text(self) -> str:
        """The text as it is to be written."""
        return self._bom + "".join(itertools.chain.from_iterable(zip(self._lines, self._ends, strict=True)))

    def get_size(self, tab_width: int) -> Size:
        """Cells and lines; a line counts as wide as it can be, for to measure each takes longer than to draw some."""
        longest = max(self._lines, key=len)
        return Size(
            2 * len(longest.expandtabs(tab_width)) if not longest.isascii() else len(longest.expandtabs(tab_width)),
            len(self._lines),
        )

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put text in the place of a span.

        Returns:
            Where the new text ends, and the old one with its line ends.
        """
        (top_row, top_column), (bottom_row, bottom_column) = sorted((start, end))
        replaced = self.get_text_range(start, end)
        lines, ends = _split(text)
        if self._uniform:
            ends = [self._newline if each else "" for each in ends]
        destination = len(lines[-1]) + (top_column if len(lines) == 1 else 0)
        lines[0] = self._lines[top_row][:top_column] + lines[0]
        lines[-1] += self._lines[bottom_row][bottom_column:]
        ends[-1] = self._ends[bottom_row]
        self._lines[top_row : bottom_row + 1] = lines
        self._ends[top_row : bottom_row + 1] = ends
        return EditResult((top_row + len(lines) - 1, destination), replaced)

    def get_text_range(self, start: Location, end: Location) -> str:
        """The text between two places, with its line ends."""
        (top_row, top_column), (bottom_row, bottom_column) = sorted((start, end))
        if top_row == bottom_row:
            return self._lines[top_row][top_column:bottom_column]
        parts = [self._lines[top_row][top_column:], self._ends[top_row]]
        for row in range(top_row + 1, bottom_row):
            parts += (self._lines[row], self._ends[row])
        return "".join([*parts, self._lines[bottom_row][:bottom_column]])


def _split(text: str) -> tuple[list[str], list[str]]:
    """Lines, and the end of each; the last has none."""
    return _LINE_END.split(text), [*_LINE_END.findall(text), ""]
