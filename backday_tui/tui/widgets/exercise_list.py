"""The list of exercises: by muscle, each muscle a title with its exercises under it, or flat.

It draws what it is given; what an exercise works is not looked up here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from backday_tui.exercises.catalog import Exercise

_LEAST_EQUIPMENT: Final = 16
_NAME: Final = 30


class ExerciseRow(NamedTuple):
    """An exercise, or with None the title of those that follow, or an empty line. `text` is its name, or the muscle.

    `detail` is the equipment, or how many exercises follow. Both are cleaned.
    """

    exercise: Exercise | None
    text: str
    detail: str = ""


class ExerciseList(PickList[ExerciseRow]):
    """Exercises to pick one from."""

    def can_pick(self, row: ExerciseRow) -> bool:
        """Titles are only there to be read."""
        return row.exercise is not None

    def row_line(self, row: ExerciseRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """A title, or a name with its equipment."""
        if row.exercise is None:
            return (
                Content()
                if not row.text
                else Content.assemble((row.text, "bold $secondary"), (f"  {row.detail}", MUTED))
            )
        name = Content.styled(row.text, "bold" if width else "")
        if width < _NAME + _LEAST_EQUIPMENT:
            return Content("  ") + name.truncate(width - 3, ellipsis=True)
        equipment = Content.styled(row.detail, MUTED).truncate(width - _NAME - 5, ellipsis=True)
        return Content("  ") + name.truncate(_NAME, ellipsis=True, pad=True) + Content("  ") + equipment

    def action_jump(self, count: int) -> None:
        """To the first exercise of the next title, or of the one before."""
        titles = [place for place, row in enumerate(self.rows) if row.exercise is None and row.text]
        if not titles or self.cursor is None:
            return
        current = sum(title < self.cursor for title in titles) - 1
        wanted = max(current + count, 0)
        if wanted >= len(titles):
            return
        self.cursor = titles[wanted] + 1
        self.scroll_to(y=titles[wanted], animate=False, force=True)
