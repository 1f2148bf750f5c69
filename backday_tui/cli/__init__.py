"""The `backday` command: where it begins, and how it ends whatever happens.

Without arguments it opens the library, and imports neither click nor anything else that the first picture can do
without; with arguments, commands.py finds the command, but for `today`, which a prompt of the shell asks and which does
without all that too. Parts are wired together in this room and nowhere else.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from backday_tui import limits
from backday_tui.cli.console import (
    COMPLETION_VARIABLE,
    PROBLEMS,
    can_show_screen,
    flush,
    tell,
    warn,
)
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.signals import HUNG_UP, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

GARBAGE_AFTER: Final = 100_000
"""So many new objects make Python look for garbage, up to the first picture: its 700 cost a tenth of the time to it."""

FORGIVING: Final = "backday-forgiving"
STAND_INS: Final = {
    "\N{MIDDLE DOT}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MULTIPLICATION SIGN}": "x",
    "\N{HORIZONTAL ELLIPSIS}": "...", "\N{BLACK SQUARE}": "#", "\N{CHECK MARK}": "+",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "●": "*", "○": "o", "✗": "x", "★": "*", "▲": "^", "▸": ">", "←": "<",
    "→": ">", "\N{MINUS SIGN}": "-", "↑": "^", "↓": "v", "┃": "|", "│": "|",
    "━": "=", "╸": "-", "─": "-", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
    **dict.fromkeys("█▐▌▓", "#"), **dict.fromkeys("▀▝▘", '"'), **dict.fromkeys("▄▗▖", "o"),
    "▂": ".", "▁": "_", "▒": ":", "½": ".5",
}  # fmt: skip
"""What is written of backday's own signs where an encoding has none of them."""


def main() -> None:
    """Run the command with this process's arguments, and end the process with its exit code."""
    gc.set_threshold(GARBAGE_AFTER, *gc.get_threshold()[1:])
    try:
        code = run(sys.argv[1:])
    except MemoryError:  # to tell of a fault takes some as well
        os.write(2, limits.NO_MEMORY_AT_ALL)
        code = PROBLEMS
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is done: a ctrl+c now is no fault to be told of
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command; whatever goes wrong is one line on stderr.

    Returns:
        The exit code: 0 done; 1 problems; 2 the command line was wrong, or a terminal is missing; over
        128 ended by the signal of that number less 128.
    """
    _forgive(sys.stdout, sys.stderr)
    try:
        code = _dispatch(arguments)
        flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BackdayError as error:
        return _complain(str(error))
    except OSError as error:
        return _lost_output(error)
    except Exception as error:  # noqa: BLE001 -- the last resort: no traceback reaches a person, ever
        lack = limits.lack_behind(error)
        if lack is not None:
            return _complain(lack)
        return _complain(f"a fault of its own: {type(error).__name__}: {error}{_details(error)}")
    return code


def _dispatch(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["today"] and COMPLETION_VARIABLE not in os.environ:
        from backday_tui.cli.today import asked_plainly, say_today

        asked = asked_plainly(arguments[1:])
        if asked is not None:
            return say_today(asked[0], as_json=asked[1])
    if arguments or COMPLETION_VARIABLE in os.environ:
        from backday_tui.cli.commands import run_command

        return run_command(arguments)
    if can_show_screen():
        limits.check(limits.SCREEN)
        from backday_tui.cli.screens import open_library

        return open_library()
    from backday_tui.cli.commands import run_command

    tell("backday shows its library on a terminal; this is `backday list`, and `backday --help` tells the rest")
    return run_command(["list"])


def _complain(message: str) -> int:
    warn(message)
    return PROBLEMS


def _details(error: Exception) -> str:
    """Where to read more about a fault."""
    from backday_tui.cli.wiring import keep_report

    try:
        kept = keep_report(error, folders())
    except BackdayError:  # there is no folder for it
        return ""
    return "" if kept is None else f"; details are in {kept}"


def _forgive(*streams: object) -> None:
    """What an encoding can't write becomes what it can, or a mark; it is never the end of a workout."""
    codecs.register_error(FORGIVING, _stand_in)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=FORGIVING)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """ASCII for signs that an encoding lacks: "8-12 reps", "3 x 20"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(STAND_INS.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


def _lost_output(error: OSError) -> int:
    """A reader that has read enough ends it quietly; a terminal that is gone hung up; the rest is said."""
    lack = limits.lack_behind(error)
    if lack is not None:
        return _complain(lack)
    _silence()
    if error.errno == errno.EPIPE:
        return PROBLEMS
    if error.errno == errno.EIO:
        return HUNG_UP
    what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
    return _complain(what)


def _silence() -> None:
    """Nothing more can be written: keep Python from trying at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, sys.stdout.fileno())
        os.close(void)
