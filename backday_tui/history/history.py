"""How one run of the program keeps what is done in it.

Only one session runs at a time, across all programs of the person: a lock is held from the beginning of a session until
its last line is on the disk.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

from backday_tui.errors import BackdayError
from backday_tui.history.journal import Journal
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.log import done_before, opened, past_reader
from backday_tui.history.movements import bring_up_to_date
from backday_tui.history.recorder import CLOSE_S, NOT_YET, Recorder
from backday_tui.history.resume import (
    InterruptedSession,
    keep,
    keep_all,
    newest,
    reopenable,
    take_up,
    throw_away,
    why_not_reopened,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from backday_tui.clock import Clock
    from backday_tui.exercises.catalog import Catalog
    from backday_tui.folders import Folders
    from backday_tui.history.journal import Opening
    from backday_tui.history.resume import ResumedSession
    from backday_tui.history.store import Store
    from backday_tui.training.records import DoneBefore
    from backday_tui.training.today import Known


SLOW: Final = "the disk is too slow"
PATIENCE_S: Final = 1.0
"""How long a person waits without wondering what for."""
LEISURE_S: Final = 15.0
"""How long to wait for a disk while the person is there, and can end it with ctrl+c."""


class History:
    """What one run of the program keeps.

    Args:
        folders: of the person.
        clock: for the times of day in the log.
        catalog: gives the exercises that interrupted sessions are read with.
        lock: the lock of the workout that is about to begin, where that is taken already.
    """

    def __init__(
        self, folders: Folders, clock: Clock, catalog: Callable[[], Catalog], lock: RunningLock | None = None
    ) -> None:
        self._log_file = folders.log_file
        self._routines = folders.routines
        self._taken_up: int | None = None
        self._clock = clock
        self._catalog = catalog
        self._lock = lock or RunningLock(folders.data / LOCK_NAME)
        self._is_reserved = False
        self._recorders: list[Recorder] = []
        self._untold: list[str] = []
        self._changing = threading.Lock()

    def check(self) -> None:
        """Make sure that no other program runs a workout.

        Raises:
            RunningError: one does.
        """
        self._lock.check()

    def reserve(self, name: str) -> None:
        """A workout of this name is about to begin here: no other program begins one meanwhile. `cancel` undoes it.

        Raises:
            RunningError: another program runs a workout.
        """
        with self._changing:
            self._lock.begin(name, self._clock.wall())
            self._is_reserved = True

    def cancel(self) -> None:
        """The workout that was about to begin doesn't."""
        with self._changing:
            self._is_reserved = False
        self._release()

    def begins(self, opening: Opening, *, keep_others: bool) -> Journal:
        """The journal of a session that begins now.

        Args:
            opening: what it begins with.
            keep_others: whether earlier sessions that were interrupted are ended and kept as they are.

        Raises:
            RunningError: another program runs a workout.
        """
        recorder = self._recorder(opening.name, self._keep_others if keep_others else None)
        return Journal(recorder, self._clock, opening, self._catalog)

    def goes_on(self, taken: ResumedSession) -> Journal:
        """The journal of an interrupted session that goes on.

        Raises:
            RunningError: another program runs a workout.
        """
        recorder = self._recorder(taken.opening.name, None)
        recorder.go_on(taken.opening, taken.number, taken.written)
        for line in taken.fresh:
            recorder.note(line)
        written = [line.entry for line in (*taken.written, *taken.fresh)]
        return Journal(recorder, self._clock, taken.opening, self._catalog, written)

    def interrupted(self, routine: str | None = None) -> InterruptedSession | None:
        """The session interrupted last, of one routine if that is named; None if there is none.

        Raises:
            RunningError: another program runs a workout: the session that hasn't ended may be that.
            LogError: the log can't be read.
        """
        self.check()
        with opened(self._log_file) as store:
            return newest(store, self._clock.wall(), routine) if store is not None else None

    def reopenable(self, routine: str | None = None) -> InterruptedSession | None:
        """The session that was finished last and can be taken up again, of one routine if that is named.

        None where none was ever finished.

        Raises:
            RunningError: another program runs a workout.
            LogError: the log can't be read.
            BackdayError: none of those that were finished can be; the message says why of the last.
        """
        self.check()
        with opened(self._log_file) as store:
            return None if store is None else reopenable(store, self._catalog(), self._clock.wall(), routine)

    def reopened(self, number: int) -> ResumedSession:
        """The finished session with this id, taken up again as by `take_up`.

        Raises:
            RunningError, LogError, BackdayError: as for `take_up`.
        """
        self.check()
        with opened(self._log_file) as store:
            row = store.session(number) if store is not None else None
            if store is None or row is None:
                raise BackdayError("that session is not in the log any more")
            finished = InterruptedSession(row, store.journal(number))
        why = why_not_reopened(finished, self._catalog(), self._clock.wall())
        if why is not None:
            raise BackdayError(f"{finished.told}: {why}")
        return self.take_up(finished)

    def read_past(self, routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        """What was done before, without the session that runs here, see `log.past_reader`.

        Raises:
            LogError: the log can't be read.
        """
        now, catalog = self._clock.wall(), self._catalog()

        runs = self._running()
        while True:
            without = runs
            read = past_reader(self._log_file, self._routines, catalog, now, without=without)
            known, runs = read(routine, movements, newest), self._running()
            if runs is None or runs == without:
                return known  # else it was begun meanwhile, and its first sets may be among what was read

    def read_all(self, movements: Collection[str]) -> DoneBefore:
        """Every session with one of these movements, in brief, without the one that runs here; from a thread, as above.

        Raises:
            LogError: the log can't be read.
        """
        now, catalog = self._clock.wall(), self._catalog()
        found = done_before(self._log_file, catalog, movements, now)
        runs = self._running()  # asked afterwards: it may have begun meanwhile
        return found._replace(sessions=[session for session in found.sessions if session.id != runs])

    def _running(self) -> int | None:
        """The id of the session that runs here; None for none, and before it has one."""
        with self._changing:
            running = [recorder.number for recorder in self._recorders] + [self._taken_up]
        return next((number for number in running if number is not None), None)

    def read_days(self, now: date) -> dict[str, date]:
        """On which day each movement was last done, up to now; from a thread, as above.

        Raises:
            LogError: the log can't be read.
        """
        with opened(self._log_file) as store:
            if store is None:
                return {}
            bring_up_to_date(store, self._catalog())
            return store.last_days(now)

    def take_up(self, interrupted: InterruptedSession, *, auto: bool = False, logged: bool = True) -> ResumedSession:
        """An interrupted session as it was when its last line was written, paused; follow it at once.

        One that was finished goes on at the first step that is left of it.

        Args:
            interrupted: as it was found.
            auto: whether every step ends by itself from now on.
            logged: whether what happens in it from now on is kept.

        Raises:
            RunningError: another program runs a workout.
            LogError: the log can't be read.
            BackdayError: it has ended by now, or this version can't replay it.
        """
        self._taken_up = interrupted.row.id
        if logged:
            self.reserve(interrupted.row.name)
        try:
            with opened(self._log_file) as store:
                return take_up(self._as_it_is(store, interrupted), self._catalog(), auto=auto)
        except BackdayError:
            self.cancel()
            raise

    def keep(self, interrupted: InterruptedSession) -> None:
        """End an interrupted session as of its last moment.

        Raises:
            RunningError, LogError, BackdayError: as for `take_up`.
        """
        with self._alone_with(interrupted) as (store, now):
            keep(store, now, self._catalog(), self._clock.wall())

    def throw_away(self, interrupted: InterruptedSession) -> None:
        """Delete an interrupted session and all that was logged in it.

        Raises:
            RunningError, LogError, BackdayError: as for `take_up`.
        """
        with self._alone_with(interrupted) as (store, now):
            throw_away(store, now)

    @contextlib.contextmanager
    def _alone_with(self, interrupted: InterruptedSession) -> Iterator[tuple[Store, InterruptedSession]]:
        """The log, and a session in it as it is now, which no other program takes up meanwhile."""
        self.reserve(interrupted.row.name)
        try:
            with opened(self._log_file) as store:
                now = self._as_it_is(store, interrupted)
                if store is not None:
                    yield store, now
        finally:
            self.cancel()

    def _as_it_is(self, store: Store | None, interrupted: InterruptedSession) -> InterruptedSession:
        """The session as the log has it now: another program may have dealt with it meanwhile."""
        row = store.session(interrupted.row.id) if store is not None else None
        before = interrupted.row
        if store is None or row is None or (row.has_ended, row.ended) != (before.has_ended, before.ended):
            raise BackdayError(f"{interrupted.told}: it is over by now")
        return InterruptedSession(row, store.journal(row.id))

    def close(self, wait_s: float = CLOSE_S, tell: Callable[[str], object] | None = None) -> tuple[str, ...]:
        """Write what is left of all sessions; gives a sentence for each thing that the person wasn't told yet.

        Above all, that is what could not be written. If nothing at all is logged in this run, they know that already.

        Args:
            wait_s: how long to wait for the disk, in seconds.
            tell: is told what is being waited for, if it takes long.
        """
        with self._changing:
            recorders = tuple(self._recorders)
        for recorder in recorders:
            recorder.finish()
        recorders = tuple(recorder for recorder in recorders if not recorder.is_off)
        unsettled = [recorder for recorder in recorders if not self._is_settled(recorder, wait_s, tell)]
        self._lock.release()
        news = [*self._untold, *(sentence for recorder in recorders for sentence in recorder.news())]
        lost = [recorder.trouble or SLOW for recorder in unsettled if not recorder.is_off]
        return (*news, *(f"the last of it could not be kept: {trouble.removeprefix(NOT_YET)}" for trouble in lost))

    def _is_settled(self, recorder: Recorder, wait_s: float, tell: Callable[[str], object] | None) -> bool:
        """Whether all of it gets written; a disk that refuses is given less time than one that is slow."""
        if recorder.is_done_in(min(PATIENCE_S, wait_s)):
            return recorder.close()
        if tell is not None:
            tell(recorder.trouble or "what was done last is being written")
        return recorder.close(wait_s if recorder.trouble is None else min(wait_s, CLOSE_S))

    def _keep_others(self, store: Store) -> Sequence[str]:
        return keep_all(store, self._catalog(), self._clock.wall())

    def _recorder(self, name: str, first: Callable[[Store], Sequence[str]] | None) -> Recorder:
        recorder = Recorder(self._log_file, self._clock, first=first, at_end=lambda: self._ended(recorder))
        with self._changing:
            self._lock.begin(name, self._clock.wall())
            self._recorders.append(recorder)
            self._is_reserved = False
        if self._lock.trouble is not None:
            recorder.tell(f"Another workout may run beside this one: it can't be told of it ({self._lock.trouble})")
        return recorder

    def _ended(self, recorder: Recorder) -> None:
        """All of a session is written: another program may begin one."""
        with self._changing:
            self._recorders.remove(recorder)
            self._untold += recorder.news()
        self._release()

    def _release(self) -> None:
        """Let other programs begin a workout, unless one is still being written here."""
        with self._changing:
            if not (self._recorders or self._is_reserved):
                self._lock.release()
