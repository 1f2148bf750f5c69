"""The person's own routine files as a whole: copied, given another id, deleted; and each of it undone.

Bundled routines are never changed: who edits one gets a copy with the same id, which comes first (`library.py`). What
undoing needs is kept in memory, for as long as the program runs.
"""

from __future__ import annotations

import dataclasses
import os
import re
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError, NotFoundError, UnreadableError
from backday_tui.routine import library, saving, source
from backday_tui.routine.saving import UnwritableError
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

_MOST: Final = 100
_REFUSED: Final = re.compile(r"""[\x00-\x1f\x7f<>:"/\\|?*]""")
# What Windows takes for a device, in a folder that may be carried there.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


class IdRefusedError(BackdayError):
    """An id that a routine can't have, or that another one has."""


@dataclasses.dataclass(frozen=True, slots=True)
class Undo:
    """How a change to the person's routines is taken back.

    `gone` is a file that was there, `came` one that was not; None where there is no such. `raw` is what the file held,
    or what a link pointed to where `was_link`; None where it only got another name.
    """

    gone: Path | None
    came: Path | None
    raw: bytes | None = None
    was_link: bool = False


# ----------------------------------------------------------------------------------------------------- bundled and own


def own_path(routine_id: str, routines_dir: Path) -> Path:
    """Where the person's routine with an id lies, or would."""
    return routines_dir / f"{routine_id}{library.SUFFIX}"


def bundled_path(routine_id: str) -> Path | None:
    """The bundled routine with an id; None where there is none."""
    path = library.bundled_dir() / f"{routine_id}{library.SUFFIX}"
    return path if _is_name(routine_id) and path.is_file() else None


def is_copy(routine_id: str, routines_dir: Path) -> bool:
    """Whether a routine of the person's hides the bundled one with the same id."""
    return os.path.lexists(own_path(routine_id, routines_dir)) and bundled_path(routine_id) is not None


def copy_for_editing(routine_id: str, routines_dir: Path) -> Path:
    """The person's own file of a routine; of a bundled one a copy is made where there is none yet.

    Raises:
        NotFoundError: there is no such routine.
        UnreadableError: the bundled one can't be read.
        UnwritableError: no copy can be made.
    """
    own = own_path(routine_id, routines_dir)
    bundled = bundled_path(routine_id)
    if os.path.lexists(own) or bundled is None:
        if bundled is None and not os.path.lexists(own):
            raise NotFoundError(f'no routine is called "{clean(routine_id, 60)}"')
        return own
    make_folder(routines_dir)
    saving.save_bytes(own, source.read_bytes(bundled), "missing")
    return own


def revert(routine_id: str, routines_dir: Path) -> Undo:
    """Go back to the bundled routine with an id: the person's copy is deleted.

    Raises:
        NotFoundError: none is bundled, or there is no copy.
        UnreadableError: the copy can't be kept for undoing.
        UnwritableError: it can't be deleted.
    """
    if bundled_path(routine_id) is None:
        raise NotFoundError(f'no routine "{clean(routine_id, 60)}" comes with backday')
    return delete(own_path(routine_id, routines_dir))


