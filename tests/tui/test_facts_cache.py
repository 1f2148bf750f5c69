"""What is known of routine files from one start to the next: kept, checked, forgotten; and what is read when."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import machine
import pytest
from pilot import Browsed, drive, seen, settled
from silent import SilentPlayer

from backday_tui.clock import ManualClock
from backday_tui.routine.library import Headline
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library import facts as facts_module
from backday_tui.tui.library import facts_cache, loader
from backday_tui.tui.library.facts_cache import FILE, FactsCache, stamp_of
from backday_tui.tui.library.rows import KnownRoutines, RoutineList, RowFacts
from backday_tui.tui.library.screen import LibraryScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from backday_tui.tui.library.facts import RoutineFacts

LONG_AGO_NS = 1_700_000_000 * 10**9
FACTS = RowFacts(True, 600, None, ("home", "lats back"))


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    """A file that was last changed long ago."""
    return written(tmp_path / "routines" / "mine.toml", "Mine")


def written(path: Path, name: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'name = "{name}"\nwork = ["3x8 Row"]\n')
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    return path


def headline(path: Path) -> Headline:
    return Headline("mine", "Mine \x1b[31m", "beginner", ("bar",), path, bundled=False, warnings=("no",))


def kept(folder: Path, routine: Path) -> None:
    cache = FactsCache(folder)
    cache.load()
    cache.note_headline(headline(routine), stamp_of(routine))
    cache.note_facts(routine, FACTS, stamp_of(routine))
    cache.save([routine])


def loaded(folder: Path) -> FactsCache:
    cache = FactsCache(folder)
    cache.load()
    return cache


def test_what_is_known_of_a_file_is_known_at_the_next_start(tmp_path: Path, routine: Path) -> None:
    kept(tmp_path / "cache", routine)
    cache = loaded(tmp_path / "cache")
    assert cache.facts(routine) == FACTS
    assert cache.headline("mine", routine, bundled=False) == headline(routine)
    assert cache.headline("mine", routine, bundled=True) is None
    assert cache.facts(tmp_path / "other.toml") is None


def longer(path: Path) -> None:
    path.write_text(path.read_text() + "\n")
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


def later(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS + 1))


@pytest.mark.parametrize("change", [longer, later, lambda path: path.unlink()], ids=["size", "time", "gone"])
def test_a_file_that_was_changed_is_not_known(tmp_path: Path, routine: Path, change: Callable[[Path], None]) -> None:
    kept(tmp_path / "cache", routine)
    change(routine)
    cache = loaded(tmp_path / "cache")
    assert cache.facts(routine) is None
    assert cache.headline("mine", routine, bundled=False) is None


def test_a_file_that_was_changed_right_before_is_read_again(tmp_path: Path, routine: Path) -> None:
    routine.touch()
    kept(tmp_path / "cache", routine)
    assert loaded(tmp_path / "cache").facts(routine) is None


@pytest.mark.parametrize("what", ["__version__", "_FORM", "catalogue"])
def test_what_another_version_kept_is_forgotten(
    tmp_path: Path, routine: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    kept(tmp_path / "cache", routine)
    if what == "catalogue":
        package = tmp_path / "package"
        (package / "exercises").mkdir(parents=True)
        (package / "exercises" / "catalog.toml").write_text("# another")
        monkeypatch.setattr("backday_tui.__file__", str(package / "__init__.py"))
    elif what == "_FORM":
        monkeypatch.setattr(facts_cache, what, -1)
    else:
        monkeypatch.setattr("backday_tui.__version__", "0.0.1")
    assert loaded(tmp_path / "cache").facts(routine) is None


@pytest.mark.parametrize("name", ["exercises.toml", "names.toml", "training.toml"])
def test_what_was_kept_with_other_exercises_names_or_equipment_is_forgotten(
    tmp_path: Path, routine: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    kept(tmp_path / "cache", routine)
    assert loaded(tmp_path / "cache").facts(routine) == FACTS
    own = tmp_path / name
    own.write_text("# mine\n", encoding="utf-8")
    os.utime(own, ns=(LONG_AGO_NS, LONG_AGO_NS))
    assert loaded(tmp_path / "cache").facts(routine) is None


def test_a_cache_that_is_damaged_anywhere_is_no_trouble_and_never_wrong(tmp_path: Path, routine: Path) -> None:
    kept(tmp_path / "cache", routine)
    path = tmp_path / "cache" / FILE
    whole = path.read_bytes()
    spoilt = [whole[:end] for end in range(0, len(whole), 7)]
    spoilt += [b"\xff\x00" * 100, b"[" * 100_000, b"null", b"{}", b'{"of": 1, "files": []}']
    for raw in spoilt:
        path.write_bytes(raw)
        assert loaded(tmp_path / "cache").facts(routine) is None
        kept(tmp_path / "cache", routine)
        assert loaded(tmp_path / "cache").facts(routine) == FACTS


@pytest.mark.parametrize(
    "value", [None, 1, -1, pytest.param(10**400, id="huge"), 1e999, "x", "x" * 9000, [], ["x"] * 5000, {}, [[[]]], True]
)
def test_each_value_is_checked(tmp_path: Path, routine: Path, value: Any) -> None:
    kept(tmp_path / "cache", routine)
    path = tmp_path / "cache" / FILE
    whole = json.loads(path.read_bytes())
    (known,) = whole["files"].values()
    for key, places in (("stamp", 2), ("headline", 6), ("facts", 4)):
        for place in range(places):
            before = known[key][place]
            known[key][place] = value
            path.write_text(json.dumps(whole))
            cache = loaded(tmp_path / "cache")
            shown = KnownRoutines(None)
            shown.take_headlines([cache.headline("mine", routine, bundled=False) or headline(routine)])
            shown.take_facts({routine: cache.facts(routine) or FACTS})
            assert len(shown.fitting(("mine",))) <= 1
            for width in (20, 80):
                assert RoutineList().row_line(shown.rows[routine], 0, width).cell_length <= width
            known[key][place] = before


@machine.modes
def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path, routine: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    kept(tmp_path / "cache", routine)
    kept(tmp_path / "cache" / "deeper", routine)
    FactsCache(None).save([routine])
    assert loaded(tmp_path / "cache").facts(routine) is None


def test_no_more_is_kept_than_a_bound_allows_and_nothing_of_files_that_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_cache, "MOST_FILES", 3)
    paths = [written(tmp_path / "routines" / f"{number}.toml", "Mine") for number in range(5)]
    cache = loaded(tmp_path / "cache")
    for path in paths:
        cache.note_facts(path, FACTS, stamp_of(path))
    cache.save(paths[1:])
    assert list(json.loads((tmp_path / "cache" / FILE).read_bytes())["files"]) == [str(each) for each in paths[1:4]]
    monkeypatch.setattr(facts_cache, "MOST_BYTES", 100)
    assert loaded(tmp_path / "cache").facts(paths[1]) is None


# -- in the library ---------------------------------------------------------------------------------------------------


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read for their facts, in order."""
    order: list[str] = []
    facts_of = facts_module.facts_of

    def noted(path: Path, context: LibraryContext | None) -> RoutineFacts:
        order.append(path.stem)
        return facts_of(path, context)

    monkeypatch.setattr(facts_module, "facts_of", noted)
    return order


