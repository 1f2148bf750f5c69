"""What a phrase of a pasted workout says: sets, reps, times, rests, loads, sides, and the words that are left.

Every pattern is bounded, so a phrase is read in time in proportion to its length. Nothing here knows of exercises, of
the lines around, or of files.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final, Literal

from backday_tui.routine import amounts
from backday_tui.routine.model import Load, Reps, Sides, Span

Scope = Literal["sets", "exercises", "rounds"]
"""Between what a rest stands."""

CUT: Final = "\x1f"
"""Stands in a phrase where something that was understood has been cut out."""

_UNITS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "seg", '"', "''"), 1),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
_BEFORE = r"(?<![\w.:/$])(?<!\d-)"
_UNIT = r"(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?|sek|seg|s|\"|'')(?!\w)"
_CLOCK = r"\d{0,3}:\d{2}(?::\d{2})?(?![\d:])"
_SECONDS = r"\d{1,2}[ -]?(?:seconds?|secs?|s)(?!\w)"
_TIME = (
    rf"(?:{_CLOCK}|\d{{1,5}}m ?\d{{1,2}}s(?!\w)"
    rf"|\d{{1,5}}(?:\.\d{{1,2}})?[ -]?(?:h|hrs?|hours?|min(?:ute)?s?)(?!\w),? ?(?:and )?{_SECONDS}"
    rf"|\d{{1,5}}(?:\.\d{{1,2}})?[ -]?{_UNIT})"
)
_TIMES = rf"\d{{1,4}} ?(?:-|to|or) ?\d{{1,4}}[ -]?{_UNIT}"
_REPS_WORD = (
    r"(?:(?:slow|total|controlled|full|good|smooth|easy|hard|quick|fast) )?(?:reps?|repetitions?|times|steps)(?![a-z])"
)
_RANGE = r"\d{1,5}(?: ?(?:-|to) ?\d{1,5})?\+?"
_LIST = r"\d{1,3}(?: ?[/,-] ?\d{1,3}){2,19}\+?(?![\d/])"
_FAILURE = (
    r"(?:(?:to|until|till) (?:near )?(?:failure|exhaustion)|failure|max(?:imum)?(?: effort)?(?: reps?)?(?![a-z])"
    r"|amrap(?![a-z])|as many (?:reps )?as (?:possible|you can)|\?)"
)
_FAR = r"(?:m|km|mi|miles?|met(?:er|re)s?|yds?|yards?|ft|feet|cals?|calories?)(?![a-z])"
_NO_AMOUNT = rf"(?! ?(?:(?:kgs?|kilos?|lbs?|pounds?|%|#)(?![a-z])|{_FAR}))(?![\d:%])(?!\.\d)(?! ?x ?\d)"
_AMOUNT = rf"(?P<amount>{_TIMES}|{_TIME}\+?|(?:{_LIST}|{_RANGE})(?: ?{_REPS_WORD})?|{_FAILURE}){_NO_AMOUNT}"
_WORDED = rf"(?P<amount>{_TIMES}|{_TIME}|(?:{_LIST}|{_RANGE}) ?{_REPS_WORD}|{_FAILURE})"
_SETS = r"(?P<sets>\d{1,5})(?: ?(?:-|to|or) ?(?P<most>\d{1,3}))?"
_BETWEEN_SETS = (
    r"(?: ?(?:sets? ?)?[x*] ?| ?(?:(?:working|work|hard|heavy|top|back-?off) )?sets?"
    r" ?(?:of|for|at|:|,|-|@|/)? ?(?:of )?(?:about |around |up to )?)"
)
_WHERE = (
    r"(?: ?(?:in )?(?:between|after|btw\.?|b/w)(?: (?:each|every|all|the))?(?: of the)?"
    r"(?: (?P<where>sets?|exercises?|movements?|moves?|stations?|rounds?|circuits?|supersets?|laps?))?(?![a-z]))?"
)
_SIDE = (
    r"(?:(?:on |for )?(?:each|per|every|both|either) (?:sides?|arms?|legs?|hands?|ways?|directions?|foot|feet)(?![a-z])"
    r"|/ ?(?:side|arm|leg|hand)(?![a-z])|(?<![a-z])e/s(?![a-z])|(?<=\d) a side(?![a-z]))"
)
_WEIGHT = r"(?P<load>\d{1,5}(?:[.,]\d{1,3})?)[ -]?(?P<unit>kgs?|kilos?|kilograms?|lbs?|pounds?|#)(?![a-z])"
_WEIGHTS = r"\d{1,4}(?:\.\d)? ?(?:kg|lbs?)? ?(?:-|to) ?\d{1,4}(?:\.\d)? ?(?:kgs?|lbs?|pounds?)(?![a-z])"
_HELD = r"(?:(?:and )?hold(?:ing)?(?: it)?(?: for)? |for )?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_REST = _pattern(
    r"(?:(?:with|w/|then|and|take|taking) ?)?(?:an? )?"
    r"(?<![a-z])(?:rest|resting|recover|recovery|break)(?: (?:period|time|interval))?s?"
    rf"(?: ?(?:is|of|for|:|=|-|about|up to)){{0,2}} ?(?P<time>{_TIMES}|{_TIME})(?: rest)?{_WHERE}"
)
_REST_AFTER = _pattern(
    rf"(?:(?:with|w/|then|and|take|taking|plus) ?)?(?:an? )?{_BEFORE}(?P<time>{_TIMES}|{_TIME})(?: of)?"
    r"[ -](?:(?:easy |slow |light )?(?:active|walk(?:ing)?|jog(?:ging)?|full|complete)[ -])?"
    rf"(?:rests?|recovery|breaks?|off)(?![a-z]){_WHERE}"
)
_REST_TURNED = _pattern(
    r"(?<![a-z])(?:rest|recover)(?:ing)? (?:in )?between (?:each |the )?"
    r"(?P<where>sets?|exercises?|movements?|moves?|rounds?|circuits?|supersets?) ?(?:is|of|for|:|=|-)? ?"
    rf"(?P<time>{_TIMES}|{_TIME})"
)
_NO_REST = _pattern(rf"(?:with )?(?<![a-z])(?:no|zero|without(?: any)?) rests?(?![a-z]){_WHERE}")
_SETS_AMOUNT = _pattern(rf"{_BEFORE}{_SETS}{_BETWEEN_SETS}{_AMOUNT}(?P<hold> hold)?")
_AMOUNT_SETS = _pattern(
    rf"{_BEFORE}{_WORDED} ?(?:(?:x|,|for|/|-|;|@|\() ?(?P<sets>\d{{1,3}}) ?sets?"
    r"|(?P<sets2>\d{1,3}) ?sets?|x ?(?P<sets3>\d{1,3}))(?![\w:])"
)
_SETS_LABEL = _pattern(r"(?<![a-z])(?:sets?|rounds?) ?[:=] ?(?P<sets>\d{1,5})(?: ?- ?(?P<most>\d{1,3}))?(?!\d)")
_REPS_LABEL = _pattern(
    r"(?<![a-z])(?:reps?|repetitions?|time|duration|hold) ?[:=] ?"
    rf"(?P<amount>{_TIMES}|{_TIME}|{_LIST}|{_RANGE}|{_FAILURE}){_NO_AMOUNT}"
)
_SETS_ONLY = _pattern(rf"{_BEFORE}{_SETS} ?(?:sets?(?![a-z])(?: of)?|x(?= \"?[a-z])(?!\w))")
_REPS_ONLY = _pattern(rf"{_BEFORE}(?<!in )(?:for )?(?P<amount>(?:{_LIST}|{_RANGE}) ?-?{_REPS_WORD})")
_CROSSED = _pattern(rf"(?<![\w.])x ?(?P<amount>{_TIMES}|{_TIME}|{_RANGE}|{_FAILURE}){_NO_AMOUNT}(?!\w)")
_TIME_ONLY = _pattern(rf"{_BEFORE}{_HELD}(?P<amount>{_TIMES}|{_TIME}\+?)(?P<hold>[ -]hold)?")
_TO_FAILURE = _pattern(
    r"(?:(?<![a-z])(?P<amount>(?:to|until|till) (?:near )?(?:failure|exhaustion)|max(?:imum)?(?: effort)? reps?|amrap"
    r"|as many (?:reps )?as (?:possible|you can))(?![a-z])|(?:[:,(-] ?|^)(?P<bare>max|failure)(?![a-z])(?: hold)?)"
)
_FIRST_NUMBER = _pattern(rf"^(?P<amount>{_RANGE}|\?) (?=[a-z])")
_LAST_NUMBER = _pattern(rf"(?:[ :]|- ?)(?P<amount>{_LIST}|{_RANGE})$")
_ONLY_NUMBER = _pattern(rf"{_LIST}|{_RANGE}")
_GROWTH = _pattern(
    r"(?:and |then )?(?<![a-z])(?:work|build|progress|increas|mov|gradual)\w{0,8}(?: [\w']{1,12}){0,5}? to "
    rf"(?:\d{{1,3}} ?sets? (?:of|x) )?(?P<amount>{_TIME}|\d{{1,4}}(?: ?{_REPS_WORD})?)(?![\d:])"
)
_SIDES = _pattern(rf"(?P<amount>{_BEFORE}{_RANGE})?(?: ?{_REPS_WORD})? ?{_SIDE}")
_EACH_END = _pattern(rf"(?P<amount>{_BEFORE}{_RANGE})?(?: ?{_REPS_WORD})? ?(?<![a-z])(?:each|ea\.?)$")
_ALTERNATING = _pattern(r"(?:[,;-] ?|^| )alternat(?:ing|e)(?: (?:sides?|arms?|legs?|hands?))?$")
_WITH_LOAD = _pattern(
    rf"(?<![a-z])(?:with|w/|using|holding) ?(?:an? |one |your |the |two )?{_WEIGHT}"
    r"(?: (?:weight )?(?:plates?|dumbbells?|kettlebells?|(?:medicine |med )?balls?|weights?|vest|bar|barbell|db|kb)"
    r"(?![a-z]))?"
)
_LOAD_REPS_SETS = _pattern(rf"(?:@ ?)?{_BEFORE}{_WEIGHT} ?x ?(?P<amount>\d{{1,4}}) ?x ?(?P<sets>\d{{1,3}})(?!\w)")
_NUMBER_NAME_SETS = _pattern(
    rf"(?P<amount>{_TIMES}|{_TIME}|{_RANGE}) (?!(?:kgs?|kilos?|lbs?|pounds?)(?![a-z]))"
    rf"(?P<name>[a-z][a-z' /-]{{2,60}}?) ?x ?(?P<sets>\d{{1,3}})(?: ?sets?)?$"
)
_SETS_REPS_LOAD = _pattern(rf"{_BEFORE}{_SETS} ?x ?(?P<amount>{_RANGE})(?: ?{_REPS_WORD})? ?x ?{_WEIGHT}")
_SETS_IN_TURN = _pattern(
    rf"{_BEFORE}\d{{1,2}} ?x ?\d{{1,3}}\+?"
    r"(?:(?:,? ?(?:and|then) |, ?| ?/ ?| ?\+ ?| )\d{1,2} ?x ?\d{1,3}\+?){1,5}(?![\w:%-])(?! ?x)"
)
_ONE_OF_THEM = _pattern(r"(\d+) ?x ?(\d+)(\+?)")
_WORK_REST = _pattern(
    rf"(?:(?P<sets>\d{{1,3}}) ?x ?)?\(?{_BEFORE}(?P<amount>{_TIME}) ?(?:on|work|of work)(?![a-z]) ?[/,:+-]? ?"
    rf"(?P<rest>{_TIME}) ?(?:off|rest)(?![a-z])\)?"
    r"(?: ?[x,]? ?(?P<sets2>\d{1,3}) ?(?:times|sets?|x)(?!\w)| ?x ?(?P<sets3>\d{1,3})(?!\w|:\d))?"
)
_CROSSED_TWICE = _pattern(
    r"(?<!\w)x ?(?P<amount>\d{1,4}(?: ?- ?\d{1,4})?(?: ?reps)?) ?x ?(?P<sets>\d{1,3})(?: ?sets?)?(?!\w)"
)
_REST_AND = _pattern(
    rf"(?:and|,) ?(?P<time>{_TIMES}|{_TIME})(?: rest)? (?:in )?between (?:each |the )?(?P<where>exercises?|moves?)"
)
_TOO_MANY_CROSSES = _pattern(r"(?<![\w.])\d{1,5} ?x ?\d{1,5} ?x ?\d")
_LOAD = _pattern(rf"(?:@ ?|(?<![a-z])at )?{_BEFORE}{_WEIGHT}")
_LOAD_LIST = _pattern(
    rf"(?:@ ?)?{_BEFORE}(?!\d{{1,5}},\d{{1,2}} ?(?:kg|lb))"
    r"(?P<loads>\d{1,5}(?:\.\d)?(?:(?: ?/ ?|, ?)\d{1,5}(?:\.\d)?){1,9})"
    r" ?(?P<unit>kgs?|lbs?)(?![a-z])"
)
_DECIMALS = re.compile(r"\d+(?:\.\d)?")
_LOADS = _pattern(rf"(?:@ ?|(?<![a-z])(?:at|with|using) )?{_BEFORE}{_WEIGHTS}(?: (?:dumbbells?|kettlebells?|plates?))?")
_BODYWEIGHT = _pattern(r"@ ?(?:body ?weight|bw)(?![a-z])|^(?:body ?weight|bw)(?: only)?$")
_EFFORT = _pattern(
    r"(?:@ ?|(?<![a-z])at )?(?<![\w.:-])(?:(?<![a-z])(?:RPE|RIR) ?:? ?\d(?:\.\d)?(?: ?- ?\d)?"
    r"|\d{1,3}(?: ?- ?\d{1,3})? ?%(?: (?:of )?(?:your )?1 ?RM)?"
    r"|\d(?: ?- ?\d)? (?:RIR|reps? in reserve)(?! ?:? ?\d)|\d(?:\.\d)? ?RPE)(?![a-z])"
)
_AT_MARK = _pattern(r"@ ?[\w.]{0,20}")
_TEMPO = _pattern(
    r"(?:(?:with )?(?:an? )?(?<![a-z])tempo ?:? ?|@ ?(?=\d-\d-\d))(\d)[-/]?(\d)[-/]?([\dx])(?:[-/]?[\dx])?(?!\w)"
)
_HELD_EACH = _pattern(rf"(?:and )?(?<![a-z])hold(?:ing)?(?: it)?(?: for)? (?:{_TIMES}|{_TIME})(?: each)?(?: rep)?")
_LEFT_OVER = _pattern(r"\d ?x ?[\d(]|^[a-z ]{1,80} \d{6,} ?(?:s|sec|min|reps)(?![a-z])")
_SIDE_INSIDE = _pattern(rf"(?<=\w) ?{_SIDE}(?= ?x ?\d)")
_BOTH_SIDES = _pattern(r"(?<=[a-z] )(?P<amount>[1-3]?\d)/(?P=amount)(?= ?x ?\d|$)")
_OFTEN = _pattern(
    r"(?:\d ?(?:-|to) ?)?(?<![\d.:])\d (?:days?|times|x) (?:a|per|each|every) (?:day|week|month)(?![a-z])"
)
_OPTIONAL = _pattern(r"[,;-]? ?(?<![a-z])(?:optional|if you (?:can|like|want))$")
_DIGITS = re.compile(r"\d+")
_DISTANCE = _pattern(rf"^\d+(?:[.,]\d+)? ?-?{_FAR}")
_SETS_DISTANCE = _pattern(rf"{_BEFORE}{_SETS}{_BETWEEN_SETS}(?P<far>\d{{1,5}}(?:[.,]\d{{1,3}})?[ -]?{_FAR})")


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says. None is what it doesn't say.

    `amount` has one value a set where it is a tuple. `held` is said by the word "hold". `grown` is the amount that
    it grows to. `between_s` is a rest between exercises, said beside one between sets. `pieces` are the words that
    are left, in order. `strong` is a phrase that can hardly mean anything but a dose; `bad` one whose numbers are
    impossible. `to_each` is set by a bare "each" at its end.
    """

    sets: int | None = None
    amount: Reps | Span | tuple[Reps, ...] | tuple[Span, ...] | None = None
    held: bool = False
    grown: Reps | Span | tuple[Reps, ...] | None = None
    load: Load | tuple[Load, ...] | None = None
    sides: Sides | None = None
    to_each: bool = False
    rest_s: int | None = None
    scope: Scope | None = None
    between_s: int | None = None
    tempo: tuple[int, int, int] | None = None
    optional: bool = False
    notes: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    strong: bool = False
    bad: bool = False

    @property
    def dosed(self) -> bool:
        """Whether it says how often or how long."""
        return self.sets is not None or self.amount is not None


