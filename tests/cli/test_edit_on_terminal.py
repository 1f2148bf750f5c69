"""`backday edit` for real: on a terminal, in the person's own editor, killed in the middle."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING

import machine
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from backday_tui.cli import run
from backday_tui.routine import library

TEXT = 'name = "Mine"\nwork = ["3x8 Seated row"]\n'


def script(folder: Path, commands: str) -> str:
    """An editor that does this with its last argument, "$f"."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\nfor f; do :; done\n{commands}\n")
    path.chmod(0o700)
    return str(path)


def test_unsaved_text_outlives_a_kill(mine: Path, home: Path, begin: Begin) -> None:
    first = begin("edit", "mine")
    first.until("Seated")
    first.type("#", "not saved")
    kept = home / "unsaved"
    while not list(kept.glob("*.json")):
        select.select([], [], [], 0.02)
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    assert mine.read_text() == TEXT
    second = begin("edit", "mine")
    second.until("was not saved")
    second.type("t", "aken up again")
    second.type("\x13", "Saved")
    second.type("\x11", "\x1b[?1049l")
    assert second.ended() == 0
    assert second.is_as_before
    assert mine.read_text() == "#" + TEXT


def test_the_terminal_is_handed_over_and_what_was_saved_comes_back(mine: Path, home: Path, begin: Begin) -> None:
    program = script(home, 'echo HANDED OVER; sed -i s/Mine/Theirs/ "$f"')
    terminal = begin("edit", "mine", VISUAL="", EDITOR=program)
    terminal.until("Seated")
    terminal.type("\x05", "HANDED OVER")
    terminal.until("Theirs")
    assert mine.read_text() == TEXT.replace("Mine", "Theirs")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0
    assert terminal.is_as_before


def test_unsaved_text_is_handed_over_as_a_copy(mine: Path, home: Path, begin: Begin) -> None:
    program = script(home, 'echo HANDED OVER; sed -i s/Mine/Theirs/ "$f"')
    terminal = begin("edit", "mine", VISUAL=program)
    terminal.until("Seated")
    terminal.type("#", "not saved")
    terminal.type("\x05", "HANDED OVER")
    terminal.until("Theirs")
    assert mine.read_text() == TEXT
    terminal.type("\x13", "Saved")
    assert mine.read_text() == "#" + TEXT.replace("Mine", "Theirs")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0


def test_a_file_changed_outside_is_shown(mine: Path, begin: Begin) -> None:
    terminal = begin("edit", "mine")
    terminal.until("Seated")
    terminal.until("about")
    mine.write_text(TEXT.replace("Mine", "Theirs"))
    terminal.until("Theirs")
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0


def test_without_a_terminal_it_says_so(mine: Path) -> None:
    del mine
    assert run(["edit", "mine"]) == 2
    assert run(["edit", "nothing-like-this"]) == 1


def test_in_the_persons_own_editor(
    mine: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", script(home, 'sed -i s/3x8/0x8/ "$f"'))
    assert run(["edit", "mine", "--editor"]) == 0
    assert mine.read_text() == TEXT.replace("3x8", "0x8")
    assert "mine.toml:2:" in capfd.readouterr().err
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    assert run(["edit", "mine", "--editor"]) == 1


def test_a_bundled_routine_is_copied_only_where_it_is_changed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (library.bundled_dir() / "dumbbells.toml").read_bytes()
    own = home / "routines" / "dumbbells.toml"
    monkeypatch.setenv("VISUAL", script(home, ":"))
    assert run(["edit", "dumbbells", "--editor"]) == 0
    assert not own.exists()
    monkeypatch.setenv("VISUAL", script(home, 'echo "# mine" >>"$f"'))
    assert run(["edit", "dumbbells", "--editor"]) == 0
    assert own.read_bytes() == before + b"# mine\n"
    assert (library.bundled_dir() / "dumbbells.toml").read_bytes() == before


def test_an_editor_that_takes_the_file_away_is_told_of(
    mine: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", script(home, 'rm "$f"'))
    assert run(["edit", "mine", "--editor"]) == 1
    assert capsys.readouterr().err == f"{mine}: it is no longer there\n"
    assert run(["edit", "dumbbells", "--editor"]) == 0, "the bundled one is as it was"
