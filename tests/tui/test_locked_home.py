"""A person whose folder is locked to them: they browse, train and edit all the same, and are told what is not kept."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import machine
import pytest
from terminals import PROGRAM, Terminal, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

MINE = 'name = "Mine"\nwork = ["3x8 Seated row"]\n'


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder that its owner may not even enter."""
    folder = tmp_path / "home"
    (folder / "routines").mkdir(parents=True)
    folder.chmod(0o000)
    yield folder
    folder.chmod(0o700)


def opened(home: Path, *arguments: str) -> Terminal:
    environment = surroundings(home, PYTHONDONTWRITEBYTECODE="1")
    return Terminal(environment, *arguments, program=(*machine.as_a_person(), *PROGRAM))


def test_the_library_its_log_and_its_settings(home: Path) -> None:
    with opened(home) as terminal:
        terminal.shows("Lower back workout for men")
        terminal.type("c")
        terminal.shows("enter make it")
        terminal.type("\r")
        terminal.shows("not made")
        terminal.type("l")
        terminal.shows("the log can't be read: Permission denied")
        terminal.shows("enter open")
        terminal.type("\x1b")
        terminal.shows("enter start")
        terminal.type(",")
        terminal.shows("the defaults are used")
        terminal.shows("enter next")
        terminal.type("\x1b")
        terminal.shows("enter start")
        terminal.type("q")
        assert terminal.ended() == 0


def test_a_workout_goes_on_and_says_that_it_is_not_kept(home: Path) -> None:
    with opened(home, "do", "1x:03 Plank", "--prepare", "1s") as terminal:
        terminal.shows("not logged yet")
        terminal.shows("1 of 1 set")
        terminal.shows("not logged yet: unable to open database file")
        terminal.type("\r")
        assert terminal.ended() == 0
        terminal.shows("could not be kept: unable to open database file")


def test_an_edited_text_stays_where_it_is(home: Path) -> None:
    with opened(home, "edit", "home") as terminal:
        terminal.shows("Muscles")
        terminal.type("#")
        terminal.shows("not saved")
        terminal.type("\x13")
        terminal.shows("still")  # "The text is still here.", of which a long path may break the line
        terminal.type("\x1b")
        terminal.shows("esc leave")
        assert '#name = "Back workout at home"' in terminal.shown


def test_routines_that_may_only_be_read(tmp_path: Path) -> None:
    routines = tmp_path / "home" / "routines"
    routines.mkdir(parents=True)
    (routines / "mine.toml").write_text(MINE)
    routines.chmod(0o500)
    with opened(routines.parent) as terminal:
        terminal.shows("Mine")
        terminal.type("c")
        terminal.shows("enter make it")
        terminal.type("\r")
        terminal.shows("saved")  # as above: "mine-2.toml: not saved"
    with opened(routines.parent, "edit", "mine") as terminal:
        terminal.shows("Muscles")
        terminal.type("#")
        terminal.shows("not saved")
        terminal.type("\x13")
        terminal.shows("mine.toml is not saved")
    assert [path.name for path in routines.iterdir()] == ["mine.toml"]
    assert (routines / "mine.toml").read_text() == MINE


@pytest.mark.parametrize("command", ["list", "plan home", "exercises plank", "doctor", "log"])
def test_commands_answer_or_say_why_not(home: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(home))
    program = [*machine.as_a_person(), *PROGRAM, *command.split()]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    refused = command == "log"
    assert (done.returncode, bool(done.stdout)) == (int(refused), not refused)
    assert [line for line in done.stderr.splitlines() if "the log can't be read: Permission denied" not in line] == []
