"""What a phrase says of loads, tempo and effort, cut out of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.written_amounts import (
    DISTANCE_UNIT,
    NUMBER_STARTS,
    WEIGHT,
    WEIGHT_RANGE,
    pattern,
)
from backday_tui.routine.model import Load

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase_builder import PhraseBuilder

_LOAD = pattern(rf"(?:@ ?|(?<![a-z])at )?{NUMBER_STARTS}{WEIGHT}")
_LOAD_RANGE = pattern(
    rf"(?:@ ?|(?<![a-z])(?:at|with|using) )?{NUMBER_STARTS}{WEIGHT_RANGE}(?: (?:dumbbells?|kettlebells?|plates?))?"
)
_LOAD_OF_EACH_SET = pattern(
    rf"(?:@ ?)?{NUMBER_STARTS}(?!\d{{1,5}},\d{{1,2}} ?(?:kg|lb))"
    r"(?P<loads>(?P<plus>\+?)\d{1,5}(?:\.\d)?(?:(?: ?/ ?|, ?)(?P=plus)\d{1,5}(?:\.\d)?){1,9})"
    r" ?(?P<unit>kgs?|lbs?)(?![a-z])"
)
_DECIMALS = re.compile(r"\d+(?:\.\d)?")
MORE = pattern(rf"\+ ?{WEIGHT}")
LESS = pattern(rf"- ?{WEIGHT}")
_LOAD_GROWTH = pattern(
    rf"(?:(?<![a-z])(?:add(?:ing)?|increas(?:e|ing)(?: (?:it|the (?:load|weight)))?(?: by)?|plus) ?|\+ ?){WEIGHT}"
    r"(?: (?:to|on) the bar)?(?: (?:each|every|per|a) | ?/ ?)(?:week|session|workout|training|time|month|day)s?"
    r"(?![a-z])"
)
_ADDED_LOAD = pattern(
    rf"(?:@ ?(?:(?:body ?weight|bw) ?)?|(?<![a-z])(?:body ?weight|bw) ?|^(?!-))(?P<sign>[+-]|plus |minus ) ?{WEIGHT}"
)
"""What comes on top of the body, or helps it. Without an "@" or the body before it a minus is a dash or a list mark."""
_HELP = pattern(rf"(?:@ ?)?{NUMBER_STARTS}{WEIGHT},? (?:of )?(?:assist(?:ed|ance)?|help)(?![a-z])")
_PLUS_LOAD = pattern(rf"(?<=[ ,])(?P<sign>\+){WEIGHT}")
SEVERAL = pattern(rf"(?P<each>\d{{1,2}}) ?x ?{WEIGHT}")
_LOAD_OF_HANDS = pattern(
    rf"(?:@ ?)?{NUMBER_STARTS}(?:2 ?x ?)?{WEIGHT}"
    r"(?: (?:dumbbells?|kettlebells?|db|kb))?,? (?:in )?(?:each|per|either|a) hand(?![a-z])"
)
_WITH_LOAD = pattern(
    rf"(?<![a-z])(?:with|w/|using|holding) ?(?:an? |one |your |the |(?P<two>two |2 |a pair of ))?{WEIGHT}"
    r"(?: (?P<what>(?:weight )?(?:plates?|dumbbells?|kettlebells?|(?:medicine |med )?balls?|weights?|bar|barbell|db|kb"
    r"|(?P<vest>vest|belt)))(?![a-z]))?"
)
_SEVERAL_AT = pattern(rf"(?:@ ?|(?<![a-z])(?:at|with|using|holding) ){SEVERAL.pattern}(?: (?:dumb|kettle)bells?)?")
_SEVERAL_BEHIND = pattern(rf"{NUMBER_STARTS}(?<!x ){SEVERAL.pattern}")
_WITH = re.compile(r"^w/ ?")
_BODYWEIGHT = pattern(
    r"@ ?(?:body ?weight|bw)(?![a-z])|^(?:body ?weight|bw)(?: only)?(?:$|(?= ?x))"
    r"|(?<=[a-z] )(?:body ?weight|bw)(?= ?x ?\d| \d)"
)
_OF_TWO = pattern(
    r"(?:@ ?)?(?<![\d./-])(?<!/ )(?P<more>\d{1,3})\"? ?/ ?(?P<less>\d{1,3}) ?(?:lbs?|kgs?|#|\"|in(?:ch(?:es)?)?|cm)?"
    rf"(?![\w/])(?! / ?\d)(?! ?-?{DISTANCE_UNIT})"
)
"""What men and women take, "95/65 lb", "24/20 in": more in the first place, and none of the two for certain."""
_MARK_OF_EFFORT = re.compile(r"(?:10|\d)(?:\.\d)?")
"""What programs mean by "@8"; a higher number is a load without a unit."""
_AT_SOMETHING = pattern(r"@ ?[\w./#]{0,20}")
_EFFORT = pattern(
    r"(?:@ ?|(?<![a-z])at |\+)?(?<![\w.:-])(?:(?<![a-z])(?:RPE|RIR) ?:? ?\d(?:\.\d)?(?: ?- ?\d)?"
    r"|\d{1,3}(?:\.\d)?(?: ?[-/,] ?\d{1,3}){0,9} ?(?:%|percent)"
    r"(?: (?:of )?(?:(?:your|the|my) )?(?:(?:new|current|estimated) )?"
    r"(?:\d{1,2} ?RM|(?:1|one)[ -]rep max|training max|TM|top (?:weight|set)))?"
    r"|\d(?: ?- ?\d)? (?:RIR|reps? in reserve)(?! ?:? ?\d)|\d(?:\.\d)? ?RPE)(?![a-z])"
)
_TEMPO = pattern(
    r"(?:(?:with )?(?:an? )?(?<![a-z])tempo ?:? ?|@ ?(?=\d-\d-\d)|(?<=[a-z] )(?=\d-\d-x-))"
    r"(\d)[-/]?(\d)[-/]?([\dx])(?:[-/]?[\dx])?(?!\w)"
)
_TIMES_A_WEEK = pattern(
    r"\d{1,2}(?: ?(?:-|to) ?\d{1,2})? ?(?:sets?|times|x|sessions?) ?(?:/|per|a|each|every) ?day(?![a-z])|"
    r"(?:\d ?(?:-|to) ?)?(?<![\d.:])\d (?:days?|times|x) (?:a|per|each|every) (?:day|week|month)(?![a-z])"
)


def take_tempo(builder: PhraseBuilder) -> None:
    """Cut out the tempo: "tempo 3-0-1", "tempo 40X0"."""
    if (found := builder.cut(_TEMPO)) and any(digit not in "0xX" for digit in found.groups()):
        builder.fields["tempo"] = tuple(1 if digit in "xX" else int(digit) for digit in found.groups())


def take_effort(builder: PhraseBuilder) -> None:
    """Cut out as notes what has numbers that are neither sets nor reps: effort, a range of loads."""
    for looked_for in (_EFFORT, _LOAD_RANGE, _TIMES_A_WEEK):
        if found := builder.cut(looked_for):
            builder.notes.append(found[0].removeprefix("@").strip())


def take_load_of_two(builder: PhraseBuilder) -> None:
    """Cut out as a note what men and women take of a load, or of a box."""
    found = _OF_TWO.search(builder.left)
    named = found and (found.start() or found[0].startswith("@") or found[0] == builder.left)
    if (
        found
        and named
        and int(found["more"]) > int(found["less"])
        and builder.fields.get("sets") != len(found.groups())
    ):
        builder.cut(_OF_TWO)
        builder.notes.append(found[0].removeprefix("@").strip())


def take_growth_of_load(builder: PhraseBuilder) -> None:
    """Cut out as a note by how much a load is to grow: "add 5 lb each week"."""
    if found := builder.cut(_LOAD_GROWTH):
        builder.notes.append(found[0].strip())


def take_load_with_sign(builder: PhraseBuilder) -> None:
    """Cut out what comes on top of the body, or helps it: "@ +10kg", "BW - 20 kg"."""
    if found := builder.cut(_HELP) or builder.cut(_ADDED_LOAD) or builder.cut(_PLUS_LOAD):
        load = written_amounts.load(found["load"], found["unit"])
        builder.strong |= "@" in found[0]
        less = found.re is _HELP or found["sign"].lower() in ("-", "minus ")
        builder.fields["load"] = Load("body", -load.value if less else load.value, load.unit)


def take_load_of_hands(builder: PhraseBuilder) -> None:
    """Cut out a load for each hand: "20kg each hand"."""
    if "load" not in builder.fields and (found := builder.cut(_LOAD_OF_HANDS)):
        builder.fields["load"] = written_amounts.load(found["load"], found["unit"], 2)


def take_load(builder: PhraseBuilder) -> None:
    """Cut out the load, and as a note what else stands behind an "@"."""
    marked = "@" in builder.left
    if "load" not in builder.fields:
        _take_plain_load(builder)
    builder.strong |= marked and "load" in builder.fields  # nothing but an exercise has a load behind an "@"
    if found := builder.cut(_AT_SOMETHING):
        said = found[0].removeprefix("@").strip()
        builder.notes.append(found[0].strip() if _MARK_OF_EFFORT.fullmatch(said) or not said else said)


def _take_plain_load(builder: PhraseBuilder) -> None:
    is_dose = builder.fields.keys() & {"sets", "amount"}  # without one "5x100kg" may be reps
    if found := builder.cut(_SEVERAL_AT) or (builder.cut(_SEVERAL_BEHIND) if is_dose else None):
        builder.fields["load"] = written_amounts.load(found["load"], found["unit"], int(found["each"]))
    elif found := builder.cut(_LOAD_OF_EACH_SET):
        loads = [written_amounts.load(number, found["unit"]) for number in _DECIMALS.findall(found["loads"])]
        if found["loads"].startswith("+"):  # on top of the body
            loads = [Load("body", load.value, load.unit) for load in loads]
        builder.fields["load"] = tuple(loads)
    elif builder.cut(_BODYWEIGHT):
        builder.fields["load"] = Load("body")
    elif found := builder.cut(_WITH_LOAD):
        load = written_amounts.load(found["load"], found["unit"], 2 if found["two"] else 1)
        builder.fields["load"] = Load("body", load.value, load.unit) if found["vest"] else load
        if found["what"]:
            builder.notes.append(_WITH.sub("with ", found[0]))
    elif found := builder.cut(_LOAD):
        builder.fields["load"] = written_amounts.load(found["load"], found["unit"])
