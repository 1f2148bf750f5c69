"""However a workout ends: what was done is written, the terminal is as it was, the worker gone, the exit code right."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from terminals import LIMIT_S, called, logged

from backday_tui.signals import ENDING

if TYPE_CHECKING:
    from terminals import Begin

pytestmark = pytest.mark.slow

FACES: Final = {"screen": (), "lines": ("--plain",)}
BEGUN: Final = {"screen": "GET READY", "lines": "Get ready"}
HELD: Final = {"screen": "HOLD", "lines": "the last"}
WORKER_S: Final = 2.0
"""How soon after the program the process that makes the sound is gone."""
FAULTY: Final = """
import sys
from backday_tui.session import session
from backday_tui.cli import main
sound = session.Session.advance
def broken(self, now):
    private = "a local variable"
    if now - self.origin > 1.5:
        raise RuntimeError("the bar broke")
    return sound(self, now)
session.Session.advance = broken
main()
"""


def workers_of(process: int) -> list[int]:
    """The processes that make its sound; none where the system doesn't tell."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    children = listed.read_text().split() if listed.exists() else []
    return [int(child) for child in children if b"audio.worker" in Path(f"/proc/{child}/cmdline").read_bytes()]


def are_gone(processes: list[int]) -> bool:
    end, pause = time.monotonic() + WORKER_S, threading.Event()
    while any(Path(f"/proc/{process}").exists() for process in processes):
        if time.monotonic() > end:
            return False
        pause.wait(0.02)
    return True


def test_q_finishes_on_the_screen(begin: Begin, environment: dict[str, str]) -> None:
    terminal = begin("do", "1x10:00 Plank", "--prepare", "1s")
    terminal.until(HELD["screen"])
    terminal.type("q", "Finish the workout?")
    terminal.type("f", "FINISHED EARLY")
    terminal.press("\r")
    assert terminal.ended() == 0
    assert terminal.is_as_before
    (session,) = logged(environment)
    assert (session["partial"], session["ended"] is None, len(session["sets"])) == (True, False, 1)
    assert called(environment, "start", "--resume").returncode == 1


def test_q_finishes_in_lines(begin: Begin, environment: dict[str, str]) -> None:
    terminal = begin("do", "1x10:00 Plank", "--prepare", "1s", "--plain")
    terminal.until("the last")
    terminal.type("q", "finish here?")
    terminal.type("y\r", "Finished early")
    assert terminal.ended() == 0
    assert terminal.is_as_before
    (session,) = logged(environment)
    assert (session["partial"], session["ended"] is None, len(session["sets"])) == (True, False, 1)


def test_leaving_on_the_screen_and_going_on_later(begin: Begin, environment: dict[str, str]) -> None:
    terminal = begin("do", "2x8 Seated row", "--rest", "1:00")
    terminal.until("WORK")
    terminal.type(" ", "REST")
    terminal.type("q", "Finish the workout?")
    terminal.press("l")
    assert terminal.ended() == 0
    (session,) = logged(environment)
    assert (session["ended"], len(session["sets"])) == (None, 1)
    again = begin("start", "--resume")
    again.until("PAUSED")
    again.type(" ", "REST")
    again.type("n", "WORK")
    again.type(" ", "2 of 2 sets")
    again.press("\r")
    assert again.ended() == 0
    (after,) = logged(environment)
    assert (after["id"], after["partial"], len(after["sets"])) == (session["id"], False, 2)


def test_ctrl_c_on_the_screen_asks(begin: Begin, environment: dict[str, str]) -> None:
    terminal = begin("do", "1x10:00 Plank")
    terminal.until(BEGUN["screen"])
    terminal.type("\x03", "Finish the workout?")
    terminal.type("f", "FINISHED EARLY")
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert logged(environment)[0]["ended"] is not None


SIGNALS: Final = (
    "SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGABRT", "SIGXCPU", "SIGIO", "SIGRTMAX",
)  # fmt: skip


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_ends_the_program_and_not_the_session(
    begin: Begin, environment: dict[str, str], face: str, name: str
) -> None:
    terminal = begin("do", "1x10:00 Plank", *FACES[face], BACKDAY_AUDIO="auto")
    terminal.until(BEGUN[face])
    terminal.pump(1.2)
    workers = workers_of(terminal.process.pid)
    assert workers or not sys.platform.startswith("linux")
    terminal.process.send_signal(ENDING[name])
    assert terminal.ended() == 128 + ENDING[name]
    assert terminal.is_as_before
    assert are_gone(workers)
    (session,) = logged(environment)
    assert (session["ended"], session["partial"]) == (None, True)
    again = begin("start", "--resume", "--plain", "--json")
    again.told("paused")
    assert again.records()[1][1]["at_s"] >= 1.0


