"""Which signals end the program: every one that ends a program by itself, and can be caught."""

from __future__ import annotations

import signal

import machine
import pytest

from backday_tui import signals

KEPT = {"SIGCHLD", "SIGCONT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH", "SIGPIPE", "SIGXFSZ"}
"""The meaning of these stays what it was."""
UNCAUGHT = {"SIGKILL", "SIGSTOP", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL"}


@machine.linux
def test_every_other_signal_ends_the_program() -> None:
    others = {getattr(signal, name) for name in KEPT | UNCAUGHT}
    assert set(signals.ENDING.values()) == signal.valid_signals() - others
    assert {"SIGUSR1", "SIGALRM", "SIGABRT", "SIGIO", "SIGPWR", "SIGRTMIN", "signal 40"} <= set(signals.ENDING)


@pytest.mark.parametrize(("name", "number"), signals.ENDING.items())
def test_the_exit_code_is_128_and_the_number(name: str, number: int) -> None:
    assert signals.CODES[name] == (signals.INTERRUPTED if name == "SIGBREAK" else 128 + number)


@machine.signals
def test_what_is_ignored_stays_so_and_the_rest_is_given_back() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    usual = signal.getsignal(signal.SIGUSR2)
    try:
        found = signals.caught(lambda number, _: came.append(number), "SIGTSTP")
        for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGTSTP):
            signal.raise_signal(number)
        signals.give_back(found)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert came == [signal.SIGUSR2, signal.SIGTSTP]
    assert signal.getsignal(signal.SIGUSR2) == usual
