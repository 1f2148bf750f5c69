"""Our own table, CSV: a row for each set, with what it was to reach. Written and read in one place.

It is for spreadsheets; of a session it has what stands with its sets. The whole log is kept by `own_json.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast, get_args

from backday_tui.history.exchange import cells
from backday_tui.history.exchange.cells import CellError
from backday_tui.history.exchange.foreign import MOST_KG, ForeignSet
from backday_tui.history.exchange.readers import LogTableReader
from backday_tui.history.kept_values import load_from
from backday_tui.history.log import title_of
from backday_tui.routine.amounts import AmountError, parse_load_or_label
from backday_tui.training.loads import written_kg
from backday_tui.training.past import FigureSource, SetKind, SetMark, SetSide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backday_tui.history.store import LoggedEntry, SessionRow
    from backday_tui.log_heads import Column

COLUMNS: Final = (
    "session", "started", "ended", "routine", "exercise", "exercise_id", "section", "group", "set", "sets", "side",
    "kind", "target_reps", "target_s", "target_load", "reps", "seconds", "distance_m", "load", "load_kg", "moved_kg",
    "rir", "warmup", "mark", "source", "rest_s", "note",
)  # fmt: skip
_KINDS: Final = get_args(SetKind)
_SOURCES: Final = get_args(FigureSource)
_MARKS: Final = get_args(SetMark)
_SIDES: Final = get_args(SetSide)
Cell = str | float | int | None


def table_rows(row: SessionRow, entries: Sequence[LoggedEntry]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a session, in the order of `COLUMNS`."""
    known = {entry.place: entry for entry in entries}
    groups = superset_numbers(entries)
    started = row.when.isoformat() if row.when else ""
    ended = row.ended.isoformat() if row.ended else ""
    for done in row.sets:
        entry = known.get(done.entry) if done.entry is not None else None
        aim = done.aim
        load = written_kg(load_from(done.load))
        yield (
            row.uid, started, ended, title_of(row), done.exercise, done.movement, entry.section if entry else "",
            groups.get(entry.place) if entry else None, done.number, done.sets, done.side, done.kind,
            aim.reps if aim else None, aim.seconds if aim else None, str(aim.load) if aim and aim.load else "",
            done.reps, done.seconds, done.distance_m, done.load or "", None if load is None else float(load),
            done.moved_kg, done.rir, int(done.is_warmup), done.mark or "", done.source, done.rest_s, done.note,
        )  # fmt: skip


def superset_numbers(entries: Sequence[LoggedEntry]) -> dict[int, int]:
    """The number of the group that an exercise is done in turn with others in, from 0, by its place."""
    places: dict[tuple[str, int], list[int]] = {}
    for entry in entries:
        places.setdefault((entry.section, entry.item), []).append(entry.place)
    together = [each for each in places.values() if len(each) > 1]
    return {place: number for number, each in enumerate(together) for place in each}


class OwnTableReader(LogTableReader):
    """Reads such a table."""

    FORMAT = "csv"
    KNOWN = frozenset({"exercise_id", "load_kg", "moved_kg", "sets", "section"})

    def columns(self) -> None:
        self._uid, self._start, self._end = self.needed("session"), self.needed("started"), self.column("ended")
        self._routine, self._name = self.column("routine"), self.needed("exercise")
        self._group, self._number, self._side = self.column("group"), self.column("set"), self.column("side")
        self._kind, self._target_reps = self.column("kind"), self.column("target_reps")
        self._target_s, self._target_load = self.column("target_s"), self.column("target_load")
        self._reps, self._seconds = self.column("reps"), self.column("seconds")
        self._distance, self._load = self.column("distance_m"), self.column("load")
        self._rir, self._warm_up = self.column("rir"), self.column("warmup")
        self._mark, self._source = self.column("mark"), self.column("source")
        self._rest, self._note = self.column("rest_s"), self.column("note")

    def read_row(self) -> None:
        uid, title = self.cell(self._uid)[:64], self.text(self._routine, 200)
        session = self.session(self._start, title, uid)
        session.uid, session.ended = uid, session.ended or self.cell(self._end)
        name = self.name(self._name)
        self.end_if_bad()
        number, warm_up = self.count(self._number), cells.flag_in(self.cell(self._warm_up))
        side = self.one_of(self._side, _SIDES, "")
        index = None if number is None or warm_up else float(number)
        done = ForeignSet(
            self.exercise(session, name, index, self.cell(self._group)),
            number=number,
            is_warmup=warm_up,
            side=cast("SetSide", side),
            kind=self.one_of(self._kind, _KINDS, ""),
            mark=cast("SetMark | None", self.one_of(self._mark, _MARKS, "") or None),
            source=cast("FigureSource", self.one_of(self._source, _SOURCES, "imported")),
            seconds=self.length(self._seconds),
            rest_s=self.length(self._rest),
            target_reps=self.count(self._target_reps),
            target_s=self.count(self._target_s),
            load=self.load(self._load),
            target_load=self.load(self._target_load),
            rir=self.reserve(self._rir),
            note=self.text(self._note),
        )
        self.repeat(done, self._reps)
        self.reach(done, self._distance)
        if done.distance is not None:
            done.distance_unit = "m"
        self.take(session, done, self._load, may_be_empty=True)

    def one_of(self, column: Column, among: Sequence[str], otherwise: str) -> str:
        """One of some words; where there is none, another."""
        text = self.cell(column)
        if text and text not in among:
            self.fault(column, f"{cells.shown(text)} is none of: {', '.join(filter(None, among))}")
        return text or otherwise

    def load(self, column: Column) -> str | None:
        """A load as the log has it."""
        text = self.text(column, 60)
        if not text:
            return None
        try:
            load = parse_load_or_label(text)
        except AmountError as error:
            self.fault(column, str(error))
            return None
        if (written_kg(load) or 0) > MOST_KG:
            self.fault(column, f"{load} is more than anybody lifts, {MOST_KG:,} kg")
        return str(load)

    def reserve(self, column: Column) -> float | None:
        """Reps in reserve, in halves."""
        text = self.cell(column)
        try:
            value = cells.number_in(text)
        except CellError as error:
            self.fault(column, str(error))
            return None
        if value is not None and (not 0 <= value <= _MOST_RIR or value * 2 != int(value * 2)):
            self.fault(column, f"{cells.shown(text)} is no reps in reserve, 0 to 6 in halves")
            return None
        return value


_MOST_RIR: Final = 6
