"""miniaudio: one device for all sounds, with a mixer that places each of them to the sample.

The device is open only while there is something to play soon. Its thread calls into Python every 10 ms, so what it does
here is short.
"""

from __future__ import annotations

import array
import collections
import sys
from typing import TYPE_CHECKING, Any

from backday_tui.audio import wav
from backday_tui.audio.backends import BackendError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from backday_tui.audio.sounds import Samples


_RATE_HZ = wav.RATE_HZ


class Mixer:
    """Sounds with their times in, blocks of samples out. Used by the device's thread and the worker's at once.

    Args:
        now: the session's clock.
        latency_s: from the moment a sample is asked for to the moment it is heard.
    """

    WINDOW = 6
    """Blocks over which the device's pace is judged: it asks for them with a jitter of some milliseconds, and after a
    gap all that follows is heard later."""

    def __init__(self, now: Callable[[], float], latency_s: float) -> None:
        self._now = now
        self._latency_s = latency_s
        self._new: collections.deque[tuple[float, bytes]] = collections.deque()
        self._waiting: list[tuple[float, bytes]] = []
        self._unwanted: collections.deque[bytes] = collections.deque()
        self._playing: list[tuple[int, memoryview]] = []
        self._frames = 0
        self._starts: collections.deque[float] = collections.deque(maxlen=self.WINDOW)
        self.asked_at = now()
        """When the device last asked for samples."""

    def add(self, pcm: bytes, at: float) -> None:
        """One sound more, heard from `at` on."""
        self._new.append((at, pcm))

    def drop(self, pcm: bytes) -> None:
        """This sound no more; from the next block on."""
        self._unwanted.append(pcm)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is playing or waiting to be."""
        return not self._new and not self._waiting and not self._playing

    def block(self, frames: int) -> bytes:
        """The next so many samples."""
        self.asked_at = now = self._now()
        self._starts.append(now - self._frames / _RATE_HZ)
        self._begin_until(self._frames + frames)
        mixed = self._mix(frames)
        self._frames += frames
        return mixed

    def _begin_until(self, end: int) -> None:
        """Place the sounds that begin before a frame; the others wait, as the device's pace may still change."""
        while self._new:
            self._waiting.append(self._new.popleft())
        while self._unwanted:
            self._forget(self._unwanted.popleft())
        heard_at = min(self._starts) + self._latency_s  # of frame 0
        still_waiting = []
        for at, pcm in self._waiting:
            start = max(self._frames, round((at - heard_at) * _RATE_HZ))
            if start < end:
                self._playing.append((start, memoryview(pcm).cast("h")))
            else:
                still_waiting.append((at, pcm))
        self._waiting = still_waiting

    def _forget(self, unwanted: bytes) -> None:
        self._waiting = [(at, pcm) for at, pcm in self._waiting if pcm is not unwanted]
        self._playing = [(start, pcm) for start, pcm in self._playing if pcm.obj is not unwanted]

    def _mix(self, frames: int) -> bytes:
        begin, end = self._frames, self._frames + frames
        heard = [(start, pcm) for start, pcm in self._playing if start < end]
        self._playing = [(start, pcm) for start, pcm in self._playing if start + len(pcm) > end]
        if not heard:
            return bytes(2 * frames)
        parts = [_part(start, pcm, begin, end) for start, pcm in heard]
        if len(parts) == 1:
            return parts[0].tobytes()
        return array.array("h", [max(-32_768, min(32_767, sum(frame))) for frame in zip(*parts, strict=True)]).tobytes()


def _part(start: int, pcm: memoryview, begin: int, end: int) -> array.array[int]:
    """What is heard of one sound between two frames, with silence around it."""
    first, last = max(begin, start), min(end, start + len(pcm))
    before, after = bytes(2 * (first - begin)), bytes(2 * (end - max(first, last)))
    return array.array("h", before + bytes(pcm[first - start : max(first, last) - start]) + after)


