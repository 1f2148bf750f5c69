"""What `plan --json` says of every example of the format: kinds, numbers, names, sounds, to the letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui.cli.commands import backday

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST = """
name = "Back workout at home"
warmup = ["8min Stairs, moderate pace"]
work = [
  "3x20 Russian twist",
  "3x12 Roll-down",
  "3x10 Physio-ball back extension",
  "3x1:00 Plank",
  "3x:30 Prone cobra",
]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path / "home"))
    return tmp_path


def planned(folder: Path, text: str) -> dict[str, Any]:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(backday, ["plan", str(file), "--json"])
    assert (done.exit_code, done.stderr) == (0, "")
    plan: dict[str, Any] = json.loads(done.stdout)
    return plan


def steps_of(folder: Path, work: str, head: str = "") -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = planned(folder, f'name = "x"\n{head}\nwork = [{work}]')["steps"]
    return steps


def sounds(step: dict[str, Any]) -> list[tuple[float, str]]:
    return [(cue["at_s"], cue["name"]) for cue in step["cues"]]


def test_the_shortest_useful_file(home: Path) -> None:
    plan = planned(home, SHORTEST)
    steps = plan["steps"]
    assert plan["routine"]["id"] == "mine"
    assert (plan["routine"]["level"], plan["routine"]["equipment"]) == (None, [])
    assert [step["seconds"] for step in steps if step["section"] == "warmup"] == [5, 480]
    assert [step["kind"] for step in steps[:4]] == ["prepare", "time", "rest", "reps"]
    assert steps[0]["exercise"] == steps[1]["exercise"] == "Stairs, moderate pace"
    assert (steps[2]["section"], steps[2]["exercise"], steps[2]["seconds"]) == ("work", "Russian twist", 60)
    assert [step["reps"] for step in steps if step["kind"] == "reps"] == [20] * 3 + [12] * 3 + [10] * 3
    assert [step["seconds"] for step in steps if step["kind"] == "hold"] == [60] * 3 + [30] * 3
    assert [step["kind"] for step in steps].count("rest") == 15
    assert plan["timed_s"] == 5 + 480 + 15 * 60 + 270
    assert plan["estimate_s"] == plan["timed_s"] + 3 * (60 + 36 + 30)
    assert sounds(steps[-1]) == [(0, "last"), (15, "half"), (27, "tick"), (28, "tick"), (29, "tick"), (30, "done")]


@pytest.mark.parametrize(
    ("line", "sets", "said"),
    [
        ("3x8 Seated row", 3, {"kind": "reps", "exercise": "Seated row", "reps": 8, "seconds": None}),
        ("3x8-12 Seated row", 3, {"kind": "reps", "reps": {"min": 8, "max": 12}}),
        ("1x5+ Deadlift @ 80kg", 1, {"kind": "reps", "reps": {"min": 5, "max": None}, "load": "80 kg"}),
        (
            "3x? Chin-up / Pull-up", 3,
            {"kind": "reps", "reps": "max", "to_failure": True, "exercise": None, "choices": ["Chin-up", "Pull-up"]},
        ),
        ("2x? Plank", 2, {"kind": "hold", "seconds": None, "to_failure": True, "reps": None}),
        ("3x1:30 Plank", 3, {"kind": "hold", "seconds": 90, "to_failure": False, "choices": None}),
        ("3x:30 Superman plank", 3, {"kind": "hold", "seconds": 30}),
        ("3x1:00+ Plank", 3, {"kind": "hold", "seconds": 60, "to_failure": True}),
        ("10min Treadmill, fast walk", 1, {"kind": "time", "exercise": "Treadmill, fast walk", "seconds": 600}),
        ("Cat/cow stretch", 1, {"kind": "open", "reps": None, "seconds": None, "to_failure": False}),
        ("3x15 Russian twist @ 12lb", 3, {"kind": "reps", "load": "12 lb", "side": None}),
        ("8 Seated row @ bodyweight alternating", 1, {"load": "bodyweight", "side": "alternating"}),
        ("8 Seated row alternating @ bodyweight", 1, {"load": "bodyweight", "side": "alternating"}),
        ("8 bent-over-row", 1, {"exercise": "Bent-over row"}),
        ("8 BARBELL row, slow", 1, {"exercise": "BARBELL row, slow"}),
        ("1:00 Plank / Treadmill", 1, {"kind": "time", "choices": ["Plank", "Treadmill"]}),
        ("? Plank / Treadmill", 1, {"kind": "reps", "reps": "max"}),
        ("? Plank / Knee plank", 1, {"kind": "hold", "seconds": None}),
    ],
)  # fmt: skip
def test_every_line_of_notation(home: Path, line: str, sets: int, said: dict[str, Any]) -> None:
    work = [step for step in steps_of(home, f'"{line}"') if step["kind"] not in ("rest", "prepare")]
    assert [(step["set"], step["sets"]) for step in work] == [(number, sets) for number in range(1, sets + 1)]
    for step in work:
        assert {key: step[key] for key in said} == said


