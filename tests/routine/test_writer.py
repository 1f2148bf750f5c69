"""Routine -> TOML -> the same routine."""

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from routine_values import CATALOG, entries, routines

from backday_tui.routine import notation
from backday_tui.routine.model import Entry, Load, Reps, Routine, Span, Superset
from backday_tui.routine.reader import read_text
from backday_tui.routine.writer import entry_text, to_text

ISOMETRIC = notation.isometric_in(CATALOG)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(routines())
def test_a_routine_reads_back_as_it_was_written(routine: Routine) -> None:
    text = to_text(routine, CATALOG)
    loaded = read_text(text, id="routine", catalog=CATALOG)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert loaded.routine == routine
    assert hash(loaded.routine) == hash(routine)


@slow
@given(entries())
def test_an_entry_reads_back_from_its_line_or_its_table(entry: Entry) -> None:
    text = f'name = "One"\nwork = [{entry_text(entry, ISOMETRIC)}]\n'
    routine = read_text(text, id="", catalog=CATALOG).routine
    assert routine is not None
    assert routine.work == (entry,)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Entry(("Plank",)), '"Plank"'),
        (Entry(("Seated row",), sets=3, reps=Reps(8, 12), load=Load(22.5, "kg")), '"3x8-12 Seated row @ 22.5 kg"'),
        (Entry(("Plank",), sets=3, hold=Span(90)), '"3x1:30 Plank"'),
        (Entry(("Treadmill",), time=Span(600)), '"10min Treadmill"'),
        (Entry(("Chin-up", "Pull-up"), sets=3, reps=Reps(None, None)), '"3x? Chin-up / Pull-up"'),
        (Entry(("Seated row",), sets=2, reps=Reps(8, 8), sides="each"), '"2x8 Seated row each side"'),
        (Entry(("90/90 stretch",)), '{ exercise = "90/90 stretch" }'),
        (Entry(("Treadmill",), hold=Span(60)), '{ exercise = "Treadmill", hold = "1:00" }'),
        (Entry(("Plank",), time=Span(60)), '{ exercise = "Plank", time = "1:00" }'),
        (Entry(("Plank",), sets=2), '{ exercise = "Plank", sets = 2 }'),
        (Entry(("Seated row",), reps=(Reps(8, 8),)), '{ exercise = "Seated row", reps = [8] }'),
    ],
)
def test_an_entry_is_a_line_where_a_line_says_all(entry: Entry, text: str) -> None:
    assert entry_text(entry, ISOMETRIC) == text


def test_a_superset_is_written_with_its_sets_once() -> None:
    routine = Routine("s", "S", work=(Superset((Entry(("Seated row",), reps=Reps(8, 8)), Entry(("Plank",))), 3),))
    written = tomllib.loads(to_text(routine, CATALOG))
    assert written["work"] == [{"superset": ["8 Seated row", "Plank"], "sets": 3}]
