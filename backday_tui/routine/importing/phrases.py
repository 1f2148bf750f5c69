"""What a phrase says: sets, reps, times, rests, loads and sides, and the words that are left.

One thing after the other is looked for in the words and cut out of them; what was found by then, and what is left, is a
`PhraseBuilder`. `_take_all` has the order and why it is so; below it comes each kind of thing with its patterns. How a
number, a time or a load is written is in `written_amounts.py`.

Every pattern is bounded, so that a phrase is read in time in proportion to its length. Nothing here knows of exercises
or of the lines around.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import phrase_loads, set_lists, written_amounts
from backday_tui.routine.importing.phrase_builder import PhraseBuilder, trimmed
from backday_tui.routine.importing.statements import CUT, Phrase
from backday_tui.routine.importing.written_amounts import (
    AMOUNT,
    ANY_COUNT,
    ANY_TIME,
    AS_MANY,
    BETWEEN_WHAT,
    COUNT,
    DISTANCE_UNIT,
    EFFORTS,
    FAILURE,
    NO_OTHER_UNIT,
    NUMBER_STARTS,
    REPS_WORD,
    SETS,
    TIME,
    TIME_RANGE,
    TO_FAILURE,
    WEIGHT,
    WEIGHT_UNIT,
    WORDED_AMOUNT,
    ImpossibleError,
    longest_s,
    pattern,
    seconds,
)
from backday_tui.routine.model import Reps, Span

LONGEST: Final = 300
"""Characters of a line that is read as phrases; a longer one is a paragraph."""

_SAYS = pattern(
    r"\?|@|fail|exhaust|max|(?<![a-z])me |amrap|as many|rest|each|ea\.?$|per |every|both|either|side|arm|leg|hand"
    r"|e/s|[lr] ?[/+&] ?[lr]|(?:right|left) ?(?:/|&|\+|and)|alternat|body ?weight|bw|tempo|optional|if you"
)
_OPTIONAL = pattern(r"[,;-]? ?(?<![a-z])(?:optional|if you (?:can|like|want))$")
_FIRST_NUMBER = pattern(
    rf"^(?P<amount>(?![12] (?:arm|leg|hand)(?:ed)?(?![a-z]))(?:\d{{1,2}}(?:[-/]\d{{1,2}}){{2,9}}|{COUNT})|\?) "
    r"(?=[a-z]|\d{1,2}(?:ct|-?count|-for-)|[12][ -](?:arm|leg|hand)(?:ed)?(?![a-z]))"
)
_LAST_NUMBER = pattern(rf"(?:[ :]|- ?)(?P<amount>{ANY_COUNT})$")
_ONLY_NUMBER = pattern(ANY_COUNT)
_DISTANCE = pattern(rf"^\d+(?:[.,]\d+)?(?:/\d+)? ?-?{DISTANCE_UNIT}")
_DISTANCE_BEHIND = pattern(rf"[a-z] \d+(?:[.,]\d+)? ?-?{DISTANCE_UNIT}$")
_CROSSED = pattern(r"\d ?x ?(?:\d|max)")
_DATE_PARTS: Final = 3
"""So many numbers in a row may be a date; only more of them are surely reps."""
_LEAST_REMARK: Final = 3
_LEAST_TITLED_REMARK: Final = 5
"""Words in brackets that are no part of a name."""
_SENTENCE: Final = 200
_GOES_ON = pattern(r" ?(?:on|off|with|from|using|in|at|over|against|between|while|holding|without|or|until)(?!\w)")
"""What stands behind a remark in brackets and is one more."""
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ONLY_LOAD = pattern(rf"(?:{WEIGHT.replace('?P<load>', '?:').replace('?P<unit>', '?:')}|\d{{1,3}} ?%)")
_CROSSED_AT_END = pattern(r"\d ?x ?\d{1,3}(?: ?- ?\d{1,3})?\+? ?$")
_COUNTS_AT_END = pattern(r"\d(?:(?:, ?|-)\d{1,3}){2,19}\+? ?$")
_TOLD = pattern(r"(?:i|we|my)(?!\w)")
_NOISE = pattern(
    r"(?:in|see|watch)(?: the)? (?:video|demo|image|picture|photo|below|above).*"
    r"|video|demo|link|pictured|image|as shown.*"
)


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedBrackets:
    """A text without the brackets that could be read or are noise; what each of them says, and notes in them."""

    text: str
    said: tuple[tuple[str, Phrase], ...]
    notes: tuple[str, ...]


class PhraseReader:
    """Reads phrases, each once until it is told to forget them: one kind of line after another is tried on a text."""

    def __init__(self) -> None:
        self._known: dict[str, Phrase] = {}

    def read(self, text: str) -> Phrase:
        """As the function `read`."""
        if text not in self._known:
            self._known[text] = read(text)
        return self._known[text]

    def forget(self) -> None:
        """Forget all phrases: those of another line are others."""
        self._known.clear()

    def opened(self, text: str) -> OpenedBrackets:
        """A text with its brackets read, "Row (each side) (see video)"; those that say nothing of a dose stay in it."""
        said: list[tuple[str, Phrase]] = []
        notes: list[str] = []

        def replace(found: re.Match[str]) -> str:
            words = (found[1] or found[2] or "").strip()
            if not words or _NOISE.fullmatch(words):
                return " "
            if _TOLD.match(words) or phrase_loads.MORE.fullmatch(words):  # more on top of the body, or the next time
                notes.append(words)
                return f" {CUT} "
            if _ONLY_LOAD.fullmatch(words) and _CROSSED_AT_END.search(found.string[: found.start()]):
                return f"@ {words}"  # of these sets; others may follow
            if phrase_loads.SEVERAL.fullmatch(words) or phrase_loads.LESS.fullmatch(words):
                words = f"@ {words}"
            phrase = self.read(words)
            says = dataclasses.replace(phrase, pieces=(), notes=()) != Phrase()
            behind_sets = _COUNTS_AT_END.search(found.string[: found.start()]) is not None
            if phrase.bad or not (says or phrase.notes):
                least = _LEAST_REMARK if words[0].islower() else _LEAST_TITLED_REMARK
                if len(words.split()) < least and not behind_sets:
                    return found[0]
                notes.append(words)
                return f" {CUT} " if _GOES_ON.match(found.string, found.end()) else " "
            said.append((words, phrase))
            return f" {CUT} "

        return OpenedBrackets(_BRACKETS.sub(replace, text), tuple(said), tuple(notes))

    def without_brackets(self, text: str) -> str:
        """A text without the brackets that could be read or are noise."""
        return self.opened(text).text.replace(CUT, " ").strip()


def read(text: str) -> Phrase:
    """What a phrase without brackets says, of at most `LONGEST` characters."""
    builder = PhraseBuilder(text)
    try:
        _take_all(builder)
        return builder.phrase()
    except ImpossibleError:
        return Phrase(pieces=(text,), bad=True)


def unbracketed(text: str) -> str:
    """A text whose brackets are commas, so that it can be read as a phrase."""
    return " ".join(text.replace("(", ", ").replace(")", ", ").split())


def _take_all(builder: PhraseBuilder) -> None:
    """Cut out everything that a phrase says; what could be taken for something else comes first."""
    lower = builder.left.lower()
    numbered = any(map(str.isdigit, lower))
    if not (numbered or _SAYS.search(lower)):
        return
    if any(word in lower for word in _REST_WORDS):
        _take_rest(builder)  # else its time would be that of a set
    if numbered and "rest_s" not in builder.fields:
        _take_bare_rest(builder)
    if numbered:
        phrase_loads.take_tempo(builder)  # "40X0" would be 40 sets
        _take_what_is_no_dose(builder)
        _take_times_of_a_time(builder)  # of "30 s, 3 times" the "3 times" would be reps
        _take_load_before_dose(builder)  # of "Squat 255 3x5"
        _take_time_list(builder)
        _take_range_of_reps(builder)  # of "12-15 x 3"
        _take_set_list(builder)  # with the loads of its sets
        phrase_loads.take_effort(builder)  # numbers that are neither sets nor reps
        phrase_loads.take_growth_of_load(builder)
        phrase_loads.take_load_of_two(builder)
        phrase_loads.take_load_with_sign(builder)  # else its number would be the whole load
        phrase_loads.take_load_of_hands(builder)  # "20kg each hand" would be a side
        _take_sides_inside_dose(builder)  # "30s/side x 3" is no dose as long as the side stands in it
        _take_crossed_dose(builder)  # of "100kg x 5 x 3" a plain dose would take "5 x 3"
    _take_dose(builder)
    _take_rest_at_end(builder)
    _take_sides(builder)
    if numbered or "@" in builder.left or "b" in lower:  # "b" as in "lb", "bodyweight"
        phrase_loads.take_load(builder)
    _take_amount(builder)
    if builder.cut(_OPTIONAL):
        builder.fields["optional"] = True


def with_bare_number(phrase: Phrase) -> Phrase:
    """The same with a number at either end of its words taken as reps, as in "10 pull-ups" or "Squat - 15"."""
    if phrase.amount is not None or not phrase.pieces or _DISTANCE.match(phrase.pieces[0]):
        return phrase
    first, *others = phrase.pieces
    if others and _ONLY_NUMBER.fullmatch(others[0]):
        first, others = f"{first} {others[0]}", others[1:]
    found = _FIRST_NUMBER.search(first) or (None if others else _LAST_NUMBER.search(first))
    if found is None or _may_be_date(found["amount"]):
        return phrase
    try:
        amount = written_amounts.amount(found["amount"])
    except ImpossibleError:
        return dataclasses.replace(phrase, bad=True)
    pieces = (trimmed(first[: found.start()] + first[found.end() :]), *others)
    if not isinstance(amount, tuple):
        return dataclasses.replace(phrase, amount=amount, pieces=pieces)
    if phrase.sets not in (None, len(amount)):
        return dataclasses.replace(phrase, bad=True)
    falls = all((one.low or 0) >= (other.low or 0) for one, other in itertools.pairwise(map(_as_reps, amount)))
    strong = phrase.strong or len(amount) > _DATE_PARTS or falls
    return dataclasses.replace(phrase, amount=amount, sets=len(amount), pieces=pieces, strong=strong)


def is_far(name: str) -> bool:
    """Whether a name begins or ends with a distance, or with calories."""
    return bool(_DISTANCE.match(name) or _DISTANCE_BEHIND.search(name))


def _may_be_date(text: str) -> bool:
    """Whether three numbers with slashes between them don't fall, as reps set by set would: "3/12/24 Squat"."""
    numbers = [int(each) for each in text.split("/")] if re.fullmatch(r"\d+(?:/\d+){2}", text) else []
    return numbers != sorted(numbers, reverse=True)


