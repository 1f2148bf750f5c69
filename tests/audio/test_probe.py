"""What `doctor` is told of sound: what can be had, what is used, and what to do about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import machine
import pytest
from soundfiles import lead_nowhere

from backday_tui.audio import probe

if TYPE_CHECKING:
    from pathlib import Path


@machine.linux
@pytest.mark.parametrize(
    ("choice", "used"), [("auto", "bell"), ("simpleaudio", "bell"), ("bell", "bell"), ("off", "off")]
)
def test_on_a_machine_without_devices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, choice: str, used: str) -> None:
    lead_nowhere(monkeypatch, tmp_path)
    report = probe.probe(choice)

    assert report.used == used
    assert [trial.name for trial in report.trials] == ["simpleaudio", "miniaudio", "player"]
    for trial in report.trials:
        assert (trial.is_available, trial.is_used) == (False, False)
        assert trial.why
        assert trial.remedy
    assert report.trials[2].why == "there is none of the programs paplay, aplay, afplay"


@machine.shell_scripts
def test_the_first_that_can_be_had_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lead_nowhere(monkeypatch, tmp_path)
    (tmp_path / "nowhere" / "aplay").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "nowhere" / "aplay").chmod(0o755)
    report = probe.probe("player")

    assert report.used == "aplay"
    assert report.trials[2] == probe.Trial("player", "aplay", is_available=True, is_used=True, why="", remedy="")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import os; os.abort()", "it crashed while it was tried"),
        ("import threading; threading.Event().wait()", "it gave no answer"),
        ("print('[1]')", "it gave an answer that makes no sense"),
    ],
)
def test_a_backend_that_crashes_or_hangs_is_another_answer(
    monkeypatch: pytest.MonkeyPatch, code: str, why: str
) -> None:
    monkeypatch.setattr(probe, "WORKER", ("-c", code))
    report = probe.probe("auto", limit_s=2.0 if "crash" in why or "sense" in why else 0.2)

    assert report.used == "bell"
    assert all(trial.why.startswith(why) for trial in report.trials)


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ("ID=debian\n", "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ("ID=fedora\n", "fedora"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=manjaro\nID_LIKE=arch\n", "arch"),
        ('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "suse"),
        ("ID=alpine\n", "alpine"),
        ("ID=nixos\n", "linux"),
        ("", "linux"),
        ("\x00nonsense", "linux"),
    ],
)
def test_the_family_of_a_linux_is_read(tmp_path: Path, release: str, family: str) -> None:
    (tmp_path / "os-release").write_text(release)

    assert probe.system("linux", tmp_path / "os-release") == family


def test_other_systems_are_their_own_family(tmp_path: Path) -> None:
    assert probe.system("linux", tmp_path / "missing") == "linux"
    assert probe.system("darwin") == "darwin"
    assert probe.system("win32") == "win32"


@pytest.mark.parametrize(
    "family", ["debian", "fedora", "arch", "suse", "alpine", "linux", "darwin", "win32", "freebsd14"]
)
def test_every_reason_has_a_remedy_on_every_system(family: str) -> None:
    for name, why in (
        ("simpleaudio", "simpleaudio is not installed (No module)"),
        ("miniaudio", "miniaudio is not installed (No module)"),
        ("miniaudio", "miniaudio found no device"),
        ("simpleaudio", "simpleaudio can't be used on a Python without the interpreter's lock"),
    ):
        assert probe.remedy(name, why, family)


@pytest.mark.parametrize(
    ("name", "why", "family", "expected"),
    [
        (
            "simpleaudio",
            "simpleaudio is not installed (No module)",
            "debian",
            "sudo apt install gcc python3-dev libasound2-dev; then pip install 'backday-tui[simpleaudio]'",
        ),
        ("miniaudio", "miniaudio is not installed (No module)", "debian", "pip install miniaudio"),
        ("player", "there is none of the programs paplay", "fedora", "sudo dnf install pulseaudio-utils"),
    ],
)
def test_a_remedy_is_what_to_type_there(name: str, why: str, family: str, expected: str) -> None:
    assert probe.remedy(name, why, family) == expected
