"""Tables as they are copied from pages and documents: words in cells, columns for weeks and days, rests."""

from __future__ import annotations

import pytest
from pastes import given

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import import_text

CATALOG = catalog.bundled()


def read(text: str) -> list[str]:
    """The exercises of a paste with their doses and rests, as "Squat: 3x5 ~ 60"."""
    return [str(each) for each in given(import_text(text, CATALOG))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Move | Sets | Reps | Rest\nChin-up | 4 | As many as possible | 75 sec.\nSwing | 3 | 12 each arm | none",
            ["Chin-up: 4x? ~ 75", "Swing: 3x12 each ~ 0"],
        ),
        (
            "Drill | Rounds | Time | Recovery\nWall sit | 2 | 40 sec | 1-2 min\nBear hold | 3 | To failure | 60-90 s.",
            ["Wall sit: 2x0:40 ~ 120", "Bear hold: 3x? ~ 90"],
        ),
        (
            "Lift | Load | Sets | Reps | Tempo | Rest\nSquat | 70kg | 4 | 6 | 31X1 | 2 m.\nDip | BW | 3 | Max | - | 90",
            ["Squat: 4x6 ~ 120", "Dip: 3x? ~ 90"],
        ),
        (
            "Übung | Sätze | Wdh. | Pause\nRudern | 4 | 8-10 | 2 Min.\nUnterarmstütz | 3 | 45 Sek. | 60 Sek.",
            ["Rudern: 4x8-10 ~ 120", "Unterarmstütz: 3x0:45 ~ 60"],
        ),
        (
            "Movement | Week 1 | Week 2 | Rest\nFront squat | 3x6 | 4x6 | 3 min\nDip | 3x8 | 4x8 | 90 s",
            ["Front squat: 3x6 ~ 180", "Dip: 3x8 ~ 90"],
        ),
    ],
)
@pytest.mark.parametrize("sign", ["\n", "\t", " | "])
def test_words_in_the_cells_of_a_table(rows: str, expected: list[str], sign: str) -> None:
    assert read(rows.replace(" | ", sign)) == expected


def test_a_title_right_above_the_heads_of_a_cell_a_line_is_none_of_them() -> None:
    lines = "The plan Exercise Sets Reps Rest Goblet_squat 4 8 2-3_minutes Dip 3 12 45_seconds"
    table = "\n\n".join(lines.replace("The plan", "The_plan").split(" ")).replace("_", " ")
    assert read(table) == ["Goblet squat: 4x8 ~ 180", "Dip: 3x12 ~ 45"]


def test_columns_that_stand_apart_by_several_blanks() -> None:
    text = (
        "Movement          Sets    Reps                  Rest\n"
        "Step-up           3       12 per leg            60 sec\n"
        "Inverted row      3       As many as possible   none\n"
    )
    assert read(text) == ["Step-up: 3x12 each ~ 60", "Inverted row: 3x? ~ 0"]


@pytest.mark.parametrize(
    ("rest", "seconds"),
    [("1-3 m.", 180), ("60-90 s.", 90), ("2'", 120), ('45"', 45), ("none", 0), ("1 min 30", 90), ("75", 75)],
)
def test_how_a_rest_is_written_in_a_cell(rest: str, seconds: int) -> None:
    assert read(f"| Exercise | Sets | Reps | Rest |\n| Leg press | 3 | 9 | {rest} |") == [f"Leg press: 3x9 ~ {seconds}"]


@pytest.mark.parametrize(
    "text",
    [
        "| Lift | Week 1 | Week 2 | Week 3 |\n|---|---|---|---|\n| Squat | 3x6 @ 70% | 4x4 @ 80% | 5x2 |",
        "Lift\tWk 1\tWk 2\nSquat\t3x6\t5x3",
        "Lower body      W1       W2 (deload)\n\nSquat           3 x 6    2 x 6",
        "Exercise | Sets | Week 1 | Week 2\nSquat | 3 | 6 | 8 reps",
    ],
)
def test_of_columns_for_weeks_the_first_is_done_and_the_others_are_told(text: str) -> None:
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Squat: 3x6 ~ 60"]
    assert "# Squat, w" in imported.routines[0].text


def test_the_words_above_the_names_of_a_table_of_weeks_name_the_workout() -> None:
    imported = import_text("Chest & arms     Wk 1      Wk 2\nDip              3 x 6     3 x 8", CATALOG)
    assert imported.routines[0].name == "Chest & Arms"


