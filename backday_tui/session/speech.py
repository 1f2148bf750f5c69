"""What a workout says aloud: the words of each announcement, when it may begin and by when it must be over.

Pure: steps go in, words and times come out. How words become sound, and how long they take, is the business of
backday_tui.audio.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.routine.amounts import AmountError, parse_load_or_label
from backday_tui.session.cues import Mark, of_step, steps_ahead
from backday_tui.session.plan import TIMED, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.routine.model import Reps
    from backday_tui.session.cues import Cue
    from backday_tui.session.session import Session

BEFORE_S: Final = 0.3
"""Quiet between the end of what is spoken and the next tick or boundary."""
AFTER_S: Final = {"rest": 0.95, "switch": 0.75, "half": 0.5, "last": 0.9, "go": 0.65, "ready": 0.75, "record": 0.75}
"""From the beginning of a cue to the words that belong to it: the cue is over by then."""
AT_ONCE_S: Final = 0.2
"""The same where a step begins without a cue."""
LONGEST_S: Final = 20.0
MOST: Final = 40
"""How many announcements are handed on at once: more than fit between two looks of anybody."""
MOST_TEXTS: Final = 400
"""How many of a plan's texts are got ready beforehand; the rest is when it is near."""
LONGEST_NAME: Final = 80

NAMES, REMARKS = 0, 1
"""Ranks of announcements: what is next, and all else. Of two that clash the lower is heard."""

