"""Whatever a terminal sends: a workout goes on, no key is made of it, and the terminal is left as it was found.

Each byte at which it can be cut is looked at in tests/test_terminal_input.py, without a program.
"""

from __future__ import annotations

import random
import signal
import sys
from typing import TYPE_CHECKING, Final

import machine
import pytest
from terminal_bytes import DROPPED, KINDS, PASTES, flood

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

if TYPE_CHECKING:
    from terminals import Begin, Terminal

WORKOUT: Final = ("do", "1x10:00 Plank", "--prepare", "10:00")
FACES: Final = {"screen": (), "lines": ("--plain",)}
SCREENS: Final = {
    "library": ((), "", "dumbbells"), "log": ((), "l", "Nothing is logged"), "exercises": ((), "x", "pull-up bar"),
    "settings": ((), ",", "Space bar"), "workout": (WORKOUT, "", "GET READY"), "help": (WORKOUT, "?", "skip this step"),
    "question": (WORKOUT, "q", "Finish the workout?"), "editor": (("edit", "dumbbells"), "", "work = ["),
    "lines": ((*WORKOUT, "--plain"), "", "Get ready"),
}  # fmt: skip
"""By name, what begins them: arguments, a key, and words on the screen."""
BACK: Final = {"help": "\x1b[27u", "question": "g"}
"""The keys back to the workout."""
FIRST: Final = {(): "dumbbells", WORKOUT: "GET READY"}
SIGTERM_CODE: Final = 143


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
    for at in {2, len(raw) // 2, len(raw) - 1}:
        if 0 < at < len(raw) and raw[at - 1 : at] != b"\x1b":
            terminal.send(raw[:at])
            terminal.send(raw[at:])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_workout_takes_nothing_for_a_key_that_is_none(begin: Begin, kind: str, face: str) -> None:
    terminal = following(begin, face)
    for path in DROPPED:
        if path.parent.name == kind:
            send(terminal, path.read_bytes())
    is_finished_by_q(terminal, face)


def test_pastes_of_any_bytes_are_pasted_and_no_key_comes_of_them(begin: Begin) -> None:
    terminal = begin("edit", "dumbbells")
    terminal.shows("work = [")
    for path in PASTES:
        terminal.send(path.read_bytes())
    terminal.send(b"\x1b[200~m\xfcde \xe9\x1b[201~")
    terminal.shows("m\N{REPLACEMENT CHARACTER}de \N{REPLACEMENT CHARACTER}")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == SIGTERM_CODE
    assert terminal.is_as_before


@pytest.mark.parametrize(("face", "words"), [("screen", "Finish the workout?"), ("lines", "finish here?")])
def test_escape_alone_is_a_key(begin: Begin, face: str, words: str) -> None:
    terminal = following(begin, face)
    terminal.press("\x1b")
    terminal.shows(words)


def test_answers_that_the_screen_asked_for_are_heard_and_the_mouse_is_left_off(begin: Begin) -> None:
    terminal = following(begin, "screen")
    terminal.type("\x1b[?2026;2$y\x1b[?2048;2$y", "\x1b[?2048h")
    terminal.resize(30, 100)
    terminal.press("\x1b[48;30;100;480;800t")
    terminal.wait_for(lambda: any(len(line) > 80 for line in terminal.shown.splitlines()), "the wider screen")
    is_finished_by_q(terminal, "screen")


def is_lived_through(begin: Begin, screen: str, seed: int, size: int) -> None:
    """A flood in which nothing is typed; then the workout hears `q` and the answer, and another screen ctrl+q."""
    arguments, key, words = SCREENS[screen]
    terminal = begin(*arguments)
    if key:
        terminal.shows(FIRST[arguments])
        terminal.press(key)
    terminal.shows(words)
    told = f"seed {seed} on {screen}"
    for raw in flood(random.Random(seed), size):  # noqa: S311 -- a test's dice
        terminal.send(raw)
        assert terminal.process.poll() is None, f"{told}: it ended at {raw!r}"
    terminal.shows(words)
    if arguments[: len(WORKOUT)] == WORKOUT:
        terminal.press(BACK.get(screen, ""))
        is_finished_by_q(terminal, "lines" if screen == "lines" else "screen")
    else:
        terminal.press("\x11")
        assert terminal.ended() == 0, told
        assert terminal.is_as_before, told
    assert b"Traceback" not in terminal.written, told


@pytest.mark.parametrize("screen", SCREENS)
def test_a_small_flood(begin: Begin, screen: str) -> None:
    is_lived_through(begin, screen, 20261129, 4000)


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
def test_a_flood_of_another_seed_each_time(begin: Begin, screen: str, capsys: pytest.CaptureFixture[str]) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    with capsys.disabled():
        print(f"\n{screen}: seed {seed}")  # noqa: T201 -- what failed can be had again
    is_lived_through(begin, screen, seed, 120_000)
