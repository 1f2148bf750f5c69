"""Workouts as forums, gym apps, articles and notes write them: what is understood is right, the rest is told of."""
# ruff: noqa: RUF001 -- look-alikes of letters and digits are what people paste

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from backday_tui.exercises import catalog
from backday_tui.routine.importing.importer import Imported, ImportRefusedError, import_text
from backday_tui.routine.reader import read_text

CATALOG = catalog.bundled()


def imported(text: str) -> Imported:
    """The workouts of a text, each of which reads back as itself."""
    found = import_text(text, CATALOG)
    for each in found.routines:
        loaded = read_text(each.text, id="", catalog=CATALOG)
        assert [problem.message for problem in loaded.problems if problem.severity == "error"] == []
        assert loaded.routine == each.routine
    return found


def data(text: str) -> dict[str, Any]:
    """The only workout of a text, as its file has it."""
    (routine,) = imported(text).routines
    return tomllib.loads(routine.text)


def unread(text: str) -> list[int]:
    """The numbers of the lines that were not understood."""
    return [number for number, _ in imported(text).not_understood]


# ------------------------------------------------------------------------------------------------------------ one line


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("60 sec plank x3", "3x1:00 plank"),
        ("Plank 3 x 60s+", "3x1:00+ Plank"),
        ("“Plank” – 3×60”", "3x1:00 Plank"),
        ("Plank 1½ min", "1:30 Plank"),
        ("Side plank 30s/side x 3", "3x:30 Side plank each side"),
        ("Kniebeuge 4 x 8 @ 72,5 kg", "4x8 Kniebeuge @ 72.5 kg"),
        ("Squat 3 x 5 x 100kg", "3x5 Squat @ 100 kg"),
        ("Squat 3x5 / 80 kg", "3x5 Squat @ 80 kg"),
        ("3 séries de 10 squats", "3x10 squats"),
        ("Liegestütze 3 Sätze à 15 Wdh", "3x15 Liegestütze"),
        ("Plancha 3 x 30 seg", "3x:30 Plancha"),
        ("2 × “Bird dog” x 10 per side", "2x10 Bird dog each side"),
        ("Bird dog 10/10", "1x10 Bird dog each side"),
        ("2x5, 1x5+ squat", {"exercise": "squat", "sets": 3, "reps": [5, 5, "5+"]}),
        ("Row 3x8 1x20", {"exercise": "Row", "sets": 4, "reps": [8, 8, 8, 20]}),
        ("Bench 12/10/8/6/4", {"exercise": "Bench", "sets": 5, "reps": [12, 10, 8, 6, 4]}),
        ("Deadlift 5/3/1+", {"exercise": "Deadlift", "sets": 3, "reps": [5, 3, "1+"]}),
        ("OHP 3x8 RIR 2", {"exercise": "OHP", "sets": 3, "reps": 8, "note": "RIR 2"}),
        ("Row 3 sets — 8–12 reps — 1–2 RIR", {"exercise": "Row", "sets": 3, "reps": "8-12", "note": "1-2 RIR"}),
        ("Curl 3x10 @ 3-1-1", {"exercise": "Curl", "sets": 3, "reps": 10, "tempo": "3-1-1"}),
        ("Tabata push-ups", {"exercise": "push-ups", "sets": 8, "time": "0:20", "rest": "0:10"}),
        ("Tabata squats (20s work / 10s rest x 6)", {"exercise": "squats", "sets": 6, "time": "0:20", "rest": "0:10"}),
        ("1 min on / 30 s off x 10: burpees", {"exercise": "burpees", "sets": 10, "time": "1:00", "rest": "0:30"}),
        ("Bridge: hold for 5 sec, repeat 10 times", {"exercise": "Bridge", "reps": 10, "note": "Hold for 5 sec"}),
        ("Pelvic tilt: 10 reps, hold 5 s each", {"exercise": "Pelvic tilt", "reps": 10, "note": "Hold 5 s each"}),
        ("🔥 Rows ➡️ 4×10", "4x10 Rows"),
        ("1️⃣ Deadlift 5x5", "5x5 Deadlift"),
        ("★ Fly️ 3x12", "3x12 Fly"),
        ("§ Row 3x8", "3x8 Row"),
        ("<li><b>Row</b> 3x10</li>", "3x10 Row"),
        ("\x1b[31mCurl 3x10\x1b[0m", "3x10 Curl"),
        ("Row 3×10~12", "3x10-12 Row"),
        ("Squat3x10", "3x10 Squat"),
        ("Row:3x10", "3x10 Row"),
        ("7:00 AM Squat 3x10", "3x10 Squat"),
        ("‘Bridge’ – 3×15", "3x15 Bridge"),
        ("Step 3: Perform 3 sets of 10 rows with each arm.", "3x10 rows each side"),
        ("Squat: 3 working sets of 5", "3x5 Squat"),
        ("Squat........3x5", "3x5 Squat"),
        ("Ex. 3: Curl 3x12", "3x12 Curl"),
        ("dead bug x10/side x3", "3x10 dead bug each side"),
        ("Plank (30s) x3", "3x:30 Plank"),
        ("Thread the Needle – 30 seconds each side", ":30 Thread the Needle each side"),
        ("½ Turkish get-up 3x5", {"exercise": "1/2 Turkish get-up", "sets": 3, "reps": 5}),
    ],
)  # fmt: skip
def test_a_line(pasted: str, expected: str | dict[str, Any]) -> None:
    found = data(pasted)
    assert found["work"] == [expected]


