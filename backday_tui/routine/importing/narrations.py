"""Workouts that are told in sentences: "I start with squats, 5 sets of 5, then do lunges for 3 sets of 12".

Sentences mostly tell *about* exercises, so they are read like this only where a text holds no workout otherwise
(`gather.py`). Each clause that names an exercise with its dose gives it; one that holds any other dose is told as not
understood.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import phrases, vocabulary
from backday_tui.routine.importing.statements import Exercises, GroupStart, Marker, NotUnderstood, Rest
from backday_tui.routine.importing.written_amounts import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.entries import EntryReader, GroupReader
    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.statements import Mention

_DOING = (
    r"(?:start|begin|open|warm|finish|end|close|follow|mov|go|do|did|perform|complet|add|hit|us)(?:es|ed|ing|s|e|ish)?"
)
_CLAUSE_END = pattern(
    r"; |,? (?:and |but )?(?:then|next|followed by)(?!\w),? |,? (?:finishing|ending|starting) with "
    rf"|,? and (?=(?:(?:i|we|you|she|he|they) )?{_DOING}(?!\w))"
)
_LEAD = pattern(
    rf"(?<!\w)(?:{_DOING}|is|it's|are)(?!\w)(?: (?:off|up|out|on|it|that|through))*(?: (?:with|by|to|into|for|of))?"
    r"(?: (?:an?|some|the|my|your|another))?(?= )"
)
"""What stands before the exercise of a clause: "I finish off with some ..."."""
_LOAD = pattern(r" at (?=\d{2})")
_OF_SEVERAL = pattern(
    r"(?:super-?sets?|circuits?|rounds?|pairs?) of(?!\w)|.*\d|(?:an?|two|three|four|five|six|eight|ten) "
)
"""What is no name of one exercise."""
_MARKED: Final = Marker("bullet")
_MOST_NAME_WORDS: Final = 5
_MOST_LEADS: Final = 4
_MOST_CLAUSES: Final = 40
_LEAST_EXERCISES: Final = 3
"""Of a workout; who tells of fewer in a row tells of something else."""


class NarrationReader:
    """Reads the exercises that sentences tell one after the other."""

    def __init__(self, names: Names, entries: EntryReader, groups: GroupReader) -> None:
        self._names = names
        self._entries = entries
        self._groups = groups

    def of(self, text: str) -> list[Exercises | GroupStart | Rest | NotUnderstood]:
        """What sentences tell, clause by clause, where they tell a workout; nothing of clauses that hold no dose."""
        told = list(self._clauses(text))
        count = sum(len(each.mentions) for each in told if isinstance(each, Exercises | GroupStart))
        return told if count >= _LEAST_EXERCISES else []

    def _clauses(self, text: str) -> Iterator[Exercises | GroupStart | Rest | NotUnderstood]:
        for sentence in vocabulary.sentences(_LOAD.sub(" @ ", text)):
            if not vocabulary.holds_dose(sentence):
                continue
            clauses = [sentence] if self._group(sentence.rstrip(".!")) else _CLAUSE_END.split(sentence)
            for clause in clauses[:_MOST_CLAUSES]:
                words = clause.strip(" ,.!")
                if words and len(words) < phrases.LONGEST and vocabulary.holds_dose(words):
                    yield self._of_clause(words)

    def _of_clause(self, clause: str) -> Exercises | GroupStart | Rest | NotUnderstood:
        if group := self._group(clause):
            return group
        for told in _tails(clause):
            if rest := self._entries.rest(told):
                return rest
            if mentions := self._mentions(told):
                return Exercises(mentions, _MARKED, None, sure=True)
        return NotUnderstood(_MARKED)

    def _group(self, text: str) -> GroupStart | None:
        """Rounds with the exercises of each: "do 3 rounds of 10 push-ups and 15 squats"."""
        starts = (self._groups.start(told) for told in _tails(text) if len(told) < phrases.LONGEST)
        return next((start for start in starts if start and len(start.mentions) > 1), None)

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        """The exercises that a text names, where each has its dose."""
        one = self._entries.mention(text)
        for mentions in (self._entries.mentions(text), (one,) if one else ()):
            if mentions and all(map(self._is_meant, mentions)):
                return mentions
        return ()

    def _is_meant(self, mention: Mention) -> bool:
        few = all(len(name.split()) <= _MOST_NAME_WORDS and not _OF_SEVERAL.match(name) for name in mention.names)
        return few and mention.phrase.dosed and all(map(self._names.is_exercise, mention.names))


def _tails(clause: str) -> Iterator[str]:
    """A clause from behind each word of doing on, the whole of it last."""
    for found in itertools.islice(_LEAD.finditer(clause), _MOST_LEADS):
        yield clause[found.end() :].strip(" ,:")
    yield clause
