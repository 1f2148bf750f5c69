"""What is said of what could be: the longest that fits, names first; a voice that fails harms nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from backday_tui.audio.announcer import HOW, LATEST_S, Announcer, missing
from backday_tui.session.speech import NAMES, REMARKS, Announcement

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = 100.0


class FakeVoice:
    """In the place of the process: answers what a test tells it to."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.answers: list[dict[str, Any]] = []
        self.has_ended = False
        self.killed = False
        self.closed = False

    def send(self, kind: str, value: Any) -> None:
        assert kind == "say"
        self.asked.append(value)

    def received(self) -> list[dict[str, Any]]:
        answers, self.answers = self.answers, []
        return answers

    def kill(self) -> None:
        self.killed = True

    def close(self) -> None:
        self.closed = True


class Bench:
    def __init__(self, *, is_on: bool = True, missing: str = "", starts: bool = True) -> None:
        self.voices: list[FakeVoice] = []
        self.starts = starts
        self.announcer = Announcer(Path("spoken"), is_on=is_on, missing=lambda: missing, start=self._start)

    def _start(self, arguments: Sequence[str]) -> Any:
        if not self.starts:
            raise OSError("no more processes")
        assert list(arguments) == ["-m", "backday_tui.audio.voice", "spoken"]
        self.voices.append(FakeVoice())
        return self.voices[-1]

    def knows(self, **lengths_s: float) -> None:
        """The voice has said these."""
        self.announcer.rehearse(lengths_s)
        self.announcer.tick(NOW)
        self.voices[-1].answers = [
            {"text": text, "path": f"/{text}.wav", "length_s": length_s} for text, length_s in lengths_s.items()
        ]
        assert self.announcer.tick(NOW)

    def fitted(self, *announcements: Announcement, now: float = NOW) -> list[tuple[str, float]]:
        return [(spoken.path, spoken.at) for spoken in self.announcer.fitted(announcements, now)]


def announcement(*texts: str, at: float = NOW + 1, until: float = NOW + 5, rank: int = NAMES) -> Announcement:
    return Announcement(f"{at}", at, until, texts, rank)


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.knows(whole=4.5, middle=2.5, name=0.6, half=0.7)
    return bench


@pytest.mark.parametrize(
    ("until", "heard"), [(6.0, "whole"), (5.4, "middle"), (3.5, "middle"), (3.4, "name"), (1.6, "name"), (1.5, None)]
)
def test_the_longest_that_is_over_in_time_is_heard(bench: Bench, until: float, heard: str | None) -> None:
    found = bench.fitted(announcement("whole", "middle", "name", until=NOW + until))
    assert found == ([(f"/{heard}.wav", NOW + 1)] if heard else [])


def test_a_name_goes_before_half_way(bench: Bench) -> None:
    name = announcement("whole", at=NOW + 3, until=NOW + 20)
    half = announcement("half", at=NOW + 2.5, until=NOW + 20, rank=REMARKS)
    assert bench.fitted(half, name) == [("/whole.wav", NOW + 3)]
    early = announcement("half", at=NOW + 2, until=NOW + 20, rank=REMARKS)
    assert bench.fitted(early, name) == [("/half.wav", NOW + 2), ("/whole.wav", NOW + 3)]
    within = announcement("half", at=NOW + 7, until=NOW + 20, rank=REMARKS)
    assert bench.fitted(name, within) == [("/whole.wav", NOW + 3)]
    after = announcement("half", at=NOW + 7.8, until=NOW + 20, rank=REMARKS)
    assert bench.fitted(name, after) == [("/whole.wav", NOW + 3), ("/half.wav", NOW + 7.8)]


def test_what_has_begun_goes_on_as_it_is_while_there_is_time_for_it(bench: Bench) -> None:
    said = announcement("whole", "name", until=NOW + 6)
    assert bench.fitted(said) == [("/whole.wav", NOW + 1)]
    assert bench.fitted(said, now=NOW + 4) == [("/whole.wav", NOW + 1)]
    shortened = announcement("whole", "name", until=NOW + 5)
    assert bench.fitted(shortened, now=NOW + 4.2) == []


def test_what_was_not_begun_before_a_pause_keeps_its_new_time(bench: Bench) -> None:
    bench.fitted(announcement("whole", until=NOW + 9))
    moved = Announcement(f"{NOW + 1}", NOW + 31, NOW + 39, ("whole",), NAMES)
    assert bench.fitted(moved, now=NOW + 30.5) == [("/whole.wav", NOW + 31)]


