"""Plates in a workout that is followed in lines, and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripted import Run, run

from backday_tui.exercises.catalog import bundled
from backday_tui.plain.workout import LookBack
from backday_tui.session.barbell import barbell_now
from backday_tui.training.loads import USUAL

if TYPE_CHECKING:
    from backday_tui.session.session import Session

TEXT = """
name = "Bar"
rest = 60
work = [{ exercise = "Squat", reps = 5, sets = 3, load = ["97.5 kg", "105 kg", "61 kg"] }, "1x8 Seated row @ 40 kg"]
"""


def on_bar(_: Session) -> LookBack:
    return LookBack(barbell=lambda state: barbell_now(state, bundled(), USUAL["kg"]))


def followed(*keys: tuple[float, str], as_json: bool = False, auto: bool = False) -> Run:
    return run(TEXT, keys, is_terminal=False, past=on_bar, as_json=as_json, auto=auto)


def test_each_set_and_each_rest_tells_its_plates() -> None:
    lines = [line[9:] for line in followed(auto=True).out.splitlines()]
    assert [line for line in lines if "a side" in line] == [
        "20 + 25 · 10 · 2.5 · 1.25 a side",
        "20 + 25 · 15 · 2.5 a side: off 10 · 1.25, on 15",
        "20 + 25 · 15 · 2.5 a side",
        "20 + 20 a side (1 kg can't be loaded): off 25 · 15 · 2.5, on 20",
        "20 + 20 a side (1 kg can't be loaded)",
    ]
    after = lines.index("20 + 25 · 10 · 2.5 · 1.25 a side")
    assert lines[after - 1].startswith("Squat · 5 reps · 97.5 kg · set 1 of 3")


def test_another_load_has_other_plates_and_where_tells_them() -> None:
    told = followed((1, "}"), (2, "w"), (3, "u"), (4, "q")).out
    assert "20 + 25 · 15 a side\n" in told
    assert "Squat · 5 reps · 100 kg · 20 + 25 · 15 a side · set 1 of 3" in told
    assert told.count("20 + 25 · 10 · 2.5 · 1.25 a side\n") == 2


def test_programs_get_them_with_each_step_that_is_on_a_bar() -> None:
    events = [json.loads(line) for line in followed(as_json=True, auto=True).out.splitlines()]
    begun = [event for event in events if event["event"] == "step_began"]
    assert begun[0]["plates"] == {"load": 97.5, "bar": 20, "side": [25, 10, 2.5, 1.25], "unit": "kg", "rest": 0}
    assert [event.get("plates", {}).get("rest") for event in begun] == [0, 0, 0, 1, 1, None, None]
