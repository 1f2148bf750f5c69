"""From a file to steps: each rule of the format, as a table of an entry and its steps."""

from __future__ import annotations

from typing import Any

import pytest
from plans import build
from workouts import CATALOG, hold, lines, plan_of, reps, routine, timed

from backday_tui.exercises.catalog import Exercise
from backday_tui.routine.model import (
    Amrap,
    Circuit,
    Emom,
    Entry,
    Item,
    Load,
    Part,
    Reps,
    Routine,
    Span,
    Superset,
)
from backday_tui.session.plan import PartOfSet, Ref, choices_of, round_ranges

OPEN = Entry(("Cat/cow stretch",))


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param([reps()], ["reps Row 1/1"], id="reps need no countdown"),
        pytest.param([OPEN], ["open Cat/cow stretch 1/1"], id="no dose waits for the person"),
        pytest.param([hold()], ["prepare Plank 1/1 5s", "hold Plank 1/1 30s"], id="timed work is prepared"),
        pytest.param(
            [hold(seconds=None)],
            ["prepare Plank 1/1 5s", "hold Plank 1/1"],
            id="a hold to failure is prepared and has no time",
        ),
        pytest.param(
            [reps(sets=2, rest=45)],
            ["reps Row 1/2", "rest Row 2/2 45s", "reps Row 2/2"],
            id="between two sets the entry's rest, which leads to the second",
        ),
        pytest.param(
            [reps(sets=2)], ["reps Row 1/2", "rest Row 2/2 60s", "reps Row 2/2"], id="else the rest of the routine"
        ),
        pytest.param(
            [hold(sets=2)],
            ["prepare Plank 1/2 5s", "hold Plank 1/2 30s", "rest Plank 2/2 60s", "hold Plank 2/2 30s"],
            id="no countdown after a rest",
        ),
        pytest.param(
            [hold(sets=2, rest=0)],
            ["prepare Plank 1/2 5s", "hold Plank 1/2 30s", "hold Plank 2/2 30s"],
            id="a rest of zero is no step, nor is there a countdown after timed work",
        ),
        pytest.param(
            [reps(after=0), hold()],
            ["reps Row 1/1", "prepare Plank 1/1 5s", "hold Plank 1/1 30s"],
            id="a countdown after reps without a rest",
        ),
        pytest.param(
            [reps(after=20), reps("Curl")],
            ["reps Row 1/1", "rest Curl 1/1 20s", "reps Curl 1/1"],
            id="between two entries the rest after the first",
        ),
        pytest.param(
            [reps(sets=2, rest=10), reps("Curl")],
            ["reps Row 1/2", "rest Row 2/2 10s", "reps Row 2/2", "rest Curl 1/1 90s", "reps Curl 1/1"],
            id="else what the routine has between entries",
        ),
        pytest.param([reps(after=20)], ["reps Row 1/1"], id="no rest after the last step"),
        pytest.param(
            [reps(sides="each")],
            ["reps Row 1/1 left", "reps Row 1/1 right"],
            id="each side of reps, left then right, nothing between",
        ),
        pytest.param(
            [Entry(("Stretch",), sides="each")],
            ["open Stretch 1/1 left", "open Stretch 1/1 right"],
            id="each side of an open entry",
        ),
        pytest.param(
            [hold("Side plank", sides="each")],
            [
                "prepare Side plank 1/1 5s",
                "hold Side plank 1/1 left 30s",
                "switch Side plank 1/1 5s",
                "hold Side plank 1/1 right 30s",
            ],
            id="a switch between the sides of timed work",
        ),
        pytest.param(
            [timed(sides="each", switch=0)],
            ["prepare Treadmill 1/1 5s", "time Treadmill 1/1 left 60s", "time Treadmill 1/1 right 60s"],
            id="no switch where it takes no time",
        ),
        pytest.param([reps(sides="alternating")], ["reps Row 1/1 alternating"], id="alternating is one step"),
        pytest.param(
            [timed(), hold(after=0), hold("Cobra")],
            [
                "prepare Treadmill 1/1 5s",
                "time Treadmill 1/1 60s",
                "rest Plank 1/1 90s",
                "hold Plank 1/1 30s",
                "hold Cobra 1/1 30s",
            ],
            id="timed work right after timed work",
        ),
        pytest.param(
            [Superset((reps(), hold()), sets=2, rest=40, after=70), reps("Curl")],
            [
                "reps Row 1/2",
                "prepare Plank 1/2 5s",
                "hold Plank 1/2 30s",
                "rest Row 2/2 40s",
                "reps Row 2/2",
                "prepare Plank 2/2 5s",
                "hold Plank 2/2 30s",
                "rest Curl 1/1 70s",
                "reps Curl 1/1",
            ],
            id="a superset: a set of each, then its rest",
        ),
        pytest.param(
            [Superset((reps(), reps("Curl")), sets=2)],
            ["reps Row 1/2", "reps Curl 1/2", "rest Row 2/2 60s", "reps Row 2/2", "reps Curl 2/2"],
            id="a superset without a rest has the routine's",
        ),
        pytest.param(
            [Circuit((reps(), reps("Curl")), rounds=(1, 2), rest=10, between=100), reps("Fly")],
            [
                "reps Row 1/2",
                "rest Curl 1/2 10s",
                "reps Curl 1/2",
                "rest Row 2/2 100s",
                "reps Row 2/2",
                "rest Curl 2/2 10s",
                "reps Curl 2/2",
                "rest Fly 1/1 90s",
                "reps Fly 1/1",
            ],
            id="a circuit plans its highest number of rounds",
        ),
        pytest.param(
            [Circuit((reps(), reps("Curl")), rounds=(2, 2), after=0), reps("Fly")],
            ["reps Row 1/2", "reps Curl 1/2", "rest Row 2/2 90s", "reps Row 2/2", "reps Curl 2/2", "reps Fly 1/1"],
            id="a circuit of its own: no rest within, the routine's between rounds",
        ),
        pytest.param(
            [Emom((reps(), hold("Plank", 40)), minutes=3)],
            ["prepare Row 1/2 5s", "time Row 1/2 60s", "time Plank 1/1 60s", "time Row 2/2 60s"],
            id="an EMOM's minutes, in turn",
        ),
        pytest.param(
            [Amrap((reps(), reps("Curl")), time=600), reps("Fly")],
            ["prepare AMRAP 1/1 5s", "time AMRAP 1/1 600s", "rest Fly 1/1 90s", "reps Fly 1/1"],
            id="an AMRAP is one step",
        ),
    ],
)
def test_steps_of_the_work(work: list[Item], expected: list[str]) -> None:
    assert lines(plan_of(*work, between=90).steps) == expected


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(
            {"warmup": (OPEN, reps("A")), "work": (reps("B"),), "cooldown": (reps("C"), OPEN)},
            [
                "open Cat/cow stretch 1/1",
                "reps A 1/1",
                "rest B 1/1 90s",
                "reps B 1/1",
                "rest C 1/1 90s",
                "reps C 1/1",
                "open Cat/cow stretch 1/1",
            ],
            id="between sections, not between entries of warm-up and cool-down",
        ),
        pytest.param(
            {"warmup": (reps("A", after=15), reps("B", after=25)), "work": (reps("C"),)},
            ["reps A 1/1", "rest B 1/1 15s", "reps B 1/1", "rest C 1/1 25s", "reps C 1/1"],
            id="unless the entry says so",
        ),
        pytest.param(
            {"warmup": (reps("A", sets=2),)},
            ["reps A 1/2", "rest A 2/2 60s", "reps A 2/2"],
            id="between the sets of a warm-up entry there is rest",
        ),
        pytest.param(
            {"warmup": (timed("A"), timed("B"))},
            ["prepare A 1/1 5s", "time A 1/1 60s", "time B 1/1 60s"],
            id="timed work of the warm-up runs on",
        ),
        pytest.param(
            {"warmup": (OPEN,), "cooldown": (OPEN,), "between": 0},
            ["open Cat/cow stretch 1/1"] * 2,
            id="nothing between sections where between is zero",
        ),
        pytest.param({"work": (hold(),), "prepare": 0}, ["hold Plank 1/1 30s"], id="no countdown of no time"),
    ],
)
def test_steps_of_sections(sections: dict[str, Any], expected: list[str]) -> None:
    work = Routine("back", "Back day", **{"between": 90, **sections})
    assert lines(build(work, CATALOG).steps) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry(("Plank",), sets=3, hold=(Span(60), Span(45), Span(30, open_ended=True))), [60, 45, 30]),
        (Entry(("Bike",), sets=2, time=(Span(60), Span(45))), [60, 45]),
    ],
)
def test_a_time_for_each_set(entry: Entry, expected: list[int]) -> None:
    assert [step.seconds for step in plan_of(entry).steps if step.is_work] == expected


