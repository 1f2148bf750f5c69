"""What may be done in the place of an exercise: the routine's other choices, and easier and harder variations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine.model import Entry
from backday_tui.session import words
from backday_tui.tui.screens.ask import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Routine
    from backday_tui.session.plan import Ref
    from backday_tui.session.state import State


def swaps_for(state: State, catalog: Catalog) -> list[Answer]:
    """An answer for each, numbered from 1, named as the exercise; the first is to change nothing, with no name."""
    step = state.steps[words.work_at(state.steps, state.index)]
    now = catalog.find(step.exercise) if step.exercise else None
    names = dict.fromkeys(_names(state.plan.routine, step.ref, catalog, step.exercise))
    own = {step.exercise, now.name if now else None}
    others = [name for name in names if name not in own][:9]
    answers = [Answer(name, (str(number),), name) for number, name in enumerate(others, 1)]
    return [Answer("", ("0",), f"{step.title}, as it is"), *answers]


def _names(routine: Routine, ref: Ref, catalog: Catalog, doing: str | None) -> Iterator[str]:
    for name in _choices(routine, ref):
        found = catalog.find(name)
        yield found.name if found is not None and found.id == name else name
    for each in (doing, *_choices(routine, ref)):
        exercise = catalog.find(each) if each else None
        if exercise is not None:
            others = (catalog.get(other) for other in (exercise.easier, exercise.harder) if other)
            yield from (other.name for other in others if other is not None)


def _choices(routine: Routine, ref: Ref) -> tuple[str, ...]:
    items = routine.section(ref.section)
    if ref.item >= len(items):
        return ()
    item = items[ref.item]
    if isinstance(item, Entry):
        return item.exercise
    return item.entries[ref.entry].exercise if ref.entry < len(item.entries) else ()
