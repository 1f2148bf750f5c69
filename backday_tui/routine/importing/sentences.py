"""Which statement a line of a pasted text makes (`statements.py`).

Each line is judged by itself. What it means among the others is decided in `gathering.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import groups, naming, phrase_reader, written_amounts
from backday_tui.routine.importing.phrase import CUT, Phrase
from backday_tui.routine.importing.statements import (
    NO_MARKER,
    Blank,
    Dose,
    Exercises,
    GroupStart,
    Marker,
    Prose,
    Rest,
    Rule,
    Said,
    SectionStart,
    Short,
    Statement,
    Unknown,
)
from backday_tui.routine.importing.words import all_taken, say_nothing
from backday_tui.routine.model import Reps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.naming import Names
    from backday_tui.routine.importing.pasted import PastedLine
    from backday_tui.routine.model import Section

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_MARKER = re.compile(
    r"(?:(?P<bullet>\u2022\s*|[-*+]\s+|-(?=[A-Za-z])|o\s+(?=\S)|\[[ xX]?\]\s+)"
    r"|\(?#?(?P<number>\d{1,3})(?:[.)](?:\s+|(?=[A-Za-z]))|:\s+(?!\d+:)|\s+-\s+(?=[A-Za-z]))"
    r"|#(?P<hash>\d{1,3})[:.]?\s+"
    r"|(?i:exercise|movement|min(?:ute)?|station|step)\s#?(?P<labelled>\d{1,3})\s?(?:[.:)]|-)\s*"
    r"|(?i:ex)\.? ?#?(?P<short>\d{1,2})(?:[.:)]\s*|\s-\s|\s+)"
    r"|(?i:odd|even)(?i: min(?:ute)?s?)?\s?[:-]\s+"
    r"|(?:(?P<pair>[A-Ha-h])\s?(?P<place>\d)|(?P<place2>\d)(?P<pair2>[a-d]))(?:\s?[.:)]\s*|\s-\s|\s+(?=[A-Za-z]))"
    r"|(?P<letter>[A-Ha-h])[.)]\s+)"
)
_INLINE_PAIR = re.compile(r"\s*[/;,|]\s*(?=[A-Ha-h]\d\s?[.:)]|\d[a-d][.:)])")
_INLINE_NUMBER = re.compile(r"\s+(?=\d{1,2}[.)]\s?[A-Za-z\d])")
_NUMBERED = re.compile(r"\(?1[.)] ?[A-Za-z\d].{0,200}? 2[.)] ?[A-Za-z\d]")
_SET_LABEL = re.compile(
    r"(?:(?:warm-? ?up|working|work|top|back-?off|drop) sets? ?#?\d{0,2}|set ?#?\d{1,2}|working|back-?off|warm-? ?up"
    r"|\d{1,2}(?:st|nd|rd|th) set)(?: ?[:.] ?| - )(?P<dose>.*\d.*)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"every \d{1,3}(?::\d\d)? ?(?:min|sec|s(?!\w)|\d)|e\d{1,2}mom(?!\w)", re.IGNORECASE)
_TABATA = re.compile(r"tabata:? +(?P<content>\S.*)", re.IGNORECASE)
_NARRATES = re.compile(
    r"^(?:i|i'm|i've|i'd|we|he|she|they|yesterday|last (?:year|week|month))\b(?!$)"
    r"|\b(?:i|we|he|she|they|my|our)\b.*[.!?][\"')]*$",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(r"\byours?(?:elf)?\b.*\.[\"')]*$", re.IGNORECASE)
_META = re.compile(
    r"(?:equipment(?: needed)?|good for|muscles?(?: worked| targeted)?|targets?|how to(?: do it)?|read more|related"
    r"|see also|published|level|difficulty|date|from|to|subject|source|author|written by|tags?|calories)"
    r" ?:(?!.*\dx\d)",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"\d{1,3} ?x ?[\d(]|repeat (?:\w+ ){0,4}\d\S*(?: \w+){0,2}$", re.IGNORECASE)
_STARTS_DOSED = re.compile(r"\d{1,3} ?x ?[\d(]")
_DAY_LABEL = re.compile(
    r"(?P<day>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:day|session) ?#?\w{1,2})(?: ?: ?| - )"
    r"(?P<content>.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;,+]\s*(?:and\s+|then\s+)?|\s+then\s+")
_TOGETHER = re.compile(
    r"\s*[;,+&]\s*(?:and\s+|then\s+)?|\s+/\s+|\s+(?:then|and|with|into|superset(?:ted)? with|ss)\s+", re.IGNORECASE
)
_SUPERSET_WITH = re.compile(
    r"\s*,?\s+(?://\s*)?(?:super-?set(?:ted)?\s+(?:with|w/)|supersetted\s+with|s/s|ss|super-?set)\s+", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NOISE = re.compile(
    r"(?:in|see|watch)(?: the)? (?:video|demo|image|picture|photo|below|above).*"
    r"|video|demo|link|pictured|image|as shown.*",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"([^:.,]{3,60}?)(?::| -) +(?=[A-Z])")
_DOSE_APART = re.compile(
    r"\w (?:x ?\d{1,4}|- ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?)$|\w: ?[\d:]+ ?[a-z]*(?: (?:each|per) [a-z]+)?$"
)
_NO_WORDS = re.compile(r"[;{}<>=\\_|\"]|://|\w\.[a-z]{2}")
_END = re.compile(r"[.!?][\"')]*$")
_SENTENCES = re.compile(r"(?:[a-z]{2}|\))[.!?]\s+[A-Z]")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
_VERBS = frozenset(
    """
    is are was were will would should can could may might means mean has have had do does don't you you're you'll you've
    i i'm i'd i'll we we're he she they it it's this these that that's there there's here here's which because if when
    while as
    """.split()  # noqa: SIM905 -- reads best
)
_TITLE_WORDS = frozenset(
    """
    workout workouts routine routines program programme plan plans day days week weeks session sessions training guide
    tips exercises best why how what benefits monday tuesday wednesday thursday friday saturday sunday challenge phase
    muscles article minutes ways reasons
    """.split()  # noqa: SIM905 -- reads best
)
_SHORT_DAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_OFF = re.compile(r"(?:off|rest)(?: ?days?)?", re.IGNORECASE)
_STARTS_ANEW = re.compile(
    r"\b(?:workouts?|routines?|day|week|session|program(?:me)?|phase|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|^(?:{_SHORT_DAY}|(?:push|pull|legs?|upper|lower|full)(?:[ -]body)? #?[A-D1-6])$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:week \w{1,3}[ ,:-]*)?"
    r"(?:(?:day|session|workout|week|phase) ?#?\w{1,3}|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{_SHORT_DAY}$)(?!\w)",
    re.IGNORECASE,
)
_WARM_UP = (
    r"(?:(?:dynamic|general|quick|light|brief|the) )?warm[ -]?ups?"
    r"(?: (?:exercises?|routine|stretch(?:es)?|sets?|circuit))?|mobility(?: work)?|activation|w/u"
)
_COOL_DOWN = (
    r"(?:(?:the|quick|light) )?cool[ -]?downs?(?: (?:exercises?|routine|stretch(?:es)?))?|stretch(?:es|ing)?|c/d"
)
_WORK = (
    r"main|(?:the )?(?:main )?(?:workout|sets?|work|lifts?|exercises|routine|part|session|moves)|working sets"
    r"|strength(?: work)?|accessor(?:y|ies)(?: work| exercises)?|conditioning|finishers?|metcon|skill|core(?: work)?"
)
_TIME_BEHIND = rf"(?:[ :,-]*\(?(?:about |for )?(?:\d{{1,3}} ?- ?)?{written_amounts.TIME}\)?)?"
_SECTION = re.compile(
    rf"(?:(?P<warmup>{_WARM_UP})|(?P<cooldown>{_COOL_DOWN})|(?P<work>{_WORK})){_TIME_BEHIND} ?:?", re.IGNORECASE
)
_SECTION_LABEL = re.compile(
    rf"(?:(?P<warmup>{_WARM_UP})|(?P<cooldown>{_COOL_DOWN})|(?P<work>{_WORK})|(?P<optional>bonus|optional(?:ly)?|extra)"
    r"(?: (?:exercise|move|round))?)(?: ?\([^()]{0,40}\))?"
    r"(?: ?: ?| - ?| (?P<word>with|by) | (?P<bare>)(?=\d))(?P<content>.+)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:The |A |An )?((?:[\w'/-]+ ){1,5}?)(?:is|are) (?:an?|one|another|the|also|great|excellent)\b")

_MOST_TITLE_WORDS: Final = 16
_MOST_WORDS: Final = 9
_LONGEST: Final = 300
_MOST_MARKERS: Final = 3
_FEW: Final = 5


class LineReader:
    """Says of each line what it is."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._phrases: dict[str, Phrase] = {}
        self._known: dict[tuple[str, int], tuple[Statement, ...]] = {}

    def read(self, line: PastedLine) -> Iterator[Statement]:
        """What a line says: one statement, seldom more."""
        if line.ruled or not line.text:
            yield Rule() if line.ruled else Blank()
            return
        if len(line.text) > _LONGEST:
            marker, text = _marked(line.text[:_LOOKED_AT])
            yield self._described(text, marker) or self._prose(text, marker)
            return
        key = (line.text, line.level)
        if key not in self._known:
            self._phrases.clear()
            self._known[key] = tuple(self._statements(line))
        yield from self._known[key]

    def _phrase(self, text: str) -> Phrase:
        """What a phrase of the line says; asked for more than once."""
        if text not in self._phrases:
            self._phrases[text] = phrase_reader.read(text)
        return self._phrases[text]

    def _statements(self, line: PastedLine) -> Iterator[Statement]:
        numbered = _NUMBERED.match(line.text)
        for part in (_INLINE_NUMBER if numbered else _INLINE_PAIR).split(line.text):
            marker, text = _marked(part)
            if _SENTENCES.search(text):
                yield from self._sentences(text, marker)
            else:
                yield from self._of_day(text, marker, line.level) or (self._statement(text, marker, line.level),)

    def _of_day(self, text: str, marker: Marker, level: int) -> tuple[Statement, ...]:
        """A day and its exercises in one line: "Mon: Squat 3x5, Bench 3x5"."""
        found = _DAY_LABEL.fullmatch(text)
        content = self._statement(found["content"], marker, level) if found else None
        if found is None or not isinstance(content, Exercises | GroupStart):
            return ()
        return Short(found["day"], (), None, titled=True, level=level, marker=NO_MARKER), content

    def _sentences(self, text: str, marker: Marker) -> Iterator[Statement]:
        """An exercise with a remark, or the rules in a paragraph: "45 seconds each, then rest. Repeat 3 times"."""
        if described := self._described(text, marker):
            yield described
            return
        first, *others = _NEXT_SENTENCE.split(text)
        opening = self._exercises(first.rstrip("."), marker, None)
        if opening and len(opening.said) == 1 and all(self._names.exercise(name) for name in opening.said[0].names):
            said = opening.said[0]
            note = "; ".join(filter(None, (said.note, " ".join(others))))
            yield dataclasses.replace(opening, said=(dataclasses.replace(said, note=note),))
            return
        rules = [rule for each in (first, *others) if (rule := self._rule(each.rstrip(".!")))]
        if any(not isinstance(rule, GroupStart) or rule.whole for rule in rules):
            yield from rules
        else:
            yield self._prose(text, marker)

    def _described(self, text: str, marker: Marker) -> Statement | None:
        """An exercise that is explained in its own line: "Bird dog: Start on all fours. Do 10 reps on each side"."""
        found = _DESCRIBED.match(text)
        if not found or not self._names.known(found[1]):
            return None
        sentences = [each.rstrip(".!") for each in _NEXT_SENTENCE.split(text[found.end() :]) if len(each) < _LONGEST]
        doses = (self._dose(each, marker) for each in sentences if each)
        dose = phrase_reader.dose_in(text) or next((dose.phrase for dose in doses if isinstance(dose, Dose)), None)
        name = found[1]
        if dose and not dose.bad:
            said = Said(self._names.choices(name), dataclasses.replace(dose, pieces=()))
            return Exercises((said,), marker, None, sure=True)
        return Short(name, (name,), name, titled=False, level=0, marker=marker) if marker != NO_MARKER else None

    def _rule(self, sentence: str) -> Statement | None:
        """A sentence that holds for the exercises around it."""
        for rule in (sentence, sentence.rpartition(": ")[2]):
            if len(rule.split()) <= _MOST_TITLE_WORDS and (
                found := self._group(rule) or self._rest(rule) or self._each(rule, NO_MARKER)
            ):
                return found
        return None

    def _statement(self, text: str, marker: Marker, level: int) -> Statement:
        if not text:
            return Rule()
        if _NARRATES.search(text) or (_INSTRUCTS.search(text) and self._phrase(text).sets is None) or _META.match(text):
            return self._described(text, marker) or self._prose(text, marker)
        return (
            self._particular(text, marker)
            or self._section(text, marker, level)
            or self._group(text)
            or self._rest(text)
            or self._each(text, marker)
            or self._exercises(text, marker, None)
            or self._dose(text, marker)
            or (Unknown(marker) if _ORDERS.match(text) else None)
            or self._words(text, marker, level)
        )

    def _particular(self, text: str, marker: Marker) -> Statement | None:
        """What is told by the words that it begins with: one set of several, "21-15-9", "Tabata squats"."""
        if _EVERY.match(text):
            return Unknown(marker)
        found = _SET_LABEL.fullmatch(text)
        phrase = (
            self._phrase(phrase_reader.unbracketed(found["dose"].replace("[", "(").replace("]", ")")))
            if found
            else None
        )
        if (
            phrase
            and phrase.amount is not None
            and not phrase.bad
            and (isinstance(phrase.amount, Reps) or not _is_warm_up(text))
        ):
            notes = (*phrase.notes, *phrase.pieces)
            return Dose(dataclasses.replace(phrase, pieces=(), notes=notes), each=False, marker=marker, of_set=True)
        found = _TABATA.fullmatch(text)
        told = (self._tabata(found["content"], marker) if found else None) or self._scheme(text)
        is_label = naming.is_label(text.partition(":")[0]) and phrase is None and any(map(str.isdigit, text))
        return told or (Unknown(marker) if is_label and not self._phrase(text).strong else None)

    def _tabata(self, content: str, marker: Marker) -> Statement | None:
        said = self._one(content)
        if said is None and self._names.exercise(content):
            said = Said(self._names.choices(content), Phrase())
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

    def _scheme(self, text: str) -> Statement | None:
        found = groups.scheme(text)
        if found is None:
            return None
        start, content = found
        said = self._inline(content) if content else ()
        if content and not said:
            return None
        return dataclasses.replace(start, said=said)

    # ---------------------------------------------------------------------------------------------- sections, groups

    def _section(self, text: str, marker: Marker, level: int) -> Statement | None:
        found = _SECTION.fullmatch(text)
        if found and marker.kind != "none" and not text.endswith(":") and not found["work"]:
            found = None
        if found and not (":" in text and not text.endswith(":") and found["warmup"]):
            return SectionStart(_section_of(found), stretches="stretch" in text.lower())
        found = _SECTION_LABEL.fullmatch(text)
        if not found:
            return None
        section = _section_of(found)
        if found["optional"]:
            return self._bonus(found["content"], marker, level)
        if (found["word"] or found["bare"] is not None) and section == "work":
            return None
        return self._labelled(found, section, marker, level)

    def _labelled(self, found: re.Match[str], section: Section, marker: Marker, level: int) -> Statement | None:
        content = found["content"]
        inner = self._exercises(content, marker, section) or self._group(content)
        if inner is not None:
            return inner
        phrase = self._phrase(content)
        if phrase.dosed and all_taken(phrase):
            label = found[found.lastgroup or 0] if section == "work" else found["warmup"] or found["cooldown"]
            said = Said((label,), dataclasses.replace(phrase, pieces=()))
            return Exercises((said,), marker, section, sure=True) if section != "work" else None
        short = self._words(content, marker, level)
        if isinstance(short, Short) and (short.name or section != "work") and any(map(str.isalpha, short.text)):
            return dataclasses.replace(short, section=section, titled=False, name=short.name or short.text)
        return None

    def _bonus(self, content: str, marker: Marker, level: int) -> Statement | None:
        inner = self._exercises(content, marker, None) or self._words(content, marker, level)
        if isinstance(inner, Exercises):
            said = tuple(dataclasses.replace(each, optional=True) for each in inner.said)
            return dataclasses.replace(inner, said=said, sure=True)
        return dataclasses.replace(inner, optional=True) if isinstance(inner, Short) and inner.name else None

    def _group(self, text: str) -> Statement | None:
        """A line that opens a group; what stands behind a colon are its exercises."""
        for head, content in groups.heads(text):
            start = groups.group_head(head)
            if start is None:
                continue
            said = self._inline(content) if content else ()
            if content and not said:
                more = self._phrase(content.replace("(", ",").replace(")", ","))
                if not (all_taken(more) and (more.dosed or more.rest_s is not None)):
                    continue
                start = dataclasses.replace(start, phrase=_joined(start.phrase, more))
            return dataclasses.replace(start, said=said)
        pair = _SUPERSET_WITH.split(text)
        if len(pair) > 1:
            said = self._inline(text, _SUPERSET_WITH)
            if len(said) == len(pair) and any(each.phrase.dosed for each in said):
                return GroupStart("superset", Phrase(), said=said)
        return None

    def _inline(self, text: str, between: re.Pattern[str] | None = None) -> tuple[Said, ...]:
        """The exercises that stand in one line; none where a part of it names none."""
        if between is None and self._names.find(text):
            return (Said((text,), Phrase()),)
        split = between or (_INLINE_NUMBER if _NUMBERED.match(text) else _TOGETHER)
        parts = [part for part in split.split(text) if part.strip()]
        said = [self._one(_marked(part)[1]) for part in parts]
        if any(each is None or not self._trusted(each) for each in said):
            if between is None and between is not _BETWEEN:
                return self._inline(text, _BETWEEN)
            return ()
        return _shared_dose([each for each in said if each is not None])

    def _trusted(self, said: Said) -> bool:
        return said.phrase.strong or all(self._names.exercise(name) for name in said.names)

    # ------------------------------------------------------------------------------------------------ rests and doses

    def _rest(self, text: str) -> Rest | None:
        phrase = self._phrase(phrase_reader.unbracketed(text))
        if phrase.rest_s is None or phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Rest(phrase.rest_s, phrase.scope)

    def _each(self, text: str, marker: Marker) -> Dose | None:
        bare = phrase_reader.unbracketed(text)
        found = groups.EACH.search(bare) or groups.EACH_BARE.search(bare)
        if not found:
            return None
        phrase = self._phrase(bare[: found.start()] + ", " + bare[found.end() :])
        if not phrase.dosed or phrase.bad or not all_taken(phrase):
            return None
        return Dose(dataclasses.replace(phrase, pieces=(), to_each=False), each=True, marker=marker)

    def _dose(self, text: str, marker: Marker) -> Statement | None:
        phrase = self._phrase(phrase_reader.unbracketed(text))
        if phrase.bad:
            return Unknown(marker) if len(text.split()) <= _MOST_WORDS or _STARTS_DOSED.match(text) else None
        if not phrase.dosed or not all_taken(phrase) or (_titled(text) and not phrase.strong):
            return None
        return Dose(dataclasses.replace(phrase, pieces=()), each=False, marker=marker)

    # ------------------------------------------------------------------------------------------------------ exercises

    def _exercises(self, text: str, marker: Marker, section: Section | None) -> Exercises | None:
        several = self._several(text)
        if several:
            return Exercises(several, marker, section, sure=True)
        said = self._one(text)
        if said is None or not said.phrase.dosed:
            return None
        if text.endswith(".") and not said.phrase.strong and self._is_step(said):
            return None
        named = all(self._names.exercise(name) for name in said.names)
        sure = said.phrase.strong or section is not None or marker.kind != "none" or bool(_DOSE_APART.search(text))
        if not (sure or named) or (_titled(text) and not named):
            return None
        together = self._in_turn(said)
        return Exercises((together,), marker, section, sure=said.phrase.strong or named or section is not None)

    def _is_step(self, said: Said) -> bool:
        """Whether it rather tells how something is done: "Push your hips back, lower for 3 seconds."."""
        name = said.names[0]
        return not self._names.known(name) and ("," in name or len(name.split()) > _FEW - 2)

    def _several(self, text: str) -> tuple[Said, ...]:
        """Exercises between commas, where each has its dose."""
        if not any(sign in text for sign in ",;+") and " then " not in text:
            return ()
        parts = [part for part in _BETWEEN.split(text) if part]
        rest = self._rest(parts[-1]) if parts else None
        said = [self._one(part) for part in (parts[:-1] if rest else parts)]
        good = [each for each in said if each and each.phrase.dosed and (each.phrase.strong or self._trusted(each))]
        if len(good) != len(said) or len(said) < 2:  # noqa: PLR2004 -- several
            return ()
        return tuple(_with_rest(each, rest.rest_s) for each in good) if rest else tuple(good)

    def _one(self, text: str) -> Said | None:
        """The exercise that a text names and what it says of it; None where it names none."""
        bare, inner, notes = self._brackets(text)
        phrase = self._weak(self._phrase(bare))
        for words, each in inner:
            phrase = _one_side_of(phrase, each)
            if phrase.amount is not None and each.amount is not None:
                notes.append(words)
            else:
                phrase = _joined(phrase, each)
        if not phrase.bad and phrase.amount is None:
            phrase = self._weak(phrase)
        if not phrase.pieces or phrase.bad or all_taken(phrase):
            return None
        name, more = self._name(phrase.pieces)
        if not name or not _is_name(name):
            return None
        names = tuple(naming.speakable(choice) for choice in self._names.choices(name))
        note = "; ".join((*more, *notes, *phrase.notes)) or None
        return Said(names, dataclasses.replace(phrase, pieces=(), notes=()), phrase.optional, note)

    def _weak(self, phrase: Phrase) -> Phrase:
        if phrase.pieces and phrase.pieces[0].isdecimal() and len(phrase.pieces) > 1:
            joined = f"{phrase.pieces[0]} {phrase.pieces[1]}"
            phrase = dataclasses.replace(phrase, pieces=(joined, *phrase.pieces[2:]))
        weak = phrase_reader.read_weak(phrase)
        if weak is phrase or not weak.pieces:
            return phrase
        return weak if weak.strong or self._names.exercise(weak.pieces[0]) or phrase.sets is not None else phrase

    def _name(self, pieces: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Which of the pieces is the name; the others, and what follows a name in the same piece, are notes."""
        at = next((i for i, piece in enumerate(pieces) if self._names.exercise(piece)), 0)
        label = pieces[0] if at == 1 and len(pieces[0].split()) <= _FEW else None
        others = pieces[1:] if at == 0 else pieces[2:] if label else (*pieces[:at], *pieces[at + 1 :])
        name, tail = self._split_tail(pieces[at])
        return name, tuple(piece for piece in (*tail, *others) if not say_nothing(piece))

    def _split_tail(self, piece: str) -> tuple[str, tuple[str, ...]]:
        """Cut "Row: keep your back flat" into name and note; "Treadmill, fast walk" stays a name."""
        if self._names.find(piece) and "," not in piece:
            return piece, ()
        for sign in (": ", " - ", ". ", "; ", ", "):
            head, found, tail = piece.partition(sign)
            if found and head and tail and (sign != ", " or len(tail.split()) > 3):  # noqa: PLR2004 -- "fast walk"
                return (tail, ()) if self._label(head, tail) else (head, (tail,))
        return piece, ()

    def _label(self, head: str, tail: str) -> bool:
        return not self._names.exercise(head) and self._names.exercise(tail)

    def _brackets(self, text: str) -> tuple[str, list[tuple[str, Phrase]], list[str]]:
        """A text without the brackets that can be read or are noise, what they say, and notes in them."""
        inner: list[tuple[str, Phrase]] = []
        notes: list[str] = []

        def replace(found: re.Match[str]) -> str:
            words = (found[1] or found[2] or "").strip()
            if not words or _NOISE.fullmatch(words):
                return " "
            phrase = self._phrase(words)
            says = dataclasses.replace(phrase, pieces=(), notes=()) != Phrase()
            if phrase.bad or not (says or phrase.notes):
                return found[0]
            inner.append((words, dataclasses.replace(phrase, pieces=())))
            notes.extend(phrase.pieces)
            return f" {CUT} "

        return _BRACKETS.sub(replace, text), inner, notes

    def _in_turn(self, said: Said) -> Said:
        """Name "cat/cow and cobra" in one bout so that the first is looked up and both are shown."""
        together = self._names.together(said.names[0]) if len(said.names) == 1 else ()
        if len(together) < 2 or said.phrase.amount is None:  # noqa: PLR2004 -- one after the other
            return said
        return dataclasses.replace(said, names=(", then ".join(together),))

    # ---------------------------------------------------------------------------------------------------------- words

    def _words(self, text: str, marker: Marker, level: int) -> Statement:
        bare = self._brackets(text)[0].replace(CUT, " ").strip().rstrip(":").strip()
        if _is_sentence(text, level):
            return self._described(text, marker) or self._prose(text, marker)
        together = self._names.together(bare.rstrip("."))
        heading = self._names.heading(bare.rstrip("."))
        known = together if len(together) > 1 else (heading,) if heading else ()
        titled = not known and _titled(text)
        if not known and text.endswith("."):
            return self._prose(text, marker)
        if text.endswith(":") and not known and not titled and not level and len(text.split()) > _FEW:
            return Prose(leads=True, marker=marker)
        name = heading or (bare if known or (self._names.likely(bare) and not titled) else None)
        return Short(bare, known, name, titled, level, marker, self._one(text) if len(known) < 2 else None)  # noqa: PLR2004

    def _prose(self, text: str, marker: Marker) -> Prose:
        text = text[:_LOOKED_AT]
        found = _SUBJECT.match(text)
        subject = found[1].strip() if found else None
        if subject and not (
            self._names.known(subject) or (len(subject.split()) <= _FEW and self._names.likely(subject))
        ):
            subject = None
        return Prose(phrase_reader.dose_in(text), subject, text.endswith(":"), marker)


_LOOKED_AT: Final = 2000


def _marked(text: str) -> tuple[Marker, str]:
    """A line without what marks it as one of a list."""
    marker = NO_MARKER
    for _ in range(_MOST_MARKERS):
        found = _MARKER.match(text)
        if not found:
            break
        text = text[found.end() :].lstrip()
        marker = _marker(found)
    return marker, text.strip()


def _marker(found: re.Match[str]) -> Marker:
    pair = found["pair"] or found["pair2"]
    if pair:
        return Marker(
            "pair", int(found["place"] or found["place2"]), pair.upper() if found["pair"] else found["place2"]
        )
    number = found["number"] or found["hash"] or found["labelled"] or found["short"]
    if number:
        return Marker("number", int(number))
    return Marker("number", ord(found["letter"].upper()) - 64) if found["letter"] else Marker("bullet")


def _section_of(found: re.Match[str]) -> Section:
    return "warmup" if found["warmup"] else "cooldown" if found["cooldown"] else "work"


def _shared_dose(said: list[Said]) -> tuple[Said, ...]:
    """Of "rows and flies 3x8" each gets the dose."""
    if len(said) > 1 and not any(each.phrase.dosed for each in said[:-1]) and said[-1].phrase.dosed:
        return tuple(dataclasses.replace(each, phrase=said[-1].phrase) for each in said)
    return tuple(said)


def _with_rest(said: Said, rest_s: int) -> Said:
    """An exercise with the rest that is said of all; its own stays."""
    return (
        said
        if said.phrase.rest_s is not None
        else dataclasses.replace(said, phrase=dataclasses.replace(said.phrase, rest_s=rest_s))
    )


def _is_warm_up(text: str) -> bool:
    return text.lower().startswith("warm")


def _one_side_of(phrase: Phrase, more: Phrase) -> Phrase:
    """Of "20 reps (10 per side)" the ten, which `more` says."""
    both, one = phrase.amount, more.amount
    if more.sides == "each" and isinstance(both, Reps) and isinstance(one, Reps) and both.low and one.low:
        return dataclasses.replace(phrase, amount=None) if both.low == 2 * one.low else phrase
    return phrase


def _joined(phrase: Phrase, more: Phrase) -> Phrase:
    """Two phrases about the same: what the first doesn't say, the second does."""
    if more.bad:
        return more
    empty = Phrase()
    given = {
        field.name: getattr(more, field.name)
        for field in dataclasses.fields(Phrase)
        if getattr(phrase, field.name) == getattr(empty, field.name)
    }
    given["notes"] = (*phrase.notes, *more.notes)
    return dataclasses.replace(phrase, **given)


def _is_name(text: str) -> bool:
    """Whether words may be the name of an exercise, not a sentence."""
    words = text.lower().split()
    if not _WORD.search(text) or len(words) > naming.MOST_WORDS or text.endswith(("!", "?")) or naming.names_none(text):
        return False
    if words[0] in ("each", "every", "all", "both"):
        return False
    return not _SENTENCES.search(text) and not _NO_WORDS.search(text) and _VERBS.isdisjoint(words)


def _is_sentence(text: str, level: int) -> bool:
    words = text.split()
    if level:
        return len(words) > _MOST_TITLE_WORDS
    if (_END.search(text) and len(words) > 2) or _SENTENCES.search(text) or text.endswith((",", ";")):  # noqa: PLR2004
        return True
    if _in_title_case(words):
        return len(words) > _MOST_TITLE_WORDS
    return len(words) > _MOST_WORDS or not _VERBS.isdisjoint(text.lower().split())


def _in_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004 -- "with" and the like
    return bool(long) and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7


def _titled(text: str) -> bool:
    return not _TITLE_WORDS.isdisjoint(_WORD.findall(text.lower()))


def starts_anew(text: str) -> bool:
    """Whether a heading announces a workout of its own."""
    return bool(_STARTS_ANEW.search(text))


def is_off(text: str) -> bool:
    """Whether a heading says that nothing is done on this day."""
    return bool(_OFF.fullmatch(text.strip().rstrip(":")))


def is_day(text: str) -> bool:
    """Whether a heading is that of one day of several: "Day 1", "Monday: pull"."""
    return bool(_DAY.match(text))


def is_bare_day(text: str) -> bool:
    """Whether a heading is no more than "Day 1" or "Monday"."""
    return bool(_DAY.fullmatch(text.strip().rstrip(":")))
