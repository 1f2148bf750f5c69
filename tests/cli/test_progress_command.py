"""`backday progress`: text in a pipe, JSON, what is refused, whatever the terminal and the log are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import called
from two_years import write_two_years

from backday_tui.cli import progress as command
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home", "now")
NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)


class _Clock:
    def wall(self) -> datetime:
        return NOW


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SystemClock", _Clock)


def logged(home: Path, on: date, exercise: str, reps: list[int], load: str | None = None, **more: Any) -> int:
    """A session of half an hour; gives its id."""
    started = datetime(on.year, on.month, on.day, 18, 0, tzinfo=UTC)
    sets = tuple(
        PerformedSet(
            place, "", exercise, place + 1, len(reps), "reps", "8", reps=count, load=load,
            **{"source": "typed", **more},
        )
        for place, count in enumerate(reps)
    )  # fmt: skip
    store = Store(home / "history.sqlite3")
    number = store.begin(Opening("back", "Back", "", len(reps), started))
    totals = SessionTotals(1800.0, len(reps), started + timedelta(minutes=30), partial=False)
    store.append(number, 0, [JournalLine(JournalEntry(1.0, "Done", {}), totals, sets)])
    store.close()
    return number


def told(*arguments: str) -> str:
    result = called("progress", *arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def shown(text: str) -> list[str]:
    """The lines with single blanks."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_nothing_is_logged_and_nothing_is_made_by_looking(home: Path) -> None:
    result = called("progress")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "backday: nothing is logged yet\n"
    assert list(home.iterdir()) == []
    assert json.loads(told("--json")) == {
        "since": None, "movements": [], "weeks": [], "run_of_weeks": 0,
        "year": {"year": 2026, "sessions": 0, "seconds": 0, "sets": 0},
    }  # fmt: skip


def test_what_was_never_done_is_said_and_what_nobody_knows_is_refused(home: Path) -> None:
    for name in ("deadlift", "Deadlift", "dead lift"):
        result = called("progress", name)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "backday: Deadlift was never done\n")
    logged(home, date(2026, 11, 3), "Deadlift", [5], "100 kg")
    result = called("progress", "plank")
    assert (result.exit_code, result.stderr) == (0, "backday: Plank was never done\n")
    result = called("progress", "deadlfit")
    assert result.exit_code == 1
    assert "Deadlift" in result.stderr
    result = called("progress", "deadlift", "--since", "2026-11-04")
    assert (result.exit_code, result.stderr) == (0, "backday: Deadlift was never done since 2026-11-04\n")
    assert called("progress", "--since", "yesterday").exit_code == 2


@pytest.mark.parametrize("name", ["deadlift", "DEADLIFT", "dead lift", "barbell deadlift"])
def test_one_exercise_by_its_id_and_its_aliases(home: Path, name: str) -> None:
    logged(home, date(2026, 11, 3), "Deadlift", [5, 5], "100 kg")
    logged(home, date(2026, 11, 10), "Deadlift", [3], "105 kg")
    text = told(name).replace("\N{MULTIPLICATION SIGN}", "x")
    assert text.startswith("Deadlift\n2 sessions")
    lines = shown(text)
    assert "e1RM 116.7 kg from 5 x 100 kg on 3 Nov" in lines
    assert "top set 105 kg from 3 x 105 kg on 10 Nov" in lines
    assert "10 Nov 3 x 105 kg back" in lines
    assert "1 RM 105 kg 3 x 105 kg on 10 Nov 116.7 kg" in lines
    assert "8 RM 92.1 kg" in lines


def test_an_exercise_that_no_catalogue_knows(home: Path) -> None:
    logged(home, date(2026, 11, 3), "Wobble of mine", [5], "20 kg")
    assert told("wobble").startswith("Wobble of mine\n1 session")


def test_the_overview_has_each_exercise_its_best_and_how_it_went(home: Path) -> None:
    logged(home, date(2026, 10, 1), "Deadlift", [5, 5], "100 kg")
    logged(home, date(2026, 11, 24), "Deadlift", [6], "100 kg")
    logged(home, date(2026, 11, 17), "Push-up", [12, 10])
    text = told().replace("\N{MULTIPLICATION SIGN}", "x")
    assert text.startswith("2 weeks in a row \N{MIDDLE DOT} 2026: 3 sessions \N{MIDDLE DOT} 1.5 h")
    lines = shown(text)
    assert "Deadlift e1RM 120 kg +3.3 kg 24 Nov 2 6 x 100 kg on 24 Nov" in lines  # 116.67 kg before
    assert "Push-up 12 reps new 17 Nov 1 12 on 17 Nov" in lines
    assert any(line.startswith("Mon ") for line in lines)


def test_the_unit_of_the_settings_is_shown(home: Path) -> None:
    logged(home, date(2026, 11, 3), "Deadlift", [5], "100 kg")
    (home / "settings.toml").write_text('units = "lb"\n', encoding="utf-8")
    text = told("deadlift")
    assert "257.2 lb" in text
    assert "e1RM, lb" in text


