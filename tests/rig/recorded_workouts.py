"""The workouts that backday follows on the rig, side by side, and the keys that are pressed in one of them."""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rig.realapp import RealApp, run_until
from rig.stageplay import errors_ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rig.soundrig import Heard, Rig

    from backday_tui.session.cues import Cue

FAR_MS = 120.0
"""No sound may be further from its time than this, whatever the machine is busy with."""

WHOLE = """
name = "Everything"
prepare = "0:06"
rest = "0:04"
work = [
  { exercise = "Plank", hold = ["0:20", "0:04"] },
  { superset = [":04 Side plank each side", ":04 Superman plank"], sets = 1 },
]
exercises.side-plank = { name = "Side plank", steps = ["lie on one side"] }
"""
"""Steps of 4 s: the sound of a boundary is over before the first tick. A hold of 20 s for the sound of its half."""
SHORT = WHOLE.replace('hold = ["0:20", "0:04"]', 'hold = "0:04"')
LONG = 'name = "Long"\nprepare = "0:05"\nrest = "0:05"\nwork = ["3x:06 Plank"]\n'
KEYS = (
    *((2.5, " "), (1.0, " ")),  # pause and go on, in the countdown
    *((4.0, "+"), (1.0, "-"), (1.0, "+")),  # ten seconds more, less, more, in the hold
    *((1.0, "n"), (2.5, "b"), (3.5, "n")),  # on to the rest, back to the hold, on to the rest
    *((2.5, "+"), (1.0, "n")),  # more rest; on to the next hold
    *((3.5, " "), (2.0, " ")),  # pause and go on between two ticks
)
"""Seconds after the key before it: each half a second from every sound, a pause takes whole seconds."""
AFTER_S = 3.4
STOP = (2.5, "\x1a")
"""ctrl+z, after the first tick."""
TALK = 'name = "Talk"\nprepare = "0:06"\nrest = "0:08"\nwork = ["2x:06 Plank"]\n'


def started(rig: Rig, folder: Path, backend: str) -> dict[str, RealApp]:
    """In lines, on the screen, on the screen with keys, and with a voice where there is one: at the same time."""
    names = ["lines", "screen", "keys", "stopped", *(["voice"] if importlib.util.find_spec("espeakng_loader") else [])]
    recordings = {name: rig.sink(name) for name in names}

    def start(name: str, routine: str, *options: str, on_screen: bool) -> RealApp:
        recording = recordings[name]
        return RealApp(rig, folder / name, backend, routine, *options, on_screen=on_screen, recording=recording)

    apps = {
        "lines": start("lines", WHOLE, "--auto", on_screen=False),
        "screen": start("screen", WHOLE, on_screen=True),
        "keys": start("keys", LONG, on_screen=True),
        "stopped": start("stopped", LONG, on_screen=True),
    }
    if "voice" in names:
        apps["voice"] = start("voice", TALK, "--auto", "--voice", on_screen=False)
    threading.Thread(target=_press_all, args=(apps["keys"], KEYS), daemon=True).start()
    threading.Thread(target=_press_all, args=(apps["stopped"], (STOP,)), daemon=True).start()
    return apps


def _press_all(app: RealApp, keys: Sequence[tuple[float, str]]) -> None:
    at = app.began_at()
    for after_s, key in keys:
        at += after_s
        run_until(at)
        app.press(key)


@dataclass(slots=True)
class Errors:
    """How far each sound of every workout was from its time."""

    all_ms: list[float] = field(default_factory=list)

    def take(self, name: str, planned: list[Cue], heard: list[Heard]) -> None:
        """Fails where one is missing, one too many, or another, and where one is far from its time."""
        errors = errors_ms(planned, heard)
        worst = sorted(zip(errors, planned, strict=True), key=lambda each: -abs(each[0]))[:4]
        shown = ", ".join(f"{error:+.1f} ({cue.name} at {cue.at - planned[0].at:.1f} s)" for error, cue in worst)
        print(f"{name}: {len(errors)} sounds, worst {shown}")  # noqa: T201 - figures to look at
        self.all_ms += errors
        assert abs(worst[0][0]) < FAR_MS, shown


def check_plan(app: RealApp, name: str, errors: Errors) -> None:
    """Every sound of the plan, and no other, was heard at its time."""
    planned = app.planned()
    run_until(planned[-1].at)
    errors.take(name, planned, app.heard(planned[-1].at + 1.3))
