"""All keys of the live screen, made from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from backday_tui.tui.commands import COMMANDS, Command, keys_of, shown_key
from backday_tui.tui.widgets.line import Line
from backday_tui.tui.widgets.lines import TextLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

KEYS_WIDTH = 16


class HelpScreen(ModalScreen[None]):
    """A line for each thing a person can do."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        .box {
            width: 76;
            max-width: 100%;
            height: 100%;
            max-height: 34;
            padding: 1 2;
            background: $surface;
        }
        .title { color: $accent; text-style: bold; margin-bottom: 1; width: 1fr; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter,space", "dismiss", show=False)]
    AUTO_FOCUS = "TextLines"

    def compose(self) -> ComposeResult:
        """The lines, which can be scrolled."""
        with Vertical(classes="box"):
            yield Line("Keys", classes="title")
            yield TextLines()

    def on_mount(self) -> None:
        """Fill the lines."""
        self.query_one(TextLines).show([*(help_line(command) for command in COMMANDS), *_NOTES])


_NOTES = (
    Content(""),
    Content("A click on the countdown does as enter does."),
    Content("ctrl+c asks as q does; ctrl+z pauses and gives the shell back."),
)


def help_line(command: Command) -> Content:
    """The keys of a command, and what it does."""
    keys = dict.fromkeys(shown_key(key) for key in keys_of(command) if key not in ("equals_sign", "comma", "full_stop"))
    return Content.assemble((" ".join(keys).ljust(KEYS_WIDTH), "bold"), command.help)
