"""What the pages for people say: their examples are read, their lines of notation and commands are tried."""

from __future__ import annotations

import dataclasses
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import pytest

from backday_tui import equipment, settings
from backday_tui.exercises.catalog import PATTERNS, bundled
from backday_tui.plain.json_lines import name_of_event
from backday_tui.routine import notation, own_exercises, week_file
from backday_tui.routine.format import ExerciseTable
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.problems import problem_line
from backday_tui.routine.reader import read_text
from backday_tui.workout import performance
from backday_tui.workout.actions import ACTIONS

if TYPE_CHECKING:
    from backday_tui.routine.model import Routine
    from backday_tui.tui.widgets.key_line import ScreenKey

ROOT = Path(__file__).parents[1]
FORMAT = ROOT / "docs" / "routine-format.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:`|^\$ )backday (?P<command>[a-z]+)(?P<options>[^`\n#]*)", re.MULTILINE)
OWN = "# exercises.toml\n"
WEEK = "# week.toml\n"
"""How the blocks begin that are a file of exercises, and a week, and no routine."""
LINK = re.compile(r"\]\((?P<target>[^)#]+)\)")
"""The keys of + < > without shift: nobody need know."""


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [each["text"] for each in FENCE.finditer(page.read_text(encoding="utf-8")) if each["language"] == language]


def examples() -> list[tuple[str, str]]:
    """Every routine that a page shows, with the page's name."""
    return [(page.name, block) for page in PAGES for block in blocks(page, "toml") if not block.startswith((OWN, WEEK))]


def column(page: Path, heading: str) -> list[str]:
    """The code in the first column of the table with this first line."""
    text = page.read_text(encoding="utf-8")
    rows = text[text.index(heading) :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    return [found[1] for row in rows if (found := re.match(r"\| `(.+?)`", row))]


def commands() -> list[tuple[str, str, str]]:
    """Every `backday COMMAND ...` on any page: page, command, what follows it."""
    found = ((page, each) for page in PAGES for each in COMMAND.finditer(page.read_text(encoding="utf-8")))
    return sorted({(page.name, each["command"], each["options"].strip()) for page, each in found})


def routine_of(text: str) -> Routine:
    """The routine of a text in which nothing is wrong."""
    loaded = read_text(text, id="example", catalog=bundled())
    assert loaded.routine is not None, loaded.problems
    return loaded.routine


def test_the_exercises_on_the_page_hold_no_problem_and_no_hint() -> None:
    (text,) = (block for block in blocks(FORMAT, "toml") if block.startswith(OWN))
    own = own_exercises.read_text(text)
    assert own.problems == ()
    assert {each.id for each in own.exercises} == {"wall-lean", "plank"}


def test_the_week_on_the_page_is_one_and_its_table_has_every_key() -> None:
    (text,) = (block for block in blocks(FORMAT, "toml") if block.startswith(WEEK))
    found = week_file.read_text(text, [path.stem for path in bundled_dir().glob("*.toml")])
    assert found.problems == ()
    assert found.plan.any_days
    assert found.plan.blocks[0].deload
    section = FORMAT.read_text(encoding="utf-8").partition("## Your week")[2].partition("\n## ")[0]
    keys = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*) \|$", section, re.MULTILINE))))
    assert {"monday", "sunday", *(key for table in TABLES for key in week_file.known_keys(table))} - keys <= {
        *week_file.DAYS,
        "turn",
        "times",
    }


TABLES = ("week", "any", "block", "deload")


def test_the_page_has_each_key_of_an_exercise_and_each_kind() -> None:
    section = FORMAT.read_text(encoding="utf-8").partition("## Exercises of your own")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
    assert ", ".join(rows).replace("`", "").split(", ") == list(ExerciseTable.all_keys())
    assert all(f'`"{pattern}"`' in section for pattern in PATTERNS)


@pytest.mark.parametrize(("page", "text"), examples())
def test_a_routine_on_a_page_holds_no_problem_and_no_hint(page: str, text: str) -> None:
    assert read_text(text, id="example", catalog=bundled()).problems == (), page


def test_the_pages_show_routines() -> None:
    pages = [page for page, _ in examples()]
    assert pages.count("routine-format.md") >= 10
    assert pages.count("README.md") >= 1


@pytest.mark.parametrize("line", column(FORMAT, "| line | means |"))
def test_a_line_of_the_table_is_read_and_needs_no_hint(line: str) -> None:
    assert read_text(f'name = "One"\nwork = [{line!r}]', id="one", catalog=bundled()).problems == ()


@pytest.mark.parametrize("line", column(FORMAT, "| line | why |"))
def test_a_line_that_the_page_calls_refused_is_refused(line: str) -> None:
    with pytest.raises(notation.NotationError):
        notation.parse(line, notation.isometric_in(bundled()))


