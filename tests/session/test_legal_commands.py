"""Which command is legal when: every command in every situation; a refused one changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from workouts import act, hold, refusal, reps, session_of

from backday_tui.routine.model import Amrap, Emom, Item, RestWindow
from backday_tui.session import commands as c
from backday_tui.session.state import Situation
from backday_tui.session.transitions import TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.session.session import Session

TWO_HOLDS = (hold(sides="each", sets=2), hold("Cobra", sets=2))
A, B = reps("A", sets=3, rest=0), reps("B")

BEGINNINGS: dict[Situation, tuple[Sequence[Item], float, c.Command]] = {
    Situation.LEAD: (TWO_HOLDS, 4, c.Extend(10)),
    Situation.READY: ((reps("A", sets=2, rest=RestWindow(2, 60)), B), 1, c.Done()),
    Situation.TIMED: (TWO_HOLDS, 2, c.BeginNow()),
    Situation.WAITING: ((A, B), 1, c.Done()),
    Situation.FAILURE: ((hold(seconds=None, sets=2), B), 2, c.BeginNow()),
    Situation.BEYOND: ((hold(seconds=3, sets=2, beyond=True), B), 2, c.BeginNow()),
    Situation.MINUTE: ((Emom((reps(), B), minutes=4),), 2, c.BeginNow()),
    Situation.AMRAP: ((Amrap((reps(), B), time=300),), 2, c.BeginNow()),
    Situation.OVER: ((B,), 1, c.Done()),
}
"""A workout for each situation, and the command that leads there; so there is one to take back."""


def session_in(situation: Situation) -> Session:
    work, at, command = BEGINNINGS[situation]
    session = session_of(*work)
    act(session, at, command)
    act(session, 10)
    assert session.state.situation == situation
    return session


EXAMPLES: list[c.Command] = [
    c.Done(), c.BeginNow(), c.Pause(), c.Resume(), c.Undo(), c.Skip(), c.Back(), c.Restart(), c.Extend(10),
    c.SkipExercise(), c.DoLater(), c.AddSet(), c.RemoveSet(), c.Swap("Fly"), c.Record(reps=3), c.Finish(),
    c.GoOn(0), c.GoTo(0), c.SetAuto(auto=True), c.Figures(reps=3), c.SetTargets(()),
]  # fmt: skip

LEGAL = {
    #                lead ready timed waiting failure beyond minute amrap over
    "Done": "        .    .     y     y       y       y      y      y     .",
    "BeginNow": "    y    y     .     .       .       .      .      .     .",
    "Pause": "       y    y     y     y       y       y      y      y     .",
    "Resume": "      .    .     .     .       .       .      .      .     .",
    "Undo": "        y    y     y     y       y       y      y      y     y",
    "Skip": "        y    y     y     y       y       y      y      y     .",
    "Back": "        .    y     y     y       y       y      y      y     .",
    "Restart": "     y    y     y     y       y       y      y      y     .",
    "Extend": "      y    y     y     .       .       .      .      y     .",
    "SkipExercise": "y    y     y     y       y       y      y      y     .",
    "DoLater": "     y    y     y     y       y       y      .      .     .",
    "AddSet": "      y    y     y     y       y       y      .      .     .",
    "RemoveSet": "   y    y     y     y       y       y      .      .     .",
    "Swap": "        y    y     y     y       y       y      y      .     .",
    "Record": "      .    .     y     y       y       y      y      y     .",
    "Figures": "     .    .     y     y       y       y      y      y     .",
    "SetTargets": "  y    y     y     y       y       y      y      y     y",
    "Finish": "      y    y     y     y       y       y      y      y     .",
    "GoOn": "        .    .     .     .       .       .      .      .     y",
    "GoTo": "        .    y     y     y       y       y      y      y     .",
    "SetAuto": "     y    y     y     y       y       y      y      y     .",
}
"""In LEAD the first step runs, and no set; what waits has no end to move, nor a hold past its own; over leaves none."""

PAUSED = {"Done": ".", "BeginNow": ".", "Pause": ".", "Resume": "y"}
"""What differs while paused; but nothing once all is over."""

CASES = [(command, situation) for command in EXAMPLES for situation in Situation]


def _named(value: object) -> str:
    return value.name.lower() if isinstance(value, Situation) else type(value).__name__


def test_every_command_has_its_line_in_the_table() -> None:
    assert {kind.__name__ for kind in TRANSITIONS} == set(LEGAL) == {type(command).__name__ for command in EXAMPLES}


@pytest.mark.parametrize(("command", "situation"), CASES, ids=_named)
def test_legal_or_refused(command: c.Command, situation: Situation) -> None:
    session = session_in(situation)
    legal = LEGAL[type(command).__name__].split()[list(Situation).index(situation)]
    _check(session, command, legal == "y")


@pytest.mark.parametrize(("command", "situation"), CASES, ids=_named)
def test_legal_or_refused_while_paused(command: c.Command, situation: Situation) -> None:
    session = session_in(situation)
    if situation is not Situation.OVER:
        act(session, 10, c.Pause())
    line = LEGAL[type(command).__name__].split()[list(Situation).index(situation)]
    legal = line if situation is Situation.OVER else PAUSED.get(type(command).__name__, line)
    _check(session, command, legal == "y")


def _check(session: Session, command: c.Command, legal: bool) -> None:
    if legal:
        before = (session.is_paused, session.auto, session.state)
        act(session, 12, command)
        changed = (session.is_paused, session.auto, session.state) != before
        assert changed or isinstance(command, c.SetTargets)  # here there are none
    else:
        message = refusal(session, 12, command)
        assert f"can't {c.ATTEMPTS[type(command)]} in {session.state.situation}" in message


def test_each_command_has_words_of_its_own() -> None:
    assert set(c.ATTEMPTS) == set(get_args(c.Command))
    assert len(set(c.ATTEMPTS.values())) == len(c.ATTEMPTS)


def test_a_refused_command_leaves_even_due_boundaries_uncrossed() -> None:
    session = session_of(hold(), B)
    assert "timed work" in refusal(session, 10, c.BeginNow())
    assert act(session, 10)[0] == "5 time prepare after 5"


def test_nothing_can_be_undone_at_the_beginning() -> None:
    assert refusal(session_of(B), 3, c.Undo()).endswith("there is nothing to take back")
