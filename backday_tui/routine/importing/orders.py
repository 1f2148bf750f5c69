"""What sentences order: "Hold for 30 seconds, then repeat 3 times on each leg." is three holds of half a minute.

Articles and leaflets about exercises say their doses so, a piece in each sentence. Whether an order belongs to an
exercise is decided in `gather.py`.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import phrases, rests, set_lists, vocabulary, written_amounts
from backday_tui.routine.importing.statements import Phrase
from backday_tui.routine.importing.written_amounts import COUNT, TIME, TIME_RANGE, ImpossibleError, pattern
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from backday_tui.routine.importing.statements import Scope
    from backday_tui.routine.model import Sides

_MOST_HOLDS: Final = 6
"""What is held and repeated more often is one set of so many reps."""
LEAST_HOLD_S: Final = 10
"""A shorter hold is part of each rep, and no set by itself."""
_LONGEST: Final = 2000
_ABOUT = r"(?:(?:for|about|at least|up to|around|approximately|roughly|another|a|count of) ){0,3}"
_HOLD = pattern(
    r"(?<!\w)(?:hold(?:ing)?|keep|stay|remain|maintain|stretch|pause|balance|relax)(?: [a-z,'-]+){0,8}? "
    rf"{_ABOUT}(?P<time>{TIME_RANGE}|{TIME})"
)
_FOR = pattern(
    r"(?<!\w)(?:continue|go|do(?: this)?|perform(?: this)?|march|run|jog|walk|work|alternate|repeat"
    r"(?: this)?|switch(?:ing)?|jump|circle|rotate|swing|rock|roll|move|shake|squeeze|stand|sit|lie|kneel|lean|breathe)"
    rf"(?: [a-z,'-]+){{0,8}}? for {_ABOUT}(?P<time>{TIME_RANGE}|{TIME})"
)
_TIMES = pattern(
    r"(?<!\w)(?:repeat|do|perform|complete|aim|go|try|continue|start|finish|work up|repetitions?:?|reps?:?"
    r"|roll|circle|rotate|swing|tap|nod|turn|tilt|squeeze|lift|raise|bend|step|march|pump|move|slide|open|push|pull"
    r"|stretch|flex|point|shrug|pinch|bring|rock|shake|press|twist|draw|stand|curl|reach|lower|straighten|extend)"
    rf"(?: [a-z,'-]+){{0,7}}? {_ABOUT}(?P<count>{COUNT}) ?(?P<more>more )?(?:slow |full |total )?(?:times|x|reps?"
    rf"|repetitions?)(?![a-z])"
    r"(?! (?:a|per|each|every) (?:day|week|month))(?! (?:daily|weekly))"
)
_STEPS = pattern(
    rf"(?<!\w)(?:take|walk|do|perform|complete|make|repeat)(?: [a-z,'-]+){{0,3}}? {_ABOUT}(?P<count>{COUNT})"
    r" (?:(?:small|big|slow|long|short|little|quick) )?(?:steps|circles|pumps|beats|kicks|swings|taps|pulses)(?![a-z])"
)
_LEAST_STEPS: Final = 4
"""Fewer lead into a position, "Take 2 steps back"."""
_THROUGH_AGAIN = pattern(
    r"(?:(?:go|run|work|move|cycle) through|repeat|do|complete|perform) (?:it|(?:the|this|all)(?: [a-z]+){1,4}?)"
    r"(?: for)? a (?P<nth>second|2nd|third|3rd) (?:time|round)(?!\w)"
    r"|(?:do|complete|perform) a (?P<nth2>second|2nd|third|3rd) (?:round|circuit)(?!\w)"
    r"|(?<!\w)rest(?!\w)[^.!]{0,40} (?:and|then) repeat(?= ?(?:[.!]|$))"
)
_BARE_TIMES = pattern(
    rf"(?:^|[.!,] )(?P<count>{COUNT}) ?(?:times|reps?|repetitions?)(?![a-z])(?! (?:a|per|each|every) (?:day"
    rf"|week|month))"
)
_SO_MANY = pattern(
    rf"(?<!\w)(?:do|perform|complete|take|repeat|then|try|aim) {_ABOUT}(?P<count>{COUNT})"
    r"(?: of (?:these|them|those)(?!\w)"
    r"| (?:with|on|per|for|to|in) (?:each|either|every|both|1|one|the)(?!\w)| (?:each|per|every) (?:side|leg|arm|way)"
    r"| to (?:start|begin)(?: with)?(?!\w)| ?(?:[.!](?!\d)|$))"
)
"""So many, of what was told before: "Do 10 with each leg", "Do 12 of these."."""
_SETS_BESIDE = pattern(r"(?:^|[.,;!] )(?:(?:do|then do|for|in) )?(?P<sets>\d{1,2}) sets?(?= ?(?:[.,;]|$))")
_SECOND_SET = pattern(
    r"(?<!\w)(?:do|complete|perform|repeat|add)(?: [a-z]+){0,4}? (?P<nth>second|2nd|third|3rd) set(?!\w)"
)
_EACH_SIDE = pattern(
    r"(?:each|per|both|every|either) (?:sides?|directions?|ways?)(?![a-z])"
    r"|(?:each|per) (?:wrist|ankle|elbow|shoulder|hip|knee)(?![a-z])"
    r"|(?:(?<!in )(?<!of )(?:each|per|every|either)|for both) (?:legs?|arms?|hands?|foot|feet)(?![a-z])"
    r"|(?:repeat|switch|swap|change|do the same|then do|same)[^.]{0,40}(?:other|opposite|sides|legs|arms)(?![a-z])"
    r"(?! (?:on|with|at|after) (?:every|each)(?!\w))"
    r"|all (?:(?:of )?(?:the|your) )?(?:reps|repetitions)(?: \w+)? (?:on|with) (?:one|1|the same|the first)"
    r" (?:side|leg|arm)(?![a-z])"
    r"|(?:on|with) the (?:other|opposite) (?:side|leg|arm|hand|foot)(?![a-z])"
)
_BREATHS = pattern(
    r"(?<!\w)(?:for|hold|stay|take|repeat|remain)(?: [a-z',-]+){0,4}? (?P<breaths>\d{1,2}(?: ?(?:-|to) ?\d{1,2})?"
    r" (?:[a-z]+ )?breaths?)(?!\w)"
)
_TOLD = pattern(r"(?<!\w)(?:i|we|my|our|he|she|they)(?!\w)")


_OF_ONE_SIDE = (
    r"(?! (?:of (?:your|the) )?(?:sides?|legs?|arms?|hands?|foot|feet|knees?|ways?|directions?|times?|reps?)(?![a-z]))"
)
"""What else may be done for as long: then it isn't each exercise."""
_EACH_TIME = pattern(
    r"(?:(?:each|every|all|following|these)(?: of)?(?: the| these)?(?: [a-z0-9]+)? (?:exercises?|moves?"
    r"|movements?|stations?|drills?|poses?|stretch(?:es)?)"
    r"|(?:each|every one|all) of (?:these|them|the following))(?![a-z])"
    rf"(?:(?!repeat|rest(?!\w)|recover|break)[^.!]){{0,50}}? (?P<amount>{TIME})"
    rf"|(?P<amount2>{TIME})(?:(?: (?:per|on|at|for|of))? (?:each|every)(?: one)?| (?:per|an))"
    rf"(?: exercise| move| movement| station| drill| pose)(?![a-z])"
    rf"|(?P<amount5>{TIME})(?: (?:on|at|for|of))? (?:each|every)(?: one)?{_OF_ONE_SIDE}(?![a-z])"
    rf"|(?P<amount3>{COUNT}) (?:reps?|repetitions?)(?: (?:per|on|for|of))? (?:each|every)(?: one)?{_OF_ONE_SIDE}"
    rf"(?: exercise| move| movement)?(?![a-z])"
    r"|(?:each|every|all|following|these)(?: of)?(?: the| these)?(?: [a-z0-9]+)? (?:exercises?|moves?"
    r"|movements?)(?![a-z])"
    rf"(?:(?!repeat)[^.!]){{0,50}}? (?P<amount4>{COUNT}) (?:reps?|repetitions?|times)(?![a-z])"
    r"(?! (?:a|per|each|every) (?:day|week|month))(?! (?:daily|weekly))"
    rf"|(?:perform|do|complete) (?P<amount8>{COUNT}) (?:of|for|on) (?:each|every)(?: one)?{_OF_ONE_SIDE}(?![a-z])"
    rf"|(?:perform|do|complete|hold) each for (?P<amount6>{TIME})"
    r"|(?:switch|change|rotate)(?: to)?(?: the| a)?(?: next| new)? (?:exercises?|moves?|stations?) every "
    rf"(?P<amount7>{TIME})"
)
_ON = pattern(
    r"^(?:work|on|effort)(?: (?:time|interval|period)s?)?(?: ?[:=] ?| is | for )(?P<on3>" + TIME + r")$|"
    r"^(?:[a-z]+ )?(?:intervals?|timer|format|work ?/ ?rest)[^:\d]{0,12}: ?(?P<on4>[1-9]\d)(?: ?s(?:ec)?)? ?/ ?"
    r"(?P<off4>[1-9]\d)(?: ?s(?:ec)?)?(?![\w/])|"
    rf"(?<!\w)(?:work|go|exercise|move)(?:ing)?(?: hard| all out)?(?: for)? (?P<on2>{TIME})[^.!\d]{{0,30}}?(?<!\w)"
    rf"(?:rest|recover|break)(?:ing|s)?(?: for)? (?P<off2>{TIME})|"
    rf"(?P<on>{TIME}) ?(?:of )?(?:on|work)(?![a-z])[^.!]{{0,30}}?(?P<off>{TIME}) ?(?:of )?(?:off"
    rf"|rest)(?![a-z])"
)
_TELLS_EACH = pattern(
    r"(?<!\w)(?:each|every|all|following|these|on|off|per|an|work|working|going|effort|exercis|mov|interval|timer|format"
    r"|switch|change|rotate)|go(?!\w)"
)
"""Without one of these no sentence says what is done of each exercise; the two patterns above take longer."""
_INTERVAL = pattern(
    rf"(?<!\w)(?:for|of|:) (?P<work>{TIME})[^\d]{{0,120}}?(?<!\w)(?:rest|recover|break|relax)(?:ing|s)?(?: for| of)? "
    rf"(?P<rest>{TIME})"
)
_AGAIN = pattern(
    rf"(?:continue|repeat|keep|alternat|go on|do (?:this|it)|cycle|perform)[^.!\d]{{0,80}}?(?:(?P<total>{TIME})"
    rf"|(?P<count>\d{{1,2}}) ?(?P<more>more )?(?:times|rounds|x|intervals|sets)(?!\w))"
)
_BRACKETS = re.compile(r" ?\([^()]{0,200}\)")
_BETWEEN_ROUNDS = pattern(r"(?:between|after)[^.!]{0,40}(?:rounds?|circuits?|sets|all)|finish|complet")
_THEN_AGAIN = pattern(
    r"(?:then|and)(?: then)? (?:(?:go|run|work|move) through|repeat (?:the|this) (?:circuit|group|whole|list|sequence"
    r"|round)|do a second round)(?!\w)"
)
"""What a rest stands before that is no more than told: "Rest for 90 seconds, then go through the group again"."""
_ROUNDS = pattern(
    r"(?:repeat|complete|do|perform|go through|cycle through|run through|for)(?: [a-z',-]+){0,10}? "
    r"(?:for )?(?:a total of |at least |up to |about )?"
    r"(?P<count>\d{1,2}(?: ?(?:-|to) ?\d{1,2})?) ?(?P<more>more )?(?:times|x|rounds?|circuits?|laps?)"
    r"(?! (?:a|per|each) (?:day|week))"
    r"|(?P<count2>\d{1,2}(?: ?(?:-|to) ?\d{1,2})?) (?:total )?rounds?(?: total)?(?![a-z])|repeat x ?(?P<count3>\d{1,2})"
)
_ONE_ROUND = pattern(
    r"1 (?:full )?(?:round|circuit|set)[.,;!] ?(?:then )?(?:do|repeat|complete|perform|aim)[a-z ]{0,20}? "
    r"(?P<count>\d{1,2}(?: ?(?:-|to) ?\d{1,2})?)(?P<more> more)?(?: (?:total|rounds|times|of)[a-z ]{0,20})?(?=[.,;!]|$)"
)
"""How often what was told to be one round is done: "That's 1 round. Do 3."."""
_ROUNDS_ALONE = pattern(
    r"(?:^|[,;.] )(?P<count>\d{1,2}(?: ?(?:-|to) ?\d{1,2})?)(?P<more>) (?:rounds?|laps?|circuits?|times through)"
    r"(?= ?(?:[,;.]|$))"
)
"""Rounds between commas: "15 s to change stations, 3 laps, 2 min rest after each"."""
_NO_RULE = pattern(r"(?:tl;? ?dr|in short|summary|example|e\.g\.|for example|note|score|why)(?!\w)")
_OF_ALL = pattern(
    r"(?<!\w)(?:(?:each|every|all)(?: of)?(?: the| these)?(?: \w+)? (?:exercises?|moves?|movements?)"
    r"|(?:each|all) of (?:these|them)|(?:per|an) (?:exercise|move|movement)|everything)(?!\w)"
)
_NONE_AT_ALL = pattern(
    r"(?<!\w)(?:no|without(?: any)?) rests?(?: in)?[ -]between(?! (?:the |each )?(?:rounds?|circuits?|sets?))"
)
_NONE_BETWEEN = pattern(
    r"(?<!\w)(?:no|without(?: any)?) rests? (?:between|after) (?:the |each )?(?:rounds?" r"|circuits?)"
)
_ALL_OF_IT = pattern(
    r"^repeat(?!\w)|(?<!\w)(?:circuits?|sequence|rounds?|whole|entire|all|list|set(?! of)|workout|through)(?!\w)"
)


