"""What a person does to whole routines, so that the name that is shown and the file's go together; each can be undone.

No widgets: what is asked is decided by the screens, how a file is written by `routine.shelf` and `routine.saving`.
"""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.routine import library, saving, shelf, starter, titles
from backday_tui.routine import renamed as record
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SHOWN: Final = 80


class Change(NamedTuple):
    """Something that was done: what it was in a few words, the file to look at now (None: none), how to undo it."""

    said: str
    path: Path | None
    undo: Callable[[], None]


def made(title: str, text: str, routines_dir: Path) -> Change:
    """A new routine of the person's, called so. `text` is its TOML.

    Raises:
        BackdayError: there is one already, or it can't be written.
    """
    path = free_path(title, routines_dir)
    shelf.make_folder(routines_dir)
    saving.save(path, text, "missing")
    undo = shelf.Undo(None, path, text.encode())
    return Change(f"{_quoted(title)} is made", path, lambda: shelf.undo(undo))


def made_from_template(title: str, routines_dir: Path) -> Change:
    """A new routine with an exercise or two to start from.

    Raises:
        BackdayError: as `made`.
    """
    title = titles.title_of(title)
    return made(title, starter.template(title), routines_dir)


def duplicated(path: Path, title: str, routines_dir: Path) -> Change:
    """The same routine once more, under another name.

    Raises:
        BackdayError: there is one of that name already, or it can't be read or written.
    """
    undo = shelf.duplicate(path, _free_id(title, routines_dir), routines_dir)
    copy = undo.came
    if copy is None:  # it always is there
        raise BackdayError(f"{clean(str(path))}: not copied")
    text = _retitled(copy, title)
    if text is not None:
        with _taken_back(undo):
            saving.save(copy, text)
        undo = dataclasses.replace(undo, raw=text.encode())
    return Change(f"{_quoted(title)} is made", copy, lambda: shelf.undo(undo))


def renamed(path: Path, title: str) -> Change:
    """The routine under another name: the one that is shown, and with it the file's.

    Raises:
        BackdayError: there is one of that name already, or it can't be written.
    """
    before = saving.read(path)
    text = _retitled(path, title)
    stem = titles.stem_of(title)
    moved = shelf.rename(path, stem) if stem != path.stem else None
    there = moved.came if moved and moved.came else path
    with _taken_back(moved):
        after = None if text is None else saving.save(there, text, before.snapshot)

    if moved is not None:
        record.note(path.parent, path.stem, stem)

    def undo() -> None:
        if after is not None:
            saving.save(there, before.text, after)
        if moved is not None:
            shelf.undo(moved)
            record.note(path.parent, stem, path.stem)

    return Change(f"It is called {_quoted(title)} now", there, undo)


def deleted(path: Path, title: str) -> Change:
    """The routine is gone.

    Raises:
        BackdayError: it can't be deleted.
    """
    undo = shelf.delete(path)
    return Change(f"{_quoted(title)} is deleted", None, lambda: shelf.undo(undo))


def reverted(routine_id: str, title: str, routines_dir: Path) -> Change:
    """The bundled routine again, in the place of the person's copy.

    Raises:
        BackdayError: there is none, or the copy can't be deleted.
    """
    undo = shelf.revert(routine_id, routines_dir)
    return Change(
        f"{_quoted(title)} is the bundled one again", shelf.bundled_path(routine_id), lambda: shelf.undo(undo)
    )


def free_path(title: str, routines_dir: Path) -> Path:
    """The file of a new routine with this name.

    Raises:
        BackdayError: no file can be called so, or there is such a routine already.
    """
    return shelf.own_path(_free_id(title, routines_dir), routines_dir)


def same_file(path: Path, title: str) -> bool:
    """Whether a routine with this name would lie in just this file."""
    try:
        return titles.stem_of(title).casefold() == path.stem.casefold()
    except BackdayError:
        return False


def _free_id(title: str, routines_dir: Path) -> str:
    stem = shelf.checked_id(titles.stem_of(title))
    if stem.casefold() in {each.casefold() for each in library.paths(routines_dir)}:
        raise shelf.IdRefusedError(f'there is a routine "{stem}" already')
    return stem


@contextlib.contextmanager
def _taken_back(done: shelf.Undo | None) -> Iterator[None]:
    """Half a change is none: what was done first is taken back where the rest fails."""
    try:
        yield
    except BackdayError:
        if done is not None:
            shelf.undo(done)
        raise


def _retitled(path: Path, title: str) -> str | None:
    """The file's text with this name in it; None where it is as it should be, or can't be changed so."""
    try:
        text = saving.read(path).text
        changed = titles.retitled(text, titles.title_of(title))
    except (BackdayError, ValueError, RecursionError):  # its name can be put right in the editor
        return None
    return None if changed == text else changed


def _quoted(title: str) -> str:
    return f'"{clean(title, _SHOWN)}"'
