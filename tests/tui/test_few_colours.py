"""Terminals with 16 colours: whatever is on a screen can be read, in the two sets of 16 that differ most."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Final

import machine
import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from terminals import Terminal, surroundings

from backday_tui.tui.few_colours import BLACK, CONSOLE, WHITE, contrast, ground_of, ink_of, is_picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

XTERM: Final = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""As `XTerm-col.ad` has them."""
READABLE: Final = 4.5
"""What WCAG 2 asks for text."""
NAMES: Final = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
NUMBERS: Final = {
    **{name: number for number, name in enumerate(NAMES)},
    **{f"bright{name}": 8 + number for number, name in enumerate(NAMES)},
    "bfightmagenta": 13,  # as pyte spells it
}
BOLD_IS_BRIGHT: Final = 8
ROUTINE: Final = """\
# A note
name = "Mine"
level = "advanced"
rest = "0:10"
warmup = ["1min Treadmill"]
work = [
  "3x8 Seated row @ 20kg each side",
  { exercise = "Plank", hold = "1:00", sets = 2 },
  "3x3 Nonsens",
]
"""


def faults(terminal: Terminal) -> list[str]:
    """What can't be read on a screen, by the colours that were sent, with what stands there."""
    assert terminal.shown.strip()
    screen, found = terminal._screen, dict[tuple[str, str, bool], str]()
    for row in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            if cell.data.strip():
                pair = (cell.bg, cell.fg) if cell.reverse else (cell.fg, cell.bg)
                found[*pair, cell.bold] = found.get((*pair, cell.bold), "") + cell.data
    assert found, "an empty screen"
    return [
        f"{ink}{' bold' if bold else ''} on {ground}: {text[:40]!r}"
        for (ink, ground, bold), text in found.items()
        if least_contrast(NUMBERS[ink], NUMBERS[ground], bold=bold) < READABLE
        # A block of the colour that it stands on is meant not to be seen: the half of a scroll bar's end.
        and not (ink == ground and is_picture(text))
    ]


def least_contrast(ink: int, ground: int, *, bold: bool) -> float:
    """In the worse of the two sets; the console makes bold bright, and shows a bright ground as the dark one."""
    inks = {ink, ink | BOLD_IS_BRIGHT} if bold else {ink}
    grounds = {ground, ground & 7}
    pairs = [(each, below) for each in inks for below in grounds]
    return min(contrast(colours[each], colours[below]) for colours in (CONSOLE, XTERM) for each, below in pairs)


def is_gone(terminal: Terminal, words: str) -> bool:
    """Whether words stand on the screen no more."""
    return words not in terminal.shown


@pytest.fixture(params=["backday-dark", "backday-light"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A person with a theme, and a routine of their own."""
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text(ROUTINE)
    (tmp_path / "settings.toml").write_text(f'theme = "{request.param}"\n')
    return tmp_path


@pytest.fixture(params=["linux", "xterm"])
def environment(request: pytest.FixtureRequest, home: Path) -> dict[str, str]:
    """A terminal with 16 colours."""
    found = surroundings(home, TERM=request.param)
    for name in ("COLORTERM", "TERM_PROGRAM", "TEXTUAL_COLOR_SYSTEM", "FORCE_COLOR"):
        found.pop(name, None)
    return found


def steps(terminal: Terminal, *pressed: tuple[str, str]) -> Iterator[str]:
    """Press keys, wait for words, or with "no" before them until they are gone; tell what can't be read then."""
    for keys, words in pressed:
        terminal.press(keys)
        if words.startswith("no "):
            terminal.wait_for(functools.partial(is_gone, terminal, words[3:]), words)
        else:
            terminal.shows(words)
        while terminal.read(0.3):  # a box is drawn again once it knows how high it is
            pass
        yield from faults(terminal)


@pytest.mark.slow
def test_the_library_and_what_it_opens_can_be_read(environment: dict[str, str]) -> None:
    with Terminal(environment, size=(30, 100)) as terminal:
        terminal.shows("Seated row")
        found = faults(terminal)
        found += steps(
            terminal, ("?", "└"), ("\x1b", "no └"), ("n", "└"), ("\x1b", "no └"),
            (",", "Sound"), ("\x1b", "no Sound"), ("x", "Exercises"), ("\x1b", "no Exercises"), ("/zz", "zz"),
        )  # fmt: skip
    assert found == []


@pytest.mark.slow
def test_the_editor_can_be_read(environment: dict[str, str]) -> None:
    with Terminal(environment, "edit", "mine", size=(30, 100)) as terminal:
        terminal.shows("Nonsens")
        terminal.shows("Muscles")
        found = faults(terminal)
        found += steps(terminal, ("\x1b[B\x1b[B\x1b[B", "rest"), ("\x06", "find"), ("\x1b", "save"))
    assert found == []


@pytest.mark.slow
def test_a_workout_and_its_log_can_be_read(environment: dict[str, str]) -> None:
    with Terminal(environment, "do", "2x1:00 Plank", "2x8 Seated row", "--prepare", "1:00") as terminal:
        terminal.shows("GET READY")
        found = faults(terminal)
        found += steps(
            terminal, ("\r", "HOLD"), ("p", "PAUSED"), (" ", "HOLD"), ("?", "└"), ("\x1b", "no └"),
            ("e", "└"), ("\x1b", "no └"), ("n", "REST"), ("nnn", "WORK"), ("r", "└"),
            ("5\r", "no └"), ("q", "└"), ("f", "no └"),
        )  # fmt: skip
    with Terminal(environment, size=(30, 100)) as terminal:
        terminal.shows("Seated row")
        found += steps(terminal, ("l", "2x1:00"), ("\r", "Seated row"))
    assert found == []


COLOURS = st.tuples(*(st.integers(0, 255) for _ in range(3)))


@given(COLOURS, COLOURS)
def test_any_text_on_any_ground_can_be_read(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> None:
    below = ground_of(ground)
    assert below < BOLD_IS_BRIGHT
    assert least_contrast(ink_of(ink, below), below, bold=False) >= READABLE


@given(COLOURS, COLOURS)
def test_a_screen_stays_dark_or_light(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    assert ground_of(tuple(part // 8 for part in one)) == BLACK  # type: ignore[arg-type]
    assert ground_of(tuple(232 + part // 16 for part in other)) == WHITE  # type: ignore[arg-type]
