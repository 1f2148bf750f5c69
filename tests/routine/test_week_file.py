"""`week.toml`: what it says, what is wrong with it and where, and that it is no routine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import jsonschema
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.exercises.catalog import bundled
from backday_tui.routine import library, week_file
from backday_tui.routine.file_kinds import kind_of_file
from backday_tui.routine.reader import read_text as read_routine
from backday_tui.routine.source import TomlProblem, parse
from backday_tui.routine.week_plan import AnyDays, Block, Deload, WeekPlan

if TYPE_CHECKING:
    from pathlib import Path

IDS = ("lower-back", "upper-back", "dumbbells", "home")
WHOLE = """\
monday = "lower-back"
thursday = { turn = ["upper-back", "dumbbells"] }
any = { turn = ["home"], times = 2 }

[[block]]
from = 2026-11-02
weeks = 4
deload = { load = "90%", sets = "half" }

[[block]]
from = "2026-12-07"
weeks = 3
"""


def told(text: str) -> list[str]:
    found = week_file.read_text(text, IDS)
    return [
        f"{each.line}:{each.column} {'' if each.severity == 'error' else 'hint: '}{each.message}"
        for each in found.problems
    ]


def test_a_week_is_read() -> None:
    found = week_file.read_text(WHOLE, IDS)
    assert found.problems == ()
    assert found.plan == WeekPlan(
        {0: ("lower-back",), 3: ("upper-back", "dumbbells")},
        AnyDays(("home",), 2),
        (Block(date(2026, 11, 2), 4, Deload(90.0, 0.5)), Block(date(2026, 12, 7), 3)),
    )
    assert found.plan.routines == IDS


@pytest.mark.parametrize(
    ("sets", "share"), [("half", 0.5), ("1/2", 0.5), ("2/3", 2 / 3), (" 3 / 4 ", 0.75), ("60%", 0.6), ("100 %", 1.0)]
)
def test_the_sets_of_a_deload(sets: str, share: float) -> None:
    found = week_file.read_text(f'[[block]]\nfrom = 2026-11-02\nweeks = 1\ndeload = {{ sets = "{sets}" }}\n')
    assert found.problems == ()
    assert found.plan.blocks[0].deload == Deload(100.0, share)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('mondy = "home"', ['1:1 "mondy" is no key of a week; is "monday" meant?']),
        ('monday = "hom"', ['1:10 "hom": no routine has this id; is "home" meant?']),
        ('monday = { turn = ["home", "x"] }', ['1:28 "x": no routine has this id']),
        (
            'monday = ["home", "dumbbells"]',
            ['1:10 monday = a list: a day has one routine, or by turns { turn = ["home", "dumbbells"] }'],
        ),
        ('monday = { turns = ["home"] }', ['1:12 "turns" is no key of a day; is "turn" meant?']),
        ("monday = {}", ['1:10 turn is missing: it lists the routines, turn = ["upper-back"]']),
        ('monday = { turn = "home" }', ['1:19 turn = "home": it is a list, turn = ["home"]']),
        (
            "monday = { turn = [] }",
            ['1:19 turn = an empty list: allowed is a list of 1 to 100 ids, ["upper-back", "dumbbells"]'],
        ),
        ("monday = { turn = [1] }", ["1:20 turn = 1: allowed is the id of a routine"]),
        (
            "monday = 07:00:00",
            [
                (
                    "1:10 monday = a date or time: allowed is the id of a routine, or several by turns, "
                    '{ turn = ["upper-back", "dumbbells"] }'
                ),
            ],
        ),
        ('any = "home"', ['1:7 any = "home": allowed is { turn = ["upper-back", "dumbbells"], times = 3 }']),
        ('any = { turn = ["home"] }', ["1:7 times is missing: how often a week, times = 3"]),
        (
            'any = { turn = ["home"], times = true }',
            ["1:34 times = true: allowed is a whole number from 1 to 7"],
        ),
        ('any = { turn = ["home"], times = 8 }', ["1:34 times = 8: allowed is a whole number from 1 to 7"]),
        (
            "[[block]]\nfrom = 2026-11-04\nweeks = 4",
            ["2:8 from = 2026-11-04: this is a Wednesday, and a block begins on a Monday: 2026-11-02 or 2026-11-09"],
        ),
        (
            '[[block]]\nfrom = "2026-11-31"\nweeks = 4',
            ['2:8 from = "2026-11-31": allowed is a Monday, as 2026-11-02'],
        ),
        (
            "[[block]]\nfrom = 2026-11-02T10:00:00\nweeks = 4",
            ["2:8 from = 2026-11-02T10:00:00: allowed is a Monday, as 2026-11-02"],
        ),
        (
            "[[block]]\nfrom = 9999-12-31\nweeks = 4",
            ["2:8 from = 9999-12-31: this is a Friday, and a block begins on a Monday: 9999-12-27"],
        ),
        ("[[block]]\nweeks = 0", ["1:1 from is missing: the Monday on which it begins",
                                   "2:9 weeks = 0: allowed is a whole number from 1 to 104"]),
        ("[block]\nfrom = 2026-11-02", ["1:2 there may be several blocks, so each is written [[block]]"]),
        (
            "[[block]]\nfrom = 2026-11-02\nweeks = 4\ndeload = true",
            ['4:10 deload = true: allowed is { load = "90%", sets = "half" }'],
        ),
        (
            "[[block]]\nfrom = 2026-11-02\nweeks = 4\ndeload = {}",
            ['4:10 deload says what is less: { load = "90%", sets = "half" }'],
        ),
        (
            '[[block]]\nfrom = 2026-11-02\nweeks = 4\ndeload = { load = 0.9, sets = "third" }',
            [
                '4:19 load = 0.9: allowed is a part of the load, as "90%"; is "90%" meant?',
                '4:31 sets = "third": allowed is "half", a part as "2/3", or "60%"',
            ],
        ),
        (
            '[[block]]\nfrom = 2026-11-02\nweeks = 4\ndeload = { load = "110%", sets = "3/2" }',
            [
                '4:19 load = "110%": allowed is a part of the load, as "90%"',
                '4:34 sets = "3/2": allowed is "half", a part as "2/3", or "60%"',
            ],
        ),
        (
            "[[block]]\nfrom = 2026-11-02\nweeks = 4\n[[block]]\nfrom = 2026-11-09\nweeks = 1",
            ["5:8 hint: it begins within the block from 2026-11-02: from then on this one counts"],
        ),
        ("monday = home", ['1:10 monday = home: text stands in quotes: "home"']),
        ('monday = "home\ntuesday = "hom"',
         ['1:10 a text begins here, and the quote that ends it is missing: "home"',
          '2:11 "hom": no routine has this id; is "home" meant?']),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, said: list[str]) -> None:
    assert told(text) == said


def test_an_unknown_id_keeps_nobody_from_what_is_due() -> None:
    found = week_file.read_text('monday = "hom"', IDS)
    assert found.plan.days == {0: ("hom",)}
    assert found.faults == ()
    assert week_file.read_text("monday = 1", IDS).faults


def test_what_a_new_one_says_is_a_week_and_so_are_its_examples() -> None:
    assert told(week_file.TEMPLATE) == []
    assert week_file.read_text(week_file.TEMPLATE).plan == WeekPlan()
    lines = week_file.TEMPLATE.splitlines()
    written = [line.removeprefix("# ") for line in lines if " = " in line or line == "# [[block]]"]
    found = week_file.read_text("\n".join(written), [path.stem for path in library.bundled_dir().glob("*.toml")])
    assert found.problems == ()
    assert found.plan.any_days
    assert found.plan.blocks[0].deload


# -- a week, or a routine -------------------------------------------------------------------------------------------


def test_one_that_cant_be_read_is_a_week_too(tmp_path: Path) -> None:
    path = tmp_path / "week.toml"
    path.write_bytes(b"\xff")
    assert kind_of_file(path) == "week"
    found = week_file.of_routines(tmp_path)
    assert found is not None
    assert [each.message for each in found.faults] == ["not UTF-8: the byte 0xff stands here; save the file as UTF-8"]
    assert week_file.remarks(tmp_path) == (f"{path}:1:1: not UTF-8: the byte 0xff stands here; save the file as UTF-8",)
    path.unlink()
    path.mkdir()
    assert kind_of_file(path) == "week"
    assert week_file.remarks(tmp_path)[0].endswith("it is a folder, no file: your week is not known")
    assert week_file.deload_on(tmp_path, date(2026, 11, 2)) is None


def test_with_a_name_it_is_a_routine_and_a_hint_says_so(tmp_path: Path) -> None:
    text = 'work = ["3x1:00 Plank"]\nname = "Week"\n'
    (tmp_path / "week.toml").write_text(text, encoding="utf-8")
    assert week_file.of_routines(tmp_path) is None
    loaded = read_routine(text, id="week", catalog=bundled())
    assert loaded.routine is not None
    assert [(each.line, each.severity, each.message) for each in loaded.problems] == [
        (2, "hint", "with a name this is a routine; without one week.toml says which routine is due on which day")
    ]
    assert read_routine(text, id="weekly", catalog=bundled()).problems == ()


def test_of_many_faults_the_first_are_told_with_how_many_more(tmp_path: Path) -> None:
    (tmp_path / "week.toml").write_text("monday = 1\ntuesday = 2\n", encoding="utf-8")
    (line,) = week_file.remarks(tmp_path)
    assert line.endswith(f"(and 1 more: backday check {tmp_path / 'week.toml'})")
    assert week_file.remarks(tmp_path / "elsewhere") == ()


# -- whatever is in it ------------------------------------------------------------------------------------------------

SMALL = st.one_of(
    st.sampled_from(["home", "upper-bak", "90%", "half", "2/3", "0%", "2026-11-02", "\x1b[2J", "", " "]),
    st.integers(-3, 120),
    st.booleans(),
    st.floats(allow_nan=False),
    st.dates(),
)
VALUES = st.recursive(
    SMALL,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["turn", "times", "from", "weeks", "deload", "load", "sets", "x"]), inner),
    ),
    max_leaves=12,
)
KEYS = st.sampled_from([*week_file.DAYS, "any", "block", "mondy", "name of all", "turn"])


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_tables_of_any_kind_are_read_or_told(table: dict[str, object]) -> None:
    text = tomli_w.dumps(table)
    found = week_file.read_text(text, IDS)
    lines = text.split("\n")
    for problem in found.problems:
        assert 1 <= problem.line <= len(lines)
        assert "\x1b" not in problem.message
    assert all(found.plan.days.values())
    if not found.problems:
        jsonschema.validate(_as_json(parse(text)), week_file.schema())


@given(
    st.text(alphabet=st.sampled_from(list('any=[]{}"\n#. mondayturnblock29-%\x00é')), max_size=80)
    | st.text(max_size=60)
)
def test_a_text_of_any_kind_is_read_or_told(text: str) -> None:
    found = week_file.read_text(text, IDS)
    try:
        parse(text.replace("\r\n", "\n").lstrip("\ufeff"))
    except TomlProblem:
        assert found.faults
    for problem in found.problems:
        assert problem.line >= 1
        assert problem.column >= 1


def _as_json(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    "text",
    [
        'mondy = "home"', 'monday = ""', "monday = 1", 'monday = ["home"]', "monday = {}", "any = {}",
        'any = { turn = ["home"], times = 8 }', "[[block]]", "[[block]]\nfrom = 2026-11-02",
        "[[block]]\nfrom = 2026-11-02\nweeks = 105", "[[block]]\nfrom = 2026-11-02\nweeks = 1\ndeload = {}",
        '[[block]]\nfrom = 2026-11-02\nweeks = 1\ndeload = { load = "x" }', "[block]\nweeks = 1",
    ],
)  # fmt: skip
def test_the_schema_refuses_what_check_refuses(text: str) -> None:
    assert week_file.read_text(text).problems
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(_as_json(parse(text)), week_file.schema())


def test_the_schema_is_one_and_takes_what_is_right() -> None:
    jsonschema.Draft202012Validator.check_schema(week_file.schema())
    jsonschema.validate(_as_json(parse(WHOLE)), week_file.schema())
