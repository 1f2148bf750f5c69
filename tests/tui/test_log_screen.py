"""The log screen: what was done, newest first; corrected, noted, deleted; and a log that can't be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, Browsed, drive, notices, screen_name, seen, settled
from silent import SilentPlayer
from textual.screen import Screen

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import Catalog
from backday_tui.history.journal import Opening
from backday_tui.history.migrations import MIGRATIONS
from backday_tui.history.store import (
    JournalEntry,
    JournalLine,
    PerformedSet,
    SessionHead,
    SessionRow,
    SessionTotals,
    Store,
)
from backday_tui.routine.model import Load, Routine
from backday_tui.training.prescription import Aim
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.log import lines as log_words
from backday_tui.tui.log.lines import SetList
from backday_tui.tui.log.rows import SessionList, WeekLine
from backday_tui.tui.log.screen import LogScreen
from backday_tui.workout.workout import WorkoutRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from backday_tui.training.past import FigureSource

NOW = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
ROW = PerformedSet(0, "", "Seated row", 1, 3, "reps", "8-12", reps=10, load="25 kg")
PLANK = PerformedSet(3, "", "Plank", 1, 2, "hold", "1:30", seconds=67.0)
LEFT = PerformedSet(4, "left", "Side plank", 1, 1, "hold", "1:00+", seconds=70.0)


def library_context(folder: Path) -> LibraryContext:
    return LibraryContext(
        folder / "history.sqlite3", folder / "settings.toml", folder / "unsaved", lambda: NOW, lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip


def logged(
    folder: Path,
    name: str,
    sets: tuple[PerformedSet, ...] = (ROW,),
    *,
    days_ago: int = 0,
    planned: int = 3,
    ended: bool = True,
    partial: bool = False,
) -> int:
    """A session in the log; gives its id."""
    store = Store(folder / "history.sqlite3")
    started = NOW - timedelta(days=days_ago, hours=1)
    number = store.begin(Opening(name.lower(), name, "", planned, started))
    standing = SessionTotals(1500.0, planned, started + timedelta(minutes=25) if ended else None, partial or not ended)
    store.append(number, 0, [JournalLine(JournalEntry(1.0, "Position", {}), standing, sets)])
    store.close()
    return number


def stored(folder: Path, number: int) -> SessionRow:
    store = Store(folder / "history.sqlite3")
    row = store.session(number)
    store.close()
    assert row is not None
    return row


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as people do: a screen that opens is there before the next one."""
    for key in keys:
        await pilot.press(key)
        if len(key) > 1 or key in "ndDc":
            await pilot.pause(0.1)


def listed(screen: LogScreen) -> list[str]:
    """The names of the sessions in the list."""
    return [row.name for row in screen.query_one(SessionList).rows if not isinstance(row, WeekLine)]


def log_of(folder: Path) -> Callable[[], LogScreen]:
    return lambda: LogScreen(library_context(folder))


def test_sessions_are_shown_newest_first_with_what_they_came_to(tmp_path: Path) -> None:
    logged(tmp_path, "Older", days_ago=3)
    logged(tmp_path, "Newer", (ROW, PLANK), partial=True)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        text = seen(app)
        assert text.index("Newer") < text.index("Older")
        assert "2 sessions" in text
        assert "today" in text
        assert "Fri 2 Jan" in text
        assert "25 min" in text
        rows = [" ".join(line.split()) for line in text.splitlines()]
        assert "date routine time sets volume load hold" in rows
        assert "▌◐ today Newer ended early 25 min 2/3 250 kg 1:07" in rows
        assert "Fri 2 Jan Older 25 min 1/3 250 kg" in rows
        assert "Week 2, 5 to 11 Jan · 1 session · 25 min" in rows
        assert "Week 1, 29 Dec 2025 to 4 Jan 2026 · 1 session · 25 min" in rows
        assert "Mon 5 Jan 2026, 17:00 · ended early" in text
        assert "25 min · 2 of 3 sets · 250 kg lifted · longest hold 1:07" in text

    drive(log_of(tmp_path), steps, (96, 30))


def test_each_set_is_shown_with_its_target(tmp_path: Path) -> None:
    logged(tmp_path, "Back", (ROW, replace(PLANK, seconds=90.0), LEFT))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter")
        await pilot.pause(0.1)
        assert screen_name(app) == "SessionScreen"
        lines = [" ".join(line.split()) for line in seen(app).splitlines()]
        assert "▌ 1 8-12 reps 10 reps · 25 kg" in lines
        assert "1 hold 1:30 1:30" in lines
        assert "1 left hold 1:00 or longer 1:10" in lines

    drive(log_of(tmp_path), steps)