@pytest.mark.parametrize("face", FACES)
def test_a_terminal_that_is_closed_ends_it_with_all_written(
    begin: Begin, environment: dict[str, str], face: str
) -> None:
    terminal = begin("do", "1x10:00 Plank", *FACES[face], BACKDAY_AUDIO="auto")
    terminal.until(BEGUN[face])
    terminal.pump(1.2)
    workers = workers_of(terminal.process.pid)
    for descriptor in (terminal.ours, terminal.theirs):
        os.close(descriptor)
    terminal.ours = terminal.theirs = -1
    assert terminal.process.wait(LIMIT_S) == 129
    assert are_gone(workers)
    (session,) = logged(environment)
    assert session["ended"] is None
    again = begin("start", "--resume", "--plain", "--json")
    again.told("paused")
    assert again.records()[1][1]["at_s"] >= 1.0


@pytest.mark.parametrize("face", FACES)
def test_a_fault_is_told_in_short_and_kept_in_a_file(
    begin: Begin, environment: dict[str, str], face: str, tmp_path: Path
) -> None:
    terminal = begin("do", "1x10:00 Plank", *FACES[face], program=(sys.executable, "-c", FAULTY))
    assert terminal.ended() == 1
    assert terminal.is_as_before
    told = terminal.seen[terminal.seen.rfind(b"backday") :].decode()
    (report,) = (tmp_path / "home").glob("fault-*.txt")
    assert "RuntimeError: the bar broke" in terminal.seen.decode()
    assert "Traceback" not in terminal.seen.decode()
    assert len(told) < 600
    assert report.name[:20] in told.replace("\r\n", "")
    kept = report.read_text(encoding="utf-8")
    assert "RuntimeError: the bar broke" in kept
    assert " in wake\n" in kept, "not what it led to on the way out"
    assert "a local variable" not in kept.replace('private = "a local variable"', "")
    (session,) = logged(environment)
    assert (session["ended"], session["partial"]) == (None, True)


NO_THREAD: Final = """
import threading
from backday_tui.cli import main
start = threading.Thread.start
def refused(self):
    if self.name == "textual-input":
        raise RuntimeError("can't start new thread")
    start(self)
threading.Thread.start = refused
main()
"""


def test_without_a_thread_for_its_keys_the_screen_leaves_the_terminal_as_it_was(begin: Begin) -> None:
    terminal = begin("do", "1x10:00 Plank", program=(sys.executable, "-c", NO_THREAD))
    assert terminal.ended() == 1
    assert terminal.is_as_before
    assert "no more threads" in terminal.seen.decode().replace("\r\n", " ")


@pytest.mark.parametrize("face", FACES)
def test_ctrl_z_and_fg_go_on(begin: Begin, environment: dict[str, str], face: str) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("a shell with jobs is needed")
    terminal = begin("--norc", "--noprofile", "-i", program=(shell,), PS1="ready> ")
    terminal.until("ready> ")
    command = f"{sys.executable} -m backday_tui do '1x10:00 Plank' --prepare 1s {' '.join(FACES[face])}\n"
    terminal.type(command, HELD[face])
    terminal.type("\x1a", "ready> ")
    assert terminal.left_on <= {"2004"}, "pastes in brackets are what the shell asks for"
    terminal.pump(0.5)
    terminal.type("fg\n", {"screen": "PAUSED", "lines": "step 2 of 2"}[face])
    terminal.pump(0.5)
    terminal.type(*{"screen": ("q", "Finish the workout?"), "lines": ("q", "finish here?")}[face])
    terminal.type(*{"screen": ("f", "FINISHED EARLY"), "lines": ("y\r", "Finished early")}[face])
    terminal.type(*{"screen": ("\r", "ready> "), "lines": ("", "ready> ")}[face])
    terminal.type("exit\n")
    assert terminal.ended() == 0
    (session,) = logged(environment)
    assert (session["partial"], len(session["sets"])) == (True, 1)
    assert session["ended"] is not None


def test_a_signal_ends_it_though_its_terminal_takes_nothing_more(begin: Begin, environment: dict[str, str]) -> None:
    terminal = begin("do", "1x10:00 Plank", BACKDAY_AUDIO="auto")
    terminal.until(BEGUN["screen"])
    terminal.pump(1.2)
    workers = workers_of(terminal.process.pid)
    for rows in range(24, 64):
        terminal.resize(rows, 200)
        while_nobody_reads(0.05)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(LIMIT_S) == 143
    assert are_gone(workers)
    (session,) = logged(environment)
    assert (session["ended"], session["partial"]) == (None, True)


def while_nobody_reads(seconds: float) -> None:
    threading.Event().wait(seconds)
