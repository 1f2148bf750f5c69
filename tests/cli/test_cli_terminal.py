"""The command on a real terminal: keys, signals, and the terminal as it was before."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from terminals import LIMIT_S

from backday_tui.signals import ENDING

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin

TELLS_ITS_MODULES = """
import sys
from backday_tui.cli import run
code = run(sys.argv[1:])
print("loaded:", *sys.modules, ":end")
sys.exit(code)
"""


APART_S = 0.8
"""Between two presses of one key that are no bounce and no repeat."""


def test_single_keys_drive_a_workout_in_lines(begin: Begin) -> None:
    terminal = begin("do", "2x8 Row", "--rest", "1:00", "--plain")
    terminal.until("enter when done")
    assert not terminal.is_as_before
    terminal.type(" ", "Rest 1:00")
    terminal.type("\x1b[C", "set 2 of 2")
    terminal.type("r", "reps and load")
    terminal.type("9 25 lb\r", "noted: 9 reps, 25 lb")
    terminal.pump(APART_S)
    terminal.type("\r", "All done in")
    terminal.until("r corrects the last set, u takes the end back, enter leaves")
    terminal.type("r", "reps and load")
    terminal.type("7\r", "noted: Row: 7 reps · 25 lb")
    terminal.until("enter leaves")
    terminal.pump(APART_S)
    terminal.press("\r")
    assert terminal.ended() == 0
    assert terminal.is_as_before


def test_no_second_is_written_in_lines_unless_the_ticker_is_wanted(begin: Begin) -> None:
    terminal = begin("do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.pump(2.2)
    assert b"\r" not in terminal.seen.replace(b"\r\n", b"")
    terminal.type("w", "step 1 of 2 · get ready · 0:0")
    terminal.press("qy\r")
    assert terminal.ended() == 0
    assert b"backday start --resume --finished goes on from here" in terminal.seen
    terminal = begin("do", "1x10:00 Plank", "--plain", "--ticker")
    terminal.until("0:03  Plank, ")
    assert b"\r" in terminal.seen.replace(b"\r\n", b"")


def test_muscles_have_bars_on_a_terminal_alone(begin: Begin) -> None:
    terminal = begin("show", "dumbbells")
    assert terminal.ended() == 0
    assert "■■■" in terminal.seen.decode()


@pytest.mark.parametrize("number", [number for name, number in ENDING.items() if not name.startswith("signal ")])
def test_a_signal_leaves_the_terminal_right(begin: Begin, number: int) -> None:
    terminal = begin("do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.process.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.is_as_before
    assert b"Finished early" in terminal.seen


@machine.linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_what_ends_it_at_once_leaves_the_terminal_right_too(begin: Begin, number: int) -> None:
    terminal = begin("do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.process.send_signal(number)
    assert terminal.ended() == -number
    terminal.until("\r\nbackday was ended")
    while not terminal.is_as_before:  # soon: once it is known that no shell has the terminal
        terminal.pump(0.02)


def test_ctrl_c_ends_it_with_130(begin: Begin) -> None:
    terminal = begin("do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    terminal.type("\x03", "Finished early")
    assert terminal.ended() == 130
    assert terminal.is_as_before


def test_ctrl_c_at_a_question_before_it_begins(begin: Begin) -> None:
    terminal = begin("do", "2x? Chin-up / Pull-up", "--plain")
    terminal.until("which one? 1 Chin-up, 2 Pull-up [1]")
    os.kill(terminal.process.pid, signal.SIGINT)
    assert terminal.ended() == 130
    assert terminal.is_as_before


def test_a_terminal_that_can_do_no_more_gets_lines(begin: Begin) -> None:
    terminal = begin("do", "8 Row", TERM="dumb")
    terminal.until("enter when done")
    terminal.type("\r", "All done in")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.seen


def test_no_color_means_none(begin: Begin) -> None:
    terminal = begin("do", "8 Row", "--plain", NO_COLOR="1")
    terminal.until("enter when done")
    terminal.type("\r", "All done in")
    terminal.pump(APART_S)
    terminal.press("\r")
    assert terminal.ended() == 0
    assert b"\x1b[32" not in terminal.seen
    assert b";32m" not in terminal.seen


def test_the_screen_is_opened_and_left(begin: Begin) -> None:
    terminal = begin()
    terminal.until("Back circuit")
    os.write(terminal.ours, b"q")
    assert terminal.ended() == 0
    assert terminal.is_as_before


@pytest.mark.parametrize("given", ["99999999999999999999", "1000000", "0", "-1", "many"])
def test_a_size_that_no_terminal_has_is_not_believed(begin: Begin, given: str) -> None:
    terminal = begin(COLUMNS=given, LINES=given)
    terminal.until("Lower back workout for men")
    os.write(terminal.ours, b"q")
    assert terminal.ended() == 0


def test_the_library_does_without_what_is_slow_to_import(begin: Begin) -> None:
    terminal = begin(program=(sys.executable, "-c", TELLS_ITS_MODULES))
    terminal.until("Back circuit")
    terminal.type("q", ":end")
    loaded = set(terminal.seen.decode().partition("loaded: ")[2].split())
    assert "textual" in loaded
    assert not loaded & {"click", "tree_sitter", "backday_tui.cli.commands"}


def test_a_workout_on_the_screen_ends_by_a_signal(begin: Begin) -> None:
    terminal = begin("do", "1x10:00 Plank")
    terminal.until("Plank")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.is_as_before


def test_a_terminal_that_went_away_ends_it(begin: Begin) -> None:
    terminal = begin("do", "1x10:00 Plank", "--plain")
    terminal.until("Get ready")
    os.close(terminal.ours)
    terminal.ours = os.dup(terminal.theirs)
    assert terminal.process.wait(LIMIT_S) == 129


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_the_volume_of_a_workout_is_that_of_the_next_and_its_mute_is_not(
    begin: Begin, home: Path, options: tuple[str, ...]
) -> None:
    (home / "settings.toml").write_text('units = "lb"  # as ever\n')
    for _ in range(2):
        terminal = begin("do", "1x10:00 Plank", "--no-log", "--mute", *options)
        terminal.until("Plank")
        terminal.press("<")
        terminal.pump(0.5)
        terminal.press("qf" if not options else "qy\r")
        if not options:
            terminal.until("FINISHED EARLY")
            terminal.press("\r")
        assert terminal.ended() == 0
    assert (home / "settings.toml").read_text() == 'units = "lb"  # as ever\nvolume = 80\n'