_REPEATED = pattern(
    r"(?<!\w)(?:circuits?|rounds?|list|workout|routine|everything|(?:whole|entire) thing|through"
    r"|(?:all|these|the|following)(?: of)?(?: the| these)?(?: \w+)? (?:exercises|moves|movements|stations))(?!\w)"
)
"""What is done in rounds, where nothing else is said of it."""
_MOST_ROUNDS: Final = 10


@dataclasses.dataclass(frozen=True, slots=True)
class ListRules:
    """What sentences say of all exercises below: the dose of `each`, the rest between them, the rounds with theirs."""

    each: Phrase | None
    rest_s: int | None
    rounds: tuple[int, int] | None
    between_s: int | None


def beside(text: str) -> Phrase | None:
    """What sentences order that is no dose, on which side and for how many breaths; None where they order none."""
    breaths = _BREATHS.search(text[:_LONGEST])
    sides: Sides | None = "each" if _EACH_SIDE.search(text[:_LONGEST]) else None
    return Phrase(sides=sides, notes=(breaths["breaths"],) if breaths else ()) if sides or breaths else None


def rules(text: str) -> ListRules | None:
    """The rules that a paragraph gives for a list of exercises; None where it gives none."""
    try:
        return _rules(vocabulary.without_how_often(text[:_LONGEST]))
    except ImpossibleError:
        return None


