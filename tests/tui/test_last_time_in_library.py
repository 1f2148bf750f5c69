"""The page of a routine says of each entry when it was last done, and what to aim at: once that is read."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pilot import Browsed, drive, seen, settled
from silent import SilentPlayer

from backday_tui.clock import ManualClock
from backday_tui.equipment import known_equipment
from backday_tui.history import log as log_module
from backday_tui.history.journal import Opening
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals, Store
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library.screen import LibraryScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

NOW = ManualClock().wall()
ROWS = 'name = "Aaa"\nwork = ["2x8-12 Barbell row @ 60kg", { superset = ["12 Face pull", "8 Pull-up"], sets = 2 }]\n'


def log(home: Path, started: datetime, exercise: str, *reps: int, routine: str = "aaa") -> None:
    sets = tuple(
        PerformedSet(place, "", exercise, place + 1, len(reps), "reps", "8", count, load="60 kg", source="typed")
        for place, count in enumerate(reps)
    )
    with closing(Store(home / "history.sqlite3")) as store:
        number = store.begin(Opening(routine, "Aaa", ROWS, len(reps), started))
        over = SessionTotals(600, len(reps), started + timedelta(minutes=10), partial=False)
        store.append(number, 0, [JournalLine(JournalEntry(600, "Done", {}), over, sets)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "routines" / "aaa.toml"
    path.parent.mkdir()
    path.write_text(ROWS, encoding="utf-8")
    return tmp_path


def library_at(home: Path) -> Callable[[], LibraryScreen]:
    context = LibraryContext(
        home / "history.sqlite3", home / "settings.toml", home / "unsaved", ManualClock().wall, lambda _: None,
        lambda _: SilentPlayer(), equipment_file=home / "training.toml",
    )  # fmt: skip
    return lambda: LibraryScreen(home / "routines", context)


@pytest.mark.parametrize("size", [(120, 40), (160, 50), (60, 40)])
def test_the_page_says_when_each_entry_was_last_done_and_what_to_aim_at(home: Path, size: tuple[int, int]) -> None:
    log(home, NOW - timedelta(12), "Barbell row", 9, 8)
    log(home, NOW - timedelta(3), "Pull-up", 7, routine="other")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("p")
        await settled(pilot)
        page = " ".join(seen(app).replace("│", " ").split())
        row, fly, pull = (page.index(name) for name in ("Barbell row", "Face pull", "Pull-up"))
        assert row < page.index("12 days ago) 9 · 8") < fly
        assert row < page.index("Today 9, 8 reps · 60 kg: ") < fly < pull
        assert pull < page.index("3 days ago) 7")
        assert page.count("Last time") == 2

    drive(library_at(home), steps, size)


def test_the_page_is_there_before_the_log_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log(home, NOW - timedelta(12), "Barbell row", 9, 8)
    go_on, reader = threading.Event(), log_module.past_reader

    def slow(*given: object, **more: object) -> object:
        go_on.wait(20)
        return reader(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(log_module, "past_reader", slow)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "Barbell row" in seen(app)
        assert "Last time" not in seen(app)
        go_on.set()
        await settled(pilot)
        assert "Last time" in seen(app)

    async def play(pilot: Pilot[None], app: Browsed) -> None:
        await steps(pilot, app)

    monkeypatch.setattr("pilot.settled", _seen_only)
    drive(library_at(home), play)


async def _seen_only(pilot: Pilot[None]) -> None:
    """Let the page be read, but not what a thread waits for."""
    never = threading.Event()
    for _ in range(1000):
        await pilot.pause(0.1)
        if "Barbell row" in seen(pilot.app):
            return
        never.wait(0.01)  # the rows are read in a thread, which virtual time doesn't wait for


def test_what_a_workout_made_another_is_read_anew(home: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "Last time" not in seen(app)
        await pilot.press("l")  # away, and back
        log(home, NOW - timedelta(12), "Barbell row", 9, 8)
        await pilot.press("escape")
        await settled(pilot)
        assert "12 days ago) 9 · 8" in seen(app)

    drive(library_at(home), steps)


def test_a_log_that_cant_be_read_leaves_the_page_as_it_was(home: Path) -> None:
    (home / "history.sqlite3").write_bytes(b"not a database" * 100)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "Barbell row" in seen(app)
        assert "Last time" not in seen(app)

    drive(library_at(home), steps)


GROWING = 'name = "Aaa"\nwork = [{ exercise = "Barbell row", sets = 2, reps = 8, load = "60 kg", PROGRESS }]\n'


def test_after_a_long_time_off_a_key_begins_with_the_loads_of_before(home: Path) -> None:
    text = GROWING.replace("PROGRESS", 'progress = { load = "+2.5 kg" }')
    (home / "routines" / "aaa.toml").write_text(text, encoding="utf-8")
    log(home, NOW - timedelta(50), "Barbell row", 8, 8)
    log(home, NOW - timedelta(43), "Barbell row", 8, 8)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.press("p")
        await settled(pilot)
        assert "O begins with " in " ".join(seen(app).replace("│", " ").split())
        await pilot.press("O")
        await settled(pilot)
        assert [event.loads_as_before for event in app.started] == [True]

    drive(library_at(home), steps, (120, 40))


@pytest.mark.parametrize("is_said", [False, True])
def test_a_page_with_a_bar_leads_to_where_one_says_what_one_has_until_that_was_said(home: Path, is_said: bool) -> None:
    (home / "routines" / "aaa.toml").write_text(
        'name = "Aaa"\nwork = ["3x8 Barbell row @ 60kg", "3x5 Squat @ 80kg", "3x8 Goblet squat @ 12kg"]\n',
        encoding="utf-8",
    )
    if is_said:
        (home / "training.toml").write_text('bar = "15 kg"\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        shown = " ".join(seen(app).split())
        assert "a side" in shown
        assert shown.count("in the settings (,) you say what you have") == (not is_said)

    drive(library_at(home), steps, (60, 40))


WARMED_UP = """
name = "Aaa"
[[work]]
exercise = "Barbell row"
sets = 1
reps = 5
load = "40 kg"
warmup = "bar x8, 50% x5, 75% x3"
warmup_rest = 300
"""


def test_the_estimate_is_of_the_warm_up_sets_on_the_persons_own_bar(home: Path) -> None:
    """The bar alone may be all that is lifted: then there is nothing to warm up with; and what changes is read anew."""
    (home / "routines" / "aaa.toml").write_text(WARMED_UP, encoding="utf-8")
    (home / "training.toml").write_text('bar = "40 kg"\n', encoding="utf-8")
    context = LibraryContext(
        home / "history.sqlite3", home / "settings.toml", home / "unsaved", ManualClock().wall, lambda _: None,
        lambda _: SilentPlayer(), equipment_file=home / "training.toml",
        read_equipment=lambda: known_equipment(home / "training.toml", "kg"),
    )  # fmt: skip

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert " 15 s " in next(line for line in seen(app).splitlines() if "Aaa" in line)
        await pilot.press("comma")
        (home / "training.toml").write_text('bar = "20 kg"\n# smaller', encoding="utf-8")
        await pilot.press("escape")
        await settled(pilot)
        assert "11 min" in next(line for line in seen(app).splitlines() if "Aaa" in line)

    drive(lambda: LibraryScreen(home / "routines", context), steps)
