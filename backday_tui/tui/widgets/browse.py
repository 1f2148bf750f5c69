"""A screen to look through: a list, a page about the row under the cursor, a filter, the keys in the last line.

Where they stand for which size of the terminal is decided here, and which rows the words of a filter fit; what is shown
of a row, by the screens that are made of this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from backday_tui.text import without_accents
from backday_tui.tui.widgets.dialog import InputLine
from backday_tui.tui.widgets.key_line import HELP_KEY, KeyLine, ScreenKey, hints
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.geometry import Size

    from backday_tui.routine.model import Routine


_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_SHORTEST_PLURAL: Final = 4
_MOST: Final = 2000
"""So much of a text is looked at: as much as a routine may have."""

_ANYWHERE: Final = frozenset({"mat", "bench", "wall", "stairs"})
"""Equipment that does not keep a person from doing a routine with what the filter names."""
_STAND_INS: Final = (frozenset({"dumbbells", "dumbbell", "kettlebell", "kettlebells"}),)
"""Each of these does in the place of the others."""
_SMALL: Final = frozenset(
    {"dumbbells", "dumbbell", "kettlebell", "kettlebells", "mat", "wall", "stairs", "weight plate", "medicine ball"}
    | {"physio ball", "resistance band"}
)
"""What people have at home. Whoever names only such things wants what can be done with them and no more; whoever names
a barbell or a machine is where the others are, too."""


def move_key(what: str) -> ScreenKey:
    """The keys that go from row to row; `what` is one of the rows."""
    return ScreenKey({"up": "move(-1)", "down": "move(1)"}, f"another {what}; page up, page down, home and end too")


def filter_key(fields: str, rank: int = 1) -> ScreenKey:
    """The key that asks for the words of a filter; `fields` are what is looked at."""
    return ScreenKey(
        {"slash": "filter"}, f"show only what fits: {fields}; of several words all must fit", "filter", rank,
        priority=True,
    )  # fmt: skip


class StartRoutine(Message):
    """The person wants to train with this; `path` is its file, None where there is none.

    `loads_as_before` is as a `WorkoutRequest` has it.
    """

    def __init__(self, path: Path | None, routine: Routine, *, loads_as_before: bool = False) -> None:
        super().__init__()
        self.path = path
        self.routine = routine
        self.loads_as_before = loads_as_before


Words = tuple[str, ...]


class Matter(NamedTuple):
    """The words of one row: those that a filter's word may begin, and each piece of equipment with its own words."""

    words: frozenset[str]
    equipment: tuple[tuple[str, Words], ...]

    @classmethod
    def of(cls, texts: Iterable[str], equipment: Iterable[str]) -> Matter:
        """`texts` are names, tags and the like, as they stand in the file."""
        words = frozenset(word for text in texts for word in words_of(text[:_MOST]))
        pieces = [item[:_MOST] for item in equipment]
        return cls(words, tuple((item.casefold().strip(), words_of(item)) for item in pieces))


def words_of(text: str) -> Words:
    """The words of a text as they are compared: no case, no accents, no hyphens."""
    return tuple(word for word in _BETWEEN_WORDS.split(without_accents(text).casefold()) if word)


def fits(wanted: Words, matter: Matter) -> bool:
    """Whether a row has all of these words. The beginning of a word will do, and a plural is its singular.

    Equipment counts only where the routine can be done with what the words name: "dumbbells" leaves out what also needs
    a machine.
    """
    named = {item for item, words in matter.equipment if any(_begins(word, words) for word in wanted)}
    usable = named if _doable(named, matter) else set()
    with_usable = matter.words.union(*(words for item, words in matter.equipment if item in usable))
    return all(_begins(word, with_usable) for word in wanted)


def _doable(named: set[str], matter: Matter) -> bool:
    if not named <= _SMALL | _ANYWHERE:
        return True
    stand_ins = set().union(*(group for group in _STAND_INS if group & named))
    return {item for item, _ in matter.equipment} <= named | stand_ins | _ANYWHERE


def _begins(wanted: str, words: Iterable[str]) -> bool:
    singular = wanted[:-1] if len(wanted) >= _SHORTEST_PLURAL and wanted.endswith("s") else wanted
    return any(word.startswith((wanted, singular)) for word in words)


