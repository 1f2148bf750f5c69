"""One line of a paste made plain: whoever reads it has to know of one dash, one cross and one way to write a number.

No markup, no look-alikes of signs, digits for number words, and the words for sets, reps and rests of other languages
in English (`languages.py`). What a line means is not known here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.languages import in_english

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 2000
"""Characters of a line that is made plain; a longer one is an article's paragraph."""

_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\uff0d", "-"),
        **dict.fromkeys("\u00d7\u2715\u2716\u2a2f\u2a09\u2717\u2718", "x"),
        **dict.fromkeys("\ufe0e\ufe0f"),
        "\u223c": "~",
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2022\u25cf\u25cb\u25e6\u25aa\u25a0\u25ab\u2023\u00b7\u00bb", "\u2022"),
        **dict.fromkeys("\u2192\u27a4\u25ba\u2713\u2714\u2610\u2611\uf0b7\uf0a7\u27a2", "\u2022"),
    }
)  # fmt: skip
_CYRILLIC_X = re.compile(r"(?<=\d)\s?[\u0445\u0425]\s?(?=[\d?:])")
_LINK = re.compile(r"!?\[([^\[\]]{1,200})\]\((?:https?:|/|#|www\.)[^()\s]{0,400}\)")
_EMPHASIS = re.compile(r"\*\*|__|~~|`|(?<![\w*])\*(?=[^\s*])(?=[^*]{0,400}[^\s*]\*(?![\w*]))|(?<=[^\s*])\*(?![\w*])")
_PICTURES = re.compile(
    "(?:[\u00a7\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_FRACTIONS: Final = {"\u00bd": ("1/2", ".5"), "\u00bc": ("1/4", ".25"), "\u00be": ("3/4", ".75")}
_FRACTIONS_BEHIND = re.compile("(?<=\\d)[\u00bc-\u00be]")
_ESCAPE = re.compile("\\x1b\\[[0-9;?]{0,20}[A-Za-z]")
_TIME_OF_DAY = re.compile(r"^\d{1,2}(?::\d{2})? ?[ap]\.?m\b\.?[ :-]*", re.IGNORECASE)
_MESSAGE = re.compile(
    r"^(?:\[(?:\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?,? \d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)\] ?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d\d(?: ?[ap]m)? - )"
    r"(?:[^:\d]{1,30}: (?=(?!hold|max|amrap|bar|bw|body|to )[a-z]|\d{1,3} ?(?:s|secs?|min|minutes?|seconds?) rest))?",
    re.IGNORECASE,
)
"""When a message was sent, and by whom: "[18:42, 11/03] Jo: "."""
_GLUED = re.compile(r"(?<=[A-Za-z]{2}[A-WYZa-wyz])(?=\d{1,2} ?x ?\d)|(?<=[A-Za-z]:)(?=\d{1,2} ?x ?\d)", re.IGNORECASE)
_SHORTENED = re.compile(r"\b(alt|db|kb|bb|wtd?|ext|mtn)\. (?=[A-Z])", re.IGNORECASE)
_ON_OFF = re.compile(r"(?<![\w:])(\d{1,3}) ?on ?[,/:-]? ?(\d{1,3}) ?off(?![a-z])", re.IGNORECASE)
"""Seconds of work and rest: "20 on, 10 off"."""
_CLOCK_OF_SECONDS = re.compile(r"(?<![\d:])(:\d\d) ?sec(?:onds?|s)?(?:\.|(?!\w))", re.IGNORECASE)
_LEADER = re.compile(r"\s*(?:(?<![.\d])\.{3,}|(?<!_)_{3,})\s*(?=\d)")
_TWICE = re.compile(
    r"\b(repeat[^.]{0,40}|circuit|sequence|list|through) twice\b(?! (?:a|per|daily|weekly|each)\b)", re.IGNORECASE
)
_TIMED_BRACKET = re.compile(
    r"\((\d{1,3} ?(?:s|secs?|seconds?|min|minutes?)(?: ?(?:/|per |each )\w{1,6})?)\) ?x ?(?=\d)", re.IGNORECASE
)
_TIMES_BRACKET = re.compile(r"(\d ?x ?\d{1,3}) ?\(x ?(\d{1,2})\)", re.IGNORECASE)
_BRACKETED_SET = re.compile(
    r"\((\d[\d.]*(?: ?(?:kgs?|lbs?))? ?x ?\d{1,3})\) ?x? ?(\d{1,2}) ?x?(?![\w.])"
    r"|(?<![\w.])(\d{1,2}) ?x ?\((\d[\d.]*(?: ?(?:kgs?|lbs?))? ?x ?\d{1,3})\)",
    re.IGNORECASE,
)
"""How often a set is done, beside the brackets around it: "(125lb x3) 5x"."""
_OR_MORE = re.compile(
    r"(?<=\d)(?: ?\+ ?(?:amrap|max(?: reps)?)(?![a-z])|(?: reps)? or more(?: reps)?(?![a-z])|\+ \((?:amrap|max)\))",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"(?<=\d)#(?= ?x ?\d|,|$| \d)")
_DECIMAL_COMMA = re.compile(r"(?<![\w.,/])(?<!x )(\d{1,3}),(5|25|75)(?= ?(?:kgs?|lbs?)(?![a-z]))", re.IGNORECASE)
_RANGE_SIGN = re.compile(r"(?<=\d) ?~ ?(?=\d)")
_KEYCAP = re.compile("(\\d)\ufe0f?\u20e3 ?")
_CIRCLED: Final = str.maketrans({chr(0x2460 + number): f"{number + 1}. " for number in range(20)})
_NUMBER_WORDS: Final = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1  # noqa: SIM905 -- reads best
    )
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}  # fmt: skip
_NUMBER_WORD = "(" + "|".join(_NUMBER_WORDS) + ")"
_COUNTED = re.compile(
    rf"\b{_NUMBER_WORD}(?=[ -](?:to |or |more )?(?:{_NUMBER_WORD}[ -])?"
    r"(?:sets?|rounds?|reps?|repetitions?|times|minutes?|seconds?|circuits?|supersets?|breaths?)\b)",
    re.IGNORECASE,
)
_REPS_IN_WORDS = re.compile(
    r"(?P<before>^[\W\d]{0,4}|[,:;] (?:and |then )?| (?:then|of) )(?!one )"
    rf"(?:(?P<tens>twenty|thirty|forty|fifty)[ -](?={_NUMBER_WORD} ))?{_NUMBER_WORD[:1]}?P<ones>{_NUMBER_WORD[1:]} "
    r"(?=(?:[\w/-]+ ){0,3}"
    r"(?!(?:move|exercise|movement|tip|way|reason|day|week|thing|station|pose|drill|workout|set|round)s)"
    r"[\w-]+(?:s|ing) ?(?:$|[,;.(@]|and ))",
    re.IGNORECASE,
)
"""A number word where a list has its reps: "Ten burpees, twenty-five air squats"."""
_SETS_OF = re.compile(rf"\b(sets? of ){_NUMBER_WORD}\b", re.IGNORECASE)


