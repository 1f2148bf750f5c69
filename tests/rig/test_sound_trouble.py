"""The worker stops or starts late; the server comes late, goes, hangs and comes back.

All of it on a server of its own, while on the other one backday is heard with its terminal resized without pause and a
core that is busy: the last test here tells how that went.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from rig.realapp import RealApp
from rig.recorded_workouts import FAR_MS, SHORT, Errors, check_plan
from rig.soundrig import CLOCK, LENGTHS_S, Rig, rig_of_its_own, wait_for
from rig.stageplay import APP, EXACT_MS, SOON_S, SOUNDS, Stage, busy_process, errors_ms, is_running, p99

from backday_tui.audio.player import BELL
from backday_tui.session.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHOLE_S = 0.02
"""How much shorter a sound may be heard than it is: it fades out."""

pytestmark = pytest.mark.usefixtures("resized")


@pytest.fixture(scope="module")
def resized(session_rig: Rig, folder: Path, backend: str) -> Iterator[RealApp]:
    """backday on a terminal that is resized without pause, beside a process that does nothing but work."""
    if not session_rig.is_recorded:
        session_rig.stop()
        session_rig.start()
    app = RealApp(session_rig, folder / "resized", backend, SHORT, on_screen=True)
    with busy_process():
        app.began_at()
        app.resize_without_pause()
        yield app
        app.close()


@pytest.fixture(scope="module")
def spare_rig() -> Iterator[Rig]:
    """Another server."""
    with rig_of_its_own() as rig:
        yield rig


@pytest.fixture
def quiet_rig(spare_rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """Where this process and its children find it, if a test starts it."""
    for key, value in spare_rig.env.items():
        monkeypatch.setenv(key, value)
    return spare_rig


@pytest.fixture
def stage(rig: Rig, backend: str) -> Iterator[Stage]:
    """A player that can be heard."""
    del rig
    stage = Stage(backend)
    stage.until_audible()
    yield stage
    stage.close()


def test_a_device_that_falls_asleep_loses_no_sound_of_the_systems_player() -> None:
    """It plays though the device sleeps when it is begun, and keeps it awake through a wait with nothing to hear."""
    with rig_of_its_own() as rig, pytest.MonkeyPatch.context() as patch:
        for key, value in rig.env.items():
            patch.setenv(key, value)
        rig.start(record=False)
        rig.load("module-suspend-on-idle", "timeout=1")
        wait_for(lambda: rig.state() == "SUSPENDED", 10.0, "the device to fall asleep")
        stage = Stage("player")
        stage.until_audible()
        states = set()
        until = CLOCK.now() + 4.0
        while CLOCK.now() < until:
            stage.run_until(CLOCK.now() + 0.2)
            states.add(rig.state())
        assert states == {"RUNNING"}

        rig.record()
        begin = CLOCK.now()
        cues = [Cue("now", begin, "go"), Cue("later", begin + 1.5, "rest")]
        stage.schedule(cues)
        stage.run_until(begin + 2.6)
        heard = rig.recording.heard(begin - 0.1, begin + 2.6)
        assert max(map(abs, errors_ms(cues, heard))) < EXACT_MS["player"]
        assert all(abs(sound.length_s - LENGTHS_S[sound.name]) < WHOLE_S for sound in heard)
        stage.close()


def test_a_worker_that_was_stopped_is_replaced_and_plays_nothing_twice(rig: Rig, stage: Stage) -> None:
    begin = CLOCK.now() + SOON_S
    cues = [Cue(str(number), begin + number * 0.5, "tick") for number in range(10)]
    stage.schedule(cues)
    stage.run_until(begin + 0.75)
    pid = stage.worker_pid
    os.kill(pid, signal.SIGSTOP)
    stage.until(lambda: stage.player.worker_pid not in (None, pid), 5.0, "another worker")
    stage.until_audible()
    back_at = CLOCK.now()
    stage.run_until(cues[-1].at + 0.1)

    heard = rig.recording.heard(begin - 0.1, cues[-1].at + 0.3)
    assert not is_running(pid)
    expected = [*cues[:2], *(cue for cue in cues if cue.at > back_at + 0.1)]
    found = [sound for sound in heard if not begin + 0.75 < sound.at < back_at + 0.1]
    assert p99(errors_ms(expected, found)) < FAR_MS


def test_a_worker_that_takes_five_seconds_to_start_disturbs_nothing(rig: Rig, backend: str) -> None:
    late = "import threading; threading.Event().wait(5); from backday_tui.audio.worker import main; main()"
    stage = Stage(backend, worker=("-c", late))
    begin = CLOCK.now() + SOON_S
    cues = [Cue(str(number), begin + number * 0.5, "tick") for number in range(13)]
    stage.schedule(cues)
    stage.until_audible(7.0)
    stage.run_until(cues[-1].at + 0.1)

    assert len(stage.rung) >= 5
    last = [cue for cue in cues if cue.at > begin + 5.5]
    heard = rig.recording.heard(last[0].at - 0.1, cues[-1].at + 0.3)
    assert p99(errors_ms(last, heard)) < FAR_MS
    stage.close()


def test_a_server_that_comes_late_goes_and_comes_back(quiet_rig: Rig, backend: str) -> None:
    quiet_rig.stop()
    stage = Stage(backend)
    stage.until(lambda: stage.player.status == BELL, 5.0, "the bell")
    now = CLOCK.now()
    stage.schedule([Cue(str(number), now + 0.25 * number, "tick") for number in range(400)])
    stage.until(lambda: len(stage.rung) >= 3, 5.0, "the bell to ring")

    for _ in range(2):
        starting = threading.Thread(target=quiet_rig.start)
        starting.start()
        stage.until_audible(10.0)
        starting.join()
        since = CLOCK.now()
        stage.rung.clear()
        stage.run_until(since + 1.0)
        heard = quiet_rig.recording.heard(since, since + 1.0)
        assert [sound.name for sound in heard] == ["tick"] * len(heard)
        assert 3 <= len(heard) <= 5
        assert stage.rung == []
        quiet_rig.stop()
        stage.until(lambda: stage.player.status == BELL, 5.0, "the bell")
        stage.until(lambda: stage.rung, 2.0, "the bell to ring")
    stage.close()


def test_a_server_that_hangs_for_a_while(quiet_rig: Rig, backend: str) -> None:
    quiet_rig.stop()
    quiet_rig.start(record=False)
    stage = Stage(backend)
    stage.until_audible()
    now = CLOCK.now()
    stage.schedule([Cue(str(number), now + 0.3 + 0.25 * number, "tick") for number in range(400)])
    stage.run_until(now + 0.5)
    quiet_rig.signal(signal.SIGSTOP)
    try:
        stage.until(lambda: stage.player.status == BELL, 6.0, "the bell")
        stage.until(lambda: stage.rung, 2.0, "the bell to ring")
    finally:
        quiet_rig.signal(signal.SIGCONT)
    stage.until_audible(10.0)
    stage.close()
    quiet_rig.stop()


def test_an_app_killed_while_its_worker_hangs_leaves_no_worker(quiet_rig: Rig, backend: str, tmp_path: Path) -> None:
    quiet_rig.stop()
    quiet_rig.start(record=False)
    told = tmp_path / "pid"
    app = subprocess.Popen([sys.executable, "-c", APP, backend, str(SOUNDS), str(told)])
    wait_for(lambda: told.exists() and told.read_text(), 10.0, "the app to be heard")
    pid = int(told.read_text())
    quiet_rig.signal(signal.SIGSTOP)
    try:
        wait_for_a_cue = CLOCK.now() + 0.4
        wait_for(lambda: wait_for_a_cue < CLOCK.now(), 2.0, "a sound that hangs")
        app.kill()
        app.wait(5)
        wait_for(lambda: not is_running(pid), 2.5, "the worker to go")
    finally:
        quiet_rig.signal(signal.SIGCONT)
        quiet_rig.stop()


def test_every_sound_was_in_time_on_the_resized_screen(resized: RealApp, errors: Errors) -> None:
    check_plan(resized, "resized", errors)


def test_99_of_100_sounds_were_in_time(errors: Errors, backend: str) -> None:
    told = f"{len(errors.all_ms)} sounds, p99 {p99(errors.all_ms):.1f} ms"
    print(told)  # noqa: T201 - the figure to look at
    assert len(errors.all_ms) > 100
    assert p99(errors.all_ms) < EXACT_MS[backend], told
