"""What people mean who write an amount in another way than a routine does: "1,5 min", "2'30", "22.5 KGS", "max".

Each function gives None where it isn't certain what is meant. It is asked once a text was refused, so that the message
can propose what was meant; the proposal is read again before it is made, so limits are held there. How whole workouts
are read that somebody pasted is another thing (`importing/`).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.routine.model import Load, Reps, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.model import Unit

SECONDS_IN: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "seg", '"', "''"), 1),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "m", "'"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
"""What people write behind a number of a time, in small letters."""
_UNIT: Final = "|".join(re.escape(unit) for unit in sorted(SECONDS_IN, key=len, reverse=True))
_THOUSANDTHS: Final = {"½": 500, "¼": 250, "¾": 750}
_NUMBER: Final = r"(?P<number>\d{1,6}(?:[.,]\d{1,3})?(?![.,]?\d)|[.,]\d{1,3}|\d{0,3} ?[½¼¾])"
_CLOCK: Final = (
    r"(?P<fields>\d{0,4}(?::\d{1,2}){1,2})(?![:\d]|[.,]\d)(?: ?(?P<unit>min|mins|minutes|m|h|hrs?|hours?)\b\.?)?"
)
_PAIR: Final = rf"{_NUMBER} ?(?P<unit>{_UNIT})(?![a-z'\"])\.?"
_BETWEEN: Final = r",? ?(?:and |& )?"
_SMALLER: Final = rf"(?P<blank> ?)(?P<number>\d{{2}})(?![\d:.,½¼¾]|[a-z'\"%]| (?:{_UNIT})(?![a-z]))"
_MAX: Final = r"(?:max(?:imum)?(?: reps?)?|amr?ap|(?:to )?failure|f|\?)(?![a-z])"
_RANGE: Final = r"(?P<low>\d{1,5})(?: ?[-\u2013\u2014\u2212] ?| to )(?P<high>\d{1,5})(?: ?reps?\b\.?)?"
_COUNT: Final = r"(?P<count>\d{1,5})(?P<more> ?\+)?(?: ?reps?\b\.?)?"
_WEIGHT_UNITS: Final[dict[str, Unit]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds", "#"), "lb"),
}
_UNITS: Final[tuple[Unit, ...]] = ("kg", "lb")
_WEIGHT_UNIT: Final = "|".join(re.escape(unit) for unit in _WEIGHT_UNITS)
_MASS: Final = (
    r"(?P<thousands>\d{1,3},\d{3})?(?P<number>(?(thousands)(?:\.\d{1,3})?|(?:\d{1,6}(?:[.,]\d{1,3})?|[.,]\d{1,3})))"
    rf"(?: ?(?P<unit>{_WEIGHT_UNIT})(?![a-z])\.?)?"
)
_LOAD: Final = (
    r"(?P<body>bodyweight)? ?(?P<sign>[+\-\u2013\u2014\u2212]|plus(?= )|minus(?= ))? ?"
    rf"(?:(?P<each>\d{{1,2}}) ?[x*] ?)?{_MASS}"
    r"(?P<hands>,? (?:each|(?:each|per|a|in each|in either) (?:hand|arm)))?"
    r"(?P<helps> (?:assist(?:ed|ance)?|help|of (?:assistance|help)))?"
)
_PERCENT: Final = (
    r"(?P<number>\d{1,3}(?:[.,]\d{1,3})?) ?(?:%|percent|per cent|pct)(?: (?:of )?(?:the |my )?(?:tm|training max))?"
)
_BODYWEIGHT: Final = "bodyweight"
_SHORT: Final = frozenset({"bw", "bodywt"})
_NEAR: Final = 0.8
"""How alike two words are, of 1, where one is the other misspelt: "bodywieght" is 0.9, "weight" 0.75, "bodybar" 0.5."""
_HOLDS_WEIGHT: Final = rf"\d ?(?:{_WEIGHT_UNIT}|%)(?![a-z])|(?<![a-z])(?:{_WEIGHT_UNIT})(?: ?\d|\.?\Z)"
_HALF: Final = r"(?P<whole>\d{0,4}) ?(?P<part>[½¼¾])"
_PRIMES: Final = str.maketrans({"\u2032": "'", "\u2033": '"', "\u2019": "'", "\u201d": '"', "\u00d7": "x"})


class Leading(NamedTuple):
    """An amount that a text begins with, and where it ends."""

    amount: Reps | Span
    end: int


def plain(text: str) -> str:
    """A text in small letters, of the same length, its digits those from 0 to 9, its primes quotes."""
    return "".join(_plain_char(char) for char in text.translate(_PRIMES))


def _plain_char(char: str) -> str:
    if char.isdecimal():
        return str(int(char))
    small = char.lower()
    return " " if char.isspace() else small if len(small) == 1 else char


# ---------------------------------------------------------------------------------------------------------------- times


def seconds(text: str) -> int | None:
    """A time, where nothing else can stand: "1m30s", "1,5 min", "2'30", "90 SECS", "90"."""
    text = plain(text.strip())
    if re.fullmatch(r"\d{1,5}", text):
        return int(text)
    found = _time(text, is_whole=True)
    return found[0] if found and found[1] == len(text) else None


def span(text: str) -> Span | None:
    """A time of work; with a plus behind it, at least so long."""
    text = text.strip()
    time_s = seconds(text.rstrip("+").rstrip())
    return None if time_s is None else Span(time_s, open_ended=text.endswith("+"))


def _time(text: str, *, is_whole: bool) -> tuple[int, int] | None:
    """The seconds of a time that a text begins with, and where it ends; `is_whole`: nothing else stands behind it."""
    return _clock(text) or _units(text, is_whole=is_whole)


def _clock(text: str) -> tuple[int, int] | None:
    found = re.match(_CLOCK, text)
    if found is None:
        return None
    total = 0
    fields = found["fields"].split(":")
    for field in fields:
        total = total * 60 + int(field or 0)
    if (found["unit"] or "").startswith("h"):
        if len(fields) != 2:  # hours and minutes
            return None
        total *= 60
    return total, found.end()


def _units(text: str, *, is_whole: bool) -> tuple[int, int] | None:
    total, end, at, units = 0, 0, 0, list[int]()  # in thousandths of a second
    while found := re.compile(_PAIR).match(text, at):
        factor = SECONDS_IN[found["unit"]]
        number = _thousandths(found["number"])
        if number is None or factor in units:
            return None
        units.append(factor)
        total, end = total + number * factor, found.end()
        smaller = re.compile(_SMALLER).match(text, end) if factor > 1 else None
        if smaller and int(smaller["number"]) < 60 and (is_whole or not smaller["blank"]):  # 60 make one of the larger
            total, end = total + int(smaller["number"]) * factor * 1000 // 60, smaller.end()
            break
        between = re.compile(_BETWEEN).match(text, end)
        at = between.end() if between else end
    return (total // 1000, end) if units and not total % 1000 else None


def _thousandths(text: str) -> int | None:
    """A number; None where it isn't certain whether a comma is a point or a colon ("1,30 min")."""
    if text[-1] in _THOUSANDTHS:
        return int(text[:-1].strip() or 0) * 1000 + _THOUSANDTHS[text[-1]]
    whole, _, part = text.replace(",", ".").partition(".")
    if "," in text and len(part) > 1:
        return None
    return int(whole or 0) * 1000 + int(part.ljust(3, "0"))


