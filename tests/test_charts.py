"""Charts and calendars as lines: what stands where, by hand; and that none is too wide, too high, or breaks off."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from backday_tui.charts import LEVELS_MIN, ChartLine, ChartPoint, Signs, calendar, chart, level_of

MONDAY = date(2026, 11, 23)
TODAY = date(2026, 11, 28)


def text(lines: list[ChartLine]) -> list[str]:
    return ["".join(part.text for part in line).rstrip() for line in lines]


def plain(value: float) -> str:
    return f"{value:g}"


def weekly(*values: float, first: date = date(2026, 1, 5)) -> list[ChartPoint]:
    return [ChartPoint(first + timedelta(weeks=week), value) for week, value in enumerate(values)]


# -- a chart --------------------------------------------------------------------------------------------------------


def test_a_chart_in_ascii() -> None:
    lines = chart(weekly(100, 102.5, 105, 105, 110), 40, 9, said=plain, title="e1RM, kg", unicode=False)
    assert text(lines) == [
        "e1RM, kg",
        "    |",
        "110 +                                ..@",
        "    |                             ...",
        "105 +             ....*........*..",
        "    |     ...*....",
        "100 +*....",
        "    ++-------+--------+--------+--------",
        "     5 Jan   12 Jan   19 Jan   26 Jan",
    ]
    assert {part.ink for line in lines for part in line} == {"text", "axis", "line", "best"}


def test_a_chart_in_braille() -> None:
    assert text(chart(weekly(100, 102.5, 105, 105, 110), 40, 8, said=plain)) == [
        "    │",
        "110 ┤                                 ⣀●",
        "    │                             ⣀⠤⠒⠉",
        "105 ┤              ⣀⣀⠤⣤⠤⠤⠤⠤⠤⠤⠤⠤⣤⠒⠉",
        "    │     ⢀⣀⡠⣤⠤⠒⠒⠉⠉",
        "100 ┤⣤⠔⠒⠊⠉⠁",
        "    └┬───────┬────────┬────────┬────────",
        "     5 Jan   12 Jan   19 Jan   26 Jan",
    ]


def test_the_best_is_the_first_of_equals() -> None:
    (line,) = [each for each in text(chart(weekly(5, 9, 9, 7), 40, 8, said=plain, unicode=False)) if "@" in each]
    assert line.index("@") < line.index("*")


def test_what_counts_for_nothing_is_a_dot_of_its_own() -> None:
    points = [*weekly(100, 100), ChartPoint(date(2026, 1, 19), 140.0, counts=False)]
    parts = [part for line in chart(points, 40, 9, said=plain, unicode=False) for part in line]
    assert [part.text for part in parts if part.ink == "faint"] == ["o"]
    assert [part.text for part in parts if part.ink == "best"] == ["@"]
    only = chart(points[2:], 40, 9, said=plain, unicode=False)
    assert {part.ink for line in only for part in line} == {"axis", "line", "faint"}


def test_no_line_goes_over_two_months_without_anything() -> None:
    def dots(days: int) -> int:
        points = [ChartPoint(date(2026, 1, 1), 10.0), ChartPoint(date(2026, 1, 1) + timedelta(days=days), 20.0)]
        return sum(part.text.count(".") for line in chart(points, 60, 10, said=plain, unicode=False) for part in line)

    assert dots(60) > 20
    assert dots(61) == 0


def test_of_more_points_than_room_the_best_in_each_column_is_drawn_and_that_is_said() -> None:
    points = [ChartPoint(date(2026, 1, 1) + timedelta(days=day), 50.0 + day % 2) for day in range(300)]
    lines = text(chart(points, 56, 9, said=plain, title="most reps", unicode=False))
    assert lines[0] == "most reps, the best of every 6 days"
    assert [line[:4] for line in lines if "*" in line] == ["51 +"]


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ((88, 186), ["200", "175", "150", "125", "100"]),
        ((10, 119), ["100", "75", "50", "25", "0"]),
        ((-20, 25), ["20", "10", "0", "-10", "-20"]),
        ((3000, 12_500), ["14000", "12000", "10000", "8000", "6000", "4000", "2000", "0"]),
        ((99, 99), ["100", "99", "98"]),
        ((0, 0), ["3", "2", "1", "0"]),
    ],
)
def test_the_figures_of_an_axis_are_round(values: tuple[float, float], figures: list[str]) -> None:
    lines = text(chart(weekly(*values), 60, 17, said=plain))
    assert [line.split(" ┤")[0].strip() for line in lines if " ┤" in line] == figures
    rows = [row for row, line in enumerate(lines) if " ┤" in line]
    assert len({one - other for one, other in pairwise(rows)}) == 1  # evenly spaced


def test_times_have_round_times() -> None:
    lines = text(chart(weekly(45, 119), 60, 12, said=lambda s: f"{int(s) // 60}:{int(s) % 60:02}", is_time=True))
    assert [line.split(" ┤")[0].strip() for line in lines if " ┤" in line] == ["2:00", "1:30", "1:00", "0:30", "0:00"]


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (5, ["4 Jan", "5 Jan", "6 Jan", "7 Jan", "8 Jan", "9 Jan"]),
        (60, ["5 Jan", "19 Jan", "2 Feb", "16 Feb", "2 Mar"]),
        (300, ["Mar 2026", "May", "Jul", "Sep"]),
        (700, ["Apr 2026", "Oct", "2027", "Apr", "Jul", "Oct"]),
        (9000, ["2030", "2035", "2040", "2045"]),
    ],
)
def test_dates_are_round_and_say_their_year(days: int, names: list[str]) -> None:
    points = [ChartPoint(date(2026, 1, 5) + timedelta(days=day), 1.0) for day in (0, days)]
    line = text(chart(points, 60, 8, said=plain, unicode=False))[-1]
    assert [each.strip() for each in line.split("  ") if each.strip()] == names


def test_nothing_gives_no_chart() -> None:
    assert chart([], 80, 24, said=plain) == []
    assert chart(weekly(1), 0, 24, said=plain) == []
    assert chart(weekly(1), 80, 0, said=plain) == []


days_of_any_time = some.dates(date(1, 1, 1), date(9999, 12, 31))
values = some.one_of(
    some.floats(-1e12, 1e12, allow_nan=False), some.integers(-50, 500).map(float), some.sampled_from([0.0, 1e-9, 60.0])
)
points_of_any_kind = some.builds(
    ChartPoint, days_of_any_time | some.dates(date(2026, 1, 1), date(2026, 3, 1)), values, some.booleans()
)


@given(
    some.lists(points_of_any_kind, max_size=60),
    some.integers(1, 200),
    some.integers(1, 60),
    some.booleans(),
    some.booleans(),
)
def test_whatever_there_is_to_draw_it_fits(
    points: list[ChartPoint], width: int, height: int, unicode: bool, is_time: bool
) -> None:
    lines = chart(points, width, height, said=plain, title="volume", is_time=is_time, unicode=unicode)
    assert len(lines) <= height
    assert not points or lines
    for line in text(lines):
        assert cell_len(line) <= width
        assert unicode or line.isascii()


def test_the_smallest_terminal_has_a_chart() -> None:
    assert len(chart(weekly(1, 2, 3), 10, 3, said=plain)) == 3


# -- a year of days -------------------------------------------------------------------------------------------------


def test_a_year_in_ascii() -> None:
    minutes = {date(2026, 11, 23): 45.0, date(2026, 11, 25): 0.0, date(2026, 11, 14): 75.0, date(2026, 10, 1): 25.0}
    lines = text(calendar(minutes, TODAY, 64, "ascii"))
    assert lines[0] == "      Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct   now"
    assert lines[1] == "Mon  " + "." * 52 + "#"
    assert lines[2] == "     " + "." * 53
    assert lines[3] == "Wed  " + "." * 52 + ":"
    assert lines[4] == "     " + "." * 44 + "+" + "." * 8
    assert lines[6] == "     " + "." * 50 + "@" + ".."  # Saturday is today, the last day
    assert lines[7] == "Sun  " + "." * 52
    assert lines[8] == "hours" + " " * 44 + "0     1 1"
    assert lines[9] == "     . none   : 1-19   + 20-39   # 40-59   @ 60+ min"
    assert len(lines) == 10


def test_weeks_are_two_cells_wide_where_there_is_room_and_few_where_there_is_none() -> None:
    minutes = {MONDAY: 30.0}
    wide = text(calendar(minutes, TODAY, 111))
    assert wide[1] == "Mon  " + "· " * 52 + "▒"
    narrow = text(calendar(minutes, TODAY, 15))
    assert narrow[1] == "Mon  " + "·" * 9 + "▒"
    assert narrow[-5:] == ["     · none", "     ░ 1-19", "     ▒ 20-39", "     ▓ 40-59", "     █ 60+ min"]
    assert len(calendar(minutes, TODAY, 13)) == 9  # no room for a word of it
    assert calendar(minutes, TODAY, 5) == []


def test_signs_differ_without_colours_and_squares_by_their_inks() -> None:
    minutes = {TODAY - timedelta(days=number): float(least) for number, least in enumerate(LEVELS_MIN)}
    assert text(calendar(minutes, TODAY, 80, "shades"))[-1] == "     · none   ░ 1-19   ▒ 20-39   ▓ 40-59   █ 60+ min"
    assert text(calendar(minutes, TODAY, 80, "ascii"))[-1] == "     . none   : 1-19   + 20-39   # 40-59   @ 60+ min"
    inks = {part.ink for line in calendar(minutes, TODAY, 80, "squares") for part in line if "■" in part.text}
    assert inks == {"level1", "level2", "level3", "level4"}
    shades = {part.ink for line in calendar(minutes, TODAY, 80, "shades") for part in line if "█" in part.text}
    assert shades == {"line"}


def test_a_day_on_which_nobody_knows_how_long_is_a_day() -> None:
    assert [level_of(minutes) for minutes in (0, 1, 19.9, 20, 39, 40, 60, 600)] == [1, 1, 1, 2, 2, 3, 4, 4]


@given(
    some.dictionaries(some.dates(date(2025, 1, 1), date(2027, 1, 1)), some.floats(0, 1e6), max_size=50),
    some.dates(date(2, 1, 1), date(9999, 12, 31)),
    some.integers(0, 200),
    some.sampled_from(("squares", "shades", "ascii")),
)
def test_a_year_of_any_day_fits(minutes: dict[date, float], today: date, width: int, signs: Signs) -> None:
    for line in text(calendar(minutes, today, width, signs)):
        assert cell_len(line) <= width
        assert signs != "ascii" or line.isascii()
