"""What a message proposes means what was written, in whatever spelling; nothing is proposed where that is uncertain."""
# ruff: noqa: RUF001 -- amounts as people write them

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backday_tui.routine import amounts, meant, notation
from backday_tui.routine.amounts import TO_FAILURE, AmountError
from backday_tui.routine.model import Load, Reps, Span
from backday_tui.routine.notation import NotationError, NotationLine

PROPOSED = re.compile(r': write "(.*?)"(?: or "(.*)")?$')


def proposed(message: str) -> list[str]:
    """The texts that a message says to write."""
    found = PROPOSED.search(message)
    return [text for text in found.groups() if text] if found else []


def lines_for(line: str) -> list[NotationLine]:
    """What the lines mean that are proposed in the place of a refused one."""
    with pytest.raises(NotationError) as refused:
        notation.parse_line(line)
    return [notation.parse_line(text) for text in proposed(refused.value.message)]


@pytest.mark.parametrize(
    ("written", "sets", "amount", "load"),
    [
        ("3x10 Row @ 22.5KG", 3, Reps(10, 10), Load("weight", 22.5, "kg")),
        ("3x10 Row @ 22.5 kgs", 3, Reps(10, 10), Load("weight", 22.5, "kg")),
        ("3x10 Row @ 22,5 kg each side", 3, Reps(10, 10), Load("weight", 22.5, "kg")),
        ("3x10 Row @ .5kg", 3, Reps(10, 10), Load("weight", 0.5, "kg")),
        ("3x10 Row @ 1,000 lb", 3, Reps(10, 10), Load("weight", 1000, "lb")),
        ("3x10 Row @ 50 pounds", 3, Reps(10, 10), Load("weight", 50, "lb")),
        ("3x10 Row @ BW", 3, Reps(10, 10), Load("body")),
        ("20kg Row", None, None, Load("weight", 20, "kg")),
        ("Row 3x10 @ 20kg each hand", 3, Reps(10, 10), Load("weight", 20, "kg", 2)),
        ("3xF Row", 3, TO_FAILURE, None),
        ("3x10 Row @ -20KG", 3, Reps(10, 10), Load("body", -20, "kg")),
        ("3x10 Row @ − 20 kgs", 3, Reps(10, 10), Load("body", -20, "kg")),
        ("3x10 Row @ +22,5 kg", 3, Reps(10, 10), Load("body", 22.5, "kg")),
        ("3x10 Row @ BW + 10KG each side", 3, Reps(10, 10), Load("body", 10, "kg")),
        ("3x10 Row @ body weight minus 5 lbs", 3, Reps(10, 10), Load("body", -5, "lb")),
        ("3x10 Row @ bodywieght", 3, Reps(10, 10), Load("body")),
        ("3x10 Row @ 20kg assisted", 3, Reps(10, 10), Load("body", -20, "kg")),
        ("3x10 Row @ 2 * 12,5KG", 3, Reps(10, 10), Load("weight", 12.5, "kg", 2)),
        ("3x10 Row @ 12.5 kg per hand", 3, Reps(10, 10), Load("weight", 12.5, "kg", 2)),
        ("3x10 Row @ +2x10kg", 3, Reps(10, 10), Load("body", 20, "kg")),
        ("3x10 Row @ 72,5 percent", 3, Reps(10, 10), Load("percent", 72.5)),
        ("-20kg Row", None, None, Load("body", -20, "kg")),
        ("70% Row", None, None, Load("percent", 70)),
        ("1,5 min Row", None, Span(90), None),
        ("1min30 Row", None, Span(90), None),
        ("1m30s Row", None, Span(90), None),
        ("2'30 Row", None, Span(150), None),
        ("2′30″ Row", None, Span(150), None),
        ("3x1.5MIN Row", 3, Span(90), None),
        ("3x90 SECS Row", 3, Span(90), None),
        ("3x30s 1min Row", 3, Span(90), None),
        ("3x1:75 Row", 3, Span(135), None),
        ("3x1:2:3 Row", 3, Span(3723), None),
        ("3xmax row", 3, TO_FAILURE, None),
        ("3 x AMRAP Row", 3, TO_FAILURE, None),
        ("3x to failure Row", 3, TO_FAILURE, None),
        ("3x8 - 12 Row", 3, Reps(8, 12), None),
        ("3x12reps Row", 3, Reps(12, 12), None),
        ("3x8, Row", 3, Reps(8, 8), None),
        ("3*8 Row", 3, Reps(8, 8), None),
        ("３x８ Row", 3, Reps(8, 8), None),
        ("- 3x12 Row @ 40kg", 3, Reps(12, 12), Load("weight", 40, "kg")),
    ],
)
def test_a_line_is_proposed_that_means_the_same(
    written: str, sets: int | None, amount: Reps | Span | None, load: Load | None
) -> None:
    (line,) = lines_for(written)
    assert (line.sets, line.amount, line.load) == (sets, amount, load)
    assert [choice.name.lower() for choice in line.choices] == ["row"]
    assert line.sides == ("each" if "each side" in written else None)


