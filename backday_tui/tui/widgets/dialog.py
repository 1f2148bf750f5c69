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
from textual.reactive import var
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Input, Static

from backday_tui.text import clean
from backday_tui.tui.widgets.key_line import KeyButtons, KeyHint, help_rows, on_screen, short_name
from backday_tui.tui.widgets.lines import TextLine, TextLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.key_presses import KeyRule
    from backday_tui.tui.widgets.key_line import ScreenKey


MOST: Final = 4000
"""The most characters of a line that is typed in; of what is pasted the rest is left out."""


class InputLine(Input):
    """A line to type in that holds only what a terminal may be shown: what stands there is what is meant.

    Textual's own shows what was pasted as it is, so a clipboard could command the terminal.
    """

    TAKES_TEXT: ClassVar[bool] = True

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what was typed or pasted."""
        super().insert_text_at_cursor(self._fitting(text, len(self.value)))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed or pasted in the place of a part."""
        super().replace(self._fitting(text, len(self.value) - abs(end - start)), start, end)

    def _fitting(self, text: str, taken: int) -> str:
        """As much of a text as goes in beside what stands there: Textual would leave out all of it, with no word."""
        fit = clean(text[:MOST])
        room = (self.max_length or MOST) - taken
        if not 0 < room < len(fit):
            return fit
        self.notify("Only the beginning of what was pasted fits in", severity="warning")
        return fit[:room]

    def validate_value(self, value: str) -> str:
        return clean(value[:MOST])


T = TypeVar("T")

LEAVE_TYPING: Final = (
    Binding("escape", "cancel", show=False),
    Binding("ctrl+c", "cancel", show=False, priority=True),
)
"""The keys that leave a box with something to type in, without it; ctrl+c would else copy."""

LEAVE_READING: Final = (Binding("escape,q,enter,space", "cancel", show=False),)
"""The keys that leave a box with a page to read."""
_SCROLL: Final = (
    KeyHint("↑", "up", "screen.turn(-1)", 1, repeats=True),
    KeyHint("↓", "down", "screen.turn(1)", 1, repeats=True),
)

BACK: Final = KeyHint("esc", "back", "screen.cancel", 0)
"""The button that leaves a box."""

LOOK_S: Final = 0.2
"""How often is looked whether the time that runs is another."""


class TimedTitle(TextLine):
    """A title, and at the other end the time that runs below its box, such as "HOLD 0:23"; the title gives way.

    `now` gives the time; None where none runs.
    """

    def __init__(self, title: str = "", now: Callable[[], str] | None = None) -> None:
        super().__init__(title, classes="title")
        self._now, self._time = now, "" if now is None else now()

    def on_mount(self) -> None:
        if self._now is not None:
            self.set_interval(LOOK_S, self._look)

    def _look(self) -> None:
        before, self._time = self._time, self._now() if self._now is not None else ""
        if self._time != before:
            self.refresh()

    def render(self) -> Content:
        room = self.size.width - Content(self._time).cell_length
        if not self._time or room < 1:
            return self.text if not self._time else Content(self._time)
        return self.text.truncate(room - 1, ellipsis=True, pad=True) + Content.styled(f" {self._time}", "bold")


_LOW: Final = 18
"""Below so many rows a box gives up what is only there for the eye."""
_TALL: Final = 30
"""From so many rows on what can be pressed is three rows high, as a fingertip is."""


