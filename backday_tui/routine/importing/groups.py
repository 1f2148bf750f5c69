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
    "amrap|max(?:imum)? (?:reps|rounds|rounds and reps)(?= in )|as many reps as (?:possible|you can)(?= in )"
    "|as many (?:rounds|rounds and reps|rounds [+&/] reps|reps and rounds) as (?:possible|you can)",
    "in|of|for|x|within",
)
_EMOM = _timed("emom|every minute(?:,? on the minute|(?= for ))", "in|of|for|x")
_NOT_A_REST = "".join(
    f"(?<!{word}{each} )" for word in ("between", "after") for each in ("", " each", " every", " all", " the")
)
"""What a rest holds between is not what begins: "rest 60 s between supersets"."""
_SUPERSET = pattern(
    rf"(?<![\w]){_NOT_A_REST}"
    r"(?:(?P<times>\d{1,2}) ?x? )?(?:super[- ]?sets?|tri[- ]?sets?|giant sets?|compound sets?"
    r"|^(?:rotation|pairing|couplet|pair)(?= #?\d)|^ss$"
    r"|^(?:first|second|third|fourth|fifth|last|final) (?:pair(?:ing)?|couplet|triplet|super-?set)(?= ?(?:$|,)))"
    r"(?![\w])"
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
_ROUNDS_OF = pattern(r"\d{1,3}(?: ?- ?\d{1,3})? ?(?:rounds?(?: for time)? of|rft):? (?=\d)")
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
    r" (?:circuit|sequence|exercises|moves|list|following|below|workout|whole thing|it all|all of it"
    r"|everything|this|these)[a-z ]{0,20}?"
    r" (?P<low>\d{1,3})(?: ?(?:-|to|or) ?(?P<high>\d{1,3}))? ?(?:times|x)(?!\w)"
)
_SCHEME = pattern(
    r"(?:(?:for time|rft|(?:rep )?ladder|rep scheme|descending|ascending|pyramid|count-?down)[ :,-]{1,3}"
    r"|(?:do|perform|complete|of) |\d{1,2} rounds?(?: for time)?,? (?:of )?){0,3}(?P<reps>\d{1,3}(?:-\d{1,3}){2,19})"
    r"(?: reps?)?"
    r"(?:,? (?:for time|of(?: each)?|each|rounds?|reps?|rft|ladder|descending|pyramid|count-?down))*:?(?= [A-Za-z]|$)"
)
_LADDER = pattern(
    r"(?<![\d-])(?P<first>\d{1,3})(?:[-,] ?(?P<second>\d{1,3})(?:[-,] ?\d{1,3}){0,8})?"
    r"(?:[-, ]*(?P<dots>\.{2,}|etc\.?|and so on)[-, ]*(?:(?:up |down )?to )?| (?:up |down |all the way )*to "
    r"|(?<=\d)-(?=1(?!\d)|\d{1,2} ladder))"
    r"(?P<last>\d{1,3})(?![\d-])"
)
_LEAST_RUNGS: Final = 3
_MOST_RUNGS: Final = 20
_SUPERSETS_THROUGH = pattern(
    r"(?:\d{1,2} )?(?:super[- ]?sets?|tri[- ]?sets?|circuits?)[ ,:-]+(?P<sets>\d{1,2}) (?:times|rounds|sets)"
    r"(?: through)?(?: (?:each|of each))?"
)
_MINUTES_OF = pattern(rf"(?:for |in )?(?P<time>{TIME}) of")
"""Of a list of exercises, these are done over and over."""
_TABATA = pattern(r"(?:alternating )?tabata(?: (?:workout|circuit|intervals?|style|\(?20 ?/ ?10\)?)){0,2}(?!\w)")
TABATA: Final = Phrase(sets=8, amount=Span(20), rest_s=10, strong=True)
"""Eight times 20 seconds of work and 10 of rest, as the word says."""
_CIRCUIT = pattern(r"(?<!\w)circuit(?: #?\d)?(?!\w| rest(?!\w))")
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
_INTERVAL = pattern(
    rf"(?<!\w)(?:(?:every|on the) (?:(?P<time>{TIME})|other minute)"
    r"(?:,? on the (?:minute|\w{1,6} ?min(?:ute)?s?|:?\d\d))?(?: (?:interval|mark|clock)s?)?"
    r"|e(?P<minutes>\d{1,2}(?:\.5)?)mom|e(?P<seconds>\d{2,3})(?:s|sec|om))(?![a-z])"
)
_MINUTE_S: Final = 60
_MOST_ROUNDS: Final = 100
_MOST_TITLE_WORDS: Final = 4


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
    yield text, ""
    wrapped = _TIMES_BRACKETS.fullmatch(text)
    if wrapped:
        yield f"{wrapped[1]} rounds", wrapped[2]
    rounds = _ROUNDS_OF.match(text)
    if rounds:
        yield rounds[0], text[rounds.end() :].strip()
    for found in list(_COLON.finditer(text))[:3]:
        head, content = text[: found.start()].strip(), text[found.end() :].strip()
        if head and content:
            yield f"{head}:", content


