"""What is edited comes out as it went in, however its lines end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.tui.editor.exact_area import ExactDocument

texts = st.text(st.sampled_from("ab\n\r\t\x0b\x0c\x1c\x85\u2028\"'#é漢"), max_size=40).map(
    lambda text: text.replace("\r\r", "\r")
)
any_text = st.one_of(texts, texts.map(lambda text: text.replace("\n", "\r\n")), texts.map(lambda text: "\ufeff" + text))


@given(any_text)
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    assert ExactDocument(text).text == text


@given(any_text, st.data())
def test_what_is_replaced_and_put_back_leaves_the_text_as_it_was(text: str, data: st.DataObject) -> None:
    document = ExactDocument(text)

    def place() -> tuple[int, int]:
        row = data.draw(st.integers(0, document.line_count - 1))
        return row, data.draw(st.integers(0, len(document.get_line(row))))

    start, end = sorted((place(), place()))
    result = document.replace_range(start, end, data.draw(st.sampled_from(["", "x", "x\ny", "\n", "a\n\nb\n"])))
    document.replace_range(start, result.end_location, result.replaced_text)
    assert document.text == text


@pytest.mark.parametrize(("text", "expected"), [("a\r\nb\r\n", "a\r\nX\r\nb\r\n"), ("a\nb\n", "a\nX\nb\n")])
def test_a_new_line_ends_as_the_others_do(text: str, expected: str) -> None:
    document = ExactDocument(text)
    document.replace_range((1, 0), (1, 0), "X\n")
    assert document.text == expected


def test_each_line_of_a_mixed_text_keeps_its_end() -> None:
    document = ExactDocument("a\r\nb\nc\r\nd")
    document.replace_range((1, 0), (1, 1), "x")
    assert document.text == "a\r\nx\nc\r\nd"


def test_what_python_calls_a_line_end_is_none_here() -> None:
    assert ExactDocument('note = "a\u2028b\x85c"\n').lines == ['note = "a\u2028b\x85c"', ""]
