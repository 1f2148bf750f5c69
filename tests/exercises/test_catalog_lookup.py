"""Finding an exercise by what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.errors import AmbiguousError, NotFoundError
from backday_tui.exercises.catalog import (
    MUSCLE_ALIASES,
    MUSCLES,
    Catalog,
    Exercise,
    bundled,
    muscle_named,
)

SLED = Exercise(id="sled-pull", name="Sled pull, heavy", muscles=("glutes",), steps=("Pull.",))


def found(name: str) -> str | None:
    exercise = bundled().find(name)
    return exercise.id if exercise else None


def searched(words: str) -> list[str]:
    return [each.id for each in bundled().search(words)]


@pytest.mark.parametrize(
    ("written", "exercise_id"),
    [
        ("plank", "plank"),
        ("  PLANKS ", "plank"),
        ("bent-over-row", "bent-over-row"),
        ("chinups", "chin-up"),
        ("chin ups", "chin-up"),
        ("Chin-ups", "chin-up"),
        ("chin\N{EN DASH}up", "chin-up"),
        ("lat pulldown", "lat-pull-down"),
        ("Lat pull downs", "lat-pull-down"),
        ("superwoman", "superman"),
        ("supermen", "superman"),
        ("hyper-extension", "back-extension"),
        ("Bent-over flies", "bent-over-fly"),
        ("bent over flyes", "bent-over-fly"),
        ("Bent-over flys", "bent-over-fly"),
        ("bent-over db row", "bent-over-dumbbell-row"),
        ("Bent-over DB rows", "bent-over-dumbbell-row"),
        ("BB shrug", "barbell-shrug"),
        ("kb swings", "kettlebell-swing"),
        ("kettle bell swing", "kettlebell-swing"),
        ("one arm dumbbell row", "one-arm-dumbbell-row"),
        ("Single-arm dumbbell row", "one-arm-dumbbell-row"),
        ("singlearm dumbell rows", "one-arm-dumbbell-row"),
        ("1-arm DB row", "one-arm-dumbbell-row"),
        ("stability-ball back extensions", "physio-ball-back-extension"),
        ("farmer's walk", "farmer-carry"),
        ("farmers carries", "farmer-carry"),
        ("Treadmill, fast walk", "treadmill"),
        ("Stairs, moderate pace", "stairs"),
        ("Plank, pull-up", "plank"),
        ("Cat/cow stretch, then cobra stretch", "cat-cow-stretch"),
        ("cat cow", "cat-cow-stretch"),
        ("cat and cow stretches", "cat-cow-stretch"),
        ("Front raise thumbs up", "front-raise"),
        ("Deadlift (20 reps)", "deadlift"),
        ("superman / superwoman", "superman"),
        ("21s", "pyramid-barbell-curl"),
        ("wrist curls", "forearm-curl"),
        ("Deadlift (Barbell)", "deadlift"),
        ("Deadlift (Kettlebell)", "kettlebell-deadlift"),
        ("Lat Pulldown (Cable)", "lat-pull-down"),
        ("Lat Pulldown (Cable, wide)", "lat-pull-down"),
        ("Bench Press (Dumbbell)", "dumbbell-bench-press"),
        ("Incline Bench Press (Dumbbell)", "incline-dumbbell-press"),
        ("Plank (side)", "side-plank"),
        ("Hip thrust (paused)", "hip-thrust"),
        ("Kettlebell lateral lunge", "side-lunge"),
        ("Barbell lunges", "lunge"),
        ("press bench close-grip", "close-grip-bench-press"),
        ("Push-ups/Press-ups", "push-up"),
        ("Pla\N{LATIN SMALL LETTER N WITH TILDE}k", "plank"),
        ("Plan\N{COMBINING TILDE}k", "plank"),
    ],
)
def test_a_name_is_found_as_people_write_it(written: str, exercise_id: str) -> None:
    assert found(written) == exercise_id


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        ",",
        "the",
        "!?",
        "bridge pose / plank",
        "cable squat",
        "band bench press",
        "barbell",
        "dumbbell machine",
        "seated machine",
        "plan",
        "planck",
        "chin-up / pull-up",
        "plank or",
        "plank/xyzzy",
    ],
)
def test_what_is_unknown_or_may_be_several_is_not_found(written: str) -> None:
    assert found(written) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plank", "weighted plank"),
        ("plank", "superman plank"),
        ("superman", "superman plank"),
        ("superman", "superman pull"),
        ("bent-over row", "bent-over dumbbell row"),
        ("chin-up", "pull-up"),
        ("cobra", "prone cobra"),
        ("seated row", "seated row machine"),
        ("shrug", "barbell shrug"),
        ("pull-up", "pull-up shrug"),
        ("deadlift", "kettlebell deadlift"),
    ],
)
def test_different_exercises_stay_apart(one: str, other: str) -> None:
    assert found(one) is not None
    assert found(other) is not None
    assert found(one) != found(other)


def test_an_exact_name_is_the_only_one_that_is_meant_and_the_first_that_is_found() -> None:
    assert bundled().lookup("Plank").id == searched("Plank")[0] == "plank"
    assert {"side-plank", "knee-plank"} <= set(searched("Plank"))
    assert searched("superwomen") == ["superman"]


def test_brackets_that_name_another_exercise_leave_it_open_which_is_meant() -> None:
    assert found("Butterfly (Pec Deck)") is None
    assert [each.id for each in bundled().candidates("Butterfly (Pec Deck)")] == ["butterfly-stretch", "pec-deck"]
    assert found("Treadmill (incline walk)") == "treadmill", "both are one"


def test_brackets_with_what_an_exercise_is_not_done_with_are_not_left_out() -> None:
    assert found("Decline bench press (barbell)") == found("Decline bench press (heavy)") == "decline-bench-press"
    assert found("Decline bench press (dumbbell)") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("press-ups on the knees", "push-up on the knees"),
        ("Diamond press ups", "diamond pushup"),
        ("Lat Pulldown - Wide Grip (Cable)", "wide-grip lat pull-down"),
        ("one-armed dumbbell row", "1-arm DB row"),
        ("clamshells w/ band", "banded clamshell"),
        ("2-hand KB swing", "two-hand kettlebell swing"),
    ],
)
def test_one_name_is_written_in_many_ways(one: str, other: str) -> None:
    assert found(one) == found(other) is not None


@pytest.mark.parametrize("name", ["squatt", "plnak", "pulp", "abz"])
def test_letters_in_the_midst_of_names_are_no_match(name: str) -> None:
    assert searched(name) == []


def test_an_exact_alias_stands_before_those_that_have_its_words_in_their_names() -> None:
    assert searched("dumbbell row")[:2] == ["one-arm-dumbbell-row", "bent-over-dumbbell-row"]
    assert searched("rows")[0] == "bent-over-row"
    assert {"seated-row", "t-bar-row", "renegade-row"} <= set(searched("rows"))
    assert searched("bridges")[0] == "hip-bridge"
    assert bundled().lookup("bridges").id == "hip-bridge"


def test_words_give_all_that_have_them_whole_words_and_names_first() -> None:
    assert searched("planks weighted") == ["weighted-plank"]
    assert searched("cable row")[:1] == ["seated-row"]
    assert {"plank", "superman-plank", "weighted-plank", "knee-plank", "renegade-row"} <= set(searched("plan"))
    assert all("plan" in " ".join((each.name, *each.aliases)).casefold() for each in bundled().search("plan"))
    assert searched("pla wei") == ["weighted-plank"]
    assert "pull-up" in searched("pullu")
    assert searched("cob")[0] == "prone-cobra"


@pytest.mark.parametrize("typed", ["f", "fa", "fac", "face", "face ", "face p", "face pu", "face pull"])
def test_typing_a_name_never_loses_it(typed: str) -> None:
    assert "face-pull" in searched(typed)


@pytest.mark.parametrize("typed", ["o", "on", "one", "one-", "one-a", "one-arm d", "one-arm dumbbell ro"])
def test_typing_through_a_small_word_never_loses_the_name(typed: str) -> None:
    assert "one-arm-dumbbell-row" in searched(typed)


def test_several_exercises_between_slashes_are_all_results() -> None:
    assert searched("Chin-ups/pull-ups") == ["chin-up", "pull-up"]


def test_blank_words_give_the_whole_catalogue() -> None:
    assert len(searched(" ")) == len(bundled())


@pytest.mark.parametrize("words", ["xyzzy", "plank xyzzy", "!!"])
def test_words_that_nothing_has_give_nothing(words: str) -> None:
    assert searched(words) == []


@pytest.mark.parametrize(
    ("typo", "name"),
    [("plnk", "Plank"), ("deadlfit", "Deadlift"), ("rusian twits", "Russian twist"), ("superwomann", "Superman")],
)
def test_a_misspelt_name_is_near_the_right_one(typo: str, name: str) -> None:
    assert bundled().nearest(typo)[0] == name


def test_the_candidates_for_a_name_have_all_its_words() -> None:
    assert [each.name for each in bundled().candidates("stability ball")] == [
        "Physio-ball back extension", "Ball leg curl",
    ]  # fmt: skip
    bands = [each.id for each in bundled().candidates("Band")]
    assert bands[:2] == ["band-pull-apart", "lateral-band-walk"], "names come before aliases"
    assert "face-pull" in bands
    assert [each.id for each in bundled().candidates("Chin-ups/pull-ups")] == ["chin-up", "pull-up"]
    assert [each.id for each in bundled().candidates("renegade")] == ["renegade-row"]


@pytest.mark.parametrize("name", ["", "the", "plan", "Rwo", "!?"])
def test_a_part_of_a_word_makes_no_candidate(name: str) -> None:
    assert bundled().candidates(name) == ()


def test_nothing_is_near_to_gibberish() -> None:
    assert bundled().nearest("xyzzyqqq") == ()
    assert bundled().nearest("") == ()


@pytest.mark.parametrize("name", ["barbell squash", "dumbbell jerk", "sled pull", "landmine squat", "kettlebell halo"])
def test_words_that_many_names_share_make_none_of_them_near(name: str) -> None:
    assert bundled().nearest(name) == ()


@pytest.mark.parametrize("name", ["R\xfccken-Zug", "Ru\u0308cken-Zug", "rucken zug"])
def test_accents_make_no_difference_however_they_are_written(name: str) -> None:
    own = Exercise(id="x", name="R\xfcckenzug")
    assert bundled().with_own([own]).find(name) == own


def test_marks_that_are_letters_of_their_own_script_tell_names_apart() -> None:
    twice = Catalog([Exercise(id="a", name="\N{KATAKANA LETTER GA}"), Exercise(id="b", name="\N{KATAKANA LETTER KA}")])
    assert [each.id for each in twice.search("\N{KATAKANA LETTER KA}")] == ["b"]


def test_near_names_are_at_most_three_and_each_once() -> None:
    near = bundled().nearest("weighted pullup")
    assert len(near) == len(set(near)) <= 3


def test_looking_up_takes_the_exact_name_or_the_only_one_that_fits() -> None:
    assert bundled().lookup("Superwoman").id == "superman"
    assert bundled().lookup("renegade").id == "renegade-row"


def test_looking_up_an_unknown_name_says_what_is_near() -> None:
    with pytest.raises(NotFoundError, match=r'^no exercise is called "plnk"; did you mean "Plank"\?$'):
        bundled().lookup("plnk")
    with pytest.raises(NotFoundError, match=r'^no exercise is called "xyzzy"; `backday exercises` lists them all$'):
        bundled().lookup("xyzzy")
    with pytest.raises(NotFoundError):
        bundled().lookup("")


def test_looking_up_an_ambiguous_name_says_the_candidates() -> None:
    expected = r'^"stability ball" may be "Physio-ball back extension" or "Ball leg curl"$'
    with pytest.raises(AmbiguousError, match=expected):
        bundled().lookup("stability ball")
    with pytest.raises(AmbiguousError, match=r'^"chinups/pullups" may be "Chin-up" or "Pull-up"$'):
        bundled().lookup("chinups/pullups")


def test_a_very_long_name_is_cut_in_the_message() -> None:
    with pytest.raises(NotFoundError) as caught:
        bundled().lookup("x" * 2000)
    assert len(str(caught.value)) < 150


def test_a_name_that_two_exercises_share_is_ambiguous() -> None:
    twice = Catalog([Exercise(id="a", name="Row"), Exercise(id="b", name="Rows")])
    assert twice.find("row") is None
    assert [each.id for each in twice.search("row")] == ["a", "b"]


def test_a_later_exercise_takes_the_place_of_an_earlier_one_with_its_id() -> None:
    catalog = Catalog([Exercise(id="a", name="One"), Exercise(id="b", name="Two"), Exercise(id="a", name="Three")])
    assert [each.name for each in catalog] == ["Three", "Two"]
    assert catalog.find("one") is None


def test_an_own_exercise_is_found_beside_those_of_the_catalogue() -> None:
    catalog = bundled().with_own([SLED])
    assert catalog.find("sled pulls") == SLED
    assert catalog.find("plank") == bundled().find("plank")
    assert len(catalog) == len(bundled()) + 1
    assert bundled().find("sled pull") is None


def test_the_name_of_an_own_exercise_wins() -> None:
    own = Exercise(id="my-plank", name="Plank")
    catalog = bundled().with_own([own])
    assert catalog.find("planks") == own
    front = catalog.find("front plank")
    assert front is not None
    assert front.id == "plank"


def test_an_own_exercise_with_a_known_id_is_taken_as_it_stands() -> None:
    own = Exercise(id="plank", name="Moving plank", steps=("Walk your hands out and back.",))
    catalog = bundled().with_own([own])
    assert catalog.find("moving plank") == catalog.find("front plank") == own
    assert not own.isometric
    assert len(catalog) == len(bundled())


def test_no_own_exercises_leave_the_catalogue_as_it_is() -> None:
    assert bundled().with_own([]) is bundled()


@given(st.sampled_from(list(bundled())), st.randoms(use_true_random=False), st.sampled_from([" ", "-", "", "_"]))
def test_case_and_joints_make_no_difference(exercise: Exercise, random: object, joint: str) -> None:
    cased = "".join(
        letter.upper() if random.random() < 0.5 else letter  # type: ignore[attr-defined]
        for letter in exercise.name
    )
    assert bundled().find(cased.replace(" ", joint).replace("-", joint)) == exercise


@given(st.text(max_size=80))
def test_any_text_can_be_looked_for(text: str) -> None:
    exercise = bundled().find(text)
    results = bundled().search(text)
    assert exercise is None or results[0] == exercise
    assert set(bundled().nearest(text)) <= {each.name for each in bundled()}


@pytest.mark.parametrize(
    ("word", "muscle"),
    [("Lats", "latissimus dorsi"), ("lower-back", "lumbar"), (" GLUTES ", "glutes"), ("Traps", "trapezius")],
)
def test_a_muscle_is_known_by_the_words_people_use(word: str, muscle: str) -> None:
    assert muscle_named(word) == muscle


def test_a_word_that_is_no_muscle_is_none() -> None:
    assert muscle_named("elbow") is None


def test_every_other_word_for_a_muscle_leads_to_a_muscle() -> None:
    assert set(MUSCLE_ALIASES.values()) <= set(MUSCLES)
    assert not set(MUSCLE_ALIASES) & set(MUSCLES)
