"""Two phrases that say something of the same exercise, made one.

The sets of a training log, each on a line of its own, are `set_by_set.py`.
"""

from __future__ import annotations

import dataclasses

from backday_tui.routine.importing.phrase import Phrase
from backday_tui.routine.model import Reps


def joined(phrase: Phrase, more: Phrase) -> Phrase:
    """Both: what the first doesn't say, the second does. An impossible second one stays alone."""
    if more.bad:
        return more
    empty = Phrase()
    given = {
        field.name: getattr(more, field.name)
        for field in dataclasses.fields(Phrase)
        if getattr(phrase, field.name) == getattr(empty, field.name)
    }
    given["notes"] = (*phrase.notes, *more.notes)
    return dataclasses.replace(phrase, **given)


def without_sum_of_sides(phrase: Phrase, more: Phrase) -> Phrase:
    """Of "20 reps (10 per side)" without the 20, where `more` says the 10."""
    both, one = phrase.amount, more.amount
    if more.sides == "each" and isinstance(both, Reps) and isinstance(one, Reps) and both.low and one.low:
        return dataclasses.replace(phrase, amount=None) if both.low == 2 * one.low else phrase
    return phrase


def with_rest(phrase: Phrase, rest_s: int) -> Phrase:
    """A phrase with the rest that is said of all; its own stays."""
    return phrase if phrase.rest_s is not None else dataclasses.replace(phrase, rest_s=rest_s)
