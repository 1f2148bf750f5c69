"""WAV files of every kind become mono, 16 bit, 44.1 kHz, or an error that says why."""

from __future__ import annotations

import array
import math
import os
import struct
from itertools import pairwise
from typing import TYPE_CHECKING

import machine
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soundfiles import EXTENSIBLE, FLOAT, PCM, wav_bytes

from backday_tui.audio import wav

if TYPE_CHECKING:
    from pathlib import Path

VALUES = (0.0, 0.5, -0.5, 0.25, -1.0)
EXPECTED = [round(value * 32_768) for value in VALUES]


def packed(bits: int) -> bytes:
    """VALUES as little-endian integers of so many bits; 8 bit is unsigned."""
    full = 1 << (bits - 1)
    numbers = [round(value * full) for value in VALUES]
    if bits == 8:
        return bytes(number + 128 for number in numbers)
    return b"".join(number.to_bytes(bits // 8, "little", signed=True) for number in numbers)


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
def test_whole_numbers_of_any_width_keep_their_level(bits: int) -> None:
    assert list(wav.decode(wav_bytes(packed(bits), bits=bits))) == EXPECTED


def test_32_bit_whole_numbers_are_not_taken_for_floats() -> None:
    quiet = struct.pack("<4i", 65_536, -65_536, 65_536 * 2, 0)  # as floats these would be next to nothing, or noise

    assert list(wav.decode(wav_bytes(quiet, bits=32))) == [1, -1, 2, 0]


@pytest.mark.parametrize(("bits", "code"), [(32, "f"), (64, "d")])
def test_floats_keep_their_level(bits: int, code: str) -> None:
    data = struct.pack(f"<{len(VALUES)}{code}", *VALUES)

    assert list(wav.decode(wav_bytes(data, bits=bits, kind=FLOAT))) == [round(value * 32_767) for value in VALUES]


def test_floats_beyond_full_level_are_clipped() -> None:
    data = struct.pack("<4f", 7.0, -7.0, math.nan, math.inf)

    assert list(wav.decode(wav_bytes(data, bits=32, kind=FLOAT))) == [32_767, -32_768, 0, 0]


def test_the_extensible_header_is_understood() -> None:
    assert list(wav.decode(wav_bytes(packed(24), bits=24, kind=EXTENSIBLE))) == EXPECTED


@pytest.mark.parametrize("channels", [1, 2, 4, 6])
def test_channels_are_averaged(channels: int) -> None:
    frames = struct.pack(f"<{2 * channels}h", *([1000] * channels), *range(0, 100 * channels, 100))

    assert list(wav.decode(wav_bytes(frames, channels=channels))) == [1000, 100 * (channels - 1) // 2]


def tone(rate_hz: int, pitch_hz: float, seconds: float) -> bytes:
    count = round(rate_hz * seconds)
    return array.array(
        "h", [round(20_000 * math.sin(2 * math.pi * pitch_hz * index / rate_hz)) for index in range(count)]
    ).tobytes()


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 37_800, 44_100, 48_000, 88_200, 96_000, 192_000])
def test_a_tone_keeps_pitch_and_length_at_every_rate(rate_hz: int) -> None:
    samples = wav.decode(wav_bytes(tone(rate_hz, 500.0, 0.2), rate_hz=rate_hz))

    crossings = sum(1 for before, after in pairwise(samples) if before < 0 <= after)
    assert abs(len(samples) - 0.2 * 44_100) < 20
    assert 98 <= crossings <= 101
    assert 18_500 < max(samples) <= 20_000


def test_a_long_file_is_cut() -> None:
    samples = wav.decode(wav_bytes(bytes(8_000 * 20), bits=8, rate_hz=8_000))

    assert len(samples) == wav.LONGEST_S * 44_100


def test_other_chunks_and_odd_sizes_are_stepped_over() -> None:
    plain = wav_bytes(packed(16))
    with_more = plain[:12] + struct.pack("<4sI", b"LIST", 3) + b"abc\0" + plain[12:]

    assert list(wav.decode(with_more)) == EXPECTED


def test_a_file_cut_short_is_played_as_far_as_it_goes() -> None:
    assert list(wav.decode(wav_bytes(packed(16))[:-3])) == EXPECTED[:-2]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"RIFF", "is no WAV file"),
        (b"ID3\x04" + bytes(100), "is no WAV file"),
        (wav_bytes(b""), "has no sound in it"),
        (wav_bytes(packed(16))[:36], "is a WAV file without sound"),
        (wav_bytes(packed(16))[:24], "is a WAV file that was cut off"),
        (b"RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd", "is a WAV file without its format"),
        (wav_bytes(packed(8), bits=8, kind=6), "is a WAV file of a kind that can't be played (format 6, 8 bit)"),
        (
            wav_bytes(packed(16), bits=12 * 8, kind=PCM),
            "is a WAV file of a kind that can't be played (format 1, 96 bit)",
        ),
        (wav_bytes(packed(16), channels=0), "is a WAV file with 0 channels of 0 bytes"),
        (wav_bytes(packed(16), rate_hz=0), "is a WAV file of 0 Hz"),
        (wav_bytes(packed(16), rate_hz=2_000_000_000), "is a WAV file of 2000000000 Hz"),
    ],
)
def test_what_can_not_be_heard_says_why(data: bytes, why: str) -> None:
    with pytest.raises(wav.SoundFileError) as caught:
        wav.decode(data)

    assert str(caught.value) == why


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for candidate in (data, b"RIFF\0\0\0\0WAVE" + data, wav_bytes(data), wav_bytes(data, bits=32, kind=FLOAT)):
        try:
            samples = wav.decode(candidate)
        except wav.SoundFileError:
            continue
        assert len(samples) > 0


@given(
    st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=50),
    st.integers(1_000, 200_000),
    st.integers(1, 3),
)
def test_every_rate_stays_within_the_levels_of_the_file(values: list[int], rate_hz: int, channels: int) -> None:
    data = array.array("h", values * channels).tobytes()

    samples = wav.decode(wav_bytes(data, rate_hz=rate_hz, channels=channels))

    assert min(values) - 1 <= min(samples)
    assert max(samples) <= max(values) + 1


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(wav_bytes(packed(16)))

    assert list(wav.load(str(tmp_path / "a.wav"))) == EXPECTED


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for name in ("missing.wav", "nul\0.wav"):
        with pytest.raises(wav.SoundFileError, match="can't be read"):
            wav.load(str(tmp_path / name))
    with pytest.raises(wav.SoundFileError, match=r"can't be read|is no regular file"):
        wav.load(str(tmp_path))


@machine.pipes_and_devices
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.wav")
    (tmp_path / "zero.wav").symlink_to("/dev/zero")
    (tmp_path / "loop.wav").symlink_to(tmp_path / "loop.wav")
    for name in ("fifo.wav", "zero.wav", "loop.wav"):
        with pytest.raises(wav.SoundFileError, match=r"is no regular file|can't be read"):
            wav.load(str(tmp_path / name))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.wav").open("wb") as file:
        file.truncate(wav.MOST_BYTES + 1)

    with pytest.raises(wav.SoundFileError, match="is over 5 MiB"):
        wav.load(str(tmp_path / "huge.wav"))


def test_a_gain_scales() -> None:
    samples = array.array("h", [0, 1000, -1000, 32_767, -32_768])

    assert list(array.array("h", wav.scaled(samples, 0.5))) == [0, 500, -500, 16_383, -16_384]
    assert wav.scaled(samples, 1.0) == samples.tobytes()
    assert not any(array.array("h", wav.scaled(samples, 0.0)))
