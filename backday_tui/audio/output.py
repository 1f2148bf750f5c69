"""Which backend sounds now, and what happens when it is lost: the next one is tried, and all of them again later.

Before a try it is seen whether there is anything that could sound: a look at a few files, where opening a device costs
far more. What is played when, and how a backend sounds, must not live here.
"""

from __future__ import annotations

import glob
import os
import sys
from typing import TYPE_CHECKING

from backday_tui.audio.backends import OPEN_LIMIT_S, BackendError, Simpleaudio, SystemPlayer, limited, order
from backday_tui.audio.miniaudio import Miniaudio

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.audio.backends import Backend
    from backday_tui.audio.sounds import Samples


_POINTERS = ("PULSE_", "PIPEWIRE_", "ALSA_", "JACK_", "AUDIODEV")
"""Beginnings of the variables that point to a sound server or a device somewhere else."""


def has_no_sound_system() -> bool:
    """Whether this is a Linux with no sound card, no sound server and no hint at one elsewhere; False if in doubt."""
    if not sys.platform.startswith("linux") or any(name.startswith(_POINTERS) for name in os.environ):
        return False
    return not any(glob.glob(pattern) for pattern in _traces())  # noqa: PTH207 - pathlib costs the worker 10 ms


def _traces() -> tuple[str, ...]:
    home = glob.escape(os.path.expanduser("~"))  # noqa: PTH111 - as above
    runtime = glob.escape(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    return (
        "/dev/snd/pcm*",
        "/dev/dsp*",
        f"{runtime}/pulse/native",
        f"{runtime}/pipewire-*",
        "/run/pulse/native",
        f"{home}/.config/pulse/*-runtime/native",
        "/dev/shm/jack*",  # noqa: S108 - only looked at
        f"{home}/.asoundrc",
        "/etc/asound.conf",
    )


MOST_AT_ONCE = 8

_RETRY_S = (1.0, 2.0, 4.0, 7.0)
"""Pauses between two tries; the last one again and again: a server that comes back is heard within 10 s."""


_THOROUGH_S = 60.0
"""Where nothing is seen that could sound, a look is taken at each of those times, and a try only so often."""


def make(name: str, now: Callable[[], float]) -> Backend:
    """The backend of that name, not yet opened; names as in ORDER."""
    if name == "simpleaudio":
        return Simpleaudio(now)
    if name == "miniaudio":
        return Miniaudio(now)
    return SystemPlayer(now)


def opened(name: str, now: Callable[[], float]) -> Backend:
    """A backend that made silence just now.

    Raises:
        BackendError: it can't be had.
    """
    backend = make(name, now)
    with limited(OPEN_LIMIT_S):
        try:
            backend.open()
        except BackendError:
            backend.close()
            raise
    return backend


class Output:
    """The backend in use.

    Args:
        choice: `auto` or one of backends.ORDER.
        now: the session's clock.
        trying: told before each try, which may take some seconds.
        changed: told each time a backend was found or lost.
        opened: gives a backend that has just made silence, or raises BackendError.
        is_bare: whether nothing is seen here that could sound, so that a try would be in vain.
    """

    def __init__(
        self,
        choice: str,
        now: Callable[[], float],
        trying: Callable[[], None],
        changed: Callable[[Output], None],
        *,
        opened: Callable[[str, Callable[[], float]], Backend] = opened,
        is_bare: Callable[[], bool] = has_no_sound_system,
    ) -> None:
        self._names = order(choice)
        self._now = now
        self._trying = trying
        self._changed = changed
        self._opened = opened
        self._is_bare = is_bare
        self._backend: Backend | None = None
        self._tries = 0
        self._retry_at: float | None = None
        self._tried_at = now()
        self._ends: list[float] = []
        self.reasons: dict[str, str] = {}
        """Why each backend that was tried can't be had."""

    @property
    def label(self) -> str | None:
        """What sounds now; None where nothing does."""
        return self._backend.label if self._backend else None

    @property
    def ahead_s(self) -> float:
        """How long before its time a sound is wanted."""
        return self._backend.ahead_s if self._backend else 0.0

    def choose(self) -> None:
        """Try one backend after the other until one makes silence."""
        self.reasons = {}
        self._tried_at = self._now()
        for name in self._names:
            self._trying()
            try:
                self._backend = self._opened(name, self._now)
            except BackendError as error:
                self.reasons[name] = str(error)
            else:
                self._tries, self._retry_at = 0, None
                break
        else:
            self._wait()
        self._changed(self)

    def _wait(self) -> None:
        self._retry_at = self._now() + _RETRY_S[min(self._tries, len(_RETRY_S) - 1)]
        self._tries += 1

    def _retry(self) -> None:
        if self._is_bare() and self._now() - self._tried_at < _THOROUGH_S:
            self._wait()
        else:
            self.choose()

    def play(self, sound: Samples, at: float) -> bool:
        """Begin a sound for its time; False where it will not be heard."""
        now = self._now()
        self._ends = [end for end in self._ends if end > now]
        if self._backend is None or len(self._ends) >= MOST_AT_ONCE:
            return False
        try:
            with limited(OPEN_LIMIT_S):
                self._backend.play(sound, at)
        except BackendError:
            self._lose()
            return False
        self._ends.append(max(at, now) + sound.length_s)
        return True

    def hush(self, sound: Samples) -> None:
        """End a sound that is being heard."""
        if self._backend is None:
            return
        try:
            with limited(OPEN_LIMIT_S):
                self._backend.hush(sound)
        except BackendError:
            self._lose()

    def attend(self, next_at: float | None) -> None:
        """Let the backend look after its device; try again where there is none and it is time to."""
        if self._backend is None:
            if self._retry_at is not None and self._now() >= self._retry_at:
                self._retry()
            return
        try:
            with limited(OPEN_LIMIT_S):
                self._backend.attend(next_at)
        except BackendError:
            self._lose()

    def _lose(self) -> None:
        self.close()
        self._tries = 0
        self.choose()

    def close(self) -> None:
        """Let go of the device."""
        if self._backend is not None:
            self._backend.close()
            self._backend = None
