"""Widgets that cost nothing while they stand still.

Each second something on the live screen changes, and Textual then asks every visible widget for its rows, and each
looks up its styles to find that nothing is new. These hand out the rows that they handed out before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget
else:
    Widget = object
    """Textual takes the CSS of the first base that is a widget: this one must not be it."""


class Still(Widget):
    """Keeps its rows until it is refreshed, its style changes or another part of it is asked for.

    A class of widgets has it as its first base.
    """

    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, as Textual asks for them."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, super().render_lines(crop))
        return self._kept[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, see Widget.refresh."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """A style of this or of what it stands on has changed."""
        self._kept = None
        super().notify_style_update()
