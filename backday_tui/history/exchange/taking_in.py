"""What would be written of a log that was read: new sessions, what is new in known ones, names; and that in words.

Pure but for what is asked of the log. Nothing is written here: `history/imports.py` does that, all of it or nothing.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from backday_tui import words
from backday_tui.exercises.catalog import as_called
from backday_tui.history.entered import started_text
from backday_tui.history.exchange.foreign import local, title_shown, uid_of
from backday_tui.history.imports import GrownSession, ImportedWeight, LogImport, NewSession
from backday_tui.history.kept_values import load_from, moment_text
from backday_tui.history.measures import HEAVIEST_KG, LIGHTEST_KG, body_weights
from backday_tui.history.store import LoggedEntry, PerformedSet, set_in
from backday_tui.history.values import RowValues
from backday_tui.routine.model import Load
from backday_tui.text import clean
from backday_tui.training.loads import in_kg
from backday_tui.training.past import as_day
from backday_tui.training.prescription import Aim, movement_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.history.exchange.foreign import ForeignLog, ForeignSession, ForeignSet
    from backday_tui.history.imports import KnownSession
    from backday_tui.history.store import Store
    from backday_tui.training.past import SetKind

_SHOWN: Final = 60


# -- names --------------------------------------------------------------------------------------------------------


class ForeignName(NamedTuple):
    """A name of an exercise in a log, how many sets have it, and what it means here.

    `how` is "said" where the person said so, "known" where the catalogue has it, "closest" where one exercise alone has
    all its words and few besides, "own" where it stays as it is.
    """

    name: str
    sets: int
    exercise: Exercise | None
    how: Literal["said", "known", "closest", "own"]


def names_in(sessions: Iterable[ForeignSession], catalog: Catalog) -> tuple[ForeignName, ...]:
    """Every name that sets have, the most frequent first; what is said of names stands in the catalogue."""
    counts = Counter(session.exercises[done.block].name for session in sessions for done in session.sets)
    return tuple(meant_by(name, count, catalog) for name, count in counts.most_common())


def meant_by(name: str, sets: int, catalog: Catalog) -> ForeignName:
    """What a name means; of several that are as close none, for a wrong one is worse than a question."""
    found = catalog.find(name)
    if as_called(name) in catalog.called:
        return ForeignName(name, sets, found, "said")
    if found is not None and not catalog.says_more(name, found):
        return ForeignName(name, sets, found, "known")
    closest = catalog.closest(name)
    return ForeignName(name, sets, closest, "own" if closest is None else "closest")


def to_remember(names: Iterable[ForeignName], catalog: Catalog) -> dict[str, str]:
    """What has to be kept of names so that they go on meaning this, for `names.toml`.

    Args:
        names: with what they mean.
        catalog: in which they mean what they would without.
    """
    found = {}
    for each in names:
        before = catalog.find(each.name)
        is_kept_as_own = each.how == "said" and each.exercise is None and as_called(each.name) not in catalog.called
        if is_kept_as_own or (before and before.id) != (each.exercise and each.exercise.id):
            found[each.name] = each.name if each.exercise is None else each.exercise.id
    return found


# -- sessions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What comes of a log, before it is written.

    Attributes:
        log: what is to be written.
        known: how many sessions are in the log already, with all their rows.
        changed: how many of those have other figures now, which are left as they are.
        first, last: the days between which all of the file's sessions lie; None where there are none.
        sessions, sets: how many the file has.
        has_any: whether the file has anything that a log could hold: sessions, body weights, or what ours has besides.
        added_sets: how many are new in known sessions.
    """

    log: LogImport
    known: int = 0
    changed: int = 0
    first: date | None = None
    last: date | None = None
    sessions: int = 0
    sets: int = 0
    added_sets: int = 0
    has_any: bool = False
    names: tuple[ForeignName, ...] = field(default=())

    @property
    def is_nothing(self) -> bool:
        """Whether all of it is in the log."""
        return self.log.is_nothing

    @property
    def why_nothing(self) -> str:
        """Why there is nothing to write, where there is nothing."""
        return "nothing is new: all of it is in the log" if self.has_any else "there is nothing in it to take in"


