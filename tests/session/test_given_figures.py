"""Figures that are typed while a set runs, or after it; the day's targets; how a set's figures came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from workouts import act, hold, logs, reps, session_of

from backday_tui.routine.model import Amrap, Emom, Load, Reps, Superset
from backday_tui.session import commands as c
from backday_tui.session import summary
from backday_tui.session.aims import with_sets_aimed_at
from backday_tui.session.plan import Ref
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

if TYPE_CHECKING:
    from backday_tui.session.session import Session

KG = Load("weight", 40.0, "kg")
ROW = Ref("work", 0, 0)


def rows(sets: int = 3, **rest: object) -> Session:
    return session_of(reps("Row", 8, sets, load=KG, **rest), reps("Fly", 12))


def loads(session: Session) -> list[str | None]:
    return [step.load for step in session.state.steps if step.is_work]


def targets(*aims: Aim, ref: Ref = ROW) -> c.SetTargets:
    return c.SetTargets(((ref, Target(aims, "last time", "as last time")),))


def test_reps_of_a_running_set_end_it() -> None:
    session = rows()
    act(session, 20, c.Figures(reps=9, ends=True))
    assert logs(session)[0].startswith("Row 1/3 9")
    assert session.state.step.kind == "rest"
    assert session.state.logs[0].source == "typed"


def test_one_undo_takes_back_figure_and_done() -> None:
    session = rows()
    before = session.state
    act(session, 20, c.Figures(reps=9, load="42.5 kg", ends=True))
    act(session, 25, c.Undo())
    assert session.state == before


def test_a_load_alone_ends_nothing_and_goes_on_to_the_sets_to_come() -> None:
    session = rows()
    events = act(session, 20, c.Figures(load="42.5 kg", ends=True))
    assert events == ["20 enters None 42.5 kg", "20 carries 42.5 kg to 2", "20 steps change"]
    assert (loads(session), session.state.step.kind) == (["40 kg", "42.5 kg", "42.5 kg", None], "reps")
    act(session, 30, c.Done())
    assert session.state.logs[0].load == "42.5 kg"


def test_figures_of_a_logged_set_change_its_load_and_those_to_come() -> None:
    session = rows()
    act(session, 20, c.Done())
    act(session, 25, c.Figures(reps=7, load="42.5 kg", log=0))
    assert logs(session)[0].startswith("Row 1/3 7")
    assert loads(session)[1:3] == ["42.5 kg", "42.5 kg"]
    act(session, 26, c.Figures(load="45 kg", log=0))  # on second thoughts: those that took the first follow
    assert loads(session)[1:3] == ["45 kg", "45 kg"]
    act(session, 27, c.Undo())
    act(session, 28, c.Undo())
    assert loads(session)[1:3] == ["40 kg", "40 kg"]


def test_a_typed_load_leaves_sets_that_were_planned_with_another() -> None:
    session = session_of(reps("Row", 8, 3, load=(KG, KG, Load("weight", 30.0, "kg"))))
    act(session, 20, c.Figures(load="42.5 kg"))
    assert loads(session) == ["40 kg", "42.5 kg", "30 kg"]


def test_a_step_of_load_moves_all_sets_to_come_by_as_much() -> None:
    session = session_of(reps("Row", 8, 3, load=(KG, Load("weight", 50.0, "kg"), Load("body", 10.0, "kg"))))
    act(session, 20, c.Figures(load="42.5 kg", moves=True))
    assert loads(session) == ["40 kg", "52.5 kg", "+10 kg"]


def test_both_sides_of_a_set_share_the_load_that_is_typed() -> None:
    session = session_of(reps("Row", 8, 2, load=KG, sides="each"))
    act(session, 20, c.Figures(load="42.5 kg"))
    assert loads(session) == ["40 kg", "42.5 kg", "42.5 kg", "42.5 kg"]


def test_figures_while_paused_end_nothing_until_it_is_done() -> None:
    session = rows()
    act(session, 20, c.Pause())
    act(session, 30, c.Figures(reps=9, ends=True))
    assert (session.state.step.kind, session.state.entered.reps, logs(session)) == ("reps", 9, [])
    act(session, 40, c.Resume())
    act(session, 50, c.Done())
    assert logs(session)[0].startswith("Row 1/3 9")


def test_a_hold_to_failure_ends_with_its_time() -> None:
    session = session_of(hold(seconds=None), reps())
    act(session, 2, c.BeginNow())
    act(session, 60, c.Figures(seconds=45.0, ends=True))
    assert (session.state.logs[0].seconds, session.state.logs[0].source) == (45.0, "typed")


def test_reps_of_a_minute_are_its_done() -> None:
    session = session_of(Emom((reps(),), minutes=2))
    act(session, 2, c.BeginNow())
    act(session, 30, c.Figures(reps=6, ends=True))
    assert session.state.minute_logged
    act(session, 32, c.Figures(reps=7, ends=True))
    assert session.state.logs[0].reps == 7


def test_figures_of_an_amrap_end_nothing() -> None:
    session = session_of(Amrap((reps(),), time=300))
    act(session, 2, c.BeginNow())
    act(session, 30, c.Figures(reps=6, ends=True))
    assert session.state.step.group == "amrap"


def test_reps_in_reserve_and_a_note_are_kept_with_the_set() -> None:
    session = rows()
    act(session, 20, c.Figures(rir=2.5, note="left knee"))
    act(session, 21, c.Done())
    assert (session.state.logs[0].rir, session.state.logs[0].note, session.state.logs[0].source) == (
        2.5, "left knee", "done",
    )  # fmt: skip
    act(session, 22, c.Figures(note="", log=0))
    assert session.state.logs[0].note == ""


# -- targets ----------------------------------------------------------------------------------------------------


def test_done_means_that_the_aim_was_reached() -> None:
    session = rows()
    act(session, 1, targets(Aim(10, load=Load("weight", 42.5, "kg")), Aim(9), Aim(8)))
    assert loads(session)[:3] == ["42.5 kg", "40 kg", "40 kg"]
    act(session, 20, c.Done())
    assert (session.state.logs[0].reps, session.state.logs[0].load) == (10, "42.5 kg")
    assert session.state.logs[0].target.aim == Aim(10, load=Load("weight", 42.5, "kg"))


def test_no_undo_loses_the_targets() -> None:
    session = rows()
    act(session, 1, c.AddSet())
    act(session, 2, targets(Aim(10)))
    act(session, 3, c.Undo())
    assert session.state.step.aim == Aim(10)
    act(session, 4, c.Done())
    assert session.state.logs[0].reps == 10


def aimed_sets(more: int, *, ref: Ref = ROW, count: int = 4) -> c.SetTargets:
    return c.SetTargets(((ref, Target((Aim(8),) * count, "more", "a set more", more_sets=more)),))


def turns(session: Session) -> list[str]:
    return [f"{step.title} {step.set}/{step.sets} {step.kind}" for step in session.state.steps]


def test_a_set_more_that_is_aimed_at_is_there_from_the_start() -> None:
    session = rows()
    act(session, 1, aimed_sets(1))
    assert turns(session)[-4:] == ["Row 4/4 rest", "Row 4/4 reps", "Fly 1/1 rest", "Fly 1/1 reps"]
    assert [step.aim for step in session.state.steps if step.title == "Row" and step.is_work] == [Aim(8)] * 4
    assert summary.planned_sets(session.state) == 5


def test_sets_fewer_that_are_aimed_at_are_gone_but_for_those_that_began() -> None:
    session = rows(sets=5)
    act(session, 1, aimed_sets(-2, count=3))
    assert turns(session)[:-2] == ["Row 1/3 reps", "Row 2/3 rest", "Row 2/3 reps", "Row 3/3 rest", "Row 3/3 reps"]
    session = rows(sets=2)
    act(session, 1, aimed_sets(-2, count=1))
    assert turns(session)[0] == "Row 1/1 reps"


def test_sets_of_a_later_exercise_and_what_the_person_added_stay() -> None:
    session = rows(sets=2)
    act(session, 1, c.AddSet())
    act(session, 2, aimed_sets(1, ref=Ref("work", 1, 0), count=2))
    assert turns(session)[-3:] == ["Fly 1/2 reps", "Fly 2/2 rest", "Fly 2/2 reps"]
    assert turns(session)[0] == "Row 1/3 reps"
    act(session, 3, c.Undo())
    assert (turns(session)[0], turns(session)[-1]) == ("Row 1/2 reps", "Fly 2/2 reps")


def test_both_sides_of_a_set_that_is_more() -> None:
    session = session_of(reps("Row", 8, 2, sides="each"))
    act(session, 1, aimed_sets(1, count=3))
    assert [(step.set, step.side) for step in session.state.steps if step.is_work][-2:] == [(3, "left"), (3, "right")]


def test_in_a_group_the_sets_are_those_of_the_group() -> None:
    session = session_of(Superset((reps("Row"), reps("Fly")), 3))
    act(session, 1, aimed_sets(1))
    assert [step.sets for step in session.state.steps if step.is_work] == [3] * 6


def test_a_plan_has_the_sets_that_a_session_comes_to() -> None:
    session = rows()
    plan = session.state.plan
    targets = aimed_sets(1)
    act(session, 1, targets)
    planned = with_sets_aimed_at(plan, dict(targets.targets)).steps
    assert planned == tuple(replace(step, aim=None, why="") for step in session.state.steps)


def test_a_hold_takes_as_long_as_it_aims_at() -> None:
    session = session_of(hold(seconds=30, sets=2), prepare=0)
    act(session, 1, targets(Aim(seconds=40)))
    assert session.remaining_s(1001) == 39
    assert [step.seconds for step in session.state.steps if step.is_work] == [40, 40]


def test_a_part_of_a_max_that_nobody_gave_is_no_load() -> None:
    session = session_of(reps("Row", 5, load=Load("percent", 70.0)))
    act(session, 20, c.Done())
    assert session.state.logs[0].load is None


def test_a_minute_of_an_emom_has_the_load_that_a_share_comes_to_and_nothing_else() -> None:
    session = session_of(Emom((reps("Row", 5, load=Load("percent", 70.0)),), 2), prepare=0)
    act(session, 1, targets(Aim(load=Load("weight", 42.5, "kg"))))
    first = session.state.step
    assert (first.load, first.reps, first.seconds) == ("42.5 kg", Reps(5, 5), 60)
    act(session, 20, c.Done())
    assert session.state.logs[0].load == "42.5 kg"


# -- how the figures came -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["reps", "hold", "failure"])
def test_what_the_person_says_or_follows_is_done(kind: str) -> None:
    session = session_of({"reps": reps(), "hold": hold(), "failure": hold(seconds=None)}[kind], prepare=0)
    act(session, 20, c.Done())
    assert session.state.logs[0].source == "done"


def test_a_countdown_to_its_end_is_done() -> None:
    session = session_of(hold(seconds=30), prepare=0)
    act(session, 31)
    assert (session.state.logs[0].source, session.state.logs[0].at_s) == ("done", 30.0)


def test_what_ends_by_tempo_is_auto_and_a_hold_beside_it_is_followed() -> None:
    session = session_of(reps(), hold(), auto=True)
    act(session, 500)
    assert [log.source for log in session.state.logs] == ["auto", "done"]


def test_where_nobody_is_there_all_is_auto() -> None:
    session = session_of(hold(), prepare=0)
    act(session, 1, c.SetAuto(auto=True, alone=True))
    act(session, 500)
    assert [log.source for log in session.state.logs] == ["auto"]


def test_a_set_knows_its_rest_and_when_it_was_done_pauses_told_apart() -> None:
    session = rows(rest=60)
    act(session, 20, c.Done())
    act(session, 30, c.Pause())
    act(session, 130, c.Resume())
    act(session, 150, c.BeginNow())
    act(session, 170, c.Done())
    assert [(log.rest_s, log.at_s) for log in session.state.logs] == [(None, 20.0), (30.0, 170.0)]


def test_a_hold_that_the_end_cuts_off_says_so() -> None:
    session = session_of(hold(), prepare=0)
    act(session, 10, c.Finish())
    assert session.state.logs[0].is_cut


def test_a_swapped_exercise_has_no_aim_of_anothers_and_gets_its_own_back() -> None:
    session = rows()
    act(session, 0, targets(Aim(10, None, Load("weight", 45.0, "kg"))))
    act(session, 5, c.Swap("Fly"))
    assert [(step.title, step.aim, step.why) for step in session.state.steps if step.ref == ROW] == [
        ("Fly", None, "")
    ] * 5
    assert loads(session)[:3] == ["40 kg"] * 3
    act(session, 6, c.Swap("Row"))
    assert [step.aim and step.aim.reps for step in session.state.steps if step.is_work][:3] == [10] * 3
    assert loads(session)[:3] == ["45 kg"] * 3


def test_undo_gives_the_aim_back_that_a_swap_took() -> None:
    session = rows()
    act(session, 0, targets(Aim(10)))
    before = session.state
    act(session, 5, c.Swap("Fly"))
    act(session, 6, c.Undo())
    assert session.state == before


def test_targets_that_come_after_a_swap_are_those_of_the_exercise_of_before() -> None:
    session = rows()
    act(
        session,
        5,
        c.Done(),
    )
    act(session, 6, c.Swap("Fly"))
    act(session, 7, targets(Aim(10)))
    aims = [(step.title, step.aim and step.aim.reps) for step in session.state.steps if step.is_work][:3]
    assert aims == [("Row", 10), ("Fly", None), ("Fly", None)]


def test_a_load_that_was_typed_stays_where_nothing_was_aimed_at() -> None:
    session = rows()
    act(session, 5, c.Figures(load="50 kg"))
    act(session, 6, c.Swap("Fly"))
    assert loads(session)[1:3] == ["50 kg", "50 kg"]
