"""The exercises of a line with what is said of them; doses and rests that stand without one; the starts of groups.

`EntryReader` reads exercises, doses and rests, `GroupReader` with its help a line that opens a group and its exercises.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.amounts import MAX_SETS
from backday_tui.routine.importing import groups, list_marks, phrases, set_lists, vocabulary, written_amounts
from backday_tui.routine.importing.phrases import PhraseReader, unbracketed
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Dose,
    Exercises,
    GroupStart,
    Marker,
    Mention,
    NotUnderstood,
    Phrase,
    Rest,
)
from backday_tui.routine.importing.vocabulary import all_taken
from backday_tui.routine.importing.written_amounts import WEIGHT, pattern
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.model import Section


_BETWEEN = re.compile(r"\s*[;,+]\s*(?:and\s+|then\s+)?|\s+then\s+")
_TOGETHER = pattern(r"\s*[;,+&]\s*(?:and\s+|then\s+)?|\s+/\s+|\s+(?:then|and|with|into|superset(?:ted)? with|ss)\s+")
_DOSE_APART = re.compile(
    r"\w (?:x ?\d{1,4}|- ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?)$|\w: ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?$"
)
_MOST_COUNTED_WORDS: Final = 4
"""Of a name behind a number."""
MOST_STEP_WORDS: Final = 3
"""Of the name of an exercise that nobody knows."""
_MINUTES_OF = pattern(r"\d{1,3}(?: ?- ?\d{1,3})? ?(?:minutes?|mins?|seconds?|secs?) of [^.]{3,40}$")
_OF_GROUP = pattern(
    r"(?<!\w)(?:rounds?|wod|metcon|each|every|pairing|conditioning|total of|amrap|emom|minutes?" r"|min)(?!\w)"
)
_THEN_AT_END = pattern(r"(?<!\w)then[ :.,]*$")
_ROUNDS_OF = pattern(r"(\d{1,2}) (?:rounds?|rft)(?: for time)?(?: of ?:?| x|:) ?(?=\S)")
_SLASHED = re.compile(r"(?<=\d)\+?\s*/\s+(?=[A-Z][a-z])")
_BRACKET = re.compile(r" ?\(([^()]{1,200})\)")
_LEAST_REMARK: Final = 6
_MOST_BETWEEN: Final = 8
_LEAST_LOAD: Final = 60
_MOST_IN_SET: Final = 5
"""More sets in one can only be its load."""
_LEAST_REPS: Final = 3
"""Of fewer reps, a time in brackets behind them may be how long each takes."""
_LEAST_REST_S: Final = 20
_MOST_REST_S: Final = 600
_DOSE_BRACKETED = re.compile(r"[A-Z][A-Za-z' -]{2,40} \([^()]*\d[^()]*\)")
"""A name with its dose in brackets, as poses have it: "Dragon (3 minutes each side)"."""
_MOST_HOLD_S: Final = 600
"""What takes longer is rather a class than a pose."""
_ON_THE = pattern(r"^(?:on|using|with) (?:the|an?|your) ")
_HOLD_THIS = pattern(
    r"(?:hold|stay|remain|keep|repeat|continue|switch|alternate|complete) (?:for|here|in|on|with|at)(?!\w)|"
    r"(?:hold|keep|maintain|repeat|perform|do)(?:ing)? (?:the|this|that|each|your|these|it) ?(?:\w+ )?"
    r"(?:stretch|position|pose|hold|exercises?|movement|moves?|sequence|pattern|for|on)?(?!\w)"
)
_COUNT_IN_BRACKETS = re.compile(r"(\D{3,60}?) ?\((?:x ?)?([1-5]?\d)(?: ?x)?\)")
"""Behind a name, "Dead bugs (10)"; a higher number is a weight, or one of something else."""
_COUNT_OF_THINGS = pattern(
    r"(?P<name>(?!.*(?:rate|pulse))[a-z][^\d:(]{2,40}?) ?(?:(?:-|:|,) |\()(?P<count>\d{1,3}(?: ?- ?\d{1,3})?) "
    r"(?P<things>(?:(?:arm|small|big|slow) )?(?:pumps|beats|pulses|kicks|twists|rolls|circles|taps|strokes|swings"
    r"|rotations|dips|turns|shots))\)?(?P<behind>(?: (?:each|per|on|in)(?!\w)[^)]*)?)\)?"
)
"""Of what an exercise is made, and how many: each of these is one rep."""
_REPS_WITH_LOAD = pattern(rf"^(\d{{1,3}}) ?x ?(?={WEIGHT})")
"""Of one set "12 x 15 kg" are the reps and the load."""
_REPS_OF_SET = pattern(rf"^([3-9]|[1-9]\d) ?x ?(?={WEIGHT}$)")
"""The same of a line by itself; "2 x 12 kg" may be two dumbbells."""
_IDLE = pattern(
    r",? ?(?:resting|with (?:a |some )?(?:(?:short|brief|little|long|full) )?rests?)(?: as needed)?(?: in)?"
    r"(?: between(?: each)?(?: sets?| exercises?)?"
    r"| as needed)?(?= ?[,.:]|$)"
    r"|^the (?:goal|aim|idea) is to|^(?:your|the) goal:?|(?:before|then|and) (?:you )?mov(?:e|ing) "
    r"(?:on )?to the next(?: one| exercise)?"
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
        mention = self.of_rounds(text) or self.mention(text)
        if mention is not None and (counted := self._counted(text, mention)):
            return Exercises((counted,), marker, section, sure=False)
        if mention is not None and self._is_measured(text, mention):
            mention = dataclasses.replace(mention, phrase=dataclasses.replace(mention.phrase, unsayable=True))
        if mention is None or not (mention.phrase.dosed or mention.phrase.unsayable):
            return None
        strong = mention.phrase.strong
        if text.endswith(".") and not strong and self._is_step(mention):
            return None
        together = " ".join(mention.names)
        named = all(map(self._names.is_exercise, mention.names))
        amount, few = mention.phrase.amount, len(mention.names[0].split()) <= MOST_STEP_WORDS
        long = isinstance(amount, Span) and (amount.seconds or 0) > _MOST_HOLD_S
        bracketed = few and not long and bool(_DOSE_BRACKETED.fullmatch(text))
        far = mention.phrase.sets is not None and phrases.is_far(together)  # "6 x 100 m freestyle"
        certain = strong or named or bracketed or far or section is not None or bool(_MINUTES_OF.match(text))
        sure = certain or marker.kind != "none" or bool(_DOSE_APART.search(text))
        of_other = _OF_GROUP.search(together) or vocabulary.has_title_word(together)
        if not sure or (of_other and not named) or self._is_load(mention):
            return None
        name, of_section = vocabulary.without_section(mention.names[0])
        if of_section and len(mention.names) == 1:
            mention, section = dataclasses.replace(mention, names=(name,)), section or of_section
        return Exercises(self._in_turn(mention), marker, section, sure=certain)

    def _is_measured(self, text: str, mention: Mention) -> bool:
        """Whether what is done is said in metres or calories, which stay in the name: "400 m run"."""
        far = phrases.is_far(mention.names[0]) and len(mention.names[0].split()) <= _MOST_COUNTED_WORDS + 2
        title = vocabulary.has_title_word(text) or vocabulary.is_sentence(text, 0)
        return far and not title and all(map(self._names.is_exercise, mention.names))

    def of_rounds(self, text: str) -> Mention | None:
        """One exercise with its rounds as its sets, "5 rounds of 20 burpees"; None where it is something else."""
        found = _ROUNDS_OF.match(text)
        content = text[found.end() :].rstrip(".") if found else ""
        mention = self.mention(content) if content and not self._several(content) else None
        if found is None or mention is None or mention.phrase.sets is not None or not 1 <= int(found[1]) <= MAX_SETS:
            return None
        if not (mention.phrase.dosed or content[0].isdigit()) or len(mention.names[0].split()) > MOST_STEP_WORDS + 1:
            return None
        return dataclasses.replace(
            mention, phrase=dataclasses.replace(mention.phrase, sets=int(found[1]), scope=None, strong=True)
        )

    @staticmethod
    def _counted(text: str, mention: Mention) -> Mention | None:
        """Reps and a name that nobody knows, "10 flexiones", of which the lines around tell whether they are that."""
        if mention.phrase.dosed or len(mention.names) > 1 or vocabulary.is_sentence(text, 0) or text.endswith(":"):
            return None
        (written,) = mention.names
        phrase = phrases.with_bare_number(dataclasses.replace(mention.phrase, pieces=(written,)))
        name = phrase.pieces[0] if phrase.amount is not None and written[0].isdigit() else ""
        few = 0 < len(name.split()) <= _MOST_COUNTED_WORDS and vocabulary.may_name(name)
        if not few or phrase.bad or phrase.sets is not None or vocabulary.has_title_word(name):
            return None
        return dataclasses.replace(mention, names=(name,), phrase=dataclasses.replace(phrase, pieces=()))

    def has_doubtful_load(self, text: str) -> bool:
        """Whether a text names an exercise with a bar and rather its load than its reps: "Bench 5x135"."""
        mention = self.mention(text) if "x" in text.lower() else None
        return mention is not None and self._is_load(mention)

    def _is_load(self, mention: Mention) -> bool:
        """Whether what stands behind the cross is rather a load: nobody does so many reps with a bar."""
        reps = mention.phrase.amount
        many = isinstance(reps, Reps) and (reps.low or 0) >= _LEAST_LOAD and (mention.phrase.sets or 1) > 1
        found = [self._names.find(name) for name in mention.names] if many and mention.phrase.load is None else []
        return any(each is not None and each.barbell for each in found)

    def mention(self, text: str) -> Mention | None:
        """The exercise that a text names and what it says of it; None where it names none."""
        if _HOLD_THIS.match(text):
            return None
        text, counted = self._with_reps(text)
        opened = self._phrases.opened(text)
        notes = [*opened.notes, *counted]
        phrase = self._with_bare_number(self._phrases.read(opened.text))
        for words, each in opened.said:
            phrase = _without_sum_of_sides(phrase, each)
            if _is_rest_behind(phrase, each):
                phrase = dataclasses.replace(phrase, rest_s=written_amounts.longest_s(words))
                notes.extend(each.pieces)
            elif (phrase.amount and each.amount) or (phrase.load and each.load):
                notes.append(words)
            else:
                phrase = phrase.joined(dataclasses.replace(each, pieces=()))
                notes.extend(each.pieces)
        if not phrase.bad and phrase.amount is None:
            phrase = self._with_bare_number(phrase)
        if not phrase.pieces or phrase.bad or all_taken(phrase):
            return None
        name, more = self._names.of_pieces(phrase.pieces)
        if not name or _HOLD_THIS.match(name) or not vocabulary.may_name(name):
            return None
        if vocabulary.is_split(name) and not phrase.strong:
            return None
        names = tuple(map(vocabulary.speakable, self._names.choices(self._whole_name(name, text))))
        note = _as_written(text, (*more, *notes, *phrase.notes)) or None
        return Mention(names, dataclasses.replace(phrase, pieces=(), notes=()), phrase.optional, note)

    def _with_reps(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A text with its count of something as reps, "Dead bugs (10)", "The Saw - 10 beats"; a note tells of what."""
        counted = _COUNT_IN_BRACKETS.fullmatch(text)
        if counted and self._names.is_exercise(counted[1]):
            return f"{counted[1]}, {counted[2]} reps", ()
        found = _COUNT_OF_THINGS.fullmatch(text)
        if found is None:
            return text, ()
        name, count, things, behind = found.group("name", "count", "things", "behind")
        if self._names.is_known(f"{name} {things}"):  # "Kettlebell: 30 swings"
            return f"{name} {things}, {count} reps{behind or ''}", ()
        return f"{name}, {count} reps{behind or ''}", (f"{count} {things}",)

    def _whole_name(self, name: str, text: str) -> str:
        """A name without what leads to it, "on the bike", or with the article that is part of it, "The Hundred"."""
        behind = _ON_THE.sub("", name)
        if behind != name and self._names.is_exercise(behind):
            return behind
        single = " " not in name and text.startswith(f"The {name}") and not self._names.find(name)
        return f"The {name}" if single else name

    def mentions(self, text: str, between: re.Pattern[str] | None = None) -> tuple[Mention, ...]:
        """The exercises that stand in one line, also without a dose; none where a part of it names none.

        `between` is what parts them; without it any sign or word that may.
        """
        if between is None and self._names.find(text) and not self._names.are_listed(text):
            return (Mention((text,), Phrase()),)
        parts = (list_marks.numbered_items(text) if between is None else []) or (between or _TOGETHER).split(text)
        parts = [part for part in parts if part.strip()]
        each = [mention for part in parts if (mention := self._trusted(list_marks.split_marker(part)[1]))]
        if len(each) < len(parts):
            return self.mentions(text, _BETWEEN) if between is None else ()
        bare = len(each) > 1 and not any(mention.phrase.dosed for mention in each[:-1])
        if bare and each[-1].phrase.dosed and not parts[-1].lstrip()[:1].isdigit():
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
        return not self._names.is_known(name) and ("," in name or len(name.split()) > MOST_STEP_WORDS)

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

    def _in_turn(self, mention: Mention) -> tuple[Mention, ...]:
        """Name "cat/cow and cobra" in one bout so that the first is looked up and both are shown.

        Of "cat/cow and cobra, 30 seconds each", each is an exercise.
        """
        together = self._names.together(mention.names[0]) if len(mention.names) == 1 else ()
        if len(together) < 2 or mention.phrase.amount is None:  # one after the other
            return (mention,)
        if mention.phrase.to_each and not mention.phrase.sides:
            phrase = dataclasses.replace(mention.phrase, to_each=False)
            return tuple(dataclasses.replace(mention, names=(name,), phrase=phrase) for name in together)
        return (dataclasses.replace(mention, names=(", then ".join(together),)),)

    def rest(self, text: str) -> Rest | None:
        """A rest and nothing else."""
        phrase = self._phrases.read(unbracketed(text))
        if phrase.rest_s is None or phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Rest(phrase.rest_s, phrase.scope, parts=bool(_THEN_AT_END.search(text)))

    def dose(self, text: str, marker: Marker) -> Dose | NotUnderstood | None:
        """A dose and nothing else, or one whose numbers are impossible."""
        text = _REPS_OF_SET.sub(r"\1 reps @ ", text)
        remarks = [words for words in _BRACKET.findall(text) if self._is_remark(words)]
        bare = _BRACKET.sub(lambda found: "" if found[1] in remarks else found[0], text)
        phrase = self._phrases.read(unbracketed(bare))
        phrase = dataclasses.replace(phrase, notes=(*phrase.notes, *remarks)) if remarks else phrase
        if phrase.bad and self.mention(text):
            return None
        if phrase.bad:
            return NotUnderstood(marker) if len(text.split()) <= vocabulary.MOST_WORDS else None
        manner = [piece for piece in phrase.pieces if vocabulary.tells_how(piece)]
        if manner:
            rest = tuple(piece for piece in phrase.pieces if piece not in manner)
            phrase = dataclasses.replace(phrase, pieces=rest, notes=(*phrase.notes, *manner))
        if not phrase.dosed or not all_taken(phrase) or (vocabulary.has_title_word(text) and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=()), each=False, marker=marker, loaded=self._loaded(bare))

    def _loaded(self, text: str) -> Phrase | None:
        """What "10 x 12" says where the 10 is a load without a unit."""
        found = set_lists.as_one_set(text)
        phrase = self._phrases.read(found[1]) if found else None
        if found is None or phrase is None or phrase.bad or not all_taken(phrase):
            return None
        return dataclasses.replace(phrase, pieces=(), notes=(found[0], *phrase.notes))

    def _is_remark(self, words: str) -> bool:
        """Whether words in brackets say nothing of a dose, or too much to be one."""
        said = self._phrases.read(words)
        says = said.bad or said.dosed or said.rest_s is not None or said.load or said.sides or said.to_each
        return not says or len(words.split()) >= _LEAST_REMARK

    def dose_of_each(self, text: str, marker: Marker) -> Dose | None:
        """A dose that is said to be that of each exercise: "45 seconds each"."""
        bare = unbracketed(_IDLE.sub(" ", text)).rstrip(" .,")
        found = groups.EACH.search(bare) or groups.EACH_BARE.search(bare)
        leads = text.endswith(":") and not found
        if not found and not leads:
            return None
        phrase = self._phrases.read(bare[: found.start()] + ", " + bare[found.end() :] if found else bare.rstrip(":"))
        if not phrase.dosed or phrase.bad or not all_taken(phrase) or (leads and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=(), to_each=False), each=True, marker=marker)

    def counts(self, text: str) -> bool:
        """Whether a text says of sets how many reps they have, and no more."""
        phrase = self._phrases.read(unbracketed(text))
        return isinstance(phrase.amount, Reps | tuple) and not phrase.bad and all_taken(phrase)

    def dose_of_set(self, labelled: re.Match[str], marker: Marker) -> Dose | None:
        """The dose of one set of several, behind words that say which: "Top set: 5 @ 100 kg"."""
        told = _REPS_WITH_LOAD.sub(r"\1 reps @ ", labelled["dose"].replace("[", "(").replace("]", ")"))
        written = unbracketed(f"{told} reps" if told.isdecimal() else told)
        phrase = self._phrases.read(written)
        if labelled["one"] and (phrase.bad or (phrase.sets or 1) > _MOST_IN_SET):  # it is one set: "Set 2: 14 x 10"
            phrase = self._loaded(written) or phrase
        if phrase.amount is None or phrase.bad:
            return None
        dose = dataclasses.replace(phrase, pieces=(), notes=(*phrase.notes, *phrase.pieces))
        return Dose(dose, each=False, marker=marker, of_set=True)


