"""The live screen's face: the countdown, and what is to be done. It draws what it is given and knows no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size

from backday_tui import words
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.live.panel import StepPanel
from backday_tui.tui.live.timeline import StepBar, Timeline, times_text
from backday_tui.tui.live.view import LAST_SECONDS, RESTING, Reading, View
from backday_tui.tui.widgets.glyphs import largest
from backday_tui.tui.widgets.key_line import KeyLine
from backday_tui.tui.widgets.lines import CachedRows, HeaderLine, TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from backday_tui.session.plan import Step
    from backday_tui.tui.live.view import Phase


# -- room -------------------------------------------------------------------------------------------------------

# What there is room for is a function of the terminal's size alone, so that nothing jumps from one step to the next.

COUNTDOWN_SHARE: Final = 0.44
"""Of the height, what the countdown gets where it can use it."""
LEAST_DIGITS: Final = 3
LOWEST_WITH_DIGITS: Final = 6
MARGIN: Final = 2
"""Rows kept free around digits that can't grow any more."""
TIMES_FROM: Final = 36
"""From this height on the times have a row of their own below the timeline."""


class Arrangement(NamedTuple):
    """The rows of each part; 0 where it is left out. The countdown gets what is left."""

    head: int = 0
    band: int = 0
    bar: int = 0
    panel: int = 0
    timeline: int = 0
    keys: int = 0

    @property
    def rows(self) -> int:
        """The rows of all parts but the countdown."""
        return sum(self)


_IN_ORDER: Final = ("panel", "band", "panel", "keys", "panel", "bar", "timeline", "panel", "head")
"""The parts in the order in which they get a row: the first survive longest."""
BELOW_DIGITS: Final = 5
"""The rows of the first of these, which digits give room to, as long as they are digits."""


def arrange(width: int, height: int) -> Arrangement:
    """What to show in so many cells."""
    left = height - countdown_rows(width, height)
    rows = dict.fromkeys(Arrangement._fields, 0)
    for name in _IN_ORDER[:left]:
        rows[name] += 1
    left -= sum(rows.values())
    if height >= TIMES_FROM and left:
        rows["timeline"] += 1
        left -= 1
    rows["panel"] += left
    return Arrangement(**rows)


def countdown_rows(width: int, height: int) -> int:
    """What the countdown asks for: its share, unless digits that high are too wide; a line where there is no room."""
    if height < LOWEST_WITH_DIGITS:
        return min(height, 1)
    share = max(LEAST_DIGITS, min(round(height * COUNTDOWN_SHARE), height - BELOW_DIGITS))
    grid = largest("00:00", width, share)
    return min(share, grid.rows + MARGIN) if grid else 1


# -- the phase --------------------------------------------------------------------------------------------------

_SIDES: Final[dict[Phase, str]] = {"prepare": "/ ", "work": "", "rest": "\N{BOX DRAWINGS LIGHT HORIZONTAL}",
                                   "ready": "> ", "late": "! ", "paused": "| ", "over": ""}  # fmt: skip
"""What stands at both sides of the word, so that no phase needs its colour to be told."""
DONE_DOT, OPEN_DOT = "●", "○"
_MOST_DOTS: Final = 12


class PhaseBand(TextLine):
    """The phase in a word, and which set it is, with a dot for each."""

    DEFAULT_CSS = """
    PhaseBand { text-style: bold; }
    """

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._parts: tuple[str, ...] = ()
        self._around = ""

    def show_phase(self, view: View, word: str) -> None:
        """Show the phase by this word, and the place of the step."""
        self.set_class(view.phase != "rest", "band")
        self.set_class(view.phase == "rest", "ink")
        dots = dots_of(view.turn)
        full = "   ".join(part for part in (word, f"{dots} {view.place}" if dots else view.place) if part)
        parts = (full, words.joined(word, view.place))
        if (parts, _SIDES[view.phase]) != (self._parts, self._around):
            self._parts, self._around = parts, _SIDES[view.phase]
            self.refresh()

    def render(self) -> Content:
        width = self.size.width
        text = next((part for part in self._parts if cell_len(part) <= width), self._parts[-1] if self._parts else "")
        free = width - cell_len(text)
        if free < 2:
            return Content(text)
        left, right = (free - 2) // 2, free - 2 - (free - 2) // 2
        around = self._around or " "
        return Content(f"{(around * left)[:left]} {text} {(around * (right + 1))[right % len(around) :][:right]}")


def dots_of(turn: tuple[int, int] | None) -> str:
    """A dot for each set, those done and the running one filled: "●●○"; "" where there are too many, or one."""
    if turn is None or turn[1] > _MOST_DOTS:
        return ""
    return DONE_DOT * turn[0] + OPEN_DOT * (turn[1] - turn[0])


# -- all of it --------------------------------------------------------------------------------------------------


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
        Countdown { text-style: bold; }
        HeaderLine { padding: 0 1; color: $live-text 70%; }
        Below KeyLine { background: transparent; color: $live-text 75%; }
        .timeline--timed, .timeline--reps, .timeline--warmup { color: $work-ink; }
        .timeline--rest { color: $rest-ink; }
        .timeline--lead { color: $prepare-ink; }
    """
    """The look of the widgets, to be nested in that of their screen."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._reading: Reading | None = None
        self._room = Size(0, 0)
        self._arrangement = Arrangement()
        self._head = HeaderLine()
        self._band = PhaseBand()
        self.countdown = Countdown(classes="ink")
        self._bar = StepBar(classes="ink")
        self._panel = StepPanel()
        self._timeline = Timeline()
        self.keys = KeyLine()

    @property
    def widgets(self) -> tuple[Widget, ...]:
        """The children of the screen, from top to bottom."""
        below = Below(self._panel, self._timeline, self.keys)
        return (self._head, self._band, self.countdown, self._bar, below)

    def fit(self, size: Size) -> None:
        """Choose what there is room for. Told before the first drawing, so that the screen is laid out once."""
        if size == self._room:
            return
        self._room = size
        self._arrangement = shown = arrange(size.width, size.height)
        for widget, rows in (
            (self._head, shown.head),
            (self._band, shown.band),
            (self._bar, shown.bar),
            (self._panel, shown.panel),
            (self._timeline, shown.timeline),
            (self.keys, shown.keys),
        ):
            widget.display = rows > 0
            widget.styles.height = rows
        self.countdown.fit(size.width, size.height - shown.rows)
        self._panel.fit(size.width, shown.panel)
        self._draw()

    def show(self, view: View, steps: Sequence[Step], index: int) -> None:
        """Show what a step is, and where it lies among all steps."""
        self._view = view
        self._timeline.show(steps, index)
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
        self.countdown.show(reading.text, view.word, hollow=view.phase in RESTING)
        text = "" if self._arrangement.timeline else times_text(reading.left, reading.ends, self._room.width)
        self._bar.show(reading.share, text)
        self._timeline.read(reading.share, reading.elapsed, reading.left, reading.ends)

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        self._head.show(view.routine)
        if self._reading is not None:
            self.read(self._reading)
        self._band.show_phase(view, view.word if self.countdown.grid else "")
        self._panel.show(view)
