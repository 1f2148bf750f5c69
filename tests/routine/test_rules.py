"""How many steps a routine has, counted without laying them out."""

from hypothesis import given, settings
from routine_values import CATALOG, routines

from backday_tui.routine.model import SECTIONS, Entry, Reps, Routine
from backday_tui.routine.rules import Gaps, running_steps, too_long
from backday_tui.session.plan import build


def steps(routine: Routine) -> int:
    items = [((section, at), item) for section in SECTIONS for at, item in enumerate(routine.section(section))]
    return list(running_steps(items, Gaps(routine.rest, routine.between)))[-1][1]


@given(routines())
@settings(max_examples=60, deadline=None)
def test_the_count_is_that_of_the_plan(routine: Routine) -> None:
    assert steps(routine) == len(build(routine, CATALOG).steps)


def test_ten_thousand_steps_are_not_too_many() -> None:
    entry = Entry(("Row",), sets=100, reps=Reps(8, 8))
    items = [(("work", at), entry) for at in range(50)]
    gaps = Gaps(60, 60)
    assert list(running_steps(items, gaps))[-1][1] == 50 * 199 + 49
    assert too_long(items, gaps) is None
    more = [*items, (("work", 50), Entry(("Row",)))]
    fault = too_long(more, gaps)
    assert fault is not None
    assert fault.path == ("work", 50)