_WIDE: Final = 100
"""From this width on the page stands beside the list."""
_TALL: Final = 30
"""From this height on there is air around what stands side by side."""
_BELOW: Final = 22
"""From this height on the page stands below the list where it can't stand beside it."""
_LOW: Final = 14
"""Below this height the title is left out."""
_NARROW: Final = 60
"""Below this width the filter takes the place of the title."""


FILTER_KEYS: Final = (
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, label="choose", rank=2, shown="↑↓", click="move(1)"),
    ScreenKey({"escape": "escape"}, label="show all", rank=1),
)
"""What the last line has besides enter while the filter is there."""
SCROLL_KEY: Final = ScreenKey(
    {"up": "move(-1)", "down": "move(1)"}, label="scroll", rank=2, shown="↑↓", click="move(1)"
)
PAGE_KEYS: Final = (SCROLL_KEY, ScreenKey({"p": "page"}, label="back to the list", rank=1))
"""The same on the page in full."""


class BrowsedPage(TextLines):
    """A page that its screen lays out anew for each size: beside the list, below it, on the whole screen."""

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - Textual's
        if isinstance(self.screen, BrowseScreen):
            self.screen.show_page()


class BrowseScreen(Screen[None]):
    """What the screens with a list and a page have in common."""

    DEFAULT_CSS = """
    BrowseScreen {
        layout: vertical;
        #title { height: 1; padding: 0 1; }
        #brand, #count { width: auto; height: 1; margin: 0 3 0 0; }
        #filter { display: none; width: 36; margin: 0 3 0 0; background: $foreground 8%; }
        #body { height: 1fr; }
        #list { width: 1fr; height: 1fr; }
        #page { display: none; height: 1fr; background: $surface; }

        &.-filter #filter { display: block; }
        &.-low #title { display: none; }
        &.-low.-filter #title { display: block; }
        &.-narrow.-filter #brand { display: none; }
        &.-narrow #filter { width: 20; }
        &.-tall #title { height: 2; padding: 1 2 0 2; }
        &.-wide #body { layout: horizontal; }
        &.-wide #list { width: 47%; max-width: 66; margin: 1 1 0 1; }
        &.-wide #page { display: block; width: 1fr; margin: 1 0 0 0; padding: 1 1 0 2; }
        &.-below #page { display: block; padding: 0 1 0 2; margin: 1 0 0 0; }
        &.-page #list { display: none; }
        &.-page #page { display: block; width: 1fr; margin: 0; padding: 1 1 0 2; }
    }
    """
    AUTO_FOCUS = "#list"
    BRAND: ClassVar[str] = ""
    KEYS: ClassVar[Sequence[ScreenKey]]
    """The first is the one that takes a row: it stays in the last line whatever is shown."""
    FILTER_KEYS: ClassVar[Sequence[ScreenKey]] = FILTER_KEYS
    PLACEHOLDER: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: tuple[str, ...] = ()

    # What a screen of this kind says.

    def make_list(self) -> PickList[Any]:
        """The list; its id is "list"."""
        raise NotImplementedError

    def make_page(self) -> TextLines:
        """The page; its id is "page"."""
        return BrowsedPage(id="page")

    def words_of(self, typed: str) -> Words:
        """The words of what is typed into the filter."""
        return words_of(typed)

    def show_rows(self) -> None:
        """Show the rows that fit `wanted`."""
        raise NotImplementedError

    def show_page(self) -> None:
        """Show the page about the row under the cursor."""
        raise NotImplementedError

    def taking_keys(self) -> Sequence[ScreenKey]:
        """The one that takes what is shown, where there is something."""
        return self.KEYS[:1]

    def page_keys(self) -> Sequence[ScreenKey]:
        """What the last line has besides enter while the page has the whole screen."""
        return PAGE_KEYS

    def fit_list(self) -> None:
        """The size has changed: a screen may give the list another height."""

    def action_start(self) -> None:
        raise NotImplementedError

    # What stands where.

    def compose(self) -> ComposeResult:
        self._place(self.app.size)
        with Horizontal(id="title"):
            yield Static(Content.styled(self.BRAND, "bold $primary"), id="brand")
            yield Static(id="count", markup=False)
        with Container(id="body"):
            yield self.make_list()
            yield self.make_page()
        yield KeyLine(hints(self.KEYS))

    def on_mount(self) -> None:
        """The filter is made after the first paint, for nobody has typed yet."""
        self.call_after_refresh(self._prepare_filter)

    def _prepare_filter(self) -> None:
        """Make the filter, unless the first key has already closed the screen."""
        if self.query_one("#title").is_attached:
            self._add_filter()

    def _add_filter(self) -> Input:
        """The filter; made now if somebody types before it was."""
        for field in self.query("#filter").results(Input):
            return field
        field = InputLine(id="filter", placeholder=self.PLACEHOLDER, compact=True, select_on_focus=False)
        self.query_one("#title").mount(field, after="#brand")
        return field

    @property
    def page_shown(self) -> bool:
        """Whether the page has the whole screen."""
        return self.has_class("-page")

    def show_count(self, count: Content) -> None:
        """Show this in the title, beside the name."""
        self.query_one("#count", Static).update(count)

    def on_resize(self, event: Resize) -> None:
        """Find the place of the page for the new size."""
        self._place(event.size)
        self.fit_list()

    def row_height_for(self, count: int) -> int:
        """The lines that each of so many rows gets: two on a tall screen, and an empty one if all of them fit."""
        if not self.has_class("-tall"):
            return 1
        return 3 if 3 * count <= self.size.height - 4 else 2

    def _place(self, size: Size) -> None:
        """Decide by the size what stands where; first before there are widgets, which would be styled for nothing."""
        wide = size.width >= _WIDE
        self.set_class(wide, "-wide")
        self.set_class(not wide and size.height >= _BELOW, "-below")
        self.set_class(wide and size.height >= _TALL, "-tall")
        self.set_class(size.height < _LOW, "-low")
        self.set_class(size.width < _NARROW, "-narrow")

    # What the person does.

    def on_pick_list_selected(self) -> None:
        self.show_page()

    def on_pick_list_chosen(self) -> None:
        self.action_start()

    def action_move(self, count: int) -> None:
        """Move the cursor, or scroll the page that covers the list, from wherever the keys go now."""
        if self.page_shown:
            self.page.scroll_relative(y=count, animate=False)
        else:
            self._list.action_move(count)

    def action_page(self) -> None:
        """Show the page on the whole screen, or the list again."""
        self.show_whole_page(not self.page_shown)

    def show_whole_page(self, on: bool) -> None:
        """Give the page the whole screen, or the list its place."""
        self.set_class(on, "-page")
        self.fit_list()
        self.set_focus(self.page if on else self._list)
        self._show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash or a letter typed into the filter is one."""
        is_typed = action in ("filter", "progress") and isinstance(self.focused, Input)
        return False if is_typed else super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Show only what fits the words that are typed from here on."""
        if self.page_shown:
            self.action_page()
        self.add_class("-filter")
        self.set_focus(self._add_filter())
        self._show_keys()

    def on_input_changed(self, message: Input.Changed) -> None:
        self.wanted = self.words_of(message.value)
        self.show_rows()

    def on_input_submitted(self) -> None:
        self.action_start()

    def action_escape(self) -> None:
        """Back to the list, then to the whole list, then to the screen below."""
        if self.page_shown:
            self.action_page()
        elif self.has_class("-filter"):
            self.show_all()
        else:
            self.set_focus(self._list)
            self.leave()
        self._show_keys()

    def show_all(self) -> None:
        """Close the filter."""
        field = self.query_one("#filter", Input)
        with field.prevent(Input.Changed):
            field.clear()
        self.remove_class("-filter")
        self.wanted = ()
        self.set_focus(self._list)
        self.show_rows()

    def leave(self) -> None:
        """Back to the screen below."""
        self.app.pop_screen()

    def action_leave(self) -> None:
        """Back to the screen below, from wherever the keys go now."""
        self.leave()

    def action_help(self) -> None:
        from backday_tui.tui.widgets.dialog import KeysScreen

        self.app.push_screen(KeysScreen(self.KEYS))

    def _show_keys(self) -> None:
        typing = self.FILTER_KEYS if self.has_class("-filter") else self.KEYS[1:]
        others = self.page_keys() if self.page_shown else typing
        more = () if HELP_KEY in others else (HELP_KEY,)
        self.query_one(KeyLine).show(hints((*self.taking_keys(), *others, *more)))

    @property
    def _list(self) -> PickList[Any]:
        return self.query_one("#list", PickList)

    @property
    def page(self) -> TextLines:
        """The page about the row under the cursor."""
        return self.query_one("#page", TextLines)
