"""Digits of any size and letters three rows high, drawn with half blocks: what can be read from across the room.

A digit is made of bars on a grid of square pixels, two of which share a character cell. Of letters only those can be
drawn that have a shape here; everything else is left to plain text. Figures with their units, "8-12 reps · 40 kg", are
both: large digits, and letters that stand on the same line. Nothing here knows of widgets.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import Final, NamedTuple

NARROW: Final = 0.62
"""The width of a digit as a share of its height."""
WEIGHT: Final = 0.27
"""The width of a stroke as a share of a digit's width."""
LEAST_HEIGHT: Final = 5
"""In pixels: below, a digit is no digit."""
LEAST_HOLLOW: Final = 3
"""In pixels: bars below have no inside that could be left out."""
_SIGNS: Final = "+-x"
"""What stands between digits in figures; a range has the hyphen for its dash."""

_BARS: Final = {
    "0": "top bottom upper-left lower-left upper-right lower-right",
    "2": "top upper-right middle lower-left bottom",
    "3": "top upper-right middle lower-right bottom",
    "4": "upper-left middle upper-right lower-right",
    "5": "top upper-left middle lower-right bottom",
    "6": "top upper-left lower-left middle lower-right bottom",
    "7": "top upper-right lower-right",
    "8": "top upper-left upper-right middle lower-left lower-right bottom",
    "9": "top upper-left upper-right middle lower-right bottom",
}
_ROUND: Final = {
    "0": "tl tr bl br",
    "2": "tr ml-up mr-down bl",
    "3": "tr br",
    "4": "ml-down",
    "5": "mr-up br",
    "6": "tl bl br mr-up",
    "7": "tr",
    "8": "tl tr bl br",
    "9": "tl tr br ml-down",
}
"""The corners of each digit that are rounded: of the box, and where the middle bar meets an upright."""