_MODIFIERS: Final = tuple(
    (re.compile(rf"(?<=[\w%)]) ?,? ?@{word}(?::? ?)", re.IGNORECASE), said)
    for word, said in (
        ("rest", ", rest "),
        ("rpe", ", RPE "),
        ("rir", ", RIR "),
        ("tempo", ", tempo "),
        ("drop-?set(?!\\w)", ", drop set"),
        ("per-?side(?!\\w)", ", each side"),
    )
)
"""What apps write behind a set: "135 lbs x 5 @rest: 60s"."""
_REST_ALONE = re.compile(r"^(\W{0,3})@rest ?:? ?", re.IGNORECASE)
_REPS_EACH = re.compile(r"(?<=\d) reps?(?=, ?\d{1,3} reps?\b)", re.IGNORECASE)
_MINUTES_AND = re.compile(
    r"(?<=\d) ?min(?:ute)?s?\.? ([0-5]\d)(?= (?:of )?(?:rest|break|recovery|between|off|on|hold|each)\b| ?[,.;)]| ?$)",
    re.IGNORECASE,
)
"""A minute and seconds without their word: "1 min 30 rest"."""
_PER_SET = re.compile(r"(?<=\breps) (?:per|each|in each|a|every) set\b", re.IGNORECASE)
_IN_TOTAL = re.compile(
    r"\b(repeat[a-z ]{0,30}? )(?:\d|two|three|four) (?:more )?times,? for a total of "
    r"(\d|two|three|four|five) (?:sets|rounds)\b",
    re.IGNORECASE,
)
_REST_M = re.compile(r"(@rest:? ?\d{1,2})m(?!\w)", re.IGNORECASE)
_E1MOM = re.compile(r"\b(?:E1MOM|E\.M\.O\.M\b\.?)", re.IGNORECASE)
_REST_PRIME = re.compile(r"\b(rests?:? ?\d{1,2}) ?'(?![\d'])", re.IGNORECASE)
_DASHED_REST = re.compile(
    r"(\D.{1,80} - \d{1,2} ?x ?\d{1,3}(?:-\d{1,3})?) - (\d{1,3}(?::\d\d)? ?(?:s|secs?|seconds?|min|mins|minutes?)?)",
    re.IGNORECASE,
)
"""A name, its dose and its rest between dashes: "Squat - 4 x 8 - 2 min"."""
_TWICE_MORE = re.compile(r"\b(repeat(?:ed|ing)?[^.]{0,40}?) (?:twice|two) more(?: times?)?\b", re.IGNORECASE)
_ONCE_MORE = re.compile(r"\b(repeat(?:ed|ing)?[^.]{0,40}?) once (?:more|again)\b", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"((?:this|that|which|it)(?: is|'s| counts as| makes) )(?:one|1)(?= rep(?:etition)?\b)", re.IGNORECASE
)
_MINUTE_IN_WORDS = re.compile(
    r"(?<!\w)(?<!every )(?<!once )(?<!twice )(?<!times )(?<!reps )(?<!half )(half )?an? minute\b( and a half)?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"(?<![\d.,])(\d{1,3}),(\d{3})(?=(?:\.\d{1,3})? ?(?:kgs?|lbs?|pounds?)(?![a-z]))", re.IGNORECASE
)
_BARE_POINT = re.compile(r"(?<![\w.,])(?=\.\d{1,3} ?(?:kgs?|lbs?|pounds?)(?![a-z]))", re.IGNORECASE)
_ON_OFF = re.compile(
    r"\b(\d{1,3}) ?(s|secs?|seconds?|min|mins|minutes?)?( on[ ,/+-]+(?:and )?)(\d{1,3}) off\b", re.IGNORECASE
)
"""Work and rest of which the rest has no unit, or neither has: "40 seconds on, 20 off"."""
_SINGLES = re.compile(r"\b(\d{1,2}) (?:heavy |easy )?(singles|doubles|triples)\b", re.IGNORECASE)
_EACH: Final = {"singles": 1, "doubles": 2, "triples": 3}
_TWICE_FOR = re.compile(r"\btwice(?= (?:for )?\d{1,3} ?(?:s|sec|min))", re.IGNORECASE)
_BY = re.compile(r"(?<=\d) by (?=\d)")
_AT_END_TWICE = re.compile(
    r"(?<=side) ?[-,]? twice$|(?<=[a-z\d],) twice(?=[.]?$)|(?<=\d s) twice$|(?<=seconds) twice$", re.IGNORECASE
)


