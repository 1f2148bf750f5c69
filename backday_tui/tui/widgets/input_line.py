"""A line to type in. Textual's shows what was pasted as it is: a clipboard could command the terminal."""

from __future__ import annotations

from typing import Final

from textual.widgets import Input

from backday_tui.text import clean

MOST: Final = 4000
"""The most characters of a value; of what is pasted the rest is left out."""


class InputLine(Input):
    """Takes and holds only what a terminal may be shown: what stands there is what is meant."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what was typed or pasted."""
        super().insert_text_at_cursor(clean(text[:MOST]))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed or pasted in the place of a part."""
        super().replace(clean(text[:MOST]), start, end)

    def validate_value(self, value: str) -> str:
        """What is held, whoever gave it."""
        return clean(value[:MOST])
