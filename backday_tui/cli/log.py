"""`backday log`: what was done, for people and for programs. What a session came to is counted in history/log.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from rich.table import Table
from rich.text import Text

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import put_json, warn
from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, facts_grid, put
from backday_tui.clock import SystemClock
from backday_tui.errors import NotFoundError
from backday_tui.folders import folders
from backday_tui.history import log as history_log
from backday_tui.history.log import (
    by_weeks,
    date_doubt,
    done_text,
    figures_of,
    load_text,
    monday_of,
    nonsense_in,
    opened,
    title_of,
)
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from backday_tui.history.log import LoggedTotals
    from backday_tui.history.store import PerformedSet, SessionHead, SessionRow, Store

NEWEST: Final = 30
"""So many are shown where not all are asked for."""
_NAME: Final = 60
_HEADING: Final = 200
_NOTE: Final = 2000


@click.command(
    "log", epilog="\b\nExamples:\n  backday log\n  backday log --all\n  backday log 12\n  backday log --json"
)
@click.argument("session", type=int, required=False, metavar="[ID]", shell_complete=completion.sessions)
@click.option("--all", "shows_all", is_flag=True, help=f"All of them, not the newest {NEWEST} alone.")
@click.option("--json", "as_json", is_flag=True, help="For programs; always all of them.")
def log(session: int | None, shows_all: bool, as_json: bool) -> None:
    """Show the sessions done, newest first, or every set of the one with this ID."""
    now = SystemClock().wall()
    with opened(folders().log_file) as store:
        if session is not None:
            rows: Sequence[SessionRow] = (_session(store, session),)
            pages = session_page(rows[0], now)
        else:
            heads = store.heads() if store is not None else ()
            rows = _newest(store, heads, None if shows_all or as_json else NEWEST)
            pages = iter((log_table(rows, now, heads), *_more(len(heads) - len(rows), "session", "backday log --all")))
    if as_json:
        put_json(history_log.as_json(rows))
    elif rows:
        put(*pages)
    else:
        warn("nothing is logged yet")
    for row in rows:
        if nonsense := nonsense_in(row):
            shown = "null" if as_json else f'"{words.UNKNOWN}"'
            warn(f"session {row.id}: the log holds what makes no sense, shown as {shown}: {nonsense}")


def _session(store: Store | None, number: int) -> SessionRow:
    row = store.session(number) if store is not None else None
    if row is None:
        raise NotFoundError(f"there is no session {number} in the log; `backday log --all` shows them all")
    return row


def _newest(store: Store | None, heads: Sequence[SessionHead], most: int | None) -> tuple[SessionRow, ...]:
    if store is None:
        return ()
    return store.sessions() if most is None else store.sessions_of([head.id for head in heads[:most]])


def _more(count: int, noun: str, shown_by: str) -> Iterator[RenderableType]:
    """How many there are besides, and how they are seen."""
    if count > 0:
        yield Text()
        yield Text(f"{words.counted(count, f'more {noun}')}: {shown_by}", style=FAINT)


def log_table(rows: Sequence[SessionRow], now: datetime, heads: Sequence[SessionHead] = ()) -> RenderableType:
    """A line for each session, under its week; what each week came to is counted over all of `heads`."""
    weeks = {week.monday: week.title(now) for week in by_weeks(heads or rows)}
    mondays = [monday_of(row) for row in rows]
    starts = [place for place, monday in enumerate(mondays) if not place or monday != mondays[place - 1]]
    cells = [_cells(row, now) for row in rows]
    shown = [column for column, _ in enumerate(_HEADINGS) if any(row[column] for row in cells)]
    return ConsoleColumns(
        tuple(_HEADINGS[column] for column in shown),
        [tuple(row[column] for column in shown) for row in cells],
        right=frozenset({"id", "time"}),
        folds={"routine": 12, "state": 7},
        named=frozenset({"time", "sets", "longest hold"}),
        gives_way=("volume load", "longest hold"),
        titles={place: weeks[mondays[place]] for place in starts},
    )


_HEADINGS: Final = ("id", "date", "routine", "time", "sets", "volume load", "longest hold", "state")


def _cells(row: SessionRow, now: datetime) -> tuple[str, ...]:
    figures = figures_of(row)
    return (
        str(row.id), _date(row), _name(title_of(row)), words.known(row.elapsed_s, words.measured), _sets(row),
        words.lifted(figures.volume), _hold(figures), _state(row, now),
    )  # fmt: skip


def session_page(row: SessionRow, now: datetime) -> Iterator[RenderableType]:
    """One session, with what was to be done in each set and what was."""
    yield Text(_name(row.name, _HEADING), style=HEADING)
    yield Text()
    yield _facts(row, now)
    if not row.sets:
        return
    yield Text()
    table = _table("exercise", "set", "side", "target", "done", "load")
    for done in row.sets:
        cells = (
            _name(done.exercise), _turn(done), clean(done.side, _NAME), clean(done.target, _NAME), done_text(done),
            load_text(done),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    yield table


def _facts(row: SessionRow, now: datetime) -> RenderableType:
    figures = figures_of(row)
    ended = f" to {words.known(row.ended, '{:%H:%M}'.format)}" if row.has_ended else ""
    facts = {
        "date": f"{_date(row)}{ended}",
        "routine": clean(row.routine, _NAME),
        "time": words.known(row.elapsed_s, words.measured),
        "sets": _sets(row),
        "reps": f"{figures.reps:,}" if figures.reps else "",
        "volume load": words.lifted(figures.volume),
        "longest hold": _hold(figures),
        "state": _state(row, now),
        "note": clean(row.note, _NOTE),
    }
    return facts_grid(facts)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=HEADING)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in ("id", "time") else "left", overflow="fold")
    return table


def _hold(figures: LoggedTotals) -> str:
    return words.measured(figures.longest_hold_s) if figures.longest_hold_s else ""


def _name(text: str, most: int = _NAME) -> str:
    """A name, which everything has: without one it makes no sense."""
    return clean(text, most) or words.UNKNOWN


def _date(row: SessionRow) -> str:
    return words.known(row.started, "{:%Y-%m-%d %H:%M}".format)


def _sets(row: SessionRow) -> str:
    return f"{figures_of(row).sets_done} of {words.known(row.planned_sets, str)}"


def _turn(done: PerformedSet) -> str:
    number, sets = (words.UNKNOWN if name in done.unknown else str(getattr(done, name)) for name in ("number", "sets"))
    return f"{number} of {sets}"


def _state(row: SessionRow, now: datetime) -> str:
    """Whether all of it was done; one that has not ended runs, or was interrupted. And what its date makes one ask."""
    state = "partial, not ended" if not row.has_ended else "partial" if row.partial else ""
    return ", ".join(filter(None, (state, date_doubt(row.started, now))))