def test_a_set_is_corrected(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "enter", "1", "2", "tab", "3", "0", "l", "b", "enter")
        await settled(pilot)
        assert "12 reps · 30 lb" in seen(app)
        await pressed(pilot, "down", "enter", "1", ":", "2", "0", "enter")
        await settled(pilot)
        assert screen_name(app) == "SessionScreen"
        await pressed(pilot, "escape")
        await settled(pilot)
        assert "360 lb" in seen(app)

    drive(log_of(tmp_path), steps)
    row, plank = stored(tmp_path, number).sets
    assert (row.reps, row.load, plank.seconds) == (12, "30 lb", 80.0)


def test_a_set_is_deleted_after_asking(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "d", "escape")
        await settled(pilot)
        assert len(stored(tmp_path, number).sets) == 2
        await pressed(pilot, "d", "d")
        await settled(pilot)
        lines = [" ".join(line.split()) for line in seen(app).splitlines()]
        assert "Seated row" not in lines
        assert "Plank" in lines
        assert "Put right afterwards" in lines
        assert any(line.endswith(": set deleted: Seated row · 10 reps · 25 kg") for line in lines)

    drive(log_of(tmp_path), steps)
    assert [done.exercise for done in stored(tmp_path, number).sets] == ["Plank"]


def test_a_session_is_deleted_after_asking(tmp_path: Path) -> None:
    logged(tmp_path, "Older", days_ago=3)
    logged(tmp_path, "Newer")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "D", "enter")
        await settled(pilot)
        assert "2 sessions" in seen(app)
        await pressed(pilot, "D", "d")
        await settled(pilot)
        assert "1 session" in seen(app)
        assert "Newer" not in seen(app)

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize(("downs", "selected"), [(0, "Second"), (1, "Third"), (2, "Second")])
def test_after_a_deletion_the_cursor_stays_where_it_was(tmp_path: Path, downs: int, selected: str) -> None:
    for days_ago, name in enumerate(("Third", "Second", "First")):
        logged(tmp_path, name, days_ago=2 - days_ago)
    names = ["First", "Second", "Third"]

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, *["down"] * downs, "D", "d")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LogScreen)
        line = screen.query_one(SessionList).selected
        assert isinstance(line, SessionHead)
        assert listed(screen) == [*names[:downs], *names[downs + 1 :]]
        assert line.name == selected

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize("opened", [False, True])
def test_a_note_is_written_and_changed(tmp_path: Path, opened: bool) -> None:
    number = logged(tmp_path, "Back")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, *(["enter"] if opened else []), "n", *"good", "enter")
        await settled(pilot)
        assert "good" in seen(app)
        await pressed(pilot, "n", "end", "!", "enter")
        await settled(pilot)
        assert "good!" in seen(app)
        await pressed(pilot, "n", "x", "escape")

    drive(log_of(tmp_path), steps)
    assert stored(tmp_path, number).note == "good!"


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(("years", "doubt"), [(14, "in the future"), (-56, "long ago")])
def test_a_session_by_a_clock_that_was_wrong_is_told_and_put_right(
    tmp_path: Path, opened: bool, years: int, doubt: str
) -> None:
    number = logged(tmp_path, "Back")
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        wrong = NOW.replace(year=NOW.year + years)
        store.move(number, wrong, wrong + timedelta(minutes=25))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert f"{doubt}: the clock was wrong?" in " ".join(seen(app).split())
        assert "? Back" in seen(app)
        await pressed(pilot, *(["enter"] if opened else []), "t", *["backspace"] * 16, *"soon")
        assert "a day and a time: such as 2026-01-05 18:00" in " ".join(seen(app).split())
        await pressed(pilot, *["backspace"] * 4, *"2040-01-01")
        assert "that is still to come" in seen(app)
        await pressed(pilot, *["backspace"] * 10, *"2026-01-03 17:30", "enter")
        await settled(pilot)
        assert "Sat 3 Jan 2026, 17:30" in seen(app)
        assert "clock was wrong" not in seen(app)

    drive(log_of(tmp_path), steps, (120, 30))
    row = stored(tmp_path, number)
    assert row.started is not None
    assert row.started.astimezone().isoformat().startswith("2026-01-03T17:30:00")
    assert row.ended == row.started + timedelta(minutes=25)


