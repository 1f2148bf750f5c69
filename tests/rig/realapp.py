"""backday itself, followed on the rig: in lines or on a terminal, each run with a sink and a recording of its own."""

from __future__ import annotations

import contextlib
import json
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from plans import build
from rig.soundrig import CLOCK, wait_for
from terminals import Terminal

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.reader import read_text
from backday_tui.session.cues import Cue, of_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rig.soundrig import Heard, Recording, Rig

    from backday_tui.session.plan import Step

PROGRAM = (sys.executable, str(Path(__file__).with_name("app_for_real.py")))
ALONE_S = 0.02
"""Between two changes of the terminal's size."""
SIZES = ((24, 80), (50, 160), (12, 40), (40, 120), (7, 30))


class RealApp:
    """One run of backday.

    Args:
        rig: the server.
        folder: for its files.
        backend: what it plays with.
        routine: the text of the routine that it follows.
        on_screen: whether it is followed on a terminal; in lines otherwise.
        recording: of the sink that is called as the folder; made where there is none yet.
        prepare_home: puts into the folder of the person's things what is there already.
    """

    def __init__(
        self, rig: Rig, folder: Path, backend: str, routine: str, *options: str, on_screen: bool,
        recording: Recording | None = None, prepare_home: Callable[[Path], None] = lambda _: None,
    ) -> None:  # fmt: skip
        folder.mkdir()
        prepare_home(folder / "home")
        (folder / "rig.toml").write_text(routine, encoding="utf-8")
        self._diary = folder / "diary"
        self.steps = steps_of(routine)
        self.recording = recording or rig.sink(folder.name)
        self.recording.wait_until(CLOCK.now())
        home = {"BACKDAY_HOME": str(folder / "home"), "BACKDAY_AUDIO": backend, "PULSE_SINK": folder.name}
        environment = {**rig.env, **home, "TERM": "xterm-256color"}
        faces = () if on_screen else ("--plain",)
        command = (*PROGRAM, str(self._diary), "start", str(folder / "rig.toml"), *options, *faces)
        self._terminal = Terminal(environment, program=command) if on_screen else None
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        if self._terminal is not None:
            self.process = self._terminal.process
            self._in_thread(self._drain)
        else:
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def _in_thread(self, act: object) -> None:
        assert callable(act)
        self._threads.append(threading.Thread(target=act, daemon=True))
        self._threads[-1].start()

    @property
    def terminal(self) -> Terminal:
        """Where it is followed on one."""
        assert self._terminal is not None
        return self._terminal

    def _drain(self) -> None:
        while not self._ended.is_set():
            self.terminal.read(0.1)

    def resize_without_pause(self) -> None:
        """From now on."""
        scatter = random.Random(3)  # noqa: S311 - no secret

        def go_on() -> None:
            while not self._ended.wait(ALONE_S):
                self.terminal.resize(*scatter.choice(SIZES))

        self._in_thread(go_on)

    def press(self, key: str) -> None:
        self.terminal.press(key)

    @property
    def lists(self) -> list[tuple[float, list[Cue]]]:
        """Every list of sounds that it made, with when."""
        lines = self._diary.read_text(encoding="utf-8").splitlines() if self._diary.exists() else []
        told = [json.loads(line) for line in lines if line.endswith("}")]
        return [(each["now"], [Cue(*cue) for cue in each["cues"]]) for each in told]

    def began_at(self) -> float:
        """When its workout began, on the session's clock."""
        wait_for(lambda: self.lists, 15.0, "the workout to begin")
        return float(self.lists[0][1][0].id.partition("/")[0])

    def opened_at(self) -> float:
        """When it first had a list of sounds: a set of reps may come first, and has no sound that says so."""
        wait_for(lambda: self.lists, 30.0, "the workout to begin")
        return self.lists[0][0]

    def press_from(self, start_s: float, keys: Sequence[tuple[float, str]]) -> None:
        """Press each key at its time, counted from so long after it opened; from a thread."""

        def press_all() -> None:
            opened = self.opened_at()
            for at_s, key in keys:
                run_until(opened + start_s + at_s)
                self.press(key)

        self._in_thread(press_all)

    def planned(self) -> list[Cue]:
        """Every sound of the plan at its time."""
        at, cues = self.began_at(), []
        for index, (step, marks) in enumerate(zip(self.steps, of_plan(self.steps), strict=True)):
            cues += [Cue(f"{index}.{mark.at_s}", at + mark.at_s, mark.name) for mark in marks]
            at += step.seconds or 0
        return cues

    def asked(self) -> list[Cue]:
        """The sounds whose time came while they were on the list."""
        lists = self.lists
        ends = [made for made, _ in lists[1:]] + [float("inf")]
        heard = {
            cue.id: cue
            for (made, cues), end in zip(lists, ends, strict=True)
            for cue in cues
            if cue.at < end and cue.at > made - 1.0
        }
        return sorted(heard.values(), key=lambda cue: cue.at)

    def heard(self, until: float) -> list[Heard]:
        return self.recording.heard(self.began_at() - 0.5, until)

    def close(self) -> None:
        """The end of it, with its worker."""
        self._ended.set()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
            self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        for thread in self._threads:
            thread.join(5)
        if self._terminal is not None:
            self._terminal.close()
        self.recording.close()


def steps_of(routine: str) -> Sequence[Step]:
    read = read_text(routine, id="rig", catalog=bundled()).routine
    assert read is not None
    return build(read, bundled()).steps


def run_until(at: float) -> None:
    """Wait."""
    threading.Event().wait(max(0.0, at - CLOCK.now()))
