"""The exercises: browsed by muscle or filtered, read, and one of them started.

What the catalogue says is shown, nothing is computed; a workout of one exercise is made by `single`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.content import Content

from backday_tui.exercises.catalog import MUSCLES, bundled
from backday_tui.routine.model import REST_S
from backday_tui.text import clean, counted
from backday_tui.tui.exercise_page import page
from backday_tui.tui.facts import muscle_words
from backday_tui.tui.matching import Matter, fits
from backday_tui.tui.screens.browse import BrowseScreen, KeySets
from backday_tui.tui.screens.library import StartRoutine
from backday_tui.tui.widgets.exercise_list import ExerciseList, ExerciseRow
from backday_tui.tui.widgets.figure import Palette
from backday_tui.tui.widgets.key_line import Key
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.events import Resize

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.model import Routine

_NAME_LIMIT: Final = 120
_SHARE_OF_LIST: Final = 0.4
"""Of the height, where the page stands below the list."""

_KEYS: Final = KeySets.around(
    "do it",
    Key("/", "filter", "screen.filter", 1),
    Key("←→", "muscle", "screen.noop", 4),
    Key("p", "how to", "screen.page", 2),
    Key("?", "help", "screen.help", 5),
    Key("esc", "back", "screen.escape", 3),
)
_HELP: Final = (
    ("enter", "do it now: asks how much, in the notation of routine files; a second click on it does the same"),
    ("up, down", "another exercise; page up, page down, home and end too"),
    ("left, right", "the exercises of another muscle"),
    ("/", "show only what fits: names, muscles, equipment, kinds; of several words all must fit"),
    ("p", "the exercise on the whole screen, and back"),
    ("- and +", "its easier and its harder variation"),
    ("tab", "to the page beside the list, to scroll it"),
    ("escape, q", "back"),
)


class ExercisesScreen(BrowseScreen):
    """Every exercise of the catalogue, and a page about the selected one."""

    BINDINGS: ClassVar = [
        Binding("left", "jump(-1)", "Muscle before", show=False),
        Binding("right", "jump(1)", "Next muscle", show=False),
        Binding("minus", "variation('easier')", "Easier", show=False),
        Binding("plus,equals_sign", "variation('harder')", "Harder", show=False),
        Binding("q,x", "leave", "Back", show=False),
    ]
    BRAND = "Exercises"
    KEYS = _KEYS
    KEY_HELP = _HELP
    PLACEHOLDER = "name, muscle, equipment"

    def __init__(self, catalog: Catalog | None = None) -> None:
        """Without a catalogue it is the bundled one."""
        super().__init__()
        self._catalog = catalog or bundled()
        self._matters = {exercise.id: matter_of(exercise) for exercise in self._catalog}
        self._exercises = ExerciseList(id="list")
        self._page_lines = TextLines(id="page")

    def make_list(self) -> ExerciseList:
        """The exercises."""
        return self._exercises

    def make_page(self) -> TextLines:
        """The page about one."""
        return self._page_lines

    def on_mount(self) -> None:
        """All of them."""
        self.show_rows()

    def show_rows(self) -> None:
        """By muscle, or flat what fits the filter."""
        selected = self._selected
        found = self._found()
        rows = [exercise_row(each) for each in found] if self.wanted else list(rows_by_muscle(self._catalog))
        self._exercises.show(
            rows,
            select=lambda row: selected is not None and row.exercise is selected,
            nothing="Nothing fits. Escape shows all.",
        )
        count = f"{len(found)} of {len(self._catalog)}" if self.wanted else counted(len(found), "exercise")
        self.show_count(Content.styled(count, MUTED))

    def _found(self) -> list[Exercise]:
        """What fits the filter, first what is called so."""
        found = [exercise for exercise in self._catalog if fits(self.wanted, self._matters[exercise.id])]
        return sorted(found, key=lambda exercise: not fits(self.wanted, Matter.of((exercise.name,), ())))

    @property
    def _selected(self) -> Exercise | None:
        row = self._exercises.selected
        return row.exercise if row else None

    def show_page(self) -> None:
        """The selected exercise."""
        size = self._page_lines.scrollable_content_region.size
        if self._selected is None or not size.width:
            self._page_lines.show(())
            return
        palette = Palette.of(self.app.theme_variables)
        self._page_lines.show(page(self._selected, self._catalog, size.width - 1, palette))

    def on_resize(self, event: Resize) -> None:
        """The page is laid out for another width."""
        super().on_resize(event)
        self.call_after_refresh(self.show_page)

    def fit_list(self) -> None:
        """Above the page the list has less than half of the height."""
        below = self.has_class("-below") and not self.page_shown
        self._exercises.styles.height = round(self.size.height * _SHARE_OF_LIST) if below else None

    def action_page(self) -> None:
        """The page has another width then."""
        super().action_page()
        self.call_after_refresh(self.show_page)

    def action_jump(self, count: int) -> None:
        """To another muscle."""
        self._exercises.action_jump(count)

    def action_variation(self, which: str) -> None:
        """To the easier or the harder variation, where there is one."""
        selected = self._selected
        wanted = (selected.easier if which == "easier" else selected.harder) if selected else None
        if wanted is None:
            return
        if self._catalog.get(wanted) not in [row.exercise for row in self._exercises.rows]:
            self.show_all()
        self._exercises.select(lambda row: row.exercise is not None and row.exercise.id == wanted)

    def action_start(self) -> None:
        """Ask how much of it, then start."""
        from backday_tui.tui.app import BackdayApp  # noqa: PLC0415 - it is there by now
        from backday_tui.tui.screens.dose import DoseScreen  # noqa: PLC0415 - imported when it is shown

        if self._selected:
            rest_s = self.app.preferences.rest_s if isinstance(self.app, BackdayApp) else REST_S
            self.app.push_screen(DoseScreen(self._selected, self._catalog, rest_s=rest_s), self._start)

    def _start(self, routine: Routine | None) -> None:
        if routine is not None:
            self.post_message(StartRoutine(None, routine))

    def leave(self) -> None:
        """Back to the screen below."""
        self.app.pop_screen()

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.leave()


def rows_by_muscle(catalog: Catalog) -> Iterator[ExerciseRow]:
    """Each muscle with the exercises that work it first; one that is worked first by none is left out."""
    first = True
    for muscle, shown in MUSCLES.items():
        found = [exercise for exercise in catalog if muscle in exercise.muscles]
        if found:
            yield from () if first else (ExerciseRow(None, ""),)
            first = False
            yield ExerciseRow(None, shown, str(len(found)))
            yield from (exercise_row(exercise) for exercise in found)


def exercise_row(exercise: Exercise) -> ExerciseRow:
    """A row for an exercise."""
    return ExerciseRow(exercise, clean(exercise.name, _NAME_LIMIT), clean(", ".join(exercise.equipment), _NAME_LIMIT))


def matter_of(exercise: Exercise) -> Matter:
    """What a filter looks at; of equipment any piece will do, for many stand for each other."""
    muscles = (muscle_words(muscle) for muscle in (*exercise.muscles, *exercise.secondary))
    held = "held isometric" if exercise.isometric else ""
    return Matter.of(
        (exercise.name, *exercise.aliases, exercise.pattern or "", held, *exercise.equipment, *muscles), ()
    )
