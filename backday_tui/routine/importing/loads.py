"""How heavy, how hard and how fast: the load, the effort and the tempo that a phrase says.

An effort has no place in a routine and is kept as a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.written_amounts import NUMBER_STARTS, WEIGHT, WEIGHT_RANGE, pattern
from backday_tui.routine.model import Load

if TYPE_CHECKING:
    from backday_tui.routine.importing.peel import Peel

_LOAD = pattern(rf"(?:@ ?|(?<![a-z])at )?{NUMBER_STARTS}{WEIGHT}")
_LOAD_RANGE = pattern(
    rf"(?:@ ?|(?<![a-z])(?:at|with|using) )?{NUMBER_STARTS}{WEIGHT_RANGE}(?: (?:dumbbells?|kettlebells?|plates?))?"
)
_LOAD_OF_EACH_SET = pattern(
    rf"(?:@ ?)?{NUMBER_STARTS}(?!\d{{1,5}},\d{{1,2}} ?(?:kg|lb))"
    r"(?P<loads>\d{1,5}(?:\.\d)?(?:(?: ?/ ?|, ?)\d{1,5}(?:\.\d)?){1,9})"
    r" ?(?P<unit>kgs?|lbs?)(?![a-z])"
)
_DECIMALS = re.compile(r"\d+(?:\.\d)?")
_WITH_LOAD = pattern(
    rf"(?<![a-z])(?:with|w/|using|holding) ?(?:an? |one |your |the |two )?{WEIGHT}"
    r"(?: (?:weight )?(?:plates?|dumbbells?|kettlebells?|(?:medicine |med )?balls?|weights?|vest|bar|barbell|db|kb)"
    r"(?![a-z]))?"
)
_WITH = re.compile(r"^w/ ?")
_BODYWEIGHT = pattern(r"@ ?(?:body ?weight|bw)(?![a-z])|^(?:body ?weight|bw)(?: only)?$")
_AT_SOMETHING = pattern(r"@ ?[\w.]{0,20}")
_EFFORT = pattern(
    r"(?:@ ?|(?<![a-z])at )?(?<![\w.:-])(?:(?<![a-z])(?:RPE|RIR) ?:? ?\d(?:\.\d)?(?: ?- ?\d)?"
    r"|\d{1,3}(?: ?- ?\d{1,3})? ?%(?: (?:of )?(?:your )?1 ?RM)?"
    r"|\d(?: ?- ?\d)? (?:RIR|reps? in reserve)(?! ?:? ?\d)|\d(?:\.\d)? ?RPE)(?![a-z])"
)
_TEMPO = pattern(
    r"(?:(?:with )?(?:an? )?(?<![a-z])tempo ?:? ?|@ ?(?=\d-\d-\d))(\d)[-/]?(\d)[-/]?([\dx])(?:[-/]?[\dx])?(?!\w)"
)
_TIMES_A_WEEK = pattern(
    r"(?:\d ?(?:-|to) ?)?(?<![\d.:])\d (?:days?|times|x) (?:a|per|each|every) (?:day|week|month)(?![a-z])"
)


def take_marks(peel: Peel) -> None:
    """Cut out the tempo, and as notes what has numbers that are neither sets nor reps: effort, a range of loads."""
    if (found := peel.cut(_TEMPO)) and any(digit not in "0xX" for digit in found.groups()):
        peel.said["tempo"] = tuple(1 if digit in "xX" else int(digit) for digit in found.groups())
    for looked_for in (_EFFORT, _LOAD_RANGE, _TIMES_A_WEEK):
        if found := peel.cut(looked_for):
            peel.notes.append(found[0].removeprefix("@").strip())


def take(peel: Peel) -> None:
    """Cut out the load.

    Raises:
        ImpossibleError: it is out of its limits.
    """
    if found := peel.cut(_LOAD_OF_EACH_SET):
        each = _DECIMALS.findall(found["loads"])
        peel.said["load"] = tuple(written_amounts.load(number, found["unit"]) for number in each)
    elif peel.cut(_BODYWEIGHT):
        peel.said["load"] = Load(None, None)
    elif found := peel.cut(_WITH_LOAD):
        peel.said["load"] = written_amounts.load(found["load"], found["unit"])
        peel.notes.append(_WITH.sub("with ", found[0]))
    elif found := peel.cut(_LOAD):
        peel.said["load"] = written_amounts.load(found["load"], found["unit"])
    if found := peel.cut(_AT_SOMETHING):
        peel.notes.append(found[0].removeprefix("@").strip() or "@")
