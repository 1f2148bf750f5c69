"""What tests of the whole program share: a person's folder, and runs on terminals that are ended with the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from terminals import beginning, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from terminals import Begin


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where all of the person's lies, or is to lie."""
    return tmp_path / "home"


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The person's."""
    return surroundings(home)


@pytest.fixture
def begin(environment: dict[str, str]) -> Iterator[Begin]:
    """Begins a program on a terminal."""
    with beginning(environment) as begin:
        yield begin