def test_reps_and_load_for_each_set() -> None:
    entry = Entry(
        ("Row",),
        sets=3,
        reps=(Reps(8, 8), Reps(6, 8), Reps(5, None)),
        load=(Load("weight", 20, "kg"), Load("weight", 22.5, "kg"), Load("body")),
    )
    steps = [step for step in plan_of(entry).steps if step.is_work]
    assert [(step.reps, step.load, step.to_failure) for step in steps] == [
        (Reps(8, 8), "20 kg", False),
        (Reps(6, 8), "22.5 kg", False),
        (Reps(5, None), "bodyweight", False),
    ]


@pytest.mark.parametrize(
    ("entry", "seconds", "to_failure"),
    [
        (hold(seconds=None), None, True),
        (hold(seconds=60, more=True), 60, True),
        (hold(seconds=60), 60, False),
        (Entry(("Chin-up",), reps=Reps(None, None)), None, True),
        (reps(), None, False),
    ],
)
def test_to_failure(entry: Entry, seconds: int | None, to_failure: bool) -> None:
    step = plan_of(entry).steps[-1]
    assert (step.seconds, step.to_failure, step.ends_by_itself) == (
        seconds,
        to_failure,
        seconds == 60 and not to_failure,
    )


@pytest.mark.parametrize(
    ("entry", "estimate_s"),
    [
        pytest.param(reps(count=10), 30, id="three seconds a rep"),
        pytest.param(reps(count=10, tempo=(3, 0, 1)), 40, id="a tempo"),
        pytest.param(Entry(("Row",), reps=Reps(8, 12)), 36, id="the highest of a range"),
        pytest.param(Entry(("Row",), reps=Reps(5, None)), 15, id="the least of 5+"),
        pytest.param(Entry(("Row",), reps=Reps(None, None)), 36, id="twelve reps to failure"),
        pytest.param(Entry(("Row",), reps=Reps(None, None), tempo=(2, 1, 2)), 60, id="twelve reps by their tempo"),
        pytest.param(hold(seconds=None), 50, id="a hold to failure, and its countdown"),
        pytest.param(hold(seconds=60, more=True), 65, id="the least of 1:00+"),
        pytest.param(OPEN, 60, id="an open entry"),
        pytest.param(reps(sides="each"), 48, id="each side counts"),
        pytest.param(hold(sides="each"), 70, id="each side and the switch"),
        pytest.param(Emom((reps(),), minutes=3), 185, id="an EMOM takes its minutes"),
        pytest.param(Amrap((reps(),), time=300), 305, id="an AMRAP its time"),
    ],
)
def test_estimate(entry: Item, estimate_s: int) -> None:
    assert plan_of(entry).estimate_s == estimate_s


