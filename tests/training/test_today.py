"""What is known of a routine's entries today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lifting import a_session, an_entry, asking, figures, nov, said

from backday_tui.training.past import PastEntry, PastSession
from backday_tui.training.today import today_of

if TYPE_CHECKING:
    from datetime import date

    from backday_tui.training.prescription import EntryPlace, PlannedEntry

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
