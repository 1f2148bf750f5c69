"""The live screen's face: the countdown, and what is to be done. It draws what it is given and knows no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from backday_tui import words
from backday_tui.text import clean
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.live.view import LAST_SECONDS, Reading, View
from backday_tui.tui.widgets.glyphs import ROWS, largest, width_of
from backday_tui.tui.widgets.key_line import KeyLine
from backday_tui.tui.widgets.lines import CachedRows, HeaderLine, Paragraphs, TextBlock, TitleLine

if TYPE_CHECKING:
    from backday_tui.tui.widgets.body import BackFigure


# -- room -------------------------------------------------------------------------------------------------------

# What there is room for is a function of the terminal's size alone, so that nothing jumps from one step to the next.

COUNTDOWN_SHARE: Final = 0.44
"""Of the height, what the countdown gets where it can use it."""
LEAST_DIGITS: Final = 3
LOWEST_WITH_DIGITS: Final = 6
MARGIN: Final = 2
"""Rows kept free around digits that can't grow any more."""
LARGE_FROM: Final = 30
"""From this height on the phase and the exercise are written large."""
FORM_WANTED: Final = 11
MUSCLES_FROM: Final = 4
"""From so many rows of the form on, the last of them names the muscles."""
FIGURE_ROWS: Final = 16
"""The picture and the names below it."""
FIGURE_FROM: Final = 70


class Arrangement(NamedTuple):
    """The rows of each part; 0 where it is left out. The countdown gets what is left.

    Where `phase` has none, its word stands before the place. `facts` are the place, what comes, and with a third row,
    above them, the details, which otherwise stand behind the exercise. With a `figure` the muscles are named below it,
    else the last row of four or more of `form` names them.
    """

    head: int = 0
    phase: int = 0
    what: int = 0
    facts: int = 0
    progress: int = 0
    form: int = 0
    keys: int = 0
    figure: bool = False

    @property
    def rows(self) -> int:
        """The rows of all parts but the countdown."""
        return sum(self[:-1])


_IN_ORDER: Final = (
    ("what", 1), ("facts", 1), ("facts", 1), ("progress", 1), ("keys", 1), ("phase", 1), ("form", 2), ("facts", 1),
    ("form", 3), ("head", 1),
)  # fmt: skip
"""The parts with the rows that each asks for, in the order in which they get them: the first survive longest."""
BELOW_DIGITS: Final = 5
"""The rows of the first of these, down to the keys; digits give them room, as long as they are digits."""
_LARGE: Final = (("what", ROWS - 1), ("phase", ROWS - 1))


def arrange(width: int, height: int) -> Arrangement:
    """What to show in so many cells."""
    left = height - countdown_rows(width, height)
    rows = dict.fromkeys((name for name, _ in _IN_ORDER), 0)
    for name, wanted in _IN_ORDER + (_LARGE if height >= LARGE_FROM else ()):
        given = wanted if wanted <= left else 0
        rows[name] += given
        left -= given
    figure = width >= FIGURE_FROM and left + rows["form"] >= FIGURE_ROWS
    if figure:
        rows["form"] = FIGURE_ROWS
    elif rows["form"]:
        rows["form"] += min(left, FORM_WANTED - rows["form"])
    return Arrangement(**rows, figure=figure)


def countdown_rows(width: int, height: int) -> int:
    """What the countdown asks for: its share, unless digits that high are too wide; a line where there is no room."""
    if height < LOWEST_WITH_DIGITS:
        return min(height, 1)
    share = max(LEAST_DIGITS, min(round(height * COUNTDOWN_SHARE), height - BELOW_DIGITS))
    grid = largest("00:00", width, share)
    return min(share, grid.rows + MARGIN) if grid else 1


# -- how far it has come ----------------------------------------------------------------------------------------

_FULL, _HALF, _EMPTY = "━", "╸", "─"
NARROW = 32
"""Below this width the times stand without words."""