class _ImpossibleError(ValueError):
    """A number out of its limits."""


def read(text: str) -> Phrase:
    """What a phrase without brackets says; at most 300 characters make sense."""
    peel = _Peel(text)
    try:
        peel.everything()
        return peel.phrase()
    except _ImpossibleError:
        return Phrase(pieces=(text,), bad=True)


def read_weak(phrase: Phrase) -> Phrase:
    """The same with a number at either end of its words taken as reps, as in "10 pull-ups" or "Squat - 15"."""
    if phrase.amount is not None or not phrase.pieces or _DISTANCE.match(phrase.pieces[0]):
        return phrase
    first, *others = phrase.pieces
    if others and _ONLY_NUMBER.fullmatch(others[0]):
        first, others = f"{first} {others[0]}", others[1:]
    found = _FIRST_NUMBER.search(first) or (None if others else _LAST_NUMBER.search(first))
    return phrase if found is None else _with_weak(phrase, found, (first, *others))


def _with_weak(phrase: Phrase, found: re.Match[str], pieces: tuple[str, ...]) -> Phrase:
    try:
        amount = _amount(found["amount"])
    except _ImpossibleError:
        return dataclasses.replace(phrase, bad=True)
    left = (_trimmed(pieces[0][: found.start()] + pieces[0][found.end() :]), *pieces[1:])
    if not isinstance(amount, tuple):
        return dataclasses.replace(phrase, amount=amount, pieces=left)
    if phrase.sets not in (None, len(amount)):
        return dataclasses.replace(phrase, bad=True)
    strong = phrase.strong or len(amount) > _DATE_PARTS
    return dataclasses.replace(phrase, amount=amount, sets=len(amount), pieces=left, strong=strong)


