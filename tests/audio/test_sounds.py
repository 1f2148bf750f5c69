"""The bundled sounds: made by their script, told apart by pitch and rhythm, loud, short; how all sounds are read."""

from __future__ import annotations

import array
import subprocess
import sys
import wave
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from soundfiles import SOUNDS, wait_for, wav_bytes

from backday_tui.audio.sounds import CLICK, CUES, NAMES, SoundBank

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
    assert len(samples(name)) / RATE_HZ <= (0.12 if name in ("tick", CLICK) else 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_each_cue_is_loud_and_the_click_is_soft_and_all_begin_and_end_at_rest(name: str) -> None:
    whole = samples(name)
    least, most = (0.3, 0.4) if name == CLICK else (0.85, 0.95)

    assert least < np.abs(whole).max() < most
    assert np.sqrt(np.mean(whole**2)) > (0.05 if name == CLICK else 0.1)
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

    assert [len(rhythms[name][0]) for name in CUES[:-1]] == [1, 1, 2, 2, 3, 4, 2, 2]
    for one, other in combinations(NAMES, 2):
        assert rhythms[one] != rhythms[other], (one, other, rhythms)


# -- the bank of them ------------------------------------------------------------------------------------------------


LOUD = array.array("h", [10_000] * 100).tobytes()


def bank(*folders: Path) -> tuple[SoundBank, list[str]]:
    said: list[str] = []
    made = SoundBank([str(folder) for folder in folders], said.append)
    made.load_cues()
    return made, said


def test_every_cue_has_a_sound() -> None:
    sounds, said = bank(SOUNDS)

    assert all(sounds.sound(name) for name in NAMES)
    assert said == []


def test_nothing_stands_in_for_the_click(tmp_path: Path) -> None:
    (tmp_path / "go.wav").write_bytes(wav_bytes(LOUD))
    sounds, _ = bank(tmp_path)

    assert sounds.sound("tick") is not None
    assert sounds.sound(CLICK) is None


def test_a_folder_of_the_persons_own_comes_first(tmp_path: Path) -> None:
    (tmp_path / "tick.wav").write_bytes(wav_bytes(LOUD))
    sounds, said = bank(tmp_path, SOUNDS)

    tick, go = sounds.sound("tick"), sounds.sound("go")
    assert tick is not None
    assert tick.pcm == LOUD
    assert go is not None
    assert go.length_s > 0.4
    assert said == []


@pytest.mark.parametrize("data", [b"", b"RIFF....WAVE", wav_bytes(b"")])
def test_a_broken_sound_is_said_once_and_the_bundled_one_is_heard(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "tick.wav").write_bytes(data)
    sounds, said = bank(tmp_path, SOUNDS)
    sounds.load_cues()

    tick = sounds.sound("tick")
    assert tick is not None
    assert tick.length_s < 0.12
    assert len(said) == 1
    assert said[0].startswith(f"sound {tmp_path / 'tick.wav'} ")


def test_without_any_file_there_is_nothing_to_hear_and_it_is_said(tmp_path: Path) -> None:
    sounds, said = bank(tmp_path)

    assert sounds.sound("tick") is None
    assert said == [f"there is no sound for {name}" for name in NAMES]


def test_a_file_named_by_a_routine_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "gong.wav"
    path.write_bytes(wav_bytes(LOUD))
    sounds, _ = bank(SOUNDS)
    sounds.want([str(path), str(path)])

    wait_for(lambda: (gong := sounds.sound("go", str(path))) is not None and gong.pcm == LOUD)


def test_a_file_that_can_not_be_heard_is_said_once_and_go_is_heard(tmp_path: Path) -> None:
    sounds, said = bank(SOUNDS)
    for _ in range(3):
        sounds.want([str(tmp_path / "gong.wav")])

    wait_for(lambda: said)
    assert said == [
        f"sound {tmp_path / 'gong.wav'} can't be read (No such file or directory): go is heard in its place"
    ]
    assert sounds.sound("go", str(tmp_path / "gong.wav")) == sounds.sound("go")
    assert sounds.sound("unheard of") == sounds.sound("go")


def test_the_volume_scales_every_sound(tmp_path: Path) -> None:
    (tmp_path / "go.wav").write_bytes(wav_bytes(LOUD))
    sounds, _ = bank(tmp_path, SOUNDS)
    levels = []
    for volume in (1.0, 0.5, 0.0):
        sounds.volume = volume
        sound = sounds.sound("go")
        assert sound is not None
        levels.append(max(array.array("h", sound.pcm)))

    assert levels == [10_000, 2_500, 0]


def test_sounds_are_made_ready_one_at_a_time() -> None:
    sounds, _ = bank(SOUNDS)
    sounds.volume = 0.3
    wanted = [("tick", None), ("go", None), ("tick", None)]

    assert [sounds.scale_one(wanted) for _ in range(3)] == [True, True, False]


def test_files_beyond_any_sense_are_not_kept(tmp_path: Path) -> None:
    sounds, _ = bank(SOUNDS)
    sounds.want(str(tmp_path / f"{number}.wav") for number in range(10_000))

    assert len(sounds._samples) < 50
