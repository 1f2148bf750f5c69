"""Where a routine passes a number of steps, told without laying them out."""

from hypothesis import given, settings
from routine_values import CATALOG, routines

from backday_tui.routine.model import Circuit, Emom, Entry, Reps, Routine, Span
from backday_tui.routine.reader import MAX_STEPS, read_text
from backday_tui.routine.sets import item_beyond
from backday_tui.session.plan import build

ROW = Entry(("Row",), sets=100, reps=Reps(8, 8))


@given(routines())
@settings(max_examples=60)
def test_each_step_of_the_plan_is_counted_for_its_item(routine: Routine) -> None:
    steps = build(routine, CATALOG).steps
    assert [item_beyond(routine, before) for before in range(len(steps))] == [step.ref[:2] for step in steps]
    assert item_beyond(routine, len(steps)) is None


def test_a_pause_counts_for_what_it_leads_to() -> None:
    plank = Entry(("Plank",), hold=Span(30), sides="each")
    routine = Routine("", "B", warmup=(plank,), work=(Emom((ROW, plank), 3), Circuit((ROW,), (1, 2))))
    # prepare, left, switch, right; a rest, three minutes; a rest, a round, a rest, a round.
    assert item_beyond(routine, 3) == ("warmup", 0)
    assert item_beyond(routine, 4) == ("work", 0)
    assert item_beyond(routine, 8) == ("work", 1)
    assert item_beyond(routine, 11) == ("work", 1)
    assert item_beyond(routine, 12) is None


def test_ten_thousand_steps_are_not_too_many() -> None:
    routine = Routine("", "B", work=(ROW,) * 50)
    assert item_beyond(routine, 50 * 199 + 49) is None
    assert item_beyond(routine, MAX_STEPS) is None
    assert item_beyond(Routine("", "B", work=(*routine.work, Entry(("Row",)))), MAX_STEPS) == ("work", 50)


def test_steps_are_counted_beside_other_problems() -> None:
    lines = ["3x8", *["100x8 Seated row"] * 51]
    text = 'name = "B"\nwork = [\n' + "".join(f'  "{line}",\n' for line in lines) + "]\n"
    problems = read_text(text, id="b", catalog=CATALOG).problems
    assert [(problem.line, problem.key) for problem in problems] == [(3, "work[0]"), (54, "work[51]")]
    assert problems[1].message == "over 10,000 steps with this one, more than a routine may have: take fewer sets"
