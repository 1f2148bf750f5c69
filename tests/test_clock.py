"""Clocks: the system's, the fast one and the one that tests move."""

from __future__ import annotations

import sys
import time

import machine
import pytest

from backday_tui.clock import CLOCK_IDS, ManualClock, ScaledClock, SystemClock


def test_the_system_clock_goes_on_and_is_not_the_wall_clock() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first <= second
    assert second < time.time() / 2


@machine.linux
def test_on_linux_it_counts_the_time_of_sleep() -> None:
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    now = SystemClock().now()
    assert before <= now <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_where_there_is_no_such_clock_it_is_the_monotonic_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    before = time.monotonic()
    clock = SystemClock()
    assert before <= clock.now() <= time.monotonic()
    assert clock.asleep_s() == 0


def test_sleep_is_how_far_the_two_clocks_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CLOCK_IDS, sys.platform, 7)
    monkeypatch.setattr(time, "clock_gettime", {7: 150.0}.__getitem__, raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 50.0)
    assert SystemClock().asleep_s() == 100


def test_the_wall_clock_has_an_offset() -> None:
    assert SystemClock().wall().utcoffset() is not None


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(10)
    assert (clock.now(), clock.now()) == (10, 10)
    clock.move(2.5)
    assert (clock.now(), clock.asleep_s()) == (12.5, 0)
    assert clock.wall().utcoffset() is not None


def test_a_manual_clock_sleeps() -> None:
    clock = ManualClock(10)
    clock.sleep(30)
    clock.sleep(1)
    assert (clock.now(), clock.asleep_s()) == (41, 31)


def test_a_manual_clock_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        ManualClock().move(-1)


def test_a_fast_clock_multiplies_what_passes() -> None:
    inner = ManualClock(100)
    clock = ScaledClock(inner, 10)
    assert clock.now() == 100
    inner.move(3)
    assert clock.now() == 130
    inner.sleep(1)
    assert (clock.now(), clock.asleep_s(), clock.wall()) == (140, 1, inner.wall())
