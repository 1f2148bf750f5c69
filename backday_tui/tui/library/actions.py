"""What is asked when a routine is made, copied, renamed, deleted or taken from a paste; what is done then, and undone.

The name that is shown and the file's go together. How a file is written is known to `routine.store`; the list is the
library's.
"""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.routine import store, templates, writer
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.widgets.dialog import Answer, AskScreen, TextDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.notifications import SeverityLevel

    from backday_tui.routine.model import Unit
    from backday_tui.routine.templates import Template
    from backday_tui.tui.library.rows import Row
    from backday_tui.tui.library.screen import LibraryScreen


_SHOWN: Final = 80


class FileChange(NamedTuple):
    """Something that was done: what it was in a few words, the file to look at now (None: none), how to undo it.

    `to_do` is what is left to the person, in a sentence.
    """

    said: str
    path: Path | None
    undo: Callable[[], None]
    to_do: str = ""


def made(title: str, text: str, routines_dir: Path) -> FileChange:
    """A new routine of the person's, called so. `text` is its TOML.

    Raises:
        BackdayError: there is one already, or it can't be written.
    """
    path = store.free_path(writer.stem_of(title), routines_dir)
    store.make_folder(routines_dir)
    store.save(path, text, "missing")
    undo = store.FileUndo(None, path, text.encode())
    return FileChange(f"{_quoted(title)} is made", path, lambda: store.undo(undo))


def made_to_change(title: str, routines_dir: Path) -> FileChange:
    """A new routine with an exercise or two to start from.

    Raises:
        BackdayError: as `made`.
    """
    title = writer.title_of(title)
    return made(title, writer.template(title), routines_dir)


def made_of(template: Template, title: str, routines_dir: Path, units: Unit) -> FileChange:
    """The routines of a template, called so; the first is looked at.

    Raises:
        BackdayError: as `made`.
    """
    files = templates.make(template, title, routines_dir, units)

    def undo() -> None:
        for each in files.undo:
            store.undo(each)

    first, last = (_quoted(path.stem) for path in (files.paths[0], files.paths[-1]))
    said = f"{first} is made" if first == last else f"{first} to {last} are made"
    said += f"; {files.week}" if files.week and not files.week_line else ""
    to_do = f"{words.capital(files.week)}: {files.week_line}" if files.week_line else ""
    return FileChange(said, files.paths[0], undo, to_do)


def duplicated(path: Path, title: str, routines_dir: Path) -> FileChange:
    """The same routine once more, under another name.

    Raises:
        BackdayError: there is one of that name already, or it can't be read or written.
    """
    undo = store.duplicate(path, writer.stem_of(title), routines_dir)
    copy = undo.came
    if copy is None:  # it always is there
        raise BackdayError(f"{clean(str(path))}: not copied")
    text = _retitled(copy, title)
    if text is not None:
        with _taken_back(undo):
            store.save(copy, text)
        undo = dataclasses.replace(undo, raw=text.encode())
    return FileChange(f"{_quoted(title)} is made", copy, lambda: store.undo(undo))


def renamed(path: Path, title: str) -> FileChange:
    """The routine under another name: the one that is shown, and with it the file's.

    Raises:
        BackdayError: there is one of that name already, or it can't be written.
    """
    before = store.read(path)
    text = _retitled(path, title)
    stem = writer.stem_of(title)
    moved = store.rename(path, stem) if stem != path.stem else None
    there = moved.came if moved and moved.came else path
    with _taken_back(moved):
        after = None if text is None else store.save(there, text, before.snapshot)

    if moved is not None:
        store.note(path.parent, path.stem, stem)

    def undo() -> None:
        if after is not None:
            store.save(there, before.text, after)
        if moved is not None:
            store.undo(moved)
            store.note(path.parent, stem, path.stem)

    return FileChange(f"It is called {_quoted(title)} now", there, undo)


def deleted(path: Path, title: str) -> FileChange:
    """Delete the routine.

    Raises:
        BackdayError: it can't be deleted.
    """
    undo = store.delete(path)
    return FileChange(f"{_quoted(title)} is deleted", None, lambda: store.undo(undo))


