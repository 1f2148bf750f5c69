"""The words that open a group of exercises: "3 rounds of", "AMRAP 12 min", "EMOM 10", "Superset", "repeat 3 times".

`line_reader.py` asks for them and reads the exercises in the same line; which exercises of the lines below belong to
the group is decided in `gather.py`.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine import amounts
from backday_tui.routine.importing import phrases
from backday_tui.routine.importing.statements import GroupStart, Phrase
from backday_tui.routine.importing.vocabulary import all_taken
from backday_tui.routine.importing.written_amounts import TIME, pattern, seconds_in
from backday_tui.routine.model import Reps, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.routine.importing.statements import GroupKind

_COLON = re.compile(r":(?:\s+|$)|\s-\s")


def _timed(words: str, joins: str) -> re.Pattern[str]:
    """Words with a time before or behind them, which is one of minutes where it is a bare number."""
    return pattern(
        rf"(?:(?P<before>{TIME})[ ,-]*(?:of )?)?(?<!\w)(?:{words})(?!\w)"
        rf"(?:[ ,-]*(?:{joins})?[ ,-]*(?P<after>{TIME}|\d{{1,3}}(?![\d:])(?! ?(?:rounds?|sets?)(?!\w))))?"
    )


_AMRAP = _timed(
    "amrap|as many (?:rounds|rounds and reps|rounds [+&/] reps|reps and rounds) as (?:possible|you can)",
    "in|of|for|x|within",
)
_EMOM = _timed("emom|every minute(?:,? on the minute|(?= for ))", "in|of|for|x")
_NOT_A_REST = "".join(
    f"(?<!{word}{each} )" for word in ("between", "after") for each in ("", " each", " every", " all", " the")
)
"""What a rest holds between is not what begins: "rest 60 s between supersets"."""
_SUPERSET = pattern(
    rf"(?<![\w]){_NOT_A_REST}"
    r"(?:(?P<times>\d{1,2}) ?x? )?(?:super-?sets?|tri-?sets?|giant sets?|compound sets?"
    r"|^(?:rotation|pairing|couplet)(?= #?\d)|^ss$)(?![\w])"
    r"(?: #?(?:\d|[A-Ha-h]\d?)(?: ?[/&+-] ?[A-Ha-h]?\d)*(?!\w))?(?: ?x ?(?P<times2>\d{1,2})(?!\w))?"
)
_JOINS = pattern(
    r"(?:(?:performed |done )?(?:in|as) an? |pair |combine )?(?:super-? ?set(?:ted)?|paired|pair|combined|it|this"
    r"|alternat(?:ed|ing)|ss|s/s|immediately followed|followed (?:immediately|directly))(?: up)? ?(?:with|w/|by)"
)
_ROUNDS = pattern(
    r"(?<![\w.])(?P<low>\d{1,4})(?: ?(?:-|to|or) ?(?P<high>\d{1,3}))? ?(?:full |total |complete )?"
    r"(?:rounds?|circuits?|times through|laps?|rft)(?!\w)"
    r"|(?<!\w)(?:circuit|rounds?)(?: #?[A-H1-9](?!\w))?(?: ?x|:| ?, ?x) ?"
    r"(?P<low2>\d{1,4})(?: ?- ?(?P<high2>\d{1,3}))?(?!\w)"
    r"|(?<!\w)circuit (?P<low3>\d{1,4})(?: ?- ?(?P<high3>\d{1,3}))? ?x(?!\w)"
)
_ROUNDS_OF = pattern(r"\d{1,3}(?: ?- ?\d{1,3})? rounds? of:? (?=\d)")
_FINISH_WITH = pattern(r"^(?:finish|end|start|begin|close)(?: off| out| up)? with (?=\d)")
_TIMES_BRACKETS = pattern(r"(\d{1,2}) ?x ?\(([^()]+)\)")
_REPEAT = pattern(
    r"(?<!\w)(?:repeat|(?:do|perform|complete)(?= (?:this|it|that) \d{1,3}(?: ?(?:-|to) ?\d{1,3})? (?:more )?times))"
    r"(?P<what>[a-z ]{0,40}?) (?:for )?(?:x ?)?(?P<low>\d{1,3})(?: ?(?:-|to|or) ?(?P<high>\d{1,3}))?"
    r" ?(?P<more>more )?(?:x|times|rounds?)?(?!\w)(?:,? with(?= \d))?"
    r"(?! ?(?:h|hours?|min|minutes?|s|sec|seconds?)(?!\w))"
)
_WHOLE: Final = ("circuit", "sequence", "all", "whole", "list", "workout")
"""What is repeated is then all that stands above, not the exercise alone."""
_TIMES_THROUGH = pattern(
    r"(?<!\w)(?:complete|do|perform|cycle through|go through|run through)[a-z ]{0,40}"
    r" (?:circuit|sequence|exercises|moves|list|following|below|workout|whole thing|it all|this|these)[a-z ]{0,20}?"
    r" (?P<low>\d{1,3})(?: ?(?:-|to|or) ?(?P<high>\d{1,3}))? ?(?:times|x)(?!\w)"
)
_SCHEME = pattern(
    r"(?:(?:for time|rft)[ :,]{1,3}|(?:do|perform|complete) )?(?P<reps>\d{1,3}(?:-\d{1,3}){2,19})(?: reps?)?"
    r"(?:,? (?:for time|of(?: each)?|each|rounds?|reps?|rft))*:?(?= [A-Za-z]|$)"
)
_SUPERSETS_THROUGH = pattern(
    r"(?:\d{1,2} )?(?:super-?sets?|tri-?sets?|circuits?)[ ,:-]+(?P<sets>\d{1,2}) (?:times|rounds|sets)"
    r"(?: through)?(?: (?:each|of each))?"
)
_TABATA = pattern(r"tabata(?: (?:workout|circuit|intervals?|style|\(?20 ?/ ?10\)?))?")
TABATA: Final = Phrase(sets=8, amount=Span(20), rest_s=10, strong=True)
"""Eight times 20 seconds of work and 10 of rest, as the word says."""
_CIRCUIT = pattern(r"(?<!\w)circuit(?: #?\d)?(?!\w)")
EACH: Final = pattern(
    r"(?<!\w)(?:(?:of|for|on) )?(?:(?:each|every|all)(?: one)? of (?:these|them)(?: exercises?| moves?)?(?!\w)|"
    r"(?:each|every|all)(?: of)?(?: the)?(?: following)?"
    r" (?:exercises?|moves?|movements?|stations?|stretch(?:es)?|poses?|one)(?!\w)|everything(?!\w))"
    r"|(?:perform|do|complete) each(?= for )"
)
EACH_BARE: Final = pattern(r"(?<!\w)(?:of|for) each(?!\w)|(?<!\w)each$")
_IN_TURN: Final = pattern(r",? ?alternat(?:e|ing) between$|,? ?(?:of )?the following$|,? ?rotat(?:e|ing) through$")
_PART: Final = pattern(r"^(?:part|block|section|segment|piece|circuit|group|round|set) ?#?(?:\d|[a-h]) ?[-:,] (?=\d)")
"""Which part of a workout it is, and no number of rounds: "Part 2 - 3 rounds"."""
_MINUTE_S: Final = 60


_KINDS: Final[tuple[tuple[GroupKind, re.Pattern[str]], ...]] = (
    ("amrap", _AMRAP),
    ("emom", _EMOM),
    ("superset", _SUPERSET),
    ("repeat", _REPEAT),
    ("circuit", _ROUNDS),
    ("circuit", _TIMES_THROUGH),
    ("circuit", _CIRCUIT),
)
"""In this order: what an AMRAP or a superset says of its rounds is no circuit."""


def heads(text: str) -> Iterator[tuple[str, str]]:
    """A line as head and content, cut at each colon in turn, and as a head alone."""
    text = _FINISH_WITH.sub("", text)
    yield text.rstrip(": "), ""
    wrapped = _TIMES_BRACKETS.fullmatch(text)
    if wrapped:
        yield f"{wrapped[1]} rounds", wrapped[2]
    rounds = _ROUNDS_OF.match(text)
    if rounds:
        yield rounds[0], text[rounds.end() :].strip()
    for found in list(_COLON.finditer(text))[:3]:
        head, content = text[: found.start()].strip(), text[found.end() :].strip()
        if head and content:
            yield head, content


def group_head(head: str) -> GroupStart | None:
    """The group that the words before a colon, or a whole line, announce; None where they announce none."""
    if _TABATA.fullmatch(head.strip()):
        return GroupStart("circuit", dataclasses.replace(TABATA, sets=None), count=(8, 8), usual=True)
    text = _IN_TURN.sub(" ", _PART.sub("", phrases.unbracketed(head)))
    for kind, looked_for in _KINDS:
        if found := looked_for.search(text):
            return _start(kind, found, text[: found.start()] + ", " + text[found.end() :])
    return None


def joins(text: str) -> bool:
    """Whether a line does no more than join the exercises above and below it: "Superset with"."""
    return bool(_JOINS.fullmatch(text.strip(" :-.*+")))


def sets_of_each(text: str) -> int | None:
    """How often each of several supersets is done: "4 supersets, 3 times through"; None where it isn't said."""
    found = _SUPERSETS_THROUGH.fullmatch(text.rstrip(".: "))
    many = found is not None and text[:1].isdigit() and not text.startswith("1 ")
    return int(found["sets"]) if found and many and int(found["sets"]) else None


