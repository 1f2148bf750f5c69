"""A pasted workout becomes a routine: every way in which people write a line, and how lines belong together."""
# ruff: noqa: RUF001 -- look-alikes of letters and digits are what people paste

from __future__ import annotations

import itertools
import tomllib

import pytest

from backday_tui.errors import BackdayError
from backday_tui.exercises import catalog
from backday_tui.routine import notation
from backday_tui.routine.importing.importer import ImportedRoutine, ImportRefusedError, import_text
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Load, Progress, Reps, Span, Superset
from backday_tui.routine.reader import read_text

CATALOG = catalog.bundled()
ISOMETRIC = notation.isometric_in(CATALOG)


def imported(text: str) -> ImportedRoutine:
    """The only workout of a text, which reads back as just that."""
    (routine,) = import_text(text, CATALOG).routines
    loaded = read_text(routine.text, id="", catalog=CATALOG)
    assert [problem.message for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.routine == routine.routine
    return routine


def work(text: str) -> tuple[Item, ...]:
    return imported(text).routine.work


def entry(text: str) -> Entry:
    """The only entry of a text."""
    routine = imported(text).routine
    (item,) = (*routine.warmup, *routine.work, *routine.cooldown)
    assert isinstance(item, Entry)
    return item


def line(item: Item) -> str:
    """An entry in notation."""
    assert isinstance(item, Entry)
    written = notation.to_line(item, ISOMETRIC)
    assert written is not None, item
    return written


def lines(text: str) -> list[str]:
    return [line(item) for item in work(text)]


# ------------------------------------------------------------------------------------------------------- one exercise


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("3×1:30 Planks", "3x1:30 Planks"),
        ("3x:45 Super-man Planks", "3x:45 Super-man Planks"),
        ("10×10 Pulldown", "10x10 Pulldown"),
        ("3x? Chinups/Pullups to Failure", "3x? Chinups / Pullups"),
        ("2x? Plank to Failure", "2x? Plank"),
        ("Deadlift (20 reps)", "1x20 Deadlift"),
        ("Deadlift: 20 reps", "1x20 Deadlift"),
        ("20 deadlifts", "1x20 deadlifts"),
        ("Push-ups x15", "1x15 Push-ups"),
        ("Squat - 15", "1x15 Squat"),
        ("3 sets of 10 Rows", "3x10 Rows"),
        ("3 sets of 10 reps of rows", "3x10 rows"),
        ("Do three sets of twelve rows", "3x12 rows"),
        ("4 sets x 12 reps Rows", "4x12 Rows"),
        ("Rows 4 sets, 12 reps", "4x12 Rows"),
        ("Rows - 12 reps x 4 sets", "4x12 Rows"),
        ("Rows 12 reps for 4 sets", "4x12 Rows"),
        ("Rows; Sets: 4; Reps: 12", "4x12 Rows"),
        ("Row 3 x 8-12", "3x8-12 Row"),
        ("Row: 3x8–12", "3x8-12 Row"),
        ("Row 3x8 to 12", "3x8-12 Row"),
        ("1x5+ Deadlift", "1x5+ Deadlift"),
        ("Row: 3x10", "3x10 Row"),
        ("Row 3x10", "3x10 Row"),
        ("Row — 3 × 10", "3x10 Row"),
        ("３ｘ１０ Row", "3x10 Row"),
        ("Row 3х10", "3x10 Row"),  # a Cyrillic letter
        ("Plank - 3 x 45 sec", "3x:45 Plank"),
        ("Plank (45 seconds) x 3 sets", "3x:45 Plank"),
        ("Plank 1 min 30 s", "1:30 Plank"),
        ('Plank 3x45"', "3x:45 Plank"),
        ("Hold plank for 1 minute", "1:00 plank"),
        ("10min Rowing Machine", "10min Rowing Machine"),
        ("3x max Push-ups", "3x? Push-ups"),
        ("3 sets to failure of push-ups", "3x? push-ups"),
        ("Push-ups: AMRAP", "1x? Push-ups"),
        ("Pull-ups: max reps", "1x? Pull-ups"),
        ("Row 3x8 @ 60kg", "3x8 Row @ 60 kg"),
        ("Row (60 kg) 3x8", "3x8 Row @ 60 kg"),
        ("Row 3x8 at 135 lbs", "3x8 Row @ 135 lb"),
        ("Deadlift 100kg x 5 x 3", "3x5 Deadlift @ 100 kg"),
        ("20 x 24kg kettlebell swings", "1x20 kettlebell swings @ 24 kg"),
        ("22.5kg Row 3x8", "3x8 Row @ 22.5 kg"),
        ("Squat 3x10 @ bodyweight", "3x10 Squat @ bodyweight"),
        ("3x10 Lunges each leg", "3x10 Lunges each side"),
        ("Lunges 3 x 10 per side", "3x10 Lunges each side"),
        ("Lunges: 10 reps on each side", "1x10 Lunges each side"),
        ("Lunges 10/leg", "1x10 Lunges each side"),
        ("Curls 3x10 each arm @ 12kg", "3x10 Curls @ 12 kg each side"),
        ("Bird dog 3x8, alternating", "3x8 Bird dog alternating"),
        ("4×12 One-Arm Dumbbell Row", "4x12 One-Arm Dumbbell Row each side"),
        ("1. 3x10 Row", "3x10 Row"),
        ("1) Row 3x10", "3x10 Row"),
        ("• Row 3x10", "3x10 Row"),
        ("- Row 3x10", "3x10 Row"),
        ("* Row 3x10", "3x10 Row"),
        ("– [ ] Row 3x10", "3x10 Row"),
        ("**Row** 3x10", "3x10 Row"),
        ("[Row](https://example.org/row) 3x10", "3x10 Row"),
        ("Row (in video) 3x10", "3x10 Row"),
        ("Exercise 1: Row 3x10", "3x10 Row"),
        ("Row\u00a03x10\u200b", "3x10 Row"),
        ("Row\t3\t10", "3x10 Row"),
        ("Row &amp; reach 3x10", "3x10 Row & reach"),
        ("Back: Row 3x10", "3x10 Row"),
        ("3×12 Back Extensions/Hyper-extension", "3x12 Back Extensions/Hyper-extension"),
        ("3x10 Push-ups or knee push-ups", "3x10 Push-ups / knee push-ups"),
        ("3x8 Zercher wobble", "3x8 Zercher wobble"),
        ("Pull-ups 5,5,5", "3x5 Pull-ups"),
        ("Walking lunges: 3 sets, 20 steps", "3x20 Walking lunges"),
        ("Russian twists: 3 sets of 20 (10 per side)", "3x10 Russian twists each side"),
        ("Cat-cow – 10 slow reps", "1x10 Cat-cow"),
        ("Wall sit: 45s", ":45 Wall sit"),
        ("10 rows x 3", "3x10 rows"),
        ("Row 3*10", "3x10 Row"),
        ('"Row 3x10"', "3x10 Row"),
        ("ROW 3 X 10", "3x10 ROW"),
        ("Arm circles x 20", "1x20 Arm circles"),
        ("Bird Dog (3 sets x 8 reps/side)", "3x8 Bird Dog each side"),
        ("Glute Bridge [3 x 15]", "3x15 Glute Bridge"),
    ],
)
def test_a_line_is_read_as_people_write_it(pasted: str, expected: str) -> None:
    assert line(entry(pasted)) == expected


