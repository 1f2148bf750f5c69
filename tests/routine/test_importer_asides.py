"""What stands on a page beside a workout is no exercise of it: captions, talk, chapters about the exercises, labels.

What is left out is told as not understood where it holds a dose or names an exercise that is nowhere else.
"""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """Each exercise of a paste with its dose, without the minute of rest that nobody told."""
    return [str(each).removesuffix(" ~ 60") for each in given(import_text(text, CATALOG))]


def told(text: str) -> list[str]:
    """The lines of a paste that were not understood."""
    return [line for _, line in import_text(text, CATALOG).not_understood]


# ----------------------------------------------------------------------------------------------- captions between lines


@pytest.mark.parametrize(
    "caption",
    [
        "Photo by Jo Doe from Pexels",
        "Image credit: Jo Doe",
        "Getty Images",
        "Jo Doe / Stock Photos",
        "© Jo Doe 2021",
        "Watch the video",
        "Advertisement",
        "Read more: What yoga does for your back",
        "Save to Pinterest",
        "Share on Facebook",
        "Posted by jo",
        "12 comments",
        "3 days ago",
        "Jo Doe demonstrates",
    ],
)
def test_a_caption_between_a_pose_and_its_text_parts_nothing(caption: str) -> None:
    first = f"1. Child's pose\n{caption}\nSit back on your heels.\n2. Cat-cow\nRound your back.\n"
    assert read(f"{first}3. Savasana\nLie for 5 minutes.\n") == ["Child's pose", "Cat-cow", "Savasana: 1x5:00"]
    listed = read(f"Squat 3x10\nPlank 3x30s\n{caption}\nLunges 3x12\n")
    assert listed == ["Squat: 3x10", "Plank: 3x0:30", "Lunges: 3x12"]


def test_one_pose_held_on_each_side_says_nothing_of_the_others() -> None:
    text = "1. Child's pose\nSit back.\n2. Pigeon\nHold for 1 minute on each side.\n3. Lunge\nDo 10 reps on each leg.\n"
    assert read(text) == ["Child's pose", "Pigeon: 1x1:00 each", "Lunge: 1x10 each"]


# ------------------------------------------------------------------------------------------ chapters behind the workout

_WORKOUT = "AMRAP in 20 minutes\n20 wall ball shots\n20 box jumps\n"
_ITS_EXERCISES = ["wall ball shots: amrap20 20", "box jumps: amrap20 20"]


@pytest.mark.parametrize(
    "chapter",
    [
        "Training Focus\n- Endurance (8/10): Twenty minutes of work.\n- Stamina (7/10): Many sets of 20 reps.\n",
        "Movements\n- Wall ball\n- Box jump\n",
        "Movements:\nWall Ball\nBox Jump\n",
        "## Scaling options\n- Beginner: 10 minutes, 10 wall balls\n- Intermediate: 15 box jumps\n",
        "Scales\nIntermediate\n15 wall balls\n15 box jumps\nBeginner\n10 wall balls\n10 step-ups\n",
        "Benchmark times\nElite: 12 rounds\nBeginner: 4-6 rounds\n",
        "Intended Stimulus\nA steady pace, 5 or 6 rounds of about 3 minutes each.\n",
        "Coach's notes\n- Wall balls: break them in sets of 10.\n- Box jumps: step down after 5 reps.\n",
        "Equipment needed\n- Box\n- Medicine ball\n- Jump rope\n",
        "Muscles Worked\n- Hip flexors\n- Quads\n",
        "Comments (3)\nJo: 9 rounds, then squats 5x5\nMax says: bench 3x8 after it\n",
        "References\n1. Roe J. Effects of 3 sets of 8 reps on squats. 2010.\n",
        "FAQ\nCan I do this each day?\nYes, 3 sets of 10 are fine.\n",
        "You might also like\n10 Minute Ab Workout\n20 Minute HIIT\n",
        "About the author\nJo has coached 3 sets of twins, push-ups 3x10.\n",
    ],
)
def test_a_chapter_behind_a_workout_is_none_of_it(chapter: str) -> None:
    assert read(_WORKOUT + chapter) == _ITS_EXERCISES
    assert read(_WORKOUT + "\n" + chapter.replace("\n", "\n\n", 1)) == _ITS_EXERCISES


def test_what_a_chapter_says_of_doses_is_told() -> None:
    lines = told(f"{_WORKOUT}Scaled version\n10 ring rows\n5 box jumps\nNever mind\n")
    assert lines == ["10 ring rows", "5 box jumps"]
    assert told(f"{_WORKOUT}Movements\n- Wall ball shots\n- Goblet squat\n") == ["- Goblet squat"]


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("Squat 3x5\nEquipment needed\n- Rack\n- Bar\n\nBench press 3x8\n", ["Squat: 3x5", "Bench press: 3x8"]),
        ("Squat 3x5\n\nTips\n\nGo deep.\n\nBench press\n3x8\n", ["Squat: 3x5", "Bench press: 3x8"]),
        ("Row 5 min\nMovements\n10 squats\n8 lunges\n", ["Row: 1x5:00", "squats: 1x10", "lunges: 1x8"]),
        ("A. Squat 3x5\nScaling: box squat\nScaling\nuse a box\nB. Dip 3x8\n", ["Squat: 3x5", "Dip: 3x8"]),
        ("Day 1\nSquat 3x5\nComments\nnice\nDay 2\nDip 3x8\n", ["Squat: 3x5", "Dip: 3x8"]),
        ("Squat 3x5\n\nBenefits\n\nStrong legs.\n\nLunge\n\nStep. Do 10 reps.\n", ["Squat: 3x5", "Lunge: 1x10"]),
        ("Squat 3x5\nNotes:\n- Rest 2 minutes between sets\n", ["Squat: 3x5 ~ 120"]),
        ("Squat 3x5\nRelated\nTen ways to sit\n\nDip 3x8\n", ["Squat: 3x5", "Dip: 3x8"]),
        ("Muscles worked\n- Legs\n\nMovements\n- Squat 3x5\n- Dip 3x8\n", ["Squat: 3x5", "Dip: 3x8"]),
    ],
)
def test_the_workout_goes_on_behind_a_chapter(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises
