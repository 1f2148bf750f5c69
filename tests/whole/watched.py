"""A terminal of which every byte is looked at: what may reach it, how wide it gets, what stands on it."""

from __future__ import annotations

import codecs
import re
import signal
import time
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from terminals import LIMIT_S, PROGRAM, Terminal
from wcwidth import wcwidth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

QUIET_S: Final = 0.06
"""Where nothing more comes for so long, it has all been drawn."""
ITS_OWN: Final = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\x1b\[[0-9]+;[0-9]+H|\x1b\[H|\x1b\[2?[JK]"  # moves of the cursor, what is cleared
    r"|\x1b\[\?(?:25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048|7)[hl]|\x1b\[\?(?:2026|2048)\$p"  # modes
    r"|\x1b\[[<>=][0-9;]*u|\x1b\]22;[a-z-]*\x07"  # keys, the pointer's shape
    r"|\x08"  # back over what is left of a longer countdown
)
"""What Textual and rich write of themselves."""
_PIECE: Final = re.compile(rf"(?P<own>{ITS_OWN.pattern})|(?P<end>\r?\n)|(?P<back>\r)|[^\x1b\r\n]+|\x1b")
_UNFINISHED: Final = re.compile(r"(?:\x1b[^a-zA-Z\x07]*)?\Z")
_MOVE: Final = re.compile(r"\x1b\[([0-9]+);([0-9]+)H")
_NO_TEXT: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]"
)
_MOST_MARKS: Final = 3
ESCAPE: Final = "\x1b"
"""What closes something; what is typed before that was seen would be taken for alt and a letter."""
NO_KEY: Final = "\x1b[2~"
"""A key that does nothing anywhere, insert: the same key before it and after it is pressed twice, and not held."""
SCREEN_ON, SCREEN_OFF = "\x1b[?1049h", "\x1b[?1049l"
RECORDING: Final = """
import os
from textual.screen import Screen
make = Screen.__init__
def made(self, *arguments, **more):
    with open(os.environ["SCREENS_SHOWN"], "a", encoding="utf-8") as file:
        print(*(each.__name__ for each in type(self).__mro__ if issubclass(each, Screen)), file=file)
    make(self, *arguments, **more)
Screen.__init__ = made
from backday_tui.cli import main
main()
"""
"""The program, which writes down each screen that it opens."""


class Run(NamedTuple):
    """Text that is written without a break: where it begins, from 0, and the cells that it takes."""

    row: int
    column: int
    cells: int


class Watched(Terminal):
    """A program on a terminal whose bytes are judged as they come."""

    def __init__(
        self, environment: Mapping[str, str], *arguments: str, size: tuple[int, int] = (80, 24),
        program: tuple[str, ...] = PROGRAM,
    ) -> None:  # fmt: skip
        """`size` is columns and rows."""
        self.columns, self.rows = size
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._rest = ""
        self._unjudged = ""
        self._keys = ""
        self._runs: list[Run] = []
        self._place = (0, 0, 0)
        self._is_on = False
        super().__init__(environment, *arguments, program=program, size=(self.rows, self.columns))

    def read(self, wait_s: float = LIMIT_S) -> bool:
        """Take note of what comes too."""
        before = len(self.written)
        came = super().read(wait_s)
        if came:
            told = self._rest + self._decoder.decode(self.written[before:])
            end = len(told) - len(_UNFINISHED.findall(told)[0])
            self._rest = told[end:]
            self._unjudged += told[:end]
            self._follow(told[:end])
        return came

    def _follow(self, told: str) -> None:
        row, begun, column = self._place
        for piece in _PIECE.finditer(told):
            move = _MOVE.fullmatch(piece[0]) if piece["own"] else None
            if move or piece["end"] or piece["back"]:
                self._note(row, begun, column)
                row, column = (int(move[1]) - 1, int(move[2]) - 1) if move else (row + bool(piece["end"]), 0)
                begun = column
            elif piece[0] in (SCREEN_ON, SCREEN_OFF):
                self._is_on, row, column, begun = piece[0] == SCREEN_ON, 0, 0, 0
            elif not piece["own"]:
                column += cells_of(piece[0])
        self._note(row, begun, column)
        self._place = (row, begun, column)

    def _note(self, row: int, begun: int, end: int) -> None:
        if end > begun and self._is_on:
            self._runs.append(Run(row, begun, end - begun))

    def settle(self, *words: str) -> None:
        """Read until these words stand on the screen and nothing more comes."""
        self.wait_for(lambda: all(word in self.shown for word in words), words)
        self._grow_quiet()

    def _grow_quiet(self) -> None:
        still = time.monotonic() + 1.0  # a workout's digits go on
        while self.read(QUIET_S) and time.monotonic() < still:
            pass

    def paint(self) -> None:
        """Have the whole screen drawn anew: every row ends in the last column, so all that stands in it is in place."""
        self._runs.clear()
        self.process.send_signal(signal.SIGCONT)
        self.wait_for(self._is_painted, "all rows as wide as the terminal")
        self._grow_quiet()  # a key that comes while the program takes the terminal back is lost

    def _is_painted(self) -> bool:
        return {run.row for run in self._runs if run[1:] == (0, self.columns)} >= set(range(self.rows))

    def look(self, keys: str = "", *words: str) -> None:
        """Type this, wait for these words, and see what was written meanwhile and what stands there now.

        A key that is the same as the last is told from one that bounces by another in between, which does nothing.
        """
        before = self.shown
        self.press((NO_KEY if keys and keys == self._keys else "") + keys)
        self._keys = keys
        if keys == ESCAPE:
            self.wait_for(lambda: self.shown != before, "something closed")
        self.settle(*words)
        self.judge()
        self.paint()
        self.judge()

    def leaves(self, code: int | None = 0) -> None:
        """The program ends with this code, None for any, and leaves a terminal that it has not changed."""
        ended = self.ended()
        assert code in (None, ended), self.seen[-600:]
        self.judge()
        assert self.is_as_before

    def judge(self) -> None:
        """Since the last time nothing but text has come, and what the program writes of itself, in no row too much."""
        told, self._unjudged = self._unjudged, ""
        faults = list(faults_of(told))
        assert not faults, f"{faults[:5]}\n{self.shown}"
        wide = [run for run in self._runs if run.column + run.cells > self.columns]
        assert not wide, f"{wide[:5]}\n{self.shown}"
        self._runs.clear()


def faults_of(written: str) -> Iterator[str]:
    """What a text holds that is neither text nor a sequence that a program may write."""
    text = ITS_OWN.sub("", written)
    if text.isascii() and text.replace("\r", "").replace("\n", "").isprintable():
        return
    marks = 0
    for place, char in enumerate(text):
        category = _category(char)
        marks = marks + 1 if category.startswith("M") else 0
        if category in _NO_TEXT or marks > _MOST_MARKS:
            yield f"{char!a} in {text[max(place - 20, 0) : place + 20]!a}"


@lru_cache(maxsize=4096)
def _category(char: str) -> str:
    return "" if char in "\r\n" else "Cf" if _UNSEEN.match(char) else unicodedata.category(char)


@lru_cache(maxsize=4096)
def cells_of_one(char: str) -> int:
    """The cells that a terminal gives to a character."""
    return max(wcwidth(char), 0)


def cells_of(text: str) -> int:
    """The cells that a terminal gives to a text."""
    return sum(map(cells_of_one, text))


def screens_shown(record: Path) -> set[str]:
    """The names of the screens that were opened, and of what they are made of."""
    return set(record.read_text(encoding="utf-8").split()) if record.exists() else set()
