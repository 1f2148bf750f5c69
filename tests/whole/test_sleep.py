"""A machine that sleeps, a program that is stopped, a clock that is set: what a real run makes of it."""

from __future__ import annotations

import signal
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from terminals import Terminal, called, logged

if TYPE_CHECKING:
    from pathlib import Path

    from terminals import Begin

pytestmark = pytest.mark.slow

PLANKS = ("do", "2x:20 Plank", "--prepare", "1s")


class Clocks:
    """The clocks of a program that runs with the shim."""

    def __init__(self, shim: Path, folder: Path) -> None:
        self._file = folder / "clocks"
        self.variables = {"LD_PRELOAD": str(shim), "SUSPENDED": str(self._file)}
        self.set(0, 0)

    def set(self, boot_s: int, wall_s: int) -> None:
        """How far they are ahead."""
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{boot_s} {wall_s}")
        beside.replace(self._file)


def found(terminal: Terminal, event: str) -> dict[str, Any]:
    return next(record for _, record in terminal.records() if record["event"] == event)


def finish(terminal: Terminal) -> None:
    terminal.type("qy\r", '"finished"')
    assert terminal.ended() == 0


def test_a_sleep_pauses_as_of_before_and_asks(
    begin: Begin, environment: dict[str, str], shim: Path, tmp_path: Path
) -> None:
    clocks = Clocks(shim, tmp_path)
    terminal = begin(*PLANKS, "--plain", "--json", **clocks.variables)
    terminal.until("step_began")
    terminal.pump(3.0)
    clocks.set(600, 600)
    terminal.until("gap_noticed")
    assert 595 <= found(terminal, "gap_noticed")["seconds"] <= 605
    assert 1.5 <= found(terminal, "paused")["at_s"] <= 3.5
    terminal.pump(1.0)
    terminal.type(" ", "resumed")
    terminal.pump(1.5)
    finish(terminal)
    (session,) = logged(environment)
    assert 1.5 <= session["sets"][0]["seconds"] <= 6
    assert datetime.fromisoformat(session["ended"]) - datetime.fromisoformat(session["started"]) >= timedelta(
        minutes=10
    )


def test_a_sleep_on_the_screen(begin: Begin, environment: dict[str, str], shim: Path, tmp_path: Path) -> None:
    clocks = Clocks(shim, tmp_path)
    terminal = begin(*PLANKS, **clocks.variables)
    terminal.until("\x1b[?2004h")
    terminal.pump(2.5)
    clocks.set(600, 600)
    terminal.until("Nothing ran for")
    terminal.type("g", "HOLD")
    terminal.type("q", "Finish the workout?")
    terminal.type("f", "FINISHED EARLY")
    terminal.press("\r")
    assert terminal.ended() == 0
    (session,) = logged(environment)
    assert session["sets"][0]["seconds"] < 20


def test_a_kill_while_the_machine_sleeps_loses_nothing_of_before(begin: Begin, shim: Path, tmp_path: Path) -> None:
    clocks = Clocks(shim, tmp_path)
    terminal = begin(*PLANKS, "--plain", "--json", **clocks.variables)
    terminal.until("step_began")
    terminal.pump(3.0)
    terminal.process.send_signal(signal.SIGSTOP)
    clocks.set(600, 600)
    terminal.kill()
    again = begin("start", "--resume", "--plain", "--json")
    again.told("paused")
    assert found(again, "paused")["at_s"] <= 4


@pytest.mark.parametrize(("stopped_s", "notices"), [(1.0, False), (7.0, True)])
def test_a_program_that_is_stopped(begin: Begin, stopped_s: float, notices: bool) -> None:
    terminal = begin(*PLANKS, "--plain", "--json")
    terminal.until("step_began")
    terminal.pump(1.5)
    terminal.process.send_signal(signal.SIGSTOP)
    terminal.pump(stopped_s)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.pump(1.5)
    events = [record["event"] for _, record in terminal.records()]
    assert ("gap_noticed" in events, "paused" in events) == (notices, notices)


def test_a_clock_that_is_set_changes_nothing_but_the_date(
    begin: Begin, environment: dict[str, str], shim: Path, tmp_path: Path
) -> None:
    clocks = Clocks(shim, tmp_path)
    terminal = begin("do", "1x:03 Plank", "--prepare", "1s", "--plain", "--json", **clocks.variables)
    terminal.until("step_began")
    terminal.pump(1.5)
    clocks.set(0, 3600)
    assert terminal.ended() == 0
    events = {record["event"]: record for _, record in terminal.records()}
    assert "gap_noticed" not in events
    assert events["finished"]["at_s"] == 4.0
    (session,) = logged(environment)
    assert [done["seconds"] for done in session["sets"]] == [3.0]
    took = datetime.fromisoformat(session["ended"]) - datetime.fromisoformat(session["started"])
    assert timedelta(hours=1) <= took <= timedelta(hours=1, seconds=30)


def test_each_session_keeps_the_time_zone_that_it_was_done_in(environment: dict[str, str]) -> None:
    for zone in ("Asia/Kolkata", "America/New_York"):
        done = called({**environment, "TZ": zone}, "do", "1 Row", "--plain")
        assert (done.returncode, done.stderr) == (0, "")
    # The later one first: which is newer by the calendars of both places goes by the hour at which this is tried.
    sessions = sorted(logged(environment), key=lambda session: -session["id"])
    there = [datetime.fromisoformat(session["started"]).utcoffset() for session in sessions]
    assert there[0] in (timedelta(hours=-5), timedelta(hours=-4))
    assert there[1] == timedelta(hours=5, minutes=30)
