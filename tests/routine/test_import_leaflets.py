"""Exercises as leaflets and pages describe them: a cue below a name, a dose among steps, labels in other languages."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text
from backday_tui.routine.model import Entry

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """The exercises of a paste with their doses, as "Squat: 3x5"."""
    return [str(each).partition(" ~ ")[0] for each in given(import_text(text, CATALOG))]


def notes_of(text: str) -> list[str | None]:
    """The notes of the exercises of a paste."""
    (routine,) = import_text(text, CATALOG).routines
    return [each.note for each in routine.routine.work if isinstance(each, Entry)]


# ------------------------------------------------------------------------------------------------ cues below the name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Legs\n## Step-up\neach leg\n- 9\n- 9\n\n## Curl\n- 11", ["Step-up: 2x9 each", "Curl: 1x11"]),
        (
            "Pistol squat\nper side\n3 x 6\n\nPallof press\non each side\n3 sets of 12",
            ["Pistol squat: 3x6 each", "Pallof press: 3x12 each"],
        ),
        ("## Side plank\n\neach side\n\n- 25s\n- 25s", ["Side plank: 2x0:25 each"]),
        ("Lunges 3x10\nper leg\nRow 3x8", ["Lunges: 3x10 each", "Row: 3x8"]),
    ],
)
def test_a_side_below_a_name_is_that_of_the_exercise(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        ('Squat\n"belt from set 3"\nSet 1: 60 kg x 8\nSet 2: 90 kg x 5', ["Squat: 8,5"], ["Belt from set 3"]),
        ("Plank\n\u201cribs down\u201d\n3x40s", ["Plank: 3x0:40"], ["Ribs down"]),
        ("## Bench press\n\nFelt heavy today\n\n- 60 kg x 5\n- 60 kg x 5", ["Bench press: 2x5"], ["Felt heavy today"]),
        ("Pull-up\nSlow and controlled\n3x8", ["Pull-up: 3x8"], ["Slow and controlled"]),
        ("Curl\nkeep elbows tucked\n3 x 12", ["Curl: 3x12"], ["Keep elbows tucked"]),
        ('"Row"\n3x10', ["Row: 3x10"], [None]),
    ],
)  # fmt: skip
def test_a_cue_below_a_name_is_its_note(text: str, expected: list[str], notes: list[str | None]) -> None:
    assert read(text) == expected
    assert notes_of(text) == notes


def test_what_is_said_of_some_sets_takes_no_name_s_place() -> None:
    assert read("## Front plank\n\nAdding weight on the last two sets.\n\n- 60s\n- 50s") == ["Front plank: 1:00,0:50"]
    assert read("Bench press\nGoing heavier on the final 2 sets.\n4x6") == ["Bench press: 4x6"]


def test_a_second_exercise_with_a_dose_below_stays_one() -> None:
    assert read("Squat\nLeg Press\n3x10\nRow 3x8") == ["Squat", "Leg Press: 3x10", "Row: 3x8"]


# --------------------------------------------------------------------------------------------- doses among sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ("Hip lift\n\nLie on your back.\n\nRepeat nine times.\n\nHeel to seat\n\nBend one knee.\n\n"
             "Do 14 repetitions, then switch legs."),
            ["Hip lift: 1x9", "Heel to seat: 1x14 each"],
        ),
        (
            "Mini squats\n\nBend your knees.\n\nReturn to standing and repeat at least eight times.",
            ["Mini squats: 1x8"],
        ),
        (
            ("Clamshell\n1. Raise your top knee.\n2. Hold for 4 seconds.\n3. Lower it. Rest for 8 seconds.\n"
             "4. Repeat 6 to 9 times."),
            ["Clamshell: 1x6-9"],
        ),
        ("4 Side bend\nSets: 3 Reps: 7", ["Side bend: 3x7"]),
        ("Negative dips (4 seconds down)\n\u2022 Sets: 3\n\u2022 Reps: 4-6", ["Negative dips: 3x4-6"]),
        (
            ("Cross-body stretch\n- Pull one arm across your chest.\n- Hold for 20 seconds, then relax.\n"
             "- Repeat with the other arm.\n- Do 3 repetitions."),
            ["Cross-body stretch: 3x0:20 each"],
        ),
        ("Knee extension\nSets: 2 Reps: 12\nHold: 5 seconds", ["Knee extension: 2x12"]),
        (
            ("Knee extension: Sit in a chair and straighten your knee. Hold for 5 seconds, repeat 8 times. Do 2 sets.\n"
             "Heel slides: Lie on your back and slide your heel. Do 2 sets of 11."),
            ["Knee extension: 2x8", "Heel slides: 2x11"],
        ),
        (
            "Leg raises to the side\n1. Lie on your side.\n2. Repeat 9 times.\n3. Switch legs and repeat the steps.",
            ["Leg raises to the side: 1x9 each"],
        ),
        (
            "Calf stretch\nStand at a wall.\nSuggested program: Hold for a total of 2 minutes on each leg. Daily.",
            ["Calf stretch: 1x2:00 each"],
        ),
        ("1. Neck tilt. Tilt your head to a side. Hold for 12 seconds.\n2. Shoulder roll. Roll your arms 11 times.",
         ["Neck tilt: 1x0:12", "Shoulder roll: 1x11"]),
    ],
)  # fmt: skip
def test_a_dose_among_the_sentences_below_a_name(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_what_stood_beside_a_name_is_its_note_where_the_dose_stands_below() -> None:
    assert notes_of("Negative dips (4 seconds down)\nSets: 3\nReps: 5") == ["4 seconds down"]
    assert notes_of("4 Side bend\nSets: 3 Reps: 7") == [None]
    assert notes_of("Knee extension\nSets: 2 Reps: 12\nHold: 5 seconds") == ["Hold: 5 seconds"]


def test_a_first_set_beside_a_name_stays_one() -> None:
    assert read("Deadlift 100 kg x 5\n- 110 kg x 3\nRow 3x8")[0] == "Deadlift: 1x5"
    assert read("1. Row - 10 reps.\nPull hard.\n2. Squat - 12 reps.\nSit back.\nDo the whole thing 3 times.") == [
        "Row: 3x10",
        "Squat: 3x12",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ankle circles\n11 reps\n2-4 times a day\n\nHeel press\n3 x 9 reps\nthree times daily\nKeep still.",
            ["Ankle circles: 1x11", "Heel press: 3x9"],
        ),
        (
            "Heel raises\nRise up. Repeat 9 times, twice a day.\n\nPractise these exercises four times a week.",
            ["Heel raises: 1x9"],
        ),
        ("Squats 3x9\nRows 3x8\n\nThree rounds a day are enough.", ["Squats: 3x9", "Rows: 3x8"]),
    ],
)
def test_how_often_a_day_or_a_week_is_no_dose(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toe taps\nTap your toes. Do 14 with each foot.", ["Toe taps: 1x14 each"]),
        (
            "The Hundred (90 beats)\nRoll Up (7x)\nRolling Back (6 reps)",
            ["The Hundred: 1x90", "Roll Up: 1x7", "Rolling Back: 1x6"],
        ),
        ("Backwards walking\nWalk backwards for 14 steps. Turn around.", ["Backwards walking: 1x14"]),
        ("Chair dips\nLower yourself. Try 7 to start with.", ["Chair dips: 1x7"]),
        ("Wrist circles\nCircle both wrists nine times in each direction.", ["Wrist circles: 1x9 each"]),
        ("Line walking\nWalk along a line. Take 16 steps.", ["Line walking: 1x16"]),
        ("Chair squats\nTake 2 steps back. Sit down. Do 7.", ["Chair squats: 1x7"]),
        ("Heel slides\nSlide a heel. Repeat 9 times. Rest for 40 seconds, then do a third set.", ["Heel slides: 3x9"]),
        (
            "1. Clamshells: Lie on one side. Do all repetitions on one side before you switch. 2 sets of 9.",
            ["Clamshells: 2x9 each"],
        ),
        ("The Saw - 5 reps\nReach.\n\nThe Hundred - 90 pumps\nPump.", ["The Saw: 1x5", "The Hundred: 1x90"]),
        ("Squats 3x9\nKettlebell: 20 swings", ["Squats: 3x9", "Kettlebell swings: 1x20"]),
        ("Criss-cross - 9 reps\nChange legs on every breath.", ["Criss-cross: 1x9"]),
        (
            "Cat-Cow\nOn all fours, round your spine. Repeat for 7 rounds.\n\nCobra\nLift up. Stay for 45 seconds.",
            ["Cat-Cow: 1x7", "Cobra: 1x0:45"],
        ),
        (
            "Heel dig\n1. Press the heel.\n2. Hold for about 5 s, then rest for 9 s.\n3. Repeat 7 to 9 times.",
            ["Heel dig: 1x7-9"],
        ),
    ],
)
def test_an_order_in_other_words(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_each_part_of_the_body_has_its_own_rule() -> None:
    rule = "Do {} of each. Rest 70 seconds and repeat."
    text = f"Upper body\n{rule.format(9)}\n1. Row\n2. Press\n\nLower body\n{rule.format(14)}\n1. Squat\n2. Bridge"
    assert read(text) == ["Row: 2x9", "Press: 2x9", "Squat: 2x14", "Bridge: 2x14"]


def test_each_group_of_a_page_has_its_own_rule() -> None:
    rule = "Complete {} repetitions of each. Rest for 70 seconds, then go through the group a second time."
    text = f"Group 1\n{rule.format(9)}\n1. Row\n2. Press\n\nGroup 2\n{rule.format(14)}\n1. Squat\n2. Bridge"
    each = [str(each) for each in given(import_text(text, CATALOG))]
    assert each == ["Row: 2x9 ~ 70", "Press: 2x9 ~ 70", "Squat: 2x14 ~ 70", "Bridge: 2x14 ~ 70"]


@pytest.mark.parametrize(
    "again",
    [
        "Rest 70 seconds and then run through the circuit a second time.",
        "Rest 70 seconds and repeat the circuit once more.",
        "Rest 70 seconds, then do a second round.",
    ],
)
def test_a_rule_with_a_second_time_is_that_of_a_circuit(again: str) -> None:
    text = f"Circuit A\nPerform 14 repetitions of each exercise. {again}\n\n1. Squat\n2. Row"
    assert read(text) == ["Squat: 2x14", "Row: 2x14"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bitte machen Sie die Übungen zweimal täglich.\n\nKniebeugen\nGehen Sie in die Hocke. 9 Wiederholungen.",
            ["Kniebeugen: 1x9"],
        ),
        (
            "Wadendehnung\n25 bis 35 Sekunden halten, dann Bein wechseln.\n\nBrücke\n2 Sätze mit je 11 Wiederholungen",
            ["Wadendehnung: 1x0:25 each", "Brücke: 2x11"],
        ),
    ],
)
def test_leaflets_in_german(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_how_many_an_hour_is_a_dose() -> None:
    assert read("Ankle pumps\nLying in bed\nPoint your toes.\n21 times every hour\n\nBridge\n11 reps") == [
        "Ankle pumps: 1x21",
        "Bridge: 1x11",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 70-second wall sit, because why not", "wall sit: 1x1:10"),
        ("- 35-second plank to finish strong!!!", "plank: 1x0:35"),
        ("- 14 slow push-ups (down, 2, 3, up, 2, 3) on or off your knees", "slow push-ups: 1x14"),
        ("- Burpees as a finisher, 2x9", "Burpees: 2x9"),
        ("- 21 crunches!", "crunches: 1x21"),
        ("- Pull-ups, as many as you can, 4 times, 80 seconds in between", "Pull-ups: 4x?"),
        ("- Band press with the blue band, 14 reps, three rounds", "Band press with the blue band: 3x14"),
        ("- 2x9 lunges, keeping your chest up all the way", "lunges: 2x9"),
    ],
)
def test_what_is_said_behind_an_exercise_is_no_part_of_its_name(line: str, expected: str) -> None:
    assert read(f"Row 3x8\n{line}") == ["Row: 3x8", expected]


def test_how_long_a_page_is_read_is_no_exercise() -> None:
    page = "Estimated reading: 7 minutes\n\nRow 3x8"
    assert read(page) == ["Row: 3x8"]


def test_minutes_of_what_is_no_exercise_are_a_title() -> None:
    assert read("15 Minutes of Total Fun\n\n- 12 planks\n- 14 rows") == ["planks: 1x12", "rows: 1x14"]


# ---------------------------------------------------------------------------------------------------- other languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kniebeugen: 2 mal 11 Wiederholungen\nAusfallschritte: je 3 mal 9",
            ["Kniebeugen: 2x11", "Ausfallschritte: 3x9"],
        ),
        ("Ma séance\n\nSquats : 4 fois 14, repos 40 secondes\nPompes : 3 fois 9", ["Squats: 4x14", "Pompes: 3x9"]),
        (
            "Mi rutina\n\nSentadillas: 4 veces 14\nZancadas: 2 veces 9 por pierna",
            ["Sentadillas: 4x14", "Zancadas: 2x9 each"],
        ),
        (
            (
                "Übung 1: Brücke\n\nZiel: Kräftigung des Rumpfes\nAusführung: Das Becken anheben.\n"
                "Wiederholungen: 2 mal 9 Wiederholungen\n\nÜbung 2: Seitstütz\n\nWirkung: stärkt den Rumpf\n"
                "Ausführung: Die Hüfte heben. 20 Sekunden halten.\nWiederholungen: 3 Wiederholungen"
            ),
            ["Brücke: 2x9", "Seitstütz: 3x0:20"],
        ),
        (
            (
                "Pont fessier\n\nObjectif : renforcer les fessiers\nExécution : Levez le bassin.\n"
                "Répétitions : 2 fois 9\n\n"
                "La planche\nPosition de départ : sur les avant-bras\nDurée : 25 secondes\nSéries : 3"
            ),
            ["Pont fessier: 2x9", "La planche: 3x0:25"],
        ),
        (
            (
                "Ejercicio 1: Plancha\nMúsculos: abdomen\nCómo se hace: apoya los antebrazos.\nDuración: 25 segundos\n"
                "Series: 3\n\nEjercicio 2: Puente\nObjetivo: glúteos fuertes\nRepeticiones: 2 veces 9 repeticiones"
            ),
            ["Plancha: 3x0:25", "Puente: 2x9"],
        ),
        (
            "Seitstütz\nje Seite 20 Sekunden halten\n2 Durchgänge\nBrücke 3x12",
            ["Seitstütz: 2x0:20 each", "Brücke: 3x12"],
        ),
        (
            "Liegestütze 3x12\nKniebeugen 3x9\n\nAbkühlen: 5 Minuten Dehnen",
            ["Liegestütze: 3x12", "Kniebeugen: 3x9", "Dehnen: 1x5:00"],
        ),
    ],
)
def test_labels_and_times_in_other_languages(text: str, expected: list[str]) -> None:
    assert read(text) == expected


# ------------------------------------------------------------------------------------------------- names and headings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Double KB clean & press - 4 sets of 6", ["Double KB clean & press: 4x6"]),
        ("Two-hand clean and jerk 4x2\nRow 3x9", ["Two-hand clean and jerk: 4x2", "Row: 3x9"]),
        ("Banded good mornings\nPaused wall ball\nRow 3x9", ["Banded good mornings", "Paused wall ball", "Row: 3x9"]),
        ("Flexiones de brazos: tres series de nueve repeticiones. Baja despacio.", ["Flexiones de brazos: 3x9"]),
        ("Elevaciones laterales: 3 series de 9 repeticiones. Sin prisa.", ["Elevaciones laterales: 3x9"]),
    ],
)
def test_a_name_that_ends_in_a_known_one(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Complete 3 rounds.\n\nThe exercises:\n\n- Squats\nKeep your back straight.\n\n- Lunges\nKnee low.",
        "Do 3 rounds:\n\nThe moves\n\n1. Squats\n2. Lunges",
        "Effectuez 3 tours.\n\nPrésentation des exercices :\n\n- Squats\nGardez le dos droit.\n\n- Lunges\nGenou bas.",
    ],
)
def test_rounds_are_those_of_the_list_below_its_heading(text: str) -> None:
    assert read(text) == ["Squats: 3x", "Lunges: 3x"]


@pytest.mark.parametrize(
    "rule",
    [
        "Change exercises every 25 seconds.",
        "Vous changez d'exercice toutes les 25 secondes pendant une séance.",
        "Cambia de ejercicio cada 25 segundos.",
    ],
)
def test_a_change_of_exercises_tells_how_long_each_is_done(rule: str) -> None:
    assert read(f"{rule}\n\n- Squats\n- Lunges") == ["Squats: 1x0:25", "Lunges: 1x0:25"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lunges x 9*\n\nPlank 25 seconds*\n\nSquats x 9\n\n*on each side",
            ["Lunges: 1x9 each", "Plank: 1x0:25 each", "Squats: 1x9"],
        ),
        ("Curtsy lunge** 3x9\nRow 3x9\n** each leg", ["Curtsy lunge: 3x9 each", "Row: 3x9"]),
        ("Step-up 3x9\u2020\nRow 3x9\n\u2020 per side", ["Step-up: 3x9 each", "Row: 3x9"]),
        ("**Lunges** 3x9\n**Row** 3x8\n* per side", ["Lunges: 3x9", "Row: 3x8 each"]),
    ],
)
def test_a_footnote_about_sides_holds_for_the_lines_with_its_mark(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ankle pumps\n\u2022 Move both feet up and down 15 times.", ["Ankle pumps: 1x15"]),
        ("Chair squats\nStand up, sit down. Do 14 of these.", ["Chair squats: 1x14"]),
        ("Side leg raises\nLift a leg to the side. Do 11 with each leg.", ["Side leg raises: 1x11 each"]),
        ("Shoulder rolls\nRoll both shoulders backwards 11 times.", ["Shoulder rolls: 1x11"]),
        (
            "Heel dig\nslide 1 of 2\n1. Bend.\n2. Repeat 9 times.\nBridge\nslide 2 of 2\n1. Up.\n2. Repeat 8 times.",
            ["Heel dig: 1x9", "Bridge: 1x8"],
        ),
        (
            "Static contraction\nSitting up on the bed\n11 reps\nBridge\n3 x 9",
            ["Static contraction: 1x11", "Bridge: 3x9"],
        ),
        ("Wall sit to finish: forty seconds, 3 times\nRow 3x9", ["Wall sit: 3x0:40", "Row: 3x9"]),
        (
            "1. Seitstütz\nHalten Sie 25 Sekunden und wechseln Sie dann die Seite.\n2. Brücke\n9 Wdh.",
            ["Seitstütz: 1x0:25 each", "Brücke: 1x9"],
        ),
        (
            "Heel raises\nRise up.\nRepeat 9 times.\n\nTry to do these exercises three times a week.",
            ["Heel raises: 1x9"],
        ),
    ],
)
def test_orders_of_leaflets_in_more_words(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_how_often_one_exercise_is_repeated_makes_no_rounds_of_all() -> None:
    text = "Cat-cow\nOn hands and knees.\nRepeat for 7 rounds.\n\nChild's pose\nStay for 2 minutes."
    assert read(text) == ["Cat-cow: 1x7", "Child's pose: 1x2:00"]
    text = "Sit to stand\nRise.\nRepeat 9 times. Rest a minute, then do a second set.\n\nBridge\nUp.\nRepeat 8 times."
    assert read(text) == ["Sit to stand: 2x9", "Bridge: 1x8"]
    text = "Squats\nSit back.\n\nLunges\nKnee low.\n\nRepeat for 3 rounds."
    assert read(text) == ["Squats: 3x", "Lunges: 3x"]