class Grid(NamedTuple):
    """The size of a digit in pixels: `stroke` is how thick its bars are."""

    width: int
    height: int
    stroke: int

    @property
    def rows(self) -> int:
        """The character rows that it takes."""
        return -(-self.height // 2)

    @property
    def gap(self) -> int:
        """The columns between two characters."""
        return max(1, round(self.stroke * 0.7))

    def columns(self, char: str) -> int:
        """How wide a character is."""
        if char in _SIGNS:
            return max(3, 3 * self.stroke if char == "+" else round(self.width * 0.7))
        return self.width if char.isdigit() else self.stroke

    def total(self, text: str) -> int:
        """How wide a text is."""
        return sum(self.columns(char) for char in text) + self.gap * (len(text) - 1)


def grid_of(height: int) -> Grid:
    """The grid of digits so many pixels high."""
    width = max(3, round(height * NARROW))
    return Grid(width, height, max(1, round(width * WEIGHT)))


def largest(text: str, columns: int, rows: int) -> Grid | None:
    """The largest digits with which a text fits into so many cells; None where not even the smallest do."""
    for height in range(2 * rows, LEAST_HEIGHT - 1, -1):
        grid = grid_of(height)
        if grid.total(text) <= columns:
            return grid
    return None


@functools.lru_cache(maxsize=128)
def drawn_digits(char: str, grid: Grid, *, hollow: bool = False) -> tuple[str, ...]:
    """The rows of a character: a digit, or one of ":.,+-x"; anything else is blank.

    A hollow one is its outline, where its bars are thick enough to have one.
    """
    pixels = [[_is_set(char, grid, x, y) for x in range(grid.columns(char))] for y in range(grid.height)]
    if hollow and grid.stroke >= LEAST_HOLLOW:
        pixels = _outline(pixels, max(1, round(grid.stroke / 4)))
    if grid.height % 2:
        pixels.append([False] * grid.columns(char))
    return tuple("".join(map(_cell, upper, lower)) for upper, lower in zip(pixels[::2], pixels[1::2], strict=True))


def _outline(pixels: list[list[bool]], thick: int) -> list[list[bool]]:
    """The pixels that are so near to one that is not set, or to the edge."""
    near = [(x, y) for x in range(-thick, thick + 1) for y in range(-thick, thick + 1)]

    def is_inside(x: int, y: int) -> bool:
        return 0 <= y < len(pixels) and 0 <= x < len(pixels[y]) and pixels[y][x]

    return [
        [is_set and not all(is_inside(x + dx, y + dy) for dx, dy in near) for x, is_set in enumerate(row)]
        for y, row in enumerate(pixels)
    ]


def _cell(upper: bool, lower: bool) -> str:
    if upper:
        return "█" if lower else "▀"
    return "▄" if lower else " "


def _is_set(char: str, grid: Grid, x: int, y: int) -> bool:
    if char == ":":
        return _in_dots(grid, x, y)
    if char in _SIGNS:
        return _in_sign(char, grid, x, y)
    if char in ".,":
        return y >= grid.height - grid.stroke
    if char == "1":
        return _in_one(grid, x, y)
    if char not in _BARS:
        return False
    bars = _bars(grid)
    inside = any(_within(bars[name], x, y) for name in _BARS[char].split())
    corners = _corners(grid)
    return inside and not any(_cut(corners[name], grid, x, y) for name in _ROUND[char].split())


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def _within(box: _Box, x: int, y: int) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom


def _bars(grid: Grid) -> dict[str, _Box]:
    w, h, s = grid
    m = (h - s) // 2
    return {
        "top": _Box(0, 0, w, s),
        "middle": _Box(0, m, w, m + s),
        "bottom": _Box(0, h - s, w, h),
        "upper-left": _Box(0, 0, s, m + s),
        "lower-left": _Box(0, m, s, h),
        "upper-right": _Box(w - s, 0, w, m + s),
        "lower-right": _Box(w - s, m, w, h),
    }


class _Corner(NamedTuple):
    """A corner that is rounded: where it is (between pixels), and the way from it into the digit."""

    x: int
    y: int
    right: int
    down: int


def _corners(grid: Grid) -> dict[str, _Corner]:
    w, h, s = grid
    m = (h - s) // 2
    return {
        "tl": _Corner(0, 0, 1, 1),
        "tr": _Corner(w, 0, -1, 1),
        "bl": _Corner(0, h, 1, -1),
        "br": _Corner(w, h, -1, -1),
        "ml-up": _Corner(0, m, 1, 1),
        "ml-down": _Corner(0, m + s, 1, -1),
        "mr-up": _Corner(w, m, -1, 1),
        "mr-down": _Corner(w, m + s, -1, -1),
    }


def _cut(corner: _Corner, grid: Grid, x: int, y: int) -> bool:
    """Whether a pixel lies in the corner, outside the quarter circle that rounds it."""
    radius = grid.stroke if grid.stroke > 1 else 0
    across = (x + 0.5 - corner.x) * corner.right
    along = (y + 0.5 - corner.y) * corner.down
    if not (0 < across < radius and 0 < along < radius):
        return False
    return (radius - across) ** 2 + (radius - along) ** 2 > radius**2


def _in_one(grid: Grid, x: int, y: int) -> bool:
    """A stem, a slanted flag at its top, a foot."""
    w, h, s = grid
    stem = (w - s) // 2 + (1 if w - s > 2 else 0)  # too narrow to lean
    if stem <= x < stem + s:
        return True
    if h - s <= y:
        foot = min(stem, s, w - s - stem)
        return stem - foot <= x < stem + s + foot
    below = stem - x if s > 1 else 0
    return stem - s <= x < stem and below <= y < below + s


def _in_sign(char: str, grid: Grid, x: int, y: int) -> bool:
    """A plus, a minus or a times, in the middle of the height."""
    w, s = grid.columns(char), grid.stroke
    top = (grid.height - s) // 2
    if char == "x":
        down = y - (grid.height - w) // 2
        return 0 <= down < w and (abs(x - down) < max(s - 1, 1) or abs(w - 1 - x - down) < max(s - 1, 1))
    if top <= y < top + s:
        return True
    start = (w - s) // 2
    return char == "+" and start <= x < w - start and top - start <= y < top + s + start


def _in_dots(grid: Grid, x: int, y: int) -> bool:
    _, h, s = grid
    for middle in (0.32 * h, 0.7 * h):
        top = round(middle - s / 2)
        if top <= y < top + s:
            return (x + 0.5 - s / 2) ** 2 + (y + 0.5 - top - s / 2) ** 2 <= (s / 2) ** 2 + 0.3
    return False


ROWS: Final = 3
_HEIGHT: Final = 6
_SHAPES: Final = """
A .##. #..# #### #..# #..#
B ###. #..# ###. #..# ###.
C .### #... #... #... .###
D ###. #..# #..# #..# ###.
E #### #... ###. #... ####
F #### #... ###. #... #...
G .### #... #.## #..# .###
H #..# #..# #### #..# #..#
I ### .#. .#. .#. ###
J ..## ...# ...# #..# .##.
K #..# #.#. ##.. #.#. #..#
L #... #... #... #... ####
M #...# ##.## #.#.# #...# #...#
N #...# ##..# #.#.# #..## #...#
O .##. #..# #..# #..# .##.
P ###. #..# ###. #... #...
Q .##. #..# #..# #.#. .#.#
R ###. #..# ###. #.#. #..#
S .### #... .##. ...# ###.
T ##### ..#.. ..#.. ..#.. ..#..
U #..# #..# #..# #..# .##.
V #...# #...# .#.#. .#.#. ..#..
W #...# #...# #.#.# ##.## #...#
X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..
Z ##### ...#. ..#.. .#... #####
a .... .### #..# #..# .###
b #... ###. #..# #..# ###.
c .... .### #... #... .###
d ...# .### #..# #..# .###
e .... .##. #### #... .##.
f .## #.. ##. #.. #..
g .... .### #..# .### ...# ###.
h #... ###. #..# #..# #..#
i # . # # #
j .# .. .# .# .# #.
k #... #..# ###. #.#. #..#
l #. #. #. #. .#
m ..... ####. #.#.# #.#.# #.#.#
n .... ###. #..# #..# #..#
o .... .##. #..# #..# .##.
p .... ###. #..# ###. #... #...
q .... .### #..# .### ...# ...#
r ... #.# ##. #.. #..
s .... .### ##.. ..## ###.
t .#. ### .#. .#. .##
u .... #..# #..# #..# .###
v ..... #...# #...# .#.#. ..#..
w ..... #.#.# #.#.# #.#.# .#.#.
x .... #..# .##. .##. #..#
y .... #..# #..# .### ...# ###.
z .... #### ..#. .#.. ####
0 .##. #..# #..# #..# .##.
1 .#. ##. .#. .#. ###
2 ###. ...# .##. #... ####
3 ###. ...# .##. ...# ###.
4 #..# #..# #### ...# ...#
5 #### #... ###. ...# ###.
6 .##. #... ###. #..# .##.
7 #### ...# ..#. .#.. .#..
8 .##. #..# .##. #..# .##.
9 .##. #..# .### ...# .##.
- ... ... ### ... ...
. . . . . #
, .. .. .. .# .# #.
: . # . # .
/ ...# ..#. ..#. .#.. #...
· . . # . .
( .# #. #. #. .#
) #. .# .# .# #.
+ ... .#. ### .#. ...
' # # . . .
% #..# ...# .##. #... #..#
& .##. #... .### #..# .###
"""
_BLANK: Final = ("..",) * _HEIGHT


@functools.cache
def _shapes() -> dict[str, tuple[str, ...]]:
    lines = (line.split() for line in _SHAPES.strip().splitlines())
    shapes = {char: tuple(rows) + ("." * len(rows[0]),) * (_HEIGHT - len(rows)) for char, *rows in lines}
    return shapes | {" ": _BLANK, "\N{EN DASH}": shapes["-"], "\N{RIGHT SINGLE QUOTATION MARK}": shapes["'"]}


def width_of(text: str) -> int | None:
    """The columns that a text takes in large letters; None where one of its characters has no shape."""
    shapes = _shapes()
    if not text or any(char not in shapes for char in text):
        return None
    return sum(len(shapes[char][0]) + 1 for char in text) - 1


@functools.lru_cache(maxsize=32)
def drawn_letters(text: str, times: int = 1) -> tuple[str, ...]:
    """The rows of a text of which every character has a shape, so many times as large.

    The last row has room for what hangs below the line.
    """
    shapes = _shapes()
    lines = [".".join(shapes[char][y] for char in text) for y in range(_HEIGHT)]
    pixels = ["".join(pixel * times for pixel in line) for line in lines for _ in range(times)]
    return tuple(
        "".join(map(_letter_cell, upper, lower)) for upper, lower in zip(pixels[::2], pixels[1::2], strict=True)
    )


def _letter_cell(upper: str, lower: str) -> str:
    if upper == "#":
        return "█" if lower == "#" else "▀"
    return "▄" if lower == "#" else " "


# -- figures with their units -----------------------------------------------------------------------------------

_NUMBER: Final = re.compile(r"[+-]?\d+(?:[-:.,x]\d+)*")
_DOT: Final = "\N{MIDDLE DOT}"
_BEHIND_NUMBER, _BETWEEN_WORDS = 2, 4
_BETWEEN_FIGURES: Final = 6
_LEAST_ROWS: Final = ROWS + 1
"""Digits that are no higher than letters say no more than letters do."""


@functools.lru_cache(maxsize=32)
def drawn_figures(text: str, columns: int, rows: int) -> tuple[str, ...] | None:
    """Figures such as "8-12 reps · 40 kg" in at most so many rows, the numbers as large as there is room for.

    The letters stand on the line of the digits; where there are none, they are as large themselves. None where even the
    smallest are too wide, or have no shape.
    """
    plain = text.replace("\N{EN DASH}", "-").replace("\N{MULTIPLICATION SIGN}", "x")
    figures = [figure.split() for figure in plain.split(_DOT)]
    if not plain.strip() or any(_letters_of(word) and width_of(_letters_of(word)) is None for word in plain.split()):
        return None
    if not any(map(str.isdigit, plain)):
        sizes = [drawn_letters(plain, times) for times in range(rows // ROWS, 0, -1)]
    else:
        sizes = [_drawn_at(figures, high, rows) for high in range(rows, _LEAST_ROWS - 1, -1)]
    return next((drawn for drawn in sizes if len(drawn[0]) <= columns), None)


def _drawn_at(figures: list[list[str]], high: int, rows: int) -> tuple[str, ...]:
    """Figures with their numbers so many rows high."""
    return _beside([_drawn_words(words, high, rows) for words in figures if words], rows, _BETWEEN_FIGURES)


def _drawn_words(words: list[str], high: int, rows: int) -> tuple[str, ...]:
    drawn = _drawn_word(words[0], high)
    for before, word in pairwise(words):
        gap = _BEHIND_NUMBER if before[-1].isdigit() or word[0].isdigit() else _BETWEEN_WORDS
        drawn = _beside([drawn, _drawn_word(word, high)], rows, gap)
    return drawn


def _letters_of(word: str) -> str:
    """What of a word is no number."""
    number = _NUMBER.match(word)
    return word[number.end() :] if number else word


def _drawn_word(word: str, rows: int) -> tuple[str, ...]:
    """A number in digits so many rows high, or a word, or a number with its unit right behind it."""
    number = _NUMBER.match(word)
    if number is None:
        return drawn_letters(word)
    grid = grid_of(2 * rows - 1)  # the last row of pixels is that below the line
    digits = tuple((" " * grid.gap).join(row) for row in zip(*(drawn_digits(c, grid) for c in number[0]), strict=True))
    unit = word[number.end() :]
    return _beside([digits, drawn_letters(unit)], rows, gap=1) if unit else digits


def _beside(parts: list[tuple[str, ...]], rows: int, gap: int) -> tuple[str, ...]:
    """Parts of different heights beside each other, on one line."""
    stood = [(" " * len(part[0]),) * (rows - len(part)) + part for part in parts]
    return tuple((" " * gap).join(row) for row in zip(*stood, strict=True))
