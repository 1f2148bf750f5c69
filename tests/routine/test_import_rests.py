"""Rests that a pasted text tells in sentences, and whose they are; what is done by the clock, told in sentences."""

from __future__ import annotations

import pastes
import pytest

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text

CATALOG = catalog.bundled()


def rests(text: str) -> dict[str, int | None]:
    """The rest of each exercise of a text, in seconds, by its name."""
    return {each.name: each.rest_s for each in pastes.given(import_text(text, CATALOG))}


@pytest.mark.parametrize(
    ("sentence", "rest_s"),
    [
        ("You should look to rest between 45-90 seconds between each set.", 90),
        ("Rest 2-3 minutes between sets; this is where you recover.", 180),
        ("Rest 90s between each set and stay hydrated.", 90),
        ("Do them in order, resting two minutes after completing each set.", 120),
        ("Rest periods should be kept to 75 seconds so that your heart rate stays up.", 75),
        ("Take about 2 minutes of rest between sets, longer if you need it.", 120),
        ("You'll want to take 90 seconds between sets.", 90),
        ("Keep your rest between sets at 2 minutes or less.", 120),
        ("Allow yourself 2 minutes to recover between sets.", 120),
        ("Limit your rest to 45 seconds between sets.", 45),
        ("This is a great workout. Rest for 90 seconds after each set and drink some water.", 90),
        ("Wait two minutes before starting your next set.", 120),
        ("All rests are 90 seconds unless noted.", 90),
        ("I usually rest for 1 to 1.5 minutes between sets and add weight each week.", 90),
        ("We take a minute and a half between sets here.", 90),
        ("Rest between 60 and 75 seconds between sets, no more.", 75),
        ("- Rest 2 min between all sets, more on heavy days.", 120),
    ],
)
def test_a_sentence_above_or_apart_below_a_list_tells_the_rest_of_all(sentence: str, rest_s: int) -> None:
    squats = "- Leg press 4x12\n- Leg curl 3x15"
    of_all = {"Leg press": rest_s, "Leg curl": rest_s}
    assert rests(f"{sentence}\n\n{squats}") == of_all
    assert rests(f"{squats}\n\n{sentence}") == of_all


@pytest.mark.parametrize(
    "sentence",
    [
        "Last week I only rested 30 seconds between sets because the gym was closing.",
        "Studies show that resting 3 minutes between sets builds more strength.",
        "Rest your forehead on the floor for 30 seconds between your hands.",
        "Pause for 2 seconds at the bottom.",
        "Rest 60 seconds between sets, then rest 90 seconds between sets.",
    ],
)
def test_what_was_done_once_or_is_no_rest_is_no_rule(sentence: str) -> None:
    assert rests(f"Leg press 4x12\nLeg curl 3x15\n\n{sentence}") == {"Leg press": 60, "Leg curl": 60}


def test_a_rest_above_the_first_day_and_one_that_ends_the_text_are_told_of_all_days() -> None:
    days = "Day 1\nSquat 3x5\nRow 3x8\n\nDay 2\nDeadlift 2x5\nDip 3x10"
    of_all = {"Squat": 150, "Row": 150, "Deadlift": 150, "Dip": 150}
    assert rests(f"My program\n\nRest 2.5 minutes between sets, or a bit more.\n\n{days}") == of_all
    assert rests(f"{days}\n\nI rest 2.5 minutes between sets and eat a lot.") == of_all


def test_each_day_has_the_rest_that_it_tells() -> None:
    text = (
        "Day 1\nSquat 3x5\nRow 3x8\n\nRest 3 min between sets.\n\nDay 2\nCurl 3x12\nFly 3x12\n\nRest 45 s between sets."
    )
    assert rests(text) == {"Squat": 180, "Row": 180, "Curl": 45, "Fly": 45}


def test_a_rest_below_a_heading_is_that_of_its_exercises() -> None:
    text = "Day 1\nSquat 3x5\nBench press 3x5\nAccessories\nRest 45 s between sets\nCurl 3x12\nFly 3x12"
    assert rests(text) == {"Squat": 60, "Bench press": 60, "Curl": 45, "Fly": 45}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rest 2-3 minutes between sets of compound lifts and 60-90 seconds for isolation work.",
        "I rest 3 min on the big lifts and 90s on the rest.",
        "Take 3 minutes of rest for the main lifts and 90 seconds for accessories.",
    ],
)
def test_big_lifts_and_the_others_have_their_own_rests(sentence: str) -> None:
    lifts = "Squat 3x5\nBench press 3x5\nBiceps curl 3x12\nLateral raise 3x15"
    told = {"Squat": 180, "Bench press": 180, "Biceps curl": 90, "Lateral raise": 90}
    assert rests(f"{sentence}\n\n{lifts}") == told
    assert rests(f"{lifts}\n\n{sentence}") == told


