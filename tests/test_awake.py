"""The display is kept on from a thread of its own, as told, and whatever the desktop does."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import machine
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


def test_a_desktop_that_is_slow_to_let_go_is_asked_again_all_the_same() -> None:
    desktop, lets_go = Desktop(), threading.Event()

    @contextmanager
    def slow() -> Iterator[None]:
        with desktop.mode():
            yield
        lets_go.wait(DEADLINE_S)

    awake = Awake(slow, after_s=0)
    awake.stay_on(True)
    assert eventually(lambda: desktop.is_on)
    awake.stay_on(False)
    assert eventually(lambda: not desktop.is_on)
    awake.stay_on(True)
    lets_go.set()
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


class ScreenSaver:
    """A desktop's screen saver on a bus of its own: what it is asked for."""

    def __init__(self, address: str) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.asked: list[str] = []
        self._connection = open_dbus_connection(bus=address)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until it is gone with its bus."""
        self._thread.join(DEADLINE_S)

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        with self._connection, contextlib.suppress(OSError):  # until the bus is gone
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self.asked.append(message.header.fields[HeaderFields.member])
                    answer = ("u", (7,)) if self.asked[-1] == "Inhibit" else (None, ())
                    self._connection.send(new_method_return(message, *answer))


@pytest.fixture
def screen_saver(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScreenSaver]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None or sys.platform != "linux":
        pytest.skip("a D-Bus daemon on Linux is needed")
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        try:
            assert bus.stdout is not None
            address = bus.stdout.readline().strip()
            if not address:
                pytest.skip("no bus can be had here")
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            saver = ScreenSaver(address)
            yield saver
        finally:
            bus.terminate()
    saver.join()


@pytest.mark.slow  # wakepy keeps the first bus that a process asked: this wants a run in which no other test did
def test_a_real_desktop_is_asked_to_keep_it_on_and_told_when_not_to(screen_saver: ScreenSaver) -> None:
    awake = Awake(after_s=0)
    awake.stay_on(True)
    assert eventually(lambda: screen_saver.asked == ["Inhibit"])
    awake.stay_on(False)
    assert eventually(lambda: screen_saver.asked == ["Inhibit", "UnInhibit"])
    awake.stay_on(True)
    assert eventually(lambda: len(screen_saver.asked) == 3)
    awake.close()
    assert eventually(lambda: screen_saver.asked[3:] == ["UnInhibit"])
    assert possible() == "org.freedesktop.ScreenSaver"


@machine.linux
def test_without_a_desktop_it_is_not_possible_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert possible() is None


def test_where_no_thread_can_be_had_the_display_goes_dark(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError(f"can't start new thread {thread.name}")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    desktop = Desktop()
    awake = Awake(desktop.mode, after_s=0)
    awake.stay_on(True)
    awake.close()
    assert desktop.asked == 0
