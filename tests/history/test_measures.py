"""What the person weighs and their training maxes: the newest up to a day counts, and the last is taken back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from backday_tui.exercises.catalog import bundled
from backday_tui.history import measures
from backday_tui.history.measures import GivenMax
from backday_tui.history.store import Store
from backday_tui.routine.amounts import parse_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MON, TUE, WED = (date(2026, 11, day) for day in (2, 3, 4))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "history.sqlite3")
    yield store
    store.close()


def weigh(store: Store, *weights: tuple[date, str]) -> None:
    for day, weight in weights:
        measures.keep_body_weight(store, day, parse_load(weight))


def give(store: Store, *given: tuple[date, str, str, float]) -> None:
    for day, exercise, load, percent in given:
        measures.keep_max(store, GivenMax(0, day, exercise, parse_load(load), percent), bundled())


def test_body_weights_are_listed_newest_first_as_they_were_written(store: Store) -> None:
    weigh(store, (TUE, "81.5kg"), (MON, "180 lb"), (TUE, "82 kg"))
    found = measures.body_weights(store)
    assert [(each.day, str(each.weight)) for each in found] == [(TUE, "82 kg"), (TUE, "81.5 kg"), (MON, "180 lb")]
    assert found[2].kg == float(Fraction("0.45359237") * 180)


def test_what_was_written_down_last_is_taken_back_whatever_its_day(store: Store) -> None:
    weigh(store, (TUE, "81.5kg"), (MON, "80 kg"))
    gone = measures.take_back_body_weight(store)
    assert gone is not None
    assert str(gone.weight) == "80 kg"
    assert [str(each.weight) for each in measures.body_weights(store)] == ["81.5 kg"]
    measures.take_back_body_weight(store)
    assert measures.take_back_body_weight(store) is None


@pytest.mark.parametrize(
    ("read", "take_back"),
    [("body_weights", measures.take_back_body_weight), ("given_maxes", measures.take_back_max)],
)
def test_two_keys_at_once_take_one_back_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, read: str, take_back: Callable[[Store], object]
) -> None:
    weigh(store, (MON, "80 kg"))
    give(store, (MON, "deadlift", "120 kg", 100))
    read_now = getattr(measures, read)
    answers = iter([read_now(store)])  # as the other key found it, which is quicker
    assert take_back(store) is not None
    monkeypatch.setattr(measures, read, lambda store: next(answers, None) or read_now(store))
    assert take_back(store) is None


@pytest.mark.parametrize(
    ("weight", "possible"),
    [("81.5 kg", True), ("20 kg", True), ("19.9 kg", False), ("1102 lb", True), ("1103 lb", False),
     ("2x40 kg", False), ("+80 kg", False), ("80%", False)],
)  # fmt: skip
def test_what_a_body_may_weigh(weight: str, possible: bool) -> None:
    assert measures.is_possible(parse_load(weight)) is possible


def test_of_training_maxes_the_newest_up_to_the_day_counts(store: Store) -> None:
    give(store, (MON, "Deadlift", "120 kg", 90), (WED, "deadlift", "130 kg", 100), (MON, "Squat", "100 lb", 100))
    give(store, (MON, "Deadlift", "122 kg", 90))  # of the same day the one that was written down last
    assert str(measures.newest_maxes(store, bundled(), MON)["deadlift"].trained) == "109.8 kg"
    found = measures.training_maxes(store, bundled(), WED)
    assert {movement: str(each.load) for movement, each in found.items()} == {"deadlift": "130 kg", "squat": "100 lb"}
    assert found["squat"].why == "given on 2 Nov"
    assert measures.training_maxes(store, bundled(), date(2026, 11, 1)) == {}


def test_a_max_of_what_the_catalogue_lacks_is_found_by_its_name(store: Store) -> None:
    give(store, (MON, "Sled  Pull", "80 kg", 100))
    assert [*measures.newest_maxes(store, bundled(), MON)] == ["sled pull"]


def test_what_makes_no_sense_is_left_out(store: Store) -> None:
    weigh(store, (MON, "80 kg"))
    give(store, (MON, "Deadlift", "120 kg", 90))
    for day, weight in (("soon", "80 kg"), ("2026-11-02", "heavy"), ("2026-11-02", "9999 kg"), ("2026-11-02", "")):
        store.keep("body_weight", {"day": day, "weight": weight, "kg": 80.0})
    for load, percent in (("red", 100), ("120 kg", 0), ("120 kg", 1e9), ("-20 kg", 100)):
        given = {"day": "2026-11-02", "movement": "x", "exercise": "Squat", "load": load, "percent": percent}
        store.keep("training_max", given)
    assert len(measures.body_weights(store)) == len(measures.given_maxes(store)) == 1
