"""One exercise through the log: every session in which it was done, newest first, with its sets in a line.

It is read in a thread: the newest first, then all. A session of it is opened on a screen of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from backday_tui import words
from backday_tui.history.log import opened
from backday_tui.history.log_words import notes_in_line, sets_in_line
from backday_tui.history.movements import bring_up_to_date
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.training.prescription import movement_of
from backday_tui.tui.log.lines import day_text, mark_of
from backday_tui.tui.widgets.key_line import HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.pick_list import MUTED, PickList
from backday_tui.tui.widgets.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from textual.widget import Widget

    from backday_tui.history.store import PerformedSet, SessionRow, Store
    from backday_tui.tui.args import LibraryContext


KEYS: Final = (
    ScreenKey({"enter": "open"}, "open the session; a second click on it does the same", "open"),
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another session; page up, page down, home and end too"),
    ScreenKey(
        {"g": "progress"}, "progress: what came of the exercise, from session to session", "progress", 2, priority=True
    ),
    HELP_KEY,
    ScreenKey({"escape,q": "leave"}, "back to the session", "back", 1),
)
_AT_FIRST: Final = 60
"""The sessions that are read before all others: more than a screen shows."""
_MOST_NAME: Final = 120
_DATE: Final = 11
_MOST_ROUTINE: Final = 20
_MOST_SETS: Final = 40
_LEAST_WITH_ROUTINE: Final = 70
_GAP: Final = "  "


def is_same_exercise(one: PerformedSet, other: PerformedSet) -> bool:
    """Whether two sets are of one exercise, whatever it was called."""
    return one.exercise == other.exercise or (one.movement == other.movement != "")


def movement_of_set(done: PerformedSet) -> str:
    """What a set is kept under; looked up now where that was not done yet."""
    return done.movement or movement_of(done.exercise, known_exercises())


class DoneLine(NamedTuple):
    """What is shown of a session in which the exercise was done; every text is cleaned."""

    session: int
    mark: str
    day: str
    sets: str
    routine: str
    note: str


def done_line(row: SessionRow, now: datetime) -> DoneLine:
    """The line of a session that has the sets of one exercise alone."""
    name = clean(row.name, _MOST_NAME) or words.UNKNOWN
    day, sets = day_text(row.started, now), sets_in_line(row.sets)
    return DoneLine(row.id, mark_of(row, now), day, sets, name, notes_in_line(row))


class DoneList(PickList[DoneLine]):
    """Sessions with an exercise to pick one from."""

    _sets_cells = _routine_cells = 0

    def heading_lines(self) -> int:
        """The names of the columns."""
        return 1

    def heading(self, part: int, width: int) -> Content:  # noqa: ARG002 - there is one line
        """The names of the columns."""
        return self._content(DoneLine(0, " ", "date", "sets", "routine", "note"), MUTED, width)

    def row_line(self, row: DoneLine, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """When, what was done, in which routine, what was noted."""
        return self._content(row, "bold", width)

    def rows_changed(self) -> None:
        """The columns are as wide as they need to be."""
        self._sets_cells = min(max((cell_len(row.sets) for row in self.rows), default=0), _MOST_SETS)
        self._routine_cells = min(max((cell_len(row.routine) for row in self.rows), default=0), _MOST_ROUTINE)

    def _content(self, line: DoneLine, style: str, width: int) -> Content:
        day = Content.styled(f"{line.mark} ", "$accent") + _cell(line.day, MUTED if style == MUTED else "$text", _DATE)
        sets = Content.styled(line.sets, style)
        sets = sets.pad_right(max(self._sets_cells - sets.cell_length, 0))
        cells = [day, sets, Content.styled(line.note, MUTED)]
        if width >= _LEAST_WITH_ROUTINE:
            cells.insert(2, _cell(line.routine, MUTED, max(self._routine_cells, len("routine"))))
        return Content(_GAP).join(cells).truncate(width, ellipsis=True)


def _cell(text: str, style: str, width: int) -> Content:
    return Content.styled(text, style).truncate(width, ellipsis=True, pad=True)


class DoneSessions(NamedTuple):
    """The sessions with an exercise, newest first: those that were read so far, and how many there are."""

    rows: Sequence[SessionRow]
    total: int


class ExerciseLogScreen(ReadingScreen[DoneSessions, "int | None"]):
    """Is dismissed with the id of a session that the person wants to see, or None.

    Args:
        done: a set of it.
        session: the id of the session that one comes from.
        context: with the log.
    """

    DEFAULT_CSS = """
    ExerciseLogScreen {
        #done { height: 1fr; margin: 0 1; }
        &.-tall #done { margin: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    KEYS = KEYS

    def __init__(self, done: PerformedSet, session: int, context: LibraryContext) -> None:
        super().__init__(clean(done.exercise, _MOST_NAME) or words.UNKNOWN, context)
        self._of_set = done
        self._session = session
        self._done = DoneList(id="done")

    def parts(self) -> Iterable[Widget]:
        """The sessions."""
        return (self._done,)

    def read(self) -> Iterator[DoneSessions]:
        """The newest sessions, then all."""
        with opened(self._library_context.log_file) as store:
            if store is None:
                yield DoneSessions((), 0)
                return
            numbers, movement = self._found_in(store)
            for limit in (_AT_FIRST, len(numbers)):
                yield DoneSessions(store.sessions_of(numbers[:limit], movement), len(numbers))
                if limit >= len(numbers):
                    return

    def _found_in(self, store: Store) -> tuple[Sequence[int], str]:
        """The ids of the sessions with the exercise, newest first, and what it is kept under."""
        bring_up_to_date(store, known_exercises())
        row = store.session(self._session)
        # Its movement may have been looked up just now.
        movements = (done.movement for done in (row.sets if row else ()) if is_same_exercise(done, self._of_set))
        movement = next(filter(None, movements), "") or movement_of(self._of_set.exercise, known_exercises())
        numbers = store.with_movement(movement)
        return [head.id for head in store.heads() if head.id in numbers], movement

    def show_found(self) -> None:
        """Show the sessions, the one that the exercise was looked at in selected at first."""
        now, selected, found = self._library_context.now(), self._done.selected, self._found
        number = self._session if selected is None else selected.session
        self._done.show(
            [done_line(row, now) for row in found.rows] if found else (),
            select=lambda line: line.session == number,
            nothing=self.instead("It was never done."),
        )
        self.show_title(words.counted(found.total, "session") if found and found.total else "")

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self._done.action_move(count)

    def on_pick_list_chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Look at the session under the cursor."""
        if self._done.selected is not None:
            self.dismiss(self._done.selected.session)

    def action_progress(self) -> None:
        """Look at what came of the exercise."""
        from backday_tui.tui.progress.movement import MovementScreen

        self.app.push_screen(MovementScreen(movement_of_set(self._of_set), self._called, self._library_context))
