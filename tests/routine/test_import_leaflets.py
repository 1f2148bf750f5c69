"""Exercises as leaflets and pages describe them: a cue below a name, a dose among steps, labels in other languages."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text
from backday_tui.routine.model import Entry

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """The exercises of a paste with their doses, as "Squat: 3x5"."""
    return [str(each).partition(" ~ ")[0] for each in given(import_text(text, CATALOG))]


def notes_of(text: str) -> list[str | None]:
    """The notes of the exercises of a paste."""
    (routine,) = import_text(text, CATALOG).routines
    return [each.note for each in routine.routine.work if isinstance(each, Entry)]


# ------------------------------------------------------------------------------------------------ cues below the name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Legs\n## Step-up\neach leg\n- 9\n- 9\n\n## Curl\n- 11", ["Step-up: 2x9 each", "Curl: 1x11"]),
        (
            "Pistol squat\nper side\n3 x 6\n\nPallof press\non each side\n3 sets of 12",
            ["Pistol squat: 3x6 each", "Pallof press: 3x12 each"],
        ),
        ("## Side plank\n\neach side\n\n- 25s\n- 25s", ["Side plank: 2x0:25 each"]),
        ("Lunges 3x10\nper leg\nRow 3x8", ["Lunges: 3x10 each", "Row: 3x8"]),
    ],
)
def test_a_side_below_a_name_is_that_of_the_exercise(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ('Squat\n"belt from set 3"\nSet 1: 60 kg x 8\nSet 2: 90 kg x 5', ["Squat: 8,5"], ["Belt from set 3"]),
        ("Plank\n\u201cribs down\u201d\n3x40s", ["Plank: 3x0:40"], ["Ribs down"]),
        ("## Bench press\n\nFelt heavy today\n\n- 60 kg x 5\n- 60 kg x 5", ["Bench press: 2x5"], ["Felt heavy today"]),
        ("Pull-up\nSlow and controlled\n3x8", ["Pull-up: 3x8"], ["Slow and controlled"]),
        ("Curl\nkeep elbows tucked\n3 x 12", ["Curl: 3x12"], ["Keep elbows tucked"]),
        ('"Row"\n3x10', ["Row: 3x10"], [None]),
    ],
)  # fmt: skip
def test_a_cue_below_a_name_is_its_note(text: str, expected: list[str], notes: list[str | None]) -> None:
    assert read(text) == expected
    assert notes_of(text) == notes


def test_what_is_said_of_some_sets_takes_no_name_s_place() -> None:
    assert read("## Front plank\n\nAdding weight on the last two sets.\n\n- 60s\n- 50s") == ["Front plank: 1:00,0:50"]
    assert read("Bench press\nGoing heavier on the final 2 sets.\n4x6") == ["Bench press: 4x6"]


def test_a_second_exercise_with_a_dose_below_stays_one() -> None:
    assert read("Squat\nLeg Press\n3x10\nRow 3x8") == ["Squat", "Leg Press: 3x10", "Row: 3x8"]
