"""A session that was not ended: found in the log, taken up again, kept as it is, or thrown away.

Whoever calls this has made sure that no other program runs it (`lock.py`).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history.journal import entry_of, opening_of, performed, replay, standing
from backday_tui.history.log import figures_of
from backday_tui.history.store import JournalLine
from backday_tui.session import commands as c
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.journal import Opening
    from backday_tui.history.store import JournalEntry, SessionRow, Store
    from backday_tui.session.session import Session


UNREPLAYABLE: Final = (
    BackdayError, ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError
)  # fmt: skip
"""What may come of replaying a journal that another version wrote."""
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class InterruptedSession:
    """An interrupted session: its row in the log, and the lines of its journal."""

    row: SessionRow
    entries: tuple[JournalEntry, ...]

    @property
    def told(self) -> str:
        """The session in a few words that are safe for a terminal: its name, when it began, how much was done."""
        done, planned = figures_of(self.row).sets_done, words.known(self.row.planned_sets, str)
        began = words.known(self.row.started, "{:%Y-%m-%d %H:%M}".format)
        return f"{clean(self.row.name, _NAME)}, begun {began}, {done} of {planned} sets done"


@dataclass(frozen=True, slots=True)
class ResumedSession:
    """An interrupted session that goes on: paused, its clock at the time reached.

    `written` are the lines that its journal holds already, `fresh` those still to be written.
    """

    session: Session
    number: int
    opening: Opening
    written: tuple[JournalLine, ...]
    fresh: tuple[JournalLine, ...]


def newest(store: Store, routine: str | None = None) -> InterruptedSession | None:
    """The session interrupted last, of one routine if that is named; None if there is none."""
    row = next(iter(store.unfinished(routine)), None)
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
    row = interrupted.row
    try:
        opening = opening_of(row)
        session = replay(opening, interrupted.entries, catalog)
    except UNREPLAYABLE as error:
        why = str(error) if isinstance(error, BackdayError) else "its journal is damaged"
        raise BackdayError(f"{clean(row.name, _NAME)} can't be taken up: {why}") from error
    reached = standing(session, None)
    fresh = [JournalLine(entry, reached) for entry in _bridge(session, auto=auto or opening.auto)]
    written = tuple(JournalLine(entry, reached) for entry in interrupted.entries)
    return ResumedSession(session, row.id, opening, written, tuple(fresh))


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
        session = replay(opening_of(row), entries, catalog)
        if not session.is_over:
            session.do(c.Finish(), session.latest)
    except UNREPLAYABLE:  # what was logged is kept as it is
        store.end_as_it_is(row.id, ended)
        return
    sets = tuple(performed(log) for log in session.state.logs)
    line = JournalLine(entry_of(c.Finish(), session.latest), standing(session, ended), sets)
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
        except sqlite3.DataError as error:  # a text in it is longer than any that is written: the others go on
            said.append(f"An interrupted session can't be ended, {error}: {interrupted.told}")
            continue
        kept = InterruptedSession(store.session(row.id) or row, ())
        said.append(f"An interrupted session is kept in the log: {kept.told}")
    return said
