"""Tells when a file of a folder was changed by another program, within a second.

watchfiles tells it where there is a wheel of it. Beside that the folder is looked at: where there is no wheel, while
the folder isn't there, after another one has come in its place, and for what a link in it leads to.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from pathlib import Path

LOOK_EVERY_S: Final = 0.7
_SETTLE_MS: Final = 200
_STEP_MS: Final = 100
_AT_MOST_EVERY_S: Final = 0.3

SeenFiles = tuple[tuple[str, int, int], ...]
"""Each file's name, time in ns and size."""


class FolderWatch:
    """Tells of every change in a folder from when it is made, in a task of the running loop, until it is ended."""

    def __init__(self, folder: Path, tell: Callable[[], object]) -> None:
        self._task = asyncio.create_task(self._follow(folder, tell))

    async def _follow(self, folder: Path, tell: Callable[[], object]) -> None:
        async for _ in changes(folder):
            tell()

    def end(self) -> None:
        """Tell nothing more."""
        self._task.cancel()


async def changes(folder: Path, *, with_watchfiles: bool = True) -> AsyncGenerator[None, None]:
    """Once for each time that files may have come, gone or changed, for as long as it is asked."""
    watchfiles = await asyncio.to_thread(_watchfiles) if with_watchfiles else None
    seen = await asyncio.to_thread(look, folder)
    while True:
        if watchfiles is not None and await asyncio.to_thread(os.path.isdir, folder):  # a locked one is none
            async with contextlib.aclosing(_told(watchfiles, folder)) as told:
                async for is_told in told:
                    found = await asyncio.to_thread(look, folder)
                    if is_told or found != seen:
                        seen = found
                        yield
                        await asyncio.sleep(_AT_MOST_EVERY_S)
        await asyncio.sleep(LOOK_EVERY_S)
        found = await asyncio.to_thread(look, folder)
        if found != seen:
            seen = found
            yield


async def _told(watchfiles: Any, folder: Path) -> AsyncGenerator[bool, None]:
    """True each time that something has changed, False where it is time to look; ends with the folder."""
    place = await asyncio.to_thread(_place, folder)
    watched = watchfiles.awatch(
        folder, watch_filter=None, debounce=_SETTLE_MS, step=_STEP_MS, recursive=False,
        rust_timeout=round(LOOK_EVERY_S * 1000), yield_on_timeout=True,
    )  # fmt: skip
    with contextlib.suppress(OSError, RuntimeError):
        async with contextlib.aclosing(watched):
            async for changed in watched:
                yield bool(changed)
                if await asyncio.to_thread(_place, folder) != place:
                    return


def _place(folder: Path) -> tuple[int, int] | None:
    """Which folder it is, whatever its name; None where it is not there."""
    try:
        status = folder.stat()
    except (OSError, RuntimeError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _watchfiles() -> Any:
    """The module, imported in a thread; None where it can't be had."""
    try:
        import watchfiles
    except ImportError:
        return None
    return watchfiles


def look(folder: Path) -> SeenFiles:
    """What a folder holds; nothing where it can't be looked at."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat()
                found.append((entry.name, status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
