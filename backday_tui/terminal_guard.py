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
    """Watches over a terminal that the program takes and gives back."""

    def __init__(self, pipe: int | None = None) -> None:
        """`pipe` leads to the shell; None where there is none."""
        self._pipe = pipe

    def taken(self) -> None:
        """From now on the terminal is another than it was."""
        self._tell(_TAKEN)

    def given_back(self) -> None:
        """The terminal is as it was."""
        self._tell(_GIVEN_BACK)

    def close(self) -> None:
        """Have the shell end; nothing is told it from now on."""
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            os.close(pipe)

    def _tell(self, word: bytes) -> None:
        if self._pipe is not None:
            with contextlib.suppress(OSError):  # somebody has ended it
                os.write(self._pipe, word)


@contextlib.contextmanager
def guarding(undo: str = "") -> Iterator[TerminalGuard]:
    """Have the terminal at stdin watched over, which is as it shall be left.

    Args:
        undo: what to write on stderr to have it right, besides; backslashes as printf has them.
    """
    if sys.platform == "win32" or not os.isatty(0):
        yield TerminalGuard()
        return
    modes = _as_stty_has_them(0)
    try:
        reads, writes = os.pipe()
    except OSError:  # the system gives no more of these: without it, then
        yield TerminalGuard()
        return
    try:
        os.set_inheritable(reads, True)  # where it is the third one already
        process = os.posix_spawn(
            SHELL, [SHELL, "-c", _SCRIPT, "backday-terminal", modes, undo, _TOLD], os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, reads, _PIPE)],
        )  # fmt: skip
    except OSError:  # as above, or there is no such shell
        os.close(writes)
        yield TerminalGuard()
        return
    finally:
        os.close(reads)
    guard = TerminalGuard(writes)
    try:
        yield guard
    finally:
        guard.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)  # it may have been stopped: nobody waits for it


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