def backend_names(platform: str = sys.platform) -> tuple[str, ...]:
    """The sound systems that miniaudio may use: all but its null one, which it would fall back to without a word."""
    if platform == "win32":
        return ("WASAPI", "DSOUND", "WINMM")
    if platform == "darwin":
        return ("COREAUDIO",)
    if platform.startswith("linux"):
        return ("PULSEAUDIO", "ALSA", "JACK")
    return ("SNDIO", "AUDIO4", "OSS", "PULSEAUDIO")


def latency_s(system: str) -> float:
    """From the call for a sample to the sound, measured on null sinks at a period of 10 ms."""
    return {"PulseAudio": 0.01, "ALSA": 0.04}.get(system, 0.02)


class Miniaudio:
    """One device with a mixer."""

    label = "miniaudio"

    PERIOD_MS = 10
    SPARE_S = 0.03
    """Added to the device's latency: how long before its time a sound is handed over. Then it can't be called back."""
    OPEN_AHEAD_S = 2.0
    KEEP_OPEN_S = 5.0
    SILENT_S = 0.5
    """The callback comes every 10 ms; its server is gone when it has not come for so long."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._library: Any = None
        self._device: Any = None
        self._contexts: list[Any] = []
        self._mixer: Mixer | None = None
        self._latency_s = latency_s("")

    @property
    def ahead_s(self) -> float:
        return self._latency_s + self.SPARE_S

    def open(self) -> None:
        """Open the device; `attend` closes it where no sound is near."""
        try:
            import miniaudio
        except (ImportError, OSError) as error:
            raise BackendError(f"miniaudio is not installed ({error})") from error
        self._library = miniaudio
        self._open_device()

    def _open_device(self) -> Mixer:
        try:
            self._device = device = self._new_device()
            self._latency_s = latency_s(device.backend)
            self._mixer = mixer = Mixer(self._now, self._latency_s)
            blocks = _blocks(mixer)
            next(blocks)
            device.start(blocks)
        except self._library.MiniaudioError as error:
            self._close_device()
            raise BackendError(f"miniaudio found no device ({' '.join(map(str, error.args))})") from error
        return mixer

    def _new_device(self) -> Any:
        library, contexts = self._library, self._contexts

        class Device(library.PlaybackDevice):  # type: ignore[name-defined,misc] # the library has no types
            """Keeps its context, also where it can't be opened: the library never frees one."""

            def _make_context(self, *args: Any, **kwargs: Any) -> Any:
                context = super()._make_context(*args, **kwargs)
                contexts.append(context)
                return context

        return Device(
            output_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=_RATE_HZ,
            buffersize_msec=self.PERIOD_MS,
            backends=[getattr(library.Backend, name) for name in backend_names()],
            # The device holds no more than 20 ms: beside busy processes its sound tears without this. Where it is not
            # allowed, the library goes on without.
            thread_prio=library.ThreadPriority.REALTIME,
            app_name="backday",
        )

    def _close_device(self) -> None:
        device, self._device, self._mixer = self._device, None, None
        if device is not None:
            device.close()
        while self._contexts:  # or no more than some fifty devices can be opened, one after the other
            self._library.lib.ma_context_uninit(self._contexts.pop())

    def play(self, sound: Samples, at: float) -> None:
        """Hand it to the mixer, which places it."""
        mixer = self._mixer or self._open_device()
        mixer.add(sound.pcm, at)

    def hush(self, sound: Samples) -> None:
        """It falls silent with the next block."""
        if self._mixer is not None:
            self._mixer.drop(sound.pcm)

    def attend(self, next_at: float | None) -> None:
        """Open the device when a sound is near, close it when none is, watch that it asks for samples."""
        now = self._now()
        if self._mixer is None:
            if next_at is not None and next_at - now <= self.OPEN_AHEAD_S:
                self._open_device()
        elif now - self._mixer.asked_at > self.SILENT_S:
            self._close_device()
            raise BackendError("miniaudio's device stopped asking for sound")
        elif self._mixer.is_idle and (next_at is None or next_at - now > self.KEEP_OPEN_S):
            self._close_device()

    def close(self) -> None:
        """Close the device: open, it would keep the process from ending."""
        self._close_device()


def _blocks(mixer: Mixer) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield mixer.block(frames)