def test_a_hold_is_held_whatever_the_catalogue_says() -> None:
    held = entry("Hip Bridge or Wheel Pose (30-second hold)")
    assert (held.exercise, held.hold) == (("Hip Bridge", "Wheel Pose"), Span(30))


def test_a_plank_of_any_kind_is_held() -> None:
    side = entry("Side Plank ( 3 x 30s / side )")
    assert (side.sets, side.hold, side.time, side.sides) == (3, Span(30), None, "each")


def test_bonus_is_optional() -> None:
    assert entry("Bonus: Row (10 reps)").optional
    assert entry("Row 3x10 (optional)").optional
    assert not entry("Row 3x10").optional


def test_a_target_that_grows() -> None:
    grown = entry("Swing\nStart with 3 sets of 10 and work your way up to 3 sets of 20.")
    assert (grown.sets, grown.reps, grown.progress) == (3, Reps(10, 10), Progress(reps=(10, 20)))
    held = entry("Plank: 3 sets of 30 seconds, building up to 60 seconds")
    assert (held.hold, held.progress) == (Span(30), Progress(hold_s=5, until_s=60))


def test_reps_set_by_set() -> None:
    pyramid = entry("Row: 12, 10, 8 reps")
    assert (pyramid.sets, pyramid.reps) == (3, (Reps(12, 12), Reps(10, 10), Reps(8, 8)))


def test_a_rest_in_the_line_is_the_exercises() -> None:
    assert entry("Row 3x8, rest 90s").rest == 90
    assert entry("Row 3x8 (60 seconds rest)").rest == 60
    assert entry("Row 3x8 with 2 min rest between sets").rest == 120
    assert entry("Row 3x8, rest 60-90 seconds").rest == 90, "a rest is easily cut short"


def test_what_else_a_line_says_is_a_note() -> None:
    assert entry("3x10 rows, keep your elbows close to the body").note == "Keep your elbows close to the body"
    assert entry("3x10 Row. Keep your back flat.").note == "Keep your back flat."
    assert entry("3-4 sets of 10 Rows").note == "3-4 sets"
    assert entry("Squat 5x5 @ 80%").note == "80%"
    assert entry("Squat 5x5 @ RPE 8").note == "RPE 8"
    plate = entry("3x1:00 Weighted plank with a 25lb plate")
    assert (plate.load, plate.note) == (Load("weight", 25, "lb"), "With a 25lb plate")


def test_tempo() -> None:
    assert entry("Row 3x8 tempo 3-0-1").tempo == (3, 0, 1)


def test_a_distance_stays_in_the_name() -> None:
    run, row = work("400m run\n3x10 Row")
    assert isinstance(run, Entry)
    assert (run.exercise, run.reps, run.time) == (("400m run",), None, None)
    assert line(row) == "3x10 Row"


def test_a_distance_with_sets_is_a_note() -> None:
    carry = entry("Farmer's walk 3 x 40m")
    assert (carry.exercise, carry.sets, carry.reps, carry.note) == (("Farmer's walk",), 3, None, "40m")


