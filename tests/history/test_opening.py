"""What a session begins with comes back from the log as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sessions import HOLDS, PICKS, TEXT, opening_for, plan_of

from backday_tui.clock import ManualClock
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening, chosen_in, opening_of
from backday_tui.history.store import Store
from backday_tui.session.rest_options import RestOptions
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path


RESTS = RestOptions(180, "wait", beyond=True, waits=True, percent=77)


def opening(folder: Path) -> Opening:
    """One in which nothing is as by default."""
    text = TEXT + '[[work]]\ncircuit = ["10 Deadlift"]\nrounds = "2-4"\n'
    began = ManualClock().wall()
    return Opening("all", "All kinds", text, 12, began, PICKS, {("work", 7): 2}, 3, True, folder, "a-uid", rests=RESTS)


def kept(folder: Path, what: Opening) -> Opening:
    """The same, written into a log and read back."""
    store = Store(folder / "history.db")
    row = store.session(store.begin(what))
    store.close()
    assert row is not None
    return opening_of(row)


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    assert kept(tmp_path, opening(tmp_path)) == opening(tmp_path)


def test_what_an_earlier_version_did_not_keep_is_as_by_default() -> None:
    plain = Opening("x", "X", HOLDS, 3, ManualClock().wall())
    assert Opening("x", "X", HOLDS, 3, plain.started, **chosen_in(plain.options)) == plain
    assert chosen_in({}) == chosen_in(plain.options) | {"has_sources": False}


def test_the_plan_begins_at_its_first_step_with_what_was_picked() -> None:
    session = Session(plan_of())
    whole = opening_for(session, TEXT, ManualClock()).plan(bundled())
    later = Opening("all", "All kinds", TEXT, 12, ManualClock().wall(), PICKS, first_step=3).plan(bundled())
    assert [step.exercise for step in whole.steps] == [step.exercise for step in session.state.steps]
    assert later.steps[-1].exercise == whole.steps[-1].exercise
    assert len(later.steps) < len(whole.steps)


def test_the_plan_has_the_rests_that_it_had() -> None:
    text = 'name = "X"\nrest = "1:00-2:00"\nwork = ["2x:30 Plank", "2x8 Row"]\n'
    plain = Opening("x", "X", text, 4, ManualClock().wall())
    waiting = Opening("x", "X", text, 4, plain.started, rests=RestOptions(180, beyond=True, percent=50))
    steps = waiting.plan(bundled()).steps
    assert [(step.seconds, step.most) for step in steps if step.kind == "rest"] == [(30, 60)] * 3
    assert [step.missed_s for step in steps if step.kind == "rest"] == [90] * 3
    assert [step.beyond for step in steps if step.kind == "hold"] == [True, True]
    assert len(plain.plan(bundled()).steps) == len(steps)


def test_a_routine_that_this_version_cannot_read_is_said() -> None:
    with pytest.raises(BackdayError, match="its routine can't be read by this version"):
        Opening("x", "X", "name = 3", 3, ManualClock().wall()).plan(bundled())