def reverted(routine_id: str, title: str, routines_dir: Path) -> FileChange:
    """The bundled routine again, in the place of the person's copy.

    Raises:
        BackdayError: there is none, or the copy can't be deleted.
    """
    undo = store.revert(routine_id, routines_dir)
    return FileChange(
        f"{_quoted(title)} is the bundled one again", store.bundled_path(routine_id), lambda: store.undo(undo)
    )


def same_file(path: Path, title: str) -> bool:
    """Whether a routine with this name would lie in just this file."""
    try:
        return writer.stem_of(title).casefold() == path.stem.casefold()
    except BackdayError:
        return False


@contextlib.contextmanager
def _taken_back(done: store.FileUndo | None) -> Iterator[None]:
    """Take back what was done already if the rest of a change fails: half a change is none."""
    try:
        yield
    except BackdayError:
        if done is not None:
            store.undo(done)
        raise


def _retitled(path: Path, title: str) -> str | None:
    """The file's text with this name in it; None where it is as it should be, or can't be changed so."""
    try:
        text = store.read(path).text
        changed = writer.retitled(text, writer.title_of(title))
    except (BackdayError, ValueError, RecursionError):  # its name can be put right in the editor
        return None
    return None if changed == text else changed


def _quoted(title: str) -> str:
    return f'"{clean(title, _SHOWN)}"'


_BUNDLED: Final = "It comes with backday and stays as it is. c makes a copy of your own"
_MOST_KEPT: Final = 100
_LONG_S: Final = 15
"""How long is told what one may want to copy."""
_EMPTY: Final = "empty"
"""What a new routine begins with that is no template."""