@pytest.mark.parametrize(
    ("line", "load", "note"),
    [
        ("Curl 3x10 @ 2x12kg", Load("weight", 12, "kg", 2), None),
        ("Curl 3x10 2 x 12.5 lbs", Load("weight", 12.5, "lb", 2), None),
        ("Curl 3x10 (2x12kg)", Load("weight", 12, "kg", 2), None),
        ("Curl 3x10 @ 12kg each hand", Load("weight", 12, "kg", 2), None),
        ("Curl 3x10 with two 12kg dumbbells", Load("weight", 12, "kg", 2), "With two 12kg dumbbells"),
        ("Dip 3x5 @ +10kg", Load("body", 10, "kg"), None),
        ("Dip 3x5 +10kg", Load("body", 10, "kg"), None),
        ("Dip 3x5 @ BW + 10 kg", Load("body", 10, "kg"), None),
        ("Dip 3x5, bodyweight plus 10 kg", Load("body", 10, "kg"), None),
        ("Dip 3x5 with a 10kg vest", Load("body", 10, "kg"), "With a 10kg vest"),
        ("Dip 3x5 @ -20kg", Load("body", -20, "kg"), None),
        ("Dip 3x5 (-20 kg)", Load("body", -20, "kg"), None),
        ("Dip 3x5 @ body weight - 20 lb", Load("body", -20, "lb"), None),
        ("Dip 3x5 - 20kg", Load("weight", 20, "kg"), None),
        ("Row 3x5 x 60kg", Load("weight", 60, "kg"), None),
        ("Row 4x8 (+2.5 kg)", None, "+2.5 kg"),
        ("Row 4x8, add 5lb each week", None, "Add 5lb each week"),
        ("Row 3x8 @ 40kg, +2.5kg per week", Load("weight", 40, "kg"), "+2.5kg per week"),
        ("Deadlift 3x5 @ 70%", None, "70%"),
    ],
)
def test_loads_as_people_write_them(line: str, load: Load | None, note: str | None) -> None:
    found = entry(line)
    assert (found.sets, found.load, found.note) == (4 if "4x" in line else 3, load, note)


def test_loads_on_top_of_the_body_set_by_set() -> None:
    assert entry("Pull-up 3x5 @ +5/+10/+15kg").load == tuple(Load("body", value, "kg") for value in (5, 10, 15))
    assert entry("Squat\n-100kg x 5\n-100kg x 5").load == Load("weight", 100, "kg"), "a list mark is no minus"


def test_loads_set_by_set() -> None:
    bench = entry("Bench 3 x 5 (50, 60, 70 kg)")
    assert (bench.sets, bench.load) == (3, tuple(Load("weight", value, "kg") for value in (50, 60, 70)))


def test_a_range_of_times_is_its_least() -> None:
    plank = entry("3x20-30s Plank")
    assert (plank.hold, plank.note) == (Span(20), "20-30s")


def test_a_dose_below_its_exercise() -> None:
    assert lines("Seated Row\n3 sets of 10\n\nLat Pulldown\n\n4 x 8-12\nBench press\nSets: 3\nReps: 5\n") == [
        "3x10 Seated Row",
        "4x8-12 Lat Pulldown",
        "3x5 Bench press",
    ]


def test_exercises_in_one_line() -> None:
    assert lines("Rows 3x10, flies 3x12; plank 3x30s") == ["3x10 Rows", "3x12 flies", "3x:30 plank"]


# ------------------------------------------------------------------------------------------------------ the whole text


def test_the_name_is_the_heading_above() -> None:
    assert imported("Pulling with Bands\n\n3x10 Row").name == "Pulling with Bands"
    assert imported("## Pulling *hard* ##\n3x10 Row").name == "Pulling hard"
    assert imported("3x10 Row").name == "Imported workout"


def test_days_are_workouts() -> None:
    found = import_text("My plan\n\nDay 1\nRow 3x10\n\nDay 2: legs\nSquat 3x10\nDay 3\nCurl 3x10", CATALOG).routines
    assert [routine.name for routine in found] == ["My plan: Day 1", "Day 2: legs", "My plan: Day 3"]
    assert [line(routine.routine.work[0]) for routine in found] == ["3x10 Row", "3x10 Squat", "3x10 Curl"]


def test_equal_names_are_told_apart() -> None:
    found = import_text("Day 1\nRow 3x10\nDay 1\nSquat 3x10", CATALOG).routines
    assert [routine.name for routine in found] == ["Day 1", "Day 1 2"]


def test_sections() -> None:
    warm_up = "# Legs\n\n## Warm-up\n- Jog 5 min\n- Arm circles x 20\n"
    routine = imported(f"{warm_up}\n## Main\n- Squat 5x5\n\n## Cool-down\n- Hamstring stretch 1 min\n").routine
    assert [line(item) for item in routine.warmup] == ["5min Jog", "1x20 Arm circles"]
    assert [line(item) for item in routine.work] == ["5x5 Squat"]
    assert [line(item) for item in routine.cooldown] == ["1:00 Hamstring stretch"]


def test_stretches_stand_before_or_behind() -> None:
    routine = imported("Stretch\n- Neck roll 30 s\n\nWorkout\n- Row 3x10\n\nStretch\n- Cobra 30 s\n").routine
    sections = (routine.warmup, routine.work, routine.cooldown)
    assert [len(items) for items in sections] == [1, 1, 1]


def test_a_warm_up_label_holds_for_its_line() -> None:
    routine = imported("Warm-up: 10min Treadmill at a Fast Walk\n3x10 Row").routine
    assert [line(item) for item in routine.warmup] == ["10min Treadmill at a Fast Walk"]
    assert [line(item) for item in routine.work] == ["3x10 Row"]


def test_a_warm_up_ends_at_a_blank() -> None:
    routine = imported("Warm-up:\n5min jog\nArm circles x 20\n\n3x10 Row\n3x10 Curl").routine
    assert [line(item) for item in routine.warmup] == ["5min jog", "1x20 Arm circles"]
    assert [line(item) for item in routine.work] == ["3x10 Row", "3x10 Curl"]


def test_cardio_and_stretches_that_open_are_the_warm_up() -> None:
    routine = imported("10min Treadmill\nCat/cow and Cobra stretch\n3x10 Row\nCobra stretch").routine
    assert [line(item) for item in routine.warmup] == ["10min Treadmill", "Cat/cow", "Cobra stretch"]
    assert [line(item) for item in routine.work] == ["3x10 Row", "Cobra stretch"]


def test_two_stretches_in_one_bout() -> None:
    routine = imported("5min Cat/Cow Stretches and Cobra Stretch\n3x10 Row").routine
    assert [line(item) for item in routine.warmup] == ["5min Cat/Cow Stretches, then Cobra Stretch"]


