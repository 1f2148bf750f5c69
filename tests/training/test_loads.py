from __future__ import annotations

import itertools
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifting import a_load

from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.routine.model import Load, WarmupShare
from backday_tui.training.loads import (
    USUAL,
    BarWithPlates,
    EvenSteps,
    ListedWeights,
    heavier_by,
    loadable_for,
    lowered,
    means_of,
    moved_kg,
    nearest,
    raised,
    ramp,
    written_kg,
)
from backday_tui.training.plates import Plate, heavier_loading

BODY = Fraction(80)


@pytest.mark.parametrize(
    ("text", "written", "moved"),
    [
        ("40 kg", "40", "40"),
        ("90 lb", "40.8233133", "40.8233133"),
        ("2x12 kg", "24", "24"),
        ("+10 kg", "10", "61.2"),  # of 80 kg a push-up moves 0.64
        ("-20 kg", "-20", "31.2"),
        ("bodyweight", None, "51.2"),
        ("", None, "51.2"),
        ("70%", None, None),
        ("red band", None, None),
    ],
)
def test_what_a_load_comes_to(text: str, written: str | None, moved: str | None) -> None:
    load = a_load(text)
    assert written_kg(load) == (None if written is None else Fraction(written))
    assert moved_kg(load, BODY, 0.64) == (None if moved is None else Fraction(moved))
    assert text in ("", str(load))


def test_where_body_weight_isnt_known_there_is_no_figure() -> None:
    assert moved_kg(a_load("+10 kg"), None, 1.0) is None
    assert moved_kg(a_load("+10 kg"), BODY, None) is None
    assert moved_kg(a_load("40 kg"), None, None) == 40
    assert moved_kg(a_load("-90 kg"), BODY, 1.0) == 0


@pytest.mark.parametrize(
    ("load", "other", "by"),
    [
        ("40 kg", "42.5 kg", "-2.5"),
        ("100 lb", "45 kg", "0.359237"),
        ("2x12 kg", "24 kg", "0"),
        ("-10 kg", "-20 kg", "10"),
        ("bodyweight", "-20 kg", "20"),
        ("", "+5 kg", "-5"),
        ("red band", "red band", "0"),
        ("red band", "green band", None),
        ("40 kg", "+40 kg", None),
        ("70%", "70%", None),
    ],
)
def test_which_load_is_more(load: str, other: str, by: str | None) -> None:
    found = heavier_by(a_load(load), a_load(other))
    assert found == (None if by is None else Fraction(by))
    assert heavier_by(a_load(other), a_load(load)) == (None if found is None else -found)


# -- what can be loaded ---------------------------------------------------------------------------------------------


@given(st.integers(-40_000, 40_000), st.sampled_from([250, 500, 1250, 2500, 4000]), st.integers(-3000, 3000))
def test_steps_against_a_list_of_all(weight: int, step: int, start: int) -> None:
    steps = EvenSteps(step / 1000, start / 1000, 0.0)
    every = [each / 1000 for each in range(start - 400 * step, start + 400 * step, step) if each >= 0]
    assert steps.not_over(weight / 1000) == max((each for each in every if each <= weight / 1000), default=None)
    assert steps.over(weight / 1000) == min(each for each in every if each > weight / 1000)