def test_labels_in_one_line_below_an_exercise() -> None:
    text = "1. Rows\nMuscles worked: lats\nReps: 10-12 per side  Sets: 3\n\n2. Curls\nSets: 2  Reps: 8  Rest: 90s"
    assert data(text)["work"] == [
        "3x10-12 Rows each side",
        {"exercise": "Curls", "sets": 2, "reps": 8, "rest": "1:30"},
    ]


def test_an_article_with_its_steps() -> None:
    head = "Best Back Exercises\n\nBy Sam Smith, CPT\n\nDo 3 sets of each exercise 2-3 days per week.\n\n"
    steps = "1. Row\n\nA. Stand tall.\nB. Push hips back, lower for 3 seconds.\n\nDo 12 reps.\n\n"
    found = data(f"{head}{steps}2. Bird Dog\n\nA. Start on all fours.\n\nDo 8 reps per side.\n")
    assert found["name"] == "Best Back Exercises"
    assert found["work"] == ["3x12 Row", "3x8 Bird Dog each side"]


def test_how_often_a_day_is_no_dose() -> None:
    (walk,) = data("• Walking: 10 minutes, 3 times a day")["work"]
    assert walk == {"exercise": "Walking", "time": "10:00", "note": "3 times a day"}


def test_a_summary_and_a_comment_are_no_exercises() -> None:
    text = "TL;DR: 3 rounds, 10 reps each of supermans and bridge\n\nSuperman x 10\nnice, I'd do 15 reps tho\n"
    assert data(text)["work"] == ["1x10 Superman"]


def test_a_rule_of_several_parts() -> None:
    rule = "Perform 3 sets of 12 reps of each of the following moves, resting 30 seconds between sets"
    found = data(f"{rule} and 1 minute between exercises.\n\nRow\nCurl\n")
    assert (found["rest"], found["between"], found["work"]) == ("0:30", "1:00", ["3x12 Row", "3x12 Curl"])


def test_exercises_and_their_rest_in_one_line() -> None:
    found = data("Squats 3x10, Push-ups 3x12, Plank 3x30s, rest 90s")["work"]
    assert [each["exercise"] for each in found] == ["Squats", "Push-ups", "Plank"]
    assert {each["rest"] for each in found} == {"1:30"}


# ------------------------------------------------------------------------------------------------------ sets, by lines


def test_a_log_of_sets_is_one_exercise() -> None:
    head = "Evening Workout\nMonday, 4 March 2024 at 18:02\n\n"
    found = data(f"{head}Deadlift\nSet 1: 60 kg × 10\nSet 2: 100 kg × 5\n\nPlank\nSet 1: 1:00\nSet 2: 0:45")
    assert found["name"] == "Evening Workout", "not its date"
    assert found["work"] == [
        {"exercise": "Deadlift", "sets": 2, "reps": [10, 5], "load": ["60 kg", "100 kg"]},
        {"exercise": "Plank", "sets": 2, "hold": ["1:00", "0:45"]},
    ]
    notes = "** Chin Up **\n- 8 reps\n- 8 reps\n- 6 reps\n\n** Row **\n- 60.0 kgs x 5 reps\n- 60.0 kgs x 5 reps\n"
    assert data(notes)["work"] == [{"exercise": "Chin Up", "sets": 3, "reps": [8, 8, 6]}, "2x5 Row @ 60 kg"]


