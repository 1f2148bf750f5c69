"""The session that was interrupted, offered over the library: go on, keep it as it is, or throw it away.

What each of these does is given by whoever wires the app; here it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.tui.widgets.dialog import Answer, AskScreen

if TYPE_CHECKING:
    from textual import events


GO_ON, KEEP, THROW_AWAY, LATER = "go on", "keep", "throw away", "later"


class ResumeScreen(AskScreen):
    """Is dismissed with one of the names above; whoever gets THROW_AWAY asks once more."""

    def __init__(self, told: str) -> None:
        """`told` is the session in a few words."""
        answers = (
            Answer(GO_ON, ("enter",), "go on, paused where it was"),
            Answer(KEEP, ("k",), "keep what is done, end it"),
            Answer(THROW_AWAY, ("d",), "throw it away"),
            Answer(LATER, ("escape",), "later"),
        )
        super().__init__("A workout was interrupted", answers, text=told, cancel=LATER)

    def on_key(self, event: events.Key) -> None:
        """Enter is for the answer that is marked, whichever that is."""
        if event.key == "enter":
            event.prevent_default()


class ThrowAwayScreen(AskScreen):
    """Asks once more; is dismissed with THROW_AWAY or LATER."""

    def __init__(self, told: str) -> None:
        """`told` is the session in a few words."""
        answers = (
            Answer(LATER, ("n",), "no, leave it"),
            Answer(THROW_AWAY, ("y",), "yes: nothing of it stays in the log"),
        )
        super().__init__("Throw this workout away?", answers, text=told, cancel=LATER)