def test_programs_get_all_of_it(home: Path) -> None:
    first = logged(home, date(2026, 11, 3), "Deadlift", [5, 3], "100 kg")
    second = logged(home, date(2026, 11, 10), "Deadlift", [9], "150 kg", source="auto")
    given = json.loads(told("deadlift", "--json"))
    assert (given["movement"], given["exercise"], given["since"]) == ("deadlift", "Deadlift", None)
    a_set = {
        "set": 1, "side": None, "reps": 5, "seconds": None, "rounds": None, "load": "100 kg", "load_kg": 100.0,
        "rir": None, "source": "typed", "warmup": False,
    }  # fmt: skip
    assert given["bests"][0] == {
        "kind": "e1rm", "loaded_by": "weight", "value": 116.666667, "unit": "kg", "session": first,
        "date": "2026-11-03", "set": a_set,
    }  # fmt: skip
    assert given["bests"][-1] == {
        "kind": "session_volume", "loaded_by": "weight", "value": 800.0, "unit": "kg", "session": first,
        "date": "2026-11-03", "set": None,
    }  # fmt: skip
    assert given["rep_maxes"][2] == {
        "reps": 5, "load_kg": 100.0, "session": first, "date": "2026-11-03", "set": a_set, "estimate_kg": 100.0,
    }  # fmt: skip
    assert given["rep_maxes"][3] == {
        "reps": 8, "load_kg": None, "session": None, "date": None, "set": None, "estimate_kg": 92.105263,
    }  # fmt: skip
    assert given["series"][0]["points"] == [
        {"session": first, "date": "2026-11-03", "value": 116.666667, "counts": True},
        {"session": second, "date": "2026-11-10", "value": 195.0, "counts": False},
    ]
    assert [session["session"] for session in given["sessions"]] == [second, first]
    assert given["sessions"][1]["sets"][0] == a_set
    assert given["weeks"] == [
        {"week": "2026-W46", "monday": "2026-11-09", "sessions": 1, "sets": 1},
        {"week": "2026-W45", "monday": "2026-11-02", "sessions": 1, "sets": 2},
    ]
    assert given["trend"] == {"kind": "e1rm", "unit": "kg", "last_4_weeks": 116.666667, "before": None}
    whole = json.loads(told("--json"))
    assert whole["movements"][0]["best"] == given["bests"][0]
    assert whole["weeks"][0] == {
        "week": "2026-W46", "monday": "2026-11-09", "sessions": 1, "seconds": 1800.0, "sets": 1,
    }  # fmt: skip
    assert whole["run_of_weeks"] == 0
    assert whole["year"] == {"year": 2026, "sessions": 2, "seconds": 3600.0, "sets": 3}


def test_since_a_day(home: Path) -> None:
    logged(home, date(2026, 11, 3), "Deadlift", [5], "120 kg")
    logged(home, date(2026, 11, 24), "Deadlift", [5], "100 kg")
    text = told("deadlift", "--since", "2026-11-10")
    assert "nothing before 2026-11-10 counts here" in text
    assert "120" not in text
    assert json.loads(told("deadlift", "--since", "2026-11-10", "--json"))["bests"][1]["value"] == 100.0
    assert "since 2026-11-10: 1 session" in told("--since", "2026-11-10")


def test_where_a_week_is_written_its_rule_says_which_weeks_held(home: Path) -> None:
    (home / "routines").mkdir()
    (home / "routines" / "back.toml").write_text('name = "Back"\nwork = ["3x8 Deadlift"]\n', encoding="utf-8")
    (home / "routines" / "week.toml").write_text('monday = "back"\nthursday = "back"\n', encoding="utf-8")
    for day in (16, 19, 23):
        logged(home, date(2026, 11, day), "Deadlift", [5], "100 kg")
    assert told().startswith("1 week in a row held")
    assert json.loads(told("--json"))["run_of_weeks"] == 1
    (home / "routines" / "week.toml").write_text("monday = [\n", encoding="utf-8")
    broken = called("progress")
    assert broken.stdout.startswith("2 weeks in a row \N{MIDDLE DOT} 2026")
    assert "week.toml" in broken.stderr


def test_what_is_not_judged_says_so(home: Path) -> None:
    logged(home, date(2026, 11, 3), "Deadlift", [5], "100 kg", source="unknown")
    text = told("deadlift")
    assert "None of its figures is judged" in text
    assert "origin unknown: not judged" in text
    assert "∘" in text


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "home"
    assert write_two_years(folder) > 270
    return folder


@pytest.mark.parametrize("columns", ["10", "200"])
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("arguments", [(), ("pull-up",)])
def test_two_years_in_a_pipe_in_any_locale(
    two_years: Path, columns: str, locale: str, arguments: tuple[str, ...]
) -> None:
    environment = {**os.environ, "BACKDAY_HOME": str(two_years), "LC_ALL": locale, "COLUMNS": columns}
    ran = subprocess.run(
        [sys.executable, "-m", "backday_tui", "progress", *arguments],
        env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode()
    assert "\x1b" not in text
    assert any("\u2800" <= sign <= "\u28ff" for sign in text) == (locale != "C" and bool(arguments))
    assert ("┤" in text or "░" in text) == (locale != "C")