def test_warm_up_and_working_sets_are_of_the_exercise_above() -> None:
    bench = "Bench Press\nWarm-up: 1 x 10 @ 40kg\nWorking: 2 x 5 @ 80kg\nBackoff: 1 x 10 @ 60kg"
    assert data(bench)["work"] == [
        {
            "exercise": "Bench Press",
            "sets": 3,
            "reps": [5, 5, 10],
            "load": ["80 kg", "80 kg", "60 kg"],
            "note": "Warm-up 1 x 10 @ 40kg",
        }
    ]


def test_sets_by_percent() -> None:
    (squat,) = data("Squat\n65% x 5\n75% x 5\n85% x 5+")["work"]
    assert squat == {"exercise": "Squat", "sets": 3, "reps": [5, 5, "5+"], "note": "65%; 75%; 85%"}


def test_sets_that_are_unlike_are_told_of() -> None:
    assert unread("Row\n10 reps\n1 min\n3x10 Curl") == [3]
    assert unread("Row\n10 reps\n60 kg x 8\n3x10 Curl") == [3]


# -------------------------------------------------------------------------------------------------------------- groups


def superset(reps: list[int], *names: str) -> dict[str, Any]:
    return {"superset": [{"exercise": name, "reps": reps} for name in names], "sets": len(reps), "rest": "0"}


@pytest.mark.parametrize(
    ("text", "reps", "names"),
    [
        ("21-15-9\nThrusters\nPull-ups", [21, 15, 9], ("Thrusters", "Pull-ups")),
        ("FRAN\n21-15-9 reps for time of:\nThrusters\nPull-ups", [21, 15, 9], ("Thrusters", "Pull-ups")),
        ("For time: 21-15-9 kettlebell swings and burpees", [21, 15, 9], ("kettlebell swings", "burpees")),
        ("10–9–8–7–6–5–4–3–2–1\nRows\nCurls", [*range(10, 0, -1)], ("Rows", "Curls")),
        ("2-4-6-8\nRows\nCurls", [2, 4, 6, 8], ("Rows", "Curls")),
    ],
)
def test_rounds_with_fewer_and_fewer_reps(text: str, reps: list[int], names: tuple[str, ...]) -> None:
    assert data(text)["work"] == [superset(reps, *names)]


def test_rounds_with_fewer_reps_of_one_exercise() -> None:
    assert data("21-15-9\nThrusters")["work"] == [{"exercise": "Thrusters", "sets": 3, "reps": [21, 15, 9]}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMOM 12 min:\nOdd: 12 Rows\nEven: 15 Squats", {"emom": ["12 Rows", "15 Squats"], "minutes": 12}),
        ("EMOM 10\nMin 1: 5 rows\nMin 2: 5 curls", {"emom": ["5 rows", "5 curls"], "minutes": 10}),
        ("EMOM x 20\n1: 5 rows\n2: 40s plank\n3: Rest", {"emom": ["5 rows", ":40 plank", "Rest"], "minutes": 20}),
        ("12 min EMOM: 1) 5 rows 2) 30 sec plank", {"emom": ["5 rows", ":30 plank"], "minutes": 12}),
        ("Every minute for 8 minutes: 5 burpees", {"emom": ["5 burpees"], "minutes": 8}),
        ("5 RFT:\n10 rows\n10 curls", {"circuit": ["10 rows", "10 curls"], "rounds": 5}),
        ("3x (10 squats, 10 rows)", {"circuit": ["10 squats", "10 rows"], "rounds": 3}),
        ("Circuit A (x3)\nSquat 12\nRow 12", {"circuit": ["12 Squat", "12 Row"], "rounds": 3}),
        ("Giant set, 3 rounds\nSquat 10\nLunge 10", {"superset": ["10 Squat", "10 Lunge"], "sets": 3}),
        ("Main Workout (3 rounds)\nRow – 8 reps\nCurl – 8 reps", {"circuit": ["8 Row", "8 Curl"], "rounds": 3}),
        (
            "Do each exercise for 40 s, rest for 20 s, then go on. Repeat the circuit twice.\n1. Row\n2. Plank",
            {"circuit": [":40 Row", ":40 Plank"], "rounds": 2, "rest": "0:20"},
        ),
        ("SS: Fly 3x12 & Raise 3x12", {"superset": ["12 Fly", "12 Raise"], "sets": 3}),
        ("Superset\n3 x 12\nCurl\nShrug", {"superset": ["12 Curl", "12 Shrug"], "sets": 3}),
        (
            "Tabata\n6 rounds\n20 sec on / 15 sec off\nMountain climbers",
            {"circuit": [":20 Mountain climbers"], "rounds": 6, "rest": "0:15", "between": "0:15"},
        ),
        ("TABATA:\nSquats", {"circuit": [":20 Squats"], "rounds": 8, "rest": "0:10", "between": "0:10"}),
        (
            "Do 10 reps of each move, then continue onto the next. Repeat for a total of 3 rounds.\n1. Row\n2. Squat",
            {"circuit": ["10 Row", "10 Squat"], "rounds": 3},
        ),
    ],
)  # fmt: skip
def test_a_group(text: str, expected: dict[str, Any]) -> None:
    assert data(text)["work"] == [expected]


