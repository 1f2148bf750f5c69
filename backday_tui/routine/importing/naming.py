"""Which words of a pasted text name an exercise, and how several stand in one line.

It asks the catalogue, and where that is silent a few dozen words that exercises of every kind are named with. How often
something is to be done is not known here (`doses.py`).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing.words import say_nothing

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise

MOST_WORDS: Final = 10
_LONGEST: Final = 120
_MOST_LABEL_WORDS: Final = 5
_MOST_GOAL_WORDS: Final = 3
"""An exercise that another goes over into; more words tell what it is good for."""
_NOUNS: Final = frozenset(
    """
    abduction adduction angel arnold bike bird boat bridge burpee calf camel cardio carry chinup chop circle clam
    clean climb climber cobra crawl crossover crunch curl cycle cycling deadlift dip dog drag drill elliptical
    extension flutter fly flye foam hang hinge hold hollow hug inchworm jack jerk jog jump jumping kick kickback
    kneetuck lat leap legraise lift lunge march opener pallof pass plank pose press pressup pull pulldown pullover
    pullup pulse punch pushdown pushup raise reach renegade roll rollout rope rotation row rower run running shrug
    shuffle sidestep sit situp skater skip skipping skull slam sled slide snatch sprint squat stair step stepup
    stretch superman swim swing tap thrust thruster toss treadmill tuck turkish twist vup walk walking wheel
    windmill woodchop
    """.split()  # noqa: SIM905 -- reads best
)
_PAIRS: Final = frozenset(
    "chinup kneetuck legraise pressup pulldown pullover pullup pushdown pushup situp stepup vup".split()  # noqa: SIM905 -- as above
)
_HELD: Final = frozenset({"plank", "hold", "hang", "planche", "lsit"})
_ONE_SIDED = re.compile(r"\b(?:one|single|1)[- ](?:arm|leg|hand|side)(?:ed)?\b", re.IGNORECASE)
_OR = re.compile(r"\s*/\s*|\s+or\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|\+)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?::|\s-)\s|\s+(?:for|to)\s+", re.IGNORECASE)
_SIDE_WORD = re.compile(r"[ ,(-]*(?<![a-z])(right|left)(?: (?:side|arm|leg|hand))?(?![a-z])\)?(?! to )", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(rf"(?<![a-z]){_MONTH}\.? \d{{1,4}}(?!\w)|(?<!\w)\d{{1,2}}\.? {_MONTH}(?![a-z])", re.IGNORECASE)
_BYLINE = re.compile(r"(?:(?:written |posted )?by(?= [A-Z])|(?:last )?updated|published)(?![a-z])", re.IGNORECASE)
_NO_EXERCISE = re.compile(
    r"(?:time cap|wod|for time|rep scheme|scheme|total(?: time)?|duration|est(?:imated)?\.? time"
    r"|(?:work|top|drop|back-?off|working|warm-?up) ?sets?"
    r"|sets?|rounds?|reps?|pace|level|goal|notes?)(?: #?\d{1,3})?:?",
    re.IGNORECASE,
)
_UNSPEAKABLE = re.compile(r"\s*@\s*")


class Names:
    """The names of one catalogue, each looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._found: dict[str, Exercise | None] = {}

    def find(self, name: str) -> Exercise | None:
        """The exercise of the catalogue that a name means."""
        if len(name) > _LONGEST:
            return None
        if name not in self._found:
            self._found[name] = self._catalog.find(name)
        return self._found[name]

    def known(self, text: str) -> bool:
        """Whether every exercise that a text names is in the catalogue."""
        return bool(self.find(text)) or all(self.find(name) for name in (*self.choices(text),))

    def likely(self, text: str) -> bool:
        """Whether a text sounds like the name of an exercise."""
        if names_none(text):
            return False
        words = [_singular(word) for word in _WORD.findall(text.lower())]
        pairs = {first + second for first, second in itertools.pairwise(words)}
        return len(words) <= MOST_WORDS and (not _NOUNS.isdisjoint(words) or not _PAIRS.isdisjoint(pairs))

    def exercise(self, text: str) -> bool:
        """Whether a text names an exercise, as far as anybody can tell."""
        return self.known(text) or self.likely(text)

    def choices(self, text: str) -> tuple[str, ...]:
        """The exercises of which one is picked ("Chin-ups/Pull-ups", "bridge or wheel"); two names of one are one."""
        if self.find(text):
            return (text,)
        parts = tuple(part for part in _OR.split(text) if part)
        sound = " " in text or any(map(self.find, parts))
        if len(parts) > 1 and all(self.find(part) or (self.likely(part) and sound) for part in parts):
            return parts
        return (text,)

    def together(self, text: str) -> tuple[str, ...]:
        """The exercises done one after the other, where all are known: "cat/cow, bird dog and plank"."""
        if self.find(text.replace(",", " ")) and not _AND.search(text):
            return (text,)
        parts = [part for part in _AND.split(text) if part]
        if len(parts) > 1 and not self.find(text.replace(",", " ")) and all(self.find(part) for part in parts):
            return tuple(parts)
        return (text,)

    def heading(self, text: str) -> str | None:
        """The exercise that a heading names, without what it says it is good for: "Cable rows for your back".

        "Plank to down dog" is neither of the two alone.
        """
        if self.known(text):
            return text
        found = _TAIL.search(text)
        if found is None or not self.known(text[: found.start()]):
            return None
        end = text[found.end() :]
        short = len(end.split()) <= _MOST_GOAL_WORDS
        goes_over = found[0].strip().lower() == "to" and short and self.exercise(end)
        return None if goes_over else text[: found.start()]

    def of_pieces(self, pieces: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Which of the pieces of a phrase is the name; the others, and what follows a name in its piece, are notes."""
        at = next((i for i, piece in enumerate(pieces) if self.exercise(piece)), 0)
        label = pieces[0] if at == 1 and len(pieces[0].split()) <= _MOST_LABEL_WORDS else None
        others = pieces[1:] if at == 0 else pieces[2:] if label else (*pieces[:at], *pieces[at + 1 :])
        name, tail = self._without_tail(pieces[at])
        return name, tuple(piece for piece in (*tail, *others) if not say_nothing(piece))

    def _without_tail(self, piece: str) -> tuple[str, tuple[str, ...]]:
        """Cut "Row: keep your back flat" into name and note; "Treadmill, fast walk" stays a name."""
        if self.find(piece) and "," not in piece:
            return piece, ()
        for sign in (": ", " - ", ". ", "; ", ", "):
            head, found, tail = piece.partition(sign)
            if found and head and tail and (sign != ", " or len(tail.split()) > 3):  # noqa: PLR2004 -- "fast walk"
                is_label = not self.exercise(head) and self.exercise(tail)
                return (tail, ()) if is_label else (head, (tail,))
        return piece, ()

    def isometric(self, names: tuple[str, ...]) -> bool:
        """Whether each of these is held: as the catalogue says, or the name."""
        return all(self._holds(name) for name in names)

    def _holds(self, name: str) -> bool:
        found = self.find(name)
        if found is not None:
            return found.isometric
        words = _WORD.findall(name.lower().partition(",")[0])
        return bool(words) and _singular(words[-1]) in _HELD

    def warms_up(self, name: str) -> bool:
        """Whether an exercise is one that a workout opens with."""
        found = self.find(name)
        return found is not None and found.pattern in ("cardio", "stretch")


def names_none(text: str) -> bool:
    """Whether a text has a date in it, tells who wrote it, or is a label."""
    return bool(_DATE.search(text) or _BYLINE.match(text)) or is_label(text)


def is_label(text: str) -> bool:
    """Whether a text is one of the words that stand beside exercises and name none: "Time cap"."""
    return bool(_NO_EXERCISE.fullmatch(text.strip()))


def one_sided(name: str) -> bool:
    """Whether a name says that one side works at a time."""
    return bool(_ONE_SIDED.search(name))


def without_side(name: str) -> tuple[str, str | None]:
    """A name without "right" or "left", and which of them it says."""
    found = _SIDE_WORD.search(name)
    if not found or not found.start():
        return name, None
    return (name[: found.start()] + name[found.end() :]).strip(), found[1].lower()


def speakable(name: str) -> str:
    """A name as a file may say it."""
    return _UNSPEAKABLE.sub(" at ", name).strip()


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ches", "shes", "sses"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
