"""`backday log` and `backday start --resume`: what they tell, of what was really done."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui import words
from backday_tui.cli.commands import backday
from backday_tui.history.journal import Opening
from backday_tui.history.lock import RunningLock
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine.amounts import parse_load
from backday_tui.routine.model import Load
from backday_tui.training.prescription import Aim

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.usefixtures("home")

BEGAN = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
OPENING = Opening("dumbbells", "Back workout with dumbbells", 'name = "x"', 5, BEGAN)
PLANK = PerformedSet(0, "", "Plank", 1, 2, "hold", "1:30", seconds=90.0)
LEFT = PerformedSet(1, "left", "One-arm row", 1, 1, "reps", "12", reps=12, load="12 kg")
RIGHT = PerformedSet(1, "right", "One-arm row", 1, 1, "reps", "12", reps=10, load="12 kg")
ROUNDS = PerformedSet(2, "", "AMRAP", 1, 1, "time", "1:00", reps=3, seconds=60.0, rounds=4)
HOLDS = 'name = "Holds"\nwork = ["2x:30 Plank"]\nrest = "5s"\n'


def called(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(backday, list(arguments), input=stdin, prog_name="backday")


def keep(home: Path, opening: Opening, *sets: PerformedSet, minutes: int | None = 40, partial: bool = False) -> None:
    """Put a session into the log; with `minutes` None it was interrupted."""
    ended = None if minutes is None else opening.started + timedelta(minutes=minutes)
    standing = SessionTotals(2399.999, opening.planned_sets, ended, partial=partial or ended is None)
    with closing(Store(home / "history.sqlite3")) as store:
        store.append(store.begin(opening), 0, [JournalLine(JournalEntry(2400.0, "Position", {}), standing, sets)])


def sessions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(called("log", "--json").stdout)
    return found


def test_an_empty_log_is_empty_and_made_by_nobody(home: Path) -> None:
    told, as_json = called("log"), called("log", "--json")
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "backday: nothing is logged yet\n")
    assert (as_json.exit_code, as_json.stdout) == (0, "[]\n")
    assert list(home.iterdir()) == []


OF_A_SET = {
    "movement": "one-arm-dumbbell-row", "source": "unknown", "warmup": False, "mark": None, "rir": None, "note": None,
    "at": None, "rest_s": None, "load_kg": 12.0, "moved_kg": 12.0, "distance_m": None, "aim": None,
}  # fmt: skip


def test_for_programs_it_has_what_is_promised_newest_first(home: Path) -> None:
    keep(home, OPENING, PLANK, LEFT, RIGHT)
    keep(home, replace(OPENING, routine="", name="3x1:30 Plank", planned_sets=3, uid="mine"), minutes=None)
    plank = OF_A_SET | {"movement": "plank", "load_kg": None, "moved_kg": None}
    second, first = sessions()
    assert second == {
        "id": 2, "routine": "3x1:30 Plank", "started": "2026-01-05T18:00:00+01:00", "ended": None, "partial": True,
        "planned_sets": 3, "uid": "mine", "note": None, "imported": None, "sets": [],
    }  # fmt: skip
    assert first == {
        "id": 1, "routine": "dumbbells", "started": "2026-01-05T18:00:00+01:00",
        "ended": "2026-01-05T18:40:00+01:00", "partial": False, "planned_sets": 5, "uid": first["uid"], "note": None,
        "imported": None,
        "sets": [
            {"exercise": "Plank", "set": 1, "side": None, "reps": None, "seconds": 90.0, "load": None, **plank},
            {"exercise": "One-arm row", "set": 1, "side": "left", "reps": 12, "seconds": None, "load": "12 kg",
             **OF_A_SET},
            {"exercise": "One-arm row", "set": 1, "side": "right", "reps": 10, "seconds": None, "load": "12 kg",
             **OF_A_SET},
        ],
    }  # fmt: skip


LOADS_KG = {
    "40 kg": 40.0, "90 lb": 40.823313, "2x12 kg": 24.0, "+10 kg": 10.0, "-20 kg": -20.0, "bodyweight": None,
    "red band": None, "20": None,
}  # fmt: skip


def test_a_load_is_told_in_kilograms_as_it_is_written(home: Path) -> None:
    aim = Aim(reps=8, load=parse_load("42.5 kg"), to_beat=None)
    at = BEGAN + timedelta(minutes=2)
    rich = replace(PLANK, source="typed", mark="failure", rir=1.5, note="hard", at=at, rest_s=61.5, aim=aim)
    sets = [replace(rich, bout=bout, load=load) for bout, load in enumerate(LOADS_KG)]
    keep(home, OPENING, *sets)
    (session,) = sessions()
    assert [done["load_kg"] for done in session["sets"]] == list(LOADS_KG.values())
    told = session["sets"][0]
    assert {name: told[name] for name in ("source", "mark", "rir", "note", "at", "rest_s", "aim")} == {
        "source": "typed", "mark": "failure", "rir": 1.5, "note": "hard", "at": "2026-01-05T18:02:00+01:00",
        "rest_s": 61.5, "aim": {"reps": 8, "seconds": None, "load": "42.5 kg", "to_beat": None},
    }  # fmt: skip


def test_for_people_it_is_a_table(home: Path) -> None:
    keep(home, OPENING, PLANK, LEFT, RIGHT)
    keep(home, OPENING, partial=True)
    keep(home, OPENING, minutes=None)
    rows = [line.split("  ") for line in called("log").stdout.splitlines()]
    assert [[cell.strip() for cell in row if cell] for row in rows] == [
        ["id", "date", "routine", "time", "sets", "volume load", "longest hold", "state"],
        [],
        ["Week 2, 5 to 11 Jan · 3 sessions · 120 min"],
        ["3", "2026-01-05 18:00", "dumbbells", "40:00", "0 of 5", "partial, not ended"],
        ["2", "2026-01-05 18:00", "dumbbells", "40:00", "0 of 5", "partial"],
        ["1", "2026-01-05 18:00", "dumbbells", "40:00", "2 of 5", "264 kg", "1:30"],
    ]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Thursday, 15 January 2026, at six: the time of day that the command line reads."""
    moment = datetime.fromisoformat("2026-01-15T18:00:00+01:00")
    monkeypatch.setattr("backday_tui.clock.SystemClock.wall", lambda _: moment)
    return moment


