"""Where the system gives too little memory, or too few files: a sentence, 1, and a terminal that was not touched."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Final

import machine
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

from terminals import PROGRAM

from backday_tui.limits import lack_behind

if TYPE_CHECKING:
    from terminals import Begin, Terminal

SCREENS: Final = {"library": (), "workout": ("start", "dumbbells"), "editor": ("edit", "dumbbells")}


def limited(limit: str) -> tuple[str, ...]:
    """The program under a limit of the shell, as "-n 8"."""
    return ("/bin/sh", "-c", f'ulimit {limit}; exec "$@"', "sh", *PROGRAM)


def told(terminal: Terminal) -> list[str]:
    return bytes(terminal.written).decode().splitlines()


@machine.linux
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    ("limit", "needed", "given"),
    [
        ("-v 40960", "512 MB of address space", "40"),
        ("-v 102400", "512 MB of address space", "100"),
        ("-v 204800", "512 MB of address space", "200"),
        ("-v 348160", "512 MB of address space", "340"),
        ("-d 102400", "160 MB of memory", "100"),
        ("-n 8", "24 open files", "8"),
        ("-n 20", "24 open files", "20"),
    ],
)
def test_a_screen_is_not_begun(begin: Begin, screen: str, limit: str, needed: str, given: str) -> None:
    terminal = begin(*SCREENS[screen], program=limited(limit), size=(24, 200))
    assert terminal.ended() == 1
    assert told(terminal) == [
        f"backday: this takes {needed}, and `ulimit {limit[:2]}` allows {given}: raise that limit"
    ]
    assert terminal.is_as_before


@machine.linux
def test_what_is_enough_is_no_lack(begin: Begin) -> None:
    terminal = begin("do", "8 Row", program=limited("-v 524288; ulimit -n 24"), BACKDAY_AUDIO="auto")
    terminal.shows("WORK")
    terminal.press(" ")
    terminal.shows("set")
    terminal.press("\r")
    assert terminal.ended() == 0
    assert terminal.is_as_before


@machine.linux
@pytest.mark.parametrize("limit", ["-v 102400", "-v 204800", "-n 16"])
def test_lines_need_less(begin: Begin, limit: str) -> None:
    terminal = begin("do", "8 Row", "--plain", program=limited(limit))
    terminal.until("enter when done")
    terminal.type("\r", "All done in")
    terminal.type("q", "")
    assert terminal.ended() == 0
    assert terminal.is_as_before


@machine.linux
@pytest.mark.parametrize("limit", ["-n 5", "-n 6", "-n 7", "-n 8", "-n 10", "-n 12", "-v 20480", "-v 25600"])
@pytest.mark.parametrize("arguments", [("do", "8 Row", "--plain"), ("list",), ("show", "dumbbells"), ("log",)])
def test_whatever_is_lacking_is_one_sentence(begin: Begin, arguments: tuple[str, ...], limit: str) -> None:
    terminal = begin(*arguments, program=limited(limit), size=(24, 200))
    code = terminal.ended()
    assert terminal.is_as_before
    assert b"Traceback" not in terminal.written
    assert code in (0, 1)
    if code:
        (sentence,) = told(terminal)
        assert sentence.startswith("backday: ")
        assert "ulimit" in sentence


def failed(error: BaseException, cause: BaseException) -> BaseException:
    try:
        raise error from cause
    except type(error) as raised:
        return raised


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (RuntimeError("can't start new thread"), "memory"),
        (ImportError("libsqlite3.so.0: failed to map segment from shared object"), "memory"),
        (failed(ValueError("odd"), MemoryError()), "memory"),
        (OSError(errno.EMFILE, "Too many open files"), "files"),
        (ImportError("a.so: cannot open shared object file: Too many open files"), "files"),
    ],
)
def test_what_a_fault_comes_of(error: BaseException, words: str) -> None:
    assert words in (lack_behind(error) or "")


def test_other_faults_come_of_nothing_that_is_lacking() -> None:
    odd = ValueError("odd")
    odd.__context__ = odd
    assert lack_behind(failed(RuntimeError("no"), odd)) is None
