"""The sounds that can be played: the cues and the click from their folders, and files that a routine names.

Files are read in a thread, so that a long one never delays a sound; what can't be heard is said once and `go` is heard
in its place. When a sound is played must not live here.
"""

from __future__ import annotations

import os
import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backday_tui.audio import wav

if TYPE_CHECKING:
    import array
    from collections.abc import Callable, Iterable, Sequence


CUES = ("tick", "go", "rest", "half", "switch", "last", "ready", "over", "done")
"""What a plan may have."""
RECORD = "record"
"""A record fell."""
CLICK = "click"
"""Answers a key: a figure was taken."""
NAMES = (*CUES, RECORD, CLICK)
STAND_IN = "go"

_MOST_FILES = 32


@dataclass(frozen=True, slots=True)
class Samples:
    """What a backend plays. `key` names it; `pcm` is native 16 bit, mono, 44.1 kHz, the volume applied."""

    key: str
    pcm: bytes

    @property
    def length_s(self) -> float:
        """How long it is heard."""
        return len(self.pcm) / 2 / wav.RATE_HZ


class SoundBank:
    """The samples of every sound, and their scaled copies at the volume of now.

    Args:
        folders: where the files of NAMES are looked for; the first that can be heard wins.
        say: told once of each file that can't be heard, in a sentence.
    """

    def __init__(self, folders: Sequence[str], say: Callable[[str], None]) -> None:
        self._folders = tuple(folders)
        self._say = say
        self._said: set[str] = set()
        self._samples: dict[str, array.array[int] | None] = {}
        self._scaled: dict[str, tuple[float, Samples]] = {}
        self._awaited: set[str] = set()
        self._asked: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self.volume = 1.0

    def load_cues(self) -> None:
        """Read the sounds of NAMES."""
        for name in NAMES:
            self._samples[name] = self._from_folders(name)

    def _from_folders(self, name: str) -> array.array[int] | None:
        for folder in self._folders:
            path = os.path.join(folder, f"{name}.wav")  # noqa: PTH118 - pathlib costs the worker 10 ms of its start
            if not os.path.lexists(path):
                continue
            try:
                return wav.load(path)
            except wav.SoundFileError as error:
                self._once(f"sound {path} {error}")
        self._once(f"there is no sound for {name}")
        return None

    def _once(self, sentence: str) -> None:
        if sentence not in self._said and len(self._said) < 64:  # enough said
            self._said.add(sentence)
            self._say(sentence)

    def want(self, paths: Iterable[str]) -> None:
        """Have these files read soon, the first first, in another thread; room is made by forgetting others."""
        wanted = list(dict.fromkeys(paths))[:_MOST_FILES]
        for path in [path for path in list(self._samples) if path not in NAMES and path not in wanted]:
            if len(self._samples) + len(wanted) > len(NAMES) + _MOST_FILES:
                self._samples.pop(path)
                self._scaled.pop(path, None)
        for path in wanted:
            if path not in self._samples:
                self._samples[path] = None
                self._awaited.add(path)
                self._asked.put(path)
        if self._reader is None and not self._asked.empty():
            self._reader = threading.Thread(target=self._read_on, name="sound files", daemon=True)
            self._reader.start()

    def awaits(self, path: str | None) -> bool:
        """Whether a file is still to be read."""
        return path in self._awaited

    def _read_on(self) -> None:
        while True:
            path = self._asked.get()
            if path in self._samples:
                self._read(path)
            self._awaited.discard(path)

    def _read(self, path: str) -> None:
        try:
            samples = wav.load(path)
        except wav.SoundFileError as error:
            self._once(f"sound {path} {error}: {STAND_IN} is heard in its place")
        else:
            self._at_volume(path, samples)
            self._samples[path] = samples

    def sound(self, name: str, path: str | None = None, *, stand_in: str = STAND_IN) -> Samples | None:
        """A sound at the volume of now; None where it can't be heard, for a cue of a plan not even the stand-in."""
        for key in (path, name, stand_in if name not in (RECORD, CLICK) else None):
            samples = self._samples.get(key) if key else None
            if key and samples is not None:
                return self._at_volume(key, samples)
        return None

    def _at_volume(self, key: str, samples: array.array[int]) -> Samples:
        ready = self._scaled.get(key)
        if ready is None or ready[0] != self.volume:
            # The ear hears level by its logarithm: a square comes near enough.
            ready = (self.volume, Samples(f"{key}@{self.volume:.3f}", wav.scaled(samples, self.volume**2)))
            self._scaled[key] = ready
        return ready[1]

    def scale_one(self, wanted: Iterable[tuple[str, str | None]]) -> bool:
        """Make the scaled copy of one sound that will be wanted and has none yet; False where all are ready."""
        for name, path in wanted:
            key = path if path and self._samples.get(path) is not None else name
            samples = self._samples.get(key)
            if samples is not None and self._scaled.get(key, (None,))[0] != self.volume:
                self._at_volume(key, samples)
                return True
        return False
