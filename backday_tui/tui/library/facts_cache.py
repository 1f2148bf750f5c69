"""What is known of routine files, kept from one start to the next: a file that is as it was is not read again.

It can be made again at any time, and is trusted accordingly: what is damaged, of another version or catalogue, or not
what a file was read as, is forgotten. Which files there are, and what is read of them when, is for `loader.py`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import backday_tui
from backday_tui import files, settings
from backday_tui.folders import folders
from backday_tui.routine.library import Headline
from backday_tui.tui.library.rows import RowFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE: Final = "routines.json"
MOST_FILES: Final = 20_000
MOST_BYTES: Final = 32 << 20
_FORM: Final = 2
"""Goes up whenever what is kept of a file is another."""
_LONGEST: Final = 2000
_MOST_TEXTS: Final = 1000
_LONGEST_S: Final = 10**9
_FRESH_NS: Final = 2_000_000_000
"""A file that was changed so shortly before it was noted may have been changed again in the same tick of its disk's
clock: it is read anew."""

Stamp = tuple[int, int] | None
"""What tells whether a file has changed: its time in ns and its size; None where it can't be looked at."""


def stamp_of(path: Path) -> Stamp:
    """What a file is known by."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


@dataclass(slots=True)
class _KnownFile:
    """What a file with this stamp was read as; the facts are None where only its headline was."""

    stamp: tuple[int, int]
    headline: Headline | None = None
    facts: RowFacts | None = None


class FactsCache:
    """What is known of files as they are now.

    Args:
        folder: where it is kept; None for no longer than this program runs.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE
        self._known: dict[Path, _KnownFile] = {}
        self._made_with = _made_with()
        self._is_loaded = False
        self._is_saved = True

    def forget(self) -> None:
        """Forget all: the files are to be read anew."""
        self._known, self._is_loaded, self._is_saved = {}, True, False
        self._made_with = _made_with()

    def load(self) -> None:
        """Read what was kept, once; whatever is wrong with it, it is as if there were nothing."""
        if self._is_loaded or self._path is None:
            return
        self._is_loaded = True
        with contextlib.suppress(OSError, ValueError, RecursionError):
            written_ns = self._path.stat().st_mtime_ns
            kept = json.loads(files.read(self._path, MOST_BYTES))
            if isinstance(kept, dict) and kept.get("of") == self._made_with and isinstance(kept.get("files"), dict):
                for path, values in kept["files"].items():
                    known = _known_file(Path(path), values)
                    if known is not None and known.stamp[0] < written_ns - _FRESH_NS:
                        self._known.setdefault(Path(path), known)

    def save(self, paths: Iterable[Path]) -> None:
        """Keep what is known of these files; where that can't be, they are read again at the next start."""
        if self._path is None or self._is_saved:
            return
        self._is_saved = True
        known = {str(path): _values(self._known[path]) for path in paths if path in self._known}
        kept = {"of": self._made_with, "files": dict(list(known.items())[:MOST_FILES])}
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(self._path, json.dumps(kept).encode())

    def headline(self, routine_id: str, path: Path, *, bundled: bool) -> Headline | None:
        """The headline of a file as it is now; None where it has to be read."""
        found = self._as_it_is(path)
        if found is None or found.headline is None:
            return None
        known = found.headline
        return known if (known.id, known.bundled) == (routine_id, bundled) else None

    def note_headline(self, headline: Headline, stamp: Stamp) -> None:
        """What a file with this stamp was read as."""
        if stamp is not None:
            self._note(headline.path, stamp).headline = headline

    def facts(self, path: Path) -> RowFacts | None:
        """The facts of a file as it is now; None where it has to be read."""
        found = self._as_it_is(path)
        return None if found is None else found.facts

    def note_facts(self, path: Path, facts: RowFacts, stamp: Stamp) -> None:
        """What a file with this stamp was read as."""
        if stamp is not None:
            self._note(path, stamp).facts = facts

    def _as_it_is(self, path: Path) -> _KnownFile | None:
        found = self._known.get(path)
        return found if found is not None and found.stamp == stamp_of(path) else None

    def _note(self, path: Path, stamp: tuple[int, int]) -> _KnownFile:
        self._is_saved = False
        found = self._known.get(path)
        if found is None or found.stamp != stamp:
            found = self._known[path] = _KnownFile(stamp)
        return found


def _made_with() -> list[str | int]:
    """What the facts of a file hang on besides: this program, its catalogue, and what is the person's own.

    That is exercises, names, and what they train with: warm-up sets take time.
    """
    catalog = Path(backday_tui.__file__).parent / "exercises" / "catalog.toml"
    here = folders()
    own = [stamp_of(file) for file in (here.exercises_file, here.names_file, here.equipment_file)]
    units = settings.load(here.settings_file)[0].units  # without a file of theirs they have the bar of these
    return [backday_tui.__version__, _FORM, hashlib.sha256(catalog.read_bytes()).hexdigest(), str(own), units]


# -- as JSON ------------------------------------------------------------------------------------------------------


def _values(known: _KnownFile) -> dict[str, Any]:
    line, facts = known.headline, known.facts
    return {
        "stamp": known.stamp,
        "headline": line and [line.id, line.name, line.level, line.equipment, line.bundled, line.warnings],
        "facts": facts and [facts.starts, facts.estimate_s, facts.problem, facts.words],
    }


def _known_file(path: Path, values: object) -> _KnownFile | None:
    """What was kept of a file; None where it can't be that."""
    match values:
        case {"stamp": [int(mtime_ns), int(size)], "headline": headline, "facts": facts}:
            return _KnownFile((mtime_ns, size), _headline(path, headline), _facts(facts))
        case _:
            return None


def _headline(path: Path, values: object) -> Headline | None:
    match values:
        case [str(routine_id), str(name), level, equipment, bool(bundled), warnings] if (
            (level is None or isinstance(level, str)) and _are_texts(equipment) and _are_texts(warnings)
        ):
            return Headline(routine_id, name, level, tuple(equipment), path, bundled, tuple(warnings))
        case _:
            return None


def _facts(values: object) -> RowFacts | None:
    match values:
        case [bool(starts), int() | None as estimate_s, str() | None as problem, words] if (
            _are_texts(words) and 0 <= (estimate_s or 0) <= _LONGEST_S
        ):
            return RowFacts(starts, estimate_s, problem, tuple(words))
        case _:
            return None


def _are_texts(values: object) -> TypeGuard[list[str]]:
    return (
        isinstance(values, list)
        and len(values) <= _MOST_TEXTS
        and all(isinstance(each, str) and len(each) <= _LONGEST for each in values)
    )
