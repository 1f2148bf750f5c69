"""Reads the text of the editor in a thread whenever typing pauses, and tells what it holds; the newest text counts.

What is read out of a text stands in `draft_view.py`; what is shown of it is for the screen.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from backday_tui.tui import draft_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    from backday_tui.tui.draft_view import Draft
    from backday_tui.tui.editing.pauses import Pauses

PAUSE_S: Final = 0.02
"""The pause of typing after which the plan is computed anew."""
BUSY_PAUSE_S: Final = 0.25
"""The same while somebody types, of a text that takes more than `QUICK_S` to be read: it would be in the way."""
QUICK_S: Final = 0.03
LONG_S: Final = 0.02
"""Where it takes this long to find what a text comes to, what it says is told before."""
TYPES_S: Final = 0.3
"""Whoever changed the text this short a time before is typing."""
_PAUSE: Final = "read"


class Drafting:
    """The text of one screen, read again and again.

    Args:
        screen: whose thread and timers are used.
        pauses: its timers.
        now: a clock, in seconds.
        text: the text as it is; not called in the thread.
        path: of the file that it is to be.
        has_read: told what the newest text holds; of one that takes long what it says first, then what it comes to.
    """

    def __init__(
        self,
        screen: Screen[Any],
        pauses: Pauses,
        *,
        now: Callable[[], float],
        text: Callable[[], str],
        path: Callable[[], Path],
        has_read: Callable[[Draft], object],
    ) -> None:
        self._screen, self._pauses, self._now = screen, pauses, now
        self._text, self._path, self._tell = text, path, has_read
        self._turn = 0
        self._is_reading = False
        self._took_s = self._planning_took_s = 0.0
        self._changed_at = 0.0

    def changed(self) -> None:
        """The text is another; read it when that is in nobody's way."""
        self._turn += 1
        now = self._now()
        types, self._changed_at = now - self._changed_at < TYPES_S, now
        is_in_the_way = types and self._took_s > QUICK_S
        self._pauses.later(_PAUSE, BUSY_PAUSE_S if is_in_the_way else PAUSE_S, self.read)

    def read(self) -> None:
        """Read it now, or as soon as what is being read is done with."""
        if not self._is_reading:
            self._is_reading = True
            work = partial(self._in_thread, self._text(), self._path(), self._turn)
            self._screen.run_worker(work, thread=True, group="read")

    def _in_thread(self, text: str, path: Path, turn: int) -> None:
        """What it says and what it comes to, unless there is a newer text by then."""
        begun = self._now()
        draft = draft_view.read(text, path)
        call = self._screen.call_later
        if draft.routine is None or self._planning_took_s > LONG_S:
            call(self._has_read, turn, draft)
        if turn == self._turn and draft.routine is not None:
            read = self._now()
            draft = draft_view.planned(draft, text)
            self._took_s, self._planning_took_s = self._now() - begun, self._now() - read
            call(self._has_read, turn, draft)
        call(self._is_done, turn)

    def _has_read(self, turn: int, draft: Draft) -> None:
        if turn == self._turn:
            self._tell(draft)

    def _is_done(self, turn: int) -> None:
        self._is_reading = False
        if turn != self._turn and _PAUSE not in self._pauses:
            self.read()
