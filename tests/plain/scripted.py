"""What tests of workouts in lines build on: keys at their times on the manual clock, and a run of one workout."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plans import usual
from rich.console import Console
from silent import SilentPlayer

from backday_tui.clock import ManualClock
from backday_tui.exercises.catalog import bundled
from backday_tui.plain.console_lines import ConsoleLines
from backday_tui.plain.json_lines import JsonLines
from backday_tui.plain.questions import plan_asked
from backday_tui.plain.workout import LookBack, PlainWorkout
from backday_tui.routine.reader import read_text
from backday_tui.session.session import Session
from backday_tui.training.loads import USUAL
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backday_tui.plain.workout import Reporter
    from backday_tui.routine.model import Routine
    from backday_tui.settings import SpaceKey
    from backday_tui.workout.performance import JournalSink

LONGEST_S = 4 * 3600.0
GAP = "the machine sleeps for 100 s"
STOPPED_S = 9.0


class ScriptedKeys:
    """Keys that come at so many seconds after the first wait; in between the clock moves as far as is waited."""

    def __init__(self, clock: ManualClock, script: Sequence[tuple[float, str]], *, is_terminal: bool = True) -> None:
        self.is_terminal = is_terminal
        self._clock = clock
        self._origin = clock.now()
        self._script = [(self._origin + at_s, key) for at_s, key in script]

    def wait(self, seconds: float | None) -> tuple[str, ...]:
        now = self._clock.now()
        assert now - self._origin < LONGEST_S, "the workout does not end"
        due = self._script[0][0] if self._script else None
        if due is None or (seconds is not None and due > now + seconds):
            assert seconds is not None, "a question waits for a key that never comes"
            self._clock.move(seconds)
            return ()
        self._clock.move(max(due - now, 0.0))
        return self._pressed()

    def stop(self) -> None:
        """Whoever pressed ctrl+z goes on after a while."""
        self._clock.move(STOPPED_S)

    def _pressed(self) -> tuple[str, ...]:
        pressed = []
        while self._script and self._script[0][0] <= self._clock.now():
            pressed.append(self._script.pop(0)[1])
        if GAP in pressed:
            self._clock.sleep(100)
        return tuple(key for key in pressed if key != GAP)


@dataclass
class Run:
    """One workout that was run. `lines` are those of stdout, with the time at which each begins."""

    code: int
    out: str
    errors: str
    session: Session
    sound: SilentPlayer

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


def spelt(text: str, at_s: float) -> list[tuple[float, str]]:
    """The keys of a text, ten a second from some time on."""
    return [(at_s + place / 10, "space" if key == " " else key) for place, key in enumerate(text)]


def routine_of(text: str) -> Routine:
    """The routine that a TOML text holds."""
    loaded = read_text(text, id="test", catalog=bundled())
    assert loaded.routine is not None, loaded.problems
    return loaded.routine


def run(
    text: str,
    script: Sequence[tuple[float, str]] = (),
    *,
    is_terminal: bool = True,
    in_place: bool = False,
    ticker: bool = True,
    as_json: bool = False,
    auto: bool = False,
    space: SpaceKey = "auto",
    sound: SilentPlayer | None = None,
    journal: JournalSink | None = None,
    past: Callable[[Session], LookBack] = lambda _: LookBack(),
) -> Run:
    """Run the workout of a TOML text to its end."""
    clock, out, errors = ManualClock(), io.StringIO(), io.StringIO()
    keys = ScriptedKeys(clock, script, is_terminal=is_terminal)
    lines: Reporter = JsonLines(out, errors, bundled())
    if not as_json:
        error_console = Console(file=errors, width=1000)
        console = Console(file=out, width=60 if in_place else 1000, force_terminal=in_place, no_color=True)
        lines = ConsoleLines(console, error_console, in_place=in_place, ticker=ticker)
    plan = plan_asked(routine_of(text), bundled(), lines, keys, usual).plan
    sound = sound or SilentPlayer()
    session = Session(plan, auto=auto)
    performance = Performance(session, clock, sound, journal=journal)
    workout = PlainWorkout(
        performance, lines, keys, sound, bundled(), equipment=USUAL["kg"], space=space, past=past(session)
    )
    return Run(workout.run(), out.getvalue(), errors.getvalue(), session, sound)
