"""Which statement a line of a pasted text makes (`statements.py`), by itself.

What it means among other lines is decided in `gather.py`. `LineReader` tries one kind after another, in the order of
`_statement`, with the help of three readers: `ParagraphReader` for lines of sentences (`paragraphs.py`), `GroupReader`
for the start of a group, `EntryReader` for exercises, doses and rests (both in `entries.py`).
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import groups, list_marks, orders, phrases, programs, rests, vocabulary
from backday_tui.routine.importing.entries import MOST_STEP_WORDS, EntryReader, GroupReader
from backday_tui.routine.importing.narrations import NarrationReader
from backday_tui.routine.importing.paragraphs import ParagraphReader
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
    SectionStart,
    Statement,
)
from backday_tui.routine.importing.typography import LONGEST
from backday_tui.routine.importing.vocabulary import all_taken
from backday_tui.routine.importing.written_amounts import ImpossibleError, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.names import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.importing.vocabulary import SectionLabel


_EVERY = pattern(r"(?:every|on the) \d{1,3}(?::\d\d)?[ -]?(?:min|sec|s(?!\w)|\d)|e\d{1,3}m?om")
_ORDERS = pattern(r"\d{1,3} ?x ?[\d(]|repeat (?:\w+ ){0,4}\d\S*(?: \w+){0,2}$")
_SET_OF_LIST = pattern(
    r"(?:x ?)?(\d{1,3}(?:-\d{1,3})?\+?)((?:, (?:rest|rpe|rir|tempo|each side|drop set).*)?| \([^()]*\))"
)
_SET_AT_LOAD = pattern(
    r"(?P<reps>\d{1,3}(?:-\d{1,3})?\+?)(?: ?reps?)? ?@ ?(?P<load>\d{1,4}(?:\.\d{1,2})? ?(?:kgs?|lbs?|%).*)"
)
_COUNTS_ALONE = pattern(r"\d{1,2}(?: ?[,/] ?\d{1,2}){2,19}")
_SET_LABEL = pattern(
    r"(?:(?:working|work|top|back-?off|drop) sets? ?#?\d{0,2}|(?P<one>set ?#?(?:\d{1,2}|one|two|three|four|five|six))"
    r"|working|back-?off|\d{1,2}(?:st|nd|rd|th)(?: set)?|(?:first|second|third|fourth|fifth|last|final) set)"
    r"(?: ?[:.] ?| - | x (?=\d)| (?=\d))(?P<dose>.*\d.*)"
)
_WARM_UP_SET = pattern(
    r"(?:set ?#?\d{1,2} ?[:.-] ?)?(?P<behind>\d.{0,60}?) ?-? ?[\[(]?warm-? ?up(?: sets?)?[\])]?"
    r"|(?:w ?\d{0,2}|warm-? ?up(?: sets?)? ?#?\d{0,2}) ?[:.-] ?"
    r"(?P<before>(?P<bar>(?:the |an )?(?:empty )?bar ?x ?)?\d.*)"
)
"""A set that only warms up for those of the same exercise: "Set 1: 20 kg x 12 [Warm-up]", "W1: 40 kg x 5"."""
_WEEK_DOSE = pattern(r"(?:week|wk|w) ?#?\d{1,2}(?: ?- ?\d{1,2})? ?(?:[:.]|- ) ?(?P<dose>\d.*)")
_SUPERSET_ALONE = pattern(r"(?:super-?set(?:ted)?|paired) with [^\d]{3,60}")
_BRACKETED = re.compile(r"\(([^()\d]{4,200})\)")
_THEN = pattern(r"(?:and )?(?:then|next|into|directly into|straight into|followed by)[ :,.]*")
_NEXT_PART = pattern(r"(?:(?:and )?then,? |(?:part|block|section|segment|piece) ?#?[\da-h] ?[:.)-] ?)(?=\d)")
_AND_THEN_GROUP = pattern(r"(.{4,80}?)[,;]? (?:and )?then,? (?:do |complete |perform )?(\S.*:)")
_NOTE = pattern(r"(?:notes?|cues?|comments?|coach(?:'s|ing)? notes?) ?: ([^\d].{2,200})")
_QUOTED = re.compile(r"([\"'])((?:(?!\1).){3,250})\1\.?")
"""What somebody has noted about an exercise."""
_META = pattern(
    r"@\w+(?:[:\s]|$)"
    r"|(?:barbell|dumbbells?|(?:smith )?machine|cable|kettlebells?|bodyweight|(?:resistance )?bands?)$"
)
"""What an app notes about an exercise or a workout, "@type: barbell", or the equipment alone."""
_WHEN = pattern(
    r"(?:(?:total|elapsed|estimated|est\.?|approx(?:imate)?|average|expected|overall|full|running"
    r"|completion|finish(?:ing)?|workout|session|class|video|practice) )(?:time|duration|length)s? ?[:-] .+"
    r"|(?!.*\d ?x ?\d).*(?<![\d:])\d{1,2}(?::\d\d)? ?[ap]\.?m(?!\w).*"
    r"|(?=.*(?:equipment|level|difficulty|calories) ?:)(?:[a-z ]{3,20}: [^:,|]{1,30}(?:[,|;] ?|$)){2,6}"
    r"|(?:time|target|goal) (?:domain|range|goal|target|window) ?[:-] .+"
    r"|(?:time|duration|minutes) (?:needed|required|taken|to complete) ?[:-] .+"
    r"|(?:time|duration|length) ?[:-] (?:about |approx\.? |~ ?)?(?:1[5-9]|[2-9]\d|1\d\d)(?: ?- ?\d{2,3})?"
    r" ?m(?:in(?:ute)?s?)?(?!\w).*"
)
"""How long a whole workout takes, or at which hour it is: the dose of nothing in it."""
_NAME_SENTENCE = re.compile(
    r"([^.:\d]{3,60})\. (?=\d)|([A-Z][A-Z' /-]{3,59})\. (?=[A-Z\d])|" r"([A-Z][\w' /-]{3,40})\. (?=[A-Z])"
)
_LEVEL = pattern(r"(?:easy|easier|hard|harder|beginners?|advanced|intermediate|regular|modified) ?: (?=[A-Z])")
_ROUNDS_OF_ONE = pattern(r"([^\d:]{3,40}?)(?:,| -|:) (\d{1,2}) rounds?")
_TIMED_TITLE = pattern(
    r".*(?<!\w)(?:flow|class|circuit|session|workout|routine|sequence|practice)(?: -|,| \()? ?"
    r"(?:\d{1,3} ?-? ?)?\d{1,3} ?-?"
    r"(?:min|mins|minutes?)\)?"
)
_MINUTES_OF_TITLE = re.compile(r"\d{1,3}[ -](?:Minutes?|Mins?|MINUTES?) (?:of|OF|Of) ([A-Z].*)")
"""The same with its time first: "20 Minutes of Core Power"."""
_COUNTED_TITLE = pattern(
    r"\d{1,3} (?:\w+ ){0,4}(?:poses|stretches|exercises|moves|movements|drills|ways|tips|reasons|things|workouts)"
    r" (?:for|to|that|you|every|in|with)(?!\w)"
)
"""What counts as many as there are below: "5 poses for beginners"."""
_ASKS = pattern(r"(?:how|why|what|when|where|who)(?: [^:?]*)?[:?]?")
_LEVEL_TIME = pattern(
    r"(?:elite|advanced|intermediate|beginners?|novice|rx|scaled) ?: ?[<>~]? ?"
    r"\d{1,3}:\d\d(?: ?- ?\d{1,3}:\d\d)?\+?"
)
"""How long a workout takes somebody: no dose."""
_WARM_UP_ON = pattern(
    r"(?P<section>warm[ -]?up|cool[ -]?down)(?P<before> for [^,.]{2,20}?)? (?:on|with|by|using|doing)"
    r"(?: (?:the|an?|your|some))? (?P<content>[^,.]{3,40}?)(?P<behind> for [^,.]{2,20})?\.?"
)
"""A warm-up in a sentence: "Warm up for 10 minutes on the bike"."""
_ADDED_LATER = pattern(
    r"(?:edit|update|eta|p\.?s)\.? ?#?\d?(?: ?[:-] ?)(?:.*(?<!\w)(?:swapped in|add(?:ed|ing)|add|threw in|put in"
    r"|includ(?:ed|ing)|doing|do) )?(?P<content>.+)"
)
"""What was written below a post afterwards, and the exercise that it adds."""
_DASHED_REMARK = re.compile(
    r"(.{4,80}?)(?: - |: |, (?=(?:because|since|as|so|if|while|but|keep|keeping|make sure|just|don't|no matter) ))"
    r"(?=[A-Za-z])((?![Rr]est(?!\w))(?:\S+ ){2}.*)"
)
_DOSE_LABEL = pattern(
    r"(?:parameters?|instructions?|consignes?|instrucciones|indicaciones|anweisung|ausführung|umfang"
    r"|dosage|dose|sets ?(?:/|&|and|x) ?reps|reps ?(?:/|&|and|x) ?sets|volume"
    r"|(?:suggested |recommended |exercise )?(?:prescription|program(?:me)?|protocol)|suggested(?: \w+)?"
    r"|repetitions?|how (?:many|much|long)|recommended(?: \w+)?|programming|perform|work|the work|what to do)"
    r" ?[:-] (?=\S)"
)
_BY_HOW_MUCH = pattern(r"(?:then )?(?:add|drop|lower|take off|(?:reduc|decreas|increas)(?:e|ing))(?!\w)")
"""What such a line says of a load is no load, but how much it changes."""
_PACE = pattern(r"\d (?:s|secs?|seconds?) (?:up|down|lower(?:ing)?|pauses?|eccentric|negative|on the way)(?!\w)")
"""How fast each rep goes, which is the dose of nothing."""
_STEP = pattern(
    r"(?!repeat for \d)(?:hold|stay|remain|keep|repeat|pause)"
    r"(?: (?:here|there|it|this|that|the (?:pose|position|stretch)|in .{3,40}?))?"
    r" (?:for (?:about |around |at least |up to )?)?(?:\d|a count of \d)(?!.{0,12} more times?\W)"
    r"(?!.*(?:rounds?|circuits?|rest)(?!\w)).*\w \w+"
    r"|stay (?:here )?for \d.*"
)
"""A sentence that goes on behind how long or how often something is held or repeated."""
_REST_OF_HEADING = pattern(
    r"([^.():,]{2,60}?)(?: ?[(\[]([^()\[\]]*(?:rest|between)[^()\[\]]*)[)\]]:?"
    r"|(?: -|:|,) ((?:rest|take|recover)(?!\w).*))"
)
_SETS_OF_SECTION = pattern(
    r"([^.():,\d]{2,40}?)(?: -|:|,) (\d{1,2} ?(?:sets? |x )[^:]*?(?<!\w)each"
    r"(?! (?:sides?|legs?|arms?|ways?|hands?|directions?))(?!\w)[^:]*)"
)
_TIMES_OF_STEP = pattern(r"^hold .*\d ?x$|^hold .*(?<!\w)x ?\d{1,2}$|^hold .*\d sets?$")
_STEP_BEFORE = pattern(
    r"(?:do|perform|complete) \d{1,3} (?:reps?|repetitions|times),? (?:and|then) [^:]+\.|"
    r"(?!repeat )[a-z][^:,.]{8,60}? and (?:repeat|hold)(?! it| the weight)[^:,.]{0,30} \d[^:]*\."
)
"""A step that ends in how often or how long it is done."""
_DO = pattern(r"(?:then |and )?(?:do|perform|complete|aim for|try|repeat)(?!\w)")
_FEW: Final = 5


class LineReader:
    """Says of each line what it is."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._phrases = PhraseReader()
        self._entries = EntryReader(names, self._phrases)
        self._groups = GroupReader(names, self._phrases, self._entries)
        self._paragraphs = ParagraphReader(names, self._entries, self._groups)
        self._narrations = NarrationReader(names, self._entries, self._groups)
        self._known: dict[tuple[str, int], tuple[Statement, ...]] = {}

    def narrated(self, line: PastedLine) -> Iterator[Statement]:
        """What a line says where its sentences tell a workout, as in no other way anything in the text does."""
        yield from self._narrations.of(line.text[:LONGEST]) or self.read(line)

    def read(self, line: PastedLine) -> Iterator[Statement]:
        """What a line says: one statement, seldom more."""
        if line.ruled or not line.text:
            yield Ignored() if line.ruled else Blank()
            return
        if line.aside:
            yield Comment()
            return
        key = (line.text, line.level)
        if key not in self._known and len(line.text) > phrases.LONGEST:
            marker, text = list_marks.split_marker(line.text[:LONGEST])
            self._known[key] = (self._paragraphs.of_any(text, marker),)
        elif key not in self._known:
            self._phrases.forget()
            self._known[key] = self._said(line)
        yield from self._known[key]

    def _said(self, line: PastedLine) -> tuple[Statement, ...]:
        """All that a line says; a number in it that is impossible makes it one that nobody understands."""
        try:
            return tuple(self._statements(line))
        except ImpossibleError:
            return (NotUnderstood(list_marks.split_marker(line.text)[0]),)

    def _statements(self, line: PastedLine) -> Iterator[Statement]:
        for item in list_marks.list_items(line.text):
            marker, text = list_marks.split_marker(item)
            text, notes = programs.without_program(text)
            text = self._named_first(programs.unslashed(text), marker)
            if cue := self._cue(text, marker, line.level) or self._rests(text, marker):
                yield cue
            elif (marker == NO_MARKER or ":" in text) and (ruled := self._paragraphs.rules_of_list(text)):
                yield from ruled
            elif headed := self._headed_rests(text, marker, line.level):
                yield from headed
            elif told := self._remarked(text, marker) or self._labelled_order(text, marker):
                yield told
            elif notes:
                yield self._with_notes(self._statement(text, marker, line.level), notes)
            elif then := self._then_group(text, marker, line.level):
                yield from then
            elif (next_part := _NEXT_PART.match(text)) and marker == NO_MARKER:
                yield SectionStart(None)
                yield self._statement(text[next_part.end() :], marker, line.level)
            elif vocabulary.has_several_sentences(text):
                yield from self._paragraphs.of_several(text, marker)
            else:
                yield from self._of_day(text, marker, line.level) or (self._statement(text, marker, line.level),)

    def _cue(self, text: str, marker: Marker, level: int) -> Statement | None:
        """What a line says of the exercise above it: a side, how often a day, how one sits, words in quotes."""
        if marker == NO_MARKER and vocabulary.is_position(text):
            return Advice(text, Phrase(), Marker("bullet"))
        if found := _QUOTED.fullmatch(text):
            said = self._statement(found[2], marker, level)
            is_cue = isinstance(said, HeadingOrName | Prose) and not self._names.is_known(found[2])
            return Advice(found[2], Phrase(), Marker("bullet")) if is_cue else said
        if vocabulary.is_how_often(text):
            return Advice(text, Phrase(), Marker("bullet"))
        phrase = self._phrases.read(unbracketed(text)) if len(text.split()) <= _FEW else None
        if phrase is None or phrase.sides != "each" or not all_taken(phrase):
            return None
        return Advice(text, phrase, Marker("bullet")) if phrase == Phrase(sides="each") else None

    @staticmethod
    def _with_notes(said: Statement, notes: str) -> Statement:
        """The same with notes for the exercise that is named."""
        if not isinstance(said, Exercises) or len(said.mentions) > 1:
            return said
        (mention,) = said.mentions
        note = "; ".join(filter(None, (mention.note, notes)))
        return dataclasses.replace(said, mentions=(dataclasses.replace(mention, note=note),))

    def _named_first(self, text: str, marker: Marker) -> str:
        """The same with a colon behind a name that stands there as a sentence: "LEG CURLS. 4 sets of 12"."""
        if text.endswith("!") and marker != NO_MARKER and self._is_named(text.rstrip("! ")):
            text = text.rstrip("! ")
        counted = _ROUNDS_OF_ONE.fullmatch(text)
        if counted and self._names.is_known(counted[1]):
            return f"{counted[1]}, {counted[2]} reps"
        level = _LEVEL.match(text)
        text = text[level.end() :] if level else text
        part, _, content = text.partition(": ")
        if (
            vocabulary.is_split(part)
            and any(map(str.isdigit, content))
            and self._entries.exercises(content, NO_MARKER, None)
        ):
            return content  # "Cardio: 15 minute row"
        found = _NAME_SENTENCE.match(text)
        name = (found[1] or found[2] or found[3]) if found else ""
        sure = bool(name) and (self._names.is_known(name) if found and found[3] else self._names.is_exercise(name))
        if found and found[3] and marker.kind == "number" and len(name.split()) <= MOST_STEP_WORDS:
            sure = sure or (vocabulary.is_instruction(text[found.end() :]) and not vocabulary.is_instruction(name))
        told = " your " in name.lower()  # "Circle your foot slowly. 10 times"
        return f"{name}: {text[found.end() :]}" if found and sure and not told else text

    def _is_named(self, text: str) -> bool:
        """Whether a text is exercises with their doses, by names that sound like some."""
        said = self._entries.exercises(text, NO_MARKER, None)
        return said is not None and all(self._names.is_exercise(name) for each in said.mentions for name in each.names)

    def _then_group(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """What comes before a group, and its start in the same line: "Run 400 m, then 3 rounds of:"."""
        found = _AND_THEN_GROUP.fullmatch(text)
        start = (self._groups.scheme(found[2]) or self._groups.start(found[2])) if found else None
        if found is None or start is None or start.mentions:
            return ()
        before = self._statement(found[1], marker, level)
        if isinstance(before, Exercises | GroupStart):
            return before, start
        return (dataclasses.replace(start, titled=True),)  # "Warm up, then ..."

    def _of_day(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """A day and its exercises in one line: "Mon: Squat 3x5, Bench 3x5"."""
        found = vocabulary.day_and_content(text)
        content = self._statement(found[1], marker, level) if found else None
        if found is None or not isinstance(content, Exercises | GroupStart):
            return ()
        return HeadingOrName(found[0], (), None, titled=True, level=level, marker=NO_MARKER), content

    def _statement(self, text: str, marker: Marker, level: int) -> Statement:
        """What a line says: what leaves the least doubt is tried first, whether it is a mere name or heading last."""
        if told := self._certain(text) or self._added(text, marker):
            return told
        warm_up = _WARM_UP_ON.fullmatch(text)
        if warm_up and (time := warm_up["before"] or warm_up["behind"]):
            text = f"{warm_up['section']}: {warm_up['content']}{time}"
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
            or (NotUnderstood(marker) if _ORDERS.match(text) or self._entries.has_doubtful_load(text) else None)
            or self._beside(text)
            or self._words(text, marker, level)
        )

    def _certain(self, text: str) -> Statement | None:
        """What no other words can mean."""
        if not text:
            return Ignored()
        if _META.match(text) or _WHEN.fullmatch(text.strip("*_")):
            return self._entries.rest(text[1:]) or Comment()
        if _THEN.fullmatch(text):
            return SectionStart(None)
        if (rest := self._entries.rest(text)) and rest.parts:
            return rest
        return Advice(text, Phrase(), Marker("bullet")) if _SUPERSET_ALONE.fullmatch(text) else None

    @staticmethod
    def _labelled_order(text: str, marker: Marker) -> Dose | None:
        """What a sentence orders behind a label: "Parameters: Hold for 30 seconds, repeat 3 times"."""
        found = _DOSE_LABEL.match(text)
        order = orders.of(text[found.end() :]) if found else None
        return Dose(dataclasses.replace(order, strong=True), each=False, marker=marker) if order else None

    def _is_order(self, text: str, marker: Marker) -> bool:
        """Whether a sentence tells to do something so often, and names no exercise: "Do 12 reps, then switch legs."."""
        instructs = vocabulary.is_instruction(text)
        if not text.endswith(".") or not (instructs or _DO.match(text)):
            return False
        start = self._groups.start(text.rstrip("."))
        of_others = groups.EACH.search(text.rstrip(".")) or rests.told_alone(text) or (start and start.whole)
        if of_others or (self._entries.dose(text, marker) and not instructs):
            return False
        named = self._entries.mention(text)
        is_name = self._names.is_known if instructs else self._names.is_exercise
        return named is None or not all(map(is_name, named.names))

    def _rests(self, text: str, marker: Marker) -> Prose | None:
        """A line that tells a rest among other words, and no dose."""
        if self._entries.rest(text):  # and nothing else
            return None
        told = rests.told_alone(text)
        sure = rests.opens(text) or vocabulary.is_sentence(text, 0)  # and no "Bench press, rest 2 min between sets"
        return Prose(rests=told, marker=marker) if told and sure else None

    def _headed_rests(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """A heading with a rest behind it: "Day 1 - Push (rest 90s between sets)"."""
        if (found := _SETS_OF_SECTION.fullmatch(text)) and (start := self._section_of_sets(found[1], found[2])):
            return start
        found = _REST_OF_HEADING.fullmatch(text)
        dose = self._entries.dose(found[2], marker) if found and found[2] else None
        if (
            found
            and isinstance(dose, Dose)
            and dose.phrase.rest_s is not None
            and not self._names.is_exercise(found[1])
        ):
            title = HeadingOrName(found[1], (), None, titled=True, level=level, marker=marker)
            return (title, dataclasses.replace(dose, each=True))  # "20 minute HIIT (30 sec work/30 sec rest)"
        if found is None or not (told := rests.told_alone(found[2] or found[3])):
            return ()
        heading, is_day = self._statement(found[1], marker, level), vocabulary.is_day(found[1])
        named = isinstance(heading, HeadingOrName) and (heading.known or heading.name)
        if not is_day and (named or any(map(str.isdigit, found[1]))):
            return ()
        if vocabulary.names_none(found[1]):  # "Note: rest 2 min between sets"
            return (Prose(rests=told),)
        return (heading, Prose(rests=told)) if isinstance(heading, HeadingOrName | SectionStart) else ()

    def _section_of_sets(self, heading: str, text: str) -> tuple[Statement, ...]:
        """A section with what is done of each exercise in it: "Strength work - 3 sets of each, rest 90 s"."""
        section = vocabulary.section_heading(heading, listed=False)
        dose = self._entries.dose_of_each(text, NO_MARKER) or self._entries.dose(text, NO_MARKER)
        if not isinstance(dose, Dose) or section is None or self._names.is_exercise(heading):
            return ()
        return section, dataclasses.replace(dose, phrase=dataclasses.replace(dose.phrase, to_each=False), each=True)

    def _added(self, text: str, marker: Marker) -> Statement | None:
        """What goes on: with a dose, or below a post afterwards: "edit: thanks, swapped in face pulls 3x15"."""
        dose = self._entries.dose(text, marker) if _TIMES_OF_STEP.search(text) else None
        if dose:  # "Hold 30 seconds x 3"
            return dose
        is_step = _STEP.match(text) or _STEP_BEFORE.match(text) or self._is_order(text, marker)
        if is_step and (order := orders.of(text)):
            return Prose(order=order, marker=NO_MARKER)
        found = _ADDED_LATER.fullmatch(text)
        if not found:
            return None
        said = self._entries.exercises(found["content"], marker, None)
        return said if self._is_named(found["content"]) and said else self._paragraphs.prose(text, marker)

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
        short = text[0].isdigit() and len(mention.names[0].split()) <= MOST_STEP_WORDS
        if not (short or all(map(self._names.is_exercise, mention.names))):
            return None
        note = "; ".join(filter(None, (mention.note, found[2].strip())))
        return dataclasses.replace(said, marker=marker, mentions=(dataclasses.replace(mention, note=note),))

    def _title(self, text: str, marker: Marker, level: int) -> HeadingOrName | None:
        """A title whose numbers are no dose: "5x5 overview", "3-minute plank challenge"."""
        is_question = _ASKS.fullmatch(text) is not None
        is_title = (
            vocabulary.ends_title(text)
            or _TIMED_TITLE.fullmatch(text)
            or _COUNTED_TITLE.match(text)
            or is_question
            or vocabulary.is_date(text)
            or ((timed := _MINUTES_OF_TITLE.fullmatch(text)) and not self._names.is_exercise(timed[1]))
        )
        if marker != NO_MARKER or not any(map(str.isdigit, text)) or not is_title:
            return None
        if self._is_dosed_name(text) and not is_question:
            return None
        few = (len(text.split()) <= vocabulary.MOST_WORDS or is_question) and not self._names.find(text)
        return HeadingOrName(text, (), None, titled=True, level=level, marker=marker) if few else None

    def _is_dosed_name(self, text: str) -> bool:
        """Whether a text names an exercise with its sets and reps: "Press 5x3, heavier than last week"."""
        mention = self._entries.mention(text)
        if mention is None or mention.phrase.sets is None or mention.phrase.amount is None:
            return False
        return all(self._names.is_exercise(name) and not vocabulary.has_title_word(name) for name in mention.names)

    def _advice(self, text: str, marker: Marker) -> Advice | None:
        """How the exercise above is done; None where it names another."""
        if not vocabulary.advises(text):
            return None
        phrase = self._phrases.read(unbracketed(text))
        if phrase.bad or all_taken(phrase) or (marker.kind != "bullet" and not phrase.dosed):
            return None
        mention = self._entries.mention(text)
        named = mention is not None and all(map(self._names.is_exercise, mention.names))
        said = Phrase() if vocabulary.is_of_sets(text) else dataclasses.replace(phrase, pieces=(), notes=())
        said = dataclasses.replace(said, load=None) if _BY_HOW_MUCH.match(text) else said
        said = dataclasses.replace(said, amount=None) if _PACE.search(text) else said
        return None if named else Advice(text, said, marker)

    def _tells(self, text: str) -> bool:
        told = vocabulary.narrates(text) or (vocabulary.instructs(text) and self._phrases.read(text).sets is None)
        return told or vocabulary.is_about(text)

    def _particular(self, text: str, marker: Marker) -> Statement | None:
        """What is told by the words that it begins with: one set of several, "21-15-9", "Tabata squats"."""
        if programs.takes_over(text):
            return NotUnderstood(marker)
        if _EVERY.match(text):
            return self._groups.start(text) or NotUnderstood(marker)
        if _LEVEL_TIME.fullmatch(text):
            return Comment()
        if sets := groups.sets_of_each(text):
            return Dose(Phrase(sets=sets, strong=True), each=True, marker=marker)
        told = self._one_of_sets(text, marker) or self._groups.tabata(text, marker) or self._groups.scheme(text)
        if told or not self._is_number_of_other(text) or self._groups.start(text):
            return told
        return NotUnderstood(marker)

    def _one_of_sets(self, text: str, marker: Marker) -> Statement | None:
        """One set of several, or what is done in one week of several; None where it is neither."""
        found = _SET_OF_LIST.fullmatch(text) if marker.kind in ("bullet", "number") else None
        if found or _COUNTS_ALONE.fullmatch(text):
            phrase = self._phrases.read(unbracketed(f"{found[1]} reps{found[2]}" if found else f"{text} reps"))
            said = dataclasses.replace(phrase, pieces=(), notes=(*phrase.notes, *phrase.pieces))
            return None if phrase.bad else Dose(said, each=False, marker=marker)
        if found := _SET_AT_LOAD.fullmatch(text):
            return self._entries.dose(f"{found['reps']} reps @ {found['load']}", marker)
        found = _WARM_UP_SET.fullmatch(text)
        if found and (found["bar"] or self._entries.counts(found["behind"] or found["before"])):
            return Advice(f"Warm-up {found['behind'] or found['before']}", Phrase(), Marker("bullet"))
        if (found := _SET_LABEL.fullmatch(text)) and (dose := self._entries.dose_of_set(found, marker)):
            return dose
        found = _WEEK_DOSE.fullmatch(text)
        week = self._entries.dose(found["dose"], marker) if found else None
        return dataclasses.replace(week, of_week=True) if isinstance(week, Dose) else week

    def _beside(self, text: str) -> Advice | None:
        """How the exercise above is done: a note, or what stands in brackets on a line of its own."""
        if found := _NOTE.fullmatch(text):
            return Advice(found[1], Phrase(), Marker("bullet"))
        found = _BRACKETED.fullmatch(text)
        return Advice(found[1], Phrase(), Marker("bullet")) if found and not self._names.is_exercise(found[1]) else None

    def _is_number_of_other(self, text: str) -> bool:
        """Whether it is a label with a number that is no dose: "Time cap: 12"."""
        is_label = vocabulary.is_label(text.partition(":")[0]) and any(map(str.isdigit, text))
        return is_label and not (self._phrases.read(text).strong or groups.group_head(text))

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
        inner = (
            self._groups.tabata(content, marker)
            or (dataclasses.replace(start, section=section) if (start := self._groups.start(content)) else None)
            or self._entries.exercises(content, marker, section)
        )
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
        if isinstance(inner, HeadingOrName) and "," in inner.text and not inner.known:
            return NotUnderstood(marker)  # several, some of which nobody knows
        if isinstance(inner, Exercises):
            mentions = tuple(dataclasses.replace(each, optional=True) for each in inner.mentions)
            return dataclasses.replace(inner, mentions=mentions, sure=True)
        return dataclasses.replace(inner, optional=True) if isinstance(inner, HeadingOrName) and inner.name else None

    def _words(self, text: str, marker: Marker, level: int) -> Statement:
        """What gives no dose: a heading, the name of an exercise, or prose."""
        if vocabulary.is_sentence(text, level):
            return self._paragraphs.of_any(text, marker)
        if vocabulary.is_remark(text):
            return Comment()
        bare = self._phrases.without_brackets(text).rstrip(":").strip()
        together = self._names.together(bare.rstrip("."))
        heading = self._names.heading(bare.rstrip("."))
        known = together if len(together) > 1 else (heading,) if heading else ()
        if vocabulary.is_split(bare):
            return HeadingOrName(bare, (), None, titled=True, level=level, marker=marker)
        quoted = text.startswith('"') and text.endswith('"')  # a workout's name
        titled = not known and (quoted or vocabulary.has_title_word(text) or vocabulary.is_day_off(text))
        if not known and text.endswith("."):
            return self._paragraphs.prose(text, marker)
        if text.endswith(":") and not known and not titled and not level and len(text.split()) > _FEW:
            return Prose(leads=True, marker=marker)
        mention = self._entries.mention(text) if len(known) < 2 else None  # one alone has more to say
        if mention and known and (mention.phrase.load or mention.note) and "," in bare and len(known) < 2:
            known = mention.names if all(map(self._names.find, mention.names)) else known  # "Thruster, 95/65 lb"
            heading = bare = mention.names[0]
        if mention and mention.phrase.sides and len(known) < 2 and all(map(self._names.is_exercise, mention.names)):
            known = mention.names if all(map(self._names.find, mention.names)) else ()  # "Twist, both sides"
            heading = bare = mention.names[0]
        name = heading or (bare if known or (self._names.is_likely(bare) and not titled) else None)
        return HeadingOrName(bare, known, name, titled, level, marker, mention)