class ProgressLine(Widget):
    """The time that the workout took so far, a bar, the time that is left."""

    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        padding: 0 1;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._elapsed, self._left, self._share = "", "", 0.0

    @property
    def text(self) -> str:
        """The two times."""
        return f"{self._elapsed} {self._left}"

    def show(self, elapsed: str, left: str, share: float) -> None:
        """Show the two times, and the share of the whole that is done, from 0 to 1."""
        if (elapsed, left) == (self._elapsed, self._left):
            return
        self._elapsed, self._left, self._share = elapsed, left, min(max(share, 0.0), 1.0)
        self.refresh()

    @property
    def _right(self) -> str:
        return self._left if self.size.width < NARROW else f"{self._left} left"

    def _lengths(self) -> tuple[int, int, int, int]:
        """The cells of the elapsed time, of the bar full and half, and of the time left."""
        start, end = cell_len(self._elapsed), cell_len(self._right)
        room = max(self.size.width - start - end - 2, 0)
        return (start, *divmod(int(self._share * room * 2), 2), end)

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, style)
        start, full, half, end = self._lengths()
        bold = style + Style(bold=True)
        todo = max(width - start - end - 2 - full - half, 0)
        segments = [
            Segment(self._elapsed, bold),
            Segment(f" {_FULL * full}{_HALF * half}", bold),
            Segment(f"{_EMPTY * todo} ", style + Style(dim=True)),
            Segment(self._right, bold),
        ]
        return Strip(segments).adjust_cell_length(width, style)


LEAST_NAME = 6
ALL_FACTS = 3


class Below(CachedRows, Vertical):
    """What stands below the countdown and changes with the step alone.

    A widget that changes each second makes Textual draw all that is not in a container of its own besides.
    """

    DEFAULT_CSS = """
    Below { height: 1fr; }
    """


