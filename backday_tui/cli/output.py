"""How results reach stdout: pages as wide as the terminal, but whole and without escape sequences in a pipe; JSON.

What is on the pages stands in pages.py.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console

from backday_tui.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH: Final = 100_000
"""Nothing is wrapped or cut where no terminal says how wide it is."""


def console() -> Console:
    """The console on stdout."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return Console(highlight=False, markup=False, emoji=False, width=None if on_terminal else PIPE_WIDTH)


def put(*pages: RenderableType) -> None:
    """Print pages, without the blanks at the end of a line that nobody sees."""
    out = console()
    if out.is_terminal:
        for page in pages:
            out.print(page)
        return
    with out.capture() as captured:
        for page in pages:
            out.print(page)
    put_lines(captured.get())


def put_lines(text: str) -> None:
    """Print text as it is, each line without the blanks at its end."""
    write("".join(f"{line.rstrip()}\n" for line in text.split("\n")[: -1 if text.endswith("\n") else None]))


def put_json(value: Any) -> None:
    """Print JSON of ASCII alone: a terminal may be shown it as it stands, and nothing of a text is lost."""
    write(json.dumps(value, indent=2) + "\n")


def put_file(text: str) -> None:
    """Print the text of a file as it is; a terminal is shown each line cleaned."""
    if sys.stdout is not None and sys.stdout.isatty():
        text = "\n".join(map(clean, text.split("\n")))
    write(text)


def write(text: str) -> None:
    """Write to stdout as it is now, where there is one."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def flush() -> None:
    """Let what was written be seen now."""
    if sys.stdout is not None:
        sys.stdout.flush()
