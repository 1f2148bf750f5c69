"""Lines of several sentences: an exercise with a remark, one that is explained, rules, or prose that says nothing.

Whether words are sentences at all is `prose.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import phrase_reader, prose
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Dose,
    Exercises,
    GroupStart,
    Marker,
    Prose,
    Rest,
    Said,
    Short,
    Statement,
)
from backday_tui.routine.importing.typography import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.dose_reader import DoseReader
    from backday_tui.routine.importing.exercise_reader import ExerciseReader
    from backday_tui.routine.importing.group_reader import GroupReader
    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.phrase import Phrase

_NAME_AND_TEXT = re.compile(r"([^:.,]{3,60}?)(?::| -) +(?=[A-Z])")
_MOST_RULE_WORDS: Final = 16
_MOST_SUBJECT_WORDS: Final = 5


class ParagraphReader:
    """Reads sentences for what they say of a workout."""

    def __init__(self, names: Names, doses: DoseReader, exercises: ExerciseReader, groups: GroupReader) -> None:
        self._names = names
        self._doses = doses
        self._exercises = exercises
        self._groups = groups

    def of_several(self, text: str, marker: Marker) -> Iterator[Statement]:
        """An exercise with a remark, or the rules in a paragraph: "45 seconds each, then rest. Repeat 3 times"."""
        if described := self._described(text, marker):
            yield described
            return
        first, *others = prose.sentences(text)
        if remarked := self._remarked(first, others, marker):
            yield remarked
            return
        rules = [rule for each in (first, *others) if (rule := self._rule(each.rstrip(".!")))]
        if any(not isinstance(rule, GroupStart) or rule.whole for rule in rules):
            yield from rules
        else:
            yield self.prose(text, marker)

    def of_any(self, text: str, marker: Marker) -> Statement:
        """The exercise that sentences explain, else what they give."""
        return self._described(text, marker) or self.prose(text, marker)

    def prose(self, text: str, marker: Marker) -> Prose:
        """What sentences give: a dose, the exercise that they explain, whether a list follows."""
        text = text[:LONGEST]
        return Prose(phrase_reader.dose_in(text), self._subject(text), text.endswith(":"), marker)

    def _described(self, text: str, marker: Marker) -> Exercises | Short | None:
        """An exercise that is explained in its own line: "Bird dog: Start on all fours. Do 10 reps on each side"."""
        found = _NAME_AND_TEXT.match(text)
        if not found or not self._names.known(found[1]):
            return None
        name = found[1]
        dose = phrase_reader.dose_in(text) or self._first_dose(text[found.end() :], marker)
        if dose and not dose.bad:
            said = Said(self._names.choices(name), dataclasses.replace(dose, pieces=()))
            return Exercises((said,), marker, None, sure=True)
        return Short(name, (name,), name, titled=False, level=0, marker=marker) if marker != NO_MARKER else None

    def _remarked(self, first: str, others: list[str], marker: Marker) -> Exercises | None:
        """An exercise with its dose, and sentences behind it as its note."""
        opening = self._exercises.of_line(first.rstrip("."), marker, None)
        if opening is None or len(opening.said) > 1 or not all(map(self._names.exercise, opening.said[0].names)):
            return None
        said = opening.said[0]
        note = "; ".join(filter(None, (said.note, " ".join(others))))
        return dataclasses.replace(opening, said=(dataclasses.replace(said, note=note),))

    def _first_dose(self, text: str, marker: Marker) -> Phrase | None:
        """The dose of the first of the sentences that is one and nothing else."""
        for sentence in prose.sentences(text):
            each = sentence.rstrip(".!")
            dose = self._doses.dose(each, marker) if each and len(sentence) < phrase_reader.LONGEST else None
            if isinstance(dose, Dose):
                return dose.phrase
        return None

    def _rule(self, sentence: str) -> GroupStart | Rest | Dose | None:
        """A sentence that holds for the exercises around it."""
        for rule in (sentence, sentence.rpartition(": ")[2]):
            if len(rule.split()) <= _MOST_RULE_WORDS and (
                found := self._groups.start(rule) or self._doses.rest(rule) or self._doses.of_each(rule, NO_MARKER)
            ):
                return found
        return None

    def _subject(self, text: str) -> str | None:
        """The exercise that sentences explain."""
        subject = prose.subject(text)
        if subject is None or self._names.known(subject):
            return subject
        return subject if len(subject.split()) <= _MOST_SUBJECT_WORDS and self._names.likely(subject) else None
