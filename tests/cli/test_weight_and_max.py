"""`backday weight` and `backday max`: said, listed, taken back, and asked for by `backday check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from backday_tui.cli import measures as command
from backday_tui.cli.commands import backday

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("home", "today")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(command, "_today", lambda: date(2026, 11, 29))


def called(*arguments: str) -> Result:
    return CliRunner().invoke(backday, list(arguments), prog_name="backday")


def told(*arguments: str) -> str:
    result = called(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(*arguments: str) -> str:
    result = called(*arguments)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    return result.stderr


def test_nothing_is_known_and_nothing_is_made_by_looking(home: Path) -> None:
    for name in ("weight", "max"):
        assert called(name).stderr.startswith("backday: no")
        assert told(name, "--json") == "[]\n"
        assert "to take back" in refused(name, "--undo")
    assert list(home.iterdir()) == []


def test_body_weight_is_said_listed_and_taken_back() -> None:
    assert told("weight", "81.5kg") == "body weight on 2026-11-29: 81.5 kg\n"
    assert told("weight", "180", "lb", "--on", "2026-11-02") == "body weight on 2026-11-02: 180 lb\n"
    assert told("weight", "82") == "body weight on 2026-11-29: 82 kg, in the place of 81.5 kg\n"
    assert [line.split() for line in told("weight").splitlines()[1:]] == [
        ["2026-11-29", "82", "kg"], ["2026-11-29", "81.5", "kg"], ["2026-11-02", "180", "lb"]
    ]  # fmt: skip
    assert told("weight", "--undo") == "taken back: 82 kg, said of 2026-11-29\n"
    assert json.loads(told("weight", "--json")) == [
        {"on": "2026-11-29", "weight": "81.5 kg", "kg": 81.5},
        {"on": "2026-11-02", "weight": "180 lb", "kg": 81.6466266},
    ]


def test_a_bare_number_is_of_the_unit_in_the_settings(home: Path) -> None:
    (home / "settings.toml").write_text('units = "lb"\n')
    assert told("weight", "180") == "body weight on 2026-11-29: 180 lb\n"
    assert told("max", "deadlift", "300") == "training max of Deadlift from 2026-11-29 on: 300 lb\n"


@pytest.mark.parametrize("weight", ["5kg", "+80kg", "2x40kg", "heavy", "80 stone", "1000", "70%"])
def test_what_is_no_body_weight_is_refused(weight: str, home: Path) -> None:
    assert "is no" in refused("weight", weight)
    assert not (home / "history.sqlite3").exists()


def test_training_maxes_are_said_listed_and_taken_back() -> None:
    assert told("max", "deadlift", "120kg", "--training", "90%", "--on", "2026-11-02") == (
        "training max of Deadlift from 2026-11-02 on: 108 kg, 90% of 120 kg\n"
    )
    assert told("max", "bench", "press", "100", "kg") == "training max of Bench press from 2026-11-29 on: 100 kg\n"
    assert told("max", "Deadlift", "125kg") == "training max of Deadlift from 2026-11-29 on: 125 kg\n"
    assert [each["training_max"] for each in json.loads(told("max", "--json"))] == ["100 kg", "125 kg"]
    assert json.loads(told("max", "deadlift", "--json"))[1] == {
        "exercise": "Deadlift", "movement": "deadlift", "on": "2026-11-02", "load": "120 kg", "training": 90.0,
        "training_max": "108 kg",
    }  # fmt: skip
    assert told("max", "--undo") == "taken back: 125 kg of Deadlift, said of 2026-11-29\n"
    lines = told("max").splitlines()
    assert lines[2].split() == ["Deadlift", "108", "kg", "90%", "of", "120", "kg", "2026-11-02"]
    assert called("max", "plank").stderr.startswith("backday: no training max of Plank is known yet")


def test_a_max_of_an_unknown_exercise_is_kept_and_doubted() -> None:
    result = called("max", "dead", "lfit", "100kg")
    assert result.exit_code == 0
    assert result.stderr == 'backday: the catalogue has no exercise "dead lfit"; is "Deadlift" meant?\n'
    assert "dead lfit" in told("max")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("max", "deadlift", "+20kg"), "is no training max"),
        (("max", "deadlift", "120kgx"), "is no unit of load"),
        (("max", "blorp"), "no exercise is called"),
        (("max", "deadlift", "120kg", "--training", "120%"), "is not over 0 and up to 100%"),
        (("max", "deadlift", "120kg", "--training", "much"), "is not over 0 and up to 100%"),
        (("max", "--training", "90%"), "--training is of a LOAD"),
        (("max", "deadlift", "120kg", "--undo"), "goes alone"),
        (("weight", "80kg", "--on", "2026-11-30"), "lies in the future"),
        (("weight", "--on", "2026-11-02"), "--on is the day of what is said"),
        (("weight", "80kg", "--on", "soon"), "'soon'"),
    ],
)
def test_what_makes_no_sense_is_said(arguments: tuple[str, ...], why: str) -> None:
    assert why in refused(*arguments)


def test_check_asks_for_a_training_max_once_for_each_exercise(tmp_path: Path) -> None:
    routine = tmp_path / "shares.toml"
    routine.write_text(
        'name = "Shares"\nwork = [\n  "5 Deadlift @ 70%", "5 Deadlift @ 80%",\n'
        '  { exercise = ["Squat", "Deadlift"], sets = 2, reps = 5, load = ["20 kg", "70%"] },\n]\n'
    )
    assert told("check", str(routine)).splitlines() == [
        f'{routine}:3:15: hint: no training max of "Deadlift" is known, so 70% is no load yet: `backday max` says one',
        f'{routine}:4:76: hint: no training max of "Squat" is known, so 70% is no load yet: `backday max` says one',
    ]
    told("max", "deadlift", "120kg")
    told("max", "squat", "120kg")
    assert told("check", str(routine)) == ""


def test_a_log_that_cannot_be_read_asks_for_nothing(tmp_path: Path, home: Path) -> None:
    (home / "history.sqlite3").mkdir()
    routine = tmp_path / "shares.toml"
    routine.write_text('name = "Shares"\nwork = ["5 Deadlift @ 70%"]\n')
    assert told("check", str(routine)) == ""
    assert "no regular file" in refused("weight", "80kg")