@pytest.mark.usefixtures("now")
def test_weeks_have_headings_with_what_was_done_in_them(home: Path) -> None:
    for day in ("2025-12-28", "2025-12-29", "2026-01-04", "2026-01-05", "2026-01-16", "2026-01-20", "2025-11-02"):
        keep(home, replace(OPENING, started=datetime.fromisoformat(f"{day}T18:00:00+01:00")), PLANK)
    keep(home, OPENING, PLANK)
    write_absurdly(home, "session", "started", "'yesterday'")
    lines = called("log").stdout.splitlines()
    assert [line for line in lines if " · " in line] == [
        "Nobody knows when · 1 session · 40 min",
        "Week 4, 19 to 25 Jan · in the future",
        "Week 3, 12 to 18 Jan · in the future",
        "Week 2, 5 to 11 Jan · 2 sessions · 80 min",
        "Week 1, 29 Dec 2025 to 4 Jan 2026 · 2 sessions · 80 min",
        "Week 44, 27 Oct to 2 Nov 2025 · 1 session · 40 min",
    ]
    rows = [line.strip() for line in lines if line[:2].strip().isdigit()]
    assert [row.split()[0] for row in rows] == ["1", "6", "5", "8", "4", "3", "2", "7"]
    assert [row.rpartition("  ")[2] for row in rows if row.startswith(("5", "6"))][::-1] == [
        "in the future", "in the future: the clock was wrong?"
    ]  # fmt: skip


@pytest.mark.usefixtures("now")
def test_the_newest_thirty_are_shown_and_how_the_others_are_seen(home: Path) -> None:
    for days in range(32):
        keep(home, replace(OPENING, started=BEGAN - timedelta(days=days)), PLANK)
    lines = called("log").stdout.splitlines()
    shown = [line.split()[0] for line in lines[:-1] if line[:2].strip().isdigit()]
    assert shown == [str(number) for number in range(1, 31)]
    assert lines[-1] == "2 more sessions: backday log --all"
    assert "Week 49, 1 to 7 Dec 2025 · 3 sessions · 120 min" in lines, "of its seven those that are there, shown or not"
    whole = called("log", "--all").stdout
    assert "more session" not in whole
    assert len([line for line in whole.splitlines() if line[:2].strip().isdigit()]) == 32
    assert len(json.loads(called("log", "--json").stdout)) == 32


def test_thirty_are_all_and_nothing_is_said_of_others(home: Path) -> None:
    for _ in range(30):
        keep(home, OPENING, PLANK)
    assert "more" not in called("log").stdout


