"""The app as textual-serve runs it: packets through pipes, no terminal; a browser is there in tests/whole."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final, Self

import machine
import pyte
import pytest

if sys.platform == "win32":
    pytest.skip(machine.NO_TERMINALS, allow_module_level=True)

import select

from terminals import LIMIT_S, PROGRAM, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRIVER: Final = "textual.drivers.web_driver:WebDriver"
ROUTINE: Final = 'name = "Mine"\nwork = ["3x8 Seated row"]\n'


class Served:
    """A program that is run as textual-serve runs it: keys go in, what a browser would show comes out."""

    def __init__(self, environment: dict[str, str], *arguments: str, **more: str) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._came = b""
        self.metas: list[dict[str, object]] = []
        self.process = subprocess.Popen(
            [*PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**environment, "TEXTUAL_DRIVER": DRIVER, "COLUMNS": "80", "ROWS": "24", **more},
        )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._in, self._out = self.process.stdin.fileno(), self.process.stdout.fileno()

    def __enter__(self) -> Self:
        self._read_until(lambda: self._came.endswith(b"\n") or b"\nD" in self._came, "its first line")
        head, _, self._came = self._came.partition(b"\n")
        assert head == b"__GANGLION__"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def _read_until(self, is_so: Callable[[], bool], awaited: str) -> None:
        end = time.monotonic() + LIMIT_S
        while not is_so():
            ready, _, _ = select.select([self._out], [], [], LIMIT_S)
            assert ready, f"{awaited} did not come:\n{self.shown}"
            assert time.monotonic() < end, f"{awaited} did not come:\n{self.shown}"
            came = os.read(self._out, 1 << 16)
            assert came, f"it ended before {awaited}: {self.process.communicate()[1]!r}"
            self._came += came

    @property
    def shown(self) -> str:
        """The characters that a browser shows."""
        while len(self._came) >= 5 and len(self._came) >= 5 + int.from_bytes(self._came[1:5], "big"):
            end = 5 + int.from_bytes(self._came[1:5], "big")
            kind, payload, self._came = self._came[:1], self._came[5:end], self._came[end:]
            if kind == b"D":
                self._stream.feed(payload.replace(b"\x1b[?2026$p", b""))
            else:
                self.metas.append(json.loads(payload))
        return "\n".join(line.rstrip() for line in self._screen.display)

    def shows(self, words: str) -> None:
        """Read until these words stand on the screen."""
        self._read_until(lambda: words in self.shown, words)

    def hides(self, words: str) -> None:
        """Read until these words stand there no more."""
        self._read_until(lambda: words not in self.shown, f"an end of {words}")

    def send(self, kind: bytes, payload: bytes) -> None:
        """Send a packet."""
        os.write(self._in, kind + len(payload).to_bytes(4, "big") + payload)

    def press(self, keys: str | bytes, words: str = "") -> None:
        """Type, and wait for these words."""
        self.send(b"D", keys if isinstance(keys, bytes) else keys.encode())
        self.shows(words)

    def tell(self, **told: object) -> None:
        """Tell the app something, as that the window has another size."""
        self.send(b"M", json.dumps(told).encode())

    def ended(self) -> int:
        """Its exit code, once it has one; nothing was said."""
        _, said = self.process.communicate(timeout=LIMIT_S)
        assert said == b""
        return self.process.returncode


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person's, with a routine of their own."""
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text(ROUTINE)
    return surroundings(tmp_path)


def test_the_library_is_shown_and_a_workout_is_followed(environment: dict[str, str]) -> None:
    with Served(environment) as served:
        served.shows("routines")
        served.shows("Seated row")
        served.press("\r", "WORK")
        served.press(" ", "REST")
        served.press("r", "tab next")
        served.press("\x1b")
        served.hides("tab next")
        served.press("q", "Finish the workout?")
        served.press("f", "FINISHED EARLY")
        served.press("\r", "routines")
        served.send(b"D", b"q")
        assert served.ended() == 0
        assert served.shown is not None


def test_a_stdin_that_is_no_terminal_is_none_that_was_closed(environment: dict[str, str]) -> None:
    with Served(environment, "do", "1x:07 Plank", "--prepare", "1s") as served:
        served.shows("HOLD")
        served.shows("1 of 1 set")  # long after the terminal would have been looked for


