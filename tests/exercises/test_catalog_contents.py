"""What ships in catalog.toml: complete, consistent, and with every exercise that articles and people name."""

from __future__ import annotations

import tomllib
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from backday_tui.exercises import catalog
from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES, PATTERNS, Exercise, bundled, name_key
from backday_tui.routine.model import Entry
from backday_tui.routine.reader import read_text

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

HELD = """
    dead-hang flexed-arm-hang prone-cobra wheel-pose plank knee-plank superman-plank weighted-plank side-plank
    copenhagen-plank high-plank bear-hold hollow-hold l-sit superman-hold bird-dog-hold reverse-plank handstand-hold
    chaturanga wall-sit chair-pose squat-hold glute-bridge-hold cobra-stretch dancers-stretch childs-pose downward-dog
    upward-dog pigeon-pose hamstring-stretch chest-stretch hip-flexor-stretch couch-stretch thread-the-needle
    quad-stretch calf-stretch shoulder-stretch triceps-stretch lat-stretch butterfly-stretch figure-four-stretch
    seated-forward-fold standing-forward-fold warrior-one warrior-two warrior-three tree-pose boat-pose triangle-pose
    bridge-pose happy-baby knees-to-chest supine-twist neck-stretch corpse-pose sphinx-pose locust-pose camel-pose
    mountain-pose side-angle-pose half-moon-pose crow-pose puppy-pose plow-pose lizard-pose legs-up-the-wall
    it-band-stretch wrist-stretch bow-pose eagle-pose fish-pose frog-stretch
"""

ONE_SIDED = """
    one-arm-dumbbell-row renegade-row external-rotation internal-rotation kettlebell-windmill suitcase-carry
    single-leg-deadlift bird-dog side-plank copenhagen-plank bird-dog-hold straight-leg-raise side-bend wood-chop
    pallof-press side-plank-dip oblique-crunch concentration-curl landmine-press pistol-squat lunge reverse-lunge
    side-lunge curtsy-lunge split-squat bulgarian-split-squat step-up single-leg-glute-bridge donkey-kick fire-hydrant
    clamshell side-leg-raise kettlebell-clean kettlebell-snatch turkish-get-up dancers-stretch pigeon-pose
    hamstring-stretch hip-flexor-stretch couch-stretch thread-the-needle quad-stretch calf-stretch shoulder-stretch
    triceps-stretch lat-stretch figure-four-stretch warrior-one warrior-two warrior-three tree-pose triangle-pose
    supine-twist neck-stretch worlds-greatest-stretch leg-swing ninety-ninety-stretch side-angle-pose half-moon-pose
    lizard-pose ankle-circle it-band-stretch wrist-stretch eagle-pose
"""

ON_A_BAR = """
    bent-over-row pendlay-row upright-row barbell-shrug good-morning deadlift romanian-deadlift stiff-leg-deadlift
    sumo-deadlift trap-bar-deadlift rack-pull pyramid-barbell-curl bench-press legs-up-bench-press
    sling-shot-bench-press incline-bench-press decline-bench-press close-grip-bench-press overhead-press push-press
    squat front-squat box-squat overhead-squat zercher-squat hip-thrust clean power-clean hang-clean clean-and-jerk
    snatch power-snatch thruster clean-and-press jerk
"""

# Names that are found as the exercise that is meant: see the head of the file.
EVERYDAY: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("everyday.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("article", "name", "exercise_id"),
    [(article, name, found) for article, names in NAMED.items() for name, found in names.items()],
)
def test_an_exercise_that_an_article_names_is_found_and_says_so(article: str, name: str, exercise_id: str) -> None:
    exercise = bundled().find(name)
    assert exercise is not None, f"{name} is not found"
    assert exercise.id == exercise_id
    assert article in exercise.articles


def test_a_name_that_the_articles_leave_open_is_one_of_what_they_offer() -> None:
    rows = {"bent-over-row", "bent-over-dumbbell-row", "one-arm-dumbbell-row", "seated-row", "t-bar-row"}
    row, dumbbell_row = bundled().find("Rows"), bundled().find("Dumbbell rows")
    assert row is not None
    assert dumbbell_row is not None
    assert (row.id, dumbbell_row.id) == ("bent-over-row", "one-arm-dumbbell-row")
    assert rows <= {each.id for each in bundled().search("ro")}


