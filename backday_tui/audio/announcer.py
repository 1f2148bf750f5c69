"""What is spoken, chosen: announcements go in, sound files with their times come out.

The words become files in a process of its own (voice.py), which is watched and given up when it fails again and again.
Nothing here waits, touches a file or makes a sound.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from backday_tui.audio.process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from backday_tui.session.speech import Announcement

Process = Callable[["Sequence[str]"], WorkerProcess]

HOW: Final = "pip install 'backday-tui[voice]'"
LATEST_S: Final = 2.0
"""An announcement that could not begin within so long of its time is left out."""
APART_S: Final = 0.2
_PATIENCE_S: Final = 10.0
_MOST_FAILURES: Final = 3
_MOST_ASKED: Final = 500


@dataclass(frozen=True, slots=True)
class Spoken:
    """A file to be heard from `at` on and over by `until`, on the session's clock."""

    id: str
    at: float
    until: float
    path: str
    length_s: float


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    length_s: float


def missing(system: str = sys.platform) -> str:
    """Why there is no voice on this machine and how to get one; "" where there is one."""
    if system == "darwin" and shutil.which("say"):
        return ""
    if importlib.util.find_spec("espeakng_loader") is None:
        return f"no voice is installed: {HOW}"
    return ""


class Announcer:
    """What can be said, and what of it fits.

    Args:
        folder: where spoken words are kept.
        is_on: whether the person wants to hear them.
        missing: tells why there is no voice here, "" where there is one.
        start: starts the process, called with Python's arguments.
    """

    def __init__(
        self,
        folder: Path,
        *,
        is_on: bool = True,
        missing: Callable[[], str] = missing,
        start: Process = WorkerProcess,
    ) -> None:
        self._arguments = ("-m", "backday_tui.audio.voice", str(folder))
        self._missing = missing
        self._start = start
        self._wanted = is_on
        self._why: str | None = None
        self._files: dict[str, _File | None] = {}
        self._rehearsed: list[Iterable[str]] = []
        self._has_told = False
        self._asked: dict[str, None] = {}
        self._chosen: dict[str, Spoken] = {}
        self._process: WorkerProcess | None = None
        self._failures = 0
        self._heard_at = 0.0
        self._is_closed = False
        self._news: list[str] = []

    @property
    def why_not(self) -> str:
        """Why nothing can be said and what to do about it; "" where it can."""
        if self._why is None:
            self._why = self._missing()
        return self._why

    @property
    def is_on(self) -> bool:
        """Whether announcements are spoken."""
        return self._wanted and not self.why_not

    def turn(self, on: bool) -> None:
        """Speak, or no longer."""
        self._wanted = on

    def rehearse(self, texts: Iterable[str]) -> None:
        """What may have to be said some time; it is got ready as soon as the voice is on."""
        self._rehearsed.append(texts)

    def fitted(self, announcements: Sequence[Announcement], now: float) -> tuple[Spoken, ...]:
        """What of it is said and at what length: none overlaps another, each is over by its `until`."""
        if not self.is_on:
            self._chosen = {}
            return ()
        self._want(text for each in announcements for text in each.texts)
        chosen: dict[str, Spoken] = {}
        for each in sorted(announcements, key=lambda each: (each.rank, each.at)):
            spoken = self._going_on(each, now) or self._fitting(each, now, chosen.values())
            if spoken is not None:
                chosen[each.id] = spoken
        self._chosen = chosen
        return tuple(sorted(chosen.values(), key=lambda spoken: spoken.at))

    def _going_on(self, announcement: Announcement, now: float) -> Spoken | None:
        """What has begun to be said stays as it is, where there is still time for it."""
        begun = self._chosen.get(announcement.id)
        if begun is None or begun.at > now or begun.at != announcement.at:
            return None
        is_in_time = begun.at + begun.length_s <= announcement.until
        return Spoken(begun.id, begun.at, announcement.until, begun.path, begun.length_s) if is_in_time else None

    def _fitting(self, announcement: Announcement, now: float, others: Iterable[Spoken]) -> Spoken | None:
        """The longest that fits; None where none does."""
        at = max(announcement.at, now)
        if at - announcement.at > LATEST_S:
            return None
        taken = [(other.at - APART_S, other.at + other.length_s + APART_S) for other in others]
        for text in announcement.texts:
            file = self._files.get(text)
            if file is None or at + file.length_s > announcement.until:
                continue
            if all(at >= end or at + file.length_s <= begin for begin, end in taken):
                return Spoken(announcement.id, announcement.at, announcement.until, file.path, file.length_s)
        return None

    def _want(self, texts: Iterable[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._files and text not in self._asked]
        if not new or self._is_closed:
            return
        self._asked.update(dict.fromkeys(new[:_MOST_ASKED]))
        self._ask()

    def _ask(self) -> None:
        """Send all that was asked and not answered: a line that has not left yet is replaced by this one."""
        if self._process is None:
            try:
                self._process = self._start(self._arguments)
            except (OSError, RuntimeError) as error:
                self._give_up(f"the voice can't be started ({error})")
                return
        self._process.send("say", list(self._asked))

    # -- the process ------------------------------------------------------------------------------------------------

    def tick(self, now: float) -> bool:
        """Hear what the process has to say; whether more can be spoken than before."""
        if not self.is_on or self._is_closed:
            return False
        rehearsed, self._rehearsed = self._rehearsed, []
        was_idle = not self._asked
        self._want(text for texts in rehearsed for text in texts)
        if was_idle:
            self._heard_at = now
        process = self._process
        if process is None:
            return False
        has_ended = process.has_ended
        is_news = [self._take(answer) for answer in process.received()]
        if is_news:
            self._heard_at = now
        if has_ended or (self._asked and now - self._heard_at > _PATIENCE_S):
            self._fail(process, now)
        return any(is_news)

    def _take(self, answer: dict[str, Any]) -> bool:
        """Whether something can be spoken that could not be before."""
        if "gone" in answer:
            self._give_up(str(answer["gone"]))
            return True
        text, path, length_s = str(answer.get("text")), answer.get("path"), answer.get("length_s")
        self._asked.pop(text, None)
        is_file = isinstance(path, str) and isinstance(length_s, int | float)
        self._files[text] = _File(str(path), float(length_s or 0.0)) if is_file else None
        return is_file

    def _fail(self, process: WorkerProcess, now: float) -> None:
        """It crashed or hangs: what it had to say next is to blame, and is not asked for again."""
        process.kill()
        self._process = None
        self._failures += 1
        self._heard_at = now
        blamed = next(iter(self._asked), None)
        if blamed is not None:
            del self._asked[blamed]
            self._files[blamed] = None
        if self._failures >= _MOST_FAILURES:
            self._give_up("the voice failed several times")
        elif self._asked:
            self._ask()

    def _give_up(self, why: str) -> None:
        self._why = why
        self._asked.clear()

    def news(self) -> tuple[str, ...]:
        """Sentences to tell the person once."""
        if self._wanted and self.why_not and not self._has_told:
            self._has_told = True
            self._news.append(f"nothing is spoken: {self.why_not}")
        told, self._news = tuple(self._news), []
        return told

    def close(self) -> None:
        """The end of the process."""
        self._is_closed = True
        process, self._process = self._process, None
        if process is not None:
            process.close()