def test_of_what_still_runs_the_date_is_not_changed(tmp_path: Path) -> None:
    logged(tmp_path, "Back", ended=False)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "t")
        assert any("not ended" in told for told in notices(app))
        assert screen_name(app) == "LogScreen"

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (160, 50)])
def test_what_makes_no_sense_is_shown_as_a_question_and_told(tmp_path: Path, size: tuple[int, int]) -> None:
    number = logged(tmp_path, "Back")
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as db:
        db.execute("UPDATE session SET elapsed_s = 9e999, started = 'once', planned_sets = -3")
        db.execute("UPDATE performed_set SET reps = 9223372036854775807, load = '1' || printf('%.40c', '0') || ' kg'")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "p")
        text = " ".join(seen(app).split())
        assert "at a time that nobody knows" in text
        assert "1 of ? sets" in text
        assert "shown as ?: its planned sets, its date, its time and figures of 1 set." in text
        await pressed(pilot, "p", "enter", "enter")
        await settled(pilot)
        await pressed(pilot, "escape", "t", *"2026-01-03 17:30", "enter")
        await settled(pilot)
        assert "Sat 3 Jan 2026" in seen(app)

    drive(log_of(tmp_path), steps, size)
    assert stored(tmp_path, number).unknown == ("planned_sets", "elapsed_s")


def test_what_still_runs_is_not_corrected(tmp_path: Path) -> None:
    logged(tmp_path, "Back", ended=False)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "not ended" in seen(app)
        await pressed(pilot, "enter", "enter")
        assert screen_name(app) == "SessionScreen"
        await pressed(pilot, "d")
        assert screen_name(app) == "SessionScreen"

    drive(log_of(tmp_path), steps)


def test_the_filter_takes_routines_exercises_and_dates(tmp_path: Path) -> None:
    logged(tmp_path, "Monday", days_ago=30)
    logged(tmp_path, "Friday", (PLANK,))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        screen = app.screen
        assert isinstance(screen, LogScreen)
        for typed, names in (
            ("plank", ["Friday"]), ("2025-12", ["Monday"]), ("2026-01-0", ["Friday"]), ("2025-12-06 row", ["Monday"]),
            ("2026-12", []), ("2025-05", []), ("mon row", ["Monday"]), ("x", []),
        ):  # fmt: skip
            await pressed(pilot, "slash", *typed)
            await settled(pilot)
            await pilot.pause(0.1)
            assert listed(screen) == names
            await pressed(pilot, "escape")

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (60, 15), (20, 5), (1, 1)])
def test_an_empty_log_says_how_one_begins(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        if size[0] >= 60:
            assert "Nothing is logged yet." in seen(app)
        await pressed(pilot, "enter", "n", "D", "p")
        assert screen_name(app) == "LogScreen"

    drive(log_of(tmp_path), steps, size)
    assert list(tmp_path.iterdir()) == []


def newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_bytes(b"no database at all, just bytes " * 400), "not a database"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "malformed"),
        (newer, "written by a newer backday"),
        (lambda path: (path.unlink(), path.mkdir()), "no regular file"),
    ],
    ids=["no database", "cut off", "newer", "folder"],
)
def test_a_log_that_can_not_be_read_is_said_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    logged(tmp_path, "Back")
    path = tmp_path / "history.sqlite3"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        text = " ".join(seen(app).split())
        assert "can't be read" in text
        assert said in text
        await pressed(pilot, "enter", "n", "D", "r")
        await settled(pilot)
        assert screen_name(app) == "LogScreen"

    drive(log_of(tmp_path), steps, (200, 40))
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_log_that_another_program_holds_is_read_when_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged(tmp_path, "Back")
    monkeypatch.setattr("backday_tui.history.database.BUSY_S", 0.01)
    holder = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "database is locked" in " ".join(seen(app).split())
        holder.execute("ROLLBACK")
        await pressed(pilot, "r")
        await settled(pilot)
        assert "1 session" in seen(app)

    try:
        drive(log_of(tmp_path), steps, (200, 40))
    finally:
        holder.close()