class Shelf:
    """The person's routines as a whole, and what was done to them since the app was opened; asked over the library."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._done: list[FileChange] = []

    def new(self) -> None:
        """Ask what to begin with, and for a name; make a routine and open it, or those of a template and show them."""
        width = max(len(each.title) for each in templates.TEMPLATES) + 2
        answers = [Answer(_EMPTY, ("1",), f"{'Empty':{width}}an exercise or two to change")]
        for number, each in enumerate(templates.TEMPLATES, 2):
            answers.append(Answer(each.id, (str(number),), f"{each.title:{width}}{each.told}"))
        screen = AskScreen("A new routine: what to begin with?", answers, cancel="")
        self._screen.app.push_screen(screen, self._name_new)

    def _name_new(self, begin: str | None) -> None:
        if begin == _EMPTY:
            screen = TextDialog("A new routine", self.read_name, placeholder="what it is called", verb="make it")
            self._screen.app.push_screen(screen, self._new)
        elif begin:
            wanted = templates.find(begin)
            named = TextDialog(
                f"{wanted.title}: what is it to be called?", lambda name: self._read_name_of(wanted, name),
                value=wanted.title, placeholder="what it is called", verb="make it",
            )  # fmt: skip
            self._screen.app.push_screen(named, lambda name: self._new_of(wanted, name))

    def _new(self, name: str | None) -> None:
        if name and self._do(lambda: made_to_change(name, self._screen.routines_dir), is_told=False):
            path = self._done[-1].path
            if path is not None:
                self._screen.edit(path)

    def _read_name_of(self, template: Template, name: str) -> tuple[str, str | None]:
        """As `read_name`, of all routines that a template makes."""
        if not name:
            return "", None
        try:
            ids = [each.id for each in templates.new_routines(template, name, self._units)]
            for each in ids:
                store.free_path(writer.stem_of(each), self._screen.routines_dir)
        except BackdayError as error:
            return str(error), None
        return f"backday start {ids[0]}" + "".join(f", {each}" for each in ids[1:]), name

    def _new_of(self, template: Template, name: str | None) -> None:
        if name:
            self._do(lambda: made_of(template, name, self._screen.routines_dir, self._units))

    @property
    def _units(self) -> Unit:
        app = self._screen.app
        return app.preferences.units if isinstance(app, BackdayHost) else "kg"

    def copy(self, row: Row) -> None:
        """Ask for the name of a copy, and make it."""
        screen = TextDialog(f"A copy of {row.name}", self.read_name, value=f"{row.name} 2", verb="make it")
        self._screen.app.push_screen(screen, lambda name: self._copy(row, name))

    def _copy(self, row: Row, name: str | None) -> None:
        if name:
            self._do(lambda: duplicated(row.path, name, self._screen.routines_dir))

    def rename(self, row: Row) -> None:
        """Ask for another name."""
        if self._is_own(row):
            screen = TextDialog(
                f"Another name for {row.name}",
                lambda name: self._read_other_name(row, name),
                value=row.name,
                verb="rename",
            )
            self._screen.app.push_screen(screen, lambda name: self._rename(row, name))

    def _rename(self, row: Row, name: str | None) -> None:
        if name and name != row.name:
            self._do(lambda: renamed(row.path, name))

    def delete(self, row: Row) -> None:
        """Ask whether to delete it, or to go back to the bundled one that it hides."""
        if row.is_copy:
            self.revert(row)
        elif self._is_own(row):
            answers = (Answer("keep", ("k",), "Keep it"), Answer("delete", ("d",), "Delete it"))
            screen = AskScreen(
                f"Delete {row.name}?", answers, cancel="keep",
                text=f"u brings it back while backday is open. Its file is {row.path}",
            )  # fmt: skip
            self._screen.app.push_screen(screen, lambda answer: self._delete(row, answer))

    def _delete(self, row: Row, answer: str | None) -> None:
        if answer == "delete":
            self._do(lambda: deleted(row.path, row.name))

    def revert(self, row: Row) -> None:
        """Ask whether to go back to the bundled one."""
        if not row.is_copy:
            self._tell("It hides no bundled routine" if row.own else "It is the bundled one", severity="warning")
            return
        answers = (Answer("keep", ("k",), "Keep yours"), Answer("back", ("b",), "Back to the bundled one"))
        text = "Your copy is deleted. u brings it back while backday is open."
        screen = AskScreen(f"Back to the bundled {row.name}?", answers, text=text, cancel="keep")
        self._screen.app.push_screen(screen, lambda answer: self._revert(row, answer))

    def _revert(self, row: Row, answer: str | None) -> None:
        if answer == "back":
            self._do(lambda: reverted(row.path.stem, row.name, self._screen.routines_dir))

    def paste(self, text: str) -> None:
        """Show what was understood of a text, and offer to save it."""
        from backday_tui.tui.library.paste import PasteScreen

        self._screen.app.push_screen(PasteScreen(text, self))

    def save_new(self, name: str, text: str) -> bool:
        """Save a TOML text as a routine called so; whether that worked."""
        return self._do(lambda: made(name, text, self._screen.routines_dir))

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._done:
            self._tell("There is nothing to undo", severity="warning")
            return
        change = self._done.pop()
        try:
            change.undo()
        except BackdayError as error:
            self._tell(str(error), severity="error")
        else:
            self._tell(f"Undone: {change.said}")
        self._screen.read_changed(None)

    def _do(self, what: Callable[[], FileChange], *, is_told: bool = True) -> bool:
        """Do it, and say so unless it shows anyway (`is_told` False); whether that worked."""
        try:
            change = what()
        except BackdayError as error:
            self._tell(str(error), severity="error")
            self._screen.read_changed(None)
            return False
        self._done = [*self._done[-_MOST_KEPT:], change]
        if is_told:
            self._tell(f"{change.said}. u undoes it")
            if change.to_do:
                self._screen.app.notify(change.to_do, timeout=_LONG_S)
        self._screen.read_changed(change.path)
        return True

    def _is_own(self, row: Row) -> bool:
        if not row.own:
            self._tell(_BUNDLED, severity="warning")
        return row.own

    def read_name(self, name: str) -> tuple[str, str | None]:
        """What is to be said of a name for a new routine, and the name; None where there can be none called so."""
        if not name:
            return "", None
        try:
            path = store.free_path(writer.stem_of(name), self._screen.routines_dir)
        except BackdayError as error:
            return str(error), None
        return f"backday start {path.stem}", name

    def _read_other_name(self, row: Row, name: str) -> tuple[str, str | None]:
        if same_file(row.path, name):
            return f"backday start {row.path.stem}", name
        return self.read_name(name)

    def _tell(self, text: str, *, severity: SeverityLevel = "information") -> None:
        """Say it. News of a change takes the place of older news, because u undoes only the last change."""
        if severity == "information":
            self._screen.app.clear_notifications()
        self._screen.app.notify(text, severity=severity)
