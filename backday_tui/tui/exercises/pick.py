"""An exercise of the catalogue, picked by typing a part of its name, an alias, a muscle or what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from backday_tui.exercises.catalog import Exercise
from backday_tui.routine import notation
from backday_tui.routine.model import REST_S, Entry, Routine
from backday_tui.routine.notation import NotationError
from backday_tui.routine.writer import line_of, usual_dose
from backday_tui.session import words
from backday_tui.text import clean
from backday_tui.tui.exercises.screen import ExerciseList, exercise_row, matter_of
from backday_tui.tui.widgets.browse import fits, words_of
from backday_tui.tui.widgets.dialog import LEAVE_TYPING, Answer
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine
from backday_tui.tui.widgets.lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widgets import Input

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.session.plan import Ref
    from backday_tui.session.state import State


class PickExerciseScreen(ModalScreen[Exercise | None]):
    """Is dismissed with the exercise, or None."""

    DEFAULT_CSS = """
    PickExerciseScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 76; max-width: 100%; height: 100%; max-height: 30; padding: 1 2; background: $surface; }
        .title { color: $accent; text-style: bold; width: 1fr; }
        Input { margin: 1 0; background: $foreground 8%; }
        ExerciseList { height: 1fr; background: $surface; }
        KeyLine { dock: none; padding: 0; margin-top: 1; background: transparent; }
    }
    """
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "take", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, catalog: Catalog, title: str = "Which exercise?") -> None:
        super().__init__()
        self._catalog, self._title_text = catalog, title
        self._matters = [(exercise, matter_of(exercise)) for exercise in catalog]
        self._list = ExerciseList(id="list")

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits."""
        with Vertical():
            yield TextLine(clean(self._title_text, 200), classes="title")
            yield InputLine(placeholder="name, muscle, equipment", compact=True)
            yield self._list
            yield KeyLine((KeyHint("enter", "this one", "screen.take"), KeyHint("esc", "back", "screen.cancel")))

    def on_mount(self) -> None:
        """All of them."""
        self._show("")

    def on_input_changed(self, message: Input.Changed) -> None:
        """What fits what is typed."""
        self._show(message.value)

    def _show(self, typed: str) -> None:
        wanted = words_of(typed)
        by_name = self._catalog.search(typed) if typed.strip() else ()
        others = (exercise for exercise, matter in self._matters if fits(wanted, matter))
        found = {exercise.id: exercise for exercise in (*by_name, *others)}
        self._list.show([exercise_row(each) for each in found.values()], nothing="Nothing fits.")

    def on_pick_list_chosen(self) -> None:
        """A second click on one."""
        self.action_take()

    def action_take(self) -> None:
        """Take the one under the mark."""
        row = self._list.selected
        if row is not None and row.exercise is not None:
            self.dismiss(row.exercise)

    def action_move(self, by: int) -> None:
        """Mark another."""
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        """Mark another, a screenful on."""
        self._list.action_page(by)

    def action_cancel(self) -> None:
        """Pick none."""
        self.dismiss(None)


# What may be done in the place of an exercise: the routine's other choices, and easier and harder variations.


def swaps_for(state: State, catalog: Catalog) -> list[Answer]:
    """An answer for each, numbered from 1, named as the exercise; the first is to change nothing, with no name."""
    step = state.steps[words.work_at(state.steps, state.index)]
    now = catalog.find(step.exercise) if step.exercise else None
    names = dict.fromkeys(_names(state.plan.routine, step.ref, catalog, step.exercise))
    own = {step.exercise, now.name if now else None}
    others = [name for name in names if name not in own][:9]
    answers = [Answer(name, (str(number),), name) for number, name in enumerate(others, 1)]
    return [Answer("", ("0",), f"{step.title}, as it is"), *answers]


def _names(routine: Routine, ref: Ref, catalog: Catalog, doing: str | None) -> Iterator[str]:
    for name in _choices(routine, ref):
        found = catalog.find(name)
        yield found.name if found is not None and found.id == name else name
    for each in (doing, *_choices(routine, ref)):
        exercise = catalog.find(each) if each else None
        if exercise is not None:
            others = (catalog.get(other) for other in (exercise.easier, exercise.harder) if other)
            yield from (other.name for other in others if other is not None)


def _choices(routine: Routine, ref: Ref) -> tuple[str, ...]:
    items = routine.section(ref.section)
    if ref.item >= len(items):
        return ()
    item = items[ref.item]
    if isinstance(item, Entry):
        return item.exercise
    return item.entries[ref.entry].exercise if ref.entry < len(item.entries) else ()


# One exercise as a workout of its own: the dose that suits it, and the routine that a dose makes.
#
# Pure: what is typed comes in, a routine or the reason why not comes out.


_NAME_LIMIT: Final = 120
_SHOWN: Final = 60


def exercise_routine(dose: str, exercise: Exercise, catalog: Catalog, rest_s: int = REST_S) -> Routine:
    """The workout that consists of this, with so many seconds of rest between its sets.

    Raises:
        NotationError: the dose can't be read; the message says what would do.
    """
    line = line_of(dose, exercise.name)
    entry = notation.parse(line, notation.isometric_in(catalog))
    if entry.exercise != (exercise.name,):  # what was typed has become a part of the name
        raise NotationError(f'"{clean(dose.strip(), _SHOWN)}" is no dose: write "{usual_dose(exercise)}"', 0)
    return Routine(id="", name=clean(line, _NAME_LIMIT), work=(entry,), rest=rest_s, between=rest_s)
