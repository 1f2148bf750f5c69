"""One side of a barbell in blocks: the plates on its sleeve, the higher the heavier."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from textual.content import Content

if TYPE_CHECKING:
    from backday_tui.routine.model import Unit
    from backday_tui.training.loads import LoadedBar

_LEAST_ROWS, _MOST_ROWS = 3, 7
_SHAFT, _END = "━━━━━━▐", "━━━"
_KINDS: Final = ((24.0, "plate-25"), (19.0, "plate-20"), (14.0, "plate-15"), (9.0, "plate-10"), (4.0, "plate-5"),
                 (2.0, "plate-2"), (0.0, "plate-1"))  # fmt: skip
"""From so many kg on, how a plate looks: plates of a kind have a colour in most rooms where they are lifted."""
PLATES: Final = frozenset(kind for _, kind in _KINDS)


def drawn_bar(bar: LoadedBar, width: int, rows: int) -> list[Content]:
    """The rows of a picture, an odd number, all of one width; none where there is too little room, or a bare bar."""
    rows = min(rows, _MOST_ROWS)
    rows -= 1 - rows % 2
    side = bar.loading.side
    each = next((each for each in (3, 2) if len(_SHAFT + _END) + each * len(side) <= width), 0)
    if rows < _LEAST_ROWS or not side or not each:
        return []
    drawn = [(_kind(plate, bar.unit), _reach(plate, bar.largest, rows - 1)) for plate in side]
    return [_row(drawn, each, row - rows // 2) for row in range(rows)]


def _kind(plate: float, unit: Unit) -> str:
    from backday_tui.training.loads import in_kg  # fractions: not before there is a bar

    kilograms = in_kg(plate, unit)
    return next(name for least, name in _KINDS if kilograms >= least)


def _reach(plate: float, largest: float, most: int) -> int:
    """By how many halves of a row a plate reaches over the sleeve's row, and below it: as the root of its weight."""
    return round(most * math.sqrt(plate / max(largest, plate)))


def _row(plates: list[tuple[str, int]], each: int, row: int) -> Content:
    """A row so many below the sleeve, which is the row 0, with plates by their kinds and reaches."""
    sleeve = row == 0
    parts = [Content(_SHAFT if sleeve else " " * len(_SHAFT))]
    for kind, reach in plates:
        parts += [Content.styled(_block(reach, row) * (each - 1), kind), Content("━" if sleeve else " ")]
    parts.append(Content(_END if sleeve else " " * len(_END)))
    return Content.assemble(*parts)


def _block(reach: int, row: int) -> str:
    if reach >= 2 * abs(row):
        return "█"
    if reach == 2 * abs(row) - 1:
        return "▄" if row < 0 else "▀"
    return " "
