"""What a session came to."""

from __future__ import annotations

import pytest
from workouts import ORIGIN, act, hold, plan_of, reps, session_of, timed

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import Amrap, Emom, Entry, Item, Load, Progress, Reps, Superset
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref
from backday_tui.session.session import Session
from backday_tui.session.summary import NextExercise, Summary, next_exercises, summarize
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target


def summary(session: Session, at: float) -> Summary:
    return summarize(session, ORIGIN + at)


def test_a_whole_session() -> None:
    session = session_of(
        reps("Row", 8, sets=2, rest=10, load=Load("weight", 20, "kg")),
        reps("Curl", 10, sides="each", load=Load("weight", 12.5, "lb"), after=0),
        hold(seconds=30, sides="each"),
        hold("Cobra", 45),
        between=10,
    )
    act(session, 20, c.Done())
    act(session, 30, c.Pause())
    act(session, 130, c.Resume())
    for at in (150, 170, 180):
        act(session, at, c.Done())
    act(session, 1000)
    assert summary(session, 1000) == Summary(
        elapsed_s=80 + 5 + 30 + 5 + 30 + 10 + 45,
        sets_done=5,
        sets_planned=5,
        reps=8 + 8 + 10 + 10,
        holds=2,
        hold_s=105,
        longest_hold_s=45,
        volume=(("kg", 320), ("lb", 250)),
        partial=False,
    )


def test_before_anything_was_done() -> None:
    assert summary(session_of(reps(sets=3)), 7) == Summary(7, 0, 3, 0, 0, 0, 0, (), partial=True)


@pytest.mark.parametrize(
    ("work", "commands", "done", "planned"),
    [
        pytest.param([reps(sets=3, rest=0)], [c.Done(), c.Skip(), c.Done()], 2, 3, id="a set that was skipped"),
        pytest.param([reps(sets=3, rest=0)], [c.Done(), c.SkipExercise()], 1, 3, id="the rest that was left out"),
        pytest.param([reps(sets=2, rest=0)], [c.AddSet(), c.Done(), c.Done(), c.Done()], 3, 3, id="a set more"),
        pytest.param([reps(sets=2, rest=0)], [c.RemoveSet(), c.Done()], 1, 1, id="a set less"),
        pytest.param([reps(sides="each")], [c.Done(), c.Done()], 1, 1, id="two sides are one set"),
        pytest.param([reps(after=0), reps("B", optional=True)], [c.Done(), c.Skip()], 1, 1, id="optional, left out"),
        pytest.param([reps(after=0), reps("B", optional=True)], [c.Done(), c.Done()], 2, 2, id="optional, done"),
        pytest.param([Emom((reps(),), minutes=2)], [c.BeginNow(), c.Done(), c.Skip(), c.Skip()], 1, 2, id="EMOM"),
        pytest.param([Amrap((reps(),), time=60)], [c.BeginNow(), c.Done(), c.Extend(-100)], 1, 1, id="AMRAP"),
        pytest.param([Superset((reps(), reps("B")), sets=2, rest=0)], [c.Done()] * 4, 4, 4, id="superset"),
    ],
)
def test_sets(work: list[Item], commands: list[c.Command], done: int, planned: int) -> None:
    session = session_of(*work)
    for command in commands:
        act(session, 4, command)
    found = summary(session, 4)
    assert (found.sets_done, found.sets_planned, found.partial) == (done, planned, False)


def test_a_session_that_began_in_the_middle_plans_what_was_left() -> None:
    session = Session(plan_of(reps(sets=3)).starting_at(2))
    session.start(ORIGIN)
    assert summary(session, 0).sets_planned == 2
    act(session, 1, c.AddSet())
    assert summary(session, 1).sets_planned == 3


def test_finishing_early_is_partial() -> None:
    session = session_of(hold(), reps())
    act(session, 15, c.Finish())
    found = summary(session, 99)
    assert (found.partial, found.elapsed_s, found.holds, found.hold_s) == (True, 15, 1, 10)


@pytest.mark.parametrize(
    ("load", "volume"),
    [
        ("12 kg", (("kg", 96),)),
        ("12.5kg", (("kg", 100),)),
        ("25 lb", (("lb", 200),)),
        ("25 LBS", (("lb", 200),)),
        ("0.1 kg", (("kg", 0.8),)),
        ("bodyweight", ()),
        ("red band", ()),
        ("0 kg", ()),
    ],
)
def test_volume_of_loads_as_people_write_them(load: str, volume: tuple[tuple[str, float], ...]) -> None:
    session = session_of(reps())
    act(session, 1, c.Record(load=load))
    act(session, 2, c.Done())
    assert summary(session, 2).volume == volume


def test_timed_work_is_no_hold_and_unknown_reps_are_none() -> None:
    session = session_of(timed(after=0), Entry(("Chin-up",), reps=Reps(None, None), load=Load("weight", 5, "kg")))
    act(session, 80, c.Done())
    found = summary(session, 80)
    assert (found.holds, found.reps, found.volume, found.sets_done) == (0, 0, (), 2)


# -- what comes next ----------------------------------------------------------------------------------------------


def topped(progress: Progress, *figures: int, aims: int = 10, load: Load | None = None) -> tuple[NextExercise, ...]:
    """A session of chin-ups with these reps."""
    session = session_of(reps("Chin-up", 5, sets=len(figures), load=load, progress=progress))
    target = Target((Aim(aims),) * len(figures), "more", "one more")
    act(session, 1, c.SetTargets(((Ref("work", 0, 0), target),)))
    for number, count in enumerate(figures):
        act(session, 100 * (number + 1) + 10, c.Figures(reps=count, ends=True))
    return next_exercises(session.state, bundled())


def test_at_the_top_of_every_set_the_next_exercise_is_offered() -> None:
    (found,) = topped(Progress(reps=(5, 10), then="Muscle-up"), 10, 11)
    assert found.told == "Chin-up: 10 reps in every set. Muscle-up comes next"
    assert topped(Progress(reps=(5, 10), then="Muscle-up"), 10, 9) == ()
    assert topped(Progress(reps=(5, 10)), 10, 10) == ()
    assert topped(Progress(reps=(5, 10), sets=(2, 3), then="Muscle-up"), 10, 10) == ()
    kg = Load("weight", 5, "kg")
    assert topped(Progress(reps=(5, 10), step=kg, then="Muscle-up"), 10, 10, load=kg) == ()


def test_the_harder_one_is_that_of_the_catalogue() -> None:
    harder = bundled().lookup("Chin-up").harder
    found = topped(Progress(reps=(5, 10), then="harder"), 10)
    assert [each.then for each in found] == ([bundled().lookup(harder).name] if harder else [])


def test_a_hold_at_its_longest() -> None:
    session = session_of(hold(seconds=60, progress=Progress(hold_s=5, until_s=60, then="harder")), prepare=0)
    act(session, 1, c.SetTargets(((Ref("work", 0, 0), Target((Aim(seconds=60),), "top", "the top")),)))
    act(session, 70)
    (found,) = next_exercises(session.state, bundled())
    assert found.told.startswith("Plank: 1:00 in every set. ")
