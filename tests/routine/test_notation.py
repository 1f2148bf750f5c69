"""Lines of notation: what each means, what each refusal says, and that what it proposes can be read."""
# ruff: noqa: RUF001 -- lines as people paste them

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from routine_values import CATALOG

from backday_tui.routine import notation
from backday_tui.routine.model import Entry, Load, Reps, Span
from backday_tui.routine.notation import NotationError
from backday_tui.text import clean

ISOMETRIC = notation.isometric_in(CATALOG)
FAILURE = Reps(None, None)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("3x8 Seated row", Entry(("Seated row",), sets=3, reps=Reps(8, 8))),
        ("3x8-12 Seated row", Entry(("Seated row",), sets=3, reps=Reps(8, 12))),
        ("3x8–12 Seated row", Entry(("Seated row",), sets=3, reps=Reps(8, 12))),
        ("1x5+ Deadlift @ 80kg", Entry(("Deadlift",), reps=Reps(5, None), load=Load("weight", 80, "kg"))),
        ("3x? Chin-up / Pull-up", Entry(("Chin-up", "Pull-up"), sets=3, reps=FAILURE)),
        ("2x? Plank", Entry(("Plank",), sets=2, hold=Span(None, open_ended=True))),
        ("2x? Plank / Superman plank", Entry(("Plank", "Superman plank"), sets=2, hold=Span(None, open_ended=True))),
        ("2x? Plank / Pull-up", Entry(("Plank", "Pull-up"), sets=2, reps=FAILURE)),
        ("? Pull-up", Entry(("Pull-up",), reps=FAILURE)),
        ("3x1:30 Plank", Entry(("Plank",), sets=3, hold=Span(90))),
        ("3x:30 Superman plank", Entry(("Superman plank",), sets=3, hold=Span(30))),
        ("3x1:00+ Plank", Entry(("Plank",), sets=3, hold=Span(60, open_ended=True))),
        ("1:00 Plank / Treadmill", Entry(("Plank", "Treadmill"), time=Span(60))),
        ("10min Treadmill, fast walk", Entry(("Treadmill, fast walk",), time=Span(600))),
        ("10min+ Treadmill", Entry(("Treadmill",), time=Span(600, open_ended=True))),
        ("1:02:42 Treadmill", Entry(("Treadmill",), time=Span(3762))),
        ("1h 30min Treadmill", Entry(("Treadmill",), time=Span(5400))),
        ("1h30min Treadmill", Entry(("Treadmill",), time=Span(5400))),
        ("2 hours 5 minutes Treadmill", Entry(("Treadmill",), time=Span(7500))),
        ("1.5min Plank", Entry(("Plank",), hold=Span(90))),
        ("90 s Plank", Entry(("Plank",), hold=Span(90))),
        ("6h Treadmill", Entry(("Treadmill",), time=Span(21600))),
        ("90:00 Treadmill", Entry(("Treadmill",), time=Span(5400))),
        ("Cat/cow stretch", Entry(("Cat/cow stretch",))),
        ("12 Seated row", Entry(("Seated row",), reps=Reps(12, 12))),
        ("100x1000 Row", Entry(("Row",), sets=100, reps=Reps(1000, 1000))),
        ("4x12 One-arm row each side", Entry(("One-arm row",), sets=4, reps=Reps(12, 12), sides="each")),
        (
            "4x12 Row alternating @ 20 lb",
            Entry(("Row",), 4, Reps(12, 12), load=Load("weight", 20, "lb"), sides="alternating"),
        ),
        (
            "4x12 Row @ 20.5 lb each side",
            Entry(("Row",), 4, Reps(12, 12), load=Load("weight", 20.5, "lb"), sides="each"),
        ),
        ("3 × 15 Row @ bodyweight", Entry(("Row",), 3, Reps(15, 15), load=Load("body"))),
        ("3 X15 Row@12kg", Entry(("Row",), 3, Reps(15, 15), load=Load("weight", 12, "kg"))),
        ("8 Row @ 2x12kg", Entry(("Row",), reps=Reps(8, 8), load=Load("weight", 12, "kg", each=2))),
        (
            "8 Row @ 2 × 12.5 lb alternating",
            Entry(("Row",), reps=Reps(8, 8), load=Load("weight", 12.5, "lb", 2), sides="alternating"),
        ),
        ("8 Pull-up @ +10kg", Entry(("Pull-up",), reps=Reps(8, 8), load=Load("body", 10, "kg"))),
        ("8 Pull-up @bodyweight+10 kg", Entry(("Pull-up",), reps=Reps(8, 8), load=Load("body", 10, "kg"))),
        ("8 Pull-up @ -20kg", Entry(("Pull-up",), reps=Reps(8, 8), load=Load("body", -20, "kg"))),
        (
            "8 Dip @ bodyweight – 20.5 lb each side",
            Entry(("Dip",), reps=Reps(8, 8), load=Load("body", -20.5, "lb"), sides="each"),
        ),
        ("5 Deadlift @ 70%", Entry(("Deadlift",), reps=Reps(5, 5), load=Load("percent", 70))),
        (
            "5 Deadlift @ 72.5 % each side",
            Entry(("Deadlift",), reps=Reps(5, 5), load=Load("percent", 72.5), sides="each"),
        ),
        ("  3x8\tRow  ", Entry(("Row",), 3, Reps(8, 8))),
        ("10 Xtreme rows", Entry(("Xtreme rows",), reps=Reps(10, 10))),
        ("3x8 x-ray pull", Entry(("x-ray pull",), 3, Reps(8, 8))),
        ("3x8 S-curl", Entry(("S-curl",), 3, Reps(8, 8))),
        ("Row, slow, each side", Entry(("Row, slow",), sides="each")),
        ("\x1b[31mRow", Entry(("\x1b[31mRow",))),
    ],
)
def test_a_line_means(line: str, entry: Entry) -> None:
    assert notation.parse(line, ISOMETRIC) == entry


