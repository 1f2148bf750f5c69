"""Whether there is anything that could sound, as a Linux shows it; in doubt there may be."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from backday_tui.audio import output

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with nothing that sounds, on a machine of which only this folder and their home are seen."""
    traces = output._traces
    monkeypatch.setattr(output, "_traces", lambda: tuple(each for each in traces() if str(tmp_path) in each))
    for name in [name for name in os.environ if name.startswith(output._POINTERS)]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path / "run"


def test_with_nothing_there_is_nothing(runtime: Path) -> None:
    assert not runtime.exists()
    assert output.has_no_sound_system()


@pytest.mark.parametrize(
    "trace", ["run/pulse/native", "run/pipewire-0", "home/.asoundrc", "home/.config/pulse/here-runtime/native"]
)
def test_a_server_or_a_setting_may_sound(runtime: Path, trace: str) -> None:
    file = runtime.parent / trace
    file.parent.mkdir(parents=True)
    file.touch()
    assert not output.has_no_sound_system()


@pytest.mark.parametrize("name", ["PULSE_SERVER", "PIPEWIRE_REMOTE", "ALSA_CONFIG_PATH"])
def test_one_that_is_elsewhere_may_sound(runtime: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(runtime))
    assert not output.has_no_sound_system()


def test_of_other_systems_nothing_is_known(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del runtime
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not output.has_no_sound_system()
