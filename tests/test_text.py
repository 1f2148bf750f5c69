"""What a terminal may be shown, and how seconds are written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from backday_tui.text import clean, each_shown, has_unicode, without_accents


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plank", "Plank"),
        ("Übung · ½ °", "Übung · ½ °"),
        ("日本語", "日本語"),
        ("two\nlines\r\n\tand a tab", "two lines   and a tab"),
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m\x85", "\ufffd31m\ufffd"),
        ("left \u202eright\u2066\u200f", "left \ufffdright\ufffd\ufffd"),
        ("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd"),
        ("line\u2028paragraph\u2029", "line\ufffdparagraph\ufffd"),
        ("lone \ud800", "lone \ufffd"),
        ("private \ue000", "private \ufffd"),
        ("🏋️‍♀️", "🏋♀"),
        ("👍🏽 a\u200db", "👍 a\ufffdb"),
        ("\u200d\U0001f3fb", "\ufffd\ufffd"),
        ("\U0001f1eb\U0001f1f7", "FR"),
        ("fill\u3164er\u034f", "fill\ufffder"),
        ("1\ufe0f", "1"),
        ("\u0301e\u0301", "\u25cc\u0301e\u0301"),
        ("\u0301" * 9, "\u25cc\u0301\u0301\u0301"),
        ("\u1112\u1161\u11ab" + "\u11ab" * 50, "\u1112\u1161\u11ab\u11ab"),
        ("क\u0903" + "\u0903" * 50, "क\u0903\u0903\u0903"),
        ("e\u0301" + "\u0301" * 50, "e\u0301\u0301\u0301"),
        ("[/]", "[/]"),
        ("", ""),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("Plank", 5, "Plank"),
        ("Planks", 5, "Plan…"),
        ("x" * 100_000, 4, "xxx…"),
        ("a" + "\u0301" * 1000 + "b", 10, "a\u0301\u0301\u0301…"),
        ("Plank", 1, "…"),
        ("Plank", 0, "…"),
        ("", 0, ""),
    ],
)
def test_clean_to_a_length(text: str, limit: int, shown: str) -> None:
    assert clean(text, limit) == shown


@given(st.text(st.characters(codec=None)), st.none() | st.integers(1, 30))
def test_whatever_the_text_nothing_that_commands_a_terminal_is_left(text: str, limit: int | None) -> None:
    shown = clean(text, limit)
    assert {unicodedata.category(char) for char in shown}.isdisjoint({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
    assert limit is None or len(shown) <= limit
    assert clean(shown, limit) == shown


@given(
    st.text(st.characters(codec=None)) | st.text("a1é🏋👍⌚❤\u0301\u200d\ufe0f\U0001f3fd\U0001f1e9\U0001f1ea漢\u11ab")
)
def test_a_text_is_as_wide_as_it_is_measured_on_every_terminal(text: str) -> None:
    shown = clean(text)
    assert cell_len(shown) == sum(max(wcwidth(char), 0) for char in shown)
    assert cell_len(shown) == cell_len("x" + shown) - 1


@given(st.text(st.characters(codec=None)))
def test_what_each_character_is_shown_as(text: str) -> None:
    assert "".join(each_shown(text)) == clean(text)
    assert len(list(each_shown(text))) == len(text)


@pytest.mark.parametrize("text", ["Rücken", "Ru\u0308cken", "Rucken"])
def test_accents_make_no_difference_however_they_are_written(text: str) -> None:
    assert without_accents(text) == "Rucken"


def test_marks_of_scripts_that_need_them_stay() -> None:
    assert without_accents("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize(
    ("encoding", "environ", "has_it"),
    [
        ("utf-8", {}, True),
        ("UTF8", {"LANG": "de_DE.UTF-8", "TERM": "xterm-256color"}, True),
        ("utf-8", {"LC_ALL": "C"}, False),
        ("utf-8", {"LC_CTYPE": "POSIX", "LANG": "de_DE.UTF-8"}, False),
        ("utf-8", {"LC_ALL": "C.UTF-8", "LANG": "C"}, True),
        ("utf-8", {"TERM": "linux", "LANG": "de_DE.UTF-8"}, False),
        ("iso8859-1", {"LANG": "de_DE"}, False),
        ("ascii", {}, False),
    ],
)
def test_whether_a_picture_may_be_of_more_than_ascii(encoding: str, environ: dict[str, str], has_it: bool) -> None:
    assert has_unicode(encoding, environ) == has_it
