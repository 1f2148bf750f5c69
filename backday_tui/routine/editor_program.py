"""The person's own editor: which one it is, and how to open a file with it. Nothing is run here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAKE_A_LINE: Final = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "ne"}
)
"""Editors that take a line to go to as "+12" before the file's name."""


class NoEditorError(BackdayError):
    """There is no editor to call."""


def command(path: Path, line: int = 1, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The command that opens a file in the person's editor: $VISUAL, else $EDITOR, else what the system usually has.

    Raises:
        NoEditorError: none is set, or the one that is can't be found.
    """
    wanted = environ.get("VISUAL") or environ.get("EDITOR") or _usual()
    try:
        words = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:
        words = []
    program = shutil.which(words[0], path=environ.get("PATH")) if words else None
    if not program:
        said = f"{clean(wanted, 60)} is not there" if wanted.strip() else "none is set"
        raise NoEditorError(f"no editor to hand over to ({said}): set $VISUAL or $EDITOR")
    at = [f"+{line}"] if Path(words[0]).stem in _TAKE_A_LINE and line > 1 else []
    return [program, *words[1:], *at, os.fspath(path)]


def _usual() -> str:
    if sys.platform == "win32":
        return "notepad"
    return next((name for name in ("sensible-editor", "nano", "vi") if shutil.which(name)), "")
