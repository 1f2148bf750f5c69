"""The app's handle on sound: it never raises, never waits, says what one hears, and looks after its worker."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import machine
import pytest
from soundfiles import SOUNDS, lead_nowhere, wait_for

from backday_tui.audio import player as player_module
from backday_tui.audio.player import (
    BACKENDS,
    BELL,
    NO_VOICE,
    OFF,
    STARTING,
    CueLog,
    Player,
    SoundOutput,
    Status,
    WorkerWatch,
)
from backday_tui.clock import ManualClock, SystemClock
from backday_tui.session.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class FakeWorker:
    """In the place of a worker's process: keeps what it was sent, says what a test puts into `answers`."""

    made: list[FakeWorker] = []  # noqa: RUF012 - cleared by the fixture
    fails = False

    def __init__(self, _arguments: Sequence[str]) -> None:
        if FakeWorker.fails:
            raise OSError("no more processes")
        self.sent: list[tuple[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.has_ended = False
        self.killed = 0
        self.closed = 0
        self.pid = 1000 + len(FakeWorker.made)
        self.answers_pings = True
        FakeWorker.made.append(self)

    def send(self, kind: str, value: Any) -> None:
        self.sent.append((kind, json.loads(json.dumps(value))))
        if kind == "ping" and self.answers_pings:
            self.answers.append({"pong": value})

    def received(self) -> list[dict[str, Any]]:
        answers, self.answers = self.answers, []
        return answers

    def kill(self) -> None:
        self.killed += 1
        self.has_ended = True

    def close(self) -> None:
        self.closed += 1
        self.has_ended = True

    def last(self, kind: str) -> Any:
        return [value for sent, value in self.sent if sent == kind][-1]


class Bench:
    """A player with a clock moved by hand and workers that a test speaks for."""

    def __init__(self, **options: Any) -> None:
        self.clock = ManualClock()
        self.player = Player(sounds=options.pop("sounds", SOUNDS), clock=self.clock, **options)

    @property
    def worker(self) -> FakeWorker:
        return FakeWorker.made[-1]

    def says(self, **message: Any) -> None:
        self.worker.answers.append(message)
        self.player.tick()

    def finds(self, backend: str | None) -> None:
        self.says(status={"backend": backend, "reasons": {}})

    def pass_time(self, seconds: float, step_s: float = 1.0) -> None:
        for _ in range(round(seconds / step_s)):
            self.clock.move(step_s)
            self.player.tick()

    def cue(self, cue_id: str, in_s: float, name: str = "tick", path: str | None = None) -> Cue:
        return Cue(cue_id, self.clock.now() + in_s, name, path)

    def sent_ids(self) -> list[str]:
        return [row[0] for row in self.worker.last("schedule")["cues"]]


@pytest.fixture(autouse=True)
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeWorker.made.clear()
    monkeypatch.setattr(FakeWorker, "fails", False)
    monkeypatch.setattr(player_module, "WorkerProcess", FakeWorker)


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.player.start()
    return bench


def test_the_worker_is_told_how_to_begin() -> None:
    bench = Bench(backend="miniaudio", volume=0.5, muted=True, sounds=[Path("mine"), SOUNDS])
    bench.player.start()

    assert bench.worker.sent[0] == (
        "setup",
        {"backend": "miniaudio", "sounds": [str(Path("mine").absolute()), str(SOUNDS)], "volume": 0.5, "muted": True},
    )


def test_what_one_hears_is_said(bench: Bench) -> None:
    assert bench.player.status == STARTING
    bench.finds("simpleaudio")
    assert bench.player.status == Status("simpleaudio", audible=True, text="sound: simpleaudio")
    bench.player.set_muted(True)
    assert bench.player.status == Status("simpleaudio", audible=False, text="sound muted")
    bench.player.set_muted(False)
    bench.player.set_volume(0.0)
    assert not bench.player.status.audible
    bench.player.set_volume(0.1)
    bench.finds(None)
    assert bench.player.status == BELL
    bench.finds("paplay")
    assert bench.player.status.text == "sound: paplay"


@pytest.mark.parametrize(("backend", "status"), [("bell", BELL), ("off", OFF)])
def test_the_bell_and_silence_need_no_worker(backend: str, status: Status) -> None:
    bench = Bench(backend=backend)
    bench.player.start()
    bench.player.schedule([bench.cue("a", 1.0)])
    bench.player.play("go")
    bench.pass_time(3.0)

    assert FakeWorker.made == []
    assert bench.player.status == status
    bench.player.close()


def test_an_unknown_backend_is_auto() -> None:
    bench = Bench(backend="gramophone")
    bench.player.start()

    assert bench.worker.last("setup")["backend"] == "auto"


def test_a_list_is_sent_in_the_order_of_time_with_its_sounds(bench: Bench) -> None:
    cues = [bench.cue("b", 2.0, "go", "/r/gong.wav"), bench.cue("a", 1.0), bench.cue("c", 3.0, "done")]
    bench.player.schedule(cues)

    now = bench.clock.now()
    assert bench.worker.last("schedule")["cues"] == [
        ["a", now + 1.0, "tick", None],
        ["b", now + 2.0, "go", "/r/gong.wav"],
        ["c", now + 3.0, "done", None],
    ]


def test_a_long_list_is_sent_bit_by_bit(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.player.schedule([bench.cue(str(number), float(number)) for number in range(1_000)])
    assert bench.sent_ids() == [str(number) for number in range(200)]

    for _ in range(150):
        bench.clock.move(1.0)
        for cue_id in bench.sent_ids():
            if int(cue_id) <= bench.clock.now() - 1000.0:
                bench.worker.answers.append({"played": cue_id})
        bench.player.tick()

    assert bench.sent_ids()[-1] > "300"
    assert len(bench.sent_ids()) == 200


def test_volume_and_mute_are_sent_and_kept_within_bounds(bench: Bench) -> None:
    for volume, kept in ((0.5, 0.5), (7.0, 1.0), (-1.0, 0.0)):
        bench.player.set_volume(volume)
        assert bench.player.volume == bench.worker.last("volume") == kept
    bench.player.set_muted(True)
    assert bench.player.muted is True
    assert bench.worker.last("muted") is True
    bench.player.play("go")
    assert bench.worker.last("play") == "go"


def test_a_worker_that_died_is_started_again_with_what_is_left(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.player.schedule([bench.cue("a", 0.5), bench.cue("b", 5.0), bench.cue("c", -3.0)])
    bench.clock.move(0.6)
    bench.says(played="a")
    bench.player.set_volume(0.5)
    bench.worker.has_ended = True
    bench.player.tick()
    assert bench.player.status == BELL

    bench.pass_time(1.0)
    assert len(FakeWorker.made) == 2
    assert bench.worker.last("setup")["volume"] == 0.5
    assert bench.sent_ids() == ["b"]
    bench.finds("simpleaudio")
    assert bench.player.status.audible


def test_the_last_words_of_a_dead_worker_count(bench: Bench) -> None:
    bench.player.schedule([bench.cue("a", 0.5), bench.cue("b", 5.0)])
    bench.worker.answers.append({"played": "a"})
    bench.worker.has_ended = True
    bench.player.tick()
    bench.pass_time(1.0)

    assert bench.sent_ids() == ["b"]


@pytest.mark.parametrize(("sound_in_s", "borne_s"), [(5.5, 4.0), (8.0, 5.0), (60.0, 5.0)])
def test_a_worker_that_gives_no_answer_for_two_seconds_is_killed_and_replaced(
    bench: Bench, sound_in_s: float, borne_s: float
) -> None:
    bench.finds("simpleaudio")
    bench.player.schedule([bench.cue("a", sound_in_s)])
    bench.worker.answers_pings = False
    bench.player.tick()
    bench.worker.answers.clear()
    bench.pass_time(2.0)
    assert bench.worker.killed == 0
    bench.pass_time(borne_s - 2.0)
    first = FakeWorker.made[0]
    assert first.killed == 1
    bench.pass_time(1.0)

    assert len(FakeWorker.made) == 2
    assert bench.sent_ids() == ["a"], "in time for the next sound"


def test_a_worker_is_not_blamed_for_the_sleep_of_the_app(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.worker.answers_pings = False
    bench.player.tick()
    bench.worker.answers.clear()
    bench.pass_time(7200.0, step_s=3600.0)
    assert bench.worker.killed == 0

    bench.says(pong=1)
    bench.pass_time(2.0)
    assert bench.worker.killed == 0


def test_a_worker_that_takes_five_seconds_to_start_is_left_alone(bench: Bench) -> None:
    bench.worker.answers_pings = False
    bench.pass_time(5.0)
    assert bench.worker.killed == 0
    assert bench.player.status == STARTING

    bench.finds("simpleaudio")
    assert bench.player.status.audible


def test_a_worker_that_says_it_will_be_slow_is_given_the_time(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.worker.answers_pings = False
    bench.says(slow=8.0)
    bench.worker.answers.clear()
    bench.pass_time(9.0)
    assert bench.worker.killed == 0
    bench.pass_time(2.0)
    assert FakeWorker.made[0].killed == 1


def test_workers_that_die_at_once_are_started_less_and_less_often(bench: Bench) -> None:
    starts = []
    for _ in range(600):
        if not bench.worker.has_ended:
            starts.append(bench.clock.now())
            bench.worker.has_ended = True
        bench.pass_time(0.1, step_s=0.1)

    assert len(starts) < 20
    assert 4.9 <= starts[-1] - starts[-2] <= 5.5, "and still within 10 s, for the day it works again"
    assert bench.player.status == BELL


def test_a_steady_worker_makes_up_for_those_before(bench: Bench) -> None:
    for _ in range(4):
        bench.worker.has_ended = True
        bench.pass_time(6.0)
    bench.finds("simpleaudio")
    bench.pass_time(15.0)
    bench.worker.has_ended = True
    count = len(FakeWorker.made)
    bench.pass_time(1.0, step_s=0.25)

    assert len(FakeWorker.made) == count + 1


def test_a_cue_that_has_come_is_due_though_the_list_was_replaced_before_anybody_asked() -> None:
    bench = Bench(backend="bell")
    bench.player.start()
    bench.player.schedule([bench.cue("a", 1.0), bench.cue("b", 2.0, "go")])
    bench.clock.move(1.5)
    bench.player.schedule([bench.cue("b", 0.5, "go")])
    assert bench.player.due(bench.clock.now()) == ("tick",)
    bench.clock.move(1.0)
    bench.player.schedule([])
    assert bench.player.due(bench.clock.now()) == ("go",)
    assert bench.player.due(bench.clock.now()) == ()


def test_a_cue_that_is_due_at_once_rings_once_however_often_it_is_listed() -> None:
    bench = Bench(backend="bell")
    bench.player.start()
    bench.clock.move(1.0)
    now = bench.cue("a", 0.0)
    bench.clock.move(0.001)
    bench.player.schedule([now, bench.cue("b", 1.0)])
    bench.player.schedule([now, bench.cue("b", 1.0)])
    assert bench.player.due(bench.clock.now()) == ("tick",)
    bench.player.schedule([now])
    assert bench.player.due(bench.clock.now()) == ()


def test_where_no_process_can_be_started_the_bell_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeWorker, "fails", True)
    bench = Bench()
    bench.player.start()
    bench.player.schedule([bench.cue("a", 0.5)])
    bench.player.play("go")
    bench.player.set_volume(0.5)
    bench.player.set_muted(False)
    bench.pass_time(1.0)

    assert bench.player.status == BELL
    assert bench.player.due(bench.clock.now()) == ("tick",)
    assert bench.player.news() == ("the sound worker can't be started (no more processes)",)
    monkeypatch.setattr(FakeWorker, "fails", False)
    bench.pass_time(6.0)
    bench.finds("simpleaudio")
    assert bench.player.status.audible


def test_the_bell_is_due_for_each_cue_once_where_nothing_sounds(bench: Bench) -> None:
    bench.finds(None)
    bench.player.schedule([bench.cue("a", 1.0), bench.cue("b", 2.0, "go"), bench.cue("c", 3.0, "rest")])
    rung = [bench.player.due(bench.clock.now())]
    for _ in range(6):
        bench.clock.move(0.5)
        rung.append(bench.player.due(bench.clock.now()))

    assert rung == [(), (), ("tick",), (), ("go",), (), ("rest",)]


def test_the_bell_is_not_rung_late(bench: Bench) -> None:
    bench.finds(None)
    bench.player.schedule([bench.cue("a", 1.0), bench.cue("b", 10.0, "go")])
    bench.clock.move(10.5)

    assert bench.player.due(bench.clock.now()) == ("go",)


def test_the_bell_is_not_rung_for_what_sounds(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.player.schedule([bench.cue("a", 1.0)])
    bench.clock.move(1.1)

    assert bench.player.due(bench.clock.now()) == ()


def test_the_bell_is_rung_for_what_the_worker_could_not_play(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.player.schedule([bench.cue("a", 1.0), bench.cue("b", 5.0)])
    bench.clock.move(1.0)
    bench.says(missed="a", why="nothing sounds")

    assert bench.player.due(bench.clock.now()) == ("tick",)
    assert bench.player.due(bench.clock.now()) == ()


def test_the_bell_is_not_rung_while_muted_or_for_a_worker_that_has_only_begun(bench: Bench) -> None:
    bench.player.schedule([bench.cue("a", 0.2), bench.cue("b", 2.0)])
    bench.clock.move(0.3)
    assert bench.player.due(bench.clock.now()) == ()  # the worker starts and plays it yet

    bench.finds(None)
    bench.player.set_muted(True)
    bench.clock.move(2.0)
    assert bench.player.due(bench.clock.now()) == ()
    bench.player.set_muted(False)
    assert bench.player.due(bench.clock.now()) == ()


def test_the_bell_rings_for_a_worker_that_takes_long_to_start(bench: Bench) -> None:
    bench.player.schedule([bench.cue("a", 3.0)])
    bench.pass_time(3.0)

    assert bench.player.due(bench.clock.now()) == ("tick",)


def test_news_is_told_once(bench: Bench) -> None:
    bench.says(say="sound gong.wav is empty: go is heard in its place")
    assert bench.player.news() == ("sound gong.wav is empty: go is heard in its place",)
    assert bench.player.news() == ()
    for number in range(1_000):
        bench.says(say=str(number))
    assert len(bench.player.news()) == 20


@pytest.mark.parametrize(
    "message", [{}, {"status": None}, {"status": {}}, {"slow": "x"}, {"pong": None}, {"played": 5}]
)
def test_answers_that_make_no_sense_harm_nothing(bench: Bench, message: dict[str, Any]) -> None:
    bench.says(**message)
    bench.finds("simpleaudio")

    assert bench.player.status.audible


def test_the_end_is_the_end(bench: Bench) -> None:
    bench.finds("simpleaudio")
    bench.player.close()
    bench.player.close()
    bench.pass_time(10.0)
    bench.player.schedule([bench.cue("a", 1.0)])
    bench.player.play("go")

    assert [worker.closed for worker in FakeWorker.made] == [1]


def test_starting_twice_is_starting_once(bench: Bench) -> None:
    bench.player.start()

    assert len(FakeWorker.made) == 1


def test_ten_thousand_cues_leave_nothing_behind(bench: Bench) -> None:
    bench.finds("simpleaudio")

    def play(numbers: range) -> None:
        for number in numbers:
            bench.player.schedule([bench.cue(f"{number:06}", 0.1), bench.cue("later", 99_999.0)])
            bench.clock.move(0.2)
            bench.says(played=f"{number:06}")
            bench.player.due(bench.clock.now())
            bench.worker.sent.clear()

    play(range(5_000))
    tracemalloc.start()
    play(range(5_000, 6_000))
    before = tracemalloc.take_snapshot()
    play(range(6_000, 10_000))
    grown = sum(one.size_diff for one in tracemalloc.take_snapshot().compare_to(before, "filename"))
    tracemalloc.stop()

    assert grown < 400_000, "4,000 cues more"


def test_sound_that_is_off_keeps_its_volume_and_has_nothing_to_say() -> None:
    bench = Bench(backend="off", volume=0.4, muted=True)
    silent: SoundOutput = bench.player
    silent.start()
    silent.schedule([bench.cue("a", 1.0)])
    assert (silent.volume, silent.muted, silent.status) == (0.4, True, OFF)
    silent.set_volume(3.0)
    silent.set_muted(False)
    silent.set_speaking(True)
    bench.pass_time(1.0)
    assert (silent.volume, silent.muted, silent.status) == (1.0, False, OFF)
    assert (silent.due(bench.clock.now()), silent.news()) == ((), ())
    assert (silent.speaks, silent.why_silent) == (False, NO_VOICE)
    silent.close()


def test_what_a_person_may_choose_is_what_the_environment_may_say() -> None:
    assert BACKENDS == ("auto", "simpleaudio", "miniaudio", "player", "bell", "off")


# --- with a real worker -----------------------------------------------------------------------------------------------


@pytest.fixture
def living(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Player]:
    """A player with its real worker, on a machine without devices."""
    monkeypatch.undo()
    lead_nowhere(monkeypatch, tmp_path)
    player = Player(backend="player", sounds=SOUNDS, clock=SystemClock())
    player.start()
    yield player
    player.close()


def ticking(player: Player, condition: Any) -> None:
    def is_so() -> bool:
        player.tick()
        return bool(condition())

    wait_for(is_so)


def test_a_real_worker_without_a_device_leaves_the_bell(living: Player) -> None:
    ticking(living, lambda: living.status == BELL)
    living.schedule([Cue("a", SystemClock().now() + 0.05, "tick")])
    rung: list[str] = []

    def has_rung() -> bool:
        rung.extend(living.due(SystemClock().now()))
        return bool(rung)

    ticking(living, has_rung)
    assert rung == ["tick"]


def test_a_real_worker_that_was_killed_is_replaced(living: Player) -> None:
    ticking(living, lambda: living.status == BELL)
    first = living.worker_pid
    assert first is not None
    os.kill(first, machine.KILL)
    ticking(living, lambda: living.worker_pid not in (None, first))


def test_a_real_worker_that_reads_nothing_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    player = Player(sounds=SOUNDS, clock=SystemClock(), worker=("-c", "import threading; threading.Event().wait()"))
    player.start()
    for number in range(2_000):
        player.schedule([Cue(f"{number}.{cue}", SystemClock().now() + 9.0, "tick") for cue in range(50)])
    assert player._process is not None
    assert len(player._process._outbox._waiting) <= 6  # type: ignore[attr-defined] # both kinds have it
    player.close()
    player.close()


# -- what became of each sound ---------------------------------------------------------------------------------------


def cue(at: float) -> Cue:
    return Cue(f"{at:g}", at, f"at {at:g}")


def test_what_was_played_or_missed_or_is_late_is_not_ahead() -> None:
    ledger = CueLog(0.0)
    ledger.replace(map(cue, (8.0, 3.0, 10.0, 12.0, 11.0)), 0.0)
    ledger.played("10")
    ledger.missed("12")
    assert [each.at for each in ledger.ahead(5.0)] == [8.0, 11.0]


def test_what_has_come_is_told_once_also_where_another_list_took_its_place() -> None:
    ledger = CueLog(0.0)
    ledger.replace([cue(1.0), cue(5.0)], 0.0)
    ledger.replace([cue(2.0)], 1.5)
    ledger.missed("2")
    come = ledger.take_come(2.0)
    assert ([each.at for each in come.due], [each.at for each in come.missed]) == ([1.0, 2.0], [2.0])
    assert ledger.take_come(2.5) == ([], [])


def test_a_bell_is_rung_once_and_not_for_what_was_heard_or_is_late() -> None:
    ledger = CueLog(0.0)
    ledger.replace(map(cue, (1.0, 4.0, 5.0)), 0.0)
    ledger.played("4")
    assert ledger.ring(ledger.cues, 5.0) == ["at 5"]
    assert ledger.ring(ledger.cues, 5.0) == []


def test_a_sound_is_near_where_there_is_one_in_that_time() -> None:
    ledger = CueLog(0.0)
    ledger.replace([cue(10.0)], 0.0)
    assert ledger.is_any(5.0, 10.0)
    assert not ledger.is_any(5.0, 9.9)
    assert not ledger.is_any(10.0, 20.0)


# -- whether the worker is well --------------------------------------------------------------------------------------


def asked(watch: WorkerWatch, now: float) -> WorkerWatch:
    watch.heard({"status": {}})
    watch.ping(now)
    return watch


def test_one_that_answers_is_asked_every_other_second_and_oftener_where_a_sound_is_near() -> None:
    watch = WorkerWatch(0.0)
    watch.started(0.0)
    assert watch.wants_ping(0.0, is_near=False)
    number = watch.ping(0.0)
    assert not watch.wants_ping(5.0, is_near=True)
    watch.heard({"pong": number})
    assert not watch.wants_ping(1.0, is_near=False)
    assert watch.wants_ping(1.0, is_near=True)
    assert watch.wants_ping(2.0, is_near=False)


def test_one_that_is_silent_for_over_two_seconds_is_overdue() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    for second in (1.0, 2.0):
        watch.saw(second)
        assert not watch.is_overdue
    watch.saw(2.1)
    assert watch.is_overdue


def test_time_in_which_this_process_stood_still_does_not_count() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    watch.saw(3600.0)
    assert not watch.is_overdue


def test_one_that_says_how_long_it_will_take_is_given_that_time() -> None:
    watch = asked(WorkerWatch(0.0), 0.0)
    watch.heard({"slow": 5.0})
    for second in range(1, 6):
        watch.saw(float(second))
    assert not watch.is_overdue


@pytest.mark.parametrize(("failures", "pause_s"), [(1, 0.2), (2, 0.5), (3, 1.0), (4, 5.0), (9, 5.0)])
def test_the_more_have_failed_the_longer_it_takes_until_the_next_one(failures: int, pause_s: float) -> None:
    watch = WorkerWatch(0.0)
    assert not watch.may_restart(100.0)
    for _ in range(failures):
        watch.failed(100.0)
    assert not watch.may_restart(100.0 + pause_s - 0.01)
    assert watch.may_restart(100.0 + pause_s)
    watch.started(101.0)
    assert not watch.may_restart(200.0)
