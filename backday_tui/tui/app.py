"""The terminal app: themes, the stack of screens, and a terminal that is left as it was found, whatever happens.

Every colour on the screen comes from the themes here, by name. No workout rules, and no widgets: a screen is imported
when it is first shown.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.message import Message

from backday_tui import limits, signals
from backday_tui.errors import BackdayError
from backday_tui.terminal_guard import guarding
from backday_tui.text import clean
from backday_tui.tui.args import Preferences
from backday_tui.tui.textual_gaps import MODES_OFF, SteadyApp, TerminalWatch
from backday_tui.tui.themes import DARK, DARK_PHASES, LIGHT, LIGHT_PHASES
from backday_tui.tui.widgets.key_line import rule_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from textual import events
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.key_presses import KeyRule
    from backday_tui.routine.model import Routine
    from backday_tui.tui.args import ResumePrompt
    from backday_tui.tui.widgets.browse import StartRoutine
    from backday_tui.workout.workout import WorkoutRequest


WEB_DRIVER = "textual.drivers.web_driver"
"""The module of the driver that textual-serve asks for."""
_MOST_WARNINGS = 2
_GARBAGE_AFTER = 20_000
"""How many new objects make Python look for garbage: little enough for memory to stay as it is."""
_LONGEST_MESSAGE = 300


class BackdayApp(SteadyApp):
    """The app as one run of the program sees it.

    Args:
        first: the workout to follow, or what makes the first screen.
        make_sound: the sound of one workout, on the clock of its session.
        clock: the real clock.
        preferences: how the person wants it.
        prepare: makes a workout of a routine that was picked on another screen, and of its file (None: it has none);
            may raise BackdayError.
        keep_crash: told of a fault of the program; says where the details are, or None.
        offer: what may be done with a session that was interrupted; asked about over the first screen.
        warnings: shown over the first screen for a moment. A function is asked for them after the first picture.
    """

    class Interrupted(Message):
        """A session was interrupted; `told` is what it was, in words."""

        def __init__(self, offer: ResumePrompt, told: str) -> None:
            super().__init__()
            self.offer = offer
            self.told = told

    class Refused(Message):
        """What was asked for could not be done."""

        def __init__(self, error: BackdayError) -> None:
            super().__init__()
            self.error = error

    TITLE = "backday"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "leave", "Leave", show=False, system=True),
        Binding("ctrl+q", "leave", "Leave", show=False, system=True),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, system=True),
    ]

    def __init__(
        self,
        first: WorkoutRequest | Callable[[], Screen[None]],
        *,
        make_sound: Callable[[WorkoutRequest, Clock], SoundOutput],
        clock: Clock,
        preferences: Preferences | None = None,
        prepare: Callable[[Path | None, Routine], WorkoutRequest] | None = None,
        keep_crash: Callable[[BaseException], str | None] | None = None,
        offer: ResumePrompt | None = None,
        warnings: Sequence[str] | Callable[[], Sequence[str]] = (),
    ) -> None:
        super().__init__()
        self.make_sound = make_sound
        self.clock = clock
        self.preferences = preferences or Preferences()
        self._first = first
        self._prepare = prepare
        self._keep_crash = keep_crash
        self._offer = offer
        self._warnings = warnings
        self._few_colours = _few_colours() if self.console.color_system == "standard" else None
        self.set_class(self._few_colours is not None, "-few-colours")
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = self.preferences.theme
        self.begin_with(wanted if wanted in self.available_themes else DARK.name)

    def get_default_screen(self) -> Screen[None]:
        """The first screen; there is no other below it."""
        return self._first() if callable(self._first) else self.live_screen(self._first)

    def live_screen(self, args: WorkoutRequest) -> Screen[None]:
        """The screen on which a workout is followed; it leaves by itself."""
        from backday_tui.tui.live.screen import LiveScreen

        return LiveScreen(args, make_sound=self.make_sound, clock=self.clock, preferences=self.preferences)

    def follow(self, args: WorkoutRequest) -> None:
        """Follow a workout, then come back to this screen. Its notifications don't stay on top of the workout."""
        self.clear_notifications()
        self.push_screen(self.live_screen(args))

    def on_start_routine(self, event: StartRoutine) -> None:
        if self._prepare is None:
            return
        try:
            args = self._prepare(event.path, event.routine)
        except BackdayError as error:
            self.notify(str(error), severity="error")
        else:
            self.follow(args._replace(loads_as_before=event.loads_as_before))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes each line before it is sent."""
        filters = super().get_line_filters()
        return filters if self._few_colours is None or self.native_ansi_color else [*filters, self._few_colours]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the phases, for a theme that has none."""
        return dict(DARK_PHASES if self.current_theme.dark else LIGHT_PHASES)

    def leave_screen(self) -> None:
        """Go back to the screen below, or end the app where there is none."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def adopt(self, preferences: Preferences, *, with_theme: bool) -> None:
        """Go by these preferences from now on; `with_theme` tells that the theme is among what changed."""
        self.preferences = preferences
        wanted = preferences.theme or DARK.name
        if with_theme and wanted in self.available_themes:
            self.theme = wanted

    def toggle_theme(self) -> None:
        """Light instead of dark, or dark instead of light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self.preferences = self.preferences._replace(theme=self.theme)

    def action_leave(self) -> None:
        """Ask as `q` does where the screen has something to lose, else end."""
        ask = getattr(self.screen, "ask_to_leave", None)
        if ask is None:
            self.exit()
        else:
            ask()

    def action_suspend_process(self) -> None:
        """Give the shell the terminal; a workout is paused first. A browser has no shell, and that of Windows waits."""
        if not self.can_suspend:
            self.notify("There is no shell to go back to here")
            return
        self._call_screens("before_suspend")
        super().action_suspend_process()

    def _call_screens(self, name: str) -> None:
        """Call what those screens have that prepare for something."""
        for screen in self.screen_stack:
            prepare = getattr(screen, name, None)
            if prepare is not None:
                prepare()

    def rule_of(self, key: events.Key) -> KeyRule:
        """How often a key acts, as things stand."""
        return rule_of(self.screen, key)

    # -- a session that was interrupted ----------------------------------------------------------------------------

    @work(thread=True)
    def _look_for_interrupted(self, offer: ResumePrompt) -> None:
        self._find(offer)

    def _find(self, offer: ResumePrompt) -> None:
        """In a thread: look for an interrupted session, and have the person asked about it."""
        told = offer.find()
        if told is not None:
            self.post_message(self.Interrupted(offer, told))

    def on_backday_app_interrupted(self, event: Interrupted) -> None:
        """Ask what is to become of it, unless the person has gone elsewhere meanwhile."""
        if len(self.screen_stack) > 1:
            return
        from backday_tui.tui.widgets.dialog import Answer, AskScreen

        offer, told = event.offer, event.told

        def answered(answer: str | None) -> None:
            if answer == "go on":
                self._go_on(offer)
            elif answer == "keep":
                self._settle(offer, offer.keep)
            elif answer == "throw away":
                sure = (
                    Answer("later", ("n",), "no, leave it"),
                    Answer("yes", ("y",), "yes: nothing of it stays in the log"),
                )
                self.push_screen(AskScreen("Throw this workout away?", sure, text=told, cancel="later"), really)

        def really(answer: str | None) -> None:
            if answer == "yes":
                self._settle(offer, offer.throw_away)

        answers = (
            Answer("go on", ("enter",), "go on, paused where it was"),
            Answer("keep", ("k",), "keep what is done, end it"),
            Answer("throw away", ("d",), "throw it away"),
            Answer("later", ("escape",), "later"),
        )
        self.push_screen(AskScreen("A workout was interrupted", answers, text=told, cancel="later"), answered)

    def _go_on(self, offer: ResumePrompt) -> None:
        try:
            args = offer.go_on()
        except BackdayError as error:
            self.notify(str(error), severity="error")
        else:
            self.follow(args)

    @work(thread=True)
    def _settle(self, offer: ResumePrompt, action: Callable[[], None]) -> None:
        """Keep it or throw it away, in a thread; then look for another one."""
        try:
            action()
        except BackdayError as error:
            self.post_message(self.Refused(error))
        else:
            self._find(offer)

    def on_backday_app_refused(self, event: Refused) -> None:
        self.notify(str(event.error), severity="error")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a moment. Names and texts of files are in it, so none of it is ever taken for markup."""
        del markup
        message = clean(message, _LONGEST_MESSAGE)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    # -- the terminal ----------------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """What keys come through: a terminal, or a browser where textual-serve says so."""
        usual = super().get_driver_class()
        if usual.__module__ != WEB_DRIVER:
            return usual
        from backday_tui.tui.web import SteadyWebDriver  # which is for a browser alone

        return SteadyWebDriver

    def on_load(self) -> None:
        """Before the terminal is touched: from here on it is put right when a signal ends the app."""
        self.heed_signals()

    def heed_signals(self) -> None:
        """End with the terminal put right when a signal comes, from now on."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lambda: None)  # for one of them: then all of them wake the loop
        signals.caught(functools.partial(self._signalled, loop))

    def on_mount(self) -> None:
        """Look after what Textual leaves to the app: being suspended, and a terminal that goes away."""
        self.app_resume_signal.subscribe(self, self.repaint)
        self.call_after_refresh(self._seen)
        if self._offer is not None:
            self.call_after_refresh(self._look_for_interrupted, self._offer)
        if callable(self._warnings):
            self.call_after_refresh(self._show_late_warnings, self._warnings)
        else:
            self._show_warnings(self._warnings)
        if self.is_web:
            self.heed_signals()  # the driver for browsers has taken two of them
        if sys.platform != "win32" and not self.is_headless:
            signal.signal(signal.SIGCONT, self.take_terminal_back)
            loop = asyncio.get_running_loop()
            hang_up = functools.partial(loop.call_soon_threadsafe, self._end_by_signal, signal.SIGHUP)
            self.terminal = TerminalWatch(self.is_out_of_reach, hang_up)
            self.terminal.start()

    def _seen(self) -> None:
        """There is a picture: what it was spared is made up for."""
        self.guard.begin()
        gc.set_threshold(_GARBAGE_AFTER, *gc.get_threshold()[1:])

    def _show_late_warnings(self, find: Callable[[], Sequence[str]]) -> None:
        self._show_warnings(find())

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        """Show only the first few, so that what lies below stays in view; the settings screen has them all."""
        shown, rest = warnings[:_MOST_WARNINGS], warnings[_MOST_WARNINGS:]
        for warning in (*shown, *(["There is more of that: press , for the settings"] if rest else ())):
            self.notify(warning, severity="warning", timeout=2 * self.NOTIFICATION_TIMEOUT)

    def _signalled(self, loop: asyncio.AbstractEventLoop, number: int, _: FrameType | None) -> None:
        """Be sure to end: the event loop is told, and who watches the terminal, lest that loop is stuck."""
        if self.terminal is not None:
            self.terminal.expect_end(signals.exit_code(number))
        try:
            loop.call_soon_threadsafe(self._end_by_signal, number)
        except RuntimeError:  # the app is over, and its terminal put right
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def _end_by_signal(self, number: int) -> None:
        try:
            self._call_screens("before_end")
        finally:  # whatever a screen makes of it
            self.exit(return_code=signals.exit_code(number))

    # -- faults ----------------------------------------------------------------------------------------------------

    def crash_text(self, error: BaseException | None) -> str:
        """Where it happened, what is kept, and where there is more to read."""
        if error is None:
            return "backday stopped: the terminal could not be read any more. What was done is kept."
        lack = limits.lack_behind(error)
        if lack is not None:
            return f"backday stopped: {lack}. What was done is kept."
        frames = traceback.extract_tb(error.__traceback__)
        place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
        kept = self._keep_crash(error) if self._keep_crash else None
        details = f" Details: {kept}" if kept else ""
        what = clean(f"{type(error).__name__}: {error}", 300)
        return f"backday stopped because of a fault of its own: {what}{place}. What was done is kept.{details}"


def run_app(app: BackdayApp) -> int:
    """Run until it is left.

    Returns:
        The exit code: 0; 1 after a fault; 128 and the number of the signal that ended it.
    """
    try:
        with guarding(MODES_OFF) as app.guard:
            app.run()
    except Exception:
        # What goes wrong on the way out of a fault comes of it: the first one is the one to tell of.
        if not app.tell_fault():
            raise
    if app.terminal is not None:
        app.terminal.stop()
    return app.return_code or 0


def _few_colours() -> LineFilter:
    from backday_tui.tui.few_colours import FewColours  # which most terminals do without

    return FewColours()