_EFFORT: Final = r"(hangs|holds|efforts|bouts|repeats|intervals)"
_TIME_OF_EFFORT: Final = r"(\d{1,3})[ -]?(s|sec|second|min|minute)s?"
_EACH_EFFORT = re.compile(
    rf"(\d {_EFFORT},? (?:of )?{_TIME_OF_EFFORT}) each\b(?! (?:side|leg|arm|hand|way|direction))", re.IGNORECASE
)
_HOW_BEHIND_COUNTS = re.compile(
    r"(\d(?:-\d{1,2}){2,9}|\d(?:, ?\d{1,2}){2,9}),? ((?:climb|ascend|descend|build|increas)ing)(?= ?(?:$|[.,;]))",
    re.IGNORECASE,
)
"""How the loads go from set to set: "5-5-5-5, climbing"."""
_EFFORTS_TIMES = re.compile(rf"(?<=[:-] ){_TIME_OF_EFFORT} {_EFFORT} ?x ?(\d{{1,2}})(?!\w)", re.IGNORECASE)
_TIMES_EFFORTS = re.compile(rf"(?<=[:-] )(\d{{1,2}}) ?x ?{_TIME_OF_EFFORT} {_EFFORT}(?!\w)", re.IGNORECASE)
"""What is done of what is named before it: "Open hand: 10-second hangs x 4", "Sloper - 5 x 7 s hangs"."""
_TIMER = re.compile(
    r"\b(?:set|start) (?:an?|your|the) (?:(?P<before>\d{1,2})[ -]?min(?:ute)?s? )?(?:timer|clock|stopwatch|watch)"
    r"(?: (?:for|to|at) (?P<behind>\d{1,2})[ -]?min(?:ute)?s?)?[.,;]?(?: and| then)*"
    r"(?: (?:complete|do|perform|repeat|get through|get))? (?=as many)",
    re.IGNORECASE,
)
_MANY_ROUNDS = re.compile(
    r"\b(as many rounds) of (?:this|the|these|that|your) [a-z ]{2,40}?(?= as (?:possible|you can))"
    r"|(?<=as many rounds as you can)( of) (?:this|the|these) (?:following )?(?:\d{1,2} )?"
    r"(?:moves?|exercises?|circuit)\b",
    re.IGNORECASE,
)
"""What the rounds are of stands between them and how many: "as many rounds of the circuit as possible"."""


