"""Warm-up sets in the log: told apart, counted for nothing, and the same when a session is taken up again."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from plans import build, usual
from sessions import Silence, follow, history_in, logged

from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening, chosen_in, command_of, entry_of, opening_of, replay
from backday_tui.history.log import as_json, figures_of
from backday_tui.history.log_words import sets_in_line
from backday_tui.history.past import past_session
from backday_tui.history.store import PerformedSet, Store
from backday_tui.routine.model import Load
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref, warmups_of
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL, WarmupSet, ramp
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from pathlib import Path

    from backday_tui.history.store import SessionRow

TEXT = """
name = "Barbell"
work = [
  "3x10 Seated row",
  { exercise = "Deadlift", sets = 2, reps = 5, load = "100 kg", warmup = true },
]
"""
DEADLIFT = Ref("work", 1, 0)
OWN = {DEADLIFT: (WarmupSet(Load("weight", 25, "kg"), 4, "the bar"), WarmupSet(Load("weight", 55, "kg"), 2, "so"))}


def target(load: float) -> c.SetTargets:
    working = Load("weight", load, "kg")
    aims = (Aim(5, load=working),) * 2
    return c.SetTargets(((DEADLIFT, Target(aims, "more", "more", warmups=ramp(working, "bar", USUAL["kg"]))),))


def broken_off(home: Path, clock: ManualClock, *commands: tuple[int, c.Command]) -> Session:
    """A workout of 60 s that was killed; its warm-up sets are none that could be worked out again."""
    routine = read_text(TEXT, id="bar", catalog=bundled()).routine
    assert routine is not None
    session = Session(build(routine, bundled(), warmups=OWN))
    history = history_in(home, clock)
    opening = Opening("bar", "Barbell", TEXT, 5, clock.wall(), warmups=OWN)
    performance = Performance(session, clock, Silence(), journal=history.begins(opening, keep_others=False))
    performance.start()
    follow(performance, clock, 60, *commands)
    history.close(20)
    return session


def taken_up(home: Path) -> Session:
    """The session as its record brings it back."""
    with closing(Store(home / "history.sqlite3")) as store:
        (row,) = store.sessions()
        return replay(opening_of(row), store.journal(row.id), bundled())


def row_of(home: Path) -> SessionRow:
    with closing(Store(home / "history.sqlite3")) as store:
        return store.sessions()[0]


def loads(session: Session) -> list[tuple[bool, int, str | None]]:
    return [(step.warmup, step.set, step.load) for step in session.state.steps if step.is_work and step.load]


AS_BEGUN = [(True, 1, "25 kg"), (True, 2, "55 kg"), (False, 1, "100 kg"), (False, 2, "100 kg")]
TO_IT: tuple[tuple[int, c.Command], ...] = ((5, c.SkipExercise()), (6, c.BeginNow()))


def test_a_session_that_is_taken_up_has_those_with_which_it_began(tmp_path: Path) -> None:
    clock = ManualClock()
    broken_off(tmp_path, clock, *TO_IT, (10, c.Done()))
    session = taken_up(tmp_path)
    assert loads(session) == AS_BEGUN
    assert [(log.load, log.target.warmup) for log in session.state.logs] == [("25 kg", True)]


def test_and_those_of_the_day(tmp_path: Path) -> None:
    clock = ManualClock()
    before = broken_off(
        tmp_path,
        clock,
        (2, target(120)),
        *TO_IT,
        (10, c.Done()),
        (12, c.RemoveSet()),
        (14, c.BeginNow()),
        (16, c.Undo()),
    )
    session = taken_up(tmp_path)
    assert loads(session) == loads(before)
    assert [load for is_warmup, _, load in loads(session) if is_warmup] == ["20 kg", "47.5 kg", "70 kg"]
    assert session.state.steps == before.state.steps
    assert session.state.index == before.state.index


def test_another_exercise_in_the_midst_of_them(tmp_path: Path) -> None:
    clock = ManualClock()
    before = broken_off(
        tmp_path, clock, *TO_IT, (10, c.Done()), (12, c.Swap("Hip thrust")), (13, c.Back()), (14, c.Restart())
    )  # fmt: skip
    session = taken_up(tmp_path)
    assert loads(session) == loads(before)
    assert session.state.step == before.state.step


def test_what_a_session_began_with_is_read_back() -> None:
    opening = Opening("bar", "Barbell", TEXT, 5, ManualClock().wall(), warmups=OWN)
    assert chosen_in(opening.options)["warmups"] == OWN


def test_a_session_of_before_has_none() -> None:
    options = Opening("b", "B", TEXT, 5, ManualClock().wall()).options
    del options["warmups"]
    assert chosen_in(options)["warmups"] == {}
    session = replay(Opening("b", "B", TEXT, 5, ManualClock().wall(), **chosen_in(options)), (), bundled())
    assert not any(step.warmup for step in session.state.steps)


def test_the_days_targets_are_read_back() -> None:
    command = target(100)
    entry = entry_of(command, 1.0)
    assert command_of(entry) == command
    assert entry.body["targets"][0]["warmups"][1] == ["40 kg", 5, "40 % of 100 kg"]
    plain = c.SetTargets(((DEADLIFT, Target((Aim(5),), "file", "so")),))
    assert "warmups" not in entry_of(plain, 1.0).body["targets"][0]  # what earlier versions read


def test_they_count_for_nothing(tmp_path: Path) -> None:
    clock = ManualClock()
    done = [(second, c.Done()) for second in (10, 20, 30, 40)]
    on = [(second, c.BeginNow()) for second in (12, 22, 32)]
    broken_off(tmp_path, clock, *TO_IT, *done, *on)
    row = row_of(tmp_path)
    assert [(done.is_warmup, done.number, done.sets, done.reps, done.load) for done in row.sets] == [
        (True, 1, 2, 4, "25 kg"), (True, 2, 2, 2, "55 kg"), (False, 1, 2, 5, "100 kg"), (False, 2, 2, 5, "100 kg"),
    ]  # fmt: skip
    figures = figures_of(row)
    assert (figures.sets_done, figures.reps, figures.volume) == (2, 10, (("kg", 1000.0),))
    assert row.planned_sets == 5
    (session,) = as_json([row])
    assert [(each["warmup"], each["set"]) for each in session["sets"]] == [(True, 1), (True, 2), (False, 1), (False, 2)]
    assert session["sets"][0]["aim"] == {"reps": 4, "seconds": None, "load": "25 kg", "to_beat": None}
    assert sets_in_line(row.sets).startswith("warm-up 4 ")
    assert [done.rest_s for done in row.sets][1] == 2.0


def test_sets_that_tell_of_themselves_are_of_one_exercise(tmp_path: Path) -> None:
    sets = tuple(
        PerformedSet(
            bout, "", "Deadlift", number, of, "reps", "5", reps=5, load="20 kg", movement="deadlift", is_warmup=warm
        )
        for bout, (warm, number, of) in enumerate([(True, 1, 2), (True, 2, 2), (False, 1, 2), (False, 2, 2)])
    )
    with closing(Store(tmp_path / "history.sqlite3")) as store:
        logged(store, *sets)
    session = past_session(row_of(tmp_path))
    assert session is not None
    (entry,) = session.entries
    assert (entry.nth, entry.planned, len(entry.sets), len([*entry.weaker()])) == (1, 2, 4, 2)


def test_what_stands_before_the_work_is_worked_out_from_the_file() -> None:
    routine = read_text(TEXT, id="bar", catalog=bundled()).routine
    assert routine is not None
    assert [str(each.load) for each in warmups_of(routine, bundled(), {}, usual)[DEADLIFT]] == [
        "20 kg",
        "40 kg",
        "60 kg",
        "80 kg",
    ]
