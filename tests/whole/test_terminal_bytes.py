"""Whatever a terminal sends: a workout goes on, no key is made of it, and the terminal is left as it was found.

Each byte at which it can be cut is looked at in tests/test_terminal_input.py, without a program.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Final

import machine
import pytest
from terminal_bytes import DROPPED, KINDS, PASTES, flood

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin, Terminal

WORKOUT: Final = ("do", "1x10:00 Plank", "--prepare", "10:00")
FACES: Final = {"screen": (), "lines": ("--plain",)}
SCREENS: Final = {
    "library": ((), "Dumbbells"), "workout": (WORKOUT, "GET READY"), "editor": (("edit", "dumbbells"), "Dumbbells"),
    "lines": ((*WORKOUT, "--plain"), "Get ready"),
}  # fmt: skip
A_PAUSE_S: Final = 0.03
"""Long enough for what came before to be read by itself, most of the time."""


def following(begin: Begin, face: str) -> Terminal:
    """A workout that is counting down, for ten minutes."""
    terminal = begin(*WORKOUT, *FACES[face])
    terminal.wait_for(lambda: "GET READY" in terminal.shown.upper(), "the workout")
    return terminal


def is_finished_by_q(terminal: Terminal, face: str) -> None:
    """Nothing has happened but what time does; it hears `q`, then the answer, and ends."""
    terminal.seen = b""
    terminal.press("q")
    if face == "screen":
        terminal.shows("Finish the workout?")
        terminal.press("f")
        terminal.shows("FINISHED EARLY")
        terminal.press("q")
    else:
        terminal.until("finish here?")
        terminal.press("y\r")
    assert terminal.ended() == 0
    assert terminal.is_as_before


def send(terminal: Terminal, raw: bytes) -> None:
    """Whole, then in two pieces, cut near the beginning, in the middle and before the end.

    Never behind an ESC, which is a key where this machine is too busy to send the rest in time.
    """
    terminal.send(raw)
    terminal.pump(A_PAUSE_S)
    for at in {2, len(raw) // 2, len(raw) - 1}:
        if 0 < at < len(raw) and raw[at - 1 : at] != b"\x1b":
            terminal.send(raw[:at])
            terminal.pump(A_PAUSE_S)
            terminal.send(raw[at:])
            terminal.pump(A_PAUSE_S)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_workout_takes_nothing_for_a_key_that_is_none(begin: Begin, kind: str, face: str) -> None:
    terminal = following(begin, face)
    for path in DROPPED:
        if path.parent.name == kind:
            send(terminal, path.read_bytes())
    is_finished_by_q(terminal, face)
