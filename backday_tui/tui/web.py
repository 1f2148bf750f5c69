"""The app in a web browser, as textual-serve shows it: keys come, and pictures go, in packets through pipes.

What a browser can't give (a shell to go back to, an editor of one's own) is left out by the screens; they ask
`App.is_web`.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver, _ExitInput
from textual.geometry import Size

from backday_tui.tui.textual_gaps import TerminalReader

if TYPE_CHECKING:
    from textual.app import App

MOST_CELLS: Final = 1000
"""More columns, or lines, than any window of a browser has: what asks for more is none."""


class SteadyWebDriver(WebDriver):
    """Reads what textual-serve sends, lives through whatever that is, and notices when nobody is there any more.

    Textual's own stops to read, and the app runs on, at the first byte that is not UTF-8, at a packet that it doesn't
    expect, and where textual-serve was killed; it takes any size that a browser asks for. No issue tells of it yet; may
    go when it lives through all that.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._has_gone = False
        self._write: Any = self._send
        self._size = _sensible(self._size) or (80, 24)

    def is_gone(self) -> bool:
        """Whether textual-serve, and so the browser, has gone."""
        return self._has_gone

    def run_input_thread(self) -> None:
        """Read until the app ends, or nothing more can come."""
        reader, packets = TerminalReader(debug=self._debug), ByteStream()
        for raw in self._input_reader:
            try:
                for kind, payload in packets.feed(raw) if raw else ():
                    if kind == "M":
                        self._heed(payload)
                        continue
                    for message in reader.read(payload, time.monotonic()):
                        self.process_message(message)
            except _ExitInput:
                return
            except (ValueError, RuntimeError):  # of the packets: whoever sends them doesn't speak as textual-serve does
                break
            for message in reader.read(b"", time.monotonic()):
                self.process_message(message)
        self._has_gone = not self.exit_event.is_set()

    def _heed(self, payload: bytes) -> None:
        """What textual-serve itself says, as that the window has another size; what can't be read says nothing."""
        try:
            told = json.loads(payload)
            kind = told["type"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return
        if kind == "resize":
            size = _sensible((told.get("width"), told.get("height")))
            if size is not None:
                self._size = size
                self._app.post_message(events.Resize(Size(*size), Size(*size)))
        elif isinstance(kind, str):
            self.on_meta(kind, told)

    def _send(self, raw: bytes) -> None:
        """Write all of it; where nobody takes it any more, none."""
        try:
            while raw:
                raw = raw[os.write(self.fileno, raw) :]
        except OSError:
            self._has_gone = True


def _sensible(size: Any) -> tuple[int, int] | None:
    """Columns and lines; None where that is no size that a window can have."""
    if isinstance(size, tuple) and all(type(cells) is int and 0 < cells <= MOST_CELLS for cells in size):
        return size
    return None
