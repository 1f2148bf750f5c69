"""The bundled sounds: made by their script, known from each other by pitch and rhythm, loud, short."""

from __future__ import annotations

import subprocess
import sys
import wave
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from soundfiles import SOUNDS

from backday_tui.audio.sounds import NAMES

RATE_HZ = 44_100
HEAD_S = 0.06
SCRIPT = Path(__file__).parents[2] / "sounds" / "make_sounds.py"


def samples(name: str) -> np.ndarray:
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32_768


def first_pitch_hz(name: str) -> float:
    head = samples(name)[: int(HEAD_S * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(head * np.hanning(len(head)), 1 << 16))
    return float(np.argmax(spectrum)) * RATE_HZ / (1 << 16)


def strikes_s(name: str) -> list[float]:
    """When the sound gets louder: the beginnings of its notes."""
    step = RATE_HZ // 200
    whole = samples(name)
    levels = [float(np.abs(whole[index : index + step]).max()) for index in range(0, len(whole) - step, step)]
    found: list[float] = []
    for index, level in enumerate(levels):
        before = min(levels[max(0, index - 3) : index], default=0.0)
        if level > 0.3 and level > 1.35 * before and (not found or index * 0.005 - found[-1] > 0.05):
            found.append(index * 0.005)
    return found


@pytest.mark.checkout
def test_the_script_makes_the_very_same_files(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-I", str(SCRIPT), str(tmp_path)], check=True, capture_output=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.wav" for name in NAMES)
    for name in NAMES:
        assert (tmp_path / f"{name}.wav").read_bytes() == (SOUNDS / f"{name}.wav").read_bytes(), name


@pytest.mark.parametrize("name", NAMES)
def test_each_is_short(name: str) -> None:
    assert len(samples(name)) / RATE_HZ <= (0.12 if name == "tick" else 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_loud_and_begins_and_ends_without_a_click(name: str) -> None:
    whole = samples(name)

    assert 0.85 < np.abs(whole).max() < 0.95
    assert np.sqrt(np.mean(whole**2)) > 0.1
    assert abs(whole[0]) < 0.01
    assert np.abs(whole[-20:]).max() < 0.02
    assert abs(whole.mean()) < 0.005


@pytest.mark.parametrize("name", NAMES)
def test_each_is_heard_at_once(name: str) -> None:
    assert int(np.argmax(np.abs(samples(name)) > 0.1)) / RATE_HZ < 0.003


@pytest.mark.parametrize("name", NAMES)
def test_none_falls_silent_in_the_middle(name: str) -> None:
    loud = np.flatnonzero(np.abs(samples(name)) > 10 ** (-40 / 20))

    assert np.diff(loud).max() / RATE_HZ < 0.02


def test_no_two_begin_on_pitches_near_each_other() -> None:
    pitches = {name: first_pitch_hz(name) for name in NAMES}
    for one, other in combinations(NAMES, 2):
        low, high = sorted((pitches[one], pitches[other]))
        assert high / low > 1.25, (one, other, pitches)


def test_no_two_have_one_rhythm() -> None:
    rhythms = {name: (tuple(strikes_s(name)), round(len(samples(name)) / RATE_HZ, 1)) for name in NAMES}

    assert [len(rhythms[name][0]) for name in NAMES[:-1]] == [1, 1, 2, 2, 3, 4]
    for one, other in combinations(NAMES, 2):
        assert rhythms[one] != rhythms[other], (one, other, rhythms)