def _as_reps(amount: Reps | Span) -> Reps:
    return amount if isinstance(amount, Reps) else Reps(None, None)


def dose_in(sentence: str) -> Phrase | None:
    """The dose that a sentence of an article gives with its sets ("start with 3 sets of 10"); None without one."""
    if "set" not in sentence.lower() and not _CROSSED.search(sentence):
        return None
    found = _SETS_AMOUNT.search(sentence) or _AMOUNT_SETS.search(sentence)
    phrase = read(sentence[found.start() :][:_SENTENCE]) if found else None
    return phrase if phrase and phrase.sets is not None and phrase.amount is not None else None


# ---------------------------------------------------------------------------------------------------------------- rests

_REST_BEFORE = pattern(r"(?:rest|recover|break|pause)[a-z]*(?: for| of)?:? ?$")
_REST_WORDS: Final = ("rest", "recover", "break", "off", "between", "to change", "to move", "to switch", "transition")
"""Without one of these, in small letters, no phrase says a rest."""

_WHERE = (
    r"(?: ?(?:in )?(?:between|after|btw\.?|b/w|b/t\.?)(?: (?:each|every|all|the))?(?: of the)?"
    rf"(?: work(?:ing)?(?= sets?))?(?: (?P<where>{BETWEEN_WHAT}|[a-h]\d))?"
    r"(?![a-z]))?"
)
_JOINED = "with|w/|then|and|take|taking"
_REST = pattern(
    rf"(?:(?:{_JOINED}) ?)?(?:an? )?"
    r"(?<![a-z])(?:rest|resting|recover|recovery|break)(?: (?:period|timer?|interval))?s?"
    rf"(?: ?(?:is|of|for|:|=|-|about|up to)){{0,2}} ?(?P<time>{ANY_TIME})(?: rest)?{_WHERE}"
)
_REST_AFTER = pattern(
    rf"(?:(?:{_JOINED}|plus) ?)?(?:an? )?{NUMBER_STARTS}(?P<time>{ANY_TIME})(?: of)?"
    r"\.?[ -](?:(?:easy |slow |light )?(?:active|walk(?:ing)?|jog(?:ging)?|full|complete)[ -]"
    r"|(?P<where6>set|round|circuit) )?"
    rf"(?:rests?|recovery(?! (?!between|after|btw|in )[a-z])|breaks?|off)(?![a-z]){_WHERE}"
    rf"|{NUMBER_STARTS}(?P<time2>{ANY_TIME}) (?:easy|walk(?:ing)?|jog(?:ging)?|light|slow)(?: \w+)? between(?! \w+ \w)"
    rf"|(?:take |wait |allow )?{NUMBER_STARTS}(?P<time3>{ANY_TIME})(?: in)?[ -]between (?:each |every |all |the )?"
    rf"(?P<where3>{BETWEEN_WHAT})(?![a-z])"
    rf"|(?:with |take |, ?){NUMBER_STARTS}(?P<time5>{ANY_TIME})(?: in)?[ -]between(?: each)?(?= ?(?:$|[,;.)]))"
    rf"|{NUMBER_STARTS}(?P<time4>{ANY_TIME}) "
    r"(?:to (?:change|move|switch)(?: to (?:the next )?)? ?|transition(?: between)?)"
    r"(?P<where4> ?stations?| ?exercises?)?(?![a-z])"
)
_REST_TURNED = pattern(
    r"(?<![a-z])(?:rest|recover)(?:ing)? (?:in )?between (?:each |the )?"
    rf"(?P<where>{BETWEEN_WHAT}) ?(?:is|of|for|:|=|-)? ?"
    rf"(?P<time>{ANY_TIME})"
)
_REST_AND = pattern(
    rf"(?:and|,) ?(?P<time>{ANY_TIME})(?: rest)? (?:in )?between (?:each |the )?(?P<where>exercises?|moves?)"
)
_REST_OF_ROUNDS = pattern(
    rf"(?:and|,) ?(?P<time>{ANY_TIME})(?: rest)? (?:in )?(?:between|after) (?:each |the )?(?:rounds?|circuits?|laps?)"
)
_NO_REST = pattern(rf"(?:with )?(?<![a-z])(?:no|zero|without(?: any)?) rests?(?![a-z]){_WHERE}")
_WORK_REST = pattern(
    rf"(?:(?P<sets>\d{{1,3}})(?: ?x ?| (?:rounds|sets|{EFFORTS}) (?:of )?))?"
    rf"\(?{NUMBER_STARTS}(?P<amount>{TIME}) ?(?:on|work|of work)(?![a-z]) ?[/,:+-]? ?"
    rf"(?P<rest>{TIME}) ?(?:of )?(?:off|rest)(?![a-z])\)?"
    r"(?: ?[x,]? ?(?P<sets2>\d{1,3}) ?(?:times|sets?|rounds|intervals|x)(?!\w)| ?x ?(?P<sets3>\d{1,3})(?!\w|:\d))?"
)
_REST_BARE = pattern(r"(?:(?<![a-z])rest ?[:=]? ?|(?<![a-z])r ?[:=] ?)(?P<rest>\d{1,3})(?= ?(?:$|[,;)]))")
_REST_LETTER = pattern(rf"(?<![a-z])r ?[:=] ?(?P<time>{ANY_TIME})")
_MOST_MINUTES: Final = 5
_LEAST_SECONDS: Final = 10


