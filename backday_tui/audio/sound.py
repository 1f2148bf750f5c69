"""What the app sees of sound: a cue that is to be heard, what one hears now, and what whoever makes sound has to do.

With it the one that makes none, for all that needs no device. Nothing here knows a worker, a file or a clock, so that a
screen can be written and tested against it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backday_tui.session.speech import Announcement


class Cue(Protocol):
    """A sound to come, as backday_tui.session.cues makes it."""

    @property
    def id(self) -> str:
        """The same however often it is handed on; what was played is not played again."""
        ...

    @property
    def at(self) -> float:
        """When it is heard, on the session's clock."""
        ...

    @property
    def name(self) -> str:
        """One of bank.NAMES, or the path of a WAV file. A `path` attribute, where there is one, wins over it."""
        ...


@dataclass(frozen=True, slots=True)
class Status:
    """What one hears now.

    `backend` is simpleaudio, miniaudio, paplay, aplay, afplay, bell, off, or "" while the worker starts; `text` fits in
    a status line.
    """

    backend: str
    audible: bool
    text: str


OFF = Status("off", audible=False, text="sound off")
BELL = Status("bell", audible=False, text="no sound: bell and flash")
NO_VOICE = "without sound nothing is spoken"
STARTING = Status("", audible=False, text="sound: starting")


class SoundOutput(Protocol):
    """What the owner of a workout needs of sound. Called from one thread."""

    @property
    def status(self) -> Status:
        """What one hears now."""
        ...

    @property
    def volume(self) -> float:
        """From 0 to 1."""
        ...

    @property
    def muted(self) -> bool:
        """Whether the person wants quiet: no sound and no bell."""
        ...

    def start(self) -> None:
        """Begin to make sound possible; returns at once."""
        ...

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Everything that is to be heard from now on, in place of what was said before."""
        ...

    def rehearse(self, texts: Iterable[str]) -> None:
        """What may have to be spoken some time, so that it is ready then; gone through when it is wanted."""
        ...

    @property
    def speaks(self) -> bool:
        """Whether the person wants announcements to be spoken, and they can be."""
        ...

    @property
    def why_silent(self) -> str:
        """Why nothing can be spoken here and what to do about it; "" where it can."""
        ...

    def set_speaking(self, speaks: bool) -> None:
        """Announcements are spoken, or no longer; without a voice nothing changes."""
        ...

    def play(self, name: str) -> None:
        """One of bank.NAMES, now."""
        ...

    def set_volume(self, volume: float) -> None:
        """From 0 to 1; what lies outside is clipped."""
        ...

    def set_muted(self, muted: bool) -> None:
        """Quiet, or no longer."""
        ...

    def tick(self) -> None:
        """Called about once a second and after each wake-up: looks after the worker."""
        ...

    def due(self, now: float) -> tuple[str, ...]:
        """The names of cues that have come since the last call and made no sound: the owner rings the bell for them."""
        ...

    def news(self) -> tuple[str, ...]:
        """Sentences to tell the person once, such as a sound file that can't be played."""
        ...

    def close(self) -> None:
        """The end of all sound; safe to call twice."""
        ...


class SilentPlayer:
    """No sound, and nothing rings: for a workout at many times its speed, and for tests.

    Attributes:
        cues: what was scheduled last.
        played: the names that `play` was called with.
    """

    def __init__(self, *, volume: float = 1.0, muted: bool = False) -> None:
        self.cues: tuple[Cue, ...] = ()
        self.played: list[str] = []
        self._volume = clipped(volume)
        self._muted = muted

    @property
    def status(self) -> Status:
        """See SoundOutput."""
        return OFF

    @property
    def volume(self) -> float:
        """See SoundOutput."""
        return self._volume

    @property
    def muted(self) -> bool:
        """See SoundOutput."""
        return self._muted

    def start(self) -> None:
        """See SoundOutput."""

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """See SoundOutput."""
        del speech
        self.cues = tuple(cues)

    def rehearse(self, texts: Iterable[str]) -> None:
        """See SoundOutput."""

    @property
    def speaks(self) -> bool:
        """See SoundOutput."""
        return False

    @property
    def why_silent(self) -> str:
        """See SoundOutput."""
        return NO_VOICE

    def set_speaking(self, speaks: bool) -> None:
        """See SoundOutput."""

    def play(self, name: str) -> None:
        """See SoundOutput."""
        self.played.append(name)

    def set_volume(self, volume: float) -> None:
        """See SoundOutput."""
        self._volume = clipped(volume)

    def set_muted(self, muted: bool) -> None:
        """See SoundOutput."""
        self._muted = muted

    def tick(self) -> None:
        """See SoundOutput."""

    def due(self, now: float) -> tuple[str, ...]:
        """See SoundOutput."""
        del now
        return ()

    def news(self) -> tuple[str, ...]:
        """See SoundOutput."""
        return ()

    def close(self) -> None:
        """See SoundOutput."""


def clipped(volume: float) -> float:
    """A volume, from 0 to 1."""
    return min(1.0, max(0.0, volume))
