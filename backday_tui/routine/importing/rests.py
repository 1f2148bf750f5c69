"""Rests that sentences tell, "Try to rest 60 to 90 seconds between sets, longer if you need it".

A phrase that is a rest and nothing else is read in `phrases.py`. Here the rest stands in words that say more, so a time
counts as one only where the words right beside it say so. Whose rest it is, is decided in `gather.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import vocabulary, written_amounts
from backday_tui.routine.importing.statements import Rest
from backday_tui.routine.importing.written_amounts import ANY_TIME, TIME, ImpossibleError, pattern

if TYPE_CHECKING:
    import re

    from backday_tui.routine.importing.statements import Lifts, Scope

_LONGEST: Final = 2000
_BESIDE: Final = 100
"""Characters beside a time that can say what it is for."""
_PAUSES: Final = ("pause", "pausing", "wait", "waiting")
"""What may also be within a set, unless it stands between sets."""
_LEAST_BARE_S: Final = 10
"""A shorter rest is a pause within a set, unless it stands between sets."""

_SAYS = pattern(
    r"rest|break|breath|recover|between|wait|pause|before the next|to (?:chang|switch|transition|move)|off(?!\w)"
)
_IN_FIGURES: Final = (
    (pattern(r"(?<!\w)(?:a|1|one)(?: full| good| whole)? minute and a half(?!\w)"), "90 seconds"),
    (pattern(r"(?<!\w)half a minute(?!\w)"), "30 seconds"),
    (pattern(r"(?<!\w)(?:a|1|one)(?: full| good| whole|-) ?minute(?=s?(?!\w))"), "1 minute"),
    (pattern(r"(?<!\w)a minute(?!\w)"), "1 minute"),
    (pattern(r"(?<!\w)a couple (?:of )?minutes(?!\w)"), "2 minutes"),
    (pattern(r"(?<=between )(\d{1,3}) and (?=\d{1,3} ?-?[a-z])"), r"\1-"),
)
_TIMES = pattern(rf"(?<![\w.:/$])(?:(?P<low>{TIME}) ?(?:-|to|or) ?(?P<high>{TIME})|(?P<time>{ANY_TIME}))")
_PLACE: Final = (
    r"(?:sets?|exercises?|moves?|movements?|stations?|drills?|poses?|lifts?|rounds?|circuits?|super-?sets?|tri-?sets?"
    r"|giant sets?|laps?|pairs?|efforts?|sprints?|intervals?|repeats?)(?!\w)"
)
_COUNTED = pattern(r"\d (?:more )?(?:times|rounds?|circuits?|laps?|of each)(?!\w)|\d(?: ?[-,] ?\d{1,3}){2}")
_FILLER: Final = (
    rf"(?:for|of|is|are|be|being|should|must|can|will|to|at|least|most|about|around|approximately|roughly|only|just|no"
    rf"|more|longer|less|than|between|in|up|an?|the|each|every|all|both|periods?|times?|intervals?|you|your|anywhere"
    rf"|somewhere|from|kept|keep|limited|under|within|minimum|maximum|total|yourself|after|completing|finishing|exactly"
    rf"|full|good|short|brief|another|working|work|usually|typically|generally|normally|ideally|need|like|want|as|long|~|:|=|-|{_PLACE})"
)
_REST_BEFORE = pattern(
    r"(?<!\w)(?P<word>rest|resting|rests|recover|recovering|recovery|relax|breaks?|breather|pause|pausing|wait|waiting)"
    rf"(?:[ ,:~=-]+{_FILLER}){{0,9}}[ :~=-]*$"
)
_TAKE_BEFORE = pattern(
    rf"(?:(?<!\w)(?:take|taking|allow|allowing|leave|leaving|with|have|get|give|giving|and|spend|wait|need)|[,(:-])"
    rf"(?: {_FILLER}){{0,6}} ?$|^$"
)
_REST_BEHIND = pattern(
    r"[ -](?:(?:of|to|for|in|as) )?(?:an? )?(?:(?:active|full|complete|short|brief|passive|total|easy|your) )?"
    r"(?:rests?|recover|breaks?|breather|catch your breath|off"
    r"|recovery(?! (?!between|after|before|btw|in |and |then |of |for )[a-z]))(?!\w)"
    r"(?! day| your| on (?!all|every|each|both))"
)
_BETWEEN_BEHIND = pattern(
    rf" (?:in[ -])?(?:between|after|btw\.?|b/w|b/t\.?)(?:(?: (?:each|every|all|the|your|of|these|working|work|both))*"
    rf" {_PLACE}|(?: each| every| them| those)?(?= ?[.,;!)]| ?$| and ))"
)
_BETWEEN_BEFORE = pattern(rf"(?<!\w)between (?:(?:each|every|all|the|your|of|these|working|work) )*{_PLACE}")
_TO_CHANGE = pattern(r" (?:to|for) (?:chang|switch|mov|transition|rotat)(?:e|es|ing|ion)?(?!\w)")
_BEFORE_NEXT = pattern(
    r" (?:in )?before (?:you )?(?:the next|your next|another|moving|mov|starting|start|beginning|begin|going|go"
    r"|repeating|repeat|doing|continuing|each)"
)
_WHERE = pattern(
    rf"(?:between|after|before|per|following|complet\w+|finish\w*|b/w|btw\.?|of|end of)(?: [a-z']+){{0,4}}? "
    rf"(?P<where>{_PLACE})|(?P<next>next(?: one)?(?![\w ])|moving on(?!\w))"
    r"|(?P<change>(?:to|for) (?:chang|switch|mov|transition|rotat))"
)
_ROUND = pattern(r"round|circuit|lap|super|giant|tri|pair")
_SET = pattern(r"set|effort|sprint|interval|repeat")
_EACH_TURN = pattern(r"(?:between|after)(?: each| every| them| those)?(?: 1| one| time)? ?(?:[.,;!)]|$)")
_TURNS = pattern(r"(?<!\w)(?:rounds?|circuits?|laps?|times|sequence)(?!\w)")
_NO_RULE = pattern(
    r"(?<!\w)(?:rested|took|was|were|had|stud(?:y|ies)|research|researchers|found|showed|shown|participants|subjects"
    r"|used to|last (?:week|time|year|month)|yesterday|today i|rest days?|warm-?up sets?)(?!\w)"
)
"""What was done once, or found out, is no rule for what is to be done."""
_OPENS = pattern(
    r"(?:(?:then|and|next|now|also|always|please|finally|afterwards?|note|notes|rule|tip)[,:]? )?"
    r"(?:(?:take|have|allow|get|be sure to|make sure to|try to|aim to|remember to|you (?:can|should|may|will)) )?"
    rf"(?:(?:an?|all|the|your) )?(?:(?:rests?|resting|recover|breathe|break)(?!\w)|{ANY_TIME})"
)
_NEXT_CLAUSE = pattern(r" and | but |[;(]")
_OF_ONE = pattern(
    r"(?<!\w)sets? (?:of|for|on) "
    r"(?!(?:an?|the|these|those|each|all|your|every|both|different|everything|anything)(?!\w))[a-z]"
)
_BIG = pattern(
    r"(?<!\w)(?:big|bigger|main|heavy|heavier|compound|primary|large|multi-joint|barbell|major)"
    r"(?: [a-z-]+)? (?:lifts?|exercises?|movements?|moves?|ones|work)(?!\w)|(?<!\w)compounds(?!\w)"
)
_SMALL = pattern(
    r"(?<!\w)(?:isolations?|accessor(?:y|ies)|assistance|small|smaller|minor|single-joint|supplemental|lighter|other)"
    r"(?: [a-z-]+)?(?: (?:lifts?|exercises?|movements?|moves?|ones|work))?(?!\w)"
    r"|(?:on|for) (?:the rest|everything else|all else|(?:all )?(?:the )?others)(?!\w)"
)


def told(text: str) -> tuple[Rest, ...]:
    """The rests that sentences tell, each with what it stands between; none where two of them say different things."""
    found: dict[tuple[Scope | None, Lifts | None], Rest] = {}
    if vocabulary.is_remark(text):  # "Make it easier: rest 30 seconds between exercises"
        return ()
    for sentence in vocabulary.sentences(text[:_LONGEST]):
        for rest in in_sentence(sentence):
            if found.setdefault((rest.scope, rest.lifts), rest).rest_s != rest.rest_s:
                return ()
    return tuple(found.values())


def told_alone(text: str) -> tuple[Rest, ...]:
    """The same of a text that tells, beside rests, nothing that is counted or timed; none where it does."""
    rests = told(text)
    left = " ".join(_found(sentence)[1] for sentence in vocabulary.sentences(text)) if rests else ""
    return () if vocabulary.holds_dose(left) or _COUNTED.search(left) else rests


def opens(text: str) -> bool:
    """Whether a text begins with a rest."""
    return bool(_OPENS.match(text))


def in_sentence(sentence: str, *, bare: bool = False) -> list[Rest]:
    """The rests that one sentence tells, in order; also `bare` ones within it that stand between nothing."""
    return _found(sentence, bare=bare)[0]


def _found(sentence: str, *, bare: bool = False) -> tuple[list[Rest], str]:
    """The rests of a sentence, and its words without them."""
    if not _SAYS.search(sentence) or _NO_RULE.search(sentence):
        return [], sentence
    for looked_for, said in _IN_FIGURES:
        sentence = looked_for.sub(said, sentence)
    times = list(_TIMES.finditer(sentence))
    rests: list[Rest] = []
    left = sentence
    for at, found in reversed([*enumerate(times)]):
        start = times[at - 1].end() if at else 0
        end = times[at + 1].start() if at + 1 < len(times) else len(sentence)
        before, behind = sentence[start : found.start()][-_BESIDE:], sentence[found.end() : end][:_BESIDE]
        rest = _rest(found, before, behind, sentence, is_first=not at)
        if rest and not bare and _is_bare(rest, behind, sentence):
            rest = None
        if rest is not None:
            rests.insert(0, rest)
            left = left[: found.start()] + left[found.end() :]
    return rests, left


def _rest(found: re.Match[str], before: str, behind: str, sentence: str, *, is_first: bool) -> Rest | None:
    """The rest that a time is, by the words before and behind it; None where it is none."""
    word = _REST_BEFORE.search(before)
    strong = word is not None and word["word"].lower() not in _PAUSES
    behind_word = _REST_BEHIND.match(behind)
    between = _BETWEEN_BEHIND.match(behind[behind_word.end() :] if behind_word else behind)
    next_one = _BEFORE_NEXT.match(behind) if word or _TAKE_BEFORE.search(before) else None
    taken = (between or _BETWEEN_BEFORE.search(before)) and (word or _TAKE_BEFORE.search(before))
    lifts = _lifts(before if is_first and not behind.strip(" .") else _NEXT_CLAUSE.split(behind)[0])
    if lifts is None and _OF_ONE.search(behind):
        return None
    if not (
        strong or behind_word or taken or _TO_CHANGE.match(behind) or (word and next_one) or (lifts and not is_first)
    ):
        return None
    try:
        parts = (found["low"], found["high"]) if found["low"] else (found["time"],)
        rest_s = max(map(written_amounts.longest_s, parts))
    except ImpossibleError:
        return None
    return Rest(rest_s, _scope(before, behind, sentence), lifts)


def _is_bare(rest: Rest, behind: str, sentence: str) -> bool:
    """Whether a rest is within a set, or in the middle of a sentence that tells how something is done."""
    if rest.scope is not None or rest.lifts is not None:
        return False
    return rest.rest_s < _LEAST_BARE_S or not (opens(sentence) or _REST_BEHIND.match(behind))


def _scope(before: str, behind: str, sentence: str) -> Scope | None:
    """Between what a rest stands: as the words behind it say, else those before it."""
    found = _WHERE.search(_NEXT_CLAUSE.split(behind)[0]) or _WHERE.search(before) or _WHERE.search(behind)
    if found is None or not found["where"]:
        if _EACH_TURN.search(behind) and _TURNS.search(sentence):
            return "rounds"
        return "exercises" if found else None
    word = found["where"].lower()
    if _ROUND.match(word):
        return "rounds"
    return "sets" if _SET.match(word) else "exercises"


def _lifts(text: str) -> Lifts | None:
    """Of which lifts a rest is that of: the big ones, or those that are smaller."""
    big, small = _BIG.search(text), _SMALL.search(text)
    if big and small:
        return "big" if big.start() < small.start() else "small"
    return "big" if big else "small" if small else None