@pytest.mark.parametrize(
    ("line", "column", "fault"),
    [
        ("", 1, "an empty line"),
        ("250m Row", 1, '"250m": distances are not known'),
        ("250 m Row", 1, '"m": distances are not known'),
        ("3x3x3 Row", 4, 'more than one "x"'),
        ("0x8 Row", 1, "0 sets: 1 to 100 are possible"),
        ("101x8 Row", 1, "101 sets: 1 to 100 are possible"),
        ("999999999x1 Row", 1, "999999999 sets: 1 to 100 are possible"),
        ("3x0 Row", 3, "0 reps: 1 to 1,000 are possible"),
        ("3x1001 Row", 3, "1001 reps: 1 to 1,000 are possible"),
        ("3x-8 Row", 3, 'after "3x" comes an amount'),
        ("3x Row", 4, 'after "3x" comes an amount'),
        ("3x1:75 Plank", 3, '"1:75" has more than 59 after a colon'),
        ("3x1:5 Plank", 3, '"1:5" needs two digits after each colon'),
        ("3x12-8 Row", 3, '"12-8" runs downwards'),
        ("8-12min Row", 1, "a time has no range"),
        ("3x8", 1, 'no exercise after "3x8"'),
        ("3x8 @ 20kg", 1, "no exercise"),
        ("Row @ heavy", 7, '"heavy" is no load'),
        ("Row @", 5, "the load is missing"),
        ("Row @ -", 7, '"-" is no load'),
        ("Row @ +10%", 7, '"+10%" is no load'),
        ("Row @ 2x70%", 7, '"2x70%" is no load'),
        ("Row @ 0x5kg", 7, '"0x" of one weight: 1 to 10 are possible'),
        ("Row @ 2.5x5kg", 7, '"2.5x5kg" is no load'),
        ("Row @ 201%", 7, '"201" is no possible load, which is over 0 and at most 200'),
        ("Row @ -0 kg", 8, '"0" is no possible load'),
        ("Row @ bodyweight -", 18, '"-" is no load'),
        ("Row @ bodyweight 20", 18, '"20" after the load'),
        ("Row @ 20 lbs", 7, '"lbs" is no unit of load'),
        ("Row @ 22,5kg", 7, "the decimals of a load follow a dot"),
        ("Row @ 20kg @ 30kg", 12, '"@ 30kg" after the load'),
        ("Row each side @ 20kg alternating", 4, "the side is said twice"),
        ("30h Plank", 1, '"30h" is over 6 hours'),
        ("0:00 Plank", 1, "a time of work is at least 1 second"),
        ("30s 1min Plank", 1, '"30s 1min" is not in order'),
        ("1.33s Plank", 1, '"1.33s" is no whole number of seconds'),
        ("10Min Treadmill", 1, '"Min" as a unit of time is written small'),
        ("３x8 Row", 1, '"３" is not one of the digits 0 to 9'),
        ("3x８ Row", 3, '"８" is not one of the digits 0 to 9'),
        ("3x² Row", 3, '"²" is not one of the digits 0 to 9'),
        ("90/90 stretch", 1, "a name that begins with a digit stands in a table"),
        ("3x8 45-degree extension", 5, "a name that begins with a digit stands in a table"),
        ("3x8 3 Row", 5, 'a second number after "3x8"'),
        ("- 3x8 Row", 1, 'a line does not begin with "-"'),
        ("3x8Row", 3, '"8Row": a blank stands between'),
        ("Row / ", 6, 'an exercise is missing beside "/"'),
        ("A / / B", 4, 'an exercise is missing beside "/"'),
        ("r" * 2001, 1, "a line has at most 2,000 characters"),
    ],
)
def test_a_line_is_refused(line: str, column: int, fault: str) -> None:
    with pytest.raises(NotationError) as refused:
        notation.parse_line(line)
    assert refused.value.at + 1 == column
    assert str(refused.value).startswith(fault)


