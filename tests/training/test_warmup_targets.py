"""Warm-up sets and what is aimed at: they lead up to the load of the day, and never decide what that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lifting import a_load, a_session, an_entry, asking, figures, growing, nov, said

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import WARMUP, Amrap, Circuit, Emom, Entry, Load, Reps, Routine, Span, Superset
from backday_tui.routine.week_plan import Deload
from backday_tui.training.loads import USUAL
from backday_tui.training.past import last_time
from backday_tui.training.prescription import TrainingMax, planned_entries, warmups_of_file
from backday_tui.training.progression import Target, ahead, target
from backday_tui.training.records import RecordBook
from backday_tui.training.weeks import lightened

if TYPE_CHECKING:
    from backday_tui.training.past import PastSession

ASKS = asking(3, "5", "100 kg", growing(step="2.5 kg"))
ENTRY = an_entry(ASKS, means="bar", warmup=WARMUP)


def warmups(found: Target | None) -> str:
    assert found is not None
    return ", ".join(f"{each.load} x{each.reps}" for each in found.warmups)


def warmed_up(day: int, work: str, load: str = "100 kg", warm: str = "8 1 9", warm_load: str = "20 kg") -> PastSession:
    """A session with warm-up sets, which have the numbers of the first sets of the work."""
    before = tuple(replace(each, is_warmup=True) for each in figures(warm, warm_load))
    return a_session(nov(day), before + figures(work, load), asks=ASKS)


def test_they_lead_up_to_what_is_aimed_at_today() -> None:
    assert warmups(target(ENTRY, (), nov(20))) == "20 kg x8, 40 kg x5, 60 kg x3, 80 kg x2"
    grown = target(ENTRY, [warmed_up(10, "5 5 5"), warmed_up(12, "5 5 5", "102.5 kg")], nov(14))
    assert said(grown)[1] == ["105 kg"] * 3
    assert warmups(grown) == "20 kg x8, 40 kg x5, 62.5 kg x3, 82.5 kg x2"
    less = target(ENTRY, [warmed_up(day, "5 5 4") for day in (10, 12, 14)], nov(16))
    assert warmups(less) == "20 kg x8, 35 kg x5, 52.5 kg x3, 70 kg x2"


def test_what_was_done_of_them_is_not_judged() -> None:
    with_them, without = warmed_up(10, "5 5 5"), a_session(nov(10), figures("5 5 5", "100 kg"), asks=ASKS)
    assert target(ENTRY, [with_them], nov(12)) == target(ENTRY, [without], nov(12))
    assert target(ENTRY, [warmed_up(10, "5 5 5", warm="1", warm_load="90 kg")], nov(12)) == target(
        ENTRY, [without], nov(12)
    )
    last = last_time([with_them], nov(12), "back", "row", 1)
    assert last is not None
    assert [done.reps for done in last.sets] == [5, 5, 5]


def test_they_are_no_records() -> None:
    first, heavy = warmed_up(10, "5 5 5"), warmed_up(12, "5 5 5", warm="1", warm_load="180 kg")
    assert RecordBook.of("row", [first], nov(11)).fallen(heavy) == ()


def test_a_share_of_a_training_max_has_some_once_that_is_known() -> None:
    entry = an_entry(asking(2, "5", "70%"), means="bar", warmup=WARMUP)
    assert warmups(target(entry, (), nov(1))) == ""
    known = replace(entry, training_max=TrainingMax(Load("weight", 100, "kg"), "as you said", days=(nov(1),)))
    assert warmups(target(known, (), nov(1))) == "20 kg x8, 27.5 kg x5, 40 kg x3, 55 kg x2"


def test_without_a_load_there_are_none_until_one_was_given() -> None:
    asks = asking(3, "5", "", growing(step="2.5 kg"))
    entry = an_entry(asks, means="bar", warmup=WARMUP)
    assert warmups(target(entry, (), nov(1))) == ""
    begun = target(entry, [a_session(nov(10), figures("5 5 5", "60 kg"), asks=asks)], nov(12))
    assert said(begun)[1] == ["62.5 kg"] * 3
    assert warmups(begun) == "20 kg x8, 25 kg x5, 37.5 kg x3, 50 kg x2"


def test_in_the_sessions_ahead_in_a_deload_week_and_after_a_long_time_off() -> None:
    coming = ahead(ENTRY, [warmed_up(10, "5 5 5")], nov(12), 2)
    assert [warmups(each) for each in coming] == [
        "20 kg x8, 40 kg x5, 62.5 kg x3, 82.5 kg x2",
        "20 kg x8, 42.5 kg x5, 62.5 kg x3, 85 kg x2",
    ]
    usual = target(ENTRY, (), nov(12))
    lighter = lightened(usual, Deload(load_percent=60), ENTRY)
    assert warmups(lighter) == "20 kg x8, 22.5 kg x5, 35 kg x3, 47.5 kg x2"
    assert lighter is not None
    assert warmups(lighter.as_before()) == warmups(usual)


def test_only_what_stands_alone_and_is_of_reps_has_any() -> None:
    load = Load("weight", 100, "kg")
    lift = Entry(("Deadlift",), reps=Reps(5, 5), load=load, warmup=WARMUP)
    held = replace(lift, reps=None, hold=Span(30))
    groups = (Superset((lift,), 2), Circuit((lift,), (2, 2)), Emom((lift,), 2), Amrap((lift,), 60))
    routine = Routine("x", "X", work=(lift, held, replace(held, hold=None, time=Span(30)), *groups))
    found = planned_entries(routine, bundled(), USUAL["kg"], picked={}, rounds={}, maxes={})
    assert [place for place, entry in found.items() if entry.warmup] == [("work", 0, 0)]
    assert [*warmups_of_file(routine, bundled(), USUAL["kg"], {})] == [("work", 0, 0)]
    assert warmups_of_file(Routine("x", "X", work=(replace(lift, warmup=()),)), bundled(), USUAL["kg"], {}) == {}


def test_the_unit_of_the_load_has_its_own_bar() -> None:
    entry = an_entry(asking(1, "5", "225 lb"), means="bar", warmup=WARMUP)
    assert warmups(target(entry, (), nov(1))) == "45 lb x8, 90 lb x5, 135 lb x3, 180 lb x2"
    assert a_load("225 lb") == Load("weight", 225, "lb")
