"""`backday muscles`: what is read of a log, and how it is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import called, own

from backday_tui.clock import SystemClock

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
MINE = """\
name = "Mine"
warmup = ["2min Treadmill"]
work = ["3x8 Seated row", "2x:30 Plank", "3x5 Sled pull", "2x5 Gribble\u202e"]
exercises.sled-pull = { name = "Sled pull", muscles = ["glutes"], secondary = ["lats"] }
"""


@pytest.fixture(autouse=True)
def home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(SystemClock, "wall", lambda _: NOW)
    return home


def logged(home: Path) -> None:
    own(home, "mine", MINE)
    for day, what in (("2026-11-29", "Seated row 8 8 8; Plank 30 15"), ("2026-11-16", "Seated row 8; Sled pull 5 5")):
        assert called("log", "add", "mine", "--on", day, what).exit_code == 0
    assert called("log", "add", "mine", "--on", "2026-10-01", "Gribble\u202e 5 5; Seated row 8").exit_code == 0


def as_json(*arguments: str) -> Any:
    done = called("muscles", "--json", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_weeks_by_muscles_as_they_were_logged(home: Path) -> None:
    logged(home)
    found = as_json("--weeks", "3")
    assert [(week["week"], week["from"]) for week in found["weeks"]] == [
        ("2026-W46", "2026-11-09"),
        ("2026-W47", "2026-11-16"),
        ("2026-W48", "2026-11-23"),
    ]
    none, before, now = (week["sets"] for week in found["weeks"])
    assert none == {}
    assert (before["glutes"], before["latissimus dorsi"]) == (2, 2)  # 2 of the sled, 1 row and half of 2
    assert (now["latissimus dorsi"], now["core"]) == (3, 1)
    assert (found["uncounted"], found["marks"]) == ([], [5, 10, 20])
    assert found["source"] == "Pelland et al., Sports Medicine 2025"


def test_what_nobody_knows_is_told_and_only_of_the_weeks_that_are_read(home: Path) -> None:
    logged(home)
    assert as_json("--weeks", "9")["uncounted"] == ["Gribble\u202e"]
    done = called("muscles", "--weeks", "9")
    assert done.exit_code == 0
    assert done.stderr.startswith("backday: not counted, for nobody knows what they work: Gribble")
    assert "\u202e" not in done.stderr


def test_a_page_has_a_column_for_each_week_the_shades_and_what_they_mean(home: Path) -> None:
    logged(home)
    done = called("muscles", "--weeks", "3")
    lines = done.stdout.splitlines()
    assert lines[2].split() == ["muscle", "9", "Nov", "16", "Nov", "23", "Nov"]
    lats = next(line for line in lines if line.startswith("Latissimus dorsi"))
    assert lats.split()[2:] == ["0", "·", "2", "░", "3", "░"]
    assert lines[-1] == "░ under 5 · ▒ 5 · ▓ 10 · █ 20 and more"
    assert any(line.startswith("none in 3 weeks: ") and "Chest" in line for line in lines)


def test_in_a_plain_locale_the_shades_are_ascii(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(home)
    monkeypatch.setenv("LC_ALL", "C")
    lines = called("muscles", "--weeks", "3").stdout.splitlines()
    assert next(line for line in lines if line.startswith("Latissimus")).split()[2:] == ["0", ".", "2", ":", "3", ":"]


def test_where_nothing_was_done_it_is_said() -> None:
    done = called("muscles")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "backday: no set was done in 8 weeks that counts for a muscle\n"
    found = as_json()
    assert [week["sets"] for week in found["weeks"]] == [{}] * 8


@pytest.mark.parametrize("weeks", ["0", "521", "x", "-1"])
def test_so_many_weeks_can_not_be(weeks: str) -> None:
    assert called("muscles", "--weeks", weeks).exit_code == 2


def test_a_log_that_can_not_be_read_is_a_problem(home: Path) -> None:
    (home / "history.sqlite3").write_bytes(b"no database" * 100)
    done = called("muscles")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "the log can't be read" in done.stderr
