"""A sound server of the tests' own, all that it plays recorded, and what is heard in the recording.

A private PulseAudio with a null sink, no D-Bus, no sound card; ALSA's default device leads to it. A thread keeps the
recording and the time of its first sample on the session's clock. A sound is found by the silence before it and told by
the pitch it begins with.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backday_tui.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAMS = ("pulseaudio", "pactl", "parec")
"""What a rig is made of."""
RATE_HZ = 48_000
BLOCK_MS = 5
WARM_UP_S = 0.3
"""What is recorded before the first sound; for what was played in its first moments is not in it."""

QUIET = 10 ** (-45 / 20)
GAP_S = 0.02
HEAD_S = 0.06
PITCHES_HZ = {
    "tick": 932.3,
    "go": 1661.2,
    "rest": 392.0,
    "half": 698.5,
    "switch": 523.3,
    "last": 1244.5,
    "ready": 2217.5,
    "over": 220.0,
    "done": 293.7,
    "record": 174.6,
}
LENGTHS_S = {
    "tick": 0.09, "go": 0.55, "rest": 0.8, "half": 0.4, "switch": 0.66, "last": 0.8, "ready": 0.6, "over": 0.98,
    "done": 0.98, "record": 0.7,
}  # fmt: skip
TORN_S = 0.1
"""The longest gap that a device without samples leaves in a sound, on a machine that is busy."""
CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound in the recording: its name by its pitch ("?" where that is none of the cues'), onset, level of 0 to 1."""

    name: str
    at: float
    pitch_hz: float
    length_s: float
    level: float


class Recording:
    """What a null sink plays, from the moment this is made."""

    def __init__(self, env: dict[str, str], sink: str = "rig") -> None:
        self._process = subprocess.Popen(
            [
                *("parec", "-d", f"{sink}.monitor", "--raw", "--format=s16le", "--channels=1"),
                *(f"--rate={RATE_HZ}", f"--latency-msec={BLOCK_MS}"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
        )
        self._data = bytearray()
        self._began_at: float | None = None
        self._grew = threading.Condition()
        self._thread = threading.Thread(target=self._read_on, daemon=True)
        self._thread.start()

    def _read_on(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while block := os.read(pipe.fileno(), 65_536):
                now = CLOCK.now()
                with self._grew:
                    self._data += block
                    began_at = now - len(self._data) / 2 / RATE_HZ
                    self._began_at = min(began_at, self._began_at or began_at)
                    self._grew.notify_all()

    @property
    def t0(self) -> float:
        """When the first sample was heard: the sink renders a block ahead. Samples come some 2 s after the start."""
        assert self._began_at is not None
        return self._began_at + BLOCK_MS / 1000

    def wait_until(self, at: float, limit_s: float = 10.0) -> None:
        """Until the recording has come so far."""
        timeout_s = max(0.0, at - CLOCK.now()) + limit_s
        with self._grew:
            assert self._grew.wait_for(lambda: self._has_come_to(at), timeout_s), "the recorder stands still"

    def _has_come_to(self, at: float) -> bool:
        return bool(self._data) and self.t0 + len(self._data) / 2 / RATE_HZ > at

    def heard(self, since: float, until: float) -> list[Heard]:
        """Every sound that began between two times; waits until the second has come."""
        self.wait_until(until + 0.1)
        with self._grew:
            t0, data = self.t0, bytes(self._data)
        samples = np.frombuffer(data, "<i2").astype(np.float64) / 32_768
        first = max(0, int((since - t0) * RATE_HZ))
        return _sounds(samples[first : int((until - t0) * RATE_HZ)], t0 + first / RATE_HZ)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._thread.join(5)


def _sounds(samples: np.ndarray, t0: float) -> list[Heard]:
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    if not len(loud):
        return []
    cuts = np.flatnonzero(np.diff(loud) > RATE_HZ * GAP_S)
    starts = np.concatenate(([loud[0]], loud[cuts + 1]))
    ends = np.concatenate((loud[cuts], [loud[-1]]))
    found = []
    for start, end in zip(starts, ends, strict=True):
        pitch_hz = _pitch(samples[start : min(end + 1, start + int(HEAD_S * RATE_HZ))])
        level = float(np.abs(samples[start : end + 1]).max())
        found.append(Heard(_name(pitch_hz), t0 + start / RATE_HZ, pitch_hz, (end - start + 1) / RATE_HZ, level))
    return _mended(found)


def _mended(found: list[Heard]) -> list[Heard]:
    """Pieces of one sound put together: what follows a cue that was cut short is the rest of it, not another."""
    whole: list[Heard] = []
    for piece in found:
        before = whole[-1] if whole else None
        is_rest = before is not None and before.length_s < LENGTHS_S.get(before.name, 0.0) - 0.015
        if before is not None and is_rest and piece.at - before.at - before.length_s < TORN_S:
            level = max(before.level, piece.level)
            length_s = piece.at + piece.length_s - before.at
            whole[-1] = Heard(before.name, before.at, before.pitch_hz, length_s, level)
        else:
            whole.append(piece)
    return whole


def _pitch(samples: np.ndarray) -> float:
    """The strongest tone of a piece, to a few Hz."""
    size = 1 << 16
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), size))
    spectrum[: int(100 * size / RATE_HZ)] = 0
    return float(np.argmax(spectrum)) * RATE_HZ / size


