"""The person's routine files: read to be changed, saved, copied, renamed, deleted, and each of these undone.

A file is replaced whole or not at all, and only if it still holds what was read: to compare and to replace is one act,
in which no other backday changes a file of the folder (`files.locked`). Bundled routines are never changed: to
edit one makes a copy with the same id, which comes first (`library.py`). What undoing needs is kept in memory, for as
long as the program runs. Which ids a routine had before is noted in a small file beside the routines, so that what was
done under an old one still counts as its own; that file goes wherever the folder goes.

Nothing here knows what the text of a routine means.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import hashlib
import json
import os
import re
import stat
from typing import TYPE_CHECKING, Final, Literal

from backday_tui import files
from backday_tui.errors import BackdayError, NotFoundError, UnreadableError
from backday_tui.folders import RENAMED, is_there
from backday_tui.routine import library, source, week_file
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


_REASONS: Final = {
    errno.EACCES: "it or its folder may not be written to (no permission): save it under another name",
    errno.EPERM: "it or its folder may not be written to (no permission): save it under another name",
    errno.EROFS: "it lies on a disk that is read-only: save it elsewhere",
    errno.ENOSPC: "the disk is full (No space left on device): make room and save again",
    getattr(errno, "EDQUOT", -1): "your share of the disk is used up: make room and save again",
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "its folder is not there",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "it is a link that leads to itself",
    errno.EEXIST: "there is such a file already",
    errno.EISDIR: "it is no regular file",
}


class UnwritableError(BackdayError):
    """A file that can't be written; the message names the file and the reason. The file is as it was."""


class ChangedOnDiskError(UnwritableError):
    """A file that is no longer what was read. `is_gone`: it was deleted; else it has another content."""

    def __init__(self, path: Path, *, is_gone: bool) -> None:
        what = "was deleted" if is_gone else "was changed by another program"
        offer = "save it anyway or under another name" if is_gone else "reload it, save under another name, or compare"
        super().__init__(f"{clean(str(path))}: not saved: it {what} since it was read: {offer}")
        self.path = path
        self.is_gone = is_gone


@dataclasses.dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was read or saved: when it was last changed in ns, its size in bytes, the SHA-256 of its content."""

    mtime_ns: int
    size: int
    digest: str

    def is_current(self, path: Path) -> bool:
        """Whether a file looks untouched, going by time and size alone; a save looks at its content."""
        try:
            status = path.stat()
        except (OSError, RuntimeError, ValueError):
            return False
        return (status.st_mtime_ns, status.st_size) == (self.mtime_ns, self.size)


Expected = Snapshot | Literal["missing", "anything"]
"""What must be there for a save to go ahead: what was read, no file at all, or anything."""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file to be changed: its text, with byte order mark and line ends, and the snapshot of it."""

    text: str
    snapshot: Snapshot


def read(path: Path) -> OpenedFile:
    """The text of a file that is to be changed.

    Raises:
        UnreadableError: it can't be read, or is not UTF-8.
    """
    snapshot_time_ns = _mtime_ns(path)
    raw = source.read_bytes(path)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{clean(str(path))}:{line}: not UTF-8, so it can't be changed here") from error
    return OpenedFile(text, _snapshot(snapshot_time_ns, raw))


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except (OSError, RuntimeError, ValueError):  # to read it says what is wrong
        return 0


def _snapshot(mtime_ns: int, raw: bytes) -> Snapshot:
    return Snapshot(mtime_ns, len(raw), hashlib.sha256(raw).hexdigest())


def begun_week(routines_dir: Path) -> Path:
    """The file of the week; where there is none it is made, with comments that say what may stand in it.

    Raises:
        UnwritableError: it, or its folder, can't be made.
    """
    path = routines_dir / WEEK_FILE
    if not os.path.lexists(path):
        make_folder(routines_dir)
        save(path, week_file.TEMPLATE, "missing")
    return path