# -------------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "text",
    [
        "Exercise,Sets,Reps,Weight\nRow,3,8,60kg\nPlank,3,45s,\n",
        "Exercise;Sets;Reps;Weight\nRow;3;8;60kg\nPlank;3;45s;\n",
        "| Exercise | Sets | Reps | Weight |\n|---|---|---|---|\n| Row | 3 | 8 | 60 kg |\n| Plank | 3 | 45 sec | - |\n",
        "Exercise Sets Reps Weight\nRow 3 8 60kg\nPlank 3 45 sec -\n",
        "<table><tr><td>Row</td><td>3</td><td>8</td><td>60kg</td></tr><tr><td>Plank</td><td>3</td><td>45s</td></tr></table>",
    ],
)
def test_a_table(text: str) -> None:
    assert data(text)["work"] == ["3x8 Row @ 60 kg", "3x:45 Plank"]


def test_columns_of_effort() -> None:
    found = data("Exercise\tSets\tReps\tRPE\tTempo\nRow\t3\t5\t8\t3-0-1\nPull-up\t3\tAMRAP\t-\t-\n")["work"]
    assert found == [{"exercise": "Row", "sets": 3, "reps": 5, "tempo": "3-0-1", "note": "RPE 8"}, "3x? Pull-up"]


# ------------------------------------------------------------------------------------------------- days and their names


def test_what_stands_above_the_first_workout_is_its_warm_up() -> None:
    first, second = imported("WARM UP\n5 MIN ROWER\nWORKOUT A\nSQUAT 5X5\nWORKOUT B\nDEADLIFT 1X5").routines
    assert (first.name, second.name) == ("WORKOUT A", "WORKOUT B")
    assert (len(first.routine.warmup), len(first.routine.work), len(second.routine.warmup)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mon: Squat 3x5, Bench 3x5\nWed: Deadlift 1x5", ["Mon", "Wed"]),
        ("- Day 1\n  - Squat\n    - 3x5\n- Day 2\n  - Row\n    - 3x5", ["Day 1", "Day 2"]),
        ("Upper A\nBench 3x8\nLower A\nSquat 3x8", ["Upper A", "Lower A"]),
        ("Day 1\nBench 5x5\n\nDay 2\nOFF\n\nDay 3\nSquat 5x5", ["Day 1", "Day 3"]),
        ("Back Workout\nBy Jane Doe | Updated March 3, 2024 | 5 min read\n\nRow 3x10", ["Back Workout"]),
        ("Back Day\nLogged with an app\n\nRow 3x10", ["Back Day"]),
    ],
)  # fmt: skip
def test_names(text: str, names: list[str]) -> None:
    assert [each.name for each in imported(text).routines] == names


def test_a_cool_down_in_one_line() -> None:
    found = data("Warm up 10 min easy jog\nRow 3x10\nCool down 10 min walk")
    assert (found["warmup"], found["cooldown"]) == (["10min easy jog"], ["10min walk"])


@pytest.mark.parametrize(("first", "second"), [("Snorkel pulls", "Gribbles"), ("Jumping jacks", "Squats")])
def test_the_chapters_of_a_video_are_no_exercises_where_there_are_others(first: str, second: str) -> None:
    chapters = f"0:00 Intro\n2:10 {first}\n3:00 {second}\n"
    for text in (f"{chapters}\nRow 3x10\n{second} 3x10", f"Row 3x10\n{second} 3x10\n\n{chapters}"):
        assert data(text)["work"] == ["3x10 Row", f"3x10 {second}"]


