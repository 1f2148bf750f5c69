"""A line that opens a group, with the exercises that it names: "3 rounds: 10 rows, 10 flies", "Tabata squats".

The words alone are `groups.py`; which exercises of the lines below belong to the group, `gathering.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from backday_tui.routine.importing import groups, joining
from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.importing.statements import Exercises, GroupStart, Marker, Said
from backday_tui.routine.importing.words import all_taken

if TYPE_CHECKING:
    from backday_tui.routine.importing.exercise_reader import ExerciseReader
    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.phrase_reader import PhraseReader

_TABATA = re.compile(r"tabata:? +(?P<content>\S.*)", re.IGNORECASE)
_SUPERSET_WITH = re.compile(
    r"(?: ?,)? (?:// ?)?(?:super-?set(?:ted)? (?:with|w/)|supersetted with|s/s|ss|super-?set) ", re.IGNORECASE
)


class GroupReader:
    """Reads the start of a group."""

    def __init__(self, names: Names, phrases: PhraseReader, exercises: ExerciseReader) -> None:
        self._names = names
        self._phrases = phrases
        self._exercises = exercises

    def start(self, text: str) -> GroupStart | None:
        """A line that opens a group; what stands behind a colon are its exercises, or their dose."""
        for head, content in groups.heads(text):
            start = groups.group_head(head)
            if start is not None and (filled := self._filled(start, content)):
                return filled
        return self._pair(text)

    def scheme(self, text: str) -> GroupStart | None:
        """Rounds with ever fewer reps, with the exercises behind them: "21-15-9 squats and rows"."""
        found = groups.scheme(text)
        if found is None:
            return None
        start, content = found
        said = self._exercises.inline(content) if content else ()
        return None if content and not said else dataclasses.replace(start, said=said)

    def tabata(self, text: str, marker: Marker) -> Exercises | None:
        """One exercise for eight times 20 seconds, or for what is said of it: "Tabata squats"."""
        found = _TABATA.fullmatch(text)
        said = self._named(found["content"]) if found else None
        if said is None or not all(map(self._names.exercise, said.names)):
            return None
        had, usual = said.phrase, groups.TABATA
        dose = dataclasses.replace(
            had,
            sets=had.sets or usual.sets,
            amount=usual.amount if had.amount is None else had.amount,
            rest_s=usual.rest_s if had.rest_s is None else had.rest_s,
        )
        return Exercises((dataclasses.replace(said, phrase=dose),), marker, None, sure=True)

    def _named(self, content: str) -> Said | None:
        said = self._exercises.one(content)
        if said is None and self._names.exercise(content):
            return Said(self._names.choices(content), Phrase())
        return said

    def _filled(self, start: GroupStart, content: str) -> GroupStart | None:
        """A group with what stands behind its colon; None where that is nothing of a group."""
        said = self._exercises.inline(content) if content else ()
        if content and not said:
            more = self._phrases.read(content.replace("(", ",").replace(")", ","))
            if not (all_taken(more) and (more.dosed or more.rest_s is not None)):
                return None
            start = dataclasses.replace(start, phrase=joining.joined(start.phrase, more))
        return dataclasses.replace(start, said=said)

    def _pair(self, text: str) -> GroupStart | None:
        """Two exercises with the word between them: "Row superset with fly 3x10"."""
        parts = _SUPERSET_WITH.split(text)
        if len(parts) > 1:
            said = self._exercises.inline(text, _SUPERSET_WITH)
            if len(said) == len(parts) and any(each.phrase.dosed for each in said):
                return GroupStart("superset", Phrase(), said=said)
        return None
