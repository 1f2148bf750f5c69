"""One exercise as a workout."""

from __future__ import annotations

import pytest

from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.routine.model import Entry, Load, Reps, Span
from backday_tui.routine.notation import NotationError
from backday_tui.routine.writer import line_of, usual_dose
from backday_tui.tui.exercises.pick import exercise_routine


def named(name: str) -> Exercise:
    exercise = bundled().find(name)
    assert exercise is not None
    return exercise


@pytest.mark.parametrize(
    ("name", "dose"),
    [
        ("plank", "3x:45"),
        ("seated row", "3x10"),
        ("one-arm dumbbell row", "3x10 each side"),
        ("treadmill", "10min"),
        ("cobra stretch", "2x:30"),
    ],
)
def test_the_usual_dose_suits_the_exercise(name: str, dose: str) -> None:
    assert usual_dose(named(name)) == dose


@pytest.mark.parametrize("exercise", list(bundled()), ids=lambda exercise: exercise.id)
def test_the_usual_dose_of_every_exercise_can_be_started(exercise: Exercise) -> None:
    (entry,) = exercise_routine(usual_dose(exercise), exercise, bundled()).work
    assert isinstance(entry, Entry)
    assert entry.exercise == (exercise.name,)
    assert bool(entry.hold) is exercise.isometric
    assert (entry.sides == "each") is exercise.unilateral


@pytest.mark.parametrize(
    ("dose", "line"),
    [
        ("3x10", "3x10 Seated row"),
        (" 3x10  @ 20kg each side ", "3x10 Seated row @ 20kg each side"),
        ("3x10 alternating", "3x10 Seated row alternating"),
        ("@20kg", "Seated row @20kg"),
        ("", "Seated row"),
    ],
)
def test_the_name_stands_between_dose_and_load(dose: str, line: str) -> None:
    assert line_of(dose, named("seated row").name) == line


def test_a_load_and_a_side_are_taken() -> None:
    (entry,) = exercise_routine("2x8 @ 12.5kg each side", named("seated row"), bundled()).work
    assert entry == Entry(("Seated row",), sets=2, reps=Reps(8, 8), load=Load("weight", 12.5, "kg"), sides="each")


def test_to_failure_is_a_hold_where_the_exercise_is_held() -> None:
    (entry,) = exercise_routine("2x?", named("plank"), bundled()).work
    assert entry == Entry(("Plank",), sets=2, hold=Span(None, open_ended=True))


@pytest.mark.parametrize("dose", ["3x0", "250m", "3x1:75", "30h", "3x3x3", "@ heavy", "x", "[/]", "3x:45 high"])
def test_what_cant_be_read_is_refused_with_a_line_that_would_do(dose: str) -> None:
    with pytest.raises(NotationError, match=r'(: write|; for example) ["{]'):
        exercise_routine(dose, named("plank"), bundled())
