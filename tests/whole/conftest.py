"""What tests of the whole program share: a person's folder, and runs on terminals that are ended with the test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminals import beginning, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What moves the clocks of a program."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("a C compiler on Linux is needed")
    built = tmp_path_factory.mktemp("shim") / "suspended.so"
    source = Path(__file__).with_name("suspended.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", built, source, "-ldl"], check=True)
    return built
