"""What ships in catalog.toml: complete, consistent, and with every exercise that the articles name."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter

import pytest

from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES, PATTERNS, Exercise, bundled, name_key

EVERY = pytest.mark.parametrize("exercise", tuple(bundled()), ids=lambda exercise: exercise.id)

# Names as the articles spell them, lists of muscle groups, warm-ups and stretches included.
NAMED: dict[str, dict[str, str]] = {
    "best-back-routine": {
        "Kettlebell Swings": "kettlebell-swing",
        "Bent Row With Barbel Or Free Weights": "bent-over-row",
        "Bent rows": "bent-over-row",
        "rowing machine": "rowing-machine",
        "single-arm row": "one-arm-dumbbell-row",
        "Superman Or Superwoman": "superman",
    },
    "simple-back-workouts": {
        "chin-ups": "chin-up",
        "Chinups": "chin-up",
        "Pullups": "pull-up",
        "pull-ups": "pull-up",
        "assisted pull-up machine": "assisted-pull-up",
        "Cobra": "cobra-stretch",
        "Cobra Stretch": "cobra-stretch",
        "Cat/Cow alternations": "cat-cow-stretch",
        "Cat/Cow Stretches": "cat-cow-stretch",
        "Dancer’s Stretch": "dancers-stretch",  # noqa: RUF001 - as the article spells it
        "dancer's stretch": "dancers-stretch",
        "Fast Walk on Treadmill": "treadmill",
        "Treadmill at a Fast Walk": "treadmill",
        "fast walk": "treadmill",
        "seated row machine": "rowing-machine",
        "row machine": "rowing-machine",
        "Rowing Machine": "rowing-machine",
        "up and down stairs": "stairs",
        "light jog": "light-jog",
        "Overhead Pulldown/Lat Pulldown": "lat-pull-down",
        "overhead pulldowns": "lat-pull-down",
        "pull-downs": "lat-pull-down",
        "lat pull-downs": "lat-pull-down",
        "Seated Rows": "seated-row",
        "Bent-Over Flies": "bent-over-fly",
        "Bent-Over Dumbbell Flies": "bent-over-fly",
        "Pyramid Barbell Curls": "pyramid-barbell-curl",
        "forearm curl": "forearm-curl",
        "Deadlifts": "deadlift",
        "dead-lifts": "deadlift",
        "T-Bar Rows": "t-bar-row",
        "Back Extensions": "back-extension",
        "Back Extensions/Hyper-extension": "back-extension",
        "Hyperextensions": "back-extension",
        "weighted back extensions": "weighted-back-extension",
        "Physio Ball Back Extensions": "physio-ball-back-extension",
        "Plank": "plank",
        "Weighted Planks": "weighted-plank",
        "Super-man Planks": "superman-plank",
        "One-Arm Dumbbell Row": "one-arm-dumbbell-row",
        "one-arm rows": "one-arm-dumbbell-row",
        "Bent-over Dumbbell Rows": "bent-over-dumbbell-row",
        "Bent-over Rows": "bent-over-row",
        "Shoulder Shrugs": "shoulder-shrug",
        "shoulder shrugs with dumbbells": "shoulder-shrug",
        "Face Pulls": "face-pull",
        "Russian Twists": "russian-twist",
        "Russian Twist with Medicine Ball": "russian-twist",
        "Roll Downs": "roll-down",
        "Prone Cobra": "prone-cobra",
        "Bridges": "hip-bridge",
        "Dolphin Kick": "dolphin-kick",
        "bicep curls": "biceps-curl",
    },
    "stronger-back": {
        "Deadlifts": "deadlift",
        "Kettlebell Deadlifts": "kettlebell-deadlift",
        "hip hinge": "hip-hinge",
        "Lat Pull-Downs": "lat-pull-down",
        "Horizontal Cable Rows": "seated-row",
        "Single-Arm Dumbbell Rows": "one-arm-dumbbell-row",
        "Pull-Ups": "pull-up",
        "assisted pull-up machine": "assisted-pull-up",
    },
    "best-exercises": {
        "Lat Pulldown": "lat-pull-down",
        "Overhead Lat Pull (in video)": "overhead-lat-pull",
        "Overhead Lat Pullover": "overhead-lat-pull",
        "Pull-ups": "pull-up",
        "Bent-Over Row (in video)": "bent-over-row",
        "Bent Over Row": "bent-over-row",
        "Deadlift (in video)": "deadlift",
        "Renegade Row": "renegade-row",
        "Wall Slides": "wall-slide",
        "Scapular Retractions": "scapular-retraction",
        "Rear Delt Flys": "bent-over-fly",
        "Superman Pull (in video)": "superman-pull",
        "Prone Snow Angel (in video)": "prone-snow-angel",
        "Face Pull": "face-pull",
        "Front Raise (thumbs up)": "front-raise",
        "Farmer Carry": "farmer-carry",
        "Pull-Up Shrug": "pull-up-shrug",
        "Barbell Shrug": "barbell-shrug",
        "Lateral Raise": "lateral-raise",
        "Overhead Carry": "overhead-carry",
        "Superman (in video)": "superman",
        "Good Mornings": "good-morning",
        "Back Extension": "back-extension",
        "Hip Bridge": "hip-bridge",
        "Kettlebell Swings": "kettlebell-swing",
        "Frog Lifts (in video)": "frog-lift",
        "Wheel Pose": "wheel-pose",
    },
    "essential-workouts": {
        "Pull-ups": "pull-up",
        "assisted pull-up machine": "assisted-pull-up",
        "Lat Pulldowns": "lat-pull-down",
        "Deadlifts": "deadlift",
        "Back Extensions": "back-extension",
        "back extensions using a stability ball": "physio-ball-back-extension",
    },
}

# Which muscle an article lists an exercise under.
TRAINS = {
    "latissimus dorsi": (
        "lat-pull-down overhead-lat-pull pull-up bent-over-row deadlift renegade-row seated-row "
        "one-arm-dumbbell-row bent-over-dumbbell-row"
    ),
    "rhomboids": (
        "wall-slide scapular-retraction bent-over-fly superman-pull prone-snow-angel face-pull front-raise "
        "pull-up deadlift"
    ),
    "trapezius": (
        "farmer-carry pull-up-shrug barbell-shrug lateral-raise bent-over-row overhead-carry superman "
        "shoulder-shrug deadlift pull-up"
    ),
    "erector spinae": (
        "deadlift bent-over-row good-morning back-extension hip-bridge superman kettlebell-swing frog-lift "
        "seated-row lat-pull-down t-bar-row russian-twist plank"
    ),
    "lumbar": "plank t-bar-row weighted-back-extension deadlift superman-plank physio-ball-back-extension dolphin-kick",
    "rear deltoids": "one-arm-dumbbell-row face-pull bent-over-row bent-over-fly",
    "rotator cuff": "bent-over-row",
    "glutes": "deadlift kettlebell-deadlift",
    "hamstrings": "deadlift kettlebell-deadlift",
    "obliques": "russian-twist",
}

HELD = {
    "plank",
    "knee-plank",
    "superman-plank",
    "weighted-plank",
    "prone-cobra",
    "wheel-pose",
    "cobra-stretch",
    "dancers-stretch",
}


@pytest.mark.parametrize(
    ("article", "name", "exercise_id"),
    [(article, name, found) for article, names in NAMED.items() for name, found in names.items()],
)
def test_an_exercise_that_an_article_names_is_found_and_says_so(article: str, name: str, exercise_id: str) -> None:
    exercise = bundled().find(name)
    assert exercise is not None, f"{name} is not found"
    assert exercise.id == exercise_id
    assert article in exercise.articles


def test_a_name_that_the_articles_leave_open_shows_every_kind_of_it() -> None:
    rows = {"bent-over-row", "bent-over-dumbbell-row", "one-arm-dumbbell-row", "seated-row", "t-bar-row"}
    assert bundled().find("Rows") is None
    assert rows <= {each.id for each in bundled().search("Rows")}
    dumbbell_rows = {each.id for each in bundled().search("Dumbbell rows")}
    assert dumbbell_rows == {"bent-over-dumbbell-row", "one-arm-dumbbell-row"}


@EVERY
def test_an_article_is_given_only_where_it_names_the_exercise(exercise: Exercise) -> None:
    # The article that leaves the kind of row open offers a barbell, dumbbells and a cable.
    rows = {"bent-over-row", "bent-over-dumbbell-row", "one-arm-dumbbell-row", "seated-row"}
    for article in exercise.articles:
        named = set(NAMED[article].values()) | (rows if article == "essential-workouts" else set())
        assert exercise.id in named


@EVERY
def test_a_variation_is_there_for_an_exercise_that_no_article_names(exercise: Exercise) -> None:
    if not exercise.articles:
        assert any(exercise.id in {each.easier, each.harder} for each in bundled())


@pytest.mark.parametrize(
    ("muscle", "exercise_id"),
    [(muscle, exercise_id) for muscle, ids in TRAINS.items() for exercise_id in ids.split()],
)
def test_an_exercise_works_the_muscle_that_an_article_lists_it_under(muscle: str, exercise_id: str) -> None:
    exercise = bundled().get(exercise_id)
    assert exercise is not None
    assert muscle in exercise.muscles + exercise.secondary


def test_no_name_or_alias_means_two_exercises_or_is_written_twice() -> None:
    keys = Counter(name_key(label) for each in bundled() for label in (each.name, *each.aliases))
    assert [key for key, count in keys.items() if count > 1] == []


@EVERY
def test_an_id_is_its_name_in_small_letters(exercise: Exercise) -> None:
    assert name_key(exercise.id) == name_key(exercise.name)
    assert set(exercise.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@EVERY
def test_it_says_how_it_is_done(exercise: Exercise) -> None:
    assert 3 <= len(exercise.steps) <= 6
    for text in (*exercise.steps, exercise.avoid):
        assert text is not None
        assert text.endswith(".")
        assert text[0].isupper()
        assert len(text) <= 110, "must fit on a line or two of a small terminal"


@EVERY
def test_its_words_are_of_the_fixed_sets(exercise: Exercise) -> None:
    assert exercise.muscles
    assert {*exercise.muscles, *exercise.secondary} <= set(MUSCLES)
    assert not set(exercise.muscles) & set(exercise.secondary)
    assert set(exercise.equipment) <= set(EQUIPMENT)
    assert exercise.pattern in PATTERNS
    assert set(exercise.articles) <= set(bundled().articles)


@pytest.mark.parametrize("field", ["muscles", "secondary", "equipment", "aliases", "articles"])
@EVERY
def test_nothing_is_listed_twice(exercise: Exercise, field: str) -> None:
    listed = getattr(exercise, field)
    assert len(listed) == len(set(listed))


@EVERY
def test_its_variations_are_in_the_catalogue(exercise: Exercise) -> None:
    for variation in (exercise.easier, exercise.harder):
        assert variation is None or bundled().get(variation) is not None


def test_no_chain_of_variations_leads_back_to_its_start() -> None:
    easier_ones: dict[str, set[str]] = {each.id: set() for each in bundled()}
    for each in bundled():
        if each.easier:
            easier_ones[each.id].add(each.easier)
        if each.harder:
            easier_ones[each.harder].add(each.id)
    order = tuple(TopologicalSorter(easier_ones).static_order())  # raises CycleError
    assert len(order) == len(bundled())


def test_what_is_held_is_isometric_and_nothing_else() -> None:
    assert {each.id for each in bundled() if each.isometric} == HELD


def test_what_is_done_one_side_at_a_time() -> None:
    one_sided = {each.id for each in bundled() if each.unilateral}
    assert one_sided == {"one-arm-dumbbell-row", "renegade-row", "bird-dog", "dancers-stretch"}


def test_every_muscle_and_every_piece_of_equipment_is_used() -> None:
    assert {muscle for each in bundled() for muscle in each.muscles + each.secondary} == set(MUSCLES)
    assert {piece for each in bundled() for piece in each.equipment} == set(EQUIPMENT)
