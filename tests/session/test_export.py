"""A plan for programs: the keys and values that scripts rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from workouts import CATALOG, hold, plan_of, reps, timed

from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Item, Load, Part, Reps
from backday_tui.session.export import as_json
from backday_tui.training.past import LastTime, PastSession, PastSet
from backday_tui.training.prescription import Aim

STEP_KEYS = [
    "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps", "seconds",
    "to_failure", "load", "group", "optional", "cues", "last", "aim", "warmup",
]  # fmt: skip


def test_the_whole_of_a_small_plan() -> None:
    plan = plan_of(hold("plank", 20), reps("Row", 8), level="beginner", equipment=("mat",), between=2)
    common = {
        "section": "work", "choices": None, "set": 1, "sets": 1, "round": None, "rounds": None, "side": None,
        "to_failure": False, "load": None, "group": None, "optional": False, "last": None, "aim": None, "warmup": False,
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
                "aim": {"reps": None, "seconds": 20, "load": None, "why": "as the file says"},
                "cues": [{"at_s": 0, "name": "go"}, {"at_s": 10, "name": "half"}]
                + [{"at_s": at, "name": "tick"} for at in (17, 18, 19)],
            },
            {"index": 2, "kind": "rest", "exercise": "Row", "reps": None, "seconds": 2}
            | {"cues": [{"at_s": 0, "name": "rest"}, {"at_s": 0, "name": "tick"}, {"at_s": 1, "name": "tick"}]},
            {"index": 3, "kind": "reps", "exercise": "Row", "reps": 8, "seconds": None}
            | {"aim": {"reps": 8, "seconds": None, "load": None, "why": "as the file says"}}
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


def aim_of(*work: Item) -> dict[str, Any] | None:
    """What the first set of work aims at."""
    steps = as_json(plan_of(*work), CATALOG)["steps"]
    aim: dict[str, Any] | None = next(step for step in steps if step["kind"] not in ("prepare", "rest"))["aim"]
    return aim


KG = Load("weight", 40.0, "kg")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (reps("Row", 8, load=KG), (8, None, "40 kg")),
        (Entry(("Row",), reps=Reps(8, 12)), (8, None, None)),
        (Entry(("Row",), reps=Reps(5, None)), (None, None, None)),
        (Entry(("Row",), reps=Reps(None, None), load=KG), (None, None, "40 kg")),
        (hold("plank", 30), (None, 30, None)),
        (hold("plank", None), (None, None, None)),
        (hold("plank", 30, more=True), (None, None, None)),
        (reps("Row", 8, load=Load("percent", 70.0)), (8, None, None)),
    ],
)
def test_without_anything_done_a_set_aims_at_what_the_file_says(
    entry: Entry, expected: tuple[int | None, int | None, str | None]
) -> None:
    count, seconds, load = expected
    assert aim_of(entry) == {"reps": count, "seconds": seconds, "load": load, "why": "as the file says"}


@pytest.mark.parametrize(
    "item", [timed(), Emom((reps("Row"),), minutes=2), Amrap((reps("Row"),), time=60), Entry(("Row",))],
    ids=["timed", "emom", "amrap", "open"],
)  # fmt: skip
def test_what_is_neither_reps_nor_held_has_no_aim(item: Item) -> None:
    assert aim_of(item) is None


def test_an_aim_of_today_stands_beside_what_the_file_says() -> None:
    plan = plan_of(reps("Row", 8, 2, load=KG))
    aim = Aim(10, None, Load("weight", 42.5, "kg"), to_beat=9)
    steps = tuple(replace(step, aim=aim, why="every rep on 17 Nov") if step.is_work else step for step in plan.steps)
    first = as_json(replace(plan, steps=steps), CATALOG)["steps"][0]
    assert first["aim"] == {"reps": 10, "seconds": None, "load": "42.5 kg", "why": "every rep on 17 Nov"}
    assert (first["reps"], first["load"]) == (8, "40 kg")


def test_what_was_done_last_time_stands_at_each_set() -> None:
    session = PastSession(3, "back", datetime(2026, 11, 17, 18, tzinfo=UTC))
    sets = (PastSet(1, "left", reps=9, load=KG), PastSet(2, seconds=44.98765))
    exported = as_json(plan_of(reps("Row", 8, 2)), CATALOG, lambda _: LastTime(session, sets))
    assert (
        exported["steps"][0]["last"]
        == exported["steps"][2]["last"]
        == {
            "on": "2026-11-17",
            "sets": [
                {"reps": 9, "seconds": None, "load": "40 kg", "side": "left"},
                {"reps": None, "seconds": 44.988, "load": None, "side": None},
            ],
        }
    )
    assert exported["steps"][1]["last"] is None, "a rest is nothing that was done"
