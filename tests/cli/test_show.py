"""`backday list`, `show`, `plan`: what they print, and how a routine is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import EVERYTHING, called, own

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")

BUNDLED = {
    "athome-three", "men", "lower-back", "women", "upper-back", "dumbbells", "home", "lower-back-men", "no-weights",
    "gym-five", "circuit", "essentials", "full-body", "push", "legs", "core-holds", "tabata", "morning-stretch",
}  # fmt: skip
STEP_KEYS = {
    "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps", "seconds",
    "to_failure", "load", "group", "optional", "cues", "last", "aim", "warmup",
}  # fmt: skip


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


@pytest.mark.parametrize("arguments", [("list",), ("list", "--json")])
def test_a_file_that_is_not_listed_is_told_on_stderr(home: Path, arguments: tuple[str, ...]) -> None:
    own(home, "mine.sync-conflict-20261129-101010-ABCDEFG", 'name = "Other"\nwork = ["8 Deadlift"]')
    done = called(*arguments)
    assert (done.exit_code, "sync-conflict" in done.stdout) == (0, False)
    assert done.stderr.startswith("backday: mine.sync-conflict-20261129-101010-ABCDEFG.toml is not listed: ")
    assert done.stderr.count("\n") == 1


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


def test_when_a_routine_was_last_done_is_read_from_the_log(home: Path) -> None:
    from datetime import datetime

    from backday_tui.history.journal import Opening
    from backday_tui.history.store import (
        JournalEntry,
        JournalLine,
        PerformedSet,
        SessionTotals,
        Store,
    )

    store = Store(home / "history.sqlite3")
    started = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    number = store.begin(Opening("home", "Home", "", 3, started))
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


@pytest.mark.parametrize("command", ["show", "plan"])
def test_into_a_pipe_no_bars_are_printed(command: str) -> None:
    page = called(command, "dumbbells").stdout
    assert not set(page) & set("■█▇▆▅▄▃▂▁━─│")
    assert command == "plan" or "  Rhomboids                10.5\n" in page


def test_a_routine_as_a_page() -> None:
    done = called("show", "dumbbells")
    assert done.exit_code == 0
    for part in ("Back workout with dumbbells", "equipment", "Warm-up", "Muscles, by sets", "source"):
        assert part in done.stdout


def test_a_page_says_of_which_exercises_nobody_knows_what_they_work(home: Path) -> None:
    own(home, "odd", 'name = "Odd"\nwork = ["3x8 Squat", "2x8 Gribble"]\n')
    assert called("show", "odd").stdout.rstrip().endswith("not counted, for nobody knows what they work: Gribble")
    assert "not counted" not in called("show", "dumbbells").stdout


def test_the_estimates_of_the_list_are_of_the_warm_up_sets_on_the_persons_own_bar(home: Path) -> None:
    own(
        home,
        "mine",
        """
        name = "Mine"
        work = [{exercise = "Barbell row", reps = 5, load = "40 kg", warmup = "bar x8, 75% x3", warmup_rest = 300}]""",
    )

    def told() -> tuple[int, str]:
        rows = json.loads(called("list", "--json").stdout)
        line = next(line for line in called("list").stdout.splitlines() if line.startswith("mine "))
        return next(row["estimate_s"] for row in rows if row["id"] == "mine"), line

    usual, line = told()
    assert usual > 600
    assert "11 min" in line
    (home / "training.toml").write_text('bar = "40 kg"\n', encoding="utf-8")
    own_bar, line = told()
    assert own_bar < 60
    assert "min" in line
    assert "11 min" not in line