def test_timed_seconds_are_those_of_all_steps_that_have_them() -> None:
    plan = plan_of(hold(sets=2, rest=40), reps(), hold("Cobra", None), between=20)
    assert plan.timed_s == 5 + 30 + 40 + 30 + 20 + 20


def test_a_rest_says_nothing_of_the_dose_to_come() -> None:
    entry = Entry(
        ("Row",), sets=2, reps=Reps(21, 21), load=Load("weight", 5, "kg"), sides="each", note="slow", tempo=(1, 1, 1),
        parts=(Part(21, "full"),), sound="gong.wav", optional=True,
    )  # fmt: skip
    rest = next(step for step in plan_of(entry).steps if step.kind == "rest")
    assert (rest.side, rest.reps, rest.load, rest.note, rest.tempo, rest.parts, rest.sound) == (None,) * 7
    assert (rest.ref, rest.set, rest.sets, rest.exercise, rest.optional) == (Ref("work", 0, 0), 2, 2, "Row", True)


def test_a_rest_in_a_circuit_names_the_round_to_come() -> None:
    plan = plan_of(Circuit((reps(), reps("Curl")), rounds=(2, 2), between=30))
    rest = next(step for step in plan.steps if step.kind == "rest")
    assert (rest.group, rest.round, rest.rounds, rest.set, rest.sets) == ("circuit", 2, 2, 2, 2)


def test_rounds_are_those_of_circuits_and_emoms() -> None:
    plan = plan_of(Superset((reps(),), sets=2), Circuit((reps(),), rounds=(2, 2)), Emom((reps(),), minutes=2), rest=0)
    found = [(step.group, step.set, step.sets, step.round, step.rounds) for step in plan.steps if step.is_work]
    assert found == [
        ("superset", 1, 2, None, None),
        ("superset", 2, 2, None, None),
        ("circuit", 1, 2, 1, 2),
        ("circuit", 2, 2, 2, 2),
        ("emom", 1, 2, 1, 2),
        ("emom", 2, 2, 2, 2),
    ]