# --------------------------------------------------------------------------------------------------------------- saving


def save(path: Path, text: str, expected: Expected = "anything") -> Snapshot:
    """Replace what a file holds with a text, whole or not at all; gives the file as it is then.

    A link stays one; its target is replaced. Mode, owner and extended attributes stay. Line ends and byte order mark
    are written as the text has them.

    Raises:
        ChangedOnDiskError: the file is not what was expected.
        UnwritableError: it can't be written.
    """
    try:
        raw = text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        reason = f"line {line} has a character that no file can hold"
        raise UnwritableError(f"{clean(str(path))}: not saved: {reason}") from error
    return save_bytes(path, raw, expected)


def save_bytes(path: Path, raw: bytes, expected: Expected = "anything") -> Snapshot:
    """As `save`, for what may not be text."""
    try:
        return _saved(path, raw, expected)
    except ValueError as error:  # a NUL in the name
        raise UnwritableError(f"{clean(str(path))}: not saved: no file can be called that") from error
    except OSError as error:
        raise UnwritableError(f"{clean(str(path))}: not saved: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or clean(error.strerror or type(error).__name__)


def _saved(path: Path, raw: bytes, expected: Expected) -> Snapshot:
    _hold_expected(path, expected)
    status = _status(path)

    def hold(new: Path) -> None:
        """Look once more: while a large file is written, another program may save its own."""
        if status is not None:
            _hold_owner(new, status)
        _hold_expected(path, expected)

    mtime_ns = files.replace(path, raw, is_new=expected == "missing", check=hold)
    return _snapshot(mtime_ns, raw)


def _hold_expected(path: Path, expected: Expected) -> None:
    """Refuse where the file is not what the person saw last."""
    if expected == "anything":
        return
    if expected == "missing":
        if is_there(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        return
    if not is_there(path):
        if os.path.islink(path):  # noqa: PTH114 -- Path's raises where a folder is locked
            _status(path)  # one that leads to itself is there, and refused as such
        raise ChangedOnDiskError(path, is_gone=True)
    _status(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected.digest:
        raise ChangedOnDiskError(path, is_gone=False)


def _status(path: Path) -> os.stat_result | None:
    """What is known of a file; None where there is none.

    Raises:
        OSError: it is no regular file, or protected.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise files.IrregularFileError(status.st_mode)
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise OSError(errno.EINVAL, "it is read-only: save it under another name")
    return status


def _hold_owner(new: Path, status: os.stat_result) -> None:
    mine = new.stat()
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        raise OSError(errno.EINVAL, "it would no longer belong to its owner: save it under another name")


_MOST: Final = 100
_REFUSED: Final = re.compile(r"""[\x00-\x1f\x7f<>:"/\\|?*]""")
# What Windows takes for a device: the folder may be carried there.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


class IdRefusedError(BackdayError):
    """An id that no routine can have, or that another one has."""


class IdTakenError(IdRefusedError):
    """The id of another routine, which is `taken`."""

    def __init__(self, taken: str) -> None:
        super().__init__(f'there is a routine "{clean(taken, 60)}" already')
        self.taken = taken


@dataclasses.dataclass(frozen=True, slots=True)
class FileUndo:
    """What it takes to undo a change to the person's routines.

    `gone` is a file that was there before, `came` one that wasn't; either may be None. `raw` is what the file held, or
    with `was_link` what the link pointed to; None if the file was only renamed.
    """

    gone: Path | None
    came: Path | None
    raw: bytes | None = None
    was_link: bool = False


# ----------------------------------------------------------------------------------------------------- bundled and own


def own_path(routine_id: str, routines_dir: Path) -> Path:
    """Where the person's routine with an id lies, or would."""
    return library.file_in(routines_dir, routine_id)


def bundled_path(routine_id: str) -> Path | None:
    """The bundled routine with an id; None where there is none."""
    path = library.bundled_dir() / f"{routine_id}{library.SUFFIX}"
    return path if _is_name(routine_id) and path.is_file() else None


def is_copy(routine_id: str, routines_dir: Path) -> bool:
    """Whether a routine of the person's hides the bundled one with the same id."""
    return os.path.lexists(own_path(routine_id, routines_dir)) and bundled_path(routine_id) is not None


def copy_for_editing(routine_id: str, routines_dir: Path) -> Path:
    """The person's own file of a routine; if it is bundled and there is none yet, a copy is made.

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
    save_bytes(own, source.read_bytes(bundled), "missing")
    return own


def revert(routine_id: str, routines_dir: Path) -> FileUndo:
    """Go back to the bundled routine with an id by deleting the person's copy.

    Raises:
        NotFoundError: none is bundled, or there is no copy.
        UnreadableError: the copy can't be kept for undoing.
        UnwritableError: it can't be deleted.
    """
    if bundled_path(routine_id) is None:
        raise NotFoundError(f'no routine "{clean(routine_id, 60)}" comes with backday')
    return delete(own_path(routine_id, routines_dir))


def make_folder(folder: Path) -> None:
    """Make a folder, if it isn't there yet.

    Raises:
        UnwritableError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise UnwritableError(f"{clean(str(folder))}: not made: {reason}") from error


# ---------------------------------------------------------------------------------------------------- whole files


def delete(path: Path) -> FileUndo:
    """Delete one of the person's routines; of a link, only the link.

    Raises:
        NotFoundError: there is no such file.
        UnreadableError: it can't be kept for undoing.
        UnwritableError: it can't be deleted.
    """
    with _alone_in(path.parent, path, "deleted"):
        kept = _kept(path)
        _unlink(path, "deleted")
    return kept


def rename(path: Path, new_id: str) -> FileUndo:
    """Give one of the person's routines another id, in the same folder.

    Raises:
        IdRefusedError: it can't have that id.
        UnwritableError: it can't be renamed.
    """
    target = free_path(new_id, path.parent, but=path)
    _move(path, target)
    return FileUndo(path, target)


def duplicate(path: Path, new_id: str, routines_dir: Path) -> FileUndo:
    """Copy a routine, even a bundled one, into the person's folder under another id; `came` is the new file.

    Raises:
        IdRefusedError: it can't have that id.
        UnreadableError: it can't be read.
        UnwritableError: no copy can be made.
    """
    raw = source.read_bytes(path)
    target = free_path(new_id, routines_dir)
    make_folder(routines_dir)
    save_bytes(target, raw, "missing")
    return FileUndo(None, target, raw)


def undo(change: FileUndo) -> None:
    """Undo a change.

    Raises:
        UnwritableError: it can't be done: what came was changed since, or there is a new file where one is gone.
    """
    if change.gone and change.came:
        if os.path.lexists(change.gone):
            raise UnwritableError(f"{clean(str(change.gone))}: not undone: there is such a file again")
        _move(change.came, change.gone)
    elif change.gone and change.was_link:
        _link(change.gone, os.fsdecode(change.raw or b""))
    elif change.gone:
        make_folder(change.gone.parent)
        save_bytes(change.gone, change.raw or b"", "missing")
    elif change.came:
        with _alone_in(change.came.parent, change.came, "undone"):
            _hold_same(change.came, change.raw)
            _unlink(change.came, "undone")


@contextlib.contextmanager
def _alone_in(folder: Path, path: Path, what: str) -> Iterator[None]:
    """Look at a file and do something with it while no other backday does."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(files.locked(folder))
        except OSError as error:
            raise UnwritableError(f"{clean(str(path))}: not {what}: {_reason(error)}") from error
        yield


def _kept(path: Path) -> FileUndo:
    """What it takes to bring a file back."""
    try:
        if path.is_symlink():
            return FileUndo(path, None, os.fsencode(os.readlink(path)), was_link=True)  # noqa: PTH115 -- as it is written
        if path.is_file():
            return FileUndo(path, None, path.read_bytes())
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
    """Rename a file; one that has the new name already is not replaced."""
    try:
        with files.locked(target.parent):
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
    """An id with the blanks at its ends removed.

    Raises:
        IdRefusedError: it is no file name, or not one on every system.
    """
    routine_id = library.without_suffix(routine_id.strip())
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


def free_path(routine_id: str, folder: Path, but: Path | None = None, *, original: str = "") -> Path:
    """The file for a new id. One that differs from `but` only in case is free, and for a copy of `original` its id.

    Raises:
        IdRefusedError: it can't have that id; IdTakenError where a routine has it.
    """
    routine_id = checked_id(routine_id)
    target = folder / f"{routine_id}{library.SUFFIX}"
    allowed = {original.casefold(), but.stem.casefold() if but is not None else ""}
    for taken in library.paths(folder):
        if taken.casefold() == routine_id.casefold() and taken.casefold() not in allowed:
            raise IdTakenError(taken)
    if target == but:
        raise IdTakenError(routine_id)
    return target


# ------------------------------------------------------------------------------------------------------- earlier ids

# A workout doesn't depend on them: where the file can't be read or written, a renamed routine merely looks new.

_MOST_RENAMED: Final = 1000
_MOST_TRIES: Final = 20


def note(routines_dir: Path, old: str, new: str) -> None:
    """Remember that the routine `new` was called `old`; what another program notes meanwhile stays."""
    path = routines_dir / RENAMED
    for _ in range(_MOST_TRIES):
        expected, names = _snapshot_of(path), _read(routines_dir)
        before = [each for each in names.pop(new, []) if each != old]
        names[new] = [*before, old]
        kept = dict(list(names.items())[-_MOST_RENAMED:])
        try:
            save(path, json.dumps(kept, ensure_ascii=False, indent=1) + "\n", expected)
        except UnwritableError:
            if _snapshot_of(path) == expected:
                return
        else:
            return


def _snapshot_of(path: Path) -> Expected:
    try:
        return _snapshot(0, source.read_bytes(path))
    except BackdayError:
        return "anything" if is_there(path) else "missing"


def followed(last_done: Mapping[str, datetime], routines_dir: Path) -> dict[str, datetime]:
    """When each routine was last done, counting its earlier ids, but for those that another routine has by now."""
    names = _read(routines_dir)
    if not names:
        return dict(last_done)
    taken = library.paths(routines_dir)
    found = dict(last_done)
    for routine_id in taken:
        times = [last_done[each] for each in _before(routine_id, names) if each in last_done and each not in taken]
        if times:
            found[routine_id] = max([*times, *filter(None, [last_done.get(routine_id)])])
    return found


def earlier_ids(routine_id: str, routines_dir: Path) -> tuple[str, ...]:
    """The ids that a routine had before, but for those that another routine has by now."""
    before = tuple(_before(routine_id, _read(routines_dir)))
    taken = library.paths(routines_dir) if before else {}
    return tuple(each for each in before if each not in taken)


def _before(routine_id: str, names: Mapping[str, list[str]]) -> Iterator[str]:
    """Every id that a routine had before, step by step."""
    seen, waiting = {routine_id}, [routine_id]
    while waiting:
        for each in names.get(waiting.pop(), []):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


def _read(routines_dir: Path) -> dict[str, list[str]]:
    """The earlier ids by the later one; nothing where there is no such file, or it makes no sense."""
    try:
        names = json.loads(source.read_bytes(routines_dir / RENAMED))
    except (BackdayError, ValueError, RecursionError):
        return {}
    if not isinstance(names, dict):
        return {}
    lists = {new: old for new, old in names.items() if isinstance(old, list)}
    return {new: [each for each in old if isinstance(each, str)] for new, old in lists.items()}