def scheme(text: str) -> tuple[GroupStart, str] | None:
    """Rounds with ever fewer reps, "21-15-9" or "21-15-9 reps for time of:", and what stands behind them.

    On a line of their own they may be ever more.
    """
    found = _SCHEME.match(text)
    if not found:
        return None
    counts = [int(each) for each in found["reps"].split("-")]
    falls = all(one > other for one, other in itertools.pairwise(counts))
    rises_alone = found.end() == len(text) and all(one < other for one, other in itertools.pairwise(counts))
    if not (falls or rises_alone) or not all(counts):
        return None
    phrase = Phrase(amount=tuple(Reps(count, count) for count in counts), rest_s=0, strong=True)
    return GroupStart("superset", phrase, count=(len(counts), len(counts))), text[found.end() :].strip()


def _start(kind: GroupKind, found: re.Match[str], left: str) -> GroupStart | None:
    rounds = _ROUNDS.search(left) if kind in ("superset", "emom", "amrap", "repeat") else None
    if kind in ("amrap", "emom"):
        again = found.re.search(left)  # "as many rounds as possible (AMRAP)" says it twice
        left = left.replace(again[0], " ") if again else left
        found = again if again and not (found["before"] or found["after"]) else found
    phrase = phrases.read(EACH.sub(" ", left.replace(rounds[0], " ") if rounds else left))
    if phrase.bad or not all_taken(phrase):
        return None
    if kind in ("amrap", "emom"):
        return _timed_start(kind, found, phrase, rounds)
    if kind == "superset":
        times = found["times"] or found["times2"]
        if not times and rounds and rounds["low"] and 1 <= int(rounds["low"]) <= amounts.MAX_SETS:
            times = rounds["low"]  # "Giant set, 3 rounds"
        return GroupStart(kind, phrase, count=(int(times), int(times)) if times else None)
    return _circuit_start(kind, found, phrase)


