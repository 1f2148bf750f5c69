"""What is done once somebody pauses: each kind of thing by its name, and only the last of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen
    from textual.timer import Timer


class Pauses:
    """The timers of a screen, by the names of what they are for."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._timers: dict[str, Timer] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._timers

    def later(self, name: str, seconds: float, do: Callable[[], object]) -> None:
        """Do something after a pause; what was to be done under the same name before is not."""
        self.stop(name)

        def now() -> None:
            self._timers.pop(name, None)
            do()

        self._timers[name] = self._screen.set_timer(seconds, now)

    def stop(self, name: str) -> None:
        """What was to be done under a name is not."""
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.stop()
