"""A program for test_live_terminal.py: follows a small workout on the terminal it is given, silently.

Its argument, where there is one, is a fault to run into.
"""

from __future__ import annotations

import sys
from pathlib import Path

from backday_tui.audio.player import Player
from backday_tui.clock import Clock, SystemClock
from backday_tui.exercises.catalog import bundled
from backday_tui.routine.model import Entry, Reps, Routine, Span
from backday_tui.tui.app import BackdayApp, run_app
from backday_tui.workout.workout import WorkoutRequest

WORK = (Entry(("Plank",), hold=Span(600)), Entry(("Seated row",), reps=Reps(8, 8)))


def make_sound(args: WorkoutRequest, clock: Clock) -> Player:
    """No sound."""
    del args
    return Player(backend="off", sounds=Path(), clock=clock)


class Faulty(BackdayApp):
    """An app with a fault: `t` runs into it."""

    def toggle_theme(self) -> None:
        """Fail, with something in hand that nobody else should read."""
        private = "a local variable"
        raise RuntimeError("the bar broke" + private[:0])


if __name__ == "__main__":
    kind = Faulty if sys.argv[1:] == ["faulty"] else BackdayApp
    args = WorkoutRequest(Routine("test", "Test", prepare=600, work=WORK), bundled())
    sys.exit(run_app(kind(args, make_sound=make_sound, clock=SystemClock())))