_DATE_PARTS: Final = 3


def dose_in(sentence: str) -> Phrase | None:
    """The dose that a sentence of an article gives with its sets ("start with 3 sets of 10"); None without one."""
    if "set" not in sentence.lower():
        return None
    found = _SETS_AMOUNT.search(sentence) or _AMOUNT_SETS.search(sentence)
    phrase = read(sentence[found.start() :][:_SENTENCE]) if found else None
    return phrase if phrase and phrase.sets is not None and phrase.amount is not None else None


_SENTENCE: Final = 200


def seconds_in(text: str) -> int | None:
    """The time that a text begins with, in seconds; None where there is none, or an impossible one."""
    found = _LEADING_TIME.match(text)
    if not found:
        return None
    try:
        return _seconds(found[0])
    except _ImpossibleError:
        return None


_LEADING_TIME = _pattern(_TIME)
TIME: Final = _TIME
"""A time, as a pattern without groups for patterns of others; letters in either case."""


class _Peel:
    """A phrase from which one thing after the other is cut out."""

    def __init__(self, text: str) -> None:
        self._left = text
        self._lower = text.lower()
        self._numbered = any(map(str.isdigit, text))
        self._said: dict[str, Any] = {}
        self._notes: list[str] = []
        self._strong = False

    def phrase(self) -> Phrase:
        pieces = tuple(piece for part in self._left.split(CUT) if (piece := _trimmed(part)))
        if any(map(_LEFT_OVER.search, pieces)):
            raise _ImpossibleError
        return Phrase(**self._said, notes=tuple(self._notes), pieces=pieces, strong=self._strong)

    def everything(self) -> None:
        if not (self._numbered or _SPEAKS.search(self._lower)):
            return
        if any(word in self._lower for word in ("rest", "recover", "break", "off")):
            self._rests()
        if self._numbered:
            self._marks()
            self._lifted()
            self._sets_behind()
        self._dose()
        self._sides()
        if self._numbered or "@" in self._left or "b" in self._lower:
            self._loads()
        self._amount_alone()
        self._ends()

    def _cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self._left)
        if found:
            self._left = self._left[: found.start()] + CUT + self._left[found.end() :]
        return found

    def _rests(self) -> None:
        if found := self._cut(_WORK_REST):
            self._intervals(found)
        for pattern in (_REST_TURNED, _REST, _REST_AFTER):
            if "rest_s" not in self._said and (found := self._cut(pattern)):
                self._said["rest_s"] = _longest(found["time"])
                self._scope(found)
        if self._said.get("scope") == "sets" and (found := self._cut(_REST_AND)):
            self._said["between_s"] = _longest(found["time"])
        if "rest_s" not in self._said and (found := self._cut(_NO_REST)):
            self._said["rest_s"] = 0
            self._scope(found)

    def _intervals(self, found: re.Match[str]) -> None:
        """Take "40 s on / 20 s off x 8" as eight sets of 40 seconds."""
        self._said["rest_s"] = _seconds(found["rest"])
        self._amount(found)
        self._strong = True
        if found["sets"] or found["sets2"] or found["sets3"]:
            self._sets(found)

    def _scope(self, found: re.Match[str]) -> None:
        word = (found["where"] or "").lower()
        if word:
            rounds = word.startswith(("round", "circuit", "lap", "superset"))
            self._said["scope"] = "rounds" if rounds else "sets" if word.startswith("set") else "exercises"

    def _marks(self) -> None:
        if (found := self._cut(_TEMPO)) and any(digit not in "0xX" for digit in found.groups()):
            self._said["tempo"] = tuple(1 if digit in "xX" else int(digit) for digit in found.groups())
        for pattern in (_EFFORT, _LOADS, _OFTEN):
            if found := self._cut(pattern):
                self._notes.append(found[0].removeprefix("@").strip())

    def _lifted(self) -> None:
        """Load, reps, sets, as lifters note them: "100kg x 5 x 3"."""
        self._sides_inside()
        if found := self._cut(_LOAD_REPS_SETS) or self._cut(_SETS_REPS_LOAD):
            self._said["load"] = _load(found)
            self._sets(found)
            self._amount(found)
        elif found := self._cut(_SETS_IN_TURN):
            self._in_turn(found[0])
        elif _TOO_MANY_CROSSES.search(self._left):
            raise _ImpossibleError

    def _sides_inside(self) -> None:
        """Take the side out of "30s/side x 3", and one of the numbers out of "10/10"."""
        if found := _SIDE_INSIDE.search(self._left) or _BOTH_SIDES.search(self._left):
            self._said["sides"] = "each"
            self._left = (
                self._left[: found.start()] + (found.groupdict().get("amount") or "") + self._left[found.end() :]
            )
            if found.re is _BOTH_SIDES and "x" not in found.string[found.end() :]:
                self._left += " reps"

    def _in_turn(self, text: str) -> None:
        """Take "2x5, 1x5+" as three sets, the last of them open."""
        reps: list[Reps] = []
        seen: tuple[str, ...] = ()
        for sets, low, more in _ONE_OF_THEM.findall(text):
            least = _count(low, amounts.MAX_REPS)
            if seen == (sets, low, more):  # the same once more is another day's, not another set
                raise _ImpossibleError
            seen = (sets, low, more)
            reps += [Reps(least, None if more else least)] * _count(sets, amounts.MAX_SETS)
        self._said |= {"sets": _count(str(len(reps)), amounts.MAX_SETS), "amount": tuple(reps)}
        self._strong = True

    def _sets_behind(self) -> None:
        """Take "10 rows x 3" as three sets of ten."""
        if found := self._cut(_CROSSED_TWICE):
            self._sets(found)
            self._amount(found)
            return
        found = _NUMBER_NAME_SETS.match(self._left)
        if found:
            self._left = found["name"]
            self._sets(found)
            self._amount(found)

    def _dose(self) -> None:
        if _SETS_LABEL.search(self._left) and (found := self._cut(_REPS_LABEL)):
            self._strong = True
            self._amount(found)
        for pattern in () if "amount" in self._said else (_SETS_AMOUNT, _AMOUNT_SETS):
            if "sets" not in self._said and (found := self._cut(pattern)):
                self._sets(found)
                self._amount(found)
        if "sets" not in self._said and (found := self._cut(_SETS_DISTANCE)):
            self._sets(found)
            self._strong = False
            self._notes.append(found["far"])
        if "sets" not in self._said and (found := self._cut(_SETS_LABEL) or self._cut(_SETS_ONLY)):
            self._sets(found)
        if "amount" not in self._said and (found := self._cut(_REPS_LABEL) or self._cut(_REPS_ONLY)):
            self._strong = True
            self._amount(found)
        if "amount" in self._said and (found := self._cut(_GROWTH)):
            self._said["grown"] = _amount(found["amount"])

    def _sets(self, found: re.Match[str]) -> None:
        groups = found.groupdict()
        digits = groups["sets"] or groups.get("sets2") or groups.get("sets3") or ""
        self._said["sets"] = _count(digits, amounts.MAX_SETS)
        self._strong = True
        if groups.get("most"):
            self._notes.append(f"{groups['sets']}-{groups['most']} sets")

    def _amount(self, found: re.Match[str]) -> None:
        text = found["amount"]
        amount = _amount(text)
        if isinstance(amount, tuple) and self._said.setdefault("sets", len(amount)) != len(amount):
            raise _ImpossibleError
        self._said["amount"] = amount
        if re.match(_TIMES, text, re.IGNORECASE):
            self._notes.append(text)
        if found.groupdict().get("hold") or _HOLDS.match(found[0]):
            self._said["held"] = True

    def _sides(self) -> None:
        if "amount" in self._said and (held := self._cut(_HELD_EACH)):
            self._notes.append(held[0])
        found = self._cut(_SIDES)
        if found:
            self._said["sides"] = "each"
        elif found := self._cut(_EACH_END):
            self._said["to_each"] = True
        if found and found["amount"] and "amount" not in self._said:
            self._strong = True
            self._amount(found)
        if not found and self._cut(_ALTERNATING):
            self._said["sides"] = "alternating"

    def _loads(self) -> None:
        if found := self._cut(_LOAD_LIST):
            self._said["load"] = tuple(_load_of(value, found["unit"]) for value in _DECIMALS.findall(found["loads"]))
        elif self._cut(_BODYWEIGHT):
            self._said["load"] = Load(None, None)
        elif found := self._cut(_WITH_LOAD):
            self._said["load"] = _load(found)
            self._notes.append(re.sub(r"^w/ ?", "with ", found[0]))
        elif found := self._cut(_LOAD):
            self._said["load"] = _load(found)
        if found := self._cut(_AT_MARK):
            self._notes.append(found[0].removeprefix("@").strip() or "@")

    def _amount_alone(self) -> None:
        for pattern in (_CROSSED, _TIME_ONLY, _TO_FAILURE):
            if "amount" not in self._said and (found := self._cut(pattern)):
                groups = found.groupdict()
                if groups.get("amount"):
                    self._amount(found)
                else:
                    self._said["amount"] = amounts.TO_FAILURE
        if "amount" in self._said and (found := self._cut(_TO_FAILURE)) and self._said["amount"] != amounts.TO_FAILURE:
            self._notes.append(found[0].strip(" :,(-"))

    def _ends(self) -> None:
        if self._cut(_OPTIONAL):
            self._said["optional"] = True


