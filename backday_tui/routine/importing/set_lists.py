"""Sets that are told one by one: "2x5, 1x5+", "225x5, 245x3", "60kg x 10, 8, 6", "3x8 @ 60kg, 1x12 @ 50kg".

A number with a cross is sets and reps only where both can be. Over `MOST_SETS` it is a load without a unit, which a
routine can't say: it becomes a note.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.written_amounts import (
    DISTANCE_UNIT,
    NUMBER_STARTS,
    REPS_WORD,
    WEIGHT_UNIT,
    ImpossibleError,
    pattern,
)
from backday_tui.routine.model import Load, Reps

MOST_SETS: Final = 20
"""The most sets that a bare number before a cross is taken for."""
SURE_SETS: Final = 12
"""Above this it may as well be a load, or the reps."""

_WEIGHT: Final = rf"\d{{1,4}}(?:\.\d{{1,3}})? ?(?:{WEIGHT_UNIT})(?![a-z])"
_PERCENT: Final = r"\d{1,3}(?:\.\d)?(?: ?- ?\d{1,3})? ?%"
_BODY: Final = r"(?:body ?weight|bw)(?![a-wyz])"
_NO_UNIT: Final = (
    rf"(?! ?(?:(?:{WEIGHT_UNIT}|%|#|s|secs?|seconds?|min|minutes?)(?![a-z])|{DISTANCE_UNIT}))(?![\d:%])(?!\.\d)"
)
_REPS: Final = rf"\d{{1,3}}(?: ?- ?\d{{1,3}})?\+?{_NO_UNIT}(?: ?{REPS_WORD})?"
_OPEN: Final = r"(?:amrap|max|failure)(?![a-z])"
_RPE: Final = r"(?:10|[5-9](?:\.5)?)(?![\d.%])(?! ?(?:kg|lb))"
_SETS_REPS = pattern(
    rf"(?P<sets>\d{{1,2}}) ?(?:x|sets? of|sets? x|sets?) ?(?P<reps>{_REPS}|{_OPEN})"
    rf"(?! ?x)(?:,? ?(?:@|at|with|x)? ?(?P<load>{_WEIGHT}|{_PERCENT}|{_BODY}|(?<=@ )\d{{2,4}}(?![\d.%]))"
    rf")?(?: ?(?:@|,? RPE) ?(?P<rpe>{_RPE}))?"
)
_LOAD_REPS = pattern(
    rf"(?:@ ?)?(?:(?P<load>{_WEIGHT}|{_PERCENT}|{_BODY}|\d{{2,4}}(?:\.\d{{1,2}})?) ?x ?"
    rf"|(?P<load2>{_WEIGHT}) ?/ ?(?=\d{{1,3}} ?reps?(?![a-z])))(?P<reps>{_REPS}|{_OPEN})"
    rf"(?: ?x ?(?P<times>\d{{1,2}})(?!\d))?(?! ?x)(?: ?@ ?(?P<rpe>{_RPE})(?: ?rpe(?![a-z]))?)?"
)
_LOAD_SETS_REPS = pattern(
    rf"(?:@ ?)?(?P<load>{_WEIGHT}|{_PERCENT}),? (?P<sets>\d{{1,2}}) ?(?:x|sets? of) ?(?P<reps>{_REPS})(?! ?x)"
    rf"(?: ?(?:@|,? RPE) ?(?P<rpe>{_RPE}))?"
)
_REPS_LOAD = pattern(
    rf"(?P<reps>{_REPS})(?: ?(?:@|at|with) ?|(?<=reps) (?={_WEIGHT})|(?<! [12]) ?x ?(?={_WEIGHT}))"
    rf"(?:(?P<load>{_WEIGHT}|{_PERCENT}|\d{{2,4}}(?:\.\d{{1,2}})?(?=, \d|$))"
    r"(?: ?x ?(?P<times>\d{1,2})(?![\d.]| ?(?:kg|lb)))?"
    rf"|(?P<rpe>{_RPE})(?: ?rpe(?![a-z]))?)"
)
_REPS_PERCENT = pattern(rf"(?P<reps>\d{{1,2}}\+?) ?x ?(?P<load>{_PERCENT})")
"""Reps before their percentage, "5x65%", which only a list of them tells from sets."""
_REPS_ALONE = pattern(rf"(?P<reps>{_REPS})(?! ?(?:x|sets?))")
_BETWEEN = pattern(r"(?:,? ?(?:and|then) |, ?| ?/ ?| ?; ?| ?\+ ?| )(?=[@\db])")
_START = pattern(rf"(?<!\dx )(?<!\d x )(?:@ ?)?{NUMBER_STARTS}(?=\d|bw|bodyweight)")
_BRACKETED_LOADS = pattern(
    rf"\((?P<loads>\d{{1,4}}(?:\.\d)?(?:, ?\d{{1,4}}(?:\.\d)?){{1,9}}) ?(?P<unit>{WEIGHT_UNIT})?\) ?"
    rf"(?P<unit2>{WEIGHT_UNIT})? ?x ?(?P<reps>\d{{1,3}}\+?){_NO_UNIT}(?! ?x)"
)
"""Loads that were used one after the other, "(115, 120, 120)x5"."""
_SEVERAL_LOADS = pattern(
    rf"{NUMBER_STARTS}(?P<loads>\d{{2,4}}(?:\.\d)?(?: ?/ ?\d{{2,4}}(?:\.\d)?){{1,9}}) ?(?P<unit>{WEIGHT_UNIT})? ?"
    rf"x ?(?P<reps>\d{{1,3}}\+?){_NO_UNIT}(?! ?x)"
)
_TWO_COUNTS = pattern(
    rf"{NUMBER_STARTS}2 ?(?:sets? ?(?:x|of|:|,|-)?|x) ?(?P<first>\d{{1,3}}) ?[,/] ?(?P<last>\d{{1,3}})"
    rf"(?! ?[,/x] ?\d){_NO_UNIT}"
)
"""Two sets with the reps of each, "2 sets of 12, 10"; three and more are a list by themselves."""
_SEVERAL_WEIGHTS = pattern(
    rf"{NUMBER_STARTS}(?P<loads>{_WEIGHT}(?:(?: ?/ ?|, ?){_WEIGHT}){{0,8}}(?: ?/ ?|, ?)\d{{1,4}}(?:\.\d{{1,2}})? ?"
    rf"(?P<unit>{WEIGHT_UNIT})(?![a-z])) ?x ?(?P<reps>\d{{1,3}}\+?){_NO_UNIT}(?! ?x)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CROSSED = pattern(rf"(?<![\d.])(\d{{1,4}}) ?x ?(\d{{1,3}}){_NO_UNIT}")
_WORD = pattern(r"[a-z]{3}(?<!rep)")
_LEAST_REPS: Final = 6
"""Fewer reps behind a number of 13 to 20 may as well be sets."""


@dataclasses.dataclass(frozen=True, slots=True)
class ToldSets:
    """Sets with what each of them is, and where they stand in the text; None for loads that a routine can't say."""

    start: int
    end: int
    reps: tuple[Reps, ...]
    loads: tuple[Load, ...] | None
    notes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Item:
    """One part of a list: so many sets alike; `load` and `rpe`, the effort, as they are written, "" for none."""

    sets: int
    reps: Reps
    load: str
    end: int
    is_crossed: bool = False
    rpe: str = ""


