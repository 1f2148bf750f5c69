"""Every command: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui import __version__
from backday_tui.cli import run
from backday_tui.cli.commands import backday, run_command
from backday_tui.routine.library import bundled_dir
from backday_tui.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BUNDLED = {
    "athome-three", "men", "lower-back", "women", "upper-back", "dumbbells", "home", "lower-back-men", "no-weights",
    "gym-five", "circuit", "essentials",
}  # fmt: skip
COMMANDS = [
    "start", "do", "list", "show", "plan", "log", "check", "fmt", "new", "edit", "import", "schema", "exercises",
    "completion", "doctor",
]  # fmt: skip
STEP_KEYS = {
    "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps", "seconds",
    "to_failure", "load", "group", "optional", "cues",
}  # fmt: skip
EVERYTHING = """
name = "Everything"
level = "advanced"
equipment = ["bar"]
rest = 30
prepare = 5
warmup = ["1:00 Treadmill, fast walk", "Cat/cow stretch"]
cooldown = ["2x:20 Side plank each side"]
[[work]]
exercise = "Seated row"
sets = 2
reps = "8-12"
load = "25 lb"
[[work]]
exercise = ["Chin-up", "Pull-up"]
reps = "max"
[[work]]
exercise = "Deadlift"
reps = "5+"
[[work]]
exercise = "Curl"
parts = ["7 bottom half", "7 full"]
optional = true
[[work]]
exercise = "Plank"
hold = "1:00+"
[[work]]
exercise = "Russian twist"
reps = 10
sides = "alternating"
[[work]]
superset = ["Seated row", "One-arm dumbbell row each side"]
sets = 2
[[work]]
circuit = ["10 Deadlift", ":30 Plank"]
rounds = "1-2"
[[work]]
emom = ["5 Pull-up"]
minutes = 2
[[work]]
amrap = ["5 Pull-up", "10 Deadlift"]
time = "2:00"
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with nothing of their own."""
    folder = tmp_path / "home"
    (folder / "routines").mkdir(parents=True)
    monkeypatch.setenv("BACKDAY_HOME", str(folder))
    monkeypatch.setenv("BACKDAY_AUDIO", "off")
    monkeypatch.delenv("_BACKDAY_COMPLETE", raising=False)
    return folder


def called(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(backday, list(arguments), input=stdin, prog_name="backday")


def own(home: Path, name: str, text: str) -> Path:
    path = home / "routines" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


# -- the frame --------------------------------------------------------------------------------------------------


def test_the_version() -> None:
    done = called("--version")
    assert (done.exit_code, done.stdout) == (0, f"backday {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = called(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: backday {command} ")
    assert "Example" in done.stdout
    assert "Show this message and exit." in done.stdout


def test_the_help_names_every_command_and_no_other() -> None:
    done = called("--help")
    assert sorted(backday.commands) == sorted(COMMANDS)
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["start"], "Error: Missing argument 'ROUTINE'."),
        (["nothing"], "Error: No such command 'nothing'."),
        (["list", "--loud"], "Error: No such option '--loud'."),
        (
            ["start", "home", "--speed", "0"],
            "Error: Invalid value for '--speed': 0.0 is not in the range 0<x<=10000.0.",
        ),
        (["start", "home", "--speed", "nan"], "Error: Invalid value for '--speed': it is no number"),
        (["start", "home", "--json"], "Error: --json goes with --plain"),
        (["do"], "Error: Missing argument 'ENTRY...'."),
        (["do", "8 Row", "--rest", "soon"], 'Error: Invalid value for \'--rest\': "soon" is no time: write "1:30"'),
        (["check"], "Error: Missing argument 'FILE...'."),
        (
            ["completion", "tcsh"],
            "Error: Invalid value for '{bash|zsh|fish}': 'tcsh' is not one of 'bash', 'zsh', 'fish'.",
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_why(arguments: list[str], message: str) -> None:
    done = called(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: backday ")
    assert message in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_calls_the_command_by_its_name(shell: str) -> None:
    done = called("completion", shell)
    assert done.exit_code == 0
    assert f"_BACKDAY_COMPLETE={shell}_complete" in done.stdout


def test_the_shell_completes_through_the_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_BACKDAY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "backday ch")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out == "plain,check\n"


# -- finding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["show", "plan"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("dumbels", 'backday: no routine is called "dumbels"; did you mean "dumbbells"?\n'),
        ("lower", 'backday: "lower" may be "lower-back" or "lower-back-men"\n'),
        ("./none.toml", 'backday: ./none.toml: there is no such file; did you mean "home"?\n'),
        ("\x1b[31m", 'backday: no routine is called "␛[31m"; `backday list` shows them all\n'),
    ],
)
def test_a_routine_that_is_not_found_is_one_line(command: str, query: str, message: str) -> None:
    done = called(command, query)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", message)


def test_a_routine_is_an_id_a_beginning_or_a_path(home: Path) -> None:
    path = own(home, "mine", 'name = "Mine"\nwork = ["8 Row"]')
    for query in ("mine", "min", str(path)):
        assert called("plan", query).stdout.startswith("Mine: about 24 s\n")


@pytest.mark.parametrize("command", ["start", "plan", "show"])
def test_problems_of_a_routine_are_told_one_a_line_on_stderr(home: Path, command: str) -> None:
    path = own(home, "bad", 'name = "Bad"\nwork = ["3x0 Row", "3x1:75 Plank"]\n')
    done = called(command, "bad")
    assert (done.exit_code, done.stdout) == (1, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [f"{path}:2:12", f"{path}:2:23"]


def test_a_file_that_is_checked_is_called_as_it_was_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(home, "bad", 'name = "Bad"\nwork = ["3x0 Row"]\n')
    monkeypatch.chdir(home)
    for name in ("./routines/bad.toml", "routines//bad.toml", f"../{home.name}/routines/bad.toml"):
        assert called("check", name).stdout.startswith(f"{name}:2:12: 0 reps: ")
        assert [each["file"] for each in json.loads(called("check", name, "--json").stdout)] == [name]


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


# -- looking ----------------------------------------------------------------------------------------------------


def test_the_list_has_every_routine_with_all_its_keys(home: Path) -> None:
    path = own(
        home, "mine", 'name = "Mine \\u001b[31m"\nlevel = "beginner"\nequipment = ["bar"]\nwork = ["8 Deadlift"]'
    )
    own(home, "bad", 'name = "Bad"\nwork = ["3x0 Row"]')
    done = called("list", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    by_id = {row["id"]: row for row in rows}
    assert set(by_id) == BUNDLED | {"mine", "bad"}
    assert by_id["mine"] == {
        "id": "mine", "name": "Mine \x1b[31m", "path": str(path), "bundled": False, "level": "beginner",
        "equipment": ["bar"], "muscles": by_id["mine"]["muscles"], "estimate_s": 24, "last_done": None, "problems": 0,
    }  # fmt: skip
    assert by_id["mine"]["muscles"]
    assert (by_id["bad"]["estimate_s"], by_id["bad"]["problems"]) == (None, 1)
    assert all(row["problems"] == 0 and row["bundled"] for row in rows if row["id"] in BUNDLED)
    assert "\x1b" not in done.stdout


def test_the_list_for_people_is_whole_and_clean(home: Path) -> None:
    own(home, "mine", f'name = "{"n" * 119}\\u001b"\nequipment = ["{"e" * 300}"]\nwork = ["8 Deadlift"]')
    own(home, "bad", 'name = "Bad"\nwork = ["3x0 Row", "0x3 Row"]')
    lines = called("list").stdout.splitlines()
    assert len(lines) == 1 + len(BUNDLED) + 2
    assert lines[0].split() == ["routine", "name", "level", "time", "equipment", "last", "done"]
    mine = next(line for line in lines if line.startswith("mine "))
    assert "n" * 119 + "␛" in mine
    assert "e" * 300 in mine
    assert "2 problems" in next(line for line in lines if line.startswith("bad "))
    assert not [line for line in lines if line != line.rstrip()]


def test_a_name_of_a_million_characters_is_listed_in_short(home: Path) -> None:
    own(home, "long", f'name = "{"x" * 1_000_000}"\nequipment = ["{"y" * 10_000}"]\nwork = ["3x8 Row"]\n')
    assert max(map(len, called("list").stdout.splitlines())) < 3000


def test_what_click_complains_of_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["no\u3164\x1b]0;t\x07\ufe0f"], ["list", "--no\x1b]0;t\x07\u202e"], ["log", "\x1b]0;t\x07"]):
        assert run_command(arguments) == 2
        told = capfd.readouterr().err
        assert not {"\u3164", "\ufe0f", "\x1b", "\x07", "\u202e"} & set(told)
        assert "]0;t" in told


def test_when_a_routine_was_last_done_is_read_from_the_log(home: Path) -> None:
    from datetime import datetime

    from backday_tui.history.store import (
        JournalEntry,
        JournalLine,
        Opening,
        PerformedSet,
        SessionTotals,
        Store,
    )

    store = Store(home / "history.sqlite3")
    started = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    number = store.begin(Opening("home", "Home", "", {}, 3, started))
    plank = PerformedSet(0, "", "Plank", 1, 1, "hold", "5 s", seconds=5.0)
    store.append(number, 0, [JournalLine(JournalEntry(1, "Done", {}), SessionTotals(1, 3), (plank,))])
    store.close()
    rows = json.loads(called("list", "--json").stdout)
    assert next(row["last_done"] for row in rows if row["id"] == "home") == "2026-01-05T18:00:00+01:00"
    assert "2026-01-05" in next(line for line in called("list").stdout.splitlines() if line.startswith("home "))


def test_a_log_that_is_none_costs_one_line(home: Path) -> None:
    (home / "history.sqlite3").write_bytes(b"not a database" * 100)
    done = called("list", "--json")
    assert done.exit_code == 0
    assert len(json.loads(done.stdout)) == len(BUNDLED)
    assert len(done.stderr.splitlines()) == 1
    assert "the log can't be read" in done.stderr


def test_the_plan_of_a_bundled_routine() -> None:
    plan = json.loads(called("plan", "dumbbells", "--json").stdout)
    steps = plan["steps"]
    assert [step["seconds"] for step in steps if step["kind"] == "hold"].count(90) == 3
    assert [step["seconds"] for step in steps if step["kind"] == "hold"].count(30) == 3
    assert [step["seconds"] for step in steps if step["section"] == "warmup" and step["kind"] == "time"] == [600]


def test_the_plan_holds_to_the_contract_for_every_kind_of_step(home: Path) -> None:
    own(home, "all", EVERYTHING)
    plan = json.loads(called("plan", "all", "--json").stdout)
    assert set(plan) == {"routine", "estimate_s", "timed_s", "steps"}
    assert set(plan["routine"]) == {"id", "name", "level", "equipment", "muscles"}
    steps = plan["steps"]
    assert [step["index"] for step in steps] == list(range(len(steps)))
    assert {step["kind"] for step in steps} == {"prepare", "time", "hold", "reps", "open", "rest", "switch"}
    assert plan["timed_s"] == sum(step["seconds"] or 0 for step in steps)
    for step in steps:
        only = {"parts"} if step["exercise"] == "Curl" and step["kind"] == "reps" else set()
        only |= {"entries"} if step["group"] == "amrap" and step["kind"] == "time" else set()
        assert set(step) == STEP_KEYS | only
        assert all(set(cue) == {"at_s", "name"} for cue in step["cues"])
    reps = [step["reps"] for step in steps if step["kind"] == "reps"]
    assert reps[0] == {"min": 8, "max": 12}
    assert "max" in reps
    assert {"min": 5, "max": None} in reps
    assert {step["side"] for step in steps} == {None, "left", "right", "alternating"}
    assert {step["group"] for step in steps} == {None, "superset", "circuit", "emom", "amrap"}
    chosen = next(step for step in steps if step["choices"])
    assert (chosen["exercise"], chosen["choices"]) == (None, ["Chin-up", "Pull-up"])
    curl = next(step for step in steps if "parts" in step)
    assert curl["parts"] == [{"reps": 7, "name": "bottom half"}, {"reps": 7, "name": "full"}]
    assert curl["optional"] is True


def test_the_plan_for_people_has_a_line_for_each_step(home: Path) -> None:
    own(home, "all", EVERYTHING)
    steps = json.loads(called("plan", "all", "--json").stdout)["steps"]
    lines = called("plan", "all").stdout.splitlines()
    assert lines[2].split() == ["step", "at", "section", "exercise", "what", "set", "takes", "sounds"]
    assert len(lines) == 3 + len(steps)
    assert "Treadmill, fast walk" in lines[4]
    assert lines[4].endswith("go 0:00, half 0:30, tick 0:57, tick 0:58, tick 0:59")


def test_a_routine_as_a_page() -> None:
    done = called("show", "dumbbells")
    assert done.exit_code == 0
    for part in ("Back workout with dumbbells", "equipment", "Warm-up", "Muscles, by sets", "source"):
        assert part in done.stdout


def test_the_catalogue_and_one_exercise() -> None:
    assert len(called("exercises").stdout.splitlines()) > 50
    plank = called("exercises", "plank")
    assert plank.exit_code == 0
    assert plank.stdout.startswith("Plank\n")
    assert called("exercises", "superwoman").stdout.startswith("Superman\n")
    several = called("exercises", "dumbbell", "row")
    assert several.exit_code == 0
    assert "One-arm dumbbell row" in several.stdout
    unknown = called("exercises", "plnak")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr == 'backday: no exercise is called "plnak"; did you mean "Plank"?\n'


def test_the_schema_is_one() -> None:
    schema = json.loads(called("schema").stdout)
    assert schema["properties"]["name"]


# -- checking ---------------------------------------------------------------------------------------------------


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


# -- do ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        (["250m Row"], ['backday: "250m": distances are not known, only reps and times: write "2:00 Row"']),
        (["8 Row", "3x0 Row", "3x8"], 2),
        (["\x1b[31m8 Row @ heavy"], 1),
        ([""], 1),
    ],
)
def test_notation_that_is_refused_is_a_line_each(entries: list[str], lines: list[str] | int) -> None:
    done = called("do", *entries)
    assert (done.exit_code, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert (told if isinstance(lines, list) else len(told)) == lines
    assert all(line.startswith("backday: ") and line.isprintable() for line in told)


def test_a_workout_written_on_the_command_line_is_followed() -> None:
    done = called(
        "do", "2x:10 Plank", "3 Deadlift", "--rest", "4s", "--between", "0", "--prepare", "2s", "--speed", "5000"
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "   0:00  Get ready 2 s · then Plank · hold 10 s · set 1 of 2",
        "   0:02  Plank · hold 10 s · set 1 of 2 · next: rest 4 s, then set 2 of 2",
        "   0:12  done: Plank: 0:10",
        "   0:12  Rest 4 s · then Plank · hold 10 s · set 2 of 2",
        "   0:16  Plank · hold 10 s · set 2 of 2 · next: Deadlift · 3 reps",
        "   0:26  done: Plank: 0:10",
        "   0:26  Deadlift · 3 reps · the last",
        "   0:35  done: Deadlift: 3 reps",
        "All done in 0:35: 3 of 3 sets, 3 reps, 2 holds of 0:20 in all",
    ]


# -- start ------------------------------------------------------------------------------------------------------


def started(*arguments: str) -> list[dict[str, Any]]:
    done = called("start", *arguments, "--plain", "--json", "--speed", "10000")
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_routine_with_every_kind_of_step_runs_to_its_end(home: Path) -> None:
    own(home, "all", EVERYTHING)
    steps = json.loads(called("plan", "all", "--json").stdout)
    records = started("all")
    begun = [each["step"] for each in records if each["event"] == "step_began"]
    assert [step["kind"] for step in begun] == [step["kind"] for step in steps["steps"]]
    assert records[-1]["event"] == "finished"
    assert records[-1]["at_s"] == pytest.approx(steps["estimate_s"], abs=0.01)
    assert {frozenset(each) for each in records if each["event"] == "step_ended"} == {
        frozenset({"event", "at_s", "index", "how", "seconds"})
    }


@pytest.mark.parametrize(("where", "first"), [("cooldown", "cooldown"), ("work", "work"), ("deadlift", "Deadlift")])
def test_it_begins_where_one_says(home: Path, where: str, first: str) -> None:
    own(home, "all", EVERYTHING)
    step = started("all", "--from", where)[0]["step"]
    assert first in (step["section"], step["exercise"])


def test_it_begins_at_a_step_of_the_plan(home: Path) -> None:
    own(home, "all", EVERYTHING)
    steps = json.loads(called("plan", "all", "--json").stdout)["steps"]
    index = next(step["index"] for step in steps if step["exercise"] == "Deadlift" and step["kind"] == "reps")
    assert started("all", "--from", str(index))[0]["step"]["exercise"] == "Deadlift"


def test_a_place_that_is_not_there_is_named() -> None:
    done = called("start", "home", "--plain", "--from", "noon\x1b")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith('backday: --from "noon␛" is not in this routine; it may be warmup, work, ')


def test_a_sound_that_is_not_there_is_said_once_and_stops_nothing(home: Path) -> None:
    path = own(home, "gong", 'name = "x"\nwork = [{exercise = "Plank", hold = 1, sound = "gong.wav"}]')
    done = called("start", "gong", "--speed", "1000")
    assert done.exit_code == 0
    place, message = done.stderr.splitlines()[0].split(": ", maxsplit=1)
    assert len(done.stderr.splitlines()) == 1
    assert place.startswith(f"{path}:2:")
    assert message == 'sound = "gong.wav": there is no such file in the routine\'s folder or the sound folder'
    assert called("check", str(path)).exit_code == 1


def test_settings_that_are_broken_are_said_and_stop_nothing(home: Path) -> None:
    (home / "settings.toml").write_text("volum = 3\n", encoding="utf-8")
    done = called("do", "1x:01 Plank", "--speed", "1000")
    assert done.exit_code == 0
    assert done.stderr == f'{home}/settings.toml:1:1: there is no setting "volum"; did you mean "volume"?\n'


def test_lines_of_stdin_are_keys() -> None:
    done = called("do", "2x8 Row", "--plain", stdin="\n\n\n")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("All done in 0:00: 2 of 2 sets")


# -- doctor -----------------------------------------------------------------------------------------------------


def test_the_doctor_tells_programs_what_there_is(home: Path) -> None:
    done = called("doctor", "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert list(found) == ["ok", "terminal", "sound", "display", "folders", "versions", "problems", "advice"]
    assert found["sound"]["used"] == "off"
    assert {each["name"] for each in found["sound"]["backends"]} == {"simpleaudio", "miniaudio", "player"}
    assert {"name": "settings", "path": str(home), "exists": True, "writable": True} in found["folders"]
    assert found["versions"]["backday"] == __version__
    assert found["ok"] is True


def test_the_doctor_tells_people_too() -> None:
    done = called("doctor")
    assert done.exit_code == 0
    for part in ("Terminal\n", "Sound\n", "Folders\n", "Versions\n", "workouts are followed in lines (--plain)"):
        assert part in done.stdout
