"""The sides that a phrase says: "each side", "10/10", "alternating", and a bare "each" at its end.

Whether a name says that one side works is `naming.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine.importing.written_amounts import ANY_TIME, COUNT, NUMBER_STARTS, REPS_WORD, pattern

if TYPE_CHECKING:
    from backday_tui.routine.importing.peel import Peel

_SIDE = (
    r"(?:(?:on |for )?(?:each|per|every|both|either) (?:sides?|arms?|legs?|hands?|ways?|directions?|foot|feet)(?![a-z])"
    r"|/ ?(?:side|arm|leg|hand)(?![a-z])|(?<![a-z])e/s(?![a-z])|(?<=\d) a side(?![a-z]))"
)
_MAYBE_REPS = rf"(?P<amount>{NUMBER_STARTS}{COUNT})?(?: ?{REPS_WORD})?"
_SIDES = pattern(rf"{_MAYBE_REPS} ?{_SIDE}")
_EACH_END = pattern(rf"{_MAYBE_REPS} ?(?<![a-z])(?:each|ea\.?)$")
_ALTERNATING = pattern(r"(?:[,;-] ?|^| )alternat(?:ing|e)(?: (?:sides?|arms?|legs?|hands?))?$")
_HELD_EACH = pattern(rf"(?:and )?(?<![a-z])hold(?:ing)?(?: it)?(?: for)? {ANY_TIME}(?: each)?(?: rep)?")
_SIDE_INSIDE = pattern(rf"(?<=\w) ?{_SIDE}(?= ?x ?\d)")
_BOTH_SIDES = pattern(r"(?<=[a-z] )(?P<amount>[1-3]?\d)/(?P=amount)(?= ?x ?\d|$)")


def take(peel: Peel) -> None:
    """Cut out the sides, and the reps of one of them.

    Raises:
        ImpossibleError: the reps are out of their limits.
    """
    if "amount" in peel.said and (held := peel.cut(_HELD_EACH)):
        peel.notes.append(held[0])
    found = peel.cut(_SIDES)
    if found:
        peel.said["sides"] = "each"
    elif found := peel.cut(_EACH_END):
        peel.said["to_each"] = True
    if found and found["amount"] and "amount" not in peel.said:
        peel.strong = True
        peel.say_amount(found)
    if not found and peel.cut(_ALTERNATING):
        peel.said["sides"] = "alternating"


def take_from_dose(peel: Peel) -> None:
    """Take the side out of "30s/side x 3", and one of the numbers out of "10/10", so that a dose is left."""
    if found := _SIDE_INSIDE.search(peel.left) or _BOTH_SIDES.search(peel.left):
        peel.said["sides"] = "each"
        before, behind = peel.left[: found.start()], peel.left[found.end() :]
        peel.left = before + (found.groupdict().get("amount") or "") + behind
        if found.re is _BOTH_SIDES and "x" not in behind:
            peel.left += " reps"
