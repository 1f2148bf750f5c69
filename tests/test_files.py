"""Files read with limits, and replaced whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import machine
import pytest

from backday_tui import files
from backday_tui.clock import ManualClock


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_file_is_read_up_to_its_limit(tmp_path: Path, size: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * size)
    assert files.read(file, 10) == files.read(str(file), 10) == b"x" * size


def test_one_byte_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 11)
    with pytest.raises(files.FileTooLargeError, match="larger than 10 bytes"):
        files.read(file, 10)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(files.IrregularFileError) as refused:
        files.read(tmp_path, 10)
    assert refused.value.errno == errno.EISDIR


@machine.pipes_and_devices
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for act in (lambda: files.read(tmp_path / "pipe", 10), lambda: files.replace(tmp_path / "pipe", b"x")):
        with pytest.raises(files.IrregularFileError) as refused:
            act()
        assert refused.value.errno == errno.EINVAL
    assert names(tmp_path) == ["pipe"]


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="null"):
        files.read(tmp_path / "a\0b", 10)
    with pytest.raises(ValueError, match="null"):
        files.replace(tmp_path / "a\0b", b"")


# ----------------------------------------------------------------------------------------------------------- replacing


def test_a_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for raw in (b"one", b"", b"two"):
        assert files.replace(file, raw) == file.stat().st_mtime_ns
        assert file.read_bytes() == raw
    assert names(tmp_path) == ["file"]


@machine.modes
def test_its_mode_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o604)
    files.replace(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o604


@machine.links
def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    files.replace(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


@machine.links
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        files.replace(tmp_path / "a", b"new")


def test_a_check_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def refuse(new: Path) -> None:
        assert new.read_bytes() == b"new"
        assert file.read_bytes() == b"old"
        raise LookupError("no")

    with pytest.raises(LookupError):
        files.replace(file, b"new", check=refuse)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_new_file_takes_the_place_of_none(tmp_path: Path) -> None:
    file = tmp_path / "file"
    files.replace(file, b"one", is_new=True)
    with pytest.raises(FileExistsError):
        files.replace(file, b"two", is_new=True)
    assert file.read_bytes() == b"one"
    assert names(tmp_path) == ["file"]


def test_a_file_that_comes_up_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with pytest.raises(FileExistsError):
        files.replace(file, b"mine", is_new=True, check=lambda _: file.write_bytes(b"theirs"))
    assert file.read_bytes() == b"theirs"
    assert names(tmp_path) == ["file"]


# --------------------------------------------------------------------------------------------------------------- aside


def test_a_name_aside_is_free(tmp_path: Path) -> None:
    now = ManualClock().wall()
    for end in ("", "-2", "-3"):
        free = files.aside(tmp_path / "log.db", "damaged", now)
        assert free == tmp_path / f"log.damaged-2026-01-05T180000{end}.db"
        free.touch()


def test_names_aside_come_to_an_end(tmp_path: Path) -> None:
    now = ManualClock().wall()
    while free := files.aside(tmp_path / "log.db", "damaged", now):
        free.touch()
    assert len(names(tmp_path)) == 99
