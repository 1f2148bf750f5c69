"""The screen in 16 colours, for the Linux console, and terminals that say no more of themselves.

Rich takes for each colour the one of the 16 that is nearest, for a text and its ground each by itself, and so grey
stands on grey. Here both are chosen together, and so that they can be read, 4.5 to 1, in the two sets of 16 that differ
most: xterm's, and the Linux console's, which are the VGA card's. Of the grounds the bright eight are left out, because
the console shows them dark. Bold makes a dark colour bright there, so it goes where that couldn't be read.
"""

from __future__ import annotations

import colorsys
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color as TextualColor

CONSOLE: Final = (
    (0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170),
    (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""The 16 of the Linux console, by their numbers. Rich takes every terminal's for these."""
BLACK, RED, GREEN, BLUE, MAGENTA, CYAN, WHITE = 0, 1, 2, 4, 5, 6, 7
BRIGHT: Final = 8
"""Added to a colour it is the bright one of its kind."""
_YELLOW: Final = 3
_HUES: Final = ((20, RED), (75, _YELLOW), (165, GREEN), (195, CYAN), (260, BLUE), (345, MAGENTA), (360, RED))
"""Up to which hue, in degrees, a colour is of which kind."""

_BRIGHT_INKS: Final = {
    RED: BRIGHT + RED, _YELLOW: BRIGHT + _YELLOW, GREEN: BRIGHT + GREEN, CYAN: BRIGHT + CYAN, BLUE: BRIGHT + CYAN,
    MAGENTA: BRIGHT + MAGENTA, WHITE: BRIGHT + WHITE,
}  # fmt: skip
_INKS: Final = {
    BLACK: _BRIGHT_INKS,
    BLUE: {kind: ink for kind, ink in _BRIGHT_INKS.items() if kind not in (RED, MAGENTA)},
    WHITE: {BLUE: BLUE},
}
"""By ground, and the kind of a text's colour, what it is written in; what isn't here is written in `_PLAIN_INKS`."""
_FAINT_INKS: Final = {(BLACK, GREEN): GREEN, (BLACK, CYAN): CYAN, (BLACK, WHITE): WHITE, (BLUE, WHITE): WHITE}
_PLAIN_INKS: Final = {
    BLACK: BRIGHT + WHITE, RED: BRIGHT + WHITE, GREEN: BLACK, BLUE: BRIGHT + WHITE, MAGENTA: BRIGHT + WHITE,
    CYAN: BLACK, WHITE: BLACK,
}  # fmt: skip
_DARK, _LIGHT = 0.033, 0.74
"""Grounds of a luminance below and above are those of a whole screen: black, white."""
_THUMB, _MIDDLE, _PALE = 0.06, 0.3, 0.6
_FAINT: Final = 0.4
"""Below this luminance a text is meant to step back."""
_TINT, _GREY = 20, 40
"""Differences of the largest and the smallest part of a colour: less is no tint, for a ground and for a text."""
_ALIKE: Final = 1.25
"""Below this contrast two colours are meant to be one, as the half of a scroll bar's end."""
_PICTURE: Final = frozenset(map(chr, (0x20, *range(0x2580, 0x25A0))))
"""Blocks, in which nothing is to be read where their two colours are alike."""


class FewColours(LineFilter):
    """Gives each piece of a line two of the 16 colours."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The same text; `background` is under what has no ground of its own."""
        ground = background.rich_color
        return [
            segment
            if segment.style is None or segment.control
            else Segment(segment.text, segment.style + _colours(segment.style, ground, is_picture(segment.text)))
            for segment in segments
        ]


def is_picture(text: str) -> bool:
    """Whether it is made of blocks alone."""
    return _PICTURE.issuperset(text)


def _colours(style: Style, ground: Color, picture: bool) -> Style:
    below, ink = style.bgcolor or ground, style.color
    if style.reverse:
        below, ink = ink or ground, below
    return _pair(ink and _rgb(ink), _rgb(below), bool(style.bold), picture)


def _rgb(color: Color) -> tuple[int, int, int]:
    red, green, blue = color.get_truecolor()
    return red, green, blue


@lru_cache(4096)
def _pair(ink: tuple[int, int, int] | None, ground: tuple[int, int, int], bold: bool, picture: bool) -> Style:
    """What makes a style one of 16 colours."""
    below = ground_of(ground)
    if ink is None:
        written = _PLAIN_INKS[below]
    elif picture and contrast(ink, ground) < _ALIKE:
        written = ground_of(ink)
    else:
        written = ink_of(ink, below)
    bold = bold and (written >= BRIGHT or (below == BLACK and written != BLACK))
    return Style(color=_sent(written), bgcolor=_sent(below), bold=bold, dim=False, reverse=False)


def _sent(number: int) -> Color:
    """The colour that Rich sends as this one of the 16. As a number it couldn't be mixed with what lies over it."""
    return Color.from_rgb(*CONSOLE[number])


def ground_of(rgb: tuple[int, int, int]) -> int:
    """The ground that stands for a colour: black and white for those of whole screens, blue for a row that is marked.

    Yellow is none: on the console it is a brown on which nothing can be read.
    """
    light, spread = luminance(rgb), max(rgb) - min(rgb)
    if not _DARK <= light <= _LIGHT:
        return BLACK if light < _DARK else WHITE
    _, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in rgb))
    if saturation >= 0.4 and value >= 0.33:
        kind = _kind(rgb)
        return kind if kind != _YELLOW else WHITE if light >= _MIDDLE else BLACK
    if spread >= _TINT:
        return BLUE
    # The thumbs of scroll bars are greys that are to be seen on black, and on white.
    return WHITE if _THUMB <= light < _MIDDLE or light >= _PALE else BLACK


def ink_of(rgb: tuple[int, int, int], ground: int) -> int:
    """What a text of this colour is written in on one of the grounds."""
    kind = WHITE if max(rgb) - min(rgb) < _GREY else _kind(rgb)
    if luminance(rgb) < _FAINT and (ground, kind) in _FAINT_INKS:
        return _FAINT_INKS[ground, kind]
    return _INKS.get(ground, {}).get(kind, _PLAIN_INKS[ground])


def _kind(rgb: tuple[int, int, int]) -> int:
    hue = colorsys.rgb_to_hsv(*rgb)[0] * 360
    return next(kind for limit, kind in _HUES if hue <= limit)


def luminance(rgb: tuple[int, int, int]) -> float:
    """The relative luminance of WCAG 2, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of WCAG 2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
