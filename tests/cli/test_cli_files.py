"""`backday new` and `backday fmt`: what they write, print and refuse. (`edit` is tested on terminals.)"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli_runs import ARTICLE, called, routine_at, routine_at_with_hints

from backday_tui.cli import files
from backday_tui.clock import SystemClock
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Entry
from backday_tui.routine.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.templates import Template


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


# -- new of a template ----------------------------------------------------------------------------------------------


def test_a_template_alone_lists_them_a_line_each(home: Path) -> None:
    for arguments in (("new", "--template"), ("new", "Mine", "--template")):
        done = called(*arguments)
        assert (done.exit_code, done.stderr) == (0, "")
        assert [line.split()[0] for line in done.stdout.splitlines()] == [each.id for each in TEMPLATES]
        assert all(each.told in done.stdout for each in TEMPLATES)
    assert not home.exists()
    helped = "".join(called("new", "--help").stdout.split())
    assert ",".join(each.id for each in TEMPLATES) in helped


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_a_template_makes_routines_that_check_and_are_followed_to_their_end(home: Path, template: Template) -> None:
    done = called("new", "Strong", "--template", template.id)
    assert done.exit_code == 0, done.stderr
    paths = done.stdout.splitlines()
    assert [Path(path).parent for path in paths] == [home / "routines"] * len(template.parts)
    checked = called("check", *paths)
    assert checked.exit_code == 0
    assert all("hint: no training max" in line for line in checked.stdout.splitlines())
    for path in paths:
        followed = called("start", Path(path).stem, "--plain", "--json", "--speed", "10000")
        assert followed.exit_code == 0, followed.stderr
        events = [json.loads(line) for line in followed.stdout.splitlines()]
        assert (events[-1]["event"], events[-1]["early"]) == ("finished", False)


def test_what_is_there_is_left_as_it_is_and_the_turn_is_told(home: Path) -> None:
    assert called("new", "Strong", "--template", "5x5").exit_code == 0
    before = {path: path.read_bytes() for path in (home / "routines").iterdir()}
    assert {path.name for path in before} == {"strong-a.toml", "strong-b.toml", "week.toml"}
    again = called("new", "strong", "--template", "5x5")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "strong-a.toml: it is there already" in again.stderr
    more = called("new", "Big", "--template", "5/3/1")
    assert more.exit_code == 0
    assert len(more.stdout.splitlines()) == 4
    line = 'any = { turn = ["big-week-1", "big-week-2", "big-week-3", "big-week-4"], times = 1 }'
    assert more.stderr.splitlines()[-1] == line
    assert {path: path.read_bytes() for path in before} == before


def test_the_loads_of_a_template_are_in_the_unit_of_the_settings(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('units = "lb"\n', encoding="utf-8")
    path = Path(called("new", "Strong", "--template", "5x5").stdout.splitlines()[0])
    assert 'load = "45 lb"' in path.read_text(encoding="utf-8")
    assert "kg" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Mine", "--template", "5x6"), 'there is no template "5x6"; is "5x5" meant? There are 5x5, '),
        (("Mine", "--template", "tabata", "--from", "home"), "not with both"),
        (("--template", "tabata"), "a routine needs a NAME"),
    ],
)
def test_a_template_that_can_not_be_meant_is_a_wrong_command_line(
    home: Path, arguments: Sequence[str], said: str
) -> None:
    done = called("new", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert not home.exists()


def test_on_a_terminal_a_template_asks_for_its_name_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    assert called("new", "--template", "plank", stdin="\n").exit_code == 0
    assert routine_at(home / "routines" / "plank.toml").name == "Plank"


def test_each_week_of_531_grows_once_it_was_done(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 1, 18, tzinfo=UTC)
    monkeypatch.setattr(SystemClock, "wall", lambda _: now)
    assert called("new", "Big", "--template", "531").exit_code == 0
    maxes = {"Squat": "120kg", "Bench press": "100kg", "Deadlift": "150kg", "Overhead press": "60kg"}
    for lift, most in maxes.items():
        assert called("max", lift, most, "--training", "90%").exit_code == 0
    for week, figures in enumerate(("5 5 8", "3 3 5", "5 3 2", "5 5 5"), 1):
        now += timedelta(days=7)
        said = "; ".join(f"{lift} {'5 3 0' if (week, lift) == (3, 'Squat') else figures}" for lift in maxes)
        done = called("log", "add", f"big-week-{week}", "--on", f"{now:%Y-%m-%d}", said)
        assert done.exit_code == 0, done.stderr
    now += timedelta(days=7)
    trained = [re.findall(r"training max of ([0-9.]+ kg)", called("why", f"big-week-{n}").stdout) for n in (1, 2, 3, 4)]
    more = ["113 kg", "92.5 kg", "140 kg", "56.5 kg"]
    assert trained == [more, more, ["108 kg", *more[1:]], more]
    assert home.exists()


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
