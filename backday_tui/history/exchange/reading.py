"""A file -> what is in it, whoever wrote it: the one way in for commands and screens.

It is read row by row: years of training take seconds and little memory, and a file that is made to take more of either
is refused with a word.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from backday_tui.history.exchange.csv_rows import LogRefusedError, LogRows, open_log
from backday_tui.history.exchange.foreign import ForeignLog
from backday_tui.history.exchange.own_table import OwnTableReader
from backday_tui.history.exchange.readers import (
    FitNotesReader,
    GravlReader,
    HevyReader,
    LiftLogReader,
    LiftosaurReader,
    LogTableReader,
    StrongLiftsReader,
    StrongReader,
)
from backday_tui.log_heads import APPS, head_cells, is_log_head
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backday_tui.log_heads import LogFormat

_READERS: Final[Mapping[LogFormat, type[LogTableReader]]] = MappingProxyType(
    {
        reader.FORMAT: reader
        for reader in (
            HevyReader, StrongReader, FitNotesReader, StrongLiftsReader, LiftLogReader, LiftosaurReader, GravlReader,
            OwnTableReader,
        )
    }
)  # fmt: skip
_SHOWN: Final = 80
_LEAST_COLUMNS: Final = 4


def read_log(
    path: Path, wanted: LogFormat | None = None, told: Callable[[float], object] = lambda _: None
) -> ForeignLog:
    """All of a log, and what is wrong in it.

    Args:
        path: of the file.
        wanted: whose it is; None is told by its head.
        told: is told how much of it was read, from 0 to 1, now and then.

    Raises:
        LogRefusedError: it can't be read, or is no log of a form that is known; the message names the file.
    """
    try:
        with open_log(path) as text:
            return _read(LogRows(text, told), wanted)
    except LogRefusedError as error:
        raise LogRefusedError(f"{clean(str(path))}: {error}") from error


def _read(rows: LogRows, wanted: LogFormat | None) -> ForeignLog:
    is_json = rows.first.lstrip().startswith(("{", "["))
    known = is_log_head(rows.first)
    found = wanted or ("backday" if is_json else known)
    if found is None:
        raise LogRefusedError(_unknown(rows.first))
    log = ForeignLog(found)
    if found == "backday":
        from backday_tui.history.exchange.own_json import read_json  # which few files need

        read_json(rows.rest(), log)
        return log
    if known is not None and known != found:
        log.remarks.append(f"its head is that of a log of {APPS[known]}")
    _READERS[found](rows, log).read()
    return log


def _unknown(first: str) -> str:
    if not first.strip():
        return "there is nothing in it"
    cells = head_cells(first)
    if len(cells) >= _LEAST_COLUMNS:
        return (
            f'its head is that of no log that is known: "{clean(first, _SHOWN).strip()}". Where it is in another '
            "language, export it with the app in English; `--format` says whose it is"
        )
    return f'it does not begin with the head of a log: "{clean(first, _SHOWN).strip()}"'
