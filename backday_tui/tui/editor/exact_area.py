"""What the text area of Textual lacks: a text comes out as it went in, and keys go where they are needed.

Beside tui/textual_gaps.py the only file that reaches into Textual's privates; it stands apart because nothing but the
editor loads a text area. What a text means, and how it looks, is not known here.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual.document._document import Document, EditResult
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Size
from textual.message import Message
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.document._document import Location, Newline
    from textual.events import Key, Paste


_BOM: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r?\n")


class ExactDocument(Document):
    """Lines, each with the end that it has in the file, "" for the last.

    What is typed gets the end that most lines have. `text` is all of it, the byte order mark included. Textual's own
    document ends a line at every character that Python calls a line end, and gives all lines the same end: decided so
    in issue 4207. May go when a document keeps the ends that it was given.
    """

    def __init__(self, text: str) -> None:
        body = text.lstrip(_BOM)
        self._bom = text[: len(text) - len(body)]
        self._lines, self._ends = _split(body)
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


INDENT: Final = 2


class ExactTextArea(TextArea):
    """A text area whose text is the file's, character by character."""

    TAKES_TEXT: ClassVar[bool] = True

    class Typed(Message):
        """A character was typed."""

    # A text area makes its document itself, and has no public way to be given another; nobody has asked for one yet.
    # May go when it has.

    def _set_document(self, text: str, language: str | None) -> None:
        del language
        self.document = ExactDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=INDENT)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _build_highlight_map(self) -> None:
        # Textual's would look for the colours of the whole text after each key; they are found line by line.
        self.text_changed()

    def text_changed(self) -> None:
        """The text is another: a subclass may forget what it knew of it."""

    # A new line begins where the text does, not where the one above begins, and what is pasted keeps its own line ends.
    # Neither can be changed but in the private handlers. May go when a text area has a way to indent, and Paste comes
    # to a public handler in place of the private one.

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Let who shows suggestions have the tab key first."""
        return key != "tab" and super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self._restart_blink()
            self._replace_via_keyboard("\n" + self._next_indent(), *self.selection)
            return
        await super()._on_key(event)
        if event.is_printable:
            self.post_message(self.Typed())

    def _next_indent(self) -> str:
        """The blanks of a new line: those of this one, and more behind an open bracket."""
        row, column = min(self.selection)
        before = self.document.get_line(row)[:column]
        blanks = before[: len(before) - len(before.lstrip(" \t"))]
        return blanks + (" " * INDENT if before.rstrip().endswith(("[", "{")) else "")

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)
            self.focus()