def _as_written(text: str, left: tuple[str, ...]) -> str:
    """What is left of a line: as it stands there, where no dose stands between its parts."""
    places = [text.find(part) for part in left]
    if len(left) > 1 and min(places) >= 0:
        whole = text[min(places) : max(at + len(part) for at, part in zip(places, left, strict=True))]
        whole += ")" * (whole.count("(") - whole.count(")") == 1 and text[min(places) + len(whole) :].startswith(")"))
        if not vocabulary.holds_dose(whole) and len(whole) <= sum(map(len, left)) + _MOST_BETWEEN * len(left):
            return whole
    in_order = sorted(zip(places, left, strict=True)) if left and min(places) >= 0 else ()
    return "; ".join(part for _, part in in_order) or "; ".join(left)


def _is_rest_behind(phrase: Phrase, more: Phrase) -> bool:
    """Whether `more`, in brackets behind sets and reps, is a time and nothing else: "Curl 3x10 (60-90s)"."""
    counted = isinstance(phrase.amount, Reps) and (phrase.amount.low or 0) >= _LEAST_REPS and phrase.sets is not None
    if not (counted and phrase.rest_s is None and isinstance(more.amount, Span)):
        return False
    alone = dataclasses.replace(more, notes=(), pieces=()) == Phrase(amount=more.amount, strong=more.strong)
    return alone and _LEAST_REST_S <= (more.amount.seconds or 0) <= _MOST_REST_S