# ----------------------------------------------------------------------------------------------------------------- reps


def reps(text: str) -> Reps | None:
    """Reps, where nothing else can stand: "8 - 12", "8 to 12", "12 reps", "AMRAP"."""
    text = plain(text.strip())
    found = _reps(text)
    return found.amount if found and found.end == len(text) and isinstance(found.amount, Reps) else None


def _reps(text: str) -> Leading | None:
    if found := re.match(_MAX, text):
        return Leading(Reps(None, None), found.end())
    if found := re.match(_RANGE, text):
        low, high = int(found["low"]), int(found["high"])
        return Leading(Reps(low, high), found.end()) if low <= high else None  # "12-8" may be two sets
    if found := re.match(_COUNT, text):
        count = int(found["count"])
        return Leading(Reps(count, None if found["more"] else count), found.end())
    return None


def leading(text: str) -> Leading | None:
    """The amount that a line begins with, behind its sets.

    A lone prime may be feet or inches there, and a lone "m" metres.
    """
    text = plain(text)
    found = _time(text, is_whole=False)
    if found and not re.fullmatch(r"[\d.,½¼¾ ]+ ?(?:m|'|\"|'')", text[: found[1]]):
        plus = text[found[1] : found[1] + 1] == "+"
        return Leading(Span(found[0], open_ended=plus), found[1] + plus)
    return None if found else _reps(text)


