"""The tables of a routine file, key by key: which keys there are, and what each may hold.

The tables give each key its kind of value (`value_kinds.py`) and a description; the JSON Schema is made from them
(`schema.py`), so their docstrings are read by people who write routines. What keys demand of each other is in
`rules.py`, and lists of entries are walked by `reader.py`.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self

from backday_tui.exercises.catalog import PATTERNS
from backday_tui.routine.model import Level, Load, Part, Reps, Rest, Sides, Span, StartMode, WarmupShare
from backday_tui.routine.value_kinds import (
    COUNT,
    EXERCISE,
    FLAG,
    GROWN_HOLD,
    GROWN_LOAD,
    HOLDS,
    IN_A_ROW,
    LOADS,
    MINUTES,
    NAME,
    NAMES,
    PARTS,
    PERCENT_LESS,
    PLAIN_REST,
    REPS,
    REPS_RANGE,
    RESERVE,
    REST,
    ROUNDS,
    SETS_RANGE,
    SHARE,
    SOUND,
    TEMPO,
    TEXT,
    TEXTS,
    TIME,
    TIMES,
    WARMUP_SETS,
    RefusedValueError,
    ValueKind,
    whole,
    word,
)

START: Final = word("auto", "wait")

_MISSED: Final = 'Rest after a set that missed: "3:00"; "0" for as after any other.'
_START: Final = '"wait": after a rest timed work begins when you say so; "auto", by itself, where it is left out.'
_BEYOND: Final = "Whether a hold counts on past its end until you say that it is over."
_COUNTDOWN: Final = "Whether the last seconds before the end of all that is timed are heard; true if left out."


class Key(NamedTuple):
    """A key of a table: the type that its value is read as, what it may hold, its description in the JSON Schema."""

    type: Any
    kind: ValueKind
    description: str


class Table:
    """A table of the file, never changed once it is read. A key that is left out, or whose value was refused, is None.

    `shown` is what messages call the table. `nested` are the keys whose tables or lists of entries the reader walks;
    `required` are those that must be there.
    """

    shown: ClassVar[str]
    nested: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.__dict__.update(given)

    @classmethod
    @functools.cache
    def plain_keys(cls) -> Mapping[str, Key]:
        """The keys that hold a value, not a table or a list of entries."""
        return MappingProxyType(
            {
                name: Key(hint.__origin__, *hint.__metadata__)
                for name, hint in cls.__annotations__.items()
                if hasattr(hint, "__metadata__")
            }
        )

    @classmethod
    @functools.cache
    def all_keys(cls) -> tuple[str, ...]:
        """Every key that may stand in it."""
        return tuple(dict.fromkeys((*cls.required, *cls.nested, *cls.plain_keys())))

    @classmethod
    def filled(cls, raw: Mapping[str, Any]) -> tuple[Self, dict[str, RefusedValueError]]:
        """The table with every value that can be read, and by key what is wrong with the others."""
        good: dict[str, Any] = {}
        faults: dict[str, RefusedValueError] = {}
        for name, key in cls.plain_keys().items():
            if name in raw:
                try:
                    good[name] = key.kind.read(raw[name])
                except RefusedValueError as fault:
                    faults[name] = fault
        return cls(good), faults


class RoutineTable(Table):
    """The top level of a file."""

    shown = "a routine"
    nested = ("warmup", "work", "cooldown", "exercises")
    required = ("name",)

    format: Annotated[int | None, whole(1, 1), "The version of the format: 1, also where it is left out."] = None
    name: Annotated[str | None, NAME, "What the routine is called."] = None
    summary: Annotated[str | None, TEXT, "What it is for, in a sentence or two."] = None
    source: Annotated[str | None, TEXT, "Where it is from: a book, an article, a coach."] = None
    author: Annotated[str | None, TEXT, "Who wrote this file."] = None
    level: Annotated[Level | None, word("beginner", "intermediate", "advanced"), "For whom it is."] = None
    tags: Annotated[tuple[str, ...] | None, TEXTS, "Words to find it by."] = None
    equipment: Annotated[tuple[str, ...] | None, TEXTS, "What has to be at hand."] = None
    rest: Annotated[Rest | None, REST, 'Time between two sets, "1:00" if left out; or a window, "1:30-3:00".'] = None
    between: Annotated[Rest | None, REST, "Time between two entries; as `rest` where it is left out."] = None
    prepare: Annotated[int | None, TIME, 'Get-ready countdown before timed work; "0:05" where it is left out.'] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None


class DownTable(Table):
    """When the target gets less."""

    shown = "down"

    after: Annotated[int | None, IN_A_ROW, "After so many sessions in a row that missed; 3 if left out."] = None
    by: Annotated[float | None, PERCENT_LESS, 'By how much of the load: "10%" where it is left out.'] = None


class ProgressTable(Table):
    """How the target of an entry grows from session to session."""

    shown = "progress"
    nested = ("down",)

    reps: Annotated[tuple[int, int] | None, REPS_RANGE, 'Reps grow from the first to the second: "8-12".'] = None
    load: Annotated[
        Load | None,
        GROWN_LOAD,
        'The load grows by this once every rep is done; with `reps` at their top, and they start over: "+2.5 kg".',
    ] = None
    hold: Annotated[int | None, GROWN_HOLD, 'The hold grows by this: "+5s".'] = None
    until: Annotated[int | None, TIME, 'The longest hold that it grows to: "2:00".'] = None
    max: Annotated[Load | None, GROWN_LOAD, 'The training max grows by this, of which a load is a part: "+5 kg".'] = (
        None
    )
    after: Annotated[
        int | None, IN_A_ROW, "How many sessions in a row are to meet every aim first; 1 where it is left out."
    ] = None
    amrap: Annotated[
        Literal["double"] | None,
        word("double"),
        '"double": a last set "5+" that comes to twice its least makes two steps of one.',
    ] = None
    sets: Annotated[
        tuple[int, int] | None, SETS_RANGE, 'At the top a set more, from the first to the second: "3-5".'
    ] = None
    then: Annotated[
        str | None, NAME, 'What to go on with at the top, offered then: the name of an exercise, or "harder".'
    ] = None


class EntryTable(Table):
    """An exercise with its dose, where a line of notation can't say it."""

    shown = "an entry"
    nested = ("progress",)
    required = ("exercise",)

    exercise: Annotated[
        tuple[str, ...] | None,
        EXERCISE,
        "Name, catalogue id or alias of the exercise; a list of them to pick from at the start.",
    ] = None
    sets: Annotated[int | None, COUNT, "How many sets; where it is left out the length of a list a set, else 1."] = None
    reps: Annotated[
        Reps | tuple[Reps, ...] | None,
        REPS,
        'Repetitions of a set: 8, "8-12", "5+", "max" for to failure, or a list with one of these a set.',
    ] = None
    hold: Annotated[
        Span | tuple[Span, ...] | None,
        HOLDS,
        'How long it is held: "1:30", "1:00+" for at least a minute, "max" for to failure, or a list with one a set.',
    ] = None
    time: Annotated[
        Span | tuple[Span, ...] | None,
        TIMES,
        'How long it is done, where it is not held: "10min", or a list with one a set.',
    ] = None
    load: Annotated[
        Load | tuple[Load, ...] | None,
        LOADS,
        'The load: "25 lb", "2x12 kg" for one in each hand, "bodyweight", "+10 kg" on top of it, "-20 kg" of help, '
        '"70%" of the training max, a label as "red band", which counts as nothing; or a list with one a set.',
    ] = None
    rest: Annotated[Rest | None, REST, 'Rest between its sets; "0" for none, "1:30-3:00" for a window.'] = None
    after: Annotated[Rest | None, REST, 'Rest after its last set, before the next entry; "0" for none.'] = None
    sides: Annotated[
        Sides | None,
        word("each", "alternating"),
        '"each": one side, then the other, is one set; "alternating": side by side.',
    ] = None
    switch: Annotated[int | None, TIME, 'Time to change sides in a timed set; "0:05" where it is left out.'] = None
    tempo: Annotated[tuple[int, int, int] | None, TEMPO, 'Seconds down, held, up: "3-0-1".'] = None
    parts: Annotated[
        tuple[Part, ...] | None,
        PARTS,
        'One set in named parts whose reps add up to `reps`: ["7 bottom half", "7 top half", "7 full"].',
    ] = None
    optional: Annotated[bool | None, FLAG, "Whether it may be left out without counting as skipped."] = None
    note: Annotated[str | None, TEXT, "Text that is shown while it is worked."] = None
    sound: Annotated[
        str | None,
        SOUND,
        "WAV file that is heard in the place of `go`, in the routine's folder or the sound folder.",
    ] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None
    rir: Annotated[float | None, RESERVE, "How many reps to leave in reserve: 0 to 6, in halves."] = None
    barbell: Annotated[
        bool | None, FLAG, "Whether its load is a bar with plates, where the catalogue doesn't know."
    ] = None
    warmup: Annotated[
        tuple[WarmupShare, ...] | None,
        WARMUP_SETS,
        "Warm-up sets before its first set, worked out from the load of the day: true for "
        '"bar x8, 40% x5, 60% x3, 80% x2", or such a text.',
    ] = None
    warmup_rest: Annotated[int | None, PLAIN_REST, 'Rest after a warm-up set; "0:45" where it is left out.'] = None


