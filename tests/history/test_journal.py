"""A session that was killed comes back from its journal as it was."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from backday_tui.clock import ManualClock
from backday_tui.errors import BackdayError, CommandRefusedError
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import (
    COMMANDS,
    POSITION,
    POSITION_S,
    Journal,
    command_of,
    opening_of,
    performed,
    replay,
)
from backday_tui.history.recorder import Recorder
from backday_tui.history.store import Entry, PerformedSet, Store
from backday_tui.performance import Performance
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.cues import Cue
from backday_tui.session.plan import Plan, Ref, build, choices_of
from backday_tui.session.session import Session
from backday_tui.session.transitions import TRANSITIONS

TEXT = """
name = "All kinds"
rest = "0:20"
warmup = ["1min Treadmill"]
work = [
  "2x:30 Plank",
  "2x8 One-arm dumbbell row each side",
  "2x? Chin-up / Pull-up",
  "2x? Plank",
  { superset = ["2x8 Seated row", "2x8 Bent-over fly"] },
  { emom = ["5 Pull-up"], minutes = 2 },
  { amrap = ["5 Pull-up", "10 Deadlift"], time = "1:00" },
]
"""


class Silence:
    def schedule(self, cues: Sequence[Cue]) -> None:
        """Nobody listens."""

    def tick(self) -> None:
        """Nobody listens."""


def plan_of() -> Plan:
    routine = read_text(TEXT, id="all", catalog=bundled()).routine
    assert routine is not None
    return build(routine, bundled(), PICKS)


PICKS = {Ref("work", 2, 0): "Pull-up"}


def test_every_command_can_be_written_down() -> None:
    assert set(COMMANDS.values()) == set(TRANSITIONS)


def test_the_test_picks_where_the_routine_asks() -> None:
    routine = read_text(TEXT, id="all", catalog=bundled()).routine
    assert routine is not None
    assert [place for place, _ in choices_of(build(routine, bundled()))] == list(PICKS)


def a_command(dice: random.Random, session: Session) -> c.Command:
    choices: list[c.Command] = [
            c.Done(), c.Done(), c.BeginNow(), c.BeginNow(), c.Pause(), c.Resume(), c.Resume(counted=True), c.Skip(),
            c.Back(), c.SkipExercise(), c.DoLater(), c.AddSet(), c.RemoveSet(), c.Swap("Chin-up"),
            c.Extend(dice.choice([10, -10])), c.Restart(), c.Record(reps=dice.randrange(20), load="20 kg"),
            c.Record(reps=3, log=dice.randrange(max(len(session.state.logs), 1))), c.Undo(),
    ]  # fmt: skip
    return dice.choice(choices)


def perform(performance: Performance, clock: ManualClock, dice: random.Random, moments: int) -> None:
    for _ in range(moments):
        clock.move(dice.choice([0.1, 0.9, 1.0, 2.5, 4.0]))
        performance.wake()
        if dice.random() < 0.4:
            try:
                performance.do(a_command(dice, performance.session))
            except CommandRefusedError:
                continue


@pytest.mark.parametrize("seed", range(25))
def test_a_killed_session_comes_back_from_the_disk(tmp_path: Path, seed: int) -> None:
    dice, clock, plan = random.Random(seed), ManualClock(), plan_of()  # noqa: S311 -- a test's dice
    session = Session(plan)
    recorder = Recorder(tmp_path / "history.db", clock)
    recorder.begin(opening_of(plan, TEXT, clock.wall(), picks=PICKS))
    performance = Performance(session, clock, Silence(), journal=Journal(recorder, origin=clock.now()))
    performance.start()
    perform(performance, clock, dice, dice.randrange(5, 120))
    assert recorder.close(20)  # what a kill -9 leaves is what was written: nothing more is said at the end

    store = Store(tmp_path / "history.db")
    row = store.sessions()[0]
    back = replay(row, store.journal(row.id), bundled())

    lost_s = session.elapsed_s(session.latest) - back.elapsed_s(back.latest)
    assert -1e-6 <= lost_s <= POSITION_S + 4.0  # and the longest nap of this test
    assert back.state.logs == session.state.logs
    assert [figures(done) for done in row.sets] == [figures(performed(log)) for log in session.state.logs]
    assert back.is_over == session.is_over
    if not session.is_over:
        assert back.is_paused
        back.rebase(1000.0)
        back.do(c.Resume(), 1000.0)
        back.advance(1000.0 + lost_s)
        assert (back.state.index, back.state.steps) == (session.state.index, session.state.steps)


def figures(done: PerformedSet) -> PerformedSet:
    return replace(done, id=None)


def test_the_time_reached_is_written_every_five_seconds_of_a_hold(tmp_path: Path) -> None:
    clock, plan = ManualClock(), plan_of()
    recorder = Recorder(tmp_path / "history.db", clock)
    recorder.begin(opening_of(plan, TEXT, clock.wall(), picks=PICKS))
    performance = Performance(Session(plan), clock, Silence(), journal=Journal(recorder, origin=clock.now()))
    performance.start()
    for _ in range(30):
        clock.move(1)
        performance.wake()
    recorder.close(20)
    store = Store(tmp_path / "history.db")
    lines = store.journal(store.sessions()[0].id)
    assert [(line.at_s, line.command) for line in lines] == [(at, POSITION) for at in (5, 10, 15, 20, 25, 30)]


def test_a_finished_session_is_ended_in_the_log_and_an_undone_end_is_not(tmp_path: Path) -> None:
    clock, plan = ManualClock(), plan_of()
    recorder = Recorder(tmp_path / "history.db", clock)
    recorder.begin(opening_of(plan, TEXT, clock.wall(), picks=PICKS))
    performance = Performance(Session(plan), clock, Silence(), journal=Journal(recorder, origin=clock.now()))
    performance.start()
    clock.move(2)
    performance.do(c.Finish())
    performance.do(c.Undo())
    clock.move(2)
    performance.do(c.Finish())
    assert recorder.close(20)
    row = Store(tmp_path / "history.db").sessions()[0]
    assert (row.elapsed_s, row.partial, row.ended) == (4.0, True, clock.wall())


def test_a_command_of_a_later_version_is_refused_by_name() -> None:
    with pytest.raises(BackdayError, match="unknown to this version: Teleport"):
        command_of(Entry(1, "Teleport", {}))


def test_a_snapshot_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "history.db")
    plan = plan_of()
    number = store.begin(opening_of(plan, "name = 3", ManualClock().wall()))
    row = store.session(number)
    assert row is not None
    with pytest.raises(BackdayError, match="All kinds can't be read by this version"):
        replay(row, (), bundled())