@pytest.mark.parametrize(
    ("load", "both"),
    [
        ("22.5", ["22.5 kg", "22.5 lb"]),
        ("-20", ["-20 kg", "-20 lb"]),
        ("bw +10", ["+10 kg", "+10 lb"]),
        ("2x12", ["2x12 kg", "2x12 lb"]),
        ("bodyweight 10 kg", ["+10 kg", "-10 kg"]),
    ],
)
def test_of_a_load_that_may_be_one_of_two_both_are_proposed(load: str, both: list[str]) -> None:
    assert [str(line.load) for line in lines_for(f"3x10 Row @ {load}")] == both


@pytest.mark.parametrize(
    "written",
    [
        "Row @ 70% of 1RM", "Row @ 12 kg each", "Row @ +20kg assist", "Row @ 2x12kg vest", "2x12kg Row",
        "Row @ 12,345 kg", "Row @ 1.2345kg", "Row @ 20 stone", "250m Row",
        "2m Plank", "2' Plank", '12" box jump', "1,30 min Plank", "3x12-8 Row", "3x5kg Row", "3x8 12 Row", "10min5 Row",
        "1 min 30 Plank", "1.33s Plank", "3x0 Row", "0x8 Row", "3x-8 Row", "-8 Row", "30h Plank", "3x² Row",
    ],
)  # fmt: skip
def test_where_it_is_not_certain_what_was_meant_nothing_is_proposed(written: str) -> None:
    assert lines_for(written) == []


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1m30s", 90), ("1,5 min", 90), ("1min30", 90), ("1 min 30", 90), ("2'30", 150), ('2\'30"', 150), ("2'", 120),
        ("90''", 90), ("90", 90), ("1:5", 65), ("1:75", 135), ("1h30", 5400), ("2m", 120), ("1 hr 5 mins", 3900),
        ("½ min", 30), ("1:30 min", 90), ("1:30 h", 5400), ("90 Secs.", 90), ("1 minute and 30 seconds", 90),
        ("1,30 min", None), ("1.33s", None), ("-30s", None), ("45s 10s", None), ("1min 70", None), ("7h", None),
        ("soon", None),
    ],
)  # fmt: skip
def test_a_time_is_proposed_that_is_as_long(written: str, seconds: int | None) -> None:
    with pytest.raises(AmountError) as refused:
        amounts.parse_time(written)
    assert [amounts.parse_time(text) for text in proposed(str(refused.value))] == ([] if seconds is None else [seconds])


@pytest.mark.parametrize(
    ("written", "reps"),
    [
        ("8 - 12", Reps(8, 12)),
        ("8 to 12", Reps(8, 12)),
        ("12 reps", Reps(12, 12)),
        ("AMRAP", TO_FAILURE),
        ("12-8", None),
    ],
)
def test_reps_are_proposed_that_are_as_many(written: str, reps: Reps | None) -> None:
    with pytest.raises(AmountError) as refused:
        amounts.parse_reps(written)
    assert [amounts.parse_reps(text) for text in proposed(str(refused.value))] == ([] if reps is None else [reps])


SECOND_UNITS = ["s", "S", " s", "sec", " SEC", "secs", " seconds", " Sec."]
MINUTE_UNITS = ["min", " MIN", "mins", " minutes", " Min.", "m", "'"]
WEIGHT_UNITS = {"kg": ["kg", "KG", " kgs", " Kg.", "kilos", " kilograms"], "lb": ["lb", "LB", " lbs", " pounds", "#"]}


