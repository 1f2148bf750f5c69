"""The catalogue of exercises: what each is called, what it works, how it is done.

It knows nothing of routines, screens or files other than `catalog.toml` beside it.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import tomllib
from collections import ChainMap
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from backday_tui.errors import AmbiguousError, NotFoundError
from backday_tui.text import clean, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Pattern = Literal[
    "pull",
    "push",
    "squat",
    "lunge",
    "hinge",
    "extension",
    "carry",
    "anti-extension",
    "rotation",
    "flexion",
    "raise",
    "curl",
    "jump",
    "Olympic",
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
        "front deltoids": "Front deltoids",
        "rotator cuff": "Rotator cuff",
        "erector spinae": "Erector spinae",
        "lumbar": "Lumbar (lower back)",
        "core": "Core",
        "obliques": "Obliques",
        "glutes": "Glutes",
        "hamstrings": "Hamstrings",
        "quadriceps": "Quadriceps",
        "adductors": "Adductors (inner thighs)",
        "abductors": "Abductors (outer hips)",
        "calves": "Calves",
        "shins": "Shins (tibialis anterior)",
        "hip flexors": "Hip flexors",
        "chest": "Chest",
        "biceps": "Biceps",
        "triceps": "Triceps",
        "forearms": "Forearms",
        "neck": "Neck",
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
        "front delts": "front deltoids",
        "anterior deltoids": "front deltoids",
        "shoulders": "deltoids",
        "spinal erectors": "erector spinae",
        "lower back": "lumbar",
        "abs": "core",
        "gluteus": "glutes",
        "quads": "quadriceps",
        "inner thighs": "adductors",
        "hip adductors": "adductors",
        "outer hips": "abductors",
        "hip abductors": "abductors",
        "tibialis": "shins",
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
    "rope",
    "ab wheel",
    "pull-up bar",
    "dip bars",
    "bench",
    "box",
    "mat",
    "wall",
    "stairs",
    "back extension bench",
    "cable machine",
    "lat pull-down machine",
    "assisted pull-up machine",
    "T-bar",
    "machine",
    "sled",
    "treadmill",
    "rowing machine",
    "bike",
    "elliptical",
    "walking poles",
)
"""What the catalogue's exercises are done with; the bundled routines use the same words."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_NAME_PARTS = re.compile(r"[(),]")
_SAYS_NO_MORE: Final = frozenset({"bodyweight", "weighted", "assisted"})
"""Words in the brackets of a name that say something of its load."""
_HEADING = re.compile(r"^\[exercises\.([a-z0-9-]+)\]\n", re.MULTILINE)
_QUOTED = re.compile(r"""'([^'\n]*)'|"([^"\n]*)\"""")
_EITHER = re.compile(r"/|\bor\b", re.IGNORECASE)
_FILLERS = frozenset({"a", "an", "and", "at", "for", "of", "on", "the", "to", "using", "w", "with"})
_SAME_WORD = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "dumbel": "dumbbell",
    "bb": "barbell",
    "barbel": "barbell",
    "kb": "kettlebell",
    "1": "one",
    "2": "two",
    "3": "three",
    "armed": "arm",
    "legged": "leg",
    "handed": "hand",
    "banded": "band",
    "single": "one",
    "singlearm": "onearm",
    "1arm": "onearm",
    "calve": "calf",
    "flye": "fly",
    "bw": "bodyweight",
    "supermen": "superman",
    "superwomen": "superwoman",
}
_IN_TWO: Final[Mapping[str, str]] = MappingProxyType(
    {
        pair.replace(" ", ""): pair
        for pair in (
            "push up", "pull up", "chin up", "press up", "sit up", "step up", "muscle up", "get up", "pull down",
            "push down", "press down", "pull over", "kick back", "cross over",
        )
    }
)  # fmt: skip
"""Words that people write as one or as two, so that the others may stand in any order around them."""
_DONE_WITH: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "barbell": frozenset({"barbell"}),
        "dumbbell": frozenset({"dumbbells"}),
        "kettlebell": frozenset({"kettlebell"}),
        "band": frozenset({"resistance band"}),
        "cable": frozenset({"cable machine"}),
        "machine": frozenset({"machine", "cable machine", "lat pull-down machine", "assisted pull-up machine"}),
    }
)
"""Words for what is held or sat in, each with the equipment that an exercise must list for the word to say no more."""
_SIBILANTS = ("ches", "shes", "sses", "xes", "zes")
_SHOWN_CHARACTERS = 60
_SUGGESTIONS = 3
_SPELT_ALIKE = 0.75


