"""What is told of a whole list, sets told one by one, rests and sides in the many words that people have for them."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """Each exercise of a paste with its dose, without the minute of rest that nobody told."""
    return [str(each).removesuffix(" ~ 60") for each in given(import_text(text, CATALOG))]


@pytest.mark.parametrize(
    "rule",
    [
        "Your task: do each of these for 40 seconds, then repeat the circuit 3 times.",
        "Directions: Go through each exercise once and repeat this 3 times. 40 seconds per exercise.",
        "40 seconds per move. Go through the list three times.",
    ],
)
def test_a_rule_above_a_list_is_that_of_each(rule: str) -> None:
    assert [each.partition(" ~")[0] for each in read(f"{rule}\n\n1. Squats\n2. Push-ups\n3. Plank\n")] == [
        "Squats: 3x0:40",
        "Push-ups: 3x0:40",
        "Plank: 3x0:40",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "Each exercise was done for 3 sets of 8-12 reps. My rest is 2 minutes.",
        "Each exercise is done for 3 sets of 8-12 reps. Rest for 2 minutes.",
    ],
)
def test_sets_below_a_list_are_those_of_each(rule: str) -> None:
    assert read(f"- Incline bench press\n- Cable row\n{rule}\n") == [
        "Incline bench press: 3x8-12 ~ 120",
        "Cable row: 3x8-12 ~ 120",
    ]


@pytest.mark.parametrize(
    "rule", ["Do the whole thing 3 times.", "Repeat two more times (3 rounds total)", "Repeat the circuit twice more."]
)
def test_rounds_below_exercises_that_are_explained(rule: str) -> None:
    text = "1. High knees - 20 seconds.\n\nRun on the spot.\n\n2. Push-ups - 10 reps.\n\nKeep your back flat.\n\n"
    assert read(f"{text}{rule}\n") == ["High knees: 3x0:20", "Push-ups: 3x10"]


@pytest.mark.parametrize(
    ("head", "dose"),
    [
        ("Every minute on the minute for 12 minutes, alternate between:", "emom12"),
        ("Giant set x 4", "4x"),
        ("AMRAP 12:", "amrap12"),
    ],
)
def test_groups_in_other_words(head: str, dose: str) -> None:
    between = "" if dose.endswith("x") else " "
    assert read(f"{head}\n8 rows\n10 squats\n") == [f"rows: {dose}{between}8", f"squats: {dose}{between}10"]


def test_rounds_as_many_as_possible_told_below() -> None:
    assert read("5 pull-ups\n10 push-ups\nAs many rounds and reps as possible in 12 min\n") == [
        "pull-ups: amrap12 5",
        "push-ups: amrap12 10",
    ]


def test_supersets_with_their_rest_in_one_line() -> None:
    assert read("3 supersets: Curl x 10 + Dip x 12, rest 90 sec") == ["Curl: 3x10 ~ 90", "Dip: 3x12 ~ 90"]
    told = read(
        "Do two rounds of each pair, and 10 reps of each exercise.\n\nPairing 1: Curl / Dip\nPairing 2: Row / Fly"
    )
    assert told == ["Curl: 2x10", "Dip: 2x10", "Row: 2x10", "Fly: 2x10"]


def test_parts_of_the_body_within_a_circuit() -> None:
    text = (
        "Circuit: 20 seconds on, 10 seconds rest, repeat 4 times.\n\nCardio:\n\n1. High knees\n\nLegs:\n\n2. Squats\n"
    )
    assert read(text) == ["High knees: 4x0:20 ~ 10", "Squats: 4x0:20 ~ 10"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Bench press - (115, 120, 120)x5", "Bench press: 3x5"),
        ("Plank: 1:00, 1:00, 0:45", "Plank: 1:00,1:00,0:45"),
        ("Plank: 60 s, 45 s", "Plank: 1:00,0:45"),
        ("1-1-1-1-1 Back squat", "Back squat: 5x1"),
        ("RDL 8-10 x 4, 75s", "RDL: 4x8-10 ~ 75"),
        ("Row 12-15 x 3", "Row: 3x12-15"),
    ],
)
def test_sets_told_one_by_one(line: str, expected: str) -> None:
    assert read(line) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dip 3x10, R: 90", "Dip: 3x10 ~ 90"),
        ("Dip 3x10, rest 90", "Dip: 3x10 ~ 90"),
        ("Dip 3x10, rest 2", "Dip: 3x10 ~ 120"),
        ("Dip 3x10, 90s", "Dip: 3x10 ~ 90"),
        ("Pallof press 3x12 ea. side", "Pallof press: 3x12 each"),
        ("Split squat 3x8/8", "Split squat: 3x8 each"),
        ("Side plank 2x20s es", "Side plank: 2x0:20 each"),
        ("Row: 3 x 10 L/R", "Row: 3x10 each"),
        ("Row 3x10, twice a week", "Row: 3x10"),
        ("Bike sprint: 4 x 30 sec with 1:30 easy between", "Bike sprint: 4x0:30 ~ 90"),
    ],
)
def test_rests_and_sides(line: str, expected: str) -> None:
    assert read(line) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Part 2 - 3 rounds\n15 wall balls\n20 sit-ups\n", ["wall balls: 3x15", "sit-ups: 3x20"]),
        ("Block B: 12 min EMOM\nOdd: 12 swings\nEven: 10 push-ups\n", ["swings: emom12 12", "push-ups: emom12 10"]),
        ("10 squats\n8 rows\nRepeat 4x with 1 min rest between rounds\n", ["squats: 4x10", "rows: 4x8"]),
        ("Leg day (rest 3 min between all working sets)\n\nPress 3x5\nRow 3x8", ["Press: 3x5 ~ 180", "Row: 3x8 ~ 180"]),
        ("Squat - 4 x 8 - 2 min\nRow - 3 x 12 - 45 s\n", ["Squat: 4x8 ~ 120", "Row: 3x12 ~ 45"]),
        ("E1MOM for 10 min: 3 snatches\n", ["snatches: emom10 3"]),
        ("Row - 2 sets\n  45kg - 12 reps\n  45kg - 11 reps\n", ["Row: 12,11"]),
        ("Evening flow - 20 min\n\nPigeon, 1 min\nCat-cow, 8 rounds\n", ["Pigeon: 1x1:00", "Cat-cow: 1x8"]),
        ("3 rounds, each for time: 400m run, 20 swings. Rest 2 min.", ["400m run: 3x ~ 120", "swings: 3x20 ~ 120"]),
        ("Exercise\nWeight\nSets\nReps\n\nSquat\n16 kg\n3\n12\n\nRow\n-\n2\n10\n", ["Squat: 3x12", "Row: 2x10"]),
        ("Day | Exercise | Sets | Reps\nMon | Squat | 3 | 5\n | Row | 3 | 8", ["Squat: 3x5", "Row: 3x8"]),
        ("Ankle circles\nCircle your foot slowly. 10 times in each direction.", ["Ankle circles: 1x10 each"]),
        ("Beginners\n\nRow 3x8, and take 45 seconds between sets\n", ["Row: 3x8 ~ 45"]),
    ],
)
def test_small_pastes(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_how_often_on_a_day_is_no_dose() -> None:
    assert read(
        "Heel slide\nSets: 1 Reps: 20 Freq: every 3 hours\n\nSit to stand\nSets: 3 Reps: 10 Freq: 2 times a day"
    ) == [
        "Heel slide: 1x20",
        "Sit to stand: 3x10",
    ]


def test_numbers_without_a_dot_count_what_stands_apart() -> None:
    text = "1 Bridge\n3 sets of 10 reps\n  • Lie on your back.\n2 Quad set\n2 sets of 15 reps\n  • Sit down.\n"
    assert read(text) == ["Bridge: 3x10", "Quad set: 2x15"]
    assert read("1 Burpee\n2 Squats\n3 Push-ups\n")[1:] == ["Squats: 1x2", "Push-ups: 1x3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Übung | Volume\nKniebeuge | 4 sets of 15", ["Kniebeuge: 4x15"]),
        ("Exercise  Duration  Sets\nHip flexor stretch  45 seconds  2 each side", ["Hip flexor stretch: 2x0:45 each"]),
        (
            "Elite: <6:00\nBeginner: >15:00\n3 rounds:\n10 squats\n10 rows",
            ["squats: 3x10", "rows: 3x10"],
        ),
    ],
)
def test_tables_and_times_of_others(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "3 Runden, 45 Sekunden Belastung, 15 Sekunden Pause für jede Übung",
        "3 rondas, 45 segundos de trabajo, 15 segundos de descanso por ejercicio",
        "Faites 3 tours, 45 secondes d'effort, 15 secondes de repos",
    ],
)
def test_circuits_in_other_languages(rule: str) -> None:
    assert read(f"{rule}\n\n1. Squats\n2. Burpees\n") == ["Squats: 3x0:45 ~ 15", "Burpees: 3x0:45 ~ 15"]
