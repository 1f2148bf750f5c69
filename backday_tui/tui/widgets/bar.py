"""How far a workout has come, as a bar that is drawn anew only when it has grown by half a cell."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

_FULL, _HALF, _EMPTY = "━", "╸", "─"


class Bar(Widget):
    """A thin bar of its widget's width."""

    DEFAULT_CSS = """
    Bar {
        height: 1;
        text-wrap: nowrap;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._share = 0.0

    def show(self, share: float) -> None:
        """Show what is done: from 0 to 1."""
        shown = self._halves
        self._share = min(max(share, 0.0), 1.0)
        if self._halves != shown:
            self.refresh()

    @property
    def _halves(self) -> int:
        return int(self._share * self.size.width * 2)

    def render(self) -> Content:
        """Full cells, half a cell, and the way to go."""
        full, half = divmod(self._halves, 2)
        done = _FULL * full + _HALF * half
        return Content.assemble((done, "bold"), (_EMPTY * (self.size.width - full - half), "dim"))
