"""Which kind of file a text is: by its name, unless it has what only a routine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backday_tui.folders import folders
from backday_tui.routine import library
from backday_tui.routine.file_kinds import EQUIPMENT_FILE, EXERCISES_FILE, kind_of, kind_of_file
from backday_tui.routine.model import SECTIONS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("week.toml", "", "week"),
        ("week.toml", 'monday = "home"', "week"),
        ("week.toml", 'monday = "home', "week"),
        ("week.toml", 'name = "Week"\nwork = ["Plank"]', "routine"),
        ("week.toml", 'name = "Week\nwork = ["Plank"]', "routine"),
        ("week.toml", "# name = 1\nmonday =", "week"),
        ("week.toml", 'monday = "home"\n[[block]\nname = "Strong"\nweeks = 4 4', "week"),
        ("weeks.toml", 'monday = "home"', "routine"),
        ("Week.toml", 'monday = "home"', "routine"),
        ("exercises.toml", '[exercises.lean]\nname = "Wall lean"\n', "exercises"),
        ("exercises.toml", "", "exercises"),
        ("exercises.toml", "[exercises.", "exercises"),
        ("exercises.toml", '[exercises.lean\nname = "Wall lean" 3\n', "exercises"),
        ("exercises.toml", 'name = "A routine"\nwork = ["8 Row"]\n', "routine"),
        ("exercises.toml", 'name = "A routine"\nwork = ["8 Row]\n', "routine"),
        ("training.toml", 'bar = "20 kg"', "equipment"),
        ("training.toml", "bar = 20 kg", "equipment"),
        *(("training.toml", f'{section} = ["8 Row"]', "routine") for section in SECTIONS),
        ("training.toml", 'name = "Training\nwork = ["8 Row"]', "routine"),
        ("mine.toml", '[exercises.lean]\nname = "Wall lean"\n', "routine"),
    ],
)
def test_its_name_says_it_unless_it_has_what_only_a_routine_has(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert kind_of(path, text) == kind
    assert kind_of(str(path), text) == kind
    assert kind_of_file(path) == kind
    assert (path in library.files_in(tmp_path)) is (kind != "week")
    assert library.not_listed(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("week.toml", "week"), ("exercises.toml", "exercises"), ("training.toml", "equipment"), ("mine.toml", "routine")],
)
def test_one_that_cannot_be_read_is_what_its_name_says(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    assert kind_of_file(path) == kind
    path.write_bytes(b"name = \xff")
    assert kind_of_file(path) == kind
    path.unlink()
    path.mkdir()
    assert kind_of_file(path) == kind


def test_the_names_are_those_of_the_persons_files() -> None:
    assert (folders().exercises_file.name, folders().equipment_file.name) == (EXERCISES_FILE, EQUIPMENT_FILE)
