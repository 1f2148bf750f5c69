"""`backday log import`, `undo-import` and `export`: logs of other apps in and out. `log.py` calls them.

An import is read, shown and asked about as a whole before anything is written; what is written is all of it or nothing.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast, get_args

import click

from backday_tui import words
from backday_tui.cli import completion
from backday_tui.cli.console import tell, warn, write
from backday_tui.cli.put_right import NotWrittenError
from backday_tui.cli.wiring import tell_own_exercise_faults
from backday_tui.clock import SystemClock
from backday_tui.errors import BackdayError, NotFoundError
from backday_tui.folders import folders
from backday_tui.history.exchange.cells import DateOrder
from backday_tui.history.exchange.exports import EXPORT_FORMATS, ExportFormat, exported
from backday_tui.history.exchange.foreign import DistanceUnit, Settlement, settle
from backday_tui.history.exchange.reading import read_log
from backday_tui.history.exchange.taking_in import names_in, report, taken_in, to_remember, with_meaning
from backday_tui.history.imports import AT_ONCE_SETS
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.log import opened, opened_or_made
from backday_tui.history.log_words import brought_text, change_text
from backday_tui.history.movements import bring_up_to_date
from backday_tui.log_heads import LogFormat
from backday_tui.routine import own_names
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import problem_line
from backday_tui.text import clean
from backday_tui.training.past import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.history.exchange.foreign import ForeignLog, Unsettled
    from backday_tui.history.exchange.taking_in import ForeignName, TakenIn
    from backday_tui.history.imports import LogImport, UndoneImport
    from backday_tui.routine.model import Unit

_SETS_A_SESSION: Final = 20
"""As a rule."""
_LOOK_S: Final = 1.0
_MOST_DIGITS: Final = 15
_SHOWN: Final = 60
_OFFERED: Final = 5
_ALL_OWN: Final = "."


# -- import -------------------------------------------------------------------------------------------------------


@click.command(
    "import",
    epilog="""\b
Examples:
  backday log import workout_data.csv --dry-run
  backday log import strong.csv --unit lb
  backday log import backday-log.json --yes""",
)
@click.argument("file", type=click.Path(readable=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(get_args(LogFormat)), help="Whose it is; its head tells as a rule.")
@click.option("--unit", type=click.Choice(["kg", "lb"]), help="Of weights, where the file doesn't say it.")
@click.option(
    "--dates", type=click.Choice(get_args(DateOrder)), help="What comes first in 03/04/2026, where no date tells it."
)
@click.option(
    "--distance", type=click.Choice(get_args(DistanceUnit)), help="Of distances, where the file doesn't say it."
)
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="What names mean, as names.toml has it.")
@click.option("--partly", is_flag=True, help="Leave out the rows that have problems.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
def import_(
    file: Path,
    *,
    form: LogFormat | None,
    map_file: Path | None,
    partly: bool,
    dry_run: bool,
    yes: bool,
    **said: Any,
) -> None:
    """Take in a log of Hevy, Strong, FitNotes, StrongLifts, LiftLog, Liftosaur or Gravl, or one of backday's.

    What was taken in before isn't taken in again. Without a terminal nothing is asked: without --yes nothing is
    written, and a unit that the file leaves open is a problem.
    """
    here = folders()
    catalog = _catalog(map_file)
    tell_own_exercise_faults(here)
    asks = _can_ask()
    log = _read(file, form)
    left = log.unsettled()
    settled = _settled(file, left, Settlement(**said), asks=asks)
    sessions = settle(log, settled, SystemClock().wall())
    names: Sequence[ForeignName] = names_in(sessions, catalog)
    with opened(here.log_file) as store:
        found = taken_in(log, sessions, names, store, catalog)
    _show(file, found, log)
    _show_unsettled(left, settled)
    if log.faults and not partly:
        count = words.counted(log.faults, "problem")
        raise NotWrittenError([f"backday: {count}: --partly leaves these rows out"])
    if found.is_nothing:
        write(f"{found.why_nothing}\n")
        return
    if dry_run or not (yes or asks):
        write("nothing was written: this is what would be\n" if dry_run else "nothing was written: --yes writes it\n")
        return
    if asks and not yes:
        names = _asked_names(names, catalog)
        if not click.confirm("Write it into the log?", default=False, err=True):
            write("nothing was written\n")
            return
    own_names.remember(here.names_file, to_remember(names, known_exercises()))
    with _alone(found.log.sets), opened_or_made(here.log_file) as made:
        found = taken_in(log, sessions, names, made, catalog)  # another program may have written meanwhile
        made.take_in(found.log)
    _say_taken_in(found.log)


def _catalog(map_file: Path | None) -> Catalog:
    """The exercises, and what names mean by the person's own file and by one that is given."""
    here, catalog = folders(), known_exercises()
    if here.names_file.exists():
        own_names.with_names_of(here.names_file, catalog)  # one that can't be read can't be added to either
    if map_file is None:
        return catalog
    catalog, problems = own_names.with_names_of(map_file, catalog)
    if problems:
        raise NotWrittenError(problems)
    return catalog