def _without_sum_of_sides(phrase: Phrase, more: Phrase) -> Phrase:
    """Of "20 reps (10 per side)" without the 20, where `more` says the 10."""
    both, one = phrase.amount, more.amount
    if more.sides == "each" and isinstance(both, Reps) and isinstance(one, Reps) and both.low and one.low:
        return dataclasses.replace(phrase, amount=None) if both.low == 2 * one.low else phrase
    return phrase


# -------------------------------------------------------------------------------------------------- starts of groups

_TABATA_WITH = pattern(r"tabata:? +(?P<content>[^\s(].*)")
_MOST_TITLE_WORDS: Final = 4
_MOST_KEPT: Final = 100
_SETS_OF_SEVERAL = pattern(r"([1-9]|1\d|20) sets?(?:,? (?:not for time|nft|for quality|of))*")
_TITLED_GROUP = pattern(r"(.{3,40}?) \(([^()\d]{2,40})\) ?:?")
_SUPERSET_WITH = pattern(
    r"(?: ?,)? (?:// ?|\+ ?)?(?:super-?set(?:ted)? (?:with|w/)|supersetted with|s/s|ss|super-?set"
    r"|(?:(?:then )?(?:paired|alternat(?:ed|ing)|back[ -]to[ -]back) with)) "
)


