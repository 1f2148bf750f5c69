"""Another exercise in the place of the one that is done or comes next: what is offered, what was meant by a text.

What a swap does to the session is the session's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import words
from backday_tui.exercises.catalog import muscle_shares, name_key
from backday_tui.routine.model import Entry
from backday_tui.session import step_text
from backday_tui.text import clean
from backday_tui.training.prescription import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.model import Routine
    from backday_tui.session.plan import Ref, Step
    from backday_tui.session.state import State

_QUOTES: Final = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
IS_ONE_STEP: Final = "The exercises of an AMRAP are one step: none of them can be swapped"
ALIKE: Final = 0.35
"""From this share of muscles in common on, two exercises are alike. A row and a pull-up are; a row and a face pull,
or a pull-up and a straight-arm pull-down, are not."""
_ALWAYS_THERE: Final = frozenset({"mat", "wall", "bench", "box", "stairs"})
"""What one lies, stands or leans on: it doesn't make another exercise of one."""


class SwapChoice(NamedTuple):
    """An exercise to do instead: its name as it will be called, and what is known of it; None where nobody knows it."""

    name: str
    exercise: Exercise | None

    @property
    def movement(self) -> str:
        """What is done of it is kept under."""
        return self.exercise.id if self.exercise else plain_name(self.name)

    @property
    def equipment(self) -> str:
        """What it is done with, cleaned; "" where nobody knows, or nothing is needed."""
        return clean(", ".join(self.exercise.equipment), words.MOST) if self.exercise else ""


def swapped_step(state: State) -> Step:
    """The work that a swap is about: the set that runs, or the one that comes next."""
    return state.steps[step_text.work_at(state.steps, state.index)]


def swaps_for(state: State, catalog: Catalog) -> tuple[SwapChoice, ...]:
    """What can be done instead, the best first: the choices of the entry, then whatever can stand in.

    So after a swap the exercise of the file is the first. None for an AMRAP, whose round is one step.
    """
    step = swapped_step(state)
    if step.group == "amrap":
        return ()
    doing = catalog.find(step.exercise) if step.exercise else None
    written = _exercises_of(state.plan.routine, step.ref)
    meant = doing or next(filter(None, map(catalog.find, written)), None)
    found: dict[str, SwapChoice] = {}
    for choice in (*_as_choices(written, catalog), *_of(substitutes(meant, catalog) if meant else ())):
        found.setdefault(_key(*choice), choice)
    found.pop(_key(step.exercise, doing), None)
    return tuple(found.values())


def _key(name: str | None, exercise: Exercise | None) -> str:
    return exercise.id if exercise else name_key(name or "")


def _as_choices(names: Iterable[str], catalog: Catalog) -> Iterator[SwapChoice]:
    for name in names:
        found = catalog.find(name)
        yield SwapChoice(found.name if found and found.id == name else name, found)


def _of(exercises: Iterable[Exercise]) -> Iterator[SwapChoice]:
    return (SwapChoice(exercise.name, exercise) for exercise in exercises)


def _exercises_of(routine: Routine, ref: Ref) -> tuple[str, ...]:
    """The names that the file has there; none where the routine is another by now."""
    items = routine.section(ref.section)
    if ref.item >= len(items):
        return ()
    item = items[ref.item]
    if isinstance(item, Entry):
        return item.exercise
    return item.entries[ref.entry].exercise if ref.entry < len(item.entries) else ()


def swaps_named(typed: str, listed: Sequence[SwapChoice], catalog: Catalog) -> tuple[SwapChoice, ...]:
    """What may be meant by what was typed: one where that is sure, else all that fit, those that are listed first.

    A number is that of the list, from 1. What is called just so is meant, under the name that it has in the list or in
    the catalogue; else the only one that the words fit. Words that fit nothing are the name of an exercise that nobody
    knows, and so are those in quotes. None where a number stands for nothing.
    """
    typed = typed.strip()
    if typed.isascii() and typed.isdecimal():
        return tuple(listed[int(typed) - 1 : int(typed)]) if 0 < int(typed) <= len(listed) else ()
    quoted = typed.strip(_QUOTES).strip()
    if quoted != typed:
        return (SwapChoice(quoted, catalog.find(quoted)),) if quoted else ()
    exact = catalog.find(typed)
    if exact is not None:
        return (next((choice for choice in listed if choice.exercise == exact), SwapChoice(exact.name, exact)),)
    found = _listed_first(catalog.search(typed), listed)
    return found or (SwapChoice(typed, None),)


def _listed_first(found: Iterable[Exercise], listed: Sequence[SwapChoice]) -> tuple[SwapChoice, ...]:
    by_id = {exercise.id: SwapChoice(exercise.name, exercise) for exercise in found}
    first = [choice for choice in listed if choice.exercise and choice.exercise.id in by_id]
    ids = {choice.exercise.id for choice in first if choice.exercise}
    return (*first, *(choice for exercise_id, choice in by_id.items() if exercise_id not in ids))


def told_of_swap(choice: SwapChoice, step: Step) -> str:
    """What is said once it is done, of the step as it was before."""
    unknown = "" if choice.exercise else ", which the catalogue does not know"
    instead = f"{clean(choice.name, words.MOST)}{unknown}, in place of {step_text.title(step)}"
    without = ", without its warm-up sets" if step.warmup and choice.name != step.exercise else ""
    return f"From here on {instead}{without}; u undoes it"


# -- what can stand in for an exercise: for whoever finds the rack taken or a joint sore ---------------------------


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
