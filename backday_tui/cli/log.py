"""`backday log`: what was done, for people and for programs. What a session came to is counted in history/log.py."""

from __future__ import annotations

import importlib
import re
import shlex
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click
from rich.text import Text

from backday_tui import settings, words
from backday_tui.cli import completion
from backday_tui.cli.console import put_json, warn
from backday_tui.cli.pages import FAINT, HEADING, ConsoleColumns, facts_grid, filled_columns, put
from backday_tui.cli.wiring import tell_own_exercise_faults
from backday_tui.clock import SystemClock
from backday_tui.errors import NotFoundError
from backday_tui.folders import cache_folder, folders
from backday_tui.history import copies
from backday_tui.history import log as history_log
from backday_tui.history.log import date_doubt, figures_of, nonsense_in, opened, title_of
from backday_tui.history.log_words import (
    aim_text,
    by_weeks,
    change_text,
    common_source,
    distance_text,
    done_text,
    kind_text,
    load_text,
    moved_text,
    notes_in_line,
    record_lines,
    rir_text,
    sets_in_line,
    source_text,
    week_of,
)
from backday_tui.history.movements import bring_up_to_date, movement_called
from backday_tui.history.past import records_in
from backday_tui.history.stars import starred
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.log import LoggedTotals
    from backday_tui.history.store import PerformedSet, SessionHead, SessionRow, Store
    from backday_tui.settings import Effort

NEWEST: Final = 30
"""So many are shown where not all are asked for."""
_RESTORE: Final = "restore"
_ID: Final = re.compile(r"-?[0-9]+")
_MOST_DIGITS: Final = 15
_DAY: Final = "{:%Y-%m-%d}"
_TIME: Final = "{:%Y-%m-%d %H:%M}"
_NAME: Final = 60
_HEADING: Final = 200
_NOTE: Final = 2000


class _LogCommand(click.Command):
    """The first word may be a command of its own, else it is what to show."""

    def own_command(self, word: str) -> click.Command | None:
        """The command of its own that a word is; None for none."""
        if word not in OWN_COMMANDS:
            return None
        module, name = OWN_COMMANDS[word]
        found: click.Command = getattr(importlib.import_module(f"backday_tui.cli.{module}"), name)
        return found

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command that is meant."""
        own = self.own_command(args[0]) if args else None
        if own is not None:
            return own.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


OWN_COMMANDS: Final = {
    "add": ("put_right", "add"),
    "set": ("put_right", "set_"),
    "edit": ("put_right", "edit"),
    "undo": ("put_right", "undo"),
    "import": ("log_files", "import_"),
    "undo-import": ("log_files", "undo_import"),
    "export": ("log_files", "export"),
}
"""By the word behind `backday log`: the module in this room, and what it is called there."""


@click.command(
    "log",
    cls=_LogCommand,
    epilog="""\b
Examples:
  backday log
  backday log --all
  backday log 12
  backday log seated row
  backday log --json

\b
To put the past right, each with a --help of its own:
  backday log add back --on 2026-11-02 "Seated row 12 12 12 @ 40kg; Plank 1:30 1:20"
  backday log set 12 3 9@42.5
  backday log edit 12
  backday log undo

