"""The bar of a set: what is on it, what is moved before the next one, and that it follows whatever is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import WARMUP, Amrap, Entry, Load, Reps, Routine
from backday_tui.session import commands as c
from backday_tui.session.barbell import Barbell, as_of_step, bar_as_json, bar_words, barbell_now
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL
from backday_tui.training.plates import Plate
from backday_tui.training.prescription import planned_entries
from backday_tui.training.progression import target

if TYPE_CHECKING:
    from backday_tui.training.loads import Equipment

KG, LB = USUAL["kg"], USUAL["lb"]
CATALOG = bundled()


def kg(value: float) -> Load:
    return Load("weight", value, "kg")


def squats(*loads: float, sets: int = 0, name: str = "Squat") -> Entry:
    given = tuple(map(kg, loads))
    return Entry((name,), sets=sets or len(given), reps=Reps(5, 5), load=given[0] if len(given) == 1 else given)


def begun(*work: Entry | Amrap) -> Session:
    session = Session(build(Routine("b", "B", work=work, rest=60, prepare=0), CATALOG))
    session.start(0)
    return session


def shown(session: Session, equipment: Equipment = KG) -> str | None:
    bar = barbell_now(session.state, CATALOG, equipment)
    return None if bar is None else bar.text


def test_the_plates_of_a_set_and_what_changes_before_the_next() -> None:
    session = begun(squats(97.5, 105, 105, 61))
    assert shown(session) == "20 + 25 · 10 · 2.5 · 1.25 a side"
    session.do(c.Done(), 10)
    assert shown(session) == "20 + 25 · 15 · 2.5 a side: off 10 · 1.25, on 15"
    session.do(c.BeginNow(), 20)
    assert shown(session) == "20 + 25 · 15 · 2.5 a side"
    session.do(c.Done(), 30)
    assert shown(session) == "20 + 25 · 15 · 2.5 a side: as it is"
    session.do(c.BeginNow(), 40)
    session.do(c.Done(), 50)
    assert shown(session) == "20 + 20 a side (1 kg can't be loaded): off 25 · 15 · 2.5, on 20"
    session.do(c.BeginNow(), 60)
    session.do(c.Done(), 70)
    assert session.is_over
    assert shown(session) is None


def test_an_exercise_begins_with_a_bare_bar() -> None:
    session = begun(squats(40), squats(60, name="Deadlift"))
    session.do(c.Done(), 10)
    assert shown(session) == "20 + 20 a side: on 20"


def test_it_follows_what_is_typed_and_taken_back() -> None:
    session = begun(squats(60, sets=2))
    session.do(c.Figures(load="65 kg", moves=True), 5)
    assert shown(session) == "20 + 20 · 2.5 a side"
    session.do(c.Done(), 10)
    assert shown(session) == "20 + 20 · 2.5 a side: as it is"
    session.do(c.Figures(load="60 kg", log=0), 12)
    assert shown(session) == "20 + 20 a side: as it is"
    session.do(c.Undo(), 13)
    session.do(c.Swap("Seated row"), 14)
    assert shown(session) is None


def test_what_is_left_out_was_not_loaded() -> None:
    session = begun(squats(60, 80))
    session.do(c.Skip(), 10)
    assert shown(session) == "20 + 25 · 5 a side: on 25 · 5"


@pytest.mark.parametrize(
    "entry",
    [
        squats(40, name="Dumbbell row"),
        Entry(("Squat",), reps=Reps(5, 5), load=Load("weight", 12, "kg", 2)),
        Entry(("Squat",), reps=Reps(5, 5), load=Load("body", 10, "kg")),
        Entry(("Squat",), reps=Reps(5, 5), load=Load("percent", 70)),
        Entry(("Squat",), reps=Reps(5, 5), load=Load("label", label="red band")),
        Entry(("Squat",), reps=Reps(5, 5)),
        replace(squats(40), barbell=False),
        Amrap((squats(40),), 60),
    ],
)  # fmt: skip
def test_nothing_is_on_a_bar_where_there_is_none(entry: Entry | Amrap) -> None:
    assert shown(begun(entry)) is None


def test_what_the_entry_says_of_a_bar_counts_for_its_own_exercise() -> None:
    session = begun(replace(squats(40, name="Zercher carry"), barbell=True))
    assert shown(session) == "20 + 10 a side"
    session.do(c.Swap("Seated row"), 5)
    assert shown(session) is None


def test_less_than_the_bar_is_said() -> None:
    bar = barbell_now(begun(squats(15)).state, CATALOG, KG)
    assert bar is not None
    assert (bar.text, bar.loaded) == ("15 kg is less than the bar (20 kg)", None)


def test_the_bar_alone() -> None:
    assert shown(begun(squats(20))) == "20, the bar alone"


def test_pounds_are_put_on_plates_of_kilograms_where_there_are_no_others() -> None:
    entry = Entry(("Squat",), reps=Reps(5, 5), load=Load("weight", 225, "lb"))
    assert shown(begun(entry)) == "45 + 45 · 45 a side"
    own = replace(KG, bar=20, has_own_bar=True)
    assert shown(begun(entry), own) == "20 kg + 25 · 15 a side (2.058 kg can't be loaded)"
    assert shown(begun(entry), replace(own, other=replace(LB, bar=35, has_own_bar=True))) == "35 + 45 · 45 · 5 a side"


def test_a_step_that_is_over_by_now_is_told_as_it_was() -> None:
    session = begun(squats(60, 80))
    session.do(c.Done(), 10)
    session.do(c.BeginNow(), 11)
    bar = barbell_now(as_of_step(session.state, 0), CATALOG, KG)
    assert isinstance(bar, Barbell)
    assert bar.text == "20 + 20 a side"
    assert as_of_step(session.state, 99) is session.state


def test_a_warm_up_set_has_its_own_plates() -> None:
    session = begun(replace(squats(100), warmup=WARMUP))
    assert shown(session) == "20, the bar alone"
    session.do(c.Done(), 10)
    assert shown(session) == "20 + 10 a side: on 10"


@pytest.mark.parametrize(
    ("loads", "said"),
    [
        ((100,), ("20 + 25 · 15 a side",)),
        ((60, 100, 60), ("60 kg: 20 + 20 a side", "100 kg: 20 + 25 · 15 a side")),
        ((61,), ("20 + 20 a side (1 kg can't be loaded)",)),
        ((15,), ("15 kg is less than the bar (20 kg)",)),
    ],
)
def test_an_entry_in_words(loads: tuple[float, ...], said: tuple[str, ...]) -> None:
    routine = Routine("b", "B", work=(squats(*loads), squats(10, name="Dumbbell row")))
    entry, other = planned_entries(routine, CATALOG, KG, picked={}, rounds={}, maxes={}).values()
    assert bar_words(entry, None) == said
    assert bar_words(entry, target(entry, (), date(2026, 11, 29))) == said
    assert bar_words(other, None) == ()


def test_for_programs() -> None:
    bar = barbell_now(begun(squats(98)).state, CATALOG, replace(KG, plates=(Plate(25), Plate(10, 1), Plate(2.5))))
    assert bar is not None
    assert bar.loaded is not None
    assert bar_as_json(bar.loaded, bar.load) == {
        "load": 98, "bar": 20, "side": [25, 10, 2.5], "unit": "kg", "rest": 3,
    }  # fmt: skip
