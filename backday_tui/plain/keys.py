"""What a person types while a workout runs as lines: keys of a terminal, lines of a pipe, the signals that end it.

Everything comes out of `wait` as the names of keys, so that nobody else knows about termios, pipes or signals. What a
key does stands in workout/actions.py. Nothing of one system alone is imported before it is needed.
"""

from __future__ import annotations

import codecs
import contextlib
import math
import os
import queue
import select
import signal
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from backday_tui import signals
from backday_tui.key_presses import KeyPress, KeyPresses
from backday_tui.terminal_guard import guarding
from backday_tui.terminal_input import TerminalInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from backday_tui.terminal_guard import TerminalGuard
    from backday_tui.terminal_input import Token

END: Final = "end of input"
"""Comes once, when nobody is there any more who could type."""
STOP: Final = "SIGTSTP"
"""Comes where somebody presses ctrl+z: whoever gets it makes ready and calls `Keys.stop`."""

_SEQUENCES: Final = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[B": "down", "\x1bOB": "down",
    "\x1b[1;2A": "shift+up", "\x1b[1;2B": "shift+down",
    "\x1b[C": "right", "\x1bOC": "right", "\x1b[D": "left", "\x1bOD": "left",
    "\x1b": "escape", "\r": "enter", "\n": "enter", " ": "space", "\x7f": "backspace", "\x08": "backspace",
}  # fmt: skip
_CHUNK: Final = 4096
_LONGEST_LINE: Final = 4_000


class HeldKey(str):
    """The name of a key that came because one bounced or was held down: where that commands something it does not."""

    __slots__ = ()


class RepeatedKey(HeldKey):
    """One that came because the key is held down."""

    __slots__ = ()


class Keys(Protocol):
    """Where keys come from."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person is there who can be asked."""

    def wait(self, seconds: float | None) -> tuple[str, ...]:
        """The keys typed, or after so many real seconds none; None waits until there is one.

        A key is its character, or "enter", "space", "escape", "backspace", or the name of an arrow; a line of a pipe
        comes as "enter" where it is blank, else as the line; END and STOP as such; a signal that ends the program by
        its name.
        One that goes on with a press before it is a HeldKey; lines have none.
        """

    def stop(self) -> None:
        """Let the program be stopped, the terminal as it was meanwhile; returns when it goes on."""


class Decoder(Protocol):
    """Turns bytes into the names of keys."""

    def feed(self, raw: bytes) -> tuple[str, ...]:
        """The keys in what was read; no bytes are the end."""

    def wait_s(self) -> float | None:
        """In how many seconds `late` may have a key that came already; None where it has none."""

    def late(self) -> tuple[str, ...]:
        """The keys that are such because nothing followed them: escape begins other keys."""


class TerminalDecoder:
    """Every character is a key. Sequences that mean nothing here are dropped whole, and so are pastes.

    While it can't be told of a key whether it is held, that key waits, and so do those after it. `now` is a clock that
    doesn't go back. Where each read is a key by itself (`is_whole`), none waits for what it may begin.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, *, is_whole: bool = False) -> None:
        self._now = now
        self._is_whole = is_whole
        self._input = TerminalInput()
        self._presses = KeyPresses()
        self._waiting: deque[tuple[str, KeyPress]] = deque()

    def feed(self, raw: bytes) -> tuple[str, ...]:
        now = self._now()
        if not raw:
            return (*self._settled(math.inf), END)
        tokens = self._input.tokens(raw, now)
        self._take((*tokens, *self._input.tokens(b"", math.inf)) if self._is_whole else tokens, now)
        return self._settled(now)

    def wait_s(self) -> float | None:
        now = self._now()
        doubt_s = self._waiting[0][1].wait_s(now) if self._waiting else None
        return sooner(self._input.wait_s(now), doubt_s)

    def late(self) -> tuple[str, ...]:
        now = self._now()
        self._take(self._input.tokens(b"", now), now)
        return self._settled(now)

    def _take(self, tokens: Iterable[Token], now: float) -> None:
        for kind, text, is_repeat in tokens:
            name = _SEQUENCES.get(text, text)
            if kind == "key" and name.isprintable():
                self._waiting.append((name, self._presses.press(name, now, is_repeat=is_repeat)))

    def _settled(self, now: float) -> tuple[str, ...]:
        """The keys up to the first that waits."""
        settled = []
        while self._waiting and not self._waiting[0][1].wait_s(now):
            name, press = self._waiting.popleft()
            settled.append(RepeatedKey(name) if press.is_repeat else HeldKey(name) if press.is_held else name)
        return tuple(settled)


class LineDecoder:
    """Every line is a key: blank ones are enter."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""

    def feed(self, raw: bytes) -> tuple[str, ...]:
        """See Decoder. A last line without an end counts."""
        *lines, self._begun = (self._begun + self._text.decode(raw, final=not raw)).split("\n")
        self._begun = self._begun[:_LONGEST_LINE]
        if not raw and self._begun:
            lines.append(self._begun)
            self._begun = ""
        keys = tuple(line.strip()[:_LONGEST_LINE] or "enter" for line in lines)
        return keys if raw else (*keys, END)

    def wait_s(self) -> float | None:
        return None

    def late(self) -> tuple[str, ...]:
        return ()


