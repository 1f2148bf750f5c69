"""What the log keeps sets by: each set's movement, looked up from its name, and its load as a number.

Both come with a set as it is written. They are brought along here where an older backday wrote it, and movements are
looked up anew whenever the catalogue or the person's exercises are others than last time. That may take some tenths of
a second, so it is done in a thread that reads or writes, never on the way to a first picture.
"""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui import __version__
from backday_tui.exercises.catalog import Catalog, Exercise
from backday_tui.history.kept_values import load_columns, load_from
from backday_tui.history.values import LENGTHS
from backday_tui.routine.model import SECTIONS, Amrap
from backday_tui.session.plan import GROUP_TITLE
from backday_tui.training.loads import moved_kg
from backday_tui.training.prescription import AMRAP, movement_of, movement_of_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backday_tui.history.store import Store
    from backday_tui.routine.model import Routine

_MOST_ROUTINES: Final = 500
"""Of so many routines with exercises of their own these are known; of more only those in the catalogue."""
_NAME: Final = f"substr(exercise, 1, {LENGTHS['exercise']})"
# A number where a text belongs would become one by being written again, and be told by nobody any more.
_WAITING: Final = "movement = '' AND exercise <> '' AND typeof(load) IN ('text', 'null') AND " + " AND ".join(
    f"typeof({column}) = 'text'" for column in ("exercise", "side", "kind", "target")
)
_BROUGHT_ALONG: Final = (
    "load_kind = load_kind_of(load), load_value = load_value_of(load), load_unit = load_unit_of(load),"
    f" moved_kg = coalesce(moved_kg, moved_kg_of(load)), movement = movement_in(session, {_NAME}, '')"
)
_ANEW: Final = f"movement_in(session, {_NAME}, movement)"
_NTH: Final = """(SELECT count(*) FROM planned_entry AS other WHERE other.session = planned_entry.session
    AND other.movement = planned_entry.movement AND other.place <= planned_entry.place)"""
_NTH_OF_ENTRY: Final = """(SELECT nth FROM planned_entry AS planned WHERE planned.session = performed_set.session
    AND planned.place = performed_set.entry)"""
_CHOICE: Final = " / "


def bring_up_to_date(store: Store, catalog: Catalog) -> None:
    """Look up what has to be; where the file can't be written now, that is done the next time.

    Args:
        store: the log.
        catalog: with the person's own exercises, without those of a routine.

    Raises:
        sqlite3.Error: the log can't be read.
    """
    stamp = _stamp(catalog)
    is_new, is_waiting = stamp not in store.stamps(), store.has_any(f"performed_set WHERE {_WAITING}")
    if not (is_new or is_waiting):
        return
    with suppress(sqlite3.OperationalError), store.transaction() as db, store.unlimited():
        names = _Names(db, catalog)
        db.create_function("movement_in", 3, names.movement_in)
        for column in load_columns(None):
            db.create_function(f"{column}_of", 1, lambda load, column=column: load_columns(_written(load))[column])
        db.create_function("moved_kg_of", 1, _moved)
        if is_waiting:
            _update(db, "performed_set", _BROUGHT_ALONG, _WAITING)
        if is_new:
            _look_up_anew(db)
            db.execute("DELETE FROM looked_up")
            db.execute("INSERT INTO looked_up (stamp) VALUES (?)", (stamp,))


def _stamp(catalog: Catalog) -> str:
    """Another one for another catalogue, or another way of looking names up."""
    known = repr((__version__, sorted(catalog.labels.items()), sorted(catalog.called.items())))
    return hashlib.sha256(known.encode()).hexdigest()


def _written(load: object) -> str | None:
    """What stands in a log may be anything."""
    return load if isinstance(load, str) else None


@functools.lru_cache(maxsize=1024)
def _moved(load: object) -> float | None:
    text = _written(load)
    moved = moved_kg(load_from(text), None, None) if text else None
    return None if moved is None else round(float(moved), 6)


def _look_up_anew(db: sqlite3.Connection) -> None:
    is_other = f"movement <> '' AND movement <> {_ANEW}"
    renumbered = db.execute(f"SELECT DISTINCT session FROM planned_entry WHERE {is_other}").fetchall()  # noqa: S608 -- own names
    for table in ("performed_set", "planned_entry"):
        _update(db, table, f"movement = {_ANEW}", is_other)
    _update(db, "training_max", f"movement = movement_in(NULL, {_NAME}, movement)", "movement <> ''")
    for (session,) in renumbered:  # two names may be of one movement now, and one of two
        _update(db, "planned_entry", f"nth = {_NTH}", f"session = {int(session)}")
        _update(db, "performed_set", f"nth = coalesce({_NTH_OF_ENTRY}, nth)", f"session = {int(session)}")


