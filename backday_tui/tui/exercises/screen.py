"""The exercises: browsed by muscle or filtered, read, and one of them started.

What the catalogue says is shown, as a list and as a page about one of them; nothing is computed. A workout of one
exercise is made in `pick.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from backday_tui import words
from backday_tui.exercises.catalog import MUSCLES
from backday_tui.routine.model import REST_S
from backday_tui.routine.own_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.exercises.pick import DoseDialog, ExerciseList, ExerciseRow, exercise_row, matter_of
from backday_tui.tui.widgets.body import BETWEEN, FIRST_MARK, SECOND_MARK, WIDTH, Palette, Worked, pictures
from backday_tui.tui.widgets.browse import BrowseScreen, Matter, StartRoutine, filter_key, fits, move_key
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import PageLines, beside, blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.model import Routine


_TWO_COLUMNS: Final = 72
_BOTH_SIDES: Final = 86
_GAP: Final = 4
_LEAST_NAMES: Final = 20
_TITLE: Final = Content.styled("Muscles", "bold $secondary")


def exercise_page(exercise: Exercise, catalog: Catalog, width: int, palette: Palette) -> PageLines:
    """The page in so many cells a line: the picture beside the text where there is room, else below it."""
    if width < _TWO_COLUMNS:
        return [*_description(exercise, catalog, width), *blank_before(_muscles_across(exercise, width, palette))]
    right = 2 * WIDTH + BETWEEN if width >= _BOTH_SIDES else 2 * width // 5
    left = _description(exercise, catalog, width - right - _GAP)
    return beside(left, _muscles_down(exercise, right, palette), width - right)


def _description(exercise: Exercise, catalog: Catalog, width: int) -> PageLines:
    lines = [*paragraph(exercise.name, width, "bold $primary"), *paragraph(in_short(exercise), width, "bold")]
    lines += paragraph(", ".join(exercise.equipment) or "no equipment", width, MUTED)
    lines += blank_before(_steps(exercise, width))
    if exercise.avoid:
        lines += blank_before(
            hang_after(Content.styled("Avoid  ", "bold $text-error"), _text_of(exercise.avoid), width)
        )
    lines += blank_before(_variations(exercise, catalog, width))
    lines += blank_before(paragraph("also " + ", ".join(exercise.aliases) if exercise.aliases else "", width, MUTED))
    articles = [catalog.articles.get(article, article) for article in exercise.articles]
    return lines + paragraph("from " + ", ".join(articles) if articles else "", width, f"italic {MUTED}")


def in_short(exercise: Exercise) -> str:
    """What kind of exercise it is, in a few words."""
    held = "held" if exercise.isometric else ""
    parts = (exercise.pattern, held, "one side at a time" if exercise.unilateral else "")
    return " · ".join(part for part in parts if part)


def _text_of(text: str) -> Content:
    return Content(clean(text))


def _steps(exercise: Exercise, width: int) -> PageLines:
    lines: PageLines = []
    for number, step in enumerate(exercise.steps, 1):
        lines += hang_after(Content.styled(f"{number}  ", "bold $secondary"), _text_of(step), width)
    return lines


def _variations(exercise: Exercise, catalog: Catalog, width: int) -> PageLines:
    lines: PageLines = []
    for key, label, variation in (("-", "Easier", exercise.easier), ("+", "Harder", exercise.harder)):
        found = catalog.get(variation) if variation else None
        if found:
            head = Content.assemble((f"{key}  ", MUTED), (f"{label}  ", "bold $secondary"))
            lines += hang_after(head, _text_of(found.name), width)
    return lines


def _names(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    """A line for each muscle, with the mark that it has in the picture."""
    lines: PageLines = []
    for mark, muscles in ((FIRST_MARK, exercise.muscles), (SECOND_MARK, exercise.secondary)):
        for muscle in muscles:
            name = _text_of(MUSCLES.get(muscle, muscle.capitalize()))
            lines += hang_after(Content.styled(f"{mark} ", palette.first), name, width)
    return lines


def _muscles_across(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    start = WIDTH + _GAP
    if not (exercise.muscles or exercise.secondary):
        return []
    if width < start + _LEAST_NAMES:
        return [_TITLE, *_names(exercise, width, palette)]
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), WIDTH, palette)
    return [_TITLE, *beside(drawn, [Content(), *_names(exercise, width - start, palette)], start)]


def _muscles_down(exercise: Exercise, width: int, palette: Palette) -> PageLines:
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), width, palette)
    return [_TITLE, *drawn, Content(), *_names(exercise, width, palette)]


_NAME_LIMIT: Final = 120
_SHARE_OF_LIST: Final = 0.4
"""Of the height, where the page stands below the list."""

KEYS: Final = (
    ScreenKey(
        {"enter": "start"},
        "do it now: asks how much, in the notation of routine files; a second click on it does the same",
        "do it",
    ),
    move_key("exercise"),
    ScreenKey(
        {"left": "jump(-1)", "right": "jump(1)"}, "the exercises of another muscle",
        "muscle", 4, shown="←→", click="jump(1)", after="filter",
    ),
    filter_key("names, muscles, equipment, kinds"),
    ScreenKey({"p": "page"}, "the exercise on the whole screen, and back", "how to", 2),
    ScreenKey(
        {"minus": "variation('easier')", "plus": "variation('harder')"}, "its easier and its harder variation",
        told="- and +", aliases={"equals_sign": "variation('harder')"},
    ),
    ScreenKey({"tab": "app.focus_next"}, "to the page beside the list, to scroll it"),
    HELP_KEY,
    ScreenKey({"escape": "escape", "q": "leave"}, "back", "back", 3, aliases={"x": "leave"}),
)  # fmt: skip


class ExercisesScreen(BrowseScreen):
    """Every exercise of the catalogue, and a page about the selected one."""

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "Exercises"
    KEYS = KEYS
    PLACEHOLDER = "name, muscle, equipment"

    def __init__(self, catalog: Catalog | None = None) -> None:
        """Without a catalogue it is the bundled one."""
        super().__init__()
        self._catalog = catalog or known_exercises()
        self._matters = {exercise.id: matter_of(exercise) for exercise in self._catalog}
        self._exercises = ExerciseList(id="list")

    def make_list(self) -> ExerciseList:
        """The exercises."""
        return self._exercises

    def on_mount(self) -> None:
        self.show_rows()

    def show_rows(self) -> None:
        """Show all of them by muscle, or those that fit the filter as one list."""
        selected = self._selected
        found = self._found()
        rows = [exercise_row(each) for each in found] if self.wanted else list(rows_by_muscle(self._catalog))
        self._exercises.show(
            rows,
            select=lambda row: selected is not None and row.exercise is selected,
            nothing="Nothing fits. Escape shows all.",
        )
        count = f"{len(found)} of {len(self._catalog)}" if self.wanted else words.counted(len(found), "exercise")
        self.show_count(Content.styled(count, MUTED))

    def _found(self) -> list[Exercise]:
        """What fits the filter; those that fit by name come first."""
        found = [exercise for exercise in self._catalog if fits(self.wanted, self._matters[exercise.id])]
        return sorted(found, key=lambda exercise: not fits(self.wanted, Matter.of((exercise.name,), ())))

    @property
    def _selected(self) -> Exercise | None:
        row = self._exercises.selected
        return row.exercise if row else None

    def show_page(self) -> None:
        """The selected exercise."""
        size = self.page.scrollable_content_region.size
        if self._selected is None or not size.width:
            self.page.show(())
            return
        palette = Palette.of(self.app.theme_variables)
        self.page.show(exercise_page(self._selected, self._catalog, size.width - 1, palette))

    def fit_list(self) -> None:
        """Above the page the list has less than half of the height."""
        below = self.has_class("-below") and not self.page_shown
        self._exercises.styles.height = round(self.size.height * _SHARE_OF_LIST) if below else None

    def action_jump(self, count: int) -> None:
        """Go to the exercises of another muscle."""
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
        if self._selected:
            rest_s = self.app.preferences.rest_s if isinstance(self.app, BackdayHost) else REST_S
            self.app.push_screen(DoseDialog(self._selected, self._catalog, rest_s=rest_s), self._start)

    def _start(self, routine: Routine | None) -> None:
        if routine is not None:
            self.post_message(StartRoutine(None, routine))


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
