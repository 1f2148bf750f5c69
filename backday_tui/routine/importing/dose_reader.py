"""Lines that give a dose or a rest and name no exercise: "3 sets of 10", "45 seconds each", "Set 1: 10 x 60 kg".

To which exercise they belong is decided in `gathering.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing import groups, headings, prose
from backday_tui.routine.importing.phrase_reader import unbracketed
from backday_tui.routine.importing.statements import Dose, Marker, Rest, Unknown
from backday_tui.routine.importing.words import all_taken
from backday_tui.routine.model import Reps

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase_reader import PhraseReader

_SET_LABEL = re.compile(
    r"(?:(?:warm-? ?up|working|work|top|back-?off|drop) sets? ?#?\d{0,2}|set ?#?\d{1,2}|working|back-?off|warm-? ?up"
    r"|\d{1,2}(?:st|nd|rd|th) set)(?: ?[:.] ?| - )(?P<dose>.*\d.*)",
    re.IGNORECASE,
)


class DoseReader:
    """Reads what a line says of an exercise that stands elsewhere."""

    def __init__(self, phrases: PhraseReader) -> None:
        self._phrases = phrases

    def rest(self, text: str) -> Rest | None:
        """A rest and nothing else."""
        phrase = self._phrases.read(unbracketed(text))
        if phrase.rest_s is None or phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Rest(phrase.rest_s, phrase.scope)

    def of_each(self, text: str, marker: Marker) -> Dose | None:
        """A dose that is said to be that of each exercise."""
        bare = unbracketed(text)
        found = groups.EACH.search(bare) or groups.EACH_BARE.search(bare)
        if not found:
            return None
        phrase = self._phrases.read(bare[: found.start()] + ", " + bare[found.end() :])
        if not phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Dose(dataclasses.replace(phrase, pieces=(), to_each=False), each=True, marker=marker)

    def dose(self, text: str, marker: Marker) -> Dose | Unknown | None:
        """A dose and nothing else, or one whose numbers are impossible."""
        phrase = self._phrases.read(unbracketed(text))
        if phrase.bad:
            return Unknown(marker) if len(text.split()) <= prose.MOST_WORDS else None
        if not phrase.dosed or not all_taken(phrase) or (headings.titled(text) and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=()), each=False, marker=marker)

    def of_set(self, text: str, marker: Marker) -> Dose | None:
        """The dose of one set of several, behind words that say which: "Top set: 5 @ 100 kg"."""
        found = _SET_LABEL.fullmatch(text)
        if not found:
            return None
        phrase = self._phrases.read(unbracketed(found["dose"].replace("[", "(").replace("]", ")")))
        warms_up = text.lower().startswith("warm") and not isinstance(phrase.amount, Reps)
        if phrase.amount is None or phrase.bad or warms_up:
            return None
        dose = dataclasses.replace(phrase, pieces=(), notes=(*phrase.notes, *phrase.pieces))
        return Dose(dose, each=False, marker=marker, of_set=True)


def labels_set(text: str) -> bool:
    """Whether a line begins with words that say which set it is."""
    return bool(_SET_LABEL.fullmatch(text))
