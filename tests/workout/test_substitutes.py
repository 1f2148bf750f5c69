"""Which exercises stand in for another: named examples out of the catalogue, and the rule on a few of our own."""

from __future__ import annotations

from typing import Any

import pytest

from backday_tui.exercises.catalog import Catalog, Exercise, bundled
from backday_tui.workout.swaps import ALIKE, shared_muscles, substitutes, usual_equipment


def standing_in_for(name: str) -> list[str]:
    """The names of what stands in for an exercise of the catalogue, the best first."""
    exercise = bundled().find(name)
    assert exercise is not None
    return [other.name for other in substitutes(exercise, bundled())]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Barbell row", ["Bent-over dumbbell row", "Seated row", "Machine row", "One-arm dumbbell row"]),
        ("Pull-up", ["Assisted pull-up", "Lat pull-down", "Inverted row", "One-arm dumbbell row"]),
        ("Lat pull-down", ["Seated row", "Assisted pull-up", "Bent-over dumbbell row"]),
        ("Plank", ["Weighted plank", "Knee plank", "Superman plank", "Side plank"]),
        ("Barbell squat", ["Goblet squat", "Bodyweight squat", "Leg press"]),
        ("Bench press", ["Dumbbell bench press", "Chest press", "Push-up", "Dip"]),
        ("Deadlift", ["Kettlebell deadlift", "Kettlebell swing", "Trap bar deadlift"]),
        ("Biceps curl", ["Cable curl", "Preacher curl"]),
        ("Face pull", ["Band pull-apart", "Bent-over fly"]),
        ("Standing calf raise", ["Calf press on leg press", "Seated calf raise"]),
        ("Back extension", ["Physio-ball back extension", "Superman"]),
        ("Run", ["Treadmill", "Bike", "Elliptical"]),
    ],
)
def test_what_a_coach_would_name_is_among_the_first(name: str, expected: list[str]) -> None:
    assert set(expected) <= set(standing_in_for(name)[:8])


def test_the_same_movement_with_other_equipment_comes_before_the_same_equipment() -> None:
    names = standing_in_for("Barbell row")
    assert names.index("Seated row") < names.index("Pendlay row")
    names = standing_in_for("Dumbbell bench press")
    assert names.index("Bench press") < names.index("Incline dumbbell press")


def test_each_works_the_same_muscles_in_the_same_pattern_or_is_a_variation() -> None:
    pairs = [(exercise, other) for exercise in bundled() for other in substitutes(exercise, bundled())]
    assert len(pairs) > len(bundled())
    for exercise, other in pairs:
        is_variation = other.id in (exercise.easier, exercise.harder) or exercise.id in (other.easier, other.harder)
        is_kin = exercise.pattern == other.pattern and set(exercise.muscles) & set(other.muscles)
        assert other.id != exercise.id
        assert is_variation or is_kin


def made(name: str, *muscles: str, **given: Any) -> Exercise:
    return Exercise(name, name, muscles=muscles, **{"pattern": "pull", **given})


def order(*exercises: Exercise) -> list[str]:
    """What stands in for the first of these."""
    return [other.name for other in substitutes(exercises[0], Catalog(exercises))]


ROW = made("row", "lats", "rhomboids", equipment=("barbell", "bench"))


def test_alike_with_other_equipment_then_with_the_same_then_the_rest() -> None:
    assert order(
        ROW,
        made("a far one", "lats", secondary=("core", "glutes", "calves", "biceps", "neck"), equipment=("rope",)),
        made("held", "lats", "rhomboids", equipment=("bench",), isometric=True),
        made("same bar", "lats", "rhomboids", equipment=("barbell",)),
        made("less in common", "lats", equipment=("dumbbells", "bench")),
        made("all in common", "lats", "rhomboids", equipment=("bench", "dumbbells")),
    ) == ["all in common", "less in common", "same bar", "held", "a far one"]


def test_other_muscles_and_other_patterns_do_not_stand_in_but_variations_do() -> None:
    first = made("first", "lats", easier="easier", harder="harder")
    assert order(
        first,
        made("other muscle", "chest"),
        made("second only", "chest", secondary=("lats",)),
        made("other pattern", "lats", pattern="push"),
        made("easier", "rhomboids", pattern="raise"),
        made("harder", "lats", pattern="flexion"),
        made("of this", "lats", pattern="hinge", easier="first"),
    ) == ["harder", "of this", "easier"]


def test_one_of_a_persons_own_without_a_pattern_goes_by_its_muscles() -> None:
    assert order(made("mine", "lats", pattern=None), made("row", "lats"), made("press", "chest")) == ["row"]
    assert order(ROW, made("mine", "lats", pattern=None), made("unknown", pattern=None)) == ["mine"]


def test_muscles_worked_first_count_twice() -> None:
    assert shared_muscles(ROW, ROW) == 1
    assert shared_muscles(made("one", "lats"), made("other", "chest")) == 0
    assert shared_muscles(made("one", "lats"), made("other", secondary=("lats",))) == pytest.approx(0.5)
    assert shared_muscles(made("one"), made("other")) == 0 < ALIKE


@pytest.mark.parametrize(
    ("equipment", "usual"),
    [(("barbell", "bench"), "barbell"), (("bench", "dumbbells"), "dumbbells"), (("mat", "wall"), ""), ((), "")],
)
def test_a_bench_is_with_what_lies_on_it(equipment: tuple[str, ...], usual: str) -> None:
    assert usual_equipment(made("x", equipment=equipment)) == usual
