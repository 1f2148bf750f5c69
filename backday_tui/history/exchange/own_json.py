"""Our own JSON, which holds all of a log: sessions with their sets, entries, journals and changes; weights and maxes.

What stands in it is what the log keeps, by the names of its columns, so that a log that takes it in is the same as the
one that it is from. A session stands in one line. What is read may be anything: each row is looked at as a row of a log
is, and what makes no sense is a problem.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from backday_tui.history.exchange.csv_rows import LogRefusedError
from backday_tui.history.exchange.foreign import FIRST_YEAR, MOST_KG, MOST_PROBLEMS, MOST_REPS, ForeignLog, Place
from backday_tui.history.imports import MEASURES, NewSession
from backday_tui.history.kept_values import load_from
from backday_tui.history.measures import HEAVIEST_KG, LIGHTEST_KG
from backday_tui.history.store import entry_in, head_in, set_in
from backday_tui.history.values import LINE_COLUMNS, MOST, PLANNED_COLUMNS, SESSION_COLUMNS, SET_COLUMNS, RowValues
from backday_tui.log_heads import JSON_MARK
from backday_tui.training.loads import written_kg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

VERSION: Final = 1
_CHANGE: Final = ("id", "session", "at", "what", "was", "now")
_CHANGES: Final = "changes"
_TABLES: Final = {"sets": "performed_set", "entries": "planned_entry", "journal": "journal", _CHANGES: "change"}
"""What the tables of a session are called in it."""


# -- written ------------------------------------------------------------------------------------------------------


def json_lines(
    sessions: Iterable[Mapping[str, Any]],
    measures: Mapping[str, Sequence[Mapping[str, Any]]],
    changes: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    """The text, line by line.

    Args:
        sessions: as `Store.whole_session` gives them.
        measures: rows of body weights and training maxes, by table.
        changes: of sessions that are gone.
    """  # fmt: skip
    yield f'{{"format": {json.dumps(JSON_MARK)}, "version": {VERSION},\n'
    for name, rows in (*measures.items(), (_CHANGES, changes)):
        yield f"{json.dumps(name)}: {json.dumps(list(rows))},\n"
    yield '"sessions": ['
    between = "\n"
    for session in sessions:
        names = {table: name for name, table in _TABLES.items()}
        yield between + json.dumps({names.get(key, key): value for key, value in session.items()})
        between = ",\n"
    yield "\n]}\n"


# -- read ---------------------------------------------------------------------------------------------------------


def read_json(text: str, log: ForeignLog) -> None:
    """Take what a text holds.

    Raises:
        LogRefusedError: it is no such JSON, or of a newer backday.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        place = f"line {error.lineno}, " if isinstance(error, json.JSONDecodeError) else ""
        raise LogRefusedError(f"{place}it is no JSON: it ends, or breaks off, in the middle") from error
    except RecursionError as error:
        raise LogRefusedError("it is nested deeper than any log") from error
    if not isinstance(found, dict) or found.get("format") != JSON_MARK:
        raise LogRefusedError("it is JSON, but no log of backday's: other apps export their logs as CSV")
    if found.get("version") != VERSION:
        raise LogRefusedError("it was written by a newer backday")
    reader = _JsonReader(text, log)
    for number, session in enumerate(reader.list_of(found, "sessions")):
        reader.session(session, f"sessions[{number}]")
    for table, columns in MEASURES.items():
        reader.measures(table, columns, reader.list_of(found, table))
    for number, change in enumerate(reader.list_of(found, _CHANGES)):
        row = reader.row(change, _CHANGE, f"{_CHANGES}[{number}]", _check_change)
        if row is not None:
            log.own_tables.setdefault("change", []).append(row)