def taken_in(
    log: ForeignLog,
    sessions: Sequence[ForeignSession],
    names: Sequence[ForeignName],
    store: Store | None,
    catalog: Catalog,
) -> TakenIn:
    """What is new of a log that is settled.

    Args:
        log: what was read.
        sessions: as `settle` gives them.
        names: as `names_in` gives them.
        store: the log; None where there is none.
        catalog: in which the names mean what they are to mean.

    Raises:
        sqlite3.Error: the log can't be read.
    """  # fmt: skip
    builder = _ImportBuilder(log, {each.name: each for each in names}, catalog)
    all_of_them = [*(builder.session(each) for each in sessions), *log.own]
    known = store.imported_rows([each.uid for each in all_of_them]) if store is not None else {}
    new, grown, changed = [], [], 0
    for each in all_of_them:
        if each.uid not in known:
            new.append(each)
            continue
        there = known[each.uid]
        if each.rows and there.rows is not None:
            added = _added(each, there.rows)
        else:
            added = _added_by_figures(each, there, store)
        if added:
            grown.append(GrownSession(there.id, each.uid, tuple(added), each.rows))
        elif each.rows and there.rows is not None and there.rows != each.rows:
            changed += 1
    weights = _new_weights(log, store)
    days = sorted(date.fromisoformat(str(each.columns["started"])[:10]) for each in all_of_them)
    return TakenIn(
        LogImport(log.app, tuple(new), tuple(grown), tuple(weights), _new_rows(log, store)),
        known=len(all_of_them) - len(new) - len(grown),
        changed=changed,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sessions=len(all_of_them),
        sets=sum(each.set_count for each in all_of_them),
        added_sets=sum(len(each.sets) for each in grown),
        has_any=bool(all_of_them or log.body_weights or log.own_tables),
        names=tuple(names),
    )


def _added(session: NewSession, before: Mapping[str, Sequence[int]]) -> list[PerformedSet]:
    """The sets that a known session has more than when it came: by exercise, those whose figures weren't there."""
    found = []
    for exercise, marks in session.rows.items():
        more = len(marks) - len(before.get(exercise, ()))
        if more <= 0:
            continue
        left = Counter(before.get(exercise, ()))
        fresh = []
        for place, mark in enumerate(marks):
            if left[mark]:
                left[mark] -= 1
            else:
                fresh.append(place)
        sets = [each for each in session.sets if as_called(each.exercise) == exercise]
        found += [sets[place] for place in fresh[-more:]]
    return found


def _added_by_figures(session: NewSession, there: KnownSession, store: Store | None) -> list[PerformedSet]:
    """The same of a session of our own: as many as it has more than that in the log, of those that aren't in it."""
    more = session.set_count - there.sets
    if more <= 0 or store is None:
        return []
    sets = session.sets or tuple(set_in(RowValues(row)) for row in session.raw.get("performed_set", ()))
    left = Counter((done.exercise, _mark_of(done)) for row in store.sessions_of([there.id]) for done in row.sets)
    fresh = []
    for done in sets:
        if left[done.exercise, _mark_of(done)]:
            left[done.exercise, _mark_of(done)] -= 1
        else:
            fresh.append(done)
    return fresh[-more:]


class _SetPlace(NamedTuple):
    """Where a set stands: as the log has it."""

    bout: int
    number: int
    sets: int
    entry: int
    nth: int


