"""Sets per muscle and ISO week, each figure worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lifting import figures, nov

from backday_tui.charts import ASCII_SHADES, SHADES
from backday_tui.exercises.catalog import MUSCLES, Catalog, Exercise, bundled, muscle_shares
from backday_tui.training import muscles as per_muscle
from backday_tui.training.muscles import MuscleWeeks, first_monday, level, muscle_weeks
from backday_tui.training.past import PastEntry, PastSession, PastSet

ROW = Exercise("row", "Row", muscles=("lats", "rhomboids"), secondary=("biceps", "Lower back"))
CURL = Exercise("curl", "Curl", muscles=("biceps",), secondary=("biceps", "tongue"))
PLANK = Exercise("plank", "Plank", muscles=("core",), isometric=True)
WALK = Exercise("walk", "Walk")
CATALOG = Catalog([ROW, CURL, PLANK, WALK])
TODAY = nov(29)  # a Sunday
REPS = figures("8 8 8")


def a_day(day: date, *entries: PastEntry, number: int = 1) -> PastSession:
    return PastSession(number, "", day, entries)


def counted(*entries: PastEntry, count: int = 1, day: date = TODAY) -> dict[str, float]:
    return dict(muscle_weeks([a_day(day, *entries)], CATALOG, TODAY, count).weeks[-1].sets)


def test_a_set_counts_one_first_and_a_half_second_under_the_names_of_the_catalogue() -> None:
    assert counted(PastEntry("row", REPS)) == {"latissimus dorsi": 3, "rhomboids": 3, "biceps": 1.5, "lumbar": 1.5}
    assert counted(PastEntry("row", REPS), PastEntry("curl", REPS))["biceps"] == 4.5


def test_a_muscle_that_is_worked_first_and_second_counts_once() -> None:
    assert counted(PastEntry("curl", REPS)) == {"biceps": 3, "tongue": 1.5}
    assert all(set(muscle_shares(each).values()) <= {1.0, 0.5} for each in bundled())
    assert muscle_shares(None) == {}


@pytest.mark.parametrize(
    ("sets", "count"),
    [
        pytest.param(figures("8 8", is_warmup=True), 0, id="warm-up sets"),
        pytest.param((*figures("5", is_warmup=True), *REPS), 3, id="working sets beside them"),
        pytest.param((*figures("8 8", side="left"), *figures("8 8", side="right")), 2, id="both sides are one"),
        pytest.param(figures("8 8", side="left"), 2, id="one side alone is one too"),
        pytest.param(figures("8 8", source="auto"), 2, id="whoever gave the figures"),
        pytest.param(figures("8", source="unknown") + figures("8", source="imported"), 1, id="a number counts once"),
        pytest.param((PastSet(1), PastSet(2, reps=0), PastSet(3, reps=1)), 1, id="a set without a figure is none"),
        pytest.param((replace(REPS[0], mark="drop"), replace(REPS[1], mark="failure")), 2, id="marks"),
    ],
)
def test_which_sets_count(sets: tuple[PastSet, ...], count: int) -> None:
    assert counted(PastEntry("curl", sets)).get("biceps", 0) == count


def test_holds_and_timed_sets_count_from_20_seconds_on_as_they_are_shown() -> None:
    holds = figures("19 20 1:00", is_hold=True)
    assert counted(PastEntry("plank", holds, "hold")) == {"core": 2}
    assert counted(PastEntry("plank", holds, "time")) == {"core": 2}
    nearly = (PastSet(1, seconds=19.5), PastSet(2, seconds=19.49))
    assert counted(PastEntry("plank", nearly, "hold")) == {"core": 1}


@pytest.mark.parametrize(("section", "sets"), [("work", 3), ("warmup", 0), ("cooldown", 0)])
def test_the_work_alone_counts(section: str, sets: int) -> None:
    entry = PastEntry("curl", REPS, section=section)  # type: ignore[arg-type]
    assert counted(entry).get("biceps", 0) == sets


def test_each_round_of_an_amrap_is_a_set_of_each_of_its_exercises() -> None:
    done = PastEntry("amrap: curl, plank", (PastSet(1, rounds=5, reps=3),), "rounds")
    assert counted(done) == {"biceps": 5, "tongue": 2.5, "core": 5}
    unknown = PastEntry("amrap: curl, gribble", (PastSet(1, seconds=600),), "rounds")
    found = muscle_weeks([a_day(TODAY, unknown)], CATALOG, TODAY, 1)
    assert (found.weeks[0].sets["biceps"], found.uncounted) == (1, ("gribble",))


def test_weeks_are_iso_weeks_by_the_day_on_which_a_session_started() -> None:
    late = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    entry = PastEntry("plank", figures("1:00", is_hold=True), "hold")
    done = [
        PastSession(1, "", late, (entry,)),
        a_day(nov(23), entry, entry, number=2),
        a_day(nov(29), entry, number=3),
        a_day(nov(30), entry, number=4),  # still to come
        a_day(nov(8), entry, number=5),  # before the weeks that are asked for
    ]
    found = muscle_weeks(done, CATALOG, TODAY, 3)
    assert [(week.monday, dict(week.sets)) for week in found.weeks] == [
        (nov(9), {}),
        (nov(16), {"core": 1}),
        (nov(23), {"core": 3}),
    ]
    assert first_monday(TODAY, 1) == nov(23)
    new_year = muscle_weeks([a_day(date(2025, 12, 29), entry)], CATALOG, date(2026, 1, 4), 2)
    assert [week.monday for week in new_year.weeks] == [date(2025, 12, 22), date(2025, 12, 29)]
    assert new_year.weeks[1].sets == {"core": 1}


def test_what_nobody_knows_the_muscles_of_is_told_each_once() -> None:
    entries = (PastEntry("gribble", REPS), PastEntry("walk", REPS), PastEntry("gribble", REPS), PastEntry("curl", ()))
    found = muscle_weeks([a_day(TODAY, *entries)], CATALOG, TODAY, 1)
    assert (found.uncounted, found.muscles) == (("gribble", "walk"), ())


def test_the_back_comes_first_and_what_the_figure_lacks_last() -> None:
    found = muscle_weeks([a_day(TODAY, PastEntry("curl", REPS), PastEntry("row", REPS))], CATALOG, TODAY, 1)
    assert found.muscles == ("latissimus dorsi", "rhomboids", "lumbar", "biceps", "tongue")
    assert set(found.without) == set(MUSCLES) - set(found.muscles)
    assert MuscleWeeks(()).without == tuple(MUSCLES)


@pytest.mark.parametrize(
    ("sets", "wanted"), [(0, 0), (0.5, 1), (4.5, 1), (5, 2), (9.5, 2), (10, 3), (19.5, 3), (20, 4), (80, 4)]
)
def test_the_marks_are_at_5_10_and_20(sets: float, wanted: int) -> None:
    assert level(sets) == wanted
    assert level(sets) < len(SHADES) == len(ASCII_SHADES) == len(set(ASCII_SHADES))
    assert "Pelland et al., Sports Medicine 2025" in " ".join(per_muscle.ABOUT)


def test_the_legend_has_every_shade_but_that_of_none() -> None:
    assert per_muscle.legend_text(SHADES) == "░ under 5 · ▒ 5 · ▓ 10 · █ 20 and more"
    assert ASCII_SHADES.isascii()
