"""Which backend sounds: the first that works, the next when it is lost, all of them again later."""

from __future__ import annotations

import itertools
import os
import sys
from typing import TYPE_CHECKING

import pytest

from backday_tui.audio import output
from backday_tui.audio.backends import BackendError
from backday_tui.audio.output import MOST_AT_ONCE, Output
from backday_tui.audio.sounds import Samples
from backday_tui.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOUND = Samples("go", bytes(2 * 44_100))


class Machine:
    """Backends that work or not as a test says, and what became of them."""

    def __init__(self, *working: str) -> None:
        self.clock = ManualClock()
        self.working = set(working)
        self.tried: list[str] = []
        self.played: list[tuple[str, float]] = []
        self.closed: list[str] = []
        self.reports: list[str | None] = []
        self.warnings = 0
        self.is_bare = False

    def opened(self, name: str, _now: Callable[[], float]) -> FakeBackend:
        self.tried.append(name)
        if name not in self.working:
            raise BackendError(f"{name} is not here")
        return FakeBackend(name, self)

    def output(self, choice: str = "auto") -> Output:
        return Output(
            choice, self.clock.now, self._warn, self._report, opened=self.opened, is_bare=lambda: self.is_bare
        )

    def _report(self, output: Output) -> None:
        self.reports.append(output.label)

    def _warn(self) -> None:
        self.warnings += 1


class FakeBackend:
    ahead_s = 0.03

    def __init__(self, name: str, machine: Machine) -> None:
        self.label = name
        self._machine = machine

    def open(self) -> None:
        """Nothing to open."""

    def _check(self) -> None:
        if self.label not in self._machine.working:
            raise BackendError("gone")

    def play(self, sound: Samples, at: float) -> None:
        del sound
        self._check()
        self._machine.played.append((self.label, at))

    def hush(self, sound: Samples) -> None:
        del sound
        self._check()

    def attend(self, next_at: float | None) -> None:
        del next_at
        self._check()

    def close(self) -> None:
        self._machine.closed.append(self.label)


@pytest.mark.parametrize(
    ("working", "used"),
    [
        (("simpleaudio", "miniaudio", "player"), "simpleaudio"),
        (("miniaudio", "player"), "miniaudio"),
        (("player",), "player"),
        ((), None),
    ],
)
def test_the_first_that_works_is_used(working: tuple[str, ...], used: str | None) -> None:
    machine = Machine(*working)
    output = machine.output()
    output.choose()

    assert output.label == used
    assert machine.reports == [used]
    assert machine.warnings == len(machine.tried)
    assert set(output.reasons) == {name for name in machine.tried if name != used}


def test_a_choice_is_the_only_one_tried() -> None:
    machine = Machine("simpleaudio")
    output = machine.output("miniaudio")
    output.choose()

    assert output.label is None
    assert machine.tried == ["miniaudio"]
    assert output.reasons == {"miniaudio": "miniaudio is not here"}


@pytest.mark.parametrize("notice", ["play", "attend"])
def test_when_one_is_lost_the_next_is_used(notice: str) -> None:
    machine = Machine("simpleaudio", "miniaudio")
    output = machine.output()
    output.choose()
    machine.working.remove("simpleaudio")
    if notice == "play":
        assert not output.play(SOUND, machine.clock.now())
    else:
        output.attend(None)

    assert output.label == "miniaudio"
    assert machine.closed == ["simpleaudio"]
    assert output.play(SOUND, 5.0)
    assert machine.played == [("miniaudio", 5.0)]


def test_what_was_lost_is_tried_again_until_it_is_back() -> None:
    machine = Machine("simpleaudio")
    output = machine.output()
    output.choose()
    machine.working.clear()
    output.attend(None)
    assert not output.play(SOUND, machine.clock.now())
    tries_at = []
    for _ in range(600):
        machine.clock.move(0.1)
        before = len(machine.tried)
        output.attend(None)
        if len(machine.tried) > before:
            tries_at.append(machine.clock.now())

    gaps = [after - before for before, after in itertools.pairwise(tries_at)]
    assert max(gaps) < 8.0, "sound has to be back within 10 s"
    assert min(gaps[3:]) > 6.0, "trying costs: not more often than needed"

    machine.working.add("simpleaudio")
    machine.clock.move(8.0)
    output.attend(None)
    assert output.label == "simpleaudio"
    assert machine.reports[-1] == "simpleaudio"


def test_at_most_eight_sounds_are_heard_at_once() -> None:
    machine = Machine("simpleaudio")
    output = machine.output()
    output.choose()
    heard = [output.play(SOUND, machine.clock.now()) for _ in range(20)]
    assert heard.count(True) == MOST_AT_ONCE

    machine.clock.move(1.5)
    assert output.play(SOUND, machine.clock.now())


def test_ten_thousand_sounds_leave_nothing_behind() -> None:
    machine = Machine("simpleaudio")
    output = machine.output()
    output.choose()
    for _ in range(10_000):
        machine.clock.move(0.2)
        assert output.play(SOUND, machine.clock.now())

    assert len(output._ends) <= MOST_AT_ONCE


def test_nothing_is_open_after_the_end() -> None:
    machine = Machine("simpleaudio")
    output = machine.output()
    output.choose()
    output.close()
    output.close()

    assert machine.closed == ["simpleaudio"]
    assert output.label is None


def test_where_nothing_is_seen_that_could_sound_it_is_tried_but_rarely_until_there_is() -> None:
    machine = Machine()
    machine.is_bare = True
    output = machine.output("miniaudio")
    output.choose()
    for _ in range(1200):
        machine.clock.move(0.1)
        output.attend(None)
    assert machine.tried == ["miniaudio"] * 2, "two minutes"

    machine.working.add("miniaudio")
    machine.is_bare = False
    for _ in range(80):
        machine.clock.move(0.1)
        output.attend(None)
    assert output.label == "miniaudio", "what was plugged in is heard within 10 s"


# -- whether there is anything that could sound ----------------------------------------------------------------------


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
