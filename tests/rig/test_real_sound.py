"""Real sound, recorded: every cue at its time, none missing, none twice; and what happens when something breaks.

Run with `pytest -m rig`; BACKDAY_AUDIO says for which library (simpleaudio or miniaudio).
"""

from __future__ import annotations

import math
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rig.soundrig import CLOCK, wait_for
from rig.stageplay import (
    APP,
    EXACT_MS,
    SOON_S,
    SOUNDS,
    Stage,
    errors_ms,
    in_turn,
    is_running,
    memory_kb,
    mixed,
    open_files,
    p99,
)

from backday_tui.session.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rig.soundrig import Rig

pytestmark = pytest.mark.usefixtures("apps")


@pytest.fixture
def stage(rig: Rig, backend: str) -> Iterator[Stage]:
    """A player that can be heard."""
    del rig
    stage = Stage(backend)
    stage.until_audible()
    yield stage
    stage.close()


def check_exact(rig: Rig, cues: list[Cue], limit_ms: float) -> None:
    errors = errors_ms(cues, rig.recording.heard(cues[0].at - 0.1, cues[-1].at + 1.2))
    print(f"{len(cues)} sounds, p99 {p99(errors):.1f} ms, {min(errors):+.1f} to {max(errors):+.1f} ms")  # noqa: T201
    assert p99(errors) < limit_ms


@pytest.mark.usefixtures("busy_core")
def test_every_cue_is_heard_once_at_its_time(rig: Rig, stage: Stage, backend: str) -> None:
    """With one core busy all the while, and the app stalled for the second half."""
    cues = in_turn(mixed(20), CLOCK.now() + SOON_S)
    stage.schedule(cues)
    stage.run_until(cues[10].at)
    rig.recording.wait_until(cues[-1].at + 1.0)

    check_exact(rig, cues, EXACT_MS[backend])
    stage.look()
    assert stage.rung == []


def test_the_systems_player_is_exact_too(rig: Rig) -> None:
    stage = Stage("player")
    stage.until_audible()
    assert stage.player.status.text == "sound: paplay"
    cues = in_turn(mixed(8), CLOCK.now() + SOON_S)
    stage.schedule(cues)
    stage.run_until(cues[-1].at)
    check_exact(rig, cues, EXACT_MS["player"])
    stage.close()