class Board:
    """All that is seen while a workout runs: the widgets of a screen, told what to show.

    Attributes:
        countdown: the digits.
        keys: the keys that matter now.
    """

    CSS = """
        color: $live-text;
        TitleLine, Countdown { text-style: bold; }
        HeaderLine { padding: 0 1; color: $live-text 70%; }
        TextBlock { width: 1fr; text-align: center; }
        #form { padding: 0 2; }
        Paragraphs { width: 1fr; height: 1fr; }
        BackFigure { width: 50; height: 1fr; margin-left: 2; }
        KeyLine { background: transparent; color: $live-text 75%; }
    """
    """The look of the widgets, to be nested in that of their screen."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._reading: Reading | None = None
        self._room = Size(0, 0)
        self._arrangement = Arrangement()
        self._head = HeaderLine()
        self._phase, self._what = TitleLine(classes="band"), TitleLine(classes="ink")
        self.countdown = Countdown(classes="ink")
        self._progress = ProgressLine(classes="ink")
        self._facts = TextBlock()
        self._paragraphs = Paragraphs()
        self._form = Horizontal(self._paragraphs, id="form")
        self._figure: BackFigure | None = None
        self.keys = KeyLine()

    @property
    def widgets(self) -> tuple[Widget, ...]:
        """The children of the screen, from top to bottom."""
        below = Below(self._what, self._facts, self._form, self.keys)
        return (self._head, self._phase, self.countdown, self._progress, below)

    def fit(self, size: Size) -> None:
        """Choose what there is room for. Told before the first drawing, so that the screen is laid out once."""
        if size == self._room:
            return
        self._room = size
        self._arrangement = shown = arrange(size.width, size.height)
        for widget, rows in (
            (self._head, shown.head),
            (self._phase, shown.phase),
            (self._progress, shown.progress),
            (self._what, shown.what),
            (self._facts, shown.facts),
            (self._form, shown.form),
            (self.keys, shown.keys),
        ):
            widget.display = rows > 0
            widget.styles.height = rows
        self.countdown.fit(size.width, size.height - shown.rows)
        self._draw()

    def _have_figure(self) -> BackFigure:
        """The picture, made when there first is room for it."""
        from backday_tui.tui.widgets.body import BackFigure

        if self._figure is None:
            self._figure = BackFigure()
            if self._form.is_attached:
                self._form.mount(self._figure)
            else:
                self._form.compose_add_child(self._figure)
        return self._figure

    def show(self, view: View) -> None:
        """Show what a step is."""
        self._view = view
        self._draw()

    def show_status(self, status: str) -> None:
        """Show what one hears."""
        self._head.show_right(status)

    def read(self, reading: Reading) -> None:
        """Show the times."""
        self._reading = reading
        view = self._view
        if view is None:
            return
        urgent = reading.left_s is not None and 1 <= reading.left_s <= LAST_SECONDS and view.phase != "paused"
        self.countdown.set_class(urgent and reading.left_s != 2, "band")  # 3 and 1: on, off, on
        self.countdown.show(reading.text, view.word)
        self._progress.show(reading.elapsed, reading.left, reading.share)

    def _draw(self) -> None:
        view, shown = self._view, self._arrangement
        if view is None:
            return
        self._head.show(view.routine)
        self._phase.show(view.word)
        what, details = what_lines(view, self._room.width, large=shown.what >= ROWS, apart=shown.facts >= ALL_FACTS)
        self._what.show(what)
        if self._reading is not None:
            self.read(self._reading)
        has_word = shown.phase or not self.countdown.grid
        place = view.place if has_word else f"{view.word}{words.BETWEEN}{view.place}"
        coming = f"{'Then' if view.is_next else 'Next'}: {view.coming}"
        self._facts.show((details, place, coming) if shown.facts >= ALL_FACTS else (place, coming))
        self._draw_form(view)

    def _draw_form(self, view: View) -> None:
        shown = self._arrangement
        if shown.form:
            names_muscles = shown.form >= MUSCLES_FROM and not shown.figure
            self._paragraphs.show(form_of(view), muscles_line(view) if names_muscles else None)
        if shown.figure:
            self._have_figure().show(view.muscles, view.secondary)
        if self._figure is not None:
            self._figure.display = shown.figure


def what_lines(view: View, width: int, *, large: bool, apart: bool) -> tuple[str, str]:
    """The exercise with its dose, and the line below it.

    Args:
        view: what is shown.
        width: the columns there are.
        large: whether the first may be written large; then the dose goes below where it would not fit.
        apart: whether there is a line below.
    """
    lead = "Next: " if view.is_next else ""
    dose = f"{words.BETWEEN}{view.dose}" if view.dose else ""
    if not apart:
        return _in_one_line(view, lead, dose, width), ""
    details = words.BETWEEN.join(view.details)
    full = f"{lead}{view.name}{dose}"
    if large and not _fits_large(full, width) and _fits_large(view.name, width):
        return view.name, words.BETWEEN.join(part for part in (f"{lead}{view.dose}", details) if part)
    return full if cell_len(full) <= width else _shortened(view, lead, dose, width), details


def _fits_large(text: str, width: int) -> bool:
    columns = width_of(text)
    return columns is not None and columns <= width


def _in_one_line(view: View, lead: str, dose: str, width: int) -> str:
    """As many details as fit behind the dose."""
    for count in range(len(view.details), -1, -1):
        line = "".join((lead, view.name, dose, *(f"{words.BETWEEN}{part}" for part in view.details[:count])))
        if cell_len(line) <= width:
            return line
    return _shortened(view, lead, dose, width)


def _shortened(view: View, lead: str, dose: str, width: int) -> str:
    """A long name gives way before the dose does."""
    return f"{lead}{clean(view.name, max(width - cell_len(dose) - len(lead), LEAST_NAME))}{dose}"


def form_of(view: View) -> list[Content]:
    """The form steps, numbered, and the fault to avoid."""
    steps = [Content.assemble((f"{n}", "bold"), f"  {text}") for n, text in enumerate(view.steps, 1)]
    return [*steps, Content.assemble(("✗", "bold"), f"  {view.avoid}")] if view.avoid else steps


def muscles_line(view: View) -> Content:
    """What is worked first, and second."""
    first, second = (clean(", ".join(names)) for names in (view.muscles, view.secondary))
    if not (first or second):
        return Content("")
    return Content.assemble((first, "bold"), f"{' · also ' if first and second else ''}{second}")