_OF_SETS = pattern(rf"sets?|{EFFORTS}")


def _take_bare_rest(builder: PhraseBuilder) -> None:
    """Cut out a rest without its unit, "rest 90": a small number can only be minutes."""
    if found := builder.cut(_REST_LETTER):
        builder.fields["rest_s"] = longest_s(found["time"])
        return
    found = _REST_BARE.search(builder.left)
    number = int(found["rest"]) if found else 0
    if number >= _LEAST_SECONDS or 0 < number <= _MOST_MINUTES:
        builder.cut(_REST_BARE)
        builder.fields["rest_s"] = number if number >= _LEAST_SECONDS else number * 60


def _take_rest_at_end(builder: PhraseBuilder) -> None:
    """Cut out a time behind sets and reps, "Row 3x8, 90s": what is done is told already, so it is the rest."""
    counted = isinstance(builder.fields.get("amount"), Reps | tuple) and "sets" in builder.fields
    if counted and "rest_s" not in builder.fields and (found := builder.cut(_TIME_AT_END)):
        builder.fields["rest_s"] = longest_s(found["time"])


_TIME_AT_END = pattern(rf", ?(?:{CUT} ?,? ?)?(?P<time>{ANY_TIME})$")


def _take_rest(builder: PhraseBuilder) -> None:
    """Cut out what a phrase says of rests, with the sets of "40 s on / 20 s off x 8"."""
    if found := builder.cut(_WORK_REST):
        builder.fields["rest_s"] = seconds(found["rest"])
        builder.say_amount(found)
        builder.strong = True
        if found["sets"] or found["sets2"] or found["sets3"]:
            builder.say_sets(found)
    for looked_for in (_REST_TURNED, _REST, _REST_AFTER):
        if "rest_s" not in builder.fields and (found := builder.cut(looked_for)):
            builder.fields["rest_s"] = longest_s(
                next(text for name, text in found.groupdict().items() if text and name.startswith("time"))
            )
            _say_scope(builder, found)
    wider = {"sets": _REST_AND, "exercises": _REST_OF_ROUNDS}.get(builder.fields.get("scope", ""))
    if wider and (found := builder.cut(wider)):
        builder.fields["between_s"] = longest_s(found["time"])
    if "rest_s" not in builder.fields and (found := builder.cut(_NO_REST)):
        builder.fields["rest_s"] = 0
        _say_scope(builder, found)


