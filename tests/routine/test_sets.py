"""Where a routine passes a number of steps, told without laying them out."""

from dataclasses import replace

from hypothesis import given, settings
from plans import build
from routine_values import CATALOG, routines

from backday_tui.routine.model import SECTIONS, WARMUP, Circuit, Emom, Entry, Item, Load, Reps, Routine, Span
from backday_tui.routine.reader import MAX_STEPS, read_text
from backday_tui.routine.sets import item_beyond

ROW = Entry(("Row",), sets=100, reps=Reps(8, 8))


def without_warmups(routine: Routine) -> Routine:
    def without(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(replace(item, warmup=()) if isinstance(item, Entry) else item for item in items)

    sections = {section: without(routine.section(section)) for section in SECTIONS}
    return replace(routine, **sections)  # type: ignore[arg-type]


@given(routines())
@settings(max_examples=60)
def test_no_warm_up_set_makes_more_steps_than_were_counted(routine: Routine) -> None:
    assert item_beyond(routine, len(build(routine, CATALOG).steps) - 1) is not None


def test_warm_up_sets_are_counted_as_many_as_are_written() -> None:
    squat = Entry(("Squat",), reps=Reps(5, 5), load=Load("weight", 100, "kg"), warmup=WARMUP, barbell=True)
    both = replace(squat, sides="each")
    for entry in (squat, both):
        routine = Routine("", "B", work=(entry,))
        steps = len(build(routine, CATALOG).steps)
        assert item_beyond(routine, steps) is None
        assert item_beyond(routine, steps - 1) == ("work", 0)
    many = Routine("", "B", work=(replace(squat, warmup=WARMUP * 2 + WARMUP[:2]),) * 600)
    assert item_beyond(many, MAX_STEPS) is not None


@given(routines())
@settings(max_examples=60)
def test_each_step_of_the_plan_is_counted_for_its_item(routine: Routine) -> None:
    routine = without_warmups(routine)
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
