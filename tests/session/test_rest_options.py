"""What one workout says of rests besides its routine: the settings, waiting, and rests that are shortened to fit."""

from __future__ import annotations

from typing import Any

import pytest
from plans import build
from workouts import CATALOG, hold, lines, reps, routine, timed

from backday_tui.routine.model import Circuit, Emom, RestWindow, Routine, Superset
from backday_tui.session.rest_options import FittedRests, RestOptions, fitted, rest_options_in, scaled
from backday_tui.settings import Settings


def planned(what: Routine, **options: Any) -> list[str]:
    return lines(build(RestOptions(**options).put_into(what), CATALOG).steps)


def test_without_any_a_routine_is_as_it_is() -> None:
    what = routine(reps(), hold(sets=2))
    assert RestOptions().put_into(what) is what
    assert RestOptions.of(Settings()) == RestOptions()


def test_the_settings_hold_where_a_routine_says_nothing() -> None:
    options = RestOptions.of(Settings(missed=180, start="wait", beyond=True))
    silent = options.put_into(routine(reps()))
    assert (silent.missed, silent.start, silent.beyond) == (180, "wait", True)
    said = options.put_into(routine(reps(), missed=0, start="auto", beyond=False))
    assert (said.missed, said.start, said.beyond) == (0, "auto", False)


def test_all_waits_whatever_a_routine_says() -> None:
    what = routine(
        hold("A", sets=2, start="auto", rest=5), Superset((hold("B", start="auto"),), 1, start="auto"),
        Emom((reps("C"),), 1, start="auto"), start="auto", between=5,
    )  # fmt: skip
    assert [line for line in planned(what, waits=True) if line.startswith("wait")] == [
        "wait A 2/2", "wait B 1/1", "wait C 1/1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "percent", "expected"),
    [(60, 80, 48), (45, 50, 23), (1, 50, 1), (7, 99, 6), (0, 50, 0), (RestWindow(60, 90), 50, RestWindow(30, 45))],
)
def test_a_rest_is_made_shorter_by_half_at_the_most(rest: Any, percent: int, expected: Any) -> None:
    assert scaled(rest, percent) == expected


def test_a_window_stays_one() -> None:
    assert scaled(RestWindow(1, 2), 50) == RestWindow(1, 2)


def test_every_rest_is_made_shorter_and_nothing_else() -> None:
    what = routine(
        hold(sets=2, rest=40, after=20, missed=60), Superset((reps("A"),), 2, rest=30, after=10),
        Circuit((reps("B"), reps("C")), (2, 2), rest=8, between=50), timed(), rest=100, between=90,
    )  # fmt: skip
    whole, half = build(what, CATALOG), build(RestOptions(percent=50).put_into(what), CATALOG)
    for before, after in zip(whole.steps, half.steps, strict=True):
        assert after.seconds == (before.seconds // 2 if before.kind == "rest" and before.seconds else before.seconds)
        assert after.missed_s == (30 if before.missed_s else None)


def test_rests_are_as_long_as_the_time_allows() -> None:
    steps = build(routine(hold(sets=5, rest=60)), CATALOG).steps
    assert sum(step.estimate_s for step in steps) == 5 + 150 + 240
    assert fitted(steps, 600) == FittedRests(100, 395, 600)
    assert fitted(steps, 395) == FittedRests(100, 395, 395)
    assert fitted(steps, 394).percent == 99
    fit = fitted(steps, 300)
    assert (fit.percent, fit.takes_s) == (61, 299)
    assert fitted(steps, 60) == FittedRests(50, 275, 60)
    assert fitted(build(routine(timed()), CATALOG).steps, 30) == FittedRests(100, 65, 30)


@pytest.mark.parametrize(
    ("fit", "told"),
    [
        (FittedRests(100, 395, 600), "it fits into 10 min as it is: about 7 min"),
        (FittedRests(75, 2390, 2400), "to fit into 40 min every rest takes 75 % of its time: about 40 min"),
        (FittedRests(50, 2700, 2400), "it can't be done in 40 min: it takes about 45 min with rests half as long"),
        (
            FittedRests(100, 2700, 2400),
            "it can't be done in 40 min: it takes about 45 min, and has no rests to shorten",
        ),
    ],
)
def test_it_is_said_by_how_much_or_that_it_cannot_be(fit: FittedRests, told: str) -> None:
    assert fit.told == told


@pytest.mark.parametrize("options", [RestOptions(), RestOptions(180, "wait", beyond=True, waits=True, percent=77)])
def test_options_come_back_from_json(options: RestOptions) -> None:
    assert rest_options_in(options.as_json()) == options


@pytest.mark.parametrize(
    "body", [{"missed": "3"}, {"start": "now"}, {"beyond": 1}, {"percent": 10}, {"percent": True}, {"newer": 1}]
)
def test_options_that_make_no_sense_are_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no options"):
        rest_options_in(body)
