"""What the person weighs and what their training maxes are, as the log keeps them: each said on a day, for then on.

What counts on a day is the newest of that day or before it; of two of one day that which was written down last. How a
training max grows is worked out in `training/progression.py`.
"""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from backday_tui.errors import BackdayError
from backday_tui.routine import meant
from backday_tui.routine.amounts import AmountError, parse_load, parse_typed_load
from backday_tui.training.loads import in_kg
from backday_tui.training.prescription import movement_of
from backday_tui.training.progression import grown_max

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import Store
    from backday_tui.history.values import RowValues
    from backday_tui.routine.model import Load, Unit
    from backday_tui.training.prescription import TrainingMax

LIGHTEST_KG: Final = 20
HEAVIEST_KG: Final = 500
"""What nobody weighs who trains is a slip of the keys."""
MOST_PERCENT: Final = 100.0
_WEIGHT: Final = ("id", "day", "weight")
_MAX: Final = ("id", "day", "exercise", "load", "percent")


class BodyWeight(NamedTuple):
    """What the person weighed on a day, as it was written; a weight of one unit."""

    id: int
    day: date
    weight: Load

    @property
    def kg(self) -> float:
        """The same in kilograms."""
        return float(in_kg(self.weight.value, self.weight.unit))


class GivenMax(NamedTuple):
    """What the person said on a day that they can lift of an exercise once, and how much of it they train by."""

    id: int
    day: date
    exercise: str
    load: Load
    percent: float = MOST_PERCENT

    @property
    def trained(self) -> Load:
        """The training max."""
        return self.load.with_value(self.load.value * self.percent / 100)


_Kept = TypeVar("_Kept", BodyWeight, GivenMax)


def is_possible(weight: Load) -> bool:
    """Whether a load may be what a person weighs."""
    is_one = weight.kind == "weight" and weight.each == 1
    return is_one and LIGHTEST_KG <= in_kg(weight.value, weight.unit) <= HEAVIEST_KG


# -- what a person types ------------------------------------------------------------------------------------------


def body_weight_in(text: str, units: Unit) -> Load:
    """The body weight that is typed: "81.5kg"; a bare number is of these units.

    Raises:
        BackdayError: it is none.
    """
    weight = _typed(text, units)
    if not is_possible(weight):
        raise BackdayError(f'"{weight}" is no body weight, which is from {LIGHTEST_KG} to {HEAVIEST_KG} kg')
    return weight


def max_in(text: str, units: Unit) -> tuple[str, Load | None, float]:
    """What is typed of a training max: the exercise, how much of it can be lifted once, and how much it is trained by.

    "bench press 100 kg 90%" has all of it. Where no load stands behind the exercise it is None; without the last it is
    100 per cent.

    Raises:
        BackdayError: what stands behind the exercise is no such load.
    """
    said = text.split()
    percent = MOST_PERCENT
    if len(said) > 1 and said[-1].endswith("%"):
        percent = percent_in(said.pop())
    for words_of_load in (1, 2):
        load = meant.typed_load(" ".join(said[-words_of_load:]), units) if len(said) >= words_of_load else None
        if load is not None:
            break
    else:
        is_figure = len(said) > 1 and said[-1][:1].isdigit()
        return " ".join(said), _training_weight(_typed(said[-1], units)) if is_figure else None, percent
    return " ".join(said[:-words_of_load]), _training_weight(_typed(str(load), units)), percent


def percent_in(text: str) -> float:
    """How much of a weight one trains by: "90%".

    Raises:
        BackdayError: it is nothing, or more than all of it.
    """
    with contextlib.suppress(ValueError):
        percent = round(float(text.strip().removesuffix("%")), 3)
        if 0 < percent <= MOST_PERCENT:
            return percent
    raise BackdayError(f'"{text}" is not over 0 and up to 100%')


def _training_weight(load: Load) -> Load:
    if load.kind != "weight":
        raise BackdayError(f'"{load}" is no training max, which is a weight, as 120kg')
    return load


def _typed(text: str, units: Unit) -> Load:
    try:
        return parse_typed_load(text, units)
    except AmountError as error:
        raise BackdayError(str(error)) from None


