"""`backday new` and `backday fmt`: what they write, print and refuse. (`edit` is tested on terminals.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_runs import ARTICLE, called, routine_at, routine_at_with_hints

from backday_tui.cli import files
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Entry

if TYPE_CHECKING:
    from pathlib import Path


UNTIDY = 'name="Mine"   # my own\nwork=["3x8 Row",   "3x:30 Plank"]'
TIDY = 'name = "Mine"  # my own\nwork = [\n  "3x8 Row",\n  "3x:30 Plank",\n]\n'


@pytest.fixture(autouse=True)
def home(home: Path) -> Path:
    """A person with nothing of their own, not even the folder."""
    home.rmdir()
    return home


def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers come from where a terminal would be."""
    monkeypatch.setattr(files, "_has_terminal", lambda: True)


# -- new ------------------------------------------------------------------------------------------------------------


def test_without_a_terminal_a_new_routine_is_one_to_change(home: Path) -> None:
    done = called("new", "Monday: back & arms")
    path = home / "routines" / "monday-back-arms.toml"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert routine_at(path).name == "Monday: back & arms"
    assert "# level" in path.read_text(encoding="utf-8")
    assert "backday start monday-back-arms" in done.stderr


def test_a_name_that_is_an_id_is_written_as_people_do(home: Path) -> None:
    assert called("new", "my-back.toml").exit_code == 0
    assert routine_at(home / "routines" / "my-back.toml").name == "My back"


def test_a_file_that_is_there_is_never_written_over(home: Path) -> None:
    path = home / "routines" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text("precious", encoding="utf-8")
    for arguments in (("new", "mine"), ("new", "Mine", "--from", "home"), ("import", "--save", "mine")):
        done = called(*arguments, stdin=ARTICLE)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "is there already" in done.stderr
    assert path.read_text(encoding="utf-8") == "precious"


