"""Exercises as rows of a list; one picked by typing a part of its name, or done by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.content import Content
from textual.message import Message

from backday_tui import words
from backday_tui.routine import notation
from backday_tui.routine.model import REST_S, Routine
from backday_tui.routine.notation import NotationError
from backday_tui.routine.writer import line_of, usual_dose
from backday_tui.session.outline import outline
from backday_tui.session.plan import build_with
from backday_tui.text import clean
from backday_tui.tui.library.facts import muscle_words
from backday_tui.tui.widgets.browse import Matter, fits, words_of
from backday_tui.tui.widgets.dialog import Dialog, InputLine, TextDialog
from backday_tui.tui.widgets.key_line import ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import TextLine
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Click
    from textual.widgets import Input

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.tui.widgets.key_line import KeyHint


_LEAST_EQUIPMENT: Final = 16
_NAME: Final = 30


class ExerciseRow(NamedTuple):
    """An exercise, or with None the title of those that follow, or an empty line. `text` is its name, or the title.

    `detail` is the equipment, or how many exercises follow. Both are cleaned.
    """

    exercise: Exercise | None
    text: str
    detail: str = ""


class ExerciseList(PickList[ExerciseRow]):
    """Exercises to pick one from, or, where there are nothing but titles, a title."""

    class TitleClicked(Message):
        """A title between exercises was clicked: the person wants to see the titles."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    @property
    def is_folded(self) -> bool:
        """Whether there are nothing but titles."""
        return bool(self.rows) and all(row.exercise is None for row in self.rows)

    @property
    def title(self) -> str:
        """The title that the cursor stands on or under; "" where there is none."""
        above = self.rows[: (self.cursor or 0) + 1]
        return next((row.text for row in reversed(above) if row.exercise is None and row.text), "")

    def can_pick(self, row: ExerciseRow) -> bool:
        """Between exercises titles are only there to be read."""
        return row.exercise is not None or self.is_folded

    def on_click(self, event: Click) -> None:
        """A click on a title shows all titles; else as in any list."""
        place = event.y + self.scroll_offset.y
        row = self.rows[place] if place < len(self.rows) else None
        if row is not None and row.text and not self.can_pick(row):
            event.prevent_default()
            self.post_message(self.TitleClicked(row.text))

    def row_line(self, row: ExerciseRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """A title, or a name with its equipment."""
        if row.exercise is None and row.text:
            mark = "▸ " if self.is_folded else ""
            title = Content.assemble((mark, "$secondary"), (row.text, "bold $secondary"), (f"  {row.detail}", MUTED))
            return title.truncate(width, ellipsis=True)
        if row.exercise is None:
            return Content()
        name = Content.styled(row.text, "bold" if width else "")
        if width < _NAME + _LEAST_EQUIPMENT:
            return Content("  ") + name.truncate(width - 3, ellipsis=True)
        equipment = Content.styled(row.detail, MUTED).truncate(width - _NAME - 5, ellipsis=True)
        return Content("  ") + name.truncate(_NAME, ellipsis=True, pad=True) + Content("  ") + equipment

    def action_jump(self, count: int) -> None:
        """To the first exercise of the next title, or of the one before."""
        titles = [place for place, row in enumerate(self.rows) if row.exercise is None and row.text]
        if not titles or self.cursor is None or self.is_folded:
            self.action_move(count)
            return
        current = sum(title < self.cursor for title in titles) - 1
        wanted = max(current + count, 0)
        if wanted >= len(titles):
            return
        self.go_below(titles[wanted])

    def reveal_title(self) -> None:
        """Scroll to the title that the cursor stands under, where both fit in."""
        titles = [place for place, row in enumerate(self.rows) if row.exercise is None and row.text]
        place = next((place for place in reversed(titles) if self.cursor is not None and place <= self.cursor), 0)
        if self.cursor is not None and self.cursor - place < self.size.height:
            self.scroll_to(y=place, animate=False, force=True)

    def go_below(self, place: int) -> None:
        """To the exercise below a title, with that on top."""
        self.cursor = min(place + 1, len(self.rows) - 1)
        self.scroll_to(y=place, animate=False, force=True)


def exercise_row(exercise: Exercise) -> ExerciseRow:
    """A row for an exercise."""
    return ExerciseRow(exercise, clean(exercise.name, _NAME_LIMIT), clean(", ".join(exercise.equipment), _NAME_LIMIT))


def found_by(typed: str, catalog: Catalog, matters: Mapping[str, Matter]) -> list[Exercise]:
    """What fits the words that are typed: by its names first, the best first, then by muscle, kind or equipment.

    `matters` are what else a filter looks at, by the id of the exercise.
    """
    if not typed.strip():
        return list(catalog)
    wanted = words_of(typed)
    others = (exercise for exercise in catalog if fits(wanted, matters[exercise.id]))
    return list({exercise.id: exercise for exercise in (*catalog.search(typed), *others)}.values())


def matter_of(exercise: Exercise) -> Matter:
    """What a filter looks at; of equipment any piece will do, for many stand for each other."""
    muscles = (muscle_words(muscle) for muscle in (*exercise.muscles, *exercise.secondary))
    held = "held isometric" if exercise.isometric else ""
    return Matter.of(
        (exercise.name, *exercise.aliases, exercise.pattern or "", held, *exercise.equipment, *muscles), ()
    )


KEYS: Final = (
    ScreenKey({"enter": "take"}, label="this one"),
    ScreenKey({"up": "move(-1)", "down": "move(1)", "pageup": "page(-1)", "pagedown": "page(1)"}),
    ScreenKey({"escape,ctrl+c": "cancel"}, label="back"),
)


class PickExerciseScreen(Dialog["Exercise | None"]):
    """Is dismissed with the exercise, or None."""

    DEFAULT_CSS = """
    PickExerciseScreen {
        .box { width: 76; height: 100%; max-height: 30; }
        Input { margin: 1 0; background: $foreground 8%; }
        ExerciseList { height: 1fr; background: $surface; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS, priority=True)
    AUTO_FOCUS = "Input"

    def __init__(self, catalog: Catalog, title: str = "Which exercise?") -> None:
        super().__init__()
        self._catalog, self._title_text = catalog, title
        self._matters = {exercise.id: matter_of(exercise) for exercise in catalog}
        self._list = ExerciseList(id="list")

    def compose_box(self) -> ComposeResult:
        yield TextLine(clean(self._title_text, 200), classes="title")
        yield InputLine(placeholder="name, muscle, equipment", compact=True)
        yield self._list

    def hints(self) -> Sequence[KeyHint]:
        """To take one, or none."""
        return hints(KEYS)

    def on_mount(self) -> None:
        """Show all exercises: nothing is typed yet."""
        self._show("")

    def on_input_changed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def _show(self, typed: str) -> None:
        found = found_by(typed, self._catalog, self._matters)
        self._list.show([exercise_row(each) for each in found], nothing="Nothing fits.")

    def on_pick_list_chosen(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Pick the exercise under the cursor."""
        row = self._list.selected
        if row is not None and row.exercise is not None:
            self.dismiss(row.exercise)

    def action_move(self, by: int) -> None:
        """Move the cursor, while the field has the keys."""
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        self._list.action_page(by)


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
        raise NotationError(f'"{clean(dose.strip(), _SHOWN)}" is no dose; for example "{usual_dose(exercise)}"', 0)
    return Routine(id="", name=clean(line, _NAME_LIMIT), work=(entry,), rest=rest_s, between=rest_s)


class DoseDialog(TextDialog["Routine"]):
    """Asks how much of an exercise, in the notation without the name; is dismissed with the workout.

    Args:
        exercise: what is to be done.
        catalog: what is known of exercises.
        rest_s: the rest between two sets, in seconds.
    """

    DEFAULT_CSS = """
    DoseDialog {
        .title { color: $foreground; text-style: none; }
        #said { min-height: 2; }
    }
    """

    def __init__(self, exercise: Exercise, catalog: Catalog, *, rest_s: int) -> None:
        self._exercise, self._catalog, self._rest_s = exercise, catalog, rest_s
        super().__init__(
            Content.assemble((clean(exercise.name), "bold $primary"), "  how much of it?"),
            self._workout,
            value=usual_dose(exercise),
            placeholder="3x10, 3x:45, 3x? ...",
            verb="start",
            classes="-small",
        )

    def _workout(self, dose: str) -> tuple[str, Routine | None]:
        """What a dose comes to in words, and as a workout; or why it can't be read."""
        try:
            routine = exercise_routine(dose, self._exercise, self._catalog, self._rest_s)
        except NotationError as error:
            return error.message, None
        entry, plan = outline(routine)[-1], build_with(routine, self._catalog, warmups={})
        rests = any(step.kind == "rest" for step in plan.steps)
        between = f" with {words.about(self._rest_s)} between sets" if rests else ""
        parts = (entry.dose, entry.detail, f"about {words.about(plan.estimate_s)}{between}")
        return words.BETWEEN.join(part for part in parts if part), routine
