"""The log as screens use it: read whole, or one thing changed, in a thread of theirs.

Opened for each of these and closed again, so that no screen holds the file.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history.log import figures_of, opened
from backday_tui.session import phrases
from backday_tui.text import clean
from backday_tui.tui.log import lines
from backday_tui.tui.log.lines import (
    SessionLine,
    SetLine,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from backday_tui.history.store import PerformedSet, SessionRow, Store
    from backday_tui.session.commands import Record


_MOST = 120


def sessions(log_file: Path, limit: int = -1) -> tuple[SessionRow, ...]:
    """The sessions, newest first.

    Raises:
        LogError, NewerHistoryError: they can't be read; the message says why.
    """
    with opened(log_file) as store:
        return () if store is None else store.sessions(limit=limit)


def change(log_file: Path, what: Callable[[Store], None]) -> None:
    """Change something in the log.

    Raises:
        LogError, NewerHistoryError: it can't be; the message says why.
    """
    with opened(log_file) as store:
        if store is None:
            raise BackdayError("the log is not there any more")
        what(store)


def session_line(row: SessionRow, now: datetime) -> SessionLine:
    """The line of a session in a list."""
    return SessionLine(
        session=row,
        day=lines.day_text(row.started, now),
        time=f"{row.started:%H:%M}",
        name=clean(row.name, _MOST),
        state=lines.state_text(row),
        length=words.about(row.elapsed_s),
        sets=lines.sets_text(row),
        done=f"{figures_of(row).sets_done}/{row.planned_sets} sets",
        volume=lines.volume_text(row),
        hold=lines.hold_text(row),
    )


def set_lines(sets: Sequence[PerformedSet]) -> Iterator[SetLine]:
    """A line for each set in the order done, under the names of their exercises."""
    first = True
    for exercise, group in groupby(sets, key=lambda done: done.exercise):
        if not first:
            yield SetLine(None)
        first = False
        yield SetLine(None, clean(exercise, _MOST))
        for done in group:
            yield SetLine(
                done,
                lines.place_text(done),
                lines.target_text(done),
                phrases.done(done),
                lines.is_short(done),
            )


def corrected(done: PerformedSet, record: Record) -> PerformedSet:
    """The set with the figures that were given; the others stay, and so do seconds that say the same."""
    same = done.seconds is not None and record.seconds is not None and round(done.seconds) == record.seconds
    return replace(
        done,
        reps=done.reps if record.reps is None else record.reps,
        seconds=done.seconds if same or record.seconds is None else record.seconds,
        load=done.load if record.load is None else record.load,
        rounds=done.rounds if record.rounds is None else record.rounds,
    )
