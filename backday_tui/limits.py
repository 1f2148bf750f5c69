"""What the system lets a program have, memory and open files: what is needed, and what to say where it is too little.

Where a library gets no memory it ends the whole process, with the terminal as it is then; so this is asked before a
screen is shown.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MB: Final = 1 << 20


class TooLittleError(BackdayError):
    """The system gives less than is needed."""


class Need(NamedTuple):
    """The least of something.

    Attributes:
        limit: the name of the system's limit.
        least: what is needed.
        unit: what one of it is, in the limit's own units.
        told: the limit in words, with room for a figure.
        option: of the shell's `ulimit`.
    """

    limit: str
    least: int
    unit: int
    told: str
    option: str


# Measured: with sound, log and every screen opened, failures end at 400 MB (most of it is room for eight threads, that
# is never used), 100 MB of data, and 9 files. There is more than that here, for what is loaded on the way.
SCREEN: Final = (
    Need("RLIMIT_AS", 512 * _MB, _MB, "{} MB of address space", "-v"),
    Need("RLIMIT_DATA", 160 * _MB, _MB, "{} MB of memory", "-d"),
    Need("RLIMIT_NOFILE", 24, 1, "{} open files", "-n"),
)
"""What a screen needs."""
LINES: Final = (Need("RLIMIT_NOFILE", 16, 1, "{} open files", "-n"),)
"""What a workout in lines needs."""


def check(needs: tuple[Need, ...]) -> None:
    """Raise TooLittleError, with a sentence, where the system gives less than this."""
    if sys.platform == "win32":
        return
    import resource

    for need in needs:
        given, _ = resource.getrlimit(getattr(resource, need.limit))
        if given != resource.RLIM_INFINITY and given < need.least:
            wanted, found = need.told.format(need.least // need.unit), f"{given // need.unit:,}"
            raise TooLittleError(f"this takes {wanted}, and `ulimit {need.option}` allows {found}: raise that limit")


NO_MEMORY_AT_ALL: Final = b"backday: the system gave too little memory (`ulimit -a` tells what limits it)\n"
"""Made beforehand, for when there is none to make a sentence with."""


def lack_behind(error: BaseException) -> str | None:
    """What was lacking, in words, where a fault comes of that; None where it doesn't."""
    for each in _chain(error):
        said, number = str(each), getattr(each, "errno", None)
        if number in (errno.EMFILE, errno.ENFILE) or "Too many open files" in said:
            return "too few files may be open at once (`ulimit -n` tells how many)"
        if isinstance(each, MemoryError) or number == errno.ENOMEM or any(words in said for words in _NO_MEMORY):
            return "the system gave too little memory, or no more threads (`ulimit -a` tells what limits them)"
    return None


_NO_MEMORY: Final = ("can't start new thread", "can't allocate lock", "failed to map segment", "annot allocate memory")
"""What Python and the system's loader say where they get no memory."""


def _chain(error: BaseException) -> Iterator[BaseException]:
    """A fault, and those that it comes of."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            waiting += [getattr(each, "error", None), each.__cause__, each.__context__]
            yield each
