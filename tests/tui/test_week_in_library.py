"""The first row of the library is today's: what is due, that it was done, or when something is due next."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from pilot import BEGUN_AT, Browsed, drive, drive_app, notices, screen_name, seen, settled
from silent import SilentPlayer

from backday_tui.clock import ManualClock
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.routine import week_file
from backday_tui.tui import watching
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library.rows import RoutineList
from backday_tui.tui.library.screen import LibraryScreen
from backday_tui.tui.watching import Look, look

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

NOW = ManualClock().wall()
"""A Monday, 2026-01-05."""
PLANK = 'name = "My planks"\nwork = ["4x1:00 Plank"]\n'
SIZES = [(120, 40), (80, 24), (60, 15), (160, 50)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "planks.toml").write_text(PLANK, encoding="utf-8")
    return tmp_path


def week(home: Path, text: str) -> Path:
    path = home / "routines" / "week.toml"
    path.write_text(text, encoding="utf-8")
    return path


def log(home: Path, started: datetime, routine: str = "planks") -> None:
    sets = tuple(
        PerformedSet(number, "", "Plank", number + 1, 4, "hold", "1:00", None, seconds=60.0) for number in range(4)
    )
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(Opening(routine, routine, PLANK, 4, started))
        over = SessionTotals(2520, 4, started + timedelta(minutes=42), partial=False)
        store.append(number, 0, [JournalLine(JournalEntry(2520, "Done", {}), over, sets)])


def library_at(home: Path, now: Callable[[], datetime] = lambda: NOW) -> Callable[[], LibraryScreen]:
    context = LibraryContext(
        home / "history.sqlite3", home / "settings.toml", home / "unsaved", now, lambda _: None,
        lambda _: SilentPlayer(),
    )  # fmt: skip
    return lambda: LibraryScreen(home / "routines", context)


def list_of(app: Browsed) -> RoutineList:
    return app.screen.query_one(RoutineList)


def first_line(app: Browsed) -> str:
    """What the first row says, in all of its lines."""
    list_ = list_of(app)
    parts = [list_.row_line(list_.rows[0], part, 200).plain.strip() for part in range(min(list_.row_height, 2))]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("size", SIZES)
def test_what_is_due_stands_first_and_enter_starts_it(home: Path, size: tuple[int, int]) -> None:
    week(home, 'monday = { turn = ["tabata", "planks"] }\n')
    log(home, NOW - timedelta(7), "tabata")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "Today: My planks" in seen(app)
        assert "its turn after tabata on Mon 29 Dec 2025" in first_line(app)
        assert list_of(app).cursor == 0
        assert "19 routines" in seen(app) or size[1] < 16
        await pilot.press("enter")
        assert [event.routine.name for event in app.started] == ["My planks"]

    drive(library_at(home), steps, size)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_done_is_said_and_in_nobodys_way(home: Path, size: tuple[int, int]) -> None:
    week(home, 'monday = "planks"\n')
    log(home, NOW - timedelta(minutes=55))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert first_line(app) == "▸ Today: My planks is done, 17:05, 4 sets in 42 min"
        assert list_of(app).cursor == 1
        await pilot.press("up", "up")
        assert list_of(app).cursor == 1
        await pilot.press("enter")
        assert len(app.started) == 1

    drive(library_at(home), steps, size)


def test_on_a_day_without_anything_the_next_one_is_said(home: Path) -> None:
    week(home, 'thursday = "planks"\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert first_line(app) == "▸ Nothing is due today; next is My planks on Thu 8 Jan"
        assert list_of(app).cursor == 1

    drive(library_at(home), steps)


@pytest.mark.parametrize("text", [None, week_file.TEMPLATE, 'name = "Week"\nwork = ["Plank"]\n'])
def test_where_no_week_asks_for_anything_there_is_no_such_row(home: Path, text: str | None) -> None:
    if text is not None:
        week(home, text)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert all(row.today is None for row in list_of(app).rows)
        assert list_of(app).cursor == 0
        assert not any(row.path.name == "week.toml" for row in list_of(app).rows) or text is not None

    drive(library_at(home), steps)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("monday = 1\n", "▸ Your week has a problem; w opens it: week.toml:1:10: monday = 1: allowed is the id of a"),
        ("monday = \n", "▸ Your week has a problem; w opens it: week.toml:1:"),
        ('monday = "gone"\n', "▸ Today: gone can't start: no routine has this id"),
        ('monday = "\\u001b[2J"\n', "▸ Today: ␛[2J can't start: no routine has this id"),
    ],
)
def test_a_week_that_cant_be_followed_is_told_in_its_row(home: Path, text: str, said: str) -> None:
    week(home, text)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert first_line(app).startswith(said)
        assert list_of(app).cursor == 1
        await pilot.press("enter")
        assert len(app.started) == 1  # another one

    drive(library_at(home), steps)


def test_a_log_that_cant_be_read_is_told_in_its_row(home: Path) -> None:
    week(home, 'monday = "planks"\n')
    (home / "history.sqlite3").write_bytes(b"no database at all")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "the log can't be read" in first_line(app)

    drive(library_at(home), steps)


def test_no_row_moves_once_it_is_known_and_who_has_gone_elsewhere_stays(home: Path) -> None:
    week(home, 'monday = "planks"\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        before = [row.path for row in list_of(app).rows if row.today is None]
        assert list_of(app).rows[0].today is not None
        await pilot.press("down")
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert [row.path for row in list_of(app).rows if row.today is None] == before
        assert list_of(app).cursor == 1
        await pilot.press("home")
        assert list_of(app).cursor == 0

    drive(library_at(home), steps)


def test_who_filters_looks_for_something_else(home: Path) -> None:
    week(home, 'monday = "planks"\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        await pilot.press("slash", *"tabata")
        await settled(pilot)
        assert [row.name for row in list_of(app).rows] == ["Tabata"]
        await pilot.press("escape")
        await settled(pilot)
        assert list_of(app).rows[0].today is not None

    drive(library_at(home), steps)


def test_w_begins_a_week_and_what_it_says_then_stands_first(home: Path) -> None:
    path = home / "routines" / "week.toml"

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert screen_name(app) == "EditorScreen"
        assert path.read_text(encoding="utf-8") == week_file.TEMPLATE
        await pilot.press(*"mo", "enter")  # what is offered for it, and behind it the ids
        await settled(pilot)
        assert "core-holds" in seen(app)
        await pilot.press(*'"plank"', "ctrl+s")
        await settled(pilot)
        assert '"plank": no routine has' in seen(app)
        path.write_text('monday = "planks"\n', encoding="utf-8")
        await pilot.press("escape", "escape")
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert notices(app) == []
        assert screen_name(app) == "LibraryScreen"
        assert first_line(app).startswith("▸ Today: My planks")

    drive(library_at(home), steps, (120, 40))


def test_a_workout_that_is_done_is_done_when_one_comes_back(home: Path) -> None:
    week(home, 'monday = "planks"\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert list_of(app).cursor == 0
        log(home, NOW - timedelta(minutes=50))
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert first_line(app).startswith("▸ Today: My planks is done")
        selected = list_of(app).selected
        assert selected is not None
        assert (selected.name, selected.today) == ("My planks", None)

    drive(library_at(home), steps)


@pytest.mark.parametrize("key", ["f5", "f4"])
def test_a_week_takes_no_exercise(home: Path, key: str) -> None:
    path = week(home, 'monday = "planks"\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert "Mon  planks" in seen(app)
        await pilot.press(key)
        await settled(pilot)
        assert screen_name(app) == "EditorScreen"
        assert "This is your week: it names routines" in seen(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert path.read_text(encoding="utf-8") == 'monday = "planks"\n'

    drive(library_at(home), steps)


# -- the day changes --------------------------------------------------------------------------------------------------


@dataclass
class Wall:
    """The time of day of a place; what a timer doesn't see of it, a sleep or that the clock is set, is `unseen_s`."""

    began: datetime
    zone: ZoneInfo
    unseen_s: float = 0.0

    def at(self, clock_s: float) -> datetime:
        """The time of day at a time of the loop, with its offset alone, as a system tells it."""
        moment = self.began.astimezone(UTC) + timedelta(seconds=clock_s - BEGUN_AT + self.unseen_s)
        local = moment.astimezone(self.zone)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


