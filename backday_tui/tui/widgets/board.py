"""The live screen's face: the countdown, and what is to be done. It draws what it is given and knows no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical
from textual.content import Content

from backday_tui.text import clean
from backday_tui.tui.arrangement import Arrangement, arrange
from backday_tui.tui.view import LAST_SECONDS, Reading, View
from backday_tui.tui.widgets.bar import Bar
from backday_tui.tui.widgets.countdown import Countdown
from backday_tui.tui.widgets.figure import BackFigure
from backday_tui.tui.widgets.key_line import KeyLine
from backday_tui.tui.widgets.letters import ROWS, width_of
from backday_tui.tui.widgets.line import Headline, Line, Paragraphs
from backday_tui.tui.words import BETWEEN

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

LEAST_NAME = 6
NARROW = 32
"""Below this width the times beside the bar stand alone."""


class Board(Vertical):
    """All that is seen while a workout runs."""

    DEFAULT_CSS = """
    Board {
        color: $live-text;
        Line { width: 1fr; }
        #head { height: 1; color: $live-text 70%; padding: 0 1; }
        #status { text-align: right; }
        Headline { text-style: bold; }
        #details, #place, #coming { text-align: center; }
        #coming { color: $live-text 75%; }
        #progress { height: 1; padding: 0 1; }
        #elapsed { width: auto; min-width: 5; }
        #left { width: auto; min-width: 5; text-align: right; }
        Bar { width: 1fr; margin: 0 1; }
        #form { padding: 0 2; }
        Paragraphs { width: 1fr; height: 1fr; }
        BackFigure { width: 50; height: 1fr; margin-left: 2; }
        #muscles { padding: 0 2; color: $live-text 75%; }
        KeyLine { background: transparent; color: $live-text 75%; link-color: $live-text 75%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._reading: Reading | None = None
        self._arrangement = Arrangement()
        self.countdown = Countdown()
        self.keys = KeyLine()
        self._lines = {name: Line(id=name) for name in ("details", "place", "coming", "muscles")}
        self._lines |= {name: Headline(id=name) for name in ("phase", "what")}
        self._routine, self._status = Line(id="routine"), Line(id="status")
        self._elapsed, self._bar, self._left = Line(id="elapsed"), Bar(), Line(id="left")
        self._form, self._figure = Paragraphs(), BackFigure()
        self._rows = {
            "head": Horizontal(self._routine, self._status, id="head"),
            "progress": Horizontal(self._elapsed, self._bar, self._left, id="progress"),
            "form": Horizontal(self._form, self._figure, id="form"),
            "keys": self.keys,
            **self._lines,
        }

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        rows = self._rows
        yield from (rows["head"], rows["phase"], self.countdown)
        yield from (
            rows[name] for name in ("what", "details", "place", "coming", "progress", "form", "muscles", "keys")
        )

    def on_resize(self, event: events.Resize) -> None:
        """Other room, another choice of parts."""
        self._arrangement = arrange(event.size.width, event.size.height)
        for name, widget in self._rows.items():
            rows = getattr(self._arrangement, name)
            widget.display = rows > 0
            widget.styles.height = rows
        self._figure.display = self._arrangement.figure
        self._draw()

    def show(self, view: View) -> None:
        """Show what a step is."""
        self._view = view
        self._draw()

    def show_status(self, status: str) -> None:
        """Show what one hears."""
        self._status.show(status)

    def read(self, reading: Reading) -> None:
        """Show the times."""
        self._reading = reading
        view = self._view
        if view is None:
            return
        urgent = reading.left_s is not None and 1 <= reading.left_s <= LAST_SECONDS and view.phase != "paused"
        self.countdown.set_class(urgent and reading.left_s != 2, "-pulse")  # noqa: PLR2004 - 3 and 1: on, off, on
        self.countdown.show(reading.text, view.word)
        self._bar.show(reading.share)
        self._show_times(reading)

    def _show_times(self, reading: Reading) -> None:
        left = reading.left if self.size.width < NARROW else f"{reading.left} left"
        for line, text in ((self._elapsed, reading.elapsed), (self._left, left)):
            if cell_len(text) != cell_len(line.text):
                line.styles.width = cell_len(text)
            line.show(text)

    def _draw(self) -> None:
        view, shown = self._view, self._arrangement
        if view is None:
            return
        width = self.size.width
        self._routine.show(view.routine)
        self._lines["phase"].show(view.word)
        what, details = what_lines(view, width, large=shown.what >= ROWS, apart=shown.details > 0)
        self._lines["what"].show(what)
        self._lines["details"].show(details)
        has_word = shown.phase or not self.countdown.is_large
        self._lines["place"].show(view.place if has_word else f"{view.word}{BETWEEN}{view.place}")
        self._lines["coming"].show(f"{'Then' if view.is_next else 'Next'}: {view.coming}")
        self._lines["muscles"].show(muscles_line(view))
        if shown.form:
            self._form.show(form_of(view))
        if shown.figure:
            self._figure.show(view.muscles, view.secondary)
        if self._reading is not None:
            self.read(self._reading)


def what_lines(view: View, width: int, *, large: bool, apart: bool) -> tuple[str, str]:
    """The exercise with its dose, and the line below it.

    Args:
        view: what is shown.
        width: the columns there are.
        large: whether the first may be written large; then the dose goes below where it would not fit.
        apart: whether there is a line below.
    """
    lead = "Next: " if view.is_next else ""
    dose = f"{BETWEEN}{view.dose}" if view.dose else ""
    if not apart:
        return _in_one_line(view, lead, dose, width), ""
    details = BETWEEN.join(view.details)
    full = f"{lead}{view.name}{dose}"
    if large and not _fits_large(full, width) and _fits_large(view.name, width):
        return view.name, BETWEEN.join(part for part in (f"{lead}{view.dose}", details) if part)
    return full if cell_len(full) <= width else _shortened(view, lead, dose, width), details


def _fits_large(text: str, width: int) -> bool:
    columns = width_of(text)
    return columns is not None and columns <= width


def _in_one_line(view: View, lead: str, dose: str, width: int) -> str:
    """As many details as fit behind the dose."""
    for count in range(len(view.details), -1, -1):
        line = "".join((lead, view.name, dose, *(f"{BETWEEN}{part}" for part in view.details[:count])))
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
