"""Tests that play real sound: marked `rig`, and left out where there is no sound server to be had."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from soundrig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("pulseaudio", "pactl", "parec")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    why = "a recorded sound server needs Linux" if sys.platform != "linux" else f"not installed: {', '.join(missing)}"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.rig)
            if missing or sys.platform != "linux":
                item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def session_rig() -> Iterator[Rig]:
    with tempfile.TemporaryDirectory(prefix="bd-rig-", ignore_cleanup_errors=True) as folder:
        rig = Rig(Path(folder))
        try:
            yield rig
        finally:
            rig.stop()


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
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.wait(5)