def group_head(head: str) -> GroupStart | None:
    """The group that the words before a colon, or a whole line, announce; None where they announce none."""
    titled = head.endswith(":")
    head = head.rstrip(": ")
    if tabata := _tabata(head):
        return tabata
    if titled and (timed := _MINUTES_OF.fullmatch(head)) and (time_s := seconds_in(timed["time"])):
        return GroupStart("amrap", Phrase(), time_s=time_s, whole=False) if time_s >= _MINUTE_S else None
    text = _IN_TURN.sub(" ", _PART.sub("", phrases.unbracketed(head)))
    if interval := _INTERVAL.search(text):
        return _of_interval(interval, text[: interval.start()] + ", " + text[interval.end() :])
    for kind, looked_for in _KINDS:
        if found := looked_for.search(text):
            return _start(kind, found, text[: found.start()] + ", " + text[found.end() :], titled=titled)
    return None


def joins(text: str) -> bool:
    """Whether a line does no more than join the exercises above and below it: "Superset with"."""
    return bool(_JOINS.fullmatch(text.strip(" :-.*+")))


def _tabata(head: str) -> GroupStart | None:
    """A Tabata, with other times and rounds than the usual where they stand behind the word."""
    found = _TABATA.match(head.strip())
    if not found:
        return None
    told = phrases.read(phrases.unbracketed(head.strip()[found.end() :]).strip(" ,:-"))
    rounds = _ROUNDS.search(head)
    if rounds and told.sets is None:
        told = phrases.read(phrases.unbracketed(head.strip()[found.end() :].replace(rounds[0], "")).strip(" ,:-"))
    if told.bad or not all_taken(told) or isinstance(told.amount, Reps | tuple):
        return None
    count = told.sets or (int(rounds["low"] or 0) if rounds else 0) or 8
    amount, rest_s = (TABATA.amount, TABATA.rest_s) if told.amount is None else (told.amount, told.rest_s)
    phrase = dataclasses.replace(TABATA, sets=None, amount=amount, rest_s=rest_s)
    return GroupStart("circuit", phrase, count=(count, count), usual=told.amount is None and told.sets is None)


def _of_interval(found: re.Match[str], left: str) -> GroupStart | None:
    """What begins at every so many seconds, so many times: "every 2 minutes for 20 minutes", "E3MOM x 5".

    The rounds are those of a circuit, and the interval is a note: a routine can't say it, unless it is a minute.
    """
    every_s = seconds_in(found["time"]) if found["time"] else 120
    if found["minutes"] or found["seconds"]:
        every_s = int(float(found["minutes"] or 0) * _MINUTE_S) or int(found["seconds"])
    rounds = _ROUNDS.search(left)
    told = phrases.read(EACH.sub(" ", left.replace(rounds[0], " ") if rounds else left))
    count = (int(rounds["low"] or 0) if rounds else 0) or told.sets
    if count is None and isinstance(told.amount, Reps):
        count = told.amount.low
    elif isinstance(told.amount, Span) and every_s:
        fitting, left_s = divmod(told.amount.seconds or 0, every_s)
        count = None if left_s or count not in (None, fitting) else fitting
    if not every_s or not count or not 1 < count < _MOST_ROUNDS or told.bad or not all_taken(told):
        return None
    if every_s == _MINUTE_S:
        return GroupStart("emom", Phrase(), time_s=count * every_s)
    return GroupStart("circuit", Phrase(notes=(f"Every {amounts.time_text(every_s)}",)), count=(count, count))


def sets_of_each(text: str) -> int | None:
    """How often each of several supersets is done: "4 supersets, 3 times through"; None where it isn't said."""
    found = _SUPERSETS_THROUGH.fullmatch(text.rstrip(".: "))
    many = found is not None and text[:1].isdigit() and not text.startswith("1 ")
    return int(found["sets"]) if found and many and int(found["sets"]) else None


