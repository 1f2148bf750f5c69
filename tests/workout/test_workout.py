"""A workout, wired together: what it begins with, and what is opened and closed when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plans import build
from silent import SilentPlayer

from backday_tui.clock import ManualClock, ScaledClock
from backday_tui.exercises.catalog import bundled
from backday_tui.history.journal import Opening
from backday_tui.history.resume import ResumedSession
from backday_tui.routine.model import Load
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.events import StepBegan
from backday_tui.session.plan import Ref
from backday_tui.session.rest_options import RestOptions
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL, ramp
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.prescription import Aim
from backday_tui.training.progression import Target
from backday_tui.training.today import EntryToday, Known
from backday_tui.workout.workout import Workout, WorkoutRequest

if TYPE_CHECKING:
    from backday_tui.clock import Clock
    from backday_tui.routine.model import Routine

TEXT = 'name = "Mine"\nprepare = 5\nwork = ["2x:30 Plank", "2x? Chin-up / Pull-up"]\n'
PICKS = {Ref("work", 1, 0): "Pull-up"}


def routine() -> Routine:
    return routine_of(TEXT)


def routine_of(text: str) -> Routine:
    found = read_text(text, id="mine", catalog=bundled()).routine
    assert found is not None
    return found


class ClosedPlayer(SilentPlayer):
    """A sound that says when it is closed."""

    def __init__(self, order: list[str]) -> None:
        super().__init__()
        self._order = order

    def close(self) -> None:
        self._order.append("closed")
        super().close()


class Opened:
    """What was opened for a workout, in order."""

    def __init__(self) -> None:
        self.openings: list[Opening] = []
        self.order: list[str] = []
        self.sound = ClosedPlayer(self.order)

    def journal(self, opening: Opening) -> None:
        self.openings.append(opening)
        self.order.append("journal")

    def make_sound(self, _: WorkoutRequest, clock: Clock) -> ClosedPlayer:
        self.order.append(type(clock).__name__)
        return self.sound

    def workout(self, **asked: Any) -> Workout:
        request = WorkoutRequest(routine(), bundled(), open_journal=self.journal, snapshot=lambda: TEXT, **asked)
        return Workout(request, self.make_sound, ManualClock())


def test_it_begins_with_all_that_was_chosen() -> None:
    opened, started = Opened(), ManualClock().wall()
    opened.workout(auto=True, first_step=2, folder=Path("mine")).begin(PICKS, {})
    assert opened.openings == [
        Opening("mine", "Mine", TEXT, 3, started, PICKS, {}, first_step=2, auto=True, folder=Path("mine"))
    ]


def test_rests_that_are_shortened_are_so_in_the_plan_and_in_what_is_kept() -> None:
    opened = Opened()
    whole = build(routine(), bundled()).estimate_s
    workout = opened.workout(fit_s=whole - 1, rests=RestOptions(missed=200))
    workout.begin({}, {})
    assert workout.fitted is not None
    assert workout.session.state.plan.estimate_s == workout.fitted.takes_s < whole
    assert opened.openings[0].rests == RestOptions(missed=200, percent=workout.fitted.percent)
    assert opened.openings[0].plan(bundled()).steps == workout.session.state.plan.steps


def test_warm_up_sets_are_those_of_the_equipment_or_those_that_are_given_and_are_kept() -> None:
    text = 'name = "B"\nwork = [{ exercise = "Deadlift", reps = 5, load = "100 kg", warmup = "bar x8, 60% x3" }]\n'
    light = replace(USUAL["kg"], bar=15.0)
    place = Ref("work", 0, 0)
    given = {place: ramp(Load("weight", 50, "kg"), "bar", light)}
    for warmups, loads in ((None, ["15 kg", "60 kg"]), (given, ["15 kg", "20 kg", "30 kg", "40 kg"])):
        kept: list[Opening] = []
        request = WorkoutRequest(
            routine_of(text), bundled(), open_journal=kept.append, snapshot=lambda: text, equipment=lambda: light,
            warmups=warmups,
        )  # fmt: skip
        workout = Workout(request, lambda *_: SilentPlayer(), ManualClock())
        workout.begin({}, {})
        found = [step.load for step in workout.session.state.steps if step.is_work and step.warmup]
        assert found == [str(each.load) for each in kept[0].warmups[place]] == loads
        assert kept[0].plan(bundled()).steps == workout.session.state.plan.steps


def test_nothing_is_opened_before_it_is_opened_and_nothing_begins_with_that() -> None:
    opened = Opened()
    workout = opened.workout()
    workout.glimpse({}, {})
    workout.close()
    assert opened.order == []
    workout.open({}, {})
    assert opened.order == ["journal", "ManualClock"]
    assert not opened.sound.cues
    assert any(isinstance(event, StepBegan) for event in workout.performance.start())
    assert opened.sound.cues


def test_a_fast_one_has_a_fast_clock_for_its_sound_and_an_unhurried_look() -> None:
    opened = Opened()
    workout = opened.workout(speed=100)
    workout.begin({}, {})
    assert opened.order == ["journal", ScaledClock.__name__]
    assert workout.next_look_s() == 0.05


def test_a_first_step_behind_the_end_is_the_last() -> None:
    opened = Opened()
    workout = opened.workout(first_step=1000)
    workout.begin({}, {})
    whole = build(routine(), bundled())
    assert workout.session.state.step.exercise == whole.steps[-1].exercise
    assert opened.openings[0].first_step == len(whole.steps) - 1


def test_a_session_that_goes_on_has_the_opening_it_had_and_stays_paused() -> None:
    session = Session(build(routine(), bundled()))
    session.start(0.0)
    session.do(c.Pause(), 12.0)
    before = Opening("mine", "As it was called", TEXT, 4, ManualClock().wall())
    opened = Opened()
    workout = opened.workout(resumed=ResumedSession(session, 1, before, (), ()))
    workout.begin({}, {})
    assert opened.openings == [before]
    assert workout.session is session
    assert session.is_paused


def test_one_that_is_closed_leaves_no_sound() -> None:
    opened = Opened()
    workout = opened.workout()
    workout.begin({}, {})
    workout.close()
    assert opened.order[-1] == "closed"
    assert not workout.performance.is_logged


def test_a_session_that_is_taken_up_knows_the_last_time_of_what_was_picked_and_swapped_in_it() -> None:
    found = routine()
    session = Session(build(found, bundled(), PICKS))
    session.start(0.0)
    session.do(c.Swap("Side plank"), 1.0)
    opening = Opening(found.id, found.name, TEXT, 4, ManualClock().wall(), PICKS)
    then = PastSession(
        1, "mine", date(2025, 12, 24),
        (PastEntry("pull-up", (PastSet(1, reps=9),)), PastEntry("side-plank", (PastSet(1, seconds=40.0),), "hold")),
    )  # fmt: skip
    request = WorkoutRequest(
        found, bundled(), resumed=ResumedSession(session, 1, opening, (), ()), read_past=lambda *_: Known((then,))
    )
    workout = Workout(request, lambda *_: SilentPlayer(), ManualClock())
    workout.open({}, {})
    assert workout.learn(workout.read_today({}, {})) == ()
    work = {step.ref: step for step in workout.session.state.steps if step.is_work}
    lasts = [workout.last_time_of(step) for step in work.values()]
    assert [(last and last.sets[0].seconds) or (last and last.sets[0].reps) for last in lasts] == [40.0, 9]


def test_a_session_begins_with_the_loads_of_before_where_that_is_asked_for() -> None:
    found = routine_of('name = "Mine"\nwork = ["2x5 Row @ 80kg"]\n')
    less, before = (Aim(5, load=Load("weight", weight, "kg")) for weight in (72.5, 80.0))
    target = Target((less, less), "less", "10 % less after 29 days off", before=(before, before))
    loads = {}
    for asked in (False, True):
        workout = Workout(
            WorkoutRequest(found, bundled(), loads_as_before=asked), lambda *_: SilentPlayer(), ManualClock()
        )
        workout.begin({}, {})
        workout.learn({Ref("work", 0, 0): EntryToday("row", target)})
        loads[asked] = workout.session.state.step.load
    assert loads == {False: "72.5 kg", True: "80 kg"}
