"""What stands on a page beside a workout is no exercise of it: captions, talk, chapters about the exercises, labels.

What is left out is told as not understood where it holds a dose or names an exercise that is nowhere else.
"""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import ImportRefusedError, import_text
from backday_tui.routine.model import Entry, Reps, Superset

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
        "[Image: woman on a mat]",
        "[pagebreak]",
        "Filed under: Yoga",
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
        "Time domain: 4-7 mins\n\nMovements\nWall ball\nBox jump\n",
        "Movements:\nWall Ball\nBox Jump\n",
        "## Scaling options\n- Beginner: 10 minutes, 10 wall balls\n- Intermediate: 15 box jumps\n",
        "Scales\nIntermediate\n15 wall balls\n15 box jumps\nBeginner\n10 wall balls\n10 step-ups\n",
        "Benchmark times\nElite: 12 rounds\nBeginner: 4-6 rounds\n",
        "Intended Stimulus\nA steady pace, 5 or 6 rounds of about 3 minutes each.\n",
        "Coach's notes\n- Wall balls: break them in sets of 10.\n- Box jumps: step down after 5 reps.\n",
        "Equipment needed\n- Box\n- Medicine ball\n- Jump rope\n",
        "Muscles Worked\n- Hip flexors\n- Quads\n",
        "Notes from coach:\nBox jump: 3 second lowering.\nLog your sets.\n",
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
    assert told(f"{_WORKOUT}FOUNDATIONS: 6 step-ups, 9 swings\n") == ["FOUNDATIONS: 6 step-ups, 9 swings"]
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
        (
            "- Squat 3x5\n- Dip 3x8\n- Notes\n  - Goals\n    - Get strong\n- Row 3x8\n",
            ["Squat: 3x5", "Dip: 3x8", "Row: 3x8"],
        ),
        ("Muscles worked\n- Legs\n\nMovements\n- Squat 3x5\n- Dip 3x8\n", ["Squat: 3x5", "Dip: 3x8"]),
    ],
)
def test_the_workout_goes_on_behind_a_chapter(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


# ---------------------------------------------------------------------------------- words with a figure, of no exercise


@pytest.mark.parametrize(
    "line",
    [
        "Elapsed Time: 10 to 11 minutes",
        "Total duration: 25 min",
        "Time needed: 20 minutes",
        "••••••••••",
        "· · · · ·",
        "Bonus - biceps, delt raises, lat PDs",
        "How to perform a heavy 5 x 5 squat:",
        "5 Yoga Poses For Beginners",
        "Edit: typo",
        "- Weekend: Rest or active recovery",
        "- Sat/Sun - rest",
        "- Wednesday: full rest day",
        "Thanks!",
        "Class times: 6a, 7a, 4:30p",
        "Schedule: 6am, 12pm, 4:30pm",
        "Kids class at 10 am",
        "Time: 10 min | Equipment: none | Level: all",
        "Common mistakes: bent knees",
        "Great for: hips",
        "FOUNDATIONS: 6 burpees, 10 swings 16/12",
        "Scaled: 10 ring rows",
        "Do this 3 times this week.",
        "March 4",
        "Thursday, March 4, 2021",
        "Make it easier: Rest 10 seconds between exercises.",
        "Modification: Keep your knees on the floor.",
    ],
)
def test_words_with_a_figure_are_no_exercise(line: str) -> None:
    assert read(f"Squat 3x5\nDip 3x8\n{line}\n") == ["Squat: 3x5", "Dip: 3x8"]


@pytest.mark.parametrize(
    ("order", "dose"),
    [
        ("Suggested program: Hold the stretch for a total of 2 minutes on each leg. Once a day.", "1x2:00 each"),
        ("Hold for a 2 minute stretch on each side.", "1x2:00 each"),
        ("Program: Repeat 12 times on each side.", "1x12 each"),
        ("Recommended dose: Hold 30 seconds, repeat 3 times.", "3x0:30"),
    ],
)
def test_an_order_behind_a_label_is_the_dose_of_the_stretch_above(order: str, dose: str) -> None:
    text = f"Calf Stretch\nStep backwards with one leg.\n{order}\n\nHamstring Stretch\nSit on a chair.\n{order}\n"
    assert read(text) == [f"Calf Stretch: {dose}", f"Hamstring Stretch: {dose}"]


@pytest.mark.parametrize(
    "talk",
    [
        "edit: thanks for all the replies, swapped in face pulls 3x15 on B",
        "Edit 2 - I added face pulls 3x15",
        "Update: now doing face pulls 3x15",
    ],
)
def test_what_is_added_below_a_post_is_read_without_the_talk(talk: str) -> None:
    assert read(f"Squat 3x5\nDip 3x8\n\n{talk}\n") == ["Squat: 3x5", "Dip: 3x8", "face pulls: 3x15"]


def test_rests_that_are_narrated_are_no_exercise() -> None:
    said = "I rest 3 min on the big lifts and 90s on the rest. Adding 5 lbs each time. Is there enough pulling?"
    assert [each.partition(":")[0] for each in read(f"Squat 3x5\nBench 3x5\n\n{said}\n")] == ["Squat", "Bench"]


@pytest.mark.parametrize(
    ("line", "exercise"),
    [
        ("Warm up for 10 minutes on the bike", "bike: 1x10:00"),
        ("Warm-up on a treadmill for 5 min", "treadmill: 1x5:00"),
        ("Cool down with some light jogging for 5 minutes.", "light jogging: 1x5:00"),
    ],
)
def test_a_warm_up_in_a_sentence_has_the_name_of_what_is_done(line: str, exercise: str) -> None:
    assert exercise in read(f"{line}\nSquat 3x5\nBench 3x5\n")


# ------------------------------------------------------------------------------------------------ names and their prose


def test_the_sides_and_breaths_that_sentences_tell_are_those_of_the_pose_above() -> None:
    poses = "1. Child's pose\nStay for 5 slow breaths.\n2. Low lunge\nStep forward, then switch sides.\n"
    text = f"{poses}3. Savasana\nLie for 5 minutes.\n"
    assert read(text) == ["Child's pose", "Low lunge: each", "Savasana: 1x5:00"]
    first, *_ = import_text(text, CATALOG).routines[0].routine.work
    assert isinstance(first, Entry)
    assert first.note == "5 slow breaths"


@pytest.mark.parametrize(
    ("first", "join", "second"),
    [
        ("1) Bench press: lie on a bench.", "Superset with", "Lat pulldown: palms facing away."),
        ("Bench press - Lie on a bench and press.", "Paired with:", "Lat pulldown - Pull to your chest."),
        ("1. Bench press", "supersetted with", "2. Lat pulldown"),
        ("**Bench press:** Lie down.", "*super set with*", "**Lat pulldown:** Sit down."),
    ],
)
def test_words_between_two_exercises_make_one_superset_of_them(first: str, join: str, second: str) -> None:
    for dose in ("4 sets of 10 to 12 reps.", "I go for 4 sets of 10 to 12 reps."):
        routine = import_text(f"{first}\n\n{join}\n\n{second}\n\n{dose}\n\nSquat 3x5\n", CATALOG).routines[0].routine
        pair, _ = routine.work
        assert isinstance(pair, Superset)
        assert [entry.exercise for entry in pair.entries] == [("Bench press",), ("Lat pulldown",)]
        assert pair.sets == 4
        assert {entry.reps for entry in pair.entries} == {Reps(10, 12)}


def test_what_follows_a_pair_is_not_in_it() -> None:
    text = "Dip 3x8\nsuperset with\nCurl 3x8\nSquat 3x5\n"
    routine = import_text(text, CATALOG).routines[0].routine
    assert [type(item).__name__ for item in routine.work] == ["Superset", "Entry"]


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("Mini squats\n\nBend.\n\nReturn to standing and repeat at least ten times.\n", ["Mini squats: 1x10"]),
        ("Heel to seat\n\nBend one knee.\n\nDo 12 repetitions, then switch legs.\n", ["Heel to seat: 1x12 each"]),
        ("Dragon (3 minutes each side)\nStep.\n\nFrog (5 minutes)\nSink.\n", ["Dragon: 1x3:00 each", "Frog: 1x5:00"]),
        ("Dip 3x8\nCardio: 15 minute row\n", ["Dip: 3x8", "row: 1x15:00"]),
        ("Flow for runners\n\nEasy pose\n\nCat-cow\n\nSavasana\n", ["Easy pose", "Cat-cow", "Savasana"]),
        ("Leg Press 3 x 12\nLat Pull\nDown 3 x 10\n", ["Leg Press: 3x12", "Lat Pull Down: 3x10"]),
        ("Side plank\nHold 3x30s\n", ["Side plank: 3x0:30"]),
        (
            "1. Pendulum\nLet your arm hang.\n10 circles each way\n\n2. Crawl\nWalk up the wall.\nRepeat 5 times\n",
            ["Pendulum: 1x10 each", "Crawl: 1x5"],
        ),
        ("Wall sit\nGreat for: quads\nHow long: 30 seconds\nSlide down a wall.\n", ["Wall sit: 1x0:30"]),
        ("1. Neck roll\nRoll your head slowly backwards 10 times.\n2. Dip 3x8\n", ["Neck roll: 1x10", "Dip: 3x8"]),
        ("Plank 3x1:30 Minute\n", ["Plank: 3x1:30"]),
        ("Door stretch\nLean.\nHold 30 seconds x 3\n", ["Door stretch: 3x0:30"]),
        ("CURL\n\nSETUP: Stand tall.\n\nPULL: Pull slowly. Do 10 reps.\n", ["CURL: 1x10"]),
        (
            "21-15-9 reps for time of:\n\nWallball shots (20/10)\nRows\n",
            ["Wallball shots: 21,15,9 ~ 0", "Rows: 21,15,9 ~ 0"],
        ),
        ("Overhead press\n\nStand with a dumbbell in each hand.\nDo 3 sets of 8.\n", ["Overhead press: 3x8"]),
    ],
)
def test_names_take_what_their_sentences_and_lines_say(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


def test_the_minutes_of_a_class_are_no_doses() -> None:
    text = (
        "30-minute class\n\n0-5 min: warm-up, easy jog\n5-15 min: Block 1, 3 rounds\n10 push-ups\n8 lunges\n"
        "15-25 min: Block 2, 2 rounds\n12 squats\n10 dips\n25-30 min: cool-down\n"
    )
    assert [each for each in read(text) if "jog" not in each] == [
        "push-ups: 3x10",
        "lunges: 3x8",
        "squats: 2x12",
        "dips: 2x10",
    ]


def test_numbers_and_letters_count_exercises() -> None:
    names = ("1 Floor Press", "2a Row", "2b Lunge", "3 Side Bend")
    text = "\n\n".join(f"{name}\n\nSets: 4 Reps: 8" for name in names)
    assert read(text) == ["Floor Press: 4x8", "Row: 4x8", "Lunge: 4x8", "Side Bend: 4x8"]


@pytest.mark.parametrize(
    "first",
    [
        "Table of contents\nHigh plank\nSide plank\n\n",
        "In this article:\n\n- High plank\n- Side plank\n\n",
        "Stats: 25M, 185 lbs\nSquat: 275x5\nBench: 205x5\n\n",
        "My current maxes\nSquat 275x1\nBench 205x1\n\n",
    ],
)
def test_a_list_of_contents_or_of_what_somebody_lifts_is_no_workout(first: str) -> None:
    assert read(f"{first}High plank 3x30s\nSide plank 3x20s\n") == ["High plank: 3x0:30", "Side plank: 3x0:20"]


def test_a_step_whose_dose_was_taken_is_not_told() -> None:
    assert told("1. Chest press\n  1. Bend your elbows. Do 2 sets of 12.\n\n2. Row 3x8\n") == []


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("AMRAP 12 min\n\nThe Workout\n\n10 squats\n8 dips\n", ["squats: amrap12 10", "dips: amrap12 8"]),
        ("Do 4 rounds.\n\nThe moves in short:\n\n- Squat\n- Dip\n", ["Squat: 4x", "Dip: 4x"]),
        (
            "Bedtime Yoga (15 minutes)\n\nTwist (2 minutes)\nSavasana (4 minutes)\n",
            ["Twist: 1x2:00", "Savasana: 1x4:00"],
        ),
    ],
)
def test_a_heading_between_a_rule_and_its_list_is_no_exercise(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


# ------------------------------------------------------------------------------------------- workouts told in sentences


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        (
            "I start with squats: 5 sets of 5. Then I do lunges for 3 sets of 8 and finish with dips, 2 sets of 9.",
            ["squats: 5x5", "lunges: 3x8", "dips: 2x9"],
        ),
        (
            "Start with 3 sets of 10 squats, then move on to lunges for 2 sets of 12. End with a 60-second plank.",
            ["squats: 3x10", "lunges: 2x12", "plank: 1x1:00"],
        ),
        ("Today I did 3x5 squats at 225, 3x5 bench at 185 and rows 3x8.", ["squats: 3x5", "bench: 3x5", "rows: 3x8"]),
        (
            "She does three sets of 12 dips, followed by 9 reps of rows per arm, and ends with 30 seconds of plank.",
            ["dips: 3x12", "rows: 1x9 each", "plank: 1x0:30"],
        ),
    ],
)
def test_a_workout_that_only_sentences_tell(text: str, exercises: list[str]) -> None:
    assert read(f"What does your leg day look like?\n\n{text}\n\nAnd how long do you rest?\n") == exercises


