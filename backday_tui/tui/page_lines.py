"""Paragraphs and columns as lines of so many cells, for pages that are laid out by hand.

Whatever the text is, it is text: no markup is read in it. What stands on a page is not known here.
"""

from __future__ import annotations

import itertools

from textual.content import Content

from backday_tui.text import clean

Lines = list[Content]

_LEAST_WIDTH = 4


def paragraph(text: str, width: int, style: str = "") -> Lines:
    """Text, cleaned, on as many lines as it takes; none for no text."""
    content = Content.styled(clean(text), style) if style else Content(clean(text))
    return [line.rstrip() for line in content.wrap(max(width, _LEAST_WIDTH))] if text else []


def hanging(head: Content, text: Content, width: int) -> Lines:
    """A paragraph with its mark before it, the other lines indented by as much."""
    indent = Content(" " * head.cell_length)
    wrapped = text.wrap(max(width - head.cell_length, _LEAST_WIDTH))
    heads = itertools.chain([head], itertools.repeat(indent))
    return [mark + line.rstrip() for mark, line in zip(heads, wrapped, strict=False)]


def beside(left: Lines, right: Lines, start: int) -> Lines:
    """Two columns, the right one from the cell `start` on."""
    pairs = itertools.zip_longest(left, right, fillvalue=Content())
    return [one.truncate(start, pad=True) + other for one, other in pairs]


def blank_before(lines: Lines) -> Lines:
    """The lines with an empty one before them, where there are any."""
    return [Content(), *lines] if lines else []