def _minutes_of_timer(found: re.Match[str]) -> str:
    minutes = found["before"] or found["behind"]
    return f"{minutes} minutes " if minutes else found[0]


def _minute_in_figures(found: re.Match[str]) -> str:
    seconds = (30 if found[1] else 60) + (30 if found[2] else 0)
    return f"{seconds} seconds"


def _with_unit(found: re.Match[str]) -> str:
    unit = found[2] or "seconds"
    return f"{found[1]} {unit}{found[3]}{found[4]} {unit} off"


_REWORDED: Final[tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    ("m", _E1MOM, "EMOM"),
    ("'", _REST_PRIME, r"\1 min"),
    (" by ", _BY, " x "),
    ("ing", _HOW_BEHIND_COUNTS, r"\1 (\2)"),
    ("each", _EACH_EFFORT, r"\1"),
    ("s", _EFFORTS_TIMES, r"\4 \3 of \1 \2"),
    ("s", _TIMES_EFFORTS, r"\1 \4 of \2 \3"),
    ("as many", _TIMER, _minutes_of_timer),
    ("many rounds", _MANY_ROUNDS, lambda found: found[1] or found[2]),
    ("once", _ONCE_MORE, r"\1 1 more times"),
    ("more", _TWICE_MORE, r"\1 2 more times"),
    ("twice", _TWICE, r"\1 2 times"),
    ("twice", _TWICE_FOR, "2 times"),
    ("twice", _AT_END_TWICE, " 2 times"),
    ("a minute", _MINUTE_IN_WORDS, _minute_in_figures),
    (" off", _ON_OFF, _with_unit),
    ("lb", _THOUSANDS, r"\1\2"),
    ("kg", _THOUSANDS, r"\1\2"),
    ("lb", _BARE_POINT, "0"),
    ("kg", _BARE_POINT, "0"),
    ("total of", _IN_TOTAL, r"\1for a total of \2 rounds"),
    ("@rest", _REST_M, r"\1 min"),
    ("@rest", _REST_ALONE, r"\1rest "),
    *(("@", looked_for, said) for looked_for, said in _MODIFIERS),
    ("les", _SINGLES, lambda found: f"{found[1]}x{_EACH[found[2].lower()]}"),
    (" rep", _REPS_EACH, ""),
    (" rep", _PER_SET, ""),
    (" rep", _NO_COUNT, r"\1a"),
)
"""What is said in other words: a word that every such line has in small letters, how it is found, what it becomes."""


