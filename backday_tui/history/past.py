"""What was done before, read from the log into the values of `training.past`: of all sessions those that are needed.

A workout asks once, for all movements of its routine. Which sessions tell is found in an index; only those are read, so
that ten years of log are as quick as a month.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, cast, get_args

from backday_tui.history.corrections import moved_kg_of
from backday_tui.history.database import storable
from backday_tui.history.kept_values import load_from
from backday_tui.history.movements import bring_up_to_date
from backday_tui.history.store import BRIEF_COLUMNS, BRIEF_FIGURES
from backday_tui.history.values import MOST_LOAD, RowValues
from backday_tui.routine.model import SECTIONS
from backday_tui.training.past import (
    GIVEN,
    FigureSource,
    InTurn,
    PastEntry,
    PastSession,
    PastSet,
    SetKind,
    SetSide,
    as_day,
    in_turn,
)
from backday_tui.training.records import records_by_session

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.journal import Opening
    from backday_tui.history.store import LoggedEntry, PerformedSet, SessionRow, Store
    from backday_tui.training.records import FallenRecord

_GIVEN: Final = f"source IN ({', '.join(repr(source) for source in sorted(GIVEN))}) AND cut = 0"
_UP_TO_NOW: Final = """started BETWEEN '1' AND :later AND id IS NOT :without AND
    CASE length(started) WHEN 10 THEN started <= :day ELSE CAST(strftime('%s', started) AS INTEGER) <= :now END"""
_OF_ROUTINE: Final = f"""SELECT id FROM session INDEXED BY session_by_date WHERE {_UP_TO_NOW} AND {{here}}
    ORDER BY started DESC LIMIT :most"""  # noqa: S608 -- own names
_WITH_ANY: Final = f"""SELECT id FROM session INDEXED BY session_by_date WHERE {_UP_TO_NOW} AND id IN (
        SELECT session FROM performed_set INDEXED BY set_of_movement WHERE movement IN ({{wanted}})
    ) ORDER BY started DESC LIMIT {{most}}"""  # noqa: S608 -- own names
_WITH_IT: Final = """EXISTS (SELECT 1 FROM performed_set INDEXED BY set_of_movement
    WHERE movement = wanted.movement AND nth = wanted.nth AND session = session.id AND warmup = 0 AND {which})"""
_DAY: Final = f"""SELECT movement, nth, (
        SELECT substr(started, 1, 10) FROM session INDEXED BY session_by_date
        WHERE {_UP_TO_NOW} AND {{where}} AND {_WITH_IT} ORDER BY started DESC LIMIT 1
    ) FROM wanted WHERE nth IS NOT NULL"""  # noqa: S608 -- own names
# For each movement, and each entry of a routine with it, the sessions are gone through from the newest on, by their
# dates alone, until one has it. Two of one day may have been logged in different places, so all of that day are given.
_NEWEST_WITH: Final = f"""WITH RECURSIVE
    wanted (movement, nth) AS (
        SELECT column1, (SELECT min(nth) FROM performed_set WHERE movement = column1) FROM (VALUES {{wanted}})
        UNION ALL
        SELECT movement, (SELECT min(nth) FROM performed_set WHERE movement = wanted.movement AND nth > wanted.nth)
        FROM wanted WHERE nth IS NOT NULL
    ),
    found (movement, nth, day) AS ({{days}})
    SELECT DISTINCT id FROM found AS wanted JOIN session INDEXED BY session_by_date
    ON started BETWEEN day AND day || 'U' WHERE {_UP_TO_NOW} AND {_WITH_IT.format(which="TRUE")}"""  # noqa: S608 -- own names
_MOST_TRAINED: Final = 400
"""The most sessions that a training max is followed through: two a week for four years."""
_SIDES: Final = get_args(SetSide)
_KINDS: Final = get_args(SetKind)
_SOURCES: Final = get_args(FigureSource)


def past_of(
    store: Store,
    catalog: Catalog,
    movements: Collection[str],
    routine: str,
    now: date,
    *,
    without: int | None = None,
    earlier: Collection[str] = (),
    newest: int = 0,
    trained: Collection[str] = (),
) -> tuple[PastSession, ...]:
    """The sessions that tell when each of these movements was last done, the newest last.

    They are the newest of the routine with each of its entries of them, and the newest with each at all; both also of
    those sets whose figures somebody gave. Sessions in the future are left out.

    Args:
        store: the log.
        catalog: with the person's own exercises, without those of the routine.
        movements: see `prescription.movement_of`.
        routine: the id that the routine has today.
        now: a moment, or a day as a whole.
        without: the id of a session that is left out: that which runs.
        earlier: ids that the routine had before, see `routine.store.earlier_ids`.
        newest: besides, so many of the newest sessions of the routine: what grows goes by them.
        trained: of these movements all sessions besides, of whatever routine: a training max goes by them.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    bring_up_to_date(store, catalog)
    routines = {storable(each) for each in (routine, *earlier)}  # as the log has them
    numbers = _numbers(store, movements, routines, now, without=without, most=newest)
    numbers |= _numbers_with(store, trained, now, without) if trained else set()
    sessions = [past_session(row, store.entries(row.id)) for row in store.sessions_of(numbers)]
    known = [session for session in sessions if session is not None]
    return tuple(in_turn([replace(each, routine=routine) if each.routine in routines else each for each in known], now))


