"""Tells when a file of a folder was changed by another program, within a second.

watchfiles tells it where there is a wheel of it; elsewhere, and while the folder isn't there, it is looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

LOOK_EVERY_S: Final = 0.7
_SETTLE_MS: Final = 200
_STEP_MS: Final = 100

Seen = tuple[tuple[str, int, int], ...]
"""Each file's name, time in ns and size."""


async def changes(folder: Path, *, with_watchfiles: bool = True) -> AsyncGenerator[None, None]:
    """Once for each time that files may have come, gone or changed, for as long as it is asked."""
    watchfiles = await asyncio.to_thread(_watchfiles) if with_watchfiles else None
    seen = await asyncio.to_thread(look, folder)
    while True:
        if watchfiles is not None and await asyncio.to_thread(folder.is_dir):
            with contextlib.suppress(OSError, RuntimeError):
                async for _ in watchfiles.awatch(
                    folder, watch_filter=None, debounce=_SETTLE_MS, step=_STEP_MS, recursive=False
                ):
                    yield
        await asyncio.sleep(LOOK_EVERY_S)
        found = await asyncio.to_thread(look, folder)
        if found != seen:
            seen = found
            yield


def _watchfiles() -> Any:
    """The module, imported in a thread; None where it can't be had."""
    try:
        import watchfiles  # noqa: PLC0415 - after the first paint
    except ImportError:
        return None
    return watchfiles


def look(folder: Path) -> Seen:
    """What a folder holds; nothing where it can't be looked at."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat()
                found.append((entry.name, status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
