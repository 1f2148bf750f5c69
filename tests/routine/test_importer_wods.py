"""Workouts of the day: numbers before names that nobody knows, distances, and groups by the clock."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text
from backday_tui.routine.model import Circuit

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """Each exercise of a paste with its dose, without the minute of rest that nobody told."""
    return [str(each).removesuffix(" ~ 60") for each in given(import_text(text, CATALOG))]


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("- 20 sentadillas\n- 12 patadas de rana\n", ["sentadillas: 1x20", "patadas de rana: 1x12"]),
        ("3 rondas:\n20 sentadillas\n15 saltos de tijera\n", ["sentadillas: 3x20", "saltos de tijera: 3x15"]),
        ("Zirkel, 4 Runden:\n15 Kniebeugen\n12 Hüftheber\n", ["Kniebeugen: 4x15", "Hüftheber: 4x12"]),
        ("12 min AMRAP:\n8 8ct bodybuilders\n10 rows\n", ["8ct bodybuilders: amrap12 8", "rows: amrap12 10"]),
        ("2 rounds:\n20 4-count flutter kicks\n9 T2B\n", ["4-count flutter kicks: 2x20", "T2B: 2x9"]),
        ("3 rounds:\n(12) Push-ups\n(30) Grasshoppers\n", ["Push-ups: 3x12", "Grasshoppers: 3x30"]),
        ("(1) Push-ups\n(2) Squats\n(3) Plank\n", ["Push-ups", "Squats", "Plank"]),
        ("Ten burpees\nTwenty-five air squats\n", ["burpees: 1x10", "air squats: 1x25"]),
        ("Four rounds: fifteen sit-ups, forty jumping jacks\n", ["sit-ups: 4x15", "jumping jacks: 4x40"]),
        ("10 burpees x 3, 90 s rest\nSquat 3x5\n", ["burpees: 3x10 ~ 90", "Squat: 3x5"]),
        ("12 wall angels x 3 with 45 sec rest\n", ["wall angels: 3x12 ~ 45"]),
        ("Max effort tuck-ups\n10 squats\n", ["tuck-ups: 1x?", "squats: 1x10"]),
        ("2 rounds of:\nME strict pull-ups\n1 min max burpees\n", ["strict pull-ups: 2x?", "burpees: 2x1:00"]),
        ("Accumulate 2 minutes in a plank\nSquat 3x5\n", ["plank: 1x2:00", "Squat: 3x5"]),
    ],
)
def test_a_number_before_a_name_is_its_reps(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("6 x 200 m run, 90 s rest\n", ["200 m run: 6x ~ 90"]),
        ("8 x 50m swim, 20 sec rest\n3 x 20 m farmers walk\n", ["50m swim: 8x ~ 20", "20 m farmers walk: 3x"]),
        ("Farmer's carry 4 x 40 m\nSquat 3x5\n", ["Farmer's carry: 4x", "Squat: 3x5"]),
        ("Sled push 4 lengths\nGoblet squat 3x8\n", ["Sled push: 4x", "Goblet squat: 3x8"]),
        ("2 lengths of bear crawl\nSquat 3x5\n", ["bear crawl: 2x", "Squat: 3x5"]),
        ("Loaded carry 3 trips each side\nSquat 3x5\n", ["Loaded carry: 3x each", "Squat: 3x5"]),
    ],
)
def test_distances_stay_and_trips_are_sets(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize("sides", ["R/L", "L/R", "(R/L)", "right and left", "R + L", "left/right"])
def test_right_and_left_behind_a_name_are_its_sides(sides: str) -> None:
    assert read(f"Cat cow\nSupine twist {sides}\nChild's pose\n") == ["Cat cow", "Supine twist: each", "Child's pose"]
    assert read(f"Cat cow - 30 s\nLow lunge {sides} - 45 s\n") == ["Cat cow: 1x0:30", "Low lunge: 1x0:45 each"]


def test_things_that_are_counted_are_no_exercises() -> None:
    assert read("Equipment\n- 2 dumbbells\n- 1 mat\n\nSquat 3x5\nRow 3x8\n") == ["Squat: 3x5", "Row: 3x8"]


def test_a_title_that_begins_with_a_number_word_stays() -> None:
    found = import_text("Four Moves That Matter\n\nSquat 3x5\nRow 3x8\n", CATALOG)
    assert found.routines[0].name == "Four Moves That Matter"


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("5 rounds of 20 burpees, rest 1 min between rounds\n", ["burpees: 5x20"]),
        ("4 rounds of 12 ring rows\n", ["ring rows: 4x12"]),
        ("B. 5 rounds of 250 m row, with a 2 minute rest between rounds.\n", ["250 m row: 5x ~ 120"]),
        ("3 rounds of 30 s plank, 90 s rest\n", ["plank: 3x0:30 ~ 90"]),
    ],
)
def test_rounds_of_one_exercise_are_its_sets(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("400 m ruck\n\n3 rounds:\n10 squats\n10 rows\n", ["400 m ruck", "squats: 3x10", "rows: 3x10"]),
        ("Buy In\n400 m ruck\n\nAMRAP 10:\n10 squats\n", ["400 m ruck", "squats: amrap10 10"]),
        ("10 squats\nCASH OUT:\n1 mile run\n", ["squats: 1x10", "1 mile run"]),
        ("2 rounds\n15/12 cal row\n10 squats\nRun 400m\n", ["15/12 cal row: 2x", "squats: 2x10", "Run 400m: 2x"]),
        ("Run 400 m, then 3 rounds of:\n10 rows\n10 squats\n", ["Run 400 m", "rows: 3x10", "squats: 3x10"]),
        (
            "500 m row\nthen\n2 rounds:\n5 rows\n9 squats\nThen:\n50 sit-ups\n",
            ["500 m row", "rows: 2x5", "squats: 2x9", "sit-ups: 1x50"],
        ),
    ],
)
def test_what_stands_before_and_behind_rounds(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize(
    "name", ["wall balls 20/14#", "wall balls (20/14 lb)", "wall balls, 20/14 lb", "wall balls @ 20/14"]
)
def test_what_men_and_women_take_is_a_note(name: str) -> None:
    text = f"3 rounds:\n12 {name}\n10 rows\n"
    assert read(text) == ["wall balls: 3x12", "rows: 3x10"]
    assert 'note = "20/14' in import_text(text, CATALOG).routines[0].text


@pytest.mark.parametrize(
    "head",
    [
        "Every 2 minutes for 10 minutes:",
        "Every 2:00 x 5 sets",
        "E2MOM x 5",
        "E2MOM for 10 min:",
        "every 120 seconds x 5 rounds",
        "On the 2 minute interval for 10 minutes",
        "Every other minute for 10 minutes:",
        "5 sets, every 2 minutes:",
        "Every 2 min for 10 min (5 sets):",
    ],
)
def test_an_interval_makes_rounds_and_is_told(head: str) -> None:
    text = f"{head}\n\n6 squats\n8 rows\n"
    assert read(text) == ["squats: 5x6", "rows: 5x8"]
    assert "Every 2:00" in import_text(text, CATALOG).routines[0].text


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("Every 2 minutes for 20 minutes: 5 front squats\n", ["front squats: 10x5"]),
        ("every 90 seconds x 8 sets: 3 power cleans\n", ["power cleans: 8x3"]),
        ("Every 60 seconds for 10 minutes: 5 burpees\n", ["burpees: emom10 5"]),
        ("E3MOM x 4: 10 push-ups, 200 m run\n", ["push-ups: 4x10", "200 m run: 4x"]),
    ],
)
def test_an_interval_with_its_exercises_in_one_line(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize(
    "head",
    ["12-Minute EMOM Lunge Ladder:", "EMOM for 12 min", "12 min EMOM", "Finisher: EMOM 12 min", "Engine: EMOM 12"],
)
@pytest.mark.parametrize(
    "minutes",
    [
        "Minute 1: 5 lunges\nMinute 2: 10 burpees",
        "\u2022 MINUTE # 1: (5) lunges\n\u2022 MINUTE # 2: (10) burpees",
        "Min 1 \u2013 5 lunges\nMin 2 \u2013 10 burpees",
        "1st min: 5 lunges\n2nd min: 10 burpees",
        "Odd minutes: 5 lunges\nEven minutes: 10 burpees",
        "Odd: 5 lunges\nEven: 10 burpees",
    ],
)
def test_an_emom_minute_by_minute(head: str, minutes: str) -> None:
    assert read(f"{head}\n{minutes}\n") == ["lunges: emom12 5", "burpees: emom12 10"]


def test_a_minute_of_rest_is_one_of_the_minutes_of_an_emom() -> None:
    assert read("EMOM 12\nMin 1: 9 burpees\nMin 2: rest\n") == ["burpees: emom12 9", "rest: emom12"]


@pytest.mark.parametrize(
    ("head", "reps"),
    [
        ("10 to 1 ladder:", "10,9,8,7,6,5,4,3,2,1"),
        ("1-2-3-...-6", "1,2,3,4,5,6"),
        ("Ladder, 2-4-6-...-10 reps:", "2,4,6,8,10"),
        ("Descending 5-1", "5,4,3,2,1"),
        ("2-4-6-4-2", "2,4,6,4,2"),
        ("3 rounds for time of 21-15-9 reps of:", "21,15,9"),
        ("Warm up for 5 minutes, then do 30-20-10 reps of:", "30,20,10"),
    ],
)
def test_a_ladder_in_other_words(head: str, reps: str) -> None:
    assert [each.removesuffix(" ~ 0") for each in read(f"{head}\n\nBurpees\nSit-ups\n")] == [
        f"Burpees: {reps}",
        f"Sit-ups: {reps}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tabata (20 on, 10 off x 8): squats, push-ups\n",
        "Tabata (20 s on / 10 s off, 8 rounds)\n- squats\n- push-ups\n",
        "Tabata: squats, push-ups\n",
    ],
)
def test_a_tabata_of_several(text: str) -> None:
    assert [each.partition(" ~")[0] for each in read(text)] == ["squats: 8x0:20", "push-ups: 8x0:20"]


def test_an_amrap_within_rounds_is_how_long_each_is_done() -> None:
    minute, rest = "60 Second AMRAP:\n", "\nREST 30 Seconds\n"
    text = f"3 ROUNDS:\n{minute}Back Squat @ 65%{rest}{minute}Push Press{rest}"
    assert read(text) == ["Back Squat: 3x1:00 ~ 30", "Push Press: 3x1:00 ~ 30"]


def test_as_many_as_possible_in_some_minutes() -> None:
    assert read("Max reps in 3 minutes: push-ups\n") == ["push-ups: amrap3"]
    assert read("Max rounds in 9 min:\n5 squats\n5 rows\n") == ["squats: amrap9 5", "rows: amrap9 5"]


def test_a_cap_of_time_is_no_dose() -> None:
    assert read("3 rounds for time (20 min cap):\n5 squats\n5 rows\n") == ["squats: 3x5", "rows: 3x5"]


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("8 min of:\n20 sec plank\n5x burpees\n", ["plank: amrap8 0:20", "burpees: amrap8 5"]),
        ("As many reps as possible in 5 minutes: squats\n", ["squats: amrap5"]),
        ("WOD: 7 min AMRAP\n3 rows\n3 chest to bar\n", ["rows: amrap7 3", "chest to bar: amrap7 3"]),
        ("3 rounds NFT\n10x GHD sit-ups\n8/8 lunges\n", ["GHD sit-ups: 3x10", "lunges: 3x8 each"]),
        ("3 sets, not for time: 12 curls, 12 rows\n", ["curls: 3x12", "rows: 3x12"]),
        (
            "30-20-10 reps for time: wall balls, calorie row\n",
            ["wall balls: 30,20,10 ~ 0", "calorie row: 30,20,10 ~ 0"],
        ),
        ("Alternating Tabata: sit-ups / squats\n", ["sit-ups: 8x0:20 ~ 10", "squats: 8x0:20 ~ 10"]),
        ("30 on / 30 off x 10\nAssault bike\n", ["Assault bike: 10x0:30 ~ 30"]),
        ("12 min EMOM\n1 - 12 cal row\n2 - 10 squats\n", ["12 cal row: emom12", "squats: emom12 10"]),
        ("EMOM 9\nA: 10 squats\nB: 8 rows\nC: Rest\n", ["squats: emom9 10", "rows: emom9 8", "Rest: emom9"]),
        ("5 rondas por tiempo:\n10 burpees\n200 m carrera\n", ["burpees: 5x10", "200 m carrera: 5x"]),
        ("Cada 2 minutos durante 10 minutos:\n8 dominadas\n10 flexiones\n", ["dominadas: 5x8", "flexiones: 5x10"]),
        ("2 rounds of AMRAP 4 min:\n8 burpees\n", ["burpees: amrap4 8", "burpees: amrap4 8"]),
        ("2 rounds\nAMRAP 4 min:\n8 burpees\n9 rows\nRest 1 min\n", ["burpees: amrap4 8", "rows: amrap4 9"] * 2),
        ("Week 1 - 6 x 400m run w/ 3 min rest\n", ["400m run: 6x ~ 180"]),
    ],
)
def test_groups_as_boxes_write_them(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


@pytest.mark.parametrize("rest", ["\nRest 3 min, then\n\n", "\nRest 3:00\n\n", "Rest 3 min, then:\n"])
def test_a_rest_between_two_groups_is_behind_the_first(rest: str) -> None:
    text = f"3 rounds:\n10 squats\n12 rows\n{rest}2 rounds:\n9 curls\n8 dips\n"
    first, second = import_text(text, CATALOG).routines[0].routine.work
    assert isinstance(first, Circuit)
    assert isinstance(second, Circuit)
    assert (first.after, first.between, second.between) == (180, None, None)


def test_a_rest_between_amraps_is_that_between_all_of_the_workout() -> None:
    text = "AMRAP 6:\n6 burpees\nRest 2:00\nAMRAP 6:\n6 rows\nRest 2:00\nAMRAP 6:\n6 squats\n"
    assert import_text(text, CATALOG).routines[0].routine.between == 120
    told = import_text(text.replace("2:00", "3:00", 1), CATALOG).routines[0]
    assert told.not_understood == ((6, "Rest 2:00"),)


@pytest.mark.parametrize("rest", ["Rest 20 s", ":20 sec. rest", "20 seconds rest"])
def test_a_rest_below_each_exercise_of_a_circuit(rest: str) -> None:
    within = import_text(f"3 rounds:\n10 squats\n{rest}\n12 rows\n{rest}\n", CATALOG).routines[0].routine.work[0]
    assert isinstance(within, Circuit)
    assert (within.rest, within.between) == (20, 20)
    behind = import_text(f"3 rounds:\n10 squats\n12 rows\n{rest}\n", CATALOG).routines[0].routine.work[0]
    assert isinstance(behind, Circuit)
    assert (behind.rest, behind.between) == (0, 20)


def test_work_and_rest_of_the_same_length_are_no_reps() -> None:
    assert import_text("Squat 3x5\n10 x 30/30 row\n", CATALOG).not_understood == ((2, "10 x 30/30 row"),)


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ('"Kelly" - 5 rounds for time\n400m run\n30 box jumps\n', ["400m run: 5x", "box jumps: 5x30"]),
        ("Nancy: 5 RFT 400m run, 15 overhead squats\n", ["400m run: 5x", "overhead squats: 5x15"]),
        (
            "Part 1: EMOM 10 - 3 deadlifts\nPart 2: 2 rounds\n9 rows\n8 dips\nPart 3: 50 curls\n",
            ["deadlifts: emom10 3", "rows: 2x9", "dips: 2x8", "curls: 1x50"],
        ),
        (
            "1 mile run\nthen 2 rounds of:\n15 rows\n9 dips\nthen 1 mile run\n",
            ["1 mile run", "rows: 2x15", "dips: 2x9", "1 mile run"],
        ),
        ("2 rounds of:\n15 rows\nthen 9 dips\n", ["rows: 2x15", "dips: 2x9"]),
        (
            "Pool day\n\n4 x 50m kick, 15s rest\n6 x 100m freestyle, 20s rest\n",
            ["50m kick: 4x ~ 15", "100m freestyle: 6x ~ 20"],
        ),
        ("MON\n12 min AMRAP\n8 rows\n9 squats\nTUE\n10 dips\n", ["rows: amrap12 8", "squats: amrap12 9", "dips: 1x10"]),
        ("EMOM 8\nMin 1: 20 Alt. Lunges\nMin 2: 10 rows\n", ["Alt Lunges: emom8 20", "rows: emom8 10"]),
        ("1-5 ladder pull-ups\nSquat 3x5\n", ["pull-ups: 1,2,3,4,5", "Squat: 3x5"]),
    ],
)
def test_parts_of_a_workout_and_what_they_are_called(text: str, exercises: list[str]) -> None:
    assert read(text) == exercises


def test_a_distance_that_is_no_exercise_is_told() -> None:
    assert import_text("Squat 3x5\n\n\nCool-down\n100m easy\n", CATALOG).not_understood[-1] == (5, "100m easy")


@pytest.mark.parametrize("unit", ["min", "Min", "MIN", "Minutes"])
def test_a_clock_with_its_unit_in_any_case(unit: str) -> None:
    assert read(f"Plank 1:30 {unit}\nSquat 3x5\n") == ["Plank: 1x1:30", "Squat: 3x5"]


@pytest.mark.parametrize(
    "head",
    [
        "Set a timer for 15 minutes and complete as many rounds of the circuit below as possible.",
        "Complete as many rounds of this circuit as possible in 15 minutes.",
        "Set your timer for 15 minutes. Do as many rounds as you can.",
        "Start a 15-minute timer and do as many rounds as you can of these moves:",
        "AMRAP 15 min\n\nCircuit:",
    ],
)
def test_an_amrap_in_other_words(head: str) -> None:
    found = given(import_text(f"{head}\n8 lunges\n12 rows", CATALOG))
    assert [str(each) for each in found] == ["lunges: amrap15 8", "rows: amrap15 12"]
