"""A fault of the program itself: what there is to know of it goes into a file, and one line to the person.

No local variables: what a person trains with is theirs, and the file may be sent on.
"""

from __future__ import annotations

import platform
import traceback
from typing import TYPE_CHECKING

from backday_tui import __version__
from backday_tui.clock import SystemClock
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.folders import Folders


def keep_report(error: BaseException, folders: Folders) -> str | None:
    """Write a report into the data folder; gives its path to be shown, None where it could not be written."""
    stamp = SystemClock().wall().strftime("%Y-%m-%dT%H%M%S")
    path = folders.data / f"fault-{stamp}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write(_report(error))
    except FileExistsError:  # of two faults in one second the first is the cause
        return clean(str(path))
    except (OSError, RecursionError):  # a folder too deep to be made is the latter
        return None
    return clean(str(path))


def _report(error: BaseException) -> str:
    heads = (
        f"backday {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )
    return "\n".join(heads) + "\n\n" + "".join(traceback.format_exception(error))