def test_columns_for_days_are_a_routine_for_each() -> None:
    text = "| Exercise | Mon | Fri | Rest |\n|---|---|---|---|\n| Squat | 5x5 | 2x5 | 2 min |\n| Row | 3x8 | - | 90 s |"
    imported = import_text(text, CATALOG)
    assert [each.name for each in imported.routines] == ["Mon", "Fri"]
    assert read(text) == ["Squat: 5x5 ~ 120", "Row: 3x8 ~ 90", "Squat: 2x5 ~ 120"]


def test_days_with_whole_lines_in_their_cells() -> None:
    text = "Tuesday | Thursday\nSquat 3x5 | Deadlift 1x5\nDip 3x8 | Rest"
    assert read(text) == ["Squat: 3x5 ~ 60", "Dip: 3x8 ~ 60", "Deadlift: 1x5 ~ 60"]


def test_two_tables_side_by_side_are_read_one_after_the_other() -> None:
    text = "Push | Sets | Reps | Pull | Sets | Reps\nBench press | 3 | 8 | Row | 4 | 9\nDip | 3 | 10 | |  |"
    assert read(text) == ["Bench press: 3x8 ~ 60", "Dip: 3x10 ~ 60", "Row: 4x9 ~ 60"]


def test_sets_and_reps_in_one_cell_with_a_percentage_beside_them() -> None:
    text = "| Exercise | Sets/Reps | %1RM |\n|---|---|---|\n| Bench press | 4/6 | 75 |"
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Bench press: 4x6 ~ 60"]
    assert "75%" in imported.routines[0].text


def test_numbers_of_rows_without_a_head_of_their_own() -> None:
    text = "Exercise | Sets | Repetitions | Recovery | |\n1 | Leg press | 4 | 9 | 2 to 3 minutes |"
    assert read(text) == ["Leg press: 4x9 ~ 180"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Day | Exercise - 1 | Exercise - 2\n| *Mon* | squat 5x5 | row 3x8 |\n| *Fri* | dip 3x9 | |",
            ["squat: 5x5 ~ 60", "row: 3x8 ~ 60", "dip: 3x9 ~ 60"],
        ),
        ("Day | Workout\nMon | Squat 3x5, Dip 3x8\nTue | Rest", ["Squat: 3x5 ~ 60", "Dip: 3x8 ~ 60"]),
        ("Week | Squat | Dip\n1 | 5x5 | 3x8\n2 | 4x6 | 3x9", ["Squat: 5x5 ~ 60", "Dip: 3x8 ~ 60"]),
        ("Week | Mon | Fri\n1 | Squat 3x5 | Dip 3x8\n2 | Squat 3x6 | Dip 3x9", ["Squat: 3x5 ~ 60", "Dip: 3x8 ~ 60"]),
    ],
)
def test_a_row_for_each_day_or_week(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exercise\tSet 1\tSet 2\tRest\nLeg press\t60kg x 8\t70kg x 6\t2 min", "Leg press: 8,6 ~ 120"),
        ("| Exercise | Set 1 | Set 2 | Set 3 |\n| Push-up | 15 | 12 | 9 |", "Push-up: 15,12,9 ~ 60"),
        ("Leg press\nRest Timer: 1min 30s\nSET\tKG\tREPS\n1\t60\t8-10\n2\t60\t8-10", "Leg press: 2x8-10 ~ 90"),
        ("Leg press\nSet | Previous | kg | Reps\nW | 40 x 9 | 40 | 9\n1 | 60 x 8 | 60 | 8", "Leg press: 1x8 ~ 60"),
        ("Leg press\n\nSet\nWeight\nReps\n1\n60 kg\n10\n2\n70 kg\n8", "Leg press: 10,8 ~ 60"),
    ],
)
def test_a_column_or_a_row_for_each_set(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "| Move | Week 1 Sets | Week 1 Reps | Week 2 Sets | Week 2 Reps |\n| Squat | 3 | 8 | 4 | 10 |",
        "| Move | Week 1 | | Week 2 | |\n| | Sets | Reps | Sets | Reps |\n| Squat | 3 | 8 | 4 | 10 |",
    ],
)
def test_weeks_with_sets_and_reps_in_columns_of_their_own(text: str) -> None:
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Squat: 3x8 ~ 60"]
    assert "4" in imported.routines[0].text
    assert "10" in imported.routines[0].text


def test_a_day_and_what_is_done_then_in_one_row() -> None:
    assert read("Monday | Squat 3x5, Dip 3x8\nFriday | Row 3x9") == [
        "Squat: 3x5 ~ 60",
        "Dip: 3x8 ~ 60",
        "Row: 3x9 ~ 60",
    ]


