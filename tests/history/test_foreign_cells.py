"""What one cell of a foreign log says, and what it can't say."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.history.exchange.cells import (
    CellError,
    count_in,
    date_in,
    effort_in,
    harmless,
    is_formula,
    length_in,
    number_in,
    order_of,
    taken_back,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-29 18:02:00", "2026-11-29T18:02:00"),
        ("2026-11-29", "2026-11-29"),
        ("2026/06/28", "2026-06-28"),
        ("29 Nov 2026, 18:02", "2026-11-29T18:02:00"),
        ("7 Jan 2024, 17:15", "2024-01-07T17:15:00"),
        ("07 Jan 2024, 17:15", "2024-01-07T17:15:00"),
        ("Jan 1, 2024, 10:00 AM", "2024-01-01T10:00:00"),
        ("Dec 31, 2024, 12:05 AM", "2024-12-31T00:05:00"),
        ("27 de jul. de 2026, 19:00", "2026-07-27T19:00:00"),
        ("7 ene 2024, 1:05 p. m.", "2024-01-07T13:05:00"),
        ("3 sept 2024, 8:00", "2024-09-03T08:00:00"),
        ("7. Jan. 2024, 17:15", "2024-01-07T17:15:00"),
        ("7. März 2024, 17:15", "2024-03-07T17:15:00"),
        ("7 janv. 2024 à 17:15", "2024-01-07T17:15:00"),
        ("1 août 2024, 10:00", "2024-08-01T10:00:00"),
        ("1 gen 2024, 10:00", "2024-01-01T10:00:00"),
        ("03.02.2026", "2026-02-03"),
        ("29/11/2026", "2026-11-29"),
        ("11/29/2026 7:30 PM", "2026-11-29T19:30:00"),
        ("2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00+00:00"),
        ("2024-10-16T10:45:06+02:00", "2024-10-16T10:45:06+02:00"),
    ],
)
def test_a_date_is_read_in_the_language_of_the_phone(text: str, moment: str) -> None:
    assert date_in(text).isoformat() == moment


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "31 Feb 2026, 10:00", "1 foo 2026", "12/13", "0000-01-01"])
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(CellError, match="is no date"):
        date_in(text)


def test_a_date_that_may_be_two_needs_an_order() -> None:
    assert (order_of("03/04/2026"), order_of("13/04/2026"), order_of("04/13/2026")) == (None, "day", "month")
    with pytest.raises(CellError, match="--dates day"):
        date_in("03/04/2026")
    assert date_in("03/04/2026", "day").isoformat() == "2026-04-03"
    assert date_in("03/04/2026", "month").isoformat() == "2026-03-04"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 10m", 4200),
        ("45m", 2700),
        ("62m", 3720),
        ("41s", 41),
        ("0:01:30", 90),
        ("1:30", 90),
        ("90", 90),
        ("0", None),
    ],
)
def test_a_length_of_time_is_read(text: str, seconds: float | None) -> None:
    assert length_in(text) == seconds


def test_a_number_has_three_decimals_at_most_and_a_point_or_a_comma() -> None:
    assert number_in("185.00000000000003") == 185
    assert number_in("12,5") == 12.5
    assert (number_in("1,250"), number_in("1,250", decimal_comma=True)) == (1250, 1.25)
    assert (number_in("1.234,5"), number_in("1,234.5")) == (1234.5, 1234.5)
    assert (number_in(" "), count_in("10.0")) == (None, 10)


@pytest.mark.parametrize("text", ["nan", "inf", "1e400", "x", "1 2 3 x", "--5"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(CellError):
        number_in(text)


def test_an_rpe_becomes_reps_in_reserve() -> None:
    assert [effort_in(text).rir for text in ("10", "8.5", "6", "4", "0", "")] == [0, 1.5, 4, 6, None, None]
    assert effort_in("3") == (None, "RPE 3")
    with pytest.raises(CellError):
        effort_in("11")


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "@SUM(1)", "-2+3+cmd|' /C calc'!A0", "+cmd|x", "-Sheet1!A1", "\t=1"]
)
def test_what_a_spreadsheet_would_run_is_told(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["- felt good (really)", "+1 rep", "-20 kg", "+5kg!", "@gym!", "=)", "Row", ""])
def test_what_people_write_is_no_formula(text: str) -> None:
    assert not is_formula(text)


@given(st.text())
def test_what_was_made_harmless_is_taken_back(text: str) -> None:
    assert taken_back(harmless(text)) == text
    assert not is_formula(harmless(text))


@given(st.text(max_size=30))
def test_no_cell_raises_anything_but_that_it_makes_no_sense(text: str) -> None:
    for read in (number_in, count_in, effort_in, length_in, date_in):
        with suppress(CellError):
            read(text)