def test_a_sound_for_what_a_person_just_did_is_heard_at_once_and_whole(rig: Rig, stage: Stage, backend: str) -> None:
    stage.schedule([Cue("first", CLOCK.now() + SOON_S, "tick")])
    stage.run_until(CLOCK.now() + 2 * SOON_S)
    cues = []
    for number in range(8):
        cues.append(Cue(str(number), CLOCK.now(), "tick"))
        stage.schedule(cues)
        stage.run_until(CLOCK.now() + 0.15 + number * 0.003)

    heard = rig.recording.heard(cues[0].at - 0.1, cues[-1].at + 0.2)
    errors = sorted(errors_ms(cues, heard))
    assert errors[len(errors) // 2] < EXACT_MS[backend]
    lengths = [round(sound.length_s, 4) for sound in heard]
    lost_s = 0.003 if backend == "simpleaudio" else 0.015  # miniaudio's buffer is short: with a busy core it tears
    assert all(abs(length_s - 0.0838) < lost_s for length_s in lengths), lengths


def test_mute_and_volume_are_heard(rig: Rig, stage: Stage) -> None:
    begin = CLOCK.now() + SOON_S
    stage.schedule([Cue(str(number), begin + number * 0.3, "tick") for number in range(5)])
    stage.run_until(begin + 0.15)
    stage.call(stage.player.set_muted, True)
    stage.run_until(begin + 0.45)
    stage.call(stage.player.set_muted, False)
    stage.call(stage.player.set_volume, 0.5)
    stage.run_until(begin + 1.0)
    stage.call(stage.player.set_volume, 0.0)
    stage.run_until(begin + 1.4)
    stage.call(stage.player.set_volume, 1.0)
    stage.call(stage.player.play, "go")
    stage.run_until(begin + 1.7)

    heard = rig.recording.heard(begin - 0.1, begin + 2.2)
    assert [(sound.name, round(sound.level, 1)) for sound in heard] == [
        ("tick", 0.9),
        ("tick", 0.2),
        ("tick", 0.2),
        ("go", 0.9),
    ]


def wav(bits: int, rate_hz: int, channels: int, kind: int = 1) -> bytes:
    """A third of a second of the tick's tone at half of full level, as a WAV file."""
    data = bytearray()
    for index in range(rate_hz // 3):
        value = 0.5 * math.sin(2 * math.pi * 932.3 * index / rate_hz)
        if kind == 3:
            sample = struct.pack("<f", value)
        elif bits == 8:
            sample = bytes([round(value * 127) + 128])
        else:
            sample = round(value * ((1 << (bits - 1)) - 1)).to_bytes(bits // 8, "little", signed=True)
        data += sample * channels
    frame = channels * bits // 8
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, kind, channels, rate_hz, rate_hz * frame, frame, bits)
    head += struct.pack("<4sI", b"data", len(data))
    return struct.pack("<4sI4s", b"RIFF", 4 + len(head) + len(data), b"WAVE") + head + data


def test_files_of_every_kind_are_heard_as_they_are(rig: Rig, backend: str, tmp_path: Path) -> None:
    """A whole number of 32 bits taken for a float would be noise at full level."""
    files = {
        "plain": wav(16, 44_100, 1),
        "8bit": wav(8, 44_100, 1),
        "24bit": wav(24, 44_100, 1),
        "32bit": wav(32, 44_100, 1),
        "float": wav(32, 44_100, 1, kind=3),
        "48k": wav(16, 48_000, 1),
        "stereo": wav(16, 37_800, 2),
        "four": wav(24, 96_000, 4),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.wav").write_bytes(data)
    (tmp_path / "corrupt.wav").write_bytes(files["plain"][:30])
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "tick.wav").write_bytes(b"RIFF")  # of the person's own; the bundled one is heard
    stage = Stage(backend, sounds=[tmp_path, SOUNDS])
    stage.until_audible()
    begin = CLOCK.now() + 0.8
    times = [begin + 0.42 * number for number in range(len(files))]
    times += [times[-1] + 0.42 + 0.6 * number for number in range(4)]
    named = zip(times, [*files, "corrupt", "empty", "missing"], strict=False)
    cues = [Cue(name, at, "go", f"{tmp_path}/{name}.wav") for at, name in named]
    cues.append(Cue("tick", times[-1], "tick"))
    stage.schedule(cues)
    stage.run_until(cues[-1].at + 0.2)

    heard = rig.recording.heard(begin - 0.1, cues[-1].at + 0.4)
    assert [sound.name for sound in heard] == ["tick"] * len(files) + ["go"] * 3 + ["tick"]
    assert all(0.45 < sound.level < 0.65 for sound in heard[: len(files)])
    assert all(abs(sound.length_s - 1 / 3) < 0.02 for sound in heard[: len(files)])
    assert abs(heard[-1].length_s - 0.085) < 0.02
    assert len(stage.player.news()) == 4
    stage.close()


def test_hundreds_of_sounds_leave_nothing_behind(rig: Rig, stage: Stage) -> None:
    """Several at once, too, as no workout has them: no crash, no growth of memory or files."""
    del rig
    pid, apart_s = stage.worker_pid, 0.05

    def play(count: int) -> tuple[int, int]:
        begin = CLOCK.now() + SOON_S
        stage.schedule([Cue(f"{begin}.{number}", begin + number * apart_s, "tick") for number in range(count)])
        stage.run_until(begin + count * apart_s + 0.5)
        return memory_kb(pid), open_files(pid)

    before_kb, before_files = play(50)
    after_kb, after_files = play(150)
    assert stage.worker_pid == pid
    assert stage.rung == []
    assert after_kb - before_kb < 1_500
    assert after_files <= before_files + 2


def test_quitting_in_the_middle_of_a_sound_is_quick(rig: Rig, stage: Stage) -> None:
    pid = stage.worker_pid
    begin = CLOCK.now() + 0.2
    stage.schedule([Cue("1", begin, "done"), Cue("2", begin + 1.5, "go")])
    stage.run_until(begin + 0.3)
    closed_at = CLOCK.now()
    stage.player.close()

    assert CLOCK.now() - closed_at < 0.5
    assert not is_running(pid)
    assert [sound.name for sound in rig.recording.heard(begin - 0.1, begin + 2.0)] == ["done"]


def test_an_app_killed_without_a_word_leaves_no_worker_and_no_line(rig: Rig, backend: str, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    app = subprocess.Popen(
        [sys.executable, "-c", APP, backend, str(SOUNDS), str(told)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    wait_for(lambda: told.exists() and told.read_text(), 10.0, "the app to be heard")
    pid = int(told.read_text())
    rig.recording.wait_until(CLOCK.now() + 0.7)
    assert is_running(pid)
    app.kill()

    wait_for(lambda: not is_running(pid), 2.0, "the worker to go")
    assert app.stdout is not None
    assert app.stdout.read() == b""
    app.stdout.close()
    app.wait(5)
    killed_at = CLOCK.now()
    assert rig.recording.heard(killed_at + 0.2, killed_at + 1.0) == []


def test_the_rig_hears_what_is_not_right(rig: Rig, stage: Stage) -> None:
    """The tests above would notice a sound that is missing, twice, late or another."""
    begin = CLOCK.now() + SOON_S
    played = [Cue("1", begin, "tick"), Cue("2", begin + 0.3, "go"), Cue("3", begin + 1.06, "half")]
    stage.schedule(played)
    stage.run_until(begin + 1.5)
    heard = rig.recording.heard(begin - 0.1, begin + 1.8)
    assert max(map(abs, errors_ms(played, heard))) < 50.0

    for wrong in (played[:2], [*played, played[2]], [played[0], played[2], played[1]]):
        with pytest.raises(AssertionError):
            errors_ms(wrong, heard)
    late = [*played[:2], Cue("3", begin + 1.0, "half")]
    assert max(errors_ms(late, heard)) == pytest.approx(60.0, abs=20.0)