def _rules(text: str) -> ListRules | None:
    if not any(map(str.isdigit, text)) or _NO_RULE.match(text):
        return None
    if _intervals(text) and not _OF_ALL.search(text):  # what is done in one exercise
        return None
    sentences = vocabulary.sentences(text)
    dose = _dose_of_each(sentences)
    counted = _rounds_in(text, _ALL_OF_IT if dose else _REPEATED)
    rounds = _count(counted) if dose is None or dose.sets is None else None
    if rounds is None and (again := _THROUGH_AGAIN.search(text)):
        rounds = (_nth(again),) * 2
    elif dose is None and (alone := _ROUNDS_ALONE.search(text)):
        rounds = _count(alone)
    elif dose is None and counted and not counted["count"] and counted.start():  # "Jo: 9 rounds, then squats"
        return None
    if dose is None and (rounds is None or rounds[1] > _MOST_ROUNDS):
        return None
    rest_s, between_s = _rests(text, dose.rest_s if dose else None)
    if dose:
        scope: Scope = "exercises" if dose.sets is None else "sets"
        dose = dataclasses.replace(dose, rest_s=rest_s, scope=scope, strong=True)
    return ListRules(dose, rest_s, rounds, between_s)


def _rounds_in(text: str, all_of_it: re.Pattern[str]) -> re.Match[str] | None:
    """Where it is told how often all is done, by words that say so; "1 round" alone only says what one is."""
    if more := _ONE_ROUND.search(text):
        return more
    told = (found for each in vocabulary.sentences(text) if all_of_it.search(each) for found in _ROUNDS.finditer(each))
    return next((found for found in told if found["count"] or found["count2"] != "1"), None)


