"""Warm-up sets where a workout is followed as lines of text or of JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from scripted import Run, run

from backday_tui.plain.keys import END
from backday_tui.plain.workout import LookBack
from backday_tui.routine.model import Load
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref
from backday_tui.training.loads import USUAL, ramp
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

BAR = """
name = "x"
rest = 60
work = [
  { exercise = "Deadlift", sets = 2, reps = 5, load = "40 kg", warmup = "bar x8, 60% x3", rir = 2 },
  "8 Seated row",
]
"""


def followed(*keys: tuple[float, str], as_json: bool = False) -> Run:
    return run(BAR, keys, as_json=as_json, is_terminal=False)


def said(ended: Run) -> list[str]:
    return [line[9:] for line in ended.lines]


def test_each_is_called_what_it_is() -> None:
    ended = followed((5, "enter"), (10, "enter"), (15, "enter"), (20, "enter"), (25, "q"))
    lines = said(ended)
    assert lines[0] == (
        "Deadlift · 8 reps · 20 kg · warm-up 1 of 2 · next: rest 45 s, then warm-up 2 of 2 · 3 reps · 22.5 kg"
        " · enter when done"
    )
    assert lines[1] == "warm-up: the bar"
    assert "done: Deadlift, warm-up: 8 reps · 20 kg" in lines
    assert "Rest 45 s · then Deadlift · 3 reps · 22.5 kg · warm-up 2 of 2" in lines
    assert "warm-up: 60 % of 40 kg" in lines
    first = next(line for line in lines if line.startswith("Deadlift · 5 reps · 40 kg · set 1 of 2"))
    assert lines[lines.index(first) + 1] == "leave 2 in reserve"
    assert ended.lines[-1] == "Finished early after 0:25: 0 of 3 sets"


@pytest.mark.parametrize(
    ("key", "told"), [("a", "one warm-up set more"), ("d", "one warm-up set less")]
)  # fmt: skip
def test_one_more_and_one_less(key: str, told: str) -> None:
    assert any(line.startswith(told) for line in said(followed((5, key), (10, "q"))))


def test_a_swap_says_that_they_are_left_out() -> None:
    lines = said(followed((5, "enter"), (6, "x hip thrust"), (10, "q")))
    assert any("in place of Deadlift, without its warm-up sets" in line for line in lines)
    later = said(followed((5, "enter"), (6, "enter"), (7, "enter"), (8, "enter"), (9, "x hip thrust"), (10, "q")))
    assert not any("without its warm-up sets" in line for line in later)


def test_last_times_figures_are_none_of_theirs() -> None:
    assert any("of warm-up sets nobody asks" in line for line in said(followed((5, "'"), (10, "q"))))


def test_in_json() -> None:
    records = followed((5, "enter"), (10, END), as_json=True).records
    logged = [each for each in records if each["event"] == "set_logged"]
    assert [(each["warmup"], each["set"], each["sets"], each["reps"], each["load"]) for each in logged[:3]] == [
        (True, 1, 2, 8, "20 kg"), (True, 2, 2, 3, "22.5 kg"), (False, 1, 2, 5, "40 kg"),
    ]  # fmt: skip
    assert records[-1]["summary"]["sets_done"] == records[-1]["summary"]["sets_planned"] == 3
    assert records[-1]["summary"]["volume"] == {"kg": 400.0}


def with_targets(session: Any) -> LookBack:
    """The day's load is found only once the workout has begun: more leads up to it."""
    load = Load("weight", 100, "kg")
    found = Target((Aim(5, load=load),) * 2, "more", "5 reps · 100 kg: so", warmups=ramp(load, "bar", USUAL["kg"]))

    def learn() -> Any:
        return session.do(c.SetTargets(((Ref("work", 0, 0), found),)), session.latest)

    return LookBack(learn, lambda _: None, lambda _: None, dict, date(2026, 11, 29))


@pytest.mark.parametrize("as_json", [False, True])
def test_todays_are_told_from_the_beginning(as_json: bool) -> None:
    text = BAR.replace('load = "40 kg", warmup = "bar x8, 60% x3"', 'load = "70%", warmup = true')
    ended = run(text, [(5, "enter"), (10, "q")], as_json=as_json, is_terminal=False, past=with_targets)
    if as_json:
        first = next(each for each in ended.records if each["event"] == "step_began")
        assert (first["index"], first["step"]["load"], first["step"]["warmup"]) == (0, "20 kg", True)
        assert [each["event"] for each in ended.records][:2] == ["step_began", "set_logged"]
    else:
        assert said(ended)[0].startswith("Deadlift · 8 reps · 20 kg · warm-up 1 of 4")
        assert sum(line.startswith("Deadlift · 8 reps") for line in said(ended)) == 1
