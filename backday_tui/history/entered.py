"""A session that nobody timed: what somebody did, as they tell it afterwards, and where that stands in a routine.

Pure: what was told goes in, values for the log come out. How it is written as text is read in `workout/told.py`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from backday_tui.history.journal import Opening, logged_entries, target_text
from backday_tui.history.log import clock_doubt
from backday_tui.history.store import PerformedSet
from backday_tui.session.plan import Ref, build_with
from backday_tui.training.past import SetSide, as_day, is_ahead
from backday_tui.training.prescription import entries_in_order, movement_of
from backday_tui.training.today import routine_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backday_tui.exercises.catalog import Catalog
    from backday_tui.history.store import LoggedEntry, SessionRow
    from backday_tui.routine.model import Routine
    from backday_tui.session.plan import Step
    from backday_tui.training.loads import Equipment
    from backday_tui.training.prescription import EntryPlace
    from backday_tui.training.today import ReadPast

Counted = Literal["reps", "seconds"]
"""What a bare number is in a set of an exercise."""


class ToldSet(NamedTuple):
    """A set as somebody tells it; figures that nobody gave are None. `number` is that within its exercise, from 1."""

    number: int = 1
    side: SetSide = ""
    reps: int | None = None
    seconds: float | None = None
    load: str | None = None
    rir: float | None = None


class ToldExercise(NamedTuple):
    """An exercise by the name that somebody gives it, and its sets in the order in which they were done."""

    name: str
    sets: tuple[ToldSet, ...]


@dataclass(frozen=True, slots=True)
class EnteredSession:
    """What goes into the log; `unplanned` are the exercises that aren't in the routine, `unknown` in no catalogue."""

    opening: Opening
    sets: tuple[PerformedSet, ...]
    entries: tuple[LoggedEntry, ...] = ()
    unplanned: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowedRoutine:
    """A routine that a session which nobody timed was of: as it was read, and its TOML."""

    routine: Routine
    text: str
    catalog: Catalog
    known: Catalog = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", self.catalog.with_own(self.routine.exercises))

    def counted(self) -> dict[str, Counted]:
        """What is counted of each movement of it."""
        return {
            movement_of(name, self.known): "seconds" if entry.hold or entry.time else "reps"
            for _, entry, _ in entries_in_order(self.routine)
            for name in entry.exercise
        }

    def entries(self) -> tuple[LoggedEntry, ...]:
        """What it asks for."""
        on_no_day = datetime.min.replace(tzinfo=UTC)
        opening = Opening(self.routine.id, self.routine.name, self.text, 0, on_no_day)
        return tuple(logged_entries(self.routine, self.known, opening))


def when_doubt(started: date, now: datetime) -> str:
    """Why nothing can have been done then; "" where it can."""
    if is_ahead(started, now):
        return "that is still to come"
    moment = started if isinstance(started, datetime) else datetime.combine(started, time(), now.tzinfo)
    return clock_doubt(moment, now).partition(":")[0] and "nothing is kept of so long ago"


def sets_beside_file(
    followed: FollowedRoutine, read_past: ReadPast, started: date, equipment: Equipment
) -> dict[EntryPlace, int]:
    """How many sets the plan of that day has more than the file, or fewer: what grows, and a deload week, say so.

    Raises:
        BackdayError: the log can't be read.
    """
    that_day = routine_now(followed.routine, followed.catalog, read_past, started, equipment).today()
    return {place: each.target.more_sets for place, each in that_day.items() if each.target and each.target.more_sets}


def entered_session(
    told: Sequence[ToldExercise],
    followed: FollowedRoutine | None,
    catalog: Catalog,
    started: date,
    more_sets: Mapping[EntryPlace, int],
) -> EnteredSession:
    """What was told, as the log keeps it.

    The first time that an exercise is named is the first entry of the routine with it, and so on. One that isn't in
    the routine, or once more than there, stands by itself.

    Args:
        told: what was done.
        followed: the routine, None for none.
        catalog: with the person's own exercises.
        started: a moment, or a day.
        more_sets: by place, as `sets_beside_file` has them.
    """
    known = catalog if followed is None else followed.known
    unknown = tuple(dict.fromkeys(each.name for each in told if each.sets and known.find(each.name) is None))
    moment = started if isinstance(started, datetime) else datetime.combine(started, time()).astimezone()
    if followed is None:
        name = ", ".join(dict.fromkeys(_title(each.name, known) for each in told))
        opening = Opening("", name[:_LONGEST_NAME], "", 0, moment, uid=uuid.uuid4().hex)
        sets = tuple(placed_sets(told, (), known))
        return EnteredSession(replace(opening, planned_sets=len({each.bout for each in sets})), sets, (), (), unknown)
    routine = followed.routine
    opening = Opening(
        routine.id, routine.name, followed.text, 0, moment, picks=_picks(routine, known, told), uid=uuid.uuid4().hex
    )
    entries = tuple(
        replace(each, planned=each.planned + more_sets.get((each.section, each.item, each.entry), 0))
        for each in logged_entries(routine, known, opening)
    )
    optional = {place for place, entry, _ in entries_in_order(routine) if entry.optional}
    planned = sum(each.planned for each in entries if (each.section, each.item, each.entry) not in optional)
    steps = [step for step in build_with(routine, catalog, opening.picks, warmups={}).steps if step.is_work]
    sets = tuple(placed_sets(told, entries, known, steps))
    unplanned = tuple(dict.fromkeys(done.exercise for done in sets if done.entry is None))
    return EnteredSession(replace(opening, planned_sets=planned), sets, entries, unplanned, unknown)


