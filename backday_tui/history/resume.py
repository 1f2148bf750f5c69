"""A session that was not ended: found in the log, taken up again, kept as it is, or thrown away.

One that was finished by mistake can be taken up too, for some hours, where steps of it are left. Whoever calls this has
made sure that no other program runs it (`lock.py`).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history.database import reason
from backday_tui.history.journal import (
    POSITION,
    entry_of,
    kept_of,
    opening_of,
    performed,
    replay,
    standing,
)
from backday_tui.history.log import clock_doubt, figures_of
from backday_tui.history.store import JournalLine
from backday_tui.history.values import FIGURES
from backday_tui.session import commands as c
from backday_tui.text import clean
from backday_tui.training.past import is_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.journal import Opening
    from backday_tui.history.store import JournalEntry, PerformedSet, SessionRow, Store
    from backday_tui.session.session import Session


UNREPLAYABLE: Final = (
    BackdayError, ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError
)  # fmt: skip
"""What may come of replaying a journal that another version wrote."""
REOPENED_FOR: Final = timedelta(hours=12)
"""How long after its end a finished session can be taken up."""
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class InterruptedSession:
    """An interrupted session, or one that was finished by mistake: its row in the log, and the lines of its journal."""

    row: SessionRow
    entries: tuple[JournalEntry, ...]

    @property
    def told(self) -> str:
        """The session in a few words that are safe for a terminal: its name, when it began, how much was done."""
        done, planned = figures_of(self.row).sets_done, words.known(self.row.planned_sets, str)
        began = words.known(self.row.started, "{:%Y-%m-%d %H:%M}".format)
        return f"{_title(self.row)}, begun {began}, {done} of {planned} sets done"


@dataclass(frozen=True, slots=True)
class ResumedSession:
    """An interrupted session that goes on: paused, its clock at the time reached.

    `written` are the lines that its journal holds already, `fresh` those still to be written. `was_finished` is whether
    it was ended, by mistake; `note` is the one that it has.
    """

    session: Session
    number: int
    opening: Opening
    written: tuple[JournalLine, ...]
    fresh: tuple[JournalLine, ...]
    was_finished: bool = False
    note: str = ""


def _title(row: SessionRow) -> str:
    return clean(row.name, _NAME) or words.UNKNOWN


def newest(store: Store, now: datetime, routine: str | None = None) -> InterruptedSession | None:
    """The session interrupted last, of one routine if that is named; None if there is none.

    One that a wrong clock put into the future, or without a date, comes after all others, but it isn't lost.
    """
    rows = store.unfinished(routine)
    known = (row for row in rows if row.when is not None and not is_ahead(row.when, now))
    row = next(known, next(iter(rows), None))
    return None if row is None else InterruptedSession(row, store.journal(row.id))


def take_up(interrupted: InterruptedSession, catalog: Catalog, *, auto: bool = False) -> ResumedSession:
    """The session as it was when its last line was written, paused.

    Args:
        interrupted: nobody else runs it.
        catalog: of the exercises.
        auto: whether every step ends by itself from now on; in a session that was begun that way it does anyhow.

    Raises:
        BackdayError: this version can't replay it; the message says why.
    """
    try:
        return _taken_up(interrupted, catalog, auto=auto)
    except BackdayError as error:
        raise BackdayError(f"{_title(interrupted.row)} can't be taken up: {error}") from error


def _taken_up(interrupted: InterruptedSession, catalog: Catalog, *, auto: bool) -> ResumedSession:
    row = interrupted.row
    try:
        opening = opening_of(row)
        session = replay(opening, interrupted.entries, catalog)
        again = _reopened(session, interrupted) if row.ended is not None else []
    except BackdayError:
        raise
    except UNREPLAYABLE as error:
        raise BackdayError("its journal is damaged") from error
    reached = standing(session, None)
    fresh = [JournalLine(entry, reached) for entry in (*again, *_bridge(session, auto=auto or opening.auto))]
    written = tuple(JournalLine(entry, reached) for entry in interrupted.entries)
    return ResumedSession(session, row.id, opening, written, tuple(fresh), row.ended is not None, row.note)


def reopenable(store: Store, catalog: Catalog, now: datetime, routine: str | None = None) -> InterruptedSession | None:
    """The session that was finished last of those that can be taken up, of one routine if that is named.

    None where none was ever finished.

    Raises:
        BackdayError: there are such, but none can be taken up; the message says why of the one finished last.
    """
    refusal = None
    for row in store.finished(routine):
        finished = InterruptedSession(row, store.journal(row.id))
        why = why_not_reopened(finished, catalog, now)
        if why is None:
            return finished
        refusal = refusal or BackdayError(f"{_title(row)} can't be taken up: {why}")
        if _is_too_old(row, now):
            break
    if refusal is not None:
        raise refusal
    return None


def why_not_reopened(finished: InterruptedSession, catalog: Catalog, now: datetime) -> str | None:
    """Why a finished session can't be taken up again; None where it can."""
    if _is_too_old(finished.row, now):
        return f"it was finished more than {REOPENED_FOR.seconds // 3600} hours ago"
    if doubt := clock_doubt(finished.row.started, now):
        return f"it lies {doubt}"
    try:
        _taken_up(finished, catalog, auto=False)
    except BackdayError as error:
        return str(error)
    return None