def test_each_side_is_left_then_right_and_one_set(home: Path) -> None:
    steps = steps_of(home, '"2x12 One-arm dumbbell row each side"')
    assert [(step["kind"], step["side"], step["set"]) for step in steps] == [
        ("reps", "left", 1), ("reps", "right", 1), ("rest", None, 2), ("reps", "left", 2), ("reps", "right", 2),
    ]  # fmt: skip
    held = steps_of(home, '":30 Superman plank each side"')
    assert [(step["kind"], step["side"], step["seconds"]) for step in held] == [
        ("prepare", None, 5), ("hold", "left", 30), ("switch", None, 5), ("hold", "right", 30),
    ]  # fmt: skip
    assert sounds(held[2]) == [(0, "switch"), (2, "tick"), (3, "tick"), (4, "tick")]


@pytest.mark.parametrize(
    ("tail", "estimate_s"),
    [
        ("reps = 8", 24),
        ('reps = "8-12"', 36),
        ('reps = "5+"', 15),
        ('reps = "max"', 36),
        ('reps = 8, tempo = "3-0-1"', 32),
        ('hold = "max"', 5 + 45),
        ('hold = "1:00+"', 5 + 60),
        ('time = 90, sides = "each"', 5 + 90 + 5 + 90),
        ("optional = true", 60),
    ],
)
def test_the_estimate(home: Path, tail: str, estimate_s: int) -> None:
    plan = planned(home, f'name = "x"\nwork = [{{ exercise = "Deadlift", {tail} }}]')
    assert plan["estimate_s"] == estimate_s
    assert plan["timed_s"] == sum(step["seconds"] or 0 for step in plan["steps"])


def test_what_stands_between_entries_and_sections(home: Path) -> None:
    plan = planned(
        home,
        """
name = "x"
rest = 30
between = "1:15"
prepare = 10
warmup = [{ exercise = "Treadmill", time = "2:00", after = 20 }, "1:00 Cat/cow stretch", "5 Bird dog"]
work = ["2x:20 Plank", { exercise = "Plank", hold = 20, after = "0" }, ":10 Treadmill", "5 Deadlift"]
cooldown = ["Cobra stretch", "1:00 Plank"]
""",
    )
    assert [f"{step['section'][0]} {step['kind']} {step['seconds']}" for step in plan["steps"]] == [
        "w prepare 10", "w time 120", "w rest 20", "w time 60", "w reps None", "w rest 75", "w hold 20", "w rest 30",
        "w hold 20", "w rest 75", "w hold 20", "w time 10", "w rest 75", "w reps None", "c rest 75", "c open None",
        "c prepare 10", "c hold 60",
    ]  # fmt: skip


