"""Sets of one exercise that stand each on a line of its own, as a training log has them, made one phrase.

Which lines these are is decided in `gathering.py`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from backday_tui.routine import amounts
from backday_tui.routine.model import Load, Reps, Span

if TYPE_CHECKING:
    from backday_tui.routine.importing.phrase import Phrase

_Value = TypeVar("_Value", Reps, Span, Load)


def together(had: Phrase, more: Phrase) -> Phrase | None:
    """The sets of both, in order; None where they are not alike: reps and times, or a load in one of them alone."""
    amount, load = _joined(_amounts(had) + _amounts(more)), had.load
    sets = len(_amounts(had)) + len(_amounts(more))
    if amount is None or sets > amounts.MAX_SETS or (had.load is None) != (more.load is None):
        return None
    if had.load is not None:
        loads = [*_loads(had), *_loads(more)]
        if len(loads) != sets:
            return None
        load = _one_or_all(loads)
    return dataclasses.replace(had, sets=sets, amount=amount, load=load, held=had.held or more.held)


def _amounts(phrase: Phrase) -> list[Reps | Span]:
    amount = phrase.amount
    if isinstance(amount, tuple):
        return [*amount]
    return [amount] * (phrase.sets or 1) if amount is not None else []


def _joined(values: list[Reps | Span]) -> Reps | Span | tuple[Reps, ...] | tuple[Span, ...] | None:
    reps = [value for value in values if isinstance(value, Reps)]
    spans = [value for value in values if isinstance(value, Span)]
    if reps and spans:
        return None
    return _one_or_all(reps) if reps else _one_or_all(spans) if spans else None


def _loads(phrase: Phrase) -> list[Load]:
    load = phrase.load
    if isinstance(load, tuple):
        return [*load]
    return [load] * (phrase.sets or 1) if load is not None else []


def _one_or_all(values: list[_Value]) -> _Value | tuple[_Value, ...]:
    return values[0] if all(value == values[0] for value in values) else tuple(values)