def find(text: str) -> ToldSets | None:
    """The first list of sets in a text; None where there is none.

    Raises:
        ImpossibleError: its numbers are impossible, or the same stands in it again, which is another day's.
    """
    lower = text.lower()
    if not (
        "x" in lower
        or "set" in lower
        or "rep" in lower
        or "@" in text
        or "/" in text
        or " at " in lower
        or "with" in lower
    ):
        return None
    for looked_for in (_BRACKETED_LOADS, _SEVERAL_WEIGHTS, _SEVERAL_LOADS):
        if several := looked_for.search(text):
            return _of_several_loads(several)
    if two := _TWO_COUNTS.search(text):
        return ToldSets(two.start(), two.end(), (_reps(two["first"]), _reps(two["last"])), None, ())
    for start in _START.finditer(text):
        items = _items(text, start.start(), _most_sets(text, start.start()))
        if _is_list(items):
            return _set_list(start.start(), items)
    return None


def _of_several_loads(found: re.Match[str]) -> ToldSets | None:
    """One number of reps with several loads: "100 / 90 / 80 x 5"."""
    numbers = _NUMBER.findall(found["loads"])
    unit = found["unit"] or found.groupdict().get("unit2")
    if not unit and "(" not in found[0] and min(map(float, numbers)) <= MOST_SETS:
        return None
    reps = (_reps(found["reps"]),) * len(numbers)
    if unit:
        loads = tuple(written_amounts.load(number, unit) for number in numbers)
        return ToldSets(found.start(), found.end(), reps, loads, ())
    return ToldSets(found.start(), found.end(), reps, None, (found["loads"],))


def _most_sets(text: str, at: int) -> int:
    """The most sets that a bare number in a list is taken for: none where one of the list can only be a load."""
    numbers = [(int(sets), int(reps)) for sets, reps in _CROSSED.findall(text, at)]
    if any(sets > MOST_SETS for sets, _ in numbers):
        return 0
    is_alone = not _WORD.search(text, at)  # a set by itself, below its exercise
    doubted = (at > 0 or is_alone) and any(
        sets > SURE_SETS for sets, _ in numbers
    )  # before a name, so many sets are meant
    if doubted and min(reps for sets, reps in numbers if sets > SURE_SETS) < _LEAST_REPS:
        raise ImpossibleError  # "Crunch 15 x 3" may be three sets of 15
    return SURE_SETS if doubted else MOST_SETS


