"""The routines that ship: those for the back hold what their articles say, and take as long as the articles say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.exercises.catalog import EQUIPMENT, bundled
from backday_tui.routine.edit.style import formatted
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Circuit, Entry, Progress, Routine, Superset
from backday_tui.routine.reader import read_text
from backday_tui.session.summary import worked

if TYPE_CHECKING:
    from backday_tui.session.plan import Plan, Step

FOLDER = bundled_dir()

# What is done, in the order in which each thing first comes up: section, how often, how much, what.
CONTENTS = {
    "athome-three": """
        work 3x 10 Kettlebell swing
        work 3x 10 Bent row
        work 3x 10 Superman
    """,
    "men": """
        warmup 1x 600s Treadmill, fast walk
        work 3x max Chin-up / Pull-up
        work 10x 10 Lat pull-down
        work 3x 8 Seated row
        work 3x 8 Bent-over fly
        work 3x 21 Pyramid barbell curl
    """,
    "lower-back": """
        warmup 1x 600s Treadmill, fast walk
        warmup 1x 300s Cat/cow stretch, then cobra stretch
        work 5x 5 Deadlift
        work 3x 10 T-bar row
        work 3x 10 Back extension
        work 2x hold max Plank
    """,
    "women": """
        warmup 1x 600s Seated row machine
        warmup 1x open Cat/cow stretch
        warmup 1x open Cobra stretch
        work 4x 12 Seated row
        work 4x 12 Bent-over dumbbell fly
        work 4x 12 One-arm dumbbell row, left
        work 4x 12 One-arm dumbbell row, right
    """,
    "upper-back": """
        warmup 1x 480s Seated row machine
        work 3x max Chin-up / Pull-up
        work 4x 8 Bent-over row
        work 4x 8 Shoulder shrug
        work 4x 8 One-arm dumbbell row, left
        work 4x 8 One-arm dumbbell row, right
        work 4x 8 Face pull
    """,
    "dumbbells": """
        warmup 1x 600s Treadmill, fast walk
        work 3x hold 90s Plank
        work 3x 10 Bent-over dumbbell row
        work 3x 8 One-arm dumbbell row, left
        work 3x 8 One-arm dumbbell row, right
        work 3x 8 Bent-over dumbbell fly
        work 3x 12 Back extension
        work 3x hold 30s Superman plank
    """,
    "home": """
        warmup 1x 480s Stairs, moderate pace
        work 3x 20 Russian twist
        work 3x 12 Roll-down
        work 3x 10 Physio-ball back extension
        work 3x hold 60s Plank
        work 3x hold 30s Prone cobra
    """,
    "lower-back-men": """
        warmup 1x 600s Rowing machine
        work 5x 5 Deadlift
        work 3x 8 T-bar row
        work 3x 8 Weighted back extension @ 45 lb
        work 3x hold 90s Weighted plank @ 25 lb
        work 3x 15 Russian twist @ 12 lb
    """,
    "no-weights": """
        warmup 1x 600s Light jog
        warmup 1x open Cat/cow stretch
        warmup 1x open Dancer's stretch, left
        warmup 1x open Dancer's stretch, right
        warmup 1x open Prone cobra
        work 3x 20 Russian twist
        work 3x hold 60s Plank
        work 3x 8 Hyperextension
        work 3x 8 Bridge
        work 3x 8 Dolphin kick
    """,
    "gym-five": """
        work 3x 10 Kettlebell deadlift
        work 3x 10 Lat pull-down
        work 3x 10 Cable row
        work 3x 10 Single-arm dumbbell row, left
        work 3x 10 Single-arm dumbbell row, right
        work 3x 5-8 Pull-up
    """,
    "circuit": """
        work 3x 20 Deadlift
        work 3x 10 Bent-over row, left
        work 3x 10 Bent-over row, right
        work 3x 20 Overhead lat pull
        work 3x 20 Prone snow angel
        work 3x 20 Superman pull
        work 3x 20 Frog lift
        work 3x hold 30s Hip bridge / Wheel pose, optional
    """,
    "essentials": """
        warmup 1x 300s Treadmill, fast walk
        work 3x 5 Pull-up
        work 3x 8 Lat pull-down
        work 3x 8 Bent-over row / Bent-over dumbbell row / Cable row
        work 3x 8 Deadlift
        work 3x 10 Back extension
        cooldown 1x open Cat/cow stretch
        cooldown 1x open Cobra stretch
    """,
}

# Those that are not for the back, and from no article.
OTHERS = {
    "full-body": """
        warmup 1x 60s Arm circle
        warmup 1x 10 Bodyweight squat
        work 3x 10 Goblet squat
        work 3x 10 Dumbbell bench press / Push-up
        work 3x 10 One-arm dumbbell row, left
        work 3x 10 One-arm dumbbell row, right
        work 3x 10 Dumbbell Romanian deadlift
        work 3x 10 Shoulder press
        work 2x 10 Reverse lunge, left
        work 2x 10 Reverse lunge, right
        work 2x hold 45s Plank
    """,
    "push": """
        warmup 1x 60s Arm circle
        warmup 1x 12 Push-up
        work 4x 6 Bench press
        work 3x 6 Overhead press
        work 3x 10 Incline dumbbell press
        work 3x 12 Lateral raise
        work 3x 12 Triceps pushdown
        work 2x max Push-up
    """,
    "legs": """
        warmup 1x 300s Bike
        warmup 1x 10 Leg swing, left
        warmup 1x 10 Leg swing, right
        work 4x 6 Squat
        work 3x 8 Romanian deadlift
        work 3x 12 Leg press
        work 2x 20 Walking lunge
        work 3x 12 Lying leg curl / Seated leg curl
        work 4x 12 Standing calf raise
        cooldown 1x hold 30s Quad stretch, left
        cooldown 1x hold 30s Quad stretch, right
        cooldown 1x hold 30s Hamstring stretch, left
        cooldown 1x hold 30s Hamstring stretch, right
    """,
    "core-holds": """
        work 3x hold 30s Plank
        work 2x hold 20s Side plank, left
        work 2x hold 20s Side plank, right
        work 3x hold 20s Hollow hold
        work 2x hold 20s Bird dog hold, left
        work 2x hold 20s Bird dog hold, right
        work 3x hold 30s Glute bridge hold
        work 2x hold 20s Superman hold
        work 2x hold 40s Wall sit
    """,
    "tabata": """
        warmup 1x 120s Walk
        warmup 1x 60s Jumping jack
        work 2x 20s High knees
        work 2x 20s Bodyweight squat
        work 2x 20s Mountain climber
        work 2x 20s Burpee
        work 2x 20s Jumping jack
        work 2x 20s Jumping lunge
        work 2x 20s Bicycle crunch
        work 2x 20s Push-up
        cooldown 1x 120s Walk
    """,
    "morning-stretch": """
        work 1x hold 30s Neck stretch, left
        work 1x hold 30s Neck stretch, right
        work 1x hold 30s Lat stretch, left
        work 1x hold 30s Lat stretch, right
        work 1x hold 30s Standing forward fold
        work 1x 60s Cat/cow stretch
        work 1x hold 30s Thread the needle, left
        work 1x hold 30s Thread the needle, right
        work 1x hold 30s Downward dog
        work 1x hold 30s Hip flexor stretch, left
        work 1x hold 30s Hip flexor stretch, right
        work 1x hold 45s Child's pose
        work 1x hold 30s Figure-four stretch, left
        work 1x hold 30s Figure-four stretch, right
        work 1x hold 30s Supine twist, left
        work 1x hold 30s Supine twist, right
    """,
}

SOURCES = {
    "athome-three": "best-back-routine",
    "gym-five": "stronger-back",
    "circuit": "best-exercises",
    "essentials": "essential-workouts",
}  # the others are from "simple-back-workouts"

EVERY = pytest.mark.parametrize("routine_id", CONTENTS | OTHERS)
FOR_THE_BACK = pytest.mark.parametrize("routine_id", CONTENTS)


def routine(routine_id: str) -> Routine:
    text = (FOLDER / f"{routine_id}.toml").read_text(encoding="utf-8")
    found = read_text(text, id=routine_id, catalog=bundled()).routine
    assert found is not None
    return found


def plan(routine_id: str) -> Plan:
    return build(routine(routine_id), bundled())


def entry(routine_id: str, name: str) -> Entry:
    return next(item for item in routine(routine_id).work if isinstance(item, Entry) and name in item.exercise)


def dose(step: Step) -> str:
    if step.kind == "open":
        return "open"
    if step.reps is None:
        return ("hold " if step.kind == "hold" else "") + ("max" if step.to_failure else f"{step.seconds}s")
    low, high = step.reps.low, step.reps.high
    return "max" if low is None else str(low) if low == high else f"{low}-{high}"


def contents(routine_id: str) -> list[str]:
    counts: dict[tuple[str, str], int] = {}
    for step in plan(routine_id).steps:
        if step.is_work:
            side = f", {step.side}" if step.side else ""
            load = f" @ {step.load}" if step.load else ""
            optional = ", optional" if step.optional else ""
            thing = (step.section, f"{dose(step)} {step.title}{side}{load}{optional}")
            counts[thing] = counts.get(thing, 0) + 1
    return [f"{section} {count}x {what}" for (section, what), count in counts.items()]


def rests(routine_id: str) -> list[tuple[str, int]]:
    """What each rest leads to, and its seconds."""
    return [(step.title, step.seconds or 0) for step in plan(routine_id).steps if step.kind == "rest"]


def test_there_are_twelve_for_the_back_and_six_for_the_rest_and_no_others() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(CONTENTS | OTHERS)
    assert (len(CONTENTS), len(OTHERS)) == (12, 6)


@EVERY
def test_it_is_read_without_a_problem_or_a_hint(routine_id: str) -> None:
    text = (FOLDER / f"{routine_id}.toml").read_text(encoding="utf-8")
    assert not read_text(text, id=routine_id, catalog=bundled()).problems


@EVERY
def test_it_is_in_the_house_style(routine_id: str) -> None:
    text = (FOLDER / f"{routine_id}.toml").read_bytes().decode()
    assert formatted(text) == text


@EVERY
def test_it_holds_what_is_meant(routine_id: str) -> None:
    expected = (CONTENTS | OTHERS)[routine_id]
    assert contents(routine_id) == [line.strip() for line in expected.strip().splitlines()]


@EVERY
def test_every_exercise_is_in_the_catalogue(routine_id: str) -> None:
    for step in plan(routine_id).steps:
        for name in step.choices or (step.title,):
            assert bundled().find(name) is not None, name


@EVERY
def test_what_it_needs_is_named(routine_id: str) -> None:
    needed = routine(routine_id).equipment
    assert set(needed) <= set(EQUIPMENT)
    for step in plan(routine_id).steps:
        exercise = bundled().find((step.choices or (step.title,))[0])
        assert exercise is not None
        assert not exercise.equipment or set(exercise.equipment) & set(needed), exercise.name


@EVERY
def test_it_says_for_whom_it_is(routine_id: str) -> None:
    shown = routine(routine_id)
    assert shown.level is not None
    assert shown.summary
    assert ("back" in shown.tags) == (routine_id in CONTENTS)


@FOR_THE_BACK
def test_it_says_where_it_is_from(routine_id: str) -> None:
    assert routine(routine_id).source == bundled().articles[SOURCES.get(routine_id, "simple-back-workouts")]


def test_names_are_unlike_each_other() -> None:
    assert len({routine(routine_id).name for routine_id in CONTENTS | OTHERS}) == 18


@FOR_THE_BACK
def test_it_works_the_back(routine_id: str) -> None:
    most = list(worked(routine(routine_id), bundled()))[:4]
    assert {"latissimus dorsi", "rhomboids", "trapezius", "erector spinae", "lumbar", "rear deltoids"} & set(most)


@pytest.mark.parametrize(
    ("routine_id", "minutes"),
    [("men", 60), ("men", 55), ("upper-back", 90)],
)
def test_it_takes_as_long_as_the_article_says(routine_id: str, minutes: int) -> None:
    assert plan(routine_id).estimate_s == pytest.approx(minutes * 60, rel=0.2)


@pytest.mark.parametrize(
    ("routine_id", "most"), [("men", 60), ("upper-back", 90), ("athome-three", 20), ("no-weights", 40)]
)
def test_it_takes_no_longer_than_the_article_says(routine_id: str, most: int) -> None:
    assert plan(routine_id).estimate_s < most * 60


# Seconds between sets that suit what is trained for: strength 2 to 5 min, size 30 to 90 s, endurance 20 to 30 s.
@pytest.mark.parametrize(
    ("routine_id", "least", "most"),
    [
        ("athome-three", 30, 90),
        ("men", 30, 90),
        ("lower-back", 120, 300),
        ("women", 30, 90),
        ("upper-back", 120, 300),
        ("dumbbells", 30, 90),
        ("home", 20, 30),
        ("lower-back-men", 120, 300),
        ("no-weights", 20, 30),
        ("gym-five", 30, 120),
        ("essentials", 30, 120),
    ],
)
def test_rests_between_sets_suit_what_is_trained_for(routine_id: str, least: int, most: int) -> None:
    steps = plan(routine_id).steps
    between_sets = [step.seconds for step in steps if step.kind == "rest" and step.set > 1]
    assert between_sets
    assert all(seconds is not None and least <= seconds <= most for seconds in between_sets)


def test_men_rows_and_flies_alternate_with_a_minute_after_each_pair() -> None:
    [superset] = [item for item in routine("men").work if isinstance(item, Superset)]
    assert superset.sets == 3
    pair = [step for step in plan("men").steps if step.group == "superset"]
    assert [(step.kind, step.title, step.seconds) for step in pair[1:7]] == [
        ("reps", "Seated row", None),
        ("reps", "Bent-over fly", None),
        ("rest", "Seated row", 60),
        ("reps", "Seated row", None),
        ("reps", "Bent-over fly", None),
        ("rest", "Seated row", 60),
    ]


def test_men_curls_are_sets_of_21_in_three_parts_with_a_minute_between() -> None:
    curls = [step for step in plan("men").steps if step.is_work and step.title == "Pyramid barbell curl"]
    for step in curls:
        assert [(part.reps, part.name) for part in step.parts or ()] == [
            (7, "bottom half"),
            (7, "top half"),
            (7, "full"),
        ]
    assert [seconds for title, seconds in rests("men") if title == "Pyramid barbell curl"][1:] == [60, 60]


def test_deadlifts_come_first_and_planks_to_failure_have_ample_rest() -> None:
    assert routine("lower-back").work[0] == entry("lower-back", "Deadlift")
    assert min(seconds for title, seconds in rests("lower-back") if title == "Plank") >= 120


@pytest.mark.parametrize("name", ["Kettlebell swing", "Bent row"])
def test_the_at_home_three_grow_from_ten_to_twenty_reps(name: str) -> None:
    assert entry("athome-three", name).progress == Progress(reps=(10, 20))


def test_the_essentials_grow() -> None:
    for item in routine("essentials").work:
        assert isinstance(item, Entry)
        assert item.progress is not None
        assert item.progress.reps is not None
        assert item.progress.reps[1] > item.progress.reps[0]


@pytest.mark.parametrize("routine_id", ["gym-five", "essentials", "athome-three"])
def test_numbers_that_no_article_gives_are_said_to_be_chosen(routine_id: str) -> None:
    assert "backday" in (routine(routine_id).summary or "")


@pytest.mark.parametrize(
    ("routine_id", "muscles"),
    [
        ("full-body", {"glutes", "quadriceps", "hamstrings"}),
        ("push", {"chest", "triceps", "front deltoids"}),
        ("legs", {"quadriceps", "glutes", "hamstrings", "calves"}),
        ("core-holds", {"core", "glutes", "erector spinae"}),
    ],
)
def test_it_works_what_its_name_says(routine_id: str, muscles: set[str]) -> None:
    assert muscles <= set(list(worked(routine(routine_id), bundled()))[:6])


def test_a_tabata_is_eight_times_twenty_seconds_with_ten_between() -> None:
    for circuit in routine("tabata").work:
        assert isinstance(circuit, Circuit)
        assert circuit.rounds == (2, 2)
        assert len(circuit.entries) == 4
    steps = [step for step in plan("tabata").steps if step.section == "work" and step.kind in ("time", "rest")]
    assert [step.seconds for step in steps[1:17]] == [*[20, 10] * 7, 20, 60]


def test_core_holds_are_all_held() -> None:
    assert {step.kind for step in plan("core-holds").steps if step.is_work} == {"hold"}


def test_the_circuit_has_two_or_three_rounds_and_one_bonus() -> None:
    [circuit] = routine("circuit").work
    assert isinstance(circuit, Circuit)
    assert circuit.rounds == (2, 3)
    assert [each.exercise for each in circuit.entries if each.optional] == [("Hip bridge", "Wheel pose")]
    assert rests("circuit") == [("Deadlift", 60), ("Deadlift", 60)]


def test_the_muscles_of_the_dumbbell_workout_by_sets() -> None:
    shown = worked(routine("dumbbells"), bundled())
    # 3 rows and 3 one-arm rows first; 3 flies, 3 extensions and the planks leave the lats alone.
    assert shown["latissimus dorsi"] == 6
    # Planks, superman planks and extensions first.
    assert shown["lumbar"] == 9
    assert shown["biceps"] == 3
