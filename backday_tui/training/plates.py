"""Which plates make a load, and what changes from one loading to the next.

Weights are floats of one unit with at most three decimals; they are counted in thousandths, so that sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Plate:
    """Plates of one weight; `pairs` is how many pairs of them there are, None for as many as needed."""

    weight: float
    pairs: int | None = None


@dataclass(frozen=True, slots=True)
class Loading:
    """A bar with its plates: `side` are those of one side, heaviest first; `left` is what could not be loaded."""

    bar: float
    side: tuple[float, ...]
    left: float

    @property
    def load(self) -> float:
        """What it weighs as a whole."""
        return (_parts(self.bar) + 2 * sum(map(_parts, self.side))) / _PARTS


class UnderBarError(BackdayError):
    """The load is less than the bar alone."""


def loading(wanted: float, bar: float, plates: Sequence[Plate]) -> Loading:
    """The largest load that isn't over the wanted one; of those with the fewest plates; then with the heavier first.

    Raises:
        UnderBarError: the bar alone is heavier than that.
    """
    over = _parts(wanted) - _parts(bar)
    if over < 0:
        raise UnderBarError(f"{wanted:g} is less than the bar ({bar:g})")
    counts = tuple(sorted(((_parts(plate.weight), plate.pairs) for plate in plates), key=lambda pair: -pair[0]))
    side = _side(over // 2, counts)
    return Loading(bar, tuple(weight / _PARTS for weight in side), (over - 2 * sum(side)) / _PARTS)


def heavier_loading(than: float, bar: float, plates: Sequence[Plate]) -> float | None:
    """The lightest load that is over this one; None where all plates together are no heavier."""
    room = (_parts(than) - _parts(bar)) // 2
    if room < 0:
        return bar
    counts = [(_parts(plate.weight), plate.pairs) for plate in plates]
    unit = gcd(*(weight for weight, _ in counts)) if counts else 1
    # One plate more than what fits is enough, so no sum is needed that is over that.
    most = (room + max((weight for weight, _ in counts), default=0)) // unit
    sums = 1  # bit n is set: a side can weigh n units
    for weight, pairs in counts:
        for taken in _portions(most * unit // weight if pairs is None else min(pairs, most * unit // weight)):
            sums |= (sums << (taken * weight // unit)) & ((1 << (most + 1)) - 1)
    over = sums >> (room // unit + 1)
    if not over:
        return None
    side = (room // unit + (over & -over).bit_length()) * unit
    return (_parts(bar) + 2 * side) / _PARTS


@dataclass(frozen=True, slots=True)
class PlateChange:
    """The plates of one side that come off and those that go on, heaviest first."""

    off: tuple[float, ...]
    on: tuple[float, ...]


def change(before: Loading, after: Loading) -> PlateChange:
    """What to do at each side to get from one loading to another: no plate is moved that both have."""
    first, second = Counter(before.side), Counter(after.side)
    return PlateChange(_heaviest_first(first - second), _heaviest_first(second - first))


def _heaviest_first(plates: Counter[float]) -> tuple[float, ...]:
    return tuple(sorted(plates.elements(), reverse=True))


def _parts(weight: float) -> int:
    return round(weight * _PARTS)


@lru_cache(maxsize=64)
def _side(room: int, counts: tuple[tuple[int, int | None], ...]) -> tuple[int, ...]:
    """The plates of one side, in thousandths: as near to `room` as can be, then few, then heavy.

    Taking the heaviest that fits, again and again, is wrong: 16 of one 15 and two 8 is 8 8. So the best way to each
    sum is kept while plates are added, from the heaviest on: how many there are, below 0, and how many of each. Of two
    ways to one sum the better one stays better whatever is added to both, so one is enough.
    """
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,) * len(counts))}
    for place, (weight, pairs) in enumerate(counts):
        for taken in _portions(room // weight if pairs is None else min(pairs, room // weight)):
            for total, (fewer, of_each) in list(best.items()):
                heavier = total + taken * weight
                if heavier <= room:
                    way = fewer - taken, (*of_each[:place], of_each[place] + taken, *of_each[place + 1 :])
                    best[heavier] = max(way, best.get(heavier, way))
    of_each = best[max(best)][1]
    return tuple(weight for (weight, _), number in zip(counts, of_each, strict=True) for _ in range(number))


def _portions(most: int) -> Iterator[int]:
    """Numbers of which some add up to each number up to `most`, and none to more: 1, 2, 4, ..., and what is left."""
    portion = 1
    while most > 0:
        yield min(portion, most)
        most, portion = most - portion, 2 * portion
