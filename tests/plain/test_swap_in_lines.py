"""Another exercise in the place of one, where the workout is followed as lines of text."""

from __future__ import annotations

import pytest
from scripted import Run, run

from backday_tui.plain.workout import LookBack

ROWS = 'name = "x"\nrest = 10\nwork = ["2x8 Barbell row"]'


def swaps_of(ended: Run) -> list[str]:
    return [line for line in ended.lines if "from here on" in line]


def test_the_nearest_exercises_are_listed_with_numbers_and_one_is_asked_for() -> None:
    ended = run(ROWS, [(1, "x"), (2, "3"), (2.5, "enter"), (3, "q"), (4, "y"), (5, "enter")])
    listed = [line.split() for line in ended.lines if line.lstrip()[:1].isdecimal() and ":" not in line]
    assert [words[0] for words in listed] == [str(number) for number in range(1, 9)]
    assert ["3", "Seated", "row", "·", "cable", "machine"] in listed
    assert "instead of Barbell row (number or name; enter keeps it)" in ended.out
    assert "from here on Seated row, in place of Barbell row; u undoes it" in swaps_of(ended)[0]
    assert ended.session.state.step.exercise == "Seated row"


def test_the_list_says_when_each_was_last_done() -> None:
    ended = run(
        ROWS,
        [(1, "x"), (2, "q")],
        is_terminal=False,
        past=lambda _: LookBack(ago=lambda: {"seated-row": "12 days ago"}),
    )
    assert "3  Seated row · cable machine · 12 days ago" in ended.out
    assert ended.out.count("ago") == 1


@pytest.mark.parametrize("answer", [[(2, "enter")], [(2, "escape")]])
def test_enter_or_escape_keeps_the_exercise(answer: list[tuple[float, str]]) -> None:
    ended = run(ROWS, [(1, "x"), *answer, (3, "q"), (4, "y"), (5, "enter")])
    assert "the workout goes on" in ended.out
    assert swaps_of(ended) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("x 3", "Seated row"),
        ("x seated row", "Seated row"),
        ("x Zorgle", "Zorgle"),
        ('x "row"', "row"),
    ],
)
def test_through_a_pipe_number_or_name_stands_behind_it(line: str, name: str) -> None:
    ended = run(ROWS, [(1, line), (2, "q")], is_terminal=False)
    assert ended.session.state.step.exercise == name
    assert f"from here on {name}" in swaps_of(ended)[0]


def test_through_a_pipe_the_list_says_how_one_is_taken() -> None:
    ended = run(ROWS, [(1, "x"), (2, "q")], is_terminal=False)
    assert "in place of Barbell row: x 1 takes T-bar row, x and a name any exercise" in ended.out


def test_a_name_that_fits_several_lists_them_and_the_number_is_of_that_list() -> None:
    ended = run(ROWS, [(1, "x ro mach"), (2, "x 2"), (3, "q")], is_terminal=False)
    assert "several are called so" in ended.out
    assert ended.session.state.step.exercise == "Rowing machine"


def test_a_number_that_stands_for_nothing_is_said() -> None:
    ended = run(ROWS, [(1, "x 99"), (2, "q")], is_terminal=False)
    assert "there is no 99 in the list; x tells it" in ended.out


def test_a_list_that_another_exercise_has_overtaken_swaps_nothing() -> None:
    text = 'name = "x"\nprepare = 5\nbetween = 5\nwork = ["1x:10 Plank", "1x8 Barbell row"]'
    ended = run(text, [(6, "x"), (17, "x 1"), (18, "x 3"), (19, "q")], is_terminal=False)
    assert "that was asked for Plank; now it would be Barbell row" in ended.out
    assert ended.session.state.step.exercise == "Seated row"


def test_what_was_swapped_in_lines_is_undone() -> None:
    ended = run(ROWS, [(1, "x 3"), (2, "u"), (3, "q")], is_terminal=False)
    assert "undone: another exercise" in ended.out
    assert ended.session.state.step.exercise == "Barbell row"


def test_the_exercises_of_an_amrap_are_not_swapped_in_lines() -> None:
    text = 'name = "x"\nwork = [{ amrap = ["5 Pull-up"], time = 30 }]'
    assert "none of them can be swapped" in run(text, [(1, "x"), (2, "q")], is_terminal=False).out
