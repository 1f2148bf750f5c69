"""What the library keeps of the routines, and the rows that come out of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from backday_tui.routine.library import Headline
from backday_tui.tui.library.rows import KnownRoutines, RowFacts

NOW = dt.datetime(2026, 3, 9, 12, 0, tzinfo=dt.UTC)
ROWS, PLANK = Path("rows.toml"), Path("plank.toml")
HEADLINES = (
    Headline("rows", "Rows", "beginner", ("dumbbells",), ROWS, bundled=True),
    Headline("one", "Plank", None, (), PLANK, bundled=False),
)


def known(*, counts: bool = True) -> KnownRoutines:
    routines = KnownRoutines((lambda: NOW) if counts else None)
    routines.take_headlines(HEADLINES)
    return routines


def test_a_headline_is_a_row_and_facts_change_that_row_alone() -> None:
    routines = known()
    before = routines.rows[PLANK]
    routines.take_facts(
        {ROWS: RowFacts(starts=False, problem="line 3: no such key"), Path("gone.toml"): RowFacts(starts=False)}
    )
    assert routines.rows[ROWS].problem == "line 3: no such key"
    assert routines.rows[PLANK] is before
    assert list(routines.rows) == [ROWS, PLANK]


def test_a_filter_finds_by_the_name_that_a_headline_has_now() -> None:
    routines = known()
    assert [row.name for row in routines.fitting(("pla",))] == ["Plank"]
    assert [row.name for row in routines.fitting(("dumbbells",))] == ["Rows"]
    routines.take_headlines([HEADLINES[0], Headline("one", "Hold", None, (), PLANK, bundled=False)])
    assert routines.fitting(("pla",)) == []
    assert [row.name for row in routines.fitting(())] == ["Rows", "Hold"]


def test_last_times_are_shown_where_there_is_a_log_to_count_by() -> None:
    for counts in (True, False):
        routines = known(counts=counts)
        routines.take_last_done({"rows": NOW - dt.timedelta(days=2)})
        assert bool(routines.rows[ROWS].last) is counts
        assert routines.rows[PLANK].last == ""


def test_facts_that_are_forgotten_stay_in_the_rows_until_there_are_headlines_again() -> None:
    routines = known()
    routines.take_facts({ROWS: RowFacts(starts=False, problem="line 3: no such key")})
    routines.forget_facts()
    assert routines.rows[ROWS].problem is not None
    routines.take_headlines(HEADLINES)
    assert routines.rows[ROWS].problem is None