def test_what_can_not_be_written_is_said_and_nothing_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = logged(tmp_path, "Back")
    monkeypatch.setattr("backday_tui.history.database.BUSY_S", 0.01)
    holder = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter")
        holder.execute("BEGIN IMMEDIATE")
        await pressed(pilot, "d", "d")
        await settled(pilot)
        assert any("locked" in told for told in notices(app))
        assert "Seated row" in seen(app)
        holder.execute("ROLLBACK")

    try:
        drive(log_of(tmp_path), steps)
    finally:
        holder.close()
    assert len(stored(tmp_path, number).sets) == 1


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (30, 10)])
def test_hostile_texts_are_shown_as_they_stand(tmp_path: Path, size: tuple[int, int]) -> None:
    hostile = replace(ROW, exercise=HOSTILE, load=HOSTILE, side=HOSTILE, target=HOSTILE)
    number = logged(tmp_path, HOSTILE, (hostile, replace(hostile, bout=1, exercise="x" * 100_000)))
    store = Store(tmp_path / "history.sqlite3")
    store.annotate(number, HOSTILE)
    store.close()

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for keys in ((), ("enter",), ("enter",), ("escape",), ("d",), ("escape",), ("n",), ("escape", "escape", "D")):
            await pressed(pilot, *keys)
            await pilot.pause(0.1)
            text = seen(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
        if size[0] >= 80:
            assert SHOWN_HOSTILE[:20] in text

    drive(log_of(tmp_path), steps, size)


def many(folder: Path, count: int = 1500) -> None:
    """Sessions, one every two days, the newest with the highest number; each with a set."""
    path = folder / "history.sqlite3"
    Store(path).close()
    days = [(NOW - timedelta(days=2 * (count - number))).isoformat() for number in range(count)]
    with closing(sqlite3.connect(path)) as file, file:
        file.executemany(
            "INSERT INTO session (id, routine, name, snapshot, options, planned_sets, started, ended, elapsed_s)"
            " VALUES (?, 'a', ?, '', '{}', 3, ?, ?, 1500)",
            [(number + 1, f"Session {number}", day, day) for number, day in enumerate(days)],
        )
        file.executemany(
            "INSERT INTO performed_set (session, bout, side, exercise, number, sets, kind, target, reps, load)"
            " VALUES (?, 0, '', ?, 1, 3, 'reps', '8-12', 10, '25 kg')",
            [(number, "Pull-up" if number == 7 else "Seated row") for number in range(1, count + 1)],
        )


def test_many_sessions_are_all_there(tmp_path: Path) -> None:
    many(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "1,500 sessions" in seen(app)
        await pressed(pilot, "end")
        await settled(pilot)
        assert "Session 0 " in seen(app)
        assert "Seated row" in seen(app)

    drive(log_of(tmp_path), steps)


def test_only_the_sets_of_what_is_looked_at_are_read_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(tmp_path)
    read: list[int] = []
    sets_of = Store._sets

    def noticed(store: Store, number: int, movement: str | None) -> tuple[PerformedSet, ...]:
        read.append(number)
        return sets_of(store, number, movement)

    monkeypatch.setattr(Store, "_sets", noticed)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        screen = app.screen
        assert isinstance(screen, LogScreen)
        assert 10 < len(read) < 100
        assert min(read) > 1400
        await pressed(pilot, "end")
        await settled(pilot)
        assert {1, 2, 3} <= set(read)
        assert len(read) < 200
        await pressed(pilot, "home", *["pagedown"] * 60)
        await settled(pilot)
        assert len(screen.query_one(SessionList)._known.rows) <= 200
        assert "10 reps · 25 kg" in seen(app)

    drive(log_of(tmp_path), steps)


def test_a_session_that_is_opened_before_its_sets_were_read_opens_when_they_are(tmp_path: Path) -> None:
    many(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("end", "enter")
        await settled(pilot)
        assert screen_name(app) == "SessionScreen"
        assert "Session 0" in seen(app)
        assert "10 reps · 25 kg" in seen(app)

    drive(log_of(tmp_path), steps)


def test_the_filter_finds_what_was_never_in_view(tmp_path: Path) -> None:
    many(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        screen = app.screen
        assert isinstance(screen, LogScreen)
        await pressed(pilot, "slash", *"pull")
        await settled(pilot)
        assert listed(screen) == ["Session 6"]
        assert "1 of 1,500" in seen(app)
        assert "1 session · 25 min" in seen(app)
        await pressed(pilot, "escape")
        await settled(pilot)
        assert len(listed(screen)) == 1500

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 24), (120, 40), (160, 50)])
@pytest.mark.parametrize("count", [3, 30])
def test_names_of_columns_stay_and_rows_are_as_high_as_in_the_library(
    tmp_path: Path, size: tuple[int, int], count: int
) -> None:
    for number in range(count):
        logged(tmp_path, f"Session {number}", days_ago=number * 7)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        log = app.screen.query_one(SessionList)
        tall = size[1] >= 40
        assert log.row_height == (1 if not tall else 3 if count == 3 else 2)
        await pressed(pilot, "end")
        await settled(pilot)
        lines = [" ".join(line.split()) for line in seen(app).splitlines()]
        first = next(line for line in lines if line.startswith("routine date" if tall else "date routine"))
        below = lines[lines.index(first) + 1]
        assert below.startswith("time sets volume load hold") == tall
        last = log.selected
        assert isinstance(last, SessionHead)
        assert any(last.name in line for line in lines)
        assert sum("Week" in line for line in lines) >= 2

    drive(log_of(tmp_path), steps, size)


def test_the_mouse_picks_sessions_and_neither_headings_nor_names_of_columns(tmp_path: Path) -> None:
    for days in (0, 7, 14):
        logged(tmp_path, f"Days {days}", days_ago=days)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        log = app.screen.query_one(SessionList)
        names = []
        for line in range(1, 7):  # below the names of the columns each week above its session
            await pilot.click(SessionList, offset=(5, line))
            await pilot.pause(0.1)
            assert isinstance(log.selected, SessionHead)
            names.append(log.selected.name)
        assert names == ["Days 0", "Days 0", "Days 0", "Days 7", "Days 7", "Days 14"]
        await pilot.click(SessionList, offset=(5, 6))
        await settled(pilot)
        assert screen_name(app) == "SessionScreen"

    drive(log_of(tmp_path), steps, (80, 24))


SOURCES: tuple[FigureSource, ...] = ("done", "auto", "entered")
ROWS = tuple(
    PerformedSet(place, "", "Seated row", place + 1, 3, "reps", "8-12", reps=10 - place, load="80 kg", source=source,
                 aim=Aim(reps=10, load=Load("weight", 80, "kg")), rir=2.0, rest_s=90.0, movement="seated-row",
                 note="grip slips" if place == 1 else "")
    for place, source in enumerate(SOURCES)
)  # fmt: skip


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (160, 50)])
@pytest.mark.parametrize("opened", [False, True])
def test_a_session_tells_aims_and_sources_and_notes_and_what_was_put_right(
    tmp_path: Path, size: tuple[int, int], opened: bool
) -> None:
    number = logged(tmp_path, "Back", (*ROWS, replace(PLANK, source="done")))
    with closing(Store(tmp_path / "history.sqlite3", lambda: NOW)) as store:
        row = store.session(number)
        assert row is not None
        store.correct(replace(row.sets[0], reps=12))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        app.preferences = app.preferences._replace(effort="rir")
        await pressed(pilot, *(["enter"] if opened else ["r", "p"]))
        await settled(pilot)
        told = ""
        for _ in range(12):
            told += " ".join(seen(app).split()) + " "
            await pressed(pilot, *["down"] * 3)
        assert "set target" in told
        assert "10 reps · 80 kg 12 reps · 80 kg" in told
        assert "10 reps · 80 kg 8 reps · 80 kg" in told
        for each in ("2 in reserve · assumed", "2 in reserve · entered afterwards", "grip slips"):
            assert each in told, each
        if size[0] >= 80 and opened:
            assert "target aim done" in told
        if size == (160, 50) and opened:
            assert "assumed · rest 1:30" in told
        if not opened or size[1] > 15:
            assert "Put right afterwards Mon 5 Jan 2026, 18:00: set 1, Seated row: 12 reps" in told

    drive(log_of(tmp_path), steps, size)


