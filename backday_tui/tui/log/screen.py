"""The log: every session that was done, newest first, with a page of its sets.

It is read and changed in a thread; what is in the way is said in a line. A session is opened on a screen of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.history.entered import entered_session, sets_beside_file
from backday_tui.history.log import change_log, opened, opened_or_made, past_reader
from backday_tui.history.log_words import by_weeks, record_lines
from backday_tui.history.past import records_in
from backday_tui.history.store import SessionRow
from backday_tui.history.taking_back import take_back_last
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.week_file import deload_on
from backday_tui.text import clean
from backday_tui.training.past import as_day
from backday_tui.training.prescription import EntryPlace
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.log.enter import ask_for_session
from backday_tui.tui.log.exercise import movement_of_set
from backday_tui.tui.log.lines import (
    AHEAD_MARK,
    DOUBT_MARK,
    PARTIAL_MARK,
    SetColumns,
    date_text,
    session_head,
    set_content,
    set_heading,
    set_lines,
    state_text,
    totals_text,
)
from backday_tui.tui.log.rows import KnownSessions, SessionList, SessionsRead, WeekLine
from backday_tui.tui.log.session import SessionScreen, ask_for_date, ask_for_note, effort_of
from backday_tui.tui.widgets.browse import BrowseScreen, Matter, filter_key, move_key, words_of
from backday_tui.tui.widgets.dialog import Answer, AskScreen
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import blank_before, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.entered import FollowedRoutine, ToldExercise
    from backday_tui.history.store import SessionHead, Store
    from backday_tui.settings import Effort
    from backday_tui.training.records import FallenRecord
    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.widgets.browse import Words


T = TypeVar("T")

_DATE: Final = re.compile(r"\b\d{4}-\d{1,2}(-\d{1,2})?\b")
_SHARE_OF_LIST: Final = 0.5
"""Of the height, where the page stands below the list."""
_EMPTY: Final = (
    ("Every workout that you do is kept here, set by set: what was to be done, and what you did.", ""),
    ("Press escape, pick a routine, and enter starts it. i takes in a log of another app.", ""),
)
KEYS: Final = (
    ScreenKey({"enter": "start"}, "open the session: correct its sets, delete one", "open"),
    move_key("session"),
    filter_key("routines, exercises, dates as 2026-01", rank=2),
    ScreenKey({"n": "note"}, "write a note to the session, or change it", "note", 3),
    ScreenKey({"t": "date"}, "the day and the time of the session, or the day alone"),
    ScreenKey({"D,delete": "delete"}, "delete the session; you are asked", "delete", 4),
    ScreenKey({"a": "add"}, "enter a session that nobody timed: a routine or none, its day, its sets", "add", 7),
    ScreenKey({"i": "take_in"}, "take in a log of another app: Hevy, Strong, FitNotes; shown before it is written"),
    ScreenKey({"u": "undo"}, "take back what was put right last; again: what was before it", "undo", 5),
    ScreenKey({"c": "go_on"}, "go on with one that was interrupted, or finished in the last 12 hours", "go on", 6),
    ScreenKey(
        {"g": "progress"}, "progress: the weeks of a year, and every exercise with its best", "progress", 4,
        priority=True,
    ),
    ScreenKey({"p": "page"}, "the session on the whole screen, and back"),
    ScreenKey({"m": "muscles"}, "how many sets each muscle had, week by week, and on the figure", "muscles", 9),
    ScreenKey({"r": "reload"}, "read the log anew"),
    HELP_KEY,
    ScreenKey({"escape": "escape", "q,l": "leave"}, "back", "back", 1),
    BLANK_ROW,
    ScreenKey(told=PARTIAL_MARK, help="stands before a session that was not gone through to its end"),
    ScreenKey(told=DOUBT_MARK, help="before one whose date or figures can't be right"),
    ScreenKey(told=AHEAD_MARK, help="before one that lies in the future"),
    ScreenKey(told=words.STAR, help="behind one in which a record fell"),
)  # fmt: skip


class LogRead(Message):
    """What the thread found: the sessions in few words, with the sets of those in view; or why they can't be read."""

    def __init__(
        self, heads: Sequence[SessionHead] = (), in_view: SessionsRead | None = None, *, trouble: str = ""
    ) -> None:
        super().__init__()
        self.heads = heads
        self.in_view = in_view or SessionsRead()
        self.trouble = trouble