def _numbers(
    store: Store, movements: Collection[str], routines: Collection[str], now: date, *, without: int | None, most: int
) -> set[int]:
    """The ids of the sessions that are wanted; `most` is how many of the routine besides those that tell of last time.

    Whoever has no movement asks for none.
    """
    values = {**_up_to(now, without), "most": most, **_named(movements)}
    values |= {f"routine{place}": each for place, each in enumerate(routines)}
    here = f"routine IN ({', '.join(f':routine{place}' for place in range(len(routines)))})"
    found = store.numbers(_OF_ROUTINE.format(here=here), values) if most else set()
    if movements:
        wanted = ", ".join(f"(:movement{place})" for place in range(len(movements)))
        days = " UNION ".join(
            _DAY.format(where=where, which=which) for where in (here, "TRUE") for which in ("TRUE", _GIVEN)
        )
        found |= store.numbers(_NEWEST_WITH.format(wanted=wanted, days=days), values)
    return found


def all_past(
    store: Store, catalog: Catalog, movements: Collection[str] | None, now: date, *, without: int | None = None
) -> InTurn:
    """Every session up to now with one of these movements, or every one, with their sets alone, the newest last.

    A set is read in brief: its figures and how they came, not its aim, its note, its time of day, nor the rest before
    it. Of ten years all of it takes a few tenths of a second.

    Args:
        store: the log.
        catalog: with the person's own exercises, without those of a routine.
        movements: see `prescription.movement_of`; None for all.
        now: a moment, or a day as a whole.
        without: the id of a session that is left out: that which runs.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    bring_up_to_date(store, catalog)
    times = store.times()
    wanted = None if movements is None else [storable(each) for each in movements]
    rows = store.sets_in_brief(wanted)
    sessions = []
    for number, of_session in groupby(rows, key=itemgetter(0)):
        started = times.get(number) if isinstance(number, int) and number != without else None
        if started is not None:
            sessions.append(PastSession(cast("int", number), "", started, tuple(_entries_in_brief(of_session))))
    return in_turn(sessions, now)


def records_in(
    store: Store, catalog: Catalog, now: date, movements: Collection[str] | None = None
) -> dict[int, tuple[FallenRecord, ...]]:
    """Every record that fell in the log up to now, of these movements or of all, by the id of its session.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    return records_by_session(all_past(store, catalog, movements, now), now)


