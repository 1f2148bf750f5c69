"""Lines that are longer than any screen: the part in view is drawn, whatever the characters are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pilot import run
from rich.cells import cell_len
from textual.app import App

from backday_tui.tui.editor.area import TomlArea
from backday_tui.tui.editor.find import MOST, matches_in

if TYPE_CHECKING:
    from textual.app import ComposeResult

WIDTH = 60


class Page(App[None]):
    """A text area, and nothing else."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.area = TomlArea(text)

    def compose(self) -> ComposeResult:
        yield self.area


@pytest.mark.parametrize("char", ["x", "漢", "\u0301", "\x1b", "a\u200d", "\t", "é"])
def test_both_ends_of_a_long_line_are_seen(char: str) -> None:
    page = Page(f"begin {char * 20_000} end")

    async def move() -> list[str]:
        seen = []
        async with page.run_test(size=(WIDTH, 4)) as pilot:
            for key in ("home", "end", "left", "home"):
                await pilot.press(key)
                seen.append(page.area.render_line(0))
        return [strip.text for strip in seen]

    begin, end, left, again = run(lambda _: move())
    assert all(cell_len(text) == WIDTH for text in (begin, end, left, again))
    assert "begin" in begin
    assert "begin" in again
    if char in "x漢é":  # of the others Textual's cursor has another width than what is shown
        assert "end" in end
        assert "end" in left


def test_of_a_million_places_the_first_are_found() -> None:
    found = matches_in(["x" * 20, "y", "x" * 1_000_000, "x"], "x")
    assert list(found) == [0, 2]
    assert len(found[0]) + len(found[2]) == MOST


def test_a_place_behind_letters_that_grow_in_lower_case_is_none_behind_the_line() -> None:
    ((start, end),) = matches_in(["İİİx"], "x")[0]
    assert (start, end) == (3, 4)
