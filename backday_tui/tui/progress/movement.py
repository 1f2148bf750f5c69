"""A movement: what was best and when, what was lifted for so many reps, a chart of it over time, the last sessions.

It is read in a thread. Charts come with this module, so it is imported when the first one is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.style import Style

from backday_tui.history.log import opened
from backday_tui.history.progress_log import progress_of
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training import progress_text as told
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import (
    PageLines,
    TextLine,
    beside,
    blank_before,
    can_draw,
    has_few_colours,
    paragraph,
)
from backday_tui.tui.widgets.pick_list import MUTED
from backday_tui.tui.widgets.reading import ReadingPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from textual.app import App
    from textual.events import Click
    from textual.widget import Widget

    from backday_tui.charts import ChartLine, Ink, Signs
    from backday_tui.settings import Units
    from backday_tui.training.progress import MovementProgress
    from backday_tui.tui.args import LibraryContext

KEYS: Final = (
    ScreenKey(
        {"right": "other(1)", "left": "other(-1)"}, "another chart: e1RM, top set, most reps, longest hold, volume",
        "chart", 2, shown="←→", click="other(1)", aliases={"tab": "other(1)", "shift+tab": "other(-1)"},
    ),
    ScreenKey({"up": "scroll(-1)", "down": "scroll(1)"}, "up and down the page; page up, page down, home and end too"),
    HELP_KEY,
    ScreenKey({"escape,q,g": "leave"}, "back", "back", 1),
)  # fmt: skip
INK_STYLES: Final[Mapping[Ink, str]] = {
    "text": "bold $secondary", "axis": MUTED, "line": "$primary", "best": "bold $accent", "faint": MUTED,
    "level1": "$primary 35%", "level2": "$primary 55%", "level3": "$primary 78%", "level4": "$primary", "today": "bold",
}  # fmt: skip
_MOST_NAME: Final = 120
_MOST_DATE, _MOST_SHOWN_SETS = 12, 60
_TWO_COLUMNS: Final = 100
_LEAST_CHART, _FITTING_CHART, _MOST_CHART, _SHARE_OF_CHART = 6, 10, 24, 0.5
"""The lines of the chart: where all else doesn't fit beside it, and it would have less than a few, a part of them."""
_GAP: Final = "  "


def drawn(line: ChartLine) -> Content:
    """A line of a picture."""
    return Content.assemble(*((part.text, INK_STYLES[part.ink]) for part in line))


def day_signs(app: App[object]) -> Signs:
    """What the days of a year are drawn by."""
    if not can_draw():
        return "ascii"
    return "shades" if has_few_colours(app) else "squares"


def units_of(app: App[object]) -> Units:
    """The person's unit."""
    return app.preferences.units if isinstance(app, BackdayHost) else "kg"