def test_only_what_is_shown_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(40):
        keep(home, OPENING, PLANK)
    read = []
    sets_of = Store._sets

    def noticed(store: Store, number: int, movement: str | None) -> tuple[PerformedSet, ...]:
        read.append(number)
        return sets_of(store, number, movement)

    monkeypatch.setattr(Store, "_sets", noticed)
    called("log")
    assert sorted(read) == list(range(11, 41))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits_its_terminal_without_folding(home: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    keep(home, replace(OPENING, routine="x" * 14), PLANK, LEFT, partial=True)
    monkeypatch.setattr("backday_tui.cli.console.PIPE_WIDTH", width)
    lines = called("log").stdout.splitlines()
    assert len(lines) == 4, lines
    assert max(map(len, lines)) <= width


def test_one_session_shows_target_and_completed_of_each_set(home: Path) -> None:
    keep(home, OPENING, PLANK, LEFT, RIGHT, ROUNDS)
    with closing(Store(home / "history.sqlite3")) as store:
        store.annotate(1, "tired \x1b[31m")
    page = called("log", "1").stdout
    assert "note          tired ␛[31m\n" in page
    assert "date          2026-01-05 18:00 to 18:40\n" in page
    rows = [" ".join(line.split()) for line in page.splitlines()]
    assert rows[rows.index("no. exercise set side target done load") + 1 :][:4] == [
        "1 Plank 1 of 2 1:30 1:30",
        "2 One-arm row 1 of 1 left 12 12 reps 12 kg",
        "3 One-arm row 1 of 1 right 12 10 reps 12 kg",
        "4 AMRAP 1 of 1 1:00 4 rounds, 3 reps",
    ]
    assert [session["id"] for session in json.loads(called("log", "1", "--json").stdout)] == [1]


def lines_of(*arguments: str) -> list[str]:
    """What is printed, without the blanks that align it."""
    done = called(*arguments)
    assert done.exit_code == 0, done.stderr
    return [" ".join(line.split()).replace(words.TIMES, "x") for line in done.stdout.splitlines()]


LOADED = Load("weight", 82.5, "kg")
OLD = PerformedSet(0, "", "Plank", 1, 2, "hold", "1:30", seconds=90.0)


def test_each_set_of_a_session_has_its_number_its_aim_and_how_its_figures_came(home: Path) -> None:
    (home / "settings.toml").write_text('effort = "rir"\n', encoding="utf-8")
    rows = PerformedSet(
        0, "", "Seated row", 1, 3, "reps", "8-12", reps=10, load="82.5 kg", source="typed", moved_kg=82.5
    )
    keep(
        home, OPENING,
        replace(rows, aim=Aim(reps=10, load=LOADED), rir=2.0, note="grip \x1b slips"),
        replace(rows, bout=1, number=2, source="auto", rest_s=90.4, reps=9),
        replace(rows, bout=2, number=3, source="entered", mark="failure", rest_s=75.0),
        PerformedSet(3, "", "Pull-up", 1, 1, "reps", "max", reps=8, load="bodyweight", source="done", moved_kg=81.5,
                     aim=Aim(to_beat=7)),
        PerformedSet(4, "", "Plank", 1, 1, "hold", "1:30", seconds=40.0, source="done", is_cut=True,
                     aim=Aim(seconds=90)),
        PerformedSet(5, "", "Rowing machine", 1, 1, "time", "10:00", seconds=600.0, source="imported",
                     distance_m=2000.0),
        PerformedSet(6, "", "Deadlift", 1, 1, "reps", "5", reps=5, load="2x20 kg", source="unknown", moved_kg=40.0,
                     is_warmup=True),
    )  # fmt: skip
    page = lines_of("log", "1")
    assert page[-8:] == [
        "no. exercise set target aim done load moved effort rest remarks",
        "1 Seated row 1 of 3 8-12 10 reps · 82.5 kg 10 reps 82.5 kg 2 in reserve grip ␛ slips",
        "2 Seated row 2 of 3 8-12 9 reps 82.5 kg 1:30 assumed",
        "3 Seated row 3 of 3 8-12 10 reps 82.5 kg 1:15 to failure · entered afterwards",
        "4 Pull-up 1 of 1 max 7 to beat 8 reps bodyweight 81.5 kg",
        "5 Plank 1 of 1 1:30 1:30 0:40 broken off",
        "6 Rowing machine 1 of 1 10:00 10:00 · 2,000 m imported",
        "7 Deadlift 1 of 1 5 5 reps 2x20 kg 40 kg warm-up · origin unknown",
    ]
    assert not any(line.startswith("figures") for line in page)
    for effort, said in (("rpe", "RPE 8"), ("off", "82.5 kg grip")):
        (home / "settings.toml").write_text(f'effort = "{effort}"\n', encoding="utf-8")
        assert said in "\n".join(lines_of("log", "1"))


def test_where_all_figures_came_in_one_way_that_is_said_once(home: Path) -> None:
    keep(home, OPENING, replace(OLD, source="imported"), replace(OLD, bout=1, number=2, source="imported"))
    keep(home, OPENING, replace(OLD, source="done"), replace(OLD, bout=1, number=2, source="typed"))
    assert "figures imported" in lines_of("log", "1")
    assert "\n".join(lines_of("log", "1")).count("imported") == 1
    assert "figures" not in "\n".join(lines_of("log", "2"))


def test_what_was_put_right_is_told_with_what_it_was(home: Path) -> None:
    keep(home, OPENING, PLANK, LEFT, RIGHT)
    moment = datetime.fromisoformat("2026-01-07T09:30:00+01:00")
    with closing(Store(home / "history.sqlite3", lambda: moment)) as store:
        row = store.session(1)
        assert row is not None
        left, right = row.sets[1:]
        store.correct(replace(left, reps=9, load="14 kg", note="slow"))
        store.correct(replace(right, rir=1.5))
        assert right.id is not None
        store.delete_set(right.id)
        store.annotate(1, "late")
        store.move(1, BEGAN + timedelta(hours=1), BEGAN + timedelta(hours=2))
    told = lines_of("log", "1")
    assert told[told.index("on put right") + 1 :] == [
        '2026-01-07 09:30 set 2, One-arm row: 9 reps · 14 kg · "slow", it was 12 reps · 12 kg',
        "2026-01-07 09:30 a set that is gone: 1.5 in reserve, it was nothing",
        "2026-01-07 09:30 set deleted: One-arm row · 10 reps · 12 kg · 1.5 in reserve",
        "2026-01-07 09:30 note changed, it was none",
        "2026-01-07 09:30 begun 2026-01-05 19:00, it was 2026-01-05 18:00",
    ]
    with closing(sqlite3.connect(home / "history.sqlite3")) as db, db:
        db.execute("""UPDATE change SET was = '{"reps": "x", "load": 3, "set": []}', now = '[1]', at = 'then'""")
    assert "? a set that is gone: nothing, it was ?" in lines_of("log", "1")


def test_every_session_with_an_exercise_newest_first(home: Path) -> None:
    row = PerformedSet(0, "", "Seated row", 1, 3, "reps", "8", reps=10, load="80 kg", movement="seated-row")
    for days, sets in (
        (3, (row, replace(row, bout=1, number=2, reps=9), replace(row, bout=2, number=3, reps=8, load="85 kg"))),
        (0, (replace(row, exercise="Seated cable row", note="wide grip"), replace(PLANK, bout=1))),
        (1, (PLANK,)),
        (-1, (LEFT, replace(row, bout=2, is_warmup=True, load="40 kg"), replace(row, bout=3, number=2))),
    ):
        keep(home, replace(OPENING, started=BEGAN - timedelta(days=days)), *sets)
    for wanted in (("seated-row",), ("Seated", "row"), ("seated cable row",), ("SEATED ROWS",)):
        assert lines_of("log", *wanted) == [
            "Seated row",
            "",
            "id date routine sets note",
            "4 2026-01-06 18:00 dumbbells warm-up 10 x 40 kg; 10 x 80 kg",
            "2 2026-01-05 18:00 dumbbells 10 x 80 kg wide grip",
            "1 2026-01-02 18:00 dumbbells 10 x 80 kg · 9 x 80 kg · 8 x 85 kg",
        ], wanted
    found = json.loads(called("log", "seated row", "--json").stdout)
    assert [(session["id"], [done["reps"] for done in session["sets"]]) for session in found] == [
        (4, [10, 10]), (2, [10]), (1, [10, 9, 8])
    ]  # fmt: skip
    assert [(session["id"], session["planned_sets"]) for session in sessions()] == [(4, 5), (2, 5), (3, 5), (1, 5)]


def test_an_exercise_of_no_catalogue_is_found_as_it_was_written(home: Path) -> None:
    keep(home, OPENING, replace(PLANK, exercise="Grandfather's  swing", movement="grandfather's swing"))
    for wanted in ("grandfather's swing", "GRANDFATHER'S SWING", "grandfather"):
        assert lines_of("log", wanted)[2:] == ["id date routine sets", "1 2026-01-05 18:00 dumbbells 1:30"]
    assert called("log", "grandfathers swim").exit_code == 1


def test_holds_and_sides_are_told_in_a_line(home: Path) -> None:
    side = replace(PLANK, exercise="Side plank", number=1)
    keep(home, OPENING, replace(side, side="left", seconds=62.0), replace(side, bout=1, side="right", seconds=58.6))
    keep(home, OPENING, PLANK, replace(PLANK, bout=1, number=2, seconds=80.0))
    assert lines_of("log", "side plank")[-1] == "1 2026-01-05 18:00 dumbbells L 1:02 · R 0:59"
    assert lines_of("log", "plank")[-1] == "2 2026-01-05 18:00 dumbbells 1:30 · 1:20"


def test_the_newest_thirty_with_an_exercise_are_shown(home: Path) -> None:
    for days in range(32):
        keep(home, replace(OPENING, started=BEGAN - timedelta(days=days)), PLANK)
    told = lines_of("log", "plank")
    assert told[-1] == "2 more sessions: backday log plank --all"
    assert len(told) == 3 + 30 + 2
    assert len(lines_of("log", "plank", "--all")) == 3 + 32
    assert len(json.loads(called("log", "plank", "--json").stdout)) == 32


def test_a_name_that_fits_several_says_so_and_one_that_fits_none_what_is_near(home: Path) -> None:
    keep(home, OPENING, replace(PLANK, exercise="Seated row"), replace(PLANK, bout=1, exercise="Renegade row"))
    for wanted, code, told in (
        ("plnk", 1, 'no exercise is called "plnk"; did you mean "Plank"?'),
        ("zzz", 1, 'no exercise is called "zzz"; `backday exercises` lists them all'),
        ("ro", 1, '"ro" may be "Seated row" or "Renegade row"'),
        ("seat", 0, '"seat" fits 22 exercises; of these Seated row alone was ever done'),
        ("superman", 0, "Superman was never done"),
        ("row", 0, "Bent-over row was never done; of similar names were: Seated row, Renegade row"),
        ("-7", 1, "there is no session -7 in the log; `backday log --all` shows them all"),
        ("9" * 40, 1, f"there is no session {'9' * 40} in the log; `backday log --all` shows them all"),
    ):
        done = called("log", "--", wanted)
        assert (done.exit_code, done.stderr) == (code, f"backday: {told}\n"), wanted
        as_json = called("log", "--json", "--", wanted)
        assert (as_json.exit_code, bool(as_json.stdout)) == (code, code == 0)
    assert json.loads(called("log", "superman", "--json").stdout) == []


def test_an_exercise_is_asked_of_a_log_that_is_not_there(home: Path) -> None:
    assert called("log", "plank").stderr == "backday: Plank was never done\n"
    assert called("log", "plnk").exit_code == 1
    assert list(home.iterdir()) == []


def test_of_a_session_of_which_the_day_alone_is_known_no_time_is_told(home: Path) -> None:
    keep(home, OPENING, PLANK)
    keep(home, replace(OPENING, started=BEGAN - timedelta(days=3, hours=1)), PLANK)
    with closing(sqlite3.connect(home / "history.sqlite3")) as db, db:
        db.execute("UPDATE session SET started = '2026-01-02', ended = NULL, partial = 0, elapsed_s = 0 WHERE id = 1")
    table = lines_of("log")
    assert table[-3:] == [
        "Week 1, 29 Dec 2025 to 4 Jan 2026 · 2 sessions · 40 min",
        "2 2026-01-02 17:00 dumbbells 40:00 1 of 5 1:30",
        "1 2026-01-02 dumbbells 1 of 5 1:30",
    ]
    page = lines_of("log", "1")
    assert "date 2026-01-02" in page
    assert not any(line.startswith(("time", "state")) for line in page)
    assert lines_of("log", "plank")[-1] == "1 2026-01-02 dumbbells 1:30"


def test_a_session_that_is_not_there(home: Path) -> None:
    for expected in ("empty", "with others"):
        done = called("log", "7")
        assert (done.exit_code, done.stdout, done.stderr) == (
            1, "", "backday: there is no session 7 in the log; `backday log --all` shows them all\n"
        ), expected  # fmt: skip
        keep(home, OPENING)


def test_a_log_that_is_no_file(home: Path) -> None:
    (home / "history.sqlite3").mkdir()
    done = called("log")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("history.sqlite3: the log can't be read: it is no regular file\n")
    assert called("list", "--json").exit_code == 0


# What a column may hold that nobody ever did; a file from another machine holds anything.
ABSURD = ("9e999", "-9e999", "-1", "1e300", "'yesterday'", "x'00ff'", "9223372036854775807", "'2026-13-45T99:00'", "''")
COLUMNS = {
    "session": ("routine", "name", "snapshot", "options", "planned_sets", "started", "ended", "partial", "elapsed_s",
                "note"),
    "performed_set": ("bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load",
                      "rounds"),
    "journal": ("at_s", "command", "body"),
}  # fmt: skip


TEXTS = ("routine", "name", "snapshot", "note", "side", "exercise", "kind", "target", "load")


def write_absurdly(home: Path, table: str, column: str, value: str) -> None:
    """Put a value into a column, whatever its type is: the file's own form is as it was afterwards."""
    with closing(sqlite3.connect(home / "history.sqlite3", isolation_level=None)) as db:
        (form,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        lenient = form.replace(") STRICT", ")").replace(" TEXT", "").replace(" INTEGER", "").replace(" REAL", "")
        lenient = lenient.replace("id PRIMARY KEY", "id INTEGER PRIMARY KEY")
        for text in (lenient, form):
            db.execute("PRAGMA writable_schema = ON")
            db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text, table))
            db.execute("PRAGMA writable_schema = RESET")
            if text is lenient:
                db.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = 1")  # noqa: S608 -- the test's own