def test_a_figure_put_right_is_entered_afterwards_and_one_that_says_the_same_is_not(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (replace(ROW, source="typed"), replace(PLANK, source="done")))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "enter", "9", "enter")
        await settled(pilot)
        assert "entered afterwards" in seen(app)
        await pressed(pilot, "down", "enter", "enter")
        await settled(pilot)

    drive(log_of(tmp_path), steps)
    row, plank = stored(tmp_path, number).sets
    assert (row.reps, row.source, plank.source) == (9, "entered", "done")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (160, 50)])
def test_every_session_with_the_exercise_of_a_set_is_a_key_away(tmp_path: Path, size: tuple[int, int]) -> None:
    logged(tmp_path, "Heavy", (replace(ROWS[0], load="85 kg"), *ROWS[1:]), days_ago=7)
    logged(tmp_path, "Other", (PLANK,), days_ago=3)
    logged(tmp_path, "Back", (PLANK, *(replace(row, bout=row.bout + 5, exercise="Cable row") for row in ROWS)))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "down", "e")
        await settled(pilot)
        assert screen_name(app) == "ExerciseLogScreen"
        lines = [" ".join(line.split()).replace(words.TIMES, "x") for line in seen(app).splitlines()]
        routine, back, heavy = (" routine", " Back", " Heavy") if size[0] >= 80 else ("", "", "")
        assert "Cable row 2 sessions" in lines
        assert f"date sets{routine} note" in lines
        assert any(line.startswith(f"▌ today 10 · 9 · 8 x 80 kg{back} grip") for line in lines)
        assert any(f"29 Dec 2025 10 x 85 kg · 9 x 80 kg · 8 x 80 kg{heavy}" in line for line in lines)
        await pressed(pilot, "down", "enter")
        await settled(pilot)
        assert screen_name(app) == "SessionScreen"
        assert "Heavy" in seen(app)
        line = app.screen.query_one(SetList).selected
        assert line is not None
        assert line.text == "1"
        await pressed(pilot, "e", "escape", "escape")
        await settled(pilot)
        assert screen_name(app) == "LogScreen"

    drive(log_of(tmp_path), steps, size)


def test_an_exercise_of_a_log_that_can_not_be_read_any_more_says_so(tmp_path: Path) -> None:
    logged(tmp_path, "Back", ROWS)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter")
        await settled(pilot)
        (tmp_path / "history.sqlite3").write_bytes(b"no database at all, just bytes " * 400)
        await pressed(pilot, "e")
        await settled(pilot)
        assert "the log can't be read" in " ".join(seen(app).split())
        await pressed(pilot, "enter", "escape")
        assert screen_name(app) == "SessionScreen"

    drive(log_of(tmp_path), steps, (200, 40))