def plain(text: str, *, is_foreign: bool = False) -> str:
    """A line without typography: markup, look-alikes of dashes and crosses, control characters, blanks in a row.

    `is_foreign` tells that the text is in another language than English.
    """
    text = _without_quotes(_without_markup(text))
    if " - " in text and (parts := _DASHED_REST.fullmatch(text)):
        text = f"{parts[1]}, rest {parts[2]}"
    lower = text.lower()
    for mark, looked_for, said in _REWORDED:
        if mark in lower:
            text = looked_for.sub(said, text)
    if ". " in text:
        text = _SHORTENED.sub(r"\1 ", text)
    if any(map(str.isdigit, text)):
        text = _MINUTES_AND.sub(r":\1", _MESSAGE.sub("", text))
        text = _RANGE_SIGN.sub("-", _GLUED.sub(" ", _TIME_OF_DAY.sub("", _LEADER.sub(" ", text))))
        text = _CLOCK_OF_SECONDS.sub(r"\1", _ON_OFF.sub(r"\1 s on / \2 s off", text))
        text = _TIMED_BRACKET.sub(r"\1 x", _TIMES_BRACKET.sub(r"\1 x \2", text))
        text = _OR_MORE.sub("+", _DECIMAL_COMMA.sub(r"\1.\2", _POUNDS.sub(" lb", text)))
        text = _BRACKETED_SET.sub(lambda found: f"{found[1] or found[4]} x {found[2] or found[3]}", text)
    text = in_english(text, is_foreign=is_foreign)
    text = _COUNTED.sub(lambda found: _NUMBER_WORDS[found[1].lower()], text)
    text = _REPS_IN_WORDS.sub(_reps_in_digits, text)
    return _SETS_OF.sub(lambda found: found[1] + _NUMBER_WORDS[found[2].lower()], text)


def _reps_in_digits(found: re.Match[str]) -> str:
    number = sum(int(_NUMBER_WORDS[word.lower()]) for word in (found["tens"], found["ones"]) if word)
    return f"{found['before']}{number} "


def _without_markup(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = _ascii_marks(text)
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)
    if any(char in text for char in "*_`~["):
        text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return " ".join(text.split())


def _without_quotes(text: str) -> str:
    """A line without a quote at each end, as lists in programs have it; without its comma it may be a note."""
    quoted = text.startswith('"') and text.endswith('",') and text.count('"') == 2  # one at each end
    return text.rstrip(",")[1:-1] if quoted else text


def _ascii_marks(text: str) -> str:
    text = _FRACTIONS_BEHIND.sub(lambda found: _FRACTIONS[found[0]][1], text)
    text = "".join(_FRACTIONS[char][0] if char in _FRACTIONS else char for char in text)
    text = _KEYCAP.sub(r"\1. ", text.translate(_LOOK_ALIKES)).translate(_CIRCLED)
    text = unicodedata.normalize("NFKC", _PICTURES.sub(" ", text)).translate(_LOOK_ALIKES)
    return _CYRILLIC_X.sub("x", text)
