"""The names of exercises: those of the catalogue, and what sounds like one.

Most names that people write are not in the catalogue, so a few dozen words that exercises are named with ("row",
"press", "lunge") tell the rest.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from backday_tui.routine.importing import vocabulary
from backday_tui.routine.importing.vocabulary import set_of
from backday_tui.routine.importing.written_amounts import pattern

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.importing.statements import Lifts


_LONGEST: Final = 120
"""Characters of a name that is looked up."""
_LONGEST_NAMING: Final = 600
"""Characters of a line that are looked through for names."""
_NAME_LENGTHS: Final = (2, 3, 4)
_MOST_GOAL_WORDS: Final = 3
"""An exercise that another goes over into; more words tell what it is good for."""
_NOUNS: Final = set_of(
    """
    abduction adduction angel arnold bike bird boat bridge burpee calf camel cardio carry chinup chop circle clam
    clean climb climber cobra crawl crossover crunch curl cycle cycling deadlift dip dog drag drill elliptical
    extension flutter fly flye foam hang hinge hold hollow hug inchworm jack jerk jog jump jumping kick kickback
    hspu kneetuck lat leap legraise lift lunge march muscleup opener pallof pass plank pose press pressup pull pulldown
    pullover pullup pulse punch pushdown pushup raise reach renegade roll rollout rope rotation row rower ruck run
    running shrug
    shuffle sidestep spin skierg
    sit situp skater skip skipping skull slam sled slide snatch sprint squat stair step stepup
    stretch superman swim swing tap thrust thruster toss treadmill tuck turkish twist vup walk walking wheel
    windmill woodchop
    """
)
_FOREIGN_NOUNS: Final = set_of(
    """
    kniebeuge kniebeugen liegestütz liegestütze klimmzug klimmzüge ausfallschritt ausfallschritte hampelmann
    hampelmänner bergsteiger unterarmstütz seitstütz rudern kreuzheben bankdrücken schulterdrücken seitheben
    frontheben beinpresse
    wadenheben beckenheben brücke käfer seilspringen bizepscurl bizepscurls latzug butterfly beinbeuger beinstrecker
    sentadilla flexion flexiones zancada plancha dominada remo abdominal abdominales estocada salto puente elevación
    elevaciones peso aperturas apertura jalón fondo prensa comba escalador escaladores bicicleta
    pompe carrera fente planche gainage traction développé soulevé élévation tirage relevé corde rowing chaise montée
    """
)
_MANY_JOINTS: Final = set_of("pull push squat lunge hinge Olympic")
_HELD: Final = set_of("plank hold hang planche lsit")
_POSE = pattern(r"(?<!\w)(?:pose|stretch)$")
_OR = pattern(r"\s*/\s*|\s+or\s+")
_AND = pattern(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|\+)\s+")
_TAIL = pattern(r"\s*(?::|\s-)\s|\s+(?:for(?! (?:cals?|calories|distance|max|time)(?!\w))|to)\s+")
_WHERE_TO = pattern(
    r"to (?:the |your )?(?:outside|inside|sides?|front|back|rear|floor|ceiling|wall|chest|knees?|toes?)$"
)
"""Where an exercise goes, "Leg raises to the side", and not what it is good for."""
_LOWER_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_MOST_LABEL_WORDS: Final = 5


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

    def is_known(self, text: str) -> bool:
        """Whether every exercise that a text names is in the catalogue."""
        return all(map(self.find, self.choices(text)))

    def is_likely(self, text: str) -> bool:
        """Whether a text sounds like the name of an exercise."""
        if vocabulary.names_none(text):
            return False
        written = _LOWER_WORD.findall(text.lower())
        words = [_singular(word) for word in written]
        pairs = {first + second for first, second in itertools.pairwise(words)}
        if len(words) > vocabulary.MOST_NAME_WORDS:
            return False
        nouns = not (_NOUNS.isdisjoint(words) and _FOREIGN_NOUNS.isdisjoint((*words, *written)))
        return nouns or not vocabulary.WRITTEN_APART.isdisjoint(pairs) or bool(self._known_ends(text))

    def _known_ends(self, text: str) -> list[str]:
        """The names of the catalogue in which a longer one ends: "Banded good mornings", "Double KB clean & press"."""
        parts = text.split()
        ends = (" ".join(parts[-length:]) for length in _NAME_LENGTHS if length < len(parts))
        return [end for end in ends if self.find(end)]

    def named_in(self, text: str) -> set[Exercise]:
        """The exercises of the catalogue whose names, of two words or more, stand somewhere in a text."""
        parts = vocabulary.words(text[:_LONGEST_NAMING])
        runs = (parts[at : at + length] for at in range(len(parts)) for length in _NAME_LENGTHS)
        found = {self.find(" ".join(run)) for run in runs if len(run) > 1}
        whole = self.find(text.strip(" .:!"))
        return {each for each in (*found, whole) if each is not None}

    def is_exercise(self, text: str) -> bool:
        """Whether a text names an exercise, as far as anybody can tell."""
        return self.is_known(text) or self.is_likely(text)

    def choices(self, text: str) -> tuple[str, ...]:
        """The exercises of which one is picked ("Chin-ups/Pull-ups", "bridge or wheel"); two names of one are one."""
        if self.find(text):
            return (text,)
        parts = tuple(part for part in _OR.split(text) if part)
        sound = " " in text or any(map(self.find, parts))
        if len(parts) > 1 and all(self.find(part) or (self.is_likely(part) and sound) for part in parts):
            return parts
        return (text,)

    def together(self, text: str) -> tuple[str, ...]:
        """The exercises done one after the other, where all are known: "cat/cow, bird dog and plank"."""
        is_one = "," not in text and any(len(_AND.split(end)) > 1 for end in self._known_ends(text))  # "clean & press"
        if is_one or self.find(text.replace(",", " ")):
            return (text,)
        parts = tuple(part for part in _AND.split(text) if part)
        return parts if len(parts) > 1 and all(map(self.find, parts)) else (text,)

    def are_listed(self, text: str) -> bool:
        """Whether a text is a list of exercises with commas, and none with a remark: "treadmill, fast walk"."""
        parts = [part for part in _AND.split(text) if part] if "," in text else []
        told = any(map(vocabulary.tells_manner, parts))
        return len(self.together(text)) > 1 or (len(parts) > 1 and not told and all(map(self.is_exercise, parts)))

    def heading(self, text: str) -> str | None:
        """The exercise that a heading names, without what it says it is good for: "Cable rows for your back".

        "Plank to down dog" is neither of the two alone.
        """
        if self.is_known(text):
            return text
        found = _TAIL.search(text)
        if found is None or not self.is_known(text[: found.start()]):
            return None
        end = text[found.end() :]
        if vocabulary.has_title_word(end):
            return None
        if _WHERE_TO.match(found[0].lstrip() + end):
            return None
        short = len(end.split()) <= _MOST_GOAL_WORDS
        goes_over = found[0].strip().lower() == "to" and short and self.is_exercise(end)
        return None if goes_over else text[: found.start()]

    def of_pieces(self, pieces: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Which of the pieces of a phrase is the name; the others, and what follows a name in its piece, are notes."""
        at = next((i for i, piece in enumerate(pieces) if self.is_exercise(piece)), 0)
        label = pieces[0] if at == 1 and len(pieces[0].split()) <= _MOST_LABEL_WORDS else None
        others = pieces[2:] if label else (*pieces[:at], *pieces[at + 1 :])
        name, tail = self._without_tail(pieces[at])
        return name, tuple(piece for piece in (*tail, *others) if not vocabulary.say_nothing(piece))

    def _without_tail(self, piece: str) -> tuple[str, tuple[str, ...]]:
        """Cut "Row: keep your back flat" into name and note; "Treadmill, fast walk" stays a name."""
        label, colon, exercise = piece.partition(": ")
        if colon and vocabulary.is_split(label) and self.is_exercise(exercise):
            return exercise, ()
        if self.find(piece) and "," not in piece:
            return piece, ()
        for sign in (": ", " - ", ". ", "; ", ", "):
            head, found, tail = piece.partition(sign)
            told = sign != ", " or (len(tail.split()) > 3 and len(self.together(piece)) == 1)  # "fast walk"
            if found and head and tail and told:
                is_label = not self.is_exercise(head) and self.is_exercise(tail)
                return (tail, ()) if is_label else (head, (tail,))
        return piece, ()

    def isometric(self, names: tuple[str, ...]) -> bool:
        """Whether each of these is held: as the catalogue says, or the name."""
        return all(self._holds(name) for name in names)

    def _holds(self, name: str) -> bool:
        found = self.find(name)
        if found is not None:
            return found.isometric
        words = _LOWER_WORD.findall(name.lower().partition(",")[0])
        return bool(words) and _singular(words[-1]) in _HELD

    def lifts(self, names: tuple[str, ...]) -> Lifts | None:
        """Whether exercises are of many joints or of one; None where nobody knows."""
        patterns = {found.pattern for name in names if (found := self.find(name))}
        return None if not patterns else "big" if patterns <= _MANY_JOINTS else "small"

    def warms_up(self, name: str) -> bool:
        """Whether an exercise is one that a workout opens with."""
        found = self.find(name)
        return self.is_pose(name) or (found is not None and found.pattern == "cardio")

    def is_pose(self, name: str) -> bool:
        """Whether an exercise is a stretch, as the catalogue says, or its name."""
        found = self.find(name)
        return found.pattern == "stretch" if found else bool(_POSE.search(name))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ches", "shes", "sses"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
