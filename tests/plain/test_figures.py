"""The figures of a set as they are typed: of each kind of set what belongs to it."""

from __future__ import annotations

import pytest

from backday_tui.exercises.catalog import Catalog
from backday_tui.routine.model import Amrap, Entry, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session.plan import build
from backday_tui.session.session import Session
from backday_tui.workout import figures

ROW = Entry(("Row",), sets=2, reps=Reps(8, 8), rest=20)
PLANK = Entry(("Plank",), sets=2, hold=Span(30), rest=20)
AMRAP = Amrap((ROW,), 60)


def session_of(item: Entry | Amrap) -> Session:
    session = Session(build(Routine("back", "Back", work=(item,), prepare=0), Catalog([])))
    session.start(0)
    return session


@pytest.mark.parametrize(
    ("item", "typed", "command"),
    [
        (ROW, "8", c.Record(reps=8)),
        (ROW, " 8 @ 25lb ", c.Record(reps=8, load="25 lb")),
        (ROW, "12.5 KG", c.Record(load="12.5 kg")),
        (ROW, "8 bodyweight", c.Record(reps=8, load="bodyweight")),
        (ROW, "1:30", None),
        (ROW, "", None),
        (PLANK, "10 kg", c.Record(load="10 kg")),
        (PLANK, "8", None),
        (AMRAP, "4", c.Record(rounds=4)),
        (AMRAP, "4 12", c.Record(rounds=4, reps=12)),
        (AMRAP, "10 kg", None),
    ],
)
def test_of_the_set_that_is_being_done(item: Entry | Amrap, typed: str, command: c.Record | None) -> None:
    meant = figures.meant_in(session_of(item).state)
    assert meant is not None
    wanted, place = meant
    assert place is None
    assert wanted.read(typed, place) == command


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("45", c.Record(seconds=45, log=0)),
        ("1:30", c.Record(seconds=90, log=0)),
        ("1:30 10 kg", c.Record(seconds=90, load="10 kg", log=0)),
        ("10 kg", c.Record(load="10 kg", log=0)),
        ("long", None),
    ],
)
def test_of_a_hold_that_is_done_its_time(typed: str, command: c.Record | None) -> None:
    session = session_of(PLANK)
    session.advance(40)
    meant = figures.meant_in(session.state)
    assert meant is not None
    wanted, place = meant
    assert (wanted.names, place) == ("time and load", 0)
    assert wanted.read(typed, place) == command


def test_before_a_set_is_done_or_begun_there_is_none() -> None:
    session = session_of(ROW)
    session.do(c.Skip(), 0)
    assert figures.meant_in(session.state) is None


@pytest.mark.parametrize("item", [ROW, PLANK, AMRAP])
def test_each_example_would_do(item: Entry | Amrap) -> None:
    session = session_of(item)
    for now in (0, 70):
        session.advance(now)
        meant = figures.meant_in(session.state)
        assert meant is not None
        assert all(meant[0].read(example, meant[1]) for example in meant[0].examples)
