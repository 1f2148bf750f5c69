"""The pictures of the README, taken of the running app: `make images` (Linux, with the DejaVu fonts).

Each is what a terminal of 80 x 24 shows. Nothing is drawn that the app didn't write.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
from PIL import Image, ImageDraw, ImageFont
from terminal import COLUMNS, ROWS, Terminal

if TYPE_CHECKING:
    from pyte.screens import Char

OUT = Path(__file__).parent / "images"
BACKDAY = str(Path(sys.executable).with_name("backday"))
CELL_X, CELL_Y, MARGIN = 12, 24, 12
FONT_SIZE = 20
BACKGROUND, FOREGROUND = "#000000", "#d0d0d0"
SIXTEEN = {
    "black": "#000000",
    "red": "#cd3131",
    "green": "#0dbc79",
    "brown": "#e5e510",
    "blue": "#2472c8",
    "magenta": "#bc3fbc",
    "cyan": "#11a8cd",
    "white": "#e5e5e5",
}
UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<=>?][0-9;]*[a-zA-Z]?\$?[a-zA-Z]|\x1b\[[0-9;]*\$[a-z]|\x1b\[[0-9;]* q")
"""Modes and questions that change nothing on the screen, and that pyte would print."""
EIGHTHS_UP = "▁▂▃▄▅▆▇█"
EIGHTHS_RIGHT = "▏▎▍▌▋▊▉█"
QUARTERS = {
    "▖": (2,),
    "▗": (3,),
    "▘": (0,),
    "▝": (1,),
    "▙": (0, 2, 3),
    "▚": (0, 3),
    "▛": (0, 1, 2),
    "▜": (0, 1, 3),
    "▞": (1, 2),
    "▟": (1, 2, 3),
    "▀": (0, 1),
    "▐": (1, 3),
}
"""Characters made of quarters of their cell, numbered as one reads."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: what is started, the text that says that it is there, the keys given then, the text after that."""

    name: str
    arguments: tuple[str, ...]
    shows: str
    keys: str
    then_shows: str
    wait_s: float


SCENES = (
    Scene("library", (), "Back workout", "jjjj", "Back workout", 2.0),
    Scene("work", ("start", "dumbbells", "--from", "3"), "Plank", "\r", "Plank", 17.5),
    Scene("rest", ("start", "dumbbells", "--from", "9"), "10 reps", " ", "rest", 8.5),
)


def main() -> None:
    """Take the pictures named on the command line, or all."""
    OUT.mkdir(exist_ok=True)
    for scene in SCENES:
        if scene.name in (sys.argv[1:] or [scene.name]):
            picture(screen_of(scene)).quantize(256).save(OUT / f"{scene.name}.png", optimize=True)
            print(OUT.name, f"{scene.name}.png")


def screen_of(scene: Scene) -> pyte.Screen:
    """What the terminal shows in the end."""
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal([BACKDAY, *scene.arguments], {"BACKDAY_HOME": home}) as terminal,
    ):
        terminal.wait_for(scene.shows)
        for key in scene.keys:
            terminal.read_for(1.0)
            os.write(terminal.keys, key.encode())
        terminal.wait_for(scene.then_shows)
        terminal.read_for(scene.wait_s)
        screen = pyte.Screen(COLUMNS, ROWS)
        pyte.Stream(screen).feed(UNKNOWN_TO_PYTE.sub("", terminal.written.decode()))
    return screen


def picture(screen: pyte.Screen) -> Image.Image:
    """The screen as an image, a cell of 12 x 24 pixels for each character."""
    image = Image.new("RGB", (COLUMNS * CELL_X + 2 * MARGIN, ROWS * CELL_Y + 2 * MARGIN), BACKGROUND)
    draw = ImageDraw.Draw(image)
    fonts = {bold: ImageFont.truetype(_font_file(bold=bold), FONT_SIZE) for bold in (False, True)}
    for row in range(ROWS):
        for column in range(COLUMNS):
            left, top = MARGIN + column * CELL_X, MARGIN + row * CELL_Y
            cell: Char = screen.buffer[row][column]
            ink, paper = _colours(cell)
            draw.rectangle((left, top, left + CELL_X - 1, top + CELL_Y - 1), fill=paper)
            boxes = _boxes(cell.data)
            for x0, y0, x1, y1 in boxes:
                draw.rectangle(
                    (left + x0 * CELL_X, top + y0 * CELL_Y, left + x1 * CELL_X - 1, top + y1 * CELL_Y - 1), fill=ink
                )
            if not boxes and cell.data.strip():
                draw.text((left, top), cell.data, fill=ink, font=fonts[cell.bold])
            if cell.underscore:
                draw.line((left, top + CELL_Y - 3, left + CELL_X - 1, top + CELL_Y - 3), fill=ink)
    return image


def _boxes(character: str) -> list[Box]:
    """The parts of a cell that a block character fills, in shares of it; none for a letter."""
    if character in QUARTERS:
        return [(part % 2 / 2, part // 2 / 2, part % 2 / 2 + 0.5, part // 2 / 2 + 0.5) for part in QUARTERS[character]]
    if character and character in EIGHTHS_UP:
        return [(0, 1 - (EIGHTHS_UP.index(character) + 1) / 8, 1, 1)]
    if character and character in EIGHTHS_RIGHT:
        return [(0, 0, (EIGHTHS_RIGHT.index(character) + 1) / 8, 1)]
    return []


def _colours(cell: Char) -> tuple[str, str]:
    """Ink and paper of a cell."""
    ink, paper = _colour(cell.fg, FOREGROUND), _colour(cell.bg, BACKGROUND)
    return (paper, ink) if cell.reverse else (ink, paper)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else SIXTEEN.get(name.removeprefix("bright"), default)


def _font_file(*, bold: bool) -> str:
    return "DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf"


if __name__ == "__main__":
    main()