class _JsonReader:
    def __init__(self, text: str, log: ForeignLog) -> None:
        self._text, self._log, self._seen = text, log, set[str]()
        self._session: Any = None

    def list_of(self, found: Mapping[str, Any], name: str, path: str = "") -> list[Any]:
        """What stands under a name that holds a list; anything else is told, and holds nothing."""
        there = found.get(name)
        if isinstance(there, list):
            return there
        if there is not None:
            self._fault(f"{path}.{name}" if path else name, "it is no list")
        return []

    def session(self, found: Any, path: str) -> None:
        """Take a session, if all in it makes sense."""
        faults = self._log.faults
        self._session = found
        columns = self.row(found, SESSION_COLUMNS, path, _check_session)
        if columns is None:
            return
        if columns["uid"] in self._seen:
            self._fault(path, "it is there twice")
            return
        self._seen.add(columns["uid"])
        raw = {_TABLES[name]: self._rows(found, name, path) for name in _TABLES}
        if self._log.faults == faults:
            number, uid, options = columns.pop("id"), columns.pop("uid"), columns.pop("options")
            self._log.own.append(NewSession(uid, columns, (), options=options, raw=raw, id=number))

    def _rows(self, found: Mapping[str, Any], name: str, path: str) -> list[dict[str, Any]]:
        columns, check = _CHECKED[name]
        rows = (
            self.row(each, columns, f"{path}.{name}[{place}]", check)
            for place, each in enumerate(self.list_of(found, name, path))
        )
        return [row for row in rows if row is not None]

    def measures(self, table: str, columns: Sequence[str], found: list[Any]) -> None:
        """Take body weights or training maxes."""
        self._session = None
        for number, each in enumerate(found):
            row = self.row(each, columns, f"{table}[{number}]", _check_measure)
            if row is not None:
                self._log.own_tables.setdefault(table, []).append(row)

    def row(
        self, found: Any, columns: Sequence[str], path: str, check: Callable[[RowValues], str]
    ) -> dict[str, Any] | None:
        """The columns of a row; None where one makes no sense, which is told."""
        if not isinstance(found, dict):
            self._fault(path, "it is no object")
            return None
        kept = {name: found.get(name) for name in columns}
        row = RowValues(kept)
        wrong = check(row) or (f"{', '.join(row.unknown)}: that makes no sense" if row.unknown else "")
        if wrong:
            self._fault(path, wrong)
            return None
        return kept

    def _fault(self, path: str, message: str) -> None:
        place = self._place_of(self._session) if self._log.faults < MOST_PROBLEMS else Place(1, 1)
        self._log.fault(place, f"{path}: {message}")

    def _place_of(self, found: Any) -> Place:
        """Where the session that is read stands, told by its uid, which stands nowhere else."""
        uid = found.get("uid") if isinstance(found, dict) else None
        at = self._text.find(json.dumps(uid)) if isinstance(uid, str) and uid else -1
        if at < 0:
            return Place(1, 1)
        line = self._text.count("\n", 0, at) + 1
        return Place(line, at - self._text.rfind("\n", 0, at))


def _check_session(row: RowValues) -> str:
    head = head_in(row)
    row.text("snapshot")
    row.table("options")
    if not head["uid"]:
        return "uid: there is none"
    started = head["started"]
    if started is not None and started.year < FIRST_YEAR:
        return f"started: {started:%Y-%m-%d} is before {FIRST_YEAR}: nobody kept a log then"
    return "" if started is not None else "started: there is none"


def _check_set(row: RowValues) -> str:
    done = set_in(row)
    if (done.reps or 0) > MOST_REPS:
        return f"reps: {done.reps:,} are more than anybody does, {MOST_REPS:,}"
    if (written_kg(load_from(done.load)) or 0) > MOST_KG:
        return f"load: {done.load} is more than anybody lifts, {MOST_KG:,} kg"
    return "" if row.number_of("id") > 0 else "id: there is none"


def _check_entry(row: RowValues) -> str:
    entry_in(row)
    return ""


def _check_line(row: RowValues) -> str:
    row.seconds("at_s")
    row.text("command")
    row.table("body")
    return "" if 0 <= row.number_of("seq") <= MOST else "seq: that makes no sense"


def _check_change(row: RowValues) -> str:
    row.text("what")
    row.moment("at")
    row.table("was")
    if row.maybe_text("now") is not None:
        row.table("now")
    is_number = 0 < row.number_of("session") <= _MOST_SESSION and row.number_of("id") > 0
    return "" if is_number else "session: that makes no sense"


_MOST_SESSION: Final = 1_000_000_000


def _check_measure(row: RowValues) -> str:
    columns = row.kept("day")
    day = columns["day"]
    if not isinstance(day, str) or not row.is_day("day") or row.moment("day") is None:
        return "day: that makes no sense"
    return _check_weight(row) if row.has("weight") else _check_max(row)


def _check_weight(row: RowValues) -> str:
    weight, kg = load_from(row.text("weight")), row.amount("kg", HEAVIEST_KG)
    if weight is None or weight.kind != "weight" or kg is None or kg < LIGHTEST_KG:
        return "weight: that makes no sense"
    return ""


def _check_max(row: RowValues) -> str:
    row.text("movement")
    load, percent = load_from(row.text("load")), row.amount("percent", 100)
    if load is None or load.kind != "weight" or not percent or not row.text("exercise"):
        return "load: that makes no sense"
    return ""


_CHECKED: Final[Mapping[str, tuple[Sequence[str], Callable[[RowValues], str]]]] = {
    "sets": (SET_COLUMNS, _check_set),
    "entries": (PLANNED_COLUMNS, _check_entry),
    "journal": (("seq", *LINE_COLUMNS), _check_line),
    _CHANGES: (_CHANGE, _check_change),
}
