"""The worker: what it plays, what it says, and that the process it is starts fast, lives through nonsense and ends."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import machine
import pytest
from hypothesis import given
from hypothesis import strategies as st
from soundfiles import SOUNDS, lead_nowhere, wait_for, wav_bytes

from backday_tui.audio import process
from backday_tui.audio.backends import BackendError
from backday_tui.audio.output import Output
from backday_tui.audio.process import WorkerProcess
from backday_tui.audio.worker import Remembered, TimedCue, Timetable, Worker
from backday_tui.clock import ManualClock, SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from backday_tui.audio.sounds import Samples


class Loudspeaker:
    """A backend that keeps what it was told to play."""

    label = "loudspeaker"
    ahead_s = 0.03

    def __init__(self) -> None:
        self.played: list[tuple[str, float]] = []
        self.wanted: list[float | None] = []
        self.hushed: list[str] = []

    def open(self) -> None:
        """Nothing to open."""

    def play(self, sound: Samples, at: float) -> None:
        self.played.append((sound.key.split("@")[0], at))

    def hush(self, sound: Samples) -> None:
        self.hushed.append(sound.key.split("@")[0])

    def attend(self, next_at: float | None) -> None:
        self.wanted.append(next_at)

    def close(self) -> None:
        """Nothing to close."""


class Bench:
    """A worker in this process, with a loudspeaker and a clock moved by hand."""

    def __init__(self, *, works: bool = True) -> None:
        self.clock = ManualClock()
        self.said: list[dict[str, Any]] = []
        self.worker = Worker(self.clock, self.said.append)
        self.speaker = Loudspeaker()
        self.worker.handle({"setup": {"backend": "player", "sounds": [str(SOUNDS)], "volume": 1.0, "muted": False}})
        self.worker._output = Output("player", self.clock.now, lambda: None, self.worker._report, opened=self._opened)
        self._works = works
        self.worker._output.choose()
        self.said.clear()

    def _opened(self, *_: object) -> Loudspeaker:
        if not self._works:
            raise BackendError("no device")
        return self.speaker

    def schedule(self, *rows: tuple[str, float, str, str | None]) -> None:
        self.worker.handle(
            {"schedule": self.listed((cue_id, self.clock.now() + at, name, path) for cue_id, at, name, path in rows)}
        )

    def listed(self, cues: Iterable[Any], speech: Iterable[Any] = ()) -> dict[str, Any]:
        return {"now": self.clock.now(), "cues": list(cues), "speech": list(speech)}

    def run(self, seconds: float) -> None:
        """As the process does: attend, wait as long as it says, again."""
        until = self.clock.now() + seconds
        while (left := until - self.clock.now()) > 0:
            self.clock.move(min(left, max(self.worker.attend(), 0.0001)))
        self.worker.attend()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.speaker.played]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    monkeypatch.setenv("PATH", str(tmp_path))  # no player: `setup` finds nothing, then the loudspeaker is put in
    return Bench()


def test_each_sound_is_handed_over_a_little_before_its_time(bench: Bench) -> None:
    begin = bench.clock.now()
    bench.schedule(("a", 1.0, "tick", None), ("b", 2.0, "go", None))
    bench.run(0.9)
    assert bench.speaker.played == []
    bench.run(0.08)
    assert bench.speaker.played == [("tick", begin + 1.0)]
    bench.run(3.0)
    assert bench.speaker.played == [("tick", begin + 1.0), ("go", begin + 2.0)]
    assert [message.get("played") for message in bench.said] == ["a", "b"]


def test_a_list_sent_again_plays_nothing_twice(bench: Bench) -> None:
    bench.schedule(("a", 0.1, "tick", None), ("b", 1.0, "go", None))
    bench.run(0.2)
    bench.schedule(("a", -0.1, "tick", None), ("b", 0.8, "go", None))
    bench.run(2.0)

    assert bench.names == ["tick", "go"]


def test_what_was_due_when_a_list_was_made_is_heard_though_it_is_not_in_it(bench: Bench) -> None:
    bench.schedule(("a", 0.5, "tick", None), ("b", 0.7, "go", None))
    bench.worker.attend()
    bench.clock.move(0.6)  # the worker stood still: `a` should have been heard, `b` not yet
    made = bench.listed([])
    bench.clock.move(0.2)
    bench.worker.handle({"schedule": made})  # the app, which paused meanwhile
    bench.run(1.0)

    assert bench.names == ["tick"]


class Talk:
    """A second of speech in a file, told to a worker."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.path = str(folder / "words.wav")
        (folder / "words.wav").write_bytes(wav_bytes(LOUD_S))
        self.at = bench.clock.now() + 1.0
        self.tell()
        wait_for(lambda: not bench.worker._bank.awaits(self.path))

    def tell(self, until_s: float = 2.0, *, cue_id: str = "say") -> None:
        self.bench.worker.handle({"schedule": self.bench.listed([], [(cue_id, self.at, self.at + until_s, self.path)])})


