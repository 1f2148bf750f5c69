"""The tables of a routine file, key by key: which keys there are, and what each may hold.

First come the kinds of value: how one is read from TOML, what is said of a wrong one, and its JSON Schema. They know no
key by its name. Then come the tables, which give each key its kind and a description; the JSON Schema is made from them
(`schema.py`), so their docstrings are read by people who write routines. What keys demand of each other is in
`rules.py`, and lists of entries are walked by `reader.py`.
"""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self, TypeVar

from backday_tui.exercises.catalog import PATTERNS
from backday_tui.routine import amounts
from backday_tui.routine import meant as meant_amounts
from backday_tui.routine.amounts import AmountError
from backday_tui.routine.model import Level, Load, Part, Reps, Rest, RestWindow, Sides, Span, StartMode
from backday_tui.routine.notation import MAX_TEXT
from backday_tui.routine.problems import KeyPath, meant, one_of, shown

MAX_NAME: Final = 120
MAX_LIST: Final = 1000
MAX_MINUTES: Final = amounts.MAX_TIME_S // 60
MOST_IN_A_ROW: Final = 100
_PERCENT: Final = re.compile(r"[0-9]{1,2}(\.[0-9])?", re.ASCII)
_WHOLE_PERCENT: Final = 100

T = TypeVar("T")
Schema = dict[str, Any]
ReadValue = Callable[[Any], T]


class RefusedValueError(ValueError):
    """What is wrong with a value: for each place in it the words that follow its key, and the character at fault."""

    def __init__(self, *faults: tuple[KeyPath, str, int]) -> None:
        super().__init__("; ".join(words for _, words, _ in faults))
        self.faults = faults


# ---------------------------------------------------------------------------------------------- what a value may be


def _refused(value: Any, allowed: str) -> RefusedValueError:
    if isinstance(value, dt.date | dt.time):  # TOML has both; a routine says them as text
        what = "a time" if isinstance(value, dt.time) else "a date"
        return RefusedValueError(((), f' = {value}: {what} stands in quotes: "{value}"', 0))
    return RefusedValueError(((), f" = {shown(value)}: allowed is {allowed}", 0))


