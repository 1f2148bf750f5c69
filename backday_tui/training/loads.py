"""Loads as they are: what one comes to, what can be loaded, and the load after this one.

Weights are floats of one unit with at most three decimals, as files have them. Where two are compared they are exact
fractions of a kilogram, so that 100 lb and 45.359237 kg are the same. How a load is written in a file, and what is no
load, is known in `routine/amounts.py`; which plates make one, in `plates.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, Protocol

from backday_tui.routine.model import WARMUP, Load
from backday_tui.training.plates import Plate, UnderBarError, heavier_loading, loading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backday_tui.exercises.catalog import Exercise
    from backday_tui.routine.model import Unit, WarmupShare
    from backday_tui.training.plates import Loading

Means = Literal["bar", "dumbbells", "stack", "step"]
"""What a load is put together from: a bar with plates, one of the dumbbells, a pin in a stack, or steps of one size."""

LB_KG: Final = Fraction(45359237, 100_000_000)
"""The kilograms of a pound: that number by law, no rounding of one."""
_PARTS: Final = 1000
_STACKS: Final = frozenset({"machine", "cable machine", "lat pull-down machine", "assisted pull-up machine"})


def _rounded(value: float) -> float:
    return round(value * _PARTS) / _PARTS


def in_kg(value: float, unit: Unit | None) -> Fraction:
    """A weight of at most three decimals in kilograms, exactly."""
    kilograms = Fraction(round(value * _PARTS), _PARTS)
    return kilograms * LB_KG if unit == "lb" else kilograms


def in_unit(kilograms: Fraction, unit: Unit) -> Fraction:
    """A weight in kilograms in another unit, exactly."""
    return kilograms / LB_KG if unit == "lb" else kilograms


def written_kg(load: Load | None) -> Fraction | None:
    """The number that is written, in kg: 24 for "2x12 kg", -20 for "-20 kg"; None where none is, or it is no weight."""
    if load is None or load.kind in ("percent", "label") or not load.value:
        return None
    return in_kg(load.value, load.unit) * load.each


def moved_kg(load: Load | None, body_kg: Fraction | None, share: float | None) -> Fraction | None:
    """What is moved, in kg; None where nobody knows, and for a label. Never under 0.

    Args:
        load: as written; None is taken as the body alone.
        body_kg: what the person weighs that day; None where it isn't known.
        share: the part of that which the exercise moves (`Exercise.share`); None where it isn't known.
    """
    if load is not None and load.kind == "weight":
        return written_kg(load)
    if load is not None and load.kind != "body":
        return None
    if body_kg is None or share is None:
        return None
    return max(Fraction(0), body_kg * Fraction(str(share)) + (written_kg(load) or 0))


@lru_cache(maxsize=4096)
def comparable_kg(load: Load | None) -> tuple[str, Fraction] | None:
    """What a load is compared by: those with the same first part are of one kind, and more of the second is better.

    Help counts as less than nothing, so less of it is better. No load is the body alone. A label is compared with
    itself alone. None for a percentage: it is no load until the training max is known.
    """
    if load is None or load.kind == "body":
        return "body", written_kg(load) or Fraction(0)
    if load.kind == "percent":
        return None
    return (f"label {load.label}", Fraction(0)) if load.kind == "label" else ("weight", written_kg(load) or Fraction(0))


def heavier_by(load: Load | None, other: Load | None) -> Fraction | None:
    """By how many kg a load is more than another, below 0 where it is less; None where they can't be compared."""
    if load == other and (load is None or load.kind != "percent"):
        return Fraction(0)
    one, two = comparable_kg(load), comparable_kg(other)
    return one[1] - two[1] if one and two and one[0] == two[0] else None


# -- what can be loaded -------------------------------------------------------------------------------------------


class Loadable(Protocol):
    """The weights that can be loaded, in one unit."""

    def not_over(self, weight: float) -> float | None:
        """The heaviest that isn't over a weight; None where even the lightest is."""

    def over(self, weight: float) -> float | None:
        """The lightest that is over a weight; None where even the heaviest isn't."""


