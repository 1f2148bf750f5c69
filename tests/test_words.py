"""Numbers in words: each said in one way, and rounded in one way, wherever it is read."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.console import Console

from backday_tui import words
from backday_tui.cli.log import log_table, session_page
from backday_tui.history.store import PerformedSet, SessionRow
from backday_tui.plain.console_lines import totals as totals_in_lines
from backday_tui.session.summary import Summary
from backday_tui.tui.live import summary as at_the_end
from backday_tui.tui.log import lines as log_screen
from backday_tui.tui.log.lines import set_lines
from backday_tui.tui.widgets.body import Palette
from backday_tui.workout.results import SessionResults


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (5, "0:05"),
        (59.99, "0:59"),
        (60, "1:00"),
        (90, "1:30"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3762, "1:02:42"),
        (-3, "0:00"),
    ],
)
def test_a_time_as_people_write_it(seconds: float, text: str) -> None:
    assert words.clock(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (89, "1 min"),
        (720, "12 min"),
        (3599, "1 h"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
        (7200, "2 h"),
        (-1, "0 s"),
    ],
)
def test_a_length_in_passing(seconds: float, text: str) -> None:
    assert words.about(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 sets"), (1, "1 set"), (3, "3 sets"), (1365, "1,365 sets")])
def test_a_number_with_its_noun(number: int, text: str) -> None:
    assert words.counted(number, "set") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(44.4, "0:44"), (44.5, "0:45"), (44.6, "0:45"), (59.5, "1:00"), (0, "0:00"), (3599.7, "1:00:00")],
)
def test_a_time_that_was_measured_is_rounded_to_the_nearest_second(seconds: float, text: str) -> None:
    assert words.measured(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(45, "45 s"), (60, "1:00"), (90, "1:30"), (600, "10 min"), (3600, "60 min")]
)
def test_a_length_that_was_planned_has_no_doubtful_unit(seconds: float, text: str) -> None:
    assert words.length(seconds) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (8, 8, "8 reps"),
        (1, 1, "1 rep"),
        (8, 12, "8\N{EN DASH}12 reps"),
        (5, None, "5 reps or more"),
        (None, None, "to failure"),
    ],
)
def test_reps_that_were_planned(low: int | None, high: int | None, text: str) -> None:
    assert words.reps(low, high) == text


@pytest.mark.parametrize(
    ("volume", "text"),
    [
        ((), ""),
        ((("kg", 1365.0),), "1,365 kg"),
        ((("kg", 1250.5), ("lb", 300.0)), "1,250.5 kg + 300 lb"),
        ((("lb", 1234567.5),), "1,234,567.5 lb"),
    ],
)
def test_a_volume_load_is_said_whole_with_its_thousands(volume: tuple[tuple[str, float], ...], text: str) -> None:
    assert words.lifted(volume) == text


@pytest.mark.parametrize(
    ("reps", "seconds", "rounds", "text"),
    [
        (8, None, None, "8 reps"),
        (None, 44.6, None, "0:45"),
        (3, 300, 4, "4 rounds, 3 reps"),
        (12, 44.6, None, "12 reps, 0:45"),
        (None, None, None, ""),
    ],
)
def test_the_figures_of_a_set(reps: int | None, seconds: float | None, rounds: int | None, text: str) -> None:
    assert words.done(reps, seconds, rounds) == text


def printed(*pages: object) -> str:
    out = io.StringIO()
    for page in pages:
        Console(file=out, width=200).print(page)
    return re.sub(r" +", " ", out.getvalue())


def test_one_session_is_told_in_the_same_figures_wherever_it_is_read() -> None:
    started = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
    hold = PerformedSet(1, "", "Plank", 1, 1, "hold", "0:45", None, 44.6, None, None)
    row_of = PerformedSet(2, "", "Row", 1, 1, "reps", "21", 21, None, "65 kg", None)
    row = SessionRow(
        1, "back", "Back", 2, started, started + timedelta(seconds=104.6), False, 104.6, "", "", {}, (hold, row_of)
    )
    page, table = printed(*session_page(row, started)), printed(log_table([row], started))
    screen = [line.done for line in set_lines(row, 80) if line.done]
    end = Summary(
        elapsed_s=104.6, sets_done=2, sets_planned=2, reps=21, holds=1, hold_s=44.6, longest_hold_s=44.6,
        volume=(("kg", 1365.0),), partial=False,
    )  # fmt: skip
    assert "0:45" in screen[0]
    for told in (page, table, totals_in_lines(end)):
        assert "0:45" in told
        assert "1:45" in told
        assert "1,365 kg" in told
    assert log_screen.hold_text(row) == "0:45"
    assert log_screen.volume_text(row) == "1,365 kg"
    page_at_end = " ".join(
        line.plain for line in at_the_end.page_of(SessionResults(end, ()), 80, 20, Palette("red", "green", "blue"))
    )
    assert "0:45" in page_at_end
    assert "1,365 kg" in page_at_end


@pytest.mark.parametrize(
    ("monday", "text"),
    [
        ("2026-11-23", "Week 48, 23 to 29 Nov"),
        ("2026-11-30", "Week 49, 30 Nov to 6 Dec"),
        ("2025-11-24", "Week 48, 24 to 30 Nov 2025"),
        ("2025-12-29", "Week 1, 29 Dec 2025 to 4 Jan 2026"),
        ("2026-12-28", "Week 53, 28 Dec 2026 to 3 Jan 2027"),
        ("2024-09-30", "Week 40, 30 Sep to 6 Oct 2024"),
    ],
)
def test_a_week_is_told_by_its_number_and_its_days(monday: str, text: str) -> None:
    assert words.week(date.fromisoformat(monday), date(2026, 11, 29)) == text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-11-17"], "17 Nov"),
        (["2026-11-03", "2026-11-10", "2026-11-17"], "3, 10 and 17 Nov"),
        (["2026-10-27", "2026-11-03"], "27 Oct and 3 Nov"),
        (["2026-10-20", "2026-10-27", "2026-11-03"], "20, 27 Oct and 3 Nov"),
        (["2025-12-28", "2026-01-04"], "28 Dec 2025 and 4 Jan"),
    ],
)
def test_days_in_words(days: list[str], said: str) -> None:
    assert words.on_days([date.fromisoformat(day) for day in days], date(2026, 11, 29)) == said


def test_a_day_with_its_weekday_has_a_year_where_that_is_another() -> None:
    now = datetime(2026, 11, 29, tzinfo=UTC)
    assert words.on_day(date(2026, 11, 12), now) == "Thu 12 Nov"
    assert words.on_day(date(2025, 11, 12), now) == "Wed 12 Nov 2025"
