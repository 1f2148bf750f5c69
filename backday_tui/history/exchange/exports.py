"""The log as other programs read it: Strong's form, which Hevy takes in too, Hevy's own, that of FitNotes; and ours.

Tables are as RFC 4180 has them; times are ISO dates, numbers have points, and no cell is a formula.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

from backday_tui.history.exchange.cells import harmless
from backday_tui.history.exchange.own_json import json_lines
from backday_tui.history.exchange.own_table import COLUMNS, Cell, superset_numbers, table_rows
from backday_tui.history.exchange.readers import DROP_NOTE, FAILURE_NOTE, WARM_UP_NOTE
from backday_tui.history.kept_values import load_from
from backday_tui.training.loads import in_kg
from backday_tui.training.past import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import LoggedEntry, PerformedSet, SessionRow, Store
    from backday_tui.routine.model import Unit

ExportFormat = Literal["backday", "csv", "strong", "hevy", "fitnotes"]
EXPORT_FORMATS: Final = get_args(ExportFormat)
_AT_ONCE: Final = 200
_MILE_M: Final = 1609.344
_KM_M: Final = 1000.0
_NOON: Final = time(12)
_MOST_RPE: Final = 10
_NOTHING: Final = "-"
"""Hevy takes in no empty notes."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STRONG: Final = (
    "Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps", "RPE", "Distance",
    "Distance Unit", "Seconds", "Notes", "Workout Notes", "Workout Duration",
)  # fmt: skip
_HEVY: Final = (
    "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes", "set_index",
    "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe",
)  # fmt: skip
_FITNOTES: Final = (
    "Date", "Exercise", "Category", "Weight", "Weight Unit", "Reps", "Distance", "Distance Unit", "Time", "Comment",
)  # fmt: skip


