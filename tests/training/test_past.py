from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from lifting import a_session, figures, nov

from backday_tui.training.past import (
    LastTime,
    PastEntry,
    PastSession,
    PastSet,
    done_text,
    in_turn,
    last_time,
    last_time_text,
)

TODAY = nov(29)


# -- which is newest ------------------------------------------------------------------------------------------------


def test_newest_is_by_day_then_by_time_then_by_id() -> None:
    days = [
        PastSession(1, "", nov(17)),
        PastSession(9, "", datetime(2026, 11, 17, 8, tzinfo=UTC)),
        PastSession(3, "", datetime(2026, 11, 17, 18, tzinfo=UTC)),
        PastSession(4, "", datetime(2026, 11, 17, 18, tzinfo=UTC)),
        PastSession(2, "", nov(18)),
    ]
    assert [session.id for session in in_turn(days[::-1], TODAY)] == [1, 9, 3, 4, 2]


def test_what_is_in_the_future_counts_for_nothing() -> None:
    now = datetime(2026, 11, 17, 12, tzinfo=UTC)
    at = {1: nov(17), 2: now, 3: now + timedelta(seconds=1), 4: nov(18)}
    sessions = [PastSession(number, "", started) for number, started in at.items()]
    assert [session.id for session in in_turn(sessions, now)] == [1, 2]
    assert [session.id for session in in_turn(sessions, nov(17))] == [1, 2, 3]


def test_the_day_of_a_session_is_where_it_was_done() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert PastSession(1, "", datetime(2026, 11, 18, 1, tzinfo=tokyo)).day == nov(18)


# -- last time ------------------------------------------------------------------------------------------------------


def reps_of(*sessions: PastSession, nth: int = 1) -> list[int | None]:
    found = last_time(sessions, TODAY, "back", "row", nth)
    return [] if found is None else [done.reps for done in found.sets]


def test_last_time_is_of_this_routine_before_any_other() -> None:
    here, there = a_session(nov(3), figures("10 9 8")), replace(a_session(nov(17), figures("5 5 5")), routine="arms")
    assert reps_of(here, there) == [10, 9, 8]
    assert reps_of(there) == [5, 5, 5]
    assert reps_of() == []
    assert reps_of(a_session(nov(3), figures("5"), entry={"movement": "shrug"})) == []


def test_of_a_session_whose_sets_were_left_out_nothing_is_last() -> None:
    before, left_out = a_session(nov(3), figures("10 9 8")), a_session(nov(17), ())
    warm = a_session(nov(18), figures("8", is_warmup=True))
    assert reps_of(before, left_out, warm) == [10, 9, 8]
    partial = replace(a_session(nov(19), figures("7")), partial=True)
    assert reps_of(before, partial) == [7]


def test_last_time_of_the_second_entry() -> None:
    first = PastEntry("row", figures("10"))
    both = PastSession(1, "back", nov(3), (first, PastEntry("row", figures("6"), nth=2)))
    assert (reps_of(both), reps_of(both, nth=2), reps_of(both, nth=3)) == ([10], [6], [10])


def test_the_same_set_else_the_last_one() -> None:
    found = last_time([a_session(nov(17), figures("10 9 8"))], TODAY, "back", "row")
    assert found is not None
    assert [found.of_set(number).reps for number in (1, 2, 3, 4, 9)] == [10, 9, 8, 8, 8]
    assert found.days_ago(TODAY) == 12
    sides = (*figures("12 11", side="left"), *figures("11 9", side="right"))
    found = last_time([a_session(nov(17), sides)], TODAY, "back", "row")
    assert found is not None
    assert [found.of_set(2, side).reps for side in ("left", "right")] == [11, 9]
    assert found.of_set(3, "right").reps == 9


def test_figures_of_every_source_are_shown() -> None:
    assert reps_of(a_session(nov(3), figures("10")), a_session(nov(17), figures("9", source="auto"))) == [9]
    assert reps_of(a_session(nov(3), figures("10")), a_session(nov(17), figures("9", source="unknown"))) == [9]


# -- in words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        (figures("10 9 8", "80 kg"), "10 · 9 · 8 \N{MULTIPLICATION SIGN} 80 kg"),
        (figures("8 6", "40 kg, 45 kg"), "8 \N{MULTIPLICATION SIGN} 40 kg · 6 \N{MULTIPLICATION SIGN} 45 kg"),
        (figures("1:30 1:20.4", is_hold=True), "1:30 · 1:20"),
        (figures("10 9", "bodyweight"), "10 · 9"),
        (figures("5", "+10 kg"), "5 \N{MULTIPLICATION SIGN} +10 kg"),
        ((PastSet(1, "left", 12), PastSet(1, "right", 11)), "L 12 · R 11"),
        ((PastSet(1, reps=3, rounds=4),), "4 rounds, 3 reps"),
        ((PastSet(1),), "done"),
    ],
)
def test_sets_in_one_line(sets: tuple[PastSet, ...], said: str) -> None:
    assert done_text(sets) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (nov(17), "Last time (17 Nov, 12 days ago) 10 · 9"),
        (nov(28), "Last time (28 Nov, yesterday) 10 · 9"),
        (nov(29), "Last time (29 Nov, today) 10 · 9"),
        (date(2026, 8, 31), "Last time (31 Aug, 90 days ago) 10 · 9"),
        (date(2026, 8, 30), "Last time (30 Aug, more than 90 days ago) 10 · 9"),
        (date(2025, 12, 24), "Last time (24 Dec 2025, more than 90 days ago) 10 · 9"),
    ],
)
def test_last_time_says_when(on: date, said: str) -> None:
    sets = figures("10 9")
    assert last_time_text(LastTime(a_session(on, sets), sets), TODAY) == said
