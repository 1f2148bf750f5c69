"""The editor on a real terminal while disk, folder or file fail: the old file is whole, the text is kept."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import machine
import pytest
from terminals import PROGRAM, Terminal, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

TEXT = 'name = "Mine"  # a comment\nwork = [\n  "3x8 Seated row",\n]\n'
SAVE = "\x13"
CHANGED = "#" + TEXT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "routines").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def path(home: Path) -> Path:
    found = home / "routines" / "mine.toml"
    found.write_text(TEXT)
    return found


@contextlib.contextmanager
def editing(home: Path, path: Path, before: tuple[str, ...] = ()) -> Iterator[Terminal]:
    """The editor with a character typed that is not saved yet."""
    with Terminal(surroundings(home), "edit", str(path), program=(*before, *PROGRAM)) as terminal:
        terminal.shows("Muscles")
        terminal.type("#")
        terminal.shows("not saved")
        yield terminal


def leftovers(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


def test_a_full_disk(home: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with machine.small_disk(disk, "64k"):
        path = disk / "mine.toml"
        path.write_text(TEXT)
        with editing(home, path) as terminal:
            ballast = machine.fill(disk)
            terminal.type(SAVE)
            terminal.shows("The disk is full")
            terminal.shows("The text is still here")
            assert path.read_text() == TEXT
            assert leftovers(disk) == []
            ballast.unlink()
            terminal.type("s")
            terminal.shows("Saved")
            assert path.read_text() == CHANGED


def test_a_disk_that_is_read_only_and_another_name(home: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with machine.small_disk(disk, "64k"):
        path = disk / "mine.toml"
        path.write_text(TEXT)
        machine.make_read_only(disk)
        with editing(home, path) as terminal:
            terminal.type(SAVE)
            terminal.shows("read-only")
            terminal.type("a")
            terminal.shows("Save as, in your routines")
            terminal.type("\r")
            terminal.shows("Saved")
        assert path.read_text() == TEXT
        assert (home / "routines" / "mine-2.toml").read_text() == CHANGED


def test_an_error_of_the_disk_on_sync(home: Path, path: Path) -> None:
    failing = machine.strace("-e", "trace=fsync", "-e", "inject=fsync:error=EIO")
    with editing(home, path, failing) as terminal:
        terminal.type(SAVE)
        terminal.shows("Input/output error")
        assert path.read_text() == TEXT
        assert leftovers(path.parent) == []
        terminal.type("\x1b")
        terminal.wait_for(lambda: "try again" not in terminal.shown)
        assert "#name" in terminal.shown


def test_a_file_that_was_deleted_is_told_of_and_made_anew(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        path.unlink()
        terminal.type(SAVE)
        terminal.shows("was deleted since it was read")
        assert not path.exists()
        terminal.type("s")
        terminal.shows("Saved")
        assert path.read_text() == CHANGED


def test_a_file_whose_folder_was_deleted(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "mine.toml"
    path.parent.mkdir()
    path.write_text(TEXT)
    with editing(home, path) as terminal:
        shutil.rmtree(path.parent)
        terminal.type(SAVE)
        terminal.shows("was deleted since it was read")
        terminal.type("s")
        terminal.shows("Saved")
        assert path.read_text() == CHANGED


def test_a_directory_in_the_place_of_the_file(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        path.unlink()
        path.mkdir()
        terminal.type(SAVE)
        terminal.shows("It is no regular file")
        terminal.type("a")
        terminal.shows("Save as, in your routines")
        terminal.type("\r")
        terminal.shows("Saved")
        assert list(path.iterdir()) == []
        assert path.with_name("mine-2.toml").read_text() == CHANGED


def test_a_link_stays_one(home: Path, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.toml"
    path.rename(target)
    path.symlink_to(target)
    with editing(home, path) as terminal:
        terminal.type(SAVE)
        terminal.shows("Saved")
        assert path.is_symlink()
        assert target.read_text() == CHANGED


def test_a_link_to_itself_in_the_place_of_the_file(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        path.unlink()
        path.symlink_to(path)
        terminal.type(SAVE)
        terminal.shows("a link that leads to itself")
        terminal.type("\x1b")
        terminal.wait_for(lambda: "try again" not in terminal.shown)
        assert "#name" in terminal.shown


def test_a_file_that_another_program_changed(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        path.write_text(TEXT.replace("Mine", "Theirs"))
        terminal.shows("was changed by another program; yours is not saved")
        terminal.type(SAVE)
        terminal.shows("was changed by another program since it was read")
        assert "Theirs" in path.read_text()
        terminal.type("r")
        terminal.shows('name = "Theirs"')


def test_one_that_another_program_changed_is_shown_where_nothing_is_unsaved(home: Path, path: Path) -> None:
    with Terminal(surroundings(home), "edit", str(path)) as terminal:
        terminal.shows("Muscles")
        path.write_text(TEXT.replace("Mine", "Theirs"))
        terminal.shows('name = "Theirs"')


def test_unsaved_text_outlives_a_kill_and_is_offered_again(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        terminal.wait_for(lambda: any((home / "unsaved").glob("*.json")))
        terminal.kill()
    assert path.read_text() == TEXT
    with Terminal(surroundings(home), "edit", str(path)) as terminal:
        terminal.shows("There is text that was not saved")
        terminal.type("t")
        terminal.shows("#name")
        terminal.type(SAVE)
        terminal.shows("Saved")
    assert path.read_text() == CHANGED
    with Terminal(surroundings(home), "edit", str(path)) as terminal:
        terminal.shows("1 problem")
        terminal.pump(0.4)
        assert "not saved" not in terminal.shown


def test_unsaved_text_is_offered_where_the_file_is_gone_or_another_meanwhile(home: Path, path: Path) -> None:
    with editing(home, path) as terminal:
        terminal.wait_for(lambda: any((home / "unsaved").glob("*.json")))
        terminal.kill()
    path.write_text(TEXT.replace("Mine", "Theirs"))
    with Terminal(surroundings(home), "edit", str(path)) as terminal:
        terminal.shows("There is text that was not saved")
        terminal.type("d")
        terminal.shows('+ #name = "Mine"')
        terminal.type("\x1b")
        terminal.shows("There is text that was not saved")
        terminal.type("t")
        terminal.shows('#name = "Mine"')


def test_a_file_that_was_deleted_while_nothing_was_unsaved_is_not_let_go_silently(home: Path, path: Path) -> None:
    with Terminal(surroundings(home), "edit", str(path)) as terminal:
        terminal.shows("Muscles")
        path.unlink()
        terminal.shows("was deleted by another program")
        terminal.shows("not saved")
        terminal.type("\x1b")
        terminal.shows("mine.toml is not saved")
        terminal.type("s")
        terminal.shows("was deleted since it was read")
        terminal.type("\x1b[2~s")  # insert does nothing, but a second s at once would be one that bounces
        terminal.wait_for(path.exists)
        assert path.read_text() == TEXT