def test_rests_of_the_whole() -> None:
    routine = imported("Rest 90 seconds between sets and take your time.\n3x10 Row\n3x10 Curl").routine
    assert routine.rest == 90
    routine = imported("Last week I rested 90 seconds between sets.\n3x10 Row\n3x10 Curl").routine
    assert routine.rest == 60, "what was done once is no rule"
    routine = imported("3x10 Row\n3x10 Curl\nRest 90 seconds between sets\nRest 2-3 minutes between exercises").routine
    assert (routine.rest, routine.between) == (90, 180)
    assert imported("3x10 Row\n3x10 Curl\n45s rest").routine.rest == 45
    assert imported("3x10 Row\nRest 45 s\n3x10 Curl\nRest 45 s").routine.rest == 45


def test_a_rest_behind_one_exercise_is_its_own() -> None:
    row, curl = work("3x10 Row\nRest 2 min\n3x10 Curl")
    assert isinstance(row, Entry)
    assert isinstance(curl, Entry)
    assert (row.rest, row.after, curl.rest, curl.after) == (120, 120, None, None)


def test_right_and_left_are_one_exercise() -> None:
    assert lines("Row Right (10 reps)\nRow Left (10 reps)\nPress, left arm (10 reps)\nPress, right arm (10 reps)") == [
        "1x10 Row each side",
        "1x10 Press each side",
    ]
    assert lines("Row Right (10 reps)\nRow Left (8 reps)") == ["1x10 Row Right", "1x8 Row Left"]


def test_one_dose_for_each() -> None:
    rules = "Do 3 sets of 12 reps of each exercise. Rest 45 seconds between sets.\n"
    routine = imported(f"{rules}- Goblet squat (12kg)\n- Row\n- Curl 2x8\n").routine
    assert [line(item) for item in routine.work] == ["3x12 Goblet squat @ 12 kg", "3x12 Row", "2x8 Curl"]
    assert routine.rest == 45


def test_a_table_with_a_header() -> None:
    tabs = "Exercise\tSets\tReps\tRest\nRow\t3\t8-12\t90s\nPlank\t2\t45 sec\t\n"
    pipes = "| Exercise | Sets | Reps | Rest |\n|---|:-:|---|---|\n| Row | 3 | 8-12 | 90 |\n| Plank | 2 | 45 sec | |\n"
    cells = "Exercise\nSets\nReps\nRest\nRow\n3\n8-12\n90s\nPlank\n2\n45 sec\n0\n"
    dashes = "EXERCISE — SETS — REPS — REST\nRow — 3 — 8-12 — 90s\nPlank — 2 — 45 sec — 0\n"
    for text in (tabs, pipes, cells, dashes):
        row, plank = work(text)
        assert row == Entry(("Row",), sets=3, reps=Reps(8, 12), rest=90)
        assert isinstance(plank, Entry)
        assert (plank.exercise, plank.sets, plank.hold) == (("Plank",), 2, Span(45))


# ------------------------------------------------------------------------------------------------------------- groups


def in_circuit(text: str) -> Circuit:
    (circuit,) = work(text)
    assert isinstance(circuit, Circuit)
    return circuit


def names(items: tuple[Entry, ...]) -> list[str]:
    return [item.exercise[0] for item in items]


def test_a_circuit() -> None:
    circuit = in_circuit(
        "Complete 2-3 rounds of the following exercises:\n\n1. Swing (20 reps)\n2. Plank (30 seconds)\n"
    )
    assert (circuit.rounds, circuit.rest, names(circuit.entries)) == ((2, 3), 0, ["Swing", "Plank"])
    assert circuit.entries[0].reps == Reps(20, 20)
    assert circuit.entries[1].hold == Span(30)


@pytest.mark.parametrize(
    "text",
    [
        "3 rounds:\n10 rows\n10 curls",
        "3 rounds for time\n- 10 rows\n- 10 curls",
        "Circuit (3 rounds)\n10 rows\n10 curls",
        "Circuit x3\n10 rows\n10 curls",
        "3 rounds of 10 rows, 10 curls",
        "3 rounds: 10 rows, 10 curls",
        "10 rows\n10 curls\nRepeat 3 times",
        "10 rows\n10 curls\nRepeat the circuit 2 more times",
        "10 rows\n10 curls\n\n3 rounds",
        "Repeat this circuit three times:\n10 rows\n10 curls",
        "Do 10 reps of each exercise. Repeat 3 times.\n• rows\n• curls",
    ],
)
def test_rounds_are_a_circuit(text: str) -> None:
    circuit = in_circuit(text)
    assert (circuit.rounds, names(circuit.entries)) == ((3, 3), ["rows", "curls"])
    assert [item.reps for item in circuit.entries] == [Reps(10, 10), Reps(10, 10)]


def test_rests_of_a_circuit() -> None:
    circuit = in_circuit("3 rounds, 15 seconds rest between exercises\n10 rows\n10 curls\nRest 1 min")
    assert (circuit.rest, circuit.between) == (15, 60)
    circuit = in_circuit("Perform each move for 45 seconds with 15 seconds rest. Repeat 3 times.\n• Row\n• Plank\n")
    assert (circuit.rest, circuit.entries[0].time, circuit.entries[1].hold) == (15, Span(45), Span(45))


def test_on_and_off() -> None:
    circuit = in_circuit("TABATA: 8 rounds, 20 sec work / 10 sec rest\n- Squat jumps\n- Push-ups\n")
    assert (circuit.rounds, circuit.rest, circuit.between) == ((8, 8), 10, 10)
    assert [each.time for each in circuit.entries] == [Span(20), Span(20)]


