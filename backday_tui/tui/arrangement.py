"""What of the live screen there is room for, in the order in which it survives a small terminal.

A function of the terminal's size alone, so that nothing jumps from one step to the next.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from backday_tui.tui.widgets.digits import largest
from backday_tui.tui.widgets.letters import ROWS

COUNTDOWN_SHARE: Final = 0.44
"""Of the height, what the countdown gets where it can use it."""
LEAST_DIGITS: Final = 3
LOWEST_WITH_DIGITS: Final = 6
MARGIN: Final = 2
"""Rows kept free around digits that can't grow any more."""
LARGE_FROM: Final = 30
"""From this height on the phase and the exercise are written large."""
FORM_WANTED: Final = 11
MUSCLES_FROM: Final = 4
"""From so many rows of the form on, the last of them names the muscles."""
FIGURE_ROWS: Final = 16
"""The picture and the names below it."""
FIGURE_FROM: Final = 70


class Arrangement(NamedTuple):
    """The rows of each part; 0 where it is left out. The countdown gets what is left.

    Where `phase` has none, its word stands before the place. `facts` are the place, what comes, and with a third row,
    above them, the details, which otherwise stand behind the exercise. With a `figure` the muscles are named below it,
    else the last row of four or more of `form` names them.
    """

    head: int = 0
    phase: int = 0
    what: int = 0
    facts: int = 0
    progress: int = 0
    form: int = 0
    keys: int = 0
    figure: bool = False

    @property
    def rows(self) -> int:
        """The rows of all parts but the countdown."""
        return sum(self[:-1])


_IN_ORDER: Final = (
    ("what", 1), ("facts", 1), ("facts", 1), ("progress", 1), ("phase", 1), ("facts", 1), ("form", 2), ("keys", 1),
    ("form", 3), ("head", 1),
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
    figure = width >= FIGURE_FROM and left + rows["form"] >= FIGURE_ROWS
    if figure:
        rows["form"] = FIGURE_ROWS
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
