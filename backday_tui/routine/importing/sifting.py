"""Which of the gathered exercises and lines are meant, since an article says more than its exercises.

`gather.py` has put every line into a draft; here those stay that belong to a workout, and what tells of an exercise or
a dose and doesn't stay is told.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import name_key
from backday_tui.routine.importing import vocabulary
from backday_tui.routine.importing.drafts import Draft, DraftExercise, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.statements import MarkerKind
    from backday_tui.routine.importing.vocabulary import Names

_MOST_UNKNOWN_WORDS: Final = 4


def sift(drafts: list[Draft]) -> list[Draft]:
    """The workouts that are meant, each with its exercises alone.

    Where anything in the text has a dose, so has every workout, and exercises without one count beside those that have.
    Else every exercise that is named counts, unless a single one is named in a text that says more.
    """
    dosed = [draft for draft in drafts if any(_counts(exercise, draft) for exercise in draft.exercises)]
    if dosed:
        return [draft for draft in map(_with_dosed, dosed) if draft.exercises]
    found = [_with_named(draft) for draft in drafts]
    named = [draft for draft in found if draft.exercises]
    alone = len(drafts) == 1 and len(drafts[0].parts) == 1
    return named if alone or sum(len(draft.exercises) for draft in named) > 1 else []


def left_out(drafts: list[Draft], kept: list[Draft], names: Names) -> Iterator[PastedLine]:
    """The lines of the drafts that tell of an exercise or a dose and stand in none of those that are kept.

    A heading that only names a workout is one where it sounds like an exercise.
    """
    there = {id(part) for draft in kept for part in draft.parts}
    seen = {name_key(name) for draft in kept for each in draft.exercises for name in each.mention.names}
    for draft in drafts:
        name = (draft.heading or "").rstrip(":")
        is_title = vocabulary.has_title_word(name) or name_key(name) in seen
        if draft.heading_line and not is_title and names.is_exercise(name):
            yield draft.heading_line
        for part in draft.parts:
            if id(part) not in there and _matters(part):
                yield part.line


def _matters(part: DraftExercise | Remark) -> bool:
    if isinstance(part, Remark):
        return not part.understood and (part.certain or vocabulary.holds_dose(part.line.text))
    return part.certain or part.dosed


def _counts(exercise: DraftExercise, draft: Draft) -> bool:
    if exercise.dosed:
        return exercise.sure
    return draft.default is not None or bool(
        exercise.group and (exercise.group.dose.dosed or exercise.group.count or exercise.group.time_s)
    )


def _with_dosed(draft: Draft) -> Draft:
    """What belongs to a draft in which something has a dose: what has one, and what stands with it in a list."""
    listed = {each.block for each in draft.exercises if _counts(each, draft) and not (each.headed and each.dosed)}
    headed = {(each.marker.kind, each.level) for each in draft.exercises if each.headed and each.dosed}
    kept = [part for part in draft.parts if _stays(part, listed, headed)]
    return dataclasses.replace(draft, parts=_without_loose_ends(kept))


def _stays(part: DraftExercise | Remark, listed: set[int], headed: set[tuple[MarkerKind, int]]) -> bool:
    if isinstance(part, Remark):
        return part.understood or part.certain or part.block in listed
    if part.dosed:
        return part.sure or part.block in listed
    if part.block in listed and not part.explained:
        return True
    return part.headed and not part.explained and part.certain and (part.marker.kind, part.level) in headed


def _with_named(draft: Draft) -> Draft:
    """Every exercise of a draft that has no dose, once."""
    seen: set[str] = set()
    parts: list[DraftExercise | Remark] = []
    for part in draft.parts:
        if isinstance(part, Remark):
            parts += [part] if part.understood else []
        elif part.certain and _named_briefly(part):
            key = "/".join(map(name_key, part.mention.names))
            parts += [part] if key not in seen else []
            seen.add(key)
    return dataclasses.replace(draft, parts=_without_loose_ends(parts))


def _named_briefly(exercise: DraftExercise) -> bool:
    """Whether a name is in the catalogue, or short enough to be no sentence."""
    return exercise.known or all(len(name.split()) <= _MOST_UNKNOWN_WORDS for name in exercise.mention.names)


def _without_loose_ends(parts: list[DraftExercise | Remark]) -> list[DraftExercise | Remark]:
    """Without the headings that nothing follows."""
    while parts and isinstance(parts[-1], Remark) and parts[-1].is_heading:
        parts.pop()
    return parts if any(isinstance(part, DraftExercise) for part in parts) else []
