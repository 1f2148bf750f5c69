"""What is offered in place of an exercise, and what is meant by what somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.workout.swaps import SwapChoice, swapped_step, swaps_for, swaps_named, told_of_swap

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Catalog


def begun(work: str, more: str = "") -> tuple[Session, Catalog]:
    """A session of a routine with this work, begun, and what is known of exercises in it."""
    loaded = read_text(f'name = "x"\nwork = [{work}]\n{more}', id="test", catalog=bundled())
    assert loaded.routine is not None, loaded.problems
    session = Session(build(loaded.routine, bundled()))
    session.start(0.0)
    return session, bundled().with_own(loaded.routine.exercises)


def names(session: Session, catalog: Catalog) -> list[str]:
    return [choice.name for choice in swaps_for(session.state, catalog)]


def test_what_shares_muscles_and_pattern_is_offered_and_not_itself() -> None:
    offered = names(*begun('"3x8 Barbell row"'))
    assert "Bent-over dumbbell row" in offered[:3]
    assert "Bent-over row" not in offered
    assert len(offered) == len(set(offered))


def test_the_choices_of_the_entry_come_first() -> None:
    session, catalog = begun('{ exercise = ["Chin-up", "My row", "pull-up"], sets = 2, reps = 5 }')
    assert names(session, catalog)[:3] == ["Chin-up", "My row", "Pull-up"]
    session.do(c.Swap("My row"), 1)
    assert names(session, catalog)[:2] == ["Chin-up", "Pull-up"]
    assert "My row" not in names(session, catalog)


def test_after_a_swap_the_exercise_of_the_file_comes_first() -> None:
    session, catalog = begun('"3x8 Barbell row"')
    session.do(c.Swap("Seated row"), 1)
    offered = names(session, catalog)
    assert offered[0] == "Barbell row"
    assert "Seated row" not in offered
    assert "Bent-over row" not in offered


def test_in_a_rest_it_is_about_what_comes_next() -> None:
    session, catalog = begun('"1x8 Barbell row", "1x:30 Plank"')
    session.do(c.Done(), 1)
    assert swapped_step(session.state).exercise == "Plank"
    assert "Side plank" in names(session, catalog)


OWN = """
[exercises.garage-row]
name = "Garage row"
muscles = ["latissimus dorsi", "rhomboids"]
secondary = ["trapezius", "rear deltoids", "biceps"]
equipment = ["sandbag"]
pattern = "pull"
"""


def test_exercises_of_the_routine_and_of_the_person_are_offered() -> None:
    session, catalog = begun('"3x8 Barbell row"', OWN)
    assert "Garage row" in names(session, catalog)[:8]
    own = catalog.with_own([Exercise("yard-row", "Yard row", muscles=("rhomboids",), equipment=("rope",))])
    assert "Yard row" in names(session, own)


def test_an_exercise_that_nobody_knows_has_nothing_to_stand_in() -> None:
    assert names(*begun('"3x8 Zorgle"')) == []


def test_an_amrap_is_one_step() -> None:
    assert names(*begun('{ amrap = ["5 Pull-up", "10 Push-up"], time = "5:00" }')) == []


LISTED = tuple(SwapChoice(name, bundled().find(name)) for name in ("Seated row", "Machine row", "Barbell row"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1", ["Seated row"]),
        (" 2 ", ["Machine row"]),
        ("0", []),
        ("4", []),
        ("seated row", ["Seated row"]),
        ("Bent over row", ["Barbell row"]),
        ("lat pulldown", ["Lat pull-down"]),
        ("physio back", ["Physio-ball back extension"]),
        ("My thing", ["My thing"]),
        ('"row"', ["row"]),
        ("\N{LEFT DOUBLE QUOTATION MARK}2\N{RIGHT DOUBLE QUOTATION MARK}", ["2"]),
        ('""', []),
    ],
)
def test_what_is_typed_means(typed: str, expected: list[str]) -> None:
    assert [choice.name for choice in swaps_named(typed, LISTED, bundled())] == expected


def test_of_several_that_fit_the_listed_ones_come_first() -> None:
    found = [choice.name for choice in swaps_named("ro mach", LISTED, bundled())]
    assert found[0] == "Machine row"
    assert "Rowing machine" in found


def test_what_was_swapped_is_told() -> None:
    step = swapped_step(begun('"3x8 Barbell row"')[0].state)
    told = told_of_swap(SwapChoice("Seated row", bundled().find("Seated row")), step)
    assert told == "From here on Seated row, in place of Barbell row; u undoes it"
    assert "which the catalogue does not know" in told_of_swap(SwapChoice("Zorgle", None), step)
