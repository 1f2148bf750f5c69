"""Keys that bounce, that are held down and that are pressed again, by the times at which they come."""

from __future__ import annotations

from typing import get_args

import pytest

from backday_tui.key_presses import FOLLOWED_S, KeyPresses, KeyRule

HELD: dict[str, tuple[float, float]] = {
    "X11, 25 a second": (0.5, 0.04),
    "X11, 40 a second": (0.66, 0.025),
    "GNOME": (0.5, 0.03),
    "the Linux console": (0.25, 0.03),
    "the Linux console, slowly": (0.25, 0.05),
    "macOS": (0.225, 0.03),
    "macOS by default": (0.5, 0.05),
    "Windows": (0.25, 0.033),
}
"""The seconds from the press to the first repeat, and between repeats."""


def meant(*times: float, key: str = "enter") -> list[float]:
    """The times at which a key that came at these was meant, once all is known."""
    presses = KeyPresses()
    pressed = [(at, presses.press(key, at)) for at in times]
    return [at for at, press in pressed if not press.is_held]


def held(begin: float, delay_s: float, every_s: float, for_s: float) -> list[float]:
    repeats = int((for_s - delay_s) / every_s) + 1
    return [begin, *(begin + delay_s + number * every_s for number in range(repeats))]


@pytest.mark.parametrize(("delay_s", "every_s"), HELD.values(), ids=HELD.keys())
@pytest.mark.parametrize("for_s", [1.0, 2.0, 30.0])
def test_a_key_that_is_held_was_pressed_once(delay_s: float, every_s: float, for_s: float) -> None:
    assert meant(*held(10, delay_s, every_s, for_s)) == [10]


@pytest.mark.parametrize(("delay_s", "every_s"), HELD.values(), ids=HELD.keys())
def test_it_can_be_pressed_again_once_it_was_let_go(delay_s: float, every_s: float) -> None:
    times = held(10, delay_s, every_s, 2)
    assert meant(*times, times[-1] + 0.3, times[-1] + 1.5) == [10, times[-1] + 0.3, times[-1] + 1.5]


@pytest.mark.parametrize("gap_s", [0.0, 0.01, 0.08, 0.15, 0.19])
def test_a_key_that_bounces_was_pressed_once(gap_s: float) -> None:
    assert meant(10, 10 + gap_s) == [10]
    assert meant(10, 10 + gap_s, 10 + 2 * gap_s) == [10]


@pytest.mark.parametrize("gap_s", [0.21, 0.3, 0.5, 0.69, 0.71, 5.0])
def test_a_key_that_is_pressed_again_was_meant(gap_s: float) -> None:
    assert meant(10, 10 + gap_s, 10 + 2 * gap_s) == [10, 10 + gap_s, 10 + 2 * gap_s]


def test_a_second_press_that_bounces_too_late_for_a_repeat_was_meant() -> None:
    assert meant(10, 10.4, 10.4 + FOLLOWED_S + 0.01) == [10, 10.4]


@pytest.mark.parametrize(("gap_s", "wait_s"), [(0.1, 0.0), (0.3, FOLLOWED_S), (0.65, FOLLOWED_S), (0.75, 0.0)])
def test_only_what_may_be_the_first_repeat_is_waited_for(gap_s: float, wait_s: float) -> None:
    presses = KeyPresses()
    assert presses.press("q", 10).wait_s(10) == 0
    again = presses.press("q", 10 + gap_s)
    assert again.wait_s(10 + gap_s) == pytest.approx(wait_s)
    assert again.wait_s(10 + gap_s + FOLLOWED_S) == pytest.approx(0)


def test_what_follows_a_repeat_tells_of_it_before_the_wait_is_over() -> None:
    presses = KeyPresses()
    presses.press("q", 10)
    first = presses.press("q", 10.5)
    presses.press("q", 10.53)
    assert first.is_held
    assert first.wait_s(10.53) == 0


def test_keys_one_after_another_have_nothing_to_do_with_each_other() -> None:
    presses = KeyPresses()
    pressed = [presses.press(key, 10 + place / 100) for place, key in enumerate(("enter", "space", "enter", "q", "f"))]
    assert not any(press.is_held or press.wait_s(10) for press in pressed)


def test_a_terminal_that_says_so_is_believed() -> None:
    presses = KeyPresses()
    assert not presses.press("q", 10).is_held
    assert presses.press("q", 13, is_repeat=True).is_held
    assert presses.press("q", 13.8, is_repeat=True).is_held


# -- figures, which are typed ------------------------------------------------------------------------------------


def typed(*times: float, key: str = "1") -> list[float]:
    """The times at which a key that types acted, of these at which it came."""
    presses = KeyPresses()
    pressed = [(at, presses.press(key, at)) for at in times]
    return [at for at, press in pressed if press.acts("typed")]


@pytest.mark.parametrize("gap_s", [0.0, 0.01, 0.05, 0.08, 0.12, 0.19, 0.25, 0.4, 2.0])
def test_a_digit_may_be_typed_twice_as_fast_as_fingers_can(gap_s: float) -> None:
    assert typed(10, 10 + gap_s) == [10, 10 + gap_s]


def test_what_a_program_types_at_one_go_is_all_there() -> None:
    assert typed(10, 10, 10) == [10, 10, 10]


@pytest.mark.parametrize(("delay_s", "every_s"), HELD.values(), ids=HELD.keys())
def test_a_digit_that_is_held_is_one(delay_s: float, every_s: float) -> None:
    times = held(10, delay_s, every_s, 3)
    assert typed(*times) == [10]
    assert typed(*times, times[-1] + 0.3) == [10, times[-1] + 0.3]
    assert typed(9.88, *times) == [9.88, 10]


def test_a_digit_that_the_terminal_says_is_held_is_one() -> None:
    presses = KeyPresses()
    assert presses.press("1", 10).acts("typed")
    assert not presses.press("1", 13, is_repeat=True).acts("typed")


def test_how_often_a_key_acts_is_for_its_rule_to_say() -> None:
    presses = KeyPresses()
    presses.press("q", 10)
    bounced = presses.press("q", 10.05)
    assert [bounced.acts(rule) for rule in get_args(KeyRule)] == [False, True, True]