@dataclasses.dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    `muscles` are worked first, `secondary` second; in the catalogue both are out of `MUSCLES`, a routine's own
    exercise may have any. `equipment` is what it is usually done with, the most usual first. `isometric` work is
    held, not repeated. `unilateral` work is done one side at a time. `barbell`: its load is as a rule a bar with
    plates. `share` is the part of the body's weight that is moved, 0 to 1; None where it isn't known. `avoid` is the
    fault seen most. `easier` and `harder` are ids of variations. `articles` are ids of `Catalog.articles`.
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
    barbell: bool = False
    share: float | None = None
    steps: tuple[str, ...] = ()
    avoid: str | None = None
    easier: str | None = None
    harder: str | None = None
    articles: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """What is compared of a name: the same for "Chin-ups", "chin ups" and "chinup"; "" where nothing is left.

    Case, accents, hyphens, blanks, apostrophes, plurals and small words ("the", "with") make no difference; db, bb and
    kb are the weights, single-arm and one-armed are one-arm, a press-up is a push-up. What follows a comma is left out.
    """
    return "".join(_words(name))


def as_called(name: str) -> str:
    """A name as `Catalog.called` has it: in small letters with single blanks."""
    return " ".join(name.casefold().split())


def muscle_named(word: str) -> str | None:
    """The name in `MUSCLES` that this word stands for ("lats", "Lower back"); None where it is no muscle known here."""
    plain = " ".join(word.casefold().replace("-", " ").split())
    return plain if plain in MUSCLES else MUSCLE_ALIASES.get(plain)


def shown_muscle(muscle: str) -> str:
    """A muscle as a person reads it, without what stands in brackets."""
    return clean(MUSCLES.get(muscle, muscle.capitalize()).partition(" (")[0])


FIRST_SHARE: Final = 1.0
SECOND_SHARE: Final = 0.5
"""What a set counts for a muscle that its exercise works first, and second: the usual reckoning of weekly sets."""


def muscle_shares(exercise: Exercise | None) -> dict[str, float]:
    """What a set counts for each muscle, by its name in `MUSCLES` where it has one; those worked first come first.

    Nothing where nobody knows the exercise, or what it works: then its sets can't be counted.
    """
    if exercise is None:
        return {}
    shares = {muscle_named(muscle) or muscle: FIRST_SHARE for muscle in exercise.muscles}
    for muscle in exercise.secondary:
        shares.setdefault(muscle_named(muscle) or muscle, SECOND_SHARE)
    return shares


