"""What is said of a step and of a set, on the screen and in lines."""

from __future__ import annotations

import pytest
from workouts import hold, plan_of, reps, timed

from backday_tui import words
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Load, Part, Reps, Span
from backday_tui.session import step_text
from backday_tui.session.events import SetLog
from backday_tui.session.plan import Ref, Step
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

OPEN = Entry(("Cat/cow stretch",))
REF = Ref("work", 0, 0)


def work_of(item: Item) -> Step:
    return next(step for step in plan_of(item).steps if step.is_work)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (reps(count=1), "1 rep"),
        (reps(count=8), "8 reps"),
        (Entry(("Row",), reps=Reps(8, 12)), "8\N{EN DASH}12 reps"),
        (Entry(("Row",), reps=Reps(5, None)), "5 reps or more"),
        (Entry(("Row",), reps=Reps(None, None)), "to failure"),
        (hold(seconds=30), "hold 30 s"),
        (hold(seconds=60), "hold 1:00"),
        (hold(seconds=90), "hold 1:30"),
        (hold(seconds=None), "hold to failure"),
        (hold(seconds=60, more=True), "hold 1:00 or longer"),
        (timed(seconds=600), "10 min"),
        (Entry(("Run",), time=Span(None, open_ended=True)), "to failure"),
        (OPEN, "until you are done"),
        (Emom((reps(),), minutes=2), "8 reps"),
        (Emom((OPEN,), minutes=2), ""),
        (Amrap((reps(),), time=300), "5 min"),
    ],
)
def test_a_dose_is_said_in_few_words(item: Item, said: str) -> None:
    assert step_text.dose(work_of(item)) == said


def test_what_stands_between_sets_says_how_long_it_takes() -> None:
    steps = plan_of(hold(sets=2, sides="each", switch=10, rest=90)).steps
    said = [step_text.dose(step) for step in steps if not step.is_work]
    assert said == ["get ready 5 s", "switch sides 10 s", "rest 1:30", "switch sides 10 s"]
    assert [step_text.phase_word(step) for step in steps[:3]] == ["GET READY", "HOLD", "SWITCH SIDES"]


@pytest.mark.parametrize(
    ("item", "turn", "place"),
    [
        (reps(), "", "Workout"),
        (reps(sets=3), "set 1 of 3", "Set 1 of 3"),
        (reps(sets=3, sides="each"), "set 1 of 3", "Set 1 of 3 · left side"),
        (reps(sides="alternating"), "", "Workout · alternating sides"),
        (Circuit((reps(),), rounds=(2, 2)), "round 1 of 2", "Round 1 of 2"),
        (Emom((reps(),), minutes=10), "minute 1 of 10", "Minute 1 of 10"),
    ],
)
def test_a_place_says_which_one_it_is(item: Item, turn: str, place: str) -> None:
    assert step_text.turn(work_of(item)) == turn
    assert step_text.place(work_of(item)) == place


def test_a_section_is_named_where_there_is_one_set() -> None:
    plan = plan_of(warmup=(OPEN,), cooldown=(OPEN,))
    assert [step_text.place(step) for step in plan.steps if step.is_work] == ["Warm-up", "Cool-down"]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((reps(),), ["done"]),
        ((reps(sets=2),), ["rest 1:00, then set 2 of 2", "Row · 8 reps", "done"]),
        ((reps(sets=1, sides="each"),), ["right side", "done"]),
        ((reps(), hold()), ["rest 1:00, then Plank · hold 30 s", "Plank · hold 30 s", "done"]),
        (
            (Circuit((reps(), hold()), rounds=(2, 2), between=0),),
            ["get ready 5 s, then Plank · hold 30 s", "Plank · hold 30 s", "Row · 8 reps",
             "get ready 5 s, then Plank · hold 30 s", "Plank · hold 30 s", "done"],
        ),
        ((Circuit((reps(),), rounds=(2, 2), between=0),), ["round 2", "done"]),
        ((Emom((reps(),), minutes=2),), ["Row · 8 reps", "Row · 8 reps", "done"]),
    ],
)  # fmt: skip
def test_what_comes_after_is_one_line(items: tuple[Item, ...], said: list[str]) -> None:
    steps = plan_of(*items).steps
    assert [step_text.after(steps, index) for index in range(len(steps))][-len(said) :] == said


def test_the_work_that_a_rest_leads_to_is_found() -> None:
    steps = plan_of(hold(sets=2)).steps
    assert [step_text.work_at(steps, index) for index in range(len(steps))] == [1, 1, 3, 3]


def test_details_come_in_the_order_of_their_weight_and_cleaned() -> None:
    parts = (Part(7, "bottom\x1b half"), Part(7, "full"))
    entry = Entry(
        ("Curl\x1b",),
        parts=parts,
        load=Load("weight", 25, "lb"),
        tempo=(3, 0, 1),
        optional=True,
        note="slow\u202e",
        sides="each",
    )
    step = work_of(entry)
    assert step_text.title(step) == "Curl␛"
    assert step_text.what(step) == "Curl␛ · 14 reps"
    assert step_text.details(step) == (
        "25 lb", "7 bottom␛ half + 7 full", "3 s down, 0 s held, 1 s up", "optional", "slow\N{REPLACEMENT CHARACTER}",
    )  # fmt: skip
    assert step_text.details(work_of(reps())) == ()


def test_an_amrap_says_its_round() -> None:
    plan = plan_of(Amrap((reps("Pull-up", 5), OPEN), time=300))
    step = plan.steps[-1]
    assert step_text.title(step) == "AMRAP"
    assert step_text.amrap_turn(plan.routine, step) == "5 Pull-up, Cat/cow stretch"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({}, "done"),
        ({"reps": 8}, "8 reps"),
        ({"reps": 1, "load": "25 lb"}, "1 rep · 25 lb"),
        ({"seconds": 44.6}, "0:45"),
        ({"seconds": 300.0, "rounds": 4, "reps": 3}, "4 rounds, 3 reps"),
        ({"load": "12 kg\x1b"}, "done · 12 kg␛"),
    ],
)
def test_a_set_is_told_by_its_figures(figures: dict[str, object], said: str) -> None:
    none = {"reps": None, "seconds": None, "load": None, "rounds": None}
    target = work_of(reps())
    log = SetLog(bout=0, ref=REF, exercise="Row", set=1, sets=1, side=None, target=target, **(none | figures))  # type: ignore[arg-type] # the figures of each row are of the right type
    assert step_text.done(log) == said
    assert step_text.figures(log) == said.removeprefix("done").removeprefix(words.BETWEEN)


def test_a_share_of_a_training_max_is_no_load_before_that_is_known() -> None:
    entry = Entry(("Deadlift",), reps=Reps(5, 5), load=Load("percent", 70))
    for item in (entry, Emom((entry,), 1)):
        step = work_of(item)
        assert step_text.load(step) == "70% of the training max"
        aims = {None: "70% of a training max that isn't known", Load("weight", 77.5, "kg"): "77.5 kg"}
        for load, said in aims.items():
            aimed = step.aiming_at(Target((Aim(load=load),), "file", "as the file says"))
            assert step_text.load(aimed) == said
            assert aimed.lifted == (None if load is None else "77.5 kg")
