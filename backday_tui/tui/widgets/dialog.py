"""What stands over a screen: a box in its middle, with a title. What is in it belongs to the subclasses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backday_tui.text import clean
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine
from backday_tui.tui.widgets.lines import TextLine, TextLines
from backday_tui.workout.actions import shown_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.events import Resize


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


# A question with a few answers, each a key. What follows from the answer is decided by whoever asked.


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it is known by, the keys that give it, and what it says. Text is cleaned when it is shown."""

    name: str
    keys: tuple[str, ...]
    label: str


class AnswerLine(TextLine):
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
            yield TextLine(clean(self._question, 200), classes="title")
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


# Asks for a line of text; what may stand in it, and what becomes of it, is decided by whoever asks.


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
            yield TextLine(clean(self._question, 200), classes="title")
            yield InputLine(clean(self._value, _MOST_SHOWN), placeholder=self._placeholder, compact=True)
            yield Static(id="said", markup=False)
            yield KeyLine((KeyHint("enter", self._verb, "screen.accept"), KeyHint("esc", "back", "screen.cancel")))

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


# Asks for a name; what it is for is said by whoever asks, and whether it will do.


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
            yield TextLine(clean(self._heading, 200), classes="title")
            yield InputLine(clean(self._first), compact=True)
            yield TextLine(id="fault")
            yield KeyLine((KeyHint("enter", "save", "screen.take"), KeyHint("esc", "back", "screen.cancel")))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say what is wrong with it."""
        self.query_one("#fault", TextLine).show(clean(self._fault(message.value.strip())))

    def action_take(self) -> None:
        """Take it, where it will do."""
        name = self.query_one(Input).value.strip()
        if not self._fault(name):
            self.dismiss(name)

    def action_cancel(self) -> None:
        """Take none."""
        self.dismiss(None)


# What the keys of a screen do, over it; any key that leaves goes back. Which they are is given.


_KEY_WIDTH = 14
_LOW = 12
"""Below so many rows there is none for the last line."""
_AROUND, _AROUND_LOW = 6, 4
"""Rows of the box beside those of the page."""
_LEAST_WIDTH = 32
"""Of a page of two columns; on a narrower one what a key does stands below it."""


class KeysScreen(ModalScreen[None]):
    """A line for each thing that a person can do.

    Args:
        title: of which screen.
        keys: the keys as they are shown, and what they do; an empty pair is an empty line.
    """

    DEFAULT_CSS = """
    KeysScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Static { height: 2; color: $accent; text-style: bold; }
        .leaving { padding-top: 1; color: $text-muted; text-style: none; }
        &.-low .leaving { display: none; }
        TextLines { height: auto; max-height: 100%; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter,space", "dismiss", show=False)]

    def __init__(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The title, and the lines, which can be scrolled."""
        with Vertical():
            yield Static(self._title, markup=False)
            yield TextLines()
            yield Static(SCROLLED, markup=False, classes="leaving")

    def on_resize(self, event: Resize) -> None:
        """As wide as there is room for."""
        width = min(event.size.width, 72) - 5
        page = self.query_one(TextLines)
        lines = [line for key, text in self._keys for line in key_lines(key, text, width)]
        around = _AROUND_LOW if event.size.height < _LOW else _AROUND
        page.styles.height = min(len(lines), max(event.size.height - around, 1))
        page.show(lines)


def key_lines(key: str, text: str, width: int) -> list[Content]:
    """A key and what it does, on as many lines as it takes."""
    if width < _LEAST_WIDTH:
        above = [Content.styled(key, "bold $primary")] if key else []
        return [*above, *(Content("  ") + line for line in Content(text).wrap(max(width - 2, 8)))]
    first, *more = Content(text).wrap(width - _KEY_WIDTH) or [Content()]
    head = Content.styled(key.ljust(_KEY_WIDTH), "bold $primary")
    return [head + first, *(Content(" " * _KEY_WIDTH) + line for line in more)]
