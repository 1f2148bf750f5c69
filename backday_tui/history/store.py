"""Sessions, their sets, and the journal of the one that runs, in one SQLite file.

Every write is one short transaction that is on the disk, whole, when the call returns (rollback journal,
synchronous=EXTRA). Times are arguments, but for the moment of a correction. Whoever can't wait for a disk calls this
from another thread, as `recorder.py` does. What is read is limited, in work and in length, and checked by `values.py`.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args

from backday_tui.errors import BackdayError
from backday_tui.history.corrections import ADDED, columns_of_entry, when_text
from backday_tui.history.database import MOST_WORK, storable
from backday_tui.history.imports import LogImports
from backday_tui.history.kept_values import moment_text
from backday_tui.history.values import (
    HEAD_COLUMNS,
    LINE_COLUMNS,
    MOST_LOAD,
    MOST_M,
    PLANNED_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
)
from backday_tui.routine.model import SECTIONS
from backday_tui.training.past import FigureSource, SetKind, SetMark, as_day, place_in_time

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from backday_tui.history.journal import Opening
    from backday_tui.history.values import RowValues
    from backday_tui.routine.model import Section
    from backday_tui.training.prescription import Aim, Prescription

_MOST_SETS: Final = 20_000
_MOST_ENTRIES: Final = 200_000
"""A line each four seconds: a workout of nine days."""
_BRIEF: Final = "session INDEXED BY session_by_date"
"""The sessions by their dates and routines alone: the rows themselves are long."""
_SOURCES: Final = get_args(FigureSource)
_MARKS: Final = get_args(SetMark)
_KINDS: Final = get_args(SetKind)
_AT_ONCE: Final = 500
"""How many values one question holds."""
_LAST_DAYS: Final = """(
    SELECT movement, max(substr(started, 1, 10)) AS day
    FROM performed_set JOIN session INDEXED BY session_by_date ON session.id = performed_set.session
    WHERE movement <> '' AND NOT warmup AND substr(started, 1, 10) <= ?
      AND started GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
    GROUP BY movement
)"""
_SETS_WITH_ENTRIES: Final = """(
    SELECT done.id, done.session, done.entry, done.movement, done.nth, done.number, done.side, done.kind, done.reps,
        done.seconds, done.load, done.moved_kg, done.rounds, done.source, done.warmup, done.rir,
        planned.place, planned.section, planned.kind AS counted, planned.two_sided
    FROM performed_set AS done LEFT JOIN planned_entry AS planned
        ON planned.session = done.session AND planned.place = done.entry
) AS performed_set"""
BRIEF_FIGURES: Final = (
    "number", "side", "kind", "reps", "seconds", "load", "moved_kg", "rounds", "source", "warmup", "rir",
)  # fmt: skip
BRIEF_COLUMNS: Final = (
    "session", "movement", "nth", "place", "section", "counted", "two_sided", *BRIEF_FIGURES,
)  # fmt: skip
"""What is read of a set where all of them are: its figures, and the entry that it belongs to, null for none."""
UNREADABLE: Final = "Unreadable"
"""The command of a line that stands for the rest of a journal, from where it makes no sense on."""


@dataclass(frozen=True, slots=True)
class PerformedSet:
    """A set that was done, with its target. `side` is "" for both; figures that weren't given are None.

    `unknown` names the fields of which the log holds what makes no sense: figures are None then, numbers 0, texts "".
    What a set of an older log says nothing of is as by default here.

    Attributes:
        movement: see `training.prescription.movement_of`; "" where it was not looked up yet.
        at: when it was done.
        rest_s: the rest before it, pauses left out.
        moved_kg: as it was worked out with the body weight of that day; None where that isn't known.
        entry: the `place` of its `LoggedEntry`; None for none.
        nth: which of the entries with its movement it belongs to, from 1; 0 where nobody knows.
        is_cut: a hold that was broken off.
        share: the part of the body's weight that the exercise moves, for `moved_kg`; it is not kept.
    """

    bout: int
    side: str
    exercise: str
    number: int
    sets: int
    kind: str
    target: str
    reps: int | None = None
    seconds: float | None = None
    load: str | None = None
    rounds: int | None = None
    id: int | None = None
    unknown: tuple[str, ...] = ()
    movement: str = ""
    source: FigureSource = "unknown"
    is_warmup: bool = False
    mark: SetMark | None = None
    rir: float | None = None
    distance_m: float | None = None
    note: str = ""
    at: datetime | None = None
    rest_s: float | None = None
    moved_kg: float | None = None
    aim: Aim | None = None
    entry: int | None = None
    nth: int = 0
    is_cut: bool = False
    share: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An exercise as a session was to have it, whether or not a set of it was done.

    `place` is its number in the session, from 0; the rest as in `training.past.PastEntry`, `section`, `item` and
    `entry` as in a `session.plan.Ref`.
    """

    place: int
    section: Section
    item: int
    entry: int
    exercise: str
    movement: str
    nth: int
    kind: SetKind
    planned: int
    prescription: Prescription | None
    two_sided: bool
    was_swapped: bool


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A line of the journal: a command with its arguments, `at_s` seconds after the session's start."""

    at_s: float
    command: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SessionTotals:
    """What a session comes to at some moment: `elapsed_s` is without pauses, `ended` None while it goes on.

    One of a deload week isn't judged.
    """

    elapsed_s: float
    planned_sets: int
    ended: datetime | None = None
    partial: bool = True
    is_judged: bool = True


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal, what the session comes to after it, and all its sets and entries, if they changed."""

    entry: JournalEntry
    standing: SessionTotals
    sets: tuple[PerformedSet, ...] | None = None
    entries: tuple[LoggedEntry, ...] | None = None


@dataclass(frozen=True, slots=True)
class SessionHead:
    """A session of the log in few words, without its sets: as many as there are can be read at once.

    `ended` is None while it runs, or where it was interrupted (see `has_ended`). `unknown` names the fields of which
    the log holds what makes no sense: times and counts are None then, texts "" or cut. `uid` is what it is known by in
    every copy of the log. `imported` is the app that it came from. Of one that `is_day_only` nobody knows the time of
    day: `started` is midnight then. Of one that `is_untimed` nobody knows when it ended, and `ended` is None; that is
    so of a day alone too. One of a deload week isn't judged.
    """

    id: int
    routine: str
    name: str
    planned_sets: int | None
    started: datetime | None
    ended: datetime | None
    partial: bool
    elapsed_s: float | None
    note: str
    unknown: tuple[str, ...] = field(default=(), kw_only=True)
    uid: str = field(default="", kw_only=True)
    imported: str | None = field(default=None, kw_only=True)
    is_day_only: bool = field(default=False, kw_only=True)
    is_untimed: bool = field(default=False, kw_only=True)
    is_judged: bool = field(default=True, kw_only=True)

    @property
    def when(self) -> date | None:
        """When it began; the day alone where nobody knows more, None where the log makes no sense."""
        return self.started.date() if self.started and self.is_day_only else self.started

    @property
    def has_ended(self) -> bool:
        """Whether it is over, even where nobody knows when that was."""
        return self.ended is not None or self.is_untimed or "ended" in self.unknown


@dataclass(frozen=True, slots=True)
class SessionRow(SessionHead):
    """A session with its sets, and what it was made from.

    `options` is what the log keeps of its beginning as JSON (see journal.py), as it stands there.
    """

    snapshot: str
    options: dict[str, Any]
    sets: tuple[PerformedSet, ...] = ()


_Session = TypeVar("_Session", bound=SessionHead)


def newest_first(sessions: Iterable[_Session]) -> tuple[_Session, ...]:
    """By date, then by id. What has a date that makes no sense comes first: it is to be seen."""

    def place(session: _Session) -> tuple[bool, date, float, int]:
        return (session.when is None, *place_in_time(session.when or date.max, session.id))

    return tuple(sorted(sessions, key=place, reverse=True))


class GoneError(BackdayError):
    """The session is no longer in the log: somebody threw it away."""


class Store(LogImports):
    """One open history file. Every method raises sqlite3.Error if the disk or another program is in the way."""

    def __init__(self, path: Path, wall: Callable[[], datetime] | None = None) -> None:
        """Open the file; it and its folder are made if they aren't there.

        Args:
            path: of the file.
            wall: gives the time of day, for what is put right; None for this machine's.

        Raises:
            sqlite3.Error: it is no database or another one, can't be read or written, or another program holds it.
            NewerHistoryError: a newer backday wrote it.
            OSError: its folder can't be made.
        """
        super().__init__(path, wall)
        self._give_uids()

    def _give_uids(self) -> None:
        """Sessions of an older backday have none; they get the same one in each copy of their log."""
        which = "SELECT 1 FROM session INDEXED BY session_without_uid WHERE uid = '' LIMIT 1"
        # Where it can't be written now, or a row can't be at all, that is no reason not to read it.
        with suppress(sqlite3.OperationalError):
            if self._db.execute(which).fetchone() is not None:
                with self.transaction() as db:
                    for row in self.rows("session", ("id", "routine", "name", "started"), "uid = ''", ()):
                        with suppress(sqlite3.DataError, sqlite3.IntegrityError):
                            uid = self._free_uid(_uid_of(row))
                            db.execute("UPDATE session SET uid = ? WHERE id = ?", (uid, row.id))

    # -- the session that runs ----------------------------------------------------------------------------------

    def begin(self, opening: Opening) -> int:
        """A new session; gives its id."""
        with self.transaction() as db:
            return self._begun(db, opening)

    def _begun(self, db: sqlite3.Connection, opening: Opening) -> int:
        number = self._new_number(db)
        db.execute(
            "INSERT INTO session (id, routine, name, snapshot, options, planned_sets, started, uid)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                storable(opening.routine),
                storable(opening.name),
                storable(opening.snapshot),
                json.dumps(opening.options),
                opening.planned_sets,
                moment_text(opening.started),
                self._free_uid(opening.uid),
            ),
        )
        return number

    def append(self, session: int, first: int, lines: Sequence[JournalLine]) -> None:
        """Write lines of the journal, from number `first` on, and what the session comes to after the last.

        A line that is there already, by session and number, isn't written again.

        Raises:
            GoneError: the session is gone.
        """
        rows = [
            (session, number, line.entry.at_s, line.entry.command, json.dumps(line.entry.body))
            for number, line in enumerate(lines, start=first)
        ]
        sets = next((line.sets for line in reversed(lines) if line.sets is not None), None)
        entries = next((line.entries for line in reversed(lines) if line.entries is not None), None)
        with self.transaction() as db:
            self._stand(db, session, lines[-1].standing)
            db.executemany(
                "INSERT INTO journal (session, seq, at_s, command, body) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (session, seq) DO NOTHING",
                rows,
            )
            if entries is not None:
                self._replace_entries(db, session, entries)
            if sets is not None:
                self._replace_sets(db, session, sets)

    def end(self, session: int, standing: SessionTotals) -> None:
        """Write what the session comes to, without a line in its journal.

        Raises:
            GoneError: the session is gone.
        """
        with self.transaction() as db:
            self._stand(db, session, standing)

    def end_as_it_is(self, session: int, ended: datetime) -> None:
        """End a session and leave all else in it as it stands."""
        with self.transaction() as db:
            db.execute("UPDATE session SET ended = ? WHERE id = ?", (moment_text(ended), session))

    def journal(self, session: int) -> tuple[JournalEntry, ...]:
        """The lines of a session's journal, in order; where one makes no sense an `UNREADABLE` one is the last."""
        self.begin_call()
        found: list[JournalEntry] = []
        latest = 0.0
        for row in self.rows("journal", LINE_COLUMNS, "session = ? ORDER BY seq LIMIT ?", (session, _MOST_ENTRIES + 1)):
            at_s, command, body = row.seconds("at_s"), row.text("command"), row.table("body")
            if row.unknown or at_s is None or len(found) == _MOST_ENTRIES:
                return (*found, JournalEntry(latest, UNREADABLE, {}))
            found.append(JournalEntry(at_s, command, body))
            latest = at_s
        return tuple(found)

    # -- what nobody timed --------------------------------------------------------------------------------------

    def add(
        self,
        opening: Opening,
        started: date,
        sets: Sequence[PerformedSet],
        entries: Sequence[LoggedEntry],
        *,
        is_judged: bool = True,
    ) -> int:
        """A session that nobody timed, as one change; gives its id.

        Args:
            opening: what it is made from.
            started: the moment, or the day alone where nobody knows more.
            sets: all that was done.
            entries: what it was to have.
            is_judged: not in a deload week.
        """
        began = when_text(started)
        with self.transaction() as db:
            number = self._begun(db, opening)
            db.execute(
                "UPDATE session SET started = ?, ended = ?, partial = 0, judged = ? WHERE id = ?",
                (began, as_day(started).isoformat(), int(is_judged), number),
            )
            self._replace_entries(db, number, entries)
            self._replace_sets(db, number, sets)
            self._note_change(db, number, "session added", {}, {"started": began, "sets": len(sets)})
            return number

    # -- the log ------------------------------------------------------------------------------------------------

    def heads(self) -> tuple[SessionHead, ...]:
        """Every session in few words, newest first."""
        self.begin_call()
        rows = self.rows("session", HEAD_COLUMNS, "TRUE", ())
        return newest_first(SessionHead(**head_in(row), unknown=tuple(row.unknown)) for row in rows)

    def sessions(self, *, limit: int = -1) -> tuple[SessionRow, ...]:
        """The sessions, newest first, with their sets; `limit` -1 for all."""
        if limit < 0:
            return newest_first(self._sessions("TRUE", ()))
        return self.sessions_of([head.id for head in self.heads()[:limit]])

    def sessions_of(self, numbers: Collection[int], movement: str | None = None) -> tuple[SessionRow, ...]:
        """The sessions with these ids, newest first, with their sets, or the sets of one movement alone.

        Those that are gone are left out.
        """
        wanted = tuple(numbers)
        parts = [wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE)]
        return newest_first(row for part in parts for row in self._sessions(f"id IN ({_marks(part)})", part, movement))

    def with_movement(self, movement: str) -> set[int]:
        """The ids of the sessions in which this was done."""
        return self.numbers("SELECT DISTINCT session FROM performed_set WHERE movement = :it", {"it": movement})

    def movements(self) -> tuple[str, ...]:
        """All that was done, by what it is kept under."""
        self.begin_call()
        rows = self.rows(
            "performed_set INDEXED BY set_of_movement", ("movement",), "movement <> '' GROUP BY movement", ()
        )
        return tuple(row.text("movement") for row in rows)

    def name_of(self, movement: str) -> str:
        """What a movement was called when it was done last."""
        self.begin_call()
        rows = self.rows("performed_set", ("exercise",), "movement = ? ORDER BY id DESC LIMIT 1", (movement,))
        return rows[0].text("exercise") if rows else ""

    def exercises(self) -> dict[int, list[str]]:
        """The names of what was done in each session, by its id."""
        self.begin_call()
        found: dict[int, list[str]] = {}
        for row in self.rows("performed_set", ("session", "exercise"), "TRUE GROUP BY session, exercise", ()):
            found.setdefault(row.number_of("session"), []).append(row.text("exercise"))
        return found

    def sets_in_brief(self, movements: Collection[str] | None = None) -> list[tuple[object, ...]]:
        """Every set of these movements, or of all, session by session, as the columns of BRIEF_COLUMNS stand there."""
        self.begin_call()
        which, values = "TRUE", tuple(movements or ())
        if movements is not None:
            which = f"performed_set.movement IN ({_marks(values)})"
        return self._read(_SETS_WITH_ENTRIES, BRIEF_COLUMNS, f"{which} ORDER BY session, id", values)

    def times(self) -> dict[int, date]:
        """When each session began, by its id: the day alone where nobody knows more, none of a date without sense."""
        self.begin_call()
        rows = self.rows(_BRIEF, ("id", "started"), "TRUE", ())
        known = ((row.id, row.moment("started"), row.is_day("started")) for row in rows)
        return {number: moment.date() if is_day else moment for number, moment, is_day in known if moment}

    def session(self, number: int) -> SessionRow | None:
        """The session with this id; None where there is none."""
        return next(iter(self._sessions("id = ?", (number,))), None)

    def unfinished(self, routine: str | None = None) -> tuple[SessionRow, ...]:
        """The sessions that haven't ended, newest first, as in `sessions`; of one routine if that is named."""
        which, values = ("", ()) if routine is None else (" AND routine = ?", (routine,))
        found = self._sessions(f"ended IS NULL{which}", values)
        return newest_first(row for row in found if not row.has_ended)

    def starts(self) -> tuple[tuple[str, datetime | None], ...]:
        """When each session began in which something was done, with its routine's id; None for a time that is none."""
        self.begin_call()
        done = "EXISTS (SELECT 1 FROM performed_set WHERE performed_set.session = session.id)"
        rows = self.rows(_BRIEF, ("routine", "started"), f"routine <> '' AND {done}", ())
        return tuple((row.text("routine"), row.moment("started")) for row in rows)

    def last_days(self, until: date) -> dict[str, date]:
        """On which day each movement was last done, up to one that is given; warm-up sets don't count.

        A set whose movement was not looked up yet is left out.
        """
        self.begin_call()
        rows = self.rows(_LAST_DAYS, ("movement", "day"), "TRUE", (until.isoformat(),))
        found = ((row.text("movement"), row.moment("day")) for row in rows)
        return {movement: day.date() for movement, day in found if day is not None}

    def finished(self, routine: str | None = None) -> Iterator[SessionRow]:
        """The sessions that were followed and have ended, the one that ended last first; of one routine if named.

        One of which nobody knows when it ended is left out, and so is what was brought from another app.
        """
        which, values = ("", ()) if routine is None else (" AND routine = ?", (routine,))
        self._steps_left = MOST_WORK
        followed = "ended IS NOT NULL AND imported IS NULL"
        rows = self.rows("session", ("id", "started", "ended"), f"{followed}{which}", values)
        ended = [
            (moment, row.id)
            for row in rows
            if not (row.is_day("started") or row.is_day("ended")) and (moment := row.moment("ended")) is not None
        ]
        for _, number in sorted(ended, reverse=True):
            yield from self._sessions("id = ?", (number,))

    def entries(self, session: int) -> tuple[LoggedEntry, ...]:
        """The exercises that a session was to have, in order; none of an older log."""
        self.begin_call()
        rows = self.rows("planned_entry", PLANNED_COLUMNS, "session = ? ORDER BY place LIMIT ?", (session, _MOST_SETS))
        return tuple(entry_in(row) for row in rows)

    def numbers(self, question: str, values: Mapping[str, object]) -> set[int]:
        """The whole numbers that a question of one column gives."""
        self.begin_call()
        asked = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
        return {number for (number,) in self._db.execute(question, asked).fetchall() if isinstance(number, int)}

    def stamps(self) -> tuple[str, ...]:
        """Which catalogue the movements were looked up in last; none where they never were."""
        return tuple(row.text("stamp") for row in self.rows("looked_up", ("stamp",), "TRUE LIMIT 1", ()))

    def has_any(self, which: str) -> bool:
        """Whether there is a row of a table of which this holds."""
        return self._db.execute(f"SELECT 1 FROM {which} LIMIT 1").fetchone() is not None  # noqa: S608 -- own names

    def _stand(self, db: sqlite3.Connection, session: int, standing: SessionTotals) -> None:
        ended = moment_text(standing.ended) if standing.ended else None
        changed = db.execute(
            "UPDATE session SET ended = ?, elapsed_s = ?, planned_sets = ?, partial = ?, judged = ? WHERE id = ?",
            (ended, standing.elapsed_s, standing.planned_sets, int(standing.partial), int(standing.is_judged), session),
        ).rowcount
        if not changed:
            raise GoneError(f"session {session} is not in the log any more")

    def _replace_sets(self, db: sqlite3.Connection, session: int, sets: Sequence[PerformedSet]) -> None:
        """Sets that were written before keep their numbers, by which corrections name them; so does their order.

        What was added afterwards is in no journal, and stays.
        """
        which = "session = ? AND bout < ?"
        known = db.execute(f"SELECT bout, side, id FROM performed_set WHERE {which}", (session, ADDED)).fetchall()  # noqa: S608 -- own names
        numbers = {(bout, side): number for bout, side, number in known}
        db.execute(f"DELETE FROM performed_set WHERE {which}", (session, ADDED))  # noqa: S608 -- own names
        kept = [numbers.get((done.bout, done.side)) for done in sets]
        again = [number for number in kept if number is not None]
        is_in_order = again == sorted(again) and kept[: len(again)] == again
        body_kg = self.body_kg(session)
        rows = [
            {"session": session, **self._columns_of(done, body_kg)} | ({"id": number} if is_in_order and number else {})
            for done, number in zip(sets, kept, strict=True)
        ]
        self.insert("performed_set", rows)

    def _replace_entries(self, db: sqlite3.Connection, session: int, entries: Sequence[LoggedEntry]) -> None:
        db.execute("DELETE FROM planned_entry WHERE session = ?", (session,))
        self.insert("planned_entry", [{"session": session, **columns_of_entry(entry)} for entry in entries])

    # -- rows ---------------------------------------------------------------------------------------------------

    def _sessions(self, which: str, values: tuple[object, ...], movement: str | None = None) -> tuple[SessionRow, ...]:
        self.begin_call()
        return tuple(self._session(row, movement) for row in self.rows("session", SESSION_COLUMNS, which, values))

    def _session(self, row: RowValues, movement: str | None) -> SessionRow:
        sets = self._sets(row.id, movement)
        session = SessionRow(
            **head_in(row), snapshot=row.text("snapshot"), options=row.table("options"), sets=sets[:_MOST_SETS]
        )
        unknown = (*row.unknown, *(["sets"] if len(sets) > _MOST_SETS else ()))
        return replace(session, unknown=unknown) if unknown else session

    def _sets(self, session: int, movement: str | None) -> tuple[PerformedSet, ...]:
        which, values = ("", ()) if movement is None else (" AND movement = ?", (movement,))
        which = f"session = ?{which} ORDER BY id LIMIT ?"
        rows = self.rows("performed_set", SET_COLUMNS, which, (session, *values, _MOST_SETS + 1))
        return tuple(set_in(row) for row in rows)