class _ImportBuilder:
    """Makes values of the log of what was read."""

    def __init__(self, log: ForeignLog, names: Mapping[str, ForeignName], catalog: Catalog) -> None:
        self._log, self._names, self._catalog = log, names, catalog
        self._movements: dict[str, str] = {}

    def movement(self, name: str) -> str:
        """What a name is kept under."""
        if name not in self._movements:
            found = self._names.get(name)
            exercise = found.exercise if found else None
            self._movements[name] = exercise.id if exercise else movement_of(name, self._catalog)
        return self._movements[name]

    def session(self, session: ForeignSession) -> NewSession:
        """A session with its sets and what it had of exercises."""
        blocks = {block: place for place, block in enumerate(dict.fromkeys(done.block for done in session.sets))}
        nth = self._nth(session, blocks)
        counts: Counter[tuple[int, bool, str]] = Counter()
        working = Counter(done.block for done in session.sets if not done.is_warmup)
        sets, rows = [], dict[str, list[int]]()
        for bout, done in enumerate(session.sets):
            name = session.exercises[done.block].name
            counts[done.block, done.is_warmup, done.side] += 1
            number = done.number or counts[done.block, done.is_warmup, done.side]
            place = _SetPlace(bout, number, working[done.block], blocks[done.block], nth[done.block])
            sets.append(self._set(done, name, place))
            rows.setdefault(as_called(name), []).append(_mark_of(sets[-1]))
        entries = tuple(self._entries(session, blocks, nth, working))
        return NewSession(uid_of(self._log, session), self._columns(session), tuple(sets), entries, rows=rows)

    def _nth(self, session: ForeignSession, blocks: Mapping[int, int]) -> dict[int, int]:
        seen: Counter[str] = Counter()
        found = {}
        for block in blocks:
            movement = self.movement(session.exercises[block].name)
            seen[movement] += 1
            found[block] = seen[movement]
        return found

    def _set(self, done: ForeignSet, name: str, place: _SetPlace) -> PerformedSet:
        exercise = self._names[name].exercise if name in self._names else None
        load = load_from(done.target_load or done.load)
        has_aim = done.target_reps is not None or done.target_s is not None
        return PerformedSet(
            bout=place.bout, side=done.side, exercise=name, number=place.number, sets=place.sets,
            kind=done.kind or kind_of(done), target=done.target or _target(done), reps=done.reps,
            seconds=done.seconds, load=done.load, movement=self.movement(name), source=done.source,
            is_warmup=done.is_warmup, mark=done.mark, rir=done.rir, distance_m=done.distance, note=done.note,
            at=_moment(done.at), rest_s=done.rest_s, entry=place.entry, nth=place.nth,
            aim=Aim(done.target_reps, done.target_s, load) if has_aim else None,
            share=exercise.share if exercise else None,
        )  # fmt: skip

    def _columns(self, session: ForeignSession) -> dict[str, Any]:
        starts = local(session.starts or date.min)
        is_moment = isinstance(starts, datetime)
        ends = _moment(session.ends) or _last_of(session)
        timed = ends if is_moment and ends is not None and ends >= starts else None
        started = moment_text(starts) if isinstance(starts, datetime) else starts.isoformat()
        length_s = session.length_s
        if length_s is None and timed is not None and isinstance(starts, datetime):
            length_s = (timed - starts).total_seconds()
        return {
            "routine": session.routine,
            "name": title_shown(session),
            "snapshot": "",
            "planned_sets": sum(not done.is_warmup for done in session.sets),
            "started": started,
            "ended": moment_text(timed) if timed else as_day(starts).isoformat(),
            "partial": 0,
            "elapsed_s": length_s or 0.0,
            "note": session.note,
            "imported": self._log.app,
            "judged": 1,
        }

    def _entries(
        self, session: ForeignSession, blocks: Mapping[int, int], nth: Mapping[int, int], working: Mapping[int, int]
    ) -> Iterator[LoggedEntry]:
        """An entry for each exercise; those of a superset stand in one item."""
        items: dict[str, int] = {}
        members: Counter[int] = Counter()
        first = {done.block: done for done in reversed(session.sets)}
        for block, place in blocks.items():
            exercise = session.exercises[block]
            item = items.setdefault(exercise.group or f"\n{block}", len(items))
            kind: SetKind = "reps"
            found = first[block].kind or kind_of(first[block])
            if found in _KINDS:
                kind = _KINDS[found]
            yield LoggedEntry(
                place=place, section="work", item=item, entry=members[item], exercise=exercise.name,
                movement=self.movement(exercise.name), nth=nth[block], kind=kind, planned=working.get(block, 0),
                prescription=None, two_sided=any(done.side for done in session.sets if done.block == block),
                was_swapped=False,
            )  # fmt: skip
            members[item] += 1


_KINDS: Final[Mapping[str, SetKind]] = MappingProxyType(
    {"reps": "reps", "hold": "hold", "time": "time", "open": "open", "rounds": "rounds"}
)


def kind_of(done: ForeignSet) -> SetKind:
    """What was counted in a set."""
    if done.reps is not None:
        return "reps"
    if done.distance is not None:
        return "time"
    return "open" if done.seconds is None else "hold"


def _target(done: ForeignSet) -> str:
    if done.target_reps is not None:
        return str(done.target_reps)
    return "" if done.target_s is None else words.clock(done.target_s)


def _moment(at: datetime | None) -> datetime | None:
    found = None if at is None else local(at)
    return found if isinstance(found, datetime) else None