def test_what_sentences_tell_beside_it_is_told() -> None:
    text = "We do dips for 4 sets of 6, then rows 3x8, then curls 3x12. Next up is something odd for 3 sets of 10."
    assert read(text) == ["dips: 4x6", "rows: 3x8", "curls: 3x12"]
    assert told(text) == [text]


def test_sentences_that_tell_no_workout_are_refused() -> None:
    with pytest.raises(ImportRefusedError):
        import_text("I like squats. I have been doing 3 sets for years.\n20 minutes are enough.\n", CATALOG)


def test_a_numbered_exercise_with_its_dose_ends_a_chapter_beside_the_workout() -> None:
    page = "Skip to content\n\nWhat you'll need\nA loop band\nA sofa\n\n"
    dosed = "1. Banded frobnication\n3 sets of 20 reps\nSqueeze.\n\n2. Sofa thrust\n4 sets of 12 reps\n"
    text = f"{page}How it works\nOne move after the other.\n\n{dosed}"
    assert [str(each) for each in given(import_text(text, CATALOG))] == [
        "Banded frobnication: 3x20 ~ 60", "Sofa thrust: 4x12 ~ 60",
    ]  # fmt: skip


def test_poses_of_one_numbered_list_stand_together_whether_anybody_knows_them_or_not() -> None:
    poses = ("Seated mountain pose (Tadasana)", "Seated swoop", "Side bend", "Seated Savasana")
    text = "".join(f"{number}. {pose}\nSit, and feel how you breathe.\n\n" for number, pose in enumerate(poses, 1))
    assert [each.name for each in given(import_text(text, CATALOG))] == list(poses)