@contextlib.contextmanager
def open_keys() -> Iterator[Keys]:
    """The keys of this process's stdin, which is put right again at the end, whatever happens.

    Call it from the main thread: it takes the signals over.
    """
    descriptor = _stdin()
    is_terminal = descriptor is not None and os.isatty(descriptor)
    with contextlib.ExitStack() as stack:
        if sys.platform == "win32":
            yield stack.enter_context(_threaded(descriptor, is_terminal=is_terminal))
            return
        selected = SelectKeys(descriptor, is_terminal=is_terminal, typed=_in_memory(descriptor))
        stack.enter_context(selected)
        if descriptor is not None and is_terminal:
            guard = stack.enter_context(guarding(r"\n"))  # behind the countdown
            guard.begin()
            selected.modes = stack.enter_context(SingleKeys(descriptor, guard))
        yield selected


def _stdin() -> int | None:
    try:
        return sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):  # closed, none at all, or a test's
        return None


def _decoder(*, is_terminal: bool, is_whole: bool = False) -> Decoder:
    return TerminalDecoder(is_whole=is_whole) if is_terminal else LineDecoder()


def _in_memory(descriptor: int | None) -> tuple[str, ...]:
    """The keys of a stdin that is no file, such as a program gives that calls this one; its end is among them."""
    if descriptor is not None:
        return ()
    decoder = LineDecoder()
    text = sys.stdin.read() if sys.stdin is not None and sys.stdin.readable() else ""
    return (*(decoder.feed(text.encode("utf-8", "replace")) if text else ()), *decoder.feed(b""))


class SelectKeys:
    """Keys by select: for every system but Windows. Signals wake it by a pipe that Python writes to.

    `typed` are keys that came already; without a descriptor there are no others.

    Attributes:
        modes: of the terminal, where the keys come from one.
    """

    def __init__(self, descriptor: int | None, *, is_terminal: bool, typed: tuple[str, ...] = ()) -> None:
        self.is_terminal = is_terminal
        self.modes: SingleKeys | None = None
        self._typed = typed
        self._descriptor = descriptor
        self._decoder = _decoder(is_terminal=is_terminal)
        self._ended = False
        self._signals: list[str] = []
        self._woken, self._waker = -1, -1
        self._before: dict[int, Any] = {}
        self._fd_before = -1

    def __enter__(self) -> Self:
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)
        self._fd_before = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        self._before = signals.caught(lambda number, _: self._signals.append(signals.name_of(number)), STOP)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._fd_before)
        signals.give_back(self._before)
        os.close(self._woken)
        os.close(self._waker)

    def wait(self, seconds: float | None) -> tuple[str, ...]:
        if self._typed:
            typed, self._typed = self._typed, ()
            return typed
        watched = [self._woken] if self._ended or self._descriptor is None else [self._woken, self._descriptor]
        ready, _, _ = select.select(watched, [], [], sooner(seconds, self._decoder.wait_s()))
        if self._woken in ready:
            os.read(self._woken, _CHUNK)
        keys = self._read() if self._descriptor in ready else self._decoder.late()
        signals, self._signals = tuple(self._signals), []
        return (*signals, *keys)

    def stop(self) -> None:
        if sys.platform == "win32":
            return
        if self.modes is not None:
            self.modes.give_back()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)  # here it stands still
        signal.signal(signal.SIGTSTP, handler)
        if self.modes is not None:
            self.modes.take()

    def _read(self) -> tuple[str, ...]:
        assert self._descriptor is not None  # noqa: S101 -- it was selected
        try:
            raw = os.read(self._descriptor, _CHUNK)
        except OSError:  # the terminal is gone
            raw = b""
        self._ended = not raw
        return self._decoder.feed(raw)


