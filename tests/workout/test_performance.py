"""A session with its clock, its sound and its journal: when to wake, what to say, and what a sleep does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plans import build

from backday_tui.clock import ManualClock, ScaledClock
from backday_tui.errors import CommandRefusedError
from backday_tui.exercises.catalog import Catalog
from backday_tui.routine.model import Entry, Item, Reps, Routine, Span
from backday_tui.session import commands as c
from backday_tui.session import events as e
from backday_tui.session.session import Session
from backday_tui.workout.performance import (
    GAP_S,
    SLEPT_S,
    GapNoticed,
    Happening,
    Performance,
    shown_elapsed,
    shown_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement
    from backday_tui.training.past import PastSession

START = 1000.0
HOLD = Entry(("Plank",), hold=Span(30))
SET = Entry(("Row",), sets=2, reps=Reps(8, 8), rest=20)
TO_FAILURE = Entry(("Plank",), hold=Span(None, open_ended=True))


class HeardSound:
    """A sound that keeps what it was told."""

    def __init__(self) -> None:
        self.schedules: list[list[tuple[float, str]]] = []
        self.ticks = 0
        self.speech: list[tuple[float, str]] = []
        self.rehearsed: list[str] = []

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        self.schedules.append([(round(cue.at - START, 6), cue.name) for cue in cues])
        self.speech = [(round(each.at - START, 6), each.texts[0]) for each in speech]

    def rehearse(self, texts: Iterable[str]) -> None:
        self.rehearsed = list(texts)

    def tick(self) -> None:
        self.ticks += 1


class KeptJournal:
    """A journal that keeps the commands with their times, and the names of the events."""

    def __init__(self) -> None:
        self.commands: list[tuple[float, c.Command]] = []
        self.events: list[str] = []
        self.looks: list[float] = []
        self.left_at: float | None = None
        self.trouble: str | None = None
        self.settled = 0
        self.notes: list[str] = []

    def annotate(self, note: str) -> None:
        self.notes.append(note)

    def done(self, session: Session, body_kg: Fraction | None) -> PastSession:
        raise NotImplementedError  # nobody watches for records here

    def settle(self, wait_s: float) -> None:
        assert wait_s < 1
        self.settled += 1

    def leave(self, session: Session, now: float) -> None:
        del session
        self.left_at = now

    def news(self) -> tuple[str, ...]:
        return ("told",)

    def happened(
        self, session: Session, now: float, events: Sequence[e.Event], command: c.Command | None = None
    ) -> None:
        del session
        self.events += [type(event).__name__ for event in events]
        if command is None:
            self.looks.append(now)
        else:
            self.commands.append((now, command))


class LitDisplay:
    """A display that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[bool] = []

    def stay_on(self, on: bool) -> None:
        if self.told[-1:] != [on]:
            self.told.append(on)


class Stage:
    """A performance that has been started, and what belongs to it."""

    def __init__(self, *work: Item, speed: float = 1) -> None:
        self.real = ManualClock(START)
        self.clock = ScaledClock(self.real, speed)
        self.sound = HeardSound()
        self.journal = KeptJournal()
        self.display = LitDisplay()
        self.session = Session(build(Routine("back", "Back", work=work), Catalog([])))
        self.performance = Performance(
            self.session, self.clock, self.sound, real=self.real, journal=self.journal, display=self.display
        )
        self.performance.start()

    def wake_after(self, seconds: float) -> list[str]:
        self.real.move(seconds)
        return names(self.performance.wake())

    def do_after(self, seconds: float, command: c.Command) -> list[str]:
        self.real.move(seconds)
        return names(self.performance.do(command))

    def wake_each_second(self, seconds: int) -> None:
        for _ in range(seconds):
            self.wake_after(1)


def names(happened: Sequence[Happening]) -> list[str]:
    return [type(each).__name__ for each in happened]


@pytest.mark.parametrize(
    ("remaining_s", "shown"),
    [(30, 30), (29.999, 30), (29.003, 30), (29.0015, 29), (29, 29), (0.5, 1), (0.003, 1), (0.002, 0), (0, 0), (-1, 0)],
)
def test_a_countdown_shows_whole_seconds_rounded_up(remaining_s: float, shown: int) -> None:
    assert shown_seconds(remaining_s) == shown


@pytest.mark.parametrize(("spent_s", "shown"), [(0, 0), (0.5, 0), (0.997, 0), (0.9985, 1), (1, 1), (-0.1, 0)])
def test_a_clock_that_counts_up_shows_whole_seconds_rounded_down(spent_s: float, shown: int) -> None:
    assert shown_elapsed(spent_s) == shown