def set_in(row: RowValues) -> PerformedSet:
    """A set as a row has it."""
    bout = row.count("bout")
    done = PerformedSet(
        bout=-row.id if bout is None else bout,
        side=row.text("side"),
        exercise=row.text("exercise"),
        number=row.count("number") or 0,
        sets=row.count("sets") or 0,
        kind=row.text("kind"),
        target=row.text("target"),
        reps=row.count("reps"),
        seconds=row.seconds("seconds"),
        load=row.load("load"),
        rounds=row.count("rounds"),
        id=row.id,
        movement=row.text("movement"),
        source=cast("FigureSource", row.choice("source", _SOURCES, "unknown")),
        is_warmup=row.count("warmup") not in (0, None),
        mark=cast("SetMark | None", row.choice("mark", _MARKS)),
        rir=row.rir("rir"),
        distance_m=row.amount("distance_m", MOST_M),
        note=row.text("note"),
        at=row.moment("at"),
        rest_s=row.seconds("rest_s"),
        moved_kg=row.amount("moved_kg", MOST_LOAD),
        aim=row.aim("aim"),
        entry=row.count("entry"),
        nth=row.count("nth") or 0,
        is_cut=row.count("cut") not in (0, None),
    )
    return replace(done, unknown=tuple(row.unknown)) if row.unknown else done