def _say_scope(builder: PhraseBuilder, found: re.Match[str]) -> None:
    groups = found.groupdict()
    word = (
        (groups["where"] or groups.get("where3") or groups.get("where4") or groups.get("where6") or "").strip().lower()
    )
    if word:
        of_rounds = ("round", "circuit", "lap", "superset", "giant", "tri", "pair")
        rounds = word.startswith(of_rounds) or word[-1].isdecimal()  # "B2"
        builder.fields["scope"] = "rounds" if rounds else "sets" if _OF_SETS.match(word) else "exercises"


# ---------------------------------------------------------------------------------------------- doses with many crosses

_LOAD_REPS_SETS = pattern(rf"(?:@ ?)?{NUMBER_STARTS}{WEIGHT} ?x ?(?P<amount>\d{{1,4}}) ?x ?(?P<sets>\d{{1,3}})(?!\w)")
_SETS_REPS_LOAD = pattern(rf"{NUMBER_STARTS}{SETS}(?: sets)? ?x ?(?P<amount>{COUNT})(?: ?{REPS_WORD})? ?x ?{WEIGHT}")
_SETS_REPS_BARE = pattern(
    rf"{NUMBER_STARTS}(?P<sets>1?\d) ?x ?(?P<amount>\d{{1,2}}) ?x ?(?P<load>\d{{2,4}}(?:\.\d)?)(?![\w%])"
    rf"(?! ?{WEIGHT_UNIT})"
)
_REPS_RANGE_SETS = pattern(
    rf"{NUMBER_STARTS}(?P<amount>(?:[5-9]|[1-3]\d) ?- ?[1-3]?\d) ?x ?(?P<sets>[1-8])(?: ?sets?)?(?![\w-]|\.\d)"
)
"""Reps of which a range is told before the sets, "8-10 x 4": so many sets are seldom left open."""
_TOO_MANY = pattern(r"(?<![\w.])\d{1,5} ?x ?\d{1,5} ?x ?\d")
_NAME_REPS_SETS = pattern(
    r"(?<!\w)x ?(?P<amount>\d{1,4}(?: ?- ?\d{1,4})?(?: ?reps)?) ?x ?(?P<sets>\d{1,3})(?: ?sets?)?(?!\w)"
)
_REPS_NAME_SETS = pattern(
    rf"(?P<amount>{ANY_TIME}|{COUNT}) (?!{WEIGHT_UNIT}(?![a-z]))"
    rf"(?P<name>[a-z][a-z' /-]{{2,60}}?) ?x ?(?P<sets>\d{{1,3}})(?: ?sets?)?(?=[ ,;]*(?:{CUT}|$))"
)
_FAR_SETS = pattern(
    rf"^(?P<name>\d[\d.,/]{{0,6}} ?-?{DISTANCE_UNIT} [a-z][a-z' -]{{1,40}}?"
    rf"|[a-z][a-z' -]{{1,40}} \d{{1,5}} ?{DISTANCE_UNIT}) ?x ?(?P<sets>\d{{1,2}})(?: ?sets?)?(?=[ ,;]*(?:{CUT}|$))"
)
"""How often a distance is done, "400 m run x 4"."""


