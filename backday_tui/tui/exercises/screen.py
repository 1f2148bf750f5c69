"""The exercises: browsed in groups or filtered, read, and one of them started.

What the catalogue and the person say is shown, as a list and as a page about one of them; nothing is computed. A
workout of one exercise is made in `pick.py`, an exercise of the person's own in `own.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal, get_args

from textual.content import Content

from backday_tui import words
from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES, PATTERNS, bundled, name_key
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import REST_S
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.exercises.pick import DoseDialog, ExerciseList, ExerciseRow, exercise_row, found_by, matter_of
from backday_tui.tui.widgets.body import BOTH_WIDTH, FIRST_MARK, SECOND_MARK, WIDTH, Palette, Worked, pictures
from backday_tui.tui.widgets.browse import BrowseScreen, StartRoutine, filter_key, move_key
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import PageLines, beside, blank_before, hang_after, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.model import Routine
    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.widgets.browse import Words


_TWO_COLUMNS: Final = 72
_BOTH_SIDES: Final = 86
_GAP: Final = 4
_LEAST_NAMES: Final = 20
_TITLE: Final = Content.styled("Muscles", "bold $secondary")


def exercise_page(exercise: Exercise, catalog: Catalog, width: int, palette: Palette, height: int = 99) -> PageLines:
    """The page in so many cells a line: the picture beside the text where there is room, else below it.

    `height` is what is seen of it at once: where the picture alone fills that, the names stand above it.
    """
    if width < _TWO_COLUMNS:
        return [*_description(exercise, catalog, width), *blank_before(_muscles_across(exercise, width, palette))]
    right = BOTH_WIDTH if width >= _BOTH_SIDES else 2 * width // 5
    left = _description(exercise, catalog, width - right - _GAP)
    return beside(left, _muscles_down(exercise, right, palette, height), width - right)


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
    shown = BOTH_WIDTH if width >= BOTH_WIDTH + _GAP + _LEAST_NAMES else WIDTH
    start = shown + _GAP
    if not (exercise.muscles or exercise.secondary):
        return []
    if width < start + _LEAST_NAMES:
        return [_TITLE, *_names(exercise, width, palette)]
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), shown, palette)
    return [_TITLE, *beside(drawn, [Content(), *_names(exercise, width - start, palette)], start)]


def _muscles_down(exercise: Exercise, width: int, palette: Palette, height: int) -> PageLines:
    if not (exercise.muscles or exercise.secondary):
        return []
    drawn = pictures(Worked.of(exercise.muscles, exercise.secondary), width, palette)
    names = _names(exercise, width, palette)
    if len(drawn) + len(names) + 2 > height:
        return [_TITLE, *names, Content(), *drawn]
    return [_TITLE, *drawn, Content(), *names]


_NAME_LIMIT: Final = 120
_NO_EQUIPMENT: Final = "No equipment"
_NO_MUSCLE: Final = "No muscle said"
_SHARE_OF_LIST: Final = 0.4
"""Of the height, where the page stands below the list."""

Grouping = Literal["muscle", "kind", "equipment", "name"]
GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)

KEYS: Final = (
    ScreenKey(
        {"enter": "start"},
        "do it now: asks how much, in the notation of routine files; a second click on it does the same",
        "do it",
    ),
    move_key("exercise"),
    ScreenKey(
        {"left": "jump(-1)", "right": "jump(1)"}, "the exercises of another group",
        "group", 4, shown="←→", click="jump(1)", after="filter",
    ),
    ScreenKey({"b": "regroup"}, "grouped by muscle, by kind, by equipment, by name", "group by", 2),
    ScreenKey(
        {"space": "fold"}, "the groups alone, and the exercises again; a click on the title of a group does the same",
        "groups", 5,
    ),
    filter_key("names, muscles, equipment, kinds"),
    ScreenKey({"p": "page"}, "the exercise on the whole screen, and back", "how to", 3),
    ScreenKey(
        {"minus": "variation('easier')", "plus": "variation('harder')"}, "its easier and its harder variation",
        aliases={"equals_sign": "variation('harder')"},
    ),
    ScreenKey(
        {"g": "progress"}, "progress: what came of the exercise, from session to session", "progress", 7, priority=True
    ),
    ScreenKey({"e": "make_own"}, "this exercise is mine: say yourself what it is called, works and takes", "mine", 6),
    ScreenKey({"n": "new_own"}, "a new exercise of your own"),
    ScreenKey({"tab": "app.focus_next"}, "to the page beside the list, to scroll it"),
    HELP_KEY,
    ScreenKey({"escape": "escape", "q": "leave"}, "back", "back", aliases={"x": "leave"}),
)  # fmt: skip


class ExercisesScreen(BrowseScreen):
    """Every exercise that the person has, and a page about the selected one."""

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "Exercises"
    KEYS = KEYS
    PLACEHOLDER = "name, muscle, equipment"

    def __init__(self, catalog: Catalog | None = None, context: LibraryContext | None = None) -> None:
        """Without a catalogue it is the person's, and follows their file; `context` has the log."""
        super().__init__()
        self._library_context = context
        self._is_given = catalog is not None
        self._grouping: Grouping = "muscle"
        self._typed = ""
        self._exercises = ExerciseList(id="list")
        self._know(known_exercises() if catalog is None else catalog)

    def _know(self, catalog: Catalog) -> None:
        """Take a catalogue; which exercises of it are the person's own is told from the bundled one."""
        self._catalog = catalog
        self._matters = {exercise.id: matter_of(exercise) for exercise in catalog}
        shipped = bundled()
        own = () if self._is_given else (each.id for each in catalog if shipped.get(each.id) is not each)
        self._own = frozenset(own)

    def make_list(self) -> ExerciseList:
        """The exercises."""
        return self._exercises

    def words_of(self, typed: str) -> Words:
        """What is typed is looked for by name too, as it stands."""
        self._typed = typed
        return super().words_of(typed)

    def on_mount(self) -> None:
        self.show_rows()

    def on_screen_resume(self) -> None:
        """The person's own exercises may have changed meanwhile."""
        known = self._catalog if self._is_given else known_exercises()
        if known is not self._catalog:
            self._know(known)
            self.show_rows()

    def show_rows(self) -> None:
        """Show all of them in groups, or those that fit the filter as one list."""
        selected = self._selected
        if self.wanted:
            found = found_by(self._typed, self._catalog, self._matters)
            rows = [exercise_row(each) for each in found]
            count = f"{len(found)} of {len(self._catalog)}"
        else:
            rows = grouped_rows(self._catalog, self._grouping, self._own)
            count = f"{words.counted(len(self._catalog), 'exercise')} by {self._grouping}"
        self._exercises.show(
            rows,
            select=lambda row: selected is not None and row.exercise is not None and row.exercise.id == selected.id,
            nothing="Nothing fits. Escape shows all.",
        )
        self.show_count(Content.styled(count, MUTED))

    @property
    def _selected(self) -> Exercise | None:
        row = self._exercises.selected
        return row.exercise if row else None

    def show_page(self) -> None:
        """The selected exercise, or the group."""
        size, row = self.page.scrollable_content_region.size, self._exercises.selected
        if row is None or not size.width:
            self.page.show(())
            return
        width, palette = size.width - 1, Palette.of(self.app.theme_variables)
        if row.exercise is None:
            self.page.show(self._group_page(row.text, width))
        else:
            self.page.show(exercise_page(row.exercise, self._catalog, width, palette, size.height))

    def _group_page(self, title: str, width: int) -> PageLines:
        names = ", ".join(exercise.name for exercise in dict(self._groups()).get(title, ()))
        return [*paragraph(title, width, "bold $primary"), Content(), *paragraph(names, width, "")]

    def _groups(self) -> Iterator[tuple[str, list[Exercise]]]:
        return groups_of(self._catalog, self._grouping, self._own)

    def fit_list(self) -> None:
        """Above the page the list has less than half of the height."""
        below = self.has_class("-below") and not self.page_shown
        self._exercises.styles.height = round(self.size.height * _SHARE_OF_LIST) if below else None

    def action_jump(self, count: int) -> None:
        """Go to the exercises of another group."""
        self._exercises.action_jump(count)

    def action_regroup(self) -> None:
        """Group them by something else; the same exercise stays selected."""
        folded, place = self._exercises.is_folded, GROUPINGS.index(self._grouping)
        self._grouping = GROUPINGS[(place + 1) % len(GROUPINGS)]
        if self.has_class("-filter"):
            self.show_all()
        else:
            self.show_rows()
        self._exercises.reveal_title()
        if folded:
            self._show_titles("")

    def action_fold(self) -> None:
        """Show the titles of the groups alone, or what is under the one that is selected."""
        if self._exercises.is_folded:
            self._unfold()
        elif not self.wanted:
            self._show_titles(self._exercises.title)

    def on_exercise_list_title_clicked(self, event: ExerciseList.TitleClicked) -> None:
        """Show the titles of the groups alone."""
        event.stop()
        self._show_titles(event.title)

    def _show_titles(self, selected: str) -> None:
        titles = [ExerciseRow(None, title, str(len(found))) for title, found in self._groups()]
        self._exercises.show(titles, select=lambda row: row.text == selected)
        self.show_count(Content.styled(f"{words.counted(len(titles), 'group')} by {self._grouping}", MUTED))

    def _unfold(self) -> None:
        title = self._exercises.title
        self.show_rows()
        place = next((place for place, row in enumerate(self._exercises.rows) if row.text == title), 0)
        self._exercises.go_below(place)

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
        if self._exercises.is_folded:
            self._unfold()
        elif self._selected:
            rest_s = self.app.preferences.rest_s if isinstance(self.app, BackdayHost) else REST_S
            self.app.push_screen(DoseDialog(self._selected, self._catalog, rest_s=rest_s), self._start)

    def _start(self, routine: Routine | None) -> None:
        if routine is not None:
            self.post_message(StartRoutine(None, routine))

    def action_progress(self) -> None:
        """Look at what came of the selected exercise."""
        from backday_tui.tui.progress.movement import MovementScreen

        selected = self._selected
        if selected is not None and self._library_context is not None:
            self.app.push_screen(MovementScreen(selected.id, selected.name, self._library_context))

    def action_make_own(self) -> None:
        """Say yourself what the selected exercise is."""
        if self._selected:
            self._edit(self._selected.id, self._selected.name)

    def action_new_own(self) -> None:
        """Make an exercise of your own; what was looked for is its name."""
        self._edit(None, self._typed if self.wanted else "")

    def _edit(self, exercise_id: str | None, name: str) -> None:
        from backday_tui.tui.exercises.own import OwnExerciseScreen

        self.app.push_screen(OwnExerciseScreen(exercise_id, name=name), self._edited)

    def _edited(self, exercise_id: str | None) -> None:
        """Show the exercise that was made or changed."""
        if exercise_id is None:
            return
        self.on_screen_resume()
        if self.has_class("-filter"):
            self.show_all()
        self._exercises.select(lambda row: row.exercise is not None and row.exercise.id == exercise_id)


