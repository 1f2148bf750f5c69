"""What the words of a filter fit: names, tags, levels, equipment, muscles of a routine or an exercise.

Pure: rows in, yes or no out. What is shown of a row is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_SHORTEST_PLURAL: Final = 4
_MOST: Final = 2000
"""So much of a text is looked at: as much as a routine may have."""

_ANYWHERE: Final = frozenset({"mat", "bench", "wall", "stairs"})
"""Equipment that does not keep a person from doing a routine with what the filter names."""
_STAND_INS: Final = (frozenset({"dumbbells", "dumbbell", "kettlebell", "kettlebells"}),)
"""Each of these does in the place of the others."""
_SMALL: Final = frozenset(
    {"dumbbells", "dumbbell", "kettlebell", "kettlebells", "mat", "wall", "stairs", "weight plate", "medicine ball"}
    | {"physio ball", "resistance band"}
)
"""What people have at home. Whoever names only such things wants what can be done with them and no more; whoever names
a barbell or a machine is where the others are, too."""

Words = tuple[str, ...]


class Matter(NamedTuple):
    """The words of one row: those that a filter's word may begin, and each piece of equipment with its own words."""

    words: frozenset[str]
    equipment: tuple[tuple[str, Words], ...]

    @classmethod
    def of(cls, texts: Iterable[str], equipment: Iterable[str]) -> Matter:
        """`texts` are names, tags and the like, as they stand in the file."""
        words = frozenset(word for text in texts for word in words_of(text[:_MOST]))
        pieces = [item[:_MOST] for item in equipment]
        return cls(words, tuple((item.casefold().strip(), words_of(item)) for item in pieces))


def words_of(text: str) -> Words:
    """The words of a text as they are compared: no case, no hyphens."""
    return tuple(word for word in _BETWEEN_WORDS.split(text.casefold()) if word)


def fits(wanted: Words, matter: Matter) -> bool:
    """Whether a row has all of these words. The beginning of a word will do, and a plural is its singular.

    Equipment counts only where the routine can be done with what the words name: "dumbbells" leaves out what also needs
    a machine.
    """
    named = {item for item, words in matter.equipment if any(_begins(word, words) for word in wanted)}
    usable = named if _doable(named, matter) else set()
    with_usable = matter.words.union(*(words for item, words in matter.equipment if item in usable))
    return all(_begins(word, with_usable) for word in wanted)


def _doable(named: set[str], matter: Matter) -> bool:
    if not named <= _SMALL | _ANYWHERE:
        return True
    stand_ins = set().union(*(group for group in _STAND_INS if group & named))
    return {item for item, _ in matter.equipment} <= named | stand_ins | _ANYWHERE


def _begins(wanted: str, words: Iterable[str]) -> bool:
    singular = wanted[:-1] if len(wanted) >= _SHORTEST_PLURAL and wanted.endswith("s") else wanted
    return any(word.startswith((wanted, singular)) for word in words)