@pytest.mark.parametrize("value", ABSURD)
def test_whatever_a_log_holds_it_is_shown_and_what_makes_no_sense_told(home: Path, value: str) -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            (home / "history.sqlite3").unlink(missing_ok=True)
            keep(home, OPENING, PLANK, LEFT, RIGHT, ROUNDS, minutes=None if table == "journal" else 40)
            write_absurdly(home, table, column, value)
            for arguments in (("log",), ("log", "1"), ("list",)):
                done = called(*arguments)
                assert done.exit_code == 0, (arguments, table, column, done.stderr, done.exception)
            told = called("log", "--json")
            (session,) = json.loads(told.stdout, parse_constant=pytest.fail)
            assert session["id"] == 1
            if table != "journal":
                is_told = "session 1: the log holds what makes no sense" in told.stderr
                assert is_told != (value.startswith("'") and column in TEXTS), (table, column)
            resumed = called("start", "--resume", "--plain", "--speed", "60")
            assert resumed.exit_code in (0, 1), (table, column, resumed.exception)
            assert resumed.exception is None or isinstance(resumed.exception, SystemExit)
    assert [path.name for path in home.glob("*damaged*")] == []


@pytest.mark.parametrize(
    "body", ['{"reps": "abc"}', '{"reps": 1e999}', '{"reps": NaN}', "[1]", "{" * 5000, '{"log": -9e9}']
)
def test_a_journal_that_makes_no_sense_keeps_what_was_logged(home: Path, body: str) -> None:
    keep(home, replace(OPENING, snapshot=HOLDS), PLANK, minutes=None)
    with closing(sqlite3.connect(home / "history.sqlite3", isolation_level=None)) as db:
        db.execute("UPDATE journal SET command = 'Record', body = ?", (body,))
    resumed = called("start", "--resume", "--plain")
    assert (resumed.exit_code, resumed.stderr.count("\n")) == (1, 1)
    assert "Back workout with dumbbells can't be taken up" in resumed.stderr
    assert called("do", "1 Row", "--plain", "--speed", "60", stdin="").exit_code == 0
    assert called("do", "1 Row", "--plain", stdin="\n").exit_code == 0
    newest, before = sessions()
    assert newest["ended"]
    assert before["ended"]
    assert [done["exercise"] for done in before["sets"]] == ["Plank"]


