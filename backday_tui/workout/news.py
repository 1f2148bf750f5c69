"""What the log and the sound of a workout have to tell the person, whichever face it has.

Each sentence comes once, cleaned for a screen. Where it is shown is up to the face.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.text import clean
from backday_tui.workout.performance import RecordFell, RecordTakenBack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backday_tui.audio.player import SoundOutput
    from backday_tui.settings import SettingsKeeper
    from backday_tui.workout.performance import Happening, Performance


def with_records(happened: Iterable[Happening], said: str = "") -> str:
    """What is said of what happened: a record goes before all else; that there is none any more stands behind it."""
    happened = tuple(happened)
    fell = [each.told for each in happened if isinstance(each, RecordFell)]
    if fell:
        return fell[-1]
    gone = [each.told for each in happened if isinstance(each, RecordTakenBack)]
    return ". ".join([*([said] if said else []), *gone])


class News:
    """What is new since one last asked."""

    def __init__(self, performance: Performance, sound: SoundOutput, keeper: SettingsKeeper | None = None) -> None:
        self._performance = performance
        self._sound = sound
        self._keeper = keeper
        self._trouble: str | None = None
        self._is_silent = False

    def of_sound(self) -> Iterator[str]:
        """What the sound has to tell."""
        yield from map(clean, self._sound.news())

    def of_log(self) -> Iterator[str]:
        """What the log has to tell; and what of the workout is not kept, each time that becomes something else."""
        yield from map(clean, self._performance.news())
        trouble = self._performance.trouble
        if trouble != self._trouble:
            self._trouble = trouble
            yield clean(trouble or "all of it is logged again")

    def of_settings(self) -> Iterator[str]:
        """What of the person's choices could not be kept."""
        if self._keeper is not None:
            yield from map(clean, self._keeper.news())

    def of_silence(self) -> Iterator[str]:
        """That there is no sound where there should be, and that it is back; for a face that shows no status."""
        status = self._sound.status
        is_lost = status.backend == "bell" and not self._sound.muted
        if is_lost != self._is_silent and (is_lost or status.audible):
            self._is_silent = is_lost
            yield status.text
