"""The catalogue of exercises: what each is called, what it works, how it is done.

It knows nothing of routines, screens or files other than `catalog.toml` beside it.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from backday_tui.errors import AmbiguousError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Pattern = Literal[
    "pull",
    "hinge",
    "extension",
    "carry",
    "anti-extension",
    "rotation",
    "flexion",
    "raise",
    "curl",
    "stretch",
    "cardio",
]

PATTERNS: Final[tuple[Pattern, ...]] = get_args(Pattern)

MUSCLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "latissimus dorsi": "Latissimus dorsi (lats)",
        "rhomboids": "Rhomboids",
        "trapezius": "Trapezius (traps)",
        "rear deltoids": "Rear deltoids",
        "deltoids": "Deltoids",
        "rotator cuff": "Rotator cuff",
        "erector spinae": "Erector spinae",
        "lumbar": "Lumbar (lower back)",
        "core": "Core",
        "obliques": "Obliques",
        "glutes": "Glutes",
        "hamstrings": "Hamstrings",
        "quadriceps": "Quadriceps",
        "calves": "Calves",
        "hip flexors": "Hip flexors",
        "chest": "Chest",
        "biceps": "Biceps",
        "triceps": "Triceps",
        "forearms": "Forearms",
        "cardiovascular": "Heart and lungs",
    }
)
"""The muscles that the catalogue names, the back first, each with what a person is shown."""

MUSCLE_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lats": "latissimus dorsi",
        "mid back": "rhomboids",
        "traps": "trapezius",
        "rear delts": "rear deltoids",
        "delts": "deltoids",
        "shoulders": "deltoids",
        "spinal erectors": "erector spinae",
        "lower back": "lumbar",
        "abs": "core",
        "gluteus": "glutes",
        "quads": "quadriceps",
        "pecs": "chest",
        "bicep": "biceps",
        "tricep": "triceps",
        "grip": "forearms",
        "cardio": "cardiovascular",
        "heart": "cardiovascular",
    }
)
"""Other words for a muscle, each with its name in `MUSCLES`."""

EQUIPMENT: Final[tuple[str, ...]] = (
    "barbell",
    "dumbbells",
    "kettlebell",
    "weight plate",
    "medicine ball",
    "physio ball",
    "resistance band",
    "pull-up bar",
    "bench",
    "mat",
    "wall",
    "stairs",
    "back extension bench",
    "cable machine",
    "lat pull-down machine",
    "assisted pull-up machine",
    "T-bar",
    "treadmill",
    "rowing machine",
)
"""What the catalogue's exercises are done with; the bundled routines use the same words."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]")
_BRACKETED = re.compile(r"\([^()]*\)")
_EITHER = re.compile(r"/|\bor\b", re.IGNORECASE)
_FILLERS = frozenset({"a", "an", "and", "at", "for", "of", "on", "the", "to", "using", "with"})
_SAME_WORD = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "bb": "barbell",
    "barbel": "barbell",
    "kb": "kettlebell",
    "1": "one",
    "single": "one",
    "singlearm": "onearm",
    "1arm": "onearm",
    "supermen": "superman",
    "superwomen": "superwoman",
}
_SIBILANTS = ("ches", "shes", "sses", "xes", "zes")
_SHOWN_CHARACTERS = 60
_SUGGESTIONS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    `muscles` are worked first, `secondary` second; in the catalogue both are out of `MUSCLES`, a routine's own
    exercise may have any. `equipment` is what it is usually done with, the most usual first. `isometric` work is
    held, not repeated. `unilateral` work is done one side at a time. `avoid` is the fault seen most. `easier` and
    `harder` are ids of variations. `articles` are ids of `Catalog.articles`.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    pattern: str | None = None
    isometric: bool = False
    unilateral: bool = False
    steps: tuple[str, ...] = ()
    avoid: str | None = None
    easier: str | None = None
    harder: str | None = None
    articles: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """What is compared of a name: the same for "Chin-ups", "chin ups" and "chinup"; "" where nothing is left.

    Case, hyphens, blanks, apostrophes, plurals and small words ("the", "with") make no difference; db, bb and kb
    are the weights, single-arm is one-arm. What follows a comma is left out.
    """
    return "".join(_words(name))


