"""The text of a routine file as it is edited: only lines in view are coloured, and nothing reaches the terminal raw.

What the text means is not known here: problems and what is looked for are given as places. What stands in the widget is
the file's text, character by character; what is drawn of it is made fit to be shown.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from backday_tui.text import each_shown
from backday_tui.tui.editor.colours import pieces, quotes_of
from backday_tui.tui.editor.exact_area import INDENT, ExactTextArea

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.document._document import EditResult, Location
    from textual.document._edit import Edit

    from backday_tui.tui.editor.colours import Quotes


_LONGEST_COLOURED: Final = 4_000
"""A line of more characters is drawn without colours, and only the part in view is looked at."""
_KEPT_LINES: Final = 600
_MARK: Final = "●"
_GROUNDS: Final = frozenset({"text-area--cursor-line", "text-area--selection", "toml--found"})
_BOTH: Final = frozenset({"text-area--cursor", "text-area--cursor-gutter"})


class LineMark(NamedTuple):
    """Something to point at in a line: the character where it begins, from 0, and whether it stops a start."""

    column: int
    stops: bool


class _Look(NamedTuple):
    """All that the picture of a line depends on."""

    line: str
    number: int
    quotes: Quotes
    mark: LineMark | None
    matches: tuple[tuple[int, int], ...]
    selected: tuple[int, int] | None
    cursor: int | None
    is_current: bool
    left: int
    width: int
    gutter: int


class TomlArea(ExactTextArea):
    """A text area for TOML, without soft wrap."""

    DEFAULT_CSS = """
    TomlArea {
        border: none;
        padding: 0;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-color: $foreground 25%;
        scrollbar-background: $foreground 4%;
        &:focus { border: none; }
        & .toml--comment { color: $foreground 50%; text-style: italic; }
        & .toml--header { color: $accent; text-style: bold; }
        & .toml--key { color: $secondary; }
        & .toml--text { color: $foreground; }
        & .toml--dose { color: $primary; text-style: bold; }
        & .toml--load { color: $accent; }
        & .toml--number { color: $primary; }
        & .toml--mark { color: $foreground 45%; }
        & .toml--stops { color: $error; text-style: bold; }
        & .toml--hint { color: $accent; text-style: bold; }
        & .toml--found { background: $accent 30%; }
        & .text-area--cursor-line { background: $foreground 5%; }
        & .text-area--cursor-gutter { color: $primary; background: $foreground 5%; text-style: bold; }
        & .text-area--selection { background: $secondary 35%; }
        & .text-area--cursor { background: $foreground; color: $background; text-style: none; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "toml--comment",
        "toml--header",
        "toml--key",
        "toml--text",
        "toml--dose",
        "toml--load",
        "toml--number",
        "toml--mark",
        "toml--stops",
        "toml--hint",
        "toml--found",
    }

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        self._quotes: list[Quotes] = []
        self._quotes_known = False
        self._marks: Mapping[int, LineMark] = {}
        self._matches: Mapping[int, tuple[tuple[int, int], ...]] = {}
        self._pictures: LRUCache[_Look, Strip] = LRUCache(_KEPT_LINES)
        self._inks: dict[str, Style] = {}
        super().__init__(
            text,
            id=id,
            soft_wrap=False,
            show_line_numbers=True,
            tab_behavior="indent",
            max_checkpoints=500,
            compact=True,
        )
        self.indent_width = INDENT
        self.cursor_blink = False
        self.match_cursor_bracket = False

    # The text.

    def text_changed(self) -> None:
        """Forget where texts of several lines begin; that is found out when the next line is drawn."""
        self._quotes_known = False

    def replace_text(self, text: str) -> None:
        """Make the text this one, in one change that undo takes back; the cursor stays where it can."""
        old, new = self.text, text
        start = _same_start(old, new)
        length = _same_start(old[start:][::-1], new[start:][::-1])
        if _splits_line_end(old, len(old) - length) or _splits_line_end(new, len(new) - length):
            length -= 1
        span = (self.location_of(start), self.location_of(len(old) - length))
        self.history.checkpoint()
        self.replace(new[start : len(new) - length], *span, maintain_selection_offset=True)
        self.history.checkpoint()
        if self.text != text:
            self.load_text(text)

    def location_of(self, index: int) -> Location:
        """The place of a character of the whole text, counted from 0."""
        before = self.text[:index].lstrip("\ufeff")
        row = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        return row, min(column, len(self.document.get_line(row)))

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor there, or as near as the text allows, and into view."""
        row = min(max(row, 0), self.document.line_count - 1)
        column = min(max(column, 0), len(self.document.get_line(row)))
        if not self._is_in_view(row):
            self.scroll_to(y=row - self.scrollable_content_region.height // 2, animate=False, force=True)
        self.move_cursor((row, column))

    def _is_in_view(self, row: int) -> bool:
        return self.scroll_offset.y <= row < self.scroll_offset.y + self.scrollable_content_region.height

    def select_span(self, row: int, start: int, end: int) -> None:
        """Select some characters of a line, and bring them into view."""
        self.go_to(row, start)
        self.move_cursor((row, end), select=True)

    # What is pointed at.

    def show_marks(self, marks: Mapping[int, LineMark]) -> None:
        """Point at these places, by their lines from 0."""
        if marks != self._marks:
            self._marks = marks
            self.refresh()

    def show_matches(self, matches: Mapping[int, tuple[tuple[int, int], ...]]) -> None:
        """Show where what is looked for stands: spans of characters by line, from 0."""
        if matches != self._matches:
            self._matches = matches
            self.refresh()

    def edit(self, edit: Edit) -> EditResult:
        """Carry out an edit, and let the marks below it move along until they are found anew."""
        lines = self.document.line_count
        result = super().edit(edit)
        if moved := self.document.line_count - lines:
            row = edit.bottom[0]
            self._marks = {at + (moved if at > row else 0): mark for at, mark in self._marks.items()}
        return result

    # What is drawn.

    def notify_style_update(self) -> None:
        """Forget what was drawn: the colours may be others now."""
        self._pictures.clear()
        self._inks.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if row >= self.document.line_count:
            return Strip.blank(self.size.width, self.rich_style)
        look = self._look(row)
        if (strip := self._pictures.get(look)) is None:
            self._pictures[look] = strip = self._drawn(look)
        return strip

    def _look(self, row: int) -> _Look:
        if not self._quotes_known:
            self._quotes, self._quotes_known = quotes_of(self.document.lines), True
        is_current = row == self.selection.end[0]
        return _Look(
            self.document.get_line(row),
            row + 1,
            self._quotes[row],
            self._marks.get(row),
            self._matches.get(row, ()),
            self._selected_in(row),
            self.selection.end[1] if is_current and self.has_focus else None,
            is_current,
            self.scroll_offset.x,
            self.scrollable_content_region.width,
            self.gutter_width,
        )

    def _selected_in(self, row: int) -> tuple[int, int] | None:
        """The characters of a line that are selected; one more than there are where its end is."""
        (top, first), (bottom, last) = sorted(self.selection)
        if not top <= row <= bottom or (top, first) == (bottom, last):
            return None
        length = len(self.document.get_line(row)) + 1
        return first if row == top else 0, last if row == bottom else length

    def _drawn(self, look: _Look) -> Strip:
        ground = self.rich_style
        if look.is_current:
            ground += self._ink("text-area--cursor-line")
        width = max(look.width - look.gutter, 1)
        offset, cells = _place_at(look.line, look.left) if len(look.line) > _LONGEST_COLOURED else (0, 0)
        segments = list(self._segments(look, ground, offset, width))
        text = Strip(segments).crop(look.left - cells, look.left - cells + width).extend_cell_length(width, ground)
        return Strip([*self._gutter(look), *text], look.gutter + width)

    def _gutter(self, look: _Look) -> Iterable[Segment]:
        style = self.rich_style + self._ink("text-area--cursor-gutter" if look.is_current else "text-area--gutter")
        yield Segment(f"{look.number:>{look.gutter - 2}}", style)
        if look.mark is None:
            yield Segment("  ", style)
        else:
            yield Segment(f"{_MARK} ", style + self._ink("toml--stops" if look.mark.stops else "toml--hint"))

    def _segments(self, look: _Look, ground: Style, offset: int, width: int) -> Iterable[Segment]:
        """The line in its colours from the character `offset` on; each run of one style is a segment."""
        line = look.line
        end = len(line) if not offset and len(line) <= _LONGEST_COLOURED else min(len(line), offset + width)
        spans = [span for span in self._spans(look) if span[0] < end + 1 and span[1] > offset]
        cuts = sorted({offset, end, *(min(max(cut, offset), end + 1) for span in spans for cut in span[:2])})
        shown = _Shown(line, offset, end, INDENT)
        for start, stop in itertools.pairwise(cuts):
            style = ground
            for first, last, more in spans:
                if first <= start and stop <= last:
                    style += more
            yield Segment(shown.text(start, stop), style)

    def _spans(self, look: _Look) -> list[tuple[int, int, Style]]:
        """The styles of a line, the weightiest last; one character more than there are is the blank at its end."""
        line, spans = look.line, []
        if len(line) <= _LONGEST_COLOURED:
            spans += [(start, end, self._ink(f"toml--{kind}")) for start, end, kind in pieces(line, look.quotes)]
        if look.mark is not None:
            stop = max(len(line.rstrip()), look.mark.column + 1)
            spans.append((min(look.mark.column, stop - 1), stop, _underline(self._ink(_severity(look.mark)))))
        spans += [(start, end, self._ink("toml--found")) for start, end in look.matches]
        if look.selected is not None:
            spans.append((*look.selected, self._ink("text-area--selection")))
        if look.cursor is not None:
            spans.append((look.cursor, look.cursor + 1, self._ink("text-area--cursor")))
        return spans

    def _ink(self, name: str) -> Style:
        """A style by its name, blended with what is below it; only what it is there for: ink, ground or both."""
        if name not in self._inks:
            style = self.get_component_rich_style(name)
            ink = Style(color=style.color, bold=style.bold, italic=style.italic)
            ground = Style(bgcolor=style.bgcolor)
            self._inks[name] = ground if name in _GROUNDS else ink + ground if name in _BOTH else ink
        return self._inks[name]


def _place_at(line: str, cell: int) -> tuple[int, int]:
    """The character that stands at a cell of a line or reaches into it, and the cell where it begins."""
    if line.isascii():
        return min(cell, len(line)), min(cell, len(line))
    at = 0
    for place, character in enumerate(line):
        width = get_character_cell_size(character)
        if at + width > cell:
            return place, at
        at += width
    return len(line), at


class _Shown:
    """A line as a terminal may be shown it, part by part from the character `start` on."""

    def __init__(self, line: str, start: int, stop: int, tab: int) -> None:
        self._line, self._start = line, start
        self._shown = None if line.isascii() and line.isprintable() else list(each_shown(line[start:stop]))
        self._tab = tab
        self._column = 0

    def text(self, start: int, stop: int) -> str:
        """Some of the characters; a blank stands for the one behind the last."""
        behind = " " * max(stop - max(len(self._line), start), 0)
        if self._shown is None:
            return self._line[start:stop] + behind
        places = range(start, min(stop, self._start + len(self._shown)))
        return "".join(map(self._character, places)) + behind

    def _character(self, place: int) -> str:
        tab = self._line[place] == "\t"
        shown = " " * (self._tab - self._column % self._tab) if tab else (self._shown or ())[place - self._start]
        self._column += len(shown) if tab else 1
        return shown


def _severity(mark: LineMark) -> str:
    return "toml--stops" if mark.stops else "toml--hint"


def _underline(style: Style) -> Style:
    return Style(color=style.color, underline=True)


def _same_start(one: str, other: str) -> int:
    """How many characters two texts begin alike, not ending between a carriage return and its line feed."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low - (one[low - 1 : low] == "\r")


def _splits_line_end(text: str, at: int) -> bool:
    return text[at - 1 : at + 1] == "\r\n"