def _can_ask() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _read(file: Path, form: LogFormat | None) -> ForeignLog:
    """All of the file; on a terminal it is shown how far it is read."""
    with _progress("reading") as told:
        return read_log(file, form, told)


@contextlib.contextmanager
def _progress(what: str) -> Iterator[Callable[[float], object]]:
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    shown = False

    def told(share: float) -> None:
        nonlocal shown
        shown = True
        print(f"\r{what}: {min(share, 1.0):.0%} ", end="", file=sys.stderr, flush=True)  # noqa: T201 -- as `tell`

    try:
        yield told
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201 -- as above


def _settled(file: Path, left: Unsettled, said: Settlement, *, asks: bool) -> Settlement:
    """What the file leaves open, as it is said, or asked.

    Raises:
        NotWrittenError: its unit is open, and nobody can be asked.
    """
    if left.unit and said.unit is None:
        if not asks:
            message = (
                f"its weights may be kg or lb, and nothing in it says which; by their numbers they are {left.guess}: "
                "`--unit kg` or `--unit lb` says so"
            )
            raise NotWrittenError([f"{clean(str(file))}:1:1: {message}"])
        unit = click.prompt("Its weights are in", type=click.Choice(["kg", "lb"]), default=left.guess, err=True)
        said = said._replace(unit=cast("Unit", unit))
    if left.dates and said.dates is None and asks:
        first = click.prompt(
            "In its dates, as 03/04/2026, what comes first",
            type=click.Choice(["day", "month"]),
            default="day",
            err=True,
        )
        said = said._replace(dates=cast("DateOrder", first))
    if left.distance and said.distance is None and asks:
        unit = click.prompt("Its distances are in", type=click.Choice(get_args(DistanceUnit)), default="km", err=True)
        said = said._replace(distance=cast("DistanceUnit", unit))
    return said


def _show(file: Path, found: TakenIn, log: ForeignLog) -> None:
    """What was found, to stdout; what is wrong in it, to stderr."""
    for problem in log.problems:
        tell(problem_line(file, problem))
    if log.faults > len(log.problems):
        tell(f"backday: and {words.counted(log.faults - len(log.problems), 'more problem')}")
    for line in report(found, log):
        write(f"{line}\n")


def _show_unsettled(left: Unsettled, said: Settlement) -> None:
    """How that was read which the file leaves open, and nobody said; and what was said for nothing."""
    if said.unit is not None and not left.unit:
        write("what its weights are in stands in the file: --unit changes nothing\n")
    if left.dates and said.dates is None:
        write("its dates are read with the day first; `--dates month` reads them the other way\n")
    if left.distance and said.distance is None:
        write("its distances are of no unit that it names, and are kept as notes: `--distance km` says one\n")


def _asked_names(names: Sequence[ForeignName], catalog: Catalog) -> Sequence[ForeignName]:
    """What the names mean that backday doesn't know, each asked once."""
    said: dict[str, Exercise | None] = {}
    unknown = [each for each in names if each.how == "own"]
    if unknown:
        tell(f"What are these? A name says it, enter keeps it as your own, {_ALL_OWN} all that are left.")
    for place, each in enumerate(unknown):
        offered = list(dict.fromkeys([*(one.name for one in catalog.search(each.name)), *catalog.nearest(each.name)]))
        hint = f"; is it {', '.join(offered[:_OFFERED])}?" if offered else ""
        answer = _ask_name(f"{clean(each.name, _SHOWN)} ({words.counted(each.sets, 'set')}){hint}", catalog)
        if answer == _ALL_OWN:
            said |= dict.fromkeys((left.name for left in unknown[place:]), None)
            break
        said[each.name] = None if isinstance(answer, str) else answer
    return with_meaning(names, said)