@dataclass(frozen=True, slots=True)
class EvenSteps:
    """Every so much from a weight on, both ways; none under `least`, where there is one."""

    step: float
    start: float = 0.0
    least: float | None = None

    def not_over(self, weight: float) -> float | None:
        found = self._after((_parts(weight) - _parts(self.start)) // _parts(self.step))
        return found if self.least is None or found >= self.least else None

    def over(self, weight: float) -> float | None:
        lowest = _parts(weight) if self.least is None else max(_parts(weight), _parts(self.least) - 1)
        return self._after((lowest - _parts(self.start)) // _parts(self.step) + 1)

    def _after(self, steps: int) -> float:
        return (_parts(self.start) + steps * _parts(self.step)) / _PARTS


@dataclass(frozen=True, slots=True)
class ListedWeights:
    """Weights that are there one by one: dumbbells, a stack's pins; in any order."""

    weights: tuple[float, ...]

    def not_over(self, weight: float) -> float | None:
        return max((each for each in self.weights if each <= weight), default=None)

    def over(self, weight: float) -> float | None:
        return min((each for each in self.weights if each > weight), default=None)


@dataclass(frozen=True, slots=True)
class BarWithPlates:
    """A bar, and what goes on it."""

    bar: float
    plates: tuple[Plate, ...]

    def not_over(self, weight: float) -> float | None:
        return loading(weight, self.bar, self.plates).load if weight >= self.bar else None

    def over(self, weight: float) -> float | None:
        return heavier_loading(weight, self.bar, self.plates)


def _parts(weight: float) -> int:
    return round(weight * _PARTS)


def nearest(weight: float, loadable: Loadable) -> float:
    """The nearest that can be loaded, of two equally near the lighter; the weight itself where nothing can be."""
    below, above = loadable.not_over(weight), loadable.over(weight)
    if below is None or above is None:
        return weight if below is above is None else below if below is not None else above or weight
    return above if _parts(above) - _parts(weight) < _parts(weight) - _parts(below) else below


def raised(weight: float, by: float, loadable: Loadable) -> float | None:
    """The nearest to so much more, and always heavier; None where nothing heavier can be loaded."""
    found = nearest(_rounded(weight + by), loadable)
    return found if found > weight else loadable.over(weight)


def lowered(weight: float, percent: float, loadable: Loadable) -> float | None:
    """The nearest to so many per cent less, and always lighter; None where nothing lighter can be loaded.

    Less of a weight is less; less than help of 20 kg is more help: 10 % less than -20 is -22.
    """
    found = nearest(_rounded(weight - abs(weight) * percent / 100), loadable)
    return found if found < weight else loadable.not_over(_rounded(weight - 1 / _PARTS))


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the person trains with, in one unit; of dumbbells and stacks none means that nobody said which there are.

    `other` is what they have in the other unit; None where they said nothing of it. `has_own_bar` is whether they said
    which bar or plates they have.
    """

    unit: Unit
    bar: float
    plates: tuple[Plate, ...]
    step: float
    dumbbells: tuple[float, ...] = ()
    stack: tuple[float, ...] = ()
    other: Equipment | None = None
    has_own_bar: bool = False

    def in_unit(self, unit: Unit | None) -> Equipment:
        """The same for a load in this unit: in another than the person's, what they said of that, else the usual."""
        return self if unit is None or unit == self.unit else self.other or USUAL[unit]


USUAL: Final[Mapping[Unit, Equipment]] = MappingProxyType(
    {
        "kg": Equipment("kg", 20.0, tuple(Plate(weight) for weight in (25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25)), 2.5),
        "lb": Equipment("lb", 45.0, tuple(Plate(weight) for weight in (45.0, 35.0, 25.0, 10.0, 5.0, 2.5)), 5.0),
    }
)
"""What is right for most, where nobody said what they have."""


def means_of(exercise: Exercise | None, load: Load | None, *, barbell: bool | None = None) -> Means:
    """What a load of an exercise is put together from.

    Args:
        exercise: as the catalogue has it; None where it hasn't.
        load: as the routine writes it; two of a kind are dumbbells, whatever the exercise.
        barbell: what the entry says, which goes before the catalogue.
    """
    if load is not None and (load.kind == "body" or load.each != 1):
        return "step" if load.kind == "body" else "dumbbells"
    if barbell or (barbell is None and exercise is not None and exercise.barbell):
        return "bar"
    first = exercise.equipment[0] if exercise is not None and exercise.equipment else ""
    return "dumbbells" if first == "dumbbells" else "stack" if first in _STACKS else "step"


def loadable_for(load: Load, means: Means, equipment: Equipment, file_step: float | None = None) -> Loadable:
    """What can be loaded where `load` is.

    Where nothing is known of the equipment but a step, and the file's own is no multiple of it (a kettlebell of 12 that
    grows by 4, small plates of 0.5), the file knows better: then it is the load itself, and so many of its steps more
    or less. A weight never comes down to nothing, and a load on top of the body never to help.

    Args:
        load: what is lifted now, a weight or one of kind "body".
        means: what it is put together from.
        equipment: the person's.
        file_step: by how much the routine makes it grow, in the load's unit; None where it doesn't say.
    """
    own = equipment.in_unit(load.unit)
    if means == "bar":
        return BarWithPlates(own.bar, own.plates)
    listed = {"dumbbells": own.dumbbells, "stack": own.stack}.get(means)
    if listed:
        return ListedWeights(listed)
    least = None if load.kind == "body" and load.value < 0 else 0.0 if load.kind == "body" else 1 / _PARTS
    if file_step and _parts(file_step) % _parts(own.step):
        return EvenSteps(file_step, load.value, least)
    return EvenSteps(own.step, 0.0, least)


@dataclass(frozen=True, slots=True)
class LoadedBar:
    """A load on a bar, in the unit of the bar and its plates; `loading.left` is what of it can't be loaded.

    `largest` is the heaviest plate that there is; 0 where there are none.
    """

    loading: Loading
    unit: Unit
    largest: float


def loaded_bar(load: Load, equipment: Equipment, bar: Load | None = None) -> LoadedBar:
    """A weight on the person's bar, or on another one.

    Who has plates in one unit alone puts a load of the other on those: 225 lb are 20 + 25 15, and 2.058 kg left.

    Raises:
        UnderBarError: the bar alone is heavier.
    """
    own = equipment.in_unit(load.unit)
    if not own.has_own_bar:
        own = next((each for each in (equipment, equipment.other) if each is not None and each.has_own_bar), own)
    of_bar = own.bar if bar is None else converted(bar.value, bar.unit, own.unit)
    try:
        found = loading(converted(load.value, load.unit, own.unit), of_bar, own.plates)
    except UnderBarError:
        said = bar or Load("weight", own.bar, own.unit)
        raise UnderBarError(f"{load} is less than the bar ({said})") from None
    return LoadedBar(found, own.unit, max((plate.weight for plate in own.plates), default=0.0))


def converted(value: float, unit: Unit | None, to: Unit) -> float:
    """A weight in another unit, cut off after three decimals; as it is in its own."""
    return value if unit in (None, to) else int(in_kg(value, unit) / in_kg(1, to) * _PARTS) / _PARTS


# -- warm-up sets -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WarmupSet:
    """A warm-up set of today, and what its load was worked out from: "60 % of 80 kg"."""

    load: Load
    reps: int
    of: str


def ramp(
    working: Load | None, means: Means, equipment: Equipment, shares: tuple[WarmupShare, ...] = WARMUP
) -> tuple[WarmupSet, ...]:
    """The warm-up sets before a first working set, in order, each rounded down to what can be loaded.

    Left out is a share that comes to less than can be loaded, to as much as an earlier one, or to the working load; and
    the bar where there is none. Nothing leads up to body weight alone, to help or to a label.
    """
    if working is None or working.kind not in ("weight", "body") or working.value <= 0:
        return ()
    loadable = loadable_for(working, means, equipment)
    bar = equipment.in_unit(working.unit).bar if means == "bar" else None
    sets: list[WarmupSet] = []
    for share in shares:
        wanted = bar if share.percent is None else _rounded(working.value * share.percent / 100)
        value = None if wanted is None else loadable.not_over(wanted)
        if value and value < working.value and all(value != earlier.load.value for earlier in sets):
            of = "the bar" if share.percent is None else f"{share.percent:g} % of {working}"
            sets.append(WarmupSet(working.with_value(value), share.reps, of))
    return tuple(sets)