def groups_of(catalog: Catalog, grouping: Grouping, own: Collection[str] = ()) -> Iterator[tuple[str, list[Exercise]]]:
    """The title of each group and its exercises, the person's own (`own` are their ids) before all others.

    An exercise stands in each group that it belongs to. A group without one is left out.
    """
    groups: dict[str, list[Exercise]] = {"Yours": [each for each in catalog if each.id in own]}
    groups |= {title: [] for title in _titles(grouping)}
    for exercise in sorted(catalog, key=lambda each: each.name.casefold()) if grouping == "name" else catalog:
        for title in dict.fromkeys(_titles_for(exercise, grouping)):
            groups.setdefault(title, []).append(exercise)
    return ((title, found) for title, found in groups.items() if found)


def _titles(grouping: Grouping) -> Iterator[str]:
    """The usual titles in their order; others come behind."""
    if grouping == "muscle":
        yield from MUSCLES.values()
    elif grouping == "kind":
        yield from (_capital(pattern) for pattern in PATTERNS)
    elif grouping == "equipment":
        yield _NO_EQUIPMENT
        yield from map(_capital, EQUIPMENT)


def _titles_for(exercise: Exercise, grouping: Grouping) -> Iterator[str]:
    if grouping == "muscle":
        yield from (MUSCLES.get(muscle) or _capital(muscle) for muscle in exercise.muscles)
        if not exercise.muscles:
            yield _NO_MUSCLE
    elif grouping == "kind":
        yield _capital(exercise.pattern or "other")
    elif grouping == "equipment":
        yield from map(_capital, exercise.equipment or (_NO_EQUIPMENT,))
    else:
        first = name_key(exercise.name)[:1]
        yield first.upper() if first.isalpha() else "0-9"


def _capital(text: str) -> str:
    shown = clean(text, _NAME_LIMIT)
    return shown[:1].upper() + shown[1:]


def grouped_rows(catalog: Catalog, grouping: Grouping, own: Collection[str] = ()) -> list[ExerciseRow]:
    """Each group with its title and its exercises, an empty line between two."""
    rows: list[ExerciseRow] = []
    for title, found in groups_of(catalog, grouping, own):
        rows += [ExerciseRow(None, "")] if rows else []
        rows += [ExerciseRow(None, title, str(len(found))), *map(exercise_row, found)]
    return rows
