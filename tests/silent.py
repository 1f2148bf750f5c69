"""Sound that is off, for tests of what is built on it: no process, no device, nothing rings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backday_tui.audio.player import Player
from backday_tui.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.session.cues import Cue
    from backday_tui.session.speech import Announcement


class SilentPlayer(Player):
    """Keeps what was scheduled last, and the names that `play` was called with."""

    def __init__(self) -> None:
        super().__init__(backend="off", sounds=Path(), clock=ManualClock())
        self.cues: tuple[Cue, ...] = ()
        self.played: list[str] = []

    def schedule(self, cues: Sequence[Cue], speech: Sequence[Announcement] = ()) -> None:
        super().schedule(cues, speech)
        self.cues = tuple(cues)

    def play(self, name: str) -> None:
        super().play(name)
        self.played.append(name)
