"""`backday plates`, and what a person's own equipment does to the commands that go by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cli_runs import called, own
from jsonschema import Draft202012Validator

from backday_tui.tui.editor.plan import read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize(
    ("load", "said"),
    [
        (("97.5",), "97.5 kg: 20 + 25 · 10 · 2.5 · 1.25 a side"),
        (("142.5kg",), "142.5 kg: 20 + 25 · 25 · 10 · 1.25 a side"),
        (("61", "kg"), "61 kg: 20 + 20 a side (1 kg can't be loaded)"),
        (("20",), "20 kg: 20, the bar alone"),
        (("225lb",), "225 lb: 45 + 45 · 45 a side"),
        (("60", "--bar", "15"), "60 kg: 15 + 20 · 2.5 a side"),
        (("97,5 KG",), "97.5 kg: 20 + 25 · 10 · 2.5 · 1.25 a side"),
    ],
)
def test_the_plates_of_a_load(load: tuple[str, ...], said: str) -> None:
    done = called("plates", *load)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{said}\n", "")


def test_for_programs() -> None:
    told = {"load": 61, "bar": 20, "side": [20], "unit": "kg", "rest": 1}
    assert json.loads(called("plates", "61", "--json").stdout) == told
    text = called("plates", "97.5kg", "--json").stdout
    assert "25.0" not in text
    assert json.loads(text)["side"] == [25, 10, 2.5, 1.25]


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ("15", "15 kg is less than the bar (20 kg)"),
        ("30lb", "30 lb is less than the bar (45 lb)"),
        ("2x12kg", '"2x12kg" is no weight of a bar'),
        ("bodyweight", '"bodyweight" is no weight of a bar'),
        ("+10kg", '"+10kg" is no weight of a bar'),
        ("70%", '"70%" is no weight of a bar'),
        ("red band", '"red band" is no load'),
        ("-5", '"-5" is no weight of a bar'),
        ("-5kg", '"-5kg" is no weight of a bar'),
        ("0", '"0" is no possible load'),
        ("100000", '"100000" is no possible load'),
        ("1.2345kg", "more than three decimals"),
        ("", "the load is missing"),
        ("\x1b[31mred", "is no load"),
    ],
)
def test_what_is_no_weight_of_a_bar_is_told(load: str, said: str) -> None:
    done = called("plates", load)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_a_number_is_of_the_unit_of_the_bar() -> None:
    assert called("plates", "225", "--bar", "45lb").stdout == "225 lb: 45 + 45 · 45 a side\n"
    assert called("plates", "60", "--bar", "15").stdout == "60 kg: 15 + 20 · 2.5 a side\n"


def test_under_another_bar() -> None:
    done = called("plates", "10", "--bar", "15kg")
    assert (done.exit_code, done.stderr) == (1, "backday: 10 kg is less than the bar (15 kg)\n")
    assert called("plates", "10", "--bar", "two").exit_code == 1


@pytest.mark.parametrize("arguments", [(), ("--bra", "20"), ("100", "--bra", "20")])
def test_a_wrong_command_line(arguments: tuple[str, ...]) -> None:
    assert called("plates", *arguments).exit_code == 2


def test_the_units_of_the_settings(home: Path) -> None:
    (home / "settings.toml").write_text('units = "lb"\n', encoding="utf-8")
    assert called("plates", "135").stdout == "135 lb: 45 + 45 a side\n"
    assert called("plates", "60kg").stdout == "60 kg: 20 + 20 a side\n"


OWN = 'bar = "15 kg"\nplates = [20, "15 kg x1", 10, 5]\n'


def test_the_bar_and_the_plates_of_the_person(home: Path) -> None:
    (home / "training.toml").write_text(OWN, encoding="utf-8")
    assert called("plates", "75").stdout == "75 kg: 15 + 20 · 10 a side\n"
    assert called("plates", "88").stdout == "88 kg: 15 + 20 · 15 a side (3 kg can't be loaded)\n"
    assert called("plates", "225lb").stdout == "225 lb: 15 kg + 20 · 20 a side (7.058 kg can't be loaded)\n"


def test_aims_and_warm_up_sets_are_such_as_can_be_loaded(home: Path) -> None:
    (home / "training.toml").write_text(OWN, encoding="utf-8")
    own(home, "squats", 'name = "S"\nwork = [{ exercise = "Squat", reps = 5, load = "70%", warmup = true }]\n')
    assert called("max", "squat", "100kg").exit_code == 0
    (line,) = called("why", "squats").stdout.splitlines()
    assert line.startswith("Squat: 5 reps · 65 kg: as the file says")
    page = called("show", "squats").stdout
    assert "15 + 20 · 5 a side" in page
    steps = json.loads(called("plan", "squats", "--json").stdout)["steps"]
    assert [step["load"] for step in steps if step["warmup"]] == ["15 kg", "25 kg", "35 kg", "45 kg"]
    (home / "training.toml").unlink()
    assert called("why", "squats").stdout.startswith("Squat: 5 reps · 70 kg")


@pytest.mark.parametrize("command", ["show", "plan", "why", "start"])
def test_what_is_wrong_with_the_equipment_is_told_and_the_rest_holds(home: Path, command: str) -> None:
    (home / "training.toml").write_text('bar = "15 kg"\nplats = [20]\n', encoding="utf-8")
    own(home, "squats", 'name = "S"\nwork = ["1x5 Squat @ 35 kg"]\n')
    done = called(command, "squats", *(["--plain"] if command == "start" else []))
    assert done.exit_code == 0
    assert 'training.toml:2:1: "plats" is no key of training.toml; is "plates" meant?' in done.stderr
    if command in ("show", "start"):
        assert "15 + 10 a side" in done.stdout


def test_check_and_doctor_tell_it(home: Path) -> None:
    file = home / "training.toml"
    file.write_text('bar = "15 kg"\nstep = 0\n', encoding="utf-8")
    done = called("check", str(file))
    assert (done.exit_code, done.stdout.startswith(f"{file}:2:8: step = 0: allowed is a weight over 0")) == (1, True)
    (problem,) = json.loads(called("check", str(file), "--json").stdout)
    assert (problem["line"], problem["column"], problem["key"]) == (2, 8, "step")
    advice = json.loads(called("doctor", "--json").stdout)["advice"]
    assert any("training.toml:2:8: step = 0" in line for line in advice)
    file.write_text(OWN, encoding="utf-8")
    assert (called("check", str(file)).exit_code, called("check", str(file)).stdout) == (0, "")


def test_a_routine_of_that_name_is_a_routine(tmp_path: Path) -> None:
    file = tmp_path / "training.toml"
    file.write_text('name = "Training"\nwork = ["3x8 Row"]\n', encoding="utf-8")
    assert called("check", str(file)).exit_code == 0


def test_its_file_is_written_in_the_house_style_and_has_a_schema(tmp_path: Path) -> None:
    file = tmp_path / "training.toml"
    file.write_text('bar="15 kg" # light\nplates=[20,"10 kg x2"]\n', encoding="utf-8")
    assert called("fmt", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == 'bar = "15 kg"  # light\nplates = [20, "10 kg x2"]\n'
    schema = json.loads(called("schema", "--training").stdout)
    assert list(schema["properties"]) == ["bar", "plates", "dumbbells", "stack", "step"]
    validator = Draft202012Validator(schema)
    good = {"bar": "20 kg", "plates": [25, "15 kg x2"], "dumbbells": "2-30/2 kg", "stack": [5, "10-20/5"], "step": 2.5}
    assert validator.is_valid(good)
    assert not any(map(validator.is_valid, ({"bars": 3}, {"bar": []}, {"plates": 20}, {"step": 0})))
    assert called("schema", "--training", "--exercises").exit_code == 2


def test_the_editor_knows_what_it_is(tmp_path: Path) -> None:
    (problem,) = read("bar = 0\n", tmp_path / "training.toml").problems
    assert problem.message.startswith("bar = 0: allowed is a weight over 0")
    assert read("plates = [20]\n", tmp_path / "training.toml").problems == ()
