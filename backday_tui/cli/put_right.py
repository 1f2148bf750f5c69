"""`backday log add`, `set` and `undo`: the past put right. `log.py` calls them.

Each says what it wrote, and what was there before; where something makes no sense nothing is written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import warn, write
from backday_tui.cli.routines import COMMAND_LINE, named
from backday_tui.cli.wiring import load_context
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import folders
from backday_tui.history import lock
from backday_tui.history.corrections import TakeBackError
from backday_tui.history.entered import FollowedRoutine, day_text, entered_session, when_doubt
from backday_tui.history.log import opened, opened_or_made
from backday_tui.history.log_words import done_text, load_text, rir_text, sets_in_line, taken_back_text
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import Problem, problem_line
from backday_tui.text import clean
from backday_tui.workout.figures import FigureError
from backday_tui.workout.told import ToldReader, with_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.entered import EnteredSession, ToldExercise
    from backday_tui.history.store import PerformedSet, SessionRow, Store
    from backday_tui.settings import Effort
    from backday_tui.workout.told import ToldProblem

NO_ROUTINE: Final = "-"
"""Stands for a session of no routine."""
_DAY: Final = click.DateTime(["%Y-%m-%d"])
_TIME: Final = click.DateTime(["%H:%M"])
_MOST_DIGITS: Final = 15
_NAME: Final = 60


class NotWrittenError(BackdayError):
    """What was typed has problems; `lines` tell each with its place."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(lines[0])
        self.lines = (*lines, "backday: nothing was written")


# -- add ----------------------------------------------------------------------------------------------------------


@click.command(
    "add",
    epilog="""\b
Examples:
  backday log add back --on 2026-11-02 "Seated row 12 12 12 @ 40kg; Plank 1:30 1:20"
  backday log add back --on 2026-11-02 --at 18:30 "Plank 1:30 1:20; Row 10 10 8 @ 20kg"
  backday log add - --on 2026-11-02 "Side plank L 45s R 40s; Pull-up 8@+10kg 6@+5kg\"""",
)
@click.argument("routine", shell_complete=completion.routines)
@click.argument("done", nargs=-1, required=True, metavar="TEXT", shell_complete=completion.entries)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, as 2026-11-02; today where it is left out.",
)
@click.option(
    "--at", type=click.DateTime(["%H:%M"]), metavar="TIME", help="When it began, as 18:30, where you know it."
)
def add(routine: str, done: tuple[str, ...], on: datetime | None, at: datetime | None) -> None:
    """Enter a session that nobody timed: of ROUTINE, or "-" for none.

    TEXT is each exercise with its sets: reps, or times, and loads behind an @; a semicolon ends an exercise. A load is
    that of the sets before it which have none.
    """
    started = _started(on, at)
    here = load_context(with_exercises=False)
    catalog = known_exercises()
    followed = None
    if routine != NO_ROUTINE:
        loaded = named(routine, here.folders)
        followed = FollowedRoutine(loaded.routine, loaded.text, catalog)
    known, counted = (catalog, {}) if followed is None else (followed.known, followed.counted())
    reader = ToldReader(known, here.settings.units, here.settings.effort, counted)
    told = _read(reader, done)
    session = entered_session(told, followed, catalog, started)
    with opened_or_made(here.folders.log_file) as store:
        number = store.add(session.opening, started, session.sets, session.entries)
    _say_added(number, session, started, known)


def _started(on: datetime | None, at: datetime | None) -> date:
    now = SystemClock().wall()
    day = (on or now).date()
    started = day if at is None else datetime.combine(day, at.time()).astimezone()
    if doubt := when_doubt(started, now):
        raise click.BadParameter(f"{day_text(started)}: {doubt}", param_hint="--at" if at and on is None else "--on")
    return started


def _read(reader: ToldReader, done: Sequence[str]) -> tuple[ToldExercise, ...]:
    """What was done; exercises may be words of their own in quotes, or all of it unquoted."""
    text = ("; " if all(" " in each.strip() for each in done) else " ").join(done)
    told, problems = reader.read(text)
    if problems:
        raise NotWrittenError([problem_line(COMMAND_LINE, problem_at(text, each)) for each in problems])
    return told


def problem_at(text: str, problem: ToldProblem) -> Problem:
    """A problem by the line and character in which it stands."""
    before = text[: problem.at].split("\n")
    return Problem(len(before), len(before[-1]) + 1, "error", clean(problem.message))


def _say_added(number: int, session: EnteredSession, started: date, known: Catalog) -> None:
    planned = session.opening.planned_sets
    sets = len({done.bout for done in session.sets})
    count = f"{sets} of {words.counted(planned, 'set')}" if session.opening.routine else words.counted(sets, "set")
    name = f", {clean(session.opening.name, _NAME)}" if session.opening.routine else ""
    write(f"session {number} on {day_text(started)}{name}: {count}\n")
    for exercise, done in _by_exercise(session.sets):
        write(f"  {clean(exercise, _NAME)}: {sets_in_line(done)}\n")
    for name in session.unknown:
        near = known.nearest(name)
        is_meant = f'; is "{near[0]}" meant?' if near else ""
        warn(f'"{clean(name, _NAME)}" is in no catalogue and is kept as it is written{is_meant}')
    for name in session.unplanned:
        if name not in session.unknown:
            warn(f'"{clean(name, _NAME)}" is not in the routine, or not so often: it is kept beside it')


