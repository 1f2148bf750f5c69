"""A process that puts the terminal right where the program dies before it can: by SIGKILL, or by a fault of a library.

It is a small shell that waits at a pipe, whose other end the system closes however the program ends. Not on Windows.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final

from backday_tui import signals

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELL: Final = "/bin/sh"
_PIPE: Final = 3
"""Where the shell has its end of the pipe."""
_TAKEN: Final = b"taken\n"
_GIVEN_BACK: Final = b"given back\n"
# It is in the program's group, so what a terminal or a shell sends to that comes here too. A shell with job control
# takes the foreground back, and sets modes of its own for its prompt, which would be spoilt here. Without a session
# nobody is in front (-1).
_SCRIPT: Final = f"""
trap '' {" ".join(map(str, signals.ENDING.values()))} TSTP TTIN TTOU
while read -r word <&{_PIPE}; do last=$word; done
[ "$last" = taken ] || exit
printf '%b%s\\n' "$2" "$3" >&2
is_ours() {{
  if read -r line 2>/dev/null < /proc/$$/stat; then
    set -- ${{line##*) }}
    set -- "$3" "$6"
  else
    set -- $(ps -o pgid= -o tpgid= -p $$ 2>/dev/null)
  fi
  [ "$1" = "$2" ] || [ "${{2:-1}}" -lt 1 ]
}}
for again in 1 2 3; do
  is_ours && sleep 0.1
done
is_ours && {{ stty "$1" 2>/dev/null || stty sane; }}
"""
_TOLD: Final = (
    "backday was ended, from outside or by a fault of a library, and could say nothing. What was done is kept."
)


class TerminalGuard:
    """Watches over a terminal that the program takes and gives back.

    Args:
        undo: what to write on stderr to have the terminal at stdin right, besides its modes as they are now; None
            watches over none.
    """

    def __init__(self, undo: str | None = None) -> None:
        self._undo = undo
        self._modes = "" if undo is None else _as_stty_has_them(0)
        self._last = b""
        self._pipe: int | None = None
        self._process: int | None = None

    def begin(self) -> None:
        """Start the shell; until then nothing is put right. A first picture is spared the time that this costs."""
        if self._undo is None or self._process is not None:
            return
        try:
            reads, writes = os.pipe()
        except OSError:  # the system gives no more of these: without it, then
            return
        try:
            os.set_inheritable(reads, True)  # where it is the third one already
            self._process = os.posix_spawn(
                SHELL, [SHELL, "-c", _SCRIPT, "backday-terminal", self._modes, self._undo, _TOLD], os.environ,
                file_actions=[(os.POSIX_SPAWN_DUP2, reads, _PIPE)],
            )  # fmt: skip
        except OSError:  # as above, or there is no such shell
            os.close(writes)
            return
        finally:
            os.close(reads)
        self._pipe = writes
        self._tell(self._last)

    def taken(self) -> None:
        """From now on the terminal is another than it was."""
        self._tell(_TAKEN)

    def given_back(self) -> None:
        """The terminal is as it was."""
        self._tell(_GIVEN_BACK)

    def close(self) -> None:
        """Have the shell end; nothing is told it from now on."""
        pipe, self._pipe, self._undo = self._pipe, None, None
        if pipe is not None:
            os.close(pipe)
        if self._process is not None:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._process, os.WNOHANG)  # it may have been stopped: nobody waits for it

    def _tell(self, word: bytes) -> None:
        self._last = word
        if self._pipe is not None and word:
            with contextlib.suppress(OSError):  # somebody has ended it
                os.write(self._pipe, word)


@contextlib.contextmanager
def guarding(undo: str = "") -> Iterator[TerminalGuard]:
    """A guard of the terminal at stdin, which is as it shall be left; it watches once it is told to begin.

    Args:
        undo: what to write on stderr to have it right, besides; backslashes as printf has them.
    """
    guard = TerminalGuard(None if sys.platform == "win32" or not os.isatty(0) else undo)
    try:
        yield guard
    finally:
        guard.close()


def _as_stty_has_them(terminal: int) -> str:
    """The modes of a terminal as `stty -g` writes them; "sane" where that isn't known.

    To have it asked would be to wait for it: it has to be done before the terminal is another.
    """
    if sys.platform != "linux":
        return "sane"
    import termios

    iflag, oflag, cflag, lflag, _, _, characters = termios.tcgetattr(terminal)
    codes = [code if isinstance(code, int) else ord(code) for code in characters]
    return ":".join(f"{number:x}" for number in (iflag, oflag, cflag, lflag, *codes))
