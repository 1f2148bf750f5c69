"""Histories, with the aim and the reason that the rules give for them: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from lifting import a_load, a_session, an_entry, asking, figures, growing, nov, said

from backday_tui.routine.model import Deloading, Load
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession
from backday_tui.training.prescription import Aim, Prescription, TrainingMax
from backday_tui.training.progression import ahead, grown_max, target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.routine.model import Progress
    from backday_tui.training.prescription import PlannedEntry

LINEAR = growing(step="2.5 kg")
DOUBLE = growing(reps=(8, 12), step="2.5 kg")
REPS = growing(reps=(10, 20))
HOLD = growing(hold_s=5, until_s=120)
TODAY = nov(20)
Row = tuple[str, ...]


def played(asks: Prescription, rows: Sequence[Row], *, is_hold: bool = False) -> list[PastSession]:
    """Sessions on the days "3", "10 Oct": (day, figures, load); planned are as many sets as the entry has."""
    found = []
    for day, text, *rest in rows:
        number, _, month = day.partition(" ")
        on = date(2026, 10 if month == "Oct" else 11, int(number))
        sets = figures(text, rest[0] if rest else "", is_hold=is_hold)
        found.append(a_session(on, sets, asks=asks, planned=asks.sets))
    return found


@pytest.mark.parametrize(
    ("growth", "rows", "reps", "load", "why"),
    [
        (LINEAR, [], 5, "80 kg", "as the file says"),
        (LINEAR, [("17", "5 5 5", "80 kg")], 5, "82.5 kg", "5 reps · 82.5 kg: every rep at 80 kg on 17 Nov"),
        (LINEAR, [("17", "7 6 5", "80 kg")], 5, "82.5 kg", "5 reps · 82.5 kg: every rep at 80 kg on 17 Nov"),
        (
            LINEAR,
            [("17", "5 5 4", "80 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: missed at 80 kg on 17 Nov (5, 5, 4); the same again, 2 of 3 to go",
        ),
        (
            LINEAR,
            [("10", "5 4 4", "80 kg"), ("17", "5 5 4", "80 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: missed at 80 kg on 17 Nov (5, 5, 4); the same again, 1 of 3 to go",
        ),
        (
            LINEAR,
            [("3", "5 4 4", "80 kg"), ("10", "5 4 4", "80 kg"), ("17", "5 5 4", "80 kg")],
            5,
            "72.5 kg",
            "5 reps · 72.5 kg: 10 % less after misses at 80 kg on 3, 10 and 17 Nov",
        ),
        # A session between that met its aims begins the count anew, and so the row is of two at 82.5 kg.
        (
            LINEAR,
            [
                ("27 Oct", "5 4 4", "80 kg"),
                ("3", "5 5 5", "80 kg"),
                ("10", "5 5 4", "82.5 kg"),
                ("17", "4 4 4", "82.5 kg"),
            ],
            5,
            "82.5 kg",
            "5 reps · 82.5 kg: missed at 82.5 kg on 17 Nov (4); the same again, 1 of 3 to go",
        ),
        # Lighter than the aim is no success, heavier with every rep is what the step counts from.
        (
            LINEAR,
            [("17", "5 5 5", "80 kg, 80 kg, 75 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: with a lighter load on 17 Nov (5); the same again",
        ),
        (LINEAR, [("17", "5 5 5", "90 kg")], 5, "92.5 kg", "5 reps · 92.5 kg: every rep at 90 kg on 17 Nov"),
        (
            LINEAR,
            [("17", "5 5 5", "90 kg, 85 kg, 90 kg")],
            5,
            "87.5 kg",
            "5 reps · 87.5 kg: every rep at 85 kg on 17 Nov",
        ),
        (
            LINEAR,
            [("17", "5 5 4", "90 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: with a heavier load on 17 Nov (5, 5, 4); the same again",
        ),
        # Two misses at 80 kg, one at less: no three in a row at one load.
        (
            LINEAR,
            [("3", "5 4 4", "80 kg"), ("10", "5 4 4", "80 kg"), ("17", "5 4 4", "75 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: with a lighter load on 17 Nov (5, 4, 4); the same again",
        ),
        (
            growing(step="2.5 kg", after=3),
            [("3", "5 5 5", "80 kg"), ("10", "5 5 5", "80 kg"), ("17", "5 5 5", "80 kg")],
            5,
            "82.5 kg",
            "5 reps · 82.5 kg: every rep at 80 kg on 3, 10 and 17 Nov",
        ),
        (
            growing(step="2.5 kg", after=2),
            [("3", "5 5 5", "80 kg"), ("10", "5 5 4", "80 kg"), ("17", "5 5 5", "80 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: every aim met on 17 Nov; the same again, 1 of 2 in a row",
        ),
        (
            growing(step="2.5 kg", down=None),
            [("3", "4 4 4", "80 kg"), ("10", "4 4 4", "80 kg"), ("17", "4 4 4", "80 kg")],
            5,
            "80 kg",
            "5 reps · 80 kg: missed at 80 kg on 17 Nov (4); the same again",
        ),
        (
            growing(step="2.5 kg", down=Deloading(2, 20)),
            [("10", "4 4 4", "80 kg"), ("17", "4 4 4", "80 kg")],
            5,
            "65 kg",
            "5 reps · 65 kg: 20 % less after misses at 80 kg on 10 and 17 Nov",
        ),
        # A set left out, one that nobody counted: not judged.
        (LINEAR, [("17", "5 5", "80 kg")], 5, "80 kg", "as the file says; 17 Nov isn't judged (2 of 3 sets)"),
        (
            LINEAR,
            [("10", "5 5 5", "80 kg"), ("17", "5 5", "82.5 kg")],
            5,
            "82.5 kg",
            "5 reps · 82.5 kg: every rep at 80 kg on 10 Nov; 17 Nov isn't judged (2 of 3 sets)",
        ),
        # It leaves a row of misses as it is.
        (
            LINEAR,
            [("3", "4 4 4", "80 kg"), ("10", "4 4 4", "80 kg"), ("14", "4", "80 kg"), ("17", "4 4 4", "80 kg")],
            5,
            "72.5 kg",
            "5 reps · 72.5 kg: 10 % less after misses at 80 kg on 3, 10 and 17 Nov",
        ),
        # In pounds the person's own step counts, as the file's is in kg.
        (LINEAR, [("17", "5 5 5", "200 lb")], 5, "205 lb", "5 reps · 205 lb: every rep at 200 lb on 17 Nov"),
    ],
)
def test_linear(growth: Progress, rows: list[Row], reps: int, load: str, why: str) -> None:
    asks = asking(3, "5", "80 kg", growth)
    found = target(an_entry(asks), played(asks, rows), TODAY)
    assert said(found) == ([reps] * 3, [load] * 3)
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("rows", "reps", "load", "why"),
    [
        ([], [8, 8, 8], "40 kg", "as the file says"),
        (
            [("17", "10 9 8", "40 kg")],
            [11, 10, 9],
            "40 kg",
            "11, 10, 9 reps · 40 kg: one more than on 17 Nov (10, 9, 8)",
        ),
        (
            [("17", "12 12 9", "40 kg")],
            [12, 12, 10],
            "40 kg",
            "12, 12, 10 reps · 40 kg: one more than on 17 Nov (12, 12, 9), up to 12",
        ),
        (
            [("17", "12 12 12", "40 kg")],
            [8, 8, 8],
            "42.5 kg",
            "8 reps · 42.5 kg: 12 reps in every set at 40 kg on 17 Nov",
        ),
        (
            [("17", "13 12 14", "40 kg")],
            [8, 8, 8],
            "42.5 kg",
            "8 reps · 42.5 kg: 12 reps in every set at 40 kg on 17 Nov",
        ),
        # Under the aim, but not under 8: neither. The aims stay, and no row of misses comes of it.
        (
            [("10", "10 10 10", "40 kg"), ("17", "11 10 10", "40 kg")],
            [11, 11, 11],
            "40 kg",
            "11 reps · 40 kg: under the aim on 17 Nov (11, 10, 10); the same again",
        ),
        (
            [("10", "10 10 10", "40 kg"), ("17", "8 8 8", "40 kg")],
            [11, 11, 11],
            "40 kg",
            "11 reps · 40 kg: under the aim on 17 Nov (8); the same again",
        ),
        (
            [("10", "10 9 8", "40 kg"), ("17", "10 9 7", "40 kg")],
            [11, 10, 9],
            "40 kg",
            "11, 10, 9 reps · 40 kg: missed at 40 kg on 17 Nov (10, 9, 7); the same again, 2 of 3 to go",
        ),
        (
            [("3", "7 7 7", "40 kg"), ("10", "7 7 7", "40 kg"), ("17", "7 7 7", "40 kg")],
            [8, 8, 8],
            "35 kg",
            "8 reps · 35 kg: 10 % less after misses at 40 kg on 3, 10 and 17 Nov",
        ),
        (
            [
                ("27 Oct", "10 10 10", "40 kg"),
                ("3", "7 7 7", "40 kg"),
                ("10", "7 7 7", "40 kg"),
                ("17", "7 7 7", "40 kg"),
            ],
            [8, 8, 8],
            "35 kg",
            "8 reps · 35 kg: 10 % less after misses at 40 kg on 3, 10 and 17 Nov",
        ),
        (
            [("17", "12 12 12", "45 kg")],
            [8, 8, 8],
            "47.5 kg",
            "8 reps · 47.5 kg: 12 reps in every set at 45 kg on 17 Nov",
        ),
        ([("17", "9 9 9", "45 kg")], [10, 10, 10], "45 kg", "10 reps · 45 kg: one more than on 17 Nov (9)"),
    ],
)
def test_double(rows: list[Row], reps: list[int], load: str, why: str) -> None:
    asks = asking(3, "8-12", "40 kg", DOUBLE)
    found = target(an_entry(asks), played(asks, rows), TODAY)
    assert said(found) == (reps, [load] * 3)
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("rows", "reps", "kind", "why"),
    [
        ([], [10, 10, 10], "file", "as the file says"),
        ([("17", "10 12 10")], [11, 13, 11], "more", "11, 13, 11 reps: one more than on 17 Nov (10, 12, 10)"),
        ([("17", "20 19 20")], [20, 20, 20], "more", "20 reps: one more than on 17 Nov (20, 19, 20), up to 20"),
        (
            [("17", "20 20 22")],
            [20, 20, 20],
            "top",
            "20 reps: 20 reps in every set on 17 Nov; take the harder one, or a load",
        ),
        # The file says one figure, 10, so the aim is the least.
        (
            [("10", "13 13 13"), ("17", "13 14 14")],
            [14, 14, 14],
            "again",
            "14 reps: missed on 17 Nov (13, 14, 14); the same again, 2 of 3 to go",
        ),
        (
            [("27 Oct", "13 13 13"), ("3", "12 12 12"), ("10", "12 12 12"), ("17", "12 12 12")],
            [12, 12, 12],
            "less",
            "12 reps: two reps less after misses on 3, 10 and 17 Nov",
        ),
        (
            [("3", "9 9 9"), ("10", "9 9 9"), ("17", "9 9 9")],
            [10, 10, 10],
            "again",
            "10 reps: missed on 3, 10 and 17 Nov; the same again, it goes no lower",
        ),
    ],
)
def test_reps(rows: list[Row], reps: list[int], kind: str, why: str) -> None:
    asks = asking(3, "10", "", REPS)
    found = target(an_entry(asks), played(asks, rows), TODAY)
    assert said(found)[0] == reps
    assert found is not None
    assert (found.kind, found.why) == (kind, why)


@pytest.mark.parametrize(
    ("rows", "seconds", "kind", "why"),
    [
        ([], [60, 60, 60], "file", "as the file says"),
        ([("17", "60 59.6 60")], [65, 65, 65], "more", "1:05: 5 s more than on 17 Nov (1:00)"),
        (
            [("17", "1:10 1:00 1:00")],
            [75, 65, 65],
            "more",
            "1:15, 1:05, 1:05: 5 s more than on 17 Nov (1:10, 1:00, 1:00)",
        ),
        (
            [("17", "1:57 2:00 2:00")],
            [120, 120, 120],
            "more",
            "2:00: 5 s more than on 17 Nov (1:57, 2:00, 2:00), up to 2:00",
        ),
        (
            [("10", "1:57 2:00 2:00"), ("17", "2:00 2:00 2:10")],
            [120, 120, 120],
            "top",
            "2:00: 2:00 in every set on 17 Nov; take the harder one, or a load",
        ),
        (
            [("17", "1:00 59.4 1:00")],
            [60, 60, 60],
            "again",
            "1:00: missed on 17 Nov (1:00, 0:59, 1:00); the same again, 2 of 3 to go",
        ),
        # Over the least of the file, but under the aim that `progress` set: a miss.
        (
            [("27 Oct", "1:20 1:20 1:20"), ("3", "1:10 1:10 1:10"), ("10", "1:10 1:10 1:10"), ("17", "1:24 1:25 1:25")],
            [75, 75, 75],
            "less",
            "1:15: 10 s less after misses on 3, 10 and 17 Nov",
        ),
        (
            [("27 Oct", "1:00 1:00 1:00"), ("3", "50 50 50"), ("10", "50 50 50"), ("17", "50 50 50")],
            [60, 60, 60],
            "less",
            "1:00: 10 s less after misses on 3, 10 and 17 Nov",
        ),
    ],
)
def test_hold(rows: list[Row], seconds: list[int], kind: str, why: str) -> None:
    asks = asking(3, "1:00", "", HOLD)
    found = target(an_entry(asks), played(asks, rows, is_hold=True), TODAY)
    assert said(found)[0] == seconds
    assert found is not None
    assert (found.kind, found.why) == (kind, why)


# -- what else a file can ask for -----------------------------------------------------------------------------------


def reason(found: Any) -> str:
    assert found is not None
    return str(found.why)


def test_a_last_set_of_5_or_more_that_doubles_takes_two_steps() -> None:
    asks = asking(3, "5, 5, 5+", "80 kg", growing(step="2.5 kg", doubles=True))
    entry = an_entry(asks)
    nine = target(entry, played(asks, [("17", "5 5 9", "80 kg")]), TODAY)
    ten = target(entry, played(asks, [("17", "5 5 10", "80 kg")]), TODAY)
    assert said(nine) == ([5, 5, None], ["82.5 kg"] * 3)
    assert said(ten) == ([5, 5, None], ["85 kg"] * 3)
    assert reason(ten) == "5, 5, 5+ reps · 85 kg: every rep at 80 kg on 17 Nov, 10 in the last set: two steps"
    assert ten is not None
    assert [aim.to_beat for aim in ten.aims] == [None, None, 10]
    four = target(entry, played(asks, [("17", "5 5 4", "80 kg")]), TODAY)
    assert said(four)[1] == ["80 kg"] * 3


def test_loads_that_differ_from_set_to_set_grow_alike() -> None:
    asks = asking(3, "12, 10, 8", "40 kg, 45 kg, 50 kg", LINEAR)
    entry = an_entry(asks)
    assert said(target(entry, [], TODAY)) == ([12, 10, 8], ["40 kg", "45 kg", "50 kg"])
    grown = target(entry, played(asks, [("17", "12 10 8", "40 kg, 45 kg, 50 kg")]), TODAY)
    assert said(grown) == ([12, 10, 8], ["42.5 kg", "47.5 kg", "52.5 kg"])
    heavier = target(entry, played(asks, [("17", "12 10 8", "45 kg, 47.5 kg, 55 kg")]), TODAY)
    assert said(heavier)[1] == ["45 kg", "50 kg", "55 kg"]
    rows = [(day, "12 10 7", "40 kg, 45 kg, 50 kg") for day in ("3", "10", "17")]
    # 36, 40.5 and 45 kg, to the nearest 2.5 kg, of two the lighter
    assert said(target(entry, played(asks, rows), TODAY))[1] == ["35 kg", "40 kg", "45 kg"]


def test_double_without_a_load_goes_back_to_the_bottom() -> None:
    asks = asking(3, "8-12", "", DOUBLE)
    rows = [("27 Oct", "10 10 10"), ("3", "7 7 7"), ("10", "7 7 7"), ("17", "7 7 7")]
    found = target(an_entry(asks), played(asks, rows), TODAY)
    assert reason(found) == "8 reps: back to 8 reps after misses on 3, 10 and 17 Nov"


def test_linear_over_a_range_wants_the_top_in_every_set() -> None:
    asks = asking(3, "8-12", "40 kg", LINEAR)
    entry = an_entry(asks)
    assert said(target(entry, [], TODAY))[0] == [12, 12, 12]
    short = target(entry, played(asks, [("17", "12 12 11", "40 kg")]), TODAY)
    assert reason(short) == "12 reps · 40 kg: under the aim on 17 Nov (12, 12, 11); the same again"
    assert said(target(entry, played(asks, [("17", "12 12 12", "40 kg")]), TODAY))[1] == ["42.5 kg"] * 3


def test_a_set_more_at_the_top() -> None:
    asks = asking(3, "8-12", "40 kg", growing(reps=(8, 12), step="2.5 kg", sets=(3, 4)))
    entry = an_entry(asks)
    first = played(asks, [("10", "12 12 12", "40 kg")])
    four = target(entry, first, nov(11))
    assert said(four) == ([8] * 4, ["40 kg"] * 4)
    assert reason(four) == "8 reps · 40 kg: 12 reps in every set at 40 kg on 10 Nov; a set more"
    second = a_session(nov(17), figures("12 12 12 12", "40 kg"), asks=asks, planned=4)
    assert said(target(entry, [*first, second], TODAY)) == ([8] * 3, ["42.5 kg"] * 3)


def test_without_a_load_in_the_file_the_first_one_given_is_the_base() -> None:
    asks = asking(3, "5", "", LINEAR)
    entry = an_entry(asks)
    bare = target(entry, played(asks, [("17", "5 5 5")]), TODAY)
    assert said(bare) == ([5] * 3, [None] * 3)
    assert reason(bare) == "5 reps: every rep on 17 Nov; to go on it takes a load"
    assert said(target(entry, played(asks, [("17", "5 5 5", "40 kg")]), TODAY))[1] == ["42.5 kg"] * 3
    missed = target(entry, played(asks, [("17", "5 5 4", "40 kg")]), TODAY)
    assert said(missed)[1] == ["40 kg"] * 3
    partial = target(entry, played(asks, [("17", "5 5", "40 kg")]), TODAY)
    assert said(partial)[1] == ["40 kg"] * 3
    assert (
        reason(partial) == "5 reps · 40 kg: the first load that was given, on 17 Nov; 17 Nov isn't judged (2 of 3 sets)"
    )


@pytest.mark.parametrize(
    ("file_load", "done", "step", "means", "grown"),
    [
        ("12 kg", "12 kg", "4 kg", "step", "16 kg"),  # a kettlebell
        ("41 kg", "41 kg", "2.5 kg", "step", "42.5 kg"),  # the nearest to 43.5
        ("40 kg", "40 kg", "1 kg", "step", "41 kg"),  # small plates, whatever the usual step
        ("20 kg", "20 kg", "2.5 kg", "bar", "22.5 kg"),
        ("60 kg", "60 kg", "1 kg", "bar", "62.5 kg"),  # the least that can be loaded
        ("2x12 kg", "2x12 kg", "2 kg", "dumbbells", "2x14 kg"),
        ("2x12 kg", "2x12 kg", "2.5 kg", "dumbbells", "2x14 kg"),
        ("2x30 kg", "2x30 kg", "2 kg", "dumbbells", "2x30 kg"),  # there is no heavier one
        ("+10 kg", "+10 kg", "2.5 kg", "step", "+12.5 kg"),
        ("-20 kg", "-20 kg", "5 kg", "step", "-15 kg"),
        ("-5 kg", "-5 kg", "5 kg", "step", "bodyweight"),
        ("bodyweight", "bodyweight", "2.5 kg", "step", "+2.5 kg"),
        ("45 lb", "45 lb", "5 lb", "step", "50 lb"),
    ],
)
def test_what_a_step_comes_to(file_load: str, done: str, step: str, means: Any, grown: str) -> None:
    asks = asking(3, "5", file_load, growing(step=step))
    equipment = replace(USUAL["kg"], dumbbells=tuple(float(weight) for weight in range(2, 32, 2)))
    entry = an_entry(asks, means=means, equipment=equipment)
    assert said(target(entry, played(asks, [("17", "5 5 5", done)]), TODAY))[1] == [grown] * 3


@pytest.mark.parametrize(
    ("load", "means", "less"),
    [
        ("100 kg", "bar", "90 kg"),
        ("100 kg", "step", "90 kg"),
        ("60 kg", "bar", "55 kg"),
        ("60 kg", "step", "55 kg"),
        ("12.5 kg", "step", "10 kg"),
        ("5 kg", "step", "2.5 kg"),
        ("22.5 kg", "bar", "20 kg"),
        ("20 kg", "bar", "20 kg"),
        ("2.5 kg", "step", "2.5 kg"),
        ("-20 kg", "step", "-22.5 kg"),
        ("-40 kg", "step", "-45 kg"),
        ("+10 kg", "step", "+7.5 kg"),
        ("+2.5 kg", "step", "bodyweight"),
        ("bodyweight", "step", "bodyweight"),
    ],
)
def test_ten_per_cent_less(load: str, means: Any, less: str) -> None:
    asks = asking(3, "5", load, LINEAR)
    rows = [(day, "5 5 4", load) for day in ("3", "10", "17")]
    found = target(an_entry(asks, means=means), played(asks, rows), TODAY)
    assert said(found)[1] == [less] * 3
    assert ("10 % less" in reason(found)) == (less != load)


# -- which sessions count -------------------------------------------------------------------------------------------

ASKS = asking(3, "5", "80 kg", LINEAR)
ENTRY = an_entry(ASKS)
MET = figures("5 5 5", "80 kg")


def aim_after(*sessions: PastSession, entry: PlannedEntry = ENTRY, now: date = TODAY) -> str:
    loads = said(target(entry, sessions, now))[1]
    assert len(set(loads)) == 1
    return str(loads[0])


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"source": "auto"}, "nobody gave the figures"),
        ({"source": "unknown"}, "nobody gave the figures"),
        ({"is_warmup": True}, "0 of 3 sets"),
        ({"is_cut": True}, "a hold was broken off"),
        ({"load": a_load("red band")}, "done with another kind of load"),
        ({"reps": None}, "a set has no figure"),
    ],
)
def test_sets_that_arent_judged(changes: dict[str, Any], because: str) -> None:
    session = a_session(nov(17), tuple(replace(done, **changes) for done in MET), asks=ASKS)
    assert reason(target(ENTRY, [session], TODAY)) == f"as the file says; 17 Nov isn't judged ({because})"
    assert aim_after(session) == "80 kg"


def test_one_set_that_nobody_counted_is_enough() -> None:
    assert aim_after(a_session(nov(17), (*MET[:2], replace(MET[2], source="auto")), asks=ASKS)) == "80 kg"


def test_sets_of_all_other_sources_are_judged() -> None:
    for source in ("typed", "done", "entered"):
        assert aim_after(a_session(nov(17), figures("5 5 5", "80 kg", source=source), asks=ASKS)) == "82.5 kg"


def test_sessions_that_dont_count() -> None:
    done = a_session(nov(17), MET, asks=ASKS)
    assert aim_after(done) == "82.5 kg"
    assert aim_after(replace(done, routine="other")) == "80 kg"
    assert aim_after(replace(done, imported="strong")) == "80 kg"
    assert aim_after(replace(done, started=nov(21))) == "80 kg"
    assert aim_after(replace(done, is_judged=False)) == "80 kg"
    assert aim_after(a_session(nov(17), MET, asks=ASKS, entry={"was_swapped": True})) == "80 kg"
    assert aim_after(a_session(nov(17), MET, asks=ASKS, entry={"movement": "shrug"})) == "80 kg"


def test_warm_up_sets_and_sets_added_dont_judge() -> None:
    warm = figures("8", "20 kg", is_warmup=True)
    more = replace(MET[0], number=4, reps=2, load=a_load("60 kg"))
    assert aim_after(a_session(nov(17), (*warm, *MET, more), asks=ASKS)) == "82.5 kg"


def test_one_side_alone_isnt_judged_and_the_weaker_side_counts() -> None:
    left = tuple(replace(done, side="left") for done in MET)
    right = tuple(replace(done, side="right") for done in MET)
    two = {"two_sided": True}
    assert aim_after(a_session(nov(17), (*left, *right), asks=ASKS, entry=two)) == "82.5 kg"
    assert aim_after(a_session(nov(17), (*left, *right[:2]), asks=ASKS, entry=two)) == "80 kg"
    weak = replace(right[2], reps=4)
    found = target(ENTRY, [a_session(nov(17), (*left, *right[:2], weak), asks=ASKS, entry=two)], TODAY)
    assert "missed at 80 kg on 17 Nov (5, 5, 4)" in reason(found)
    assert aim_after(a_session(nov(17), MET, asks=ASKS, entry=two)) == "82.5 kg"  # entered without a side


def test_the_nth_of_two_entries_with_one_movement() -> None:
    second = replace(ENTRY, nth=2)
    first = PastEntry("row", figures("5 5 4", "80 kg"), planned=3, prescription=ASKS)
    both = PastSession(1, "back", nov(17), (first, replace(first, sets=MET, nth=2)))
    assert aim_after(both) == "80 kg"
    assert aim_after(both, entry=second) == "82.5 kg"


def test_newest_is_by_day_then_by_time_then_by_id() -> None:
    evening = a_session(datetime(2026, 11, 17, 18, tzinfo=UTC), figures("5 5 4", "82.5 kg"), asks=ASKS, number=5)
    entered = a_session(nov(17), MET, asks=ASKS, number=9)
    # What is entered for that day comes before: the row of misses has one.
    assert "2 of 3 to go" in reason(target(ENTRY, [evening, entered], TODAY))
    older = a_session(nov(10), MET, asks=ASKS, number=12)
    assert "17 Nov" in reason(target(ENTRY, [evening, older], TODAY))
    at_noon = datetime(2026, 11, 17, 12, tzinfo=UTC)
    assert aim_after(evening, entered, now=at_noon) == "82.5 kg"


def test_a_change_of_the_file_starts_anew() -> None:
    old = replace(ASKS, loads=(a_load("70 kg") or ASKS.loads[0],) * 3)
    before = a_session(nov(10), figures("5 5 5", "70 kg"), asks=old)
    assert aim_after(before) == "80 kg"
    assert aim_after(a_session(nov(9), MET, asks=ASKS), before) == "80 kg"
    assert aim_after(before, a_session(nov(17), MET, asks=ASKS)) == "82.5 kg"
    for changed in (
        replace(ASKS, sets=4),
        asking(3, "6", "80 kg", LINEAR),
        replace(ASKS, growth=growing(step="5 kg")),
        replace(ASKS, growth=None),
    ):
        assert aim_after(a_session(nov(17), MET, asks=ASKS), entry=an_entry(changed)) == "80 kg"


def kept(day: int, reps: str, load: str, aim: str) -> PastSession:
    """A session that was asked for five reps with another load than the past says by now."""
    sets = tuple(replace(done, aim=Aim(5, None, a_load(aim))) for done in figures(reps, load))
    return a_session(nov(day), sets, asks=ASKS)


def test_sets_are_judged_against_the_aims_that_were_kept() -> None:
    assert aim_after(kept(17, "5 5 5", "85 kg", aim="85 kg")) == "87.5 kg"
    assert aim_after(kept(17, "5 5 5", "85 kg", aim="90 kg")) == "80 kg"
    light = replace(MET[0], aim=Aim(3, None, a_load("80 kg")), reps=3)
    assert aim_after(a_session(nov(17), (light, *MET[1:]), asks=ASKS)) == "82.5 kg"


def test_an_earlier_session_put_right_counts_from_then_on() -> None:
    after = (kept(10, "5 5 4", "82.5 kg", aim="82.5 kg"), kept(17, "5 4 4", "82.5 kg", aim="82.5 kg"))
    assert aim_after(a_session(nov(3), MET, asks=ASKS), *after) == "82.5 kg"
    mistyped = a_session(nov(3), figures("5 5 4", "80 kg"), asks=ASKS)
    found = target(ENTRY, [mistyped, *after], TODAY)
    assert reason(found) == "5 reps · 80 kg: with a heavier load on 17 Nov (5, 4, 4); the same again"
    lighter = (kept(10, "5 5 5", "80 kg", aim="82.5 kg"), kept(17, "5 5 5", "80 kg", aim="82.5 kg"))
    assert aim_after(a_session(nov(3), MET, asks=ASKS), *lighter) == "82.5 kg"
    assert aim_after(mistyped, *lighter) == "80 kg"


def test_the_same_again_is_what_the_past_says_by_now() -> None:
    asks = asking(3, "10", "", REPS)
    asked = tuple(replace(done, aim=Aim(14)) for done in figures("13 13 13"))
    second = a_session(nov(17), asked, asks=asks)
    for reps, aim in (("13 13 13", 14), ("11 11 11", 12)):
        found = target(an_entry(asks), [a_session(nov(10), figures(reps), asks=asks), second], TODAY)
        assert said(found)[0] == [aim] * 3
        assert "missed on 17 Nov (13); the same again, 2 of 3 to go" in reason(found)


def test_what_was_entered_stands_against_the_aim_of_its_day() -> None:
    before = a_session(nov(10), MET, asks=ASKS)
    same = a_session(nov(17), figures("5 5 5", "80 kg", source="entered"), asks=None)
    found = target(ENTRY, [before, same], TODAY)
    assert reason(found) == "5 reps · 82.5 kg: with a lighter load on 17 Nov (5); the same again"


def test_a_correction_turns_the_aim_around() -> None:
    assert aim_after(a_session(nov(17), MET, asks=ASKS)) == "82.5 kg"
    mistyped = a_session(nov(17), (*MET[:2], replace(MET[2], reps=4)), asks=ASKS)
    assert aim_after(mistyped) == "80 kg"


# -- time off -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "load", "why"),
    [
        (nov(24), "82.5 kg", "5 reps · 82.5 kg: every rep at 80 kg on 10 Nov"),  # 14 days
        (nov(25), "80 kg", "5 reps · 80 kg: held after 15 days off, since 10 Nov"),
        (date(2026, 12, 8), "80 kg", "5 reps · 80 kg: held after 28 days off, since 10 Nov"),
        (date(2026, 12, 9), "72.5 kg", "5 reps · 72.5 kg: 10 % less after 29 days off, since 10 Nov (5 reps · 80 kg)"),
        (
            date(2027, 1, 9),
            "72.5 kg",
            "5 reps · 72.5 kg: 10 % less after 60 days off, since 10 Nov 2026 (5 reps · 80 kg)",
        ),
    ],
)
def test_time_off(today: date, load: str, why: str) -> None:
    session = a_session(nov(10), MET, asks=ASKS)
    assert aim_after(session, now=today) == load
    assert reason(target(ENTRY, [session], today)) == why


def test_what_a_long_time_off_made_less_is_told_as_it_was() -> None:
    first = a_session(nov(10), MET, asks=ASKS)
    found = target(ENTRY, [first], date(2026, 12, 9))
    assert found is not None
    assert [str(found.old_load(number)) for number in (1, 3, 4)] == ["80 kg"] * 3
    held = target(ENTRY, [first], nov(25))
    assert held is not None
    assert held.old_load(1) is None
    again = a_session(date(2026, 12, 9), figures("5 5 5", "80 kg"), asks=ASKS)  # the old load was taken
    after = target(ENTRY, [first, again], date(2026, 12, 12))
    assert after is not None
    assert (str(after.aims[0].load), after.before) == ("82.5 kg", ())


def test_time_off_is_twice_the_usual_gap() -> None:
    lifted = ((1, "80 kg"), (11, "82.5 kg"), (21, "85 kg"))
    every_ten = [a_session(date(2026, 10, day), figures("5 5 5", load), asks=ASKS) for day, load in lifted]
    assert aim_after(*every_ten, now=nov(10)) == "87.5 kg"
    assert "held after 21 days" in reason(target(ENTRY, every_ten, nov(11)))


def test_what_was_held_once_grows_again() -> None:
    first, second = a_session(nov(1), MET, asks=ASKS), a_session(nov(19), MET, asks=ASKS)
    assert aim_after(first, now=nov(19)) == "80 kg"
    assert aim_after(first, second) == "82.5 kg"


def test_the_old_load_after_a_long_time_is_the_new_base() -> None:
    first, back = a_session(date(2026, 9, 1), MET, asks=ASKS), a_session(nov(19), MET, asks=ASKS)
    assert aim_after(first, now=nov(19)) == "72.5 kg"
    assert aim_after(first, back) == "82.5 kg"


def test_what_is_less_already_isnt_made_less_again() -> None:
    missed = [a_session(nov(day), figures("5 5 4", "80 kg"), asks=ASKS) for day in (1, 4, 7)]
    found = target(ENTRY, missed, date(2026, 12, 20))
    assert reason(found) == "5 reps · 72.5 kg: 10 % less after misses at 80 kg on 1, 4 and 7 Nov"
    two = target(ENTRY, missed[:2], date(2026, 12, 20))
    assert reason(two) == "5 reps · 72.5 kg: 10 % less after 46 days off, since 4 Nov (5 reps · 80 kg)"


def test_holds_and_reps_are_less_after_a_long_time() -> None:
    reps = asking(3, "10", "", REPS)
    sessions = played(reps, [("10 Oct", "15 15 15")])
    assert said(target(an_entry(reps), sessions, TODAY))[0] == [10, 10, 10]
    sessions = played(reps, [("3 Oct", "15 15 15"), ("10 Oct", "16 16 16")])
    assert said(target(an_entry(reps), sessions, TODAY))[0] == [14, 14, 14]
    hold = asking(3, "1:00", "", HOLD)
    sessions = played(hold, [("3 Oct", "1:15 1:15 1:15"), ("10 Oct", "1:20 1:20 1:20")], is_hold=True)
    assert said(target(an_entry(hold), sessions, TODAY))[0] == [70, 70, 70]


# -- without growth -------------------------------------------------------------------------------------------------


def test_a_plain_figure_is_its_own_aim() -> None:
    asks = asking(3, "8", "40 kg")
    found = target(an_entry(asks), played(asks, [("17", "10 10 10", "50 kg")]), TODAY)
    assert said(found) == ([8] * 3, ["40 kg"] * 3)
    assert reason(found) == "as the file says"


def test_a_range_aims_at_last_time_as_far_as_it_goes() -> None:
    asks = asking(3, "8-12", "40 kg")
    entry = an_entry(asks)
    assert said(target(entry, [], TODAY))[0] == [8, 8, 8]
    found = target(entry, played(asks, [("10", "9 9 9", "40 kg"), ("17", "14 10 6", "50 kg")]), TODAY)
    assert said(found) == ([12, 10, 8], ["40 kg"] * 3)
    assert reason(found) == "12, 10, 8 reps · 40 kg: last time's, on 17 Nov (14, 10, 6)"
    imported = replace(a_session(nov(18), figures("11 11 11", source="imported")), routine="", imported="hevy")
    assert said(target(entry, [imported], TODAY))[0] == [11, 11, 11]
    auto = a_session(nov(19), figures("12 12 12", source="auto"), asks=asks)
    assert said(target(entry, [imported, auto], TODAY))[0] == [11, 11, 11]


def test_to_failure_there_is_only_something_to_beat() -> None:
    asks = asking(2, "max", "")
    found = target(an_entry(asks), [a_session(nov(17), figures("9 7"))], TODAY)
    assert said(found)[0] == [None, None]
    assert found is not None
    assert [aim.to_beat for aim in found.aims] == [9, 7]
    assert found.why == "as the file says"


def test_what_has_no_dose_has_no_aim() -> None:
    assert target(an_entry(Prescription(1)), [], TODAY) is None


# -- the training max -----------------------------------------------------------------------------------------------

WEEK = asking(3, "5, 5, 5+", "65%, 75%, 85%", growing(max_step="5 kg"))
PULL = an_entry(WEEK, means="bar", training_max=TrainingMax(Load("weight", 120.0, "kg"), "given on 1 Nov"))


def test_percentages_are_of_the_training_max_and_rounded() -> None:
    # 78, 90 and 102 kg
    assert said(target(PULL, [], TODAY)) == ([5, 5, None], ["77.5 kg", "90 kg", "102.5 kg"])
    assert reason(target(PULL, [], TODAY)) == "as the file says, of a training max of 120 kg, given on 1 Nov"
    bare = replace(PULL, training_max=None)
    assert said(target(bare, [], TODAY)) == ([5, 5, None], [None, None, None])
    assert reason(target(bare, [], TODAY)) == "as the file says, without a load: no training max was given"


def test_a_training_max_grows_once_its_routine_was_done() -> None:
    given = a_load("120 kg")
    assert given is not None
    loads = "77.5 kg, 90 kg, 102.5 kg"
    met = a_session(nov(10), figures("5 5 7", loads), asks=WEEK)
    missed = [a_session(nov(day), figures("5 5 4", loads), asks=WEEK) for day in (3, 10, 17)]
    assert str(grown_max(given, nov(1), [PULL], [], TODAY).load) == "120 kg"
    grown = grown_max(given, nov(1), [PULL], [met], TODAY)
    assert (str(grown.load), grown.why) == ("125 kg", "5 kg more for 10 Nov")
    # 81.25, 93.75 and 106.25 kg, of two equally near the lighter
    found = target(replace(PULL, training_max=grown), [met], TODAY)
    loads_of_today = "80 kg, 92.5 kg, 105 kg"
    assert reason(found) == f"5, 5, 5+ reps · {loads_of_today}: of a training max of 125 kg, 5 kg more for 10 Nov"
    changed = replace(PULL, prescription=replace(WEEK, loads=WEEK.loads[::-1]))
    assert str(grown_max(given, nov(1), [changed], [met], TODAY).load) == "125 kg"  # judged as the file was that day
    assert str(grown_max(given, nov(11), [PULL], [met], TODAY).load) == "120 kg"
    assert str(grown_max(given, nov(1), [PULL], missed[:2], TODAY).load) == "120 kg"
    less = grown_max(given, nov(1), [PULL], missed, TODAY)
    assert (str(less.load), less.why) == ("108 kg", "10 % less after misses on 3, 10 and 17 Nov")
    lighter = a_session(nov(6), figures("5 5 5", "70 kg"), asks=WEEK)
    assert str(grown_max(given, nov(1), [PULL], [*missed, lighter], TODAY).load) == "120 kg"  # not three in a row
    assert str(grown_max(given, nov(1), [PULL], [met], date(2026, 12, 20)).load) == "108 kg"
    assert str(grown_max(given, nov(1), [PULL], [met], nov(28)).load) == "120 kg"


# -- what comes next ------------------------------------------------------------------------------------------------


def test_the_next_sessions_if_all_goes_well() -> None:
    asks = asking(3, "8-12", "40 kg", DOUBLE)
    sessions = played(asks, [("17", "11 11 11", "40 kg")])
    found = ahead(an_entry(asks), sessions, TODAY, 3)
    assert [said(each) for each in found] == [
        ([8] * 3, ["42.5 kg"] * 3),
        ([9] * 3, ["42.5 kg"] * 3),
        ([10] * 3, ["42.5 kg"] * 3),
    ]
    assert said(target(an_entry(asks), sessions, TODAY)) == ([12] * 3, ["40 kg"] * 3)
