"""The picture of the body."""

from __future__ import annotations

import itertools

import pytest
from pilot import LoopClock, run, seen
from textual.app import App, ComposeResult

from backday_tui.exercises.catalog import MUSCLES
from backday_tui.tui.widgets.body import (
    BETWEEN,
    HEIGHT,
    WIDTH,
    BackFigure,
    FigureSide,
    Palette,
    Worked,
    figure_lines,
    muscle_at,
    picture,
    pictured,
    sides_for,
)

PALETTE = Palette("#ffffff", "#888888", "#333333")


def lit(worked: Worked, side: FigureSide) -> bool:
    """Whether anything is seen of what is worked."""
    dark = picture(Worked.of([], []), side, PALETTE)
    return any(not line.is_same(other) for line, other in zip(picture(worked, side, PALETTE), dark, strict=True))


@pytest.mark.parametrize("side", ["back", "front"])
def test_the_picture_has_its_size(side: FigureSide) -> None:
    lines = picture(Worked.of(["core"], []), side, PALETTE)
    assert [line.cell_length for line in lines] == [WIDTH] * HEIGHT


@pytest.mark.parametrize("side", ["back", "front"])
def test_both_halves_are_alike(side: FigureSide) -> None:
    for line in picture(Worked.of(["biceps", "lumbar"], ["core"]), side, PALETTE):
        assert line.plain == line.plain[::-1]


def test_every_muscle_of_the_catalogue_is_seen_from_one_side() -> None:
    assert set(MUSCLES) == pictured("back") | pictured("front")


def test_every_muscle_that_is_drawn_can_be_pointed_at() -> None:
    sides: tuple[FigureSide, FigureSide] = ("back", "front")
    cells = itertools.product(sides, range(WIDTH), range(HEIGHT))
    found = {muscle_at(side, column, row) for side, column, row in cells}
    assert found == {*MUSCLES, None} - {"rear deltoids"}, "rear deltoids have the place of the deltoids"
    assert muscle_at("back", WIDTH, 5) is muscle_at("front", 3, HEIGHT) is muscle_at("front", -1, 5) is None


def test_the_front_of_the_shoulder_is_a_part_of_it() -> None:
    whole, front = (picture(Worked.of([muscle], []), "front", PALETTE) for muscle in ("deltoids", "front deltoids"))
    assert lit(Worked.of(["front deltoids"], []), "front")
    assert not all(one.is_same(other) for one, other in zip(whole, front, strict=True))
    assert not lit(Worked.of(["front deltoids"], []), "back")


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_a_muscle_lights_up_where_it_can_be_seen_and_nowhere_else(muscle: str) -> None:
    sides: tuple[FigureSide, FigureSide] = ("back", "front")
    for side in sides:
        assert lit(Worked.of([muscle], []), side) is (muscle in pictured(side))
        assert lit(Worked.of([], [muscle]), side) is (muscle in pictured(side))


def test_worked_second_is_told_from_worked_first_without_colour() -> None:
    first = "".join(line.plain for line in picture(Worked.of(["latissimus dorsi"], []), "back", PALETTE))
    second = "".join(line.plain for line in picture(Worked.of([], ["latissimus dorsi"]), "back", PALETTE))
    assert "▒" not in first
    assert "▒" in second


def test_first_wins_over_second() -> None:
    assert Worked.of(["core"], ["core", "glutes"]) == Worked(frozenset({"core"}), frozenset({"glutes"}))


@pytest.mark.parametrize(
    ("first", "second", "width", "sides"),
    [
        (["lumbar"], [], 2 * WIDTH + BETWEEN, ("back", "front")),
        (["lumbar"], [], 2 * WIDTH + BETWEEN - 1, ("back",)),
        (["core"], ["lumbar"], WIDTH, ("front",)),
        (["core", "lumbar"], [], WIDTH, ("back",)),
        (["calves"], [], WIDTH, ("back",)),
        (["core"], [], WIDTH - 1, ()),
    ],
)
def test_the_side_with_more_to_be_seen_is_drawn(
    first: list[str], second: list[str], width: int, sides: tuple[FigureSide, ...]
) -> None:
    assert sides_for(Worked.of(first, second), width) == sides


def test_the_names_are_said_below() -> None:
    lines = [line.plain for line in figure_lines(["core"], ["calves", "core"], 20, PALETTE)]
    assert lines[-2:] == ["█ core", "▒ calves"]
    assert [line.plain for line in figure_lines(["core"], [], 10, PALETTE)] == ["█ core"]
    assert figure_lines([], [], 80, PALETTE) == []


def test_the_colours_are_opaque_ones_of_the_theme() -> None:
    palette = Palette.of({"accent": "#ffffff", "background": "#000000", "foreground": "#ffffff"})
    assert palette == ("#ffffff", "#9F9F9F", "#3F3F3F")


def test_a_terminal_theme_of_16_colours_gets_three_of_them() -> None:
    palette = Palette.of({"accent": "ansi_red", "background": "ansi_default", "foreground": "ansi_default"})
    assert all(colour.startswith("ansi_") for colour in palette)
    assert len(set(palette)) == 3


class Gallery(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.figure = BackFigure(["[/]\x1b"], ["core"])

    def compose(self) -> ComposeResult:
        yield self.figure


def test_the_widget_takes_the_height_it_needs_and_shows_hostile_names_as_marks() -> None:
    async def play(clock: LoopClock) -> None:
        del clock
        app = Gallery()
        async with app.run_test(size=(60, 30)) as pilot:
            await pilot.pause(0.1)
            assert "█ [/]␛" in seen(app)
            assert app.figure.size.height == HEIGHT + 2
            app.figure.show([], [])
            await pilot.pause(0.1)
            assert app.figure.size.height == 0

    run(play)
