"""A log of another app taken in from the log screen: its file, what it leaves open, what would be written, and names.

It is read in a thread, and nothing is written before the person has seen what.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.history.exchange.csv_rows import LogRows, open_log
from backday_tui.history.exchange.foreign import Settlement, Unsettled, settle
from backday_tui.history.exchange.reading import read_log
from backday_tui.history.exchange.taking_in import names_in, report, taken_in, to_remember, with_meaning
from backday_tui.history.imports import AT_ONCE_SETS
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.log import opened, opened_or_made
from backday_tui.log_heads import APPS, is_log_head
from backday_tui.routine import own_names
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import Answer, AskScreen, Dialog, TextDialog
from backday_tui.tui.widgets.key_line import KeyHint
from backday_tui.tui.widgets.lines import TextLine, TextLines, blank_before, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

    from backday_tui.exercises.catalog import Exercise
    from backday_tui.history.exchange.foreign import ForeignLog, ForeignSession
    from backday_tui.history.exchange.taking_in import ForeignName, TakenIn
    from backday_tui.tui.widgets.lines import PageLines

_NEWEST: Final = 20
_NAME: Final = 60
_KINDS: Final = (".csv", ".json", ".txt")
_SHOWN: Final = 200
_ALL_OWN: Final = "."


# -- the file -----------------------------------------------------------------------------------------------------


def ask_for_log(
    screen: Screen[Any], log_file: Path, now: Callable[[], datetime], then: Callable[[str | None], None]
) -> None:
    """Ask for a file, show what is in it, and take it in.

    Args:
        screen: that asks.
        log_file: our own log.
        now: the time of day.
        then: is told what was written, in words; None for nothing.
    """
    found = recent_logs()
    dialog: TextDialog[Path] = TextDialog(
        "Which log? A file of Hevy, Strong, FitNotes, ... or of backday", read_path,
        value=str(found[0]) if found else "", placeholder="~/Downloads/workout_data.csv", verb="read it",
    )  # fmt: skip

    def chosen(path: Path | None) -> None:
        if path is not None:
            screen.app.push_screen(TakeInScreen(path, log_file, now), then)

    screen.app.push_screen(dialog, chosen)


def read_path(typed: str) -> tuple[str, Path | None]:
    """What is to be said of a text as the path of a log, and that; None where it is none."""
    if not typed:
        return "its path; the newest in this folder and in Downloads stands here where there is one", None
    path = Path(os.path.expanduser(typed))  # noqa: PTH111 -- Path's raises where ~x is nobody
    log = _head_of(path)
    if log is not None:
        return f"a log of {log}", path
    with suppress(OSError, ValueError):
        if path.is_file():
            return "it does not begin with the head of a log that is known", path
        begun = sorted(each.name for each in path.parent.glob(f"{path.name}*") if not each.name.startswith("."))
        if begun:
            return ", ".join(begun[:_NEWEST]), None
    return "there is no such file", None


def _head_of(path: Path) -> str | None:
    """Whose log a file is; None where it is none, or can't be read."""
    with suppress(BackdayError, OSError, ValueError):
        with open_log(path) as text:
            log = is_log_head(LogRows(text).first)
        return None if log is None else APPS[log]
    return None


def recent_logs() -> list[Path]:
    """The logs in this folder and in Downloads, the newest first."""
    found: list[tuple[float, Path]] = []
    for folder in (Path(os.curdir), Path("~/Downloads").expanduser()):
        with suppress(OSError, RuntimeError):
            for path in folder.iterdir():
                with suppress(OSError):
                    if path.suffix in _KINDS and path.is_file():
                        found.append((path.stat().st_mtime, path))
    newest = [path for _, path in sorted(found, reverse=True)[:_NEWEST]]
    return [path for path in newest if _head_of(path) is not None]


# -- what is in it ------------------------------------------------------------------------------------------------


class _LogFileRead(Message):
    """What a thread found in the file, or why it can't be read."""

    def __init__(self, log: ForeignLog | None, trouble: str = "") -> None:
        super().__init__()
        self.log, self.trouble = log, trouble


