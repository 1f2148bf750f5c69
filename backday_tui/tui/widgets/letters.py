"""Capitals three rows high, drawn with half blocks: for the words that are to be read from the floor.

Only what has a shape here can be drawn; everything else is left to plain text.
"""

from __future__ import annotations

import functools
from typing import Final

ROWS: Final = 3
_HEIGHT: Final = 5
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
, .. .. .. .# #.
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
    shapes = {char: tuple(rows) for char, *rows in lines}
    return shapes | {" ": _BLANK, "\N{EN DASH}": shapes["-"]}


def width_of(text: str) -> int | None:
    """The columns that a text takes in capitals; None where one of its characters has no shape."""
    shapes = _shapes()
    capitals = text.upper()
    if not capitals or any(char not in shapes for char in capitals):
        return None
    return sum(len(shapes[char][0]) + 1 for char in capitals) - 1


@functools.lru_cache(maxsize=32)
def drawn(text: str) -> tuple[str, ...]:
    """The rows of a text of which every character has a shape."""
    shapes = _shapes()
    pixels = [".".join(shapes[char][y] for char in text.upper()) for y in range(_HEIGHT)]
    pixels.append("." * len(pixels[0]))
    return tuple("".join(map(_cell, upper, lower)) for upper, lower in zip(pixels[::2], pixels[1::2], strict=True))


def _cell(upper: str, lower: str) -> str:
    if upper == "#":
        return "█" if lower == "#" else "▀"
    return "▄" if lower == "#" else " "