def _rests(text: str, rest_s: int | None) -> tuple[int | None, int | None]:
    """The rests between exercises (or sets) and between rounds; `rest_s` is the first, where it is known."""
    between_s = None
    for sentence in vocabulary.sentences(text):
        for rest in rests.in_sentence(sentence, bare=True):
            again = rest.scope is None and _THEN_AGAIN.search(sentence)
            if rest.scope == "rounds" or again or (rest_s is not None and _BETWEEN_ROUNDS.search(sentence)):
                between_s = rest.rest_s if between_s is None else between_s
            elif rest_s is None:
                rest_s = rest.rest_s
    if rest_s is None and _NONE_AT_ALL.search(text):
        rest_s = 0
    if between_s is None and _NONE_BETWEEN.search(text):
        between_s = 0
    return rest_s, between_s


def _dose_of_each(sentences: list[str]) -> Phrase | None:
    """What sentences say is done of each exercise, "3 sets of 10 of each exercise" or "40 s on, 20 s off"."""
    for sentence in sentences:
        given = phrases.dose_in(sentence) if _OF_ALL.search(sentence) else None
        if given is not None:
            return Phrase(sets=given.sets, amount=given.amount, rest_s=given.rest_s)
    sentences = [each for each in sentences if _TELLS_EACH.search(each)]
    timed = next((found for each in sentences if (found := _ON.search(each) or _EACH_TIME.search(each))), None)
    if timed is None:
        return None
    groups = timed.groupdict()
    written = next(value for name, value in groups.items() if value and not name.startswith("off"))
    off = next((value for name, value in groups.items() if value and name.startswith("off")), None)
    if groups.get("on4"):  # "Intervals: 40/20"
        written, off = f"{written} s", f"{off} s"
    amount = written_amounts.amount(f"{written} reps" if written.isdecimal() else written)
    return Phrase(amount=amount, rest_s=written_amounts.longest_s(off) if off else None)


