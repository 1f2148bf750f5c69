"""Where Textual (8.2) falls short of what this app needs. Whatever reaches into its privates is here.

Each part says what is missing and what it waits for: an issue of Textual, where there is one. Once that is solved, the
part may go. What the text area lacks stands in editor/exact_area.py, because nothing but the editor loads that.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.text import Text
from textual import _time, constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App, ScreenStackError
from textual.css.query import NoMatches

from backday_tui.errors import BackdayError
from backday_tui.key_presses import KeyPress, KeyPresses, KeyRule
from backday_tui.signals import HUNG_UP
from backday_tui.terminal_guard import TerminalGuard
from backday_tui.terminal_input import TerminalInput
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.geometry import Offset
    from textual.message import Message
    from textual.message_pump import MessagePump


MODES_OFF: Final = (
    r"\033[?2026l\033[?2004l\033[?7h\033[?2048l\033[?1016l\033[?1000l\033[?1003l\033[?1015l\033[?1006l\033[<u"
    r"\033[0m\033[?1049l\033[?25h\033[?1004l"
)
"""What leaves a terminal without all that Textual turns on, for `printf`."""
KEY_LOOK_S: Final = 0.02
"""How often to look whether a part that is waited for is still there."""
KEY_PATIENCE_S: Final = 3.0
"""How long a part may keep the others waiting; after that it is left alone, so that no key is stuck."""


async def has_dealt(app: App[Any], part: MessagePump) -> None:
    """Wait until a part of the app has dealt with what it was told so far; one that goes away meanwhile has."""
    dealt = asyncio.Event()
    if not part.call_later(dealt.set):
        return
    for _ in range(round(KEY_PATIENCE_S / KEY_LOOK_S)):
        try:
            await asyncio.wait_for(dealt.wait(), KEY_LOOK_S)
        except TimeoutError:
            if not part.is_running and part not in app.screen_stack:
                return
        else:
            return


async def is_quiet(app: App[Any]) -> None:
    """Wait until the screen on top is there, has its focus, and opens no other by itself."""
    screen = None
    while (top := _top(app)) is not None and top is not screen:
        screen = top
        await has_dealt(app, screen)
        await has_dealt(app, app)


def _top(app: App[Any]) -> MessagePump | None:
    try:
        return app.screen
    except ScreenStackError:  # it is about to end
        return None


class Typed(NamedTuple):
    """A key or a paste that waits for its turn; `press` is None where it can't be held down."""

    event: events.Key | events.Paste
    press: KeyPress | None