def test_a_circuit_goes_on_behind_the_words_about_each_exercise() -> None:
    text = "3 rounds:\n\n1. Row (10 reps)\nKeep your back flat, and pull.\n\n2. Plank (30 s)\nKeep breathing, please.\n"
    assert names(in_circuit(text).entries) == ["Row", "Plank"]


def test_blocks_of_letters_with_rounds() -> None:
    first, second = work(
        "**Block A** – 3 rounds\nA1) Row x 8\nA2) Push-up x max\nRest 90s\n\n**Block B** – 2 rounds\nB1) Plank 30s"
    )
    assert isinstance(first, Circuit)
    assert isinstance(second, Circuit)
    assert (first.rounds, first.between, names(first.entries)) == ((3, 3), 90, ["Row", "Push-up"])
    assert (second.rounds, names(second.entries)) == ((2, 2), ["Plank"])


def test_what_follows_a_circuit_is_not_in_it() -> None:
    circuit, curl = work("3 rounds:\n10 rows\n10 squats\n\n3x10 Curl")
    assert isinstance(circuit, Circuit)
    assert line(curl) == "3x10 Curl"


def test_supersets_by_letter() -> None:
    first, second, plank = work("A1. Row 3x8\nA2. Fly 3x8\nRest 90 sec\nB1) Curl 3x12\nB2) Shrug 3x15\nPlank 1 min")
    assert isinstance(first, Superset)
    assert isinstance(second, Superset)
    assert (first.sets, first.rest, names(first.entries)) == (3, 90, ["Row", "Fly"])
    assert (second.sets, second.rest, names(second.entries)) == (3, None, ["Curl", "Shrug"])
    assert line(plank) == "1:00 Plank"


@pytest.mark.parametrize(
    "text",
    [
        "A1. Row 3x8 / A2. Fly 3x8",
        "superset: Row 3x8 + Fly 3x8",
        "Superset (3 sets)\n- Row 8 reps\n- Fly 8 reps",
        "Superset 1:\nRow 3x8\nFly 3x8",
        "Row 3x8 superset with Fly 3x8",
        "superset: Row and Fly 3x8",
        "1a. Row 3x8\n1b. Fly 3x8",
    ],
)
def test_a_superset(text: str) -> None:
    (superset,) = work(text)
    assert isinstance(superset, Superset)
    assert (superset.sets, names(superset.entries)) == (3, ["Row", "Fly"])
    assert [item.reps for item in superset.entries] == [Reps(8, 8), Reps(8, 8)]


def test_supersets_with_letters_in_their_headings() -> None:
    text = "Superset A1/A2\nA1: Row 3 x 10\nA2: Fly 3 x 12\n90 s rest\n\nSuperset B1/B2\nB1: Curl 3x8\nB2: Shrug 3x8"
    first, second = work(text)
    assert isinstance(first, Superset)
    assert isinstance(second, Superset)
    assert (names(first.entries), first.rest, names(second.entries)) == (["Row", "Fly"], 90, ["Curl", "Shrug"])


@pytest.mark.parametrize(
    "text",
    [
        "• Superset:\n  ◦ Row 3x15\n  ◦ Fly 3x15\n• Plank 3x30s",
        "Superset:\nRow 3x15\nFly 3x15\nPlank 2x30s",
        "Superset:\n- Row 3x15\n- Fly 3x15\n\nPlank 3x30s",
    ],
)
def test_where_a_superset_ends(text: str) -> None:
    superset, plank = work(text)
    assert isinstance(superset, Superset)
    assert names(superset.entries) == ["Row", "Fly"]
    assert isinstance(plank, Entry)


def test_a_superset_of_unequal_sets_is_two_exercises() -> None:
    assert lines("A1. Row 3x8\nA2. Fly 4x8") == ["3x8 Row", "4x8 Fly"]


@pytest.mark.parametrize("text", ["AMRAP 12 min: 5 pull-ups, 10 push-ups", "12 minute AMRAP\n5 pull-ups\n10 push-ups"])
def test_an_amrap(text: str) -> None:
    (amrap,) = work(text)
    assert isinstance(amrap, Amrap)
    assert (amrap.time, names(amrap.entries)) == (720, ["pull-ups", "push-ups"])


@pytest.mark.parametrize(
    "text", ["EMOM 10: 5 pull-ups, 10 push-ups", "EMOM for 10 minutes\n- 5 pull-ups\n- 10 push-ups"]
)
def test_an_emom(text: str) -> None:
    (emom,) = work(text)
    assert isinstance(emom, Emom)
    assert (emom.minutes, names(emom.entries)) == (10, ["pull-ups", "push-ups"])


# ----------------------------------------------------------------------------------------------------- not understood


def test_what_is_not_understood_stands_as_a_comment_in_its_place() -> None:
    routine = imported("Back day\n\n3x10 Row\nblah blah unknown thing\n3x0 Curl\n3x10 Fly")
    assert routine.not_understood == ((4, "blah blah unknown thing"), (5, "3x0 Curl"))
    row, first, second, fly = (
        next(at for at, each in enumerate(routine.text.splitlines()) if words in each)
        for words in ("Row", "line 4, not understood: blah blah", "line 5, not understood: 3x0 Curl", "Fly")
    )
    assert row < first < second < fly
    assert tomllib.loads(routine.text)["work"] == ["3x10 Row", "3x10 Fly"]


@pytest.mark.parametrize(
    "bad", ["3x1:75 Plank", "300x8 Row", "3x5000 Row", "3x3x3 Row", "30h Plank", "0x8 Row", "100x10 Row"]
)
def test_impossible_numbers_are_not_understood(bad: str) -> None:
    routine = imported(f"3x10 Row\n{bad}")
    assert routine.not_understood == ((2, bad),)
    assert len(routine.routine.work) == 1