def _is_too_old(row: SessionRow, now: datetime) -> bool:
    return row.ended is not None and now - row.ended > REOPENED_FOR


def _reopened(session: Session, finished: InterruptedSession) -> list[JournalEntry]:
    """Take it up at the first step that is left, with the figures that the log has by now; gives the journal's lines.

    Raises:
        BackdayError: no step is left, or a set was deleted or renamed, which its journal would bring back.
    """
    if not session.is_over:
        return []
    first = first_left(session, finished.entries)
    commands: list[c.Command] = [*_corrections(session, finished.row.sets), c.GoOn(first)]
    for command in commands:
        session.do(command, session.latest)
    return [entry_of(command, session.latest) for command in commands]


def _corrections(session: Session, sets: Sequence[PerformedSet]) -> Iterator[c.Record]:
    """What was put right in its sets since. Sets that were added are in no journal, and stay as they are."""
    kept = {(done.bout, done.side): done for done in sets}
    for place, log in enumerate(session.state.logs):
        known, now = performed(log), kept.get((log.bout, log.side or ""))
        if now is None:
            raise BackdayError("a set of it was deleted from the log since")
        if now.exercise != known.exercise:
            raise BackdayError("a set of it was made one of another exercise since")
        changed = [name for name in (*FIGURES, "rir", "note") if getattr(known, name) != getattr(now, name)]
        given = {name: getattr(now, name) for name in changed if getattr(now, name) is not None}
        if changed:
            emptied = tuple(name for name in changed if name not in given)
            yield c.Record(log=place, emptied=emptied, afterwards=now.source == "entered", **given)


def first_left(session: Session, entries: Sequence[JournalEntry]) -> int:
    """The index of the first step that is left of a session that is over.

    That is the step at which it was finished early, or the first of those that were skipped up to the end.

    Raises:
        BackdayError: none is left.
    """
    state = session.state
    if state.early:
        return state.index
    left = None
    is_skipped = next((e.command == "Skip" for e in reversed(entries) if e.command not in (POSITION, "Record")), False)
    for index in range(len(state.steps) - 1, -1, -1):
        step = state.steps[index]
        if step.is_work and any((log.bout, log.side) == (step.bout, step.side) for log in state.logs):
            break
        left = index if step.is_work else left
    if left is None or not is_skipped:
        raise BackdayError("no step of it is left")
    return left


def _bridge(session: Session, *, auto: bool) -> list[JournalEntry]:
    """Do what lies between the interruption and going on; gives it as lines of the journal."""
    entries = []
    commands: tuple[tuple[bool, c.Command], ...] = (
        (not session.is_paused, c.Pause()),
        (session.auto != auto, c.SetAuto(auto)),
    )
    for is_needed, command in commands:
        if is_needed and not session.is_over:
            session.do(command, session.latest)
            entries.append(entry_of(command, session.latest))
    return entries


def keep(store: Store, interrupted: InterruptedSession, catalog: Catalog, now: datetime) -> None:
    """End it as of its last moment; of timed work that was under way, the seconds done are kept.

    `now` is its end where nobody knows when it began.

    Raises:
        sqlite3.Error: the log can't be written.
    """
    row, entries = interrupted.row, interrupted.entries
    ended = row.started + timedelta(seconds=entries[-1].at_s if entries else 0.0) if row.started else now
    try:
        opening = opening_of(row)
        session = replay(opening, entries, catalog)
        if not session.is_over:
            session.do(c.Finish(), session.latest)
    except UNREPLAYABLE:  # what was logged is kept as it is
        store.end_as_it_is(row.id, ended)
        return
    kept = kept_of(opening, session, catalog, entries)
    line = JournalLine(entry_of(c.Finish(), session.latest), standing(session, ended), *kept)
    store.append(row.id, len(entries), [line])


def throw_away(store: Store, interrupted: InterruptedSession) -> None:
    """Delete it and all that was logged in it.

    Raises:
        sqlite3.Error: the log can't be written.
    """
    store.delete(interrupted.row.id)


def keep_all(store: Store, catalog: Catalog, now: datetime) -> Sequence[str]:
    """Keep every interrupted session as `keep` does; gives a sentence for each that says so."""
    said = []
    for row in store.unfinished():
        interrupted = InterruptedSession(row, store.journal(row.id))
        try:
            keep(store, interrupted, catalog, now)
        except sqlite3.DataError as error:  # of what it holds, not of the file: the others go on
            said.append(f"An interrupted session can't be ended, {reason(error)}: {interrupted.told}")
            continue
        kept = InterruptedSession(store.session(row.id) or row, ())
        said.append(f"An interrupted session is kept in the log: {kept.told}")
    return said
