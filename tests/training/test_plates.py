from __future__ import annotations

import itertools
import random

import pytest

from backday_tui.training.plates import Plate, PlateChange, UnderBarError, change, loading

KG = tuple(Plate(weight) for weight in (25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25))


@pytest.mark.parametrize(
    ("wanted", "side", "left"),
    [(97.5, (25, 10, 2.5, 1.25), 0), (142.5, (25, 25, 10, 1.25), 0), (61, (20,), 1), (20, (), 0), (21, (), 1)],
)
def test_the_usual_plates(wanted: float, side: tuple[float, ...], left: float) -> None:
    found = loading(wanted, 20, KG)
    assert (found.side, found.left) == (side, left)
    assert found.load + found.left == wanted


def test_the_heaviest_that_fits_isnt_always_right() -> None:
    assert loading(52, 20, [Plate(15, 1), Plate(8, 2)]).side == (8, 8)


def test_under_the_bar() -> None:
    with pytest.raises(UnderBarError, match="15 is less than the bar"):
        loading(15, 20, KG)


def by_trying_all(room: int, plates: list[tuple[int, int]]) -> tuple[int, ...]:
    counts = itertools.product(*(range(pairs + 1) for _, pairs in plates))
    ways = [tuple(w for (w, _), n in zip(plates, way, strict=True) for _ in range(n)) for way in counts]
    fitting = [tuple(sorted(way, reverse=True)) for way in ways if sum(way) <= room]
    return max(fitting, key=lambda way: (sum(way), -len(way), way))


@pytest.mark.parametrize("seed", range(500))
def test_against_all_ways_that_there_are(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    quarters = dice.sample(range(1, 101), dice.randint(1, 6))
    plates = [(weight, dice.randint(0, 3)) for weight in quarters]
    bar, wanted = dice.choice([0, 20, 45]), dice.randint(45 * 4, 300 * 4)
    found = loading(wanted / 4, bar, [Plate(weight / 4, pairs) for weight, pairs in plates])
    assert tuple(round(4 * weight) for weight in found.side) == by_trying_all((wanted - 4 * bar) // 2, plates)


def test_only_what_differs_is_moved() -> None:
    before, after = loading(100, 20, KG), loading(102.5, 20, KG)
    assert change(before, after) == PlateChange(off=(), on=(1.25,))
    assert change(loading(97.5, 20, KG), loading(100, 20, KG)) == PlateChange(off=(10.0, 2.5, 1.25), on=(15.0,))