class GroupTable(Table):
    """A table with a list of entries."""

    list_key: ClassVar[str]


class SupersetTable(GroupTable):
    """One set of each entry in turn with no rest in between, then a rest; as often as there are sets."""

    shown = "a superset"
    list_key = "superset"
    nested = required = ("superset",)

    sets: Annotated[int | None, COUNT, "How often; may be left out where all entries say the same sets."] = None
    rest: Annotated[Rest | None, REST, 'Rest between two times, "0" for none; or a window, "1:30-3:00".'] = None
    after: Annotated[Rest | None, REST, 'Rest after the last time, before the next entry; "0" for none.'] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None


class CircuitTable(GroupTable):
    """The entries in order, round after round."""

    shown = "a circuit"
    list_key = "circuit"
    nested = ("circuit",)
    required = ("circuit", "rounds")

    rounds: Annotated[
        tuple[int, int] | None, ROUNDS, 'How many rounds: 3, or "2-3" for the person to pick at the start.'
    ] = None
    rest: Annotated[int | None, PLAIN_REST, "Rest between two exercises; none where it is left out."] = None
    between: Annotated[Rest | None, REST, "Rest between two rounds; the routine's `between` if left out."] = None
    after: Annotated[Rest | None, REST, 'Rest after the last round, before the next entry; "0" for none.'] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None


