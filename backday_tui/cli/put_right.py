"""`backday log add`, `set`, `edit` and `undo`: the past put right. `log.py` calls them.

Each says what it wrote, and what was there before; where something makes no sense nothing is written.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import is_served, tell, warn, write
from backday_tui.cli.routines import COMMAND_LINE, named
from backday_tui.cli.wiring import equipment_of, load_context
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import folders
from backday_tui.history.entered import FollowedRoutine, entered_session, sets_beside_file, started_text, when_doubt
from backday_tui.history.log import end_with, opened, opened_or_made, past_reader
from backday_tui.history.log_words import change_text, done_text, load_text, rir_text, sets_in_line
from backday_tui.history.taking_back import refuse_running, take_back_last
from backday_tui.routine import store as routine_store
from backday_tui.routine import week_file
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import Problem, problem_line
from backday_tui.text import clean
from backday_tui.training.past import as_day
from backday_tui.workout.figures import FigureError
from backday_tui.workout.session_text import read_session_text, session_text, with_problems, without_marks
from backday_tui.workout.told import ToldReader, with_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from backday_tui.cli.wiring import Context
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.entered import EnteredSession, ToldExercise
    from backday_tui.history.store import LoggedEntry, PerformedSet, SessionRow, Store
    from backday_tui.settings import Effort
    from backday_tui.training.prescription import EntryPlace
    from backday_tui.workout.session_text import EditedSession
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
    here = load_context(with_faults=False)
    catalog = known_exercises()
    followed = None
    if routine != NO_ROUTINE:
        loaded = named(routine, here.folders)
        followed = FollowedRoutine(loaded.routine, loaded.text, catalog)
    known, counted = (catalog, {}) if followed is None else (followed.known, followed.counted())
    reader = ToldReader(known, here.settings.units, here.settings.effort, counted)
    told = _read(reader, done)
    more_sets = {} if followed is None else _sets_beside_file(followed, here, started)
    session = entered_session(told, followed, catalog, started, more_sets)
    is_judged = week_file.deload_on(here.folders.routines, as_day(started)) is None
    with opened_or_made(here.folders.log_file) as store:
        number = store.add(session.opening, started, session.sets, session.entries, is_judged=is_judged)
    _say_added(number, session, started, known)


def _sets_beside_file(followed: FollowedRoutine, here: Context, started: date) -> dict[EntryPlace, int]:
    read_past = past_reader(here.folders.log_file, here.folders.routines, followed.known, started)
    return sets_beside_file(followed, read_past, started, equipment_of(here.folders, here.settings))


def _started(on: datetime | None, at: datetime | None) -> date:
    now = SystemClock().wall()
    day = (on or now).date()
    started = day if at is None else datetime.combine(day, at.time()).astimezone()
    if doubt := when_doubt(started, now):
        raise click.BadParameter(
            f"{started_text(started)}: {doubt}", param_hint="--at" if at and on is None else "--on"
        )
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
    write(f"session {number} on {started_text(started)}{name}: {count}\n")
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
    here = load_context(with_faults=False)
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
    refuse_running(store, row)
    return row


def _set_of(row: SessionRow, place: str) -> PerformedSet:
    if not (place.isascii() and place.isdecimal() and len(place) <= _MOST_DIGITS and 1 <= int(place) <= len(row.sets)):
        count = words.counted(len(row.sets), "set")
        raise NotFoundError(
            f"session {row.id} has {count}, and no set {clean(place, _NAME)}; `backday log {row.id}` numbers them"
        )
    return row.sets[int(place) - 1]


def _figures(done: PerformedSet, effort: Effort) -> str:
    return words.joined(done_text(done), load_text(done), rir_text(done, effort))


# -- edit ---------------------------------------------------------------------------------------------------------


@click.command("edit", epilog="\b\nExample:\n  backday log edit 12")
@click.argument("number", metavar="ID", shell_complete=completion.sessions)
def edit(number: str) -> None:
    """Change session ID as text in $VISUAL or $EDITOR: its sets, notes and date.

    What makes no sense is told in the text, which is opened again. Where you leave it so, nothing is written, and the
    text is kept for the next `backday log edit ID`.
    """
    if is_served():
        raise click.UsageError("your own editor needs a terminal: in a browser the log's screen changes sessions")
    here = load_context(with_faults=False)
    reader = ToldReader(known_exercises(), here.settings.units, here.settings.effort)
    with opened(here.folders.log_file) as store:
        if store is None:
            raise _no_session(number)
        row = session_to_change(store, number)
        entries = store.entries(row.id)
    kept = here.folders.data / f"session-{row.id}.txt"
    edited = _edited(kept, row, session_text(row, here.settings.effort), reader, entries)
    is_same = edited is None or edited.is_same(row)
    said = "as it was" if edited is None or is_same else _write_edited(row, edited, here.folders.log_file)
    kept.unlink(missing_ok=True)
    write(f"session {row.id}: {said}\n")


def _edited(
    kept: Path, row: SessionRow, whole: str, reader: ToldReader, entries: Sequence[LoggedEntry]
) -> EditedSession | None:
    """What the person makes of a session as text; None where they leave it as it was, or empty.

    Raises:
        NotWrittenError: they leave it with problems.
        BackdayError: the editor can't be called, or the text can't be kept.
    """
    from backday_tui.tui.editor import outside  # which only this command needs

    shown, line, last = _begun(kept, whole), 1, ""
    while True:
        routine_store.save(kept, shown)
        code = outside.edit(kept, line)
        text = without_marks(routine_store.read(kept).text) if kept.exists() else ""
        if not text.strip() or text == whole:
            return None
        routine_store.save(kept, text)
        again = f"`backday log edit {row.id}` opens your text again"
        if code:
            raise BackdayError(f"the editor ended with {code}: nothing was written; {again}")
        edited, problems = read_session_text(text, row, entries, reader, SystemClock().wall())
        if edited is not None:
            return edited
        if text == last:
            raise NotWrittenError([*(problem_line(kept, each) for each in problems), f"backday: {again}"])
        shown, line, last = with_problems(text, problems), problems[0].line, text


def _begun(kept: Path, whole: str) -> str:
    """The text that was left with problems before, if the session is still as it was then."""
    if not kept.exists():
        routine_store.make_folder(kept.parent)
        return whole
    before = routine_store.read(kept).text
    if before.partition("\n")[0] == whole.partition("\n")[0]:
        tell("backday: this is the text that you left, which is not in the log")
        return before
    old = kept.with_suffix(".old.txt")
    kept.replace(old)
    tell(f"backday: the session was changed since you left a text of it, which is kept as {clean(str(old))}")
    return whole


def _write_edited(row: SessionRow, edited: EditedSession, log_file: Path) -> str:
    started = edited.started
    times = None
    if started is not None:
        times = (started, end_with(row, started) if isinstance(started, datetime) else None)
    with opened(log_file) as store:
        if store is None:
            raise _no_session(str(row.id))
        if session_to_change(store, str(row.id)) != row:
            raise BackdayError(f"session {row.id} was changed meanwhile: nothing was written, and your text is kept")
        store.edit(row, edited.sets, edited.note, times)
        change = store.last_change()
    return change_text(change, row) if change is not None else ""


# -- undo ---------------------------------------------------------------------------------------------------------


@click.command("undo", epilog="\b\nExample:\n  backday log undo")
def undo() -> None:
    """Take back what was put right last: a set, a session, a date, a note, whatever was deleted. Again: the one before.

    It is also what `u` in the log does.
    """
    with opened(folders().log_file) as store:
        if store is None:
            raise BackdayError("nothing was put right in the log: there is nothing to take back")
        said = take_back_last(store)
    write(f"taken back: {said}\n")
