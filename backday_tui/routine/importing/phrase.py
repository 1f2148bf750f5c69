"""What a phrase of a pasted workout can say, as a value.

How it is read from words is `phrase_reader.py`; what a whole line can be is `statements.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from backday_tui.routine.model import Load, Reps, Sides, Span

Scope = Literal["sets", "exercises", "rounds"]
"""Between what a rest stands."""

CUT: Final = "\x1f"
"""Stands in a phrase where something that was understood has been cut out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says. None is what it doesn't say.

    `amount` has one value a set where it is a tuple. `held` is said by the word "hold". `grown` is the amount that
    it grows to. `between_s` is a rest between exercises, said beside one between sets. `pieces` are the words that
    are left, in order. `strong` is a phrase that can hardly mean anything but a dose; `bad` one whose numbers are
    impossible. `to_each` is set by a bare "each" at its end.
    """

    sets: int | None = None
    amount: Reps | Span | tuple[Reps, ...] | tuple[Span, ...] | None = None
    held: bool = False
    grown: Reps | Span | tuple[Reps, ...] | None = None
    load: Load | tuple[Load, ...] | None = None
    sides: Sides | None = None
    to_each: bool = False
    rest_s: int | None = None
    scope: Scope | None = None
    between_s: int | None = None
    tempo: tuple[int, int, int] | None = None
    optional: bool = False
    notes: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    strong: bool = False
    bad: bool = False

    @property
    def dosed(self) -> bool:
        """Whether it says how often or how long."""
        return self.sets is not None or self.amount is not None
