"""The child process that turns words into sound files: a voice that crashes or hangs harms nothing but this.

Started by announcer.py with `python -m backday_tui.audio.voice FOLDER`. Lines of JSON come in over stdin, `{"say":
[text, ...]}`; for each text a line goes out, `{"text", "path", "length_s"}` or `{"text", "why"}`, or `{"gone": why}`
where there is no voice at all. Files are kept in the folder for the next time, under a name made of the text, the voice
and its version. A text is only ever text to the voice: neither markup nor orders in it are followed.

When something is said must not live here.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from backday_tui.audio import wav
from backday_tui.audio.backends import limited
from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM: Final = 1
"""Part of the files' names: what is done to the voice's samples here. Another number makes all files anew."""
LONGEST_TEXT: Final = 300
MOST_FILES: Final = 600
_KEPT_FILES: Final = 400

_LIMIT_S: Final = 5.0
_PEAK: Final = 26_000
_QUIET: Final = 200
_EDGE: Final = wav.RATE_HZ // 100

_SYNCHRONOUS, _DONT_EXIT, _BY_CHARACTER, _UTF_8, _RATE, _WORDS_A_MINUTE = 2, 0x8000, 1, 1, 1, 170
"""Of espeak-ng's speak_lib.h. Neither its SSML flag nor its phoneme flag is ever given."""
_LANGUAGE: Final = "en-us"
_NICE: Final = 5


class VoiceError(BackdayError):
    """Nothing can be said, or not this; the message says why."""


class Synthesizer(Protocol):
    """Something that speaks."""

    @property
    def name(self) -> str:
        """Voice and version: another one says it differently."""

    def samples(self, text: str) -> array.array[int]:
        """A text spoken: 16 bit, mono, wav.RATE_HZ.

        Raises:
            VoiceError: it can't be said.
        """


class Espeak:
    """espeak-ng, as the package espeakng-loader brings it."""

    def __init__(self) -> None:
        try:
            import espeakng_loader
        except ImportError as error:
            raise VoiceError(f"espeakng-loader is not installed ({error})") from error
        try:
            library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
            data = os.fsencode(espeakng_loader.get_data_path())
        except (OSError, RuntimeError) as error:
            raise VoiceError(f"espeak-ng can't be loaded ({error})") from error
        self._library = library
        self._rate_hz = int(library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT))
        if self._rate_hz <= 0 or library.espeak_SetVoiceByName(_LANGUAGE.encode()) != 0:
            raise VoiceError("espeak-ng has no voice")
        library.espeak_SetParameter(_RATE, _WORDS_A_MINUTE, 0)
        library.espeak_Info.restype = ctypes.c_char_p
        self._spoken = bytearray()
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._take)  # kept here: the library has only its address
        library.espeak_SetSynthCallback(self._callback)

    @property
    def name(self) -> str:
        version = self._library.espeak_Info(None) or b""
        return f"espeak-ng {version.decode('ascii', 'replace')} {_LANGUAGE} {_WORDS_A_MINUTE}"

    def _take(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._spoken += ctypes.string_at(samples, 2 * count)
        return int(len(self._spoken) > 2 * self._rate_hz * wav.LONGEST_S)  # 1 stops it

    def samples(self, text: str) -> array.array[int]:
        self._spoken.clear()
        raw = text.encode() + b"\0"
        code = self._library.espeak_Synth(raw, ctypes.c_size_t(len(raw)), 0, _BY_CHARACTER, 0, _UTF_8, None, None)
        self._library.espeak_Synchronize()
        if code != 0 or not self._spoken:
            raise VoiceError(f"espeak-ng said nothing ({code})")
        return wav.to_rate(array.array("h", bytes(self._spoken)), self._rate_hz)


class Say:
    """macOS's own."""

    name = f"say {platform.release()}"

    def samples(self, text: str) -> array.array[int]:
        """See Synthesizer. The text goes in over stdin: it is no part of a command."""
        with tempfile.TemporaryDirectory(prefix="backday-voice-") as folder:
            path = str(Path(folder) / "said.wav")
            command = ["say", "-o", path, "--file-format=WAVE", f"--data-format=LEI16@{wav.RATE_HZ}", "-f", "-"]
            try:
                subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=_LIMIT_S)
                return wav.load(path)
            except (OSError, subprocess.SubprocessError, wav.SoundFileError) as error:
                raise VoiceError(f"say said nothing ({error})") from error