def _take_crossed_dose(builder: PhraseBuilder) -> None:
    """Cut out doses with crosses between more than two numbers or behind a name: "100kg x 5 x 3", "10 rows x 3"."""
    if found := builder.cut(_LOAD_REPS_SETS) or builder.cut(_SETS_REPS_LOAD):
        builder.fields["load"] = written_amounts.load(found["load"], found["unit"])
        builder.say_sets(found)
        builder.say_amount(found)
    elif found := builder.cut(_SETS_REPS_BARE):
        builder.notes.append(found["load"])  # a load without a unit
        builder.say_sets(found)
        builder.say_amount(found)
    elif _TOO_MANY.search(builder.left):
        raise ImpossibleError
    if found := _FAR_SETS.match(builder.left):
        builder.left = found["name"] + builder.left[found.end() :]
        builder.say_sets(found)
        return
    found = builder.cut(_NAME_REPS_SETS)
    if not found and (found := _REPS_NAME_SETS.match(builder.left)):
        builder.left = found["name"] + builder.left[found.end() :]
    if found:
        builder.say_sets(found)
        builder.say_amount(found)


_TIMES_OF_TIME = pattern(
    rf"(?P<before>(?P<time>{TIME})[^\d]{{0,60}}?)[ ,;.-]*(?:(?:and |then )?repeat(?:ed|ing)?(?: (?:this|it|that))? )?"
    r"(?:for |x )?(?P<sets>\d{1,2})(?: ?(?:-|to) ?(?P<most>\d{1,2}))? (?:(?:times|repetitions|reps)(?![a-z])|rounds$)"
    r"(?! (?:a|per|each|every|daily|in total) )"
)
_NAME_BEHIND = pattern(r" ?[a-z]{2}")
_LEAST_OF_HOLD_S: Final = 10
"""A shorter hold is part of each rep: "hold for 5 s, repeat 10 times"."""
_NO_LOAD = pattern(
    r"(?:[@/,] ?|(?<![a-z])at )?(?<![\d.,x])0+(?:[.,]0+)? ?(?:kgs?|lbs?)(?![a-z])|@ ?0(?:[.,]0+)?(?![\w.,%:-])"
)
_WARM_UP_SETS = pattern(r"\d{1,2}(?: ?(?:-|to) ?\d{1,2})? (?:warm-?up|ramp-?up|feeder) sets?")
_WARM_UP_PART = pattern(
    r"(?<![^ ,;:])(?P<behind>\d[^,;()]{0,40}?) ?[\[(] ?warm-? ?up(?: sets?)? ?[\])](?: ?[,;])?"
    r"|warm-? ?up(?: sets?)?(?: ?:)? (?P<before>\d[^;|]{0,60}?)(?: ?;|,? then|,? work(?:ing)?(?: sets?)?:?) "
)
"""Sets in a line that only warm up for the others: "2x5x45lb (warmup), 5x5x135lb"."""
_HEIGHT = pattern(r"(?<![\d.])\d{1,3}(?:\.5)? ?(?:inch(?:es)?|in\.?|cm)(?= ?x ?\d)")
"""How high a box is: "24 inches x 10 reps"."""
_BREATHS = pattern(
    r"(?:and )?(?:(?:hold )?for )?\d{1,2}(?: ?(?:-|to) ?\d{1,2})? (?:(?:deep|slow|full|long|big) )?breaths?"
    r"(?: each(?! (?:side|leg|arm|way|direction)))?(?![a-z])"
)
_CAP = pattern(rf",? ?(?:\(?(?:time )?cap ?:? ?{TIME}\)?|\(?{TIME} (?:time )?cap\)?)(?![a-z])")
"""How long a whole workout may take at most."""
_POODS = pattern(r",? ?@? ?(?<![\d.])\d(?:\.\d)? ?(?:poods?|pd)(?![a-z])")
"""A load that a routine can't say."""
_FREQUENCY = pattern(
    r"(?:freq(?:uency)?|how often) ?[:=]? ?"
    r"(?:\d[\d/-]{0,4} (?:x|times) (?:a|per|each|every) (?:day|week)|(?:every|once|twice)[a-z\d /-]{0,30})"
    r"|,? ?(?:once|twice|\d{1,2}(?:-\d{1,2})? ?(?:x|times)) ?(?:(?:a|per|each|every|this) |/ ?)(?:day|week)(?![a-z])"
    r"|,? ?(?:once|twice|\d{1,2}(?:-\d{1,2})? ?(?:x|times)) (?:daily|weekly)(?![a-z])|,? ?every other day"
)
"""On how many days, or how often on one: no part of a set."""
_TEMPO_CODE = pattern(r"@ ?[\dx]{4}(?![\w.]| ?(?:kg|lb))")


def _take_what_is_no_dose(builder: PhraseBuilder) -> None:
    """Cut out numbers that are neither sets nor reps: a load of nothing; as notes warm-up sets, breaths, a tempo."""
    builder.cut(_NO_LOAD)
    if found := builder.cut(_WARM_UP_PART):
        builder.notes.append(f"Warm-up {found['behind'] or found['before']}".rstrip())
    if found := builder.cut(_HEIGHT):
        builder.notes.append(found[0].strip())
    for looked_for in (_CAP, _POODS, _WARM_UP_SETS, _FREQUENCY, _TEMPO_CODE):
        if found := builder.cut(looked_for):
            builder.notes.append(found[0].removeprefix("@").strip(" ,"))
    if found := builder.cut(_BREATHS):
        builder.notes.append(found[0].strip())
        builder.fields["unsayable"] = True


