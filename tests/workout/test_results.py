"""What a workout came to: sets of those planned, more or less than last time, loads that the file could have."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from plans import build

from backday_tui.exercises.catalog import bundled
from backday_tui.history.kept_values import load_from
from backday_tui.plain.console_lines import at_the_end
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.training.past import LastTime, PastSession, PastSet
from backday_tui.workout.results import ExerciseResult, SessionResults, loads_to_keep, results_of

TODAY = date(2026, 11, 29)
THEN = PastSession(1, "mine", date(2026, 11, 17))


def session_of(*work: str, name: str = "Mine") -> Session:
    lines = ", ".join(line if line.startswith("{") else f'"{line}"' for line in work)
    routine = read_text(
        f'name = "{name}"\nwarmup = ["5 Jumping jack"]\nwork = [{lines}]\n', id="mine", catalog=bundled()
    ).routine
    assert routine is not None
    session = Session(build(routine, bundled()))
    session.start(0.0)
    return session


def done(session: Session, *figures: c.Figures | c.Command) -> Session:
    """These sets, one after the other, from the first of the work on."""
    at = 1.0
    session.do(c.Done(), at)
    for each in figures:
        at += 1.0
        if not session.state.step.is_work:
            session.do(c.BeginNow(), at)
        session.do(each, at)
    return session


def reps(count: int, load: str | None = None) -> c.Figures:
    return c.Figures(reps=count, load=load, ends=True)


def held(seconds: float) -> c.Figures:
    return c.Figures(seconds=seconds, ends=True)


def results(session: Session, *last: PastSet, **more: Any) -> SessionResults:
    known = LastTime(THEN, last) if last else None
    return results_of(session, 100.0, bundled(), lambda _: known, TODAY, **more)


def past(number: int, load: str = "", **figures: Any) -> PastSet:
    return PastSet(number, load=load_from(load), **figures)


def of_work(found: SessionResults) -> list[ExerciseResult]:
    return [each for each in found.exercises if each.name != "Jumping jack"]


@pytest.mark.parametrize(
    ("now", "last", "said", "is_better"),
    [
        ((reps(8), reps(8)), (past(1, "40 kg", reps=8), past(2, "40 kg", reps=7)), "+1 rep since 17 Nov", True),
        ((reps(8), reps(8)), (past(1, "40 kg", reps=8), past(2, "40 kg", reps=8)), "as on 17 Nov", False),
        ((reps(8), reps(6)), (past(1, "40 kg", reps=8), past(2, "40 kg", reps=8)), "\N{MINUS SIGN}2 reps since 17 Nov",
         False),
        ((reps(7, "42.5 kg"),), (past(1, "40 kg", reps=8),), "\N{MINUS SIGN}1 rep, +2.5 kg since 17 Nov", True),
        ((reps(9, "35 kg"),), (past(1, "40 kg", reps=8),), "+1 rep, \N{MINUS SIGN}5 kg since 17 Nov", False),
        ((reps(8, "95 lb"),), (past(1, "40 kg", reps=8),), "+6.8 lb since 17 Nov", True),
        ((reps(8), reps(8)), (past(1, "40 kg", reps=8),), "as on 17 Nov", False),  # the second has nothing beside it
        ((reps(8),), (past(1, "+10 kg", reps=8),), "as on 17 Nov", False),  # on top of the body is another kind
        ((reps(8),), (), "", False),
    ],
)  # fmt: skip
def test_what_is_more_than_last_time(now: Any, last: Any, said: str, is_better: bool) -> None:
    (found,) = of_work(results(done(session_of("2x8 Seated row @ 40 kg"), *now), *last))
    assert (found.compared, found.is_better) == (said, is_better)


def test_holds_sides_and_rounds_are_compared_too() -> None:
    plank = results(done(session_of("1x? Plank hold"), held(70)), past(1, seconds=55.4))
    assert of_work(plank)[0].compared in ("+0:15 since 17 Nov", "")
    row = done(session_of("1x8 One-arm dumbbell row each side"), reps(8), reps(9))
    (found,) = of_work(results(row, past(1, reps=8, side="left"), past(1, reps=7, side="right")))
    assert (found.compared, found.dots, found.figures) == ("+2 reps since 17 Nov", "\N{BLACK CIRCLE}", "L 8 · R 9")


def test_each_set_that_was_planned_has_a_dot() -> None:
    session = done(session_of("3x8 Seated row", "2x8 Pull-up"), reps(8), reps(8))
    session.do(c.Finish(), 10.0)
    assert [(each.name, each.dots, each.figures) for each in of_work(results(session))] == [
        ("Seated row", "●●○", "8 · 8"),
        ("Pull-up", "○○", "not done"),
    ]
    session = done(session_of("1x8 Seated row"), c.AddSet(), reps(8), reps(8))
    assert of_work(results(session))[0].dots == "●●"
    session = done(session_of("20x8 Seated row"), reps(8))
    assert of_work(results(session))[0].dots == "1/20"


def test_what_was_done_in_the_place_of_another_stands_behind_it() -> None:
    session = done(session_of("3x8 Seated row"), reps(8), c.Swap("Pull-up"), reps(5), reps(5))
    assert [(each.name, each.dots) for each in of_work(results(session))] == [("Seated row", "●"), ("Pull-up", "●●")]


def test_warm_up_sets_are_not_in_it() -> None:
    session = done(session_of('{ exercise = "Deadlift", sets = 1, reps = 5, load = "100 kg", warmup = true }'))
    while session.state.step.warmup:
        session.do(c.BeginNow() if not session.state.step.is_work else c.Done(), session.latest + 1)
    if not session.state.step.is_work:
        session.do(c.BeginNow(), session.latest + 1)
    session.do(reps(5), session.latest + 1)
    (found,) = of_work(results(session))
    assert (found.dots, found.figures) == ("●", "5 \N{MULTIPLICATION SIGN} 100 kg")
    assert results(session).muscles["glutes"] == 1


# -- loads to keep --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "figures", "kept"),
    [
        ("2x8 Seated row @ 40 kg", (reps(8, "45 kg"), reps(8)), [("45 kg", "40 kg")]),
        ("2x8 Seated row @ 40 kg", (reps(8, "35 kg"), reps(8)), [("35 kg", "40 kg")]),
        ("2x8 Seated row", (reps(8, "35 kg"),), [("35 kg", "")]),
        ("2x8 Seated row @ 40 kg", (reps(8), reps(8)), []),
        ("2x8 Seated row @ 40 kg", (), []),
        ("2x8 Chin-up / Pull-up @ +5 kg", (reps(8, "+10 kg"),), []),
        ('{ exercise = "Seated row", sets = 2, reps = 8, load = "40 kg", progress = { load = "+2.5 kg" } }',
         (reps(8, "45 kg"),), []),
        ('{ exercise = "Seated row", sets = 2, reps = 8, load = ["40 kg", "45 kg"] }', (reps(8, "50 kg"),), []),
    ],
)  # fmt: skip
def test_a_load_is_to_be_kept_where_the_file_has_another_and_nothing_makes_it_grow(
    line: str, figures: Any, kept: list[tuple[str, str]]
) -> None:
    session = done(session_of(line), *figures)
    assert [(each.load, each.in_file) for each in loads_to_keep(session.state)] == kept


def test_what_was_done_in_the_place_of_an_exercise_says_nothing_of_its_load() -> None:
    session = done(session_of("2x8 Seated row @ 40 kg"), c.Swap("Bent-over row"), reps(8, "60 kg"))
    assert loads_to_keep(session.state) == ()


# -- in lines -------------------------------------------------------------------------------------------------------


def test_lines_tell_the_same() -> None:
    session = done(session_of("2x8 Seated row @ 40 kg", "1x5 Pull-up"), reps(8, "45 kg"))
    session.do(c.Finish(), 20.0)
    halves = ", ".join(f"{muscle} 0.5" for muscle in ("trapezius", "rear deltoids", "erector spinae", "biceps"))
    found = results(
        session, past(1, "40 kg", reps=8), records=("Seated row: 8 x 45 kg, the heaviest so far",), is_logged=False
    )
    assert [line.replace("\N{MULTIPLICATION SIGN}", "x") for line in at_the_end(found)] == [
        "●   Jumping jack  5  \N{MINUS SIGN}3 reps since 17 Nov",
        "●○  Seated row    8 x 45 kg  +5 kg since 17 Nov",
        "○   Pull-up       not done",
        "★ Seated row: 8 x 45 kg, the heaviest so far",
        f"Sets by muscle: latissimus dorsi 1, rhomboids 1, {halves}",
        "This workout is not logged: nothing of it is kept.",
        "Keep 45 kg for Seated row next time? The file says 40 kg: `backday edit` puts it into the file",
    ]
