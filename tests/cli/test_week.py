"""`backday today` and `backday week`: four weeks day by day, as worked out by hand; deload weeks in aims."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli_runs import called, own

from backday_tui.cli import run
from backday_tui.clock import SystemClock
from backday_tui.history.journal import Opening
from backday_tui.history.migrations import MIGRATIONS
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine import week_file

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEK = """\
monday = "lower-back"
thursday = { turn = ["upper-back", "dumbbells"] }
any = { turn = ["home", "no-weights"], times = 2 }

[[block]]
from = 2026-11-02
weeks = 4
deload = { load = "90%", sets = "half" }
"""
OLD = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"
PLANK = 'name = "Plank"\nwork = ["4x1:00 Plank"]\n'
BERLIN = timezone(timedelta(hours=1))


def at(text: str) -> datetime:
    """A moment of November 2026, "2 18:05", in Berlin unless it says where."""
    day, _, time = text.partition(" ")
    moment = datetime.fromisoformat(f"2026-11-{int(day):02}T{time or '18:05'}")
    return moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)


def log(home: Path, started: datetime, routine: str, done: int = 4, *, partial: bool = False, planned: int = 4) -> int:
    """A session with so many of its sets."""
    sets = tuple(
        PerformedSet(number, "", "Plank", number + 1, planned, "hold", "1:00", None, seconds=60.0, source="typed")
        for number in range(done)
    )
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(Opening(routine, routine, PLANK, planned, started))
        over = SessionTotals(2520, planned, started + timedelta(minutes=42), partial=partial)
        store.append(number, 0, [JournalLine(JournalEntry(2520, "Done", {}), over, sets)])
        return number


@pytest.fixture
def week(home: Path) -> Path:
    """The home of a person with a week."""
    own(home, "week", WEEK)
    return home


def today(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """By the way that a prompt of the shell goes, and by the other: both say the same."""
    code = run(["today", *arguments])
    said = capsys.readouterr()
    other = called("today", *arguments)
    assert (other.exit_code, other.stdout, other.stderr) == (code, said.out, said.err)
    return code, said.out, said.err


# -- four weeks, day by day -------------------------------------------------------------------------------------------

LOG = (
    ("2 07:30", "lower-back", 4, False),
    ("3", "home", 4, False),
    ("5", "upper-back", 4, False),
    ("7", "no-weights", 2, True),  # half of it is done
    ("9", "lower-back", 1, True),  # a quarter isn't
    ("10", "lower-back", 4, False),
    ("11", "dumbbells", 4, False),
    ("12", "upper-back", 4, False),
    ("13 23:50", "home", 4, False),
    ("14", "no-weights", 4, False),
    ("15", "tabata", 4, False),  # not of the week
    ("19", "dumbbells", 4, False),
    ("20", "home", 4, False),
    ("23", "lower-back", 2, False),
    ("24", "no-weights", 2, False),
)
DAYS = (
    # day, exit code, what is due or done; worked out by hand
    (1, 0, "home"),  # a Sunday before anything was done
    (2, 3, "lower-back"),
    (3, 3, "home"),
    (4, 0, "no-weights"),  # one of two times so far, and its turn
    (5, 3, "upper-back"),
    (6, 0, "no-weights"),
    (7, 3, "no-weights"),
    (8, 4, None),  # both times are done
    (9, 0, "lower-back"),  # a quarter of it isn't done
    (10, 0, "home"),  # Monday's isn't owed; Tuesday is one of the other days
    (11, 0, "home"),
    (12, 3, "upper-back"),  # of two turns, for dumbbells were done on Wednesday
    (13, 3, "home"),
    (14, 3, "no-weights"),
    (15, 4, None),
    (16, 0, "lower-back"),
    (17, 0, "home"),
    (18, 0, "home"),
    (19, 3, "dumbbells"),
    (20, 3, "home"),
    (21, 0, "no-weights"),
    (22, 0, "no-weights"),  # what was missed isn't owed, but two times weren't done yet
    (23, 3, "lower-back"),
    (24, 3, "no-weights"),
    (25, 0, "home"),
    (26, 0, "upper-back"),  # after dumbbells a week before
    (27, 0, "home"),
    (29, 0, "home"),
    (30, 0, "lower-back"),
)


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the four weeks, written once."""
    home = tmp_path_factory.mktemp("logged")
    for started, routine, done, partial in LOG:
        log(home, at(started), routine, done, partial=partial)
    return home / "history.sqlite3"


