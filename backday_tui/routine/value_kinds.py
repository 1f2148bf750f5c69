"""The kinds of value in a routine file: how one is read from TOML, what is said of a wrong one, and its JSON Schema.

They know no key by its name: `format.py` gives each key its kind.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from backday_tui.routine import amounts
from backday_tui.routine import meant as meant_amounts
from backday_tui.routine.amounts import AmountError
from backday_tui.routine.model import WARMUP, Load, Part, Reps, Rest, RestWindow, Span, WarmupShare
from backday_tui.routine.notation import MAX_TEXT
from backday_tui.routine.problems import KeyPath, meant, one_of, shown
from backday_tui.routine.warmup_shares import SHARES_PATTERN, parse_warmup

MAX_NAME: Final = 120
MAX_LIST: Final = 1000
MAX_MINUTES: Final = amounts.MAX_TIME_S // 60
MOST_IN_A_ROW: Final = 100
MAX_RESERVE: Final = 6
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


def refused(value: Any, allowed: str) -> RefusedValueError:
    """What is said of a value that isn't what is allowed."""
    if isinstance(value, dt.date | dt.time):  # TOML has both; a routine says them as text
        what = "a time" if isinstance(value, dt.time) else "a date"
        return RefusedValueError(((), f' = {value}: {what} stands in quotes: "{value}"', 0))
    return RefusedValueError(((), f" = {shown(value)}: allowed is {allowed}", 0))


@dataclasses.dataclass(frozen=True, slots=True)
class ValueKind:
    """What a key may hold: how a value is read or refused (`RefusedValueError`), and the same as JSON Schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def text_read(value: str, parse: Callable[[str], T]) -> T:
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
            raise refused(value, f"a whole number from {low:,} to {high:,}" if low < high else f"{low}")
        return value

    return read


def _text(low: int, high: int) -> ReadValue[str]:
    def read(value: Any) -> str:
        if isinstance(value, str) and len(value) > high:
            raise RefusedValueError(((), f": at most {high:,} characters are allowed, this has {len(value):,}", 0))
        if not isinstance(value, str) or len(value.strip()) < low:
            raise refused(value, f"text of 1 to {high:,} characters" if low else "text")
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise refused(value, "true or false")
    return value


def _word(words: tuple[str, ...]) -> ReadValue[str]:
    def read(value: Any) -> str:
        if value not in words:
            near = meant(value, words) if isinstance(value, str) else ""
            raise refused(value, one_of(words) + near)
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
        raise refused(value, 'a list of texts, ["one", "two"]')
    return _each(value, _text(1, MAX_TEXT), "a list of texts", len(value)) if value else ()


def _names(value: Any) -> tuple[str, ...]:
    """One name, or a list of them."""
    if isinstance(value, list):
        return _each(value, _text(1, MAX_NAME), "one name or more")
    if not isinstance(value, str):
        raise refused(value, 'a name or a list of names, ["one", "two"]')
    return (_text(1, MAX_NAME)(value),)


def _share(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:  # isinstance would take True for 1
        raise refused(value, "a number from 0 to 1, as 0.64")
    return float(value)


def _reserve(value: Any) -> float:
    is_number = type(value) in (int, float)  # isinstance would take True for 1
    if not is_number or not 0 <= value <= MAX_RESERVE or value * 2 % 1:
        raise refused(value, f"reps to leave, a number from 0 to {MAX_RESERVE} in halves")
    return float(value)


def _warmup(value: Any) -> tuple[WarmupShare, ...]:
    """Whether there are warm-up sets, or which."""
    if isinstance(value, bool):
        return WARMUP if value else ()
    if isinstance(value, list):
        said = f' = {shown(value)}: the warm-up sets of an entry are true or "bar x8, 40% x5"; what comes before the'
        raise RefusedValueError(((), f"{said} work stands above the first header", 0))
    if not isinstance(value, str):
        raise refused(value, 'true, false or "bar x8, 40% x5, 60% x3, 80% x2"')
    return text_read(value, parse_warmup)


def _time(low: int) -> ReadValue[int]:
    def read(value: Any) -> int:
        if isinstance(value, str):
            seconds = text_read(value, amounts.parse_time)
        elif type(value) is int and 0 <= value <= amounts.MAX_TIME_S:
            seconds = value
        else:
            raise refused(value, 'a time, as "1:30", "45s" or a whole number of seconds, up to 6 hours')
        if seconds < low:
            raise RefusedValueError(((), f" = {shown(value)}: only a rest may be less than 1 second", 0))
        return seconds

    return read


def _rest(value: Any) -> Rest:
    """A time, or a window of two."""
    return text_read(value, amounts.parse_rest) if isinstance(value, str) else _time(0)(value)


def _plain_rest(value: Any) -> int:
    """A time where there is no window."""
    rest = _rest(value)
    if isinstance(rest, RestWindow):
        raise RefusedValueError(((), f' = {shown(value)}: this rest is one time, as "1:30", and no window', 0))
    return rest


def _span(parse: Callable[[str], Span], allowed: str) -> ReadValue[Span]:
    def read(value: Any) -> Span:
        if isinstance(value, str):
            return text_read(value, parse)
        if type(value) is not int or not 1 <= value <= amounts.MAX_TIME_S:
            raise refused(value, allowed)
        return Span(value)

    return read


def _reps(value: Any) -> Reps:
    if isinstance(value, str):
        return text_read(value, amounts.parse_reps)
    if type(value) is not int or not 1 <= value <= amounts.MAX_REPS:
        raise refused(value, f'a number from 1 to {amounts.MAX_REPS:,}, "8-12", "5+" or "max"')
    return Reps(value, value)


def _parsed(parse: Callable[[str], T], allowed: str) -> ReadValue[T]:
    def read(value: Any) -> T:
        if not isinstance(value, str):
            raise refused(value, allowed)
        return text_read(value, parse)

    return read


def _per_set(read: ReadValue[T]) -> ReadValue[T | tuple[T, ...]]:
    """One value for all sets, or a list with one for each."""

    def read_all(value: Any) -> T | tuple[T, ...]:
        return _each(value, read, "one a set, 1 to 100", amounts.MAX_SETS) if isinstance(value, list) else read(value)

    return read_all


def _rounds(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        return text_read(value, lambda text: amounts.parse_range(text, amounts.MAX_SETS))
    count = _whole(1, amounts.MAX_SETS)(value)
    return count, count


def _exercise(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return _each(value, _one_exercise, f"a list of 1 to {MAX_LIST:,} exercises")
    if not isinstance(value, str):
        raise refused(value, "a name or a list of names")
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
        raise refused(value, allowed)
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
RESERVE: Final = ValueKind(_reserve, {"type": "number", "minimum": 0, "maximum": MAX_RESERVE, "multipleOf": 0.5})
WARMUP_SETS: Final = ValueKind(_warmup, {"anyOf": [{"type": "boolean"}, _pattern(SHARES_PATTERN)]})
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
