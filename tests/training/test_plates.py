from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from backday_tui.training.plates import Loading, Plate, PlateChange, UnderBarError, change, heavier_loading, loading

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


Inventory = list[tuple[int, int | None]]
"""Weights in quarters of a kilogram, and how many pairs there are of each; None for as many as needed."""


def by_trying_all(room: int, plates: Inventory) -> tuple[int, ...]:
    """The best of all sides that there are: the heaviest, then that with the fewest plates, then the heavier first."""
    most = [room // weight if pairs is None else min(pairs, room // weight) for weight, pairs in plates]
    counts = itertools.product(*(range(pairs + 1) for pairs in most))
    ways = [tuple(w for (w, _), n in zip(plates, way, strict=True) for _ in range(n)) for way in counts]
    fitting = [tuple(sorted(way, reverse=True)) for way in ways if sum(way) <= room]
    return max(fitting, key=lambda way: (sum(way), -len(way), way))


def any_inventory(dice: random.Random) -> tuple[Inventory, float]:
    """Some plates, heavy ones now and then without a count, and a bar."""
    plates: Inventory = []
    for weight in dice.sample(range(1, 101), dice.randint(0, 6)):
        is_endless = weight >= 40 and dice.random() < 0.5
        plates.append((weight, None if is_endless else dice.randint(0, 3)))
    return plates, dice.choice([0, 15, 20, 45])


def loaded(wanted: int, bar: float, plates: Inventory) -> Loading:
    return loading(wanted / 4, bar, [Plate(weight / 4, pairs) for weight, pairs in plates])


@pytest.mark.parametrize("seed", range(500))
def test_against_all_ways_that_there_are(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    plates, bar = any_inventory(dice)
    wanted = dice.randint(45 * 4, 150 * 4)
    found, room = loaded(wanted, bar, plates), wanted - round(4 * bar)
    assert tuple(round(4 * weight) for weight in found.side) == by_trying_all(room // 2, plates)
    assert found.load + found.left == wanted / 4
    heavier = heavier_loading(wanted / 4, bar, [Plate(weight / 4, pairs) for weight, pairs in plates])
    beyond = next((each for each in range(wanted + 1, wanted + 402) if loaded(each, bar, plates).left == 0), None)
    assert heavier == (None if beyond is None else beyond / 4)


def fewest_moves(before: tuple[float, ...], after: tuple[float, ...]) -> int:
    """How many plates have to be put on or taken off, found by trying: a move at a time, never the same side twice."""
    begun, wanted = Counter(before), Counter(after)
    kinds = {*before, *after}
    seen, sides, moves = {frozenset(begun.items())}, [begun], 0
    while wanted not in sides:
        moves += 1
        nearby = [Counter({**side, kind: side[kind] + by}) for side in sides for kind in kinds for by in (1, -1)]
        sides = []
        for side in nearby:
            key = frozenset((+side).items())
            if min(side.values()) >= 0 and key not in seen:
                seen.add(key)
                sides.append(+side)
    return moves


@pytest.mark.parametrize("seed", range(200))
def test_a_change_moves_as_few_plates_as_can_be(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- as above
    before, after = (loading(dice.randint(20, 120), 20, KG) for _ in range(2))
    found = change(before, after)
    assert Counter(before.side) - Counter(found.off) + Counter(found.on) == Counter(after.side)
    assert len(found.off) + len(found.on) == fewest_moves(before.side, after.side)


@pytest.mark.parametrize("load", [300, 1_000, 10_000])
def test_plates_of_odd_weights_are_found_in_no_time(load: float) -> None:
    dice = random.Random(1)  # noqa: S311 -- as above
    odd = [Plate(round(dice.uniform(0.1, 30), 3), dice.choice([None, 50])) for _ in range(20)]
    for plates in (odd, [Plate(0.101), Plate(0.103)]):
        found = loading(load, 20, plates)
        assert found.load + found.left == pytest.approx(load)
        assert found.left < 0.01


def test_only_what_differs_is_moved() -> None:
    before, after = loading(100, 20, KG), loading(102.5, 20, KG)
    assert change(before, after) == PlateChange(off=(), on=(1.25,))
    assert change(loading(97.5, 20, KG), loading(100, 20, KG)) == PlateChange(off=(10.0, 2.5, 1.25), on=(15.0,))