def _name(pitch_hz: float) -> str:
    name = min(PITCHES_HZ, key=lambda cue: abs(np.log(max(1.0, pitch_hz) / PITCHES_HZ[cue])))
    return name if abs(pitch_hz / PITCHES_HZ[name] - 1) < 0.06 else "?"


class Rig:
    """The server, its recording, and the environment that leads programs to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self._recording: Recording | None = None
        self.env = self._written_env()

    def _written_env(self) -> dict[str, str]:
        socket = f"unix:{self._folder}/socket"
        (self._folder / "home").mkdir()
        (self._folder / "run").mkdir(mode=0o700)
        (self._folder / "client.conf").write_text(
            f"autospawn = no\ndefault-server = {socket}\ncookie-file = {self._folder}/cookie\n"
        )
        (self._folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\n"
            f'pcm.!default {{ type pulse server "{socket}" }}\nctl.!default {{ type pulse server "{socket}" }}\n'
        )
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "PULSE_", "DISPLAY"))}
        return kept | {
            "HOME": str(self._folder / "home"),
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "PULSE_RUNTIME_PATH": str(self._folder / "run"),
            "PULSE_SERVER": socket,
            "PULSE_CLIENTCONFIG": str(self._folder / "client.conf"),
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
        }

    @property
    def recording(self) -> Recording:
        assert self._recording is not None
        return self._recording

    @property
    def is_recorded(self) -> bool:
        """Whether the server is up with its recording."""
        return self._recording is not None

    def start(self, *, record: bool = True) -> None:
        """Start server and recording; returns when both are there. A recording takes some 2 s to begin."""
        (self._folder / "socket").unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
                *("--disallow-exit=no", "--realtime=no", "--high-priority=yes", "--log-target=stderr"),
                *("-L", f"module-native-protocol-unix socket={self._folder}/socket auth-anonymous=1"),
                *("-L", f"module-null-sink sink_name=rig rate={RATE_HZ} channels=2 format=s16le"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.env,
            start_new_session=True,
        )
        wait_for(lambda: self._asked("info"), 10.0, "the sound server to start")
        if record:
            self.record()

    def record(self) -> None:
        """Begin to record; that keeps the device awake."""
        self._recording = Recording(self.env)
        self._recording.wait_until(CLOCK.now())
        self._recording.wait_until(CLOCK.now() + WARM_UP_S)

    def sink(self, name: str) -> Recording:
        """One more sink with its recording, for a program whose PULSE_SINK is its name; it takes some 2 s to begin."""
        self.load("module-null-sink", f"sink_name={name}", f"rate={RATE_HZ}", "channels=2", "format=s16le")
        return Recording(self.env, name)

    def load(self, *module: str) -> None:
        """Load a module of the server's, with its arguments."""
        assert self._asked("load-module", *module), f"{module[0]} can't be loaded"

    def state(self) -> str:
        """What the device does: RUNNING, IDLE or SUSPENDED."""
        return self._asked("list", "short", "sinks").split()[-1]

    def _asked(self, *question: str) -> str:
        """What the server answers; "" where it doesn't."""
        asked = subprocess.run([*("pactl", *question)], env=self.env, capture_output=True, check=False, text=True)
        return "" if asked.returncode else asked.stdout

    def signal(self, number: int) -> None:
        """Send the server a signal."""
        assert self._server is not None
        self._server.send_signal(number)

    def stop(self) -> None:
        """End server and recording, as if the server had crashed."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(10)
            self._server = None
        if self._recording is not None:
            self._recording.close()
            self._recording = None


def wait_for(condition: Callable[[], object], limit_s: float, what: str, every_s: float = 0.02) -> None:
    """Look again and again until something is so."""
    until = CLOCK.now() + limit_s
    pause = threading.Event()
    while not condition():
        assert CLOCK.now() < until, f"waited {limit_s} s for {what}"
        pause.wait(every_s)


@contextlib.contextmanager
def rig_of_its_own() -> Iterator[Rig]:
    """A server, not yet started, and its end."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    assert not missing, f"not installed: {', '.join(missing)}"
    with tempfile.TemporaryDirectory(prefix="bd-rig-", ignore_cleanup_errors=True) as folder:
        rig = Rig(Path(folder))
        try:
            yield rig
        finally:
            rig.stop()
