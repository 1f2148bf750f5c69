"""What was done, told in a line: each way to write it, and every problem in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from backday_tui.exercises.catalog import bundled
from backday_tui.history.store import PerformedSet
from backday_tui.workout.figures import FigureError
from backday_tui.workout.told import ToldReader, with_figures

if TYPE_CHECKING:
    from backday_tui.history.entered import ToldSet

READER = ToldReader(bundled(), "kg", "rir", {"bird-dog": "seconds"})


def read(text: str) -> list[tuple[str, list[str]]]:
    found, problems = READER.read(text)
    assert problems == ()
    return [(each.name, [said(done) for done in each.sets]) for each in found]


def said(done: ToldSet) -> str:
    figure = f"{done.seconds:g}s" if done.seconds is not None else str(done.reps)
    load = f" @ {done.load}" if done.load else ""
    effort = f" r{done.rir:g}" if done.rir is not None else ""
    return f"{done.number}{done.side[:1]} {figure}{load}{effort}"


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("Row 10 10 8 @ 20kg", ["1 10 @ 20 kg", "2 10 @ 20 kg", "3 8 @ 20 kg"]),
        ("Row 10, 10, 8 @ 12,5 kg", ["1 10 @ 12.5 kg", "2 10 @ 12.5 kg", "3 8 @ 12.5 kg"]),
        ("Row 10@40 8@45lb", ["1 10 @ 40 kg", "2 8 @ 45 lb"]),
        ("Row 10 9 @ 40 kg 8 @ 45 kg", ["1 10 @ 40 kg", "2 9 @ 40 kg", "3 8 @ 45 kg"]),
        ("Row 12@40 10 8", ["1 12 @ 40 kg", "2 10 @ 40 kg", "3 8 @ 40 kg"]),
        ("Row 10 · 9 · 8 \u00d7 80 kg", ["1 10 @ 80 kg", "2 9 @ 80 kg", "3 8 @ 80 kg"]),
        ("Row 8 \u00d7 40 kg · 6 \u00d7 45 kg", ["1 8 @ 40 kg", "2 6 @ 45 kg"]),
        ("Row 3x10 @ 2x12kg", ["1 10 @ 2x12 kg", "2 10 @ 2x12 kg", "3 10 @ 2x12 kg"]),
        ("Row 2 x 10 @ +10kg", ["1 10 @ +10 kg", "2 10 @ +10 kg"]),
        ("Pull-up 8 @ bodyweight - 20 kg", ["1 8 @ -20 kg"]),
        ("Pull-up 8 @ bodyweight", ["1 8 @ bodyweight"]),
        ("Row 12 @ red band", ["1 12 @ red band"]),
        ("Row 12 10 @ pin 7", ["1 12 @ pin 7", "2 10 @ pin 7"]),
        ("Row 9r2 8 r1", ["1 9 r2", "2 8 r1"]),
        ("Row 10 reps 9 reps", ["1 10", "2 9"]),
        ("Row L 12 R 11 L 10 R 9 @ 12", ["1l 12 @ 12 kg", "1r 11 @ 12 kg", "2l 10 @ 12 kg", "2r 9 @ 12 kg"]),
        ("Row 12L 11R", ["1l 12", "1r 11"]),
        ("Row L12 R11 10", ["1l 12", "1r 11", "2 10"]),
        ("Row left 12 right 11", ["1l 12", "1r 11"]),
        ("Plank 90 1:05 45s", ["1 90s", "2 65s", "3 45s"]),
        ("Plank 45 s 2 min", ["1 45s", "2 120s"]),
        ("Bird dog 30", ["1 30s"]),
        ("Row 1:30", ["1 90s"]),
        ("Plank done done", ["1 None", "2 None"]),
    ],
)
def test_sets_are_written_as_in_a_workout_and_as_the_log_says_them(text: str, sets: list[str]) -> None:
    ((_, found),) = read(text)
    assert found == sets


def test_each_exercise_has_a_part_of_its_own_and_names_may_hold_figures() -> None:
    assert read("Plank 1:30 1:20; Row 10 8\n90/90 stretch 1:00;") == [
        ("Plank", ["1 90s", "2 80s"]),
        ("Row", ["1 10", "2 8"]),
        ("90/90 stretch", ["1 60s"]),
    ]
    assert read("L sit 20") == [("L sit", ["1 20s"])]
    assert read("Wall flump, heavy 5 5") == [("Wall flump, heavy", ["1 5", "2 5"])]


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", 0, "nothing was done"),
        (" ; \n", 0, "nothing was done"),
        ("10 10 Row", 0, "the exercise comes first"),
        ("@ 20kg", 0, "the exercise comes first"),
        ("Plank 1:30; Row", 12, '"Row" has no set'),
        ("Plank 1:30; Row 10 9z", 19, '"9z": no set'),
        ("Row 10 ten", 7, '"ten": no set'),
        ("Row 5000", 4, '"5000": reps: a whole number from 0 to 1000'),
        ("Row 10 @", 7, "a load follows the @"),
        ("Row 10 @ kgs", 7, '"@kgs"'),
        ("Row @ 40", 4, "a load follows its sets"),
        ("Row 10 40kg", 7, "a load follows an @"),
        ("Row 200x10", 4, "200 sets"),
        ("Row 10 @ 70%", 7, "not a share of a training max"),
        ("Row 10 9r9", 7, "reps in reserve: 0 to 6"),
        ("Plank 99:99:99", 6, '"99:99:99"'),
    ],
)
def test_what_makes_no_sense_is_told_in_its_place(text: str, at: int, message: str) -> None:
    _, problems = READER.read(text)
    assert [problem.at for problem in problems] == [at]
    assert problems[0].message.startswith(message) or message in problems[0].message


def test_every_problem_is_told() -> None:
    _, problems = READER.read("Row 9z; Plank; Squat 10 @ kgs")
    assert [problem.at for problem in problems] == [4, 8, 24]


def done(**more: Any) -> PerformedSet:
    return PerformedSet(0, more.pop("side", ""), "Row", 1, 1, more.pop("kind", "reps"), "8", **more)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (done(reps=8, load="40 kg"), "9@42.5", done(reps=9, load="42.5 kg", source="entered")),
        (done(reps=8, load="40 lb"), "@42.5", done(reps=8, load="42.5 lb", source="entered")),
        (done(reps=8, load="2x12 kg"), "9@14", done(reps=9, load="2x14 kg", source="entered")),
        (done(reps=8, load="40 kg"), "9", done(reps=9, load="40 kg", source="entered")),
        (done(reps=8), "8r2", done(reps=8, rir=2.0)),
        (done(seconds=89.6, kind="hold"), "1:45", done(seconds=105.0, kind="hold", source="entered")),
        (done(seconds=89.6, kind="hold"), "1:30", done(seconds=89.6, kind="hold")),
        (done(reps=8, side="left"), "9L", done(reps=9, side="left", source="entered")),
        (done(reps=3, seconds=60.0, rounds=4, kind="time"), "5 2",
         done(reps=2, seconds=60.0, rounds=5, kind="time", source="entered")),
        (done(reps=5, seconds=60.0, kind="time"), "4", done(reps=4, seconds=60.0, kind="time", source="entered")),
    ],
)  # fmt: skip
def test_a_set_of_the_log_takes_figures_as_a_running_one_does(
    before: PerformedSet, text: str, after: PerformedSet
) -> None:
    assert with_figures(before, text, "kg", "rir") == after


@pytest.mark.parametrize(
    ("before", "text"), [(done(reps=8), "1:30"), (done(reps=8, side="left"), "9R"), (done(reps=8), "9L"), (done(), "")]
)
def test_figures_that_make_no_sense_for_a_set_are_refused(before: PerformedSet, text: str) -> None:
    with pytest.raises(FigureError):
        with_figures(before, text, "kg", "off")
