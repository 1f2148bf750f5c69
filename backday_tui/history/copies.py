"""The copies of the log that were made before each change of its form, and how one goes back to one of them.

What is in its place is kept as a copy too before another takes it, so nothing is ever lost by that.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from backday_tui import files, words
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.history.database import reason
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.migrations import BESIDE, NewerHistoryError, new_file_beside, steps_taken
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

BEFORE_RESTORE: Final = "before-restore"
_MOST_BYTES: Final = 1 << 30
_MOST_WORK: Final = 500
"""In millions of instructions of SQLite: to check a log of twenty years takes a tenth of that."""
_STEPS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class LogCopy:
    """A copy of the log: when it was made, its bytes, and how many sessions it has; None where `fault` says why not."""

    path: Path
    made: datetime
    size: int
    sessions: int | None = None
    fault: str = ""


def copies(log_file: Path) -> tuple[LogCopy, ...]:
    """The copies beside a log, the newest first.

    Raises:
        BackdayError: its folder can't be read.
    """
    try:
        found = [path for path in log_file.parent.glob(f"{log_file.name}.before-*") if _is_copy(path, log_file)]
        made = {path: path.stat() for path in found}
    except OSError as error:
        raise BackdayError(f"{clean(str(log_file.parent))}: {clean(error.strerror or str(error))}") from error
    newest_first = sorted(found, key=lambda path: (made[path].st_mtime_ns, path.name), reverse=True)
    return tuple(_copy(path, made[path].st_mtime, made[path].st_size) for path in newest_first)


def _is_copy(path: Path, log_file: Path) -> bool:
    return path.is_file() and not any(path.name.endswith(end) for end in BESIDE) and path != log_file


def _copy(path: Path, made_s: float, size: int) -> LogCopy:
    made = datetime.fromtimestamp(made_s).astimezone()
    try:
        return LogCopy(path, made, size, _sessions_in(path))
    except NewerHistoryError:
        return LogCopy(path, made, size, fault="a newer backday wrote it")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, sqlite3.Error) else "malformed database schema"
        return LogCopy(path, made, size, fault=f"damaged: {clean(said)}")


def _sessions_in(path: Path) -> int:
    """How many sessions a file has that is a sound log.

    Raises:
        NewerHistoryError: a newer backday wrote it.
        sqlite3.Error, UnicodeDecodeError: it is none.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"  # nothing is made beside a file that is only looked at
    left = _MOST_WORK

    def step() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as db:
        db.set_progress_handler(step, _STEPS)
        if not steps_taken(db, path):
            raise sqlite3.DatabaseError("there is no log in it")
        (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(str(said))
        return int(db.execute("SELECT count(*) FROM session").fetchone()[0])


def named(log_file: Path, wanted: str) -> LogCopy:
    """The copy with this number in the list, from 1, or with this name.

    Raises:
        NotFoundError: there is none.
    """
    found = copies(log_file)
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 and 1 <= int(wanted) <= len(found):  # six digits
        return found[int(wanted) - 1]
    short = wanted.removeprefix(f"{log_file.name}.")
    for copy in found:
        if copy.path.name.removeprefix(f"{log_file.name}.") == short:
            return copy
    there = "`backday log restore` lists them" if found else "there is none yet"
    raise NotFoundError(f'there is no copy "{clean(wanted, 60)}" of the log: {there}')


def restore(log_file: Path, copy: LogCopy, now: datetime) -> Path | None:
    """Put a copy in the place of the log; gives where that is kept which was there, None where there was none.

    Raises:
        RunningError: a workout runs.
        BackdayError: the copy is damaged, or something can't be written; the log is as it was then.
    """
    if copy.fault:
        raise BackdayError(f"{clean(copy.path.name)} can't take the place of the log: {copy.fault}")
    lock = RunningLock(log_file.parent / LOCK_NAME)
    lock.begin("the log is put back", now)
    try:
        raw = files.read(copy.path, _MOST_BYTES)
        kept = _set_aside(log_file)
        for end in BESIDE:  # what is in them is in what was kept; they would be taken for those of the copy
            log_file.with_name(f"{log_file.name}{end}").unlink(missing_ok=True)
        files.replace(log_file, raw)
    except (OSError, sqlite3.Error) as error:
        said = error.strerror if isinstance(error, OSError) else reason(error)
        raise BackdayError(f"{clean(str(log_file))}: the log can't be put back: {clean(said or str(error))}") from error
    finally:
        lock.release()
    return kept


def _set_aside(log_file: Path) -> Path | None:
    """A copy of the log as it is, damaged or not; None where there is none."""
    if not log_file.exists():
        return None
    kept = new_file_beside(log_file, BEFORE_RESTORE)
    try:
        with (
            contextlib.closing(sqlite3.connect(log_file)) as current,
            contextlib.closing(sqlite3.connect(kept)) as target,
        ):
            current.backup(target)
    except sqlite3.OperationalError:  # another program holds it, or the disk is full
        kept.unlink(missing_ok=True)
        raise
    except sqlite3.DatabaseError:  # it is damaged: byte for byte, with what belongs to it
        for end in ("", *BESIDE):
            part = log_file.with_name(f"{log_file.name}{end}")
            if part.exists():
                shutil.copyfile(part, kept.with_name(f"{kept.name}{end}"))
    return kept


def told(copy: LogCopy) -> str:
    """What a copy holds, in words."""
    return copy.fault or words.counted(copy.sessions or 0, "session")
