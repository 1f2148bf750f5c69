"""The log: every session that was done, newest first, with a page of its sets.

It is read and changed in a thread; what is in the way is said in a line. A session is opened on a screen of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history.log import change_log, read_sessions
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost
from backday_tui.tui.log.lines import (
    DOUBT_MARK,
    PARTIAL_MARK,
    SessionLine,
    SessionList,
    date_text,
    read_note,
    session_head,
    session_line,
    set_content,
    set_lines,
    totals_text,
)
from backday_tui.tui.log.session import SessionScreen, ask_for_date
from backday_tui.tui.widgets.browse import BrowseScreen, Matter, filter_key, fits, move_key, words_of
from backday_tui.tui.widgets.dialog import Answer, AskScreen, TextDialog
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, ScreenKey, bindings
from backday_tui.tui.widgets.lines import blank_before, paragraph
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from backday_tui.history.store import SessionRow, Store
    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.widgets.browse import Words


_AT_FIRST: Final = 60
"""The sessions that are read before all others: more than a screen shows."""
_DATE: Final = re.compile(r"\b\d{4}-\d{1,2}(-\d{1,2})?\b")
_SHARE_OF_LIST: Final = 0.5
"""Of the height, where the page stands below the list."""
_EMPTY: Final = (
    ("Every workout that you do is kept here, set by set: what was to be done, and what you did.", ""),
    ("Press escape, pick a routine, and enter starts it.", ""),
)
KEYS: Final = (
    ScreenKey({"enter": "start"}, "open the session: correct its sets, delete one", "open"),
    move_key("session"),
    filter_key("routines, exercises, dates as 2026-01", rank=2),
    ScreenKey({"n": "note"}, "write a note to the session, or change it", "note", 3),
    ScreenKey({"t": "date"}, "the day and the time of the session, where the clock was wrong"),
    ScreenKey({"D,delete": "delete"}, "delete the session; you are asked", "delete", 4),
    ScreenKey({"c": "go_on"}, "go on with one that was interrupted, or finished in the last 12 hours", "go on", 6),
    ScreenKey({"p": "page"}, "the session on the whole screen, and back"),
    ScreenKey({"r": "reload"}, "read the log anew"),
    HELP_KEY,
    ScreenKey({"escape": "escape", "q,l": "leave"}, "back", "back", 1),
    BLANK_ROW,
    ScreenKey(told=PARTIAL_MARK, help="stands before a session that was not gone through to its end"),
    ScreenKey(told=DOUBT_MARK, help="before one whose date or figures can't be right"),
)  # fmt: skip


class LogRead(Message):
    """What the thread found: the sessions, or why they can't be read. `is_all` is False for the newest ones alone."""

    def __init__(self, rows: Sequence[SessionRow], *, is_all: bool = True, trouble: str = "") -> None:
        super().__init__()
        self.rows = rows
        self.is_all = is_all
        self.trouble = trouble


