"""The figures of a set as they are typed, into fields or in one line: of each kind of set what belongs to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.exercises.catalog import Catalog
from backday_tui.routine.amounts import AmountError, parse_load
from backday_tui.routine.model import Amrap, Entry, Load, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session.plan import build
from backday_tui.session.session import Session
from backday_tui.workout.figures import FigureError, SetToRecord, figures_to_ask, sets_to_record

ROW = Entry(("Row",), sets=2, reps=Reps(8, 8), rest=20)
PLANK = Entry(("Plank",), sets=2, hold=Span(30), rest=20)
AMRAP = Amrap((ROW,), 60)
DONE_PLANK = SetToRecord(0, "Plank", "Plank", {"seconds": "40", "load": ""})
DONE_ROW = SetToRecord(0, "Row", "Row", {"reps": "8", "load": "20 kg"})
LOADS = [
    ("25 lb", "25 lb"), ("25lb", "25 lb"), ("25lbs", "25 lb"), ("25 LBS", "25 lb"), ("12.5 KG", "12.5 kg"),
    ("12,5 kg", "12.5 kg"), ("12.50kgs", "12.5 kg"), ("25", "25 kg"), ("12,5", "12.5 kg"), ("bw", "bodyweight"),
    ("BW", "bodyweight"), ("bodyweight", "bodyweight"), ("10000 kg", "10000 kg"),
    ("1,000 lb", "1000 lb"), (".5kg", "0.5 kg"), ("50#", "50 lb"), ("22.5 kilos", "22.5 kg"),
    ("-5 kg", "-5 kg"), ("+10kg", "+10 kg"), ("+10", "+10 kg"), ("bw + 10", "+10 kg"), ("2x12", "2x12 kg"),
]  # fmt: skip
NO_LOADS = ["12345 kg", "0 kg", "0", "1,250", "25 stone", "heavy", "0x5 kg", "70%", "२५ kg", "12.3456 kg", "25 kg kg"]


def session_of(item: Entry | Amrap) -> Session:
    session = Session(build(Routine("back", "Back", work=(item,), prepare=0), Catalog([])))
    session.start(0)
    return session


def meant_in(session: Session) -> SetToRecord:
    return sets_to_record(session)[-1]


def read_line(of: SetToRecord, typed: str) -> c.Record | None:
    """The command, or None where the line makes no sense."""
    try:
        return of.read_line(typed, "kg")
    except FigureError:
        return None


@pytest.mark.parametrize(("typed", "load"), [*LOADS, *((typed, None) for typed in NO_LOADS)])
def test_a_load_is_the_same_in_a_field_in_a_line_and_in_the_file(typed: str, load: str | None) -> None:
    meant = meant_in(session_of(ROW))
    in_line = read_line(meant, f"8 @ {typed}")
    assert in_line == (c.Record(reps=8, load=load) if load else None)
    assert read_line(meant, f"8 {typed}") == in_line
    if load is None:
        with pytest.raises(FigureError, match="such as 25 lb"):
            meant.read({"load": typed}, "kg")
    else:
        assert meant.read({"load": typed}, "kg") == c.Record(load=load)
        assert str(parse_load(load)) == load


@given(st.text("0123456789.,klbgsw @", max_size=12))
def test_no_load_is_written_down_that_the_file_would_refuse(typed: str) -> None:
    try:
        load = meant_in(session_of(ROW)).read({"load": typed}, "lb").load
    except FigureError:
        return
    try:
        assert load is None or str(parse_load(load)) == load
    except AmountError as fault:
        pytest.fail(str(fault))


@pytest.mark.parametrize(
    ("item", "typed", "command"),
    [
        (ROW, "8", c.Record(reps=8)),
        (ROW, " 8 @ 25lb ", c.Record(reps=8, load="25 lb")),
        (ROW, "8 25", c.Record(reps=8, load="25 kg")),
        (ROW, "12.5 KG", c.Record(load="12.5 kg")),
        (ROW, "25 lb", c.Record(load="25 lb")),
        (ROW, "@ 25lb", c.Record(load="25 lb")),
        (ROW, "8 bodyweight", c.Record(reps=8, load="bodyweight")),
        (ROW, "bw", c.Record(load="bodyweight")),
        (ROW, "1000", c.Record(reps=1000)),
        (ROW, "1001", None),
        (ROW, "1:30", None),
        (ROW, "8 9 10", None),
        (ROW, "", None),
        (PLANK, "10 kg", c.Record(load="10 kg")),
        (PLANK, "10", c.Record(load="10 kg")),
        (AMRAP, "4", c.Record(rounds=4)),
        (AMRAP, "4 12", c.Record(rounds=4, reps=12)),
        (AMRAP, "10 kg", None),
    ],
)
def test_of_the_set_that_is_being_done(item: Entry | Amrap, typed: str, command: c.Record | None) -> None:
    assert read_line(meant_in(session_of(item)), typed) == command


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("45", c.Record(seconds=45, log=0)),
        ("45.5", c.Record(seconds=45.5, log=0)),
        ("1:30", c.Record(seconds=90, log=0)),
        ("1:30 10 kg", c.Record(seconds=90, load="10 kg", log=0)),
        ("1m30s 22.5KG", c.Record(seconds=90, load="22.5 kg", log=0)),
        ("1min30 @ 1,000 lb", c.Record(seconds=90, load="1000 lb", log=0)),
        ("90s 12,5", c.Record(seconds=90, load="12.5 kg", log=0)),
        ("1min 30s @ bw", c.Record(seconds=90, load="bodyweight", log=0)),
        ("10 kg", c.Record(load="10 kg", log=0)),
        ("6h", c.Record(seconds=6 * 3600, log=0)),
        ("7h", None),
        ("999:9999", None),
        ("long", None),
        ("", None),
    ],
)
def test_of_a_hold_that_is_done_its_time(typed: str, command: c.Record | None) -> None:
    session = session_of(PLANK)
    session.advance(40)
    meant = meant_in(session)
    assert (meant.form.names, meant.log) == ("time and load", 0)
    assert read_line(meant, typed) == command


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("45", 45),
        (" 1:30 ", 90),
        ("1:5", 65),
        ("90s", 90),
        ("1h 5min", 3900),
        ("1m30s", 90),
        ("1'30", 90),
        ("1,5 min", 90),
        ("2m", 120),
        ("90 SECS", 90),
    ],
)
def test_a_field_for_a_time_takes_it_as_people_write_it(typed: str, seconds: float | None) -> None:
    assert DONE_PLANK.read({"seconds": typed}, "kg") == c.Record(seconds=seconds, log=0)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("seconds", "1:30:00:00"),
        ("seconds", "1,000"),
        ("reps", "1,000"),
        ("load", "1,000"),
        ("reps", "8.5"),
        ("reps", "-1"),
        ("rounds", "²"),
    ],
)
def test_a_field_that_is_not_understood_says_what_would_do(name: str, typed: str) -> None:
    with pytest.raises(FigureError, match=f"^{name}: "):
        DONE_PLANK.read({name: typed}, "kg")


def test_an_emptied_field_empties_its_figure_and_one_that_was_empty_stays_so() -> None:
    row = SetToRecord(0, "Row", "Row", {"reps": "8", "load": "25 kg"})
    assert row.read({"reps": "8", "load": " "}, "kg") == c.Record(reps=8, log=0, emptied=("load",))
    assert row.read({"reps": "", "load": "20"}, "kg") == c.Record(load="20 kg", log=0, emptied=("reps",))
    assert DONE_PLANK.read({"seconds": "", "load": ""}, "kg") == c.Record(log=0, emptied=("seconds",))
    assert read_line(row, "8 -") == c.Record(reps=8, log=0, emptied=("load",))
    assert read_line(row, "8") == c.Record(reps=8, log=0)


@pytest.mark.parametrize("item", [ROW, Entry(("Row",), reps=Reps(8, 8), load=(Load("weight", 25, "kg"),))])
def test_what_was_emptied_while_the_set_runs_is_logged_as_not_known(item: Entry) -> None:
    session = session_of(item)
    meant = meant_in(session)
    session.do(meant.read(dict.fromkeys(meant.fields, ""), "kg"), 1)
    assert set(meant_in(session).fields.values()) == {""}
    session.do(c.Done(), 2)
    assert (session.state.logs[0].reps, session.state.logs[0].load) == (None, None)


def test_an_emptied_figure_can_be_given_again() -> None:
    session = session_of(PLANK)
    session.advance(40)
    session.do(meant_in(session).read({"seconds": ""}, "kg"), 41)
    assert (session.state.logs[0].seconds, meant_in(session).fields) == (None, {"seconds": "", "load": ""})
    session.do(meant_in(session).read({"seconds": "29"}, "kg"), 42)
    assert session.state.logs[0].seconds == 29


def test_figures_go_to_the_set_that_was_meant_though_another_one_runs_by_now() -> None:
    session = session_of(Entry(("Plank",), sets=2, hold=Span(30), rest=0))
    meant = meant_in(session)
    session.advance(40)
    assert session.state.step.set == 2
    assert meant.placed(meant.read({"load": "10"}, "kg"), session) == c.Record(load="10 kg", log=0)
    skipped = meant_in(session)
    session.do(c.Skip(), 41)
    with pytest.raises(FigureError, match="that set is over, and was not done"):
        skipped.placed(c.Record(load="10 kg"), session)


def test_an_amrap_is_asked_about_at_its_end_but_not_where_nobody_is_there() -> None:
    session = session_of(AMRAP)
    asked = figures_to_ask(session, session.advance(60))
    assert asked is not None
    assert (asked.log, asked.fields) == (0, {"rounds": "0", "reps": ""})
    alone = Session(session.state.plan, auto=True)
    alone.start(0)
    assert figures_to_ask(alone, alone.advance(60)) is None
    assert figures_to_ask(session_of(ROW), session_of(ROW).do(c.Done(), 1)) is None


def test_before_a_set_is_done_or_begun_there_is_none() -> None:
    session = session_of(ROW)
    session.do(c.Skip(), 0)
    assert sets_to_record(session) == []


@pytest.mark.parametrize("item", [ROW, PLANK, AMRAP])
def test_each_example_would_do(item: Entry | Amrap) -> None:
    session = session_of(item)
    for now in (0, 70):
        session.advance(now)
        meant = meant_in(session)
        assert all(read_line(meant, example) for example in meant.form.examples)


@pytest.mark.parametrize("typed", ["red band", "green band", "pin 7"])
def test_a_set_with_a_label_may_be_written_down_with_that_or_another(typed: str) -> None:
    labelled = replace(DONE_ROW, fields={"reps": "8", "load": "red band"})
    assert labelled.read({"reps": "9", "load": typed}, "kg") == c.Record(reps=9, load=typed, log=0)
    assert labelled.read_figures(f"9@{typed}", "kg", "off").figures.load == typed
    assert labelled.read({"load": "14"}, "kg").load == "14 kg"
    with pytest.raises(FigureError):
        DONE_ROW.read({"load": typed}, "kg")


def test_what_may_be_more_or_less_than_the_body_is_not_guessed() -> None:
    for typed in ("bodyweight 10 kg", "bw 10 lb"):
        with pytest.raises(FigureError):
            DONE_ROW.read({"load": typed}, "kg")
