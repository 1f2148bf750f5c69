"""What tests of the log build on: a routine with everything in it, sessions that are performed and break off."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from plans import build

from backday_tui.errors import CommandRefusedError
from backday_tui.exercises.catalog import bundled
from backday_tui.folders import Folders
from backday_tui.history.history import History
from backday_tui.history.journal import Journal, Opening
from backday_tui.history.log import opened
from backday_tui.history.store import JournalEntry, JournalLine, PerformedSet, SessionTotals
from backday_tui.routine.reader import read_text
from backday_tui.session import commands as c
from backday_tui.session.plan import Plan, Ref
from backday_tui.session.session import Session
from backday_tui.session.summary import planned_sets
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from backday_tui.clock import ManualClock
    from backday_tui.history.recorder import Recorder
    from backday_tui.history.store import SessionRow, Store
    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement

TEXT = """
name = "All kinds"
rest = "0:20"
warmup = ["1min Treadmill"]
work = [
  "2x:30 Plank",
  "2x8 One-arm dumbbell row each side",
  "2x? Chin-up / Pull-up",
  "2x? Plank",
  { superset = ["2x8 Seated row", "2x8 Bent-over fly"] },
  { emom = ["5 Pull-up"], minutes = 2 },
  { amrap = ["5 Pull-up", "10 Deadlift"], time = "1:00" },
]
"""
PICKS = {Ref("work", 2, 0): "Pull-up"}
HOLDS = 'name = "Holds"\nwork = ["3x:30 Plank"]\nrest = 10\nprepare = 5\n'

STARTED = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
OPENING = Opening("home", "At home", 'name = "x"', 3, STARTED)


class Silence:
    """A sound that nobody hears."""

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        """Nobody listens."""

    def rehearse(self, texts: Iterable[str]) -> None:
        """Nobody speaks."""

    def tick(self) -> None:
        """Nobody listens."""


def plan_of(text: str = TEXT, picks: dict[Ref, str] | None = None) -> Plan:
    routine = read_text(text, id="all", catalog=bundled()).routine
    assert routine is not None
    return build(routine, bundled(), PICKS if picks is None and text is TEXT else picks)


def opening_for(session: Session, text: str, clock: ManualClock) -> Opening:
    """What a session begins with whose routine is written so."""
    routine, picks = session.state.plan.routine, PICKS if text is TEXT else {}
    planned = planned_sets(session.state)
    return Opening(routine.id, routine.name, text, planned, clock.wall(), picks, auto=session.auto)


def recorded(recorder: Recorder, clock: ManualClock, text: str = TEXT, *, auto: bool = False) -> Performance:
    """A performance that is written down, not yet started."""
    session = Session(plan_of(text), auto=auto)
    journal = Journal(recorder, clock, opening_for(session, text, clock))
    return Performance(session, clock, Silence(), journal=journal)


def history_in(home: Path, clock: ManualClock) -> History:
    return History(Folders(home, home), clock, bundled)


def broken_off(
    home: Path, clock: ManualClock, text: str = HOLDS, seconds: int = 60, *commands: tuple[int, c.Command]
) -> Session:
    """A workout that was followed for so many seconds and then killed; commands come at their seconds."""
    history, session = history_in(home, clock), Session(plan_of(text))
    journal = history.begins(opening_for(session, text, clock), keep_others=False)
    performance = Performance(session, clock, Silence(), journal=journal)
    performance.start()
    follow(performance, clock, seconds, *commands)
    assert history.close(20) == ()  # what a kill leaves is what was written: nothing more is said at the end
    return session


def follow(performance: Performance, clock: ManualClock, seconds: int, *commands: tuple[int, c.Command]) -> None:
    """Let a performance run, with a wake-up each second."""
    for second in range(1, seconds + 1):
        clock.move(1)
        performance.wake()
        for at_s, command in commands:
            if at_s == second:
                performance.do(command)


def a_command(dice: random.Random, session: Session) -> c.Command:
    choices: list[c.Command] = [
            c.Done(), c.Done(), c.BeginNow(), c.BeginNow(), c.Pause(), c.Resume(), c.Resume(counted=True), c.Skip(),
            c.Back(), c.SkipExercise(), c.DoLater(), c.AddSet(), c.RemoveSet(), c.Swap("Chin-up"),
            c.GoTo(dice.randrange(len(session.state.steps))),
            c.Extend(dice.choice([10, -10])), c.Restart(), c.Record(reps=dice.randrange(20), load="20 kg"),
            c.Record(reps=3, log=dice.randrange(max(len(session.state.logs), 1))), c.Undo(),
            c.SetAuto(dice.choice([True, False])),
    ]  # fmt: skip
    return dice.choice(choices)


def perform(performance: Performance, clock: ManualClock, dice: random.Random, moments: int) -> None:
    """Random commands at random moments."""
    for _ in range(moments):
        clock.move(dice.choice([0.1, 0.9, 1.0]))
        performance.wake()
        if dice.random() < 0.4:
            try:
                performance.do(a_command(dice, performance.session))
            except CommandRefusedError:
                continue


def logged(store: Store, *sets: PerformedSet, opening: Opening = OPENING, **more: Any) -> int:
    """A session with these sets, ended when it began; gives its id."""
    number = store.begin(opening)
    totals = SessionTotals(60.0, 3, opening.started, partial=False)
    line = JournalLine(JournalEntry(1.0, "Done", {}), totals, sets, **more)
    store.append(number, 0, [line])
    return number


def a_set(exercise: str, bout: int = 0, **more: Any) -> PerformedSet:
    return PerformedSet(bout, "", exercise, 1, 1, "reps", "8", reps=8, **more)


def read_sessions(log_file: Path) -> tuple[SessionRow, ...]:
    """The sessions of a log as screens and commands open it, newest first; LogError is raised."""
    with opened(log_file) as store:
        return () if store is None else store.sessions()
