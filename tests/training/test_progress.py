"""Whether somebody gets stronger: bests with their sources, rep maxes, series, trends and weeks, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from lifting import a_session, figures, nov

from backday_tui import words
from backday_tui.training import progress_text as told
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.progress import MovementProgress, Steadiness, TrainedSession, Trend, weeks_in_a_row

NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)


def row(*sessions: PastSession, since: date | None = None) -> MovementProgress:
    return MovementProgress.of("row", sessions, NOW, since)


def lifted(day: int, reps: str, load: str, **changes: Any) -> PastSession:
    return a_session(nov(day), figures(reps, load, **changes))


def held(day: int, times: str, load: str = "") -> PastSession:
    return a_session(nov(day), figures(times, load, is_hold=True), entry={"kind": "hold"})


def pulled(day: int, reps: str, load: str = "", body: Fraction = Fraction(80)) -> PastSession:
    """Sets that move the body, which weighs so much."""
    sets = figures(reps, load)
    moved = [
        replace(done, moved_kg=Fraction(body) + Fraction(str(done.load.value if done.load else 0))) for done in sets
    ]
    return a_session(nov(day), tuple(moved))


def plain(*texts: str) -> tuple[str, ...]:
    """Texts with the signs of a keyboard."""
    return tuple(text.replace(words.TIMES, "x") for text in texts)


def bests(done: MovementProgress, unit: Any = "kg") -> list[tuple[str, ...]]:
    return [plain(*each) for each in told.best_rows(done, NOW, unit)]


def rep_maxes(done: MovementProgress) -> list[tuple[str, ...]]:
    return [plain(*each) for each in told.rep_max_rows(done, NOW, "kg")]


def sessions(done: MovementProgress) -> list[tuple[str, ...]]:
    return [plain(*each) for each in told.last_session_rows(done, NOW)]


# -- bests ----------------------------------------------------------------------------------------------------------


def test_the_best_of_a_loaded_movement_with_what_each_is_from() -> None:
    done = row(lifted(3, "5 5", "100 kg"), lifted(10, "8 3", "90 kg, 105 kg"), lifted(17, "5 5 5", "100 kg"))
    assert bests(done) == [
        # 105 x (1 + 3/30) is 115.5, and 90 x (1 + 8/30) 114
        ("e1RM", "116.7 kg", "from 5 x 100 kg on 3 Nov"),
        ("top set", "105 kg", "from 3 x 105 kg on 10 Nov"),
        ("volume of a set", "720 kg", "from 8 x 90 kg on 10 Nov"),
        ("volume", "1,500 kg", "on 17 Nov"),
    ]
    assert told.best_text(done, "kg") == "e1RM 116.7 kg"
    assert plain(told.count_text(done, NOW)) == ("3 sessions · 3 Nov to 17 Nov",)


def test_the_best_of_holds() -> None:
    done = row(held(3, "1:00 50"), held(10, "1:10 40", "+5 kg"), held(17, "1:05"))
    assert bests(done) == [
        ("added load", "+5 kg", "from 1:10 x +5 kg on 10 Nov"),
        ("longest hold", "1:10", "from 1:10 x +5 kg on 10 Nov"),
        ("time in all", "1:50", "on 3 Nov"),
    ]
    assert [series.kind for series in done.series] == ["hold", "heaviest", "session_time"]
    assert told.best_text(done, "kg") == "1:10"
    assert not done.rep_maxes


def test_the_best_of_pull_ups_with_help_and_with_a_belt() -> None:
    done = row(pulled(3, "10 8", "-20 kg"), pulled(10, "9"), pulled(17, "5", "+10 kg"))
    assert bests(done) == [
        # 90 x (1 + 5/30) is 105; of 80 it is 104, of 60 kg 80
        ("e1RM with body weight", "105 kg", "from 5 x +10 kg on 17 Nov"),
        ("added load", "+10 kg", "from 5 x +10 kg on 17 Nov"),
        ("most reps", "9 reps", "from 9 on 10 Nov"),
        ("reps in all", "18 reps", "on 3 Nov"),
    ]
    assert rep_maxes(done) == [
        ("1 RM", "+10 kg", "5 x +10 kg on 17 Nov", "+25 kg"),
        ("3 RM", "+10 kg", "5 x +10 kg on 17 Nov", "+15.5 kg"),  # 105 / 1.1 - 80
        ("5 RM", "+10 kg", "5 x +10 kg on 17 Nov", "+10 kg"),
        ("8 RM", "body weight", "9 on 10 Nov", "+2.9 kg"),  # 105 / (38/30) - 80 = 2.89
        ("10 RM", "-20 kg", "10 x -20 kg on 3 Nov", "-1.2 kg"),  # 105 / (4/3) - 80 = -1.25
        ("12 RM", "", "", "-5 kg"),
    ]


def test_what_the_body_alone_does_has_most_reps_and_no_rep_maxes() -> None:
    done = row(lifted(3, "12 10", ""), lifted(10, "14", ""))
    assert bests(done) == [("most reps", "14 reps", "from 14 on 10 Nov"), ("reps in all", "22 reps", "on 3 Nov")]
    assert not done.rep_maxes


def test_rounds_with_the_reps_of_the_one_begun() -> None:
    sets = (PastSet(1, rounds=5, reps=8),)
    done = row(a_session(nov(3), sets, entry={"kind": "rounds"}), a_session(nov(10), (PastSet(1, rounds=5, reps=0),)))
    assert bests(done) == [("rounds", "5 rounds, 8 reps", "from 5 rounds, 8 reps on 3 Nov")]


def test_several_kinds_of_load_are_told_apart_the_most_done_first() -> None:
    done = row(lifted(3, "8", "40 kg"), lifted(10, "10", "red band"), lifted(17, "12", "red band"))
    assert done.loads == ("label red band", "weight")
    assert [title for title, *_ in bests(done)] == [
        "most reps, red band", "reps in all, red band", "e1RM, with a weight", "top set, with a weight",
        "volume of a set, with a weight", "volume, with a weight",
    ]  # fmt: skip
    assert told.best_text(done, "kg") == "12 reps"


# -- the table of rep maxes -----------------------------------------------------------------------------------------


def test_what_was_lifted_so_often_or_more_beside_what_the_e1rm_says() -> None:
    done = row(lifted(3, "12", "60 kg"), lifted(10, "6", "100 kg"), lifted(17, "2", "110 kg"))
    assert rep_maxes(done) == [
        ("1 RM", "110 kg", "2 x 110 kg on 17 Nov", "120 kg"),  # 100 x 1.2
        ("3 RM", "100 kg", "6 x 100 kg on 10 Nov", "109.1 kg"),
        ("5 RM", "100 kg", "6 x 100 kg on 10 Nov", "102.9 kg"),
        ("8 RM", "60 kg", "12 x 60 kg on 3 Nov", "94.7 kg"),
        ("10 RM", "60 kg", "12 x 60 kg on 3 Nov", "90 kg"),
        ("12 RM", "60 kg", "12 x 60 kg on 3 Nov", "85.7 kg"),
    ]


# -- units ----------------------------------------------------------------------------------------------------------


def test_kg_and_lb_are_compared_exactly_and_shown_in_the_unit_of_the_settings() -> None:
    done = row(lifted(3, "5", "100 kg"), lifted(10, "5", "220.5 lb"))  # 100.017 kg
    assert bests(done)[:2] == [
        ("e1RM", "116.7 kg", "from 5 x 220.5 lb on 10 Nov"),
        ("top set", "100 kg", "from 5 x 220.5 lb on 10 Nov"),
    ]
    assert bests(done, "lb")[:2] == [
        ("e1RM", "257.2 lb", "from 5 x 220.5 lb on 10 Nov"),
        ("top set", "220.5 lb", "from 5 x 220.5 lb on 10 Nov"),
    ]
    assert bests(row(lifted(3, "5", "220 lb"), lifted(10, "5", "99.79 kg")))[1][2] == "from 5 x 220 lb on 3 Nov"


@pytest.mark.parametrize(
    ("kilograms", "unit", "said"),
    [
        (Fraction("41.25"), "kg", "41.25 kg"),
        (Fraction(350, 3), "kg", "116.7 kg"),
        (Fraction("45.359237"), "lb", "100 lb"),
        (Fraction("45.359237"), "kg", "45.4 kg"),
        (Fraction(2592, 1), "kg", "2,592 kg"),
    ],
)
def test_a_weight_in_words(kilograms: Fraction, unit: Any, said: str) -> None:
    assert told.weight_text(kilograms, unit) == said


# -- what counts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "state"), [("auto", "assumed"), ("unknown", "origin unknown")])
def test_what_nobody_gave_is_shown_and_not_judged(source: Any, state: str) -> None:
    done = row(lifted(3, "5", "100 kg"), lifted(10, "9", "150 kg", source=source))
    assert bests(done)[0] == ("e1RM", "116.7 kg", "from 5 x 100 kg on 3 Nov")
    assert sessions(done)[0] == ("10 Nov", "9 x 150 kg", "back", f"{state}: not judged")
    assert [(figure.value[0], figure.counts) for figure in done.series[0].figures] == [
        (Fraction(350, 3), True),
        (Fraction(195), False),
    ]
    only = row(lifted(10, "9", "150 kg", source=source))
    assert (only.best, only.bests) == (None, ())
    assert [len(series.figures) for series in only.series] == [1, 1, 1]
    assert only.trend(NOW) == Trend(None, None)


@pytest.mark.parametrize("source", ["entered", "imported", "done", "typed"])
def test_what_somebody_gave_counts(source: Any) -> None:
    done = row(lifted(3, "5", "100 kg", source=source))
    assert bests(done)[0][1] == "116.7 kg"
    assert sessions(done) == [("3 Nov", "5 x 100 kg", "back", "")]


def test_warm_up_sets_and_what_lies_ahead_count_for_nothing() -> None:
    warm = figures("8", "60 kg", is_warmup=True)
    first = a_session(nov(3), (*warm, *figures("5", "100 kg")))
    ahead = a_session(NOW + timedelta(hours=1), figures("5", "150 kg"))
    done = row(first, ahead, a_session(nov(10), warm))
    assert [session.day for session in done.sessions] == [nov(3)]
    assert sessions(done)[0][1] == "5 x 100 kg"
    assert bests(done)[1][1] == "100 kg"


def test_since_a_day_nothing_before_counts() -> None:
    done = row(lifted(3, "5", "120 kg"), lifted(10, "5", "100 kg"), since=nov(4))
    assert bests(done)[1] == ("top set", "100 kg", "from 5 x 100 kg on 10 Nov")
    assert told.count_text(done, NOW, nov(4)) == "1 session · 10 Nov · nothing before 2026-11-04 counts here"


def test_of_two_sides_the_weaker_counts_and_both_are_shown() -> None:
    sides = (*figures("10 9", "20 kg", side="left"), *figures("8 9", "20 kg", side="right"))
    done = row(a_session(nov(3), sides, entry={"two_sided": True}))
    assert bests(done)[0] == ("e1RM", "26 kg", "from 9 x 20 kg on 3 Nov")
    assert sessions(done)[0][1] == "L 10 · L 9 · R 8 · R 9 x 20 kg"


def test_only_this_movement_and_the_last_ten_sessions() -> None:
    other = PastEntry("press", figures("5", "200 kg"))
    logged = [lifted(day, "5", f"{80 + day} kg") for day in range(1, 15)]
    done = row(*(replace(session, entries=(other, *session.entries)) for session in logged))
    assert [session.day.day for session in done.last_sessions] == list(range(14, 4, -1))
    assert bests(done)[1][1] == "94 kg"


# -- series and trends ----------------------------------------------------------------------------------------------


def test_a_series_has_the_best_of_each_session() -> None:
    done = row(lifted(10, "5 3", "100 kg, 110 kg"), lifted(3, "5 5", "100 kg, 95 kg"))
    found = {
        series.kind: [(figure.session.day.day, figure.value[0]) for figure in series.figures] for series in done.series
    }
    assert found == {
        "e1rm": [(3, Fraction(350, 3)), (10, Fraction(121))],
        "heaviest": [(3, 100), (10, 110)],
        "session_volume": [(3, 975), (10, 830)],
    }


@pytest.mark.parametrize(
    ("logged", "unit", "said"),
    [
        (
            [(1, "5", "100 kg"), (28, "5", "102.5 kg")],
            "kg",
            "+2.9 kg",
        ),  # 2.5 x 35/30 = 2.917
        ([(1, "5", "100 kg"), (28, "5", "100 kg")], "kg", "same"),
        ([(1, "6", "100 kg"), (28, "6", "95 kg")], "kg", "-6 kg"),
        ([(28, "5", "95 kg")], "kg", "new"),
        ([(1, "5", "95 kg")], "kg", ""),
        ([(1, "6", "100 kg"), (28, "6", "110 kg")], "lb", "+26.5 lb"),
        ([(1, "10", ""), (28, "9", "")], "kg", "-1 rep"),
    ],
)
def test_the_last_four_weeks_beside_before(logged: list[tuple[int, str, str]], unit: Any, said: str) -> None:
    done = row(*(lifted(*session) for session in logged))
    assert told.trend_text(done, NOW, unit) == said


def test_a_trend_of_holds_is_a_time() -> None:
    done = row(held(1, "1:00"), held(28, "1:15"))
    assert told.trend_text(done, NOW, "kg") == "+0:15"


# -- charts ---------------------------------------------------------------------------------------------------------


def test_a_chart_says_what_it_is_of_and_in_what() -> None:
    done = row(lifted(3, "5", "100 kg"), lifted(10, "5", "105 kg"))
    lines = told.series_chart(done, done.series[1], (60, 10), "lb", unicode=False)
    text = ["".join(part.text for part in line).rstrip() for line in lines]
    assert text[0] == "top set, lb"
    assert any(line.startswith("230 +") for line in text)  # 105 kg are 231.5 lb
    holds = row(held(3, "1:00"), held(10, "1:30"))
    text = [
        "".join(part.text for part in line)
        for line in told.series_chart(holds, holds.series[0], (60, 10), "kg", unicode=False)
    ]
    assert text[0] == "longest hold"
    assert any(line.startswith("1:30 +") for line in text)


# -- the weeks ------------------------------------------------------------------------------------------------------


def trained(*days: tuple[date, float, int]) -> list[TrainedSession]:
    return [TrainedSession(day, 60.0 * minutes, sets) for day, minutes, sets in days]


def mondays(*dates: date) -> set[date]:
    return {each - timedelta(days=each.weekday()) for each in dates}


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        ([], 0),
        ([nov(29)], 1),
        ([nov(22)], 1),  # the week that runs breaks nothing
        ([nov(15)], 0),
        ([nov(23), nov(22), nov(9)], 3),
        ([nov(29), nov(22), nov(8)], 2),
        ([date(2026, 1, 1), date(2025, 12, 31), date(2025, 12, 24)], 0),
    ],
)
def test_the_run_of_weeks(days: list[date], weeks: int) -> None:
    assert weeks_in_a_row(mondays(*days), nov(29)) == weeks


def test_the_run_goes_over_a_new_year() -> None:
    assert weeks_in_a_row(mondays(date(2026, 1, 6), date(2026, 1, 1), date(2025, 12, 24)), date(2026, 1, 11)) == 3


def test_what_a_year_came_to() -> None:
    logged = trained((date(2025, 12, 31), 60, 9), (nov(2), 90, 12), (nov(3), 0, 5), (nov(3), 30, 4), (nov(4), 10, 0))
    steady = Steadiness.of([*logged, TrainedSession(NOW + timedelta(days=1), 60.0, 3)], NOW)
    assert told.steady_text(steady) == "0 weeks in a row · 2026: 3 sessions · 2.0 h · 21 sets"
    assert steady.minutes == {date(2025, 12, 31): 60, nov(2): 90, nov(3): 30}
    assert [tuple(week) for week in steady.weeks] == [
        (nov(2), 3, 7200.0, 21),
        (date(2025, 12, 29), 1, 3600.0, 9),
    ]


def test_since_a_day_the_run_of_weeks_goes_back_behind_it() -> None:
    logged = trained((nov(28), 60, 9), (nov(20), 60, 9), (nov(10), 60, 9))
    steady = Steadiness.of(logged, NOW, nov(27))
    assert told.steady_text(steady) == "3 weeks in a row · since 2026-11-27: 1 session · 1.0 h · 9 sets"
    assert [week.first for week in steady.weeks] == [nov(23)]


def test_where_there_is_a_plan_of_the_week_its_rule_is_told() -> None:
    steady = Steadiness.of(trained((nov(28), 60, 9)), NOW, None, 4)
    assert steady.run_of_weeks == 4
    assert told.steady_text(steady).startswith("4 weeks in a row held · 2026")
