"""`backday import`: what it makes of a text, where it puts it, and what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_runs import ARTICLE, called, routine_at_with_hints

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.reader import read_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(home: Path) -> Path:
    """A person with nothing of their own, not even the folder."""
    home.rmdir()
    return home


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_the_first_workout_of_stdin_is_one_valid_routine_on_stdout(arguments: tuple[str, ...]) -> None:
    done = called("import", *arguments, stdin=ARTICLE)
    assert done.exit_code == 0
    routine = read_text(done.stdout, id="", catalog=bundled()).routine
    assert routine is not None
    assert routine.name == "Monday"
    assert "Tuesday" in done.stderr
    assert "--all DIR" in done.stderr


def test_what_was_not_understood_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("Back\n3x10 Seated rows\n3x0 Curl\n3x:45 Plank\n", encoding="utf-8")
    done = called("import", str(file))
    assert done.exit_code == 0
    assert "line 3: not understood: 3x0 Curl" in done.stderr


def test_all_writes_every_workout_and_says_which(tmp_path: Path) -> None:
    done = called("import", "--all", str(tmp_path / "out"), stdin=ARTICLE)
    assert done.exit_code == 0
    files = [tmp_path / "out" / "monday.toml", tmp_path / "out" / "tuesday.toml"]
    assert done.stdout == "".join(f"{file}\n" for file in files)
    assert [routine_at_with_hints(file).name for file in files] == ["Monday", "Tuesday"]


def test_all_writes_none_where_one_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "tuesday.toml").write_text("precious", encoding="utf-8")
    done = called("import", "--all", str(tmp_path), stdin=ARTICLE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["tuesday.toml"]


def test_all_into_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = called("import", "--all", str(tmp_path / "file"), stdin=ARTICLE)
    assert done.exit_code == 1
    assert "not made" in done.stderr


def test_save_keeps_it_under_the_name(home: Path) -> None:
    assert called("import", "--save", "Leg day", stdin=ARTICLE).stdout == f"{home / 'routines' / 'leg-day.toml'}\n"
    assert routine_at_with_hints(home / "routines" / "leg-day.toml").name == "Leg day"


def test_save_under_an_id_keeps_what_the_text_calls_it(home: Path) -> None:
    assert called("import", "--save", "leg-day", stdin=ARTICLE).exit_code == 0
    assert routine_at_with_hints(home / "routines" / "leg-day.toml").name == "Monday"
    assert called("import", "--save", "no-name", stdin="3x10 Seated row").exit_code == 0
    assert routine_at_with_hints(home / "routines" / "no-name.toml").name == "No name"


@pytest.mark.parametrize("text", ["", "Nothing but prose, and no workout in it at all.", b"\x00\xff\xfe\x00"])
def test_a_text_without_a_workout_is_one_line_and_nothing_on_stdout(text: str | bytes) -> None:
    done = called("import", stdin=text)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "nowhere.txt"):
        done = called("import", str(file))
        assert (done.exit_code, done.stdout) == (1, "")


def test_all_and_save_are_a_wrong_command_line(tmp_path: Path) -> None:
    assert called("import", "--all", str(tmp_path), "--save", "x", stdin=ARTICLE).exit_code == 2


def test_a_text_in_an_old_encoding_is_read() -> None:
    done = called("import", stdin="Día uno\n3x10 Seated row\n".encode("cp1252"))
    assert done.exit_code == 0
    assert "Día uno" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_in_any_common_encoding_is_imported(encoding: str) -> None:
    done = called("import", stdin="Rücken \N{EN DASH} kurz\r\n\r\n3\N{MULTIPLICATION SIGN}10 Row\r\n".encode(encoding))
    assert 'name = "Rücken - kurz"' in done.stdout
    assert '"3x10 Row"' in done.stdout


STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Exercise,Reps,Set 1 (Reps),Set 1 (KG)\n"
    "2026/08/11,1,Workout A,Squat,25,5,55\n"
)


@pytest.mark.parametrize("padding", ["", "\n\n", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_a_log_is_no_routine_and_is_sent_to_where_it_is_taken_in(padding: str) -> None:
    done = called("import", stdin=padding + STRONGLIFTS)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "a log of StrongLifts" in done.stderr
    assert "backday log import FILE" in done.stderr


def test_so_is_a_log_that_is_larger_than_any_routine(tmp_path: Path) -> None:
    file = tmp_path / "years.csv"
    head, row = STRONGLIFTS.splitlines()
    file.write_text("\n".join([head, *[row] * 50_000]), encoding="utf-8")
    done = called("import", str(file))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "a log of StrongLifts" in done.stderr
