"""Which statement a line of a pasted text makes (`statements.py`), by itself.

What it means among other lines is decided in `gather.py`. `LineReader` tries one kind after another, in the order of
`_statement`, with the help of three readers below it: `ParagraphReader` for lines of sentences, `GroupReader` for the
start of a group, `EntryReader` for exercises, doses and rests. The words alone are in `vocabulary.py` and `groups.py`,
and what a phrase says of sets, reps and times in `phrases.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import groups, orders, phrases, vocabulary
from backday_tui.routine.importing.phrases import PhraseReader, unbracketed
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Advice,
    Blank,
    Comment,
    Dose,
    Exercises,
    GroupStart,
    HeadingOrName,
    Ignored,
    Marker,
    Mention,
    NotUnderstood,
    Phrase,
    Prose,
    Rest,
    Statement,
)
from backday_tui.routine.importing.typography import LONGEST
from backday_tui.routine.importing.vocabulary import all_taken
from backday_tui.routine.importing.written_amounts import TIME, pattern
from backday_tui.routine.model import Reps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.vocabulary import Names, SectionLabel
    from backday_tui.routine.model import Section


_EVERY = pattern(r"every \d{1,3}(?::\d\d)? ?(?:min|sec|s(?!\w)|\d)|e\d{1,2}mom(?!\w)")
_ORDERS = pattern(r"\d{1,3} ?x ?[\d(]|repeat (?:\w+ ){0,4}\d\S*(?: \w+){0,2}$")
_SLASHED_DOSE = pattern(r"\d{1,2} ?x ?\d|\d{1,3}(?:\+|-\d{1,3})? ?(?:reps?|sets?)")
_DOSE_AT_END = pattern(r"\d ?x ?\d{1,3}(?: ?- ?\d{1,3})?\+?$")
_SET_OF_LIST = pattern(r"(\d{1,3}(?:-\d{1,3})?\+?)(, (?:rest|rpe|rir|tempo|each side|drop set).*)?")
_SET_LABEL = pattern(
    r"(?:(?:warm-? ?up|working|work|top|back-?off|drop) sets? ?#?\d{0,2}|set ?#?\d{1,2}|working|back-?off|warm-? ?up"
    r"|\d{1,2}(?:st|nd|rd|th) set)(?: ?[:.] ?| - | x (?=\d))(?P<dose>.*\d.*)"
)
_SUPERSET_ALONE = pattern(r"(?:super-?set(?:ted)?|paired) with [^\d]{3,60}")
_META = pattern(r"@\w+(?:[:\s]|$)")
"""What an app notes about an exercise or a workout: "@type: barbell"."""
_NAME_SENTENCE = re.compile(r"([^.:\d]{3,60})\. (?=\d)|([A-Z][A-Z' /-]{3,59})\. (?=[A-Z\d])|([A-Z][\w' /-]{3,40})\. (?=[A-Z])")
_LEVEL = pattern(r"(?:easy|easier|hard|harder|beginners?|advanced|intermediate|regular|modified) ?: (?=[A-Z])")
_DASHED_REMARK = re.compile(r"(.{4,80}?)(?: - |: )(?=[A-Za-z])((?!rest |Rest )(?:\S+ ){2}.*)")
_DOSE_LABEL = pattern(
    r"(?:parameters?|instructions?|dosage|dose|sets ?(?:/|&|and|x) ?reps|reps ?(?:/|&|and|x) ?sets|volume|prescription"
    r"|repetitions?|how many|how much|recommended(?: \w+)?|programming|perform|work|the work|what to do)"
    r" ?[:-] (?=\S)"
)
_PART_OF_PROGRAM = pattern(r"(?:warmup|warm-up|progress|update|used|id|superset|reuse)(?=[:\s])")
_SLASHED_TIME = pattern(rf"(.*\S)? ?(?<![\w:])({TIME})")
_FEW: Final = 5


def _without_program(text: str) -> tuple[str, str]:
    """A line in parts between slashes without those that only a program understands, and these as they are written."""
    name, *parts = text.split(" / ")
    kept = [part for part in parts if not _PART_OF_PROGRAM.match(part)]
    return " / ".join((name, *kept)), "; ".join(part for part in parts if _PART_OF_PROGRAM.match(part))


def _unslashed(text: str) -> str:
    """A line in parts between slashes, "Row / 3x8 / 60kg / 90s", with commas: a time behind the dose is its rest."""
    name, *parts = text.split(" / ")
    dosed = next((at for at, part in enumerate(parts) if _SLASHED_DOSE.match(part)), None)
    behind = [f" {name}", *parts]
    if dosed is None:  # the dose may stand with the name: "Row 3x8 / 180s"
        if not parts or not _DOSE_AT_END.search(name) or not _SLASHED_TIME.fullmatch(parts[0]):
            return text
    elif dosed > 0 or not name.strip() or any(map(str.isdigit, name.partition("[")[0])):
        return text
    said = []
    for part in behind[1:]:
        found = _SLASHED_TIME.fullmatch(part)
        if found and (found[1] is None or any(map(str.isdigit, found[1]))):
            said.append(f"{found[1]}, rest {found[2]}" if found[1] else f"rest {found[2]}")
        else:
            said.append(part)
    return f"{name}{', ' if dosed is None else ': '}{', '.join(said)}"


class LineReader:
    """Says of each line what it is."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._phrases = PhraseReader()
        self._entries = EntryReader(names, self._phrases)
        self._groups = GroupReader(names, self._phrases, self._entries)
        self._paragraphs = ParagraphReader(names, self._entries, self._groups)
        self._known: dict[tuple[str, int], tuple[Statement, ...]] = {}

    def read(self, line: PastedLine) -> Iterator[Statement]:
        """What a line says: one statement, seldom more."""
        if line.ruled or not line.text:
            yield Ignored() if line.ruled else Blank()
            return
        if len(line.text) > phrases.LONGEST:
            marker, text = vocabulary.split_marker(line.text[:LONGEST])
            yield self._paragraphs.of_any(text, marker)
            return
        key = (line.text, line.level)
        if key not in self._known:
            self._phrases.forget()
            self._known[key] = tuple(self._statements(line))
        yield from self._known[key]

    def _statements(self, line: PastedLine) -> Iterator[Statement]:
        for item in vocabulary.list_items(line.text):
            marker, text = vocabulary.split_marker(item)
            text, notes = _without_program(text)
            text = self._named_first(_unslashed(text))
            if told := self._remarked(text, marker):
                yield told
            elif notes:
                yield self._with_notes(self._statement(text, marker, line.level), notes)
            elif vocabulary.has_several_sentences(text):
                yield from self._paragraphs.of_several(text, marker)
            else:
                yield from self._of_day(text, marker, line.level) or (self._statement(text, marker, line.level),)

    @staticmethod
    def _with_notes(said: Statement, notes: str) -> Statement:
        """The same with notes for the exercise that is named."""
        if not isinstance(said, Exercises) or len(said.mentions) > 1:
            return said
        (mention,) = said.mentions
        note = "; ".join(filter(None, (mention.note, notes)))
        return dataclasses.replace(said, mentions=(dataclasses.replace(mention, note=note),))

    def _named_first(self, text: str) -> str:
        """The same with a colon behind a name that stands there as a sentence: "LEG CURLS. 4 sets of 12"."""
        level = _LEVEL.match(text)
        text = text[level.end() :] if level else text
        found = _NAME_SENTENCE.match(text)
        name = (found[1] or found[2] or found[3]) if found else ""
        sure = bool(name) and (self._names.is_known(name) if found and found[3] else self._names.is_exercise(name))
        return f"{name}: {text[found.end() :]}" if found and sure else text

    def _of_day(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """A day and its exercises in one line: "Mon: Squat 3x5, Bench 3x5"."""
        found = vocabulary.day_and_content(text)
        content = self._statement(found[1], marker, level) if found else None
        if found is None or not isinstance(content, Exercises | GroupStart):
            return ()
        return HeadingOrName(found[0], (), None, titled=True, level=level, marker=NO_MARKER), content

    def _statement(self, text: str, marker: Marker, level: int) -> Statement:
        """What a line says: what leaves the least doubt is tried first, whether it is a mere name or heading last."""
        if not text:
            return Ignored()
        if _META.match(text):
            return Comment()
        if _SUPERSET_ALONE.fullmatch(text):
            return Advice(text, Phrase(), Marker("bullet"))
        if told := self._ordered(text, marker):
            return told
        if self._tells(text):
            return self._paragraphs.of_any(text, marker)
        text = self._without_label(text)
        return (
            self._particular(text, marker)
            or self._section(text, marker, level)
            or self._groups.start(text)
            or self._entries.rest(text)
            or self._entries.dose_of_each(text, marker)
            or self._title(text, marker, level)
            or self._advice(text, marker)
            or self._entries.exercises(text, marker, None)
            or self._entries.dose(text, marker)
            or (NotUnderstood(marker) if _ORDERS.match(text) else None)
            or self._words(text, marker, level)
        )

    def _ordered(self, text: str, marker: Marker) -> Dose | None:
        """A dose in the words of a sentence behind a label: "Parameters: Hold for 30 seconds, repeat 3 times"."""
        found = _DOSE_LABEL.match(text)
        order = orders.of(text[found.end() :]) if found else None
        return Dose(dataclasses.replace(order, strong=True), each=False, marker=marker) if order else None

    def _without_label(self, text: str) -> str:
        """A dose without the word that only says that it is one: "Parameters: 3 sets of 10"."""
        found = _DOSE_LABEL.match(text)
        phrase = self._phrases.read(unbracketed(text[found.end() :])) if found else None
        return text[found.end() :] if found and phrase and (phrase.dosed or phrase.rest_s is not None) else text

    def _remarked(self, text: str, marker: Marker) -> Exercises | None:
        """An exercise with its dose, and behind a dash how it is done: "15 Push-ups - keep your back flat."."""
        found = _DASHED_REMARK.match(text)
        head = found[1] if found and any(map(str.isdigit, found[1])) else ""
        listed = Marker("bullet") if head[:1].isdigit() else marker  # a number at its head is enough, as in a list
        said = self._entries.exercises(head, listed, None) if head and not self._particular(head, marker) else None
        if found is None or said is None or len(said.mentions) > 1 or groups.group_head(head):
            return None
        (mention,) = said.mentions
        short = text[0].isdigit() and len(mention.names[0].split()) <= _MOST_STEP_WORDS
        if not (short or all(map(self._names.is_exercise, mention.names))):
            return None
        note = "; ".join(filter(None, (mention.note, found[2].strip())))
        return dataclasses.replace(said, marker=marker, mentions=(dataclasses.replace(mention, note=note),))

    def _title(self, text: str, marker: Marker, level: int) -> HeadingOrName | None:
        """A title whose numbers are no dose: "5x5 overview", "3-minute plank challenge"."""
        if marker != NO_MARKER or not any(map(str.isdigit, text)) or not vocabulary.ends_title(text):
            return None
        few = len(text.split()) <= vocabulary.MOST_WORDS and not self._names.find(text)
        return HeadingOrName(text, (), None, titled=True, level=level, marker=marker) if few else None

    def _advice(self, text: str, marker: Marker) -> Advice | None:
        """How the exercise above is done; None where it names another."""
        if not vocabulary.advises(text):
            return None
        phrase = self._phrases.read(unbracketed(text))
        if phrase.bad or all_taken(phrase) or (marker.kind != "bullet" and not phrase.dosed):
            return None
        mention = self._entries.mention(text)
        named = mention is not None and all(map(self._names.is_exercise, mention.names))
        return None if named else Advice(text, dataclasses.replace(phrase, pieces=(), notes=()), marker)

    def _tells(self, text: str) -> bool:
        told = vocabulary.narrates(text) or (vocabulary.instructs(text) and self._phrases.read(text).sets is None)
        return told or vocabulary.is_about(text)

    def _particular(self, text: str, marker: Marker) -> Statement | None:
        """What is told by the words that it begins with: one set of several, "21-15-9", "Tabata squats"."""
        if _EVERY.match(text):
            return NotUnderstood(marker)
        if sets := groups.sets_of_each(text):
            return Dose(Phrase(sets=sets, strong=True), each=True, marker=marker)
        if marker.kind == "bullet" and (found := _SET_OF_LIST.fullmatch(text)):
            phrase = self._phrases.read(f"{found[1]} reps{found[2] or ''}")
            return None if phrase.bad else Dose(dataclasses.replace(phrase, pieces=()), each=False, marker=marker)
        if found := _SET_LABEL.fullmatch(text):
            return self._entries.dose_of_set(found, marker)
        told = self._groups.tabata(text, marker) or self._groups.scheme(text)
        return told or (NotUnderstood(marker) if self._is_number_of_other(text) else None)

    def _is_number_of_other(self, text: str) -> bool:
        """Whether it is a label with a number that is no dose: "Time cap: 12"."""
        is_label = vocabulary.is_label(text.partition(":")[0]) and any(map(str.isdigit, text))
        return is_label and not self._phrases.read(text).strong

    def _section(self, text: str, marker: Marker, level: int) -> Statement | None:
        """A section's heading, or what stands behind its name in one line."""
        if heading := vocabulary.section_heading(text, listed=marker.kind != "none"):
            return heading
        label = vocabulary.section_label(text)
        if label is None:
            return None
        return self._bonus(label, marker, level) if label.optional else self._labelled(label, marker, level)

    def _labelled(self, label: SectionLabel, marker: Marker, level: int) -> Statement | None:
        """What stands behind the name of a section; a dose alone is the section's, as if its name were an exercise."""
        content, section = label.content, label.section
        inner = self._entries.exercises(content, marker, section) or self._groups.start(content)
        if inner is not None:
            return inner
        phrase = self._phrases.read(content)
        if phrase.dosed and all_taken(phrase):
            mention = Mention((label.words,), dataclasses.replace(phrase, pieces=()))
            return Exercises((mention,), marker, section, sure=True) if section != "work" else None
        few = self._words(content, marker, level)
        if isinstance(few, HeadingOrName) and (few.name or section != "work") and any(map(str.isalpha, few.text)):
            return dataclasses.replace(few, section=section, titled=False, name=few.name or few.text)
        return None

    def _bonus(self, label: SectionLabel, marker: Marker, level: int) -> Statement | None:
        inner = self._entries.exercises(label.content, marker, None) or self._words(label.content, marker, level)
        if isinstance(inner, Exercises):
            mentions = tuple(dataclasses.replace(each, optional=True) for each in inner.mentions)
            return dataclasses.replace(inner, mentions=mentions, sure=True)
        return dataclasses.replace(inner, optional=True) if isinstance(inner, HeadingOrName) and inner.name else None

    def _words(self, text: str, marker: Marker, level: int) -> Statement:
        """What gives no dose: a heading, the name of an exercise, or prose."""
        if vocabulary.is_sentence(text, level):
            return self._paragraphs.of_any(text, marker)
        bare = self._phrases.without_brackets(text).rstrip(":").strip()
        together = self._names.together(bare.rstrip("."))
        heading = self._names.heading(bare.rstrip("."))
        known = together if len(together) > 1 else (heading,) if heading else ()
        if vocabulary.is_split(bare):
            return HeadingOrName(bare, (), None, titled=True, level=level, marker=marker)
        titled = not known and vocabulary.has_title_word(text)
        if not known and text.endswith("."):
            return self._paragraphs.prose(text, marker)
        if text.endswith(":") and not known and not titled and not level and len(text.split()) > _FEW:
            return Prose(leads=True, marker=marker)
        mention = self._entries.mention(text) if len(known) < 2 else None  # one alone has more to say
        if mention and mention.phrase.sides and len(known) < 2 and all(map(self._names.is_exercise, mention.names)):
            known = mention.names if all(map(self._names.find, mention.names)) else ()  # "Twist, both sides"
            heading = bare = mention.names[0]
        name = heading or (bare if known or (self._names.is_likely(bare) and not titled) else None)
        return HeadingOrName(bare, known, name, titled, level, marker, mention)


# ------------------------------------------------------------------------------------------------- lines of sentences

_NAME_AND_TEXT = re.compile(r"([^:.,]{3,60}?)(?::| -) +(?=\w)")
_MOST_RULE_WORDS: Final = 24
_MOST_SUBJECT_WORDS: Final = 5
_ARTICLE = re.compile(r"^(?:The|A|An) ")
_MOST_OPENING_WORDS: Final = 14


class ParagraphReader:
    """Reads sentences for what they say of a workout."""

    def __init__(self, names: Names, entries: EntryReader, groups: GroupReader) -> None:
        self._names = names
        self._entries = entries
        self._groups = groups

    def of_several(self, text: str, marker: Marker) -> Iterator[Statement]:
        """An exercise with a remark, or the rules in a paragraph: "45 seconds each, then rest. Repeat 3 times"."""
        first, *others = vocabulary.sentences(text)
        told = self._remarked(first, others, marker)
        if told is None or not told.mentions[0].phrase.strong:
            described = self._described(text, marker)
            told = described if isinstance(described, Exercises) or told is None else told
        if told:
            yield told
            return
        rules = [rule for each in (first, *others) if (rule := self._rule(each.rstrip(".!")))]
        found = None if any(isinstance(rule, Dose) for rule in rules) else orders.rules(text)
        if found and (found.rounds or not rules):
            yield from self._of_all(found)
        elif found:
            yield from self._of_all(found)
            yield from (dataclasses.replace(rule, whole=True) for rule in rules if isinstance(rule, GroupStart))
        elif any(not isinstance(rule, GroupStart) or rule.whole for rule in rules):
            yield from sorted(rules, key=lambda rule: isinstance(rule, Rest))  # a rest is that of the group beside it
        else:
            yield self.prose(text, marker)

    @staticmethod
    def _of_all(rules: orders.Rules) -> Iterator[Statement]:
        """What a paragraph says of all exercises below it."""
        yield Dose(rules.each, each=True, marker=NO_MARKER)
        if rules.rounds:
            yield GroupStart("circuit", Phrase(), rules.rounds)
            if rules.between_s is not None:
                yield Rest(rules.between_s, "rounds")

    def of_any(self, text: str, marker: Marker) -> Statement:
        """The exercise that a sentence explains, the rule that it gives for all, else what else it gives."""
        found = orders.rules(text) if marker == NO_MARKER and not vocabulary.narrates(text) else None
        if found and found.rounds is None:
            return Dose(found.each, each=True, marker=marker)
        if found:
            return GroupStart("circuit", found.each, found.rounds)
        return self._described(text, marker) or self.prose(text, marker)

    def prose(self, text: str, marker: Marker) -> Prose:
        """What sentences give: a dose, the exercise that they explain, whether a list follows."""
        text = text[:LONGEST]
        return Prose(phrases.dose_in(text), orders.of(text), self._subject(text), text.endswith(":"), marker)

    def _described(self, text: str, marker: Marker) -> Exercises | HeadingOrName | None:
        """An exercise that is explained in its own line: "Bird dog: Start on all fours. Do 10 reps on each side"."""
        found = _NAME_AND_TEXT.match(text)
        if not found or not (self._names.is_known(_ARTICLE.sub("", found[1])) or self._is_item(found[1], marker)):
            return self._item(found, marker) if found else None
        name = _ARTICLE.sub("", found[1])
        explained = text[found.end() :]
        dose = self._first_dose(explained, marker) or orders.of(explained)
        if dose and not dose.bad:
            note = "; ".join(dose.notes) or None
            phrase = dataclasses.replace(dose, pieces=(), notes=())
            mention = Mention(self._names.choices(name), phrase, note=note)
            return Exercises((mention,), marker, None, sure=True)
        dashed = " - " in text[: found.end()] or self._names.is_known(name)
        known = self._names.choices(name) if self._names.is_known(name) else ()
        return HeadingOrName(name, known, name, titled=False, level=0, marker=marker) if dashed else None

    def _remarked(self, first: str, others: list[str], marker: Marker) -> Exercises | None:
        """An exercise with its dose, and sentences behind it as its note."""
        few = len(first.split()) <= _MOST_OPENING_WORDS
        opening = self._entries.exercises(first.rstrip("."), marker, None) if few else None
        if opening is None or len(opening.mentions) > 1:
            return None
        (mention,) = opening.mentions
        if not all(map(self._names.is_exercise, mention.names)):
            return None
        rests = [rest for each in others if (rest := self._entries.rest(each.rstrip(".!")))]
        if len(rests) == 1 and mention.phrase.rest_s is None:
            phrase = dataclasses.replace(mention.phrase, rest_s=rests[0].rest_s)
            mention = dataclasses.replace(mention, phrase=phrase)
            others = [each for each in others if not self._entries.rest(each.rstrip(".!"))]
        note = "; ".join(filter(None, (mention.note, " ".join(others)))) or None
        return dataclasses.replace(opening, mentions=(dataclasses.replace(mention, note=note),))

    @staticmethod
    def _item(found: re.Match[str], marker: Marker) -> HeadingOrName | None:
        """What may be an exercise at the head of a numbered item that explains it, though nobody knows its name."""
        name = found[1]
        few = len(name.split()) <= _MOST_STEP_WORDS and vocabulary.may_name(name) and not vocabulary.is_about(name + ":")
        told = marker.kind == "number" and few and not vocabulary.has_title_word(name) and not vocabulary.advises(name)
        explains = vocabulary.is_sentence(found.string[found.end() :], 0)
        return HeadingOrName(name, (), None, titled=False, level=0, marker=marker) if told and explains else None

    def _is_item(self, name: str, marker: Marker) -> bool:
        """Whether what stands at the head of an item of a list is likely to be an exercise."""
        few = len(name.split()) <= _MOST_SUBJECT_WORDS and vocabulary.may_name(name)
        return few and (marker != NO_MARKER or name.isupper()) and self._names.is_likely(name)

    def _first_dose(self, text: str, marker: Marker) -> Phrase | None:
        """The dose of the first of the sentences that is one and nothing else."""
        for sentence in vocabulary.sentences(text):
            each = sentence.rstrip(".!")
            dose = self._entries.dose(each, marker) if each and len(sentence) < phrases.LONGEST else None
            if isinstance(dose, Dose) and dose.phrase.sets is not None:
                return dose.phrase
        return None

    def _rule(self, sentence: str) -> GroupStart | Rest | Dose | None:
        """A sentence that holds for the exercises around it."""
        for rule in (sentence, sentence.rpartition(": ")[2]):
            if len(rule.split()) <= _MOST_RULE_WORDS and (
                found := self._groups.start(rule)
                or self._entries.rest(rule)
                or self._entries.dose_of_each(rule, NO_MARKER)
            ):
                return found
        return None

    def _subject(self, text: str) -> str | None:
        """The exercise that sentences explain."""
        subject = vocabulary.subject_of(text)
        if subject is None or self._names.is_known(subject):
            return subject
        return subject if len(subject.split()) <= _MOST_SUBJECT_WORDS and self._names.is_likely(subject) else None


# -------------------------------------------------------------------------------------------------- starts of groups

_TABATA_WITH = pattern(r"tabata:? +(?P<content>\S.*)")
_MOST_TITLE_WORDS: Final = 4
_SUPERSET_WITH = pattern(r"(?: ?,)? (?:// ?|\+ ?)?(?:super-?set(?:ted)? (?:with|w/)|supersetted with|s/s|ss|super-?set) ")


class GroupReader:
    """Reads a line that opens a group, with the exercises that it names: "3 rounds: 10 rows, 10 flies"."""

    def __init__(self, names: Names, phrases: PhraseReader, entries: EntryReader) -> None:
        self._names = names
        self._phrases = phrases
        self._entries = entries

    def start(self, text: str) -> GroupStart | None:
        """A line that opens a group; what stands behind a colon are its exercises, or their dose."""
        for head, content in groups.heads(text):
            start = groups.group_head(head)
            if start is not None and (filled := self._filled(start, content)):
                return filled
        return self._pair(text)

    def _filled(self, start: GroupStart, content: str) -> GroupStart | None:
        """A group with what stands behind its colon; None where that is nothing of a group."""
        mentions = self._entries.mentions(content) if content else ()
        if content and not mentions:
            more = self._phrases.read(content.replace("(", ",").replace(")", ","))
            if self._is_mere_title(content):
                return start
            if not (all_taken(more) and (more.dosed or more.rest_s is not None)):
                return None
            return dataclasses.replace(start, phrase=start.phrase.joined(more))
        return dataclasses.replace(start, mentions=mentions)

    def _is_mere_title(self, content: str) -> bool:
        """Whether what stands behind the colon of a group only gives it a name: "Superset: Arms"."""
        few = len(content.split()) <= _MOST_TITLE_WORDS and not any(map(str.isdigit, content))
        return few and (vocabulary.is_split(content) or not self._names.is_exercise(content))

    def _pair(self, text: str) -> GroupStart | None:
        """Two exercises with the word between them: "Row superset with fly 3x10"."""
        parts = _SUPERSET_WITH.split(text)
        if len(parts) > 1:
            mentions = self._entries.mentions(text, _SUPERSET_WITH)
            if len(mentions) == len(parts) and any(each.phrase.dosed for each in mentions):
                return GroupStart("superset", Phrase(), mentions=mentions)
        return None

    def scheme(self, text: str) -> GroupStart | None:
        """Rounds with ever fewer reps, with the exercises behind them: "21-15-9 squats and rows"."""
        found = groups.scheme(text)
        if found is None:
            return None
        start, content = found
        mentions = self._entries.mentions(content) if content else ()
        return None if content and not mentions else dataclasses.replace(start, mentions=mentions)

    def tabata(self, text: str, marker: Marker) -> Exercises | None:
        """One exercise for eight times 20 seconds, or for what is said of it: "Tabata squats"."""
        found = _TABATA_WITH.fullmatch(text)
        if not found:
            return None
        mention = self._entries.mention(found["content"])
        if mention is None and self._names.is_exercise(found["content"]):
            mention = Mention(self._names.choices(found["content"]), Phrase())
        if mention is None or not all(map(self._names.is_exercise, mention.names)):
            return None
        had, usual = mention.phrase, groups.TABATA
        dose = dataclasses.replace(
            had,
            sets=had.sets or usual.sets,
            amount=usual.amount if had.amount is None else had.amount,
            rest_s=usual.rest_s if had.rest_s is None else had.rest_s,
        )
        return Exercises((dataclasses.replace(mention, phrase=dose),), marker, None, sure=True)


# ------------------------------------------------------------------------------------------ exercises, doses and rests

_BETWEEN = re.compile(r"\s*[;,+]\s*(?:and\s+|then\s+)?|\s+then\s+")
_TOGETHER = pattern(r"\s*[;,+&]\s*(?:and\s+|then\s+)?|\s+/\s+|\s+(?:then|and|with|into|superset(?:ted)? with|ss)\s+")
_DOSE_APART = re.compile(
    r"\w (?:x ?\d{1,4}|- ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?)$|\w: ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?$"
)
_MOST_STEP_WORDS: Final = 3
_MINUTES_OF = pattern(r"\d{1,3}(?: ?- ?\d{1,3})? ?(?:minutes?|mins?|seconds?|secs?) of [^.]{3,40}$")
_OF_GROUP = pattern(r"(?<!\w)(?:rounds?|wod|metcon|each|every|pairing|conditioning|total of|amrap|emom|minutes?|min)(?!\w)")
_SLASHED = re.compile(r"(?<=\d)\+?\s*/\s+(?=[A-Z][a-z])")
_BRACKET = re.compile(r" ?\(([^()]{1,200})\)")
_LEAST_REMARK: Final = 6
_HOLD_THIS = pattern(
    r"(?:hold|keep|maintain|repeat|perform|do)(?:ing)? (?:the|this|that|each|your|these|it) ?(?:\w+ )?"
    r"(?:stretch|position|pose|hold|exercises?|movement|moves?|sequence|pattern|for|on)?(?!\w)"
)
_IDLE = pattern(
    r",? ?(?:resting|with (?:a )?rests?)(?: as needed)?(?: in)?(?: between(?: each)?(?: sets?| exercises?)?| as needed)?(?= ?[,.:]|$)"
    r"|^the (?:goal|aim|idea) is to|^(?:your|the) goal:?|(?:before|then|and) (?:you )?mov(?:e|ing) (?:on )?to the next(?: one| exercise)?"
    r"|with (?:good|proper|perfect) form|to (?:start|begin)(?: with)?"
)
"""What a rule says besides its numbers."""


class EntryReader:
    """Reads the exercises of a line with what is said of them, and doses and rests that stand without an exercise."""

    def __init__(self, names: Names, phrases: PhraseReader) -> None:
        self._names = names
        self._phrases = phrases

    def exercises(self, text: str, marker: Marker, section: Section | None) -> Exercises | None:
        """The exercises of a line, of which each has a dose; None where it names none, or none has a dose."""
        several = self._several(text)
        if several:
            return Exercises(several, marker, section, sure=True)
        mention = self.mention(text)
        if mention is None or not (mention.phrase.dosed or mention.phrase.breaths):
            return None
        strong = mention.phrase.strong
        if text.endswith(".") and not strong and self._is_step(mention):
            return None
        named = all(map(self._names.is_exercise, mention.names))
        sure = strong or section is not None or bool(_MINUTES_OF.match(text)) or marker.kind != "none" or bool(_DOSE_APART.search(text))
        if not named and _OF_GROUP.search(" ".join(mention.names)):
            return None
        if not (sure or named) or (vocabulary.has_title_word(" ".join(mention.names)) and not named):
            return None
        certain = strong or named or section is not None or bool(_MINUTES_OF.match(text))
        return Exercises((self._in_turn(mention),), marker, section, sure=certain)

    def mention(self, text: str) -> Mention | None:
        """The exercise that a text names and what it says of it; None where it names none."""
        if _HOLD_THIS.match(text):
            return None
        opened = self._phrases.opened(text)
        notes = list(opened.notes)
        phrase = self._with_bare_number(self._phrases.read(opened.text))
        for words, each in opened.said:
            phrase = _without_sum_of_sides(phrase, each)
            if phrase.amount is not None and each.amount is not None:
                notes.append(words)
            else:
                phrase = phrase.joined(each)
        if not phrase.bad and phrase.amount is None:
            phrase = self._with_bare_number(phrase)
        if not phrase.pieces or phrase.bad or all_taken(phrase):
            return None
        name, more = self._names.of_pieces(phrase.pieces)
        if not name or not vocabulary.may_name(name):
            return None
        names = tuple(map(vocabulary.speakable, self._names.choices(name)))
        note = "; ".join((*more, *notes, *phrase.notes)) or None
        return Mention(names, dataclasses.replace(phrase, pieces=(), notes=()), phrase.optional, note)

    def mentions(self, text: str, between: re.Pattern[str] | None = None) -> tuple[Mention, ...]:
        """The exercises that stand in one line, also without a dose; none where a part of it names none.

        `between` is what parts them; without it any sign or word that may.
        """
        if between is None and self._names.find(text):
            return (Mention((text,), Phrase()),)
        parts = (vocabulary.numbered_items(text) if between is None else []) or (between or _TOGETHER).split(text)
        parts = [part for part in parts if part.strip()]
        each = [mention for part in parts if (mention := self._trusted(vocabulary.split_marker(part)[1]))]
        if len(each) < len(parts):
            return self.mentions(text, _BETWEEN) if between is None else ()
        if len(each) > 1 and each[-1].phrase.dosed and not any(mention.phrase.dosed for mention in each[:-1]):
            # Of "rows and flies 3x8" each gets the dose.
            return tuple(dataclasses.replace(mention, phrase=each[-1].phrase) for mention in each)
        return tuple(each)

    def _several(self, text: str) -> tuple[Mention, ...]:
        """Exercises between commas, where each has its dose."""
        slashed = [] if "alternat" in text.lower() else [part for part in _SLASHED.split(text) if part]
        if len(slashed) > 1 and not any("/" in part for part in slashed if not any(map(str.isdigit, part))):
            each = [mention for part in slashed if (mention := self._trusted(part)) and mention.phrase.dosed]
            if len(each) == len(slashed):
                return tuple(each)
        if not any(sign in text for sign in ",;+") and " then " not in text:
            return ()
        parts = [part for part in _BETWEEN.split(text) if part]
        rest = self.rest(parts[-1]) if parts else None
        if rest:
            parts.pop()
        each = [mention for part in parts if (mention := self._trusted(part)) and mention.phrase.dosed]
        if len(each) < max(len(parts), 2):
            return ()
        if rest is None:
            return tuple(each)
        of_all = Phrase(rest_s=rest.rest_s)
        return tuple(dataclasses.replace(mention, phrase=mention.phrase.joined(of_all)) for mention in each)

    def _trusted(self, text: str) -> Mention | None:
        """The exercise that a part of a line mentions, where its name or its dose leaves little doubt."""
        mention = self.mention(text)
        trusted = mention and (mention.phrase.strong or all(map(self._names.is_exercise, mention.names)))
        return mention if trusted else None

    def _is_step(self, mention: Mention) -> bool:
        """Whether it rather tells how something is done: "Push your hips back, lower for 3 seconds."."""
        name = mention.names[0]
        return not self._names.is_known(name) and ("," in name or len(name.split()) > _MOST_STEP_WORDS)

    def _with_bare_number(self, phrase: Phrase) -> Phrase:
        """The same with a bare number taken as reps, where that leaves the name of an exercise."""
        if phrase.pieces and phrase.pieces[0].isdecimal() and len(phrase.pieces) > 1:
            first = f"{phrase.pieces[0]} {phrase.pieces[1]}"
            phrase = dataclasses.replace(phrase, pieces=(first, *phrase.pieces[2:]))
        counted = phrases.with_bare_number(phrase)
        if counted is phrase or not counted.pieces:
            return phrase
        sure = counted.strong or self._names.is_exercise(counted.pieces[0]) or phrase.sets is not None
        sure = sure or phrase.sides is not None
        return counted if sure else phrase

    def _in_turn(self, mention: Mention) -> Mention:
        """Name "cat/cow and cobra" in one bout so that the first is looked up and both are shown."""
        together = self._names.together(mention.names[0]) if len(mention.names) == 1 else ()
        if len(together) < 2 or mention.phrase.amount is None:  # one after the other
            return mention
        return dataclasses.replace(mention, names=(", then ".join(together),))

    def rest(self, text: str) -> Rest | None:
        """A rest and nothing else."""
        phrase = self._phrases.read(unbracketed(text))
        if phrase.rest_s is None or phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Rest(phrase.rest_s, phrase.scope)

    def dose(self, text: str, marker: Marker) -> Dose | NotUnderstood | None:
        """A dose and nothing else, or one whose numbers are impossible."""
        remarks = [words for words in _BRACKET.findall(text) if self._is_remark(words)]
        bare = _BRACKET.sub(lambda found: "" if found[1] in remarks else found[0], text)
        phrase = self._phrases.read(unbracketed(bare))
        phrase = dataclasses.replace(phrase, notes=(*phrase.notes, *remarks)) if remarks else phrase
        if phrase.bad and self.mention(text):
            return None
        if phrase.bad:
            return NotUnderstood(marker) if len(text.split()) <= vocabulary.MOST_WORDS else None
        manner = [piece for piece in phrase.pieces if vocabulary.is_manner(piece)]
        if manner:
            rest = tuple(piece for piece in phrase.pieces if piece not in manner)
            phrase = dataclasses.replace(phrase, pieces=rest, notes=(*phrase.notes, *manner))
        if not phrase.dosed or not all_taken(phrase) or (vocabulary.has_title_word(text) and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=()), each=False, marker=marker)

    def _is_remark(self, words: str) -> bool:
        """Whether words in brackets say nothing of a dose, or too much to be one."""
        said = self._phrases.read(words)
        says = said.bad or said.dosed or said.rest_s is not None or said.load or said.sides or said.to_each
        return not says or len(words.split()) >= _LEAST_REMARK

    def dose_of_each(self, text: str, marker: Marker) -> Dose | None:
        """A dose that is said to be that of each exercise: "45 seconds each"."""
        bare = unbracketed(_IDLE.sub(" ", text))
        found = groups.EACH.search(bare) or groups.EACH_BARE.search(bare)
        leads = text.endswith(":") and not found
        if not found and not leads:
            return None
        phrase = self._phrases.read(bare[: found.start()] + ", " + bare[found.end() :] if found else bare.rstrip(":"))
        if not phrase.dosed or phrase.bad or not all_taken(phrase) or (leads and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=(), to_each=False), each=True, marker=marker)

    def dose_of_set(self, labelled: re.Match[str], marker: Marker) -> Dose | None:
        """The dose of one set of several, behind words that say which: "Top set: 5 @ 100 kg"."""
        phrase = self._phrases.read(unbracketed(labelled["dose"].replace("[", "(").replace("]", ")")))
        warms_up = labelled[0].lower().startswith("warm") and not isinstance(phrase.amount, Reps)
        if phrase.amount is None or phrase.bad or warms_up:
            return None
        dose = dataclasses.replace(phrase, pieces=(), notes=(*phrase.notes, *phrase.pieces))
        return Dose(dose, each=False, marker=marker, of_set=True)


def _without_sum_of_sides(phrase: Phrase, more: Phrase) -> Phrase:
    """Of "20 reps (10 per side)" without the 20, where `more` says the 10."""
    both, one = phrase.amount, more.amount
    if more.sides == "each" and isinstance(both, Reps) and isinstance(one, Reps) and both.low and one.low:
        return dataclasses.replace(phrase, amount=None) if both.low == 2 * one.low else phrase
    return phrase
