"""What lines of sentences say of a workout: an exercise that they explain, rules for all of a list, a dose."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import orders, phrases, rests, vocabulary
from backday_tui.routine.importing.entries import MOST_STEP_WORDS, EntryReader, GroupReader
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Dose,
    Exercises,
    GroupStart,
    HeadingOrName,
    Marker,
    Mention,
    Phrase,
    Prose,
    Rest,
    Statement,
)
from backday_tui.routine.importing.typography import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.names import Names


_NAME_AND_TEXT = re.compile(r"([^:.,]{3,60}?)(?::| -) +(?=\w)")
_AND_IN_LIST = re.compile(r"\s*,\s*(?:and\s+|then\s+)?|\s+and\s+")
_MOST_RULE_WORDS: Final = 24
_MOST_SUBJECT_WORDS: Final = 5
_ARTICLE = re.compile(r"^(?:The|A|An) ")
_MOST_OPENING_WORDS: Final = 14


class ParagraphReader:
    """Reads sentences for what they say of a workout."""

    def __init__(self, names: Names, entries: EntryReader, group_reader: GroupReader) -> None:
        self._names = names
        self._entries = entries
        self._groups = group_reader

    def of_several(self, text: str, marker: Marker) -> Iterator[Statement]:
        """An exercise with a remark, or the rules in a paragraph: "45 seconds each, then rest. Repeat 3 times"."""
        first, *others = vocabulary.sentences(text)
        if len(others) == 1 and (start := self._list_before(first, others[0])):
            yield start
            return
        opened = self._groups.start(first.rstrip(".")) if len(first) < phrases.LONGEST else None
        if opened and len(opened.mentions) > 1:  # "5 rounds: 400m run, 10 pull-ups. Rest 2 min between rounds."
            rest = next((rest for each in others if (rest := self._rest(each))), None)
            beside = Phrase(rest_s=rest.rest_s, scope=rest.scope) if rest else Phrase()
            yield dataclasses.replace(opened, phrase=opened.phrase.joined(beside))
            return
        told: Exercises | HeadingOrName | None = None
        if not rests.told_alone(first) and not vocabulary.narrates(first):
            told = self._remarked(first, others, marker)
        if not isinstance(told, Exercises) or not told.mentions[0].phrase.strong:
            described = self._described(text, marker)
            told = described if isinstance(described, Exercises) or told is None else told
        if told:
            yield told
            return
        rules = [rule for each in (first, *others) for rule in self._rules(each)]
        found = self._rules_of_all(text, rules)
        if found and (found.rounds or not rules):
            yield from self._of_all(found)
        elif found:
            yield from self._of_all(found)
            yield from (dataclasses.replace(rule, whole=True) for rule in rules if isinstance(rule, GroupStart))
        elif rules and (all(map(_may_be_of_one, rules)) or orders.holds(text)):
            yield self.prose(text, marker)
        elif any(not isinstance(rule, GroupStart) or rule.whole for rule in rules):
            yield from sorted(rules, key=lambda rule: isinstance(rule, Rest))  # a rest is that of the group beside it
        else:
            yield self.prose(text, marker)

    @staticmethod
    def _rules_of_all(text: str, rules: list[GroupStart | Rest | Dose]) -> orders.ListRules | None:
        """What a paragraph says of a list, with the dose that one of its sentences is where it tells the rounds."""
        found, dose = orders.rules(text), next((rule for rule in rules if isinstance(rule, Dose)), None)
        if found is None or dose is None:
            return found
        return dataclasses.replace(found, each=found.each or dose.phrase) if found.rounds else None

    def _list_before(self, first: str, rule: str) -> GroupStart | Exercises | None:
        """Exercises with what is done of each behind them: "Core: crunches, leg raises. 30 seconds each, 3 rounds"."""
        label, _, content = first.rstrip(".").rpartition(":")
        content, rule = content.strip(), rule.rstrip(".")
        if vocabulary.is_instruction(content) or (label and self._names.is_exercise(label)):
            return None
        mentions = self._entries.mentions(content, _AND_IN_LIST) or self._entries.mentions(content)
        dosed = any(mention.phrase.dosed for mention in mentions)
        if len(mentions) < 2 or dosed or len(rule) > phrases.LONGEST:  # a list
            return None
        start = self._groups.start(rule)
        if start and start.count is not None and not start.mentions and start.kind in ("circuit", "repeat"):
            return dataclasses.replace(start, kind="circuit", mentions=mentions)
        dose = self._entries.dose_of_each(rule, NO_MARKER)
        each = tuple(dataclasses.replace(mention, phrase=dose.phrase) for mention in mentions) if dose else ()
        return Exercises(each, NO_MARKER, None, sure=True) if each else None

    def rules_of_list(self, text: str) -> tuple[Statement, ...]:
        """What a line says of all exercises around it, behind a label or without one; none where it names one."""
        given = len(text) < phrases.LONGEST and (
            self._entries.dose_of_each(text, NO_MARKER) or self._groups.start(text)
        )
        if given or not any(map(str.isdigit, text)) or (found := orders.rules(text)) is None:
            return ()
        first, *others = vocabulary.sentences(text)
        if len(others) == 1 and self._list_before(first, others[0]):
            return ()
        head = text.partition(":")[0] if ":" in text else ""
        told = self._entries.exercises(text, NO_MARKER, None)
        names = [name for mention in told.mentions for name in mention.names] if told else []
        if any(map(self._names.is_exercise, (*names, *filter(None, (head,))))):
            return ()
        alone = found.each and (found.each.sets is not None or head or vocabulary.has_several_sentences(text))
        if found.rounds or alone:
            return tuple(self._of_all(found))
        return ()

    @staticmethod
    def _of_all(rules: orders.ListRules) -> Iterator[Statement]:
        """What a paragraph says of all exercises around it."""
        if rules.each:
            yield Dose(rules.each, each=True, marker=NO_MARKER)
        if rules.rounds:
            yield GroupStart("circuit" if rules.each else "repeat", Phrase(), rules.rounds)
            if rules.each is None and rules.rest_s is not None:
                yield Rest(rules.rest_s, "exercises")
            if rules.between_s is not None:
                yield Rest(rules.between_s, "rounds")

    def of_any(self, text: str, marker: Marker) -> Statement:
        """The exercise that a sentence explains, the rule that it gives for all, else what else it gives."""
        told = " ".join(each for each in vocabulary.sentences(text) if not vocabulary.narrates(each))
        found = orders.rules(told) if marker == NO_MARKER else None
        if found and found.rounds is None and found.each:
            return Dose(found.each, each=True, marker=marker)
        if found and found.each:
            return GroupStart("circuit", found.each, found.rounds)
        return self._described(text, marker) or self.prose(text, marker)

    def prose(self, text: str, marker: Marker) -> Prose:
        """What sentences give: a dose, the exercise that they explain, whether a list follows."""
        text = text[:LONGEST]
        order = orders.of(text) or orders.beside(text)
        told = tuple(rest for rest in rests.told(text) if rest.scope or not order)  # else it is part of the order
        return Prose(phrases.dose_in(text), order, self._subject(text), told, text.endswith(":"), marker)

    def _described(self, text: str, marker: Marker) -> Exercises | HeadingOrName | None:
        """An exercise that is explained in its own line: "Bird dog: Start on all fours. Do 10 reps on each side"."""
        found = _NAME_AND_TEXT.match(text)
        if found is None:
            return None
        item = self._item(found, marker)
        likely = self._is_item(found[1], marker) or self._is_explained(found)
        if not (item or likely or self._names.is_known(_ARTICLE.sub("", found[1]))):
            return None
        name = _ARTICLE.sub("", found[1])
        explained = text[found.end() :]
        dose, order = self._first_dose(explained, marker), orders.of(explained)
        if dose is None or (dose.amount is None and order):
            dose = dataclasses.replace(order, sets=order.sets or dose.sets) if dose and order else order
        if dose and not dose.bad:
            note = "; ".join(dose.notes) or None
            sides = dose.sides or (orders.beside(explained) or Phrase()).sides
            phrase = dataclasses.replace(dose, pieces=(), notes=(), sides=sides)
            mention = Mention(self._names.choices(name), phrase, note=note)
            return Exercises((mention,), marker, None, sure=True)
        dashed = " - " in text[: found.end()] or self._names.is_known(name)
        known = self._names.choices(name) if self._names.is_known(name) else ()
        beside = orders.beside(explained) or Phrase()
        note = "; ".join(beside.notes) or None
        told = Mention(self._names.choices(name), dataclasses.replace(beside, notes=()), note=note)
        if not dashed:
            return dataclasses.replace(item, mention=told) if item else None
        return HeadingOrName(name, known, name, titled=False, level=0, marker=marker, mention=told)

    def _remarked(self, first: str, others: list[str], marker: Marker) -> Exercises | None:
        """An exercise with its dose, and sentences behind it as its note."""
        few = len(first.split()) <= _MOST_OPENING_WORDS
        opening = self._entries.exercises(first.rstrip("."), marker, None) if few else None
        if opening is None or len(opening.mentions) > 1:
            return None
        (mention,) = opening.mentions
        is_name = self._names.is_known if vocabulary.is_instruction(first) else self._names.is_exercise
        if not all(map(is_name, mention.names)):
            return None
        if (given := orders.intervals(" ".join((first, *others)))) is not None:
            dose = dataclasses.replace(mention.phrase, sets=given.sets, amount=given.amount, rest_s=given.rest_s)
            return dataclasses.replace(opening, mentions=(dataclasses.replace(mention, phrase=dose),), sure=True)
        told = [(each, rest) for each in others if (rest := self._rest(each))]
        if len(told) == 1 and mention.phrase.rest_s is None:
            ((words, rest),) = told
            phrase = dataclasses.replace(mention.phrase, rest_s=rest.rest_s)
            mention = dataclasses.replace(mention, phrase=phrase)
            others = [each for each in others if each is not words or not self._entries.rest(each.rstrip(".!"))]
        note = "; ".join(filter(None, (mention.note, " ".join(others)))) or None
        return dataclasses.replace(opening, mentions=(dataclasses.replace(mention, note=note),))

    @staticmethod
    def _item(found: re.Match[str], marker: Marker) -> HeadingOrName | None:
        """What may be an exercise at the head of a numbered item that explains it, though nobody knows its name."""
        name = found[1]
        few = len(name.split()) <= MOST_STEP_WORDS and vocabulary.may_name(name) and not vocabulary.is_about(name + ":")
        told = marker.kind == "number" and few and not vocabulary.has_title_word(name) and not vocabulary.advises(name)
        explains = vocabulary.is_sentence(found.string[found.end() :], 0)
        return HeadingOrName(name, (), None, titled=False, level=0, marker=marker) if told and explains else None

    def _is_item(self, name: str, marker: Marker) -> bool:
        """Whether what stands at the head of an item of a list is likely to be an exercise."""
        few = len(name.split()) <= _MOST_SUBJECT_WORDS and vocabulary.may_name(name)
        listed = marker != NO_MARKER or name.isupper()
        return few and listed and self._names.is_likely(name) and not vocabulary.is_split(name)

    def _is_explained(self, found: re.Match[str]) -> bool:
        """Whether what sounds like an exercise stands before the sentences that tell how to move."""
        few = len(found[1].split()) <= MOST_STEP_WORDS and self._names.is_likely(found[1])
        return few and vocabulary.is_instruction(found.string[found.end() :])

    def _first_dose(self, text: str, marker: Marker) -> Phrase | None:
        """The dose of the first of the sentences that is one and nothing else."""
        for sentence in vocabulary.sentences(text):
            each = sentence.rstrip(".!")
            dose = self._entries.dose(each, marker) if each and len(sentence) < phrases.LONGEST else None
            if isinstance(dose, Dose) and dose.phrase.sets is not None:
                return dose.phrase
        return None

    def _rest(self, sentence: str) -> Rest | None:
        """The rest that a sentence tells, and no dose beside it."""
        told = rests.told_alone(sentence)
        return self._entries.rest(sentence.rstrip(".!")) or (told[0] if len(told) == 1 else None)

    def _rules(self, sentence: str) -> tuple[GroupStart | Rest | Dose, ...]:
        """What a sentence says that holds for the exercises around it."""
        sentence = vocabulary.without_how_often(sentence.rstrip(".!"))
        for rule in (sentence, sentence.rpartition(": ")[2]):
            if len(rule.split()) <= _MOST_RULE_WORDS and (
                found := self._groups.start(rule)
                or self._entries.rest(rule)
                or self._entries.dose_of_each(rule, NO_MARKER)
            ):
                return (found,)
        return rests.told_alone(sentence)

    def _subject(self, text: str) -> str | None:
        """The exercise that sentences explain."""
        subject = vocabulary.subject_of(text)
        if subject is None or self._names.is_known(subject):
            return subject
        return subject if len(subject.split()) <= _MOST_SUBJECT_WORDS and self._names.is_likely(subject) else None


def _may_be_of_one(rule: Statement) -> bool:
    """Whether a rule may be said of one exercise alone: a rest, "Repeat 8 times"."""
    return isinstance(rule, Rest) or (isinstance(rule, GroupStart) and not rule.whole)
