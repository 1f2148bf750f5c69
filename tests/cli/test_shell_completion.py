"""What a shell that asks for completion is answered, whatever lies in the person's folders.

The shells themselves are at work in test_completion_in_shells.py.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import machine
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backday_tui.cli import run
from backday_tui.cli.shells import quoted, typed_line, word_start
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Answered = Callable[..., list[str]]

BREAKS = " \t\n\"'@><=;|&(:"
ENDLESS = """
CREATE VIEW session AS WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
SELECT n AS id, 'x' AS started, 'x' AS name FROM endless
"""


@pytest.fixture
def answered(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Answered:
    """The lines that bash is answered for a command line up to the cursor; nothing but these may be told."""
    monkeypatch.chdir(home)

    def answered(typed: str, shell: str = "bash") -> list[str]:
        monkeypatch.setenv("_BACKDAY_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_TYPED", typed)
        monkeypatch.setenv("COMP_BREAKS", BREAKS)
        with pytest.raises(SystemExit) as ended:
            run([])
        told, complained = capfd.readouterr()
        assert (ended.value.code, complained) == (0, "")
        return [line for line in told.split("\n") if line]

    return answered


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("backday start dumb", ["plain,dumbbells"]),
        ("backday start nothing-like-it", ["file,"]),
        ("backday start ", None),
        ("backday start ~", ["file,"]),
        ("backday start ..", ["file,"]),
        ("backday start $HOM", ["file,"]),
        ('backday start "$HOME/', ["file,"]),
        ("backday start dumbbells sec", []),
        ("backday start --from wa", ["plain,warmup"]),
        ("backday start --from Warm", ["plain,warmup"]),
        ("backday exercises no-such-exercise", []),
        ("backday max deadl", ["plain,deadlift"]),
        ("backday max bench pre", ["plain,press"]),
        ("backday exercises mall\\ w", None),
        ("backday do 3x8\\ Seated\\ row\\ @\\ 2", []),
        ('backday do "2x? Chin-up / Plank j', ["plain,2x? Chin-up / Plank jack"]),
        ("backday do 3x1:30\\ Plank\\ j", ["plain,30\\ Plank\\ jack"]),
        ("backday log ", []),
        ("backday edit wee", ["plain,week"]),
        ("backday edit w", ["plain,women", "plain,week"]),
        ("backday tod", ["plain,today"]),
        ("backday we", ["plain,week", "plain,weight"]),
        ("backday today --o", ["plain,--on"]),
        ("backday schema --w", ["plain,--week"]),
        ("backday no-such-command x", []),
        ("backday start --no-such-option d", None),
        ("backday completion ", ["plain,bash", "plain,zsh", "plain,fish"]),
        ("A=1 B=2 backday start dumb", ["plain,dumbbells"]),
    ],
)
def test_what_may_stand_in_the_place_of_what_is_typed(answered: Answered, typed: str, answer: list[str] | None) -> None:
    assert answer is None or answered(typed) == answer
    answered(typed, "zsh")
    answered(typed, "fish")


def test_files_of_the_current_folder_are_offered_beside_the_ids(answered: Answered, home: Path) -> None:
    (home / "dumpling.toml").write_text("")
    (home / "dumbbells.toml").write_text("")  # of a routine with this id only the id is offered
    (home / "dumb.txt").write_text("")
    assert answered("backday start dum") == ["plain,dumbbells", "plain,dumpling.toml"]


def test_several_routines_whose_names_begin_so_leave_it_to_the_shell(answered: Answered) -> None:
    assert answered("backday start Lower\\ b") == ["file,"]
    assert answered("backday start Lower\\ back\\ workout\\ f") == ["plain,lower-back-men"]


def test_templates_are_offered_with_what_they_are(answered: Answered) -> None:
    assert answered("backday new Mine --template 5") == ["plain,5x5", "plain,531"]
    assert answered("backday new Mine --template t", "fish") == ["plain,tabata\t8 times 20 s hard, 10 s rest"]


@machine.links
def test_names_that_no_line_can_hold_are_left_out(answered: Answered, home: Path) -> None:
    folder = home / "routines"
    folder.mkdir()
    for name in (b"dumb\x1b]0;t\x07.toml", b"dumb\nlines.toml", b"dumb\xff\xfe.toml", b"dumb\xe2\x80\xae.toml"):
        (folder / os.fsdecode(name)).write_text('name = "x"')
    assert answered("backday start dumb") == ["plain,dumbbells"]
    assert answered("backday start dumb", "fish") == ["plain,dumbbells\tBack workout with dumbbells"]


@machine.pipes_and_devices
@pytest.mark.parametrize("kind", ["pipe", "folder", "bytes", "huge", "deep"])
def test_a_routine_that_can_not_be_read_is_offered_by_its_id(answered: Answered, home: Path, kind: str) -> None:
    path = home / "routines" / "mine.toml"
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes({"bytes": b"\xff\xfe\0", "huge": b"#" * 3_000_000, "deep": b"a = " + b"[" * 5000}[kind])
    assert answered("backday start min") == ["plain,mine"]
    assert answered("backday start min", "fish") == ["plain,mine"]
    assert answered("backday start mine --from ") == []


def test_sessions_are_offered_and_exercises_those_that_were_done_first(answered: Answered, home: Path) -> None:
    began = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    row = PerformedSet(0, "", "Seated row", 1, 1, "reps", "8", reps=8, movement="seated-row")
    plank = PerformedSet(1, "", "Plank", 1, 1, "hold", "1:00", seconds=60.0, movement="plank")
    with closing(Store(home / "history.sqlite3")) as store:
        for sets in ((row, plank), (plank,)):
            number = store.begin(Opening("home", "At home", "", 2, began))
            store.append(number, 0, [JournalLine(JournalEntry(1.0, "Position", {}), SessionTotals(1.0, 2), sets)])
    assert answered("backday log ") == ["plain,2", "plain,1", "plain,plank", "plain,seated-row"]
    assert answered("backday log 1", "fish") == ["plain,1\t2026-01-05 At home"]
    assert answered("backday log seated-r") == ["plain,seated-row"]
    assert answered("backday log Seated\\ ro") == ["plain,Seated\\ row"]
    assert answered("backday log seated ro") == ["plain,row"]


@pytest.mark.parametrize("held", ["bytes", "folder", "no table", "endless", "locked"])
def test_a_log_that_can_not_be_read_at_once_offers_nothing(answered: Answered, home: Path, held: str) -> None:
    log = home / "history.sqlite3"
    if held == "folder":
        log.mkdir()
    elif held == "bytes":
        log.write_bytes(b"no database" * 1000)
    else:
        with closing(sqlite3.connect(log)) as db, db:
            db.executescript(ENDLESS if held == "endless" else "CREATE TABLE other (n)")
    other = sqlite3.connect(log, isolation_level=None) if held == "locked" else None
    if other:
        other.execute("BEGIN EXCLUSIVE")
    assert answered("backday log 1") == []
    assert answered("backday log ", "zsh") == []
    if other:
        other.close()


def test_a_tab_makes_no_file(answered: Answered, home: Path) -> None:
    for typed in ("backday log ", "backday start ", "backday start dumbbells --from ", "backday edit d"):
        answered(typed)
    assert list(home.iterdir()) == []


def test_a_folder_of_the_person_that_is_none(answered: Answered, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("")
    for folder in ("file", "not/there", "~nobody-has-this-name/x", "\x1b[31m"):
        monkeypatch.setenv("BACKDAY_HOME", str(home / folder))
        assert answered("backday start dumb") == ["plain,dumbbells"]
        assert answered("backday log ") == []


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1), min_size=1, max_size=20))
@example(["$HOME `ls` \\ ' \" ~ #x *.toml {a,b} [x] (y) a=b;c|d&e<f>g ?", "~", "#", "\\$", "3x10 Seated row"])
def test_what_bash_puts_in_means_what_was_offered(values: list[str]) -> None:
    for quote in ("", '"', "'"):
        words = " ".join(f"{quote}{quoted(value, quote)}{quote}" for value in values)
        said = subprocess.run(
            [machine.program("bash"), "-c", f"printf '%s\\n' {words}"], capture_output=True, check=True,
            env={"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert said.stdout.decode() == "".join(f"{value}\n" for value in values)


@pytest.mark.parametrize(
    ("line", "words", "last", "raw"),
    [
        ("backday start du", ("backday", "start"), "du", "du"),
        ("backday start ", ("backday", "start"), "", ""),
        ("backday   do 'a b", ("backday", "do"), "a b", "'a b"),
        ('backday "x" y"z q', ("backday", "x"), "yz q", 'y"z q'),
        ("backday a\\ ", ("backday",), "a ", "a\\ "),
        ("backday a\\", ("backday",), "a", "a\\"),
        ("A=1 B='2 3' backday x", ("backday",), "x", "x"),
        ("backday", (), "backday", "backday"),
        ("", (), "", ""),
    ],
)
def test_a_line_is_taken_apart_as_by_a_shell(line: str, words: tuple[str, ...], last: str, raw: str) -> None:
    assert typed_line(line) == (words, last, raw)


@given(st.text())
def test_any_line_can_be_taken_apart(line: str) -> None:
    found = typed_line(line)
    start, quote = word_start(found.raw, BREAKS)
    assert 0 <= start <= len(found.raw)
    assert quote in ("", "'", '"')
