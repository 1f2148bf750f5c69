"""The tables of a routine file, key by key: what stands where, and what it means. The JSON Schema is made from them.

Each key is checked by itself (`values.py`); what keys demand of each other is in `rules.py`. Lists of entries inside a
table are walked by `reader.py`. No pydantic here: to import it costs more than the rest of a start.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from backday_tui.exercises.catalog import PATTERNS
from backday_tui.routine import values
from backday_tui.routine.model import Level, Load, Part, Reps, Sides, Span
from backday_tui.routine.values import Kind, RefusedValueError


class Key(NamedTuple):
    """A key of a table: the type it becomes, what its value may be, and the words that the JSON Schema says of it."""

    type: Any
    kind: Kind
    description: str


class Table:
    """A table of the file. A key that is left out, or whose value was refused, is None; nothing changes it.

    `shown` is what messages call it. `nested` are keys whose tables or lists of entries the reader walks; `required`
    must be there.
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
        """The table with every value that can be read, and what is wrong with the others by key."""
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

    format: Annotated[int | None, values.whole(1, 1), "The version of the format: 1, also where it is left out."] = None
    name: Annotated[str | None, values.NAME, "What the routine is called."] = None
    summary: Annotated[str | None, values.TEXT, "What it is for, in a sentence or two."] = None
    source: Annotated[str | None, values.TEXT, "Where it is from: a book, an article, a coach."] = None
    author: Annotated[str | None, values.TEXT, "Who wrote this file."] = None
    level: Annotated[Level | None, values.word("beginner", "intermediate", "advanced"), "For whom it is."] = None
    tags: Annotated[tuple[str, ...] | None, values.TEXTS, "Words to find it by."] = None
    equipment: Annotated[tuple[str, ...] | None, values.TEXTS, "What has to be at hand."] = None
    rest: Annotated[int | None, values.REST, 'Time between two sets of one entry; "1:00" where it is left out.'] = None
    between: Annotated[int | None, values.REST, "Time between two entries; as `rest` where it is left out."] = None
    prepare: Annotated[
        int | None, values.TIME, 'Get-ready countdown before timed work; "0:05" where it is left out.'
    ] = None


class ProgressTable(Table):
    """How the target of an entry grows from session to session."""

    shown = "progress"

    reps: Annotated[tuple[int, int] | None, values.REPS_RANGE, 'Reps grow from the first to the second: "8-12".'] = None
    load: Annotated[
        Load | None,
        values.GROWN_LOAD,
        'At the top of the reps the load grows by this, and the reps start over: "+5 lb".',
    ] = None
    hold: Annotated[int | None, values.GROWN_HOLD, 'The hold grows by this: "+5s".'] = None
    until: Annotated[int | None, values.TIME, 'The longest hold that it grows to: "2:00".'] = None


class EntryTable(Table):
    """An exercise with its dose, where a line of notation can't say it."""

    shown = "an entry"
    nested = ("progress",)
    required = ("exercise",)

    exercise: Annotated[
        tuple[str, ...] | None,
        values.EXERCISE,
        "Name, catalogue id or alias of the exercise; a list of them to pick from at the start.",
    ] = None
    sets: Annotated[
        int | None, values.COUNT, "How many sets; where it is left out the length of a list a set, else 1."
    ] = None
    reps: Annotated[
        Reps | tuple[Reps, ...] | None,
        values.REPS,
        'Repetitions of a set: 8, "8-12", "5+", "max" for to failure, or a list with one of these a set.',
    ] = None
    hold: Annotated[
        Span | tuple[Span, ...] | None,
        values.HOLDS,
        'How long it is held: "1:30", "1:00+" for at least a minute, "max" for to failure, or a list with one a set.',
    ] = None
    time: Annotated[
        Span | tuple[Span, ...] | None,
        values.TIMES,
        'How long it is done, where it is not held: "10min", or a list with one a set.',
    ] = None
    load: Annotated[
        Load | tuple[Load, ...] | None,
        values.LOADS,
        'The load: "25 lb", "12 kg", "bodyweight", or a list with one a set.',
    ] = None
    rest: Annotated[int | None, values.REST, 'Rest between its sets; "0" for none.'] = None
    after: Annotated[int | None, values.REST, 'Rest after its last set, before the next entry; "0" for none.'] = None
    sides: Annotated[
        Sides | None,
        values.word("each", "alternating"),
        '"each": one side, then the other, is one set; "alternating": side by side.',
    ] = None
    switch: Annotated[int | None, values.TIME, 'Time to change sides in a timed set; "0:05" where it is left out.'] = (
        None
    )
    tempo: Annotated[tuple[int, int, int] | None, values.TEMPO, 'Seconds down, held, up: "3-0-1".'] = None
    parts: Annotated[
        tuple[Part, ...] | None,
        values.PARTS,
        'One set in named parts whose reps add up to `reps`: ["7 bottom half", "7 top half", "7 full"].',
    ] = None
    optional: Annotated[bool | None, values.FLAG, "Whether it may be left out without counting as skipped."] = None
    note: Annotated[str | None, values.TEXT, "Text that is shown while it is worked."] = None
    sound: Annotated[
        str | None,
        values.SOUND,
        "WAV file that is heard in the place of `go`, in the routine's folder or the sound folder.",
    ] = None


