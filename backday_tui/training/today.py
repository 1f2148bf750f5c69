"""A routine today: what each of its entries aims at, why, and what was done of it last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.training.past import LastTime, PastSession, in_turn, last_time
from backday_tui.training.progression import Target, target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from backday_tui.training.prescription import EntryPlace, PlannedEntry, TrainingMax


class Known(NamedTuple):
    """What the log knows: sessions in any order, and training maxes by movement."""

    sessions: tuple[PastSession, ...] = ()
    maxes: Mapping[str, TrainingMax] = {}


@dataclass(frozen=True, slots=True)
class EntryToday:
    """An entry of a routine today.

    Attributes:
        movement: what it is kept under; of choices that which was picked.
        target: what its sets are to reach; None for what has no aim.
        last: when it was last done; None for never.
    """

    movement: str
    target: Target | None = None
    last: LastTime | None = None


def today_of(
    entries: Mapping[EntryPlace, PlannedEntry], past: Iterable[PastSession], now: date
) -> dict[EntryPlace, EntryToday]:
    """What is known of the entries of a routine, by their place in it.

    Args:
        entries: see `prescription.planned_entries`.
        past: what was done, in any order; a session that runs is not among it.
        now: what is later counts for nothing.
    """
    sessions = in_turn(past, now)
    return {
        place: EntryToday(
            entry.movement,
            target(entry, sessions, now),
            last_time(sessions, now, entry.routine, entry.movement, entry.nth),
        )
        for place, entry in entries.items()
    }
