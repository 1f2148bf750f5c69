"""`backday check` and `backday schema`: every problem of a file, and no more."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from cli_runs import called, own

from backday_tui.routine.library import bundled_dir
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")


def test_a_file_that_is_checked_is_called_as_it_was_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(home, "bad", 'name = "Bad"\nwork = ["3x0 Row"]\n')
    monkeypatch.chdir(home)
    for name in ("./routines/bad.toml", "routines//bad.toml", f"../{home.name}/routines/bad.toml"):
        assert called("check", name).stdout.startswith(f"{name}:2:12: 0 reps: ")
        assert [each["file"] for each in json.loads(called("check", name, "--json").stdout)] == [name]


def test_mistakes_in_toml_are_told_by_check_and_start_alike(home: Path) -> None:
    path = own(home, "sunday", 'name = Sunday\nrest = 1:00\nwork = ["3x0 Row"]\n')
    places = [f"{path}:1:8", f"{path}:2:8", f"{path}:3:12"]
    done = called("check", str(path))
    assert done.exit_code == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == places
    assert 'rest = 1:00: a time stands in quotes: "1:00"' in done.stdout
    assert [each["key"] for each in json.loads(called("check", str(path), "--json").stdout)] == [
        "name",
        "rest",
        "work[0]",
    ]
    done = called("start", "sunday", "--plain")
    assert (done.exit_code, done.stdout) == (1, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == places


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "there is no such file"),
        ("-", "there is no such file"),
        ("*.toml", "there is no such file"),
        ("none\x1b.toml", "there is no such file"),
        ("routines", "it is a folder, no file"),
        (".", "it is a folder, no file"),
    ],
)
def test_what_is_no_file_is_a_problem_in_its_first_place(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    (home / "routines").mkdir()
    monkeypatch.chdir(home)
    done = called("check", name)
    assert (done.exit_code, done.stdout, done.stderr) == (1, f"{clean(name)}:1:1: {why}\n", "")
    (problem,) = json.loads(called("check", name, "--json").stdout)
    assert problem == {"file": name, "line": 1, "column": 1, "severity": "error", "message": why, "key": ""}


def test_every_file_is_checked_and_hints_alone_are_no_fault(home: Path) -> None:
    hint = own(home, "hint", 'name = "x"\nwork = ["8 Snorkel"]')
    good = own(home, "good", 'name = "x"\nwork = ["8 Deadlift"]')
    done = called("check", str(good), str(hint))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f'{hint}:2:12: hint: the catalogue has no exercise "Snorkel"\n'
    both = called("check", str(home / "none.toml"), str(hint))
    assert both.exit_code == 1
    assert both.stdout.splitlines() == [f"{home / 'none.toml'}:1:1: there is no such file", done.stdout.rstrip()]
    assert called("check", str(good), "--json").stdout == "[]\n"


def test_check_says_nothing_of_good_files() -> None:
    done = called("check", *(str(path) for path in sorted(bundled_dir().glob("*.toml"))))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_check_prints_problems_on_stdout_in_the_order_of_the_files(tmp_path: Path) -> None:
    bad, missing = tmp_path / "bad.toml", tmp_path / "none.toml"
    bad.write_text('name = "x"\nwork = ["3x0 Row"]\nlvel = 1\n', encoding="utf-8")
    done = called("check", str(missing), str(bad))
    assert done.exit_code == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == f"{missing}:1:1: there is no such file"
    assert [line.split(": ")[0] for line in lines[1:] if ": hint: " not in line] == [f"{bad}:2:12", f"{bad}:3:1"]


def test_hints_alone_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "hint.toml"
    path.write_text('name = "x"\nwork = ["3x8 Wobble"]\n', encoding="utf-8")
    done = called("check", str(path))
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{path}:2:")
    assert ": hint: " in done.stdout


def test_check_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('name = "x"\nwork = ["8 Row", {exercise = "Row", sets = 0}]\n', encoding="utf-8")
    done = called("check", str(path), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert all(list(each) == ["file", "line", "column", "severity", "message", "key"] for each in found)
    error = next(each for each in found if each["severity"] == "error")
    assert (error["file"], error["line"], error["key"]) == (str(path), 2, "work[1].sets")
    assert json.loads(called("check", str(bundled_dir() / "home.toml"), "--json").stdout) == []


def hostile_files(folder: Path) -> list[Path]:
    """Files of which none may be waited for, filled up with, or taken for long."""
    texts = {
        "brackets": b"a = " + b"[" * 100_000,
        "dots": b"a" + b".a" * 30_000 + b" = 1",
        "number": b"rest = " + b"9" * 5_000,
        "bytes": b"name = '\xff\xfe'",
        "nul": b'name = "a\x00b"',
        "sets": b'name = "x"\nwork = ["999999999x1 Row"]',
        "infinite": b'name = "x"\nrest = inf\nwork = ["8 Row"]',
    }
    for name, raw in texts.items():
        (folder / f"{name}.toml").write_bytes(raw)
    (folder / "folder.toml").mkdir()
    with (folder / "huge.toml").open("wb") as huge:
        huge.truncate(1 << 30)
    if os.name == "posix":
        os.mkfifo(folder / "pipe.toml")
        (folder / "zero.toml").symlink_to("/dev/zero")
        (folder / "loop.toml").symlink_to(folder / "loop.toml")
    return sorted(folder.glob("*.toml"))


def test_hostile_files_are_refused_in_a_line_each(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for path in hostile_files(folder):
        done = called("check", str(path))
        errors = [line for line in done.stdout.splitlines() if ": hint: " not in line]
        assert (done.exit_code, done.stderr, len(errors)) == (1, "", 1), path.name
        assert errors[0].startswith(f"{path}:")
        assert errors[0].isprintable()
        assert errors[0].count(str(path)) == 1


def test_the_schema_is_one() -> None:
    schema = json.loads(called("schema").stdout)
    assert schema["properties"]["name"]
