"""Events as JSON: one object a line, each with the keys that programs rely on."""

from __future__ import annotations

import json
from typing import Any

from scripted import GAP, run

from backday_tui.plain.keys import END

STEP_KEYS = [
    "index", "section", "kind", "exercise", "choices", "set", "sets", "round", "rounds", "side", "reps", "seconds",
    "to_failure", "load", "group", "optional", "cues", "last", "aim", "warmup",
]  # fmt: skip
SET_KEYS = ["event", "at_s", "exercise", "set", "sets", "side", "reps", "seconds", "load"]
LATER_KEYS = ["source", "rir", "note", "rest_s", "warmup"]
SUMMARY_KEYS = [
    "elapsed_s", "sets_done", "sets_planned", "reps", "holds", "hold_s", "longest_hold_s", "volume", "partial",
    "warmup_sets",
]  # fmt: skip
ROWS = 'name = "Rows"\nrest = 20\nwork = ["2x8 Seated row @ 25lb"]'
PLANK = 'name = "Plank"\nwork = ["1x:30 Plank"]'


def test_a_workout_is_told_from_its_first_step_to_its_summary() -> None:
    done = run(PLANK, [(0, END)], is_terminal=False, as_json=True)
    assert [(each["event"], each["at_s"]) for each in done.records] == [
        ("step_began", 0),
        ("step_ended", 5),
        ("step_began", 5),
        ("set_logged", 35),
        ("step_ended", 35),
        ("finished", 35),
    ]
    assert done.code == 0


def test_a_step_is_as_in_the_plan() -> None:
    began = run(PLANK, [(0, END)], is_terminal=False, as_json=True).records[2]
    assert list(began) == ["event", "at_s", "index", "step"]
    assert began["index"] == 1
    assert list(began["step"]) == STEP_KEYS
    assert began["step"]["cues"] == [
        {"at_s": 0, "name": "go"},
        {"at_s": 15, "name": "half"},
        {"at_s": 27, "name": "tick"},
        {"at_s": 28, "name": "tick"},
        {"at_s": 29, "name": "tick"},
        {"at_s": 30, "name": "done"},
    ]


def test_what_ends_and_what_is_logged() -> None:
    records = run(ROWS, [(10, "enter"), (12, "n"), (13, "enter")], as_json=True).records
    assert records[1] == {
        "event": "set_logged", "at_s": 10.0, "exercise": "Seated row", "set": 1, "sets": 2, "side": None,
        "reps": 8, "seconds": None, "load": "25 lb", "source": "done", "rir": None, "note": None, "rest_s": None,
        "warmup": False,
    }  # fmt: skip
    assert list(records[1]) == [*SET_KEYS, *LATER_KEYS]
    assert records[2] == {"event": "step_ended", "at_s": 10.0, "index": 0, "how": "done", "seconds": 10.0}
    assert records[4] == {"event": "step_ended", "at_s": 12.0, "index": 1, "how": "skipped", "seconds": 2.0}


def test_the_summary_comes_with_the_last_event() -> None:
    last = run(ROWS, [(10, "enter"), (12, "SIGTERM")], as_json=True).records[-1]
    assert list(last) == ["event", "at_s", "early", "summary"]
    assert last["early"] is True
    assert list(last["summary"]) == SUMMARY_KEYS
    assert last["summary"]["volume"] == {"lb": 200.0}
    assert (last["summary"]["sets_done"], last["summary"]["sets_planned"]) == (1, 2)


def test_each_thing_that_happens_has_its_event() -> None:
    keys = [
        (1, "p"), (3, "p"), (4, "r"), (4.1, "7"), (4.2, "enter"), (5, "enter"), (6, "+"), (7, "r"), (7.1, "6"),
        (7.2, "enter"), (8, "a"), (9, "u"), (20, GAP), (130, "enter"), (131, "q"), (132, "y"), (132, "enter"),
    ]  # fmt: skip
    records = run(ROWS, keys, as_json=True).records
    by_name = {each["event"]: each for each in records}
    resumed = [each for each in records if each["event"] == "resumed"]
    assert resumed == [
        {"event": "resumed", "at_s": 3.0, "paused_s": 2.0},
        {"event": "resumed", "at_s": 130.0, "paused_s": 111.0},
    ]
    assert by_name["set_entered"] == {
        "event": "set_entered", "at_s": 4.2, "reps": 7, "load": None, "seconds": None, "rir": None, "note": None,
    }  # fmt: skip
    assert by_name["set_corrected"]["reps"] == 6
    assert by_name["deadline_moved"] == {"event": "deadline_moved", "at_s": 6.0, "seconds": 10.0}
    assert len(by_name["steps_changed"]["steps"]) == 5
    assert (by_name["undone"]["command"], by_name["undone"]["index"]) == ("add_set", 1)
    assert len(by_name["undone"]["steps"]) == 3
    assert by_name["gap_noticed"]["seconds"] >= 100


def test_rounds_of_an_amrap_are_told() -> None:
    text = 'name = "x"\nwork = [{amrap = ["5 Pull-up"], time = 60}]'
    records = run(text, [(10, "enter"), (20, "enter")], as_json=True).records
    assert [each["rounds"] for each in records if each["event"] == "round_counted"] == [1, 2]
    logged = next(each for each in records if each["event"] == "set_logged")
    assert list(logged) == [*SET_KEYS, "rounds", *LATER_KEYS]
    assert logged["rounds"] == 2


def test_stdout_holds_nothing_but_records_and_people_are_told_on_stderr() -> None:
    text = 'name = "x"\nwork = ["1x8 Chin-up / Pull-up\\u001b[31m"]'
    done = run(text, [(1, "what?"), (2, "enter")], is_terminal=False, as_json=True)
    assert all(isinstance(json.loads(line), dict) for line in done.lines)
    assert "\x1b" not in done.out + done.errors
    assert done.errors.splitlines() == [
        "backday: Chin-up, of Chin-up / Pull-up␛[31m, as nobody can be asked",
        'backday: there is no key "what?"; ? tells them all',
    ]


def test_records_are_ascii_and_lose_nothing() -> None:
    text = 'name = "x"\nwork = ["8 Überzug \\u202e"]'
    step: dict[str, Any] = run(text, [(0, END)], is_terminal=False, as_json=True).records[0]["step"]
    assert step["exercise"] == "Überzug \u202e"
    assert run(text, [(0, END)], is_terminal=False, as_json=True).out.isascii()