# ---------------------------------------------------------------------------------------------------------------- loads


def loads(text: str) -> Iterator[Load]:
    """The load that is meant: "22.5KG", "2 x 12 kgs", ".5kg", "1,000 lb", "BW + 10kg", "20kg assist", "70 percent".

    Of a number without a unit, each of two; so where nothing says whether it is more or less than the body.
    """
    text = _with_bodyweight(plain(text.strip()))
    if text == _BODYWEIGHT:
        yield Load("body")
        return
    if found := re.fullmatch(_PERCENT, text):
        yield Load("percent", float(found["number"].replace(",", ".")))
        return
    text = re.sub(_HALF, lambda half: f"{int(half['whole'] or 0) + _THOUSANDTHS[half['part']] / 1000}", text, count=1)
    if found := re.fullmatch(_LOAD, text):
        yield from _loads_of(found)


def typed_load(text: str, unit: Unit) -> Load | None:
    """The load that a person means who types one; a number without a unit is of theirs. None where it isn't certain."""
    found = [*loads(text)] if text.isascii() else []
    fitting = found if len(found) == 1 else [load for load in found if load.unit == unit]
    return fitting[0] if len(fitting) == 1 else None


def _loads_of(found: re.Match[str]) -> Iterator[Load]:
    whole = (found["thousands"] or "").replace(",", "")
    number = float(f"{whole or 0}{found['number']}".replace(",", "."))
    times, hands, is_more = int(found["each"] or 1), found["hands"], found["sign"] in ("+", "plus")
    of_body = bool(found["body"] or found["sign"] or found["helps"])
    if hands and (of_body or times not in (1, 2) or (times == 1 and hands.endswith("each"))):  # perhaps each side
        return
    if not found["unit"] and (whole or (found["body"] and not found["sign"])):  # the comma of "1,000" may be a point
        return
    signs = (-1,) if found["helps"] and not is_more else (1 if is_more else -1,) if found["sign"] else (1, -1)
    for unit in (_WEIGHT_UNITS[found["unit"]],) if found["unit"] else _UNITS:
        if not of_body:
            yield Load("weight", number, unit, 2 if hands else times)
        elif not (found["helps"] and is_more):
            yield from (Load("body", sign * number * times, unit) for sign in signs)


def _with_bodyweight(text: str) -> str:
    """A plain text whose first word or two are nearly "bodyweight", with that in their place."""
    first = re.match(r"(?P<word>[a-z]+)(?:[ -](?P<second>[a-z]+))?", text)
    if first is None:
        return text
    if first["second"] and _is_bodyweight(first["word"] + first["second"]):
        return _BODYWEIGHT + text[first.end() :]
    return _BODYWEIGHT + text[first.end("word") :] if _is_bodyweight(first["word"]) else text


def _is_bodyweight(word: str) -> bool:
    return word in _SHORT or SequenceMatcher(None, word[:20], _BODYWEIGHT).ratio() >= _NEAR


def is_near_bodyweight(text: str) -> bool:
    """Whether a text begins with what was likely to be "bodyweight"."""
    return _with_bodyweight(plain(text.strip())).startswith(_BODYWEIGHT)


def holds_weight(text: str) -> bool:
    """Whether there is a number with a unit in a text, or a unit alone: "vest 10 kg", "kg 40", "kilos"."""
    return bool(re.search(_HOLDS_WEIGHT, plain(text.strip())))
