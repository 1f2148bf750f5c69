"""Where one workout of a pasted text ends and the next begins, and what each is called.

Which short line is a heading at all is decided in `gathering.py`; which of the workouts are meant, in `sifting.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backday_tui.routine.importing import headings, naming
from backday_tui.routine.importing.drafts import Draft

if TYPE_CHECKING:
    from backday_tui.routine.importing.statements import Short


class Workouts:
    """The workouts so far, of which the last is open."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.drafts = [self.draft]
        self._title: str | None = None

    def begin(self, heading: Short) -> None:
        """Begin a workout with a heading; one that has nothing but a warm-up yet, or nothing, gets it as its own."""
        if self.draft.parts and not self._only_warms_up():
            self.draft = Draft()
            self.drafts.append(self.draft)
        self.draft.heading = self._titled(heading)
        self.draft.level = heading.level
        self.draft.default = None

    def begins_with(self, heading: Short, *, prose_since: bool) -> bool:
        """Whether a heading is that of a workout, and none between the exercises of the open one."""
        if not self.draft.last:
            return True
        if heading.level and self.draft.level:
            return heading.level <= self.draft.level
        return prose_since or headings.starts_anew(heading.text)

    def is_byline(self, said: Short, *, apart: bool) -> bool:
        """Whether a line stands right below a heading and says who wrote it, or when; `apart` from it by a blank."""
        if not self.draft.heading or self.draft.parts:
            return False
        return naming.names_none(said.text) or not (apart or said.level or headings.starts_anew(said.text))

    def _only_warms_up(self) -> bool:
        """Whether what stands above a first heading is the warm-up for what comes below it."""
        pieces = self.draft.pieces
        return bool(pieces) and self.draft.heading is None and all(piece.section == "warmup" for piece in pieces)

    def _titled(self, heading: Short) -> str:
        """A heading, a bare "Day 1" with the title of the whole text before it."""
        text = heading.text.strip()
        if not headings.is_day(text) and not headings.is_off(text) and (self._title is None or heading.level == 1):
            self._title = text
        return f"{self._title}: {text}" if self._title and headings.is_bare_day(text) else text
