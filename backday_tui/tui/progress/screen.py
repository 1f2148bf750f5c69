"""What came of all that was done: the weeks of a year by minutes trained, and every movement with its best.

It is read in a thread. A movement is opened on a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual import work
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from backday_tui import charts, words
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.history.log import opened
from backday_tui.history.progress_log import whole_progress
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import progress_text as told
from backday_tui.tui.progress.movement import MovementScreen, day_signs, drawn, units_of
from backday_tui.tui.widgets.dialog import KeysScreen
from backday_tui.tui.widgets.key_line import HELP_KEY, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import TextLine, TextLines, blank_before, paragraph
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.events import Resize

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
_TALL: Final = 24
"""From so many lines on the year and the list stand one above the other, unless somebody wants it otherwise."""
_AIRY: Final = 34
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
    trend = told.change_text(progress, now, unit)
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


class ProgressRead(Message):
    """What the thread found; None where nothing was ever logged, or why the log can't be read."""

    def __init__(self, whole: WholeProgress | None, trouble: str = "") -> None:
        super().__init__()
        self.whole = whole
        self.trouble = trouble


class ProgressScreen(Screen[None]):
    """A year, and every movement.

    Args:
        context: with the log.
        wanted: movements of which the first that is there is selected at first.
    """

    DEFAULT_CSS = """
    ProgressScreen {
        layout: vertical;
        #summed { padding: 0 2; background: $surface; }
        #year { display: none; height: 11; padding: 0 1; background: $surface; scrollbar-size-vertical: 0; }
        #movements { height: 1fr; margin: 0 1; }
        &.-year #year { display: block; }
        &.-low.-year #movements { display: none; }
        &.-low.-year #year { height: 1fr; }
        &.-airy #summed { height: 3; padding: 1 2; }
        &.-airy #movements { margin: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#movements"

    def __init__(self, context: LibraryContext, wanted: Collection[str] = ()) -> None:
        super().__init__()
        self._library_context = context
        self._wanted = wanted
        self._whole: WholeProgress | None = None
        self._chosen: bool | None = None
        self._summed = TextLine(Content.styled("Progress", "bold $primary"), id="summed")
        self._year = TextLines(id="year")
        self._year.can_focus = False
        self._movements = MovementList(id="movements")

    def compose(self) -> ComposeResult:
        yield self._summed
        yield self._year
        yield self._movements
        yield KeyLine(hints(KEYS))

    def on_mount(self) -> None:
        """Read the log once the screen is there."""
        self._movements.show((), nothing="Reading…")
        self.call_after_refresh(self._read)

    def on_resize(self, event: Resize) -> None:
        """Decide by the size what stands where."""
        height = event.size.height
        self.set_class(height < _TALL, "-low")
        self.set_class(height >= _AIRY, "-airy")
        self._show_year()

    @work(thread=True, exclusive=True, group="progress")
    def _read(self) -> None:
        context = self._library_context
        try:
            with opened(context.log_file) as store:
                found = (
                    None
                    if store is None
                    else whole_progress(store, known_exercises(), context.now(), folders().routines)
                )
            self.post_message(ProgressRead(found))
        except BackdayError as error:
            self.post_message(ProgressRead(None, str(error)))

    def on_progress_read(self, message: ProgressRead) -> None:
        """Show what was found, or why there is nothing."""
        self._whole = message.whole
        now, unit = self._library_context.now(), units_of(self.app)
        rows = [movement_row(each, now, unit) for each in message.whole.movements] if message.whole else []
        wanted = [movement for movement in self._wanted if any(row.progress.movement == movement for row in rows)][:1]
        self._movements.show(
            rows,
            select=lambda row: row.progress.movement in wanted,
            nothing=clean(message.trouble, 400) or "Nothing is logged yet.",
        )
        self._show_year()

    def _show_year(self) -> None:
        is_low = self.has_class("-low")
        self.set_class(not is_low if self._chosen is None else self._chosen, "-year")
        width = self.size.width - 2
        if self._whole is not None and width > 0:
            steady = self._whole.steadiness
            said = Content.styled(told.steady_text(steady), MUTED)
            summed = Content.assemble(("Progress", "bold $primary"), "   ", said)
            is_whole = summed.cell_length <= width - 2 or not self.has_class("-year")
            self._summed.show(summed if is_whole else Content.styled("Progress", "bold $primary"))
            lines = [drawn(line) for line in charts.calendar(steady.minutes, steady.today, width, day_signs(self.app))]
            lines += [] if is_whole else blank_before(paragraph(said.plain, width, MUTED))
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

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(KEYS))

    def action_leave(self) -> None:
        self.dismiss(None)
