"""A workout in lines on a real terminal: what was done last time, another exercise in its place, a note at the end."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from click.testing import CliRunner

from backday_tui import words
from backday_tui.cli.commands import backday

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin, Terminal

APART_S = 0.8
"""Between two presses of one key that are no bounce and no repeat."""


@pytest.fixture
def rows(home: Path) -> Path:
    path = home / "routines" / "rows.toml"
    path.parent.mkdir()
    path.write_text('name = "Rows"\nrest = "1:00"\nwork = ["2x8-12 Seated row @ 40kg"]\n', encoding="utf-8")
    return home


def sessions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CliRunner().invoke(backday, ["log", "--json"]).stdout)
    return found


def begun(begin: Begin, *options: str) -> Terminal:
    terminal = begin("start", "rows", "--plain", "--mute", *options)
    terminal.until("enter when done")
    return terminal


def left(terminal: Terminal) -> None:
    terminal.pump(APART_S)
    terminal.type("q", "finish here?")
    terminal.press("y\r")
    assert terminal.ended() == 0


def test_the_second_time_it_says_what_was_done_the_first(begin: Begin, rows: Path) -> None:
    del rows
    terminal = begun(begin)
    assert b"Last time" not in terminal.seen
    terminal.type("9", "Set 1: 9")
    terminal.type("\r", "done: Seated row: 9 reps")
    left(terminal)
    terminal = begun(begin)
    terminal.until(f", today) 9 {words.TIMES} 40 kg")
    terminal.until("Today 9 reps · 40 kg: ")
    terminal.pump(APART_S)
    terminal.kill()
    terminal = begin("start", "--resume", "--plain", "--mute")
    terminal.until(f", today) 9 {words.TIMES} 40 kg")
    left(terminal)


def test_a_swap_and_a_note_are_in_the_log_and_the_swap_outlives_a_kill(begin: Begin, rows: Path) -> None:
    del rows
    terminal = begun(begin)
    terminal.type("x", "number or name")
    terminal.type("lat pulldown\r", "from here on Lat pull-down, in place of Seated row")
    terminal.type(" ", "done: Lat pull-down: 8 reps")
    terminal.pump(APART_S)
    terminal.kill()
    terminal = begin("start", "--resume", "--plain", "--mute")
    terminal.until("Lat pull-down")
    terminal.type("\r", "going on")
    terminal.pump(APART_S)
    terminal.type("q", "y, or y and a note")
    terminal.press("y so so\r")
    terminal.until("note: so so")
    assert terminal.ended() == 0
    (session,) = sessions()
    assert [done["exercise"] for done in session["sets"]] == ["Lat pull-down"]
    page = CliRunner().invoke(backday, ["log", str(session["id"])]).stdout
    assert "so so" in page


def test_at_the_end_n_asks_for_a_note(begin: Begin, rows: Path) -> None:
    del rows
    terminal = begin("do", "1x8 Seated row", "--plain", "--mute")
    terminal.until("enter when done")
    terminal.type("\r", "enter leaves; n writes a note")
    terminal.type("n", "a note to this workout")
    terminal.type("felt easy\r", "note: felt easy")
    terminal.until("enter leaves")
    terminal.pump(APART_S)
    terminal.press("\r")
    assert terminal.ended() == 0
    page = CliRunner().invoke(backday, ["log", str(sessions()[0]["id"])]).stdout
    assert "felt easy" in page
