"""Which plates make a load, and what changes from one loading to the next.

Weights are floats of one unit with at most three decimals; they are counted in thousandths, so that sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Final

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
    sums = _sums(most, tuple(counts), unit)
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


_Counts = tuple[tuple[int, int | None], ...]
"""Weights, heaviest first, and how many there are of each at a side; None for as many as needed."""


@lru_cache(maxsize=256)
def _side(room: int, counts: _Counts) -> tuple[int, ...]:
    """The plates of one side, in thousandths: as near to `room` as can be, then few, then heavy.

    Taking the heaviest that fits, again and again, is wrong: 16 of one 15 and two 8 is 8 8. So all sums that there are
    stand in one number, a bit for each, for every number of plates: a plate more moves all of them at once.
    """
    counts = tuple((weight, pairs) for weight, pairs in counts if weight <= room and pairs != 0)
    if not counts:
        return ()
    unit = gcd(*(weight for weight, _ in counts))
    total = _sums(room // unit, counts, unit).bit_length() - 1
    most = _FEW
    while True:
        if total * most * len(counts) > _MOST_BITS:
            return _with_some_of_the_heaviest(room, counts)
        tables = _by_number(total, most, [(weight // unit, pairs) for weight, pairs in reversed(counts)])
        number = next((number for number, sums in enumerate(tables[-1]) if sums >> total & 1), None)
        if number is not None:
            return _heavy_first(total, number, counts, unit, tables)
        most *= 2


_FEW: Final = 8
"""More plates than that are rare at one side; so many are tried first."""
_MOST_BITS: Final = 1 << 28


def _sums(room: int, counts: _Counts, unit: int) -> int:
    """What one side can weigh: bit n is set for n units, up to `room`."""
    sums = 1
    for weight, pairs in counts:
        fitting = room * unit // weight
        for taken in _portions(fitting if pairs is None else min(pairs, fitting)):
            sums |= (sums << (taken * weight // unit)) & ((1 << (room + 1)) - 1)
    return sums


def _by_number(total: int, most: int, weights: list[tuple[int, int | None]]) -> list[list[int]]:
    """For the first so many weights, and each number of plates up to `most`, what they can weigh, as in `_sums`."""
    mask = (1 << (total + 1)) - 1
    tables = [[1] + [0] * most]
    for weight, pairs in weights:
        sums = list(tables[-1])
        if pairs is None:
            for number in range(1, most + 1):
                sums[number] |= (sums[number - 1] << weight) & mask
        else:
            for taken in _portions(min(pairs, most)):
                for number in range(most, taken - 1, -1):
                    sums[number] |= (sums[number - taken] << taken * weight) & mask
        tables.append(sums)
    return tables


def _heavy_first(total: int, number: int, counts: _Counts, unit: int, tables: list[list[int]]) -> tuple[int, ...]:
    """Of all ways to put so many plates together to a total that with the most of the heaviest, and so on."""
    side: list[int] = []
    for place, (weight, pairs) in enumerate(counts):
        lighter = tables[len(counts) - 1 - place]
        fitting = min(number, total * unit // weight, number if pairs is None else pairs)
        taken = next(n for n in range(fitting, -1, -1) if lighter[number - n] >> (total - n * weight // unit) & 1)
        side += [weight] * taken
        total, number = total - taken * weight // unit, number - taken
    return tuple(side)


def _with_some_of_the_heaviest(room: int, counts: _Counts) -> tuple[int, ...]:
    """Where plates of odd weights make more sums than memory holds: half of the heaviest that fit, and so on."""
    (weight, pairs), *others = counts
    fitting = room // weight if pairs is None else min(pairs, room // weight)
    taken = max(fitting // 2, 1)
    rest = _side(room - taken * weight, ((weight, None if pairs is None else pairs - taken), *others))
    return tuple(sorted((*(weight,) * taken, *rest), reverse=True))


def _portions(most: int) -> Iterator[int]:
    """Numbers of which some add up to each number up to `most`, and none to more: 1, 2, 4, ..., and what is left."""
    portion = 1
    while most > 0:
        yield min(portion, most)
        most, portion = most - portion, 2 * portion