def test_the_first_step_begins_with_its_sounds() -> None:
    stage = Stage(HOLD)
    assert stage.sound.schedules[0][:4] == [(2, "tick"), (3, "tick"), (4, "tick"), (5, "go")]


def test_what_comes_next_is_announced_and_was_rehearsed() -> None:
    stage = Stage(SET)
    assert stage.sound.speech == []
    stage.do_after(4, c.Done())
    assert stage.sound.speech == [
        (4.95, "Next: Row, eight reps. Second set of two."),
        (24.9, "Last set."),
    ]
    assert {text for _, text in stage.sound.speech} <= set(stage.sound.rehearsed)
    stage.do_after(1, c.Pause())
    assert stage.sound.speech == []


def test_a_wake_up_between_boundaries_schedules_nothing_anew() -> None:
    stage = Stage(HOLD)
    assert stage.wake_after(1) == []
    assert (len(stage.sound.schedules), stage.sound.ticks) == (1, 1)


def test_a_boundary_schedules_what_is_still_to_come() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(4)
    assert stage.wake_after(1.01) == ["StepEnded", "StepBegan"]
    assert stage.sound.schedules[-1][0] == (20, "half")


def test_a_command_schedules_what_is_to_come_now() -> None:
    stage = Stage(HOLD)
    stage.do_after(1, c.BeginNow())
    assert stage.sound.schedules[-1][:2] == [(1, "go"), (16, "half")]
    stage.do_after(1, c.Pause())
    assert stage.sound.schedules[-1] == []


def test_a_refused_command_is_not_journaled_and_moves_no_sound() -> None:
    stage = Stage(HOLD)
    with pytest.raises(CommandRefusedError):
        stage.do_after(1, c.Done())
    assert (len(stage.sound.schedules), stage.journal.commands) == (1, [])


@pytest.mark.parametrize(
    ("after_s", "wait_s"),
    [
        (0, 1),
        (0.25, 0.75),
        (0.9995, 1.0005),
        (1, 1),
        (4.5, 0.5),
        (4.9975, 0.0025),
        (4.999, 0.001),
        (4.9999, 0.0001),
    ],
)
def test_it_wakes_when_the_countdown_shows_another_second(after_s: float, wait_s: float) -> None:
    stage = Stage(HOLD)
    stage.real.move(after_s)
    assert stage.performance.wake_in_s() == pytest.approx(wait_s, abs=1e-6)


def test_waking_as_asked_for_crosses_each_boundary_at_once() -> None:
    stage = Stage(HOLD, SET)
    found = []
    for _ in range(200):
        stage.real.move(max(stage.performance.wake_in_s() - 0.0005, 0.0001))
        found += [(each.at, stage.real.now()) for each in stage.performance.wake() if isinstance(each, e.StepBegan)]
    assert [round(at - START, 6) for at, _ in found] == [5, 35, 95]
    assert all(seen - at < 0.01 for at, seen in found)


def test_each_second_of_a_countdown_is_shown() -> None:
    stage = Stage(HOLD)
    stage.do_after(0.3, c.BeginNow())
    shown = []
    for _ in range(29):
        stage.real.move(max(stage.performance.wake_in_s() - 0.0005, 0))
        stage.performance.wake()
        shown.append(shown_seconds(stage.session.remaining_s(stage.real.now()) or 0))
    assert shown == list(range(29, 0, -1))


def test_each_second_of_a_hold_to_failure_is_shown() -> None:
    stage = Stage(TO_FAILURE)
    stage.do_after(0.3, c.BeginNow())
    shown = []
    for _ in range(20):
        stage.real.move(max(stage.performance.wake_in_s() - 0.0005, 0))
        stage.performance.wake()
        shown.append(shown_elapsed(stage.session.in_step_s(stage.real.now())))
    assert shown == list(range(1, 21))


def test_it_wakes_once_a_second_while_paused_and_once_over() -> None:
    stage = Stage(HOLD)
    stage.do_after(0.4, c.Pause())
    assert stage.performance.wake_in_s() == 1
    stage.do_after(0.4, c.Finish())
    assert stage.performance.wake_in_s() == 1


def test_a_late_wake_up_within_bounds_crosses_what_was_due() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    assert stage.wake_after(GAP_S) == ["StepEnded", "StepBegan"]


