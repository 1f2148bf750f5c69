"""Figures of a set on the live screen: typed at its bottom, the countdown in full view, given by one key, or in a form.

And a note to an exercise, typed there too.

Which keys belong to the line and when it is taken stands in workout/figure_line.py, what figures mean in
workout/figures.py. Here it is drawn, woken on time, and what comes of it handed to the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Horizontal
from textual.content import Content

from backday_tui.errors import CommandRefusedError
from backday_tui.session import commands as c
from backday_tui.text import clean
from backday_tui.tui.widgets.key_line import KeyHint, KeyLine
from backday_tui.workout.figure_line import FigureLine
from backday_tui.workout.figures import FigureError, TypedFigures, in_words, note_meant, sets_to_record, told
from backday_tui.workout.figures_by_key import as_last_time, load_step, one_more
from backday_tui.workout.news import with_records
from backday_tui.workout.performance import GapNoticed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.screen import Screen as _ScreenForTypes
    from textual.timer import Timer

    from backday_tui.clock import Clock
    from backday_tui.session.session import Session
    from backday_tui.tui.args import Preferences
    from backday_tui.tui.live.record import RecordScreen
    from backday_tui.workout.figures import GivenFigures, SetToRecord
    from backday_tui.workout.performance import Happening
    from backday_tui.workout.workout import Workout
else:
    # Textual takes the CSS of the first base that is a widget: this one must not be it.
    class _ScreenForTypes:
        def __class_getitem__(cls, _: object) -> type:
            return cls


_KEYS: Final = (
    KeyHint("enter", "takes it", "screen.type_figure('enter')"),
    KeyHint("esc", "leaves it", "screen.type_figure('escape')", 1),
)
_LONGEST_NOTE: Final = 200
_CURSOR: Final = "_"
_OF_THE_SHELL: Final = "ctrl+z"


class FigureBar(KeyLine):
    """The line as it is typed, what it comes to, and the keys that take it or leave it."""

    DEFAULT_CSS = """
    FigureBar {
        layer: over;
        &.-above { margin-bottom: 1; }
    }
    """
    LOOK: ClassVar = "FigureBar { background: $paused-ink; color: $paused-ground; }"
    """To be nested in that of the screen, behind that of its key line."""

    def __init__(self) -> None:
        super().__init__(_KEYS)
        self._text = Content("")

    @property
    def text(self) -> str:
        """What it says, without its keys."""
        return self._text.plain

    def say(self, typed: str, about: str) -> None:
        """Show what is typed, and something about it."""
        self._text = Content.assemble((clean(typed, 80), "bold"), (f"   {about}" if about else "", "not bold"))
        self.refresh()

    def render(self) -> Content:
        """The line, and its keys at the right end where there is room."""
        width = self.size.width
        line = Content(" ") + self._text
        keys = self.keys_in(max(width - line.cell_length - 2, 0), "bold")
        room = width - line.cell_length - keys.cell_length - 1
        return line + Content(" " * room) + keys if room > 0 else line.truncate(width, ellipsis=True)


class NoteLine(Horizontal):
    """A note to an exercise as it is typed."""

    DEFAULT_CSS = """
    NoteLine {
        layer: over;
        dock: bottom;
        height: 1;
        background: $paused-ink;
        color: $paused-ground;
        &.-above { margin-bottom: 1; }
        TextLine { width: auto; max-width: 50%; padding: 0 1; text-style: bold; }
        InputLine { width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $foreground; }
        InputLine:focus { border: none; }
    }
    """

    def __init__(self, of_set: SetToRecord, text: str) -> None:
        from backday_tui.tui.widgets.dialog import InputLine  # Textual's own is not needed at the start
        from backday_tui.tui.widgets.lines import TextLine

        self.of_set, self.before = of_set, text
        self.field = InputLine(text, max_length=_LONGEST_NOTE, select_on_focus=False)
        super().__init__(TextLine(f"Note to {clean(of_set.exercise, 30)}:"), self.field)


class FigureKeys(_ScreenForTypes[None]):
    """What a live screen has for figures: the line, the keys that give one at once, the form, and a note.

    The screen calls `have_figures` when it is made.
    """

    _workout: Workout
    _preferences: Preferences

    def have_figures(self, clock: Clock, preferences: Preferences) -> None:
        """The line, closed."""
        self._real_clock = clock
        self._line = FigureLine(preferences.units, preferences.effort)
        self._bar: FigureBar | None = None
        self._note: NoteLine | None = None
        self._line_timer: Timer | None = None

    # What the screen has.

    _has_begun: bool
    """Whether there is a session that runs."""

    @property
    def session(self) -> Session:
        """The session that runs."""
        raise NotImplementedError

    def _attend(self, happened: tuple[Happening, ...]) -> None:
        raise NotImplementedError

    def _tell(self, said: str) -> None:
        raise NotImplementedError

    def _carry_out(self, command: c.Command, said: str = "") -> None:
        raise NotImplementedError

    def _recorded(self, command: c.Record | None) -> None:
        raise NotImplementedError

    def _time_line(self) -> str:
        raise NotImplementedError

    @property
    def rows_below(self) -> int:
        """The rows of the key line, above which all this stands."""
        raise NotImplementedError

    # -- the line -------------------------------------------------------------------------------------------------

    def types_figure(self, event: events.Key) -> bool:
        """Whether a key would type something into the line."""
        return self._note is None and self._line.types(_name_of(event))

    @property
    def is_noting(self) -> bool:
        """Whether a note is being typed."""
        return self._note is not None

    @property
    def is_typing(self) -> bool:
        """Whether a line at the bottom is open."""
        return self._note is not None or self._line.is_open

    def take_key(self, event: events.Key) -> tuple[bool, str]:
        """Have the line look at a key first: whether it was for it, and what there is to say if it wasn't."""
        if self._note is not None:  # escape: all else is for what it is typed into
            self._end_note()
            return True, ""
        if event.key == _OF_THE_SHELL:
            return False, ""  # the line is as it was once one is back
        return self._press(_name_of(event))

    def on_paste(self, event: events.Paste) -> None:
        """Into the line alone, once it is open: what happens to be in a clipboard is no figure."""
        pasted = event.text.strip()
        if self._note is None and self._line.is_open and self._line.types_all(pasted):
            for key in pasted:
                self._press("space" if key == " " else key)
        elif self._line.is_open:
            self._tell("What was pasted is no figure")

    def action_type_figure(self, key: str) -> None:
        """A key of the line, clicked."""
        self._press(key)

    def _press(self, key: str) -> tuple[bool, str]:
        of_set, typed = self._line.of_set, self._line.typed
        answer = self._line.press(key, self.session, self._real_clock.now())
        if answer.given is not None:
            self._give(answer.given, of_set, typed)
        if answer.is_mine and answer.said:
            self._tell(answer.said)
        self._show_line()
        return answer.is_mine, "" if answer.is_mine else answer.said

    def _wake_line(self) -> None:
        of_set, typed = self._line.of_set, self._line.typed
        answer = self._line.wake(self.session, self._real_clock.now())
        if answer.given is not None:
            self._give(answer.given, of_set, typed)
        self._show_line()

    def _show_line(self) -> None:
        """The line as it is by now, and a look at it when it is due to be taken."""
        if self._line_timer is not None:
            self._line_timer.stop()
            self._line_timer = None
        if not self._line.is_open or self._line.of_set is None:
            if self._bar is not None:
                self._bar.display = False
            return
        if self._bar is None:
            self._bar = FigureBar()
            self.mount(self._bar)
        preview = self._line.preview(self.session)
        about = self._line.fault or (in_words(preview.command, self._preferences.effort) if preview else "")
        self._bar.say(f"{self._line.of_set.name}: {self._line.typed}{_CURSOR}", about)
        self._bar.set_class(self.rows_below > 0, "-above")
        self._bar.display = True
        wait_s = self._line.wake_in_s(self._real_clock.now())
        if wait_s is not None:
            self._line_timer = self.set_timer(max(wait_s, 0.001), self._wake_line)

    def _give(self, given: GivenFigures, of_set: SetToRecord | None = None, typed: str = "") -> None:
        """Have figures written down, and say so; what can't be is typed still."""
        fault: str | None = None
        happened: tuple[Happening, ...] = ()
        try:
            happened = self._workout.do(given.command)
        except CommandRefusedError as refused:
            fault = str(refused)
        else:
            if any(isinstance(event, GapNoticed) for event in happened):
                fault = "not taken yet: nothing ran for a while"
        if fault is None:
            self._workout.sound.play("click")
        self._attend(happened)
        if fault is None:
            self._tell(with_records(happened, told(given, happened, self._preferences.effort)))
        elif of_set is not None and not self.session.is_over:
            self._line.open_for(of_set, typed, self._real_clock.now(), fault)
            self._show_line()
        else:
            self._tell(fault)

    def before_end(self) -> None:
        """A signal ends the program, or the terminal is gone: what was typed is kept, where it says something."""
        if not self._has_begun:
            return
        self._end_note(keep=True)
        given = self._line.preview(self.session)
        self._line.close()
        if given is not None:
            self._give(given)

    def leave_line(self) -> tuple[SetToRecord, Mapping[str, str]] | None:
        """All is over: close what is open; gives the set of the line, and what was typed for it by field."""
        self._end_note(keep=True)
        of_set, preview = self._line.of_set, self._line.preview(self.session) if self._line.is_open else None
        self._line.close()
        self._show_line()
        if of_set is None or preview is None:
            return None
        command = preview.command
        figures = {"reps": command.reps, "seconds": command.seconds, "load": command.load}
        return of_set, {
            name: f"{each:g}" if isinstance(each, float) else str(each)
            for name, each in figures.items()
            if each is not None
        }

    # -- keys that give a figure at once ----------------------------------------------------------------------------

    def do_figures(self) -> None:
        """The form, for a finger: a key types into the line."""
        self.do_record()

    def do_rep_less(self) -> None:
        """One rep less, or five seconds of a hold."""
        self._give_at_once(lambda: one_more(self.session, -1))

    def do_rep_more(self) -> None:
        """One rep more, or five seconds of a hold."""
        self._give_at_once(lambda: one_more(self.session, 1))

    def do_load_less(self) -> None:
        """One step of load less."""
        self._give_at_once(lambda: load_step(self.session, -1, self._workout.catalog, self._workout.equipment()))

    def do_load_more(self) -> None:
        """One step of load more."""
        self._give_at_once(lambda: load_step(self.session, 1, self._workout.catalog, self._workout.equipment()))

    def do_last_time(self) -> None:
        """The figures of last time."""
        self._give_at_once(lambda: as_last_time(self.session, self._workout.last_time_of))

    def _give_at_once(self, figures: Callable[[], GivenFigures | c.Extend]) -> None:
        try:
            given = figures()
        except FigureError as why:
            self._tell(str(why))
            return
        if isinstance(given, c.Extend):
            self._carry_out(given, f"{abs(given.seconds)} seconds {'more' if given.seconds > 0 else 'less'}")
        else:
            self._give(given)

    # -- the form -----------------------------------------------------------------------------------------------------

    def do_record(self) -> None:
        """Write down reps and load."""
        sets = sets_to_record(self.session)
        if not sets:
            self._tell("No set is done yet")
            return
        self._open_record(sets, len(sets) - 1)

    def _ask_for(self, meant: SetToRecord, typed: Mapping[str, str] | None = None) -> None:
        """Ask for the figures of a set that is over, unless that is what is asked for; `typed` were given already."""
        form = self._open_form()
        if form is not None and form.meant.bout == meant.bout:
            return
        sets = sets_to_record(self.session)
        at = next((place for place, each in enumerate(sets) if each.bout == meant.bout), None)
        if at is not None:
            self._open_record(sets, at, typed=typed, unbidden=typed is None)

    def _open_record(self, sets: Sequence[SetToRecord], at: int, **more: Any) -> None:
        from backday_tui.tui.live.record import RecordScreen

        units, effort = self._preferences.units, self._preferences.effort
        form = RecordScreen(sets, at, units=units, effort=effort, session=self.session, now=self._time_line, **more)
        self.app.push_screen(form, self._recorded)

    def _open_form(self) -> RecordScreen | None:
        """The form for the figures of a set, where it is open."""
        from backday_tui.tui.live.record import RecordScreen

        return next((screen for screen in reversed(self.app.screen_stack) if isinstance(screen, RecordScreen)), None)

    # -- a note -----------------------------------------------------------------------------------------------------

    def do_note(self) -> None:
        """Type a note to the exercise."""
        try:
            of_set, text = note_meant(self.session)
        except FigureError as why:
            self._tell(str(why))
            return
        self._note = NoteLine(of_set, text)
        self._note.set_class(self.rows_below > 0, "-above")
        self.mount(self._note)
        self._note.field.focus()

    def on_input_submitted(self) -> None:
        """Enter takes the note."""
        self._end_note(keep=True)

    def _end_note(self, *, keep: bool = False) -> None:
        note, self._note = self._note, None
        if note is None:
            return
        text = note.field.value.strip()
        self.set_focus(None)
        note.remove()
        if not keep or text == note.before:
            return
        try:
            given = note.of_set.given(TypedFigures(c.Figures(note=text)), self.session)
        except FigureError as why:
            self._tell(f"{why}: {text}")
        else:
            self._give(given)


def _name_of(event: events.Key) -> str:
    """A key as the line knows it: its character, where it has one."""
    if event.key == "space" or event.character is None or not event.is_printable:
        return event.key
    return event.character