@pytest.mark.parametrize("seed", range(500))
def test_the_next_loading_against_all_that_there_are(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    plates = [(weight, dice.randint(0, 3)) for weight in dice.sample(range(1, 101), dice.randint(1, 5))]
    bar, than = dice.choice([0, 20, 45]), dice.randint(0, 300 * 4)
    ways = itertools.product(*(range(pairs + 1) for _, pairs in plates))
    every = {4 * bar + 2 * sum(w * n for (w, _), n in zip(plates, way, strict=True)) for way in ways}
    expected = min((each for each in every if each > than), default=None)
    found = heavier_loading(than / 4, bar, [Plate(weight / 4, pairs) for weight, pairs in plates])
    assert found == (None if expected is None else expected / 4)


def test_plates_without_a_count_are_there_as_often_as_needed() -> None:
    assert heavier_loading(1000, 20, USUAL["kg"].plates) == 1002.5
    assert heavier_loading(10, 20, USUAL["kg"].plates) == 20
    assert heavier_loading(20, 20, []) is None


@pytest.mark.parametrize(
    ("weight", "loadable", "found"),
    [
        (54.0, EvenSteps(2.5), 55.0),
        (11.25, EvenSteps(2.5), 10.0),
        (-21.25, EvenSteps(2.5), -22.5),
        (13.0, ListedWeights((10, 12, 14)), 12),
        (20.0, ListedWeights((10, 12, 14)), 14),
        (5.0, ListedWeights((10, 12, 14)), 10),
        (61.0, BarWithPlates(20, USUAL["kg"].plates), 60.0),
        (10.0, BarWithPlates(20, USUAL["kg"].plates), 20.0),
    ],
)
def test_the_nearest_and_of_two_the_lighter(weight: float, loadable: Any, found: float) -> None:
    assert nearest(weight, loadable) == found


LISTS = st.lists(st.integers(1, 60).map(float), min_size=1, max_size=8)
STEPS = st.sampled_from([1.0, 2.5, 5.0]).map(lambda step: EvenSteps(step, 0.0, 0.001))
BAR = st.just(BarWithPlates(20.0, (Plate(20.0, 2), Plate(8.0, 1), Plate(1.25))))


@given(st.integers(1, 4000), STEPS | LISTS.map(lambda some: ListedWeights((*some,))) | BAR)
def test_more_is_heavier_and_less_is_lighter(quarters: int, loadable: Any) -> None:
    weight = quarters / 4
    for by in (0.5, 2.5, 10.0):
        more = raised(weight, by, loadable)
        assert more is None or more > weight
        assert (more is None) == (loadable.over(weight) is None)
    less = lowered(weight, 10, loadable)
    assert less is None or less < weight


def test_what_a_load_is_put_together_from() -> None:
    catalog = bundled()
    assert means_of(catalog.get("deadlift"), a_load("100 kg")) == "bar"
    assert means_of(catalog.get("deadlift"), a_load("2x24 kg")) == "dumbbells"
    assert means_of(catalog.get("deadlift"), a_load("40 kg"), barbell=False) == "step"
    assert means_of(catalog.get("pull-up"), a_load("+10 kg")) == "step"
    assert means_of(None, a_load("40 kg")) == "step"
    assert means_of(None, a_load("40 kg"), barbell=True) == "bar"
    assert means_of(Exercise("x", "X", equipment=("cable machine",)), a_load("40 kg")) == "stack"
    assert means_of(Exercise("x", "X", equipment=("dumbbells",)), a_load("40 kg")) == "dumbbells"


def test_a_stack_that_is_known_goes_before_steps() -> None:
    equipment = replace(USUAL["kg"], stack=(5.0, 12.0, 19.0))
    load = a_load("12 kg")
    assert load is not None
    assert raised(12.0, 2.5, loadable_for(load, "stack", equipment, 2.5)) == 19.0
    in_pounds = a_load("20 lb")
    assert in_pounds is not None
    assert raised(20.0, 5.0, loadable_for(in_pounds, "stack", equipment, 5.0)) == 25.0


# -- warm-up sets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("working", "means", "sets"),
    [
        ("100 kg", "bar", "20 kg x8, 40 kg x5, 60 kg x3, 80 kg x2"),
        ("97.5 kg", "bar", "20 kg x8, 37.5 kg x5, 57.5 kg x3, 77.5 kg x2"),  # 39, 58.5 and 78 kg, rounded down
        ("30 kg", "bar", "20 kg x8, 22.5 kg x2"),  # 12 and 18 kg are under the bar, 24 kg isn't
        ("25 kg", "bar", "20 kg x8"),
        ("22.5 kg", "bar", "20 kg x8"),
        ("20 kg", "bar", ""),
        ("15 kg", "bar", ""),
        ("225 lb", "bar", "45 lb x8, 90 lb x5, 135 lb x3, 180 lb x2"),
        ("40 kg", "step", "15 kg x5, 22.5 kg x3, 30 kg x2"),  # 16, 24, 32; there is no bar
        ("2x20 kg", "dumbbells", "2x8 kg x5, 2x12 kg x3, 2x16 kg x2"),
        ("2.5 kg", "step", ""),
        ("+20 kg", "step", "+7.5 kg x5, +10 kg x3, +15 kg x2"),
        ("-20 kg", "step", ""),
        ("bodyweight", "step", ""),
        ("red band", "step", ""),
        ("", "step", ""),
    ],
)
def test_warm_up_sets(working: str, means: Any, sets: str) -> None:
    equipment = replace(USUAL["kg"], dumbbells=tuple(float(weight) for weight in range(2, 32, 2)))
    found = ramp(a_load(working), means, equipment)
    assert ", ".join(f"{each.load} x{each.reps}" for each in found) == sets


def test_warm_up_sets_of_ones_own() -> None:
    shares = (WarmupShare(50, 5), WarmupShare(50, 3), WarmupShare(100, 1), WarmupShare(90, 1))
    found = ramp(a_load("100 kg"), "bar", USUAL["kg"], shares)
    assert [(str(each.load), each.reps) for each in found] == [("50 kg", 5), ("90 kg", 1)]


@given(st.integers(1, 1200), st.sampled_from(["bar", "step"]))
def test_every_warm_up_set_is_lighter_than_the_work(quarters: int, means: Any) -> None:
    working = Load("weight", quarters / 4, "kg")
    found = [each.load.value for each in ramp(working, means, USUAL["kg"])]
    assert all(0 < value < working.value for value in found)
    assert len(set(found)) == len(found)
    assert found == sorted(found)
