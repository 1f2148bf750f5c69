"""What a worker that was killed leaves in the folder for temporary files is gone once the next one has begun."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import machine
import pytest

from backday_tui.audio.backends import new_folder

LEAVING = "from backday_tui.audio.backends import new_folder; print(new_folder())"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def left_by_another() -> Path:
    """The folder of a process that ended without removing it."""
    done = subprocess.run([sys.executable, "-c", LEAVING], check=True, capture_output=True, text=True)
    folder = Path(done.stdout.strip())
    (folder / "1.wav").write_bytes(b"sound")
    return folder


def test_a_folder_is_named_after_its_process(temporary: Path) -> None:
    folder = Path(new_folder())
    assert folder.parent == temporary
    assert folder.name.startswith(f"backday-sound-{os.getpid()}-")
    assert list(folder.iterdir()) == []


@machine.asked_processes
def test_what_was_left_by_a_process_that_is_gone_is_removed(temporary: Path) -> None:
    left = left_by_another()
    assert left.is_dir()
    folder = Path(new_folder())
    assert list(temporary.iterdir()) == [folder]


@machine.links
def test_what_is_used_or_is_no_such_folder_stays(temporary: Path) -> None:
    used = Path(new_folder())
    gone = left_by_another().name
    (temporary / gone).rename(temporary / "kept")
    (temporary / gone).symlink_to(temporary / "kept")
    (temporary / "backday-sound-99999999999999-x").mkdir()
    (temporary / "backday-sound-x").mkdir()
    before = set(temporary.iterdir())
    assert set(temporary.iterdir()) - {Path(new_folder())} == before
    assert used.is_dir()
    assert (temporary / "kept" / "1.wav").exists()
