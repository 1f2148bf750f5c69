"""What tests of the command line share: a person's folder, a routine in it, runs on terminals."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform != "win32":
    from terminals import beginning, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terminals import Begin


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with nothing of their own, who hears nothing."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("BACKDAY_HOME", str(folder))
    monkeypatch.setenv("BACKDAY_AUDIO", "off")
    monkeypatch.delenv("_BACKDAY_COMPLETE", raising=False)
    return folder


@pytest.fixture
def mine(home: Path) -> Path:
    """A routine of the person's own."""
    path = home / "routines" / "mine.toml"
    path.parent.mkdir()
    path.write_text('name = "Mine"\nwork = ["3x8 Seated row"]\n')
    return path


@pytest.fixture
def begin(home: Path) -> Iterator[Begin]:
    """Begins a program on a terminal."""
    with beginning(surroundings(home)) as begin:
        yield begin
