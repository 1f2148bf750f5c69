"""A session that was killed comes back from its journal as it was."""

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from plans import build
from sessions import HOLDS, PICKS, TEXT, follow, opening_for, perform, plan_of, recorded

from backday_tui.clock import ManualClock
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import (
    COMMANDS,
    WallTimes,
    command_of,
    entry_of,
    kept_of,
    opening_of,
    replay,
    standing,
)
from backday_tui.history.recorder import Recorder
from backday_tui.history.store import JournalEntry, PerformedSet, Store
from backday_tui.routine.model import Load
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref, choices_of
from backday_tui.session.session import Session
from backday_tui.session.transitions import TRANSITIONS
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

MOST_LOST_S = 5.0


def test_every_command_can_be_written_down() -> None:
    assert set(COMMANDS.values()) == set(TRANSITIONS)


@pytest.mark.parametrize(
    ("command", "name", "body"),
    [
        (c.Done(), "Done", {}),
        (c.Pause(), "Pause", {}),
        (c.Resume(counted=True), "Resume", {"counted": True}),
        (c.Skip(), "Skip", {}),
        (c.Back(), "Back", {}),
        (c.BeginNow(), "BeginNow", {}),
        (c.SkipExercise(), "SkipExercise", {}),
        (c.DoLater(), "DoLater", {}),
        (c.AddSet(), "AddSet", {}),
        (c.RemoveSet(), "RemoveSet", {}),
        (c.Swap("Chin-up"), "Swap", {"exercise": "Chin-up"}),
        (c.Extend(-10), "Extend", {"seconds": -10}),
        (c.Restart(), "Restart", {}),
        (c.GoTo(3), "GoTo", {"index": 3}),
        (
            c.Record(9, "22.5 kg", 30.5, 2, 0),
            "Record",
            {"reps": 9, "load": "22.5 kg", "seconds": 30.5, "rounds": 2, "log": 0},
        ),
        (c.Finish(), "Finish", {}),
        (c.SetAuto(auto=False), "SetAuto", {"auto": False}),
        (c.Undo(), "Undo", {}),
        (
            c.Record(rir=2.5, note="left knee"),
            "Record",
            {"reps": None, "load": None, "seconds": None, "rounds": None, "log": None, "rir": 2.5, "note": "left knee"},
        ),
        (c.SetAuto(auto=True, alone=True), "SetAuto", {"auto": True, "alone": True}),
        (
            c.Figures(9, load="42.5 kg", log=3, moves=True),
            "Figures",
            {"reps": 9, "seconds": None, "load": "42.5 kg", "log": 3, "ends": False, "moves": True},
        ),
        (
            c.SetTargets(
                (
                    (
                        Ref("work", 0, 1),
                        Target((Aim(8, None, Load("weight", 82.5, "kg"), 12),), "more", "so", (date(2026, 11, 17),)),
                    ),
                )
            ),
            "SetTargets",
            {
                "targets": [
                    {
                        "ref": ["work", 0, 1],
                        "kind": "more",
                        "why": "so",
                        "days": ["2026-11-17"],
                        "then": None,
                        "aims": [{"reps": 8, "seconds": None, "load": "82.5 kg", "to_beat": 12}],
                    }
                ]
            },
        ),
    ],
)
def test_a_command_is_written_as_it_always_was(command: c.Command, name: str, body: dict[str, object]) -> None:
    # Whatever its class is called by now: journals on people's disks are read by these words.
    entry = entry_of(command, 2.5)
    assert entry == JournalEntry(2.5, name, body)
    assert command_of(entry) == command


def test_what_was_done_in_the_moment_of_an_interruption_keeps_its_time_when_it_is_taken_up() -> None:
    began = datetime(2026, 11, 29, 17, 0).astimezone()
    times = WallTimes(began)
    before = times.at(30.384)
    times.take_up(30.3837, began + timedelta(hours=1))
    assert times.at(30.384) == before
    assert times.at(31.0) == began + timedelta(hours=1)


def test_the_times_of_sets_are_the_same_once_the_start_is_read_from_the_log() -> None:
    began = datetime(2026, 11, 29, 17, 0, 0, 900_000).astimezone()
    assert WallTimes(began).at(0.3) == WallTimes(began.replace(microsecond=0)).at(0.3)


def test_what_was_done_right_before_an_interruption_was_not_done_after_it() -> None:
    began = datetime(2026, 11, 29, 17, 0).astimezone()
    times, at_s = WallTimes(began), 100.1 + 0.2
    done = times.at(at_s)
    gone_on = times.take_up(100.3, began + timedelta(hours=1, microseconds=999_700))
    for known in (times, WallTimes(began, [gone_on])):
        assert known.at(at_s) == done == began + timedelta(seconds=100)
        assert known.at(110.2) == began + timedelta(hours=1, seconds=10)
        assert known.at(100.31) == times.at(100.31)


