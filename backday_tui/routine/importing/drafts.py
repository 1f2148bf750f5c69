"""Workouts as the lines of a pasted text have them, and what exercises and groups take of the lines behind them.

In which order the lines come in, and which of them are meant in the end, is decided in `gather.py`; how a draft becomes
a routine, in `build.py`.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Final, TypeVar

from backday_tui.routine import amounts
from backday_tui.routine.importing import orders, vocabulary
from backday_tui.routine.importing.statements import NO_MARKER, Marker, Mention, Phrase, Rest
from backday_tui.routine.model import Load, Reps, Span

if TYPE_CHECKING:
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.statements import GroupKind, HeadingOrName, Lifts
    from backday_tui.routine.model import Section, Sides

_BRACKETED_NUMBER: Final = re.compile(r"\(([^()]*\d[^()]*)\)")
_MOST_IN_CIRCUIT: Final = 200


@dataclasses.dataclass(slots=True)
class DraftGroup:
    """Exercises that are done as a superset, circuit, EMOM or AMRAP; times in seconds.

    `usual` is as in `GroupStart`; `joined` is how many exercises it has in the end, where words between them join them.
    """

    kind: GroupKind
    line: PastedLine
    count: tuple[int, int] | None = None
    time_s: int | None = None
    dose: Phrase = dataclasses.field(default_factory=Phrase)
    rest_s: int | None = None
    between_s: int | None = None
    after_s: int | None = None
    pair: str | None = None
    size: int = 0
    usual: bool = False
    joined: int = 0

    @property
    def is_timed(self) -> bool:
        """Whether the clock tells how long it goes on."""
        return self.kind in ("emom", "amrap")

    @property
    def rests_within(self) -> bool:
        """Whether a rest that its heading tells between exercises can only be that of its own."""
        return self.kind == "superset" and not self.size and self.rest_s is None

    def in_round(self, mention: Mention) -> Mention:
        """An exercise as it is done in each round: there "5x burpees" are reps, not sets."""
        had = mention.phrase
        if self.kind == "superset" or not had.sets or had.amount is not None or had.unsayable:
            return mention
        reps = Reps(had.sets, had.sets)
        return dataclasses.replace(mention, phrase=dataclasses.replace(had, sets=None, amount=reps))

    def count_sets(self) -> None:
        """Take sets alone as the rounds of a circuit that has none: "Circuit A - 3 sets"."""
        sets = self.dose.sets
        if self.kind == "circuit" and sets and self.dose.amount is None and not (self.count or self.size):
            self.count, self.dose = (sets, sets), dataclasses.replace(self.dose, sets=None)

    def take_dose(self, phrase: Phrase) -> None:
        """Take a dose as that of each of its exercises, or as its rounds."""
        self.dose = phrase
        self.count_sets()
        if phrase.rest_s is not None:
            self.rest_s = phrase.rest_s
            self.between_s = phrase.rest_s if isinstance(phrase.amount, Span) else self.between_s

    def take_rest(self, rest: Rest) -> bool:
        """Take a rest, of a circuit that between its exercises or its rounds; False where it can have none such."""
        if self.kind != "circuit":
            if rest.scope == "exercises" and not self.rests_within:
                return False
            self.rest_s = rest.rest_s
        elif rest.scope == "exercises" or (rest.scope == "sets" and not self.size):
            self.rest_s = rest.rest_s
        else:
            self.between_s = rest.rest_s
        return True

    def goes_on(self, exercise: DraftExercise, last: DraftExercise | None, *, apart: bool) -> bool:
        """Whether an exercise still belongs to it; `last` is the one before, `apart` tells of sentences between."""
        if self.joined:
            return self.size < self.joined
        if self.pair or (self.kind != "superset" and (exercise.mention.phrase.sets or 1) > 1):
            return False  # what has sets of its own is not done in rounds
        if not self.size or last is None:
            return True
        beside = last.line.level > self.line.level >= exercise.line.level > 0  # a heading beside that of the group
        outside = last.line.indent > self.line.indent >= exercise.line.indent
        if beside or outside or self._is_parted(last, exercise):
            return False
        if exercise.marker.kind == "number" and last.marker.kind == "number":  # one that counts from 1 anew is another
            return exercise.marker.number != 1 or last.marker.number == 1
        return exercise.marker.kind == last.marker.kind and not apart

    def _is_parted(self, last: DraftExercise, exercise: DraftExercise) -> bool:
        """Whether the numbers of sets or the letters of a superset tell that it has ended."""
        if self.kind != "superset":
            return False
        sets, others = exercise.mention.phrase.sets, last.mention.phrase.sets
        unlike = sets is not None and others is not None and sets != others and self.size > 1
        return unlike or exercise.marker.pair != last.marker.pair


@dataclasses.dataclass(slots=True)
class DraftExercise:
    """One exercise of a workout.

    `mention` is what has been said of it so far. `known` is one of the catalogue, `certain` also one that sounds like
    an exercise, `sure` one whose line can mean nothing else; `headed` is one that is a heading itself, `explained` one
    that a paragraph is about. `bare_rest_s` is a rest that stands by itself behind it, `by_set` one whose sets stand
    each on a line of its own, `ordered` one whose dose sentences gave. `block` numbers what stands between two
    paragraphs.
    """

    line: PastedLine
    mention: Mention
    section: Section
    block: int
    group: DraftGroup | None = None
    certain: bool = True
    known: bool = True
    sure: bool = True
    headed: bool = False
    explained: bool = False
    marker: Marker = NO_MARKER
    level: int = 0
    bare_rest_s: int | None = None
    by_set: bool = False
    ordered: bool = False

    @property
    def dosed(self) -> bool:
        """Whether it says how often or how long."""
        return self.mention.phrase.dosed or self.mention.phrase.unsayable

    def lacks_order(self, order: Phrase) -> bool:
        """Whether it has nothing yet that contradicts what sentences order."""
        return not self.dosed or self.ordered or not order.dosed

    def lacks(self, phrase: Phrase) -> bool:
        """Whether a dose says what is not yet known of it."""
        had = self.mention.phrase
        return (
            not had.dosed
            or (had.sets is None) != (phrase.sets is None)
            or (had.amount is None and had.sets is not None)
        )

    def take(self, phrase: Phrase) -> None:
        """Take a dose as its own, in place of any that it had."""
        self._say(dataclasses.replace(phrase, pieces=(), notes=()), phrase)
        self.headed = True
        if self.group and self.group.joined:  # what is told below a pair is that of both
            self.group.dose = phrase

    def take_more(self, phrase: Phrase) -> None:
        """Take a dose, and keep what it leaves open."""
        had = self.mention.phrase
        both = dataclasses.replace(
            phrase,
            sets=had.sets if phrase.sets is None else phrase.sets,
            amount=had.amount if phrase.amount is None else phrase.amount,
            held=had.held or phrase.held,
            sides=had.sides or phrase.sides or ("each" if phrase.to_each else None),
            rest_s=had.rest_s if phrase.rest_s is None else phrase.rest_s,
        )
        self.take(both)

    def take_set(self, phrase: Phrase, *, listed: bool = False) -> bool:
        """Take a dose as that of one set more; False where it is not of its kind.

        Where sets are `listed` as apps write them, one without a load is done with the body.
        """
        both = _sets_together(self.mention.phrase, phrase, listed=listed)
        if both is None:
            return False
        self.by_set = self.headed = True
        rests = [rest for rest in (self.mention.phrase.rest_s, phrase.rest_s) if rest is not None]
        self._say(dataclasses.replace(both, rest_s=max(rests) if rests else None), phrase)
        return True

    def take_first_set(self, phrase: Phrase) -> bool:
        """Take a dose as that of the first of its sets, each of which is told; how many were announced is a note."""
        said = f"{self.mention.phrase.sets} sets"
        self.mention = dataclasses.replace(self.mention, phrase=dataclasses.replace(self.mention.phrase, sets=None))
        self.take_more(phrase)
        self.take_note(said)
        self.by_set = True
        return True

    def take_order(self, order: Phrase) -> None:
        """Take what sentences below it order: its dose, how often it is repeated, or its sides."""
        had = self.mention.phrase
        if not order.dosed:
            self.take_beside(order)
        elif not self.dosed:
            self.take_more(order)
            self.ordered = True
        elif isinstance(had.amount, Span) and isinstance(order.amount, Reps) and had.sets is None:
            self.take_times(order.amount, order.sides)

    def take_times(self, reps: Reps, sides: Sides | None = None) -> None:
        """Take how often is repeated what sentences order."""
        had = dataclasses.replace(self.mention.phrase, notes=(), sides=self.mention.phrase.sides or sides)
        self.take(orders.repeated(had, reps) if self.dosed else Phrase(amount=reps, strong=True, sides=had.sides))

    def take_sides(self, sides: Sides | None) -> None:
        """Take the sides that a line by itself names."""
        if sides:
            self.mention = dataclasses.replace(
                self.mention, phrase=dataclasses.replace(self.mention.phrase, sides=sides)
            )

    def take_note(self, text: str) -> None:
        """Take words as a note."""
        note = "; ".join(filter(None, (self.mention.note, text)))
        self.mention = dataclasses.replace(self.mention, note=note)

    def take_beside(self, order: Phrase) -> None:
        """Take what is ordered beside its dose: its sides, its breaths."""
        had = self.mention.phrase
        self.mention = dataclasses.replace(
            self.mention, phrase=dataclasses.replace(had, sides=had.sides or order.sides)
        )
        for note in order.notes:
            if note not in (self.mention.note or ""):
                self.take_note(note)

    def joined(self, group: DraftGroup) -> DraftGroup:
        """The superset of it and the exercise that follows: the one that it is in, else `group`."""
        if self.group is None:
            self.group, group.size = group, 1
        elif self.group.kind != "superset":
            return group
        self.group.joined = self.group.size + 1
        return self.group

    def take_rest(self, rest_s: int) -> None:
        """Take a rest between its sets."""
        self.mention = dataclasses.replace(self.mention, phrase=dataclasses.replace(self.mention.phrase, rest_s=rest_s))

    def _say(self, phrase: Phrase, more: Phrase) -> None:
        had = (self.mention.note or "").split("; ")
        note = "; ".join(dict.fromkeys(filter(None, (*had, *more.notes, *more.pieces)))) or None
        self.mention = dataclasses.replace(self.mention, phrase=phrase, note=note)


@dataclasses.dataclass(frozen=True, slots=True)
class Remark:
    """A line that is kept as a comment: not understood, a heading between the exercises, or what stands beside them."""

    line: PastedLine
    understood: bool
    block: int
    certain: bool = False
    is_heading: bool = False


@dataclasses.dataclass(slots=True)
class ToldRest:
    """A rest between sets that stands below exercises, `apart` from them by a blank line, or `above` some of them."""

    rest_s: int
    exercises: list[DraftExercise]
    apart: bool = False
    above: bool = False


@dataclasses.dataclass(slots=True)
class Draft:
    """One workout as its lines have it.

    `rest_s` and `between_s` are the rests of all of it, `lifts_rest_s` those of the big or the small lifts alone,
    `told_rests` those of some of its exercises. `run` are the exercises since the last of these, of which so many as
    `paragraph` says stand above the last blank. `passed` are headings above the last, with nothing between them.
    """

    heading: str | None = None
    heading_line: PastedLine | None = None
    passed: list[PastedLine] = dataclasses.field(default_factory=list)
    level: int = 0
    parts: list[DraftExercise | Remark] = dataclasses.field(default_factory=list)
    rest_s: int | None = None
    between_s: int | None = None
    lifts_rest_s: dict[Lifts, int] = dataclasses.field(default_factory=dict)
    told_rests: list[ToldRest] = dataclasses.field(default_factory=list)
    run: list[DraftExercise] = dataclasses.field(default_factory=list)
    paragraph: int = 0
    default: Phrase | None = None
    last: DraftExercise | None = None

    @property
    def exercises(self) -> list[DraftExercise]:
        """Its exercises."""
        return [part for part in self.parts if isinstance(part, DraftExercise)]

    def add(self, exercise: DraftExercise, *, apart: bool = False) -> None:
        """Put an exercise at its end, `apart` from the one above by a blank line."""
        self.parts.append(exercise)
        self.last = exercise
        self.paragraph = len(self.run) if apart else self.paragraph
        self.run.append(exercise)

    def begin_run(self) -> None:
        """Begin a list anew: a rest below is not that of the exercises above."""
        self.run, self.paragraph = [], 0

    def tell_rest(self, rest_s: int, *, apart: bool, above: bool) -> None:
        """Note a rest between sets: it is told of the exercises since the last one, or of those below where `above`."""
        run = self.run if apart else self.run[self.paragraph :]
        self.begin_run()
        exercises = self.run if above else run or [self.exercises[-1]]
        self.told_rests.append(ToldRest(rest_s, exercises, apart=apart and not above, above=above))

    def tell_rest_of_supersets(self, rest_s: int) -> None:
        """Take a rest that stands apart below a superset as that of each that has none."""
        for exercise in self.exercises:
            if exercise.group and exercise.group.kind == "superset" and exercise.group.rest_s is None:
                exercise.group.rest_s = rest_s

    @property
    def tells_rest(self) -> bool:
        """Whether a rest was told of all of it, or of some of its exercises."""
        return self.rest_s is not None or bool(self.lifts_rest_s or self.told_rests)

    def take_rests_of(self, other: Draft) -> None:
        """Take the rests of all of another as its own."""
        self.rest_s, self.between_s, self.lifts_rest_s = other.rest_s, other.between_s, dict(other.lifts_rest_s)

    def settle_rests(self) -> None:
        """Give the rests between sets to those exercises that they are told of, or to all.

        One alone is that of all where it stands apart or ends the list; below a single exercise it is its own.
        """
        told, self.told_rests = self.told_rests, []
        same = len({each.rest_s for each in told}) == 1
        if same and self.rest_s is None and self._is_of_all(told):
            self.rest_s = told[0].rest_s
            return
        for each in told:
            for exercise in each.exercises:
                if exercise.mention.phrase.rest_s is None:
                    exercise.take_rest(each.rest_s)

    def _is_of_all(self, told: list[ToldRest]) -> bool:
        """Whether rests that are the same are told of all exercises; of several that cover them, each is one's own."""
        covered = [exercise for each in told for exercise in each.exercises]
        if len(told) > 1:
            return len(covered) >= len(self.exercises)
        (one,) = told
        if one.above:
            return False
        if len(covered) == 1 and covered[0].headed and covered[0] is not self.last:
            return False
        return one.apart or (len(covered) > 1 and covered[-1] is self.last)

    def take_default_of_sets(self, phrase: Phrase) -> None:
        """Take sets as those of each exercise that has none, with the rest between them."""
        self._keep_default()
        self.default = phrase
        if phrase.rest_s is not None and phrase.scope is None:
            self.rest_s = phrase.rest_s

    def take_default(self, phrase: Phrase) -> None:
        """Take a dose as that of each exercise that has none, with the rests that it says."""
        self._keep_default()
        self.default = phrase
        if phrase.scope == "sets":
            self.rest_s, self.between_s = phrase.rest_s, phrase.between_s
        elif phrase.rest_s is not None:
            self.between_s = phrase.rest_s

    def _keep_default(self) -> None:
        """Give the exercises above the dose of all that stands above them, which another is about to replace."""
        if self.default is None or self.default.amount is None:
            return
        for exercise in self.exercises:
            of_group = exercise.group is not None and exercise.group.dose.dosed
            if exercise.section == "work" and not exercise.dosed and not of_group:
                sets = self.default.sets if exercise.group is None else None
                exercise.take_more(Phrase(sets=sets, amount=self.default.amount, held=self.default.held))

    def make_circuit(self, group: DraftGroup, block: int | None) -> bool:
        """Make a circuit of the exercises of its last block, or of all for None; False where they or it can't be one.

        An exercise that is explained below its name is a block by itself: then those above belong to it as well.
        """
        if block is not None and len([each for each in self.exercises if each.block >= block]) < 2:
            block = None
        exercises: list[DraftExercise] = []
        for part in itertools.islice(reversed(self.parts), _MOST_IN_CIRCUIT):
            apart = isinstance(part, DraftExercise) and block is not None and part.block != block
            if isinstance(part, DraftExercise) and (apart or part.group or part.section != "work"):
                break
            if isinstance(part, DraftExercise):
                exercises.append(part)
        many = any((exercise.mention.phrase.sets or 1) > 1 for exercise in exercises)
        timed = group.kind in ("emom", "amrap") and (group.time_s or group.count)
        if not (timed or (group.kind == "circuit" and group.count)) or many or len(exercises) < 2:  # a circuit
            return False
        group.size = len(exercises)
        for exercise in exercises:
            exercise.group = group
        return True


