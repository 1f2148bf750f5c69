"""Rests that serve, heard: windows, waiting, holds that go on and rests after a miss, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from rig.realapp import RealApp, run_until
from rig.recorded_workouts import FAR_MS
from rig.soundrig import LENGTHS_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rig.soundrig import Heard, Rig

HEAD = 'name = "Rests"\nprepare = "0:06"\n'


LATER_S = 2.0
"""Six of them begin at once, and the first sound of each is to be in time."""


class Script(NamedTuple):
    """A workout, the keys that are pressed and what is to be heard, both in seconds after its first two."""

    routine: str
    keys: tuple[tuple[float, str], ...]
    heard: tuple[tuple[float, str], ...]
    until_s: float


def ticks(until_s: float) -> tuple[tuple[float, str], ...]:
    return tuple((until_s - left, "tick") for left in (3, 2, 1))


SCRIPTS = {
    "window": Script(
        'rest = "0:08-0:14"\nwork = ["2x8 Seated row"]\n',
        ((1.0, " "), (22.0, "\r")),
        ((1, "rest"), *ticks(9), (9, "ready"), (15, "over"), (22, "last")),
        24.0,
    ),
    "early": Script(
        'rest = "0:08-0:14"\nwork = ["2x:05 Plank"]\n',
        ((11.0, "\r"),),
        (*ticks(4), (4, "go"), *ticks(9), (9, "rest"), *ticks(17), (17, "last"), *ticks(22), (22, "done")),
        24.0,
    ),
    "wait": Script(
        'rest = "0:05"\nstart = "wait"\nwork = ["2x:05 Plank"]\n',
        ((20.0, " "),),
        (
            *ticks(4),
            (4, "go"),
            *ticks(9),
            (9, "rest"),
            *ticks(14),
            (14, "ready"),
            *ticks(26),
            (26, "last"),
            *ticks(31),
            (31, "done"),
        ),
        33.0,
    ),
    "beyond": Script(
        'rest = "0:05"\nbeyond = true\nwork = [":05 Plank", "8 Seated row"]\n',
        ((15.0, " "),),
        (*ticks(4), (4, "go"), *ticks(9), (9, "over"), (15, "rest"), *ticks(20), (20, "go")),
        22.0,
    ),
    "missed": Script(
        'rest = "0:05"\nmissed = "0:12"\nwork = ["2x8 Seated row"]\n',
        ((2.0, "6"), (2.3, "\r")),
        ((2.3, "rest"), *ticks(14.3), (14.3, "last")),
        16.0,
    ),
}

ALONE = (
    HEAD
    + """
rest = "0:05-0:08"
beyond = true
work = [
  { exercise = "Plank", sets = 2, hold = "0:05" },
  { exercise = "Plank", sets = 2, hold = "0:05", rest = 5, start = "wait" },
]
"""
)


@pytest.fixture(scope="module")
def followed(session_rig: Rig, backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, RealApp]]:
    folder: Path = tmp_path_factory.mktemp("rests")
    if not session_rig.is_recorded:
        session_rig.stop()
        session_rig.start()
    recordings = {name: session_rig.sink(name) for name in (*SCRIPTS, "alone")}
    apps = {}
    for name, recording in recordings.items():
        text = HEAD + SCRIPTS[name].routine if name in SCRIPTS else ALONE
        is_there = name in SCRIPTS
        apps[name] = RealApp(session_rig, folder / name, backend, text, on_screen=is_there, recording=recording)
    for name, script in SCRIPTS.items():
        apps[name].press_from(LATER_S, script.keys)
    yield apps
    for app in apps.values():
        app.close()


def heard_of(app: RealApp, until: float) -> list[Heard]:
    """Each sound once: one that a busy machine tears is in two pieces."""
    found: list[Heard] = []
    for sound in app.recording.heard(app.opened_at() - 0.5, until):
        if not found or sound.name != found[-1].name or sound.at - found[-1].at > 1.5 * LENGTHS_S[sound.name]:
            found.append(sound)
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_heard_of_a_rest(followed: dict[str, RealApp], name: str) -> None:
    app, script = followed[name], SCRIPTS[name]
    began = app.opened_at()
    run_until(began + LATER_S + script.until_s)
    heard = [(sound.name, sound.at - began - LATER_S) for sound in heard_of(app, began + LATER_S + script.until_s)]
    expected = sorted(script.heard)
    shown = [(sound, round(at, 2)) for sound, at in heard]
    assert [sound for sound, _ in heard] == [sound for _, sound in expected], shown
    for (_, at), (planned, _) in zip(heard, expected, strict=True):
        assert abs(at - planned) * 1000 < 4 * FAR_MS, shown  # a key is pressed by another program


def test_at_the_end_of_stdin_nothing_waits(followed: dict[str, RealApp]) -> None:
    app = followed["alone"]
    app.process.wait(120)
    assert app.process.returncode == 0
    heard = [sound.name for sound in heard_of(app, app.opened_at() + 75)]
    assert heard.count("ready") == 2  # the ends of two windows; and no tone of a wait
    assert "over" not in heard
    assert heard[-1] == "done"
