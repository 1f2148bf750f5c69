"""What was done last time, and what to aim at today, in `backday show` and `backday plan`."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui import words
from backday_tui.cli.commands import backday
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine import store as routines

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ROWS = 'name = "Rows"\nwork = ["2x8-12 Barbell row @ 60kg", { superset = ["12 Face pull", "8 Pull-up"], sets = 2 }]\n'
LAST = f"9 · 8 {words.TIMES} 60 kg"


def called(*arguments: str) -> Result:
    return CliRunner().invoke(backday, arguments)


def ago(days: int) -> datetime:
    return datetime.now().astimezone() - timedelta(days=days)


def log(home: Path, routine: str, days: int, *reps: int, exercise: str = "Barbell row") -> None:
    """Log a session of so many days ago, with sets of 60 kg."""
    sets = tuple(
        PerformedSet(place, "", exercise, place + 1, len(reps), "reps", "8-12", count, load="60 kg", source="typed")
        for place, count in enumerate(reps)
    )
    started = ago(days)
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(Opening(routine, routine, ROWS, len(reps), started))
        over = SessionTotals(600, len(reps), started + timedelta(minutes=10), partial=False)
        store.append(number, 0, [JournalLine(JournalEntry(600, "Done", {}), over, sets)])


@pytest.fixture
def rows(home: Path) -> Path:
    path = home / "routines" / "rows.toml"
    path.parent.mkdir()
    path.write_text(ROWS, encoding="utf-8")
    return home


def steps(*options: str) -> list[dict[str, Any]]:
    done = called("plan", "rows", "--json", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)["steps"]
    return found


def test_a_page_says_what_was_done_last_time_and_what_to_aim_at(rows: Path) -> None:
    log(rows, "rows", 12, 9, 8)
    log(rows, "rows", 5, 3, exercise="Face pull")
    page = called("show", "rows").stdout
    lines = [line.strip() for line in page.splitlines()]
    row = next(n for n, line in enumerate(lines) if line.startswith("Barbell row"))
    assert lines[row + 1] == "20 + 20 a side"
    assert lines[row + 2].startswith("Last time (")
    assert lines[row + 2].endswith(f", 12 days ago) {LAST}")
    assert lines[row + 3].startswith("Today 9, 8 reps · 60 kg: ")
    assert "5 days ago) 3" in next(line for line in lines if line.startswith("Face pull"))
    assert "Last time" not in lines[next(n for n, line in enumerate(lines) if line.startswith("Pull-up"))]


def test_over_ninety_days_are_told_as_such(rows: Path) -> None:
    log(rows, "rows", 120, 9, 8)
    assert "more than 90 days ago" in called("show", "rows").stdout


def test_what_was_never_done_is_a_page_as_ever_and_makes_no_log(rows: Path) -> None:
    page = called("show", "rows")
    assert "Last time" not in page.stdout
    assert "Today" not in page.stdout
    assert (page.exit_code, page.stderr) == (0, "")
    assert steps()[0]["aim"] == {"reps": 8, "seconds": None, "load": "60 kg", "why": "as the file says"}
    assert not (rows / "history.sqlite3").exists()


def test_each_step_of_work_has_last_time_and_aim_and_says_what_the_file_says(rows: Path) -> None:
    log(rows, "rows", 12, 9, 8)
    first, rest, second, *_ = steps()
    on = f"{ago(12):%Y-%m-%d}"
    assert (
        first["last"]
        == second["last"]
        == {
            "on": on,
            "sets": [
                {"reps": 9, "seconds": None, "load": "60 kg", "side": None},
                {"reps": 8, "seconds": None, "load": "60 kg", "side": None},
            ],
        }
    )
    assert [step["aim"]["reps"] for step in (first, second)] == [9, 8]
    assert first["aim"]["load"] == "60 kg"
    assert first["aim"]["why"] not in ("", "as the file says")
    assert (first["reps"], first["load"], first["warmup"]) == ({"min": 8, "max": 12}, "60 kg", False)
    assert (rest["last"], rest["aim"]) == (None, None)


def test_as_written_is_the_file_alone(rows: Path) -> None:
    log(rows, "rows", 12, 9, 8)
    assert steps("--as-written")[0]["aim"] == {"reps": 8, "seconds": None, "load": "60 kg", "why": "as the file says"}
    assert {json.dumps(step["last"]) for step in steps("--as-written")} == {"null"}
    assert "aim" not in called("plan", "rows", "--as-written").stdout


def test_the_plan_for_people_has_a_column_of_aims_and_their_reasons(rows: Path) -> None:
    log(rows, "rows", 12, 9, 8)
    plan = called("plan", "rows").stdout
    assert plan.splitlines()[2].split() == [
        "step",
        "at",
        "section",
        "exercise",
        "what",
        "aim",
        "set",
        "takes",
        "sounds",
    ]
    assert f"8{words.TO}12 reps, 60 kg  9 reps, 60 kg" in plan
    assert "Why\n  Barbell row: 9, 8 reps · 60 kg: " in plan


def test_what_was_done_under_an_earlier_name_of_the_routine_belongs_to_it(rows: Path) -> None:
    log(rows, "old-rows", 12, 9, 8)
    log(rows, "other", 3, 12, 12)
    assert steps()[0]["last"]["sets"][0]["reps"] == 12, "elsewhere, and newer"
    routines.note(rows / "routines", "old-rows", "rows")
    assert steps()[0]["last"]["sets"][0]["reps"] == 9
    (rows / "routines" / "old-rows.toml").write_text(ROWS, encoding="utf-8")
    assert steps()[0]["last"]["sets"][0]["reps"] == 12, "the name is another routine's by now"


@pytest.mark.parametrize("command", ["show", "plan"])
def test_a_log_that_is_none_costs_one_line(rows: Path, command: str) -> None:
    (rows / "history.sqlite3").write_bytes(b"not a database" * 100)
    done = called(command, "rows")
    assert done.exit_code == 0
    assert "Barbell row" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "the log can't be read" in done.stderr
