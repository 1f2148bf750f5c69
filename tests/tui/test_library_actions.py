"""Whole routines in the library: made, copied, renamed, deleted, pasted, undone; and what others do to the files."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Never

import machine
import pytest
from pilot import HOSTILE, Browsed, drive, notices, screen_name, seen, settled
from silent import SilentPlayer
from textual import events

from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine import store as saving
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.reader import read_file
from backday_tui.routine.store import UnwritableError
from backday_tui.routine.templates import TEMPLATES
from backday_tui.tui import watching
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library import actions
from backday_tui.tui.library.rows import RoutineList
from backday_tui.tui.library.screen import LibraryScreen

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from backday_tui.tui.library.rows import Row

NOW = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
MINE = '# keep me\nname = "Mine" # too\nwork = ["3x8 Seated row"]\n'
ARTICLE = "Leg day\n3x10 Seated rows\n3x0 Curl\n3x:45 Plank\n"


@pytest.fixture
def routines(tmp_path: Path) -> Path:
    folder = tmp_path / "routines"
    folder.mkdir()
    return folder


def library_at(routines: Path) -> Callable[[], LibraryScreen]:
    home = routines.parent
    library_context = LibraryContext(
        home / "history.sqlite3", home / "settings.toml", home / "unsaved", lambda: NOW, lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip
    return lambda: LibraryScreen(routines, library_context)


def screen_of(app: Browsed) -> LibraryScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def rows(app: Browsed) -> dict[str, Row]:
    return {row.path.stem: row for row in screen_of(app).query_one(RoutineList).rows if row.own}


def selected(app: Browsed) -> str:
    row = screen_of(app).query_one(RoutineList).selected
    assert row is not None
    return row.path.stem


def told(app: Browsed) -> str:
    return " ".join(notices(app))


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as people do: a screen that opens is there before the next one."""
    for key in keys:
        await pilot.press(key)
        if len(key) > 1 or key in "ncRDbu24":
            await pilot.pause(0.1)
    await settled(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text in the place of what stands there."""
    await pilot.press("ctrl+u", "ctrl+k")
    for char in text:
        await pilot.press("space" if char == " " else char)
    await pilot.press("enter")
    await settled(pilot)


# -- files ------------------------------------------------------------------------------------------------------


def test_a_new_routine_is_made_and_opened_in_the_editor(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "n", "enter")
        await typed(pilot, "Leg day")
        assert screen_name(app) == "EditorScreen"
        await pressed(pilot, "escape")
        assert selected(app) == "leg-day"

    drive(library_at(routines), steps)
    loaded = read_file(routines / "leg-day.toml", bundled())
    assert loaded.problems == ()
    assert loaded.routine is not None
    assert loaded.routine.name == "Leg day"


def test_a_template_is_picked_named_made_shown_and_undone(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "n")
        shown = seen(app)
        assert all(each.title in shown and each.told in shown for each in TEMPLATES)
        await pressed(pilot, "4")
        assert "5/3/1: what is it to be called?" in seen(app)
        await typed(pilot, "Big")
        assert set(rows(app)) == {f"big-week-{week}" for week in (1, 2, 3, 4)}
        assert selected(app) == "big-week-1"
        assert "press is known, and so no load: M asks for it" in " ".join(seen(app).split())
        assert told(app) == ('"big-week-1" to "big-week-4" are made; week.toml has them come in turn. u undoes it')
        await pressed(pilot, "u")
        assert rows(app) == {}
        assert told(app).startswith('Undone: "big-week-1" to "big-week-4" are made')

    drive(library_at(routines), steps, (120, 40))
    assert list(routines.iterdir()) == []


def test_a_template_leaves_what_is_there_and_tells_the_line_for_the_week(routines: Path) -> None:
    (routines / "week.toml").write_text('monday = "home"\n', encoding="utf-8")
    (routines / "taken-b.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "n", "2")
        await typed(pilot, "Taken")
        assert 'there is a routine "taken-b" already' in seen(app)
        await typed(pilot, "Free")
        assert selected(app) == "free-a"
        said = 'put this into week.toml: any = { turn = ["free-a", "free-b"], times = 3 }'
        assert said in told(app)
        await pressed(pilot, "n", "escape")

    drive(library_at(routines), steps)
    files = {path.name: path.read_text(encoding="utf-8") for path in routines.iterdir()}
    assert sorted(files) == ["free-a.toml", "free-b.toml", "taken-b.toml", "week.toml"]
    assert (files["week.toml"], files["taken-b.toml"]) == ('monday = "home"\n', MINE)


def test_a_name_that_is_taken_is_said_while_it_is_typed(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "n", "enter")
        await typed(pilot, "Home")
        assert screen_name(app) == "TextDialog"
        assert 'there is a routine "home" already' in seen(app)
        await pressed(pilot, "escape", "n", "enter")
        await typed(pilot, "...")
        assert "give it a letter or a digit" in seen(app)
        await pressed(pilot, "escape")

    drive(library_at(routines), steps)
    assert list(routines.iterdir()) == []


def test_a_copy_has_its_own_name_and_the_comments(routines: Path) -> None:
    (routines / "mine.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "c")
        await typed(pilot, "Yours")
        assert sorted(rows(app)) == ["mine", "yours"]
        assert selected(app) == "yours"
        await pressed(pilot, "u")
        assert sorted(rows(app)) == ["mine"]

    drive(library_at(routines), steps)
    assert [path.name for path in routines.iterdir()] == ["mine.toml"]


def test_a_bundled_routine_can_be_copied_but_neither_renamed_nor_deleted(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "R", "D", "b")
        assert screen_name(app) == "LibraryScreen"
        assert "c makes a copy of your own" in told(app)
        await pressed(pilot, "c", "enter")
        assert list(rows(app)) == ["back-circuit-2"]

    drive(library_at(routines), steps)
    before = (bundled_dir() / "circuit.toml").read_text(encoding="utf-8")
    copied = (routines / "back-circuit-2.toml").read_text(encoding="utf-8")
    assert copied == before.replace('"Back circuit"', '"Back circuit 2"', 1)


def test_a_routine_gets_another_name_and_its_file_with_it(routines: Path) -> None:
    (routines / "mine.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "R")
        await typed(pilot, "Leg day")
        assert rows(app)["leg-day"].name == "Leg day"
        assert (routines / "leg-day.toml").read_text(encoding="utf-8") == MINE.replace("Mine", "Leg day")
        await pressed(pilot, "R")
        await typed(pilot, "LEG day")
        assert rows(app)["leg-day"].name == "LEG day"
        assert told(app).count("u undoes it") == 1
        await pressed(pilot, "u", "u")
        assert rows(app)["mine"].name == "Mine"

    drive(library_at(routines), steps)
    assert {path.name: path.read_text(encoding="utf-8") for path in routines.glob("*.toml")} == {"mine.toml": MINE}


def test_a_file_with_its_suffix_in_capitals_is_a_routine(routines: Path) -> None:
    def files() -> list[str]:
        return [path.name for path in routines.iterdir() if not path.name.startswith(".")]

    (routines / "mine.TOML").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert rows(app)["mine"].problem is None
        await pressed(pilot, "R")
        await typed(pilot, "Leg day")
        assert files() == ["leg-day.toml"]
        await pressed(pilot, "u")
        assert files() == ["mine.TOML"]
        (routines / "mine.TOML").write_text(MINE.replace("Mine", "Yours"), encoding="utf-8")
        screen_of(app).read_changed()
        await settled(pilot)
        assert rows(app)["mine"].name == "Yours"
        await pressed(pilot, "D", "d")
        assert files() == []

    drive(library_at(routines), steps)


def test_what_is_not_listed_is_told_once(routines: Path) -> None:
    copy = "mine.sync-conflict-20261129-101010-ABCDEFG.toml"
    for name in ("mine.toml", copy):
        (routines / name).write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert list(rows(app)) == ["mine"]
        assert f"{copy} is not listed" in told(app)
        app.clear_notifications()
        (routines / "mine.toml~").write_text(MINE, encoding="utf-8")
        screen_of(app).read_changed()
        await settled(pilot)
        assert list(rows(app)) == ["mine"]
        assert copy not in told(app)
        assert "mine.toml~ is not listed" in told(app)

    drive(library_at(routines), steps)


def test_what_was_done_under_the_old_name_is_still_its_own(routines: Path) -> None:
    (routines / "mine.toml").write_text(MINE, encoding="utf-8")
    done(routines.parent, "mine", 3)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "3 days ago" in seen(app)
        await pressed(pilot, "R")
        await typed(pilot, "Leg day")
        await pressed(pilot, "x", "escape")
        assert "leg-day" in rows(app)
        assert "3 days ago" in seen(app)
        await pressed(pilot, "u", "x", "escape")
        assert "mine" in rows(app)
        assert "3 days ago" in seen(app)

    drive(library_at(routines), steps)


def _full(*_: object) -> Never:
    raise UnwritableError("mine.toml: not saved: the disk is full")


def test_half_a_change_is_none(routines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = routines / "mine.toml"
    mine.write_text(MINE, encoding="utf-8")
    monkeypatch.setattr(saving, "save", _full)
    with pytest.raises(UnwritableError, match="the disk is full"):
        actions.renamed(mine, "Yours")
    with pytest.raises(UnwritableError, match="the disk is full"):
        actions.duplicated(mine, "Yours", routines)
    assert [path.name for path in routines.iterdir()] == ["mine.toml"]
    assert mine.read_text(encoding="utf-8") == MINE


def test_a_routine_is_deleted_after_asking_and_comes_back(routines: Path) -> None:
    (routines / "mine.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "D", "enter")
        assert "mine" in rows(app)
        await pressed(pilot, "D", "d")
        assert rows(app) == {}
        assert not (routines / "mine.toml").exists()
        await pressed(pilot, "u")
        assert "mine" in rows(app)
        await pressed(pilot, "u")
        assert "nothing to undo" in told(app)

    drive(library_at(routines), steps)
    assert (routines / "mine.toml").read_text(encoding="utf-8") == MINE


@pytest.mark.parametrize("key", ["b", "D"])
def test_an_own_copy_is_marked_and_gives_way_to_the_bundled_one(routines: Path, key: str) -> None:
    (routines / "home.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "◇ Mine" in seen(app)
        assert "◇ 1 changed by you" in seen(app)
        assert "in place of the bundled one" in " ".join(seen(app).split())
        await pressed(pilot, key, "b")
        assert rows(app) == {}
        assert selected(app) == "home"
        assert "◇" not in seen(app)
        await pressed(pilot, "u")
        assert "◇ Mine" in seen(app)

    drive(library_at(routines), steps)
    assert (routines / "home.toml").read_text(encoding="utf-8") == MINE


def test_what_was_changed_since_is_not_undone(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "c", "enter")
        (routines / "back-circuit-2.toml").write_text(MINE, encoding="utf-8")
        await pressed(pilot, "u")
        assert "it was changed since" in told(app)

    drive(library_at(routines), steps)
    assert (routines / "back-circuit-2.toml").read_text(encoding="utf-8") == MINE


def test_a_file_that_is_no_toml_can_be_renamed_all_the_same(routines: Path) -> None:
    (routines / "mine.toml").write_bytes(b"name = \n")
    change = actions.renamed(routines / "mine.toml", "Yours")
    assert [path.name for path in routines.glob("*.toml")] == ["yours.toml"]
    change.undo()
    assert (routines / "mine.toml").read_bytes() == b"name = \n"


# -- a paste ----------------------------------------------------------------------------------------------------


async def pasted(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)


def test_a_pasted_workout_is_shown_and_saved_under_a_name(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, ARTICLE)
        assert screen_name(app) == "PasteScreen"
        text = " ".join(seen(app).split())
        assert "Pasted 2 exercises 1 line not understood" in text, "one alone needs no list"
        assert "3 3x0 Curl" in text
        assert "Seated rows" in text
        await pressed(pilot, "enter")
        await typed(pilot, "Friday")
        assert screen_name(app) == "LibraryScreen"
        assert selected(app) == "friday"

    drive(library_at(routines), steps)
    text = (routines / "friday.toml").read_text(encoding="utf-8")
    assert 'name = "Friday"' in text
    assert "# line 3, not understood: 3x0 Curl" in text
    assert read_file(routines / "friday.toml", bundled()).routine is not None


def test_one_workout_alone_has_the_screen_and_one_key_leaves_it(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, "Leg day\n3x10 Squat\n3x0 Curl\n" + "3x10 Seated row\n" * 12)
        await settled(pilot)
        assert "Squat" in seen(app)
        assert "Curl" in seen(app)
        assert "e an exercise" in seen(app)
        await pressed(pilot, "p", "slash")
        assert "Squat" in seen(app), "there is no list to go back to, nor one to filter"
        await pressed(pilot, "escape")
        assert screen_name(app) == "LibraryScreen"

    drive(library_at(routines), steps, size=(60, 15))


def test_of_several_workouts_each_can_be_saved(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, "Monday\n3x10 Seated row\n\nTuesday\n4x5 Deadlift\n")
        assert "2 workouts found" in seen(app)
        await pressed(pilot, "enter", "enter")
        assert screen_name(app) == "PasteScreen"
        await pressed(pilot, "down", "enter", "enter", "escape")
        assert sorted(rows(app)) == ["monday", "tuesday"]

    drive(library_at(routines), steps)


def test_a_line_that_was_not_understood_is_made_an_exercise(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, "Leg day\n3x10 Squat\n3x0 Curl\n3x12 Lunge\n4x3x3 Row\n")
        assert "2 lines not understood" in seen(app)
        await pressed(pilot, "e")
        assert screen_name(app) == "AskScreen"
        await pressed(pilot, "1")
        assert screen_name(app) == "TextDialog"
        await pressed(pilot, "enter")  # as it stands it is none
        assert screen_name(app) == "TextDialog"
        await pressed(pilot, "ctrl+u")
        await typed(pilot, "3x8 Curl")
        assert "1 line not understood" in seen(app)
        await pressed(pilot, "e")
        assert screen_name(app) == "TextDialog", "of one line nothing is asked"
        await pressed(pilot, "escape")
        assert screen_name(app) == "PasteScreen"
        await pressed(pilot, "enter")
        assert screen_name(app) == "TextDialog"
        await typed(pilot, "Friday")
        assert screen_name(app) == "LibraryScreen"

    drive(library_at(routines), steps)
    (path,) = (path for path in routines.glob("*.toml") if "3x8 Curl" in path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    assert text.index("3x10 Squat") < text.index("3x8 Curl") < text.index("3x12 Lunge"), "it stands in its place"
    assert "line 3" not in text
    assert "# line 5, not understood: 4x3x3 Row" in text


def test_where_all_was_understood_there_is_nothing_to_make_an_exercise_of(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, "Leg day\n3x10 Squat\n")
        await pressed(pilot, "e")
        assert screen_name(app) == "PasteScreen"
        assert "There is no line that wasn't understood." in notices(app)

    drive(library_at(routines), steps)


@pytest.mark.parametrize("text", ["no workout at all", HOSTILE, "x" * 2_000_000])
def test_a_paste_without_a_workout_says_so(routines: Path, text: str) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, text)
        assert screen_name(app) == "PasteScreen"
        assert "No workout was found" in seen(app)
        assert "\x1b" not in seen(app)
        assert "enter save" not in seen(app)
        await pressed(pilot, "enter", "p", "p", "escape")
        assert screen_name(app) == "LibraryScreen"

    drive(library_at(routines), steps)


def test_hostile_lines_of_a_paste_are_shown_as_they_stand(routines: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pasted(pilot, f"{HOSTILE}\n3x10 {HOSTILE}\n3x10 Seated row\n3x0 {HOSTILE}\n")
        assert "\x1b" not in seen(app)
        assert "\u202e" not in seen(app)
        await pressed(pilot, "escape")

    drive(library_at(routines), steps)


# -- what was done ------------------------------------------------------------------------------------------------


def done(home: Path, routine: str, days_ago: int) -> None:
    store = Store(home / "history.sqlite3")
    started = NOW - timedelta(days=days_ago)
    number = store.begin(Opening(routine, routine, "", 1, started))
    sets = (PerformedSet(0, "", "Plank", 1, 1, "hold", "1:00", seconds=60.0),)
    store.append(
        number,
        0,
        [JournalLine(JournalEntry(1.0, "Position", {}), SessionTotals(60.0, 1, started, partial=False), sets)],
    )
    store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50), (60, 15)])
def test_when_a_routine_was_done_last_stands_in_its_row(routines: Path, size: tuple[int, int]) -> None:
    done(routines.parent, "circuit", 3)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "3 days ago" in seen(app)
        assert seen(app).count("ago") <= 2
        done(routines.parent, "home", 0)
        await pressed(pilot, "x", "escape")
        assert "today" in seen(app)

    drive(library_at(routines), steps, size)


def test_a_log_that_can_not_be_read_does_not_show_here(routines: Path) -> None:
    (routines.parent / "history.sqlite3").write_bytes(b"no database" * 1000)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "l")
        assert screen_name(app) == "LogScreen"
        await pressed(pilot, "escape", "comma")
        assert screen_name(app) == "SettingsScreen"
        await pressed(pilot, "escape")
        assert screen_name(app) == "LibraryScreen"

    drive(library_at(routines), steps)


# -- other programs -----------------------------------------------------------------------------------------------


def test_files_that_change_outside_are_read_and_all_else_stays(routines: Path) -> None:
    (routines / "mine.toml").write_text(MINE, encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pressed(pilot, "down", "down")
        here, facts = selected(app), dict(screen_of(app)._known.facts)
        (routines / "mine.toml").write_text(MINE.replace("Mine", "Yours"), encoding="utf-8")
        (routines / "other.toml").write_text(MINE, encoding="utf-8")
        screen_of(app).read_changed()
        await settled(pilot)
        assert {stem: row.name for stem, row in rows(app).items()} == {"mine": "Yours", "other": "Mine"}
        assert selected(app) == here
        kept = screen_of(app)._known.facts
        assert [path.stem for path in facts if kept[path] is not facts[path]] == ["mine"]
        (routines / "mine.toml").unlink()
        screen_of(app).read_changed()
        await settled(pilot)
        assert list(rows(app)) == ["other"]

    drive(library_at(routines), steps)


@pytest.mark.parametrize("there", [True, False])
def test_a_change_in_the_folder_is_told(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "routines"
    if there:
        folder.mkdir()

    async def first_change() -> None:
        async with contextlib.aclosing(watching.changes(folder)) as told:
            await told_of_a_file(told, folder)

    asyncio.run(first_change())


async def told_of_a_file(told: AsyncGenerator[None, None], folder: Path) -> None:
    """A file comes, again and again until that is told."""
    waiting = asyncio.ensure_future(anext(told))
    for number in range(100):
        await asyncio.sleep(0.1)  # until the watch stands: what comes before it may be missed
        file_comes(folder, number)
        if waiting.done():
            break
    assert waiting.done()


def file_comes(folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number}.toml").write_text(MINE, encoding="utf-8")


UNLOCKING = """
import asyncio, sys
from pathlib import Path
from backday_tui.tui import watching

async def unlock(home):
    home.chmod(0)
    told = asyncio.ensure_future(anext(watching.changes(home / "routines")))
    await asyncio.wait({told}, timeout=0.5)
    home.chmod(0o700)
    (home / "routines" / "new.toml").touch()
    await asyncio.wait_for(told, 20)

asyncio.run(unlock(Path(sys.argv[1])))
"""


@machine.modes
def test_a_change_in_a_folder_that_was_locked_is_told(routines: Path) -> None:
    command = [*machine.as_a_person(), sys.executable, "-c", UNLOCKING, str(routines.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_change_is_told_once_two_looks_agree() -> None:
    old, half, whole = (1, 0, 5), (2, 3, 6), (2, 9, 7)
    looks = watching.Looks({"mine.toml": old})
    assert looks.agree
    for found, agree, news in [
        ({"mine.toml": old}, True, False),
        ({"mine.toml": half}, False, False),
        ({"mine.toml": whole}, False, False),
        ({"mine.toml": whole}, True, True),
        ({"mine.toml": whole}, True, False),
        ({}, False, False),
        ({"mine.toml": whole}, False, False),
        ({"mine.toml": whole}, True, False),
        ({}, False, False),
        ({}, True, True),
        ({}, True, False),
    ]:
        assert (looks.is_news(found), looks.agree) == (news, agree)


def test_a_file_that_never_rests_keeps_no_other_from_being_told() -> None:
    looks = watching.Looks({})
    told = [looks.is_news({"log": (1, size, size), "mine.toml": (2, 9, 7)}) for size in range(4)]
    assert told == [False, True, False, False]
    assert not looks.agree


def test_a_look_tells_what_makes_a_file_another_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("1")
    os.utime(file, ns=(5, 5))
    first = watching.look(tmp_path)
    (tmp_path / "new").write_text("2")
    os.utime(tmp_path / "new", ns=(5, 5))
    (tmp_path / "new").replace(file)  # as long, and as old
    if os.name != "nt":  # where a look knows no inodes
        assert watching.look(tmp_path) != first
    os.utime(file, ns=(6, 6))
    assert watching.look(tmp_path) != first
    assert watching.look(tmp_path / "none") == watching.look(file) == {}


def test_a_change_in_a_folder_that_came_in_the_place_of_another_is_told(tmp_path: Path) -> None:
    folder, target = tmp_path / "routines", tmp_path / "target.toml"
    folder.mkdir()
    target.write_text(MINE, encoding="utf-8")

    async def replaced() -> None:
        async with contextlib.aclosing(watching.changes(folder)) as told:
            await told_of_a_file(told, folder)
            folder.rename(tmp_path / "old")
            folder.mkdir()
            (folder / "link.toml").symlink_to(target)
            await anext(told)
            await told_of_a_file(told, folder)
            waiting = asyncio.ensure_future(anext(told))
            for number in range(100):
                await asyncio.sleep(0.1)  # as above
                target.write_text(MINE + number * "#", encoding="utf-8")
                if waiting.done():
                    break
            assert waiting.done(), "what a link leads to"

    asyncio.run(asyncio.wait_for(replaced(), 60))
