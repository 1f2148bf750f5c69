"""What a pasted workout can say, as values: a `Phrase` says how much, a `Statement` is all that a line comes to.

Nothing is decided here. How a phrase is read from words is in `phrases.py`, which statement a line makes in
`line_reader.py`, and what a statement means among others in `gather.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from backday_tui.routine.model import Load, Reps, Section, Sides, Span

Scope = Literal["sets", "exercises", "rounds"]
"""Between what a rest stands."""
Lifts = Literal["big", "small"]
"""Which exercises are meant where some rest longer: those of many joints, or the others."""

_MANY_REPS: Final = 5

CUT: Final = "\x1f"
"""Stands in a phrase where something that was understood has been cut out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says. None is what it doesn't say.

    `amount` has one value a set where it is a tuple. `held` is said by the word "hold". `grown` is the amount that
    it grows to. `between_s` is a rest between exercises, said beside one between sets, or between rounds, beside one
    between exercises. `pieces` are the words that are left, in order. `strong` is a phrase that can hardly mean
    anything but a dose; `bad` one whose numbers are impossible. `to_each` is set by a bare "each" at its end,
    `unsayable` where breaths count, metres or calories, which a routine can't say.
    """

    sets: int | None = None
    amount: Reps | Span | tuple[Reps, ...] | tuple[Span, ...] | None = None
    held: bool = False
    grown: Reps | Span | tuple[Reps, ...] | None = None
    load: Load | tuple[Load, ...] | None = None
    sides: Sides | None = None
    to_each: bool = False
    rest_s: int | None = None
    scope: Scope | None = None
    between_s: int | None = None
    tempo: tuple[int, int, int] | None = None
    optional: bool = False
    notes: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    strong: bool = False
    bad: bool = False
    unsayable: bool = False

    @property
    def dosed(self) -> bool:
        """Whether it says how often or how long."""
        return self.sets is not None or self.amount is not None

    def joined(self, more: Phrase) -> Phrase:
        """Both: what this one doesn't say, the other does. An impossible other one stays alone."""
        if more.bad:
            return more
        empty = Phrase()
        given = {
            field.name: getattr(more, field.name)
            for field in dataclasses.fields(Phrase)
            if getattr(self, field.name) == getattr(empty, field.name)
        }
        given["notes"] = (*self.notes, *more.notes)
        return dataclasses.replace(self, **given)


MarkerKind = Literal["none", "bullet", "number", "pair"]
GroupKind = Literal["superset", "circuit", "emom", "amrap", "repeat"]


@dataclasses.dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a line: "•", "3." or "A1" (`pair` is "A"). `number` is None where there is none."""

    kind: MarkerKind = "none"
    number: int | None = None
    pair: str | None = None


NO_MARKER: Final = Marker()


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """An exercise as a line says it; with several names one is picked. `note` is what else the line says of it."""

    names: tuple[str, ...]
    phrase: Phrase
    optional: bool = False
    note: str | None = None

    @property
    def may_count_things(self) -> bool:
        """Whether there are so few reps that they may be a number of something else: "2 dumbbells"."""
        low = getattr(self.phrase.amount, "low", None)
        return low is not None and low < _MANY_REPS


@dataclasses.dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Ignored:
    """A line that says nothing and parts nothing: drawn across the page, a table's header, what is beside a workout.

    `certain` is one that holds an exercise or a dose, which is then told as not understood.
    """

    certain: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Rest:
    """A rest by itself; `lifts` where it is that of some exercises alone, `parts` where something else begins then."""

    rest_s: int
    scope: Scope | None
    lifts: Lifts | None = None
    parts: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Prose:
    """Sentences.

    `dose` is what they give of sets, `order` what they tell to do, which belongs to an exercise that they explain;
    `subject` is one that they name. `rests` are those that they tell. `leads` tells that a list follows.
    """

    dose: Phrase | None = None
    order: Phrase | None = None
    subject: str | None = None
    rests: tuple[Rest, ...] = ()
    leads: bool = False
    marker: Marker = NO_MARKER


@dataclasses.dataclass(frozen=True, slots=True)
class HeadingOrName:
    """A few words without a dose: a heading, or an exercise (`name`, where its words sound so).

    `known` are exercises of the catalogue; several where the line names one after the other. `mention` is what else the
    line says of the one that it names: a load, a side. `level` is that of a markdown heading, 0 for none.
    """

    text: str
    known: tuple[str, ...]
    name: str | None
    titled: bool
    level: int
    marker: Marker
    mention: Mention | None = None
    optional: bool = False
    section: Section | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Exercises:
    """One exercise with its dose, or several in one line. `sure` where the dose or the name leaves no doubt."""

    mentions: tuple[Mention, ...]
    marker: Marker
    section: Section | None
    sure: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Dose:
    """A dose without an exercise; `each` where it is said to be that of all, `of_set` where it is that of one set.

    `loaded` is what it says where the number before its cross is a load and not one of sets. `of_week` is one that is
    said of one week of several.
    """

    phrase: Phrase
    each: bool
    marker: Marker
    of_set: bool = False
    loaded: Phrase | None = None
    of_week: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class GroupStart:
    """Where a group begins; "repeat" makes one of what stands before.

    `count` is the rounds (lowest and highest) or sets, `time_s` that of an AMRAP or EMOM. `phrase` holds the rest and
    the dose of each. `mentions` are exercises in the same line. `whole` is False where one exercise may be meant.
    `usual` where a word alone says all of it ("Tabata"), and what follows may say it in numbers. `joins` where it
    stands between the exercise above and the one below: "superset with". `titled` where the line also gives it a name,
    `section` where it says that of its exercises.
    """

    kind: GroupKind
    phrase: Phrase
    count: tuple[int, int] | None = None
    time_s: int | None = None
    mentions: tuple[Mention, ...] = ()
    whole: bool = True
    usual: bool = False
    joins: bool = False
    titled: bool = False
    section: Section | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SectionStart:
    """A heading that names a section, "Warm-up"; stretches come before the work or behind it.

    None is the section that is open, of which something else begins: "then". `of_sets` is one that may stand between
    the sets of an exercise: "Warm-up sets".
    """

    section: Section | None
    stretches: bool = False
    of_sets: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Advice:
    """How the exercise above is done: "ramp up to a heavy triple"; `phrase` is what it says of the dose."""

    text: str
    phrase: Phrase
    marker: Marker


@dataclasses.dataclass(frozen=True, slots=True)
class Comment:
    """What stands beside exercises and is shown as it is: "@type: barbell", a list of muscles."""


@dataclasses.dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What belongs to a workout and can't be read."""

    marker: Marker


Statement = (
    Blank
    | Ignored
    | Prose
    | HeadingOrName
    | Exercises
    | Dose
    | Rest
    | GroupStart
    | SectionStart
    | Advice
    | Comment
    | NotUnderstood
)
