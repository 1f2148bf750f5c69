"""Every exercise that there is for this person: where all names are looked up.

What a routine says of an exercise comes first, and whoever reads a routine adds it; then comes the person's own
`exercises.toml`, then the catalogue. What a name means is said in `names.toml` beside it. Most people have no such
files: nothing that reads one is imported for them.
"""

from __future__ import annotations

import contextlib
import functools
import os
from typing import TYPE_CHECKING, Final

from backday_tui.errors import UnreadableError
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import folders

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog

NAMES: Final = "names.toml"

_Stamp = tuple[int, int, int]


def known_exercises(path: Path | None = None) -> Catalog:
    """The catalogue, with the exercises of the person's file before it, and what they say that names mean.

    The files are read again when they have changed. One that can't be read adds nothing; the `remarks` of
    `own_exercises` and `own_names` say why.

    Args:
        path: of the file of exercises, with that of names beside it; None is the person's own.
    """
    path = folders().exercises_file if path is None else path
    names = path.with_name(NAMES)
    stamp, names_stamp = _stamp_of(path), _stamp_of(names)
    if stamp is None and names_stamp is None:
        return bundled()
    return _known(path, stamp, names, names_stamp)


def _stamp_of(path: Path) -> _Stamp | None:
    """Another one for another content; None where there is no such file."""
    try:
        status = os.stat(path)  # noqa: PTH116 -- Path's raises where a folder is a loop of links
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@functools.lru_cache(maxsize=1)
def _known(path: Path, stamp: _Stamp | None, names: Path, names_stamp: _Stamp | None) -> Catalog:
    catalog = bundled()
    if stamp is not None:
        from backday_tui.routine import own_exercises  # the reader comes with it

        with contextlib.suppress(UnreadableError):
            catalog = catalog.with_own(own_exercises.exercises_in(path))
    if names_stamp is not None:
        from backday_tui.routine import own_names

        with contextlib.suppress(UnreadableError):
            catalog = own_names.with_names_of(names, catalog)[0]
    return catalog