def without_own_amount(mention: Mention, text: str) -> Mention:
    """An exercise without the amount that stands with its name, where its whole dose stands below it.

    A number before it then only counts the exercises; what brackets say of how it is done is its note.
    """
    phrase = mention.phrase
    if phrase.sets is not None or phrase.amount is None or phrase.load is not None:
        return mention
    bracketed = _BRACKETED_NUMBER.search(text)
    written = amounts.reps_text(phrase.amount) if isinstance(phrase.amount, Reps) else ""
    note = bracketed[1] if bracketed else "" if text[:1].isdigit() else written or mention.note
    return dataclasses.replace(mention, phrase=dataclasses.replace(phrase, amount=None, held=False), note=note or None)


# -------------------------------------------------------------------------------------------------- sets each on a line

_BODY: Final = Load("body")
_Any = TypeVar("_Any")
_Value = TypeVar("_Value", Reps, Span, Load)


def _sets_together(had: Phrase, more: Phrase, *, listed: bool) -> Phrase | None:
    """The sets of both, in order; None where they are not alike: reps and times, or a load in one of them alone."""
    each = [*_of_sets(had.amount, had.sets), *_of_sets(more.amount, more.sets)]
    reps = [value for value in each if isinstance(value, Reps)]
    spans = [value for value in each if isinstance(value, Span)]
    if had.load is None and (listed or more.load == _BODY):
        had = dataclasses.replace(had, load=more.load and _BODY)
    elif more.load is None and (listed or had.load == _BODY):
        more = dataclasses.replace(more, load=_BODY)
    if not each or (reps and spans) or len(each) > amounts.MAX_SETS or (had.load is None) != (more.load is None):
        return None
    loads = [*_of_sets(had.load, had.sets), *_of_sets(more.load, more.sets)]
    if loads and len(loads) != len(each):
        return None
    return dataclasses.replace(
        had,
        sets=len(each),
        amount=_one_or_all(reps) if reps else _one_or_all(spans),
        load=_one_or_all(loads) if loads else None,
        held=had.held or more.held,
    )


