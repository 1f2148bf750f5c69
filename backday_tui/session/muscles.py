"""The muscles that a routine works, by sets: what a library can say about it before anybody has trained.

A set counts 1 for each muscle worked first and a half for each worked second. Nothing here knows what was really done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.exercises.catalog import MUSCLES, muscle_named
from backday_tui.routine.model import Circuit, Emom, Entry, Item, Routine, Superset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.exercises.catalog import Catalog, Exercise

FIRST = 1.0
SECOND = 0.5

_PLACES = {muscle: place for place, muscle in enumerate(MUSCLES)}


def worked(routine: Routine, catalog: Catalog) -> dict[str, float]:
    """Sets by muscle, the most worked first; equals in the order of `MUSCLES`, muscles unknown there last.

    Only the work counts, unless there is nothing but warm-up and cool-down. Of several exercises to pick from the
    first counts, of a range of rounds the highest; both sides are one set. An AMRAP counts as one round. Exercises
    that neither the catalogue nor the routine knows count nothing.
    """
    known = catalog.with_own(routine.exercises)
    sets: dict[str, float] = {}
    for item in routine.work or (*routine.warmup, *routine.cooldown):
        for entry, count in _entries(item):
            for muscle, share in _shares(known.find(entry.exercise[0])):
                sets[muscle] = sets.get(muscle, 0) + count * share
    order = sorted(sets, key=lambda muscle: (-sets[muscle], _PLACES.get(muscle, len(_PLACES)), muscle))
    return {muscle: sets[muscle] for muscle in order}


def _shares(exercise: Exercise | None) -> Iterator[tuple[str, float]]:
    """Each muscle by its name in `MUSCLES` where it has one, with what a set counts for it."""
    if exercise is None:
        return
    yield from ((muscle_named(muscle) or muscle, FIRST) for muscle in exercise.muscles)
    yield from ((muscle_named(muscle) or muscle, SECOND) for muscle in exercise.secondary)


def _entries(item: Item) -> Iterator[tuple[Entry, int]]:
    """The entries of an item, each with the number of its sets."""
    match item:
        case Entry():
            yield item, item.sets
        case Superset():
            yield from ((entry, item.sets) for entry in item.entries)
        case Circuit():
            yield from ((entry, item.rounds[1]) for entry in item.entries)
        case Emom():
            full, rest = divmod(item.minutes, len(item.entries))
            yield from ((entry, full + (place < rest)) for place, entry in enumerate(item.entries))
        case _:
            yield from ((entry, 1) for entry in item.entries)
