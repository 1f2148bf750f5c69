"""The exercises that a line names with their doses: "Row 3x10", "Row 3x10, fly 3x12", "rows and flies 3x8 each".

Which words name an exercise is `naming.py`; a name without a dose is judged in `line_reader.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import brackets, headings, joining, markers, naming, phrase_reader, prose
from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.importing.statements import Exercises, Marker, Said
from backday_tui.routine.importing.words import all_taken

if TYPE_CHECKING:
    from backday_tui.routine.importing.dose_reader import DoseReader
    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.phrase_reader import PhraseReader
    from backday_tui.routine.model import Section

_BETWEEN = re.compile(r"\s*[;,+]\s*(?:and\s+|then\s+)?|\s+then\s+")
_TOGETHER = re.compile(
    r"\s*[;,+&]\s*(?:and\s+|then\s+)?|\s+/\s+|\s+(?:then|and|with|into|superset(?:ted)? with|ss)\s+", re.IGNORECASE
)
_DOSE_APART = re.compile(
    r"\w (?:x ?\d{1,4}|- ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?)$|\w: ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?$"
)
_MOST_STEP_WORDS: Final = 3


class ExerciseReader:
    """Reads exercises with what is said of them."""

    def __init__(self, names: Names, phrases: PhraseReader, doses: DoseReader) -> None:
        self._names = names
        self._phrases = phrases
        self._doses = doses

    def of_line(self, text: str, marker: Marker, section: Section | None) -> Exercises | None:
        """The exercises of a line, of which each has a dose; None where it names none, or none has a dose."""
        several = self._several(text)
        if several:
            return Exercises(several, marker, section, sure=True)
        said = self.one(text)
        if said is None or not said.phrase.dosed:
            return None
        if text.endswith(".") and not said.phrase.strong and self._is_step(said):
            return None
        named = all(map(self._names.exercise, said.names))
        sure = said.phrase.strong or section is not None or marker.kind != "none" or bool(_DOSE_APART.search(text))
        if not (sure or named) or (headings.titled(text) and not named):
            return None
        together = self._in_turn(said)
        return Exercises((together,), marker, section, sure=said.phrase.strong or named or section is not None)

    def one(self, text: str) -> Said | None:
        """The exercise that a text names and what it says of it; None where it names none."""
        opened = brackets.opened(text, self._phrases)
        notes = list(opened.notes)
        phrase = self._with_weak(self._phrases.read(opened.text))
        for words, each in opened.said:
            phrase = joining.without_sum_of_sides(phrase, each)
            if phrase.amount is not None and each.amount is not None:
                notes.append(words)
            else:
                phrase = joining.joined(phrase, each)
        if not phrase.bad and phrase.amount is None:
            phrase = self._with_weak(phrase)
        if not phrase.pieces or phrase.bad or all_taken(phrase):
            return None
        name, more = self._names.of_pieces(phrase.pieces)
        if not name or not prose.may_name(name):
            return None
        names = tuple(map(naming.speakable, self._names.choices(name)))
        note = "; ".join((*more, *notes, *phrase.notes)) or None
        return Said(names, dataclasses.replace(phrase, pieces=(), notes=()), phrase.optional, note)

    def inline(self, text: str, between: re.Pattern[str] | None = None) -> tuple[Said, ...]:
        """The exercises that stand in one line, also without a dose; none where a part of it names none.

        `between` is what parts them; without it any sign or word that may.
        """
        if between is None and self._names.find(text):
            return (Said((text,), Phrase()),)
        split = (between or _TOGETHER).split
        parts = (markers.numbered_items(text) if between is None else []) or split(text)
        said = [self.one(markers.marked(part)[1]) for part in parts if part.strip()]
        if any(each is None or not self._trusted(each) for each in said):
            return self.inline(text, _BETWEEN) if between is None else ()
        return _with_shared_dose([each for each in said if each is not None])

    def _several(self, text: str) -> tuple[Said, ...]:
        """Exercises between commas, where each has its dose."""
        if not any(sign in text for sign in ",;+") and " then " not in text:
            return ()
        parts = [part for part in _BETWEEN.split(text) if part]
        rest = self._doses.rest(parts[-1]) if parts else None
        said = [self.one(part) for part in (parts[:-1] if rest else parts)]
        good = [each for each in said if each and each.phrase.dosed and (each.phrase.strong or self._trusted(each))]
        if len(good) != len(said) or len(said) < 2:  # noqa: PLR2004 -- several
            return ()
        if not rest:
            return tuple(good)
        return tuple(dataclasses.replace(each, phrase=joining.with_rest(each.phrase, rest.rest_s)) for each in good)

    def _trusted(self, said: Said) -> bool:
        return said.phrase.strong or all(map(self._names.exercise, said.names))

    def _is_step(self, said: Said) -> bool:
        """Whether it rather tells how something is done: "Push your hips back, lower for 3 seconds."."""
        name = said.names[0]
        return not self._names.known(name) and ("," in name or len(name.split()) > _MOST_STEP_WORDS)

    def _with_weak(self, phrase: Phrase) -> Phrase:
        """The same with a bare number taken as reps, where that leaves the name of an exercise."""
        if phrase.pieces and phrase.pieces[0].isdecimal() and len(phrase.pieces) > 1:
            first = f"{phrase.pieces[0]} {phrase.pieces[1]}"
            phrase = dataclasses.replace(phrase, pieces=(first, *phrase.pieces[2:]))
        weak = phrase_reader.read_weak(phrase)
        if weak is phrase or not weak.pieces:
            return phrase
        return weak if weak.strong or self._names.exercise(weak.pieces[0]) or phrase.sets is not None else phrase

    def _in_turn(self, said: Said) -> Said:
        """Name "cat/cow and cobra" in one bout so that the first is looked up and both are shown."""
        together = self._names.together(said.names[0]) if len(said.names) == 1 else ()
        if len(together) < 2 or said.phrase.amount is None:  # noqa: PLR2004 -- one after the other
            return said
        return dataclasses.replace(said, names=(", then ".join(together),))


def _with_shared_dose(said: list[Said]) -> tuple[Said, ...]:
    """Of "rows and flies 3x8" each gets the dose."""
    if len(said) > 1 and not any(each.phrase.dosed for each in said[:-1]) and said[-1].phrase.dosed:
        return tuple(dataclasses.replace(each, phrase=said[-1].phrase) for each in said)
    return tuple(said)
