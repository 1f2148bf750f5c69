"""What stands over a screen: a box in its middle, with a title. What is in it belongs to the subclasses."""

from __future__ import annotations

from typing import Final, TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

T = TypeVar("T")

LEAVE_TYPING: Final = (
    Binding("escape", "cancel", show=False),
    Binding("ctrl+c", "cancel", show=False, priority=True),
)
"""The keys that leave a box with something to type in, without it; ctrl+c would else copy."""


SCROLLED: Final = "esc back · ↑ ↓ scroll"
"""The last line, of class `leaving`, of a box that is a page to read."""


class Dialog(ModalScreen[T]):
    """A box, of class `box`, with a title, of class `title`; in a low terminal it has no margins."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        .box {
            width: 64;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            background: $surface;
        }
        .leaving { dock: bottom; height: 2; width: 1fr; padding-top: 1; color: $text-muted; }
        &.-low .leaving { display: none; }
        .title { color: $accent; text-style: bold; margin-bottom: 1; width: 1fr; }
        &.-low .box { padding: 0 1; }
        &.-low .title { margin-bottom: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012 - declared so by Textual
