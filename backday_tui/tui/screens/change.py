"""One change to a routine's text: what is to be typed for it, and what it does to the file, before it is made.

What the change is, is given; here it is only shown, and taken or left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from backday_tui.routine import editor
from backday_tui.routine.editor import EditRefusedError
from backday_tui.text import clean
from backday_tui.tui.diff_lines import diff_lines
from backday_tui.tui.screens.dialog import LEAVE_TYPING
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.line import Line
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from backday_tui.tui.entry_forms import Field

_WIDTH = 76
_LABEL = 10


class Change(NamedTuple):
    """What is to be changed.

    `make` gives the text with what was typed in the `fields`, and `by`, which the arrows change where `moves`; it may
    raise EditRefusedError. `at` is the key of the field that is typed in first, `done` the word for enter.
    """

    title: str
    text: str
    file: str
    make: Callable[[Mapping[str, str], int], str]
    fields: Sequence[Field] = ()
    at: str = ""
    done: str = "change"
    moves: bool = False
    by: int = 0


class Outcome(NamedTuple):
    """A changed text, or the line, from 1, at which it is to be changed by hand; how far something was moved."""

    text: str | None
    line: int = 1
    by: int = 0


class ChangeScreen(ModalScreen[Outcome | None]):
    """Shows a change as it is typed; is dismissed with its outcome, or None where there is to be none."""

    DEFAULT_CSS = """
    ChangeScreen {
        align: center middle;
        background: $background 60%;
        .box { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        .title { color: $accent; text-style: bold; margin-bottom: 1; width: 1fr; }
        Horizontal { height: 1; }
        .label { width: 10; }
        .example { width: 1fr; padding: 0 0 0 1; color: $foreground 60%; }
        Input { width: 22; height: 1; border: none; padding: 0 1; background: $panel; }
        Input.-wide { width: 1fr; }
        Input:focus { border: none; background-tint: $primary 20%; }
        #fault { color: $text-error; width: 1fr; height: auto; margin-top: 1; display: none; }
        #diff { height: auto; margin-top: 1; }
        KeyLine { dock: none; padding: 0; margin-top: 1; background: transparent; }
        &.-low {
            .box { padding: 0 1; }
            .title, #diff, KeyLine, #fault { margin: 0; }
        }
    }
    """
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "take", show=False, priority=True),
        Binding("up,alt+up", "move(-1)", show=False, priority=True),
        Binding("down,alt+down", "move(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self._change = change
        self._by = change.by
        self._inputs = {
            field.key: InputLine(
                clean(field.value), compact=True, select_on_focus=True, classes="" if field.example else "-wide"
            )
            for field in change.fields
        }
        self._diff, self._fault = TextLines(id="diff"), Line(id="fault")
        self._keys = KeyLine()
        self._new: str | None = None
        self._refused: EditRefusedError | None = None

    def compose(self) -> ComposeResult:
        """The title, a line for each field, and what it comes to."""
        with Vertical(classes="box"):
            yield Line(clean(self._change.title, 200), classes="title")
            for field in self._change.fields:
                with Horizontal():
                    yield Line(field.key, classes="label")
                    yield self._inputs[field.key]
                    yield Line(field.example, classes="example")
            yield self._fault
            yield self._diff
            yield self._keys

    def on_mount(self) -> None:
        """Begin with the field that was asked for."""
        if self._inputs:
            self._inputs.get(self._change.at, next(iter(self._inputs.values()))).focus()
        self._make()

    def on_resize(self, event: Resize) -> None:
        """Another width, other lines."""
        self.set_class(event.size.height < 20, "-low")  # noqa: PLR2004 - rows
        self.call_after_refresh(self._show)

    def on_input_changed(self) -> None:
        """What is typed is seen at once."""
        self._make()

    def _make(self) -> None:
        typed = {key: field.value for key, field in self._inputs.items()}
        try:
            self._new, self._refused = self._change.make(typed, self._by), None
        except EditRefusedError as error:
            self._new, self._refused = None, error
        self._show()

    def _show(self) -> None:
        width = max(min(self.app.size.width, _WIDTH) - 6, 8)
        lines = self._lines(width)
        rows = max(self.app.size.height - len(self._inputs) - 9, 3)
        self._diff.styles.height = max(min(len(lines), rows), 1)
        self._diff.show(lines)
        self._diff.scroll_to(y=_first_change(lines) if len(lines) > rows else 0, animate=False, force=True)
        self._show_keys()

    def _lines(self, width: int) -> list[Content]:
        if self._refused is not None:
            fault = Content.styled(clean(self._refused.reason[:1].upper() + self._refused.reason[1:]), "$text-error")
            return [line.rstrip() for line in fault.wrap(width)]
        new = self._new if self._new is not None else self._change.text
        lines = diff_lines(editor.diff(self._change.text, new, self._change.file), width)
        return lines or [Content.styled("Nothing is changed yet.", MUTED)]

    def _show_keys(self) -> None:
        keys = [Key("esc", "back", "screen.cancel", 1)]
        if self._refused is not None:
            keys.insert(0, Key("enter", f"go to line {self._refused.line}", "screen.take", 0))
        elif self._new != self._change.text:
            keys.insert(0, Key("enter", self._change.done, "screen.take", 0))
        if self._change.moves:
            keys.insert(1, Key("↑↓", "further", "screen.noop", 2))
        elif len(self._inputs) > 1:
            keys.insert(1, Key("tab", "next", "screen.noop", 2))
        self._keys.show(keys)

    def action_move(self, by: int) -> None:
        """Farther up or down, or to another field."""
        if self._change.moves:
            before = self._by
            self._by += by
            self._make()
            if self._refused is not None:
                self._by = before
                self._make()
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_take(self) -> None:
        """Make the change; where it was refused, go to where it is to be made by hand."""
        if self._refused is not None:
            self.dismiss(Outcome(None, self._refused.line))
        elif self._new is None or self._new == self._change.text:
            self.dismiss(None)
        else:
            self.dismiss(Outcome(self._new, by=self._by))

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_noop(self) -> None:
        """Nothing: a key that only tells."""


def _first_change(lines: Sequence[Content]) -> int:
    """The line above the first that is taken out or put in."""
    return max(next((at for at, line in enumerate(lines) if line.plain[:1] in ("+", "-")), 1) - 1, 0)
