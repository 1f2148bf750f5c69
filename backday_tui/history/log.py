"""The log as it is read and put right, opened for that alone so that nobody holds the file; what a session came to.

Nothing is shown here, and nothing of a session that runs is written.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from backday_tui.errors import BackdayError
from backday_tui.history.migrations import NewerHistoryError
from backday_tui.history.store import Store
from backday_tui.session.summary import volume_load
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from backday_tui.history.store import PerformedSet, SessionRow
    from backday_tui.session.commands import Record


class LogError(BackdayError):
    """The log can't be read or written; the message names the file and says why."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store | None]:
    """The log, closed at the end; None if nothing was ever logged.

    Raises:
        LogError: it can't be read or written: damaged, held by another program, from a newer version, no permission.
            What goes wrong while the caller reads becomes this too.
    """
    try:
        if not path.exists():
            yield None
            return
        if not path.is_file():
            raise LogError(f"{clean(str(path))}: the log can't be read: it is no regular file")
        with contextlib.closing(Store(path)) as store:
            yield store
    except NewerHistoryError as error:
        raise LogError(f"{clean(str(path))}: the log was written by a newer backday: it is left as it is") from error
    except (OSError, sqlite3.Error) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise LogError(f"{clean(str(path))}: the log can't be read: {clean(what)}") from error
    except (ValueError, TypeError) as error:  # a time or an option that nobody could have written
        raise LogError(f"{clean(str(path))}: the log can't be read: it holds what makes no sense") from error


def read_sessions(log_file: Path, limit: int = -1) -> tuple[SessionRow, ...]:
    """The sessions, newest first.

    Raises:
        LogError, NewerHistoryError: they can't be read; the message says why.
    """
    with opened(log_file) as store:
        return () if store is None else store.sessions(limit=limit)


def change_log(log_file: Path, what: Callable[[Store], None]) -> None:
    """Change something in the log.

    Raises:
        LogError, NewerHistoryError: it can't be; the message says why.
    """
    with opened(log_file) as store:
        if store is None:
            raise BackdayError("the log is not there any more")
        what(store)


def corrected(done: PerformedSet, record: Record) -> PerformedSet:
    """The set with the figures that were given; the others stay, and so do seconds that say the same."""
    same = done.seconds is not None and record.seconds is not None and round(done.seconds) == record.seconds
    names = ("reps", "load", "rounds", *(() if same else ("seconds",)))
    given: dict[str, Any] = {name: getattr(record, name) for name in names if getattr(record, name) is not None}
    given.update(dict.fromkeys(record.emptied))
    return replace(done, **given)


@dataclass(frozen=True, slots=True)
class LoggedTotals:
    """What a session came to. Both sides of a set count as one set.

    `volume` is the volume load by unit, as in a `Summary`; `longest_hold_s` is 0 if nothing was held.
    """

    sets_done: int
    reps: int
    volume: tuple[tuple[str, float], ...]
    longest_hold_s: float


def figures_of(row: SessionRow) -> LoggedTotals:
    """The totals of a session in the log."""
    return LoggedTotals(
        sets_done=len({done.bout for done in row.sets}),
        reps=sum(done.reps or 0 for done in row.sets),
        volume=volume_load(row.sets),
        longest_hold_s=max((done.seconds or 0.0 for done in row.sets if done.kind == "hold"), default=0.0),
    )


def title_of(row: SessionRow) -> str:
    """What to call a session in a word: the id of its routine or, for one of `backday do`, what was done."""
    return row.routine or row.name


def as_json(rows: Iterable[SessionRow]) -> list[dict[str, Any]]:
    """`backday log --json`."""
    return [_session(row) for row in rows]


def _session(row: SessionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "routine": title_of(row),
        "started": row.started.isoformat(),
        "ended": row.ended.isoformat() if row.ended else None,
        "partial": row.partial,
        "planned_sets": row.planned_sets,
        "sets": [
            {
                "exercise": done.exercise,
                "set": done.number,
                "side": done.side or None,
                "reps": done.reps,
                "seconds": done.seconds,
                "load": done.load,
            }
            for done in row.sets
        ],
    }
