"""Routine -> TOML -> the same routine; its name changed."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routine_values import CATALOG, entries, routines

from backday_tui.errors import BackdayError
from backday_tui.routine import notation
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Entry, Load, Reps, Routine, Span, Superset
from backday_tui.routine.reader import read_text
from backday_tui.routine.store import checked_id
from backday_tui.routine.writer import NamelessError, is_id, item_value, retitled, stem_of, title_of, to_text
from backday_tui.toml_text import value_text

if TYPE_CHECKING:
    from pathlib import Path

ISOMETRIC = notation.isometric_in(CATALOG)
slow = settings(max_examples=60)


@slow
@given(routines())
def test_a_routine_reads_back_as_it_was_written(routine: Routine) -> None:
    text = to_text(routine, CATALOG)
    loaded = read_text(text, id="routine", catalog=CATALOG)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.routine == routine
    assert hash(loaded.routine) == hash(routine)


def entry_text(entry: Entry) -> str:
    """An entry as an element of a list."""
    return value_text(item_value(entry, ISOMETRIC), 0)


@slow
@given(entries())
def test_an_entry_reads_back_from_its_line_or_its_table(entry: Entry) -> None:
    text = f'name = "One"\nwork = [{entry_text(entry)}]\n'
    routine = read_text(text, id="", catalog=CATALOG).routine
    assert routine is not None
    assert routine.work == (entry,)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(("Plank",)), '"Plank"'),
        (
            Entry(("Seated row",), sets=3, reps=Reps(8, 12), load=Load("weight", 22.5, "kg")),
            '"3x8-12 Seated row @ 22.5 kg"',
        ),
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
    assert entry_text(entry) == text


def test_a_superset_is_written_with_its_sets_once() -> None:
    routine = Routine("s", "S", work=(Superset((Entry(("Seated row",), reps=Reps(8, 8)), Entry(("Plank",))), 3),))
    written = tomllib.loads(to_text(routine, CATALOG))
    assert written["work"] == [{"superset": ["8 Seated row", "Plank"], "sets": 3}]


# -- names, and the files called after them --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Back & arms", "back-arms"),
        ("  Monday.toml ", "monday"),
        ("Übung für den Rücken", "ubung-fur-den-rucken"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-routine"),
        ("日本", "日本"),
        ("a" * 300, "a" * 60),
        ("日" * 60, "日" * 30),
        ("\x1b]0;x\x07", "0-x"),
    ],
)
def test_the_file_is_called_after_the_name(name: str, stem: str) -> None:
    assert stem_of(name) == stem


@pytest.mark.parametrize("name", ["", " ", "...", "/", "\x00", "---.toml"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(NamelessError, match="letter or a digit"):
        stem_of(name)


@given(st.text())
def test_every_file_can_be_called_so_everywhere(name: str) -> None:
    try:
        stem = stem_of(name)
    except NamelessError:
        return
    assert checked_id(stem) == stem


def test_an_id_is_shown_as_people_write() -> None:
    assert title_of("my-back.toml") == "My back"
    assert title_of(" My  BACK ") == "My BACK"
    assert is_id("my-back")
    assert not is_id("My back")


@pytest.mark.parametrize("path", sorted(bundled_dir().glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_text_changes_in_its_name_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    changed = retitled(text, 'It\'s "mine"')
    pairs = list(zip(text.splitlines(), changed.splitlines(), strict=True))
    assert len([1 for old, new in pairs if old != new]) == 1
    assert tomllib.loads(changed) == tomllib.loads(text) | {"name": 'It\'s "mine"'}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "A" # mine\r\nrest = 3\r\n', 'name = "B" # mine\r\nrest = 3\r\n'),
        ("# x\n name = 'A'\n", '# x\n name = "B"\n'),
        ("\ufeffname = 'A'", '\ufeffname = "B"'),
        ('rest = 3\n[exercises.x]\nname = "A"\n', 'name = "B"\nrest = 3\n[exercises.x]\nname = "A"\n'),
        ('summary = """\nname = "no"\n"""\nname = "A"\n', 'summary = """\nname = "no"\n"""\nname = "B"\n'),
        ('name = """\nA"""', None),
        ("'name' = 'A'", 'name = "B"'),
    ],
)
def test_what_stands_around_the_name_stays(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(BackdayError, match="of its own"):
            retitled(text, "B")
    else:
        assert retitled(text, "B") == expected