def make_folder(folder: Path) -> None:
    """Make the person's folder where it isn't there yet.

    Raises:
        UnwritableError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnwritableError(f"{clean(str(folder))}: not made: {reason}") from error


# ---------------------------------------------------------------------------------------------------- whole files


def delete(path: Path) -> Undo:
    """Delete a routine of the person's; of a link the link alone.

    Raises:
        NotFoundError: there is no such file.
        UnreadableError: it can't be kept for undoing.
        UnwritableError: it can't be deleted.
    """
    kept = _kept(path)
    _unlink(path, "deleted")
    return kept


def rename(path: Path, new_id: str) -> Undo:
    """Give a routine of the person's another id, in the same folder.

    Raises:
        IdRefusedError: it can't have that one.
        UnwritableError: it can't be renamed.
    """
    target = _free(new_id, path.parent, but=path)
    _move(path, target)
    return Undo(path, target)


def duplicate(path: Path, new_id: str, routines_dir: Path) -> Undo:
    """A routine, a bundled one too, once more in the person's folder under another id; `came` is the new file.

    Raises:
        IdRefusedError: it can't have that one.
        UnreadableError: it can't be read.
        UnwritableError: no copy can be made.
    """
    raw = source.read_bytes(path)
    target = _free(new_id, routines_dir)
    make_folder(routines_dir)
    saving.save_bytes(target, raw, "missing")
    return Undo(None, target, raw)


def undo(change: Undo) -> None:
    """Take a change back.

    Raises:
        UnwritableError: it can't be: what came was changed since, or what is gone has a successor.
    """
    if change.gone and change.came:
        if os.path.lexists(change.gone):
            raise UnwritableError(f"{clean(str(change.gone))}: not undone: there is such a file again")
        _move(change.came, change.gone)
    elif change.gone and change.was_link:
        _link(change.gone, os.fsdecode(change.raw or b""))
    elif change.gone:
        make_folder(change.gone.parent)
        saving.save_bytes(change.gone, change.raw or b"", "missing")
    elif change.came:
        _hold_same(change.came, change.raw)
        _unlink(change.came, "undone")


def _kept(path: Path) -> Undo:
    """What is needed to bring a file back."""
    try:
        if path.is_symlink():
            return Undo(path, None, os.fsencode(os.readlink(path)), was_link=True)  # noqa: PTH115 -- as it is written
        if path.is_file():
            return Undo(path, None, path.read_bytes())
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnreadableError(f"{clean(str(path))}: not deleted, it can't be kept for undoing: {reason}") from error
    raise NotFoundError(f"{clean(str(path))}: there is no such file")


def _hold_same(path: Path, raw: bytes | None) -> None:
    if os.path.lexists(path) and source.read_bytes(path) != raw:
        raise UnwritableError(f"{clean(str(path))}: not undone: it was changed since, delete it yourself")


def _unlink(path: Path, what: str) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnwritableError(f"{clean(str(path))}: not {what}: {reason}") from error


def _move(path: Path, target: Path) -> None:
    """Another name for a file; what has that name already is not replaced."""
    try:
        if os.path.lexists(target) and not path.samefile(target):
            raise FileExistsError(17, "there is such a file already")
        path.rename(target)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnwritableError(f"{clean(str(path))}: not renamed: {reason}") from error


def _link(path: Path, target: str) -> None:
    try:
        path.symlink_to(target)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnwritableError(f"{clean(str(path))}: not undone: {reason}") from error


# ------------------------------------------------------------------------------------------------------------------ ids


def checked_id(routine_id: str) -> str:
    """An id without blanks at its ends.

    Raises:
        IdRefusedError: a file can't be called so everywhere.
    """
    routine_id = routine_id.strip().removesuffix(library.SUFFIX)
    if not _is_name(routine_id):
        advice = f"take letters, digits and hyphens, not over {_MOST}"
        raise IdRefusedError(f'"{clean(routine_id, 60)}" can\'t be the name of a file: {advice}')
    return routine_id


def _is_name(routine_id: str) -> bool:
    return bool(
        routine_id
        and len(os.fsencode(routine_id)) <= _MOST
        and routine_id[0] not in ".-"
        and routine_id[-1] not in ". "
        and not _REFUSED.search(routine_id)
        and not _DEVICES.fullmatch(routine_id)
    )


def _free(routine_id: str, folder: Path, but: Path | None = None) -> Path:
    """The file of a new id; one that differs from `but` in case alone is free."""
    routine_id = checked_id(routine_id)
    target = folder / f"{routine_id}{library.SUFFIX}"
    taken = {each.casefold() for each in library.paths(folder)}
    if but is not None:
        taken.discard(but.stem.casefold())
    if routine_id.casefold() in taken or (but is not None and target == but):
        raise IdRefusedError(f'there is a routine "{clean(routine_id, 60)}" already')
    return target
