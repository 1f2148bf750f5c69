"""The display stays on while a workout runs: nobody touches a key for minutes, and the countdown has to be seen.

By wakepy, in a thread of its own: it talks to the desktop, which may take its time or not be there. It is imported
there too, once the first picture is long painted. Nothing here fails a workout.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

AFTER_S: Final = 2.0
"""How long after the beginning of a workout the display is first asked to stay on."""
CLOSE_S: Final = 0.5


class Awake:
    """Keeps the display on, as told.

    Args:
        mode: makes what keeps the display on while it is entered.
        after_s: how long to wait before that is used at all.
    """

    def __init__(
        self, mode: Callable[[], AbstractContextManager[object]] | None = None, *, after_s: float = AFTER_S
    ) -> None:
        self._mode = mode or _presenting
        self._after_s = after_s
        self._wanted = False
        self._stretch = self._seen_to = 0
        self._ended = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def stay_on(self, on: bool) -> None:
        """Keep the display from going dark, or no more. Doesn't wait."""
        if on == self._wanted:
            return
        with self._changed:
            self._wanted = on
            self._stretch += on
            if self._thread is None and on:
                self._start_thread()
            self._changed.notify_all()

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._run, name="backday-awake", daemon=True)
        with contextlib.suppress(RuntimeError):  # the system gives no more threads: the display goes dark then
            thread.start()
            self._thread = thread

    def close(self) -> None:
        """Let the display go dark again; a desktop that doesn't answer is not waited for."""
        with self._changed:
            self._wanted, self._ended = False, True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(CLOSE_S)

    def _run(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._ended, self._after_s)
        while self._waits_for(lambda: self._wanted and self._stretch != self._seen_to):
            self._seen_to = self._stretch
            with contextlib.suppress(Exception), self._mode():  # it fails where there is no desktop: it goes dark then
                self._waits_for(lambda: not self._wanted)

    def _waits_for(self, is_so: Callable[[], bool]) -> bool:
        """Whether there is anything to do after it."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or is_so())
            return not self._ended


def _presenting() -> AbstractContextManager[object]:
    from wakepy import keep

    return keep.presenting(on_fail="pass")


def possible() -> str | None:
    """Try it: how the display is kept on here, None where it can't be. Takes up to some seconds."""
    name = None
    with contextlib.suppress(Exception):  # as above
        from wakepy import keep

        with keep.presenting(on_fail="pass") as mode:
            name = str(mode.method.name) if mode.active and mode.method else None
    return name
