"""What was done last time, and what to aim at today, where a workout is followed as lines of text or of JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from scripted import Run, run

from backday_tui import words
from backday_tui.plain.keys import END
from backday_tui.plain.workout import LookBack
from backday_tui.routine.model import Load
from backday_tui.session import commands as c
from backday_tui.session.plan import Ref
from backday_tui.training.past import LastTime, PastSession, PastSet
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target

if TYPE_CHECKING:
    from backday_tui.session.plan import Step

ROWS = 'name = "x"\nrest = 10\nwork = ["2x8-12 Seated row @ 40kg", "1x:30 Plank"]'
KG = Load("weight", 40.0, "kg")
THEN = datetime(2026, 11, 17, 18, tzinfo=UTC)
WHY = "9, 8 reps · 40 kg: last time's, on 17 Nov (9, 8)"


def last(*sets: PastSet) -> LastTime:
    return LastTime(PastSession(3, "x", THEN), sets)


ROWED = last(PastSet(1, reps=9, load=KG), PastSet(2, reps=8, load=KG, note="grip gave \x1b way"))
PUSHED = last(PastSet(1, reps=20))


def followed(*keys: tuple[float, str], as_json: bool = False, is_terminal: bool = False) -> Run:
    """A workout with rows that were done twelve days ago, and nothing known of planks."""
    known: dict[str | None, LastTime] = {"Seated row": ROWED}

    def last_of(step: Step) -> LastTime | None:
        return known.get(step.exercise)

    def look_up(name: str) -> None:
        known[name] = PUSHED

    def learn(session: Any) -> Any:
        target = Target((Aim(9, None, KG), Aim(8, None, KG)), "last time", WHY)
        return session.do(c.SetTargets(((Ref("work", 0, 0), target),)), session.latest)

    def past(session: Any) -> LookBack:
        return LookBack(lambda: learn(session), last_of, look_up, dict, date(2026, 11, 29))

    return run(ROWS, keys, as_json=as_json, is_terminal=is_terminal, past=past)


def told(ended: Run, words: str) -> list[int]:
    """The numbers of the lines that begin with these words, behind the time."""
    return [number for number, line in enumerate(ended.lines) if line[9:].startswith(words)]


def test_last_time_is_said_in_work_and_in_the_rest_before_it() -> None:
    ended = followed((1, "enter"), (20, "q"))
    line = f"Last time (17 Nov, 12 days ago) 9 · 8 {words.TIMES} 40 kg"
    work, rest, again = told(ended, "Seated row · 9 reps"), told(ended, "Rest 10 s"), told(ended, "Seated row · 8 reps")
    assert told(ended, line) == [work[0] + 1, rest[0] + 1, again[0] + 1]


def test_the_note_of_last_time_is_said_in_the_rest() -> None:
    ended = followed((1, "enter"), (20, "q"))
    (note,) = told(ended, "Note of 17 Nov: grip gave ␛ way")
    assert note == told(ended, "Rest 10 s")[0] + 2


def test_the_aim_is_said_with_its_reason_once_an_exercise() -> None:
    ended = followed((1, "enter"), (20, "q"))
    assert told(ended, f"Today {WHY}") == [2]


def test_what_was_never_done_says_nothing_of_a_last_time() -> None:
    ended = followed((1, "enter"), (20, "enter"), (22, "enter"))
    plank = told(ended, "Plank · hold 30 s")[0]
    assert not ended.lines[plank + 1][9:].startswith("Last time")


def test_a_swapped_exercise_has_its_own_last_time_and_no_aim() -> None:
    ended = followed((1, "x push-up"), (2, "q"))
    swapped = told(ended, "Push-up · 8")[0]
    assert ended.lines[swapped + 1][9:] == "Last time (17 Nov, 12 days ago) 20"
    assert f"8{words.TO}12 reps" in ended.lines[swapped]


def test_after_undo_it_is_the_one_of_before() -> None:
    ended = followed((1, "x push-up"), (2, "u"), (3, "q"))
    assert ended.lines[told(ended, "Seated row · 9 reps")[-1] + 1][9:].startswith("Last time (17 Nov")


def test_in_json_each_step_has_its_last_time_and_its_aim() -> None:
    records = followed((1, "enter"), (40, END), as_json=True).records
    began = [each["step"] for each in records if each["event"] == "step_began"]
    assert began[0]["last"] == {
        "on": "2026-11-17",
        "sets": [
            {"reps": 9, "seconds": None, "load": "40 kg", "side": None},
            {"reps": 8, "seconds": None, "load": "40 kg", "side": None},
        ],
    }
    assert began[0]["aim"] == {"reps": 9, "seconds": None, "load": "40 kg", "why": WHY}
    assert (began[1]["kind"], began[1]["last"], began[1]["aim"]) == ("rest", None, None)
    assert began[2]["aim"]["reps"] == 8
    assert began[-1]["last"] is None
    assert began[-1]["aim"] == {"reps": None, "seconds": 30, "load": None, "why": "as the file says"}


def test_in_json_a_set_says_how_its_figures_came() -> None:
    records = followed((1, "r 10 42.5kg"), (2, "enter"), (20, "enter"), (21, END), as_json=True).records
    sets = [each for each in records if each["event"] == "set_logged"]
    assert [each["source"] for each in sets] == ["typed", "done", "auto"]
    assert sets[1]["rest_s"] == 10
