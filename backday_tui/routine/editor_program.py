"""The person's own editor: which one it is, and how to open a file with it. Nothing is run here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAKE_A_LINE: Final = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "ne", "gvim", "mvim"}
)
"""Editors that take a line to go to as "+12" before the file's name."""
_IN_TERMINAL: Final = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "joe", "jed", "ne", "micro", "hx", "helix", "kak", "mcedit", "ed"}
)
"""Editors that have no window of their own: when they come back, the person is done."""
_WAITING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), ("--wait", "-w")),
        **dict.fromkeys(("subl", "sublime_text", "atom", "pulsar", "zed", "zeditor", "lapce"), ("--wait", "-w")),
        **dict.fromkeys(("gedit", "xed", "mate", "bbedit"), ("-w", "--wait")),
        **dict.fromkeys(("gvim", "mvim"), ("-f", "--nofork")),
        "kate": ("--block", "-b"),
        "neovide": ("--no-fork",),
    }
)
"""Editors that come back at once where they are not told to wait, and how each is told; the first one is used."""


class NoEditorError(BackdayError):
    """There is no editor to call."""


def command(path: Path, line: int = 1, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The command that opens a file in the person's editor: $VISUAL, else $EDITOR, else what the system usually has.

    One that is known to come back at once is told to wait.

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
    name, given = _name(words[0]), words[1:]
    wait = _WAITING.get(name, ())
    more = [] if set(wait) & set(given) else [*wait[:1]]
    if name in _TAKE_A_LINE and line > 1:
        more.append(f"+{line}")
    return [program, *given, *more, os.fspath(path)]


def runs_in_terminal(command: list[str]) -> bool:
    """Whether an editor is known to have no window of its own: when it comes back, the person is done."""
    names = {_name(command[0]), _name(os.path.realpath(command[0]))}  # "editor" is a link to another
    return not names.isdisjoint(_IN_TERMINAL)


def is_told_to_wait(command: list[str]) -> bool:
    """Whether an editor with a window of its own is told to come back only when the person is done."""
    return not set(_WAITING.get(_name(command[0]), ())).isdisjoint(command)


def _name(program: str) -> str:
    """What an editor is called: "vim" of "/usr/bin/vim.basic"; of a script its whole name."""
    path = Path(program)
    return path.name if path.suffix in (".sh", ".py") else path.stem


def _usual() -> str:
    if sys.platform == "win32":
        return "notepad"
    return next((name for name in ("sensible-editor", "nano", "vi") if shutil.which(name)), "")
