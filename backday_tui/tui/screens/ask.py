"""A question with a few answers, each a key. What follows from the answer is decided by whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from backday_tui.text import clean
from backday_tui.tui.commands import shown_key
from backday_tui.tui.screens.dialog import Dialog
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it is known by, the keys that give it, and what it says. Text is cleaned when it is shown."""

    name: str
    keys: tuple[str, ...]
    label: str


class AnswerLine(Line):
    """An answer that can be clicked."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, answer: Answer, place: int) -> None:
        self._place = place
        keys = " ".join(shown_key(key) for key in answer.keys[:2])
        super().__init__()
        self._content = Content.assemble((f" {keys:>7} ", "bold"), f" {clean(answer.label, 200)}")

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Chosen(self._place))


class AskScreen(Dialog[str]):
    """Asks, and is dismissed with the name of an answer.

    Args:
        title: the question.
        answers: the first is the one that enter gives.
        text: a line more.
        cancel: the name that escape gives.
    """

    DEFAULT_CSS = """
    AskScreen {
        .text { height: auto; max-height: 3; margin-bottom: 1; width: 1fr; }
        &.-low .text { display: none; }
        AnswerLine { width: 1fr; }
        AnswerLine.-chosen { background: $primary; color: $background; text-style: bold; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape", "cancel", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, title: str, answers: Sequence[Answer], *, text: str = "", cancel: str) -> None:
        super().__init__()
        self._question, self._text = title, text
        self._answers = tuple(answers)
        self._cancel = cancel
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """The question, and a line for each answer."""
        with Vertical(classes="box"):
            yield Line(clean(self._question, 200), classes="title")
            if self._text:
                text = Static(clean(self._text, 400), markup=False, classes="text")
                yield text
            for place, answer in enumerate(self._answers):
                yield AnswerLine(answer, place)

    def on_mount(self) -> None:
        """Show which answer enter gives."""
        self._mark()

    def _mark(self) -> None:
        for place, line in enumerate(self.query(AnswerLine)):
            line.set_class(place == self._chosen, "-chosen")

    def on_key(self, event: events.Key) -> None:
        """A key that is an answer."""
        answer = next((answer for answer in self._answers if event.key in answer.keys), None)
        if answer is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(answer.name)

    def on_answer_line_chosen(self, event: AnswerLine.Chosen) -> None:
        """A click on an answer."""
        self.dismiss(self._answers[event.place].name)

    def action_move(self, by: int) -> None:
        """Mark another answer."""
        self._chosen = (self._chosen + by) % len(self._answers)
        self._mark()

    def action_choose(self) -> None:
        """Give the marked answer."""
        self.dismiss(self._answers[self._chosen].name)

    def action_cancel(self) -> None:
        """As if it had not been asked."""
        self.dismiss(self._cancel)