@given(st.integers(0, 90), st.integers(0, 59), st.sampled_from(MINUTE_UNITS), st.sampled_from(SECOND_UNITS), st.data())
def test_a_time_in_any_spelling_is_read_or_proposed_as_long_as_it_is(
    minutes: int, seconds: int, minute: str, second: str, data: st.DataObject
) -> None:
    spellings = [f"{minutes}{minute}{seconds:02}", f"{minutes}{minute} {seconds}{second}", f"{minutes}:{seconds:02}"]
    spellings += [f"{minutes}:{seconds:02} min"] + [f"{minutes},5{minute}"] * (seconds == 30)
    spellings += [f"{minutes * 60 + seconds}{second}"]
    written = data.draw(st.sampled_from(spellings))
    try:
        read = amounts.parse_time(written)
    except AmountError as error:
        (text,) = proposed(str(error))
        read = amounts.parse_time(text)
    assert read == minutes * 60 + seconds


@given(st.integers(1, 9_999_999), st.sampled_from(["kg", "lb"]), st.data())
def test_a_load_in_any_spelling_is_read_or_proposed_as_heavy_as_it_is(
    thousandths: int, unit: str, data: st.DataObject
) -> None:
    whole, part = divmod(thousandths, 1000)
    digits = f"{part:03}".rstrip("0")
    shown = data.draw(st.sampled_from([f"{whole}", f"{whole:,}"]))
    point = data.draw(st.sampled_from([".", ","])) if len(digits) < 3 and "," not in shown else "."
    number = f"{shown}{point}{digits}" if digits else shown
    if not whole and digits and data.draw(st.booleans()):
        number = number[1:]
    before = data.draw(st.sampled_from(["", "2x", "3 × ", "+", "+ ", "-", "− ", "BW+", "bodyweight - "]))
    written = before + number + data.draw(st.sampled_from(WEIGHT_UNITS[unit]))
    value = thousandths / 1000
    is_body, each = (
        before.strip()[-1:] in ("+", "-", "−") and before != "",
        int(before[0]) if before[:1] in ("2", "3") else 1,
    )
    expected = Load("body", value if "+" in before else -value, unit) if is_body else Load("weight", value, unit, each)  # type: ignore[arg-type]
    try:
        load = amounts.parse_load(written)
    except AmountError as error:
        (text,) = proposed(str(error))
        load = amounts.parse_load(text)
    assert load == expected
    assert amounts.parse_load_or_label(str(load)) == expected


@pytest.mark.parametrize(
    "label", ["red band", "pin 7", "pin 7 of 12", "heavy", "Weighted vest", "weight belt", "ключ 5", "x"]
)
def test_a_label_is_as_it_was_written(label: str) -> None:
    assert amounts.parse_load_or_label(f" {label} ") == Load("label", label=label)
    with pytest.raises(AmountError):
        amounts.parse_load(label)


@pytest.mark.parametrize(
    ("written", "meant_loads"),
    [
        ("40 kgs", ["40 kg"]), ("40", ["40 kg", "40 lb"]), ("bodywieght", ["bodyweight"]),
        ("Bodyweight", ["bodyweight"]),
        ("bw", ["bodyweight"]), ("body-weight +5KG", ["+5 kg"]), ("bodyweight plus a band", []), ("vest 10 kg", []),
        ("heavy 70%", []), ("kg 40", []), ("kilos", []), ("7 pin", []), ("+red band", []), ("-", []), ("", []),
        ("x" * 61, []),
    ],
)  # fmt: skip
def test_what_is_near_a_load_is_no_label(written: str, meant_loads: list[str]) -> None:
    with pytest.raises(AmountError) as refused:
        amounts.parse_load_or_label(written)
    assert proposed(str(refused.value)) == meant_loads
    assert meant_loads or "20kg" not in str(refused.value) or not written


@given(st.text(st.sampled_from("0123456789:.,'\"½-+x×@# kglbminshr²３%max"), max_size=16))
def test_whatever_is_written_what_is_proposed_can_be_read(written: str) -> None:
    of_loads = (amounts.parse_load, amounts.parse_load_or_label)
    for parse in (amounts.parse_time, amounts.parse_span, amounts.parse_hold, amounts.parse_reps, *of_loads):
        try:
            parse(written)
        except AmountError as error:
            for text in proposed(str(error)):
                parse(text)
    assert meant.leading(written) is None or meant.leading(written).end <= len(written)  # type: ignore[union-attr]