def test_an_emom_carries_the_reps_of_its_minute() -> None:
    plan = plan_of(Emom((reps(count=15), hold(seconds=None)), minutes=2))
    minutes = [step for step in plan.steps if step.is_work]
    assert [(step.kind, step.reps, step.seconds, step.to_failure) for step in minutes] == [
        ("time", Reps(15, 15), 60, False),
        ("time", None, 60, False),
    ]


def test_an_emom_says_what_its_minute_asks_for_besides_reps() -> None:
    entries = (reps(), hold(seconds=40, note="low"), reps(sides="each"), hold(seconds=None))
    minutes = [step for step in plan_of(Emom(entries, minutes=4)).steps if step.is_work]
    assert [step.note for step in minutes] == [None, "0:40 of the minute · low", "each side", None]


def test_a_set_in_parts_is_one_step() -> None:
    parts = (Part(7, "bottom half"), Part(7, "top half"), Part(7, "full"))
    step = plan_of(Entry(("Curl",), parts=parts)).steps[0]
    assert (step.kind, step.reps) == ("reps", Reps(21, 21))
    assert step.parts == (PartOfSet(7, "bottom half"), PartOfSet(7, "top half"), PartOfSet(7, "full"))


def test_an_amrap_names_its_entries() -> None:
    step = plan_of(Amrap((reps("plank"), Entry(("Chin-up", "Pull-up"))), time=60)).steps[-1]
    assert (step.exercise, step.choices, step.entries) == (None, None, ("Plank", "Chin-up / Pull-up"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("bent-over-row", "Bent-over row"),
        ("bent-over row", "bent-over row"),
        ("Plank, on elbows", "Plank, on elbows"),
        ("Zercher yodel", "Zercher yodel"),
    ],
)
def test_a_name_is_shown_as_it_is_written_and_an_id_by_the_catalogue(written: str, shown: str) -> None:
    assert plan_of(reps(written)).steps[0].exercise == shown


def test_an_exercise_of_the_routine_itself_shows_its_name() -> None:
    own = Exercise(id="sled-pull", name="Sled pull")
    assert build(routine(reps("sled-pull"), exercises=(own,)), CATALOG).steps[0].exercise == "Sled pull"


def test_choices_stay_until_one_is_picked() -> None:
    work = routine(reps(), Entry(("chin-up", "Pull-up"), sets=2, reps=Reps(None, None)))
    plan = build(work, CATALOG)
    place = Ref("work", 1, 0)
    assert choices_of(plan) == ((place, ("Chin-up", "Pull-up")),)
    chosen = (None, ("Chin-up", "Pull-up"), "Chin-up / Pull-up")
    assert [(step.exercise, step.choices, step.title) for step in plan.steps[1:]] == [chosen] * 4
    picked = build(work, CATALOG, picks={place: "Pull-up"})
    assert choices_of(picked) == ()
    assert {step.exercise for step in picked.steps[1:]} == {"Pull-up"}


def test_a_range_of_rounds_is_picked_from() -> None:
    work = routine(Circuit((reps(),), rounds=(3, 3)), Circuit((reps("Curl"),), rounds=(2, 3)))
    assert round_ranges(work) == ((("work", 1), (2, 3)),)
    plan = build(work, CATALOG, rounds={("work", 1): 2})
    assert [step.rounds for step in plan.steps if step.is_work] == [3, 3, 3, 2, 2]


def test_every_set_has_an_id_of_its_own_that_its_steps_bear() -> None:
    plan = plan_of(hold(sets=2, sides="each"), Superset((reps(), reps("Curl")), sets=2))
    assert [bout.id for bout in plan.bouts] == list(range(6))
    assert all(step.bout == bout.id for bout in plan.bouts for step in bout.work)
    assert [step.bout for step in plan.steps] == [0] * 4 + [1] * 4 + [2] * 2 + [3] + [4] * 2 + [5]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        pytest.param(0, "prepare Plank 1/2 5s", id="the beginning"),
        pytest.param(2, "prepare Plank 2/2 5s", id="a rest: the set that it leads to, with a countdown"),
        pytest.param(3, "prepare Plank 2/2 5s", id="a set"),
        pytest.param(5, "reps Row 1/1 left", id="a set of reps"),
        pytest.param(6, "reps Row 1/1 left", id="the second side: its set from the first side on"),
    ],
)
def test_starting_in_the_middle(index: int, expected: str) -> None:
    plan = plan_of(hold(sets=2), reps(sides="each"))
    started = plan.starting_at(index)
    assert lines(started.steps)[0] == expected
    assert lines(started.steps)[-1] == "reps Row 1/1 right"
