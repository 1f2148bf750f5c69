"""WAV files as people have them, turned into the one form that is played: mono, 16 bit, 44.1 kHz.

Pure but for `load`, which reads one file. Which sound belongs to which cue must not live here.
"""

from __future__ import annotations

import array
import itertools
import math
import struct
import sys
from dataclasses import dataclass

from backday_tui import files
from backday_tui.errors import BackdayError

RATE_HZ = 44_100
MOST_BYTES = 5 * 1024 * 1024
LONGEST_S = 15
"""What a cue plays at most; the rest of a longer file is not heard."""

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_RATES_HZ = (1_000, 768_000)
_MOST_CHANNELS = 64
_FORM_BYTES = 16
_SUBFORM_BYTES = 26


class SoundFileError(BackdayError):
    """A file that can't be heard; the message says why, without its name."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The `fmt ` chunk. `kind` is _PCM or _FLOAT."""

    kind: int
    channels: int
    rate_hz: int
    frame_bytes: int
    sample_bytes: int


def load(path: str) -> array.array[int]:
    """The samples of a file: signed 16 bit, mono, RATE_HZ, at most LONGEST_S of them.

    Raises:
        SoundFileError: it is missing, no regular file, over MOST_BYTES, or nothing that can be heard.
    """
    return decode(_read(path))


def _read(path: str) -> bytes:
    try:
        return files.read(path, MOST_BYTES)
    except files.IrregularFileError as error:
        raise SoundFileError("is no regular file") from error
    except files.FileTooLargeError as error:
        raise SoundFileError("is over 5 MiB") from error
    except OSError as error:
        raise SoundFileError(f"can't be read ({error.strerror})") from error
    except ValueError as error:  # a NUL in the name
        raise SoundFileError("can't be read (not a file name)") from error


def decode(data: bytes) -> array.array[int]:
    """The samples of a WAV file given as bytes; see `load`."""
    if not data:
        raise SoundFileError("is empty")
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":  # RIFF, size, WAVE
        raise SoundFileError("is no WAV file")
    form, body = _chunks(data)
    body = body[: LONGEST_S * form.rate_hz * form.frame_bytes]
    body = body[: len(body) - len(body) % form.frame_bytes]
    if not body:
        raise SoundFileError("has no sound in it")
    samples = _to_16_bit(body, form)
    return to_rate(_to_mono(samples, form.channels), form.rate_hz)


def _chunks(data: bytes) -> tuple[_Form, bytes]:
    form = None
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = _form(body)
        elif name == b"data":
            if form is None:
                raise SoundFileError("is a WAV file without its format")
            return form, body
        at += 8 + size + size % 2
    raise SoundFileError("is a WAV file without sound")


def _form(body: bytes) -> _Form:
    if len(body) < _FORM_BYTES:
        raise SoundFileError("is a WAV file that was cut off")
    kind, channels, rate_hz, _, frame_bytes, bits = struct.unpack_from("<HHIIHH", body)
    if kind == _EXTENSIBLE and len(body) >= _SUBFORM_BYTES:
        (kind,) = struct.unpack_from("<H", body, 24)
    sizes = {_PCM: (1, 2, 3, 4), _FLOAT: (4, 8)}.get(kind, ())
    sample_bytes = (bits + 7) // 8
    if sample_bytes not in sizes:
        raise SoundFileError(f"is a WAV file of a kind that can't be played (format {kind}, {bits} bit)")
    if not 0 < channels <= _MOST_CHANNELS or frame_bytes != channels * sample_bytes:
        raise SoundFileError(f"is a WAV file with {channels} channels of {frame_bytes} bytes")
    if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
        raise SoundFileError(f"is a WAV file of {rate_hz} Hz")
    return _Form(kind, channels, rate_hz, frame_bytes, sample_bytes)


def _to_16_bit(body: bytes, form: _Form) -> array.array[int]:
    if form.kind == _FLOAT:
        return _from_float(body, "f" if form.sample_bytes == 4 else "d")  # bytes of a float
    narrow = bytearray(2 * (len(body) // form.sample_bytes))
    if form.sample_bytes == 1:  # 8 bit is unsigned, all others are signed
        narrow[1::2] = body.translate(bytes(value ^ 0x80 for value in range(256)))
    else:  # little-endian: the two highest bytes come last
        narrow[0::2] = body[form.sample_bytes - 2 :: form.sample_bytes]
        narrow[1::2] = body[form.sample_bytes - 1 :: form.sample_bytes]
    samples = array.array("h", bytes(narrow))
    return _native(samples)


def _from_float(body: bytes, code: str) -> array.array[int]:
    values = _native(array.array(code, body))
    return array.array("h", [_clip(value * 32_767) if math.isfinite(value) else 0 for value in values])


def _native(samples: array.array[int]) -> array.array[int]:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _clip(value: float) -> int:
    return max(-32_768, min(32_767, round(value)))


def _to_mono(samples: array.array[int], channels: int) -> array.array[int]:
    if channels == 1:
        return samples
    tracks = [samples[index::channels] for index in range(channels)]
    return array.array("h", [sum(frame) // channels for frame in zip(*tracks, strict=True)])


def to_rate(samples: array.array[int], rate_hz: int) -> array.array[int]:
    """Samples of that rate as samples of RATE_HZ."""
    fold = rate_hz // RATE_HZ
    if fold > 1:  # far above: averages first, or the highest tones come back as false low ones
        whole = len(samples) - len(samples) % fold
        samples = _to_mono(samples[:whole] or samples[:1], fold if whole else 1)
        rate_hz = round(rate_hz / fold)
    if rate_hz == RATE_HZ:
        return samples
    if 2 * rate_hz == RATE_HZ:
        return _doubled(samples)
    return _interpolated(samples, rate_hz)


def _doubled(samples: array.array[int]) -> array.array[int]:
    """As `_interpolated`, many times as fast: what is spoken comes at half the rate."""
    out = array.array("h", bytes(4 * len(samples)))
    out[0::2] = samples
    between = [(one + other) // 2 for one, other in itertools.pairwise(samples)]
    out[1::2] = array.array("h", [*between, samples[-1]])
    return out


def _interpolated(samples: array.array[int], rate_hz: int) -> array.array[int]:
    count = max(1, len(samples) * RATE_HZ // rate_hz)
    padded = samples + samples[-1:]
    last = len(samples) - 1
    out = array.array("h", bytes(2 * count))
    for index in range(count):
        whole, part = divmod(index * rate_hz, RATE_HZ)
        here = padded[min(whole, last)]
        after = padded[min(whole, last) + 1]
        out[index] = here + (after - here) * part // RATE_HZ
    return out


def scaled(samples: array.array[int], gain: float) -> bytes:
    """The samples as native 16-bit bytes, times a gain from 0 to 1."""
    if gain >= 1.0:
        return samples.tobytes()
    factor = max(0, round(gain * 65_536))
    return array.array("h", [value * factor >> 16 for value in samples]).tobytes()