@pytest.mark.parametrize(
    "command",
    [
        c.Figures(rir=0.0), c.Figures(note=""), c.Figures(9, 65.0, "red band", 2.5, "left knee", 3, ends=True),
        c.Record(rir=0.0, note=""), c.Record(reps=9, emptied=("load", "rir")),
    ],
)  # fmt: skip
def test_what_says_none_is_there_still_when_it_is_read_from_the_disk(command: c.Command) -> None:
    entry = entry_of(command, 2.5)
    assert command_of(replace(entry, body=json.loads(json.dumps(entry.body)))) == command


def test_sets_that_are_aimed_at_are_kept() -> None:
    target = Target((Aim(8),) * 4, "more", "a set more", more_sets=1, before=(Aim(9),))
    command = c.SetTargets(((Ref("work", 0, 0), target),))
    assert command_of(entry_of(command, 0.0)) == command


def test_the_test_picks_where_the_routine_asks() -> None:
    routine = read_text(TEXT, id="all", catalog=bundled()).routine
    assert routine is not None
    assert [place for place, _ in choices_of(build(routine, bundled()))] == list(PICKS)


@pytest.mark.parametrize("seed", range(25))
def test_a_killed_session_comes_back_from_the_disk(tmp_path: Path, seed: int) -> None:
    dice, clock = random.Random(seed), ManualClock()  # noqa: S311 -- a test's dice
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    perform(performance, clock, dice, dice.randrange(5, 250))
    assert recorder.close(20)  # what a kill -9 leaves is what was written: nothing more is said at the end

    session, store = performance.session, Store(tmp_path / "history.db")
    (row,) = store.sessions()
    back = replay(opening_of(row), store.journal(row.id), bundled())

    lost_s = session.elapsed_s(session.latest) - back.elapsed_s(back.latest)
    assert -1e-6 <= lost_s <= MOST_LOST_S
    assert back.state.logs == session.state.logs
    sets, asked = kept_of(opening_of(row), session, bundled(), store.journal(row.id))
    assert [figures(done) for done in row.sets] == list(sets)
    assert not row.sets or store.entries(row.id) == asked
    assert (back.is_over, back.is_paused, back.auto) == (session.is_over, session.is_paused, session.auto)
    back.rebase(session.latest - lost_s if not session.is_paused else session.latest)
    back.advance(session.latest)
    assert (back.state.index, back.state.steps) == (session.state.index, session.state.steps)


def figures(done: PerformedSet) -> PerformedSet:
    return replace(done, id=None)


def test_never_more_than_five_seconds_of_a_hold_are_not_written(tmp_path: Path) -> None:
    dice, clock = random.Random(4), ManualClock()  # noqa: S311 -- a test's dice
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    kills = []
    for _ in range(100):
        clock.move(dice.uniform(0.2, 1.0))
        performance.wake()
        kills.append(performance.session.latest - performance.session.origin)
    assert recorder.close(20)
    store = Store(tmp_path / "history.db")
    written = [0.0, *(entry.at_s for entry in store.journal(1))]
    assert max(kill - max(at_s for at_s in written if at_s <= kill) for kill in kills) < MOST_LOST_S - 0.1


