"""A plan for programs: the keys and values that scripts rely on."""

from __future__ import annotations

import json

import pytest
from workouts import CATALOG, hold, plan_of, reps

from backday_tui.routine.model import Amrap, Circuit, Entry, Item, Load, Part, Reps
from backday_tui.session.export import as_json

STEP_KEYS = [
    "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps", "seconds",
    "to_failure", "load", "group", "optional", "cues",
]  # fmt: skip


def test_the_whole_of_a_small_plan() -> None:
    plan = plan_of(hold("plank", 20), reps("Row", 8), level="beginner", equipment=("mat",), between=2)
    common = {
        "section": "work", "choices": None, "set": 1, "sets": 1, "round": None, "rounds": None, "side": None,
        "to_failure": False, "load": None, "group": None, "optional": False,
    }  # fmt: skip
    expected = {
        "routine": {"id": "back", "name": "Back day", "level": "beginner", "equipment": ["mat"], "muscles": ["core"]},
        "estimate_s": 51,
        "timed_s": 27,
        "steps": [
            {"index": 0, "kind": "prepare", "exercise": "Plank", "reps": None, "seconds": 5}
            | {"cues": [{"at_s": at, "name": "tick"} for at in (2, 3, 4)]},
            {"index": 1, "kind": "hold", "exercise": "Plank", "reps": None, "seconds": 20}
            | {
                "cues": [{"at_s": 0, "name": "go"}, {"at_s": 10, "name": "half"}]
                + [{"at_s": at, "name": "tick"} for at in (17, 18, 19)]
            },
            {"index": 2, "kind": "rest", "exercise": "Row", "reps": None, "seconds": 2}
            | {"cues": [{"at_s": 0, "name": "rest"}, {"at_s": 0, "name": "tick"}, {"at_s": 1, "name": "tick"}]},
            {"index": 3, "kind": "reps", "exercise": "Row", "reps": 8, "seconds": None}
            | {"cues": [{"at_s": 0, "name": "go"}, {"at_s": 24, "name": "done"}]},
        ],
    }
    expected["steps"] = [common | step for step in expected["steps"]]  # type: ignore[attr-defined]
    assert as_json(plan, CATALOG) == expected


def test_keys_are_in_the_order_of_the_contract() -> None:
    exported = as_json(plan_of(reps()), CATALOG)
    assert list(exported) == ["routine", "estimate_s", "timed_s", "steps"]
    assert list(exported["routine"]) == ["id", "name", "level", "equipment", "muscles"]
    assert list(exported["steps"][0]) == STEP_KEYS


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Reps(8, 8), 8),
        (Reps(8, 12), {"min": 8, "max": 12}),
        (Reps(5, None), {"min": 5, "max": None}),
        (Reps(None, None), "max"),
        (None, None),
    ],
)
def test_reps(target: Reps | None, expected: object) -> None:
    step = as_json(plan_of(Entry(("Row",), reps=target)), CATALOG)["steps"][0]
    assert step["reps"] == expected
    assert step["to_failure"] == (expected == "max")


@pytest.mark.parametrize(
    ("item", "key", "expected"),
    [
        (
            Entry(("Curl",), parts=(Part(7, "bottom half"), Part(14, "full"))),
            "parts",
            [{"reps": 7, "name": "bottom half"}, {"reps": 14, "name": "full"}],
        ),
        (Amrap((reps(), Entry(("Chin-up", "Dip"))), time=60), "entries", ["Row", "Chin-up / Dip"]),
    ],
)
def test_keys_that_only_some_steps_have(item: Item, key: str, expected: object) -> None:
    steps = as_json(plan_of(reps(), item), CATALOG)["steps"]
    assert steps[-1][key] == expected
    assert all({"parts", "entries"}.isdisjoint(step) for step in steps[:-1])


def test_choices_sides_loads_and_rounds() -> None:
    entry = Entry(("chin-up", "Pull-up"), reps=Reps(3, 3), load=Load("weight", 2.5, "kg"), sides="each", optional=True)
    first, second, *_ = as_json(plan_of(Circuit((entry,), rounds=(1, 2))), CATALOG)["steps"]
    assert (first["exercise"], first["choices"]) == (None, ["Chin-up", "Pull-up"])
    assert (first["side"], second["side"], first["load"], first["optional"]) == ("left", "right", "2.5 kg", True)
    assert (first["group"], first["set"], first["sets"], first["round"], first["rounds"]) == ("circuit", 1, 2, 1, 2)


def test_a_minute_or_more() -> None:
    step = as_json(plan_of(hold(seconds=60, more=True)), CATALOG)["steps"][1]
    assert (step["seconds"], step["to_failure"]) == (60, True)


def test_it_is_json_with_whole_numbers() -> None:
    text = json.dumps(as_json(plan_of(hold(sets=2), hold("Cobra", 25)), CATALOG))
    assert ".0" not in text
    assert '"at_s": 12.5' in text