def muscle_named(word: str) -> str | None:
    """The name in `MUSCLES` that this word stands for ("lats", "Lower back"); None where it is no muscle known here."""
    plain = " ".join(word.casefold().replace("-", " ").split())
    return plain if plain in MUSCLES else MUSCLE_ALIASES.get(plain)


class Catalog:
    """Exercises, found by id, name or alias as people write them. It never changes once made."""

    def __init__(self, exercises: Iterable[Exercise], articles: Mapping[str, str] | None = None) -> None:
        """Keep the exercises in their order; a later one with the same id takes the place of the earlier.

        `articles` are the titles of the articles that exercises are from, by the id that `Exercise.articles` uses.
        """
        self.articles: Mapping[str, str] = MappingProxyType(dict(articles or {}))
        self._by_id = {exercise.id: exercise for exercise in exercises}

    def __iter__(self) -> Iterator[Exercise]:
        """Every exercise, in the order of the catalogue."""
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, exercise_id: str) -> Exercise | None:
        """The exercise with exactly this id, as `easier` and `harder` name it; None where there is none."""
        return self._by_id.get(exercise_id)

    def find(self, name: str) -> Exercise | None:
        """The exercise with this id, name or alias; None where there is none, or more than one.

        Case, hyphens, a plural and the usual short forms (db, bb, kb) make no difference; what follows a comma is
        left out. So are words in brackets, and "superman or superwoman" is found where both are one exercise.
        """
        exact = self._exact(name)
        return self._by_id[exact[0]] if len(exact) == 1 else None

    def search(self, words: str) -> tuple[Exercise, ...]:
        """Every exercise that has all of these words in its name or one alias, best first; an exact name alone.

        A part of a word will do ("dumb row"). Blank text gives every exercise.
        """
        exact = self._exact(words)
        if exact:
            return tuple(self._by_id[found] for found in exact)
        wanted = _words(words) or _bare_words(words)
        if not wanted and words.strip():
            return ()
        ranked = [(rank, exercise) for exercise in self if (rank := _rank(wanted, exercise)) is not None]
        return tuple(exercise for _, exercise in sorted(ranked, key=lambda pair: pair[0]))

    def candidates(self, name: str) -> tuple[Exercise, ...]:
        """Every exercise that this name may be meant for: those that share it, else those that have all its words.

        Unlike in `search` a part of a word won't do. Names come before aliases.
        """
        exact = self._exact(name)
        if exact:
            return tuple(self._by_id[found] for found in exact)
        wanted = _words(name)
        ranked = [(rank, exercise) for exercise in self if wanted and (rank := _rank(wanted, exercise)) is not None]
        whole = sorted((pair for pair in ranked if pair[0][0] == 0), key=lambda pair: pair[0])
        return tuple(exercise for _, exercise in whole)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three names of exercises that are spelt much like this one, the nearest first."""
        import difflib

        near = difflib.get_close_matches(name_key(name), self._index, n=2 * _SUGGESTIONS, cutoff=0.7)
        names = dict.fromkeys(self._by_id[found].name for key in near for found in self._index[key])
        return tuple(names)[:_SUGGESTIONS]

    def lookup(self, name: str) -> Exercise:
        """The one exercise that this name means: the exact one, else the only one that has these words.

        Raises:
            NotFoundError: nothing fits; the message names what is spelt nearly so.
            AmbiguousError: several do; the message names them.
        """
        found = self.search(name) if name.strip() else ()
        shown = name if len(name) <= _SHOWN_CHARACTERS else name[: _SHOWN_CHARACTERS - 1] + "…"
        if not found:
            near = self.nearest(name)
            hint = f"; did you mean {_listed(near)}?" if near else "; `backday exercises` lists them all"
            raise NotFoundError(f'no exercise is called "{shown}"{hint}')
        if len(found) > 1:
            raise AmbiguousError(f'"{shown}" may be {_listed(each.name for each in found)}')
        return found[0]

    def with_own(self, exercises: Iterable[Exercise]) -> Catalog:
        """This catalogue with a routine's own exercises added or put in the place of those with the same id.

        A name of an own exercise wins over the same name here. One with a known id is taken as it stands: whoever reads
        it fills in what it leaves out, for a False and an empty list may be just what is meant.
        """
        own = Catalog(exercises)
        if not own:
            return self
        joined = Catalog((*self, *own), self.articles)
        joined._index = {**self._index, **own._index}
        return joined

    @functools.cached_property
    def _index(self) -> dict[str, tuple[str, ...]]:
        """Ids by the key of each id, name and alias; several ids where a name is ambiguous."""
        index: dict[str, tuple[str, ...]] = {}
        for exercise in self:
            labels = (exercise.id, exercise.name, *exercise.aliases)
            keys = {key for label in labels for key in (name_key(label), "".join(_bare_words(label)))}
            for key in keys - {""}:
                index[key] = (*index.get(key, ()), exercise.id)
        return index

    def _exact(self, name: str) -> tuple[str, ...]:
        """The ids of all exercises that this name means: as it stands, without brackets, or each side of a slash."""
        found = self._index.get(name_key(name)) or self._index.get(name_key(_BRACKETED.sub(" ", name)))
        return found or self._either(name)

    def _either(self, name: str) -> tuple[str, ...]:
        parts = _EITHER.split(name.partition(",")[0])
        found = [self._index.get(name_key(part), ()) for part in parts]
        if len(parts) == 1 or not all(found):
            return ()
        return tuple(dict.fromkeys(exercise_id for ids in found for exercise_id in ids))


@functools.cache
def bundled() -> Catalog:
    """The catalogue that ships with backday; read once."""
    table = tomllib.loads(Path(__file__).with_name("catalog.toml").read_text(encoding="utf-8"))
    exercises = (_exercise(exercise_id, entry) for exercise_id, entry in table["exercises"].items())
    return Catalog(exercises, table["articles"])


def _exercise(exercise_id: str, entry: dict[str, Any]) -> Exercise:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Exercise(id=exercise_id, **fields)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_same_word(word) for word in _bare_words(name) if word not in _FILLERS)


def _bare_words(name: str) -> tuple[str, ...]:
    head = name.partition(",")[0].casefold()
    plain = head if head.isascii() else unicodedata.normalize("NFKC", head)
    return tuple(word for word in _BETWEEN_WORDS.split(_APOSTROPHES.sub("", plain)) if word)


def _same_word(word: str) -> str:
    singular = _singular(word)
    return _SAME_WORD.get(singular, singular)


def _singular(word: str) -> str:
    """Right for names of exercises, and the same for both forms of a word even where it isn't English."""
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):  # "ups" is the shortest plural
        return word
    if word.endswith(("ies", "yes")) and len(word) > 4:  # flies, flyes; not ties or eyes
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_SIBILANTS) else word[:-1]


def _rank(wanted: tuple[str, ...], exercise: Exercise) -> tuple[int, bool] | None:
    """How well the words fit the best of the exercise's names, small is good; None where they don't."""
    labels = (exercise.name, *exercise.aliases)
    ranks = [
        (rank, place > 0)
        for place, label in enumerate(labels)
        if (rank := _rank_label(wanted, _words(label))) is not None
    ]
    return min(ranks, default=None)


def _rank_label(wanted: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    if all(word in words for word in wanted):
        return 0
    if all(any(each.startswith(word) for each in words) for word in wanted):
        return 1
    joined = "".join(words)
    return 2 if all(word in joined for word in wanted) else None


def _listed(names: Iterable[str]) -> str:
    *rest, last = (f'"{name}"' for name in names)
    return f"{', '.join(rest)} or {last}" if rest else last
