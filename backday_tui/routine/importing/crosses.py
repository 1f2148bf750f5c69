"""Doses as lifters note them, with crosses between more than two numbers, or behind the name.

"100kg x 5 x 3", "2x5, 1x5+", "10 rows x 3". A plain "3x10" is a dose as any other: `doses.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine import amounts
from backday_tui.routine.importing import written_amounts
from backday_tui.routine.importing.written_amounts import (
    ANY_TIME,
    COUNT,
    NUMBER_STARTS,
    REPS_WORD,
    SETS,
    WEIGHT,
    WEIGHT_UNIT,
    ImpossibleError,
    pattern,
)
from backday_tui.routine.model import Reps

if TYPE_CHECKING:
    from backday_tui.routine.importing.peel import Peel

_LOAD_REPS_SETS = pattern(rf"(?:@ ?)?{NUMBER_STARTS}{WEIGHT} ?x ?(?P<amount>\d{{1,4}}) ?x ?(?P<sets>\d{{1,3}})(?!\w)")
_SETS_REPS_LOAD = pattern(rf"{NUMBER_STARTS}{SETS} ?x ?(?P<amount>{COUNT})(?: ?{REPS_WORD})? ?x ?{WEIGHT}")
_SETS_IN_TURN = pattern(
    rf"{NUMBER_STARTS}\d{{1,2}} ?x ?\d{{1,3}}\+?"
    r"(?:(?:,? ?(?:and|then) |, ?| ?/ ?| ?\+ ?| )\d{1,2} ?x ?\d{1,3}\+?){1,5}(?![\w:%-])(?! ?x)"
)
_ONE_OF_THEM = pattern(r"(\d+) ?x ?(\d+)(\+?)")
_TOO_MANY = pattern(r"(?<![\w.])\d{1,5} ?x ?\d{1,5} ?x ?\d")
_NAME_REPS_SETS = pattern(
    r"(?<!\w)x ?(?P<amount>\d{1,4}(?: ?- ?\d{1,4})?(?: ?reps)?) ?x ?(?P<sets>\d{1,3})(?: ?sets?)?(?!\w)"
)
_REPS_NAME_SETS = pattern(
    rf"(?P<amount>{ANY_TIME}|{COUNT}) (?!{WEIGHT_UNIT}(?![a-z]))"
    r"(?P<name>[a-z][a-z' /-]{2,60}?) ?x ?(?P<sets>\d{1,3})(?: ?sets?)?$"
)


def take(peel: Peel) -> None:
    """Cut out such doses.

    Raises:
        ImpossibleError: a number is out of its limits, or nobody knows what three of them mean.
    """
    if found := peel.cut(_LOAD_REPS_SETS) or peel.cut(_SETS_REPS_LOAD):
        peel.said["load"] = written_amounts.load(found["load"], found["unit"])
        peel.say_sets(found)
        peel.say_amount(found)
    elif found := peel.cut(_SETS_IN_TURN):
        _say_in_turn(peel, found[0])
    elif _TOO_MANY.search(peel.left):
        raise ImpossibleError
    _take_sets_behind(peel)


def _say_in_turn(peel: Peel, text: str) -> None:
    """Take "2x5, 1x5+" as three sets, the last of them open."""
    reps: list[Reps] = []
    seen: tuple[str, ...] = ()
    for sets, low, more in _ONE_OF_THEM.findall(text):
        least = written_amounts.whole(low, amounts.MAX_REPS)
        if seen == (sets, low, more):  # the same once more is another day's, not another set
            raise ImpossibleError
        seen = (sets, low, more)
        reps += [Reps(least, None if more else least)] * written_amounts.whole(sets, amounts.MAX_SETS)
    peel.said |= {"sets": written_amounts.whole(str(len(reps)), amounts.MAX_SETS), "amount": tuple(reps)}
    peel.strong = True


def _take_sets_behind(peel: Peel) -> None:
    """Take "10 rows x 3" and "rows x 10 x 3" as three sets of ten."""
    found = peel.cut(_NAME_REPS_SETS)
    if not found and (found := _REPS_NAME_SETS.match(peel.left)):
        peel.left = found["name"]
    if found:
        peel.say_sets(found)
        peel.say_amount(found)
