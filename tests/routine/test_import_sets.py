"""Sets as apps and diaries write them: each with its load, those that only warm up, those of one week of several."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import Imported, import_text
from backday_tui.routine.model import Entry

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """The exercises of a paste with their doses, as "Squat: 3x5"."""
    return [str(each).partition(" ~ ")[0] for each in given(import_text(text, CATALOG))]


def only_entry(imported: Imported) -> Entry:
    (entry,) = imported.routines[0].routine.work
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "### Tuesday: Front Squat\n- 40kg \u00d7 5\n- 50kg \u00d7 5\n- 55kg \u00d7 5 + AMRAP",
            ["Front Squat: 5,5,5+"],
        ),
        ("### Friday - Deadlift\n2x5 @ 90kg\n### Day 2: Dip\n3x8", ["Deadlift: 2x5", "Dip: 3x8"]),
        ("Squat: 40% x 5, 60% x 5 or more", ["Squat: 5,5+"]),
        ("Squat: 5x65%, 5x75%, 3+ x85%", ["Squat: 5,5,3+"]),
        ("Squat\nSet 1 65% x 5\nSet 2 75% x 3", ["Squat: 5,3"]),
        ("Squat 5@7, 5@8, 3@9.5", ["Squat: 5,5,3"]),
        ("Chins BWx8,8,6", ["Chins: 8,8,6"]),
        ("Bench press - 60kg/12 reps, 70kg/8 reps", ["Bench press: 12,8"]),
        ("Rudern 42,5kg x 8, 47,5 kg x 6", ["Rudern: 8,6"]),
        ("PRESS:\n50lb x6\n(55lb x4) 3x", ["PRESS: 6,4,4,4"]),
        ("Cable fly\n(light, palms up)\n3x (20kg x 12)", ["Cable fly: 3x12"]),
        ("Dumbbell fly\nSet 1 : 14 x 12\nSet 2 : 16 x 9", ["Dumbbell fly: 12,9"]),
        ("## Row\n- 3x10 @ 40kg\n- 2x6 @ 50kg", ["Row: 10,10,10,6,6"]),
        (
            "## Push-up\n- x 20\n- bw x 15\n\n## Foam rolling\n@type: foam\n- 2m",
            ["Push-up: 20,15", "Foam rolling: 1x2:00"],
        ),
        ("Squat\nWeek 1: 3x8\nWeek 2: 3x9\nWeek 3: 3x10", ["Squat: 3x8"]),
        ("Squat: 140x3 @7, 150x3 @8\nDip 3x8", ["Squat: 2x3", "Dip: 3x8"]),
        ("Squat 2 sets: 60kg, 70kg x 8", ["Squat: 2x8"]),
        ("Squats: 135# x 10, 185# x 8", ["Squats: 10,8"]),
        ("Bench press\n10 @ 60kg\n8 @ 70kg", ["Bench press: 10,8"]),
        ("## Calf raise\neach leg\n- 15\n- 12", ["Calf raise: 15,12 each"]),
        ('Leg press\n"belt from set 2"\nSet 1: 60 kg x 8\nSet 2: 70 kg x 6', ["Leg press: 8,6"]),
        ("## Plank\n- 60s\n- 10 kg x 60s\n- 10 kg for 45s", ["Plank: 1:00,1:00,0:45"]),
        ("## Box jump\n- 24 inches x 10 reps", ["Box jump: 1x10"]),
        ("## Wall sit\nAdding weight on the last two sets.\n- 45s\n- 30s", ["Wall sit: 0:45,0:30"]),
        ("## Calf raise\n\nUse the rail. Two seconds up, two seconds down.\n\n- 12\n- 10", ["Calf raise: 12,10"]),
        ("Squat: 3x5 @ 100kg, 1x10 @ 80kg (back-off)", ["Squat: 5,5,5,10"]),
        ("Row 2x8 1xAMRAP", ["Row: 8,8,?"]),
        ("Hip thrust 1x8 @8, 2x10 @7", ["Hip thrust: 8,10,10"]),
        ("Dip\nFirst set: 10 reps with 5 kg\nSecond set: 8 reps with 5 kg", ["Dip: 10,8"]),
        ("Dips bw 12, 10, 8", ["Dips: 12,10,8"]),
        ("Dip\nNotes: slow on the way down\nSet 1: 10 kg x 9\nSet 2: 10 kg x 8", ["Dip: 9,8"]),
        ("Montag: Kniebeugen\n3x5 mit 80 kg\nMittwoch: Rudern\n3x8 mit 40 kg", ["Kniebeugen: 3x5", "Rudern: 3x8"]),
        ("T1: Squat 5x3+\nT2 Dip 3x10", ["Squat: 5x3+", "Dip: 3x10"]),
        ("Bankdrücken\nSatz 1: 60 kg x 8\nSatz 2: 60 kg x 7\nAufwärmsatz: 40 kg x 9", ["Bankdrücken: 8,7"]),
        ("Sentadilla\nSerie 1: 80 kg x 5\nSerie 2: 80 kg x 5", ["Sentadilla: 2x5"]),
        ("Squat : 4 x 8 à 60 kg, repos 2 min\nTractions : 3 x 6, repos 90 s", ["Squat: 4x8", "Tractions: 3x6"]),
        ("Bench press 8 reps 60kg, 6 reps 65kg", ["Bench press: 8,6"]),
        ("Row 10 reps @ 50 kg x 3\nDip 3x8", ["Row: 3x10", "Dip: 3x8"]),
        ("Row 60kg 2x5 @8, 1x5+\nDip 3x8", ["Row: 5,5,5+", "Dip: 3x8"]),
        ("Row (60 kg) 3x9\nDip 3x8", ["Row: 3x9", "Dip: 3x8"]),
        ("StrongLifts 5x5 Workout A\nSquat 5x5 60kg\nBench Press 5x5 40kg", ["Squat: 5x5", "Bench Press: 5x5"]),
    ],
)
def test_a_spelling_of_sets(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "dose", "note"),
    [
        ("Squat 2x5x20kg (warmup), 3x5x80kg", "3x5", "Warm-up 2x5x20kg"),
        ("Squat\n- 2x5x45 (warmup)\n- 3x5x135", "3x5", "Warm-up 2x5x45"),
        ("Squat\nSet 1: 20 kg x 12 [Warm-up]\nSet 2: 60 kg x 8\nSet 3: 60 kg x 8", "2x8", "Warm-up 20 kg x 12"),
        ("Squat\nW1: 40 kg x 5\nSet 1: 60 kg x 8\nSet 2: 60 kg x 8", "2x8", "Warm-up 40 kg x 5"),
        ("Squat\nWarm up: empty bar x 10, 40 kg x 5\nWork: 80 kg 3x5", "3x5", "Warm-up empty bar x 10, 40 kg x 5"),
        ("Squat\n\nWarm-up sets\n45 x 10\n\nWorking sets\n165 x 5\n165 x 5", "2x5", "Warm-up 45 x 10"),
    ],
)
def test_sets_that_warm_up_are_a_note_and_no_work(text: str, dose: str, note: str) -> None:
    imported = import_text(text, CATALOG)
    assert [str(each).partition(" ~ ")[0] for each in given(imported)] == [f"Squat: {dose}"]
    assert note in (only_entry(imported).note or "")


def test_the_unit_of_all_loads_is_named_at_the_top() -> None:
    text = "# Push\n@units: kg\n\n## Bench press\n- 60 x 8\n- 70 kg x 5\n- @rest: 120s\n\n## Dip\n- 3x6 @15"
    imported = import_text(text, CATALOG)
    bench, dip = imported.routines[0].routine.work
    assert isinstance(bench, Entry)
    assert isinstance(dip, Entry)
    assert isinstance(bench.load, tuple)
    assert [load.value for load in bench.load] == [60, 70]
    assert bench.rest == 120
    assert (dip.sets, str(dip.load)) == (3, "15 kg")


@pytest.mark.parametrize("line", ["Bench press 5x135", "Deadlift 3x100"])
def test_a_load_behind_the_cross_is_told(line: str) -> None:
    imported = import_text(f"Row 3x8\n{line}", CATALOG)
    assert [number for number, _ in imported.not_understood] == [2]


def test_other_weeks_are_told_as_comments() -> None:
    (routine,) = import_text("Squat\nWeek 1: 3x8\nWeek 2: 3x9", CATALOG).routines
    assert "# Week 2: 3x9" in routine.text


# ------------------------------------------------------------------------------------------------ programs of Liftosaur


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bench Press[1-4] / 4x6 / 120s\nPlank / 2x1 40s|60s", ["Bench Press: 4x6 ~ 120", "Plank: 2x0:40 ~ 60"]),
        ("Squat / 5x3+ / 6x2+ / 10x1+ / 80kg\nDip / 3x8 / ! 3x6", ["Squat: 5x3+ ~ 60", "Dip: 3x6 ~ 60"]),
        ("t1 / used: none / 1x5+, 2x3 / 80% / 180s\nmain: Squat / ...t1 / warmup: none", ["Squat: 5+,3,3 ~ 180"]),
        ("Dip / ...Row / 90s\nRow / 3x9 40kg / 60s", ["Dip: 3x9 ~ 90", "Row: 3x9 ~ 60"]),
        ("Plank / 2x1 0lb 40s|60s\nDip / 20lb / 3x9 / 75s", ["Plank: 2x0:40 ~ 60", "Dip: 3x9 ~ 75"]),
        ("Row / 60% / 3x9 / 90s\nDip / 3x8 @7+ 60s", ["Row: 3x9 ~ 90", "Dip: 3x8 ~ 60"]),
    ],
)
def test_a_program_in_parts_between_slashes(text: str, expected: list[str]) -> None:
    assert [str(each) for each in given(import_text(text, CATALOG))] == expected


def test_what_a_program_computes_is_kept_beside_the_exercises() -> None:
    text = (
        "// 3x10 is too much\nSquat / 3x5 / progress: custom() {~\n  weights += 5lb\n~} / update: custom() {~"
        "\n  reps = 3x10 Row\n~}\nRow / 3x8"
    )
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Squat: 3x5 ~ 60", "Row: 3x8 ~ 60"]
    assert not imported.not_understood
    assert "# reps = 3x10 Row" in imported.routines[0].text


def test_what_is_taken_over_from_nowhere_is_told() -> None:
    imported = import_text("Row / 3x8\nSquat / ...nothing", CATALOG)
    assert "Squat: 3x8" not in [str(each).partition(" ~ ")[0] for each in given(imported)]
    assert [number for number, _ in imported.not_understood] == [2]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Half crimp (20 mm): 5 hangs of 10 seconds, 3 minutes between hangs", "Half crimp (20 mm): 5x0:10 ~ 180"),
        ("Open hand: 10-second hangs x 4, rest 3 min", "Open hand: 4x0:10 ~ 180"),
        ("Sloper - 5 x 7 s hangs, rest 2 min between hangs", "Sloper: 5x0:07 ~ 120"),
        ("Row: 4 intervals of 2 minutes, 90 s rest", "Row: 4x2:00 ~ 90"),
        ("Plank: 3 sets of 1 minute, 30 seconds of rest", "Plank: 3x1:00 ~ 30"),
        ("Bridge: 2 x 1 minute 30 seconds, rest 1 min 15 s", "Bridge: 2x1:30 ~ 75"),
        ("Front squat 5-5-5-5, climbing", "Front squat: 4x5 ~ 60"),
        ("Row: 4 intervals, 2 minutes each, 90 s easy between", "Row: 4x2:00 ~ 90"),
        ("Squat jump: 4 efforts of 20 s, 90 s between efforts", "Squat jump: 4x0:20 ~ 90"),
        ("Wall sit - 3 holds of 45 s with 1 minute between holds", "Wall sit: 3x0:45 ~ 60"),
        ("Side plank: 3 holds of 30 s each side, 45 s rest between holds", "Side plank: 3x0:30 each ~ 45"),
        ("Dead hang: 4 hangs to failure, 2 min between hangs", "Dead hang: 4x? ~ 120"),
        ("Sled pull - 5 rounds of 30 sec with 90 sec rest", "Sled pull: 5x0:30 ~ 90"),
        ("Sled pull - 5 rounds of 30 sec on, 90 sec off", "Sled pull: 5x0:30 ~ 90"),
        ("Squat - 3 rounds of 8 reps, rest 2 min", "Squat: 3x8 ~ 120"),
        ("- 8 1-Arm Rows", "1-Arm Rows: 1x8 each ~ 60"),
        ("Front squat: 5, 5, 5, 5 (climbing)", "Front squat: 4x5 ~ 60"),
    ],
)
def test_sets_by_other_words(line: str, expected: str) -> None:
    assert [str(each) for each in given(import_text(line, CATALOG))] == [expected]


@pytest.mark.parametrize("rounds", ["3 sets:", "3 rounds:"])
def test_the_sets_below_the_word_circuit_are_its_rounds(rounds: str) -> None:
    text = f"Circuit\n{rounds}\n20 squats\n10 rows"
    assert read(text) == ["squats: 3x20", "rows: 3x10"]


@pytest.mark.parametrize("mark", ["1{}. ", "1{} ", "1{}: ", "1{} - ", "1{}) "])
@pytest.mark.parametrize("letters", ["ab", "AB"])
def test_a_number_with_a_letter_marks_a_superset(mark: str, letters: str) -> None:
    text = "\n".join(mark.format(letter) + line for letter, line in zip(letters, ("Squat 5x4", "Row 5x6"), strict=True))
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Squat: 5x4 ~ 60", "Row: 5x6 ~ 60"]
    assert "superset" in imported.routines[0].text


@pytest.mark.parametrize("word", ["paired with", "alternated with", "then back to back with"])
def test_exercises_that_words_pair(word: str) -> None:
    imported = import_text(f"Dips 3x5 {word} squats 3x8, 90 seconds between exercises", CATALOG)
    assert [str(each) for each in given(imported)] == ["Dips: 3x5 ~ 90", "squats: 3x8 ~ 90"]


@pytest.mark.parametrize("head", ["Circuit B - 3 sets", "Circuit: 3 sets", "Each exercise: 3 sets"])
def test_sets_of_all_that_is_below(head: str) -> None:
    assert read(f"{head}\n1. Squat, 20 reps\n2. Row, 10 reps") == ["Squat: 3x20", "Row: 3x10"]


def test_a_minute_and_seconds_behind_a_comma_are_one_time() -> None:
    assert read("Wall sit 2 x 1 min, 15 sec") == ["Wall sit: 2x1:15"]