def scheme(text: str) -> tuple[GroupStart, str] | None:
    """Rounds with ever fewer reps, "21-15-9" or "21-15-9 reps for time of:", and what stands behind them.

    On a line of their own they may be ever more, or up and down again.
    """
    text = _LADDER.sub(_spelled_out, text, count=1)
    found = _SCHEME.match(text)
    if not found:
        return None
    counts = [int(each) for each in found["reps"].split("-")]
    falls = all(one > other for one, other in itertools.pairwise(counts))
    top = counts.index(max(counts))
    up, down = itertools.pairwise(counts[: top + 1]), itertools.pairwise(counts[top:])
    rises_alone = (
        (found.end() == len(text) or "ladder" in found[0].lower())
        and all(one < other for one, other in up)
        and all(one > other for one, other in down)
        and (top == len(counts) - 1 or counts == counts[::-1])
    )
    if not (falls or rises_alone) or not all(counts):
        return None
    phrase = Phrase(amount=tuple(Reps(count, count) for count in counts), rest_s=0, strong=True)
    return GroupStart("superset", phrase, count=(len(counts), len(counts))), text[found.end() :].strip()


def _spelled_out(found: re.Match[str]) -> str:
    """A ladder of which only the ends are told, "1-2-3-...-10" or "10 to 1 ladder", number by number."""
    begins, goes_on, ends = int(found["first"]), found["second"], int(found["last"])
    step = (int(goes_on) - begins) if goes_on else (1 if ends > begins else -1)
    sure = found["dots"] if goes_on else "ladder" in found.string.lower() or "descend" in found.string.lower()
    numbers = range(begins, ends + step, step) if step else range(0)
    if not sure or not _LEAST_RUNGS <= len(numbers) <= _MOST_RUNGS or numbers[-1] != ends:
        return found[0]
    return "-".join(map(str, numbers))


def _is_title(pieces: tuple[str, ...]) -> bool:
    """Whether what is left of a group's line may be its name: "21-minute EMOM lunge ladder:"."""
    left = " ".join(pieces)
    return len(left.split()) <= _MOST_TITLE_WORDS and not any(map(str.isdigit, left))


def _start(kind: GroupKind, found: re.Match[str], left: str, *, titled: bool) -> GroupStart | None:
    rounds = _ROUNDS.search(left) if kind in ("superset", "emom", "amrap", "repeat") else None
    if kind in ("amrap", "emom"):
        again = found.re.search(left)  # "as many rounds as possible (AMRAP)" says it twice
        left = left.replace(again[0], " ") if again else left
        found = again if again and not (found["before"] or found["after"]) else found
    phrase = phrases.read(EACH.sub(" ", left.replace(rounds[0], " ") if rounds else left))
    named = titled and kind in ("amrap", "emom") and not all_taken(phrase) and _is_title(phrase.pieces)
    if phrase.bad or not (all_taken(phrase) or named):
        return None
    if kind in ("amrap", "emom"):
        start = _timed_start(kind, dataclasses.replace(phrase, pieces=()), found, rounds)
        return dataclasses.replace(start, titled=named) if start else None
    if kind == "superset":
        times = found["times"] or found["times2"]
        if not times and rounds and rounds["low"] and 1 <= int(rounds["low"]) <= amounts.MAX_SETS:
            times = rounds["low"]  # "Giant set, 3 rounds"
        return GroupStart(kind, phrase, count=(int(times), int(times)) if times else None)
    return _circuit_start(kind, found, phrase)


def _timed_start(
    kind: GroupKind, phrase: Phrase, found: re.Match[str], rounds: re.Match[str] | None
) -> GroupStart | None:
    """An EMOM or an AMRAP: its time stands beside its name or elsewhere in the line; of an EMOM the rounds may do."""
    said = found["before"] or found["after"] or ""
    time_s = int(said) * _MINUTE_S if said.isdecimal() else seconds_in(said)
    if not time_s and isinstance(phrase.amount, Span):
        time_s, phrase = phrase.amount.seconds, dataclasses.replace(phrase, amount=None)
    low = int(rounds["low"] or rounds["low2"] or rounds["low3"] or 0) if rounds else 0
    if time_s and _MINUTE_S <= time_s <= amounts.MAX_TIME_S:
        again = kind == "amrap" and 1 < low < _MOST_ROUNDS
        return GroupStart(kind, phrase, time_s=time_s, count=(low, low) if again else None)
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