def test_a_chapter_about_an_exercise_that_is_nowhere_else_is_told() -> None:
    text = "0:00 Intro\n2:10 Jumping jacks\n3:00 Squats\n\nRow 3x10\nSquats 3x10"
    assert unread(text) == [2]


def test_the_chapters_of_a_video_alone_are_the_workout() -> None:
    assert data("0:00 Jumping jacks\n2:10 Plank\n(3:00) - Squats")["work"] == ["Jumping jacks", "Plank", "Squats"]


def test_a_time_by_itself_at_the_head_of_a_line_is_no_chapter() -> None:
    assert data("Row 3x10\n1:30 Plank\n2:00 Wall sit")["work"] == ["3x10 Row", "1:30 Plank", "2:00 Wall sit"]


def test_a_routine_file_stays_as_it_is() -> None:
    text = '# mine\nname = "X"\nwork = ["3x10 Row"] # yes\n'
    (routine,) = imported(text).routines
    assert (routine.name, routine.text) == ("X", text)
    assert imported(f"{text}oops\n").routines[0].routine.work, "a broken one is read as a text"


# ------------------------------------------------------------------------------------------------------- not understood


@pytest.mark.parametrize(
    "line",
    [
        "Deadlifts 1x5+ / Barbell Rows 4x5, 1x5+ (alternate)",
        "4x5, 1x5+ bench press / 4x5, 1x5+ overhead press (alternate as with the rows and the deadlifts above)",
        "5 x (3 min hard / 2 min easy)",
        "8 x 30/30",
        "6 x 400m @ 5k pace, 90s jog rest",
        "E2MOM: 5 deadlifts",
        "Every 3 min x 10 min: 5 deadlifts",
        "Every 2 min x 5 sets:",
        "Time cap: 20 min",
        "Repeat for 16 minutes",
        "Plank 99999999999 sec",
        "Squat 3x5, 3x5, 3x5",
        "Curls 30sx12x3",
    ],
)
def test_a_line_that_is_kept_as_a_comment(line: str) -> None:
    (routine,) = imported(f"3x10 Row\n{line}\n3x10 Curl").routines
    assert routine.not_understood == ((2, line),)
    assert tomllib.loads(routine.text)["work"] == ["3x10 Row", "3x10 Curl"]
    assert "  # line 2, not understood: " in routine.text


@pytest.mark.parametrize(
    "text",
    [
        "I usually start with 10 minutes on the rower, then do 3 sets of 8 rows.\nMy wife does 2 sets of 20 squats.",
        "Last year I did 100 push-ups every day for 30 days. After 3 weeks my shoulders hurt.",
        "Relief in 5 steps:\n1. Lie on your back.\n2. Pull one knee to your chest for 20 seconds.\n4. Do this 5 times.",
        "1. Sleep 8 hours a night\n2. Eat 150 g protein\n3. Walk 10,000 steps a day",
        "Pancakes\n2 cups flour\n3 eggs\nCook 2 min each side\nRest 10 minutes\nServes 4",
        "By Jane Doe | Updated March 3, 2024 | 5 min read",
    ],
)
def test_prose_is_no_workout(text: str) -> None:
    with pytest.raises(ImportRefusedError):
        import_text(text, CATALOG)
    assert data(f"{text}\n\nBack Day Workout\n\n3x10 Row")["work"] == ["3x10 Row"]


@pytest.mark.parametrize(
    "said",
    ["Rest 60 seconds between supersets", "60 s rest after each superset", "Rest between the supersets: 1 min"],
)
def test_a_rest_between_supersets_belongs_to_the_one_above_and_begins_none(said: str) -> None:
    text = f"3a. Row 3x10\n3b. Face pull 3x12\n{said}\n4. Deadlift 3x5\n5. Plank 3x45s"
    paired = {"superset": ["10 Row", "12 Face pull"], "sets": 3, "rest": "1:00"}
    assert data(text)["work"] == [paired, "3x5 Deadlift", "3x:45 Plank"]


def test_an_exercise_that_goes_over_into_another_keeps_its_whole_name() -> None:
    text = "3 rounds, 40 seconds each\nSuperman\nPlank to push-up\nSeated row to build a strong back"
    (circuit,) = data(text)["work"]
    assert circuit["circuit"] == [":40 Superman", ":40 Plank to push-up", ":40 Seated row"]
