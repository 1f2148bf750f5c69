"""Text that was typed but not saved yet: it outlives the program, and is offered again.

Each routine file that has such text has a file of its own in a folder that is given. Whether to go on with the text is
for the person to decide.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Final

from backday_tui.errors import UnreadableError
from backday_tui.routine import store
from backday_tui.routine.store import Snapshot
from backday_tui.text import clean

_SUFFIX: Final = ".unsaved.json"


@dataclasses.dataclass(frozen=True, slots=True)
class Unsaved:
    """Text that was meant to be saved at `path`; `snapshot` is of the file that it came from, None for a new one."""

    path: Path
    text: str
    snapshot: Snapshot | None


def keep(folder: Path, unsaved: Unsaved) -> None:
    """Keep the text, instead of what was kept for the same path.

    Raises:
        UnwritableError: it can't be written; what was kept before is still there.
    """
    at = _file(folder, unsaved.path)
    record = {
        "path": os.fspath(_absolute(unsaved.path)),
        "text": unsaved.text,
        "snapshot": unsaved.snapshot and dataclasses.asdict(unsaved.snapshot),
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise store.UnwritableError(f"{clean(str(folder))}: unsaved text can't be kept: {reason}") from error
    store.save(at, json.dumps(record))


def find(folder: Path, path: Path) -> Unsaved | None:
    """What is kept for a file; None if there is nothing, or nothing that the file doesn't hold."""
    unsaved = _read(_file(folder, path))
    return None if unsaved is None or _is_saved(unsaved) else unsaved


def listed(folder: Path) -> tuple[Unsaved, ...]:
    """All that is kept and differs from its file, in the order of the paths; what can't be read is left out."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 -- names alone
    except OSError:
        return ()
    read = (_read(folder / name) for name in names if name.endswith(_SUFFIX))
    found = (unsaved for unsaved in read if unsaved is not None and not _is_saved(unsaved))
    return tuple(sorted(found, key=lambda unsaved: unsaved.path))


def discard(folder: Path, path: Path) -> None:
    """Forget what is kept for a file, if there is anything.

    Raises:
        UnwritableError: it can't be deleted.
    """
    at = _file(folder, path)
    try:
        at.unlink(missing_ok=True)
    except OSError as error:
        reason = clean(error.strerror or type(error).__name__)
        raise store.UnwritableError(f"{clean(str(at))}: not deleted: {reason}") from error


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 -- links stay as they are


def _file(folder: Path, path: Path) -> Path:
    # A path may be too long for the name of a file, and hold what that can't.
    name = hashlib.sha256(os.fsencode(_absolute(path))).hexdigest()[:32]
    return folder / f"{name}{_SUFFIX}"


def _is_saved(unsaved: Unsaved) -> bool:
    with contextlib.suppress(UnreadableError):
        return store.read(unsaved.path).text == unsaved.text
    return False


def _read(at: Path) -> Unsaved | None:
    """What a file of that folder holds; None if it makes no sense."""
    try:
        record = json.loads(at.read_bytes()) if at.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None
    return _unsaved(record)


def _unsaved(record: Any) -> Unsaved | None:
    if not isinstance(record, dict):
        return None
    path, text, snapshot = (record.get(key) for key in ("path", "text", "snapshot"))
    if not isinstance(path, str) or not isinstance(text, str):
        return None
    try:
        return Unsaved(Path(path), text, None if snapshot is None else Snapshot(**snapshot))
    except TypeError:
        return None
