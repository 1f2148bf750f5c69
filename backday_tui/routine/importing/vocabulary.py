"""The words that the importer knows: of headings, sections, sentences, and of what names no exercise.

Each question is answered for a few words by themselves: whether they can be a heading, a sentence, a name. What a whole
line is, is decided in `line_reader.py`, and what it means among the lines around it in `gather.py`. Words that say how
much or how long are in `written_amounts.py` and `phrases.py`; those that open a group, in `groups.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.languages import LONG_DAY, SHORT_DAY
from backday_tui.routine.importing.statements import SectionStart
from backday_tui.routine.importing.written_amounts import TIME, pattern

if TYPE_CHECKING:
    from backday_tui.routine.importing.statements import Phrase
    from backday_tui.routine.model import Section


def set_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_FILLERS: Final = set_of(
    """
    a all and as at below by can circuit circuits complete completing cycle do doing each every exercise exercises
    following for from go good hold in is it list minutes move movement movements moves of on one order perform
    possible quality repeat reps rest round rounds set sets station stations sequence start superset supersets that the
    them then these this those through time times to total try with work workout without your you x aim about at least
    whole entire above between block part section
    pair pairs continue onto next minimal after you've completed finished once
    main finisher metcon conditioning full need as many another more begin beginning starting finish
    recommended or few not tabata alternating style total finish score up top mit con avec
    first second third triplet couplet nft two three both
    """
)


def words(text: str) -> list[str]:
    """The words of a text, without its numbers and signs."""
    return _WORD.findall(text)


def say_nothing(text: str) -> bool:
    """Whether the words of a text do no more than join others: "of the following", "x"."""
    return all(len(word) == 1 or word.lower() in _FILLERS for word in words(text)) and not any(map(str.isdigit, text))


def all_taken(phrase: Phrase) -> bool:
    """Whether the words that are left of a phrase say nothing: the phrase has said it all."""
    return all(map(say_nothing, phrase.pieces))


# ------------------------------------------------------------------------------------------------------------- headings

_TITLE_WORDS: Final = set_of(
    """
    cycle workout workouts routine routines program programme plan plans day days week weeks session sessions training
    guide tips exercises best why how what benefits monday tuesday wednesday thursday friday saturday sunday challenge
    phase muscles article minutes ways reasons weekend weekends finisher finishers focus class sequence sequences
    """
)
_OFF = pattern(
    r"(?:off|(?:(?:complete|full|total|active) )?(?:rest|recovery))(?: ?days?)?"
    r"(?:(?: or | and | ?/ ?|, ?| \()[^\d]{1,50})?"
)
_STARTS_ANEW = pattern(
    rf"\b(?:workouts?|routines?|day|week|session|program(?:me)?|phase|{LONG_DAY})\b"
    rf"|^(?:{SHORT_DAY}|(?:push|pull|legs?|upper|lower|full)(?:[ -]body)? #?[A-D1-6])$"
)
_DAY = pattern(
    r"(?:week \w{1,3}[ ,:-]*)?"
    rf"(?:(?:day|session|workout|week|phase) ?#?\w{{1,3}}|{LONG_DAY}|{SHORT_DAY}$)(?!\w)"
)
_DAY_LABEL = pattern(
    rf"(?P<day>{LONG_DAY}|{SHORT_DAY}|(?:day|session|week|tag|d\u00eda|jour) ?#?\w{{1,2}})"
    r"(?: ?: ?| ?- )"
    r"(?P<content>.+)"
)


_ENDS_TITLE = pattern(
    r"(?!.*(?<!\w)(?:per|each|every|a) \w+$).*(?<!\w)(?:routines?|workouts?|program(?:me)?s?|plans?"
    r"|challenges?|overview|splits?|schedule|days?|weeks?|sessions?"
    r"|guide|template)\)?|.*(?<!\w)(?:week|day|cycle|phase|block|session|part|workout|routine) ?#?(?:\d{1,3}|[a-e])"
)
_SPLIT: Final = set_of(
    """
    push pull leg legs upper lower full total whole body arm arms core back chest shoulder shoulders biceps bicep
    triceps tricep abs ab abdominals glute glutes quad quads quadriceps hamstring hamstrings hams calf calves delts
    traps lats forearms forearm hips cardio and day focus only
    """
)
_DOSE = pattern(
    r"x ?\d|\d ?x(?!\w)|\d ?(?:kgs?|lbs?)(?![a-z])|(?<![\w.])\d{1,3}(?: ?(?:-|to) ?\d{1,3})? ?"
    rf"(?:sets?|reps?|rounds?|repetitions?|times)(?!\w)(?! (?:a|per) )|{TIME}"
)
_NUMBERED_PART = pattern(
    r"(?:option|exercise|workout|variation|level|round|block|part|group|phase|step|circuit|superset|station"
    r"|week|day|set"
    r"|pair|section|stage|tier|category|figure|table|page|chapter)s? ?#?(?:\d{1,3}|[a-h])?"
)
_GROUP_PART = pattern(r"(?:group|block|part|circuit|superset|pair|section|round|workout|day|week|phase)")
_MANNER: Final = set_of(
    """
    heavy heavier light lighter easy easier hard harder fast faster slow slower slowly quickly moderate moderately pace
    weight weights top bottom unbroken controlled smooth strong tempo effort max maximum warmup warm bodyweight same
    pr pb record best rm across increasing decreasing up down pyramid touch intensity range percent steady only needed
    """
)
_INSTRUCTION = pattern(
    r"(?:slowly |gently |then |next,? |now |again,? )?(?:attach|stand|sit|lie|lay|kneel|place|put|grab|hold"
    r"|grasp|bend|straighten|keep|start"
    r"|begin|return|repeat|squeeze|relax|breathe|inhale|exhale|tighten|engage|brace|lean|rotate|reach|extend|position"
    r"|face (?=the|your|a|an|up|down|away|forward|to)|loop|wrap|rest your|make sure|try"
    r"|do not|don't|avoid|contract|move|bring|slide|let|allow"
    r"|maintain|pause|use"
    r"|(?:lift|raise|lower|pull|push|press|step|jump|drive|circle|tap|shrug|nod|point|flex|rock|shake|roll|turn|twist|swing|open|cross|tuck|drop|hinge|tilt"
    r"|squat|lunge|walk|curl|stretch|switch|alternate|swap|draw|drag) (?:your|the|a|an|up|down|one|both"
    r"|slowly|back|it|them"
    r"|into|until|yourself|off|out|forward|through|over|toward|towards|with|as|from|legs|arms|left|right"
    r"|bad|to the|to your|backwards|sideways|forwards|along))(?![a-z])"
)
_FOREIGN_INSTRUCTION = pattern(
    r"(?:\w{3,12}en sie|(?:leg(?:e|en)?|stell(?:e|en)?|stütz(?:e|en)?|setz(?:e|en)?|geh(?:e|en)?|zieh(?:e|en)?"
    r"|drück(?:e|en)?|beug(?:e|en)?"
    r"|heb(?:e|en)?|streck(?:e|en)?|senk(?:e|en)?|knie) (?:dich|sich|sie|die|den|das|dein|deine|deinen|auf|langsam|in)"
    r"|(?:túmbate|acuéstate|siéntate|apoya|coloca|mantén|baja|sube|levanta|separa|dobla|flexiona|ponte|lleva|empuja)"
    r"|(?:allongez|placez|tenez|gardez|asseyez|pliez|poussez|montez|descendez|écartez|levez|penchez|mettez|contractez)"
    r")(?!\w)"
)
_POSITION = pattern(
    r"(?:sitting|standing|lying|laying|kneeling|seated)(?: (?:up|down|tall|upright|flat))*"
    r" (?:on|in|at|against|with|by|beside|behind) (?:the|an?|your)(?: \w+){1,3}|on (?:your|all) \w+"
    r"|(?:sitting|standing|lying|seated) (?:in bed|in chair|on (?:back|side|stomach|floor|bed))"
)
"""How one sits or lies for an exercise: "Sitting up on the bed"."""
_LEAST_INSTRUCTION: Final = 4
_HOW_OFTEN = (
    r"(?:(?:once|twice|\d{1,2}(?: ?(?:-|to|or) ?\d{1,2})?)(?: or (?:twice|\d{1,2}))?"
    r"(?: ?(?:x|times|days|sessions|rounds))?,? (?:(?:a|per|each|every) (?:day|week|month)|daily|weekly)"
    r"|every (?:other |second |single )?day"
    r"|(?:every (?:\d{1,2} )?|an )hours?|hourly)(?![a-z])"
)
_TOLD_HOW_OFTEN = pattern(rf"(?:,? ?(?:about|up to|at least|around))?,? ?(?<!\w){_HOW_OFTEN}")
_HOW_OFTEN_ALONE = pattern(
    r"(?:(?:please |try to |aim to )?(?:do|perform|repeat|complete|practi[cs]e|aim for)"
    r"(?: (?:it|this|these|them|(?:this|these|the|all)(?: \w+)? (?:exercises?|stretch(?:es)?|routine)))? )?"
    rf"(?:about |up to |at least |around )?(?=.*(?:\d|once|twice)){_HOW_OFTEN}"
)
"""On how many days, or how often on one, which is no dose: "2-3 times a day"."""
_ADVISES = pattern(
    r"(?:(?:ramp|build|work|warm)(?:ing)? up|drop|use|perform|add(?:ing)?|build|increas(?:e|ing)|decreas(?:e|ing)"
    r"|reduc(?:e|ing)"
    r"|(?:add|us|keep|lower|tak|go|dropp)ing"
    r"|keep|start|begin|go|aim|try|stop|leave|take|do|focus|make sure|don't|then|set up|lower|alternate|complete"
    r"|(?:on )?(?:the |each |your |all |every )?(?:last|first|final|top|drop|working|work|next|each|all)"
    r"(?: \w+)? sets?"
    r"|all sets?|each set|adjust|choose|pick|find|move up|progress|deload)(?!\w)"
)


def ends_title(text: str) -> bool:
    """Whether a text ends as titles do: "6 day push/pull routine", "5x5 overview"."""
    return bool(_ENDS_TITLE.fullmatch(text.strip(" :!")))


def holds_dose(text: str) -> bool:
    """Whether there is a number of sets, reps or minutes in a text."""
    return bool(_DOSE.search(text))


def is_of_sets(text: str) -> bool:
    """Whether a text tells of some of the sets that were told before: "the last two sets"."""
    return bool(_OF_SETS.search(text))


def is_numbered_part(text: str) -> bool:
    """Whether a text names a part of a workout, mostly by its number: "Option #1", "Exercise 2"."""
    return bool(_NUMBERED_PART.fullmatch(text.strip(" :.-")))


def is_group_part(text: str) -> bool:
    """Whether a text names a group by its number: "Group 2"."""
    return bool(_GROUP_PART.match(text))


def tells_manner(text: str) -> bool:
    """Whether one of the words of a text says how something is done: "fast", "slowly"."""
    return not _MANNER.isdisjoint(words(text.lower()))


def is_manner(text: str) -> bool:
    """Whether a text says no more than how something is done: "heavy", "at a slow pace"."""
    lower = [word.lower() for word in words(text)]
    return bool(lower) and all(word in _MANNER or word in _FILLERS for word in lower) and not _MANNER.isdisjoint(lower)


def is_instruction(text: str) -> bool:
    """Whether a line tells how to move, without the dot of a sentence: "Place your hands on the floor"."""
    parts = text.split()
    told = _INSTRUCTION.match(text) or _FOREIGN_INSTRUCTION.match(text)
    if len(parts) < _LEAST_INSTRUCTION or _in_title_case(parts) or not told:
        return False
    first = "".join(parts[:2]).lower()
    return first not in WRITTEN_APART and first != "lowerback"  # "step up with a knee drive"


def is_how_often(text: str) -> bool:
    """Whether a text says on how many days something is done, or how often on one, and no more: "2-3 times a day"."""
    return bool(_HOW_OFTEN_ALONE.fullmatch(text.rstrip(" .!")))


def without_how_often(text: str) -> str:
    """A text without what it says of that: "Repeat 10 times, 3 times a day" orders ten."""
    return _TOLD_HOW_OFTEN.sub("", text)


def is_position(text: str) -> bool:
    """Whether a few words tell how one sits or lies: "Sitting up on the bed"."""
    return bool(_POSITION.fullmatch(text))


def tells_how(text: str) -> bool:
    """Whether a few words beside a dose say how it is done, or how often on a day: "heavy", "every hour"."""
    return is_manner(text) or is_of_sets(text) or not without_how_often(text).strip(" ,.")


def is_cue(text: str, *, named: bool) -> bool:
    """Whether a few words can be what somebody keeps in mind of an exercise: "Slow and controlled", "elbows tucked".

    Words that sound like an exercise, which `named` tells, can be one only where they begin as an instruction does.
    """
    if named or _INSTRUCTION.match(text):
        return bool(_INSTRUCTION.match(text)) and not _in_title_case(text.split())
    parts = text.split()
    return is_manner(text) or (len(parts) > 1 and not _in_title_case(parts))


def is_split(text: str) -> bool:
    """Whether a text names no more than muscles or a part of the body: "Pull", "Chest & triceps"."""
    lower = [word.lower() for word in words(text)]
    return bool(lower) and all(word in _SPLIT for word in lower) and not any(map(str.isdigit, text))


def advises(text: str) -> bool:
    """Whether a text begins as what is said of how an exercise is done."""
    return bool(_ADVISES.match(text))


def has_title_word(text: str) -> bool:
    """Whether one of the words is of those that stand in titles and in no exercise."""
    return not _TITLE_WORDS.isdisjoint(words(text.lower()))


def starts_anew(text: str) -> bool:
    """Whether a heading announces a workout of its own."""
    return bool(_STARTS_ANEW.search(text))


def is_off(text: str) -> bool:
    """Whether a heading says that nothing is done on this day."""
    return bool(_OFF.fullmatch(text.strip().rstrip(":")))


def is_day_off(text: str) -> bool:
    """Whether a label says so of what it stands before: "Sat/Sun: rest", "Weekend - off"."""
    label, _, content = text.replace(" - ", ": ").rpartition(": ")
    return bool(label) and is_off(content)


def is_day(text: str) -> bool:
    """Whether a heading is that of one day of several: "Day 1", "Monday: pull"."""
    return bool(_DAY.match(text))


def is_bare_day(text: str) -> bool:
    """Whether a heading is no more than "Day 1" or "Monday"."""
    return bool(_DAY.fullmatch(text.strip().rstrip(":")))


def day_and_content(text: str) -> tuple[str, str] | None:
    """A day and what stands behind it in its line, "Mon: Squat 3x5"; None where it begins with no day."""
    found = _DAY_LABEL.fullmatch(text)
    return (found["day"], found["content"]) if found else None


# ------------------------------------------------------------------------------------------------------------- sections

_WARM_UP = (
    r"(?:(?:dynamic|general|quick|light|brief|the) )?warm[ -]?ups?"
    r"(?: (?:exercises?|routine|stretch(?:es)?|sets?|circuit))?|mobility(?: work)?|activation|w/u"
)
_COOL_DOWN = (
    r"(?:(?:the|quick|light|optional) )?cool[ -]?downs?"
    r"(?: (?:exercises?|routine|stretch(?:es)?))?|stretch(?:es|ing)?|c/d"
)
_WORK = (
    r"main|(?:the )?(?:main )?(?:workout|sets?|work|lifts?|exercises|routine|part|session|moves)|working sets"
    r"|strength(?: work)?|accessor(?:y|ies)(?: work| exercises)?|conditioning|finishers?|metcon|skill|buy-? ?in"
    r"|cash-? ?out|core(?: work)?"
)
_ANY = rf"(?P<warmup>{_WARM_UP})|(?P<cooldown>{_COOL_DOWN})|(?P<work>{_WORK})"
_IN_SECTION = pattern(
    r"(?P<name>[^ ].*?)(?: ?,)? (?:(?:as|for) )?(?:an? |the )?(?:(?P<warmup>warm[ -]?up)|(?P<cooldown>cool[ -]?down))"
)
_TIME_BEHIND = rf"(?:[ :,-]*\(?(?:about |for )?(?:\d{{1,3}} ?- ?)?{TIME}\)?)?"
_HEADING = pattern(rf"(?:- ?)?(?:optional )?(?:{_ANY}){_TIME_BEHIND} ?:?")
_LABEL = pattern(
    rf"(?:{_ANY}|(?P<optional>bonus|optional(?:ly)?|extra)(?: (?:exercise|move|round))?)(?: ?\([^()]{{0,40}}\))?"
    r"(?: ?: ?| - ?| (?P<word>with|by) | (?P<bare>)(?=\d))(?P<content>.+)"
)


@dataclasses.dataclass(frozen=True, slots=True)
class SectionLabel:
    """What stands before an exercise in its line: words that name a section, or say that it is `optional`."""

    words: str
    section: Section
    optional: bool
    content: str


def section_heading(text: str, *, listed: bool) -> SectionStart | None:
    """The section that a line names as its heading; in a list a mere word may be an exercise ("Stretching")."""
    found = _HEADING.fullmatch(text)
    colon = text.endswith(":")
    bare = text.lower().startswith("stretch") and any(map(str.isdigit, text)) and "(" not in text
    if found and found["cooldown"] and (" for " in text or bare) and not colon:  # "Stretch for 5 minutes" is to be done
        return None
    if (
        not found
        or (listed and not colon and not found["work"] and not text.isupper())
        or (found["warmup"] and ":" in text and not colon)
    ):
        return None
    lower = text.lower()
    return SectionStart(_section(found), stretches="stretch" in lower, of_sets=lower.rstrip(" :").endswith("sets"))


def section_label(text: str) -> SectionLabel | None:
    """The section that a line names before what else it says; None where it names none."""
    found = _LABEL.fullmatch(text)
    if not found:
        return None
    section, optional = _section(found), bool(found["optional"])
    joined = found["word"] or found["bare"] is not None
    if joined and section == "work" and not optional:
        return None
    words = found["warmup"] or found["cooldown"] or found["work"] or found["optional"]
    return SectionLabel(words, section, optional, found["content"])


def without_section(name: str) -> tuple[str, Section | None]:
    """A name without the section that it ends in, "bike cool down", and that section; None where there is none."""
    found = _IN_SECTION.fullmatch(name)
    return (found["name"], _section(found)) if found else (name, None)


def _section(found: re.Match[str]) -> Section:
    return "warmup" if found["warmup"] else "cooldown" if found["cooldown"] else "work"


# ------------------------------------------------------------------------------------------------------------ sentences

_NARRATES = pattern(
    r"^(?:i|i'm|i've|i'd|we|he|she|they|yesterday|last (?:year|week|month))\b(?!$)"
    r"|\b(?:i|we|he|she|they|my|our)\b.*[.!?][\"')]*$"
)
_INSTRUCTS = pattern(r"\byours?(?:elf)?\b.*\.[\"')]*$")
_SUBJECT = re.compile(
    r"(?:The |A |An )?((?:[\w'/-]+ ){1,5}?)(?:is|are) (?:an?|one|another|the|also|great" r"|excellent)\b"
)
_END = re.compile(r"[.!?][\"')]*$")
_END_AND_NEXT = re.compile(
    r"(?:[a-z]{2}|\))[.!?]\s+[A-Z]|(?:\dx|, ?|\d-|(?:of|for) )\d{1,3}\.\s+[A-Z\d]"
    r"|(?<!approx)(?<=[a-z]{3})\.\s+\d{1,3} ?(?:s|secs?|seconds?|min|minutes?|rounds?)(?!\w)"
)
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
_ROMAN = re.compile(r"(?<=[a-z]) I(?=$|[,:(]| -| \d)")
"""A number in a name, "Warrior I", and nobody who tells."""
_IN_BRACKETS = re.compile(r" ?\([^()]{0,200}\)")
_INITIALS = re.compile(r"[A-Z]2[A-Z]")
"""Toes to bar, chest to bar: "T2B"."""
_NO_WORDS = re.compile(r"\":|[;{}<>=\\_|]|://|\w\.[a-z]{2}|(?<!\w)[Rr]ests? (?:in )?between(?!\w)")
_VERBS: Final = set_of(
    """
    is are was were will would should can could may might means mean has have had do does don't you you're you'll you've
    i i'm i'd i'll we we're he she they it it's this these that that's there there's here here's which because if when
    while as
    """
)
_ABOUT: Final = frozenset(
    {
        *("equipment", "equipment needed", "good for", "how to", "how to do it", "level", "difficulty", "calories"),
        *("muscle", "muscle worked", "muscle targeted", "muscles", "muscles worked", "muscles targeted"),
        *("muscle groups", "muscle group", "target", "targets", "target muscles", "targeted muscles"),
        *("type", "units", "unit", "category", "start position", "starting position", "action", "purpose", "position"),
        *("how", "form tip", "form tips", "tip", "tips", "benefits", "primary muscles", "secondary muscles"),
        *("frequency", "how often", "days per week", "days a week", "days/week", "times per week", "times a week"),
        *("sessions per week", "workouts per week", "training days", "weeks", "program length", "program duration"),
        *("works", "focus", "benefit", "why", "why it works", "how to perform"),
        *("step", "setup", "set up", "watch"),
        *("started", "start time", "ended", "end time", "finished", "finish time", "body weight", "heart rate"),
        *("target", "targets", "read more", "related", "see also", "tag", "tags"),
        *("published", "date", "from", "to", "subject", "source", "author", "written by"),
    }
)
_CROSSED = pattern(r"\dx\d")
_MOST_TITLE_WORDS: Final = 16
MOST_WORDS: Final = 9
"""Of a line that is no sentence, if it isn't written as a title."""


