"""Signals while the person's own editor has the terminal: they are for the editor, and nothing typed there is lost."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

import machine
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from backday_tui.routine import library

TEXT = 'name = "Mine"\nwork = ["3x8 Seated row"]\n'
EDITOR = """
import signal, sys
signals = []
for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGALRM"):
    signal.signal(getattr(signal, name), lambda number, _: signals.append(number))
print("HANDED OVER", flush=True)
while not signals:
    signal.pause()
with open(sys.argv[-1], "a") as file:
    file.write(f"# {signals[0]}\\n")
print("GIVEN BACK", flush=True)
"""


@pytest.fixture
def edit(home: Path, begin: Begin) -> Begin:
    """Begins to edit, in an editor that waits for a signal and then saves which one it was."""
    program = home / "editor.py"
    program.write_text(EDITOR)
    return partial(begin, "edit", VISUAL="", EDITOR=f"{sys.executable} {program}")


def test_ctrl_c_is_the_editors(mine: Path, edit: Begin) -> None:
    terminal = edit("mine", "--editor")
    terminal.until("HANDED OVER")
    terminal.type("\x03", "GIVEN BACK")
    assert terminal.ended() == 0
    assert mine.read_text() == f"{TEXT}# {signal.SIGINT.value}\n"


def test_ctrl_c_in_the_editor_does_not_end_the_screen_it_was_called_from(mine: Path, edit: Begin) -> None:
    terminal = edit("mine")
    terminal.until("Seated")
    terminal.type("\x05", "HANDED OVER")
    terminal.type("\x03", f"# {signal.SIGINT.value}")
    terminal.type("#", "not saved")
    terminal.type("\x13", "Saved")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0
    assert terminal.is_as_before
    assert mine.read_text() == f"{TEXT}# {signal.SIGINT.value}\n".replace('name = "Mine"', '#name = "Mine"')


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_what_ends_backday_ends_the_editor_first(mine: Path, edit: Begin, number: signal.Signals) -> None:
    terminal = edit("mine", "--editor")
    terminal.until("HANDED OVER")
    os.kill(terminal.process.pid, number)
    assert terminal.ended() == -number
    assert b"GIVEN BACK" in terminal.seen
    assert mine.read_text() == f"{TEXT}# {number.value}\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGALRM, 142)])
def test_what_ends_the_screen_ends_the_editor_first(mine: Path, edit: Begin, number: signal.Signals, code: int) -> None:
    terminal = edit("mine")
    terminal.until("Seated")
    terminal.type("\x05", "HANDED OVER")
    os.kill(terminal.process.pid, number)
    assert terminal.ended() == code
    assert terminal.is_as_before
    assert mine.read_text() == f"{TEXT}# {number.value}\n"


def test_an_unchanged_copy_does_not_stay_where_a_signal_ends_it(home: Path, begin: Begin) -> None:
    terminal = begin("edit", "dumbbells", "--editor", VISUAL="", EDITOR="sh -c 'echo HANDED OVER; read line'")
    terminal.until("HANDED OVER")
    assert (home / "routines" / "dumbbells.toml").exists()
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.ended() == -signal.SIGTERM
    assert not (home / "routines" / "dumbbells.toml").exists()
    assert (library.bundled_dir() / "dumbbells.toml").exists()
