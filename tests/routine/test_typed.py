"""Lines as `backday do` and `backday new` take them: notation stays, words are read, a doubt is left to the reader."""

from __future__ import annotations

from typing import Any

import pytest

from backday_tui.exercises import catalog
from backday_tui.routine import notation
from backday_tui.routine.typed import Together, meant, work_of

CATALOG = catalog.bundled()


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("EMOM 10: 5 burpees", ({"emom": ["5 burpees"], "minutes": 10},)),
        ("EMOM 12: 8 squats, 8 rows", ({"emom": ["8 squats", "8 rows"], "minutes": 12},)),
        ("AMRAP 15: 5 pull-ups, 10 push-ups", ({"amrap": ["5 pull-ups", "10 push-ups"], "time": "15:00"},)),
        ("Tabata: burpees", ({"exercise": "burpees", "sets": 8, "time": "0:20", "rest": "0:10"},)),
        ("4 rounds: 10 squats, 10 rows", ({"circuit": ["10 squats", "10 rows"], "rounds": 4},)),
        ("3 sets of 10 push-ups", ("3x10 push-ups",)),
        ("5 sets of 5 deadlifts", ("5x5 deadlifts",)),
        ("Plank 60s", ("1:00 Plank",)),
        ("Wall sit 45 seconds", (":45 Wall sit",)),
        ("Plank 2'30", ("2:30 Plank",)),
        ("10 burpees x 3", ("3x10 burpees",)),
        ("5 rounds of 20 burpees", ("5x20 burpees",)),
        ("10 burpees x 3, 1 min rest", ({"exercise": "burpees", "sets": 3, "reps": 10, "rest": "1:00"},)),
        ("10 cal row x 3, rest 1 min", ({"exercise": "10 cal row", "sets": 3, "rest": "1:00"},)),
        ("6 x 200 m run, 90 s rest", ({"exercise": "200 m run", "sets": 6, "rest": "1:30"},)),
        ("5 rounds of 250 m row, 2 min rest", ({"exercise": "250 m row", "sets": 5, "rest": "2:00"},)),
        ("twenty squats", ("1x20 squats",)),
        ("Max effort push-ups", ("1x? push-ups",)),
        ("8/8 lunges", ("1x8 lunges each side",)),
        ("10 4ct bear crawls", ({"exercise": "4ct bear crawls", "reps": 10},)),
        ("8 min of: 5 burpees", ({"amrap": ["5 burpees"], "time": "8:00"},)),
        (
            "Every 2 minutes for 20 minutes: 5 squats",
            ({"circuit": [{"exercise": "squats", "reps": 5, "note": "Every 2:00"}], "rounds": 10},),
        ),
        (
            "3-2-1 squats and rows",
            (
                {
                    "superset": [{"exercise": "squats", "reps": [3, 2, 1]}, {"exercise": "rows", "reps": [3, 2, 1]}],
                    "sets": 3,
                    "rest": "0",
                },
            ),
        ),
        ("12, 10, 8 Row", ({"exercise": "Row", "sets": 3, "reps": [12, 10, 8]},)),
        ("3x12/10/8 Zorko press", ({"exercise": "Zorko press", "sets": 3, "reps": [12, 10, 8]},)),
        ("Row (3x10)", ("3x10 Row",)),
        ("3x8 Row, rest 90s", ({"exercise": "Row", "sets": 3, "reps": 8, "rest": "1:30"},)),
        ("Row 3x8 @ RPE 8", ({"exercise": "Row", "sets": 3, "reps": 8, "note": "RPE 8"},)),
        ("Zorko curl 3x8 @ 20kg each hand", ("3x8 Zorko curl @ 2x20 kg",)),
        ("Plank: hold for one minute, three times", ("3x1:00 Plank",)),
    ],
)
def test_words_are_read_as_those_of_a_paste(line: str, values: tuple[Any, ...]) -> None:
    assert meant(line, CATALOG) == values


@pytest.mark.parametrize(
    "line",
    [
        *("3x10 Row", "Plank", "Cat/cow stretch", "8 Row @ heavy", "1,5 min Plank", "3x:45x Plank"),
        *("3x8 90/90 stretch", "3x8 Row (slow)", "8 Row / 8 Press x 3", "3x12-8 Row", "3xF Dip"),
    ],
)
def test_notation_and_what_it_refuses_with_a_proposal_stay(line: str) -> None:
    assert meant(line, CATALOG) == ()
    assert work_of([line], CATALOG) == [line]


@pytest.mark.parametrize(
    ("together", "work"),
    [
        (Together("emom", 10), {"emom": ["5 Burpee", "10 Squat"], "minutes": 10}),
        (Together("amrap", 720), {"amrap": ["5 Burpee", "10 Squat"], "time": "12:00"}),
        (Together("rounds", 3), {"circuit": ["5 Burpee", "10 Squat"], "rounds": 3}),
    ],
)
def test_all_of_it_in_a_group(together: Together, work: dict[str, Any]) -> None:
    assert work_of(["5 Burpee", "10 Squat"], CATALOG, together) == [work]


def test_a_tabata_of_bare_names_has_its_times() -> None:
    (group,) = work_of(["Burpee", "Plank"], CATALOG, Together("tabata"))
    assert group == {"circuit": [":20 Burpee", ":20 Plank"], "rounds": 8, "rest": "0:10", "between": "0:10"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Plank 60s", "1:00 Plank"),
        ("Wall sit, 2 min", "2:00 Wall sit"),
        ("3 sets of 10 Row", "3x10 Row"),
        ("Row 3x10", "3x10 Row"),
        ("Row 3 sets of 8-12", "3x8-12 Row"),
        ("Row (3x10)", "3x10 Row"),
        ("Row x 12", "12 Row"),
        ("Row 10 reps x 3 sets", "3x10 Row"),
        ("Plank 60s x3", "3x1:00 Plank"),
        ("Zorko 3 x 8 60kg", "3x8 Zorko @ 60 kg"),
        ("Row 3x max", "3x? Row"),
        ("Type 2 press", None),
        ("Push-up 21", None),
        ("Cat/cow stretch", None),
        ("90/90 stretch", None),
        ("400m run", None),
    ],
)
def test_a_name_with_a_dose_in_it(name: str, line: str | None) -> None:
    assert notation.dosed_name(name) == line
