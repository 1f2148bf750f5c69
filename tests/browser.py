"""A browser, and textual-serve between it and the program: what is shown is read, words are clicked, pictures taken.

Chromium is driven by its own protocol (DevTools), through the websockets of aiohttp, which textual-serve brings along.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import aiohttp
import pyte
from terminals import LIMIT_S, PROGRAM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

SERVER: Final = """
import shlex, socket, sys
from textual_serve.server import Server
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
print(port, flush=True)
Server(shlex.join(sys.argv[1:]), host="127.0.0.1", port=port).serve()
"""
_NOT_PYTES: Final = b"\x1b[?2026$p"


class Page:
    """The program in a browser's window.

    Attributes:
        columns: of the screen in the window.
        rows: likewise.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self.columns = self.rows = 0
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Have the browser do something; gives its answer."""
        self._asked += 1
        number = self._asked
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while number not in self._answers:
            await self._hear(LIMIT_S)
        return self._answers.pop(number)

    async def _hear(self, wait_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            told = await self._socket.receive_json(timeout=wait_s)
            if "id" in told:
                assert "error" not in told, told
                self._answers[told["id"]] = told["result"]
            elif told["method"] == "Network.webSocketFrameSent":
                self._sent(told["params"]["response"]["payloadData"])
            elif told["method"] == "Network.webSocketFrameReceived":
                self._came(told["params"]["response"])

    def _sent(self, payload: str) -> None:
        kind, *more = json.loads(payload)
        if kind == "resize":
            self.columns, self.rows = more[0]["width"], more[0]["height"]
            self._screen.resize(self.rows, self.columns)

    def _came(self, response: Mapping[str, Any]) -> None:
        if response["opcode"] == 2:  # bytes
            self._stream.feed(base64.b64decode(response["payloadData"]).replace(_NOT_PYTES, b""))

    @property
    def shown(self) -> str:
        """The characters in the window, a line a row."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def wait_for(self, is_so: Callable[[], bool], awaited: str) -> None:
        """Listen until something is so."""
        end = time.monotonic() + LIMIT_S
        while not is_so():
            assert time.monotonic() < end, f"{awaited} did not come:\n{self.shown}"
            await self._hear(0.2)

    async def shows(self, words: str) -> None:
        """Listen until these words are shown."""
        await self.wait_for(lambda: words in self.shown, words)

    async def hides(self, words: str) -> None:
        """Listen until these words are shown no more."""
        await self.wait_for(lambda: words not in self.shown, f"an end of {words}")

    async def tap(self, words: str) -> None:
        """Click the middle of these words."""
        row = next(row for row, line in enumerate(self._screen.display) if words in line)
        await self.tap_at(self._screen.display[row].index(words) + len(words) // 2, row)

    async def tap_at(self, column: int, row: int) -> None:
        """Click a cell."""
        box = "JSON.stringify(document.querySelector('.xterm-screen').getBoundingClientRect())"
        answer = await self.ask("Runtime.evaluate", expression=box)
        place = json.loads(answer["result"]["value"])
        x = place["x"] + (column + 0.5) * place["width"] / self.columns
        y = place["y"] + (row + 0.5) * place["height"] / self.rows
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def picture(self) -> bytes:
        """What the window shows, as a PNG."""
        answer = await self.ask("Page.captureScreenshot")
        return base64.b64decode(answer["data"])


class Browser:
    """textual-serve with the program, and a browser to look at it.

    Args:
        chromium: the browser.
        environment: of the program.
        arguments: of the program.
    """

    def __init__(self, chromium: str, environment: Mapping[str, str], *arguments: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="backday-chromium-", ignore_cleanup_errors=True)
        self._server = subprocess.Popen(
            [sys.executable, "-c", SERVER, *PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=dict(environment),
        )  # fmt: skip
        self._chromium = subprocess.Popen(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             f"--user-data-dir={self._profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Self:
        assert self._server.stdout is not None
        self._port = int(self._server.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._chromium, self._server):
            process.terminate()
            process.wait(LIMIT_S)
        assert self._server.stdout is not None
        self._server.stdout.close()
        self._profile.cleanup()

    @contextlib.asynccontextmanager
    async def page(self, width: int, height: int, query: str = "") -> AsyncIterator[Page]:
        """The program in a window of so many pixels."""
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(await self._debugger(session), max_msg_size=0) as socket,
        ):
            page = Page(socket)
            await page.ask(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
            )
            await page.ask("Network.enable")
            await self._is_serving(session)
            await page.ask("Page.navigate", url=f"http://127.0.0.1:{self._port}/{query}")
            yield page
            await page.ask("Page.navigate", url="about:blank")

    async def _debugger(self, session: aiohttp.ClientSession) -> str:
        """Where the browser's only page is spoken to."""
        end = time.monotonic() + LIMIT_S
        while not (port := self._told_port()):
            assert time.monotonic() < end, "the browser did not begin"
            await asyncio.sleep(0.05)
        async with session.get(f"http://127.0.0.1:{port}/json") as answer:
            pages = await answer.json(content_type=None)
        return next(str(page["webSocketDebuggerUrl"]) for page in pages if page["type"] == "page")

    def _told_port(self) -> str:
        """The port that the browser writes into a file, once it did."""
        written = Path(self._profile.name, "DevToolsActivePort")
        return written.read_text().partition("\n")[0] if written.exists() else ""

    async def _is_serving(self, session: aiohttp.ClientSession) -> None:
        end = time.monotonic() + LIMIT_S
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{self._port}/"):
                    return
            assert time.monotonic() < end, "textual-serve did not begin"
            await asyncio.sleep(0.05)