_SPEAKS = _pattern(
    r"\?|@|fail|exhaust|max|amrap|as many|rest|each|ea\.?$|per |every|both|either|side|arm|leg|hand|e/s|alternat"
    r"|body ?weight|bw|tempo|optional|if you"
)
_HOLDS = _pattern(r"(?:and )?hold")
_EDGES = ' \t",;:.-+/|=\u2022()[]&~*<>' + CUT
_MORE = re.compile(r"\d\+$")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_WRAPPED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPENING = _pattern(
    r"^ *(?:(?:do|perform|complete|try|aim|start(?: with)?|begin with|finish (?:with|off with)|end with"
    r"|then|and|next|of|for|with|by|x|a|an|the"
    r"|hold(?: an?| the)?|set|sets|reps?)(?![\w'-]) )+(?=\S)"
)
_CLOSING = _pattern(r"(?: (?:for|of|with|at|to|and|then|x|hold for|in|on|a|by|do|each|using|@))+$")


def _trimmed(text: str) -> str:
    """A piece without what joins it to what was cut out."""
    text = _EMPTY_BRACKETS.sub("", text).strip(" ")
    if _WRAPPED.fullmatch(text):
        text = text[1:-1]
    closed = text.endswith((")", "]")) and ("(" in text or "[" in text)
    more = "+" if _MORE.search(text) else ""
    text = text.lstrip(_EDGES) if closed else text.strip(_EDGES) + more
    if len(text) > 2 and text[0] == text[-1] == "'":  # noqa: PLR2004 -- something in quotes
        text = text[1:-1]
    return _CLOSING.sub("", _OPENING.sub("", text, count=1)).strip(_EDGES.replace("+", "") if not closed else " ")