@given(st.text(st.sampled_from("0123456789x×:?.+-–/@ kglbminsh３²Row\x1b"), max_size=30) | st.text(max_size=40))
@example("@:\xa0")
@example("3x" + "9" * 1990)
@example("1" * 1999 + ":")
@example("." * 2000)
@example("Row @ " + "1" * 1990)
@example("a / " * 499)
@example(" " * 1999 + "@")
@settings(max_examples=400)
def test_any_line_is_read_or_refused_with_one_that_can_be_read(line: str) -> None:
    error = refusal(line)
    if error:
        assert 0 <= error.at <= max(len(line) - 1, 0)
        assert error.message == clean(error.message)
        shown = re.search(r'(?:: write|; for example) (?:"(.*?)"(?: or "(.*)")?|(\{ .* \}))$', error.message)
        if shown is None:
            assert "@" in line, "only of a load no example is given, as that would be another one"
        elif shown[3] is None:
            assert refusal(shown[1]) is None
            assert shown[2] is None or refusal(shown[2]) is None


def refusal(line: str) -> NotationError | None:
    try:
        notation.parse(line, ISOMETRIC)
    except NotationError as error:
        return error
    return None


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_what_is_read_from_a_line_is_said_by_a_line_again(text: str) -> None:
    try:
        entry = notation.parse(f"3x8 {text}", ISOMETRIC)
    except NotationError:
        return
    line = notation.to_line(entry, ISOMETRIC)
    assert line is not None
    assert notation.parse(line, ISOMETRIC) == entry


@pytest.mark.parametrize(
    "entry",
    [
        Entry(("Row",), note="Slowly"),
        Entry(("Row",), sets=2),
        Entry(("Row",), rest=30),
        Entry(("Row",), reps=(Reps(8, 8), Reps(6, 6)), sets=2),
        Entry(("Row",), reps=Reps(8, 8), load=(Load("weight", 20, "kg"),)),
        Entry(("Row",), load=Load("label", label="red band")),
        Entry(("Row",), hold=Span(60)),
        Entry(("Plank",), reps=FAILURE),
        Entry(("90/90 stretch",)),
        Entry(("A / B",)),
        Entry(("Row each side",)),
        Entry((" Row",)),
        Entry(("- Row",)),
    ],
)
def test_what_a_line_cannot_say_has_none(entry: Entry) -> None:
    assert notation.to_line(entry, ISOMETRIC) is None


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("3x8 Row @ red band", '{ exercise = "Row", sets = 3, reps = 8, load = "red band" }'),
        ("Row / Fly @ pin 7 each side", '{ exercise = ["Row", "Fly"], load = "pin 7", sides = "each" }'),
        (
            "2x? Plank alternating @ pin 7",
            '{ exercise = "Plank", sets = 2, hold = "max", load = "pin 7", sides = "alternating" }',
        ),
        ('1:00+ Row @ the "big" one', '{ exercise = "Row", time = "1:00+", load = \'the "big" one\' }'),
    ],
)
def test_for_a_label_the_table_is_shown_that_says_the_same(line: str, table: str) -> None:
    error = refusal(line)
    assert error is not None
    assert error.message.endswith(f"as a label it stands in a table: write {table}")


@pytest.mark.parametrize(
    "line", ["Row @ RPE 8", "Row @ vest 10 kg", "Row @ bodyweight plus a band", "Row @ 20 kg heavy"]
)
def test_what_is_no_label_is_proposed_as_none(line: str) -> None:
    error = refusal(line)
    assert error is not None
    assert "{" not in error.message
    assert "write" not in error.message
