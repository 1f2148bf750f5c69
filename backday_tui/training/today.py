"""A routine today: what each of its entries aims at, why, and what was done of it last time; the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from backday_tui.text import clean
from backday_tui.training.loads import USUAL
from backday_tui.training.past import LastTime, PastSession, in_turn, last_time, last_time_text
from backday_tui.training.prescription import (
    AS_WRITTEN,
    entries_in_order,
    figures_text,
    movement_of,
    planned_entries,
)
from backday_tui.training.progression import Target, target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Routine, Section
    from backday_tui.training.prescription import EntryPlace, PlannedEntry, Prescription, TrainingMax


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
        asks: what the file asks for.
    """

    movement: str
    target: Target | None = None
    last: LastTime | None = None
    asks: Prescription | None = None


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
            entry.prescription,
        )
        for place, entry in entries.items()
    }


def routine_today(
    routine: Routine,
    catalog: Catalog,
    read_past: Callable[[str, Collection[str]], Known],
    now: date,
    *,
    picked: Mapping[EntryPlace, str] | None = None,
    rounds: Mapping[tuple[Section, int], int] | None = None,
) -> dict[EntryPlace, EntryToday]:
    """What is known of a routine today, by the place of each entry.

    Args:
        routine: as it is followed.
        catalog: with the person's own exercises; the routine's are added.
        read_past: reads what was done before of a routine, by its id, and of movements. What it raises is raised.
        now: what is later counts for nothing.
        picked: of choices the exercise that was picked, where one was.
        rounds: of a circuit with a range how many were picked, where somebody did.
    """
    known = catalog.with_own(routine.exercises)
    names = {name for _, entry, _ in entries_in_order(routine) for name in entry.exercise}
    past = read_past(routine.id, {movement_of(name, known) for name in names})
    entries = planned_entries(routine, catalog, USUAL["kg"], picked=picked or {}, rounds=rounds or {}, maxes=past.maxes)
    return today_of(entries, past.sessions, now)


def entry_words(today: EntryToday, now: date) -> tuple[str, ...]:
    """What there is to say of an entry, a line each: when it was last done, and what it aims at, if not by the file.

    "Last time (17 Nov, 12 days ago) 10 · 9 · 8 x 80 kg", "Today 8 reps · 82.5 kg: every rep at 80 kg on 17 Nov".
    """
    said = [] if today.last is None else [last_time_text(today.last, now)]
    if today.target is not None and today.asks is not None and today.target.why != AS_WRITTEN:
        said.append(f"Today {figures_text(today.target.aims, today.asks)}: {today.target.why}")
    return tuple(clean(line) for line in said)
