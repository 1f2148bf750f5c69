"""An exercise of the catalogue, picked by typing a part of its name, an alias, a muscle or what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from backday_tui.exercises.catalog import Exercise
from backday_tui.text import clean
from backday_tui.tui.matching import fits, words_of
from backday_tui.tui.screens.dialog import LEAVE_TYPING
from backday_tui.tui.screens.exercises import exercise_row, matter_of
from backday_tui.tui.widgets.exercise_list import ExerciseList
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import Key, KeyLine
from backday_tui.tui.widgets.line import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from backday_tui.exercises.catalog import Catalog


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
            yield Line(clean(self._title_text, 200), classes="title")
            yield InputLine(placeholder="name, muscle, equipment", compact=True)
            yield self._list
            yield KeyLine((Key("enter", "this one", "screen.take"), Key("esc", "back", "screen.cancel")))

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