def exported(
    store: Store, numbers: Sequence[int], form: ExportFormat, catalog: Catalog, *, whole: bool
) -> Iterator[str]:
    """The text of an export, part by part.

    Args:
        store: the log.
        numbers: the sessions, by id, in the order in which they are to stand.
        form: whose.
        catalog: for the muscles that FitNotes has as categories.
        whole: whether it is all of the log, so that what belongs to no session comes along in our JSON.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    if form == "backday":
        measures = store.all_measures() if whole else {}
        changes = store.changes_of_gone() if whole else []
        found = (store.whole_session(number) for number in numbers)
        yield from json_lines((each for each in found if each), measures, changes)
        return
    head, rows_of, delimiter = _forms(catalog)[form]
    yield _line(head, delimiter)
    for first in range(0, len(numbers), _AT_ONCE):
        part = {row.id: row for row in store.sessions_of(numbers[first : first + _AT_ONCE])}
        for number in numbers[first : first + _AT_ONCE]:
            if number in part:
                for row in rows_of(part[number], store.entries(number)):
                    yield _line(row, delimiter)


def _forms(catalog: Catalog) -> dict[str, tuple[Sequence[str], Callable[..., Iterable[Sequence[Cell]]], str]]:
    return {
        "csv": (COLUMNS, table_rows, ","),
        "strong": (_STRONG, _strong_rows, ";"),
        "hevy": (_HEVY, _hevy_rows, ","),
        "fitnotes": (_FITNOTES, lambda row, _: _fitnotes_rows(row, catalog), ","),
    }


def _line(cells: Sequence[Cell], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow([_cell(each) for each in cells])
    return text.getvalue()


def _cell(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return harmless(value) if isinstance(value, str) else "" if value is None else str(value)


# -- what they have in common -------------------------------------------------------------------------------------


def _start(row: SessionRow) -> datetime:
    """When it began, by the clock there; noon where only the day is known."""
    when = row.when or date.min
    return when.replace(tzinfo=None) if isinstance(when, datetime) else datetime.combine(when, _NOON)


def _weight(done: PerformedSet) -> tuple[float, Unit, str]:
    """The number of a load, in its unit, and the name of the exercise that says what it means."""
    load = load_from(done.load)
    if load is None or not load.value or load.unit is None:
        return 0.0, "kg", done.exercise
    name = done.exercise
    said = "" if load.kind != "body" else "(Weighted)" if load.value > 0 else "(Assisted)"
    if said and said[1:-1].casefold() not in name.casefold():
        name = f"{name} {said}"
    return abs(load.value), load.unit, name


def _note(done: PerformedSet, *kinds: str) -> str:
    """What is said of a set: what has no column of its own, and its note."""
    load = load_from(done.load)
    label = load.label if load is not None and load.kind == "label" else ""
    rounds = "" if done.rounds is None else f"{done.rounds} rounds"
    return "; ".join(filter(None, (*kinds, done.side, label, rounds, done.note)))


def _kinds(done: PerformedSet) -> tuple[str, ...]:
    mark = {"drop": DROP_NOTE, "failure": FAILURE_NOTE}.get(done.mark or "", "")
    return (WARM_UP_NOTE if done.is_warmup else "", mark)


def _in_order(row: SessionRow) -> Iterator[tuple[int, PerformedSet]]:
    """Each set with its number among those of its exercise, from 1; an exercise that comes again begins anew."""
    counts: dict[tuple[str, int], int] = {}
    for done in row.sets:
        block = (done.exercise, done.nth)
        counts[block] = counts.get(block, 0) + 1
        yield counts[block], done


def _length_text(row: SessionRow) -> str:
    """How long a session took, in minutes; one at least, for it may not be empty."""
    minutes = max(round((row.elapsed_s or 0.0) / 60), 1)
    hours, rest = divmod(minutes, 60)
    return f"{hours}h {rest}m" if hours and rest else f"{hours}h" if hours else f"{rest}m"


def _rpe(done: PerformedSet) -> float | None:
    return None if done.rir is None else _MOST_RPE - done.rir


# -- Strong, as Hevy takes it -------------------------------------------------------------------------------------


def _strong_rows(row: SessionRow, entries: Sequence[LoggedEntry]) -> Iterator[Sequence[Cell]]:
    del entries
    date = f"{_start(row):%Y-%m-%d %H:%M:%S}"
    for number, done in _in_order(row):
        weight, unit, name = _weight(done)
        yield (
            date, row.name, name, number, weight, "kg" if unit == "kg" else "lbs", done.reps or 0, _rpe(done),
            (done.distance_m or 0.0) / _MILE_M, "mi", done.seconds or 0, _note(done, *_kinds(done)) or _NOTHING,
            row.note or _NOTHING, _length_text(row),
        )  # fmt: skip


# -- Hevy ---------------------------------------------------------------------------------------------------------


def _hevy_rows(row: SessionRow, entries: Sequence[LoggedEntry]) -> Iterator[Sequence[Cell]]:
    starts = _start(row)
    ends = starts + timedelta(seconds=row.elapsed_s) if row.elapsed_s else None
    supersets = superset_numbers(entries)
    notes = {(done.exercise, done.nth): "" for done in row.sets}
    for done in row.sets:
        block = (done.exercise, done.nth)
        notes[block] = "; ".join(dict.fromkeys(filter(None, (notes[block], _note(done)))))
    for number, done in _in_order(row):
        weight, unit, name = _weight(done)
        kind = {"drop": "dropset", "failure": "failure"}.get(done.mark or "", "normal")
        yield (
            row.name, _hevy_time(starts), _hevy_time(ends) if ends else "", row.note, name,
            None if done.entry is None else supersets.get(done.entry), notes[done.exercise, done.nth], number - 1,
            "warmup" if done.is_warmup else kind, round(float(in_kg(weight, unit)), 3) if weight else None, done.reps,
            None if done.distance_m is None else done.distance_m / _KM_M, done.seconds, _rpe(done),
        )  # fmt: skip


def _hevy_time(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"


# -- FitNotes -----------------------------------------------------------------------------------------------------


def _fitnotes_rows(row: SessionRow, catalog: Catalog) -> Iterator[Sequence[Cell]]:
    day = as_day(_start(row)).isoformat()
    for done in row.sets:
        weight, unit, name = _weight(done)
        exercise = catalog.get(done.movement)
        category = exercise.muscles[0].capitalize() if exercise and exercise.muscles else ""
        km = None if done.distance_m is None else done.distance_m / _KM_M
        yield (
            day, name, category, weight or None, f"{unit}s" if weight else "", done.reps, km, "km" if km else "",
            "" if done.seconds is None else _clock(done.seconds), _note(done, *_kinds(done)),
        )  # fmt: skip


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
