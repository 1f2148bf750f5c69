"""A phrase of a pasted workout, read: sets, reps, times, rests, loads, sides, and the words that are left.

Here is the order in which these are looked for; each has a module of its own. Every pattern is bounded, so a phrase is
read in time in proportion to its length. Nothing here knows of exercises, of the lines around, or of files.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import crosses, doses, loads, rests, sides, written_amounts
from backday_tui.routine.importing.peel import Peel, trimmed
from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.importing.written_amounts import ANY_COUNT, COUNT, DISTANCE_UNIT, ImpossibleError, pattern

if TYPE_CHECKING:
    import re

LONGEST: Final = 300
"""Characters of a line that is read as phrases; a longer one is a paragraph."""

_SAYS = pattern(
    r"\?|@|fail|exhaust|max|amrap|as many|rest|each|ea\.?$|per |every|both|either|side|arm|leg|hand|e/s|alternat"
    r"|body ?weight|bw|tempo|optional|if you"
)
_OPTIONAL = pattern(r"[,;-]? ?(?<![a-z])(?:optional|if you (?:can|like|want))$")
_FIRST_NUMBER = pattern(rf"^(?P<amount>{COUNT}|\?) (?=[a-z])")
_LAST_NUMBER = pattern(rf"(?:[ :]|- ?)(?P<amount>{ANY_COUNT})$")
_ONLY_NUMBER = pattern(ANY_COUNT)
_DISTANCE = pattern(rf"^\d+(?:[.,]\d+)? ?-?{DISTANCE_UNIT}")
_DATE_PARTS: Final = 3
_SENTENCE: Final = 200


class PhraseReader:
    """Reads phrases, each once until it is told to forget them."""

    def __init__(self) -> None:
        self._known: dict[str, Phrase] = {}

    def read(self, text: str) -> Phrase:
        """What a phrase without brackets says, of at most `LONGEST` characters."""
        if text not in self._known:
            self._known[text] = read(text)
        return self._known[text]

    def forget(self) -> None:
        """Forget all phrases: those of another line are others."""
        self._known.clear()


def read(text: str) -> Phrase:
    """What a phrase without brackets says, of at most `LONGEST` characters."""
    peel = Peel(text)
    try:
        _take_all(peel)
        return peel.phrase()
    except ImpossibleError:
        return Phrase(pieces=(text,), bad=True)


def unbracketed(text: str) -> str:
    """A text whose brackets are commas, so that it can be read as a phrase."""
    return " ".join(text.replace("(", ", ").replace(")", ", ").split())


def _take_all(peel: Peel) -> None:
    lower = peel.left.lower()
    numbered = any(map(str.isdigit, lower))
    if not (numbered or _SAYS.search(lower)):
        return
    if any(word in lower for word in rests.WORDS):
        rests.take(peel)
    if numbered:
        loads.take_marks(peel)
        sides.take_from_dose(peel)
        crosses.take(peel)
    doses.take(peel)
    sides.take(peel)
    if numbered or "@" in peel.left or "b" in lower:
        loads.take(peel)
    doses.take_amount(peel)
    if peel.cut(_OPTIONAL):
        peel.said["optional"] = True


def read_weak(phrase: Phrase) -> Phrase:
    """The same with a number at either end of its words taken as reps, as in "10 pull-ups" or "Squat - 15"."""
    if phrase.amount is not None or not phrase.pieces or _DISTANCE.match(phrase.pieces[0]):
        return phrase
    first, *others = phrase.pieces
    if others and _ONLY_NUMBER.fullmatch(others[0]):
        first, others = f"{first} {others[0]}", others[1:]
    found = _FIRST_NUMBER.search(first) or (None if others else _LAST_NUMBER.search(first))
    return phrase if found is None else _with_weak(phrase, found, (first, *others))


def _with_weak(phrase: Phrase, found: re.Match[str], pieces: tuple[str, ...]) -> Phrase:
    try:
        amount = written_amounts.amount(found["amount"])
    except ImpossibleError:
        return dataclasses.replace(phrase, bad=True)
    left = (trimmed(pieces[0][: found.start()] + pieces[0][found.end() :]), *pieces[1:])
    if not isinstance(amount, tuple):
        return dataclasses.replace(phrase, amount=amount, pieces=left)
    if phrase.sets not in (None, len(amount)):
        return dataclasses.replace(phrase, bad=True)
    strong = phrase.strong or len(amount) > _DATE_PARTS
    return dataclasses.replace(phrase, amount=amount, sets=len(amount), pieces=left, strong=strong)


def dose_in(sentence: str) -> Phrase | None:
    """The dose that a sentence of an article gives with its sets ("start with 3 sets of 10"); None without one."""
    if "set" not in sentence.lower():
        return None
    found = doses.in_sentence(sentence)
    phrase = read(sentence[found.start() :][:_SENTENCE]) if found else None
    return phrase if phrase and phrase.sets is not None and phrase.amount is not None else None
