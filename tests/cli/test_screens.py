"""Which file a session that is taken up is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backday_tui.cli.screens import file_of
from backday_tui.folders import folders
from backday_tui.routine import library

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.folders import Folders


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path / "home"))
    found = folders()
    found.routines.mkdir(parents=True)
    return found


def test_a_workout_of_the_command_line_is_from_none(here: Folders) -> None:
    assert file_of("", None, here) is None


def test_one_of_the_library_is_where_the_library_has_it(here: Folders) -> None:
    bundled = library.bundled_dir() / "dumbbells.toml"
    assert file_of("dumbbells", library.bundled_dir(), here) == bundled
    own = here.routines / "dumbbells.toml"
    own.write_bytes(bundled.read_bytes())
    assert file_of("dumbbells", library.bundled_dir(), here) == own
    assert file_of("dumbbells", here.routines, here) == own
    assert file_of("dumbbells", None, here) == own


def test_one_that_is_gone_is_from_none(here: Folders) -> None:
    assert file_of("gone", here.routines, here) is None


def test_one_of_another_folder_is_never_taken_for_one_of_the_library(here: Folders, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dumbbells.toml"
    assert file_of("dumbbells", tmp_path, here) is None
    elsewhere.write_text('name = "Mine"\nwork = ["Plank"]\n')
    assert file_of("dumbbells", tmp_path, here) == elsewhere