class KeysInTurn:
    """What is typed and pasted, each when all that came of the one before is done.

    Textual hands keys on at once. One that was pressed right after another then goes to the screen that the first has
    just left (issue 4704 tells of that), or to one that is not there yet, and is lost. May go when Textual keeps keys
    until the screen on top is ready for them.

    A key that commands something and goes on with a press before it (`KeyPresses`) is dropped. Whether it commands is
    known when its turn comes: it depends on the screen that is there by then.

    Args:
        app: that has the keys.
        rule_of: how often a key acts, as things stand.
    """

    def __init__(self, app: App[Any], rule_of: Callable[[events.Key], KeyRule]) -> None:
        self._app = app
        self._rule_of = rule_of
        self._presses = KeyPresses()
        self._commanding = ""
        self._held: deque[Typed] = deque()
        self._next: Typed | None = None
        self._following: asyncio.Task[None] | None = None

    def is_due(self, event: events.Key | events.Paste) -> bool:
        """Whether it may be handled now; if not it is dropped, or kept and the app is told of it again in its turn."""
        turn, self._next = self._next, None
        if turn is None or turn.event is not event:
            self._next = turn
            turn = Typed(event, self._press_of(event))
            if self._following is not None:
                self._held.append(turn)
                return False
        wait_s = self._doubt_s(turn)
        if wait_s:
            self._held.appendleft(turn)
            self._following = asyncio.create_task(self._let_through(wait_s))
            return False
        if self._is_meant(turn):
            return True
        self._hand_on()
        return False

    def follow(self) -> None:
        """What came last has been handed on: see what comes of it before there is another."""
        self._following = asyncio.create_task(self._let_through())

    def _press_of(self, event: events.Key | events.Paste) -> KeyPress | None:
        if isinstance(event, events.Paste) or self._app.is_headless:  # no finger lies on the keys of a pilot
            return None
        return self._presses.press(event.key, event.time, is_repeat=getattr(event, _IS_REPEAT, False))

    def _rule_now(self, event: events.Key | events.Paste) -> KeyRule:
        """A held key stays what it began as: one that opened a question does not type into it."""
        if isinstance(event, events.Paste):
            return "free"
        return "once" if event.key == self._commanding else self._rule_of(event)

    def _doubt_s(self, turn: Typed) -> float:
        if turn.press is None or self._rule_now(turn.event) == "free":
            return 0.0
        return turn.press.wait_s(_time.get_time())

    def _is_meant(self, turn: Typed) -> bool:
        event, press = turn
        if press is None or isinstance(event, events.Paste):
            return True
        if press.is_held or press.wait_s(_time.get_time()):
            return press.acts(self._rule_now(event))
        self._commanding = event.key if self._rule_of(event) == "once" else ""
        return True

    async def _let_through(self, wait_s: float = 0.0) -> None:
        try:
            if wait_s:
                await asyncio.sleep(wait_s)
            else:
                await self._is_seen_through()
        finally:  # whatever happened, no key is stuck
            self._hand_on()

    def _hand_on(self) -> None:
        """Let the next one come. It is posted, so that all that was read before is known by then."""
        self._following = None
        if self._held:
            self._next = self._held.popleft()
            self._following = asyncio.current_task()
            self._app.post_message(self._next.event)

    async def _is_seen_through(self) -> None:
        top = _top(self._app)
        if top is not None:
            target = self._app.focused or top
            for part in (target, *_parents(target)):
                await has_dealt(self._app, part)
            await is_quiet(self._app)


def _parents(part: MessagePump) -> Sequence[MessagePump]:
    found = []
    while (above := part._parent) is not None:  # noqa: SLF001 - the way on which a key goes up
        found.append(above)
        part = above
    return found


class SizesInTurn:
    """The sizes of the terminal: it has another one only when all screens have taken the one before.

    A screen tells itself of each size again, so two that it is told at once follow each other for ever. No issue of
    Textual tells of it yet. May go when a screen takes nothing but the newest size.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._is_taken = True
        self._held: events.Resize | None = None
        self._following: asyncio.Task[None] | None = None

    def is_due(self, event: events.Resize) -> bool:
        """Whether it may be handled now; if not it is kept until then, unless a newer one comes."""
        if self._is_taken:
            self._is_taken, self._held = False, None
            return True
        self._held = event
        return False

    def follow(self) -> None:
        """The screens were told it."""
        self._following = asyncio.create_task(self._let_through())

    async def _let_through(self) -> None:
        try:
            for _ in range(2):  # the size, then what each screen told itself of it
                for screen in tuple(self._app.screen_stack):
                    await has_dealt(self._app, screen)
        finally:  # whatever happened, no size is stuck
            self._is_taken = True
            # Not posted again: behind a newer size that is in the queue, it would take that one's place.
            self._app.call_later(self._take_held)

    async def _take_held(self) -> None:
        if self._held is not None:
            await self._app.on_event(self._held)


class ClicksInPlace:
    """What is a click: the left button, pressed and released in place.

    Textual takes any button for one, also where it was pressed elsewhere on the same widget, as whoever drags over a
    text to copy it does (no issue yet). And two fingertips on one button count as a double click only on the very same
    cell. May go when Textual leaves out the others.

    Args:
        app: that has the mouse.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._pressed: events.MouseDown | None = None

    def notice(self, event: events.MouseEvent) -> None:
        """A button went down or up; the app is about to be told."""
        if isinstance(event, events.MouseDown):
            self._pressed = event
        elif isinstance(event, events.MouseUp):
            pressed, self._pressed = self._pressed, None
            is_click = (
                pressed is not None
                and (pressed.button, event.button) == (_LEFT, _LEFT)
                and _is_near(pressed, event.screen_offset)
            )
            if not is_click:
                self._app._mouse_down_widget = None  # noqa: SLF001 - so that no click comes of it
            last = self._app._click_chain_last_offset  # noqa: SLF001 - where the click before was
            if last is not None and _is_near(event, last):
                self._app._click_chain_last_offset = event.screen_offset  # noqa: SLF001 - it counts as the same place