def _entries_in_brief(rows: Iterable[tuple[object, ...]]) -> Iterator[PastEntry]:
    """The entries of a session; without a place, as of an old log, a number that comes again begins another one."""
    found: dict[tuple[object, ...], list[PastSet]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        about, figures = row[1:_ABOUT], row[_ABOUT:]
        if about[2] is None:
            place = (about[0], figures[BRIEF_FIGURES.index("warmup")], *figures[:2])
            seen[place] += 1
            about = (about[0], seen[place], None, None, _kind_of(figures[2], _set_in_brief(*figures)), None)
        found.setdefault(about, []).append(_set_in_brief(*figures))
    for about, sets in found.items():
        yield _entry_in_brief(about, tuple(sets))


_ABOUT: Final = len(BRIEF_COLUMNS) - len(BRIEF_FIGURES)


@lru_cache(maxsize=8192)  # ten years have thousands of sets with few different figures
def _set_in_brief(*figures: object) -> PastSet:
    row = RowValues(dict(zip(BRIEF_FIGURES, figures, strict=True)))
    moved_kg = row.amount("moved_kg", MOST_LOAD)
    return PastSet(
        number=row.count("number") or 0,
        side=cast("SetSide", row.choice("side", _SIDES, "")),
        reps=row.count("reps"),
        seconds=row.seconds("seconds"),
        load=load_from(row.load("load")),
        moved_kg=None if moved_kg is None else Fraction(str(moved_kg)),
        rounds=row.count("rounds"),
        source=cast("FigureSource", row.choice("source", _SOURCES, "unknown")),
        is_warmup=row.count("warmup") not in (0, None),
        rir=row.rir("rir"),
    )


def _entry_in_brief(about: tuple[object, ...], sets: tuple[PastSet, ...]) -> PastEntry:
    movement, nth, place, section, counted, two_sided = about
    return PastEntry(
        movement=movement if isinstance(movement, str) else "",
        sets=sets,
        kind=cast("SetKind", counted) if counted in _KINDS else "open",
        nth=nth if isinstance(nth, int) else 0,
        planned=len(sets),
        two_sided=any(done.side for done in sets) if place is None else two_sided not in (0, None),
        section=section if section in SECTIONS else "work",
    )


def running_session(
    opening: Opening, sets: Iterable[PerformedSet], entries: Sequence[LoggedEntry], body_kg: Fraction | None
) -> PastSession:
    """A session that isn't over, as it will be told once it is: what was done so far.

    Args:
        opening: what it began with.
        sets: as they are kept.
        entries: as they are kept.
        body_kg: what the person weighs; None where nobody knows.
    """
    weighed = [replace(done, moved_kg=moved_kg_of(done, body_kg)) for done in sets]
    return PastSession(0, opening.routine, opening.started, tuple(_entries(weighed, entries)), uid=opening.uid)


def _numbers_with(store: Store, movements: Collection[str], now: date, without: int | None) -> set[int]:
    """The ids of the newest sessions with any of these movements."""
    wanted = ", ".join(f":movement{place}" for place in range(len(movements)))
    question = _WITH_ANY.format(wanted=wanted, most=_MOST_TRAINED)
    return store.numbers(question, {**_up_to(now, without), **_named(movements)})


def _up_to(now: date, without: int | None) -> dict[str, object]:
    """The values of `_UP_TO_NOW`."""
    last = as_day(now)
    end = now if isinstance(now, datetime) else datetime.combine(last, time.max)
    return {
        "without": without,
        "later": (last + timedelta(days=2)).isoformat(),
        "day": last.isoformat(),
        "now": int(end.timestamp()),
    }


def _named(movements: Collection[str]) -> dict[str, object]:
    return {f"movement{place}": each for place, each in enumerate(movements)}


def past_session(row: SessionRow, entries: Sequence[LoggedEntry] = ()) -> PastSession | None:
    """A session of the log; None for one of which nobody knows when it was.

    Args:
        row: as the log has it.
        entries: see `Store.entries`; of an older log there are none, and its sets tell what they belong to.
    """
    if row.when is None:
        return None
    return PastSession(
        id=row.id,
        routine=row.routine,
        started=row.when,
        entries=tuple(_entries(row.sets, entries)),
        uid=row.uid,
        ended=row.ended,
        partial=row.partial,
        imported=row.imported,
        is_judged=row.is_judged,
        planned_sets=row.planned_sets,
        note=row.note,
    )


def _entries(sets: Sequence[PerformedSet], entries: Sequence[LoggedEntry]) -> Iterator[PastEntry]:
    known = {entry.place for entry in entries}
    for entry in entries:
        yield PastEntry(
            movement=entry.movement,
            sets=tuple(past_set(done) for done in sets if done.entry == entry.place),
            kind=entry.kind,
            nth=entry.nth,
            planned=entry.planned,
            prescription=entry.prescription,
            two_sided=entry.two_sided,
            was_swapped=entry.was_swapped,
            section=entry.section,
        )
    yield from _told_by_sets([done for done in sets if done.entry not in known])


def _told_by_sets(sets: Sequence[PerformedSet]) -> Iterator[PastEntry]:
    """The entries that sets tell of by themselves: where a number comes again, another one with the movement began."""
    seen: Counter[tuple[str, bool, int, str]] = Counter()
    found: dict[tuple[str, int], list[PerformedSet]] = {}
    for done in sets:
        address = done.movement, done.is_warmup, done.number, done.side
        seen[address] += 1
        found.setdefault((done.movement, seen[address]), []).append(done)
    for (movement, nth), same in found.items():
        working = [done for done in same if not done.is_warmup]
        first = (working or same)[0]
        yield PastEntry(
            movement=movement,
            sets=tuple(map(past_set, same)),
            kind=_kind_of(first.kind, first),
            nth=nth,
            planned=max((done.sets for done in working), default=0),
            two_sided=any(done.side for done in same),
        )


def _kind_of(kind: object, done: PerformedSet | PastSet) -> SetKind:
    """What was counted. A minute of an EMOM is timed, but its reps are counted."""
    if done.rounds is not None:
        return "rounds"
    if kind == "time" and done.reps is not None:
        return "reps"
    return cast("SetKind", kind) if kind in _KINDS else "open"


def past_set(done: PerformedSet) -> PastSet:
    """A set of the log."""
    return PastSet(
        number=done.number,
        side=cast("SetSide", done.side) if done.side in _SIDES else "",
        reps=done.reps,
        seconds=done.seconds,
        load=load_from(done.load),
        moved_kg=None if done.moved_kg is None else Fraction(str(done.moved_kg)),
        rounds=done.rounds,
        distance_m=done.distance_m,
        source=done.source,
        is_warmup=done.is_warmup,
        mark=done.mark,
        rir=done.rir,
        aim=done.aim,
        note=done.note,
        at=done.at,
        rest_s=done.rest_s,
        is_cut=done.is_cut,
    )
