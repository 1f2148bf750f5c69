"""A table of text, CSV, read row by row whatever it holds: with limits, and with the place of each cell.

What can't be a table at all is refused with a word; a row that is broken is a problem, and the next one is read.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO, Final

from backday_tui import files
from backday_tui.errors import BackdayError
from backday_tui.log_heads import delimiter_of, head_cells
from backday_tui.routine.problems import Problem
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

MOST_BYTES: Final = 128 << 20
"""The largest file that is read: a log of 50,000 sets has five to fifty millions."""
MOST_LINE: Final = 1 << 20
"""The characters of the longest line."""
MOST_CELL: Final = 100_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1000
_CHUNK: Final = 1 << 20
_ROWS_A_STEP: Final = 2000
"""So many rows are read between two looks at how far it got."""
_SEP: Final = "sep="


class LogRefusedError(BackdayError):
    """A file that is no log that can be read; the message is one line, with the line of the file where there is one."""


def _encoding_of(file: BinaryIO) -> str:
    """How a text is written: UTF-8, with a mark or without, as Windows says "Unicode", else Latin-1.

    The file is read to its end, and set back to its beginning.

    Raises:
        LogRefusedError: it is no text, or larger than any log.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > MOST_BYTES:
        raise LogRefusedError(f"it has {size:,} bytes, and no log is larger than {MOST_BYTES:,}")
    beginning = file.read(2)
    file.seek(0)
    if beginning in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, lines = True, 0
    while part := file.read(_CHUNK):
        place = part.find(b"\0")
        if place >= 0:
            lines += part.count(b"\n", 0, place)
            raise LogRefusedError(f"line {lines + 1} holds a NUL: it is no text")
        lines += part.count(b"\n")
        try:
            decoder.decode(part)
        except UnicodeDecodeError:
            is_utf8 = False
            decoder = codecs.getincrementaldecoder("latin-1")()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf8 = False
    file.seek(0)
    return "utf-8-sig" if is_utf8 else "latin-1"


class LogRows:
    """The rows of a table.

    Args:
        text: open at its beginning, as by `open_log`.
        told: is told how much of the file was read, from 0 to 1, now and then.

    Attributes:
        head: the names of the columns in it, made alike.
        first: the first line that isn't blank, as it stands.
        delimiter: what stands between the cells.
        line: of the file, in which the row that was given last begins, from 1.
    """

    def __init__(self, text: io.TextIOWrapper, told: Callable[[float], object] = lambda _: None) -> None:
        self._size = max(os.fstat(text.fileno()).st_size, 1)
        self._text, self._told, self._read = text, told, 0
        self._number = 0
        self._raw: list[str] = []
        self.line = 0
        self.first = self._first()
        self.delimiter = delimiter_of(self.first)
        self.head = head_cells(self.first)

    def _first(self) -> str:
        for line in self._lines():
            if line.strip("\ufeff \t\r\n") and not line.casefold().startswith(_SEP):
                return line.removeprefix("\ufeff")
        return ""

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(MOST_LINE + 1):
            self._number += 1
            self._read += len(line)
            if len(line) > MOST_LINE:
                raise LogRefusedError(f"line {self._number} is longer than {MOST_LINE:,} characters")
            if "\0" in line:
                raise LogRefusedError(f"line {self._number} holds a NUL: it is no text")
            self._raw.append(line)
            yield line

    def rest(self) -> str:
        """All of the text that is left behind the first line, with that."""
        return self.first + self._text.read()

    def rows(self, problem: Callable[[Problem], object]) -> Iterator[list[str]]:
        """The rows below the head that aren't blank, each with as many cells as the head has.

        Args:
            problem: is told of each row that is broken, and so isn't given.

        Raises:
            LogRefusedError: from some line on nothing can be read any more.
        """
        if len(self.head) > MOST_COLUMNS:
            raise LogRefusedError(f"it has {len(self.head):,} columns, and no log has more than {MOST_COLUMNS:,}")
        count = 0
        before = csv.field_size_limit(MOST_CELL)
        try:
            reader = csv.reader(self._lines(), delimiter=self.delimiter, strict=True)
            while True:
                self._raw.clear()
                self.line = self._number + 1
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    self._broken(error, problem)
                    continue
                if not any(cell and not cell.isspace() for cell in row) or self._is_head(row):
                    continue
                count += 1
                if count > MOST_ROWS:
                    raise LogRefusedError(f"it has more than {MOST_ROWS:,} rows")
                if not count % _ROWS_A_STEP:
                    self._told(self._read / self._size)
                if fitting := self._fitting(row, problem):
                    yield fitting
        finally:
            csv.field_size_limit(before)

    def _is_head(self, row: Sequence[str]) -> bool:
        """Whether two exports were put one behind the other."""
        return (
            len(row) > 1 and row[0].strip().casefold() == self.head[0] and head_cells("".join(self._raw)) == self.head
        )

    def _broken(self, error: csv.Error, problem: Callable[[Problem], object]) -> None:
        reason = str(error)
        if "field limit" in reason or "unexpected end" in reason:
            raise LogRefusedError(f"line {self.line}: a quote that begins there never ends")
        column = self._raw[-1].find('"') + 1 if self._raw else 1
        problem(
            Problem(self.line, max(column, 1), "error", "a quote stands where none can; in a cell it is written twice")
        )

    def _fitting(self, row: list[str], problem: Callable[[Problem], object]) -> list[str] | None:
        wanted = len(self.head)
        if len(row) < wanted:
            return row + [""] * (wanted - len(row))
        if len(row) > wanted and any(row[wanted:]):
            line, column = self.place(wanted)
            problem(Problem(line, column, "error", f"the row has {len(row)} cells, and the head {wanted}"))
            return None
        return row

    def place(self, cell: int) -> tuple[int, int]:
        """The line and the character in which a cell of the row that was given last begins, both from 1."""
        text, at, is_quoted = "".join(self._raw), 0, False
        for sign in text:
            if cell == 0:
                break
            at += 1
            if sign == '"':
                is_quoted = not is_quoted
            cell -= sign == self.delimiter and not is_quoted
        before = text[:at].split("\n")
        return self.line + len(before) - 1, len(before[-1]) + 1


def open_log(path: Path) -> io.TextIOWrapper:
    """A file that may be a log, as text.

    Raises:
        LogRefusedError: it can't be read, or is no text.
    """
    try:
        file = files.open_regular(path)
    except (OSError, ValueError) as error:
        raise LogRefusedError(clean(getattr(error, "strerror", None) or str(error))) from error
    with ExitStack() as unless_opened:
        unless_opened.enter_context(file)
        text = io.TextIOWrapper(file, _encoding_of(file), errors="replace")
        unless_opened.pop_all()
    return text