class ChartTabs(TextLine):
    """The charts that there are, by name, that which is shown marked; a click shows one."""

    _PLACE: ClassVar = "chart"

    class Picked(Message):
        """One was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def show_tabs(self, titles: Sequence[str], place: int) -> None:
        """Show these."""
        tabs = [
            Content.styled(f" {title} ", "bold $background on $primary" if number == place else MUTED).stylize(
                Style.from_meta({self._PLACE: number})
            )
            for number, title in enumerate(titles)
        ]
        self.show(Content(" ").join(tabs))

    def on_click(self, event: Click) -> None:
        """Say which."""
        place: int | None = event.style.meta.get(self._PLACE)
        if place is not None:
            event.stop()
            self.post_message(self.Picked(place))


class MovementScreen(ReadingPage["MovementProgress"]):
    """All that came of a movement.

    Args:
        movement: what it is kept under.
        name: what it is called.
        context: with the log.
        progress: what came of it, where that was read already.
    """

    DEFAULT_CSS = """
    MovementScreen {
        #charts { padding: 0 1; background: $surface; }
        #page { padding: 0 0 0 2; }
        &.-tall #title { height: 2; padding: 1 2 0 2; }
        &.-tall #charts { height: 2; padding: 0 1 1 1; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    KEYS = KEYS
    TALL = 30

    def __init__(
        self, movement: str, name: str, context: LibraryContext, progress: MovementProgress | None = None
    ) -> None:
        super().__init__(clean(name, _MOST_NAME), context)
        self._movement = movement
        self._known = progress
        self._place = 0
        self._tabs = ChartTabs(id="charts")

    def parts(self) -> Iterable[Widget]:
        """The names of the charts, and the page."""
        return self._tabs, *super().parts()

    def read(self) -> Iterator[MovementProgress | None]:
        """What came of the movement; where that was read before, its series are reckoned."""
        context, found = self._library_context, self._known
        if found is None:
            with opened(context.log_file) as store:
                if store is not None:
                    found = progress_of(store, known_exercises(), self._movement, context.now())
        if found is not None:
            found.series  # noqa: B018 -- it is kept: the screen needn't wait for it
        yield found

    def show_found(self) -> None:
        """Lay all of it out for the size that the page has."""
        done, width = self._found, self.page.scrollable_content_region.width - 1
        if width < 1:
            return
        if done is None or not done.sessions:
            self.page.show(paragraph(self.instead(f"{self._called} was never done."), width, MUTED))
            return
        now = self._library_context.now()
        self.show_title(told.count_text(done, now))
        titles = [told.title_of(done, each.kind, each.of) for each in done.series]
        self._tabs.show_tabs(titles, self._place)
        self.page.show(movement_page(done, self._place, (width, self.page.size.height), now, units_of(self.app)))

    # What the person does.

    def action_other(self, by: int) -> None:
        """Show another chart."""
        if self._found is not None and self._found.series:
            self._place = (self._place + by) % len(self._found.series)
            self.show_found()

    def on_chart_tabs_picked(self, event: ChartTabs.Picked) -> None:
        self._place = event.place
        self.show_found()


def movement_page(
    done: MovementProgress,
    place: int,
    size: tuple[int, int],
    now: datetime,
    unit: Units,
    *,
    unicode: bool | None = None,
) -> PageLines:
    """All of it as lines.

    Args:
        done: what came of the movement.
        place: which of its series is drawn.
        size: the width of the lines, and how many are seen at once.
        now: the time of day.
        unit: of weights.
        unicode: whether signs beyond ASCII can be drawn; None for what the terminal says of itself.
    """
    width, height = size
    bests, maxes = _best_lines(done, now, unit), _rep_max_lines(done, now, unit)
    if width >= _TWO_COLUMNS and maxes:
        start = max(width // 2, max(line.cell_length for line in bests) + 4)
        lines = blank_before(beside(bests, maxes, start))
    else:
        lines = [*blank_before(bests), *blank_before(maxes)]
    lines += blank_before(_session_lines(done, now))
    if done.series:
        fitting = height - len(lines)
        chart_height = fitting if fitting >= _FITTING_CHART else max(round(height * _SHARE_OF_CHART), _LEAST_CHART)
        signs = can_draw() if unicode is None else unicode
        size = width, min(chart_height, _MOST_CHART)
        chart = told.series_chart(done, done.series[place], size, unit, unicode=signs)
        lines = [*map(drawn, chart), *lines]
    return [line.truncate(width, ellipsis=True) for line in lines]


def _best_lines(done: MovementProgress, now: datetime, unit: Units) -> PageLines:
    rows = told.best_rows(done, now, unit)
    if not rows:
        return [Content.styled(told.NONE_JUDGED, MUTED)]
    return [Content.styled("Best", "bold $secondary"), *columns(rows, ("", "bold", MUTED), right=(1,))]


def _rep_max_lines(done: MovementProgress, now: datetime, unit: Units) -> PageLines:
    rows = told.rep_max_rows(done, now, unit)
    if not rows:
        return []
    headings = ("rep max", "lifted", "from", "by the e1RM")
    head, *lines = columns([headings, *rows], ("", "bold", MUTED, ""), right=(0, 1, 3))
    return [Content.styled(head.plain, "bold $secondary"), *lines]


def _session_lines(done: MovementProgress, now: datetime) -> PageLines:
    lines = columns(
        told.last_session_rows(done, now), (MUTED, "bold", MUTED, "$accent"), most=(_MOST_DATE, _MOST_SHOWN_SETS)
    )
    return [Content.styled("Last sessions", "bold $secondary"), *lines]


def columns(
    rows: Iterable[Sequence[str]], styles: Sequence[str], *, right: Sequence[int] = (), most: Sequence[int] = ()
) -> PageLines:
    """Cells side by side, each column as wide as its widest; those in `right` end at the right, `most` limits some."""
    rows = list(rows)
    widths = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    widths = [min(width, limit) for width, limit in zip(widths, [*most, *widths[len(most) :]], strict=True)]

    def cell(text: str, place: int) -> Content:
        content = Content.styled(text, styles[place]).truncate(widths[place], ellipsis=True)
        room = widths[place] - content.cell_length
        return content.pad_left(room) if place in right else content.pad_right(room)

    return [
        Content(_GAP).join(cell(text, place) for place, text in enumerate(row) if widths[place]).rstrip()
        for row in rows
    ]