def test_the_filter_knows_an_exercise_by_its_other_names(tmp_path: Path) -> None:
    logged(tmp_path, "Back", ROWS)
    logged(tmp_path, "Other", (PLANK,))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        screen = app.screen
        assert isinstance(screen, LogScreen)
        await pressed(pilot, "slash", *"cable")
        await settled(pilot)
        assert listed(screen) == ["Back"]

    drive(log_of(tmp_path), steps)


def test_a_note_and_how_hard_a_set_was_are_put_right_and_the_figures_are_as_they_came(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (replace(ROW, source="typed", rir=3.0),))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        app.preferences = app.preferences._replace(effort="rir")
        await pressed(pilot, "enter", "enter", "enter")
        await settled(pilot)
        assert notices(app) == ["Nothing was changed"]
        await pressed(pilot, "enter", "tab", "tab", "2", "tab", *"slow", "enter")
        await settled(pilot)
        said = 'Set 1 of Seated row: 10 reps · 25 kg · 2 in reserve · "slow"; it was 10 reps · 25 kg · 3 in reserve'
        assert said in notices(app)
        await pressed(pilot, "enter", "tab", "tab", "backspace", "enter")
        await settled(pilot)

    drive(log_of(tmp_path), steps)
    (done,) = stored(tmp_path, number).sets
    assert (done.reps, done.rir, done.note, done.source) == (10, None, "slow", "typed")


def test_of_a_session_of_which_the_day_alone_is_known_no_time_is_shown(tmp_path: Path) -> None:
    logged(tmp_path, "Back", days_ago=3)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as db, db:
        db.execute("UPDATE session SET started = '2026-01-02', ended = NULL, partial = 0, elapsed_s = 0")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        lines = [" ".join(line.split()) for line in seen(app).splitlines()]
        assert any(line.startswith("▌ Back Fri 2 Jan") and "00:00" not in line for line in lines)
        assert any(line.endswith("Fri 2 Jan 2026") for line in lines)
        assert "0 s" not in seen(app)
        await pressed(pilot, "enter", "enter")
        await settled(pilot)
        assert screen_name(app) == "RecordScreen"

    drive(log_of(tmp_path), steps, (160, 40))


def test_what_lies_in_the_future_is_shown_as_such(tmp_path: Path) -> None:
    logged(tmp_path, "Soon", days_ago=-1)
    logged(tmp_path, "Back")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        lines = [" ".join(line.split()) for line in seen(app).splitlines()]
        assert "▌» Tue 6 Jan Soon in the future 25 min 1/3 250 kg" in lines
        assert "Week 2, 5 to 11 Jan · 1 session · 25 min" in lines
        assert "Tue 6 Jan 2026, 17:00 · in the future" in lines

    drive(log_of(tmp_path), steps, (80, 24))


def test_what_was_put_right_is_said(tmp_path: Path) -> None:
    logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for keys, said in (
            (("enter", "enter", "1", "2", "enter"), "Set 1 of Seated row: 12 reps · 25 kg; it was 10 reps · 25 kg"),
            (("down", "d", "d"), "Deleted: set 1 of Plank, 1:07"),
            (("n", *"good", "enter"), "Note kept"),
            (
                ("t", *["backspace"] * 16, *"2026-01-03 17:30", "enter"),
                "Begun Sat 3 Jan 2026, 17:30; it was Mon 5 Jan 2026, 17:00",
            ),
            (("escape",), None),
            (("D", "d"), "Deleted: Back, Sat 3 Jan 2026, 17:30"),
        ):
            await pressed(pilot, *keys)
            await settled(pilot)
            assert said is None or said in notices(app)

    drive(log_of(tmp_path), steps)


@pytest.mark.parametrize(
    ("days", "day", "ago"),
    [
        (0, "today", "today"),
        (1, "yesterday", "yesterday"),
        (4, "Thu 1 Jan", "4 days ago"),
        (5, "31 Dec 2025", "5 days ago"),
        (20, "16 Dec 2025", "2 weeks ago"),
        (100, "27 Sep 2025", "3 months ago"),
        (800, "28 Oct 2023", "2 years ago"),
        (-1, "Tue 6 Jan", ""),
    ],
)
def test_days_are_told_as_people_do(days: int, day: str, ago: str) -> None:
    moment = NOW - timedelta(days=days)
    assert log_words.day_text(moment, NOW) == day
    assert log_words.ago_text(moment, NOW) == ago


def test_a_day_is_that_of_where_it_was() -> None:
    late = datetime.fromisoformat("2026-01-04T23:30:00-08:00")
    assert log_words.day_text(late, NOW) == "yesterday"


