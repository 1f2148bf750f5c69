"""The changes to entries that have a key each, and the box that shows what one does to the file before it is made.

`Changes` says what can be changed and what is to be typed for it, `ChangeScreen` shows it as it is typed, `Changing`
finds the entry that is meant and puts the changed text in its place.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content

from backday_tui.routine.edit import editor
from backday_tui.routine.edit.editor import EditRefusedError
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.model import HARDER, SECTIONS
from backday_tui.routine.writer import line_of, usual_dose
from backday_tui.text import clean
from backday_tui.tui.editor import forms
from backday_tui.tui.editor.file import diff_lines
from backday_tui.tui.editor.forms import Field, spot_at, spots_of
from backday_tui.tui.widgets.dialog import BACK, LEAVE_TYPING, Dialog, InputLine
from backday_tui.tui.widgets.key_line import KeyHint
from backday_tui.tui.widgets.lines import TextLine, TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from textual.app import ComposeResult

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.problems import KeyPath
    from backday_tui.tui.editor.forms import FormEntry
    from backday_tui.tui.editor.screen import EditorScreen


_WIDTH = 76


class TextChange(NamedTuple):
    """What is to be changed.

    `make` gives the text with what was typed in the `fields`, and `by`, which the arrows change where `moves`; it may
    raise EditRefusedError. `at` is the key of the field that is typed in first, `done` the word for enter.
    """

    title: str
    text: str
    file: str
    make: Callable[[Mapping[str, str], int], str]
    fields: Sequence[Field] = ()
    at: str = ""
    done: str = "change"
    moves: bool = False
    by: int = 0


class Edited(NamedTuple):
    """A changed text, or the line, from 1, at which it is to be changed by hand; how far something was moved."""

    text: str | None
    line: int = 1
    by: int = 0


class ChangeScreen(Dialog["Edited | None"]):
    """Shows a change as it is typed; is dismissed with its outcome, or None where there is to be none."""

    DEFAULT_CSS = """
    ChangeScreen {
        .box { width: 76; }
        Horizontal { height: 1; }
        .label { width: 12; }
        .example { width: 1fr; padding: 0 0 0 1; color: $foreground 60%; }
        Input { width: 22; height: 1; border: none; padding: 0 1; background: $panel; }
        Input.-wide { width: 1fr; }
        Input:focus { border: none; background-tint: $primary 20%; }
        #fault { color: $text-error; width: 1fr; height: auto; margin-top: 1; display: none; }
        #diff { height: auto; margin-top: 1; }
        &.-low #diff, &.-low #fault { margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high"), (30, "-tall")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "take", show=False, priority=True),
        Binding("up,alt+up", "move(-1)", show=False, priority=True),
        Binding("down,alt+down", "move(1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(self, change: TextChange) -> None:
        super().__init__()
        self._change = change
        self._by = change.by
        self._inputs = {
            field.key: InputLine(
                clean(field.value), compact=True, select_on_focus=True, classes="" if field.example else "-wide"
            )
            for field in change.fields
        }
        self._diff, self._fault = TextLines(id="diff"), TextLine(id="fault")
        self._new: str | None = None
        self._refused: EditRefusedError | None = None

    def compose_box(self) -> ComposeResult:
        """The title, a line for each field, and what it comes to."""
        yield TextLine(clean(self._change.title, 200), classes="title")
        for field in self._change.fields:
            with Horizontal():
                yield TextLine(field.key, classes="label")
                yield self._inputs[field.key]
                yield TextLine(field.example, classes="example")
        yield self._fault
        yield self._diff

    def on_mount(self) -> None:
        """Begin with the field that was asked for."""
        if self._inputs:
            self._inputs.get(self._change.at, next(iter(self._inputs.values()))).focus()
        self._make()

    def on_resize(self) -> None:
        """Lay the diff out for the new width."""
        self.call_after_refresh(self._show)

    def on_input_changed(self) -> None:
        """Show what comes of each character as it is typed."""
        self._make()

    def _make(self) -> None:
        typed = {key: field.value for key, field in self._inputs.items()}
        try:
            self._new, self._refused = self._change.make(typed, self._by), None
        except EditRefusedError as error:
            self._new, self._refused = None, error
        self._show()

    def _show(self) -> None:
        width = max(min(self.app.size.width, _WIDTH) - 6, 8)
        lines = self._lines(width)
        around = 11 if self.has_class("-tall") else 9
        rows = max(self.app.size.height - len(self._inputs) - around, 3)
        self._diff.styles.height = max(min(len(lines), rows), 1)
        self._diff.show(lines)
        self._diff.scroll_to(y=_first_change(lines) if len(lines) > rows else 0, animate=False, force=True)
        self.show_buttons()

    def _lines(self, width: int) -> list[Content]:
        if self._refused is not None:
            fault = Content.styled(clean(self._refused.reason[:1].upper() + self._refused.reason[1:]), "$text-error")
            return [line.rstrip() for line in fault.wrap(width)]
        new = self._new if self._new is not None else self._change.text
        lines = list(diff_lines(editor.diff(self._change.text, new, self._change.file), width))
        return lines or [Content.styled("Nothing is changed yet.", MUTED)]

    def hints(self) -> Sequence[KeyHint]:
        """To make the change, where there is one; how to make another."""
        keys = [BACK]
        if self._refused is not None:
            keys.insert(0, KeyHint("enter", f"go to line {self._refused.line}", "screen.take", 0))
        elif self._new != self._change.text:
            keys.insert(0, KeyHint("enter", self._change.done, "screen.take", 0))
        if self._change.moves:
            keys += [
                KeyHint(sign, "further", f"screen.move({by})", 2, repeats=True) for sign, by in (("↑", -1), ("↓", 1))
            ]
        elif len(self._inputs) > 1:
            keys.append(KeyHint("tab", "next", "screen.move(1)", 2, repeats=True))
        return keys

    def action_move(self, by: int) -> None:
        """Farther up or down, or to another field."""
        if self._change.moves:
            before = self._by
            self._by += by
            self._make()
            if self._refused is not None:
                self._by = before
                self._make()
        elif by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_take(self) -> None:
        """Make the change; where it was refused, go to where it is to be made by hand."""
        if self._refused is not None:
            self.dismiss(Edited(None, self._refused.line))
        elif self._new is None or self._new == self._change.text:
            self.dismiss(None)
        else:
            self.dismiss(Edited(self._new, by=self._by))


def _first_change(lines: Sequence[Content]) -> int:
    """The line above the first that is taken out or put in."""
    return max(next((at for at, line in enumerate(lines) if line.plain[:1] in ("+", "-")), 1) - 1, 0)


class Changes:
    """What can be changed in one text of a file of this name."""

    def __init__(self, text: str, file: str, catalog: Catalog) -> None:
        self._text, self._file, self._catalog = text, file, catalog

    def fields(self, entry: FormEntry, at: str) -> TextChange:
        """Sets, dose, rest and load of an entry; `at` is the field to begin with."""
        return TextChange(
            f"Change {entry.title}", self._text, self._file,
            lambda typed, _: forms.with_fields(self._text, entry, typed, self._catalog),
            entry.fields, forms.first_field(entry, at),
        )  # fmt: skip

    def exercise(self, entry: FormEntry, name: str) -> TextChange:
        """Another exercise in its place, with the same figures; it goes on with itself no more."""

        def changed(_: Mapping[str, str], __: int) -> str:
            text = self._applied(editor.SetValue((*entry.path, "exercise"), name))
            then = (*entry.path, "progress", "then")
            if forms.value_at(text, then) in (None, HARDER):
                return text
            return editor.apply(text, editor.Remove(then), self._catalog)

        return TextChange(f"{clean(name)} in the place of {entry.title}", self._text, self._file, changed)

    def move(self, entry: FormEntry, by: int) -> TextChange:
        """Up or down in its list."""
        return TextChange(
            f"Move {entry.title}", self._text, self._file,
            lambda _, by: self._applied(editor.Move(entry.path, by)) if by else self._text,
            done="move", moves=True, by=by,
        )  # fmt: skip

    def duplicate(self, entry: FormEntry) -> TextChange:
        """The same entry again, right behind it."""
        return self._plain(f"Duplicate {entry.title}", editor.Duplicate(entry.path), "duplicate")

    def delete(self, entry: FormEntry) -> TextChange:
        """Taken out."""
        return self._plain(f"Delete {entry.title}", editor.Delete(entry.path), "delete")

    def ungroup(self, entry: FormEntry) -> TextChange:
        """Dissolve a superset into its entries."""
        return self._plain(f"Dissolve {entry.title}", editor.Ungroup(entry.path), "dissolve")

    def _plain(self, title: str, edit: editor.Edit, done: str) -> TextChange:
        return TextChange(title, self._text, self._file, lambda _, __: self._applied(edit), done=done)

    def _applied(self, edit: editor.Edit) -> str:
        return editor.apply(self._text, edit, self._catalog)

    def insert(self, path: KeyPath, exercise: Exercise) -> TextChange:
        """A line for an exercise, which can be changed before it is put in."""
        return TextChange(
            f"Insert {exercise.name}", self._text, self._file,
            lambda typed, _: self._applied(editor.Insert(path, typed["line"].strip())),
            (Field("line", line_of(usual_dose(exercise), exercise.name), ""),), done="insert",
        )  # fmt: skip

    def superset(self, paths: Collection[KeyPath]) -> TextChange | str:
        """Entries that stand together as a superset; a sentence where they can't be one."""
        first, last = min(paths, key=_order), max(paths, key=_order)
        if any(len(path) != 2 or path[0] != first[0] for path in paths):  # section and number
            return "A superset is made of entries of one section that are in no group yet"
        start, count = int(first[1]), int(last[1]) - int(first[1]) + 1
        if count != len(set(paths)):
            return "Only entries that follow each other make a superset: move them together first"
        entries = (forms.entry_at(self._text, (*first[:1], start + n), self._catalog) for n in range(count))
        said = [field.value for entry in entries if entry for field in entry.fields if field.key == "sets"]

        def make(typed: Mapping[str, str], _: int) -> str:
            wanted = typed["sets"].strip()
            number = int(wanted) if wanted.isascii() and wanted.isdecimal() else None
            return self._applied(editor.GroupEntries(first, count, number))

        fields = (Field("sets", said[0] if said and said[0] else "1", "of each, in turn"),)
        return TextChange(f"Make a superset of {count} entries", self._text, self._file, make, fields, done="make it")


def _order(path: KeyPath) -> tuple[int, tuple[int, ...]]:
    section = SECTIONS.index(path[0]) if path[0] in SECTIONS else 0
    return section, tuple(part for part in path if isinstance(part, int))


class Changing:
    """The changes that have a key each: which entry is meant, what is asked of it, what becomes of the answer.

    Attributes:
        marked: the entries that are to be a superset.
    """

    def __init__(self, screen: EditorScreen) -> None:
        self._screen, self._area = screen, screen.area
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
        """Duplicate the entry."""
        self._with_entry(self._changes.duplicate, lambda entry, _: _beside(entry.path, 1))

    def delete(self) -> None:
        """Taken out."""
        self._with_entry(self._changes.delete)

    def insert(self) -> None:
        """Let the person pick an exercise, and insert it."""
        from backday_tui.tui.exercises.pick import PickExerciseScreen

        path = forms.place_of_new(self._path(), self._area.text)

        def picked(exercise: Exercise | None) -> None:
            if exercise is not None:
                self._ask(self._changes.insert(path, exercise), lambda _: path)

        self._screen.app.push_screen(PickExerciseScreen(self._screen.catalog, "Insert which exercise?"), picked)

    def make_own(self, then: Callable[[], None]) -> None:
        """Let the person say what the exercise is; `then` is called once that is known."""
        from backday_tui.tui.exercises.own import OwnExerciseScreen

        entry, known = self._entry(), known_exercises()
        if entry is None or entry.is_group:
            self._say_why_none()
            return
        names = entry.title.split(" / ")
        name = next((each for each in names if known.find(each) is None), names[0])
        found = known.find(name)
        screen = OwnExerciseScreen(found.id if found else None, name=name)
        self._screen.app.push_screen(screen, lambda changed: then() if changed else None)

    def superset(self) -> None:
        """Make a superset of what is marked or selected, else of this entry and the next; or dissolve one."""
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
            self._screen.say_fault(change)
        else:
            first = min(paths, key=lambda path: int(path[1]))
            self._ask(change, lambda _: first)

    def _dissolve(self, group: FormEntry) -> None:
        if group.title == "the superset":
            self._ask(self._changes.ungroup(group))
        else:
            self._screen.say_fault(f"{group.title} stays one: only a superset can be dissolved")

    def mark(self, path: KeyPath) -> None:
        """Mark an entry for a superset, or no longer."""
        self.marked ^= {path}

    def _superset_paths(self) -> list[KeyPath]:
        if self.marked:
            return sorted(self.marked, key=str)
        start, end = sorted(self._area.selection)
        if start != end and self._screen.picked_path() is None:
            spots = (spot for spot in spots_of(self._area.text) if len(spot.path) == 2)  # section, number
            return [spot.path for spot in spots if start < spot.end and spot.at < end]
        path = self._path()
        entry = self._entry_at(path[:2]) if path else None
        return [entry.path] if entry else []

    @property
    def _changes(self) -> Changes:
        return Changes(self._area.text, self._screen.file.target.name, self._screen.catalog)

    def _path(self) -> KeyPath | None:
        """The path of the entry or group that is meant: the row on the plan, or what the cursor is in."""
        row = self._screen.picked_path()
        if row is not None:
            return row
        spot = spot_at(spots_of(self._area.text), self._area.cursor_location)
        return spot.path if spot else None

    def _entry(self) -> FormEntry | None:
        path = self._path()
        return self._entry_at(path) if path else None

    def _entry_at(self, path: KeyPath) -> FormEntry | None:
        return forms.entry_at(self._area.text, path, self._screen.catalog)

    def _with_entry(
        self, change: Callable[[FormEntry], TextChange], lands: Callable[[FormEntry, int], KeyPath] | None = None
    ) -> None:
        entry = self._entry()
        if entry is None:
            self._say_why_none()
        else:
            self._ask(change(entry), partial(lands, entry) if lands else None)

    def _say_why_none(self) -> None:
        trouble = "" if spots_of(self._area.text) else self._screen.trouble()
        self._screen.say_fault(trouble or "Put the cursor on an entry first")

    def _ask(self, change: TextChange, lands: Callable[[int], KeyPath] | None = None) -> None:
        """Ask about a change; `lands` tells where what was moved so far, or is new, stands then."""
        self._screen.app.push_screen(ChangeScreen(change), partial(self._decided, lands))

    def _decided(self, lands: Callable[[int], KeyPath] | None, outcome: Edited | None) -> None:
        if outcome is None:
            return
        if outcome.text is None:
            self._screen.go_to_line(outcome.line)
            return
        self._area.replace_text(outcome.text)
        self.marked.clear()
        self._screen.changed(lands(outcome.by) if lands else None)


def _beside(path: KeyPath, by: int) -> KeyPath:
    """An entry further up or down in the same list."""
    return (*path[:-1], int(path[-1]) + by)