def test_it_ends_when_textual_serve_has_gone(environment: dict[str, str]) -> None:
    with Served(environment, "do", "3x8 Seated row") as served:
        served.shows("WORK")
        assert served.process.stdin is not None
        served.process.stdin.close()
        assert served.process.wait(LIMIT_S) == 129
    with Served(environment, "start", "--resume") as served:
        served.shows("PAUSED")


def test_it_ends_when_nobody_takes_what_it_shows(environment: dict[str, str]) -> None:
    with Served(environment, "do", "1x10:00 Plank") as served:
        served.shows("GET READY")
        assert served.process.stdout is not None
        served.process.stdout.close()
        assert served.process.wait(LIMIT_S) == 129
        assert served.process.stderr is not None
        assert served.process.stderr.read() == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_a_signal_ends_it(environment: dict[str, str], number: int) -> None:
    with Served(environment, "do", "3x8 Seated row") as served:
        served.shows("WORK")
        served.process.send_signal(number)
        assert served.ended() == 128 + number


def test_a_page_that_is_closed_ends_it_and_the_workout_goes_on_later(environment: dict[str, str]) -> None:
    with Served(environment, "do", "3x8 Seated row") as served:
        served.shows("WORK")
        served.press(" ", "REST")
        served.tell(type="quit")
        assert served.ended() == 0
    with Served(environment) as served:
        served.shows("A workout was interrupted")


def test_no_bytes_and_no_size_end_it(environment: dict[str, str]) -> None:
    with Served(environment, "do", "3x8 Seated row", COLUMNS="99999999999", ROWS="-3") as served:
        served.shows("WORK")
        for raw in (b"\xfc", b"\x1b[113;1:3u", b"\x1bP>|term\x1b\\", b"\xc3"):
            served.send(b"D", raw)
        for size in ((10**9, 10**9), (0, 0), (-1, 5), ("wide", None), (True, 24)):
            served.tell(type="resize", width=size[0], height=size[1])
        for said in (b"", b"[]", b"no JSON", b'{"type": 3}', b"[" * 10_000):
            served.send(b"M", said)
        served.press(" ", "REST")
        served.tell(type="resize", width=60, height=15)
        served.press("q", "Finish the workout?")


def test_the_shell_and_ones_own_editor_are_neither_shown_nor_reached(environment: dict[str, str]) -> None:
    with Served(environment, "edit", "mine", VISUAL="", EDITOR="true") as served:
        served.shows("Seated row")
        assert "$EDITOR" not in served.shown
        served.press("\x05", "Your own editor needs a terminal")
        served.press("\x1bOP", "Keys of the editor")
        served.press("\x1b[F", "escape")
        assert "$EDITOR" not in served.shown
    with Served(environment, "do", "1x10:00 Plank", "--prepare", "1s") as served:
        served.shows("HOLD")
        served.press("\x1a", "There is no shell")
        assert "PAUSED" not in served.shown
        served.press("?", "space enter")
        served.press("\x1b[F", "ctrl+c asks")
        assert "ctrl+z" not in served.shown


def test_dash_dash_editor_is_refused_and_the_rest_is_as_ever(environment: dict[str, str]) -> None:
    def called(*arguments: str, driver: str = DRIVER) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            env={**environment, "TEXTUAL_DRIVER": driver, "EDITOR": "true"}, timeout=LIMIT_S,
        )  # fmt: skip

    refused = called("edit", "mine", "--editor")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--editor needs a terminal" in refused.stderr
    assert called("list").stdout.startswith("routine")
    for driver in ("nowhere:Driver", "textual.app:App", "textual.drivers.web_driver:None", "web_driver", "::"):
        unknown = called(driver=driver)
        assert (unknown.returncode, unknown.stdout) == (1, "")
        assert unknown.stderr.startswith("backday: TEXTUAL_DRIVER names no driver of Textual")
        assert len(unknown.stderr.splitlines()) == 1
    for driver in ("textual.drivers.linux_driver:LinuxDriver", ""):
        assert "this is `backday list`" in called(driver=driver).stderr
