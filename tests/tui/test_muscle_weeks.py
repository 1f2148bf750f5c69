"""The page of sets per muscle: at every size, in any terminal, and what it says where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backday_tui.charts import ASCII_SHADES, SHADES
from backday_tui.exercises.catalog import MUSCLES
from backday_tui.training import muscles as per_muscle
from backday_tui.training.muscles import MuscleWeek, MuscleWeeks, first_monday
from backday_tui.tui.log.muscle_weeks import Drawing, muscle_page
from backday_tui.tui.widgets.body import HEIGHT, WIDTH, Palette, shaded_pictures

if TYPE_CHECKING:
    from collections.abc import Mapping
from datetime import date, timedelta

PALETTE = Palette("#ffffff", "#888888", "#333333")
TODAY = date(2026, 11, 29)
ALL = {muscle: float(place) for place, muscle in enumerate(MUSCLES)}


def weeks(*sets: Mapping[str, float], uncounted: tuple[str, ...] = ()) -> MuscleWeeks:
    first = first_monday(TODAY, len(sets))
    found = (MuscleWeek(first + timedelta(days=7 * place), each) for place, each in enumerate(sets))
    return MuscleWeeks(tuple(found), uncounted)


def page(found: MuscleWeeks, width: int, height: int, signs: str = SHADES) -> list[str]:
    lines = [line.plain for line in muscle_page(found, width, height, Drawing(signs, PALETTE))]
    assert all(len(line) <= width for line in lines)
    return lines


SIZES = pytest.mark.parametrize(
    ("width", "height"), [(20, 10), (36, 30), (56, 15), (76, 24), (96, 30), (116, 40), (156, 50)]
)


@SIZES
def test_every_muscle_has_its_line_and_its_shade(width: int, height: int) -> None:
    lines = page(weeks({}, ALL, ALL, ALL), width, height)
    for muscle, sets in ALL.items():
        if sets and width >= 36:
            shade = SHADES[per_muscle.level(sets)]
            name = MUSCLES[muscle].partition(" (")[0]
            assert any(line.startswith(name) and f"{sets:g} {shade}" in line for line in lines), muscle
    if width >= 36:
        assert any("under 5" in line for line in lines)


@pytest.mark.parametrize(("width", "height", "beside"), [(116, 40, True), (96, 30, True), (90, 30, False)])
def test_from_100_columns_on_the_figure_stands_beside_the_weeks(width: int, height: int, beside: bool) -> None:
    lines = page(weeks(*[ALL] * 8), width, height)
    assert any("Sets a week" in line and "This week" in line for line in lines) == beside


def test_a_low_page_begins_with_the_weeks_a_higher_one_with_the_figure() -> None:
    assert page(weeks(ALL, ALL), 56, 15)[0].startswith("Sets a week")
    high = page(weeks(ALL, ALL), 76, 24)
    assert high[0] == "This week"
    assert high.index(next(line for line in high if line.startswith("Sets a week"))) < 24 - 5


def test_as_many_weeks_are_shown_as_fit_the_running_one_always() -> None:
    heads = {width: page(weeks(*[ALL] * 8), width, 15)[0].split()[3:] for width in (30, 56, 80)}
    assert heads[30] == ["now"]
    assert heads[56] == ["26", "Oct", "2", "Nov", "9", "Nov", "16", "Nov", "now"]
    assert heads[80][:2] == ["5", "Oct"]


def test_what_had_none_and_what_nobody_knows_is_told() -> None:
    found = weeks({"core": 3.0}, {}, uncounted=("Grib\x1bble",))
    text = " ".join(page(found, 76, 24))
    assert "no set yet" in text
    assert "none in 2 weeks: Latissimus dorsi, " in text
    assert "nobody knows what they work: Grib␛ble" in text
    nothing = page(weeks({}, {}), 76, 24)
    assert nothing == ["No set was done in 2 weeks that counts for a muscle."]


@pytest.mark.parametrize("signs", [SHADES, ASCII_SHADES])
def test_the_figure_tells_the_levels_apart_by_signs_alone(signs: str) -> None:
    levels = {"latissimus dorsi": 4, "glutes": 3, "calves": 2, "forearms": 1, "chest": 3}
    back = shaded_pictures(levels, WIDTH, signs, PALETTE)
    both = shaded_pictures(levels, 2 * WIDTH + 3, signs, PALETTE)
    assert (len(back), {len(line.plain) for line in back}) == (HEIGHT, {WIDTH})
    assert set("".join(line.plain for line in back)) == {" ", *signs}
    assert [line.plain[:WIDTH] for line in both] == [line.plain for line in back]
    assert signs[3] in "".join(line.plain[WIDTH:] for line in both)
    assert shaded_pictures(levels, WIDTH - 1, signs, PALETTE) == []


def test_a_part_of_a_muscle_shades_its_place() -> None:
    rear = shaded_pictures({"rear deltoids": 4, "deltoids": 1}, WIDTH, SHADES, PALETTE)
    shown = "".join(line.plain for line in rear)
    assert "█" in shown
    assert "░" not in shown


@pytest.mark.parametrize("ground", [True, False])
def test_where_there_are_few_colours_the_body_has_no_ground(ground: bool) -> None:
    lines = shaded_pictures({"glutes": 3}, WIDTH, SHADES, PALETTE, ground=ground)
    styles = {str(span.style) for line in lines for span in line.spans}
    assert {PALETTE.body in style and " on " in style for style in styles} == {ground}
