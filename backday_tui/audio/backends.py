"""The ways to make a sound, each behind the same few calls: simpleaudio and the system's own player.

Only the worker process uses them: any of them may crash or hang. The player program is given files, in a folder named
after the worker's process, so that the next worker can remove what one that was killed has left behind. Which backend
is used, and what happens when it is lost, must not live here.
"""

from __future__ import annotations

import collections
import contextlib
import math
import os
import re
import signal
import stat
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

from backday_tui.audio import wav
from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from backday_tui.audio.sounds import Samples


ORDER = ("simpleaudio", "miniaudio", "player")
"""Backends that make sound, the most exact first."""

LEAST_LEAD_S = 0.006
"""Silence before every sound: a new stream may lose its first 5 ms."""

TAIL_S = 0.03
"""Silence after every sound, for the same reason."""

_CALL_LIMIT_S = 2.0
OPEN_LIMIT_S = 8.0


class BackendError(BackdayError):
    """A backend that can't be had, or has stopped; the message says why."""


class Backend(Protocol):
    """A way to make a sound. Every call may take up to some seconds, raise, or end the process."""

    @property
    def label(self) -> str:
        """What the status line calls it."""

    @property
    def ahead_s(self) -> float:
        """How long before its time it wants to be handed a sound."""

    def open(self) -> None:
        """Try it for real, with silence.

        Raises:
            BackendError: no sound can be made this way.
        """

    def play(self, sound: Samples, at: float) -> None:
        """Begin a sound so that it is heard from `at` on; at once where that has passed.

        Raises:
            BackendError: it could not be played.
        """

    def hush(self, sound: Samples) -> None:
        """End a sound that is being heard, as soon as this can be done.

        Raises:
            BackendError: it could not be ended.
        """

    def attend(self, next_at: float | None) -> None:
        """Called at least twice a second while there is a sound to come, with the time of the next one.

        That is infinite where none is known and the person may bring one about at any moment, None where none will be
        heard.

        Raises:
            BackendError: sound has stopped without a word.
        """

    def close(self) -> None:
        """Let go of the device; safe to call twice."""


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End this whole process if what is inside takes longer: a hung library may hold the interpreter's lock.

    Only the system's own alarm gets through then. Where there is none (Windows), the app notices and ends the worker.
    """
    timer = getattr(signal, "setitimer", None)
    if timer is None:
        yield
        return
    timer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        timer(signal.ITIMER_REAL, 0)


def is_free_threaded() -> bool:
    """Whether this Python runs threads without the interpreter's lock."""
    return "t" in getattr(sys, "abiflags", "") or "free-threading" in sys.version


def silence(seconds: float) -> bytes:
    """So much silence as 16-bit samples."""
    return bytes(2 * max(0, round(seconds * wav.RATE_HZ)))


