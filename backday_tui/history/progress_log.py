"""The log read for what a person wants to see of their progress: movements from session to session, and the weeks.

What comes of it is reckoned in `training/progress.py`. It may take some tenths of a second where the log is old, so a
screen asks in a thread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.history.log import title_of
from backday_tui.history.past import all_past
from backday_tui.history.week_log import read_week
from backday_tui.training.progress import MovementProgress, Steadiness, TrainedSession, sets_done

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import SessionHead, Store
    from backday_tui.training.past import PastSession


class DoneMovement(NamedTuple):
    """Something that was done: its name, as the catalogue or the log has it, and what came of it."""

    name: str
    progress: MovementProgress


class WholeProgress(NamedTuple):
    """All movements that were done, those done last first, and how steadily."""

    movements: tuple[DoneMovement, ...]
    steadiness: Steadiness


def progress_of(
    store: Store, catalog: Catalog, movement: str, now: datetime, since: date | None = None
) -> MovementProgress:
    """What was done of one movement up to now, or from a day on.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    heads = {head.id: head for head in store.heads()}
    return MovementProgress.of(movement, _sessions(store, catalog, (movement,), now, heads), now, since)


def whole_progress(
    store: Store, catalog: Catalog, now: datetime, routines_dir: Path, since: date | None = None
) -> WholeProgress:
    """The same of all that was done.

    Args:
        store: the log.
        catalog: with the person's own exercises.
        now: what is later counts for nothing.
        routines_dir: the person's own routines, beside which their week may be written.
        since: from this day on, as if nothing had been before; the run of weeks goes back behind it.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    heads = {head.id: head for head in store.heads()}
    sessions = _sessions(store, catalog, None, now, heads)
    by_movement: dict[str, list[PastSession]] = {}
    for session in reversed(sessions):
        for movement in dict.fromkeys(entry.movement for entry in session.entries):
            by_movement.setdefault(movement, []).append(session)
    found = (
        DoneMovement(
            known.name if (known := catalog.get(movement)) else store.name_of(movement),
            MovementProgress.of(movement, its, now, since),
        )
        for movement, its in by_movement.items()
    )
    trained = (
        TrainedSession(session.started, heads[session.id].elapsed_s or 0.0, sets_done(session))
        for session in sessions
        if session.id in heads
    )
    steadiness = Steadiness.of(trained, now, since, _weeks_held(store, routines_dir, now))
    return WholeProgress(tuple(each for each in found if each.progress.sessions), steadiness)


def _weeks_held(store: Store, routines_dir: Path, now: datetime) -> int | None:
    """The run of weeks by the week's own plan; None where there is none that can be used: `backday week` says why."""
    try:
        week = read_week(routines_dir, store.path, now, whole=True)
    except BackdayError:
        return None
    return None if week is None or week.problems else week.held()


def _sessions(
    store: Store, catalog: Catalog, movements: Collection[str] | None, now: datetime, heads: Mapping[int, SessionHead]
) -> list[PastSession]:
    """Sessions with the routines that their heads tell, the oldest first."""
    return [
        replace(session, routine=title_of(heads[session.id])) if session.id in heads else session
        for session in all_past(store, catalog, movements, now)
    ]
