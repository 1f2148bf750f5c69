"""Times, repetitions and loads as people write them: "1:30", "8-12", "25 lb"; read and written.

Each `scan_*` reads one amount at a place in a text and says where it ends; each `parse_*` reads a whole text. None of
them knows what a line or a table is, and each takes time in proportion to the text, whatever that holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from backday_tui import words
from backday_tui.routine import meant
from backday_tui.routine.model import Load, Part, Reps, Rest, RestWindow, Span
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from backday_tui.routine.model import Unit

T = TypeVar("T")

MAX_SETS: Final = 100
MAX_REPS: Final = 1000
MAX_TIME_S: Final = 6 * 3600
MAX_LOAD: Final = 10_000
MAX_EACH: Final = 10
"""The most of one weight in a load: two dumbbells, four chains. More is a number of reps that got there."""
MAX_PERCENT: Final = 200
"""Of a training max."""
MAX_LABEL: Final = 60

NO_LOAD: Final = "is no load, which is a number with kg, lb or %, or bodyweight"

TO_FAILURE: Final = Reps(None, None)

UNITS: Final = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600),
}
_OTHER_UNITS: Final = frozenset({"secs", "mins", "hr", "hrs"})
DISTANCES: Final = frozenset({"m", "km", "mi", "yd", "ft", "meter", "meters", "metre", "metres", "miles", "yards"})
_DIGITS = frozenset("0123456789")
_DASHES = "-\N{EN DASH}"
_CROSSES = ("x", "X", "\N{MULTIPLICATION SIGN}")
_MINUTE_S = 60
_HUGE = 10**9


class AmountError(ValueError):
    """An amount that can't be read: what is wrong, and at which character (from 0).

    Attributes:
        fault: what is wrong; it quotes the text as it is.
        example: an amount that would do.
        meant: amounts that say what was written, of which the person has to pick one; none where that isn't certain.
        is_told: whether the fault says all there is to say, and any example would only be another figure.
    """

    def __init__(
        self, fault: str, at: int, example: str, *, meant: tuple[str, ...] = (), is_told: bool = False
    ) -> None:
        self.fault = fault
        self.at = at
        self.example = example
        self.meant = meant
        self.is_told = is_told and not meant
        super().__init__(clean(fault + self.advice))

    @property
    def advice(self) -> str:
        """What follows the fault in a message: what to write, or an example where that isn't certain."""
        return "" if self.is_told else advice(self.meant, self.example)

    def proposing(self, values: Iterable[T], written: Callable[[T], str], parse: Callable[[str], T]) -> AmountError:
        """The same with what was meant, as far as that can be read and says just that."""
        texts = [(value, written(value)) for value in values]
        meant = tuple(text for value, text in texts if _reads_as(text, value, parse))
        return AmountError(self.fault, self.at, self.example, meant=meant, is_told=self.is_told) if meant else self


def advice(meant: Sequence[str], example: str) -> str:
    """What to write, as the end of a message; only an example where it isn't certain what was meant."""
    if not meant:
        return f'; for example "{example}"'
    return ": write " + " or ".join(f'"{text}"' for text in meant)


def _reads_as(text: str, value: T, parse: Callable[[str], T]) -> bool:
    try:
        return parse(text) == value
    except AmountError:
        return False


class Number(NamedTuple):
    """Digits in a text, perhaps with a fraction, and where they end."""

    whole: str
    fraction: str | None
    end: int


def skip_blanks(text: str, at: int) -> int:
    """The place of the next character that isn't blank, or the end."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def is_digit(char: str) -> bool:
    """Whether a character is one of 0 to 9, and not another of Unicode's digits."""
    return char in _DIGITS


def number_of(digits: str) -> int:
    """The number that digits say, 0 for none; a billion for more than 9, as `int()` refuses thousands of them."""
    digits = digits.lstrip("0")
    return _HUGE if len(digits) > 9 else int(digits or "0")  # the digits of a billion


def digits_at(text: str, at: int) -> str:
    """The run of digits there; any other of Unicode's digits behind it is refused."""
    end = at
    while end < len(text) and text[end] in _DIGITS:
        end += 1
    if end < len(text) and text[end].isdigit():
        raise AmountError(f'"{text[end]}" is not one of the digits 0 to 9', end, "8")
    return text[at:end]


