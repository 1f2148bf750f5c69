"""Files of the person: read so that none can block or fill the memory, replaced whole or not at all, by one at a time.

What is raised is the system's own; whoever asks has the words for people. The process that plays sound reads with this
too: it imports little.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_MODE_OF_NEW: Final = 0o666
_PRIVATE: Final = 0o600
_MOST_NAMES: Final = 100
_HELD: Final = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
"""How a system says that another program holds a lock; any other error means that it has no locks here."""
_LOCKED_BYTE: Final = 1 << 20
"""Which byte is locked on Windows: one beyond the text, so that others can read what the file says."""
_TRIES: Final = 1000
_PAUSE_S: Final = 0.005
"""Whoever holds the lock of a folder has it for as long as it takes to compare two files and to rename one. After a
thousand of these pauses it must have been stopped meanwhile."""


class IrregularFileError(OSError):
    """What is there is no regular file but a folder (EISDIR), a pipe or a device (EINVAL)."""

    def __init__(self, mode: int) -> None:
        super().__init__(errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL, "it is no regular file")


class FileTooLargeError(OSError):
    """A file that holds more than is read of it."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"it is larger than {most_bytes:,} bytes")


def read(path: Path | str, most_bytes: int) -> bytes:
    """What a regular file holds.

    Raises:
        IrregularFileError: it is something else: a pipe is not waited for, a device not drained.
        FileTooLargeError: it holds more than `most_bytes`.
        OSError: it can't be read.
        ValueError: no file can be called that.
    """
    descriptor = _open_regular(path)
    try:
        return _drained(descriptor, most_bytes)
    finally:
        os.close(descriptor)


def open_regular(path: Path | str) -> BinaryIO:
    """A regular file, open to be read bit by bit, from its beginning.

    Raises:
        IrregularFileError: it is something else.
        OSError: it can't be read.
        ValueError: no file can be called that.
    """
    return os.fdopen(_open_regular(path), "rb")


def _open_regular(path: Path | str) -> int:
    _hold_regular(os.stat(path).st_mode)  # noqa: PTH116 -- a text too; and to open a device may already do something
    descriptor = os.open(path, os.O_RDONLY | _flags("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    try:
        _hold_regular(os.fstat(descriptor).st_mode)  # another one may have come in its place meanwhile
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _hold_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise IrregularFileError(mode)


def _drained(descriptor: int, most_bytes: int) -> bytes:
    # The size that the system tells is none of a file in /proc, or of one that grows.
    parts = bytearray()
    while part := os.read(descriptor, most_bytes + 1 - len(parts)):
        parts += part
        if len(parts) > most_bytes:
            raise FileTooLargeError(most_bytes)
    return bytes(parts)


def _flags(*names: str) -> int:
    """Those of the flags that this system has."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


def replace(path: Path, raw: bytes, *, is_new: bool = False, check: Callable[[Path], object] | None = None) -> int:
    """Put bytes in the place of a file's, whole or not at all, so that they outlive a power cut.

    A link stays one, its target is replaced. The mode stays; owner, access lists and labels where the system lets them.

    Args:
        path: of a regular file, or of none yet.
        raw: what it is to hold.
        is_new: whether a file that is there, even one that came up meanwhile, is left as it is.
        check: called with the new file right before it takes the place, while nobody else changes a file of the
            folder (see `locked`); if it raises, all is as it was.

    Returns:
        When the new file was last changed, in ns.

    Raises:
        FileExistsError: there is such a file, and `is_new`.
        IrregularFileError: something else is there.
        OSError: it can't be written.
        ValueError: no file can be called that.
    """
    target = _target(path)
    old = _status(target)
    new = target.with_name(f".backday-{os.urandom(6).hex()}.tmp")
    try:
        _write_new(new, raw, _MODE_OF_NEW if old is None else _PRIVATE)
        if old is not None:
            _take_after(new, target, old)
        mtime_ns = new.stat().st_mtime_ns
        with locked(target.parent):
            if check is not None:
                check(new)
            _put_in_place(new, target, is_new=is_new)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return mtime_ns


def _target(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # a loop of links, before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def _status(target: Path) -> os.stat_result | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    _hold_regular(status.st_mode)
    return status


def _write_new(path: Path, raw: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_BINARY", "O_CLOEXEC")
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _take_after(new: Path, old: Path, status: os.stat_result) -> None:
    """Give a new file the owner, the extended attributes and the mode of the one that it is to replace."""
    mine = new.stat()
    chown = getattr(os, "chown", None)
    if chown is not None and (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        with contextlib.suppress(PermissionError):
            chown(new, status.st_uid, status.st_gid)
    _take_attributes(new, old)
    new.chmod(stat.S_IMODE(status.st_mode))


def _take_attributes(new: Path, old: Path) -> None:
    """Access lists and labels, where the system has such and lets them be set."""
    listed, got, put = (getattr(os, name, None) for name in ("listxattr", "getxattr", "setxattr"))
    if not (listed and got and put):
        return
    with contextlib.suppress(OSError):
        for name in listed(old):
            with contextlib.suppress(OSError):
                put(new, name, got(old, name))


def _put_in_place(new: Path, target: Path, *, is_new: bool) -> None:
    if is_new and hasattr(os, "link"):
        try:
            os.link(new, target)  # unlike a replacement, it never takes the place of another file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            pass
        else:
            return
    os.replace(new, target)  # noqa: PTH105 -- beside the other calls of os


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


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other backday change a file of this folder meanwhile, so that to compare one and to replace it is one act.

    The system frees the lock when the program ends, however it does. Where it has no locks for folders, as on some
    network disks, or the folder may not be read, there is none: all goes on as it would alone.

    Raises:
        OSError: another program has kept the folder locked for seconds, as one that was stopped would (EBUSY).
    """
    try:
        descriptor = _lock_of(folder)
    except OSError:
        yield
        return
    try:
        _wait_for(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock_of(folder: Path) -> int:
    if sys.platform == "win32":
        # Windows locks no folders: a file named for it among the temporary ones stands for it.
        import hashlib
        import tempfile

        digest = hashlib.sha256(os.path.normcase(folder).encode()).hexdigest()
        return os.open(f"{tempfile.gettempdir()}{os.sep}backday-{digest[:16]}.lock", os.O_RDWR | os.O_CREAT)
    else:  # noqa: RET505 -- mypy looks at one of the two, by the system
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _wait_for(descriptor: int) -> None:
    import threading  # which whoever only reads does without

    pause = threading.Event()
    for _ in range(_TRIES):
        try:
            if lock_at_once(descriptor):
                return
        except OSError:  # no locks on this disk
            return
        pause.wait(_PAUSE_S)
    raise OSError(errno.EBUSY, "another program keeps its folder locked: try again")


def lock_at_once(descriptor: int) -> bool:
    """Lock an open file for as long as it is open, unless another program has; whether that worked.

    Raises:
        OSError: there are no locks here.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


def aside(path: Path, what: str, when: datetime) -> Path | None:
    """A free name for a file that can't be used and is kept: "log.damaged-2026-01-05T180000.db"; None where none is."""
    numbers = ("", *(f"-{number}" for number in range(2, _MOST_NAMES)))
    names = (path.with_name(f"{path.stem}.{what}-{when:%Y-%m-%dT%H%M%S}{number}{path.suffix}") for number in numbers)
    return next((name for name in names if not os.path.lexists(name)), None)
