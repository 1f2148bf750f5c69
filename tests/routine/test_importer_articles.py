"""Whole articles give the workouts in them and nothing of their prose.

The articles here are made up, in the shapes that articles come in. Real ones are read where `BACKDAY_ARTICLES` names a
folder that holds them.
"""
# ruff: noqa: RUF001 -- typography is what articles are made of

from __future__ import annotations

import os
from pathlib import Path

import pytest

from backday_tui.exercises import catalog
from backday_tui.routine import notation
from backday_tui.routine.importing.importer import ImportedRoutine, import_text
from backday_tui.routine.model import Circuit, Entry, Item, Reps, Span
from backday_tui.routine.reader import read_text

CATALOG = catalog.bundled()
ISOMETRIC = notation.isometric_in(CATALOG)


def found(text: str) -> tuple[ImportedRoutine, ...]:
    """The workouts of an article, each of which reads back."""
    routines = import_text(text, CATALOG).routines
    for each in routines:
        loaded = read_text(each.text, id="", catalog=CATALOG)
        assert [problem for problem in loaded.problems if problem.severity == "error"] == []
        assert loaded.routine == each.routine
    return routines


def line(item: Item) -> str:
    """An entry in notation; its exercise alone where a line can't say it."""
    assert isinstance(item, Entry)
    return notation.to_line(item, ISOMETRIC) or " / ".join(item.exercise)


def lines(routine: ImportedRoutine) -> dict[str, list[str]]:
    sections = {"warmup": routine.routine.warmup, "work": routine.routine.work, "cooldown": routine.routine.cooldown}
    return {name: [line(item) for item in items] for name, items in sections.items() if items}


MANY = """\
Everybody wants a back that looks good from behind. Rows and pull-downs help – and 4×8 is a fine place to begin – but
there’s more to it than sets and reps.

What You Train

Lats: The wide ones. They are worked by rows, and 3 sets of 12 will wake them up.

Spinal erectors: These hold you upright. Planks are a good way to train them.

Pulling for Beginners

People who start out should keep it short. Here’s a plan for your first weeks:

10min Fast Walk on Treadmill
3x? Chinups/Pullups to Failure
4×10 Overhead Pulldown/Lat Pulldown
3×8 Seated Rows

This will take about half an hour. The 4×10 should feel easy at first. You can add 2 sets of curls, 7 at the bottom and
7 at the top.

Pulling at Home

No gym? No problem. Grab a mat:

Warm-up: 8min up and down stairs and moderate pace

Cat/cow stretch and prone cobra
3×1:00 Planks
3x:30 Super-man Planks
4×12 One-Arm Dumbbell Row

Deadlifts are a great exercise too, once you have a barbell. Rest well after 3 sets of 12.

Why It Works

Muscles grow when you rest.
"""


def test_several_workouts_between_prose() -> None:
    beginners, home = found(MANY)
    assert (beginners.name, home.name) == ("Pulling for Beginners", "Pulling at Home")
    assert lines(beginners) == {
        "warmup": ["10min Fast Walk on Treadmill"],
        "work": ["3x? Chinups / Pullups", "4x10 Overhead Pulldown/Lat Pulldown", "3x8 Seated Rows"],
    }
    assert lines(home) == {
        "warmup": ["8min up and down stairs and moderate pace", "Cat/cow stretch", "prone cobra"],
        "work": ["3x1:00 Planks", "3x:30 Super-man Planks", "4x12 One-Arm Dumbbell Row each side"],
    }
    assert beginners.not_understood == home.not_understood == ()


HEADINGS = """\
A Strong Back in Two Moves

Keep your belly firm in each of these moves – as low as 5lbs will do at first.

Kettlebell Swings

Kettlebell swings work everything behind you. Start light, with 5 or 10 pounds.

  1. Stand a little wider than your shoulders.
  2. Swing the bell up to the height of your chest, then let it fall between your legs.
  3. Start with 3 sets of 10 and work your way up to 3 sets of 20.
  4. If in doubt, ask a friend to watch.


Bent Row With Barbell

Bent rows work what you can’t see in the mirror. Hold for a moment at the top, at 45 degrees.

  1. Lean forward with a flat back.
  2. Start with 2 sets of 8 and work your way up to 2 sets of 16.
  3. You can do this with one arm as well.


Superman Or Superwoman

You lie on your front for this one. Fly as high as you can.


Plan a day of rest after it, with a walk, a bath or some stretching.
"""


def test_headings_whose_steps_give_the_dose() -> None:
    (routine,) = found(HEADINGS)
    assert routine.name == "A Strong Back in Two Moves"
    swings, rows, superman = routine.routine.work
    assert isinstance(swings, Entry)
    assert isinstance(rows, Entry)
    assert (swings.exercise, swings.sets, swings.reps) == (("Kettlebell Swings",), 3, Reps(10, 10))
    assert swings.progress is not None
    assert swings.progress.reps == (10, 20)
    assert (rows.sets, rows.reps) == (2, Reps(8, 8))
    assert rows.progress is not None
    assert rows.progress.reps == (8, 16)
    assert line(superman) == "Superman Or Superwoman"
    assert routine.not_understood == ()


