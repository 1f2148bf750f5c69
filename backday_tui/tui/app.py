"""The terminal app: themes, the stack of screens, and a terminal that is left as it was found, whatever happens.

No workout rules, and no widgets: a screen is imported when it is first shown.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.message import Message

from backday_tui.errors import BackdayError
from backday_tui.text import clean
from backday_tui.tui.args import Preferences, WorkoutRequest
from backday_tui.tui.textual_gaps import KeysInTurn, SizesInTurn, TerminalWatch
from backday_tui.tui.themes import DARK, LIGHT, phase_colours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from rich.console import RenderableType
    from textual.screen import Screen

    from backday_tui.audio.player import SoundOutput
    from backday_tui.clock import Clock
    from backday_tui.routine.model import Routine
    from backday_tui.tui.args import ResumePrompt
    from backday_tui.tui.library.screen import StartRoutine

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
"""The signals after which the terminal is put right; the app ends with 128 and the signal's number."""
SIGNALLED = 128
_MOST_WARNINGS = 2


class BackdayApp(App[None]):
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
        warnings: of the settings; shown over the first screen for a moment.
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
        warnings: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.make_sound = make_sound
        self.clock = clock
        self.preferences = preferences or Preferences()
        self._first = first
        self._prepare = prepare
        self._keep_crash = keep_crash
        self._offer = offer
        self._warnings = tuple(warnings)
        self.terminal: TerminalWatch | None = None
        self._keys = KeysInTurn(self)
        self._sizes = SizesInTurn(self)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = self.preferences.theme
        self._begin_with(wanted if wanted in self.available_themes else DARK.name)

    def _begin_with(self, theme: str) -> None:
        """Have the theme before anything is drawn; set later, the whole screen would be styled and drawn again."""
        self.set_reactive(App.theme, theme)
        self._drawn_theme = theme
        dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def _watch_theme(self, theme_name: str) -> None:
        if theme_name != self._drawn_theme:
            self._drawn_theme = theme_name
            super()._watch_theme(theme_name)

    def get_default_screen(self) -> Screen[None]:
        """The first screen; there is no other below it."""
        return self.live_screen(self._first) if isinstance(self._first, WorkoutRequest) else self._first()

    def live_screen(self, args: WorkoutRequest) -> Screen[None]:
        """The screen on which a workout is followed; it leaves by itself."""
        from backday_tui.tui.live.screen import LiveScreen

        return LiveScreen(args, make_sound=self.make_sound, clock=self.clock, preferences=self.preferences)

    def follow(self, args: WorkoutRequest) -> None:
        """Follow a workout, and come back to the screen that is shown now; what that one told doesn't cover it."""
        self.clear_notifications()
        self.push_screen(self.live_screen(args))

    def on_start_routine(self, event: StartRoutine) -> None:
        """A routine was picked: follow it."""
        if self._prepare is None:
            return
        try:
            args = self._prepare(event.path, event.routine)
        except BackdayError as error:
            self._complain(error)
        else:
            self.follow(args)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the phases, for a theme that has none."""
        return phase_colours(dark=self.current_theme.dark)

    def leave_screen(self) -> None:
        """Go back to the screen below, or end the app where there is none."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def adopt(self, preferences: Preferences, *, with_theme: bool) -> None:
        """The person wants it so from now on; `with_theme` where the theme is another."""
        self.preferences = preferences
        wanted = preferences.theme or DARK.name
        if with_theme and wanted in self.available_themes:
            self.theme = wanted

    def toggle_theme(self) -> None:
        """Light instead of dark, or dark instead of light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_leave(self) -> None:
        """Ask as `q` does where the screen has something to lose, else end."""
        ask = getattr(self.screen, "ask_to_leave", None)
        if ask is None:
            self.exit()
        else:
            ask()

    def action_suspend_process(self) -> None:
        """Give the shell the terminal; a workout is paused first."""
        for screen in self.screen_stack:
            prepare = getattr(screen, "before_suspend", None)
            if prepare is not None:
                prepare()
        super().action_suspend_process()

    # -- a session that was interrupted ----------------------------------------------------------------------------

    @work(thread=True)
    def _look_for_interrupted(self, offer: ResumePrompt) -> None:
        self._find(offer)

    def _find(self, offer: ResumePrompt) -> None:
        """In a thread: look for one, and have it asked about."""
        told = offer.find()
        if told is not None:
            self.post_message(self.Interrupted(offer, told))

    def on_backday_app_interrupted(self, event: Interrupted) -> None:
        """Ask what is to become of it, unless the person has gone elsewhere meanwhile."""
        if len(self.screen_stack) > 1:
            return
        offer, told = event.offer, event.told
        from backday_tui.tui.library import resume

        def answered(answer: str | None) -> None:
            if answer == resume.GO_ON:
                self._go_on(offer)
            elif answer == resume.KEEP:
                self._settle(offer, offer.keep)
            elif answer == resume.THROW_AWAY:
                self.push_screen(resume.ThrowAwayScreen(told), really)

        def really(answer: str | None) -> None:
            if answer == resume.THROW_AWAY:
                self._settle(offer, offer.throw_away)

        self.push_screen(resume.ResumeScreen(told), answered)

    def _go_on(self, offer: ResumePrompt) -> None:
        try:
            args = offer.go_on()
        except BackdayError as error:
            self._complain(error)
        else:
            self.follow(args)

    @work(thread=True)
    def _settle(self, offer: ResumePrompt, action: Callable[[], None]) -> None:
        """Do this with the session, then see whether there is another one."""
        try:
            action()
        except BackdayError as error:
            self.post_message(self.Refused(error))
        else:
            self._find(offer)

    def on_backday_app_refused(self, event: Refused) -> None:
        """Say why."""
        self._complain(event.error)

    def _complain(self, error: BackdayError) -> None:
        self.notify(clean(str(error)), severity="error", markup=False)

    # -- what comes from the terminal ------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Handle one key after another, and one size."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._keys.is_due(event):
                await super().on_event(event)
                self._keys.follow()
        elif not isinstance(event, events.Resize) or self._sizes.is_due(event):
            await super().on_event(event)

    def _check_resize(self) -> None:
        """Tell the screens of a new size, if there is one."""
        is_new = self._resize_event is not None
        super()._check_resize()
        if is_new and self._resize_event is None:
            self._sizes.follow()

    # -- the terminal ----------------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Before the terminal is touched: from here on a signal that ends the app puts it right."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            number = getattr(signal, name)
            loop.add_signal_handler(number, self._end_by_signal, number)
            signal.signal(number, self._signalled)  # also heard while the loop waits for the terminal

    def on_mount(self) -> None:
        """Look after what Textual leaves to the app: being suspended, and a terminal that goes away."""
        self.app_resume_signal.subscribe(self, self._repaint)
        if self._offer is not None:
            self.call_after_refresh(self._look_for_interrupted, self._offer)
        self._show_warnings()
        if sys.platform != "win32" and not self.is_headless:
            signal.signal(signal.SIGCONT, self._continued)
            loop = asyncio.get_running_loop()
            self.terminal = TerminalWatch(lambda: loop.call_soon_threadsafe(self._end_by_signal, signal.SIGHUP))
            self.terminal.start()

    def _show_warnings(self) -> None:
        """The first few, so that what lies below stays in view: the settings tell all."""
        shown, rest = self._warnings[:_MOST_WARNINGS], self._warnings[_MOST_WARNINGS:]
        for warning in (*shown, *(["There is more of that: press , for the settings"] if rest else ())):
            self.notify(clean(warning, 300), severity="warning", timeout=2 * self.NOTIFICATION_TIMEOUT, markup=False)

    def _signalled(self, number: int, _: FrameType | None) -> None:
        """The loop hears of it too, unless it stands still."""
        if self.terminal is not None:
            self.terminal.expect_end(SIGNALLED + number)

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=SIGNALLED + number)

    def _repaint(self, _: object = None) -> None:
        self.screen.refresh(layout=True)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        """Take the terminal back only where it was given up: twice leaves it raw at the end."""
        del number, frame
        driver = self._driver
        if driver is not None and getattr(driver, "_must_signal_resume", False):
            driver.resume_application_mode()
        else:
            self.call_later(self._repaint)

    # -- faults ----------------------------------------------------------------------------------------------------

    def panic(self, *renderables: RenderableType) -> None:
        """End with a line or two instead of pages."""
        del renderables
        self._return_code = self._return_code or 1
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Say what happened in two lines: Textual's own report has every local variable in it."""
        if self._exit_renderables:
            return  # it is told already: a fault is reported once for each part of the app that it passes through
        error = self._exception or sys.exc_info()[1]
        self._leave_half_taken_terminal()
        self._exit_renderables.append(Text(self._crash_text(error)))
        self._close_messages_no_wait()

    def _leave_half_taken_terminal(self) -> None:
        """Give the terminal back where no thread could be had to read its keys: Textual does so only where one was."""
        reads_keys = getattr(self._driver, "_key_thread", None)
        if self._driver is not None and reads_keys is not None and reads_keys.ident is None:
            self._driver.stop_application_mode()
            self._driver.close()

    def tell_fault(self) -> bool:
        """Write the fault that ended the app to stderr, where that was not done yet; whether there was one to tell."""
        has_fault = bool(self._exit_renderables)
        self._print_error_renderables()
        return has_fault

    def _crash_text(self, error: BaseException | None) -> str:
        if error is None:
            return "backday stopped: the terminal could not be read any more. What was done is kept."
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
        app.run()
    except Exception:
        # What goes wrong on the way out of a fault comes of it: the first one is the one to tell of.
        if not app.tell_fault():
            raise
    if app.terminal is not None:
        app.terminal.stop()
    return app.return_code or 0
