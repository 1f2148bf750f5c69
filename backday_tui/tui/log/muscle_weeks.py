"""How many sets each muscle had: week by week, and this week on the figure of the body.

It is read in a thread, of the log the weeks that are shown. What counts is known to `training/muscles.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import work
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import shown_muscle
from backday_tui.folders import folders
from backday_tui.history.weekly_sets import sets_per_muscle
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import muscles as per_muscle
from backday_tui.tui.widgets.body import BOTH_WIDTH, WIDTH, Palette, shaded_pictures
from backday_tui.tui.widgets.dialog import KeysScreen
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import (
    PageLines,
    TextLine,
    TextLines,
    beside,
    blank_before,
    can_draw,
    has_few_colours,
    paragraph,
)
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.events import Resize

    from backday_tui.training.muscles import MuscleWeeks
    from backday_tui.tui.args import LibraryContext

KEYS: Final = (
    ScreenKey({"up": "turn(-1)", "down": "turn(1)"}, "up and down; page up, page down, home and end too"),
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
_AIRY: Final = 30
_LINES: Final = 3


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


class MuscleWeeksRead(Message):
    """What the thread found; or why the log can't be read."""

    def __init__(self, found: MuscleWeeks | None, trouble: str = "") -> None:
        super().__init__()
        self.found = found
        self.trouble = trouble


class MuscleWeeksScreen(Screen[None]):
    """The sets per muscle of the last weeks."""

    DEFAULT_CSS = """
    MuscleWeeksScreen {
        layout: vertical;
        #title { padding: 0 2; background: $surface; }
        #weeks { height: 1fr; padding: 0 2; }
        &.-tall #title { height: 3; padding: 1 2; }
        &.-tall #weeks { padding: 1 2 0 2; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#weeks"

    def __init__(self, context: LibraryContext) -> None:
        super().__init__()
        self._library_context = context
        self._found: MuscleWeeks | None = None
        self._trouble = ""
        self._page = TextLines(id="weeks")

    def compose(self) -> ComposeResult:
        """The title, the page, the keys."""
        yield TextLine(Content.styled("Muscles", "bold $primary"), id="title")
        yield self._page
        yield KeyLine(hints(KEYS))

    def on_mount(self) -> None:
        """Read the log once the screen is there."""
        self._lay_out()
        self.call_after_refresh(self._read)

    @work(thread=True, exclusive=True, group="muscles")
    def _read(self) -> None:
        context = self._library_context
        try:
            now, routines = context.now(), folders().routines
            found = sets_per_muscle(context.log_file, routines, known_exercises(), now, per_muscle.WEEKS)
        except BackdayError as error:
            self.post_message(MuscleWeeksRead(None, str(error)))
        else:
            self.post_message(MuscleWeeksRead(found))

    def on_muscle_weeks_read(self, message: MuscleWeeksRead) -> None:
        """Show them, or why they can't be read."""
        self._found, self._trouble = message.found, message.trouble
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Lay the page out for the new size."""
        self.set_class(event.size.height >= _AIRY, "-tall")
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        size = self._page.scrollable_content_region.size
        if self._found is None:
            self._page.show(paragraph(self._trouble or "Reading…", max(size.width, 1)))
            return
        signs = per_muscle.SHADES if can_draw() else per_muscle.ASCII_SHADES
        how = Drawing(signs, Palette.of(self.app.theme_variables), ground=not has_few_colours(self.app))
        self._page.show(muscle_page(self._found, size.width, self.size.height, how))

    # What the person does.

    def action_turn(self, by: int) -> None:
        """Up or down by a few lines."""
        self._page.scroll_relative(y=by * _LINES, animate=False)

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(KEYS, "Sets per muscle"))

    def action_leave(self) -> None:
        self.dismiss(None)
