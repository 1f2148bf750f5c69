"""Finds out in threads what the library shows: headlines, facts, the last times; and tells the screen by messages.

Nothing that reading, planning and looking up needs is imported before a thread needs it. What is known by then is
kept in `rows.py`; what is shown of it is for the screen.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message
from textual.worker import get_current_worker

from backday_tui.errors import BackdayError
from backday_tui.routine import library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.routine.library import Headline
    from backday_tui.tui.library.facts import RoutineFacts


_BATCH: Final = 20
Stamp = tuple[int, int] | None


class FactsFound(Message):
    """What the thread found: the headlines of all files, or facts of some. `turn` counts the times of looking.

    `stamps` say which files the facts are of; `not_listed` says of each other file why it is no routine.
    """

    def __init__(
        self,
        turn: int,
        *,
        headlines: Sequence[Headline] | None = None,
        facts: Mapping[Path, RoutineFacts] | None = None,
        stamps: Mapping[Path, Stamp] | None = None,
        not_listed: Mapping[Path, str] | None = None,
    ) -> None:
        super().__init__()
        self.turn = turn
        self.headlines = headlines
        self.facts = facts or {}
        self.stamps = stamps or {}
        self.not_listed = not_listed or {}


class LastDone(Message):
    """When each routine was last done, by its id."""

    def __init__(self, last_done: Mapping[str, datetime]) -> None:
        super().__init__()
        self.last_done = last_done


class FactsLoader:
    """What is found out for one screen.

    Args:
        screen: is told by FactsFound and LastDone; the threads end with it.
        routines_dir: the person's own routines; the bundled ones are there besides.
        log_file: what was done; None where nothing is kept.
        now: the time of day, None as for `log_file`.

    Attributes:
        urgent: the file that the person looks at: it is read next.
    """

    def __init__(
        self, screen: Screen[Any], routines_dir: Path, log_file: Path | None, now: Callable[[], datetime] | None
    ) -> None:
        self.urgent: Path | None = None
        self._screen = screen
        self._routines_dir = routines_dir
        self._log_file = log_file
        self._now = now
        self._stamps: dict[Path, Stamp] = {}
        self._turn = 0

    @property
    def has_begun(self) -> bool:
        """Whether the files were looked for yet."""
        return self._turn > 0

    def anew(self) -> int:
        """Forget what was read. Gives the turn to call `begin` with."""
        self._turn += 1
        self._stamps = {}
        return self._turn

    def begin(self, known: Sequence[Path], turn: int) -> None:
        """Find out the facts of these files; where none are given, look for the files and their headlines first."""
        learn = partial(self._learn, known, turn)
        self._screen.run_worker(learn, name="learn", thread=True, exclusive=True, group="learn")

    def follow_changes(self) -> None:
        """Find out what has changed; what is known of the other files is kept."""
        self._turn += 1
        self.begin((), self._turn)

    def begin_last_done(self) -> None:
        """Find out when each routine was last done."""
        self._screen.run_worker(self._read_last_done, name="last done", thread=True, exclusive=True, group="log")

    def took(self, message: FactsFound) -> bool:
        """Whether a message still counts; one from before the last `anew` does not."""
        if message.turn != self._turn:
            return False
        self._stamps.update(message.stamps)
        return True

    # In a thread.

    def _learn(self, known: Sequence[Path], turn: int) -> None:
        """Facts come in batches, of which the first are small, for those are in view."""
        # Brings all that the first paint does without.
        from backday_tui.tui.library.facts import facts_of

        worker = get_current_worker()
        pending = dict.fromkeys(known) if known else self._changed(turn)
        if not_listed := library.not_listed(self._routines_dir):
            self._screen.post_message(FactsFound(turn, not_listed=not_listed))

        learnt = 0
        while pending and not worker.is_cancelled:
            batch = [self._next(pending) for _ in range(min(1 + learnt // _BATCH, _BATCH, len(pending)))]
            stamps = {path: stamp_of(path) for path in batch}
            facts = {path: facts_of(path) for path in batch}
            self._screen.post_message(FactsFound(turn, facts=facts, stamps=stamps))
            learnt += len(batch)

    def _changed(self, turn: int) -> dict[Path, None]:
        """The files that have changed; all headlines are told on the way."""
        headlines = library.headlines(self._routines_dir)
        stamps = {headline.path: stamp_of(headline.path) for headline in headlines}
        self._screen.post_message(FactsFound(turn, headlines=headlines))
        known = self._stamps
        # One that can't be read has no stamp: that is no reason to take it for known.
        return {path: None for path, stamp in stamps.items() if path not in known or stamp != known[path]}

    def _next(self, pending: dict[Path, None]) -> Path:
        """Take the next file to read: the one that the person looks at, if it is among them."""
        urgent = self.urgent
        path = urgent if urgent in pending and urgent is not None else next(iter(pending))
        del pending[path]
        return path

    def _read_last_done(self) -> None:
        """Faults of the log are left out here; the log screen tells them."""
        if self._log_file is None or self._now is None:
            return
        from backday_tui.history.log import last_times, opened
        from backday_tui.routine.store import followed

        with contextlib.suppress(BackdayError), opened(self._log_file) as store:
            if store is not None:
                times = last_times(store, self._now())
                self._screen.post_message(LastDone(followed(times.by_routine, self._routines_dir)))


def stamp_of(path: Path) -> Stamp:
    """What tells whether a file has changed: its time in ns and its size; None where it can't be looked at."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