def _ask_name(question: str, catalog: Catalog) -> Exercise | str:
    while True:
        answer: str = click.prompt(question, default="", show_default=False, err=True).strip()
        if answer in ("", _ALL_OWN):
            return answer
        try:
            return catalog.lookup(answer)
        except BackdayError as error:
            warn(str(error))


@contextlib.contextmanager
def _alone(sets: int) -> Iterator[None]:
    """What takes longer than a moment is written while no workout runs, and none begins meanwhile."""
    if sets <= AT_ONCE_SETS:
        yield
        return
    lock = RunningLock(folders().data / LOCK_NAME)
    said = False
    while (holder := lock.take("a log is taken in", SystemClock().wall().isoformat(" ", "minutes"))) is not None:
        if not said:
            said = True
            warn(
                f"a workout is running: {holder.told}. It is written once that is over; ctrl+c leaves the log as it is"
            )
        threading.Event().wait(_LOOK_S)
    try:
        yield
    finally:
        lock.release()


def _say_taken_in(log: LogImport) -> None:
    what = [
        words.counted(len(log.sessions), "session") if log.sessions else "",
        words.counted(log.sets, "set") if log.sets else "",
        brought_text(log.besides) if any(log.besides) else "",
    ]
    write(f"taken in: {', '.join(filter(None, what))}\n")
    write("`backday log undo-import` takes it back\n")


# -- undo-import --------------------------------------------------------------------------------------------------


@click.command("undo-import", epilog="\b\nExample:\n  backday log undo-import")
def undo_import() -> None:
    """Take back the last import that added something, as a whole; `backday log undo` brings it back."""
    with opened(folders().log_file) as store:
        if store is None:
            raise BackdayError("nothing was imported into the log: there is no import to take back")
        last = store.last_import()
        sessions = len((last.now or {}).get("sessions", ())) if last is not None else 0
        with _alone(sessions * _SETS_A_SESSION):
            undone = store.undo_import()
    _say_undone(undone)


def _say_undone(undone: UndoneImport) -> None:
    write(f"taken back: the import from {clean(undone.app, _SHOWN)}, {brought_text(undone.brought)}\n")
    if undone.corrected:
        write("with what was put right in it since:\n")
        for change in undone.corrected:
            write(f"  session {change.session}: {change_text(change, None)}\n")
    write("`backday log undo` brings it back\n")


# -- export -------------------------------------------------------------------------------------------------------


@click.command(
    "export",
    epilog="""\b
Examples:
  backday log export >backday-log.json
  backday log export --format strong >for-hevy.csv
  backday log export --format csv --since 2026-01-01 >this-year.csv""",
)
@click.argument("number", metavar="[ID]", required=False, shell_complete=completion.sessions)
@click.option(
    "--format", "form", type=click.Choice(EXPORT_FORMATS), default="backday", help="backday's JSON holds all."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="From this day on, as 2026-01-01.")
def export(number: str | None, form: ExportFormat, since: datetime | None) -> None:
    """Print the log, or session ID of it, for other apps: Strong's form is the one that Hevy takes in.

    backday's JSON, which is printed where nothing else is asked for, holds all of it; `backday log import` takes it in.
    """
    with opened(folders().log_file) as store:
        if store is None:
            if number is not None:
                raise _no_session(number)
            raise BackdayError("nothing is logged yet")
        catalog = known_exercises()
        bring_up_to_date(store, catalog)
        heads = sorted(store.heads(), key=lambda head: head.id)
        chosen = [head.id for head in reversed(store.heads())]
        if number is not None:
            is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
            chosen = [head.id for head in heads if is_number and head.id == int(number)]
            if not chosen:
                raise _no_session(number)
        if since is not None:
            days = {head.id: head.when for head in heads}
            chosen = [each for each in chosen if (day := days[each]) is not None and as_day(day) >= since.date()]
        whole = number is None and since is None
        for part in exported(store, chosen, form, catalog, whole=whole):
            _put(part)


def _put(text: str) -> None:
    """To stdout as it is, in UTF-8 and with its ends of lines; a terminal is shown it cleaned."""
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        write("\n".join(map(clean, text.split("\n"))))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _no_session(written: str) -> NotFoundError:
    return NotFoundError(f"there is no session {clean(written, _SHOWN)} in the log; `backday log --all` shows them all")
