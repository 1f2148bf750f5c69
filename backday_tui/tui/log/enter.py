"""A session that nobody timed, entered in the log: its routine or none, its day, and what was done.

Of a routine there is a field for each set, with what was to be done in grey; an empty one was not done.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.folders import folders
from backday_tui.history.entered import FollowedRoutine, ToldExercise
from backday_tui.routine import library, reader
from backday_tui.routine.amounts import reps_text, span_text
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean
from backday_tui.tui.log.lines import date_text, read_date
from backday_tui.tui.widgets.dialog import BACK, LEAVE_TYPING, Dialog, InputLine, TextDialog
from backday_tui.tui.widgets.key_line import KeyHint
from backday_tui.tui.widgets.lines import TextLine
from backday_tui.workout.told import ToldProblem, ToldReader, TypedWord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from textual.app import ComposeResult
    from textual.screen import Screen
    from textual.widgets import Input

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import LoggedEntry
    from backday_tui.settings import Effort, Units

_NAME = 60


def ask_for_session(
    screen: Screen[Any],
    now: Callable[[], datetime],
    typed_as: tuple[Units, Effort],
    then: Callable[[Sequence[ToldExercise], FollowedRoutine | None, date], object],
    routine: str = "",
) -> None:
    """Ask for a session that nobody timed, and give `then` what was done, of which routine if of one, and its day.

    Args:
        screen: that asks.
        now: the time of day.
        typed_as: the unit of a load without one, and how it is told how hard a set was.
        then: is called once all is known.
        routine: the id of the one that is likely to be meant.
    """
    units, effort = typed_as
    catalog = known_exercises()

    def routine_read(answer: FollowedRoutine | str | None) -> None:
        if answer is None:
            return
        followed = answer if isinstance(answer, FollowedRoutine) else None
        dialog = TextDialog(
            "When was it?", lambda typed: read_date(typed, now()), value=f"{now():%Y-%m-%d}", verb="go on",
            placeholder="2026-01-05 18:00",
        )  # fmt: skip
        screen.app.push_screen(dialog, lambda started: day_read(followed, started))

    def day_read(followed: FollowedRoutine | None, started: date | None) -> None:
        if started is None:
            return

        def done(told: Sequence[ToldExercise] | None) -> None:
            if told is not None:
                then(told, followed, started)

        if followed is None:
            told_by = ToldReader(catalog, units, effort)
            question = TextDialog(
                f"What was done on {date_text(started)}?", lambda typed: read_told(typed, told_by), verb="save",
                placeholder="Seated row 12 10 8 @ 40kg; Plank 1:30",
            )  # fmt: skip
            screen.app.push_screen(question, done)
        else:
            told_by = ToldReader(followed.known, units, effort, followed.counted())
            screen.app.push_screen(EnterScreen(followed, told_by, date_text(started)), done)

    dialog: TextDialog[FollowedRoutine | str] = TextDialog(
        "Which routine was it?", lambda typed: _read_routine(typed, catalog), value=routine, verb="go on",
        placeholder="the beginning of its name; - for none",
    )  # fmt: skip
    screen.app.push_screen(dialog, routine_read)


def _read_routine(typed: str, catalog: Catalog) -> tuple[str, FollowedRoutine | str | None]:
    """What is to be said of a text as the id of a routine, and that; "-" for none."""
    here = folders()
    if typed == "-":
        return "without a routine", typed
    if not typed:
        return f"{', '.join(library.paths(here.routines))}; - for none", None
    try:
        path = library.find(typed, here.routines)
        loaded = reader.read_file(path, catalog, sound_folders=(here.sounds,))
    except BackdayError as error:
        return str(error), None
    if loaded.routine is None:
        return f"{clean(str(path))} has problems: `backday check` tells them", None
    return clean(loaded.routine.name, _NAME), FollowedRoutine(loaded.routine, loaded.text, catalog)


def read_told(typed: str, told_by: ToldReader, name: str = "") -> tuple[str, tuple[ToldExercise, ...] | None]:
    """What is to be said of a text as sets that were done, and those; None where it makes no sense yet.

    What names no exercise is of the one with this name.
    """
    told, problems = told_by.read(typed)
    if name and problems and not problems[0].at and re.match(r"\d|[LR]\s?\d", typed):
        told, problems = told_by.read(f"{name} {typed}")
    if problems:
        return problems[0].message, None
    return "; ".join(f"{clean(each.name, _NAME)}: {_counted(each)}" for each in told), told


def _counted(told: ToldExercise) -> str:
    loads = dict.fromkeys(each.load for each in told.sets if each.load)
    sets = words.counted(len({each.number for each in told.sets}), "set")
    return words.joined(sets, *(f"{words.TIMES} {words.load(load)}" for load in loads))


class EnterScreen(Dialog["Sequence[ToldExercise] | None"]):
    """A field for each set of a routine; is dismissed with what was done, or None.

    Args:
        followed: the routine.
        told_by: reads what is typed.
        day: in words.
    """

    DEFAULT_CSS = """
    EnterScreen {
        .box { width: 72; height: 100%; }
        VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        Horizontal { height: 1; }
        .exercise { color: $secondary; text-style: bold; width: 1fr; }
        .label { width: 10; color: $foreground 70%; }
        Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
        Input:focus { border: none; background-tint: $primary 20%; }
        #fault { color: $text-error; width: 1fr; }
        .title { margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar = [
        *LEAVE_TYPING,
        Binding("enter", "save", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, followed: FollowedRoutine, told_by: ToldReader, day: str) -> None:
        super().__init__()
        self._title = f"{clean(followed.routine.name, _NAME)}, {day}"
        self._told_by = told_by
        self._is_warned = False
        self._entries = [entry for entry in followed.entries() if entry.kind != "rounds"]
        self._fields = {
            (place, number): InputLine(placeholder=_asked(entry, number))
            for place, entry in enumerate(self._entries)
            for number in range(1, entry.planned + 1)
        }

    def compose_box(self) -> ComposeResult:
        yield TextLine(self._title, classes="title")
        with VerticalScroll(can_focus=False):
            for place, entry in enumerate(self._entries):
                yield TextLine(clean(entry.exercise, _NAME), classes="exercise")
                for number in range(1, entry.planned + 1):
                    yield Horizontal(TextLine(f"  set {number}", classes="label"), self._fields[place, number])
        yield TextLine("What was not done stays empty: 9, 9@42.5, 1:05, L 12 R 11", id="fault")

    def hints(self) -> Sequence[KeyHint]:
        """To keep it, or not; the next field."""
        return (
            KeyHint("enter", "save", "screen.save"),
            BACK,
            KeyHint("tab", "next", "app.focus_next", 1, repeats=True),
        )

    def action_save(self) -> None:
        """Give what was typed, where it can be understood."""
        told = []
        for place, entry in enumerate(self._entries):
            name = entry.exercise.partition(" / ")[0]
            sets = []
            for number in range(1, entry.planned + 1):
                field, problems = self._fields[place, number], list[ToldProblem]()
                said = [TypedWord(word, 0) for word in field.value.split()]
                found = list(self._told_by.sets(name, said, problems)) if said else []
                if problems or any(each.number > 1 for each in found):
                    self._refuse(field, problems[0].message if problems else "a field is for one set")
                    return
                sets += [each._replace(number=number) for each in found]
            told.append(ToldExercise(name, tuple(sets)))
        if any(each.sets for each in told):
            self.dismiss(told)
        else:
            self._refuse(next(iter(self._fields.values())), "nothing was done yet: a set, as in 9@42.5")

    def action_cancel(self) -> None:
        """Leave it; where something was typed, once more."""
        if self._is_warned or not any(field.value.strip() for field in self._fields.values()):
            super().action_cancel()
            return
        self._is_warned = True
        self.query_one("#fault", TextLine).show("once more leaves it, and what you typed is gone")

    def _refuse(self, field: Input, why: str) -> None:
        field.focus()
        self.query_one("#fault", TextLine).show(why)


def _asked(entry: LoggedEntry, number: int) -> str:
    """What a set is to be, in grey: "8-12 @ 40 kg each side"."""
    asks = entry.prescription
    if asks is None:
        return ""
    reps, hold, load = asks.reps_of(number), asks.hold_of(number), asks.load_of(number)
    figure = span_text(hold) if hold else reps_text(reps) if reps else ""
    return f"{figure}{f' @ {load}' if load else ''}{', each side' if entry.two_sided else ''}"
