"""Asks how much of an exercise: a line of notation without the name, read as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from backday_tui.routine.model import Routine
from backday_tui.routine.notation import NotationError
from backday_tui.routine.starter import usual_dose
from backday_tui.session.plan import build
from backday_tui.text import clean, spoken_text
from backday_tui.tui.outline import outline
from backday_tui.tui.single import routine_of
from backday_tui.tui.widgets.input_line import InputLine
from backday_tui.tui.widgets.key_line import Key, KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from backday_tui.exercises.catalog import Catalog, Exercise


class DoseScreen(ModalScreen[Routine | None]):
    """Is dismissed with the workout, or None where there is to be none."""

    DEFAULT_CSS = """
    DoseScreen {
        align: center middle;
        background: $background 60%;
        Vertical { width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Input { margin: 1 0; background: $foreground 8%; }
        Static { height: auto; }
        #answer { min-height: 2; }
        KeyLine { dock: none; padding: 0; background: transparent; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape", "cancel", show=False)]

    def __init__(self, exercise: Exercise, catalog: Catalog, *, rest_s: int) -> None:
        """`rest_s` is the rest between two sets, in seconds."""
        super().__init__()
        self._rest_s = rest_s
        self._exercise = exercise
        self._catalog = catalog

    def compose(self) -> ComposeResult:
        """The question, a line to answer it in, and what it comes to."""
        with Vertical():
            yield Static(
                Content.assemble((clean(self._exercise.name), "bold $primary"), "  how much of it?"), markup=False
            )
            yield InputLine(usual_dose(self._exercise), placeholder="3x10, 3x:45, 3x? ...", compact=True)
            yield Static(id="answer", markup=False)
            yield KeyLine((Key("enter", "start", "screen.accept"), Key("esc", "back", "screen.cancel")))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say what it comes to, or why it can't be read."""
        self.query_one("#answer", Static).update(self._answer(message.value))

    def _answer(self, dose: str) -> Content:
        try:
            routine = routine_of(dose, self._exercise, self._catalog, self._rest_s)
        except NotationError as error:
            return Content.styled(clean(error.message), "$text-error")
        entry, plan = outline(routine)[-1], build(routine, self._catalog)
        rests = any(step.kind == "rest" for step in plan.steps)
        between = f" with {spoken_text(self._rest_s)} between sets" if rests else ""
        time = f"about {spoken_text(plan.estimate_s)}{between}"
        parts = (entry.dose, entry.detail, time)
        return Content.styled(" · ".join(part for part in parts if part), "$foreground 70%")

    def on_input_submitted(self) -> None:
        """Start it."""
        self.action_accept()

    def action_accept(self) -> None:
        """Start it, where it can be read."""
        try:
            routine = routine_of(self.query_one(Input).value, self._exercise, self._catalog, self._rest_s)
        except NotationError:
            return
        self.dismiss(routine)

    def action_cancel(self) -> None:
        """Start nothing."""
        self.dismiss(None)