class GroupReader:
    """Reads a line that opens a group, with the exercises that it names: "3 rounds: 10 rows, 10 flies"."""

    def __init__(self, names: Names, phrases: PhraseReader, entries: EntryReader) -> None:
        self._names = names
        self._phrases = phrases
        self._entries = entries
        self._started: dict[str, GroupStart | None] = {}

    def start(self, text: str) -> GroupStart | None:
        """A line that opens a group; what stands behind a colon are its exercises, or their dose.

        Several kinds of line ask for it, so the last ones are kept.
        """
        if text not in self._started:
            if len(self._started) >= _MOST_KEPT:
                self._started.clear()
            self._started[text] = self._start(text)
        return self._started[text]

    def _start(self, text: str) -> GroupStart | None:
        if groups.joins(text):
            return GroupStart("superset", Phrase(), joins=True)
        for head, content in groups.heads(text):
            start = groups.group_head(head)
            if start is not None and (filled := self._filled(start, content, text)):
                return filled
        for head, content in groups.heads(text):
            counted = _SETS_OF_SEVERAL.fullmatch(head.rstrip(":")) if content else None
            mentions = self._entries.mentions(content) if counted else ()
            if counted and len(mentions) > 1 and all(each.phrase.amount for each in mentions):
                return GroupStart("circuit", Phrase(), (int(counted[1]), int(counted[1])), mentions=mentions)
        titled = _TITLED_GROUP.fullmatch(text)
        if titled and (start := groups.group_head(titled[1])) and self._is_mere_title(titled[2]):
            return start
        return self._pair(text) or self._labelled(text)

    def _labelled(self, text: str) -> GroupStart | None:
        """A group behind its name: "Core finisher: 3 rounds of"."""
        label, _, content = text.partition(": " if ": " in text else " - ")
        named = vocabulary.is_numbered_part(label) or self._is_mere_title(label)
        if not content or not named or not any(map(str.isdigit, content)):
            return None
        start = self.start(content)
        return dataclasses.replace(start, titled=True) if start else None

    def _filled(self, start: GroupStart, content: str, text: str) -> GroupStart | None:
        """A group with what stands behind its colon; None where that is nothing of a group."""
        mentions = self._entries.mentions(content) if content else ()
        if content and not mentions and (told := self._entries.exercises(content, NO_MARKER, None)):
            mentions = told.mentions if len(told.mentions) > 1 else ()  # with a rest behind them
        if content and not mentions:
            more = self._phrases.read(content.replace("(", ",").replace(")", ","))
            if self._is_mere_title(content):
                return start
            if not (all_taken(more) and (more.dosed or more.rest_s is not None)):
                return None
            return dataclasses.replace(start, phrase=start.phrase.joined(more))
        if len(mentions) == 1 and not start.whole and not mentions[0].phrase.dosed:
            return None  # "8 min of: jumping jacks"
        if len(mentions) == 1 and start.kind == "circuit" and self._entries.of_rounds(text):
            return None  # one exercise has its rounds as its sets
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

    def tabata(self, text: str, marker: Marker) -> Exercises | GroupStart | None:
        """Exercises for eight times 20 seconds, or for what is said of one: "Tabata squats"."""
        found = _TABATA_WITH.fullmatch(text)
        if not found:
            return None
        mentions = self._entries.mentions(found["content"])
        start = groups.group_head("tabata")
        if len(mentions) > 1 and start and not any(mention.phrase.dosed for mention in mentions):
            return dataclasses.replace(start, mentions=mentions)
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
