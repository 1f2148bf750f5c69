"""The changes that a person makes to entries by a key each, made ready to be shown: what is asked, what comes of it.

What a change does to the text is routine/editor.py's business; how it is shown, `change.py`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine import editor
from backday_tui.routine.model import SECTIONS
from backday_tui.routine.starter import line_of, usual_dose
from backday_tui.tui import entry_forms
from backday_tui.tui.entry_forms import Field
from backday_tui.tui.screens.change import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.problems import KeyPath
    from backday_tui.tui.entry_forms import Entry


class Changes:
    """What can be changed in one text of a file of this name."""

    def __init__(self, text: str, file: str, catalog: Catalog) -> None:
        self._text, self._file, self._catalog = text, file, catalog

    def fields(self, entry: Entry, at: str) -> Change:
        """Sets, dose, rest and load of an entry; `at` is the field to begin with."""

        def make(typed: Mapping[str, str], by: int) -> str:
            del by
            return entry_forms.with_fields(self._text, entry, typed, self._catalog)

        first = entry_forms.first_field(entry, at)
        return Change(f"Change {entry.title}", self._text, self._file, make, entry.fields, first)

    def move(self, entry: Entry, by: int) -> Change:
        """Up or down in its list."""

        def make(typed: Mapping[str, str], by: int) -> str:
            del typed
            return editor.apply(self._text, editor.Move(entry.path, by), self._catalog) if by else self._text

        return Change(f"Move {entry.title}", self._text, self._file, make, done="move", moves=True, by=by)

    def duplicate(self, entry: Entry) -> Change:
        """Once more, behind it."""
        return self._plain(f"Duplicate {entry.title}", editor.Duplicate(entry.path), "duplicate")

    def delete(self, entry: Entry) -> Change:
        """Taken out."""
        return self._plain(f"Delete {entry.title}", editor.Delete(entry.path), "delete")

    def ungroup(self, entry: Entry) -> Change:
        """A superset dissolved."""
        return self._plain(f"Dissolve {entry.title}", editor.Ungroup(entry.path), "dissolve")

    def _plain(self, title: str, edit: editor.Edit, done: str) -> Change:
        def make(typed: Mapping[str, str], by: int) -> str:
            del typed, by
            return editor.apply(self._text, edit, self._catalog)

        return Change(title, self._text, self._file, make, done=done)

    def insert(self, path: KeyPath, exercise: Exercise) -> Change:
        """A line for an exercise, which can be changed before it is put in."""
        line = line_of(usual_dose(exercise), exercise.name)

        def make(typed: Mapping[str, str], by: int) -> str:
            del by
            return editor.apply(self._text, editor.Insert(path, typed["line"].strip()), self._catalog)

        return Change(
            f"Insert {exercise.name}", self._text, self._file, make, (Field("line", line, ""),), done="insert"
        )

    def superset(self, paths: Collection[KeyPath]) -> Change | str:
        """Entries that stand together as a superset; a sentence where they can't be one."""
        first, last = min(paths, key=_order), max(paths, key=_order)
        if any(len(path) != 2 or path[0] != first[0] for path in paths):  # noqa: PLR2004 -- section and number
            return "A superset is made of entries of one section that are in no group yet"
        start, count = int(first[1]), int(last[1]) - int(first[1]) + 1
        if count != len(set(paths)):
            return "Only entries that follow each other make a superset: move them together first"
        entries = (entry_forms.entry_at(self._text, (*first[:1], start + n), self._catalog) for n in range(count))
        said = [field.value for entry in entries if entry for field in entry.fields if field.key == "sets"]
        sets = said[0] if said and said[0] else "1"

        def make(typed: Mapping[str, str], by: int) -> str:
            del by
            wanted = typed["sets"].strip()
            number = int(wanted) if wanted.isascii() and wanted.isdecimal() else None
            return editor.apply(self._text, editor.Group(first, count, number), self._catalog)

        fields = (Field("sets", sets, "of each, in turn"),)
        return Change(f"Make a superset of {count} entries", self._text, self._file, make, fields, done="make it")


def _order(path: KeyPath) -> tuple[int, tuple[int, ...]]:
    section = SECTIONS.index(path[0]) if path[0] in SECTIONS else 0
    return section, tuple(part for part in path if isinstance(part, int))