def _take_times_of_a_time(builder: PhraseBuilder) -> None:
    """Cut out how often a time is done: "hold for 1 minute, 3 times" is three sets of a minute."""
    found = _TIMES_OF_TIME.search(builder.left)
    if not found or _REST_BEFORE.search(builder.left[: found.start()]) or int(found["sets"]) > set_lists.SURE_SETS:
        return
    if seconds(found["time"]) >= _LEAST_OF_HOLD_S:
        builder.say_sets(found)
        builder.left = builder.left[: found.end("before")] + CUT + builder.left[found.end() :]


_LOAD_BEFORE_DOSE = pattern(
    r"(?<=[a-z),] )(?P<load>\d{2,4}(?:\.\d)?) (?=(?P<sets>\d{1,2}) ?x ?\d{1,3}(?!\w)|\d{1,2}(?:/\d{1,2})+(?![\w/]))"
)


def _take_load_before_dose(builder: PhraseBuilder) -> None:
    """Cut out as a note a load without a unit that stands before the sets."""
    found = _LOAD_BEFORE_DOSE.search(builder.left)
    if found and float(found["load"]) > set_lists.MOST_SETS:
        builder.notes.append(found["load"])
        behind = builder.left[found.end() :]
        builder.left = builder.left[: found.start()] + (
            _CROSSED_SETS.sub(r"\1 sets of ", behind, 1) if found["sets"] else _FEW_COUNTS.sub(_counts, behind, 1)
        )


_CROSSED_SETS = pattern(r"^(\d{1,2}) ?x ?")
_FEW_COUNTS = re.compile(r"^\d{1,2}(?:/\d{1,2})+")


def _counts(found: re.Match[str]) -> str:
    """Reps set by set, "4/1", so that each is read as a set of its own."""
    return ", ".join(f"1x{reps}" for reps in found[0].split("/"))


_TIMES = pattern(rf"{NUMBER_STARTS}{TIME}(?:, ?{TIME}){{1,9}}(?! ?(?:x|rest|off|on|work)(?![a-z]))(?![\d:])")
_EACH_TIME = pattern(TIME)


def _take_range_of_reps(builder: PhraseBuilder) -> None:
    """Cut out reps of which a range is told before their sets."""
    if "sets" not in builder.fields and (found := builder.cut(_REPS_RANGE_SETS)):
        builder.say_sets(found)
        builder.say_amount(found)


def _take_time_list(builder: PhraseBuilder) -> None:
    """Cut out the times of sets that are told one by one: "1:00, 1:00, 0:45"."""
    known = "," not in builder.left or builder.fields.keys() & {"sets", "rest_s"}
    found = None if known else _TIMES.search(builder.left)
    spans = tuple(Span(seconds(each[0])) for each in _EACH_TIME.finditer(found[0])) if found else ()
    if len(spans) < 2 or not builder.cut(_TIMES):  # "1 min, 15 sec" is one
        return
    if not all(span.seconds for span in spans):
        raise ImpossibleError
    builder.fields |= {"sets": len(spans), "amount": spans[0] if len(set(spans)) == 1 else spans}
    builder.strong = True


def _take_set_list(builder: PhraseBuilder) -> None:
    """Cut out sets that are told one by one, with their loads."""
    if "sets" in builder.fields:
        return
    found = set_lists.find(builder.left)
    if found is None:
        return
    same = len(set(found.reps)) == 1
    if found.notes and not found.start and _NAME_BEHIND.match(builder.left, found.end):
        raise ImpossibleError  # before a name, "100x5" can only be sets, which are too many
    builder.fields["amount"] = found.reps[0] if same else found.reps
    if len(found.reps) > 1:
        builder.fields["sets"] = len(found.reps)
    if found.loads:
        builder.fields["load"] = found.loads[0] if len(set(found.loads)) == 1 else found.loads
    builder.notes += found.notes
    builder.strong = True
    builder.left = builder.left[: found.start] + CUT + builder.left[found.end :]
    said = _SETS_BEFORE.search(builder.left)
    if said and int(said[1]) == len(found.reps):
        builder.cut(_SETS_BEFORE)
    if _MORE_SETS.search(builder.left):  # which nobody could read
        raise ImpossibleError


_SETS_BEFORE = pattern(rf"(?<![\w.])(\d{{1,2}}) sets? ?:? ?(?={CUT})")
_MORE_SETS = pattern(r"\d ?x ?\d|\d sets? of \d")


# ---------------------------------------------------------------------------------------------------------------- doses