def test_a_date_that_is_none_is_told_in_the_list(home: Path) -> None:
    keep(home, OPENING, PLANK)
    write_absurdly(home, "session", "started", "'yesterday'")
    listed = called("list", "--json")
    assert listed.stderr == "backday: 1 session of the log has a date that makes no sense: `backday log` shows which\n"
    assert {row["last_done"] for row in json.loads(listed.stdout)} == {None}
    assert "? " in called("log").stdout


def test_a_session_by_a_clock_that_was_wrong_is_told_and_not_the_last_done(home: Path) -> None:
    for year in (2026, 2040, 1970):
        keep(home, replace(OPENING, started=BEGAN.replace(year=year)), PLANK)
    listed = {row["id"]: row["last_done"] for row in json.loads(called("list", "--json").stdout)}
    assert listed["dumbbells"] == BEGAN.isoformat()
    table = called("log").stdout
    assert "in the future: the clock was wrong?" in " ".join(table.split())
    assert "long ago: the clock was wrong?" in " ".join(table.split())
    assert "the clock was wrong" not in called("log", "1").stdout
    assert "in the future: the clock was wrong?" in called("log", "2").stdout


def test_names_are_clean_in_the_table_and_whole_in_json(home: Path) -> None:
    keep(home, replace(OPENING, routine="", name="x\x1b]0;title\x07"))
    assert "\x1b" not in called("log").stdout
    assert sessions()[0]["routine"] == "x\x1b]0;title\x07"


