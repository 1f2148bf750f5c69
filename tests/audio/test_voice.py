"""The voice: words become files that are kept, a text is never more than text, and it ends with its owner."""

from __future__ import annotations

import array
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import machine
import pytest
from soundfiles import wait_for

from backday_tui.audio import voice, wav
from backday_tui.audio.process import WorkerProcess
from backday_tui.audio.voice import Espeak, Files, Say, VoiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

SAID = "Next: plank, one minute thirty. Second set of three."


class Hum:
    """A voice that hums as long as a text has letters, in hundredths of a second, with silence around it."""

    name = "hum 1"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def samples(self, text: str) -> array.array[int]:
        self.texts.append(text)
        if text == "mute":
            raise VoiceError("it said nothing")
        quiet = [0] * wav.RATE_HZ
        tone = [round(5000 * math.sin(index / 20)) for index in range(len(text) * wav.RATE_HZ // 100)]
        return array.array("h", quiet + tone + quiet)


@pytest.fixture
def hum() -> Hum:
    return Hum()


def test_what_is_said_is_kept_and_not_said_again(tmp_path: Path, hum: Hum) -> None:
    files = Files(tmp_path / "spoken", hum)
    path, length_s = files.said("twenty letters here.")
    assert length_s == pytest.approx(0.2, abs=0.03)
    assert len(wav.load(str(path))) == round(length_s * wav.RATE_HZ)
    assert max(wav.load(str(path))) == pytest.approx(26_000, abs=60)
    assert Files(tmp_path / "spoken", hum).said("twenty letters here.") == (path, length_s)
    assert hum.texts == ["twenty letters here."]
    assert list((tmp_path / "spoken").iterdir()) == [path]


def test_another_voice_says_it_anew(tmp_path: Path, hum: Hum) -> None:
    first, _ = Files(tmp_path, hum).said("plank")
    hum.name = "hum 2"
    second, _ = Files(tmp_path, hum).said("plank")
    assert first != second


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"cut"])
def test_a_kept_file_that_was_damaged_is_made_anew(tmp_path: Path, hum: Hum, damage: bytes) -> None:
    files = Files(tmp_path, hum)
    path, length_s = files.said("plank")
    path.write_bytes(path.read_bytes()[:-99] if damage == b"cut" else damage)
    assert files.said("plank") == (path, length_s)
    assert len(hum.texts) == 2


def test_the_longest_unused_are_thrown_away(tmp_path: Path, hum: Hum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "MOST_FILES", 5)
    monkeypatch.setattr(voice, "_KEPT_FILES", 2)
    files = Files(tmp_path, hum)
    made = [files.said(f"text {number}")[0] for number in range(6)]
    for age, path in enumerate(made):
        os.utime(path, (1000 + age, 1000 + age))
    (tmp_path / "mine.txt").write_text("not a sound")
    Files(tmp_path, hum)
    assert sorted(tmp_path.glob("*.wav")) == sorted(made[-2:])
    assert (tmp_path / "mine.txt").exists()


def test_where_nothing_can_be_kept_it_speaks_all_the_same(tmp_path: Path, hum: Hum) -> None:
    (tmp_path / "taken").write_text("no folder")
    files = Files(tmp_path / "taken", hum)
    path, _ = files.said("plank")
    assert path.exists()
    files.close()
    assert not path.exists()


def test_each_text_is_answered(tmp_path: Path, hum: Hum) -> None:
    said = list(voice.answers(Files(tmp_path, hum), ["plank", "mute", "x" * 900, 5]))
    assert [sorted(answer) for answer in said] == [
        ["length_s", "path", "text"],
        ["text", "why"],
        ["length_s", "path", "text"],
        ["length_s", "path", "text"],
    ]
    assert said[1]["why"] == "it said nothing"
    assert len(hum.texts[2]) == voice.LONGEST_TEXT


def test_silence_is_nothing_to_be_heard() -> None:
    with pytest.raises(VoiceError, match="silent"):
        voice.trimmed(array.array("h", [0] * 5000))


# -- espeak-ng -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def seconds(spoken: array.array[int]) -> float:
    return len(voice.trimmed(spoken)) / wav.RATE_HZ


@machine.espeak
def test_espeak_says_a_sentence_as_long_as_people_take(espeak: Espeak) -> None:
    assert 3.0 < seconds(espeak.samples(SAID)) < 5.0
    assert seconds(espeak.samples("Plank.")) < 0.8
    assert "espeak-ng 1." in espeak.name


@machine.espeak
@pytest.mark.parametrize(
    "text",
    ['a <break time="9s"/> b', "<speak><prosody rate='x-slow'>a b</prosody></speak>", "<audio src='/etc/passwd'/> a"],
)
def test_markup_is_read_out_and_not_followed(espeak: Espeak, text: str) -> None:
    """Followed, the pause would be there and the signs would not be read out."""
    read_out = seconds(espeak.samples(text))
    words = "".join(char if char.isalnum() else " " for char in text)
    assert seconds(espeak.samples(words)) - 0.7 < read_out < 9.0


@machine.espeak
@pytest.mark.parametrize("text", ["", "\0", " ", "\ud800", "🏋", "漢字", "x" * 300, "%s%n", "a\nb"])
def test_no_text_makes_it_fail_in_another_way(tmp_path: Path, espeak: Espeak, text: str) -> None:
    (answer,) = voice.answers(Files(tmp_path, espeak), [text])
    assert ("path" in answer) != ("why" in answer)
    if "path" in answer:
        assert answer["length_s"] <= wav.LONGEST_S


@pytest.fixture
def process(tmp_path: Path) -> Iterator[WorkerProcess]:
    process = WorkerProcess(("-m", "backday_tui.audio.voice", str(tmp_path / "spoken")))
    yield process
    process.close()


@machine.espeak
def test_the_process_answers_each_text_and_ends_with_its_input(process: WorkerProcess, tmp_path: Path) -> None:
    process.send("say", [SAID, "Half way.", "Last set."])
    said: list[dict[str, Any]] = []

    def all_said() -> bool:
        said.extend(process.received())
        return len(said) == 3

    wait_for(all_said)
    assert [answer["text"] for answer in said] == [SAID, "Half way.", "Last set."]
    assert all(Path(answer["path"]).parent == tmp_path / "spoken" for answer in said)
    assert said[1]["length_s"] < 1.2
    process.close()
    assert process.has_ended


def test_without_espeak_it_says_so_and_ends(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['espeakng_loader'] = None; sys.platform = 'linux'\n"
        f"sys.argv = ['voice', {str(tmp_path)!r}]; from backday_tui.audio import voice; voice.main()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, input="")
    assert '"gone": "espeakng-loader is not installed' in ended.stdout


# -- say -----------------------------------------------------------------------------------------------------------


@machine.shell_scripts
def test_say_is_given_the_text_over_stdin_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hum: Hum) -> None:
    made, _ = Files(tmp_path / "made", hum).said("a sound")
    script = tmp_path / "say"
    script.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/args\ncat >{tmp_path}/text\ncp {made} "$2"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert Say().samples("$(reboot) -o /etc/passwd") == wav.load(str(made))
    assert "reboot" not in (tmp_path / "args").read_text()
    assert (tmp_path / "text").read_text() == "$(reboot) -o /etc/passwd"
    assert isinstance(voice.synthesizer("darwin"), Say)


def test_say_that_fails_is_a_voice_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceError, match="say said nothing"):
        Say().samples("plank")
