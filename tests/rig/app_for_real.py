"""A program for test_real_workout.py: backday as it is, which writes down what was to be heard and when.

    python app_for_real.py DIARY backday's arguments ...

A line of JSON in DIARY for each list of sounds: when it was made, and the sounds with their times.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backday_tui.audio.player import Player
from backday_tui.cli import run
from backday_tui.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOCK = SystemClock()


def keep_diary(path: Path) -> None:
    """Have every list that reaches the player written down."""
    schedule = Player.schedule
    diary = path.open("w", encoding="utf-8", buffering=1)

    def noted(player: Player, cues: Sequence[Any], speech: Sequence[Any] = ()) -> None:
        listed = [(cue.id, cue.at, cue.name) for cue in cues]
        diary.write(json.dumps({"now": CLOCK.now(), "cues": listed}) + "\n")
        schedule(player, cues, speech)

    Player.schedule = noted  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    keep_diary(Path(sys.argv[1]))
    sys.exit(run(sys.argv[2:]))
