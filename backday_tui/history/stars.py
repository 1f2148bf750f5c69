"""Which sessions of the log saw a record, kept as long as nothing in the log has changed: telling it takes all sets.

SQLite counts the changes of a file in its header. What was kept of another count, size, time or version is forgotten,
so that what is put right is never told as it was. It can be made again at any time.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from backday_tui import __version__, files
from backday_tui.history.movements import bring_up_to_date
from backday_tui.history.past import records_in
from backday_tui.training.past import is_ahead

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import Store

FILE: Final = "stars.json"
_FORM: Final = 1
"""Goes up whenever something else is a record."""
_MOST_BYTES: Final = 4 << 20
_HEADER: Final = 100
_CHANGES: Final = slice(24, 28)
"""Where the header of a file of SQLite has the number of its changes."""


def starred(store: Store, catalog: Catalog, now: datetime, folder: Path) -> frozenset[int]:
    """The ids of the sessions in which a record fell, up to now.

    Args:
        store: the log.
        catalog: with the person's own exercises.
        now: what is later counts for nothing.
        folder: where it is kept.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    bring_up_to_date(store, catalog)
    stamp = _stamp(store.path)
    kept = _kept(folder / FILE, stamp)
    if kept is not None:
        return kept
    found = frozenset(records_in(store, catalog, now))
    is_whole = not any(is_ahead(started, now) for started in store.times().values())  # else it is another tomorrow
    if stamp is not None and is_whole and _stamp(store.path) == stamp:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            files.replace(folder / FILE, json.dumps({"of": stamp, "starred": sorted(found)}).encode())
    return found


def _stamp(log_file: Path) -> list[Any] | None:
    """What a log as it is now is known by; None where that can't be told, as with changes that stand beside it."""
    try:
        if any(log_file.with_name(f"{log_file.name}{end}").exists() for end in ("-wal", "-journal")):
            return None
        status = log_file.stat()
        with log_file.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return None
    known = (status.st_ino, status.st_size, status.st_mtime_ns)
    return [_FORM, __version__, str(log_file), header[_CHANGES].hex(), *known]


def _kept(path: Path, stamp: list[Any] | None) -> frozenset[int] | None:
    """What was kept of this log; None for nothing, or of another one. Whatever is wrong with it, that is nothing."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        kept = json.loads(files.read(path, _MOST_BYTES)) if stamp is not None else None
        if isinstance(kept, dict) and kept.get("of") == stamp and isinstance(kept.get("starred"), list):
            numbers = kept["starred"]
            return frozenset(numbers) if all(type(number) is int for number in numbers) else None
    return None