@pytest.mark.parametrize(
    "text",
    [
        "Squat 3x5\nRest 2 minutes between sets\n\nCurl 3x12\nRest 45 seconds between sets",
        "Squat\nRest: 2 minutes between sets\n3x5\n\nCurl\nRest: 45 seconds between sets\n3x12",
        "Squat 3x5\nRest: 2 min between sets\nCurl 3x12\nRest: 45 sec between sets",
        "Squat 3x5\n\nRest 2 minutes between sets.\n\nCurl 3x12\n\nRest 45 seconds between sets.",
        "1. Squat\n\n3x5\n\nRest: 2 minutes between sets\n\n2. Curl\n\n3x12\n\nRest: 45 seconds between sets",
        "## Squat\n- 3x5\n- Rest: 2 minutes between sets\n\n## Curl\n- 3x12\n- Rest: 45 seconds between sets",
        "1. Squat: 3 sets of 5. Take 2 min between sets, go heavy.\n2. Curl: 3 sets of 12. Rest 45 s and repeat.",
        "Squat 3x5\nTake 2 minutes between sets, go heavy.\nCurl 3x12\nTake 30 to 45 seconds between sets.",
    ],
)
def test_a_rest_below_an_exercise_is_its_own(text: str) -> None:
    assert rests(text) == {"Squat": 120, "Curl": 45}


def test_a_rest_below_several_exercises_is_that_of_these() -> None:
    text = "Squat 3x5\nBench 3x5\nRest 3 min between sets\n\nCurl 3x12\nRaise 3x12\nRest 45 s between sets"
    assert rests(text) == {"Squat": 180, "Bench": 180, "Curl": 45, "Raise": 45}


@pytest.mark.parametrize(
    "text",
    [
        "3 sets:\n20 squats\n10 rows\n2 min. set rest.",
        "3 Sets:\n- 20 squats\n- 10 rows\nRest 2:00 b/t sets",
        "Rest 2 minutes between sets of everything. Have fun.\n\nSquats: 3 x 20\nRows: 3 x 10",
        "First pair, 2 min rest between exercises\n* Squats 3x20\n* Rows 3x10\n\nLast pair, rest 90 s\n* Dip 3x8",
    ],
)
def test_a_rest_in_other_words(text: str) -> None:
    told = rests(text)
    assert (told.get("squats", told.get("Squats")), told.get("rows", told.get("Rows"))) == (120, 120)


def test_a_heading_beside_that_of_a_superset_ends_it() -> None:
    sets = "- 20 kg x 9 @rest: {0}s\n- 20 kg x 9 @rest: {0}s\n"
    superset = f"## Superset 1\n### Curl\n- 9 kg x 8\n- 9 kg x 8\n### Pushdown\n{sets.format(45)}"
    assert rests(f"# Arms\n{superset}## Calf raise\n{sets.format(75)}") == {
        "Curl": 45,
        "Pushdown": 45,
        "Calf raise": 75,
    }


def test_days_a_week_are_no_heading() -> None:
    days = "Days per week: 3\nRest: {} between sets"
    text = f"1. Row\n3 sets of 8\n{days.format('1 minute')}\n\n2. Curl\n3 sets of 9\n{days.format('90 seconds')}"
    assert rests(text) == {"Row": 60, "Curl": 90}


@pytest.mark.parametrize(
    "heading",
    [
        "Strength work - 3 sets of each, rest 2 minutes between sets",
        "Strength: 3 sets each, 2 min rest",
        "Accessories - 3 x 8 each, rest 120 s",
    ],
)
def test_a_section_with_the_sets_and_the_rest_of_each_of_its_exercises(heading: str) -> None:
    text = f"{heading}\n* Squat x 8\n* Row x 8"
    assert [str(each) for each in pastes.given(import_text(text, CATALOG))] == ["Squat: 3x8 ~ 120", "Row: 3x8 ~ 120"]


@pytest.mark.parametrize(
    "said", ["[18:4{}, 11/03] Jo: ", "[12/03/2024, 18:4{}:10] Jo Lee: ", "12/03/24, 18:4{} - Jo: "]
)
def test_the_messages_of_a_friend(said: str) -> None:
    lines = ["Squat 4x8", "4x6 Row", "2 min rest on everything, dont be late"]
    text = "\n".join(said.format(minute) + line for minute, line in enumerate(lines))
    imported = import_text(text, CATALOG)
    assert [str(each) for each in pastes.given(imported)] == ["Squat: 4x8 ~ 120", "Row: 4x6 ~ 120"]
    assert "note" not in imported.routines[0].text


@pytest.mark.parametrize(
    "line",
    [
        "Dips 3x5-8 paired with some hinges 3x8, 90 seconds between exercises",
        "A) Front squat 5-5-5-5, climbing. Rest 3:00 between sets.",
        "Do 5 hangs of 10 seconds with a half crimp. Rest 3 minutes between hangs.",
    ],
)
def test_a_line_with_a_rest_and_a_dose_that_nobody_could_read_is_told(line: str) -> None:
    imported = import_text(f"{line}\nRow 3x8", CATALOG)
    read = [each.name for each in pastes.given(imported)]
    assert len(read) > 1 or [number for number, _ in imported.not_understood] == [1]
