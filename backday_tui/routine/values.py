"""What the value of a key may be: how it is read from TOML, what is said of a wrong one, and its JSON Schema.

It knows no key by name (`tables.py`) and no rule between two keys (`rules.py`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from backday_tui.routine import amounts
from backday_tui.routine.amounts import AmountError
from backday_tui.routine.model import Load, Part, Reps, Span
from backday_tui.routine.notation import MAX_TEXT
from backday_tui.routine.problems import KeyPath, meant, one_of, shown

MAX_NAME: Final = 120
MAX_LIST: Final = 1000
MAX_MINUTES: Final = amounts.MAX_TIME_S // 60

T = TypeVar("T")
Schema = dict[str, Any]
Read = Callable[[Any], T]


class RefusedValueError(ValueError):
    """What is wrong with a value: for each place in it the words behind its key, and the character of the fault."""

    def __init__(self, *faults: tuple[KeyPath, str, int]) -> None:
        super().__init__("; ".join(words for _, words, _ in faults))
        self.faults = faults


# ---------------------------------------------------------------------------------------------- what a value may be


def _refused(value: Any, allowed: str) -> RefusedValueError:
    return RefusedValueError(((), f" = {shown(value)}: allowed is {allowed}", 0))


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """A key's type: how its value is read, or refused with `RefusedValueError`; how the JSON Schema says the same."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def _said(value: str, parse: Callable[[str], T]) -> T:
    """A text read by a function of `amounts`, its refusal with the character in the untrimmed text."""
    if len(value) > MAX_TEXT:
        raise RefusedValueError(((), f": a text has at most {MAX_TEXT:,} characters, this has {len(value):,}", 0))
    try:
        return parse(value)
    except AmountError as error:
        lead = len(value) - len(value.lstrip())
        raise RefusedValueError(((), f': {error.fault}: write "{error.better}"', lead + error.at)) from error


def _whole(low: int, high: int) -> Read[int]:
    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise _refused(value, f"a whole number from {low:,} to {high:,}" if low < high else f"{low}")
        return value

    return read


def _text(low: int, high: int) -> Read[str]:
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


def _word(words: tuple[str, ...]) -> Read[str]:
    def read(value: Any) -> str:
        if value not in words:
            near = meant(value, words) if isinstance(value, str) else ""
            raise _refused(value, one_of(words) + near)
        return str(value)

    return read


def _each(value: list[Any], read: Read[T], allowed: str, most: int = MAX_LIST) -> tuple[T, ...]:
    """Every element of a list, or the faults of all of them."""
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


def _time(low: int) -> Read[int]:
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


def _span(parse: Callable[[str], Span], allowed: str) -> Read[Span]:
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


def _parsed(parse: Callable[[str], T], allowed: str) -> Read[T]:
    def read(value: Any) -> T:
        if not isinstance(value, str):
            raise _refused(value, allowed)
        return _said(value, parse)

    return read


def _per_set(read: Read[T]) -> Read[T | tuple[T, ...]]:
    """One value for all sets, or a list with one a set."""

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
        raise RefusedValueError(((), ': "@" never stands in a name: write load = "20 kg" beside it', name.index("@")))
    return name


def _parts(value: Any) -> tuple[Part, ...]:
    allowed = 'a list of reps with names, ["7 bottom half", "7 top half"]'
    if not isinstance(value, list):
        raise _refused(value, allowed)
    return _each(value, _parsed(amounts.parse_part, "reps with a name"), allowed)


def _growth(text: str) -> str:
    if not text.strip().startswith("+"):
        raise AmountError(f"{shown(text)} is no growth", 0, f"+{text.strip()[:8]}")
    return text.strip()[1:]


def _grown_load(text: str) -> Load:
    try:
        load = amounts.parse_load(_growth(text))
    except AmountError as error:
        raise AmountError(error.fault, 0, "+5 lb") from error
    if load.value is None:
        raise AmountError("body weight does not grow by plan", 0, "+5 lb")
    return load


def _grown_hold(text: str) -> int:
    try:
        seconds = amounts.parse_time(_growth(text))
    except AmountError as error:
        raise AmountError(error.fault, 0, "+5s") from error
    if not seconds:
        raise AmountError("a growth of nothing", 0, "+5s")
    return seconds


# The same for the JSON Schema. Patterns are a little wider than what is read, never narrower.