OPEN_HEADINGS = """\
A back has many muscles, and many exercises. A good plan trains them all.

Train Smarter, Not Longer
Deadlifts are a movement for the whole body. Stand with your feet under the bar and push the floor away. Then lower it.
Kettlebell Deadlifts for a Gentle Start
Kettlebell deadlifts are kind to beginners. Keep the bell close.
Lat Pull-Downs for Width
The lat pull-down is a pulling exercise. Pull the bar to your chest, slowly.
Single-Arm Dumbbell Rows to Even Things Out
Put a hand and a knee on a bench. Do all repetitions on one side before you switch.
Seven Breakfasts That Give You Energy All Through a Long and Busy Day
Why Strong Backs Matter
A strong back helps you carry things. Rows are a good start.
"""


def test_headings_without_a_dose() -> None:
    (routine,) = found(OPEN_HEADINGS)
    assert routine.name == "Train Smarter, Not Longer"
    assert lines(routine) == {
        "work": ["Kettlebell Deadlifts", "Lat Pull-Downs", "Single-Arm Dumbbell Rows each side"],
    }


PARAGRAPHS = """\
Four Moves That Matter

Whether you are new or not, these will help you.

Here are some moves that everybody should know:


Pull-ups are an honest test of strength. Use a band at first.

Lat Pulldowns

Lat pulldowns are another way there. Take the wide bar.


Rows are a must. Keep your chest out.


Deadlifts are one of those that you never stop learning. Begin light.

Do these every week. Your chair will feel softer.
"""


def test_paragraphs_that_each_explain_an_exercise() -> None:
    (routine,) = found(PARAGRAPHS)
    assert routine.name == "Four Moves That Matter"
    assert lines(routine) == {"work": ["Pull-ups", "Lat Pulldowns", "Rows", "Deadlifts"]}


LISTS_AND_CIRCUIT = """\
Know Your Back [And Train It]

When did you last think of your back? There are 2 muscles to know:

1. Lats (or wings)

They run down your sides.

Moves that wake them:

  • Lat Pulldown
  • Pull-ups
  • Bent-Over Row (in video)

2. Traps

They run down from your neck.

Moves that wake these:

  • Barbell Shrug
  • Front Raise (thumbs up)

So much for the theory! Take a kettlebell, or a bag of flour.

Complete 2-3 rounds of the following exercises:

  1. Deadlift (20 reps)
  2. Bent-Over Row Right (10 reps)
  3. Bent-Over Row Left (10 reps)
  4. Prone Snow Angel (15 reps)
  5. Bonus: Hip Bridge or Wheel Pose (30-second hold)

You did it! Stretch, drink, and be kind to yourself.

If you want more, take these 3:

  1. Deadlift
  2. Frog Lifts
  3. Bent Over Row
"""


def test_a_circuit_among_lists_of_exercises() -> None:
    (routine,) = found(LISTS_AND_CIRCUIT)
    assert routine.name == "Know Your Back [And Train It]"
    (circuit,) = routine.routine.work
    assert isinstance(circuit, Circuit)
    assert circuit.rounds == (2, 3)
    assert [(entry.exercise, entry.reps, entry.hold, entry.sides, entry.optional) for entry in circuit.entries] == [
        (("Deadlift",), Reps(20, 20), None, None, False),
        (("Bent-Over Row",), Reps(10, 10), None, "each", False),
        (("Prone Snow Angel",), Reps(15, 15), None, None, False),
        (("Hip Bridge", "Wheel Pose"), None, Span(30), None, True),
    ]
    assert routine.not_understood == ()


def test_a_list_without_any_dose_is_a_workout_where_there_is_no_other() -> None:
    (routine,) = found("My favourites\n\n- Plank\n- Bird dog\n- Push-ups\n\nHave fun with these.")
    assert lines(routine) == {"work": ["Plank", "Bird dog", "Push-ups"]}


def test_an_article_whose_exercises_are_numbered_headings() -> None:
    text = (
        "5 Best Moves\n\n1. Overhead Press\n\nThe king of presses. Keep your core tight.\n\nSets: 3\nReps: 8-10\n"
        "Rest: 90 seconds\n\n2. Lateral Raise\n\nLift your arms. Do 3 sets of 12-15 reps.\n\n"
        "3. Face Pull\nPull it to your face.\n3 x 15\n\n4. Plank\nHold it. Keep breathing.\n"
    )
    (routine,) = found(text)
    press, *others = routine.routine.work
    assert press == Entry(("Overhead Press",), sets=3, reps=Reps(8, 10), rest=90, after=90)
    assert [line(item) for item in others] == ["3x12-15 Lateral Raise", "3x15 Face Pull", "Plank"]
    assert routine.not_understood == ()


def test_an_exercise_explained_in_its_line() -> None:
    text = (
        "Two moves\n\n• Bird dog: Start on all fours. Reach out with one arm. Do 10 reps on each side.\n"
        "• Superman: Lie on your front. Lift arms and legs. Hold for 5 seconds. 3 sets of 10.\n"
    )
    (routine,) = found(text)
    assert lines(routine) == {"work": ["1x10 Bird dog each side", "3x10 Superman"]}