class _Prepared(NamedTuple):
    """What would be written."""

    sessions: Sequence[ForeignSession]
    names: Sequence[ForeignName]
    found: TakenIn


class _LogPrepared(Message):
    """What a thread found out of what is new."""

    def __init__(self, prepared: _Prepared | None, trouble: str = "") -> None:
        super().__init__()
        self.prepared, self.trouble = prepared, trouble


class TakeInScreen(Dialog["str | None"]):
    """What a file would bring, and yes to it. It is dismissed with what was written, in words; None for nothing.

    Args:
        path: of the file.
        log_file: our own log.
        now: the time of day.
    """

    DEFAULT_CSS = """
    TakeInScreen {
        .box { width: 90; height: 100%; max-height: 34; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "accept", show=False),
        Binding("escape,q", "cancel", show=False),
    ]
    AUTO_FOCUS = "TextLines"

    def __init__(self, path: Path, log_file: Path, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._path, self._log_file, self._now = path, log_file, now
        self._log: ForeignLog | None = None
        self._said = Settlement()
        self._prepared: _Prepared | None = None
        self._trouble, self._share = "", 0.0
        self._is_writing = False

    def compose_box(self) -> ComposeResult:
        yield TextLine(f"Take in {clean(self._path.name, _NAME)}", classes="title")
        yield TextLines()

    def hints(self) -> Sequence[KeyHint]:
        """To write it, where there is something to write."""
        if not self._can_write:
            return super().hints()
        verb = "write the rest" if self._log is not None and self._log.faults else "write it"
        return (KeyHint("enter", verb, "screen.accept"), *super().hints())

    @property
    def _can_write(self) -> bool:
        return self._prepared is not None and not self._prepared.found.is_nothing and not self._is_writing

    def on_mount(self) -> None:
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.call_after_refresh(self._fill)

    # Read.

    @work(thread=True, exclusive=True, group="take-in")
    def _read(self) -> None:
        try:
            log = read_log(self._path, None, lambda share: self.app.call_from_thread(self._tell_share, share))
        except BackdayError as error:
            self.post_message(_LogFileRead(None, str(error)))
        else:
            self.post_message(_LogFileRead(log))

    def _tell_share(self, share: float) -> None:
        self._share = share
        self._fill()

    def on__log_file_read(self, message: _LogFileRead) -> None:
        self._log, self._trouble = message.log, message.trouble
        if self._log is not None:
            self._ask(self._log.unsettled())
        self._fill()

    def _ask(self, left: Unsettled) -> None:
        """Ask for what the file leaves open, one after the other; then find out what is new."""
        question = self._question(left)
        if question is None:
            self._prepare()
            return

        def answered(answer: str | None) -> None:
            if not answer:
                self.dismiss(None)
                return
            what, _, value = answer.partition(" ")
            given: dict[str, Any] = {what: value}
            self._said = self._said._replace(**given)
            self._ask(left)

        self.app.push_screen(question, answered)

    def _question(self, left: Unsettled) -> AskScreen | None:
        if left.unit and self._said.unit is None:
            kg, lb = Answer("unit kg", ("k",), "kilograms"), Answer("unit lb", ("l",), "pounds")
            answers = (lb, kg) if left.guess == "lb" else (kg, lb)
            return AskScreen(
                "Its weights are in?", answers, cancel="",
                text=f"Nothing in the file says it; by its numbers they are in {left.guess}.",
            )  # fmt: skip
        if left.dates and self._said.dates is None:
            first = (Answer("dates day", ("d",), "the day first"), Answer("dates month", ("m",), "the month first"))
            return AskScreen("In its dates, as 03/04/2026?", first, cancel="")
        if left.distance and self._said.distance is None:
            units = (("km", "k", "kilometres"), ("mi", "m", "miles"), ("m", "e", "metres"))
            offered = [Answer(f"distance {unit}", (key,), label) for unit, key, label in units]
            return AskScreen("Its distances are in?", offered, cancel="", text="Nothing in the file says it.")
        return None

    @work(thread=True, exclusive=True, group="take-in")
    def _prepare(self) -> None:
        log, catalog = self._log, known_exercises()
        if log is None:
            return
        try:
            sessions = settle(log, self._said, self._now())
            names = names_in(sessions, catalog)
            with opened(self._log_file) as store:
                found = taken_in(log, sessions, names, store, catalog)
        except BackdayError as error:
            self.post_message(_LogPrepared(None, str(error)))
        else:
            self.post_message(_LogPrepared(_Prepared(sessions, names, found)))

    def on__log_prepared(self, message: _LogPrepared) -> None:
        self._prepared, self._trouble = message.prepared, message.trouble
        self._fill()

    # Shown.

    def _fill(self) -> None:
        width = max(self.page.size.width - 1, 1)
        self.show_lines([line for part in self._parts(width) for line in part])

    def _parts(self, width: int) -> Iterator[PageLines]:
        if self._trouble:
            yield paragraph(self._trouble, width, "$text-error")
            return
        if self._prepared is None or self._log is None:
            yield [Content(f"Reading… {min(self._share, 1):.0%}")]
            return
        for line in report(self._prepared.found, self._log):
            yield paragraph(line, width)
        if self._prepared.found.is_nothing:
            yield blank_before(paragraph(f"{self._prepared.found.why_nothing.capitalize()}.", width, "bold"))
        if self._log.faults:
            count = words.counted(self._log.faults, "problem")
            yield blank_before(paragraph(f"{count}, whose rows are left out", width, "bold $text-warning"))
        for each in self._log.problems:
            yield paragraph(f"line {each.line}, character {each.column}: {each.message}", width)

    # Written.

    def action_accept(self) -> None:
        """Ask for the names that nobody knows; then write it."""
        if self._can_write and self._prepared is not None:
            self._ask_names([each for each in self._prepared.names if each.how == "own"], {})

    def _ask_names(self, left: Sequence[ForeignName], said: dict[str, Exercise | None]) -> None:
        if not left:
            self._is_writing = True
            self.show_buttons()
            self._write(said)
            return
        name, *others = left
        count = words.counted(name.sets, "set")
        dialog: TextDialog[str] = TextDialog(
            f"What is {clean(name.name, _NAME)}? ({count})", read_meaning, verb="go on",
            placeholder=f"an exercise; empty keeps it as your own, {_ALL_OWN} all that are left",
        )  # fmt: skip

        def answered(answer: str | None) -> None:
            if answer == _ALL_OWN:
                self._ask_names([], {**said, **dict.fromkeys((each.name for each in left), None)})
            elif answer is not None:
                exercise = known_exercises().get(answer)
                self._ask_names(others, {**said, name.name: exercise})

        self.app.push_screen(dialog, answered)

    @work(thread=True, group="take-in-write")
    def _write(self, said: dict[str, Exercise | None]) -> None:
        """In the thread: write all of it, or nothing."""
        prepared, log, names_file = self._prepared, self._log, folders().names_file
        if prepared is None or log is None:
            return
        names = with_meaning(prepared.names, said)
        lock = RunningLock(self._log_file.with_name(LOCK_NAME))
        try:
            if prepared.found.log.sets > AT_ONCE_SETS:
                lock.begin("a log is taken in", self._now())
            own_names.remember(names_file, to_remember(names, known_exercises()))
            with opened_or_made(self._log_file) as store:
                found = taken_in(log, prepared.sessions, names, store, known_exercises())
                store.take_in(found.log)
        except BackdayError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            count = words.counted(len(found.log.sessions), "session")
            done = f"Taken in from {log.app}: {count}, {words.counted(found.log.sets, 'set')}. u takes it back"
            self.app.call_from_thread(self.dismiss, done)
        finally:
            lock.release()

    def _failed(self, why: str) -> None:
        self._is_writing = False
        self.show_buttons()
        self.app.notify(why, severity="error")


def read_meaning(typed: str) -> tuple[str, str | None]:
    """What is to be said of a text as the exercise that a name means, and its id; "" for one's own."""
    if not typed:
        return "it is kept as an exercise of your own", ""
    if typed == _ALL_OWN:
        return "it and all that are left are kept as exercises of your own", typed
    catalog = known_exercises()
    try:
        found = catalog.lookup(typed)
    except BackdayError as error:
        return str(error), None
    return clean(found.name, _SHOWN), found.id