@dataclasses.dataclass(frozen=True, slots=True)
class ValueKind:
    """What a key may hold: how a value is read or refused (`RefusedValueError`), and the same as JSON Schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def _said(value: str, parse: Callable[[str], T]) -> T:
    """A text read by a function of `amounts`; a refusal counts characters in the untrimmed text."""
    if len(value) > MAX_TEXT:
        raise RefusedValueError(((), f": a text has at most {MAX_TEXT:,} characters, this has {len(value):,}", 0))
    try:
        return parse(value)
    except AmountError as error:
        lead = len(value) - len(value.lstrip())
        raise RefusedValueError(((), f": {error.fault}{error.advice}", lead + error.at)) from error


def _whole(low: int, high: int) -> ReadValue[int]:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:  # isinstance would take True for 1
            raise _refused(value, f"a whole number from {low:,} to {high:,}" if low < high else f"{low}")
        return value

    return read


def _text(low: int, high: int) -> ReadValue[str]:
    def read(value: Any) -> str:
        if isinstance(value, str) and len(value) > high:
            raise RefusedValueError(((), f": at most {high:,} characters are allowed, this has {len(value):,}", 0))
        if not isinstance(value, str) or len(value.strip()) < low:
            raise _refused(value, f"text of 1 to {high:,} characters" if low else "text")
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _refused(value, "true or false")
    return value


def _word(words: tuple[str, ...]) -> ReadValue[str]:
    def read(value: Any) -> str:
        if value not in words:
            near = meant(value, words) if isinstance(value, str) else ""
            raise _refused(value, one_of(words) + near)
        return str(value)

    return read


def _each(value: list[Any], read: ReadValue[T], allowed: str, most: int = MAX_LIST) -> tuple[T, ...]:
    """Every element of a list, read; or the faults of all of them."""
    if not 1 <= len(value) <= most:
        raise RefusedValueError(((), f" has {len(value):,} values: allowed is {allowed}", 0))
    good: list[T] = []
    faults: list[tuple[KeyPath, str, int]] = []
    for number, element in enumerate(value):
        try:
            good.append(read(element))
        except RefusedValueError as fault:
            faults += (((number, *at), words, offset) for at, words, offset in fault.faults)
    if faults:
        raise RefusedValueError(*faults)
    return tuple(good)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _refused(value, 'a list of texts, ["one", "two"]')
    return _each(value, _text(1, MAX_TEXT), "a list of texts", len(value)) if value else ()


def _names(value: Any) -> tuple[str, ...]:
    """One name, or a list of them."""
    if isinstance(value, list):
        return _each(value, _text(1, MAX_NAME), "one name or more")
    if not isinstance(value, str):
        raise _refused(value, 'a name or a list of names, ["one", "two"]')
    return (_text(1, MAX_NAME)(value),)


def _share(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:  # isinstance would take True for 1
        raise _refused(value, "a number from 0 to 1, as 0.64")
    return float(value)


def _time(low: int) -> ReadValue[int]:
    def read(value: Any) -> int:
        if isinstance(value, str):
            seconds = _said(value, amounts.parse_time)
        elif type(value) is int and 0 <= value <= amounts.MAX_TIME_S:
            seconds = value
        else:
            raise _refused(value, 'a time, as "1:30", "45s" or a whole number of seconds, up to 6 hours')
        if seconds < low:
            raise RefusedValueError(((), f" = {shown(value)}: only a rest may be less than 1 second", 0))
        return seconds

    return read


def _rest(value: Any) -> Rest:
    """A time, or a window of two."""
    return _said(value, amounts.parse_rest) if isinstance(value, str) else _time(0)(value)


def _plain_rest(value: Any) -> int:
    """A time where there is no window."""
    rest = _rest(value)
    if isinstance(rest, RestWindow):
        raise RefusedValueError(((), f' = {shown(value)}: this rest is one time, as "1:30", and no window', 0))
    return rest


def _span(parse: Callable[[str], Span], allowed: str) -> ReadValue[Span]:
    def read(value: Any) -> Span:
        if isinstance(value, str):
            return _said(value, parse)
        if type(value) is not int or not 1 <= value <= amounts.MAX_TIME_S:
            raise _refused(value, allowed)
        return Span(value)

    return read


def _reps(value: Any) -> Reps:
    if isinstance(value, str):
        return _said(value, amounts.parse_reps)
    if type(value) is not int or not 1 <= value <= amounts.MAX_REPS:
        raise _refused(value, f'a number from 1 to {amounts.MAX_REPS:,}, "8-12", "5+" or "max"')
    return Reps(value, value)


def _parsed(parse: Callable[[str], T], allowed: str) -> ReadValue[T]:
    def read(value: Any) -> T:
        if not isinstance(value, str):
            raise _refused(value, allowed)
        return _said(value, parse)

    return read


def _per_set(read: ReadValue[T]) -> ReadValue[T | tuple[T, ...]]:
    """One value for all sets, or a list with one for each."""

    def read_all(value: Any) -> T | tuple[T, ...]:
        return _each(value, read, "one a set, 1 to 100", amounts.MAX_SETS) if isinstance(value, list) else read(value)

    return read_all


def _rounds(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        return _said(value, lambda text: amounts.parse_range(text, amounts.MAX_SETS))
    count = _whole(1, amounts.MAX_SETS)(value)
    return count, count


def _exercise(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return _each(value, _one_exercise, f"a list of 1 to {MAX_LIST:,} exercises")
    if not isinstance(value, str):
        raise _refused(value, "a name or a list of names")
    return (_one_exercise(value),)


def _one_exercise(value: Any) -> str:
    name = _text(1, MAX_TEXT)(value)
    if "@" in name:
        raise RefusedValueError(((), f': "@" never stands in a name: {_beside(name)}', name.index("@")))
    return name


def _beside(name: str) -> str:
    """Where the load stands that was written behind a name."""
    loads = [*meant_amounts.loads(name.partition("@")[2])]
    return f'write load = "{loads[0]}" beside it' if len(loads) == 1 else "a load has a key of its own, load"


def _parts(value: Any) -> tuple[Part, ...]:
    allowed = 'a list of reps with names, ["7 bottom half", "7 top half"]'
    if not isinstance(value, list):
        raise _refused(value, allowed)
    return _each(value, _parsed(amounts.parse_part, "reps with a name"), allowed)


def _grown(text: str, parse: Callable[[str], T], written: Callable[[T], str], example: str) -> T:
    """An amount with a plus before it."""
    text = text.strip()
    try:
        amount = parse(text.removeprefix("+"))
    except AmountError as error:
        meant = tuple(f"+{each}" for each in error.meant if _is_read(each, parse))
        raise AmountError(error.fault, 0, example, meant=meant) from error
    if not text.startswith("+"):
        raise AmountError(f"{shown(text)} is no growth", 0, example, meant=(f"+{written(amount)}",))
    return amount


def _is_read(text: str, parse: Callable[[str], object]) -> bool:
    try:
        parse(text)
    except AmountError:
        return False
    return True


def _grown_load(text: str) -> Load:
    def parse(load: str) -> Load:
        read = amounts.parse_load(load)
        if read.kind != "weight" or read.each != 1:
            raise AmountError(f"{shown(text)} is no weight, and a load grows by one", 0, "+5 lb")
        return read

    return _grown(text, parse, str, "+5 lb")


def _percent(text: str) -> float:
    number = text.strip().removesuffix("%").strip() if text.strip().endswith("%") else ""
    if not _PERCENT.fullmatch(number) or not 0 < float(number) < _WHOLE_PERCENT:
        raise AmountError(f"{shown(text)} is no share of the load", 0, "10%")
    return float(number)


def _grown_hold(text: str) -> int:
    def parse(time: str) -> int:
        if not (seconds := amounts.parse_time(time)):
            raise AmountError("a growth of nothing", 0, "+5s")
        return seconds

    return _grown(text, parse, amounts.time_text, "+5s")


# --------------------------------------------------------------------------------------------- the same as JSON Schema

# Patterns let through a little more than the reader does, never less.

_UNIT: Final = r"\s*(s|sec|seconds?|min|minutes?|h|hours?)"
_NUMBER: Final = r"[0-9]+(\.[0-9]+)?"
TIME_PATTERN: Final = rf"(([0-9]+:)?[0-9]*:[0-5][0-9]|{_NUMBER}{_UNIT}(\s*{_NUMBER}{_UNIT})?)"
WINDOW_PATTERN: Final = rf"{TIME_PATTERN}(\s*[\-\u2013]\s*{TIME_PATTERN})?"
_COUNT: Final = "0*([1-9][0-9]{0,2}|1000)"
REPS_PATTERN: Final = rf"{_COUNT}([\-\u2013]{_COUNT}|\+)?"
SOUND_PATTERN: Final = r"^(?!.*(^|/)\.{0,2}/)[A-Za-z0-9_][A-Za-z0-9 ._/-]*\.wav$"
_WEIGHT: Final = rf"{_NUMBER}\s*(kg|lb)"
_ADDED: Final = rf"[+\-\u2013]\s*{_WEIGHT}"
LOAD_PATTERN: Final = rf"(([0-9]+\s*[xX\u00d7]\s*)?{_WEIGHT}|(bodyweight\s*)?{_ADDED}|bodyweight|{_NUMBER}\s*%)"
_LABEL_PATTERN: Final = r"[^\s0-9+\-\u2013.,:%@?][\s\S]*"


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "maxLength": MAX_TEXT, "pattern": rf"^\s*({pattern})\s*$"}


def _text_schema(low: int, high: int) -> Schema:
    blank = {"minLength": low, "pattern": r"\S"} if low else {}
    return {"type": "string", "maxLength": high, **blank}


def _list_schema(one: Schema, most: int) -> Schema:
    return {"type": "array", "items": one, "minItems": 1, "maxItems": most}


def _per_set_schema(one: Schema) -> Schema:
    return {"anyOf": [one, _list_schema(one, amounts.MAX_SETS)]}


def _time_schema(low: int) -> Schema:
    return {"anyOf": [_pattern(f"0|{TIME_PATTERN}" if low == 0 else TIME_PATTERN), _seconds_schema(low)]}


def _seconds_schema(low: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": amounts.MAX_TIME_S}


def _whole_schema(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _span_schema(more: str) -> Schema:
    return {"anyOf": [_pattern(rf"{TIME_PATTERN}\+?{more}"), _seconds_schema(1)]}


_HOLD_ALLOWED: Final = 'a time from 1 second to 6 hours, "1:00+" or "max"'
_TIME_ALLOWED: Final = 'a time from 1 second to 6 hours, or "1:00+"'
_LOAD_ALLOWED: Final = '"25 lb", "2x12 kg", "+10 kg", "-20 kg", "bodyweight", "70%" or a label as "red band"'
_TEXT_LIST: Final = {"type": "array", "items": _text_schema(1, MAX_TEXT)}
_REPS_SCHEMA: Final = {"anyOf": [_whole_schema(1, amounts.MAX_REPS), _pattern(f"max|{REPS_PATTERN}")]}
_EXERCISE_SCHEMA: Final = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"^[^@]*[^@\s][^@]*$"}


def whole(low: int, high: int) -> ValueKind:
    """A whole number within limits."""
    return ValueKind(_whole(low, high), _whole_schema(low, high))


def word(*words: str) -> ValueKind:
    """One of some words."""
    return ValueKind(_word(words), {"enum": list(words)})


COUNT: Final = whole(1, amounts.MAX_SETS)
MINUTES: Final = whole(1, MAX_MINUTES)
IN_A_ROW: Final = whole(1, MOST_IN_A_ROW)
NAME: Final = ValueKind(_text(1, MAX_NAME), _text_schema(1, MAX_NAME))
TEXT: Final = ValueKind(_text(0, MAX_TEXT), _text_schema(0, MAX_TEXT))
SOUND: Final = ValueKind(_text(0, MAX_TEXT), {"type": "string", "maxLength": MAX_TEXT, "pattern": SOUND_PATTERN})
TEXTS: Final = ValueKind(_texts, _TEXT_LIST)
NAMES: Final = ValueKind(
    _names, {"anyOf": [_text_schema(1, MAX_NAME), _list_schema(_text_schema(1, MAX_NAME), MAX_LIST)]}
)
SHARE: Final = ValueKind(_share, {"type": "number", "minimum": 0, "maximum": 1})
FLAG: Final = ValueKind(_flag, {"type": "boolean"})
REST: Final = ValueKind(_rest, {"anyOf": [_pattern(f"0|{WINDOW_PATTERN}"), _seconds_schema(0)]})
PLAIN_REST: Final = ValueKind(_plain_rest, _time_schema(0))
TIME: Final = ValueKind(_time(1), _time_schema(1))
EXERCISE: Final = ValueKind(_exercise, {"anyOf": [_EXERCISE_SCHEMA, _list_schema(_EXERCISE_SCHEMA, MAX_LIST)]})
REPS: Final = ValueKind(_per_set(_reps), _per_set_schema(_REPS_SCHEMA))
HOLDS: Final = ValueKind(_per_set(_span(amounts.parse_hold, _HOLD_ALLOWED)), _per_set_schema(_span_schema("|max")))
TIMES: Final = ValueKind(_per_set(_span(amounts.parse_span, _TIME_ALLOWED)), _per_set_schema(_span_schema("")))
LOADS: Final = ValueKind(
    _per_set(_parsed(amounts.parse_load_or_label, _LOAD_ALLOWED)),
    _per_set_schema(_pattern(f"{LOAD_PATTERN}|{_LABEL_PATTERN}")),
)
TEMPO: Final = ValueKind(
    _parsed(amounts.parse_tempo, 'seconds down, held and up, as "3-0-1"'),
    _pattern(r"[0-9]{1,2}([\-\u2013][0-9]{1,2}){2}"),
)
PARTS: Final = ValueKind(
    _parts,
    {"type": "array", "items": _pattern(r"[0-9]+\s+\S[\s\S]*"), "minItems": 1, "maxItems": MAX_LIST},
)
ROUNDS: Final = ValueKind(_rounds, {"anyOf": [_whole_schema(1, amounts.MAX_SETS), _pattern(REPS_PATTERN)]})
REPS_RANGE: Final = ValueKind(
    _parsed(lambda text: amounts.parse_range(text, amounts.MAX_REPS), 'a range of reps, as "8-12"'),
    _pattern(REPS_PATTERN),
)
GROWN_LOAD: Final = ValueKind(_parsed(_grown_load, '"+5 lb" or "+2.5 kg"'), _pattern(r"\+\s*" + _WEIGHT))
PERCENT_LESS: Final = ValueKind(
    _parsed(_percent, 'a part of the load, as "10%"'), _pattern(r"[0-9]{1,2}(\.[0-9])?\s*%")
)
SETS_RANGE: Final = ValueKind(
    _parsed(lambda text: amounts.parse_range(text, amounts.MAX_SETS), 'a range of sets, as "3-5"'),
    _pattern(REPS_PATTERN),
)
GROWN_HOLD: Final = ValueKind(_parsed(_grown_hold, 'seconds more, as "+5s"'), _pattern(r"\+\s*" + TIME_PATTERN))


START: Final = word("auto", "wait")

_MISSED: Final = 'Rest after a set that missed: "3:00"; "0" for as after any other.'
_START: Final = '"wait": after a rest timed work begins when you say so; "auto", by itself, where it is left out.'
_BEYOND: Final = "Whether a hold counts on past its end until you say that it is over."


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


class DownTable(Table):
    """When the target gets less."""

    shown = "down"

    after: Annotated[int | None, IN_A_ROW, "After so many sessions in a row that missed; 3 where it is left out."] = (
        None
    )
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
    max: Annotated[Load | None, GROWN_LOAD, 'The training max grows by this, of which the load is a part: "+5 kg".'] = (
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


class GroupTable(Table):
    """A table with a list of entries."""

    list_key: ClassVar[str]


class SupersetTable(GroupTable):
    """One set of each entry in turn with no rest in between, then a rest; as often as there are sets."""

    shown = "a superset"
    list_key = "superset"
    nested = required = ("superset",)

    sets: Annotated[int | None, COUNT, "How often; may be left out where each entry says the same number of sets."] = (
        None
    )
    rest: Annotated[Rest | None, REST, 'Rest between two times, "0" for none; or a window, "1:30-3:00".'] = None
    after: Annotated[Rest | None, REST, 'Rest after the last time, before the next entry; "0" for none.'] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None


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
    between: Annotated[Rest | None, REST, "Rest between two rounds; the routine's `between` where it is left out."] = (
        None
    )
    after: Annotated[Rest | None, REST, 'Rest after the last round, before the next entry; "0" for none.'] = None
    missed: Annotated[int | None, PLAIN_REST, _MISSED] = None
    start: Annotated[StartMode | None, START, _START] = None
    beyond: Annotated[bool | None, FLAG, _BEYOND] = None


class EmomTable(GroupTable):
    """Every minute on the minute: the entries in turn, a minute each."""

    shown = "an EMOM"
    list_key = "emom"
    nested = ("emom",)
    required = ("emom", "minutes")

    minutes: Annotated[int | None, MINUTES, "How many minutes."] = None
    start: Annotated[StartMode | None, START, _START] = None


class AmrapTable(GroupTable):
    """As many rounds as possible: the entries in order, round after round, until the time is up."""

    shown = "an AMRAP"
    list_key = "amrap"
    nested = ("amrap",)
    required = ("amrap", "time")

    time: Annotated[int | None, TIME, "How long."] = None
    start: Annotated[StartMode | None, START, _START] = None


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
