"""A workout that is followed in lines of text: on a terminal without the screen, in a pipe, or as JSON."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from backday_tui.awake import Awake
from backday_tui.cli.console import console
from backday_tui.cli.routines import LoadedRoutine
from backday_tui.cli.wiring import sound_for
from backday_tui.clock import ScaledClock, SystemClock
from backday_tui.exercises.catalog import bundled
from backday_tui.history.history import LEISURE_S
from backday_tui.history.journal import Beginning
from backday_tui.history.recorder import CLOSE_S
from backday_tui.plain.console_lines import ConsoleLines, in_place_on
from backday_tui.plain.json_lines import JsonLines
from backday_tui.plain.keys import open_keys
from backday_tui.plain.questions import Stopped, plan_asked
from backday_tui.plain.workout import PlainWorkout
from backday_tui.session.session import Session
from backday_tui.workout.performance import Performance

if TYPE_CHECKING:
    from backday_tui.cli.wiring import Context, RunOptions
    from backday_tui.history.history import History
    from backday_tui.history.resume import ResumedSession
    from backday_tui.plain.keys import Keys
    from backday_tui.plain.workout import Reporter
    from backday_tui.workout.performance import JournalSink


def follow_in_lines(
    what: LoadedRoutine | ResumedSession, options: RunOptions, context: Context, history: History
) -> int:
    """Follow a workout to its end; gives the exit code.

    Raises:
        NoSuchStepError: it is to begin where there is nothing.
        RunningError: another program runs a workout.
    """
    reporter, wait_s = _reporter(options), CLOSE_S
    try:
        with open_keys() as keys, contextlib.closing(Awake()) as display:
            code = _perform(what, options, context, history, reporter=reporter, keys=keys, display=display)
        wait_s = CLOSE_S if code else LEISURE_S
    except Stopped as stopped:
        return stopped.code
    finally:
        for sentence in history.close(wait_s, reporter.warn):
            reporter.warn(sentence)
    return code


def _perform(
    what: LoadedRoutine | ResumedSession, options: RunOptions, context: Context, history: History, *,
    reporter: Reporter, keys: Keys, display: Awake,
) -> int:  # fmt: skip
    real, settings = SystemClock(), context.settings
    session, journal = _begun(what, options, history, reporter, keys)
    clock = ScaledClock(real, options.speed) if options.speed != 1.0 else real
    sound = sound_for(what.folder, context, clock, options)
    performance = Performance(session, clock, sound, real=real, journal=journal, display=display)
    try:
        return PlainWorkout(
            performance, reporter, keys, sound, bundled(), speed=options.speed, space=settings.space,
            units=settings.units, bell=settings.bell, resumed=not isinstance(what, LoadedRoutine),
        ).run()  # fmt: skip
    finally:
        sound.close()
        performance.leave()


def _begun(
    what: LoadedRoutine | ResumedSession, options: RunOptions, history: History, reporter: Reporter, keys: Keys
) -> tuple[Session, JournalSink | None]:
    """The session that is to be followed, and its journal; None where nothing is kept of it."""
    if not isinstance(what, LoadedRoutine):
        return what.session, history.goes_on(what) if options.is_kept else None
    chosen = plan_asked(what.routine, bundled(), reporter, keys)
    first = options.first_step(chosen.plan)
    session = Session(chosen.plan.starting_at(first) if first else chosen.plan, auto=options.auto)
    beginning = Beginning(what.text, chosen.picks, chosen.rounds, first, what.folder)
    return session, history.begins(beginning, what.routine.name, keep_others=True) if options.is_kept else None


def _reporter(options: RunOptions) -> Reporter:
    """Where the workout is told."""
    if options.json:
        return JsonLines(sys.stdout, sys.stderr, bundled())
    out = console()
    return ConsoleLines(out, Console(stderr=True, markup=False, highlight=False), in_place=in_place_on(out))
