"""What stands on people's disks stays readable: logs that version 0.1.0 wrote.

In it are a workout that was followed to its end, one that was ended early, and one that was killed three times, with
every command there is; in another file, one that was killed in the middle of a hold. Only the folders of their
routines were changed afterwards.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import Silence, follow, history_in

from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import COMMANDS, POSITION, kept_of, opening_of, replay
from backday_tui.history.log import LoggedTotals, as_json, figures_of
from backday_tui.history.store import PerformedSet, SessionRow, Store
from backday_tui.session import commands as c
from backday_tui.workout.performance import Performance

LOG = Path(__file__).parent.parent / "data" / "0.1.0" / "history.sqlite3"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copy(LOG, tmp_path)
    return tmp_path


def rows(home: Path) -> tuple[SessionRow, ...]:
    with closing(Store(home / "history.sqlite3")) as store:
        return store.sessions()


def test_the_log_lists_the_sessions_with_their_figures(home: Path) -> None:
    killed, early, whole = rows(home)
    assert figures_of(whole) == LoggedTotals(13, 59, (("kg", 944.0), ("lb", 800.0)), 2.0)
    assert figures_of(early) == LoggedTotals(2, 16, (("kg", 320.0),), 0.0)
    assert figures_of(killed) == LoggedTotals(5, 41, (("kg", 362.5),), 0.0)
    told = as_json([whole])[0]
    assert {key: value for key, value in told.items() if key != "sets"} == {
        "id": 1, "routine": "all-kinds", "started": "2026-11-29T10:57:53+01:00", "ended": "2026-11-29T10:58:16+01:00",
        "partial": False, "planned_sets": 13, "uid": whole.uid, "note": None, "imported": None,
    }  # fmt: skip
    assert [(row.partial, row.ended is None, round(row.elapsed_s or 0)) for row in (early, killed)] == [
        (True, False, 3),
        (True, True, 43),
    ]


def test_the_sets_are_as_they_were_done(home: Path) -> None:
    done = [
        (each.exercise, each.side, each.kind, each.target, each.reps, each.seconds, each.load, each.rounds)
        for each in rows(home)[2].sets
    ]
    assert done[1] == ("Plank", "", "hold", "0:02", None, 2.0, None, None)
    assert done[3:7] == [
        ("One-arm dumbbell row", "left", "reps", "6", 6, None, "12 kg", None),
        ("One-arm dumbbell row", "right", "reps", "6", 6, None, "12 kg", None),
        ("Pull-up", "", "reps", "max", None, None, None, None),
        ("Seated row", "", "reps", "8", 8, None, "50 lb", None),
    ]
    assert done[12:] == [
        ("Pull-up", "", "time", "5", 5, None, None, None),
        ("AMRAP", "", "time", "0:03", None, 3.0, None, 2),
    ]


def test_each_journal_leads_to_the_sets_that_were_logged(home: Path) -> None:
    commands = set()
    with closing(Store(home / "history.sqlite3")) as store:
        for row in store.sessions():
            entries = store.journal(row.id)
            session = replay(opening_of(row), entries, bundled())
            sets, _ = kept_of(opening_of(row), session, bundled(), entries)
            assert [as_in_old_logs(each) for each in sets] == [as_in_old_logs(each) for each in row.sets]
            assert {each.source for each in (*sets, *row.sets)} <= {"unknown", "typed"}
            assert session.is_over == (row.ended is not None)
            assert session.elapsed_s(session.latest) == pytest.approx(row.elapsed_s)
            commands |= {entry.command for entry in entries}
    assert commands == {*COMMANDS, POSITION} - {"GoOn", "GoTo", "Figures", "SetTargets"}  # younger than these


def as_in_old_logs(done: PerformedSet) -> PerformedSet:
    """What an old log holds of a set, but for its number."""
    names = ("bout", "side", "exercise", "number", "sets", "kind", "target", "reps", "seconds", "load", "rounds")
    return PerformedSet(**{name: getattr(done, name) for name in names})


def test_the_interrupted_session_goes_on_at_its_step(home: Path) -> None:
    clock = ManualClock()
    history = history_in(home, clock)
    interrupted = history.interrupted()
    assert interrupted is not None
    assert interrupted.told.endswith(", begun 2026-11-29 10:58, 5 of 13 sets done")

    taken = history.take_up(interrupted)
    performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
    performance.take_up()
    step = taken.session.state.steps[taken.session.state.index]
    assert (step.kind, step.exercise, step.set, step.sets, step.seconds) == ("rest", "One-arm dumbbell row", 1, 2, 20)
    assert taken.session.is_paused
    ahead = [(each.exercise, each.set, each.side) for each in taken.session.state.steps[14:] if each.is_work]
    assert ahead == [
        ("One-arm dumbbell row", 1, "left"),
        ("One-arm dumbbell row", 1, "right"),
        ("One-arm dumbbell row", 2, "left"),
        ("One-arm dumbbell row", 2, "right"),
        ("Chin-up", 2, None),
    ]

    follow(performance, clock, 20, (1, c.Resume()), (2, c.BeginNow()), (3, c.Done()), (4, c.Done()), (5, c.Finish()))
    assert history.close(20) == ()
    after = rows(home)[0]
    assert after.ended is not None
    assert figures_of(after) == LoggedTotals(6, 65, (("kg", 362.5),), 0.0)


def test_one_that_broke_off_in_a_hold_goes_on_in_it_and_is_logged(tmp_path: Path) -> None:
    shutil.copy(LOG.with_name("mid-set.sqlite3"), tmp_path / "history.sqlite3")
    (before,) = rows(tmp_path)
    began = datetime.fromisoformat("2026-11-29T17:05:14+00:00")
    clock = ManualClock(wall=began + timedelta(hours=2))
    history = history_in(tmp_path, clock)
    interrupted = history.interrupted()
    assert interrupted is not None
    taken = history.take_up(interrupted)
    performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
    performance.take_up()
    step = taken.session.state.step
    assert (step.kind, step.exercise, step.set) == ("hold", "Plank", 1)
    assert taken.session.in_step_s(taken.session.latest) == pytest.approx(11.0, abs=0.1)
    # What 0.1.0 logged of 8-12 reps stays, whatever is aimed at today.
    assert [done.reps for done in taken.session.state.logs] == [8, 8]

    done = ((53, c.Done()), (55, c.Done()), (57, c.Figures(reps=7, ends=True)), (59, c.Done()))
    follow(performance, clock, 60, (1, c.Resume()), *done)
    assert taken.session.is_over
    assert history.close(20) == ()

    (after,) = rows(tmp_path)
    assert (after.partial, after.uid, after.started, after.ended) == (False, before.uid, began, clock.wall())
    assert [(each.exercise, each.side, each.reps, each.seconds, each.source) for each in after.sets] == [
        ("Seated row", "", 8, None, "unknown"),
        ("Seated row", "", 8, None, "unknown"),
        ("Plank", "", None, 30.0, "done"),
        ("Plank", "", None, 30.0, "done"),
        ("One-arm dumbbell row", "left", 8, None, "done"),
        ("One-arm dumbbell row", "right", 8, None, "done"),
        ("Deadlift", "", 7, None, "typed"),
        ("Pull-up", "", None, None, "done"),
    ]
    at = [each.at for each in after.sets]
    assert at[1] == began + timedelta(seconds=3)
    assert at[2] == began + timedelta(hours=2, seconds=19)  # of the hold 11 s were done, and it went on after one
    assert [each.movement for each in after.sets[:3]] == ["seated-row", "seated-row", "plank"]
