"""The catalogue of exercises: what each is called, what it works, how it is done.

It knows nothing of routines, screens or files other than `catalog.toml` beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Literal

Pattern = Literal["pull", "hinge", "extension", "carry", "anti-extension", "rotation", "raise", "curl", "stretch", "cardio"]


@dataclasses.dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    `muscles` are worked first, `secondary` second; both out of `MUSCLES`. `isometric` work is held, not repeated.
    `unilateral` work is done one side at a time. `easier` and `harder` are ids of variations.
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


class Catalog:
    """Exercises, found by id, name or alias as people write them."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        """Keep the exercises in their order; a later one with the same id takes the place of the earlier."""
        raise NotImplementedError

    def find(self, name: str) -> Exercise | None:
        """The exercise with this id, name or alias; None where there is none, or more than one.

        Case, hyphens, a plural and the usual short forms (db, bb, kb) make no difference; what follows a comma is left out.
        """
        raise NotImplementedError

    def search(self, words: str) -> tuple[Exercise, ...]:
        """Every exercise that has all of these words in its name or one alias, best first; an exact name alone."""
        raise NotImplementedError

    def with_own(self, exercises: Iterable[Exercise]) -> Catalog:
        """This catalogue with a routine's own exercises added or put in the place of those with the same id."""
        raise NotImplementedError


def bundled() -> Catalog:
    """The catalogue that ships with backday; read once."""
    raise NotImplementedError
