"""The live screen for real: a process on a terminal of its own, its keys, its end, the terminal it leaves behind."""

from __future__ import annotations

import os
import re
import select
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import machine
import pytest
from terminals import Terminal, surroundings

from backday_tui.signals import ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM: Final = (sys.executable, str(Path(__file__).with_name("follow_for_real.py")))
DEAF: Final = ("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *PROGRAM)
"""The program where hang-ups are ignored."""
SIGNALS: Final = tuple(name for name in ENDING if not name.startswith("signal ")) + tuple(ENDING)[-2:-1]
"""Those that have a name, and one of the others."""
WITHOUT_AN_END: Final = ("SIGCHLD", "SIGURG", "SIGWINCH", "SIGCONT", "SIGPIPE", "SIGXFSZ")
ALTERNATE_SCREEN: Final = "1049"


@pytest.fixture
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """The live screen; a parameter is another program."""
    with Terminal(surroundings(tmp_path), program=getattr(request, "param", PROGRAM)) as terminal:
        terminal.shows("GET READY")
        yield terminal


def test_it_starts_takes_keys_and_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    assert ALTERNATE_SCREEN in terminal.left_on
    assert not terminal.is_cooked
    terminal.press("\r")
    terminal.shows("HOLD")
    terminal.press(" ")
    terminal.shows("PAUSED")
    terminal.press("n")
    terminal.press("q")
    terminal.shows("Finish the workout?")
    terminal.press("f")
    terminal.shows("FINISHED EARLY")
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.left_on == set()
    assert terminal.is_cooked


def is_stopped(terminal: Terminal) -> bool:
    pid, status = os.waitpid(terminal.process.pid, os.WNOHANG | os.WUNTRACED)
    return bool(pid) and os.WIFSTOPPED(status)


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_ends_it_with_the_terminal_put_right(terminal: Terminal, name: str) -> None:
    os.kill(terminal.process.pid, ENDING[name])
    assert terminal.ended() == 128 + ENDING[name]
    assert terminal.left_on == set()
    assert terminal.is_cooked


def guard_of(process: int) -> int:
    """The process that puts the terminal right for this one."""
    return child_of(process)


def child_of(process: int) -> int:
    """The one process that another has begun, or begins right after its first picture."""
    while not (children := Path(f"/proc/{process}/task/{process}/children").read_text().split()):
        pass
    (child,) = children
    return int(child)


def is_running(process: int) -> bool:
    """Whether a process is there, and has not ended with nobody to take note of it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@machine.linux
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL])
def test_what_ends_it_at_once_leaves_the_terminal_right_too(terminal: Terminal, number: signal.Signals) -> None:
    guard = guard_of(terminal.process.pid)
    os.kill(terminal.process.pid, number)
    assert terminal.ended() == -number
    terminal.until("What was done is kept.")
    while is_running(guard):
        terminal.pump(0.02)
    assert terminal.is_as_before


@machine.linux
def test_killed_under_a_shell_it_leaves_the_modes_to_the_prompt(tmp_path: Path) -> None:
    with Terminal(surroundings(tmp_path), "--norc", "-i", program=(machine.program("bash"),)) as terminal:
        terminal.press(f"exec 2>&1; {shlex.join(PROGRAM)}\r")
        terminal.shows("GET READY")
        program = child_of(terminal.process.pid)
        guard = guard_of(program)
        os.kill(program, signal.SIGKILL)
        terminal.wait_for(lambda: not is_running(guard), "the end of what puts the terminal right")
        assert not terminal.left_on & {ALTERNATE_SCREEN}
        assert not terminal.is_cooked  # a prompt sees each key


@machine.linux
def test_killed_while_it_is_stopped_it_leaves_the_terminal_to_the_shell(terminal: Terminal) -> None:
    terminal.press("\x1a")
    terminal.wait_for(lambda: is_stopped(terminal), "its stop")
    terminal.pump(0.1)
    before = bytes(terminal.written)
    guard = guard_of(terminal.process.pid)
    terminal.kill()
    while is_running(guard):
        terminal.pump(0.02)
    assert terminal.written == before


@machine.linux
def test_without_its_guard_it_goes_on(terminal: Terminal) -> None:
    os.kill(guard_of(terminal.process.pid), signal.SIGKILL)
    terminal.press("\r")
    terminal.shows("HOLD")
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.is_as_before


def test_other_signals_keep_their_meaning(terminal: Terminal) -> None:
    for name in WITHOUT_AN_END:
        os.kill(terminal.process.pid, getattr(signal, name))
    terminal.press("\r")
    terminal.shows("HOLD")
    os.kill(terminal.process.pid, signal.SIGUSR1)
    assert terminal.ended() == 128 + signal.SIGUSR1
    assert terminal.is_as_before


def test_ctrl_z_pauses_and_gives_the_terminal_back_and_fg_shows_all_again(terminal: Terminal) -> None:
    terminal.press("\x1a")
    terminal.wait_for(lambda: is_stopped(terminal), "its stop")
    terminal.pump(0.1)
    assert terminal.left_on == set()
    assert terminal.is_cooked
    before = len(terminal.written)
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.shows("PAUSED")
    terminal.wait_for(lambda: b"Plank" in terminal.written[before:], "all of it drawn again")
    assert ALTERNATE_SCREEN in terminal.left_on
    terminal.press(" ")
    terminal.shows("GET READY")
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.left_on == set()
    assert terminal.is_cooked


def test_a_continue_without_a_stop_changes_nothing_at_the_end(terminal: Terminal) -> None:
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.press("\r")
    terminal.shows("HOLD")
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.ended() == 143
    assert terminal.left_on == set()
    assert terminal.is_cooked


@pytest.mark.parametrize("terminal", [(*PROGRAM, "faulty")], indirect=True, ids=["faulty"])
def test_a_fault_is_told_in_two_lines_without_local_variables(terminal: Terminal) -> None:
    terminal.press("t")
    assert terminal.ended() == 1
    assert terminal.left_on == set()
    assert terminal.is_cooked
    told = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert "RuntimeError: the bar broke" in told
    assert "a local variable" not in told
    assert len(told.splitlines()) <= 3


@pytest.mark.parametrize("terminal", [DEAF], indirect=True, ids=["deaf"])
def test_a_terminal_that_is_closed_ends_it_even_where_hang_ups_are_ignored(terminal: Terminal) -> None:
    terminal.go_away()
    terminal.ended()


@pytest.mark.parametrize("terminal", [DEAF], indirect=True, ids=["deaf"])
def test_a_terminal_that_takes_nothing_more_and_is_closed_ends_it(terminal: Terminal) -> None:
    """As where a connection hangs and then breaks: the app is in the middle of writing, and its loop stands still."""
    for rows in range(10, 60):  # each drawn anew, none of it taken
        terminal.resize(rows, 200)
        terminal.process.send_signal(signal.SIGWINCH)
        select.select([], [], [], 0.02)
    terminal.go_away()
    terminal.ended()


def test_the_terminal_is_resized(terminal: Terminal) -> None:
    terminal.resize(5, 20)
    terminal.wait_for(lambda: re.search(r"GET READY +\d+:\d\d", terminal.shown), "both in one line")