# ------------------------------------------------------------------------------------------------------------- numbers


def _count(digits: str, most: int) -> int:
    count = amounts.number_of(digits)
    if not 1 <= count <= most:
        raise _ImpossibleError
    return count


def _amount(text: str) -> Reps | Span | tuple[Reps, ...]:
    if not any(char.isdigit() for char in text):
        return amounts.TO_FAILURE
    if _IS_LIST.fullmatch(text):
        counts = [_count(each, amounts.MAX_REPS) for each in _DIGITS.findall(text)]
        last = Reps(counts[-1], None if "+" in text else counts[-1])
        return (*(Reps(count, count) for count in counts[:-1]), last)
    if _IS_TIME.match(text):
        return Span(_at_least_one(_shortest(text.rstrip("+"))), open_ended="+" in text)
    numbers = [_count(digits, amounts.MAX_REPS) for digits in _DIGITS.findall(text)]
    if len(numbers) == 1 and "+" in text:
        return Reps(numbers[0], None)
    return Reps(min(numbers), max(numbers))


_IS_TIME = _pattern(rf"(?:{_TIMES}|{_TIME})")
_IS_LIST = _pattern(rf"{_LIST}(?: ?{_REPS_WORD})?")


def _at_least_one(seconds: int) -> int:
    if seconds < 1:
        raise _ImpossibleError
    return seconds


