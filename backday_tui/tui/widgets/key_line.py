"""What the keys of a screen do, said once; and its last line, with the few that matter now.

A screen has a table of `ScreenKey`s. Its bindings, its last line, its page of all keys and its part of docs/keys.md
derive from that. The live screen alone, on which a key means something else from moment to moment, has `Action`s
instead (workout/actions.py).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.keys import format_key
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class ScreenKey:
    """Something that a person can do on a screen.

    Attributes:
        keys: the keys as Textual names them, several with commas between, and the action of each.
        help: a line for the page of all keys and for docs/keys.md; "" keeps it out of there.
        label: a word or two for the last line; "" keeps it out of there.
        rank: where the last line is short, keys of a high rank are left out first.
        shown: the keys as the last line has them; "" for the first one.
        told: the keys as the page of all keys has them; "" for all of them.
        click: the action of a click on the last line; "" for that of the first key.
        after: the label behind which it stands in the last line, where that isn't its place in the table.
        aliases: more keys and their actions, which nobody need be told of.
        priority: whether the screen has the key before the widget that has the focus.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    label: str = ""
    rank: int = 0
    _: KW_ONLY
    shown: str = ""
    told: str = ""
    click: str = ""
    after: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    priority: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The keys by the names that a person knows: a sign for itself, else a word, as "left"."""
        if not self.keys:
            return tuple(self.told.replace(",", "").split())
        keys = [key for several in self.keys for key in several.split(",")]
        signs = map(format_key, keys)
        return tuple(sign if len(sign) == 1 and sign.isascii() else key for key, sign in zip(keys, signs, strict=True))

    @property
    def hint(self) -> KeyHint:
        """The entry of the last line."""
        first = next(iter(self.keys), "").partition(",")[0]
        click = (self.click or next(iter(self.keys.values()))).removeprefix("screen.")
        return KeyHint(self.shown or short_name(first), self.label, f"screen.{click}", self.rank)

    @property
    def help_row(self) -> tuple[str, str]:
        """The row on the page of all keys: the keys, and what they do."""
        return self.told or ", ".join(self.names), self.help


BLANK_ROW = ScreenKey()
"""An empty line on the page of all keys."""


def short_name(key: str) -> str:
    """A key where there is little room: "→" for "right", "^s" for "ctrl+s"."""
    return key if key == "enter" else format_key(key).replace("ctrl+", "^")


def bindings(keys: Iterable[ScreenKey], *, priority: bool = False) -> list[BindingType]:
    """The bindings of a table for Textual; `priority` makes all of them come before the focused widget."""
    return [
        Binding(several, action, show=False, priority=priority or key.priority)
        for key in keys
        for several, action in (*key.keys.items(), *key.aliases.items())
    ]


def hints(keys: Iterable[ScreenKey]) -> list[KeyHint]:
    """The entries of the last line, in their order."""
    shown = [key for key in keys if key.label]
    for key in [key for key in shown if key.after]:
        shown.remove(key)
        shown.insert(1 + [other.label for other in shown].index(key.after), key)
    return [key.hint for key in shown]


def help_rows(keys: Iterable[ScreenKey]) -> list[tuple[str, str]]:
    """The rows of the page of all keys."""
    return [key.help_row for key in keys if key.help or key is BLANK_ROW]


class KeyHint(NamedTuple):
    """A key as it is shown, what it does in a word, and the action behind it.

    Where the line is short, the keys of a high `rank` are left out first.
    """

    shown: str
    label: str
    action: str
    rank: int = 0


class KeyLine(Widget):
    """As many keys as there is room for, each a button for the mouse too."""

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
        """Show these keys instead."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self.refresh()

    def render(self) -> Content:
        """The keys in their order, those left out that don't fit."""
        return Content("  ").join(_button(key) for key in fitting(self._keys, self.size.width))


def fitting(keys: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """The keys that fit into so many cells, in their order."""
    kept = list(keys)
    while len(kept) > 1 and sum(len(key.shown) + len(key.label) + 3 for key in kept) - 2 > width:
        kept.remove(max(kept, key=lambda key: key.rank))
    return kept


def _button(key: KeyHint) -> Content:
    click = Style.from_meta({"@click": key.action})
    return Content.assemble((key.shown, "bold $primary"), f" {key.label}").stylize(click)