_LEFT: Final = 1
_NEAR: Final = 1
"""Cells to the side: what a hand that trembles, or a fingertip, is off."""


def _is_near(event: events.MouseEvent, place: Offset) -> bool:
    return event.screen_y == place.y and abs(event.screen_x - place.x) <= _NEAR


INPUT_LOOK_S: Final = 0.1
"""How often the thread that reads the terminal looks whether it is to end."""
INPUT_CHUNK: Final = 4096
_IS_REPEAT: Final = "is_repeat"
"""What a key has that the terminal says is held; Textual's keys know nothing of it."""

GONE_LOOK_S = 2.0
GRACE_S = 3.0
"""How long the app has to end by itself once its terminal is gone."""
END_PATIENCE_S = 6.0
"""How long it has once a signal came, for a terminal that may only be slow."""


class TerminalWatch:
    """Tells the app that its terminal is gone, and ends the process where the app can't hear that any more.

    In a thread of its own, because the app itself may be waiting for that terminal: what it wrote last is never taken,
    and its event loop stands still. What was done is in the journal by then. Textual's driver never looks whether the
    terminal is still there, and no issue asks for it; may go when it does.
    """

    def __init__(self, is_gone: Callable[[], bool], tell: Callable[[], object]) -> None:
        """Both are called from the thread, `tell` once; a RuntimeError of it means that the app is ending already."""
        self._is_gone = is_gone
        self._tell = tell
        self._over = threading.Event()
        self._code: int | None = None
        self._thread = threading.Thread(target=self._run, name="backday-terminal", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._thread.start()

    def expect_end(self, code: int) -> None:
        """The app is about to end; where it can't, because its terminal takes nothing more, the process does.

        Safe in a signal handler.
        """
        self._code = code

    def stop(self) -> None:
        """The app has let the terminal go."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(GONE_LOOK_S):
            if self._code is not None:
                self._end_unless_over(END_PATIENCE_S, self._code)
            elif self._is_gone():
                with contextlib.suppress(RuntimeError):
                    self._tell()
                self._end_unless_over(GRACE_S, HUNG_UP)

    def _end_unless_over(self, wait_s: float, code: int) -> None:
        if not self._over.wait(wait_s):
            os._exit(code)


class TerminalReader:
    """Bytes of a terminal -> what a driver hands to its app, whatever they are.

    Textual's own reading ends the app at the first byte that is not UTF-8 and at numbers that it doesn't expect, and
    gives out as keys, letter by letter, what it doesn't know. So bytes go through `TerminalInput`, and only what is
    known reaches Textual's parser, one sequence at a time. Issue 6456 tells of the bytes, none yet of the rest; may go
    when the parser drops what it doesn't know.
    """

    def __init__(self, *, debug: bool = False) -> None:
        self._scanner = TerminalInput(constants.ESCAPE_DELAY)  # which is as the person wants it, by $ESCDELAY
        self._parser = XTermParser(debug)

    def wait_s(self, now: float) -> float | None:
        """In how many seconds to read no bytes, to have a key that came already; None where there is none."""
        return self._scanner.wait_s(now)

    def read(self, raw: bytes, now: float) -> Iterator[Message]:
        """What these bytes come to, with those that came before."""
        for kind, text, is_repeat in self._scanner.tokens(raw, now):
            if kind == "paste":
                yield events.Paste(text.replace("\x00", ""))
                continue
            try:
                found = [*self._parser.feed(text), *_nothing_follows(self._parser)]
            except (ParseError, ValueError, ArithmeticError, LookupError, TypeError):
                # What this version of Textual can't read is no key. A parser that failed can't go on.
                self._parser = _successor(self._parser)
                continue
            for message in found:
                if is_repeat:
                    setattr(message, _IS_REPEAT, True)
                yield message


def _nothing_follows(parser: XTermParser) -> list[Message]:
    """Have the parser take what it has for all that comes: a sequence is whole here, and an ESC has waited."""
    if parser._timeout_time is not None:  # noqa: SLF001 - it would look at the clock
        parser._timeout_time = 0.0  # noqa: SLF001 - as above
    return list(parser.tick())


def _successor(parser: XTermParser) -> XTermParser:
    """A new one that knows what was told of the terminal's size."""
    new = XTermParser()
    new.mouse_pixels, new.terminal_size = parser.mouse_pixels, parser.terminal_size
    new.terminal_pixel_size = parser.terminal_pixel_size
    return new


if sys.platform != "win32":
    import select
    import termios

    from textual.drivers.linux_driver import LinuxDriver

    class SteadyDriver(LinuxDriver):
        """Reads the terminal, and lives through whatever comes from there; its guard knows when it has it."""

        def start_application_mode(self) -> None:
            """Take the terminal."""
            self._guard.taken()
            super().start_application_mode()  # type: ignore[no-untyped-call] # Textual forgot its "-> None"

        def stop_application_mode(self) -> None:
            """Give the terminal back."""
            super().stop_application_mode()
            self._guard.given_back()

        @property
        def _guard(self) -> TerminalGuard:
            return self._app.guard if isinstance(self._app, SteadyApp) else TerminalGuard()

        def run_input_thread(self) -> None:
            """Read until the terminal is given back; an OSError means that it is gone."""
            reader = TerminalReader(debug=self._debug)
            while not self.exit_event.is_set():
                wait_s = reader.wait_s(time.monotonic())
                limit_s = INPUT_LOOK_S if wait_s is None else min(INPUT_LOOK_S, wait_s)
                ready, _, _ = select.select([self.fileno], [], [], limit_s)
                raw = os.read(self.fileno, INPUT_CHUNK) if ready else b""
                for message in reader.read(raw, time.monotonic()):
                    self.process_message(message)

        def is_gone(self) -> bool:
            """Whether the terminal was closed, as where SIGHUP is ignored."""
            try:
                termios.tcgetattr(self.fileno)
            except termios.error:
                return True
            return False

        def _disable_mouse_support(self) -> None:
            """Have no mouse reported any more. Textual leaves places in pixels on (no issue yet)."""
            if self._mouse_pixels:
                self.write("\x1b[?1016l")
            super()._disable_mouse_support()


class UnknownDriverError(BackdayError):
    """The environment asks for a driver that there isn't."""


class SteadyApp(App[None]):
    """An app in which keys and sizes keep their order, and whose terminal is left as it was found.

    Attributes:
        terminal: watches the terminal, once there is one.
        guard: puts the terminal right where the app can't.
    """

    def __init__(self) -> None:
        super().__init__()
        self.terminal: TerminalWatch | None = None
        self.guard = TerminalGuard()
        self._keys, self._sizes = KeysInTurn(self, self.rule_of), SizesInTurn(self)
        self._clicks = ClicksInPlace(self)
        self._drawn_theme = ""

    # What comes from the terminal: see SteadyDriver. One that was asked for by name (TEXTUAL_DRIVER) stays.

    def get_driver_class(self) -> type[Driver]:
        """The driver that reads the terminal.

        Raises:
            UnknownDriverError: TEXTUAL_DRIVER names none.
        """
        try:
            usual = super().get_driver_class()
        except (ImportError, AttributeError, ValueError, RuntimeError) as error:
            raise UnknownDriverError(f"TEXTUAL_DRIVER names no driver of Textual: {clean(str(error), 200)}") from error
        if sys.platform == "win32":
            return usual
        return SteadyDriver if usual is LinuxDriver else usual

    def is_out_of_reach(self) -> bool:
        """Whether its terminal or browser has gone, where the driver can tell. Safe in a thread."""
        look = getattr(self._driver, "is_gone", None)
        return look is not None and look()

    def crash_text(self, error: BaseException | None) -> str:
        """What to say of a fault, in a line or two; `error` is None where nothing is known of it."""
        raise NotImplementedError

    # A theme that the app sets has the whole screen styled and drawn a second time, also where it is set before the
    # first. May go when one can be set early: issue 6123, with pull request 6141.

    def begin_with(self, theme: str) -> None:
        """Have the theme before anything is drawn."""
        self.set_reactive(App.theme, theme)
        self._drawn_theme = theme
        dark = self.current_theme.dark
        self.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def _watch_theme(self, theme_name: str) -> None:
        if theme_name != self._drawn_theme:
            self._drawn_theme = theme_name
            super()._watch_theme(theme_name)

    def rule_of(self, key: events.Key) -> KeyRule:
        """How often a key acts, as things stand."""
        raise NotImplementedError

    # Keys and sizes one after another, and what is a click: see KeysInTurn, SizesInTurn and ClicksInPlace.

    async def on_event(self, event: events.Event) -> None:
        """Handle one key after another, and one size."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._keys.is_due(event):
                await super().on_event(event)
                self._keys.follow()
        elif not isinstance(event, events.Resize) or self._sizes.is_due(event):
            if isinstance(event, events.MouseEvent) and not event.is_forwarded:
                self._clicks.notice(event)
            await super().on_event(event)

    def _check_resize(self) -> None:
        """Tell the screens of a new size, if there is one."""
        is_new = self._resize_event is not None
        super()._check_resize()
        if is_new and self._resize_event is None:
            self._sizes.follow()

    # Textual takes the terminal back on each SIGCONT, also where it never gave it up, as after a SIGSTOP: twice leaves
    # it raw at the end (issues 1582 and 6298). May go when its driver looks first.

    @property
    def can_suspend(self) -> bool:
        """Whether the terminal can be given up for a while."""
        return self._driver is not None and self._driver.can_suspend

    def repaint(self, _: object = None) -> None:
        """Draw all anew."""
        self.screen.refresh(layout=True)

    def take_terminal_back(self, number: int, frame: FrameType | None) -> None:
        """For SIGCONT: take the terminal back, only where it was given up."""
        del number, frame
        driver = self._driver
        if driver is not None and getattr(driver, "_must_signal_resume", False):
            driver.resume_application_mode()
        else:
            self.call_later(self.repaint)

    # A fault is told in two lines: Textual's own report is pages, with every local variable in it, and can't be changed
    # (issue 3069 asked for that and was closed). May go when an app can say how it ends.

    def _handle_exception(self, error: Exception) -> None:
        """End with this fault, unless it comes of the end itself: once that is asked for no widget is mounted."""
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def panic(self, *renderables: RenderableType) -> None:
        """End with a line or two instead of pages."""
        del renderables
        self._return_code = self._return_code or 1
        self._fatal_error()

    def _fatal_error(self) -> None:
        if self._exit_renderables:
            return  # it is told already: a fault is reported once for each part of the app that it passes through
        error = self._exception or sys.exc_info()[1]
        self._leave_half_taken_terminal()
        self._exit_renderables.append(Text(self.crash_text(error)))
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
