"""The figures of a set as they are typed, into fields or in one line: of each kind of set what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import build

from backday_tui.exercises.catalog import Catalog, bundled
from backday_tui.routine.amounts import TO_FAILURE, AmountError, parse_load
from backday_tui.routine.model import Amrap, Emom, Entry, Load, Progress, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL
from backday_tui.training.past import LastTime, PastSession, PastSet
from backday_tui.training.plates import Plate
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target
from backday_tui.workout.figures import (
    FigureError,
    GivenFigures,
    SetToRecord,
    asks_how_many,
    figures_to_ask,
    note_meant,
    set_meant,
    sets_to_record,
    told,
)
from backday_tui.workout.figures_by_key import as_last_time, load_step, one_more

if TYPE_CHECKING:
    from backday_tui.settings import Effort, Units

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


def session_of(item: Entry | Amrap | Emom) -> Session:
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


def test_a_load_with_a_name_can_be_typed_for_any_set_behind_an_at() -> None:
    assert figures(session_of(ROW), "9@red band") == c.Figures(reps=9, load="red band", ends=True)
    assert figures(session_of(ROW), "9 heavy") == "load: such as 25 lb, 12.5 kg or bodyweight"


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


# -- a line of figures --------------------------------------------------------------------------------------------


def loaded(load: str, **more: Any) -> Session:
    return session_of(Entry(("Row",), sets=3, reps=Reps(8, 8), load=(parse_load(load),), rest=20, **more))


def figures(session: Session, typed: str, units: Units = "kg", effort: Effort = "rir") -> c.Figures | str:
    """The command for a line of figures; what is wrong, where there is something."""
    try:
        meant = set_meant(session)
        return meant.given(meant.read_figures(typed, units, effort), session).command
    except FigureError as fault:
        return str(fault)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9", c.Figures(reps=9, ends=True)),
        ("0", c.Figures(reps=0, ends=True)),
        (" 12 ", c.Figures(reps=12, ends=True)),
        ("9@42.5", c.Figures(reps=9, load="42.5 kg", ends=True)),
        ("9@42,5", c.Figures(reps=9, load="42.5 kg", ends=True)),
        ("9 @ 42.5", c.Figures(reps=9, load="42.5 kg", ends=True)),
        ("9 42.5", c.Figures(reps=9, load="42.5 kg", ends=True)),
        ("9 95 lb", c.Figures(reps=9, load="95 lb", ends=True)),
        ("9@95lb", c.Figures(reps=9, load="95 lb", ends=True)),
        ("9@95LBS", c.Figures(reps=9, load="95 lb", ends=True)),
        ("@42.5", c.Figures(load="42.5 kg")),
        ("42.5 kg", c.Figures(load="42.5 kg")),
        ("@bw", c.Figures(load="bodyweight")),
        ("9r2", c.Figures(reps=9, rir=2, ends=True)),
        ("9r2.5", c.Figures(reps=9, rir=2.5, ends=True)),
        ("9 r 0,5", c.Figures(reps=9, rir=0.5, ends=True)),
        ("9r0", c.Figures(reps=9, rir=0, ends=True)),
        ("9r6", c.Figures(reps=9, rir=6, ends=True)),
        ("r1", c.Figures(rir=1)),
        ("9@40r2", c.Figures(reps=9, load="40 kg", rir=2, ends=True)),
        ("9r2@40", c.Figures(reps=9, load="40 kg", rir=2, ends=True)),
        ("9 42.5 kg r1", c.Figures(reps=9, load="42.5 kg", rir=1, ends=True)),
    ],
)
def test_a_line_of_figures_gives_what_it_says(typed: str, expected: c.Figures) -> None:
    assert figures(loaded("40 kg"), typed) == expected


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "reps: such as 9 or 9@42.5"),
        ("@", "a load follows the @, such as @42.5 or @+10kg"),
        ("9@", "a load follows the @, such as @42.5 or @+10kg"),
        ("1001", "reps: a whole number from 0 to 1000"),
        ("9.5", "reps: a whole number from 0 to 1000"),
        ("45s", "this set counts reps: such as 9 or 9@42.5"),
        ("1:05", "this set counts reps: such as 9 or 9@42.5"),
        ("9@0", "load: such as 25 lb, 12.5 kg or bodyweight"),
        ("9@40@50", "load: such as 25 lb, 12.5 kg or bodyweight"),
        ("9@12345", "load: such as 25 lb, 12.5 kg or bodyweight"),
        ("9r", "r is followed by a number, as in 9r2; a right side is R"),
        ("9r7", "reps in reserve: 0 to 6, in halves"),
        ("9r2.3", "reps in reserve: 0 to 6, in halves"),
        ("9r2r3", "one side, and one r, would do"),
        ("9L", "L is for a set of two sides"),
        ("9R", "R is for a set of two sides"),
    ],
)
def test_what_makes_no_sense_is_said(typed: str, why: str) -> None:
    assert figures(loaded("40 kg"), typed) == why


@pytest.mark.parametrize(
    ("load", "units", "expected"), [("40 kg", "lb", "45 kg"), ("90 lb", "kg", "45 lb"), (None, "lb", "45 lb")]
)
def test_a_load_without_a_unit_has_that_of_the_set_else_of_the_settings(
    load: str | None, units: Units, expected: str
) -> None:
    session = session_of(ROW) if load is None else loaded(load)
    assert figures(session, "@45", units) == c.Figures(load=expected)


def test_a_load_without_a_unit_is_written_as_that_of_the_set_is() -> None:
    pair, belt, help_ = (
        session_of(Entry(("Row",), reps=Reps(8, 8), load=(load,)))
        for load in (Load("weight", 12, "kg", each=2), Load("body", 10, "kg"), Load("body", -20, "kg"))
    )
    assert SetToRecord(None, "Row", "Row", {"load": "2x12 kg"}).known_load is not None
    assert figures(pair, "@14") == c.Figures(load="2x14 kg")
    assert figures(pair, "@14kg") == c.Figures(load="14 kg")
    assert figures(belt, "@12.5") == c.Figures(load="+12.5 kg")
    assert figures(help_, "@15") == c.Figures(load="-15 kg")


@pytest.mark.parametrize(
    ("typed", "load"),
    [
        ("2x12", "2x12 kg"), ("+10kg", "+10 kg"), ("+10", "+10 kg"), ("-20kg", "-20 kg"), ("-20", "-20 kg"),
        ("2x25 lb", "2x25 lb"), ("red band", "red band"),
    ],
)  # fmt: skip
def test_loads_of_all_kinds_can_be_typed(typed: str, load: str) -> None:
    assert figures(loaded("40 kg"), f"9@{typed}") == c.Figures(reps=9, load=load, ends=True)


def test_a_share_of_a_training_max_is_nothing_that_was_lifted() -> None:
    assert "not a share of a training max" in str(figures(loaded("40 kg"), "@70%"))


def test_effort_is_as_the_settings_say() -> None:
    off = figures(loaded("40 kg"), "9r2", effort="off")
    assert off == 'r is how hard it was, once the settings have effort = "rir" or "rpe"'
    assert figures(loaded("40 kg"), "9r8", effort="rpe") == c.Figures(reps=9, rir=2, ends=True)
    assert figures(loaded("40 kg"), "9r10", effort="rpe") == c.Figures(reps=9, rir=0, ends=True)
    assert figures(loaded("40 kg"), "9r8.5", effort="rpe") == c.Figures(reps=9, rir=1.5, ends=True)
    assert figures(loaded("40 kg"), "9r3", effort="rpe") == "RPE: 4 to 10, in halves"


def test_a_hold_takes_a_time_however_it_is_typed() -> None:
    session = session_of(Entry(("Plank",), sets=2, hold=Span(30, open_ended=True), rest=20))
    for typed, seconds in (("45", 45), ("45s", 45), ("1:05", 65), ("1m05", 65)):
        assert figures(session, typed) == c.Figures(seconds=seconds, ends=True)
    assert figures(session, "12 kg") == c.Figures(load="12 kg")
    session.do(c.Done(), 40)
    assert figures(session, "38") == c.Figures(seconds=38, log=0)


def test_a_side_is_that_just_done_unless_a_letter_says_which() -> None:
    session = session_of(Entry(("Row",), sets=2, reps=Reps(8, 8), sides="each", rest=20))
    assert figures(session, "9R") == "the right side is not done yet"
    assert figures(session, "9L") == c.Figures(reps=9, ends=True)
    session.do(c.Done(), 5)
    assert session.state.step.side == "right" or session.state.step.kind == "switch"
    session.advance(20)
    assert figures(session, "7") == c.Figures(reps=7, ends=True)
    assert figures(session, "9L") == c.Figures(reps=9, log=0)
    session.do(c.Done(), 25)
    assert figures(session, "7") == c.Figures(reps=7, log=1)
    assert figures(session, "9l@10") == c.Figures(reps=9, load="10 kg", log=0)
    assert figures(session, "9R") == c.Figures(reps=9, log=1)


def test_which_set_is_meant() -> None:
    session = session_of(Entry(("Plank",), sets=1, hold=Span(30), rest=20))
    assert figures(session, "9") == "its time is counted: figures can be given after it"
    resting = session_of(Entry(("Plank",), sets=2, hold=Span(30), rest=20))
    resting.advance(35)
    assert figures(resting, "25") == c.Figures(seconds=25, log=0)
    resting.advance(55)
    assert resting.state.step.kind == "hold"
    assert figures(resting, "25") == c.Figures(seconds=25, log=0), "what is timed counts itself"
    assert figures(session_of(AMRAP), "9") == "an AMRAP asks for its rounds and reps at its end"
    fresh = session_of(ROW)
    fresh.do(c.Skip(), 0)
    assert figures(fresh, "9") == "no set is done yet"
    fresh.do(c.Finish(), 1)
    assert figures(fresh, "9") == "the workout is over"


def test_a_minute_of_an_emom_takes_its_reps_and_goes_on() -> None:
    session = session_of(Emom((Entry(("Row",), reps=Reps(8, 8)),), minutes=3))
    assert figures(session, "9") == c.Figures(reps=9, ends=True)
    session.do(c.Figures(reps=9, ends=True), 5)
    assert figures(session, "10") == c.Figures(reps=10, log=0)


def test_a_set_is_called_so_that_one_knows_which() -> None:
    session = session_of(Entry(("Row",), sets=2, reps=Reps(8, 8), sides="each", rest=20))
    assert set_meant(session).name == "Set 1, left side"
    other = Session(build(Routine("b", "B", work=(reps_of("Row", 1), reps_of("Squat", 2)), prepare=0), Catalog([])))
    other.start(0)
    assert set_meant(other).name == "Row"
    other.do(c.Done(), 1)
    assert set_meant(other).name == "Row"
    other.do(c.BeginNow(), 2)
    assert set_meant(other).name == "Set 1"


def reps_of(name: str, sets: int) -> Entry:
    return Entry((name,), sets=sets, reps=Reps(8, 8), rest=20)


# -- figures without typing ---------------------------------------------------------------------------------------


def test_one_rep_more_or_less_of_the_set_that_runs_and_of_the_one_just_done() -> None:
    session = loaded("40 kg")
    assert one_more(session, 1) == GivenFigures(c.Figures(reps=9), "Set 1")
    session.do(c.Figures(reps=9), 1)
    assert session.state.step.kind == "reps", "it runs on"
    assert one_more(session, 1) == GivenFigures(c.Figures(reps=10), "Set 1")
    session.do(c.Done(), 2)
    assert one_more(session, -1) == GivenFigures(c.Figures(reps=8, log=0), "Set 1")
    session.do(c.Figures(reps=0, log=0), 3)
    assert one_more(session, -1) == GivenFigures(c.Figures(reps=0, log=0), "Set 1")


def test_five_seconds_of_a_hold_that_is_done_and_of_one_that_runs() -> None:
    session = session_of(PLANK)
    assert one_more(session, -1) == c.Extend(-5)
    session.advance(30)
    assert one_more(session, 1) == GivenFigures(c.Figures(seconds=35, log=0), "Set 1")
    to_failure = session_of(Entry(("Plank",), hold=Span(30, open_ended=True)))
    with pytest.raises(FigureError, match="its time is counted"):
        one_more(to_failure, 1)


def test_what_nobody_counted_has_no_rep_more() -> None:
    session = session_of(Entry(("Row",), sets=2, reps=TO_FAILURE, rest=20))
    session.do(c.Done(), 5)
    with pytest.raises(FigureError, match="nobody counted it yet: type how many"):
        one_more(session, 1)


@pytest.mark.parametrize(
    ("load", "more", "less"),
    [
        ("40 kg", "42.5 kg", "37.5 kg"), ("41 kg", "42.5 kg", "40 kg"), ("90 lb", "95 lb", "85 lb"),
        ("2.5 kg", "5 kg", None), ("bodyweight", "+2.5 kg", None),
    ],
)  # fmt: skip
def test_one_step_of_load_more_or_less(load: str, more: str, less: str | None) -> None:
    session = loaded(load)
    assert load_step(session, 1, Catalog([]), USUAL["kg"]) == GivenFigures(c.Figures(load=more, moves=True), "Set 1")
    if less is None:
        with pytest.raises(FigureError, match="nothing lighter can be loaded"):
            load_step(session, -1, Catalog([]), USUAL["kg"])
    else:
        assert load_step(session, -1, Catalog([]), USUAL["kg"]).command == c.Figures(load=less, moves=True)


def test_a_step_is_what_can_be_loaded_there() -> None:
    squat = Entry(("Squat",), sets=2, reps=Reps(5, 5), load=(Load("weight", 20, "kg"),), rest=20)
    with pytest.raises(FigureError, match="nothing lighter can be loaded"):
        load_step(session_of(squat), -1, bundled(), USUAL["kg"])
    assert load_step(session_of(squat), 1, bundled(), USUAL["kg"]).command.load == "22.5 kg"
    bell = Entry(("Swing",), sets=2, reps=Reps(5, 5), load=(Load("weight", 12, "kg"),), rest=20,
                 progress=Progress(step=Load("weight", 4, "kg")))  # fmt: skip
    assert load_step(session_of(bell), 1, Catalog([]), USUAL["kg"]).command.load == "16 kg"


def test_a_step_is_what_the_person_can_load_where_the_entry_says_so() -> None:
    own = replace(USUAL["kg"], bar=15, plates=(Plate(10, 2),), dumbbells=(8, 12, 20))
    squat = Entry(("Squat",), sets=2, reps=Reps(5, 5), load=Load("weight", 35, "kg"), rest=20)
    assert load_step(session_of(squat), 1, bundled(), own).command == c.Figures(load="55 kg", moves=True)
    assert load_step(session_of(squat), -1, bundled(), own).command == c.Figures(load="15 kg", moves=True)
    with pytest.raises(FigureError, match="nothing heavier can be loaded"):
        load_step(session_of(replace(squat, load=Load("weight", 55, "kg"))), 1, bundled(), own)
    free = replace(squat, barbell=False)
    assert load_step(session_of(free), 1, bundled(), own).command == c.Figures(load="37.5 kg", moves=True)
    row = replace(squat, exercise=("Dumbbell row",), load=Load("weight", 12, "kg"))
    assert load_step(session_of(row), 1, bundled(), own).command == c.Figures(load="20 kg", moves=True)


def test_one_key_takes_the_load_from_before_a_long_time_off() -> None:
    entry = Entry(("Row",), sets=2, reps=Reps(5, 5), load=Load("weight", 80, "kg"))
    session = session_of(entry)
    less, before = Aim(5, load=Load("weight", 72.5, "kg")), Aim(5, load=Load("weight", 80, "kg"))
    target = Target((less, less), "less", "10 % less after 29 days off", before=(before, before))
    session.do(c.SetTargets(((Ref("work", 0, 0), target),)), 0)
    assert session.state.step.why == "10 % less after 29 days off; } takes 80 kg"
    taken = load_step(session, 1, Catalog([]), USUAL["kg"]).command
    assert taken == c.Figures(load="80 kg", moves=True)
    session.do(taken, 1)
    assert [step.load for step in session.state.steps if step.is_work] == ["72.5 kg", "80 kg"]
    assert load_step(session, 1, Catalog([]), USUAL["kg"]).command == c.Figures(load="82.5 kg", moves=True)
    session.do(c.Undo(), 2)
    assert load_step(session, -1, Catalog([]), USUAL["kg"]).command == c.Figures(load="70 kg", moves=True)


def test_a_session_can_begin_with_the_loads_from_before_a_long_time_off() -> None:
    less, before = Aim(5, load=Load("weight", 72.5, "kg")), Aim(5, load=Load("weight", 80, "kg"))
    target = Target((less, less), "less", "10 % less after 29 days off", before=(before, before))
    again = target.as_before()
    assert (again.aims, again.before) == ((before, before), ())
    assert again.why == "10 % less after 29 days off; with the load of before, as you said"
    assert again.as_before() is again


def test_what_has_no_load_or_no_number_has_no_step() -> None:
    with pytest.raises(FigureError, match="there is no load to change: @ gives one"):
        load_step(session_of(ROW), 1, Catalog([]), USUAL["kg"])
    session = session_of(ROW)
    session.do(c.Done(), 1)
    session.do(c.Figures(load="red band", log=0), 2)
    with pytest.raises(FigureError):
        load_step(session, 1, Catalog([]), USUAL["kg"])


def test_the_figures_of_last_time_are_those_of_the_same_set() -> None:
    sets = (
        PastSet(1, reps=10, load=Load("weight", 80, "kg")), PastSet(2, reps=9, load=Load("weight", 80, "kg")),
    )  # fmt: skip
    last = LastTime(PastSession(1, "back", date(2026, 11, 17)), sets)
    session = loaded("40 kg")
    given = as_last_time(session, lambda _: last)
    assert given == GivenFigures(c.Figures(reps=10, load="80 kg", ends=True), "Set 1")
    session.do(c.Done(), 1)
    session.do(c.BeginNow(), 2)
    session.do(c.Done(), 3)
    assert as_last_time(session, lambda _: last).command == c.Figures(reps=9, load="80 kg", log=1)
    with pytest.raises(FigureError, match="nothing is known of last time"):
        as_last_time(session, lambda _: None)


def test_a_note_belongs_to_the_set_that_has_it_already() -> None:
    session = loaded("40 kg")
    session.do(c.Done(), 1)
    assert (note_meant(session)[0].log, note_meant(session)[1]) == (0, "")
    session.do(c.Figures(note="left elbow", log=0), 2)
    session.do(c.BeginNow(), 3)
    assert (note_meant(session)[0].log, note_meant(session)[1]) == (0, "left elbow")
    session.do(c.Figures(note="", log=0), 4)
    assert (note_meant(session)[0].log, note_meant(session)[1]) == (None, "")


def test_what_came_of_figures_is_told_in_one_line() -> None:
    session = loaded("40 kg")
    session.do(c.Done(), 1)
    given = GivenFigures(c.Figures(reps=9, load="42.5 kg", log=0), "Set 1")
    line = told(given, session.do(given.command, 2), "off")
    assert line == "Set 1: 9 reps, 42.5 kg; the sets to come take 42.5 kg"
    assert [step.load for step in session.state.steps if step.is_work] == ["40 kg", "42.5 kg", "42.5 kg"]
    hard = GivenFigures(c.Figures(reps=9, rir=1.5, log=0), "Set 1")
    assert told(hard, (), "rir") == "Set 1: 9 reps, 1.5 in reserve"
    assert told(hard, (), "rpe") == "Set 1: 9 reps, RPE 8.5"


def test_one_undo_takes_back_figures_and_the_end_of_the_set_that_came_of_them() -> None:
    session = loaded("40 kg")
    before = session.state
    session.do(c.Figures(reps=9, load="42.5 kg", ends=True), 5)
    assert (session.state.logs[0].reps, session.state.step.kind) == (9, "rest")
    session.do(c.Undo(), 6)
    assert session.state.logs == before.logs == ()
    assert (session.state.step, session.state.steps) == (before.step, before.steps)


def test_a_set_to_failure_asks_how_many_until_somebody_says() -> None:
    for wanted, logged in ((TO_FAILURE, None), (Reps(5, None), 5)):
        session = session_of(Entry(("Row",), sets=2, reps=wanted, rest=20))
        assert not asks_how_many(session)
        session.do(c.Done(), 5)
        assert session.state.logs[0].reps == logged
        assert asks_how_many(session)
        session.do(c.Figures(reps=12, log=0), 6)
        assert not asks_how_many(session)
    counted = session_of(ROW)
    counted.do(c.Done(), 1)
    assert not asks_how_many(counted)