def test_the_steps_of_groups(home: Path) -> None:
    steps = steps_of(
        home,
        '{ superset = ["2x8 Seated row", "2x8 Bent-over fly"] }, '
        '{ circuit = ["5 Deadlift", ":30 Plank"], rounds = "1-2" },'
        ' { emom = ["5 Pull-up", "10 Curl"], minutes = 3 }, { amrap = ["5 Pull-up", "10 Deadlift"], time = "2:00" }',
        "rest = 30\nbetween = 40",
    )
    told = [
        f"{step['group']} {step['kind']} {step['exercise']} {step['set']}/{step['sets']} "
        f"{step['round']}/{step['rounds']} {step['reps']} {step['seconds']}"
        for step in steps
    ]
    assert told == [
        "superset reps Seated row 1/2 None/None 8 None",
        "superset reps Bent-over fly 1/2 None/None 8 None",
        "superset rest Seated row 2/2 None/None None 30",
        "superset reps Seated row 2/2 None/None 8 None",
        "superset reps Bent-over fly 2/2 None/None 8 None",
        "circuit rest Deadlift 1/2 1/2 None 40",
        "circuit reps Deadlift 1/2 1/2 5 None",
        "circuit prepare Plank 1/2 1/2 None 5",
        "circuit hold Plank 1/2 1/2 None 30",
        "circuit rest Deadlift 2/2 2/2 None 40",
        "circuit reps Deadlift 2/2 2/2 5 None",
        "circuit prepare Plank 2/2 2/2 None 5",
        "circuit hold Plank 2/2 2/2 None 30",
        "emom rest Pull-up 1/2 1/3 None 40",
        "emom time Pull-up 1/2 1/3 5 60",
        "emom time Curl 1/1 2/3 10 60",
        "emom time Pull-up 2/2 3/3 5 60",
        "amrap rest None 1/1 None/None None 40",
        "amrap time None 1/1 None/None None 120",
    ]
    assert steps[-1]["entries"] == ["Pull-up", "Deadlift"]
    minutes = [step for step in steps if step["kind"] == "time" and step["group"] == "emom"]
    for minute in minutes:
        assert sounds(minute) == [(0, "go"), (30, "half"), (57, "tick"), (58, "tick"), (59, "tick")]
    assert all(cue["name"] != "done" for step in steps[:-1] for cue in step["cues"])


def test_the_sounds_of_work(home: Path) -> None:
    steps = steps_of(home, '"2x? Plank", "2x:19 Treadmill", "2x5 Deadlift"', "rest = 2")
    by_kind = [(step["kind"], sounds(step)) for step in steps]
    assert by_kind == [
        ("prepare", [(2, "tick"), (3, "tick"), (4, "tick")]),
        ("hold", [(0, "go"), (30, "tick")]),
        ("rest", [(0, "rest"), (0, "tick"), (1, "tick")]),
        ("hold", [(0, "last"), (30, "tick")]),
        ("rest", [(0, "rest"), (0, "tick"), (1, "tick")]),
        ("time", [(0, "go"), (16, "tick"), (17, "tick"), (18, "tick")]),
        ("rest", [(0, "rest"), (0, "tick"), (1, "tick")]),
        ("time", [(0, "last"), (16, "tick"), (17, "tick"), (18, "tick")]),
        ("rest", [(0, "rest"), (0, "tick"), (1, "tick")]),
        ("reps", [(0, "go")]),
        ("rest", [(0, "rest"), (0, "tick"), (1, "tick")]),
        ("reps", [(0, "last"), (15, "done")]),
    ]


def test_a_routines_own_sound_changes_no_name(home: Path) -> None:
    (home / "gong.wav").write_bytes(b"RIFF")
    steps = steps_of(home, '{ exercise = "Plank", hold = 5, sound = "gong.wav" }')
    assert sounds(steps[1])[0] == (0, "go")


@pytest.mark.parametrize("name", ["dumbbells", "home"])
def test_types_and_order_of_every_key(name: str) -> None:
    plan = json.loads(CliRunner().invoke(backday, ["plan", name, "--json"]).stdout)
    assert list(plan) == ["routine", "estimate_s", "timed_s", "steps"]
    assert list(plan["routine"]) == ["id", "name", "level", "equipment", "muscles"]
    assert type(plan["estimate_s"]) is type(plan["timed_s"]) is int
    for number, step in enumerate(plan["steps"]):
        assert list(step) == [
            "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps",
            "seconds", "to_failure", "load", "group", "optional", "cues", "last", "aim", "warmup",
        ]  # fmt: skip
        assert step["index"] == number
        assert step["to_failure"] is step["optional"] is False
        assert step["seconds"] is None or type(step["seconds"]) is int
        assert [cue["at_s"] for cue in step["cues"]] == sorted(cue["at_s"] for cue in step["cues"])