def test_a_heading_between_exercises_stays_as_a_comment() -> None:
    routine = imported("Back day\n\n3x10 Row\n\nArms\n\n3x10 Curl")
    assert routine.not_understood == ()
    assert [each.strip() for each in routine.text.splitlines()[-4:]] == ['"3x10 Row",', "# Arms", '"3x10 Curl",', "]"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Row\n3x10\n\nHeel-to-toe walking\nGo along the counter and back.\n\nSee you next week\n", 4),
        ("Wall slide\nKeep your back flat.\n\nFor the back\nRow\n3x10\n", 1),
        ("Monday\n3x10 Row\n\nReverse plank lift\nWith straight arms.\n\nTuesday\n3x5 Squat\n", 4),
    ],
)
def test_a_name_that_nothing_below_gives_a_dose_is_told(text: str, line: int) -> None:
    assert line in [number for number, _ in import_text(text, CATALOG).not_understood]


def test_a_group_without_exercises_is_not_understood() -> None:
    assert imported("3x10 Row\nAMRAP 12 min:\n\n3x10 Curl").not_understood == ((2, "AMRAP 12 min:"),)


def test_an_at_sign_never_stands_in_a_name() -> None:
    (row, press) = work("3x10 Row\nPress @ home")
    assert isinstance(press, Entry)
    assert (press.exercise, press.note) == (("Press",), "Home"), row


def test_line_numbers_are_those_of_the_paste() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert imported(f"3x10 Row{end}{end}3x10 Fly{end}3x0 Curl").not_understood == ((4, "3x0 Curl"),)


def test_a_comment_holds_no_control_characters() -> None:
    routine = imported("3x10 Row\n3x0 \x1b[31mCurl\x00\u202e\n3x10 Fly")
    assert "\x1b" not in routine.text
    assert "\u202e" not in routine.text
    assert len(routine.not_understood) == 1


def test_all_workouts_lines_are_listed() -> None:
    found = import_text("Day 1\nRow 3x10\n3x0 Curl\nDay 2\nSquat 3x10\n3x0 Fly", CATALOG)
    assert found.not_understood == ((3, "3x0 Curl"), (6, "3x0 Fly"))


# ------------------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Hello there, how are you today?",
        "I am 10 years old. Buy 2 get 3.",
        "7 Best Ways to Sleep\n\nSleep well.",
        "A 10 minute read",
    ],
)
def test_a_text_without_a_workout(text: str) -> None:
    with pytest.raises(ImportRefusedError, match=r"^no workout found"):
        import_text(text, CATALOG)


def test_a_refusal_is_a_line_for_people() -> None:
    assert issubclass(ImportRefusedError, BackdayError)
    with pytest.raises(ImportRefusedError) as refusal:
        import_text("", CATALOG)
    assert "\n" not in str(refusal.value)


def test_limits() -> None:
    with pytest.raises(ImportRefusedError, match="1 MiB"):
        import_text("x" * ((1 << 20) + 1), CATALOG)
    with pytest.raises(ImportRefusedError, match="1 MiB"):
        import_text("é" * (1 << 19) + "3", CATALOG)
    many = "3x10 Row\n" * 1000
    assert len(imported(many).routine.work) == 1000
    with pytest.raises(ImportRefusedError, match="1,001 exercises"):
        import_text(many + "3x10 Row", CATALOG)
    with pytest.raises(ImportRefusedError, match="20,000 lines"):
        import_text("\n" * 20_001, CATALOG)


def test_a_text_with_too_much_that_differs() -> None:
    many = "\n".join(f"Row {number} is not like the others, and neither is this line" for number in range(3000))
    with pytest.raises(ImportRefusedError, match="35 kB of different lines"):
        import_text(many, CATALOG)
    again = "It is the same line that comes again and again here\n" * 3000
    assert lines(f"3x10 Row\n{again}") == ["3x10 Row"]


def test_an_exercise_that_belongs_to_no_workout_is_told() -> None:
    found = import_text("Moves for the back:\n\n- Pull-up\n- Lat pulldown\n\nMy workout\n\nSquat 3x10\n", CATALOG)
    assert found.not_understood == found.left_out == ((3, "- Pull-up"), (4, "- Lat pulldown"))
    (routine,) = found.routines
    assert routine.not_understood == ()
    assert routine.unread == found.left_out
    assert "# line 3, not understood: - Pull-up\n# line 4, not understood: - Lat pulldown\n" in routine.text


def test_a_sentence_with_a_dose_that_belongs_to_nothing_is_told() -> None:
    found = import_text("Do 3 sets of 20 sit-ups now and then, they say.\n\nMy workout\n\nSquat 3x10\n", CATALOG)
    assert [number for number, _ in found.not_understood] == [1]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Row 3x10\nCurl 3x10\n\nDone in 45 minutes, I was tired.", 4),
        ("Row 3x10\nCurl 3x10\n\nAbs 3x a week", 4),
        ("Row 3x10\nCurl 3x10\n\nWeek 5-8: 4 sets", 4),
        ("Row 3x10\nCurl 3x10\n\nThe plan\n\nCardio for 20-30 minutes", 6),
        ("Row 3x10\nCurl 3x10\n\nI would swap these for the goblet squat if it hurts.", 4),
        ("Strong and fit\nBy Ann Lee, goblet squat fan\n\nRow 3x10\nFly 3x10", 2),
        ("Legs\nSquat 3x5\nRow 3x10\n\nThey say that nobody needs more than 20 reps of those, and I agree.", 5),
    ],
)
def test_a_line_with_a_dose_or_a_known_name_that_nothing_used_is_told(text: str, lost: int) -> None:
    found = import_text(text, CATALOG)
    told = {number for number, _ in found.not_understood}
    assert lost in told
    assert f"# line {lost}, not understood:" in "".join(each.text for each in found.routines)