class RowsRead(Message):
    """The sets of sessions that came into view; of some of those that were `asked` for there may be none any more."""

    def __init__(self, read: SessionsRead, asked: Collection[int]) -> None:
        super().__init__()
        self.read = read
        self.asked = asked


class MattersRead(Message):
    """What a filter looks at, by the ids of the sessions."""

    def __init__(self, matters: Mapping[int, Matter]) -> None:
        super().__init__()
        self.matters = matters


class RecordsRead(Message):
    """Which records fell, by the ids of their sessions."""

    def __init__(self, records: Mapping[int, tuple[FallenRecord, ...]]) -> None:
        super().__init__()
        self.records = records


class LogScreen(BrowseScreen):
    """The sessions, and a page about the selected one."""

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "Log"
    KEYS = KEYS
    PLACEHOLDER = "routine, exercise, date"

    def __init__(self, context: LibraryContext) -> None:
        super().__init__()
        self._library_context = context
        self._known = KnownSessions(context.now)
        self._found: Sequence[SessionHead] = ()
        self._trouble = ""
        self._reading = True
        self._goes_on = False
        self._asked: set[int] = set()
        self._reads_matters = False
        self._then: tuple[int, Callable[[SessionRow], object]] | None = None
        self._list_of_sessions = SessionList(self._known, id="list")

    def make_list(self) -> SessionList:
        """The sessions."""
        return self._list_of_sessions

    def on_mount(self) -> None:
        """Read the log once the screen is there."""
        self.show_rows()
        self.call_after_refresh(self.action_reload)

    def words_of(self, typed: str) -> Words:
        """A date, or the beginning of one, is a word of its own."""
        return words_of(_DATE.sub(lambda found: found[0].replace("-", ""), typed))

    # What is known.

    def action_muscles(self) -> None:
        """Look at the sets that each muscle had."""
        from backday_tui.tui.log.muscle_weeks import MuscleWeeksScreen

        self.app.push_screen(MuscleWeeksScreen(self._library_context))

    def action_reload(self) -> None:
        self._reading = True
        self._asked = set()
        self._read([head.id for head in self._heads_in_view()], self.size.height)

    @work(thread=True, exclusive=True, group="log")
    def _read(self, in_view: Sequence[int], height: int) -> None:
        """In the thread: read all sessions in few words, and the sets of those that are seen."""
        worker = get_current_worker()
        try:
            with opened(self._library_context.log_file) as store:
                heads = () if store is None else store.heads()
                wanted = {*in_view, *(head.id for head in heads[: 0 if in_view else height])}
                read = SessionsRead() if store is None else SessionsRead.of(store, wanted)
        except BackdayError as error:
            self.post_message(LogRead(trouble=str(error)))
        else:
            if not worker.is_cancelled:
                self.post_message(LogRead(heads, read))

    @work(thread=True, group="log-rows")
    def _read_rows(self, wanted: Collection[int]) -> None:
        """In the thread: read the sets of these sessions."""
        read = self._or_nothing(lambda store: SessionsRead.of(store, wanted))
        self.post_message(RowsRead(read or SessionsRead(), wanted))

    @work(thread=True, exclusive=True, group="log-matters")
    def _read_matters(self, heads: Sequence[SessionHead]) -> None:
        """In the thread: read what a filter looks at."""
        exercises = self._or_nothing(lambda store: store.exercises()) or {}
        known, now = known_exercises(), self._library_context.now()
        called = {name: names_of(name, known) for name in {name for names in exercises.values() for name in names}}
        matters = {}
        for head in heads:
            names = [each for name in exercises.get(head.id, ()) for each in called[name]]
            matters[head.id] = matter_of(head, names, now)
        self.post_message(MattersRead(matters))

    @work(thread=True, exclusive=True, group="log-records")
    def _read_records(self) -> None:
        """In the thread: read all sets of the log, once its list is seen."""
        worker, now = get_current_worker(), self._library_context.now()
        records = self._or_nothing(lambda store: records_in(store, known_exercises(), now))
        if not worker.is_cancelled:
            self.post_message(RecordsRead(records or {}))

    def _or_nothing(self, what: Callable[[Store], T]) -> T | None:
        """What is read of the log; None where it can't be by now, which is told where the whole of it is read."""
        try:
            with opened(self._library_context.log_file) as store:
                return None if store is None else what(store)
        except BackdayError as error:
            self.post_message(LogRead(trouble=str(error)))
            return None

    @work(thread=True, group="log-change")
    def _change(self, what: Callable[[Store], None], said: str | Callable[[], str]) -> None:
        """In the thread: change the log."""
        try:
            change_log(self._library_context.log_file, what)
        except BackdayError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error")
        else:
            self.app.call_from_thread(self.app.notify, said if isinstance(said, str) else said())
        self.app.call_from_thread(self.action_reload)

    def on_log_read(self, message: LogRead) -> None:
        """Show the sessions, or why they can't be read."""
        selected = self._after_deletion(message.heads)
        self._trouble = clean(message.trouble, 400)
        self._reading = self._reads_matters = False
        self._known.take_heads(message.heads, message.in_view)
        self._show(selected)
        if message.heads:
            self.call_after_refresh(self._read_records)

    def on_rows_read(self, message: RowsRead) -> None:
        self._asked -= set(message.asked)
        self._known.take_rows(message.read)
        self._list_of_sessions.refresh()
        if self._selected is not None and self._selected.id in message.asked:
            self.show_page()
        if self._then is not None and self._then[0] in message.asked:
            (number, then), self._then = self._then, None
            if number in self._known.rows:
                then(self._known.rows[number])

    def on_matters_read(self, message: MattersRead) -> None:
        self._reads_matters = False
        self._known.take_matters(message.matters)
        self.show_rows()

    def on_records_read(self, message: RecordsRead) -> None:
        self._known.take_records(message.records)
        self._list_of_sessions.refresh()
        self.show_page()

    def on_session_list_scrolled(self) -> None:
        self._read_missing()

    def _heads_in_view(self) -> list[SessionHead]:
        return [row for row in self._list_of_sessions.rows_in_view if not isinstance(row, WeekLine)]

    def _read_missing(self) -> None:
        """Have the sets read of the sessions in view that are not known yet, and of as many before and behind them."""
        wanted = {head.id for head in self._heads_in_view()}
        if self._selected is not None:
            wanted.add(self._selected.id)
        if not wanted - self._known.rows.keys() - self._asked:
            return
        places = [place for place, head in enumerate(self._found) if head.id in wanted]
        if places:
            around = self._found[max(places[0] - len(wanted), 0) : places[-1] + len(wanted)]
            wanted |= {head.id for head in around}
        missing = wanted - self._known.rows.keys() - self._asked
        self._asked |= missing
        self._read_rows(missing)

    # What is shown.

    def show_rows(self) -> None:
        """Show the sessions that fit the filter."""
        self._show(self._selected.id if self._selected else None)

    def _show(self, selected: int | None) -> None:
        if self.wanted and not (self._known.can_be_filtered or self._reads_matters):
            self._reads_matters = True
            self._read_matters(self._known.heads)
        self._found = self._known.fitting(self.wanted)
        self._list_of_sessions.show(
            self._known.under_weeks(self._found),
            select=lambda row: not isinstance(row, WeekLine) and row.id == selected,
            nothing=self._nothing(),
        )
        self.fit_list()
        self.show_count(self._count(len(self._found)))
        self.show_page()
        self._read_missing()

    def _after_deletion(self, heads: Sequence[SessionHead]) -> int | None:
        """The session under the cursor; where it is gone the one that stood below it, or at the end the last."""
        selected = self._selected
        if selected is None:
            return None
        there = {head.id for head in heads}
        before = [head.id for head in self._found]
        place = before.index(selected.id)
        return next((number for number in (*before[place:], *before[:place][::-1]) if number in there), None)

    def _nothing(self) -> str:
        if self._reading:
            return "Reading…"
        if self._trouble:
            return "The log can't be read now. r tries again."
        return "Nothing fits. Escape shows all." if self._known.heads else "Nothing is logged yet."

    def _count(self, found: int) -> Content:
        if self._trouble:
            return Content.styled("can't be read", "$text-error")
        known = len(self._known.heads)
        if not known:
            return Content()
        said = words.counted(known, "session") if found == known else f"{found:,} of {known:,}"
        return Content.styled(said, MUTED)

    @property
    def _selected(self) -> SessionHead | None:
        row = self._list_of_sessions.selected
        return None if isinstance(row, WeekLine) else row

    def show_page(self) -> None:
        """The selected session, or what is to be said where there is none."""
        width = self.page.scrollable_content_region.width
        self.page.show(self._page_of(self._selected, width - 1) if width > 1 else ())

    def _page_of(self, head: SessionHead | None, width: int) -> list[Content]:
        if head is not None:
            row, changes = self._known.rows.get(head.id, head), self._known.changes.get(head.id, ())
            now, fallen = self._library_context.now(), self._known.records.get(head.id, ())
            return session_page(row, width, now, effort_of(self.app), changes, fallen=fallen)
        if self._trouble:
            return [*paragraph(self._trouble, width, "$text-error"), *blank_before(paragraph(_KEPT, width, MUTED))]
        if self._reading or self._known.heads:
            return []
        return [line for text, style in _EMPTY for line in (*paragraph(text, width, style), Content())]

    def fit_list(self) -> None:
        """Rows as high as in the library; above the page the list has half of the height."""
        sessions = self._list_of_sessions
        count = len(self._known.heads) + len(by_weeks(self._known.heads))
        sessions.row_height = self.row_height_for(count)
        below = self.has_class("-below") and not self.page_shown
        most = round(self.size.height * _SHARE_OF_LIST)
        lines = count * sessions.row_height + sessions.heading_lines()
        sessions.styles.height = min(most, max(lines, 3)) if below else None

    # What the person does.

    def _with_sets(self, then: Callable[[SessionRow], object]) -> None:
        """Do something with the selected session once its sets are read, unless another one is selected by then."""
        head = self._selected
        if head is None:
            return
        if head.id in self._known.rows:
            then(self._known.rows[head.id])
        else:
            self._then = (head.id, then)
            self._read_missing()

    def action_start(self) -> None:
        self._with_sets(self._open)

    def _open(self, row: SessionRow) -> None:
        screen = SessionScreen(row, self._library_context, self._known.changes.get(row.id, ()))
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, changed: bool | None) -> None:
        if changed:
            self.action_reload()

    def action_go_on(self) -> None:
        """Take the selected session up again, paused at the step that is left."""
        head, go_on = self._selected, self._library_context.go_on
        if head is None or go_on is None or not isinstance(self.app, BackdayHost):
            return
        try:
            workout = go_on(head.id)
        except BackdayError as error:
            self.app.notify(str(error), severity="warning")
        else:
            self._goes_on = True
            self.app.follow(workout)

    def on_screen_resume(self) -> None:
        """What was done meanwhile is in the log."""
        if self._goes_on:
            self._goes_on = False
            self.action_reload()

    def action_progress(self) -> None:
        """Look at what came of all that was done, at an exercise of the selected session first."""
        if self._selected is None:
            self._look_at_progress(())
        else:
            self._with_sets(lambda row: self._look_at_progress(tuple(map(movement_of_set, row.sets))))

    def _look_at_progress(self, movements: Collection[str]) -> None:
        from backday_tui.tui.progress.screen import ProgressScreen

        self.app.push_screen(ProgressScreen(self._library_context, movements))

    def action_note(self) -> None:
        """Write a note to the selected session."""
        head = self._selected
        if head is not None:
            ask_for_note(self, head, self._change)

    def action_date(self) -> None:
        """Put right when the selected session was done."""
        head = self._selected
        if head is not None:
            ask_for_date(self, head, self._library_context.now, self._change)

    def action_add(self) -> None:
        """Enter a session that nobody timed."""
        units = self.app.preferences.units if isinstance(self.app, BackdayHost) else "kg"
        head = self._selected
        ask_for_session(
            self, self._library_context.now, (units, effort_of(self.app)), self._keep_entered,
            head.routine if head is not None else "",
        )  # fmt: skip

    @work(thread=True, group="log-change")
    def _keep_entered(self, told: Sequence[ToldExercise], followed: FollowedRoutine | None, started: date) -> None:
        """In the thread: put a session into the log, which is made where there is none."""
        context, routines, more_sets = self._library_context, folders().routines, dict[EntryPlace, int]()
        try:
            if followed is not None:
                read_past = past_reader(context.log_file, routines, followed.known, started)
                more_sets = sets_beside_file(followed, read_past, started, context.equipment())
            session = entered_session(told, followed, known_exercises(), started, more_sets)
            with opened_or_made(context.log_file) as store:
                number = store.add(
                    session.opening, started, session.sets, session.entries,
                    is_judged=deload_on(routines, as_day(started)) is None,
                )  # fmt: skip
        except BackdayError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error")
        else:
            sets = words.counted(len({done.bout for done in session.sets}), "set")
            said = f"Entered as session {number}: {date_text(started)}, {sets}"
            self.app.call_from_thread(self.app.notify, said)
        self.app.call_from_thread(self.action_reload)

    def action_take_in(self) -> None:
        """Take in a log of another app."""
        from backday_tui.tui.log.take_in import ask_for_log  # who only looks does without its readers

        ask_for_log(self, self._library_context.log_file, self._library_context.now, self._taken_in)

    def _taken_in(self, said: str | None) -> None:
        if said:
            self.app.notify(said)
            self.action_reload()

    def action_undo(self) -> None:
        """Take back what was put right last."""
        said: list[str] = []
        self._change(lambda store: said.append(take_back_last(store)), lambda: f"Taken back: {said[0]}")

    def action_delete(self) -> None:
        """Delete the selected session, after asking."""
        self._with_sets(self._ask_to_delete)

    def _ask_to_delete(self, row: SessionRow) -> None:
        answers = (Answer("keep", ("k",), "Keep it"), Answer("delete", ("d",), "Delete it"))
        screen = AskScreen(
            f"Delete {row.name}?", answers, text=f"{date_text(row.when)}. {totals_text(row)}", cancel="keep"
        )
        self.app.push_screen(screen, lambda answer: self._deleted(row, answer))

    def _deleted(self, row: SessionRow, answer: str | None) -> None:
        if answer == "delete":
            said = f"Deleted: {clean(row.name, 60)}, {date_text(row.when)}"
            self._change(lambda store: store.delete(row.id), said)