def test_what_is_much_too_late_is_left_out(bench: Bench) -> None:
    late = announcement("name", until=NOW + 60)
    assert bench.fitted(late, now=NOW + 1 + LATEST_S - 0.1) == [("/name.wav", NOW + 1)]
    bench.announcer.fitted((), NOW)
    assert bench.fitted(late, now=NOW + 1 + LATEST_S + 0.1) == []


def test_what_was_not_said_yet_is_asked_for_once(bench: Bench) -> None:
    new = announcement("new", "newer")
    assert bench.fitted(new) == []
    assert bench.fitted(new) == []
    assert bench.voices[-1].asked[-1] == ["new", "newer"]
    assert len(bench.voices[-1].asked) == 2
    bench.voices[-1].answers = [{"text": "new", "why": "silent"}, {"text": "newer", "path": "/n.wav", "length_s": 1}]
    assert bench.announcer.tick(NOW)
    assert bench.fitted(new) == [("/n.wav", NOW + 1)]
    assert len(bench.voices[-1].asked) == 2


def test_turned_off_it_says_and_asks_nothing_and_turned_on_it_has_all_that_was_rehearsed() -> None:
    bench = Bench(is_on=False)
    bench.announcer.rehearse(iter(["one", "two"]))
    assert not bench.announcer.tick(NOW)
    assert bench.fitted(announcement("one")) == []
    assert bench.voices == []
    bench.announcer.turn(True)
    bench.announcer.tick(NOW)
    assert bench.voices[0].asked == [["one", "two"]]
    assert bench.announcer.is_on
    bench.announcer.close()
    assert bench.voices[0].closed
    assert not bench.announcer.tick(NOW)


def test_without_a_voice_it_says_how_to_get_one_once() -> None:
    bench = Bench(missing=f"no voice is installed: {HOW}")
    bench.announcer.rehearse(["one"])
    assert not bench.announcer.tick(NOW)
    assert not bench.announcer.is_on
    assert bench.announcer.news() == (f"nothing is spoken: no voice is installed: {HOW}",)
    assert bench.announcer.news() == ()
    assert bench.voices == []
    assert Bench(is_on=False, missing="none").announcer.news() == ()


def test_a_voice_that_can_not_be_had_after_all_is_given_up() -> None:
    bench = Bench()
    bench.announcer.rehearse(["one"])
    bench.announcer.tick(NOW)
    bench.voices[0].answers = [{"gone": "espeak-ng has no voice"}]
    bench.voices[0].has_ended = True
    bench.announcer.tick(NOW)
    assert bench.announcer.why_not == "espeak-ng has no voice"
    assert bench.announcer.news() == ("nothing is spoken: espeak-ng has no voice",)
    assert len(bench.voices) == 1


def test_a_voice_that_can_not_be_started_is_given_up() -> None:
    bench = Bench(starts=False)
    bench.announcer.rehearse(["one"])
    bench.announcer.tick(NOW)
    assert "no more processes" in bench.announcer.news()[0]
    assert bench.fitted(announcement("one")) == []


def test_a_text_that_crashes_the_voice_is_left_out_and_the_others_are_said() -> None:
    bench = Bench()
    bench.announcer.rehearse(["one", "two", "three"])
    bench.announcer.tick(NOW)
    bench.voices[0].answers = [{"text": "one", "path": "/one.wav", "length_s": 1.0}]
    bench.voices[0].has_ended = True
    assert bench.announcer.tick(NOW)
    assert bench.voices[0].killed
    assert bench.voices[1].asked == [["three"]]
    assert bench.fitted(announcement("two", "one")) == [("/one.wav", NOW + 1)]


def test_a_voice_that_hangs_is_replaced_and_given_up_after_three_times() -> None:
    bench = Bench()
    bench.announcer.rehearse(["one", "two", "three", "four"])
    now = NOW
    for _ in range(40):
        bench.announcer.tick(now)
        now += 1
    assert len(bench.voices) == 3
    assert all(voice.killed for voice in bench.voices)
    assert bench.announcer.news() == ("nothing is spoken: the voice failed several times",)


def test_an_idle_voice_is_not_taken_for_a_hung_one(bench: Bench) -> None:
    for wait_s in range(100):
        bench.announcer.tick(NOW + wait_s)
    bench.fitted(announcement("new"))
    bench.announcer.tick(NOW + 100)
    assert len(bench.voices) == 1


def test_where_a_voice_is_missing_depends_on_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/say")
    assert missing("darwin") == ""
    assert HOW in missing("linux")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    assert missing("linux") == ""
