"""Of what was gathered, what is meant: the exercises of each workout; and an account of all other lines.

A paste says more than its exercises, and an article far more. What is left out here is told where it holds a dose or
the name of an exercise, and so is a line that nothing used in `gather.py`: no such line is lost without a word.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import name_key
from backday_tui.routine.importing import vocabulary
from backday_tui.routine.importing.drafts import Draft, DraftExercise, Remark
from backday_tui.routine.importing.phrases import is_far

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.statements import MarkerKind

_MOST_UNKNOWN_WORDS: Final = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Went:
    """Where a statement of a line went: to which workout and which of its exercises; None where it said nothing.

    `certain` is one that nothing uses though it holds an exercise.
    """

    line: PastedLine
    draft: Draft | None
    exercise: DraftExercise | None
    certain: bool = False


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


def left_out(drafts: list[Draft], went: Sequence[Went], kept: list[Draft], names: Names) -> list[PastedLine]:
    """The lines that tell of an exercise or a dose and stand in no workout that is kept, in order."""
    found = {line.number: line for line in (*_dropped(drafts, kept, names), *_unused(drafts, went, kept, names))}
    shown = {part.line.number for draft in kept for part in draft.parts}
    return [found[number] for number in sorted(found.keys() - shown)]


def _dropped(drafts: list[Draft], kept: list[Draft], names: Names) -> Iterator[PastedLine]:
    """The lines of the drafts that tell of an exercise or a dose and stand in none of those that are kept.

    A heading that only names a workout is one where it sounds like an exercise.
    """
    there = {id(part) for draft in kept for part in draft.parts}
    seen = {name_key(name) for draft in kept for each in draft.exercises for name in each.mention.names}
    for draft in drafts:
        if draft.heading_line and _sounds(draft.heading or "", names, seen):
            yield draft.heading_line
        yield from (line for line in draft.passed if _sounds(line.text, names, seen))
        for part in draft.parts:
            again = isinstance(part, DraftExercise) and part.explained and name_key(part.mention.names[0]) in seen
            sounds = isinstance(part, Remark) and part.is_heading and _sounds(part.line.text, names, seen)
            if id(part) not in there and (_matters(part) or sounds) and not again:
                yield part.line


def _unused(drafts: list[Draft], went: Sequence[Went], kept: list[Draft], names: Names) -> Iterator[PastedLine]:
    """The lines that nothing of what is kept has used, though they hold a dose or name an exercise that isn't there.

    This is the account of the whole text: whatever has let a line fall, it is told here.
    """
    there = {id(part) for draft in kept for part in draft.parts}
    fallen = {part.line.number for draft in drafts for part in draft.parts if id(part) not in there}
    empty = {id(draft) for draft in drafts if all(id(part) not in there for part in draft.parts)}
    seen = {names.find(name) for draft in kept for each in draft.exercises for name in each.mention.names}
    lines: dict[int, PastedLine] = {}
    used: set[int] = set()
    certain = {each.line.number for each in went if each.certain}
    for each in went:
        lines[each.line.number] = each.line
        alive = each.draft is not None and id(each.draft) not in empty and each.line.number not in fallen
        if alive and (each.exercise is None or id(each.exercise) in there):
            used.add(each.line.number)
    for number, line in lines.items():
        if number in used:
            continue
        dosed = vocabulary.holds_dose(line.text) or is_far(line.text.lstrip("\u2022-* "))
        dosed = dosed and not vocabulary.is_byline(line.text)
        named = names.named_in(line.text)
        counted = bool(named) and line.text.lstrip("-*\u2022 ")[:1].isdigit()  # "5 box jumps", with those there already
        if dosed or counted or number in certain or named - seen:
            yield line


def _sounds(heading: str, names: Names, seen: set[str]) -> bool:
    """Whether a heading sounds like an exercise, and like none that is there: nothing below it was read as its dose."""
    name = heading.rstrip(":")
    return names.is_exercise(name) and not vocabulary.has_title_word(name) and name_key(name) not in seen


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
    numbers = [each.marker.number for each in draft.exercises if each.certain and each.marker.number]
    for part in draft.parts:
        if isinstance(part, Remark):
            parts += [part] if part.understood else []
        elif (part.certain or _is_numbered_with(part, numbers)) and _named_briefly(part):
            key = "/".join(map(name_key, part.mention.names))
            parts += [part] if key not in seen else []
            seen.add(key)
    return dataclasses.replace(draft, parts=_without_loose_ends(parts))


def _is_numbered_with(exercise: DraftExercise, numbers: list[int]) -> bool:
    """Whether it stands in one numbered list with exercises that are known, of which these are the numbers."""
    number = exercise.marker.number
    return number is not None and len(numbers) > 1 and number <= max(numbers) + 1 and number not in numbers


def _named_briefly(exercise: DraftExercise) -> bool:
    """Whether a name is in the catalogue, or short enough to be no sentence."""
    names = (name.partition(" (")[0] for name in exercise.mention.names)
    return exercise.known or all(len(name.split()) <= _MOST_UNKNOWN_WORDS for name in names)


def _without_loose_ends(parts: list[DraftExercise | Remark]) -> list[DraftExercise | Remark]:
    """Without the headings that nothing follows."""
    while parts and isinstance(parts[-1], Remark) and parts[-1].is_heading:
        parts.pop()
    return parts if any(isinstance(part, DraftExercise) for part in parts) else []
