"""Muscles worked by a routine: sets counted 1 for what is worked first, a half for what is worked second."""

from __future__ import annotations

from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Reps, Routine, Superset
from backday_tui.session.summary import worked

ROW = Exercise(id="row", name="Row", muscles=("latissimus dorsi",), secondary=("biceps",))
CURL = Exercise(id="curl", name="Curl", muscles=("biceps",))
PLANK = Exercise(id="plank", name="Plank", muscles=("core",), secondary=("lumbar",))
CATALOG = Catalog([ROW, CURL, PLANK])


def entry(*names: str, sets: int = 1) -> Entry:
    return Entry(exercise=names, sets=sets, reps=Reps(8, 8))


def muscles(*work: Item, own: tuple[Exercise, ...] = ()) -> dict[str, float]:
    return worked(Routine(id="", name="Test", work=work, exercises=own), CATALOG)


def test_a_set_counts_one_first_and_a_half_second() -> None:
    assert muscles(entry("Row", sets=3)) == {"latissimus dorsi": 3, "biceps": 1.5}


def test_sets_of_several_exercises_add_up_the_most_worked_first() -> None:
    found = muscles(entry("Row", sets=2), entry("Curl", sets=3))
    assert list(found.items()) == [("biceps", 4), ("latissimus dorsi", 2)]


def test_equals_stand_in_the_order_of_the_catalogues_muscles() -> None:
    assert list(muscles(entry("Curl"), entry("Plank"))) == ["core", "biceps", "lumbar"]


def test_of_choices_the_first_counts() -> None:
    assert muscles(entry("Curl", "Row")) == {"biceps": 1}


def test_both_sides_are_one_set() -> None:
    assert muscles(Entry(exercise=("Curl",), sets=2, sides="each")) == {"biceps": 2}


def test_a_superset_counts_each_of_its_exercises_once_a_set() -> None:
    found = muscles(Superset(entries=(entry("Curl"), entry("Plank")), sets=3))
    assert found == {"core": 3, "biceps": 3, "lumbar": 1.5}


def test_a_circuit_counts_its_highest_number_of_rounds() -> None:
    assert muscles(Circuit(entries=(entry("Curl"),), rounds=(2, 3))) == {"biceps": 3}


def test_an_emom_counts_the_minutes_of_each_exercise() -> None:
    assert muscles(Emom(entries=(entry("Curl"), entry("Plank")), minutes=5)) == {"biceps": 3, "core": 2, "lumbar": 1}


def test_an_amrap_counts_one_round() -> None:
    assert muscles(Amrap(entries=(entry("Curl"), entry("Row")), time=600)) == {"biceps": 1.5, "latissimus dorsi": 1}


def test_an_unknown_exercise_counts_nothing() -> None:
    assert muscles(entry("Sled pull")) == {}


def test_an_own_exercise_counts_with_muscles_by_any_name() -> None:
    sled = Exercise(id="sled-pull", name="Sled pull", muscles=("Lats",), secondary=("popliteus",))
    assert muscles(entry("Sled pull", sets=2), own=(sled,)) == {"latissimus dorsi": 2, "popliteus": 1}


def test_the_warm_up_counts_only_where_there_is_no_work() -> None:
    row, curl = entry("Row"), entry("Curl")
    assert worked(Routine(id="", name="Test", warmup=(row,), work=(curl,)), CATALOG) == {"biceps": 1}
    assert worked(Routine(id="", name="Test", warmup=(row,), cooldown=(curl,)), CATALOG) == {
        "biceps": 1.5,
        "latissimus dorsi": 1,
    }
