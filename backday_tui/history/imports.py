"""A log of another program written into this one, as a whole; taken out again as a whole, and put back.

All of it is one transaction. What came is noted in the table `change`: with it everything can be taken out that an
import brought, whatever was put right in it since; and what was taken out is kept there, a line for each session.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from backday_tui.errors import BackdayError
from backday_tui.history.corrections import MOST_NUMBER, Corrections, columns_of_entry
from backday_tui.history.database import storable
from backday_tui.history.kept_values import load_columns
from backday_tui.history.values import LINE_COLUMNS, MOST, PLANNED_COLUMNS, SESSION_COLUMNS, SET_COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from backday_tui.history.corrections import LoggedChange
    from backday_tui.history.store import LoggedEntry, PerformedSet

IMPORTED: Final = "imported"
IMPORT_UNDONE: Final = "import undone"
"""What is noted of an import, and of one that was taken out."""
AT_ONCE_SETS: Final = 5000
"""So many sets are written in a part of a second, even while a workout runs; more of them when none does."""
ROWS: Final = "rows"
"""In the options of a session that came from another program: marks of the rows that it had then, by exercise."""
_AT_ONCE: Final = 500
_NO_SESSION: Final = 0
_CHANGE: Final = ("id", "session", "at", "what", "was", "now")
MEASURES: Final = {
    "body_weight": ("id", "day", "weight", "kg"),
    "training_max": ("id", "day", "movement", "exercise", "load", "percent"),
}
"""What belongs to no session, by table."""
_OF_SESSION: Final = {
    "performed_set": (SET_COLUMNS, "id"),
    "planned_entry": (PLANNED_COLUMNS, "place"),
    "journal": (("seq", *LINE_COLUMNS), "seq"),
    "change": (_CHANGE, "id"),
}
"""What belongs to a session, by table: columns, and what they are in the order of."""
_CHANGE_DELETED: Final = "change deleted"


RowsByTable = Mapping[str, Sequence[Mapping[str, Any]]]


class ImportedWeight(NamedTuple):
    """What somebody weighed on a day: the weight as it is written, and the same in kg."""

    day: str
    weight: str
    kg: float


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that is to come into the log.

    Attributes:
        uid: what it is known by.
        columns: of the table `session`, but for its id, its uid and its options.
        sets, entries: as the log keeps them.
        rows: by the name of an exercise a mark of each of its sets, by which a later export is compared.
        options: of the session, as JSON.
        raw: rows as a log of our own has them, by table, in the place of the above; their sets have ids.
        id: the one that it had, which it gets if nobody else has it.
    """

    uid: str
    columns: Mapping[str, Any]
    sets: tuple[PerformedSet, ...]
    entries: tuple[LoggedEntry, ...] = ()
    rows: Mapping[str, list[int]] = field(default_factory=dict)
    options: str = ""
    raw: RowsByTable = field(default_factory=dict)
    id: int | None = None

    @property
    def set_count(self) -> int:
        """How many sets it has."""
        return len(self.sets) or len(self.raw.get("performed_set", ()))


class GrownSession(NamedTuple):
    """A session that the log has, and the sets that have come to it since; `rows` as in a `NewSession`."""

    id: int
    uid: str
    sets: tuple[PerformedSet, ...]
    rows: Mapping[str, list[int]]


