"""The pipe to the worker: no call ever waits, the newest of each kind is what arrives, the end is for sure."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from typing import IO, TYPE_CHECKING, Any

import machine
import pytest
from soundfiles import wait_for

import backday_tui
from backday_tui.audio import process
from backday_tui.audio.process import PipeInbox, PipeOutbox, ThreadInbox, ThreadOutbox, WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backday_tui.audio.process import Inbox, Outbox

INBOXES = [pytest.param(PipeInbox, marks=machine.pipes_that_do_not_block), ThreadInbox]
KINDS = [pytest.param(PipeOutbox, marks=machine.pipes_that_do_not_block), ThreadOutbox]


@pytest.fixture
def pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    out, back = os.pipe()
    reader, writer = os.fdopen(out, "rb"), os.fdopen(back, "wb")
    yield reader, writer
    reader.close()
    wait_for(lambda: writer.closed)


@pytest.mark.parametrize("kind", KINDS)
def test_lines_arrive_in_order(pipe: tuple[IO[bytes], IO[bytes]], kind: type[PipeOutbox | ThreadOutbox]) -> None:
    reader, writer = pipe
    outbox: Outbox = kind(writer)
    for number in range(5):
        outbox.put(f"kind {number}", b"%d\n" % number)

    assert [reader.readline() for _ in range(5)] == [b"%d\n" % number for number in range(5)]
    outbox.close()
    outbox.close()
    assert reader.read() == b""


@pytest.mark.parametrize("kind", KINDS)
def test_to_one_who_does_not_read_only_the_newest_is_kept(
    pipe: tuple[IO[bytes], IO[bytes]], kind: type[PipeOutbox | ThreadOutbox]
) -> None:
    reader, writer = pipe
    outbox: Outbox = kind(writer)
    for number in range(3_000):
        outbox.put("schedule", b"%05d" % number + b"x" * 994 + b"\n")
        outbox.put("ping", b"ping %d\n" % number)

    assert len(outbox._waiting) <= 2  # type: ignore[attr-defined] # both have it
    got: list[bytes] = []
    threading.Thread(target=lambda: got.extend(reader), daemon=True).start()

    def has_all() -> bool:
        outbox.flush()
        return b"ping 2999\n" in got and any(line.startswith(b"02999") for line in got)

    wait_for(has_all)
    assert all(len(line) == 1000 or line.startswith(b"ping ") for line in got), "no line is torn"
    outbox.close()


@pytest.mark.parametrize("kind", KINDS)
def test_to_one_who_is_gone_nothing_is_sent_and_nothing_raised(
    pipe: tuple[IO[bytes], IO[bytes]], kind: type[PipeOutbox | ThreadOutbox]
) -> None:
    reader, writer = pipe
    outbox: Outbox = kind(writer)
    reader.close()
    for _ in range(100):
        outbox.put("schedule", b"x" * 1000 + b"\n")
    outbox.flush()
    outbox.close()


def worker(code: str) -> WorkerProcess:
    return WorkerProcess(["-c", code])


def answer(one: WorkerProcess, key: str) -> Any:
    """The first answer of a kind."""
    found: list[Any] = []

    def is_there() -> bool:
        found.extend(message[key] for message in one.received() if key in message)
        return bool(found)

    wait_for(is_there)
    return found[0]


def test_what_it_says_is_read_and_its_complaints_hold_nobody_up() -> None:
    one = worker(
        "import sys\n"
        "for n in range(10_000): print('ALSA lib', n, file=sys.stderr)\n"
        'print(\'{"pong": 1}\\nnoise\\n[1]\\n{"pong": 2}\', flush=True)'
    )
    wait_for(lambda: one.has_ended)

    assert one.received() == [{"pong": 1}, {"pong": 2}]
    assert one.received() == []
    one.close()


@pytest.mark.parametrize("kind", INBOXES)
def test_lines_come_whole_however_they_were_cut(
    pipe: tuple[IO[bytes], IO[bytes]], kind: type[PipeInbox | ThreadInbox]
) -> None:
    reader, writer = pipe
    inbox: Inbox = kind(reader)
    got: list[bytes] = []

    def has(*lines: bytes) -> bool:
        got.extend(inbox.lines())
        return got == [*lines]

    os.write(writer.fileno(), b"one\ntw")
    wait_for(lambda: has(b"one"))
    os.write(writer.fileno(), b"o\nthree\n")
    wait_for(lambda: has(b"one", b"two", b"three"))
    writer.close()
    wait_for(lambda: inbox.lines() == [] and reader.closed)


@machine.pipes_that_do_not_block
def test_one_that_never_ends_a_line_or_never_stops_is_borne(pipe: tuple[IO[bytes], IO[bytes]]) -> None:
    reader, writer = pipe
    inbox = PipeInbox(reader)
    for _ in range(40):
        os.write(writer.fileno(), b"x" * 4096)
        assert inbox.lines() == []
    os.write(writer.fileno(), b"\n" * 60_000)

    lines = inbox.lines()
    assert len(lines) == 60_000
    assert all(len(line) < 70_000 for line in lines)
    writer.close()


def test_one_that_does_not_end_by_itself_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_GRACE_S", 0.1)
    one = worker("import threading; threading.Event().wait()")
    one.close()

    wait_for(lambda: one.has_ended)
    assert one._process.returncode != 0
    one.close()
    one.kill()


@machine.signals
def test_a_stopped_one_is_ended_with_all_it_started() -> None:
    one = worker(
        "import subprocess, sys, threading\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'])\n"
        "print('{\"child\": %d}' % child.pid, flush=True); threading.Event().wait()"
    )
    said = answer(one, "child")
    os.kill(one.pid, signal.SIGSTOP)
    one.kill()

    wait_for(lambda: one.has_ended)
    wait_for(lambda: not is_running(said))
    one.close()


def is_running(pid: int) -> bool:
    found = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip()[:1] not in ("", "Z")


def test_it_is_started_with_the_allocator_that_simpleaudio_needs() -> None:
    one = worker("import os; print('{\"is\": \"%s\"}' % os.environ['PYTHONMALLOC'], flush=True)")
    said = answer(one, "is")

    assert said == "malloc"
    one.close()


@machine.signals
def test_it_has_a_session_of_its_own() -> None:
    one = worker("import os; print('{\"sid\": %d}' % os.getsid(0), flush=True)")
    said = answer(one, "sid")

    assert said == one.pid
    assert said != os.getsid(0)
    one.close()


def test_modules_in_the_folder_one_is_in_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    one = WorkerProcess()
    one.send("ping", 3)

    assert answer(one, "pong") == 3
    one.close()


@pytest.mark.parametrize("folder", ["site-packages", "dist-packages", "checkout"])
def test_a_checkout_is_on_the_path_and_installed_packages_are_not_put_first(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / folder / "backday_tui" / "__init__.py"
    monkeypatch.setattr(backday_tui, "__file__", str(package))
    env = process.environment({"PYTHONPATH": "mine", "HOME": "home"})

    expected = f"{package.parent.parent}{os.pathsep}mine" if folder == "checkout" else "mine"
    assert env == {"PYTHONPATH": expected, "HOME": "home", "PYTHONMALLOC": "malloc", "PYTHONSAFEPATH": "1"}