class Catalog:
    """Exercises, found by id, name or alias as people write them. It never changes once made.

    Attributes:
        articles: see `__init__`.
        by_id: every exercise by its id.
        called: what a person says that names mean, by `as_called`: an id, or "" for none of these exercises.
    """

    called: Mapping[str, str] = MappingProxyType({})

    def __init__(self, exercises: Iterable[Exercise], articles: Mapping[str, str] | None = None) -> None:
        """Keep the exercises in their order; a later one with the same id takes the place of the earlier.

        `articles` are the titles of the articles that exercises are from, by the id that `Exercise.articles` uses.
        """
        self.articles: Mapping[str, str] = MappingProxyType(dict(articles or {}))
        self.by_id: Mapping[str, Exercise] = {exercise.id: exercise for exercise in exercises}

    def __iter__(self) -> Iterator[Exercise]:
        """Every exercise, in the order of the catalogue."""
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def get(self, exercise_id: str) -> Exercise | None:
        """The exercise with exactly this id, as `easier` and `harder` name it; None where there is none."""
        return self.by_id.get(exercise_id)

    def find(self, name: str) -> Exercise | None:
        """The exercise with this id, name or alias; None where there is none, or more than one.

        What makes no difference is told at `name_key`. Words in brackets may belong before the others ("Bench press
        (dumbbell)"), or may be left out, unless they name another exercise or what this one isn't done with. Where no
        name is just so, the order of words doesn't count, nor a word for what the exercise is done with anyway
        ("Barbell hip thrust"). "Superman or superwoman" is found where both are one exercise.
        """
        exact = self._exact(name)
        return self.by_id[exact[0]] if len(exact) == 1 else None

    def search(self, words: str) -> tuple[Exercise, ...]:
        """Every exercise that has all of these words in its name or one alias, best first.

        What is called just so is the first of all. The beginning of a word will do ("dumb row"), and words that are
        written as one ("dumbbellrow"). Blank text gives every exercise.
        """
        exact, wanted = self._exact(words), _words(words) or _bare_words(words)
        others = (found for _, found in self._ranked(wanted)) if wanted or not words.strip() else ()
        return tuple(self.by_id[found] for found in dict.fromkeys((*exact, *others)))

    def candidates(self, name: str) -> tuple[Exercise, ...]:
        """Every exercise that this name may be meant for: those that share it, else those that have all its words.

        Unlike in `search` a part of a word won't do. Names come before aliases.
        """
        exact = self._exact(name)
        if exact:
            return tuple(self.by_id[found] for found in exact)
        wanted = _words(name)
        ranked = self._ranked(wanted) if wanted else []
        return tuple(self.by_id[exercise_id] for rank, exercise_id in ranked if rank[0] == 0)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Up to three names of exercises that are spelt much like this one, the nearest first.

        Words that both share prove nothing: "Barbell squash" is near to no "Barbell shrug".
        """
        import difflib

        wanted = _words(name)
        near = difflib.get_close_matches("".join(wanted), self._spelt, n=4 * _SUGGESTIONS, cutoff=_SPELT_ALIKE)
        alike = [found for key in near for words, found in self._spelt[key] if _left_alike(wanted, words)]
        return tuple(dict.fromkeys(self.by_id[found].name for found in alike))[:_SUGGESTIONS]

    def lookup(self, name: str) -> Exercise:
        """The one exercise that this name means: the exact one, else the only one that has these words.

        Raises:
            NotFoundError: nothing fits; the message names what is spelt nearly so.
            AmbiguousError: several do; the message names them.
        """
        exact = self._exact(name)
        found = tuple(self.by_id[each] for each in exact) if exact else self.search(name) if name.strip() else ()
        shown = name if len(name) <= _SHOWN_CHARACTERS else name[: _SHOWN_CHARACTERS - 1] + "…"
        if not found:
            near = self.nearest(name)
            hint = f"; did you mean {_listed(near)}?" if near else "; `backday exercises` lists them all"
            raise NotFoundError(f'no exercise is called "{shown}"{hint}')
        if len(found) > 1:
            raise AmbiguousError(f'"{shown}" may be {_listed(each.name for each in found)}')
        return found[0]

    def with_own(self, exercises: Iterable[Exercise]) -> Catalog:
        """This catalogue with exercises of a routine or a person added or put in the place of those with the same id.

        A name of an own exercise wins over the same name here. One with a known id is taken as it stands: whoever reads
        it fills in what it leaves out, for a False and an empty list may be just what is meant.
        """
        own = Catalog(exercises)
        return _JoinedCatalog(own, self) if own else self

    def with_names(self, names: Mapping[str, str]) -> Catalog:
        """This catalogue, in which these names mean what is said of them, whatever else they would; see `called`."""
        return _JoinedCatalog(Catalog(()), self, names) if names else self

    def closest(self, name: str, more: int = 2) -> Exercise | None:
        """The one exercise that is called all words of a name, and the fewest besides.

        Words in brackets and behind a comma belong to the name. None where there is no such exercise, and where two
        are as close.

        Args:
            name: of an exercise.
            more: how many words it may have besides.
        """
        wanted = _words(_NAME_PARTS.sub(" ", name))
        besides = {
            exercise_id: min(len(words) - len(set(wanted)) for words in labels if words_in(wanted, words))
            for exercise_id, labels in self._label_words.items()
            if wanted and any(words_in(wanted, words) for words in labels)
        }
        fewest = min(besides.values(), default=more + 1)
        found = [exercise_id for exercise_id, count in besides.items() if count == fewest]
        return self.by_id[found[0]] if fewest <= more and len(found) == 1 else None

    def says_more(self, name: str, exercise: Exercise) -> bool:
        """Whether a name has words in brackets, or behind a comma, that make another exercise of it.

        "Deadlift (Trap bar)" has; in "Deadlift (Barbell)" they only say what it is done with anyway.
        """
        inside = {word for part in _BRACKETED.findall(name) for word in _words(part.replace(",", " "))}
        inside |= set(_words(name.partition(",")[2].replace(",", " ")))
        known = {word for label in (exercise.id, *self.labels[exercise.id]) for word in _words(label.replace(",", " "))}
        known |= {word for each in exercise.equipment for word in _words(each)} | _SAYS_NO_MORE
        known |= {word for word, with_ in _DONE_WITH.items() if not with_.isdisjoint(exercise.equipment)}
        return not inside <= known

    @functools.cached_property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """The name and the aliases of each exercise, by its id."""
        return {exercise.id: (exercise.name, *exercise.aliases) for exercise in self}

    @functools.cached_property
    def _index(self) -> dict[str, tuple[str, ...]]:
        """Ids by the key of each id, name and alias; several ids where a name is ambiguous."""
        index: dict[str, tuple[str, ...]] = {}
        for exercise_id, labels in self.labels.items():
            keys: dict[str, None] = {}
            for label in (exercise_id, *labels):
                bare = _bare_words(label)
                keys["".join(_same_words(bare))] = keys["".join(bare)] = None
            for key in keys:
                if key:
                    index[key] = (*index.get(key, ()), exercise_id)
        return index

    @functools.cached_property
    def _label_words(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The words of each name and alias, by the id of the exercise."""
        return {exercise_id: tuple(_words(label) for label in labels) for exercise_id, labels in self.labels.items()}

    @functools.cached_property
    def _in_any_order(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Ids by the sorted words of each name and alias."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for exercise_id, labels in self._label_words.items():
            for words in {tuple(sorted(words)) for words in labels}:
                found[words] = (*found.get(words, ()), exercise_id)
        return found

    @functools.cached_property
    def _spelt(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """The words and the id of each name and alias, by its key."""
        spelt: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for exercise_id, labels in self._label_words.items():
            for words in labels:
                spelt.setdefault("".join(words), []).append((words, exercise_id))
        return spelt

    def _ranked(self, wanted: tuple[str, ...]) -> list[tuple[tuple[int, bool], str]]:
        """The ids of all exercises that have these words, the best first, each with how well they fit."""
        ranks = ((_rank(wanted, labels), exercise_id) for exercise_id, labels in self._label_words.items())
        return sorted(((rank, found) for rank, found in ranks if rank is not None), key=lambda pair: pair[0])

    def _exact(self, name: str) -> tuple[str, ...]:
        """The ids of all exercises that this name means: as a person says, as it is read, or each side of a slash."""
        meant = self.called.get(as_called(name)) if self.called else None
        if meant is not None:
            return (meant,) if meant in self.by_id else ()
        return self._read(name) or self._either(name)

    def _read(self, name: str) -> tuple[str, ...]:
        """As it stands or with what is in brackets first; in another order; without the brackets; by equipment."""
        if found := self.named(name):
            return found
        inside = _BRACKETED.search(name)
        without = _BRACKETED.sub(" ", name) if inside else name
        whole = f"{inside[1].replace(',', ' ')} {without}" if inside else name
        if found := self._in_any_order_named(whole) or self._without_equipment(_words(whole)):
            return found
        return self._without_brackets(without, inside[1]) if inside else ()

    def _in_any_order_named(self, name: str) -> tuple[str, ...]:
        return self.named(name) or self.reordered(tuple(sorted(_words(name))))

    def _without_brackets(self, name: str, inside: str) -> tuple[str, ...]:
        """What is meant where the brackets only say more: not another exercise, nor what it isn't done with."""
        found, other = self._in_any_order_named(name), self.named(inside)
        said = [_DONE_WITH[word] for word in _words(inside) if word in _DONE_WITH]
        fitting = [each for each in found if all(not with_.isdisjoint(self.by_id[each].equipment) for with_ in said)]
        return tuple(dict.fromkeys((*fitting, *other))) if fitting else ()

    def named(self, name: str) -> tuple[str, ...]:
        """The ids of the exercises with this id, name or alias."""
        return self.keyed(name_key(name))

    def keyed(self, key: str) -> tuple[str, ...]:
        """The same by the key of a name."""
        return self._index.get(key, ())

    def reordered(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the exercises with a name of these words, which are sorted."""
        return self._in_any_order.get(words, ())

    def _without_equipment(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The exercise that is left where a word says only what it is done with anyway."""
        said = [word for word in words if word in _DONE_WITH]
        left = [word for word in words if word not in _DONE_WITH]
        found = (self.keyed("".join(left)) or self.reordered(tuple(sorted(left)))) if said else ()
        if len(found) != 1:
            return ()
        equipment = self.by_id[found[0]].equipment
        return found if all(not _DONE_WITH[word].isdisjoint(equipment) for word in said) else ()

    def _either(self, name: str) -> tuple[str, ...]:
        parts = _EITHER.split(name.partition(",")[0])
        if len(parts) == 1:
            return ()
        found = [self._read(part) for part in parts]
        return tuple(dict.fromkeys(exercise_id for ids in found for exercise_id in ids)) if all(found) else ()


class _JoinedCatalog(Catalog):
    """A catalogue with exercises that come before it: what they are called wins, and neither index is made anew.

    `called` is what names mean here; None for what they mean in the catalogue.
    """

    def __init__(self, own: Catalog, others: Catalog, called: Mapping[str, str] | None = None) -> None:
        super().__init__((), others.articles)
        self._own, self._others = own, others
        self.called = others.called if called is None else called
        self.by_id = ChainMap(dict(own.by_id), others.by_id)  # type: ignore[arg-type]  # it is only read
        self.labels = {**others.labels, **own.labels}

    def _exact(self, name: str) -> tuple[str, ...]:
        return (self._own.named(name) if self.called and self._own else ()) or super()._exact(name)

    def named(self, name: str) -> tuple[str, ...]:
        return self._own.named(name) or self._others.named(name)

    def keyed(self, key: str) -> tuple[str, ...]:
        return self._own.keyed(key) or self._others.keyed(key)

    def reordered(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return self._own.reordered(words) or self._others.reordered(words)


class _Tables(Mapping[str, Exercise]):
    """The exercises of catalog.toml by id, each read when it is first asked for.

    A TOML parser needs longer for the whole file than a start may take, and a workout needs but a few of them.
    """

    def __init__(self, text: str) -> None:
        self.head, *parts = _HEADING.split(text)
        self._texts = dict(zip(parts[::2], parts[1::2], strict=True))
        self._read: dict[str, Exercise] = {}

    def __getitem__(self, exercise_id: str) -> Exercise:
        if exercise_id not in self._read:
            entry = tomllib.loads(self._texts[exercise_id])
            fields: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
            }
            self._read[exercise_id] = Exercise(id=exercise_id, **fields)
        return self._read[exercise_id]

    def __contains__(self, exercise_id: object) -> bool:
        return exercise_id in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def labels(self) -> dict[str, tuple[str, ...]]:
        """The name and the aliases of each: whatever stands in quotes before its muscles."""
        return {
            exercise_id: tuple(one or other for one, other in _QUOTED.findall(text.partition("\nmuscles =")[0]))
            for exercise_id, text in self._texts.items()
        }


class _ShippedCatalog(Catalog):
    """What catalog.toml holds."""

    def __init__(self, text: str) -> None:
        tables = _Tables(text)
        super().__init__((), tomllib.loads(tables.head)["articles"])
        self.by_id = tables
        self.labels = tables.labels()
        self._as_written = {label.casefold(): found for found, labels in self.labels.items() for label in labels}

    def named(self, name: str) -> tuple[str, ...]:
        # No two of its names are the same, so one that is written just so is found before the index is made.
        written = self._as_written.get(name.partition(",")[0].strip().casefold())
        return (written,) if written else super().named(name)


@functools.cache
def bundled() -> Catalog:
    """The catalogue that ships with backday; read once."""
    return _ShippedCatalog(Path(__file__).with_name("catalog.toml").read_text(encoding="utf-8"))


def words_in(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether all of these words are among the others."""
    return all(word in words for word in wanted)


def _words(name: str) -> tuple[str, ...]:
    return _same_words(_bare_words(name))


def _same_words(bare: tuple[str, ...]) -> tuple[str, ...]:
    words = [_same_word(word) for word in bare if word not in _FILLERS]
    if not _IN_TWO.keys().isdisjoint(words):
        words = [part for word in words for part in _IN_TWO.get(word, word).split()]
    if "press" in words:  # a British press-up; not "press, up"
        words = ["push" if pair == ("press", "up") else pair[0] for pair in itertools.pairwise((*words, ""))]
    return tuple(words)


def _bare_words(name: str) -> tuple[str, ...]:
    plain = _APOSTROPHES.sub("", without_accents(name.partition(",")[0]).casefold())
    return tuple(word for word in _BETWEEN_WORDS.split(plain) if word)


@functools.lru_cache(maxsize=2048)
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


def _left_alike(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether what two names don't share is spelt alike too."""
    import difflib

    left = "".join(word for word in wanted if word not in words)
    right = "".join(word for word in words if word not in wanted)
    return sorted(left) == sorted(right) or difflib.SequenceMatcher(None, left, right).ratio() >= _SPELT_ALIKE


def _rank(wanted: tuple[str, ...], labels: tuple[tuple[str, ...], ...]) -> tuple[int, bool] | None:
    """How well the words fit the best of the exercise's names, small is good; None where they don't."""
    ranks = [
        (rank, place > 0) for place, words in enumerate(labels) if (rank := _rank_label(wanted, words)) is not None
    ]
    return min(ranks, default=None)


def _rank_label(wanted: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    if words_in(wanted, words):
        return 0
    if all(any(each.startswith(word) for each in words) for word in wanted):
        return 1
    return 2 if all(_is_written_as_one(word, words) for word in wanted) else None


def _is_written_as_one(wanted: str, words: tuple[str, ...]) -> bool:
    """Whether this is several words of a name with no blank between, and at least half of the last ("pulldo")."""
    for number in range(len(words)):
        rest, last = wanted, ""
        for last in words[number:]:
            if not rest.startswith(last):
                break
            rest = rest.removeprefix(last)
        if not rest or (2 * len(rest) >= len(last) and last.startswith(rest)):
            return True
    return False


def _listed(names: Iterable[str]) -> str:
    *rest, last = (f'"{name}"' for name in names)
    return f"{', '.join(rest)} or {last}" if rest else last