@pytest.mark.parametrize(
    ("target", "kind", "text"),
    [
        ("8", "reps", "8 reps"),
        ("1", "reps", "1 rep"),
        ("5+", "reps", "5+ reps"),
        ("max", "hold", "to failure"),
        ("10:00", "time", "10:00"),
        ("1:00:00+", "hold", "hold 1:00:00 or longer"),
        ("", "open", "until done"),
    ],
)
def test_targets_are_told_in_words(target: str, kind: str, text: str) -> None:
    assert log_words.target_text(replace(ROW, target=target, kind=kind)) == text


@pytest.mark.parametrize(
    ("target", "kind", "reps", "seconds", "short"),
    [
        ("8-12", "reps", 7, None, True),
        ("8-12", "reps", 8, None, False),
        ("5+", "reps", 4, None, True),
        ("max", "hold", None, 3.0, False),
        ("1:30", "hold", None, 89.4, True),
        ("1:30", "hold", None, 89.6, False),
        ("1:00:00", "time", None, 3599.0, True),
        ("1:00+", "hold", None, 61.0, False),
        ("8", "time", 7, 60.0, True),
        ("", "open", None, None, False),
    ],
)
def test_less_than_was_to_be_done_stands_out(
    target: str, kind: str, reps: int | None, seconds: float | None, short: bool
) -> None:
    assert log_words.is_short(replace(ROW, target=target, kind=kind, reps=reps, seconds=seconds)) == short


def test_a_session_is_taken_up_again_and_where_it_cannot_be_that_is_said(tmp_path: Path) -> None:
    first = logged(tmp_path, "Older", days_ago=3)
    second = logged(tmp_path, "Newer", partial=True)
    asked: list[int] = []
    workout = WorkoutRequest(Routine("back", "Back"), Catalog([]))

    def go_on(number: int) -> WorkoutRequest:
        asked.append(number)
        if number == first:
            raise BackdayError("Older: it was finished more than 12 hours ago")
        return workout

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "c")
        assert (asked, app.followed) == ([second], [workout])
        logged(tmp_path, "Newest")
        app.push_screen(Screen())
        await pilot.pause(0.1)
        app.pop_screen()
        await settled(pilot)
        assert "3 sessions" in seen(app)
        await pressed(pilot, "down", "c")
        assert asked == [second, first]
        assert notices(app) == ["Older: it was finished more than 12 hours ago"]
        assert len(app.followed) == 1

    drive(lambda: LogScreen(library_context(tmp_path)._replace(go_on=go_on)), steps)


