"""The sets per muscle of the last weeks, read from the log: of all sessions those of these weeks alone.

What a routine says of its own exercises counts too, as its file says it today.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError
from backday_tui.history.log import opened
from backday_tui.history.movements import bring_up_to_date
from backday_tui.history.past import past_session
from backday_tui.training.muscles import first_monday, muscle_weeks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.history.store import SessionRow, Store
    from backday_tui.training.muscles import MuscleWeeks
    from backday_tui.training.past import PastSession

_SINCE = "SELECT id FROM session INDEXED BY session_by_date WHERE started >= :first"


def sets_per_muscle(log_file: Path, routines_dir: Path, catalog: Catalog, now: date, count: int) -> MuscleWeeks:
    """So many weeks, the running one last; `uncounted` are names as they were logged. It may take a disk's time.

    Args:
        log_file: where there is none, nothing was done.
        routines_dir: the person's own routines.
        catalog: with the person's own exercises.
        now: what is later counts for nothing.
        count: how many weeks.

    Raises:
        LogError: the log can't be read.
    """
    with opened(log_file) as store:
        rows = () if store is None else _rows_since(store, catalog, first_monday(now, count))
        sessions = [] if store is None else [*_sessions(store, rows)]
    found = muscle_weeks(sessions, catalog, now, count)
    if found.uncounted:
        unknown = frozenset(found.uncounted)
        routines = {each.routine for each in sessions if any(entry.movement in unknown for entry in each.entries)}
        own = [exercise for routine in sorted(routines) for exercise in _own_of(routine, routines_dir, catalog)]
        found = muscle_weeks(sessions, catalog.with_own(own), now, count) if own else found
    names = {done.movement: done.exercise for row in rows for done in row.sets}
    return found._replace(uncounted=tuple(names.get(movement, movement) for movement in found.uncounted))


def _rows_since(store: Store, catalog: Catalog, first: date) -> Sequence[SessionRow]:
    bring_up_to_date(store, catalog)
    return store.sessions_of(store.numbers(_SINCE, {"first": first.isoformat()}))


def _sessions(store: Store, rows: Sequence[SessionRow]) -> Iterator[PastSession]:
    found = (past_session(row, store.entries(row.id)) for row in rows)
    return (session for session in found if session is not None)


def _own_of(routine: str, routines_dir: Path, catalog: Catalog) -> Sequence[Exercise]:
    """The exercises that the file of a routine says itself; none where there is no such file, or it can't be read."""
    from backday_tui.routine import library, reader  # hardly any routine has any

    path = library.paths(routines_dir).get(routine)
    if path is None:
        return ()
    with contextlib.suppress(BackdayError):
        loaded = reader.read_file(path, catalog)
        return () if loaded.routine is None else loaded.routine.exercises
    return ()
