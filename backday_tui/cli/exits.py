"""How a command ends: its exit code (docs/commands.md), and the one line on stderr that says why."""

from __future__ import annotations

import contextlib
import sys
from typing import Final

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
HUNG_UP: Final = 129
INTERRUPTED: Final = 130

COMPLETION_VARIABLE: Final = "_BACKDAY_COMPLETE"
"""Set by the shell's completion, which calls the command without arguments."""


def tell(line: str) -> None:
    """One line on stderr; where there is none any more, nobody is told."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)  # noqa: T201 -- messages are what a command has to say