_LONGEST_NAME: Final = 200


def _title(name: str, known: Catalog) -> str:
    found = known.find(name)
    return found.name if found else name


def _picks(routine: Routine, known: Catalog, told: Iterable[ToldExercise]) -> dict[Ref, str]:
    """Of exercises to choose from those that were done."""
    done = {movement_of(each.name, known) for each in told if each.sets}
    picks = dict[Ref, str]()
    for place, entry, _ in entries_in_order(routine):
        if len(entry.exercise) > 1:
            names = [name for name in entry.exercise if movement_of(name, known) in done]
            picks |= {Ref(*place): _title(name, known) for name in names[:1]}
    return picks


def placed_sets(
    told: Iterable[ToldExercise], entries: Sequence[LoggedEntry], known: Catalog, steps: Sequence[Step] = ()
) -> Iterator[PerformedSet]:
    """Each set with what it belongs to, and what was asked for where the routine says so."""
    seen: Counter[str] = Counter()
    bout = 0
    for exercise in told:
        movement = movement_of(exercise.name, known)
        seen[movement] += 1
        entry = next((each for each in entries if (each.movement, each.nth) == (movement, seen[movement])), None)
        of_entry = [step for step in steps if entry and step.ref == (entry.section, entry.item, entry.entry)]
        found = known.find(exercise.name)
        name = entry.exercise if entry else _title(exercise.name, known)
        count = max([entry.planned if entry else 0, *(each.number for each in exercise.sets)])
        numbers: dict[int, int] = {}
        for each in exercise.sets:
            if each.number not in numbers:
                numbers[each.number], bout = bout, bout + 1
            kind, target = _asked(each, of_entry)
            yield PerformedSet(
                bout=numbers[each.number], side=each.side, exercise=name, number=each.number, sets=count,
                kind=kind, target=target, reps=each.reps, seconds=each.seconds, load=each.load, movement=movement,
                source="entered", rir=each.rir, entry=entry.place if entry else None, nth=seen[movement],
                share=found.share if found else None,
            )  # fmt: skip


def added_sets(
    told: Iterable[ToldExercise], row: SessionRow, entries: Sequence[LoggedEntry], known: Catalog
) -> list[PerformedSet]:
    """Sets that are added to a session: counted on behind those of the same exercise, and of the same entry."""
    found: list[PerformedSet] = []
    for done in placed_sets(told, entries, known):
        same = [
            each
            for each in row.sets
            if (each.movement or movement_of(each.exercise, known)) == done.movement
            and each.nth in (0, done.nth)
            and not each.is_warmup
        ]
        before = max((each.number for each in same), default=0)
        number = before + done.number
        like = same[-1] if same else done
        sets = max(like.sets, number)
        found.append(replace(done, number=number, sets=sets, exercise=like.exercise, entry=like.entry))
    return found


def _asked(told: ToldSet, steps: Sequence[Step]) -> tuple[str, str]:
    """What kind of set it was, and its target: as the routine has it, where it asks for the like."""
    figure: Counted = "seconds" if told.seconds is not None else "reps"
    same = [step for step in steps if figure in step.figures or (told.reps is None and told.seconds is None)]
    step = next((step for step in same if step.set == told.number), same[-1] if same else None)
    if step is not None:
        return step.kind, target_text(step)
    return "hold" if told.seconds is not None else "reps" if told.reps is not None else "open", ""


def started_text(started: date) -> str:
    """A moment, or the day alone where nobody knows more."""
    return f"{started:%Y-%m-%d %H:%M}" if isinstance(started, datetime) else as_day(started).isoformat()