def _update(db: sqlite3.Connection, table: str, change: str, which: str) -> None:
    """Change rows; where one holds what no column may, so that it can't be written again, all others."""
    unwritable = (sqlite3.IntegrityError, sqlite3.DataError)
    try:
        db.execute(f"UPDATE {table} SET {change} WHERE {which}")  # noqa: S608 -- own names
    except unwritable:
        for (row,) in db.execute(f"SELECT rowid FROM {table} WHERE {which}").fetchall():  # noqa: S608 -- own names
            with suppress(*unwritable):
                db.execute(f"UPDATE {table} SET {change} WHERE rowid = ?", (row,))  # noqa: S608 -- own names


class LoggedMovement(NamedTuple):
    """An exercise as the log knows it: what it is kept under, and its name.

    `fitting` are the names of all that the words fit which were asked for, `done` of those that were ever done.
    """

    movement: str
    name: str
    fitting: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def movement_called(store: Store | None, catalog: Catalog, wanted: str) -> LoggedMovement:
    """The exercise that is called so: by its id, its name or an alias, in the catalogue or in the log alone.

    Of several that have these words the one that was ever done.

    Args:
        store: the log; None for one that is empty.
        catalog: with the person's own exercises.
        wanted: what was typed.

    Raises:
        NotFoundError: nothing is called so; the message names what is spelt nearly so.
        AmbiguousError: several are, and more than one of them was done, or none; the message names them.
        sqlite3.Error: the log can't be read.
    """
    kept: tuple[str, ...] = ()
    if store is not None:
        bring_up_to_date(store, catalog)
        kept = store.movements()
        # What no catalogue has was called so by a routine, or in a line of `backday do`.
        catalog = catalog.with_own([Exercise(each, store.name_of(each)) for each in kept if catalog.get(each) is None])
    fitting = catalog.search(wanted)
    done = [each for each in fitting if each.id in kept]
    found = catalog.find(wanted) or (Catalog(done) if done else catalog).lookup(wanted)
    return LoggedMovement(found.id, found.name, tuple(each.name for each in fitting), tuple(each.name for each in done))


class _Names:
    """Which movement a name is, in a session of the log: a routine's own exercises go before the person's."""

    def __init__(self, db: sqlite3.Connection, catalog: Catalog) -> None:
        self._catalogs: list[Catalog] = [catalog]
        self._groups: list[str] = [AMRAP]
        self._routine_of: dict[int, int] = {}
        self._known: dict[tuple[int, str], str] = {}
        places: dict[str, int] = {}
        for session, snapshot in self._with_something_of_their_own(db):
            if snapshot not in places and len(places) < _MOST_ROUTINES:
                from backday_tui.routine.reader import read_text  # most logs have none

                places[snapshot] = self._add(read_text(snapshot, id="", catalog=catalog).routine)
            self._routine_of[session] = places.get(snapshot, 0)

    def _with_something_of_their_own(self, db: sqlite3.Connection) -> Iterator[tuple[int, str]]:
        yield from db.execute(
            "SELECT id, substr(snapshot, 1, ?) FROM session WHERE typeof(snapshot) = 'text' AND"
            " (instr(snapshot, 'exercises') OR id IN"
            " (SELECT session FROM performed_set WHERE exercise = ? AND movement = ''))",
            (LENGTHS["snapshot"], GROUP_TITLE),
        )

    def _add(self, routine: Routine | None) -> int:
        if routine is None:
            return 0
        known = self._catalogs[0].with_own(routine.exercises)
        items = [item for section in SECTIONS for item in routine.section(section) if isinstance(item, Amrap)]
        groups = {movement_of_group((each.exercise[0] for each in item.entries), known) for item in items}
        self._catalogs.append(known)
        self._groups.append(groups.pop() if len(groups) == 1 else AMRAP)
        return len(self._catalogs) - 1

    def movement_in(self, session: int | None, name: object, before: str) -> str:
        """The movement of a name in a session; `before` is what it was taken for so far."""
        if not isinstance(name, str):
            return before
        place = 0 if session is None else self._routine_of.get(session, 0)
        if name == GROUP_TITLE:
            return before or self._groups[place]
        if (place, name) not in self._known:
            catalog = self._catalogs[place]
            first = name if catalog.find(name) else name.partition(_CHOICE)[0]
            self._known[place, name] = movement_of(first, catalog)
        return self._known[place, name]
