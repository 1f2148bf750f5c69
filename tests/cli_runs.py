"""What tests of the commands share: a command that is called in this process, and a routine with everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from backday_tui.cli.commands import backday
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.reader import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from backday_tui.routine.model import Routine

ARTICLE = """\
Monday
1. 3x10 Seated rows, rest 60 seconds
2. Plank: 3 sets of 45 seconds
3x flubbergast the gnarl

Tuesday
- 4 sets x 12 reps Deadlift
"""
EVERYTHING = """
name = "Everything"
level = "advanced"
equipment = ["bar"]
rest = 30
prepare = 5
warmup = ["1:00 Treadmill, fast walk", "Cat/cow stretch"]
cooldown = ["2x:20 Side plank each side"]
[[work]]
exercise = "Seated row"
sets = 2
reps = "8-12"
load = "25 lb"
[[work]]
exercise = ["Chin-up", "Pull-up"]
reps = "max"
[[work]]
exercise = "Deadlift"
reps = "5+"
[[work]]
exercise = "Curl"
parts = ["7 bottom half", "7 full"]
optional = true
[[work]]
exercise = "Plank"
hold = "1:00+"
[[work]]
exercise = "Russian twist"
reps = 10
sides = "alternating"
[[work]]
superset = ["Seated row", "One-arm dumbbell row each side"]
sets = 2
[[work]]
circuit = ["10 Deadlift", ":30 Plank"]
rounds = "1-2"
[[work]]
emom = ["5 Pull-up"]
minutes = 2
[[work]]
amrap = ["5 Pull-up", "10 Deadlift"]
time = "2:00"
"""


def called(*arguments: str, stdin: str | bytes = "") -> Result:
    """A command, called; nothing of what it says is on a terminal."""
    return CliRunner().invoke(backday, list(arguments), input=stdin, prog_name="backday")


def own(home: Path, name: str, text: str) -> Path:
    """A routine of the person's own."""
    path = home / "routines" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def routine_at(path: Path) -> Routine:
    """The routine of a file that has no problem, not even a hint."""
    loaded = read_file(path, bundled())
    assert loaded.routine is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.routine


def routine_at_with_hints(path: Path) -> Routine:
    routine = read_file(path, bundled()).routine
    assert routine is not None
    return routine