def test_problems_are_told_as_the_page_says() -> None:
    (wrong,) = blocks(FORMAT, "text")
    (told,) = (block for block in blocks(FORMAT, "console") if block.startswith("$ backday check sunday.toml\n"))
    problems = read_text(wrong, id="sunday", catalog=bundled()).problems
    assert [problem_line("sunday.toml", problem) for problem in problems] == told.splitlines()[1:]


def test_both_ways_to_write_a_superset_say_the_same() -> None:
    (text,) = (block for block in blocks(FORMAT, "toml") if '"Supersets"' in block)
    first, second = routine_of(text).work
    assert getattr(first, "entries", None) == getattr(second, "entries", None)
    assert getattr(first, "sets", None) == getattr(second, "sets", None) == 3


def test_a_time_may_be_written_in_three_ways() -> None:
    lines = [f'name = "One"\nrest = {rest}\nwork = ["3x8 Seated row"]' for rest in ('"1:30"', '"90s"', "90")]
    assert {routine_of(line).rest for line in lines} == {90}


def imported(name: str) -> click.Command:
    """A command with its options; in the list of commands it stands without."""
    from backday_tui.cli.commands import backday

    _, command, _ = backday.resolve_command(click.Context(backday), [name])
    assert command is not None
    return command


@pytest.mark.parametrize(("page", "command", "rest"), commands())
def test_a_command_on_a_page_is_one_with_these_options(page: str, command: str, rest: str) -> None:
    named = imported(command)
    own = getattr(named, "own_command", lambda _: None)(rest.partition(" ")[0]) or named
    options = {option for parameter in own.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z]+", rest)) <= options | {"--help"}, page


def test_every_command_and_option_is_in_the_docs() -> None:
    from backday_tui.cli.commands import backday

    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in backday.commands:
        assert f"`backday {name}" in page
        options = {option for each in imported(name).params for option in each.opts if option.startswith("--")}
        assert {option for option in options - {"--help"} if option not in page} == set(), name


def test_the_page_of_keys_has_a_row_for_each_action_in_a_workout_as_its_help_says() -> None:
    train = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8").split("\n## ")[1]
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", train, re.MULTILINE)
    expected = [(" ".join(f"`{key}`" for key in each.typed_keys), each.help) for each in ACTIONS]
    assert rows == expected


@pytest.mark.parametrize(
    ("heading", "module"),
    [
        ("While you edit a routine", "editor.screen"),
        ("In the library", "library.screen"),
        ("In a workout that was pasted", "library.paste"),
        ("In the log", "log.screen"),
        ("In a session of the log", "log.session"),
        ("In the sessions with an exercise", "log.exercise"),
        ("In your progress", "progress.screen"),
        ("In the progress of an exercise", "progress.movement"),
        ("In the exercises", "exercises.screen"),
        ("In an exercise of your own", "exercises.own"),
        ("In the settings", "settings"),
    ],
)
def test_the_page_of_keys_has_a_row_for_each_key_of_a_screen_as_its_help_says(heading: str, module: str) -> None:
    keys: tuple[ScreenKey, ...] = importlib.import_module(f"backday_tui.tui.{module}").KEYS
    sections = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8").split("\n## ")
    section = next(each for each in sections if each.startswith(f"{heading}\n"))
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", section, re.MULTILINE)
    told = [key for key in keys if key.help and key.names]
    assert len(told) > 2
    assert rows == [(" ".join(f"`{name}`" for name in key.names), key.help) for key in told]


def test_the_page_of_commands_has_every_event_and_no_other() -> None:
    names = {name_of_event(event) for event in get_args(performance.Happening)}
    assert set(column(ROOT / "docs" / "commands.md", "| event | when |")) == names


def test_the_page_of_settings_has_each_of_them_and_its_example_is_taken(tmp_path: Path) -> None:
    page = ROOT / "docs" / "settings.md"
    assert set(column(page, "| setting | value |")) == {field.name for field in dataclasses.fields(settings.Settings)}
    example, _ = blocks(page, "text")
    file = tmp_path / "settings.toml"
    file.write_text(example, encoding="utf-8")
    taken, warnings = settings.load(file)
    assert warnings == ()
    assert (taken.volume, taken.theme) == (80, "backday-light")


def test_the_page_of_settings_has_each_key_of_the_equipment_and_its_example_is_taken() -> None:
    page = ROOT / "docs" / "settings.md"
    assert column(page, "| key | says |") == list(equipment.KEYS)
    _, example = blocks(page, "text")
    found = equipment.read_text(example, "kg")
    assert found.problems == ()
    assert set(found.said) == set(equipment.KEYS)
    assert found.equipment.stack == (5, 10, 15, 20, 30, 40)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    targets = [link["target"] for link in LINK.finditer(page.read_text(encoding="utf-8"))]
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []
