"""Every mode that a screen turns on is off again, by the bytes: also where the end comes while it is being drawn."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

import pytest
from terminals import left_on

if TYPE_CHECKING:
    from terminals import Begin

pytestmark = pytest.mark.slow

SCREENS: Final = {"library": (), "workout": ("do", "1x10:00 Plank"), "editor": ("edit", "dumbbells")}
BEGINNINGS: Final = ("\x1b[?1049h", "\x1b[?1004h", "\x1b[?2004h", "\x1b[?7l", "\x1b[1;1H")
"""What a screen writes while it begins, in this order: the alternate screen, its modes, the first line."""
SIGNALS: Final = ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGALRM, 142))


def test_the_look_at_the_bytes_finds_what_is_left_on() -> None:
    assert left_on(b"\x1b[?1049h\x1b[?25l\x1b[>25u\x1b[?1049l") == {"25", "kitty"}
    assert left_on(b"\x1b[?1049h\x1b[?25l\x1b[>25u\x1b[?1049l\x1b[?25h\x1b[<u") == set()


@pytest.mark.parametrize("words", BEGINNINGS)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_signal_while_it_begins(begin: Begin, screen: str, words: str) -> None:
    for number, code in SIGNALS:
        terminal = begin(*SCREENS[screen])
        terminal.until(words)
        terminal.process.send_signal(number)
        assert terminal.ended() == code
        assert terminal.left_on == set()
        assert terminal.is_as_before
        assert b"Traceback" not in terminal.seen


@pytest.mark.parametrize("screen", SCREENS)
def test_left_by_a_key(begin: Begin, screen: str) -> None:
    terminal = begin(*SCREENS[screen])
    terminal.until("\x1b[1;1H")
    terminal.pump(0.5)
    if screen == "workout":
        terminal.type("q", "Finish")
        terminal.type("f", "EARLY")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0
    assert terminal.left_on == set()
    assert terminal.is_as_before