HALF, LAST, LAST_ROUND, SWITCH, READY = "Half way.", "Last set.", "Last round.", "Switch sides.", "Ready."
RECORD: Final = "New record."
RECORD_SAID_S: Final = 1.3
"""How long that takes to be said, and some quiet behind it."""

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = (
    "-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_UNITS: Final = {"kg": ("kilo", "kilos"), "lb": ("pound", "pounds")}
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_HUNDRED, _THOUSAND, _MILLION = 100, 1000, 1_000_000
_TWENTY, _TEN = 20, 10
_MINUTE_S, _HOUR_S = 60, 3600


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to be said from `at` on and over by `until`, on the session's clock.

    `texts` say it at length, then more shortly: the first that fits is heard, or none. `rank` is NAMES or REMARKS. `id`
    stays the same however often it is handed on.
    """

    id: str
    at: float
    until: float
    texts: tuple[str, ...]
    rank: int


# -- words ------------------------------------------------------------------------------------------------------


def number(value: int) -> str:
    """A whole number from 0 in words: "twenty-five", "one hundred and five"; in digits from a million on."""
    if value < _TWENTY:
        return _ONES[value]
    if value < _HUNDRED:
        tens, ones = divmod(value, _TEN)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if value < _MILLION:
        size, name = (_HUNDRED, "hundred") if value < _THOUSAND else (_THOUSAND, "thousand")
        many, rest = divmod(value, size)
        between = " and " if rest < _HUNDRED else " "
        return f"{number(many)} {name}" + (f"{between}{number(rest)}" if rest else "")
    return str(value)


def ordinal(value: int) -> str:
    """A whole number as a place: "second", "twenty-first"."""
    head, dash, last = number(value).rpartition("-")
    if last.endswith("y"):
        return f"{head}{dash}{last[:-1]}ieth"
    first, blank, word = last.rpartition(" ")
    return f"{head}{dash}{first}{blank}{_ORDINALS.get(word, f'{word}th')}"


def length(seconds: int) -> str:
    """A length of time as people say it: "thirty seconds", "one minute thirty", "two minutes and five seconds"."""
    hours, rest = divmod(seconds, _HOUR_S)
    minutes, left = divmod(rest, _MINUTE_S)
    parts = [words.counted(hours, "hour", number)] if hours else []
    if minutes:
        parts.append(words.counted(minutes, "minute", number))
    if minutes and left >= _TEN and not hours:
        return f"{parts[0]} {number(left)}"
    if left or not parts:
        parts.append(words.counted(left, "second", number))
    return " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and {parts[2]}"  # h m s


def load(text: str) -> str:
    """A load: "twenty-five pounds", "two times twelve kilos", "plus ten kilos", "seventy per cent", "red band".

    "" for what is none.
    """
    try:
        said = parse_load_or_label(text)
    except AmountError:
        return ""
    if said.kind == "label":
        return plain(said.label)
    if said.kind == "body" and not said.value:
        return "bodyweight"
    amount = _measure(abs(said.value), ("per cent", "per cent") if said.unit is None else _UNITS[said.unit])
    sign = "" if said.kind != "body" else "plus " if said.value > 0 else "minus "
    return f"{number(said.each)} times {amount}" if said.each != 1 else sign + amount


def _measure(value: float, unit: tuple[str, str]) -> str:
    """A number from 0 with its unit, given for one and for several: "half a kilo", "twelve and a half kilos"."""
    whole, _, part = f"{value:.3f}".rstrip("0").partition(".")
    if part == "5":
        return f"{number(int(whole))} and a half {unit[1]}" if int(whole) else f"half a {unit[0]}"
    if part:
        digits = " ".join(number(int(digit)) for digit in part)
        return f"{number(int(whole))} point {digits} {unit[1]}"
    return f"{number(int(whole))} {unit[int(whole) != 1]}"


def reps(wanted: Reps) -> str:
    """Repetitions: "eight reps", "eight to twelve reps", "five reps or more", "to failure"."""
    return words.reps(wanted.low, wanted.high, number, " to ")


def plain(text: str) -> str:
    """A text from a file as words and nothing else: no sign that a voice could take for an order, and not for long."""
    known = unicodedata.normalize("NFKC", text[: 4 * LONGEST_NAME])
    spoken = "".join(char if _is_spoken(char) else " " for char in known)
    spoken = " ".join(_NUMBER.sub(lambda found: f" {number(int(found[0]))} ", spoken).split()).strip(" -'")
    if len(spoken) <= LONGEST_NAME:
        return spoken
    return spoken[: LONGEST_NAME + 1].rpartition(" ")[0] or spoken[:LONGEST_NAME]


def _is_spoken(char: str) -> bool:
    return unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd") or char in "'-"


def name(step: Step) -> str:
    """What is to be done, by its name alone: "plank", "chin-up or pull-up"; "exercise" where none can be said."""
    if step.group == "amrap":
        return "as many rounds as possible"
    return " or ".join(plain(each) for each in step.choices or (step.exercise or "",)) or "exercise"


def dose(step: Step) -> str:
    """How much of it: "one minute thirty", "eight to twelve reps, at twenty-five pounds, left side"; "" for no dose."""
    spoken = load(step.load) if step.load else ""
    is_weight = spoken != "" and (step.load or "")[:1].isdigit()  # "at plus ten kilos" nobody says
    side = "" if step.side is None else "alternating" if step.side == "alternating" else f"{step.side} side"
    at = f"at {spoken}" if is_weight else spoken
    return ", ".join(part for part in (_amount(step), at, side) if part)


def _amount(step: Step) -> str:
    if step.kind in TIMED and step.group != "emom":
        if step.seconds is None:
            return "to failure"
        return f"at least {length(step.seconds)}, then to failure" if step.to_failure else length(step.seconds)
    if step.aim is not None and step.aim.reps is not None:
        return words.counted(step.aim.reps, "rep", number)
    return reps(step.reps) if step.reps else ""


def turn(step: Step) -> str:
    """Which one it is: "Second set of three."; "" where there is only one."""
    if step.group == "emom" and step.round and step.rounds:
        return f"Minute {number(step.round)} of {number(step.rounds)}."
    if step.round is not None and step.rounds is not None:
        return f"Round {number(step.round)} of {number(step.rounds)}." if step.rounds > 1 else ""
    if step.warmup:
        return f"Warm-up {number(step.set)} of {number(step.sets)}."
    return words.capital(f"{ordinal(step.set)} set of {number(step.sets)}.") if step.sets > 1 else ""


def _of_work(step: Step, *, lead: str) -> tuple[str, ...]:
    """What is said of a set: all of it, without which one it is, the name alone."""
    named = ", ".join(part for part in (name(step), dose(step)) if part)
    whole = words.capital(f"{lead}{named}.")
    return tuple(dict.fromkeys((f"{whole} {turn(step)}".strip(), whole, words.capital(f"{name(step)}."))))


# -- when -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Saying:
    """Words that belong to a moment of a step."""

    at_s: float
    texts: tuple[str, ...]
    rank: int


def _sayings(steps: Sequence[Step], index: int, marks: Sequence[Mark]) -> Iterator[_Saying]:
    """What belongs to one step, in order of time; `marks` are its sounds."""
    step = steps[index]
    begins = next((mark.name for mark in marks if mark.at_s == 0 and mark.name in AFTER_S), None)
    at_s = AFTER_S[begins] if begins else AT_ONCE_S
    if step.kind == "switch":
        yield _Saying(at_s, (SWITCH,), REMARKS)
    elif step.kind == "wait":
        yield _Saying(at_s, (READY,), REMARKS)
    elif not step.is_work and not (index and steps[index - 1].kind in ("rest", "wait")):  # that has named it
        coming = next((later for later in steps[index + 1 :] if later.is_work), None)
        if coming is not None:
            yield _Saying(at_s, _of_work(coming, lead="next: "), NAMES)
    elif index and steps[index - 1].is_work:  # nothing led to it and named it
        yield _Saying(at_s, _unled(step, steps[index - 1]), NAMES)
    elif begins == "last":
        yield _Saying(at_s, (LAST if step.round is None else LAST_ROUND,), REMARKS)
    for mark in marks:
        if mark.name == "half":
            yield _Saying(mark.at_s + AFTER_S["half"], (HALF,), REMARKS)
        if mark.name == "ready" and step.kind == "rest":
            yield _Saying(mark.at_s + AFTER_S["ready"], (READY,), REMARKS)


def _unled(step: Step, before: Step) -> tuple[str, ...]:
    """What is said of a set that begins without a rest in front of it."""
    if step.bout == before.bout and step.side in ("left", "right"):
        return (f"{words.capital(step.side)} side.",)
    return _of_work(step, lead="")


def texts_of(steps: Sequence[Step]) -> Iterator[str]:
    """Everything that may be said in a workout with these steps, the next first, each once; at most MOST_TEXTS."""
    return islice(_texts_of(steps), MOST_TEXTS)


def _texts_of(steps: Sequence[Step]) -> Iterator[str]:
    said: set[str] = set()
    for index, step in enumerate(steps):
        marks = of_step(step, steps[index - 1] if index else None, last=index == len(steps) - 1)
        for saying in _sayings(steps, index, marks):
            yield from (text for text in saying.texts if text not in said)
            said.update(saying.texts)


def announced(session: Session, now: float) -> tuple[Announcement, ...]:
    """What is still to be said up to the end of the next step that waits, what is being said included."""
    if session.is_paused or session.is_over:
        return ()
    return tuple(islice((each for each in _ahead(session) if each.until > now), MOST))


def with_record(said: Sequence[Announcement], tone: Cue, now: float) -> tuple[Announcement, ...]:
    """What is to be said, with what is said of a record behind its sound; what would be said meanwhile waits for it."""
    at = tone.at + AFTER_S["record"]
    free = at + RECORD_SAID_S
    until = min((each.until for each in said if each.until > at), default=at + LONGEST_S)
    later = [replace(each, at=free) if now <= each.at < free and each.until > tone.at else each for each in said]
    return (*later, Announcement(f"{tone.id}.say", at, until, (RECORD,), REMARKS))


def _ahead(session: Session) -> Iterator[Announcement]:
    """In order of time: each ends before the next sound but `half`, which may be of the step after."""
    waiting: list[Announcement] = []
    for at, sound, saying, said_id in _moments(session):
        if sound is not None and sound != "half":
            yield from (_over_by(each, at - BEFORE_S) for each in waiting)
            waiting = []
        if saying is not None:
            waiting.append(Announcement(said_id, at, at + LONGEST_S, saying.texts, saying.rank))
    yield from waiting


def _over_by(announcement: Announcement, until: float) -> Announcement:
    until = min(until, announcement.until)
    return Announcement(announcement.id, announcement.at, until, announcement.texts, announcement.rank)


def _moments(session: Session) -> Iterator[tuple[float, str | None, _Saying | None, str]]:
    """Sounds and sayings on the clock, in order of time."""
    steps = session.state.steps
    for step in steps_ahead(session):
        if steps[step.place].kind == "prepare" and step.place != session.state.index:  # it begins without a sound
            yield session.on_clock(step.began), "", None, ""
        both: list[tuple[float, str | None, _Saying | None]] = [(mark.at_s, mark.name, None) for mark in step.marks]
        both += [(saying.at_s, None, saying) for saying in _sayings(steps, step.place, step.marks)]
        for at_s, sound, saying in sorted(both, key=lambda moment: moment[0]):
            if saying is None or step.seconds is None or at_s < step.seconds:
                said_id = f"{session.origin:.3f}/{step.visit}.say.{at_s:g}"
                yield session.on_clock(step.began + at_s), sound, saying, said_id
