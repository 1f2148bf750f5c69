"""Values and keys as TOML text, and one key set in a text."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.toml_text import key_token, table_lines, token, with_key

# A text can't hold half a surrogate pair, and tomllib reads no bare carriage return.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3x8 Row", '"3x8 Row"'),
        ("", '""'),
        ('say "row"', r'"say \"row\""'),
        ("it's", '"it\'s"'),
        ("a\\b", r'"a\\b"'),
        ("a\nb\rc\td\fe\bf", r'"a\nb\rc\td\fe\bf"'),
        ("\x00\x1b\x7f", r'"\u0000\u001b\u007f"'),
        ("\x85\u2028\u202e", '"\x85\u2028\u202e"'),
        ("Klimmzüge 引体向上 💪", '"Klimmzüge 引体向上 💪"'),
        (8, "8"),
        (0.5, "0.5"),
        (True, "true"),
        ([], "[]"),
        (["8-12", 5], '["8-12", 5]'),
        ({}, "{}"),
        ({"reps": "8", "a b": ["\t"]}, r'{ reps = "8", "a b" = ["\t"] }'),
    ],
)
def test_a_value_stands_in_one_line(value: object, written: str) -> None:
    assert token(value) == written


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("rest", "rest"),
        ("a-b_1", "a-b_1"),
        ("1", "1"),
        ("", '""'),
        ("a b", '"a b"'),
        ("a.b", '"a.b"'),
        ("é", '"é"'),
        ('"\t\x7f', r'"\"\t\u007f"'),
    ],
)
def test_a_key_has_quotes_where_it_needs_them(key: str, written: str) -> None:
    assert key_token(key) == written


@given(TEXTS, TEXTS)
def test_any_text_is_read_back(key: str, value: str) -> None:
    for like in ("", "'", '"'):
        line = f"{key_token(key)} = {token(value, like)}"
        assert len(line.split("\n")) == 1
        assert tomllib.loads(line) == {key: value}


def test_a_text_keeps_single_quotes_where_they_will_do() -> None:
    assert token("C:\\row", "'old'") == "'C:\\row'"
    assert token("it's", "'old'") == '"it\'s"'
    assert token("a\nb", "'old'") == r'"a\nb"'


def test_a_table_is_a_header_and_its_pairs() -> None:
    assert table_lines("[[work]]", {"exercise": "Row", "a b": 3}) == '[[work]]\nexercise = "Row"\n"a b" = 3'


@pytest.mark.parametrize(
    ("text", "value", "changed"),
    [
        ("a = 1\nb = 2\n", 3, "a = 3\nb = 2\n"),
        ("  a=1  # one\r\nb = 2", 3, "  a=3  # one\r\nb = 2"),
        ('a = "#1"# one', "#2", 'a = "#2"# one'),
        ("a = [1, '#', \"#\"] # one", 3, "a = 3 # one"),
        ('a = """one"""\n', 3, "a = 3\n"),
        ("b = 2", 3, "b = 2\na = 3\n"),
        ("", 3, "a = 3\n"),
        ("[t]\na = 1\n", 3, "a = 3\n[t]\na = 1\n"),
        ("\ufeff[t]\r\n", 3, "\ufeffa = 3\r\n[t]\r\n"),
        ('b = """\na = 1\n"""\na = 1\n', 3, 'b = """\na = 1\n"""\na = 3\n'),
        ("a = 1 # one\nb = 2\n", None, "# one\nb = 2\n"),
        ("b = 2\na = 1", None, "b = 2\n"),
        ("# nothing\nb=2\n", None, "# nothing\nb=2\n"),
        ("a = [\n1]\n", 3, "a = 3\n"),
        ("a = [ # one\r\n 1, '#',# two\r\n] # three\r\nb = 2", [3], "# one\r\n# two\r\n# three\r\na = [3]\r\nb = 2"),
        ("b = [[\n1],\n2]\na = [\n1,\n]", None, "b = [[\n1],\n2]\n"),
        ('a = """\none"""\n', None, None),
        ("a.b = 1\n", 3, None),
        ("[a]\nb = 1\n", None, None),
        ("n = nan\na = 1", 3, "n = nan\na = 3"),
    ],
)
def test_one_key_is_set_and_all_else_stays(text: str, value: Any, changed: str | None) -> None:
    assert with_key(text, "a", value) == changed


def test_a_new_key_may_be_the_first_line() -> None:
    assert with_key("# b\nb = 2\n", "a", 1, on_top=True) == "a = 1\n# b\nb = 2\n"


def test_what_is_no_toml_is_left_alone() -> None:
    with pytest.raises(ValueError, match="line 2"):
        with_key("b = 1\nb = \n", "a", 1)
