"""Four weeks, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lifting import a_session, an_entry, asking, figures, growing, nov, said

from backday_tui.routine.week_plan import AnyDays, Block, Deload, WeekPlan
from backday_tui.training.progression import target
from backday_tui.training.weeks import (
    DoneSession,
    day_plan,
    days_of_week,
    is_done,
    lightened,
    next_due,
    next_of,
    weeks_held,
)

HALF = Deload(90, 0.5)
WEEK = WeekPlan(
    days={0: ("lower-back",), 3: ("upper-back", "dumbbells")},
    any_days=AnyDays(("walk", "stretch"), 2),
    blocks=(Block(nov(2), 4, HALF),),
)
# 2 November 2026 is a Monday.
LOG = {
    2: "lower-back",
    3: "walk",
    5: "upper-back",
    7: "stretch",
    # second week: Monday's on Tuesday, a member of Thursday's turn on Wednesday
    10: "lower-back",
    11: "dumbbells",
    12: "upper-back",
    13: "walk",
    14: "stretch",
    # third week: nothing on Monday
    19: "dumbbells",
    20: "walk",
    # fourth
    23: "lower-back",
    24: "stretch",
}


def sessions(log: dict[int, str] = LOG) -> list[DoneSession]:
    return [DoneSession(routine, nov(day)) for day, routine in log.items()]


@pytest.mark.parametrize(
    ("day", "state", "routine"),
    [
        (2, "done", "lower-back"),
        (3, "done", "walk"),
        (4, "due", "stretch"),  # one of two times so far
        (5, "done", "upper-back"),
        (6, "due", "stretch"),
        (7, "done", "stretch"),
        (8, "nothing", None),  # both times are done
        (9, "due", "lower-back"),
        (10, "due", "walk"),  # lower-back was done, but Tuesday is one of the other days
        (11, "due", "walk"),
        (12, "done", "upper-back"),  # after dumbbells on Wednesday it is its turn again
        (13, "done", "walk"),
        (14, "done", "stretch"),
        (15, "nothing", None),
        (16, "due", "lower-back"),
        (17, "due", "walk"),
        (19, "done", "dumbbells"),
        (20, "done", "walk"),
        (21, "due", "stretch"),
        (22, "due", "stretch"),
        (23, "done", "lower-back"),
        (24, "done", "stretch"),
        (25, "due", "walk"),
        (26, "due", "upper-back"),
        (27, "due", "walk"),
        (30, "due", "lower-back"),
    ],
)
def test_what_is_due(day: int, state: str, routine: str | None) -> None:
    found = day_plan(WEEK, sessions(), nov(day))
    assert (found.state, found.routine) == (state, routine)
    assert [each.routine for each in found.done] == ([LOG[day]] if day in LOG else [])


def test_a_day_without_a_plan_asks_for_nothing() -> None:
    assert day_plan(WeekPlan(), sessions(), nov(2)).state == "nothing"
    assert day_plan(WEEK._replace(any_days=None), sessions(), nov(3)).state == "nothing"
    assert weeks_held(WeekPlan(), sessions(), nov(2)) == 0


def test_the_week_as_a_whole() -> None:
    found = days_of_week(WEEK, sessions(), nov(24))
    assert [(plan.state, plan.routine) for plan in found] == [
        ("done", "lower-back"),
        ("done", "stretch"),
        ("planned", "walk"),
        ("planned", "upper-back"),
        ("nothing", None),
        ("nothing", None),
        ("nothing", None),
    ]
    found = days_of_week(WEEK, sessions(), nov(18))
    assert [(plan.state, plan.routine) for plan in found][:5] == [
        ("missed", "lower-back"),
        ("nothing", None),
        ("due", "walk"),
        ("planned", "dumbbells"),
        ("planned", "stretch"),
    ]
    assert all(not plan.done for plan in found)


def test_turns_of_two_days_go_on_from_each_other() -> None:
    week = WeekPlan(days={0: ("a", "b"), 3: ("a", "b")})
    found = days_of_week(week, [], nov(2))
    assert [plan.routine for plan in found] == ["a", None, None, "b", None, None, None]


def test_a_member_may_have_several_turns() -> None:
    members = ("a", "b", "a", "c")
    done: list[DoneSession] = []
    order = []
    for day in range(1, 7):
        order.append(next_of(members, done))
        done.append(DoneSession(order[-1], nov(day)))
    assert order == ["a", "b", "a", "c", "a", "b"]


def test_the_run_of_weeks_that_held() -> None:
    # The first and the second held, on whatever days; in the third lower-back and one of `any` are missing.
    assert weeks_held(WEEK, sessions(), nov(8)) == 1
    assert weeks_held(WEEK, sessions(), nov(4)) == 0
    assert weeks_held(WEEK, sessions(), nov(12)) == 1  # the running week hasn't held yet, and breaks nothing
    assert weeks_held(WEEK, sessions(), nov(14)) == 2
    assert weeks_held(WEEK, sessions(), nov(18)) == 2
    assert weeks_held(WEEK, sessions(), nov(25)) == 0


def test_one_session_stands_for_one_day() -> None:
    week = WeekPlan(days={0: ("a", "b"), 3: ("a",)})
    assert weeks_held(week, sessions({2: "a"}), nov(8)) == 0
    assert weeks_held(week, sessions({2: "a", 3: "b"}), nov(8)) == 1
    assert weeks_held(week, sessions({2: "a", 3: "a"}), nov(8)) == 1


def test_what_counts_as_done() -> None:
    whole = DoneSession("a", nov(2), sets=3, planned_sets=6)
    assert is_done(whole)
    assert is_done(whole._replace(partial=True))
    assert not is_done(whole._replace(partial=True, planned_sets=7))
    assert not is_done(whole._replace(partial=True, planned_sets=None))
    assert is_done(whole._replace(sets=0, planned_sets=None))


def test_a_session_that_isnt_done_takes_no_turn() -> None:
    week = WeekPlan(days={0: ("a", "b")})
    left = DoneSession("a", nov(2), partial=True, planned_sets=4)
    assert day_plan(week, [left], nov(2)).state == "due"
    assert day_plan(week, [left], nov(9)).routine == "a"
    assert day_plan(week, [left._replace(partial=False)], nov(9)).routine == "b"


def test_what_was_done_later_counts_for_nothing() -> None:
    assert day_plan(WEEK, sessions({2: "lower-back"}), nov(2)).state == "done"
    assert day_plan(WEEK, sessions({9: "lower-back"}), nov(2)).state == "due"
    assert days_of_week(WEEK, sessions({2: "lower-back"}), nov(3))[0].state == "done"
    assert weeks_held(WEEK, sessions(), nov(1)) == 0


def test_why_it_is_due() -> None:
    plan = day_plan(WEEK, sessions(), nov(26))
    assert (plan.members, plan.last, plan.times) == (
        ("upper-back", "dumbbells"),
        DoneSession("dumbbells", nov(19)),
        None,
    )
    assert day_plan(WEEK, sessions(), nov(4)).times == 1
    assert day_plan(WEEK, sessions(), nov(8)).times == 2
    assert day_plan(WEEK, [], nov(5)).last is None


def test_when_something_is_due_next() -> None:
    found = next_due(WEEK, sessions(), nov(8))
    assert found is not None
    assert (found.day, found.routine) == (nov(9), "lower-back")
    found = next_due(WEEK, sessions(), nov(14))
    assert found is not None
    assert (found.day, found.routine) == (nov(16), "lower-back")
    assert next_due(WeekPlan(), [], nov(8)) is None
    every = next_due(WeekPlan(days={0: ("a", "b")}), [], nov(2))  # a week from today, after today's
    assert every is not None
    assert (every.day, every.routine) == (nov(9), "b")


# -- blocks ---------------------------------------------------------------------------------------------------------


def test_the_last_week_of_a_block_is_its_deload() -> None:
    assert WEEK.deload_on(nov(22)) is None
    assert [WEEK.deload_on(nov(day)) for day in (23, 29)] == [HALF, HALF]
    assert WEEK.deload_on(nov(30)) is None
    assert WEEK.deload_on(nov(1)) is None
    assert WEEK.blocks[0].number(nov(15)) == 2
    alone = WeekPlan(blocks=(Block(nov(9), 1, HALF),))
    assert [bool(alone.deload_on(nov(8) + timedelta(days=number))) for number in range(9)] == [0, *[1] * 7, 0]


def test_of_two_blocks_the_one_that_began_last_counts() -> None:
    week = WeekPlan(blocks=(Block(nov(2), 8), Block(nov(16), 1, HALF)))
    assert week.deload_on(nov(17)) == HALF
    assert week.block_on(nov(9)) == Block(nov(2), 8)


@pytest.mark.parametrize(
    ("sets", "load", "less", "changed"),
    [
        (3, "100 kg", ["90 kg", "90 kg"], "90 % of the load, 2 of 3 sets"),
        (4, "60 kg", ["55 kg", "55 kg"], "90 % of the load, 2 of 4 sets"),
        (1, "20 kg", ["17.5 kg"], "90 % of the load"),
        (3, "", [None] * 2, "2 of 3 sets"),
        (1, "", [None], "as ever, nothing of it can be less"),
    ],
)
def test_less_in_a_deload_week(sets: int, load: str, less: list[str | None], changed: str) -> None:
    entry = an_entry(asking(sets, "5", load, growing(step="2.5 kg")))
    found = target(entry, [], nov(23))
    assert found is not None
    lighter = lightened(found, HALF, entry)
    assert lighter is not None
    assert said(lighter) == ([5] * len(less), less)
    assert (lighter.kind, lighter.more_sets) == ("deload", len(less) - sets)
    figures_now, before = (f"5 reps{f' · {each}' if each else ''}" for each in (less[0], load))
    assert lighter.why == f"{figures_now}: a deload week: {changed}; else {before}, as the file says"


def test_what_has_no_aim_is_less_in_a_deload_week_too() -> None:
    timed = an_entry(replace(asking(4, "5", "20 kg"), reps=()))
    assert target(timed, [], nov(23)) is None
    lighter = lightened(None, HALF, timed)
    assert lighter is not None
    assert ([str(aim.load) for aim in lighter.aims], lighter.more_sets) == (["17.5 kg"] * 2, -2)
    assert lighter.why == "a deload week: 90 % of the load, 2 of 4 sets"
    assert lightened(None, HALF, an_entry(replace(asking(1, "5"), reps=()))) is None


def test_the_load_of_before_comes_back_where_a_person_wants_it() -> None:
    entry = an_entry(asking(3, "5", "100 kg", growing(step="2.5 kg")))
    lighter = lightened(target(entry, [], nov(23)), HALF, entry)
    assert lighter is not None
    assert str(lighter.old_load(2)) == "100 kg"
    heavy = lighter.as_before()
    assert said(heavy) == ([5, 5], ["100 kg"] * 2)
    assert heavy.kind == "deload"


@pytest.mark.parametrize(
    ("share", "count", "left"), [(0.5, 3, 2), (0.5, 1, 1), (2 / 3, 3, 2), (0.55, 20, 11), (0.7, 10, 7), (0.01, 5, 1)]
)
def test_sets_are_rounded_up(share: float, count: int, left: int) -> None:
    assert Deload(sets=share).sets_of(count) == left


def test_after_a_deload_week_the_aim_is_that_of_before() -> None:
    asks = asking(3, "5", "80 kg", growing(step="2.5 kg"))
    entry = an_entry(asks)
    before = a_session(date(2026, 11, 16), figures("5 5 5", "80 kg"), asks=asks)
    light = a_session(nov(23), figures("5 5", "75 kg"), asks=asks, planned=2, is_judged=False)
    assert said(target(entry, [before, light], nov(30)))[1] == ["82.5 kg"] * 3