def synthesizer(system: str = sys.platform) -> Synthesizer:
    """The voice of this system.

    Raises:
        VoiceError: there is none.
    """
    return Say() if system == "darwin" and shutil.which("say") else Espeak()


class Files:
    """What was said, kept for the next time; the longest unused are thrown away.

    Args:
        folder: made where it isn't there; where it can't be used, another one that is removed at the end.
        voice: what speaks.
    """

    def __init__(self, folder: Path, voice: Synthesizer) -> None:
        self._voice = voice
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            self._tidy(folder)
        except OSError:
            self._passing = tempfile.TemporaryDirectory(prefix="backday-voice-", ignore_cleanup_errors=True)
            folder = Path(self._passing.name)
        self._folder = folder

    def _tidy(self, folder: Path) -> None:
        files = sorted(folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
        if len(files) > MOST_FILES:
            for file in files[:-_KEPT_FILES]:
                file.unlink(missing_ok=True)

    def said(self, text: str) -> tuple[Path, float]:
        """The file in which a text is spoken, and its length in seconds.

        Raises:
            VoiceError: it can't be said, or not be written down.
        """
        key = hashlib.sha256(f"{FORM}\n{self._voice.name}\n{text}".encode()).hexdigest()
        path = self._folder / f"{key[:32]}.wav"
        length_s = length_of(path)
        if length_s is None:
            samples = trimmed(self._voice.samples(text))
            try:
                _write(path, samples)
            except OSError as error:
                raise VoiceError(f"it can't be written down ({error.strerror})") from error
            length_s = len(samples) / wav.RATE_HZ
        with contextlib.suppress(OSError):
            os.utime(path)
        return path, length_s

    def close(self) -> None:
        """Remove what is not kept."""
        if self._passing is not None:
            self._passing.cleanup()


def length_of(path: Path) -> float | None:
    """The seconds of a file that was written here, whole; None for any other, and where there is none."""
    try:
        with wave.open(str(path), "rb") as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            frames, head = file.getnframes(), 44
        is_whole = path.stat().st_size == head + 2 * frames
    except (OSError, EOFError, wave.Error):
        return None
    return frames / wav.RATE_HZ if form == (1, 2, wav.RATE_HZ) and frames and is_whole else None


def _write(path: Path, samples: array.array[int]) -> None:
    """Whole or not at all: another backday may be reading it."""
    passing = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with wave.open(str(passing), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(wav.RATE_HZ)
            file.writeframes(samples.tobytes())
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def trimmed(samples: array.array[int]) -> array.array[int]:
    """Without the silence around it, as loud as the cues, and no longer than a sound may be.

    Raises:
        VoiceError: there is nothing in it to be heard.
    """
    heard = [at for at in range(0, len(samples), _EDGE) if max(map(abs, samples[at : at + _EDGE])) > _QUIET]
    if not heard:
        raise VoiceError("it is silent")
    part = samples[heard[0] : min(heard[-1] + 2 * _EDGE, heard[0] + wav.LONGEST_S * wav.RATE_HZ)]
    gain = _PEAK / max(map(abs, part))
    return array.array("h", [round(value * gain) for value in part])


def answers(files: Files, texts: list[Any]) -> Iterator[dict[str, Any]]:
    """Say each text; one that takes too long ends the process."""
    for text in texts:
        try:
            with limited(2 * _LIMIT_S):
                path, length_s = files.said(str(text)[:LONGEST_TEXT])
        except (VoiceError, ValueError) as error:
            yield {"text": text, "why": str(error)[:300]}
        else:
            yield {"text": text, "path": str(path), "length_s": round(length_s, 3)}


def main() -> None:
    """Read, say, answer, until the input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    if sys.platform != "win32":
        os.nice(_NICE)

    def tell(answer: dict[str, Any]) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    try:
        files = Files(Path(sys.argv[1]), synthesizer())
    except (VoiceError, OSError) as error:
        tell({"gone": str(error)[:300]})
        return
    with contextlib.closing(files), contextlib.suppress(BrokenPipeError):
        for line in sys.stdin.buffer:
            for answer in answers(files, json.loads(line)["say"]):
                tell(answer)


if __name__ == "__main__":
    main()
