"""Asks for a line of text; what may stand in it, and what becomes of it, is decided by whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backday_tui.text import clean
from backday_tui.tui.screens.dialog import LEAVE_TYPING
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

_MOST_SHOWN = 2000


class AskTextScreen(ModalScreen[str | None]):
    """Is dismissed with what was typed, without blanks at its ends; None where it is to be left.

    Args:
        title: the question.
        value: what stands there first.
        check: what is to be said of a text as it is typed, and whether it may be given.
        placeholder: what is shown while nothing stands there.
        verb: what enter does.
    """

    DEFAULT_CSS = """
    AskTextScreen {
        align: center middle;
        background: $background 60%;
        .box { width: 68; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        .title { color: $accent; text-style: bold; width: 1fr; }
        Input { margin: 1 0; background: $foreground 8%; }
        #said { height: auto; min-height: 1; max-height: 3; margin-bottom: 1; color: $foreground 70%; }
        #said.-fault { color: $text-error; }
        KeyLine { dock: none; padding: 0; background: transparent; }
    }
    """
    BINDINGS: ClassVar = [*LEAVE_TYPING]

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        check: Callable[[str], tuple[str, bool]] | None = None,
        placeholder: str = "",
        verb: str = "save",
    ) -> None:
        super().__init__()
        self._question, self._value, self._placeholder, self._verb = title, value, placeholder, verb
        self._check = check or (lambda _: ("", True))

    def compose(self) -> ComposeResult:
        """The question, a line to answer it in, what is to be said of the answer."""
        with Vertical(classes="box"):
            yield Line(clean(self._question, 200), classes="title")
            yield InputLine(clean(self._value, _MOST_SHOWN), placeholder=self._placeholder, compact=True)
            yield Static(id="said", markup=False)
            yield KeyLine((Key("enter", self._verb, "screen.accept"), Key("esc", "back", "screen.cancel")))

    def on_mount(self) -> None:
        """Say it of what stands there first."""
        self._say(self._value.strip())

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say what there is to say."""
        self._say(message.value.strip())

    def _say(self, text: str) -> bool:
        words, may_be = self._check(text)
        said = self.query_one("#said", Static)
        said.update(clean(words, 400))
        said.set_class(not may_be, "-fault")
        return may_be

    def on_input_submitted(self) -> None:
        """Give it."""
        self.action_accept()

    def action_accept(self) -> None:
        """Give what was typed, where it may be given."""
        text = self.query_one(Input).value.strip()
        if self._say(text):
            self.dismiss(text)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)
