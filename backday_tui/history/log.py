"""The log as it is read and put right, opened for that alone so that nobody holds the file; what a session came to.

Also what is to be doubted in it: a time of day by a wrong clock, what makes no sense. Nothing is shown here, and
nothing of a session that runs is written.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui import words
from backday_tui.errors import BackdayError
from backday_tui.history.database import reason
from backday_tui.history.kept_values import aim_body, load_from
from backday_tui.history.measures import body_kg_on, training_maxes
from backday_tui.history.migrations import ForeignTablesError, NewerHistoryError
from backday_tui.history.past import all_past, past_of
from backday_tui.history.store import SessionRow, Store
from backday_tui.routine import week_file
from backday_tui.session.summary import volume_load
from backday_tui.text import clean
from backday_tui.training.loads import written_kg
from backday_tui.training.past import as_day, is_ahead
from backday_tui.training.records import DoneBefore
from backday_tui.training.today import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import PerformedSet, SessionHead
    from backday_tui.session.commands import Record
    from backday_tui.training.today import ReadPast

_UNWRITABLE: Final = ("SQLITE_READONLY", "SQLITE_FULL")
_MOST_OF_GLANCE = 5_000_000
"""Instructions of SQLite: a few tenths of a second. A table that isn't ours may have rows without end."""


class LogError(BackdayError):
    """The log can't be read or written; the message names the file and says why."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store | None]:
    """The log, closed at the end; None if nothing was ever logged.

    Raises:
        LogError: it can't be read or written: damaged, held by another program, from a newer version, no permission.
            What goes wrong while the caller reads becomes this too.
    """
    with faults_told(path):
        if not path.exists():
            yield None
            return
        with contextlib.closing(Store(path)) as store:
            yield store


@contextlib.contextmanager
def opened_or_made(path: Path) -> Iterator[Store]:
    """The log, closed at the end; where nothing was ever logged it is made.

    Raises:
        LogError: as by `opened`.
    """
    with faults_told(path), contextlib.closing(Store(path)) as store:
        yield store


@contextlib.contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """What goes wrong with a log within becomes a LogError with a sentence."""
    try:
        if path.exists() and not path.is_file():
            raise LogError(f"{clean(str(path))}: the log can't be read: it is no regular file")
        yield
    except NewerHistoryError as error:
        raise LogError(f"{clean(str(path))}: the log was written by a newer backday: it is left as it is") from error
    except OSError as error:
        raise LogError(f"{clean(str(path))}: the log can't be read: {clean(error.strerror or str(error))}") from error
    except sqlite3.Error as error:
        aside = "; the next workout that is logged sets it aside" if isinstance(error, ForeignTablesError) else ""
        lack = "written" if getattr(error, "sqlite_errorname", "").startswith(_UNWRITABLE) else "read"
        raise LogError(f"{clean(str(path))}: the log can't be {lack}: {clean(reason(error))}{aside}") from error


def past_reader(
    log_file: Path, routines_dir: Path, catalog: Catalog, now: date, *, without: int | None = None
) -> ReadPast:
    """What reads what was done before of a routine and of movements; it may raise LogError.

    With it comes what a deload week makes less that day, of whatever routine; what was done without one stays as it is.

    It takes some time where the log is old or was written by an older backday, so a screen calls it from a thread.

    Args:
        log_file: where there is none, nothing was done.
        routines_dir: the person's own routines: what a routine was called before is kept there.
        catalog: with the person's own exercises.
        now: what is later counts for nothing.
        without: the id of a session that is left out.
    """

    def read(routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        deload = week_file.deload_on(routines_dir, as_day(now)) if routine else None
        with opened(log_file) as store:
            if store is None:
                return Known(deload=deload)
            from backday_tui.routine.store import earlier_ids  # whoever only shows the log does without

            earlier = earlier_ids(routine, routines_dir) if routine else ()
            maxes = training_maxes(store, catalog, as_day(now))
            trained = [each for each in movements if each in maxes] if newest else ()
            sessions = past_of(
                store, catalog, movements, routine, now,
                without=without, earlier=earlier, newest=newest, trained=trained,
            )  # fmt: skip
            return Known(sessions, maxes, deload)

    return read


def done_before(log_file: Path, catalog: Catalog, movements: Collection[str] | None, now: date) -> DoneBefore:
    """Every session with one of these movements, or every one, in brief, and what the person weighs.

    Args:
        log_file: where there is none, nothing was done.
        catalog: with the person's own exercises.
        movements: see `prescription.movement_of`; None for all.
        now: what is later counts for nothing.

    Raises:
        LogError: the log can't be read.
    """
    with opened(log_file) as store:
        if store is None:
            return DoneBefore()
        sessions = all_past(store, catalog, movements, now)
        return DoneBefore(sessions, body_kg_on(store, as_day(now)))


def glance(log_file: Path, beginning: str, limit: int) -> tuple[tuple[int, str, str], ...]:
    """The newest sessions whose ids begin so, each as id, day and name; none where they can't be read at once.

    The file is only read, in whatever form it is: nothing is brought up to date, waited for or told.
    """
    query = (
        "SELECT id, substr(started, 1, 10), substr(name, 1, 200) FROM session WHERE id GLOB ? ORDER BY id DESC LIMIT ?"
    )
    found = _glanced(log_file, query, (f"{beginning}*", limit))
    return tuple((number, str(day), str(name)) for number, day, name in found if isinstance(number, int))


def glance_at_exercises(log_file: Path, limit: int) -> tuple[str, ...]:
    """What exercises that were done are kept under, those done last first; none where that can't be read at once."""
    query = (
        "SELECT movement FROM performed_set WHERE movement <> '' GROUP BY movement ORDER BY max(session) DESC LIMIT ?"
    )
    return tuple(str(movement) for (movement,) in _glanced(log_file, query, (limit,)))


