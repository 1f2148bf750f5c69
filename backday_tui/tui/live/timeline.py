"""How far it has come: a bar of the step that runs, and a line of all steps of the workout, which one can click.

Each step is as wide as it takes time, and its kind is told by shape and colour. It is laid out anew with a step; in
between nothing but the cell under the cursor changes. Where the steps lie, in cells, is worked out without a screen.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from backday_tui import words
from backday_tui.session.plan import TIMED
from backday_tui.tui.widgets.lines import CachedRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.events import Click

    from backday_tui.session.plan import Step

_FULL, _HALF, _EMPTY = "━", "╸", "─"
_LEFT_FROM, _ENDS_FROM = 50, 32
"""From these widths on it is said how long it takes yet, and that the time of day is the end of it."""


def times_text(left: str, ends: str, width: int) -> str:
    """How long it takes yet, and when it is over, for a row so many cells wide: "17 min left · ends 18:42", "18:42"."""
    if not ends or width < _ENDS_FROM:
        return ends
    return words.joined(left if width >= _LEFT_FROM else "", f"ends {ends}")


class StepBar(CachedRows, Widget):
    """How much of the step is over; behind it a text, where it has one."""

    DEFAULT_CSS = """
    StepBar { height: 1; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._share, self._text = 0.0, ""
        self._halves = -1

    def show(self, share: float, text: str = "") -> None:
        """Show a share from 0 to 1; of the bar only the cells that are others are drawn."""
        self._share = min(max(share, 0.0), 1.0)
        before, self._halves = self._halves, int(self._share * 2 * self._room(text))
        if text != self._text or before < 0:
            self._text = text
            self.refresh()
        elif before != self._halves:
            first, last = sorted((before // 2, self._halves // 2))
            self.refresh(Region(first, 0, last - first + 1, 1))

    def _room(self, text: str) -> int:
        return max(self.size.width - (cell_len(text) + 1 if text else 0), 0)

    def on_resize(self) -> None:
        self._halves = int(self._share * 2 * self._room(self._text))

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, style)
        room = self._room(self._text)
        full, half = divmod(int(self._share * 2 * room), 2)
        bold = style + Style(bold=True)
        segments = [
            Segment(f"{_FULL * full}{_HALF * half}", bold),
            Segment(_EMPTY * max(room - full - half, 0), style + Style(dim=True)),
            Segment(f" {self._text}" if self._text else "", bold),
        ]
        return Strip(segments).adjust_cell_length(width, style)


StepShape = Literal["timed", "reps", "warmup", "lead", "rest"]
_SHAPES: Final[dict[StepShape, tuple[str, str]]] = {
    "timed": ("▐", "█"), "reps": ("▗", "▄"), "warmup": ("▃", "▃"), "lead": ("▂", "▂"), "rest": ("▁", "▁"),
}  # fmt: skip
"""Of each kind the cell that a step begins with, and its others: work stands higher, and apart from what is before; a
warm-up set less high."""
_CURSOR: Final = "┃"


class TimelineCell(NamedTuple):
    """A cell of the timeline: the index of the step that lies there, what it looks like, whether it begins there."""

    step: int
    shape: StepShape
    is_first: bool

    @property
    def glyph(self) -> str:
        """The character."""
        return _SHAPES[self.shape][0 if self.is_first else 1]


def shape_of(step: Step) -> StepShape:
    """What a step looks like."""
    if step.kind == "rest":
        return "rest"
    if not step.is_work:
        return "lead"
    if step.warmup:
        return "warmup"
    return "timed" if step.kind in TIMED else "reps"


def cells_of(steps: Sequence[Step], width: int) -> tuple[TimelineCell, ...]:
    """So many cells, each with the step that runs in the middle of its time."""
    ends = list(accumulate(step.estimate_s for step in steps))
    if not (steps and ends[-1] and width > 0):
        return ()
    places = (min(bisect_right(ends, (cell + 0.5) / width * ends[-1]), len(steps) - 1) for cell in range(width))
    return tuple(_with_firsts(steps, places))


def _with_firsts(steps: Sequence[Step], places: Iterator[int]) -> Iterator[TimelineCell]:
    before = -1
    for place in places:
        yield TimelineCell(place, shape_of(steps[place]), place != before)
        before = place


class Timeline(CachedRows, Widget):
    """All steps of the workout as a line, a cursor where it is, and how long it takes yet.

    In one row the times stand behind the line, in two below it.
    """

    DEFAULT_CSS = """
    Timeline { height: 1; padding: 0 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{shape}" for shape in _SHAPES}
    ALLOW_SELECT = False

    class Pressed(Message):
        """The step with this index was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self._ends: list[int] = []
        self._cells: tuple[TimelineCell, ...] = ()
        self._index, self._share = 0, 0.0
        self._elapsed, self._left, self._finish = "", "", ""
        self._cursor = 0

    def show(self, steps: Sequence[Step], index: int) -> None:
        """Show these steps, of which that with this index runs."""
        if steps is not self._steps:
            self._steps = steps
            self._ends = list(accumulate((step.estimate_s for step in steps), initial=0))
            self._lay_out()
            self.refresh()
        elif index != self._index:
            self.refresh()
        self._index = index

    def read(self, share: float, elapsed: str, left: str, ends: str) -> None:
        """Show how much of the step is over, from 0 to 1, and the times; only cells that are others are drawn."""
        self._share = min(max(share, 0.0), 1.0)
        if (elapsed, left, ends) != (self._elapsed, self._left, self._finish):
            self._elapsed, self._left, self._finish = elapsed, left, ends
            self._lay_out()
            self.refresh()
        before, self._cursor = self._cursor, self._cursor_now()
        if before != self._cursor:
            rows = self.size.height
            first, last = sorted((before, self._cursor))
            self.refresh(Region(first, 0, last - first + 1, rows))

    def on_resize(self) -> None:
        # Textual may have drawn the new size before it tells of it, with the cells of the old one.
        self._lay_out()
        self.refresh()

    @property
    def _room(self) -> int:
        """The cells of the line of steps."""
        width = self.size.width
        return width if self.size.height > 1 or not self._text else max(width - cell_len(self._text) - 1, 0)

    @property
    def _text(self) -> str:
        """The times, for the end of the line."""
        return times_text(self._left, self._finish, self.size.width)

    def _lay_out(self) -> None:
        self._cells = cells_of(self._steps, self._room)
        self._cursor = self._cursor_now()

    def _cursor_now(self) -> int:
        """The cell that the workout has come to."""
        if not self._cells or not self._ends[-1] or self._index >= len(self._steps):
            return 0
        at_s = self._ends[self._index] + self._share * self._steps[self._index].estimate_s
        return min(int(at_s / self._ends[-1] * len(self._cells)), len(self._cells) - 1)

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        if not self._cells:
            return Strip.blank(width, style)
        if y:
            return self._times(width, style)
        segments = list(self._line(style))
        if self.size.height == 1:
            segments.append(Segment(f" {self._text}", style + Style(bold=True)))
        return Strip(segments).adjust_cell_length(width, style)

    def _line(self, style: Style) -> Iterator[Segment]:
        """What is over is faint."""
        colours = {shape: self.get_component_rich_style(f"timeline--{shape}", partial=True) for shape in _SHAPES}
        shown = [(cell.shape, place < self._cursor, place == self._cursor) for place, cell in enumerate(self._cells)]
        place = 0
        for (shape, is_over, is_now), run in groupby(shown):
            length = len(list(run))
            text = "".join(cell.glyph for cell in self._cells[place : place + length])
            look = Style(bold=True) if is_now else colours[shape] + Style(dim=is_over)
            yield Segment(_CURSOR if is_now else text, style + look)
            place += length

    def _times(self, width: int, style: Style) -> Strip:
        start, end = self._elapsed, self._text
        room = width - cell_len(start) - cell_len(end)
        if room < 1:
            return Strip([Segment(end, style)]).adjust_cell_length(width, style)
        middle = [" "] * room
        if 0 <= self._cursor - cell_len(start) < room:
            middle[self._cursor - cell_len(start)] = "▲"
        return Strip([Segment(f"{start}{''.join(middle)}{end}", style)], width)

    def on_click(self, event: Click) -> None:
        """Say which step was clicked to whoever owns the workout; a double click is one."""
        place = event.x - self.gutter.left
        if event.chain == 1 and 0 <= place < len(self._cells):
            self.post_message(self.Pressed(self._cells[place].step))