_UNIT: Final = r"\s*(s|sec|seconds?|min|minutes?|h|hours?)"
_NUMBER: Final = r"[0-9]+(\.[0-9]+)?"
TIME_PATTERN: Final = rf"(([0-9]+:)?[0-9]*:[0-5][0-9]|{_NUMBER}{_UNIT}(\s*{_NUMBER}{_UNIT})?)"
_COUNT: Final = "0*([1-9][0-9]{0,2}|1000)"
REPS_PATTERN: Final = rf"{_COUNT}([\-\u2013]{_COUNT}|\+)?"
SOUND_PATTERN: Final = r"^(?!.*(^|/)\.{0,2}/)[A-Za-z0-9_][A-Za-z0-9 ._/-]*\.wav$"
LOAD_PATTERN: Final = rf"({_NUMBER}\s*(kg|lb)|bodyweight)"


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
_LOAD_ALLOWED: Final = '"25 lb", "12 kg" or "bodyweight"'
_TEXT_LIST: Final = {"type": "array", "items": _text_schema(1, MAX_TEXT)}
_REPS_SCHEMA: Final = {"anyOf": [_whole_schema(1, amounts.MAX_REPS), _pattern(f"max|{REPS_PATTERN}")]}
_EXERCISE_SCHEMA: Final = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"^[^@]*[^@\s][^@]*$"}


def whole(low: int, high: int) -> Kind:
    """A whole number within limits."""
    return Kind(_whole(low, high), _whole_schema(low, high))


def word(*words: str) -> Kind:
    """One of some words."""
    return Kind(_word(words), {"enum": list(words)})


COUNT: Final = whole(1, amounts.MAX_SETS)
MINUTES: Final = whole(1, MAX_MINUTES)
NAME: Final = Kind(_text(1, MAX_NAME), _text_schema(1, MAX_NAME))
TEXT: Final = Kind(_text(0, MAX_TEXT), _text_schema(0, MAX_TEXT))
SOUND: Final = Kind(_text(0, MAX_TEXT), {"type": "string", "maxLength": MAX_TEXT, "pattern": SOUND_PATTERN})
TEXTS: Final = Kind(_texts, _TEXT_LIST)
FLAG: Final = Kind(_flag, {"type": "boolean"})
REST: Final = Kind(_time(0), _time_schema(0))
TIME: Final = Kind(_time(1), _time_schema(1))
EXERCISE: Final = Kind(_exercise, {"anyOf": [_EXERCISE_SCHEMA, _list_schema(_EXERCISE_SCHEMA, MAX_LIST)]})
REPS: Final = Kind(_per_set(_reps), _per_set_schema(_REPS_SCHEMA))
HOLDS: Final = Kind(_per_set(_span(amounts.parse_hold, _HOLD_ALLOWED)), _per_set_schema(_span_schema("|max")))
TIMES: Final = Kind(_per_set(_span(amounts.parse_span, _TIME_ALLOWED)), _per_set_schema(_span_schema("")))
LOADS: Final = Kind(_per_set(_parsed(amounts.parse_load, _LOAD_ALLOWED)), _per_set_schema(_pattern(LOAD_PATTERN)))
TEMPO: Final = Kind(
    _parsed(amounts.parse_tempo, 'seconds down, held and up, as "3-0-1"'),
    _pattern(r"[0-9]{1,2}([\-\u2013][0-9]{1,2}){2}"),
)
PARTS: Final = Kind(
    _parts,
    {"type": "array", "items": _pattern(r"[0-9]+\s+\S[\s\S]*"), "minItems": 1, "maxItems": MAX_LIST},
)
ROUNDS: Final = Kind(_rounds, {"anyOf": [_whole_schema(1, amounts.MAX_SETS), _pattern(REPS_PATTERN)]})
REPS_RANGE: Final = Kind(
    _parsed(lambda text: amounts.parse_range(text, amounts.MAX_REPS), 'a range of reps, as "8-12"'),
    _pattern(REPS_PATTERN),
)
GROWN_LOAD: Final = Kind(_parsed(_grown_load, '"+5 lb" or "+2.5 kg"'), _pattern(r"\+\s*" + LOAD_PATTERN))
GROWN_HOLD: Final = Kind(_parsed(_grown_hold, 'seconds more, as "+5s"'), _pattern(r"\+\s*" + TIME_PATTERN))