def test_after_a_gap_the_session_is_paused_as_of_the_last_wake_up() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    stage.real.move(40)
    paused, gap = stage.performance.wake()
    assert paused == e.Paused(START + 3)
    assert gap == GapNoticed(START + 43, 40)
    assert stage.session.remaining_s(stage.real.now()) == 2
    assert stage.sound.schedules[-1] == []
    assert stage.wake_after(1) == []


def test_after_a_gap_one_goes_on_from_there() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    stage.wake_after(40)
    assert stage.do_after(2, c.Resume()) == ["Resumed"]
    assert stage.session.deadline == START + 3 + 40 + 2 + 2


def test_after_a_gap_the_time_can_be_counted() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    stage.wake_after(20)
    assert stage.do_after(2, c.Resume(counted=True)) == ["Resumed", "StepEnded", "StepBegan"]
    assert stage.session.deadline == START + 35


def test_a_key_pressed_right_after_a_gap_does_not_act_on_what_nobody_saw() -> None:
    stage = Stage(SET)
    stage.wake_each_second(3)
    assert stage.do_after(40, c.Done()) == ["Paused", "GapNoticed"]
    assert stage.session.state.logs == ()
    assert stage.do_after(1, c.Resume()) == ["Resumed"]
    assert stage.do_after(1, c.Done())[0] == "SetLogged"


def test_a_session_can_be_finished_right_after_a_gap() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    assert stage.do_after(40, c.Finish()) == ["Paused", "GapNoticed", "StepEnded", "Finished"]
    assert stage.session.elapsed_s(stage.real.now()) == 3


def test_a_gap_means_nothing_to_a_session_that_is_paused_or_over() -> None:
    stage = Stage(HOLD)
    stage.do_after(1, c.Pause())
    assert stage.wake_after(3600) == []
    assert stage.do_after(3600, c.Finish()) == ["StepEnded", "Finished"]
    assert stage.wake_after(3600) == []


def test_a_sleep_that_the_system_tells_of_is_noticed_however_short() -> None:
    stage = Stage(HOLD)
    stage.wake_after(1)
    stage.real.sleep(SLEPT_S + 0.5)
    assert names(stage.performance.wake()) == ["Paused", "GapNoticed"]
    assert stage.session.elapsed_s(stage.real.now()) == 1


def test_a_hiccup_of_a_clock_is_no_sleep() -> None:
    stage = Stage(HOLD)
    stage.wake_after(1)
    stage.real.sleep(SLEPT_S / 2)
    assert names(stage.performance.wake()) == []


def test_an_expected_silence_is_no_gap() -> None:
    stage = Stage(HOLD)
    stage.performance.sleeps_for(20)
    assert stage.wake_after(20 + GAP_S)[0] == "StepEnded"
    stage.performance.sleeps_for(20)
    assert stage.wake_after(20 + GAP_S + 1) == ["Paused", "GapNoticed"]


def test_before_it_is_stopped_all_is_quiet_and_kept() -> None:
    stage = Stage(HOLD)
    stage.wake_after(1)
    stage.performance.stand_still()
    assert (stage.sound.schedules[-1], stage.journal.settled, stage.display.told[-1]) == ([], 1, False)


def test_stopped_for_a_moment_it_goes_on_and_is_heard_again() -> None:
    stage = Stage(HOLD)
    stage.wake_after(1)
    stage.performance.stand_still()
    stage.real.move(1)
    assert stage.performance.move_on() == ()
    assert stage.sound.schedules[-1][:5] == [(2, "tick"), (3, "tick"), (4, "tick"), (5, "go"), (20, "half")]
    assert stage.display.told[-1]


def test_stopped_for_long_it_is_paused_as_of_before() -> None:
    stage = Stage(HOLD)
    stage.wake_after(1)
    stage.performance.stand_still()
    stage.real.move(9)
    assert names(stage.performance.move_on()) == ["Paused", "GapNoticed"]
    assert (stage.sound.schedules[-1], stage.display.told[-1]) == ([], False)
    assert stage.session.elapsed_s(stage.performance.now) == 1


def test_at_many_times_the_speed_gaps_are_still_of_real_time() -> None:
    stage = Stage(HOLD, SET, speed=60)
    assert stage.wake_after(1)[-1] == "StepBegan"
    assert stage.session.state.step.kind == "rest"
    assert not stage.session.is_paused
    assert stage.wake_after(6) == ["Paused", "GapNoticed"]
    assert stage.session.elapsed_s(stage.clock.now()) == 60


