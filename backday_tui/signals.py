"""Which signals end the program, by which name and with which exit code: the same for the screen and for lines.

Both put the terminal right before they end. What they do about a signal stands with them: tui/app.py, plain/keys.py,
and tui/editor/outside.py for the time in which another program has the terminal.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

HUNG_UP: Final = 129
INTERRUPTED: Final = 130
_SIGNALLED: Final = 128

_NEVER_CAUGHT: Final = ("SIGKILL", "SIGSTOP")
_NO_END: Final = ("SIGCHLD", "SIGCONT", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH", "SIGINFO")
"""What the system itself doesn't end a program by; they keep their meaning."""
_FAULTS: Final = ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
"""Python's handlers run later, and the fault would come again at once, for ever: see terminal_guard.py."""
_ERRORS: Final = ("SIGPIPE", "SIGXFSZ")
"""Python ignores them: what was written fails with an OSError instead."""


def _ending() -> dict[str, int]:
    """What is left of all signals that this system has, those without a name ("signal 35") included."""
    others = {getattr(signal, name, None) for name in (*_NEVER_CAUGHT, *_NO_END, *_FAULTS, *_ERRORS)}
    return {name_of(number): int(number) for number in sorted(signal.valid_signals()) if number not in others}


def name_of(number: int) -> str:
    """The name of a signal, "SIGTERM"; of real-time signals only the first and the last have one."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


ENDING: Final[Mapping[str, int]] = _ending()
"""The number of each signal that ends the program, by its name."""


def exit_code(number: int) -> int:
    """What the program ends with after this signal, as a shell tells it."""
    return INTERRUPTED if number == getattr(signal, "SIGBREAK", None) else _SIGNALLED + number


CODES: Final[Mapping[str, int]] = {name: exit_code(number) for name, number in ENDING.items()}
"""The exit code after each, by its name."""


def caught(handler: Callable[[int, FrameType | None], object], *more: str) -> dict[int, Any]:
    """Have a function called when a signal comes that ends the program, or one of these others.

    Those that whoever started the program wants ignored, as nohup does, stay so.

    Returns:
        What was called before, for `give_back`.
    """
    numbers = (*ENDING.values(), *(getattr(signal, name) for name in more if hasattr(signal, name)))
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    return {number: signal.signal(number, handler) for number in heeded}


def give_back(before: Mapping[int, Any]) -> None:
    """Have that called again which `caught` found."""
    for number, handler in before.items():
        signal.signal(number, handler)