def _timed_start(
    kind: GroupKind, found: re.Match[str], phrase: Phrase, rounds: re.Match[str] | None
) -> GroupStart | None:
    """An EMOM or an AMRAP: its time stands beside its name or elsewhere in the line; of an EMOM the rounds may do."""
    said = found["before"] or found["after"] or ""
    time_s = int(said) * _MINUTE_S if said.isdecimal() else seconds_in(said)
    if not time_s and isinstance(phrase.amount, Span):
        time_s, phrase = phrase.amount.seconds, dataclasses.replace(phrase, amount=None)
    if time_s and _MINUTE_S <= time_s <= amounts.MAX_TIME_S:
        return GroupStart(kind, phrase, time_s=time_s)
    low = int(rounds["low"] or rounds["low2"] or rounds["low3"] or 0) if rounds else 0
    if kind == "emom" and not said and 1 <= low <= amounts.MAX_SETS:
        return GroupStart(kind, phrase, count=(low, low))
    return None


def _circuit_start(kind: GroupKind, found: re.Match[str], phrase: Phrase) -> GroupStart | None:
    groups = {key: int(value) for key, value in found.groupdict().items() if value and value.isdecimal()}
    low = groups.get("low") or groups.get("low2") or groups.get("low3")
    high = groups.get("high") or groups.get("high2") or groups.get("high3") or low
    if low is None or high is None:
        return GroupStart(kind, phrase) if not groups else None
    if kind == "repeat":
        more = bool(found["more"])
        what = found["what"].lower()
        whole = any(word in what for word in _WHOLE) or "ound" in found[0]
        start = GroupStart(kind, phrase, (low + more, high + more), whole=whole)
    else:
        start = GroupStart(kind, phrase, (min(low, high), max(low, high)))
    return start if min(low, high) >= 1 and max(low, high) < 100 else None  # and one more