def _nth(found: re.Match[str]) -> int:
    """Which one it is: 2 for "a second time"."""
    said = next((value for name, value in found.groupdict().items() if value and name.startswith("nth")), "second")
    return 2 if said.lower() in ("second", "2nd") else 3


def _count(found: re.Match[str] | None) -> tuple[int, int] | None:
    """The least and most rounds; "2 more" come on top of the first."""
    if found is None:
        return None
    said = next(value for name, value in found.groupdict().items() if value and name.startswith("count"))
    numbers = [int(each) for each in re.findall(r"\d+", said)]
    more = 1 if found["more"] else 0
    return min(numbers) + more, max(numbers) + more


def of(text: str) -> Phrase | None:
    """The dose that sentences order; None where they order none."""
    text = vocabulary.without_how_often(text[:_LONGEST])
    if not any(map(str.isdigit, text)):
        return None
    try:
        return _of(text)
    except ImpossibleError:
        return None


def _of(text: str) -> Phrase | None:
    """The dose, with sets that are told apart from it: "Hold for 20 seconds. 2 sets."."""
    order = _of_one(text)
    if order is None or order.sets is not None:
        return order
    told, more = _SETS_BESIDE.search(text), _SECOND_SET.search(text)
    sets = written_amounts.whole(told["sets"], amounts.MAX_SETS) if told else _nth(more) if more else None
    if sets is None:
        return order
    rest_s = _rests(text, None)[0] if order.rest_s is None else order.rest_s
    return dataclasses.replace(order, sets=sets, rest_s=rest_s)