class Dialog(ModalScreen[T]):
    """A box, of class `box`, with a title, of class `title`, and its keys as buttons below.

    Who clicks beside it leaves it, as by escape. In a low terminal it has no margins. A subclass says what stands in it
    (`compose_box`) and its keys (`hints`).
    """

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
        KeyButtons { dock: bottom; }
        &.-low .box { padding: 0 1; }
        &.-low .title { margin-bottom: 0; }
        &.-low KeyButtons { margin-top: 0; }
        &.-tall KeyButtons { height: 3; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high"), (_TALL, "-tall")]  # noqa: RUF012 - declared so by Textual

    def compose_box(self) -> ComposeResult:
        """What stands in the box, above its buttons."""
        raise NotImplementedError

    def hints(self) -> Sequence[KeyHint]:
        """Its keys as buttons, the one that is meant first at the front; those that scroll a long page."""
        is_page = self.is_mounted and self.query(TextLines) and self.page.max_scroll_y > 0
        return (BACK, *_SCROLL) if is_page else (BACK,)

    def compose(self) -> ComposeResult:
        """The box. How high the terminal is, is known before its first picture: nothing moves under a finger."""
        height = self.app.size.height
        self.add_class([name for least, name in self.VERTICAL_BREAKPOINTS or () if height >= least][-1])
        with Vertical(classes="box"):
            yield from self.compose_box()
            yield KeyButtons(self.hints())

    def show_buttons(self) -> None:
        """Show the buttons anew, where they are others by now."""
        self.query_one(KeyButtons).show(self.hints())

    def on_click(self, event: events.Click) -> None:
        """Leave, where the click was beside the box; a second one of a double click may be for what was below."""
        if event.widget is self and event.chain == 1:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Leave it without an answer."""
        self.dismiss(None)

    # Those that are a page to read have a `TextLines` for it, and LEAVE_READING among their bindings.

    @property
    def page(self) -> TextLines:
        """The lines of the page."""
        return self.query_one(TextLines)

    def show_lines(self, lines: Sequence[Content]) -> None:
        """Show these lines of the page from the top."""
        self.page.show(lines)
        self.call_after_refresh(self.show_buttons)

    def action_turn(self, by: int) -> None:
        """Up or down by nearly all that is seen of the page."""
        self.page.scroll_relative(y=by * max(self.page.size.height - 1, 1), animate=False)


_FEW: Final = 4
"""So many answers have room to be high buttons."""
_ENTER: Final = " enter "


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it is known by, the keys that give it, and what it says. Text is cleaned when it is shown."""

    name: str
    keys: tuple[str, ...]
    label: str


class AnswerLine(TextLine):
    """An answer that can be clicked; a button."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, answer: Answer, place: int) -> None:
        self._place = place
        self._says_enter = "enter" in answer.keys
        keys = " ".join(short_name(key) for key in answer.keys[:2])
        super().__init__(Content.assemble((f" {keys:>7} ", "bold"), f" {clean(answer.label, 200)}"))

    def render(self) -> Content:
        """The answer; the marked one tells the key that gives it, where there is room."""
        room = self.size.width - self.text.cell_length - len(_ENTER)
        marked = self.has_class("-chosen") and room >= 0 and not self._says_enter
        return self.text + Content(" " * room) + Content(_ENTER) if marked else self.text

    def on_click(self, event: events.Click) -> None:
        """Say so, unless it is the second click of one that opened the question."""
        if event.chain == 1:
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
        AnswerLine { width: 1fr; background: $foreground 14%; content-align: left middle; }
        AnswerLine:hover { background: $foreground 24%; }
        AnswerLine.-chosen { background: $primary; color: $background; text-style: bold; }
        &.-tall.-few AnswerLine { height: 3; }
        &.-high.-few AnswerLine, &.-tall.-few AnswerLine { margin-bottom: 1; }
        &.-high.-few KeyButtons, &.-tall.-few KeyButtons { margin-top: 0; }
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
        super().__init__(classes="-few" if len(answers) <= _FEW else None)
        self._question, self._text = title, text
        self._answers = tuple(answers)
        self._cancel = cancel
        self._chosen = 0

    def compose_box(self) -> ComposeResult:
        """The question, and a line for each answer."""
        yield TextLine(clean(self._question, 200), classes="title")
        if self._text:
            yield Static(clean(self._text, 400), markup=False, classes="text")
        for place, answer in enumerate(self._answers):
            yield AnswerLine(answer, place)

    def hints(self) -> Sequence[KeyHint]:
        """The answers are buttons themselves."""
        return (BACK,)

    def rule_of_key(self, key: events.Key) -> KeyRule | None:
        """An arrow that gives an answer commands."""
        return "once" if any(key.key in answer.keys for answer in self._answers) else None

    def on_mount(self) -> None:
        self._mark()

    def _mark(self) -> None:
        for place, line in enumerate(self.query(AnswerLine)):
            line.set_class(place == self._chosen, "-chosen")
            line.refresh()

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
        #said { height: auto; min-height: 1; max-height: 3; color: $foreground 70%; }
        #said.-fault { color: $text-error; }
        &.-small .box { width: 60; }
        &.-low Input { margin: 0; }
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

    def compose_box(self) -> ComposeResult:
        """The question, a line to answer it in, what is to be said of the answer."""
        yield TextLine(self._question, classes="title")
        yield InputLine(clean(self._value, _MOST_TYPED), placeholder=self._placeholder, compact=True)
        yield Static(id="said", markup=False)

    def hints(self) -> Sequence[KeyHint]:
        """To answer, or not to."""
        return (KeyHint("enter", self._verb, "screen.accept"), BACK)

    def on_mount(self) -> None:
        """Comment on what stands there at first."""
        self._answer()

    def on_input_changed(self) -> None:
        self._answer()

    def _answer(self) -> T | None:
        typed = self.query_one(Input).value.strip()
        words, answer = self._read(typed)
        said = self.query_one("#said", Static)
        said.update(clean(words, 400))
        said.set_class(answer is None and bool(typed), "-fault")  # who typed nothing yet made no mistake
        return answer

    def on_input_submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Give what was typed, where it is an answer."""
        answer = self._answer()
        if answer is not None:
            self.dismiss(answer)


class KeyRows(TextLines):
    """What keys do, each row a button."""

    DEFAULT_CSS = """
    KeyRows > .key-rows--hover { background: $foreground 14%; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-rows--hover"}
    ROW: ClassVar = "key_row"
    """What each cell of a row knows: the action of a click."""

    _hovered: var[int | None] = var(None, init=False)

    class Chosen(Message):
        """A row was clicked that has this action."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__()
        self._owners: Sequence[int] = ()

    def show_rows(self, rows: Sequence[Sequence[Content]]) -> None:
        """Show these rows, each of some lines."""
        self._owners = [place for place, row in enumerate(rows) for _ in row]
        self.show([line for row in rows for line in row])

    def line_style(self, number: int) -> Style:
        """The row under the mouse stands out."""
        is_hovered = self._hovered is not None and self._owners[number] == self._hovered
        return self.get_visual_style("key-rows--hover") if is_hovered else self.visual_style

    def on_mouse_move(self, event: events.MouseMove) -> None:
        line = event.y + self.scroll_offset.y
        has_action = event.style.meta.get(self.ROW) and line < len(self._owners)
        self._hovered = self._owners[line] if has_action else None

    def on_leave(self) -> None:
        self._hovered = None

    def watch__hovered(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get(self.ROW)
        if action and event.chain == 1:
            event.stop()
            self.post_message(self.Chosen(action))


_KEY_WIDTH: Final = 14
_NARROW_KEY_WIDTH: Final = 8
_AROUND, _AROUND_LOW, _AROUND_TALL = 6, 2, 8
"""Rows of the box beside those of the page."""
_LEAST_WIDTH: Final = 48
"""Of a page with a wide column of keys."""
_PAD_WIDTH, _PAD_HEIGHT = 40, 12
"""A narrower page has a pad, from so many rows of the terminal on."""
_PAD_COLUMNS, _PAD_GAP = 2, 1
_LEAST_COLUMNS: Final = 24
"""Of a page of two columns; on a narrower one what a key does stands below it."""


class KeysScreen(Dialog[None]):
    """What the keys of a screen do, over it; a row that is clicked does it. Any key that leaves goes back.

    Where it is narrow, and what is told so long, all that can be done stands above that as a pad of buttons,
    so that a finger need not scroll for it.

    Args:
        keys: the table of the screen.
        title: of which screen.
        now: what runs below it, and its time; None for nothing.
    """

    DEFAULT_CSS = """
    KeysScreen {
        .box { width: 72; }
        KeyRows { height: auto; max-height: 100%; }
        KeyButtons { dock: none; }
    }
    """
    BINDINGS: ClassVar = [*LEAVE_READING, Binding("question_mark,f1", "cancel", show=False)]
    AUTO_FOCUS = "TextLines"

    def __init__(self, keys: Iterable[ScreenKey], title: str = "Keys", *, now: Callable[[], str] | None = None) -> None:
        super().__init__()
        self._title, self._now, self._keys = title, now, help_rows(keys)

    def compose_box(self) -> ComposeResult:
        """The title, and the lines, which can be scrolled."""
        yield TimedTitle(self._title, self._now)
        yield KeyRows()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        width, height = min(event.size.width, 72) - 5, event.size.height
        rows = [key_lines(key, width) for key in self._keys]
        if _LEAST_COLUMNS <= width < _PAD_WIDTH and height >= _PAD_HEIGHT:
            rows = [*([line] for line in key_pad(self._keys, width)), [Content()], *rows]
        around = _AROUND_LOW if height < _LOW else _AROUND_TALL if height >= _TALL else _AROUND
        page = self.query_one(KeyRows)
        page.styles.height = min(sum(map(len, rows)), max(height - around, 1))
        page.show_rows(rows)
        self.call_after_refresh(self.show_buttons)

    def on_key_rows_chosen(self, event: KeyRows.Chosen) -> None:
        """Go back, and do there what the row says."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        below.call_later(below.run_action, event.action)


def key_lines(key: ScreenKey, width: int) -> list[Content]:
    """A key and what it does, on as many lines as it takes, each cell with the action of a click on it.

    Where a row tells of several keys that do different things, a click on each does what that one does.
    """
    keys, text = key.help_row
    if width < _LEAST_COLUMNS:
        above = [_keys_of(key, keys)] if keys else []
        lines = [*above, *(Content("  ") + line for line in Content(text).wrap(max(width - 2, 8)))]
    else:
        indent = _KEY_WIDTH if width >= _LEAST_WIDTH else _NARROW_KEY_WIDTH
        first, *more = Content(text).wrap(width - indent) or [Content()]
        head = _keys_of(key, keys) + Content(" " * (indent - len(keys)))
        head, more = (head + first, more) if len(keys) < indent else (head, [first, *more])
        lines = [head, *(Content(" " * indent) + line for line in more)]
    row = Style.from_meta({KeyRows.ROW: key.action})
    return [line.truncate(width, pad=True).stylize_before(row) for line in lines]


def key_pad(keys: Iterable[ScreenKey], width: int) -> Iterator[Content]:
    """All that can be done, in as few lines as there can be: a key and a word or two each."""
    pairs = [(key, name, action) for key in keys for name, action in _actions_of(key)]
    cell = (width - _PAD_GAP) // _PAD_COLUMNS
    cells = [
        Content.assemble((short_name(name), "bold $primary"), f" {key.label or key.help}")
        .truncate(cell, ellipsis=True, pad=True)
        .stylize(Style.from_meta({KeyRows.ROW: action}))
        for key, name, action in pairs
    ]
    for at in range(0, len(cells), _PAD_COLUMNS):
        yield Content(" " * _PAD_GAP).join(cells[at : at + _PAD_COLUMNS])


def _actions_of(key: ScreenKey) -> Sequence[tuple[str, str]]:
    """The things that a row does, each with the key that it is told by; several where its keys do different things."""
    if key.shown or key.click or key.told or len(set(key.keys.values())) == 1:
        return [(key.hint.shown, key.action)] if key.action else []
    return [(several.partition(",")[0], on_screen(action)) for several, action in key.keys.items()]


def _keys_of(key: ScreenKey, told: str) -> Content:
    """The keys of a row, as it has them."""
    content = Content.styled(told, "bold $primary")
    if len(_actions_of(key)) <= 1:
        return content
    at = 0
    actions = [action for several, action in key.keys.items() for _ in several.split(",")]
    for name, action in zip(key.names, actions, strict=True):
        at = told.index(name, at)
        content = content.stylize(Style.from_meta({KeyRows.ROW: on_screen(action)}), at, at + len(name))
        at += len(name)
    return content
