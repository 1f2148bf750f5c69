"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import signal

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of the program.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure() -> None:
    """Let programs that are tested heed signals, also where whoever began the tests ignores them (nohup, a shell's &).

    A program inherits that a signal is ignored, but not that somebody catches it.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, _do_nothing)
    for name in ("COLUMNS", "LINES"):  # pytest-xdist tells its processes a width, and every program would believe it
        os.environ.pop(name, None)
    # Every app leaves a tree of widgets behind; to look through all objects each time costs a fifth of the run.
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: some tests wait for what a program does, and need no core meanwhile."""
    return (os.cpu_count() or 1) + 1


def _do_nothing(*_: object) -> None:
    """Ignored still, by the tests themselves."""