class GroupTable(Table):
    """A table with a list of entries."""

    list_key: ClassVar[str]


class SupersetTable(GroupTable):
    """One set of each entry in turn with no rest in between, then a rest; as often as there are sets."""

    shown = "a superset"
    list_key = "superset"
    nested = required = ("superset",)

    sets: Annotated[
        int | None, values.COUNT, "How often; may be left out where each entry says the same number of sets."
    ] = None
    rest: Annotated[int | None, values.REST, 'Rest between two times; "0" for none.'] = None
    after: Annotated[int | None, values.REST, 'Rest after the last time, before the next entry; "0" for none.'] = None


class CircuitTable(GroupTable):
    """The entries in order, round after round."""

    shown = "a circuit"
    list_key = "circuit"
    nested = ("circuit",)
    required = ("circuit", "rounds")

    rounds: Annotated[
        tuple[int, int] | None, values.ROUNDS, 'How many rounds: 3, or "2-3" for the person to pick at the start.'
    ] = None
    rest: Annotated[int | None, values.REST, "Rest between two exercises; none where it is left out."] = None
    between: Annotated[
        int | None, values.REST, "Rest between two rounds; the routine's `between` where it is left out."
    ] = None
    after: Annotated[int | None, values.REST, 'Rest after the last round, before the next entry; "0" for none.'] = None


class EmomTable(GroupTable):
    """Every minute on the minute: the entries in turn, a minute each."""

    shown = "an EMOM"
    list_key = "emom"
    nested = ("emom",)
    required = ("emom", "minutes")

    minutes: Annotated[int | None, values.MINUTES, "How many minutes."] = None


class AmrapTable(GroupTable):
    """As many rounds as possible: the entries in order, round after round, until the time is up."""

    shown = "an AMRAP"
    list_key = "amrap"
    nested = ("amrap",)
    required = ("amrap", "time")

    time: Annotated[int | None, values.TIME, "How long."] = None


GROUPS: tuple[type[GroupTable], ...] = (SupersetTable, CircuitTable, EmomTable, AmrapTable)


class ExerciseTable(Table):
    """An exercise that the catalogue lacks, or what this routine says otherwise of one that it has."""

    shown = "an exercise"

    name: Annotated[str | None, values.NAME, "What it is called; may be left out where the catalogue has the id."] = (
        None
    )
    aliases: Annotated[tuple[str, ...] | None, values.TEXTS, "Other names that find it."] = None
    muscles: Annotated[tuple[str, ...] | None, values.TEXTS, "The muscles that it works first."] = None
    secondary: Annotated[tuple[str, ...] | None, values.TEXTS, "The muscles that it works too."] = None
    equipment: Annotated[tuple[str, ...] | None, values.TEXTS, "What has to be at hand."] = None
    pattern: Annotated[str | None, values.word(*PATTERNS), "The kind of movement."] = None
    isometric: Annotated[bool | None, values.FLAG, "Whether it is held, not repeated."] = None
    unilateral: Annotated[bool | None, values.FLAG, "Whether it is done one side at a time."] = None
    steps: Annotated[tuple[str, ...] | None, values.TEXTS, "How it is done, step by step."] = None
    avoid: Annotated[str | None, values.TEXT, "The fault that is seen most."] = None
    easier: Annotated[str | None, values.TEXT, "The id of an easier exercise of its kind."] = None
    harder: Annotated[str | None, values.TEXT, "The id of a harder exercise of its kind."] = None
