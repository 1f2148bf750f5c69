"""The rest that a phrase says: "rest 60-90 s between sets", "30 s off", "no rest".

A rest that is a line of its own is found in `dose_reader.py`; for whom it holds is decided in `gathering.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.written_amounts import ANY_TIME, NUMBER_STARTS, TIME, longest_s, pattern, seconds

if TYPE_CHECKING:
    import re

    from backday_tui.routine.importing.peel import Peel

WORDS: Final = ("rest", "recover", "break", "off")
"""Without one of these, in small letters, no phrase says a rest."""

_WHERE = (
    r"(?: ?(?:in )?(?:between|after|btw\.?|b/w)(?: (?:each|every|all|the))?(?: of the)?"
    r"(?: (?P<where>sets?|exercises?|movements?|moves?|stations?|rounds?|circuits?|supersets?|laps?))?(?![a-z]))?"
)
_JOINED = "with|w/|then|and|take|taking"
_REST = pattern(
    rf"(?:(?:{_JOINED}) ?)?(?:an? )?"
    r"(?<![a-z])(?:rest|resting|recover|recovery|break)(?: (?:period|time|interval))?s?"
    rf"(?: ?(?:is|of|for|:|=|-|about|up to)){{0,2}} ?(?P<time>{ANY_TIME})(?: rest)?{_WHERE}"
)
_REST_AFTER = pattern(
    rf"(?:(?:{_JOINED}|plus) ?)?(?:an? )?{NUMBER_STARTS}(?P<time>{ANY_TIME})(?: of)?"
    r"[ -](?:(?:easy |slow |light )?(?:active|walk(?:ing)?|jog(?:ging)?|full|complete)[ -])?"
    rf"(?:rests?|recovery|breaks?|off)(?![a-z]){_WHERE}"
)
_REST_TURNED = pattern(
    r"(?<![a-z])(?:rest|recover)(?:ing)? (?:in )?between (?:each |the )?"
    r"(?P<where>sets?|exercises?|movements?|moves?|rounds?|circuits?|supersets?) ?(?:is|of|for|:|=|-)? ?"
    rf"(?P<time>{ANY_TIME})"
)
_REST_AND = pattern(
    rf"(?:and|,) ?(?P<time>{ANY_TIME})(?: rest)? (?:in )?between (?:each |the )?(?P<where>exercises?|moves?)"
)
_NO_REST = pattern(rf"(?:with )?(?<![a-z])(?:no|zero|without(?: any)?) rests?(?![a-z]){_WHERE}")
_WORK_REST = pattern(
    rf"(?:(?P<sets>\d{{1,3}}) ?x ?)?\(?{NUMBER_STARTS}(?P<amount>{TIME}) ?(?:on|work|of work)(?![a-z]) ?[/,:+-]? ?"
    rf"(?P<rest>{TIME}) ?(?:off|rest)(?![a-z])\)?"
    r"(?: ?[x,]? ?(?P<sets2>\d{1,3}) ?(?:times|sets?|x)(?!\w)| ?x ?(?P<sets3>\d{1,3})(?!\w|:\d))?"
)


def take(peel: Peel) -> None:
    """Cut out what a phrase says of rests, and the work before them in "40 s on / 20 s off".

    Raises:
        ImpossibleError: a time is out of its limits.
    """
    if found := peel.cut(_WORK_REST):
        _say_intervals(peel, found)
    for looked_for in (_REST_TURNED, _REST, _REST_AFTER):
        if "rest_s" not in peel.said and (found := peel.cut(looked_for)):
            peel.said["rest_s"] = longest_s(found["time"])
            _say_scope(peel, found)
    if peel.said.get("scope") == "sets" and (found := peel.cut(_REST_AND)):
        peel.said["between_s"] = longest_s(found["time"])
    if "rest_s" not in peel.said and (found := peel.cut(_NO_REST)):
        peel.said["rest_s"] = 0
        _say_scope(peel, found)


def _say_intervals(peel: Peel, found: re.Match[str]) -> None:
    """Take "40 s on / 20 s off x 8" as eight sets of 40 seconds."""
    peel.said["rest_s"] = seconds(found["rest"])
    peel.say_amount(found)
    peel.strong = True
    if found["sets"] or found["sets2"] or found["sets3"]:
        peel.say_sets(found)


def _say_scope(peel: Peel, found: re.Match[str]) -> None:
    word = (found["where"] or "").lower()
    if word:
        rounds = word.startswith(("round", "circuit", "lap", "superset"))
        peel.said["scope"] = "rounds" if rounds else "sets" if word.startswith("set") else "exercises"
