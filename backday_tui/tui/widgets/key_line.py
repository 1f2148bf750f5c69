"""What the keys of a screen do, said once; and its last line, with the few that matter now.

A screen has a table of `ScreenKey`s. Its bindings, its last line, its page of all keys and its part of docs/keys.md
derive from that. The live screen alone, on which a key means something else from moment to moment, has `Action`s
instead (workout/actions.py).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.keys import format_key
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.events import Click, Key
    from textual.screen import Screen

    from backday_tui.key_presses import KeyRule


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
        click: the action of a click, on the last line and on the page of all keys; "" for that of the first key.
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
        repeats = first in FREE_KEYS or _name_of_action(self.action) in FREE_ACTIONS
        return KeyHint(self.shown or short_name(first), self.label, self.action, self.rank, repeats)

    @property
    def action(self) -> str:
        """What a click does, as a screen knows it; "" where there is nothing to do."""
        return on_screen(self.click or next(iter(self.keys.values()), ""))

    @property
    def help_row(self) -> tuple[str, str]:
        """The row on the page of all keys: the keys, and what they do."""
        return self.told or ", ".join(self.names), self.help


BLANK_ROW = ScreenKey()
"""An empty line on the page of all keys."""
HELP_KEY = ScreenKey({"question_mark": "help"}, label="help")
"""Opens the page of all keys. It never gives way, so that a finger reaches whatever the screen can do."""


def on_screen(action: str) -> str:
    """An action as one of the screen on top, where it isn't said to be another's."""
    return action if not action or "." in action.partition("(")[0] else f"screen.{action}"


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


def help_rows(keys: Iterable[ScreenKey]) -> list[ScreenKey]:
    """Those that the page of all keys tells of."""
    return [key for key in keys if key.help or key is BLANK_ROW]


FREE_KEYS: Final = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "plus", "equals_sign", "minus"}
    | {"left_square_bracket", "right_square_bracket", "backspace"}
)
"""Keys that move or change by a step, with shift, alt and ctrl too: they may come as often as somebody likes."""
FREE_ACTIONS: Final = frozenset(
    {"move", "move_entry", "turn", "other", "go", "find_next", "accept", "suggest", "undo", "redo"}
    | {"scroll_down", "scroll_up"}
)
"""What is as free by whichever key."""


def rule_of(screen: Screen[Any], key: Key) -> KeyRule:
    """How often a key acts: what types, moves or undoes as often as somebody likes, what commands once a press.

    A screen on which that depends on more than its bindings says so in `rule_of_key`, which gives None where it doesn't
    know better. Whatever is typed into has `TAKES_TEXT`.
    """
    says = getattr(screen, "rule_of_key", None)
    known: KeyRule | None = says(key) if says is not None else None
    return known or ("free" if _is_free(screen, key) else "once")


def _is_free(screen: Screen[Any], key: Key) -> bool:
    field = screen.focused if getattr(screen.focused, "TAKES_TEXT", False) else None
    if field is not None and field.check_consume_key(key.key, key.character):
        return True
    if _name_of(key.key) in FREE_KEYS:
        return True
    active = screen.active_bindings.get(key.key)
    if active is None:
        return field is not None  # enter begins a line in a text
    name = _name_of_action(active.binding.action)
    return name in FREE_ACTIONS or (active.node is field and name != "submit")


def _name_of(key: str) -> str:
    """A key without shift, alt and ctrl."""
    return key.rpartition("+")[2]


def _name_of_action(action: str) -> str:
    return action.partition("(")[0].removeprefix("screen.")


class KeyHint(NamedTuple):
    """A key as it is shown, what it does in a word, and the action behind it.

    Where the line is short, the keys of a high `rank` are left out first. What `repeats` is done for each click, else a
    double click counts once.
    """

    shown: str
    label: str
    action: str
    rank: int = 0
    repeats: bool = False

    @property
    def width(self) -> int:
        """The cells that it takes in a line."""
        return len(self.shown) + len(self.label) + 1


_ACTION, _REPEATS = "key_action", "key_repeats"
"""What each cell of a key knows."""
_AROUND, _AROUND_TIGHT = 4, 2
"""The cells of a button beside its text; fewer where not all buttons would fit."""


class KeyLine(Widget):
    """As many keys as there is room for, each a button for the mouse too.

    A double click commands what one does, as a key that bounces.
    """

    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        dock: bottom;
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
        """The keys in their order, those left out that don't fit; the margins give way before they do."""
        width = self.size.width
        line = self.keys_in(width)
        return Content(" ") + line if line.cell_length < width else line

    def keys_in(self, width: int, name_style: str = "bold $primary") -> Content:
        """The keys that fit into so many cells, without a margin."""
        return Content("  ").join(
            _clickable(Content.assemble((key.shown, name_style), f" {key.label}"), key)
            for key in fitting(self._keys, width)
        )

    async def on_click(self, event: Click) -> None:
        """Do what the key does."""
        action: str | None = event.style.meta.get(_ACTION)
        if action is not None:
            event.stop()
            if event.chain == 1 or event.style.meta[_REPEATS]:
                await self.run_action(action)


class KeyButtons(KeyLine):
    """The keys of a box as buttons, on a ground of their own, so that nobody looks for how to get out.

    Where there is room for it they are three rows high. The one that enter presses stands out.
    """

    DEFAULT_CSS = """
    KeyButtons { dock: none; margin-top: 1; background: transparent; color: $foreground; }
    """

    def render(self) -> Content:
        """The buttons in their order, those left out that don't fit."""
        width = self.size.width
        around = _AROUND if fitting(self._keys, width, around=_AROUND, gap=1) == list(self._keys) else _AROUND_TIGHT
        kept = fitting(self._keys, width, around=around, gap=1)
        height = max(self.size.height, 1)
        rows = [
            Content(" ").join(_clickable(self._row(key, around, has_text=row == height // 2), key) for key in kept)
            for row in range(height)
        ]
        return Content("\n").join(rows)

    def _row(self, key: KeyHint, around: int, *, has_text: bool) -> Content:
        is_first = key.shown == "enter"
        ground = "$background on $primary" if is_first else "$foreground on $foreground 14%"
        if not has_text:
            return Content.styled(" " * (key.width + around), ground)
        name = "bold" if is_first else "bold $primary"
        side = " " * (around // 2)
        return Content.assemble(side, (key.shown, name), f" {key.label}{side}").stylize_before(ground)


def _clickable(content: Content, key: KeyHint) -> Content:
    return content.stylize(Style.from_meta({_ACTION: key.action, _REPEATS: key.repeats}))


def fitting(keys: Sequence[KeyHint], width: int, *, around: int = 0, gap: int = 2) -> list[KeyHint]:
    """The keys that fit into so many cells, in their order; each is wider than its text, and has a gap behind."""
    kept = list(keys)
    while len(kept) > 1 and sum(key.width + around + gap for key in kept) - gap > width:
        kept.remove(max(kept, key=lambda key: key.rank))
    return kept
