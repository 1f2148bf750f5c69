"""Which ids a person's routines had before, so that what was done under an old one is still theirs.

The names lie in a small file beside the routines and go where the folder goes. It says nothing that matters to a
workout: where it can't be read or written, a routine that was renamed starts anew in the list.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.routine import library, saving, source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

FILE: Final = ".renamed.json"
_MOST: Final = 1000


def note(routines_dir: Path, old: str, new: str) -> None:
    """Remember that the routine `new` was called `old`."""
    names = _read(routines_dir)
    before = [each for each in names.pop(new, []) if each != old]
    names[new] = [*before, old]
    kept = dict(list(names.items())[-_MOST:])
    with contextlib.suppress(BackdayError):
        saving.save(routines_dir / FILE, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def followed(last_done: Mapping[str, datetime], routines_dir: Path) -> dict[str, datetime]:
    """When each routine was last done, under the ids that it had before too; an id in use again is that routine's."""
    names = _read(routines_dir)
    if not names:
        return dict(last_done)
    taken = library.paths(routines_dir)
    found = dict(last_done)
    for routine_id in taken:
        times = [last_done[each] for each in _before(routine_id, names) if each in last_done and each not in taken]
        if times:
            found[routine_id] = max([*times, *filter(None, [last_done.get(routine_id)])])
    return found


def _before(routine_id: str, names: Mapping[str, list[str]]) -> Iterator[str]:
    """Every id that it had, those of its earlier names too."""
    seen, waiting = {routine_id}, [routine_id]
    while waiting:
        for each in names.get(waiting.pop(), []):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
                yield each


def _read(routines_dir: Path) -> dict[str, list[str]]:
    """The earlier ids by the later one; nothing where there is no such file, or it holds something else."""
    try:
        names = json.loads(source.read_bytes(routines_dir / FILE))
    except (BackdayError, ValueError, RecursionError):
        return {}
    if not isinstance(names, dict):
        return {}
    lists = {new: old for new, old in names.items() if isinstance(old, list)}
    return {new: [each for each in old if isinstance(each, str)] for new, old in lists.items()}