# -- body weight --------------------------------------------------------------------------------------------------


def body_weights(store: Store) -> tuple[BodyWeight, ...]:
    """Every body weight, the newest first; what makes no sense is left out."""
    found = (_body_weight(row) for row in store.kept("body_weight", _WEIGHT))
    return _newest_first(each for each in found if each is not None)


def body_kg_on(store: Store, day: date) -> Fraction | None:
    """What the person weighed on a day, exactly: the newest weight up to it; None where nobody knows."""
    found = (each.weight for each in body_weights(store) if each.day <= day)
    return next((in_kg(weight.value, weight.unit) for weight in found), None)


def keep_body_weight(store: Store, day: date, weight: Load) -> None:
    """Write down a body weight, one that `is_possible`."""
    kg = float(in_kg(weight.value, weight.unit))
    store.keep("body_weight", {"day": day.isoformat(), "weight": str(weight), "kg": kg})


def take_back_body_weight(store: Store) -> BodyWeight | None:
    """Take out the one that was written down last; None where there is none."""
    while (last := max(body_weights(store), default=None)) is not None:
        if store.forget("body_weight", last.id):  # else a second key took it back meanwhile
            return last
    return None


def _body_weight(row: RowValues) -> BodyWeight | None:
    day, weight = _day(row), _load(row, "weight")
    return BodyWeight(row.id, day, weight) if day and weight and is_possible(weight) else None


# -- training maxes -----------------------------------------------------------------------------------------------


def given_maxes(store: Store) -> tuple[GivenMax, ...]:
    """Everything that was given as one, the newest first; what makes no sense is left out."""
    found = (_given_max(row) for row in store.kept("training_max", _MAX))
    return _newest_first(each for each in found if each is not None)


def keep_max(store: Store, given: GivenMax, catalog: Catalog) -> None:
    """Write down what was given; its `id` is that of the log from then on."""
    columns: dict[str, str | float] = {
        "day": given.day.isoformat(),
        "movement": movement_of(given.exercise, catalog),
        "exercise": given.exercise,
        "load": str(given.load),
        "percent": given.percent,
    }
    store.keep("training_max", columns)


def take_back_max(store: Store) -> GivenMax | None:
    """Take out the one that was written down last; None where there is none."""
    while (last := max(given_maxes(store), default=None)) is not None:
        if store.forget("training_max", last.id):  # else a second key took it back meanwhile
            return last
    return None


def newest_maxes(store: Store, catalog: Catalog, on: date) -> dict[str, GivenMax]:
    """By movement what counts on a day; names are looked up in the catalogue as it is now."""
    found: dict[str, GivenMax] = {}
    for given in given_maxes(store):
        if given.day <= on:
            found.setdefault(movement_of(given.exercise, catalog), given)
    return found


def training_maxes(store: Store, catalog: Catalog, on: date) -> dict[str, TrainingMax]:
    """By movement the training max of a day, as it was given."""
    newest = newest_maxes(store, catalog, on)
    return {movement: grown_max(given.trained, given.day, (), (), on) for movement, given in newest.items()}


def _given_max(row: RowValues) -> GivenMax | None:
    day, load, percent = _day(row), _load(row, "load"), row.amount("percent", MOST_PERCENT)
    exercise = row.text("exercise")
    if row.unknown or not (day and load and percent and exercise):
        return None
    return GivenMax(row.id, day, exercise, load, percent)


# -- rows ---------------------------------------------------------------------------------------------------------


def _newest_first(found: Iterable[_Kept]) -> tuple[_Kept, ...]:
    return tuple(sorted(found, key=lambda each: (each.day, each.id), reverse=True))


def _day(row: RowValues) -> date | None:
    try:
        return date.fromisoformat(row.text("day"))
    except ValueError:
        return None


def _load(row: RowValues, column: str) -> Load | None:
    """A weight as it was written; None for what is none."""
    try:
        load = parse_load(row.text(column))
    except AmountError:
        return None
    return load if load.kind == "weight" else None
