"""Tests that play real sound: marked `rig`, and run where somebody asks for them: what they need must be there then."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rig.recorded_workouts import Errors, started
from rig.soundrig import Rig, rig_of_its_own
from rig.stageplay import busy_process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rig.realapp import RealApp


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.rig)


@pytest.fixture(scope="session")
def session_rig() -> Iterator[Rig]:
    with rig_of_its_own() as rig:
        yield rig


@pytest.fixture(scope="session")
def errors() -> Errors:
    """How far the sounds of all workouts were from their times."""
    return Errors()


@pytest.fixture(scope="session")
def backend() -> str:
    """What to play with, as BACKDAY_AUDIO says."""
    chosen = os.environ.get("BACKDAY_AUDIO", "simpleaudio")
    assert importlib.util.find_spec(chosen), f"{chosen} is not installed"
    return chosen


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For the files of every run of backday."""
    return tmp_path_factory.mktemp("apps")


@pytest.fixture(scope="session")
def apps(session_rig: Rig, folder: Path, backend: str) -> Iterator[dict[str, RealApp]]:
    """backday at work in several ways, for test_real_workout.py; begun early, as a workout takes its time."""
    if not session_rig.is_recorded:
        session_rig.stop()
        session_rig.start()
    running = started(session_rig, folder, backend)
    yield running
    for app in running.values():
        app.close()


@pytest.fixture
def quiet_rig(session_rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """Where this process and its children find the server, if a test starts it."""
    for key, value in session_rig.env.items():
        monkeypatch.setenv(key, value)
    return session_rig


@pytest.fixture
def rig(quiet_rig: Rig) -> Rig:
    """The server up and recorded."""
    if not quiet_rig.is_recorded:
        quiet_rig.stop()
        quiet_rig.start()
    return quiet_rig


@pytest.fixture
def busy_core() -> Iterator[None]:
    """One core with nothing but work."""
    with busy_process():
        yield