class LogScreen(BrowseScreen):
    """The sessions, and a page about the selected one."""

    BINDINGS: ClassVar = bindings(KEYS)
    BRAND = "Log"
    KEYS = KEYS
    PLACEHOLDER = "routine, exercise, date"

    def __init__(self, context: LibraryContext) -> None:
        super().__init__()
        self._library_context = context
        self._sessions: tuple[SessionLine, ...] = ()
        self._trouble = ""
        self._reading = True
        self._goes_on = False
        self._list_of_sessions = SessionList(id="list")

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

    def action_reload(self) -> None:
        self._reading = True
        self._read()

    @work(thread=True, exclusive=True, group="log")
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            for limit in (_AT_FIRST, -1):
                rows = read_sessions(self._library_context.log_file, limit)
                is_all = limit < 0 or len(rows) < limit
                if not worker.is_cancelled:
                    self.post_message(LogRead(rows, is_all=is_all))
                if is_all:
                    return
        except BackdayError as error:
            self.post_message(LogRead((), trouble=str(error)))

    @work(thread=True, group="log-change")
    def _change(self, what: Callable[[Store], None]) -> None:
        """In the thread: change the log."""
        try:
            change_log(self._library_context.log_file, what)
        except BackdayError as error:
            self.app.call_from_thread(self.app.notify, str(error), severity="error")
        self.app.call_from_thread(self.action_reload)

    def on_log_read(self, message: LogRead) -> None:
        """Show the sessions, or why they can't be read."""
        now = self._library_context.now()
        self._trouble = clean(message.trouble, 400)
        self._reading = False
        self._sessions = tuple(session_line(row, now) for row in message.rows)
        self.show_rows()

    # What is shown.

    def show_rows(self) -> None:
        """Show the sessions that fit the filter."""
        selected = self._after_deletion()
        found = [line for line in self._sessions if fits(self.wanted, matter_of(line))]
        self._list_of_sessions.show(
            found, select=lambda line: line.session.id == selected, nothing=self._nothing()
        )  # fmt: skip
        self.fit_list()
        self.show_count(self._count(len(found)))
        self.show_page()

    def _after_deletion(self) -> int | None:
        """The session under the cursor; where it is gone the one that stood below it, or at the end the last."""
        selected = self._selected
        numbers = [line.session.id for line in self._sessions]
        if selected is None or not numbers:
            return None
        return next((number for number in numbers if number <= selected.id), numbers[-1])

    def _nothing(self) -> str:
        if self._reading:
            return "Reading…"
        if self._trouble:
            return "The log can't be read now. r tries again."
        return "Nothing fits. Escape shows all." if self._sessions else "Nothing is logged yet."

    def _count(self, found: int) -> Content:
        if self._trouble:
            return Content.styled("can't be read", "$text-error")
        known = len(self._sessions)
        if not known:
            return Content()
        return Content.styled(words.counted(known, "session") if found == known else f"{found} of {known}", MUTED)

    @property
    def _selected(self) -> SessionRow | None:
        line = self._list_of_sessions.selected
        return line.session if line else None

    def show_page(self) -> None:
        """The selected session, or what is to be said where there is none."""
        width = self.page.scrollable_content_region.width
        self.page.show(self._page_of(self._selected, width - 1) if width > 1 else ())

    def _page_of(self, row: SessionRow | None, width: int) -> list[Content]:
        if row is not None:
            return session_page(row, width, self._library_context.now())
        if self._trouble:
            return [*paragraph(self._trouble, width, "$text-error"), *blank_before(paragraph(_KEPT, width, MUTED))]
        if self._reading or self._sessions:
            return []
        return [line for text, style in _EMPTY for line in (*paragraph(text, width, style), Content())]

    def fit_list(self) -> None:
        """Two lines a session where there is room; above the page the list has half of the height."""
        tall = self.has_class("-tall")
        self._list_of_sessions.row_height = 3 if tall else 2 if self.has_class("-wide") else 1
        below = self.has_class("-below") and not self.page_shown
        most = round(self.size.height * _SHARE_OF_LIST)
        lines = max(len(self._sessions) * self._list_of_sessions.row_height, 1)
        self._list_of_sessions.styles.height = min(most, max(lines, 3)) if below else None

    # What the person does.

    def action_start(self) -> None:
        if self._selected is not None:
            self.app.push_screen(SessionScreen(self._selected, self._library_context), self._came_back)

    def _came_back(self, changed: bool | None) -> None:
        if changed:
            self.action_reload()

    def action_go_on(self) -> None:
        """Take the selected session up again, paused at the step that is left."""
        row, go_on = self._selected, self._library_context.go_on
        if row is None or go_on is None or not isinstance(self.app, BackdayHost):
            return
        try:
            workout = go_on(row.id)
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

    def action_note(self) -> None:
        """Write a note to the selected session."""
        row = self._selected
        if row is not None:
            screen = TextDialog(f"A note to {row.name}", read_note, value=row.note, placeholder="how it went")
            self.app.push_screen(screen, lambda note: self._noted(row, note))

    def _noted(self, row: SessionRow, note: str | None) -> None:
        if note is not None:
            self._change(lambda store: store.annotate(row.id, note))

    def action_date(self) -> None:
        """Put right when the selected session was done."""
        row = self._selected
        if row is not None:
            ask_for_date(self, row, self._library_context.now, self._change)

    def action_delete(self) -> None:
        """Delete the selected session, after asking."""
        row = self._selected
        if row is None:
            return
        answers = (Answer("keep", ("k",), "Keep it"), Answer("delete", ("d",), "Delete it, for good"))
        screen = AskScreen(
            f"Delete {row.name}?", answers, text=f"{date_text(row.started)}. {totals_text(row)}", cancel="keep"
        )
        self.app.push_screen(screen, lambda answer: self._deleted(row, answer))

    def _deleted(self, row: SessionRow, answer: str | None) -> None:
        if answer == "delete":
            self._change(lambda store: store.delete(row.id))


_KEPT: Final = "Nothing is changed in it. Workouts can be done all the same; what can be kept of them is."


def session_page(row: SessionRow, width: int, now: datetime) -> list[Content]:
    """A session as lines: what it was and came to, its note, its sets."""
    lines = list(session_head(row, width, now))
    sets = [set_content(line, width) for line in set_lines(row.sets)]
    return [*lines, *blank_before(sets or paragraph("No set was done.", width, MUTED))]


def matter_of(line: SessionLine) -> Matter:
    """What a filter looks at."""
    row = line.session
    exercises = dict.fromkeys(done.exercise for done in row.sets)
    day = f"{row.started:%Y%m%d} {date_text(row.started)}" if row.started else ""
    return Matter.of((row.name, row.routine, row.note, day, line.state, *exercises), ())