def test_a_column_that_says_nothing_between_others() -> None:
    text = "Exercise\nEquipment\nSets\nReps\nGoblet squat\nKettlebell\n3\n12\nRow\nCable\n4\n9"
    assert read(text) == ["Goblet squat: 3x12 ~ 60", "Row: 4x9 ~ 60"]


def test_a_head_that_nobody_knows_before_those_that_are_known() -> None:
    text = "Muscle Group\nExercise\nSets\nReps\nChest\nDip\n4\n8-10\nBack\nRow\n3\n9"
    assert read(text) == ["Dip: 4x8-10 ~ 60", "Row: 3x9 ~ 60"]
    titled = "Full body\n\nExercise\nWeight\nSets\nReps\n\nDip\n16 kg\n3\n12\n\nRow\n-\n2\n9"
    assert read(titled) == ["Dip: 3x12 ~ 60", "Row: 2x9 ~ 60"]


@pytest.mark.parametrize(
    "text",
    ["Exercise | 3/1 | 3/3\nSquat | 3x5 | 3x6", "Squat | 3x5 | 3x6 | 3x8", "| Squat | 3x5 @ 70% | 3x6 @ 75% |"],
)
def test_doses_of_several_days_in_one_row_are_never_added_up(text: str) -> None:
    imported = import_text(text, CATALOG)
    assert [str(each) for each in given(imported)] == ["Squat: 3x5 ~ 60"]
    assert "3x6" in imported.routines[0].text


def test_a_table_in_a_box() -> None:
    text = "┌──────┬──────┐\n│ Move │ Sets │\n├──────┼──────┤\n│ Dip  │ 3x8  │\n└──────┴──────┘"
    assert read(text) == ["Dip: 3x8 ~ 60"]


def test_a_rest_behind_a_time_in_a_table_without_a_head() -> None:
    assert read("Squat\t3\t8\t90s\nPlank\t3\t40s\t30 sec") == ["Squat: 3x8 ~ 90", "Plank: 3x0:40 ~ 30"]


@pytest.mark.parametrize("heads", ["Exercise Sets Reps Sets Reps", "Exercise\tSet 1\tSet 2", "Exercise Week 1 Week 2"])
@pytest.mark.parametrize("row", ["Row 3 8 4 9", "Row  3  8", "Row\t3x8\t3x9", "Row 3x8 3x9", "words and no numbers"])
def test_no_row_below_such_heads_makes_the_import_fail(heads: str, row: str) -> None:
    assert import_text(f"{heads}\n{row}\nDip 3x8", CATALOG).routines


@pytest.mark.parametrize(
    "heads", ["| Exercise | Sets | Reps | Rest |", "Exercise | Sets | Reps | Rest", "\tExercise\tSets\tReps\tRest"]
)
def test_marks_of_a_superset_whose_column_has_no_head(heads: str) -> None:
    rows = ["1a | Squat | 5 | 4 | 3 to 5 minutes", "1b | Row | 5 | 6 | 3-5 min", "2 | Dip | 3 | AMRAP | 1 to 2 minutes"]
    text = "\n".join((heads, *(row.replace(" | ", "\t") if "\t" in heads else f"{row} |" for row in rows)))
    assert read(text) == ["Squat: 5x4 ~ 300", "Row: 5x6 ~ 300", "Dip: 3x? ~ 120"]
    assert "superset" in import_text(text, CATALOG).routines[0].text


@pytest.mark.parametrize("sign", ["\t", " | ", ","])
def test_titles_between_the_rows_of_a_table(sign: str) -> None:
    cells = [
        "Move,Sets,Effort (RIR),Reps,Rest",
        "Main lifts",
        "Squat,3,2,5,3 min",
        "",
        "Accessories",
        "Row,3,1-2,9,90 s",
    ]
    text = "\n".join(line.replace(",", sign) for line in cells)
    assert read(text) == ["Squat: 3x5 ~ 180", "Row: 3x9 ~ 90"]
    assert "RIR 1-2" in import_text(text, CATALOG).routines[0].text


def test_marks_of_a_superset_in_a_table_with_blanks_alone() -> None:
    text = "EXERCISE SETS REPS REST\n1A Squat 5 4 3 to 5 minutes\n1B Row 5 6 3 to 5 minutes\n2 Dip 3 8 1 to 2 minutes"
    assert read(text) == ["Squat: 5x4 ~ 300", "Row: 5x6 ~ 300", "Dip: 3x8 ~ 120"]
    assert "superset" in import_text(text, CATALOG).routines[0].text
