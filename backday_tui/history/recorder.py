"""Writes a running session down from a thread of its own, so that no disk ever delays a screen or a sound.

Everything stays in memory too until the session is over: if the disk is full, or the file locked or damaged, writing is
tried again until it works, and then nothing is missing. No fault in here ever reaches the workout.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backday_tui import files
from backday_tui.errors import BackdayError
from backday_tui.history.database import reason
from backday_tui.history.migrations import BESIDE, ForeignTablesError
from backday_tui.history.store import GoneError, JournalLine, Store
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from backday_tui.clock import Clock
    from backday_tui.history.journal import Opening

RETRY_S = 1.0
CLOSE_S = 3.0
"""How long closing waits for what isn't written yet, if nothing else is asked for."""
NOT_YET = "not logged yet: "


@dataclass(slots=True)
class _Book:
    """All of one session, and how much of it is on the disk."""

    opening: Opening
    session: int | None = None
    lines: list[JournalLine] = field(default_factory=list)
    written: int = 0
    note: str | None = None
    is_annotated: bool = True

    def forget_place(self) -> None:
        """The place where it was is gone: all of it has to be written again."""
        self.session, self.written, self.is_annotated = None, 0, self.note is None


class Recorder:
    """Writes a session to the history file as it happens.

    Args:
        path: the history file.
        clock: for the name that a damaged file is given.
        opener: opens the file.
        retry_s: how long to wait after a failure, in seconds.
        first: does something with the file before anything is written; gives sentences for the person.
        at_end: called once, from any thread, when nothing more will be written.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        opener: Callable[[Path], Store] = Store,
        retry_s: float = RETRY_S,
        first: Callable[[Store], Sequence[str]] | None = None,
        at_end: Callable[[], object] | None = None,
    ) -> None:
        """Nothing is opened before there is something to write."""
        self._path = path
        self._clock = clock
        self._opener = opener
        self._retry_s = retry_s
        self._first = first
        self._at_end = at_end
        self._book: _Book | None = None
        self._store: Store | None = None
        self._trouble: str | None = None
        self._news: list[str] = []
        self._given_up = False
        self._off = False
        self._closing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> str | None:
        """What isn't being kept at the moment and why, in one line; None while all is on the disk or on its way."""
        return self._trouble

    @property
    def number(self) -> int | None:
        """The id of the session that is written; None before it has one."""
        return None if self._book is None else self._book.session

    @property
    def is_settled(self) -> bool:
        """Whether all that was noted is on the disk."""
        with self._changed:
            return not self._given_up and (self._book is None or not self._has_work(self._book))

    @property
    def is_off(self) -> bool:
        """Whether nothing will be logged in this run; `trouble` says why."""
        return self._off

    def news(self) -> tuple[str, ...]:
        """What the person should be told, each sentence once."""
        with self._changed:
            news, self._news = tuple(self._news), []
        return news

    def begin(self, opening: Opening) -> None:
        """Begin to write a new session; it is the same one in whichever file it ends up."""
        self._start(_Book(replace(opening, uid=opening.uid or uuid.uuid4().hex)))

    def go_on(self, opening: Opening, session: int, written: Sequence[JournalLine]) -> None:
        """Go on with an interrupted session, which has these lines on the disk already."""
        self._start(_Book(opening, session, list(written), len(written)))

    def note(self, line: JournalLine) -> None:
        """Write a line of the journal."""
        with self._changed:
            if self._book is not None:
                self._book.lines.append(line)
                self._changed.notify_all()

    def annotate(self, note: str) -> None:
        """Write a note to the session, in the place of the one that it had."""
        with self._changed:
            if self._book is not None:
                self._book.note, self._book.is_annotated = note, False
                self._changed.notify_all()

    def settle(self, wait_s: float) -> bool:
        """Wait for so many seconds at most until all that was noted is on the disk; gives whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._book is None or not self._has_work(self._book), wait_s)

    def finish(self) -> None:
        """Stop once all is written, as nothing more will be noted. Doesn't wait for that."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            self._changed.notify_all()
        if self._thread is None:
            self._tell_end()

    def is_done_in(self, wait_s: float) -> bool:
        """After `finish`: wait for so many seconds at most until all is written; gives whether it is."""
        if self._thread is not None:
            self._thread.join(wait_s)
        return self.is_settled

    def close(self, wait_s: float = CLOSE_S) -> bool:
        """Write what is left, and stop; False if that took too long or couldn't be done."""
        self.finish()
        settled = self.is_done_in(wait_s)
        with self._changed:
            self._given_up = True
            self._changed.notify_all()
        return settled

    def _start(self, book: _Book) -> None:
        with self._changed:
            self._book = book
            if self._thread is None:
                self._start_thread()
            self._changed.notify_all()

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._run, name="backday-history", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # the system gives no more threads: the workout goes on without its log
            self._give_up(f"nothing is logged in this run: {error}")
        else:
            self._thread = thread

    def _run(self) -> None:
        while (book := self._next()) is not None:
            if not (self._wrote_all(book) or self._given_up):
                with self._changed:
                    self._changed.wait_for(lambda: self._given_up, self._retry_s)
        self._close_store()
        self._tell_end()

    def _next(self) -> _Book | None:
        """The book, once there is something to write; None if nothing more will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or (self._book is not None and self._has_work(self._book)))
            return self._book if self._book is not None and self._has_work(self._book) else None

    def _has_work(self, book: _Book) -> bool:
        is_behind = book.session is None or book.written < len(book.lines) or not book.is_annotated
        return not self._given_up and is_behind

    def _wrote_all(self, book: _Book) -> bool:
        """Try to bring the disk up to date; gives whether that worked."""
        try:
            self._write(book)
        except sqlite3.DatabaseError as error:
            self._stumble(book, error)
        except GoneError:
            book.forget_place()
        except OSError as error:
            self._trouble = f"{NOT_YET}{error.strerror or error}"
        except BackdayError as error:  # a newer file: it is left alone, and so is history in this run
            self._give_up(clean(str(error)))
        except Exception as error:  # noqa: BLE001 -- the last resort: a fault in here must not end a workout
            self._give_up(f"nothing is logged in this run: {type(error).__name__}: {clean(str(error), 100)}")
        else:
            self._trouble = None
            return True
        return False

    def _write(self, book: _Book) -> None:
        if self._store is None:
            self._store = self._opener(self._path)
        if self._first is not None:
            self.tell(*self._first(self._store))
            self._first = None
        if book.session is None:
            book.session = self._store.begin(book.opening)
        pending = book.lines[book.written :]
        if pending:
            self._store.append(book.session, book.written, pending)
            with self._changed:
                book.written += len(pending)
                self._changed.notify_all()
        if not book.is_annotated and (note := book.note) is not None:
            self._store.annotate(book.session, note, is_change=False)
            with self._changed:
                book.is_annotated = note == book.note
                self._changed.notify_all()

    def _stumble(self, book: _Book, error: sqlite3.DatabaseError) -> None:
        self._close_store()
        # A full disk, a locked or a protected file is an OperationalError: it may yet pass. A file that is no database,
        # or no longer one, is a plain DatabaseError; all else is the fault of what is written, not of the file.
        is_foreign = isinstance(error, ForeignTablesError)
        if (is_foreign or type(error) is sqlite3.DatabaseError) and self._set_aside():
            book.forget_place()
            what = "was damaged" if not is_foreign else "held other tables than backday's"
            self.tell(f"The log {what}: it is set aside, and a new one begins")
            return
        self._trouble = f"{NOT_YET}{reason(error)}"

    def _set_aside(self) -> bool:
        """Give a damaged file, and all that belongs to it, a new name with the date; gives whether that worked."""
        free = files.aside(self._path, "damaged", self._clock.wall())
        if free is None:
            return False
        with contextlib.suppress(OSError):
            # The database comes last: files left beside its name would be taken for those of the new one.
            for end in (*BESIDE, ""):
                beside = self._path.with_name(self._path.name + end)
                if not end or beside.exists():
                    beside.rename(free.with_name(free.name + end))
            return True
        return False

    def tell(self, *sentences: str) -> None:
        """Add to what the person should be told."""
        with self._changed:
            self._news += sentences

    def _give_up(self, why: str) -> None:
        with self._changed:
            self._trouble = why
            self._given_up = self._off = True

    def _tell_end(self) -> None:
        if self._at_end is not None:
            self._at_end()

    def _close_store(self) -> None:
        if self._store is not None:
            with contextlib.suppress(sqlite3.Error):  # what matters was said where it was written
                self._store.close()
            self._store = None
