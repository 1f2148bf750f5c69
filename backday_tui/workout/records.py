"""Records as they fall in a session: which are new, which are no more, and how many reps would be one.

What is a record is known in `training/records.py`. Here stands what one workout has told of them: once a movement, and
taken back where the figures that made one are taken back, or put right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from backday_tui.history.kept_values import load_from
from backday_tui.routine.model import SECTIONS, Amrap
from backday_tui.session.plan import GROUP_TITLE
from backday_tui.training.loads import comparable_kg, moved_kg
from backday_tui.training.prescription import entries_in_order, movement_of, movement_of_group
from backday_tui.training.records import FallenRecord, RecordBook, before_text, record_text, reps_to_beat
from backday_tui.workout.performance import RecordFell, RecordTakenBack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from fractions import Fraction

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.routine.model import Load
    from backday_tui.session.plan import Step
    from backday_tui.session.session import Session
    from backday_tui.session.state import State
    from backday_tui.training.past import PastSession
    from backday_tui.training.records import DoneBefore, MovementRecord

NEAR_REPS: Final = 3
"""So near the aim of a set it is told how many reps would be a record."""


def movements_in(state: State, catalog: Catalog) -> set[str]:
    """All that is done in a session, its groups and what was put in the place of something among it."""
    routine = state.plan.routine
    names = {name for _, entry, _ in entries_in_order(routine) for name in entry.exercise}
    names |= {step.exercise for step in state.steps if step.exercise is not None}
    items = (item for section in SECTIONS for item in routine.section(section))
    groups = (item.entries for item in items if isinstance(item, Amrap))
    rounds = {movement_of_group((entry.exercise[0] for entry in entries), catalog) for entries in groups}
    return rounds | {movement_of(name, catalog) for name in names}


class RecordWatch:
    """What was best of each movement before this session, and what of today's records was told.

    Args:
        catalog: with the person's exercises and the routine's own.
        now: a moment of the session; what is later counts for nothing.
    """

    def __init__(self, catalog: Catalog, now: date) -> None:
        self._catalog = catalog
        self._now = now
        self._books: dict[str, RecordBook] = {}
        self._told: dict[str, RecordFell] = {}
        self._today: PastSession | None = None
        self.body_kg: Fraction | None = None

    @property
    def movements(self) -> Collection[str]:
        """Those of which it is known what was best."""
        return self._books.keys()

    def learn(self, movements: Collection[str], done: DoneBefore) -> None:
        """What was done before of these movements."""
        self.body_kg = done.body_kg
        for movement in movements:
            self._books[movement] = RecordBook.of(movement, done.sessions, self._now)

    def fallen(self, today: PastSession) -> dict[str, tuple[MovementRecord, ...]]:
        """The records of a session by movement, in the order of its exercises, the most telling first."""
        movements = dict.fromkeys(entry.movement for entry in today.entries)
        found = {each: self._books[each].fallen(today) for each in movements if each in self._books}
        return {movement: records for movement, records in found.items() if records}

    def with_best(self, today: PastSession) -> tuple[FallenRecord, ...]:
        """The same one after the other, each with what was best before."""
        return tuple(
            FallenRecord(movement, record, best)
            for movement, records in self.fallen(today).items()
            for record in records
            if (best := self._books[movement].before(record))
        )

    def look(self, session: Session, today: PastSession, at: float) -> Iterator[RecordFell | RecordTakenBack]:
        """What is to be told of the session as it is now, at a moment of its clock: what is a record no more first."""
        self._today = today
        fallen = self.fallen(today)
        for movement, told in [*self._told.items()]:
            kind = told.record.kind, told.record.of
            same = [each for each in fallen.get(movement, ()) if (each.kind, each.of) == kind]
            if not same or same[0].value < told.record.value:
                del self._told[movement]
                yield RecordTakenBack(at, told.exercise, told.what)
        for movement, (record, *_) in fallen.items():
            best = self._books[movement].before(record)
            if movement not in self._told and best is not None:
                name, what = self.name_of(movement, session), record_text(record)
                self._told[movement] = RecordFell(at, name, what, before_text(best, self._now), record, best)
                yield self._told[movement]

    def name_of(self, movement: str, session: Session) -> str:
        """What a movement is called in this session."""
        logs = session.state.logs
        names = (log.exercise for log in logs if movement_of(log.exercise, self._catalog) == movement)
        return next(names, GROUP_TITLE)

    def reps_to_beat(self, step: Step) -> int | None:
        """How many reps of a set would be the highest e1RM, today's counted; None where that is far from its aim."""
        if step.exercise is None or step.aim is None or step.aim.reps is None or step.warmup:
            return None
        book = self._books.get(movement_of(step.exercise, self._catalog))
        if book is None:
            return None
        load = load_from(step.lifted)  # another one may have been given than was aimed at
        compared, moved = comparable_kg(load), self._moved_kg(load, step.exercise)
        if compared is None or not moved:
            return None
        best = book.best_with(self._today, "e1rm", compared[0])
        reps = None if best is None else reps_to_beat(moved, best.value[0])
        return reps if reps is not None and abs(reps - step.aim.reps) <= NEAR_REPS else None

    def _moved_kg(self, load: Load | None, exercise: str) -> Fraction | None:
        known = self._catalog.find(exercise)
        return moved_kg(load, self.body_kg, None if known is None else known.share)