@dataclass(frozen=True, slots=True)
class LogImport:
    """All that an import is to write; `raw` are rows of tables that belong to no session, by table."""

    app: str
    sessions: tuple[NewSession, ...] = ()
    grown: tuple[GrownSession, ...] = ()
    weights: tuple[ImportedWeight, ...] = ()
    raw: RowsByTable = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether it adds nothing."""
        return not (self.sessions or self.grown or self.weights or any(self.raw.values()))

    @property
    def sets(self) -> int:
        """How many sets it adds."""
        return sum(each.set_count for each in self.sessions) + sum(len(each.sets) for each in self.grown)

    @property
    def besides(self) -> Brought:
        """What it adds besides sessions and sets."""
        weights, maxes, changes = (len(self.raw.get(table, ())) for table in (*MEASURES, "change"))
        return Brought(0, 0, len(self.weights) + weights, maxes, changes)


class KnownSession(NamedTuple):
    """A session that is in the log: its id, how many sets it has, and the marks of its rows where it was imported."""

    id: int
    sets: int
    rows: Mapping[str, list[int]] | None


class Brought(NamedTuple):
    """How much an import brought: `sets` to sessions that were there before, `changes` of sessions that are gone."""

    sessions: int = 0
    sets: int = 0
    body_weights: int = 0
    training_maxes: int = 0
    changes: int = 0


def brought_by(change: LoggedChange) -> Brought:
    """What an import brought, by its line or by that of its undoing; whatever makes no sense there is nothing."""
    now = change.now or {}
    if change.what == IMPORT_UNDONE:
        counts = [each if isinstance(each := now.get(name), int) else 0 for name in ("sessions", "sets", "changes")]
        weights, maxes = (sum(map(bool, _rows_in(change.was, table))) for table in MEASURES)
        return Brought(counts[0], counts[1], weights, maxes, counts[2])
    sessions, weights, maxes, changes = (len(_rows_in(now, table)) for table in ("sessions", *MEASURES, "change"))
    sets = sum(len(_rows_in(grown, "sets")) for grown in _rows_in(now, "grown"))
    return Brought(sessions, sets, weights, maxes, changes)


def _rows_in(found: object, name: str) -> Sequence[Any]:
    rows = found.get(name) if isinstance(found, dict) else None
    return rows if isinstance(rows, list) else ()


class UndoneImport(NamedTuple):
    """An import that was taken out: from which app, what it had brought, and what had been put right in that since."""

    app: str
    brought: Brought
    corrected: tuple[LoggedChange, ...] = ()


class LogImports(Corrections):
    """A history file into which logs are taken."""

    def imported_rows(self, uids: Sequence[str]) -> dict[str, KnownSession]:
        """Those of the sessions that are in the log, by their uids."""
        self.begin_call()
        found: dict[str, KnownSession] = {}
        count = "(SELECT count(*) FROM performed_set WHERE performed_set.session = session.id)"
        for first in range(0, len(uids), _AT_ONCE):
            part = [storable(each) for each in uids[first : first + _AT_ONCE]]
            marks = ", ".join("?" * len(part))
            for row in self.rows("session", ("id", "uid", "options", count), f"uid IN ({marks})", tuple(part)):
                rows = row.table("options").get(ROWS)
                known = rows if isinstance(rows, dict) else None
                found[row.text("uid")] = KnownSession(row.id, row.number_of(count), known)
        return found

    # -- taken in -----------------------------------------------------------------------------------------------

    def take_in(self, what: LogImport) -> None:
        """Write all of it, as one change; where it adds nothing there is none.

        Raises:
            sqlite3.Error: it can't be written: the log is as it was.
        """
        if what.is_nothing:
            return
        body_kg = self._body_weights_with(what.weights)
        rows = [self._rows_of(session, body_kg) for session in what.sessions]
        with self.transaction() as db, self.unlimited():
            now: dict[str, Any] = {"app": what.app, "sessions": [], "grown": []}
            for table, new in {"body_weight": [each._asdict() for each in what.weights], **what.raw}.items():
                for each in new:
                    if table == "change" and not self._is_free(db, "session", each["session"]):
                        continue  # it is of another session than that which has its number here
                    self.insert(table, [self._with_free_id(db, table, each)])
                    now.setdefault(table, []).append(_last_number(db))
            for session, tables in zip(what.sessions, rows, strict=True):
                now["sessions"].append(self._take_in_session(db, session, tables))
            for grown in what.grown:
                now["grown"].append(self._take_in_sets(db, grown))
            self._note_change(db, _NO_SESSION, IMPORTED, {}, now)

    def _body_weights_with(self, new: Sequence[ImportedWeight]) -> Callable[[str], Fraction | None]:
        """What the person weighed on a day, with what is to come: as `body_kg`, for many days."""
        rows = self._db.execute("SELECT day, kg FROM body_weight ORDER BY day, id").fetchall()
        known = sorted([(str(day), kg) for day, kg in rows] + [(each.day, each.kg) for each in new], key=_day_of)
        days = [day for day, _ in known]

        def on(day: str) -> Fraction | None:
            place = bisect_right(days, day)
            return Fraction(str(known[place - 1][1])) if place else None

        return on

    def _rows_of(
        self, session: NewSession, body_kg: Callable[[str], Fraction | None]
    ) -> dict[str, list[tuple[tuple[str, ...], list[tuple[Any, ...]]]]]:
        """What is written of a session made of values, by table; worked out before the log is held.

        Its texts are decoded from a file, so there is nothing in them that UTF-8 can't say.
        """
        weight = body_kg(str(session.columns["started"])[:10])
        found = {
            "performed_set": [self._columns_of(done, weight) for done in session.sets],
            "planned_entry": [columns_of_entry(entry) for entry in session.entries],
        }
        return {
            table: [(tuple(rows[0]), [tuple(row.values()) for row in rows])] if rows else []
            for table, rows in found.items()
        }

    def _take_in_session(self, db: sqlite3.Connection, session: NewSession, tables: Mapping[str, Any]) -> int:
        number = session.id if session.id is not None and self._is_free(db, "session", session.id) else None
        number = self._new_number(db) if number is None else self._taken_number(db, number)
        options = session.options or json.dumps({ROWS: session.rows} if session.rows else {})
        columns = {**session.columns, "id": number, "uid": self._free_uid(session.uid), "options": options}
        self.insert("session", [columns])
        for table, parts in tables.items():
            for names, rows in parts:
                marks = ", ".join("?" * (len(names) + 1))
                db.executemany(
                    f"INSERT INTO {table} (session, {', '.join(names)}) VALUES ({marks})",  # noqa: S608 -- own names
                    [(number, *row) for row in rows],
                )
        self._take_in_raw(db, number, session.raw)
        return number

    def _take_in_raw(
        self, db: sqlite3.Connection, session: int, raw: Mapping[str, Sequence[Mapping[str, Any]]]
    ) -> None:
        """Rows as another log of ours has them; a set gets another id where its own is taken, in its changes too."""
        numbers: dict[int, int] = {}
        for row in raw.get("performed_set", ()):
            free = self._with_free_id(db, "performed_set", row)
            self.insert("performed_set", [{"session": session, **free, **load_columns(row["load"])}])
            if "id" not in free:
                numbers[row["id"]] = _last_number(db)
        for table in ("planned_entry", "journal"):
            self.insert(table, [{"session": session, **row} for row in raw.get(table, ())])
        for row in raw.get("change", ()):
            known = {**row, "session": session}
            if numbers:
                known |= {name: _renumbered(row[name], numbers) for name in ("was", "now")}
            self.insert("change", [self._with_free_id(db, "change", known)])

    def _with_free_id(self, db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row without its id, where another row has that."""
        number = row.get("id")
        is_free = isinstance(number, int) and self._is_free(db, table, number)
        return {name: value for name, value in row.items() if name != "id" or is_free}

    def _is_free(self, db: sqlite3.Connection, table: str, number: int) -> bool:
        if not 0 < number <= MOST_NUMBER:
            return False
        return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (number,)).fetchone() is None  # noqa: S608 -- own names

    def _taken_number(self, db: sqlite3.Connection, number: int) -> int:
        """A number that a session had elsewhere: no other session gets it, nor one below it."""
        (last,) = db.execute("SELECT coalesce(max(last), 0) FROM given_number").fetchone()
        db.execute("DELETE FROM given_number")
        db.execute("INSERT INTO given_number (last) VALUES (?)", (max(last, number),))
        return number

    def _take_in_sets(self, db: sqlite3.Connection, grown: GrownSession) -> dict[str, Any]:
        (row,) = self.rows("session", ("id", "options", "planned_sets"), "id = ?", (grown.id,))
        before = row.kept("options", "planned_sets")
        numbers = self._add_sets(db, grown.id, grown.sets)
        options = json.dumps(row.table("options") | ({ROWS: grown.rows} if grown.rows else {}))
        after = {"options": options, "planned_sets": (row.count("planned_sets") or 0) + len(grown.sets)}
        self._put_columns(db, grown.id, after)
        return {"session": grown.id, "sets": numbers, "before": before, "after": after}

    def _put_columns(self, db: sqlite3.Connection, session: int, columns: Mapping[str, Any]) -> None:
        db.execute(
            "UPDATE session SET options = ?, planned_sets = ? WHERE id = ?",
            (columns["options"], columns["planned_sets"], session),
        )

    # -- written out --------------------------------------------------------------------------------------------

    def whole_session(self, number: int) -> dict[str, Any]:
        """All that the log keeps of a session, by column, and by table the rows that belong to it; {} where it is gone.

        What it was before it was changed stands in "change".
        """
        self.begin_call()
        rows = self.rows("session", SESSION_COLUMNS, "id = ?", (number,))
        found: dict[str, Any] = rows[0].kept(*SESSION_COLUMNS) if rows else {}
        for table, (columns, order) in _OF_SESSION.items() if rows else ():
            which = f"session = ? ORDER BY {order}"
            found[table] = [row.kept(*columns) for row in self.rows(table, columns, which, (number,))]
        return found

    def all_measures(self) -> dict[str, list[dict[str, Any]]]:
        """Body weights and training maxes, by table."""
        return {table: [row.kept(*names) for row in self.kept(table, names)] for table, names in MEASURES.items()}

    def changes_of_gone(self) -> list[dict[str, Any]]:
        """What is kept of sessions that are not in the log any more; without imports, and what was taken out then."""
        self.begin_call()
        within = self._within_undone()
        which = "session > 0 AND NOT EXISTS (SELECT 1 FROM session WHERE session.id = change.session) ORDER BY id"
        rows = [row.kept(*_CHANGE) for row in self.rows("change", _CHANGE, which, ())]
        return [row for row in rows if not any(row["id"] in each for each in within)]

    def _within_undone(self) -> list[range]:
        """The numbers of the lines that only keep what was taken out with an import."""
        undone = self._changes("what = ?", (IMPORT_UNDONE,))
        return [range(each.was.get("from", each.number), each.number) for each in undone]

    # -- taken out ----------------------------------------------------------------------------------------------

    def undoing(self) -> dict[str, Callable[[sqlite3.Connection, LoggedChange], bool]]:
        """As of all changes; and of imports."""
        return super().undoing() | {IMPORTED: self._without_import, IMPORT_UNDONE: self._with_import}

    def last_import(self) -> LoggedChange | None:
        """The line of the last import that added something, and was not taken out; None where there is none."""
        self.begin_call()
        return next(iter(self._changes("what = ? ORDER BY id DESC LIMIT 1", (IMPORTED,))), None)

    def undo_import(self) -> UndoneImport:
        """Take out all that the last import brought which added something; `take_back` puts it back.

        Raises:
            BackdayError: there is none, or it makes no sense.
            sqlite3.Error: it can't be written: the log is as it was.
        """
        change = self.last_import()
        if change is None:
            raise BackdayError("nothing was imported into the log: there is no import to take back")
        now = change.now or {}
        try:
            numbers = {int(each) for each in now["sessions"]}
            added = {int(each) for grown in now["grown"] for each in grown["sets"]}
            within = self._within_undone()
            with self.transaction() as db, self.unlimited():
                since = self._changes("id > ? AND what NOT IN (?, ?) ORDER BY id", (change.number, *_OF_IMPORTS))
                self._take_out(db, change, keep=True)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise BackdayError("what the log holds of the last import makes no sense: nothing is taken back") from error
        corrected = tuple(
            each
            for each in since
            if (each.session in numbers or not added.isdisjoint(_sets_of(each)))
            and not any(each.number in part for part in within)
        )
        return UndoneImport(str(now.get("app", "")), brought_by(change), corrected)

    def _without_import(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        self._take_out(db, change, keep=False)
        return True

    def _take_out(self, db: sqlite3.Connection, change: LoggedChange, *, keep: bool) -> None:
        """Delete all that an import brought, and its line; `keep` notes what it was, a line for each session."""
        now = change.now or {}
        (last,) = db.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
        measures = {table: [self._kept_row(table, each) for each in now.get(table, ())] for table in MEASURES}
        if keep:
            self._note_as_it_was(db, now)
            (line,) = self.rows("change", _CHANGE, "id = ?", (change.number,))
            was = {"from": last + 1, "line": line.kept(*_CHANGE), **measures}
            brought = brought_by(change)
            brief = {"app": now.get("app"), "sessions": brought.sessions, "sets": brought.sets}
            brief["changes"] = brought.changes
            self._note_change(db, _NO_SESSION, IMPORT_UNDONE, was, brief)
            db.execute("DELETE FROM change WHERE id = ?", (change.number,))
        for number in now["sessions"]:
            if db.execute("DELETE FROM session WHERE id = ?", (number,)).rowcount:  # else its change brings it back
                db.execute("DELETE FROM change WHERE session = ? AND id <= ?", (number, last))
        for grown in now["grown"]:
            db.executemany("DELETE FROM performed_set WHERE id = ?", [(number,) for number in grown["sets"]])
            self._put_columns(db, grown["session"], grown["before"])
        for table in ("change", *MEASURES):
            numbers = [(number,) for number in now.get(table, ())]
            db.executemany(f"DELETE FROM {table} WHERE id = ?", numbers)  # noqa: S608 -- own names

    def _note_as_it_was(self, db: sqlite3.Connection, now: Mapping[str, Any]) -> None:
        """A line for each session, set and change that an import brought."""
        for number in now["sessions"]:
            was = self._as_it_was(number)
            if was.get("id") is not None:
                changes = [row.kept(*_CHANGE) for row in self.rows("change", _CHANGE, "session = ?", (number,))]
                self._note_change(db, number, "session deleted", {**was, "change": changes}, None)
        for grown in now["grown"]:
            for number in grown["sets"]:
                for row in self.rows("performed_set", SET_COLUMNS, "id = ?", (number,)):
                    self._note_change(db, grown["session"], "set deleted", row.kept(*SET_COLUMNS), None)
        for number in now.get("change", ()):
            for row in self.rows("change", _CHANGE, "id = ?", (number,)):
                self._note_change(db, _NO_SESSION, _CHANGE_DELETED, row.kept(*_CHANGE), None)

    def _kept_row(self, table: str, number: int) -> dict[str, Any]:
        rows = self.rows(table, MEASURES[table], "id = ?", (number,))
        return rows[0].kept(*MEASURES[table]) if rows else {}

    def _with_import(self, db: sqlite3.Connection, change: LoggedChange) -> bool:
        """Put back all that an import brought, as it was when it was taken out."""
        kept = self._changes("id BETWEEN ? AND ? ORDER BY id LIMIT ?", (change.was["from"], change.number - 1, MOST))
        for each in kept:
            if each.what == "session deleted" and each.was.get("id") is not None:
                self._with_session(db, each)
                self.insert("change", each.was["change"])
            elif each.what == "set deleted":
                self._with_deleted(db, each)
            elif each.what == _CHANGE_DELETED:
                self.insert("change", [each.was])
            db.execute("DELETE FROM change WHERE id = ?", (each.number,))
        line = change.was["line"]
        for grown in json.loads(line["now"])["grown"]:
            self._put_columns(db, grown["session"], grown["after"])
        for table in MEASURES:
            self.insert(table, [row for row in change.was[table] if row])
        self.insert("change", [line])
        return True


_OF_IMPORTS: Final = (IMPORTED, IMPORT_UNDONE)


def _sets_of(change: LoggedChange) -> set[object]:
    """The ids of the sets that a change is of."""
    now = change.now or {}
    rows = (change.was, now, *now.get("sets", ()))
    return {row.get(name) for row in rows if isinstance(row, dict) for name in ("set", "id")} - {None}


def _day_of(weight: tuple[str, float]) -> str:
    return weight[0]


def _last_number(db: sqlite3.Connection) -> int:
    (number,) = db.execute("SELECT last_insert_rowid()").fetchone()
    return int(number)


def _renumbered(text: str | None, numbers: Mapping[int, int]) -> str | None:
    """What a change holds, as JSON, with the new ids of sets."""
    if text is None:
        return None
    found = json.loads(text)
    for each in (found, *found.get("sets", ())):
        if isinstance(each, dict) and each.get("set") in numbers:
            each["set"] = numbers[each["set"]]
    for each in (found, *found.get("performed_set", ())):
        if isinstance(each, dict) and each.get("id") in numbers and "bout" in each:
            each["id"] = numbers[each["id"]]
    return json.dumps(found)
