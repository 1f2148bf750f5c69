"""`backday log add`, `set` and `undo`: what they write, say and refuse."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui.cli.commands import backday
from backday_tui.cli.shells import ShellAnswers
from backday_tui.history.journal import Opening
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("home")

BEGAN = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
ROUTINE = """
name = "Mine"
rest = 30
work = ["3x8-12 Seated row @ 40kg", "2x1:00 Plank", "2x8 One-arm dumbbell row each side", "5 Chin-up / Pull-up"]
"""


@pytest.fixture
def mine(home: Path) -> Path:
    path = home / "routines" / "mine.toml"
    path.parent.mkdir()
    path.write_text(ROUTINE)
    return path


def called(*arguments: str) -> Result:
    return CliRunner().invoke(backday, ["log", *arguments], prog_name="backday")


def sessions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(called("--json").stdout)
    return found


def kept(home: Path, *, ended: bool = True, opening: Opening | None = None) -> None:
    """A session that was followed, of two sets."""
    opening = opening or Opening("mine", "Mine", ROUTINE, 8, BEGAN)
    sets = tuple(
        PerformedSet(
            number, "", "Seated row", number + 1, 2, "reps", "8-12", reps=10 - number, load="40 kg", source="done",
            movement="seated-row", moved_kg=40.0,
        )
        for number in range(2)
    )  # fmt: skip
    totals = SessionTotals(600.0, 8, opening.started + timedelta(minutes=10) if ended else None, partial=not ended)
    with closing(Store(home / "history.sqlite3")) as store:
        store.append(store.begin(opening), 0, [JournalLine(JournalEntry(600.0, "Position", {}), totals, sets)])


# -- add ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mine")
def test_a_session_that_nobody_timed_is_entered_by_its_day() -> None:
    done = called("add", "mine", "--on", "2026-01-02", "Seated row 12 10 @ 42.5kg; Plank 1:30 50s; Curl 10")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "session 1 on 2026-01-02, Mine: 5 of 8 sets",
            "  Seated row: 12 · 10 \u00d7 42.5 kg",
            "  Plank: 1:30 · 0:50",
            "  Biceps curl: 10",
        ],
    )
    assert "is not in the routine" in done.stderr
    (row,) = sessions()
    assert (row["started"], row["ended"], row["partial"], row["routine"]) == ("2026-01-02", None, False, "mine")
    assert row["planned_sets"] == 8
    first = row["sets"][0]
    assert [first[name] for name in ("exercise", "set", "reps", "load", "movement", "source", "load_kg", "at")] == [
        "Seated row", 1, 12, "42.5 kg", "seated-row", "entered", 42.5, None,
    ]  # fmt: skip
    assert [each["seconds"] for each in row["sets"]] == [None, None, 90.0, 50.0, None]


@pytest.mark.usefixtures("mine")
def test_where_the_time_is_known_nobody_invents_when_it_ended() -> None:
    assert called("add", "mine", "--on", "2026-01-02", "--at", "18:30", "Plank 1:30").exit_code == 0
    (row,) = sessions()
    assert row["started"].startswith("2026-01-02T18:30:00")
    assert (row["ended"], row["partial"]) == (None, False)
    assert "interrupted" not in CliRunner().invoke(backday, ["start", "--resume"]).stdout
    assert called("1").stdout.splitlines()[2].split() == ["date", "2026-01-02", "18:30"]


@pytest.mark.usefixtures("mine")
def test_each_set_belongs_to_its_entry_of_the_routine(home: Path) -> None:
    assert (
        called(
            "add", "mine", "--on", "2026-01-02", "pull up 6; One-arm DB row L 8 R 7; Plank 1:30; Plank 20s"
        ).exit_code
        == 0
    )
    with closing(Store(home / "history.sqlite3")) as store:
        (row,) = store.sessions()
        entries = {entry.place: entry for entry in store.entries(1)}
    assert [(done.exercise, done.side, done.entry, done.nth, done.target, done.kind) for done in row.sets] == [
        ("Pull-up", "", 3, 1, "5", "reps"),
        ("One-arm dumbbell row", "left", 2, 1, "8", "reps"),
        ("One-arm dumbbell row", "right", 2, 1, "8", "reps"),
        ("Plank", "", 1, 1, "1:00", "hold"),
        ("Plank", "", None, 2, "", "hold"),
    ]
    assert [done.bout for done in row.sets] == [0, 1, 1, 2, 3]
    assert [(entry.exercise, entry.planned) for entry in entries.values()] == [
        ("Seated row", 3), ("Plank", 2), ("One-arm dumbbell row", 2), ("Pull-up", 1),
    ]  # fmt: skip
    assert all(entry.prescription for entry in entries.values())


def test_without_a_routine_it_is_called_by_what_was_done() -> None:
    done = called("add", "-", "--on", "2026-01-02", "Wall flump 5 5", "Pull-up 8@+10kg")
    assert done.exit_code == 0
    assert '"Wall flump" is in no catalogue and is kept as it is written' in done.stderr
    (row,) = sessions()
    assert (row["routine"], row["planned_sets"], len(row["sets"])) == ("Wall flump, Pull-up", 3, 3)
    assert row["sets"][0]["movement"] == "wall flump"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["mine", "Row 9z; Plank"], 1, 'command line:1:5: "9z": no set'),
        (["nowhere", "Row 9"], 1, "nowhere"),
        (["mine", "--on", "2999-01-01", "Row 9"], 2, "still to come"),
        (["mine", "--on", "1980-01-01", "Row 9"], 2, "so long ago"),
        (["mine", "--on", "2026-02-30", "Row 9"], 2, "2026-02-30"),
        (["mine", "--on", "2026-01-02", "--at", "25:00", "Row 9"], 2, "25:00"),
        (["mine"], 2, "TEXT"),
    ],
)
@pytest.mark.usefixtures("mine")
def test_where_something_makes_no_sense_nothing_is_written(
    home: Path, arguments: list[str], code: int, said: str
) -> None:
    refused = called("add", *arguments)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert said in refused.stderr
    assert not (home / "history.sqlite3").exists()


@pytest.mark.usefixtures("mine")
def test_of_one_day_what_was_entered_is_not_the_newest(home: Path) -> None:
    kept(home)
    assert called("add", "mine", "--on", "2026-01-05", "Plank 1:30").exit_code == 0
    assert [row["id"] for row in sessions()] == [1, 2]


# -- set ----------------------------------------------------------------------------------------------------------


def test_a_set_is_corrected_by_its_number_and_says_what_it_was(home: Path) -> None:
    kept(home)
    done = called("set", "1", "2", "9@42.5")
    assert (done.exit_code, done.stdout) == (
        0,
        "session 1, set 2, Seated row: 9 reps · 42.5 kg, it was 9 reps · 40 kg\n",
    )
    changed = sessions()[0]["sets"][1]
    assert [changed[name] for name in ("reps", "load", "source", "load_kg", "moved_kg")] == [
        9, "42.5 kg", "entered", 42.5, 42.5,
    ]  # fmt: skip
    assert "set 2, Seated row: 42.5 kg, it was 40 kg" in called("1").stdout
    assert called("set", "1", "2", "9@42.5").stdout.endswith("as it was\n")


def test_what_the_body_moves_follows_its_load(home: Path) -> None:
    CliRunner().invoke(backday, ["weight", "80kg", "--on", "2026-01-01"])
    called("add", "-", "--on", "2026-01-02", "Pull-up 8@+10kg")
    assert sessions()[0]["sets"][0]["moved_kg"] == 90.0
    called("set", "1", "1", "8@+12.5kg")
    assert sessions()[0]["sets"][0]["moved_kg"] == 92.5
    called("undo")
    assert sessions()[0]["sets"][0]["moved_kg"] == 90.0
    assert (home / "history.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["9", "1", "9"], "there is no session 9"),
        (["nine", "1", "9"], "there is no session nine"),
        (["1", "3", "9"], "session 1 has 2 sets, and no set 3"),
        (["1", "0", "9"], "no set 0"),
        (["1", "1", "nine"], '"nine"'),
        (["1", "1", "1:30"], "this set counts reps"),
    ],
)
def test_figures_and_places_that_make_no_sense_are_told(home: Path, arguments: list[str], said: str) -> None:
    kept(home)
    before = sessions()
    refused = called("set", *arguments)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert sessions() == before


def test_a_session_that_is_not_over_is_not_changed_from_outside(home: Path) -> None:
    kept(home, ended=False)
    refused = called("set", "1", "1", "9")
    assert refused.exit_code == 1
    assert "session 1 was not ended" in refused.stderr
    lock = RunningLock(home / LOCK_NAME)
    lock.begin("Mine", BEGAN)
    try:
        assert "while a workout runs" in called("set", "1", "1", "9").stderr
    finally:
        lock.release()


# -- edit ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """An editor that replaces texts, once each time it is opened; gives a list of what it is shown."""

    def made(*changes: Sequence[tuple[str, str]]) -> list[str]:
        shown: list[str] = []
        left = list(changes)

        def edit(path: Path, line: int = 1) -> int:
            text = path.read_text(encoding="utf-8")
            shown.append(text)
            assert 1 <= line <= text.count("\n")
            for old, new in left.pop(0) if left else ():
                assert old in text
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
            return 0

        monkeypatch.setattr("backday_tui.tui.editor.outside.edit", edit)
        return shown

    return made


def test_a_session_is_edited_as_text_and_that_is_taken_back_as_one(
    home: Path, editor: Callable[..., list[str]]
) -> None:
    kept(home)
    before = sessions()
    editor(
        [
            ("date: 2026-01-05 18:00", "date: 2026-01-04 17:30"), ("note:", "note: felt good"),
            ("  1: 10 @ 40 kg", "  1: 11 @ 42.5 kg\n     note: grip"),
            ("  2: 9 @ 40 kg\n", "  + 8 7 @ 40 kg\nPlank\n+ 1:30\n"),
        ]
    )  # fmt: skip
    done = called("edit", "1")
    assert (done.exit_code, done.stdout) == (
        0,
        "session 1: edited as text: 1 set changed, 3 sets added, 1 set deleted, another note, begun 2026-01-04 17:30\n",
    )
    (row,) = sessions()
    assert (row["started"][:16], row["ended"][:16], row["note"]) == (
        "2026-01-04T17:30",
        "2026-01-04T17:40",
        "felt good",
    )
    assert [
        (done["exercise"], done["set"], done["reps"], done["seconds"], done["load"], done["note"])
        for done in row["sets"]
    ] == [
        ("Seated row", 1, 11, None, "42.5 kg", "grip"),
        ("Seated row", 2, 8, None, "40 kg", None),
        ("Seated row", 3, 7, None, "40 kg", None),
        ("Plank", 1, None, 90.0, None, None),
    ]
    assert {done["source"] for done in row["sets"]} == {"entered"}
    assert "edited as text" in called("1").stdout
    assert called("undo").stdout == "taken back: session 1 is as it was before it was edited\n"
    assert sessions() == before
    assert sorted(path.name for path in home.iterdir() if path.name != "cache") == ["history.sqlite3"]


def test_a_text_that_does_not_parse_comes_back_with_its_problems(home: Path, editor: Callable[..., list[str]]) -> None:
    kept(home)
    shown = editor([("1: 10 @ 40 kg", "1: 9z @ 40 kg"), ("2: 9", "7: 9")], [("9z", "9")])
    assert called("edit", "1").exit_code == 1
    assert '#! "9z": no set' in shown[1]
    assert "#! there is no set 7 of 2 sets" in shown[1]
    assert "#!" not in shown[2].partition("1: 9 @")[0]
    assert len(shown) == 3  # it was left as it was opened then


def test_a_text_that_is_left_with_problems_is_kept_and_nothing_is_written(
    home: Path, editor: Callable[..., list[str]]
) -> None:
    kept(home)
    before = sessions()
    shown = editor([("1: 10 @ 40 kg", "1: 9z @ 40 kg")])
    left = called("edit", "1")
    assert (left.exit_code, left.stdout) == (1, "")
    assert f'{home / "session-1.txt"}:10:6: "9z": no set' in left.stderr
    assert "nothing was written" in left.stderr
    assert sessions() == before
    shown = editor([("9z @", "9 @")])
    assert called("edit", "1").stdout == "session 1: edited as text: 1 set changed\n"
    assert "1: 9z @ 40 kg" in shown[0]
    assert not (home / "session-1.txt").exists()


@pytest.mark.parametrize("changes", [(), [("# Session", "# My session")], [("Seated row", "Seated row ")]])
def test_a_text_that_says_the_same_changes_nothing(
    home: Path, editor: Callable[..., list[str]], changes: Sequence[tuple[str, str]]
) -> None:
    kept(home)
    before = sessions()
    editor(changes)
    assert called("edit", "1").stdout == "session 1: as it was\n"
    assert sessions() == before
    assert called("undo").exit_code == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("date: 2026-01-05 18:00", "date: soon"), "6:7: a day, or a day and a time"),
        (("date: 2026-01-05 18:00", "date: 2999-01-05"), "6:7: that is still to come"),
        (("  2: 9 @ 40 kg", "  1: 9 @ 40 kg"), "set 1 stands here twice"),
        (("  2: 9 @ 40 kg", "  2: 9 8"), "this line is one set"),
        (("  2: 9 @ 40 kg", "  2:"), "what was done"),
        (("  2: 9 @ 40 kg", "  +"), "what was done"),
        (("Seated row\n", ""), "the exercise stands above its sets"),
        (("Seated row\n", "Seated row\nnote: good\n"), "a note of a set stands below it"),
    ],
)
def test_each_problem_of_a_text_has_its_place(
    home: Path, editor: Callable[..., list[str]], change: tuple[str, str], said: str
) -> None:
    kept(home)
    editor([change])
    refused = called("edit", "1")
    assert refused.exit_code == 1
    assert said in refused.stderr


def test_a_set_under_another_exercise_is_one_of_that(home: Path, editor: Callable[..., list[str]]) -> None:
    kept(home)
    editor([("Seated row", "chin ups")])
    assert called("edit", "1").stdout == "session 1: edited as text: 2 sets changed\n"
    assert {(done["movement"], done["reps"]) for done in sessions()[0]["sets"]} == {
        ("chin-up", 10), ("chin-up", 9),
    }  # fmt: skip


def test_a_session_that_goes_on_is_not_edited(home: Path, editor: Callable[..., list[str]]) -> None:
    kept(home, ended=False)
    shown = editor()
    assert "session 1 was not ended" in called("edit", "1").stderr
    assert shown == []


# -- undo ---------------------------------------------------------------------------------------------------------


def test_what_was_put_right_is_taken_back_one_after_the_other(home: Path) -> None:
    kept(home)
    before = sessions()
    called("set", "1", "1", "12@50")
    called("add", "-", "--on", "2026-01-02", "Plank 1:30")
    with closing(Store(home / "history.sqlite3")) as store:
        store.annotate(1, "good")
        store.move(1, BEGAN - timedelta(days=1), BEGAN)
        store.delete_set(store.sessions()[0].sets[0].id or 0)
        store.delete(1)
    said = [called("undo").stdout.strip() for _ in range(6)]
    assert said == [
        "taken back: session 1 is in the log again: Mine, begun 2026-01-04 18:00",
        "taken back: session 1: in it again: Seated row · 12 reps · 50 kg",
        "taken back: session 1: begun 2026-01-05 18:00 again, it was 2026-01-04 18:00",
        "taken back: session 1: the note is none again",
        "taken back: session 2 is out of the log again, which was entered afterwards",
        "taken back: session 1, set 1, Seated row: 10 reps · 40 kg again, it was 12 reps · 50 kg",
    ]
    assert sessions() == before
    nothing = called("undo")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "there is nothing to take back" in nothing.stderr


def test_a_deleted_session_comes_back_with_its_journal(home: Path) -> None:
    kept(home)
    with closing(Store(home / "history.sqlite3")) as store:
        journal = store.journal(1)
        store.delete(1)
    assert called("undo").exit_code == 0
    with closing(Store(home / "history.sqlite3")) as store:
        assert store.journal(1) == journal != ()


def test_what_can_not_be_taken_back_is_told_and_those_before_it_can(home: Path) -> None:
    kept(home)
    called("set", "1", "1", "12")
    with closing(Store(home / "history.sqlite3")) as store:
        store._db.execute("INSERT INTO change (session, at, what, was) VALUES (1, '', 'dreamt', 'x')")
    refused = called("undo")
    assert refused.exit_code == 1
    assert "it can't be taken back" in refused.stderr
    assert called("undo").stdout.startswith("taken back: session 1, set 1")


def test_numbers_of_sets_stay_when_a_session_is_written_again(home: Path) -> None:
    kept(home)
    with closing(Store(home / "history.sqlite3")) as store:
        row = store.sessions()[0]
        more = replace(row.sets[0], id=None, bout=2, number=3)
        line = JournalLine(JournalEntry(601.0, "Position", {}), SessionTotals(601.0, 8, BEGAN), (*row.sets, more))
        store.append(1, 1, [line])
        again = store.sessions()[0].sets
    assert [done.id for done in again[:2]] == [done.id for done in row.sets]
    assert len(again) == 3


@pytest.mark.parametrize("word", ["add", "set", "edit", "undo"])
def test_each_has_a_help_of_its_own(word: str) -> None:
    told = called(word, "--help")
    assert told.exit_code == 0
    assert told.stdout.startswith(f"Usage: backday log {word}")
    assert f"backday log {word}" in called("--help").stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("backday log a", "add"), ("backday log e", "edit"), ("backday log add mi", "mine"),
        ("backday log set ", "1"), ("backday log edit ", "1"), ("backday log add --o", "--on"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("mine")
def test_tab_completes_the_commands_and_what_follows_them(home: Path, typed: str, offered: str) -> None:
    kept(home)
    words = typed.split(" ")
    answers = ShellAnswers(backday, {}, "backday", "_BACKDAY_COMPLETE").get_completions(words[1:-1], words[-1])
    assert offered in [answer.value for answer in answers]


# -- what comes of it ---------------------------------------------------------------------------------------------


def aims() -> list[tuple[int | None, str | None]]:
    """What the sets of the routine aim at today."""
    told = CliRunner().invoke(backday, ["plan", "mine", "--json"]).stdout
    return [(step["aim"]["reps"], step["aim"]["load"]) for step in json.loads(told)["steps"] if step["kind"] == "reps"]


def test_what_is_put_right_turns_the_next_aim(home: Path) -> None:
    path = home / "routines" / "mine.toml"
    path.parent.mkdir()
    path.write_text(
        'name = "Mine"\n[[work]]\nexercise = "Seated row"\nsets = 2\nreps = 8\nload = "40 kg"\n'
        'progress = { load = "+2.5 kg" }\n'
    )
    yesterday = str((datetime.now().astimezone() - timedelta(days=1)).date())
    assert aims() == [(8, "40 kg")] * 2
    assert called("add", "mine", "--on", yesterday, "Seated row 8 8 @ 40kg").exit_code == 0
    assert aims() == [(8, "42.5 kg")] * 2
    called("set", "1", "2", "7")
    assert aims() == [(8, "40 kg")] * 2
    called("undo")
    assert aims() == [(8, "42.5 kg")] * 2
    called("undo")
    assert aims() == [(8, "40 kg")] * 2


# -- records ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mine")
def test_a_mistyped_99_that_is_put_right_has_a_star_nowhere() -> None:
    called("add", "mine", "--on", "2026-01-02", "Seated row 12 10 @ 42.5kg")
    called("add", "mine", "--on", "2026-01-04", "Seated row 99 10 @ 42.5kg")
    called("add", "mine", "--on", "2026-01-06", "Seated row 13 10 @ 42.5kg")
    told = "★ Seated row: {} \u00d7 42.5 kg, the most reps at 42.5 kg or more so far (before: 12 \u00d7 42.5 kg"

    def starred() -> list[list[str]]:
        pages = called().stdout, called("seated row").stdout
        return [[line.split()[0] for line in page.splitlines() if "★" in line][1:] for page in pages]

    assert starred() == [["2"], ["2"]]
    assert told.format(99) in called("2").stdout
    assert "★" not in called("3").stdout
    called("set", "2", "1", "11@42.5kg")
    assert starred() == [["3"], ["3"]]
    assert "★" not in called("2").stdout
    assert "★ Seated row: 13 \u00d7 42.5 kg" in called("3").stdout
    called("undo")
    assert starred() == [["2"], ["2"]]


WEEK = 'monday = "mine"\n[[block]]\nfrom = "2025-11-03"\nweeks = 4\ndeload = { load = "90%", sets = "half" }\n'


@pytest.mark.parametrize(("day", "planned"), [("2025-11-23", 8), ("2025-11-24", 5), ("2025-11-30", 5)])
def test_a_session_of_a_deload_week_is_counted_by_the_plan_of_that_day(mine: Path, day: str, planned: int) -> None:
    (mine.parent / "week.toml").write_text(WEEK)
    told = "Seated row 10 9 @ 35kg; Plank 1:00; One-arm dumbbell row L8 R8; Chin-up 5"
    done = called("add", "mine", "--on", day, told)
    assert done.stdout.startswith(f"session 1 on {day}, Mine: 5 of {planned} sets\n")
    (session,) = sessions()
    assert session["planned_sets"] == planned


def test_sets_that_have_grown_count_as_planned(mine: Path) -> None:
    growing = '{ exercise = "Chin-up", sets = 2, reps = "5-6", progress = { reps = "5-6", sets = "2-3" } }'
    mine.write_text(f'name = "Mine"\nwork = [{growing}]\n')
    called("add", "mine", "--on", "2025-11-03", "Chin-up 6 6")
    done = called("add", "mine", "--on", "2025-11-10", "Chin-up 5 5")
    assert done.stdout.startswith("session 2 on 2025-11-10, Mine: 2 of 3 sets\n")