def _last_of(session: ForeignSession) -> datetime | None:
    """When the last set was done, where the file has it."""
    return max((_moment(done.at) for done in session.sets if done.at is not None), default=None, key=_stamp)


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _mark_of(done: PerformedSet) -> int:
    """A number that another set has only by chance: for what a later export has that an earlier one hadn't."""
    figures = (done.reps, done.seconds, done.load, done.distance_m, done.is_warmup, done.mark)
    return zlib.crc32(repr(figures).encode())


# -- body weights -------------------------------------------------------------------------------------------------


def _new_weights(log: ForeignLog, store: Store | None) -> list[ImportedWeight]:
    """What somebody weighed, by day, where the log doesn't say the same."""
    there = {(each.day.isoformat(), str(each.weight)) for each in body_weights(store)} if store is not None else set()
    found = [_weight(day.isoformat(), *weighed) for day, weighed in log.weighed.items()]
    possible = [each for each in found if LIGHTEST_KG <= each.kg <= HEAVIEST_KG]
    return sorted(each for each in possible if (each.day, each.weight) not in there)


def _new_rows(log: ForeignLog, store: Store | None) -> dict[str, list[dict[str, Any]]]:
    """The rows of a log of our own that belong to no session, as far as they are not there."""
    there = store.all_measures() if store is not None else {}
    there["change"] = store.changes_of_gone() if store is not None else []
    found = {}
    for table, rows in log.own_tables.items():
        known = Counter(_without_id(row) for row in there.get(table, ()))
        fresh = []
        for row in rows:
            if known[_without_id(row)]:
                known[_without_id(row)] -= 1
            else:
                fresh.append(row)
        found[table] = fresh
    return found


def _without_id(row: Mapping[str, Any]) -> str:
    return repr(sorted((name, value) for name, value in row.items() if name != "id"))


def _weight(day: str, value: float, unit: Any) -> ImportedWeight:
    return ImportedWeight(day, str(Load("weight", value, unit)), float(in_kg(value, unit)))


# -- in words -----------------------------------------------------------------------------------------------------


def report(found: TakenIn, log: ForeignLog) -> Iterator[str]:
    """What was found, a line for each thing that there is to say."""
    between = (
        ""
        if found.first is None or found.last is None
        else f", {started_text(found.first)} to {started_text(found.last)}"
    )
    yield f"{log.app}: {words.counted(found.sessions, 'session')}, {words.counted(found.sets, 'set')}{between}"
    new = found.log.sessions
    yield f"new: {words.counted(len(new), 'session')}, {words.counted(sum(each.set_count for each in new), 'set')}"
    if found.log.grown:
        more = words.counted(found.added_sets, "set")
        yield f"more than before: {words.counted(len(found.log.grown), 'known session')}, {more} new"
    if found.known:
        yield f"known: {words.counted(found.known, 'session')}, left as they are"
    if found.changed:
        has = "has" if found.changed == 1 else "have"
        yield f"of these {found.changed} {has} other figures in the file than when it was taken in"
    if found.log.weights:
        yield f"body weight: {words.counted(len(found.log.weights), 'day')}"
    yield from _names_report(found.names)
    for what, count in log.left_out.items():
        yield f"left out: {words.counted(count, what)}"
    yield from dict.fromkeys(clean(each, 200) for each in log.remarks)


def _names_report(names: Sequence[ForeignName]) -> Iterator[str]:
    closest = [each for each in names if each.how == "closest"]
    own = [each for each in names if each.how == "own"]
    if closest:
        yield "names that are taken for the one exercise that has all their words:"
        for each in closest:
            meant = each.exercise.name if each.exercise else ""
            yield f"  {clean(each.name, _SHOWN)}: {meant} ({words.counted(each.sets, 'set')})"
    if own:
        yield "names that backday doesn't know, kept as your own:"
        yield from (f"  {clean(each.name, _SHOWN)} ({words.counted(each.sets, 'set')})" for each in own)


def with_meaning(names: Iterable[ForeignName], said: Mapping[str, Exercise | None]) -> tuple[ForeignName, ...]:
    """The names with what a person said that some mean: an exercise, or None for one of their own."""
    return tuple(_meaning(each, said[each.name]) if each.name in said else each for each in names)


def _meaning(name: ForeignName, exercise: Exercise | None) -> ForeignName:
    return name._replace(exercise=exercise, how="said")
