"""An interrupted session: found, taken up, kept, thrown away, by whichever program comes first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import HOLDS, TEXT, Silence, broken_off, follow, history_in, opening_for, plan_of

from backday_tui.clock import ManualClock
from backday_tui.errors import BackdayError
from backday_tui.history.lock import RunningError
from backday_tui.history.store import SessionRow, Store
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.session import Session
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.history.history import History
    from backday_tui.history.resume import InterruptedSession
    from backday_tui.history.store import JournalEntry


def rows(home: Path) -> tuple[SessionRow, ...]:
    with closing(Store(home / "history.sqlite3")) as store:
        return store.sessions()


def journal(home: Path, number: int = 1) -> tuple[JournalEntry, ...]:
    with closing(Store(home / "history.sqlite3")) as store:
        return store.journal(number)


def found(history: History) -> InterruptedSession:
    interrupted = history.interrupted()
    assert interrupted is not None
    return interrupted


def test_where_nothing_was_logged_nothing_is_interrupted(tmp_path: Path) -> None:
    assert history_in(tmp_path, ManualClock()).interrupted() is None
    assert list(tmp_path.iterdir()) == []


def test_it_is_told_by_its_name_its_date_and_what_was_done(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    assert found(history_in(tmp_path, clock)).told == "Holds, begun 2026-01-05 18:00, 1 of 3 sets done"


def test_it_goes_on_paused_where_it_was(tmp_path: Path) -> None:
    clock = ManualClock()
    before = broken_off(tmp_path, clock, HOLDS, 60)
    clock.move(7 * 3600)
    history = history_in(tmp_path, clock)
    taken = history.take_up(found(history))
    performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))

    began, paused = performance.take_up()

    assert isinstance(began, e.StepBegan)
    assert isinstance(paused, e.Paused)
    assert began.index == before.state.index == 3
    assert 0 <= before.elapsed_s(before.latest) - taken.session.elapsed_s(clock.now()) <= 5
    follow(performance, clock, 100, (5, c.Resume()))
    assert taken.session.is_over
    assert history.close(20) == ()
    (row,) = rows(tmp_path)
    assert (row.partial, [done.seconds for done in row.sets]) == (False, [30.0, 30.0, 30.0])
    assert 115 <= (row.elapsed_s or 0) <= 120


def test_one_that_goes_on_has_the_note_that_it_had(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 10)
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        store.annotate(store.sessions()[0].id, "so so")
    history = history_in(tmp_path, clock)
    taken = history.take_up(found(history))
    assert taken.note == "so so"
    follow(Performance(taken.session, clock, Silence(), journal=history.goes_on(taken)), clock, 5)
    history.close(20)
    assert rows(tmp_path)[0].note == "so so"


def test_it_can_be_interrupted_again_and_again(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 10)
    for _ in range(5):
        history = history_in(tmp_path, clock)
        taken = history.take_up(found(history))
        performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
        performance.take_up()
        follow(performance, clock, 12, (2, c.Resume()))
        assert history.close(20) == ()
    (row,) = rows(tmp_path)
    assert [done.seconds for done in row.sets] == [30.0]
    assert 60 - 6 * 5 <= (row.elapsed_s or 0) <= 60
    assert [entry.command for entry in journal(tmp_path) if entry.command != "Position"] == ["Pause", "Resume"] * 5


def test_one_that_was_killed_before_it_was_gone_on_with_is_as_before(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 20)
    for _ in range(3):
        history = history_in(tmp_path, clock)
        taken = history.take_up(found(history))
        Performance(taken.session, clock, Silence(), journal=history.goes_on(taken)).take_up()
        assert history.close(20) == ()
    assert [entry.command for entry in journal(tmp_path) if entry.command != "Position"] == ["Pause"]


def test_what_was_chosen_is_chosen_still(tmp_path: Path) -> None:
    clock = ManualClock()
    before = broken_off(tmp_path, clock, TEXT, 10)
    history = history_in(tmp_path, clock)
    assert history.take_up(found(history)).session.state.steps == before.state.steps
    history.close()


@pytest.mark.parametrize(("asked", "auto"), [(True, True), (False, False)])
def test_whether_steps_end_by_themselves_is_asked_anew(tmp_path: Path, asked: bool, auto: bool) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, 'name = "Reps"\nwork = ["3x8 Seated row"]', 10, (3, c.SetAuto(not asked)))
    history = history_in(tmp_path, clock)
    taken = history.take_up(found(history), auto=asked)
    assert taken.session.auto == auto
    assert [line.entry.command for line in taken.fresh] == ["Pause", "SetAuto"]
    history.goes_on(taken)
    assert history.close(20) == ()
    again = history_in(tmp_path, clock)
    assert again.take_up(found(again), auto=asked).fresh == ()
    again.close()


def test_kept_it_ends_at_its_last_moment_with_the_seconds_held(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    history = history_in(tmp_path, clock)
    history.keep(found(history))
    (row,) = rows(tmp_path)
    assert row.ended is not None
    assert row.started is not None
    assert timedelta(seconds=55) <= row.ended - row.started <= timedelta(seconds=60)
    assert (row.partial, [done.seconds for done in row.sets[:1]], len(row.sets)) == (True, [30.0], 2)
    assert 10 <= (row.sets[1].seconds or 0) <= 15
    assert history.interrupted() is None


def test_one_that_this_version_cannot_read_is_kept_all_the_same(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as db:
        db.execute("UPDATE journal SET command = 'Teleport' WHERE seq = 3")
    history = history_in(tmp_path, clock)
    with pytest.raises(BackdayError, match=r"^Holds can't be taken up: its journal holds a command unknown"):
        history.take_up(found(history))
    assert history_in(tmp_path, clock).interrupted() is not None  # the lock was given back
    history.keep(found(history))
    (row,) = rows(tmp_path)
    assert (row.partial, [done.seconds for done in row.sets]) == (True, [30.0])
    assert row.ended is not None


@pytest.mark.parametrize("damage", ["options = '[]'", "options = '{\"first_step\": 99}'", "snapshot = 'x'"])
def test_a_beginning_that_makes_no_sense_is_told_and_no_crash(tmp_path: Path, damage: str) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as db:
        db.execute(f"UPDATE session SET {damage}")  # noqa: S608 -- a test's own words
    history = history_in(tmp_path, clock)
    with pytest.raises(BackdayError, match="can't be taken up"):
        history.take_up(found(history))
    history.keep(found(history))
    assert history.interrupted() is None


def test_thrown_away_nothing_stays_of_it(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    history = history_in(tmp_path, clock)
    history.throw_away(found(history))
    assert rows(tmp_path) == ()
    assert journal(tmp_path) == ()


def test_the_newest_comes_first_and_of_a_routine_its_own(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 10)
    broken_off(tmp_path, clock, TEXT, 10)
    history = history_in(tmp_path, clock)
    assert found(history).row.name == "All kinds"
    assert history.interrupted("other") is None
    history.keep(found(history))
    assert found(history).row.name == "Holds"


def test_a_new_workout_keeps_what_was_interrupted_before_and_says_so(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 60)
    broken_off(tmp_path, clock, HOLDS, 5)
    history, session = history_in(tmp_path, clock), Session(plan_of(HOLDS))
    journal_of = history.begins(opening_for(session, HOLDS, clock), keep_others=True)
    performance = Performance(session, clock, Silence(), journal=journal_of)
    performance.start()
    assert history.close(20) == (
        "An interrupted session is kept in the log: Holds, begun 2026-01-05 18:00, 0 of 3 sets done",
        "An interrupted session is kept in the log: Holds, begun 2026-01-05 18:00, 2 of 3 sets done",
    )
    assert [row.ended is None for row in rows(tmp_path)] == [True, False, False]


def test_another_program_is_left_to_its_own(tmp_path: Path) -> None:
    clock = ManualClock()
    first, second = history_in(tmp_path, clock), history_in(tmp_path, clock)
    broken_off(tmp_path, clock, HOLDS, 10)
    interrupted = found(second)
    taken = first.take_up(interrupted)
    opening = taken.opening
    for action in (
        second.check, second.interrupted, lambda: second.take_up(interrupted), lambda: second.keep(interrupted),
        lambda: second.throw_away(interrupted), lambda: second.begins(opening, keep_others=True),
    ):  # fmt: skip
        with pytest.raises(RunningError, match=r"^a workout is running already: Holds.* \(process \d+\), since 2026"):
            action()
    journal_of = first.goes_on(taken)
    first.check()
    journal_of.happened(taken.session, 20.0, (), c.Finish())
    journal_of.leave(taken.session, 20.0)
    assert first.close(20) == ()
    second.check()


def test_one_that_went_on_elsewhere_and_ended_is_not_taken_up_twice(tmp_path: Path) -> None:
    clock = ManualClock()
    first, second = history_in(tmp_path, clock), history_in(tmp_path, clock)
    broken_off(tmp_path, clock, HOLDS, 10)
    interrupted = found(second)
    first.keep(interrupted)
    for action in (second.take_up, second.keep, second.throw_away):
        with pytest.raises(BackdayError, match="it is over by now"):
            action(interrupted)
    assert len(rows(tmp_path)) == 1
    first.check()
    first.close()


def test_what_is_not_to_be_kept_takes_no_lock(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 10)
    first = history_in(tmp_path, clock)
    first.take_up(found(first), logged=False)
    history_in(tmp_path, clock).check()


def test_the_lock_is_free_once_all_is_written(tmp_path: Path) -> None:
    clock = ManualClock()
    history = history_in(tmp_path, clock)
    nobody = Session(plan_of(HOLDS))
    first = history.begins(opening_for(nobody, HOLDS, clock), keep_others=False)
    second = history.begins(opening_for(nobody, HOLDS, clock), keep_others=False)
    first.leave(nobody, 0.0)
    with pytest.raises(RunningError):
        history_in(tmp_path, clock).check()
    second.leave(nobody, 0.0)
    history_in(tmp_path, clock).check()
    assert history.close() == ()


def test_what_could_not_be_kept_is_told_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    clock = ManualClock()
    history = history_in(tmp_path / "home", clock)
    session = Session(plan_of(HOLDS))
    journal_of = history.begins(opening_for(session, HOLDS, clock), keep_others=True)
    session.start(0.0)
    journal_of.happened(session, 0.0, ())
    beside, told = history.close(0.5)
    assert beside.startswith("Another workout may run beside this one")
    assert told.startswith("the last of it could not be kept: ")
    assert "not logged yet" not in told


# -- finished by mistake ------------------------------------------------------------------------------------------


def finished(home: Path, clock: ManualClock, seconds: int, *commands: tuple[int, c.Command]) -> History:
    """A workout that is over after so many seconds; gives the history of another run of the program."""
    broken_off(home, clock, HOLDS, seconds, *commands)
    clock.move(3600)
    return history_in(home, clock)


def went_on(history: History) -> Session:
    there = history.reopenable()
    assert there is not None
    taken = history.take_up(there)
    history.close()
    return taken.session


def test_a_session_finished_early_goes_on_paused_at_the_step_that_was_left(tmp_path: Path) -> None:
    clock = ManualClock()
    history = finished(tmp_path, clock, 60, (50, c.Finish()), (60, c.Record(load="5 kg", log=0)))
    there = history.reopenable()
    assert there is not None
    taken = history.take_up(there)
    session = taken.session
    assert (session.is_over, session.is_paused, session.state.index, session.elapsed_s(session.latest)) == (
        False, True, 3, 50.0,
    )  # fmt: skip
    performance = Performance(session, clock, Silence(), journal=history.goes_on(taken))
    performance.take_up()
    follow(performance, clock, 100, (1, c.Resume()))
    assert history.close(20) == ()
    (row,) = rows(tmp_path)
    assert (row.partial, [done.seconds for done in row.sets]) == (False, [30.0, 30.0, 30.0])
    assert row.sets[0].load == "5 kg"
    assert row.elapsed_s == 120.0


def test_one_whose_last_steps_were_skipped_goes_on_at_the_first_of_them(tmp_path: Path) -> None:
    skips = ((50, c.Skip()), (51, c.Skip()), (52, c.Skip()))
    session = went_on(finished(tmp_path, ManualClock(), 60, *skips))
    assert (session.state.index, session.state.step.kind, session.state.step.set) == (3, "hold", 2)


def test_one_that_was_interrupted_and_kept_goes_on_too(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, HOLDS, 50)
    history = history_in(tmp_path, clock)
    history.keep(found(history))
    assert went_on(history).state.index == 3


def test_it_can_be_finished_and_taken_up_again_and_again(tmp_path: Path) -> None:
    clock = ManualClock()
    history = finished(tmp_path, clock, 60, (50, c.Finish()))
    for _ in range(3):
        there = history.reopenable()
        assert there is not None
        taken = history.take_up(there)
        performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
        performance.take_up()
        follow(performance, clock, 3, (1, c.Resume()), (3, c.Finish()))
        performance.leave()
        assert history.close(20) == ()
        history = history_in(tmp_path, clock)
    assert len(rows(tmp_path)) == 1
    assert rows(tmp_path)[0].partial


def test_what_was_corrected_in_the_log_since_is_kept(tmp_path: Path) -> None:
    history = finished(tmp_path, ManualClock(), 60, (50, c.Finish()))
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        store.correct(replace(rows(tmp_path)[0].sets[0], seconds=None, load="7 kg"))
    log = went_on(history).state.logs[0]
    assert (log.seconds, log.load) == (None, "7 kg")


def test_a_correction_outlives_going_on_and_sets_that_were_added_do(tmp_path: Path) -> None:
    clock = ManualClock()
    history = finished(tmp_path, clock, 60, (50, c.Finish()))
    done = rows(tmp_path)[0].sets[0]
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        store.correct(replace(done, seconds=42.0, load="7 kg", rir=2.0, note="grip", source="entered"))
        store.add_sets(1, [replace(done, id=None, exercise="Curl", movement="curl", reps=8, entry=None)])
    there = history.reopenable()
    assert there is not None
    taken = history.take_up(there)
    performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
    performance.take_up()
    follow(performance, clock, 100, (1, c.Resume()))
    assert history.close(20) == ()
    (row,) = rows(tmp_path)
    assert [(each.exercise, each.seconds, each.load, each.note) for each in row.sets] == [
        ("Plank", 42.0, "7 kg", "grip"), ("Plank", 30.0, None, ""), ("Curl", 30.0, None, ""), ("Plank", 30.0, None, ""),
    ]  # fmt: skip
    assert (row.sets[0].id, row.sets[0].source, row.sets[0].rir) == (done.id, "entered", 2.0)
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        assert [line.body["seconds"] for line in store.journal(1) if line.command == "Record"] == [42.0]
        store.take_back(store.changes(1)[-1])
        store.take_back(store.changes(1)[-1])
    assert [(each.exercise, each.seconds, each.load) for each in rows(tmp_path)[0].sets] == [("Plank", 30.0, None)] * 3


def test_one_of_which_a_set_was_renamed_is_left_as_it_is(tmp_path: Path) -> None:
    history = finished(tmp_path, ManualClock(), 60, (50, c.Finish()))
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        row = store.sessions()[0]
        store.edit(row, [replace(row.sets[0], exercise="Curl", movement="curl")], "", None)
    with pytest.raises(BackdayError, match="a set of it was made one of another exercise since"):
        history.reopenable()


def test_one_of_which_a_set_was_deleted_is_left_as_it_is(tmp_path: Path) -> None:
    history = finished(tmp_path, ManualClock(), 60, (50, c.Finish()))
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        store.delete_set(rows(tmp_path)[0].sets[0].id or 0)
    with pytest.raises(BackdayError, match="Holds can't be taken up: a set of it was deleted from the log since"):
        history.reopenable()


def test_one_that_is_too_old_or_has_no_step_left_says_so(tmp_path: Path) -> None:
    clock = ManualClock()
    assert history_in(tmp_path, clock).reopenable() is None
    history = finished(tmp_path, clock, 130)
    with pytest.raises(BackdayError, match="Holds can't be taken up: no step of it is left"):
        history.reopenable()
    with pytest.raises(BackdayError, match="3 of 3 sets done: no step of it is left"):
        history.reopened(1)
    history = finished(tmp_path, clock, 60, (50, c.Finish()))
    ended = rows(tmp_path)[0].ended
    assert ended is not None
    just = history_in(tmp_path, ManualClock(wall=ended + timedelta(hours=12)))
    there = just.reopenable()
    assert there is not None
    assert there.row.id == 2
    late = history_in(tmp_path, ManualClock(wall=ended + timedelta(hours=12, seconds=1)))
    with pytest.raises(BackdayError, match="Holds can't be taken up: it was finished more than 12 hours ago"):
        late.reopenable()
    with pytest.raises(BackdayError, match="more than 12 hours ago"):
        late.reopened(2)


def test_of_several_that_were_finished_the_last_that_has_steps_left_goes_on(tmp_path: Path) -> None:
    clock = ManualClock()
    finished(tmp_path, clock, 60, (50, c.Finish()))
    history = finished(tmp_path, clock, 130)
    there = history.reopenable()
    assert there is not None
    assert there.row.id == 1
    assert history.reopenable("gone") is None


def test_the_newest_is_by_its_date_and_one_of_the_future_comes_last(tmp_path: Path) -> None:
    days, first = (3, 1, 2, 900), datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    for day in days:
        broken_off(tmp_path, ManualClock(wall=first + timedelta(days=day)))
    history = history_in(tmp_path, ManualClock(wall=first + timedelta(days=50)))
    found = []
    while (interrupted := history.interrupted()) is not None:
        found.append(interrupted.row.id)
        history.throw_away(interrupted)
    assert [days[number - 1] for number in found] == [3, 2, 1, 900]