def library_at(home: Path) -> Callable[[], LibraryScreen]:
    context = LibraryContext(
        home / "history.sqlite3", home / "settings.toml", home / "unsaved", ManualClock().wall, lambda _: None,
        lambda _: SilentPlayer(), cache_dir=home / "cache",
    )  # fmt: skip
    return lambda: LibraryScreen(home / "routines", context)


def many(home: Path, count: int) -> list[str]:
    return [written(home / "routines" / f"r{number:03}.toml", f"Row {number:03}").stem for number in range(count)]


def test_at_the_next_start_a_file_that_is_as_it_was_is_not_read(tmp_path: Path, read: list[str]) -> None:
    stems = many(tmp_path, 3)

    async def first(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "min" in seen(app)

    drive(library_at(tmp_path), first)
    assert set(stems) <= set(read)
    written(tmp_path / "routines" / "r001.toml", "Another name")

    read.clear()

    async def again(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "Another name" in seen(app)
        assert sorted(set(read) & set(stems)) == ["r001"]  # it is the selected one, and it was changed
        await pilot.press("down")
        await settled(pilot)
        assert sorted(set(read) & set(stems)) == ["r000", "r001"]
        assert "Row" in seen(app)
        read.clear()
        await pilot.press("r")
        await settled(pilot)
        assert set(stems) <= set(read)

    drive(library_at(tmp_path), again, (120, 40))


def test_what_is_in_view_is_read_first_and_then_where_the_person_goes(tmp_path: Path, read: list[str]) -> None:
    stems = many(tmp_path, 150)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "150" in seen(app)

    drive(library_at(tmp_path), steps, (80, 24))
    assert read[0] == "r000"
    assert set(read[:20]) <= set(stems[:24])
    assert set(stems) <= set(read)


def test_the_rest_is_read_in_a_fifth_of_the_time_and_told_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(tmp_path, 120)
    spent, rests, told = [0.0], [], []
    rest = loader.FactsLoader._rest

    def cpu() -> float:
        spent[0] += 0.01
        return spent[0]

    def resting(learning: loader.FactsLoader, seconds: float, *more: Any) -> None:
        rests.append(seconds)
        rest(learning, 0.0, *more)

    def telling(learning: loader.FactsLoader, turn: int, **found: Any) -> None:
        told.append(len(found.get("facts", ())))
        learning._screen.post_message(loader.FactsFound(turn, **found))

    monkeypatch.setattr(loader, "thread_cpu_s", cpu)
    monkeypatch.setattr(loader.FactsLoader, "_rest", resting)
    monkeypatch.setattr(loader.FactsLoader, "_tell", telling)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "120" in seen(app)

    drive(library_at(tmp_path), steps, (80, 24))
    assert rests
    assert min(rests) >= 4 * loader._AT_A_TIME_S
    assert len([count for count in told if count]) < 40


def test_a_page_is_kept_for_a_hundred_routines_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backday_tui.tui.library.screen._MOST_PAGES", 5)
    many(tmp_path, 12)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        for _ in range(12):
            await pilot.press("down")
            await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        assert len(screen._pages) == 5
        assert screen._selected is not None
        assert screen._selected.path in screen._pages

    drive(library_at(tmp_path), steps, (80, 24))