def word_at(text: str, at: int) -> str:
    """The run of letters there."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[at:end]


def _number_at(text: str, at: int) -> Number:
    whole = digits_at(text, at)
    dot = at + len(whole)
    if whole and text[dot : dot + 1] == "." and text[dot + 1 : dot + 2] in _DIGITS:
        fraction = digits_at(text, dot + 1)
        return Number(whole, fraction, dot + 1 + len(fraction))
    return Number(whole, None, dot)


def _clip(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"  # what a message has room for


# ---------------------------------------------------------------------------------------------------------- amounts


def scan_amount(text: str, at: int) -> tuple[Reps | Span, int]:
    """Reps, a time or "?" (`TO_FAILURE`) at a place, and where it ends.

    Raises:
        AmountError: there is none, or it is out of its limits.
    """
    if text[at : at + 1] == "?":
        return TO_FAILURE, at + 1
    number = _number_at(text, at)
    if text[number.end : number.end + 1] == ":" or not number.whole or unit_after(text, number):
        return _scan_span(text, at)
    if number.fraction is not None:
        raise AmountError(f'"{number.whole}.{_clip(number.fraction)}" is no whole number of reps', at, "8")
    return _scan_reps(text, at)


def _scan_reps(text: str, at: int) -> tuple[Reps, int]:
    low, end = _count_at(text, at)
    mark = text[end : end + 1]
    if mark == "+":
        return Reps(low, None), end + 1
    if mark not in _DASHES or not mark:
        return Reps(low, low), end
    if not is_digit(text[end + 1 : end + 2] or " "):
        raise AmountError(
            f'after "{low}-" comes the most reps, without a blank', end, f"{low}-{min(low + 4, MAX_REPS)}"
        )
    high, end = _count_at(text, end + 1)
    if high < low:
        raise AmountError(f'"{low}-{high}" runs downwards', at, f"{high}-{low}")
    if text[end : end + 1] == ":" or unit_after(text, Number(str(high), None, end)):
        raise AmountError("a time has no range", at, "1:00+")
    return Reps(low, high), end


def _count_at(text: str, at: int) -> tuple[int, int]:
    digits = digits_at(text, at)
    if not digits:
        raise AmountError(f'"{_clip(text)}" is no number of reps', at, "8-12")
    count = number_of(digits)
    if not 1 <= count <= MAX_REPS:
        raise AmountError(f"{_clip(digits)} reps: 1 to 1,000 are possible", at, "8" if count < 1 else "12")
    return count, at + len(digits)


def _scan_span(text: str, at: int) -> tuple[Span, int]:
    seconds, end = scan_time(text, at)
    if seconds < 1:
        raise AmountError("a time of work is at least 1 second", at, ":30")
    if text[end : end + 1] == "+":
        return Span(seconds, open_ended=True), end + 1
    return Span(seconds), end


def scan_time(text: str, at: int) -> tuple[int, int]:
    """Seconds (0 to 6 hours) at a place, and where the time ends.

    Raises:
        AmountError: there is no time, or it is out of its limits.
    """
    digits = digits_at(text, at)
    colon = at + len(digits)
    seconds, end = _clock_at(text, at) if text[colon : colon + 1] == ":" else _units_at(text, at)
    if seconds > MAX_TIME_S:
        raise AmountError(f'"{_clip(text[at:end])}" is over 6 hours', at, "6h")
    return seconds, end


def _clock_at(text: str, at: int) -> tuple[int, int]:
    fields = [digits_at(text, at)]
    end = at + len(fields[0])
    while text[end : end + 1] == ":":
        fields.append(digits_at(text, end + 1))
        end += 1 + len(fields[-1])
    written = _clip(text[at:end])
    if len(fields) > 3 or (len(fields) == 3 and not fields[0]):  # hours, minutes, seconds
        raise AmountError(f'"{written}" is no time', at, "1:02:30")
    if any(len(field) != 2 for field in fields[1:]):  # two digits
        raise AmountError(f'"{written}" needs two digits after each colon', at, "1:30")
    if any(number_of(field) >= _MINUTE_S for field in fields[1:]):
        raise AmountError(f'"{written}" has more than 59 after a colon', at, "1:30")
    return clock_s(fields), end


def clock_s(fields: list[str]) -> int:
    """Seconds of the fields of a clock, of which the last are seconds."""
    total = 0
    for field in fields:
        total = total * _MINUTE_S + number_of(field)
    return total


def _units_at(text: str, at: int) -> tuple[int, int]:
    seconds, factor, end = _unit_amount_at(text, at)
    after = skip_blanks(text, end)
    if not is_digit(text[after : after + 1] or " "):
        return seconds, end
    more, smaller, end = _unit_amount_at(text, after)
    if smaller >= factor:
        raise AmountError(f'"{_clip(text[at:end])}" is not in order, the larger unit first', at, "1min 30s")
    return seconds + more, end


def _unit_amount_at(text: str, at: int) -> tuple[int, int, int]:
    number = _number_at(text, at)
    if not number.whole:
        raise AmountError(f'"{_clip(text[at:]) or text}" is no time', at, "1:30")
    if word_at(text, skip_blanks(text, number.end)) == "m":
        raise AmountError('"m" is no unit of time: minutes are "min"', at, "10min")
    unit = unit_after(text, number)
    if unit is None:
        raise AmountError(f'"{_clip(text[at : number.end])}" has no unit', at, "45s")
    word, end = unit
    factor = UNITS[word]
    fraction = (number.fraction or "").rstrip("0")
    part_s, rest = divmod(number_of(fraction) * factor, 10 ** min(len(fraction), 10))
    if rest:
        raise AmountError(f'"{_clip(text[at:end])}" is no whole number of seconds', at, "1min 30s")
    return number_of(number.whole) * factor + part_s, factor, end


def unit_after(text: str, number: Number) -> tuple[str, int] | None:
    """The unit of time that belongs to a number and where it ends; None where something else follows.

    Raises:
        AmountError: a distance, a load, a unit in capitals, or letters stuck to the number.
    """
    at = skip_blanks(text, number.end)
    word = word_at(text, at)
    end = at + len(word)
    attached = bool(word) and at == number.end and word[0] not in "xX"
    stops = text[end : end + 1] not in ("-", "'", "\N{RIGHT SINGLE QUOTATION MARK}")
    if word in UNITS and stops:
        return word, end
    if not word or not (stops or attached):
        return None
    _refuse_unit(text[number.end - len(number.whole) : end] if attached else word, word, number, attached=attached)
    return None


def _refuse_unit(written: str, word: str, number: Number, *, attached: bool) -> None:
    at = number.end - len(number.whole)
    lower = word.lower()
    if lower in UNITS:
        raise AmountError(f'"{_clip(word)}" as a unit of time is written small', at, "1:30")
    if lower in _OTHER_UNITS:
        raise AmountError(
            f'"{_clip(word)}" is no unit of time: there are s, sec, min, h and their whole words', at, "1:30"
        )
    if word in DISTANCES:
        minutes = ', and minutes are "min"' if word == "m" else ""
        raise AmountError(f'"{_clip(written)}": distances are not known, only reps and times{minutes}', at, "2:00")
    if lower in ("kg", "lb", "kgs", "lbs"):
        raise AmountError(f'"{_clip(written)}": a load stands behind the exercise, after "@"', at, "8")
    if attached:
        raise AmountError(f'"{_clip(written)}": a blank stands between an amount and the exercise', at, "8")


# ----------------------------------------------------------------------------------------------------- whole values


def _whole(text: str, end: int, better: str) -> None:
    if end != len(text):
        raise AmountError(f'"{_clip(text[end:])}" is too much here', end, better)


def _parsed(text: str, read: Callable[[str], T], meant_by: Callable[[str], T | None], written: Callable[[T], str]) -> T:
    """A whole text as `read` has it; a refusal proposes what `meant_by` makes of it, as it is `written`."""
    text = text.strip()
    try:
        return read(text)
    except AmountError as error:
        wanted = meant_by(text)
        raise error.proposing(() if wanted is None else (wanted,), written, read) from None


def parse_time(text: str) -> int:
    """The seconds (0 to 6 hours) of "1:30", "45s", "1h 30min" or "0".

    Raises:
        AmountError: it is no time.
    """
    return _parsed(text, _whole_time, meant.seconds, time_text)


def _whole_time(text: str) -> int:
    if text == "0":
        return 0
    seconds, end = scan_time(text, 0)
    _whole(text, end, time_text(seconds))
    return seconds


def parse_rest(text: str) -> Rest:
    """A rest: a time as `parse_time` has it, or a window of two, "1:30-3:00".

    Raises:
        AmountError: it is neither.
    """
    return _parsed(text, _whole_rest, _meant_rest, rest_text)


def _whole_rest(text: str) -> Rest:
    least, dash, most = _halves(text)
    if not dash:
        return _whole_time(text)
    window = RestWindow(_whole_time(least.rstrip()), _most_of(text, most))
    if not window.least:
        raise AmountError("a rest that is a window has at least 1 second", 0, "0:30-1:30")
    if window.most < window.least:
        raise AmountError(f'"{_clip(text)}" runs downwards', 0, "1:30-3:00")
    if window.most == window.least:
        raise AmountError(f'"{_clip(text)}" has one end twice', 0, "1:30-3:00", meant=(time_text(window.least),))
    return window


def _most_of(text: str, most: str) -> int:
    """The time behind the dash; a refusal counts characters in the whole text."""
    bare = most.strip()
    at = len(text) - len(most.lstrip())
    try:
        return _whole_time(bare)
    except AmountError as error:
        raise AmountError(error.fault, at + error.at, error.example, is_told=error.is_told) from None


def _halves(text: str) -> tuple[str, str, str]:
    """What stands before and behind the dash of a window, and the dash; "" for that where there is none."""
    at = next((at for at, char in enumerate(text) if char in _DASHES and at), 0)
    return (text[:at], text[at], text[at + 1 :]) if at else (text, "", "")


def _meant_rest(text: str) -> Rest | None:
    least, dash, most = _halves(text)
    if not dash:
        return meant.seconds(text)
    most_s = meant.seconds(most)
    unit = word_at(most.strip(), len(most.strip().rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    is_bare = all(char in _DIGITS for char in least.strip())
    least_s = meant.seconds(f"{least.strip()} {unit}" if is_bare and unit else least)
    if least_s is None or most_s is None or least_s == most_s or not min(least_s, most_s):
        return None
    return RestWindow(min(least_s, most_s), max(least_s, most_s))


def parse_span(text: str) -> Span:
    """A time of work of at least a second: "1:30" or, to go on for as long as possible, "1:30+".

    Raises:
        AmountError: it is neither.
    """
    return _parsed(text, _whole_span, meant.span, span_text)


def _whole_span(text: str) -> Span:
    span, end = _scan_span(text, 0)
    _whole(text, end, span_text(span))
    return span


def parse_hold(text: str) -> Span:
    """As `parse_span`, or "max"."""
    return _parsed(text, _whole_hold, _meant_hold, span_text)


def _whole_hold(text: str) -> Span:
    return Span(None, open_ended=True) if text == "max" else _whole_span(text)


def _meant_hold(text: str) -> Span | None:
    return Span(None, open_ended=True) if meant.reps(text) == TO_FAILURE else meant.span(text)


def parse_reps(text: str) -> Reps:
    """Reps as in "8", "8-12", "5+" or "max".

    Raises:
        AmountError: it is none of these.
    """
    return _parsed(text, _whole_reps, meant.reps, reps_text)


def _whole_reps(text: str) -> Reps:
    if text == "max":
        return TO_FAILURE
    reps, end = _scan_reps(text, 0)
    _whole(text, end, reps_text(reps))
    return reps


def parse_range(text: str, limit: int) -> tuple[int, int]:
    """The lowest and highest of a range as in "2-3" or "3", both from 1 to `limit`.

    Raises:
        AmountError: it is neither.
    """
    reps = parse_reps(text)
    if reps.low is None or reps.high is None:
        raise AmountError(f'"{_clip(text)}" is no range', 0, "2-3")
    if reps.high > limit:
        raise AmountError(f"{reps.high} is over {limit}", 0, "2-3")
    return reps.low, reps.high


def scan_load(text: str, at: int) -> tuple[Load, int]:
    """A load at a place in a line and where it ends: "25 lb", "2x12kg", "+10 kg", "bodyweight - 20 kg", "70%".

    Raises:
        AmountError: there is none; a label isn't looked for.
    """
    if word_at(text, at) == "bodyweight":
        end = at + len("bodyweight")
        sign = skip_blanks(text, end)
        return _added_at(text, sign) if _is_sign(text, sign) else (Load("body"), end)
    if _is_sign(text, at):
        return _added_at(text, at)
    number = _number_at(text, at)
    if not number.whole:
        raise _no_load(text, at)
    behind = skip_blanks(text, number.end)
    if text[behind : behind + 1] == "%":
        return Load("percent", _within(text, at, number, MAX_PERCENT)), behind + 1
    if text[behind : behind + 1] in _CROSSES:
        return _several_at(text, at, number, skip_blanks(text, behind + 1))
    value, unit, end = _weight_at(text, at, number)
    return Load("weight", value, unit), end


def _is_sign(text: str, at: int) -> bool:
    return text[at : at + 1] in ("+", *_DASHES)


def _added_at(text: str, at: int) -> tuple[Load, int]:
    """What comes on top of the body, or helps it, from its sign on."""
    start = skip_blanks(text, at + 1)
    number = _number_at(text, start)
    if not number.whole:
        raise _no_load(text, at)
    if text[skip_blanks(text, number.end) :][:1] in ("%", *_CROSSES):
        raise _no_load(text, at)
    value, unit, end = _weight_at(text, start, number)
    return Load("body", value if text[at] == "+" else -value, unit), end


def _several_at(text: str, at: int, count: Number, start: int) -> tuple[Load, int]:
    """So many of one weight, which is there from `start` on."""
    number = _number_at(text, start)
    if count.fraction is not None or not number.whole or text[skip_blanks(text, number.end) :][:1] == "%":
        raise _no_load(text, at)
    each = number_of(count.whole)
    if not 1 <= each <= MAX_EACH:
        said = f'"{_clip(count.whole)}x" of one weight: 1 to {MAX_EACH} are possible'
        raise AmountError(said, at, "", is_told=True)
    value, unit, end = _weight_at(text, start, number)
    return Load("weight", value, unit, each), end


def _weight_at(text: str, at: int, number: Number) -> tuple[float, Unit, int]:
    """A number of kilograms or pounds, and where its unit ends."""
    after = skip_blanks(text, number.end)
    word = word_at(text, after)
    unit = _load_unit(text, at, number, word)
    return _within(text, at, number, MAX_LOAD), unit, after + len(word)


def _within(text: str, at: int, number: Number, most: int) -> float:
    """A number of three decimals or less, over 0 and not over `most`."""
    if len(number.fraction or "") > 3:  # grams
        raise AmountError(f'"{_clip(text[at : number.end])}" has more than three decimals', at, "", is_told=True)
    value = float(f"{number_of(number.whole)}.{number.fraction or 0}")
    if not 0 < value <= most:
        said = f'"{_clip(text[at : number.end])}" is no possible load, which is over 0 and at most {most:,}'
        raise AmountError(said, at, "", is_told=True)
    return value


def _no_load(text: str, at: int) -> AmountError:
    written = text[at:].rstrip()
    said = f'"{_clip(written)}" {NO_LOAD}' if written else "the load is missing"
    return AmountError(said, at, "20kg", is_told=bool(written))


def _load_unit(text: str, at: int, number: Number, word: str) -> Unit:
    if word == "kg":
        return "kg"
    if word == "lb":
        return "lb"
    if text[number.end : number.end + 1] == "," and not word:
        raise AmountError("the decimals of a load follow a dot", at, "", is_told=True)
    if not word:
        raise AmountError(f'"{_clip(text[at : number.end])}" has no unit, kg or lb', at, "", is_told=True)
    raise AmountError(f'"{_clip(word)}" is no unit of load, only kg and lb are', at, "", is_told=True)


def parse_load(text: str) -> Load:
    """A load as in "25 lb", "2x12 kg", "+10 kg", "bodyweight - 20 kg", "70%" or "bodyweight"; no label.

    Raises:
        AmountError: it is none of these.
    """
    text = text.strip()
    try:
        return _whole_load(text)
    except AmountError as error:
        raise error.proposing(meant.loads(text), str, _whole_load) from None


def _whole_load(text: str) -> Load:
    load, end = scan_load(text, 0)
    if end != len(text):  # no example: the load without it may be another than was meant
        raise AmountError(f'"{_clip(text[end:].strip())}" is too much behind a load', end, "", is_told=True)
    return load


def parse_typed_load(text: str, unit: Unit) -> Load:
    """A load that a person types: as `parse_load`, but in any spelling, and a number without a unit is of theirs.

    Raises:
        AmountError: it is none.
    """
    typed = meant.typed_load(text, unit)
    return parse_load(text if typed is None else str(typed))


def parse_load_or_label(text: str) -> Load:
    """A load as `parse_load` has it, or a label: "red band", "pin 7".

    A label begins with a letter. It holds no number before a unit, and what is near "bodyweight" is a slip, no label.

    Raises:
        AmountError: it is neither.
    """
    text = text.strip()
    try:
        return parse_load(text)
    except AmountError as error:
        if error.meant or not text[:1].isalpha():
            raise
        if meant.is_near_bodyweight(text):
            raise AmountError(error.fault, error.at, "", is_told=True) from None
        if meant.holds_weight(text):
            said = f'"{_clip(text)}" is no load: a weight stands by itself, and a label has none'
            raise AmountError(said, 0, "", is_told=True) from None
        if len(text) > MAX_LABEL:
            said = f"a label has at most {MAX_LABEL} characters, this has {len(text):,}"
            raise AmountError(said, 0, "", is_told=True) from None
        return Load("label", label=text)


def parse_part(text: str) -> Part:
    """A part of a set: "7 bottom half".

    Raises:
        AmountError: the reps or the name is missing.
    """
    text = text.strip()
    if not is_digit(text[:1] or " "):
        raise AmountError("a part of a set begins with its reps", 0, "7 bottom half")
    reps, end = _count_at(text, 0)
    name = text[skip_blanks(text, end) :]
    if not name or not text[end].isspace():
        raise AmountError("a part of a set is its reps, a blank and a name", end, f"{reps} bottom half")
    return Part(reps, name)


def parse_tempo(text: str) -> tuple[int, int, int]:
    """A tempo as in "3-0-1": seconds down, held, up; each up to 60, one of them not zero.

    Raises:
        AmountError: it is something else.
    """
    fields = text.strip().replace(_DASHES[1], "-").split("-")
    if len(fields) != 3 or not all(0 < len(f) <= 2 and set(f) <= _DIGITS for f in fields):
        raise AmountError(f'"{_clip(text)}" is no tempo: seconds down, held, up', 0, "3-0-1")
    down, held, up = (int(field) for field in fields)
    if not down + held + up or max(down, held, up) > _MINUTE_S:
        raise AmountError(f'"{_clip(text)}" takes no possible time', 0, "3-0-1")
    return down, held, up


# -------------------------------------------------------------------------------------------------------- as text


def time_text(seconds: int) -> str:
    """As a file says a time: "0", "0:05", "1:30", "1:02:42"."""
    return words.clock(seconds) if seconds else "0"


def rest_text(rest: Rest) -> str:
    """A rest as a file has it: "1:30", "1:30-3:00"."""
    if isinstance(rest, RestWindow):
        return f"{time_text(rest.least)}-{time_text(rest.most)}"
    return time_text(rest)


def span_text(span: Span) -> str:
    """A time of work as a file has it: "1:30", "1:00+", "max"."""
    if span.seconds is None:
        return "max"
    return time_text(span.seconds) + ("+" if span.open_ended else "")


def reps_text(reps: Reps) -> str:
    """Reps as a file has them: "8", "8-12", "5+", "max"."""
    if reps.low is None:
        return "max"
    if reps.high is None:
        return f"{reps.low}+"
    return str(reps.low) if reps.low == reps.high else f"{reps.low}-{reps.high}"
