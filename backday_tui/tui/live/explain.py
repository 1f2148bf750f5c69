"""What an exercise is, and what it aims at today and why: its form, the fault to avoid, the muscles.

The workout runs on behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from backday_tui import words
from backday_tui.session import step_text
from backday_tui.text import clean
from backday_tui.tui.live.view import time_line
from backday_tui.tui.widgets.body import Palette, figure_lines
from backday_tui.tui.widgets.dialog import LEAVE_READING, Dialog, TimedTitle
from backday_tui.tui.widgets.lines import TextLines, hanging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.session.session import Session


class ExplainScreen(Dialog[None]):
    """The exercise that is being done, or comes next; of an AMRAP each of its own. The time that runs stays in view.

    Args:
        session: that is followed.
        catalog: what is known of exercises.
        now: the time on the session's clock, in seconds.
    """

    DEFAULT_CSS = """
    ExplainScreen {
        .box { width: 76; height: 100%; max-height: 34; }
    }
    """
    BINDINGS: ClassVar = [*LEAVE_READING, Binding("e", "cancel", show=False)]
    AUTO_FOCUS = "TextLines"

    def __init__(self, session: Session, catalog: Catalog, now: Callable[[], float]) -> None:
        super().__init__()
        self._session, self._now = session, now
        self._names = names_at(session)
        self._why = clean(session.state.steps[step_text.work_at(session.state.steps, session.state.index)].reason)
        self._catalog = catalog

    def compose_box(self) -> ComposeResult:
        title = " / ".join(clean(name, words.MOST) for name in self._names)
        yield TimedTitle(title, lambda: time_line(self._session, self._now()))
        yield TextLines()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = max(self.page.size.width - 1, 1)
        palette = Palette.of(self.app.theme_variables)
        why = [*hanging(Content.assemble(("Today", "bold"), f"  {self._why}"), width), Content("")] if self._why else []
        self.show_lines(why + [line for name in self._names for line in self._page(name, width, palette)])

    def _page(self, name: str, width: int, palette: Palette) -> Iterator[Content]:
        exercise = self._catalog.find(name)
        if exercise is None:
            yield from hanging(Content(f"{clean(name, words.MOST)}: the catalogue does not know it."), width)
            return
        if len(self._names) > 1:
            yield Content.styled(clean(exercise.name, words.MOST), "bold")
        for number, step in enumerate(exercise.steps, 1):
            yield from hanging(Content.assemble((f"{number}", "bold"), f"  {clean(step)}"), width)
        yield from self._more(exercise, width)
        yield Content("")
        yield from figure_lines(exercise.muscles, exercise.secondary, width, palette)
        yield Content("")

    def _more(self, exercise: Exercise, width: int) -> Iterator[Content]:
        if exercise.avoid:
            yield from hanging(Content.assemble(("✗", "bold"), f"  {clean(exercise.avoid)}"), width)
        for word, other_id in (("Easier", exercise.easier), ("Harder", exercise.harder)):
            other = self._catalog.get(other_id) if other_id else None
            if other:
                yield Content(f"{word}: {clean(other.name, words.MOST)}")


def names_at(session: Session) -> tuple[str, ...]:
    """The names of what is being done, or comes next."""
    state = session.state
    work = state.steps[step_text.work_at(state.steps, state.index)]
    return work.entries or work.choices or (work.exercise or work.title,)
