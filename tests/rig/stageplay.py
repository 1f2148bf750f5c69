"""A player as an app uses it, on the rig: looked after ten times a second, its calls timed."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rig.soundrig import CLOCK, LENGTHS_S, PITCHES_HZ, Heard

import backday_tui
from backday_tui.audio.player import Player
from backday_tui.session.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PACKAGE = Path(backday_tui.__file__).parent
EXACT_MS = {"simpleaudio": 20.0, "miniaudio": 50.0, "player": 50.0}
"""What 99 of 100 sounds have to keep to."""
SOON_S = 0.4
SOUNDS = next(folder for folder in (_PACKAGE / "sounds", _PACKAGE.parent / "sounds") if folder.is_dir())
STEP_S = 0.1
STALL_S = 0.1
"""The longest that a call of the player may hold up the screen."""


APP = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    from backday_tui.audio.player import Player
    from backday_tui.session.cues import Cue
    from backday_tui.clock import SystemClock

    clock, pause = SystemClock(), threading.Event()
    player = Player(backend=sys.argv[1], sounds=Path(sys.argv[2]), clock=clock)
    player.start()
    player.schedule([Cue(str(number), clock.now() + 0.3 * number, "tick") for number in range(1, 200)])
    while not player.status.audible:
        player.tick()
        pause.wait(0.02)
    Path(sys.argv[3]).write_text(str(player.worker_pid))
    while True:
        player.tick()
        pause.wait(0.1)
""")
"""An app that is killed: its arguments are the backend, the sounds and a file for the worker's process id."""


class Stage:
    """A player and its owner."""

    def __init__(self, backend: str, **options: Any) -> None:
        self.player = Player(backend=backend, sounds=options.pop("sounds", SOUNDS), clock=CLOCK, **options)
        self.rung: list[str] = []
        self.longest_call_s = 0.0
        self._pause = threading.Event()
        self.call(self.player.start)

    def call(self, act: Callable[..., Any], *arguments: Any) -> Any:
        begun = CLOCK.now()
        result = act(*arguments)
        self.longest_call_s = max(self.longest_call_s, CLOCK.now() - begun)
        return result

    def look(self) -> None:
        """What the owner does at each wake-up."""
        self.call(self.player.tick)
        self.rung += self.call(self.player.due, CLOCK.now())

    def run_until(self, at: float) -> None:
        while (left_s := at - CLOCK.now()) > 0:
            self.look()
            self._pause.wait(min(left_s, STEP_S))

    def until(self, condition: Callable[[], object], limit_s: float, what: str) -> float:
        """Go on until something is so; how long that took."""
        begun = CLOCK.now()
        while not condition():
            assert CLOCK.now() - begun < limit_s, f"waited {limit_s} s for {what}"
            self.look()
            self._pause.wait(STEP_S)
        return CLOCK.now() - begun

    def until_audible(self, limit_s: float = 10.0) -> float:
        return self.until(lambda: self.player.status.audible, limit_s, "sound")

    def schedule(self, cues: Sequence[Cue]) -> None:
        self.call(self.player.schedule, cues)

    @property
    def worker_pid(self) -> int:
        pid = self.player.worker_pid
        assert pid is not None
        return pid

    def close(self) -> None:
        self.player.close()
        assert self.longest_call_s < STALL_S, f"a call of the player took {self.longest_call_s:.3f} s"


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return fields.rpartition(")")[2].split()[0] != "Z"


def memory_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - counted, not walked


def in_turn(names: Sequence[str], begin: float, gap_s: float = 0.06) -> list[Cue]:
    """Cues one after the other that don't overlap, at times that fall anywhere between two blocks of the device."""
    scatter = random.Random(7)  # noqa: S311 - no secret
    cues, at = [], begin
    for number, name in enumerate(names):
        cues.append(Cue(f"{begin}.{number}", at, name))
        at += LENGTHS_S[name] + gap_s + scatter.random() * 0.02
    return cues


def errors_ms(cues: Sequence[Cue], heard: Sequence[Heard]) -> list[float]:
    """How far each sound was from its time; fails where one is missing, one too many, or another than was asked for."""
    told = [f"{cue.name} at {cue.at:.3f}" for cue in cues]
    came = [f"{sound.name} at {sound.at:.3f} ({sound.pitch_hz:.0f} Hz, {sound.length_s:.3f} s)" for sound in heard]
    assert [sound.name for sound in heard] == [cue.name for cue in cues], f"\nasked: {told}\nheard: {came}"
    return [(sound.at - cue.at) * 1000 for cue, sound in zip(cues, heard, strict=True)]


def p99(values: Sequence[float]) -> float:
    """The size that 99 of 100 stay within; of fewer than a hundred, all."""
    sizes = sorted(abs(value) for value in values)
    return sizes[min(len(sizes) - 1, int(len(sizes) * 0.99))]


def mixed(count: int) -> list[str]:
    """So many names: mostly ticks, as in a workout, and each of the others in turn."""
    others = itertools.cycle(name for name in PITCHES_HZ if name != "tick")
    return [next(others) if number % 5 == 4 else "tick" for number in range(count)]


@contextlib.contextmanager
def busy_process() -> Iterator[None]:
    """A process beside this one that does nothing but work."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
    try:
        yield
    finally:
        process.kill()
        process.wait(5)
