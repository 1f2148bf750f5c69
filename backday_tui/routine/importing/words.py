"""The words of a text, and those that say nothing by themselves: "of the following", "perform each".

Words that name an exercise are `naming.py`, those of a heading `headings.py`, those of a sentence `prose.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase import Phrase

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_FILLERS: Final = frozenset(
    """
    a all and as at below by can circuit circuits complete completing cycle do doing each every exercise exercises
    following for from go good hold in is it list minutes move movement movements moves of on one order perform
    possible quality repeat reps rest round rounds set sets station stations sequence start superset supersets that the
    them then these this those through time times to total try with work workout without your you x aim about at least
    whole entire above between block part section
    pair pairs continue onto next minimal after you've completed finished once
    main finisher metcon conditioning full need as many another more begin beginning starting finish
    recommended or few tabata
    """.split()  # noqa: SIM905 -- reads best
)


def words(text: str) -> list[str]:
    """The words of a text, without its numbers and signs."""
    return _WORD.findall(text)


def say_nothing(text: str) -> bool:
    """Whether the words of a text do no more than join others: "of the following", "x"."""
    return all(len(word) == 1 or word.lower() in _FILLERS for word in words(text)) and not any(map(str.isdigit, text))


def all_taken(phrase: Phrase) -> bool:
    """Whether the words that are left of a phrase say nothing: the phrase has said it all."""
    return all(map(say_nothing, phrase.pieces))