class Simpleaudio:
    """Each sound a stream of its own, begun within some milliseconds. Needs PYTHONMALLOC=malloc (see `open`)."""

    label = "simpleaudio"
    ahead_s = 0.05

    LATENCY_S = 0.002
    """From the call to the sound, measured on a null sink."""

    WAKE_AHEAD_S = 1.5
    _MOST_BEGUN = 8

    AWAKE_S = 4.0
    """Sound servers let an idle device sleep after some 5 s, and what comes first is then late or lost."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._library: Any = None
        self._begun_at = 0.0
        self._begun: collections.deque[tuple[str, Any]] = collections.deque(maxlen=self._MOST_BEGUN)

    def open(self) -> None:
        """Import it and play silence."""
        if is_free_threaded():
            raise BackendError("simpleaudio can't be used on a Python without the interpreter's lock")
        if os.environ.get("PYTHONMALLOC") != "malloc":
            # Its thread frees Python's memory without the lock: only the C library's allocator survives that.
            raise BackendError("simpleaudio needs PYTHONMALLOC=malloc")
        try:
            import simpleaudio
        except ImportError as error:
            raise BackendError(f"simpleaudio is not installed ({error})") from error
        self._library = simpleaudio
        self._begin(silence(TAIL_S))

    def play(self, sound: Samples, at: float) -> None:
        """Begin it now, with as much silence in front as is left until its time."""
        lead_s = max(LEAST_LEAD_S, at - self._now() - self.LATENCY_S)
        self._begun.append((sound.key, self._begin(silence(lead_s) + sound.pcm + silence(TAIL_S))))

    def hush(self, sound: Samples) -> None:
        """It falls silent some 0.2 s later."""
        try:
            with limited(_CALL_LIMIT_S):
                for key, handle in self._begun:
                    if key == sound.key:
                        handle.stop()
        except Exception as error:  # as in _begin
            raise BackendError(f"simpleaudio could not end a sound ({_one_line(error)})") from error

    def _begin(self, pcm: bytes) -> Any:
        try:
            with limited(_CALL_LIMIT_S):
                handle = self._library.play_buffer(pcm, 1, 2, wav.RATE_HZ)
                self._begun_at = self._now()
                return handle
        except Exception as error:  # its C code raises a class of its own, and several of Python's
            raise BackendError(f"simpleaudio found no device ({_one_line(error)})") from error

    def attend(self, next_at: float | None) -> None:
        """Wake a device that may sleep with silence, when a sound is near."""
        now = self._now()
        is_near = next_at is not None and self.ahead_s < next_at - now < self.WAKE_AHEAD_S
        if is_near and now - self._begun_at > self.AWAKE_S:
            self._begin(silence(TAIL_S))

    def close(self) -> None:
        """Nothing is open between two sounds."""


class SystemPlayer:
    """The player program of the system, one process a sound, fed with WAV files in a folder of its own."""

    ahead_s = 0.03

    LEAD_S = 0.02
    """Silence before every sound: a server loses up to 10 ms of a stream that begins."""
    LATENCY_S = 0.006
    PROGRAMS = (("paplay",), ("aplay", "-q"), ("afplay",))

    AWAKE: Final = {
        "paplay": (
            "--raw", "--format=s16le", "--rate=8000", "--channels=1", "--latency-msec=100", "--client-name=backday",
        ),
    }  # fmt: skip
    """How a program holds a stream open that it is given nothing for. A sound server lets a device sleep that has no
    stream, and loses what comes first then, up to two seconds of it; it can do so in between two sounds, and while
    nobody knows when the next one comes. aplay may have the device for itself alone, and would keep the sounds out."""

    _MOST_FILES = 32
    _OVERDUE_S = 5.0
    _TRY_LIMIT_S = 4.0
    """A device that sleeps takes over two seconds to play its first silence."""
    _TRIES_LIMIT_S = OPEN_LIMIT_S - 2.0
    _AWAKE_AGAIN_S = 10.0

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._command: tuple[str, ...] = ()
        self._folder = ""
        self._files: dict[str, str] = {}
        self._made = 0
        self._running: list[tuple[float, str, subprocess.Popen[bytes]]] = []
        self._keeper: subprocess.Popen[bytes] | None = None
        self._kept_at = -math.inf

    @property
    def label(self) -> str:
        """The program's name."""
        return self._command[0] if self._command else "player"

    def open(self) -> None:
        """Find a program that plays silence without complaint."""
        import shutil

        found = [command for command in self.PROGRAMS if shutil.which(command[0])]
        if not found:
            raise BackendError("there is none of the programs paplay, aplay, afplay")
        quiet = self._quiet_file()
        complaints = []
        ends = self._now() + self._TRIES_LIMIT_S
        for command in found:
            complaint = self._try([*command, quiet], min(self._TRY_LIMIT_S, max(ends - self._now(), 0.0)))
            if complaint is None:
                self._command = command
                self._keep_awake()
                return
            complaints.append(f"{command[0]}: {complaint}")
        raise BackendError("; ".join(complaints))

    def _quiet_file(self) -> str:
        try:
            if not self._folder:
                self._folder = new_folder()
            return self._file("silence", silence(TAIL_S))
        except OSError as error:
            raise BackendError(f"no file can be written for the player ({_one_line(error)})") from error

    def _try(self, command: list[str], limit_s: float) -> str | None:
        import subprocess

        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s, check=False)
        except subprocess.TimeoutExpired:
            return "it gave no answer"
        except OSError as error:
            return _one_line(error)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            return said[-1][:200] if said else f"it ended with {done.returncode}"
        return None

    def _file(self, key: str, pcm: bytes) -> str:
        if key not in self._files:
            if len(self._files) >= self._MOST_FILES:
                oldest = next(iter(self._files))
                os.unlink(self._files.pop(oldest))  # noqa: PTH108 - pathlib costs the worker 10 ms of its start
            self._made += 1
            path = f"{self._folder}{os.sep}{self._made}.wav"
            _write_wav(path, pcm)
            self._files[key] = path
        return self._files[key]

    def play(self, sound: Samples, at: float) -> None:
        """Start a process so that its sound comes at its time: the silence in the file covers what is left."""
        import subprocess

        left_s = at - self._now() - self.LATENCY_S
        lead_s = max(self.LEAD_S, round(left_s / 0.002) * 0.002)  # few lengths: few files
        key = f"{sound.key}+{lead_s:.3f}"
        try:
            path = self._file(key, silence(lead_s) + sound.pcm + silence(TAIL_S))
            process = subprocess.Popen(
                [*self._command, path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise BackendError(f"{self.label} can't be started ({_one_line(error)})") from error
        self._running.append((self._now() + lead_s + sound.length_s + self._OVERDUE_S, sound.key, process))

    def hush(self, sound: Samples) -> None:
        """End its process."""
        for overdue_at, key, process in self._running[:]:
            if key == sound.key:
                self._running.remove((overdue_at, key, process))
                process.kill()
                process.wait()

    def attend(self, next_at: float | None) -> None:
        """Look how those that were started ended, and keep the device awake while there may be something to hear."""
        if next_at is None:
            self._let_sleep()
        else:
            self._keep_awake()
        now = self._now()
        running, failed = [], None
        for overdue_at, key, process in self._running:
            code = process.poll()
            if code is None and now < overdue_at:
                running.append((overdue_at, key, process))
            elif code is None:
                process.kill()
                process.wait()
                failed = "gave no answer"
            elif code:
                failed = f"ended with {code}"
        self._running = running
        if failed:
            raise BackendError(f"{self.label} {failed}")

    def _keep_awake(self) -> None:
        """Hold a stream open, where the program can; it ends with this process, however that does."""
        import subprocess

        now, options = self._now(), self.AWAKE.get(self.label)
        is_kept = self._keeper is not None and self._keeper.poll() is None
        if options is None or is_kept or now - self._kept_at < self._AWAKE_AGAIN_S:
            return
        self._let_sleep()
        self._kept_at = now
        with contextlib.suppress(OSError):  # the sounds come without it, if late
            self._keeper = subprocess.Popen(
                [*self._command, *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def _let_sleep(self) -> None:
        keeper, self._keeper, self._kept_at = self._keeper, None, -math.inf
        if keeper is not None:
            keeper.kill()
            keeper.communicate()

    def close(self) -> None:
        """End what still plays, remove the files."""
        self._let_sleep()
        for _, _, process in self._running:
            process.kill()
            process.wait()
        self._running.clear()
        self._files.clear()
        if self._folder:
            import shutil

            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""


def _write_wav(path: str, pcm: bytes) -> None:
    import wave

    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(wav.RATE_HZ)
        file.writeframes(pcm)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def order(choice: str) -> tuple[str, ...]:
    """What to try for a choice: all for `auto`, else the one named."""
    return (choice,) if choice in ORDER else ORDER


_PREFIX: Final = "backday-sound-"
_NAMED: Final = re.compile(rf"{_PREFIX}(\d{{1,9}})-")


def new_folder() -> str:
    """A folder for the files that a player program is given, named after this process.

    Those of processes that are gone are removed before.

    Raises:
        OSError: it can't be made.
    """
    import shutil
    import tempfile

    for path in _left_behind(tempfile.gettempdir()):
        shutil.rmtree(path, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")


def _left_behind(where: str) -> Iterator[str]:
    """The folders of this person's processes that are gone; none on Windows, where no process is asked after."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError), os.scandir(where) as entries:
        for entry in entries:
            named = _NAMED.match(entry.name)
            if named and _is_own(entry) and _is_gone(int(named[1])):
                yield entry.path


def _is_own(entry: os.DirEntry[str]) -> bool:
    with contextlib.suppress(OSError):
        found = entry.stat(follow_symlinks=False)
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return False


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # another person's
        return False
    return False
