"""Another exercise in the place of the one that runs or comes next, picked from a list. The workout runs on above it.

What is offered, and what a swap is called, stands in workout/swaps.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.content import Content
from textual.widgets import Input

from backday_tui import words
from backday_tui.session import step_text
from backday_tui.text import clean
from backday_tui.tui.exercises.pick import found_by, matter_of
from backday_tui.tui.live.view import time_line
from backday_tui.tui.widgets.dialog import Dialog, InputLine, TimedTitle
from backday_tui.tui.widgets.key_line import ScreenKey, bindings, hints
from backday_tui.tui.widgets.pick_list import MUTED, PickList
from backday_tui.workout.swaps import SwapChoice, swapped_step, swaps_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.app import ComposeResult

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.session.session import Session
    from backday_tui.tui.widgets.browse import Matter
    from backday_tui.tui.widgets.key_line import KeyHint


LEAST_ROWS: Final = 7
"""Of the box; with fewer below the digits it covers them, and says the time itself."""
_LAST: Final = 14
_NAMES: Final = (30, 24)
"""The cells of the names; fewer where there is no room for what stands beside them."""
_LEAST_EQUIPMENT: Final = 12

KEYS: Final = (
    ScreenKey({"enter": "take"}, label="this one"),
    ScreenKey({"up": "move(-1)", "down": "move(1)", "pageup": "page(-1)", "pagedown": "page(1)"}),
    ScreenKey({"escape,ctrl+c": "cancel"}, label="back"),
)


class SwapRow(NamedTuple):
    """A row of the list: what can be done, and when it was last done, in words; "" for never, or not known yet."""

    choice: SwapChoice
    last: str = ""


class SwapList(PickList[SwapRow]):
    """Exercises, each with what it is done with and when it was last done."""

    DEFAULT_CSS = """
    SwapList { height: 1fr; background: $surface; }
    """

    def row_line(self, row: SwapRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """The name; equipment and last time give way to it."""
        name = Content.styled(clean(row.choice.name, words.MOST), "bold" if width else "")
        last = Content.styled(row.last.rjust(_LAST), MUTED)
        for beside in (last, Content()):
            for names in _NAMES:
                room = width - names - beside.cell_length - 4
                if room >= _LEAST_EQUIPMENT:
                    detail = row.choice.equipment or ("" if row.choice.exercise else "as you wrote it")
                    equipment = Content.styled(detail, MUTED).truncate(room, ellipsis=True, pad=True)
                    padded = name.truncate(names, ellipsis=True, pad=True)
                    return Content(" ") + padded + Content("  ") + equipment + beside
        return Content(" ") + name.truncate(max(width - 2, 1), ellipsis=True)


class SwapScreen(Dialog["SwapChoice | None"]):
    """What instead? Is dismissed with what was picked, or None.

    Typing filters all exercises that there are, and what is typed can be taken as it is.

    Args:
        session: that is followed.
        catalog: what is known of exercises, the person's and the routine's among them.
        now: the time on the session's clock, in seconds.
        top: how many rows of the screen are to stay in view above the box, where that leaves it room.
    """

    DEFAULT_CSS = """
    SwapScreen {
        align: center bottom;
        background: transparent;
        .box { width: 78; height: 100%; padding: 0 2; }
        .title { margin-bottom: 0; }
        Input { background: $foreground 8%; }
        KeyButtons { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS, priority=True)
    AUTO_FOCUS = "Input"

    def __init__(
        self, session: Session, catalog: Catalog, now: Callable[[], float], top: Callable[[], int] = lambda: 0
    ) -> None:
        super().__init__()
        self._session, self._catalog, self._now, self._top = session, catalog, now, top
        self._list = SwapList(id="list")
        self._ago: Mapping[str, str] = {}
        self._matters: dict[str, Matter] = {}
        self._look_at_step()

    def _look_at_step(self) -> None:
        """The list belongs to one exercise, whatever begins meanwhile."""
        self._step = swapped_step(self._session.state)
        self._swaps = swaps_for(self._session.state, self._catalog)

    def compose_box(self) -> ComposeResult:
        yield TimedTitle(self._question(), lambda: time_line(self._session, self._now()))
        yield InputLine(placeholder="name, muscle, equipment, or another name", compact=True)
        yield self._list

    def _question(self) -> str:
        return f"What instead? Not {step_text.title(self._step)}"

    def hints(self) -> Sequence[KeyHint]:
        """To take one, or none."""
        return hints(KEYS)

    def on_mount(self) -> None:
        self._fill("")

    def on_resize(self, event: events.Resize) -> None:
        """As high as the digits leave room for."""
        below = event.size.height - self._top()
        self.query_one(".box").styles.height = below if below >= LEAST_ROWS else "100%"

    def show_days(self, days: Mapping[str, date], today: date) -> None:
        """Show how long ago each was last done, by its movement."""
        self._ago = {movement: words.ago((today - day).days) for movement, day in days.items()}
        if self.is_attached:
            self._list.replace([self._row(row.choice) for row in self._list.rows])

    def _row(self, choice: SwapChoice) -> SwapRow:
        return SwapRow(choice, self._ago.get(choice.movement, ""))

    def on_input_changed(self, message: Input.Changed) -> None:
        self._fill(message.value)

    def _fill(self, typed: str) -> None:
        nothing = "Nothing is known to stand in for it: type a name."
        self._list.show([self._row(choice) for choice in self._fitting(typed.strip())], nothing=nothing)

    def _fitting(self, typed: str) -> Sequence[SwapChoice]:
        """What fits: what is called just so, what can stand in, all others; the words themselves at the end."""
        if not typed:
            return self._swaps
        if not self._matters:
            self._matters = {exercise.id: matter_of(exercise) for exercise in self._catalog}
        found = {each.id: SwapChoice(each.name, each) for each in found_by(typed, self._catalog, self._matters)}
        exact = self._catalog.find(typed)
        first = [choice for choice in self._swaps if choice.exercise and choice.exercise.id in found]
        ordered = [found[exact.id]] if exact and exact.id in found else []
        ordered += [choice for choice in (*first, *found.values()) if choice not in ordered]
        doing = self._catalog.find(self._step.exercise or "")
        ordered = [choice for choice in ordered if doing is None or choice.exercise != doing]
        is_named = any(choice.name.casefold() == typed.casefold() for choice in ordered)
        return ordered if is_named else [*ordered, SwapChoice(typed, exact)]

    def on_pick_list_chosen(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Pick the exercise under the cursor; not where another one has begun since the list was made."""
        if swapped_step(self._session.state).ref != self._step.ref:
            self._look_at_step()
            self.query_one(TimedTitle).show(self._question())
            self._fill(self.query_one(Input).value)
        elif self._list.selected is not None:
            self.dismiss(self._list.selected.choice)

    def action_move(self, by: int) -> None:
        """Move the cursor, while the field has the keys."""
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        self._list.action_page(by)