def test_an_emptied_field_empties_the_figure_in_the_log(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del app
        await pressed(pilot, "enter", "enter", "tab", "backspace", "enter", "down", "enter", "backspace", "enter")
        await settled(pilot)

    drive(log_of(tmp_path), steps)
    row, plank = stored(tmp_path, number).sets
    assert (row.reps, row.load) == (10, None)
    assert plank.seconds is None


# -- put right, and taken back ------------------------------------------------------------------------------------


def test_what_was_put_right_is_taken_back_one_after_the_other(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "enter", "1", "2", "enter")
        await settled(pilot)
        await pressed(pilot, "d", "d")
        await settled(pilot)
        assert [done.exercise for done in stored(tmp_path, number).sets] == ["Plank"]
        await pressed(pilot, "u")
        await settled(pilot)
        assert [done.reps for done in stored(tmp_path, number).sets] == [12, None]
        assert any("in it again: Seated row · 12 reps" in told for told in notices(app))
        await pressed(pilot, "escape", "D", "d")
        await settled(pilot)
        assert "Nothing is logged yet" in seen(app)
        await pressed(pilot, "u")
        await settled(pilot)
        assert "1 session" in seen(app)
        await pressed(pilot, "u")
        await settled(pilot)
        assert [done.reps for done in stored(tmp_path, number).sets] == [10, None]
        await pressed(pilot, "u")
        await settled(pilot)
        assert any("there is nothing to take back" in told for told in notices(app))

    drive(log_of(tmp_path), steps)


def test_sets_are_added_to_a_session(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back", (ROW, PLANK))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "enter", "a")
        await pilot.pause(0.1)
        await pressed(pilot, *"xy")
        assert '"xy" has no set' in seen(app)
        await pressed(
            pilot,
            "backspace",
            "backspace",
            *"9",
            "space",
            *"8@30",
            "semicolon",
            "space",
            *"Curl",
            "space",
            *"5",
            "enter",
        )
        await settled(pilot)
        assert screen_name(app) == "SessionScreen"
        assert any("added afterwards: Seated row · 9 reps" in line for line in seen(app).splitlines())

    drive(log_of(tmp_path), steps)
    sets = stored(tmp_path, number).sets
    assert [(done.exercise, done.number, done.reps, done.load, done.source) for done in sets[2:]] == [
        ("Seated row", 2, 9, "30 kg", "entered"), ("Seated row", 3, 8, "30 kg", "entered"),
        ("Biceps curl", 1, 5, None, "entered"),
    ]  # fmt: skip


def test_a_day_of_which_nobody_knows_more_is_a_date_too(tmp_path: Path) -> None:
    number = logged(tmp_path, "Back")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del app
        await pressed(pilot, "t", "ctrl+u", *"2026", "minus", *"01", "minus", *"02", "enter")
        await settled(pilot)

    drive(log_of(tmp_path), steps)
    row = stored(tmp_path, number)
    assert (str(row.when), row.ended, row.has_ended) == ("2026-01-02", None, True)


def test_a_session_that_nobody_timed_is_entered_set_by_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    (tmp_path / "routines").mkdir()
    text = 'name = "Mine"\nwork = ["2x8-12 Seated row @ 40kg", "2x1:00 Plank", "8 Seated row"]\n'
    (tmp_path / "routines" / "mine.toml").write_text(text)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "a")
        await pilot.pause(0.1)
        await pressed(pilot, *"min", "enter", *"2026-01-02", "enter")
        await settled(pilot)
        assert screen_name(app) == "EnterScreen"
        assert "8-12 @ 40 kg" in seen(app)
        await pressed(pilot, "enter")
        assert "nothing was done yet" in seen(app)
        await pressed(pilot, *"9z", "enter")
        assert '"9z": no set' in seen(app)
        await pressed(pilot, "escape")
        assert screen_name(app) == "EnterScreen"
        assert "once more leaves it" in seen(app)
        await pressed(pilot, "backspace", *"@42.5", "tab", "tab", *"55", "down", "tab", *"7", "enter")
        await settled(pilot)
        assert screen_name(app) == "LogScreen"
        assert "Mine" in seen(app)
        await pressed(pilot, "a")
        await pilot.pause(0.1)
        await pressed(pilot, "minus", "enter", *"2026-01-03", "enter", *"Curl 5 5 @ 10", "enter")
        await settled(pilot)
        assert "2 sessions" in seen(app)
        await pressed(pilot, "u")
        await settled(pilot)
        assert "1 session" in seen(app)

    # A deload week of half of the sets ended on 2026-01-04; 2 · 1 · 1 sets were planned in it.
    (tmp_path / "routines" / "week.toml").write_text(
        'monday = "mine"\n[[block]]\nfrom = "2025-12-15"\nweeks = 3\ndeload = { sets = "half" }\n'
    )
    drive(log_of(tmp_path), steps)
    row = stored(tmp_path, 1)
    assert (str(row.when), row.routine, row.planned_sets, row.ended) == ("2026-01-02", "mine", 3, None)
    assert [(done.exercise, done.number, done.reps, done.seconds, done.load, done.entry) for done in row.sets] == [
        ("Seated row", 1, 9, None, "42.5 kg", 0),
        ("Plank", 1, None, 55.0, None, 1),
        ("Seated row", 1, 7, None, None, 2),
    ]


# -- records ------------------------------------------------------------------------------------------------------


def test_a_star_stands_where_a_record_fell_and_goes_with_what_made_it(tmp_path: Path) -> None:
    done = replace(ROW, movement="seated-row", source="typed")
    logged(tmp_path, "Older", (done,), days_ago=3)
    logged(tmp_path, "Newer", (replace(done, reps=99),))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        rows = [" ".join(line.split()) for line in seen(app).splitlines()]
        assert any("today Newer ★ 25 min" in row for row in rows)
        assert any("Older 25 min" in row for row in rows)
        assert "★ Seated row: 99" in seen(app)
        await pressed(pilot, "D", "d")
        await settled(pilot)
        assert "★" not in seen(app)

    drive(log_of(tmp_path), steps, (96, 30))


def test_the_sets_of_each_muscle_are_looked_at_and_left(tmp_path: Path) -> None:
    logged(tmp_path, "Back")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "m")
        await settled(pilot)
        assert screen_name(app) == "MuscleWeeksScreen"
        shown = seen(app)
        assert "This week" in shown
        assert "Latissimus dorsi" in shown
        await pressed(pilot, "question_mark")
        assert "Pelland et al., Sports Medicine 2025" in " ".join(seen(app).split())
        await pressed(pilot, "escape", "escape")
        assert screen_name(app) == "LogScreen"

    drive(log_of(tmp_path), steps, (120, 40))


def test_a_log_that_can_not_be_read_says_so_on_the_page_of_muscles(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"no database" * 100)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "m")
        await settled(pilot)
        assert screen_name(app) == "MuscleWeeksScreen"
        assert "the log can't be read" in " ".join(seen(app).split())

    drive(log_of(tmp_path), steps)
