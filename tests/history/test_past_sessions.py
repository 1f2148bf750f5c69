"""What was done before, read from the log: which sessions tell, and that all of what the log keeps comes with them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from closed_stores import stores_are_closed  # noqa: F401 -- a fixture for all tests here
from sessions import OPENING, Silence, a_set, broken_off, follow, history_in, logged, opening_for, plan_of

from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.history import history as history_room
from backday_tui.history.journal import WallTimes
from backday_tui.history.log import past_reader
from backday_tui.history.past import all_past, past_of, past_session
from backday_tui.history.store import LoggedEntry, Store
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.training.past import GIVEN, last_time
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backday_tui.history.store import PerformedSet
    from backday_tui.training.past import PastSession
    from backday_tui.training.today import ReadPast

NOW = datetime.fromisoformat("2026-11-29T18:00:00+01:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "history.sqlite3")) as opened:
        opened._db.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug on a test
        yield opened


def on(store: Store, day: str, *sets: PerformedSet, routine: str = "back", **more: Any) -> int:
    """A session of that moment, or of that day alone."""
    opening = replace(OPENING, routine=routine, started=datetime.fromisoformat(day).astimezone())
    number = logged(store, *sets, opening=opening, **more)
    store._db.execute("UPDATE session SET started = ? WHERE id = ?", (day, number))
    return number


def row_of(reps: int = 8, **more: Any) -> PerformedSet:
    return replace(a_set("Seated row", movement="seated-row", nth=1, source="typed", **more), reps=reps)


def ids(store: Store, movements: tuple[str, ...] = ("seated-row",), now: date = NOW, **more: Any) -> list[int]:
    return [session.id for session in past_of(store, bundled(), movements, "back", now, **more)]


def test_the_newest_is_by_day_then_by_time_then_by_number(store: Store) -> None:
    newest = on(store, "2026-11-28T18:00:00+01:00", row_of())
    on(store, "2026-11-20T18:00:00+01:00", row_of())  # entered later, done earlier
    assert ids(store) == [newest]
    on(store, "2026-11-28", row_of())
    assert ids(store)[-1] == newest
    # 18:30 in London is later than 18:00 in Berlin, and a text that says 18:40 in Athens comes before both.
    on(store, "2026-11-28T18:40:00+02:00", row_of())
    london = on(store, "2026-11-28T18:30:00+00:00", row_of())
    assert ids(store)[-1] == london
    again = on(store, "2026-11-28T18:30:00+00:00", row_of())
    assert ids(store)[-1] == again


def test_what_lies_in_the_future_counts_for_nothing(store: Store) -> None:
    today = on(store, "2026-11-29T17:59:59+01:00", row_of())
    late = on(store, "2026-11-29T23:00:00+01:00", row_of())
    for day in ("2026-11-29T18:00:01+01:00", "2026-11-30", "2031-01-01", "2031-01-01T00:00"):
        on(store, day, row_of())
    assert ids(store) == [today]
    assert ids(store, now=date(2026, 11, 28)) == []
    whole_day = on(store, "2026-11-29", row_of())
    assert ids(store)[0] == whole_day
    assert ids(store, now=date(2026, 11, 29))[-1] == late


def test_a_date_that_makes_no_sense_is_passed_over(store: Store) -> None:
    known = on(store, "2026-11-20T18:00:00+01:00", row_of())
    for day in ("once", "2026-99-99", "", "12", "9999"):
        on_that_day = on(store, "2026-11-21T18:00:00+01:00", row_of())
        store._db.execute("UPDATE session SET started = ? WHERE id = ?", (day, on_that_day))
    assert ids(store) == [known]


def test_the_routine_goes_before_others_and_others_before_nothing(store: Store) -> None:
    here = on(store, "2026-11-01T18:00:00+01:00", row_of())
    elsewhere = on(store, "2026-11-28T18:00:00+01:00", row_of(), routine="legs")
    past = past_of(store, bundled(), ("seated-row",), "back", NOW)
    assert [session.id for session in past] == [here, elsewhere]
    found = last_time(past, NOW, "back", "seated-row")
    assert found is not None
    assert found.session.id == here
    assert ids(store, ("plank",)) == []
    assert ids(store, ()) == []


def test_what_was_done_under_an_earlier_name_belongs_to_the_routine(store: Store) -> None:
    before = on(store, "2026-11-01T18:00:00+01:00", row_of(), routine="pull")
    on(store, "2026-11-28T18:00:00+01:00", row_of(), routine="legs")
    (first, _) = past_of(store, bundled(), ("seated-row",), "back", NOW, earlier=("pull",))
    assert (first.id, first.routine) == (before, "back")


def test_sets_that_nobody_gave_figures_of_are_told_and_those_before_too(store: Store) -> None:
    given = on(store, "2026-11-01T18:00:00+01:00", row_of())
    cut = on(store, "2026-11-02T18:00:00+01:00", row_of(is_cut=True))
    auto = on(store, "2026-11-03T18:00:00+01:00", replace(row_of(), source="auto"))
    on(store, "2026-11-04T18:00:00+01:00", row_of(is_warmup=True))
    assert ids(store) == [given, auto]
    assert cut not in ids(store)
    past = past_of(store, bundled(), ("seated-row",), "back", NOW)
    sure = last_time(past, NOW, "back", "seated-row", counts=lambda done: done.source in GIVEN and not done.is_cut)
    assert sure is not None
    assert sure.session.id == given


def test_the_session_that_runs_is_left_out(store: Store) -> None:
    before = on(store, "2026-11-01T18:00:00+01:00", row_of())
    runs = on(store, "2026-11-29T17:00:00+01:00", row_of())
    assert ids(store, without=runs) == [before]
    assert ids(store, without=runs, newest=9) == [before]


def test_each_place_in_the_routine_has_its_own_last_time(store: Store) -> None:
    both = on(store, "2026-11-01T18:00:00+01:00", row_of(8), replace(row_of(5, bout=1), nth=2))
    first = on(store, "2026-11-10T18:00:00+01:00", row_of(9))
    assert ids(store) == [both, first]


def test_the_whole_routine_is_its_newest_sessions_whatever_was_done_in_them(store: Store) -> None:
    others = [on(store, f"2026-10-{day:02}T18:00:00+01:00", a_set("Plank", movement="plank")) for day in range(1, 20)]
    on(store, "2026-10-05T10:00:00+01:00", a_set("Plank", movement="plank"), routine="legs")
    assert ids(store, newest=100) == others


def test_of_ten_years_only_what_is_needed_is_read(store: Store) -> None:
    for day in range(150):
        started = (NOW - timedelta(days=2 * day + 1)).isoformat()
        on(store, started, row_of(), routine="back" if day % 2 else "legs")
    assert len(ids(store)) == 2
    assert len(ids(store, newest=50)) == 51


def test_entries_that_were_left_out_are_known_too(store: Store) -> None:
    row = LoggedEntry(0, "work", 0, 0, "Seated row", "seated-row", 1, "reps", 3, None, False, False)
    plank = replace(row, place=1, exercise="Plank", movement="plank", kind="hold", two_sided=True)
    on(store, "2026-11-01T18:00:00+01:00", row_of(entry=0), entries=(row, plank))
    (session,) = past_of(store, bundled(), ("seated-row",), "back", NOW)
    assert [(each.movement, len(each.sets), each.kind, each.planned) for each in session.entries] == [
        ("seated-row", 1, "reps", 3),
        ("plank", 0, "hold", 3),
    ]


def test_sets_of_an_old_log_tell_which_entry_they_belong_to(store: Store) -> None:
    sets = [
        replace(a_set("Plank", bout), number=number, sets=of, kind="hold", reps=None, seconds=30.0)
        for bout, (number, of) in enumerate([(1, 2), (2, 2), (1, 1)])
    ]
    sides = [replace(a_set("One-arm row", 9), side=side, source="unknown") for side in ("left", "right")]
    amrap, minute = a_set("AMRAP", 11, rounds=4), replace(a_set("Squat", 12), kind="time")
    on(store, "2026-11-01T18:00:00+01:00", *sets, *sides, amrap, minute)
    (session,) = past_of(store, bundled(), ("plank",), "back", NOW)
    told = [
        (each.movement, each.nth, each.kind, len(each.sets), each.planned, each.two_sided) for each in session.entries
    ]
    assert told == [
        ("plank", 1, "hold", 2, 2, False),
        ("plank", 2, "hold", 1, 1, False),
        ("one-arm-dumbbell-row", 1, "reps", 2, 1, True),
        ("amrap", 1, "rounds", 1, 1, False),
        ("squat", 1, "reps", 1, 1, False),
    ]


# -- all of it, in brief --------------------------------------------------------------------------------------------


def in_brief(session: PastSession) -> list[tuple[object, ...]]:
    """What a record is made of."""
    return [
        (
            entry.movement, entry.nth, entry.kind, entry.two_sided, entry.section,
            [(each.number, each.side, each.reps, each.seconds, str(each.load), each.moved_kg, each.rounds, each.source,
              each.is_warmup, each.rir) for each in entry.sets],
        )
        for entry in session.entries
        if entry.sets
    ]  # fmt: skip


def test_all_that_was_done_is_read_in_brief_as_it_is_in_full(store: Store) -> None:
    row = LoggedEntry(0, "warmup", 0, 0, "Seated row", "seated-row", 1, "reps", 3, None, False, False)
    sides = replace(row, place=1, exercise="Side plank", movement="side-plank", kind="hold", two_sided=True)
    held = [
        replace(
            a_set("Side plank", 4 + place, movement="side-plank", entry=1, nth=1), side=side, seconds=30.4, reps=None
        )
        for place, side in enumerate(("left", "right"))
    ]
    rows = [row_of(reps, entry=0, bout=reps, load=load, rir=rir, is_warmup=reps == 9)
            for reps, load, rir in ((8, "40 kg", 1.5), (9, "2x12 kg", None), (10, "-20 kg", 0.0))]  # fmt: skip
    first = on(store, "2026-11-01T18:00:00+01:00", *rows, *held, entries=(row, sides))
    older = [replace(a_set("Plank", bout), number=number, kind="hold", seconds=30.0, reps=None)
             for bout, number in enumerate((1, 2, 1))]  # fmt: skip
    second = on(store, "2026-10-01", *older, a_set("AMRAP", 11, rounds=4), replace(a_set("Squat", 12), kind="time"))
    runs = on(store, "2026-11-28T18:00:00+01:00", row_of())
    on(store, "2026-12-02T18:00:00+01:00", row_of())
    store._db.execute("UPDATE session SET started = 'soon' WHERE id = ?", (on(store, "2026-09-01", row_of()),))
    found = all_past(store, bundled(), None, NOW, without=runs)
    assert [session.id for session in found] == [second, first]
    full = [past_session(each, store.entries(each.id)) for each in store.sessions_of((second, first))]
    assert [in_brief(each) for each in found] == [in_brief(each) for each in reversed(full) if each]
    assert [session.started for session in found] == [date(2026, 10, 1), NOW.replace(month=11, day=1)]
    of_one = all_past(store, bundled(), ("side-plank",), NOW)
    assert [in_brief(each)[0][0] for each in of_one] == ["side-plank"]


# -- as a workout leaves it -----------------------------------------------------------------------------------------

ROUTINE = """
name = "Rows"
rest = 10
work = ["2x8-12 Seated row @ 40 kg", "2x:30 Plank", "2x8 Seated row @ 45 kg", "1x8 One-arm dumbbell row each side"]
"""


def done_in(home: Path, *commands: tuple[int, c.Command], seconds: int = 40) -> PastSession:
    clock = ManualClock()
    broken_off(home, clock, ROUTINE, seconds, *commands)
    with closing(Store(home / "history.sqlite3")) as store:
        (session,) = past_of(store, bundled(), ("seated-row",), "all", clock.wall())
    return session


def test_a_workout_leaves_its_entries_with_what_they_asked_for(tmp_path: Path) -> None:
    session = done_in(tmp_path, (3, c.Done()))
    assert [(each.movement, each.nth, each.planned, len(each.sets), each.two_sided) for each in session.entries] == [
        ("seated-row", 1, 2, 1, False),
        ("plank", 1, 2, 0, False),
        ("seated-row", 2, 2, 0, False),
        ("one-arm-dumbbell-row", 1, 1, 0, True),
    ]
    asks = session.entries[0].prescription
    assert asks is not None
    assert ([str(load) for load in asks.loads], [(reps.low, reps.high) for reps in asks.reps]) == (
        ["40 kg", "40 kg"],
        [(8, 12), (8, 12)],
    )
    (done,) = session.entries[0].sets
    assert (done.number, done.source, str(done.load), done.moved_kg) == (1, "done", "40 kg", Fraction(40))
    assert done.at == datetime.fromisoformat(str(session.started)) + timedelta(seconds=3)


def test_what_is_put_in_the_place_of_an_exercise_is_its_own(tmp_path: Path) -> None:
    session = done_in(tmp_path, (3, c.Done()), (5, c.Swap("Pull-up")), (6, c.BeginNow()), (7, c.Done()))
    told = [(each.movement, each.nth, each.was_swapped, len(each.sets)) for each in session.entries]
    assert told == [
        ("seated-row", 1, True, 1),
        ("plank", 1, False, 0),
        ("seated-row", 2, False, 0),
        ("one-arm-dumbbell-row", 1, False, 0),
        ("pull-up", 1, True, 1),
    ]


def test_sets_more_or_less_do_not_change_what_was_planned(tmp_path: Path) -> None:
    session = done_in(tmp_path, (2, c.AddSet()), (3, c.Done()), (4, c.RemoveSet()), (5, c.RemoveSet()))
    assert (session.entries[0].planned, len(session.entries[0].sets)) == (2, 1)


def test_a_session_taken_up_later_has_the_times_of_day_of_then(tmp_path: Path) -> None:

    clock = ManualClock()
    broken_off(tmp_path, clock, ROUTINE, 20, (3, c.Done()))
    for is_first in (True, False):  # taken up, broken off again, and taken up once more
        clock = ManualClock(clock.now(), clock.wall() + timedelta(hours=1))
        history = history_in(tmp_path, clock)
        interrupted = history.interrupted()
        assert interrupted is not None
        taken = history.take_up(interrupted)
        performance = Performance(taken.session, clock, Silence(), journal=history.goes_on(taken))
        performance.take_up()
        follow(performance, clock, 20, (5, c.Resume()), *([] if is_first else [(6, c.Done())]))
        assert history.close(20) == ()
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        (session,) = past_of(store, bundled(), ("seated-row",), "all", clock.wall())
    first, second = session.entries[0].sets
    assert first.at == session.started + timedelta(seconds=3)
    assert second.at == session.started + timedelta(hours=2, seconds=6)


def test_the_past_is_read_without_the_session_that_runs(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, ROUTINE, 10, (3, c.Done()))
    clock.move(86_400)
    history = history_in(tmp_path, clock)
    interrupted = history.interrupted()
    assert interrupted is not None
    assert len(history.read_past("all", ("seated-row",)).sessions) == 1
    taken = history.take_up(interrupted, logged=False)
    assert taken.number == interrupted.row.id
    assert history.read_past("all", ("seated-row",)).sessions == ()


def test_a_time_of_day_is_the_same_when_it_is_taken_from_the_log() -> None:
    began = datetime.fromisoformat("2026-01-05T18:00:00.900+01:00")
    kept = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    assert WallTimes(began).at(2.5) == WallTimes(kept).at(2.5 - 1e-9) == kept + timedelta(seconds=2)
    assert WallTimes(began).at(2.0 - 1e-9) == WallTimes(kept).at(2.0)


def test_what_was_done_right_before_an_interruption_keeps_its_time_of_day() -> None:
    began = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
    times = WallTimes(began)
    line = times.take_up(10.0, began + timedelta(hours=1))
    for each in (times, WallTimes(began, [line])):
        assert each.at(10.0 + 1e-9) == began + timedelta(seconds=10)
        assert each.at(11.0) == began + timedelta(hours=1, seconds=1)
    assert times.at(9.0) == began + timedelta(seconds=9)


def test_a_routine_whose_file_has_a_name_that_is_no_text_has_a_past(store: Store) -> None:
    number = on(store, "2026-11-28", row_of(), routine="row\udcff")
    found = past_of(store, bundled(), ("seated-row", "row\udcff"), "row\udcff", NOW)
    assert [(session.id, session.routine) for session in found] == [(number, "row\udcff")]
    assert store.with_movement("row\udcff") == set()


def test_a_session_that_began_while_the_past_was_read_is_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ManualClock()
    history = history_in(tmp_path, clock)
    session = Session(plan_of(ROUTINE))

    def begun_first(*args: Any, without: int | None, **more: Any) -> ReadPast:
        if without is None:  # the first set is done, and written, before the log is read
            journal = history.begins(opening_for(session, ROUTINE, clock), keep_others=True)
            performance = Performance(session, clock, Silence(), journal=journal)
            performance.start()
            follow(performance, clock, 10, (3, c.Done()))
            journal.settle(20)
        return past_reader(*args, without=without, **more)

    monkeypatch.setattr(history_room, "past_reader", begun_first)
    assert history.read_past("all", ("seated-row",)).sessions == ()
    assert history.close(20) == ()


def test_what_is_trained_by_a_max_comes_with_all_its_sessions(store: Store) -> None:
    days = ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24"]
    first, *others = [on(store, day, row_of(), routine=f"week-{n}") for n, day in enumerate(days)]
    on(store, "2026-11-25", a_set("Plank"), routine="other")
    on(store, "2026-12-24", row_of(), routine="week-0")  # still to come
    found = past_of(store, bundled(), ("seated-row",), "week-0", NOW, newest=16)
    assert [session.id for session in found] == [first, others[-1]]
    found = past_of(store, bundled(), ("seated-row",), "week-0", NOW, newest=16, trained=("seated-row",))
    assert [session.id for session in found] == [first, *others]
    found = past_of(store, bundled(), (), "week-0", NOW, without=first, trained=("seated-row", "bench-press"))
    assert [session.id for session in found] == others