@EVERY
def test_an_article_is_given_only_where_it_names_the_exercise(exercise: Exercise) -> None:
    # The article that leaves the kind of row open offers a barbell, dumbbells and a cable.
    rows = {"bent-over-row", "bent-over-dumbbell-row", "one-arm-dumbbell-row", "seated-row"}
    for article in exercise.articles:
        named = set(NAMED[article].values()) | (rows if article == "essential-workouts" else set())
        assert exercise.id in named


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
def test_a_hold_is_a_hold_and_counts_up_to_failure(exercise: Exercise) -> None:
    text = f'name = "x"\nwork = [{{ exercise = "{exercise.name}", sets = 2, time = "0:30" }}, "2x? {exercise.name}"]'
    routine = read_text(text, id="x", catalog=bundled()).routine
    if exercise.name[0].isdigit():
        return
    assert routine is not None
    entry = routine.work[1]
    assert isinstance(entry, Entry)
    assert (entry.hold is not None) is exercise.isometric
    assert (entry.reps is not None) is not exercise.isometric


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
    assert {each.id for each in bundled() if each.isometric} == set(HELD.split())


@pytest.mark.parametrize("name", ["Side plank", "Wall sit", "Dead hang", "Hollow hold", "L-sit", "Boat pose", "Pigeon"])
def test_a_hold_counts_seconds(name: str) -> None:
    loaded = read_text(f'name = "x"\nwork = ["2x? {name}", "3x:30 {name}"]', id="x", catalog=bundled())
    assert loaded.problems == ()
    assert loaded.routine is not None
    assert [isinstance(entry, Entry) and entry.hold is not None for entry in loaded.routine.work] == [True, True]


@pytest.mark.parametrize("name", ["Squat", "Burpee", "Bench press", "Run", "Side plank dip", "Cossack squat"])
def test_what_is_repeated_is_no_hold(name: str) -> None:
    exercise = bundled().find(name)
    assert exercise is not None
    assert not exercise.isometric


def test_what_is_done_one_side_at_a_time() -> None:
    assert {each.id for each in bundled() if each.unilateral} == set(ONE_SIDED.split())


def test_what_has_plates_on_a_bar_is_done_with_a_barbell() -> None:
    on_a_bar = {each.id for each in bundled() if each.barbell}
    assert on_a_bar == set(ON_A_BAR.split())
    assert on_a_bar <= {each.id for each in bundled() if "barbell" in each.equipment}


def test_the_share_of_the_body_that_is_moved_is_given_where_it_is_known() -> None:
    shares = {each.id: each.share for each in bundled() if each.share is not None}
    assert (shares["pull-up"], shares["dip"], shares["push-up"]) == (1.0, 1.0, 0.64)
    assert all(0 < share <= 1 for share in shares.values())


@pytest.mark.parametrize(
    ("name", "exercise_id"), [(name, found) for names in EVERYDAY.values() for name, found in names.items()]
)
def test_an_everyday_name_is_found(name: str, exercise_id: str) -> None:
    exercise = bundled().find(name)
    assert exercise is not None, f"{name} is not found"
    assert exercise.id == exercise_id


@EVERY
def test_its_names_are_found_without_a_reading_of_the_rest_of_the_file(exercise: Exercise) -> None:
    for label in (exercise.id, exercise.name, *exercise.aliases):
        assert bundled().find(label) is exercise, label


def test_the_file_holds_what_is_found_table_by_table() -> None:
    table = tomllib.loads(Path(catalog.__file__).with_name("catalog.toml").read_text(encoding="utf-8"))
    listed = {
        exercise_id: (entry["name"], tuple(entry.get("aliases", ())))
        for exercise_id, entry in table["exercises"].items()
    }
    assert {each.id: (each.name, each.aliases) for each in bundled()} == listed
    assert bundled().articles == table["articles"]


def test_every_muscle_and_every_piece_of_equipment_is_used() -> None:
    assert {muscle for each in bundled() for muscle in each.muscles + each.secondary} == set(MUSCLES)
    assert {piece for each in bundled() for piece in each.equipment} == set(EQUIPMENT)
