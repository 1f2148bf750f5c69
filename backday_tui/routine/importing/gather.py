"""The lines of a pasted text gathered into workouts, and of these the ones that are meant.

What a line says by itself is known (`line_reader.py`); here is decided what it means among the others, in three steps:

1. `lookahead.py` tells each statement what is around it.
2. `_Gatherer` walks the statements once and puts each where it belongs: what is a heading, to which exercise a dose
   belongs, to which group an exercise. Where one workout ends and the next begins, and what a dose
   or a rest changes in an exercise or a group, is in `drafts.py`.
3. `sifting.py` keeps what is meant, since an article says more than its exercises, and accounts for the rest.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.exercises.catalog import name_key
from backday_tui.routine.importing import rests, sifting, vocabulary
from backday_tui.routine.importing.asides import without_asides
from backday_tui.routine.importing.drafts import (
    Draft,
    DraftExercise,
    DraftGroup,
    Remark,
    Workouts,
    without_own_amount,
)
from backday_tui.routine.importing.line_reader import LineReader
from backday_tui.routine.importing.lookahead import InContext, in_context, is_dose, with_loads
from backday_tui.routine.importing.pasted import unwrapped
from backday_tui.routine.importing.sifting import Went
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Advice,
    Blank,
    Comment,
    Dose,
    Exercises,
    GroupStart,
    HeadingOrName,
    Ignored,
    Marker,
    Mention,
    NotUnderstood,
    Phrase,
    Prose,
    Rest,
    SectionStart,
    Statement,
)
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.model import Section


@dataclasses.dataclass(frozen=True, slots=True)
class Gathered:
    """Every workout that is meant in some lines, in order, and the lines that tell of exercises and are in none."""

    drafts: list[Draft]
    left_out: list[PastedLine]


def workouts(lines: Iterable[PastedLine], names: Names) -> Gathered:
    """The workouts in the lines, each with its exercises."""
    reader = LineReader(names)
    whole = list(unwrapped(lines, names))
    said = [(line, statement) for line in whole for statement in reader.read(line)]
    told = ((line, statement) for line in whole for statement in reader.narrated(line))
    for each in (without_asides(said, names), said, told):  # where nothing is left beside the rest of a page, all of it
        gathered = _gathered(each, names)
        if gathered.drafts:
            break
    return gathered


def _gathered(said: Iterable[tuple[PastedLine, Statement]], names: Names) -> Gathered:
    gatherer = _Gatherer(names)
    for context in in_context(with_loads(list(said))):
        gatherer.take(context)
    drafts = gatherer.drafts()
    kept = sifting.sift(drafts)
    return Gathered(kept, sifting.left_out(drafts, gatherer.went, kept, names))


# --------------------------------------------------------------------------------------------------- what belongs where

_FEW_WORDS: Final = 6
_LEAST_SETS: Final = 3
_MOST_OF_ROUND_S: Final = 180


class _Gatherer:
    """Walks the statements once and puts each where it belongs."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._workouts = Workouts()
        self._section: Section = "work"
        self._block = 0  # the number of what stands between two paragraphs
        self._group: DraftGroup | None = None  # the group that is open
        self._template: DraftGroup | None = None  # what was told of all groups of a list
        self._suspended = False  # sentences came since its last exercise
        self._pending: DraftExercise | None = None  # the exercise to which a dose below would belong
        self._warmed: DraftExercise | None = None  # the one whose sets for warming up stand below their heading
        self._blank = True  # an empty line came right before
        self._prose_since = False  # sentences came since the last heading
        self._explained = False  # and since the last name
        self._before: Statement = Blank()
        self._rest_ends = False  # no exercise or heading came since a rest that stands apart
        self._is_used = True  # the statement in hand said something to a workout
        self.went: list[Went] = []  # where each statement went that is more than a blank

    def take(self, context: InContext) -> None:
        """Put one statement where it belongs."""
        said = context.statement
        if isinstance(said, Ignored):
            self.went.append(Went(context.line, None, None, certain=said.certain))
            return
        if isinstance(said, Blank):
            self._blank = True
            return
        self._is_used = True
        if not context.label_follows:  # then nothing but the blank will end a warm-up
            self._leave_warm_up()
        self._put(context, said)
        self._note_whither(context.line, self._draft if self._is_used else None)
        self._blank = False
        self._before = said

    def _note_whither(self, line: PastedLine, draft: Draft | None) -> None:
        self.went.append(Went(line, draft, draft.last if draft else None))

    def drafts(self) -> list[Draft]:
        """Every workout that there may be, once all statements were taken."""
        self._end_group()
        self._workouts.close(rest_ends=self._rest_ends)
        return self._workouts.drafts

    @property
    def _draft(self) -> Draft:
        return self._workouts.draft

    def _put(self, context: InContext, said: Statement) -> None:
        if isinstance(said, Prose):
            self._prose(context, said)
        elif isinstance(said, HeadingOrName):
            self._heading_or_name(context, said)
        elif isinstance(said, Exercises):
            self._exercises(context, said)
        elif isinstance(said, Dose):
            self._dose(context, said)
        elif isinstance(said, Rest):
            self._rest(context, said)
        elif isinstance(said, GroupStart):
            self._group_start(context, said)
        elif isinstance(said, SectionStart) and context.line.chapter:
            self._remark(context.line, understood=True)  # what is seen then, and no more
        elif isinstance(said, SectionStart):
            self._section_start(context, said)
        elif isinstance(said, Advice):
            self._advice(context, said)
        else:
            self._remark(context.line, certain=isinstance(said, NotUnderstood), understood=isinstance(said, Comment))

    # --------------------------------------------------------------------------------------------------- small things

    def _leave_warm_up(self) -> None:
        """Let a blank end the warm-up, if there is an exercise in it."""
        last = self._draft.last
        if self._blank and self._section == "warmup" and last and last.section == "warmup":
            self._section = "work"

    def _remark(self, line: PastedLine, *, certain: bool = False, understood: bool = False) -> None:
        self._draft.parts.append(Remark(line, understood, self._block, certain))

    def _end_group(self) -> None:
        group, self._group, self._suspended = self._group, None, False
        if group and not group.size and group.pair is None and not self._draft.make_circuit(group, self._block):
            self._remark(group.line, certain=True)

    def _section_start(self, context: InContext, said: SectionStart) -> None:
        if said.of_sets and self._pending and self._pending is self._draft.last:
            self._warmed = self._pending if said.section == "warmup" else None
            return
        if said.section is None and self._group and self._group.size == 1 and len(context.line.text.split()) > 1:
            return  # "10 squats", "then 10 rows" are one round
        if not (self._group and not self._group.size and said.section == "work"):  # "AMRAP 12 min", "The workout"
            self._end_group()
        self._suspended = False
        self._draft.begin_run()
        self._rest_ends = False
        self._pending = None
        opens = said.section == "cooldown" and said.stretches and not self._draft.last  # stretches above all work
        self._section = "warmup" if opens else said.section or self._section

    # ---------------------------------------------------------------------------------------------------------- prose

    def _prose(self, context: InContext, said: Prose) -> None:
        for rest in said.rests:
            self._rest(context, rest)
        if said.rests and not (said.dose or said.order):
            self._is_used = bool(rests.told_alone(context.line.text))  # else it says more
            return
        self._block += said.marker.kind == "none" and not said.leads
        self._explained = True
        undosed = self._pending is not None and not self._pending.dosed
        self._take_sentences(context, said)
        if said.marker.kind != "none":  # in a list, sentences may be an exercise that was not understood
            if not (undosed and self._pending and self._pending.dosed):
                self._remark(context.line)
            return
        self._prose_since = True
        self._suspended = True
        if self._blank and said.leads:
            self._end_group()

    def _take_sentences(self, context: InContext, said: Prose) -> None:
        """Take what sentences say: the dose of the exercise above, that of all, or an exercise that they explain."""
        if self._pending and not self._pending.dosed and said.dose:
            self._pending.take(said.dose)
        elif self._pending and said.order and self._pending.lacks_order(said.order):
            self._pending.take_order(said.order)
        elif said.dose or (said.order and said.order.dosed):
            self._is_used = bool(said.rests)
        elif said.subject and not isinstance(self._before, HeadingOrName | SectionStart) and said.marker == NO_MARKER:
            self._pending = DraftExercise(
                context.line, Mention((said.subject,), Phrase()), "work", self._block, headed=True, explained=True
            )
            self._draft.add(self._pending)
        else:
            self._is_used = False

    def _advice(self, context: InContext, said: Advice) -> None:
        """How the exercise above is done is its note, and its dose where it has none; a side is its own."""
        above = self._pending or (None if self._blank else self._draft.last)
        if above and said.phrase.sides and not said.phrase.dosed:
            above.take_sides(said.phrase.sides)
        elif self._pending and said.marker != NO_MARKER:
            if said.phrase.dosed and self._pending.lacks(said.phrase):
                self._pending.take_more(said.phrase)
            self._pending.take_note(said.text)
        elif self._pending and said.phrase.dosed and not self._pending.dosed:
            self._pending.take_more(said.phrase)
        else:
            self._remark(context.line, understood=True)

    # --------------------------------------------------------------------------------------------------- a few words

    def _heading_or_name(self, context: InContext, said: HeadingOrName) -> None:
        lift = self._lift_of_day(context, said)
        if lift:
            self._heading(context, said)
            self._name(context, lift)
        elif self._pending and self._is_cue(self._pending, context, said):
            self._pending.take_note(said.text)
        elif self._names_exercise(context, said):
            self._name(context, said)
        elif self._is_remark(said):
            certain = self._is_number_below_name(said)
            self._remark(context.line, certain=certain, understood=vocabulary.is_split(said.text))
        else:
            self._heading(context, said)

    def _lift_of_day(self, context: InContext, said: HeadingOrName) -> HeadingOrName | None:
        """The exercise that a heading names behind its day, with its dose below: "Monday: Bench press"."""
        found = vocabulary.day_and_content(said.text) if context.dose_next and said.marker == NO_MARKER else None
        if found is None or not self._names.is_exercise(found[1]) or vocabulary.is_split(found[1]):
            return None
        known = (found[1],) if self._names.is_known(found[1]) else ()
        return dataclasses.replace(said, text=found[1], known=known, name=found[1], titled=False)

    def _is_cue(self, exercise: DraftExercise, context: InContext, said: HeadingOrName) -> bool:
        """Whether a few words between an exercise and its dose only say how it is done."""
        waits = exercise is self._draft.last and exercise.certain and not exercise.dosed and context.dose_next
        plain = said.marker == NO_MARKER and not (said.level or said.known or said.section)
        return waits and plain and vocabulary.is_cue(said.text, named=bool(said.name))

    def _names_exercise(self, context: InContext, said: HeadingOrName) -> bool:
        few = len(said.text.split()) <= _FEW_WORDS and not vocabulary.names_none(said.text)
        if said.known or said.section or said.optional:
            return True
        if said.marker.kind != "none":
            return (bool(said.name) or few) and not said.titled
        if said.titled or vocabulary.is_bare_day(said.text):
            return False
        group_waits = self._group is not None and not self._suspended and not (self._blank and self._group.size)
        if context.dose_next or group_waits:
            leads = group_waits and context.line.text.endswith(":") and not context.dose_next
            return (few and not leads) or bool(said.name)
        named = vocabulary.may_name(said.text) and not any(map(str.isdigit, said.text))
        explained = few and named and context.prose_next and context.order_follows
        in_list = self._is_in_list(context, said)
        in_row = few and named and in_list and not self._blank and self._draft.default is not None
        return (bool(said.name) and (context.beside or context.dose_follows or in_list)) or in_row or explained

    def _is_in_list(self, context: InContext, said: HeadingOrName) -> bool:
        """Whether names alone stand above, and more of them below, or a dose for all was told: "3 sets of 12 each:"."""
        last, before = self._draft.last, self._before
        in_list = isinstance(before, HeadingOrName) and context.listed_next
        if last is None and self._draft.heading and in_list:  # the first below a title; many of them are a heading
            return not (said.level or said.text.endswith("s"))
        if said.level or self._prose_since:
            return False
        if last is None:
            return isinstance(before, Dose) and before.each
        return not last.dosed and (self._draft.default is not None or in_list)

    def _is_remark(self, said: HeadingOrName) -> bool:
        if vocabulary.is_bare_day(said.text) or (vocabulary.starts_anew(said.text) and said.marker.kind == "none"):
            return False
        if said.marker.kind != "none" or not any(map(str.isalpha, said.text)):
            return True
        before = self._before
        listed = isinstance(before, Exercises) or (isinstance(before, HeadingOrName) and bool(before.known))
        return listed and not self._blank and not said.titled and not said.level

    def _is_number_below_name(self, said: HeadingOrName) -> bool:
        """Whether it is a number right below an exercise without a dose: of its sets or its reps, which nobody says."""
        undosed = self._pending is not None and not self._pending.dosed
        return undosed and not self._blank and said.text.strip().isdecimal()

    def _name(self, context: InContext, said: HeadingOrName) -> None:
        names = said.known if len(said.known) > 1 else (said.name or said.text,)
        if self._is_said_again(names):
            self._is_used = False
            return
        for name in names:
            mention = Mention(self._names.choices(name), Phrase(), said.optional)
            if said.mention and not said.mention.phrase.dosed:
                choices = mention.names if said.known else said.mention.names
                mention = dataclasses.replace(said.mention, names=choices, optional=said.optional)
            exercise = self._add(context, mention, said.marker, said.section)
            exercise.known = bool(said.known)
            exercise.certain = bool(said.known or said.name)
            exercise.level = said.level
            alone = said.marker.kind == "none" and (self._blank or bool(said.level))
            exercise.headed = context.prose_next or alone
            self._pending = exercise
            self._explained = False

    def _is_said_again(self, names: tuple[str, ...]) -> bool:
        """Whether the name right above is said once more, as below a picture."""
        last = self._pending
        if last is None or last.dosed or len(names) > 1 or last is not self._draft.last or self._explained:
            return False
        return not last.group and last.marker == NO_MARKER and name_key(names[0]) == name_key(last.mention.names[0])

    def _heading(self, context: InContext, said: HeadingOrName) -> None:
        goes_on = vocabulary.is_numbered_part(said.text) and self._goes_on_in_part(said.text)
        if goes_on or self._is_part_of_rounds(said) or vocabulary.is_about(f"{said.text.partition(':')[0]}:"):
            self._remark(context.line, understood=True)
            return
        self._template = None
        self._end_group()
        self._pending = None
        self._section = "work"
        self._draft.begin_run()
        self._rest_ends = False
        if self._workouts.is_byline(said, apart=self._blank):
            self._is_used = False
            return
        if self._workouts.begins_with(said, prose_since=self._prose_since):
            self._workouts.begin(said)
            self._draft.heading_line = context.line
            self._block += 1
        else:
            self._draft.parts.append(Remark(context.line, understood=True, block=self._block, is_heading=True))
        self._prose_since = False

    def _is_part_of_rounds(self, said: HeadingOrName) -> bool:
        """Whether a part of the body is named within a circuit whose rounds were told: its list goes on below."""
        if self._group is None or self._group.kind != "circuit" or self._group.count is None:
            return False
        leads = vocabulary.is_split(said.text) or not (said.titled or self._group.size)
        return leads and not said.level and not vocabulary.starts_anew(said.text)

    def _goes_on_in_part(self, text: str) -> bool:
        """Whether "Group 2" is one more of the groups whose rounds were told above, or "Exercise 2" goes on in one."""
        if self._group and not self._group.size and self._group.kind == "circuit":
            self._template = self._group
            return True
        if self._group and not vocabulary.is_group_part(text):
            return True
        if self._template is None:
            return False
        self._end_group()
        self._group = dataclasses.replace(self._template, size=0)
        return True

    # ------------------------------------------------------------------------------------------------------ exercises

    def _exercises(self, context: InContext, said: Exercises) -> None:
        if said.section is not None:  # "Cash-out: 50 sit-ups"
            self._end_group()
        if said.marker == NO_MARKER and len(said.mentions) == 1 and self._is_dose_of(said.mentions[0]):
            return
        if not said.sure and self._group is None and any(mention.may_count_things for mention in said.mentions):
            self._remark(context.line)
            return
        for mention in said.mentions:
            whole_below = len(said.mentions) == 1 and context.whole_next
            meant = without_own_amount(mention, context.line.text) if whole_below else mention
            exercise = self._add(context, meant, said.marker, said.section)
            exercise.sure = said.sure
            lacks_amount = meant.phrase.amount is None and (meant.phrase.sets is not None or whole_below)
            self._pending = exercise if lacks_amount and len(said.mentions) == 1 else None

    def _is_dose_of(self, mention: Mention) -> bool:
        """Whether it is the dose of the exercise whose name stands above: "Burpees", "Do burpees for 20 seconds".

        So is what counts the moves that a numbered exercise is made of: "10 circles each way".
        """
        last = self._pending
        if last is None or last is not self._draft.last or last.dosed or len(mention.names) > 1:
            return False
        name, known = mention.names[0], self._names.find(mention.names[0])
        counts = known is None and last.marker.kind == "number" and self._explained and " " not in name
        if not counts and (known is None or known is not self._names.find(last.mention.names[0])):
            return False
        last.take(mention.phrase)
        if counts:
            last.take_note("; ".join(filter(None, (name, mention.note))))
        return True

    def _add(self, context: InContext, mention: Mention, marker: Marker, section: Section | None) -> DraftExercise:
        mention = self._group.in_round(mention) if self._group else mention
        exercise = DraftExercise(context.line, mention, section or self._section, self._block, marker=marker)
        explained = context.prose_next and self._draft.last is not None and self._draft.last.headed
        exercise.group = self._group_for(exercise, context.line, explained=explained)
        if exercise.group:
            exercise.group.size += 1
        self._draft.add(exercise, apart=self._blank)
        self._rest_ends = False
        return exercise

    def _group_for(self, exercise: DraftExercise, line: PastedLine, *, explained: bool) -> DraftGroup | None:
        if exercise.marker.kind == "pair" and (self._group is None or self._group.pair):
            return self._paired(exercise, line)
        group = self._group
        apart = self._suspended and self._blank and not explained  # else each has its sentences
        if group and not group.goes_on(exercise, self._draft.last, apart=apart):
            self._end_group()
            return self._paired(exercise, line) if exercise.marker.kind == "pair" else None
        self._suspended = False
        return group

    def _paired(self, exercise: DraftExercise, line: PastedLine) -> DraftGroup:
        if self._group is None or self._group.pair != exercise.marker.pair:
            self._group = DraftGroup("superset", line, pair=exercise.marker.pair)
        return self._group

    # ------------------------------------------------------------------------------------------------ doses and rests

    def _dose(self, context: InContext, said: Dose) -> None:
        group = self._group
        if said.each and group and not (group.size and context.group_next):  # else it is that of the next one
            group.take_dose(said.phrase)
        elif said.each:
            self._draft.take_default(said.phrase)
        elif self._are_rounds(said) and self._draft.make_circuit(self._rounds_of(context, said), self._block):
            self._pending = None
        elif self._pending and self._pending is self._warmed:
            self._pending.take_note(f"Warm-up {context.line.text}")
        elif self._pending and said.of_week and self._pending.dosed:
            self._remark(context.line, understood=True)
        elif self._pending and self._is_taken_by(self._pending, context, said):
            return
        elif group and not group.size and (not group.dose.dosed or group.usual):
            group.take_dose(said.phrase)
        elif said.phrase.strong and not self._draft.last:
            if said.phrase.sets is None and isinstance(said.phrase.amount, Span):
                self._draft.take_default(said.phrase)  # "40 s on, 20 s off"
            else:
                self._draft.take_default_of_sets(said.phrase)
        else:
            self._remark(context.line, certain=is_dose(self._before))

    def _are_rounds(self, said: Dose) -> bool:
        """Whether sets alone that stand apart below a list are those of all of it: "3 sets total"."""
        phrase, last = said.phrase, self._draft.last
        alone = phrase.sets is not None and phrase.amount is None
        return alone and self._blank and last is not None and last.marker.kind == "number" and not last.dosed

    @staticmethod
    def _rounds_of(context: InContext, said: Dose) -> DraftGroup:
        sets = said.phrase.sets or 1
        return DraftGroup("circuit", context.line, (sets, sets), between_s=said.phrase.rest_s)

    def _is_taken_by(self, exercise: DraftExercise, context: InContext, said: Dose) -> bool:
        """Whether a dose is one of the exercise above, which then has it: its sets one by one, or what it lacks."""
        if self._begins_sets(exercise, context, said) and exercise.take_first_set(said.phrase):
            return True
        if self._is_set_more(exercise, said) and exercise.take_set(said.phrase, listed=said.marker.kind == "bullet"):
            return True
        had, phrase = exercise.mention.phrase.amount, said.phrase
        if exercise.ordered and isinstance(had, Span) and isinstance(phrase.amount, Reps) and phrase.sets is None:
            exercise.take_times(phrase.amount, phrase.sides)  # "Hold for 30 seconds. Do 4 repetitions."
        elif exercise.ordered and phrase.strong:
            exercise.take_more(phrase) if phrase.amount is None else exercise.take(phrase)
            exercise.ordered = False
        elif phrase.held and phrase.sets is None and isinstance(had, Reps):  # of each rep
            exercise.take_note(context.line.text)
        elif self._takes(exercise, said):
            exercise.take_more(phrase)
            exercise.ordered = phrase.held and phrase.sets is None and not phrase.strong
        else:
            return False
        return True

    def _begins_sets(self, exercise: DraftExercise, context: InContext, said: Dose) -> bool:
        """Whether the sets that an exercise was said to have are told one by one from here on."""
        had = exercise.mention.phrase
        listed = said.marker.kind == "bullet" and None not in (said.phrase.sets, said.phrase.amount)
        if context.dose_lines >= _LEAST_SETS - listed and had.sets is None and had.amount is None:
            exercise.by_set = True  # so many lines can only be sets of one exercise
            return False
        return context.doses > 1 and had.sets is not None and had.amount is None and not exercise.by_set

    def _is_set_more(self, exercise: DraftExercise, said: Dose) -> bool:
        """Whether it is one of the sets of an exercise that stand below it, each on a line of its own."""
        loaded = exercise.mention.phrase.load is not None and said.phrase.load is not None
        if (exercise.by_set or loaded) and said.phrase.sets is not None:
            return is_dose(self._before)
        alone = said.phrase.sets is None and (exercise.mention.phrase.sets is None or exercise.by_set)
        return (said.of_set or alone) and is_dose(self._before)

    def _takes(self, exercise: DraftExercise, said: Dose) -> bool:
        # A time in the article below a heading seldom is a dose, unless the exercise is one that is held.
        phrase = said.phrase
        timed = not phrase.strong and phrase.sets is None and said.marker == NO_MARKER
        if timed and exercise.headed and self._prose_since and not self._names.isometric(exercise.mention.names):
            return False
        return exercise.lacks(phrase)

    def _rest(self, context: InContext, said: Rest) -> None:
        last = self._draft.last
        group = self._group or (last.group if last else None)
        if said.lifts:
            self._draft.lifts_rest_s[said.lifts] = said.rest_s
        elif group and last and last.group is group and self._parts_groups(context, said, group):
            self._rest_behind(context, group, said.rest_s)
        elif group and group.kind in ("circuit", "superset"):
            is_within = group is self._group and said.scope is None and last is not None and last.group is group
            if is_within and last and not self._blank and last.mention.phrase.rest_s is None:
                last.take_rest(said.rest_s)
            else:
                self._group_rest(group, said)
                if self._blank and group.kind == "superset" and group.size:
                    self._draft.tell_rest_of_supersets(said.rest_s)
        elif said.scope == "sets" and last:
            below_heading = isinstance(self._before, HeadingOrName | SectionStart) and not self._pending
            self._draft.tell_rest(said.rest_s, apart=self._blank, above=below_heading)
        elif said.scope == "sets":
            self._draft.rest_s = said.rest_s
        elif said.scope:
            self._draft.between_s = said.rest_s
        elif last and not (self._prose_since and not last.headed):
            last.bare_rest_s = said.rest_s
        else:
            self._draft.rest_s = said.rest_s
        self._rest_ends = self._blank and last is not None

    def _parts_groups(self, context: InContext, said: Rest, group: DraftGroup) -> bool:
        """Whether a rest stands between a group and what begins behind it, and not between its rounds."""
        return group.is_timed or said.parts or (said.scope is None and self._blank and context.group_next)

    def _rest_behind(self, context: InContext, group: DraftGroup, rest_s: int) -> None:
        """A rest behind a group; an EMOM and an AMRAP have none of their own, but the workout between all of it."""
        self._end_group()
        if not group.is_timed:
            group.after_s = rest_s
        elif self._draft.between_s in (None, rest_s):
            self._draft.between_s = rest_s
        else:
            self._remark(context.line, certain=True)

    def _group_rest(self, group: DraftGroup, said: Rest) -> None:
        if not group.take_rest(said):
            self._draft.between_s = said.rest_s

    # --------------------------------------------------------------------------------------------------------- groups

    def _group_start(self, context: InContext, said: GroupStart) -> None:
        if said.kind == "repeat":
            self._repeat(context, said)
            return
        if self._is_part_of_round(context, said) or self._is_word_for_timed(said):
            return
        said = self._of_rounds(self._of_usual(self._again(said)))
        self._end_group()
        self._pending = None
        self._leave_warm_up()
        if said.titled:
            self._remark(context.line, understood=True)
        group = DraftGroup(said.kind, context.line, said.count, said.time_s, said.phrase, usual=said.usual)
        group.count_sets()
        if said.joins and self._draft.last:
            group = self._draft.last.joined(group)
        if isinstance(said.phrase.amount, Span) and said.phrase.scope is None:
            group.rest_s = group.between_s = said.phrase.rest_s
        elif said.phrase.rest_s is not None:
            self._group_rest(group, Rest(said.phrase.rest_s, said.phrase.scope))
            group.between_s = said.phrase.between_s if group.between_s is None else group.between_s
        self._group = group
        for mention in said.mentions:
            self._add(context, mention, NO_MARKER, said.section)
        if said.mentions:
            self._group = None
        elif said.section:
            self._section = said.section

    def _is_word_for_timed(self, said: GroupStart) -> bool:
        """Whether "Circuit" is only a heading for the exercises of an AMRAP or EMOM that was told above."""
        group = self._group
        bare = said.count is None and not said.mentions and said.phrase == Phrase()
        return group is not None and group.is_timed and not group.size and said.kind == "circuit" and bare

    def _is_part_of_round(self, context: InContext, said: GroupStart) -> bool:
        """Whether an AMRAP is how long one exercise of a circuit is done: "4 rounds: 1-minute AMRAP: squats"."""
        group = self._group
        if not (said.kind == "amrap" and said.time_s and context.name_next and group and group.count):
            return False
        if group.kind != "circuit" or said.time_s > _MOST_OF_ROUND_S or (group.size and not group.dose.amount):
            return False
        group.dose = dataclasses.replace(group.dose, amount=Span(said.time_s))
        return True

    def _again(self, said: GroupStart) -> GroupStart:
        """An AMRAP that is done as often as the rounds right above it say: "3 rounds: AMRAP 4 min"."""
        group = self._group
        if said.kind != "amrap" or not group or group.size or group.kind != "circuit" or not group.count:
            return said
        self._group = None
        return dataclasses.replace(said, count=said.count or group.count)

    def _of_usual(self, said: GroupStart) -> GroupStart:
        """A circuit that was named by a word alone, and what is said of it in numbers, are one."""
        group = self._group
        named = group and not group.size and group.kind == said.kind == "circuit"
        if not group or not named or not (group.usual or (group.dose.dosed and not group.count)):
            return said
        self._group = None
        phrase = said.phrase
        if phrase.amount is None:
            phrase = group.dose if group.usual else dataclasses.replace(phrase, amount=group.dose.amount)
        return dataclasses.replace(said, count=said.count or group.count, phrase=phrase, usual=group.usual)

    def _of_rounds(self, said: GroupStart) -> GroupStart:
        """A superset of those whose rounds were told above: "2 rounds of each pair"."""
        group = self._group
        if said.kind != "superset" or said.count is not None or said.phrase.dosed:
            return said
        if group and group.kind == "circuit" and not group.size and group.count:
            self._group, self._template = None, group
        told = self._template
        if told is None or told.count is None or told.kind != "circuit":
            return said
        rest_s = told.rest_s if told.between_s is None else told.between_s
        phrase = dataclasses.replace(told.dose, rest_s=rest_s, scope=None)
        return dataclasses.replace(said, count=told.count, phrase=phrase)

    def _repeat(self, context: InContext, said: GroupStart) -> None:
        """Take "repeat 3 times" as rounds of what stands before or behind, or as the reps of the exercise above."""
        last = self._draft.last
        pending = self._pending
        if last and last.group and last.group.kind == "circuit":
            last.group.count = last.group.count or said.count
            self._end_group()
        elif pending and said.count and self._is_repeated(pending, context, said):
            pending.take_times(Reps(*said.count))
        else:
            self._end_group()
            group = DraftGroup("circuit", context.line, said.count, dose=said.phrase, between_s=said.phrase.rest_s)
            if not self._draft.make_circuit(group, self._block):
                self._group = group

    def _is_repeated(self, exercise: DraftExercise, context: InContext, said: GroupStart) -> bool:
        """Whether "repeat 3 times" may be said of an exercise: it has no dose, or a hold that sentences gave.

        "Repeat for 3 rounds" is where it stands among the sentences about it, and another exercise comes behind them.
        """
        if not (self._explained or vocabulary.has_several_sentences(context.line.text)):
            return False
        undosed = not exercise.dosed or (exercise.ordered and exercise.mention.phrase.sets is None)
        return undosed and (not said.whole or (context.name_next and not self._blank))