WEEK = 'monday = "planks"\ntuesday = "tabata"\nsaturday = "planks"\nsunday = "tabata"\n'
BERLIN = ZoneInfo("Europe/Berlin")


def last_of(app: Browsed, routine: str) -> str | None:
    """What is said of when a routine was done last."""
    return next(row.last for row in list_of(app).rows if row.path.stem == routine)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The looks at the folder of the routines, each of which is one at the date as well."""
    done: list[Path] = []

    def noted(folder: Path) -> Look:
        done.append(folder)
        return look(folder)

    monkeypatch.setattr(watching, "look", noted)
    return done


async def looked_again(pilot: Pilot[None], looks: list[Path]) -> None:
    """Wait for a look that began after this, however long its thread takes, and for what comes of it."""
    begun = len(looks)
    while len(looks) < begun + 3:
        await pilot.pause(0.1)
    await settled(pilot)


def drive_by(wall: Wall, home: Path, steps: Callable[[Pilot[None], Browsed], Awaitable[None]]) -> None:
    drive_app(lambda clock: Browsed(library_at(home, lambda: wall.at(clock.now()))), steps)


@pytest.mark.parametrize(
    ("began", "minutes", "due_and_last"),
    [
        ("2026-01-05 23:40", 5, ("My planks", "yesterday")),
        ("2026-01-05 23:40", 21, ("Tabata", "2 days ago")),
        ("2026-03-28 23:50", 11, ("Tabata", "2 days ago")),
    ],
)
def test_a_library_that_is_left_open_overnight_shows_the_new_day(
    home: Path, looks: list[Path], began: str, minutes: float, due_and_last: tuple[str, str]
) -> None:
    week(home, WEEK)
    begun = datetime.fromisoformat(began).replace(tzinfo=BERLIN)
    log(home, begun.replace(hour=12) - timedelta(1), "home")
    wall = Wall(begun, BERLIN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert last_of(app, "home") == "yesterday"
        await asyncio.sleep(minutes * 60)
        await looked_again(pilot, looks)
        due, last = due_and_last
        assert first_line(app).startswith(f"▸ Today: {due} ")
        assert last_of(app, "home") == last

    drive_by(wall, home, steps)


@pytest.mark.parametrize(
    ("began", "hours", "due"),
    [
        ("2026-01-05 18:00", 5.9, "My planks"),
        ("2026-01-05 18:00", 9, "Tabata"),
        ("2026-01-05 18:00", -24, "Tabata"),  # the clock was a day ahead, and is set
        ("2026-03-29 00:30", 22.4, "Tabata"),  # a Sunday of 23 hours
        ("2026-03-29 00:30", 22.6, "My planks"),
        ("2026-10-25 00:30", 24.4, "Tabata"),  # and one of 25
        ("2026-10-25 00:30", 24.6, "My planks"),
    ],
)
def test_it_is_right_at_once_after_a_sleep_and_after_the_clock_is_set(
    home: Path, looks: list[Path], began: str, hours: float, due: str
) -> None:
    week(home, WEEK)
    wall = Wall(datetime.fromisoformat(began).replace(tzinfo=BERLIN), BERLIN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        wall.unseen_s = hours * 3600
        await looked_again(pilot, looks)
        assert first_line(app).startswith(f"▸ Today: {due} ")

    drive_by(wall, home, steps)


def test_on_the_way_back_from_another_screen_it_is_the_new_day(home: Path) -> None:
    week(home, WEEK)
    wall = Wall(datetime.fromisoformat("2026-01-05 18:00").replace(tzinfo=BERLIN), BERLIN)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        await pilot.press("question_mark")
        wall.unseen_s = 12 * 3600
        await pilot.press("escape")
        await settled(pilot)
        assert first_line(app).startswith("▸ Today: Tabata ")

    drive_by(wall, home, steps)
