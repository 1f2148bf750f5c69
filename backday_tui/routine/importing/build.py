"""A draft of a pasted workout made a routine: what its lines leave open is filled in, and exercises become items.

Which lines are part of the draft was decided in `gather.py`. Lines that were not understood, and headings between the
exercises, become comments of the routine's TOML (`with_remarks`), so that nothing of the paste is lost in silence.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import vocabulary
from backday_tui.routine.importing.drafts import Draft, DraftExercise, DraftGroup, Remark
from backday_tui.routine.model import (
    SECTIONS,
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Progress,
    Reps,
    Routine,
    Span,
    Superset,
)
from backday_tui.routine.problems import Fault
from backday_tui.text import clean
from backday_tui.toml_text import token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.statements import Phrase
    from backday_tui.routine.model import Section


_MINUTE_S: Final = 60
_HOLD_GROWTH_S: Final = 5
_MOST_COMMENTS: Final = 500


Anchor = tuple["Section", int] | None
"""The item before which a comment stands: its section and place there; None for the end."""


def routine_of(draft: Draft, name: str, names: Names) -> tuple[Routine, list[tuple[Anchor, Remark]]]:
    """The routine that a draft makes, without an id, and its remarks with the item that each stands before."""
    return _RoutineBuilder(draft, names).built(name)


class _RoutineBuilder:
    """Makes a routine of one draft."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self._draft = draft
        self._names = names
        self._sections: dict[Section, list[Item]] = {"warmup": [], "work": [], "cooldown": []}
        self._remarks: list[tuple[Anchor, Remark]] = []
        self._waiting: list[Remark] = []

    def built(self, name: str) -> tuple[Routine, list[tuple[Anchor, Remark]]]:
        """The routine, with where its remarks belong."""
        self._open_with_warm_up()
        rest_s, between_s = self._rests()
        for part in _grouped(_with_sides_joined(self._draft.parts)):
            if isinstance(part, Remark):
                self._waiting.append(part)
            else:
                self._put(part)
        self._remarks += [(None, remark) for remark in self._waiting]
        warmup, work, cooldown = (tuple(self._sections[section]) for section in SECTIONS)
        return Routine("", name, warmup, work, cooldown, rest=rest_s, between=between_s), self._remarks

    def _put(self, exercises: list[DraftExercise]) -> None:
        """Put the exercises of one group, or one alone, into their section."""
        section, group = exercises[0].section, exercises[0].group
        together = self._group(group, exercises) if group else None
        again = group.count[0] if group and group.kind == "amrap" and group.count else 1
        for item in (together,) * again if together is not None else map(self._entry, exercises):
            anchor = (section, len(self._sections[section]))
            self._remarks += [(anchor, remark) for remark in self._waiting]
            self._waiting = []
            self._sections[section].append(item)

    def _open_with_warm_up(self) -> None:
        """What opens a workout and is known to warm up is its warm-up, where work is left behind it."""
        exercises = self._draft.exercises
        if not any(self._works(exercise) for exercise in exercises):
            return
        line = -1
        for exercise in exercises:
            if exercise.section == "work" and exercise.line.number != line and self._works(exercise):
                return
            if exercise.section == "work":
                exercise.section, line = "warmup", exercise.line.number

    def _works(self, exercise: DraftExercise) -> bool:
        phrase = exercise.mention.phrase
        once = (phrase.sets or 1) == 1 and not isinstance(phrase.amount, Reps)
        return not (once and exercise.group is None and all(map(self._names.warms_up, exercise.mention.names)))

    def _rests(self) -> tuple[int, int]:
        """The routine's rests between sets and between exercises, in seconds; a rest that all say is its own."""
        draft = self._draft
        alone = [exercise for exercise in draft.exercises if exercise.group is None and exercise.section == "work"]
        bare = [exercise for exercise in alone if exercise.bare_rest_s is not None]
        same = len({exercise.bare_rest_s for exercise in bare}) == 1
        at_end = len(bare) == 1 and len(alone) > 1 and bare[0] is alone[-1] and not bare[0].headed
        if draft.rest_s is None and same and (at_end or (len(bare) > 1 and len(bare) >= len(alone) - 1)):
            draft.rest_s = bare[0].bare_rest_s
            for exercise in bare:
                exercise.bare_rest_s = None
        if draft.rest_s is None and draft.between_s is None and self._is_flow(alone):
            return _MINUTE_S, 0
        once = all(exercise.mention.phrase.sets in (None, 1) for exercise in alone)
        if draft.rest_s is None and draft.between_s is not None and once:
            draft.rest_s = draft.between_s  # no other rest was told, and there is none between sets
        rest_s = _MINUTE_S if draft.rest_s is None else draft.rest_s
        return rest_s, rest_s if draft.between_s is None else draft.between_s

    def _is_flow(self, exercises: Sequence[DraftExercise]) -> bool:
        """Whether exercises follow each other without a rest: several holds, each once, and nobody tells of sets."""
        phrases = [exercise.mention.phrase for exercise in exercises]
        if len(phrases) < 2 or self._draft.default or len(exercises) < len(self._draft.exercises):  # a flow
            return False
        return all(phrase.sets is None and phrase.rest_s is None for phrase in phrases) and all(
            isinstance(phrase.amount, Span) and self._is_position(exercise.mention.names)
            for phrase, exercise in zip(phrases, exercises, strict=True)
        )

    def _is_position(self, names: tuple[str, ...]) -> bool:
        return self._names.isometric(names) or all(map(self._names.is_pose, names))

    def _group(self, group: DraftGroup, exercises: list[DraftExercise]) -> Item | None:
        """The item that a group makes; None where its exercises are no superset and stand by themselves."""
        # Sets and rests are those of the group.
        entries = tuple(dataclasses.replace(self._entry(each), sets=1, rest=None, after=None) for each in exercises)
        entries = (_noted(entries[0], "; ".join(group.dose.notes)), *entries[1:])
        if group.kind == "superset":
            return self._superset(group, exercises, entries)
        if group.kind == "emom" and (group.time_s or group.count):
            rounds = group.count[0] if group.count else 1
            return Emom(entries, group.time_s // _MINUTE_S if group.time_s else rounds * len(entries))
        if group.kind == "amrap" and group.time_s:
            return Amrap(entries, group.time_s)
        rest_s, between_s = self._within(group, exercises), group.between_s
        *inner, last = (exercise.mention.phrase.rest_s for exercise in exercises)
        if between_s is None:  # the last one's stands between the rounds
            between_s = last
        if group.rest_s is None and len(set(inner)) == 1:
            rest_s = inner[0] or (0 if last is not None else rest_s)
        elif group.rest_s is None and inner:
            rest_s, entries = 0, (*map(_with_rest_noted, entries[:-1], inner), entries[-1])
        return Circuit(entries, group.count or (1, 1), rest_s, between_s, group.after_s)

    def _within(self, group: DraftGroup, exercises: list[DraftExercise]) -> int:
        """The rest between two exercises of a circuit, in seconds: as it is said of the group, of each, or of all."""
        each = {exercise.mention.phrase.rest_s for exercise in exercises} - {None}
        of_all = self._draft.default.rest_s if self._draft.default else None
        rests = (group.rest_s, each.pop() if len(each) == 1 else None, of_all)
        return next((rest_s for rest_s in rests if rest_s is not None), 0)

    def _superset(
        self, group: DraftGroup, exercises: list[DraftExercise], entries: tuple[Entry, ...]
    ) -> Superset | None:
        said = {exercise.mention.phrase.sets for exercise in exercises} - {None}
        of_all = self._draft.default.sets if self._draft.default else None
        sets = said.pop() if said else (group.count[0] if group.count else group.dose.sets) or of_all or 1
        if (
            said or sets is None or len(entries) < 2 or any(_lengths(entry) - {sets} for entry in entries)
        ):  # one is none
            return None
        rests = [exercise.mention.phrase.rest_s for exercise in exercises if exercise.mention.phrase.rest_s]
        rest_s = rests[-1] if group.rest_s is None and rests else group.rest_s
        return Superset(entries, sets, rest_s, group.after_s)

    def _entry(self, exercise: DraftExercise) -> Entry:
        phrase = self._phrase(exercise)
        names = tuple(map(vocabulary.speakable, exercise.mention.names))
        sets = phrase.sets or 1
        load = phrase.load[0] if isinstance(phrase.load, tuple) and len(phrase.load) != sets else phrase.load
        entry = self._with_amount(Entry(names, sets=sets, load=load, tempo=phrase.tempo), phrase)
        note = exercise.mention.note or ""
        one_sided = all(map(vocabulary.one_sided, names)) and phrase.sides is None
        return dataclasses.replace(
            entry,
            sides="each" if one_sided or phrase.to_each else phrase.sides,
            rest=self._own_rest(exercise) if phrase.rest_s is None else phrase.rest_s,
            after=exercise.bare_rest_s,
            optional=exercise.mention.optional or phrase.optional,
            note=note[:1].upper() + note[1:] or None,
        )

    def _own_rest(self, exercise: DraftExercise) -> int | None:
        """The rest behind an exercise, or that of lifts like it; None where it is that of all."""
        if exercise.bare_rest_s is not None or not self._draft.lifts_rest_s:
            return exercise.bare_rest_s
        lifts = self._names.lifts(exercise.mention.names)
        return self._draft.lifts_rest_s.get(lifts) if lifts else None

    def _phrase(self, exercise: DraftExercise) -> Phrase:
        """What is said of an exercise, and what is said of all where it says nothing itself."""
        phrase = exercise.mention.phrase
        default = exercise.group.dose if exercise.group and exercise.group.dose.dosed else self._draft.default
        if default and default.amount is None and self._draft.default and self._draft.default.amount is not None:
            default = dataclasses.replace(self._draft.default, sets=default.sets)
        if exercise.section == "work" and default and phrase.amount is None:
            sets = default.sets if phrase.sets is None and exercise.group is None else phrase.sets
            phrase = dataclasses.replace(phrase, amount=default.amount, held=default.held, sets=sets)
        elif exercise.section == "work" and default and phrase.sets is None and exercise.group is None:
            phrase = dataclasses.replace(phrase, sets=default.sets)
        if isinstance(phrase.amount, tuple) and phrase.sets is None:
            phrase = dataclasses.replace(phrase, sets=len(phrase.amount))
        return phrase

    def _with_amount(self, entry: Entry, phrase: Phrase) -> Entry:
        held = phrase.held or self._names.isometric(entry.exercise)
        amount = phrase.amount
        if isinstance(amount, Span):
            if not held:
                return dataclasses.replace(entry, time=amount)
            return dataclasses.replace(entry, hold=amount, progress=_progress(amount, phrase.grown))
        if amount == amounts.TO_FAILURE and held:
            return dataclasses.replace(entry, hold=Span(None, open_ended=True))
        if isinstance(amount, tuple):
            return self._with_amounts(entry, amount, held=held)
        return dataclasses.replace(entry, reps=amount, progress=_progress(amount, phrase.grown))

    def _with_amounts(self, entry: Entry, each: tuple[Reps, ...] | tuple[Span, ...], *, held: bool) -> Entry:
        """The same with an amount for each of its sets."""
        reps = tuple(value for value in each if isinstance(value, Reps))
        spans = tuple(value for value in each if isinstance(value, Span))
        if spans:
            return dataclasses.replace(entry, hold=spans) if held else dataclasses.replace(entry, time=spans)
        return dataclasses.replace(entry, reps=reps[0] if len(set(reps)) == 1 else reps)


def _with_rest_noted(entry: Entry, rest_s: int | None) -> Entry:
    """An entry of a circuit with a rest of its own, which a routine can't say, as a note."""
    return entry if rest_s is None else _noted(entry, f"Rest {amounts.time_text(rest_s)}")


def _noted(entry: Entry, said: str) -> Entry:
    """An entry with one note more."""
    return dataclasses.replace(entry, note="; ".join(filter(None, (entry.note, said))) or None)


def _lengths(entry: Entry) -> set[int]:
    """How many sets the lists of an entry are for."""
    return {len(value) for value in (entry.reps, entry.hold, entry.time, entry.load) if isinstance(value, tuple)}


def _progress(amount: Reps | Span | None, grown: Reps | Span | tuple[Reps, ...] | None) -> Progress | None:
    """How reps or a hold go on, where they are to become more of the same kind."""
    if isinstance(amount, Reps) and isinstance(grown, Reps):
        low, high = amount.low, grown.high
        return Progress(reps=(low, high)) if low is not None and high is not None and high > low else None
    if isinstance(amount, Span) and isinstance(grown, Span):
        now_s, until_s = amount.seconds, grown.seconds
        grows = now_s is not None and until_s is not None and until_s > now_s
        return Progress(hold_s=_HOLD_GROWTH_S, until_s=until_s) if grows else None
    return None


def _with_sides_joined(parts: Sequence[DraftExercise | Remark]) -> list[DraftExercise | Remark]:
    """The same with "Row right" and "Row left" as one exercise with two sides, where they have the same dose."""
    joined: list[DraftExercise | Remark] = []
    for part in parts:
        last = joined[-1] if joined else None
        both = _both_sides(last, part) if isinstance(last, DraftExercise) and isinstance(part, DraftExercise) else None
        if both:
            joined[-1] = both
        else:
            joined.append(part)
    return joined


def _both_sides(first: DraftExercise, second: DraftExercise) -> DraftExercise | None:
    """The exercise of which these are the two sides; None where they are not."""
    mention, other = first.mention, second.mention
    name, side, limb = vocabulary.without_side(mention.names[0])
    other_name, other_side, other_limb = vocabulary.without_side(other.names[0])
    if side is None or other_side is None or side == other_side or name.lower() != other_name.lower():
        return None
    if limb != other_limb:  # an arm and a leg are no pair
        return None
    same = mention.phrase == other.phrase and first.group is second.group and first.section == second.section
    if not same or len(mention.names) > 1 or mention.phrase.sides:
        return None
    phrase = dataclasses.replace(mention.phrase, sides="each")
    return dataclasses.replace(first, mention=dataclasses.replace(mention, names=(name,), phrase=phrase))


def _grouped(parts: Sequence[DraftExercise | Remark]) -> Iterator[list[DraftExercise] | Remark]:
    """The exercises of one group together; remarks between them stand before it."""
    exercises: list[DraftExercise] = []
    behind: list[Remark] = []
    for part in parts:
        if isinstance(part, Remark):
            behind.append(part)
        elif exercises and part.group and part.group is exercises[0].group and part.section == exercises[0].section:
            yield from behind
            behind = []
            exercises.append(part)
        else:
            yield from filter(None, (exercises, *behind))
            exercises, behind = [part], []
    yield from filter(None, (exercises, *behind))


# ------------------------------------------------------------------------------------------------------------- comments


def with_lines(text: str, lines: Sequence[PastedLine]) -> str:
    """The TOML with lines that belong to no workout as comments at its end."""
    if not lines:
        return text
    comments = [_unread(line) for line in lines[:_MOST_COMMENTS]]
    if len(lines) > _MOST_COMMENTS:
        comments.append(f"# and {len(lines) - _MOST_COMMENTS:,} more lines")
    return "\n".join((text.rstrip("\n"), "", *comments, ""))


def _unread(line: PastedLine) -> str:
    return f"# {_unread_head(line.number)}{clean(line.shown)}"


def _unread_head(number: int) -> str:
    return f"line {number}, not understood: "


def with_exercise(text: str, number: int, line: str) -> str:
    """The TOML with a line of notation as an entry, in the place of the comment about a line that wasn't understood.

    A comment outside of all lists makes it the last entry of the work.
    """
    lines = text.split("\n")
    head = f"# {_unread_head(number)}"
    at = next((at for at, each in enumerate(lines) if each.lstrip().startswith(head)), None)
    if at is None:
        return text
    entry = f"  {token(line)},"
    if lines[at].startswith(" "):
        lines[at] = entry
        return "\n".join(lines)
    del lines[at]
    begin = next((at for at, each in enumerate(lines) if each.startswith("work = [")), None)
    end = next((at for at, each in enumerate(lines) if begin is not None and at > begin and each == "]"), None)
    if end is None:
        return "\n".join((*lines, "work = [", entry, "]", ""))
    return "\n".join((*lines[:end], entry, *lines[end:]))


def with_remarks(text: str, remarks: Sequence[tuple[Anchor, Remark]]) -> str:
    """The TOML with each remark as a comment before the item that it stood before, or at the end."""
    if not remarks:
        return text
    from backday_tui.routine import fault_places  # brings in tree-sitter, for which few pastes have to wait

    if len(remarks) > _MOST_COMMENTS:
        text += f"# and {len(remarks) - _MOST_COMMENTS:,} more lines\n"
    anchors = list(dict.fromkeys(anchor for anchor, _ in remarks if anchor is not None))
    found = fault_places.find(text, [Fault(anchor, "") for anchor in anchors])
    rows = {anchor: row for anchor, (row, _) in zip(anchors, found, strict=True)}
    lines = text.split("\n")
    before: dict[int, list[str]] = {}
    for anchor, remark in remarks[:_MOST_COMMENTS]:
        line = remark.line
        said = f"# {clean(line.text)}" if remark.understood else _unread(line)
        row = rows[anchor] - 1 if anchor else len(lines) - 1
        indent = " " * (len(lines[row]) - len(lines[row].lstrip(" "))) if anchor else ""
        before.setdefault(row, []).append(indent + said)
    return "\n".join(line for row, each in enumerate(lines) for line in (*before.get(row, ()), each))
