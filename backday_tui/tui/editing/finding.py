"""What is looked for in the text, where it stands, and the way from place to place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.tui.widgets.find_bar import FindBar, Matches, matches_in

if TYPE_CHECKING:
    from backday_tui.tui.widgets.toml_area import TomlArea


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
