"""Sessions that the app itself plays on days of November: what is aimed at then, why, and what a correction changes."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import called, own

from backday_tui.clock import SystemClock
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """\
name = "Rows"
rest = "0"
work = [
  { exercise = "Seated row", sets = 3, reps = "8-12", load = "40 kg", progress = { reps = "8-12", load = "+2.5 kg" } },
]
"""
GROWN = "8 reps · 42.5 kg: 12 reps in every set at 40 kg on 10 Nov"


class Calendar:
    """Plays a routine on a day of November; the day after it is today."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_to(1)
        monkeypatch.setattr(SystemClock, "wall", lambda _: self.now)

    def go_to(self, day: int) -> None:
        self.now = datetime(2026, 11, day, 18, tzinfo=UTC)

    def play(self, day: int, *figures: str) -> str:
        self.go_to(day)
        done = called("start", "rows", "--plain", stdin="".join(f"{each}\n" for each in figures))
        assert (done.exit_code, done.stderr) == (0, "")
        self.go_to(day + 1)
        return done.stdout


@pytest.fixture
def calendar(home: Path, monkeypatch: pytest.MonkeyPatch) -> Calendar:
    own(home, "rows", ROWS)
    return Calendar(monkeypatch)


def told(command: str, *options: str) -> Any:
    done = called(command, "rows", "--json", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def why() -> str:
    return called("why", "rows").stdout.splitlines()[0].removeprefix("Seated row: ")


def first_aim(plan: dict[str, Any]) -> tuple[int, str, str]:
    aim = plan["steps"][0]["aim"]
    return aim["reps"], aim["load"], aim["why"]


def correct(home: Path, newest: int, number: int, reps: int) -> None:
    """Put the reps of a set right, in the session that is so many before the newest."""
    with closing(Store(home / "history.sqlite3")) as store:
        done = store.sessions()[newest].sets[number - 1]
        store.correct(replace(done, reps=reps))


def test_six_sessions(calendar: Calendar) -> None:
    assert why() == "8 reps · 40 kg: as the file says"
    calendar.play(3, "8", "8", "8")
    assert why() == "9 reps · 40 kg: one more than on 3 Nov (8)"
    calendar.play(6, "10", "10", "9")
    assert why() == "11, 11, 10 reps · 40 kg: one more than on 6 Nov (10, 10, 9)"
    calendar.play(10, "12", "12", "12")
    assert why() == GROWN
    assert first_aim(told("plan")) == (8, "42.5 kg", GROWN)
    assert first_aim(told("plan", "--as-written"))[1] == "40 kg"
    assert f"Today {GROWN}" in called("show", "rows").stdout
    lines = calendar.play(13, "8", "8", "7")
    assert f"Today {GROWN}" in lines
    assert "Seated row · 8 reps · 42.5 kg · set 1 of 3" in lines
    assert why() == "8 reps · 42.5 kg: missed at 42.5 kg on 13 Nov (8, 8, 7); the same again, 2 of 3 to go"
    calendar.play(17, "8", "8", "8")
    lines = calendar.play(20, "9", "9", "9")
    assert "9 reps · 42.5 kg: one more than on 17 Nov (8)" in lines
    assert why() == "10 reps · 42.5 kg: one more than on 20 Nov (9)"


def test_one_correction_takes_it_back(calendar: Calendar, home: Path) -> None:
    calendar.play(3, "8", "8", "8")
    calendar.play(10, "12", "12", "12")
    assert (why(), first_aim(told("plan"))[1]) == (GROWN, "42.5 kg")
    correct(home, 0, 3, 7)
    assert why() == "9 reps · 40 kg: missed at 40 kg on 10 Nov (12, 12, 7); the same again, 2 of 3 to go"
    assert first_aim(told("plan"))[1] == "40 kg"
    correct(home, 0, 3, 12)
    assert why() == GROWN


def test_time_off_is_told(calendar: Calendar) -> None:
    calendar.play(3, "12", "12", "12")
    calendar.go_to(20)
    assert why() == "8 reps · 40 kg: held after 17 days off, since 3 Nov"


def test_the_next_sessions_if_all_goes_well(calendar: Calendar) -> None:
    calendar.play(3, "11", "11", "11")
    found = told("plan", "--ahead", "3")
    assert first_aim(found["today"])[:2] == (12, "40 kg")
    assert [first_aim(each)[:2] for each in found["ahead"]] == [(8, "42.5 kg"), (9, "42.5 kg"), (10, "42.5 kg")]
    text = called("plan", "rows", "--ahead", "3").stdout
    assert "Seated row: 8 reps · 42.5 kg → 9 → 10" in text
    assert called("plan", "rows", "--ahead", "2", "--as-written").exit_code == 2
    assert called("plan", "rows", "--ahead", "0").exit_code == 2


def test_where_nothing_grows_the_next_sessions_are_as_today(home: Path) -> None:
    own(home, "rows", 'name = "Rows"\nwork = ["3x8 Seated row"]\n')
    assert "as today: nothing in it grows" in called("plan", "rows", "--ahead", "2").stdout
    assert [first_aim(each)[0] for each in told("plan", "--ahead", "2")["ahead"]] == [8, 8]


def test_why_has_a_line_for_each_entry_and_is_never_empty(home: Path) -> None:
    own(
        home,
        "rows",
        'name = "Rows"\nwork = ["3x8 Seated row @ 40kg", "10min Treadmill", { emom = ["5 Pull-up"], minutes = 2 }, '
        '"Cat/cow stretch"]\n',
    )
    assert called("why", "rows").stdout.splitlines() == [
        "Seated row: 8 reps · 40 kg: as the file says",
        "Treadmill: as the file says",
        "Pull-up: as the file says",
        "Cat/cow stretch: as the file says",
    ]
    row, *others = told("why")
    assert row == {
        "section": "work", "exercise": "Seated row", "aims": [{"reps": 8, "seconds": None, "load": "40 kg"}] * 3,
        "why": "as the file says", "on": [], "then": None,
    }  # fmt: skip
    assert [(each["aims"], each["why"]) for each in others] == [([], "as the file says")] * 3
    (home / "history.sqlite3").write_bytes(b"no log at all")
    done = called("why", "rows")
    assert done.stdout.splitlines()[0] == "Seated row: 8 reps · 40 kg: as the file says"
    assert "can't be read" in done.stderr


def test_a_session_that_nobody_judged_leaves_the_aim(calendar: Calendar) -> None:
    calendar.play(3, "12", "12", "12")
    assert "42.5 kg" in calendar.play(6, "n", "n", "n")
    assert why() == "8 reps · 42.5 kg: 12 reps in every set at 40 kg on 3 Nov"


def test_a_set_more_is_in_the_plan_of_today(home: Path, calendar: Calendar) -> None:
    own(home, "rows", ROWS.replace('load = "+2.5 kg"', 'load = "+2.5 kg", sets = "3-4"'))
    calendar.play(3, "12", "12", "12")
    assert why() == "8 reps · 40 kg: 12 reps in every set at 40 kg on 3 Nov; a set more"
    assert [step["set"] for step in told("plan")["steps"]] == [1, 2, 3, 4]
    assert "set 4 of 4" in called("plan", "rows").stdout
    assert [step["set"] for step in told("plan", "--as-written")["steps"]] == [1, 2, 3]
    calendar.play(6, "12", "12", "12", "12")
    assert why() == "8 reps · 42.5 kg: 12 reps in every set at 40 kg on 6 Nov"
    assert [step["set"] for step in told("plan")["steps"]] == [1, 2, 3]
