"""Asks for a name; what it is for is said by whoever asks, and whether it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from backday_tui.text import clean
from backday_tui.tui.screens.dialog import LEAVE_TYPING
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class NameScreen(ModalScreen["str | None"]):
    """Is dismissed with the name, or None.

    Args:
        title: what it is for.
        name: what stands there first.
        fault: what is wrong with a name; "" where it will do.
    """

    DEFAULT_CSS = """
    NameScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 60; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
        .title { color: $accent; text-style: bold; width: 1fr; }
        Input { margin: 1 0; background: $foreground 8%; }
        #fault { color: $text-error; width: 1fr; }
        KeyLine { dock: none; padding: 0; background: transparent; }
    }
    """
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "take", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, name: str, fault: Callable[[str], str]) -> None:
        super().__init__()
        self._heading, self._first, self._fault = title, name, fault

    def compose(self) -> ComposeResult:
        """A line to type in."""
        with Vertical():
            yield Line(clean(self._heading, 200), classes="title")
            yield InputLine(clean(self._first), compact=True)
            yield Line(id="fault")
            yield KeyLine((Key("enter", "save", "screen.take"), Key("esc", "back", "screen.cancel")))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say what is wrong with it."""
        self.query_one("#fault", Line).show(clean(self._fault(message.value.strip())))

    def action_take(self) -> None:
        """Take it, where it will do."""
        name = self.query_one(Input).value.strip()
        if not self._fault(name):
            self.dismiss(name)

    def action_cancel(self) -> None:
        """Take none."""
        self.dismiss(None)
