# ruff: noqa: RUF001 -- sets and ranges are written so on the screen
"""A routine as a short list."""

from __future__ import annotations

import pytest

from backday_tui.routine.model import (
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Load,
    Part,
    Reps,
    Routine,
    Span,
    Superset,
)
from backday_tui.session.outline import OutlineLine, doses_width, outline

ROW = ("Row",)


def lines(*work: Item, **fields: int) -> list[OutlineLine]:
    return list(outline(Routine("", "R", work=work, **fields)))[1:]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "dose"),
    [
        (Entry(ROW), ""),
        (Entry(ROW, sets=2), "2 ×"),
        (Entry(ROW, sets=3, reps=Reps(8, 8)), "3 × 8"),
        (Entry(ROW, sets=3, reps=Reps(8, 12)), "3 × 8–12"),
        (Entry(ROW, reps=Reps(5, None)), "5+ reps"),
        (Entry(ROW, sets=2, reps=Reps(None, None)), "2 × max"),
        (Entry(ROW, reps=Reps(None, None)), "max"),
        (Entry(ROW, sets=3, reps=(Reps(12, 12), Reps(10, 10), Reps(8, 8))), "12, 10, 8"),
        (Entry(ROW, sets=3, hold=Span(45)), "3 × 0:45"),
        (Entry(ROW, hold=Span(60, open_ended=True)), "1:00+"),
        (Entry(ROW, hold=Span(None, open_ended=True)), "max"),
        (Entry(ROW, time=Span(600)), "10 min"),
        (Entry(ROW, time=Span(3600)), "1:00:00"),
        (Entry(ROW, time=Span(330)), "5:30"),
    ],
)
def test_doses_are_written_as_people_write_them(entry: Entry, dose: str) -> None:
    assert lines(entry) == [OutlineLine("entry", "Row", dose)]


def test_what_is_special_about_an_entry_follows_its_name() -> None:
    entry = Entry(
        ("Chin-up", "Pull-up"), sets=2, load=(Load("weight", 20, "lb"), Load("body")), sides="each", tempo=(3, 0, 1),
        rest=0,
        parts=(Part(7, "low"), Part(7, "high")), optional=True, note="slowly",
    )  # fmt: skip
    (line,) = lines(entry)
    assert line.text == "Chin-up / Pull-up"
    details = "20 lb, bodyweight · each side · 7 low, 7 high · tempo 3-0-1 · no rest · optional · slowly"
    assert line.detail == details
    assert lines(Entry(ROW, sides="alternating", rest=90))[0].detail == "alternating · rest 1:30"


@pytest.mark.parametrize(
    ("group", "text", "detail"),
    [
        (Superset((Entry(ROW),), 3, rest=60), "Superset, 3 sets", "rest 1:00"),
        (Superset((Entry(ROW),), 1), "Superset, 1 set", ""),
        (Circuit((Entry(ROW),), (2, 3), between=60), "Circuit, 2–3 rounds", "1:00 between rounds"),
        (Circuit((Entry(ROW),), (3, 3), rest=15, between=60), "Circuit, 3 rounds", "rest 0:15, 1:00 between rounds"),
        (Emom((Entry(ROW),), 10), "Every minute for 10 min", ""),
        (Amrap((Entry(ROW),), 720), "As many rounds as possible in 12 min", ""),
    ],
)
def test_groups_say_what_they_are_and_hold_their_entries(group: Item, text: str, detail: str) -> None:
    title, entry = lines(group)
    assert title == OutlineLine("group", text, "", detail)
    assert entry == OutlineLine("entry", "Row", "", "", grouped=True)


def test_a_superset_says_its_sets_once() -> None:
    _, entry = lines(Superset((Entry(ROW, reps=Reps(8, 8)),), 3))
    assert entry.dose == "8 reps"


def test_sections_come_in_order_and_the_work_says_its_rests() -> None:
    entry = Entry(ROW)
    whole = outline(Routine("", "R", warmup=(entry,), work=(entry,), cooldown=(entry,), rest=30, between=90))
    assert [(line.text, line.detail) for line in whole if line.kind == "section"] == [
        ("Warm-up", ""),
        ("Work", "rest 0:30, 1:30 between exercises"),
        ("Cool-down", ""),
    ]
    assert outline(Routine("", "R", work=(entry,), rest=45, between=45))[0].detail == "rest 0:45"
    assert outline(Routine("", "R", work=(entry,), rest=0, between=0))[0].detail == "no rest"


def test_texts_are_cleaned() -> None:
    entry = Entry(("\x1b[2J",), note="\u202ex", parts=(Part(3, "\x07"),))
    (line,) = lines(entry)
    assert (line.text, line.detail) == ("␛[2J", "3 ␇ · \ufffdx")


def test_a_dose_that_is_too_long_widens_no_column() -> None:
    whole = lines(Entry(ROW, sets=3, reps=Reps(8, 8)), Entry(ROW, sets=20, reps=(Reps(8, 8),) * 20))
    assert doses_width(whole, 14) == 5
    assert doses_width((), 14) == 0