# -- what is kept -----------------------------------------------------------------------------------------------


def test_a_workout_in_lines_is_logged(home: Path) -> None:
    assert called("do", "2x8 Seated row @ 25lb", "--rest", "0", "--plain", stdin="\nr 9\n\n").exit_code == 0
    (session,) = sessions()
    assert (session["routine"], session["partial"], session["planned_sets"]) == ("2x8 Seated row @ 25lb", False, 2)
    assert [(done["set"], done["reps"], done["load"]) for done in session["sets"]] == [(1, 8, "25 lb"), (2, 9, "25 lb")]
    assert (home / "history.sqlite3").exists()


@pytest.mark.parametrize("options", [("--no-log",), ("--speed", "50")])
def test_what_is_not_to_be_kept_leaves_no_trace(home: Path, options: tuple[str, ...]) -> None:
    assert called("do", "1x:01 Plank", "--prepare", "1s", "--plain", *options, stdin="n\nn\n").exit_code == 0
    assert list(home.iterdir()) == []


def test_a_routine_is_kept_by_its_id_and_as_it_was(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\nwork = ["1x8 Seated row"] # comment\n', encoding="utf-8")
    assert called("start", str(file), "--plain", stdin="\n").exit_code == 0
    with closing(Store(home / "history.sqlite3")) as store:
        (row,) = store.sessions()
    assert (row.routine, row.name, row.snapshot) == ("mine", "Mine", file.read_text(encoding="utf-8"))
    assert row.options["folder"] == str(tmp_path)


def test_what_was_picked_and_where_it_began_is_kept(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\nwork = ["1x8 Row", "1x? Chin-up / Pull-up"]\n', encoding="utf-8")
    assert called("start", str(file), "--plain", "--from", "2", stdin="\n").exit_code == 0
    with closing(Store(home / "history.sqlite3")) as store:
        (row,) = store.sessions()
    assert (row.options["picks"], row.options["first_step"]) == ([["work", 1, 0, "Chin-up"]], 1)  # the rest before it
    assert [done.exercise for done in row.sets] == ["Chin-up"]


# -- going on ---------------------------------------------------------------------------------------------------


def interrupt(home: Path, routine: str = "", snapshot: str = HOLDS) -> None:
    """A session that broke off in its first hold, after ten of thirty seconds."""
    opening = Opening(routine, "Holds", snapshot, 2, BEGAN)
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(opening)
        lines = [JournalLine(JournalEntry(at_s, "Position", {}), SessionTotals(at_s, 2)) for at_s in (4.0, 8.0, 15.0)]
        store.append(number, 0, lines)


def events(done: Result) -> list[tuple[str, float]]:
    return [(record["event"], record["at_s"]) for record in map(json.loads, done.stdout.splitlines())]


def test_it_goes_on_paused_where_it_was_and_the_first_space_lets_it(home: Path) -> None:
    interrupt(home)
    done = called("start", "--resume", "--plain", "--json", stdin="e\nspace\nn\nq\n")
    assert done.exit_code == 0, done.stderr
    happened = events(done)
    assert happened[:2] == [("step_began", 5.0), ("paused", 15.0)]
    assert happened[2][0] == "resumed"
    assert happened[3][0] == "step_ended"
    assert 15.0 <= happened[3][1] < 17.0
    (session,) = sessions()
    assert (session["id"], session["partial"], session["ended"] is None) == (1, True, False)


def test_in_words_it_says_where_it_is(home: Path) -> None:
    interrupt(home)
    done = called("start", "--resume", "--plain", stdin="q\n")
    assert done.stdout.splitlines()[:3] == [
        "   0:05  Plank · hold 30 s · set 1 of 2 · next: rest 5 s, then set 2 of 2",
        "   0:15  paused",
        "         this is where it was interrupted: enter goes on",
    ]


def test_where_nothing_was_interrupted_it_says_so(home: Path) -> None:
    for _ in range(2):
        done = called("start", "--resume", "--plain")
        assert (done.exit_code, done.stdout, done.stderr) == (1, "", "backday: there is no interrupted session\n")
        keep(home, OPENING)


def test_of_a_routine_its_own_is_taken_up(home: Path) -> None:
    interrupt(home, "dumbbells")
    interrupt(home, "gone")
    interrupt(home)
    for query, number in (("dumb", 1), ("gone", 2), (None, 3)):
        done = called("start", *([query] if query else []), "--resume", "--plain", stdin="q\n")
        assert done.exit_code == 0
        ended = {session["id"] for session in sessions() if session["ended"]}
        assert number in ended
        assert ended <= {1, 2, number}
    done = called("start", "home", "--resume", "--plain")
    assert (done.exit_code, done.stderr) == (1, 'backday: there is no interrupted session of "home"\n')
    done = called("start", "lower", "--resume", "--plain")
    assert (done.exit_code, "may be" in done.stderr) == (1, True)


def test_one_that_cannot_be_taken_up_is_told_and_left(home: Path) -> None:
    interrupt(home, snapshot="name = 3")
    done = called("start", "--resume", "--plain")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "backday: Holds can't be taken up: its routine can't be read by this version\n"
    assert sessions()[0]["ended"] is None


def test_looked_through_at_speed_it_stays_as_it_was(home: Path) -> None:
    interrupt(home)
    done = called("start", "--resume", "--plain", "--speed", "100", stdin="")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("All done in")
    assert sessions()[0]["ended"] is None


def test_it_goes_on_with_auto_where_that_is_asked(home: Path) -> None:
    interrupt(home, snapshot='name = "Reps"\nwork = ["3x8 Seated row"]')
    done = called("start", "--resume", "--plain", "--auto", "--json", stdin="q\n")
    assert done.exit_code == 0
    with closing(Store(home / "history.sqlite3")) as store:
        commands = [entry.command for entry in store.journal(1)]
    assert commands == ["Position", "Position", "Position", "Pause", "SetAuto", "Position", "Finish"]


def test_resume_and_from_exclude_each_other() -> None:
    done = called("start", "--resume", "--from", "work")
    assert (done.exit_code, "--from and --resume don't go together" in done.stderr) == (2, True)


def test_a_new_workout_keeps_the_interrupted_one_and_says_so_in_one_line(home: Path) -> None:
    interrupt(home)
    done = called("do", "1 Row", "--plain", stdin="\n")
    assert done.exit_code == 0
    said = "backday: An interrupted session is kept in the log: Holds, begun 2026-01-05 18:00, 1 of 2 sets done\n"
    assert said in done.stderr
    newest, before = sessions()
    assert (newest["partial"], before["partial"], before["ended"]) == (False, True, "2026-01-05T18:00:15+01:00")
    assert [done["seconds"] for done in before["sets"]] == [10.0]


def test_what_is_not_logged_leaves_the_interrupted_one_alone(home: Path) -> None:
    interrupt(home)
    assert called("do", "1 Row", "--plain", "--no-log", stdin="\n").exit_code == 0
    assert [session["ended"] for session in sessions()] == [None]


# -- two at once ------------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from backday_tui.history.lock import RunningLock
lock = RunningLock(Path(sys.argv[1]))
print(lock.take("Back at home", "2026-01-05 18:00+01:00"), flush=True)
sys.stdin.read()
"""


def test_a_second_workout_is_told_of_the_first_and_everything_else_goes_on(home: Path) -> None:
    interrupt(home)
    program = [sys.executable, "-c", HOLD, str(home / "running.lock")]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "None\n"
        told = (
            f"backday: a workout is running already: Back at home (process {other.pid}), since 2026-01-05 18:00+01:00."
            " Finish it first, or train with --no-log\n"
        )
        for arguments in (["start", "home"], ["do", "1 Row"], ["start", "--resume"]):
            done = called(*arguments, "--plain", stdin="\n")
            assert (done.exit_code, done.stdout) == (1, "")
            assert told.partition(" (process")[0] in done.stderr
            assert f"(process {other.pid})" in done.stderr
        for options in (["--no-log"], ["--speed", "50"]):
            assert called("do", "1 Row", "--plain", *options, stdin="\n").exit_code == 0
        for arguments in (["list"], ["log"], ["plan", "home"], ["show", "home"]):
            assert called(*arguments).exit_code == 0
        assert [session["ended"] for session in sessions()] == [None]
        other.communicate("")
    assert RunningLock(home / "running.lock").holder() is None
    assert called("do", "1 Row", "--plain", stdin="\n").exit_code == 0


def test_a_session_with_texts_of_any_kind_and_length_is_told_in_short(home: Path) -> None:
    odd = "\x1b]0;t\x07\u202e" + "x" * 100_000
    opening = replace(OPENING, routine=odd, name=odd)
    keep(home, opening, replace(PLANK, exercise=odd, target=odd, side=odd, load=f"3 {odd}"))
    for arguments in (("log",), ("log", "1")):
        told = called(*arguments).stdout
        assert "␛]0;t␇\N{REPLACEMENT CHARACTER}xxx" in told
        assert not {"\x1b", "\x07", "\u202e"} & set(told)
        assert len(told) < 5000


@pytest.mark.usefixtures("home")
def test_one_finished_by_mistake_goes_on() -> None:
    assert called("do", "3x8 Seated row", "--rest", "0", "--plain", stdin="\nq\n").exit_code == 0
    done = called("start", "--resume", "--finished", "--plain", stdin="\n\n\n")
    assert done.exit_code == 0, done.stderr
    assert "this is where it was finished: enter goes on" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("All done in")
    (session,) = sessions()
    assert (session["partial"], len(session["sets"])) == (False, 3)
    done = called("start", "--resume", "--finished", "--plain")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "backday: 3x8 Seated row can't be taken up: no step of it is left\n"


def test_an_interrupted_one_goes_before_one_that_was_finished(home: Path) -> None:
    assert called("do", "3x8 Seated row", "--plain", stdin="q\n").exit_code == 0
    interrupt(home)
    done = called("start", "--resume", "--finished", "--plain", stdin="q\n")
    assert "this is where it was interrupted" in done.stdout


@pytest.mark.usefixtures("home")
def test_where_nothing_was_ever_finished_it_says_so_and_alone_it_is_refused() -> None:
    done = called("start", "--resume", "--finished", "--plain")
    assert (done.exit_code, done.stderr) == (1, "backday: there is no interrupted or finished session\n")
    done = called("start", "home", "--finished")
    assert done.exit_code == 2
    assert "--finished goes with --resume" in done.stderr


def test_the_log_goes_back_to_a_copy_and_says_what_it_keeps(home: Path) -> None:
    nothing = called("log", "restore")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "there is no copy of the log yet" in nothing.stderr
    shutil.copy(Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3", home)
    keep(home, OPENING, PLANK)
    listed = called("log", "restore").stdout.splitlines()
    assert listed[0].split() == ["number", "name", "made", "size", "holds"]
    assert [line.split()[1] for line in listed[1:]] == ["history.sqlite3.before-3", "history.sqlite3.before-2"]
    assert [line.endswith("bytes  3 sessions") for line in listed[1:]] == [True, True]
    done = called("log", "restore", "2")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1] == "What it was until now is kept as history.sqlite3.before-restore"
    assert len(sessions()) == 3
    refused = called("log", "restore", "nine")
    assert (refused.exit_code, refused.stderr) == (
        1,
        'backday: there is no copy "nine" of the log: `backday log restore` lists them\n',
    )
    assert called("log", "restore", "1", "2").exit_code == 2
