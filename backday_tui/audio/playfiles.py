"""The folder in which a worker puts the files that a player program is given.

Named after the worker's process, so that the next worker can remove what one that was killed has left behind. What is
in the files must not live here.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX: Final = "backday-sound-"
_NAMED: Final = re.compile(rf"{_PREFIX}(\d{{1,9}})-")


def new_folder() -> str:
    """A folder for this process's files; those of processes that are gone are removed before.

    Raises:
        OSError: it can't be made.
    """
    for path in _left_behind():
        shutil.rmtree(path, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")


def _left_behind() -> Iterator[str]:
    """The folders of this person's processes that are gone; none on Windows, where no process is asked after."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            named = _NAMED.match(entry.name)
            if named and _is_own(entry) and _is_gone(int(named[1])):
                yield entry.path


def _is_own(entry: os.DirEntry[str]) -> bool:
    with contextlib.suppress(OSError):
        found = entry.stat(follow_symlinks=False)
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return False


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # another person's
        return False
    return False