def test_while_nothing_happens_in_a_pause_nothing_is_written(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    follow(performance, clock, 100, (3, c.Pause()))
    assert recorder.close(20)
    assert [entry.command for entry in Store(tmp_path / "history.db").journal(1)] == ["Pause"]


def test_what_is_left_is_written_to_the_second(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    clock.move(2.5)
    assert performance.leave()
    assert not performance.leave()
    clock.move(1)
    performance.do(c.Finish())
    assert recorder.close(20)
    store = Store(tmp_path / "history.db")
    assert [(entry.command, entry.at_s) for entry in store.journal(1)] == [("Position", 2.5)]
    assert store.sessions()[0].ended is None


def test_a_finished_session_is_ended_in_the_log_and_an_undone_end_is_not(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    clock.move(2)
    performance.do(c.Finish())
    performance.do(c.Undo())
    clock.move(2)
    performance.do(c.Finish())
    assert not performance.leave()
    assert recorder.close(20)
    row = Store(tmp_path / "history.db").sessions()[0]
    assert (row.elapsed_s, row.partial, row.ended) == (4.0, True, clock.wall())


def test_an_end_that_was_taken_back_before_a_kill_is_none(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock)
    performance.start()
    performance.do(c.Finish())
    performance.do(c.Undo())
    assert recorder.close(20)
    row = Store(tmp_path / "history.db").sessions()[0]
    assert (row.partial, row.ended) == (True, None)


def test_the_last_set_and_the_end_are_one_line(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock, HOLDS)
    performance.start()
    follow(performance, clock, 200)
    performance.do(c.Record(seconds=29.0, log=2))
    assert recorder.close(20)
    store = Store(tmp_path / "history.db")
    (row,) = store.sessions()
    assert (row.partial, row.ended, row.elapsed_s, row.planned_sets) == (False, clock.wall(), 115.0, 3)
    assert [done.seconds for done in row.sets] == [30.0, 30.0, 29.0]
    assert [entry.at_s for entry in store.journal(1)][-2:] == [115.0, 200.0]


def test_sets_more_and_less_change_how_many_are_planned(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock, HOLDS)
    performance.start()
    performance.do(c.AddSet())
    assert recorder.close(20)
    assert Store(tmp_path / "history.db").sessions()[0].planned_sets == 4


def test_that_steps_end_by_themselves_is_part_of_the_journal(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock, 'name = "Reps"\nwork = ["3x8 Seated row"]')
    performance.start()
    follow(performance, clock, 10, (3, c.SetAuto(auto=True)))
    assert recorder.close(20)
    store = Store(tmp_path / "history.db")
    back = replay(opening_of(store.sessions()[0]), store.journal(1), bundled())
    assert (back.auto, back.deadline) == (True, 24.0)


def test_a_command_of_a_later_version_is_refused_by_name() -> None:
    with pytest.raises(BackdayError, match="unknown to this version: Teleport"):
        command_of(JournalEntry(1, "Teleport", {}))
    with pytest.raises(BackdayError, match="unknown to this version: Done"):
        command_of(JournalEntry(1, "Done", {"how": "well"}))


def test_a_place_to_go_to_that_is_none_is_refused() -> None:
    with pytest.raises(BackdayError, match="what makes no sense"):
        command_of(JournalEntry(1, "GoTo", {"index": "2"}))


def test_a_snapshot_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "history.db")
    session = Session(plan_of())
    number = store.begin(opening_for(session, "name = 3", ManualClock()))
    row = store.session(number)
    assert row is not None
    with pytest.raises(BackdayError, match="its routine can't be read by this version"):
        replay(opening_of(row), (), bundled())


class SetClock(ManualClock):
    """A clock whose wall time somebody sets."""

    set_by = timedelta(0)

    def wall(self) -> datetime:
        return super().wall() + self.set_by


@pytest.mark.parametrize(("set_by_s", "ended_after_s"), [(0, 0), (3600, 3600), (-3600, 115), (14 * 366 * 86_400, 115)])
def test_a_clock_that_is_set_never_has_a_session_end_before_it_began_or_years_later(
    tmp_path: Path, set_by_s: int, ended_after_s: int
) -> None:
    clock = SetClock()
    recorder = Recorder(tmp_path / "history.db", clock)
    performance = recorded(recorder, clock, HOLDS)
    performance.start()
    follow(performance, clock, 100)
    clock.set_by = timedelta(seconds=set_by_s)
    follow(performance, clock, 20)
    assert recorder.close(20)
    (row,) = Store(tmp_path / "history.db").sessions()
    assert row.ended is not None
    assert row.started is not None
    assert row.ended - row.started == timedelta(seconds=ended_after_s)
    assert row.elapsed_s == 115


def test_sets_that_are_more_today_were_planned() -> None:
    session = Session(plan_of(HOLDS))
    opening = opening_for(session, HOLDS, ManualClock())
    session.start(0.0)
    session.do(c.SetTargets(((Ref("work", 0, 0), Target((Aim(seconds=30),) * 4, "more", "so", more_sets=1)),)), 1.0)
    session.do(c.AddSet(), 2.0)
    _, entries = kept_of(opening, session, bundled(), ())
    assert [entry.planned for entry in entries] == [4]


def test_a_deload_week_stands_in_the_session_and_holds_when_it_is_taken_up() -> None:
    opening = opening_for(Session(plan_of(HOLDS)), HOLDS, ManualClock())
    light = Target((Aim(seconds=30),) * 2, "deload", "a deload week", more_sets=-1, before=(Aim(seconds=30),) * 3)
    command = c.SetTargets(((Ref("work", 0, 0), light),))
    taken_up = replay(opening, [entry_of(command, 1.0)], bundled())
    assert [bout.ref.item for bout in taken_up.state.bouts].count(0) == 2
    assert not standing(taken_up, None).is_judged
    usual = replay(
        opening, [entry_of(c.SetTargets(((Ref("work", 0, 0), replace(light, kind="more")),)), 1.0)], bundled()
    )
    assert standing(usual, None).is_judged