def sooner(one: float | None, other: float | None) -> float | None:
    """The shorter of two waits; None is one without an end."""
    return one if other is None else other if one is None else min(one, other)


class SingleKeys:
    """Each key of a terminal at once, unseen; also after the program was stopped and goes on."""

    def __init__(self, descriptor: int, guard: TerminalGuard) -> None:
        import termios

        self._guard = guard

        self._descriptor = descriptor
        self._before = termios.tcgetattr(descriptor)
        self._handler: Any = None

    def __enter__(self) -> Self:
        self.take()
        self._handler = signal.signal(signal.SIGCONT, self.take) if sys.platform != "win32" else None
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform != "win32":
            signal.signal(signal.SIGCONT, self._handler)
        self.give_back()

    def take(self, *_: object) -> None:
        """Have single keys from now on."""
        import termios
        import tty

        self._guard.taken()
        with contextlib.suppress(termios.error):  # the terminal is gone
            tty.setcbreak(self._descriptor, termios.TCSADRAIN)

    def give_back(self) -> None:
        """Leave the terminal as it was."""
        import termios

        with contextlib.suppress(termios.error):  # as above
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)
        self._guard.given_back()


class ThreadKeys:
    """Keys that a thread reads: where select knows no files.

    Args:
        read: waits for bytes and gives them; none at the end.
        is_terminal: whether they are single keys.
    """

    def __init__(self, read: Callable[[], bytes], *, is_terminal: bool) -> None:
        self.is_terminal = is_terminal
        self._read = read
        self._decoder = _decoder(is_terminal=is_terminal, is_whole=True)
        self._came: queue.SimpleQueue[bytes | str] = queue.SimpleQueue()
        self._before = signals.caught(lambda number, _: self._came.put(signals.name_of(number)))
        threading.Thread(target=self._run, name="backday-keys", daemon=True).start()

    def close(self) -> None:
        """Give the signals back."""
        signals.give_back(self._before)

    def wait(self, seconds: float | None) -> tuple[str, ...]:
        try:
            came = self._came.get(timeout=sooner(seconds, self._decoder.wait_s()))
        except queue.Empty:
            return self._decoder.late()
        return (came,) if isinstance(came, str) else self._decoder.feed(came)

    def stop(self) -> None:
        """Nobody asks for it where there are no such signals."""

    def _run(self) -> None:
        while True:
            try:
                raw = self._read()
            except OSError:
                raw = b""
            self._came.put(raw)
            if not raw:
                return


@contextlib.contextmanager
def _threaded(descriptor: int | None, *, is_terminal: bool) -> Iterator[Keys]:
    keys = ThreadKeys(_reader(descriptor, is_terminal=is_terminal), is_terminal=is_terminal)
    try:
        yield keys
    finally:
        keys.close()


def _reader(descriptor: int | None, *, is_terminal: bool) -> Callable[[], bytes]:
    if descriptor is None:
        return lambda: b""
    if is_terminal:
        import msvcrt

        read: Callable[[], str] = msvcrt.getwch  # type: ignore[attr-defined, unused-ignore]
        return lambda: _of_windows(read)
    return lambda: os.read(descriptor, _CHUNK)


def _of_windows(read: Callable[[], str]) -> bytes:
    """One key; the arrows come as two characters there."""
    key = read()
    if key in ("\x00", "\xe0"):
        return {"M": b"\x1b[C", "K": b"\x1b[D"}.get(read(), b"\x1b[Z")
    return key.encode("utf-8", "replace")
