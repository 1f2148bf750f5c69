"""The display is kept on from a thread of its own, as told, and whatever the desktop does."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from backday_tui.awake import Awake, possible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEADLINE_S = 20.0


class Desktop:
    """Counts how often it was asked to keep the display on, and whether it does now."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked = 0
        self.is_on = False
        self._fails = fails

    @contextmanager
    def mode(self) -> Iterator[None]:
        self.asked += 1
        if self._fails:
            raise RuntimeError("no desktop here")
        self.is_on = True
        yield
        self.is_on = False


def eventually(condition: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(condition() or pause.wait(0.01) for _ in range(int(DEADLINE_S / 0.01)))


def test_the_display_is_on_while_it_is_wanted_and_off_at_the_end() -> None:
    desktop = Desktop()
    awake = Awake(desktop.mode, after_s=0)
    awake.stay_on(True)
    assert eventually(lambda: desktop.is_on)
    awake.stay_on(False)
    assert eventually(lambda: not desktop.is_on)
    awake.stay_on(True)
    awake.stay_on(True)
    assert eventually(lambda: desktop.is_on)
    awake.close()
    assert (desktop.asked, desktop.is_on) == (2, False)


def test_nothing_is_asked_for_before_it_is_time() -> None:
    desktop = Desktop()
    awake = Awake(desktop.mode, after_s=DEADLINE_S)
    awake.stay_on(True)
    awake.close()
    assert desktop.asked == 0


def test_a_desktop_that_fails_is_asked_once_for_each_stretch() -> None:
    desktop = Desktop(fails=True)
    awake = Awake(desktop.mode, after_s=0)
    awake.stay_on(True)
    assert eventually(lambda: desktop.asked == 1)
    awake.stay_on(False)
    awake.stay_on(True)
    awake.close()
    assert desktop.asked <= 2


def test_a_desktop_that_never_answers_is_not_waited_for() -> None:
    gate = threading.Event()

    @contextmanager
    def stuck() -> Iterator[None]:
        gate.wait(DEADLINE_S)
        yield

    awake = Awake(stuck, after_s=0)
    awake.stay_on(True)
    awake.close()
    assert not gate.is_set()
    gate.set()


def test_closing_without_ever_being_wanted_is_fine() -> None:
    Awake().close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it needs no desktop")
def test_without_a_desktop_it_is_not_possible_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert possible() is None
