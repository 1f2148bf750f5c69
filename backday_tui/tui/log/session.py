"""One session of the log, opened: each set with what was to be done and what was, to be corrected or deleted.

What is changed is written in a thread, and read anew; what is in the way is said in a line.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.screen import Screen

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import Catalog
from backday_tui.history.entered import added_sets, placed_sets
from backday_tui.history.log import change_log, corrected, end_with, opened, read_note
from backday_tui.history.log_words import rir_text, sets_in_line
from backday_tui.history.taking_back import take_back_last
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.live.record import RecordScreen
from backday_tui.tui.log.enter import read_told
from backday_tui.tui.log.exercise import ExerciseLogScreen, is_same_exercise, movement_of_set
from backday_tui.tui.log.lines import (
    SetList,
    date_text,
    figures_text,
    place_text,
    read_date,
    session_head,
    set_lines,
    target_text,
)
from backday_tui.tui.widgets.dialog import Answer, AskScreen, KeysScreen, TextDialog
from backday_tui.tui.widgets.key_line import HELP_KEY, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import TextLines
from backday_tui.workout.told import ToldReader, logged_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.app import App, ComposeResult
    from textual.events import Resize

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.entered import ToldExercise
    from backday_tui.history.store import PerformedSet, SessionHead, SessionRow, Store
    from backday_tui.session.commands import Record
    from backday_tui.settings import Effort, Units
    from backday_tui.tui.args import LibraryContext
    from backday_tui.workout.figures import SetToRecord


_TALL: Final = 20
_MARGIN: Final = 4
"""The cells around the sets: the mark of the cursor and the scroll bar among them."""
KEYS: Final = (
    ScreenKey(
        {"enter": "correct"}, "correct the set: its figures, its note; a second click on it does the same", "correct"
    ),
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another set; page up, page down, home and end too"),
    ScreenKey({"e": "exercise"}, "every session with the exercise of the set", "exercise", 4),
    ScreenKey(
        {"g": "progress"}, "progress: what came of the exercise of the set, from session to session", "progress", 7,
        priority=True,
    ),
    ScreenKey({"d,delete": "delete_set"}, "delete the set; you are asked", "delete set", 2),
    ScreenKey({"n": "note"}, "write a note to the session, or change it", "note", 3),
    ScreenKey({"t": "date"}, "the day and the time of the session, or the day alone"),
    ScreenKey({"a": "add"}, "a set more of the exercise, or another one: 10 8 @ 40kg, Plank 1:30", "add", 5),
    ScreenKey({"u": "undo"}, "take back what was put right last in the log; again: what was before it", "undo", 6),
    HELP_KEY,
    ScreenKey({"escape,q": "leave"}, "back to the log", "back", 1),
)  # fmt: skip
_NOT_ENDED: Final = "This session was not ended. Go on with it, or keep it as it is, then correct it."


class SessionScreen(Screen[bool]):
    """Is dismissed with whether anything was changed."""

    DEFAULT_CSS = """
    SessionScreen {
        layout: vertical;
        #head { height: auto; max-height: 50%; padding: 0 2; scrollbar-size-vertical: 0; background: $surface; }
        #sets { height: 1fr; margin: 0 1; }
        &.-tall #head { padding: 1 2; }
        &.-tall #sets { margin: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#sets"

    def __init__(self, session: SessionRow, context: LibraryContext, changes: Sequence[LoggedChange] = ()) -> None:
        """`changes` are what was put right in the session so far."""
        super().__init__()
        self._session = session
        self._changes = changes
        self._library_context = context
        self._changed = False
        self._sets = SetList(id="sets")

    def compose(self) -> ComposeResult:
        head = TextLines(id="head")
        head.can_focus = False
        yield head
        yield self._sets
        yield KeyLine(hints(KEYS))

    def on_mount(self) -> None:
        self._show(self.size.width)

    def on_resize(self, event: Resize) -> None:
        """Lay the head out for the new width."""
        self.set_class(event.size.height >= _TALL, "-tall")
        self._show(event.size.width)

    def _show(self, width: int) -> None:
        number = self._after_deletion()
        self._sets.show(
            list(set_lines(self._session, width - _MARGIN, effort_of(self.app), self._changes)),
            select=lambda line: line.performed is not None and line.performed.id == number,
            nothing="No set was done.",
        )
        self._show_head(width)

    def _after_deletion(self) -> int | None:
        """The set under the cursor; where it is gone the one after it, or at the end the last."""
        selected, numbers = self._selected, [done.id for done in self._session.sets if done.id is not None]
        if selected is None or selected.id is None or not numbers:
            return None
        return next((number for number in numbers if number >= selected.id), numbers[-1])

    def _show_head(self, width: int) -> None:
        lines = session_head(self._session, max(width - 5, 4), self._library_context.now())
        head = self.query_one("#head", TextLines)
        head.styles.height = len(lines) + (2 if self.has_class("-tall") else 0)
        head.show(lines)

    @property
    def _selected(self) -> PerformedSet | None:
        line = self._sets.selected
        return line.performed if line else None

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self._sets.action_move(count)

    def on_pick_list_chosen(self) -> None:
        self.action_correct()

    def action_correct(self) -> None:
        selected = self._selected
        if selected is None or not self._may_change():
            return
        sets = self._session.sets
        entries = [entry_of(place, done) for place, done in enumerate(sets)]
        units: Units = self.app.preferences.units if isinstance(self.app, BackdayHost) else "kg"
        screen = RecordScreen(entries, sets.index(selected), units=units, effort=effort_of(self.app))
        self.app.push_screen(screen, self._corrected)

    def _corrected(self, record: Record | None) -> None:
        if record is not None and record.log is not None:
            before = self._session.sets[record.log]
            changed, effort = corrected(before, record), effort_of(self.app)
            if changed == before:
                self.app.notify("Nothing was changed")
                return
            said = f"{words.capital(_called(before))}: {_all_of(changed, effort)}; it was {_all_of(before, effort)}"
            self._write(lambda store: store.correct(changed), said)

    def action_delete_set(self) -> None:
        selected = self._selected
        if selected is None or not self._may_change():
            return
        answers = (Answer("keep", ("k",), "Keep it"), Answer("delete", ("d",), "Delete it"))
        screen = AskScreen(
            f"Delete {_called(selected)}?", answers, text=f"Done: {figures_text(selected)}", cancel="keep"
        )
        self.app.push_screen(screen, lambda answer: self._deleted(selected, answer))

    def _deleted(self, selected: PerformedSet, answer: str | None) -> None:
        number = selected.id
        if answer == "delete" and number is not None:
            said = f"Deleted: {_called(selected)}, {figures_text(selected)}"
            self._write(lambda store: store.delete_set(number), said)

    def action_exercise(self) -> None:
        """Look at every session with the exercise of the set under the cursor."""
        if self._selected is not None:
            done = self._selected
            screen = ExerciseLogScreen(done, self._session.id, self._library_context)
            self.app.push_screen(screen, lambda session: self._picked(session, done))

    def action_progress(self) -> None:
        """Look at what came of the exercise of the set under the cursor."""
        from backday_tui.tui.progress.movement import MovementScreen

        done = self._selected
        if done is not None:
            self.app.push_screen(MovementScreen(movement_of_set(done), done.exercise, self._library_context))

    def _picked(self, session: int | None, like: PerformedSet) -> None:
        """Show the session that was picked there, at its first set of the exercise."""
        if session is not None and session != self._session.id:
            self._look_at(session, like)

    @work(thread=True, group="log-change")
    def _look_at(self, number: int, like: PerformedSet) -> None:
        """In the thread: read another session."""
        try:
            with opened(self._library_context.log_file) as store:
                row = store.session(number) if store is not None else None
                changes = store.changes(number) if store is not None else ()
        except BackdayError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error")
        else:
            if row is not None:
                self.app.call_from_thread(self._take, row, changes, like)

    def _may_change(self) -> bool:
        """Whether the session is over. What a running workout writes down would overwrite what is changed here."""
        if not self._session.has_ended:
            self.app.notify(_NOT_ENDED, severity="warning")
        return self._session.has_ended

    def action_note(self) -> None:
        ask_for_note(self, self._session, self._write)

    def action_date(self) -> None:
        """Put right when the session was done."""
        ask_for_date(self, self._session, self._library_context.now, self._write)

    def action_add(self) -> None:
        """Sets more, of an exercise that is in the session or another."""
        if not self._may_change():
            return
        units: Units = self.app.preferences.units if isinstance(self.app, BackdayHost) else "kg"
        reader = ToldReader(known_exercises(), units, effort_of(self.app))
        selected = self._selected
        name = "" if selected is None else clean(selected.exercise, words.MOST)
        dialog = TextDialog(
            f"One more of {name}, or of another exercise" if name else "What was done besides?",
            lambda typed: read_told(typed, reader, name), placeholder="10 8 @ 40kg, or Plank 1:30", verb="add",
        )  # fmt: skip
        self.app.push_screen(dialog, lambda told: self._add(told, reader.catalog))

    def _add(self, told: tuple[ToldExercise, ...] | None, catalog: Catalog) -> None:
        if told is None:
            return
        session = self._session
        said = "; ".join(f"{clean(each.name, words.MOST)}: {_told_text(each)}" for each in told)

        def add(store: Store) -> None:
            entries, row = store.entries(session.id), store.session(session.id)
            store.add_sets(session.id, added_sets(told, row or session, entries, catalog))

        self._write(add, f"Added: {said}")

    def action_undo(self) -> None:
        """Take back what was put right last."""
        said: list[str] = []
        self._write(lambda store: said.append(take_back_last(store)), lambda: f"Taken back: {said[0]}")

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(KEYS))

    def action_leave(self) -> None:
        self.dismiss(self._changed)

    # What is written.

    @work(thread=True, group="log-change")
    def _write(self, what: Callable[[Store], None], said: str | Callable[[], str]) -> None:
        read: list[tuple[SessionRow | None, Sequence[LoggedChange]]] = []

        def changed(store: Store) -> None:
            what(store)
            read.append((store.session(self._session.id), store.changes(self._session.id)))

        try:
            change_log(self._library_context.log_file, changed)
        except BackdayError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error")
        else:
            self._changed = True
            self.app.call_from_thread(self.app.notify, said if isinstance(said, str) else said())
            self.app.call_from_thread(self._take, *read[0])

    def _take(
        self, session: SessionRow | None, changes: Sequence[LoggedChange], like: PerformedSet | None = None
    ) -> None:
        """Show the session as it is now; or another one, at its first set of the exercise of the set given."""
        if session is None:  # deleted by another program meanwhile
            self.dismiss(True)
            return
        self._session, self._changes = session, changes
        self._show(self.size.width)
        if like is not None:
            self._sets.select(lambda line: line.performed is not None and is_same_exercise(line.performed, like))


