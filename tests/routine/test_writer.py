"""Routine -> TOML -> the same routine, and the save that can't lose a file."""

import os
import stat
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from routine_values import CATALOG, entries, routines

from backday_tui.routine import notation
from backday_tui.routine.model import Entry, Load, Reps, Routine, Span, Superset
from backday_tui.routine.reader import read_text
from backday_tui.routine.writer import UnwritableError, entry_text, save, to_text

ISOMETRIC = notation.isometric_in(CATALOG)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(routines())
def test_a_routine_reads_back_as_it_was_written(routine: Routine) -> None:
    text = to_text(routine, CATALOG)
    loaded = read_text(text, id="routine", catalog=CATALOG)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.routine == routine
    assert hash(loaded.routine) == hash(routine)


@slow
@given(entries())
def test_an_entry_reads_back_from_its_line_or_its_table(entry: Entry) -> None:
    text = f'name = "One"\nwork = [{entry_text(entry, ISOMETRIC)}]\n'
    routine = read_text(text, id="", catalog=CATALOG).routine
    assert routine is not None
    assert routine.work == (entry,)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(("Plank",)), '"Plank"'),
        (Entry(("Seated row",), sets=3, reps=Reps(8, 12), load=Load(22.5, "kg")), '"3x8-12 Seated row @ 22.5 kg"'),
        (Entry(("Plank",), sets=3, hold=Span(90)), '"3x1:30 Plank"'),
        (Entry(("Treadmill",), time=Span(600)), '"10min Treadmill"'),
        (Entry(("Chin-up", "Pull-up"), sets=3, reps=Reps(None, None)), '"3x? Chin-up / Pull-up"'),
        (Entry(("Seated row",), sets=2, reps=Reps(8, 8), sides="each"), '"2x8 Seated row each side"'),
        (Entry(("90/90 stretch",)), '{ exercise = "90/90 stretch" }'),
        (Entry(("Treadmill",), hold=Span(60)), '{ exercise = "Treadmill", hold = "1:00" }'),
        (Entry(("Plank",), time=Span(60)), '{ exercise = "Plank", time = "1:00" }'),
        (Entry(("Plank",), sets=2), '{ exercise = "Plank", sets = 2 }'),
        (Entry(("Seated row",), reps=(Reps(8, 8),)), '{ exercise = "Seated row", reps = [8] }'),
    ],
)
def test_an_entry_is_a_line_where_a_line_says_all(entry: Entry, text: str) -> None:
    assert entry_text(entry, ISOMETRIC) == text


def test_a_superset_is_written_with_its_sets_once() -> None:
    routine = Routine("s", "S", work=(Superset((Entry(("Seated row",), reps=Reps(8, 8)), Entry(("Plank",))), 3),))
    written = tomllib.loads(to_text(routine, CATALOG))
    assert written["work"] == [{"superset": ["8 Seated row", "Plank"], "sets": 3}]


# --------------------------------------------------------------------------------------------------------- saving


def test_a_saved_file_holds_the_text_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    save(file, 'name = "Rücken"\n')
    save(file, 'name = "Back"\n')
    assert file.read_bytes() == b'name = "Back"\n'
    assert [path.name for path in tmp_path.iterdir()] == ["back.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_saved_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")
    file.chmod(0o640)
    save(file, "new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_new_file_has_the_mode_that_the_person_asks_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "back.toml", "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "back.toml").stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "back.toml"
    target.parent.mkdir()
    target.write_text("old")
    link = tmp_path / "back.toml"
    link.symlink_to(target)
    save(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert [path.name for path in target.parent.iterdir()] == ["back.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "back.toml"
    link.symlink_to(link)
    with pytest.raises(UnwritableError, match=r"back\.toml: not saved: "):
        save(link, "new")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "back.toml").mkdir()
    with pytest.raises(UnwritableError, match="it is no regular file"):
        save(tmp_path / "back.toml", "new")


def test_a_folder_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError) as refused:
        save(tmp_path / "none\n" / "back.toml", "new")
    assert "\n" not in str(refused.value)


def test_a_save_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "back.toml"
    file.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableError, match="No space left on device"):
        save(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["back.toml"]
