"""The changes to entries that have a key each: which entry is meant, what is asked of it, what becomes of the answer.

What a change does to the text is made ready by `screens/entry_changes.py`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.tui import entry_forms
from backday_tui.tui.entry_spots import spot_at, spots_of
from backday_tui.tui.screens.change import ChangeScreen
from backday_tui.tui.screens.entry_changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.problems import KeyPath
    from backday_tui.tui.entry_forms import Entry
    from backday_tui.tui.screens.change import Change, Outcome
    from backday_tui.tui.widgets.toml_area import TomlArea


class Surroundings(NamedTuple):
    """What a change has to know and to tell.

    `name` is that of the file, `row` the entry that is picked on the plan (None: the cursor counts), `trouble` why no
    entry can be found at all, "" where that is not known. `changed` is told that the text is another, and which entry
    is new in its place (None: none is), `refused` the line, from 1, at which a change has to be made by hand.
    """

    name: Callable[[], str]
    catalog: Callable[[], Catalog]
    row: Callable[[], KeyPath | None]
    trouble: Callable[[], str]
    say_fault: Callable[[str], object]
    changed: Callable[[KeyPath | None], object]
    refused: Callable[[int], object]


class Changing:
    """The changes of one text.

    Args:
        screen: over which is asked.
        area: the text.
        around: the rest.
    """

    def __init__(self, screen: Screen[None], area: TomlArea, around: Surroundings) -> None:
        self._screen, self._area, self._around = screen, area, around
        self.marked: set[KeyPath] = set()

    def fields(self, field: str) -> None:
        """Sets, dose, rest and load; where the cursor is on no entry, the rests of the routine."""
        entry = self._entry() or self._entry_at(())
        if entry is None:
            self._say_why_none()
        else:
            self._ask(self._changes.fields(entry, field))

    def move(self, by: int) -> None:
        """Up or down in its list."""
        self._with_entry(lambda entry: self._changes.move(entry, by), lambda entry, by: _beside(entry.path, by))

    def duplicate(self) -> None:
        """The same once more."""
        self._with_entry(self._changes.duplicate, lambda entry, _: _beside(entry.path, 1))

    def delete(self) -> None:
        """Taken out."""
        self._with_entry(self._changes.delete)

    def insert(self) -> None:
        """An exercise, picked."""
        from backday_tui.tui.screens.pick_exercise import PickExerciseScreen  # noqa: PLC0415 - when it is first shown

        path = entry_forms.place_of_new(self._path(), self._area.text)

        def picked(exercise: Exercise | None) -> None:
            if exercise is not None:
                self._ask(self._changes.insert(path, exercise), lambda _: path)

        self._screen.app.push_screen(PickExerciseScreen(self._around.catalog(), "Insert which exercise?"), picked)

    def superset(self) -> None:
        """What is marked or selected as a superset, else this entry and the next; a superset is dissolved."""
        paths = self._superset_paths()
        if not paths:
            self._say_why_none()
            return
        entry = self._entry_at(paths[0])
        if len(paths) == 1 and entry is not None and entry.is_group:
            self._dissolve(entry)
            return
        if len(paths) == 1:
            paths.append((*paths[0][:-1], int(paths[0][-1]) + 1))
        change = self._changes.superset(paths)
        if isinstance(change, str):
            self._around.say_fault(change)
        else:
            first = min(paths, key=lambda path: int(path[1]))
            self._ask(change, lambda _: first)

    def _dissolve(self, group: Entry) -> None:
        if group.title == "the superset":
            self._ask(self._changes.ungroup(group))
        else:
            self._around.say_fault(f"{group.title} stays one: only a superset can be dissolved")

    def mark(self, path: KeyPath) -> None:
        """Mark an entry for a superset, or no longer."""
        self.marked ^= {path}

    def _superset_paths(self) -> list[KeyPath]:
        if self.marked:
            return sorted(self.marked, key=str)
        start, end = sorted(self._area.selection)
        if start != end and self._around.row() is None:
            spots = (spot for spot in spots_of(self._area.text) if len(spot.path) == 2)  # noqa: PLR2004 - section, number
            return [spot.path for spot in spots if start < spot.end and spot.at < end]
        path = self._path()
        entry = self._entry_at(path[:2]) if path else None
        return [entry.path] if entry else []

    @property
    def _changes(self) -> Changes:
        return Changes(self._area.text, self._around.name(), self._around.catalog())

    def _path(self) -> KeyPath | None:
        """Of the entry or group that is meant: on the plan the row, in the text where the cursor is."""
        row = self._around.row()
        if row is not None:
            return row
        spot = spot_at(spots_of(self._area.text), self._area.cursor_location)
        return spot.path if spot else None

    def _entry(self) -> Entry | None:
        path = self._path()
        return self._entry_at(path) if path else None

    def _entry_at(self, path: KeyPath) -> Entry | None:
        return entry_forms.entry_at(self._area.text, path, self._around.catalog())

    def _with_entry(
        self, change: Callable[[Entry], Change], lands: Callable[[Entry, int], KeyPath] | None = None
    ) -> None:
        entry = self._entry()
        if entry is None:
            self._say_why_none()
        else:
            self._ask(change(entry), partial(lands, entry) if lands else None)

    def _say_why_none(self) -> None:
        trouble = "" if spots_of(self._area.text) else self._around.trouble()
        self._around.say_fault(trouble or "Put the cursor on an entry first")

    def _ask(self, change: Change, lands: Callable[[int], KeyPath] | None = None) -> None:
        """Ask about a change; `lands` tells where what was moved so far, or is new, stands then."""
        self._screen.app.push_screen(ChangeScreen(change), partial(self._decided, lands))

    def _decided(self, lands: Callable[[int], KeyPath] | None, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        if outcome.text is None:
            self._around.refused(outcome.line)
            return
        self._area.replace_text(outcome.text)
        self.marked.clear()
        self._around.changed(lands(outcome.by) if lands else None)


def _beside(path: KeyPath, by: int) -> KeyPath:
    """An entry further up or down in the same list."""
    return (*path[:-1], int(path[-1]) + by)