def test_from_another_routine_everything_but_the_name_is_taken_along(home: Path) -> None:
    assert called("new", "Mine", "--from", "dumb").exit_code == 0
    copied = (home / "routines" / "mine.toml").read_text(encoding="utf-8").splitlines()
    before = (bundled_dir() / "dumbbells.toml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, copied, strict=True) if old != new]
    assert changed == [('name = "Back workout with dumbbells"', 'name = "Mine"')]


def test_from_nowhere_is_a_problem_and_makes_nothing(home: Path) -> None:
    done = called("new", "Mine", "--from", "nowhere-at-all")
    assert done.exit_code == 1
    assert 'no routine is called "nowhere-at-all"' in done.stderr
    assert not home.exists()


def test_a_name_without_a_letter_is_refused(home: Path) -> None:
    done = called("new", "../..")
    assert done.exit_code == 1
    assert "give it a letter or a digit" in done.stderr
    assert not home.exists()


def test_no_name_and_nobody_to_ask_is_a_wrong_command_line() -> None:
    assert called("new").exit_code == 2


@pytest.mark.parametrize("name", ["con", "../../etc/evil", "a/b", "Ünïcode", "x" * 500, "\x1b]0;t\x07 back", "日本"])
def test_whatever_the_name_the_file_lies_among_the_routines(home: Path, name: str) -> None:
    done = called("new", name)
    assert done.exit_code == 0, done.stderr
    (path,) = (home / "routines").iterdir()
    assert path.suffix == ".toml"
    assert path.stem not in ("con", "")
    assert routine_at(path).work
    assert "\x1b" not in done.stdout + done.stderr


def test_on_a_terminal_exercises_and_sets_are_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    done = called("new", stdin="Monday\n3x8 Seated row @ 25kg\n3x:45x Plank\nsuperwoman\n2x:30\nwobble thing\n\n\n")
    assert done.exit_code == 0, done.stderr
    entries = entries_at(home / "routines" / "monday.toml")
    names = [("Seated row",), (bundled().lookup("superwoman").name,), ("wobble thing",)]
    assert [entry.exercise for entry in entries] == names
    assert entries[1].sets == 2
    assert done.stdout == f"{home / 'routines' / 'monday.toml'}\n"


def entries_at(path: Path) -> list[Entry]:
    entries = [item for item in routine_at_with_hints(path).work if isinstance(item, Entry)]
    assert entries
    return entries


def test_of_several_that_fit_one_is_picked_by_its_number(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    found = bundled().search("row")
    assert len(found) > 1
    assert called("new", "Arms", stdin="row\n2\n\nrow\n0\n\n\n").exit_code == 0
    entries = entries_at(home / "routines" / "arms.toml")
    assert [entry.exercise for entry in entries] == [(found[1].name,), ("row",)]


def test_answers_that_end_in_mid_question_make_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    assert called("new", "Arms", stdin="curl\n").exit_code != 0
    assert not (home / "routines" / "arms.toml").exists()


@pytest.mark.parametrize(
    "command", [("new", "Dumbbells"), ("new", "dumbbells", "--from", "home"), ("import", "--save", "dumbbells")]
)
def test_nothing_new_hides_a_bundled_routine(command: tuple[str, ...], home: Path) -> None:
    done = called(*command, stdin="3x10 Row")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith('backday: there is a routine "dumbbells" already')
    assert not (home / "routines").exists()


def test_a_copy_of_a_bundled_routine_may_have_its_id(home: Path) -> None:
    assert called("new", "dumbbells", "--from", "dumbbells").exit_code == 0
    assert (home / "routines" / "dumbbells.toml").is_file()


def test_names_that_differ_in_case_alone_are_the_same(home: Path) -> None:
    (home / "routines").mkdir(parents=True)
    (home / "routines" / "My-Back.toml").write_text('name = "X"\nwork = ["Plank"]\n', encoding="utf-8")
    assert called("new", "my back").exit_code == 1


# -- fmt ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(UNTIDY.encode())
    return path


def test_a_file_is_written_in_the_house_style_and_then_left_alone(untidy: Path) -> None:
    done = called("fmt", str(untidy))
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{untidy}: changed\n", "")
    assert untidy.read_bytes().decode() == TIDY
    again = called("fmt", str(untidy))
    assert (again.exit_code, again.output) == (0, "")


def test_check_says_which_would_change_and_changes_nothing(untidy: Path, tmp_path: Path) -> None:
    tidy = tmp_path / "tidy.toml"
    tidy.write_bytes(TIDY.encode())
    done = called("fmt", "--check", str(tidy), str(untidy))
    assert (done.exit_code, done.stdout) == (1, f"{untidy}: would change\n")
    assert untidy.read_bytes().decode() == UNTIDY
    assert called("fmt", "--check", str(tidy)).exit_code == 0


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", None])
def test_what_is_no_routine_is_said_in_a_line_and_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "odd.toml"
    if content is not None:
        path.write_bytes(content)
    done = called("fmt", str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(str(path))
    assert done.stderr.count("\n") == 1
    assert (path.read_bytes() if content is not None else None) == content


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname="x"   # mine\n',
        'name="worker"\nmain="index.js"\n',
        "[work]\nhours=8\n",
        'monday=["back"]\n',
        "# nothing but a comment\n\n\n",
    ],
)
def test_toml_that_is_no_routine_is_refused_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(text.encode())
    for arguments in (("fmt", str(path)), ("fmt", "--check", str(path))):
        done = called(*arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"{path}: this is no routine")
    assert path.read_bytes() == text.encode()


def test_a_routine_with_problems_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'nam="Mine"\nwork=["3x0 Row"]\n')
    assert called("fmt", str(path)).exit_code == 0
    assert path.read_bytes() == b'nam = "Mine"\nwork = ["3x0 Row"]\n'


def test_of_two_byte_order_marks_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(f"\ufeff\ufeff{UNTIDY}".encode())
    assert called("check", str(path)).exit_code == 0
    assert called("fmt", str(path)).exit_code == 0
    assert path.read_bytes().decode() == f"\ufeff{TIDY}"


def test_without_a_file_the_command_line_is_wrong() -> None:
    assert called("fmt").exit_code == 2


def test_what_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(b'name = "Mine"\nrest = oops\n')
    assert called("fmt", str(path)).stderr == f'{path}:2: rest = oops: text stands in quotes: "oops"\n'
