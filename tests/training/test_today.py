"""What is known of a routine's entries today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from lifting import a_load, a_session, an_entry, asking, figures, growing, nov, said

from backday_tui import words
from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.routine.model import Amrap, Emom, Entry, Load, Progress, Reps, Routine, Superset
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.prescription import Aim, TrainingMax
from backday_tui.training.today import Known, entry_words, routine_now, today_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from backday_tui.training.prescription import EntryPlace, PlannedEntry
    from backday_tui.training.today import ReadPast

TODAY = nov(29)
ROW: EntryPlace = ("work", 0, 0)
FLY: EntryPlace = ("work", 1, 0)


def entries() -> dict[EntryPlace, PlannedEntry]:
    return {ROW: an_entry(asking(3, "8-12", "40 kg")), FLY: an_entry(asking(1, "15"), movement="fly")}


def test_an_empty_log_gives_the_file() -> None:
    today = today_of(entries(), (), TODAY)
    assert {place: (each.movement, said(each.target), each.last) for place, each in today.items()} == {
        ROW: ("row", ([8, 8, 8], ["40 kg"] * 3), None),
        FLY: ("fly", ([15], [None]), None),
    }


def test_each_entry_has_its_own_last_time_and_aim() -> None:
    rows = a_session(nov(10), figures("10 9 7", "40 kg"))
    flies = replace(a_session(nov(17), ()), entries=(PastEntry("fly", figures("15")),))
    today = today_of(entries(), (rows, flies), TODAY)
    assert said(today[ROW].target)[0] == [10, 9, 8]
    assert [last.session.day for place in (ROW, FLY) if (last := today[place].last)] == [nov(10), nov(17)]


@pytest.mark.parametrize("started", [nov(30), nov(29)])
def test_what_is_later_counts_for_nothing(started: date) -> None:
    later: PastSession = a_session(started, figures("12 12 12", "40 kg"))
    today = today_of(entries(), (later,), nov(28))
    assert today[ROW].last is None


THEN = a_session(nov(17), figures("9 8", "40 kg"))


def read(*sessions: PastSession) -> tuple[list[tuple[str, set[str]]], ReadPast]:
    """What is asked of the log, and a log of these sessions."""
    asked: list[tuple[str, set[str]]] = []

    def read_past(routine: str, movements: Collection[str], newest: int = 0) -> Known:
        assert not newest  # for nothing grows
        asked.append((routine, set(movements)))
        return Known(sessions)

    return asked, read_past


def test_a_routine_asks_once_for_all_its_movements_and_has_each_entry_at_its_place() -> None:
    work = (
        Entry(("Row",), sets=2, reps=Reps(8, 12), load=Load("weight", 40.0, "kg")),
        Superset((Entry(("My fly",), reps=Reps(15, 15)), Entry(("Chin-up", "Pull-up"), reps=Reps(5, 5))), sets=2),
    )
    asked, read_past = read(THEN)
    today = routine_now(
        Routine("x", "X", work=work), Catalog([Exercise("row", "Row")]), read_past, TODAY, USUAL["kg"]
    ).today()
    assert asked == [("x", {"row", "my fly", "chin-up", "pull-up"})]
    assert {place: each.movement for place, each in today.items()} == {
        ("work", 0, 0): "row", ("work", 1, 0): "my fly", ("work", 1, 1): "chin-up",
    }  # fmt: skip
    assert said(today["work", 0, 0].target)[0] == [9, 8]


def words_of(*sessions: PastSession, amount: str = "8-12", now: date = TODAY) -> tuple[str, ...]:
    (today,) = today_of({ROW: an_entry(asking(2, amount, "40 kg"))}, sessions, now).values()
    return entry_words(today, now)


def test_last_time_and_aim_in_words() -> None:
    last, aim = words_of(THEN)
    assert last == f"Last time (17 Nov, 12 days ago) 9 · 8 {words.TIMES} 40 kg"
    assert aim.startswith("Today 9, 8 reps · 40 kg: ")
    assert "17 Nov" in aim


def test_what_only_the_file_decides_is_not_said_again_and_nothing_done_is_nothing_said() -> None:
    assert words_of(THEN, amount="8") == (f"Last time (17 Nov, 12 days ago) 9 · 8 {words.TIMES} 40 kg",)
    assert words_of() == ()


def test_over_ninety_days_it_says_so() -> None:
    assert "more than 90 days ago" in words_of(THEN, now=date(2027, 4, 1))[0]


def test_words_are_clean() -> None:
    bands = tuple(replace(done, load=Load("label", label="red\x1b")) for done in figures("9 8"))
    assert "red␛" in words_of(a_session(nov(17), bands))[0]


def test_an_emom_and_an_amrap_have_a_last_time_and_no_aim() -> None:
    five = Reps(5, 5)
    work = (
        Emom((Entry(("Row",), reps=five), Entry(("Fly",), reps=five)), minutes=4),
        Amrap((Entry(("Row",), reps=five), Entry(("Fly",), reps=five)), time=60),
    )
    done = replace(
        a_session(nov(17), ()),
        entries=(
            PastEntry("row", figures("5")), PastEntry("amrap: row, fly", (PastSet(1, rounds=4, reps=3),), "rounds"),
        ),
    )  # fmt: skip
    asked, read_past = read(done)
    today = routine_now(Routine("x", "X", work=work), Catalog([]), read_past, TODAY, USUAL["kg"]).today()
    assert asked[0][1] == {"row", "fly", "amrap: row, fly"}
    assert {place: (each.target, entry_words(each, TODAY)) for place, each in today.items()} == {
        ("work", 0, 0): (None, ("Last time (17 Nov, 12 days ago) 5",)),
        ("work", 0, 1): (None, ()),
        ("work", 1, 0): (None, ("Last time (17 Nov, 12 days ago) 4 rounds, 3 reps",)),
    }


GROWING = Routine(
    "back",
    "Back",
    work=(
        Entry(("Row",), sets=3, reps=Reps(8, 12), load=Load("weight", 40.0, "kg"),
              progress=Progress((8, 12), Load("weight", 2.5, "kg"))),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("met", "asked"), [(True, [16]), (False, [16, 60])])
def test_where_something_grows_as_much_is_read_as_tells(met: bool, asked: list[int]) -> None:
    asks = asking(3, "8-12", "40 kg", growing(reps=(8, 12), step="2.5 kg"))
    aims = (Aim(9, load=a_load("40 kg")),) * 3
    sets = tuple(replace(done, aim=aims[0]) for done in figures("10 10 10" if met else "10 10 7", "40 kg"))
    log = [a_session(nov(1) + timedelta(days=n), sets, asks=asks, planned=3) for n in range(-130, 20)]
    newest_read = []

    def read_past(routine: str, movements: Collection[str], newest: int = 0) -> Known:
        assert (routine, movements) == ("back", {"row"})
        newest_read.append(newest)
        return Known(tuple(log[-newest:]))

    now = routine_now(GROWING, Catalog([Exercise("row", "Row")]), read_past, nov(22), USUAL["kg"])
    assert newest_read == asked
    whole = today_of(now.entries, log, nov(22))
    assert not met or now.today() == whole
    assert len(now.ahead(4)) == 4


def test_a_training_max_has_grown_with_its_routine() -> None:
    work = (
        Entry(("Row",), sets=1, reps=Reps(5, 5), load=Load("percent", 70.0),
              progress=Progress(max_step=Load("weight", 5.0, "kg"))),
    )  # fmt: skip
    given = {"row": TrainingMax(Load("weight", 100.0, "kg"), "given on 3 Nov", days=(nov(3),))}
    asks = asking(1, "5", "70%", growing(max_step="5 kg"))
    log = (a_session(nov(10), figures("5", "70 kg"), asks=asks, planned=1),)
    now = routine_now(
        Routine("back", "Back", work=work),
        Catalog([Exercise("row", "Row")]),
        lambda *_: Known(log, given),
        nov(12),
        USUAL["kg"],
    )
    assert said(now.today()["work", 0, 0].target) == ([5], ["72.5 kg"])
    assert [said(each["work", 0, 0])[1] for each in now.ahead(3)] == [["77.5 kg"], ["80 kg"], ["85 kg"]]


def test_what_comes_next_at_the_top_is_said() -> None:
    entry = Entry(("Row",), sets=1, reps=Reps(8, 8), progress=Progress(reps=(8, 12), then="harder"))
    asks = asking(1, "8", "", growing(reps=(8, 12), then="harder"))
    log = (a_session(nov(10), figures("12"), asks=asks, planned=1),)
    today = routine_now(
        Routine("back", "Back", work=(entry,)), Catalog([]), lambda *_: Known(log), nov(12), USUAL["kg"]
    ).today()
    words_of_row = entry_words(today["work", 0, 0], nov(12))
    assert words_of_row[1] == "Today 12 reps: 12 reps in every set on 10 Nov; take the harder one, or a load"
    assert words_of_row[2] == "At its top: the harder one comes next, once you put it into the file"