def _glanced(log_file: Path, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
    """What a question gives of a file that is only read, in whatever form it is."""
    try:
        if not log_file.is_file():
            return []
        with contextlib.closing(sqlite3.connect(f"{log_file.as_uri()}?mode=ro", timeout=0, uri=True)) as db:
            db.set_progress_handler(lambda: 1, _MOST_OF_GLANCE)  # something true stops it: there is no second time
            return db.execute(query, values).fetchall()
    except (OSError, sqlite3.Error, ValueError):
        return []


def change_log(log_file: Path, what: Callable[[Store], None]) -> None:
    """Change something in the log.

    Raises:
        BackdayError: it can't be; the message says why.
    """
    with opened(log_file) as store:
        if store is None:
            raise BackdayError("the log is not there any more")
        what(store)


def corrected(done: PerformedSet, record: Record) -> PerformedSet:
    """The set with the figures that were given; the others stay, and so do seconds that say the same.

    What was counted is entered now, however it came before; how hard it was, and a note, change nothing of that.
    """
    same = done.seconds is not None and record.seconds is not None and round(done.seconds) == record.seconds
    names = ("reps", "load", "rounds", *(() if same else ("seconds",)))
    given: dict[str, Any] = {name: getattr(record, name) for name in names if getattr(record, name) is not None}
    given.update(dict.fromkeys(record.emptied))
    rir = record.rir if record.rir is not None or "rir" in given else done.rir
    done = replace(done, rir=rir, note=done.note if record.note is None else record.note)
    given.pop("rir", None)
    is_other = any(value != getattr(done, name) for name, value in given.items())
    return replace(done, **given, source="entered") if is_other else done


LONGEST_NOTE: Final = 2000
"""The most characters of a note to a session."""


def read_note(text: str) -> tuple[str, str | None]:
    """What is to be said of a text as a note, and the note; None where it can't be one."""
    if len(text) > LONGEST_NOTE:
        return f"{len(text):,} characters; a note has at most {LONGEST_NOTE:,}", None
    return "", text


# -- what is to be doubted ----------------------------------------------------------------------------------------

AHEAD: Final = timedelta(days=1)
"""So far ahead of now nothing can have been done anywhere on earth: the clock that it was logged by was wrong."""
FIRST_YEAR: Final = 2001
"""What was done before that was logged by a clock that began anew, as one without its battery does: in 1970, 1980, or
2000."""


def clock_doubt(started: datetime | None, now: datetime) -> str:
    """What is to be said of a time of day by a clock that was wrong; "" for one that may well be right."""
    if started is None:
        return ""
    if started - now > AHEAD:
        return "in the future: the clock was wrong?"
    return "long ago: the clock was wrong?" if started.year < FIRST_YEAR else ""


def date_doubt(started: datetime | None, now: datetime) -> str:
    """The same, and of a time that is still to come that it is; "" for one that has been, by a clock that was right."""
    return clock_doubt(started, now) or ("in the future" if started is not None and is_ahead(started, now) else "")


def end_with(row: SessionHead, started: datetime) -> datetime | None:
    """When a session ends that began at another time than the log says; None for one that has not ended."""
    if not row.has_ended:
        return None
    took = row.ended - row.started if row.ended and row.started else timedelta(seconds=row.elapsed_s or 0.0)
    return started + max(took, timedelta(0))


class LastTimes(NamedTuple):
    """When each routine was last done, by its id; and how many sessions have a date that makes no sense."""

    by_routine: Mapping[str, datetime]
    without_date: int = 0

    @property
    def told(self) -> str:
        """What a person should know of those without a date; "" where there are none."""
        if not self.without_date:
            return ""
        has = "has" if self.without_date == 1 else "have"
        sessions = words.counted(self.without_date, "session")
        return f"{sessions} of the log {has} a date that makes no sense: `backday log` shows which"


def last_times(store: Store, now: datetime) -> LastTimes:
    """When each routine was last done, as far as the clocks were right."""
    done: dict[str, datetime] = {}
    without_date = 0
    for routine, started in store.starts():
        if started is None:
            without_date += 1
        elif not date_doubt(started, now):
            done[routine] = max(started, done.get(routine, started))
    return LastTimes(done, without_date)


_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "routine": "its routine", "name": "its name", "snapshot": "the text of its routine", "options": "how it began",
        "planned_sets": "its planned sets", "started": "its date", "ended": "its end", "partial": "its state",
        "elapsed_s": "its time", "note": "its note", "sets": "the number of its sets", "uid": "its name in all copies",
        "imported": "where it is from", "judged": "whether it is judged",
    }
)  # fmt: skip


