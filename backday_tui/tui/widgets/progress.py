"""How far a workout has come: the time it took so far, a bar, the time that is left. One line, one widget."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

_FULL, _HALF, _EMPTY = "━", "╸", "─"
NARROW = 32
"""Below this width the times stand without words."""


class Progress(Widget):
    """The whole workout's progress."""

    DEFAULT_CSS = """
    Progress {
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
        """The line, as Textual asks for it."""
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