@pytest.mark.parametrize(
    "line",
    [
        "Total time: 30 minutes",
        "Workout duration - 40 min",
        "Time: 45 min",
        "Progression: add 1 rep per session",
        "Elite: 6:00",
        "Beginners: 15 reps",
        "Repeat 10 times with care",
        "Stay for 1 minute",
        "Warm-up set: 1",
        "Score: total time",
        "Hinge",
        "Squat pattern",
    ],
)
def test_labels_verbs_and_lengths_of_a_workout_are_no_exercises(line: str) -> None:
    assert lines(f"Curl 3x10\n{line}\nRow 4x8") == ["3x10 Curl", "4x8 Row"]


@pytest.mark.parametrize(
    ("line", "section", "name"),
    [
        ("10 min bike cool down", "cooldown", "bike"),
        ("5 min easy jog warm-up", "warmup", "easy jog"),
        ("3 min rope skipping, warm up", "warmup", "rope skipping"),
    ],
)
def test_the_section_at_the_end_of_a_line_is_no_part_of_a_name(line: str, section: str, name: str) -> None:
    routine = imported(f"Curl 3x10\nRow 4x8\n\n{line}").routine
    assert [item.exercise for item in getattr(routine, section)] == [(name,)]


@pytest.mark.parametrize("dose", ["5 x 5 @ 80%", "5x 5 @ 80%", "5 x 5 @ 225", "5x5 @ 80%"])
def test_blanks_around_a_cross_change_no_figure(dose: str) -> None:
    (squat,) = work(f"Squat - {dose}")
    assert isinstance(squat, Entry)
    assert (squat.exercise, squat.sets, squat.reps) == (("Squat",), 5, Reps(5, 5))


@pytest.mark.parametrize(
    ("written", "name", "note"),
    [
        ("12 KB swings (24/16)", "KB swings", "24/16"),
        ("9 deadlifts 100/70", "deadlifts", "100/70"),
        ("Abs: crunches 3x20", "crunches", None),
        ("Calves 4x15", "Calves", None),
    ],
)
def test_weights_of_two_and_muscles_before_a_name_are_no_part_of_it(written: str, name: str, note: str | None) -> None:
    last = work(f"Row 3x10\n{written}")[-1]
    assert isinstance(last, Entry)
    assert (last.exercise, last.note) == ((name,), note)


def test_exercises_in_one_line_that_get_a_dose_each() -> None:
    text = "Core: crunches, leg raises and plank. 30 seconds each"
    assert [item.exercise for item in work(text) if isinstance(item, Entry)] == [
        ("crunches",),
        ("leg raises",),
        ("plank",),
    ]


def test_an_optional_section_is_no_exercise() -> None:
    routine = imported("Curl 3x10\n\n- OPTIONAL COOL DOWN\n\n3:00 Foam rolling").routine
    assert (len(routine.work), len(routine.cooldown)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A1 Row 3x10\nA2 Fly 3x10\nB  Curl 3x8", "3x8 Curl"),
        ("1) Row 3x10\n2A) Fly 3x10\n2B) Curl 3x8", "8 Curl"),
        ("Task 1: Row 3x10\nTask 2: Curl 3x8", "3x8 Curl"),
    ],
)
def test_marks_of_a_list_are_no_part_of_a_name(text: str, read: str) -> None:
    assert f'"{read}"' in import_text(text, CATALOG).routines[0].text.replace("'", '"')


def test_prose_without_a_dose_or_another_exercise_stays_silent() -> None:
    assert import_text("Row 3x10\nCurl 3x10\n\nA row is a fine thing, and so is sleep.", CATALOG).not_understood == ()


def test_a_line_that_was_not_understood_is_made_an_exercise_in_its_place() -> None:
    routine = imported("Back day\n\n3x10 Row\n3x0 Curl\n3x10 Fly")
    made = routine.with_exercise(4, "3x8 Curl", CATALOG)
    assert [line(item) for item in made.routine.work] == ["3x10 Row", "3x8 Curl", "3x10 Fly"]
    assert made.unread == ()
    assert routine.with_exercise(4, "3x0 Curl", CATALOG) is routine, "what can't be read changes nothing"
    (beside,) = import_text("- Pull-up\n\nMy workout\n\nSquat 3x10\n", CATALOG).routines
    assert [line(item) for item in beside.with_exercise(1, "3x5 Pull-up", CATALOG).routine.work] == [
        "3x10 Squat",
        "3x5 Pull-up",
    ]


def test_what_was_imported_is_the_same_routine_once_more() -> None:
    for text in (
        "Squat 5x5, rest 3 min\nA1. Row 3x8\nA2. Fly 3x8",
        "3 rounds: 10 rows, 10 squats",
        "3x10 Row\n3x0 Fly",
    ):
        once = imported(text)
        (again,) = import_text(once.text, CATALOG).routines
        assert (again.routine, again.text) == (once.routine, once.text)


def test_many_lines_that_are_not_understood() -> None:
    routine = imported("3x10 Row\n" + "3x0 Curl\n" * 15_000)
    assert len(routine.not_understood) == 15_000
    assert "# and 14,500 more lines" in routine.text


def test_too_many_steps_are_refused_in_one_line() -> None:
    with pytest.raises(ImportRefusedError, match=r"10,000 steps") as refusal:
        import_text("20x10 Row\n" * 300, CATALOG)
    assert "\n" not in str(refusal.value)


# ------------------------------------------------------------------------------------------------------- in passing


