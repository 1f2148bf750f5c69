"""What a step is that changes a routine's text: it does one thing to the text, and says what it does to the data.

No other line is touched; comments above a table or an element, and behind it on its line, are its own. The steps stand
in `pair_steps.py`, `list_steps.py` and `grouping.py`, and here what they share. Whether text and data agree is for
`editor.py` to find out, and so is what a step means for a workout.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from backday_tui.routine.blocks import Splice

if TYPE_CHECKING:
    from tree_sitter import Node

    from backday_tui.routine.blocks import Document
    from backday_tui.routine.problems import KeyPath


class Outcome(NamedTuple):
    """A changed text, and the comments that went with what was taken out."""

    text: str
    lost: tuple[str, ...] = ()


class Step(Protocol):
    """One change to a text, and the same to its data."""

    def write(self, doc: Document) -> Outcome:
        """The text with the change.

        Raises:
            LayoutError: the text is laid out so that it can't be made.
        """

    def mean(self, data: dict[str, Any]) -> None:
        """Make the change to the data, in place."""


def held(data: Any, path: KeyPath) -> Any:
    """What a path holds."""
    for part in path:
        data = data[part]
    return data


def opened(data: Any, path: KeyPath) -> Any:
    """What a path holds, to be changed: it is a copy, and so is all that leads to it but for the first."""
    for part in path:
        data[part] = copy.copy(data[part])
        data = data[part]
    return data


def without_lines(doc: Document, start: int, end: int, array: Node | None = None) -> Splice:
    """Whole lines taken out, with the blank ones that would else stand twice, or at one end of the file or list.

    `start` and `end` are beginnings of lines; `array` is the list that they are in, None at the top level.
    """
    opens = start == (doc.next_line(array.start_byte) if array else 0)
    if opens or doc.is_blank(doc.line_start(start - 1)):
        while doc.is_blank(end):
            end = doc.next_line(end)
    closes = end == (doc.line_start(array.end_byte) if array else len(doc.text))
    while closes and not opens and doc.is_blank(doc.line_start(start - 1)):
        start = doc.line_start(start - 1)
    if end < len(doc.text):
        return Splice(start, end)
    if start and not doc.text.endswith("\n"):  # a file without a last line's end stays so
        start -= 1
    return Splice(start, end)
