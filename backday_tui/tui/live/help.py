"""All keys of the live screen, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content

from backday_tui.tui.widgets.dialog import SCROLLED, Dialog
from backday_tui.tui.widgets.lines import TextLine, TextLines
from backday_tui.workout.actions import ACTIONS, Action, shown_key

if TYPE_CHECKING:
    from textual.app import ComposeResult


KEYS_WIDTH = 16
_LEAST_WIDTH = 32
"""Of a page of two columns; on a narrower one what a key does stands below it."""


class HelpScreen(Dialog[None]):
    """A line for each thing a person can do."""

    DEFAULT_CSS = """
    HelpScreen {
        .box { width: 98; height: 100%; max-height: 40; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter,space", "dismiss", show=False)]
    AUTO_FOCUS = "TextLines"

    def compose(self) -> ComposeResult:
        """The lines, which can be scrolled."""
        with Vertical(classes="box"):
            yield TextLine("Keys", classes="title")
            yield TextLines()
            yield TextLine(SCROLLED, classes="leaving")

    def on_resize(self) -> None:
        """Wrap the lines to the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        lines = self.query_one(TextLines)
        width = lines.size.width - 1
        notes = [line for note in _NOTES for line in note.wrap(max(width, 8)) or [note]]
        lines.show([line for action in ACTIONS for line in help_lines(action, width)] + notes)


_NOTES = (
    Content(""),
    Content("A click on the countdown does as enter does."),
    Content("ctrl+c asks as q does; ctrl+z pauses and gives the shell back."),
)


def help_lines(action: Action, width: int) -> list[Content]:
    """The keys of an action, and beside or below them what it does."""
    keys = [shown_key(key) for key in (*action.keys, *action.keys_in)]
    if width < _LEAST_WIDTH:
        below = Content(action.help).wrap(max(width - 2, 8))
        return [Content.styled(" ".join(keys), "bold"), *(Content("  ") + line for line in below)]
    first, *rest = Content(action.help).wrap(width - KEYS_WIDTH)
    head = Content.styled(" ".join(keys).ljust(KEYS_WIDTH), "bold")
    return [head + first, *(Content(" " * KEYS_WIDTH) + line for line in rest)]