def _of_one(text: str) -> Phrase | None:
    sides: Sides | None = "each" if _EACH_SIDE.search(text) else None
    given = phrases.dose_in(text)
    if given is not None:
        return dataclasses.replace(given, sides=given.sides or sides, pieces=())
    if _TOLD.search(text):
        return None
    if (intervals := _intervals(text)) is not None:
        return dataclasses.replace(intervals, sides=sides)
    hold = _HOLD.search(text)
    count = _TIMES.search(text) or _BARE_TIMES.search(text) or _SO_MANY.search(text)
    steps = None if count else _STEPS.search(text)
    reps = written_amounts.amount(found["count"]) if (found := count or steps) else None
    if steps and isinstance(reps, Reps) and (reps.low or 0) < _LEAST_STEPS:
        reps = None
    if isinstance(reps, Reps) and count and count.groupdict().get("more") and reps.low and reps.high:
        reps = Reps(reps.low + 1, reps.high + 1)
    if hold:
        held = written_amounts.amount(hold["time"])
        if isinstance(held, Span):
            order = _held(held, hold[0], reps if isinstance(reps, Reps) else None, sides)
            rest_s = _rests(text, None)[0] if order.sets is not None else None
            return order if rest_s is None else dataclasses.replace(order, rest_s=rest_s)
    if isinstance(reps, Reps):
        return Phrase(amount=reps, sides=sides)
    timed = _FOR.search(text)
    span = written_amounts.amount(timed["time"]) if timed else None
    return Phrase(amount=span, sides=sides) if isinstance(span, Span) else None


def holds(text: str) -> bool:
    """Whether sentences order a hold, each time or once: then "repeat 10 times" is said of the exercise."""
    order = of(text)
    return order is not None and (order.held or any(note.lower().startswith("hold") for note in order.notes))


def intervals(text: str) -> Phrase | None:
    """Work and rest in turn, told a sentence each: "Go for 20 seconds. Rest for 10 seconds. Repeat 8 times."."""
    try:
        return _intervals(text[:_LONGEST])
    except ImpossibleError:
        return None


def _intervals(text: str) -> Phrase | None:
    found = _INTERVAL.search(_BRACKETS.sub("", text))
    again = _AGAIN.search(found.string, found.end()) if found else None
    if found is None or again is None or _REPEATED.search(again[0]):
        return None
    work_s, rest_s = map(written_amounts.seconds, found.group("work", "rest"))
    if again["total"]:
        sets, over = divmod(written_amounts.seconds(again["total"]), max(work_s + rest_s, 1))
    else:
        sets, over = int(again["count"]) + bool(again["more"]), 0
    if over or not 1 < sets <= set_lists.SURE_SETS or work_s < LEAST_HOLD_S:
        return None
    return Phrase(sets=sets, amount=Span(work_s), rest_s=rest_s)


def _held(held: Span, written: str, reps: Reps | None, sides: Sides | None) -> Phrase:
    """A hold that is repeated: so many sets of it, or so many reps where it is short."""
    if reps is None or reps.low is None:
        return Phrase(amount=held, held=True, sides=sides)
    return repeated(Phrase(amount=held, held=True, sides=sides, notes=(written,)), reps)


def repeated(phrase: Phrase, reps: Reps) -> Phrase:
    """What is held, repeated: so many sets of it where it is long enough for a set, else so many reps."""
    held = phrase.amount
    low = reps.low or 1
    if isinstance(held, Span) and (held.seconds or 0) >= LEAST_HOLD_S and low <= _MOST_HOLDS:
        more = (f"{amounts.reps_text(reps)} times",) if reps.high != reps.low else ()
        return dataclasses.replace(phrase, sets=low, notes=more)
    notes = phrase.notes or ((f"Hold {amounts.span_text(held)}",) if isinstance(held, Span) else ())
    if phrase.rest_s:  # between two holds
        notes = (*notes, f"rest {amounts.time_text(phrase.rest_s)}")
    return dataclasses.replace(phrase, amount=reps, held=False, notes=notes, rest_s=None)
