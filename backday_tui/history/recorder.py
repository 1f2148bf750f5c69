"""Keeps a running session, from a thread of its own, so that no disk ever delays a screen or a sound.

What is noted is kept in memory too until the session is over: where the disk is full, the file locked or broken, it is
tried again until it works, and everything is written then. Nothing here raises towards the workout.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backday_tui.errors import BackdayError
from backday_tui.history.store import Entry, Opening, PerformedSet, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from backday_tui.clock import Clock

RETRY_S = 1.0
CLOSE_S = 3.0
"""How long closing waits for what is not written yet."""


@dataclass(slots=True)
class _Line:
    entry: Entry
    sets: tuple[PerformedSet, ...] | None


@dataclass(slots=True)
class _Ending:
    ended: datetime
    elapsed_s: float
    partial: bool


@dataclass(slots=True)
class _Book:
    """All of one session, and how much of it is on the disk."""

    opening: Opening
    session: int | None = None
    lines: list[_Line] = field(default_factory=list)
    written: int = 0
    ending: _Ending | None = None
    ended: bool = False


class Recorder:
    """Writes a session to the history file as it happens."""

    def __init__(
        self, path: Path, clock: Clock, *, opener: Callable[[Path], Store] = Store, retry_s: float = RETRY_S
    ) -> None:
        """Nothing is opened before the first thing is noted."""
        self._path = path
        self._clock = clock
        self._opener = opener
        self._retry_s = retry_s
        self._book: _Book | None = None
        self._store: Store | None = None
        self._trouble: str | None = None
        self._given_up = False
        self._closing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> str | None:
        """What is not kept at the moment and why, in one line; None where all is on the disk or on its way."""
        return self._trouble

    @property
    def is_settled(self) -> bool:
        """Whether all that was noted is on the disk."""
        with self._changed:
            return self._book is None or not self._has_work(self._book)

    def begin(self, opening: Opening) -> None:
        """A new session starts."""
        self._start(_Book(opening))

    def go_on(self, opening: Opening, session: int, entries: Sequence[Entry]) -> None:
        """An interrupted session is taken up, with the journal that it has on the disk."""
        lines = [_Line(entry, None) for entry in entries]
        self._start(_Book(opening, session=session, lines=lines, written=len(lines)))

    def note(self, entry: Entry, sets: Sequence[PerformedSet] | None = None) -> None:
        """Keep a line of the journal, and where they changed all sets as they are now."""
        with self._changed:
            if self._book is not None:
                self._book.lines.append(_Line(entry, None if sets is None else tuple(sets)))
                self._changed.notify_all()

    def end(self, elapsed_s: float, *, partial: bool) -> None:
        """The session is over."""
        with self._changed:
            if self._book is not None:
                self._book.ending = _Ending(self._clock.wall(), elapsed_s, partial)
                self._book.ended = False
                self._changed.notify_all()

    def reopen(self) -> None:
        """The session goes on although it was over: its end was taken back. What follows ends it anew."""
        with self._changed:
            if self._book is not None:
                self._book.ending = None

    def close(self, wait_s: float = CLOSE_S) -> bool:
        """Write what is left and stop; False where that took too long or could not be done."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(wait_s)
        settled = self.is_settled
        with self._changed:
            self._given_up = True
            self._changed.notify_all()
        return settled

    def _start(self, book: _Book) -> None:
        with self._changed:
            self._book = book
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="backday-history", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self._closing or (self._book and self._has_work(self._book))):
                    self._changed.wait()
                book = self._book
                if book is None or not self._has_work(book):
                    break
            if not (self._wrote_all(book) or self._given_up):
                with self._changed:
                    self._changed.wait(self._retry_s)
        self._close_store()

    def _has_work(self, book: _Book) -> bool:
        unwritten = book.session is None or book.written < len(book.lines)
        return not self._given_up and (unwritten or (book.ending is not None and not book.ended))

    def _wrote_all(self, book: _Book) -> bool:
        """Try to bring the disk up to date; whether that worked."""
        try:
            self._write(book)
        except sqlite3.DatabaseError as error:
            self._stumble(book, error)
        except OSError as error:
            self._trouble = f"not logged yet: {error.strerror or error}"
        except BackdayError as error:  # a newer file: it is left alone, and so is history in this run
            self._trouble = str(error)
            self._given_up = True
        else:
            self._trouble = None
            return True
        return False

    def _write(self, book: _Book) -> None:
        if self._store is None:
            self._store = self._opener(self._path)
        if book.session is None:
            book.session = self._store.begin(book.opening)
        while book.written < len(book.lines):
            line = book.lines[book.written]
            self._store.append(book.session, book.written, line.entry, line.sets)
            book.written += 1
        ending = book.ending
        if ending is not None and not book.ended:
            self._store.end(book.session, ending.ended, ending.elapsed_s, partial=ending.partial)
            book.ended = True

    def _stumble(self, book: _Book, error: sqlite3.DatabaseError) -> None:
        self._close_store()
        broken = not isinstance(error, sqlite3.OperationalError | sqlite3.IntegrityError)
        if broken and self._set_aside():
            book.session, book.written, book.ended = None, 0, False
            self._trouble = "the log was damaged: it is set aside, a new one begins"
        else:
            self._trouble = f"not logged yet: {error}"

    def _set_aside(self) -> bool:
        """Give a damaged file a name with the date; whether that worked."""
        stamp = self._clock.wall().strftime("%Y-%m-%dT%H%M%S")
        with contextlib.suppress(OSError):
            self._path.rename(self._path.with_name(f"{self._path.stem}.damaged-{stamp}{self._path.suffix}"))
            return True
        return False

    def _close_store(self) -> None:
        if self._store is not None:
            with contextlib.suppress(sqlite3.Error):  # what matters was said where it was written
                self._store.close()
            self._store = None