def both(text: str) -> list[str]:
    """Warm-up and work in notation."""
    routine = imported(text).routine
    return [line(item) for item in (*routine.warmup, *routine.work)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rows 3 x 10 ea", ["3x10 Rows each side"]),
        ("3 sets of 10\nRow\nCurl", ["3x10 Row", "3x10 Curl"]),
        ("Warm-up: 5 minutes\n3x10 Row", ["5min Warm-up", "3x10 Row"]),
        ("Warm-up: Cat/cow stretch\n3x10 Row", ["Cat/cow stretch", "3x10 Row"]),
        ("Superman\nLie on your front, and lift arms and legs.\nRepeat 10 times.", ["1x10 Superman"]),
        ("- Row (3x10)\n- Bird dog: Reach out with one arm and the other leg.", ["3x10 Row", "Bird dog"]),
        (
            f"- Bird dog: Start on all fours. {'Breathe well. ' * 30}Do 10 reps on each side.",
            ["1x10 Bird dog each side"],
        ),
        ("These are for the legs and for the back as well:\n3x10 Row", ["3x10 Row"]),
        ("3x10 Row\n\nA chair is a fine place to rest.", ["3x10 Row"]),
        ("Squat 100kg 5", ["1x5 Squat @ 100 kg"]),
        ("3x10 Row\n(optional)\n", ["3x10 Row"]),
        ("Row\n3x10\n---\n===\n3x10 Curl", ["3x10 Row", "3x10 Curl"]),
    ],
)
def test_smaller_forms(text: str, expected: list[str]) -> None:
    assert both(text) == expected


def test_a_second_dose_is_not_understood() -> None:
    assert imported("Row\n3x10\n4x12\n3x10 Curl").not_understood == ((3, "4x12"),)


def test_a_dose_for_each_of_a_circuit() -> None:
    circuit = in_circuit("3 rounds:\nDo 10 reps of each exercise\nrows\ncurls")
    assert [each.reps for each in circuit.entries] == [Reps(10, 10), Reps(10, 10)]
    circuit = in_circuit("Circuit\nrows x 10\ncurls x 10\nRepeat 3 times")
    assert circuit.rounds == (3, 3)
    assert len(in_circuit("3 rounds: plank").entries) == 1


def test_rests_in_other_places() -> None:
    assert imported("Rest 45 seconds\n3x10 Row").routine.rest == 45
    assert imported("3x10 Row\n3x10 Curl\nNo rest between exercises").routine.between == 0
    (press,) = work("Overhead Press\nPress it, slowly and well.\n3 x 8\nRest 90 s between sets")
    assert isinstance(press, Entry)
    assert press.rest == 90
    routine = imported("A1. Row 3x8\nA2. Fly 3x8\nRest 2 minutes between exercises").routine
    assert routine.between == 120


def test_rounds_end_a_warm_up() -> None:
    routine = imported("Warm-up\nJog 5 min\n\n3 rounds:\n10 rows\n10 curls").routine
    assert len(routine.warmup) == len(routine.work) == 1


def test_headings_of_one_level_are_workouts() -> None:
    found = import_text("# Plan\n## Upper\n- Row 3x10\n## Lower\n- Squat 3x10", CATALOG).routines
    assert [routine.name for routine in found] == ["Upper", "Lower"]


def test_a_superset_with_its_dose_behind_the_colon() -> None:
    (superset,) = work("Superset: 3 sets, 8 reps each\nRow\nFly")
    assert isinstance(superset, Superset)
    assert (superset.sets, [each.reps for each in superset.entries]) == (3, [Reps(8, 8), Reps(8, 8)])


def test_what_a_bracket_says_beside_the_reps_is_a_note() -> None:
    held = entry("10 Superman pulls (2 seconds each)")
    assert (held.reps, held.note) == (Reps(10, 10), "2 seconds each")


def test_an_open_bonus_in_a_list() -> None:
    row, bonus = work("- Row 3x10\n- Bonus: Superman")
    assert isinstance(row, Entry)
    assert isinstance(bonus, Entry)
    assert (row.optional, bonus.exercise, bonus.optional) == (False, ("Superman",), True)


@pytest.mark.parametrize("bad", ["Row (3x0)", "Row 4x12,10,8", "Row 3x8 @ 99999kg", "Row 2x12/10/8"])
def test_doses_that_contradict_themselves(bad: str) -> None:
    routine = imported(f"3x10 Curl\n{bad}\n3x10 Curl")
    assert (len(routine.routine.work), routine.not_understood) == (2, ((2, bad),))


# Where both readings are right, what differs is on purpose: a percentage is a note where no training max is told, over
# 20 sets may be a load, and a page's "8 somethings" may be anything (`written_amounts.py`).
_DOSES = (
    *("3x8", "8", "3x8-12", "1x5+", "3x?", "?", "3x:30", "3x1:30", ":45", "1:00+", "3x1:00+", "10min", "45s", "90 sec"),
    *(
        "1min 30s",
        "1h",
        "1:02:30",
        "2 x 10",
        "3×8",
        "3X8–12",
        "1000",
        "20x10",
        "13x3",
        "15x20",
        "3x 45 seconds",
        "1.5min",
    ),
)
_LOADS = (
    *("", "@ 20kg", "@ 22.5 lb", "@ 2x12 kg", "@ 10x5kg", "@ 0.5kg", "@ bodyweight", "@ +10 kg", "@ -20kg"),
    *("@ bodyweight + 10 kg", "@ bodyweight - 5 lb"),
)
_NAMES = ("Seated row", "Plank", "Side plank", "Chin-up / Pull-up", "Treadmill, fast walk", "Farmer's walk", "Squat")


@pytest.mark.parametrize("dose", _DOSES)
def test_what_notation_accepts_is_read_alike(dose: str) -> None:
    names, sides = itertools.cycle(_NAMES), itertools.cycle(("", "each side", "alternating", ""))
    for load in _LOADS:
        line = " ".join(filter(None, (dose, next(names), load, next(sides))))
        assert entry(line) == notation.parse(line, ISOMETRIC), line