def _items(text: str, at: int, most: int) -> list[_Item]:
    """The parts of a list that begins there, as far as they can be read."""
    items: list[_Item] = []
    while len(items) < amounts.MAX_SETS:
        between = _BETWEEN.match(text, at) if items else None
        if items and not between:
            break
        item = _item(text, between.end() if between else at, items[-1] if items else None, most)
        if item is None:
            break
        items.append(item)
        at = item.end
    return items


def _item(text: str, at: int, last: _Item | None, most: int) -> _Item | None:
    """One part of a list; behind reps with a load, a bare number is reps with the same load."""
    if loaded := _loaded_item(text, at, most):
        return loaded
    if found := _LOAD_SETS_REPS.match(text, at) or _SETS_REPS.match(text, at):
        if int(found["sets"]) > (MOST_SETS if "set" in found[0].lower() else most):
            return None
        sets = written_amounts.whole(found["sets"], MOST_SETS)
        load, rpe = found["load"] or "", found.groupdict().get("rpe") or ""
        return _Item(sets, _reps(found["reps"]), load, found.end(), is_crossed=True, rpe=rpe)
    if found := _REPS_LOAD.match(text, at):
        times = written_amounts.whole(found["times"] or "1", MOST_SETS)
        return _Item(times, _reps(found["reps"]), found["load"] or "", found.end(), rpe=found["rpe"] or "")
    if last and last.load and not last.is_crossed and (found := _REPS_ALONE.match(text, at)):
        return _Item(1, _reps(found["reps"]), last.load, found.end())
    return None


def _loaded_item(text: str, at: int, most: int) -> _Item | None:
    """One part of a list that begins with its load, or is one set with its percentage."""
    found = _LOAD_REPS.match(text, at)
    load = (found["load"] or found["load2"]) if found else ""
    if found and (not load.isdecimal() or int(load) > most):
        times = written_amounts.whole(found["times"] or "1", MOST_SETS)
        return _Item(times, _reps(found["reps"]), load, found.end(), rpe=found["rpe"] or "")
    if found := _REPS_PERCENT.match(text, at):
        return _Item(1, _reps(found["reps"]), found["load"], found.end(), is_crossed=True)
    return None


def _is_list(items: list[_Item]) -> bool:
    """Whether parts are a list: several, or one whose load has no unit and would be taken for its sets."""
    if len(items) > 1:
        return True
    if items and items[0].sets > 1 and not items[0].is_crossed:
        return True
    said = items[0].rpe or items[0].load if items else ""
    return bool(said) and not items[0].is_crossed and not said[-1:].isalpha()


def _set_list(start: int, items: list[_Item]) -> ToldSets:
    crossed = [(item.sets, item.reps, item.load) for item in items if item.is_crossed]
    if any(one == other for one, other in itertools.pairwise(crossed)):
        raise ImpossibleError
    reps = tuple(item.reps for item in items for _ in range(item.sets))
    written_amounts.whole(str(len(reps)), amounts.MAX_SETS)
    written = [item.load for item in items for _ in range(item.sets)]
    loads = tuple(load for each in written if (load := _load(each)))
    efforts = [f"RPE {rpe}" for rpe in dict.fromkeys(item.rpe for item in items) if rpe]
    if len(loads) == len(reps):
        return ToldSets(start, items[-1].end, reps, loads, ("; ".join(efforts),) if efforts else ())
    notes = (*dict.fromkeys(load for load in written if load), *efforts)
    return ToldSets(start, items[-1].end, reps, None, ("; ".join(notes),) if notes else ())


def _load(written: str) -> Load | None:
    """A load with its unit, or the body; None for a percentage and a bare number."""
    if written.lower().startswith("b"):
        return Load("body")
    number = _NUMBER.match(written)
    unit = written[number.end() :].strip() if number else ""
    return written_amounts.load(number[0], unit) if number and unit and unit[0].isalpha() else None


def _reps(text: str) -> Reps:
    reps = written_amounts.amount(text)
    if not isinstance(reps, Reps):
        raise ImpossibleError
    return reps


def as_one_set(text: str) -> tuple[str, str] | None:
    """What a line may mean that begins with "10 x 12": a load without a unit, and the dose of one set; None for others.

    Whether it does depends on the lines around it.
    """
    found = _CROSSED.match(text)
    return (found[1], f"{found[2]} reps{text[found.end() :]}") if found else None
