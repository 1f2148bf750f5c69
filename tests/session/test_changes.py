"""What the commands do that change what is to come: leave out, do later, more or fewer sets, swap, figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import build
from workouts import (
    CATALOG,
    ORIGIN,
    REFUSED,
    act,
    follow,
    hold,
    lines,
    logs,
    plan_of,
    refusal,
    reps,
    routine,
    session_of,
    to_come,
)

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Reps, Superset
from backday_tui.session import commands as c
from backday_tui.session.ahead import MOST_SETS, MOST_STEPS
from backday_tui.session.session import Session

A, B, C = reps("A", sets=2, rest=10), reps("B"), reps("C")


def after(session: Session, at: float, *commands: c.Command) -> list[str]:
    """The steps from the running one on after these commands, all given at one moment."""
    for command in commands:
        act(session, at, command)
    return to_come(session)


# -- skip the rest of an exercise ---------------------------------------------------------------------------------

SKIP_EXERCISE: list[tuple[str, list[Item], list[c.Command], list[str]]] = [
    ("in work: the rest before the next exercise begins", [A, B], [], ["rest B 1/1 60s", "reps B 1/1"]),
    ("in its rest: the rest goes on and leads to the next", [A, B], [c.Done()], ["rest B 1/1 10s", "reps B 1/1"]),
    ("the last exercise: all is over", [A], [], ["reps A 1/2"]),
    ("the last exercise, in its rest: all is over", [A], [c.Done()], ["rest A 2/2 10s"]),
    (
        "on the left side: the right one is skipped too",
        [reps("A", sets=2, sides="each"), B],
        [],
        ["rest B 1/1 60s", "reps B 1/1"],
    ),
    (
        "on the right side",
        [reps("A", sets=2, sides="each"), B],
        [c.Done()],
        ["rest B 1/1 60s", "reps B 1/1"],
    ),
    (
        "in a switch",
        [hold(sets=2, sides="each"), B],
        [c.BeginNow(), c.Done()],
        ["rest B 1/1 60s", "reps B 1/1"],
    ),
    (
        "in a superset: the other exercise goes on",
        [Superset((reps("A"), reps("B")), sets=2, rest=15), C],
        [],
        ["reps B 1/2", "rest B 2/2 15s", "reps B 2/2", "rest C 1/1 60s", "reps C 1/1"],
    ),
    (
        "in a circuit",
        [Circuit((reps("A"), reps("B")), rounds=(2, 2), rest=5, between=15)],
        [],
        ["rest B 1/2 5s", "reps B 1/2", "rest B 2/2 15s", "reps B 2/2"],
    ),
    (
        "in a countdown that then leads to reps: there is nothing to get ready for",
        [hold(), A],
        [],
        ["reps A 1/2", "rest A 2/2 10s", "reps A 2/2"],
    ),
    (
        "in a countdown that then leads to timed work: it goes on",
        [hold(), hold("Cobra")],
        [],
        ["prepare Cobra 1/1 5s", "hold Cobra 1/1 30s"],
    ),
    ("an EMOM as a whole", [Emom((A, B), minutes=4), C], [c.BeginNow()], ["rest C 1/1 60s", "reps C 1/1"]),
    ("an EMOM in its countdown", [Emom((A, B), minutes=4), C], [], ["reps C 1/1"]),
    ("an AMRAP", [Amrap((A, B), time=60), C], [c.BeginNow()], ["rest C 1/1 60s", "reps C 1/1"]),
]


@pytest.mark.parametrize(("work", "before", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SKIP_EXERCISE])
def test_skip_the_rest_of_an_exercise(work: list[Item], before: list[c.Command], expected: list[str]) -> None:
    session = session_of(*work)
    after(session, 2, *before)
    logged = logs(session)
    assert after(session, 2, c.SkipExercise()) == expected
    assert session.is_over == (len(work) == 1 and isinstance(work[0], Entry))
    assert logs(session) == logged
    assert not session.state.early


def test_skipping_an_exercise_says_so() -> None:
    session = session_of(A, B)
    assert act(session, 3, c.SkipExercise()) == ["3 steps change", "3 skipped reps after 3", "3 begins rest B 1/1 60s"]


# -- do it later --------------------------------------------------------------------------------------------------

DO_LATER: list[tuple[str, list[Item], list[c.Command], list[str]]] = [
    (
        "in work: the next begins at once, this one comes after all the others",
        [A, B, C],
        [],
        ["reps B 1/1", "rest C 1/1 60s", "reps C 1/1", "rest A 1/2 60s", "reps A 1/2", "rest A 2/2 10s", "reps A 2/2"],
    ),
    (
        "what has been done stays done",
        [A, B],
        [c.Done(), c.BeginNow()],
        ["reps B 1/1", "rest A 2/2 60s", "reps A 2/2"],
    ),
    (
        "in a rest: it goes on and leads to the next",
        [A, B],
        [c.Done()],
        ["rest B 1/1 10s", "reps B 1/1", "rest A 2/2 60s", "reps A 2/2"],
    ),
    (
        "timed work that comes first now is prepared",
        [A, hold()],
        [],
        ["prepare Plank 1/1 5s", "hold Plank 1/1 30s", "rest A 1/2 60s", "reps A 1/2", "rest A 2/2 10s", "reps A 2/2"],
    ),
    (
        "in a countdown, for reps: there is nothing to get ready for",
        [hold(), B],
        [],
        ["reps B 1/1", "rest Plank 1/1 60s", "hold Plank 1/1 30s"],
    ),
    (
        "the second side is finished, the other sets come later",
        [reps("A", sets=2, rest=10, sides="each"), B],
        [c.Done()],
        ["reps A 1/2 right", "rest B 1/1 60s", "reps B 1/1", "rest A 2/2 60s", "reps A 2/2 left", "reps A 2/2 right"],
    ),
    (
        "in a superset: after the others of its round",
        [Superset((reps("A"), reps("B"), reps("C")), sets=2, rest=15)],
        [],
        ["reps B 1/2", "reps C 1/2", "reps A 1/2", "rest A 2/2 15s", "reps A 2/2", "reps B 2/2", "reps C 2/2"],
    ),
    (
        "in the middle of a superset: the other rounds stay as they are",
        [Superset((reps("A"), reps("B"), reps("C")), sets=2, rest=15)],
        [c.Done()],
        ["reps C 1/2", "reps B 1/2", "rest A 2/2 15s", "reps A 2/2", "reps B 2/2", "reps C 2/2"],
    ),
    (
        "in a circuit: after the others of its round, with the rests of the circuit",
        [Circuit((reps("A"), reps("B")), rounds=(2, 2), rest=5, between=15)],
        [],
        ["reps B 1/2", "rest A 1/2 5s", "reps A 1/2", "rest A 2/2 15s", "reps A 2/2", "rest B 2/2 5s", "reps B 2/2"],
    ),
    (
        "in the rest between two rounds",
        [Superset((reps("A"), reps("B")), sets=2, rest=15)],
        [c.Done(), c.Done()],
        ["rest B 2/2 15s", "reps B 2/2", "reps A 2/2"],
    ),
    (
        "an EMOM as a whole, before it begins",
        [Emom((reps("A"),), minutes=2), B],
        [],
        ["reps B 1/1", "rest A 1/2 60s", "time A 1/2 60s", "time A 2/2 60s"],
    ),
]


@pytest.mark.parametrize(("work", "before", "expected"), [pytest.param(*row[1:], id=row[0]) for row in DO_LATER])
def test_do_it_later(work: list[Item], before: list[c.Command], expected: list[str]) -> None:
    session = session_of(*work)
    after(session, 2, *before)
    assert after(session, 2, c.DoLater()) == expected


@pytest.mark.parametrize(
    ("work", "before"),
    [
        pytest.param([A], [], id="the only exercise"),
        pytest.param([A, B], [c.SkipExercise()], id="the last exercise, in the rest before it"),
        pytest.param([Superset((reps("A"), reps("B")), sets=2), C], [c.Done()], id="the last of its round"),
        pytest.param([reps("A", sides="each"), B], [c.Done()], id="the second side of the last set"),
    ],
)
def test_nothing_to_do_first(work: list[Item], before: list[c.Command]) -> None:
    session = session_of(*work)
    after(session, 2, *before)
    assert "nothing else to do first" in refusal(session, 3, c.DoLater())


def test_do_it_later_stays_in_its_section() -> None:
    session = Session(build(replace(routine(B, C), warmup=(A,)), CATALOG))
    session.start(ORIGIN)
    assert refusal(session, 3, c.DoLater())
    after(session, 3, c.SkipExercise(), c.BeginNow(), c.DoLater())
    assert to_come(session) == ["reps C 1/1", "rest B 1/1 60s", "reps B 1/1"]


def test_work_that_gives_way_is_not_logged_and_its_time_counts() -> None:
    session = session_of(hold(), B)
    assert act(session, 15, c.DoLater())[2:] == ["15 left hold after 10", "15 steps change", "15 begins reps B 1/1"]
    assert logs(session) == []
    assert session.state.spent_s == 15


def test_the_way_back_is_as_it_was_walked() -> None:
    session = session_of(A, hold(), C)
    after(session, 3, c.Done(), c.BeginNow(), c.DoLater())
    assert to_come(session)[0] == "prepare Plank 1/1 5s"
    assert after(session, 4, c.Back())[0] == "rest Plank 1/1 10s"
    assert after(session, 4, c.Back())[0] == "reps A 1/2"


def test_every_rest_on_the_way_back_leads_to_what_came_after_it() -> None:
    session = session_of(Superset((reps("A"), reps("B"), hold()), sets=2))
    after(session, 2, c.Done(), c.SkipExercise(), c.BeginNow())
    act(session, 32)
    after(session, 40, c.BeginNow(), c.DoLater(), c.SkipExercise())
    assert lines(session.state.steps)[4:] == ["rest A 2/2 60s", "prepare A 2/2 5s", "reps A 2/2"]
    assert after(session, 41, c.Back(), c.Back(), c.AddSet())[0] == "rest A 2/3 60s"


def test_a_rest_before_the_set_taken_away_tells_no_number_beyond_the_sets_left() -> None:
    session = session_of(reps(sets=2), cooldown=(reps("C", sets=2),))
    after(session, 2, c.Done(), c.BeginNow(), c.Done(), c.BeginNow(), c.Done())
    assert to_come(session) == ["rest C 2/2 60s", "reps C 2/2"]
    after(session, 3, c.RemoveSet())
    assert session.is_over
    assert lines(session.state.steps)[-2:] == ["reps C 1/1", "rest C 1/1 60s"]


# -- one set more, one set less -----------------------------------------------------------------------------------


def counts(session: Session) -> list[str]:
    return [f"{step.exercise} {step.set}/{step.sets}" for step in session.state.steps if step.is_work]


def test_one_set_more_in_work() -> None:
    session = session_of(A, B)
    assert after(session, 3, c.AddSet()) == [
        "reps A 1/3", "rest A 2/3 10s", "reps A 2/3", "rest A 3/3 10s", "reps A 3/3", "rest B 1/1 60s", "reps B 1/1",
    ]  # fmt: skip


def test_one_set_more_in_a_rest() -> None:
    session = session_of(A, B)
    assert after(session, 3, c.Done(), c.AddSet()) == [
        "rest A 2/3 10s", "reps A 2/3", "rest A 3/3 10s", "reps A 3/3", "rest B 1/1 60s", "reps B 1/1",
    ]  # fmt: skip
    assert counts(session)[0] == "A 1/3"


def test_one_set_more_in_the_last_set_of_all() -> None:
    session = session_of(A)
    assert after(session, 3, c.Done(), c.BeginNow(), c.AddSet()) == ["reps A 2/3", "rest A 3/3 10s", "reps A 3/3"]


def test_one_set_more_of_both_sides() -> None:
    session = session_of(hold(seconds=10, sides="each", rest=7))
    assert after(session, 7, c.AddSet())[4:] == [
        "hold Plank 2/2 left 10s", "switch Plank 2/2 5s", "hold Plank 2/2 right 10s",
    ]  # fmt: skip


def test_one_set_more_in_a_superset_comes_after_its_last_round() -> None:
    session = session_of(Superset((reps("A"), reps("B")), sets=2, rest=15), C)
    after(session, 3, c.AddSet())
    assert counts(session) == ["A 1/3", "B 1/2", "A 2/3", "B 2/2", "A 3/3", "C 1/1"]
    after(session, 3, c.Done(), c.AddSet())
    assert counts(session) == ["A 1/3", "B 1/3", "A 2/3", "B 2/3", "A 3/3", "B 3/3", "C 1/1"]


def test_one_set_more_in_a_circuit_is_a_round_more() -> None:
    session = session_of(Circuit((reps("A"), reps("B")), rounds=(2, 2), between=15))
    after(session, 3, c.AddSet())
    of_a = [(step.set, step.sets, step.round, step.rounds) for step in session.state.steps if step.exercise == "A"]
    assert of_a[-1] == (3, 3, 3, 3)
    assert {(sets, rounds) for _, sets, _, rounds in of_a} == {(3, 3)}
    assert to_come(session)[-2:] == ["rest A 3/3 15s", "reps A 3/3"]


def test_one_set_less_in_work_takes_the_last() -> None:
    session = session_of(reps("A", sets=3, rest=10), B)
    assert after(session, 3, c.RemoveSet()) == [
        "reps A 1/2", "rest A 2/2 10s", "reps A 2/2", "rest B 1/1 60s", "reps B 1/1",
    ]  # fmt: skip


def test_one_set_less_in_the_rest_before_it() -> None:
    session = session_of(A, B)
    assert after(session, 3, c.Done(), c.RemoveSet()) == ["rest B 1/1 10s", "reps B 1/1"]
    assert counts(session) == ["A 1/1", "B 1/1"]


def test_one_set_less_in_the_rest_before_the_last_of_all_ends_it() -> None:
    session = session_of(A)
    after(session, 3, c.Done(), c.RemoveSet())
    assert (session.is_over, session.state.early) == (True, False)


def test_one_set_less_in_a_superset() -> None:
    session = session_of(Superset((reps("A"), reps("B")), sets=2, rest=15))
    assert after(session, 3, c.RemoveSet()) == ["reps A 1/1", "reps B 1/2", "rest B 2/2 15s", "reps B 2/2"]


@pytest.mark.parametrize(
    ("work", "before"),
    [
        pytest.param([A], [c.Done(), c.BeginNow()], id="the last set has begun"),
        pytest.param([hold()], [], id="the only set, in its countdown"),
        pytest.param([A], [c.RemoveSet()], id="none is left"),
    ],
)
def test_no_set_left_to_take_away(work: list[Item], before: list[c.Command]) -> None:
    session = session_of(*work)
    after(session, 2, *before)
    assert "no set of this exercise" in refusal(session, 3, c.RemoveSet())


def test_a_set_that_was_done_is_not_taken_away() -> None:
    session = session_of(A, B)
    after(session, 2, c.Done(), c.BeginNow(), c.Done(), c.Back(), c.Back(), c.Back())
    assert "no set of this exercise" in refusal(session, 3, c.RemoveSet())


def test_a_set_more_never_takes_the_place_of_one_that_was_logged_and_then_left_out() -> None:
    session = session_of(A, B)
    after(session, 2, c.Done(), c.BeginNow(), c.Done())
    after(session, 3, c.Back(), c.Back(), c.Back(), c.SkipExercise(), c.Back(), c.AddSet())
    after(session, 4, c.Done(), c.BeginNow(), c.Done())
    assert logs(session) == ["A 1/3 8x", "A 2/2 8x", "A 3/3 8x"]


def test_a_set_more_never_takes_the_place_of_the_last_of_all_sets_that_was_left_out() -> None:
    session = session_of(reps("A", sets=2, rest=0), reps("B", sets=2, rest=0), between=0)
    after(session, 2, c.DoLater(), c.Done(), c.Done(), c.Back(), c.Back(), c.SkipExercise(), c.Back(), c.AddSet())
    after(session, 3, c.Done(), c.Done())
    assert logs(session) == ["B 1/3 8x", "B 2/2 8x", "B 3/3 8x"]


def test_a_set_more_after_the_rest_was_left_out_is_the_next_one() -> None:
    session = session_of(reps("A", sets=3, rest=10), B)
    after(session, 2, c.SkipExercise(), c.Back(), c.AddSet())
    assert counts(session) == ["A 1/3", "A 2/3", "B 1/1"]


def test_no_more_sets_than_a_routine_may_have() -> None:
    session = session_of(reps("A", sets=MOST_SETS, rest=0))
    assert f"{MOST_SETS} sets at most" in refusal(session, 3, c.AddSet())


def test_no_more_steps_than_a_routine_may_have() -> None:
    many = [reps("A", sets=100, rest=1, after=0)] * 50
    session = session_of(reps("B", sets=25, rest=1, after=0), *many)
    assert len(session.state.steps) == MOST_STEPS - 1
    assert f"{MOST_STEPS} steps at most" in refusal(session, 3, c.AddSet())


@pytest.mark.parametrize("command", [c.AddSet(), c.RemoveSet()])
@pytest.mark.parametrize("group", [Emom((A, B), minutes=4), Amrap((A, B), time=60)], ids=["emom", "amrap"])
def test_a_clocked_group_has_no_sets_to_change(group: Item, command: c.Command) -> None:
    assert "has no sets to change" in refusal(session_of(group), 2, command)


# -- swap, record -------------------------------------------------------------------------------------------------


def test_swap_from_now_on() -> None:
    session = session_of(A, B)
    after(session, 2, c.Done(), c.BeginNow())
    assert act(session, 3, c.Swap(" Fly ")) == ["3 steps change"]
    assert [step.title for step in session.state.steps] == ["A", "Fly", "Fly", "B", "B"]
    assert act(session, 4, c.Done())[0] == "4 logs Fly 2/2 8x"
    assert logs(session) == ["A 1/2 8x", "Fly 2/2 8x"]


def test_swap_in_a_rest_renames_what_it_leads_to() -> None:
    session = session_of(A, B)
    assert after(session, 2, c.Done(), c.Swap("Fly"))[:2] == ["rest Fly 2/2 10s", "reps Fly 2/2"]


def test_swap_on_one_side_holds_for_both() -> None:
    session = session_of(reps("A", sides="each"))
    after(session, 2, c.Done(), c.Swap("Fly"), c.Back())
    assert to_come(session) == ["reps Fly 1/1 left", "reps Fly 1/1 right"]
    assert logs(session) == ["A 1/1 left 8x"]


def test_swap_in_a_superset_changes_one_exercise() -> None:
    session = session_of(Superset((reps("A"), reps("B")), sets=2, rest=15))
    assert after(session, 2, c.Swap("Fly")) == [
        "reps Fly 1/2", "reps B 1/2", "rest Fly 2/2 15s", "reps Fly 2/2", "reps B 2/2",
    ]  # fmt: skip


def test_swap_settles_a_choice() -> None:
    session = session_of(Entry(("Chin-up", "Pull-up"), sets=2, reps=Reps(None, None)))
    assert logs(session) == []
    after(session, 2, c.Swap("Pull-up"))
    assert {(step.exercise, step.choices) for step in session.state.steps} == {("Pull-up", None)}


@pytest.mark.parametrize(("group", "name"), [(Amrap((A,), time=60), "Fly"), (A, "  ")])
def test_nothing_to_swap(group: Item, name: str) -> None:
    assert "no exercise here to swap" in refusal(session_of(group), 2, c.Swap(name))


def test_figures_given_before_the_set_is_done() -> None:
    session = session_of(A)
    follow(
        session,
        [
            (1, c.Record(reps=10), ["1 enters 10 None"]),
            (2, c.Record(load="12 kg"), ["2 enters 10 12 kg"]),
            (3, c.Done(), ["3 logs A 1/2 10x 12 kg", "3 done reps after 3", "3 begins rest A 2/2 10s"]),
            (4, c.Record(reps=9), REFUSED),
            (5, c.Record(log=0, reps=9), ["5 corrects A 1/2 9x 12 kg"]),
            (6, c.Record(log=1, reps=9), REFUSED),
            (7, c.Record(log=-1, reps=9), REFUSED),
            (
                14,
                c.Done(),
                [
                    "13 time rest after 10",
                    "13 begins reps A 2/2",
                    "14 logs A 2/2 8x",
                    "14 done reps after 1",
                    "14 over",
                ],
            ),
            (15, c.Record(reps=1), REFUSED),
            (16, c.Record(log=1, load="14 kg"), ["16 corrects A 2/2 8x 14 kg"]),
        ],
    )


def test_seconds_of_a_hold_can_be_corrected() -> None:
    session = session_of(hold(seconds=None))
    act(session, 50, c.Done())
    assert act(session, 51, c.Record(log=0, seconds=40)) == ["51 corrects Plank 1/1 40s"]


@pytest.mark.parametrize(
    "figures", [c.Record(reps=-1), c.Record(seconds=-0.5), c.Record(rounds=-1), c.Record(seconds=float("nan"))]
)
def test_less_than_nothing_is_refused(figures: c.Record) -> None:
    assert "less than nothing" in refusal(session_of(A), 2, figures)


def test_plan_is_never_changed() -> None:
    plan = plan_of(A, B)
    session = Session(plan)
    session.start(ORIGIN)
    after(session, 2, c.AddSet(), c.Swap("Fly"), c.DoLater())
    assert session.state.plan == plan_of(A, B)
