"""Tells when a file of a folder was changed by another program, within a second; among thousands, within some.

The folder is looked at again and again: unlike the notices of a system, that works everywhere, also through links, for
a folder that isn't there yet, and after another one has come in its place. It costs about a thousandth of a core.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from pathlib import Path

LOOK_EVERY_S: Final = 0.7
LOOK_AGAIN_S: Final = 0.2
"""How soon after a look that found a change."""
MANY: Final = 1000
"""Of more files than these a look takes long: they are looked at less often, so that the cost stays the same."""

Look = dict[str, tuple[int, int, int]]
"""Of each file by its name: inode, size, and when it was changed, in ns."""


class FolderWatch:
    """Tells of every change in a folder from when it is made, in a task of the running loop, until it is ended.

    Args:
        folder: what is looked at.
        tell: called for each time that files have come, gone or changed.
        at_each_look: called whenever it is looked: for what has to be seen as soon, so that nothing else wakes for it.
    """

    def __init__(self, folder: Path, tell: Callable[[], object], *, at_each_look: Callable[[], object]) -> None:
        self._task = asyncio.create_task(self._follow(folder, tell, at_each_look))

    async def _follow(self, folder: Path, tell: Callable[[], object], at_each_look: Callable[[], object]) -> None:
        async for _ in changes(folder, at_each_look):
            tell()

    def end(self) -> None:
        """Tell nothing more."""
        self._task.cancel()


async def changes(folder: Path, at_each_look: Callable[[], object] = lambda: None) -> AsyncGenerator[None, None]:
    """Once for each time that files have come, gone or changed, for as long as it is asked."""
    looks = Looks(await asyncio.to_thread(look, folder))
    while True:
        await asyncio.sleep((LOOK_EVERY_S if looks.agree else LOOK_AGAIN_S) * max(looks.count / MANY, 1))
        found = await asyncio.to_thread(look, folder)
        at_each_look()
        if looks.is_news(found):
            yield


class Looks:
    """What was found of a folder's files, look after look, and what of it was told."""

    def __init__(self, first: Look) -> None:
        self._told = dict(first)
        self._last: Mapping[str, tuple[int, int, int]] = first
        self.agree = True
        """Whether the last look found just what the one before it did."""
        self.count = len(first)
        """How many files there are."""

    def is_news(self, found: Look) -> bool:
        """Whether there is a change to be told of, now that this was found.

        A file is told of once two looks agree on it: one that is half written isn't read, and one that is written to
        all the time keeps no other from being told.
        """
        last, self._last = self._last, found
        self.agree, self.count = found == last, len(found)
        names = found.keys() | last.keys() | self._told.keys()
        news = [name for name in names if found.get(name) == last.get(name) and found.get(name) != self._told.get(name)]
        for name in news:
            if name in found:
                self._told[name] = found[name]
            else:
                del self._told[name]
        return bool(news)


def look(folder: Path) -> Look:
    """What a folder holds; nothing where it can't be looked at."""
    found: Look = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat()
                found[entry.name] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return found
