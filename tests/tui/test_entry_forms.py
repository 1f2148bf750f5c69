"""Entries found at a cursor, and changed by what is typed in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.edit.editor import EditRefusedError
from backday_tui.tui.editor import forms
from backday_tui.tui.editor.changes import Changes
from backday_tui.tui.editor.forms import spot_at, spots_of

if TYPE_CHECKING:
    from backday_tui.routine.problems import KeyPath

LINES = """\
name = "A"
work = [
  # the first
  "3x8 Seated row",  # behind
  { superset = ["3x8 Seated row", "3x10 Plank row"], rest = "1:00" },
  "2x:30 Plank",
]
"""
TABLES = """\
name = "B"

[[work]]
exercise = "Plank"
sets = 3
hold = "1:00"

# two together
[[work]]
sets = 3
[[work.superset]]
exercise = "Seated row"
reps = 8
[[work.superset]]
exercise = "Plank"
hold = 30
"""


def path_in(text: str, row: int, column: int = 4) -> KeyPath | None:
    spot = spot_at(spots_of(text), (row, column))
    return spot.path if spot else None


@pytest.mark.parametrize(
    ("row", "path"), [(0, None), (2, ("work", 0)), (3, ("work", 0)), (4, ("work", 1)), (5, ("work", 2))]
)
def test_the_entry_of_a_line(row: int, path: KeyPath | None) -> None:
    assert path_in(LINES, row) == path


def test_an_entry_within_a_line() -> None:
    assert path_in(LINES, 4, LINES.split("\n")[4].index("Plank")) == ("work", 1, "superset", 1)


@pytest.mark.parametrize(
    ("row", "path"),
    [
        (3, ("work", 0)),
        (7, ("work", 1)),
        (9, ("work", 1)),
        (11, ("work", 1, "superset", 0)),
        (14, ("work", 1, "superset", 1)),
    ],
)
def test_the_entry_of_a_table(row: int, path: KeyPath | None) -> None:
    assert path_in(TABLES, row, 0) == path


def test_a_text_that_is_no_toml_has_none() -> None:
    assert spots_of("work = [") == ()


def changed(text: str, path: KeyPath, **typed: str) -> str:
    entry = forms.entry_at(text, path, bundled())
    assert entry is not None
    values = {field.key: field.value for field in entry.fields}
    return forms.with_fields(text, entry, {**values, **typed}, bundled())


def test_fields_show_what_a_line_says() -> None:
    entry = forms.entry_at(LINES, ("work", 2), bundled())
    assert entry is not None
    assert entry.title == "Plank"
    assert {field.key: field.value for field in entry.fields}["sets"] == "2"
    assert {field.key: field.value for field in entry.fields}["hold"] == "0:30"


def test_a_line_stays_a_line_and_its_comment() -> None:
    assert '  "4x10 Seated row @ 20 kg",  # behind' in changed(LINES, ("work", 0), sets="4", reps="10", load="20 kg")


def test_reps_become_a_hold() -> None:
    assert '"3x:45 Plank"' in changed(LINES.replace("2x:30 Plank", "3x8 Plank"), ("work", 2), reps="", hold="45s")


def test_an_empty_field_takes_the_key_out() -> None:
    text = TABLES.replace('hold = "1:00"\n', 'hold = "1:00"\nrest = 30\n')
    assert changed(text, ("work", 0), rest="") == TABLES


def test_one_a_set() -> None:
    assert 'hold = ["1:00", "0:45", "0:30"]' in changed(TABLES, ("work", 0), hold="1:00, 0:45, 0:30")


def test_the_sets_of_a_superset_are_changed_from_its_entry() -> None:
    entry = forms.entry_at(TABLES, ("work", 1, "superset", 0), bundled())
    assert entry is not None
    assert [(field.key, field.value) for field in entry.fields][:2] == [("sets", "3"), ("reps", "8")]
    assert changed(TABLES, ("work", 1, "superset", 0), sets="4").count("sets = 4") == 1


def test_the_rest_of_the_routine() -> None:
    assert changed(LINES, (), rest="45s").startswith('name = "A"\nrest = "45s"\n')


def test_what_makes_no_sense_is_refused_with_a_line() -> None:
    with pytest.raises(EditRefusedError) as refused:
        changed(LINES, ("work", 0), sets="0")
    assert refused.value.line == 4


def test_nothing_typed_changes_nothing() -> None:
    for path in [("work", 0), ("work", 1), ("work", 1, "superset", 0), ("work", 2)]:
        assert changed(LINES, path) == LINES


def test_a_superset_of_two_entries() -> None:
    text = 'name = "A"\nwork = [\n  "3x8 Seated row",\n  "3x10 Crunch",\n  "3x12 Plank row",\n]\n'
    change = Changes(text, "a.toml", bundled()).superset([("work", 1), ("work", 0)])
    assert not isinstance(change, str)
    assert '{ superset = ["3x8 Seated row", "3x10 Crunch"] }' in change.make({"sets": "3"}, 0)


def test_entries_that_do_not_follow_each_other_are_no_superset() -> None:
    said = Changes(LINES, "a.toml", bundled()).superset([("work", 0), ("work", 2)])
    assert isinstance(said, str)


GROWING = """\
name = "A"
work = [
  { exercise = "Seated row", sets = 3, reps = "8-12", progress = { reps = "8-12" } }, # row
]
"""


def test_progress_is_typed_as_its_keys() -> None:
    typed = "reps 8-12, load +2.5 kg, sets 3-5, after 2, then Pull-up, down 2 by 7.5%"
    text = changed(GROWING, ("work", 0), progress=typed)
    assert (
        'progress = { reps = "8-12", load = "+2.5 kg", sets = "3-5", after = 2, then = "Pull-up", '
        'down = { after = 2, by = "7.5%" } } }, # row'
    ) in text
    entry = forms.entry_at(text, ("work", 0), bundled())
    assert entry is not None
    assert {field.key: field.value for field in entry.fields}["progress"] == typed


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ('reps = "8-12", load = "+5 lb"', '{ reps = "8-12", load = "+5 lb" }'),
        ("load +2.5 kg, down never", '{ load = "+2.5 kg", down = false }'),
        ("load +2.5 kg, down by 5%", '{ load = "+2.5 kg", down = { by = "5%" } }'),
        ("reps 8-12, down 4", '{ reps = "8-12", down = { after = 4 } }'),
    ],
)
def test_progress_as_people_type_it(typed: str, written: str) -> None:
    assert f"progress = {written} }}, # row" in changed(GROWING, ("work", 0), progress=typed)


def test_a_line_that_is_to_grow_becomes_a_table_and_back() -> None:
    text = changed(LINES, ("work", 0), progress="reps 8-12")
    assert '{ exercise = "Seated row", sets = 3, reps = 8, progress = { reps = "8-12" } },  # behind' in text
    assert "progress" not in changed(text, ("work", 0), progress="")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("faster", "no key of progress"), ("hold +5s", "hold can't grow"), ("reps 8-12, down soon", "down = "), ("", "")],
)
def test_progress_that_makes_no_sense_is_refused(typed: str, said: str) -> None:
    if not typed:
        assert "progress" not in changed(GROWING, ("work", 0), progress=typed)
        return
    with pytest.raises(EditRefusedError, match=said):
        changed(GROWING, ("work", 0), progress=typed)


def test_progress_in_a_table_of_its_own() -> None:
    text = TABLES.replace('hold = "1:00"\n', 'hold = "1:00"\n[work.progress]\nhold = "+5s"\n')
    assert 'hold = "+10s"' in changed(text, ("work", 0), progress="hold +10s, until 2:00")


RESTS = """\
name = "C"
rest = "1:00"
work = [
  { exercise = "Plank", sets = 3, hold = "1:00", rest = "1:00-2:00", beyond = true },
  "3x8 Seated row",
  { circuit = ["8 Seated row", ":30 Plank"], rounds = 2 },
  { emom = ["8 Seated row"], minutes = 2 },
]
"""


def typed_in(path: KeyPath, **typed: str) -> str:
    entry = forms.entry_at(RESTS, path, bundled())
    assert entry is not None
    assert set(typed) <= {field.key for field in entry.fields}
    before = {field.key: field.value for field in entry.fields}
    return forms.with_fields(RESTS, entry, {**before, **typed}, bundled())


@pytest.mark.parametrize(
    ("path", "typed", "line"),
    [
        ((), {"rest": "1:30-3:00"}, 'rest = "1:30-3:00"'),
        ((), {"start": "wait"}, 'start = "wait"'),
        ((), {"countdown": "no"}, "countdown = false"),
        (("work", 0), {"rest": "0:45-1:00"}, 'rest = "0:45-1:00", beyond = true },'),
        (("work", 0), {"beyond": "false"}, "beyond = false },"),
        (("work", 0), {"start": "wait"}, 'start = "wait"'),
        (("work", 1), {"missed": "3:00"}, 'missed = "3:00" }'),
        (("work", 2), {"between": "1:00-1:30", "missed": "2:00"}, 'missed = "2:00"'),
        (("work", 2, "circuit", 1), {"beyond": "true"}, "beyond = true"),
        (("work", 0), {"countdown": "false"}, "countdown = false },"),
        (("work", 3), {"start": "wait"}, 'start = "wait"'),
        (("work", 3), {"countdown": "false"}, "countdown = false"),
    ],
)
def test_rests_that_serve_are_fields(path: KeyPath, typed: dict[str, str], line: str) -> None:
    assert line in typed_in(path, **typed)


def test_what_leads_up_to_a_load_is_in_the_form() -> None:
    text = 'name = "B"\nwork = [{ exercise = "Deadlift", reps = 5, load = "100 kg" }]\n'
    entry = forms.entry_at(text, ("work", 0), bundled())
    assert entry is not None
    before = {field.key: field.value for field in entry.fields}
    assert {"rir", "barbell", "warmup"} <= before.keys()
    new = forms.with_fields(text, entry, {**before, "warmup": "true", "rir": "1.5", "barbell": "true"}, bundled())
    assert 'load = "100 kg", rir = 1.5, barbell = true, warmup = true }' in new
    entry = forms.entry_at(new, ("work", 0), bundled())
    assert entry is not None
    before = {field.key: field.value for field in entry.fields}
    assert (before["warmup"], before["rir"]) == ("true", "1.5")
    new = forms.with_fields(new, entry, {**before, "warmup": "bar x8, 60% x3", "warmup_rest": "30s"}, bundled())
    assert 'warmup = "bar x8, 60% x3", warmup_rest = "30s" }' in new
    with pytest.raises(EditRefusedError, match=r'for example "40% x5"'):
        forms.with_fields(text, entry, {**before, "warmup": "40 x5"}, bundled())


def test_in_a_group_nothing_leads_up_to_a_load() -> None:
    text = 'name = "B"\nwork = [{ superset = [{ exercise = "Deadlift", reps = 5, load = "100 kg" }], sets = 2 }]\n'
    entry = forms.entry_at(text, ("work", 0, "superset", 0), bundled())
    assert entry is not None
    assert {"warmup", "warmup_rest"}.isdisjoint(field.key for field in entry.fields)


def test_by_the_clock_nothing_is_asked_about_rests() -> None:
    entry = forms.entry_at(RESTS, ("work", 3, "emom", 0), bundled())
    assert entry is not None
    assert {"missed", "start", "beyond", "countdown"}.isdisjoint(field.key for field in entry.fields)
