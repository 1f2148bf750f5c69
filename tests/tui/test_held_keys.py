"""Keys that bounce or are held, and clicks, on a real terminal: the bytes come as terminals send them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from terminals import Terminal, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = ("do", "5x8 Seated row", "--no-log")
LONG_S = 1.0
"""Longer than anything that belongs to the press before."""
X11, CONSOLE, SLOW = (0.5, 0.04), (0.25, 0.03), (0.6, 0.04)
"""Seconds until the first repeat, and from one to the next."""
HELD_S = 2.0


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return surroundings(tmp_path)


@pytest.fixture
def rows(home: dict[str, str]) -> Iterator[Terminal]:
    with Terminal(home, *ROWS) as terminal:
        terminal.shows("Set 1 of 5")
        yield terminal


def hold(terminal: Terminal, key: str, delays: tuple[float, float], repeat: str = "") -> None:
    """Hold a key down for a while."""
    delay_s, every_s = delays
    terminal.press(key)
    terminal.pump(delay_s)
    for _ in range(round((HELD_S - delay_s) / every_s)):
        terminal.press(repeat or key)
        terminal.pump(every_s)
    terminal.pump(0.3)


def click(terminal: Terminal, words: str, *, times: int = 1, button: int = 0) -> None:
    """Click on words that stand on the screen."""
    terminal.shows(words)
    terminal.pump(0.2)
    row, line = next((row, line) for row, line in enumerate(terminal.shown.splitlines(), 1) if words in line)
    column = line.index(words) + 1 + len(words) // 2
    click_at(terminal, column, row, times=times, button=button)


def click_at(terminal: Terminal, column: int, row: int, *, times: int = 1, button: int = 0) -> None:
    for _ in range(times):
        terminal.press(f"\x1b[<{button};{column};{row}M\x1b[<{button};{column};{row}m")
        terminal.pump(0.1)


@pytest.mark.parametrize("delays", [X11, CONSOLE, SLOW])
def test_enter_that_is_held_ends_one_set_and_not_its_rest(rows: Terminal, delays: tuple[float, float]) -> None:
    hold(rows, "\r", delays)
    rows.shows("REST")
    assert "Set 2 of 5" in rows.shown
    rows.pump(LONG_S)
    rows.press("\r")
    rows.shows("WORK")
    assert "Set 2 of 5" in rows.shown


@pytest.mark.parametrize("gap_s", [0.0, 0.05, 0.15])
@pytest.mark.parametrize("key", ["\r", " "])
def test_a_key_that_bounces_ends_one_set(rows: Terminal, key: str, gap_s: float) -> None:
    rows.press(key)
    rows.pump(gap_s)
    rows.press(key)
    rows.shows("REST")
    rows.pump(0.5)
    assert "REST" in rows.shown


def test_a_key_that_is_pressed_again_soon_acts_again(rows: Terminal) -> None:
    rows.press("\r")
    rows.pump(0.35)
    rows.press("\r")
    rows.shows("Set 2 of 5")
    rows.shows("WORK")


def test_what_the_terminal_calls_a_repeat_is_no_press(rows: Terminal) -> None:
    hold(rows, "\x1b[13;1:1u", (1.2, 0.8), repeat="\x1b[13;1:2u")
    rows.shows("REST")


@pytest.mark.parametrize("delays", [X11, CONSOLE])
def test_q_that_is_held_asks_and_does_not_answer(rows: Terminal, delays: tuple[float, float]) -> None:
    hold(rows, "q", delays)
    rows.shows("Finish the workout?")
    assert rows.process.poll() is None
    rows.pump(LONG_S)
    rows.press("\r")
    rows.wait_for(lambda: "Finish the workout?" not in rows.shown)
    assert "Set 1 of 5" in rows.shown


def test_ctrl_c_that_is_held_asks(rows: Terminal) -> None:
    hold(rows, "\x03", CONSOLE)
    rows.shows("Finish the workout?")
    assert rows.process.poll() is None


def test_skip_that_is_held_skips_on(rows: Terminal) -> None:
    hold(rows, "n", X11)
    rows.shows("0 of 5 sets")


def test_a_key_that_asks_for_figures_does_not_type_into_them(rows: Terminal) -> None:
    hold(rows, "r", X11)
    rows.shows("reps       8")
    assert "rr" not in rows.shown
    rows.press("12\r")
    rows.pump(0.3)
    rows.press(" r")
    rows.shows("reps       12")


def test_enter_that_is_held_starts_a_routine_and_ends_none_of_its_steps(home: dict[str, str]) -> None:
    with Terminal(home) as terminal:
        terminal.shows("enter start")
        terminal.press("/lower back men")
        terminal.wait_for(lambda: "Back circuit" not in terminal.shown)
        hold(terminal, "\r", X11)
        terminal.shows("GET READY")


def test_what_is_typed_may_be_held(home: dict[str, str]) -> None:
    with Terminal(home) as terminal:
        terminal.shows("enter start")
        hold(terminal, "n", CONSOLE)
        terminal.shows("what to begin with?")
        terminal.press("\r")
        terminal.shows("what it is called")
        hold(terminal, "l", CONSOLE)
        terminal.shows("llllllllll")
        terminal.press("\x7f\x7f\x7f\x7f\x7f\x7f")
        terminal.pump(0.3)
        assert "what it is called" not in terminal.shown


def test_moving_may_be_held(home: dict[str, str]) -> None:
    with Terminal(home, size=(24, 120)) as terminal:
        terminal.shows("enter start")
        hold(terminal, "\x1b[B", CONSOLE)
        terminal.shows("▌  Upper back workout")


@pytest.mark.parametrize("key", ["\r", "q"])
def test_in_lines_a_held_key_commands_once(home: dict[str, str], key: str) -> None:
    with Terminal(home, *ROWS, "--plain") as terminal:
        terminal.until("enter when done")
        hold(terminal, key, X11)
        assert terminal.process.poll() is None
        told = terminal.written.decode()
        if key == "q":
            assert "finish here?" in told
            assert "qq" not in told
            terminal.press("\r")
            terminal.until("the workout goes on")
        else:
            assert told.count("done:") == 1
            assert told.count("Seated row · 8 reps · set 2 of 5") == 1, "the rest tells it, and goes on"


# -- clicks ------------------------------------------------------------------------------------------------------


def test_a_double_click_ends_one_set(rows: Terminal) -> None:
    click(rows, "done", times=2)
    rows.shows("REST")
    rows.pump(0.5)
    assert "REST" in rows.shown


def test_the_digits_stop_time_and_let_it_go_on(home: dict[str, str]) -> None:
    with Terminal(home, "do", "10min Treadmill", "--no-log") as terminal:
        terminal.shows("GET READY")
        click_at(terminal, 40, 8)
        terminal.pump(0.5)
        assert "GET READY" in terminal.shown
        click(terminal, "begin now")
        terminal.shows("WORK")
        terminal.pump(LONG_S)
        terminal.press("\x1b[<0;30;8M\x1b[<32;35;8M\x1b[<32;45;8M\x1b[<0;45;8m")
        click_at(terminal, 40, 8, button=2)
        terminal.pump(0.5)
        assert "PAUSED" not in terminal.shown
        click_at(terminal, 40, 8)
        terminal.shows("PAUSED")
        terminal.pump(LONG_S)
        click_at(terminal, 40, 8)
        terminal.wait_for(lambda: "PAUSED" not in terminal.shown)
        assert "WORK" in terminal.shown


@pytest.mark.parametrize(
    "size", [pytest.param(size, marks=pytest.mark.slow) for size in ((15, 40), (15, 60), (40, 120))] + [(24, 80)]
)
def test_each_box_is_left_by_its_button_and_by_a_click_beside_it(home: dict[str, str], size: tuple[int, int]) -> None:
    with Terminal(home, *ROWS, size=size) as terminal:
        terminal.shows("Set 1 of 5")
        boxes = (
            ("q", "Finish the"),
            ("r", "enter save"),
            ("e", "1  Sit with"),
            ("?", "esc back"),
            ("x", "instead"),
        )
        for key, words in boxes:
            terminal.press(key)
            terminal.shows(words)
            click(terminal, "esc back")
            terminal.wait_for(lambda: "esc back" not in terminal.shown)
            terminal.pump(LONG_S)
        for key in ("q", "r"):
            terminal.press(key)
            terminal.shows("esc back")
            click_at(terminal, 1, 1)
            terminal.wait_for(lambda: "esc back" not in terminal.shown)
            terminal.pump(LONG_S)


def test_the_boxes_of_the_editor_are_left_by_click(home: dict[str, str]) -> None:
    with Terminal(home, "edit", "dumbbells") as terminal:
        terminal.shows("Treadmill")
        boxes = {"\x1bOS": "tab next", "\x1b[15~": "this one", "\x1b[24~": "no difference"}
        for key, words in boxes.items():
            terminal.press(key)
            terminal.shows(words)
            click(terminal, "esc back")
            terminal.wait_for(lambda: "esc back" not in terminal.shown)
            terminal.pump(LONG_S)


def test_the_rows_of_the_keys_do_what_they_say(rows: Terminal) -> None:
    click(rows, "? keys")
    click(rows, "↓ down")
    click(rows, "one set more of this exercise")
    rows.shows("Set 1 of 6")
    rows.shows("One set more")
    rows.pump(LONG_S)
    click(rows, "? keys")
    click(rows, "let time go on")
    rows.wait_for(lambda: "esc back" not in rows.shown)
    rows.shows("You can't")
    rows.pump(LONG_S)
    click(rows, "? keys")
    click(rows, "reps and load of the set")
    rows.shows("enter save")
    click(rows, "enter save")
    rows.wait_for(lambda: "enter save" not in rows.shown)


def test_the_rows_of_the_keys_of_the_library_do_what_they_say(home: dict[str, str]) -> None:
    with Terminal(home, size=(24, 40)) as terminal:
        click(terminal, "? help")
        click(terminal, "n new")
        terminal.shows("what to begin with?")
        click(terminal, "esc back")
        terminal.pump(LONG_S)
        click(terminal, "? help")
        click(terminal, "↓ another")
        terminal.shows("▌  Back workout at home")


# -- figures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def resting(rows: Terminal) -> Terminal:
    rows.press("\r")
    rows.shows("REST")
    rows.pump(LONG_S)
    return rows


@pytest.mark.parametrize("gap_s", [0.0, 0.08, 0.15, 0.3])
def test_the_same_digit_typed_twice_is_two_however_fast(resting: Terminal, gap_s: float) -> None:
    resting.press("1")
    if gap_s:
        resting.pump(gap_s)
    resting.press("1")
    resting.shows("Set 1: 11_")
    resting.press("\r")
    resting.shows("Set 1: 11 reps")
    resting.pump(LONG_S)
    assert "REST" in resting.shown


@pytest.mark.parametrize("delays", [X11, CONSOLE, SLOW])
def test_a_digit_that_is_held_is_one_and_is_taken_once(resting: Terminal, delays: tuple[float, float]) -> None:
    hold(resting, "9", delays)
    assert "99" not in resting.shown
    resting.shows("Set 1: 9 reps")
    resting.pump(2.5)
    assert "99" not in resting.shown
    assert "Set 1: 9_" not in resting.shown
    resting.press("u")
    resting.shows("Taken back: figures")


def test_a_figure_typed_at_one_go_is_all_there(resting: Terminal) -> None:
    resting.press("9@1000.5\r")
    resting.shows("Set 1: 9 reps, 1000.5 kg")


def test_enter_that_is_held_takes_the_figure_and_ends_no_rest(resting: Terminal) -> None:
    resting.press("9")
    resting.shows("Set 1: 9_")
    hold(resting, "\r", X11)
    assert "Set 2 of 5" in resting.shown
    assert "REST" in resting.shown


def test_a_key_that_steps_may_be_held(resting: Terminal) -> None:
    hold(resting, "]", CONSOLE)
    resting.wait_for(lambda: any(f"Set 1: {count} reps" in resting.shown for count in range(15, 90)))


def test_what_is_pasted_goes_into_the_line_that_is_open_and_nowhere_else(resting: Terminal) -> None:
    resting.press("\x1b[200~12\x1b[201~")
    resting.pump(0.5)
    assert "Set 1: " not in resting.shown
    resting.press("1")
    resting.shows("Set 1: 1_")
    resting.press("\x1b[200~2@40\x1b[201~")
    resting.shows("Set 1: 12@40_")
    resting.press("\x1b[200~\n\x1b]0;x\x07nonsense\x1b[201~")
    resting.shows("What was pasted is no figure")
    resting.press("\r")
    resting.shows("Set 1: 12 reps, 40 kg")


@pytest.mark.parametrize("gap_s", [0.0, 0.1])
def test_in_lines_digits_may_be_typed_fast_and_held(home: dict[str, str], gap_s: float) -> None:
    with Terminal(home, *ROWS, "--plain") as terminal:
        terminal.until("enter when done")
        terminal.press("1")
        if gap_s:
            terminal.pump(gap_s)
        terminal.press("1 ")
        hold(terminal, "4", X11)
        terminal.press("0\r")
        terminal.until("Set 1: 11 reps, 40 kg")
