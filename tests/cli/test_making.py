"""The commands that make files: `new` and `import`: what they write, print and refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from backday_tui.cli import making
from backday_tui.cli.commands import backday
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Entry
from backday_tui.routine.reader import read_file, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from backday_tui.routine.model import Routine

ARTICLE = """\
Monday
1. 3x10 Seated rows, rest 60 seconds
2. Plank: 3 sets of 45 seconds
3x flubbergast the gnarl

Tuesday
- 4 sets x 12 reps Deadlift
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with nothing of their own, not even the folder."""
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BACKDAY_AUDIO", "off")
    return tmp_path / "home"


def called(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(backday, list(arguments), input=stdin, prog_name="backday")


def routine_at(path: Path) -> Routine:
    loaded = read_file(path, bundled())
    assert loaded.routine is not None, loaded.problems
    assert loaded.problems == ()
    return loaded.routine


def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers come from where a terminal would be."""
    monkeypatch.setattr(making, "_has_terminal", lambda: True)


@pytest.mark.parametrize("command", ["new", "import"])
def test_help_has_examples(command: str) -> None:
    done = called(command, "--help")
    assert done.exit_code == 0
    assert "Example" in done.stdout


# -- new --------------------------------------------------------------------------------------------------------


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


def routine_at_with_hints(path: Path) -> Routine:
    routine = read_file(path, bundled()).routine
    assert routine is not None
    return routine


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


# -- import -----------------------------------------------------------------------------------------------------


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


# -- the rest of what is started without a routine ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "options", "rests"),
    [("", (), [60]), ("rest = 90", (), [90]), ("rest = 0", (), []), ("rest = 90", ("--rest", "5s"), [5])],
)
def test_do_rests_as_the_settings_say_unless_told(
    home: Path, settings: str, options: tuple[str, ...], rests: list[int]
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(settings, encoding="utf-8")
    done = called("do", "2x:10 Plank", *options, "--plain", "--json", "--speed", "5000", "--no-log")
    assert done.exit_code == 0, done.stderr
    steps = [json.loads(line)["step"] for line in done.stdout.splitlines() if '"step_began"' in line]
    assert [step["seconds"] for step in steps if step["kind"] == "rest"] == rests


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_in_any_common_encoding_is_imported(encoding: str) -> None:
    done = called("import", stdin="Rücken \N{EN DASH} kurz\r\n\r\n3\N{MULTIPLICATION SIGN}10 Row\r\n".encode(encoding))
    assert 'name = "Rücken - kurz"' in done.stdout
    assert '"3x10 Row"' in done.stdout
