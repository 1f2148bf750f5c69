"""What to do today, as real programs on faked days have it: six sessions, a kill, a correction."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminals import LIMIT_S, PROGRAM, called

from backday_tui.history.store import Store

if TYPE_CHECKING:
    from terminals import Begin

pytestmark = pytest.mark.slow

ROWS = """\
name = "Rows"
rest = "0"
work = [
  { exercise = "Seated row", sets = 3, reps = "8-12", load = "40 kg", progress = { reps = "8-12", load = "+2.5 kg" } },
]
"""
DAY_S = 86_400


@pytest.fixture
def routine(home: Path) -> Path:
    path = home / "routines" / "rows.toml"
    path.parent.mkdir(parents=True)
    path.write_text(ROWS, encoding="utf-8")
    return path


def play(environment: dict[str, str], shim: Path, days_ago: int, *figures: int) -> str:
    """A session in lines, so many days ago: what it said."""
    clocks = Path(environment["BACKDAY_HOME"]) / "clocks"
    clocks.write_text(f"0 {-DAY_S * days_ago}")
    done = subprocess.run(
        [*PROGRAM, "start", "rows", "--plain"], input="".join(f"{each}\n" for each in figures), text=True,
        capture_output=True, env={**environment, "LD_PRELOAD": str(shim), "SUSPENDED": str(clocks)}, check=True,
        timeout=LIMIT_S,
    )  # fmt: skip
    return done.stdout


def test_six_sessions_are_played_and_each_asks_for_what_the_ones_before_came_to(
    environment: dict[str, str], shim: Path, routine: Path
) -> None:
    assert routine.is_file()
    said = [
        play(environment, shim, days_ago, *figures)
        for days_ago, figures in (
            (20, (8, 8, 8)),
            (16, (10, 10, 9)),
            (12, (12, 12, 12)),
            (8, (8, 8, 7)),
            (5, (8, 8, 8)),
        )
    ]
    assert ["set 1 of 3" in lines for lines in said] == [True] * 5
    assert "9 reps · 40 kg: one more than on " in said[1]
    assert "8 reps · 42.5 kg: 12 reps in every set at 40 kg on " in said[3]
    assert "8 reps · 42.5 kg: missed at 42.5 kg on " in said[4]
    assert "9 reps · 42.5 kg: one more than on " in play(environment, shim, 2, 9, 9, 9)
    assert called(environment, "why", "rows").stdout.startswith("Seated row: 10 reps · 42.5 kg: one more than on ")


def test_a_killed_session_goes_on_with_the_aims_that_it_began_with(
    begin: Begin, environment: dict[str, str], shim: Path, routine: Path, home: Path
) -> None:
    play(environment, shim, 4, 12, 12, 12)
    killed = begin("start", "rows", "--plain")
    killed.until("42.5 kg")
    killed.type("8\r", "set 2 of 3")
    killed.pump(1.5)
    killed.kill()
    routine.write_text(ROWS.replace("40 kg", "60 kg"), encoding="utf-8")  # the file is another, and so is the log
    with closing(Store(home / "history.sqlite3")) as store:
        before = store.sessions()[-1]
        store.correct(replace(before.sets[0], reps=9))
    assert called(environment, "why", "rows").stdout == "Seated row: 8 reps · 60 kg: as the file says\n"
    again = begin("start", "rows", "--resume", "--plain")
    again.until("42.5 kg · set 2 of 3")
    again.type(" ", "going on")
    again.type("8\r", "set 3 of 3")
    again.type("8\r", "3 of 3 sets")
    assert again.ended() == 0
    sessions = json.loads(called(environment, "log", "--json").stdout)
    mine = next(each for each in sessions if [done["load"] for done in each["sets"]] == ["42.5 kg"] * 3)
    assert [done["aim"]["load"] for done in mine["sets"]] == ["42.5 kg"] * 3
    assert [done["aim"]["reps"] for done in mine["sets"]] == [8] * 3