class EmomTable(GroupTable):
    """Every minute on the minute: the entries in turn, a minute each."""

    shown = "an EMOM"
    list_key = "emom"
    nested = ("emom",)
    required = ("emom", "minutes")

    minutes: Annotated[int | None, MINUTES, "How many minutes."] = None
    start: Annotated[StartMode | None, START, _START] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None


class AmrapTable(GroupTable):
    """As many rounds as possible: the entries in order, round after round, until the time is up."""

    shown = "an AMRAP"
    list_key = "amrap"
    nested = ("amrap",)
    required = ("amrap", "time")

    time: Annotated[int | None, TIME, "How long."] = None
    start: Annotated[StartMode | None, START, _START] = None
    countdown: Annotated[bool | None, FLAG, _COUNTDOWN] = None


GROUPS: tuple[type[GroupTable], ...] = (SupersetTable, CircuitTable, EmomTable, AmrapTable)


class OwnExercisesTable(Table):
    """The top level of a file of the person's own exercises."""

    shown = "a file of exercises"
    nested = ("exercises",)


class ExerciseTable(Table):
    """An exercise that the catalogue lacks, or what is said otherwise of one that it has."""

    shown = "an exercise"

    name: Annotated[str | None, NAME, "What it is called; may be left out where the catalogue has the id."] = None
    alias: Annotated[tuple[str, ...] | None, NAMES, "Another name that finds it, or a list of them."] = None
    aliases: Annotated[
        tuple[str, ...] | None, TEXTS, "All other names that find it, in the place of those that the catalogue has."
    ] = None
    muscles: Annotated[tuple[str, ...] | None, TEXTS, "The muscles that it works first."] = None
    secondary: Annotated[tuple[str, ...] | None, TEXTS, "The muscles that it works too."] = None
    equipment: Annotated[tuple[str, ...] | None, TEXTS, "What has to be at hand."] = None
    pattern: Annotated[str | None, word(*PATTERNS), "The kind of movement."] = None
    isometric: Annotated[bool | None, FLAG, "Whether it is held, not repeated."] = None
    unilateral: Annotated[bool | None, FLAG, "Whether it is done one side at a time."] = None
    barbell: Annotated[bool | None, FLAG, "Whether its load is a bar with plates."] = None
    share: Annotated[
        float | None, SHARE, "The part of the body's weight that is moved: 1.0 in a pull-up, 0.64 in a push-up."
    ] = None
    steps: Annotated[tuple[str, ...] | None, TEXTS, "How it is done, step by step."] = None
    avoid: Annotated[str | None, TEXT, "The fault that is seen most."] = None
    easier: Annotated[str | None, TEXT, "The id of an easier exercise of its kind."] = None
    harder: Annotated[str | None, TEXT, "The id of a harder exercise of its kind."] = None