def _shortest(text: str) -> int:
    """Of "30-45 sec" the 30."""
    return _of_range(text, 0)


def _longest(text: str) -> int:
    """Of "60-90 s rest" the 90: a rest is easily cut short."""
    return _of_range(text, 1)


_TWO_TIMES = _pattern(rf"(\d{{1,4}}) ?(?:-|to|or) ?(\d{{1,4}})([ -]?{_UNIT})")


def _of_range(text: str, which: int) -> int:
    pair = _TWO_TIMES.fullmatch(text.strip())
    if not pair:
        return _seconds(text)
    return sorted(_seconds(digits + pair[3]) for digits in pair.groups()[:2])[which]


_UNIT_AMOUNT = _pattern(r"(\d+(?:\.\d+)?)[ -]?([a-z]+|\"|'')")


def _seconds(text: str) -> int:
    """Seconds of "1:30", "90 sec", "1 min 30 s"."""
    if ":" in text:
        *higher, last = text.strip().split(":")
        fields = [amounts.number_of(field) for field in (*higher, last)]
        if any(field >= 60 for field in fields[1:]):  # noqa: PLR2004 -- a minute, an hour
            raise _ImpossibleError
        total = 0
        for field in fields:
            total = total * 60 + field
    else:
        found = _UNIT_AMOUNT.findall(text)
        total = round(sum(float(number) * _UNITS.get(unit.lower(), 60) for number, unit in found))
    if total > amounts.MAX_TIME_S:
        raise _ImpossibleError
    return total


def _load(found: re.Match[str]) -> Load:
    return _load_of(found["load"].replace(",", "."), found["unit"])


def _load_of(number: str, unit: str) -> Load:
    value = float(number)
    if not 0 < value <= amounts.MAX_LOAD:
        raise _ImpossibleError
    return Load(value, "kg" if unit.lower().startswith("k") else "lb")
