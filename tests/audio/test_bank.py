"""The sounds: the person's own before the bundled ones, a stand-in for what can't be heard, the volume."""

from __future__ import annotations

import array
from typing import TYPE_CHECKING

import pytest
from soundfiles import SOUNDS, wait_for, wav_bytes

from backday_tui.audio.sounds import NAMES, SoundBank

if TYPE_CHECKING:
    from pathlib import Path

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
