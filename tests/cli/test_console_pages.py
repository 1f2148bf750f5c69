"""Rows of cells: side by side where there is room, else one below the other."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from backday_tui.cli.pages import ConsoleColumns

ROWS = [("home", "Back workout at home", "26 min", ""), ("背", "Lift", "2 min", "2026-01-05")]
COLUMNS = ConsoleColumns(
    ("routine", "name", "time", "last done"), ROWS, right=frozenset({"time"}), named=frozenset({"last done"})
)


def printed(width: int, columns: ConsoleColumns = COLUMNS) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False).print(columns)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [49, 100_000])
def test_with_room_the_cells_stand_below_their_headings(width: int) -> None:
    assert printed(width) == [
        "routine  name                    time  last done",
        "home     Back workout at home  26 min",
        "背       Lift                   2 min  2026-01-05",
    ]


def test_without_room_each_row_is_lines_of_its_own() -> None:
    assert printed(48) == [
        "home",
        "  Back workout at home · 26 min",
        "背",
        "  Lift · 2 min · last done 2026-01-05",
    ]
    assert printed(20) == [
        "home",
        "  Back workout at",
        "  home · 26 min",
        "背",
        "  Lift · 2 min ·",
        "  last done",
        "  2026-01-05",
    ]


def test_with_almost_room_the_cells_that_may_be_narrower_are_folded() -> None:
    folding = replace(COLUMNS, folds={"name": 12})
    assert printed(41, folding) == [
        "routine  name            time  last done",
        "home     Back workout  26 min",
        "         at home",
        "背       Lift           2 min  2026-01-05",
    ]
    assert printed(40, folding) == printed(40)
    assert printed(49, folding) == printed(49)


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = printed(width, ConsoleColumns(("a", "b"), [("word", "other words"), ("x" * 30, "")]))
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "wordotherwords" + "x" * 30


def test_no_rows_are_the_headings_alone() -> None:
    assert printed(40, ConsoleColumns(("a", "b"), [])) == ["a  b"]
