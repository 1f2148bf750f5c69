"""What can stand at a cursor, told by a text with "|" where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.exercises.catalog import Exercise, bundled
from backday_tui.tui.editor.completion import CursorPlace, Suggestion, explanation, place_at, suggestions


def at(text: str) -> tuple[CursorPlace | None, str, int]:
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    row = before.count("\n")
    column = len(before) - before.rfind("\n") - 1
    return place_at(lines, row, column), lines[row], column


def found(text: str) -> list[Suggestion]:
    place, line, column = at(text)
    return suggestions(place, line, column, bundled()) if place else []


def labels(text: str) -> list[str]:
    return [each.label for each in found(text)]


def accepted(text: str) -> str:
    """The line after the first suggestion was taken."""
    _, line, column = at(text)
    first = found(text)[0]
    return line[: first.start] + first.insert + line[column:]


def test_a_key_of_the_routine() -> None:
    assert labels("na|") == ["name"]
    assert accepted("na|") == "name = "
    assert accepted("na| = 1") == "name = 1"


def test_a_key_that_is_there_is_not_suggested_again() -> None:
    assert "rest" not in labels('name = "A"\nrest = "1:00"\n|')
    assert "between" in labels('name = "A"\nrest = "1:00"\n|')


@pytest.mark.parametrize(
    "text",
    ["[[work]]\nre|", "work = [\n  { re| }", 'work = [ { exercise = "Plank", re|', "[[warmup]]\nexercise = 'x'\nre|"],
)
def test_a_key_of_an_entry(text: str) -> None:
    assert labels(text) == ["reps", "rest"]


def test_what_leads_up_to_a_load_is_suggested() -> None:
    assert labels("[[work]]\nexercise = 'x'\nwa|") == ["warmup", "warmup_rest"]
    assert labels("[[work]]\nexercise = 'x'\nwarmup = |") == ["true", "bar x8, 40% x5, 60% x3, 80% x2"]
    assert accepted('[[work]]\nwarmup = "b|') == 'warmup = "bar x8, 40% x5, 60% x3, 80% x2"'
    assert accepted("[[work]]\nrir = 2|") == "rir = 2"
    assert labels("[[work]]\nbarbell = |") == ["true", "false"]
    assert labels("warmup = |") == []


def test_rests_that_serve_are_suggested() -> None:
    assert labels("[[work]]\nexercise = 'x'\nmi|") == ["missed"]
    assert labels("[[work]]\nexercise = 'x'\nstart = |") == ["auto", "wait"]
    assert accepted("beyond = t|") == "beyond = true"
    assert accepted('work = [{ emom = ["Row"], sta|') == 'work = [{ emom = ["Row"], start = '
    assert labels('work = [{ superset = [{ exercise = "Plank", bey|') == ["beyond"]


def test_a_group_has_its_own_keys_and_its_members_no_rest() -> None:
    assert labels("[[work]]\ncircuit = []\nr|") == ["rounds", "rest"]
    assert "warmup" not in labels('work = [{ superset = [{ exercise = "Deadlift", w|')
    assert labels('work = [{ superset = [{ exercise = "Plank", re|') == ["reps"]
    assert labels("[[work]]\nexercise='x'\n[[work.superset]]\nre|") == ["reps"]


def test_after_an_entry_in_a_table_comes_the_routine_no_more() -> None:
    assert "name" not in labels("[[work]]\n|")
    assert "steps" in labels("[exercises.sled-pull]\n|")
    assert "until" in labels("work = [{ progress = { |")


def test_what_stands_in_progress() -> None:
    assert labels("work = [{ progress = { |")[:2] == ["down", "reps"]
    assert labels('[[work]]\nexercise = "x"\n[work.progress.down]\n|') == ["after", "by"]
    assert labels("work = [{ progress = { down = { a|") == ["after"]
    assert "max" not in labels("work = [{ progress = { reps = |")
    assert labels("work = [{ progress = { then = |")[0] == "harder"
    assert "Pull-up" in labels('work = [{ progress = { then = "pull-u|')
    place, _, _ = at("work = [{ progress = { down = { by| = ")
    assert place is not None
    assert explanation(place, bundled()).startswith("by: By how much of the load")
    place, _, _ = at("work = [{ progress = { down| = ")
    assert place is not None
    assert "false for never" in explanation(place, bundled())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("work = [{ progress = { amrap = |", 'work = [{ progress = { amrap = "double"'),
        ("work = [{ progress = { load = |", 'work = [{ progress = { load = "+2.5 kg"'),
        ("work = [{ progress = { down = f|", "work = [{ progress = { down = false"),
        ("work = [{ progress = { down = { by = |", 'work = [{ progress = { down = { by = "10%"'),
        ("level = |", 'level = "beginner"'),
        ('level = "in|"', 'level = "intermediate"'),
        ('level = "in|', 'level = "intermediate"'),
        ("level = 'ad|'", "level = 'advanced'"),
        ("[[work]]\noptional = t|", "optional = true"),
        ("[[work]]\nsides = |", 'sides = "each"'),
        ('equipment = ["mat", "benc|"]', 'equipment = ["mat", "bench"]'),
        ("[exercises.x]\nisometric = |", "isometric = true"),
    ],
)
def test_a_value_where_there_is_a_set_of_them(text: str, line: str) -> None:
    assert accepted(text) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('work = [\n  "3x8 seated r|",', '  "3x8 Seated row",'),
        ('work = [\n  "seated r|",', '  "Seated row",'),
        ('work = [ "3x? Chin-up / seated r|" ]', 'work = [ "3x? Chin-up / Seated row" ]'),
        ('work = ["3x1:30 superman pl|"]', 'work = ["3x1:30 Superman plank"]'),
        ('[[work]]\nexercise = "seated r|"', 'exercise = "Seated row"'),
        ('[[work]]\nexercise = ["Plank", "seated r|"]', 'exercise = ["Plank", "Seated row"]'),
        ('work = [{ circuit = ["10 seated r|"] }]', 'work = [{ circuit = ["10 Seated row"] }]'),
        ('work = ["3x8 Seated row @ bod|"]', 'work = ["3x8 Seated row @ bodyweight"]'),
        ('work = ["3x8 Seated row @ 2x12.5|"]', 'work = ["3x8 Seated row @ 2x12.5 kg"]'),
        ('work = ["3x8 Seated row @ bodyweight - 20|"]', 'work = ["3x8 Seated row @ bodyweight - 20 kg"]'),
        ('[[work]]\nexercise = "Row"\nload = "+10|"', 'load = "+10 kg"'),
        ('work = [{ exercise = "Row", load = ["bod|"] }]', 'work = [{ exercise = "Row", load = ["bodyweight"] }]'),
        ('work = ["3x8 One-arm dumbbell row ea|"]', 'work = ["3x8 One-arm dumbbell row each side"]'),
    ],
)
def test_an_exercise_where_one_stands(text: str, line: str) -> None:
    assert accepted(text) == line


def test_a_number_of_a_load_needs_its_unit() -> None:
    assert labels('[[work]]\nload = "70|"') == ["70 kg", "70 lb", "70%"]
    assert labels('work = ["Row @ -20|"]') == ["-20 kg", "-20 lb"]
    assert labels('work = ["Row @ b|"]') == ["bodyweight", "bodyweight +", "bodyweight -"]
    assert labels('[[work]]\nload = "red b|"') == labels('work = ["Row @ 20 kg|"]') == []


def test_an_exercise_is_found_by_an_alias() -> None:
    exercise = next(each for each in bundled() if each.aliases)
    wanted = exercise.aliases[0]
    assert exercise.name in labels(f'work = ["3x8 {wanted}|"]')


def test_an_own_exercise_is_suggested_and_escaped() -> None:
    catalog = bundled().with_own([Exercise("sled", 'Sled "pull"')])
    place, line, column = at('work = ["3x8 sled|"]')
    assert place is not None
    first = suggestions(place, line, column, catalog)[0]
    assert first.insert == 'Sled \\"pull\\"'


@pytest.mark.parametrize("text", ["# na|", 'name = "pla|"', "[[wo|", 'summary = """\nna|\n"""'])
def test_nothing_where_nothing_is_known(text: str) -> None:
    assert labels(text) == []


def test_the_key_under_the_cursor_is_explained() -> None:
    for text in ("[[work]]\nre|ps = 8", "[[work]]\nreps| = 8", "[[work]]\nreps = 8|", "work = [{ reps = [8, 9|] }]"):
        place, _, _ = at(text)
        assert place is not None
        assert explanation(place, bundled()).startswith("reps: Repetitions of a set"), text


@given(st.text(st.sampled_from("wor=[]{}\"',.#\n 3x8P|"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    place, line, column = at(text)
    if place is not None:
        explanation(place, bundled())
        for each in suggestions(place, line, column, bundled()):
            assert 0 <= each.start <= column


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("mo▌", ["monday"]),
        ("[[block]]\n▌", ["from", "weeks", "deload"]),
        ('[[block]]\nfrom = 2026-11-02\ndeload = { load = "90%", ▌ }', ["sets"]),
        ('[[block]]\ndeload = { sets = "▌" }', ["half"]),
        ('monday = "back▌"', ["lower-back", "upper-back"]),
        ('any = { turn = ["home", "lo▌"], times = 2 }', ["lower-back"]),
        ("thursday = { ▌ }", ["turn"]),
        ("any = { ti▌ }", ["times"]),
    ],
)
def test_a_week_is_completed_as_one(text: str, offered: list[str]) -> None:
    before, _, behind = text.partition("▌")
    lines = (before + behind).split("\n")
    row, column = before.count("\n"), len(before.rpartition("\n")[2])
    place = place_at(lines, row, column, "week")
    assert place is not None
    found = suggestions(place, lines[row], column, bundled(), ["lower-back", "upper-back", "home"])
    assert [each.label for each in found] == offered
