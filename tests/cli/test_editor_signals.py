"""Signals while the person's own editor has the terminal: they are for the editor, and nothing typed there is lost."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import machine
import pytest

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from test_cli_terminal import PROGRAM, Terminal

from backday_tui.routine import library

TEXT = 'name = "Mine"\nwork = ["3x8 Seated row"]\n'
EDITOR = """
import signal, sys
signals = []
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), lambda number, _: signals.append(number))
print("HANDED OVER", flush=True)
while not signals:
    signal.pause()
with open(sys.argv[-1], "a") as file:
    file.write(f"# {signals[0]}\\n")
print("GIVEN BACK", flush=True)
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "routines" / "mine.toml"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def edited(home: Path, *arguments: str) -> Terminal:
    """An editor that waits for a signal, and then saves which one it was."""
    program = home / "editor.py"
    program.write_text(EDITOR)
    command = f"{sys.executable} {program}"
    return Terminal(
        "edit", *arguments, program=PROGRAM, BACKDAY_HOME=str(home), BACKDAY_AUDIO="off", VISUAL="", EDITOR=command
    )  # fmt: skip


def test_ctrl_c_is_the_editors(mine: Path, tmp_path: Path) -> None:
    terminal = edited(tmp_path, "mine", "--editor")
    terminal.until("HANDED OVER")
    terminal.type("\x03", "GIVEN BACK")
    assert terminal.ended() == 0
    assert mine.read_text() == f"{TEXT}# {signal.SIGINT.value}\n"


def test_ctrl_c_in_the_editor_does_not_end_the_screen_it_was_called_from(mine: Path, tmp_path: Path) -> None:
    terminal = edited(tmp_path, "mine")
    terminal.until("Seated")
    terminal.type("\x05", "HANDED OVER")
    terminal.type("\x03", f"# {signal.SIGINT.value}")
    terminal.type("#", "not saved")
    terminal.type("\x13", "Saved")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0
    assert terminal.is_as_before
    assert mine.read_text() == f"{TEXT}# {signal.SIGINT.value}\n".replace('name = "Mine"', '#name = "Mine"')


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_backday_ends_the_editor_first(mine: Path, tmp_path: Path, number: signal.Signals) -> None:
    terminal = edited(tmp_path, "mine", "--editor")
    terminal.until("HANDED OVER")
    os.kill(terminal.process.pid, number)
    assert terminal.ended() == -number
    assert b"GIVEN BACK" in terminal.seen
    assert mine.read_text() == f"{TEXT}# {number.value}\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_what_ends_the_screen_ends_the_editor_first(
    mine: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    terminal = edited(tmp_path, "mine")
    terminal.until("Seated")
    terminal.type("\x05", "HANDED OVER")
    os.kill(terminal.process.pid, number)
    assert terminal.ended() == code
    assert terminal.is_as_before
    assert mine.read_text() == f"{TEXT}# {number.value}\n"


def test_an_unchanged_copy_does_not_stay_where_a_signal_ends_it(tmp_path: Path) -> None:
    terminal = Terminal(
        "edit", "dumbbells", "--editor", program=PROGRAM, BACKDAY_HOME=str(tmp_path), VISUAL="",
        EDITOR="sh -c 'echo HANDED OVER; read line'",
    )  # fmt: skip
    terminal.until("HANDED OVER")
    assert (tmp_path / "routines" / "dumbbells.toml").exists()
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.ended() == -signal.SIGTERM
    assert not (tmp_path / "routines" / "dumbbells.toml").exists()
    assert (library.bundled_dir() / "dumbbells.toml").exists()