_BETWEEN = (
    rf"(?: ?(?:sets? ?)?[x*] ?| (?:times|rounds|{EFFORTS}),? (?:for |of |x )?"
    rf"(?={TIME}|{TO_FAILURE}|{COUNT} ?(?:{REPS_WORD}|{DISTANCE_UNIT}))"
    rf"| ?(?:(?:working|work|hard|heavy|top|back-?off) )?sets?"
    r" ?(?:of|for|at|:|,|-|@|/)? ?(?:of )?(?:about |around |up to )?)"
)
_SETS_AMOUNT = pattern(rf"{NUMBER_STARTS}{SETS}{_BETWEEN}{AMOUNT}(?!/\d)(?P<hold> hold)?")
_AMOUNT_SETS = pattern(
    rf"{NUMBER_STARTS}{WORDED_AMOUNT} ?(?:(?:x|,|for|/|-|;|@|\() ?(?P<sets>\d{{1,3}}) ?(?:sets?|rounds?(?= ?$))"
    r"|(?P<sets2>\d{1,3}) ?sets?|x ?(?P<sets3>\d{1,3}))(?![\w:])"
)
_FAILURE_TIMES = pattern(rf"(?<!\w)(?P<amount>{AS_MANY}|{TO_FAILURE}), ?(?P<sets>\d{{1,2}}) times(?!\w)")
_SETS_DISTANCE = pattern(rf"{NUMBER_STARTS}{SETS}{_BETWEEN}(?P<far>\d{{1,5}}(?:[.,]\d{{1,3}})?[ -]?{DISTANCE_UNIT})")
_SETS_LABEL = pattern(r"(?<![a-z])(?:sets?|rounds?) ?[:=] ?(?P<sets>\d{1,5})(?: ?- ?(?P<most>\d{1,3}))?(?!\d)")
_REPS_LABEL = pattern(
    r"(?<![a-z])(?:reps?|repetitions?|time|duration|(?<![a-z] )hold) ?[:=] ?"
    rf"(?P<amount>{ANY_TIME}|{ANY_COUNT}|{FAILURE}){NO_OTHER_UNIT}"
)
_SETS_ALONE = pattern(
    rf"{NUMBER_STARTS}{SETS} ?(?:(?:(?:working|work|hard|heavy|top|straight|total|full|quality) )?sets?"
    rf"(?![a-z])(?: of)?|x(?= \"?[a-z])(?!\w))"
)
_TRIPS = pattern(rf"{NUMBER_STARTS}(?P<sets>\d{{1,2}}) ?(?:trips?|lengths?|laps?)(?: of)?(?![a-z])")
"""How often a way is gone: "3 trips"."""
_COUNTS_ALONE = pattern(
    rf"{NUMBER_STARTS}(?<!sets )(?<!set )(?<!x )(?P<amount>\d{{1,3}}"
    rf"(?:, ?\d{{1,3}}){{2,19}}){NO_OTHER_UNIT}(?= [a-z])(?! ?{REPS_WORD})"
)
_REPS_ALONE = pattern(rf"{NUMBER_STARTS}(?<!in )(?:for )?(?P<amount>{ANY_COUNT} ?-?{REPS_WORD})")
_CROSS_AMOUNT = pattern(rf"(?<![\w.])x ?(?P<amount>{ANY_TIME}|{COUNT}|{FAILURE}){NO_OTHER_UNIT}(?!\w|/\d)")
_HELD = r"(?:(?:and )?hold(?:ing)?(?: it)?(?: for)?(?: (?:about|around|at least|up to))? |for )?"
_TIME_ALONE = pattern(rf"{NUMBER_STARTS}{_HELD}(?P<amount>{TIME_RANGE}|{TIME}\+?)(?P<hold>[ -]hold)?")
_FAILURE_ALONE = pattern(
    rf"(?:(?<![a-z])(?P<amount>{TO_FAILURE}|max(?:imum)?(?: effort)? reps?|amrap|{AS_MANY})(?![a-z])"
    rf"|(?:[:,({CUT}-] ?|^)(?P<bare>max(?:imum)?(?: effort)?|failure|(?-i:ME(?= [A-Za-z])))(?![a-z])(?: hold)?)"
)
_GROWTH = pattern(
    r"(?:and |then )?(?<![a-z])(?:work|build|progress|increas|mov|gradual)\w{0,8}(?: [\w']{1,12}){0,5}? to "
    rf"(?:\d{{1,3}} ?sets? (?:of|x) )?(?P<amount>{TIME}|\d{{1,4}}(?: ?{REPS_WORD})?)(?![\d:])"
)


def _take_dose(builder: PhraseBuilder) -> None:
    """Cut out the sets, and the amount of each where a word, a cross or a label says that it is one."""
    if _SETS_LABEL.search(builder.left) and (found := builder.cut(_REPS_LABEL)):
        builder.strong = True
        builder.say_amount(found)
    if "sets" not in builder.fields and "amount" not in builder.fields and (found := builder.cut(_COUNTS_ALONE)):
        builder.strong = True
        builder.say_amount(found)
    for looked_for in () if "amount" in builder.fields else (_SETS_AMOUNT, _AMOUNT_SETS, _FAILURE_TIMES):
        if "sets" not in builder.fields and (found := builder.cut(looked_for)):
            builder.say_sets(found)
            builder.say_amount(found)
    if "sets" not in builder.fields and (found := builder.cut(_SETS_DISTANCE)):
        builder.say_sets(found)
        builder.strong = False
        _say_distance(builder, found["far"])
    if "sets" not in builder.fields and (found := builder.cut(_SETS_LABEL) or builder.cut(_SETS_ALONE)):
        builder.say_sets(found)
    if not builder.fields.keys() & {"sets", "amount"} and (found := builder.cut(_TRIPS)):
        builder.say_sets(found)
        builder.strong = False
        builder.notes.append(found[0].removesuffix(" of").strip())
    if "amount" not in builder.fields and (found := builder.cut(_REPS_LABEL) or builder.cut(_REPS_ALONE)):
        builder.strong = True
        builder.say_amount(found)
    if "amount" in builder.fields and (found := builder.cut(_GROWTH)):
        builder.fields["grown"] = written_amounts.amount(found["amount"])


