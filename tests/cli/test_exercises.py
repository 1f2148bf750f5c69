"""`backday exercises`: the catalogue, and one exercise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from cli_runs import called

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


def test_the_catalogue_and_one_exercise() -> None:
    assert len(called("exercises").stdout.splitlines()) > 50
    plank = called("exercises", "plank")
    assert plank.exit_code == 0
    assert plank.stdout.startswith("Plank\n")
    assert called("exercises", "superwoman").stdout.startswith("Superman\n")
    several = called("exercises", "dumbbell", "row")
    assert several.exit_code == 0
    assert "One-arm dumbbell row" in several.stdout
    unknown = called("exercises", "plnak")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr == 'backday: no exercise is called "plnak"; did you mean "Plank"?\n'


def test_an_exact_name_is_shown_alone_with_the_others_named_below_it() -> None:
    done = called("exercises", "squat")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Squat\n")
    assert "in one of their names: Bodyweight squat, Front squat" in done.stdout
    assert called("exercises", "rows").stdout.startswith("Bent-over row\n")


def test_what_is_near_to_nothing_has_no_hint_and_what_is_near_has_one() -> None:
    assert 'is called "squatt"; did you mean "Squat"?' in called("exercises", "squatt").stderr
    assert "did you mean" not in called("exercises", "xyzzy").stderr


@pytest.mark.parametrize(
    ("wanted", "some"),
    [("abs", "Crunch"), ("inner thighs", "Copenhagen plank"), ("kettlebell", "Goblet squat"), ("Olympic", "Snatch")],
)
def test_a_muscle_a_kind_or_equipment_gives_those_of_it(wanted: str, some: str) -> None:
    done = called("exercises", wanted)
    assert done.exit_code == 0
    assert f"\n{some} " in done.stdout


def test_the_persons_own_exercises_are_shown_checked_and_done(home: Path) -> None:
    file = home / "exercises.toml"
    file.write_text('[exercises.lean]\nname = "Wall lean"\nalias = "Lehnen"\nisometric = true\nshare = 0.4\n')
    shown = called("exercises", "lehnen")
    assert shown.stdout.startswith(f"Wall lean\nalso Lehnen\nas your {file} says\n")
    assert "40% of it is moved" in shown.stdout
    assert called("check", str(file)).stdout == ""
    done = called("do", "2x? Lehnen", "--plain", "--speed", "1000", "--no-log")
    assert "Lehnen · hold to failure" in done.stdout
    imported = called("import", "-", stdin="Lehnen 2x30s\nPlank 2x30s\n")
    assert '"2x:30 Lehnen"' in imported.stdout
    called("import", "-", "--save", "mine", stdin="Lehnen 2x30s\nPlank 2x30s\n")
    assert called("check", str(home / "routines" / "mine.toml")).stdout == ""


def test_what_cannot_be_used_of_them_is_told_by_whatever_uses_them(home: Path) -> None:
    file = home / "exercises.toml"
    file.write_text('[exercises.lean]\nname = "Wall lean"\nshare = 4\nbarbel = true\n')
    told = f"{file}:3:9: share = 4: allowed is a number from 0 to 1, as 0.64 (and 1 more: backday check {file})\n"
    for command in (["exercises", "wall lean"], ["show", "dumbbells"], ["plan", "dumbbells"]):
        done = called(*command)
        assert (done.exit_code, done.stderr) == (0, told)
    assert called("do", "1x1 Wall lean", "--plain", "--speed", "1000", "--no-log").stderr.startswith(told)
    check = called("check", str(file))
    assert check.exit_code == 1
    assert [line.rpartition("exercises.toml:")[2][:4] for line in check.stdout.splitlines()] == ["3:9:", "4:1:"]
    assert called("check", str(file), "--json").stdout.count('"key": "exercises.lean.') == 2


def test_the_schema_of_such_a_file_holds_what_check_holds() -> None:
    schema = json.loads(called("schema", "--exercises").stdout)
    valid = jsonschema.Draft202012Validator(schema)
    good = {"exercises": {"x": {"name": "X", "alias": "Y", "barbell": True, "share": 0.64, "isometric": False}}}
    assert valid.is_valid(good)
    for wrong in ({"share": 2}, {"alias": 3}, {"barbell": "yes"}, {"alia": "X"}):
        assert not valid.is_valid({"exercises": {"x": {"name": "X", **wrong}}})
    assert not valid.is_valid({"x": {"name": "X"}})


def test_such_a_file_is_brought_into_the_house_style(home: Path) -> None:
    file = home / "exercises.toml"
    file.write_text("[exercises.lean]\nname='Wall lean'   # left\nalias=['a','b']\n")
    assert called("fmt", str(file)).exit_code == 0
    assert file.read_text() == "[exercises.lean]\nname = 'Wall lean'  # left\nalias = ['a', 'b']\n"


@pytest.mark.parametrize("name", ["Side plank", "Wall sit", "Dead hang", "Hollow hold"])
def test_a_hold_to_failure_counts_up(name: str) -> None:
    done = called("do", f"2x? {name}", "--plain", "--speed", "1000", "--no-log")
    assert f"{name} · hold to failure" in done.stdout