def _of_sets(value: _Any | tuple[_Any, ...] | None, sets: int | None) -> list[_Any]:
    """What is said of the sets, once for each of them; of one set where no number is said."""
    if isinstance(value, tuple):
        return [*value]
    return [] if value is None else [value] * (sets or 1)


def _one_or_all(values: list[_Value]) -> _Value | tuple[_Value, ...]:
    return values[0] if all(value == values[0] for value in values) else tuple(values)


class Workouts:
    """The workouts so far, of which the last is open."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.drafts = [self.draft]
        self._title: str | None = None
        self._rests = Draft()

    def close(self, *, rest_ends: bool) -> None:
        """End the last workout; a rest that ends the text is that of all where no other tells one."""
        *others, last = self.drafts
        of_all = rest_ends and not any(draft.tells_rest for draft in others)
        for draft in self.drafts:
            draft.settle_rests()
        for draft in others if of_all else ():
            draft.take_rests_of(last)
        lifts = [draft.lifts_rest_s for draft in self.drafts if draft.lifts_rest_s]
        for draft in self.drafts if len(lifts) == 1 else ():  # "I rest 3 min on the big lifts" tells of all days
            draft.lifts_rest_s = draft.lifts_rest_s or lifts[0]

    def begin(self, heading: HeadingOrName) -> None:
        """Begin a workout with a heading; one that has nothing but a warm-up yet, or nothing, gets it as its own."""
        if not self.draft.last and self.draft.tells_rest:  # above the first exercise of all, it is told of all workouts
            self._rests = self.draft
        if self.draft.parts and not self._only_warms_up():
            self.draft = Draft()
            self.draft.take_rests_of(self._rests)
            self.drafts.append(self.draft)
        if self.draft.parts:  # a rule above the first heading holds for what stands below it
            self.draft.default = None
        if self.draft.heading_line:
            self.draft.passed.append(self.draft.heading_line)
        self.draft.heading = self._titled(heading)
        self.draft.level = heading.level

    def begins_with(self, heading: HeadingOrName, *, prose_since: bool) -> bool:
        """Whether a heading is that of a workout, and none between the exercises of the open one."""
        if not self.draft.last:
            return True
        if heading.level and self.draft.level:
            return heading.level <= self.draft.level
        return prose_since or vocabulary.starts_anew(heading.text)

    def is_byline(self, said: HeadingOrName, *, apart: bool) -> bool:
        """Whether a line stands right below a heading and says who wrote it, or when; `apart` from it by a blank."""
        if not self.draft.heading or self.draft.parts:
            return False
        return vocabulary.names_none(said.text) or not (apart or said.level or vocabulary.starts_anew(said.text))

    def _only_warms_up(self) -> bool:
        """Whether what stands above a first heading is the warm-up for what comes below it."""
        sections = {exercise.section for exercise in self.draft.exercises}
        return self.draft.heading is None and sections == {"warmup"}

    def _titled(self, heading: HeadingOrName) -> str:
        """A heading, a bare "Day 1" with the title of the whole text before it."""
        text = heading.text.strip()
        if not vocabulary.is_day(text) and not vocabulary.is_off(text) and (self._title is None or heading.level == 1):
            self._title = text
        return f"{self._title}: {text}" if self._title and vocabulary.is_bare_day(text) else text
