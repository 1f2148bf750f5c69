"""`backday doctor`: what it tells programs and people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cli_runs import called

from backday_tui import __version__

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


def test_the_doctor_tells_programs_what_there_is(home: Path) -> None:
    done = called("doctor", "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert list(found) == ["ok", "terminal", "sound", "display", "folders", "versions", "problems", "advice"]
    assert found["sound"]["used"] == "off"
    assert {each["name"] for each in found["sound"]["backends"]} == {"simpleaudio", "miniaudio", "player"}
    assert {"name": "settings", "path": str(home), "exists": True, "writable": True} in found["folders"]
    assert found["versions"]["backday"] == __version__
    assert found["ok"] is True


def test_the_doctor_tells_people_too() -> None:
    done = called("doctor")
    assert done.exit_code == 0
    for part in ("Terminal\n", "Sound\n", "Folders\n", "Versions\n", "workouts are followed in lines (--plain)"):
        assert part in done.stdout
