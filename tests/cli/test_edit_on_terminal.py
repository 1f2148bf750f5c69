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
from backday_tui.routine import editor_program, library

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
    assert run(["edit", "mine", "--editor"]) == 1, "a problem is left"
    assert mine.read_text() == TEXT.replace("3x8", "0x8")
    assert "mine.toml:2:" in capfd.readouterr().err
    monkeypatch.setenv("VISUAL", script(home, "sed -i 's/0x8 Seated row/3x8 Sled pull/' \"$f\""))
    assert run(["edit", "mine", "--editor"]) == 0, "a hint is no problem"
    assert "hint: " in capfd.readouterr().err
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    assert run(["edit", "mine", "--editor"]) == 1


def test_a_bundled_routine_is_copied_only_where_it_is_changed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (library.bundled_dir() / "dumbbells.toml").read_bytes()
    own = home / "routines" / "dumbbells.toml"
    monkeypatch.setenv("VISUAL", script(home, ":"))
    assert run(["edit", "dumbbells", "--editor"]) == 0
    assert not own.exists()
    assert "nothing was changed, so there is no copy" in capsys.readouterr().err
    monkeypatch.setenv("VISUAL", script(home, 'echo "# mine" >>"$f"'))
    assert run(["edit", "dumbbells", "--editor"]) == 0
    assert own.read_bytes() == before + b"# mine\n"
    assert f"your own copy is {own}" in capsys.readouterr().err
    assert (library.bundled_dir() / "dumbbells.toml").read_bytes() == before


def test_an_editor_that_takes_the_file_away_is_told_of(
    mine: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", script(home, 'rm "$f"'))
    assert run(["edit", "mine", "--editor"]) == 1
    assert capsys.readouterr().err == f"{mine}: it is no longer there\n"
    assert run(["edit", "dumbbells", "--editor"]) == 0, "the bundled one is as it was"


# -- editors with a window of their own ----------------------------------------------------------------------------

LATER = '(while [ ! -e "{home}/go" ]; do sleep 0.02; done; echo "# later" >>"$f") &'
"""Comes back at once, and writes when it is told to, as a program with a window of its own does."""


def test_an_editor_that_comes_back_at_once_is_waited_for(home: Path, begin: Begin) -> None:
    own = home / "routines" / "dumbbells.toml"
    terminal = begin("edit", "dumbbells", "--editor", VISUAL=script(home, LATER.replace("{home}", str(home))))
    terminal.until("came back and is still at work")
    assert own.exists()
    (home / "go").touch()
    terminal.until(f"your own copy is {own}")
    assert terminal.ended() == 0
    assert own.read_text(encoding="utf-8").endswith("# later\n")


def test_it_is_waited_for_without_a_terminal_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "go").touch()
    monkeypatch.setenv("VISUAL", script(home, LATER.replace("{home}", str(home))))
    assert run(["edit", "dumbbells", "--editor"]) == 0
    assert (home / "routines" / "dumbbells.toml").read_text(encoding="utf-8").endswith("# later\n")


@machine.linux
def test_it_is_waited_for_even_where_it_closes_all_that_it_inherited(home: Path, begin: Begin) -> None:
    later = LATER.replace("{home}", str(home)).removesuffix(" &").replace("$f", "$1")
    program = home / "window.py"
    program.write_text(
        "import subprocess, sys\n"
        "quiet = dict.fromkeys(('stdin', 'stdout', 'stderr'), subprocess.DEVNULL)\n"
        f"subprocess.Popen(['sh', '-c', {later!r}, 'sh', sys.argv[-1]], start_new_session=True, **quiet)\n"
    )
    own = home / "routines" / "dumbbells.toml"
    terminal = begin("edit", "dumbbells", "--editor", VISUAL=f"{sys.executable} {program}")
    terminal.until("came back and is still at work")
    (home / "go").touch()
    terminal.until(f"your own copy is {own}")
    assert terminal.ended() == 0
    assert own.read_text(encoding="utf-8").endswith("# later\n")


def test_one_that_leaves_its_window_to_another_program_is_asked_about(mine: Path, home: Path, begin: Begin) -> None:
    terminal = begin("edit", "mine", "--editor", VISUAL=script(home, ":"))
    terminal.until("came back at once: if it has a window of its own, save the file there, then press enter here")
    mine.write_text(TEXT.replace("3x8", "0x8"))
    terminal.type("\r", "mine.toml:2:")
    assert terminal.ended() == 1


@pytest.mark.parametrize("key", ["\r", "\x03"])
def test_who_changes_nothing_goes_on_with_a_key(home: Path, begin: Begin, key: str) -> None:
    terminal = begin("edit", "dumbbells", "--editor", VISUAL=script(home, ":"))
    terminal.until("press enter here")
    terminal.type(key, "nothing was changed, so there is no copy")
    assert terminal.ended() == 0
    assert not (home / "routines" / "dumbbells.toml").exists()


def test_the_screen_waits_for_such_an_editor_as_well(mine: Path, home: Path, begin: Begin) -> None:
    terminal = begin("edit", "mine", VISUAL=script(home, LATER.replace("{home}", str(home))))
    terminal.until("Seated")
    terminal.type("#", "not saved")
    terminal.type("\x05", "came back and is still at work")
    (home / "go").touch()
    terminal.until("# later")
    assert mine.read_text() == TEXT
    terminal.type("\x13", "Saved")
    assert mine.read_text() == f"#{TEXT}# later\n"
    terminal.type("\x11", "\x1b[?1049l")
    assert terminal.ended() == 0
    assert terminal.is_as_before


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ("code", ["--wait"]),
        ("code -w", ["-w"]),
        ("code --new-window --wait", ["--new-window", "--wait"]),
        ("subl", ["--wait"]),
        ("gedit", ["-w"]),
        ("kate", ["--block"]),
        ("gvim", ["-f", "+3"]),
        ("vim", ["+3"]),
        ("micro", []),
    ],
)
def test_an_editor_that_is_known_to_come_back_at_once_is_told_to_wait(
    tmp_path: Path, called: str, expected: list[str]
) -> None:
    name, *_ = called.split()
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    file = tmp_path / "mine.toml"
    command = editor_program.command(file, 3, {"VISUAL": called, "PATH": str(tmp_path)})
    assert command == [str(program), *expected, str(file)]
    assert editor_program.is_told_to_wait(command) or editor_program.runs_in_terminal(command)
