"""Keys as they come out of a terminal or a pipe, and the signals among them."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import machine
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui import signals
from backday_tui.clock import ManualClock
from backday_tui.plain.keys import END, STOP, HeldKey, LineDecoder, SelectKeys, TerminalDecoder, ThreadKeys, open_keys

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reads, writes = os.pipe()
    yield reads, writes
    for end in (reads, writes):
        with contextlib.suppress(OSError):
            os.close(end)


@pytest.mark.parametrize(
    ("raw", "keys"),
    [
        (b"\r", ("enter",)),
        (b"\n", ("enter",)),
        (b" ", ("space",)),
        (b"\x1b[C\x1b[D\x1bOC", ("right", "left", "right")),
        (b"nN+", ("n", "N", "+")),
        (b"\x7f", ("backspace",)),
        (b"\x1b[15~\x1b[1;5Cq", ("q",)),
        (b"\x04\x00\x07", ()),
        ("ü".encode(), ("ü",)),
        (b"\xff\xfcq", ("q",)),
        (b"\x1b]11;rgb:0000/0000/0000\x1b\\n", ("n",)),
        (b"\x1b[200~q\x1b[201~", ()),
        (b"", (END,)),
    ],
)
def test_a_terminal_gives_single_keys(raw: bytes, keys: tuple[str, ...]) -> None:
    assert TerminalDecoder().feed(raw) == keys


def test_escape_is_a_key_once_nothing_has_followed_it() -> None:
    clock = ManualClock()
    decoder = TerminalDecoder(clock.now)
    assert decoder.feed(b"\x1b") == ()
    wait_s = decoder.wait_s()
    assert wait_s is not None
    clock.move(wait_s / 2)
    assert decoder.late() == ()
    clock.move(wait_s)
    assert decoder.late() == ("escape",)
    assert decoder.wait_s() is None


def typed_at(*times: float, raw: bytes = b"\r") -> list[tuple[str, bool]]:
    """What a terminal gives of a key that came at these times, each with whether it is held."""
    clock = ManualClock()
    decoder = TerminalDecoder(clock.now)
    begin, keys = clock.now(), list[str]()

    def wait_until(at: float) -> None:
        while (wait_s := decoder.wait_s()) is not None and clock.now() + wait_s <= at:
            clock.move(wait_s)
            keys.extend(decoder.late())
        clock.move(max(at - clock.now(), 0))

    for at in times:
        wait_until(begin + at)
        keys.extend(decoder.feed(raw))
    wait_until(begin + times[-1] + 1)
    return [(str(key), isinstance(key, HeldKey)) for key in keys]


@pytest.mark.parametrize(("delay_s", "every_s"), [(0.5, 0.04), (0.25, 0.03), (0.66, 0.05)])
def test_a_key_that_is_held_is_pressed_once(delay_s: float, every_s: float) -> None:
    repeats = [delay_s + number * every_s for number in range(40)]
    assert typed_at(0, *repeats) == [("enter", False), *[("enter", True)] * 40]


def test_a_key_that_bounces_is_pressed_once_and_one_that_is_pressed_again_is_not() -> None:
    assert typed_at(0, 0.1, 0.5, 3) == [("enter", False), ("enter", True), ("enter", False), ("enter", False)]
    assert typed_at(0, 0.1, raw=b"\x1b[C") == [("right", False), ("right", True)]


def test_a_key_after_one_in_doubt_waits_with_it() -> None:
    clock = ManualClock()
    decoder = TerminalDecoder(clock.now)
    assert decoder.feed(b"q") == ("q",)
    clock.move(0.4)
    assert decoder.feed(b"q") == ()
    clock.move(0.02)
    assert decoder.feed(b"y") == ()
    wait_s = decoder.wait_s()
    assert wait_s is not None
    clock.move(wait_s)
    assert decoder.late() == ("q", "y")
    assert decoder.feed(b"") == (END,)


def test_escape_is_a_key_at_once_where_each_key_comes_by_itself() -> None:
    decoder = TerminalDecoder(is_whole=True)
    assert decoder.feed(b"\x1b") == ("escape",)
    assert decoder.feed(b"\x1b[C") == ("right",)


@machine.keys_by_select
def test_select_waits_no_longer_for_what_an_escape_may_begin(pipe: tuple[int, int]) -> None:
    reads, writes = pipe
    with SelectKeys(reads, is_terminal=True) as keys:
        os.write(writes, b"\x1b")
        typed: tuple[str, ...] = ()
        while not typed:
            typed = keys.wait(None)
        assert typed == ("escape",)


def test_a_character_may_come_in_two_pieces() -> None:
    decoder = TerminalDecoder()
    assert decoder.feed(b"\xc3") + decoder.feed(b"\xbc") == ("ü",)


def test_a_pipe_gives_lines() -> None:
    decoder = LineDecoder()
    assert decoder.feed(b"\n  p \r\nr 8 ") == ("enter", "p")
    assert decoder.feed(b"25 lb\nq") == ("r 8 25 lb",)
    assert decoder.feed(b"") == ("q", END)


def test_a_line_without_end_is_not_kept_for_ever() -> None:
    decoder = LineDecoder()
    for _ in range(100):
        decoder.feed(b"x" * 1000)
    assert decoder.feed(b"\n") == ("x" * 4_000,)


@given(st.lists(st.binary(max_size=20), max_size=10))
def test_no_bytes_make_a_decoder_raise_or_give_what_a_terminal_would_obey(chunks: list[bytes]) -> None:
    terminal, lines = TerminalDecoder(), LineDecoder()
    for chunk in chunks:
        assert all(key.isprintable() for key in terminal.feed(chunk))
        assert all(isinstance(key, str) for key in lines.feed(chunk))


@machine.keys_by_select
def test_select_gives_what_was_written_and_then_the_end_once(pipe: tuple[int, int]) -> None:
    reads, writes = pipe
    with SelectKeys(reads, is_terminal=False) as keys:
        assert keys.wait(0) == ()
        os.write(writes, b"n\n")
        assert keys.wait(5) == ("n",)
        os.close(writes)
        assert keys.wait(5) == (END,)
        assert keys.wait(0) == ()


@machine.keys_by_select
@pytest.mark.parametrize(
    ("stdin", "typed"),
    [(None, (END,)), (io.StringIO(""), (END,)), (io.StringIO("\nq"), ("enter", "q", END))],
)
def test_a_stdin_that_is_no_file_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO | None, typed: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    with open_keys() as keys:
        assert keys.wait(5) == typed
        assert keys.wait(0) == ()


@machine.signals
@pytest.mark.parametrize("name", signals.ENDING)
def test_a_signal_wakes_it_and_is_given_back_afterwards(pipe: tuple[int, int], name: str) -> None:
    number = signals.ENDING[name]
    before = signal.signal(number, signal.default_int_handler)
    try:
        with SelectKeys(pipe[0], is_terminal=False) as keys:
            os.kill(os.getpid(), number)
            assert keys.wait(5) == (name,)
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


@machine.signals
def test_a_signal_that_was_ignored_stays_so(pipe: tuple[int, int]) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with SelectKeys(pipe[0], is_terminal=False) as keys:
            os.kill(os.getpid(), signal.SIGHUP)
            assert keys.wait(0) == ()
    finally:
        signal.signal(signal.SIGHUP, before)


@machine.signals
def test_ctrl_z_comes_as_a_key(pipe: tuple[int, int]) -> None:
    with SelectKeys(pipe[0], is_terminal=False) as keys:
        os.kill(os.getpid(), signal.SIGTSTP)
        assert keys.wait(5) == (STOP,)


STOPPING = """
import sys
from backday_tui.plain.keys import open_keys
with open_keys() as keys:
    for word in ("ready", "on", "on again"):
        print(word, flush=True)
        assert keys.wait(20) == ("SIGTSTP",)
        keys.stop()
print("over")
"""


@machine.signals
def test_it_stands_still_until_it_goes_on_however_often() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0
    ) as program:
        assert program.stdout is not None
        for word in ("ready", "on", "on again"):
            assert program.stdout.readline() == f"{word}\n"
            program.send_signal(signal.SIGTSTP)
            _, status = os.waitpid(program.pid, os.WUNTRACED)
            assert (os.WIFSTOPPED(status), os.WSTOPSIG(status)) == (True, signal.SIGTSTP)
            program.send_signal(signal.SIGCONT)
        assert program.stdout.read() == "over\n"
    assert program.returncode == 0


def test_a_thread_gives_the_same_where_select_knows_no_files() -> None:
    chunks = iter([b"\nq", b"\n", b""])
    keys = ThreadKeys(lambda: next(chunks), is_terminal=False)
    try:
        got: list[str] = []
        while END not in got:
            got += keys.wait(5)
    finally:
        keys.close()
    assert got == ["enter", "q", END]


def test_a_thread_takes_a_broken_terminal_for_its_end() -> None:
    def broken() -> bytes:
        raise OSError(5, "gone")

    keys = ThreadKeys(broken, is_terminal=True)
    try:
        assert keys.wait(5) == (END,)
    finally:
        keys.close()
