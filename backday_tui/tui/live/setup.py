"""What a routine leaves to the person, asked in one small screen before it begins: enter, enter goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.style import Style

from backday_tui.text import clean
from backday_tui.tui.widgets.key_line import KeyButtons, KeyHint
from backday_tui.tui.widgets.lines import LineView, TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.routine.model import Routine, Section
    from backday_tui.session.plan import Ref
    from backday_tui.workout.workout import Picks, Rounds


def _keys(*, at_last: bool) -> tuple[KeyHint, ...]:
    """What the last line says: enter goes to the next question, and from the last one on it begins."""
    return (
        KeyHint("enter", "begin" if at_last else "next", "screen.choose", 0),
        KeyHint("← →", "choose", "screen.turn(1)", 1, repeats=True),
        KeyHint("↑ ↓", "question", "screen.move(1)", 2, repeats=True),
        KeyHint("esc", "leave", "screen.leave", 0),
    )


@dataclass(slots=True)
class Question:
    """One thing to pick: `values` are what the answers stand for; `chosen` is the place of the one picked."""

    about: Any
    label: str
    answers: tuple[str, ...]
    values: tuple[Any, ...]
    chosen: int = 0


def questions_of(
    choices: Sequence[tuple[Ref, tuple[str, ...]]], ranges: Sequence[tuple[tuple[Section, int], tuple[int, int]]]
) -> list[Question]:
    """The questions: exercises with the first picked, rounds with the highest, as the plan has it."""
    asked = [
        Question(ref, "Which one?", tuple(clean(name, 120) for name in names), tuple(names)) for ref, names in choices
    ]
    for place, (low, high) in ranges:
        numbers = tuple(range(low, high + 1))
        asked.append(Question(place, "How many rounds?", tuple(map(str, numbers)), numbers, len(numbers) - 1))
    return asked


class SetupScreen(Screen["tuple[Picks, Rounds] | None"]):
    """Asks; is dismissed with the picks and the rounds, or None where the person leaves."""

    DEFAULT_CSS = """
    SetupScreen {
        layout: vertical;
        padding: 1 2;
        TextLine { width: 1fr; margin-bottom: 1; text-style: bold; color: $accent; }
        LineView { height: 1fr; }
        KeyButtons { dock: bottom; }
        &.-low { padding: 0; }
        &.-low TextLine { display: none; }
        &.-tall KeyButtons { height: 3; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high"), (30, "-tall")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar = [
        Binding("enter,space", "choose", show=False),
        Binding("right,l", "turn(1)", show=False),
        Binding("left,h", "turn(-1)", show=False),
        Binding("down,j,tab", "move(1)", show=False),
        Binding("up,k,shift+tab", "move(-1)", show=False),
        Binding("escape,q", "leave", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        routine: Routine,
        choices: Sequence[tuple[Ref, tuple[str, ...]]],
        ranges: Sequence[tuple[tuple[Section, int], tuple[int, int]]],
    ) -> None:
        super().__init__()
        self._heading = clean(routine.name, 120)
        self._choices, self._ranges = dict(choices), dict(ranges)
        self._view = QuestionView(questions_of(choices, ranges))

    def compose(self) -> ComposeResult:
        """The routine's name, the questions, the keys."""
        yield TextLine(self._heading)
        yield self._view
        yield KeyButtons(_keys(at_last=self._view.at_last))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isdecimal() and event.character.isascii():
            self._view.pick(int(event.character))

    def action_turn(self, by: int) -> None:
        self._view.turn(by)

    def action_move(self, by: int) -> None:
        if self._view.move(by):
            self.query_one(KeyButtons).show(_keys(at_last=self._view.at_last))

    def on_question_view_picked(self) -> None:
        """An answer was clicked, perhaps of another question."""
        self.query_one(KeyButtons).show(_keys(at_last=self._view.at_last))

    def action_choose(self) -> None:
        """Go to the next question; after the last, begin."""
        if self._view.at_last:
            self.dismiss(self._answers())
        else:
            self.action_move(1)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _answers(self) -> tuple[Picks, Rounds]:
        given = {question.about: question.values[question.chosen] for question in self._view.questions}
        picks = {ref: given[ref] for ref in self._choices}
        return picks, {place: given[place] for place in self._ranges}


_LINES: Final = 3
"""What a question takes: itself, its answers, a free one."""


class QuestionView(LineView, can_focus=False):
    """The questions, a line each, with the answers beside it or, where they don't fit, the picked one alone."""

    ANSWER: ClassVar = "setup_answer"
    """What each cell of an answer knows: its place."""

    class Picked(Message):
        """An answer was clicked."""

    def __init__(self, questions: list[Question]) -> None:
        super().__init__()
        self.questions = questions
        self._at = 0

    @property
    def at_last(self) -> bool:
        """Whether no question follows."""
        return self._at == len(self.questions) - 1

    def line_count(self) -> int:
        """The lines of all questions."""
        return len(self.questions) * _LINES

    def line(self, number: int, width: int) -> Content:
        """The question, its answers, nothing."""
        place, part = divmod(number, _LINES)
        question, here = self.questions[place], place == self._at
        if part == 0:
            return Content.styled(f"{'>' if here else ' '} {question.label}", "bold" if here else "")
        return _answers_line(question, width, here=here) if part == 1 else Content("")

    def pick(self, number: int) -> None:
        """Pick the answer with this number: a value that is a number, else its place from 1."""
        question = self.questions[self._at]
        place = question.values.index(number) if number in question.values else number - 1
        if 0 <= place < len(question.answers):
            question.chosen = place
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the question, and pick the answer; one that shows only what is picked goes on to the next answer."""
        place, part = divmod(event.y + self.scroll_offset.y, _LINES)
        if place >= len(self.questions) or event.chain > 1:
            return
        self.move(place - self._at)
        answer = event.style.meta.get(self.ANSWER)
        if answer is not None:
            self.questions[place].chosen = answer
        elif part == 1:
            self.turn(1)
        self.refresh()
        self.post_message(self.Picked())

    def turn(self, by: int) -> None:
        """Pick the answer beside."""
        question = self.questions[self._at]
        question.chosen = (question.chosen + by) % len(question.answers)
        self.refresh()

    def move(self, by: int) -> bool:
        """Go to another question; whether there was one."""
        place = self._at + by
        if not 0 <= place < len(self.questions):
            return False
        self._at = place
        self.scroll_to(y=max(place * _LINES - 1, 0), animate=False)
        self.refresh()
        return True


_OTHER: Final = "on $foreground 14%"
"""How the answers look that can be picked instead."""


def _answers_line(question: Question, width: int, *, here: bool) -> Content:
    chosen_style = "bold reverse" if here else f"bold underline {_OTHER}"
    marks = [
        (f" {answer} ", chosen_style if place == question.chosen else _OTHER)
        for place, answer in enumerate(question.answers)
    ]
    if sum(len(text) + 1 for text, _ in marks) + 2 <= width:
        answers = (
            Content.styled(text, style).stylize(Style.from_meta({QuestionView.ANSWER: place}))
            for place, (text, style) in enumerate(marks)
        )
        return Content("  ") + Content(" ").join(answers)
    count = f"  {question.chosen + 1} of {len(marks)}"
    return Content.assemble("  ", (f" {question.answers[question.chosen]} ", chosen_style), count)