LOUD_S = b"\x10\x27" * 44_100


@pytest.fixture
def talk(bench: Bench, tmp_path: Path) -> Talk:
    return Talk(bench, tmp_path)


def test_words_are_heard_at_their_time_and_nobody_is_told(talk: Talk) -> None:
    talk.bench.run(3.0)
    assert talk.bench.speaker.played == [(talk.path, talk.at)]
    assert talk.bench.speaker.hushed == []
    assert talk.bench.said == []


def test_words_that_would_not_be_over_in_time_are_left_out(talk: Talk) -> None:
    talk.tell(0.9)
    talk.bench.run(3.0)
    assert talk.bench.names == []


def test_words_that_come_too_late_to_be_over_in_time_are_left_out(talk: Talk) -> None:
    talk.bench.clock.move(2.1)
    talk.bench.run(1.0)
    assert talk.bench.names == []


def test_words_that_begin_late_are_heard_where_there_is_time(talk: Talk) -> None:
    talk.bench.clock.move(1.9)
    talk.bench.run(1.0)
    assert talk.bench.names == [talk.path]


def test_words_go_on_while_they_are_in_the_list_and_end_when_they_are_not(talk: Talk) -> None:
    talk.bench.run(1.3)
    talk.tell()
    talk.tell(5.0)
    assert talk.bench.speaker.hushed == []
    talk.tell(0.8)
    assert talk.bench.speaker.hushed == [talk.path]
    talk.tell()
    talk.bench.run(3.0)
    assert talk.bench.names == [talk.path]


@pytest.mark.parametrize("end", [{"schedule": {"now": 0, "cues": [], "speech": []}}, {"muted": True}])
def test_words_end_at_a_pause_and_when_muted(talk: Talk, end: dict[str, Any]) -> None:
    talk.bench.run(1.3)
    talk.bench.worker.handle(end)
    assert talk.bench.speaker.hushed == [talk.path]


def test_words_that_are_over_are_not_ended_again(talk: Talk) -> None:
    talk.bench.run(2.3)
    talk.bench.schedule()
    assert talk.bench.speaker.hushed == []