# ------------------------------------------------------------------------------------------------------- real articles


def article(number: str) -> tuple[ImportedRoutine, ...]:
    folder = os.environ.get("BACKDAY_ARTICLES")
    assert folder, "BACKDAY_ARTICLES names no folder of the articles"
    (path,) = Path(folder).glob(f"{number}_*.txt")
    return found(path.read_text(encoding="utf-8"))


@pytest.mark.articles
def test_the_article_with_three_exercises_at_home() -> None:
    (routine,) = article("000")
    assert routine.name == "Best Back Workout Routine"
    swings, rows, superman = routine.routine.work
    for item in (swings, rows):
        assert isinstance(item, Entry)
        assert (item.sets, item.reps, item.progress and item.progress.reps) == (3, Reps(10, 10), (10, 20))
    assert line(superman) == "Superman Or Superwoman"


_EIGHT = {
    "Back Workouts for Men": [
        ["10min Fast Walk on Treadmill"],
        ["3x? Chinups / Pullups", "10x10 Overhead Pulldown/Lat Pulldown", "3x8 Seated Rows", "3x8 Bent-Over Flies"],
        ["3x21 Pyramid Barbell Curls"],
    ],
    "Lower Back Workouts": [
        ["10min Treadmill at a Fast Walk", "5min Cat/Cow Stretches, then Cobra Stretch"],
        ["5x5 Deadlifts", "3x10 T-Bar Rows", "3x10 Back Extensions", "2x? Plank"],
    ],
    "Back Workouts for Women": [
        ["10min seated row machine", "Cat/cow", "Cobra stretch"],
        ["4x12 Seated Rows", "4x12 Bent-Over Dumbbell Flies", "4x12 One-Arm Dumbbell Row each side"],
    ],
    "Upper Back Workouts": [
        ["8min seated row machine"],
        ["3x? Chin-ups / pull-ups", "4x8 Bent-over Rows", "4x8 Shoulder Shrugs"],
        ["4x8 One-arm Dumbbell Rows each side", "4x8 Face Pulls"],
    ],
    "Back Workouts with Dumbbells": [
        ["10min Treadmill at a Fast Walk"],
        ["3x1:30 Planks", "3x10 Bent-over Dumbbell Rows", "3x8 One-Arm Dumbbell Rows each side"],
        ["3x8 Bent-over Dumbbell Flies", "3x12 Back Extensions/Hyper-extension", "3x:30 Super-man Planks"],
    ],
    "Back Workouts at Home": [
        ["8min up and down stairs and moderate pace"],
        ["3x20 Russian Twists", "3x12 Roll Downs", "3x10 Physio Ball Back Extensions", "3x1:00 Planks"],
        ["3x:30 Prone Cobra"],
    ],
    "Lower Back Workouts for Men": [
        ["10min Rowing Machine"],
        ["5x5 Deadlift", "3x8 T-Bar Row", "3x8 Weighted Back Extensions", "3x1:30 Weighted Planks"],
        ["3x15 Russian Twist with Medicine Ball"],
    ],
    "Back Workouts without Weights": [
        ["10min light jog", "Cat/cow stretch", "dancer's stretch", "prone cobra"],
        ["3x20 Russian Twists", "3x1:00 Planks", "3x8 Hyperextensions", "3x8 Bridge", "3x8 Dolphin Kick"],
    ],
}
"""What each workout holds: its warm-up, then its work."""


@pytest.mark.articles
def test_the_article_with_eight_workouts() -> None:
    routines = article("001")
    assert [routine.name for routine in routines] == list(_EIGHT)
    for routine in routines:
        warm_up, *work = _EIGHT[routine.name]
        assert lines(routine) == {"warmup": warm_up, "work": [each for part in work for each in part]}
        assert routine.not_understood == ()


@pytest.mark.articles
def test_the_article_with_five_exercises_for_the_gym() -> None:
    (routine,) = article("002")
    exercises = ["Kettlebell Deadlifts", "Lat Pull-Downs", "Horizontal Cable Rows"]
    assert lines(routine) == {"work": [*exercises, "Single-Arm Dumbbell Rows each side", "Pull-Ups"]}


@pytest.mark.articles
def test_the_article_with_a_circuit() -> None:
    (routine,) = article("003")
    (circuit,) = routine.routine.work
    assert isinstance(circuit, Circuit)
    assert circuit.rounds == (2, 3)
    assert [line(entry) for entry in circuit.entries] == [
        "1x20 Deadlift",
        "1x10 Bent-Over Row each side",
        "1x20 Overhead Lat Pull",
        "1x20 Prone Snow Angel",
        "1x20 Superman Pull",
        "1x20 Frog Lifts",
        "Hip Bridge / Wheel Pose",
    ]
    bonus = circuit.entries[-1]
    assert (bonus.hold, bonus.optional) == (Span(30), True)


@pytest.mark.articles
def test_the_article_with_five_essentials() -> None:
    (routine,) = article("004")
    assert lines(routine) == {"work": ["Pull-ups", "Lat Pulldowns", "Rows", "Deadlifts", "Back Extensions"]}
