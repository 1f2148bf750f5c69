"""How many sets each muscle had: week by week, and this week on the figure of the body.

It is read in a thread, of the log the weeks that are shown. What counts is known to `training/muscles.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.content import Content

from backday_tui import words
from backday_tui.charts import ASCII_SHADES, SHADES
from backday_tui.exercises.catalog import shown_muscle
from backday_tui.folders import folders
from backday_tui.history.weekly_sets import sets_per_muscle
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import muscles as per_muscle
from backday_tui.tui.widgets.body import BOTH_WIDTH, WIDTH, Palette, shaded_pictures
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import PageLines, beside, blank_before, can_draw, has_few_colours, paragraph
from backday_tui.tui.widgets.pick_list import MUTED
from backday_tui.tui.widgets.reading import ReadingPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backday_tui.training.muscles import MuscleWeeks
    from backday_tui.tui.args import LibraryContext

KEYS: Final = (
    ScreenKey({"up": "scroll(-3)", "down": "scroll(3)"}, "up and down; page up, page down, home and end too"),
    HELP_KEY,
    ScreenKey({"escape": "leave", "q,m": "leave"}, "back to the log", "back", 1),
    BLANK_ROW,
    *(ScreenKey(help=text) for text in per_muscle.ABOUT),
)
_SIDE_BY_SIDE: Final = 94
"""From this width on, of a terminal of 100 columns, the figure stands beside the weeks."""
_TALL: Final = 20
"""From so many lines on a narrow page begins with the figure; on a lower one the weeks come first."""
_GAP: Final = 4
_NAME: Final = 18
_MARKED: Final = 7
"""Cells of a number of sets with its shade."""
_LEAST_NAMES: Final = _NAME + _MARKED
_UNCOUNTED: Final = 60


class Drawing(NamedTuple):
    """How the figure is drawn: the sign of each level, the colours, and whether the body has a ground of its own."""

    signs: str
    palette: Palette
    ground: bool = True


def muscle_page(found: MuscleWeeks, width: int, height: int, how: Drawing) -> PageLines:
    """The page in so many cells a line, of which `height` lines are seen at once."""
    if not found.muscles:
        said = f"No set was done in {words.counted(len(found.weeks), 'week')} that counts for a muscle."
        return [*paragraph(said, width), *blank_before(_remarks(found, width))]
    levels = {muscle: per_muscle.level(sets) for muscle, sets in found.weeks[-1].sets.items()}
    legend = paragraph(f"{per_muscle.legend_text(how.signs)} sets a week", width, MUTED)
    if width >= _SIDE_BY_SIDE:
        weeks = week_lines(found, width - BOTH_WIDTH - _GAP, how.signs)
        figure = [Content.styled("This week", "bold $secondary"), Content()]
        figure += _figure(levels, BOTH_WIDTH, how)
        return [*beside(weeks, figure, weeks[0].cell_length + _GAP), Content(), *legend, *_remarks(found, width)]
    weeks = week_lines(found, width, how.signs)
    this_week = _this_week(found, levels, width, how)
    first, second = (this_week, weeks) if height >= _TALL else (weeks, this_week)
    return [*first, Content(), *second, Content(), *legend, *_remarks(found, width)]


def week_lines(found: MuscleWeeks, width: int, signs: str) -> PageLines:
    """The sets of each week, a line for each muscle; of the weeks as many as fit, the running one last."""
    count = max(min((width - _NAME) // _MARKED, len(found.weeks)), 1)
    weeks = found.weeks[-count:]
    heads = [*(words.day_month(week.monday) for week in weeks[:-1]), "now"]
    name = _name_cells(width)
    title = ("Sets a week".ljust(name)[:name], "bold $secondary")
    lines = [Content.assemble(title, *((f"{head:>{_MARKED}}", MUTED) for head in heads))]
    for muscle in found.muscles:
        line = Content(shown_muscle(muscle)).truncate(name, ellipsis=True, pad=True)
        for week in weeks:
            line += _marked(week.sets.get(muscle, 0.0), signs, is_now=week is weeks[-1])
        lines.append(line)
    return lines


def _name_cells(width: int) -> int:
    """The cells that names have, beside one number of sets at least."""
    return min(_NAME, max(width - _MARKED, 1))


def _marked(sets: float, signs: str, *, is_now: bool) -> Content:
    """A number of sets with its shade."""
    text = f"{words.halves(sets)} {signs[per_muscle.level(sets)]}".rjust(_MARKED)
    return Content.styled(text, MUTED if not sets else "bold" if is_now else "")


def _figure(levels: Mapping[str, int], width: int, how: Drawing) -> PageLines:
    return shaded_pictures(levels, width, how.signs, how.palette, ground=how.ground)


def _this_week(found: MuscleWeeks, levels: Mapping[str, int], width: int, how: Drawing) -> PageLines:
    """The figure, with the names of what had sets beside it, or below it where there is no room."""
    drawn = BOTH_WIDTH if width >= BOTH_WIDTH + _GAP + _LEAST_NAMES else WIDTH
    sets = found.weeks[-1].sets
    names = [
        Content(shown_muscle(muscle)).truncate(_name_cells(width), ellipsis=True, pad=True)
        + _marked(sets[muscle], how.signs, is_now=True)
        for muscle in sorted(sets, key=lambda muscle: -sets[muscle])
    ]
    title = Content.styled("This week", "bold $secondary")
    figure = _figure(levels, drawn, how)
    if width < drawn + _GAP + _LEAST_NAMES:
        return [title, Content(), *figure, *blank_before(names)]
    room = len(figure) - 1
    more = words.counted(len(names) - room, "other") if len(names) > room + 1 else ""
    shown = [*names[:room], Content.styled(f"and {more} below", MUTED)] if more else names
    return [title, Content(), *beside(figure, shown or [Content.styled("no set yet", MUTED)], drawn + _GAP)]


def _remarks(found: MuscleWeeks, width: int) -> PageLines:
    """What had none, and what nobody knows the muscles of."""
    said, none = f"none in {words.counted(len(found.weeks), 'week')}", ", ".join(map(shown_muscle, found.without))
    names = ", ".join(clean(name, _UNCOUNTED) for name in found.uncounted)
    lines = paragraph(f"{said}: {none}" if none and found.muscles else "", width, MUTED)
    return lines + paragraph(f"not counted, for nobody knows what they work: {names}" if names else "", width, MUTED)


class MuscleWeeksScreen(ReadingPage["MuscleWeeks"]):
    """The sets per muscle of the last weeks."""

    DEFAULT_CSS = """
    MuscleWeeksScreen {
        #page { padding: 0 2; }
        &.-tall #page { padding: 1 2 0 2; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    KEYS = KEYS
    HELP_TITLE = "Sets per muscle"
    TALL = 30

    def __init__(self, context: LibraryContext) -> None:
        super().__init__("Muscles", context)

    def read(self) -> Iterator[MuscleWeeks]:
        """The sets of the weeks up to this one."""
        context = self._library_context
        yield sets_per_muscle(context.log_file, folders().routines, known_exercises(), context.now(), per_muscle.WEEKS)

    def show_found(self) -> None:
        """Lay the page out for the size that it has."""
        size = self.page.scrollable_content_region.size
        if self._found is None:
            self.page.show(paragraph(self.instead(""), max(size.width, 1)))
            return
        signs = SHADES if can_draw() else ASCII_SHADES
        how = Drawing(signs, Palette.of(self.app.theme_variables), ground=not has_few_colours(self.app))
        self.page.show(muscle_page(self._found, size.width, self.size.height, how))
