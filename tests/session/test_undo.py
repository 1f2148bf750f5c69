"""Undo: as if the command had not been given, and time had gone on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from workouts import ORIGIN, REFUSED, act, follow, hold, logs, reps, session_of

from backday_tui.routine.model import Amrap, Emom, Item
from backday_tui.session import commands as c
from backday_tui.session.transitions import WHILE_PAUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B = reps("A", sets=2, rest=10), reps("B")

UNDONE: list[tuple[str, list[Item], Sequence[c.Command]]] = [
    ("done", [A], [c.Done()]),
    ("done, the last", [B], [c.Done()]),
    ("a round", [Amrap((A,), time=60)], [c.BeginNow(), c.Done()]),
    ("a minute", [Emom((A,), minutes=2)], [c.BeginNow(), c.Done()]),
    ("begin now", [hold()], [c.BeginNow()]),
    ("skip", [A], [c.Skip()]),
    ("back", [A], [c.Done(), c.Back()]),
    ("start over", [hold()], [c.Restart()]),
    ("go there", [A, B], [c.GoTo(2)]),
    ("go back there", [A, B], [c.Done(), c.BeginNow(), c.GoTo(0)]),
    ("extend", [hold()], [c.Extend(10)]),
    ("extend away", [hold()], [c.Extend(-10)]),
    ("skip exercise", [A, B], [c.SkipExercise()]),
    ("do later", [A, B], [c.DoLater()]),
    ("set more", [A], [c.AddSet()]),
    ("set less", [A], [c.RemoveSet()]),
    ("set less, the last", [A], [c.Done(), c.RemoveSet()]),
    ("swap", [A], [c.Swap("Fly")]),
    ("record", [A], [c.Record(reps=1)]),
    ("correct", [A], [c.Done(), c.Record(log=0, reps=1)]),
    ("finish", [A], [c.Finish()]),
]


CASES = [
    pytest.param(work, commands, paused, id=name + (", paused" if paused else ""))
    for name, work, commands in UNDONE
    for paused in (False, True)
    if not paused or type(commands[-1]) in WHILE_PAUSED
]


@pytest.mark.parametrize(("work", "commands", "paused"), CASES)
@pytest.mark.parametrize("later", [0, 3, 1000])
def test_undo_is_as_if_the_command_had_not_been_given(
    work: list[Item], commands: Sequence[c.Command], paused: bool, later: float
) -> None:
    session, twin = session_of(*work), session_of(*work)
    for command in commands[:-1]:
        act(session, 2, command)
        act(twin, 2, command)
    if paused:
        act(session, 3, c.Pause())
        act(twin, 3, c.Pause())
    act(session, 3, commands[-1])
    undone = act(session, 3 + later, c.Undo())
    act(twin, 3 + later)
    at = 3 if paused else 3 + later
    assert f"{at:g} undoes {type(commands[-1]).__name__}" in undone
    assert replace(session.state, visit=0) == replace(twin.state, visit=0)
    assert session.is_paused == paused


def test_undo_reaches_back_over_pauses_one_command_at_a_time() -> None:
    session = session_of(A, B)
    follow(
        session,
        [
            (1, c.Record(reps=9), ["1 enters 9 None"]),
            (2, c.Done(), ["2 logs A 1/2 9x", "2 done reps after 2", "2 begins rest A 2/2 10s"]),
            (3, c.Pause(), ["3 pauses"]),
            (4, c.Undo(), ["3 undoes Done"]),
            (5, c.Resume(), ["5 resumes after 2"]),
            (6, c.Undo(), ["6 undoes Record"]),
            (7, c.Undo(), REFUSED),
            (8, c.Done(), ["8 logs A 1/2 8x", "8 done reps after 6", "8 begins rest A 2/2 10s"]),
        ],
    )


def test_undo_of_begin_now_crosses_what_would_have_come_since() -> None:
    session = session_of(A)
    act(session, 5, c.Done())
    act(session, 6, c.BeginNow())
    assert act(session, 20, c.Undo()) == ["20 undoes BeginNow", "15 time rest after 10", "15 begins reps A 2/2"]


def test_undo_of_finish_goes_on() -> None:
    session = session_of(hold())
    act(session, 10, c.Finish())
    assert session.is_over
    act(session, 15, c.Undo())
    assert (session.is_over, session.deadline) == (False, ORIGIN + 35)
    assert logs(session) == []
