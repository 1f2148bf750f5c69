"""Four weeks, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from lifting import a_session, an_entry, asking, figures, growing, nov, said

from backday_tui.training.past import PastEntry, PastSession
from backday_tui.training.progression import target
from backday_tui.training.weeks import (
    AnyDays,
    Block,
    Deload,
    WeekPlan,
    day_plan,
    days_of_week,
    is_done,
    lightened,
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


def sessions(log: dict[int, str] = LOG) -> list[PastSession]:
    return [PastSession(day, routine, nov(day)) for day, routine in log.items()]


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
    assert day_plan(replace(WEEK, any_days=None), sessions(), nov(3)).state == "nothing"
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
    done: list[PastSession] = []
    order = []
    for day in range(1, 7):
        order.append(next_of(members, done))
        done.append(PastSession(day, order[-1], nov(day)))
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
    entries = (PastEntry("row", figures("5 5")), PastEntry("plank", figures("1:00", is_hold=True)))
    whole = PastSession(1, "a", nov(2), entries, planned_sets=6)
    assert is_done(whole)
    assert is_done(replace(whole, partial=True))
    assert not is_done(replace(whole, partial=True, planned_sets=7))
    assert not is_done(replace(whole, partial=True, planned_sets=None))
    sides = (*figures("5 5", side="left"), *figures("5 5", side="right"))
    assert not is_done(replace(whole, partial=True, entries=(PastEntry("row", sets=sides),)))


def test_a_session_that_isnt_done_takes_no_turn() -> None:
    week = WeekPlan(days={0: ("a", "b")})
    left = PastSession(1, "a", nov(2), partial=True, planned_sets=4)
    assert day_plan(week, [left], nov(2)).state == "due"
    assert day_plan(week, [left], nov(9)).routine == "a"
    assert day_plan(week, [replace(left, partial=False)], nov(9)).routine == "b"


def test_what_was_done_later_counts_for_nothing() -> None:
    morning = datetime(2026, 11, 2, 7, tzinfo=UTC)
    assert day_plan(WEEK, [PastSession(1, "lower-back", morning)], nov(2)).state == "done"
    assert day_plan(WEEK, sessions({9: "lower-back"}), nov(2)).state == "due"
    assert day_plan(WEEK, [PastSession(1, "lower-back", morning)], morning - timedelta(hours=1)).state == "due"
    assert day_plan(WEEK, [PastSession(1, "lower-back", morning)], morning).day == nov(2)
    assert days_of_week(WEEK, [PastSession(1, "lower-back", morning)], morning)[0].state == "done"


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
    ("sets", "load", "less"),
    [
        (3, "100 kg", ["90 kg", "90 kg"]),
        (4, "60 kg", ["55 kg", "55 kg"]),
        (1, "20 kg", ["17.5 kg"]),
        (3, "", [None] * 2),
    ],
)
def test_less_in_a_deload_week(sets: int, load: str, less: list[str | None]) -> None:
    entry = an_entry(asking(sets, "5", load, growing(step="2.5 kg")))
    found = target(entry, [], nov(23))
    assert found is not None
    lighter = lightened(found, HALF, entry)
    assert said(lighter) == ([5] * len(less), less)
    assert lighter.why == f"a deload week: 90 % of the load, {len(less)} of {sets} sets; else as the file says"


def test_after_a_deload_week_the_aim_is_that_of_before() -> None:
    asks = asking(3, "5", "80 kg", growing(step="2.5 kg"))
    entry = an_entry(asks)
    before = a_session(date(2026, 11, 16), figures("5 5 5", "80 kg"), asks=asks)
    light = a_session(nov(23), figures("5 5", "75 kg"), asks=asks, planned=2, is_judged=False)
    assert said(target(entry, [before, light], nov(30)))[1] == ["82.5 kg"] * 3