\b
Logs of other apps, in and out:
  backday log import workout_data.csv
  backday log undo-import
  backday log export --format csv >log.csv""",
)
@click.argument("what", nargs=-1, metavar="[ID or EXERCISE]", shell_complete=completion.sessions_or_exercises)
@click.option("--all", "shows_all", is_flag=True, help=f"All of them, not the newest {NEWEST} alone.")
@click.option("--json", "as_json", is_flag=True, help="For programs; always all of them.")
def log(what: tuple[str, ...], shows_all: bool, as_json: bool) -> None:
    """Show the sessions done, newest first, every set of one by its ID, or all with an EXERCISE.

    EXERCISE is an id, a name or an alias, or words of one; a number is an ID.

    `backday log restore` lists the copies made before each change of the log's form; with a NAME or NUMBER of them it
    goes back to that one, and keeps what is there now as a copy.
    """
    if what[:1] == (_RESTORE,):
        _restore(what[1:])
        return
    wanted = " ".join(what).strip()
    most = None if shows_all or as_json else NEWEST
    now = SystemClock().wall()
    with opened(folders().log_file) as store:
        if as_json and store is not None:
            bring_up_to_date(store, known_exercises())
        if not wanted:
            listed = _newest_sessions(store, most, now)
        elif _ID.fullmatch(wanted):
            listed = _one_session(store, wanted, now)
        else:
            listed = _with_exercise(store, wanted, most, now)
    if as_json:
        put_json(history_log.as_json(listed.rows))
    elif listed.rows:
        put(*listed.pages)
    else:
        warn(listed.nothing)
    if listed.remark:
        warn(listed.remark)
    for row in listed.rows:
        if nonsense := nonsense_in(row):
            shown = "null" if as_json else f'"{words.UNKNOWN}"'
            warn(f"session {row.id}: the log holds what makes no sense, shown as {shown}: {nonsense}")


def _restore(wanted: Sequence[str]) -> None:
    """The copies of the log, or the one that is named put in its place."""
    log_file = folders().log_file
    if len(wanted) > 1:
        raise click.UsageError("one copy can be gone back to: name it by its number or its name")
    if wanted:
        copy = copies.named(log_file, wanted[0])
        kept = copies.restore(log_file, copy, SystemClock().wall())
        put(Text(f"The log is again as it was at {copy.made:%Y-%m-%d %H:%M}: {copies.told(copy)}"))
        if kept is not None:
            put(Text(f"What it was until now is kept as {clean(kept.name)}"))
        return
    found = copies.copies(log_file)
    if not found:
        warn("there is no copy of the log yet: one is made before each change of its form")
        return
    rows = [
        (str(number), clean(copy.path.name), _TIME.format(copy.made), f"{copy.size:,} bytes", copies.told(copy))
        for number, copy in enumerate(found, start=1)
    ]
    put(ConsoleColumns(("number", "name", "made", "size", "holds"), rows, right=frozenset({"number", "size"})))


class _Listed(NamedTuple):
    """What is shown: sessions, and the pages that they make for people; `nothing` is said where there are none.

    `remark` is what else a person should know.
    """

    rows: Sequence[SessionRow]
    pages: Sequence[RenderableType]
    nothing: str = ""
    remark: str = ""


def _one_session(store: Store | None, written: str, now: datetime) -> _Listed:
    row = store.session(int(written)) if store is not None and len(written) <= _MOST_DIGITS else None
    if store is None or row is None:
        raise NotFoundError(
            f"there is no session {clean(written, _NAME)} in the log; `backday log --all` shows them all"
        )
    effort = settings.load(folders().settings_file)[0].effort
    movements = {done.movement for done in row.sets}
    fallen = records_in(store, known_exercises(), now, movements).get(row.id, ())
    records = record_lines(row, fallen, now)
    return _Listed((row,), list(session_page(row, now, effort, store.changes(row.id), records)))


def _newest_sessions(store: Store | None, most: int | None, now: datetime) -> _Listed:
    heads = store.heads() if store is not None else ()
    rows = _newest(store, heads, most)
    more = _more(len(heads) - len(rows), "session", "backday log --all")
    stars = starred(store, known_exercises(), now, cache_folder()) if store is not None else ()
    return _Listed(rows, [log_table(rows, now, heads, stars), *more], "nothing is logged yet")


def _with_exercise(store: Store | None, wanted: str, most: int | None, now: datetime) -> _Listed:
    tell_own_exercise_faults(folders())
    found = movement_called(store, known_exercises(), wanted)
    name = clean(found.name, _HEADING)
    numbers = store.with_movement(found.movement) if store is not None else set()
    newest = [head.id for head in store.heads() if head.id in numbers][:most] if store is not None else []
    rows = store.sessions_of(newest, found.movement) if store is not None else ()
    stars = records_in(store, known_exercises(), now, {found.movement}).keys() if store is not None else ()
    others = [clean(each, _NAME) for each in found.done if each != found.name]
    nothing = f"{name} was never done" + (f"; of similar names were: {', '.join(others)}" if others else "")
    remark = ""
    if rows and len(found.fitting) > 1 and not known_exercises().find(wanted):
        remark = f'"{clean(wanted, _NAME)}" fits {len(found.fitting)} exercises; of these {name} alone was ever done'
    pages = (
        Text(name, style=HEADING),
        Text(),
        _exercise_table(rows, now, stars),
        *_more(len(numbers) - len(rows), "session", f"backday log {_as_typed(wanted)} --all"),
    )
    return _Listed(rows, pages, nothing, remark)


def _as_typed(wanted: str) -> str:
    """A name as a shell takes it."""
    return clean(" ".join(map(shlex.quote, wanted.split())), _NAME)


def _exercise_table(rows: Sequence[SessionRow], now: datetime, stars: Collection[int]) -> RenderableType:
    """A line for each session in which an exercise was done, with a star where it saw a record of it."""
    return filled_columns(
        ("id", words.STAR, "date", "routine", "sets", "note", "state"),
        [
            (
                str(row.id),
                words.STAR if row.id in stars else "",
                _date(row),
                _name(title_of(row)),
                sets_in_line(row.sets),
                notes_in_line(row),
                date_doubt(row.started, now),
            )
            for row in rows
        ],
        right=frozenset({"id"}),
        folds={"routine": 10, "sets": 16, "note": 12, "state": 12},
        named=frozenset({"note"}),
    )


def _newest(store: Store | None, heads: Sequence[SessionHead], most: int | None) -> tuple[SessionRow, ...]:
    if store is None:
        return ()
    return store.sessions() if most is None else store.sessions_of([head.id for head in heads[:most]])


def _more(count: int, noun: str, shown_by: str) -> Iterator[RenderableType]:
    """How many there are besides, and how they are seen."""
    if count > 0:
        yield Text()
        yield Text(f"{words.counted(count, f'more {noun}')}: {shown_by}", style=FAINT)


def log_table(
    rows: Sequence[SessionRow], now: datetime, heads: Sequence[SessionHead] = (), stars: Collection[int] = ()
) -> RenderableType:
    """A line for each session, under its week; what each week came to is counted over all of `heads`.

    A star stands where a record fell: in the sessions with the ids in `stars`.
    """
    weeks = {week.monday: week.title(now) for week in by_weeks(heads or rows)}
    mondays = [week_of(row) for row in rows]
    starts = [place for place, monday in enumerate(mondays) if not place or monday != mondays[place - 1]]
    return filled_columns(
        ("id", words.STAR, "date", "routine", "time", "sets", "volume load", "longest hold", "state"),
        [_cells(row, now, words.STAR if row.id in stars else "") for row in rows],
        right=frozenset({"id", "time"}),
        folds={"routine": 12, "state": 7},
        named=frozenset({"time", "sets", "longest hold"}),
        gives_way=("volume load", "longest hold"),
        titles={place: weeks[mondays[place]] for place in starts},
    )


def _cells(row: SessionRow, now: datetime, star: str) -> tuple[str, ...]:
    figures = figures_of(row)
    return (
        str(row.id), star, _date(row), _name(title_of(row)), _length(row), _sets(row),
        words.lifted(figures.volume), _hold(figures), _state(row, now),
    )  # fmt: skip


def session_page(
    row: SessionRow,
    now: datetime,
    effort: Effort = "off",
    changes: Sequence[LoggedChange] = (),
    records: Sequence[str] = (),
) -> Iterator[RenderableType]:
    """One session, with what was to be done in each set and what was, its records, and what was put right in it.

    The sets are numbered in the order in which they were done.
    """
    yield Text(_name(row.name, _HEADING), style=HEADING)
    yield Text()
    yield _facts(row, now)
    if row.sets:
        yield Text()
        yield _set_table(row, effort)
    if records:
        yield Text()
        yield from (Text(f"{words.STAR} {line}") for line in records)
    if changes:
        yield Text()
        put_right = [(words.known(change.at, _TIME.format), change_text(change, row)) for change in changes]
        yield ConsoleColumns(("on", "put right"), put_right, folds={"put right": 20})


def _set_table(row: SessionRow, effort: Effort) -> RenderableType:
    same = common_source(row)
    headings = ("no.", "exercise", "set", "side", "target", "aim", "done", "load", "moved", "effort", "rest", "remarks")
    numbered = frozenset({"no."})
    return filled_columns(
        headings,
        [
            (
                str(number), _name(done.exercise), _turn(done), clean(done.side, _NAME), clean(done.target, _NAME),
                aim_text(done), words.joined(done_text(done), distance_text(done)), load_text(done), moved_text(done),
                rir_text(done, effort), "" if done.rest_s is None else words.measured(done.rest_s),
                words.joined(kind_text(done), "" if same else source_text(done), clean(done.note, _NOTE)),
            )
            for number, done in enumerate(row.sets, start=1)
        ],
        right=numbered,
        folds={"exercise": 12, "aim": 8, "done": 7, "effort": 10, "remarks": 14},
        named=frozenset({"set", "target", "aim", "done", "moved", "rest"}),
    )  # fmt: skip


def _facts(row: SessionRow, now: datetime) -> RenderableType:
    figures = figures_of(row)
    ended = f" to {words.known(row.ended, '{:%H:%M}'.format)}" if row.has_ended and not row.is_untimed else ""
    facts = {
        "date": f"{_date(row)}{ended}",
        "routine": clean(row.routine, _NAME),
        "time": _length(row),
        "sets": _sets(row),
        "reps": f"{figures.reps:,}" if figures.reps else "",
        "volume load": words.lifted(figures.volume),
        "longest hold": _hold(figures),
        "state": _state(row, now),
        "from": clean(row.imported or "", _NAME),
        "figures": common_source(row),
        "note": clean(row.note, _NOTE),
    }
    return facts_grid(facts)


def _hold(figures: LoggedTotals) -> str:
    return words.measured(figures.longest_hold_s) if figures.longest_hold_s else ""


def _name(text: str, most: int = _NAME) -> str:
    """A name, which everything has: without one it makes no sense."""
    return clean(text, most) or words.UNKNOWN


def _date(row: SessionRow) -> str:
    return words.known(row.started, (_DAY if row.is_day_only else _TIME).format)


def _length(row: SessionRow) -> str:
    """How long it took; "" where nobody knows more than its day."""
    return "" if row.is_untimed and not row.elapsed_s else words.known(row.elapsed_s, words.measured)


def _sets(row: SessionRow) -> str:
    return f"{figures_of(row).sets_done} of {words.known(row.planned_sets, str)}"


def _turn(done: PerformedSet) -> str:
    number, sets = (words.UNKNOWN if name in done.unknown else str(getattr(done, name)) for name in ("number", "sets"))
    return f"{number} of {sets}"


def _state(row: SessionRow, now: datetime) -> str:
    """Whether all of it was done; one that has not ended runs, or was interrupted. And what its date makes one ask."""
    state = "partial, not ended" if not row.has_ended else "partial" if row.partial else ""
    return ", ".join(filter(None, (state, date_doubt(row.started, now))))