def nonsense_in(row: SessionHead) -> str:
    """What the log holds of a session that makes no sense: "its date and figures of 2 sets"; "" where all does."""
    found = [_CALLED[column] for column in row.unknown]
    sets = sum(bool(done.unknown) for done in row.sets) if isinstance(row, SessionRow) else 0
    found += [f"figures of {words.counted(sets, 'set')}"] if sets else []
    *before, last = found or [""]
    return f"{', '.join(before)} and {last}" if before else last


# -- what it came to ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoggedTotals:
    """What a session came to. Both sides of a set count as one set, and warm-up sets count for nothing.

    `volume` is the volume load by unit, as in a `Summary`; `longest_hold_s` is 0 if nothing was held.
    """

    sets_done: int
    reps: int
    volume: tuple[tuple[str, float], ...]
    longest_hold_s: float


def figures_of(row: SessionRow) -> LoggedTotals:
    """The totals of a session in the log."""
    working = [done for done in row.sets if not done.is_warmup]
    return LoggedTotals(
        sets_done=len({done.bout for done in working}),
        reps=sum(done.reps or 0 for done in working),
        volume=volume_load(working),
        longest_hold_s=max((done.seconds or 0.0 for done in working if done.kind == "hold"), default=0.0),
    )


def title_of(row: SessionHead) -> str:
    """What to call a session in a word: the id of its routine or, for one of `backday do`, what was done."""
    return row.routine or row.name


def as_json(rows: Iterable[SessionRow]) -> list[dict[str, Any]]:
    """`backday log --json`."""
    return [_session(row) for row in rows]


def _session(row: SessionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "routine": title_of(row) or None,
        "started": row.when.isoformat() if row.when else None,
        "ended": row.ended.isoformat() if row.ended else None,
        "partial": row.partial and not row.is_untimed,
        "planned_sets": row.planned_sets,
        "uid": row.uid or None,
        "note": row.note or None,
        "imported": row.imported,
        "sets": [_set(done) for done in row.sets],
    }


def _set(done: PerformedSet) -> dict[str, Any]:
    written = written_kg(load_from(done.load))
    return {
        "exercise": done.exercise or None,
        "set": None if "number" in done.unknown else done.number,
        "side": done.side or None,
        "reps": done.reps,
        "seconds": done.seconds,
        "load": done.load,
        "movement": done.movement or None,
        "source": done.source,
        "warmup": done.is_warmup,
        "mark": done.mark,
        "rir": done.rir,
        "note": done.note or None,
        "at": done.at.isoformat() if done.at else None,
        "rest_s": done.rest_s,
        "load_kg": None if written is None else round(float(written), 6),
        "moved_kg": done.moved_kg,
        "distance_m": done.distance_m,
        "aim": None if done.aim is None else aim_body(done.aim),
    }