def narrates(text: str) -> bool:
    """Whether somebody tells of what they did."""
    return bool(_NARRATES.search(text))


def instructs(text: str) -> bool:
    """Whether a sentence tells the reader what to do with what is theirs: "Keep your back flat."."""
    return bool(_INSTRUCTS.search(text))


def is_about(text: str) -> bool:
    """Whether a line tells of an article or an exercise what is no part of a workout: "Equipment: a mat"."""
    label, colon, content = text.partition(":")
    return bool(colon) and label.removesuffix(" ").lower() in _ABOUT and not _CROSSED.search(content)


def subject_of(text: str) -> str | None:
    """What a sentence says what it is: "The bent-over row is a ..."; None where it says it of nothing."""
    found = _SUBJECT.match(text)
    return found[1].strip() if found else None


def has_several_sentences(text: str) -> bool:
    """Whether a sentence ends in a text and another begins."""
    return bool(_END_AND_NEXT.search(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, with their signs."""
    return _NEXT_SENTENCE.split(text)


def is_sentence(text: str, level: int) -> bool:
    """Whether a line is a sentence; one that is marked as a heading, of this level, has to be long for it."""
    parts = text.split()
    if level:
        return len(parts) > _MOST_TITLE_WORDS
    if is_instruction(text):
        return True
    text = _ROMAN.sub("", _IN_BRACKETS.sub("", text)) or text
    parts = text.split()
    if (_END.search(text) and len(parts) > 2) or has_several_sentences(text) or text.endswith((",", ";")):  # "Go!"
        return True
    if _in_title_case(parts):
        return len(parts) > _MOST_TITLE_WORDS
    return len(parts) > MOST_WORDS or not _VERBS.isdisjoint(text.lower().split())


def may_name(text: str) -> bool:
    """Whether words may be the name of an exercise."""
    text = _ROMAN.sub("", _IN_BRACKETS.sub("", text))
    parts = text.lower().split()
    if (
        not (any(len(word) > 1 for word in words(text)) or _INITIALS.fullmatch(text))
        or len(parts) > MOST_NAME_WORDS
        or text.endswith(("!", "?"))
        or names_none(text)
    ):
        return False
    if _OF_SETS.search(text) or is_numbered_part(text) or is_manner(text):
        return False
    if parts[0] in ("each", "every", "all", "both") or _FOREIGN_INSTRUCTION.match(text):
        return False
    return not has_several_sentences(text) and not _NO_WORDS.search(text) and _VERBS.isdisjoint(parts)


def _in_title_case(parts: list[str]) -> bool:
    long = [word for word in parts if len(word) > 3 and word[0].isalpha()]  # "with" and the like
    return bool(long) and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7


# ----------------------------------------------------------------------------------------------- what names no exercise

MOST_NAME_WORDS: Final = 10
WRITTEN_APART: Final = set_of(
    "chinup kneetuck legraise muscleup pressup pulldown pullover pullup pushdown pushup situp stepup vup"
)
"""Nouns that are also written as two words: "push up"."""
_ONE_SIDED = pattern(r"\b(?:one|single|1)[- ](?:arm|leg|hand|side)(?:ed)?\b")
_SIDE_WORD = pattern(r"[ ,(-]*(?<![a-z])(right|left)(?: (side|arm|leg|hand))?(?![a-z])\)?(?! to )")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = pattern(rf"(?<![a-z]){_MONTH}\.? \d{{1,4}}(?!\w)|(?<!\w)\d{{1,2}}\.? {_MONTH}(?![a-z])")
_DATE_ALONE = pattern(
    rf"(?:(?:{LONG_DAY}|{SHORT_DAY}),? )?"
    rf"(?:{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?:?"
)
_BYLINE = pattern(r"(?:(?:written |posted )?by(?= [A-Z])|(?:last )?updated|published)(?![a-z])")
_NO_EXERCISE = pattern(
    r"(?:time cap|wod|for time|rep scheme|scheme|total(?: time)?|duration|est(?:imated)?\.? time"
    r"|(?:work|top|drop|back-?off|working|warm-?up) ?sets?"
    r"|(?:back-?off|drop|cluster|rest-?pause|myo(?:-?reps?)?)(?: (?:sets?|reps?))?"
    r"|sets?|rounds?|reps?|pace|level|goal|notes?)(?: #?\d{1,3})?:?"
)
_NO_NAME = pattern(
    r"(?:total |make it )?(?:level up|level down|easier|harder|modifications?|alternatives?|subs?|scale"
    r"|examples?|directions?|instructions?|rotations?|hard cap|freq(?:uency)?|duration|volume|intensity|tempo"
    r"|elite|advanced|intermediate|beginners?|novice|rx\+?|scaled|(?:wo)?men|(?:fe)?males?"
    r"|repeat|stay|relax|breathe|switch(?: sides)?|continue|go|hold|wait|pause|halten|wiederholen|mantener"
    r"|repetir|tenir|répéter|deload|benchmarks?|scaling|score|equipment|music|intro|outro|subscribe|progression"
    r"|hinge|carry|carries|comments?|(?:\w+ ){0,2}patterns?|(?:(?:group|class) )?warm-?ups?(?: sets?)?)"
    r"(?: #?\d{1,3})?(?::(?: .*)?)?"
    r"|(?:share|follow|subscribe|save|tag|like|send|show|tell|message|text|email|let)"
    r" (?:this|with|me|us|for|to|a|your)(?!\w).*"
    r"|(?:sub|substitute|swap|replace) .+ (?:for|with) .+"
    r"|(?:estimated )?reading(?: time)?"
)
"""Labels, people and verbs that alone name nothing that is done."""
_OF_SETS = pattern(
    r"(?<!\w)(?:last|first|final|next|these|those|this|all|each|more|drop|extra|other)(?: \w+)? ?-?sets?(?!\w)"
    r"|^(?:the )?(?:last|first|final|next)(?!\w)|^page \d|^(?:page|total|option|level)$"
)
"""What tells of sets, and names no exercise."""
_UNSPEAKABLE = re.compile(r"\s*@\s*")


def names_none(text: str) -> bool:
    """Whether a text has a date in it, tells who wrote it, or is a label, a number or a verb alone."""
    text = text.strip()
    if not any(map(str.isalpha, text)) or _NO_NAME.fullmatch(text):
        return True
    return is_byline(text) or is_label(text)


def is_remark(text: str) -> bool:
    """Whether a text is such a label with words behind it, "Scaling: use a lighter bar", or a caption said twice."""
    if len(text) % 2 and text[: len(text) // 2] == text[len(text) // 2 + 1 :] and " " in text:
        return True
    return ": " in text and bool(_NO_NAME.fullmatch(text.strip()))


def is_byline(text: str) -> bool:
    """Whether a text has a date in it, or tells who wrote it: "Jane Doe, June 2, 5 min read"."""
    return bool(_DATE.search(text) or _BYLINE.match(text))


def is_date(text: str) -> bool:
    """Whether a text is a date and no more: "March 4", which is no marching."""
    return bool(_DATE_ALONE.fullmatch(text))


def is_label(text: str) -> bool:
    """Whether a text is one of the words that stand beside exercises and name none: "Time cap"."""
    return bool(_NO_EXERCISE.fullmatch(text.strip()))


def one_sided(name: str) -> bool:
    """Whether a name says that one side works at a time."""
    return bool(_ONE_SIDED.search(name))


def without_side(name: str) -> tuple[str, str | None, str]:
    """A name without "right" or "left", which of them it says, and of what: "arm", "" for none."""
    found = _SIDE_WORD.search(name)
    if not found or not found.start():
        return name, None, ""
    return (name[: found.start()] + name[found.end() :]).strip(), found[1].lower(), (found[2] or "").lower()


def speakable(name: str) -> str:
    """A name as a file may say it."""
    return _UNSPEAKABLE.sub(" at ", name).strip()