@pytest.fixture
def four_weeks(week: Path, logged: Path) -> Path:
    shutil.copyfile(logged, week / "history.sqlite3")
    return week


@pytest.mark.parametrize(("day", "code", "routine"), DAYS)
def test_each_day_of_four_weeks(
    four_weeks: Path, capsys: pytest.CaptureFixture[str], day: int, code: int, routine: str | None
) -> None:
    del four_weeks
    on = f"2026-11-{day:02}"
    found, said, errors = today(capsys, "--on", on, "--json")
    told = json.loads(said)
    state = {0: "due", 3: "done", 4: "nothing"}[code]
    assert (found, told["date"], told["state"], told["routine"]) == (code, on, state, routine)
    assert errors == ""
    found, line, errors = today(capsys, f"--on={on}")
    begins = {0: f"{routine} is due: ", 3: f"{routine} is done: ", 4: "nothing is due; "}[code]
    assert (found, line.startswith(begins), line.count("\n"), errors) == (code, True, 1, "")
    number = (day - 2) // 7 + 1
    block = told["block"]
    assert (block and block["week"]) == (number if 1 <= number <= 4 else None)
    assert ("a deload week: 90 % of the load, half of the sets" in line) is (number == 4)


def test_why_it_is_due_and_how_it_was_done(four_weeks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del four_weeks
    said = {day: today(capsys, "--on", f"2026-11-{day:02}")[1].rstrip("\n") for day in (1, 5, 7, 8, 9, 11, 15, 26)}
    assert said == {
        1: "home is due: 0 of 2 times this week so far, the first in turn",
        5: "upper-back is done: 18:05, 4 sets in 42 min; week 1 of 4",
        7: "no-weights is done: 18:05, 2 of 4 sets in 42 min; week 1 of 4",
        8: "nothing is due; next is lower-back on Mon 9 Nov; week 1 of 4",
        9: "lower-back is due: as every Monday; week 2 of 4",
        11: "home is due: 0 of 2 times this week so far, its turn after no-weights on Sat 7 Nov; week 2 of 4",
        15: "nothing is due; done: tabata 18:05, 4 sets in 42 min; next is lower-back on Mon 16 Nov; week 2 of 4",
        26: "upper-back is due: its turn after dumbbells on Thu 19 Nov; week 4 of 4, "
        "a deload week: 90 % of the load, half of the sets",
    }


def test_a_week_as_json(four_weeks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del four_weeks
    code, said, _ = today(capsys, "--json", "--on", "2026-11-26")
    assert (code, json.loads(said)) == (
        0,
        {
            "date": "2026-11-26",
            "state": "due",
            "routine": "upper-back",
            "why": "its turn after dumbbells on Thu 19 Nov",
            "turn": ["upper-back", "dumbbells"],
            "after": {"routine": "dumbbells", "date": "2026-11-19"},
            "times": None,
            "block": {"from": "2026-11-02", "week": 4, "weeks": 4, "deload": {"load": 0.9, "sets": 0.5}},
            "done": [],
            "next": None,
        },
    )
    done = called("week", "--on", "2026-11-12", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert [(each["date"], each["state"], each["routine"]) for each in told.pop("days")] == [
        ("2026-11-09", "missed", "lower-back"),
        ("2026-11-10", "nothing", None),
        ("2026-11-11", "nothing", None),
        ("2026-11-12", "done", "upper-back"),
        ("2026-11-13", "planned", "home"),
        ("2026-11-14", "planned", "no-weights"),
        ("2026-11-15", "nothing", None),
    ]
    assert told == {
        "date": "2026-11-12",
        "times": {"done": 2, "of": 2},
        "block": {"from": "2026-11-02", "week": 2, "weeks": 4, "deload": None},
        "weeks_held": 1,
    }


def test_the_days_of_a_week(four_weeks: Path) -> None:
    del four_weeks
    assert called("week", "--on", "2026-11-14").stdout.splitlines() == [
        "  Mon 9 Nov   missed   lower-back",
        "  Tue 10 Nov                       lower-back 18:05, 4 sets in 42 min",
        "  Wed 11 Nov                       dumbbells 18:05, 4 sets in 42 min",
        "  Thu 12 Nov  done     upper-back  18:05, 4 sets in 42 min",
        "  Fri 13 Nov  done     home        23:50, 4 sets in 42 min",
        "▸ Sat 14 Nov  done     no-weights  18:05, 4 sets in 42 min",
        "  Sun 15 Nov",
        "2 weeks in a row held; 2 of 2 times on any day; week 2 of 4",
    ]


@pytest.mark.parametrize(
    ("day", "held"),
    [(4, 0), (7, 1), (8, 1), (12, 1), (14, 2), (18, 2), (22, 2), (25, 0)],  # in the third one of `any` is missing
)
def test_the_run_of_weeks(four_weeks: Path, day: int, held: int) -> None:
    del four_weeks
    assert json.loads(called("week", "--on", f"2026-11-{day:02}", "--json").stdout)["weeks_held"] == held


# -- days -------------------------------------------------------------------------------------------------------------


def state_on(capsys: pytest.CaptureFixture[str], day: int) -> int:
    return today(capsys, "--on", f"2026-11-{day:02}")[0]


def test_a_day_is_that_on_which_it_started_where_it_was_done(week: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log(week, at("2 23:55"), "lower-back")  # until Tuesday
    assert [state_on(capsys, day) for day in (2, 3)] == [3, 0]
    log(week, at("9 00:05+13:00"), "lower-back")  # Sunday everywhere else
    assert [state_on(capsys, day) for day in (8, 9)] == [0, 3]
    log(week, at("16 23:30-10:00"), "lower-back")  # Tuesday everywhere else
    assert [state_on(capsys, day) for day in (16, 17)] == [3, 0]


def test_the_day_on_which_clocks_go_back_is_one_day(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(home, "week", 'sunday = "home"\nmonday = "lower-back"\n')
    for hour, offset in ((0, 2), (2, 2), (2, 1), (23, 1)):  # 2026-10-25 has 25 hours in Berlin
        path = home / "history.sqlite3"
        path.unlink(missing_ok=True)
        log(home, datetime(2026, 10, 25, hour, 30, tzinfo=timezone(timedelta(hours=offset))), "home")
        for now, code in (("2026-10-25T23:59:00+01:00", 3), ("2026-10-26T00:01:00+01:00", 0)):
            moment = datetime.fromisoformat(now)
            monkeypatch.setattr(SystemClock, "wall", lambda _, moment=moment: moment)
            assert run(["today"]) == code


def test_what_is_still_to_come_counts_for_nothing(
    week: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log(week, at("2 18:05"), "lower-back")
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("2 18:00"))
    assert today(capsys)[0] == 0
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("2 18:06"))
    assert today(capsys)[0] == 3
    assert today(capsys, "--on", "2026-11-01")[0] == 0
    assert today(capsys, "--on", "2126-11-04")[1].startswith("lower-back is due")  # a Monday, in a hundred years


def test_what_was_entered_for_a_day_is_done_on_it(week: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own(week, "plank", PLANK)
    own(week, "week", 'monday = "plank"\n')
    assert called("log", "add", "plank", "--on", "2026-11-02", "Plank 1:00 1:00").exit_code == 0
    code, said, _ = today(capsys, "--on", "2026-11-02")
    assert (code, said) == (3, "plank is done: 2 of 4 sets\n")


def test_what_was_done_under_an_earlier_name_belongs_to_the_routine(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own(home, "new", PLANK)
    own(home, "week", 'monday = { turn = ["new", "home"] }\n')
    log(home, at("2"), "old")
    assert today(capsys, "--on", "2026-11-09")[1].startswith("new is due")
    (home / "routines" / ".renamed.json").write_text('{"new": ["old"]}', encoding="utf-8")
    assert today(capsys, "--on", "2026-11-02")[0] == 3
    assert today(capsys, "--on", "2026-11-09")[1] == "home is due: its turn after new on Mon 2 Nov\n"


def test_what_is_done_today_says_after_what_it_was_its_turn(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own(home, "week", 'monday = { turn = ["home", "tabata"] }\n')
    for day, routine in (("2", "home"), ("3", "push"), ("9", "tabata"), ("16 07:00", "home"), ("16 08:00", "tabata")):
        log(home, at(day), routine)
    told = json.loads(today(capsys, "--json", "--on", "2026-11-16")[1])
    assert (told["routine"], told["after"]) == ("tabata", {"routine": "tabata", "date": "2026-11-09"})
    assert json.loads(today(capsys, "--json", "--on", "2026-11-23")[1])["routine"] == "home"


@pytest.mark.parametrize("repeated", [["a", "b", "a", "c"], ["a", "a"]])
def test_turns_that_come_again_go_by_all_that_was_done(
    home: Path, capsys: pytest.CaptureFixture[str], repeated: list[str]
) -> None:
    own(home, "week", f"monday = {{ turn = {json.dumps(repeated)} }}\n")
    due = []
    for number in range(6):
        started = at("2") + timedelta(weeks=number)
        due.append(json.loads(today(capsys, "--json", "--on", f"{started:%Y-%m-%d}")[1])["routine"])
        log(home, started, due[-1])
    assert due == (repeated * 3)[:6]


# -- the log is only looked at ----------------------------------------------------------------------------------------


def test_without_a_log_nothing_was_done_and_none_is_made(week: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert today(capsys, "--on", "2026-11-02") == (0, "lower-back is due: as every Monday; week 1 of 4\n", "")
    assert sorted(path.name for path in week.iterdir()) == ["routines"]


def test_a_log_of_an_older_backday_is_read_as_it_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "history.sqlite3"
    shutil.copyfile(OLD, path)
    with closing(sqlite3.connect(path)) as db:
        routine, started = db.execute("SELECT routine, started FROM session WHERE partial = 0 LIMIT 1").fetchone()
    before = path.read_bytes()
    day = date.fromisoformat(started[:10])
    own(home, "week", f'{week_file.DAYS[day.weekday()]} = "{routine}"\n')
    assert today(capsys, "--on", f"{day}")[0] == 3
    assert called("week", "--on", f"{day}").exit_code == 0
    assert path.read_bytes() == before
    assert sorted(each.name for each in home.iterdir()) == ["history.sqlite3", "routines"]


def test_one_of_a_newer_backday_is_left_alone(four_weeks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = four_weeks / "history.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    assert today(capsys)[::2] == (
        1,
        f"backday: {path}: the log was written by a newer backday: it is left as it is\n",
    )


@pytest.mark.parametrize("content", [b"nothing of a database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_one_that_is_damaged_is_told(week: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    path = week / "history.sqlite3"
    path.write_bytes(content)
    code, said, errors = today(capsys)
    assert (code, said, errors.count("\n")) == (1, "", 1)
    assert errors.startswith(f"backday: {path}: the log can't be read: ")
    assert path.read_bytes() == content


def test_one_that_another_program_holds_is_told_after_a_moment(
    four_weeks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backday_tui.history.week_log._WAIT_S", 0)
    path = four_weeks / "history.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert today(capsys) == (1, "", f"backday: {path}: the log can't be read: database is locked\n")


def test_what_a_program_left_half_written_is_put_right(four_weeks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute('UPDATE session SET snapshot = hex(randomblob(20000))')\n"
        "os._exit(0)\n"
    )
    path = four_weeks / "history.sqlite3"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=60)
    assert path.with_name("history.sqlite3-journal").exists()
    assert today(capsys, "--on", "2026-11-02")[0] == 3


def test_a_folder_whose_name_means_something_in_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "100% #1? ü"
    home.mkdir()
    monkeypatch.setenv("BACKDAY_HOME", str(home))
    own(home, "week", WEEK)
    log(home, at("2"), "lower-back")
    assert today(capsys, "--on", "2026-11-02")[0] == 3


# -- the file ---------------------------------------------------------------------------------------------------------


def test_without_a_week_there_is_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del home
    none = "backday: there is no week.toml yet: `backday edit week` begins one\n"
    assert today(capsys) == (4, "", none)
    code, said, _ = today(capsys, "--json", "--on", "2026-11-02")
    assert (code, json.loads(said)["state"], json.loads(said)["routine"]) == (4, "nothing", None)
    done = called("week")
    assert (done.exit_code, done.stdout, done.stderr) == (4, "", none)


@pytest.mark.parametrize(("text", "code"), [("", 4), (week_file.TEMPLATE, 4), ('name = "Week"\nwork = ["Plank"]', 4)])
def test_a_week_that_asks_for_nothing(home: Path, capsys: pytest.CaptureFixture[str], text: str, code: int) -> None:
    own(home, "week", text)
    assert today(capsys)[0] == code


def test_one_with_faults_says_them_with_their_places(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own(home, "week", 'mondy = "home"\nany = 3\n')
    code, said, errors = today(capsys)
    assert (code, said) == (1, "")
    assert errors.splitlines() == [
        f'{path}:1:1: "mondy" is no key of a week; is "monday" meant?',
        f'{path}:2:7: any = 3: allowed is {{ turn = ["upper-back", "dumbbells"], times = 3 }}',
    ]
    assert called("week").exit_code == 1
    assert errors.splitlines()[0] in called("plan", "home").stderr


def test_an_id_that_no_routine_has_is_told_where_it_is_due(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own(home, "week", 'monday = "upper-bak"\ntuesday = "\\u001b[2J"\n')
    code, said, errors = today(capsys, "--on", "2026-11-02")
    assert (code, said) == (0, "upper-bak is due: as every Monday\n")
    assert errors.startswith('backday: week.toml: no routine is called "upper-bak"; did you mean "upper-back"')
    assert "\x1b" not in "".join(map(str, today(capsys, "--on", "2026-11-03")))


@pytest.mark.parametrize(
    "arguments",
    [["--on"], ["--on", "2026-13-01"], ["--on", "yesterday"], ["--on=20261102"], ["--onn=2026-11-02"], ["monday"]],
)
def test_what_makes_no_sense_is_for_the_command_line(
    week: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str]
) -> None:
    del week
    code, said, errors = today(capsys, *arguments)
    assert (code, said) == (2, "")
    assert "Error: " in errors


def test_check_knows_a_week(week: Path) -> None:
    path = week / "routines" / "week.toml"
    assert called("check", str(path)).exit_code == 0
    path.write_text('monday = "hom"\n', encoding="utf-8")
    done = called("check", str(path))
    assert (done.exit_code, done.stdout) == (1, f'{path}:1:10: "hom": no routine has this id; is "home" meant?\n')
    found = json.loads(called("check", "--json", str(path)).stdout)
    assert [(each["key"], each["severity"]) for each in found] == [("monday", "error")]
    path.write_text('name = "Week"\nwork = ["3x1:00 Plank"]\n', encoding="utf-8")
    done = called("check", str(path))
    assert (done.exit_code, "hint: with a name this is a routine" in done.stdout) == (0, True)


def test_a_week_beside_routines_elsewhere_may_name_those(home: Path, tmp_path: Path) -> None:
    del home
    (tmp_path / "mine.toml").write_text(PLANK, encoding="utf-8")
    (tmp_path / "week.toml").write_text('monday = "mine"\n', encoding="utf-8")
    assert called("check", str(tmp_path / "week.toml")).exit_code == 0


def test_the_schema_of_a_week() -> None:
    assert json.loads(called("schema", "--week").stdout) == week_file.schema()
    assert called("schema", "--week", "--exercises").exit_code == 2


def test_a_week_is_no_routine(week: Path) -> None:
    path = week / "routines" / "week.toml"
    assert all(each["id"] != "week" for each in json.loads(called("list", "--json").stdout))
    for command in ("show", "plan", "why"):
        done = called(command, str(path))
        assert (done.exit_code, done.stderr) == (
            1,
            f"backday: {path}: this is your week, and no routine: `backday week` shows it\n",
        )
    assert called("show", "week").exit_code == 1
    assert called("fmt", str(path)).exit_code == 0
    assert called("check", str(path)).exit_code == 0


def test_the_week_is_edited_and_begun(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "import sys; print(open(sys.argv[1]).readline())"')
    monkeypatch.delenv("VISUAL", raising=False)
    path = home / "routines" / "week.toml"
    assert called("edit", "week", "--editor").exit_code == 0
    assert path.read_text(encoding="utf-8") == week_file.TEMPLATE
    path.write_text("monday = 1\n", encoding="utf-8")
    done = called("edit", "week", "--editor")
    assert (done.exit_code, done.stderr.startswith(f"{path}:1:10: ")) == (1, True)
    assert path.read_text(encoding="utf-8") == "monday = 1\n"


# -- what it costs ----------------------------------------------------------------------------------------------------


def test_a_prompt_waits_for_nothing_heavy(four_weeks: Path) -> None:
    program = "import sys\nfrom backday_tui.cli import run\nrun(['today'])\nprint(*sys.modules, sep='\\n')"
    environment = {**os.environ, "BACKDAY_HOME": str(four_weeks)}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    loaded = set(ran.stdout.split())
    assert "backday_tui.history.week_log" in loaded
    assert loaded & {"click", "rich", "textual", "dataclasses", "inspect", "pathlib", "json", "threading"} == set()
    assert loaded & {"platformdirs", "backday_tui.routine.format", "backday_tui.history.log"} == set()


# -- deload weeks -----------------------------------------------------------------------------------------------------

ROWS = """\
name = "Rows"
rest = "0"
work = [
  { exercise = "Seated row", sets = 4, reps = 5, load = "40 kg", progress = { load = "+2.5 kg" } },
  { superset = ["3x8 Push-up", "3x8 Squat"], rest = "0" },
]
"""


@pytest.fixture
def rows(week: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    own(week, "rows", ROWS)
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("24"))
    return week


def told(command: str, *options: str) -> Any:
    done = called(command, "rows", "--json", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def work(plan: dict[str, Any]) -> list[tuple[str, int, str | None]]:
    return [
        (step["exercise"], step["set"], step["aim"]["load"] if step["aim"] else None)
        for step in plan["steps"]
        if step["kind"] not in ("rest", "prepare")
    ]


LIGHT: list[tuple[str, int, str | None]] = [("Seated row", 1, "35 kg"), ("Seated row", 2, "35 kg")]
LIGHT += [(name, number, None) for number in (1, 2) for name in ("Push-up", "Squat")]


def test_a_deload_week_is_in_the_plan_of_every_routine(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert work(told("plan")) == LIGHT
    assert [len(work(told("plan", "--as-written"))), work(told("plan", "--as-written"))[0][2]] == [10, "40 kg"]
    reason = "5 reps · 35 kg: a deload week: 90 % of the load, 2 of 4 sets; else 5 reps · 40 kg, as the file says"
    assert told("why")[0]["why"] == reason
    assert "a deload week" in called("show", "rows").stdout
    ahead = told("plan", "--ahead", "2")["ahead"]
    assert [work(each)[0][2] for each in ahead] == ["40 kg", "42.5 kg"]  # what is done this week isn't judged
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("30"))
    assert work(told("plan"))[0] == ("Seated row", 1, "40 kg")
    del rows


@pytest.mark.parametrize(("day", "is_to_come"), [("2", True), ("22", True), ("23", False), ("30", False)])
def test_the_sessions_ahead_say_that_a_deload_week_is_to_come(
    rows: Path, monkeypatch: pytest.MonkeyPatch, day: str, is_to_come: bool
) -> None:
    monkeypatch.setattr(SystemClock, "wall", lambda _: at(day))
    said = "  a deload week begins on Mon 23 Nov: what is less in it is not told here\n"
    assert (said in called("plan", "rows", "--ahead", "2").stdout) is is_to_come
    assert "deload week begins" not in called("plan", "rows").stdout
    (rows / "routines" / "week.toml").unlink()
    assert "deload" not in called("plan", "rows", "--ahead", "2").stdout


def test_what_has_no_aim_has_fewer_sets_too_and_a_minute_stays_one(rows: Path) -> None:
    text = 'name = "X"\nwork = ["4x:30 Jumping jack", { circuit = ["8 Squat", ":30 Jumping jack"], rounds = 3 }'
    own(rows, "rows", f'{text}, {{ emom = ["5 Burpee"], minutes = 2 }}]')
    assert [(step["exercise"], step["set"], step["sets"]) for step in told("plan")["steps"] if step["set"] and
            step["kind"] not in ("rest", "prepare")] == [
        ("Jumping jack", 1, 2), ("Jumping jack", 2, 2), ("Squat", 1, 2), ("Jumping jack", 1, 2), ("Squat", 2, 2),
        ("Jumping jack", 2, 2), ("Burpee", 1, 2), ("Burpee", 2, 2),
    ]  # fmt: skip
    assert [each["why"] for each in told("why")[::3]] == ["a deload week: 2 of 4 sets", "as the file says"]


def play(*figures: str) -> None:
    done = called("start", "rows", "--plain", stdin="".join(f"{each}\n" for each in figures))
    assert (done.exit_code, done.stderr) == (0, "")


def judged(home: Path) -> list[bool]:
    with closing(Store(home / "history.sqlite3")) as store:
        return [row.is_judged for row in store.sessions()]


def test_what_is_done_in_a_deload_week_changes_no_aim(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("16"))
    play(*["5"] * 4, *["8"] * 6)
    assert work(told("plan"))[0][2] == "42.5 kg"
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("23"))
    assert work(told("plan"))[0][2] == "37.5 kg"
    play(*["2"] * 2, *["8"] * 4)
    assert judged(rows) == [False, True]
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("30"))
    assert work(told("plan"))[0][2] == "42.5 kg"
    (rows / "routines" / "week.toml").unlink()  # it stands in the session itself
    assert work(told("plan"))[0][2] == "42.5 kg"
    with closing(Store(rows / "history.sqlite3")) as store:
        newest = store.sessions()[0]
        assert (newest.planned_sets, newest.partial) == (6, False)
        assert [entry.planned for entry in store.entries(newest.id)] == [2, 2, 2]


def test_what_was_entered_for_a_deload_week_changes_no_aim(rows: Path) -> None:
    done = called("log", "add", "rows", "--on", "2026-11-23", "Seated row 5 5 5 5 @ 40kg")
    assert done.exit_code == 0
    assert called("log", "add", "rows", "--on", "2026-11-16", "Seated row 5 5 5 5 @ 40kg").exit_code == 0
    assert judged(rows) == [False, True]


def test_without_a_log_it_is_a_deload_week_all_the_same(rows: Path) -> None:
    assert not (rows / "history.sqlite3").exists()
    assert told("why")[0]["aims"][0]["load"] == "35 kg"


def test_a_day_in_the_zone_of_the_person(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del rows
    monkeypatch.setattr(
        SystemClock, "wall", lambda _: datetime(2026, 11, 22, 23, 30, tzinfo=timezone(-timedelta(hours=5)))
    )
    assert work(told("plan"))[0][2] == "40 kg"  # in UTC it is Monday, and the deload week
    monkeypatch.setattr(SystemClock, "wall", lambda _: at("22 23:30+00:00").astimezone(BERLIN))
    assert work(told("plan"))[0][2] == "35 kg"
