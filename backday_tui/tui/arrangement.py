"""What of the live screen there is room for, in the order in which it survives a small terminal.

A function of the terminal's size alone, so that nothing jumps from one step to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backday_tui.tui.widgets.digits import largest

COUNTDOWN_SHARE: Final = 0.42
"""Of the height, what the countdown gets where it can use it."""
LEAST_DIGITS: Final = 3
LOWEST_WITH_DIGITS: Final = 6
MARGIN: Final = 1
"""Rows kept free around digits that can't grow any more."""
BAND_FROM: Final = 30
FORM_WANTED: Final = 6
FIGURE_ROWS: Final = 15
"""The picture and the names below it."""
FIGURE_FROM: Final = 70


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The rows of each part; 0 where it is left out. The countdown gets what is left.

    Where `phase` has none, its word stands before the place; where `details` has none, they stand behind the exercise.
    """

    head: int = 0
    phase: int = 0
    what: int = 0
    details: int = 0
    place: int = 0
    coming: int = 0
    progress: int = 0
    form: int = 0
    muscles: int = 0
    keys: int = 0
    figure: bool = False


_IN_ORDER: Final = (
    ("what", 1), ("place", 1), ("coming", 1), ("progress", 1), ("phase", 1), ("details", 1), ("form", 2), ("keys", 1),
    ("form", 2), ("muscles", 1), ("head", 1), ("form", FORM_WANTED - 4),
)  # fmt: skip


def arrange(width: int, height: int) -> Arrangement:
    """What to show in so many cells."""
    left = height - countdown_rows(width, height)
    rows = dict.fromkeys((name for name, _ in _IN_ORDER), 0)
    for name, wanted in _IN_ORDER:
        given = wanted if wanted <= left else 0
        rows[name] += given
        left -= given
    figure = width >= FIGURE_FROM and left + rows["form"] + rows["muscles"] >= FIGURE_ROWS
    if figure:
        left -= FIGURE_ROWS - rows["form"] - rows["muscles"]
        rows["form"], rows["muscles"] = FIGURE_ROWS, 0
    if height >= BAND_FROM and left >= 2:  # noqa: PLR2004 - a row above the word and one below
        rows["phase"] = 3
    return Arrangement(**rows, figure=figure)


def countdown_rows(width: int, height: int) -> int:
    """What the countdown asks for: its share, unless digits that high are too wide; a line where there is no room."""
    if height < LOWEST_WITH_DIGITS:
        return min(height, 1)
    share = max(LEAST_DIGITS, round(height * COUNTDOWN_SHARE))
    grid = largest("00:00", width, share)
    return min(share, grid.rows + MARGIN) if grid else 1
