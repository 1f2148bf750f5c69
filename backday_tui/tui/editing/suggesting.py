"""What could stand at the cursor, offered while somebody types and when it is asked for, and put in.

What fits is found by `completion.py`, and drawn by the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Offset

from backday_tui.tui.completion import Suggestion, explanation, suggestions
from backday_tui.tui.toml_place import place_at
from backday_tui.tui.widgets.completion_list import CompletionList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.tui.toml_place import CursorPlace
    from backday_tui.tui.widgets.toml_area import TomlArea


class Suggesting:
    """A list of suggestions at the cursor of a text.

    Args:
        area: the text.
        catalog: gives the exercises, the routine's own included.
        say: told what the person is to know.
    """

    def __init__(self, area: TomlArea, catalog: Callable[[], Catalog], say: Callable[[str], object]) -> None:
        self._area, self._catalog, self._say = area, catalog, say
        self.list = CompletionList()
        self._was_asked_for = False

    @property
    def is_open(self) -> bool:
        """Whether suggestions are shown."""
        return self.list.is_open

    def close(self) -> None:
        """Offer nothing."""
        self.list.close()

    def ask(self) -> None:
        """Offer all that can stand here, or say that nothing is known."""
        was_open = self.is_open
        if not self._offer(asked=True) and not was_open:
            self._say("There is nothing known that could stand here")

    def typed(self) -> None:
        """Offer what fits what was typed."""
        self._offer(asked=False)

    def follow(self) -> None:
        """What was asked for stays there while the cursor goes where it still fits."""
        if self.is_open:
            self._offer(asked=self._was_asked_for)

    def move(self, by: int) -> None:
        """Mark another."""
        self.list.move(by)

    def accept(self) -> None:
        """Put the marked one in, and go on with what is to stand behind it."""
        chosen = self.list.marked
        self.close()
        if chosen is None:
            return
        row, column = self._area.cursor_location
        self._area.history.checkpoint()
        self._area.replace(chosen.insert, (row, chosen.start), (row, column), maintain_selection_offset=False)
        if chosen.goes_on:
            self._area.call_after_refresh(self._offer_values)

    def explained(self) -> Content:
        """What the key at the cursor means."""
        place = self._place()
        text = explanation(place, self._catalog()) if place else ""
        key, colon, meaning = text.partition(": ")
        return Content.assemble((key + colon, "bold $secondary"), meaning)

    def _place(self) -> CursorPlace | None:
        return place_at(self._area.document.lines, *self._area.cursor_location)

    def _offer(self, *, asked: bool) -> bool:
        self._was_asked_for = asked
        found = self._found(asked=asked)
        if not found or not self._area.has_focus:
            self.close()
            return False
        self._open(found, self._area.cursor_location[1] - found[0].start)
        return True

    def _open(self, found: Sequence[Suggestion], left: int) -> None:
        """Show them so many cells to the left of the cursor."""
        self.list.open_at(found, self._area.cursor_screen_offset - Offset(left, 0), self._area.region)

    def _found(self, *, asked: bool) -> Sequence[Suggestion]:
        if self._area.selection.start != self._area.selection.end:
            return ()
        row, column = self._area.cursor_location
        line, place = self._area.document.get_line(row), self._place()
        if place is None:
            return ()
        found = suggestions(place, line, column, self._catalog())
        if asked:
            return found
        if line[column : column + 1].isalnum():
            return ()
        return () if _is_whole(found, line, column) or not _is_begun(found, line, column) else found

    def _offer_values(self) -> None:
        place = self._place()
        if place is None or place.is_key or place.key == "exercise":
            return
        row, column = self._area.cursor_location
        found = suggestions(place, self._area.document.get_line(row), column, self._catalog())
        if found:
            self._was_asked_for = True
            self._open(found, 0)


def _is_begun(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether something is typed of what is suggested; without, nobody has asked yet."""
    return bool(found) and column > found[0].start and bool(line[found[0].start : column].strip("\"' "))


def _is_whole(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether what is typed is just what would be put in."""
    if not found:
        return False
    typed = line[found[0].start : column]
    return len(found) == 1 and typed.strip("\"' =") == found[0].insert.strip("\"' =")
