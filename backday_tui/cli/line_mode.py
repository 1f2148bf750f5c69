"""A workout that is followed in lines of text: on a terminal without the screen, in a pipe, or as JSON."""

from __future__ import annotations

import contextlib
import sys
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from backday_tui import words
from backday_tui.awake import Awake
from backday_tui.cli.console import console
from backday_tui.cli.routines import LoadedRoutine
from backday_tui.cli.wiring import equipment_of, sound_for
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError
from backday_tui.history.history import LEISURE_S, PATIENCE_S, SLOW
from backday_tui.history.recorder import CLOSE_S
from backday_tui.plain.console_lines import ConsoleLines, in_place_on
from backday_tui.plain.json_lines import JsonLines
from backday_tui.plain.keys import open_keys
from backday_tui.plain.questions import Stopped, plan_asked
from backday_tui.plain.workout import LookBack, PlainWorkout
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.session.plan import build
from backday_tui.settings import SettingsKeeper
from backday_tui.workout.workout import Workout, WorkoutRequest, warmups_today

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.cli.wiring import Context, RunOptions
    from backday_tui.history.history import History
    from backday_tui.history.resume import ResumedSession
    from backday_tui.plain.keys import Keys
    from backday_tui.plain.workout import Reporter
    from backday_tui.workout.performance import Happening
    from backday_tui.workout.workout import Picks, Rounds


T = TypeVar("T")


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
    equipment = partial(equipment_of, context.folders, context.settings)
    if isinstance(what, LoadedRoutine):
        rests = options.rests(context.settings)
        as_set = replace(rests, waits=False).put_into(what.routine)
        chosen = plan_asked(as_set, known_exercises(), reporter, keys, equipment)
        picks, rounds = chosen.picks, chosen.rounds
        warmups = None
        if options.begin is not None:  # steps are numbered as `backday plan` does today
            today = partial(warmups_today, what.routine, known_exercises(), history.read_past, SystemClock().wall())
            warmups = _in_time(lambda: today(equipment), reporter)
        shown, followed = (
            build(each, known_exercises(), picks, rounds, warmups=warmups, equipment=equipment)
            for each in (as_set, rests.put_into(what.routine))
        )
        request = _new(what, options, history, options.first_step(shown, followed))
        request = request._replace(rests=rests, warmups=warmups)
    else:
        picks, rounds = {}, {}
        request = _resumed(what, options, history)
    workout = Workout(
        request._replace(speed=options.speed, display=display, equipment=equipment),
        lambda asked, clock: sound_for(asked.folder, context, clock, options),
        SystemClock(),
    )
    keeper = SettingsKeeper(context.folders.settings_file)
    workout.open(picks, rounds)
    if workout.fitted is not None:
        reporter.say(workout.fitted.told)
    try:
        return PlainWorkout(
            workout.performance, reporter, keys, workout.sound, known_exercises(), equipment=workout.equipment(),
            speed=options.speed, space=context.settings.space, units=context.settings.units,
            effort=context.settings.effort, bell=context.settings.bell, keeper=keeper,
            past=_look_back(workout, picks, rounds, reporter), resumed=_became_of(request.resumed),
        ).run()  # fmt: skip
    finally:
        workout.close()
        keeper.close()
        for sentence in keeper.news():
            reporter.warn(sentence)


def _in_time(read: Callable[[], T], reporter: Reporter) -> T | None:
    """What the log says of what was done before; a disk that is too slow for that keeps nobody from training."""
    found: list[T] = []
    told: list[str] = []

    def run() -> None:
        try:
            found.append(read())
        except BackdayError as error:
            told.append(str(error))

    reader = threading.Thread(target=run, name="past", daemon=True)
    reader.start()
    reader.join(PATIENCE_S)
    if not found:
        reporter.warn(f"what was done last time isn't known: {told[0] if told else SLOW}")
    return found[0] if found else None


def _look_back(workout: Workout, picks: Picks, rounds: Rounds, reporter: Reporter) -> LookBack:
    """What was done before: that of the routine is read here, before its first line."""
    day = workout.wall.date()
    today, records = _in_time(lambda: (workout.read_today(picks, rounds), workout.read_records()), reporter) or (
        {},
        None,
    )

    def ago() -> dict[str, str]:
        days = _in_time(workout.read_days, reporter) or {}
        return {movement: words.ago((day - last).days) for movement, last in days.items()}

    def look_up(name: str) -> None:
        _in_time(lambda: workout.read_last(name), reporter)

    def learn() -> tuple[Happening, ...]:
        return *workout.learn(today), *workout.watch(records)

    return LookBack(learn, workout.last_time_of, look_up, ago, day, workout.to_beat, workout.barbell, workout.results)


def _became_of(taken: ResumedSession | None) -> str:
    """What had become of a session that is taken up; "" for a new one."""
    if taken is None:
        return ""
    return "finished" if taken.was_finished else "interrupted"


def _new(read: LoadedRoutine, options: RunOptions, history: History, first_step: int) -> WorkoutRequest:
    """A routine, begun here; sessions that were interrupted before are ended, and kept as they are."""
    return WorkoutRequest(
        read.routine, known_exercises(), auto=options.auto, first_step=first_step, snapshot=lambda: read.text,
        fit_s=options.fit_s,
        open_journal=partial(history.begins, keep_others=True) if options.is_kept else None,
        folder=read.folder, read_past=history.read_past, read_days=history.read_days, read_all=history.read_all,
    )  # fmt: skip


def _resumed(taken: ResumedSession, options: RunOptions, history: History) -> WorkoutRequest:
    """An interrupted session that goes on."""
    routine = taken.session.state.plan.routine
    return WorkoutRequest(
        routine, known_exercises(), resumed=taken, folder=taken.opening.folder,
        open_journal=(lambda _: history.goes_on(taken)) if options.is_kept else None,
        read_past=history.read_past, read_days=history.read_days, read_all=history.read_all,
    )  # fmt: skip


def _reporter(options: RunOptions) -> Reporter:
    """Where the workout is told."""
    if options.json:
        return JsonLines(sys.stdout, sys.stderr, known_exercises())
    out = console()
    return ConsoleLines(
        out, Console(stderr=True, markup=False, highlight=False), in_place=in_place_on(out), ticker=options.ticker
    )
