"""What is looked for in the text: a line to type it in, where it stands, and the way from place to place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from backday_tui.tui.widgets.dialog import InputLine
from backday_tui.tui.widgets.key_line import ScreenKey, bindings
from backday_tui.tui.widgets.lines import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from backday_tui.tui.editor.area import TomlArea


Matches = dict[int, tuple[tuple[int, int], ...]]
MOST: Final = 10_000
"""So many places are found at most: more would take longer to show than anybody waits."""


FIND_KEYS: Final = (
    ScreenKey({"enter": "go(1)"}, label="next", click="find_next(1)", aliases={"down": "go(1)"}),
    ScreenKey({"up": "go(-1)"}, label="before", rank=2, click="find_next(-1)", aliases={"shift+enter": "go(-1)"}),
    ScreenKey(label="close", rank=1, shown="esc", click="escape"),
)


class FindBar(Horizontal):
    """What is looked for, and how often it is there."""

    DEFAULT_CSS = """
    FindBar {
        display: none;
        height: 1;
        background: $panel;
        padding: 0 1;
        .label { width: 6; color: $primary; text-style: bold; }
        Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
        Input:focus { border: none; }
        #found { width: 18; text-align: right; color: $foreground 60%; }
    }
    """
    BINDINGS: ClassVar = bindings(FIND_KEYS, priority=True)

    class Wanted(Message):
        """Something else is looked for."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Go(Message):
        """To the next place, or with -1 to the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def compose(self) -> ComposeResult:
        yield TextLine("find", classes="label")
        yield InputLine(compact=True, select_on_focus=True)
        yield TextLine(id="found")

    def open(self) -> None:
        """Appear, and take the keys."""
        self.display = True
        self.query_one(Input).focus()

    def show_count(self, count: int) -> None:
        """Say how often it is there."""
        found = f"{count}{'+' if count >= MOST else ''} found" if count else "not there"
        self.query_one("#found", TextLine).show(found if self.query_one(Input).value else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Wanted(event.value))

    def action_go(self, by: int) -> None:
        """Ask for the next place, or the one before."""
        self.post_message(self.Go(by))


def matches_in(lines: Sequence[str], wanted: str) -> Matches:
    """Where a text occurs, by line. Case counts only if what is wanted has capitals."""
    if not wanted:
        return {}
    same = str if wanted != wanted.casefold() else _lower
    found: Matches = {}
    room = MOST
    for row, line in enumerate(lines):
        spans = tuple(_spans(same(line), same(wanted), room))
        room -= len(spans)
        if spans:
            found[row] = spans
    return found


def _lower(text: str) -> str:
    """The text in lower case, of the same length: there is just one letter that would become two."""
    return text.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i").lower()


def _spans(line: str, wanted: str, most: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = line.find(wanted)
    while at >= 0 and len(spans) < most:
        spans.append((at, at + len(wanted)))
        at = line.find(wanted, at + len(wanted))
    return spans


class Finding:
    """A line to type in, over a text in which it is looked for."""

    def __init__(self, area: TomlArea) -> None:
        self._area = area
        self.bar = FindBar()
        self._wanted = ""
        self._matches: Matches = {}

    @property
    def is_open(self) -> bool:
        """Whether the line to type in is there."""
        return bool(self.bar.display)

    def open(self) -> None:
        """Ask what to look for."""
        self.bar.open()
        self.search()

    def close(self) -> None:
        """Back to the text."""
        self.bar.display = False
        self._area.show_matches({})
        self._area.focus()

    def look_for(self, wanted: str) -> None:
        """Show where it stands, and go to the first place from the cursor on."""
        self._wanted = wanted
        self.search()
        self._go_to_match(0)

    def search(self) -> None:
        """Show where what is looked for stands now."""
        self._matches = matches_in(self._area.document.lines, self._wanted)
        self._area.show_matches(self._matches)
        self.bar.show_count(sum(map(len, self._matches.values())))

    def go(self, by: int) -> None:
        """To the next place, or the one before; where nothing is looked for yet, ask."""
        if not self._wanted:
            self.open()
            return
        self.search()
        self._go_to_match(by)
        if not self.is_open:
            self._area.show_matches({})

    def _go_to_match(self, by: int) -> None:
        places = [(row, *span) for row, spans in sorted(self._matches.items()) for span in spans]
        if not places:
            return
        start = min(self._area.selection)
        if by < 0:
            found = [place for place in places if place[:2] < start] or places
            row, first, last = found[-1]
        else:
            found = [place for place in places if place[:2] > start or (by == 0 and place[:2] == start)] or places
            row, first, last = found[0]
        self._area.select_span(row, first, last)
