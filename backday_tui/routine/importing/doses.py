"""The dose that a phrase says: sets of reps or of seconds, "3x10", "3 sets of 45 s", "sets: 3, reps: 10", "x 12".

What lifters write with more crosses is `crosses.py`; the reps of one side are `sides.py`; a bare number without a word
or a cross, "10 pull-ups", is `phrase_reader.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine import amounts
from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.written_amounts import (
    AMOUNT,
    ANY_COUNT,
    ANY_TIME,
    AS_MANY,
    COUNT,
    DISTANCE_UNIT,
    FAILURE,
    NO_OTHER_UNIT,
    NUMBER_STARTS,
    REPS_WORD,
    SETS,
    TIME,
    TIME_RANGE,
    TO_FAILURE,
    WORDED_AMOUNT,
    pattern,
)

if TYPE_CHECKING:
    import re

    from backday_tui.routine.importing.peel import Peel

_BETWEEN = (
    r"(?: ?(?:sets? ?)?[x*] ?| ?(?:(?:working|work|hard|heavy|top|back-?off) )?sets?"
    r" ?(?:of|for|at|:|,|-|@|/)? ?(?:of )?(?:about |around |up to )?)"
)
_SETS_AMOUNT = pattern(rf"{NUMBER_STARTS}{SETS}{_BETWEEN}{AMOUNT}(?P<hold> hold)?")
_AMOUNT_SETS = pattern(
    rf"{NUMBER_STARTS}{WORDED_AMOUNT} ?(?:(?:x|,|for|/|-|;|@|\() ?(?P<sets>\d{{1,3}}) ?sets?"
    r"|(?P<sets2>\d{1,3}) ?sets?|x ?(?P<sets3>\d{1,3}))(?![\w:])"
)
_SETS_DISTANCE = pattern(rf"{NUMBER_STARTS}{SETS}{_BETWEEN}(?P<far>\d{{1,5}}(?:[.,]\d{{1,3}})?[ -]?{DISTANCE_UNIT})")
_SETS_LABEL = pattern(r"(?<![a-z])(?:sets?|rounds?) ?[:=] ?(?P<sets>\d{1,5})(?: ?- ?(?P<most>\d{1,3}))?(?!\d)")
_REPS_LABEL = pattern(
    r"(?<![a-z])(?:reps?|repetitions?|time|duration|hold) ?[:=] ?"
    rf"(?P<amount>{ANY_TIME}|{ANY_COUNT}|{FAILURE}){NO_OTHER_UNIT}"
)
_SETS_ALONE = pattern(rf"{NUMBER_STARTS}{SETS} ?(?:sets?(?![a-z])(?: of)?|x(?= \"?[a-z])(?!\w))")
_REPS_ALONE = pattern(rf"{NUMBER_STARTS}(?<!in )(?:for )?(?P<amount>{ANY_COUNT} ?-?{REPS_WORD})")
_CROSS_AMOUNT = pattern(rf"(?<![\w.])x ?(?P<amount>{ANY_TIME}|{COUNT}|{FAILURE}){NO_OTHER_UNIT}(?!\w)")
_HELD = r"(?:(?:and )?hold(?:ing)?(?: it)?(?: for)? |for )?"
_TIME_ALONE = pattern(rf"{NUMBER_STARTS}{_HELD}(?P<amount>{TIME_RANGE}|{TIME}\+?)(?P<hold>[ -]hold)?")
_FAILURE_ALONE = pattern(
    rf"(?:(?<![a-z])(?P<amount>{TO_FAILURE}|max(?:imum)?(?: effort)? reps?|amrap|{AS_MANY})(?![a-z])"
    r"|(?:[:,(-] ?|^)(?P<bare>max|failure)(?![a-z])(?: hold)?)"
)
_GROWTH = pattern(
    r"(?:and |then )?(?<![a-z])(?:work|build|progress|increas|mov|gradual)\w{0,8}(?: [\w']{1,12}){0,5}? to "
    rf"(?:\d{{1,3}} ?sets? (?:of|x) )?(?P<amount>{TIME}|\d{{1,4}}(?: ?{REPS_WORD})?)(?![\d:])"
)


def in_sentence(text: str) -> re.Match[str] | None:
    """Where a sentence says sets with their amount; None where it doesn't."""
    return _SETS_AMOUNT.search(text) or _AMOUNT_SETS.search(text)


def take(peel: Peel) -> None:
    """Cut out the sets, and the amount of each where a word, a cross or a label says that it is one.

    Raises:
        ImpossibleError: a number is out of its limits.
    """
    if _SETS_LABEL.search(peel.left) and (found := peel.cut(_REPS_LABEL)):
        peel.strong = True
        peel.say_amount(found)
    for looked_for in () if "amount" in peel.said else (_SETS_AMOUNT, _AMOUNT_SETS):
        if "sets" not in peel.said and (found := peel.cut(looked_for)):
            peel.say_sets(found)
            peel.say_amount(found)
    _take_sets(peel)
    if "amount" not in peel.said and (found := peel.cut(_REPS_LABEL) or peel.cut(_REPS_ALONE)):
        peel.strong = True
        peel.say_amount(found)
    if "amount" in peel.said and (found := peel.cut(_GROWTH)):
        peel.said["grown"] = written_amounts.amount(found["amount"])


def _take_sets(peel: Peel) -> None:
    """Cut out sets without an amount; a distance is none, but a note."""
    if "sets" not in peel.said and (found := peel.cut(_SETS_DISTANCE)):
        peel.say_sets(found)
        peel.strong = False
        peel.notes.append(found["far"])
    if "sets" not in peel.said and (found := peel.cut(_SETS_LABEL) or peel.cut(_SETS_ALONE)):
        peel.say_sets(found)


def take_amount(peel: Peel) -> None:
    """Cut out an amount that stands by itself: "x 12", "45 s", "to failure".

    Raises:
        ImpossibleError: it is out of its limits.
    """
    for looked_for in (_CROSS_AMOUNT, _TIME_ALONE, _FAILURE_ALONE):
        if "amount" not in peel.said and (found := peel.cut(looked_for)):
            if found["amount"]:
                peel.say_amount(found)
            else:
                peel.said["amount"] = amounts.TO_FAILURE
    if "amount" in peel.said and (found := peel.cut(_FAILURE_ALONE)) and peel.said["amount"] != amounts.TO_FAILURE:
        peel.notes.append(found[0].strip(" :,(-"))
