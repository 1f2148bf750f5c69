"""What stands over a screen: a box in its middle, with a title; how all such boxes look, and those in common use.

A question with a few answers (`AskScreen`), a line of text asked for (`TextDialog`), all keys of a screen
(`KeysScreen`). What follows from an answer is decided by whoever asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backday_tui.text import clean
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine, help_rows, short_name
from backday_tui.tui.widgets.lines import TextLine, TextLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.tui.widgets.key_line import ScreenKey


MOST: Final = 4000
"""The most characters of a line that is typed in; of what is pasted the rest is left out."""


class InputLine(Input):
    """A line to type in that holds only what a terminal may be shown: what stands there is what is meant.

    Textual's own shows what was pasted as it is, so a clipboard could command the terminal.
    """

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what was typed or pasted."""
        super().insert_text_at_cursor(clean(text[:MOST]))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed or pasted in the place of a part."""
        super().replace(clean(text[:MOST]), start, end)

    def validate_value(self, value: str) -> str:
        return clean(value[:MOST])


T = TypeVar("T")

LEAVE_TYPING: Final = (
    Binding("escape", "cancel", show=False),
    Binding("ctrl+c", "cancel", show=False, priority=True),
)
"""The keys that leave a box with something to type in, without it; ctrl+c would else copy."""

SCROLLED: Final = "esc back · ↑ ↓ scroll"
"""The last line, of class `leaving`, of a box that is a page to read."""

_LOW: Final = 12
"""Below so many rows a box gives up what is only there for the eye."""


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
        .title { color: $accent; text-style: bold; margin-bottom: 1; width: 1fr; }
        .leaving { dock: bottom; height: 2; width: 1fr; padding-top: 1; color: $text-muted; }
        KeyLine { dock: none; padding: 0; background: transparent; }
        &.-low .box { padding: 0 1; }
        &.-low .title { margin-bottom: 0; }
        &.-low .leaving { display: none; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012 - declared so by Textual


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
        keys = " ".join(short_name(key) for key in answer.keys[:2])
        super().__init__(Content.assemble((f" {keys:>7} ", "bold"), f" {clean(answer.label, 200)}"))

    def on_click(self) -> None:
        self.post_message(self.Chosen(self._place))


class AskScreen(Dialog[str]):
    """Asks, and is dismissed with the name of an answer.

    Args:
        title: the question.
        answers: the first is the one that is marked at first. Enter gives the marked one, whichever that is.
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
                yield Static(clean(self._text, 400), markup=False, classes="text")
            for place, answer in enumerate(self._answers):
                yield AnswerLine(answer, place)

    def on_mount(self) -> None:
        self._mark()

    def _mark(self) -> None:
        for place, line in enumerate(self.query(AnswerLine)):
            line.set_class(place == self._chosen, "-chosen")

    def on_key(self, event: events.Key) -> None:
        """Give the answer that the key stands for. Enter may be shown beside one, but always gives the marked one."""
        answer = next((answer for answer in self._answers if event.key in answer.keys), None)
        if answer is not None and event.key != "enter":
            event.stop()
            event.prevent_default()
            self.dismiss(answer.name)

    def on_answer_line_chosen(self, event: AnswerLine.Chosen) -> None:
        self.dismiss(self._answers[event.place].name)

    def action_move(self, by: int) -> None:
        self._chosen = (self._chosen + by) % len(self._answers)
        self._mark()

    def action_choose(self) -> None:
        self.dismiss(self._answers[self._chosen].name)

    def action_cancel(self) -> None:
        self.dismiss(self._cancel)


_MOST_TYPED: Final = 2000


class TextDialog(Dialog["T | None"], Generic[T]):
    """Asks for a line of text; is dismissed with what `read` makes of it, or None where the person leaves.

    Args:
        title: the question.
        read: what there is to say of a text, without blanks at its ends, and what it is as an answer; None where it
            can't be one yet. Asked anew with every character.
        value: what stands there first.
        placeholder: what is shown while nothing stands there.
        verb: what enter does.
        classes: "-small" for a smaller box.
    """

    DEFAULT_CSS = """
    TextDialog {
        .box { width: 68; }
        Input { margin: 1 0; background: $foreground 8%; }
        #said { height: auto; min-height: 1; max-height: 3; margin-bottom: 1; color: $foreground 70%; }
        #said.-fault { color: $text-error; }
        &.-small .box { width: 60; }
        &.-small #said { margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar = [*LEAVE_TYPING]

    def __init__(
        self,
        title: str | Content,
        read: Callable[[str], tuple[str, T | None]],
        *,
        value: str = "",
        placeholder: str = "",
        verb: str = "save",
        classes: str | None = None,
    ) -> None:
        super().__init__(classes=classes)
        self._question = clean(title, 200) if isinstance(title, str) else title
        self._read, self._value, self._placeholder, self._verb = read, value, placeholder, verb

    def compose(self) -> ComposeResult:
        """The question, a line to answer it in, what is to be said of the answer."""
        with Vertical(classes="box"):
            yield TextLine(self._question, classes="title")
            yield InputLine(clean(self._value, _MOST_TYPED), placeholder=self._placeholder, compact=True)
            yield Static(id="said", markup=False)
            yield KeyLine((KeyHint("enter", self._verb, "screen.accept"), KeyHint("esc", "back", "screen.cancel")))

    def on_mount(self) -> None:
        """Comment on what stands there at first."""
        self._answer()

    def on_input_changed(self) -> None:
        self._answer()

    def _answer(self) -> T | None:
        words, answer = self._read(self.query_one(Input).value.strip())
        said = self.query_one("#said", Static)
        said.update(clean(words, 400))
        said.set_class(answer is None, "-fault")
        return answer

    def on_input_submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Give what was typed, where it is an answer."""
        answer = self._answer()
        if answer is not None:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        self.dismiss(None)


_KEY_WIDTH: Final = 14
_AROUND, _AROUND_LOW = 6, 1
"""Rows of the box beside those of the page."""
_LEAST_WIDTH: Final = 32
"""Of a page of two columns; on a narrower one what a key does stands below it."""


class KeysScreen(Dialog[None]):
    """What the keys of a screen do, over it; any key that leaves goes back.

    Args:
        keys: the table of the screen.
        title: of which screen.
    """

    DEFAULT_CSS = """
    KeysScreen {
        .box { width: 72; }
        .leaving { dock: none; }
        TextLines { height: auto; max-height: 100%; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,enter,space", "dismiss", show=False)]

    def __init__(self, keys: Iterable[ScreenKey], title: str = "Keys") -> None:
        super().__init__()
        self._title, self._rows = title, help_rows(keys)

    def compose(self) -> ComposeResult:
        """The title, and the lines, which can be scrolled."""
        with Vertical(classes="box"):
            yield TextLine(self._title, classes="title")
            yield TextLines()
            yield TextLine(SCROLLED, classes="leaving")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        width = min(event.size.width, 72) - 5
        page = self.query_one(TextLines)
        lines = [line for key, text in self._rows for line in key_lines(key, text, width)]
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