def test_words_whose_file_is_still_read_are_waited_for(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [False]
    sound = talk.bench.worker._bank.sound
    monkeypatch.setattr(talk.bench.worker._bank, "awaits", lambda _: not read[0])
    monkeypatch.setattr(
        talk.bench.worker._bank, "sound", lambda *args, **options: sound(*args, **options) if read[0] else None
    )
    talk.bench.run(1.5)
    assert talk.bench.names == []
    read[0] = True
    talk.bench.run(0.1)
    assert talk.bench.names == [talk.path]


def test_words_without_a_file_are_left_out_and_nothing_stands_in(bench: Bench) -> None:
    at = bench.clock.now() + 0.5
    bench.worker.handle({"schedule": bench.listed([], [("say", at, at + 9.0, "/none/words.wav")])})
    wait_for(lambda: not bench.worker._bank.awaits("/none/words.wav"))
    bench.run(2.0)
    assert bench.names == []


def test_an_empty_list_is_silence(bench: Bench) -> None:
    bench.schedule(("a", 0.5, "tick", None))
    bench.run(0.2)
    bench.schedule()
    bench.run(2.0)

    assert bench.names == []


def test_a_sound_over_a_second_late_is_reported_and_not_played(bench: Bench) -> None:
    bench.schedule(("a", 0.5, "tick", None), ("b", 3.0, "go", None))
    bench.clock.move(1.6)  # the machine slept
    bench.worker.attend()
    assert bench.names == []
    assert bench.said == [{"missed": "a", "why": "1.1 s late"}]

    bench.run(2.0)
    assert bench.names == ["go"]


def test_a_sound_up_to_a_second_late_is_played(bench: Bench) -> None:
    bench.schedule(("a", -0.9, "tick", None))
    bench.run(0.1)

    assert bench.names == ["tick"]
    assert bench.said[0]["played"] == "a"


@pytest.mark.parametrize(("at", "longest_s"), [(3600.0, 2.0), (6.5, 2.0), (5.0, 0.5)])
def test_the_wait_is_never_long_as_its_clock_stands_still_while_the_machine_sleeps(
    bench: Bench, at: float, longest_s: float
) -> None:
    bench.schedule(("a", at, "tick", None))
    while bench.worker.attend() == 0.0:
        pass

    assert 0.1 < bench.worker.attend() <= longest_s


def test_muted_it_plays_nothing_and_wants_no_device(bench: Bench) -> None:
    bench.worker.handle({"muted": True})
    bench.schedule(("a", 0.2, "tick", None), ("b", 5.0, "go", None))
    bench.run(0.5)
    assert bench.names == []
    assert set(bench.speaker.wanted) == {None}
    assert bench.said == [{"missed": "a", "why": "muted"}]

    bench.worker.handle({"muted": False})
    bench.run(5.0)
    assert bench.names == ["go"]


def test_a_sound_may_be_asked_for_now_at_a_new_volume(bench: Bench) -> None:
    bench.worker.handle({"volume": 0.5})
    bench.worker.handle({"play": "go"})

    assert bench.speaker.played == [("go", bench.clock.now())]


def test_a_routines_own_sound_that_is_bad_is_go(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_bytes(b"RIFF")
    bench.schedule(("a", 1.0, "go", str(tmp_path / "bad.wav")))
    wait_for(lambda: any("say" in message for message in bench.said))
    bench.run(2.0)

    assert bench.names == ["go"]


def test_without_a_device_each_sound_is_reported_as_missed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    bench = Bench(works=False)
    bench.schedule(("a", 0.1, "tick", None))
    bench.run(0.5)

    assert bench.said == [{"missed": "a", "why": "nothing sounds"}]


@pytest.mark.parametrize(
    "message",
    [
        {"schedule": 5},
        {"schedule": {"now": 1, "cues": [[1]], "speech": []}},
        {"volume": "loud"},
        {"volume": None},
        {"setup": {}},
        {"nonsense": 1},
        {},
    ],
)
def test_nonsense_harms_nothing(bench: Bench, message: dict[str, Any]) -> None:
    bench.worker.handle(message)
    bench.schedule(("a", 0.1, "tick", None))
    bench.run(0.5)

    assert bench.names == ["tick"]


def test_ten_thousand_cues_leave_nothing_behind(bench: Bench) -> None:
    for number in range(10_000):
        bench.schedule((str(number), 0.01, "tick", None), (f"{number} later", 9.0, "go", None))
        bench.clock.move(0.2)
        bench.worker.attend()
        bench.said.clear()
        bench.speaker.wanted.clear()

    assert len(bench.speaker.played) == 10_000
    assert len(bench.worker._timetable.cues) == 1
    assert len(bench.worker._timetable._done) < 5_000


# --- the process ------------------------------------------------------------------------------------------------------


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[WorkerProcess]:
    """The worker's process on a machine without devices."""
    lead_nowhere(monkeypatch, tmp_path)
    worker = WorkerProcess()
    worker.send("setup", {"backend": "player", "sounds": [str(SOUNDS)], "volume": 1.0, "muted": False})
    try:
        yield worker
    finally:
        worker.kill()
        worker.close()


def answers(worker: WorkerProcess, key: str) -> Any:
    """The next answer of a kind."""
    found: list[Any] = []

    def is_there() -> bool:
        found.extend(message[key] for message in worker.received() if key in message)
        return bool(found)

    wait_for(is_there)
    return found[0]


def test_the_process_says_what_it_found_and_answers(real: WorkerProcess) -> None:
    assert answers(real, "status") == {
        "backend": None,
        "reasons": {"player": "there is none of the programs paplay, aplay, afplay"},
    }
    real.send("ping", 7)
    assert answers(real, "pong") == 7
    now = SystemClock().now()
    real.send("schedule", {"now": now, "cues": [("a", now, "tick", None)], "speech": []})
    assert answers(real, "missed") == "a"
    real.send("schedule", {"now": now, "cues": [("b", now - 5.0, "tick", None)], "speech": []})
    assert answers(real, "why").endswith("s late")


def test_the_process_ends_with_its_input(real: WorkerProcess) -> None:
    answers(real, "status")
    real._outbox.close()

    wait_for(lambda: real.has_ended, 2.0)
    assert real._process.returncode == 0


def test_the_process_reads_past_lines_that_are_no_messages(real: WorkerProcess) -> None:
    for line in (b"\n", b"{", b"[1]", b"\xff\xfe", b'{"schedule": 3}', b"x" * 100_000):
        real._outbox.put("any", line + b"\n")
    real.send("ping", 1)

    assert answers(real, "pong") == 1


def run_python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env={**process.environment(os.environ), **env},
    )


def test_the_process_imports_little() -> None:
    code = "import sys, backday_tui.audio.worker; print(*sorted(sys.modules))"
    modules = set(run_python(code).stdout.split())

    assert modules.isdisjoint(
        {"textual", "rich", "click", "subprocess", "pathlib", "tomllib", "simpleaudio", "miniaudio"}
    )


def test_what_a_library_prints_does_not_reach_the_answers() -> None:
    code = (
        "import os; from backday_tui.audio import worker\n"
        "answers = worker._protocol(); os.write(1, b'noise'); print('more noise', flush=True)\n"
        "worker._sender(answers)({'pong': 1})"
    )
    ended = run_python(code)

    assert json.loads(ended.stdout) == {"pong": 1}
    assert ended.stderr == "noisemore noise\n"


def test_a_fault_of_its_own_ends_it_at_once_and_is_told_on_stderr() -> None:
    code = (
        "import threading; from backday_tui.audio import worker\n"
        "threading.Thread(target=threading.Event().wait).start()  # as a hung library's\n"
        "worker._Inbox.wait = lambda *_: 1 / 0; worker.main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        assert worker.stdin is not None  # open until it has ended
        assert worker.wait(60) == 1
        out, err = worker.communicate()

    assert "ZeroDivisionError" in err
    assert out == ""


def test_it_ends_when_nobody_is_left_to_answer() -> None:
    code = (
        "import os, sys; from backday_tui.audio import worker\n"
        "out, back = os.pipe(); os.close(out)\n"
        "worker._sender(back)({'pong': 1}); sys.exit(3)"
    )
    assert run_python(code).returncode == 0


@machine.pipes_that_do_not_block
def test_it_never_waits_for_someone_to_read_its_answers() -> None:
    code = (
        "import os; from backday_tui.audio import worker\n"
        "out, back = os.pipe(); os.dup2(back, 1); send = worker._sender(worker._protocol())\n"
        "for number in range(100_000): send({'pong': number})\n"
        "os.write(2, b'done')"
    )
    assert run_python(code).stderr == "done"


def test_a_trial_says_what_came_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lead_nowhere(monkeypatch, tmp_path)
    code = "from backday_tui.audio import worker; worker.trial('player')"

    assert json.loads(run_python(code).stdout) == {
        "name": "player",
        "why": "there is none of the programs paplay, aplay, afplay",
    }


# -- the list of sounds to come --------------------------------------------------------------------------------------


def cue(cue_id: str, at: float) -> TimedCue:
    return TimedCue(at, cue_id, "tick")


def popped(timetable: Timetable, until: float) -> list[str]:
    return [one.id for one in iter(lambda: timetable.pop(until), None)]


def test_sounds_come_in_the_order_of_their_times() -> None:
    timetable = Timetable()
    timetable.replace([cue("c", 3.0), cue("a", 1.0), cue("b", 2.0)])

    assert timetable.next_at == 1.0
    assert popped(timetable, 2.0) == ["a", "b"]
    assert timetable.next_at == 3.0
    assert popped(timetable, 9.0) == ["c"]
    assert timetable.next_at is None


def test_a_new_list_takes_the_place_of_the_old_one() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0), cue("b", 2.0)])
    timetable.replace([cue("b", 5.0)])

    assert popped(timetable, 4.0) == []
    assert popped(timetable, 5.0) == ["b"]


