"""Where in a text a key, a value or a character of a value stands."""

import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from backday_tui.routine.fault_places import find, source_index
from backday_tui.routine.problems import Aim, Fault, KeyPath

TEXT = '''\
name = "Ärm"
"quo\\u0074ed" . 'key' = 1
work = ["ü", { exercise = "Row", reps = [8,
  # "not here", [1, 2]
  0], progress.reps = "x" }]
[[cooldown]]
exercise = "ä" # [[cooldown]]
[cooldown.progress]
hold = 1
[[cooldown]]
superset = []
[[cooldown.superset]]
[[cooldown.superset]]
note = """
[[cooldown]]
"""
hold = 2
[exercises . "sled"]
steps = []
[exercises.other.more]
name = 1
'''


@pytest.mark.parametrize(
    ("path", "aim", "line", "column"),
    [
        (("name",), "key", 1, 1),
        (("name",), "value", 1, 8),
        (("name", "missing"), "value", 1, 8),
        (("missing",), "table", 1, 1),
        (("quoted", "key"), "key", 2, 17),
        (("quoted", "key"), "value", 2, 25),
        (("quoted",), "key", 2, 1),
        (("work",), "value", 3, 8),
        (("work", 0), "value", 3, 9),
        (("work", 1), "value", 3, 14),
        (("work", 1, "exercise"), "value", 3, 27),
        (("work", 1, "reps"), "key", 3, 34),
        (("work", 1, "reps", 1), "value", 5, 3),
        (("work", 1, "progress", "reps"), "key", 5, 16),
        (("work", 1, "progress"), "key", 5, 7),
        (("work", 1, "sets"), "table", 3, 14),
        (("cooldown", 0), "value", 6, 1),
        (("cooldown", 0, "exercise"), "value", 7, 12),
        (("cooldown", 0, "progress"), "value", 8, 1),
        (("cooldown", 0, "progress"), "key", 8, 11),
        (("cooldown", 0, "progress", "hold"), "value", 9, 8),
        (("cooldown", 1), "value", 10, 1),
        (("cooldown", 1, "superset", 0), "value", 12, 1),
        (("cooldown", 1, "superset", 1, "hold"), "value", 17, 8),
        (("cooldown", 1, "superset", 1, "name"), "table", 13, 1),
        (("cooldown", 2), "value", 6, 1),
        (("exercises", "sled"), "value", 18, 1),
        (("exercises", "sled"), "key", 18, 14),
        (("exercises", "sled", "steps"), "value", 19, 9),
        (("exercises", "other"), "key", 20, 12),
        (("exercises", "other", "more", "name"), "key", 21, 1),
    ],
)
def test_a_path_has_a_place(path: KeyPath, aim: Aim, line: int, column: int) -> None:
    text = TEXT.replace("superset = []\n", "\n")
    assert find(text, [Fault(path, "", aim)]) == [(line, column)]


@pytest.mark.parametrize("end", ["\\", "\\ ", "\\ \t ", "\\\\\\  "])
def test_blanks_behind_a_backslash_at_the_end_of_a_line_hide_no_place(end: str) -> None:
    text = f'name = """x {end}\n  y"""\nrest = "\\\\  "\nwork = ["a"]\n'
    tomllib.loads(text)
    assert find(text, [Fault(("work", 0), ""), Fault(("rest",), "")]) == [(4, 9), (3, 8)]


def test_many_places_are_found_at_once() -> None:
    text = "".join(f"[[work]]\nsets = {n}\n" for n in range(300))
    faults = [Fault(("work", n, "sets"), "") for n in range(300)]
    assert find(text, faults) == [(2 * n + 2, 8) for n in range(300)]


def test_in_a_text_that_is_too_heavy_a_place_is_that_of_the_top_level_key() -> None:
    text = "name = 1\n" + "\n" * 150_000 + "[[work]]\nsets = 0\n[[work]]\nsets = 1\n rest = 1\n"
    faults = [Fault(("work", 1, "sets"), ""), Fault(("rest",), ""), Fault(("none",), ""), Fault(("name",), "", "table")]
    assert find(text, faults) == [(150_004, 3), (150_006, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("literal", "offset", "index"),
    [
        ('"abc"', 1, 2),
        ("'a\\c'", 2, 3),
        ('"\\tbc"', 1, 3),
        ('"\\u00e4bc"', 1, 7),
        ('"\\U0001F600bc"', 1, 11),
        ('"""\nabc"""', 1, 5),
        ("'''\nabc'''", 1, 5),
        ('"""a\\\n   \n b"""', 1, 11),
        ('"""\\\n  ab"""', 0, 7),
        ('"ab"', 9, 3),
    ],
)
def test_a_character_of_a_value_has_its_place_in_the_literal(literal: str, offset: int, index: int) -> None:
    assert source_index(literal, offset) == index


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30), st.booleans(), st.data()
)
@settings(max_examples=150)
def test_what_stands_before_a_character_reads_as_the_text_before_it(
    value: str, multiline: bool, data: st.DataObject
) -> None:
    literal = tomli_w.dumps({"a": value}, multiline_strings=multiline).removeprefix("a = ").removesuffix("\n")
    offset = data.draw(st.integers(0, len(value)))
    before = literal[: source_index(literal, offset)]
    quotes = '"' * (3 if literal.startswith('"""') else 1)
    assert tomllib.loads(f"a = {before}{quotes}")["a"] == value[:offset]
