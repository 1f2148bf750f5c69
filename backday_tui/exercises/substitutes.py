"""Which exercises can stand in for another, and in which order: for whoever finds the rack taken or a joint sore.

A rule of the catalogue alone. What is done with it in a workout stands in workout/swaps.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import muscle_shares

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise

ALIKE: Final = 0.35
"""From this share of muscles in common on, two exercises are alike. A row and a pull-up are; a row and a face pull,
or a pull-up and a straight-arm pull-down, are not."""
_ALWAYS_THERE: Final = frozenset({"mat", "wall", "bench", "box", "stairs"})
"""What one lies, stands or leans on: it doesn't make another exercise of one."""


def substitutes(exercise: Exercise, catalog: Catalog) -> tuple[Exercise, ...]:
    """The exercises that can stand in for this one, the best first.

    They work one of its first muscles first too, by the same pattern; so do, whatever their pattern, the variations
    that are easier and harder. First come those that are alike and done in the same way, held or repeated, with other
    equipment, as what is usual for this one may be taken; then those with the same; then the rest. In each of these
    the more muscles they share the earlier they come. An exercise of which nobody knows the pattern goes by muscles.
    """
    variations = {exercise.easier, exercise.harder}
    found = [
        other
        for other in catalog
        if other.id != exercise.id
        and (other.id in variations or exercise.id in (other.easier, other.harder) or _is_kin(exercise, other))
    ]
    return tuple(sorted(found, key=lambda other: _rank(exercise, other)))


def _is_kin(exercise: Exercise, other: Exercise) -> bool:
    has_pattern = exercise.pattern is not None and other.pattern is not None
    return (exercise.pattern == other.pattern or not has_pattern) and not set(exercise.muscles).isdisjoint(
        other.muscles
    )


def _rank(exercise: Exercise, other: Exercise) -> tuple[bool, bool, float, str]:
    shared = shared_muscles(exercise, other)
    is_alike = shared >= ALIKE and exercise.isometric == other.isometric
    return not is_alike, usual_equipment(exercise) == usual_equipment(other), -shared, other.name


def shared_muscles(one: Exercise, other: Exercise) -> float:
    """The part of their muscles that two exercises share, from 0 to 1; those worked first count twice."""
    mine, theirs = muscle_shares(one), muscle_shares(other)
    both = mine.keys() | theirs.keys()
    most = sum(max(mine.get(muscle, 0.0), theirs.get(muscle, 0.0)) for muscle in both)
    return sum(min(mine[muscle], theirs[muscle]) for muscle in mine.keys() & theirs.keys()) / most if most else 0.0


def usual_equipment(exercise: Exercise) -> str:
    """What it is usually done with: a bench is with the barbell; "" for the body alone."""
    return next((thing for thing in exercise.equipment if thing not in _ALWAYS_THERE), "")
