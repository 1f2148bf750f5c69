"""Routine files read to be changed, and saved so that no change and no file is lost.

A file is replaced whole or not at all, and only where it is still what was read. What the text holds is not known here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import hashlib
import os
import secrets
import stat
from typing import TYPE_CHECKING, Final, Literal

from backday_tui.errors import BackdayError, UnreadableError
from backday_tui.routine import source
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

_MODE_OF_NEW: Final = 0o666
_PRIVATE: Final = 0o600
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
    """What a file was when it was read or saved: its time in ns, its size in bytes, the SHA-256 of what it held.

    Two are of the same content where their `digest` is the same.
    """

    mtime_ns: int
    size: int
    digest: str

    def is_current(self, path: Path) -> bool:
        """Whether a file looks untouched, by its time and size alone: a quick look, a save looks closer."""
        try:
            status = path.stat()
        except (OSError, RuntimeError, ValueError):
            return False
        return (status.st_mtime_ns, status.st_size) == (self.mtime_ns, self.size)


Expected = Snapshot | Literal["missing", "anything"]
"""What is to be there for a save to go on: what was read, no file at all, or whatever there is."""


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A file to be changed: its text, byte order mark and line ends included, and what it was when it was read."""

    text: str
    snapshot: Snapshot


def read(path: Path) -> Opened:
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
    return Opened(text, _snapshot(snapshot_time_ns, raw))


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except (OSError, RuntimeError, ValueError):  # to read it says what is wrong
        return 0


def _snapshot(mtime_ns: int, raw: bytes) -> Snapshot:
    return Snapshot(mtime_ns, len(raw), hashlib.sha256(raw).hexdigest())


# --------------------------------------------------------------------------------------------------------------- saving


def save(path: Path, text: str, expected: Expected = "anything") -> Snapshot:
    """Put a text in the place of a file's, whole or not at all; what the file is now.

    A link stays one, its target is replaced. Mode, owner and extended attributes stay. Line ends and byte order mark
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
    """As `save`, for what may be no text."""
    try:
        return _saved(path, raw, expected)
    except RuntimeError as error:  # a loop of links, before Python 3.13
        raise UnwritableError(f"{clean(str(path))}: not saved: it is a link that leads to itself") from error
    except ValueError as error:  # a NUL in the name
        raise UnwritableError(f"{clean(str(path))}: not saved: no file can be called that") from error
    except OSError as error:
        raise UnwritableError(f"{clean(str(path))}: not saved: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or clean(error.strerror or type(error).__name__)


def _saved(path: Path, raw: bytes, expected: Expected) -> Snapshot:
    target = path.resolve()
    _hold_expected(path, target, expected)
    status = _status(target)
    temporary = target.with_name(f".backday-{secrets.token_hex(6)}.tmp")
    with contextlib.ExitStack() as undo:
        undo.callback(temporary.unlink, missing_ok=True)
        _write_new(temporary, raw, _MODE_OF_NEW if status is None else _PRIVATE)
        if status:
            _take_after(temporary, target, status)
        mtime_ns = temporary.stat().st_mtime_ns
        _hold_expected(path, target, expected)
        _put_in_place(temporary, target, expected)
        undo.pop_all()
    _sync_folder(target.parent)
    return _snapshot(mtime_ns, raw)


def _hold_expected(path: Path, target: Path, expected: Expected) -> None:
    """Refuse where the file is not what the person saw last."""
    if expected == "anything":
        return
    there = os.path.lexists(target)
    if expected == "missing":
        if there:
            raise UnwritableError(f"{clean(str(path))}: not saved: there is such a file already")
        return
    if not there:
        raise ChangedOnDiskError(path, is_gone=True)
    _status(target)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected.digest:
        raise ChangedOnDiskError(path, is_gone=False)


def _status(target: Path) -> os.stat_result | None:
    """What is known of a file; None where there is none.

    Raises:
        OSError: it is no regular file, or protected.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    if not os.access(target, os.W_OK) or not status.st_mode & 0o222:
        raise OSError(errno.EINVAL, "it is read-only: save it under another name")
    return status


def _write_new(path: Path, raw: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _take_after(new: Path, old: Path, status: os.stat_result) -> None:
    """Give a new file the owner, the extended attributes and the mode of the one that it is to replace."""
    mine = new.stat()
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        _take_owner(new, status)
    _take_attributes(new, old)
    new.chmod(stat.S_IMODE(status.st_mode))


def _take_owner(new: Path, status: os.stat_result) -> None:
    chown = getattr(os, "chown", None)
    if chown is None:
        return
    try:
        chown(new, status.st_uid, status.st_gid)
    except PermissionError as error:
        raise OSError(errno.EINVAL, "it would no longer belong to its owner: save it under another name") from error


def _take_attributes(new: Path, old: Path) -> None:
    """Access lists and labels, where the system has such and lets them be set."""
    listed, got, put = (getattr(os, name, None) for name in ("listxattr", "getxattr", "setxattr"))
    if not (listed and got and put):
        return
    with contextlib.suppress(OSError):
        for name in listed(old):
            with contextlib.suppress(OSError):
                put(new, name, got(old, name))


def _put_in_place(temporary: Path, target: Path, expected: Expected) -> None:
    """Give the new file its name; one that came up meanwhile under it is not replaced where none was expected."""
    if expected == "missing" and hasattr(os, "link"):
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise UnwritableError(f"{clean(str(target))}: not saved: there is such a file already") from None
        except OSError:  # a file system without links
            os.replace(temporary, target)  # noqa: PTH105 -- beside the other calls of os
        else:
            temporary.unlink()
        return
    os.replace(temporary, target)  # noqa: PTH105 -- beside the other calls of os


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows has no such call and needs none."""
    directory = getattr(os, "O_DIRECTORY", None)
    if directory is None:
        return
    descriptor = os.open(folder, os.O_RDONLY | directory)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
