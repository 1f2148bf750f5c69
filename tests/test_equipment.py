"""Equipment: what a file says is taken, what it can't say is told with its place and costs nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import machine
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from backday_tui.equipment import KEYS, EquipmentFile, known_equipment, read_file, read_text, remarks, typed
from backday_tui.errors import UnreadableError
from backday_tui.settings import save
from backday_tui.text import clean
from backday_tui.training.loads import USUAL
from backday_tui.training.plates import Plate

if TYPE_CHECKING:
    from pathlib import Path

KG, LB = USUAL["kg"], USUAL["lb"]


def test_no_file_is_what_is_usual(tmp_path: Path) -> None:
    assert read_file(tmp_path / "training.toml", "kg") == EquipmentFile(KG)
    assert read_file(tmp_path / "training.toml", "lb") == EquipmentFile(LB)


def test_every_key_is_taken() -> None:
    text = """
    bar = "15 kg"
    plates = [20, "15 kg x2", 5, "1.25 x 1 pair"]
    dumbbells = ["2-10/2 kg", 12.5]
    stack = "5-20/5 kg"
    step = "1 kg"
    """
    plates = (Plate(20), Plate(15, 2), Plate(5), Plate(1.25, 1))
    own = replace(
        KG, bar=15, plates=plates, step=1, dumbbells=(2, 4, 6, 8, 10, 12.5), stack=(5, 10, 15, 20), has_own_bar=True
    )
    found = read_text(text, "kg")
    assert (found.equipment, found.problems) == (own, ())
    assert found.said["plates"] == "20, 15 kg x2, 5, 1.25 x 1 pair"
    assert read_text("plates = [20, 5]", "lb").said == {"plates": "20, 5 lb"}


def test_a_number_without_a_unit_is_of_the_settings_or_of_what_stands_beside_it() -> None:
    assert read_text("bar = 35\nstep = 2.5", "lb").equipment == replace(LB, bar=35, step=2.5, has_own_bar=True)
    beside = read_text('bar = "45 lb"\nplates = [45, 25, 10]', "kg").equipment
    assert beside == replace(KG, other=replace(LB, plates=(Plate(45), Plate(25), Plate(10)), has_own_bar=True))
    assert beside.in_unit("lb").plates == (Plate(45), Plate(25), Plate(10))


def test_each_key_has_a_unit_of_its_own() -> None:
    found = read_text('bar = "15 kg"\ndumbbells = "5-20/5 lb"\nstep = "1 lb"', "kg").equipment
    assert (found.bar, found.dumbbells, found.step) == (15, (), 2.5)
    pounds = found.in_unit("lb")
    assert (pounds.bar, pounds.dumbbells, pounds.step) == (45, (5, 10, 15, 20), 1)


def test_one_weight_is_the_step_of_a_stack() -> None:
    assert read_text('stack = "7.5 kg"', "kg").equipment.stack[:3] == (7.5, 15, 22.5)
    assert read_text("stack = 10", "lb").equipment.stack[-1] == 500
    assert read_text("stack = [10]", "kg").equipment.stack == (10,)
    assert len(read_text("stack = 0.001", "kg").equipment.stack) == 200
    assert read_text("stack = 600", "kg").equipment.stack == (600,)


def test_plates_are_sorted_and_a_list_may_be_empty() -> None:
    assert read_text("plates = [5, 20]", "kg").equipment.plates == (Plate(20), Plate(5))
    none = read_text("plates = []", "kg")
    assert (none.equipment, none.problems) == (replace(KG, plates=(), has_own_bar=True), ())


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("bar = true", (1, 7), 'bar = true: allowed is a weight, "20 kg"'),
        ("bar = 0", (1, 7), "bar = 0: allowed is a weight over 0"),
        ("bar = nan", (1, 7), "bar = nan: allowed is a weight over 0"),
        ("bar = 500", (1, 7), "bar = 500: allowed is at most 200"),
        ('bar = "2x10 kg"', (1, 7), 'bar = "2x10 kg": allowed is a weight, "20 kg"'),
        ('bar = "bodyweight"', (1, 7), 'bar = "bodyweight": allowed is a weight'),
        ('bar = "20 kgs"', (1, 7), 'bar: "kgs" is no unit of load, only kg and lb are: write "20 kg"'),
        ("step = 0.0001", (1, 8), "step = 0.0001: allowed is a weight over 0 and at most 10,000, with three decimals"),
        ("plates = 20", (1, 10), 'plates = 20: allowed is a list, [25, 20, "15 kg x2"]'),
        ("plates = [\n  20,\n  {},\n]", (3, 3), 'plates[1] = a table: allowed is a weight, "15 kg"'),
        ("plates = [20, 10, 20]", (1, 19), 'plates[2]: this plate stands here twice; for two pairs write "20 x2"'),
        ('plates = ["20 kg x0"]', (1, 11), 'plates[0] = "20 kg x0": allowed is from 1 to 50 pairs'),
        ('plates = ["20 kg", "45 lb"]', (1, 20), 'plates[1] = "45 lb": the others are in kg, and one key has one unit'),
        ("plates = [0.01]", (1, 11), "plates[0] = 0.01: allowed is a plate of 0.1 or more"),
        (f"plates = {[*range(1, 30)]}", (1, 10), "plates has 29 values: allowed are at most 20"),
        ('bar = "45 lb"\nplates = ["20 kg"]', (1, 7), 'bar = "45 lb": the plates are in kg; in that it is "20.412 kg"'),
        ('dumbbells = "30-2/2 kg"', (1, 13), "allowed is from the lightest to the heaviest by a step"),
        ('dumbbells = "2-31/2 kg"', (1, 13), 'allowed is a range that ends with a step, "2-30/2 kg"'),
        ('dumbbells = "1-900/1"', (1, 13), "allowed is at most 200 weights"),
        ('stack = ["5-10/5", "x"]', (1, 20), 'stack[1]: "x" is no load'),
        ("dumbells = 3", (1, 1), '"dumbells" is no key of training.toml; is "dumbbells" meant?'),
        ("[bar]\nx = 1", (1, 1), "bar = a table: allowed is a weight"),
        ("bar = 20 kg", (1, 7), "text stands in quotes"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(text: str, place: tuple[int, int], said: str) -> None:
    found = read_text(text, "kg")
    assert [(each.line, each.column) for each in found.problems] == [place]
    assert said in found.problems[0].message
    assert found.equipment.bar == 20


def test_a_wrong_key_keeps_its_default_and_the_others_hold() -> None:
    found = read_text('bar = "15 kg"\nplates = 3\nstep = "x"\ndumbbells = "2-6/2 kg"', "kg")
    assert found.equipment == replace(KG, bar=15, dumbbells=(2, 4, 6), has_own_bar=True)
    assert [problem.line for problem in found.problems] == [2, 3]


def test_whatever_lies_there_costs_a_line_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "training.toml"
    for raw, said in (
        (b"\xff\xfe", "not UTF-8"), (b"#" * 20_000, "larger than 16 KiB"), (b"#" * 2_000_000, "larger than 16 KiB"),
        (b"bar = [", "training.toml:1:"), (b"bar = 0\nstep = 0", "(and 1 more: backday check"),
    ):  # fmt: skip
        path.write_bytes(raw)
        (line,) = remarks(path, "kg")
        assert said in line
        assert known_equipment(path, "kg") == KG
    path.unlink()
    path.mkdir()
    assert "it is a folder, no file: the usual bar and plates are used" in remarks(path, "kg")[0]
    assert known_equipment(path, "lb") == LB


@machine.pipes_and_devices
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "training.toml"
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="no regular file"):
        read_file(path, "kg")
    assert known_equipment(path, "kg") == KG


ODD = ["true", "nan", "-inf", "1979-05-27", "10:00:00", "{}", "[]", "1e400", "9" * 300]
TEXTS = ["20 kg", "2-30/2 kg", "15 kg x2", "x", "1-9999999/0", "٣ kg", "25 kg x", "-5 kg", "  "]
ANY_TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="'"))
VALUES = st.recursive(
    st.one_of(
        st.sampled_from(ODD),
        st.integers().map(str),
        st.floats(allow_nan=False, allow_infinity=False).map(str),
        st.one_of(st.sampled_from(TEXTS), ANY_TEXT).map(lambda text: f"'{text}'"),
    ),
    lambda inner: st.lists(inner, max_size=5).map(lambda values: f"[{', '.join(values)}]"),
    max_leaves=8,
)


@limits(deadline=None)
@given(st.dictionaries(st.sampled_from([*KEYS, "dumbells", "a.b"]), VALUES), st.sampled_from(["kg", "lb"]))
def test_any_file_gives_equipment_that_can_be_used(pairs: dict[str, str], units: str) -> None:
    found = read_text("".join(f"{key} = {value}\n" for key, value in pairs.items()), "lb" if units == "lb" else "kg")
    for each in (found.equipment, found.equipment.in_unit("lb"), found.equipment.in_unit("kg")):
        assert 0 < each.bar <= 200
        assert 0 < each.step <= 200
        assert all(plate.weight >= 0.1 and plate.pairs != 0 for plate in each.plates)
        assert all(0 < weight <= 10_000 for weight in (*each.dumbbells, *each.stack))
    for problem in found.problems:
        assert problem.message == clean(problem.message)
        assert 1 <= problem.line <= len(pairs) + 1


@limits(deadline=None)
@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    found = read_text(text, "kg")
    assert found.equipment.bar > 0


@pytest.mark.parametrize(
    ("key", "text", "value", "told"),
    [
        ("bar", "15", "15 kg", "15 kg"),
        ("bar", " 35 lb ", "35 lb", "35 lb"),
        ("plates", "25, 20 15x2; 1.25 kg", ["25 kg", "20 kg", "15 kg x2", "1.25 kg"], "25, 20, 15 (2 pairs), 1.25 kg"),
        ("plates", "45 lb 25 lb x 1", ["45 lb", "25 lb x1"], "45, 25 (1 pair) lb"),
        ("plates", ",", [], "no plates: the bar alone"),
        ("dumbbells", "2-10/2", "2-10/2 kg", "5 weights from 2 to 10 kg"),
        ("dumbbells", "2-6/2, 10, 12.5 kg", ["2-6/2 kg", "10 kg", "12.5 kg"], "5 weights from 2 to 12.5 kg"),
        ("stack", "5 - 20 / 5 lb", "5 - 20 / 5 lb", "4 weights from 5 to 20 lb"),
        ("step", "1.25kg", "1.25 kg", "1.25 kg"),
    ],
)
def test_what_is_typed_becomes_what_the_file_says(key: str, text: str, value: object, told: str) -> None:
    assert typed(key, text, "", "kg") == (value, told)


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("bar", "a lot", '"a lot" is no load'),
        ("plates", "20, x", '"x" is no load'),
        ("plates", "20, 20", "this plate stands here twice"),
        ("dumbbells", "2-31/2", 'allowed is a range that ends with a step, "2-30/2"'),
        ("step", "0", "allowed is a weight over 0"),
    ],
)
def test_what_is_typed_wrong_is_told(key: str, text: str, told: str) -> None:
    value, said = typed(key, text, "", "kg")
    assert value is None
    assert told in said


def test_a_bar_is_typed_beside_its_plates() -> None:
    assert typed("bar", "20", 'plates = ["45 lb"]', "kg") == ("20 lb", "20 lb")
    assert "the plates are in lb" in typed("bar", "20 kg", 'plates = ["45 lb"]', "kg")[1]


def test_what_is_saved_is_read_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "training.toml"
    path.write_text("# mine\nplates = [  # of the club\n  20, # blue\n  10,\n]\nmine = 3\n", encoding="utf-8")
    value, _ = typed("plates", "15, 5 x1", path.read_text(encoding="utf-8"), "kg")
    save(path, "plates", value, "the equipment")
    assert path.read_text(encoding="utf-8") == (
        '# mine\n# of the club\n# blue\nplates = ["15 kg", "5 kg x1"]\nmine = 3\n'
    )
    assert read_file(path, "kg").equipment.plates == (Plate(15), Plate(5, 1))
    save(path, "plates", None, "the equipment")
    assert path.read_text(encoding="utf-8") == "# mine\n# of the club\n# blue\nmine = 3\n"
