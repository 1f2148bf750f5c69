"""What came of all that was done: the weeks of a year by minutes trained, and every movement with its best.

It is read in a thread. A movement is opened on a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from backday_tui import charts, words
from backday_tui.folders import folders
from backday_tui.history.log import opened
from backday_tui.history.progress_log import whole_progress
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import progress_text as told
from backday_tui.tui.progress.movement import MovementScreen, day_signs, drawn, units_of
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import TextLines, blank_before, paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList
from backday_tui.tui.widgets.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from textual.widget import Widget

    from backday_tui.history.progress_log import DoneMovement, WholeProgress
    from backday_tui.settings import Units
    from backday_tui.training.progress import MovementProgress
    from backday_tui.tui.args import LibraryContext

KEYS: Final = (
    ScreenKey({"enter": "open"}, "all that came of the exercise; a second click on it does the same", "open"),
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another exercise; page up, page down, home and end too"),
    ScreenKey({"y": "year"}, "the weeks of a year, and without them", "year", 2),
    HELP_KEY,
    ScreenKey({"escape,q,g": "leave"}, "back to the log", "back", 1, priority=True),
)
_BOTH: Final = 24
"""From so many lines on the year and the list stand one above the other, unless somebody wants it otherwise."""
_MOST_NAME: Final = 40
_WIDEST_NAME: Final = 28
_GAP: Final = "  "


class MovementRow(NamedTuple):
    """A movement in the list; every text is cleaned."""

    progress: MovementProgress
    name: str
    best: str
    trend: str
    last: str
    sessions: str
    source: str


_NAMES: Final = ("exercise", "best", "4 weeks", "last", "sessions", "from")
_STYLES: Final = ("bold", "$text", "", MUTED, MUTED, MUTED)
_RIGHT: Final = frozenset({4})


def movement_row(done: DoneMovement, now: datetime, unit: Units) -> MovementRow:
    """A movement in few words."""
    progress = done.progress
    best = progress.best
    figure = told.best_text(progress, unit)
    source = told.source_text(best, now) if best else ""
    trend = told.trend_text(progress, now, unit)
    last = words.on_days((progress.sessions[-1].day,), now)
    name = clean(done.name, _MOST_NAME) or words.UNKNOWN
    return MovementRow(progress, name, figure, trend, last, f"{len(progress.sessions):,}", source)


class MovementList(PickList[MovementRow]):
    """The movements, those done last first."""

    _widths: tuple[int, ...] = ()

    def rows_changed(self) -> None:
        """The columns are as wide as they need to be."""
        cells = [_NAMES, *(row[1:] for row in self.rows)]
        widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
        self._widths = (min(widths[0], _WIDEST_NAME), *widths[1:])

    def heading_lines(self) -> int:
        """The names of the columns."""
        return 1

    def heading(self, part: int, width: int) -> Content:  # noqa: ARG002 - there is one line
        """The names of the columns."""
        return self._content(_NAMES, [MUTED] * len(_NAMES), width)

    def row_line(self, row: MovementRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """Its name, its best, how it went lately, when it was done last, what the best is from."""
        change = "$primary" if row.trend.startswith("+") or row.trend == "new" else MUTED
        styles = [change if place == _TREND else style for place, style in enumerate(_STYLES)]
        return self._content(row[1:], styles, width)

    def _content(self, texts: tuple[str, ...], styles: list[str], width: int) -> Content:
        cells = []
        for place, (text, style) in enumerate(zip(texts, styles, strict=True)):
            content = Content.styled(text, style).truncate(self._widths[place], ellipsis=True)
            room = self._widths[place] - content.cell_length
            cells.append(content.pad_left(room) if place in _RIGHT else content.pad_right(room))
        while len(cells) > 1 and sum(cell.cell_length + len(_GAP) for cell in cells) - len(_GAP) > width - 1:
            cells.pop()
        return (Content(" ") + Content(_GAP).join(cells)).truncate(width, ellipsis=True)


_TREND: Final = 2


class ProgressScreen(ReadingScreen["WholeProgress", None]):
    """A year, and every movement.

    Args:
        context: with the log.
        wanted: movements of which the first that is there is selected at first.
    """

    DEFAULT_CSS = """
    ProgressScreen {
        #year { display: none; height: 11; padding: 0 1; background: $surface; scrollbar-size-vertical: 0; }
        #movements { height: 1fr; margin: 0 1; }
        &.-year #year { display: block; }
        &.-low.-year #movements { display: none; }
        &.-low.-year #year { height: 1fr; }
        &.-tall #movements { margin: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    KEYS = KEYS
    TALL = 34
    AUTO_FOCUS = "#movements"

    def __init__(self, context: LibraryContext, wanted: Collection[str] = ()) -> None:
        super().__init__("Progress", context)
        self._wanted = wanted
        self._chosen: bool | None = None
        self._year = TextLines(id="year")
        self._year.can_focus = False
        self._movements = MovementList(id="movements")

    def parts(self) -> Iterable[Widget]:
        """The year, and the movements below it."""
        return self._year, self._movements

    def read(self) -> Iterator[WholeProgress | None]:
        """All that came of what was done."""
        now, routines = self._library_context.now(), folders().routines
        with opened(self._library_context.log_file) as store:
            yield None if store is None else whole_progress(store, known_exercises(), now, routines)

    def fit(self) -> None:
        """Decide by the size what stands where."""
        self.set_class(self.size.height < _BOTH, "-low")
        self._show_year()

    def show_found(self) -> None:
        """Show the movements and the year."""
        now, unit = self._library_context.now(), units_of(self.app)
        rows = [movement_row(each, now, unit) for each in self._found.movements] if self._found else []
        wanted = [movement for movement in self._wanted if any(row.progress.movement == movement for row in rows)][:1]
        self._movements.show(
            rows,
            select=lambda row: row.progress.movement in wanted,
            nothing=self.instead("Nothing is logged yet."),
        )
        self._show_year()

    def _show_year(self) -> None:
        width = self.size.width - 2
        if self._found is None or width <= 0:
            return
        is_low = self.has_class("-low")
        self.set_class(not is_low if self._chosen is None else self._chosen, "-year")
        steady = self._found.steadiness
        said = told.steady_text(steady)
        is_whole = self.title_with(said).cell_length <= width - 2 or not self.has_class("-year")
        self.show_title(said if is_whole else "")
        lines = [drawn(line) for line in charts.calendar(steady.minutes, steady.today, width, day_signs(self.app))]
        lines += [] if is_whole else blank_before(paragraph(said, width, MUTED))
        self._year.styles.height = "1fr" if is_low else len(lines) + 1
        self._year.show(lines)

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self._movements.action_move(count)

    def action_year(self) -> None:
        """Show the year, or the list alone."""
        self._chosen = not self.has_class("-year")
        self._show_year()
        self.call_after_refresh(self._movements.focus)

    def on_pick_list_chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Look at the movement under the cursor; where the year stands in the place of the list, at the list."""
        if not self._movements.display:
            self.action_year()
            return
        row = self._movements.selected
        if row is not None:
            self.app.push_screen(MovementScreen(row.progress.movement, row.name, self._library_context, row.progress))
