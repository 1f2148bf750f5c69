"""The last line of a screen: the few keys that matter now, each a button for the mouse too.

Which keys there are is given, and what they do is an action of the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence


class KeyHint(NamedTuple):
    """A key as it is shown, what it does in a word, and the action behind it.

    Where the line is short, the keys of a high `rank` are left out first.
    """

    shown: str
    label: str
    action: str
    rank: int = 0


class KeyLine(Widget):
    """As many keys as there is room for."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        dock: bottom;
        padding: 0 1;
        background: $panel;
        color: $foreground 70%;
    }
    """
    ALLOW_SELECT = False
    auto_links = False

    def __init__(self, keys: Sequence[KeyHint] = ()) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def show(self, keys: Sequence[KeyHint]) -> None:
        """Other keys matter now."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        """The keys in their order, those left out that don't fit."""
        keys = fitting(self._keys, self.size.width)
        return Content("  ").join(_key(key) for key in keys)


def fitting(keys: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """The keys that fit into so many cells, in their order."""
    kept = list(keys)
    while len(kept) > 1 and sum(len(key.shown) + len(key.label) + 3 for key in kept) - 2 > width:
        kept.remove(max(kept, key=lambda key: key.rank))
    return kept


def _key(key: KeyHint) -> Content:
    click = Style.from_meta({"@click": key.action})
    return Content.assemble((key.shown, "bold $primary"), f" {key.label}").stylize(click)
