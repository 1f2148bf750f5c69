"""A text that is being edited as the routine that it is: its problems first, its estimate and muscles a moment later.

Pure reading in a thread; of several texts only the newest counts, which is for the screen to see to.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import SECTIONS, Amrap, Circuit, Emom, Entry, Superset
from backday_tui.routine.problems import Problem
from backday_tui.routine.reader import read_text
from backday_tui.session.muscles import worked
from backday_tui.session.plan import build
from backday_tui.text import clean
from backday_tui.tui.entry_spots import spots_of
from backday_tui.tui.facts import Facts, MuscleSets, shown_muscle
from backday_tui.tui.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backday_tui.routine.model import Group, Routine
    from backday_tui.routine.problems import KeyPath
    from backday_tui.tui.entry_spots import Spot
    from backday_tui.tui.outline import OutlineLine

_FAULT_LIMIT = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What a text holds. `paths` has the path of each line of the outline, None for the title of a section.

    `facts` is None and `spots` empty as long as nothing is computed, `steps` 0; `routine` is None where a problem stops
    it.
    """

    routine: Routine | None
    problems: tuple[Problem, ...]
    spots: tuple[Spot, ...] = ()
    outline: tuple[OutlineLine, ...] = ()
    paths: tuple[KeyPath | None, ...] = ()
    facts: Facts | None = None
    steps: int = 0


def read(text: str, path: Path) -> Draft:
    """What a text holds, as far as it takes reading; nothing in it makes this raise."""
    try:
        loaded = read_text(text, id=path.stem, catalog=bundled(), folder=path.parent)
        if loaded.routine is None:
            return Draft(None, loaded.problems, () if _is_broken(loaded.problems) else spots_of(text))
        lines = outline(loaded.routine)
        return Draft(loaded.routine, loaded.problems, (), lines, tuple(_paths(loaded.routine)))
    except (BackdayError, RecursionError, ValueError) as error:
        what = clean(f"{type(error).__name__}: {error}", _FAULT_LIMIT)
        return Draft(None, (Problem(1, 1, "error", f"backday can't read this: {what}"),))


def _is_broken(problems: tuple[Problem, ...]) -> bool:
    """Whether the text is no TOML: then its problem has no key."""
    return any(is_half_typed(problem) for problem in problems)


def is_half_typed(problem: Problem) -> bool:
    """Whether the text is no TOML at this place, as while something is being typed there."""
    return problem.message.startswith("not TOML")


def planned(draft: Draft, text: str) -> Draft:
    """The same with where its entries stand in the text, its estimate and muscles."""
    routine = draft.routine
    if routine is None:
        return draft
    catalog, plan = bundled(), build(routine, bundled())
    muscles = tuple(MuscleSets(muscle, shown_muscle(muscle), sets) for muscle, sets in worked(routine, catalog).items())
    facts = Facts(routine, plan.estimate_s, muscles, draft.outline)
    return dataclasses.replace(draft, spots=spots_of(text), facts=facts, steps=len(plan.steps))


def in_place_of(draft: Draft, before: Draft | None) -> Draft:
    """The same with what was computed before, for as long as nothing newer is."""
    if before is None or draft.routine is None or draft.facts is not None:
        return draft
    return dataclasses.replace(draft, spots=before.spots, facts=before.facts, steps=before.steps)


def _paths(routine: Routine) -> Iterator[KeyPath | None]:
    """The paths of the outline's lines, in their order."""
    for section in SECTIONS:
        items = routine.section(section)
        if items:
            yield None
        for number, item in enumerate(items):
            yield (section, number)
            if not isinstance(item, Entry):
                key = list_key(item)
                yield from ((section, number, key, place) for place in range(len(item.entries)))


def list_key(group: Group) -> str:
    """Under which key a group has its entries."""
    kinds = {Superset: "superset", Circuit: "circuit", Emom: "emom", Amrap: "amrap"}
    return kinds[type(group)]