def entry_in(row: RowValues) -> LoggedEntry:
    """An entry as a row has it."""
    return LoggedEntry(
        place=row.count("place") or 0,
        section=cast("Section", row.choice("section", SECTIONS, "work")),
        item=row.count("item") or 0,
        entry=row.count("entry") or 0,
        exercise=row.text("exercise"),
        movement=row.text("movement"),
        nth=row.count("nth") or 0,
        kind=cast("SetKind", row.choice("kind", _KINDS, "open")),
        planned=row.count("planned") or 0,
        prescription=row.prescription("prescription"),
        two_sided=row.count("two_sided") not in (0, None),
        was_swapped=row.count("swapped") not in (0, None),
    )


def head_in(row: RowValues) -> dict[str, Any]:
    """What a row says of a session, by the fields of a `SessionHead`."""
    is_day_only = row.is_day("started")
    is_untimed = is_day_only or row.is_day("ended")
    return {
        "id": row.id,
        "routine": row.text("routine"),
        "name": row.text("name"),
        "planned_sets": row.count("planned_sets"),
        "started": row.moment("started"),
        "ended": None if is_untimed else row.moment("ended"),
        "partial": row.count("partial") != 0,
        "elapsed_s": row.seconds("elapsed_s"),
        "note": row.text("note"),
        "uid": row.text("uid"),
        "imported": row.maybe_text("imported"),
        "is_day_only": is_day_only,
        "is_untimed": is_untimed,
        "is_judged": row.count("judged") != 0,
    }


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _uid_of(row: RowValues) -> str:
    """What an old session is known by: made of what nothing but a correction changes."""
    known = (str(row.id), row.text("started"), row.text("routine"), row.text("name"))
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(known)).hex