def test_the_journal_gets_each_command_with_the_time_at_which_it_took_effect() -> None:
    stage = Stage(HOLD, SET)
    stage.wake_after(1)
    stage.do_after(0.5, c.BeginNow())
    stage.real.move(40)
    stage.performance.wake()
    stage.do_after(1, c.Resume())
    assert stage.journal.commands == [
        (START + 1.5, c.BeginNow()),
        (START + 1.5, c.Pause()),
        (START + 42.5, c.Resume()),
    ]
    assert stage.journal.looks == [START, START + 1]
    assert stage.journal.events == ["StepBegan", "StepEnded", "StepBegan", "Paused", "Resumed"]


def test_what_the_journal_holds_gives_the_same_session_again() -> None:
    stage = Stage(HOLD, SET)
    stage.wake_each_second(37)
    stage.do_after(0.3, c.AddSet())
    stage.do_after(40, c.Skip())
    stage.do_after(2, c.Resume())
    stage.do_after(0.7, c.BeginNow())
    stage.do_after(0.2, c.Done())
    again = Session(stage.session.state.plan)
    again.start(START)
    for at, command in stage.journal.commands:
        again.do(command, at)
    assert again.state == stage.session.state


def test_without_a_journal_and_a_clock_of_its_own_it_works_too() -> None:
    clock = ManualClock(START)
    session = Session(build(Routine("back", "Back", work=(HOLD,)), Catalog([])))
    performance = Performance(session, clock, HeardSound())
    performance.start()
    clock.move(4)
    performance.wake()
    clock.move(1)
    assert performance.now == START + 5
    assert names(performance.wake()) == ["StepEnded", "StepBegan"]


def test_the_display_stays_on_but_for_pauses_and_the_end() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    stage.do_after(1, c.Pause())
    stage.do_after(1, c.Resume())
    stage.do_after(1, c.Finish())
    assert stage.display.told == [True, False, True, False]


def test_what_is_left_is_told_to_the_journal_with_the_time_reached_and_nothing_after_it() -> None:
    stage = Stage(HOLD)
    stage.real.move(2.5)
    assert stage.performance.leave()
    stage.do_after(1, c.Finish())
    assert (stage.journal.left_at, stage.journal.commands) == (START + 2.5, [])
    assert stage.display.told == [True, False]
    assert (stage.performance.trouble, stage.performance.news()) == (None, ())


def test_left_after_a_sleep_it_is_left_as_of_before() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(3)
    stage.real.sleep(100)
    assert stage.performance.leave()
    assert stage.journal.left_at == START + 3


def test_one_that_is_over_cannot_be_taken_up_again() -> None:
    stage = Stage(HOLD)
    stage.do_after(1, c.Finish())
    assert not stage.performance.leave()
    assert not stage.performance.leave()


def test_the_journal_s_trouble_and_news_are_handed_on() -> None:
    stage = Stage(HOLD)
    stage.journal.trouble = "the disk is full"
    assert (stage.performance.trouble, stage.performance.news()) == ("the disk is full", ("told",))


def test_its_trouble_is_still_told_once_it_is_left() -> None:
    stage = Stage(SET)
    stage.journal.trouble = "the disk is full"
    stage.performance.leave()
    assert stage.performance.trouble == "the disk is full"


def test_a_session_that_was_interrupted_goes_on_paused_at_the_time_it_is_now() -> None:
    stage = Stage(HOLD)
    stage.wake_each_second(12)
    stage.session.do(c.Pause(), stage.clock.now())
    stage.real.move(3600)
    display = LitDisplay()
    again = Performance(stage.session, stage.clock, stage.sound, journal=KeptJournal(), display=display)
    assert names(again.take_up()) == ["StepBegan", "Paused"]
    assert (display.told, stage.session.remaining_s(again.now)) == ([False], 23.0)
    assert names(again.do(c.Resume())) == ["Resumed"]
    stage.real.move(3)
    assert stage.session.remaining_s(again.now) == 20.0


def test_alone_reps_end_by_their_tempo_however_late_the_first_wake_is() -> None:
    clock, journal = ManualClock(START), KeptJournal()
    session = Session(build(Routine("back", "Back", work=(SET,)), Catalog([])))
    first, rest, last = (step.estimate_s for step in session.state.steps)
    performance = Performance(session, clock, HeardSound(), journal=journal)
    performance.start(alone=True)
    performance.sleeps_for(first + rest + last)
    clock.move(first + rest + last + 4)
    ended = [each for each in performance.wake() if isinstance(each, e.StepEnded)]
    assert [each.at - START for each in ended] == [first, first + rest, first + rest + last]
    assert journal.commands == [(START, c.SetAuto(auto=True, alone=True))]
