"""What a command says, and how it ends: exit codes, messages on stderr, text and JSON on stdout.

Every run of the program imports this, so it must stay light. Pages for people stand in pages.py, with rich.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from backday_tui.text import clean, has_unicode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

PROBLEMS: Final = 1

COMPLETION_VARIABLE: Final = "_BACKDAY_COMPLETE"
"""Set by the shell's completion, which calls the command without arguments."""
TERMINAL_DRIVERS: Final = tuple(f"textual.drivers.{name}_driver" for name in ("linux", "linux_inline", "windows"))
"""The drivers of Textual that need a terminal."""
PIPE_WIDTH: Final = 100_000
"""Nothing is wrapped or cut where no terminal says how wide it is."""


def tell(line: str) -> None:
    """One line on stderr; where there is none any more, nobody is told."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)  # noqa: T201 -- messages are what a command has to say


def warn(sentence: str) -> None:
    """A sentence on stderr, marked as backday's own."""
    tell(f"backday: {clean(sentence)}")


def can_show_screen(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether keys come from a terminal, and one that can show more than lines is looked at; or from a browser.

    The screen is drawn on stderr, so that has to be a terminal too.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if is_served(environ):
        return None not in streams
    return environ.get("TERM", "") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)


def is_served(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether no terminal shows the screen but what TEXTUAL_DRIVER names: with textual-serve, a browser."""
    driver = environ.get("TEXTUAL_DRIVER", "")
    return driver != "" and driver.partition(":")[0] not in TERMINAL_DRIVERS


def console() -> Console:
    """The console on stdout, for what is more than plain text."""
    from rich.console import Console  # most commands' first words are told without it

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return Console(highlight=False, markup=False, emoji=False, width=None if on_terminal else PIPE_WIDTH)


def can_draw() -> bool:
    """Whether a picture on stdout may be of more signs than ASCII has."""
    return has_unicode(getattr(sys.stdout, "encoding", None) or "ascii", os.environ)


def write(text: str) -> None:
    """Write to stdout as it is now, where there is one."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def flush() -> None:
    """Let what was written be seen now."""
    if sys.stdout is not None:
        sys.stdout.flush()


def put_json(value: Any) -> None:
    """Print JSON of ASCII alone: a terminal may be shown it as it stands, and nothing of a text is lost."""
    import json  # the library's first picture does without it

    write(json.dumps(value, indent=2) + "\n")


def put_file(text: str) -> None:
    """Print the text of a file as it is; a terminal is shown each line cleaned."""
    if sys.stdout is not None and sys.stdout.isatty():
        text = "\n".join(map(clean, text.split("\n")))
    write(text)
