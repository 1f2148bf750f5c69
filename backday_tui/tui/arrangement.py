"""What of the live screen there is room for, in the order in which it survives a small terminal.

A function of the terminal's size alone, so that nothing jumps from one step to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backday_tui.tui.widgets.digits import largest
from backday_tui.tui.widgets.letters import ROWS

COUNTDOWN_SHARE: Final = 0.46
"""Of the height, what the countdown gets where it can use it."""
LEAST_DIGITS: Final = 3
LOWEST_WITH_DIGITS: Final = 6
MARGIN: Final = 2
"""Rows kept free around digits that can't grow any more."""
LARGE_FROM: Final = 30
"""From this height on the phase and the exercise are written large."""
FORM_WANTED: Final = 10
FIGURE_ROWS: Final = 16
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
    ("form", 2), ("muscles", 1), ("head", 1),
)  # fmt: skip
_LARGE: Final = (("what", ROWS - 1), ("phase", ROWS - 1))


def arrange(width: int, height: int) -> Arrangement:
    """What to show in so many cells."""
    left = height - countdown_rows(width, height)
    rows = dict.fromkeys((name for name, _ in _IN_ORDER), 0)
    for name, wanted in _IN_ORDER + (_LARGE if height >= LARGE_FROM else ()):
        given = wanted if wanted <= left else 0
        rows[name] += given
        left -= given
    figure = width >= FIGURE_FROM and left + rows["form"] + rows["muscles"] >= FIGURE_ROWS
    if figure:
        rows["form"], rows["muscles"] = FIGURE_ROWS, 0
    elif rows["form"]:
        rows["form"] += min(left, FORM_WANTED - rows["form"])
    return Arrangement(**rows, figure=figure)


def countdown_rows(width: int, height: int) -> int:
    """What the countdown asks for: its share, unless digits that high are too wide; a line where there is no room."""
    if height < LOWEST_WITH_DIGITS:
        return min(height, 1)
    share = max(LEAST_DIGITS, round(height * COUNTDOWN_SHARE))
    grid = largest("00:00", width, share)
    return min(share, grid.rows + MARGIN) if grid else 1