def test_what_was_played_is_not_played_again() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0), cue("b", 2.0)])
    assert popped(timetable, 1.0) == ["a"]

    timetable.replace([cue("a", 1.0), cue("b", 2.0), cue("b", 2.5)])

    assert popped(timetable, 9.0) == ["b"]


def test_nothing_is_left_after_an_empty_list() -> None:
    timetable = Timetable()
    timetable.replace([cue("a", 1.0)])
    timetable.replace([])

    assert timetable.next_at is None
    assert popped(timetable, 9.0) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 50)), max_size=60))
def test_no_id_is_played_twice(rows: list[tuple[int, int]]) -> None:
    timetable, played = Timetable(), []
    for now, (cue_id, at) in enumerate(rows):
        timetable.replace([cue(str(cue_id), at), *timetable.cues])
        played += popped(timetable, now)

    assert len(played) == len(set(played))


def test_what_is_remembered_does_not_grow() -> None:
    remembered = Remembered(most=100)
    for number in range(10_000):
        remembered.add(str(number))

    assert len(remembered) == 100
    assert "9999" in remembered
    assert "9000" not in remembered


def last(bench: Bench) -> float | None:
    return bench.speaker.wanted[-1]


def test_a_device_is_wanted_while_a_sound_may_come_at_any_moment_but_not_for_ever(bench: Bench) -> None:
    bench.schedule(("a", 1.0, "rest", None))
    bench.run(60)
    assert bench.speaker.wanted[0] == bench.clock.now() - 59
    assert last(bench) == math.inf
    bench.run(900)
    assert last(bench) is None
    bench.schedule()
    bench.run(1)
    assert last(bench) == math.inf
    bench.worker.handle({"muted": True})
    bench.run(1)
    assert last(bench) is None