def _by_exercise(sets: Iterable[PerformedSet]) -> Iterator[tuple[str, list[PerformedSet]]]:
    found: dict[tuple[str, int], list[PerformedSet]] = {}
    for done in sets:
        found.setdefault((done.exercise, done.nth), []).append(done)
    yield from ((exercise, done) for (exercise, _), done in found.items())


# -- set ----------------------------------------------------------------------------------------------------------


@click.command(
    "set",
    epilog="""\b
Examples:
  backday log set 12 3 9
  backday log set 12 3 9@42.5
  backday log set 12 4 1:05""",
)
@click.argument("number", metavar="ID", shell_complete=completion.sessions)
@click.argument("place", metavar="N")
@click.argument("figures", nargs=-1, required=True)
def set_(number: str, place: str, figures: tuple[str, ...]) -> None:
    """Correct set N of session ID, as `backday log ID` numbers them.

    FIGURES are as in a workout: 9 reps, 9@42.5 reps and load, @42.5 a load, 1:05 or 45s a time; of an AMRAP its rounds
    and reps. What was is kept, and said.
    """
    here = load_context(with_exercises=False)
    text = " ".join(figures)
    with opened(here.folders.log_file) as store:
        if store is None:
            raise _no_session(number)
        row = session_to_change(store, number)
        done = _set_of(row, place)
        try:
            changed = with_figures(done, text, here.settings.units, here.settings.effort)
        except FigureError as error:
            raise NotWrittenError([f'backday: "{clean(text, _NAME)}": {error}']) from error
        which = f"session {row.id}, set {place}, {clean(done.exercise, _NAME) or words.UNKNOWN}"
        if changed == done:
            write(f"{which}: {_figures(done, here.settings.effort)}, as it was\n")
            return
        exercise = known_exercises().find(done.exercise)
        store.correct(_with_share(changed, exercise.share if exercise else None))
    effort = here.settings.effort
    write(f"{which}: {_figures(changed, effort)}, it was {_figures(done, effort)}\n")


def _with_share(done: PerformedSet, share: float | None) -> PerformedSet:
    return replace(done, share=share)


def _no_session(written: str) -> NotFoundError:
    return NotFoundError(f"there is no session {clean(written, _NAME)} in the log; `backday log --all` shows them all")


def session_to_change(store: Store, written: str) -> SessionRow:
    """The session with this number, which is over.

    Raises:
        NotFoundError: there is none.
        BackdayError: it is not over.
    """
    is_number = written.isascii() and written.removeprefix("-").isdecimal() and len(written) <= _MOST_DIGITS
    row = store.session(int(written)) if is_number else None
    if row is None:
        raise _no_session(written)
    refuse_running(row)
    return row


def refuse_running(row: SessionRow) -> None:
    """Raise BackdayError for a session that is not over: what it writes down would overwrite what is changed."""
    if row.has_ended:
        return
    runs = lock.RunningLock(folders().data / lock.LOCK_NAME).holder() is not None
    if runs:
        raise BackdayError(f"session {row.id} can't be changed from outside while a workout runs: change it there")
    raise BackdayError(
        f"session {row.id} was not ended, and can't be changed from outside until it is: "
        "`backday start --resume` goes on with it"
    )


def _set_of(row: SessionRow, place: str) -> PerformedSet:
    if not (place.isascii() and place.isdecimal() and len(place) <= _MOST_DIGITS and 1 <= int(place) <= len(row.sets)):
        count = words.counted(len(row.sets), "set")
        raise NotFoundError(
            f"session {row.id} has {count}, and no set {clean(place, _NAME)}; `backday log {row.id}` numbers them"
        )
    return row.sets[int(place) - 1]


def _figures(done: PerformedSet, effort: Effort) -> str:
    return words.joined(done_text(done), load_text(done), rir_text(done, effort))


# -- undo ---------------------------------------------------------------------------------------------------------


@click.command("undo", epilog="\b\nExample:\n  backday log undo")
def undo() -> None:
    """Take back what was put right last: a set, a session, a date, a note, whatever was deleted. Again: the one before.

    It is also what `u` in the log does.
    """
    with opened(folders().log_file) as store:
        change = store.last_change() if store is not None else None
        if store is None or change is None:
            raise BackdayError("nothing was put right in the log: there is nothing to take back")
        row = store.session(change.session)
        if row is not None:
            refuse_running(row)
        try:
            store.take_back(change)
        except TakeBackError as error:
            store.forget_change(change)
            raise BackdayError(f"session {change.session}: {error}; `backday log undo` goes on before it") from error
        said = taken_back_text(change, row)
    write(f"taken back: {said}\n")
