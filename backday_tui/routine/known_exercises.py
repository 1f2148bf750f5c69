"""Every exercise that there is for this person: where all names are looked up.

What a routine says of an exercise comes first, and whoever reads a routine adds it; then comes the person's own
`exercises.toml`, then the catalogue. Most people have no such file: nothing that reads one is imported for them.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import folders

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog


def known_exercises(path: Path | None = None) -> Catalog:
    """The catalogue, with the exercises of the person's file before it.

    It is read again when the file has changed. One that can't be read adds nothing; `own_exercises.remarks` says why.

    Args:
        path: of the file; None is the person's own.
    """
    path = folders().exercises_file if path is None else path
    try:
        status = os.stat(path)  # noqa: PTH116 -- Path's raises where a folder is a loop of links
    except (OSError, ValueError):
        return bundled()
    return _known(path, (status.st_mtime_ns, status.st_size, status.st_ino))


@functools.lru_cache(maxsize=1)
def _known(path: Path, stamp: tuple[int, int, int]) -> Catalog:  # noqa: ARG001 -- another stamp is another content
    from backday_tui.routine import own_exercises  # the reader comes with it

    try:
        return bundled().with_own(own_exercises.exercises_in(path))
    except UnreadableError:
        return bundled()