def _say_distance(builder: PhraseBuilder, far: str) -> None:
    """Leave a distance, which a routine doesn't know, as part of the name behind it, "200 m run", else as a note."""
    before, _, behind = builder.left.partition(CUT)
    if before.strip() or not _NAME_BEHIND.match(behind):
        builder.notes.append(far)
    else:
        builder.left = f"{CUT}{far} {behind.lstrip()}"


def _take_amount(builder: PhraseBuilder) -> None:
    """Cut out an amount that stands by itself: "x 12", "45 s", "to failure"."""
    for looked_for in (_CROSS_AMOUNT, _TIME_ALONE, _FAILURE_ALONE):
        if "amount" not in builder.fields and (found := builder.cut(looked_for)):
            if found["amount"]:
                builder.say_amount(found)
            else:
                builder.fields["amount"] = amounts.TO_FAILURE
    amount = builder.fields.get("amount")
    if amount is not None and (found := builder.cut(_FAILURE_ALONE)) and amount != amounts.TO_FAILURE:
        builder.notes.append(found[0].strip(" :,(-"))


# ---------------------------------------------------------------------------------------------------------------- sides

_SIDE = (
    r"(?:(?:on |for )?(?:each|per|every|both|either|ea\.?) (?:sides?|arms?|legs?|hands?|ways?|directions?|foot"
    r"|feet)(?![a-z])"
    r"|/ ?(?:side|arm|leg|hand)(?![a-z])|(?<![a-z])e/s(?![a-z])|(?<=[\ds\x1f] )es(?![a-z])"
    r"|(?<![a-z])(?:[lr] ?[/+&] ?[lr]|(?:right|left) ?(?:/|&|\+|and) ?(?:right|left))(?: sides?)?"
    r"(?= ?(?:$|[,;:\x1f)-]| \d))"
    r"|(?<=\d) a side(?![a-z]))"
)
_MAYBE_REPS = rf"(?P<amount>{NUMBER_STARTS}{COUNT})?(?: ?{REPS_WORD})?"
_SIDES = pattern(rf"{_MAYBE_REPS} ?{_SIDE}")
_EACH_END = pattern(rf"{_MAYBE_REPS} ?(?<![a-z])(?:each|ea\.?)(?= ?(?:$|[,;\x1f]))")
_ALTERNATING = pattern(r"(?:[,;-] ?|^| )alternat(?:ing|e)(?: (?:sides?|arms?|legs?|hands?))?$")
_HELD_EACH = pattern(rf"(?:and )?(?<![a-z])hold(?:ing)?(?: it)?(?: for)? {ANY_TIME}(?: each)?(?: rep)?")
_SIDE_INSIDE = pattern(rf"(?<=\w) ?{_SIDE}(?= ?x ?\d)")
_BOTH_SIDES_BY_SET = pattern(
    r"(?<=[a-z:] )(?P<first>\d{1,2})/(?P=first), ?(?P<second>\d{1,2})/(?P=second)(?:, ?(?P<third>\d{1,2})/"
    r"(?P=third))?(?![\d/])"
)
_BOTH_SIDES_OF_SET = pattern(
    r"(?:(?<=\dx)(?=\d)|(?<=[\d ]x )(?=1?\d(?!\d))|(?<=sets of ))(?P<amount>[1-3]?\d) ?/ ?(?P=amount)(?![\d/])"
)
_BOTH_SIDES_FIRST = pattern(r"^(?P<amount>[1-3]?\d) ?/ ?(?P=amount)(?= [a-z])")
_BOTH_SIDES = pattern(r"(?<=[a-z] )(?P<amount>[1-3]?\d)/(?P=amount)(?= ?x ?\d|$)")
_BOTH_SIDES_TIMED = pattern(rf"{NUMBER_STARTS}(?P<amount>{TIME}) ?/ ?(?P=amount)(?![\w:/])")


def _take_sides(builder: PhraseBuilder) -> None:
    """Cut out the sides, and the reps of one of them."""
    if "amount" in builder.fields and (held := builder.cut(_HELD_EACH)):
        builder.notes.append(held[0])
    found = builder.cut(_SIDES)
    if found:
        builder.fields["sides"] = "each"
    elif found := builder.cut(_EACH_END):
        builder.fields["to_each"] = True
    if found and found["amount"] and "amount" not in builder.fields:
        builder.strong = True
        builder.say_amount(found)
    if not found and builder.cut(_ALTERNATING):
        builder.fields["sides"] = "alternating"


def _take_sides_inside_dose(builder: PhraseBuilder) -> None:
    """Take the side out of "30s/side x 3", and one of the numbers out of "10/10", so that a dose is left."""
    if found := builder.cut(_BOTH_SIDES_BY_SET):
        each = tuple(written_amounts.amount(text) for text in re.findall(r"(\d+)/", found[0]))
        builder.fields |= {"sides": "each", "sets": len(each), "amount": each[0] if len(set(each)) == 1 else each}
        builder.strong = True
        return
    patterns = (_SIDE_INSIDE, _BOTH_SIDES_OF_SET, _BOTH_SIDES_FIRST, _BOTH_SIDES, _BOTH_SIDES_TIMED)
    if found := next((found for each in patterns if (found := each.search(builder.left))), None):
        builder.fields["sides"] = "each"
        before, behind = builder.left[: found.start()], builder.left[found.end() :]
        reps = " reps" if found.re is _BOTH_SIDES else ""
        builder.left = before + (found.groupdict().get("amount") or "") + reps + behind