Write = Callable[[Callable[["Store"], None], str], object]
"""Takes what changes the log, and what is said once it did."""


def ask_for_note(screen: Screen[Any], row: SessionHead, write: Write) -> None:
    """Ask for a note to a session, and give `write` what puts it into the log."""

    def answered(note: str | None) -> None:
        if note is not None and note != row.note:
            said = "Note kept" if note else "Note taken out"
            write(lambda store: store.annotate(row.id, note), said)

    dialog = TextDialog(f"A note to {row.name}", read_note, value=row.note, placeholder="how it went")
    screen.app.push_screen(dialog, answered)


def ask_for_date(screen: Screen[Any], row: SessionHead, now: Callable[[], datetime], write: Write) -> None:
    """Ask when a session was done, and give `write` what puts that into the log; not while it may still go on."""

    def answered(started: date | None) -> None:
        if started is not None:
            said = f"Begun {date_text(started)}; it was {date_text(row.when)}"
            ended = end_with(row, started) if isinstance(started, datetime) else None
            write(lambda store: store.move(row.id, started, ended), said)

    if not row.has_ended:
        screen.app.notify(_NOT_ENDED, severity="warning")
        return
    known = row.started.strftime("%Y-%m-%d" if row.is_day_only else "%Y-%m-%d %H:%M") if row.started else ""
    dialog = TextDialog(
        f"When did {row.name} begin?", lambda typed: read_date(typed, now()), value=known,
        placeholder="2026-01-05 18:00",
    )  # fmt: skip
    screen.app.push_screen(dialog, answered)


def effort_of(app: App[Any]) -> Effort:
    """How the person wants to be told how hard a set was."""
    return app.preferences.effort if isinstance(app, BackdayHost) else "off"


def _kind(done: PerformedSet) -> str:
    return "warm-up set" if done.is_warmup else "set"


def _called(done: PerformedSet) -> str:
    """A set in a message."""
    return f"{_kind(done)} {place_text(done)} of {clean(done.exercise, words.MOST) or words.UNKNOWN}"


def _told_text(told: ToldExercise) -> str:
    return sets_in_line(list(placed_sets([told], (), Catalog([]))))


def _all_of(done: PerformedSet, effort: Effort) -> str:
    """What is written down of a set."""
    note = f'"{clean(done.note, words.MOST)}"' if done.note else ""
    return words.joined(figures_text(done), rir_text(done, effort), note)


def entry_of(place: int, done: PerformedSet) -> SetToRecord:
    """A set as the screen that asks for its figures takes it."""
    title = words.joined(clean(done.exercise, words.MOST), f"{_kind(done)} {place_text(done)}", target_text(done))
    return logged_set(place, done, title)
