"""What sound this machine can make, and what to do about what it can't: for `backday doctor`.

Each backend is tried in a process of its own, so that one that crashes or hangs is only another answer. Nothing here is
used while a workout runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backday_tui.audio.backends import ORDER, order
from backday_tui.audio.process import WORKER, start

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One backend, tried.

    `name` is one of backends.ORDER, `label` what the status line calls it. `why` and `remedy` are empty where it can be
    had; `remedy` is what to type or do on this system, and empty where nothing is known to help.
    """

    name: str
    label: str
    is_available: bool
    is_used: bool
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Report:
    """All of them, and which is used: a label as in Trial, `bell` or `off`."""

    used: str
    trials: tuple[Trial, ...]


def probe(backend: str = "auto", limit_s: float = _LIMIT_S) -> Report:
    """Try every backend; takes up to `limit_s` seconds, most often a few tenths.

    Args:
        backend: what the person chose, one of player.BACKENDS.
        limit_s: seconds after which one that has not answered counts as hung.
    """
    started = {name: _start(name) for name in ORDER}
    answers = {name: _answer(process, limit_s) for name, process in started.items()}
    allowed = () if backend in ("bell", "off") else order(backend)
    used = next((name for name in allowed if "label" in answers[name]), None)
    trials = tuple(_trial(name, answers[name], used) for name in ORDER)
    silent = "off" if backend == "off" else "bell"
    return Report(used=silent if used is None else answers[used]["label"], trials=trials)


def _start(name: str) -> subprocess.Popen[bytes] | str:
    try:
        return start([*WORKER, "--trial", name])
    except OSError as error:
        return f"the trial can't be started ({error.strerror})"


def _answer(process: subprocess.Popen[bytes] | str, limit_s: float) -> dict[str, str]:
    if isinstance(process, str):
        return {"why": process}
    try:
        out, _ = process.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return {"why": "it gave no answer"}
    try:
        answer = json.loads(out)
    except ValueError:
        return {"why": f"it crashed while it was tried (exit {process.returncode})"}
    if not isinstance(answer, dict):
        return {"why": "it gave an answer that makes no sense"}
    return {str(key): str(value) for key, value in answer.items()}


def _trial(name: str, answer: Mapping[str, str], used: str | None) -> Trial:
    label = answer.get("label")
    if label is not None:
        return Trial(name, label, is_available=True, is_used=name == used, why="", remedy="")
    why = answer.get("why", "?")
    return Trial(name, name, is_available=False, is_used=False, why=why, remedy=remedy(name, why, system()))


def system(platform: str = sys.platform, release: Path = Path("/etc/os-release")) -> str:
    """The family of this system: debian, fedora, arch, suse, alpine, linux, darwin, win32 or what Python says."""
    if not platform.startswith("linux"):
        return platform
    try:
        lines = release.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "linux"
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").lower().split()
    return next((_FAMILIES[name] for name in names if name in _FAMILIES), "linux")


_FAMILIES = {
    "debian": "debian",
    "ubuntu": "debian",
    "fedora": "fedora",
    "rhel": "fedora",
    "centos": "fedora",
    "arch": "arch",
    "suse": "suse",
    "opensuse": "suse",
    "opensuse-tumbleweed": "suse",
    "opensuse-leap": "suse",
    "alpine": "alpine",
}

_COMPILER = {
    "debian": "sudo apt install gcc python3-dev libasound2-dev",
    "fedora": "sudo dnf install gcc python3-devel alsa-lib-devel",
    "arch": "sudo pacman -S gcc alsa-lib",
    "suse": "sudo zypper install gcc python3-devel alsa-devel",
    "alpine": "sudo apk add gcc musl-dev python3-dev alsa-lib-dev",
    "linux": "install gcc and the headers of Python and ALSA",
    "darwin": "xcode-select --install",
    "win32": "install the Microsoft C++ Build Tools",
}

_PLAYER = {
    "debian": "sudo apt install pulseaudio-utils",
    "fedora": "sudo dnf install pulseaudio-utils",
    "arch": "sudo pacman -S libpulse",
    "suse": "sudo zypper install pulseaudio-utils",
    "alpine": "sudo apk add pulseaudio-utils",
    "linux": "install paplay (of PulseAudio) or aplay (of ALSA)",
}

_SERVER_COMMAND = {
    "debian": "sudo apt install pipewire-pulse pipewire-alsa",
    "fedora": "sudo dnf install pipewire-pulseaudio pipewire-alsa",
    "arch": "sudo pacman -S pipewire-pulse pipewire-alsa",
}
_SERVER = {
    "darwin": "look whether a sound output is chosen in System Settings, Sound",
    "win32": "look whether a sound output is chosen in Settings, System, Sound",
}
_ANY_SERVER = "look whether a sound device is there and a sound server runs"


def remedy(name: str, why: str, family: str) -> str:
    """What a person can do about a backend that can't be had, as a command where there is one."""
    if "without the interpreter's lock" in why:
        return "use a Python build that is not free-threaded"
    if "not installed" in why:
        if name == "miniaudio":
            return "pip install miniaudio"
        return f"{_COMPILER.get(family, _COMPILER['linux'])}; then pip install 'backday-tui[simpleaudio]'"
    if "there is none of the programs" in why:
        return _PLAYER.get(family, _PLAYER["linux"])
    if family in _SERVER_COMMAND:
        return f"systemctl --user start pipewire-pulse; where that is unknown: {_SERVER_COMMAND[family]}"
    return _SERVER.get(family, _ANY_SERVER)