_KEPT: Final = "Nothing is changed in it. Workouts can be done all the same; what can be kept of them is."


def session_page(
    row: SessionHead,
    width: int,
    now: datetime,
    effort: Effort = "off",
    changes: Sequence[LoggedChange] = (),
    *,
    fallen: Sequence[FallenRecord] = (),
) -> list[Content]:
    """A session as lines: what it was and came to, its records, its sets; of those not before they are read."""
    head = list(session_head(row, width, now))
    if not isinstance(row, SessionRow):
        return [*head, *blank_before(paragraph("Reading its sets…", width, MUTED))]
    lines = list(set_lines(row, width, effort, changes))
    columns = SetColumns.within(width, lines)
    sets = [set_content(line, columns) for line in lines]
    for told in record_lines(row, fallen, now):
        head += paragraph(f"{words.STAR} {told}", width, "$accent")
    if row.sets:
        return [*head, Content(), set_heading(columns), *sets]
    return [*head, *blank_before(paragraph("No set was done.", width, MUTED)), *sets]


def names_of(exercise: str, catalog: Catalog) -> tuple[str, ...]:
    """What an exercise may be called by whoever looks for it: as it was written, and as the catalogue has it."""
    found = catalog.find(exercise)
    return (exercise,) if found is None else (exercise, found.name, *found.aliases)


def matter_of(head: SessionHead, exercises: Iterable[str], now: datetime) -> Matter:
    """What a filter looks at."""
    day = f"{head.started:%Y%m%d} {date_text(head.when)}" if head.started else ""
    return Matter.of((head.name, head.routine, head.note, day, state_text(head, now), *exercises), ())
